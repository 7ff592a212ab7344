"""部门整体支出绩效自评报告: a report in numbered sections on all that a unit spent."""

from __future__ import annotations

from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles import phrases, told, words
from planting.styles.indicators import Manner, Row, add_up, execution_score, marks, plan, printed, total_of
from planting.styles.manner import settle
from planting.styles.money import Budget, drawn, spend

Means = tuple[Ref, Ref, Ref]
BASIC, PROJECT = "基本支出", "项目支出"


def report(seed: int) -> Report:
    """One report of a whole unit."""
    d = Draft("narrative", seed)
    settle(d, "docx" if d.chance(0.3) else "txt")
    unit = words.unit(d.rng)
    budget = drawn(d, (BASIC, PROJECT), 260, 6800, ordered=False)
    d.title(d.one(f"{unit.name}{unit.year}年度部门整体支出绩效自评报告", f"{unit.year}年度{unit.name}整体支出绩效自评报告"))
    manner = told.manner(d)
    specs = plan(d, unit.domain, outputs=d.rng.randint(4, 6), effects=d.rng.randint(2, 3), missed=d.rng.randint(1, 2))
    rows = [printed(d, spec, manner) for spec in specs]
    _situation(d, unit, rows)
    means = _means(d, unit, budget)
    _use(d, unit, budget, means[1])
    _end(d, _indicators(d, budget, means, rows, manner))
    return d.finished()


def _situation(d: Draft, unit: words.Unit, rows: list[Row]) -> None:
    d.heading(d.one("一、部门基本情况", "一、部门（单位）概况", "一、基本情况"))
    d.heading("（一）机构设置及人员情况", 2)
    d.say(f"{unit.name}{unit.domain.duty.replace('全县', '全' + unit.level).replace('全区', '全' + unit.level)}。")
    for sentence in phrases.establishment(d, unit):
        d.say(sentence)
    d.heading("（二）年度重点工作完成情况", 2)
    counted = [row for row in rows if row.spec.output is not None]
    for row in d.rng.sample(counted, min(len(counted), d.rng.randint(2, 3))):
        d.say(d.one("全年", f"{unit.year}年，", "一年来，累计") + phrases.task(d, row) + "。")
    if d.chance(0.5):
        for sentence in phrases.grants(d):
            d.say(sentence)
    d.say(phrases.about(d))


def _means(d: Draft, unit: words.Unit, budget: Budget) -> Means:
    """Opening budget, adjustment, final budget and execution; gives the last two and their rate."""
    d.heading(d.one("（三）部门预算安排及执行情况", "（三）整体支出规模及执行情况"), 2)
    parts = [(part.name, d.money(opened)) for part, opened in zip(budget.parts, budget.opened, strict=True)]
    opening = d.money(budget.opening)
    lead = d.one(f"{unit.year}年年初部门预算", "年初批复预算", "经人大批准，年初预算安排")
    d.say(phrases.breakdown(d, lead, opening, parts) + "。")
    again, moved = d.again(opening), d.money(budget.adjusted, words=("追加", "调减"), role="change")
    final = d.money(budget.budget)
    d.relate("sum", final, again, moved)
    told = d.one(
        f"年初预算{again}，年中{moved}，调整后全年预算{final}",
        f"年初批复预算{again}，执行中{moved}，全年预算数为{final}",
        f"因人员变动和上级专项下达等因素，在年初预算{again}的基础上{moved}，调整后预算数{final}",
    )
    if d.chance(0.5):
        rate = d.rate(abs(budget.adjusted) / budget.opening)
        d.relate("ratio-of-size", rate, moved, again)
        told += f"，预算调整率{rate}"
    d.say(told + "。")
    spent, rate = d.money(budget.spent), d.rate(budget.rate)
    d.say(phrases.execution(d, d.again(final), spent, rate, unit.year) + f"，{_why(d, budget.rate)}。")
    return final, spent, rate


def _why(d: Draft, rate: Fraction) -> str:
    return d.one(*words.UNSPENT) if rate < 1 else d.one("预算资金全部执行完毕", "较好地完成了预算执行任务")


