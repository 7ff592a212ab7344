"""部门决算 with 三公, told in the order of the published model: totals, income, functions, basic outlay, 三公, running costs, procurement, cars."""

from __future__ import annotations

from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles.money import before, cents
from planting.styles.third import clauses, words
from planting.styles.words import Unit

INCOME = ("财政拨款收入", "上级补助收入", "事业收入", "其他收入")
FUNCTIONS = (
    "社会保障和就业支出",
    "卫生健康支出",
    "住房保障支出",
    "节能环保支出",
    "灾害防治及应急管理支出",
    "城乡社区支出",
    "自然资源海洋气象等支出",
    "文化旅游体育与传媒支出",
)
WHY = ("主要原因是在职人员变动和专项任务调整", "主要是上级专项资金变化所致", "变动原因主要是项目支出规模变化")


def report(seed: int) -> Report:
    """One account of a year."""
    d = words.begun("annual", seed, "txt")
    unit = words.unit(d.rng)
    d.title(d.one(f"{unit.name}{unit.year}年度部门决算", f"{unit.year}年度{unit.name}单位决算情况说明"))
    total = d.amount(800, 12000)
    income, outgo = _totals(d, unit, total)
    _income(d, total, income)
    office = _nature(d, unit, total, outgo)
    _functions(d, unit, total)
    cars = _three(d, unit)
    _others(d, unit, office, total, cars)
    return d.finished()


def _totals(d: Draft, unit: Unit, total: Fraction) -> tuple[Ref, Ref]:
    d.heading("一、收入支出决算总体情况")
    last = before(d, total)
    income, outgo = d.money(total), d.money(total)
    d.relate("equal", income, outgo)
    old, moved = d.money(last, role="last"), d.money(total - last, words=("增加", "减少"), role="change")
    rate = d.rate(total / last - 1, words=("增长", "下降"), role="growth")
    for ref in (income, outgo):
        d.relate("sum", ref, old, moved)
        d.relate("growth", rate, ref, old)
    d.relate("ratio", rate, moved, old)
    d.say(f"{unit.year}年度收入总计{income}，支出总计{outgo}。与{unit.year - 1}年度的{old}相比，收、支总计各{moved}，{rate}，{d.one(*WHY)}。")
    return income, outgo


def _income(d: Draft, total: Fraction, income: Ref) -> None:
    d.heading("二、收入决算情况")
    names = INCOME[:1] + tuple(d.rng.sample(INCOME[1:], d.rng.randint(1, 2)))
    main = cents(total * Fraction(d.rng.randint(7400, 9500), 10000))
    cuts = [main, *d.shares(total - main, len(names) - 1)]
    again = d.again(income)
    refs, rates = [d.money(cut) for cut in cuts], [d.rate(cut / total, role="share") for cut in cuts]
    d.relate("sum", again, *refs)
    d.relate("total", *rates, number=1)
    for rate, ref in zip(rates, refs, strict=True):
        d.relate("ratio", rate, ref, again)
    trio = list(zip(names, refs, rates, strict=True))
    d.say(
        d.one(
            f"收入总计{again}，其中：" + "；".join(f"{name}{ref}，占{rate}" for name, ref, rate in trio) + "。",
            f"收入总计{again}，由" + "、".join(f"{name}{ref}（占{rate}）" for name, ref, rate in trio) + "构成。",
        )
    )


