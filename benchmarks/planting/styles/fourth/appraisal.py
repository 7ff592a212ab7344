"""项目支出绩效自评表 in Word: fund block, goals, indicator rows, and a line or two below."""

from __future__ import annotations

from planting.model import Report
from planting.styles.fourth import forms, phrases, words


def report(seed: int) -> Report:
    """One form."""
    d = words.begun("appraisal", seed, "docx")
    unit = words.unit(d.rng)
    name = d.rng.choice(unit.domain.projects)
    budget = words.budgeted(d, d.rng.choice(forms.SOURCES), 30, 2200)
    people = 2 if d.chance(0.35) else 1
    specs, survey = words.planned(d, unit.domain, outputs=d.rng.randint(4, 7), effects=d.rng.randint(2, 3), people=people, missed=d.rng.randint(1, 2))
    form = forms.form(d, unit, name, budget, specs, d.one(*words.UNSPENT))
    d.title(d.one("项目支出绩效自评表", f"{unit.region}本级项目支出绩效自评表", "部门预算项目支出绩效自评表"))
    d.say(d.one(f"（{unit.year}年度）", f"（{unit.year}年度）    填报单位：{unit.name}"))
    d.table(form.rows)
    total = d.again(form.total, bare=False, unit="分")
    final, spent = d.again(form.budget, bare=False), d.again(form.spent, bare=False)
    sentence = phrases.executed(d, final, spent, d.again(form.rate), unit.year)
    grade = words.graded(d.figures[total.id].value, ("优", "良") if d.chance(0.6) else ("优秀", "良好"))
    d.say(
        d.one(f"自评结论：{sentence}。项目自评得分{total}，自评等级为{grade}。", f"总体评价：该项目{sentence}，绩效自评综合得分{total}，评价结果为“{grade}”。")
    )
    if d.chance(0.5):
        d.say("满意度调查情况：" + phrases.surveyed(d, survey, form.indicators))
    return d.finished()
