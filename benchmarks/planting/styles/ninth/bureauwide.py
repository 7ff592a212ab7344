"""A department's 整体支出绩效自评报告: duties, money by nature and project, the three public outlays, indicators by level, conclusion."""

from __future__ import annotations

from collections.abc import Sequence

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles.eighth.words import HAN, Unit, begun
from planting.styles.indicators import Manner, Row, printed
from planting.styles.money import Budget
from planting.styles.ninth import phrases, told, words
from planting.styles.ninth.fields import ORGANS
from planting.styles.seventh import goals
from planting.styles.seventh.goals import GLAD, Group, Survey
from planting.styles.seventh.told import levels_told

NATURES = ("人员支出", "专项支出", "公用支出")
OUT = (("数量指标", "output"), ("数量指标", "output"), ("质量指标", "quality"), ("时效指标", "timely"))
BOTH = (("社会效益指标", "benefit"), ("社会效益指标", "benefit"), ("可持续影响指标", "lasting"))
GROUPS: tuple[tuple[Group, ...], ...] = (
    (("产出指标", 50, OUT), ("效益指标", 30, (("社会效益指标", "benefit"), ("可持续影响指标", "lasting"))), ("满意度指标", 10, GLAD)),
    (("产出指标", 40, OUT), ("效益指标", 40, BOTH), ("满意度指标", 10, GLAD)),
    (("履职情况", 50, (("重点工作完成", "output"), ("重点工作完成", "output"), ("重点工作完成", "output"), ("工作质量", "quality"))),
     ("履职效益", 40, (("社会效益", "benefit"), ("社会效益", "benefit"), ("服务对象满意度", "people")))),
)  # fmt: skip


def report(seed: int) -> Report:
    """One report of a department."""
    d = begun("bureauwide", seed, "txt")
    unit = words.unit(d.rng, ORGANS)
    budget = words.spending(d, NATURES, 980, 4600)
    manner = told.manner(d, 0.15, 0.4)
    specs, survey = goals.plan(d, unit.field, d.rng.choice(GROUPS), d.rng.randint(1, 2))
    rows = [printed(d, spec, manner) for spec in words.reworded(d, specs)]
    d.title(
        d.one(
            f"{unit.name}{unit.year}年度部门整体支出绩效自评报告",
            f"{unit.year}年度{unit.name}部门整体支出绩效评价自评报告",
            f"{unit.name}{unit.year}年部门整体绩效自评情况报告",
        )
    )
    d.heading(d.one("一、部门基本情况", "一、部门（单位）基本情况"))
    d.say(d.one("（一）部门职责。", "（一）部门主要职责职能。") + f"{unit.name}{unit.field.domain.duty}。")
    d.say("（二）机构和人员。" + told.offices(d, unit) + told.people(d, unit.year, int(budget.parts[0].spent / d.rng.randint(125000, 185000))))
    d.say("（三）年度重点工作。" + _planned(d, unit, rows))
    d.heading(d.one("二、部门整体支出情况", "二、部门资金收支情况", "二、预算及执行情况"))
    means = _money(d, unit, budget)
    d.heading(d.one("三、部门整体支出绩效情况分析", "三、部门绩效目标完成情况", "三、绩效自评指标分析"))
    _achieved(d, unit, rows, survey, manner, means)
    words.closing(d, 4)
    return d.finished()


def _planned(d: Draft, unit: Unit, rows: Sequence[Row]) -> str:
    some = [row for row in goals.done(rows) if row.spec.second not in ("社会效益指标", "社会效益")]
    aims = "，".join(row.spec.output.verb + phrases.told(d, row.target) for row in some if row.spec.output and row.target)
    return d.one(f"{unit.year}年计划{aims}。", f"{unit.year}年主要工作目标：{aims}。", f"年初确定的目标是{aims}。")