def _nature(d: Draft, unit: Unit, total: Fraction, outgo: Ref) -> Ref:
    """Basic outlay and projects with their shares; personnel and running costs. Gives the running costs."""
    d.heading("三、支出决算情况")
    basic = cents(total * Fraction(d.rng.randint(4200, 7600), 10000))
    again, one, two = d.again(outgo), d.money(basic), d.money(total - basic)
    rates = [d.rate(cut / total, role="share") for cut in (basic, total - basic)]
    d.relate("sum", again, one, two)
    d.relate("total", *rates, number=1)
    for rate, ref in zip(rates, (one, two), strict=True):
        d.relate("ratio", rate, ref, again)
    d.say(
        d.one(
            f"支出总计{again}，其中：基本支出{one}，占{rates[0]}；项目支出{two}，占{rates[1]}。",
            f"支出总计{again}，基本支出、项目支出分别为{one}、{two}，占比分别为{rates[0]}、{rates[1]}。",
        )
    )
    staff = cents(basic * Fraction(d.rng.randint(7000, 9000), 10000))
    first, pay, office = d.again(one), d.money(staff), d.money(basic - staff)
    d.say(clauses.whole(d, "基本支出", first, [("人员经费", pay), ("公用经费", office)]) + "。")
    if d.chance(0.5):
        cut = sorted(d.shares(staff, 4), reverse=True)
        names = ("基本工资", "津贴补贴", "奖金", "社会保障缴费及其他")
        d.say(clauses.whole(d, "人员经费", d.again(pay), list(zip(names, map(d.money, cut), strict=True))) + "。")
    more = d.again(two)
    d.say(f"项目支出{more}" + clauses.yearly(d, more, before(d, total - basic), unit.year) + f"，{d.one(*WHY)}。")
    return office


def _functions(d: Draft, unit: Unit, total: Fraction) -> None:
    """Public budget outlay by function: share of each, budget and accounts."""
    d.heading("四、一般公共预算财政拨款支出决算情况")
    value = cents(total * Fraction(d.rng.randint(6000, 9300), 10000))
    share, spent, again = d.rate(value / total, role="share"), d.money(value), d.money(total)
    for figure in [figure for figure in d.figures[:-1] if figure.value == total]:
        d.relate("equal", again, Ref(figure.id))
    d.relate("ratio", share, spent, again)
    d.say(f"一般公共预算财政拨款支出{spent}，占支出总计{again}的{share}。")
    names = d.rng.sample(FUNCTIONS, d.rng.randint(3, 4))
    cuts = d.shares(value, len(names))
    plans = [cents(cut * Fraction(d.rng.randint(8600, 11500), 10000)) for cut in cuts]
    opening, rate = d.money(sum(plans, Fraction(0))), d.rate(value / sum(plans, Fraction(0)))
    told = d.again(spent)
    d.relate("ratio", rate, told, opening)
    d.say(
        d.one(f"年初预算{opening}，支出决算{told}，完成年初预算的{rate}。具体到各功能科目：", f"支出决算{told}，为年初预算{opening}的{rate}。按科目说明如下：")
    )
    refs, budgets = [], []
    for place, (name, cut, plan) in enumerate(zip(names, cuts, plans, strict=True)):
        budget, ref, done = d.money(plan), d.money(cut), d.rate(cut / plan)
        d.relate("ratio", done, ref, budget)
        refs.append(ref)
        budgets.append(budget)
        moved = ""
        if d.chance(0.5):
            gap = d.money(cut - plan, words=("增加", "减少"), role="change")
            d.relate("sum", ref, budget, gap)
            moved = f"，决算比年初预算{gap}"
        d.say(f"（{place + 1}）{name}年初预算{budget}，决算{ref}{moved}，完成率{done}。")
    d.relate("sum", told, *refs)
    d.relate("sum", opening, *budgets)


