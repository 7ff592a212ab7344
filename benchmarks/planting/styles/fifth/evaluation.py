"""项目支出绩效评价报告 as the ministry's measure outlines it: decision, process, outputs and effects, with the share of the marks that each has won."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles.fifth import phrases, spelled, words
from planting.styles.fifth.fields import WIDE, areas
from planting.styles.fifth.phrases import HAN
from planting.styles.indicators import Manner, Row, execution_score, marks, printed
from planting.styles.money import Budget, before
from planting.styles.words import Unit

SOURCES = (("中央财政专项资金", "省级财政专项资金"), ("省级补助", "本级财政预算"), ("财政专项资金", "其他自筹资金"), ("上级补助资金", "本级财政资金"))
USES = ("设备购置费用", "技术服务费用", "委托业务费用", "宣传培训费用", "材料费用", "运行维护费用", "人员补助")
# What is judged of a decision and of its carrying out: what is held of it in full, and why marks were taken off.
DECISION = (
    ("立项依据充分性", "项目立项符合国家法律法规和部门职责", "立项论证材料不够充分"),
    ("立项程序规范性", "项目按照规定的程序申请设立，审批文件齐全", "部分立项材料不完整"),
    ("绩效目标合理性", "绩效目标与实际工作内容相关，符合正常业绩水平", "绩效目标与预算资金量的匹配性不足"),
    ("绩效指标明确性", "绩效指标清晰、可衡量", "部分绩效指标未细化量化"),
    ("预算编制科学性", "预算编制经过论证，测算依据充分", "预算测算明细不够具体"),
)
PROCESS = (
    ("资金使用合规性", "资金使用符合财务管理制度和专项资金管理办法", "个别支出附件不完整"),
    ("管理制度健全性", "财务和业务管理制度健全", "未及时修订项目管理制度"),
    ("制度执行有效性", "项目实施遵守相关管理规定，资料归档及时", "部分项目档案归档不及时"),
)


@dataclass(frozen=True, slots=True)
class Level:
    """A first level: its name, weight and marks."""

    name: str
    weight: Ref
    score: Ref


@dataclass(frozen=True, slots=True)
class Point:
    """Something judged without a value: weight and marks, and the sentence that tells it."""

    weight: Ref
    score: Ref
    text: str


def report(seed: int) -> Report:
    """One report of a project, as judged by others or by the department itself."""
    d = words.begun("evaluation", seed, "docx" if seed % 2 else "txt")
    d.granule = Fraction(1, 100)  # a rate of 99.5 % of four points is less than four only to the second place
    unit = words.unit(d.rng)
    name = d.rng.choice(WIDE[unit.domain.bureau])
    budget = words.budgeted(d, d.rng.choice(SOURCES), 100, 5200)
    d.title(d.one(f"{unit.region}{unit.year}年度{name}支出绩效评价报告", f"{unit.name}{unit.year}年{name}绩效评价报告"))
    manner = Manner(completion=d.chance(0.6), padded=d.chance(0.2))
    specs, survey = words.planned(d, unit, outputs=d.rng.randint(5, 6), effects=d.rng.randint(2, 3), missed=d.rng.randint(1, 2))
    outputs = words.weighed(d, [spec for spec in specs if spec.first == "产出指标"], 30)
    effects = words.weighed(d, [spec for spec in specs if spec.first != "产出指标"], 30)
    rows = [[printed(d, spec, manner) for spec in some] for some in (outputs, effects)]
    where = phrases.places(d, unit)
    means = _basics(d, unit, name, budget, rows[0], where)
    d.heading("二、绩效评价工作开展情况")
    d.say(
        d.one(
            "评价工作遵循科学公正、统筹兼顾、激励约束、公开透明的原则，采用成本效益分析法、比较法、因素分析法和公众评判法等方法。",
            "评价组按照前期准备、现场调研、综合分析、撰写报告的步骤开展工作，指标体系由决策、过程、产出和效益四部分组成。",
        )
    )
    d.say(phrases.surveyed(d, survey, rows[1]))
    texts = [_points(d, DECISION, 20, manner), _process(d, budget, means, manner), *(_rows(d, some) for some in rows)]
    levels = [_level(d, title, some) for title, some in zip(("决策", "过程", "产出", "效益"), texts, strict=True)]
    _total(d, name, levels, manner, texts)
    d.heading("四、绩效评价指标分析")
    for at, (level, points) in enumerate(zip(levels, texts, strict=True)):
        _analysed(d, at, level, points)
    d.heading("五、主要经验及做法、存在的问题及原因分析")
    d.say(f"通过项目实施，{unit.domain.effect}。")
    d.say(d.one(*words.PROBLEMS[1:3]))  # the others speak of what was judged above
    d.heading("六、有关建议")
    d.say(d.one(*words.PLANS))
    return d.finished()


def _basics(d: Draft, unit: Unit, name: str, budget: Budget, rows: Sequence[Row], where: Sequence[str]) -> tuple[Ref, Ref]:
    """The project, its money and its goals. Gives what was budgeted and what was spent."""
    d.heading("一、基本情况")
    d.heading("（一）项目概况", 2)
    number, kind = d.count(len(where), "个"), areas(unit.domain.bureau)[0]
    listed = d.counted(number, where)
    d.say(
        d.one(
            f"1.项目背景。{name}由{unit.name}具体实施，涉及{listed}，共{number}{kind}。",
            f"1.项目背景。{unit.name}{unit.domain.duty}，本项目在{number}{kind}实施，包括{listed}。",
        )
    )
    counted = [row for row in rows if row.spec.output]
    d.say("2.项目主要内容及实施情况。" + "；".join(phrases.achieved(d, row, where) for row in d.rng.sample(counted, 2)) + "。")
    final = d.money(budget.budget)
    some = [(part.name, d.money(part.budget)) for part in budget.parts]
    d.say(f"3.资金投入情况。{unit.year}年，" + phrases.split(d, d.one("项目预算资金", "项目安排资金"), final, some) + "。")
    spent, rate = d.money(budget.spent), d.rate(budget.rate)
    sentence = phrases.executed(d, d.again(final), spent, rate, unit.year)
    if budget.rate < 1 and d.chance(0.7):
        sentence += "。" + phrases.unspent(d, final, spent, budget.budget - budget.spent, d.one(*words.UNSPENT))
    d.say(f"4.资金使用情况。{sentence}。")
    if d.chance(0.6):
        names = d.rng.sample(USES, d.rng.randint(3, 4))
        d.say(phrases.uses(d, d.one("支出内容方面，项目支出", "项目支出"), d.again(spent), [*names, "其他费用"]) + "。")
    elif d.chance(0.5):
        d.say(phrases.tendered(d, budget.budget))
    if d.chance(0.4):
        again = d.again(spent)
        d.say(f"{unit.year}年项目支出{again}" + phrases.versus(d, again, before(d, budget.spent), unit.year) + "。")
    d.heading("（二）项目绩效目标", 2)
    aims = [f"{row.spec.output.verb}{row.spec.output.thing}{d.again(row.target)}" for row in counted[:3] if row.spec.output and row.target]
    d.say(d.one(f"{unit.year}年度计划{'，'.join(aims)}。", f"项目阶段性目标为：{'；'.join(aims)}。"))
    return final, spent


def _points(d: Draft, chosen: Sequence[tuple[str, str, str]], total: int, manner: Manner) -> list[Point]:
    """What is judged of a decision or a process; marks are taken off one of the points in most reports."""
    names = list(chosen)
    share, rest = divmod(total, len(names))
    weights = [share + (at < rest) for at in range(len(names))]
    poor = d.rng.randrange(len(names)) if d.chance(0.75) else -1
    form = d.rng.randrange(2)
    return [_point(d, manner, name, weight, at == poor, form) for at, (name, weight) in enumerate(zip(names, weights, strict=True))]


def _point(d: Draft, manner: Manner, name: tuple[str, str, str], weight: int, poor: bool, form: int) -> Point:
    title, good, bad = name
    less = d.rng.choice((Fraction(1, 2), Fraction(1))) if poor else Fraction(0)
    whole, score = marks(d, weight, manner, "weight"), marks(d, weight - less, manner)
    d.relate("at-most", score, whole)
    why = good
    if poor:
        off = d.figure(less, "分", 1, trim=True, exact=True, role="deduction")
        d.relate("sum", whole, score, off)
        why = f"{bad}，扣{off}"
    text = (f"{title}（{whole}）：{why}，得{score}。", f"{title}指标分值{whole}。{why}，该指标得分{score}。")[form]
    return Point(whole, score, text)


def _process(d: Draft, budget: Budget, means: tuple[Ref, Ref], manner: Manner) -> list[Point]:
    """What arrived and what was spent, each with its marks, and how it was managed."""
    weights = (4, 4)
    due, got, full = d.again(means[0]), d.again(means[0]), d.rate(Fraction(1))
    d.relate("ratio", full, got, due)
    weight, score = marks(d, weights[0], manner, "weight"), marks(d, weights[0], manner)
    d.relate("execution-score", score, weight, full)
    d.relate("at-most", score, weight)
    first = Point(weight, score, f"资金到位率（{weight}）：预算资金{due}，实际到位资金{got}，资金到位率{full}，得{score}。")
    plan, used, rate = d.again(means[0]), d.again(means[1]), d.rate(budget.rate)
    weight, score = marks(d, weights[1], manner, "weight"), marks(d, execution_score(d, budget.rate, weights[1]), manner)
    spelled.execution(d, score, weight, (plan, used, rate))
    second = Point(weight, score, f"预算执行率（{weight}）：实际到位资金{plan}，实际支出{used}，预算执行率{rate}，得{score}。")
    return [first, second, *_points(d, PROCESS, 12, manner)]


def _rows(d: Draft, rows: Sequence[Row]) -> list[Point]:
    style, teller = d.rng.randrange(3), d.rng.choice(spelled.TELLERS)
    return [Point(row.weight, row.score, teller(row, spelled.aim(row, style) if row.target else "") + spelled.because(row.spec, style)) for row in rows]


def _level(d: Draft, name: str, points: Sequence[Point]) -> Level:
    weight, score = spelled.pair(d, [point.weight for point in points], [point.score for point in points])
    return Level(name, weight, score)


def _rated(d: Draft, weight: Ref, score: Ref) -> Ref:
    """The share of the marks won."""
    rate = d.rate(d.figures[score.id].value / d.figures[weight.id].value, role="share")
    d.relate("ratio", rate, score, weight)
    return rate


def _total(d: Draft, name: str, levels: Sequence[Level], manner: Manner, texts: Sequence[Sequence[Point]]) -> None:
    """The total, its grade, and the marks of the levels in a table or a sentence."""
    d.heading("三、综合评价情况及评价结论")
    value = sum((d.figures[level.score.id].value for level in levels), Fraction(0))
    total = marks(d, value, manner, "total")
    grade = words.graded(value)
    d.relate("grade", total, number=90 if value >= 90 else 80)
    d.say(
        d.one(
            f"经综合评价，{name}绩效评价得分为{total}，绩效等级为“{grade}”。",
            f"评价组对照评价指标体系打分，{name}综合得分{total}，评价等级为{grade}。",
        )
    )
    every = [point for some in texts for point in some]
    d.relate("total", *[point.weight for point in every], number=100)
    d.relate("sum", total, *[point.score for point in every])
    d.relate("sum", total, *[level.score for level in levels])
    told = [(level.name, d.again(level.weight, role="told"), d.again(level.score, role="told")) for level in levels]
    lines = [(title, weight, score, _rated(d, weight, score)) for title, weight, score in told]
    if d.layout.format == "docx":
        whole, again = d.figure(100, "分", 0, exact=True, role="heading"), d.again(total)
        d.relate("sum", whole, *[line[1] for line in lines])
        d.relate("sum", again, *[line[2] for line in lines])
        d.say("各级指标得分情况见下表。")
        d.table([("一级指标", d.one("分值", "权重分值"), "得分", "得分率"), *lines, ("合计", whole, again, _rated(d, whole, again))])
    else:
        form = d.one("{}类指标分值{}，得分{}，得分率{}", "{}指标满分{}，评价得分{}，得分率为{}", "{}部分{}，得{}，得分率{}")
        d.say("；".join(form.format(*line) for line in lines) + "。")


def _analysed(d: Draft, at: int, level: Level, points: Sequence[Point]) -> None:
    d.heading(f"（{HAN[at]}）项目{level.name}情况", 2)
    d.say(
        d.one(
            f"{level.name}类指标共{level.weight}，实际得分{level.score}。",
            f"项目{level.name}指标分值为{level.weight}，评价得分为{level.score}。",
        )
    )
    if d.chance(0.5):
        for number, point in enumerate(points):
            d.say(f"{number + 1}.{point.text}")
    else:
        d.say("".join(f"（{number + 1}）{point.text}" for number, point in enumerate(points)))
