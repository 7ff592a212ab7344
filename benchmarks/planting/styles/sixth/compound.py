"""A project's report in Word whose tables stand in the text: money in table 1, marks in table 2, and prose that tells both again."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles.indicators import Row
from planting.styles.money import Budget, before
from planting.styles.sixth import forms, goals, phrases, tables, told, words
from planting.styles.sixth.goals import Survey
from planting.styles.sixth.tables import Rows
from planting.styles.sixth.words import Unit

SOURCES = (
    ("中央补助", "地方配套"),
    ("财政资金", "自筹资金"),
    ("上级专项资金", "本级预算资金"),
    ("中央资金", "省级资金", "本级资金"),
)
Means = tuple[Ref, Ref, Ref]


def report(seed: int) -> Report:
    """One report of a project."""
    d = words.begun("compound", seed, "docx")
    unit = words.unit(d.rng)
    name = d.rng.choice(unit.field.domain.projects)
    budget = words.budgeted(d, d.rng.choice(words.fitting(unit, SOURCES)), 80, 3000)
    specs, survey = goals.plan(d, unit.field, goals.shape(d, unit.field), d.rng.randint(1, 2))
    d.title(
        d.one(
            f"{unit.name}{name}绩效自评报告（{unit.year}年度）",
            f"{unit.year}年度{name}支出绩效自评情况报告",
            f"{unit.name}关于{name}{unit.year}年度绩效自评的报告",
        )
    )
    lead = d.chance(0.3)
    made = forms.scored(d, specs, budget.rate, forms.shape_of(d), True)
    if lead:
        _summary(d, name, made)
    d.heading("一、项目概况")
    d.say(f"{unit.name}{unit.field.domain.duty}。{name}为{d.one('经常性项目', '年度安排项目', '专项业务费项目')}，由{unit.name}负责实施。")
    some = goals.counted(made.rows)
    aims = "、".join(f"{row.spec.output.verb}{row.spec.output.thing}{d.again(row.target, bare=False)}" for row in some[:2] if row.spec.output and row.target)
    d.say(d.one(f"{unit.year}年度的绩效目标是{aims}。", f"年初设定的主要目标：{aims}。"))
    means = _money(d, unit, budget)
    _done(d, unit, budget, made)
    _goals(d, made, means, survey)
    if not lead:
        d.heading("五、自评结论")
        _summary(d, name, made)
    d.heading("五、存在的问题和下一步打算" if lead else "六、存在的问题和下一步打算")
    d.say(d.one(*words.PROBLEMS))
    return d.finished()


def _summary(d: Draft, name: str, made: forms.Scored) -> None:
    """Total, grade, and what is missing to a hundred."""
    total = d.again(made.total, bare=False)
    grade = words.graded(d.figures[total.id].value, d.rng.choice((("优", "良"), ("优秀", "良好"))))
    value = 100 - d.figures[total.id].value
    if d.chance(0.5):
        whole, off = d.again(made.whole, bare=False), d.figure(value, "分", 2, trim=True, exact=True, role="deduction")
        d.relate("sum", whole, total, off)
        d.say(f"{name}自评满分{whole}，扣{off}，得{total}，等级为{grade}。")
        return
    d.say(d.one(f"对照绩效目标，{name}自评总分为{total}，自评等级为“{grade}”。", f"{name}综合自评得分{total}，等级评定为{grade}。"))


def _money(d: Draft, unit: Unit, budget: Budget) -> Means:
    d.heading("二、项目资金情况")
    opening, final = d.money(budget.opening), d.money(budget.budget)
    moved = d.money(budget.adjusted, words=d.rng.choice((("调增", "调减"), ("增加", "减少"))), role="change")
    d.relate("sum", final, opening, moved)
    d.say(d.one(f"项目年初预算{opening}，年度执行中{moved}，调整后预算{final}。", f"{unit.year}年项目预算由年初的{opening}{moved}，全年预算为{final}。"))
    spent, rate = d.money(budget.spent), d.rate(budget.rate)
    d.say(phrases.executed(d, d.again(final), spent, rate, unit.year) + ("。" + phrases.rest(d, final, spent) if budget.rate < 1 else "") + "。")
    if d.chance(0.5):
        again = d.again(spent)
        d.say(f"与上年比较，项目支出{again}" + phrases.versus(d, again, before(d, budget.spent)) + "。")
    d.say("表1  项目资金安排和使用情况表（单位：万元）")
    d.table(_funds(d, budget, (opening, final, spent, rate)))
    if d.chance(0.45):
        d.say(f"如表1所示，项目共投入财政及其他资金{phrases.about(d, spent)}，资金使用符合规定用途。")
    if d.chance(0.45):
        d.say(phrases.seasons(d, spent))
    return final, spent, rate


def _funds(d: Draft, budget: Budget, means: tuple[Ref, Ref, Ref, Ref]) -> Rows:
    """Opening and final budget, what was spent, its rate and the rest, by source."""
    rest = d.chance(0.6)
    head = ("资金来源", "年初预算", d.one("全年预算", "调整后预算"), d.one("实际支出", "支出数"), "执行率", *(["结余"] if rest else []))
    opening, final, spent = (d.again(ref, bare=True) for ref in means[:3])
    whole = [opening, final, spent, d.again(means[3])]
    d.relate("ratio", whole[3], spent, final)
    lines: list[list[Ref]] = []
    for part, opened in zip(budget.parts, budget.opened, strict=True):
        one, two, three, own = d.money(opened, bare=True), d.money(part.budget, bare=True), d.money(part.spent, bare=True), d.rate(part.rate)
        d.relate("ratio", own, three, two)
        lines.append([one, two, three, own])
    if rest:
        for cells, value in zip([*lines, whole], [*[part.budget - part.spent for part in budget.parts], budget.budget - budget.spent], strict=True):
            cells.append(d.money(value, bare=True))
            d.relate("sum", cells[1], cells[2], cells[4])
    for place in (0, 1, 2, *((4,) if rest else ())):
        d.relate("sum", whole[place], *[cells[place] for cells in lines])
    rows: Rows = [(part.name, *cells) for part, cells in zip(budget.parts, lines, strict=True)]
    return [head, *rows, ("合计", *whole)] if d.chance(0.7) else [head, ("合计", *whole), *rows]


def _done(d: Draft, unit: Unit, budget: Budget, made: forms.Scored) -> None:
    d.heading("三、项目实施情况")
    some = goals.counted(made.rows)
    towns = d.rng.sample(words.TOWNS, 3)
    first, second = d.rng.sample(some, 2)
    text = _again(d, first) if unit.field.private or d.chance(0.5) else phrases.split(d, first, towns)
    d.say(f"{text}；{phrases.grown(d, second, unit.year)}。{unit.field.domain.effect}。")
    if d.chance(0.5):
        d.say(phrases.purchased(d, budget.spent))
    if d.chance(0.5):
        d.say(phrases.paid(d, unit.field.standard, budget.spent / 5))


def _again(d: Draft, row: Row) -> str:
    assert row.actual is not None and row.spec.output is not None
    return f"全年{row.spec.output.verb}{row.spec.output.thing}{d.again(row.actual, bare=False)}"


def _goals(d: Draft, made: forms.Scored, means: Means, survey: Survey) -> None:
    d.heading("四、绩效目标完成情况")
    d.say(d.one("各项指标完成及得分情况见表2。", "指标得分情况详见表2。"))
    d.say("表2  项目支出绩效指标自评表")
    d.table(made.lines)
    final, spent, rate = (d.again(ref) for ref in means)
    weight, score = d.again(made.weight, bare=False), d.again(made.score, bare=False, role="told")
    d.relate("ratio", rate, spent, final)
    d.relate("execution-score", made.score, made.weight, rate)
    d.say(
        d.one(
            f"1.预算执行率。预算{final}，支出{spent}，执行率{rate}，满分{weight}，得{score}。",
            f"1.预算执行情况。执行率{rate}（{spent}/{final}），分值{weight}，自评得分{score}。",
        )
    )
    weights, scores = [weight], [score]
    for number, first in enumerate(dict.fromkeys(row.spec.first for row in made.rows)):
        some = [row for row in made.rows if row.spec.first == first]
        one, two = told.level(d, [row.weight for row in some], [row.score for row in some])
        weights.append(one)
        scores.append(two)
        d.say(f"{number + 2}." + _level(d, first, some, one, two))
    d.relate("sum", made.whole, *weights)
    d.relate("sum", made.total, *scores)
    missed = [row for row in made.rows if row.spec.ratio < 1 and row.spec.remedy]
    all_, good, bad = d.count(len(made.rows), "项"), d.count(len(made.rows) - len(missed), "项"), d.count(len(missed), "项")
    d.relate("sum", all_, good, bad)
    d.relate("count", all_, number=len(made.rows))
    names = d.counted(bad, [row.spec.name for row in missed])
    d.say(
        d.one(
            f"除预算执行率外，{all_}三级指标中，{good}达到年度目标值，{bad}未达到，为{names}。",
            f"表2所列{all_}三级指标（不含预算执行率）有{good}完成、{bad}未完成，未完成的是{names}。",
        )
    )
    d.say(tables.answered(d, survey, next(row.actual for row in made.rows if row.actual is not None and row.spec.name == survey.spec)))


def _level(d: Draft, first: str, some: Sequence[Row], weight: Ref, score: Ref) -> str:
    """Weight and marks of a level, and the figures of one or two of its indicators."""
    lines = []
    for row in some:
        if row.target is None or row.actual is None or len(lines) > 1:
            continue
        lines.append(f"{row.spec.name}目标值{told.AIMS[row.spec.op][1].format(d.again(row.target, bare=False))}，实际{d.again(row.actual, bare=False)}")
    share = ""
    if d.chance(0.4):
        rate = d.rate(Fraction(d.figures[score.id].value, d.figures[weight.id].value))
        d.relate("ratio", rate, score, weight)
        share = f"，得分率{rate}"
    return f"{first}。分值{weight}，得分{score}{share}。" + "；".join(lines) + ("。" if lines else "")
