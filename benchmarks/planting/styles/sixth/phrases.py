"""Phrases of the sixth set: totals and parts, execution, the rest, the year before, offices, staff, surveys, purchases, standards, quarters."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import unit_of
from planting.styles.indicators import Row, round_to
from planting.styles.money import cents
from planting.styles.sixth.fields import Standard
from planting.styles.sixth.goals import Survey
from planting.styles.sixth.words import CARRIED, SAVED, Unit

Parts = Sequence[tuple[str, Ref]]
HAN = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")


def parts(d: Draft, lead: str, total: Ref, some: Parts) -> str:
    """A total with all of its parts, without the full stop."""
    d.relate("sum", total, *[ref for _, ref in some])
    told = [name + ref for name, ref in some]
    return d.one(
        f"{lead}{total}，其中：{'、'.join(told)}",
        f"{lead}共计{total}，其中{'，'.join(told)}",
        f"{lead}{total}（其中：{'，'.join(told)}）",
        f"{lead}{total}，包含{'、'.join(told)}",
        f"{lead}{total}。其中，{'；'.join(told)}",
        f"{lead}总计{total}，分别为{'、'.join(told)}",
    )


def shared(d: Draft, lead: str, total: Ref, some: Sequence[tuple[str, Fraction]]) -> str:
    """A total, its parts and their shares, without the full stop."""
    value = d.figures[total.id].value
    trio = [(name, d.money(cut), d.rate(cut / value, role="share")) for name, cut in some]
    d.relate("sum", total, *[ref for _, ref, _ in trio])
    d.relate("total", *[rate for _, _, rate in trio], number=1)
    for _, ref, rate in trio:
        d.relate("ratio", rate, ref, total)
    return d.one(
        f"{lead}{total}，其中：" + "；".join(f"{name}{ref}，占{rate}" for name, ref, rate in trio),
        f"{lead}{total}。其中：" + "，".join(f"{name}{ref}，占比{rate}" for name, ref, rate in trio),
        f"{lead}{total}，其中" + "、".join(f"{name}{ref}（占比{rate}）" for name, ref, rate in trio),
    )


def executed(d: Draft, final: Ref, spent: Ref, rate: Ref, year: int) -> str:
    """Budget, spent and rate, without the full stop."""
    d.relate("ratio", rate, spent, final)
    return d.one(
        f"预算资金{final}，截至{year}年12月底累计支出{spent}，预算执行率{rate}",
        f"全年预算{final}，当年实际支出{spent}，预算执行率为{rate}",
        f"全年共支出{spent}，占全年预算{final}的{rate}",
        f"预算执行率为{rate}（实际支出{spent}/全年预算{final}）",
        f"截至{year}年底，全年预算数{final}，执行数{spent}，执行率{rate}",
        f"全年预算{final}，支出{spent}，预算完成率{rate}",
    )


def rest(d: Draft, final: Ref, spent: Ref) -> str:
    """What was not spent and why, without the full stop."""
    gap = d.figures[final.id].value - d.figures[spent.id].value
    over, carried = d.money(gap), d.chance(0.6)
    d.relate("sum", final, spent, over)
    why = d.one(*CARRIED) if carried else d.one(*SAVED)
    if d.chance(0.3):
        share = d.rate(gap / d.figures[final.id].value)
        d.relate("ratio", share, over, final)
        return (
            f"结转资金{over}，结转率{share}，{why}" if carried else d.one(f"结余{over}，结余率{share}，{why}", f"未使用资金{over}，占全年预算的{share}，{why}")
        )
    if carried:
        return d.one(f"年末结转{over}，{why}", f"尚有{over}未支出，{why}", f"结转下年{over}，{why}")
    return d.one(f"年末结余{over}，{why}", f"结余资金{over}，{why}", f"未使用资金{over}，{why}")


def versus(d: Draft, now: Ref, last: Fraction, before: str = "上年") -> str:
    """What follows an amount on the same a year earlier; `before` is what that time is called."""
    figure = d.figures[now.id]
    same = {"places": figure.places}
    style = d.rng.randrange(4)
    pair = d.rng.choice((("增长", "下降"), ("增长", "降低"), ("上升", "下降")))
    rate = d.rate(figure.value / last - 1, words=pair, role="growth")
    if style == 0:
        old = d.money(last, figure.unit, role="last", **same)
        d.relate("growth", rate, now, old)
        return d.one(f"，{before}为{old}，同比{rate}", f"，同比{rate}（{before}为{old}）")
    moved = d.money(figure.value - last, figure.unit, words=("增加", "减少"), role="change", **same)
    if style == 1:
        old = d.money(last, figure.unit, role="last", **same)
        d.relate("sum", now, old, moved)
        d.relate("growth", rate, now, old)
        return d.one(f"，较{before}{old}{moved}，{rate}", f"，{before}{old}，同比{moved}，{rate}")
    d.relate("growth-of-change", rate, moved, now)
    return d.one(f"，同比{moved}，{rate}", f"，较{before}{moved}，{rate}", f"，比{before}{moved}，同比{rate}")


def grown(d: Draft, row: Row, year: int) -> str:
    """What was done as an indicator has it, against the year before, without the full stop."""
    assert row.actual is not None and row.spec.output is not None
    output, now = row.spec.output, d.again(row.actual)
    figure, factor = d.figures[now.id], unit_of(row.spec.unit)[1]
    act = output.verb + output.thing
    grain = Fraction(1, 10**figure.places) * factor
    last = round_to(figure.value * Fraction(d.rng.choice((*range(78, 96), *range(105, 122))), 100), grain)
    if abs(figure.value - last) < 3 * grain:
        return d.one(f"{act}{now}", f"全年{act}{now}")
    rate = d.rate(figure.value / last - 1, words=("增长", "下降"), role="growth")
    if d.chance(0.5):
        old = d.figure(last, row.spec.unit, figure.places, exact=figure.exact, role="last")
        d.relate("growth", rate, now, old)
        return d.one(f"{act}{now}，{year - 1}年为{old}，同比{rate}", f"全年{act}{now}，比上年的{old}{rate}")
    moved = d.figure(figure.value - last, row.spec.unit, figure.places, exact=figure.exact, role="change", words=("增加", "减少"))
    d.relate("growth-of-change", rate, moved, now)
    return d.one(f"{act}{now}，比上年{moved}，{rate}", f"全年{act}{now}，同比{moved}，{rate}")


def split(d: Draft, row: Row, names: Sequence[str]) -> str:
    """What was done as an indicator has it, by place, without the full stop; whole where it is too little to be cut."""
    assert row.actual is not None and row.spec.output is not None
    output, ref = row.spec.output, d.again(row.actual)
    act, factor = output.verb + output.thing, unit_of(row.spec.unit)[1]
    scaled = d.figures[ref.id].value / factor
    if scaled < 20 * len(names):
        return f"全年{act}{ref}"
    grain = Fraction(1, 10**output.places)
    cuts = [round_to(share / 10**6, grain) for share in d.shares(scaled * 10**6, len(names))]
    cuts[0] = scaled - sum(cuts[1:])
    some = [d.figure(cut * factor, row.spec.unit, output.places, trim=True, exact=output.places == 0) for cut in cuts]
    d.relate("sum", ref, *some)
    told = [name + one for name, one in zip(names, some, strict=True)]
    return d.one(f"{act}{ref}，其中{'、'.join(told)}", f"全年{act}{ref}（其中：{'，'.join(told)}）")


def offices(d: Draft, unit: Unit) -> str:
    """What a unit is made of."""
    domain = unit.field.domain
    chosen = tuple(d.rng.sample(domain.offices, d.rng.randint(4, len(domain.offices))))
    number = d.count(len(chosen), "个")
    names = d.counted(number, chosen)
    return d.one(f"{unit.name}内设{number}部门，分别是{names}。", f"内设机构{number}，包括{names}。", f"我单位下设{names}等{number}内设部门。")


def staff(d: Draft, unit: Unit, here: int) -> str:
    """Posts, so many people by kind, and those with titles."""
    posts, now = d.count(here + d.rng.randint(0, 18), "名"), d.count(here, "人")
    d.relate("at-most", now, posts)
    lead = d.one(f"核定编制{posts}，年末在编在职", f"编制部门核定编制{posts}，截至{unit.year}年末实有在编人员")
    names = ("管理人员", "专业技术人员", "工勤人员")
    skilled, menial = here * d.rng.randint(50, 70) // 100, d.rng.randint(2, 6)
    some = [d.count(number, "人") for number in (here - skilled - menial, skilled, menial)]
    told = parts(d, lead, now, list(zip(names, some, strict=True)))
    if d.chance(0.5):
        return told + "。"
    high = d.count(skilled * d.rng.randint(18, 42) // 100, "人")
    share = d.rate(Fraction(d.figures[high.id].value, skilled), role="share")
    d.relate("ratio", share, high, some[1])
    return told + f"。专业技术人员中具有高级职称的{high}，占专业技术人员的{share}。"


def surveyed(d: Draft, survey: Survey, rows: Sequence[Row]) -> str:
    """The survey behind an indicator on satisfaction, by answer in some."""
    row = next(row for row in rows if row.spec.name == survey.spec)
    assert row.actual is not None
    who = survey.spec.removesuffix("满意度")
    sent, back, share = d.count(survey.sent, "份"), d.count(survey.valid, "份"), d.again(row.actual)
    d.relate("at-most", back, sent)
    d.relate("bound", share, number=1)
    told = d.one(
        f"评价期间面向{who}发放调查问卷{sent}，收回有效问卷{back}",
        f"采用线上线下相结合的方式向{who}发放问卷{sent}，其中有效问卷{back}",
        f"围绕{who}满意度开展问卷调查，发出问卷{sent}，回收有效问卷{back}",
    )
    if d.chance(0.4):
        rate = d.rate(Fraction(survey.valid, survey.sent), role="share")
        d.relate("ratio", rate, back, sent)
        told += f"，问卷有效率{rate}"
    if d.chance(0.5):
        some = [d.count(number, "份") for number in survey.answers]
        d.relate("sum", back, *some)
        glad = d.count(survey.glad, "份")
        d.relate("sum", glad, *some[:2])
        d.relate("ratio", share, glad, back)
        names = ("非常满意", "满意", "一般", "不满意")
        answers = "，".join(f"选择“{name}”的{ref}" for name, ref in zip(names, some, strict=True))
        return told + f"。有效问卷中，{answers}。非常满意和满意合计{glad}，{survey.spec}为{share}。"
    if d.chance(0.5):
        glad = d.count(survey.glad, "份")
        d.relate("ratio", share, glad, back)
        return told + d.one(f"，评价为满意的{glad}，{survey.spec}{share}。", f"，其中满意{glad}，{who}满意率为{share}。")
    d.relate("whole-count", share, back)
    return told + d.one(f"，{survey.spec}达到{share}。", f"。统计结果显示，{survey.spec}为{share}。")


def purchased(d: Draft, spent: Fraction) -> str:
    """A purchase within what was spent: limit, price, what was saved."""
    plan = cents(spent * Fraction(d.rng.randint(1800, 4200), 10000))
    price = cents(plan * Fraction(d.rng.randint(8800, 9850), 10000))
    limit, bid, saved = d.money(plan), d.money(price), d.money(plan - price)
    d.relate("sum", limit, bid, saved)
    if d.chance(0.5):
        return d.one(
            f"部分服务通过竞争性磋商确定供应商，最高限价{limit}，成交价{bid}，节约{saved}。",
            f"部分货物和服务实行公开招标，采购预算{limit}，中标金额{bid}，节省财政资金{saved}。",
        )
    rate = d.rate((plan - price) / plan, role="share")
    d.relate("ratio", rate, saved, limit)
    return f"设备及服务采购预算{limit}，合同金额{bid}，较预算节约{saved}，节约率{rate}。"


def paid(d: Draft, standard: Standard, limit: Fraction) -> str:
    """What was paid by standard: number, price, amount."""
    fitting = [price for price in standard.prices if price * 20 <= limit] or [standard.prices[0]]
    price = d.rng.choice(fitting)
    most = max(21, min(900, int(limit / price)))
    many, each = d.count(d.rng.randint(max(12, most // 4), most), standard.unit), d.figure(price, "元", 0, exact=True, role="price")
    total = d.money(d.figures[many.id].value * price)
    d.relate("product", total, each, many)
    if d.chance(0.25):
        figure = d.figures[total.id]
        whole = d.figure(figure.value, "元", 0, exact=True, grouped=d.grouped, quantity=figure.quantity)
        d.relate("product", whole, each, many)
        d.relate("equal", whole, total)
        return f"{standard.name}按每{standard.unit}{each}发放，全年发放{many}、金额{whole}，折合{total}。"
    return d.one(
        f"{standard.name}执行每{standard.unit}{each}的标准，全年发放{many}，共计{total}。",
        f"全年发放{standard.name}{many}，标准为{each}/{standard.unit}，支出{total}。",
        f"按照{each}/{standard.unit}的标准支付{standard.name}{many}，金额{total}。",
    )


def seasons(d: Draft, spent: Ref) -> str:
    """What was spent by quarter, or by half-year, of an amount already told."""
    value, again = d.figures[spent.id].value, d.again(spent)
    if d.chance(0.5):
        cuts = d.shares(value, 4, 0.6)
        some = [d.money(cut) for cut in cuts]
        d.relate("sum", again, *some)
        return d.one(
            f"从支出时间分布看，一至四季度分别支出{'、'.join(some)}，全年合计{again}。",
            f"分季度支出情况：一季度{some[0]}，二季度{some[1]}，三季度{some[2]}，四季度{some[3]}，合计{again}。",
        )
    half = cents(value * Fraction(d.rng.randint(2600, 5400), 10000))
    one, two = d.money(half, role="midyear"), d.money(value - half)
    d.relate("at-most", one, again)
    d.relate("sum", again, one, two)
    return d.one(f"1—6月支出{one}，7—12月支出{two}，全年合计支出{again}。", f"全年支出{again}，其中上半年支出{one}、下半年支出{two}。")


def about(d: Draft, ref: Ref) -> Ref:
    """An amount told once more in round 万元, with a word for it."""
    value = d.figures[ref.id].value
    step = Fraction(10**6) if value > 3 * 10**7 else Fraction(10**5) if value > 2 * 10**6 else Fraction(10**4)
    word = d.one("约", "余", "近")
    low = Fraction(int(value / step)) * step
    near = round_to(value, step) if word == "约" else low if word == "余" or low == value else low + step
    told = d.figure(near, "万元", 0, qualifier=word)
    for figure in [figure for figure in d.figures if figure.quantity == d.figures[ref.id].quantity]:
        d.relate("equal", told, Ref(figure.id))
    return told
