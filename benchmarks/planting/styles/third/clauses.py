"""Clauses of the third set: wholes and parts, the year before, execution, what is left, staff and posts, round amounts, answers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import unit_of
from planting.styles.indicators import Row, parts_of, round_to
from planting.styles.third.words import TOWNS
from planting.styles.words import Unit

Parts = Sequence[tuple[str, Ref]]
ORDINALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
RATES = (20, 30, 50, 80, 100, 120, 150, 200, 260, 300, 480, 600, 720, 900, 1200, 1500, 2000, 3000, 5000)


def whole(d: Draft, lead: str, total: Ref, some: Parts) -> str:
    """A total with all of its parts, without the full stop."""
    d.relate("sum", total, *[ref for _, ref in some])
    joined = [f"{name}{ref}" for name, ref in some]
    colon = [f"{name}：{ref}" for name, ref in some]
    return d.one(
        f"{lead}{total}，其中：{'，'.join(joined)}",
        f"{lead}{total}（其中{'、'.join(joined)}）",
        f"{lead}{total}，包括{'、'.join(joined)}",
        f"{lead}共计{total}，具体为{'；'.join(joined)}",
        f"{lead}总额为{total}，分项情况为{'；'.join(colon)}",
        f"{'、'.join(joined)}，以上{lead}合计{total}",
    )


def yearly(d: Draft, now: Ref, last: Fraction, year: int) -> str:
    """What follows an amount on the year before it: some of last year's amount, the change and its rate."""
    figure = d.figures[now.id]
    same = {"places": figure.places}
    pair = d.rng.choice((("增长", "下降"), ("上升", "下降"), ("同比增长", "同比下降")))
    rate = d.rate(figure.value / last - 1, words=pair, role="growth")
    style = d.rng.randrange(4)
    if style == 0:
        old = d.money(last, figure.unit, role="last", **same)
        d.relate("growth", rate, now, old)
        return d.one(f"，比{year - 1}年（{old}）{rate}", f"，上年同期为{old}，{rate}")
    pair = d.rng.choice((("增加", "减少"), ("多支出", "少支出"))) if style == 1 else ("增加", "减少")
    moved = d.money(figure.value - last, figure.unit, words=pair, role="change", **same)
    d.relate("growth-of-change", rate, moved, now)
    if style == 1:
        return d.one(f"，较{year - 1}年决算数{moved}，{rate}", f"，比上年{moved}，{rate}")
    old = d.money(last, figure.unit, role="last", **same)
    d.relate("sum", now, old, moved)
    d.relate("growth", rate, now, old)
    d.relate("ratio", rate, moved, old)
    return d.one(f"，较上年的{old}{moved}，{rate}", f"；{year - 1}年为{old}，两年相比{moved}，{rate}", f"，上年决算数为{old}，{moved}，{rate}")


def carried_out(d: Draft, budget: Ref, spent: Ref, rate: Ref) -> str:
    """Budget, spent and rate, without the full stop."""
    d.relate("ratio", rate, spent, budget)
    return d.one(
        f"全年预算数{budget}，全年执行数{spent}，预算执行率{rate}",
        f"实际支出{spent}，完成全年预算{budget}的{rate}",
        f"全年预算{budget}，截至12月31日已支付{spent}，执行进度达{rate}",
        f"资金总量{budget}，累计使用{spent}，资金使用率{rate}",
        f"在{budget}的预算规模内实际列支{spent}，执行率为{rate}",
    )


def item_done(d: Draft, budget: Ref, spent: Ref, rate: Ref | None) -> str:
    """The same of one item among others."""
    if rate is None:
        return d.one(f"安排{budget}，支出{spent}", f"预算{budget}，实际使用{spent}")
    d.relate("ratio", rate, spent, budget)
    return d.one(f"安排{budget}，支出{spent}，执行率{rate}", f"预算{budget}，实际使用{spent}，使用率{rate}", f"支出{spent}，占安排数{budget}的{rate}")


