"""Numbers that cannot be, and signs of what was copied: told once, blamed where the text decides, and never of what may well be so."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.report import DocumentReport, Finding
from support import SHARED, alarms, check_lines, reported, told, views

TABLE = SHARED / "table" / "table.docx"
ROWS = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 完成率 | 偏差原因\n"


def only(report: DocumentReport, code: str) -> Finding:
    """The one finding of a rule, and the only thing that alarms."""
    (finding,) = [finding for finding in report.findings if finding.code == code]
    assert [other.code for other in alarms(report)] in ([code], []), told(alarms(report))
    return finding


def texts(report: DocumentReport, ids: tuple[str, ...]) -> list[str]:
    return [views(report)[fact_id].fact.text for fact_id in ids]


# --- shares of a whole number of answers ---


@pytest.mark.parametrize(
    ("text", "percentage", "count", "nearest"),
    [
        ("共发放问卷60份，回收有效问卷54份，满意份数占有效问卷的95.37%。", "95.37%", "54份", "94.44%、96.30%"),
        ("共发放问卷60份，回收有效问卷57份，其中选择“满意”的份数占98.52%。", "98.52%", "57份", "98.25%、100.00%"),
        ("收回问卷54份，满意份数占比95.4%。", "95.4%", "54份", "94.4%、96.3%"),
        ("全年共培训54人，其中考核合格人数占95.37%。", "95.37%", "54人", "94.44%、96.30%"),
        ("收回有效问卷54份。满意份数占有效问卷总数的95.37%。", "95.37%", "54份", "94.44%、96.30%"),
    ],
)
def test_a_share_that_no_whole_number_gives_is_told_of_both_figures(text: str, percentage: str, count: str, nearest: str) -> None:
    report = check_lines(text)
    finding = only(report, "QN02")
    assert finding.severity == "error"
    assert set(texts(report, finding.candidates)) == {percentage, count}
    assert finding.expected == nearest
    assert not finding.repairs


def test_a_count_that_is_vouched_for_leaves_the_percentage_at_fault() -> None:
    report = check_lines("回收有效问卷54份，其中村民30份、干部24份。满意份数占有效问卷的95.37%。")
    finding = only(report, "QN02")
    assert texts(report, finding.figures)[0] == "95.37%"
    assert not finding.candidates


@pytest.mark.parametrize(
    "text",
    [
        "回收有效问卷54份，满意度得分95.37%。",
        "回收有效问卷54份，综合满意度95.37%。",
        "回收有效问卷54份，平均满意度为95.37%。",
        "回收有效问卷54份，按非常满意、满意、基本满意份数占比加权计算，满意度95.37%。",
        "回收有效问卷54份，满意度95.37%。",  # by whatever method
        "回收有效问卷约54份，满意份数占有效问卷的95.37%。",
        "回收有效问卷54份，满意份数占有效问卷的95.37%左右。",
        "回收有效问卷54份，满意份数占全县问卷的95.37%。",  # whose number is not printed
        "本次调查收回问卷54份，村民问卷20份，满意份数占比95%。",  # 19 of 20
        "回收问卷60份，其中有效问卷54份，满意份数占比95%。",  # 57 of 60
        "新增就业54人，参保人数占全县总人数的95.37%。",
        "全年培训54人，参训人数占95.37%。",  # of those invited
        "回收问卷1.2万份，满意份数占比95.3712%。",
    ],
)
def test_a_share_that_may_be_of_something_else_is_let_alone(text: str) -> None:
    assert not told(alarms(check_lines(text)))


@given(st.data(), st.integers(1, 400), st.integers(0, 3), st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_true_share_is_never_impossible(data: st.DataObject, count: int, places: int, cut: bool) -> None:
    """Of any number of answers, to any number of places, rounded or cut off."""
    answers = data.draw(st.integers(0, count))
    exact = Fraction(answers, count) * 100 * 10**places
    whole = int(exact) if cut else int(exact + Fraction(1, 2))
    digits = str(whole).rjust(places + 1, "0")
    printed = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    report = check_lines(f"共发放问卷{count}份，回收有效问卷{count}份，满意份数占有效问卷的{printed}%。")
    outcomes = {relation.rule: relation.outcome for relation in report.relations}
    assert outcomes == {"QN01": "consistent", "QN02": "consistent"}


def test_a_possible_share_vouches_for_nothing() -> None:
    """Nearly every rough share of a large number is possible."""
    report = check_lines("回收有效问卷268份，满意份数占有效问卷的95%。")
    assert [relation.outcome for relation in report.relations] == ["consistent"]
    assert report.coverage.verified == 0


# --- questionnaires ---


def test_satisfaction_follows_from_the_satisfied_and_those_who_answered() -> None:
    text = "共发放问卷300份，回收有效问卷268份，其中表示满意的{}份，满意度为{}。"
    held = check_lines(text.format(267, "99.63%"))
    assert not told(held.findings)
    assert held.coverage.verified == 3
    broken = check_lines(text.format(267, "98.62%"))
    assert only(broken, "SH01").expected == "99.63%"


@pytest.mark.parametrize(
    "text",
    [
        "回收有效问卷50份，其中满意48份，较满意2份，满意度为97.6%。",
        "回收有效问卷100份，其中非常满意60份，满意33份，满意度为96.5%。",
        "回收有效问卷96份，满意93份，综合满意度95.83%。",
    ],
)
def test_graded_answers_make_no_satisfaction(text: str) -> None:
    assert not told(alarms(check_lines(text)))


@pytest.mark.parametrize(
    "text",
    [
        "发放纸质问卷300份，网络问卷100份，共回收380份。",
        "第一批发放问卷100份，第二批发放问卷100份，回收180份。",
        "发放问卷100份，回收150份（含上期50份）。",
        "共发放问卷300份，收回300份。",
    ],
)
def test_what_comes_back_of_several_lots_is_no_more_than_was_sent(text: str) -> None:
    assert not told(alarms(check_lines(text)))


# --- rates that nothing lifts above a hundred ---


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("工程验收合格率达到102%。", "error"),
        ("服务对象满意度目标95%，实际102%。", "error"),
        ("服务满意度：目标值≥95%，实际完成值104.21%，完成率109.69%。", "error"),
        (f"{ROWS}满意度指标 | 服务对象满意度指标 | 村民满意度 | ≥95% | 102% | 10 | 10 | 107.37% | 无", "error"),
        (f"{ROWS}满意度指标 | 服务对象满意度指标 | 村民满意度 | ≥95% | 102% | 10 | 10 |  | 无", "warning"),  # the completion may be meant
        ("应急物资供应保障率105%。", "note"),  # there may be more than is needed
    ],
)
def test_a_rate_above_a_hundred_is_told_as_firmly_as_it_is_known(text: str, severity: str) -> None:
    assert only(check_lines(text), "IN08").severity == severity


@pytest.mark.parametrize(
    "text",
    [
        "准确率100.00%，及时率100%。",
        "群众满意度完成率102%。",
        "群众满意度完成102%。",
        "群众满意度比上年提高102%。",
        "群众满意度为目标值的102%。",
        "资金到位率102%，预算完成率105%，销售增长率103%。",
        "服务满意度：目标值≥95%，实际完成率105%。",
    ],
)
def test_a_rate_that_may_pass_a_hundred_is_let_alone(text: str) -> None:
    assert not told(finding for finding in check_lines(text).findings if finding.code == "IN08")


def test_values_told_as_parts_of_the_plan_are_only_noted() -> None:
    """Where 培训人次 reached 82%, the 102% of 满意度 may be of its target, too."""
    row = "产出指标 | 数量指标 | {} | ≥90% | {} | 10 | 10 | | 无\n"
    report = check_lines(ROWS + row.format("培训人次", "92%") + row.format("村民满意度", "102%"))
    assert only(report, "IN08").severity == "note"
    assert only(report, "IN12").severity == "note"


# --- a fall that is called a rise ---


def test_the_level_tells_which_word_is_wrong() -> None:
    """758.60 is 17.08 % less than 914.88, and 25.95 % more than 602.32."""
    text = "三公经费支出758.60万元，比上年减少156.28万元，上升{}。"
    down, up = check_lines(text.format("17.08%")), check_lines(text.format("25.95%"))
    for report, wrong, right in ((down, "17.08%", "-17.08%"), (up, "156.28万元", "-156.28万元")):
        finding = only(report, "GR04")
        assert not finding.candidates
        assert texts(report, finding.figures)[0] == wrong
        assert [(repair.after, repair.cause) for repair in finding.repairs] == [(right, "sign")]


def test_without_a_level_either_word_may_be_wrong() -> None:
    report = check_lines("培训经费比上年增加26.30万元，下降了12.40%。")
    finding = only(report, "GR04")
    assert set(texts(report, finding.candidates)) == {"26.30万元", "12.40%"}
    assert {repair.cause for repair in finding.repairs} == {"sign"}


@pytest.mark.parametrize(
    "text",
    [
        "支出比上年减少156.28万元，增长-17.08%。",
        "支出比上年减少156.28万元，降幅收窄17.08%。",
        "支出比上年减少156.28万元，由上升17.08%转为下降。",
        "支出比上年减少156.28万元，由降转升17.08%。",
        "支出比上年减少156.28万元，服务人次上升17.08%。",
        "支出比上年减少156.28万元，比预算增加17.08%。",
        "收入比上年减少26.3万元，下降8.2%，支出上升12%。",
        "节约资金20万元，提高15%。",
        "减少财政负担20万元，提高15%。",
        "支出比预算减少156.28万元，同比上升17.08%。",
    ],
)
def test_two_movements_may_go_two_ways(text: str) -> None:
    assert not told(alarms(check_lines(text)))


# --- shares of one whole ---


def test_shares_of_one_whole_above_it_name_all_candidates() -> None:
    report = check_lines("中央资金占45%、省级资金占40%、市级资金占25%。")
    finding = only(report, "SH04")
    assert texts(report, finding.candidates) == ["45%", "40%", "25%"]


@pytest.mark.parametrize(
    "text",
    [
        "受益群众中女性占55%、党员占30%、老年人占25%。",
        "中央资金占33.4%、省级资金占33.4%、市级资金占33.3%。",
        "中央资金占60%、地方资金占40%，其中市级资金占25%。",
        "中央资金占项目一的60%、省级资金占项目二的70%。",
        "2022年中央资金占60%、省级资金占40%，2023年中央资金占65%、省级资金占35%。",
        "资金来源：中央资金占60%、省级资金占40%；支出结构：人员类占50%、公用类占30%、项目类占20%。",
    ],
)
def test_shares_of_other_wholes_or_of_overlapping_parts_are_let_alone(text: str) -> None:
    assert not told(alarms(check_lines(text)))


# --- signs of copying ---


def record(name: str, target: str, actual: str, rest: str = "") -> str:
    return f"{name}：目标值{target}，实际完成值{actual}{rest}。"


@pytest.mark.parametrize(("value", "least"), [("97%", 90), ("97.5%", 90), ("66.67%", 60), ("100.00%", 90)])
def test_a_round_value_or_a_small_fraction_stands_in_many_places(value: str, least: int) -> None:
    text = "\n".join(record(f"{name}率", f"≥{least + more}%", value) for more, name in enumerate("甲乙丙"))
    assert not told(check_lines(text).findings)


def test_one_odd_value_of_three_indicators_is_one_note() -> None:
    text = "\n".join(record(name, target, "97.37%") for name, target in (("甲率", "≥90%"), ("乙率", "≥92%"), ("丙率", "≥95%")))
    report = check_lines(text)
    assert [finding.code for finding in report.findings] == ["RS06"]
    assert texts(report, report.findings[0].figures) == ["97.37%"] * 3


def test_the_execution_rate_in_three_indicators_is_one_note() -> None:
    """In two it is a note for each: 预算执行率 and their own."""
    records = [record(name, target, "97.37%", "，偏差原因：跨年") for name, target in (("甲率", "≥98%"), ("乙率", "≥99%"), ("丙率", "≥98.5%"))]
    for kept, codes in ((2, ["RS02", "RS02"]), (3, ["RS06"])):
        report = check_lines("\n".join(["预算执行率为97.37%。", *records[:kept]]))
        assert [finding.code for finding in report.findings if finding.code.startswith("RS")] == codes


def test_targets_of_a_hundred_are_no_sign_of_copying() -> None:
    text = "\n".join(record(f"{name}率", "≥100%", "100%") for name in "甲乙丙丁戊己庚辛")
    assert not told(check_lines(text).findings)


def test_one_value_beyond_its_target_shows_that_they_were_measured() -> None:
    equal = [record(f"{name}次数", f"≥{count}次", f"{count}次") for name, count in zip("甲乙丙丁戊己", (24, 18, 36, 12, 48, 30), strict=True)]
    assert [finding.code for finding in check_lines("\n".join(equal)).findings] == ["IN09"]
    assert not told(check_lines("\n".join([*equal, record("庚次数", "≥20次", "21次")])).findings)


def test_two_causes_are_no_copy() -> None:
    causes = ["受疫情影响", "受疫情影响", "供货延迟"]
    text = "\n".join(record(f"{name}率", "≥95%", "91%", f"，偏差原因：{cause}") for name, cause in zip("甲乙丙", causes, strict=True))
    assert not told(check_lines(text).findings)


@pytest.mark.skipif(not TABLE.exists(), reason="the table lies beside a development checkout only")
def test_what_should_be_told_of_the_table_is_told_and_alarms_nobody() -> None:
    """Five rates above a hundred; counts, amounts and days in per cent; three costs with a floor; one cause ten times."""
    report = reported(TABLE)
    counts = Counter(finding.code for finding in report.findings if finding.severity == "note")
    assert {code: counts[code] for code in ("IN08", "IN10", "IN11", "IN12")} == {"IN08": 5, "IN10": 1, "IN11": 1, "IN12": 1}
    figures = {finding.code: len(finding.figures) for finding in report.findings}
    assert (figures["IN10"], figures["IN11"], figures["IN12"]) == (10, 3, 12)
    assert Counter(finding.code for finding in alarms(report)) == {"IN02": 10, "SC02": 1, "SC03": 1}
