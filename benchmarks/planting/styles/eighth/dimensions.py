"""A project's 绩效评价报告 by decision, process, output and effect: money by source, work done, points by level in a table, and a sentence for each."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles.eighth import phrases, points, words
from planting.styles.eighth import told as telling
from planting.styles.eighth.fields import ORGANS
from planting.styles.eighth.houses import HOUSES
from planting.styles.eighth.points import Part
from planting.styles.eighth.words import Unit
from planting.styles.indicators import Row, marks, printed
from planting.styles.money import Budget, cents, drawn, sensible
from planting.styles.seventh import goals
from planting.styles.seventh.goals import Group
from planting.styles.seventh.told import level

GROUPS: tuple[tuple[Group, ...], ...] = (
    (("项目产出", 35, (("产出数量", "output"), ("产出数量", "output"), ("产出质量", "quality"), ("产出时效", "timely"), ("产出成本", "cap"))),
     ("项目效益", 25, (("社会效益", "benefit"), ("可持续影响", "lasting"), ("服务对象满意度", "people")))),
    (("项目产出", 30, (("产出数量", "output"), ("产出数量", "output"), ("产出数量", "output"), ("产出质量", "quality"), ("产出时效", "timely"))),
     ("项目效益", 30, (("社会效益", "benefit"), ("社会效益", "benefit"), ("可持续影响", "lasting"), ("服务对象满意度", "people")))),
)  # fmt: skip
SOURCES = (("本级财政拨款", "上级专项资金"), ("财政预算资金", "上年结转资金"), ("中央补助资金", "自治区补助资金", "本级财政资金"))
Trio = tuple[Ref, Ref, Ref]


def report(seed: int) -> Report:
    """One report on a project."""
    d = words.begun("dimensions", seed, "docx")
    d.granule = d.rng.choice((Fraction(1, 10), Fraction(1, 100)))
    unit = words.unit(d.rng, (*ORGANS, *HOUSES))
    name = unit.field.domain.projects[0]
    while True:
        budget = drawn(d, d.rng.choice(SOURCES), 420, 2600)
        if budget.rate < Fraction(99, 100) and sensible(d, budget.rate, 5):
            break
    manner = telling.manner(d, 0.2, 0.5)
    specs, survey = goals.plan(d, unit.field, d.rng.choice(GROUPS), d.rng.randint(1, 2))
    rows = [printed(d, spec, manner) for spec in words.reworded(d, specs)]
    d.title(d.one(f"{unit.name}{unit.year}年度{name}绩效评价报告", f"{unit.region}{name}支出绩效自评报告（{unit.year}年度）", f"{name}绩效自评报告"))
    d.heading(d.one("一、项目基本情况", "一、基本情况"))
    trios = _about(d, unit, name, budget, rows)
    d.heading(d.one("二、绩效评价工作开展情况", "二、自评工作组织情况"))
    d.say(f"{d.one('评价采取资料核查、实地查看和问卷调查相结合的方式', '自评工作由业务科室和财务人员共同开展')}。" + phrases.surveyed(d, survey, rows))
    d.heading(d.one("三、绩效评价指标分析", "三、评价指标完成情况分析"))
    parts = _points(d, rows, manner, trios)
    d.heading(d.one("四、综合评价情况及评价结论", "四、评价结论"))
    _concluded(d, unit, name, manner, parts)
    d.say(telling.results(d, rows, d.one("项目产出和效益类指标", "产出、效益方面设置指标")))
    if d.chance(0.4):
        d.say(f"{phrases.grown(d, d.rng.choice(goals.done(rows)), unit.year)}，{unit.field.domain.effect}。")
    words.closing(d, 4, words.OUTSIDE)
    return d.finished()


def _about(d: Draft, unit: Unit, name: str, budget: Budget, rows: Sequence[Row]) -> tuple[Trio, Trio]:
    """What the project is and its money; gives arrival and execution, each as whole, part and rate."""
    some = goals.done(rows)[:2]
    aims = "，".join(row.spec.output.verb + row.spec.output.thing + phrases.told(d, row.target) for row in some if row.spec.output and row.target)
    d.say(f"（一）项目背景。{unit.name}{unit.field.domain.duty}。")
    d.say(d.one(f"（二）项目主要内容。{unit.year}年计划{aims}。", f"（二）绩效目标。{name}年度目标为：{aims}。"))
    short = Fraction(0) if d.chance(0.6) else cents(budget.budget * Fraction(d.rng.randint(40, 110), 1000))
    plan, came, arrival = d.money(budget.budget + short), d.money(budget.budget), d.rate(budget.budget / (budget.budget + short))
    d.relate("ratio", arrival, came, plan)
    tell = phrases.shared if d.chance(0.25) else phrases.parts
    text = tell(d, "实际到位资金", came, [(part.name, d.money(part.budget)) for part in budget.parts])
    d.say(d.one(f"（三）项目资金情况。{unit.year}年项目安排资金{plan}。", f"（三）资金投入情况。项目计划投入资金{plan}。") + f"{text}。资金到位率{arrival}。")
    again, spent, rate = phrases.told(d, came), d.money(budget.spent), d.rate(budget.rate)
    d.relate("ratio", rate, spent, again)
    d.relate("at-most", spent, again)
    d.say(
        d.one(
            f"（四）资金使用情况。截至{unit.year}年12月31日，到位资金{again}，实际支出{spent}，预算执行率{rate}。",
            f"（四）资金支出情况。到位资金{again}中，实际支付{spent}，预算执行率为{rate}。",
        )
        + phrases.rest(d, again, spent)
    )
    _spent(d, unit, budget, (came, spent))
    return (plan, came, arrival), (came, spent, rate)


def _spent(d: Draft, unit: Unit, budget: Budget, pair: tuple[Ref, Ref]) -> None:
    """What the money went to, by use; and by purchase, by standard or by quarter."""
    cuts = sorted(d.shares(budget.spent, 3), reverse=True)
    names = d.rng.choice((("业务经费", "购置支出", "其他支出"), ("工程及服务支出", "劳务支出", "宣传培训支出"), ("委托业务费", "维修维护费", "专用材料费")))
    d.say(phrases.parts(d, "从支出用途看，项目支出", phrases.told(d, pair[1]), [(name, d.money(cut)) for name, cut in zip(names, cuts, strict=True)]) + "。")
    choice = d.rng.randrange(4)
    if choice == 0:
        d.say(phrases.bought(d, budget.spent))
    elif choice == 1:
        d.say(phrases.paid(d, unit.field.paid, cuts[-1] / 3))
    else:
        d.say((phrases.halves if choice == 2 else phrases.progress)(d, *pair, "到位资金"))


def _points(d: Draft, rows: Sequence[Row], manner: telling.Manner, trios: tuple[Trio, Trio]) -> list[Part]:
    d.heading("（一）项目决策情况", 2)
    parts = [points.told(d, points.DECIDED, "项目决策", manner, d.rng.randint(0, 2))]
    d.heading("（二）项目过程情况", 2)
    run = points.told(d, points.RUN, "项目过程", manner, d.rng.randint(0, 1))
    points.moneyed(d, run, manner, (("资金到位率", 4, trios[0]), ("预算执行率", 5, trios[1])))
    parts.append(run)
    tell = telling.teller_of(d)
    for number, first in zip(("三", "四"), ("项目产出", "项目效益"), strict=True):
        d.heading(f"（{number}）{first}情况", 2)
        some = [row for row in rows if row.spec.first == first]
        telling.by_kind(d, some, tell)
        parts.append(points.of_rows(first, some))
    return parts


def _concluded(d: Draft, unit: Unit, name: str, manner: telling.Manner, parts: Sequence[Part]) -> None:
    """The points in all, and by level in a table that prose may tell again."""
    weights, scores = [ref for part in parts for ref in part.weights], [ref for part in parts for ref in part.scores]
    total = marks(d, sum((d.figures[ref.id].value for ref in scores), Fraction(0)), manner, "total")
    d.relate("sum", total, *scores)
    d.relate("total", *weights, number=100)
    d.relate("grade", total, number=90 if d.figures[total.id].value >= 90 else 80)
    grade = words.graded(d, total)
    d.say(
        d.one(
            f"按照评价指标体系和评分标准，{unit.year}年{name}综合得分{total}，评价等级为“{grade}”。各部分得分情况见下表。",
            f"经评价，{name}绩效评价得分为{total}，绩效等级为{grade}，各类指标得分如下表所示。",
        )
    )
    rows: list[tuple[str, ...]] = [("一级指标", d.one("权重", "分值"), "得分", "得分率")]
    columns = []
    for part in parts:
        one, two = level(d, part.weights, part.scores, bare=True)
        rate = d.rate(d.figures[two.id].value / d.figures[one.id].value)
        d.relate("ratio", rate, two, one)
        columns.append((one, two))
        rows.append((part.name, one, two, rate))
    whole, again = marks(d, 100, telling.Manner(bare_marks=True), "weight"), d.again(total, bare=True)
    rate = d.rate(d.figures[again.id].value / 100)
    d.relate("sum", whole, *[one for one, _ in columns])
    d.relate("sum", again, *[two for _, two in columns])
    d.relate("ratio", rate, again, whole)
    d.table([*rows, ("合计", whole, again, rate)])