def unspent(d: Draft, final: Ref, spent: Ref, rest: Fraction, why: str) -> str:
    """What was left over of the final budget, and why, without the full stop."""
    left = d.money(rest)
    d.relate("sum", final, spent, left)
    style = d.rng.randrange(3)
    if style == 0:
        rate = d.rate(rest / d.figures[final.id].value)
        d.relate("ratio", rate, left, final)
        return f"年末结转结余{left}，结转结余率{rate}，{why}"
    if style == 1 and rest > 100000:
        one, two = (d.money(share) for share in d.shares(rest, 2))
        d.relate("sum", left, one, two)
        return d.one(f"未支出资金{left}，结转下年继续使用{one}，收回财政统筹{two}，{why}", f"剩余资金{left}（结转{one}，上缴{two}），{why}")
    return d.one(f"资金结转{left}，{why}", f"年末尚有{left}未支出，{why}", f"剩余{left}，{why}")


def rounded(d: Draft, ref: Ref) -> Ref:
    """An amount told once more in whole 万元 with 约, or cut off with 余."""
    value = d.figures[ref.id].value
    word = d.one("约", "余")
    ten = Fraction(10**5) if value > 10**7 else Fraction(10**4)
    near = round_to(value, ten) if word == "约" else Fraction(int(value / ten)) * ten
    told = d.figure(near, "万元", 0, qualifier=word)
    for figure in [figure for figure in d.figures if figure.quantity == d.figures[ref.id].quantity]:
        d.relate("equal", told, Ref(figure.id))
    return told


def structure(d: Draft, unit: Unit) -> str:
    """Offices and subordinate bodies in one paragraph."""
    chosen = tuple(d.rng.sample(unit.domain.offices, d.rng.randint(4, len(unit.domain.offices))))
    number = d.count(len(chosen), "个")
    names = d.counted(number, chosen)
    kind = "科室" if unit.domain.offices[1].endswith("科") else "股室" if unit.domain.offices[1].endswith("股") else "部室"
    told = d.one(
        f"{unit.name}内设{kind}{number}，分别为{names}。",
        f"本单位共有{number}{kind}，即{names}。",
        f"我单位下设{names}，共{number}{kind}。",
    )
    if d.chance(0.6):
        bodies = tuple(d.rng.sample(unit.domain.affiliates, d.rng.randint(2, len(unit.domain.affiliates))))
        many = d.count(len(bodies), "家")
        listed = d.counted(many, bodies)
        told += d.one(f"所属二级预算单位{many}：{listed}。", f"下辖{listed}共{many}事业单位。")
    return told


def people(d: Draft, unit: Unit) -> list[str]:
    """Posts by kind, those in post and retired, the rate of control."""
    posts = [d.rng.randint(8, 42), d.rng.randint(10, 68), d.rng.randint(2, 9)]
    all_, *some = (d.count(number, "名") for number in (sum(posts), *posts))
    told = [whole(d, d.one("核定编制", "人员编制"), all_, list(zip(("行政编制", "事业编制", "机关工勤编制"), some, strict=True))) + "。"]
    staff, gone = sum(posts) - d.rng.randint(0, 5), d.rng.randint(6, 48)
    both, now, old = d.count(staff + gone, "人"), d.count(staff, "人"), d.count(gone, "人")
    d.relate("sum", both, now, old)
    sentence = d.one(
        f"年末实有人数{both}，其中在职人员{now}、退休人员{old}",
        f"截至{unit.year}年底，在职{now}、退休{old}，合计{both}",
        f"年末在职人员{now}，退休人员{old}，共{both}",
    )
    if d.chance(0.5):
        again, rate = d.again(all_), d.rate(Fraction(staff, sum(posts)))
        d.relate("ratio", rate, now, again)
        sentence += d.one(f"，在职人数占编制数{again}的{rate}", f"，按编制{again}计算的在职人员控制率为{rate}")
    return [*told, sentence + "。"]


