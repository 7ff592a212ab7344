"""绩效评价报告 by a firm: project, money, how the evaluation went, marks by level with their rates, findings point by point, advice."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles.indicators import Manner, Row, execution_score, marks, printed
from planting.styles.money import Budget, before
from planting.styles.sixth import goals, phrases, rubric, told, words
from planting.styles.sixth.goals import Group
from planting.styles.sixth.words import Unit

SOURCES = (
    ("中央补助资金", "市级配套资金"),
    ("上级专项资金", "本级财政资金", "单位自筹资金"),
    ("财政拨款", "单位自有资金"),
    ("省级资金", "市级资金"),
)
SHAPES: tuple[tuple[Group, ...], ...] = (
    (("产出", 30, goals.COSTED), ("效益", 30, (*goals.EFFECT, *goals.PLEASED))),
    (("产出", 35, goals.FULLER), ("效益", 25, (*goals.EFFECT, *goals.PLEASED))),
    (("产出", 40, goals.FULLER), ("效益", 20, (*goals.EFFECT, *goals.PLEASED))),
    (("产出", 30, goals.OUTPUT), ("效益", 30, (*goals.SAFE, *goals.PLEASED))),
)
Level = tuple[str, Ref, Ref]
Means = tuple[Ref, Ref, Ref]


def report(seed: int) -> Report:
    """One evaluation of a project."""
    d = words.begun("thirdparty", seed, "txt")
    if seed % 3 == 1:
        words.laid(d, "docx")
    unit, firm = words.unit(d.rng), d.one(*words.FIRMS)
    name = d.rng.choice(unit.field.domain.projects)
    d.rate_places, d.granule = 2, min(d.granule, Fraction(1, 10))
    budget = _budget(d, unit)
    manner = Manner(completion=d.chance(0.5), padded=d.chance(0.15))
    specs, survey = goals.plan(d, unit.field, d.rng.choice(SHAPES), d.rng.randint(1, 2))
    rows = [printed(d, spec, manner) for spec in specs]
    d.title(
        d.one(
            f"{unit.region}{unit.year}年{name}财政重点绩效评价报告",
            f"{unit.name}{unit.year}年度{name}绩效评价报告",
            f"{unit.year}年度{name}第三方绩效评价报告",
        )
    )
    d.say(
        d.one(
            f"受{unit.region}财政局委托，{firm}成立评价工作组，对{unit.name}{unit.year}年度{name}的决策、过程、产出和效益开展了绩效评价，现将有关情况报告如下。",
            f"为提高财政资金使用效益，{firm}接受{unit.region}财政局委托，对{unit.year}年度{name}实施绩效评价，形成本报告。",
        )
    )
    means, came = _money(d, unit, name, budget, rows)
    d.heading("二、绩效评价工作开展情况")
    d.say(d.one("评价工作组采用资料核查、现场查看、座谈访谈和问卷调查相结合的方式开展评价。", "评价遵循科学公正、统筹兼顾、激励约束、公开透明的原则。"))
    if d.chance(0.5):
        d.say(_sampled(d, means[1]))
    d.say(phrases.surveyed(d, survey, rows))
    flaws = _marked(d, name, rows, manner, means, came)
    d.heading("五、主要问题和有关建议")
    d.say(d.one("评价发现的主要问题：", "通过评价，发现以下不足：") + "；".join(flaws) + "。")
    d.say(d.one(*words.ADVICE))
    return d.finished()


def _budget(d: Draft, unit: Unit) -> Budget:
    """A budget that earns no full marks for a rate below 100%."""
    names = d.rng.choice(words.fitting(unit, SOURCES))
    while True:
        budget = words.budgeted(d, names, 90, 3600)
        if budget.rate == 1 or execution_score(d, budget.rate, rubric.PACE) < rubric.PACE:
            return budget


def _money(d: Draft, unit: Unit, name: str, budget: Budget, rows: Sequence[Row]) -> tuple[Means, Means]:
    """The project, its sources, what came and what was spent; gives budget, spent and rate, and what came, what was due and the rate."""
    d.heading("一、项目基本情况")
    d.heading("（一）项目概况", 2)
    d.say(f"{unit.name}{unit.field.domain.duty}。" + d.one(f"为保障上述工作开展，设立{name}。", f"{name}由{unit.name}组织实施，实施期为1年。"))
    if not unit.field.private and d.chance(0.6):
        towns = tuple(d.rng.sample(words.TOWNS, d.rng.randint(3, 6)))
        number = d.count(len(towns), "个")
        d.say(f"项目实施范围涉及{number}乡镇（街道），包括{d.counted(number, towns)}。")
    d.heading("（二）资金投入和使用情况", 2)
    final = d.money(budget.budget)
    some = [(part.name, d.money(part.budget)) for part in budget.parts]
    d.say(phrases.parts(d, d.one("项目预算资金", f"{unit.year}年度项目预算"), final, some) + "。")
    due, got, full = d.again(final), d.again(final), d.rate(Fraction(1))
    d.relate("ratio", full, got, due)
    d.say(d.one(f"截至{unit.year}年12月31日，应到位{due}，实际到位{got}，资金到位率为{full}。", f"预算资金{due}，到位资金{got}，到位率{full}。"))
    spent, rate = d.money(budget.spent), d.rate(budget.rate)
    sentence = phrases.executed(d, d.again(final), spent, rate, unit.year)
    d.say(sentence + ("。" + phrases.rest(d, final, spent) if budget.rate < 1 else "") + "。")
    if d.chance(0.6):
        again = d.again(spent)
        used = [(part.name, d.money(part.spent)) for part in budget.parts]
        d.say(phrases.parts(d, "按资金来源划分，项目支出", again, used) + "。")
    if d.chance(0.4):
        again = d.again(spent)
        d.say(f"项目支出{again}" + phrases.versus(d, again, before(d, budget.spent), d.one("上年", f"{unit.year - 1}年")) + "。")
    if d.chance(0.4):
        d.say(phrases.paid(d, unit.field.standard, budget.spent / 4))
    d.heading("（三）项目绩效目标", 2)
    aims = "，".join(f"{row.spec.output.verb}{row.spec.output.thing}{d.again(row.target)}" for row in goals.counted(rows)[:3] if row.spec.output and row.target)
    d.say(d.one(f"年度目标：计划{aims}。", f"{unit.year}年度绩效目标为：{aims}。"))
    return (final, spent, rate), (got, due, full)


def _sampled(d: Draft, spent: Ref) -> str:
    """What was looked at on the spot."""
    value = d.figures[spent.id].value
    checked = Fraction(int(value * Fraction(d.rng.randint(3200, 8600), 10000) / 100)) * 100
    again, seen = d.again(spent), d.money(checked)
    share = d.rate(checked / value, role="share")
    d.relate("ratio", share, seen, again)
    return d.one(f"现场评价抽查资金{seen}，占项目支出{again}的{share}。", f"项目支出{again}中，现场核查资金{seen}，抽查比例{share}。")


def _marked(d: Draft, name: str, rows: Sequence[Row], manner: Manner, means: Means, came: Means) -> list[str]:
    """All marks; gives the flaws found."""
    decision = rubric.mark(d, rubric.DECISION, manner, d.rng.randint(1, 2))
    running = rubric.mark(d, rubric.RUNNING, manner, d.rng.randint(0, 1))
    arrival, pace = rubric.arrived(d, manner, came), rubric.paced(d, manner, means[2])
    in_table = d.layout.format == "docx"
    groups = [
        ("决策", [point.weight for point in decision], [point.score for point in decision]),
        ("过程", [arrival[0], pace[0], *[point.weight for point in running]], [arrival[1], pace[1], *[point.score for point in running]]),
    ]
    for first in ("产出", "效益"):
        some = [row for row in rows if row.spec.first == first]
        groups.append((first, [row.weight for row in some], [row.score for row in some]))
    levels: list[Level] = [(first, *told.level(d, weights, scores, in_table)) for first, weights, scores in groups]
    total = marks(d, sum((d.figures[score.id].value for _, _, score in levels), Fraction(0)), manner, "total")
    _concluded(d, name, levels, total)
    d.heading(d.one("四、绩效评价指标分析", "四、绩效指标分析"))
    _analysed(d, 0, levels[0])
    _points(d, decision)
    _analysed(d, 1, levels[1])
    got, due, full = (d.again(ref) for ref in came)
    final, spent, rate = (d.again(ref) for ref in means)
    d.relate("ratio", full, got, due)
    d.relate("ratio", rate, spent, final)
    d.say(f"资金到位率：分值{arrival[0]}。应到位{due}，实际到位{got}，到位率{full}，得{arrival[1]}。")
    d.say(f"预算执行率：分值{pace[0]}。预算{final}，实际支出{spent}，执行率{rate}，得{pace[1]}。")
    _points(d, running)
    style, plain = d.rng.randrange(3), d.chance(0.5)
    for place in (2, 3):
        _analysed(d, place, levels[place])
        for row in (row for row in rows if row.spec.first == levels[place][0]):
            d.say(_goal(d, row, style, plain))
    return [marked.point.flaw for marked in (*decision, *running) if marked.found != marked.point.well]


def _concluded(d: Draft, name: str, levels: Sequence[Level], total: Ref) -> None:
    """The total and its grade; weight, marks and rate of each level, in a table where the file can hold one."""
    d.heading(d.one("三、综合评价情况及评价结论", "三、综合评价结论", "三、评价结论"))
    d.relate("sum", total, *[score for _, _, score in levels])
    d.relate("grade", total, number=90 if d.figures[total.id].value >= 90 else 80)
    grade = words.graded(d.figures[total.id].value, d.rng.choice((("优", "良"), ("优秀", "良好"))))
    d.say(d.one(f"经综合评价，{name}总体得分为{total}，评价等级为“{grade}”。", f"{name}绩效评价综合得分{total}，绩效等级为{grade}。"))
    whole = d.figure(100, "分", 0, exact=True, role="heading")
    d.relate("sum", whole, *[weight for _, weight, _ in levels])
    rates = [d.rate(d.figures[score.id].value / d.figures[weight.id].value) for _, weight, score in levels]
    for (_, weight, score), rate in zip(levels, rates, strict=True):
        d.relate("ratio", rate, score, weight)
    if d.layout.format != "docx":
        lines = "；".join(f"{first}类指标权重{weight}，得分{score}，得分率{rate}" for (first, weight, score), rate in zip(levels, rates, strict=True))
        d.say(f"指标体系总分{whole}，其中：{lines}。")
        return
    d.say(f"评价指标体系满分{whole}，各一级指标得分情况见下表。")
    hundred, again = d.again(whole, bare=True), d.again(total, bare=True)
    part = d.rate(d.figures[total.id].value / 100)
    d.relate("ratio", part, again, hundred)
    d.relate("sum", again, *[score for _, _, score in levels])
    lines_ = [(first, weight, score, rate) for (first, weight, score), rate in zip(levels, rates, strict=True)]
    d.table([("一级指标", d.one("权重", "分值"), "得分", "得分率"), *lines_, ("合计", hundred, again, part)])


def _analysed(d: Draft, place: int, one: Level) -> None:
    first, weight, score = one
    d.heading(f"（{phrases.HAN[place]}）{first}情况分析" if place > 1 else f"（{phrases.HAN[place]}）项目{first}情况", 2)
    d.say(f"{first}类指标满分{d.again(weight, bare=False)}，评价得分{d.again(score, bare=False)}。")


def _points(d: Draft, some: Sequence[rubric.Marked]) -> None:
    style = d.rng.randrange(3)
    for at, marked in enumerate(some):
        name, weight, score, found = marked.point.name, marked.weight, marked.score, marked.found
        told_ = (
            f"{name}（{marked.point.second}）：分值{weight}。{found}，得{score}。",
            f"{name}。指标分值{weight}，评价得分{score}。{found}。",
            f"（{at + 1}）{name}（{weight}）：{found}，该指标得{score}。",
        )
        d.say(told_[style])


def _goal(d: Draft, row: Row, style: int, plain: bool) -> str:
    spec = row.spec
    if row.target is None:
        return f"{spec.name}：分值{row.weight}。评价期内，{spec.name}{'为' if spec.words[1].startswith('0') else ''}{spec.words[1]}，得{row.score}。"
    why = f"{spec.cause}，" if spec.ratio < 1 and spec.cause else ""
    rate = f"，完成率{row.completion}" if row.completion else ""
    if plain:
        found = f"。{spec.cause}" if spec.ratio < 1 and spec.cause else ""
        return f"{spec.name}。指标分值{row.weight}，评价得分{row.score}。年度目标为{told.aim(row, style)}，实际完成{row.actual}{rate}{found}。"
    return f"{spec.name}：分值{row.weight}。目标值{told.aim(row, style)}，实际完成值{row.actual}{rate}，{why}得{row.score}。"
