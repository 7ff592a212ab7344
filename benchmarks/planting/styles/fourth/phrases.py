"""Phrases of the fourth set: totals and their parts, the year before, execution, what is left, staff, surveys, purchases, standards."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import unit_of
from planting.styles.fourth.fields import HIGHER
from planting.styles.fourth.words import COLLEGES, DISTRICTS, Survey
from planting.styles.indicators import Row, parts_of, round_to
from planting.styles.money import cents
from planting.styles.words import Unit

Parts = Sequence[tuple[str, Ref]]
HAN = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
STANDARDS = (15, 20, 40, 60, 100, 150, 200, 300, 400, 500, 600, 800, 1000, 1200, 1500, 1800, 2000, 2400, 3600, 5000, 10000)
PRICED = ("件", "人", "名", "家", "份", "个", "项", "吨", "门", "点次")


def parts(d: Draft, lead: str, total: Ref, some: Parts) -> str:
    """A total with all of its parts, without the full stop."""
    d.relate("sum", total, *[ref for _, ref in some])
    told = [name + ref for name, ref in some]
    names, refs = "、".join(name for name, _ in some), "、".join(ref for _, ref in some)
    return d.one(
        f"{lead}{total}，其中：{'，'.join(told)}",
        f"{lead}{total}。其中：{'；'.join(told)}",
        f"{lead}{total}，其中{'、'.join(told)}",
        f"{lead}合计{total}，包括{'、'.join(told)}",
        f"{lead}{total}，由{'、'.join(told)}组成",
        f"{lead}{total}，其中{names}分别为{refs}",
    )


def against(d: Draft, now: Ref, last: Fraction, year: int) -> str:
    """What follows an amount on the year before it."""
    figure = d.figures[now.id]
    same = {"places": figure.places}
    style = d.rng.randrange(4)
    pair = ("增幅", "降幅") if style == 2 else ("增长", "下降")
    rate = d.rate(figure.value / last - 1, words=pair, role="growth")
    if style == 0:
        old = d.money(last, figure.unit, role="last", **same)
        d.relate("growth", rate, now, old)
        return d.one(f"，上年决算数为{old}，同比{rate}", f"，与{year - 1}年的{old}相比{rate}")
    moved = d.money(figure.value - last, figure.unit, words=("增加", "减少"), role="change", **same)
    d.relate("growth-of-change", rate, moved, now)
    if style < 3:
        return d.one(f"，比上年{moved}，{rate}", f"，比{year - 1}年{moved}，{rate}", f"，与上年相比{moved}，{rate}", f"，较上年{moved}，{rate}")
    old = d.money(last, figure.unit, role="last", **same)
    d.relate("sum", now, old, moved)
    d.relate("growth", rate, now, old)
    d.relate("ratio", rate, moved, old)
    return d.one(f"，比上年决算数{old}{moved}，{rate}", f"，上年为{old}，同比{moved}，{rate}")


def executed(d: Draft, budget: Ref, spent: Ref, rate: Ref, year: int) -> str:
    """Budget, spent and rate, without the full stop."""
    d.relate("ratio", rate, spent, budget)
    return d.one(
        f"全年预算数{budget}，全年执行数{spent}，执行率{rate}",
        f"全年预算数为{budget}，实际支出{spent}，预算执行率为{rate}",
        f"预算安排{budget}，实际支出{spent}，执行率{rate}",
        f"实际支出{spent}，占全年预算数{budget}的{rate}",
        f"截至{year}年12月31日，全年预算{budget}，累计支出{spent}，预算执行率{rate}",
        f"全年预算{budget}，已执行{spent}，执行率达到{rate}",
    )


def unspent(d: Draft, final: Ref, spent: Ref, rest: Fraction, why: str) -> str:
    """What was left over, and why, without the full stop."""
    left = d.money(rest)
    d.relate("sum", final, spent, left)
    if rest > 200000 and d.chance(0.35):
        one, two = (d.money(share) for share in d.shares(rest, 2))
        d.relate("sum", left, one, two)
        return d.one(f"结转结余资金{left}，其中：结转下年使用{one}，由财政收回{two}，{why}", f"未执行资金{left}，其中项目结转{one}、项目结余{two}，{why}")
    if d.chance(0.3):
        rate = d.rate(rest / d.figures[final.id].value, max(1, d.rate_places))
        d.relate("ratio", rate, left, final)
        return f"年末结转和结余{left}，结转结余率{rate}，{why}"
    return d.one(f"结余资金{left}，{why}", f"剩余{left}未执行，{why}", f"年末结转{left}，{why}")


def about(d: Draft, ref: Ref) -> Ref:
    """An amount told once more, rounded with 约 or 近, cut off with 余 or 多."""
    value = d.figures[ref.id].value
    step = Fraction(10**6) if value > 3 * 10**7 else Fraction(10**5) if value > 2 * 10**6 else Fraction(10**4)
    word = d.one("约", "余", "多", "近")
    low = Fraction(int(value / step)) * step
    near = round_to(value, step) if word == "约" else low if word in ("余", "多") else low + (step if low < value else 0)
    told = d.figure(near, "万元", 0, qualifier=word)
    for figure in [figure for figure in d.figures if figure.quantity == d.figures[ref.id].quantity]:
        d.relate("equal", told, Ref(figure.id))
    return told


def offices(d: Draft, unit: Unit) -> str:
    """What a unit is made of."""
    chosen = tuple(d.rng.sample(unit.domain.offices, d.rng.randint(4, len(unit.domain.offices))))
    number = d.count(len(chosen), "个")
    names = d.counted(number, chosen)
    told = d.one(f"{unit.name}内设机构{number}，分别为：{names}。", f"单位内设{names}，共{number}机构。", f"{unit.name}共设置{number}内设机构，即{names}。")
    bodies = tuple(d.rng.sample(unit.domain.affiliates, d.rng.randint(2, len(unit.domain.affiliates))))
    if d.chance(0.6):
        many = d.count(len(bodies), "个")
        told += d.one(f"下属单位{many}，分别为{{}}。", f"所属事业单位{many}，即{{}}。", f"纳入部门预算编制范围的下属单位共{many}，分别是：{{}}。").format(
            d.counted(many, bodies)
        )
    return told


def staff(d: Draft) -> str:
    """Posts and people in one paragraph."""
    posts = [d.rng.randint(6, 46), d.rng.randint(8, 90)]
    all_, *some = (d.count(number, "名") for number in (sum(posts), *posts))
    told = parts(d, d.one("编制数", "核定编制", "人员编制"), all_, list(zip(("行政编制", "事业编制"), some, strict=True))) + "。"
    here, gone = sum(posts) - d.rng.randint(0, 6), d.rng.randint(4, 52)
    both, now, old = d.count(here + gone, "人"), d.count(here, "人"), d.count(gone, "人")
    told += parts(d, d.one("年末实有人员", "截至年末，实有人数", "实有人员"), both, [("在职人员", now), ("退休人员", old)])
    if d.chance(0.4):
        again, rate = d.again(all_), d.rate(Fraction(here, sum(posts)))
        d.relate("ratio", rate, now, again)
        told += f"。编制数{again}，在职人员控制率{rate}"
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
    told = d.one(f"针对{who}开展了满意度问卷调查，共发放问卷{sent}，收回有效问卷{back}", f"本次自评向{who}发放满意度调查问卷{sent}，回收有效问卷{back}")
    if survey.valid < survey.sent and d.chance(0.45):
        rate = d.rate(Fraction(survey.valid, survey.sent), role="share")
        d.relate("ratio", rate, back, sent)
        told += f"，有效回收率{rate}"
    if d.chance(0.6):
        glad = d.count(survey.glad, "份")
        d.relate("ratio", share, glad, back)
        return told + d.one(f"，其中表示满意的{glad}，满意度为{share}。", f"，满意问卷{glad}，{who}满意度{share}。")
    d.relate("whole-count", share, back)
    return told + d.one(f"，{who}满意度为{share}。", f"。经统计，满意度为{share}。")


def achieved(d: Draft, row: Row, districts: Sequence[str] = ()) -> str:
    """What was done, as an indicator has it; with the target or by district in some."""
    assert row.actual is not None and row.spec.output is not None
    output, ref = row.spec.output, d.again(row.actual)
    act, factor = output.verb + output.thing, unit_of(row.spec.unit)[1]
    scaled = d.figures[ref.id].value / factor
    if scaled < 60 or len(districts) < 2 or d.chance(0.5):
        return d.one(f"{act}{ref}", f"全年共{act}{ref}", f"累计{act}{ref}") if row.spec.first == "产出指标" else act + ref
    grain = Fraction(1, 10**output.places)
    names = d.rng.sample(list(districts), d.rng.randint(2, min(4, len(districts))))
    cuts = [round_to(share / 10**6, grain) for share in d.shares(scaled * 10**6, len(names))]
    cuts[0] = scaled - sum(cuts[1:])
    some = [d.figure(cut * factor, output.unit, output.places, trim=True, exact=output.places == 0) for cut in cuts]
    d.relate("sum", ref, *some)
    told = [name + one for name, one in zip(names, some, strict=True)]
    return d.one(f"{act}{ref}，其中：{'、'.join(told)}", f"{act}{ref}（{'、'.join(told)}）")


def standard(d: Draft, row: Row, limit: Fraction) -> str:
    """A standard, a number and what they cost, the cost in 万元; empty where no usual standard stays within `limit`."""
    assert row.actual is not None
    number = d.figures[row.actual.id].value
    fitting = [price for price in STANDARDS if limit / 60 <= price * number <= limit]
    if not fitting or row.spec.unit not in PRICED:
        return ""
    measure = row.spec.unit
    each, quantity = d.figure(d.rng.choice(fitting), "元", 0, exact=True, role="price"), d.again(row.actual)
    total = d.money(d.figures[each.id].value * number)
    d.relate("product", total, each, quantity)
    act = row.spec.output.verb + row.spec.output.thing if row.spec.output else ""
    return d.one(
        f"{act}{quantity}，按每{measure}{each}的标准测算，所需经费{total}。",
        f"按照{each}/{measure}的标准，{act}{quantity}，支出{total}。",
        f"{act}支出标准为每{measure}{each}，共{quantity}，支出{total}。",
    )


def tendered(d: Draft, whole: Fraction) -> str:
    """A purchase: budget, price in 元 in some, what was saved."""
    plan = cents(whole * Fraction(d.rng.randint(2500, 5000), 10000))
    price = cents(plan * Fraction(d.rng.randint(8700, 9880), 10000))
    limit, saved = d.money(plan), d.money(plan - price)
    bid = d.money(price, "元", 2, grouped=d.grouped) if d.chance(0.4) else d.money(price)
    d.relate("sum", limit, bid, saved)
    if d.chance(0.4):
        return d.one(f"政府采购预算{limit}，中标金额{bid}，节约资金{saved}。", f"通过公开招标确定供应商，采购预算{limit}，中标价{bid}，节约资金{saved}。")
    rate = d.rate(1 - price / plan)
    d.relate("ratio", rate, saved, limit)
    return d.one(
        f"项目采购预算金额{limit}，实际成交金额{bid}，节约资金{saved}，资金节约率{rate}。",
        f"采购预算{limit}，合同金额{bid}，节约{saved}，节约率{rate}。",
    )


def quarters(d: Draft, spent: Ref) -> str:
    """What was spent by quarter, or by the middle of the year."""
    value, again = d.figures[spent.id].value, d.again(spent)
    if d.chance(0.5):
        some = [(name, d.money(share)) for name, share in zip(("一季度", "二季度", "三季度", "四季度"), d.shares(value, 4, 0.6), strict=True)]
        d.relate("sum", again, *[ref for _, ref in some])
        told = "，".join(f"{name}支出{ref}" for name, ref in some)
        return d.one(f"分季度看，{told}，全年共支出{again}。", f"从支出进度看，全年支出{again}，其中：{told}。")
    half = cents(value * Fraction(d.rng.randint(2400, 5600), 10000))
    one, share = d.money(half, role="midyear"), d.rate(half / value, role="share")
    d.relate("at-most", one, again)
    d.relate("ratio", share, one, again)
    return d.one(f"上半年支出{one}，占全年支出{again}的{share}。", f"截至6月底支出{one}，占全年执行数{again}的{share}。")


def cars(d: Draft, number: int) -> str:
    """So many cars by kind."""
    names = d.rng.sample(("机要通信用车", "执法执勤用车", "应急保障用车", "特种专业技术用车", "其他用车"), min(number, d.rng.randint(2, 3)))
    some = [d.count(cut, "辆") for cut in parts_of(d.rng, number, len(names))]
    return parts(d, d.one("共有车辆", "公务用车保有量", "共有公务用车"), d.count(number, "辆"), list(zip(names, some, strict=True)))


def uses(d: Draft, lead: str, whole: Ref, names: Sequence[str], verb: str = "主要用于") -> str:
    """What an amount was spent on, all of it; with shares in some."""
    value = d.figures[whole.id].value
    cuts = sorted(d.shares(value, len(names)), reverse=True)
    refs = [d.money(cut) for cut in cuts]
    d.relate("sum", whole, *refs)
    if d.chance(0.3):
        rates = [d.rate(cut / value, role="share") for cut in cuts]
        for rate, ref in zip(rates, refs, strict=True):
            d.relate("ratio", rate, ref, whole)
        d.relate("total", *rates, number=1)
        return f"{lead}{whole}，{verb}：" + "；".join(f"{name}{ref}，占{rate}" for name, ref, rate in zip(names, refs, rates, strict=True))
    told = [name + ref for name, ref in zip(names, refs, strict=True)]
    return d.one(f"{lead}{whole}，{verb}{'、'.join(told)}", f"{lead}{whole}，{verb}：{'；'.join(told)}", f"{lead}{whole}。{verb}：{'，'.join(told)}")


def places(d: Draft, unit: Unit) -> tuple[str, ...]:
    """Some towns, or the colleges of a university."""
    return tuple(d.rng.sample(COLLEGES if unit.domain.bureau in HIGHER else DISTRICTS, d.rng.randint(3, 6)))
