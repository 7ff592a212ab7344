"""Statements that several styles make, each in several wordings: staff, budgets, breakdowns, changes, surveys, tasks."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import unit_of
from planting.styles.indicators import Row, round_to
from planting.styles.words import TOWNS, Unit

PRICES = (5, 8, 10, 15, 20, 30, 50, 80, 100, 120, 150, 200, 260, 300, 500, 800, 1200, 1500)


def breakdown(d: Draft, lead: str, whole: Ref, parts: Sequence[tuple[str, Ref]]) -> str:
    """A whole and all of its parts, without the full stop."""
    d.relate("sum", whole, *[ref for _, ref in parts])
    told = [f"{name}{ref}" for name, ref in parts]
    comma, pause = "，".join(told), "、".join(told)
    return d.one(
        f"{lead}{whole}，其中：{comma}",
        f"{lead}{whole}，其中{pause}",
        f"{lead}{whole}，包括{pause}",
        f"{lead}{whole}（其中：{comma}）",
        f"{lead}共计{whole}，其中：{'；'.join(told)}",
    )


def change(d: Draft, now: Ref, last: Fraction, *, unit: str = "万元", show_last: bool | None = None) -> str:
    """`，比上年增加…，增长…`: the amount of a change, its rate, and in some reports the amount of the year before."""
    value = d.figures[now.id].value
    moved = d.money(value - last, unit, words=("增加", "减少"), role="change", places=d.figures[now.id].places)
    rate = d.rate(value / last - 1, words=d.rng.choice((("增长", "下降"), ("增长", "下降"), ("上升", "下降"))), role="growth")
    if d.chance(0.6) if show_last is None else show_last:
        year = d.money(last, unit, role="last", places=d.figures[now.id].places)
        d.relate("sum", now, year, moved)
        d.relate("growth", rate, now, year)
        d.relate("ratio", rate, moved, year)
        d.relate("growth-of-change", rate, moved, now)
        return d.one(
            f"，比上年{year}{moved}，{rate}",
            f"，上年为{year}，同比{moved}，{rate}",
            f"，较上年的{year}{moved}，{rate}",
            f"，与上年决算数{year}相比{moved}，{rate}",
        )
    d.relate("growth-of-change", rate, moved, now)
    return d.one(f"，比上年{moved}，{rate}", f"，较上年{moved}，{rate}", f"，与上年相比{moved}，{rate}", f"，同比{moved}，{rate}")


def establishment(d: Draft, unit: Unit) -> list[str]:
    """Offices and bodies with their lists, posts and staff."""
    offices = tuple(d.rng.sample(unit.domain.offices, d.rng.randint(4, len(unit.domain.offices))))
    told = [_offices(d, unit, offices)]
    if d.chance(0.7):
        bodies = tuple(d.rng.sample(unit.domain.affiliates, d.rng.randint(2, len(unit.domain.affiliates))))
        number = d.count(len(bodies), "个")
        names = d.counted(number, bodies)
        told.append(d.one(f"下属事业单位{number}，分别为{names}。", f"所属二级预算单位共{number}，分别是{names}。", f"下设{number}事业单位，即{names}。"))
    admin, service = d.rng.randint(9, 34), d.rng.randint(8, 56)
    posts, one, other = d.count(admin + service, "名"), d.count(admin, "名"), d.count(service, "名")
    d.relate("sum", posts, one, other)
    told.append(
        d.one(
            f"核定编制{posts}，其中行政编制{one}、事业编制{other}。",
            f"单位编制总数{posts}，其中：行政编制{one}，事业编制{other}。",
            f"经机构编制部门核定，人员编制{posts}，包括行政编制{one}、事业编制{other}。",
        )
    )
    told.append(_staff(d, (admin, service), (posts, one, other)))
    return told


def _offices(d: Draft, unit: Unit, offices: tuple[str, ...]) -> str:
    kind = "股室" if offices[1].endswith("股") else "科室"
    number = d.count(len(offices), "个")
    if d.chance(0.12):  # a list that ends with 等 may name some only, and its count binds nothing
        return f"{unit.name}机关内设{'、'.join(offices[:3])}等{number}{kind}。"
    names = d.counted(number, offices)
    return d.one(
        f"{unit.name}内设{kind}{number}，分别为{names}。",
        f"本单位共有{number}内设机构，分别是：{names}。",
        f"{unit.name}内设机构{number}，即{names}。",
        f"{unit.name}为一级预算单位，下设{number}{kind}，包括{names}。",
    )


def _staff(d: Draft, posts: tuple[int, int], authorised: tuple[Ref, Ref, Ref]) -> str:
    first, second = (number - d.rng.randint(0, 3) for number in posts)
    staff, one, other = d.count(first + second, "人"), d.count(first, "人"), d.count(second, "人")
    d.relate("sum", staff, one, other)
    for part, posts_ in zip((staff, one, other), authorised, strict=True):
        d.relate("at-most", part, posts_)
    end = f"，退休人员{d.count(d.rng.randint(5, 60), '人')}" if d.chance(0.5) else ""
    return d.one(
        f"年末实有在职人员{staff}，其中：行政人员{one}、事业人员{other}{end}。",
        f"年末在职人员{staff}，其中行政在职{one}，事业在职{other}{end}。",
        f"截至年底，实有在编人员{staff}，包括公务员{one}、事业人员{other}{end}。",
    )


def execution(d: Draft, budget: Ref, spent: Ref, rate: Ref, year: int) -> str:
    """Budget, executed and rate, without the full stop."""
    d.relate("ratio", rate, spent, budget)
    return d.one(
        f"全年预算数{budget}，全年执行数{spent}，预算执行率{rate}",
        f"{year}年调整后预算{budget}，截至12月31日实际支出{spent}，预算执行率为{rate}",
        f"全年预算总额{budget}，实际执行{spent}，执行率达{rate}",
        f"全年预算安排{budget}，累计支出{spent}，预算执行率{rate}",
    )


def spending(d: Draft, budget: Ref, spent: Ref, rate: Ref) -> str:
    """The same of one part, in the middle of a row of parts."""
    d.relate("ratio", rate, spent, budget)
    return d.one(
        f"预算{budget}，支出{spent}，执行率{rate}",
        f"全年预算{budget}，实际支出{spent}，预算执行率{rate}",
        f"预算安排{budget}，执行{spent}，执行率{rate}",
    )


def survey(d: Draft, who: str) -> tuple[str, Ref]:
    """A survey of people: sent, returned, satisfied; a share that a whole number of answers must give. Gives the sentence and the share."""
    sent = d.rng.choice((60, 80, 100, 120, 150, 200, 240, 300))
    back = sent - d.rng.randint(0, sent // 9)
    happy = back - d.rng.randint(1, max(1, back // 14))
    out, returned = d.count(sent, "份"), d.count(back, "份")
    share = d.rate(Fraction(happy, back), places=2, role="share")
    d.relate("whole-count", share, returned)
    d.relate("at-most", returned, out)
    d.relate("bound", share, number=1)
    told = d.one(
        f"面向{who}发放满意度调查问卷{out}，收回有效问卷{returned}",
        f"共向{who}发放问卷{out}，回收有效问卷{returned}",
        f"本次评价随机抽取{who}发放调查问卷{out}，收回有效问卷{returned}",
    )
    if d.chance(0.55):
        pleased = d.count(happy, "份")
        d.relate("ratio", share, pleased, returned)
        d.relate("at-most", pleased, returned)
        return told + d.one(f"，其中表示满意的{pleased}，满意度为{share}。", f"，其中“满意”{pleased}，满意率{share}。"), share
    return told + d.one(f"，其中选择“满意”的份数占{share}。", f"，满意份数占有效问卷的{share}。"), share


def task(d: Draft, row: Row) -> str:
    """`建成高标准农田3200亩`, as an indicator has it, and what it is made of, by town, in some."""
    assert row.actual is not None and row.spec.output is not None
    output, ref = row.spec.output, d.again(row.actual)
    value = d.figures[ref.id].value
    told = f"{output.verb}{output.thing}{ref}" if output.thing else f"{output.verb}{ref}"
    scaled = value / unit_of(output.unit)[1]
    if scaled < 30 or d.chance(0.5):
        return told
    grain = Fraction(1, 10**output.places)
    names = d.rng.sample(TOWNS, d.rng.randint(2, 4))
    cuts = [round_to(share / 10**6, grain) for share in d.shares(scaled * 10**6, len(names))]
    cuts[0] = scaled - sum(cuts[1:])
    factor = unit_of(output.unit)[1]
    parts = [d.figure(cut * factor, output.unit, output.places, trim=True, exact=output.places == 0) for cut in cuts]
    d.relate("sum", ref, *parts)
    spread = "、".join(f"{name}{part}" for name, part in zip(names, parts, strict=True))
    return told + d.one(f"（其中{spread}）", f"，其中{spread}", f"，分别为{spread}")


def about(d: Draft) -> str:
    """A sentence with round quantities that are held by nothing."""
    many = d.figure(d.rng.randint(2, 40) * 100, "人次", qualifier=d.one("余", "多"))
    if d.chance(0.4):
        gain = d.figure(Fraction(d.rng.randint(2, 90) * 10**6), "万元", qualifier="约")
        return f"通过进村入户、集中宣讲等形式宣传政策，解答群众咨询{many}，带动社会投入{gain}。"
    some = d.figure(d.rng.randint(2, 30) * 1000, "份", qualifier="余")
    return d.one(f"全年开展政策宣传活动，发放宣传资料{some}，参与群众{many}。", f"组织业务骨干深入基层开展指导{many}，发放明白纸{some}。")


def grants(d: Draft) -> list[str]:
    """Funds won from above, in 亿元, by source, and told again in 万元."""
    total = d.amount(10500, 64000) // 1000000 * 1000000
    cut = Fraction(d.rng.randint(30, 75), 100)
    first = Fraction(int(total * cut / 10**6)) * 10**6
    whole, one, other = (d.money(Fraction(value), "亿元", 2) for value in (total, first, total - first))
    told = [breakdown(d, d.one("全年共争取上级资金", "积极向上争取各类资金"), whole, [("中央资金", one), ("省级资金", other)]) + "。"]
    if d.chance(0.6):
        again = d.again(whole, "万元", 0, grouped=d.grouped)
        told.append(d.one(f"上述上级资金{again}已按项目进度分配到位。", f"截至年底，争取到的{again}上级资金已全部分解下达。"))
    return told


def roughly(d: Draft, whole: Ref) -> Ref:
    """An amount told again in round 万元: `约2200万元`, `2200余万元`."""
    value = d.figures[whole.id].value
    step = Fraction(10**6 if value >= 10**7 else 10**5)
    word = d.one("约", "余")
    near = round_to(value, step) if word == "约" else Fraction(int(value / step)) * step
    round_ = d.figure(near, "万元", 0, qualifier=word)
    d.relate("equal", round_, whole)
    return round_


def unit_price(d: Draft, row: Row, limit: Fraction) -> str:
    """`按每亩150元的标准补助…，补助资金…万元`: price, quantity and product, of what an indicator counts; empty where no usual price stays within `limit`."""
    assert row.actual is not None
    number = d.figures[row.actual.id].value
    prices = [price for price in PRICES if price * number <= limit]
    if not prices:
        return ""
    price = Fraction(d.rng.choice(prices[-4:]))
    measure = row.spec.unit.removeprefix("万")
    quantity, cost = d.again(row.actual), d.figure(price, "元", 0, exact=True, role="price")
    total = d.money(price * number)
    d.relate("product", total, cost, quantity)
    return d.one(
        f"按照每{measure}{cost}的标准，对{quantity}进行补助，共支付资金{total}。",
        f"补助标准为每{measure}{cost}，全年补助{quantity}，补助资金{total}。",
        f"全年补助{quantity}，每{measure}补助{cost}，共计{total}。",
    )
