"""Statements that the styles of the second set make: bodies and staff, parts, movements, execution, uses, leftovers, questionnaires."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import unit_of
from planting.styles.indicators import Row, round_to
from planting.styles.second.words import SITES
from planting.styles.words import Unit

HAN = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
TARIFF = (6, 12, 18, 25, 40, 60, 75, 90, 110, 160, 180, 240, 360, 450, 600, 960, 1800, 2400, 3600)


def parts(d: Draft, lead: str, whole: Ref, some: Sequence[tuple[str, Ref]]) -> str:
    """A whole and all of its parts, without the full stop."""
    d.relate("sum", whole, *[ref for _, ref in some])
    names, refs = [name for name, _ in some], [ref for _, ref in some]
    told = [f"{name}{ref}" for name, ref in some]
    and_ = "、".join(told[:-1]) + "和" + told[-1]
    return d.one(
        f"{lead}{whole}，由{and_}构成",
        f"{lead}为{whole}，其中，{'，'.join(told)}",
        f"{lead}{whole}。其中：{'；'.join(told)}",
        f"{lead}{whole}，{'、'.join(names)}分别为{'、'.join(refs)}",
        f"{'，'.join(told)}，{lead}合计{whole}",
    )


def movement(d: Draft, now: Ref, last: Fraction, year: int) -> str:
    """`，与2021年度相比…`: last year's amount, the change, its rate, or some of them."""
    figure = d.figures[now.id]
    shown = {"places": figure.places}
    rate = d.rate(figure.value / last - 1, words=d.rng.choice((("增长", "下降"), ("增幅", "降幅"), ("增长率为", "下降率为"))), role="growth")
    if d.chance(0.35):
        before = d.money(last, figure.unit, role="last", **shown)
        d.relate("growth", rate, now, before)
        return d.one(f"，{year - 1}年度为{before}，同比{rate}", f"（上年{before}，{rate}）")
    moved = d.money(
        figure.value - last, figure.unit, words=d.rng.choice((("增加", "减少"), ("净增", "净减"), ("增加额为", "减少额为"))), role="change", **shown
    )
    d.relate("growth-of-change", rate, moved, now)
    if d.chance(0.5):
        before = d.money(last, figure.unit, role="last", **shown)
        d.relate("sum", now, before, moved)
        d.relate("growth", rate, now, before)
        d.relate("ratio", rate, moved, before)
        return d.one(f"，{year - 1}年度为{before}，两年相比{moved}，{rate}", f"，比{year - 1}年度的{before}{moved}，{rate}")
    return d.one(f"，与{year - 1}年度相比{moved}，{rate}", f"，同口径较上年{moved}，{rate}", f"，较{year - 1}年{moved}（{rate}）")


def bodies(d: Draft, unit: Unit) -> list[str]:
    """Offices and subordinate units, with their number behind, between or before their names."""
    chosen = tuple(d.rng.sample(unit.domain.offices, d.rng.randint(4, min(8, len(unit.domain.offices)))))
    number = d.count(len(chosen), "个")
    names = d.counted(number, chosen)
    told = [
        d.one(
            f"按照“三定”规定，机关设有{names}，共{number}职能部门。",
            f"{unit.name}设{names}{number}内设机构。",
            f"内设机构{number}：{names}。",
            f"单位现有{number}内设部门，具体是{names}。",
        )
    ]
    if d.chance(0.75):
        units = ("本级", *d.rng.sample(unit.domain.affiliates, d.rng.randint(2, len(unit.domain.affiliates))))
        many = d.count(len(units), d.one("个", "家"))
        listed = d.counted(many, units)
        told.append(
            d.one(
                f"纳入{unit.year}年部门预算编制范围的预算单位共{many}，包括：{listed}。",
                f"从预算单位构成看，部门预算由{listed}共{many}单位汇总而成。",
                f"{unit.year}年纳入绩效自评范围的单位有{many}，即{listed}。",
            )
        )
    return told


