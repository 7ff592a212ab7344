"""项目支出绩效自评报告 in the order that a province prescribes: project, funds, carrying out, performance, conclusion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles.fifth import phrases, spelled, words
from planting.styles.fifth.fields import WIDE, areas
from planting.styles.indicators import Manner, Row, Spec, add_up, execution_score, marks, printed, total_of, with_ceiling
from planting.styles.money import Budget, before
from planting.styles.words import Unit

SOURCES = (
    ("中央财政资金", "省级财政资金", "本级财政资金"),
    ("中央财政资金", "本级配套资金"),
    ("上级专项资金", "本级预算安排资金"),
    ("省级专项资金", "市县财政资金"),
    ("财政资金", "单位自筹资金"),
)
USES = ("劳务费", "维修（护）费", "委托业务费", "设备购置", "培训费", "专用材料费", "租赁费")
Means = tuple[Ref, Ref, Ref]
Extra = Callable[[Draft, Unit, Means], None]


def report(seed: int) -> Report:
    """One report of a project."""
    d = words.begun("scheme", seed, "txt")
    if seed % 5 == 1:
        words.laid(d, "docx")
    unit = words.unit(d.rng)
    name = d.rng.choice(WIDE[unit.domain.bureau])
    budget = words.budgeted(d, d.rng.choice(SOURCES), 80, 3600)
    d.title(d.one(f"关于{unit.year}年度{name}支出绩效自评的报告", f"{unit.name}{unit.year}年{name}支出绩效自评报告", f"{unit.year}年{name}绩效自评报告"))
    manner = spelled.manner(d)
    specs, survey = words.planned(d, unit, outputs=d.rng.randint(4, 6), effects=d.rng.randint(2, 3), missed=d.rng.randint(1, 2))
    specs = _costed(d, specs, budget)
    rows = [printed(d, spec, manner) for spec in specs]
    where = phrases.places(d, unit)
    _about(d, unit, name, rows, where)
    extras = d.rng.sample((_used, _course, _yearly), 2)
    means = _funds(d, unit, budget, extras)
    for row in rows:
        if row.actual is not None and row.spec.second == "成本指标":
            _tie(d, row.actual, means[1])
    _carried(d, budget, rows, where, _used not in extras)
    d.heading("四、项目绩效情况")
    if d.chance(0.8):
        d.say(phrases.surveyed(d, survey, rows))
    levels, total = _performance(d, budget, means, rows, manner)
    d.heading(d.one("五、评价结论及建议", "五、自评结论"))
    _concluded(d, name, levels, total)
    return d.finished()


def _tie(d: Draft, ref: Ref, other: Ref) -> None:
    """An amount is the one told elsewhere, in all places."""
    quantity = d.figures[other.id].quantity
    for figure in [figure for figure in d.figures if figure.quantity == quantity and figure.id != ref.id]:
        d.relate("equal", ref, Ref(figure.id))


def _costed(d: Draft, specs: Sequence[Spec], budget: Budget) -> list[Spec]:
    """In some reports the indicator on quality gives way to one on cost, which the means of the year bound."""
    if d.chance(0.6):
        return list(specs)
    place = next(place for place, spec in enumerate(specs) if spec.second == "质量指标")
    return [
        replace(with_ceiling(d, spec, budget.budget, budget.spent), name=d.one("项目实施总成本", "项目资金控制额度")) if at == place else spec
        for at, spec in enumerate(specs)
    ]


def _about(d: Draft, unit: Unit, name: str, rows: Sequence[Row], where: Sequence[str]) -> None:
    d.heading("一、项目概况")
    d.heading("（一）项目基本情况", 2)
    kind = areas(unit.domain.bureau)[0]
    number = d.count(len(where), "个")
    listed = d.counted(number, where)
    d.say(f"1.项目主管部门职能。{unit.name}{unit.domain.duty}。")
    d.say(
        d.one(
            f"2.项目实施范围。{name}在{number}{kind}组织实施，具体是{listed}。",
            f"2.项目实施范围。{unit.year}年{name}覆盖{number}{kind}，分别是：{listed}。",
            f"2.项目实施范围。{unit.year}年度{name}覆盖{listed}，共计{number}{kind}。",
        )
    )
    d.heading("（二）项目绩效目标", 2)
    counted = [row for row in rows if row.spec.output is not None]
    aims = d.one("，", "；").join(
        f"{row.spec.output.verb}{row.spec.output.thing}{d.again(row.target)}" for row in counted[:3] if row.spec.output and row.target
    )
    d.say(d.one(f"项目年初申报的绩效目标是：{aims}。", f"通过项目实施，计划完成以下目标：{aims}。", f"{unit.year}年项目绩效目标：{aims}。"))
    d.heading("（三）项目自评步骤及方法", 2)
    d.say(
        d.one(
            "根据项目资金管理办法和绩效目标申报表，采取现场核查、资料分析和问卷调查相结合的方法，对项目决策、实施和效果进行自评。",
            "本次自评由财务部门牵头，相关业务部门配合，对照绩效目标逐项收集佐证材料并进行打分，形成自评报告。",
        )
    )


def _funds(d: Draft, unit: Unit, budget: Budget, extras: Sequence[Extra]) -> Means:
    d.heading("二、项目资金申报及使用情况")
    d.heading("（一）项目资金申报及批复情况", 2)
    final = d.money(budget.budget)
    if budget.adjusted < 0 or d.chance(0.4):
        opening, moved = d.money(budget.opening), d.money(budget.adjusted, words=("追加", "调减"), role="change")
        d.relate("sum", final, opening, moved)
        d.say(d.one(f"项目年初预算{opening}，年中{moved}，调整后预算{final}。", f"年初批复项目预算资金{opening}，执行中{moved}，最终批复预算为{final}。"))
    else:
        d.say(d.one(f"经财政部门批复，{unit.year}年项目预算资金{final}。", f"根据财政部门预算批复文件，项目批复资金{final}。"))
    d.heading("（二）资金计划、到位及使用情况", 2)
    some = [(part.name, d.money(part.budget)) for part in budget.parts]
    d.say("1.资金计划。" + phrases.split(d, d.one("项目计划资金", "项目资金"), d.again(final), some) + "。")
    due, got, rate = d.again(final), d.again(final), d.rate(budget.budget / budget.budget)
    d.relate("ratio", rate, got, due)
    d.say(
        "2.资金到位。"
        + d.one(f"截至评价时点，项目计划资金{due}，到位资金{got}，资金到位率{rate}。", f"项目资金{due}已全部到位，实际到位{got}，到位率为{rate}。")
    )
    spent, rate = d.money(budget.spent), d.rate(budget.rate)
    sentence = phrases.executed(d, d.again(final), spent, rate, unit.year)
    if budget.rate < 1:
        sentence += d.one("。", "；") + phrases.unspent(d, final, spent, budget.budget - budget.spent, d.one(*words.UNSPENT))
    d.say(f"3.资金使用。{sentence}。")
    if d.chance(0.5):
        d.say(_by_source(d, budget, some, spent))
    means = (final, spent, rate)
    for extra in extras:
        extra(d, unit, means)
    d.heading("（三）项目财务管理情况", 2)
    if d.chance(0.5):
        d.say(f"项目支出{d.again(spent, '元', 2, grouped=d.grouped)}均按规定程序审批，会计核算规范，未发现虚列支出、截留挪用等问题。")
    else:
        d.say(f"项目资金实行专款专用，全年使用资金{phrases.about(d, spent)}，账务处理及时，会计核算规范。")
    return means


def _by_source(d: Draft, budget: Budget, some: Sequence[tuple[str, Ref]], spent: Ref) -> str:
    """What was spent of each source, with the rate of each."""
    again = d.again(spent)
    refs = [(part.name, d.again(first), d.money(part.spent), d.rate(part.rate)) for part, (_, first) in zip(budget.parts, some, strict=True)]
    d.relate("sum", again, *[ref for _, _, ref, _ in refs])
    for _, plan, used, rate in refs:
        d.relate("ratio", rate, used, plan)
    return d.one(
        f"项目实际支出{again}，其中：" + "；".join(f"{name}到位{plan}，支出{used}，支出率{rate}" for name, plan, used, rate in refs) + "。",
        f"在已支出的{again}中，" + "，".join(f"{name}支出{used}（预算{plan}，执行率{rate}）" for name, plan, used, rate in refs) + "。",
    )


def _used(d: Draft, unit: Unit, means: Means) -> None:
    names = [*d.rng.sample(USES, d.rng.randint(2, 4)), "其他相关支出"]
    d.say(phrases.uses(d, d.one("项目资金支出", "全年使用项目资金"), d.again(means[1]), names) + "。")


def _course(d: Draft, unit: Unit, means: Means) -> None:
    d.say(phrases.course(d, means[0], means[1]))


def _yearly(d: Draft, unit: Unit, means: Means) -> None:
    again = d.again(means[1])
    d.say(d.one("本年度项目支出", "该项目支出") + again + phrases.versus(d, again, before(d, d.figures[means[1].id].value), unit.year) + "。")


def _carried(d: Draft, budget: Budget, rows: Sequence[Row], where: Sequence[str], priced: bool) -> None:
    """`priced`: single payments may be told, which a list of all uses would have to hold."""
    d.heading("三、项目实施及管理情况")
    counted = [row for row in rows if row.spec.output is not None]
    d.say("；".join(phrases.achieved(d, row, where) for row in d.rng.sample(counted, min(2, len(counted)))) + "。")
    made = phrases.standard(d, d.rng.choice([row for row in counted if row.spec.first == "产出指标"]), budget.spent / 4) if priced else ""
    if made:
        d.say(made)
    elif priced:
        d.say(phrases.tendered(d, budget.budget))


def _performance(d: Draft, budget: Budget, means: Means, rows: Sequence[Row], manner: Manner) -> tuple[list[tuple[str, Ref]], Ref]:
    weight, score = marks(d, 10, manner, "weight"), marks(d, execution_score(d, budget.rate), manner)
    final, spent, rate = (d.again(ref) for ref in means)
    spelled.execution(d, score, weight, (final, spent, rate))
    d.heading("（一）预算执行率分析", 2)
    d.say(
        d.one(
            f"预算执行率指标分值为{weight}，项目预算数{final}，实际支出{spent}，执行率{rate}，自评得{score}。",
            f"项目全年预算{final}，实际使用{spent}，预算执行率为{rate}，该项满分{weight}，自评得分{score}。",
            f"预算执行率（{weight}）：执行率{rate}，即支出数{spent}与预算数{final}之比，得{score}。",
        )
    )
    levels = [("预算执行率", score), *spelled.tell(d, rows, 1)]
    total = marks(d, total_of([row.spec for row in rows], d.figures[score.id].value), manner, "total")
    add_up(d, rows, total, (weight, score))
    return levels, total


def _concluded(d: Draft, name: str, levels: Sequence[tuple[str, Ref]], total: Ref) -> None:
    d.heading("（一）评价结论", 2)
    grade = words.graded(d.figures[total.id].value, ("优", "良") if d.chance(0.5) else ("优秀", "良好"))
    d.say(d.one(f"对照项目绩效目标，{name}自评得分{total}，等级为“{grade}”。", f"经综合评价，项目自评总得分{total}，评价等级为{grade}。"))
    d.say(spelled.concluded(d, total, levels))
    d.heading("（二）存在的问题", 2)
    d.say(d.one(*words.PROBLEMS))
    d.heading("（三）相关建议", 2)
    d.say(d.one(*words.PLANS))
