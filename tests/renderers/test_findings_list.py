"""The findings list and the working paper, read back as Excel would."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import gouji
from gouji.document.model import CellRef, Place
from gouji.renderers import formats, xlsx
from gouji.renderers.columns import width
from gouji.renderers.words import Wording
from gouji.renderers.workbook import Column, plain
from gouji.report import Finding, Report, Suppression

ROOT = Path(__file__).parents[2]
HEADS = ["序号", "文件", "位置", "原文", "问题", "依据", "计算过程", "建议值", "严重程度", "复核意见"]


def opened(report: Report, lang: str = "zh") -> Any:
    return openpyxl.load_workbook(io.BytesIO(xlsx.render(report, lang, "0.1.0")), rich_text=True)


def rows(sheet: Any) -> list[dict[str, Any]]:
    heads, *rest = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rest]


def with_findings(report: Report, **changes: Any) -> Report:
    (document,) = report.documents
    return Report((replace(document, findings=tuple(replace(finding, **changes) for finding in document.findings)),))


def test_a_finding_is_a_row_that_an_auditor_can_work_with(report: Report) -> None:
    sheet = opened(report)["问题清单"]
    (row,) = rows(sheet)
    assert list(row)[:10] == HEADS
    assert row | {"原文": str(row["原文"])} == {
        "序号": 1,
        "文件": "甲/report.txt",
        "位置": "第12行 三(六)",
        "原文": "全年预算数412.49万元，执行数407.98万元，预算执行率89.91%。",
        "问题": "预算执行率写作89.91%，按执行数和预算数计算是98.91%\n重新计算会改变评价等级",
        "依据": f"预算执行率 = 执行数 ÷ 预算数\n{rule_basis('BX01')}",
        "计算过程": "407.98 ÷ 412.49 = 98.91%\n对照: 部门整体 全年预算数 412.49万元 [第12行 三(六)]",
        "建议值": "89.91% → 98.91%",
        "严重程度": "错误",
        "复核意见": None,
        "复核说明": None,
        "规则": "BX01 execution-rate-mismatch",
        "指纹": report.documents[0].findings[0].fingerprint,
    }


def rule_basis(code: str) -> str:
    text = (ROOT / "rules" / "packs" / "budget.yaml").read_text(encoding="utf-8")
    found = re.search(rf"code: {code}.*?basis: (.*?)\n", text, re.DOTALL)
    assert found
    return found[1]


def test_the_figure_at_fault_is_marked_in_its_sentence(report: Report) -> None:
    quote = opened(report)["问题清单"]["D2"].value
    marked = [str(part) for part in quote if getattr(part, "font", None) and part.font.b]
    assert marked == ["89.91%"]


def test_the_review_is_chosen_from_a_list(report: Report) -> None:
    (choice,) = opened(report)["问题清单"].data_validations.dataValidation
    assert (choice.type, str(choice.sqref)) == ("list", "J2")
    assert choice.formula1 == '"属实,已改正,不属实,另有说明,待补材料,已接受"'


def test_an_accepted_finding_is_reviewed_already(report: Report) -> None:
    book = opened(with_findings(report, suppressed=Suppression("按财政局口径", "张三", "2025-12-31")))
    (row,) = rows(book["问题清单"])
    assert (row["复核意见"], row["复核说明"]) == ("已接受", "按财政局口径\n张三\n2025-12-31")
    (counted,) = rows(book["核对范围"])
    assert (counted["错误"], counted["已接受"]) == (0, 1)


def test_the_working_paper_has_every_relation_with_its_figures_and_the_finding_it_led_to(report: Report) -> None:
    broken, sound = rows(opened(report)["底稿"])
    assert broken["所用数字"].splitlines() == [
        "预算执行率: 89.91% [第12行 三(六)]",
        "执行数: 407.98万元 [第12行 三(六)]",
        "预算数: 412.49万元 [第12行 三(六)]",
    ]
    assert (broken["结论"], broken["应为"], broken["问题序号"]) == ("不一致", "98.90%–98.92%", "1")
    assert (sound["结论"], sound["问题序号"]) == ("一致", None)
    assert sound["所用数字"].splitlines() == [
        "parts: 412.49万元 [第12行 三(六)]; 407.98万元 [第12行 三(六)]",
        "name: 办公室 [第12行 三(六)]",
        "weight: 10 [profile xinjiang]",
    ]


def test_the_coverage_counts_and_the_figures_are_listed(report: Report) -> None:
    book = opened(Report(report.documents * 2))
    first, second, total = rows(book["核对范围"])
    assert first | {"序号": 2} == second
    assert (first["读出数字"], first["有矛盾"], first["未核对"], first["关系一致"], first["错误"]) == (3, 1, 2, 1, 1)
    assert (total["文件"], total["读出数字"], total["错误"]) == ("合计", 6, 2)
    assert [(row["数字"], row["含义"], row["状态"]) for row in rows(book["数字一览"])][:3] == [
        ("412.49万元", "全年预算数", "未核对"),
        ("407.98万元", "执行数", "未核对"),
        ("89.91%", "预算执行率", "有矛盾"),
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_sheet_has_frozen_heads_filters_and_fits_the_paper(report: Report, lang: str) -> None:
    for sheet in opened(report, lang):
        assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref.startswith("A1:")
        assert sheet.print_title_rows == "$1:$1" and sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert all(sheet.column_dimensions[cell.column_letter].width for cell in sheet[1])
        assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)


def test_rows_are_as_high_as_their_longest_cell(report: Report) -> None:
    words = "预算" * 60
    sheet = opened(with_findings(report, message=words))["问题清单"]
    column = next(column for column in xlsx._FINDINGS if column.key == "problem")
    assert sheet.row_dimensions[2].height >= 15 * (width(words) / column.width + 1)
    assert xlsx._FINDINGS[4] == Column("problem", column.width)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"])
def test_what_begins_like_a_formula_is_text_and_stays_text_when_edited(report: Report, text: str) -> None:
    changed = with_findings(report, message=text, quote=text, figures=(), suppressed=Suppression(text, text, None))
    sheet = opened(Report((replace(changed.documents[0], path=text),)))["问题清单"]
    hostile = [cell for cell in sheet[2] if str(cell.value).startswith(text[:2])]
    assert len(hostile) == 4
    assert {cell.data_type for cell in hostile} == {"s"} and all(cell.quotePrefix for cell in hostile)


@pytest.mark.parametrize("text", ["<r><t>x</t></r>", "<script>alert(1)</script>", "a\x00b\x1b[31mc\u202ed", "\ud800", "\udcff.txt", "_x0041_", "]]>&amp;"])
def test_words_that_are_markup_or_that_xml_forbids_are_words(report: Report, text: str) -> None:
    changed = with_findings(report, message=text, quote=text, figures=())
    sheet = opened(Report((replace(changed.documents[0], path=text),)))["问题清单"]
    for cell in ("B2", "D2"):
        assert str(sheet[cell].value).strip() == plain(text).strip()
    assert "\x1b" not in plain(text) and "\u202e" not in plain(text)


def test_a_cell_holds_no_more_than_excel_takes(report: Report) -> None:
    sheet = opened(with_findings(report, message="长" * 40_000))["问题清单"]
    assert sheet["E2"].value == "长" * 32_767 and sheet.row_dimensions[2].height <= 409


def test_the_same_report_gives_the_same_bytes_on_every_system_and_day(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    first = xlsx.render(report, "zh", "0.1.0")
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    assert xlsx.render(report, "zh", "0.1.0") == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {(entry.date_time[0], entry.create_system, entry.compress_type) for entry in archive.infolist()} == {(1980, 3, zipfile.ZIP_STORED)}


def test_the_file_carries_the_mark_of_gouji_and_no_date_of_today(report: Report) -> None:
    book = opened(report)
    assert book.custom_doc_props.names == ["gouji"]
    assert book.properties.created == datetime(1980, 1, 1) and book.properties.creator == "gouji"


def test_a_report_without_findings_is_four_sheets_of_heads(report: Report) -> None:
    book = opened(Report(()))
    assert book.sheetnames == ["问题清单", "底稿", "核对范围", "数字一览"]
    assert [sheet.max_row for sheet in book] == [1, 1, 1, 1]
    assert not book["问题清单"].data_validations.dataValidation


def test_a_real_report_comes_out_whole() -> None:
    report = gouji.check(ROOT / "fixtures" / "reports" / "commerce" / "report.docx")
    (document,) = report.documents
    book = openpyxl.load_workbook(io.BytesIO(formats.render("xlsx", report, "zh", "0.1.0")))
    assert [sheet.max_row - 1 for sheet in book] == [len(document.findings), len(document.relations), 1, len(document.figures)]
    assert not [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if "None" in str(cell.value or "")]


def test_a_cell_of_a_workbook_is_named_as_excel_names_it(report: Report) -> None:
    place = Place(cell=CellRef(None, "支出表", "C7"))
    (row,) = rows(opened(with_findings(report, place=place))["问题清单"])
    assert row["位置"] == "支出表!C7"


def test_every_reason_of_a_check_has_its_words() -> None:
    """Reasons are the only words with hyphens in the code of checks and extraction, but for causes, conventions and names of checks."""
    files = [path for room in ("checks", "extract") for path in (ROOT / "src" / "gouji" / room).glob("*.py") if path.name != "__init__.py"]
    said = {word for path in files for word in re.findall(r'"([a-z]+(?:-[a-z]+)+)"', path.read_text(encoding="utf-8"))}
    reasons = said - {"unit-slip", "decimal-shift", "rounded-then-summed"}
    assert len(reasons) > 15
    assert [reason for reason in sorted(reasons) if not Wording("zh")(f"reason.{reason}") or not Wording("en")(f"reason.{reason}")] == []


def test_candidates_are_all_named(report: Report) -> None:
    finding: Finding = report.documents[0].findings[0]
    (row,) = rows(opened(with_findings(report, candidates=finding.figures))["问题清单"])
    assert "412.49万元" in row["问题"] and "分辨不出" in row["问题"]
