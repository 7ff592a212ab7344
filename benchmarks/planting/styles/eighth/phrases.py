"""Phrases of the eighth set: totals and parts, adjustments, execution, balances, the year before, purchases, standards, surveys, progress."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.styles.eighth.words import REASONS, UNPAID
from planting.styles.indicators import Row, round_to
from planting.styles.money import before, cents
from planting.styles.seventh.fields import Paid
from planting.styles.seventh.goals import Survey
from planting.styles.seventh.phrases import about, told

Parts = Sequence[tuple[str, Ref]]
ROSE = ("增长", "下降")


def parts(d: Draft, lead: str, total: Ref, some: Parts) -> str:
    """A total with all of its parts, without the full stop."""
    d.relate("sum", total, *[ref for _, ref in some])
    said = [name + ref for name, ref in some]
    return d.one(
        f"{lead}{total}，其中：{'，'.join(said)}",
        f"{lead}{total}，其中{'、'.join(said)}",
        f"{lead}{total}。其中：{'；'.join(said)}",
        f"{lead}共计{total}，包括{'、'.join(said)}",
    )


def shared(d: Draft, lead: str, total: Ref, some: Parts) -> str:
    """A total, its parts and their shares of it, without the full stop."""
    whole = d.figures[total.id].value
    rates = [d.rate(d.figures[ref.id].value / whole, role="share") for _, ref in some]
    d.relate("sum", total, *[ref for _, ref in some])
    d.relate("total", *rates, number=1)
    for rate, (_, ref) in zip(rates, some, strict=True):
        d.relate("ratio", rate, ref, total)
    pairs = [(name + ref, rate) for rate, (name, ref) in zip(rates, some, strict=True)]
    return d.one(
        f"{lead}{total}，其中：" + "；".join(f"{said}，占{rate}" for said, rate in pairs),
        f"{lead}{total}，其中：" + "，".join(f"{said}（占比{rate}）" for said, rate in pairs),
        f"{lead}{total}。其中：" + "；".join(f"{said}，占比{rate}" for said, rate in pairs),
    )


def adjusted(d: Draft, opening: Ref, final: Ref, year: int) -> str:
    """Opening budget, adjustment and final budget, without the full stop; the two differ."""
    moved = d.figures[final.id].value - d.figures[opening.id].value
    change = d.money(moved, words=d.rng.choice((("年中追加", "年中核减"), ("年中调增", "年中调减"))), role="change")
    d.relate("sum", final, opening, change)
    if d.chance(0.5):
        rate = d.rate(abs(moved) / d.figures[opening.id].value, role="share")
        d.relate("ratio-of-size", rate, change, opening)
        return d.one(
            f"{year}年年初预算{opening}，{change}，调整后全年预算{final}，预算调整率{rate}",
            f"{year}年部门预算年初批复{opening}，{change}，全年预算数{final}，调整幅度为{rate}",
        )
    return d.one(
        f"{year}年年初预算数{opening}，{change}，全年预算数{final}",
        f"年初财政批复预算{opening}，{change}，调整后预算为{final}",
        f"{year}年年初预算安排{opening}，执行中因工作需要{change}，最终预算{final}",
    )


def executed(d: Draft, final: Ref, spent: Ref, rate: Ref, year: int) -> str:
    """Budget, what was spent of it and the rate, without the full stop."""
    d.relate("ratio", rate, spent, final)
    d.relate("at-most", spent, final)
    return d.one(
        f"全年预算数{final}，全年执行数{spent}，预算执行率{rate}",
        f"截至{year}年12月31日，预算资金{final}，实际支出{spent}，预算执行率为{rate}",
        f"{year}年预算{final}，决算支出{spent}，完成预算的{rate}",
        f"全年预算{final}，已支付{spent}，资金支付率{rate}",
    )


def rest(d: Draft, final: Ref, spent: Ref) -> str:
    """What is left, as a sentence of its own; nothing where all was spent."""
    value = d.figures[final.id].value - d.figures[spent.id].value
    if not value:
        return ""
    left = d.money(value)
    d.relate("sum", final, spent, left)
    why = d.one(*UNPAID)
    return d.one(f"年末结余{left}，主要是{why}。", f"未支付{left}，原因是{why}。", f"结转下年{left}，主要原因是{why}。")


@dataclass(frozen=True, slots=True)
class Compared:
    """How an amount stands to the year before: the words without the full stop, the change, and the year before where it is told."""

    text: str
    moved: Ref
    last: Ref | None


def compared(d: Draft, ref: Ref, year: int, old: Fraction) -> Compared:
    """An amount beside that of the year before, in 元."""
    value = d.figures[ref.id].value
    moved = d.money(value - old, words=("增加", "减少"), role="change")
    rate = d.rate(value / old - 1, words=("增长", "下降"), role="growth")
    if d.chance(0.5):
        d.relate("growth-of-change", rate, moved, ref)
        return Compared(d.one(f"与{year - 1}年度相比{moved}，{rate}", f"较上年{moved}，{rate}", f"比上年度决算数{moved}，{rate}"), moved, None)
    last = d.money(old, role="last")
    d.relate("sum", ref, last, moved)
    d.relate("growth", rate, ref, last)
    text = d.one(f"上年为{last}，同比{moved}，{rate}", f"较上年的{last}{moved}，{rate}", f"{year - 1}年为{last}，与上年相比{moved}，{rate}")
    return Compared(text, moved, last)


def versus(d: Draft, ref: Ref, year: int, last: Fraction | None = None) -> str:
    """The words of that; a year before of its own where none is given."""
    return compared(d, ref, year, before(d, d.figures[ref.id].value) if last is None else last).text


def because(d: Draft) -> str:
    return d.one(*REASONS)


def bought(d: Draft, spent: Fraction) -> str:
    """A purchase within what was spent: budget, contract, what was saved and in most the rate of it."""
    plan = round_to(spent * Fraction(d.rng.randint(1200, 3800), 10000), Fraction(100))
    price = round_to(plan * Fraction(d.rng.randint(8800, 9820), 10000), Fraction(100))
    limit, bid, saved = d.money(plan), d.money(price), d.money(plan - price)
    d.relate("sum", limit, bid, saved)
    if d.chance(0.4):
        return d.one(f"政府采购预算金额{limit}，实际采购金额{bid}，节约资金{saved}。", f"采购项目预算{limit}，中标金额{bid}，节约财政资金{saved}。")
    rate = d.rate((plan - price) / plan, role="share")
    d.relate("ratio", rate, saved, limit)
    return d.one(
        f"全年实施政府采购预算{limit}，实际采购{bid}，节约资金{saved}，节约率{rate}。",
        f"通过政府采购方式实施的项目预算{limit}，合同金额{bid}，节约{saved}，资金节约率{rate}。",
    )


def paid(d: Draft, standard: Paid, limit: Fraction) -> str:
    """What was paid by standard: number, price, amount within a limit in 元."""
    price = d.rng.choice([price for price in standard.prices if price * 20 <= limit] or [standard.prices[0]])
    most = max(20, min(900, int(limit / price)))
    many, each = d.count(d.rng.randint(max(10, most // 4), most), standard.unit), d.figure(price, "元", 0, exact=True, role="price")
    total = d.money(d.figures[many.id].value * price)
    d.relate("product", total, each, many)
    return d.one(
        f"{standard.name}按每{standard.unit}{each}的标准执行，全年共{many}，支付{total}。",
        f"支付{standard.name}经费{total}（{many}，{each}/{standard.unit}）。",
        f"全年{standard.name}共{many}，标准为{each}/{standard.unit}，合计支出{total}。",
    )


def progress(d: Draft, final: Ref, spent: Ref, of: str = "全年预算") -> str:
    """What had been spent by the ends of the quarters, each with its rate, or of each quarter by itself; one sentence."""
    year, value = told(d, spent), d.figures[spent.id].value
    cuts = d.shares(value, 4, 0.6)
    if d.chance(0.4):
        some = [d.money(cut) for cut in cuts]
        d.relate("sum", year, *some)
        return f"分季度看，一至四季度分别支出{some[0]}、{some[1]}、{some[2]}、{some[3]}，全年合计{year}。"
    whole, said, last = told(d, final), [], None
    for month, at in ((3, 1), (6, 2), (9, 3)):
        sum_ = sum(cuts[:at], Fraction(0))
        ref, rate = d.money(sum_, role="midyear"), d.rate(sum_ / d.figures[final.id].value)
        d.relate("ratio", rate, ref, whole)
        d.relate("at-most", ref, year)
        if last is not None:
            d.relate("at-most", last, ref)
        last = ref
        said.append(f"{month}月底累计支出{ref}，支出进度{rate}")
    return f"按{of}{whole}计算，{'；'.join(said)}；年底累计支出{year}。"


def halves(d: Draft, final: Ref, spent: Ref, of: str = "全年预算") -> str:
    """What the monitoring in the middle of the year found: spent until a month's end, its rate, and the months after."""
    whole, year, month = told(d, final), told(d, spent), d.rng.choice((6, 7, 8))
    half = cents(d.figures[spent.id].value * Fraction(d.rng.randint(2600, 6100), 10000))
    one, two = d.money(half, role="midyear"), d.money(d.figures[spent.id].value - half)
    rate = d.rate(half / d.figures[final.id].value)
    d.relate("at-most", one, year)
    d.relate("ratio", rate, one, whole)
    d.relate("sum", year, one, two)
    return d.one(
        f"绩效运行监控显示，截至{month}月底支出{one}，占{of}{whole}的{rate}；{month + 1}至12月支出{two}，全年累计支出{year}。",
        f"1-{month}月执行{one}，执行进度{rate}（{of}{whole}），{month + 1}-12月执行{two}，全年共执行{year}。",
    )


