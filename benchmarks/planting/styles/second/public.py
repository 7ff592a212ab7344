"""部门决算公开 in prose by other hands: totals with balances, income, nature and function with what was budgeted, 三公, procurement, assets."""

from __future__ import annotations

from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles.money import before, cents
from planting.styles.second import statements, words
from planting.styles.words import Unit

INCOME = ("财政拨款收入", "事业收入", "经营收入", "其他收入")
FUNCTIONS = (
    ("社会保障和就业支出", "2080505机关事业单位基本养老保险缴费支出"),
    ("卫生健康支出", "2101101行政单位医疗"),
    ("住房保障支出", "2210201住房公积金"),
    ("公共安全支出", "2040501行政运行"),
    ("农林水支出", "2130207森林资源管理"),
    ("交通运输支出", "2140106公路养护"),
)


def report(seed: int) -> Report:
    """One account of a year."""
    d = words.begun("public", seed, "txt")
    unit = words.unit(d.rng)
    d.title(d.one(f"{unit.year}年度{unit.name}决算公开情况说明", f"{unit.name}{unit.year}年部门决算编制说明"))
    total = d.amount(1200, 16000)
    whole = _totals(d, unit, total)
    basic = _nature(d, unit, total, whole)
    _functions(d, unit, total)
    _three(d, unit)
    _others(d, unit, basic, total)
    return d.finished()


def _totals(d: Draft, unit: Unit, total: Fraction) -> Ref:
    """Income, what was carried in, what was spent and what was carried out."""
    d.heading(d.one("一、收支总体情况", "一、年度收支决算概况"))
    carried, left = cents(total * Fraction(d.rng.randint(100, 900), 10000)), cents(total * Fraction(d.rng.randint(100, 700), 10000))
    year = total + left - carried
    income, brought, sum_in = d.money(year), d.money(carried), d.money(total + left)
    spent, kept, sum_out = d.money(total), d.money(left), d.money(total + left)
    d.relate("sum", sum_in, income, brought)
    d.relate("sum", sum_out, spent, kept)
    d.relate("equal", sum_in, sum_out)
    d.say(
        d.one(
            f"本年收入{income}，加上年初结转和结余{brought}，收入总计{sum_in}；本年支出{spent}，年末结转和结余{kept}，支出总计{sum_out}。",
            f"收入总计{sum_in}，包括本年收入{income}、年初结转和结余{brought}。支出总计{sum_out}，包括本年支出{spent}、年末结转和结余{kept}。",
        )
    )
    names = INCOME[:1] + tuple(d.rng.sample(INCOME[1:], d.rng.randint(1, 2)))
    main = cents(year * Fraction(d.rng.randint(7000, 9300), 10000))
    cuts = [main, *d.shares(year - main, len(names) - 1)]
    some = [d.money(cut) for cut in cuts]
    again = d.again(income)
    rates = [d.rate(cut / year, role="share") for cut in cuts]
    d.relate("sum", again, *some)
    d.relate("total", *rates, number=1)
    for rate, ref in zip(rates, some, strict=True):
        d.relate("ratio", rate, ref, again)
    told = d.one("；", "，").join(f"{name}{ref}，比重{rate}" for name, ref, rate in zip(names, some, rates, strict=True))
    d.say(d.one(f"本年收入{again}的构成为：{told}。", f"在本年收入{again}中：{told}。"))
    again = d.again(spent)
    d.say(f"本年支出{again}" + statements.movement(d, again, before(d, total), unit.year) + "。")
    return spent


def _nature(d: Draft, unit: Unit, total: Fraction, whole: Ref) -> Fraction:
    d.heading(d.one("二、支出决算结构", "二、支出情况说明"))
    basic = cents(total * Fraction(d.rng.randint(4000, 7500), 10000))
    again = d.again(whole)
    some = [("基本支出", d.money(basic)), ("项目支出", d.money(total - basic))]
    d.say(statements.parts(d, d.one("本年支出", "全年支出"), again, some) + "。")
    staff = cents(basic * Fraction(d.rng.randint(6800, 8800), 10000))
    cut = d.shares(staff, 2)
    pay, kin, office = d.money(max(cut)), d.money(min(cut)), d.money(basic - staff)
    first = d.again(some[0][1])
    d.relate("sum", first, pay, kin, office)
    d.say(f"基本支出{first}按经济分类：工资福利支出{pay}、对个人和家庭的补助{kin}、商品和服务支出{office}。")
    rate, more, base = d.rate((total - basic) / total, role="share"), d.again(some[1][1]), d.again(whole)
    d.relate("ratio", rate, more, base)
    d.say(d.one(f"项目支出{more}，占全部支出{base}的{rate}。", f"全部支出{base}中，项目支出占{rate}，金额{more}。"))
    return basic - staff


