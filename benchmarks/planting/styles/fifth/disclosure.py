"""部门决算公开 in the order of the ministry's model: totals, income, outlay, means of the state, 三公, other matters, performance."""

from __future__ import annotations

from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report, printed_number
from planting.styles.fifth import phrases, words
from planting.styles.fifth.accounts import Year, drawn
from planting.styles.fifth.fields import FUNCTIONS, OFFICES
from planting.styles.indicators import PERCENT
from planting.styles.money import before, cents
from planting.styles.words import Unit

OTHERS = ("社会保障和就业支出", "卫生健康支出", "住房保障支出")
ITEMS = {
    "社会保障和就业支出": "行政事业单位养老支出",
    "卫生健康支出": "行政事业单位医疗",
    "住房保障支出": "住房改革支出",
}
MORE = ("主要原因是人员增加及工资标准调整", "主要原因是本年度新增项目支出", "主要原因是上级追加专项资金")
LESS = ("主要原因是压减一般性支出", "主要原因是部分项目结转至下年实施", "主要原因是人员退休、调出")
ABOVE = ("主要原因是年中追加预算", "主要原因是人员变动，支出增加")
BELOW = ("主要原因是据实列支", "主要原因是人员变动，支出减少")
BUSIER = ("主要原因是日常办公运转支出增加", "主要原因是物价上涨，办公成本增加")
LEANER = ("主要原因是厉行节约，压减日常公用支出", "主要原因是办公费、差旅费支出减少")
FRUGAL = ("主要原因是公务接待批次减少", "主要原因是严格落实过紧日子要求")
BUSY = ("主要原因是下乡工作任务增加", "主要原因是车辆老化，维修费用增加")
PAY = ("基本工资", "津贴补贴", "绩效工资", "社会保险缴费", "住房公积金")
OFFICE = ("办公费", "水电费", "差旅费", "维修（护）费", "工会经费")


def report(seed: int) -> Report:
    """One account of a year."""
    d = words.begun("disclosure", seed, "txt")
    if seed % 5 == 3:
        words.laid(d, "docx")
    unit, year = words.unit(d.rng), drawn(d)
    d.title(d.one(f"{unit.year}年度{unit.name}部门决算", f"{unit.name}{unit.year}年度部门决算公开", f"{unit.name}{unit.year}年部门决算情况说明"))
    d.heading("第一部分  部门概况")
    d.say(f"一、主要职责。{unit.name}{unit.domain.duty}。")
    d.say(f"二、机构设置。{phrases.offices(d, unit)}")
    d.heading("第二部分  部门决算情况说明")
    spent = _whole(d, unit, year)
    projects = _state(d, unit, year, spent)
    office = _basic(d, unit, year)
    cars = _three(d, unit)
    d.heading("七、政府性基金预算财政拨款支出决算情况说明")
    d.say(d.one(f"{unit.year}年度没有使用政府性基金预算财政拨款安排的支出。", "本单位无政府性基金预算财政拨款收支。"))
    _other(d, unit, year, office, cars)
    _performance(d, unit, year, projects)
    return d.finished()


def _reason(d: Draft, now: Fraction, last: Fraction) -> str:
    return d.one(*(MORE if now > last else LESS))


def _whole(d: Draft, unit: Unit, year: Year) -> Ref:
    """Totals, income and outlay of all means. Gives what was spent."""
    d.heading("一、收入支出决算总体情况说明")
    total, last = d.money(year.total), year.spent_last + year.brought
    sentence = d.one(f"{unit.year}年度收入总计、支出总计均为{total}", f"{unit.year}年度收、支总计各{total}")
    d.say(f"{sentence}{phrases.versus(d, total, last, unit.year)}，{_reason(d, year.total, last)}。")
    came, brought, gone, left = (d.money(value) for value in (year.income, year.brought, year.spent, year.left))
    one, other = d.again(total), d.again(total)
    d.relate("sum", one, came, brought)
    d.relate("sum", other, gone, left)
    d.say(
        d.one(
            f"收入总计{one}由本年收入{came}和年初结转结余{brought}组成；支出总计{other}由本年支出{gone}和年末结转结余{left}组成。",
            f"其中：本年收入{came}，年初结转和结余{brought}，收入总计{one}；本年支出{gone}，年末结转和结余{left}，支出总计{other}。",
        )
    )
    d.heading("二、收入决算情况说明")
    first = d.again(came)
    some = [
        ("财政拨款收入", d.money(year.state_income)),
        ("其他收入" if unit.domain.bureau in OFFICES else d.one("其他收入", "事业收入"), d.money(year.income - year.state_income)),
    ]
    d.relate("sum", first, *[ref for _, ref in some])
    d.say(d.one("本单位本年收入合计", f"{unit.year}年度本年收入合计") + first + "，其中：" + "；".join(phrases.shared(d, first, some)) + "。")
    d.heading("三、支出决算情况说明")
    again = d.again(gone)
    some = [("基本支出", d.money(year.basic)), ("项目支出", d.money(year.project))]
    d.relate("sum", again, *[ref for _, ref in some])
    told = d.one("本单位本年支出合计", f"{unit.year}年度本年支出合计") + again + "，其中：" + "；".join(phrases.shared(d, again, some))
    if d.chance(0.5):
        more = d.again(gone)
        told += f"。本年支出{more}{phrases.versus(d, more, year.spent_last, unit.year)}，{_reason(d, year.spent, year.spent_last)}"
    d.say(told + "。")
    return gone


