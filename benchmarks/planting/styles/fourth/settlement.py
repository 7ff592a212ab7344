"""部门决算公开说明 in the order of the published model: totals, income, outlay, public budget, basic outlay, 三公, other matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles.fourth import phrases, words
from planting.styles.money import before, cents
from planting.styles.words import Unit

MAIN = {
    "司法局": "公共安全支出",
    "科学技术局": "科学技术支出",
    "气象局": "自然资源海洋气象等支出",
    "疾病预防控制中心": "卫生健康支出",
    "师范学院": "教育支出",
    "粮食和物资储备局": "粮油物资储备支出",
    "公安局交通警察大队": "公共安全支出",
    "图书馆": "文化旅游体育与传媒支出",
}
FUNCTIONS = ("社会保障和就业支出", "卫生健康支出", "住房保障支出", "农林水支出", "一般公共服务支出")
WHY = (
    "主要原因是人员工资调整和社保缴费基数变动",
    "主要原因是专项资金较上年有所变化",
    "主要原因是部分项目实施进度与上年不同",
    "主要原因是人员变动及项目安排调整",
)
FRUGAL = ("主要原因是厉行节约，从严控制“三公”经费开支", "主要原因是公务活动减少")
BUSY = ("主要原因是公务活动增加", "主要原因是车辆使用年限较长，维修费用增加")


@dataclass(frozen=True, slots=True)
class Account:
    """A year of a unit, in 元: what it had, what it spent by nature, the part of the public budget in it; and what belongs to the year before."""

    brought: Fraction
    income: Fraction
    basic: Fraction
    project: Fraction
    left: Fraction
    state: Fraction
    staff: Fraction
    office: Fraction
    public: Fraction
    basic_last: Fraction
    project_last: Fraction
    public_last: Fraction
    office_last: Fraction

    @property
    def total_last(self) -> Fraction:
        """What was left at the end of the year before is what this year was brought."""
        return self.basic_last + self.project_last + self.brought

    @property
    def moved(self) -> bool:
        """Whether each told amount differs from that of the year before by more than print may hide."""
        pairs = ((self.total, self.total_last), (self.public, self.public_last), (self.office, self.office_last))
        return all(abs(now / last - 1) > Fraction(1, 100) for now, last in pairs)

    @property
    def spent(self) -> Fraction:
        return self.basic + self.project

    @property
    def total(self) -> Fraction:
        return self.brought + self.income


def _part(d: Draft, value: Fraction, low: int, high: int) -> Fraction:
    return cents(value * Fraction(d.rng.randint(low, high), 1000))


def _account(d: Draft) -> Account:
    while True:
        spent = d.amount(1200, 15000)
        basic = _part(d, spent, 400, 780)
        project = spent - basic
        staff, office = _part(d, basic, 680, 820), _part(d, basic, 90, 170)
        works = _part(d, project, 780, 980)
        brought, left = _part(d, spent, 8, 60), _part(d, spent, 8, 60)
        income, public = spent + left - brought, staff + office + works
        state = min(_part(d, public, 985, 1010), _part(d, income, 970, 970))
        basic_last, project_last = before(d, basic), before(d, project)
        office_last = _part(d, office * basic_last / basic, 930, 1050)
        public_last = cents(staff * basic_last / basic) + office_last + cents(works * project_last / project)
        made = Account(brought, income, basic, project, left, state, staff, office, public, basic_last, project_last, public_last, office_last)
        if made.moved:
            return made


def report(seed: int) -> Report:
    """One account of a year."""
    d = words.begun("settlement", seed, "txt")
    if seed % 6 == 1:
        words.laid(d, "docx")
    unit = words.unit(d.rng)
    account = _account(d)
    d.title(d.one(f"{unit.name}{unit.year}年度部门决算公开说明", f"{unit.name}{unit.year}年度决算公开情况说明", f"{unit.year}年度{unit.name}部门决算情况说明"))
    _totals(d, unit, account)
    _income(d, unit, account)
    spent = _outlay(d, unit, account)
    office = _public(d, unit, account, spent)
    cars = _three(d, unit)
    _others(d, unit, account, office, cars)
    return d.finished()


def _totals(d: Draft, unit: Unit, account: Account) -> None:
    d.heading("一、收入支出决算总体情况说明")
    total, last = account.total, account.total_last
    whole = d.money(total)
    moved, rate = d.money(total - last, words=("增加", "减少"), role="change"), d.rate(total / last - 1, words=("增长", "下降"), role="growth")
    d.relate("growth-of-change", rate, moved, whole)
    d.say(
        d.one(
            f"{unit.year}年度收、支总计均为{whole}。与{unit.year - 1}年度相比，收、支总计各{moved}，{rate}，{d.one(*WHY)}。",
            f"本单位{unit.year}年度收入总计、支出总计均为{whole}，比上年各{moved}，{rate}。{d.one(*WHY)}。",
        )
    )
    one, came, brought = d.again(whole), d.money(account.income), d.money(account.brought)
    other, gone, left = d.again(whole), d.money(account.spent), d.money(account.left)
    d.relate("sum", one, came, brought)
    d.relate("sum", other, gone, left)
    d.say(
        d.one(
            f"收入总计{one}，包括本年收入合计{came}、年初结转和结余{brought}；支出总计{other}，包括本年支出合计{gone}、年末结转和结余{left}。",
            f"收入总计{one}，其中：本年收入{came}，年初结转和结余{brought}。支出总计{other}，其中：本年支出{gone}，年末结转和结余{left}。",
        )
    )


def _same(d: Draft, value: Fraction) -> Ref:
    """An amount already told, told once more."""
    return d.again(Ref(next(figure.id for figure in d.figures if figure.value == value and figure.unit == "万元")))


def _shared(d: Draft, lead: str, whole: Ref, some: Sequence[tuple[str, Fraction]]) -> tuple[str, list[Ref]]:
    """A total, its parts and the share of each, with the full stop."""
    value = d.figures[whole.id].value
    refs, rates = [d.money(cut) for _, cut in some], [d.rate(cut / value, role="share") for _, cut in some]
    d.relate("sum", whole, *refs)
    d.relate("total", *rates, number=1)
    for rate, ref in zip(rates, refs, strict=True):
        d.relate("ratio", rate, ref, whole)
    names = [name for name, _ in some]
    trio = list(zip(names, refs, rates, strict=True))
    told = d.one(
        f"{lead}{whole}，其中：" + "；".join(f"{name}{ref}，占{rate}" for name, ref, rate in trio) + "。",
        f"{lead}{whole}，其中" + "，".join(f"{name}{ref}、占比{rate}" for name, ref, rate in trio) + "。",
        f"{lead}{whole}。其中：" + "，".join(f"{name}{ref}（占{rate}）" for name, ref, rate in trio) + "。",
    )
    return told, refs


def _income(d: Draft, unit: Unit, account: Account) -> None:
    d.heading("二、收入决算情况说明")
    others = d.rng.sample(("上级补助收入", "事业收入", "其他收入"), d.rng.randint(1, 2))
    cuts = sorted(d.shares(account.income - account.state, len(others)), reverse=True)
    told, _ = _shared(
        d,
        d.one(f"{unit.year}年度收入合计", f"{unit.name}本年收入合计"),
        _same(d, account.income),
        [("财政拨款收入", account.state), *zip(others, cuts, strict=True)],
    )
    d.say(told)


def _outlay(d: Draft, unit: Unit, account: Account) -> Ref:
    d.heading("三、支出决算情况说明")
    spent = _same(d, account.spent)
    told, refs = _shared(d, d.one(f"{unit.year}年度支出合计", f"{unit.name}本年支出合计"), spent, [("基本支出", account.basic), ("项目支出", account.project)])
    d.say(told)
    for ref, name, last in zip(refs, ("基本支出", "项目支出"), (account.basic_last, account.project_last), strict=True):
        if d.chance(0.5):
            again = d.again(ref)
            d.say(f"{name}{again}" + phrases.against(d, again, last, unit.year) + f"，{d.one(*WHY)}。")
    return spent


def _public(d: Draft, unit: Unit, account: Account, spent: Ref) -> Ref:
    """Public budget outlay: share, growth, functions, basic outlay. Gives the running costs."""
    d.heading("四、一般公共预算财政拨款支出决算情况说明")
    whole, share, all_ = d.money(account.public), d.rate(account.public / account.spent, role="share"), d.again(spent)
    d.relate("ratio", share, whole, all_)
    d.say(
        d.one(
            f"{unit.year}年度一般公共预算财政拨款支出{whole}，占本年支出合计{all_}的{share}",
            f"本年支出合计{all_}中，一般公共预算财政拨款支出{whole}，占{share}",
        )
        + phrases.against(d, whole, account.public_last, unit.year)
        + f"。{d.one(*WHY)}。"
    )
    _functions(d, unit, account, whole)
    d.heading("五、一般公共预算财政拨款基本支出决算情况说明")
    basic, pay, office = d.money(account.staff + account.office), d.money(account.staff), d.money(account.office)
    d.say(phrases.parts(d, "一般公共预算财政拨款基本支出", basic, [("人员经费", pay), ("公用经费", office)]) + "。")
    if d.chance(0.6):
        names = ("基本工资", "津贴补贴", "奖金", "机关事业单位基本养老保险缴费", "住房公积金及其他人员支出")
        d.say(phrases.uses(d, "人员经费", d.again(pay), names, d.one("主要包括", "包括")) + "。")
    return office


def _functions(d: Draft, unit: Unit, account: Account, whole: Ref) -> None:
    """By function: opening budget, accounts, rate."""
    main = MAIN[unit.domain.bureau]
    names = [main, *d.rng.sample([name for name in FUNCTIONS if name != main], d.rng.randint(2, 3))]
    most = cents(account.public * Fraction(d.rng.randint(5800, 8200), 10000))
    cuts = [most, *sorted(d.shares(account.public - most, len(names) - 1), reverse=True)]
    plans = [cents(cut * Fraction(d.rng.randint(8800, 11800), 10000)) for cut in cuts]
    opening, rate, again = d.money(sum(plans, Fraction(0))), d.rate(account.public / sum(plans, Fraction(0))), d.again(whole)
    d.relate("ratio", rate, again, opening)
    d.say(f"一般公共预算财政拨款支出年初预算为{opening}，支出决算为{again}，完成年初预算的{rate}。其中：")
    refs, budgets = [], []
    for number, (name, cut, plan) in enumerate(zip(names, cuts, plans, strict=True)):
        budget, ref, done = d.money(plan), d.money(cut), d.rate(cut / plan)
        d.relate("ratio", done, ref, budget)
        refs.append(ref)
        budgets.append(budget)
        why = ""
        if d.chance(0.5):
            gap = d.money(cut - plan, words=("增加", "减少"), role="change")
            d.relate("sum", ref, budget, gap)
            why = f"决算数比年初预算数{gap}，{d.one(*WHY)}。"
        d.say(f"{number + 1}.{name}（类）。年初预算为{budget}，支出决算为{ref}，完成年初预算的{done}。{why}")
    d.relate("sum", again, *refs)
    d.relate("sum", opening, *budgets)


def _three(d: Draft, unit: Unit) -> int:
    """三公 by budget, year and kind; gives the number of cars."""
    d.heading("六、财政拨款“三公”经费支出决算情况说明")
    running, guests = d.amount(4, 26), d.amount(1, 7)
    buying = d.amount(14, 26) if d.chance(0.3) else Fraction(0)
    value = buying + running + guests
    plan = cents(value * Fraction(d.rng.randint(10200, 14000), 10000))
    limit, used, rate = d.money(plan), d.money(value), d.rate(value / plan)
    d.relate("ratio", rate, used, limit)
    d.say(
        d.one(
            f"“三公”经费财政拨款支出预算为{limit}，支出决算为{used}，完成预算的{rate}。",
            f"{unit.year}年度“三公”经费预算数{limit}，决算数{used}，决算数占预算数的{rate}。",
        )
    )
    again, past = d.again(used), before(d, value)
    d.say(f"“三公”经费支出决算{again}" + phrases.against(d, again, past, unit.year) + f"。{d.one(*(FRUGAL if past > value else BUSY))}。")
    vehicles = buying + running
    more, none, car, guest = d.again(used), d.figure(0, "万元", 0), d.money(vehicles), d.money(guests)
    shares = [d.rate(cut / value, role="share") for cut in (vehicles, guests)]
    d.relate("sum", more, none, car, guest)
    d.relate("total", *shares, number=1)
    for share, ref in zip(shares, (car, guest), strict=True):
        d.relate("ratio", share, ref, more)
    d.say(f"“三公”经费支出{more}中，因公出国（境）费{none}；公务用车购置及运行维护费{car}，占{shares[0]}；公务接待费{guest}，占{shares[1]}。")
    number = d.rng.randint(3, 14)
    whole, buy, run, kept = d.again(car), d.money(buying) if buying else d.figure(0, "万元", 0), d.money(running), d.count(number, "辆")
    d.relate("sum", whole, buy, run)
    told = f"公务用车购置及运行维护费{whole}，其中：公务用车购置费{buy}，公务用车运行维护费{run}。年末公务用车保有量{kept}"
    if d.chance(0.4):
        mean = d.money(running / number, role="mean")
        d.relate("ratio", mean, run, kept)
        told += f"，平均每辆运行维护费{mean}"
    d.say(told + "。")
    _guests(d, guest)
    return number


def _guests(d: Draft, guest: Ref) -> None:
    heads = int(d.figures[guest.id].value / d.rng.randint(60, 150))
    times = heads // d.rng.randint(5, 10)
    again, batches, people = d.again(guest), d.count(times, "批次"), d.count(heads, "人次")
    told = d.one(
        f"公务接待费{again}，主要用于接待上级检查和同级单位来访，共接待国内来访{batches}、{people}", f"公务接待费{again}，国内公务接待{batches}，接待{people}"
    )
    if d.chance(0.5):
        each = d.figure(d.figures[guest.id].value / heads, "元", 2, role="mean")
        d.relate("ratio", each, again, people)
        told += f"，人均{each}"
    d.say(told + "。")


def _others(d: Draft, unit: Unit, account: Account, office: Ref, cars: int) -> None:
    d.heading("七、其他重要事项情况说明")
    cost = d.again(office)
    lead = "机关运行经费（即一般公共预算财政拨款公用经费）支出" if unit.domain.bureau.endswith("局") else "一般公共预算财政拨款公用经费支出"
    d.say(f"（一）{unit.year}年度{lead}{cost}" + phrases.against(d, cost, account.office_last, unit.year) + "。")
    cuts = [cents(account.spent * Fraction(d.rng.randint(60, 700), 10000)) for _ in range(3)]
    value = sum(cuts, Fraction(0))
    bought, *some = (d.money(cut) for cut in (value, *cuts))
    sentence = phrases.parts(d, "政府采购支出", bought, list(zip(("政府采购货物支出", "政府采购工程支出", "政府采购服务支出"), some, strict=True)))
    small = cents(value * Fraction(d.rng.randint(4500, 9600), 10000))
    given, share = d.money(small), d.rate(small / value, role="share")
    d.relate("ratio", share, given, bought)
    sentence += f"。授予中小企业合同金额{given}，占政府采购支出的{share}"
    if d.chance(0.6):
        tiny = cents(small * Fraction(d.rng.randint(3000, 9000), 10000))
        micro, part = d.money(tiny), d.rate(tiny / small, role="share")
        d.relate("ratio", part, micro, given)
        sentence += f"，其中：授予小微企业合同金额{micro}，占授予中小企业合同金额的{part}"
    d.say(f"（二）{sentence}。")
    d.say(f"（三）截至{unit.year}年12月31日，" + phrases.cars(d, cars) + "。")
