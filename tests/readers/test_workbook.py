"""Workbooks and pages of the web: cells with their names, spans and places."""

from __future__ import annotations

import io

import pytest

from gouji.document.model import Span
from gouji.readers import Unreadable, read_bytes

from .build import package


def workbook() -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "自评表"
    for row in (["项目支出绩效自评表", None, None], ["指标", "目标", "完成"], ["场次", 40, 42.5], [None, 0.1 + 0.2, "98.91%"]):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A3:A4")
    book.create_sheet("草稿").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_sheet_is_a_table_with_merged_cells() -> None:
    document = read_bytes(workbook(), "x.pdf")
    (table,) = document.tables
    shape = [(cell.row, cell.column, cell.rows, cell.columns, document.blocks[cell.block].text) for cell in table.cells]
    assert shape[0] == (0, 0, 1, 3, "项目支出绩效自评表") and shape[4] == (2, 0, 2, 1, "场次")
    assert [text for *_, text in shape[5:]] == ["40", "42.5", "0.3", "98.91%"]
    place = document.locator.place(Span(len(document.blocks) - 1, 0, 1))  # type: ignore[union-attr]
    assert place.cell and (place.cell.sheet, place.cell.ref) == ("自评表", "C4")
    assert [problem.code for problem in document.problems] == ["hidden-sheet"]


def test_broken_workbook_is_damaged() -> None:
    with pytest.raises(Unreadable) as raised:
        read_bytes(package({"xl/workbook.xml": "<a/>"}), "x.xlsx")
    assert raised.value.problem.code == "damaged"


PAGE = """<!DOCTYPE html><html><head><meta charset="gb2312"><style>p{}</style></head><body><h2>一、概况</h2>
<p>全年预算数 412.49
万元，<b>执行</b>407.98万元。<script>x=1</script></p><p style="display:none">草稿</p>
<table><tr><th rowspan=2>指标</th><td colspan=2>完成</td></tr><tr>
<td>40</td><td>42<table><tr><td>内</td></tr></table></td></tr></table></body></html>"""


def test_page_with_a_table_in_gb2312() -> None:
    document = read_bytes(PAGE.encode("gb18030"), "x.html")
    assert [block.text for block in document.blocks] == [
        "一、概况",
        "全年预算数412.49万元，执行407.98万元。",
        "指标",
        "完成",
        "40",
        "42",
        "内",
    ]
    assert [(cell.row, cell.column, cell.rows, cell.columns) for cell in document.tables[0].cells] == [
        (0, 0, 2, 1),
        (0, 1, 1, 2),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
    ]
    assert document.blocks[0].level == 2
    place = document.locator.place(Span(4, 0, 2))  # type: ignore[union-attr]
    assert place.line == 5 and place.cell and place.cell.ref == "B2"