def _state(d: Draft, unit: Unit, year: Year, spent: Ref) -> Ref:
    """Means of the state: totals, share, growth, structure. Gives what of them was spent on projects."""
    d.heading("四、财政拨款收入支出决算情况说明")
    whole, last = d.money(year.state + year.state_left), year.state_last + year.state_brought
    d.say(
        d.one(f"{unit.year}年度财政拨款收、支总计均为{whole}", f"{unit.year}年度财政拨款收入总计和支出总计均为{whole}")
        + phrases.versus(d, whole, last, unit.year)
        + "。"
    )
    one, two = d.again(whole), d.again(whole)
    came, brought, gone, left = (d.money(value) for value in (year.state_income, year.state_brought, year.state, year.state_left))
    d.relate("sum", one, came, brought)
    d.relate("sum", two, gone, left)
    first = next(figure for figure in d.figures if figure.value == year.state_income and figure.id != came.id)
    d.relate("equal", came, Ref(first.id))
    d.say(
        f"收入总计{one}，包括本年财政拨款收入{came}、年初财政拨款结转和结余{brought}；支出总计{two}，包括本年财政拨款支出{gone}、年末财政拨款结转和结余{left}。"
    )
    d.heading("五、一般公共预算财政拨款支出决算情况说明")
    state, all_, share = d.again(gone), d.again(spent), d.rate(year.state / year.spent, role="share")
    d.relate("ratio", share, state, all_)
    d.say(
        f"（一）总体情况。本年财政拨款支出全部为一般公共预算财政拨款支出，共{state}，占本年支出合计{all_}的{share}"
        + phrases.versus(d, state, year.state_last, unit.year)
        + f"，{_reason(d, year.state, year.state_last)}。"
    )
    again, basic, projects = d.again(gone), d.money(year.state_basic), d.money(year.state_project)
    d.say(phrases.split(d, "一般公共预算财政拨款支出", again, [("基本支出", basic), ("项目支出", projects)]) + "。")
    _functions(d, unit, year, gone)
    return projects


def _functions(d: Draft, unit: Unit, year: Year, gone: Ref) -> None:
    """By function: what of all, then opening budget, accounts, rate of each."""
    main, item = FUNCTIONS[unit.domain.bureau]
    names = [main, *d.rng.sample([name for name in OTHERS if name != main], 2)]
    while True:
        most = cents(year.state * Fraction(d.rng.randint(6800, 8600), 10000))
        cuts = [most, *sorted(d.shares(year.state - most, 2), reverse=True)]
        plans = [cents(cut * Fraction(d.rng.randint(8900, 11900), 10000)) for cut in cuts]
        rates = [year.state / sum(plans, Fraction(0)), *[cut / plan for cut, plan in zip(cuts, plans, strict=True)]]
        if all(int(printed_number(rate, PERCENT, 0)) != 100 for rate in rates):
            break
    whole, refs = d.again(gone), [d.money(cut) for cut in cuts]
    d.relate("sum", whole, *refs)
    some = [(f"{name}（类）", ref) for name, ref in zip(names, refs, strict=True)]
    d.say(f"（二）结构情况。一般公共预算财政拨款支出{whole}，主要用于以下方面：" + "；".join(phrases.shared(d, whole, some)) + "。")
    opening, again, rate = d.money(sum(plans, Fraction(0))), d.again(gone), d.rate(rates[0])
    d.relate("ratio", rate, again, opening)
    d.say(
        d.one(
            f"（三）具体情况。一般公共预算财政拨款支出年初预算数{opening}，决算数{again}，完成年初预算的{rate}，其中：",
            f"（三）具体情况。年初预算为{opening}，支出决算为{again}，完成年初预算的{rate}。具体如下：",
        )
    )
    budgets = [d.money(plan) for plan in plans]
    d.relate("sum", opening, *budgets)
    form = d.one("年初预算{}，支出决算{}，完成年初预算的{}", "年初预算数为{}，决算数为{}，完成年初预算的{}")
    for at, (name, ref, budget) in enumerate(zip(names, refs, budgets, strict=True)):
        used, done = d.again(ref), d.rate(rates[at + 1])
        d.relate("ratio", done, used, budget)
        more = rates[at + 1] > 1
        why = f"决算数{'大于' if more else '小于'}预算数，{d.one(*(ABOVE if more else BELOW))}" if d.chance(0.6) else ""
        d.say(f"{at + 1}.{name}（类）{ITEMS.get(name) if name != main else item}（款）。" + form.format(budget, used, done) + f"{'。' if why else ''}{why}。")


