"""Workbooks: comments and fills on the cells at fault, and nothing else touched."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from openpyxl.comments import Comment

from readers.build import package

from .copying import FORMS, again, checked, copied, is_inserted_into, ledger, parts

_SHEET = "xl/worksheets/sheet1.xml"


def planted() -> bytes:
    """The default form with a rate, a score and a target that do not tie: F7 adds up no more, F17 misses its target, H25 is not the total."""
    data = (FORMS / "default.xlsx").read_bytes()
    sheet = parts(data)[_SHEET].decode()
    for old, new in (("<v>321.28</v>", "<v>312.28</v>"), ("<t>98.6%</t>", "<t>93.6%</t>"), ("<t>96.84</t>", "<t>98.64</t>")):
        assert sheet.count(old) == 1
        sheet = sheet.replace(old, new)
    return package({**parts(data), _SHEET: sheet})


def opened(data: bytes) -> Any:
    """The first sheet as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(data)).active


def comments(data: bytes) -> dict[str, str]:
    """The author of the comment on each cell that has one."""
    return {cell.coordinate: cell.comment.author for row in opened(data).iter_rows() for cell in row if cell.comment}


def fills(data: bytes) -> dict[str, str]:
    """The colour in which each cell is filled by a conditional format."""
    return {
        cell: rule.dxf.fill.bgColor.rgb
        for formatting in opened(data).conditional_formatting
        for cell in str(formatting.sqref).split()
        for rule in formatting.rules
    }


def saved(workbook: Any) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def test_comments_and_fills_are_on_exactly_the_cells_at_fault(tmp_path: Path) -> None:
    copy = copied(tmp_path, "a.xlsx", planted())
    assert comments(copy) == dict.fromkeys(("F7", "H17", "H25"), "gouji")
    assert fills(copy) == {"F7": "FFFFC7CE", "H25": "FFFFC7CE", "H17": "FFFFEB9C"}


def test_notes_are_marked_when_asked_for(tmp_path: Path) -> None:
    copy = copied(tmp_path, "a.xlsx", planted(), "--notes")
    assert set(comments(copy)) == {"F7", "F17", "H17", "H25"}
    assert fills(copy)["F17"] == "FFDDEBF7"


def test_a_comment_says_what_is_wrong_and_proves_it(tmp_path: Path) -> None:
    lines = opened(copied(tmp_path, "a.xlsx", planted()))["H17"].comment.text.splitlines()
    assert lines[0] == "警告 IN02 full-marks-for-missed-target"
    assert lines[1].endswith("未达目标却得满分6（分值6）；6 × 93.6% ÷ 98% = 5.73。")
    assert "对照: 路灯亮灯率 93.6% (自评表!F17)" in lines


def test_nothing_is_changed_but_what_is_put_in(tmp_path: Path) -> None:
    old, new = parts(planted()), parts(copied(tmp_path, "a.xlsx", planted(), "--notes"))
    changed = {name for name in old if old[name] != new[name]}
    assert changed == {_SHEET, "xl/styles.xml", "_rels/.rels", "[Content_Types].xml"}
    assert all(is_inserted_into(old[name], new[name]) for name in changed - {"xl/styles.xml"})
    cells = [etree.fromstring(each[_SHEET]).find("{*}sheetData") for each in (old, new)]
    assert etree.tostring(cells[0]) == etree.tostring(cells[1])


def test_the_parts_of_a_sheet_stand_in_the_order_that_excel_insists_on(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(planted()))
    workbook.active.auto_filter.ref = "A4:I8"
    workbook.active.oddFooter.center.text = "&P"
    sheet = etree.fromstring(parts(copied(tmp_path, "a.xlsx", saved(workbook)))[_SHEET])
    names = [etree.QName(child).localname for child in sheet]
    order = ("sheetData", "autoFilter", "mergeCells", "conditionalFormatting", "pageMargins", "headerFooter", "legacyDrawing")
    assert [name for name in dict.fromkeys(names) if name in order] == list(order)


