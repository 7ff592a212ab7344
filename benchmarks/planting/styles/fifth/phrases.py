"""Phrases of the fifth set: totals and their parts, the year before, execution and its course, staff, surveys, purchases, standards."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import unit_of
from planting.styles.fifth.fields import LOCAL, OFFICES, STANDARDS, areas
from planting.styles.fifth.words import Survey
from planting.styles.indicators import Row, parts_of, round_to
from planting.styles.money import cents
from planting.styles.words import Unit

Parts = Sequence[tuple[str, Ref]]
HAN = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")


def split(d: Draft, lead: str, total: Ref, some: Parts) -> str:
    """A total with all of its parts, without the full stop."""
    d.relate("sum", total, *[ref for _, ref in some])
    told = [name + ref for name, ref in some]
    return d.one(
        f"{lead}{total}，其中：{'、'.join(told)}",
        f"{lead}共计{total}，其中：{'，'.join(told)}",
        f"{lead}{total}（其中：{'，'.join(told)}）",
        f"{lead}为{total}，其中{'，'.join(told)}",
        f"{lead}{total}，包括：{'；'.join(told)}",
        f"{lead}共{total}。其中，{'，'.join(told)}",
    )


def versus(d: Draft, now: Ref, last: Fraction, year: int) -> str:
    """What follows an amount on the year before it."""
    figure, shape = d.figures[now.id], d.rng.randrange(5)
    same = {"places": figure.places}
    rate = d.rate(figure.value / last - 1, words=d.rng.choice((("增长", "下降"), ("增长", "降低"))), role="growth")
    if shape in (0, 1):
        moved = d.money(figure.value - last, figure.unit, words=("增加", "减少"), role="change", **same)
        d.relate("growth-of-change", rate, moved, now)
        return d.one(f"，比{year - 1}年度{moved}，{rate}", f"，与{year - 1}年度相比{moved}，{rate}", f"，较上年度{moved}，{rate}")
    old = d.money(last, figure.unit, role="last", **same)
    d.relate("growth", rate, now, old)
    if shape == 2:
        return d.one(f"，上年同期{old}，同比{rate}", f"，同比{rate}（上年数为{old}）")
    moved = d.money(figure.value - last, figure.unit, words=("增加", "减少"), role="change", **same)
    d.relate("sum", now, old, moved)
    d.relate("ratio", rate, moved, old)
    return d.one(f"，比上年{old}{moved}，{rate}", f"，{year - 1}年度为{old}，本年度比上年度{moved}，{rate}", f"，较{year - 1}年的{old}{moved}，{rate}")


def executed(d: Draft, budget: Ref, spent: Ref, rate: Ref, year: int) -> str:
    """Budget, spent and rate, without the full stop."""
    d.relate("ratio", rate, spent, budget)
    return d.one(
        f"全年预算安排{budget}，实际使用{spent}，资金使用率{rate}",
        f"{year}年度预算数{budget}，实际完成支出{spent}，预算完成率{rate}",
        f"截至{year}年12月31日，实际支出{spent}，占预算数{budget}的{rate}",
        f"预算批复{budget}，支出{spent}，预算执行率{rate}",
        f"全年执行数为{spent}，全年预算数为{budget}，执行率为{rate}",
        f"财政批复预算资金{budget}，年末累计支出资金{spent}，预算执行率为{rate}",
    )


def unspent(d: Draft, final: Ref, spent: Ref, rest: Fraction, why: str) -> str:
    """What was left over, and why, without the full stop."""
    left = d.money(rest)
    d.relate("sum", final, spent, left)
    if d.chance(0.25):
        rate = d.rate(rest / d.figures[final.id].value, max(1, d.rate_places), role="share")
        d.relate("ratio", rate, left, final)
        return f"未支出资金{left}，占全年预算的{rate}，{why}"
    return d.one(f"尚有{left}未支出，{why}", f"年末结转结余{left}，{why}", f"资金结余{left}，{why}", f"剩余资金{left}，{why}")


def course(d: Draft, budget: Ref, spent: Ref) -> str:
    """What had been spent by the end of June, of September and of the year, each by the budget; or by half-years."""
    value, plan = d.figures[spent.id].value, d.figures[budget.id].value
    half = cents(value * Fraction(d.rng.randint(2600, 4800), 10000))
    if d.chance(0.35):
        whole, one, two = d.again(spent), d.money(half, role="midyear"), d.money(value - half)
        d.relate("sum", whole, one, two)
        d.relate("at-most", one, whole)
        return d.one(f"全年支出{whole}，其中上半年支出{one}，下半年支出{two}。", f"上半年支出{one}，下半年支出{two}，全年累计支出{whole}。")
    third = cents(value * Fraction(d.rng.randint(5600, 8400), 10000))
    again, all_ = d.again(budget), d.again(spent)
    one, two = d.money(half, role="midyear"), d.money(third)
    rates = [d.rate(part / plan) for part in (half, third, value)]
    for rate, ref in zip(rates, (one, two, all_), strict=True):
        d.relate("ratio", rate, ref, again)
    d.relate("at-most", one, two)
    d.relate("at-most", two, all_)
    told = [f"{when}支出{ref}，支出进度{rate}" for when, ref, rate in zip(("6月底", "9月底", "12月底"), (one, two, all_), rates, strict=True)]
    return d.one(f"对照全年预算数{again}，截至{'；截至'.join(told)}。", f"从支出进度看，全年预算{again}，截至{'；截至'.join(told)}。")


def offices(d: Draft, unit: Unit) -> str:
    """What a unit is made of."""
    chosen = tuple(d.rng.sample(unit.domain.offices, d.rng.randint(4, len(unit.domain.offices))))
    number = d.count(len(chosen), "个")
    names = d.counted(number, chosen)
    told = d.one(f"{unit.name}内设{number}机构，分别是：{names}。", f"我单位下设{number}内设机构，包括{names}。", f"内设机构有{names}，共计{number}。")
    if len(unit.domain.affiliates) > 1 and d.chance(0.6):
        bodies = tuple(d.rng.sample(unit.domain.affiliates, d.rng.randint(2, len(unit.domain.affiliates))))
        many = d.count(len(bodies), "个")
        listed = d.counted(many, bodies)
        told += d.one(f"下属二级机构{many}，分别是{listed}。", f"另设所属机构{many}：{listed}。")
    return told


def staff(d: Draft, unit: Unit) -> str:
    """Posts and people in one paragraph."""
    kinds = ("行政编制", "事业编制") if unit.domain.bureau in OFFICES else ("管理岗位", "专业技术岗位", "工勤岗位")
    cuts = [d.rng.randint(8, 40), d.rng.randint(12, 90), d.rng.randint(2, 9)][: len(kinds)]
    total, gone = sum(cuts), d.rng.randint(4, 52)
    here = total - d.rng.randint(0, 5)
    all_, *some = (d.count(number, "名") for number in (total, *cuts))
    told = split(d, d.one("核定编制", "编制人数", "机构编制部门核定编制"), all_, list(zip(kinds, some, strict=True)))
    now, old = d.count(here, "人"), d.count(gone, "人")
    if d.chance(0.5):
        both = d.count(here + gone, "人")
        return told + "。" + split(d, d.one("年末在职和退休人员", "年末实有人数"), both, [("在职人员", now), ("退休人员", old)]) + "。"
    told += d.one(f"。年末实有在职人员{now}，退休人员{old}", f"。截至年底，在职在编{now}，另有退休人员{old}")
    if d.chance(0.4):
        again, first, rate = d.again(all_), d.again(now), d.rate(Fraction(here, total))
        d.relate("ratio", rate, first, again)
        told += f"。在职人员控制率为{rate}（在职人员{first}/编制数{again}）"
    return told + "。"


def surveyed(d: Draft, survey: Survey, rows: Sequence[Row]) -> str:
    """The survey behind an indicator on satisfaction: sheets sent, valid and satisfied."""
    row = next(row for row in rows if row.spec.name == survey.spec)
    assert row.actual is not None
    sent, back = d.count(survey.sent, "份"), d.count(survey.valid, "份")
    share = d.again(row.actual)
    d.relate("at-most", back, sent)
    d.relate("bound", share, number=1)
    who = survey.spec.removesuffix("满意度")
    told = d.one(
        f"为了解{who}对相关工作的满意程度，本单位发放调查问卷{sent}，收回有效问卷{back}",
        f"通过问卷方式对{who}进行了满意度调查，发出问卷{sent}，有效问卷{back}",
        f"面向{who}随机发放满意度调查表{sent}，回收有效调查表{back}",
    )
    if d.chance(0.4):
        rate = d.rate(Fraction(survey.valid, survey.sent), role="share")
        d.relate("ratio", rate, back, sent)
        told += f"，问卷有效率{rate}"
    shape, poor = d.rng.randrange(3), survey.valid - survey.glad
    if shape == 0:
        d.relate("whole-count", share, back)
        return told + d.one(f"，满意度为{share}。", f"，经汇总统计，{who}满意度达到{share}。")
    if shape == 1 and survey.glad > 20 and poor > 0:
        much = d.rng.randint(survey.glad * 6 // 10, survey.glad - 3)
        very, fairly, not_ = (d.count(number, "份") for number in (much, survey.glad - much, poor))
        d.relate("sum", back, very, fairly, not_)
        glad = d.count(survey.glad, "份")
        d.relate("sum", glad, very, fairly)
        d.relate("ratio", share, glad, back)
        return told + f"，其中“满意”{very}、“基本满意”{fairly}、“不满意”{not_}，满意和基本满意合计{glad}，{who}满意度为{share}。"
    glad = d.count(survey.glad, "份")
    d.relate("ratio", share, glad, back)
    return told + d.one(f"，其中选择“满意”的问卷{glad}，满意度{share}。", f"，评价为满意的{glad}，{who}满意度为{share}。")


def achieved(d: Draft, row: Row, where: Sequence[str] = ()) -> str:
    """What was done, as an indicator has it; place by place in some."""
    assert row.actual is not None and row.spec.output is not None
    output, ref = row.spec.output, d.again(row.actual)
    act, factor = output.verb + output.thing, unit_of(row.spec.unit)[1]
    scaled = d.figures[ref.id].value / factor
    if output.name not in LOCAL or scaled * 10**output.places < 40 * len(where) or not where or d.chance(0.3):
        return d.one(f"{act}{ref}", f"年内{act}{ref}", f"实际{act}{ref}") if row.spec.first == "产出指标" else act + ref
    grain = Fraction(1, 10**output.places)
    cuts = [round_to(share / 10**6, grain) for share in d.shares(scaled * 10**6, len(where))]
    cuts[0] = scaled - sum(cuts[1:])
    some = [d.figure(cut * factor, output.unit, output.places, trim=True, exact=output.places == 0) for cut in cuts]
    d.relate("sum", ref, *some)
    told = "、".join(name + one for name, one in zip(where, some, strict=True))
    return d.one(f"{act}{ref}（{told}）", f"{act}{ref}，其中{told}", f"{act}{ref}，具体为：{told}")


def standard(d: Draft, row: Row, limit: Fraction) -> str:
    """A standard, a number and what they cost, the cost in 万元; empty where no standard is set or it would cost more than `limit`."""
    assert row.actual is not None
    number = d.figures[row.actual.id].value
    fitting = [price for price in STANDARDS.get(row.spec.name, ()) if price * number <= limit]
    if not fitting or row.spec.output is None:
        return ""
    measure, act = row.spec.unit, row.spec.output.verb + row.spec.output.thing
    each, quantity = d.figure(d.rng.choice(fitting), "元", 0, exact=True, role="price"), d.again(row.actual)
    total = d.money(d.figures[each.id].value * number)
    d.relate("product", total, each, quantity)
    return d.one(
        f"{act}{quantity}，每{measure}{each}，共支出{total}。",
        f"{act}{quantity}，标准为{each}/{measure}，支出资金{total}。",
        f"按每{measure}{each}的标准，{act}{quantity}，使用资金{total}。",
    )


def tendered(d: Draft, whole: Fraction) -> str:
    """A purchase: the highest price, the price agreed upon in 元 in some, what was saved."""
    plan = cents(whole * Fraction(d.rng.randint(2000, 4600), 10000))
    price = cents(plan * Fraction(d.rng.randint(8600, 9850), 10000))
    limit, saved = d.money(plan), d.money(plan - price)
    bid = d.money(price, "元", 2, grouped=d.grouped) if d.chance(0.4) else d.money(price)
    d.relate("sum", limit, bid, saved)
    if d.chance(0.5):
        return d.one(f"通过竞争性磋商确定供应商，最高限价{limit}，成交价{bid}，节约{saved}。", f"项目招标控制价{limit}，中标价{bid}，较控制价减少{saved}。")
    rate = d.rate(1 - price / plan)
    d.relate("ratio", rate, saved, limit)
    return d.one(
        f"项目通过政府采购实施，采购预算{limit}，成交金额{bid}，节约{saved}，节支率{rate}。",
        f"招标控制价{limit}，合同价{bid}，节约资金{saved}，节约率为{rate}。",
    )


def uses(d: Draft, lead: str, whole: Ref, names: Sequence[str], verb: str = "用于") -> str:
    """What an amount was spent on, all of it; with shares in some. Without the full stop."""
    value = d.figures[whole.id].value
    refs = [d.money(cut) for cut in sorted(d.shares(value, len(names)), reverse=True)]
    if d.chance(0.35):
        d.relate("sum", whole, *refs)
        return lead + whole + "，其中：" + "；".join(shared(d, whole, list(zip(names, refs, strict=True))))
    d.relate("sum", whole, *refs)
    told = [name + ref for name, ref in zip(names, refs, strict=True)]
    return d.one(f"{lead}{whole}，{verb}{'、'.join(told)}", f"{lead}{whole}，具体{verb}：{'；'.join(told)}", f"{lead}{whole}，{verb}：{'，'.join(told)}")


def shared(d: Draft, whole: Ref, some: Parts) -> list[str]:
    """Every part with its share; the shares make up the whole."""
    value = d.figures[whole.id].value
    rates = [d.rate(d.figures[ref.id].value / value, role="share") for _, ref in some]
    d.relate("total", *rates, number=1)
    for rate, (_, ref) in zip(rates, some, strict=True):
        d.relate("ratio", rate, ref, whole)
    shape = d.rng.randrange(3)
    forms = ("{}{}，占{}", "{}{}，占比{}", "{}{}（占{}）")
    return [forms[shape].format(name, ref, rate) for (name, ref), rate in zip(some, rates, strict=True)]


def cars(d: Draft, told: Ref) -> str:
    """As many cars as were told before, by kind."""
    number = int(d.figures[told.id].value)
    names = d.rng.sample(("机要通信用车", "应急保障用车", "业务用车", "特种专业技术用车", "其他用车"), min(number, d.rng.randint(2, 3)))
    some = [d.count(cut, "辆") for cut in parts_of(d.rng, number, len(names))]
    return split(d, d.one("本单位车辆数", "公务用车保有量"), d.again(told), list(zip(names, some, strict=True)))


def about(d: Draft, ref: Ref) -> Ref:
    """An amount told once more: rounded with 约, or cut off with 余."""
    value = d.figures[ref.id].value
    step = Fraction(10**6) if value > 3 * 10**7 else Fraction(10**5) if value > 2 * 10**6 else Fraction(10**4)
    word = d.one("约", "余")
    near = round_to(value, step) if word == "约" else Fraction(int(value / step)) * step
    told = d.figure(near, "万元", 0, qualifier=word)
    for figure in [figure for figure in d.figures if figure.quantity == d.figures[ref.id].quantity]:
        d.relate("equal", told, Ref(figure.id))
    return told


def places(d: Draft, unit: Unit) -> tuple[str, ...]:
    """Some of the places where a unit works."""
    names = areas(unit.domain.bureau)[1]
    return tuple(d.rng.sample(names, d.rng.randint(3, min(5, len(names)))))
