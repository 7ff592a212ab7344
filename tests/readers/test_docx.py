"""DOCX: everything that python-docx's .text loses, and the places of what is read."""

from __future__ import annotations

import pytest

from gouji.document.model import Document, Span
from gouji.readers import Unreadable, read_bytes
from gouji.readers.grid import reference

from .build import docx, p, package, r, tc
from .grids import grid


def read(body: str, **parts: str) -> Document:
    return read_bytes(docx(body, **parts), "x.docx")


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def codes(document: Document) -> list[str]:
    return [problem.code for problem in document.problems]


def test_tracked_changes_are_read_as_accepted_and_said() -> None:
    document = read(f'<w:p>{r("预算数")}<w:ins w:id="1">{r("200")}</w:ins><w:del w:id="2"><w:r><w:delText>180</w:delText></w:r></w:del>{r("万元")}</w:p>')
    assert texts(document) == ["预算数200万元"]
    assert codes(document) == ["tracked-changes"] and not document.problems[0].loses


def test_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    assert texts(read(f"{p('全年预算', '<w:rPr><w:del/></w:rPr>')}{p('412.49万元')}")) == ["全年预算412.49万元"]


NUMBERING = """<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl></w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>"""


def test_automatic_numbers_are_printed_as_word_prints_them() -> None:
    levels = [0, 1, 2, 2, 1, 0, 1]
    body = "".join(p("标题", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>') for level in levels)
    document = read(body, numbering=NUMBERING)
    assert texts(document) == ["一、标题", "（一）标题", "1.标题", "2.标题", "（二）标题", "二、标题", "（一）标题"]


def test_number_and_level_come_from_the_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H"><w:pPr><w:outlineLvl w:val="0"/>'
        '<w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="K"><w:basedOn w:val="H"/></w:style>'
    )
    document = read(p("概况", '<w:pStyle w:val="K"/>'), numbering=NUMBERING, styles=styles)
    assert (document.blocks[0].text, document.blocks[0].kind, document.blocks[0].level) == ("一、概况", "heading", 1)


def test_text_box_is_read_once() -> None:
    box = p("框内196.5万元")
    body = (
        f"<w:p>{r('框外')}<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{box}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{box}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    document = read(body)
    assert [(block.text, block.kind) for block in document.blocks] == [("框外", "paragraph"), ("框内196.5万元", "textbox")]


def test_footnotes_content_controls_fields_links_and_symbols() -> None:
    body = (
        f'<w:p>{r("得分")}<w:r><w:footnoteReference w:id="2"/></w:r><w:sdt><w:sdtContent>{r("98")}</w:sdtContent></w:sdt>'
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=SUM(A1)</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(".5")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        f'<w:hyperlink>{r("分")}</w:hyperlink><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r><w:smartTag>{r("优")}</w:smartTag></w:p>'
    )
    document = read(body, footnotes=f'<w:footnote w:id="1">{p("未引用")}</w:footnote><w:footnote w:id="2">{p("口径为决算数")}</w:footnote>')
    assert [(block.text, block.kind) for block in document.blocks] == [("得分98.5分☑优", "paragraph"), ("口径为决算数", "footnote")]


def test_hidden_text_is_skipped_and_said() -> None:
    document = read(f"<w:p>{r('预算')}{r('草稿', '<w:vanish/>')}{r('100万元')}</w:p>")
    assert texts(document) == ["预算100万元"] and codes(document) == ["hidden-text"]


def test_typed_line_breaks_separate_only_statements() -> None:
    assert texts(
        read(f"<w:p>{r('一、概况')}<w:r><w:br/></w:r>{r('全年预算数412.')}<w:r><w:br/></w:r>{r('49万元。')}<w:r><w:br/></w:r>{r('执行良好。')}</w:p>")
    ) == ["一、概况", "全年预算数412.49万元。", "执行良好。"]


RESTART, GOES_ON, TWO_WIDE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
MERGED = f"<w:tbl><w:tr>{tc('产出指标', RESTART)}{tc('数量', TWO_WIDE)}</w:tr><w:tr>{tc('', GOES_ON)}{tc('40')}{tc('42')}</w:tr></w:tbl>"


def test_merged_cells_are_one_cell_each() -> None:
    document = read(p("表") + MERGED + p("后"))
    (table,) = document.tables
    shape = [(cell.row, cell.column, cell.rows, cell.columns, document.blocks[cell.block].text) for cell in table.cells]
    assert shape == [(0, 0, 2, 1, "产出指标"), (0, 1, 1, 2, "数量"), (1, 1, 1, 1, "40"), (1, 2, 1, 1, "42")]
    assert (table.height, table.width) == (2, 3)


def test_places_name_paragraph_cell_and_runs() -> None:
    document = read(p("表") + MERGED + f"<w:p>{r('实际')}{r('407.')}{r('98万元')}</w:p>")
    place = document.locator.place(Span(4, 0, 2))  # type: ignore[union-attr]
    assert place.cell and (place.cell.table, place.cell.ref, place.paragraph) == (1, "C2", 6)
    last = len(document.blocks) - 1
    assert document.locator.place(Span(last, 2, 8)).paragraph == 7  # type: ignore[union-attr]
    runs = document.locator.runs(Span(last, 3, 9))  # type: ignore[union-attr]
    assert [(run.part, run.start, run.end) for run in runs] == [("word/document.xml", 1, 4), ("word/document.xml", 0, 3)]
    assert runs[1].run == runs[0].run + 1


def test_nested_table_follows_its_cell() -> None:
    inner = f"<w:tbl><w:tr>{tc('内')}</w:tr></w:tbl>"
    document = read(f"<w:tbl><w:tr><w:tc>{p('外')}{inner}{p('尾')}</w:tc></w:tr></w:tbl>")
    assert texts(document) == ["外尾", "内"] and [table.number for table in document.tables] == [1, 2]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (docx(p("甲"), head='<!DOCTYPE x [<!ENTITY a "b">]>'), "forbidden-doctype"),
        (docx(p("甲"))[:-40], "damaged"),
        (docx("<w:p>"), "damaged"),
        (docx(""), "empty"),
        (docx("<w:p/>" * 1_600_000), "over-limit"),
        (package({"word/document.xml": b"\0" * (80 << 20)}), "over-limit"),
    ],
    ids=["doctype", "truncated", "ill-formed", "empty", "tags", "bomb"],
)
def test_hostile_and_broken_files_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read_bytes(data, "x.docx")
    assert raised.value.problem.code == code and raised.value.problem.loses


