"""Self-evaluation forms of the fourth set: the common one, one with symbol and unit in columns of their own, one with coefficients, one with rates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import LEFT, UP
from planting.styles.fourth import words
from planting.styles.fourth.told import AIMS
from planting.styles.indicators import Manner, Row, Spec, add_up, execution_score, marks, printed, total_of
from planting.styles.money import Budget
from planting.styles.sheets import spread
from planting.styles.words import Unit

SOURCES = (
    ("其中：中央补助", "地方资金"),
    ("其中：财政拨款", "其他资金"),
    ("其中：当年财政拨款", "上年结转资金", "其他资金"),
    ("其中：上级补助", "本级安排", "其他资金"),
    ("其中：财政资金",),
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


@dataclass(frozen=True, slots=True)
class Shape:
    """Columns of the indicators, how their figures are printed, and whether a level has its weight behind its name or the names of levels stand once."""

    keys: tuple[str, ...]
    heads: tuple[str, ...]
    manner: Manner
    levels: bool


def shape_of(d: Draft) -> Shape:
    """One of the four forms."""
    which, padded = d.rng.randrange(4), d.chance(0.2)
    why = d.one("偏差原因分析及改进措施", "未完成原因和改进措施", "备注")
    levels = ("一级指标", "二级指标", "三级指标")
    keys: tuple[str, ...]
    heads: tuple[str, ...]
    target, actual = d.one("年度指标值", "指标值", "年初指标值"), d.one("实际完成值", "全年完成值", "完成值")
    if which == 1:
        keys = ("first", "second", "name", "op", "target", "unit", "actual", "weight", "score", "why")
        heads = (*levels, d.one("指标性质", "指标方向"), target, d.one("度量单位", "单位"), actual, d.one("权重", "分值"), "得分", why)
        return Shape(keys, heads, Manner(bare_marks=True, padded=padded, separate_unit=True), d.chance(0.3))
    if which == 2:
        keys = ("first", "second", "name", "target", "actual", "rate", "weight", "score", "why")
        heads = (*levels, target, actual, d.one("得分系数", "得分系数（%）"), d.one("指标权重", "分值"), "指标得分", why)
        return Shape(keys, heads, Manner(bare_marks=True, padded=padded, completion=True, capped=True), d.chance(0.3))
    if which == 3:
        keys = ("first", "second", "name", "target", "midyear", "actual", "rate", "weight", "score", "why")
        heads = (*levels, target, d.one("年中监控值", "上半年完成值"), actual, "完成率", "分值", "得分", why)
        return Shape(keys, heads, Manner(bare_marks=True, padded=padded, completion=True, midyear=True), d.chance(0.3))
    keys = ("first", "second", "name", "target", "actual", "weight", "score", "why")
    heads = (*levels, target, actual, "分值", "得分", why)
    return Shape(keys, heads, Manner(bare_marks=True, padded=padded), d.chance(0.3))


def form(d: Draft, unit: Unit, name: str, budget: Budget, specs: Sequence[Spec], why: str) -> Form:
    """The whole form of a project; `why`: the reason for what was not spent."""
    shape = shape_of(d)
    width, manner = len(shape.heads), shape.manner
    rows = tuple(printed(d, spec, manner) for spec in specs)
    weight, score = marks(d, 10, manner, "weight"), marks(d, execution_score(d, budget.rate), manner)
    opening, final, spent = (d.money(value, bare=True) for value in (budget.opening, budget.budget, budget.spent))
    rate = d.rate(budget.rate)
    d.relate("ratio", rate, spent, final)
    d.relate("execution-score", score, weight, rate)
    d.relate("at-most", score, weight)
    top: Lines = [spread(width, ("项目名称", 1), (name, width - 1))]
    top.append(
        spread(
            width, ("主管部门", 1), (unit.name, 3), (d.one("实施单位", "项目实施单位"), 1), (d.one(unit.name, d.rng.choice(unit.domain.affiliates)), width - 5)
        )
    )
    funds = _funds(d, budget, width, (opening, final, spent, weight, rate, score))
    goals = _goals(d, unit, rows, width)
    total, whole = marks(d, total_of(specs, d.figures[score.id].value), manner, "total"), marks(d, 100, manner, "weight")
    lines = [shape.heads, *_lines(d, shape, rows, d.rng.randrange(2))]
    add_up(d, rows, total, (weight, score), whole)
    at = shape.keys.index("weight")
    end = (d.one("总分", "合计", "总计"), *[LEFT] * (at - 1), whole, total, *[""] * (width - at - 2))
    return Form((*top, *funds, *goals, *lines, end, *_notes(d, budget, width, (final, spent), why)), opening, final, spent, rate, rows, total)


def _funds(d: Draft, budget: Budget, width: int, figures: Sequence[Ref]) -> Lines:
    """Sources down; budgets, accounts, weight, rate and marks across."""
    opening, final, spent, weight, rate, score = figures
    marked = d.chance(0.3)
    heads = (
        "年初预算数",
        "全年预算数（A）" if marked else "全年预算数",
        "全年执行数（B）" if marked else "全年执行数",
        "分值",
        "执行率（B/A）" if marked else "执行率",
        "得分",
    )
    first = width - 7
    rows = [
        spread(
            width, (d.one("项目资金（万元）", "资金情况（万元）", "预算执行情况（万元）"), 1), (d.one("", "资金来源"), first), *[(head, 1) for head in heads]
        )
    ]
    rows.append(spread(width, (UP, 1), ("年度资金总额", first), *[(ref, 1) for ref in (opening, final, spent, weight, rate, score)]))
    told: list[list[Ref]] = []
    for part, opened in zip(budget.parts, budget.opened, strict=True):
        values = [d.money(value, bare=True) for value in (opened, part.budget, part.spent)]
        own = d.rate(part.rate)
        d.relate("ratio", own, values[2], values[1])
        told.append(values)
        rows.append(spread(width, (UP, 1), (part.name, first), *[(cell, 1) for cell in (*values, "-", own, "-")]))
    if len(told) == 1 and d.chance(0.6):
        rows.append(spread(width, (UP, 1), ("其他资金", first), *[(cell, 1) for cell in ("0.00", "0.00", "0.00", "-", "0.00%", "-")]))
    for whole, some in zip((opening, final, spent), zip(*told, strict=True), strict=True):
        if len(some) > 1:
            d.relate("sum", whole, *some)
        else:
            d.relate("equal", whole, some[0])
    return rows


def _goals(d: Draft, unit: Unit, rows: Sequence[Row], width: int) -> Lines:
    """What was meant and what came of it, in words, with the figures of two or three indicators."""
    some = [row for row in rows if row.spec.output]
    chosen = some[: d.rng.randint(2, min(3, len(some)))]
    meant, came = [], []
    for number, row in enumerate(chosen):
        assert row.target and row.actual and row.spec.output
        act = row.spec.output.verb + row.spec.output.thing
        meant.append(f"目标{number + 1}：{act}{d.again(row.target, bare=False)}")
        came.append(f"{number + 1}.{act}{d.again(row.actual, bare=False)}")
    half = (width - 1) // 2
    return [
        spread(width, ("年度总体目标", 1), (d.one("预期目标", "年初设定目标"), half), ("实际完成情况", width - half - 1)),
        spread(width, (UP, 1), ("；".join(meant) + "。", half), ("；".join(came) + f"。{unit.domain.effect}。", width - half - 1)),
    ]


def _lines(d: Draft, shape: Shape, rows: Sequence[Row], style: int) -> Lines:
    made: Lines = []
    for first in dict.fromkeys(row.spec.first for row in rows):
        some = [row for row in rows if row.spec.first == first]
        shown = first
        if shape.levels:
            whole = d.figure(sum(row.spec.weight for row in some), "分", 0, exact=True, role="heading")
            d.relate("sum", whole, *[row.weight for row in some])
            shown = f"{first}（{whole}）"
        second = ""
        for place, row in enumerate(some):
            cells = _cells(row, style, shape.manner)
            cells |= {"first": UP if place else shown, "second": UP if row.spec.second == second else row.spec.second}
            second = row.spec.second
            made.append(tuple(cells[key] for key in shape.keys))
    return made


def _cells(row: Row, style: int, manner: Manner) -> dict[str, str]:
    spec, worded = row.spec, row.target is None
    target = spec.words[0] if worded else str(row.target) if manner.separate_unit else AIMS[spec.op][2 * style if spec.op == "=" else 0].format(row.target)
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
        "why": f"{spec.cause}，今后将{spec.remedy}" if spec.ratio < 1 else spec.cause,
    }


def _notes(d: Draft, budget: Budget, width: int, means: tuple[Ref, Ref], why: str) -> Lines:
    """Why not all was spent, with the rest; and other notes."""
    made: Lines = []
    if budget.rate < 1 and (budget.rate < Fraction(9, 10) or d.chance(0.5)):
        left = d.money(budget.budget - budget.spent)
        d.relate("sum", means[0], means[1], left)
        made.append(
            spread(width, (d.one("执行率未达100%的说明", "预算执行情况说明"), 1), (d.one(f"剩余资金{left}，{why}。", f"未执行资金{left}，{why}。"), width - 1))
        )
    if d.chance(0.5):
        made.append(spread(width, ("存在问题", 1), (d.one(*words.PROBLEMS), width - 1)))
        made.append(spread(width, ("改进措施", 1), (d.one(*words.PLANS), width - 1)))
    return made
