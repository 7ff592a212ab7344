"""部门整体支出绩效自评报告 with four blocks of marks: input, process, output, effect."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles.indicators import Manner, Row, execution_score, marks, parts_of, printed, total_of
from planting.styles.money import Budget, before, cents, drawn
from planting.styles.third import clauses, told, words
from planting.styles.words import Unit

PROCESS = (
    ("预算编制完整性", "收支全部纳入部门预算", "个别项目预算未细化到具体用途"),
    ("管理制度健全性", "财务管理、内控等制度齐全", "部分制度修订不及时"),
    ("资金使用合规性", "资金支付手续完备，未发现截留挪用", "个别凭证附件不全"),
    ("预决算信息公开", "按规定时限和内容公开", "公开内容不够详细"),
    ("资产管理规范性", "资产账实相符", "部分固定资产未及时登记入账"),
    ("政府采购执行", "应采尽采", "个别采购事项未编制采购预算"),
)
Extra = tuple[Ref, Ref]


def report(seed: int) -> Report:
    """One report of a whole department."""
    d = words.begun("bureau", seed, "txt")
    if seed % 4 == 1:
        words.laid(d, "docx")
    unit = words.unit(d.rng)
    budget = drawn(d, ("基本支出", "项目支出"), 600, 18000, ordered=False)
    d.title(d.one(f"{unit.region}{unit.year}年部门整体支出绩效自评报告", f"{unit.name}{unit.year}年度部门整体支出绩效评价自评报告"))
    d.say(f"（{unit.name}）")
    manner = told.manner(d)
    specs = words.planned(d, unit.domain, outputs=d.rng.randint(4, 6), effects=2, missed=d.rng.randint(1, 2))
    specs = words.weighed(d, specs, {"产出指标": 40, "效益指标": 20, "满意度指标": 10})
    rows = [printed(d, spec, manner) for spec in specs]
    _profile(d, unit)
    means = _money(d, unit, budget)
    _outgo(d, unit, budget, means[1])
    _work(d, unit, rows)
    weight, score = marks(d, 10, manner, "weight"), marks(d, execution_score(d, budget.rate), manner)
    extra, levels = _marked(d, means, rows, (weight, score), manner)
    value = total_of(specs, d.figures[score.id].value) + sum(d.figures[one.id].value for _, one in extra)
    total = marks(d, value, manner, "total")
    d.relate("total", weight, *[one for one, _ in extra], *[row.weight for row in rows], number=100)
    d.relate("sum", total, score, *[one for _, one in extra], *[row.score for row in rows])
    d.relate("grade", total, number=90 if value >= 90 else 80)
    _closing(d, unit, total, levels)
    return d.finished()


def _profile(d: Draft, unit: Unit) -> None:
    d.heading("一、部门基本情况")
    d.say(f"{unit.name}{unit.domain.duty}。")
    d.say(clauses.structure(d, unit))
    for sentence in clauses.people(d, unit):
        d.say(sentence)
    if d.chance(0.6):
        d.say(clauses.vehicles(d))
    cost = d.amount(300, 9000)
    worn = cents(cost * Fraction(d.rng.randint(1500, 6500), 10000))
    gross, off, net = d.money(cost), d.money(worn), d.money(cost - worn)
    d.relate("sum", gross, off, net)
    d.say(d.one(f"年末固定资产原值{gross}，累计折旧{off}，账面净值{net}。", f"固定资产账面原值为{gross}，已提折旧{off}，净值{net}。"))


def _money(d: Draft, unit: Unit, budget: Budget) -> tuple[Ref, Ref, Ref]:
    d.heading("二、部门整体收支情况")
    opening, final = d.money(budget.opening), d.money(budget.budget)
    some = [(part.name, d.money(opened)) for part, opened in zip(budget.parts, budget.opened, strict=True)]
    d.say(clauses.whole(d, d.one(f"{unit.year}年部门预算批复数", "年初部门预算"), opening, some) + "。")
    again, moved = d.again(opening), d.money(budget.adjusted, words=d.rng.choice((("追加", "追减"), ("调增", "调减"), ("净增加", "净减少"))), role="change")
    d.relate("sum", final, again, moved)
    sentence = d.one(f"年中{moved}，调整后全年预算为{final}（年初预算{again}）", f"年初预算{again}，执行中预算{moved}，全年预算数{final}")
    if d.chance(0.6):
        rate = d.rate(abs(budget.adjusted) / budget.opening)
        d.relate("ratio-of-size", rate, moved, again)
        sentence += f"，预算调整率{rate}"
    d.say(sentence + "。")
    spent, rate = d.money(budget.spent), d.rate(budget.rate)
    sentence = clauses.carried_out(d, d.again(final), spent, rate)
    if budget.rate < 1:
        sentence += "，" + clauses.unspent(d, final, spent, budget.budget - budget.spent, d.one(*words.UNSPENT))
    d.say(sentence + "。")
    if d.chance(0.4):
        d.say(f"全年部门支出{clauses.rounded(d, spent)}，有力保障了机构运转和各项任务落实。")
    if budget.spent > 10**10 and d.chance(0.5):
        d.say(f"按亿元口径，部门支出规模为{d.again(spent, '亿元', 4)}。")
    return final, spent, rate


def _outgo(d: Draft, unit: Unit, budget: Budget, spent: Ref) -> None:
    basic, project = budget.parts
    refs = [(part.name, d.money(part.budget), d.money(part.spent), d.rate(part.rate)) for part in budget.parts]
    again = d.again(spent)
    d.relate("sum", again, *[ref for _, _, ref, _ in refs])
    d.say(
        d.one(f"在全年支出{again}中：", f"全年支出{again}，分类情况为：")
        + "；".join(name + clauses.item_done(d, one, other, rate) for name, one, other, rate in refs)
        + "。"
    )
    staff = cents(basic.spent * Fraction(d.rng.randint(6500, 8800), 10000))
    first, pay, office = d.again(refs[0][2]), d.money(staff), d.money(basic.spent - staff)
    d.relate("sum", first, pay, office)
    share = d.rate(staff / basic.spent, role="share")
    d.relate("ratio", share, pay, first)
    d.say(d.one(f"基本支出{first}中，人员经费{pay}，公用经费{office}，人员经费占比{share}。", f"人员经费{pay}，占基本支出{first}的{share}；公用经费{office}。"))
    plan = cents((basic.spent - staff) * Fraction(d.rng.randint(10050, 11900), 10000))
    limit, used, rate = d.money(plan), d.again(office), d.rate((basic.spent - staff) / plan)
    d.relate("ratio", rate, used, limit)
    d.say(f"公用经费预算安排{limit}，决算{used}，公用经费控制率{rate}。")
    _listed(d, unit, project.spent, refs[1][2])
    _three(d, unit)


def _listed(d: Draft, unit: Unit, spent: Fraction, told_: Ref) -> None:
    """The projects with what each was given and spent, added up by spent."""
    names = tuple(d.rng.sample(unit.domain.projects, d.rng.randint(3, 5)))
    number, whole = d.count(len(names), "个"), d.again(told_)
    listed = d.counted(number, names)
    cuts = d.shares(spent, len(names))
    refs = [d.money(cut) for cut in cuts]
    d.relate("sum", whole, *refs)
    d.say(
        d.one(
            f"全年实施项目{number}，包括{listed}，项目支出{whole}，各项目支出依次为{'、'.join(refs)}。",
            f"项目支出{whole}用于{listed}{number}项目，支出金额依次为{'、'.join(refs)}。",
        )
    )


def _three(d: Draft, unit: Unit) -> None:
    kinds = [("公务接待费", d.amount(1, 7)), ("公务用车运行维护费", d.amount(4, 28))]
    plans = [cents(value * Fraction(d.rng.randint(10100, 13800), 10000)) for _, value in kinds]
    value, plan = sum((cut for _, cut in kinds), Fraction(0)), sum(plans, Fraction(0))
    used, limit, rate = d.money(value), d.money(plan), d.rate(value / plan)
    d.relate("ratio", rate, used, limit)
    refs = [(name, d.money(one), d.money(other)) for (name, other), one in zip(kinds, plans, strict=True)]
    d.relate("sum", limit, *[one for _, one, _ in refs])
    d.relate("sum", used, *[other for _, _, other in refs])
    d.say(f"“三公”经费预算{limit}，决算{used}，“三公”经费控制率{rate}。其中，" + "；".join(f"{name}预算{one}、决算{other}" for name, one, other in refs) + "。")
    if d.chance(0.6):
        again = d.again(used)
        d.say(f"“三公”经费决算合计{again}" + clauses.yearly(d, again, before(d, value), unit.year) + "。")


def _work(d: Draft, unit: Unit, rows: Sequence[Row]) -> None:
    d.heading("三、部门履职及重点工作完成情况")
    counted = [row for row in rows if row.spec.output is not None]
    for place, row in enumerate(d.rng.sample(counted, min(len(counted), d.rng.randint(2, 4)))):
        d.say(f"{clauses.ORDINALS[place]}是" + clauses.done(d, row) + "。")
    d.say(unit.domain.effect + "。")
    if d.chance(0.5):
        d.say(clauses.answers(d, unit, rows))


def _marked(
    d: Draft, means: tuple[Ref, Ref, Ref], rows: Sequence[Row], execution: tuple[Ref, Ref], manner: Manner
) -> tuple[list[Extra], list[tuple[str, Ref]]]:
    d.heading("四、绩效自评得分情况")
    final, spent, rate = (d.again(ref) for ref in means)
    weight, score = execution
    d.relate("ratio", rate, spent, final)
    d.relate("execution-score", score, weight, rate)
    d.relate("at-most", score, weight)
    d.heading(f"（一）投入（分值{weight}，得分{score}）", 2)
    d.say(f"预算执行率{rate}，即部门支出{spent}与全年预算{final}的比率。")
    extra, block = _process(d, manner)
    levels = [("投入", score), ("过程", block), *told.tell(d, rows, 2)]
    return extra, levels


def _process(d: Draft, manner: Manner) -> tuple[list[Extra], Ref]:
    """Management, judged without numbers: marks with a reason where some are lost."""
    chosen = d.rng.sample(PROCESS, d.rng.randint(4, 5))
    made: list[Extra] = []
    sentences: list[str] = []
    for place, ((name, good, bad), points) in enumerate(zip(chosen, parts_of(d.rng, 20, len(chosen)), strict=True)):
        lost = Fraction(d.rng.choice((1, 1, 2)) if d.granule == 1 else Fraction(d.rng.choice((1, 2, 3)), 2)) if place == 0 and d.chance(0.6) else Fraction(0)
        weight, score = marks(d, points, manner, "weight"), marks(d, points - lost, manner)
        d.relate("at-most", score, weight)
        made.append((weight, score))
        why = good
        if lost:
            off = d.figure(lost, "分", 0 if d.granule == 1 else 1, trim=True, exact=True, role="deducted")
            d.relate("sum", weight, score, off)
            why = f"{bad}，扣{off}"
        sentences.append(f"{name}（{weight}），{why}，得{score}。")
    total = d.figure(20, "分", 0, exact=True, role="heading")
    got = d.figure(sum(d.figures[one.id].value for _, one in made), "分", max(d.figures[one.id].places for _, one in made), trim=True, exact=True, role="level")
    d.relate("sum", total, *[one for one, _ in made])
    d.relate("sum", got, *[one for _, one in made])
    d.relate("at-most", got, total)
    d.heading(f"（二）过程（分值{total}，得分{got}）", 2)
    for sentence in sentences:
        d.say(sentence)
    return made, got


def _closing(d: Draft, unit: Unit, total: Ref, levels: Sequence[tuple[str, Ref]]) -> None:
    d.heading("五、综合结论")
    d.say(told.closed(d, total, levels))
    grade = words.graded(d.figures[total.id].value)
    d.say(d.one(f"{unit.year}年度{unit.name}整体支出绩效自评得分{total}，等级为“{grade}”。", f"经综合评定，部门整体支出自评得分{total}，评为{grade}等次。"))
    d.heading("六、存在问题和改进建议")
    d.say(d.one(*words.PROBLEMS))
    d.say(d.one(*words.PLANS))
