"""项目支出绩效自评表 in Word: fund block, goals and indicator rows in one table."""

from __future__ import annotations

from planting.draft import Draft
from planting.model import Report
from planting.styles import sheets, words
from planting.styles.indicators import plan
from planting.styles.manner import settle
from planting.styles.money import drawn


def report(seed: int) -> Report:
    """One form."""
    d = Draft("form", seed)
    settle(d, "docx")
    d.gap = ""
    unit = words.unit(d.rng)
    project = d.rng.choice(unit.domain.projects)
    budget = drawn(d, sheets.FUNDS[: d.rng.randint(1, 3)], 40, 2600)
    specs = plan(d, unit.domain, outputs=d.rng.randint(5, 8), effects=d.rng.randint(2, 4), people=d.rng.randint(1, 2), missed=d.rng.randint(1, 2))
    form = sheets.form(d, unit, project, budget, specs)
    d.title(d.one("项目支出绩效自评表", f"{unit.region}项目支出绩效自评表", "部门预算项目支出绩效自评表"))
    d.say(f"（{unit.year}年度）")
    d.table(form.rows)
    if d.chance(0.5):
        d.say(d.one("注：定量指标完成数达到指标值的记满分，未达到的按完成比例记分。", "说明：执行率和定量指标得分按实际完成比例计算。"))
    d.say(f"填报人：{d.one('李明', '王芳', '张伟', '刘洋')}    联系电话：0{d.rng.randint(310, 999)}-{d.rng.randint(2000000, 8999999)}")
    return d.finished()
