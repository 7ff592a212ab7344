"""部门决算情况说明 with its 三公 part: income and expenditure in running text, changes on the year before, shares."""

from __future__ import annotations

from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles import phrases, words
from planting.styles.manner import settle
from planting.styles.money import before, cents

INCOME = ("财政拨款收入", "上级补助收入", "事业收入", "其他收入")
FUNCTIONS = ("一般公共服务支出", "社会保障和就业支出", "卫生健康支出", "农林水支出", "住房保障支出", "教育支出", "科学技术支出", "节能环保支出")


def report(seed: int) -> Report:
    """One account of a department's year."""
    d = Draft("three_public", seed)
    settle(d, "txt")
    unit = words.unit(d.rng)
    d.title(d.one(f"{unit.name}{unit.year}年度部门决算情况说明", f"{unit.year}年度{unit.name}部门决算公开说明"))
    total = d.amount(1500, 9000)
    outgo = _whole(d, unit, total)
    office = _spending(d, outgo)
    _functions(d, unit, total)
    kinds = (
        ("机要通信用车", d.rng.randint(1, 3)),
        ("应急保障用车", d.rng.randint(1, 4)),
        ("执法执勤用车", d.rng.randint(1, 9)),
        ("其他用车", d.rng.randint(1, 3)),
    )
    _three(d, unit, sum(number for _, number in kinds))
    _running(d, unit, kinds, office, total)
    return d.finished()


def _whole(d: Draft, unit: words.Unit, total: Fraction) -> Ref:
    d.heading("一、收入支出决算总体情况说明")
    last = before(d, total)
    income, outgo = d.money(total), d.money(total)
    d.relate("equal", income, outgo)
    if d.chance(0.5):
        d.say(f"{unit.year}年度收入总计{income}、支出总计{outgo}。")
        again = d.again(income)
        d.say(d.one(f"收、支总计均为{again}", f"{unit.year}年度收、支总计{again}") + phrases.change(d, again, last) + "，主要是项目经费变动。")
    else:
        d.say(f"本年收入合计{income}" + phrases.change(d, income, last) + f"；本年支出合计{outgo}。")
    d.heading("二、收入决算情况说明")
    names = INCOME[:1] + tuple(d.rng.sample(INCOME[1:], d.rng.randint(1, 2)))
    main = cents(total * Fraction(d.rng.randint(7200, 9400), 10000))
    parts = [main, *d.shares(total - main, len(names) - 1)]
    _shares(d, "本年收入合计", d.again(income), names, parts)
    return outgo


def _shares(d: Draft, lead: str, whole: Ref, names: tuple[str, ...], parts: list[Fraction]) -> list[Ref]:
    """A whole, its parts, and the share of each part."""
    value = d.figures[whole.id].value
    refs = [d.money(part) for part in parts]
    rates = [d.rate(part / value, role="share") for part in parts]
    d.relate("sum", whole, *refs)
    d.relate("total", *rates, number=1)
    style = d.rng.randrange(3)
    told = []
    for name, ref, rate in zip(names, refs, rates, strict=True):
        d.relate("ratio", rate, ref, whole)
        told.append((f"{name}{ref}，占{rate}", f"{name}{ref}，占比{rate}", f"{name}{ref}（占{rate}）")[style])
    d.say(f"{lead}{whole}，其中：{'；'.join(told)}。")
    return refs


def _spending(d: Draft, outgo: Ref) -> Fraction:
    d.heading("三、支出决算情况说明")
    total = d.figures[outgo.id].value
    basic = cents(total * Fraction(d.rng.randint(3500, 7000), 10000))
    refs = _shares(d, "本年支出合计", d.again(outgo), ("基本支出", "项目支出"), [basic, total - basic])
    staff = cents(basic * Fraction(d.rng.randint(7000, 8500), 10000))
    again = d.again(refs[0])
    made = [("人员经费", d.money(staff)), ("公用经费", d.money(basic - staff))]
    d.say(phrases.breakdown(d, d.one("基本支出", "本年基本支出"), again, made) + "。")
    return basic - staff


def _functions(d: Draft, unit: words.Unit, total: Fraction) -> None:
    d.heading("四、一般公共预算财政拨款支出决算情况说明")
    spent = cents(total * Fraction(d.rng.randint(6000, 9000), 10000))
    names = tuple(d.rng.sample(FUNCTIONS, d.rng.randint(3, 4)))
    whole = d.money(spent)
    share = d.rate(spent / total, role="share")
    outgo = d.money(total)
    d.relate("ratio", share, whole, outgo)
    for figure in [figure for figure in d.figures[: whole.id] if figure.value == total]:
        d.relate("equal", outgo, Ref(figure.id))
    d.say(
        d.one(
            f"{unit.year}年度一般公共预算财政拨款支出{whole}，占本年支出合计{outgo}的{share}。",
            f"{unit.year}年度一般公共预算财政拨款支出决算为{whole}，占本年支出{outgo}的{share}。",
        )
    )
    _shares(d, "一般公共预算财政拨款支出", d.again(whole), names, d.shares(spent, len(names)))
    budget = cents(spent * Fraction(d.rng.randint(10100, 12500), 10000))
    planned, used = d.money(budget), d.again(whole)
    rate = d.rate(spent / budget)
    d.relate("ratio", rate, used, planned)
    d.say(
        d.one(
            f"年初预算为{planned}，支出决算为{used}，完成年初预算的{rate}。",
            f"一般公共预算财政拨款支出年初预算{planned}，支出决算{used}，完成预算的{rate}。",
        )
    )


