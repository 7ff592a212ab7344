"""Self-evaluation forms of the third set: marks of a level in its name or below its rows, symbol and unit in columns of their own, goals in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import LEFT, UP
from planting.styles.indicators import Manner, Row, Spec, add_up, execution_score, marks, printed, total_of
from planting.styles.money import Budget
from planting.styles.sheets import spread
from planting.styles.third.told import GOALS
from planting.styles.words import Unit

SOURCES = ("其中：当年财政拨款", "上年结转资金", "其他资金")


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
    """Columns; `named`: a level's weight stands behind its name; `below`: a row of its weight and marks stands below it."""

    keys: tuple[str, ...]
    heads: tuple[str, ...]
    manner: Manner
    named: bool
    below: bool


def shape_of(d: Draft) -> Shape:
    """One of the three forms in one of their manners."""
    why = d.one("偏差原因及改进措施", "未完成原因分析", "偏差情况说明")
    target, actual = d.one("年度指标值", "年初设定指标值", "预期指标值"), d.one("全年完成值", "实际完成指标值", "年度实际完成值")
    which, named = d.rng.randrange(3), d.chance(0.4)
    below = not named and d.chance(0.4)
    padded = d.chance(0.15)
    if which == 0:
        keys = ("first", "second", "name", "target", "actual", "weight", "score", "why")
        heads = ("一级指标", "二级指标", "三级指标", target, actual, "分值", d.one("得分", "自评分"), why)
        return Shape(keys, heads, Manner(bare_marks=True, padded=padded), named, below)
    if which == 1:
        keys = ("first", "second", "name", "target", "midyear", "actual", "rate", "weight", "score", "why")
        heads = ("一级指标", "二级指标", "三级指标", target, "1-6月完成值", actual, "指标完成率", "分值", "得分", why)
        return Shape(keys, heads, Manner(bare_marks=True, padded=padded, completion=True, midyear=True), named, below)
    keys = ("first", "second", "name", "op", "target", "unit", "actual", "weight", "score", "why")
    heads = ("一级指标", "二级指标", "三级指标", d.one("指标符号", "运算符号"), target, "计量单位", actual, "权重", "得分", why)
    return Shape(keys, heads, Manner(bare_marks=True, padded=padded, separate_unit=True), named, below)


def form(d: Draft, unit: Unit, name: str, budget: Budget, specs: Sequence[Spec]) -> Form:
    """The whole form of a project."""
    shape = shape_of(d)
    width = len(shape.heads)
    rows = tuple(printed(d, spec, shape.manner) for spec in specs)
    weight, score = marks(d, 10, shape.manner, "weight"), marks(d, execution_score(d, budget.rate), shape.manner)
    opening, final, spent = (d.money(value, bare=True) for value in (budget.opening, budget.budget, budget.spent))
    rate = d.rate(budget.rate)
    d.relate("ratio", rate, spent, final)
    d.relate("execution-score", score, weight, rate)
    d.relate("at-most", score, weight)
    top = [
        spread(width, ("项目名称", 1), (name, width - 1)),
        spread(width, ("主管部门", 1), (unit.name, 2), ("实施单位", 1), (d.rng.choice(unit.domain.affiliates), width - 4)),
    ]
    funds = _funds(d, budget, width, (opening, final, spent, weight, rate, score))
    goals = _goals(d, unit, rows, width)
    style = d.rng.randrange(3)
    lines = [shape.heads, *_lines(d, shape, rows, style)]
    total, whole = marks(d, total_of(specs, d.figures[score.id].value), shape.manner, "total"), marks(d, 100, shape.manner, "weight")
    add_up(d, rows, total, (weight, score), whole)
    end = _line(shape, {"weight": whole, "score": total}, d.one("总分", "合计", "总计"))
    return Form((*top, *funds, *goals, *lines, end), opening, final, spent, rate, rows, total)


