"""A finance bureau's 财政重点评价报告 on an earmark of several counties: arrivals, money by county, points by table, samples, findings."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import UP, Report
from planting.styles.indicators import Manner, Row, execution_score, marks, printed
from planting.styles.money import Budget, cents, drawn
from planting.styles.seventh import goals, phrases, told, words
from planting.styles.seventh.goals import Group
from planting.styles.seventh.reviewpoints import DECISION, RUNNING, marked
from planting.styles.seventh.words import Unit

GROUPS: tuple[Group, ...] = (
    ("产出", 35, (("产出数量", "output"), ("产出数量", "output"), ("产出质量", "quality"), ("产出时效", "timely"))),
    ("效益", 30, (("社会效益", "benefit"), ("可持续影响", "lasting"), ("满意度", "people"))),
)
SOURCES = (("中央资金", "省级资金", "市级资金"), ("省级补助资金", "市级财政资金"), ("中央财政资金", "省级财政资金", "市县财政资金"))
Rows = list[tuple[str, ...]]


def report(seed: int) -> Report:
    """One report on an earmark."""
    d = words.begun("reviewed", seed, "docx")
    d.granule = d.rng.choice((Fraction(1, 10), Fraction(1, 100)))
    unit = words.unit(d.rng, regional=True)
    name = d.rng.choice(unit.field.domain.projects)
    while True:
        budget = drawn(d, d.rng.choice(SOURCES), 900, 8200)
        if budget.rate < Fraction(985, 1000):
            break
    manner = Manner(bare_marks=True, padded=d.chance(0.2))
    specs, survey = goals.plan(d, unit.field, GROUPS, d.rng.randint(1, 2))
    rows = [printed(d, spec, manner) for spec in specs]
    d.title(d.one(f"{unit.region}{unit.year}年度{name}财政重点绩效评价报告", f"{name}重点绩效评价报告（{unit.year}年度）"))
    d.heading("一、项目概况")
    d.say(f"{name}由{unit.name}主管，各县（区）组织实施。{unit.name}{unit.field.domain.duty}。")
    aims = "，".join(f"{row.spec.output.verb}{row.spec.output.thing}{phrases.told(d, row.target)}" for row in rows[:2] if row.spec.output and row.target)
    d.say(d.one(f"{unit.year}年度项目绩效目标为：{aims}。", f"按照批复的绩效目标，{unit.year}年计划{aims}。"))
    means, arrival = _money(d, unit, budget)
    given, left = _counties(d, budget, means)
    d.heading("三、评价工作开展情况")
    _sampled(d, given, means[0])
    d.say(phrases.surveyed(d, survey, rows))
    d.heading("四、评价结论及指标分析")
    _points(d, name, rows, manner, means, arrival)
    d.heading("五、主要成效")
    one, two = d.rng.sample(goals.done(rows), 2)
    assert one.actual is not None and one.spec.output is not None
    if d.chance(0.45):
        d.say(f"项目实施以来，{phrases.roughly(d, means[1], '累计投入资金')}，为各项工作开展提供了资金保障。")
    did = f"{one.spec.output.verb}{one.spec.output.thing}{phrases.told(d, one.actual)}"
    d.say(f"{unit.year}年共{did}；{phrases.grown(d, two, unit.year)}。{unit.field.domain.effect}。")
    d.heading("六、存在的主要问题")
    _findings(d, left)
    d.heading("七、有关建议")
    for number, text in enumerate(d.rng.sample(words.STEPS, 2)):
        d.say(f"{number + 1}.{text}")
    return d.finished()


def _money(d: Draft, unit: Unit, budget: Budget) -> tuple[tuple[Ref, Ref, Ref], tuple[Ref, Ref, Ref]]:
    """Gives arrived, spent and rate; and planned, arrived and the rate of arrival."""
    d.heading("二、资金安排和使用情况")
    short = Fraction(0) if d.chance(0.4) else cents(budget.parts[-1].budget * Fraction(d.rng.randint(60, 400), 1000))
    planned = [part.budget for part in budget.parts[:-1]] + [budget.parts[-1].budget + short]
    plan, came = d.money(budget.budget + short), d.money(budget.budget)
    d.say(
        phrases.parts(d, f"（一）资金安排情况。{unit.year}年计划安排资金", plan, [(p.name, d.money(v)) for p, v in zip(budget.parts, planned, strict=True)])
        + "。"
    )
    rate = d.rate(budget.budget / (budget.budget + short))
    said = phrases.told(d, plan)
    d.relate("ratio", rate, came, said)
    text = phrases.parts(d, "（二）资金到位情况。实际到位资金", came, [(part.name, d.money(part.budget)) for part in budget.parts])
    d.say(f"{text}。计划资金{said}，资金到位率{rate}。")
    spent, pace = d.money(budget.spent), d.rate(budget.rate)
    again = phrases.told(d, came)
    d.relate("ratio", pace, spent, again)
    d.say(
        d.one(
            f"（三）资金使用情况。截至{unit.year}年底，到位资金{again}，实际支出{spent}，预算执行率{pace}。",
            f"（三）资金使用情况。实际支出{spent}，占到位资金{again}的{pace}。",
        )
        + phrases.rest(d, again, spent)
        + "。"
    )
    if d.chance(0.5):
        d.say(phrases.quarters(d, spent))
    return (came, spent, pace), (plan, came, rate)


def _counties(d: Draft, budget: Budget, means: tuple[Ref, Ref, Ref]) -> tuple[dict[str, Ref], dict[str, Ref]]:
    """The table of counties; gives what each got and what each has left."""
    names = d.rng.sample(words.COUNTIES, d.rng.randint(4, 5))
    plans = sorted(d.shares(budget.budget, len(names)), reverse=True)
    gap = budget.budget - budget.spent
    while True:
        rests = d.shares(gap, len(names))
        if all(Fraction(2, 1000) < rest / plan < Fraction(6, 10) for rest, plan in zip(rests, plans, strict=True)):
            break
    d.say(d.one("表1  各县（区）资金使用情况表（单位：万元）", "表1  各县（区）资金到位和支出情况表（单位：万元）"))
    rows: Rows = [("县（区）", d.one("到位资金", "资金到位数"), d.one("支出金额", "资金支出数"), d.one("支出率", "执行率"), d.one("结转结余", "结余资金"))]
    cells = []
    for name, plan, rest in zip(names, plans, rests, strict=True):
        cells.append(_line(d, plan, rest))
        rows.append((name, *cells[-1]))
    came, spent, rate = d.again(means[0], bare=True), d.again(means[1], bare=True), d.again(means[2])
    left = d.money(gap, bare=True)
    d.relate("ratio", rate, spent, came)
    d.relate("sum", came, spent, left)
    for place, whole in ((0, came), (1, spent), (3, left)):
        d.relate("sum", whole, *[line[place] for line in cells])
    rows.append(("合计", came, spent, rate, left))
    d.table(rows)
    return {name: line[0] for name, line in zip(names, cells, strict=True)}, {name: line[3] for name, line in zip(names, cells, strict=True)} | {"": left}


def _line(d: Draft, plan: Fraction, rest: Fraction) -> tuple[Ref, Ref, Ref, Ref]:
    one, two, rate, left = d.money(plan, bare=True), d.money(plan - rest, bare=True), d.rate((plan - rest) / plan), d.money(rest, bare=True)
    d.relate("sum", one, two, left)
    d.relate("ratio", rate, two, one)
    return one, two, rate, left


def _sampled(d: Draft, given: dict[str, Ref], came: Ref) -> None:
    """The counties visited, and how much of the money they have."""
    names = d.rng.sample(list(given), 3)
    some = [given[name] for name in names]
    many, all_ = d.count(len(names), "个"), d.count(len(given), "个")
    listed = d.counted(many, names)
    d.relate("count", all_, number=len(given))
    amount, whole = d.money(sum((d.figures[ref.id].value for ref in some), Fraction(0))), phrases.told(d, came)
    share = d.rate(d.figures[amount.id].value / d.figures[came.id].value, role="share")
    d.relate("sum", amount, *some)
    d.relate("ratio", share, amount, whole)
    d.say(
        d.one(
            f"评价组从{all_}县（区）中选取{listed}{many}县（区）进行现场评价，涉及到位资金{amount}，占到位资金总额{whole}的{share}。",
            f"本次评价覆盖{all_}县（区），其中对{listed}等{many}县（区）开展现场核查，抽查资金{amount}，抽查比例{share}（到位资金{whole}）。",
        )
    )


def _points(d: Draft, name: str, rows: Sequence[Row], manner: Manner, means: tuple[Ref, Ref, Ref], arrival: tuple[Ref, Ref, Ref]) -> None:
    """The table of points with a sum for each level, and the conclusion."""
    made: Rows = [
        (
            "一级指标",
            "二级指标",
            "三级指标",
            "分值",
            d.one("目标值", "指标值"),
            d.one("实际值", "完成值"),
            d.one("评价得分", "得分"),
            d.one("扣分原因", "评分说明"),
        )
    ]
    levels: list[tuple[str, list[Ref], list[Ref]]] = []
    for first, points in (("决策", DECISION), ("过程", RUNNING)):
        cells = _rated(d, manner, (arrival, means)) if first == "过程" else []
        cells += marked(d, points, manner, d.rng.randint(0, 1) + (first == "过程"))
        levels.append((first, [cell[2] for cell in cells], [cell[5] for cell in cells]))  # type: ignore[misc]
        made += [(UP if at else first, UP if at and cells[at - 1][0] == cell[0] else cell[0], *cell[1:]) for at, cell in enumerate(cells)]
    above = ("", "")
    for row in rows:
        here = (row.spec.first, row.spec.second)
        aim = told.AIMS[row.spec.op][0].format(row.target) if row.target else row.spec.words[0]
        heads = (UP if here[0] == above[0] else here[0], UP if here == above else here[1])
        made.append((*heads, row.spec.name, row.weight, aim, row.actual or row.spec.words[1], row.score, row.spec.cause if row.spec.remedy else ""))
        above = here
    for first in ("产出", "效益"):
        some = [row for row in rows if row.spec.first == first]
        levels.append((first, [row.weight for row in some], [row.score for row in some]))
    _concluded(d, name, manner, made, levels)


def _rated(d: Draft, manner: Manner, pairs: tuple[tuple[Ref, Ref, Ref], tuple[Ref, Ref, Ref]]) -> list[tuple[str, ...]]:
    """The lines of the rates of arrival and of execution, four points each."""
    made: list[tuple[str, ...]] = []
    for title, trio in zip(("资金到位率", "预算执行率"), pairs, strict=True):
        rate = d.again(trio[2])
        weight, score = marks(d, 4, manner, "weight"), marks(d, execution_score(d, d.figures[rate.id].value, 4), manner)
        d.relate("at-most", score, weight)
        d.relate("execution-score", score, weight, rate)
        short = d.figures[rate.id].value < 1
        made.append(("资金管理", title, weight, "100%", rate, score, ("资金未足额到位" if title == "资金到位率" else "资金未全部支出") if short else ""))
    return made


def _concluded(d: Draft, name: str, manner: Manner, made: Rows, levels: Sequence[tuple[str, list[Ref], list[Ref]]]) -> None:
    places = [ref for _, _, scores in levels for ref in scores]
    weights = [ref for _, some, _ in levels for ref in some]
    whole = marks(d, 100, manner, "weight")
    total = marks(d, sum((d.figures[ref.id].value for ref in places), Fraction(0)), manner, "total")
    d.relate("sum", whole, *weights)
    d.relate("total", *weights, number=100)
    d.relate("sum", total, *places)
    d.relate("grade", total, number=90 if d.figures[total.id].value >= 90 else 80)
    made.append(("总分", "", "", whole, "", "", total, ""))
    grade = words.graded(d.figures[total.id].value, d.rng.choice((("优", "良"), ("优秀", "良好"))))
    said, told_ = [], []
    for first, some, scores in levels:
        one, two = told.level(d, some, scores)
        rate = d.rate(d.figures[two.id].value / d.figures[one.id].value)
        d.relate("ratio", rate, two, one)
        told_.append(two)
        said.append(f"{first}类指标分值{one}，得分{two}，得分率{rate}")
    again = phrases.told(d, total)
    d.relate("sum", again, *told_)
    d.say(
        d.one(f"经综合评价，{name}得分{again}，绩效评级为“{grade}”。", f"根据评价指标体系打分，项目综合得分{again}，评价等级为{grade}。")
        + "其中："
        + "；".join(said)
        + "。"
    )
    d.say(d.one("各项指标评分情况见表2。", "指标得分明细见表2。"))
    d.say(d.one("表2  绩效评价指标得分表", "表2  绩效评价指标体系及评分结果"))
    d.table(made)


def _findings(d: Draft, left: dict[str, Ref]) -> None:
    """The two counties with most left, and what was seen on the spot."""
    names = sorted((name for name in left if name), key=lambda name: d.figures[left[name].id].value, reverse=True)[:2]
    some = [phrases.told(d, left[name]) for name in names]
    amount, whole = d.money(sum((d.figures[ref.id].value for ref in some), Fraction(0))), phrases.told(d, left[""])
    share = d.rate(d.figures[amount.id].value / d.figures[whole.id].value, role="share")
    d.relate("sum", amount, *some)
    d.relate("ratio", share, amount, whole)
    told_ = "、".join(name + ref for name, ref in zip(names, some, strict=True))
    d.say(f"1.资金支出进度不均衡。结余资金{whole}中，{told_}，两地合计{amount}，占{share}。")
    seen = d.rng.randint(12, 60)
    poor = d.rng.randint(2, seen // 4)
    one, two, rate = d.count(seen, "个"), d.count(poor, "个"), d.rate(Fraction(poor, seen), role="share")
    d.relate("ratio", rate, two, one)
    d.say(
        d.one(
            f"2.公示公开不规范。现场抽查项目点{one}，有{two}未按要求设置公示牌，占{rate}。",
            f"2.信息公开不到位。抽查的{one}项目点中，{two}未及时公开资金使用情况，占比{rate}。",
        )
    )