def test_on_its_own_copy_it_replaces_its_marks(tmp_path: Path) -> None:
    copy = copied(tmp_path, "a.xlsx", planted(), "--notes")
    assert again(tmp_path, "a.xlsx", "--notes") == copy
    fewer = again(tmp_path, "a.xlsx")
    assert set(comments(fewer)) == set(fills(fewer)) == {"F7", "H17", "H25"}


def test_a_copy_that_another_program_saved_is_annotated_anew(tmp_path: Path) -> None:
    copied(tmp_path, "a.xlsx", planted(), "--notes")
    copy = tmp_path / "a.gouji.xlsx"
    copy.write_bytes(saved(openpyxl.load_workbook(copy)))
    fewer = again(tmp_path, "a.xlsx")
    assert comments(fewer) == dict.fromkeys(("F7", "H17", "H25"), "gouji")
    assert set(fills(fewer)) == {"F7", "H17", "H25"}


def test_a_copy_read_anew_gives_the_ledger_of_the_original(tmp_path: Path) -> None:
    for name in ("hubei-university", "chongqing"):
        data = (FORMS / f"{name}.xlsx").read_bytes()
        assert ledger(copied(tmp_path, f"{name}.xlsx", data, "--notes")) == ledger(data)


def test_comments_of_others_stay_and_get_our_words_behind_them(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(planted()))
    workbook.active["H25"].comment = Comment("请财务科复核", "王")
    workbook.active["A2"].comment = Comment("底稿", "王")
    copy = copied(tmp_path, "a.xlsx", saved(workbook))
    assert comments(copy) == {"A2": "王", "F7": "gouji", "H17": "gouji", "H25": "王"}
    assert opened(copy)["A2"].comment.text == "底稿"
    words = opened(copy)["H25"].comment.text
    assert words.startswith("请财务科复核\n—— gouji ——\n错误 SC07 ")
    assert again(tmp_path, "a.xlsx") == copy


def test_conditional_formats_of_others_stay_as_they_are(tmp_path: Path) -> None:
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill

    workbook = openpyxl.load_workbook(io.BytesIO(planted()))
    workbook.active.conditional_formatting.add("B2", FormulaRule(formula=["TRUE"], fill=PatternFill(bgColor="FF00FF00")))
    theirs = saved(workbook)
    copy = copied(tmp_path, "a.xlsx", theirs)
    assert fills(copy) == {"B2": "FF00FF00", "F7": "FFFFC7CE", "H25": "FFFFC7CE", "H17": "FFFFEB9C"}
    priorities = [rule.priority for formatting in opened(copy).conditional_formatting for rule in formatting.rules]
    assert sorted(priorities) == [1, 2, 3]


def test_words_that_look_like_an_escape_are_escaped(tmp_path: Path) -> None:
    sheet = parts(planted())[_SHEET].decode()
    name = "".join(f"&#{ord(character)};" for character in "路灯亮灯率")
    assert sheet.count(name) == 1
    named = sheet.replace(name, name.replace(";", ";_x005F_x000D_", 1))
    copy = copied(tmp_path, "a.xlsx", package({**parts(planted()), _SHEET: named}))
    assert b"_x005F_x000D_" in parts(copy)["xl/comments1.xml"]


def test_a_remark_that_finds_no_cell_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A stand-in for a conversation is Excel's to write: the cell is filled, and that its comment is missing is said."""
    workbook = openpyxl.load_workbook(io.BytesIO(planted()))
    workbook.active["H25"].comment = Comment("[Threaded comment]", "tc={0D0A}")
    copy = copied(tmp_path, "a.xlsx", saved(workbook))
    assert "有 1 条发现" in capsys.readouterr().err
    assert opened(copy)["H25"].comment.text == "[Threaded comment]" and "H25" in fills(copy)


@pytest.mark.parametrize("form", ["hubei-university", "sichuan"])
def test_a_workbook_without_errors_is_marked_as_a_copy_all_the_same(tmp_path: Path, form: str) -> None:
    data = (FORMS / f"{form}.xlsx").read_bytes()
    copy = copied(tmp_path, "a.xlsx", data)
    assert comments(copy) == {} == fills(copy)
    assert "own-copy" in [problem.code for problem in checked(copy).problems]
