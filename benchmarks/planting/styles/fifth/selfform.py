"""项目支出绩效自评表 in Word with a short account of the project before or behind it; in some as a workbook with a sheet of what was paid."""

from __future__ import annotations

from planting.draft import Draft
from planting.model import Report
from planting.styles.fifth import forms, phrases, words
from planting.styles.fifth.fields import WIDE, areas
from planting.styles.money import before, cents
from planting.styles.sheets import spread
from planting.styles.words import Unit

ITEMS = ("维修（护）费", "租赁费", "培训费", "专用材料费", "劳务费", "委托业务费", "专用设备购置")
Rows = list[tuple[str, ...]]


def report(seed: int) -> Report:
    """One form with its account."""
    workbook = seed % 4 == 3
    d = words.begun("selfform", seed, "xlsx" if workbook else "docx")
    unit = words.unit(d.rng)
    name = d.rng.choice(WIDE[unit.domain.bureau])
    budget = words.budgeted(d, d.rng.choice(forms.SOURCES), 40, 1800)
    people = 2 if d.chance(0.3) else 1
    specs, survey = words.planned(d, unit, outputs=d.rng.randint(4, 7), effects=d.rng.randint(2, 3), people=people, missed=d.rng.randint(1, 2))
    form = forms.form(d, unit, name, budget, specs)
    title = d.one("项目支出绩效自评表", f"{unit.year}年度项目支出绩效自评表", f"{unit.region}财政预算项目绩效自评表")
    if workbook:
        width = len(form.rows[0])
        d.table([spread(width, (title, width)), *form.rows], "绩效自评表")
        d.table(_paid(d, unit, form), d.one("支出明细", "资金使用明细"))
        d.table(_quarterly(d, unit, form), "执行进度")
        return d.finished()
    if d.chance(0.5):
        _account(d, unit, name, form, survey)
        d.say(f"附件：{title}")
        d.table(form.rows)
    else:
        d.title(title)
        d.say(f"（{unit.year}年度）")
        d.table(form.rows)
        _account(d, unit, name, form, survey)
    return d.finished()


def _account(d: Draft, unit: Unit, name: str, form: forms.Form, survey: words.Survey) -> None:
    """The project in a page: scope, money, what was done, the marks."""
    d.title(d.one(f"{unit.year}年度{name}绩效自评说明", f"{unit.name}{name}{unit.year}年度绩效自评报告"))
    where = phrases.places(d, unit)
    number = d.count(len(where), "个")
    listed, kind = d.counted(number, where), areas(unit.domain.bureau)[0]
    d.heading("一、项目基本情况")
    d.say(d.one(f"{name}在{listed}{number}{kind}实施。", f"{unit.year}年{unit.name}在{number}{kind}实施{name}，具体为{listed}。"))
    d.heading("二、预算执行情况")
    opening, final, spent, rate = (d.again(ref, bare=False) for ref in (form.opening, form.budget, form.spent, form.rate))
    budget = d.figures[final.id].value
    moved = d.money(budget - d.figures[opening.id].value, words=("调增", "调减"), role="change")
    d.relate("sum", final, opening, moved)
    d.say(d.one(f"项目年初预算{opening}，年中{moved}，全年预算{final}。", f"项目年初预算数{opening}，预算执行过程中{moved}，调整后预算数为{final}。"))
    sentence = phrases.executed(d, d.again(final), spent, rate, unit.year)
    rest = budget - d.figures[spent.id].value
    if rest:
        sentence += "，" + phrases.unspent(d, final, spent, rest, d.one(*words.UNSPENT))
    d.say(sentence + "。")
    if d.chance(0.5):
        again = d.again(spent)
        d.say(f"本年度项目支出{again}" + phrases.versus(d, again, before(d, d.figures[spent.id].value), unit.year) + "。")
    if d.chance(0.5):
        d.say(phrases.course(d, final, spent))
    d.heading("三、绩效目标完成情况")
    counted = [row for row in form.indicators if row.spec.output]
    d.say("；".join(phrases.achieved(d, row, where) for row in d.rng.sample(counted, 2)) + "。")
    outputs = [row for row in counted if row.spec.first == "产出指标"]
    priced = phrases.standard(d, d.rng.choice(outputs), d.figures[spent.id].value / 3)
    if priced:
        d.say(priced)
    d.say(phrases.surveyed(d, survey, form.indicators))
    d.heading("四、自评结论")
    total = d.again(form.total, bare=False, unit="分")
    grade = words.graded(d.figures[total.id].value, ("优", "良") if d.chance(0.6) else ("优秀", "良好"))
    d.say(d.one(f"经自评，该项目得分{total}，评价等级为“{grade}”。", f"项目自评综合得分{total}，自评等级{grade}。"))
    d.say(d.one(*words.PROBLEMS))
    d.say(d.one(*words.PLANS))


def _paid(d: Draft, unit: Unit, form: forms.Form) -> Rows:
    """What was paid by item, with the share of each."""
    value = d.figures[form.spent.id].value
    names = [*d.rng.sample(ITEMS, d.rng.randint(3, 5)), "其他"]
    cuts = sorted(d.shares(value, len(names)), reverse=True)
    whole, refs = d.again(form.spent, bare=True), [d.money(cut, bare=True) for cut in cuts]
    rates = [d.rate(cut / value, role="share") for cut in cuts]
    full = d.rate(sum(cuts, value - value) / value, role="share")
    d.relate("sum", whole, *refs)
    d.relate("ratio", full, whole, whole)
    d.relate("sum", full, *rates)
    for rate, ref in zip(rates, refs, strict=True):
        d.relate("ratio", rate, ref, whole)
    head = ("序号", d.one("支出内容", "费用名称"), d.one("支出金额（万元）", "金额（万元）"), d.one("占比", "占支出总额比例"))
    lines = [(str(at + 1), *line) for at, line in enumerate(zip(names, refs, rates, strict=True))]
    return [spread(4, (f"{unit.year}年度项目资金使用明细表", 4)), head, *lines, ("", "合计", whole, full)]


def _quarterly(d: Draft, unit: Unit, form: forms.Form) -> Rows:
    """What was spent in each quarter and since January, and how much of the budget that is."""
    budget, value = d.figures[form.budget.id].value, d.figures[form.spent.id].value
    head = ("季度", d.one("本季度支出（万元）", "当季支出（万元）"), "累计支出（万元）", "累计支出进度")
    rows: Rows = []
    sofar, above = value - value, None
    plan = d.again(form.budget, bare=True)
    for name, share in zip(("一季度", "二季度", "三季度", "四季度"), d.shares(value, 4, 0.6), strict=True):
        sofar += cents(share)
        last = name == "四季度"
        now, all_, rate = d.money(share, bare=True), d.again(form.spent, bare=True) if last else d.money(sofar, bare=True), d.rate(sofar / budget)
        d.relate("sum", all_, *([above, now] if above is not None else [now]))
        d.relate("ratio", rate, all_, plan)
        above = all_
        rows.append((name, now, all_, rate))
    return [spread(4, (f"{unit.year}年度预算执行进度表", 4)), spread(4, ("全年预算数（万元）", 1), (plan, 3)), head, *rows]
