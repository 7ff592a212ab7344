"""Wordings of reports that were first misheard: what holds is verified and silent, and one figure changed in it is told."""

import pytest

from gouji.examples import checked
from gouji.settings import Settings

LEVELS = """
（二）产出指标完成情况
该部分共30分，得分{given}。
1.修缮护岸长度（16分）：年初目标值≥8公里，实际完成值8公里。得分16分。
2.清淤河道长度（14分）：年初目标值≥12公里，实际完成值12公里。得分14分。
（三）效益指标完成情况
效益指标分值10分，自评得分10分。
1.受益人口（10分）：年初目标值≥900人，实际完成值920人。得分10分。
""".strip()

# rule, wording with a blank, what makes it hold, what breaks it
HEARD = [
    ("GR05", "在年初预算21936.38万元基础上，基本支出增加736.19万元、项目支出压减850.58万元，形成调整后预算{}万元。", "21821.99", "21812.99"),
    ("GR05", "年初预算1320.75万元，执行中基本支出{}14.38万元，调整预算为1335.13万元。", "调增", "调减"),
    ("GR01", "机关运行经费2117.93万元（上年1689.47万元，{}25.4%）。", "增长", "下降"),
    ("GR02", "年初预算635.08万元，决算606.80万元，决算比年初预算{}28.28万元。", "减少", "增加"),
    ("GR02", "调整预算120.00万元、年初预算100.00万元，决算90.00万元，决算比年初预算减少{}万元。", "10.00", "30.00"),
    ("GR02", "年初预算100.00万元，调整预算120.00万元，决算90.00万元，决算比年初预算减少{}万元。", "10.00", "30.00"),
    ("GR02", "与全年预算69.55万元相比，决算数58.15万元少支{}。", "11.40万元", "11.40元"),
    ("SH01", "基本支出13268.49万元、项目支出8857.07万元，分别占支出总额22125.56万元的59.97%、{}。", "40.03%", "41.98%"),
    ("CP01", "货物类采购151.72万元，工程类采购581.87万元，服务类采购362.36万元，全年政府采购支出合计{}万元。", "1095.95", "1059.95"),
    ("CP01", "一季度支出324.08万元，二季度支出333.98万元，三季度支出440.46万元，四季度支出245.86万元，全年共支出{}万元。", "1344.38", "1344.83"),
    ("CP01", "年末未支出资金242.39万元，结转下年继续使用164.06万元，收回财政统筹{}万元。", "78.33", "87.33"),
    ("CP01", "上坝镇2845条、五里铺镇1475条，共排查整改安全隐患{}条。", "4320", "4230"),
    ("EN01", "机关设有造林绿化科、行政审批科、综合科、规划与资金科，共{}个职能部门。", "4", "7"),
    ("EN01", "所属二级预算单位{}家：指挥中心、园林绿化管理所、环境卫生管理所。", "3", "4"),
    ("PR01", "公务接待58批次，接待468人次，支出2.74万元，人均{}元。", "58.55", "85.55"),
    ("SC01", "1.整治街巷条数，计划不少于24条，1—6月10条，全年24条，得{}分（满分11分）。", "11", "12"),
    ("IN02", "1.整治街巷条数，计划不少于24条，1—6月10条，全年{}条，得11分（满分11分）。", "24", "21"),
    ("SC05", "预算执行情况得9.36分，满分10分。全年预算500.00万元，全年支出468.00万元，执行率达{}。", "93.60%", "96.30%"),
]

SILENT = [
    "2021年6月底，项目支出1053.39万元，支出进度26.43%。\n全年项目支出3826.34万元，预算3985.60万元，执行率96.00%。",
    "全年奖补发明专利60件，按地点分：幸福村20件、红旗村40件；抽检1370批次，按地点分：滨河街道399批次、建设路社区971批次。",
    "批复5135.26万元，支付4780.93万元，执行进度93.10%。\n决算数20903.18万元，调整预算数22285.80万元，执行率93.80%。",
    "在全年支出300.00万元中：基本支出安排120.00万元，支出100.00万元；项目支出安排220.00万元，支出200.00万元。",
    "年初计划举办阅读推广活动330场次。\n全年举办阅读推广活动310场次。",
    "季度 | 预算（万元） | 当季支出（万元） | 累计支出数（万元） | 累计进度\n一季度 | 1360.67 | 392.26 | 392.26 | 28.83%"
    "\n二季度 | 1360.67 | 297.73 | 689.99 | 50.71%",
    "项目支出全年预算100.00万元，截至12月31日支出93.91万元，执行率为93.91%；自评得分98分。",
]


def outcomes(text: str, code: str) -> set[str]:
    return {relation.outcome for relation in checked(text, Settings()).relations if relation.rule == code}


def alarms(text: str) -> list[str]:
    return [f"{finding.code} {finding.message}" for finding in checked(text, Settings()).findings if finding.severity != "note"]


@pytest.mark.parametrize(("code", "wording", "true", "false"), HEARD)
def test_a_relation_is_verified_and_its_breach_told(code: str, wording: str, true: str, false: str) -> None:
    assert "consistent" in outcomes(wording.format(true), code)
    assert alarms(wording.format(true)) == []
    assert "inconsistent" in outcomes(wording.format(false), code)
    assert alarms(wording.format(false))


@pytest.mark.parametrize("text", SILENT)
def test_two_things_told_in_like_words_are_not_held_against_each_other(text: str) -> None:
    assert alarms(text) == []


def test_the_points_of_a_level_are_those_of_its_indicators() -> None:
    assert alarms(LEVELS.format(given="30分")) == []
    assert outcomes(LEVELS.format(given="30分"), "SC07") == {"consistent"}
    assert any(told.startswith("SC07") for told in alarms(LEVELS.format(given="27分")))