def _three(d: Draft, unit: Unit) -> int:
    """三公 by budget, year and kind; gives the number of cars."""
    d.heading("五、“三公”经费支出决算情况")
    abroad = d.amount(2, 10) if d.chance(0.25) else Fraction(0)
    running, guests = d.amount(4, 36), d.amount(1, 8)
    buying = d.amount(15, 25) if d.chance(0.3) else Fraction(0)
    value = abroad + buying + running + guests
    plan = cents(value * Fraction(d.rng.randint(10200, 14200), 10000))
    limit, used, rate, saved = d.money(plan), d.money(value), d.rate(value / plan), d.money(plan - value)
    d.relate("ratio", rate, used, limit)
    d.relate("sum", limit, used, saved)
    d.say(f"{unit.year}年度“三公”经费全年预算为{limit}，支出决算为{used}，完成全年预算的{rate}，比预算节省{saved}。")
    again = d.again(used)
    d.say(f"“三公”经费支出决算{again}" + clauses.yearly(d, again, before(d, value), unit.year) + "，主要是严格执行中央八项规定精神。")
    some = [
        ("因公出国（境）费", d.money(abroad) if abroad else d.figure(0, "万元", 0)),
        ("公务用车购置及运行费", d.money(buying + running)),
        ("公务接待费", d.money(guests)),
    ]
    more = d.again(used)
    rates = [d.rate(d.figures[ref.id].value / value, role="share") if d.figures[ref.id].value else None for _, ref in some]
    d.relate("sum", more, *[ref for _, ref in some])
    for share, (_, ref) in zip(rates, some, strict=True):
        if share is not None:
            d.relate("ratio", share, ref, more)
    d.say(
        f"“三公”经费支出{more}中，"
        + "；".join(f"{name}{ref}" + (f"，占{share}" if share is not None else "") for (name, ref), share in zip(some, rates, strict=True))
        + "。"
    )
    cars = _cars(d, some[1][1], buying, running)
    _guests(d, some[2][1])
    return cars


def _cars(d: Draft, whole: Ref, buying: Fraction, running: Fraction) -> int:
    """What cars cost; gives their number."""
    again, buy, run = d.again(whole), d.money(buying) if buying else d.figure(0, "万元", 0), d.money(running)
    d.relate("sum", again, buy, run)
    number = d.rng.randint(3, 12)
    kept, each = d.count(number, "辆"), d.money(running / number, role="mean")
    d.relate("ratio", each, run, kept)
    d.say(f"公务用车购置及运行费{again}，包括购置费{buy}、运行费{run}。年末开支运行费的公务用车{kept}，车均运行费{each}。")
    return number


def _guests(d: Draft, guest: Ref) -> None:
    times = d.rng.randint(12, 120)
    heads = times * d.rng.randint(5, 9) + d.rng.randint(0, 4)
    again, batches, people = d.again(guest), d.count(times, "批次"), d.count(heads, "人次")
    told = f"公务接待费{again}全部为国内公务接待支出，共接待{batches}、{people}"
    if d.chance(0.6):
        each = d.money(d.figures[guest.id].value / heads, "元", 2, role="mean")
        d.relate("ratio", each, again, people)
        told += f"，人均接待费{each}"
    d.say(told + "。")


def _others(d: Draft, unit: Unit, office: Ref, total: Fraction, cars: int) -> None:
    d.heading("六、其他重要事项")
    cost, value = d.again(office), d.figures[office.id].value
    d.say(f"1.机关运行经费。{unit.year}年度公用经费即机关运行经费支出{cost}" + clauses.yearly(d, cost, before(d, value), unit.year) + "。")
    cuts = [cents(total * Fraction(d.rng.randint(100, 800), 10000)) for _ in range(3)]
    bought, *some = (d.money(cut) for cut in (sum(cuts, Fraction(0)), *cuts))
    d.say("2.政府采购。" + clauses.whole(d, "政府采购支出", bought, list(zip(("货物支出", "工程支出", "服务支出"), some, strict=True))) + "。")
    small = cents(sum(cuts) * Fraction(d.rng.randint(5000, 9600), 10000))
    tiny = cents(small * Fraction(d.rng.randint(3000, 8800), 10000))
    again, given, micro = d.again(bought), d.money(small), d.money(tiny)
    one, two = d.rate(small / sum(cuts), role="share"), d.rate(tiny / small, role="share")
    d.relate("ratio", one, given, again)
    d.relate("ratio", two, micro, given)
    d.say(f"授予中小企业合同金额{given}，占政府采购支出{again}的{one}；其中授予小微企业{micro}，占授予中小企业合同金额的{two}。")
    d.say("3.国有资产。" + clauses.vehicles(d, cars))