def _basic(d: Draft, unit: Unit, year: Year) -> Ref:
    """Basic outlay: staff and running costs. Gives the running costs."""
    d.heading("六、一般公共预算财政拨款基本支出和“三公”经费决算情况说明")
    told = Ref(next(figure.id for figure in d.figures if figure.value == year.state_basic))
    basic, pay, office = d.again(told), d.money(year.staff), d.money(year.office)
    d.say(f"（一）{unit.year}年度" + phrases.split(d, "一般公共预算财政拨款基本支出", basic, [("人员经费", pay), ("公用经费", office)]) + "。")
    if d.chance(0.5):
        d.say(phrases.uses(d, "人员经费", d.again(pay), [*d.rng.sample(PAY, 3), "其他人员支出"], "包括") + "。")
    if d.chance(0.4):
        d.say(phrases.uses(d, "公用经费", d.again(office), [*d.rng.sample(OFFICE, 3), "其他商品和服务支出"], "包括") + "。")
    return office


def _three(d: Draft, unit: Unit) -> Ref:
    """三公 by budget, year and kind; gives the number of cars."""
    running, guests = d.amount(3, 16), d.amount(1, 5)
    value = running + guests
    plans = [cents(cut * Fraction(d.rng.randint(10200, 13500), 10000)) for cut in (running, guests)]
    limit, used, rate = d.money(sum(plans, Fraction(0))), d.money(value), d.rate(value / sum(plans, Fraction(0)))
    d.relate("ratio", rate, used, limit)
    past = before(d, value)
    why = d.one(*(FRUGAL if past > value else BUSY))
    again = d.again(used)
    d.say(
        f"（二）{unit.year}年度“三公”经费财政拨款支出预算{limit}，支出决算{used}，完成预算的{rate}。"
        + d.one("“三公”经费支出决算数", "“三公”经费决算支出")
        + f"{again}{phrases.versus(d, again, past, unit.year)}，{why}。"
    )
    more, none, car, guest = d.again(used), d.figure(0, "万元", 0), d.money(running), d.money(guests)
    shares = [d.rate(cut / value, role="share") for cut in (running, guests)]
    d.relate("sum", more, none, car, guest)
    d.relate("total", *shares, number=1)
    for share, ref in zip(shares, (car, guest), strict=True):
        d.relate("ratio", share, ref, more)
    d.say(
        d.one(
            f"“三公”经费支出{more}，其中：因公出国（境）费支出{none}，公务用车购置及运行维护费支出{car}，占{shares[0]}，公务接待费支出{guest}，占{shares[1]}。",
            f"“三公”经费支出{more}。具体为：因公出国（境）费{none}；公务用车购置及运行维护费{car}，占{shares[0]}；公务接待费{guest}，占{shares[1]}。",
        )
    )
    number, budgets = d.rng.randint(2, 8), [d.money(plan) for plan in plans]
    d.relate("sum", limit, *budgets)
    again, kept, done = d.again(car), d.count(number, "辆"), d.rate(running / plans[0])
    d.relate("ratio", done, again, budgets[0])
    told = f"1.公务用车购置及运行维护费预算{budgets[0]}，支出决算{again}，完成预算的{done}，全部为公务用车运行维护费，年末公务用车保有量{kept}"
    if d.chance(0.5):
        mean = d.money(running / number, role="mean")
        d.relate("ratio", mean, again, kept)
        told += f"，车均运行维护费{mean}"
    d.say(told + "。")
    _guests(d, guest, budgets[1], plans[1])
    return kept