def surveyed(d: Draft, survey: Survey, rows: Sequence[Row]) -> str:
    """The survey behind the indicator on satisfaction, told by answers, or by the glad alone."""
    row = next(row for row in rows if row.spec.name == survey.spec)
    assert row.actual is not None
    who, share = survey.spec.removesuffix("满意度"), told(d, row.actual)
    sent, back, glad = d.count(survey.sent, "份"), d.count(survey.valid, "份"), survey.answers[0]
    d.relate("at-most", back, sent)
    d.relate("bound", share, number=1)
    lead = d.one(f"面向{who}发放调查问卷{sent}，收回有效问卷{back}", f"本次调查共向{who}发放问卷{sent}，有效问卷{back}")
    style = d.rng.randrange(4)
    if style == 0:
        d.relate("whole-count", share, back)
        return f"{lead}，统计得出{survey.spec}为{share}。"
    if style == 1 and glad > 20:
        very = glad * d.rng.randint(55, 85) // 100
        one, two, both = d.count(very, "份"), d.count(glad - very, "份"), d.count(glad, "份")
        d.relate("sum", both, one, two)
        d.relate("ratio", share, both, back)
        return f"{lead}，其中选择“非常满意”的{one}、“满意”的{two}，合计{both}，{survey.spec}{share}。"
    some = [d.count(number, "份") for number in survey.answers if number]
    names = [name for name, number in zip(("满意", "一般", "不满意"), survey.answers, strict=True) if number]
    d.relate("sum", back, *some)
    d.relate("ratio", share, some[0], back)
    return f"{lead}，其中：{'，'.join(name + ref for name, ref in zip(names, some, strict=True))}，{survey.spec}{share}。"


