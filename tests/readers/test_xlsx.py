"""Workbooks as their readers see them: shown texts, spans, what is hidden, formulas, and files that do not hold together."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from gouji.document.model import Document, Span
from gouji.readers import Unreadable, limits, read, read_bytes

from .build import package
from .workbooks import cell, parts, row, sheet, text, workbook

XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def texts(document: Document) -> dict[str, str]:
    """Cell → text; the cells of all sheets but the first with their sheet."""
    first = document.blocks[0].cell.sheet  # type: ignore[union-attr]
    return {(each.cell.ref if each.cell.sheet == first else f"{each.cell.sheet}!{each.cell.ref}"): each.text for each in document.blocks if each.cell}


def shape(document: Document, table: int = 0) -> list[tuple[int, int, int, int, str]]:
    return [(each.row, each.column, each.rows, each.columns, document.blocks[each.block].text) for each in document.tables[table].cells]


def codes(document: Document) -> list[str]:
    return [each.code for each in document.problems]


def one(*rows: str, codes: Iterable[str | int] = (), strings: Iterable[str] = (), merged: tuple[str, ...] = (), before: str = "") -> Document:
    return read_bytes(workbook({"自评表": sheet(*rows, merged=merged, before=before)}, codes, strings), "x.xlsx")


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as raised:
        read_bytes(data, "x.xlsx")
    assert raised.value.problem.message
    return raised.value.problem.code


# --- cells ---


def test_every_kind_of_cell_reads_as_it_is_shown() -> None:
    document = one(
        row(1, cell("A1", "0", kind="s"), cell("B1", "1", kind="s"), text("C1", "一、\n概况"), cell("D1", "1", kind="b"), cell("E1", "#REF!", kind="e")),
        row(2, cell("A2", "0.8623", 1), cell("B2", "45291", 2), cell("C2", "达标", formula='IF(A2>0,"达标","")', kind="str"), cell("D2", "0.1")),
        row(3, cell("A3", "2023-12-31T12:00:00", 2, kind="d"), cell("B3", "", formula='""', kind="str"), cell("C3", "5", 3)),
        codes=["0.00%", 'yyyy"年"m"月"d"日"', ";;;"],
        strings=["<t>项目_x000D_\n支出</t>", "<r><t>财</t></r><r><rPr><b/></rPr><t>政局</t></r><rPh sb='0' eb='1'><t>cai</t></rPh>"],
    )
    assert texts(document) == {
        "A1": "项目支出",
        "B1": "财政局",
        "C1": "一、概况",
        "D1": "TRUE",
        "E1": "#REF!",
        "A2": "86.23%",
        "B2": "2023年12月31日",
        "C2": "达标",
        "D2": "0.1",
        "A3": "2023年12月31日",
    }
    assert not document.problems and document.format == "xlsx"


def test_a_place_is_a_sheet_and_a_cell() -> None:
    document = one(row(7, cell("AB7", "5")))
    place = document.locator.place(Span(0, 0, 1))  # type: ignore[union-attr]
    assert place.cell and (place.cell.table, place.cell.sheet, place.cell.ref) == (1, "自评表", "AB7")
    assert (document.tables[0].height, document.tables[0].width) == (7, 28)


def test_days_may_be_counted_from_1904() -> None:
    data = workbook({"一": sheet(row(1, cell("A1", "43829", 1)))}, ["yyyy-mm-dd"], properties='date1904="1"')
    assert texts(read_bytes(data, "x")) == {"A1": "2023-12-31"}


def test_cells_and_rows_may_go_without_their_names() -> None:
    rows = (
        "<row><c><v>1</v></c><c/><c><v>3</v></c></row>",
        '<row r="4"><c><v>4</v></c><c r="D4"><v>5</v></c><c><v>6</v></c></row>',
        "<row><c><v>7</v></c></row>",
    )
    assert texts(one(*rows)) == {"A1": "1", "C1": "3", "A4": "4", "D4": "5", "E4": "6", "A5": "7"}


def test_the_strict_dialect_prefixes_and_foreign_names_of_parts_read_the_same() -> None:
    plain = workbook({"一": sheet(row(1, cell("A1", "0", 1, kind="s")))}, ["0.00%"], ["<t>合计</t>"])
    dialect = {
        name.replace("xl/worksheets/", "xl\\Worksheets\\"): content.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006", b"http://purl.oclc.org/ooxml/spreadsheetml"
        )
        .replace(b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships")
        .replace(b"<sst xmlns=", b"<x:sst xmlns:x=")
        .replace(b"</sst", b"</x:sst")
        .replace(b"<si><t>", b"<x:si><x:t>")
        .replace(b"</t></si>", b"</x:t></x:si>")
        for name, content in parts(plain).items()
    }
    assert texts(read_bytes(package(dialect), "x")) == texts(read_bytes(plain, "x")) == {"A1": "合计"}


# --- the table ---


def test_merged_cells_are_spans_and_what_lies_under_them_is_not_read() -> None:
    document = one(
        row(1, text("A1", "绩效自评表")),
        row(2, text("A2", "指标"), text("B2", "目标"), text("C2", "完成")),
        row(3, text("A3", "场次"), cell("B3", "40"), cell("C3", "42")),
        row(4, text("A4", "盖住"), cell("C4", "43")),
        merged=("A1:C1", "A3:A4", "B3:B4", "B4:C4", "F1:XFD9", "A9:C9"),
    )
    assert shape(document) == [
        (0, 0, 1, 3, "绩效自评表"),
        (1, 0, 1, 1, "指标"),
        (1, 1, 1, 1, "目标"),
        (1, 2, 1, 1, "完成"),
        (2, 0, 2, 1, "场次"),
        (2, 1, 2, 1, "40"),
        (2, 2, 1, 1, "42"),
        (3, 2, 1, 1, "43"),
    ]


def test_blank_rows_and_columns_at_the_end_are_cut_and_others_kept() -> None:
    document = one(row(1, text("A1", "甲"), text("Z1", " ")), row(3, text("B3", "乙")), row(900, cell("A900"), cell("B900", "")))
    assert shape(document) == [(0, 0, 1, 1, "甲"), (2, 1, 1, 1, "乙")]
    assert (document.tables[0].height, document.tables[0].width) == (3, 2)


def test_each_sheet_is_a_table_in_order_and_hidden_sheets_are_said() -> None:
    one_cell = {name: sheet(row(1, text("A1", name))) for name in ("甲", "乙", "丙")}
    document = read_bytes(workbook(one_cell | {"空": sheet()}, hidden=["乙"]), "x")
    assert texts(document) == {"A1": "甲", "丙!A1": "丙"}
    assert [table.number for table in document.tables] == [1, 2]
    assert codes(document) == ["hidden-sheet"] and "乙" in document.problems[0].message


def test_hidden_rows_and_columns_are_left_out_and_said() -> None:
    rows = (
        row(1, text("A1", "表"), text("C1", "x")),
        row(2, text("A2", "甲"), text("B2", "藏"), cell("C2", "1"), text("E2", "藏")),
        row(3, text("A3", "藏"), cell("C3", "2"), attributes='hidden="1"'),
        row(4, text("A4", "藏"), cell("C4", "3"), attributes='ht="0" customHeight="1"'),
        row(5, text("A5", "乙"), cell("C5", "4")),
        row(6, attributes='hidden="1"'),
    )
    before = '<cols><col min="2" max="2" hidden="1"/><col min="5" max="16384" width="0" customWidth="1"/></cols>'
    document = one(*rows, before=before, merged=("A1:B1", "C4:C5"))
    assert shape(document) == [
        (0, 0, 1, 1, "表"),
        (0, 1, 1, 1, "x"),
        (1, 0, 1, 1, "甲"),
        (1, 1, 1, 1, "1"),
        (2, 0, 1, 1, "乙"),
        (2, 1, 1, 1, "3"),
    ]
    assert list(texts(document)) == ["A1", "C1", "A2", "C2", "C4", "A5"]
    assert [(each.code, each.loses) for each in document.problems] == [("hidden-rows", False), ("hidden-columns", False)]
    assert all("自评表" in each.message and " 2 " in each.message for each in document.problems)


# --- what is not read ---


def test_a_formula_without_its_value_loses_it() -> None:
    document = one(
        row(1, text("A1", "甲"), *(cell(f"{column}1", formula="1+1") for column in "BCDEFG")),
        row(2, cell("A2", "3", formula="1+2"), cell("B2", "", formula="A2", kind="n")),
        row(3, cell("A3", formula="1+2"), attributes='hidden="1"'),
    )
    assert texts(document) == {"A1": "甲", "A2": "3"}
    (found,) = document.problems
    assert (found.code, found.loses) == ("formula-without-value", True)
    assert " 7 " in found.message and "B1, C1, D1, E1, F1…" in found.message


def test_text_boxes_are_said() -> None:
    shape = "<xdr:sp><xdr:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    drawing = (
        f'<xdr:wsDr xmlns:xdr="{XDR}" xmlns:a="{A}" xmlns:mc="{MC}">{shape.format("说明")}{shape.format(" ")}'
        f"<mc:AlternateContent><mc:Choice>{shape.format('注')}</mc:Choice><mc:Fallback>{shape.format('注')}</mc:Fallback></mc:AlternateContent></xdr:wsDr>"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" Target="../drawings/drawing1.xml"/>'
        '<Relationship Id="c" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="../comments1.xml"/></Relationships>'
    )
    files = parts(workbook({"一": sheet(row(1, text("A1", "甲")))}))
    files |= {"xl/worksheets/_rels/sheet1.xml.rels": relations.encode(), "xl/drawings/drawing1.xml": drawing.encode()}
    document = read_bytes(package(dict(files)), "x")
    assert [(each.code, each.loses) for each in document.problems] == [("unread-textboxes", False)]
    assert " 2 " in document.problems[0].message


# --- broken and hostile files ---


def broken(part: str, content: str | None) -> bytes:
    files = parts(workbook({"一": sheet(row(1, cell("A1", "0", kind="s")))}, strings=["<t>甲</t>"]))
    if content is None:
        del files[part]
    else:
        files[part] = content.encode()
    return package(dict(files))


@pytest.mark.parametrize(
    ("part", "content", "code"),
    [
        ("xl/worksheets/sheet1.xml", None, "damaged"),
        ("xl/worksheets/sheet1.xml", "<worksheet", "damaged"),
        ("xl/worksheets/sheet1.xml", sheet(), "empty"),
        ("xl/worksheets/sheet1.xml", sheet(row(1, cell("A1", "7", kind="s"))), "damaged"),
        ("xl/worksheets/sheet1.xml", sheet(row(1, cell("A1", "-1", kind="s"))), "damaged"),
        ("xl/worksheets/sheet1.xml", sheet(row(1, cell("A1", "7", kind="zz"))), "damaged"),
        ("xl/sharedStrings.xml", None, "damaged"),
        ("xl/sharedStrings.xml", "<sst><si>", "damaged"),
        ("xl/styles.xml", "<styleSheet>&x;</styleSheet>", "damaged"),
        ("xl/workbook.xml", "<workbook/>", "damaged"),
        ("xl/_rels/workbook.xml.rels", None, "damaged"),
        ("xl/worksheets/sheet1.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]>" + sheet(row(1, text("A1", "&a;"))), "forbidden-doctype"),
        ("xl/worksheets/sheet1.xml", sheet("<a>" * 5_000 + "</a>" * 5_000, row(1, text("A1", "甲"))), "damaged"),
    ],
)
def test_a_broken_or_hostile_part_is_named(part: str, content: str | None, code: str) -> None:
    assert refused(broken(part, content)) == code


def test_a_workbook_without_styles_or_types_reads_as_general() -> None:
    files = parts(workbook({"一": sheet(row(1, cell("A1", "0.30000000000000004", 7)))}))
    del files["xl/styles.xml"], files["[Content_Types].xml"], files["_rels/.rels"]
    assert texts(read_bytes(package(dict(files)), "x")) == {"A1": "0.3"}


def test_a_declared_size_means_nothing() -> None:
    assert texts(one(row(1, text("A1", "甲")), before='<dimension ref="A1:XFD1048576"/>')) == {"A1": "甲"}


@pytest.mark.parametrize(
    "data",
    [
        workbook({"一": sheet(row(1, text("A1", "甲")), row(1_048_576, text("XFD1048576", "乙")))}),
        workbook(
            {"一": sheet(row(1, *(cell(f"A{n}", "0", kind="s") for n in range(1, 20))), *(row(n, cell(f"A{n}", "0", kind="s")) for n in range(2, 30)))},
            strings=[f"<t>{'甲' * 300_000}</t>"],
        ),
        workbook({"一": sheet(row(1, text("A1", "甲")), row(200_000, text("A200000", "乙")), merged=["A1:A150000"] * 50)}),
        workbook({"一": sheet(row(1, text("A1", "甲")), row(1, *("<c><v>1</v></c>" for _ in range(limits.TABLE_CELLS + 1))))}),
    ],
    ids=["far-cell", "one-long-string-often", "overlapping-merges", "many-cells"],
)
def test_limits_are_named(data: bytes) -> None:
    start = time.process_time()
    assert refused(data) == "over-limit"
    assert time.process_time() - start < 10


def test_a_large_sheet_takes_time_in_proportion_to_its_cells() -> None:
    def seconds(rows: int) -> float:
        data = workbook({"一": sheet(*(row(n, *("<c s='1'><v>1234.5</v></c>" for _ in range(60))) for n in range(1, rows + 1)))}, ["#,##0.00"])
        start = time.process_time()
        assert len(read_bytes(data, "x").blocks) == 60 * rows
        return time.process_time() - start

    seconds(50)
    assert seconds(1_000) < 40 * max(seconds(100), 0.02)


# --- old workbooks ---


def test_an_old_workbook_says_that_its_formats_are_not_known(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    whole = sheet(row(1, text("A1", "合计"), cell("B1", "5")), row(3, text("A3", "甲")), merged=["A1:A2"])
    parted = sheet(row(1, text("A1", "执行率"), cell("B1", "0.8623", 1)))
    for name, sheets in (("whole", {"一": whole}), ("parted", {"一": whole, "二": parted})):
        (tmp_path / f"{name}.xlsx").write_bytes(workbook(sheets, ["0.00%"]))
    command = [office, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "xls", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "whole.xlsx"), str(tmp_path / "parted.xlsx")], check=True, capture_output=True, timeout=120)
    document = read(tmp_path / "whole.xls")
    assert shape(document) == [(0, 0, 2, 1, "合计"), (0, 1, 1, 1, "5"), (2, 0, 1, 1, "甲")]
    assert not document.problems
    document = read(tmp_path / "parted.xls")
    assert texts(document)["二!B1"] == "0.8623"
    assert [(each.code, each.loses) for each in document.problems] == [("xls-formats", False)]
