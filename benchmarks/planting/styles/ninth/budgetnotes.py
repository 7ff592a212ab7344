"""A department's 决算公开文字说明: people, income by kind, outlay by nature, public money, the three outlays, purchases, cars, self-evaluated projects."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles.eighth.words import HAN, Unit, begun
from planting.styles.indicators import round_to
from planting.styles.money import before, cents
from planting.styles.ninth import phrases, told, words
from planting.styles.ninth.fields import ORGANS


@dataclass(frozen=True, slots=True)
class Books:
    """All in 元: brought over, public income, other income, outlay on people, running and projects; what is left is all public money."""

    brought: Fraction
    granted: Fraction
    other: Fraction
    people: Fraction
    running: Fraction
    project: Fraction

    @property
    def income(self) -> Fraction:
        return self.granted + self.other

    @property
    def spent(self) -> Fraction:
        return self.people + self.running + self.project

    @property
    def left(self) -> Fraction:
        return self.brought + self.income - self.spent

    @property
    def public(self) -> Fraction:
        return self.spent - self.other


@dataclass(frozen=True, slots=True)
class Past:
    """What the year before had in all, spent, and spent of public money, in 元: it left what this year was brought."""

    total: Fraction
    spent: Fraction
    public: Fraction


def report(seed: int) -> Report:
    """One disclosure of a department."""
    d = begun("budgetnotes", seed, "txt")
    unit = words.unit(d.rng, ORGANS)
    books = _books(d)
    past = _past(d, books)
    d.title(
        d.one(f"{unit.year}年度{unit.name}部门决算公开文字说明", f"{unit.name}{unit.year}年度部门决算及绩效信息公开", f"{unit.name}{unit.year}年决算公开报告")
    )
    d.heading("第一部分 部门基本情况")
    d.say(f"{unit.name}{unit.field.domain.duty}。{told.offices(d, unit)}")
    d.say(told.people(d, unit.year, int(books.people / d.rng.randint(130000, 180000))))
    d.heading(d.one("第二部分 决算情况说明", f"第二部分 {unit.year}年度部门决算情况说明"))
    project = _whole(d, unit, books, past)
    _public(d, unit, books, past)
    d.heading("五、“三公”经费支出情况说明")
    for line in phrases.three(d, unit.year, books.running):
        d.say(line)
    d.heading("六、其他重要事项说明")
    d.say("（一）政府采购支出情况。" + _purchases(d, unit.year, books.project))
    d.say("（二）国有资产占有使用情况。" + _assets(d, unit.year))
    d.heading("第三部分 预算绩效管理情况")
    _evaluated(d, unit, books, project)
    return d.finished()


def _books(d: Draft) -> Books:
    """What is left is positive, and no amount is the same as another."""
    people, running, project = d.amount(480, 2200), d.amount(90, 380), d.amount(320, 2600)
    brought, left, other = d.amount(30, 190), d.amount(10, 130), d.amount(15, 160)
    return Books(brought, people + running + project + left - brought - other, other, people, running, project)


def _past(d: Draft, books: Books) -> Past:
    """All three have changed since by an amount that shows."""
    while True:
        spent, other = before(d, books.spent), before(d, books.other)
        past = Past(spent + books.brought, spent, spent - other)
        pairs = ((books.income + books.brought, past.total), (books.spent, past.spent), (books.public, past.public))
        if all(abs(now - old) * 100 > now for now, old in pairs):
            return past


def _whole(d: Draft, unit: Unit, books: Books, past: Past) -> Ref:
    """Income and outlay with what was brought over and what is left; gives the outlay on projects."""
    year = unit.year
    d.heading("一、收入支出决算总体情况说明")
    total = d.money(books.income + books.brought)
    lead = d.one(f"{year}年度收入、支出总计均为{total}", f"{year}年度收支总计{total}")
    d.say(f"{lead}，{phrases.versus(d, total, year, past.total)[0]}，{phrases.because(d)}。")
    d.heading("二、收入决算情况说明")
    income = d.money(books.income)
    kinds = [("财政拨款收入", d.money(books.granted)), ("其他收入", d.money(books.other))]
    d.say(phrases.shared(d, d.one("本年收入合计", f"{year}年收入合计"), income, kinds) + "。")
    brought, whole = d.money(books.brought), phrases.told(d, total)
    again = phrases.told(d, income)
    d.relate("sum", whole, again, brought)
    d.say(d.one(f"收入总计{whole}，由本年收入{again}和年初结转结余{brought}组成。", f"本年收入{again}，加上年初结转和结余{brought}，总计{whole}。"))
    d.heading("三、支出决算情况说明")
    spent = d.money(books.spent)
    kinds = [("基本支出", d.money(books.people + books.running)), ("项目支出", d.money(books.project))]
    d.say(phrases.shared(d, d.one("本年度各项支出合计", f"{year}年支出合计"), spent, kinds) + "。")
    people, running = d.money(books.people), d.money(books.running)
    d.say(phrases.parts(d, "基本支出", phrases.told(d, kinds[0][1]), [("人员经费", people), ("日常公用经费", running)]) + "。")
    left, whole, again = d.money(books.left), phrases.told(d, total), phrases.told(d, spent)
    d.relate("sum", whole, again, left)
    d.say(d.one(f"年末结转结余{left}，与本年支出{again}合计为支出总计{whole}。", f"支出总计{whole}中，本年支出{again}，年末结转和结余{left}。"))
    if d.chance(0.5):
        again = phrases.told(d, spent)
        d.say(f"本年支出{again}，{phrases.versus(d, again, year, past.spent)[0]}。")
    d.relate("sum", spent, people, running, kinds[1][1])
    return kinds[1][1]


def _public(d: Draft, unit: Unit, books: Books, past: Past) -> None:
    """The public money against its opening budget, and by function."""
    year = unit.year
    d.heading("四、一般公共预算财政拨款支出决算情况说明")
    cuts = [cents(books.people * Fraction(d.rng.randint(low, high), 1000)) for low, high in ((70, 120), (30, 60), (60, 100))]
    main = books.public - sum(cuts, Fraction(0))
    out = d.money(books.public)
    opening = round_to(books.public * Fraction(d.rng.choice((*range(880, 980), *range(1020, 1120))), 1000), Fraction(100))
    plan, rate = d.money(opening), d.rate(books.public / opening)
    d.relate("ratio", rate, out, plan)
    again = phrases.told(d, out)
    d.say(
        d.one(
            f"{year}年一般公共预算财政拨款支出年初预算{plan}，支出决算{out}，完成年初预算的{rate}。",
            f"一般公共预算财政拨款支出{out}，年初预算为{plan}，决算数为年初预算数的{rate}。",
        )
        + f"一般公共预算财政拨款支出{again}，{phrases.versus(d, again, year, past.public)[0]}。"
    )
    first = "科学技术支出" if unit.field.domain.bureau == "科学技术协会" else "一般公共服务支出"
    names = (first, "社会保障和就业支出", "卫生健康支出", "住房保障支出")
    some = [(name, d.money(value)) for name, value in zip(names, (main, *cuts), strict=True)]
    tell = phrases.shared if d.chance(0.6) else phrases.parts
    d.say(tell(d, "按功能分类，一般公共预算财政拨款支出", phrases.told(d, out), some) + "。")


def _purchases(d: Draft, year: int, most: Fraction) -> str:
    total = round_to(most * Fraction(d.rng.randint(150, 420), 1000), Fraction(1000))
    whole = d.money(total)
    some = [(name, d.money(cut)) for name, cut in zip(("货物采购", "工程采购", "服务采购"), d.shares(total, 3), strict=True)]
    text = phrases.parts(d, f"{year}年度政府采购支出", whole, some)
    small = cents(total * Fraction(d.rng.randint(520, 940), 1000))
    one, again = d.money(small), phrases.told(d, whole)
    rate = d.rate(small / total, role="share")
    d.relate("ratio", rate, one, again)
    return f"{text}。采购支出{again}中，授予中小企业合同{one}，占{rate}。"


def _assets(d: Draft, year: int) -> str:
    """Buildings, and large equipment by number; one sentence."""
    office, other = d.rng.randint(800, 5200), d.rng.randint(120, 900)
    whole, one, two = (d.count(value, "平方米") for value in (office + other, office, other))
    d.relate("sum", whole, one, two)
    return d.one(f"{year}年末房屋面积{whole}，其中办公用房{one}、其他用房{two}。", f"年末占有房屋{whole}（办公用房{one}，其他用房{two}），权属清晰。")


def _evaluated(d: Draft, unit: Unit, books: Books, project: Ref) -> None:
    """Projects evaluated by the unit, each with budget, outlay, rate and points; then the whole."""
    names = d.rng.sample(unit.field.domain.projects, d.rng.randint(3, 5))
    cuts = sorted(d.shares(books.project, len(names)), reverse=True)
    many, whole = d.count(len(names), "个"), phrases.told(d, project)
    listed = d.counted(many, names)
    d.say(
        d.one(
            f"{unit.year}年，本部门对{many}项目开展了绩效自评，分别是{listed}，涉及项目支出{whole}，占部门项目支出的",
            f"组织开展项目支出绩效自评，自评项目{many}，包括{listed}，项目支出合计{whole}，覆盖率达到",
        )
        + f"{_all(d, whole, project)}。"
    )
    spent, short = [], d.rng.randrange(len(names))
    for at, (name, cut) in enumerate(zip(names, cuts, strict=True)):
        spent.append(
            _one(d, HAN[at], name, cut, min(cents(books.left * Fraction(d.rng.randint(50, 90), 100)), cents(cut / 12)) if at == short else Fraction(0))
        )
    d.relate("sum", whole, *spent)
    top = d.figure(Fraction(d.rng.randint(908, 986), 10), "分", 1, trim=True, exact=True, role="total")
    d.say(told.grade(d, top, "部门整体"))


def _all(d: Draft, whole: Ref, project: Ref) -> Ref:
    rate = d.rate(Fraction(1))
    d.relate("ratio", rate, whole, project)
    return rate


def _one(d: Draft, number: str, name: str, spent: Fraction, left: Fraction) -> Ref:
    """One project with what it has `left`, a part of what the department has; gives the outlay."""
    due, out, rate = d.money(spent + left), d.money(spent), d.rate(spent / (spent + left))
    d.relate("ratio", rate, out, due)
    d.relate("at-most", out, due)
    score = d.figure(Fraction(d.rng.randint(905, 985), 10), "分", 1, trim=True, exact=True, role="total")
    d.relate("grade", score, number=90)
    d.say(
        d.one(
            f"（{number}）{name}。预算{due}，支出{out}，执行率{rate}，自评得分{score}，自评等级为优。",
            f"（{number}）{name}全年预算数{due}，实际支出数{out}，支出率{rate}；项目自评{score}，等级“优”。",
        )
    )
    return out
