"""项目支出绩效自评表 in Word: fund block, goals in words, indicator rows, a short conclusion."""

from __future__ import annotations

from fractions import Fraction

from planting.model import Report
from planting.styles.money import drawn
from planting.styles.third import clauses, forms, words


def report(seed: int) -> Report:
    """One form."""
    d = words.begun("declaration", seed, "docx")
    unit = words.unit(d.rng)
    name = d.rng.choice(unit.domain.projects)
    budget = drawn(d, forms.SOURCES[: d.rng.randint(1, 3)], 40, 2600)
    people = 2 if d.chance(0.4) else 1
    specs = words.planned(d, unit.domain, outputs=d.rng.randint(4, 7), effects=d.rng.randint(2, 3), people=people, missed=d.rng.randint(1, 2))
    form = forms.form(d, unit, name, budget, specs)
    d.title(d.one("项目支出绩效自评表", f"{unit.region}预算项目支出绩效自评表"))
    d.say(f"（{unit.year}年度）")
    d.table(form.rows)
    total = d.again(form.total, bare=False, unit="分")
    sentence = clauses.carried_out(d, d.again(form.budget, bare=False), d.again(form.spent, bare=False), d.again(form.rate))
    if budget.rate < 1 and (budget.rate < Fraction(9, 10) or d.chance(0.6)):
        sentence += "，" + clauses.unspent(d, form.budget, form.spent, budget.budget - budget.spent, d.one(*words.UNSPENT))
    grade = words.graded(d.figures[total.id].value)
    d.say(d.one(f"说明：{sentence}；自评得分{total}，等级为{grade}。", f"自评结论：该项目{sentence}。自评总分{total}，评价等级为“{grade}”。"))
    return d.finished()
