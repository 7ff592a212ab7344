"""部门整体支出绩效自评 of an institution: what there was, what was spent, what came of it, told by another hand."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles.indicators import Row, add_up, execution_score, marks, printed, total_of
from planting.styles.money import Budget, before, cents, drawn, spend
from planting.styles.second import statements, told, words
from planting.styles.words import Unit

BASIC, PROJECT = "基本支出", "项目支出"
Means = tuple[Ref, Ref, Ref]


def report(seed: int) -> Report:
    """One report of a whole unit."""
    d = words.begun("department", seed, "docx" if seed % 3 == 0 else "txt")
    unit = words.unit(d.rng)
    budget = drawn(d, (BASIC, PROJECT), 480, 26000, ordered=False)
    d.title(d.one(f"{unit.name}关于{unit.year}年度部门整体支出绩效自评情况的报告", f"{unit.name}{unit.year}年度整体支出绩效自评报告"))
    manner = told.manner(d)
    specs = words.planned(d, unit.domain, outputs=d.rng.randint(4, 6), effects=d.rng.randint(2, 3), missed=d.rng.randint(1, 2))
    rows = [printed(d, spec, manner) for spec in specs]
    _profile(d, unit)
    means = _funds(d, unit, budget)
    _spent(d, unit, budget, means[1])
    _work(d, unit, rows)
    weight, score = marks(d, 10, manner, "weight"), marks(d, execution_score(d, budget.rate), manner)
    levels = _measured(d, means, rows, (weight, score))
    total = marks(d, total_of(specs, d.figures[score.id].value), manner, "total")
    add_up(d, rows, total, (weight, score))
    _closing(d, unit, total, score, levels, rows)
    return d.finished()


def _profile(d: Draft, unit: Unit) -> None:
    d.heading(d.one("一、单位概况", "一、部门职责及机构设置", "一、基本概况"))
    d.say(d.one(f"{unit.name}主要职责是：{unit.domain.duty}。", f"本单位{unit.domain.duty}。"))
    for sentence in (*statements.bodies(d, unit), *statements.staff(d, unit)):
        d.say(sentence)
    assets, share = d.amount(900, 30000), Fraction(d.rng.randint(4, 30), 100)
    debts = cents(assets * share)
    whole, debt, net = d.money(assets), d.money(debts), d.money(assets - debts)
    d.relate("sum", whole, debt, net)
    sentence = d.one(f"截至年末，资产总额{whole}，负债{debt}，净资产{net}", f"年末资产总计{whole}，其中负债形成{debt}，净资产{net}")
    if d.chance(0.4):
        rate = d.rate(debts / assets)
        d.relate("ratio", rate, debt, whole)
        sentence += f"，资产负债率{rate}"
    d.say(sentence + "。")


def _funds(d: Draft, unit: Unit, budget: Budget) -> Means:
    """Opening budget, what was added or taken back, the final budget, its execution and what was left."""
    d.heading(d.one("二、部门预算及支出情况", "二、预算安排与执行", "二、整体支出情况"))
    opening, final = d.money(budget.opening), d.money(budget.budget)
    some = [(part.name, d.money(opened)) for part, opened in zip(budget.parts, budget.opened, strict=True)]
    d.say(statements.parts(d, d.one(f"{unit.year}年年初批复部门预算", "年初预算总规模", "人大批准的年初预算"), opening, some) + "。")
    again = d.again(opening)
    moves = [(part.name, part.budget - opened) for part, opened in zip(budget.parts, budget.opened, strict=True) if part.budget != opened]
    words_ = d.rng.choice((("追加", "核减"), ("调增", "调减"), ("增加", "压减")))
    moved = [(name, d.money(move, words=words_, role="change")) for name, move in moves]
    d.relate("sum", final, again, *[ref for _, ref in moved])
    told_ = "、".join(f"{name}{ref}" for name, ref in moved)
    d.say(d.one(f"年初预算{again}，执行中{told_}，调整预算为{final}。", f"在年初预算{again}基础上，{told_}，形成调整后预算{final}。"))
    spent, rate = d.money(budget.spent), d.rate(budget.rate)
    told_ = statements.executed(d, d.again(final), spent, rate)
    if budget.rate < 1:
        told_ += "；" + statements.leftover(d, final, spent, budget.budget - budget.spent) + "，" + d.one(*words.LEFTOVER)
    d.say(told_ + "。")
    if budget.spent > 10**10 and d.chance(0.7):
        large = d.again(spent, "亿元", 2)
        d.say(f"全口径支出{large}，" + d.one("总体保障有力。", "收支总体平衡。"))
    return final, spent, rate


def _spent(d: Draft, unit: Unit, budget: Budget, spent: Ref) -> None:
    basic, project = budget.parts
    some = [(part.name, d.money(part.spent)) for part in budget.parts]
    again = d.again(spent)
    shares = [d.rate(part.spent / budget.spent, role="share") for part in budget.parts]
    for rate, (_, ref) in zip(shares, some, strict=True):
        d.relate("ratio", rate, ref, again)
    d.relate("total", *shares, number=1)
    d.relate("sum", again, *[ref for _, ref in some])
    d.say(
        d.one(
            f"从支出性质看，{BASIC}{some[0][1]}、{PROJECT}{some[1][1]}，分别占支出总额{again}的{shares[0]}、{shares[1]}。",
            f"支出总额{again}中，{BASIC}{some[0][1]}（占{shares[0]}），{PROJECT}{some[1][1]}（占{shares[1]}）。",
        )
    )
    staff = cents(basic.spent * Fraction(d.rng.randint(6200, 8900), 10000))
    told_ = statements.parts(
        d, d.one("基本支出决算数", "基本支出"), d.again(some[0][1]), [("工资福利等人员支出", d.money(staff)), ("日常公用支出", d.money(basic.spent - staff))]
    )
    d.say(told_ + "。")
    _controlled(d, basic.spent - staff)
    _projects(d, unit, project.budget, project.spent, some[1][1])
    _three(d, unit)


def _controlled(d: Draft, office: Fraction) -> None:
    """The rate of control of running costs: spent by what was allowed; and what was bought by tender."""
    allowed = cents(office * Fraction(d.rng.randint(10150, 12400), 10000))
    limit, used, rate = d.money(allowed), d.money(office), d.rate(office / allowed)
    for figure in [figure for figure in d.figures[:-3] if figure.value == office]:
        d.relate("equal", used, Ref(figure.id))
    d.relate("ratio", rate, used, limit)
    d.say(d.one(f"日常公用经费预算{limit}，实际支出{used}，公用经费控制率{rate}。", f"公用经费控制率为{rate}，即实际支出{used}与预算安排{limit}之比。"))
    if d.chance(0.6):
        wanted = d.amount(40, 900)
        paid = cents(wanted * Fraction(d.rng.randint(8400, 9800), 10000))
        plan, real, saved, rate = d.money(wanted), d.money(paid), d.money(wanted - paid), d.rate(1 - paid / wanted)
        d.relate("sum", plan, real, saved)
        d.relate("ratio", rate, saved, plan)
        d.say(
            d.one(
                f"政府采购预算{plan}，成交金额{real}，节约资金{saved}，节约率{rate}。",
                f"全年政府采购成交{real}，较采购预算{plan}节约{saved}，资金节约率{rate}。",
            )
        )


def _projects(d: Draft, unit: Unit, budget: Fraction, spent: Fraction, told_: Ref) -> None:
    names = tuple(d.rng.sample(unit.domain.projects, d.rng.randint(2, 5)))
    budgets = d.shares(budget, len(names))
    used = [spend(d, part) for part in budgets[1:]]
    first = spent - sum(used)
    if not Fraction(4, 5) < first / budgets[0] < Fraction(999, 1000) and first != budgets[0]:
        used = [cents(part * spent / budget) for part in budgets[1:]]
        first = spent - sum(used)
    refs = [(d.money(one), d.money(other)) for one, other in zip(budgets, [first, *used], strict=True)]
    number, done, whole = d.count(len(names), "个"), d.again(told_), d.money(budget)
    listed = d.counted(number, names)
    d.relate("sum", whole, *[one for one, _ in refs])
    d.relate("sum", done, *[other for _, other in refs])
    d.say(
        d.one(
            f"年度安排{listed}，共{number}专项，批复资金{whole}，实际支付{done}。",
            f"{unit.year}年专项（项目）共{number}：{listed}。批复总额{whole}，支付总额{done}。",
        )
    )
    rated = d.chance(0.6)
    style = d.rng.randrange(2)
    for place, (name, (one, other)) in enumerate(zip(names, refs, strict=True)):
        rate = d.rate(d.figures[other.id].value / d.figures[one.id].value) if rated else None
        lead = f"{statements.HAN[place]}是{name}。" if style else f"（{place + 1}）{name}，"
        d.say(lead + statements.part_executed(d, one, other, rate) + d.one("。", f"，{d.one(*words.DEEDS)}。"))


def _three(d: Draft, unit: Unit) -> None:
    """三公: allowed, spent, saved; and on the year before."""
    kinds = [("公务接待费", d.amount(1, 9)), ("公务用车运行维护费", d.amount(4, 36))]
    total = sum((value for _, value in kinds), Fraction(0))
    allowed = cents(total * Fraction(d.rng.randint(10300, 14500), 10000))
    used = d.money(total)
    d.say(statements.parts(d, d.one("“三公”经费支出", "全年“三公”经费决算"), used, [(name, d.money(value)) for name, value in kinds]) + "。")
    limit, again, saved, rate = d.money(allowed), d.again(used), d.money(allowed - total), d.rate(1 - total / allowed)
    d.relate("sum", limit, again, saved)
    d.relate("ratio", rate, saved, limit)
    told_ = d.one(
        f"“三公”经费预算控制数{limit}，实际支出{again}，较控制数压减{saved}，压减比例{rate}", f"实际支出{again}比预算{limit}节省{saved}，节省比例{rate}"
    )
    d.say(told_ + "。")
    if d.chance(0.6):
        now = d.again(used)
        d.say(f"“三公”经费决算数{now}" + statements.movement(d, now, before(d, total), unit.year) + "。")


def _work(d: Draft, unit: Unit, rows: Sequence[Row]) -> None:
    d.heading(d.one("三、主要履职成效", "三、重点任务落实情况"))
    counted = [row for row in rows if row.spec.output is not None]
    some = d.rng.sample(counted, min(len(counted), d.rng.randint(2, 4)))
    if d.chance(0.5):
        d.say(d.one("一年来，", "全年") + "；".join(statements.deed(d, row) for row in some) + "。")
    else:
        for place, row in enumerate(some):
            d.say(f"{place + 1}." + statements.deed(d, row) + "。")
    d.say(unit.domain.effect + "。")


def _measured(d: Draft, means: Means, rows: Sequence[Row], execution: tuple[Ref, Ref]) -> list[Ref]:
    d.heading(d.one("四、绩效目标实现情况", "四、绩效自评指标分析"))
    final, spent, rate = (d.again(ref) for ref in means)
    weight, score = execution
    d.relate("ratio", rate, spent, final)
    d.relate("execution-score", score, weight, rate)
    d.relate("at-most", score, weight)
    d.say(
        d.one(
            f"预算执行（满分{weight}）。执行率{rate}，决算数{spent}，调整预算数{final}，得{score}。",
            f"预算执行情况得{score}，满分{weight}。全年预算{final}，全年支出{spent}，执行率达{rate}。",
        )
    )
    return told.say(d, rows)


def _closing(d: Draft, unit: Unit, total: Ref, execution: Ref, levels: Sequence[Ref], rows: Sequence[Row]) -> None:
    d.heading(d.one("五、自评结果", "五、综合评价"))
    told.concluded(d, total, execution, levels, list(dict.fromkeys(row.spec.first for row in rows)))
    grade = words.graded(d.figures[total.id].value, ("优", "良") if d.chance(0.6) else ("优秀", "良好"))
    d.say(
        d.one(
            f"{unit.name}{unit.year}年度整体支出绩效自评综合得分为{total}，评定为“{grade}”。",
            f"对照评价体系，本次自评{total}，等次评定为{grade}。",
        )
    )
    d.heading(d.one("六、不足之处与改进方向", "六、存在的问题和下一步打算"))
    d.say(d.one(*words.WEAK))
    d.say(d.one(*words.BETTER))