def staff(d: Draft, unit: Unit) -> list[str]:
    """Posts of three kinds, who fills them, how many posts are vacant, and how many more there are than a year ago."""
    kinds = ("管理岗位", "专业技术岗位", "工勤技能岗位") if unit.domain.bureau in ("人民医院", "职业技术学院") else ("行政编制", "参公编制", "事业编制")
    numbers = [d.rng.randint(12, 60), d.rng.randint(9, 90), d.rng.randint(3, 16)]
    total = sum(numbers)
    posts = d.count(total, "名")
    some = [(name, d.count(number, "名")) for name, number in zip(kinds, numbers, strict=True)]
    told = [parts(d, d.one("核定编制", "批准编制数", "人员编制"), posts, some) + "。"]
    vacant = d.rng.randint(1, 7)
    filled, gap, again = d.count(total - vacant, "人"), d.count(vacant, "名"), d.again(posts)
    d.relate("sum", again, filled, gap)
    sentence = d.one(f"截至{unit.year}年12月31日，实有在编人员{filled}，较核定编制{again}空编{gap}", f"年末在编在岗{filled}，空编{gap}（编制{again}）")
    if d.chance(0.5):
        rate = d.rate(Fraction(total - vacant, total))
        d.relate("ratio", rate, filled, again)
        sentence += f"，在职人员控制率{rate}"
    told.append(sentence + "。")
    moved = d.rng.choice((-4, -3, -2, -1, 1, 2, 3, 5))
    if d.chance(0.5):
        now, last = d.again(filled), d.count(total - vacant - moved, "人", role="last")
        change = d.count(moved, "人", words=("增加", "减少"), role="change")
        d.relate("sum", now, last, change)
        told.append(d.one(f"上年末在编人员{last}，本年末{now}，{change}，主要系人员正常流动。", f"与上年末{last}相比，本年末{now}，{change}。"))
    return told


def executed(d: Draft, budget: Ref, spent: Ref, rate: Ref) -> str:
    """Budget, spent and rate, in other orders, without the full stop."""
    d.relate("ratio", rate, spent, budget)
    return d.one(
        f"决算支出{spent}，占调整预算{budget}的{rate}",
        f"累计支付{spent}，为预算{budget}的{rate}",
        f"可用预算指标{budget}，已形成支出{spent}，支出进度{rate}",
        f"预算执行率{rate}（实际支出{spent}／全年预算{budget}）",
        f"下达预算指标{budget}，年末决算数{spent}，预算完成率为{rate}",
    )


def part_executed(d: Draft, budget: Ref, spent: Ref, rate: Ref | None) -> str:
    """The same of one item in a row of items."""
    if rate is None:
        return d.one(f"批复{budget}，支付{spent}", f"指标{budget}，已支出{spent}")
    d.relate("ratio", rate, spent, budget)
    return d.one(f"批复{budget}，支付{spent}，执行进度{rate}", f"支出{spent}，占预算{budget}的{rate}", f"预算指标{budget}，决算{spent}，完成{rate}")


def leftover(d: Draft, final: Ref, spent: Ref, rest: Fraction) -> str:
    """What was not spent, and whither it went, without the full stop."""
    left = d.money(rest)
    d.relate("sum", final, spent, left)
    lead = d.one("年末剩余", "尚未支出", "年末结转结余")
    if d.chance(0.5) or rest < 50000:
        return f"{lead}{left}"
    kept, back = (d.money(share) for share in d.shares(rest, 2))
    d.relate("sum", left, kept, back)
    return d.one(
        f"{lead}{left}，其中结转次年使用{kept}、交回财政{back}",
        f"{lead}{left}（结转下年{kept}，财政收回{back}）",
        f"{lead}{left}，财政已收回{back}，余下{kept}结转次年",
    )


def uses(d: Draft, lead: str, spent: Ref, names: Sequence[str]) -> list[Ref]:
    """What an amount was spent on: 一是…，二是…; said as a paragraph of its own."""
    refs = [d.money(share) for share in d.shares(d.figures[spent.id].value, len(names))]
    d.relate("sum", spent, *refs)
    style = d.rng.randrange(3)
    if style == 0:
        told = "；".join(f"{HAN[place]}是{name}，支出{ref}" for place, (name, ref) in enumerate(zip(names, refs, strict=True)))
        d.say(f"{lead}{spent}，主要用于以下方面：{told}。")
    elif style == 1:
        told = "，".join(f"用于{name}{ref}" for name, ref in zip(names, refs, strict=True))
        d.say(f"{lead}{spent}。按用途划分，{told}。")
    else:
        d.say(f"{lead}{spent}，支出构成如下：")
        for place, (name, ref) in enumerate(zip(names, refs, strict=True)):
            d.say(f"（{place + 1}）{name}：{ref}" + ("；" if place + 1 < len(names) else "。"))
    return refs


