"""One mistake, one finding: values told twice, figures exchanged, knots of two; conventions ruled out; work that grows as the contradictions do."""

from __future__ import annotations

import json
import random
import sys

import pytest

from gouji.quantity.elision import elided
from gouji.renderers import json as json_renderer
from gouji.renderers import terminal
from gouji.report import DocumentReport, Finding, Report
from support import ALARMS, check_lines

TITLE = "临溪区商贸服务局2023年度部门整体支出绩效自评报告"
PARTS = "一、基本情况\n2023年全年预算数{}万元，其中：基本支出212.50万元，项目支出200.00万元。"
AGAIN = "二、总结\n2023年全年预算数{}万元，全年执行数396.00万元，预算执行率96%。"


def alarms(report: DocumentReport) -> list[Finding]:
    return [finding for finding in report.findings if finding.severity in ALARMS]


def said(report: DocumentReport, finding: Finding) -> list[tuple[str, str]]:
    """What each repair would change, its repeats and partners among them."""
    return [change for repair in finding.repairs for change in [(repair.before, repair.after), *((also.before, also.after) for also in repair.also)]]


def test_a_wrong_total_told_twice_is_one_finding_with_both_places() -> None:
    """421.50 stands above and in the summary: neither 212.50 + 200.00 nor the rate of 96 % fits it, both fit 412.50."""
    report = check_lines(f"{TITLE}\n{PARTS.format('421.50')}\n{AGAIN.format('421.50')}")
    (finding,) = alarms(report)
    assert said(report, finding) == [("421.50万元", "412.50万元")] * 2
    text = {view.fact.id: view.fact for view in report.figures}
    assert [text[i].text for i in finding.figures[:2]] == ["421.50万元"] * 2
    assert {view.status for view in report.figures if view.fact.text == "421.50万元"} == {"contradicted"}
    assert len(finding.relations) == report.coverage.inconsistent


def test_a_total_wrong_at_one_of_its_tellings_blames_that_one_only() -> None:
    report = check_lines(f"{TITLE}\n{PARTS.format('421.50')}\n{AGAIN.format('412.50')}")
    (finding,) = alarms(report)
    assert said(report, finding) == [("421.50万元", "412.50万元")]


def test_a_value_that_its_tellings_agree_on_is_not_blamed_for_one_rate() -> None:
    """412.50 holds as a sum and is told twice; the spending and the rate stand once, and nothing tells which of them is wrong."""
    report = check_lines(f"{TITLE}\n{PARTS.format('412.50')}\n{AGAIN.format('412.50').replace('96%', '69%')}")
    (finding,) = alarms(report)
    assert {before for before, _ in said(report, finding)} == {"396.00万元", "69%"}
    assert ("69%", "96%") in said(report, finding)


def test_two_figures_in_one_anothers_place_are_one_finding() -> None:
    """The sum of 180 and 216 holds whichever is which; what each part says of itself does not."""
    report = check_lines(
        f"{TITLE}\n一、基本情况\n2023年部门整体执行数396.00万元，其中：基本支出执行数180.00万元，项目支出执行数216.00万元。\n"
        "二、分项\n基本支出全年预算数220.00万元，执行数216.00万元，执行率98.18%。项目支出全年预算数200.00万元，执行数180.00万元，执行率90%。"
    )
    (finding,) = alarms(report)
    assert [repair.cause for repair in finding.repairs] == ["swapped"]
    assert said(report, finding) == [("180.00万元", "216.00万元"), ("216.00万元", "180.00万元")]
    assert report.coverage.inconsistent == 2


@pytest.mark.parametrize(
    ("text", "conventions"),
    [
        ("全年预算数412.50万元，全年执行数396.00万元，预算执行率90%。", ("rounded", "truncated", "unrounded-yuan")),
        ("灌溉渠系49.4公里，其中：支渠18.3公里、斗渠21.5公里、农渠6.9公里。", ("rounded", "truncated", "rounded-then-summed")),
    ],
)
def test_a_finding_says_which_conventions_were_ruled_out(text: str, conventions: tuple[str, ...]) -> None:
    (finding,) = alarms(check_lines(f"{TITLE}\n{text}"))
    assert finding.conventions == conventions


MARKS = "{}：年度指标值≥{}户，实际完成值{}户，分值50分，得分{}分。"