def vehicles(d: Draft, least: int = 4) -> str:
    """Cars by kind, at least so many."""
    chosen = d.rng.sample(("应急保障用车", "执法执勤用车", "特种专业技术用车"), d.rng.randint(2, 3))
    total = least + d.rng.randint(0, 3)
    cuts = parts_of(d.rng, total, len(chosen))
    return (
        whole(d, d.one("实有各类车辆", "实有车辆"), d.count(total, "辆"), [(name, d.count(cut, "辆")) for name, cut in zip(chosen, cuts, strict=True)]) + "。"
    )


def answers(d: Draft, unit: Unit, rows: Sequence[Row]) -> str:
    """A survey of those whom no indicator asks: handed out, valid, satisfied, the share of these."""
    asked = [row.spec.name for row in rows if row.spec.first == "满意度指标"]
    who = next(who for who in unit.domain.people if not any(name.startswith(who) for name in asked))
    out = d.rng.choice((40, 60, 70, 80, 100, 120, 140, 150, 200, 240, 300))
    valid = out - d.rng.randint(1, out // 10)
    glad = valid - d.rng.randint(1, max(1, valid // 14))
    sent, back, share = d.count(out, "份"), d.count(valid, "份"), d.rate(Fraction(glad, valid), places=2, role="share")
    d.relate("at-most", back, sent)
    d.relate("bound", share, number=1)
    told = d.one(f"面向{who}随机发放调查问卷{sent}，收回有效问卷{back}", f"我们对{who}进行了问卷调查，发放问卷{sent}，有效问卷{back}")
    if d.chance(0.4):
        rate = d.rate(Fraction(valid, out), places=2, role="share")
        d.relate("ratio", rate, back, sent)
        told += f"，有效率{rate}"
    if d.chance(0.55):
        pleased = d.count(glad, "份")
        d.relate("ratio", share, pleased, back)
        return told + d.one(f"，其中评价满意的{pleased}，满意度{share}。", f"，满意问卷{pleased}，占有效问卷的{share}。")
    d.relate("whole-count", share, back)
    return told + d.one(f"，群众满意率为{share}。", f"，经统计满意度为{share}。")


def done(d: Draft, row: Row, towns: Sequence[str] = TOWNS) -> str:
    """What was done, as an indicator has it, by town in some."""
    assert row.actual is not None and row.spec.output is not None
    output, ref = row.spec.output, d.again(row.actual)
    act, factor = output.verb + output.thing, unit_of(row.spec.unit)[1]
    scaled = d.figures[ref.id].value / factor
    if scaled < 60 or len(towns) < 2 or d.chance(0.55):
        return d.one(f"{act}{ref}", f"全年{act}{ref}", f"实际{act}{ref}")
    grain = Fraction(1, 10**output.places)
    names = d.rng.sample(list(towns), d.rng.randint(2, min(4, len(towns))))
    cuts = [round_to(share / 10**6, grain) for share in d.shares(scaled * 10**6, len(names))]
    cuts[0] = scaled - sum(cuts[1:])
    some = [d.figure(cut * factor, output.unit, output.places, trim=True, exact=output.places == 0) for cut in cuts]
    d.relate("sum", ref, *some)
    told = "、".join(f"{name}{one}" for name, one in zip(names, some, strict=True))
    return d.one(f"{act}{ref}，其中：{told}", f"{act}{ref}，分布在{told}", f"{told}，共{act}{ref}")


def priced(d: Draft, row: Row, limit: Fraction) -> str:
    """A standard a unit, the number of these and what they cost; empty where no usual standard stays within `limit`."""
    assert row.actual is not None
    number = d.figures[row.actual.id].value
    fitting = [price for price in RATES if limit / 50 <= price * number <= limit]
    if not fitting or row.spec.unit == "人次":
        return ""
    price, measure = Fraction(d.rng.choice(fitting)), row.spec.unit.removeprefix("万")
    quantity, each, total = d.again(row.actual), d.figure(price, "元", 0, exact=True, role="price"), d.money(price * number)
    d.relate("product", total, each, quantity)
    return d.one(
        f"补助标准为每{measure}{each}，实际完成{quantity}，应支付补助资金{total}。",
        f"该项支出按每{measure}{each}核定，共{quantity}，支出{total}。",
        f"{quantity}按{each}/{measure}的标准兑付，兑付资金{total}。",
    )
