"""中央对地方转移支付绩效自评报告: what came down and to whom, money by source, goals without marks, causes, and the regional form attached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import UP, Report, unit_of
from planting.styles.indicators import Spec
from planting.styles.money import Budget, cents
from planting.styles.sheets import spread
from planting.styles.sixth import goals, phrases, tables, told, words
from planting.styles.sixth.goals import Group, Survey
from planting.styles.sixth.words import Unit

SOURCES = (("中央财政资金", "地方资金"), ("中央财政资金", "省级资金", "市县资金"), ("中央财政资金", "地方资金", "其他资金"))
SHAPE: tuple[Group, ...] = (
    ("产出指标", 50, goals.COSTED),
    ("效益指标", 30, goals.EFFECT),
    ("满意度指标", 10, goals.PLEASED),
)
LONGER: tuple[Group, ...] = (
    ("产出指标", 50, goals.FULLER),
    ("效益指标", 30, goals.SAFE),
    ("满意度指标", 10, goals.PLEASED),
)


@dataclass(frozen=True, slots=True)
class Goal:
    """An indicator as printed, without marks."""

    spec: Spec
    target: Ref | None
    actual: Ref | None


def report(seed: int) -> Report:
    """One report of an earmark in a city."""
    d = words.begun("conveyed", seed, "docx")
    unit = words.city(d.rng)
    fund = unit.field.earmark
    fund = fund if fund.startswith("中央") else f"中央{fund}"
    budget = words.budgeted(d, d.rng.choice(SOURCES), 600, 9000)
    specs, survey = goals.plan(d, unit.field, SHAPE if d.chance(0.5) else LONGER, d.rng.randint(1, 2))
    d.title(
        d.one(
            f"{unit.region}{unit.year}年度{fund}绩效自评报告",
            f"{unit.region}关于{unit.year}年{fund}转移支付绩效自评情况的报告",
            f"{unit.year}年度{fund}绩效自评报告（{unit.region}）",
        )
    )
    rows = [_goal(d, spec) for spec in specs]
    counties = tuple(d.rng.sample(words.COUNTIES, d.rng.randint(4, 6)))
    central, spent = _handed(d, unit, fund, budget, counties, rows)
    d.heading("二、绩效目标完成情况分析")
    means = _money(d, unit, budget, central, spent)
    d.heading("（二）总体绩效目标完成情况", 2)
    done = [row for row in rows if row.spec.output]
    some = d.rng.sample(done, 2)
    d.say("；".join((_split(d, some[0], counties), _told(d, some[1]))) + f"。{unit.field.domain.effect}。")
    _goals(d, rows, survey)
    _causes(d, rows)
    d.heading(d.one("四、绩效自评结果应用和公开情况", "四、绩效自评结果拟应用和公开情况"))
    d.say("自评结果将作为以后年度完善政策、改进管理和安排预算的参考，并按规定随部门决算一并公开。")
    d.say(f"附件：{unit.region}{unit.year}年度{fund}区域绩效目标自评表")
    d.table(_form(d, unit, fund, budget, means, rows))
    return d.finished()


def _goal(d: Draft, spec: Spec) -> Goal:
    """Makes the figures of an indicator; a ceiling is kept, a share is no more than all."""
    if spec.target is None or spec.actual is None:
        return Goal(spec, None, None)
    target = d.figure(spec.target, spec.unit, 0, role="target", exact=True)
    counted = spec.places == 0 and spec.unit != "%"
    actual = d.figure(spec.actual, spec.unit, spec.places, role="actual", exact=counted)
    if spec.op == "≤":
        d.relate("at-most", actual, target)
    if spec.unit == "%":
        d.relate("bound", actual, number=1)
    return Goal(spec, target, actual)


def _handed(d: Draft, unit: Unit, fund: str, budget: Budget, counties: Sequence[str], rows: Sequence[Goal]) -> tuple[Ref, Ref]:
    """What the centre gave, in how many batches, and what each county got and spent; gives the totals of the table."""
    d.heading("一、绩效目标分解下达情况")
    part = budget.parts[0]
    central = d.money(part.budget)
    first = cents(part.budget * Fraction(d.rng.randint(5200, 8600), 10000))
    some = [("第一批", d.money(first)), ("第二批", d.money(part.budget - first))]
    d.say(
        phrases.parts(d, d.one(f"（一）资金下达情况。{unit.year}年中央财政下达我市{fund}", f"（一）中央下达情况。{unit.year}年共收到{fund}"), central, some)
        + "。"
    )
    number = d.count(len(counties), "个")
    names = d.counted(number, counties)
    d.say(
        d.one(
            f"（二）资金分解情况。资金全部分解下达至{names}{number}县（区），各县（区）资金分配和使用情况见下表。",
            f"（二）分解下达情况。我市将上述资金分配到{number}县（区），分别为{names}，分配及支出情况如下表所示（单位：万元）。",
        )
    )
    table, given, used = tables.regions(d, counties, part.budget, part.spent)
    d.table(table)
    tables.tie(d, given, central)
    aims = "；".join(_aim(d, row) for row in rows if row.spec.output)
    d.say(d.one(f"（三）绩效目标设定情况。年度总体目标为：{aims}。", f"（三）绩效目标。{unit.year}年度主要目标：{aims}。"))
    return given, used


def _aim(d: Draft, row: Goal) -> str:
    assert row.spec.output is not None and row.target is not None
    return f"{row.spec.output.verb}{row.spec.output.thing}{row.target}"


def _money(d: Draft, unit: Unit, budget: Budget, central: Ref, used: Ref) -> tuple[Ref, Ref, Ref]:
    """What came and what was spent, by source; gives budget, spent and rate."""
    d.heading("（一）资金投入情况分析", 2)
    d.heading("1.项目资金到位情况", 2)
    final, given = d.money(budget.budget), [d.again(central, bare=False), *[d.money(part.budget) for part in budget.parts[1:]]]
    names = [part.name for part in budget.parts]
    due, full = d.again(final), d.rate(Fraction(1))
    d.relate("ratio", full, final, due)
    d.say(_arrived(d, unit, final, list(zip(names, given, strict=True)), due, full))
    d.heading("2.项目资金执行情况", 2)
    spent, rate = d.money(budget.spent), d.rate(budget.rate)
    sentence = phrases.executed(d, d.again(final), spent, rate, unit.year)
    d.say(sentence + ("。" + phrases.rest(d, final, spent) if budget.rate < 1 else "") + "。")
    out = [d.again(used, bare=False), *[d.money(part.spent) for part in budget.parts[1:]]]
    rates, plans = [d.rate(part.rate) for part in budget.parts], [d.again(ref) for ref in given]
    d.relate("sum", spent, *out)
    for one, two, three in zip(rates, out, plans, strict=True):
        d.relate("ratio", one, two, three)
    quads = list(zip(names, plans, out, rates, strict=True))
    d.say(
        d.one(
            "分资金来源看，" + "；".join(f"{name}{plan}，执行{gone}，执行率{one}" for name, plan, gone, one in quads) + "。",
            "其中：" + "；".join(f"{name}预算数{plan}，支出数{gone}，执行率为{one}" for name, plan, gone, one in quads) + "。",
        )
    )
    if d.chance(0.5):
        d.say(phrases.seasons(d, spent))
    d.heading("3.项目资金管理情况", 2)
    d.say(
        d.one(
            "各级财政和主管部门严格执行资金管理办法，专款专用，未发现截留、挪用等问题。", "资金实行专账核算，拨付程序规范，监督检查中未发现违规使用资金情况。"
        )
    )
    return final, spent, rate


def _arrived(d: Draft, unit: Unit, final: Ref, some: phrases.Parts, due: Ref, full: Ref) -> str:
    if d.chance(0.5):
        return phrases.parts(d, f"{unit.year}年度项目到位资金", final, some) + f"。应到位资金{due}，资金到位率{full}。"
    return f"应安排资金{due}，资金到位率为{full}。" + phrases.parts(d, "实际到位资金", final, some) + "。"


def _split(d: Draft, row: Goal, counties: Sequence[str]) -> str:
    """What was done by county; whole where it is too little to be cut."""
    assert row.actual is not None
    names = d.rng.sample(list(counties), len(counties))
    factor, output = unit_of(row.spec.unit)[1], row.spec.output
    assert output is not None
    value = d.figures[row.actual.id].value / factor
    if value < 15 * len(names):
        return _told(d, row)
    told_, step = d.again(row.actual), Fraction(1, 10**output.places)
    cuts = [Fraction(int(cut / 10**6 / step)) * step for cut in d.shares(value * 10**6, len(names))]
    cuts[0] = value - sum(cuts[1:], Fraction(0))
    some = [d.figure(cut * factor, row.spec.unit, output.places, trim=True, exact=output.places == 0) for cut in cuts]
    d.relate("sum", told_, *some)
    return f"全市{output.verb}{output.thing}{told_}，其中{'、'.join(name + ref for name, ref in zip(names, some, strict=True))}"


def _told(d: Draft, row: Goal) -> str:
    assert row.actual is not None and row.spec.output is not None
    return f"全市{row.spec.output.verb}{row.spec.output.thing}{d.again(row.actual)}"


def _goals(d: Draft, rows: Sequence[Goal], survey: Survey) -> None:
    d.heading("（三）绩效指标完成情况", 2)
    style, rated = d.rng.randrange(3), d.chance(0.5)
    for place, first in enumerate(dict.fromkeys(row.spec.first for row in rows)):
        d.heading(f"{place + 1}.{first}完成情况", 2)
        some = [row for row in rows if row.spec.first == first]
        for number, second in enumerate(dict.fromkeys(row.spec.second for row in some)):
            own = [_line(d, row, style, rated) for row in some if row.spec.second == second]
            d.say(f"（{number + 1}）{second}：" + "；".join(own) + "。")
    d.say(tables.answered(d, survey, next(row.actual for row in rows if row.actual is not None and row.spec.name == survey.spec)))


def _line(d: Draft, row: Goal, style: int, rated: bool) -> str:
    spec = row.spec
    if row.target is None or row.actual is None:
        return f"{spec.name}，指标值为{spec.words[0]}，实际{spec.words[1]}"
    target, actual = (row.target if row.spec.output is None else d.again(row.target)), row.actual
    rate = ""
    if rated and spec.op != "≤":
        share = d.rate(d.figures[actual.id].printed / d.figures[target.id].printed, role="completion")
        d.relate("completion", share, actual, target)
        rate = f"，完成率{share}"
    aim = told.AIMS[spec.op][style].format(target)
    word = "" if spec.ratio >= 1 else d.one("，未完成年度目标", "，低于指标值")
    return d.one(f"{spec.name}，指标值{aim}，全年实际完成{actual}{rate}{word}", f"{spec.name}年度指标值{aim}，实际完成值{actual}{rate}{word}")


def _causes(d: Draft, rows: Sequence[Goal]) -> None:
    d.heading("三、偏离绩效目标的原因和下一步改进措施")
    missed = [row for row in rows if row.spec.ratio < 1 and row.spec.remedy]
    number = d.count(len(missed), "项")
    names = d.counted(number, [row.spec.name for row in missed])
    d.say(d.one(f"共有{number}指标未达到年度目标值，即{names}。", f"未完成的指标共{number}，为{names}。"))
    for row in missed:
        assert row.target is not None and row.actual is not None
        d.say(f"{row.spec.name}目标为{d.again(row.target)}，实际为{d.again(row.actual)}，原因是{row.spec.cause}。下一步将{row.spec.remedy}。")


def _form(d: Draft, unit: Unit, fund: str, budget: Budget, means: tuple[Ref, Ref, Ref], rows: Sequence[Goal]) -> tables.Rows:
    """The regional form: money by source, goals and causes, no marks."""
    width = 6
    final, spent = (d.again(ref, bare=True) for ref in means[:2])
    rate = d.again(means[2])
    d.relate("ratio", rate, spent, final)
    made: tables.Rows = [
        spread(width, ("转移支付名称", 1), (fund, width - 1)),
        spread(width, ("地方主管部门", 1), (unit.name, 2), ("资金使用单位", 1), (d.one("各县（区）有关单位", "有关县（区）项目单位"), 2)),
        spread(width, ("资金情况（万元）", 1), ("", 2), ("全年预算数（A）", 1), ("全年执行数（B）", 1), ("预算执行率（B/A）", 1)),
        spread(width, (UP, 1), ("年度资金总额：", 2), (final, 1), (spent, 1), (rate, 1)),
    ]
    lines = []
    for at, part in enumerate(budget.parts):
        one, two, share = tables.same(d, part.budget, bare=True), tables.same(d, part.spent, bare=True), d.rate(part.rate)
        d.relate("ratio", share, two, one)
        lines.append((one, two))
        made.append(spread(width, (UP, 1), (("其中：" if not at else "") + part.name, 2), (one, 1), (two, 1), (share, 1)))
    d.relate("sum", final, *[one for one, _ in lines])
    d.relate("sum", spent, *[two for _, two in lines])
    made.append(("一级指标", "二级指标", "三级指标", d.one("指标值", "年度指标值"), "全年实际完成值", "未完成原因和改进措施"))
    above = ("", "")
    for row in rows:
        here = (row.spec.first, row.spec.second)
        goal, value = row.spec.words
        if row.target is not None and row.actual is not None:
            goal, value = told.AIMS[row.spec.op][0].format(d.again(row.target)), d.again(row.actual)
        why = f"{row.spec.cause}；{row.spec.remedy}" if row.spec.remedy else ""
        made.append((UP if here[0] == above[0] else here[0], UP if here == above else here[1], row.spec.name, goal, value, why))
        above = here
    return made
