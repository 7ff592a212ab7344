"""Self-evaluation forms of the sixth set: the fund block, goals, indicators with marks taken off, rates of marks or units apart, and the total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import LEFT, UP
from planting.styles.indicators import Manner, Row, Spec, add_up, execution_score, marks, printed, total_of
from planting.styles.money import Budget
from planting.styles.sheets import spread
from planting.styles.sixth.tables import Rows
from planting.styles.sixth.told import AIMS
from planting.styles.sixth.words import Unit

LEVELS = ("一级指标", "二级指标", "三级指标")


@dataclass(frozen=True, slots=True)
class Shape:
    """Columns of the indicators and how their figures are printed; `summed`: levels have their weights behind their names."""

    keys: tuple[str, ...]
    heads: tuple[str, ...]
    manner: Manner
    summed: bool


@dataclass(frozen=True, slots=True)
class Scored:
    """The rows of an indicator table and what other places tell again: the rows of it, weight and marks of execution, hundred and total."""

    lines: Rows
    rows: tuple[Row, ...]
    weight: Ref
    score: Ref
    whole: Ref
    total: Ref
    width: int


def shape_of(d: Draft) -> Shape:
    """One of four sorts of columns."""
    sort, padded = d.rng.randrange(4), d.chance(0.2)
    target, actual = d.one("年度指标值", "预期目标值", "年初设定值"), d.one("全年完成值", "实际完成值", "实际值")
    weight, score, why = d.one("分值", "权重"), d.one("得分", "自评得分"), d.one("偏差原因及改进措施", "未完成原因分析", "备注")
    summed = d.chance(0.3)
    if sort == 1:
        heads = (*LEVELS, target, actual, weight, d.one("扣分", "扣分值"), score, why)
        return Shape(("first", "second", "name", "target", "actual", "weight", "off", "score", "why"), heads, Manner(bare_marks=True, padded=padded), summed)
    if sort == 2:
        heads = (*LEVELS, d.one("计量单位", "单位"), d.one("指标方向", "指标性质"), target, actual, weight, score, why)
        manner = Manner(bare_marks=True, padded=padded, separate_unit=True)
        return Shape(("first", "second", "name", "unit", "op", "target", "actual", "weight", "score", "why"), heads, manner, summed)
    if sort == 3:
        heads = (*LEVELS, target, actual, d.one("完成率", "指标完成率"), weight, score, why)
        manner = Manner(bare_marks=True, padded=padded, completion=True, capped=d.chance(0.3))
        return Shape(("first", "second", "name", "target", "actual", "rate", "weight", "score", "why"), heads, manner, summed)
    heads = (*LEVELS, target, actual, weight, score, why)
    return Shape(("first", "second", "name", "target", "actual", "weight", "score", "why"), heads, Manner(bare_marks=True, padded=padded), summed)


def scored(d: Draft, specs: Sequence[Spec], rate: Fraction, shape: Shape, listed: bool) -> Scored:
    """The indicator table down to its total; `listed`: the rate of execution is a line of it, else its marks stand in the fund block."""
    rows = tuple(printed(d, spec, shape.manner) for spec in specs)
    weight, score = marks(d, 10, shape.manner, "weight"), marks(d, execution_score(d, rate), shape.manner)
    d.relate("at-most", score, weight)
    whole, total = marks(d, 100, shape.manner, "weight"), marks(d, total_of(specs, d.figures[score.id].value), shape.manner, "total")
    add_up(d, rows, total, (weight, score), whole)
    made: Rows = [shape.heads]
    offs: list[Ref] = []
    above = ("", "")
    for row in rows:
        here, cells = (row.spec.first, row.spec.second), _cells(d, row, shape)
        if "off" in shape.keys:
            offs.append(_off(d, row.weight, row.score))
            cells["off"] = offs[-1]
        cells["first"] = UP if here[0] == above[0] else _headed(d, here[0], rows) if shape.summed else here[0]
        cells["second"] = UP if here == above else here[1]
        made.append(tuple(cells[key] for key in shape.keys))
        above = here
    if listed:
        made.append(_executed(d, shape, weight, score, offs))
    at, width = shape.keys.index("weight"), len(shape.keys)
    tail = [whole, *([_sum(d, offs, total, whole) if listed else "—"] if offs else []), total]
    made.append((d.one("总分", "合计"), *[LEFT] * (at - 1), *tail, *[""] * (width - at - len(tail))))
    return Scored(made, rows, weight, score, whole, total, width)


def _off(d: Draft, weight: Ref, score: Ref) -> Ref:
    value = d.figures[weight.id].value - d.figures[score.id].value
    off = d.figure(value, "分", d.figures[score.id].places, trim=True, exact=True, role="deduction", bare=True)
    d.relate("sum", weight, score, off)
    return off


def _sum(d: Draft, offs: Sequence[Ref], total: Ref, whole: Ref) -> Ref:
    """All that was taken off: what is missing to a hundred, and the sum of its column."""
    value = d.figures[whole.id].value - d.figures[total.id].value
    off = d.figure(value, "分", d.figures[total.id].places, trim=True, exact=True, role="deduction", bare=True)
    d.relate("sum", whole, total, off)
    d.relate("sum", off, *offs)
    return off


def _headed(d: Draft, first: str, rows: Sequence[Row]) -> str:
    some = [row for row in rows if row.spec.first == first]
    whole = d.figure(sum(row.spec.weight for row in some), "分", 0, exact=True, role="heading")
    d.relate("sum", whole, *[row.weight for row in some])
    return f"{first}（{whole}）"


def _executed(d: Draft, shape: Shape, weight: Ref, score: Ref, offs: list[Ref]) -> tuple[str, ...]:
    """The line of the rate of execution: its figures are in the table of money."""
    cells = dict.fromkeys(shape.keys, "—")
    cells |= {"first": "预算执行率", "second": "预算执行率", "name": "预算执行率", "weight": weight, "score": score, "why": ""}
    if "off" in shape.keys:
        offs.append(_off(d, weight, score))
        cells["off"] = offs[-1]
    return tuple(cells[key] for key in shape.keys)


def _cells(d: Draft, row: Row, shape: Shape) -> dict[str, str]:
    spec, worded = row.spec, row.target is None
    target = spec.words[0] if worded else str(row.target) if shape.manner.separate_unit else AIMS[spec.op][0].format(row.target)
    return {
        "name": spec.name,
        "op": "定性" if worded and not spec.words[0].startswith("0") else "=" if worded else spec.op,
        "unit": "" if worded else spec.unit,
        "target": target,
        "actual": row.actual or spec.words[1],
        "rate": row.completion or "100%",
        "weight": row.weight,
        "score": row.score,
        "why": f"{spec.cause}。{spec.remedy}。" if spec.remedy else spec.cause,
    }


@dataclass(frozen=True, slots=True)
class Funds:
    """The fund block of a form and the figures of its first line."""

    rows: Rows
    opening: Ref
    final: Ref
    spent: Ref
    rate: Ref


def funds(d: Draft, budget: Budget, made: Scored) -> Funds:
    """Sources down; budgets, accounts, weight, rate and marks of execution across."""
    width = made.width
    opening, final, spent = (d.money(value, bare=True) for value in (budget.opening, budget.budget, budget.spent))
    rate = d.rate(budget.rate)
    d.relate("ratio", rate, spent, final)
    d.relate("execution-score", made.score, made.weight, rate)
    heads = (d.one("年初预算数", "年初批复数"), d.one("全年预算数", "调整后预算数"), d.one("全年执行数", "实际支出数"), d.one("分值", "权重"), "执行率", "得分")
    first = width - 7
    label = d.one("资金投入（万元）", "项目资金（单位：万元）", "预算执行情况（万元）")
    rows: Rows = [spread(width, (label, 1), (d.one("资金性质", ""), first), *[(head, 1) for head in heads])]
    total = (opening, final, spent, made.weight, rate, made.score)
    rows.append(spread(width, (UP, 1), (d.one("资金总额", "年度资金总额"), first), *[(cell, 1) for cell in total]))
    told: list[tuple[Ref, Ref, Ref]] = []
    for part, opened in zip(budget.parts, budget.opened, strict=True):
        one, two, three, own = d.money(opened, bare=True), d.money(part.budget, bare=True), d.money(part.spent, bare=True), d.rate(part.rate)
        d.relate("ratio", own, three, two)
        told.append((one, two, three))
        rows.append(spread(width, (UP, 1), (part.name, first), *[(cell, 1) for cell in (one, two, three, "—", own, "—")]))
    for whole, some in zip((opening, final, spent), zip(*told, strict=True), strict=True):
        d.relate("sum", whole, *some)
    return Funds(rows, opening, final, spent, rate)


def topped(d: Draft, unit: Unit, name: str, width: int) -> Rows:
    """Who and what the form is about."""
    return [
        spread(width, ("项目名称", 1), (name, width - 1)),
        spread(width, (d.one("主管部门", "主管单位"), 1), (unit.name, 3), (d.one("实施单位", "项目单位"), 1), (unit.name, width - 5)),
    ]


def aims(d: Draft, unit: Unit, rows: Sequence[Row], width: int) -> Rows:
    """What was meant and what came of it, in words."""
    some = [row for row in rows if row.spec.output][:3]
    meant, came = [], []
    for number, row in enumerate(some):
        assert row.target and row.actual and row.spec.output
        act = row.spec.output.verb + row.spec.output.thing
        meant.append(f"{number + 1}.{act}{d.again(row.target, bare=False)}")
        came.append(f"{number + 1}.{act}{d.again(row.actual, bare=False)}")
    half = (width - 1) // 2
    return [
        spread(
            width, (d.one("年度绩效目标", "年度总体目标"), 1), (d.one("预期目标", "年初目标"), half), (d.one("实际完成情况", "目标完成情况"), width - half - 1)
        ),
        spread(width, (UP, 1), ("；".join(meant) + "。", half), ("；".join(came) + f"。{unit.field.domain.effect}。", width - half - 1)),
    ]
