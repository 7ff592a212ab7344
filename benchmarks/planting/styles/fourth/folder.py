"""A short report with the form and one or two tables attached, in Word."""

from __future__ import annotations

from planting.draft import Draft
from planting.model import Report
from planting.styles.fourth import forms, phrases, tables, words
from planting.styles.money import before


def report(seed: int) -> Report:
    """One report with its annexes."""
    d = words.begun("folder", seed, "docx")
    unit = words.unit(d.rng)
    name = d.rng.choice(unit.domain.projects)
    sources = d.rng.choice(forms.SOURCES)
    budget = words.budgeted(d, sources, 80, 3000)
    specs, survey = words.planned(d, unit.domain, outputs=d.rng.randint(4, 5), effects=2, missed=d.rng.randint(1, 2))
    why = d.one(*words.UNSPENT)
    form = forms.form(d, unit, name, budget, specs, why)
    d.title(d.one(f"{unit.name}关于{unit.year}年度{name}绩效自评情况的报告", f"{unit.year}年度{name}绩效自评情况"))
    d.heading("一、资金投入和使用情况")
    final, spent, rate = d.again(form.budget, bare=False), d.again(form.spent, bare=False), d.again(form.rate)
    sentence = name + phrases.executed(d, final, spent, rate, unit.year)
    if budget.rate < 1:
        sentence += "。" + phrases.unspent(d, final, spent, budget.budget - budget.spent, why)
    d.say(sentence + "。")
    if d.chance(0.5):
        d.say(f"项目支出{d.again(spent)}" + phrases.against(d, spent, before(d, budget.spent), unit.year) + "。")
    chosen = d.rng.choice(tables.fitting(sources))
    if chosen != "progress" and d.chance(0.4):
        d.say(phrases.quarters(d, spent))
    d.heading("二、绩效目标完成情况")
    counted = [row for row in form.indicators if row.spec.output]
    d.say("；".join(phrases.achieved(d, row, phrases.places(d, unit)) for row in d.rng.sample(counted, 2)) + f"。{unit.domain.effect}。")
    if d.chance(0.7):
        d.say(phrases.surveyed(d, survey, form.indicators))
    extra = _fees(d, form) if chosen != "outlay" and d.chance(0.6) else None
    d.heading("三、自评结论")
    total = d.again(form.total, bare=False, unit="分")
    d.say(
        d.one(
            f"经自评，{name}得分{total}，等级为“{words.graded(d.figures[total.id].value)}”。",
            f"该项目自评总分{total}，评定等级为{words.graded(d.figures[total.id].value)}。",
        )
    )
    d.say(d.one(*words.PROBLEMS))
    d.say(f"附件1：{name}绩效自评表")
    d.table(form.rows)
    title, make = tables.MONEY[chosen]
    d.say(f"附件2：{unit.year}年度{title}（单位：万元）")
    d.table(make(d, form.budget, form.spent))
    if extra is not None:
        d.say(f"附件3：{unit.year}年度劳务补助发放明细表")
        d.table(extra)
    return d.finished()


def _fees(d: Draft, form: forms.Form) -> tables.Rows:
    """What was paid by standard: a table, and its totals in a sentence, the money in 万元."""
    rows, heads, total = tables.fees(d, d.figures[form.spent.id].value / 4)
    many, amount = d.again(heads, bare=False), d.money(d.figures[total.id].value)
    d.relate("equal", amount, total)
    d.say(d.one(f"全年按标准发放劳务补助{many}，金额共计{amount}（明细见附件3）。", f"项目实施过程中发放劳务费及补助{amount}，涉及{many}，详见附件3。"))
    return rows