def grown(d: Draft, row: Row, year: int) -> str:
    """What was done this year and the year before, without the full stop."""
    assert row.actual is not None and row.spec.output is not None
    now = told(d, row.actual)
    figure, act = d.figures[now.id], row.spec.output.verb + row.spec.output.thing
    grain = Fraction(figure.printed / Fraction(figure.number)) / 10**figure.places
    last = round_to(figure.value * Fraction(d.rng.choice((*range(82, 96), *range(106, 121))), 100), grain)
    if abs(figure.value - last) < 4 * grain:
        return f"{year}年{act}{now}"
    old = d.figure(last, row.spec.unit, figure.places, exact=figure.exact, role="last")
    rate = d.rate(figure.value / last - 1, words=ROSE, role="growth")
    d.relate("growth", rate, now, old)
    return d.one(f"{year}年{act}{now}，{year - 1}年为{old}，同比{rate}", f"全年{act}{now}，与上年{old}相比{rate}")


def roughly(d: Draft, ref: Ref) -> str:
    """An amount told once more, in 亿元 where it is large or in round 万元, without the full stop."""
    if d.figures[ref.id].value > 3 * 10**7 and d.chance(0.5):
        return f"全年共使用资金{d.again(ref, '亿元', 2, bare=False)}"
    return f"全年累计使用资金{about(d, ref)}"
