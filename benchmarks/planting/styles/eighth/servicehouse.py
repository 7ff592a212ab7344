"""The 绩效自评报告 of a school, a hospital or a service of a city: income and outlay, work beside last year's, standards, a table of indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import LEFT, UP, Report
from planting.styles.eighth import phrases, told, words
from planting.styles.eighth.houses import HOUSES
from planting.styles.eighth.words import Unit
from planting.styles.indicators import Manner, Row, add_up, execution_score, marks, printed, round_to, total_of
from planting.styles.money import Budget, drawn
from planting.styles.seventh import goals
from planting.styles.seventh.goals import DONE, GLAD, SOCIAL, Group
from planting.styles.seventh.told import AIMS, execution, level
from planting.styles.sheets import spread

NATURES = ("基本支出", "项目支出")
GROUPS: tuple[tuple[Group, ...], ...] = (
    (("产出指标", 50, (("数量指标", "output"), *DONE)), ("效益指标", 30, SOCIAL), ("满意度指标", 10, GLAD)),
    (("产出指标", 40, (("数量指标", "output"), *DONE, ("成本指标", "cap"))),
     ("效益指标", 40, (("社会效益指标", "benefit"), ("社会效益指标", "benefit"), ("可持续影响指标", "lasting"))), ("满意度指标", 10, GLAD)),
)  # fmt: skip
OTHERS = {"妇幼保健院": "事业收入", "第一实验小学": "其他收入", "社会福利院": "其他收入", "文化馆": "其他收入"}
Table = list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Means:
    """Budget, outlay and the rate of it."""

    final: Ref
    spent: Ref
    rate: Ref


def report(seed: int) -> Report:
    """One report of a unit that serves the public itself."""
    d = words.begun("servicehouse", seed, "docx")
    unit = words.unit(d.rng, HOUSES)
    while True:
        budget = drawn(d, NATURES, 780, 3600)
        if budget.rate < Fraction(993, 1000):
            break
    rated = d.chance(0.4)
    manner = Manner(completion=rated, capped=rated and d.chance(0.25), bare_marks=True, padded=d.chance(0.2))
    specs, survey = goals.plan(d, unit.field, d.rng.choice(GROUPS), d.rng.randint(1, 2))
    rows = [printed(d, spec, manner) for spec in words.reworded(d, specs)]
    d.title(
        d.one(f"{unit.name}{unit.year}年度预算支出绩效自评报告", f"{unit.name}{unit.year}年绩效自评报告", f"{unit.year}年{unit.name}单位整体支出绩效自评报告")
    )
    d.heading(d.one("一、单位概况", "一、基本情况"))
    d.say(f"（一）单位职能。{unit.name}{unit.field.domain.duty}。")
    d.say(
        "（二）机构人员。"
        + told.offices(d, unit)
        + told.people(d, unit.year, int(budget.parts[0].spent / d.rng.randint(130000, 240000)), ("管理岗位", "专业技术岗位"))
    )
    d.heading(d.one("二、资金收支情况", "二、预算收支及执行情况"))
    means = _money(d, unit, budget)
    _projects(d, unit, budget, _natures(d, budget, means.final, means.spent))
    d.heading(d.one("三、主要工作完成情况", "三、业务工作开展情况"))
    _work(d, unit, rows)
    d.heading(d.one("四、绩效目标完成情况", "四、绩效指标自评情况"))
    _points(d, rows, manner, means)
    d.say(told.results(d, rows, d.one("除预算执行率外，共设置三级指标", "不含预算执行率，设置绩效指标")))
    if d.chance(0.6):
        d.say(phrases.surveyed(d, survey, rows))
    words.closing(d, 4)
    return d.finished()


def _money(d: Draft, unit: Unit, budget: Budget) -> Means:
    """Where the money of the year comes from, how the budget was changed, what was spent and when."""
    opening, final, spent, rate = d.money(budget.opening), d.money(budget.budget), d.money(budget.spent), d.rate(budget.rate)
    d.say("（一）预算安排情况。" + phrases.adjusted(d, opening, final, unit.year) + "。")
    names = ("财政拨款收入", OTHERS.get(unit.field.domain.bureau, "其他收入"), "上年结转")
    cuts = d.shares(budget.budget, 12)
    sums = (sum(cuts[:10], Fraction(0)), cuts[10], cuts[11])
    tell = phrases.shared if d.chance(0.5) else phrases.parts
    d.say(
        tell(
            d,
            d.one("（二）资金来源。全年可用资金", "（二）收入构成。全年预算资金"),
            phrases.told(d, final),
            [(name, d.money(cut)) for name, cut in zip(names, sums, strict=True)],
        )
        + "。"
    )
    d.say("（三）预算执行情况。" + phrases.executed(d, phrases.told(d, final), spent, rate, unit.year) + "。" + phrases.rest(d, final, spent))
    if d.chance(0.6):
        d.say((phrases.progress if d.chance(0.6) else phrases.halves)(d, final, spent))
    if d.chance(0.2):
        again = phrases.told(d, spent)
        d.say(f"全年总支出{again}，{phrases.versus(d, again, unit.year)}，{phrases.because(d)}。")
    return Means(final, spent, rate)


def _natures(d: Draft, budget: Budget, final: Ref, spent: Ref) -> Ref:
    """A table of basic outlay, projects and both; gives what was spent on projects."""
    d.say(d.one("收支执行情况如下表（单位：万元）：", "支出预算执行情况见下表（单位：万元）。"))
    rows: Table = [
        ("支出类别", d.one("年初预算", "年初预算数"), d.one("全年预算", "调整后预算数"), d.one("实际支出", "全年支出数"), "执行率", d.one("结余", "年末结余"))
    ]
    lines = []
    for part, opened in zip(budget.parts, budget.opened, strict=True):
        cells = (d.money(opened, bare=True), d.money(part.budget, bare=True), d.money(part.spent, bare=True), d.rate(part.rate))
        left = d.money(part.budget - part.spent, bare=True)
        d.relate("ratio", cells[3], cells[2], cells[1])
        d.relate("sum", cells[1], cells[2], left)
        lines.append((*cells, left))
        rows.append((part.name, *lines[-1]))
    last = (d.money(budget.opening, bare=True), d.again(final, bare=True), d.again(spent, bare=True), d.rate(budget.rate))
    left = d.money(budget.budget - budget.spent, bare=True)
    d.relate("ratio", last[3], last[2], last[1])
    d.relate("sum", last[1], last[2], left)
    for place, total in ((0, last[0]), (1, last[1]), (2, last[2]), (4, left)):
        d.relate("sum", total, *[line[place] for line in lines])
    d.table([*rows, ("合计", *last, left)])
    return lines[1][2]


def _projects(d: Draft, unit: Unit, budget: Budget, spent: Ref) -> None:
    """What was spent on each project, as many as are named; what was bought or paid by standard."""
    value = budget.parts[1].spent
    names = d.rng.sample(unit.field.domain.projects, 3)
    cuts = sorted(d.shares(value, len(names)), reverse=True)
    whole, many = phrases.told(d, spent), d.count(len(names), "个")
    d.relate("count", many, number=len(names))
    d.say(phrases.parts(d, f"全年共实施项目{many}，项目支出", whole, [(name, d.money(cut)) for name, cut in zip(names, cuts, strict=True)]) + "。")
    if d.chance(0.7):
        d.say(phrases.paid(d, unit.field.paid, value / 12) if d.chance(0.6) else phrases.bought(d, value))


def _work(d: Draft, unit: Unit, rows: Sequence[Row]) -> None:
    """Work of this year beside the year before, in a table; sentences on some of it."""
    d.say(d.one(f"{unit.year}年主要业务工作量与上年对比情况：", f"{unit.year}年度主要工作量完成情况见下表："))
    made: Table = [("项目", "计量单位", f"{unit.year}年", f"{unit.year - 1}年", "增减数", d.one("增减率", "增长率"))]
    for row in goals.done(rows)[-3:]:
        assert row.actual is not None
        figure, places = d.figures[row.actual.id], d.figures[row.actual.id].places
        grain = Fraction(figure.printed / Fraction(figure.number)) / 10**places
        last = round_to(figure.value * Fraction(d.rng.choice((*range(80, 95), *range(107, 122))), 100), grain)
        if abs(figure.value - last) < 2 * grain:
            continue
        now = d.again(row.actual, bare=True)
        old = d.figure(last, row.spec.unit, places, exact=figure.exact, role="last", bare=True)
        change = d.figure(figure.value - last, row.spec.unit, places, exact=figure.exact, role="change", bare=True)
        rate = d.rate(figure.value / last - 1, role="growth")
        d.relate("sum", now, old, change)
        d.relate("growth", rate, now, old)
        made.append((row.spec.name, row.spec.unit, now, old, change, rate))
    d.table(made)
    d.say(f"通过各项工作的开展，{unit.field.domain.effect}。")


def _points(d: Draft, rows: Sequence[Row], manner: Manner, means: Means) -> None:
    """A table of indicators with their points, and what the levels give."""
    weight, score = marks(d, 10, manner, "weight"), marks(d, execution_score(d, d.figures[means.rate.id].value), manner)
    final, spent, rate = (phrases.told(d, ref) for ref in (means.final, means.spent, means.rate))
    execution(d, weight, score, (final, spent, rate))
    whole, total = marks(d, 100, manner, "weight"), marks(d, total_of([row.spec for row in rows], d.figures[score.id].value), manner, "total")
    add_up(d, rows, total, (weight, score), whole)
    again = phrases.told(d, total)
    said = []
    for name in dict.fromkeys(row.spec.first for row in rows):
        own = [row for row in rows if row.spec.first == name]
        one, two = level(d, [row.weight for row in own], [row.score for row in own])
        said.append((f"{name}{one}，得{two}", two))
    one, two = phrases.told(d, weight), phrases.told(d, score, role="told")
    d.relate("at-most", two, one)
    d.relate("sum", again, two, *[ref for _, ref in said])
    grade, some = words.graded(d, total), "；".join(text for text, _ in said)
    lead = f"预算执行率{rate}（全年预算{final}，实际支出{spent}）"
    d.say(
        d.one(
            f"{lead}，该指标满分{one}，得{two}；{some}。自评总得分{again}，等级为{grade}。",
            f"自评得分{again}，评价等级“{grade}”。其中：{lead}，分值{one}，得{two}；{some}。",
        )
        + "具体得分情况见下表。"
    )
    rated = ("完成率",) if manner.completion else ()
    heads = (
        "一级指标",
        "二级指标",
        "三级指标",
        d.one("年度指标值", "目标值"),
        d.one("完成值", "实际完成值"),
        *rated,
        "分值",
        "得分",
        d.one("备注", "偏差原因及改进措施"),
    )
    first = ("预算执行率", LEFT, LEFT, "100%", d.again(means.rate), *(["—"] if rated else []), weight, score, "部分资金结转下年支付")
    d.table([heads, first, *_lines(rows, manner), spread(len(heads), ("总分", 5 + len(rated)), (whole, 1), (total, 1), ("", 1))])


def _lines(rows: Sequence[Row], manner: Manner) -> Table:
    made: Table = []
    above = ("", "")
    for row in rows:
        spec, here = row.spec, (row.spec.first, row.spec.second)
        heads = (UP if here[0] == above[0] else here[0], UP if here == above else here[1])
        cells = (AIMS[spec.op][0].format(row.target), row.actual) if row.target and row.actual else spec.words
        rated = (row.completion or "100%",) if manner.completion else ()
        why = f"{spec.cause}。{spec.remedy}。" if spec.remedy else spec.cause
        made.append((*heads, spec.name, *cells, *rated, row.weight, row.score, why))
        above = here
    return made
