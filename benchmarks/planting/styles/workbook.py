"""A workbook: the form, a sheet of what was spent on what, a sheet of tasks by town."""

from __future__ import annotations

from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import LEFT, Report, unit_of
from planting.styles import sheets, words
from planting.styles.indicators import Spec, plan, round_to
from planting.styles.manner import settle
from planting.styles.mixed import _fitting, _tie
from planting.styles.money import Budget, drawn

DIRECT = ("工程施工费", "设备购置费", "勘察设计费", "监理费", "培训费", "委托业务费", "材料费", "检测费")
OTHER = ("宣传费", "印刷费", "差旅费", "劳务费", "会议费", "项目管理费")


def report(seed: int) -> Report:
    """One workbook."""
    d = Draft("workbook", seed)
    settle(d, "xlsx")
    d.gap = ""
    unit = words.unit(d.rng)
    project = d.rng.choice(unit.domain.projects)
    budget = drawn(d, sheets.FUNDS[: d.rng.randint(1, 3)], 50, 2400)
    specs = plan(d, unit.domain, outputs=d.rng.randint(4, 6), effects=d.rng.randint(2, 3), missed=d.rng.randint(1, 2))
    form = sheets.form(d, unit, project, budget, specs)
    title = d.one("项目支出绩效自评表", f"{unit.region}项目支出绩效自评表")
    d.table([sheets.spread(form.width, (title, form.width)), sheets.spread(form.width, (f"（{unit.year}年度）", form.width)), *form.rows], "绩效自评表")
    d.table(_uses(d, unit, budget, form.funds), d.one("资金使用明细表", "资金支出明细"))
    d.table(_tasks(d, unit, form), d.one("任务完成情况表", "任务完成情况"))
    return d.finished()


def _uses(d: Draft, unit: words.Unit, budget: Budget, funds: sheets.Funds) -> list[tuple[str, ...]]:
    """Two groups of uses, each with its subtotal, and the total."""
    groups = d.rng.choice((("（一）直接支出", "（二）管理及其他支出"), ("一、项目直接费用", "二、项目管理及其他费用")))
    count = d.rng.randint(5, 8)
    cut = d.rng.randint(3, count - 2)
    names = [*d.rng.sample(DIRECT, cut), *d.rng.sample(OTHER, count - cut)]
    planned = d.shares(budget.budget, count)
    spent = _fitting(d, planned, budget.spent)
    head = ("序号", d.one("支出内容", "支出事项"), d.one("预算数", "预算金额"), d.one("执行数", "实际支出"), "执行率", d.one("结余", "结余资金"))
    rows: list[tuple[str, ...]] = [
        sheets.spread(6, (f"{unit.year}年项目资金使用明细表", 6)),
        sheets.spread(6, ("单位：万元", 6)),
        head,
    ]
    subtotals: list[tuple[Ref, ...]] = []
    number = 0
    for group, (start, end) in zip(groups, ((0, cut), (cut, count)), strict=True):
        rows.append(sheets.spread(6, (group, 6)))
        lines: list[tuple[Ref, ...]] = []
        for place in range(start, end):
            number += 1
            lines.append(sheets.line(d, planned[place], spent[place], True))
            rows.append((str(number), names[place], *lines[-1]))
        subtotals.append(_total(d, lines))
        rows.append(("小计", LEFT, *subtotals[-1]))
    whole = _total(d, subtotals)
    _tie(d, whole[0], funds.budget)
    _tie(d, whole[1], funds.spent)
    rows.append((d.one("合计", "总计"), LEFT, *whole))
    return rows


def _total(d: Draft, lines: list[tuple[Ref, ...]]) -> tuple[Ref, ...]:
    values = [sum((d.figures[line[place].id].value for line in lines), Fraction(0)) for place in (0, 1)]
    total = sheets.line(d, values[0], values[1], True)
    for place in (0, 1, 3):
        d.relate("sum", total[place], *[line[place] for line in lines])
    return total


def _tasks(d: Draft, unit: words.Unit, form: sheets.Form) -> list[tuple[str, ...]]:
    """Planned and done by town, of what an indicator of the form counts."""
    whole = next(row for row in form.indicators if row.spec.output is not None and row.target is not None)
    assert whole.spec.output and whole.target and whole.actual and whole.spec.actual and whole.spec.target
    output, measure = whole.spec.output, unit_of(whole.spec.unit)
    names = d.rng.sample(words.TOWNS, d.rng.randint(3, 6))
    grain = Fraction(measure[1], 10**whole.spec.places)
    planned = _whole(d, whole.spec.target, len(names), measure[1])
    done = _following(whole.spec.actual, planned, grain)
    head = ("序号", d.one("乡镇", "实施单位"), f"{d.one('计划数', '任务数')}（{output.unit}）", f"完成数（{output.unit}）", "完成率", "备注")
    rows: list[tuple[str, ...]] = [sheets.spread(6, (f"{unit.year}年{output.name}任务完成情况表", 6)), head]
    lines: list[tuple[Ref, Ref]] = []
    for number, (name, one, other) in enumerate(zip(names, planned, done, strict=True)):
        rows.append((str(number + 1), name, *_task(d, whole.spec, one, other, lines), ""))
    total = _task(d, whole.spec, whole.spec.target, whole.spec.actual, [])
    for place in (0, 1):
        d.relate("sum", total[place], *[line[place] for line in lines])
    _tie(d, total[0], whole.target)
    _tie(d, total[1], whole.actual)
    rows.append(("合计", LEFT, *total, whole.spec.cause))
    return rows


def _whole(d: Draft, total: Fraction, count: int, step: Fraction) -> list[Fraction]:
    """A total cut into parts in steps of one."""
    weights = [d.rng.uniform(0.5, 1.5) for _ in range(count)]
    parts = [max(Fraction(int(total / step * Fraction(weight / sum(weights)))), Fraction(1)) * step for weight in weights[1:]]
    return [total - sum(parts), *parts]


def _following(total: Fraction, planned: list[Fraction], grain: Fraction) -> list[Fraction]:
    """What was done, in proportion to what was planned, the rest in the first place."""
    whole = sum(planned, Fraction(0))
    done = [round_to(part * total / whole, grain) for part in planned[1:]]
    return [total - sum(done), *done]


def _task(d: Draft, spec: Spec, planned: Fraction, done: Fraction, lines: list[tuple[Ref, Ref]]) -> tuple[Ref, Ref, Ref]:
    one = d.figure(planned, spec.unit, 0, exact=True, bare=True, role="target")
    other = d.figure(done, spec.unit, spec.places, exact=spec.places == 0, bare=True, role="actual")
    rate = d.rate(done / planned, role="completion")
    d.relate("ratio", rate, other, one)
    lines.append((one, other))
    return one, other, rate