def _money(d: Draft, unit: Unit, budget: Budget) -> tuple[Ref, Ref, Ref]:
    """Budget, outlay by nature and by project, the three public outlays; gives budget, outlay and rate."""
    opening, final = d.money(budget.opening), d.money(budget.budget)
    d.say(d.one("（一）预算收入情况。", "（一）预算安排情况。") + phrases.adjusted(d, opening, final, unit.year) + "。")
    spent, rate, again = d.money(budget.spent), d.rate(budget.rate), phrases.told(d, final)
    d.say("（二）预算支出情况。" + phrases.executed(d, again, spent, rate, unit.year) + "。" + phrases.rest(d, again, spent))
    people, project, running = (d.money(part.spent) for part in budget.parts)
    basic = d.money(budget.parts[0].spent + budget.parts[2].spent)
    tell = phrases.shared if d.chance(0.5) else phrases.parts
    d.say(tell(d, d.one("按支出性质划分，总支出", "全年总支出"), phrases.told(d, spent), [("基本支出", basic), ("项目支出", project)]) + "。")
    d.say(
        "1.基本支出情况。"
        + phrases.parts(d, d.one("用于保障机构正常运转的基本支出", "全年基本支出"), phrases.told(d, basic), [("人员支出", people), ("公用支出", running)])
        + "。"
    )
    _projects(d, unit, budget, project)
    if d.chance(0.5):
        whole = phrases.told(d, spent)
        d.say(f"3.与上年对比情况。本年支出{whole}，{phrases.versus(d, whole, unit.year)[0]}，{phrases.because(d)}。")
    elif d.chance(0.7):
        d.say("3.支出进度情况。" + phrases.progress(d, final, spent))
    first, last = phrases.three(d, unit.year, budget.parts[2].spent)
    d.say(f"（三）“三公”经费情况。{first}{last}")
    return final, spent, rate


def _projects(d: Draft, unit: Unit, budget: Budget, project: Ref) -> None:
    """What was spent on each project, with a purchase or what was paid by standard."""
    names = d.rng.sample(unit.field.domain.projects, d.rng.randint(3, 4))
    value = d.figures[project.id].value
    cuts = sorted(d.shares(value, len(names)), reverse=True)
    whole, many = phrases.told(d, project), d.count(len(names), "个")
    some = [d.money(cut) for cut in cuts]
    d.relate("sum", whole, *some)
    d.relate("count", many, number=len(names))
    said = "，".join(name + ref for name, ref in zip(names, some, strict=True))
    text = d.one(
        f"2.项目支出情况。全年实施项目{many}，支出{whole}，其中：{said}。",
        f"2.项目支出情况。项目支出{whole}，涉及{many}项目：{said}。",
        f"2.项目支出情况。{said}，{many}项目共支出{whole}。",
    )
    d.say(text + (phrases.bought(d, value) if d.chance(0.5) else phrases.paid(d, unit.field.paid, cuts[-1] / 3)))


def _achieved(d: Draft, unit: Unit, rows: Sequence[Row], survey: Survey, manner: Manner, means: tuple[Ref, Ref, Ref]) -> None:
    """Indicators by level, execution, the survey, and what it all comes to."""
    made = told.levels(d, rows)
    again = tuple(phrases.told(d, ref) for ref in means)
    weight, score, total = told.concluded(d, rows, manner, (again[0], again[1], again[2]))
    d.heading(f"（{HAN[len(made)]}）预算执行率", 2)
    d.say(
        d.one(
            f"该指标分值{weight}，全年预算{again[0]}，支出{again[1]}，执行率{again[2]}，得分{score}。",
            f"预算执行率为{again[2]}（支出{again[1]}/预算{again[0]}），分值{weight}，按比例得{score}。",
        )
    )
    d.say(told.surveyed(d, survey, rows))
    if d.chance(0.4):
        d.say(told.grown(d, d.rng.choice(goals.done(rows)), unit.year) + f"，{unit.field.domain.effect}。")
    if d.chance(0.35):
        d.say(f"全年共支出{phrases.roughly(d, means[1])}，较好地保障了部门履职需要。")
    d.heading(d.one("四、自评结论", "四、绩效自评结果"))
    text = told.results(d, rows, d.one("除预算执行率外，设置绩效指标", "各项绩效指标（不含预算执行率）"))
    d.relate("sum", total, *[got for _, _, got in made], score)
    if d.chance(0.5):
        whole = phrases.told(d, total)
        text += f"总分{whole}由以下部分构成：{levels_told(d, whole, [*[(name, got) for name, _, got in made], ('预算执行率', score)])}。"
    d.say(told.grade(d, total, "部门整体支出") + text)
