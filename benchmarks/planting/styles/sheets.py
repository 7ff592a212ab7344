"""The parts of a form: fund block, goals, indicator rows, total; and tables of detail. Used in Word and in workbooks alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import LEFT, UP
from planting.styles import words
from planting.styles.indicators import Manner, Row, Spec, add_up, execution_score, marks, printed, total_of
from planting.styles.money import Budget

FUNDS = ("当年财政拨款", "上年结转资金", "其他资金")
NONE = ("", "无", "—")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of the indicators: their heads, and how the figures in them are printed."""

    heads: tuple[str, ...]
    keys: tuple[str, ...]
    manner: Manner


def columns(d: Draft) -> Columns:
    """One of the forms in use."""
    padded = d.chance(0.2)
    causes = d.one("偏差原因分析及改进措施", "偏差原因分析及改进措施", "未完成原因分析")
    if d.chance(0.25):
        manner = Manner(bare_marks=True, padded=padded, separate_unit=True)
        heads = (
            "一级指标",
            "二级指标",
            "三级指标",
            d.one("指标性质", "指标符号"),
            d.one("指标值", "年度指标值"),
            d.one("度量单位", "计量单位"),
            "实际完成值",
            "分值",
            "得分",
            causes,
        )
        return Columns(heads, ("first", "second", "name", "op", "target", "unit", "actual", "weight", "score", "cause"), manner)
    target, actual = d.one("年度指标值", "年度目标值"), d.one("实际完成值", "全年实际完成值", "全年完成值")
    if d.chance(0.3):
        manner = Manner(bare_marks=True, padded=padded, completion=True, midyear=True)
        heads = ("一级指标", "二级指标", "三级指标", target, "年中完成值", actual, "完成率", "分值", "得分", causes)
        return Columns(heads, ("first", "second", "name", "target", "midyear", "actual", "completion", "weight", "score", "cause"), manner)
    if d.chance(0.45):
        manner = Manner(bare_marks=True, padded=padded, completion=True, capped=d.chance(0.25))
        heads = ("一级指标", "二级指标", "三级指标", target, actual, d.one("完成率", "指标完成率"), "分值", "得分", causes)
        return Columns(heads, ("first", "second", "name", "target", "actual", "completion", "weight", "score", "cause"), manner)
    manner = Manner(bare_marks=True, padded=padded)
    heads = ("一级指标", "二级指标", "三级指标", target, actual, "分值", "得分", causes)
    return Columns(heads, ("first", "second", "name", "target", "actual", "weight", "score", "cause"), manner)


def spread(width: int, *cells: tuple[str, int]) -> tuple[str, ...]:
    """A row of cells over several columns each; the last takes what is left."""
    row: list[str] = []
    for text, across in cells:
        row += [text, *[LEFT] * (across - 1)]
    return (*row, *[LEFT] * (width - len(row)))


@dataclass(frozen=True, slots=True)
class Funds:
    """The fund block: its rows and the figures of its first line."""

    rows: tuple[tuple[str, ...], ...]
    opening: Ref
    budget: Ref
    spent: Ref
    rate: Ref
    weight: Ref
    score: Ref


def fund_block(d: Draft, budget: Budget, manner: Manner, width: int) -> Funds:
    """Total and sources: opening and final budget, executed, weight, rate, score. Sources that gave nothing stand as zero."""
    opening, final, spent = (d.money(value, bare=True) for value in (budget.opening, budget.budget, budget.spent))
    rate, weight, score = d.rate(budget.rate), marks(d, 10, manner, "weight"), marks(d, execution_score(d, budget.rate), manner)
    d.relate("ratio", rate, spent, final)
    d.relate("execution-score", score, weight, rate)
    d.relate("at-most", score, weight)
    label, name = (1, 1) if width == 8 else (2, 1) if width == 9 else (2, 2)
    money = d.one("项目资金（万元）", "项目资金\n（万元）".replace("\n", ""), "资金情况（万元）")
    head = spread(
        width,
        (money, label),
        ("", name),
        ("年初预算数", 1),
        ("全年预算数", 1),
        (d.one("全年执行数", "全年执行数", "实际执行数"), 1),
        ("分值", 1),
        ("执行率", 1),
        ("得分", 1),
    )
    rows = [head, spread(width, (UP, label), ("年度资金总额", name), (opening, 1), (final, 1), (spent, 1), (weight, 1), (rate, 1), (score, 1))]
    told: list[list[Ref]] = []
    dash, own = d.one("—", "-", "/"), d.chance(0.3)
    for place, source in enumerate(FUNDS):
        if place < len(budget.parts):
            part = budget.parts[place]
            values = [d.money(value, bare=True) for value in (budget.opened[place], part.budget, part.spent)]
            share = d.rate(part.rate) if own else None
            if share:
                d.relate("ratio", share, values[2], values[1])
        else:
            values = [d.figure(0, "万元", 0 if d.trim else 2, bare=True) for _ in range(3)]
            share = None
        told.append(values)
        name_ = ("其中：" if place == 0 else "") + source
        rows.append(spread(width, (UP, label), (name_, name), *[(value, 1) for value in values], (dash, 1), (share or dash, 1), (dash, 1)))
    for whole, parts in zip((opening, final, spent), zip(*told, strict=True), strict=True):
        d.relate("sum", whole, *parts)
    return Funds(tuple(rows), opening, final, spent, rate, weight, score)


