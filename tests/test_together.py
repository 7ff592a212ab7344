"""Several files as one dossier: each judged by itself, the facts two of them tell held against one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji import intake
from gouji.report import Report
from gouji.settings import Settings
from support import ALARMS

REPORT = "某局2023年度部门整体支出绩效自评报告\n我局全年预算数412.50万元，全年执行数396.00万元，预算执行率96%。"
FORM = "部门整体支出绩效自评表\n单位：万元\n资金 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率\n年度资金总额 | 400.00 | {budget} | 396.00 | {rate}\n"


def dossier(folder: Path, *texts: str, together: bool = True) -> Report:
    paths = []
    for number, text in enumerate(texts, start=1):
        path = folder / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(str(path))
    return intake.inspect(intake.files(paths), Settings(together=together))


def alarms(report: Report) -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for document in report.documents for finding in document.findings if finding.severity in ALARMS]


def test_two_files_that_agree_vouch_for_one_another(tmp_path: Path) -> None:
    report = dossier(tmp_path, REPORT, FORM.format(budget="412.50", rate="96.00%"))
    assert not alarms(report)
    across = [relation for document in report.documents for relation in document.relations if relation.reach == "dossier"]
    assert across and all(relation.outcome == "consistent" for relation in across)


def test_two_files_that_differ_are_told_once_quoting_both(tmp_path: Path) -> None:
    report = dossier(tmp_path, REPORT, FORM.format(budget="421.50", rate="93.95%"))
    told = [finding for document in report.documents for finding in document.findings if finding.severity in ALARMS]
    assert {finding.code for finding in told} == {"RS01"}
    assert all({figure[:2] for figure in finding.figures} == {"d1", "d2"} for finding in told)
    assert not alarms(dossier(tmp_path, REPORT, FORM.format(budget="421.50", rate="93.95%"), together=False))


def test_ids_are_unique_in_the_whole_output(tmp_path: Path) -> None:
    report = dossier(tmp_path, REPORT, FORM.format(budget="412.50", rate="96.00%"))
    ids = [view.fact.id for document in report.documents for view in document.figures]
    ids += [relation.id for document in report.documents for relation in document.relations]
    assert len(set(ids)) == len(ids)
    assert {i[:2] for i in ids} == {"d1", "d2"}


def test_each_file_keeps_its_own_places_and_mistakes(tmp_path: Path) -> None:
    wrong = REPORT.replace("96%", "69%")
    report = dossier(tmp_path, wrong, FORM.format(budget="412.50", rate="96.00%"))
    first, second = report.documents
    assert [finding.code for finding in first.findings if finding.severity in ALARMS]
    assert first.findings[0].place.line == 2
    assert [view.place.line for view in second.figures] == [4] * len(second.figures)


def test_a_file_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "3.pdf").write_bytes(b"%PDF-1.4 broken")
    (tmp_path / "1.txt").write_text(REPORT, encoding="utf-8")
    report = intake.inspect(intake.files([str(tmp_path / "1.txt"), str(tmp_path / "3.pdf")]), Settings(together=True))
    assert [document.status for document in report.documents] == ["checked", "unreadable"]


@pytest.mark.parametrize("texts", [(REPORT,), (REPORT, "没有数字的一段话。")])
def test_a_dossier_of_one_report_is_the_report(texts: tuple[str, ...], tmp_path: Path) -> None:
    pooled, alone = dossier(tmp_path, *texts), dossier(tmp_path, *texts, together=False)
    assert [document.coverage for document in pooled.documents] == [document.coverage for document in alone.documents]
    assert alarms(pooled) == alarms(alone)


COUNTY = "{}2023年度{}绩效自评报告\n{}"
TRAINED = "开展培训12期，培训人员480人次，走访农户260户。"
GUIDED = "编印手册800册，设咨询点6个，接待来访190人次。"


def copied(folder: Path, *texts: str) -> list[tuple[str, str]]:
    report = dossier(folder, *texts)
    assert not alarms(report)
    return [(finding.severity, finding.message) for document in report.documents for finding in document.findings if finding.code == "RS07"]


def test_paragraphs_of_figures_under_two_units_are_one_note(tmp_path: Path) -> None:
    """However many there are; told of the later report, naming the other."""
    texts = [COUNTY.format(unit, "部门整体支出", f"{TRAINED}\n{GUIDED}") for unit in ("甲县水利局", "乙县教育局")]
    ((severity, message),) = copied(tmp_path, *texts)
    assert severity == "note"
    assert "2段" in message and "甲县水利局" in message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("甲县水利局", "部门整体支出", TRAINED), ("甲县水利局", "灌渠维修项目支出", TRAINED)),  # the project's report within the unit's
        (("甲县水利局", "灌渠维修项目支出", "编制12名，在编11人，退休3人。"), ("甲县水利局", "水质监测项目支出", "编制12名，在编11人，退休3人。")),
        (("甲县水利局", "部门整体支出", "开展培训12期，培训480人次。"), ("乙县教育局", "部门整体支出", "开展培训12期，培训480人次。")),  # two figures
    ],
)
def test_what_two_reports_may_well_tell_alike_is_no_copy(one: tuple[str, str, str], other: tuple[str, str, str], tmp_path: Path) -> None:
    assert not copied(tmp_path, COUNTY.format(*one), COUNTY.format(*other))
