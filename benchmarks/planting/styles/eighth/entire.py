"""A department's 部门整体支出绩效自评报告 in running text: people, adjustments, outlays by nature and project, the three public ones, indicators, points."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles.eighth import phrases, public, told, words
from planting.styles.eighth.fields import ORGANS
from planting.styles.eighth.words import HAN, Unit
from planting.styles.indicators import Manner, Row, add_up, execution_score, marks, printed, total_of
from planting.styles.money import Budget, drawn
from planting.styles.seventh import goals
from planting.styles.seventh.goals import DONE, GLAD, Group, Survey
from planting.styles.seventh.told import execution, level, levels_told

NATURES = ("人员经费", "项目支出", "公用经费")
GROUPS: tuple[tuple[Group, ...], ...] = (
    (("产出指标", 50, DONE), ("效益指标", 30, (("社会效益指标", "benefit"), ("可持续影响指标", "lasting"))), ("满意度指标", 10, GLAD)),
    (("产出指标", 60, (("数量指标", "output"), *DONE)), ("效益指标", 20, (("社会效益指标", "benefit"),)), ("满意度指标", 10, GLAD)),
    (("履职产出", 50, (("数量", "output"), ("数量", "output"), ("质量", "quality"), ("时效", "timely"), ("成本", "cap"))),
     ("履职效果", 30, (("社会效益", "benefit"), ("社会效益", "benefit"), ("可持续影响", "lasting"))), ("社会满意度", 10, (("满意度", "people"),))),
)  # fmt: skip
Means = tuple[Ref, Ref, Ref]


def report(seed: int) -> Report:
    """One report of a department."""
    d = words.begun("entire", seed, "txt")
    unit = words.unit(d.rng, ORGANS)
    while True:
        budget = drawn(d, NATURES, 1100, 5200)
        if budget.rate < Fraction(994, 1000):
            break
    manner = told.manner(d, 0.12, 0.35)
    specs, survey = goals.plan(d, unit.field, d.rng.choice(GROUPS), d.rng.randint(1, 2))
    rows = [printed(d, spec, manner) for spec in words.reworded(d, specs)]
    d.title(
        d.one(
            f"{unit.name}{unit.year}年部门整体支出绩效自评报告",
            f"{unit.name}关于{unit.year}年度整体支出绩效自评的报告",
            f"{unit.year}年度{unit.name}整体支出绩效评价报告",
        )
    )
    d.heading(d.one("一、部门（单位）概况", "一、单位基本情况"))
    _about(d, unit, budget)
    d.heading(d.one("二、资金管理及使用情况", "二、部门预算支出情况"))
    means = _money(d, unit, budget)
    swapped = d.chance(0.3)
    d.heading(d.one("三、绩效指标完成情况", "三、部门整体支出绩效情况", "三、绩效目标实现程度"))
    if swapped:
        _results(d, unit, rows, survey)
        _points(d, unit, rows, manner, means)
    else:
        _points(d, unit, rows, manner, means)
        _results(d, unit, rows, survey)
    words.closing(d, 3)
    return d.finished()


def _about(d: Draft, unit: Unit, budget: Budget) -> None:
    d.say(d.one("（一）主要职责。", "（一）部门主要职能：") + unit.field.domain.duty + "。")
    d.say("（二）机构设置。" + told.offices(d, unit))
    d.say("（三）人员情况。" + told.people(d, unit.year, int(budget.parts[0].spent / d.rng.randint(120000, 190000))))


def _money(d: Draft, unit: Unit, budget: Budget) -> Means:
    opening, final, spent, rate = d.money(budget.opening), d.money(budget.budget), d.money(budget.spent), d.rate(budget.rate)
    d.say("（一）预算安排及调整情况。" + phrases.adjusted(d, opening, final, unit.year) + "。")
    d.say("（二）预算执行情况。" + phrases.executed(d, phrases.told(d, final), spent, rate, unit.year) + "。" + phrases.rest(d, final, spent))
    if d.chance(0.4):
        again = phrases.told(d, spent)
        d.say(f"本年总支出{again}，{phrases.versus(d, again, unit.year)}，{phrases.because(d)}。")
    people, project, running = (d.money(part.spent) for part in budget.parts)
    basic = d.money(budget.parts[0].spent + budget.parts[2].spent)
    both = phrases.told(d, spent)
    if d.chance(0.5):
        d.say(phrases.shared(d, d.one("（三）支出结构。全年支出", "（三）支出构成情况。总支出"), both, [("基本支出", basic), ("项目支出", project)]) + "。")
    else:
        d.say(phrases.parts(d, "（三）支出构成情况。部门支出", both, [("基本支出", basic), ("项目支出", project)]) + "。")
    text, plans = _rated(d, budget, (people, running))
    d.say(phrases.parts(d, "1.基本支出", phrases.told(d, basic), [("人员经费", people), ("公用经费", running)]) + "。" + text)
    plans.append(_projects(d, unit, budget, project))
    d.relate("sum", final, *plans)
    for at, line in enumerate(public.three(d, unit.year, budget.parts[2].spent)[0]):
        d.say(line if at else "（四）“三公”经费支出情况。" + line)
    if d.chance(0.35):
        d.say("（五）预算执行进度。" + phrases.progress(d, final, spent))
    elif d.chance(0.7):
        d.say("（五）绩效监控情况。" + phrases.halves(d, final, spent))
    return final, spent, rate


def _rated(d: Draft, budget: Budget, spent: tuple[Ref, Ref]) -> tuple[str, list[Ref]]:
    """The rates of people and running costs, each of its budget; gives the budgets too."""
    said, plans = [], []
    for part, ref in zip((budget.parts[0], budget.parts[2]), spent, strict=True):
        plan, rate = d.money(part.budget), d.rate(part.rate)
        d.relate("ratio", rate, ref, plan)
        plans.append(plan)
        said.append(f"{part.name}预算{plan}，执行率{rate}")
    return "；".join(said) + "。", plans


def _projects(d: Draft, unit: Unit, budget: Budget, spent: Ref) -> Ref:
    """The budget of projects, which it gives, and what was spent on each."""
    part = budget.parts[1]
    plan, rate, again = d.money(part.budget), d.rate(part.rate), phrases.told(d, spent)
    d.relate("ratio", rate, again, plan)
    names = d.rng.sample(unit.field.domain.projects, 3)
    cuts = sorted(d.shares(part.spent, len(names)), reverse=True)
    many = d.count(len(names), "个")
    d.relate("count", many, number=len(names))
    some = [(name, d.money(cut)) for name, cut in zip(names, cuts, strict=True)]
    tell = phrases.shared if d.chance(0.2) else phrases.parts
    d.say(f"2.项目支出预算{plan}，执行率{rate}。" + tell(d, f"本年度实施项目{many}，支出", again, some) + "。")
    if d.chance(0.6):
        d.say(phrases.bought(d, part.spent) if d.chance(0.5) else phrases.paid(d, unit.field.paid, part.spent / 9))
    return plan


def _points(d: Draft, unit: Unit, rows: Sequence[Row], manner: Manner, means: Means) -> None:
    weight, score = marks(d, 10, manner, "weight"), marks(d, execution_score(d, d.figures[means[2].id].value), manner)
    final, spent, rate = (phrases.told(d, ref) for ref in means)
    execution(d, weight, score, (final, spent, rate))
    total = marks(d, total_of([row.spec for row in rows], d.figures[score.id].value), manner, "total")
    add_up(d, rows, total, (weight, score))
    d.heading("（一）预算执行情况", 2)
    d.say(
        d.one(
            f"预算执行率指标权重{weight}，全年预算数{final}，执行数{spent}，执行率{rate}，得{score}。",
            f"{unit.year}年预算数为{final}，执行数为{spent}，执行率为{rate}。该项满分{weight}，得{score}。",
        )
    )
    levels, tell = [("预算执行率", score)], told.teller_of(d)
    for at, name in enumerate(dict.fromkeys(row.spec.first for row in rows)):
        some = [row for row in rows if row.spec.first == name]
        one, two = level(d, [row.weight for row in some], [row.score for row in some])
        levels.append((name, two))
        d.heading(f"（{HAN[at + 1]}）{name}完成情况", 2)
        d.say(d.one(f"{name}权重共{one}，得{two}。", f"该类指标满分{one}，自评{two}。"))
        told.by_kind(d, some, tell)
    grade = words.graded(d, total)
    parts = levels_told(d, total, levels)
    d.say(
        d.one(
            f"（{HAN[len(levels)]}）自评结论。{unit.year}年部门整体支出绩效自评得分为{total}，其中{parts}，评价等级为“{grade}”。",
            f"（{HAN[len(levels)]}）自评结果。按照评分标准，自评总得分{total}（{parts}），自评等级为{grade}。",
        )
    )


def _results(d: Draft, unit: Unit, rows: Sequence[Row], survey: Survey) -> None:
    d.say(told.results(d, rows, d.one("除预算执行率外，设置绩效指标", "不含预算执行率，部门整体支出三级指标")))
    if d.chance(0.45):
        d.say(phrases.surveyed(d, survey, rows))
    if d.chance(0.5):
        d.say(f"{phrases.grown(d, d.rng.choice(goals.done(rows)), unit.year)}，{unit.field.domain.effect}。")
