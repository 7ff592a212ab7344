"""Phrases of the ninth set on money: totals and parts, adjustments, outlay, balances, the year before, purchases, standards, progress."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.styles.indicators import round_to
from planting.styles.money import before, cents
from planting.styles.ninth.words import REASONS, UNPAID
from planting.styles.seventh.fields import Paid
from planting.styles.seventh.phrases import about, told

Parts = Sequence[tuple[str, Ref]]
RATES = (("增长", "下降"), ("上升", "下降"), ("增幅", "降幅"))


def parts(d: Draft, lead: str, total: Ref, some: Parts) -> str:
    """A total with all of its parts, without the full stop."""
    d.relate("sum", total, *[ref for _, ref in some])
    said = [name + ref for name, ref in some]
    return d.one(
        f"{lead}{total}。其中，{'；'.join(said)}",
        f"{lead}{total}（其中：{'、'.join(said)}）",
        f"{lead}为{total}，其中：{'；'.join(said)}",
        f"{lead}{total}，主要包括：{'，'.join(said)}",
    )


def shared(d: Draft, lead: str, total: Ref, some: Parts) -> str:
    """A total, its parts and their shares of it, without the full stop."""
    whole = d.figures[total.id].value
    rates = [d.rate(d.figures[ref.id].value / whole, role="share") for _, ref in some]
    d.relate("sum", total, *[ref for _, ref in some])
    d.relate("total", *rates, number=1)
    for rate, (_, ref) in zip(rates, some, strict=True):
        d.relate("ratio", rate, ref, total)
    of = d.one("占总额的", "占比为", "占", "所占比重为")
    said = [f"{name}{ref}，{of}{rate}" for rate, (name, ref) in zip(rates, some, strict=True)]
    return d.one(f"{lead}{total}，其中：{'；'.join(said)}", f"{lead}为{total}，其中{'；'.join(said)}", f"{lead}共{total}。其中：{'；'.join(said)}")


def adjusted(d: Draft, opening: Ref, final: Ref, year: int) -> str:
    """Opening budget, adjustment and final budget, without the full stop; the two differ."""
    first = d.figures[opening.id].value
    moved = d.figures[final.id].value - first
    if d.chance(0.45):
        change = d.money(moved, words=("增加", "减少"), role="change")
        rate = d.rate(moved / first, words=d.rng.choice(RATES[:2]), role="growth")
        d.relate("growth", rate, final, opening)
        text = d.one(
            f"年初预算数为{opening}，调整预算数为{final}，较年初预算{change}，{rate}",
            f"{year}年年初预算{opening}，全年预算{final}，比年初预算{change}，{rate}",
        )
    else:
        change = d.money(moved, words=d.rng.choice((("追加预算", "核减预算"), ("调整增加", "调整减少"), ("追加", "压减"))), role="change")
        text = d.one(
            f"{year}年年初部门预算{opening}，年度执行中{change}，调整后预算数{final}",
            f"年初预算安排{opening}，预算执行过程中{change}，全年预算数为{final}",
            f"财政部门年初下达预算{opening}，年中{change}，调整后预算总额{final}",
        )
    d.relate("sum", final, opening, change)
    return text


def executed(d: Draft, final: Ref, spent: Ref, rate: Ref, year: int) -> str:
    """Budget, what was spent of it and the rate, without the full stop."""
    d.relate("ratio", rate, spent, final)
    d.relate("at-most", spent, final)
    return d.one(
        f"{year}年度总支出{spent}，占全年预算{final}的{rate}",
        f"截至{year}年12月底，全年预算{final}，累计支出{spent}，支出率为{rate}",
        f"全年实际支出{spent}，全年预算{final}，预算执行率为{rate}",
        f"{year}年预算资金{final}，使用{spent}，资金使用率{rate}",
    )


def rest(d: Draft, final: Ref, spent: Ref) -> str:
    """What is left, as a sentence of its own; nothing where all was spent."""
    value = d.figures[final.id].value - d.figures[spent.id].value
    if not value:
        return ""
    left = d.money(value)
    d.relate("sum", final, spent, left)
    why = d.one(*UNPAID)
    return d.one(f"结余{left}，主要原因：{why}。", f"剩余资金{left}，主要是{why}。", f"尚有{left}未支出，主要原因为{why}。", f"年末结转{left}（{why}）。")


def versus(d: Draft, ref: Ref, year: int, old: Fraction | None = None) -> tuple[str, Ref]:
    """How an amount stands to the year before, without the full stop; and the change."""
    value = d.figures[ref.id].value
    old = before(d, value) if old is None else old
    moved = d.money(value - old, words=("增加", "减少"), role="change")
    rate = d.rate(value / old - 1, words=d.rng.choice(RATES), role="growth")
    if d.chance(0.45):
        d.relate("growth-of-change", rate, moved, ref)
        return d.one(f"比上年{moved}，{rate}", f"与上年相比{moved}，{rate}", f"较{year - 1}年{moved}，{rate}"), moved
    last = d.money(old, role="last")
    d.relate("sum", ref, last, moved)
    d.relate("growth", rate, ref, last)
    return d.one(f"上年决算数{last}，{moved}，{rate}", f"比上年{last}{moved}，{rate}", f"较{year - 1}年度{last}{moved}，{rate}"), moved


def because(d: Draft) -> str:
    return d.one(*REASONS)


def bought(d: Draft, most: Fraction) -> str:
    """A purchase: budget, price, what was saved and in some the rate of it; one sentence."""
    plan = round_to(most * Fraction(d.rng.randint(1000, 3000), 10000), Fraction(1000))
    price = round_to(plan * Fraction(d.rng.randint(8700, 9850), 10000), Fraction(100))
    limit, bid, saved = d.money(plan), d.money(price), d.money(plan - price)
    d.relate("sum", limit, bid, saved)
    if d.chance(0.5):
        return d.one(f"政府采购预算{limit}，实际成交{bid}，节约{saved}。", f"通过公开招标，招标控制价{limit}，中标价{bid}，节约资金{saved}。")
    rate = d.rate((plan - price) / plan, role="share")
    d.relate("ratio", rate, saved, limit)
    return d.one(
        f"年度政府采购预算{limit}，实际采购支出{bid}，节支{saved}，节支率{rate}。", f"采购预算金额{limit}，成交金额{bid}，节约率{rate}，共节约资金{saved}。"
    )


def paid(d: Draft, standard: Paid, limit: Fraction) -> str:
    """What was paid by standard within a limit in 元: price, number, amount; one sentence."""
    price = d.rng.choice([price for price in standard.prices if price * 24 <= limit] or [standard.prices[0]])
    most = max(20, min(600, int(limit / price)))
    many, each = d.count(d.rng.randint(max(10, most // 3), most), standard.unit), d.figure(price, "元", 0, exact=True, role="price")
    total = d.money(d.figures[many.id].value * price)
    d.relate("product", total, each, many)
    return d.one(
        f"{standard.name}标准为{each}/{standard.unit}，全年发放{many}，发放金额{total}。",
        f"按照{each}/{standard.unit}标准，支付{standard.name}{many}，共计{total}。",
        f"{standard.name}支出{total}，共{many}，每{standard.unit}{each}。",
    )


def progress(d: Draft, final: Ref, spent: Ref, of: str = "全年预算") -> str:
    """What had been spent by half a year, or by quarter; one sentence."""
    value, year = d.figures[spent.id].value, told(d, spent)
    if d.chance(0.45):
        some = [d.money(cut) for cut in d.shares(value, 4, 0.6)]
        d.relate("sum", year, *some)
        said = "，".join(f"{name}季度支出{ref}" for name, ref in zip("一二三四", some, strict=True))
        return d.one(f"支出进度方面，{said}，全年累计支出{year}。", f"{said.replace('一季度', '第一季度', 1)}，四个季度合计支出{year}。")
    whole, month = told(d, final), d.rng.choice((6, 7, 8, 9))
    half = cents(value * Fraction(d.rng.randint(2800, 6600), 10000))
    one, rate = d.money(half, role="midyear"), d.rate(half / d.figures[final.id].value)
    d.relate("at-most", one, year)
    d.relate("ratio", rate, one, whole)
    if d.chance(0.5):
        two = d.money(value - half)
        d.relate("sum", year, one, two)
        return f"1至{month}月累计支出{one}，支出进度为{of}{whole}的{rate}，{month + 1}至12月支出{two}，全年支出{year}。"
    return d.one(
        f"{month}月底开展绩效运行监控时，{of}{whole}已支出{one}，执行进度{rate}；年末累计支出{year}。",
        f"截至{month}月末，{of}{whole}，支出{one}，执行率{rate}，年底前加快支付，全年支出{year}。",
    )


def roughly(d: Draft, ref: Ref) -> str:
    """An amount told once more, in 亿元 where it is large or in round 万元."""
    if d.figures[ref.id].value > 4 * 10**7 and d.chance(0.5):
        return d.again(ref, "亿元", 2, bare=False)
    return about(d, ref)


def three(d: Draft, year: int, most: Fraction) -> list[str]:
    """Sentences on travel abroad, cars and guests, all within `most` 元."""
    cars, guests = d.rng.randint(1, 4), d.rng.randint(40, 360)
    car = cents(min(most / 5, Fraction(cars * d.rng.randint(1300000, 2500000), 100)))
    guest = min(Fraction(guests * d.rng.randint(4500, 9800), 100), cents(most / 10))
    while True:
        olds = before(d, car), before(d, guest)
        if min(abs(olds[0] - car), abs(olds[1] - guest), abs(sum(olds) - car - guest)) > 160:
            break
    plan = round_to((car + guest) * Fraction(d.rng.randint(105, 140), 100), Fraction(1000))
    due, spent, abroad, one, two = d.money(plan), d.money(car + guest), d.figure(0, "万元", 0), d.money(car), d.money(guest)
    rate = d.rate((car + guest) / plan)
    d.relate("ratio", rate, spent, due)
    d.relate("at-most", spent, due)
    d.relate("sum", spent, abroad, one, two)
    text, moved = versus(d, spent, year, sum(olds, Fraction(0)))
    first = d.one(f"{year}年“三公”经费年初预算{due}，实际支出{spent}，完成预算的{rate}", f"“三公”经费支出决算{spent}，为预算{due}的{rate}")
    parts_ = [f"因公出国（境）费{abroad}", f"公务用车购置及运行费{one}", f"公务接待费{two}"]
    if d.chance(0.5):
        said = [versus(d, ref, year, old) for ref, old in zip((one, two), olds, strict=True)]
        d.relate("sum", moved, *[change for _, change in said])
        parts_[1:] = [f"{part}，{how}" for part, (how, _) in zip(parts_[1:], said, strict=True)]
    times, people, fleet = d.count(max(4, guests * d.rng.randint(9, 20) // 100), "批次"), d.count(guests, "人次"), d.count(cars, "辆")
    last = d.one(f"全年公务接待{times}、{people}；年末公务用车保有量{fleet}，当年未新购车辆。", f"年末实有公务用车{fleet}，本年接待{times}，累计接待{people}。")
    return [f"{first}；{text}。其中：{'；'.join(parts_)}。", last]