@pytest.mark.parametrize(("given", "tried"), [("50", True), ("50.0", False)])
def test_marks_are_held_against_whole_points_only_where_the_report_gives_such(given: str, tried: bool) -> None:
    """Full marks for 60 of 100 households are too many either way."""
    text = f"{MARKS.format('受益农户数', 100, 60, given)}\n{MARKS.format('走访农户数', 100, 120, given)}"
    findings = [finding for finding in check_lines(f"{TITLE}\n{text}").findings if finding.code == "IN02"]
    assert [("whole-points" in finding.conventions) for finding in findings] == [tried]


@pytest.mark.parametrize(("whole", "severity"), [(3, "error"), (4, None), (5, None), (6, None), (7, None), (8, None), (9, "note")])
def test_sums_of_rounded_parts_may_be_off_by_half_a_place_for_each(whole: int, severity: str | None) -> None:
    """1.2 thrice and their whole, each rounded: from 3.4 to 3.8; 3.9 only if the parts were cut off, 3.3 not at all."""
    found = check_lines(f"{TITLE}\n灌溉渠系3.{whole}公里，其中：支渠1.2公里、斗渠1.2公里、农渠1.2公里。").findings
    assert [finding.severity for finding in found] == ([severity] if severity else [])


def long_sum(count: int, wrong: int) -> str:
    rows = "\n".join(f"第{number}项 | {100 + number}.00" for number in range(1, count + 1))
    return f"{TITLE}\n单位：万元\n项目 | 金额\n{rows}\n合计 | {sum(range(101, 101 + count)) + wrong}.00"


def test_a_long_sum_is_told_in_a_few_lines_and_as_not_tried_to_the_end() -> None:
    report = check_lines(long_sum(60, 9))
    (finding,) = alarms(report)
    assert finding.cut_short
    for lang, words in (("zh", "未逐一试遍"), ("en", "too many relations")):
        text = terminal.render(Report((report,)), lang)
        assert words in text and len(text.splitlines()) < 40
    assert not alarms(check_lines(long_sum(60, 0)))
    assert not any(finding.cut_short for finding in check_lines(long_sum(6, 9)).findings)


def test_a_sum_of_thousands_can_be_broken() -> None:
    (finding,) = alarms(check_lines(long_sum(2000, 50000)))
    assert len(finding.message) < 400


def test_long_arithmetic_keeps_its_ends() -> None:
    assert elided("1 + 2 + 3 = 6") == "1 + 2 + 3 = 6"
    assert elided(" + ".join(map(str, range(1, 21))) + " = 210") == "1 + 2 + 3 + …(15)… + 19 + 20 = 210"


def test_json_has_what_is_to_be_changed_together_and_the_arithmetic() -> None:
    report = check_lines(f"{TITLE}\n{PARTS.format('421.50')}\n{AGAIN.format('421.50')}")
    document = json.loads(json_renderer.render(Report((report,)), "0"))["documents"][0]
    (finding,) = (finding for finding in document["findings"] if finding["severity"] in ALARMS)
    (repair,) = finding["repairs"]
    assert [(change["from"], change["to"]) for change in repair["also"]] == [("421.50万元", "412.50万元")]
    assert finding["cut_short"] is False
    assert "396.00万元 ÷ 421.50万元 = 94%" in [relation["arithmetic"] for relation in document["relations"]]


def contradicting_itself(paragraphs: int) -> str:
    """One report that tells its budget, its spending and their rate over and over, each time out of several values."""
    draw = random.Random(1)
    lines = [TITLE]
    for _ in range(paragraphs):
        budget, executed, rate = draw.choice([914, 914, 914, 915]), draw.choice([897, 897, 890]), draw.choice(["98.21", "97.21", "98.20"])
        parts = f"基本支出{executed - 300}.63万元，项目支出{draw.choice([300, 310])}万元"
        lines.append(f"全年预算数{budget}.00万元，全年执行数{executed}.63万元，预算执行率为{rate}%，其中{parts}。")
    return "\n".join(lines)


def calls(text: str) -> int:
    """How many calls a check makes: a time that no machine changes."""
    made = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        check_lines(text)
    finally:
        sys.setprofile(None)
    return made


def test_work_grows_as_a_report_that_contradicts_itself_does() -> None:
    """All its broken relations hang together: four times as many paragraphs take no more than 1.15 times as long each."""
    short, long = contradicting_itself(25), contradicting_itself(100)
    calls(short)  # what is loaded once
    assert calls(long) <= 1.15 * 4 * calls(short)


def test_the_same_contradictions_give_the_same_findings() -> None:
    one, two = (check_lines(contradicting_itself(30)).findings for _ in range(2))
    assert one == two and len(one) > 10
