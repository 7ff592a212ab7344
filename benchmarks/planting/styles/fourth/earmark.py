"""项目支出绩效自评报告: project and its sources, payment, goals and marks, as a county unit writes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles.fourth import phrases, told, words
from planting.styles.fourth.fields import HIGHER
from planting.styles.fourth.tables import tie
from planting.styles.indicators import Manner, Row, Spec, add_up, execution_score, marks, printed, total_of, with_ceiling
from planting.styles.money import Budget, before
from planting.styles.words import Unit

SOURCES = (
    ("中央补助资金", "省级补助资金", "本级配套资金"),
    ("中央资金", "省级资金"),
    ("省级补助资金", "县（市、区）安排资金"),
    ("上级补助资金", "本级财政资金"),
    ("财政拨款", "其他资金"),
)
USES = ("设备购置费", "劳务费", "委托业务费", "印刷费", "差旅费", "维修（护）费", "培训费", "材料费", "租赁费", "宣传费")
Means = tuple[Ref, Ref, Ref]
Extra = Callable[[Draft, Unit, Ref], None]


def report(seed: int) -> Report:
    """One report of a project."""
    d = words.begun("earmark", seed, "txt")
    if seed % 5 == 2:
        words.laid(d, "docx")
    unit = words.unit(d.rng)
    name = d.rng.choice(unit.domain.projects)
    budget = words.budgeted(d, d.rng.choice(SOURCES), 60, 4200)
    d.title(d.one(f"{unit.name}{unit.year}年度{name}绩效自评报告", f"{unit.year}年度{name}支出绩效自评报告", f"{unit.region}{unit.year}年{name}绩效自评报告"))
    manner = told.manner(d)
    specs, survey = words.planned(d, unit.domain, outputs=d.rng.randint(4, 6), effects=d.rng.randint(2, 3), missed=d.rng.randint(1, 2))
    specs = _costed(d, specs, budget)
    rows = [printed(d, spec, manner) for spec in specs]
    bought = _basics(d, unit, name, budget, rows)
    means = _payment(d, unit, budget, (_seasons, _yearly, _whole) if bought else (_used, _seasons, _yearly, _whole))
    for row in rows:
        if row.actual is not None and row.spec.second == "成本指标":
            tie(d, row.actual, means[1])
    d.heading("三、绩效自评工作开展情况")
    d.say(
        d.one(
            "按照财政部门要求，我单位组织业务科室对照年初绩效目标逐项开展自评。",
            "我单位成立了绩效自评工作小组，通过查阅资料、核对账目、问卷调查等方式开展自评。",
        )
    )
    if d.chance(0.85):
        d.say(phrases.surveyed(d, survey, rows))
    _goals(d, name, budget, means, rows, manner)
    return d.finished()


def _costed(d: Draft, specs: Sequence[Spec], budget: Budget) -> list[Spec]:
    """In some reports the indicator on quality gives way to one on cost."""
    if d.chance(0.6):
        return list(specs)
    limit = budget.opening if budget.opening >= budget.spent else budget.budget
    place = next(place for place, spec in enumerate(specs) if spec.second == "质量指标")
    return [
        replace(with_ceiling(d, spec, limit, budget.spent), name=d.one("项目支出总额", "项目资金支出总额")) if at == place else spec
        for at, spec in enumerate(specs)
    ]


def _basics(d: Draft, unit: Unit, name: str, budget: Budget, rows: Sequence[Row]) -> bool:
    """Says whether single payments are told, which a list of all uses would have to hold."""
    d.heading("一、项目基本情况")
    d.heading("（一）项目概况", 2)
    districts, kind = phrases.places(d, unit), "二级学院" if unit.domain.bureau in HIGHER else "乡镇（街道）"
    number = d.count(len(districts), "个")
    names = d.counted(number, districts)
    d.say(
        d.one(
            f"{name}由{unit.name}负责组织实施，项目涉及{number}{kind}，分别为{names}。",
            f"{unit.year}年，{unit.name}在{names}共{number}{kind}实施了{name}。",
            f"根据部门职责和年度工作安排，{unit.name}设立{name}，实施范围为{number}{kind}，即{names}。",
        )
    )
    d.heading("（二）项目绩效目标", 2)
    counted = [row for row in rows if row.spec.output is not None]
    aims = "；".join(f"{row.spec.output.verb}{row.spec.output.thing}{d.again(row.target)}" for row in counted[:3] if row.spec.output and row.target)
    d.say(d.one(f"{unit.year}年度绩效目标为：{aims}。", f"年度总体目标：计划{aims}。", f"年初计划{aims}。"))
    d.heading("（三）项目实施情况", 2)
    d.say("；".join(phrases.achieved(d, row, districts) for row in d.rng.sample(counted, min(2, len(counted)))) + "。")
    priced = [row for row in counted if row.spec.first == "产出指标"]
    sentence = phrases.standard(d, d.rng.choice(priced), budget.spent / 3) if d.chance(0.55) else ""
    if sentence:
        d.say(sentence)
    bought = d.chance(0.5)
    if bought:
        d.say(phrases.tendered(d, budget.budget))
    return bought or bool(sentence)


def _payment(d: Draft, unit: Unit, budget: Budget, extras: Sequence[Extra]) -> Means:
    d.heading("二、项目资金使用及管理情况")
    d.heading("（一）资金到位情况", 2)
    final = d.money(budget.budget)
    some = [(part.name, d.money(part.budget)) for part in budget.parts]
    if d.chance(0.5) and budget.adjusted:
        opening, moved = d.money(budget.opening), d.money(budget.adjusted, words=("调增", "调减"), role="change")
        d.relate("sum", final, opening, moved)
        d.say(f"项目年初预算数{opening}，年中{moved}，" + phrases.parts(d, "全年预算数", final, some) + "。")
    else:
        d.say(phrases.parts(d, d.one(f"{unit.year}年项目预算资金", "项目全年预算数", f"{unit.year}年安排项目资金"), final, some) + "。")
    if d.chance(0.6):
        due, got, rate = d.again(final), d.again(final), d.rate(budget.budget / budget.budget)
        d.relate("ratio", rate, got, due)
        d.say(d.one(f"预算资金{due}，实际到位{got}，资金到位率{rate}。", f"截至{unit.year}年底，应到位资金{due}，实际到位资金{got}，到位率{rate}。"))
    d.heading("（二）资金使用情况", 2)
    spent, rate = d.money(budget.spent), d.rate(budget.rate)
    sentence = phrases.executed(d, d.again(final), spent, rate, unit.year)
    if budget.rate < 1:
        sentence += d.one("。", "，") + phrases.unspent(d, final, spent, budget.budget - budget.spent, d.one(*words.UNSPENT))
    d.say(sentence + "。")
    if d.chance(0.6):
        d.say(_by_source(d, budget, some, spent))
    for extra in d.rng.sample(extras, 2):
        extra(d, unit, spent)
    return final, spent, rate


def _by_source(d: Draft, budget: Budget, some: Sequence[tuple[str, Ref]], spent: Ref) -> str:
    """What was spent of each source, with the rate of each."""
    again = d.again(spent)
    refs = [(part.name, d.again(first), d.money(part.spent), d.rate(part.rate)) for part, (_, first) in zip(budget.parts, some, strict=True)]
    d.relate("sum", again, *[ref for _, _, ref, _ in refs])
    for _, plan, used, rate in refs:
        d.relate("ratio", rate, used, plan)
    return d.one(
        f"按资金来源分，实际支出{again}，其中：" + "；".join(f"{name}预算{plan}，支出{used}，执行率{rate}" for name, plan, used, rate in refs) + "。",
        f"支出{again}中，" + "；".join(f"{name}执行{used}，占其预算{plan}的{rate}" for name, plan, used, rate in refs) + "。",
    )


def _used(d: Draft, unit: Unit, spent: Ref) -> None:
    names = [*d.rng.sample(USES, d.rng.randint(2, 4)), "其他支出"]
    d.say(phrases.uses(d, d.one("项目实际支出", "项目资金支出", "全年支出"), d.again(spent), names) + "。")


def _seasons(d: Draft, unit: Unit, spent: Ref) -> None:
    d.say(phrases.quarters(d, spent))


def _yearly(d: Draft, unit: Unit, spent: Ref) -> None:
    again = d.again(spent)
    d.say(d.one("项目支出", f"{unit.year}年该项目支出") + again + phrases.against(d, again, before(d, d.figures[spent.id].value), unit.year) + "。")


def _whole(d: Draft, unit: Unit, spent: Ref) -> None:
    """The same to the fen, or in round words."""
    if d.chance(0.5):
        d.say(f"经核对账目，项目实际支出{d.again(spent, '元', 2, grouped=d.grouped)}，支出手续完备，未发现截留、挤占、挪用资金的情况。")
    else:
        d.say(f"全年投入项目资金{phrases.about(d, spent)}，为各项任务顺利完成提供了保障。")


def _goals(d: Draft, name: str, budget: Budget, means: Means, rows: Sequence[Row], manner: Manner) -> None:
    d.heading("四、绩效目标完成情况分析")
    weight, score = marks(d, 10, manner, "weight"), marks(d, execution_score(d, budget.rate), manner)
    final, spent, rate = (d.again(ref) for ref in means)
    told.execution(d, score, weight, (final, spent, rate))
    d.heading("（一）预算执行情况", 2)
    d.say(
        d.one(
            f"全年预算数{final}，全年执行数{spent}，执行率{rate}，分值{weight}，得分{score}。",
            f"预算执行率分值{weight}。全年预算{final}，执行{spent}，预算执行率{rate}，得{score}。",
            f"该项目预算执行率为{rate}（执行数{spent}/预算数{final}），满分{weight}，自评得分{score}。",
        )
    )
    levels = [("预算执行率", score), *told.tell(d, rows, 1)]
    total = marks(d, total_of([row.spec for row in rows], d.figures[score.id].value), manner, "total")
    d.heading("五、自评结论")
    d.say(told.concluded(d, total, levels))
    add_up(d, rows, total, (weight, score))
    grade = words.graded(d.figures[total.id].value, ("优", "良") if d.chance(0.6) else ("优秀", "良好"))
    d.say(d.one(f"{name}绩效自评得分{total}，自评等级为“{grade}”。", f"对照评价标准，本项目自评得分{total}，自评结果为{grade}。"))
    d.heading("六、存在的问题及改进措施")
    d.say(d.one(*words.PROBLEMS))
    d.say(d.one(*words.PLANS))
