"""A project's 自评表 in Word with columns of what the half-year's monitoring found, and notes under it."""

from __future__ import annotations

from planting.draft import Draft
from planting.model import Report
from planting.styles.money import drawn
from planting.styles.seventh import forms, goals, phrases, told, words
from planting.styles.seventh.goals import Survey
from planting.styles.seventh.words import Unit

SOURCES = (
    ("当年财政拨款", "其他资金"),
    ("本级财政资金", "上级补助资金"),
    ("省级资金", "市级资金", "县级资金"),
    ("财政拨款", "上年结转资金"),
)


def report(seed: int) -> Report:
    """One form with its notes."""
    d = words.begun("halfway", seed, "docx")
    unit = words.unit(d.rng)
    name = d.rng.choice(unit.field.domain.projects)
    budget = drawn(d, d.rng.choice(SOURCES), 150, 2400)
    specs, survey = goals.plan(d, unit.field, goals.full(d, unit.field), d.rng.randint(1, 2))
    made = forms.form(d, unit, name, specs, budget, forms.shape_of(d, True), d.chance(0.75))
    d.title(d.one(f"{unit.year}年度项目支出绩效监控及自评表", f"{unit.region}项目支出绩效自评表（{unit.year}年度）", f"{unit.year}年度预算项目绩效自评表"))
    d.say(f"填报单位：{unit.name}    填报日期：{unit.year + 1}年{d.one('1', '2', '3')}月    单位：万元")
    d.table(made.lines)
    _notes(d, unit, made, survey)
    return d.finished()


def _notes(d: Draft, unit: Unit, made: forms.Form, survey: Survey) -> None:
    """What the half-year and the year gave, in sentences."""
    assert made.half is not None and made.pace is not None
    d.heading(d.one("有关情况说明", "自评说明", "填报说明"))
    half, pace, spent, final, rate = (phrases.told(d, ref) for ref in (made.half, made.pace, made.spent, made.final, made.rate))
    d.relate("ratio", pace, half, final)
    later = d.money(d.figures[spent.id].value - d.figures[half.id].value)
    d.relate("sum", spent, half, later)
    d.say(
        d.one(
            f"1.资金执行情况。1-6月支出{half}，占全年预算{final}的{pace}；7-12月支出{later}。",
            f"1.年中监控情况。截至6月30日，全年预算{final}已支出{half}，执行率{pace}。下半年支出{later}。",
        )
    )
    text = f"2.全年预算执行情况。{phrases.executed(d, phrases.told(d, final), spent, rate, unit.year)}"
    left = d.figures[final.id].value > d.figures[spent.id].value
    d.say(text + ("。" + phrases.rest(d, final, spent) if left else "") + "。")
    moved = d.figures[made.final.id].value - d.figures[made.opening.id].value
    if d.chance(0.6):
        d.say("3.预算调整情况。" + phrases.changed(d, phrases.told(d, made.opening), phrases.told(d, made.final), moved, unit.year) + "。")
    else:
        d.say("3.采购情况。" + phrases.purchased(d, d.figures[spent.id].value))
    d.say("4.指标完成情况。" + told.results(d, made.rows))
    d.say("5.满意度调查情况。" + phrases.surveyed(d, survey, made.rows))
    total = phrases.told(d, made.total)
    grade = words.graded(d.figures[total.id].value, d.rng.choice((("优", "良"), ("优秀", "良好"))))
    weight, score = phrases.told(d, made.weight), phrases.told(d, made.score, role="told")
    d.relate("at-most", score, weight)
    own = told.summed(d, [row.score for row in made.rows], "level")
    d.relate("sum", total, score, own)
    d.say(
        d.one(
            f"6.自评结论。预算执行率满分{weight}，得{score}；绩效指标得{own}。自评总分{total}，自评等级：{grade}。",
            f"6.得分情况。项目自评得分{total}，其中预算执行率{score}（满分{weight}）、绩效指标{own}，评价等级为“{grade}”。",
        )
    )