def _funds(d: Draft, budget: Budget, width: int, figures: Sequence[Ref]) -> list[tuple[str, ...]]:
    """Sources down; budgets, accounts, weight, rate and marks across. A source that gave nothing has zeros in some forms."""
    opening, final, spent, weight, rate, score = figures
    heads = ("年初预算数", d.one("全年预算数", "全年预算数（A）"), d.one("全年执行数", "全年执行数（B）"), "分值", "执行率", "得分")
    first = width - 7
    rows = [spread(width, ("项目资金（万元）", 1), ("", first), *[(head, 1) for head in heads])]
    rows.append(spread(width, (UP, 1), ("年度资金总额", first), *[(ref, 1) for ref in (opening, final, spent, weight, rate, score)]))
    told: list[list[Ref]] = []
    for place, name in enumerate(SOURCES):
        if place >= len(budget.parts):
            if d.chance(0.5):
                rows.append(spread(width, (UP, 1), (name, first), *[(cell, 1) for cell in ("0.00", "0.00", "0.00", "—", "0.00%", "—")]))
            continue
        part = budget.parts[place]
        values = [d.money(value, bare=True) for value in (budget.opened[place], part.budget, part.spent)]
        own = d.rate(part.rate)
        d.relate("ratio", own, values[2], values[1])
        told.append(values)
        rows.append(spread(width, (UP, 1), (name, first), *[(cell, 1) for cell in (*values, "—", own, "—")]))
    for whole, some in zip((opening, final, spent), zip(*told, strict=True), strict=True):
        if len(some) > 1:
            d.relate("sum", whole, *some)
        else:
            d.relate("equal", whole, some[0])
    return rows


def _goals(d: Draft, unit: Unit, rows: Sequence[Row], width: int) -> list[tuple[str, ...]]:
    """What was meant and what came of it, in words, with the figures of two or three indicators."""
    chosen = d.rng.sample([row for row in rows if row.spec.output], d.rng.randint(2, 3))
    meant, came = [], []
    for row in chosen:
        assert row.target and row.actual and row.spec.output
        act = row.spec.output.verb + row.spec.output.thing
        meant.append(f"计划{act}{d.again(row.target, bare=False)}")
        came.append(f"已{act}{d.again(row.actual, bare=False)}")
    half = width // 2
    return [
        spread(width, ("年度总体目标", 1), (d.one("预期目标", "年初设定目标"), half), (d.one("实际完成情况", "目标实际完成情况"), width - half - 1)),
        spread(width, (UP, 1), ("；".join(meant) + "。", half), ("；".join(came) + f"。{unit.domain.effect}。", width - half - 1)),
    ]


def _lines(d: Draft, shape: Shape, rows: Sequence[Row], style: int) -> list[tuple[str, ...]]:
    made: list[tuple[str, ...]] = []
    for name in dict.fromkeys(row.spec.first for row in rows):
        some = [row for row in rows if row.spec.first == name]
        shown = name
        if shape.named:
            whole = d.figure(sum(row.spec.weight for row in some), "分", 0, exact=True, role="heading")
            d.relate("sum", whole, *[row.weight for row in some])
            shown = f"{name}（{whole}）"
        second = ""
        for place, row in enumerate(some):
            cells = _cells(row, style, shape.manner.separate_unit) | {
                "first": UP if place else shown,
                "second": UP if row.spec.second == second else row.spec.second,
            }
            second = row.spec.second
            made.append(tuple(cells[key] for key in shape.keys))
        if shape.below:
            places = max(d.figures[row.score.id].places for row in some)
            whole = d.figure(sum(row.spec.weight for row in some), "分", 0, exact=True, role="heading", bare=True)
            got = d.figure(sum((row.spec.score for row in some), Fraction(0)), "分", places, trim=True, exact=True, role="level", bare=True)
            d.relate("sum", whole, *[row.weight for row in some])
            d.relate("sum", got, *[row.score for row in some])
            d.relate("at-most", got, whole)
            made.append(_line(shape, {"weight": whole, "score": got}, f"{name}小计"))
    return made


def _line(shape: Shape, values: dict[str, str], name: str) -> tuple[str, ...]:
    at = shape.keys.index("weight")
    cells = dict.fromkeys(shape.keys, "") | dict.fromkeys(shape.keys[1:at], LEFT) | {shape.keys[0]: name} | values
    return tuple(cells[key] for key in shape.keys)


def _cells(row: Row, style: int, apart: bool) -> dict[str, str]:
    spec, worded = row.spec, row.target is None
    return {
        "name": spec.name,
        "op": "定性" if worded else spec.op,
        "unit": "" if worded else spec.unit,
        "target": spec.words[0] if worded else str(row.target) if apart else GOALS[spec.op][style].format(row.target),
        "midyear": row.midyear or spec.words[1],
        "actual": row.actual or spec.words[1],
        "rate": row.completion or "100%",
        "weight": row.weight,
        "score": row.score,
        "why": f"{spec.cause}；{spec.remedy}" if spec.ratio < 1 else spec.cause,
    }
