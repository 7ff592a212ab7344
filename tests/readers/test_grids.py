"""One form in every format gives one grid."""

from __future__ import annotations

import io
from html import escape
from pathlib import Path

import docx as word
import pytest
from docx.shared import Cm

from gouji.document.model import Document
from gouji.readers import read_bytes

from .build import Spans
from .grids import grid, tiles
from .office import converted
from .test_ruled import assert_like_pdfplumber

WIDTHS = [2.0, 2.0, 3.5, 1.45, 1.45, 1.2, 1.2, 3.0]  # cm: too narrow for `176.28` and `101.23%`
HEAD = "项目支出绩效自评表"
CAPTION = "金额单位：万元"


def form(indicators: int) -> list[Spans]:
    """Merged header, groups in the first columns, funds, a total."""
    funds: list[Spans] = [
        (0, 0, 1, 2, "项目名称"),
        (0, 2, 1, 6, "蔬菜直销店建设项目"),
        (1, 0, 3, 2, "项目资金"),
        (1, 2, 2, 1, "资金来源"),
        (1, 3, 1, 2, "预算与执行"),
        (1, 5, 2, 1, "分值"),
        (1, 6, 2, 1, "得分"),
        (1, 7, 2, 1, "备注"),
        (2, 3, 1, 1, "预算数"),
        (2, 4, 1, 1, "执行数"),
        *((3, 2 + n, 1, 1, text) for n, text in enumerate(["年度资金总额", "1182.66", "1176.28", "10", "9.95", ""])),
    ]
    labels = ["一级指标", "二级指标", "三级指标", "目标", "实际", "分值", "得分", "偏差原因"]
    rows: list[Spans] = [(4, column, 1, 1, text) for column, text in enumerate(labels)]
    for n in range(indicators):
        texts = [f"第{n + 1}批培训人次", "≥95%", "101.23%", "2", "1.5", "受疫情影响，下年加强调研" if n % 3 else "无偏差"]
        if n % 10 == 0:
            rows.append((5 + n, 0, min(10, indicators - n), 1, f"产出指标{n}"))
        if n % 5 == 0:
            rows.append((5 + n, 1, min(5, indicators - n), 1, f"数量指标{n}"))
        rows.extend((5 + n, 2 + m, 1, 1, text) for m, text in enumerate(texts))
    last = 5 + indicators
    return sorted([*funds, *rows, (last, 0, 1, 5, "总分"), (last, 5, 1, 1, "100"), (last, 6, 1, 1, "99.95"), (last, 7, 1, 1, "")])


def as_docx(cells: list[Spans], repeated: int = 0) -> bytes:
    document = word.Document()
    document.add_paragraph(HEAD)
    document.add_paragraph(CAPTION)
    table = document.add_table(max(row + rows for row, _, rows, _, _ in cells), len(WIDTHS))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in enumerate(WIDTHS):
        for cell in table.columns[column].cells:
            cell.width = Cm(width)
    for row, column, rows, columns, text in cells:
        cell = table.cell(row, column)
        if rows * columns > 1:
            cell = cell.merge(table.cell(row + rows - 1, column + columns - 1))
        cell.text = text
    for row in range(repeated):
        properties = table.rows[row]._tr.get_or_add_trPr()
        properties.append(word.oxml.OxmlElement("w:tblHeader"))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_html(cells: list[Spans]) -> bytes:
    rows = [[cell for cell in cells if cell[0] == row] for row in range(max(row + rows for row, _, rows, _, _ in cells))]
    body = "".join("<tr>" + "".join(f'<td rowspan="{down}" colspan="{wide}">{escape(text)}</td>' for _, _, down, wide, text in row) + "</tr>\n" for row in rows)
    widths = "".join(f'<col width="{round(38 * width)}">' for width in WIDTHS)
    page = f'<html><head><meta charset="utf-8"></head><body><p>{HEAD}</p><p>{CAPTION}</p><table border="1" cellspacing="0">{widths}{body}</table></body></html>'
    return page.encode()


def as_text(cells: list[Spans]) -> bytes:
    height = max(row + rows for row, _, rows, _, _ in cells)
    said = {(row, column): text for row, column, _, _, text in cells}
    lines = ["| " + " | ".join(said.get((row, column), "") for column in range(len(WIDTHS))) + " |" for row in range(height)]
    return "\n".join([HEAD, "", CAPTION, "", *lines]).encode()


def prose(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.kind != "cell"]


SIZES = pytest.mark.parametrize("indicators", [3, 8, 60], ids=["short", "page", "pages"])


@SIZES
def test_word_and_web_page_give_the_source(indicators: int) -> None:
    cells = form(indicators)
    for data in (as_docx(cells), as_html(cells)):
        document = read_bytes(data, "x")
        assert grid(document) == cells and tiles(document.tables[0]) and prose(document) == [HEAD, CAPTION]


@SIZES
def test_bars_give_the_source_without_its_spans(indicators: int) -> None:
    cells = form(indicators)
    document = read_bytes(as_text(cells), "x.txt")
    found = {(row, column): text for row, column, _, _, text in grid(document)}
    assert {place: text for place, text in found.items() if text} == {(row, column): text for row, column, _, _, text in cells if text}
    assert prose(document) == [HEAD, CAPTION]


@SIZES
@pytest.mark.parametrize("source", ["docx", "html"])
def test_print_gives_the_source(indicators: int, source: str, tmp_path: Path) -> None:
    cells = form(indicators)
    data = converted(as_docx(cells) if source == "docx" else as_html(cells), source, "pdf" if source == "docx" else "pdf:writer_web_pdf_Export", tmp_path)
    document = read_bytes(data, "x")
    assert grid(document) == cells and prose(document)[-1] == CAPTION  # LibreOffice leaves out the first paragraph of a web page
    if source == "docx":
        assert_like_pdfplumber(data)


@pytest.mark.parametrize("indicators", [60, 120])
def test_print_with_repeated_header_rows_gives_the_source(indicators: int, tmp_path: Path) -> None:
    head: list[Spans] = [(0, 0, 2, 1, "指标"), (0, 1, 1, 2, "完成情况"), (0, 3, 2, 5, "说明"), (1, 1, 1, 1, "目标"), (1, 2, 1, 1, "实际")]
    body: list[Spans] = [
        cell for n in range(indicators) for cell in ((2 + n, 0, 1, 1, f"场次{n}"), (2 + n, 1, 1, 1, "40"), (2 + n, 2, 1, 1, "42"), (2 + n, 3, 1, 5, "无"))
    ]
    wanted = [(row, column, rows, 1 if column == 3 else columns, text) for row, column, rows, columns, text in head + body]
    document = read_bytes(converted(as_docx(head + body, repeated=2), "docx", "pdf", tmp_path), "x")
    assert (document.pages or 0) > 1 and grid(document) == wanted
