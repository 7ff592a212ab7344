"""Self-evaluation forms of the seventh set: the fund block, goals, indicators with their half-year in some, and the total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import LEFT, UP
from planting.styles.indicators import Manner, Row, Spec, add_up, execution_score, marks, printed, total_of
from planting.styles.money import Budget, cents
from planting.styles.seventh.told import AIMS
from planting.styles.seventh.words import Unit
from planting.styles.sheets import spread

Rows = list[tuple[str, ...]]
HALVES = ("first", "second", "name", "target", "midyear", "likely", "actual", "weight", "score", "why")
YEARLY = ("first", "second", "name", "target", "actual", "weight", "score", "why")
NAMES = {"first": "一级指标", "second": "二级指标", "name": "三级指标", "weight": "分值"}


@dataclass(frozen=True, slots=True)
class Shape:
    """Columns of the indicators and how their figures are printed."""

    keys: tuple[str, ...]
    heads: tuple[str, ...]
    manner: Manner

    @property
    def halves(self) -> bool:
        return "midyear" in self.keys


@dataclass(frozen=True, slots=True)
class Form:
    """All rows of a form and what other places tell again."""

    lines: Rows
    rows: tuple[Row, ...]
    opening: Ref
    final: Ref
    spent: Ref
    rate: Ref
    weight: Ref
    score: Ref
    total: Ref
    half: Ref | None
    pace: Ref | None


def shape_of(d: Draft, halves: bool) -> Shape:
    """The columns of a form, called in one of several ways."""
    names = {
        **NAMES,
        "target": d.one("年度指标值", "年度目标值", "年初指标值"),
        "midyear": d.one("1-6月完成情况", "1—6月执行情况", "上半年完成值"),
        "likely": d.one("全年完成可能性", "全年预计完成情况"),
        "actual": d.one("全年完成值", "全年实际值", "实际完成值"),
        "score": d.one("得分", "自评得分"),
        "why": d.one("偏差原因分析及改进措施", "未完成原因及拟采取的措施", "偏差原因"),
    }
    keys = HALVES if halves else YEARLY
    return Shape(keys, tuple(names[key] for key in keys), Manner(midyear=halves, bare_marks=True, padded=d.chance(0.2)))


def form(d: Draft, unit: Unit, name: str, specs: Sequence[Spec], budget: Budget, shape: Shape, parted: bool) -> Form:
    """The whole form of a project; `parted`: its money by source as well."""
    width = len(shape.keys)
    rows = tuple(printed(d, spec, shape.manner) for spec in specs)
    weight, score = marks(d, 10, shape.manner, "weight"), marks(d, execution_score(d, budget.rate), shape.manner)
    whole, total = marks(d, 100, shape.manner, "weight"), marks(d, total_of(specs, d.figures[score.id].value), shape.manner, "total")
    d.relate("at-most", score, weight)
    add_up(d, rows, total, (weight, score), whole)
    opening, final, spent = (d.money(value, bare=True) for value in (budget.opening, budget.budget, budget.spent))
    rate = d.rate(budget.rate)
    d.relate("ratio", rate, spent, final)
    d.relate("execution-score", score, weight, rate)
    half, pace = _half(d, budget.spent, final, spent) if shape.halves else (None, None)
    top: Rows = [
        spread(width, ("项目名称", 1), (name, width - 1)),
        spread(width, (d.one("主管部门", "主管单位"), 1), (unit.name, 3), (d.one("实施单位", "项目实施单位"), 1), (unit.name, width - 5)),
    ]
    line = (opening, final, *((half, pace) if half and pace else ()), spent, weight, rate, score)
    money = _funds(d, budget, shape, line, parted)
    tail = (d.one("总分", "合计"), *[LEFT] * (shape.keys.index("weight") - 1), whole, total, "")
    lines = [*top, *money, *_aims(d, unit, rows, width), *_indicators(rows, shape), tail]
    return Form(lines, rows, opening, final, spent, rate, weight, score, total, half, pace)


def _half(d: Draft, value: Fraction, final: Ref, spent: Ref) -> tuple[Ref, Ref]:
    """What was spent until June, and its rate."""
    half = cents(value * Fraction(d.rng.randint(2600, 6200), 10000))
    one = d.money(half, bare=True, role="midyear")
    rate = d.rate(half / d.figures[final.id].value)
    d.relate("at-most", one, spent)
    d.relate("ratio", rate, one, final)
    return one, rate


def _funds(d: Draft, budget: Budget, shape: Shape, whole: Sequence[Ref], parted: bool) -> Rows:
    width = len(shape.keys)
    half = (d.one("1-6月执行数", "上半年执行数"), d.one("1-6月执行率", "上半年执行率")) if shape.halves else ()
    heads = ("年初预算数", d.one("全年预算数", "调整后预算数"), *half, d.one("全年执行数", "全年支出数"), "分值", d.one("执行率", "预算执行率"), "得分")
    label = d.one("项目资金（万元）", "资金情况（单位：万元）")
    rows: Rows = [spread(width, (label, 1), ("", 1), *[(head, 1) for head in heads])]
    rows.append(spread(width, (UP, 1), (d.one("年度资金总额", "资金总额"), 1), *[(cell, 1) for cell in whole]))
    if not parted:
        return rows
    told = []
    for at, (part, opened) in enumerate(zip(budget.parts, budget.opened, strict=True)):
        one, two, three, own = d.money(opened, bare=True), d.money(part.budget, bare=True), d.money(part.spent, bare=True), d.rate(part.rate)
        d.relate("ratio", own, three, two)
        told.append((one, two, three))
        cells = (one, two, *(("—", "—") if half else ()), three, "—", own, "—")
        rows.append(spread(width, (UP, 1), (("" if at else "其中：") + part.name, 1), *[(cell, 1) for cell in cells]))
    for total, some in zip((whole[0], whole[1], whole[-4]), zip(*told, strict=True), strict=True):
        d.relate("sum", total, *some)
    return rows


def _aims(d: Draft, unit: Unit, rows: Sequence[Row], width: int) -> Rows:
    """What was meant and what came of it, in words."""
    meant, came = [], []
    for row in [row for row in rows if row.spec.output][:2]:
        assert row.target and row.actual and row.spec.output
        act = row.spec.output.verb + row.spec.output.thing
        meant.append(f"{act}{d.again(row.target, bare=False)}")
        came.append(f"{act}{d.again(row.actual, bare=False)}")
    half = (width - 1) // 2
    heads = (d.one("预期目标", "年初设定目标"), d.one("目标实际完成情况", "实际完成情况"))
    return [
        spread(width, (d.one("年度总体目标", "年度绩效目标"), 1), (heads[0], half), (heads[1], width - half - 1)),
        spread(width, (UP, 1), ("，".join(meant) + "。", half), ("，".join(came) + f"。{unit.field.domain.effect}。", width - half - 1)),
    ]


def _indicators(rows: Sequence[Row], shape: Shape) -> Rows:
    made: Rows = [shape.heads]
    above = ("", "")
    for row in rows:
        here, cells = (row.spec.first, row.spec.second), _cells(row)
        cells["first"] = UP if here[0] == above[0] else here[0]
        cells["second"] = UP if here == above else here[1]
        made.append(tuple(cells[key] for key in shape.keys))
        above = here
    return made


def _cells(row: Row) -> dict[str, str]:
    spec = row.spec
    return {
        "name": spec.name,
        "target": AIMS[spec.op][0].format(row.target) if row.target else spec.words[0],
        "midyear": row.midyear or "—",
        "likely": "有可能" if spec.remedy else "确定能",
        "actual": row.actual or spec.words[1],
        "weight": row.weight,
        "score": row.score,
        "why": f"{spec.cause}。{spec.remedy}。" if spec.remedy else spec.cause,
    }
