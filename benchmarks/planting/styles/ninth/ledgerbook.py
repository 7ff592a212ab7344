"""A department's workbook: income and outlay against budget and last year, projects with points, what was paid by standard, and the form of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import UP, Report
from planting.styles.eighth.words import Unit, begun
from planting.styles.indicators import Manner, Row, marks, printed, round_to
from planting.styles.money import Budget, before
from planting.styles.ninth import phrases, told, words
from planting.styles.ninth.fields import ORGANS
from planting.styles.seventh import goals
from planting.styles.seventh.goals import DONE, GLAD, Group, Survey
from planting.styles.sheets import spread

COST = (*DONE, ("成本指标", "cap"))
GROUPS: tuple[tuple[Group, ...], ...] = (
    (("产出指标", 50, (DONE[0], *DONE)), ("效益指标", 30, (("社会效益指标", "benefit"), ("可持续影响指标", "lasting"))), ("满意度指标", 10, GLAD)),
    (("产出指标", 60, COST), ("效益指标", 20, (("社会效益指标", "benefit"), ("可持续影响指标", "lasting"))), ("满意度指标", 10, GLAD)),
)  # fmt: skip
NATURES = ("人员经费", "项目支出", "公用经费")
WIDTH = 8
Rows = list[tuple[str, ...]]
Line = tuple[Ref, Ref, Ref, Ref]


def report(seed: int) -> Report:
    """One workbook."""
    d = begun("ledgerbook", seed, "xlsx")
    unit = words.unit(d.rng, ORGANS)
    budget = words.spending(d, NATURES, 800, 3900)
    rated = d.chance(0.45)
    manner = Manner(midyear=not rated and d.chance(0.6), completion=rated, capped=rated and d.chance(0.3), bare_marks=True, padded=d.chance(0.2))
    specs, survey = goals.plan(d, unit.field, d.rng.choice(GROUPS), d.rng.randint(1, 2))
    rows = [printed(d, spec, manner) for spec in words.reworded(d, specs)]
    natures, lines = _natures(d, budget)
    head = [
        spread(WIDTH, (f"{unit.year}年度部门整体绩效自评表", WIDTH)),
        spread(WIDTH, ("单位名称", 1), (unit.name, 4), ("单位", 1), ("万元", 2)),
        *natures,
    ]
    d.table([*head, *_points(d, unit, rows, manner, survey, lines[-1])], d.one("整体绩效自评表", "附件1整体自评"))
    d.table(_projects(d, unit, budget, lines[1]), d.one("项目自评汇总", "附件2项目汇总"))
    if d.chance(0.6):
        d.table(_compared(d, unit, lines), d.one("支出对比", "附件3支出对比表"))
    if d.chance(0.6):
        d.table(_granted(d, unit, budget.parts[1].spent / 6), d.one("补助发放", "附件4发放明细"))
    return d.finished()


def _natures(d: Draft, budget: Budget) -> tuple[Rows, list[Line]]:
    """Opening and final budget, outlay and rate by nature and of all."""
    heads = (
        "部门资金情况",
        d.one("支出类型", "资金类别"),
        "年初预算数",
        d.one("调整预算数", "全年预算数"),
        d.one("决算数", "全年执行数"),
        "执行率",
        "结余资金",
        "备注",
    )
    lines: list[Line] = []
    made: Rows = [heads]
    for part, opened in zip(budget.parts, budget.opened, strict=True):
        lines.append(_line(d, opened, part.budget, part.spent))
        made.append((UP, part.name, *lines[-1], _left(d, lines[-1]), ""))
    lines.append(_line(d, budget.opening, budget.budget, budget.spent))
    for place in range(3):
        d.relate("sum", lines[-1][place], *[line[place] for line in lines[:-1]])
    return [*made, (UP, d.one("合计", "支出合计"), *lines[-1], _left(d, lines[-1]), "")], lines


def _line(d: Draft, opened: Fraction, planned: Fraction, used: Fraction) -> Line:
    one, two, three, rate = d.money(opened, bare=True), d.money(planned, bare=True), d.money(used, bare=True), d.rate(used / planned)
    d.relate("ratio", rate, three, two)
    d.relate("at-most", three, two)
    return one, two, three, rate


def _left(d: Draft, line: Line) -> str:
    value = d.figures[line[1].id].value - d.figures[line[2].id].value
    left = d.money(value, bare=True) if value else d.figure(0, "万元", 0, bare=True)
    d.relate("sum", line[1], line[2], left)
    return left


def _points(d: Draft, unit: Unit, rows: Sequence[Row], manner: Manner, survey: Survey, whole: Line) -> Rows:
    """The indicators with their points, why some were missed, and the conclusion in words."""
    rate = d.again(whole[3])
    weight, score, total = told.concluded(d, rows, manner, (whole[1], whole[2], rate))
    full = marks(d, 100, manner, "weight")
    d.relate("sum", full, weight, *[row.weight for row in rows])
    sixth = "completion" if manner.completion else "midyear" if manner.midyear else ""
    label = {"completion": "完成率", "midyear": "半年完成值", "": "备注"}[sixth]
    heads = ("一级指标", "二级指标", "三级指标", d.one("指标值", "年度目标值"), d.one("完成值", "全年实际值"), label, "权重", d.one("得分", "自评得分"))
    made: Rows = [heads, ("预算执行", "执行率", "部门预算执行率", "100%", rate, "—", weight, score)]
    made += told.listed(d, rows, False, sixth) if sixth else [(*row[:5], "", *row[5:]) for row in told.listed(d, rows, False)]
    made.append(spread(WIDTH, ("合计", 6), (full, 1), (total, 1)))
    reasons = "".join(f"{row.spec.name}未达到目标值，{row.spec.cause}，今后{row.spec.remedy}。" for row in rows if row.spec.remedy)
    made.append(spread(WIDTH, (d.one("偏差原因说明", "未完成情况说明"), 1), (reasons, WIDTH - 1)))
    again = d.again(total, bare=False)
    text = told.grade(d, again, "部门整体支出") + told.surveyed(d, survey, rows)
    final, spent, pace = (phrases.told(d, ref) for ref in whole[1:])
    text += phrases.executed(d, final, spent, pace, unit.year) + "。"
    return [*made, spread(WIDTH, (d.one("自评结论", "绩效自评结论"), 1), (text, WIDTH - 1))]


def _projects(d: Draft, unit: Unit, budget: Budget, line: Line) -> Rows:
    """Every project with budget, outlay, rate, balance and points; and all of them."""
    names = d.rng.sample(unit.field.domain.projects, d.rng.randint(3, 5))
    part = budget.parts[1]
    plans, gap = sorted(d.shares(part.budget, len(names)), reverse=True), part.budget - part.spent
    rests = [Fraction(0)] * len(names)
    while gap and not all(3 * plan < 1000 * rest < 500 * plan for plan, rest in zip(plans, rests, strict=True)):
        rests = d.shares(gap, len(names))
        if gap * 100 < part.budget:
            rests = [gap, *[Fraction(0)] * (len(names) - 1)]
            break
    heads = (
        "序号",
        "项目名称",
        d.one("预算数", "全年预算"),
        d.one("支出数", "全年支出"),
        d.one("支出率", "执行率"),
        "结余",
        "自评得分",
        d.one("自评等级", "评价等级"),
    )
    made: Rows = [spread(len(heads), (f"{unit.name}{unit.year}年度项目支出绩效自评汇总表（单位：万元）", len(heads))), heads]
    lines = []
    for at, (name, plan, rest) in enumerate(zip(names, plans, rests, strict=True)):
        due, out, rate = d.money(plan, bare=True), d.money(plan - rest, bare=True), d.rate((plan - rest) / plan)
        d.relate("ratio", rate, out, due)
        d.relate("at-most", out, due)
        left = d.money(rest, bare=True) if rest else d.figure(0, "万元", 0, bare=True)
        d.relate("sum", due, out, left)
        score = d.figure(
            round_to(Fraction(d.rng.randint(905, 984), 10), max(d.granule, Fraction(1, 10))), "分", 1, trim=True, bare=True, exact=True, role="total"
        )
        d.relate("grade", score, number=90)
        lines.append((due, out, left))
        made.append((str(at + 1), name, due, out, rate, left, score, "优"))
    due, out, rate = d.again(line[1], bare=True), d.again(line[2], bare=True), d.again(line[3])
    left = d.money(gap, bare=True) if gap else d.figure(0, "万元", 0, bare=True)
    d.relate("ratio", rate, out, due)
    d.relate("sum", due, out, left)
    for total, column in zip((due, out, left), zip(*lines, strict=True), strict=True):
        d.relate("sum", total, *column)
    return [*made, ("", "合计", due, out, rate, left, "", "")]


def _compared(d: Draft, unit: Unit, lines: Sequence[Line]) -> Rows:
    """Outlay by nature beside that of the year before."""
    heads = ("支出类型", f"{unit.year}年决算数", f"{unit.year - 1}年决算数", d.one("增减额", "增减金额"), d.one("增减率", "增减比例"))
    made: Rows = [spread(len(heads), (f"{unit.name}支出与上年对比情况表（单位：万元）", len(heads))), heads]
    values = [d.figures[line[2].id].value for line in lines[:-1]]
    while True:
        olds = [before(d, value) for value in values]
        if abs(sum(olds) - sum(values)) * 150 > sum(values):
            break
    columns = []
    for name, line, old in zip((*NATURES, "合计"), lines, [*olds, sum(olds, Fraction(0))], strict=True):
        now, last = d.again(line[2], bare=True), d.money(old, bare=True, role="last")
        value = d.figures[now.id].value
        moved, rate = d.money(value - old, bare=True, role="change"), d.rate(value / old - 1, role="growth")
        d.relate("sum", now, last, moved)
        d.relate("growth", rate, now, last)
        columns.append((now, last, moved))
        made.append((name, now, last, moved, rate))
    for column in zip(*columns, strict=True):
        d.relate("sum", column[-1], *column[:-1])
    return made


def _granted(d: Draft, unit: Unit, most: Fraction) -> Rows:
    """What was paid by standard in each half of the year, in 元, and in all."""
    paid = unit.field.paid
    price = Fraction(min(paid.prices))
    some = [max(4, int(round_to(most * Fraction(d.rng.randint(20, 45), 100) / price, Fraction(1)))) for _ in range(2)]
    some = [min(number, d.rng.randint(60, 400)) for number in some]
    heads = (d.one("发放时间", "时段"), f"发放数量（{paid.unit}）", f"发放标准（元/{paid.unit}）", d.one("发放金额（元）", "金额（元）"))
    made: Rows = [spread(len(heads), (f"{unit.year}年{paid.name}发放情况表", len(heads))), heads]
    counts, sums = [], []
    for name, number in zip(("上半年", "下半年"), some, strict=True):
        many = d.figure(number, paid.unit, 0, bare=True, exact=True, role="count")
        each, all_ = d.figure(price, "元", 0, bare=True, exact=True, role="price"), d.figure(price * number, "元", 0, bare=True, exact=True)
        d.relate("product", all_, each, many)
        counts.append(many)
        sums.append(all_)
        made.append((name, many, each, all_))
    many, each = d.figure(sum(some), paid.unit, 0, bare=True, exact=True, role="count"), d.figure(price, "元", 0, bare=True, exact=True, role="price")
    all_ = d.figure(price * sum(some), "元", 0, bare=True, exact=True)
    d.relate("sum", many, *counts)
    d.relate("sum", all_, *sums)
    d.relate("product", all_, each, many)
    return [*made, ("合计", many, each, all_)]
