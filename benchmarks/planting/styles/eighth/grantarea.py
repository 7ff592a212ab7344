"""A city's 转移支付区域绩效自评报告: what came down, what went to each county, outlay by source, tasks by county, indicators in words and in a form."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import LEFT, Report
from planting.styles.eighth import phrases, plain, words
from planting.styles.eighth.fields import GRANTED
from planting.styles.eighth.plain import Goal, Rows
from planting.styles.eighth.words import Unit
from planting.styles.money import Budget, drawn
from planting.styles.seventh import goals
from planting.styles.seventh.goals import GLAD, Group

SOURCES = (("中央资金", "省级资金"), ("中央财政资金", "省级财政资金", "市级财政资金"), ("中央补助资金", "地方配套资金"))
GROUPS: tuple[Group, ...] = (
    ("产出指标", 50, (("数量指标", "output"), ("数量指标", "output"), ("数量指标", "output"), ("质量指标", "quality"), ("时效指标", "timely"))),
    ("效益指标", 30, (("社会效益指标", "benefit"), ("社会效益指标", "benefit"), ("可持续影响指标", "lasting"))),
    ("满意度指标", 10, GLAD),
)
Trio = tuple[str, Ref, Ref, Ref]


def report(seed: int) -> Report:
    """One report of a city."""
    d = words.begun("grantarea", seed, "docx")
    unit = words.unit(d.rng, GRANTED, ("市",))
    name, names = unit.field.domain.projects[0], d.rng.sample(words.COUNTIES, d.rng.randint(3, 4))
    while True:
        budget = drawn(d, d.rng.choice(SOURCES), 3200, 19800)
        if budget.rate < Fraction(985, 1000):
            break
    specs, survey = goals.plan(d, unit.field, GROUPS, d.rng.randint(1, 2))
    rated = d.chance(0.6)
    told_ = [plain.goal(d, spec, rated) for spec in words.reworded(d, specs)]
    d.title(d.one(f"{unit.region}{unit.year}年度{name}绩效自评报告", f"{unit.region}关于{unit.year}年{name}绩效自评情况的报告"))
    d.heading("一、绩效目标分解下达情况")
    whole = _given(d, unit, name, budget, told_)
    ends = _counties(d, budget, names, whole)
    d.heading(d.one("二、绩效目标完成情况分析", "二、绩效情况分析"))
    trios = _spent(d, unit, budget, whole, ends)
    _done(d, told_, names)
    if d.chance(0.6):
        d.say(_asked(d, survey, told_))
    d.heading("三、偏离绩效目标的原因和下一步改进措施")
    d.say(_counted(d, told_))
    d.say(plain.causes(told_))
    d.heading(d.one("四、绩效自评结果拟应用和公开情况", "四、绩效自评结果应用"))
    total, grade = plain.score(d)
    d.say(
        d.one(f"本次自评综合得分{total}，评价等级为{grade}。", f"经综合评定，自评得分{total}，等级为“{grade}”。")
        + "自评结果将作为以后年度资金分配的参考，并按要求公开。"
    )
    _form(d, unit, name, trios, told_)
    return d.finished()


def _given(d: Draft, unit: Unit, name: str, budget: Budget, told_: Sequence[Goal]) -> Ref:
    whole, some = d.money(budget.budget), [(part.name, d.money(part.budget)) for part in budget.parts]
    tell = phrases.shared if d.chance(0.35) else phrases.parts
    d.say(tell(d, d.one(f"（一）资金下达情况。{unit.year}年下达我市{name}", f"（一）下达预算情况。{unit.year}年，我市共收到{name}"), whole, some) + "。")
    first = plain.chosen(told_)[:3]
    aims = plain.verbs(first, [phrases.told(d, one.target) for one in first if one.target])
    d.say(d.one("（二）绩效目标情况。年度绩效目标为：", f"（二）绩效目标。{unit.year}年计划：") + f"{aims}。")
    return whole


def _counties(d: Draft, budget: Budget, names: Sequence[str], whole: Ref) -> tuple[Ref, Ref, Ref]:
    """The table of counties; gives what was spent, its rate and what is left in all."""
    plans, gap = sorted(d.shares(budget.budget, len(names)), reverse=True), budget.budget - budget.spent
    while True:
        rests = d.shares(gap, len(names))
        if all(Fraction(2, 1000) < rest / plan < Fraction(1, 2) for rest, plan in zip(rests, plans, strict=True)):
            break
    many = d.count(len(names), "个")
    listed = d.counted(many, names)
    d.say(f"（三）资金分解情况。资金分解下达到{many}县（区），分别为{listed}，具体见表1。")
    d.say(d.one("表1  资金分解下达及支出情况表（单位：万元）", "表1  各县（区）资金分配及使用情况（单位：万元）"))
    rows: Rows = [("县（区）", d.one("下达金额", "分配资金"), d.one("已支出金额", "支出数"), "支出率", d.one("未支出金额", "结转资金"))]
    lines = []
    for name, plan, rest in zip(names, plans, rests, strict=True):
        lines.append(_line(d, d.money(plan, bare=True), plan, rest))
        rows.append((name, *lines[-1]))
    last = _line(d, d.again(whole, bare=True), budget.budget, gap)
    for place in (0, 1, 3):
        d.relate("sum", last[place], *[line[place] for line in lines])
    d.table([*rows, ("合计", *last)])
    if d.chance(0.35):
        top, share = lines[0], d.rate(plans[0] / budget.budget, role="share")
        most, again = phrases.told(d, top[0]), phrases.told(d, whole)
        d.relate("ratio", share, most, again)
        d.say(f"其中{names[0]}分配资金最多，为{most}，占全部资金{again}的{share}。")
    return last[1], last[2], last[3]


def _line(d: Draft, given: Ref, plan: Fraction, rest: Fraction) -> tuple[Ref, Ref, Ref, Ref]:
    spent, rate, left = d.money(plan - rest, bare=True), d.rate((plan - rest) / plan), d.money(rest, bare=True)
    d.relate("sum", given, spent, left)
    d.relate("ratio", rate, spent, given)
    return given, spent, rate, left


def _spent(d: Draft, unit: Unit, budget: Budget, whole: Ref, ends: tuple[Ref, Ref, Ref]) -> list[Trio]:
    """Arrival, outlay and its parts by source; gives the whole and each source with budget, outlay and rate."""
    d.heading("（一）资金投入情况分析", 2)
    due, came, full = phrases.told(d, whole), phrases.told(d, whole), d.rate(Fraction(1))
    d.relate("ratio", full, came, due)
    d.say(
        d.one(
            f"1.资金到位情况。应到位资金{due}，实际到位{came}，资金到位率{full}。",
            f"1.项目资金到位情况。下达资金{due}已全部到位，到位资金{came}，到位率{full}。",
        )
    )
    out, pace, left = ends
    spent, rate, again, rest = phrases.told(d, out), d.again(pace), phrases.told(d, whole), phrases.told(d, left)
    d.relate("sum", again, spent, rest)
    d.say("2.项目资金执行情况。" + phrases.executed(d, again, spent, rate, unit.year) + f"，剩余{rest}结转下年继续使用。")
    trios: list[Trio] = [("年度资金总额", whole, out, rate)]
    said = []
    for part in budget.parts:
        one, two, three = d.money(part.budget), d.money(part.spent), d.rate(part.rate)
        d.relate("ratio", three, two, one)
        trios.append((part.name, one, two, three))
        said.append(f"{part.name}{one}，支出{two}，执行率{three}")
    d.relate("sum", again, *[trio[1] for trio in trios[1:]])
    d.relate("sum", spent, *[trio[2] for trio in trios[1:]])
    d.say("分资金来源看，" + "；".join(said) + "。")
    if d.chance(0.5):
        d.say("3.支出进度情况。" + (phrases.halves if d.chance(0.5) else phrases.progress)(d, whole, out))
    else:
        d.say(f"3.项目资金管理情况。{d.one('资金实行专款专用、专账核算', '严格执行专项资金管理办法')}，{phrases.roughly(d, out)}。")
    return trios


def _done(d: Draft, told_: Sequence[Goal], names: Sequence[str]) -> None:
    d.heading("（二）绩效指标完成情况分析", 2)
    style = d.rng.randrange(2)
    for number, first in enumerate(dict.fromkeys(one.spec.first for one in told_)):
        text = f"{number + 1}.{first}完成情况。"
        for second in dict.fromkeys(one.spec.second for one in told_ if one.spec.first == first):
            text += f"{second}：" + "".join(plain.sentence(one, style) for one in told_ if one.spec.second == second)
        d.say(text)
    if d.chance(0.3):
        return
    pick = plain.chosen(told_)[0]
    assert pick.spec.output is not None
    d.say(f"表2  各县（区）{pick.spec.name}完成情况")
    d.table([("县（区）", d.one("目标任务数", "计划数"), d.one("实际完成数", "完成数"), "完成率"), *plain.by_county(d, pick, names)])


def _asked(d: Draft, survey: goals.Survey, told_: Sequence[Goal]) -> str:
    one = next(one for one in told_ if one.spec.name == survey.spec)
    assert one.actual is not None
    sent, back, glad = d.count(survey.sent, "份"), d.count(survey.valid, "份"), d.count(survey.answers[0], "份")
    share = phrases.told(d, one.actual)
    d.relate("at-most", back, sent)
    d.relate("at-most", glad, back)
    d.relate("ratio", share, glad, back)
    return d.one(
        f"为掌握{survey.spec}情况，共发放问卷{sent}，收回有效问卷{back}，其中满意{glad}，满意度{share}。",
        f"{survey.spec}采用问卷方式调查，发出{sent}，有效{back}，评价为满意的{glad}，满意度达到{share}。",
    )


def _counted(d: Draft, told_: Sequence[Goal]) -> str:
    bad = [one.spec.name for one in told_ if one.short]
    whole, good, poor = d.count(len(told_), "个"), d.count(len(told_) - len(bad), "个"), d.count(len(bad), "个")
    d.relate("count", whole, number=len(told_))
    d.relate("sum", whole, good, poor)
    names = d.counted(poor, bad)
    return d.one(
        f"本次自评共设置三级指标{whole}，完成{good}，未完成{poor}，未完成的指标为{names}。",
        f"{whole}绩效指标中，{good}完成年度目标，{poor}存在偏差，分别是{names}。"
        if len(bad) > 1
        else f"{whole}绩效指标中，{good}完成年度目标，{poor}存在偏差，为{names}。",
    )


def _form(d: Draft, unit: Unit, name: str, trios: Sequence[Trio], told_: Sequence[Goal]) -> None:
    """The 区域绩效自评表 at the end: money and indicators, told again."""
    d.say(d.one("附表：", "附件：") + f"{unit.region}{unit.year}年度{name}区域绩效自评表")
    top: Rows = [("转移支付（项目）名称", LEFT, name, LEFT, LEFT, LEFT), ("主管部门", LEFT, unit.name, LEFT, LEFT, LEFT)]
    heads = ("一级指标", "二级指标", "三级指标", "指标值", d.one("全年实际完成值", "全年完成值"), d.one("未完成原因和改进措施", "未完成原因及改进措施"))
    d.table([*top, *plain.fund_rows(d, d.one("资金情况（万元）", "项目资金（万元）"), trios), heads, *plain.listed(d, told_)])
