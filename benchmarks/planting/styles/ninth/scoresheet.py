"""A project's 绩效自评表 in Word: money by source with points, goals and results, indicators, the total; and a 自评说明 below it."""

from __future__ import annotations

from collections.abc import Sequence

from planting.draft import Draft, Ref
from planting.model import LEFT, UP, Report
from planting.styles.eighth.words import Unit, begun
from planting.styles.indicators import Manner, Row, marks, printed
from planting.styles.money import Budget
from planting.styles.ninth import phrases, told, words
from planting.styles.ninth.fields import HOUSES, ORGANS
from planting.styles.seventh import goals
from planting.styles.seventh.goals import GLAD, Group, Survey
from planting.styles.seventh.told import summed
from planting.styles.sheets import spread

SOURCES = (("财政拨款", "其他资金"), ("本级财政资金", "上级补助资金"), ("中央补助", "省级资金", "县区资金"))
OUT = (("数量指标", "output"), ("数量指标", "output"), ("质量指标", "quality"), ("时效指标", "timely"))
GROUPS: tuple[tuple[Group, ...], ...] = (
    (("产出指标", 50, (*OUT, ("成本指标", "cap"))), ("效益指标", 30, (("社会效益指标", "benefit"), ("可持续影响指标", "lasting"))), ("满意度指标", 10, GLAD)),
    (("产出指标", 50, (("数量指标", "output"), *OUT)), ("效益指标", 30, (("社会效益指标", "benefit"), ("社会效益指标", "benefit"))), ("满意度指标", 10, GLAD)),
)  # fmt: skip
WIDTH = 9
Rows = list[tuple[str, ...]]


def report(seed: int) -> Report:
    """One form with its explanation."""
    d = begun("scoresheet", seed, "docx")
    unit = words.unit(d.rng, (*HOUSES, *ORGANS))
    name = unit.field.domain.projects[d.rng.randint(0, 2)]
    budget = words.spending(d, d.rng.choice(SOURCES), 90, 1500)
    fourth = d.rng.choice(("midyear", "completion", "completion"))
    rated = fourth == "completion"
    manner = Manner(midyear=not rated, completion=rated, capped=rated and d.chance(0.3), bare_marks=True, padded=d.chance(0.2))
    specs, survey = goals.plan(d, unit.field, d.rng.choice(GROUPS), d.rng.randint(1, 2))
    rows = [printed(d, spec, manner) for spec in words.reworded(d, specs)]
    d.title(d.one(f"{unit.year}年度项目支出绩效自评表", f"项目支出绩效自评表（{unit.year}年度）", f"{unit.year}年度预算项目绩效自评表"))
    funds, whole = _funds(d, budget)
    weight, score, total = told.concluded(d, rows, manner, whole)
    funds[1] = (*funds[1][:6], weight, whole[2], score)
    body: Rows = [
        spread(WIDTH, ("项目名称", 2), (name, WIDTH - 2)),
        spread(WIDTH, ("主管部门", 2), (unit.name, 3), ("实施单位", 2), (unit.name, 2)),
        *funds,
        *_aims(d, rows),
        *_indicators(d, rows, fourth),
    ]
    full = marks(d, 100, manner, "weight")
    d.relate("sum", full, weight, *[row.weight for row in rows])
    d.table([*body, spread(WIDTH, ("总分", 6), (full, 1), (total, 1), ("", 1))])
    _explained(d, unit, name, rows, survey, whole, (score, total))
    return d.finished()


def _funds(d: Draft, budget: Budget) -> tuple[Rows, tuple[Ref, Ref, Ref]]:
    """The block of money: opening and final budget, outlay and rate of all and of each source."""
    heads = (
        "项目资金（万元）",
        LEFT,
        LEFT,
        d.one("年初预算数", "年初预算"),
        "全年预算数",
        d.one("全年执行数", "执行数"),
        "分值",
        d.one("执行率", "预算执行率"),
        "得分",
    )
    lines, made = [], []
    for part, opened in zip(budget.parts, budget.opened, strict=True):
        lines.append([d.money(value, bare=True) for value in (opened, part.budget, part.spent)])
        rate = d.rate(part.rate)
        d.relate("ratio", rate, lines[-1][2], lines[-1][1])
        d.relate("at-most", lines[-1][2], lines[-1][1])
        made.append((UP, part.name, LEFT, *lines[-1], "—", rate, "—"))
    whole = [d.money(value, bare=True) for value in (budget.opening, budget.budget, budget.spent)]
    for place in range(3):
        d.relate("sum", whole[place], *[line[place] for line in lines])
    rate = d.rate(budget.rate)
    top = ("资金情况", "年度资金总额", LEFT, *whole, "", rate, "")
    return [heads, top, *made], (whole[1], whole[2], rate)


def _aims(d: Draft, rows: Sequence[Row]) -> Rows:
    """Goals and results in words, told from the indicators."""
    some = goals.done(rows)[:3]
    plans = "；".join(f"{row.spec.output.verb}{phrases.told(d, row.target)}" for row in some if row.spec.output and row.target)
    done = "；".join(f"{row.spec.output.verb}{phrases.told(d, row.actual)}" for row in some if row.spec.output and row.actual)
    return [
        spread(WIDTH, ("年度总体目标", 1), ("预期目标", 4), ("实际完成情况", 4)),
        (UP, f"{plans}。", *[LEFT] * 3, f"{d.one('全年', '')}{done}。", *[LEFT] * 3),
    ]


def _indicators(d: Draft, rows: Sequence[Row], fourth: str) -> Rows:
    heads = (
        "一级指标",
        "二级指标",
        "三级指标",
        d.one("年度指标值", "年度目标值"),
        d.one("实际完成值", "全年完成值"),
        "上半年完成值" if fourth == "midyear" else "完成率",
        "分值",
        "得分",
        d.one("偏差原因分析及改进措施", "未完成原因及改进措施"),
    )
    return [heads, *told.listed(d, rows, True, fourth)]


def _explained(d: Draft, unit: Unit, name: str, rows: Sequence[Row], survey: Survey, whole: tuple[Ref, Ref, Ref], points: tuple[Ref, Ref]) -> None:
    """What the form says, told again in sentences."""
    d.heading(d.one("自评说明", "绩效自评情况说明"))
    final, spent, rate = (phrases.told(d, ref) for ref in whole)
    d.say("一、预算执行情况。" + phrases.executed(d, final, spent, rate, unit.year) + "。" + phrases.rest(d, final, spent))
    if d.chance(0.6):
        value = d.figures[spent.id].value
        d.say(phrases.bought(d, value) if d.chance(0.4) else phrases.paid(d, unit.field.paid, value / 5))
    d.say("二、满意度调查情况。" + told.surveyed(d, survey, rows))
    score, total = points
    again, first = d.again(total, bare=False), d.again(score, role="told", bare=False)
    made = [(level, _level(d, [row.score for row in rows if row.spec.first == level])) for level in dict.fromkeys(row.spec.first for row in rows)]
    d.relate("sum", again, first, *[ref for _, ref in made])
    said = "，".join(f"{level}{ref}" for level, ref in made)
    d.say(f"三、得分情况。{told.grade(d, again, name)}其中：预算执行{first}，{said}。")
    d.say("四、指标完成情况。" + told.results(d, rows, d.one("除预算执行率外设置指标", "产出、效益、满意度指标"), "项"))


def _level(d: Draft, scores: Sequence[Ref]) -> Ref:
    """The points of a level with their unit: told again where one indicator has them all."""
    if len(scores) == 1:
        return d.again(scores[0], role="level", bare=False)
    return summed(d, scores, "level")
