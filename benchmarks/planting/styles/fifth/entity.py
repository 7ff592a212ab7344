"""部门整体支出绩效自评报告 in the order of a province's model: the unit, its outlay by nature and fund, 三公, performance, conclusion."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles.fifth import phrases, spelled, words
from planting.styles.fifth.fields import FUNCTIONS
from planting.styles.indicators import Manner, Row, add_up, execution_score, marks, printed, total_of
from planting.styles.money import Budget, before, cents
from planting.styles.words import Unit

Means = tuple[Ref, Ref, Ref]
CUTS = ("工资福利支出", "商品和服务支出", "对个人和家庭的补助")


def report(seed: int) -> Report:
    """One report of a whole unit."""
    d = words.begun("entity", seed, "txt")
    if seed % 4 == 2:
        words.laid(d, "docx")
    unit = words.unit(d.rng)
    budget = words.budgeted(d, ("基本支出", "项目支出"), 900, 4200, ordered=False)
    d.title(
        d.one(
            f"{unit.year}年度{unit.name}部门整体支出绩效自评报告",
            f"{unit.name}{unit.year}年度部门整体支出绩效自评情况报告",
            f"{unit.name}关于{unit.year}年度整体支出绩效自评的报告",
        )
    )
    manner = spelled.manner(d)
    specs, survey = words.planned(d, unit, outputs=d.rng.randint(4, 6), effects=2, missed=d.rng.randint(1, 2))
    rows = [printed(d, spec, manner) for spec in specs]
    d.heading("一、部门（单位）基本情况")
    told = [("部门职责", f"{unit.name}{unit.domain.duty}。"), ("机构设置", phrases.offices(d, unit)), ("人员编制", phrases.staff(d, unit))]
    for place, (name, text) in enumerate(told):
        d.heading(f"（{phrases.HAN[place]}）{name}", 2)
        d.say(text)
    d.heading("二、一般公共预算支出情况")
    means = _budget(d, unit, budget)
    d.heading("三、政府性基金、国有资本经营和社会保险基金预算支出情况")
    d.say(d.one(f"{unit.year}年度我单位无政府性基金预算、国有资本经营预算和社会保险基金预算支出。", "本单位没有上述三类预算收支。"))
    d.heading("四、部门整体支出绩效情况")
    counted = [row for row in rows if row.spec.output]
    where = phrases.places(d, unit)
    d.say("；".join(phrases.achieved(d, row, where) for row in d.rng.sample(counted, min(2, len(counted)))) + f"。{unit.domain.effect}。")
    if d.chance(0.7):
        d.say(phrases.surveyed(d, survey, rows))
    _marked(d, unit, budget, means, rows, manner)
    return d.finished()


def _budget(d: Draft, unit: Unit, budget: Budget) -> Means:
    opening, final = d.money(budget.opening), d.money(budget.budget)
    pairs = d.rng.choice((("追加", "调减"), ("增加", "减少"), ("调增", "调减")))
    moved = d.money(budget.adjusted, words=pairs, role="change")
    d.relate("sum", final, opening, moved)
    sentence = d.one(
        f"{unit.year}年年初部门预算{opening}，年度执行中{moved}，调整后预算{final}",
        f"{unit.year}年年初预算批复数{opening}，年中{moved}，全年预算数为{final}",
    )
    if d.chance(0.5):
        rate, again = d.rate(abs(budget.adjusted) / budget.opening, max(1, d.rate_places)), d.again(opening)
        d.relate("ratio-of-size", rate, moved, again)
        sentence += d.one(f"，调整金额占年初部门预算{again}的{rate}", f"，预算调整率为{rate}（年初预算{again}）")
    d.say(sentence + "。")
    if d.chance(0.5):
        some = [(part.name, d.money(opened)) for part, opened in zip(budget.parts, budget.opened, strict=True)]
        d.say(phrases.split(d, "年初部门预算", d.again(opening), some) + "。")
    spent, rate = d.money(budget.spent), d.rate(budget.rate)
    sentence = phrases.executed(d, d.again(final), spent, rate, unit.year)
    if budget.rate < 1:
        sentence += "。" + phrases.unspent(d, final, spent, budget.budget - budget.spent, d.one(*words.UNSPENT))
    d.say(sentence + "。")
    if d.chance(0.55):
        again = d.again(spent)
        d.say(d.one("全年支出", "部门支出") + again + phrases.versus(d, again, before(d, budget.spent), unit.year) + "。")
    elif d.chance(0.6):
        d.say(phrases.course(d, final, spent))
    _nature(d, unit, budget, final, spent)
    _three(d, unit)
    return final, spent, rate


def _nature(d: Draft, unit: Unit, budget: Budget, final: Ref, spent: Ref) -> None:
    """Basic outlay and projects: budget, accounts, rate, share; what each was used for."""
    basic, project = budget.parts
    lines = [(part.name, d.money(part.budget), d.money(part.spent), d.rate(part.rate)) for part in (basic, project)]
    for _, plan, used, rate in lines:
        d.relate("ratio", rate, used, plan)
    d.relate("sum", final, *[plan for _, plan, _, _ in lines])
    whole = d.again(spent)
    d.say(d.one("支出总额", "本年度支出") + whole + "，其中：" + "；".join(_joined(d, whole, [(name, used) for name, _, used, _ in lines])) + "。")
    d.heading("（一）基本支出情况", 2)
    _, plan, used, rate = lines[0]
    done = d.again(used)
    sentence = d.one(f"基本支出预算{plan}，决算{done}，完成预算的{rate}", f"基本支出全年预算数{plan}，执行数{done}，执行率{rate}")
    most = cents(basic.spent * Fraction(d.rng.randint(6400, 8400), 10000))
    cuts = [most, *sorted(d.shares(basic.spent - most, 2), reverse=True)]
    some = [(name, d.money(cut)) for name, cut in zip(CUTS, cuts, strict=True)]
    if d.chance(0.5):
        d.say(f"{sentence}。" + phrases.split(d, "基本支出", d.again(used), some) + "。")
    else:
        first = d.again(used)
        d.relate("sum", first, *[ref for _, ref in some])
        d.say(f"{sentence}。按经济分类划分，基本支出{first}，包括" + "，".join(phrases.shared(d, first, some)) + "。")
    d.heading("（二）项目支出情况", 2)
    _projects(d, unit, project.budget, project.spent, lines[1][1:])


def _joined(d: Draft, whole: Ref, some: Sequence[tuple[str, Ref]]) -> list[str]:
    """The parts of a total, with the share of each in some reports."""
    d.relate("sum", whole, *[ref for _, ref in some])
    return phrases.shared(d, whole, some) if d.chance(0.6) else [name + ref for name, ref in some]


def _projects(d: Draft, unit: Unit, given: Fraction, spent: Fraction, line: Means) -> None:
    """The projects by name, how many, and what each was given and spent."""
    plan, used, rate = line
    names = tuple(d.rng.sample(unit.domain.projects, d.rng.randint(2, 4)))
    cuts = sorted(d.shares(given, len(names)), reverse=True)
    out = [cents(cut * spent / given) for cut in cuts[1:]]
    out = [spent - sum(out), *out]
    many = d.count(len(names), "个")
    first, second = [d.money(cut) for cut in cuts], [d.money(cut) for cut in out]
    whole, done = plan, d.again(used)
    d.relate("sum", whole, *first)
    d.relate("sum", done, *second)
    listed = d.counted(many, names)
    d.say(f"{unit.year}年度安排项目{many}，分别为{listed}。项目支出预算{whole}，决算{done}，完成预算的{rate}。")
    lines = [f"{name}预算安排{one}，实际支出{other}" for name, one, other in zip(names, first, second, strict=True)]
    d.say(d.one("具体情况：", "各项目支出情况为：", "其中：") + "；".join(lines) + "。")


def _three(d: Draft, unit: Unit) -> None:
    """三公: budget, accounts, what was saved, kinds, and the year before."""
    cuts = [d.amount(2, 12), d.amount(1, 5)]
    plans = [cents(value * Fraction(d.rng.randint(10200, 14000), 10000)) for value in cuts]
    value, plan = sum(cuts, Fraction(0)), sum(plans, Fraction(0))
    limit, used = d.money(plan), d.money(value)
    d.heading("（三）“三公”经费支出情况", 2)
    if d.chance(0.5):
        less = d.money(plan - value)
        d.relate("sum", limit, used, less)
        sentence = f"{unit.year}年“三公”经费年初预算{limit}，实际支出{used}，比预算减少{less}"
        if d.chance(0.6):
            rate = d.rate(1 - value / plan)
            d.relate("ratio", rate, less, limit)
            sentence += f"，下降{rate}"
    else:
        rate = d.rate(value / plan)
        d.relate("ratio", rate, used, limit)
        sentence = d.one(f"“三公”经费支出{used}，占年初预算{limit}的{rate}", f"“三公”经费年初预算{limit}，决算{used}，控制率{rate}")
    d.say(sentence + "。")
    again, none = d.again(used), d.figure(0, "万元", 0)
    names = (d.one("公务用车运行维护费", "公务用车运行费"), "公务接待费")
    some = [(name, d.money(cut)) for name, cut in zip(names, cuts, strict=True)]
    told = phrases.split(d, "“三公”经费支出", again, [*some, ("因公出国（境）费用", none)])
    if d.chance(0.55):
        last, past = d.again(used), before(d, value)
        told += f"。“三公”经费支出{last}" + phrases.versus(d, last, past, unit.year)
    d.say(told + "。")


def _marked(d: Draft, unit: Unit, budget: Budget, means: Means, rows: Sequence[Row], manner: Manner) -> None:
    weight, score = marks(d, 10, manner, "weight"), marks(d, execution_score(d, budget.rate), manner)
    final, spent, rate = (d.again(ref) for ref in means)
    spelled.execution(d, score, weight, (final, spent, rate))
    d.heading("（一）预算执行率分析", 2)
    d.say(
        d.one(
            f"部门整体支出预算数{final}，执行数{spent}，执行率{rate}。该指标分值{weight}，自评得分{score}。",
            f"{unit.year}年全年预算{final}，全年支出{spent}，预算执行率为{rate}，满分{weight}，自评得{score}。",
        )
    )
    levels = [("预算执行率", score), *spelled.tell(d, rows, 1)]
    total = marks(d, total_of([row.spec for row in rows], d.figures[score.id].value), manner, "total")
    d.heading("五、部门整体支出绩效自评结论")
    grade = words.graded(d.figures[total.id].value)
    lead = FUNCTIONS[unit.domain.bureau][0].removesuffix("支出")
    d.say(
        d.one(
            f"经自评，{unit.name}{unit.year}年度部门整体支出绩效自评得分为{total}，评价等次为“{grade}”。",
            f"总体来看，本单位较好完成了{lead}领域的年度任务，整体支出绩效自评得分{total}，自评等次为{grade}。",
        )
    )
    d.say(spelled.concluded(d, total, levels))
    add_up(d, rows, total, (weight, score))
    d.heading("六、存在的问题及原因分析")
    d.say(d.one(*words.PROBLEMS))
    d.heading("七、下一步改进措施")
    d.say(d.one(*words.PLANS))
