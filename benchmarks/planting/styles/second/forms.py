"""Self-evaluation forms as other provinces print them: weight before target, a column of coefficients, a column of what was taken off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import LEFT, UP, unit_of
from planting.styles.indicators import Manner, Row, Spec, add_up, execution_score, marks, printed, total_of
from planting.styles.money import Budget
from planting.styles.second.told import FRAMES, lost
from planting.styles.sheets import spread
from planting.styles.words import Unit

SOURCES = ("财政拨款", "上年结转和结余", "其他资金")


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of a form; `scored`: the fund block carries the marks of execution, else the indicators have a row for it."""

    keys: tuple[str, ...]
    heads: tuple[str, ...]
    manner: Manner
    scored: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form with the figures that other places tell again."""

    rows: tuple[tuple[str, ...], ...]
    opening: Ref
    budget: Ref
    spent: Ref
    rate: Ref
    indicators: tuple[Row, ...]
    total: Ref
    width: int


def shape_of(d: Draft) -> Shape:
    """One of the three forms."""
    why = d.one("扣分原因及整改措施", "未完成原因及改进措施", "备注（偏差说明）")
    goal, done = d.one("年初目标值", "绩效目标值", "计划值"), d.one("全年实际值", "年末完成值", "实际值")
    padded = d.chance(0.2)
    which = d.rng.randrange(3)
    if which == 0:
        keys = ("first", "second", "name", "weight", "target", "actual", "score", "why")
        heads = ("一级指标", "二级指标", "三级指标", d.one("分值", "权重（分）"), goal, done, d.one("得分", "自评得分"), why)
        return Shape(keys, heads, Manner(bare_marks=True, padded=padded), True)
    if which == 1:
        keys = ("first", "second", "name", "unit", "op", "target", "actual", "rate", "weight", "score", "why")
        heads = ("一级指标", "二级指标", "三级指标", "计量单位", "指标性质", goal, done, "得分系数", d.one("指标权重", "权重"), "指标得分", why)
        return Shape(keys, heads, Manner(bare_marks=True, padded=padded, completion=True, capped=True, separate_unit=True), True)
    keys = ("first", "second", "name", "target", "actual", "weight", "off", "score", "why")
    heads = ("一级指标", "二级指标", "三级指标", goal, done, d.one("满分", "标准分"), "扣分", d.one("得分", "评分"), why)
    return Shape(keys, heads, Manner(bare_marks=True, padded=padded), False)


def sheet(d: Draft, unit: Unit, name: str, budget: Budget, specs: Sequence[Spec]) -> Sheet:
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
        spread(width, (d.one("项目名称", "项目（专项）名称"), 2), (name, 2), (d.one("预算单位", "项目单位"), 1), (unit.name, width - 5)),
        spread(width, ("评价年度", 2), (f"{unit.year}年", 2), ("项目类别", 1), (d.one("经常性项目", "一次性项目", "特定目标类"), width - 5)),
    ]
    funds = _funds(d, budget, shape, (opening, final, spent), (rate, weight, score))
    style = d.rng.randrange(3)
    lines = [shape.heads]
    if not shape.scored:
        lines.append(_execution(d, shape, rate, weight, score))
    lines += _lines(d, shape, rows, style)
    total, whole = marks(d, total_of(specs, d.figures[score.id].value), shape.manner, "total"), marks(d, 100, shape.manner, "weight")
    add_up(d, rows, total, (weight, score), whole)
    end = _end(d, shape, whole, total)
    return Sheet((*top, *funds, *lines, end), opening, final, spent, rate, rows, total, width)


def _funds(d: Draft, budget: Budget, shape: Shape, wholes: Sequence[Ref], execution: tuple[Ref, Ref, Ref]) -> list[tuple[str, ...]]:
    """Sources down, opening, adjusted and final accounts across; with marks where the form scores execution here."""
    width = len(shape.heads)
    rate, weight, score = execution
    label = d.one("预算执行情况（万元）", "资金情况（金额单位：万元）")
    heads = [
        d.one("年初预算数", "年初预算"),
        d.one("调整预算数", "调整后预算数", "全年预算数（A）"),
        d.one("决算数", "全年执行数", "执行数（B）"),
        d.one("执行率", "预算执行率"),
    ]
    tail = [d.one("分值", "权重"), "得分"] if shape.scored else []
    first = width - 1 - len(heads) - len(tail)
    rows = [spread(width, (label, 1), (d.one("资金来源", "项目"), first), *[(head, 1) for head in (*heads, *tail)])]
    whole = [*wholes, rate, *([weight, score] if shape.scored else [])]
    rows.append(spread(width, (UP, 1), (d.one("合计", "资金总额"), first), *[(ref, 1) for ref in whole]))
    told: list[list[Ref]] = []
    own = d.chance(0.6)
    for place, part in enumerate(budget.parts):
        values = [d.money(value, bare=True) for value in (budget.opened[place], part.budget, part.spent)]
        share = d.rate(part.rate) if own else None
        if share:
            d.relate("ratio", share, values[2], values[1])
        told.append(values)
        rest = ("/", "/") if shape.scored else ()
        rows.append(spread(width, (UP, 1), (SOURCES[place], first), *[(cell, 1) for cell in (*values, share or "/", *rest)]))
    for total, some in zip(wholes, zip(*told, strict=True), strict=True):
        d.relate("sum", total, *some)
    return rows


def _execution(d: Draft, shape: Shape, rate: Ref, weight: Ref, score: Ref) -> tuple[str, ...]:
    """Execution as an indicator of its own, before all others."""
    again = d.again(rate)
    d.relate("execution-score", score, weight, again)
    gone = d.figure(10 - d.figures[score.id].value, "分", d.figures[score.id].places, trim=True, exact=True, role="deducted", bare=True)
    d.relate("sum", weight, score, gone)
    late = d.figures[rate.id].value < 1
    why = d.one("部分款项待验收后支付", "采购节约，资金未全部使用", "尾款按合同于次年支付") if late else ""
    values = {
        "first": "预算执行",
        "second": "预算执行率",
        "name": "预算执行率",
        "target": "100%",
        "actual": again,
        "weight": weight,
        "off": gone,
        "score": score,
        "why": why,
    }
    return tuple(values[key] for key in shape.keys)


def _lines(d: Draft, shape: Shape, rows: Sequence[Row], style: int) -> list[tuple[str, ...]]:
    made: list[tuple[str, ...]] = []
    for place, row in enumerate(rows):
        before = rows[place - 1].spec if place else None
        same = before is not None and before.first == row.spec.first
        deeper = same and before is not None and before.second == row.spec.second
        cells = _cells(d, shape, row, style)
        cells |= {"first": UP if same else row.spec.first, "second": UP if deeper else row.spec.second}
        made.append(tuple(cells[key] for key in shape.keys))
    return made


def _cells(d: Draft, shape: Shape, row: Row, style: int) -> dict[str, str]:
    spec = row.spec
    worded = row.target is None
    plain = shape.manner.separate_unit
    why = f"原因：{spec.cause}。措施：{spec.remedy}。" if spec.ratio < 1 else spec.cause
    return {
        "name": spec.name,
        "unit": "" if worded else spec.unit,
        "op": "定性" if worded else spec.op,
        "target": spec.words[0] if worded else str(row.target) if plain else FRAMES[spec.op][style].format(row.target),
        "actual": row.actual or spec.words[1],
        "rate": row.completion or "100%",
        "weight": row.weight,
        "off": lost(d, row) if "off" in shape.keys else "",
        "score": row.score,
        "why": why,
    }


def _end(d: Draft, shape: Shape, whole: Ref, total: Ref) -> tuple[str, ...]:
    """The last row: all weights and all marks."""
    at = shape.keys.index("weight")
    name = d.one("总分", "合计", "自评总分") if at == 3 else d.one("总分", "合计")
    cells = dict.fromkeys(shape.keys, "")
    cells |= dict.fromkeys(shape.keys[1:at], LEFT) | {shape.keys[0]: name, "weight": whole, "score": total}
    if "off" in cells:
        gone = d.figure(100 - d.figures[total.id].value, "分", d.figures[total.id].places, trim=True, exact=True, role="deducted", bare=True)
        d.relate("sum", whole, total, gone)
        cells["off"] = gone
    return tuple(cells[key] for key in shape.keys)


def quantity_row(form: Sheet) -> Row:
    """The indicator that counts the most, so that all sites have some of it."""
    counted = [row for row in form.indicators if row.spec.output is not None and row.target is not None]
    return max(counted, key=lambda row: (row.spec.target or Fraction(0)) / unit_of(row.spec.unit)[1])
