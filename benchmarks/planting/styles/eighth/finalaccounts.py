"""A department's 部门决算公开说明: income, outlay, balances, public budget by item, cars and guests, purchases, assets, self-evaluated projects."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles.eighth import phrases, public, told, words
from planting.styles.eighth.fields import ORGANS
from planting.styles.eighth.words import HAN, Unit
from planting.styles.money import before, cents

CLASSES = {
    "商务局": ("商业服务业等支出", "商业流通事务", "行政运行"),
    "工业和信息化局": ("资源勘探工业信息等支出", "工业和信息产业监管", "行政运行"),
    "政务服务管理局": ("一般公共服务支出", "政府办公厅（室）及相关机构事务", "行政运行"),
    "审计局": ("一般公共服务支出", "审计事务", "行政运行"),
    "妇女联合会": ("一般公共服务支出", "群众团体事务", "行政运行"),
}
RUNNING = ("主要是办公费、差旅费等支出有所变化", "主要原因是日常公用支出有所调整")
OTHERS = (
    ("社会保障和就业支出", "行政事业单位养老支出", "机关事业单位基本养老保险缴费支出"),
    ("卫生健康支出", "行政事业单位医疗", "行政单位医疗"),
    ("住房保障支出", "住房改革支出", "住房公积金"),
)


@dataclass(frozen=True, slots=True)
class Books:
    """All in 元: brought over, public money, other income, people, running costs, projects from public money, what is left."""

    brought: Fraction
    granted: Fraction
    other: Fraction
    people: Fraction
    running: Fraction
    project: Fraction

    @property
    def left(self) -> Fraction:
        return self.brought + self.granted - self.public

    @property
    def public(self) -> Fraction:
        return self.people + self.running + self.project

    @property
    def income(self) -> Fraction:
        return self.granted + self.other

    @property
    def spent(self) -> Fraction:
        return self.public + self.other

    @property
    def total(self) -> Fraction:
        return self.income + self.brought


def report(seed: int) -> Report:
    """One disclosure of a department."""
    d = words.begun("finalaccounts", seed, "txt")
    unit = words.unit(d.rng, ORGANS)
    books, old = _books(d)
    d.title(d.one(f"{unit.name}{unit.year}年度部门决算公开说明", f"{unit.year}年度{unit.name}部门决算", f"{unit.name}{unit.year}年部门决算情况说明"))
    d.heading("第一部分  部门概况")
    d.say(f"一、主要职责。{unit.name}{unit.field.domain.duty}。")
    d.say(f"二、机构设置。{told.offices(d, unit)}")
    d.heading(f"第二部分  {unit.year}年度部门决算情况说明")
    basic, running, project = _public(d, unit, books, old, *_whole(d, unit, books, old))
    d.heading("六、一般公共预算财政拨款基本支出决算情况")
    people = d.money(books.people)
    text = phrases.parts(
        d, d.one("一般公共预算财政拨款基本支出", f"{unit.year}年度基本支出"), phrases.told(d, basic), [("人员经费", people), ("公用经费", running)]
    )
    d.say(text + "。人员经费主要包括基本工资、津贴补贴、奖金、社会保障缴费等；公用经费主要包括办公费、水电费、差旅费、劳务费等。")
    d.heading(d.one("七、“三公”经费财政拨款支出决算情况", "七、财政拨款“三公”经费支出决算情况"))
    lines, fleet = public.three(d, unit.year, books.running)
    for line in lines:
        d.say(line)
    d.heading("八、其他重要事项的情况说明")
    again = phrases.told(d, running)
    moved = phrases.versus(d, again, unit.year, old.running)
    d.say(f"（一）机关运行经费支出情况。本部门{unit.year}年度机关运行经费支出{again}，与公用经费支出一致，{moved}，{d.one(*RUNNING)}。")
    d.say("（二）政府采购支出情况。" + public.purchases(d, unit.year, books.project))
    d.say("（三）国有资产占用情况。" + public.assets(d, unit.year, fleet))
    d.heading("九、预算绩效情况说明")
    _evaluated(d, unit, books, project)
    return d.finished()


def _books(d: Draft) -> tuple[Books, Books]:
    """Those of the year and of the year before, which left what this one was brought; every sum of them has changed."""
    people, running, project = d.amount(520, 2600), d.amount(110, 460), d.amount(260, 2400)
    brought, left = d.amount(20, 160), d.amount(8, 120)
    granted = people + running + project + left - brought
    books = Books(brought, granted, d.amount(12, 180), people, running, project)
    while True:
        some = [before(d, value) for value in (books.brought, books.other, people, running, project)]
        old = Books(some[0], some[2] + some[3] + some[4] + brought - some[0], *some[1:])
        pairs = ((books.total, old.total), (books.public, old.public), (books.granted + books.brought, old.granted + old.brought))
        if all(abs(now - last) * 200 > now for now, last in pairs):
            return books, old


def _whole(d: Draft, unit: Unit, books: Books, old: Books) -> tuple[Ref, Ref]:
    """Income and outlay of the year with what was brought over and what is left; gives what was spent of public money, and basic outlay."""
    year = unit.year
    d.heading("一、收入支出决算总体情况")
    total = d.money(books.total)
    d.say(f"{year}年度收、支总计均为{total}。收、支总计{phrases.versus(d, total, year, old.total)}，{phrases.because(d)}。")
    d.heading("二、收入决算情况")
    income, granted, other = (d.money(value) for value in (books.income, books.granted, books.other))
    d.say(phrases.shared(d, f"{year}年度本年收入合计", income, [("财政拨款收入", granted), ("其他收入", other)]) + "。")
    brought = d.money(books.brought)
    d.say(f"年初结转和结余{brought}，与本年收入合计{phrases.told(d, income)}相加，收入总计{phrases.told(d, total)}。")
    d.relate("sum", total, income, brought)
    d.heading("三、支出决算情况")
    spent, one, two = d.money(books.spent), d.money(books.people + books.running), d.money(books.project + books.other)
    d.say(phrases.shared(d, f"{year}年度本年支出合计", spent, [("基本支出", one), ("项目支出", two)]) + "。")
    left, all_ = d.money(books.left), phrases.told(d, total)
    d.relate("sum", all_, spent, left)
    d.say(d.one(f"年末结转和结余{left}，支出总计{all_}。", f"加上年末结转和结余{left}，支出总计{all_}。"))
    d.heading("四、财政拨款收入支出决算总体情况")
    fund, again, brought, left = d.money(books.granted + books.brought), phrases.told(d, granted), phrases.told(d, brought), phrases.told(d, left)
    out = d.money(books.public)
    d.relate("sum", fund, again, brought)
    d.relate("sum", fund, out, left)
    d.say(
        d.one(
            f"{year}年度财政拨款收、支总计均为{fund}。其中：财政拨款收入{again}，年初财政拨款结转和结余{brought}；财政拨款支出{out}，年末财政拨款结转和结余{left}。",
            f"财政拨款收入总计{fund}，包括本年收入{again}、年初结转和结余{brought}；支出总计与收入总计相等，包括本年支出{out}、年末结转和结余{left}。",
        )
        + f"财政拨款收、支总计{phrases.versus(d, fund, year, old.granted + old.brought)}。"
    )
    d.relate("at-most", out, spent)
    return out, one


def _items(d: Draft, unit: Unit, books: Books) -> list[tuple[tuple[str, str, str], Fraction, Fraction]]:
    """Class, group and item with opening budget and outlay: the running of the department and its projects, and three that come with its people."""
    social, ill, house = (cents(books.people * Fraction(d.rng.randint(low, high), 1000)) for low, high in ((70, 120), (30, 60), (60, 100)))
    own = CLASSES[unit.field.domain.bureau]
    run = books.people + books.running - social - ill - house
    spent = (run, books.project, social, ill, house)
    names = (own, (own[0], own[1], "一般行政管理事务"), *OTHERS)
    opened = [cents(value * Fraction(d.rng.choice((1000, *range(860, 985, 5), *range(1015, 1120, 5))), 1000)) for value in spent]
    return list(zip(names, opened, spent, strict=True))


def _public(d: Draft, unit: Unit, books: Books, old: Books, out: Ref, whole_basic: Ref) -> tuple[Ref, Ref, Ref]:
    """The public budget: as a whole, by class, by item; gives basic outlay, running costs and projects."""
    year, items = unit.year, _items(d, unit, books)
    d.heading("五、一般公共预算财政拨款支出决算情况")
    whole = phrases.told(d, out)
    d.say(f"（一）总体情况。{year}年度一般公共预算财政拨款支出{whole}，{phrases.versus(d, whole, year, old.public)}，{phrases.because(d)}。")
    basic, running, project = phrases.told(d, whole_basic), d.money(books.running), d.money(books.project)
    d.say(phrases.parts(d, "按支出性质分，一般公共预算财政拨款支出", phrases.told(d, whole), [("基本支出", basic), ("项目支出", project)]) + "。")
    classes = {name[0]: sum((spent for other, _, spent in items if other[0] == name[0]), Fraction(0)) for name, _, _ in items}
    some = {name: d.money(value) for name, value in classes.items()}
    d.say(
        phrases.shared(d, "（二）结构情况。一般公共预算财政拨款支出", phrases.told(d, whole), [(f"{name[:-2]}（类）支出", ref) for name, ref in some.items()])
        + "。"
    )
    opening = d.money(sum((opened for _, opened, _ in items), Fraction(0)))
    again = phrases.told(d, whole)
    rate = d.rate(d.figures[again.id].value / d.figures[opening.id].value)
    d.relate("ratio", rate, again, opening)
    d.say(f"（三）具体情况。一般公共预算财政拨款支出年初预算为{opening}，支出决算为{again}，完成年初预算的{rate}。其中：")
    budgets, used = [], []
    for number, (name, opened, spent) in enumerate(items):
        one, two, share = d.money(opened), d.money(spent), d.rate(spent / opened)
        d.relate("ratio", share, two, one)
        budgets.append(one)
        used.append((name[0], two))
        head = f"{number + 1}.{name[0][:-2]}（类）{name[1]}（款）{name[2]}（项）。"
        d.say(f"{head}年初预算为{one}，支出决算为{two}，完成年初预算的{share}。{_why(d, opened, spent, number == 1)}")
    d.relate("sum", opening, *budgets)
    d.relate("sum", again, *[ref for _, ref in used])
    for name, ref in some.items():
        inside = [one for other, one in used if other == name]
        d.relate("sum" if len(inside) > 1 else "equal", ref, *inside)
    return basic, running, project


def _why(d: Draft, opened: Fraction, spent: Fraction, project: bool) -> str:
    if opened == spent:
        return "决算数与年初预算数持平。"
    more = "大于" if spent > opened else "小于"
    why = d.one("项目预算年中有所调整" if project else "人员经费据实结算", "年中预算有所调整", "厉行节约，压减支出" if spent < opened else "年中追加预算")
    return f"决算数{more}年初预算数的主要原因是{why}。"


def _evaluated(d: Draft, unit: Unit, books: Books, project: Ref) -> None:
    """All projects were evaluated by their unit; some with budget, outlay, rate and points."""
    names = d.rng.sample(unit.field.domain.projects, d.rng.randint(3, 4))
    cuts = sorted(d.shares(books.project, len(names)), reverse=True)
    many, again, rate = d.count(len(names), "个"), phrases.told(d, project), d.rate(Fraction(1))
    d.relate("ratio", rate, again, project)
    listed = d.counted(many, names)
    d.say(
        d.one(
            f"根据预算绩效管理要求，对{unit.year}年度一般公共预算项目支出全面开展绩效自评，涉及项目{many}，资金{again}，占一般公共预算项目支出总额的{rate}，分别为{listed}。",
            f"本部门组织对{unit.year}年度一般公共预算项目支出开展绩效自评，共{many}（{listed}），涉及资金{again}，自评资金覆盖率{rate}。",
        )
    )
    refs, place, gap = [], d.rng.randrange(len(names)), cents(books.left * Fraction(d.rng.randint(55, 95), 100))
    for at, (name, cut) in enumerate(zip(names, cuts, strict=True)):
        refs.append(_one(d, HAN[at], name, cut, gap if at == place else Fraction(0)))
    d.relate("sum", again, *refs)
    score = d.figure(Fraction(d.rng.randint(910, 988), 10), "分", 1, trim=True, exact=True, role="total")
    d.relate("grade", score, number=90)
    d.say(d.one(f"部门整体支出绩效自评得分{score}，自评等级为“优”。", f"同时开展部门整体绩效自评，得分{score}，等级为优。"))


def _one(d: Draft, number: str, name: str, spent: Fraction, left: Fraction) -> Ref:
    """One project: budget, outlay, rate, points; gives the outlay. What it has `left` is a part of what the department has."""
    plan = spent + left
    due, out, rate = d.money(plan), d.money(spent), d.rate(spent / plan)
    d.relate("ratio", rate, out, due)
    value = Fraction(d.rng.randint(905, 1000 if plan == spent else 986), 10)
    score = d.figure(value, "分", 1, trim=True, exact=True, role="total")
    d.relate("grade", score, number=90)
    d.say(
        f"（{number}）{name}绩效自评综述：根据年初设定的绩效目标，项目自评得分为{score}。全年预算数为{due}，执行数为{out}，完成预算的{rate}。"
        + d.one("各项绩效目标基本完成。", "项目绩效目标实现情况较好。")
    )
    return out
