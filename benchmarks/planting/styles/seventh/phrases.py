"""Phrases of the seventh set: totals and parts, execution, the rest, the year before, the three public outlays, purchases, standards, surveys."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import unit_of
from planting.styles.indicators import Row, round_to
from planting.styles.money import before, cents
from planting.styles.seventh.fields import Paid
from planting.styles.seventh.goals import Survey
from planting.styles.seventh.words import UNSPENT

Parts = Sequence[tuple[str, Ref]]
CAUSES = ("主要原因是人员经费增减变动", "主要是项目支出安排发生变化", "主要原因是年度工作任务变化", "主要是上级专项资金安排发生变化")


def told(d: Draft, ref: Ref, **how: object) -> Ref:
    """The figure told again, with its unit."""
    return d.again(ref, bare=False, **how)  # type: ignore[arg-type]


def parts(d: Draft, lead: str, total: Ref, some: Parts) -> str:
    """A total with all of its parts, without the full stop."""
    d.relate("sum", total, *[ref for _, ref in some])
    said = [name + ref for name, ref in some]
    return d.one(
        f"{lead}{total}，其中：{'，'.join(said)}",
        f"{lead}{total}，其中：{'；'.join(said)}",
        f"{lead}为{total}，其中{'、'.join(said)}",
        f"{lead}合计{total}。其中：{'、'.join(said)}",
        f"{lead}{total}（{'、'.join(said)}）",
    )


def by_share(d: Draft, lead: str, total: Ref, some: Sequence[tuple[str, Fraction]], of: str) -> str:
    """A total, its parts and their shares of it, without the full stop; `of` is what it is called as a whole."""
    value = d.figures[total.id].value
    trio = [(name, d.money(cut), d.rate(cut / value, role="share")) for name, cut in some]
    d.relate("sum", total, *[ref for _, ref, _ in trio])
    d.relate("total", *[rate for _, _, rate in trio], number=1)
    for _, ref, rate in trio:
        d.relate("ratio", rate, ref, total)
    return d.one(
        f"{lead}{total}，其中：" + "；".join(f"{name}{ref}，占{of}的{rate}" for name, ref, rate in trio),
        f"{lead}{total}。其中：" + "；".join(f"{name}{ref}，占{rate}" for name, ref, rate in trio),
        f"{lead}{total}，其中：" + "，".join(f"{name}{ref}（占{rate}）" for name, ref, rate in trio),
    )


def executed(d: Draft, final: Ref, spent: Ref, rate: Ref, year: int) -> str:
    """Budget, spent and rate, without the full stop."""
    d.relate("ratio", rate, spent, final)
    return d.one(
        f"截至{year}年12月31日，预算资金{final}，实际支出{spent}，预算执行率为{rate}",
        f"{year}年预算安排资金{final}，支出{spent}，执行率{rate}",
        f"全年预算数{final}，全年执行数{spent}，预算执行率{rate}",
        f"实际使用资金{spent}，占预算{final}的{rate}",
        f"预算数为{final}，执行数为{spent}，完成预算的{rate}",
    )


def changed(d: Draft, opening: Ref, final: Ref, moved: Fraction, year: int) -> str:
    """Budget at the start, change, budget at the end, without the full stop."""
    change = d.money(moved, words=d.rng.choice((("追加", "调减"), ("调增", "调减"), ("增加", "减少"))), role="change")
    d.relate("sum", final, opening, change)
    return d.one(
        f"{year}年年初预算数{opening}，年中预算{change}，调整后预算数{final}",
        f"年初预算安排{opening}，预算执行中{change}，调整预算数为{final}",
        f"年初批复预算{opening}，年度中{change}，全年预算{final}",
    )


def rest(d: Draft, final: Ref, spent: Ref) -> str:
    """What was not spent and why, without the full stop."""
    left = d.money(d.figures[final.id].value - d.figures[spent.id].value)
    d.relate("sum", final, spent, left)
    why = d.one(*UNSPENT)
    return d.one(f"年末结转结余资金{left}，{why}", f"结转下年使用{left}，{why}", f"未支出{left}，{why}", f"剩余资金{left}，{why}")


def versus(d: Draft, now: Ref, year: int, low: int = 80, high: int = 122) -> str:
    """What follows an amount on the same a year earlier."""
    figure = d.figures[now.id]
    last, style, same = before(d, figure.value, low, high), d.rng.randrange(4), {"places": figure.places}
    pair = d.rng.choice((("增长", "下降"), ("上升", "下降"), ("增长", "减少")))
    rate = d.rate(figure.value / last - 1, words=pair, role="growth")
    ago = d.one("上年", "上年", f"{year - 1}年")
    if style == 0:
        old = d.money(last, figure.unit, role="last", **same)
        d.relate("growth", rate, now, old)
        return d.one(f"，与{ago}{old}相比{rate}", f"，较{ago}的{old}{rate}")
    moved = d.money(figure.value - last, figure.unit, words=("增加", "减少"), role="change", **same)
    if style == 1:
        old = d.money(last, figure.unit, role="last", **same)
        d.relate("sum", now, old, moved)
        d.relate("growth", rate, now, old)
        return f"，{ago}数为{old}，{moved}，{rate}"
    d.relate("growth-of-change", rate, moved, now)
    return d.one(f"，与{ago}相比{moved}，{rate}", f"，比{ago}{moved}，{rate}", f"，较{ago}{moved}，同比{rate}")


def grown(d: Draft, row: Row, year: int) -> str:
    """What was done as an indicator has it, against the year before, without the full stop."""
    assert row.actual is not None and row.spec.output is not None
    output, now = row.spec.output, told(d, row.actual)
    figure, factor = d.figures[now.id], unit_of(row.spec.unit)[1]
    act = output.verb + output.thing
    grain = Fraction(1, 10**figure.places) * factor
    last = round_to(figure.value * Fraction(d.rng.choice((*range(80, 96), *range(105, 120))), 100), grain)
    if abs(figure.value - last) < 3 * grain:
        return f"{year}年共{act}{now}"
    rate = d.rate(figure.value / last - 1, words=("增长", "下降"), role="growth")
    old = d.figure(last, row.spec.unit, figure.places, exact=figure.exact, role="last")
    d.relate("growth", rate, now, old)
    return d.one(f"{year}年{act}{now}，上年为{old}，同比{rate}", f"{act}{now}，较上年的{old}{rate}")


def three_public(d: Draft, year: int) -> tuple[list[str], Ref]:
    """Sentences on cars and guests with their budget, the year before, and what each car and guest cost; gives the total spent as well."""
    cars = d.rng.randint(2, 9)
    car = cents(Fraction(cars * d.rng.randint(1400000, 2900000), 100))
    guests = d.rng.randint(60, 620)
    guest = Fraction(guests * d.rng.randint(4200, 9600), 100)
    whole, plan = car + guest, round_to((car + guest) * Fraction(d.rng.randint(103, 140), 100), Fraction(100))
    spent, due, rate = d.money(whole), d.money(plan), d.rate(whole / plan)
    one, two = d.money(car), d.money(guest)
    d.relate("ratio", rate, spent, due)
    d.relate("sum", spent, one, two)
    first = d.one(
        f"{year}年“三公”经费预算{due}，实际支出{spent}，完成预算的{rate}",
        f"{year}年度“三公”经费支出决算{spent}，预算为{due}，完成预算的{rate}",
    )
    lines = [f"{first}{versus(d, spent, year)}。其中：公务用车运行维护费{one}，公务接待费{two}，未发生因公出国（境）费和公务用车购置费。"]
    if d.chance(0.4):
        return lines, spent
    many, each = d.count(cars, "辆"), d.money(car / cars)
    d.relate("ratio", each, one, many)
    fleet = d.one(f"年末公务用车保有量{many}，车均运行维护费{each}。", f"公务用车保有量为{many}，平均每辆运行维护费{each}。")
    times, people = d.count(max(5, guests * d.rng.randint(8, 20) // 100), "批次"), d.count(guests, "人次")
    mean = d.figure(guest / guests, "元", 2, trim=True)
    d.relate("ratio", mean, two, people)
    lines.append(fleet + d.one(f"国内公务接待{times}、{people}，人均接待费{mean}。", f"全年公务接待{times}共{people}，人均{mean}。"))
    return lines, spent


def purchased(d: Draft, spent: Fraction) -> str:
    """A purchase within what was spent: limit, price, what was saved."""
    plan = round_to(spent * Fraction(d.rng.randint(1500, 4000), 10000), Fraction(100))
    price = round_to(plan * Fraction(d.rng.randint(8900, 9850), 10000), Fraction(100))
    limit, bid, saved = d.money(plan), d.money(price), d.money(plan - price)
    d.relate("sum", limit, bid, saved)
    if d.chance(0.5):
        return d.one(
            f"项目实行政府采购，采购预算{limit}，合同金额{bid}，节约资金{saved}。",
            f"通过公开招标确定中标单位，招标控制价{limit}，中标价{bid}，节约{saved}。",
        )
    rate = d.rate((plan - price) / plan, role="share")
    d.relate("ratio", rate, saved, limit)
    return f"经财政投资评审，送审金额{limit}，审定金额{bid}，审减{saved}，审减率{rate}。"


def paid(d: Draft, standard: Paid, limit: Fraction) -> str:
    """What was paid by standard: number, price, amount within a limit in 元."""
    fitting = [price for price in standard.prices if price * 15 <= limit] or [standard.prices[0]]
    price = d.rng.choice(fitting)
    most = max(16, min(800, int(limit / price)))
    many, each = d.count(d.rng.randint(max(9, most // 4), most), standard.unit), d.figure(price, "元", 0, exact=True, role="price")
    total = d.money(d.figures[many.id].value * price)
    d.relate("product", total, each, many)
    return d.one(
        f"{standard.name}{many}，每{standard.unit}{each}，合计{total}。",
        f"发放{standard.name}{many}，补助标准为{each}/{standard.unit}，共支出{total}。",
        f"{standard.name}按{each}/{standard.unit}计算，全年{many}，共需资金{total}，已全部支付。",
    )


def quarters(d: Draft, spent: Ref) -> str:
    """What was spent by quarter, or by half-year, of an amount already told."""
    value, again = d.figures[spent.id].value, told(d, spent)
    if d.chance(0.5):
        some = [d.money(cut) for cut in d.shares(value, 4, 0.6)]
        d.relate("sum", again, *some)
        return f"从支出进度看，一季度支出{some[0]}，二季度支出{some[1]}，三季度支出{some[2]}，四季度支出{some[3]}，全年支出{again}。"
    half = cents(value * Fraction(d.rng.randint(2800, 5200), 10000))
    one, two = d.money(half, role="midyear"), d.money(value - half)
    d.relate("at-most", one, again)
    d.relate("sum", again, one, two)
    return d.one(f"其中上半年支出{one}，下半年支出{two}，全年累计{again}。", f"截至6月底支出{one}，7至12月支出{two}，全年累计支出{again}。")


def surveyed(d: Draft, survey: Survey, rows: Sequence[Row]) -> str:
    """The survey behind an indicator on satisfaction."""
    row = next(row for row in rows if row.spec.name == survey.spec)
    assert row.actual is not None
    who, share = survey.spec.removesuffix("满意度"), told(d, row.actual)
    sent, back = d.count(survey.sent, "份"), d.count(survey.valid, "份")
    d.relate("at-most", back, sent)
    d.relate("bound", share, number=1)
    lead = d.one(f"对{who}开展了满意度问卷调查，共发放问卷{sent}，收回有效问卷{back}", f"向{who}发放满意度调查问卷{sent}，回收有效问卷{back}")
    if d.chance(0.35):
        rate = d.rate(Fraction(survey.valid, survey.sent), role="share")
        d.relate("ratio", rate, back, sent)
        lead += f"，有效回收率{rate}"
    if d.chance(0.4):
        d.relate("whole-count", share, back)
        return lead + d.one(f"，经统计，{survey.spec}为{share}。", f"，{who}满意度达{share}。")
    some = [d.count(number, "份") for number in survey.answers if number]
    d.relate("sum", back, *some)
    d.relate("ratio", share, some[0], back)
    names = [name for name, number in zip(("满意", "一般", "不满意"), survey.answers, strict=True) if number]
    return lead + f"，其中{'、'.join(name + ref for name, ref in zip(names, some, strict=True))}，满意度为{share}。"


def roughly(d: Draft, ref: Ref, lead: str) -> str:
    """An amount told once more, in 亿元 where it is large or in round 万元, without the full stop."""
    if d.figures[ref.id].value > 3 * 10**7 and d.chance(0.5):
        return f"{lead}{d.again(ref, '亿元', 2, bare=False)}"
    return f"{lead}{about(d, ref)}"


def about(d: Draft, ref: Ref) -> Ref:
    """An amount told once more in round 万元, with a word for it."""
    value = d.figures[ref.id].value
    step = Fraction(10**6) if value > 3 * 10**7 else Fraction(10**5) if value > 2 * 10**6 else Fraction(10**4)
    word = d.one("约", "余", "近")
    low = Fraction(int(value / step)) * step
    near = round_to(value, step) if word == "约" else low if word == "余" or low == value else low + step
    said = d.figure(near, "万元", 0, qualifier=word)
    for figure in [figure for figure in d.figures if figure.quantity == d.figures[ref.id].quantity]:
        d.relate("equal", said, Ref(figure.id))
    return said
