"""HTML: spans as a browser lays them out, the text of cells, layout tables, encodings; nothing hidden, nothing fetched."""

from __future__ import annotations

import socket

import pytest

from gouji.document.model import Document
from gouji.readers import read_bytes

from .grids import grid, tiles


def of(body: str, head: str = "", encoding: str = "utf-8") -> Document:
    return read_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding), "x.html")


def table(rows: str) -> Document:
    return of(f"<p>表</p><table>{rows}</table>")


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ("<tr><td rowspan=0>甲<td>1<tr><td>2<tr><td>3", [(0, 0, 3, 1, "甲"), (0, 1, 1, 1, "1"), (1, 1, 1, 1, "2"), (2, 1, 1, 1, "3")]),
        ("<tr><td rowspan=9>甲<td>1<tr><td>2", [(0, 0, 2, 1, "甲"), (0, 1, 1, 1, "1"), (1, 1, 1, 1, "2")]),
        ("<tr><td colspan=1000>甲<tr><td>1<td>2", [(0, 0, 1, 2, "甲"), (1, 0, 1, 1, "1"), (1, 1, 1, 1, "2")]),
        ("<tr><td colspan=x>甲<td rowspan=-2>乙<tr><td>1<td>2", [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 0, 1, 1, "1"), (1, 1, 1, 1, "2")]),
        (
            "<tr><td>甲<td rowspan=2>乙<tr><td colspan=2>丙<tr><td>1<td>2",
            [(0, 0, 1, 1, "甲"), (0, 1, 2, 1, "乙"), (1, 0, 1, 1, "丙"), (2, 0, 1, 1, "1"), (2, 1, 1, 1, "2")],
        ),
        (
            "<tr><td colspan=2>甲<td colspan=3>乙<tr><td colspan=2>1<td colspan=3>2",
            [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 0, 1, 1, "1"), (1, 1, 1, 1, "2")],
        ),
        ("<tbody><tr><td rowspan=5>甲<td>1<tbody><tr><td>乙<td>2", [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "1"), (1, 0, 1, 1, "乙"), (1, 1, 1, 1, "2")]),
        ("<tfoot><tr><td>计<td>9</tfoot><tbody><tr><td>甲<td>9</tbody>", [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "9"), (1, 0, 1, 1, "计"), (1, 1, 1, 1, "9")]),
        (
            "<tr><td>甲<td style='display: none'>稿<td>1<tr style='display:none'><td>乙<tr><td>丙<td>2",
            [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "1"), (1, 0, 1, 1, "丙"), (1, 1, 1, 1, "2")],
        ),
    ],
    ids=["zero", "too-far", "huge", "nonsense", "overlapping", "unused-columns", "groups", "footer", "hidden"],
)
def test_spans_are_those_of_a_browser(rows: str, cells: list[object]) -> None:
    document = table(rows)
    assert grid(document) == cells and tiles(document.tables[0])


def test_many_huge_spans_are_no_reason_to_refuse() -> None:
    document = table("<tr><td colspan=1000>甲<tr><td>1<td>2" * 400)
    assert document.tables[0].width == 2


def test_cells_that_are_named_after_the_grid_is_known() -> None:
    document = table("<tr><td colspan=2>甲<td colspan=3>乙")
    assert [block.cell.ref for block in document.blocks if block.cell] == ["A1", "B1"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("176.<br>28", "176.28"),
        ("101.23<br/>%", "101.23%"),
        ("<p>年初</p>\n<p>预算数</p>", "年初预算数"),
        ("<div>176.</div><div>28</div>", "176.28"),
        ("<p>10</p><p>20</p>", "10　20"),
        ("甲<b>乙<i>丙</i>丁</b>戊", "甲乙丙丁戊"),
        ("甲<span style='display:none'>稿</span>乙<script>x</script>丙", "甲乙丙"),
        ("&nbsp;&nbsp;1,200&nbsp;万元&nbsp;", "1,200万元"),
        ("得　　分", "得分"),
        ("&nbsp;", ""),
        ("\n   全年\n   预算数\n", "全年预算数"),
        ("A\n B", "A B"),
        ("≥<font>95</font>&#37;", "≥95%"),
    ],
)
def test_text_of_a_cell(cell: str, text: str) -> None:
    document = table(f"<tr><td>{cell}</td><td>尾</td></tr>")
    assert texts(document)[1:] == [text, "尾"]