def _three(d: Draft, unit: words.Unit, vehicles: int) -> None:
    d.heading(d.one("五、财政拨款“三公”经费支出决算情况说明", "五、“三公”经费支出情况"))
    reception, running = d.amount(1, 8), d.amount(3, 24)
    buying = d.amount(15, 28) if d.chance(0.4) else Fraction(0)
    abroad = d.amount(1, 9) if d.chance(0.3) else Fraction(0)
    cars = buying + running
    total = abroad + reception + cars
    whole, car = d.money(total), d.money(cars)
    trip, guest = _zero(d, abroad), d.money(reception)
    d.relate("sum", whole, trip, car, guest)
    d.say(f"{unit.year}年度“三公”经费财政拨款支出决算为{whole}" + phrases.change(d, whole, before(d, total)) + "。")
    rates = [d.rate(part / total, role="share") for part in (cars, reception)]
    d.relate("ratio", rates[0], car, whole)
    d.relate("ratio", rates[1], guest, whole)
    d.say(
        d.one(
            f"其中：因公出国（境）费{trip}，公务用车购置及运行维护费{car}，占{rates[0]}，公务接待费{guest}，占{rates[1]}。",
            f"“三公”经费支出中，因公出国（境）费支出{trip}；公务用车购置及运行维护费支出{car}，占{rates[0]}；公务接待费支出{guest}，占{rates[1]}。",
        )
    )
    _budgeted(d, total, whole)
    _cars(d, car, buying, running, vehicles)
    _guests(d, guest)


def _zero(d: Draft, value: Fraction) -> Ref:
    return d.figure(0, "万元", 0) if value == 0 else d.money(value)


def _budgeted(d: Draft, total: Fraction, whole: Ref) -> None:
    budget = cents(total * Fraction(d.rng.randint(10200, 16000), 10000))
    planned, used, rate = d.money(budget), d.again(whole), d.rate(total / budget)
    d.relate("ratio", rate, used, planned)
    d.say(
        d.one(
            f"“三公”经费年初预算为{planned}，支出决算为{used}，完成预算的{rate}，决算数小于预算数的主要原因是严格控制“三公”经费支出。",
            f"“三公”经费全年预算{planned}，实际支出{used}，完成预算{rate}，主要是认真落实过紧日子要求。",
        )
    )


def _cars(d: Draft, car: Ref, buying: Fraction, running: Fraction, vehicles: int) -> None:
    again, bought, run = d.again(car), _zero(d, buying), d.money(running)
    d.relate("sum", again, bought, run)
    kept = d.count(vehicles, "辆")
    d.say(
        d.one(
            f"公务用车购置及运行维护费支出{again}，其中：公务用车购置费{bought}，公务用车运行维护费{run}，年末公务用车保有量{kept}。",
            f"公务用车购置及运行维护费{again}，包括公务用车购置支出{bought}和公务用车运行维护费{run}，期末公务用车保有量为{kept}。",
        )
    )


def _guests(d: Draft, guest: Ref) -> None:
    again = d.again(guest)
    groups = d.rng.randint(12, 160)
    batches, people = d.count(groups, "批次"), d.count(groups * d.rng.randint(5, 11) + d.rng.randint(0, 4), "人次")
    mean = ""
    if d.chance(0.35):
        each = d.money(d.figures[guest.id].value / d.figures[people.id].value, "元", 2, role="mean")
        d.relate("ratio", each, again, people)
        mean = d.one(f"，人均接待费用{each}", f"，人均{each}")
    d.say(
        d.one(f"公务接待费支出{again}", f"公务接待费{again}")
        + phrases.change(d, again, before(d, d.figures[guest.id].value))
        + d.one(f"，共接待{batches}、{people}{mean}。", f"，全年国内公务接待{batches}，{people}{mean}。")
    )


def _running(d: Draft, unit: words.Unit, kinds: tuple[tuple[str, int], ...], office: Fraction, total: Fraction) -> None:
    d.heading("六、其他重要事项说明")
    value = cents(office * Fraction(d.rng.randint(5500, 9500), 10000))
    cost = d.money(value)
    d.say(f"{unit.year}年度机关运行经费支出{cost}" + phrases.change(d, cost, before(d, value)) + "。")
    goods, works, services = (cents(total * Fraction(d.rng.randint(80, 900), 10000)) for _ in range(3))
    whole = d.money(goods + works + services)
    parts = [("政府采购货物支出", d.money(goods)), ("政府采购工程支出", d.money(works)), ("政府采购服务支出", d.money(services))]
    d.say(phrases.breakdown(d, "政府采购支出总额", whole, parts) + "。")
    cars = d.count(sum(number for _, number in kinds), "辆")
    some = [(name, d.count(number, "辆")) for name, number in kinds]
    d.say(f"截至{unit.year}年12月31日，" + phrases.breakdown(d, d.one("本部门共有车辆", "部门国有资产占有车辆"), cars, some) + "。")