def test_a_header_that_lies_about_a_size_gains_nothing() -> None:
    data = bytearray(package({"word/document.xml": b"<a>" + b" " * (20 << 20) + b"</a>"}))
    real = (len(b"<a></a>") + (20 << 20)).to_bytes(4, "little")
    at = data.rindex(real)
    data[at : at + 4] = (100).to_bytes(4, "little")
    with pytest.raises(Unreadable) as raised:
        read_bytes(bytes(data), "x.docx")
    assert raised.value.problem.code == "damaged"


def table(*rows: str) -> Document:
    return read(p("表") + f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>")


BEFORE = '<w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/></w:trPr>'


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ((tc("甲") + tc("乙") + tc("丙"), BEFORE + tc("1")), [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (0, 2, 1, 1, "丙"), (1, 1, 1, 1, "1")]),
        (
            (tc("甲", TWO_WIDE) + tc("乙", TWO_WIDE), tc("1", TWO_WIDE) + tc("2", TWO_WIDE)),
            [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 0, 1, 1, "1"), (1, 1, 1, 1, "2")],
        ),
        ((tc("甲", RESTART + TWO_WIDE) + tc("1"), tc("", GOES_ON + TWO_WIDE) + tc("2")), [(0, 0, 2, 1, "甲"), (0, 1, 1, 1, "1"), (1, 1, 1, 1, "2")]),
        ((tc("甲", RESTART) + tc("1"), tc("乙", RESTART) + tc("2")), [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "1"), (1, 0, 1, 1, "乙"), (1, 1, 1, 1, "2")]),
        ((tc("", GOES_ON) + tc("1"),), [(0, 0, 1, 1, ""), (0, 1, 1, 1, "1")]),
        (
            (tc("甲", '<w:hMerge w:val="restart"/>') + tc("", "<w:hMerge/>") + tc("乙"), tc("1") + tc("2") + tc("3")),
            [(0, 0, 1, 2, "甲"), (0, 2, 1, 1, "乙"), (1, 0, 1, 1, "1"), (1, 1, 1, 1, "2"), (1, 2, 1, 1, "3")],
        ),
        (
            (tc("甲") + tc("1"), "<w:trPr><w:hidden/></w:trPr>" + tc("稿") + tc("0"), tc("乙") + tc("2")),
            [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "1"), (1, 0, 1, 1, "乙"), (1, 1, 1, 1, "2")],
        ),
        (
            (tc("甲", RESTART) + tc("1", RESTART), tc("", GOES_ON) + tc("", GOES_ON), tc("乙") + tc("2")),
            [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "1"), (1, 0, 1, 1, "乙"), (1, 1, 1, 1, "2")],
        ),
    ],
    ids=["gridBefore", "unused-columns", "wide-merge", "two-merges", "merge-of-nothing", "hMerge", "hidden-row", "unused-row"],
)
def test_spans_of_a_table(rows: tuple[str, ...], cells: list[object]) -> None:
    document = table(*rows)
    assert grid(document) == cells
    assert [block.cell.ref for block in document.blocks if block.cell] == [reference(row, column) for row, column, *_ in cells]  # type: ignore[misc]


def test_table_in_a_cell_beside_others() -> None:
    inner = f"<w:tbl><w:tr>{tc('内')}{tc('1')}</w:tr></w:tbl>"
    document = table(f"<w:tc>{p('外')}{inner}{p('尾')}</w:tc>{tc('2')}")
    assert [[text for *_, text in grid(document, each)] for each in document.tables] == [["外尾", "2"], ["内", "1"]]


def test_a_frame_around_a_page_is_running_text() -> None:
    document = read(f"<w:tbl><w:tr><w:tc>{p('一、概况')}{p('全年预算数412.49万元。')}{MERGED}{p('以上。')}</w:tc></w:tr></w:tbl>")
    assert [block.text for block in document.blocks if block.kind != "cell"] == ["一、概况", "全年预算数412.49万元。", "以上。"]
    assert len(document.tables) == 1


@pytest.mark.parametrize(("paragraphs", "text"), [(("176.", "28"), "176.28"), (("年初", "预算数"), "年初预算数"), (("10", "20"), "10　20")])
def test_paragraphs_of_a_cell(paragraphs: tuple[str, ...], text: str) -> None:
    assert texts(table(f"<w:tc>{''.join(map(p, paragraphs))}</w:tc>{tc('尾')}"))[1:] == [text, "尾"]
