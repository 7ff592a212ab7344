"""The seed report, a real one, in its three formats: what a careful auditor finds in it, what holds in it, what must be left alone."""

from __future__ import annotations

from collections import Counter

import pytest

from gouji.readers import read
from gouji.report import DocumentReport, Finding
from gouji.settings import Settings
from support import NO_SEED, SEED, alarms, check, document_of, figures_of, ledger_of, reported, told, views

FORMATS = ("docx", "txt", "pdf")
pytestmark = pytest.mark.skipif(not SEED.exists(), reason=NO_SEED)

# What must hold: the figures of the relation as printed, and how often it is told.
HOLDS = (
    ("396.54万元 239.34万元 157.20万元", 1),
    ("412.49万元 396.54万元 15.95万元", 1),
    ("4.02% 15.95万元 396.54万元", 1),
    ("98.91% 407.98万元 412.49万元", 2),
    ("407.98万元 212.70万元 195.28万元", 1),
    ("217.21万元 205.18万元 12.03万元", 1),
    ("97.92% 212.70万元 217.21万元", 1),
    ("412.49万元 217.21万元 195.28万元", 1),
    ("195.28万元 189.5万元 5.78万元", 2),
    ("49.38亿元 40.48亿元 8.89亿元", 1),
    ("80.2% 49.38亿元 40.48亿元 8.89亿元 81.7% 73.6%", 1),
    ("10名 4名 6名", 1),
    ("5个", 1),
    ("9.89分 98.91%", 1),
    ("100% 100% 100%", 2),
    ("1002.5% 80.2% 8%", 1),
    ("118.75% 95% 80%", 1),
    ("104.61% 99.38% 95%", 1),
    ("98.91% 98.91% 100%", 1),
    ("8分 8分 100% 100%", 1),
    ("14分 14分 100% 100%", 1),
    ("10分 10分 80.2% 8%", 1),
    ("15分 15分 95% 80%", 1),
    ("10分 10分 99.38% 95%", 1),
    ("8分 12分 14分 6分 10分 15分 15分 10分", 1),
    ("99.89分 9.89分 8分 12分 14分 6分 10分 15分 15分 10分", 1),
    ("99.89分", 1),
    ("100% 195.28万元 195.28万元", 1),
    ("80.2% 80.2%", 1),
    ("396.54万元 396.54万元", 1),
    ("412.49万元 412.49万元", 2),
    ("407.98万元 407.98万元", 2),
    ("212.70万元 212.70万元", 1),
    ("195.28万元 195.28万元", 1),
)

# The figures that may stand first in an error or warning: S1–S7, by section.
AT_FAULT = {
    "S1": ("三(六)", "214.2万元"),
    "S2": ("三(二)", "407.98万元"),
    "S3": ("三(二)", "98.91%"),
    "S4": ("三(二)", "12分"),
    "S5": ("三(四)", "6分"),
    "S6": ("一(一)2", "11人"),
    "S7": ("二(二)2", "2个"),
}

# Figures that no finding of any severity may put first.
SOUND = """
49.38亿元 40.48亿元 8.89亿元 239.34万元 217.21万元 157.20万元 396.54万元 412.49万元 15.95万元 4.02% 97.92% 212.70万元 189.5万元 5.78万元
99.89分 9.89分 627场 109场 35.06亿元 2476万人 30家 5000多万元 2000多种 40余人 500多场 500多人次 10场次 5个 1个 22.7% 76.84% 99.4亿元
"""


@pytest.fixture(params=FORMATS)
def report(request: pytest.FixtureRequest) -> DocumentReport:
    return reported(SEED / f"report.{request.param}")


def first(report: DocumentReport, finding: Finding) -> tuple[str, str]:
    """The section and the text of the figure at fault."""
    if not finding.figures:
        return finding.place.section or "", ""
    view = views(report)[finding.figures[0]]
    return view.place.section or "", view.fact.text


def at(report: DocumentReport, key: str) -> list[Finding]:
    """The errors and warnings about one of S1–S7."""
    section, text = AT_FAULT[key]
    return [finding for finding in alarms(report) if first(report, finding)[1] == text and first(report, finding)[0].startswith(section)]


def consistent(report: DocumentReport) -> Counter[tuple[str, ...]]:
    """The figures of each relation that holds, bounds left out, in any order."""
    found = views(report)
    return Counter(
        tuple(sorted(found[fact_id].fact.text for _, fact_id in figures_of(relation)))
        for relation in report.relations
        if relation.outcome == "consistent" and "≤" not in relation.formula
    )


@pytest.mark.parametrize("format", FORMATS[1:])
def test_the_three_formats_give_one_ledger(format: str) -> None:
    """Figures with their names, indicators, statements, lists and grades are the same."""
    assert ledger_of(reported(SEED / f"report.{format}")) == ledger_of(reported(SEED / "report.docx"))


@pytest.mark.parametrize("format", FORMATS[1:])
def test_the_three_formats_give_the_same_findings(format: str) -> None:
    assert told(reported(SEED / f"report.{format}").findings) == told(reported(SEED / "report.docx").findings)


