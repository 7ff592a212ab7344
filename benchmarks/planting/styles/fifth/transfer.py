"""转移支付绩效自评报告 in the ministry's order: what was handed down, what arrived and was spent, indicators without marks, deviations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import LEFT, Report
from planting.styles.fifth import phrases, spelled, words
from planting.styles.fifth.fields import WIDE
from planting.styles.fifth.phrases import HAN
from planting.styles.indicators import Row, Spec
from planting.styles.money import Budget, before, cents
from planting.styles.words import Unit

REGIONS = ("临泽县", "青川湾区", "望海县", "丰阳县", "河东区", "北岭县", "石城县", "南塘区", "白水县", "长山县")
LEVELS = (("中央", ("中央资金", "省级资金", "市县资金")), ("中央", ("中央资金", "地方资金")), ("省级", ("省级资金", "市县资金")))
CITIES = ("安陵市", "宜河市", "会川市", "南浦市", "泰和市", "平桥市")
Marks = tuple[Ref, Ref, Ref | None]


@dataclass(frozen=True, slots=True)
class Told:
    """An indicator and its figures; none where it is no number."""

    spec: Spec
    figures: Marks | None


def report(seed: int) -> Report:
    """One report on means handed down from above, as a city gives it for its districts."""
    d = words.begun("transfer", seed, "txt")
    tabled = seed % 3 == 1
    if tabled:
        words.laid(d, "docx")
    unit, city = words.unit(d.rng), d.one(*CITIES)
    level, names = d.rng.choice(LEVELS)
    name = d.rng.choice(WIDE[unit.domain.bureau]).removesuffix("项目").removesuffix("补助").removesuffix("专项")
    budget = words.budgeted(d, names, 600, 9000)
    d.title(d.one(f"{city}{unit.year}年度{level}{name}转移支付绩效自评报告", f"{city}{unit.year}年{level}{name}补助资金绩效自评报告"))
    specs, survey = words.planned(d, unit, outputs=d.rng.randint(5, 6), effects=3, missed=d.rng.randint(1, 2))
    completion = d.chance(0.5)
    told = [Told(spec, spelled.unmarked(d, spec, completion) if spec.target is not None else None) for spec in specs]
    d.heading("一、绩效目标分解下达情况")
    arrived = _handed(d, unit, city, (level, name), budget, told)
    d.heading("二、绩效情况分析")
    _money(d, unit, budget, arrived, tabled)
    _goals(d, unit, told)
    d.heading("（三）绩效指标完成情况分析", 2)
    _indicators(d, told, survey)
    d.heading("三、偏离绩效目标的原因和下一步改进措施")
    for line in _deviations(told):
        d.say(line)
    d.heading("四、绩效自评结果拟应用和公开情况")
    d.say(d.one("自评结果将作为以后年度资金分配的重要依据，并按要求在门户网站公开。", "将自评结果与下年度转移支付资金安排挂钩，并随部门决算一并向社会公开。"))
    if tabled:
        _form(d, told)
    return d.finished()


def _handed(d: Draft, unit: Unit, city: str, what: tuple[str, str], budget: Budget, told: Sequence[Told]) -> dict[str, Ref]:
    """Means from above and their sharing out among districts. Gives the amount of each source, and of all under an empty name."""
    level, name = what
    first = budget.parts[0]
    d.heading(f"（一）{level}下达预算和绩效目标情况", 2)
    amount = d.money(first.budget)
    counted = [one for one in told if one.spec.output and one.figures][:3]
    aims = [f"{one.spec.output.verb}{one.spec.output.thing}{d.again(one.figures[0])}" for one in counted if one.spec.output and one.figures]
    sentence = d.one(f"{unit.year}年，{level}下达我市{name}补助资金{amount}", f"{unit.year}年{level}财政共下达{city}{name}转移支付资金{amount}")
    batches = d.chance(0.5)
    if batches:
        one, two = (d.money(share) for share in sorted(d.shares(first.budget, 2), reverse=True))
        d.relate("sum", amount, one, two)
        sentence += d.one(f"，其中：提前下达{one}，年中追加{two}", f"，分两批下达，第一批{one}，第二批{two}")
    d.say(sentence + f"。下达的绩效目标为：{'；'.join(aims)}。")
    d.heading("（二）资金安排、分解下达预算和绩效目标情况", 2)
    whole = d.money(budget.budget)
    refs = {first.name: d.again(amount)} | {part.name: d.money(part.budget) for part in budget.parts[1:]}
    d.say(phrases.split(d, d.one(f"全市安排{name}资金", f"{unit.year}年全市实际投入资金"), whole, list(refs.items())) + "。")
    regions = tuple(d.rng.sample(REGIONS, d.rng.randint(3, 5)))
    number = d.count(len(regions), "个")
    listed, again = d.counted(number, regions), d.again(amount)
    cuts = [d.money(cut) for cut in sorted(d.shares(first.budget, len(regions)), reverse=True)]
    d.relate("sum", again, *cuts)
    lines = "、".join(region + cut for region, cut in zip(regions, cuts, strict=True))
    d.say(
        d.one(
            f"收到资金后，我市将{level}资金{again}全部分解下达到{number}县（区），分别为{listed}。具体分配情况：{lines}。",
            f"{level}资金{again}涉及{listed}，共{number}县（区），其中：{lines}。",
        )
    )
    return {"": whole} | refs


def _money(d: Draft, unit: Unit, budget: Budget, arrived: dict[str, Ref], tabled: bool) -> None:
    d.heading("（一）资金投入情况分析", 2)
    due, got, full = d.again(arrived[""]), d.again(arrived[""]), d.rate(Fraction(1))
    d.relate("ratio", full, got, due)
    d.say(
        d.one(
            f"1.资金到位情况分析。{unit.year}年应到位资金{due}，实际到位资金{got}，到位率{full}。",
            f"1.项目资金到位情况分析。截至{unit.year}年底，计划资金{due}，到位资金{got}，资金到位率为{full}。",
        )
    )
    spent, rate = d.money(budget.spent), d.rate(budget.rate)
    sentence = phrases.executed(d, d.again(arrived[""]), spent, rate, unit.year)
    if budget.rate < 1 and d.chance(0.6):
        sentence += "。" + phrases.unspent(d, arrived[""], spent, budget.budget - budget.spent, d.one(*words.UNSPENT))
    d.say(f"2.资金执行情况分析。{sentence}。")
    lines = [(part.name, d.again(arrived[part.name]), d.money(part.spent), d.rate(part.rate)) for part in budget.parts]
    for _, plan, used, own in lines:
        d.relate("ratio", own, used, plan)
    again = d.again(spent)
    d.relate("sum", again, *[used for _, _, used, _ in lines])
    if tabled:
        _table(d, (d.again(arrived[""]), again, d.again(rate)), lines)
    else:
        form = d.one("{}到位{}，执行{}，执行率{}", "{}{}，支出{}，执行率为{}", "{}安排{}，已支付{}，支付率{}")
        d.say(f"从资金来源看，全年支出{again}，其中：" + "；".join(form.format(*line) for line in lines) + "。")
    if d.chance(0.5):
        last = before(d, budget.spent)
        now = d.again(spent)
        d.say(f"全市该项资金支出{now}" + phrases.versus(d, now, last, unit.year) + "。")
    if d.chance(0.5):
        d.say(phrases.course(d, arrived[""], spent))
    d.say("3.资金管理情况分析。" + _managed(d, spent))


def _table(d: Draft, whole: tuple[Ref, Ref, Ref], lines: Sequence[tuple[str, Ref, Ref, Ref]]) -> None:
    plan, used, rate = whole
    d.relate("ratio", rate, used, plan)
    d.relate("sum", plan, *[line[1] for line in lines])
    head = d.rng.choice((("资金来源", "到位资金", "支出资金", "执行率"), ("资金类别", "全年预算数（A）", "全年执行数（B）", "预算执行率（B/A）")))
    body = [("年度资金总额", plan, used, rate), *[(f"其中：{line[0]}" if not at else line[0], *line[1:]) for at, line in enumerate(lines)]]
    d.say("各类资金执行情况见下表。")
    d.table([head, *body])


def _managed(d: Draft, spent: Ref) -> str:
    """How the means were kept, with a round amount or what an inspection found."""
    if d.chance(0.4):
        part = cents(d.figures[spent.id].value * Fraction(d.rng.randint(2500, 8000), 10000))
        again, seen, rate = d.again(spent), d.money(part), d.rate(part / d.figures[spent.id].value, role="share")
        d.relate("ratio", rate, seen, again)
        return f"市级组织抽查资金{seen}，占全部支出{again}的{rate}，未发现违规使用资金的问题。"
    if d.chance(0.5):
        return (
            f"全年支出资金{d.again(spent, '亿元', 4) if d.figures[spent.id].value > 5 * 10**7 else phrases.about(d, spent)}，资金支付符合国库集中支付制度规定。"
        )
    return f"全年支出{d.again(spent, '元', 2, grouped=d.grouped)}，均用于规定用途，没有发生挤占、截留、挪用的情况。"


def _goals(d: Draft, unit: Unit, told: Sequence[Told]) -> None:
    d.heading("（二）总体绩效目标完成情况分析", 2)
    chosen = [one for one in told if one.spec.output and one.figures][:3]
    lines = []
    for one in chosen:
        assert one.figures and one.spec.output
        act, actual, target = one.spec.output.verb + one.spec.output.thing, d.again(one.figures[1]), d.again(one.figures[0])
        plain = one.spec.ratio == 1 and d.chance(0.4)
        lines.append(f"{act}{actual}，完成了年度目标{target}的任务" if plain else f"目标{act}{target}，实际完成{actual}")
    d.say(f"{unit.year}年，{unit.domain.effect}。" + "；".join(lines) + "。")


def _indicators(d: Draft, told: Sequence[Told], survey: words.Survey) -> None:
    style, shape = d.rng.randrange(3), d.rng.randrange(3)
    for at, first in enumerate(dict.fromkeys(one.spec.first for one in told)):
        some = [one for one in told if one.spec.first == first]
        d.say(f"{at + 1}.{first}完成情况分析")
        for number, second in enumerate(dict.fromkeys(one.spec.second for one in some)):
            own = [one for one in some if one.spec.second == second]
            d.say(f"（{number + 1}）{second}。" + "".join(_sentence(one, style, shape) for one in own))
    asked = next(one for one in told if one.spec.name == survey.spec)
    if d.chance(0.7):
        d.say(phrases.surveyed(d, survey, [_row(asked)]))


def _row(one: Told) -> Row:
    assert one.figures
    return Row(one.spec, one.figures[0], one.figures[1], None, one.figures[2], one.figures[0], one.figures[0])


def _sentence(one: Told, style: int, shape: int) -> str:
    spec = one.spec
    if one.figures is None:
        return (
            f"{spec.name}：目标为“{spec.words[0]}”，实际“{spec.words[1]}”。",
            f"{spec.name}{spec.words[1]}，达到预期目标。",
            f"{spec.name}{spec.words[1]}。",
        )[shape]
    target, actual, rate = one.figures
    goal = spelled.AIMS[spec.op][style].format(target)
    tail = f"，完成率{rate}" if rate else ""
    end = "，未完成年度目标" if spec.ratio < 1 else ("，已完成年度目标" if shape == 1 else "")
    return (
        f"{spec.name}：指标值{goal}，全年实际完成值{actual}{tail}{end}。",
        f"{spec.name}年度指标值为{goal}，实际完成值为{actual}{tail}{end}。",
        f"{spec.name}目标{goal}，实际完成{actual}{tail}{end}。",
    )[shape]


def _deviations(told: Sequence[Told]) -> list[str]:
    """Why targets were missed, in so many points."""
    missed = [one.spec for one in told if one.spec.ratio < 1]
    if not missed:
        return ["各项绩效指标均达到年度目标，未发生偏离。"]
    return [f"{HAN[at]}是{spec.name}未达到年度目标。原因：{spec.cause}。改进措施：{spec.remedy}。" for at, spec in enumerate(missed)]


def _form(d: Draft, told: Sequence[Told]) -> None:
    """The form attached: targets and values once more."""
    d.say("附：转移支付区域绩效自评表（绩效指标部分）")
    head = ("一级指标", "二级指标", "三级指标", d.one("指标值", "年度指标值"), d.one("全年实际完成值", "全年完成值"), "未完成原因和改进措施")
    rows: list[tuple[str, ...]] = [("绩效指标", *[LEFT] * 5), head]
    for one in told:
        spec = one.spec
        goal, done = spec.words
        if one.figures:
            goal, done = spelled.AIMS[spec.op][0].format(d.again(one.figures[0])), d.again(one.figures[1])
        rows.append((spec.first, spec.second, spec.name, goal, done, f"{spec.cause}；{spec.remedy}" if spec.ratio < 1 else ""))
    d.table(rows)