def questionnaire(d: Draft, who: str) -> str:
    """Sent, returned, very satisfied, satisfied, not satisfied, and their shares."""
    sent = d.rng.choice((50, 90, 110, 130, 160, 180, 220, 260, 320))
    back = sent - d.rng.randint(1, sent // 8)
    unhappy = d.rng.randint(1, max(1, back // 15))
    out, returned, share = d.count(sent, "份"), d.count(back, "份"), d.rate(Fraction(back - unhappy, back), places=2, role="share")
    d.relate("whole-count", share, returned)
    d.relate("at-most", returned, out)
    d.relate("bound", share, number=1)
    told = d.one(
        f"采取线上线下相结合方式对{who}开展问卷调查，发出问卷{out}，有效回收{returned}", f"为了解{who}评价情况，共投放问卷{out}，收到有效答卷{returned}"
    )
    if d.chance(0.5):
        rate = d.rate(Fraction(back, sent), places=2, role="share")
        d.relate("ratio", rate, returned, out)
        told += d.one(f"，回收率{rate}", f"，有效回收率为{rate}")
    if d.chance(0.5):
        very = d.rng.randint(back // 2, back - unhappy - 2)
        one, two, three = d.count(very, "份"), d.count(back - unhappy - very, "份"), d.count(unhappy, "份")
        d.relate("sum", returned, one, two, three)
        return told + f"。有效答卷中，“非常满意”{one}，“满意”{two}，“不满意”{three}，综合满意率{share}。"
    return told + d.one(f"，评价为满意及以上的占{share}。", f"。统计显示，满意度达到{share}。")


def deed(d: Draft, row: Row, sites: Sequence[str] = SITES) -> str:
    """What was done, as an indicator has it, and where, in some; `sites` are those that it may have been."""
    assert row.actual is not None and row.spec.output is not None
    output, ref = row.spec.output, d.again(row.actual)
    verb, scaled = output.verb + output.thing, d.figures[ref.id].value / unit_of(output.unit)[1]
    if scaled < 40 or len(sites) < 2 or d.chance(0.5):
        return d.one(f"{verb}{ref}", f"累计{verb}{ref}")
    grain, factor = Fraction(1, 10**output.places), unit_of(output.unit)[1]
    names = d.rng.sample(list(sites), d.rng.randint(2, min(4, len(sites))))
    cuts = [round_to(share / 10**6, grain) for share in d.shares(scaled * 10**6, len(names))]
    cuts[0] = scaled - sum(cuts[1:])
    some = [d.figure(cut * factor, output.unit, output.places, trim=True, exact=output.places == 0) for cut in cuts]
    d.relate("sum", ref, *some)
    told = "、".join(f"{name}{one}" for name, one in zip(names, some, strict=True))
    return d.one(f"{verb}{ref}，按实施地点分：{told}", f"{verb}{ref}，涉及{told}", f"{verb}共计{ref}（{told}）")


def tariff(d: Draft, row: Row, limit: Fraction) -> str:
    """Standard, quantity and product; empty where no usual standard stays within `limit`."""
    assert row.actual is not None
    number = d.figures[row.actual.id].value
    fitting = [price for price in TARIFF if price * number <= limit]
    if not fitting:
        return ""
    price = Fraction(d.rng.choice(fitting[-5:]))
    measure = row.spec.unit.removeprefix("万")
    quantity, cost, total = d.again(row.actual), d.figure(price, "元", 0, exact=True, role="price"), d.money(price * number)
    d.relate("product", total, cost, quantity)
    return d.one(
        f"其中按{cost}/{measure}的标准测算，{quantity}共需资金{total}。",
        f"经测算，{quantity}，每{measure}{cost}，所需资金{total}，从项目资金中列支。",
        f"执行标准为{cost}/{measure}，年内按{quantity}结算，结算金额{total}。",
    )
