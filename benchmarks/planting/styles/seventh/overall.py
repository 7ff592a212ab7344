"""部门整体支出绩效自评报告 whose tables are typed into the text: people, money by nature, the three public outlays, projects, goals, points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles.indicators import Manner, Row, add_up, execution_score, marks, printed, total_of
from planting.styles.money import cents
from planting.styles.seventh import goals, phrases, told, words
from planting.styles.seventh.words import Unit

NATURES = ("人员经费", "公用经费")


@dataclass(frozen=True, slots=True)
class Line:
    """Opening, final budget and what was spent, in 元."""

    opening: Fraction
    final: Fraction
    spent: Fraction

    def __add__(self, other: Line) -> Line:
        return Line(self.opening + other.opening, self.final + other.final, self.spent + other.spent)


def report(seed: int) -> Report:
    """One report of a department."""
    d = words.begun("overall", seed, "txt")
    words.unwrapped(d)
    unit = words.unit(d.rng, organ=True)
    lines = _lines(d)
    manner = told.manner(d)
    specs, survey = goals.plan(d, unit.field, goals.full(d, unit.field), d.rng.randint(1, 2))
    rows = [printed(d, spec, manner) for spec in specs]
    d.title(
        d.one(
            f"{unit.name}{unit.year}年度部门整体支出绩效自评报告",
            f"{unit.year}年度{unit.name}部门整体支出绩效评价自评报告",
            f"{unit.name}关于{unit.year}年部门整体支出绩效自评情况的报告",
        )
    )
    d.heading(d.one("一、部门基本情况", "一、部门概况"))
    _about(d, unit, lines)
    d.heading(d.one("二、部门整体支出情况", "二、预算安排及执行情况"))
    means = _money(d, unit, lines)
    if d.chance(0.5):
        _projects(d, lines[2], means[3])
    _guests(d, unit)
    d.heading(d.one("三、部门绩效目标实现情况", "三、绩效目标完成情况分析"))
    _goals(d, unit, rows, manner, means)
    if d.chance(0.45):
        d.say(phrases.surveyed(d, survey, rows))
    if d.chance(0.35):
        d.say(phrases.grown(d, d.rng.choice(goals.done(rows)), unit.year) + f"。{unit.field.domain.effect}。")
    words.closing(d, 3)
    return d.finished()


def _lines(d: Draft) -> tuple[Line, Line, Line]:
    """People, running costs and projects."""
    while True:
        made = []
        for low, high in ((620, 4200), (110, 560), (180, 2600)):
            final = d.amount(low, high)
            opening = final if d.chance(0.2) else cents(final * Fraction(d.rng.choice((*range(860, 985), *range(1015, 1080))), 1000))
            made.append(Line(opening, final, cents(final * Fraction(d.rng.randint(8900, 9930), 10000))))
        whole = made[0] + made[1] + made[2]
        rate = whole.spent / whole.final
        if whole.opening != whole.final and rate < Fraction(9940, 10000) and execution_score(d, rate) < 10:
            return made[0], made[1], made[2]


def _about(d: Draft, unit: Unit, lines: tuple[Line, Line, Line]) -> None:
    d.say(d.one(f"（一）主要职能。{unit.field.domain.duty}。", f"（一）部门职责。{unit.name}主要职责是：{unit.field.domain.duty}。"))
    domain = unit.field.domain
    some = tuple(d.rng.sample(domain.offices, d.rng.randint(4, len(domain.offices))))
    many, below = d.count(len(some), "个"), d.count(len(domain.affiliates), "个")
    inner, outer = d.counted(many, some), d.counted(below, domain.affiliates)
    d.say(
        d.one(
            f"（二）机构设置。{unit.name}内设{many}科室，分别为：{inner}。下属事业单位{below}，分别为：{outer}。",
            f"（二）机构情况。{unit.name}机关内设机构{many}：{inner}；所属二级预算单位{below}：{outer}。",
        )
    )
    here = int(lines[0].spent / d.rng.randint(120000, 190000))
    own = here * d.rng.randint(35, 60) // 100
    posts, now, one, two = d.count(here + d.rng.randint(1, 14), "名"), d.count(here, "人"), d.count(own, "人"), d.count(here - own, "人")
    d.relate("at-most", now, posts)
    d.relate("sum", now, one, two)
    old = d.count(d.rng.randint(6, 60), "人")
    d.say(
        d.one(
            f"（三）人员情况。核定编制{posts}，{unit.year}年末在职人员{now}，其中：行政人员{one}，事业人员{two}。退休人员{old}。",
            f"（三）人员编制。全系统编制数{posts}，年末实有在职{now}，其中机关{one}、所属事业单位{two}，另有退休人员{old}。",
        )
    )


def _money(d: Draft, unit: Unit, lines: tuple[Line, Line, Line]) -> tuple[Ref, Ref, Ref, Ref]:
    """Gives the final budget, what was spent, the rate, and what was spent on projects."""
    basic, project = lines[0] + lines[1], lines[2]
    whole = basic + project
    opening, final, spent, rate = d.money(whole.opening), d.money(whole.final), d.money(whole.spent), d.rate(whole.spent / whole.final)
    d.say("（一）预算安排情况。" + phrases.changed(d, opening, final, whole.final - whole.opening, unit.year) + "。")
    d.say("（二）预算执行情况。" + phrases.executed(d, phrases.told(d, final), spent, rate, unit.year) + "。" + phrases.rest(d, final, spent) + "。")
    one, two = d.money(basic.spent), d.money(project.spent)
    text = phrases.parts(d, d.one("本年支出", "部门决算支出"), phrases.told(d, spent), [("基本支出", one), ("项目支出", two)])
    three, four = d.money(lines[0].spent), d.money(lines[1].spent)
    d.relate("sum", one, three, four)
    d.say(f"{text}。基本支出中，人员经费{three}，公用经费{four}。")
    if d.chance(0.45):
        again = phrases.told(d, spent)
        d.say(f"本年支出决算{again}{phrases.versus(d, again, unit.year)}，{d.one(*phrases.CAUSES)}。")
    d.say(d.one("表1  部门整体支出预算执行情况表（单位：万元）", f"{unit.year}年度部门预算收支执行情况表（单位：万元）"))
    _typed(d, lines, {"opening": opening, "final": final, "spent": spent, "basic": one, "project": two, "people": three, "running": four})
    if d.chance(0.3):
        d.say(phrases.quarters(d, spent))
    return final, spent, rate, two


def _typed(d: Draft, lines: tuple[Line, Line, Line], said: dict[str, Ref]) -> None:
    """A table of five lines in text; what the text before has said of them is told again."""
    gap, rests = d.one("\t", "    ", "  "), d.chance(0.6)
    d.say(gap.join(("项目", "年初预算", d.one("调整预算", "全年预算"), d.one("决算支出", "实际支出"), "执行率", *(["结转结余"] if rests else []))))
    names = ("一、基本支出", *(f"{'其中：' if not at else ''}{name}" for at, name in enumerate(NATURES)), "二、项目支出", d.one("合计", "支出合计"))
    basic = lines[0] + lines[1]
    values = (basic, lines[0], lines[1], lines[2], basic + lines[2])
    spent = (said["basic"], said["people"], said["running"], said["project"], said["spent"])
    cells: list[tuple[Ref, ...]] = []
    for at, (name, line) in enumerate(zip(names, values, strict=True)):
        last = at == len(names) - 1
        one = d.again(said["opening"], bare=True) if last else d.money(line.opening, bare=True)
        two = d.again(said["final"], bare=True) if last else d.money(line.final, bare=True)
        three, four = d.again(spent[at], bare=True), d.rate(line.spent / line.final)
        d.relate("ratio", four, three, two)
        cells.append((one, two, three, four))
        if rests:
            left = d.money(line.final - line.spent, bare=True)
            d.relate("sum", two, three, left)
            cells[-1] += (left,)
        d.say(gap.join((name, *cells[-1])))
    for place in (0, 1, 2, *((4,) if rests else ())):
        d.relate("sum", cells[4][place], cells[0][place], cells[3][place])
        d.relate("sum", cells[0][place], cells[1][place], cells[2][place])


def _projects(d: Draft, line: Line, spent: Ref) -> None:
    if d.chance(0.5):
        d.say(phrases.purchased(d, line.spent))
        return
    domain_cuts = sorted(d.shares(line.spent, 3), reverse=True)
    some = [("专项业务费", d.money(domain_cuts[0])), ("专项资金", d.money(domain_cuts[1])), ("其他项目", d.money(domain_cuts[2]))]
    d.say(phrases.parts(d, "按项目类别看，项目支出", phrases.told(d, spent), some) + "。")


def _guests(d: Draft, unit: Unit) -> None:
    lead = d.one("（三）“三公”经费使用情况。", "（三）“三公”经费控制情况。")
    for at, line in enumerate(phrases.three_public(d, unit.year)[0]):
        d.say(line if at else lead + line)


def _goals(d: Draft, unit: Unit, rows: Sequence[Row], manner: Manner, means: tuple[Ref, Ref, Ref, Ref]) -> None:
    weight, score = marks(d, 10, manner, "weight"), marks(d, execution_score(d, d.figures[means[2].id].value), manner)
    final, spent, rate = (phrases.told(d, ref) for ref in means[:3])
    told.execution(d, weight, score, (final, spent, rate))
    total = marks(d, total_of([row.spec for row in rows], d.figures[score.id].value), manner, "total")
    add_up(d, rows, total, (weight, score))
    grade = words.graded(d.figures[total.id].value, d.rng.choice((("优", "良"), ("优秀", "良好"))))
    d.say(
        d.one(
            f"{unit.year}年部门整体支出绩效自评得分{total}，自评结果为“{grade}”。",
            f"对照《部门整体支出绩效目标申报表》逐项评价，自评总得分{total}，评价等级为{grade}。",
        )
    )
    d.heading("（一）预算执行率", 2)
    d.say(
        d.one(
            f"预算执行率分值{weight}。全年预算{final}，实际支出{spent}，执行率{rate}，得{score}。",
            f"预算执行率指标满分{weight}，预算执行率为{rate}（{spent}÷{final}），自评得分{score}。",
        )
    )
    levels = told.tell(d, rows, 1)
    d.say(told.results(d, rows))
    d.say(f"综上，部门整体支出自评得分{phrases.told(d, total)}，其中{told.levels_told(d, total, [('预算执行率', score), *levels])}。")