def test_nearly_every_figure_is_there_and_most_are_tied(report: DocumentReport) -> None:
    """106 figures are printed with a unit: at least 100 are read, at least 69 verified or contradicted."""
    assert 100 <= report.coverage.figures <= 110
    assert report.coverage.verified + report.coverage.contradicted >= 69
    assert not [view.fact.text for view in report.figures if "年" in view.fact.text or "届" in view.fact.text]


@pytest.mark.parametrize(("figures", "times"), HOLDS, ids=[figures for figures, _ in HOLDS])
def test_what_holds_is_verified(report: DocumentReport, figures: str, times: int) -> None:
    """Each relation of the list is there, consistent, as often as it is told."""
    assert consistent(report)[tuple(sorted(figures.split()))] >= times


def test_a_unit_that_slipped(report: DocumentReport) -> None:
    """S1: 214.2万元 should be 214.2亿元, which restores completion, marks and restatement."""
    (finding,) = at(report, "S1")
    (repair,) = finding.repairs
    assert (repair.before, repair.after, repair.cause, repair.breaks) == ("214.2万元", "214.2亿元", "unit-slip", ())
    assert len(repair.restores) >= 3


def test_a_value_that_was_borrowed(report: DocumentReport) -> None:
    """S2: 407.98万元, the whole year's spending, should be the project expenditure; S4: the full marks are then right and are told in its finding."""
    (finding,) = at(report, "S2")
    repair = finding.repairs[0]
    assert (repair.before, repair.after, repair.cause, repair.breaks) == ("407.98万元", "195.28万元", "borrowed", ())
    rules = {relation.id: relation for relation in report.relations}
    full_marks = [relation for relation in rules.values() if relation.rule == "IN02" and relation.id in repair.restores]
    assert at(report, "S4") or full_marks


def test_a_completion_rate_that_was_borrowed(report: DocumentReport) -> None:
    """S3: 98.91% is the overall execution rate."""
    (finding,) = at(report, "S3")
    assert "执行率" in finding.message


def test_full_marks_for_a_missed_target(report: DocumentReport) -> None:
    """S5: 6 of 6 for 98.91% of 100%; 5.93 by proportion; the total is then 99.82, still 优."""
    (finding,) = at(report, "S5")
    assert finding.expected == "5.93分" and not finding.decisive
    assert report.about is not None
    assert (report.about.recomputed_score, report.about.recomputed_grade) == ("99.82", "优")


def test_staff_over_establishment(report: DocumentReport) -> None:
    """S6: 11 in post, 10 authorised."""
    (finding,) = at(report, "S6")
    assert "10名" in finding.message


def test_two_lists_of_one_spending(report: DocumentReport) -> None:
    """S7: both lists are told, 驻社区补助及工作经费 as one name."""
    (finding,) = at(report, "S7")
    for name in ("新疆君安工程款项目", "直销便民工程补贴资金项目", "驻社区补助及工作经费", "蔬菜直销店建设及方案编制资金", "驻社区补助项目"):
        assert name in finding.message


def test_nothing_else_is_an_error_or_a_warning(report: DocumentReport) -> None:
    """S1–S7, each told once."""
    allowed = [finding for key in AT_FAULT for finding in at(report, key)]
    assert [line for line in told(alarms(report)) if line not in told(allowed)] == []
    assert len(alarms(report)) <= len(AT_FAULT)


def test_what_is_sound_is_not_flagged(report: DocumentReport) -> None:
    """At no severity: rounding, the two budgets, lists without a count, round numbers, mid-year values."""
    assert not [line for finding, line in zip(report.findings, told(report.findings), strict=True) if first(report, finding)[1] in SOUND.split()]
    assert [finding.severity for finding in report.findings if first(report, finding)[1] == "1002.5%"] == ["note"]


def test_what_is_worth_a_look_is_a_note(report: DocumentReport) -> None:
    """S8 the actual value called completion rate, S9 targets set too low, S10 neither cause nor remedy, S12 the statistical term."""
    notes = {(finding.code, first(report, finding)[0]) for finding in report.findings if finding.severity == "note"}
    assert {("IN05", "三(八)"), ("IN03", "三(五)"), ("IN04", "三(四)"), ("TM01", "一(二)"), ("TM01", "三(六)")} <= notes


def test_mixed_brackets_are_told_when_asked_for() -> None:
    """S13."""
    document = read(SEED / "report.docx")
    assert not [finding for finding in reported(SEED / "report.docx").findings if finding.code == "ST01"]
    assert [finding.code for finding in check(document, Settings(select=("ST01",))).findings] == ["ST01"]


def test_mended_it_has_no_error_left() -> None:
    """With S1, S2 and S3 put right the completion of 指标六 and the full marks of 指标二 and 六 hold; only S5, S6 and S7 remain."""
    text = "\n".join(block.text for block in read(SEED / "report.docx").blocks)
    text = text.replace("实际完成值为214.2万元", "实际完成值为214.2亿元")
    text = text.replace("实际完成值为407.98万元，该指标完成率为98.91%", "实际完成值为195.28万元，该指标完成率为90.93%")
    mended = check(document_of(text))
    assert sorted(first(mended, finding)[1] for finding in alarms(mended)) == ["11人", "2个", "6分"]
    held = consistent(mended)
    for figures in ("133.88% 214.2亿元 160亿元", "15分 15分 214.2亿元 160亿元", "12分 12分 195.28万元 214.76万元"):
        assert held[tuple(sorted(figures.split()))]
