"""A Word report with prose, the form of a project, and tables of detail."""

from __future__ import annotations

from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles import phrases, sheets, words
from planting.styles.indicators import plan
from planting.styles.manner import settle
from planting.styles.money import Budget, cents, drawn, spend


def report(seed: int) -> Report:
    """One report with form and tables."""
    d = Draft("mixed", seed)
    settle(d, "docx")
    d.gap = ""
    unit = words.unit(d.rng)
    project = d.rng.choice(unit.domain.projects)
    budget = drawn(d, sheets.FUNDS[: d.rng.randint(1, 2)], 60, 3200)
    specs = plan(d, unit.domain, outputs=d.rng.randint(4, 6), effects=d.rng.randint(2, 3), missed=d.rng.randint(1, 2))
    form = sheets.form(d, unit, project, budget, specs)
    d.title(f"{unit.region}{unit.year}年度{project}绩效自评报告")
    _funds(d, unit, project, budget, form.funds)
    _spread(d, unit, budget, form.funds)
    _results(d, form)
    d.heading("附件：项目支出绩效自评表")
    d.table(form.rows)
    return d.finished()


def _funds(d: Draft, unit: words.Unit, project: str, budget: Budget, funds: sheets.Funds) -> None:
    d.heading("一、项目基本情况")
    d.say(f"{project}由{unit.name}负责实施，{unit.domain.effect}。")
    d.heading("二、项目资金使用情况")
    final, spent, rate = d.again(funds.budget, bare=False), d.again(funds.spent, bare=False), d.again(funds.rate)
    told = phrases.execution(d, final, spent, rate, unit.year)
    d.say(f"{told}，{d.one(*words.UNSPENT)}。" if budget.rate < 1 else f"{told}。")
    opening = d.again(funds.opening, bare=False)
    moved = d.money(budget.adjusted, words=("增加", "减少"), role="change")
    again = d.again(final)
    d.relate("sum", again, opening, moved)
    d.say(d.one(f"项目年初预算{opening}，年中调整{moved}，全年预算{again}。", f"年初预算安排{opening}，执行中预算{moved}，调整后为{again}。"))
    if len(budget.parts) > 1:
        parts = [(part.name, d.money(part.spent)) for part in budget.parts]
        d.say(phrases.breakdown(d, d.one("项目实际支出", "全年支出"), d.again(spent), parts) + "。")


def _spread(d: Draft, unit: words.Unit, budget: Budget, funds: sheets.Funds) -> None:
    """A table of what went where, by town."""
    names = tuple(d.rng.sample(words.TOWNS, d.rng.randint(3, 6)))
    planned = d.shares(budget.budget, len(names))
    spent = _fitting(d, planned, budget.spent)
    number = d.count(len(names), "个")
    listed = d.counted(number, names)
    d.say(d.one(f"资金安排到{number}乡镇（街道），分别为{listed}，具体使用情况见下表。", f"项目涉及{number}乡镇（街道），即{listed}，各地资金使用情况如下："))
    head = (
        "序号",
        d.one("乡镇（街道）", "实施地点"),
        d.one("预算数（万元）", "安排资金（万元）"),
        d.one("执行数（万元）", "支出数（万元）"),
        "执行率",
        "结余（万元）",
    )
    rows, whole, used = sheets.detail(d, head, list(zip(names, planned, spent, strict=True)))
    _tie(d, whole, funds.budget)
    _tie(d, used, funds.spent)
    d.table(rows)


def _fitting(d: Draft, planned: list[Fraction], total: Fraction) -> list[Fraction]:
    """Spent by item, none beyond its plan, all of it together `total`."""
    whole = sum(planned, Fraction(0))
    if whole == total:
        return planned
    for _ in range(40):
        spent = [spend(d, part, low=84) for part in planned[1:]]
        first = total - sum(spent)
        if Fraction(4, 5) < first / planned[0] < Fraction(998, 1000):
            return [first, *spent]
    spent = [cents(part * total / whole) for part in planned[1:]]
    return [total - sum(spent), *spent]


def _tie(d: Draft, ref: Ref, other: Ref) -> None:
    """The total of a table is the amount told elsewhere."""
    quantity = d.figures[other.id].quantity
    for figure in [figure for figure in d.figures if figure.quantity == quantity]:
        d.relate("equal", ref, Ref(figure.id))


def _results(d: Draft, form: sheets.Form) -> None:
    d.heading("三、绩效目标完成情况")
    for row in form.indicators:
        output = row.spec.output
        if output is None or row.target is None or row.actual is None or d.chance(0.3):
            continue
        target, actual = d.again(row.target, bare=False), d.again(row.actual, bare=False)
        verb = output.verb + output.thing
        cause = f"，{row.spec.cause}" if row.spec.ratio < 1 else ""
        d.say(
            d.one(
                f"计划{verb}{target}，实际完成{actual}{cause}。",
                f"{row.spec.name}年度目标为{target}，实际完成{actual}{cause}。",
                f"全年{verb}{actual}（年度目标{target}）{cause}。",
            )
        )
    total = d.again(form.total, bare=False, unit="分")
    grade = "优" if d.figures[total.id].value >= 90 else "良"
    d.say(d.one(f"综合评分，本项目绩效自评得分{total}，等级为“{grade}”。", f"项目自评总分{total}，自评结果为“{grade}”。"))
