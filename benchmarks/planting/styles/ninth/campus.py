"""A hospital's, a school's or a station's 单位整体绩效自评报告: income by kind, outlay by class, a year's work in a table, surveys by group, indicators."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles.eighth.words import Unit, begun
from planting.styles.indicators import Manner, Row, printed, round_to
from planting.styles.money import Budget, cents
from planting.styles.ninth import phrases, told, words
from planting.styles.ninth.fields import HOUSES
from planting.styles.seventh import goals
from planting.styles.seventh.goals import GLAD, Group, Survey

CLASSES = ("工资福利支出", "商品和服务支出", "资本性支出")
OUT = (("数量指标", "output"), ("数量指标", "output"), ("数量指标", "output"), ("质量指标", "quality"), ("时效指标", "timely"))
GROUPS: tuple[tuple[Group, ...], ...] = (
    (("产出指标", 50, OUT), ("效益指标", 30, (("社会效益指标", "benefit"), ("可持续影响指标", "lasting"))), ("满意度指标", 10, GLAD)),
    (("产出指标", 40, OUT[1:]), ("成本指标", 10, (("经济成本指标", "cap"),)), ("效益指标", 30, (("社会效益指标", "benefit"), ("可持续影响指标", "lasting"))),
     ("满意度指标", 10, GLAD)),
)  # fmt: skip
Rows = list[tuple[str, ...]]


def report(seed: int) -> Report:
    """One report of a unit that serves the public."""
    d = begun("campus", seed, "docx")
    unit = words.unit(d.rng, HOUSES)
    low, high = (2200, 7600) if unit.field.domain.bureau == "中医医院" else (900, 2600)
    budget = words.spending(d, ("财政拨款", "单位自有资金"), low, high)
    manner = told.manner(d, 0.15, 0.4)
    specs, survey = goals.plan(d, unit.field, d.rng.choice(GROUPS), d.rng.randint(1, 2))
    rows = [printed(d, spec, manner) for spec in words.reworded(d, specs)]
    d.title(
        d.one(
            f"{unit.name}{unit.year}年度整体支出绩效自评报告",
            f"{unit.year}年度{unit.name}单位整体绩效自评报告",
            f"{unit.name}{unit.year}年整体绩效自评工作报告",
        )
    )
    d.heading(d.one("一、单位基本概况", "一、基本情况"))
    d.say(f"{unit.name}为公益类事业单位，{unit.field.domain.duty}。{told.offices(d, unit)}")
    d.say(told.people(d, unit.year, int(budget.spent / d.rng.randint(190000, 320000)), ("专业技术岗位", "管理和工勤岗位"), 64))
    d.heading(d.one("二、收入支出情况", "二、单位收支及预算执行情况"))
    means = _money(d, unit, budget)
    d.heading("三、年度主要工作完成情况")
    _worked(d, unit, rows)
    d.heading(d.one("四、绩效指标自评情况", "四、绩效目标完成情况"))
    _marked(d, rows, manner, means)
    d.heading("五、满意度调查情况")
    _asked(d, survey, rows)
    words.closing(d, 5)
    return d.finished()


def _money(d: Draft, unit: Unit, budget: Budget) -> tuple[Ref, Ref, Ref]:
    """Budget by source, outlay by class and against last year; gives budget, outlay and rate."""
    opening, final = d.money(budget.opening), d.money(budget.budget)
    d.say("（一）预算情况。" + phrases.adjusted(d, opening, final, unit.year) + "。")
    sources = [(part.name, d.money(part.budget)) for part in budget.parts]
    tell = phrases.shared if d.chance(0.5) else phrases.parts
    d.say(tell(d, d.one("按资金来源分，全年预算", "全年预算资金"), phrases.told(d, final), sources) + "。")
    spent, rate, again = d.money(budget.spent), d.rate(budget.rate), phrases.told(d, final)
    d.say("（二）支出情况。" + phrases.executed(d, again, spent, rate, unit.year) + "。" + phrases.rest(d, again, spent))
    said, outs = [], []
    for part, (name, plan) in zip(budget.parts, sources, strict=True):
        out, pace, due = d.money(part.spent), d.rate(part.rate), phrases.told(d, plan)
        d.relate("ratio", pace, out, due)
        d.relate("at-most", out, due)
        outs.append(out)
        said.append(f"{name}预算{due}，支出{out}，执行率{pace}")
    d.relate("sum", spent, *outs)
    d.say("其中：" + "；".join(said) + "。")
    pay = cents(budget.spent * Fraction(d.rng.randint(480, 720), 1000))
    cuts = [pay, *sorted(d.shares(budget.spent - pay, 2), reverse=True)]
    classes = [(name, d.money(cut)) for name, cut in zip(CLASSES, cuts, strict=True)]
    tell = phrases.shared if d.chance(0.5) else phrases.parts
    d.say(tell(d, d.one("按经济分类，全年支出", "从支出结构看，本年支出"), phrases.told(d, spent), classes) + "。")
    if d.chance(0.5):
        whole = phrases.told(d, spent)
        d.say(f"全年支出{whole}，{phrases.versus(d, whole, unit.year)[0]}，{phrases.because(d)}。")
    elif d.chance(0.6):
        d.say(phrases.progress(d, final, spent))
    if d.chance(0.5):
        d.say(f"（三）其他支出情况。{phrases.bought(d, cuts[-1])}" if d.chance(0.5) else f"（三）补助发放情况。{phrases.paid(d, unit.field.paid, cuts[1] / 6)}")
    return final, spent, rate


def _worked(d: Draft, unit: Unit, rows: Sequence[Row]) -> None:
    """A table of what was done this year and last, and a sentence on part of it."""
    heads = (d.one("工作内容", "主要指标"), f"{unit.year}年", f"{unit.year - 1}年", d.one("增减量", "增减数"), d.one("同比增长", "增长率"))
    some = goals.done(rows)
    text = "，".join(row.spec.output.verb + phrases.told(d, row.actual) for row in some[:2] if row.spec.output and row.actual)
    refs = {row.spec.name: row.actual for row in some if row.actual}
    large = {name: ref for name, ref in refs.items() if d.figures[ref.id].value >= 30 * d.figures[ref.id].step}
    if len(large) < 2:
        d.say(f"{unit.year}年{text}，{unit.field.domain.effect}。")
        return
    d.say(d.one(f"{unit.year}年{text}，{unit.field.domain.effect}。主要工作与上年对比如下：", f"全年{text}。主要工作量同比变化情况见下表。"))
    d.table([heads, *[(name, *_beside(d, ref)) for name, ref in large.items()]])


def _beside(d: Draft, ref: Ref) -> tuple[Ref, Ref, Ref, Ref]:
    """A year's work again, that of the year before, change and growth."""
    figure = d.figures[ref.id]
    last = round_to(figure.value * d.rng.choice((*range(80, 95), *range(106, 122))) / 100, figure.step)
    how = {"exact": figure.exact}
    now, old = phrases.told(d, ref), d.figure(last, figure.unit, figure.places, role="last", **how)
    moved, rate = d.figure(figure.value - last, figure.unit, figure.places, role="change", **how), d.rate(figure.value / last - 1, role="growth")
    d.relate("sum", now, old, moved)
    d.relate("growth", rate, now, old)
    return now, old, moved, rate


