"""A self-evaluation form in Word with short notes and attached tables: accounts by item, quarters, economic categories, sites."""

from __future__ import annotations

from planting.draft import Draft
from planting.model import Report
from planting.styles.money import Budget, drawn
from planting.styles.second import forms, statements, tables, words
from planting.styles.words import Unit


def report(seed: int) -> Report:
    """One form with its annexes."""
    d = words.begun("attached", seed, "docx")
    unit = words.unit(d.rng)
    name = d.rng.choice(unit.domain.projects)
    budget = drawn(d, forms.SOURCES[: d.rng.randint(1, 3)], 60, 3800)
    specs = words.planned(d, unit.domain, outputs=d.rng.randint(4, 7), effects=d.rng.randint(2, 3), people=d.rng.randint(1, 2), missed=d.rng.randint(1, 2))
    form = forms.sheet(d, unit, name, budget, specs)
    d.title(d.one(f"{unit.year}年度项目支出绩效目标自评表", f"{unit.region}财政支出项目绩效自评表", f"{name}绩效自评表"))
    d.say(d.one("金额单位：万元", f"填报单位（盖章）：{unit.name}    单位：万元"))
    d.table(form.rows)
    annexes = d.rng.sample(("accounts", "quarters", "categories", "sites"), d.rng.randint(1, 2))
    _notes(d, budget, form, () if "sites" in annexes else words.SITES)
    for number, annex in enumerate(annexes):
        _annex(d, unit, budget, form, annex, number + 1)
    return d.finished()


def _notes(d: Draft, budget: Budget, form: forms.Sheet, sites: tuple[str, ...]) -> None:
    d.heading(d.one("填表说明", "有关情况说明", "附：自评情况简要说明"))
    final, spent, rate = d.again(form.budget, bare=False), d.again(form.spent, bare=False), d.again(form.rate)
    told = statements.executed(d, final, spent, rate)
    if budget.rate < 1:
        told += "，" + statements.leftover(d, final, spent, budget.budget - budget.spent) + "，" + d.one(*words.LEFTOVER)
    d.say(f"1.资金方面：{told}。")
    counted = [row for row in form.indicators if row.spec.output is not None and row.actual]
    d.say("2.任务方面：" + "；".join(statements.deed(d, row, sites) for row in d.rng.sample(counted, min(2, len(counted)))) + "。")
    total = d.again(form.total, bare=False, unit="分")
    grade = words.graded(d.figures[total.id].value)
    d.say(d.one(f"3.自评得分{total}，自评等级“{grade}”。", f"3.经打分，项目得{total}，评价结论为{grade}。"))


def _annex(d: Draft, unit: Unit, budget: Budget, form: forms.Sheet, annex: str, number: int) -> None:
    titles = {
        "accounts": d.one("项目预算调整及决算情况表", "项目支出明细表"),
        "quarters": "分季度资金支出情况表",
        "categories": d.one("项目支出经济分类表", "按经济分类支出情况"),
        "sites": d.one("任务分解及完成情况表", "各点位任务完成情况"),
    }
    d.heading(f"附表{number}：{titles[annex]}")
    if annex != "sites":
        d.say("单位：万元")
    d.table(made(d, unit, budget, form, annex))


def made(d: Draft, unit: Unit, budget: Budget, form: forms.Sheet, annex: str) -> tables.Rows:
    """The rows of an annex."""
    if annex == "accounts":
        return tables.accounts(d, form.opening, form.budget, form.spent)
    if annex == "quarters":
        return tables.quarters(d, form.spent, [(part.name, part.spent) for part in budget.parts])
    if annex == "categories":
        return tables.categories(d, form.spent)
    return tables.years(d, form.spent, unit.year) if annex == "years" else tables.sites(d, forms.quantity_row(form))
