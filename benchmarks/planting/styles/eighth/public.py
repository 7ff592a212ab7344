"""What disclosures of the eighth set say of cars, guests, purchases and assets."""

from __future__ import annotations

from fractions import Fraction

from planting.draft import Draft, Ref
from planting.styles.eighth import phrases
from planting.styles.indicators import round_to
from planting.styles.money import before, cents

ZERO = Fraction(0)


def three(d: Draft, year: int, most: Fraction) -> tuple[list[str], Ref]:
    """Sentences on travel abroad, cars and guests, all within `most` 元; and how many cars there are."""
    cars = d.rng.randint(1, 5)
    car = cents(min(most / 5, Fraction(cars * d.rng.randint(1200000, 2600000), 100)))
    guests = d.rng.randint(40, 420)
    guest = min(Fraction(guests * d.rng.randint(4000, 9800), 100), cents(most / 10))
    whole = car + guest
    plan = round_to(whole * Fraction(d.rng.randint(104, 145), 100), Fraction(100))
    due, spent, rate = d.money(plan), d.money(whole), d.rate(whole / plan)
    d.relate("ratio", rate, spent, due)
    d.relate("at-most", spent, due)
    first = d.one(
        f"{year}年度“三公”经费财政拨款支出预算为{due}，支出决算为{spent}，完成预算的{rate}",
        f"“三公”经费{year}年预算数{due}，决算数{spent}，预算完成率{rate}",
    )
    olds = _before(d, (car, guest))
    whole_ = phrases.compared(d, spent, year, olds[0] + olds[1])
    lines = [f"{first}；{whole_.text}。"]
    abroad, one, two = d.figure(0, "万元", 0), d.money(car), d.money(guest)
    d.relate("sum", spent, abroad, one, two)
    if d.chance(0.5):
        lines[0] += f"其中：因公出国（境）费{abroad}，公务用车购置及运行维护费{one}，公务接待费{two}。"
    else:
        lines.append(_each(d, year, (abroad, one, two), olds, whole_))
    fleet, times, people = d.count(cars, "辆"), d.count(max(4, guests * d.rng.randint(9, 20) // 100), "批次"), d.count(guests, "人次")
    lines.append(
        d.one(
            f"本年度未购置公务用车，年末公务用车保有量{fleet}。全年国内公务接待{times}，共{people}。",
            f"公务用车运行维护费用于{fleet}公务用车的燃油、维修和保险支出；公务接待费用于接待{times}、{people}。",
        )
    )
    return lines, fleet


def _before(d: Draft, now: tuple[Fraction, Fraction]) -> tuple[Fraction, Fraction]:
    """Cars and guests of the year before; each, and both together, have changed by an amount that shows."""
    while True:
        one, two = before(d, now[0]), before(d, now[1])
        if min(abs(one - now[0]), abs(two - now[1]), abs(one + two - sum(now))) > 150:
            return one, two


def _each(d: Draft, year: int, some: tuple[Ref, Ref, Ref], olds: tuple[Fraction, ...], whole: phrases.Compared) -> str:
    """The three by themselves, cars and guests with the year before; nobody travelled in either year."""
    abroad, car, guest = some
    one, two = phrases.compared(d, car, year, olds[0]), phrases.compared(d, guest, year, olds[1])
    d.relate("sum", whole.moved, one.moved, two.moved)
    if whole.last and one.last and two.last:
        d.relate("sum", whole.last, one.last, two.last)
    return (
        f"1.因公出国（境）费支出{abroad}，本年度和上年度均未安排因公出国（境）团组。"
        f"2.公务用车购置及运行维护费支出{car}，{one.text}，全部为运行维护费。"
        f"3.公务接待费支出{guest}，{two.text}。"
    )


def purchases(d: Draft, year: int, most: Fraction) -> str:
    """Purchases by kind, and what of them went to small firms; one sentence or two."""
    total = round_to(most * Fraction(d.rng.randint(150, 420), 1000), Fraction(100))
    cuts = d.shares(total, 3)
    whole, some = d.money(total), [d.money(cut) for cut in cuts]
    names = ("政府采购货物支出", "政府采购工程支出", "政府采购服务支出")
    text = phrases.parts(d, f"{year}年度政府采购支出总额", whole, list(zip(names, some, strict=True)))
    medium = cents(total * Fraction(d.rng.randint(520, 960), 1000))
    small = cents(medium * Fraction(d.rng.randint(350, 930), 1000))
    one, two = d.money(medium), d.money(small)
    rate, share = d.rate(medium / total, role="share"), d.rate(small / medium, role="share")
    d.relate("ratio", rate, one, whole)
    d.relate("ratio", share, two, one)
    return f"{text}。授予中小企业合同金额{one}，占政府采购支出总额的{rate}，其中：授予小微企业合同金额{two}，占授予中小企业合同金额的{share}。"


def assets(d: Draft, year: int, fleet: Ref) -> str:
    """Cars by use, as many as were told before, and large equipment."""
    cars = int(d.figures[fleet.id].value)
    whole, use = d.again(fleet), d.rng.randint(0, cars)
    some = [(name, d.count(number, "辆")) for name, number in (("机要通信用车", use), ("应急保障用车", cars - use)) if number]
    d.relate("sum", whole, *[ref for _, ref in some])
    large = d.count(d.rng.randint(0, 3), "台（套）")
    said = "、".join(name + ref for name, ref in some)
    return f"截至{year}年12月31日，本部门共有车辆{whole}，其中：{said}；单价100万元以上专用设备{large}。"


def table(d: Draft, last: tuple[Fraction, Fraction], now: tuple[Fraction, Fraction], plan: tuple[Fraction, Fraction]) -> list[tuple[str, ...]]:
    """Rows of a sheet: cars and guests of last year, budget and this year, with change, growth and completion, and the whole."""
    names = ("合计", "公务用车运行维护费", "公务接待费")
    values = [(sum(one, ZERO), one[0], one[1]) for one in (last, plan, now)]
    made, cells = [], []
    for at, name in enumerate(names):
        old, due, new = (d.money(column[at], bare=True) for column in values)
        change = d.money(values[2][at] - values[0][at], bare=True, role="change")
        growth, done = d.rate(values[2][at] / values[0][at] - 1, role="growth"), d.rate(values[2][at] / values[1][at])
        d.relate("sum", new, old, change)
        d.relate("growth", growth, new, old)
        d.relate("ratio", done, new, due)
        cells.append((old, due, new, change))
        made.append((name, old, due, new, change, growth, done))
    for column in zip(*cells, strict=True):
        d.relate("sum", *column)
    return made


def outlays(d: Draft, most: Fraction) -> tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction], tuple[Fraction, Fraction]]:
    """Cars and guests of the year before, of this year and as planned, in 元."""
    now = (cents(most * Fraction(d.rng.randint(60, 160), 1000)), cents(most * Fraction(d.rng.randint(10, 60), 1000)))
    plan = tuple(round_to(value * Fraction(d.rng.randint(104, 140), 100), Fraction(1000)) for value in now)
    return _before(d, now), now, (plan[0], plan[1])