def _use(d: Draft, unit: words.Unit, budget: Budget, spent: Ref) -> None:
    basic, project = budget.parts
    d.heading(d.one("二、部门整体支出管理及使用情况", "二、资金使用及管理情况"))
    parts = [(part.name, d.money(part.spent)) for part in budget.parts]
    d.say(phrases.breakdown(d, f"{unit.year}年部门整体支出", d.again(spent), parts) + "。")
    d.heading("（一）基本支出情况", 2)
    staff, office = d.shares(basic.spent, 2)
    if staff < office:
        staff, office = office, staff
    final, used = d.money(basic.budget), d.again(parts[0][1])
    d.say(f"{unit.year}年基本支出" + phrases.spending(d, final, used, d.rate(basic.rate)) + "。")
    made = [("人员经费", d.money(staff)), ("公用经费", d.money(office))]
    d.say(phrases.breakdown(d, d.one("基本支出", "全年基本支出"), d.again(used), made) + d.one("。", "，保障了机关正常运转。"))
    d.heading("（二）项目支出情况", 2)
    _projects(d, unit, project.budget, project.spent, parts[1][1])


def _projects(d: Draft, unit: words.Unit, budget: Fraction, spent: Fraction, told: Ref) -> None:
    names = tuple(d.rng.sample(unit.domain.projects, d.rng.randint(2, 5)))
    while True:
        budgets = d.shares(budget, len(names))
        used = [spend(d, part) for part in budgets[1:]]
        first = spent - sum(used)
        if first == budgets[0] or Fraction(4, 5) < first / budgets[0] < Fraction(999, 1000):
            break
        if d.chance(0.2):
            used = [part * spent / budget for part in budgets[1:]]
            used = [Fraction(int(part * 100), 100) for part in used]
            first = spent - sum(used)
            break
    spents = [first, *used]
    whole, done = d.money(budget), d.again(told)
    number = d.count(len(names), "个")
    listed = d.counted(number, names)
    refs = [(d.money(one), d.money(other)) for one, other in zip(budgets, spents, strict=True)]
    d.relate("sum", whole, *[one for one, _ in refs])
    d.relate("sum", done, *[other for _, other in refs])
    rate = d.rate(spent / budget)
    d.relate("ratio", rate, done, whole)
    d.say(f"{unit.year}年共实施项目{number}，分别为{listed}，项目预算总额{whole}，执行金额{done}，执行率{rate}。具体如下：")
    for place, (name, (one, other)) in enumerate(zip(names, refs, strict=True)):
        d.say(f"{place + 1}.{name}，" + _project(d, one, other) + d.one("。", f"，{d.one('资金已按进度拨付', '项目按计划推进', '达到预期效果')}。"))


def _project(d: Draft, budget: Ref, spent: Ref) -> str:
    if d.chance(0.5):
        rate = d.rate(d.figures[spent.id].value / d.figures[budget.id].value)
        return phrases.spending(d, budget, spent, rate)
    return d.one(f"预算金额{budget}，执行金额{spent}", f"安排资金{budget}，实际支出{spent}")


def _indicators(d: Draft, budget: Budget, means: Means, rows: list[Row], manner: Manner) -> Ref:
    d.heading(d.one("三、部门整体支出绩效指标完成情况", "三、绩效目标完成情况分析", "三、部门整体绩效分析"))
    final, used, rate = (d.again(ref) for ref in means)
    weight, score = marks(d, 10, manner, "weight"), marks(d, execution_score(d, budget.rate), manner)
    d.relate("ratio", rate, used, final)
    d.relate("execution-score", score, weight, rate)
    d.relate("at-most", score, weight)
    d.say(
        d.one(
            f"预算执行率指标（{weight}）：全年预算数{final}，执行数{used}，执行率{rate}，得{score}。",
            f"全年预算{final}，实际支出{used}，预算执行率为{rate}，该项分值{weight}，自评得分{score}。",
        )
    )
    for sentence in told.sentences(d, rows):
        d.say(sentence)
    total = marks(d, total_of([row.spec for row in rows], d.figures[score.id].value), manner, "total")
    add_up(d, rows, total, (weight, score))
    return total


def _end(d: Draft, total: Ref) -> None:
    grade = "优" if d.figures[total.id].value >= 90 else "良"
    d.heading(d.one("四、评价结论", "四、自评结论", "四、综合评价结论"))
    d.say(
        d.one(
            f"经综合自评，部门整体支出绩效自评得分{total}，评价等级为“{grade}”。",
            f"综合以上情况，本部门整体支出绩效自评总分为{total}，自评等次为{grade}。",
            f"对照指标体系逐项打分，自评总得分{total}，等级为“{grade}”。",
        )
    )
    d.heading("五、存在的主要问题及改进措施")
    for text in (*d.rng.sample(words.PROBLEMS, 2), *d.rng.sample(words.MEASURES, 2)):
        d.say(text)