def _guests(d: Draft, guest: Ref, budget: Ref, plan: Fraction) -> None:
    value = d.figures[guest.id].value
    heads = int(value / d.rng.randint(60, 130))
    again, batches, people, done = d.again(guest), d.count(heads // d.rng.randint(5, 10), "批次"), d.count(heads, "人次"), d.rate(value / plan)
    d.relate("ratio", done, again, budget)
    told = f"2.公务接待费预算{budget}，支出决算{again}，完成预算的{done}，共接待{batches}、{people}"
    if d.chance(0.4):
        each = d.figure(value / heads, "元", 2, role="mean")
        d.relate("ratio", each, again, people)
        told += f"，人均支出{each}"
    d.say(told + "。")


def _other(d: Draft, unit: Unit, year: Year, office: Ref, cars: Ref) -> None:
    d.heading("八、其他重要事项的情况说明")
    cost = d.again(office)
    lead = "机关运行经费（公用经费）支出" if unit.domain.bureau in OFFICES else "本单位为事业单位，一般公共预算财政拨款公用经费支出"
    d.say(f"（一）{lead}{cost}{phrases.versus(d, cost, year.office_last, unit.year)}，{d.one(*(BUSIER if year.office > year.office_last else LEANER))}。")
    cuts = [cents(year.project * Fraction(d.rng.randint(200, 1800), 10000)) for _ in range(3)]
    value = sum(cuts, Fraction(0))
    bought, *some = (d.money(cut) for cut in (value, *cuts))
    told = phrases.split(d, "政府采购支出总额", bought, list(zip(("货物支出", "工程支出", "服务支出"), some, strict=True)))
    small = cents(value * Fraction(d.rng.randint(5200, 9600), 10000))
    given, again, share = d.money(small), d.again(bought), d.rate(small / value, role="share")
    d.relate("ratio", share, given, again)
    told += d.one(f"。授予中小企业合同金额{given}，占政府采购支出总额{again}的{share}", f"。政府采购支出{again}中，授予中小企业合同金额{given}，占比{share}")
    d.say(f"（二）{told}。")
    d.say(f"（三）截至{unit.year}年12月31日，" + phrases.cars(d, cars) + "。")


def _performance(d: Draft, unit: Unit, year: Year, projects: Ref) -> None:
    """How many projects were judged, what they were given, how they came out, and one of them."""
    d.heading("九、预算绩效管理工作开展情况")
    names = tuple(d.rng.sample(unit.domain.projects, d.rng.randint(3, len(unit.domain.projects))))
    fine = d.rng.randint(1, len(names) - 1)
    many, excellent, good = (d.count(number, "个") for number in (len(names), fine, len(names) - fine))
    listed, money, whole, full = d.counted(many, names), d.again(projects), d.again(projects), d.rate(Fraction(1))
    d.relate("ratio", full, money, whole)
    d.relate("sum", many, excellent, good)
    d.say(
        f"对{many}一般公共预算项目开展绩效自评，分别为{listed}，涉及资金{money}，占一般公共预算项目支出{whole}的{full}。"
        + d.one(f"从自评结果看，评价等级为优的{excellent}，评价等级为良的{good}。", f"自评结果为“优”的项目{excellent}，为“良”的项目{good}。")
    )
    _one(d, unit, year, names[0])


def _one(d: Draft, unit: Unit, year: Year, name: str) -> None:
    """One of the projects that came out as excellent."""
    used = cents(year.state_project * Fraction(d.rng.randint(1200, 2600), 10000))
    plan = cents(used * Fraction(d.rng.randint(10100, 10900), 10000))
    budget, spent, rate = d.money(plan), d.money(used), d.rate(used / plan)
    sentence = phrases.executed(d, budget, spent, rate, unit.year)
    score = d.figure(Fraction(d.rng.randint(9100, 9950), 100), "分", 2, trim=True, exact=True, role="total")
    d.relate("grade", score, number=90)
    d.say(f"{name}绩效自评综述：{sentence}。根据年初设定的绩效目标，该项目自评得分为{score}，评价等级为优。{unit.domain.effect}。")
