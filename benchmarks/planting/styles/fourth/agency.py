"""部门整体支出绩效自评报告: the unit, its budget by nature, source and project, 三公, its work and its marks."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles.fourth import phrases, told, words
from planting.styles.indicators import Manner, Row, add_up, execution_score, marks, printed, total_of
from planting.styles.money import Budget, before, cents
from planting.styles.words import Unit

FUNDS = (
    ("一般公共预算拨款", "上年结转资金"),
    ("财政拨款", "事业收入", "其他收入"),
    ("一般公共预算拨款", "政府性基金预算拨款"),
    ("财政拨款资金", "单位自有资金"),
)
Means = tuple[Ref, Ref, Ref]


def report(seed: int) -> Report:
    """One report of a whole department."""
    d = words.begun("agency", seed, "txt")
    if seed % 4 == 3:
        words.laid(d, "docx")
    unit = words.unit(d.rng)
    budget = words.budgeted(d, ("基本支出", "项目支出"), 1500, 16000, ordered=False)
    d.title(
        d.one(
            f"{unit.name}{unit.year}年度部门整体支出绩效自评报告",
            f"{unit.year}年度{unit.name}整体支出绩效自评报告",
            f"{unit.name}{unit.year}年部门整体绩效自评报告",
        )
    )
    manner = told.manner(d)
    specs, survey = words.planned(d, unit.domain, outputs=d.rng.randint(4, 6), effects=2, missed=d.rng.randint(1, 2))
    rows = [printed(d, spec, manner) for spec in specs]
    d.heading("一、部门（单位）基本情况")
    d.say(f"{d.one('主要职能', '单位职责')}：{unit.domain.duty}。")
    d.say(phrases.offices(d, unit))
    d.say(phrases.staff(d))
    means = _budget(d, unit, budget)
    d.heading("三、部门整体支出绩效情况")
    counted = [row for row in rows if row.spec.output]
    d.say("；".join(phrases.achieved(d, row, phrases.places(d, unit)) for row in d.rng.sample(counted, min(2, len(counted)))) + f"。{unit.domain.effect}。")
    if d.chance(0.7):
        d.say(phrases.surveyed(d, survey, rows))
    _marked(d, unit, budget, means, rows, manner)
    return d.finished()


def _budget(d: Draft, unit: Unit, budget: Budget) -> Means:
    d.heading("二、部门整体支出管理及使用情况")
    d.heading("（一）预算安排及调整情况", 2)
    opening, final = d.money(budget.opening), d.money(budget.budget)
    some = [(part.name, d.money(opened)) for part, opened in zip(budget.parts, budget.opened, strict=True)]
    d.say(phrases.parts(d, d.one(f"{unit.year}年年初预算数", f"{unit.year}年部门年初预算", "年初批复预算数"), opening, some) + "。")
    again, moved = d.again(opening), d.money(budget.adjusted, words=d.rng.choice((("调增", "调减"), ("追加", "核减"))), role="change")
    d.relate("sum", final, again, moved)
    sentence = d.one(f"年初预算数{again}，年中{moved}，全年预算数{final}", f"年中预算{moved}，调整后全年预算数为{final}，年初预算数为{again}")
    if d.chance(0.6):
        rate = d.rate(abs(budget.adjusted) / budget.opening, max(1, d.rate_places))
        d.relate("ratio-of-size", rate, moved, again)
        sentence += f"，预算调整率{rate}"
    d.say(sentence + "。")
    if d.chance(0.5):
        names = d.rng.choice([names for names in FUNDS if "事业收入" not in names or not unit.name.endswith("局")])
        main = cents(budget.budget * Fraction(d.rng.randint(700, 960), 1000))
        cuts = [main, *sorted(d.shares(budget.budget - main, len(names) - 1), reverse=True)]
        d.say(phrases.parts(d, d.one("按资金来源分，全年预算", "全年预算资金"), d.again(final), list(zip(names, map(d.money, cuts), strict=True))) + "。")
    d.heading("（二）预算执行情况", 2)
    spent, rate = d.money(budget.spent), d.rate(budget.rate)
    sentence = phrases.executed(d, d.again(final), spent, rate, unit.year)
    if budget.rate < 1:
        sentence += "。" + phrases.unspent(d, final, spent, budget.budget - budget.spent, d.one(*words.UNSPENT))
    d.say(sentence + "。")
    if d.chance(0.5):
        again = d.again(spent)
        d.say(d.one("本年支出", "部门整体支出") + again + phrases.against(d, again, before(d, budget.spent), unit.year) + "。")
    if d.chance(0.35):
        round_ = d.again(spent, "亿元", 4) if budget.spent > 5 * 10**9 and d.chance(0.5) else phrases.about(d, spent)
        d.say(f"全年支出{round_}，保障了单位正常运转和重点工作开展。")
    _nature(d, unit, budget, spent)
    _three(d, unit)
    return final, spent, rate


def _nature(d: Draft, unit: Unit, budget: Budget, spent: Ref) -> None:
    """Basic outlay and projects: budget, accounts, rate; what each was used for."""
    basic, project = budget.parts
    plans = [(part.name, d.money(part.budget), d.money(part.spent), d.rate(part.rate)) for part in (basic, project)]
    again = d.again(spent)
    d.relate("sum", again, *[used for _, _, used, _ in plans])
    for _, plan, used, rate in plans:
        d.relate("ratio", rate, used, plan)
    style = d.rng.randrange(2)
    lines = [
        f"{name}全年预算{plan}，实际支出{used}，执行率{rate}" if style else f"{name}预算数{plan}，执行数{used}，预算执行率{rate}"
        for name, plan, used, rate in plans
    ]
    d.say(f"全年支出{again}，按支出性质分：{'；'.join(lines)}。")
    staff = cents(basic.spent * Fraction(d.rng.randint(6600, 9000), 10000))
    pay, office = d.money(staff), d.money(basic.spent - staff)
    sentence = phrases.parts(d, "基本支出", d.again(plans[0][2]), [("人员经费", pay), ("公用经费", office)])
    if d.chance(0.5):
        share, first = d.rate(staff / basic.spent, role="share"), d.again(plans[0][2])
        d.relate("ratio", share, pay, first)
        sentence += f"。人员经费占基本支出{first}的{share}"
    d.say(sentence + "。")
    _projects(d, unit, project.budget, project.spent, plans[1][1], plans[1][2])


def _projects(d: Draft, unit: Unit, given: Fraction, spent: Fraction, plan: Ref, used: Ref) -> None:
    """The projects by name, how many, and what each was given and spent."""
    names = tuple(d.rng.sample(unit.domain.projects, d.rng.randint(2, 4)))
    cuts = sorted(d.shares(given, len(names)), reverse=True)
    out = [cents(cut * spent / given) for cut in cuts[1:]]
    out = [spent - sum(out), *out]
    many = d.count(len(names), "个")
    listed = d.counted(many, names)
    whole, done = d.again(plan), d.again(used)
    first, second = [d.money(cut) for cut in cuts], [d.money(cut) for cut in out]
    d.relate("sum", whole, *first)
    d.relate("sum", done, *second)
    lines = "；".join(f"{name}预算{one}，支出{other}" for name, one, other in zip(names, first, second, strict=True))
    d.say(
        d.one(
            f"{unit.year}年本单位共有{many}项目，分别为{listed}，项目预算{whole}，支出{done}。其中：{lines}。",
            f"项目支出共涉及{many}项目，即{listed}，全年预算{whole}，实际支出{done}。具体为：{lines}。",
        )
    )


def _three(d: Draft, unit: Unit) -> None:
    """三公: budget, accounts, rest, kinds, and the year before."""
    kinds = [(d.one("公务用车运行维护费", "公务用车购置及运行维护费"), d.amount(3, 18)), ("公务接待费", d.amount(1, 6))]
    plans = [cents(value * Fraction(d.rng.randint(10300, 14500), 10000)) for _, value in kinds]
    value, plan = sum((cut for _, cut in kinds), Fraction(0)), sum(plans, Fraction(0))
    limit, used = d.money(plan), d.money(value)
    d.heading("（三）“三公”经费使用情况", 2)
    if d.chance(0.5):
        left = d.money(plan - value)
        d.relate("sum", limit, used, left)
        sentence = f"“三公”经费预算数{limit}，决算数{used}，较预算节约{left}"
    else:
        rate = d.rate(value / plan)
        d.relate("ratio", rate, used, limit)
        sentence = f"“三公”经费预算{limit}，实际支出{used}，占预算的{rate}"
    refs = [(name, d.money(one), d.money(other)) for (name, other), one in zip(kinds, plans, strict=True)]
    d.relate("sum", limit, *[one for _, one, _ in refs])
    d.relate("sum", used, *[other for _, _, other in refs])
    d.say(sentence + "。其中：" + "；".join(f"{name}预算{one}，支出{other}" for name, one, other in refs) + "；未发生因公出国（境）费用。")
    if d.chance(0.6):
        again, past = d.again(used), before(d, value)
        why = "主要是认真贯彻落实中央八项规定精神，从严控制相关支出" if past > value else "主要是公务用车使用频次有所增加"
        d.say(f"“三公”经费支出{again}" + phrases.against(d, again, past, unit.year) + f"，{why}。")


def _marked(d: Draft, unit: Unit, budget: Budget, means: Means, rows: Sequence[Row], manner: Manner) -> None:
    d.heading("四、绩效指标完成情况")
    weight, score = marks(d, 10, manner, "weight"), marks(d, execution_score(d, budget.rate), manner)
    final, spent, rate = (d.again(ref) for ref in means)
    told.execution(d, score, weight, (final, spent, rate))
    d.heading("（一）预算执行率", 2)
    d.say(
        d.one(
            f"我单位{unit.year}年全年预算金额为{final}，执行金额为{spent}，执行率为{rate}，该项分值{weight}，得{score}。",
            f"预算执行率指标满分{weight}。部门整体支出全年预算数{final}，执行数{spent}，执行率{rate}，得分{score}。",
        )
    )
    levels = [("预算执行率", score), *told.tell(d, rows, 1)]
    total = marks(d, total_of([row.spec for row in rows], d.figures[score.id].value), manner, "total")
    d.heading("五、评价结论")
    d.say(told.concluded(d, total, levels))
    add_up(d, rows, total, (weight, score))
    grade = words.graded(d.figures[total.id].value)
    d.say(d.one(f"{unit.year}年度部门整体支出绩效自评综合得分{total}，评价结果为“{grade}”。", f"{unit.name}整体支出绩效自评得分为{total}，等级为{grade}。"))
    d.heading("六、存在的主要问题及改进措施")
    d.say(d.one(*words.PROBLEMS))
    d.say(d.one(*words.PLANS))