def test_table_within_a_cell_is_a_table_of_its_own() -> None:
    document = table("<tr><td>外<table><tr><td>内<td>1</table>尾<td>2")
    assert [[text for *_, text in grid(document, each)] for each in document.tables] == [["外尾", "2"], ["内", "1"]]


DATA = "<table><tr><td>场次<td>40<tr><td>人次<td>42</table>"


@pytest.mark.parametrize(
    "page",
    [
        f"<table><tr><td><p>一、概况</p><p>全年预算数412.49万元。</p>{DATA}<p>以上。</p></td></tr></table>",
        f"<table><tr><td>一、概况</td></tr><tr><td><p>全年预算数412.49万元。</p>{DATA}<p>以上。</p></td></tr></table>",
        f"<table role=presentation><tr><td>一、概况</td><td>全年预算数412.49万元。</td></tr><tr><td>{DATA}</td><td>以上。</td></tr></table>",
        f"<table><tr><td>一、概况</td><td><p>全年预算数412.49万元。</p>{DATA}<p>以上。</p><p></p></td></tr></table>".replace("<p></p>", "<div>&nbsp;</div>"),
    ],
    ids=["one-cell", "one-column", "said", "side-by-side"],
)
def test_layout_tables_are_running_text(page: str) -> None:
    document = of(page.replace("<p>以上。</p>", "<p>以上。</p><p>特此说明。</p>"))
    assert [text for text in texts(document) if text != "特此说明。"] == ["一、概况", "全年预算数412.49万元。", "场次", "40", "人次", "42", "以上。"]
    assert [block.kind for block in document.blocks][:2] == ["heading", "paragraph"] and len(document.tables) == 1


def test_caption_stands_before_its_table() -> None:
    document = table("<caption>单位：万元</caption><tr><td>甲<td>1")
    assert texts(document) == ["表", "单位：万元", "甲", "1"]


def test_hidden_text_is_left_out_and_said() -> None:
    document = of("<p>预算</p><div style='display:none'><p>草稿</p></div><p hidden>旧稿</p><p style='visibility:hidden'></p>")
    assert texts(document) == ["预算"]
    assert [(problem.code, problem.loses) for problem in document.problems] == [("hidden-text", False)] and "2" in document.problems[0].message


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        *(("gb2312", "gbk"), ("GBK", "gb18030"), ("gb18030", "gb18030"), ("utf-8", "utf-8"), ("big5", "big5")),
        *(("", "utf-8"), ("", "gb18030"), ("", "utf-16")),
        *(("utf-8", "gbk"), ("gb2312", "utf-8"), ("nonsense", "gbk")),
    ],
    ids=lambda name: name or "unsaid",
)
def test_every_encoding_reads_the_same(said: str, encoding: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={said}">' if said else ""
    assert texts(of("<p>預算執行率為98.91%</p>" if encoding == "big5" else "<p>预算执行率为98.91%</p>", meta, encoding))[0].endswith("98.91%")
    assert "�" not in texts(of("<p>全部</p>", meta, encoding))[0] and texts(of("<p>全部</p>", meta, encoding)) == ["全部"]


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    head = '<link rel="stylesheet" href="http://example.invalid/a.css"><script src="http://example.invalid/a.js"></script>'
    body = '<img src="http://example.invalid/a.png"><iframe src="http://example.invalid/"></iframe><object data="file:///etc/passwd"></object><p>正文</p>'
    assert texts(of(body, head)) == ["正文"]
    external = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>a&x;b</p></body></html>'
    assert "root" not in texts(read_bytes(external, "x.html"))[0]
