"""A report with tables attached, in Word: short prose, the form, what towns were given, what was bought or paid by standard, three years."""

from __future__ import annotations

from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles.money import before, drawn
from planting.styles.third import clauses, forms, tables, words
from planting.styles.words import Unit


def report(seed: int) -> Report:
    """One report with its tables."""
    d = words.begun("dossier", seed, "docx")
    unit = words.unit(d.rng)
    name = d.rng.choice(unit.domain.projects)
    budget = drawn(d, forms.SOURCES[: d.rng.randint(1, 2)], 150, 3600)
    specs = words.planned(d, unit.domain, outputs=d.rng.randint(4, 5), effects=2, missed=d.rng.randint(1, 2))
    form = forms.form(d, unit, name, budget, specs)
    d.title(f"{unit.year}年{unit.name}{name}绩效自评材料")
    d.heading("第一部分 自评情况")
    final, spent, rate = d.again(form.budget, bare=False), d.again(form.spent, bare=False), d.again(form.rate)
    sentence = clauses.carried_out(d, final, spent, rate)
    if budget.rate < 1:
        sentence += "，" + clauses.unspent(d, final, spent, budget.budget - budget.spent, d.one(*words.UNSPENT))
    d.say(f"{name}由{unit.name}实施，{sentence}。")
    chosen = d.rng.sample(("towns", "goods", "grants", "years"), 2)
    if "years" not in chosen and d.chance(0.6):
        again = d.again(spent)
        d.say(f"项目支出{again}" + clauses.yearly(d, again, before(d, budget.spent), unit.year) + "。")
    counted = [row for row in form.indicators if row.spec.output]
    d.say("项目产出方面，" + "；".join(clauses.done(d, row, ()) for row in d.rng.sample(counted, 2)) + "。")
    if d.chance(0.5):
        d.say(clauses.answers(d, unit, form.indicators))
    total = d.again(form.total, bare=False, unit="分")
    d.say(f"经自评，项目得分{total}，等级为“{words.graded(d.figures[total.id].value)}”。")
    made = {kind: _made(d, unit, form, spent, kind) for kind in chosen}
    d.heading("第二部分 附表")
    d.say(f"附表1 {name}绩效自评表")
    d.table(form.rows)
    for number, (title, measure, rows) in enumerate(made.values()):
        d.say(f"附表{number + 2} {title}")
        if measure:
            d.say(f"单位：{measure}")
        d.table(rows)
    return d.finished()


def _made(d: Draft, unit: Unit, form: forms.Form, spent: Ref, kind: str) -> tuple[str, str, tables.Rows]:
    """Title, unit and rows of a table; what is bought or granted is told in the prose too."""
    if kind == "towns":
        return d.one("资金分配使用情况表", "分乡镇资金执行情况表"), "万元", tables.towns(d, form.budget, form.spent)
    if kind == "years":
        return "近三年项目支出情况表", "万元", tables.three_years(d, form.spent, unit.year)
    if kind == "goods":
        rows, total = tables.goods(d, d.figures[spent.id].value / 3)
        value = Fraction(d.figures[total.id].value)
        told = d.money(value)
        d.relate("equal", told, total)
        d.say(d.one(f"年内采购设备物资一批，金额合计{told}，明细详见附表。", f"设备物资采购总金额{told}（清单附后）。"))
        return "设备物资采购清单", "", rows
    rows, people, total = tables.grants(d, d.figures[spent.id].value / 2)
    heads, amount = d.again(people, bare=False), d.again(total, bare=False)
    d.say(d.one(f"全年共向{heads}发放补助{amount}，分乡镇发放情况详见附表。", f"按年补助标准发放到人的补助共{amount}，惠及{heads}（明细附后）。"))
    return "补助发放情况表", "", rows