def _cells(d: Draft, row: Row, shape: Columns, blank: str) -> list[str]:
    spec = row.spec
    cause = f"{spec.cause}；{spec.remedy}" if spec.ratio < 1 else spec.cause or blank
    op = "" if shape.manner.separate_unit or row.target is None else "" if spec.op == "=" and d.chance(0.5) else spec.op
    values = {
        "first": spec.first,
        "second": spec.second,
        "name": spec.name,
        "op": (spec.op or d.one("定性", "=")) if row.target is None else spec.op,
        "unit": spec.unit if row.target is not None else "",
        "target": f"{op}{row.target}" if row.target is not None else spec.words[0],
        "actual": row.actual or spec.words[1],
        "midyear": row.midyear or d.one("达成预期", spec.words[1]),
        "completion": row.completion or "100%",
        "weight": row.weight,
        "score": row.score,
        "cause": cause,
    }
    return [values[key] for key in shape.keys]


def indicator_rows(d: Draft, rows: Sequence[Row], shape: Columns, headed: bool) -> list[tuple[str, ...]]:
    """Head and one row an indicator; levels that repeat are merged. `headed`: the first level carries the sum of its weights."""
    blank = d.one(*NONE)
    lines = [_cells(d, row, shape, blank) for row in rows]
    titles: dict[str, str] = {}
    for first in dict.fromkeys(row.spec.first for row in rows):
        weights = [row.weight for row in rows if row.spec.first == first]
        titles[first] = first
        if headed:
            sum_ = d.figure(sum(d.figures[weight.id].value for weight in weights), "分", 0, exact=True, role="heading")
            d.relate("sum", sum_, *weights)
            titles[first] = f"{first}（{sum_}）"
    made: list[tuple[str, ...]] = [shape.heads]
    for place, line in enumerate(lines):
        above = lines[place - 1] if place else ["", ""]
        same, deeper = line[0] == above[0], line[:2] == above[:2]
        made.append((UP if same else titles[line[0]], UP if deeper else line[1], *line[2:]))
    return made


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form: its rows, the fund block, the indicators, the total."""

    rows: tuple[tuple[str, ...], ...]
    funds: Funds
    indicators: tuple[Row, ...]
    total: Ref
    width: int


def form(d: Draft, unit: words.Unit, project: str, budget: Budget, specs: Sequence[Spec]) -> Form:
    """The self-evaluation form of a project."""
    shape = columns(d)
    width = len(shape.heads)
    half = width // 2
    funds = fund_block(d, budget, shape.manner, width)
    rows = tuple(printed(d, spec, shape.manner) for spec in specs)
    top = [
        spread(width, ("项目名称", 2), (project, width - 2)),
        spread(width, (d.one("主管部门", "主管部门及代码"), 2), (unit.name, half - 2), (d.one("实施单位", "项目实施单位"), 1), (unit.name, width - half - 1)),
    ]
    goals = _goals(d, rows, width) if d.chance(0.7) else []
    lines = indicator_rows(d, rows, shape, d.chance(0.25))
    total, whole = marks(d, total_of(specs, d.figures[funds.score.id].value), shape.manner, "total"), marks(d, 100, shape.manner, "weight")
    add_up(d, rows, total, (funds.weight, funds.score), whole)
    before = shape.keys.index("weight")
    end = (*spread(before, (d.one("总分", "合计", "总计"), before)), whole, total, "")
    return Form((*top, *funds.rows, *goals, *lines, end), funds, rows, total, width)


def _goals(d: Draft, rows: Sequence[Row], width: int) -> list[tuple[str, ...]]:
    """Goals expected and reached, in words, with the figures of some indicators told again."""
    numbered = [row for row in rows if row.spec.output and row.spec.output.verb and row.spec.first == "产出指标" and row.target and row.actual][:2]
    expected, reached = [], []
    for number, row in enumerate(numbered):
        assert row.target and row.actual and row.spec.output
        output = row.spec.output
        expected.append(f"目标{number + 1}：{output.verb}{output.thing}{d.again(row.target, bare=False)}；")
        reached.append(f"{number + 1}.{output.verb}{output.thing}{d.again(row.actual, bare=False)}；")
    half = (width - 1) // 2
    return [
        spread(width, (d.one("年度总体目标", "年度绩效目标"), 1), ("预期目标", half), ("实际完成情况", width - half - 1)),
        spread(width, (UP, 1), ("".join(expected) + "保障项目顺利实施。", half), ("".join(reached) + "项目按计划推进。", width - half - 1)),
    ]


def detail(d: Draft, head: Sequence[str], lines: Sequence[tuple[str, Fraction, Fraction]], *, left: bool = True) -> tuple[list[tuple[str, ...]], Ref, Ref]:
    """Planned, spent, rate and rest of named items with their total; gives rows and the two totals."""
    rows: list[tuple[str, ...]] = []
    told: list[tuple[Ref, ...]] = []
    for number, (name, planned, spent) in enumerate(lines):
        refs = line(d, planned, spent, left)
        told.append(refs)
        rows.append((str(number + 1), name, *refs))
    planned, spent = sum((one for _, one, _ in lines), Fraction(0)), sum((other for _, _, other in lines), Fraction(0))
    total = line(d, planned, spent, left)
    for place, ref in enumerate(total):
        if place != 2:
            d.relate("sum", ref, *[refs[place] for refs in told])
    rows.append((d.one("合计", "总计"), LEFT, *total))
    return [tuple(head), *rows], total[0], total[1]


def line(d: Draft, planned: Fraction, spent: Fraction, left: bool) -> tuple[Ref, ...]:
    """Planned, spent, rate and, where asked, the rest."""
    one, other, rate = d.money(planned, bare=True), d.money(spent, bare=True), d.rate(spent / planned)
    d.relate("ratio", rate, other, one)
    if not left:
        return one, other, rate
    rest = d.money(planned - spent, bare=True)
    d.relate("sum", one, other, rest)
    return one, other, rate, rest