def _functions(d: Draft, unit: Unit, total: Fraction) -> None:
    """Functions with opening budget, final accounts and how far the one met the other."""
    d.heading("三、财政拨款支出按功能分类情况")
    spent = cents(total * Fraction(d.rng.randint(5500, 8800), 10000))
    chosen = d.rng.sample(FUNCTIONS, d.rng.randint(3, 4))
    cuts = d.shares(spent, len(chosen))
    plans = [cents(cut * Fraction(d.rng.randint(8200, 11800), 10000)) for cut in cuts]
    whole, planned = d.money(spent), d.money(sum(plans, Fraction(0)))
    rate = d.rate(spent / sum(plans, Fraction(0)))
    d.relate("ratio", rate, whole, planned)
    d.say(
        d.one(
            f"财政拨款支出年初预算数{planned}，决算数{whole}，决算数为年初预算数的{rate}。", f"财政拨款支出决算{whole}，与年初预算{planned}相比，完成{rate}。"
        )
    )
    uses, budgets = [], []
    for place, ((name, item), cut, plan) in enumerate(zip(chosen, cuts, plans, strict=True)):
        budget, use, done = d.money(plan), d.money(cut), d.rate(cut / plan)
        d.relate("ratio", done, use, budget)
        uses.append(use)
        budgets.append(budget)
        why = (
            "决算数大于预算数的主要原因是年中追加人员及专项经费"
            if cut > plan
            else "决算数小于预算数的主要原因是据实支付、厉行节约"
            if cut < plan
            else "与预算持平"
        )
        d.say(f"{place + 1}.{name}（{item}）。年初预算{budget}，支出决算{use}，完成年初预算的{done}，{why}。")
    d.relate("sum", whole, *uses)
    d.relate("sum", planned, *budgets)


def _three(d: Draft, unit: Unit) -> None:
    d.heading("四、“三公”经费决算情况")
    abroad = d.amount(2, 12) if d.chance(0.3) else Fraction(0)
    buying = d.amount(14, 26) if d.chance(0.4) else Fraction(0)
    running, guests = d.amount(3, 32), d.amount(1, 9)
    total = abroad + buying + running + guests
    whole = d.money(total)
    cars = d.money(buying + running)
    trip = d.money(abroad) if abroad else d.figure(0, "万元", 0)
    guest = d.money(guests)
    d.relate("sum", whole, trip, cars, guest)
    d.say(
        d.one(
            f"因公出国（境）费{trip}、公务用车购置及运行维护费{cars}、公务接待费{guest}，三项合计{whole}",
            f"“三公”经费决算总额{whole}，按项目分为因公出国（境）费{trip}、公务用车购置及运行维护费{cars}和公务接待费{guest}",
        )
        + "。"
    )
    whole = d.again(whole)
    d.say(f"“三公”经费总额{whole}" + statements.movement(d, whole, before(d, total), unit.year) + "。")
    allowed = cents(total * Fraction(d.rng.randint(10200, 14800), 10000))
    limit, again, saved, rate = d.money(allowed), d.again(whole), d.money(allowed - total), d.rate(total / allowed)
    d.relate("sum", limit, again, saved)
    d.relate("ratio", rate, again, limit)
    d.say(d.one(f"与全年预算{limit}相比，决算数{again}少支{saved}，完成预算的{rate}。", f"全年预算{limit}，决算数{again}，完成{rate}，节约{saved}。"))
    run, buy = d.money(running), d.money(buying) if buying else d.figure(0, "万元", 0)
    car = d.again(cars)
    d.relate("sum", car, run, buy)
    kept = d.count(d.rng.randint(2, 14), "辆")
    mean, used = d.money(running / d.figures[kept.id].value, role="mean"), d.again(run)
    d.relate("ratio", mean, used, kept)
    d.say(f"公务用车费用{car}，其中运行维护费{run}、购置费{buy}。年末公务用车保有量{kept}，全年运行维护费{used}，平均每辆{mean}。")
    _guests(d, unit, guest)


def _guests(d: Draft, unit: Unit, guest: Ref) -> None:
    """Visits from within and without the province, and what one visitor cost."""
    inner, outer = d.rng.randint(6, 90), d.rng.randint(2, 40)
    all_, one, two = d.count(inner + outer, "批次"), d.count(inner, "批次"), d.count(outer, "批次")
    d.relate("sum", all_, one, two)
    people = d.count((inner + outer) * d.rng.randint(5, 10) + d.rng.randint(0, 4), "人次")
    again = d.again(guest)
    told = f"公务接待{all_}（省内{one}、省外{two}），接待{people}，支出{again}"
    if d.chance(0.5):
        each = d.money(d.figures[guest.id].value / d.figures[people.id].value, "元", 2, role="mean")
        d.relate("ratio", each, again, people)
        told += f"，人均{each}"
    d.say(told + "。")


def _others(d: Draft, unit: Unit, office: Fraction, total: Fraction) -> None:
    d.heading(d.one("五、其他事项", "五、其他需要说明的情况"))
    cost = d.money(office)
    for figure in [figure for figure in d.figures[:-1] if figure.value == office]:
        d.relate("equal", cost, Ref(figure.id))
    d.say(f"机关运行经费{cost}" + statements.movement(d, cost, before(d, office), unit.year) + "。")
    cuts = [cents(total * Fraction(d.rng.randint(90, 800), 10000)) for _ in range(3)]
    whole, *some = (d.money(value) for value in (sum(cuts, Fraction(0)), *cuts))
    names = ("货物类采购", "工程类采购", "服务类采购")
    d.say(statements.parts(d, d.one("政府采购合同金额", "全年政府采购支出"), whole, list(zip(names, some, strict=True))) + "。")
    small = cents(sum(cuts) * Fraction(d.rng.randint(4500, 9500), 10000))
    given, rate, again = d.money(small), d.rate(small / sum(cuts), role="share"), d.again(whole)
    d.relate("ratio", rate, given, again)
    d.say(f"授予中小企业合同金额{given}，占政府采购总额{again}的{rate}。")
