"""A project's 专项资金绩效自评报告: money by source and by part in a table, things bought by price and number, indicators in prose, levels in a table."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles.eighth.words import Unit, begun
from planting.styles.indicators import Manner, marks, printed
from planting.styles.money import Budget, cents
from planting.styles.ninth import phrases, told, words
from planting.styles.ninth.fields import HOUSES, ORGANS
from planting.styles.seventh import goals
from planting.styles.seventh.goals import GLAD, Group

SOURCES = (("上级补助资金", "本级配套资金"), ("省级财政资金", "市级财政资金", "县区财政资金"), ("当年预算安排资金", "上年结转结余资金"))
PARTS = ("业务开展", "设备购置及维护", "宣传培训", "委托服务", "日常管理")
THINGS = (
    ("笔记本电脑", "台", (4800, 5200, 5900)),
    ("多功能一体机", "台", (2600, 3200)),
    ("宣传展板", "块", (180, 260, 320)),
    ("宣传手册", "册", (6, 9, 12)),
    ("会议桌椅", "套", (860, 1280)),
    ("文件柜", "组", (680, 980)),
    ("投影设备", "台", (4600, 6800)),
    ("工作服", "套", (160, 240)),
)
GROUPS: tuple[tuple[Group, ...], ...] = (
    (("产出指标", 50, (("数量指标", "output"), ("数量指标", "output"), ("质量指标", "quality"), ("时效指标", "timely"), ("成本指标", "cap"))),
     ("效益指标", 30, (("社会效益指标", "benefit"), ("可持续影响指标", "lasting"))), ("满意度指标", 10, GLAD)),
    (("产出指标", 60, (("数量指标", "output"), ("数量指标", "output"), ("数量指标", "output"), ("质量指标", "quality"), ("时效指标", "timely"))),
     ("效益指标", 20, (("社会效益指标", "benefit"), ("可持续影响指标", "lasting"))), ("满意度指标", 10, GLAD)),
)  # fmt: skip


def report(seed: int) -> Report:
    """One report on a project."""
    d = begun("fundreport", seed, "docx")
    unit = words.unit(d.rng, (*ORGANS, *HOUSES))
    name = unit.field.domain.projects[d.rng.randint(0, 1)]
    budget = words.spending(d, d.rng.choice(SOURCES), 260, 2400)
    manner = told.manner(d, 0.2, 0.5)
    specs, survey = goals.plan(d, unit.field, d.rng.choice(GROUPS), d.rng.randint(1, 2))
    rows = [printed(d, spec, manner) for spec in words.reworded(d, specs)]
    d.title(d.one(f"{unit.name}{unit.year}年度{name}绩效自评报告", f"{unit.year}年{name}项目绩效自评报告", f"关于{unit.year}年度{name}支出绩效的自评报告"))
    d.heading(d.one("一、项目概况", "一、项目基本情况"))
    some = goals.done(rows)[:2]
    aims = "、".join(row.spec.output.verb + phrases.told(d, row.target) for row in some if row.spec.output and row.target)
    d.say(f"（一）项目实施背景。{unit.name}{unit.field.domain.duty}。")
    d.say(d.one(f"（二）项目绩效目标。{unit.year}年度目标为{aims}。", f"（二）年度绩效目标：{aims}。"))
    d.heading(d.one("二、项目资金使用及管理情况", "二、项目资金安排和使用情况"))
    means = _money(d, unit, budget)
    d.heading(d.one("三、项目绩效情况", "三、项目绩效目标完成情况分析"))
    made = told.levels(d, rows, headed=d.chance(0.5))
    d.say(told.surveyed(d, survey, rows))
    d.heading("四、综合评价结论")
    again = tuple(phrases.told(d, ref) for ref in means)
    weight, score, total = told.concluded(d, rows, manner, (again[0], again[1], again[2]))
    d.say(f"预算执行率指标{weight}，到位资金{again[0]}，支出{again[1]}，执行率{again[2]}，得{score}。")
    d.say(told.grade(d, total, name) + d.one("各级指标得分情况如下：", "具体得分见下表。"))
    _table(d, [("预算执行率", weight, score), *made], total)
    d.say(told.results(d, rows, d.one("不含预算执行率，项目设置三级指标", "产出、效益、满意度三级指标")))
    words.closing(d, 4)
    return d.finished()


def _money(d: Draft, unit: Unit, budget: Budget) -> tuple[Ref, Ref, Ref]:
    """Budget by source, arrival, outlay by part, what was bought; gives what arrived, was spent, and the rate."""
    short = Fraction(0) if d.chance(0.6) else cents(budget.budget * Fraction(d.rng.randint(30, 120), 1000))
    plan, came, rate = d.money(budget.budget + short), d.money(budget.budget), d.rate(budget.budget / (budget.budget + short))
    d.relate("ratio", rate, came, plan)
    d.relate("at-most", came, plan)
    d.say(
        d.one(
            f"1.资金到位情况。{unit.year}年项目计划安排资金{plan}，实际到位{came}，到位率{rate}。",
            f"1.项目资金到位情况。项目资金预算{plan}，截至年底到位资金{came}，资金到位率为{rate}。",
        )
        + phrases.parts(d, "到位资金", phrases.told(d, came), [(part.name, d.money(part.budget)) for part in budget.parts])
        + "。"
    )
    again, spent, pace = phrases.told(d, came), d.money(budget.spent), d.rate(budget.rate)
    d.relate("ratio", pace, spent, again)
    d.relate("at-most", spent, again)
    d.say(
        d.one(
            f"2.资金支出情况。到位资金{again}，截至{unit.year}年12月31日实际支出{spent}，支出率{pace}。",
            f"2.项目资金支出情况。全年支出{spent}，占到位资金{again}的{pace}。",
        )
        + phrases.rest(d, again, spent)
    )
    if d.chance(0.5):
        d.say(phrases.progress(d, came, spent, "到位资金"))
    least = _used(d, budget, came, spent)
    d.say(_bought(d, least))
    if d.chance(0.4):
        d.say(f"3.资金管理情况。项目资金实行专账核算，全年累计支出{phrases.roughly(d, spent)}。")
    return came, spent, pace


def _used(d: Draft, budget: Budget, came: Ref, spent: Ref) -> Fraction:
    """A table of what each part of the project was given and spent; gives the least outlay, in 元."""
    names = d.rng.sample(PARTS, d.rng.randint(3, 4))
    while True:
        plans = sorted(d.shares(budget.budget, len(names)), reverse=True)
        rests = d.shares(budget.budget - budget.spent, len(names))
        if all(3 * plan < 1000 * rest < 450 * plan for plan, rest in zip(plans, rests, strict=True)):
            break
    d.say(d.one("项目资金支出明细表（单位：万元）", "各子项目资金使用情况如下（单位：万元）："))
    made: list[tuple[str, ...]] = [
        (d.one("支出内容", "子项目"), d.one("预算金额", "安排资金"), d.one("支出金额", "实际支出"), d.one("支出率", "执行率"), "结余")
    ]
    lines = [_line(d, d.money(plan, bare=True), d.money(plan - rest, bare=True)) for plan, rest in zip(plans, rests, strict=True)]
    last = _line(d, d.again(came, bare=True), d.again(spent, bare=True))
    for place in (0, 1, 3):
        d.relate("sum", last[place], *[line[place] for line in lines])
    made += [(name, *line) for name, line in zip(names, lines, strict=True)]
    d.table([*made, ("合计", *last)])
    return min(plan - rest for plan, rest in zip(plans, rests, strict=True))


def _line(d: Draft, plan: Ref, spent: Ref) -> tuple[Ref, Ref, Ref, Ref]:
    due, used = d.figures[plan.id].value, d.figures[spent.id].value
    rate, left = d.rate(used / due), d.money(due - used, bare=True)
    d.relate("ratio", rate, spent, plan)
    d.relate("sum", plan, spent, left)
    return plan, spent, rate, left


def _bought(d: Draft, most: Fraction) -> str:
    """A table of things bought for no more than `most` 元 in all, and a sentence on it."""
    chosen = d.rng.sample(THINGS, 3)
    made: list[tuple[str, ...]] = [("物品名称", "计量单位", "数量", "单价（元）", d.one("金额（元）", "总价（元）"))]
    sums = []
    for name, unit, prices in chosen:
        price = Fraction(d.rng.choice(prices))
        many = max(2, min(d.rng.randint(300, 2000) if price < 20 else d.rng.randint(4, 60), int(most / 4 / price)))
        number = d.figure(many, unit, 0, bare=True, exact=True, role="count")
        each, all_ = d.figure(price, "元", 0, bare=True, exact=True, role="price"), d.figure(price * many, "元", 0, bare=True, exact=True)
        d.relate("product", all_, each, number)
        sums.append(all_)
        made.append((name, unit, number, each, all_))
    total = d.figure(sum((d.figures[ref.id].value for ref in sums), Fraction(0)), "元", 0, bare=True, exact=True)
    d.relate("sum", total, *sums)
    d.say(d.one("物品采购明细表", "主要物资采购情况如下："))
    d.table([*made, ("合计", "", "", "", total)])
    kinds, again = d.count(3, "类"), d.again(total, "万元", 4, bare=False, exact=True)
    listed = d.counted(kinds, [name for name, _, _ in chosen])
    return d.one(f"项目采购物品{kinds}，即{listed}，采购金额{again}。", f"上述{kinds}物品（{listed}）采购共支出{again}。")


def _table(d: Draft, parts: Sequence[tuple[str, Ref, Ref]], total: Ref) -> None:
    """Weight, points and points taken off by level."""
    made: list[tuple[str, ...]] = [("一级指标", "分值", d.one("得分", "自评得分"), "扣分")]
    lines = []
    for name, weight, score in parts:
        lines.append(_taken(d, d.again(weight, bare=True), d.again(score, bare=True)))
        made.append((name, *lines[-1]))
    last = _taken(d, marks(d, 100, Manner(bare_marks=True), "weight"), d.again(total, bare=True))
    for place in range(3):
        d.relate("sum", last[place], *[line[place] for line in lines])
    d.table([*made, ("合计", *last)])


def _taken(d: Draft, weight: Ref, score: Ref) -> tuple[Ref, Ref, Ref]:
    lost = d.figures[weight.id].value - d.figures[score.id].value
    off = d.figure(lost, "分", 2, trim=True, bare=True, exact=True, role="deduction")
    d.relate("sum", weight, score, off)
    d.relate("at-most", score, weight)
    return weight, score, off