def _marked(d: Draft, rows: Sequence[Row], manner: Manner, means: tuple[Ref, Ref, Ref]) -> None:
    """Execution, the indicators by level, and the points in all."""
    again = tuple(phrases.told(d, ref) for ref in means)
    weight, score, total = told.concluded(d, rows, manner, (again[0], again[1], again[2]))
    d.say(
        d.one(
            f"预算执行情况分值{weight}。全年预算{again[0]}，执行{again[1]}，执行率{again[2]}，得分{score}。",
            f"预算执行率指标{weight}，执行率为{again[2]}（{again[1]}÷{again[0]}），自评得{score}。",
        )
    )
    made = told.levels(d, rows, headed=d.chance(0.4))
    d.relate("sum", total, score, *[got for _, _, got in made])
    d.say(told.results(d, rows, d.one("除预算执行率外，设置绩效指标", "产出、效益和满意度等绩效指标")) + told.grade(d, total, "单位整体支出"))


def _asked(d: Draft, survey: Survey, rows: Sequence[Row]) -> None:
    """A table of the survey by group: sent, returned, glad and the share, and all together; the first group is the one of the indicator."""
    row = next(row for row in rows if row.spec.name == survey.spec)
    assert row.actual is not None
    sizes = [(survey.sent, survey.valid, survey.answers[0])]
    names = [survey.spec.removesuffix("满意度"), "本单位职工", "主管部门和同行单位"][: d.rng.randint(2, 3)]
    for _ in names[1:]:
        sent = d.rng.choice((20, 30, 40, 50, 60))
        back = sent - d.rng.randint(0, 3)
        sizes.append((sent, back, back - d.rng.randint(0, back // 10)))
    made: Rows = [
        (
            d.one("调查对象", "调查群体"),
            d.one("发放问卷（份）", "发出（份）"),
            d.one("收回有效问卷（份）", "收回（份）"),
            "满意（份）",
            d.one("满意率", "满意度"),
        )
    ]
    lines = []
    for at, (name, size) in enumerate(zip(names, sizes, strict=True)):
        cells = _cells(d, size)
        rate = phrases.told(d, row.actual) if at == 0 else d.rate(Fraction(size[2], size[1]))
        d.relate("ratio", rate, cells[2], cells[1])
        lines.append(cells)
        made.append((name, *cells, rate))
    sums = [sum(size[place] for size in sizes) for place in range(3)]
    last = _cells(d, (sums[0], sums[1], sums[2]))
    for place in range(3):
        d.relate("sum", last[place], *[line[place] for line in lines])
    rate = d.rate(Fraction(sums[2], sums[1]))
    d.relate("ratio", rate, last[2], last[1])
    groups, sent, back, whole = d.count(len(names), "类"), _shown(d, last[0]), _shown(d, last[1]), phrases.told(d, rate)
    listed = d.counted(groups, names)
    d.say(
        d.one(
            f"面向{groups}群体（{listed}）开展问卷调查，共发放问卷{sent}，收回有效问卷{back}，总体满意率{whole}。",
            f"调查对象分{groups}，包括{listed}，共发放问卷{sent}，收回{back}，总体满意率为{whole}。",
        )
    )
    d.table([*made, ("合计", *last, rate)])


def _cells(d: Draft, size: tuple[int, int, int]) -> tuple[Ref, Ref, Ref]:
    one, two, three = (d.figure(number, "份", 0, bare=True, exact=True, role="count") for number in size)
    d.relate("at-most", two, one)
    d.relate("at-most", three, two)
    return one, two, three


def _shown(d: Draft, ref: Ref) -> Ref:
    return d.again(ref, bare=False)
