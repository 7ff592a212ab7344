"""项目支出绩效自评表 of the fifth set: head, fund block, goals, indicators, total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import LEFT, UP
from planting.styles.fifth.spelled import AIMS
from planting.styles.indicators import Manner, Row, Spec, add_up, execution_score, marks, printed, total_of
from planting.styles.money import Budget
from planting.styles.sheets import spread
from planting.styles.words import Unit

SOURCES = (
    ("其中：当年财政拨款", "上年结转资金", "其他资金"),
    ("其中：中央补助", "省级补助", "本级财政资金"),
    ("其中：财政拨款", "其他资金"),
    ("其中：当年财政拨款", "上年结转资金"),
    ("当年财政拨款",),
)
Lines = list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Form:
    """The rows of a form and the figures that other places tell again."""

    rows: tuple[tuple[str, ...], ...]
    opening: Ref
    budget: Ref
    spent: Ref
    rate: Ref
    indicators: tuple[Row, ...]
    total: Ref


def shape_of(d: Draft) -> tuple[tuple[str, ...], tuple[str, ...], Manner]:
    """Columns of the indicators: keys, heads, and how their figures are printed."""
    padded, why = d.chance(0.2), d.one("偏差原因分析及改进措施", "偏差原因及改进措施", "未完成原因分析")
    levels, score = ("一级指标", "二级指标", "三级指标"), d.one("得分", "自评得分")
    target, actual, weight = d.one("年度指标值", "预期指标值"), d.one("实际完成值", "实际完成指标值"), d.one("分值", "权重")
    which = d.rng.randrange(5)
    if which == 1:  # the weight stands before the target
        keys = ("first", "second", "name", "weight", "target", "actual", "score", "why")
        return keys, (*levels, weight, target, actual, score, why), Manner(bare_marks=True, padded=padded)
    if which == 2:
        keys = ("first", "second", "name", "target", "actual", "rate", "weight", "score", "why")
        return keys, (*levels, target, actual, d.one("完成率", "指标完成率"), weight, score, why), Manner(bare_marks=True, padded=padded, completion=True)
    if which == 3:
        keys = ("first", "second", "name", "op", "target", "unit", "actual", "weight", "score", "why")
        manner = Manner(bare_marks=True, padded=padded, separate_unit=True)
        return keys, (*levels, "指标性质", target, d.one("计量单位", "度量单位"), actual, weight, score, why), manner
    if which == 4:
        keys = ("first", "second", "name", "target", "midyear", "actual", "weight", "score", "why")
        return keys, (*levels, target, d.one("1-6月执行数", "上半年完成值"), actual, weight, score, why), Manner(bare_marks=True, padded=padded, midyear=True)
    keys = ("first", "second", "name", "target", "actual", "weight", "score", "why")
    return keys, (*levels, target, actual, weight, score, why), Manner(bare_marks=True, padded=padded)


def form(d: Draft, unit: Unit, name: str, budget: Budget, specs: Sequence[Spec]) -> Form:
    """The whole form of a project."""
    keys, heads, manner = shape_of(d)
    width = len(heads)
    rows = tuple(printed(d, spec, manner) for spec in specs)
    weight, score = marks(d, 10, manner, "weight"), marks(d, execution_score(d, budget.rate), manner)
    opening, final, spent = (d.money(value, bare=True) for value in (budget.opening, budget.budget, budget.spent))
    rate = d.rate(budget.rate)
    d.relate("ratio", rate, spent, final)
    d.relate("execution-score", score, weight, rate)
    d.relate("at-most", score, weight)
    top: Lines = [spread(width, ("项目名称", 1), (name, width - 1))]
    top.append(spread(width, (d.one("主管部门", "预算部门"), 1), (unit.name, 3), (d.one("实施单位", "预算单位"), 1), (unit.name, width - 5)))
    funds = _funds(d, budget, width, (opening, final, spent, weight, rate, score))
    goals = _goals(d, unit, rows, width)
    total, whole = marks(d, total_of(specs, d.figures[score.id].value), manner, "total"), marks(d, 100, manner, "weight")
    add_up(d, rows, total, (weight, score), whole)
    ends = [""] * width
    ends[keys.index("weight")], ends[keys.index("score")] = whole, total
    first = min(keys.index("weight"), keys.index("score"))
    end = (d.one("总分", "合计", "总计"), *[LEFT] * (first - 1), *ends[first:])
    lines = _lines(d, keys, rows, d.rng.randrange(2), manner)
    return Form((*top, *funds, *goals, heads, *lines, end), opening, final, spent, rate, rows, total)


def _funds(d: Draft, budget: Budget, width: int, figures: Sequence[Ref]) -> Lines:
    """Sources down; budgets, accounts, weight, rate and marks across."""
    opening, final, spent, weight, rate, score = figures
    lead = d.one("项目资金（万元）", "预算执行情况（万元）", "年度资金（万元）")
    heads = d.rng.choice(
        (
            ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
            ("年初预算", "调整后预算", "实际支出", "权重", "执行率", "得分"),
            ("年初预算数", "全年预算数（A）", "全年执行数（B）", "分值（10分）", "执行率（B/A）", "得分"),
        )
    )
    first = width - 7
    rows: Lines = [spread(width, (lead, 1), ("", first), *[(head, 1) for head in heads])]
    rows.append(spread(width, (UP, 1), ("年度资金总额", first), *[(ref, 1) for ref in (opening, final, spent, weight, rate, score)]))
    told: list[list[Ref]] = []
    for part, opened in zip(budget.parts, budget.opened, strict=True):
        values = [d.money(value, bare=True) for value in (opened, part.budget, part.spent)]
        own = d.rate(part.rate)
        d.relate("ratio", own, values[2], values[1])
        told.append(values)
        rows.append(spread(width, (UP, 1), (part.name, first), *[(cell, 1) for cell in (*values, "—", own, "—")]))
    for whole, some in zip((opening, final, spent), zip(*told, strict=True), strict=True):
        if len(some) > 1:
            d.relate("sum", whole, *some)
        else:
            d.relate("equal", whole, some[0])
    return rows


def _goals(d: Draft, unit: Unit, rows: Sequence[Row], width: int) -> Lines:
    """What was meant and what came of it, in words, with the figures of two or three indicators."""
    some = [row for row in rows if row.spec.output]
    meant, came = [], []
    for row in some[: d.rng.randint(2, min(3, len(some)))]:
        assert row.target and row.actual and row.spec.output
        act = row.spec.output.verb + row.spec.output.thing
        meant.append(act + d.again(row.target, bare=False))
        came.append(act + d.again(row.actual, bare=False))
    half = (width - 1) // 2
    return [
        spread(width, (d.one("年度总体目标", "年度绩效目标"), 1), (d.one("预期目标", "年初目标"), half), ("实际完成情况", width - half - 1)),
        spread(width, (UP, 1), ("计划" + "，".join(meant) + "。", half), ("全年" + "，".join(came) + f"，{unit.domain.effect}。", width - half - 1)),
    ]


def _lines(d: Draft, keys: Sequence[str], rows: Sequence[Row], style: int, manner: Manner) -> Lines:
    made: Lines = []
    weighted = d.chance(0.3)
    for first in dict.fromkeys(row.spec.first for row in rows):
        some = [row for row in rows if row.spec.first == first]
        shown = first
        if weighted:
            whole = d.figure(Fraction(sum(row.spec.weight for row in some)), "分", 0, exact=True, role="heading")
            d.relate("sum", whole, *[row.weight for row in some])
            shown = f"{first}（{whole}）"
        second = ""
        for place, row in enumerate(some):
            cells = _cells(row, style, manner)
            cells |= {"first": UP if place else shown, "second": UP if row.spec.second == second else row.spec.second}
            second = row.spec.second
            made.append(tuple(cells[key] for key in keys))
    return made


def _cells(row: Row, style: int, manner: Manner) -> dict[str, str]:
    spec, worded = row.spec, row.target is None
    target = spec.words[0] if worded else str(row.target) if manner.separate_unit else AIMS[spec.op][style].format(row.target)
    return {
        "name": spec.name,
        "op": "定性" if worded else spec.op,
        "unit": "" if worded else spec.unit,
        "target": target,
        "midyear": row.midyear or spec.words[0],
        "actual": row.actual or spec.words[1],
        "rate": row.completion or "100%",
        "weight": row.weight,
        "score": row.score,
        "why": f"{spec.cause}；{spec.remedy}" if spec.ratio < 1 else spec.cause,
    }
