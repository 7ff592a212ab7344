"""单位整体支出绩效自评 of an institution: people, income by kind, outlay by nature and class, assets, work against last year, goals in prose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles.indicators import Manner, Row, add_up, execution_score, marks, printed, total_of
from planting.styles.money import before, cents
from planting.styles.sixth import goals, phrases, told, words
from planting.styles.sixth.words import Unit

CLASSES = ("工资福利支出", "商品和服务支出", "对个人和家庭的补助", "资本性支出")
CAUSES = ("主要原因是专项任务安排变化", "主要原因是人员经费和项目任务变动", "主要原因是当年项目安排与上年不同")


@dataclass(frozen=True, slots=True)
class Year:
    """What a unit had and spent in a year, in 元."""

    opening: Fraction
    carried: Fraction
    income: Fraction
    basic: tuple[Fraction, Fraction]  # budget, spent
    project: tuple[Fraction, Fraction]

    @property
    def final(self) -> Fraction:
        return self.basic[0] + self.project[0]

    @property
    def spent(self) -> Fraction:
        return self.basic[1] + self.project[1]


def report(seed: int) -> Report:
    """One report of an institution."""
    d = words.begun("institution", seed, "txt")
    if seed % 4 == 2:
        words.laid(d, "docx")
    unit = words.unit(d.rng)
    year = _year(d)
    manner = told.manner(d)
    specs, survey = goals.plan(d, unit.field, goals.shape(d, unit.field), d.rng.randint(1, 2))
    rows = [printed(d, spec, manner) for spec in specs]
    d.title(
        d.one(
            f"{unit.name}{unit.year}年度单位整体支出绩效自评报告",
            f"{unit.year}年{unit.name}整体绩效自评情况报告",
            f"{unit.name}{unit.year}年度整体绩效自评报告",
        )
    )
    d.heading("一、单位概况")
    d.say(f"{unit.name}{unit.field.domain.duty}。")
    d.say(phrases.offices(d, unit))
    if d.chance(0.7):
        d.say(phrases.staff(d, unit, int(year.basic[1] / d.rng.randint(170000, 290000))))
    means = _money(d, unit, year)
    _work(d, unit, year, rows)
    if d.chance(0.6):
        d.say(phrases.surveyed(d, survey, rows))
    _marked(d, unit, means, rows, manner, year)
    return d.finished()


def _year(d: Draft) -> Year:
    while True:
        basic, project = d.amount(700, 7600), d.amount(260, 3200)
        used = tuple(cents(value * Fraction(d.rng.randint(9000, 9940), 10000)) for value in (basic, project))
        final = basic + project
        carried = cents(final * Fraction(d.rng.randint(15, 90), 1000))
        opening = cents(final * Fraction(d.rng.choice((*range(880, 985), *range(1015, 1060))), 1000))
        made = Year(opening, carried, final - carried, (basic, used[0]), (project, used[1]))
        rate = made.spent / final
        if rate < Fraction(9950, 10000) and execution_score(d, rate) < 10:
            return made


def _money(d: Draft, unit: Unit, year: Year) -> tuple[Ref, Ref, Ref]:
    d.heading("二、预算收支情况")
    d.heading("（一）预算安排情况", 2)
    opening, final = d.money(year.opening), d.money(year.final)
    moved = d.money(year.final - year.opening, words=d.rng.choice((("调增", "调减"), ("追加", "压减"))), role="change")
    d.relate("sum", final, opening, moved)
    d.say(
        d.one(
            f"{unit.year}年初预算{opening}，年中{moved}，全年预算{final}。",
            f"年初批复预算{opening}，执行中根据工作需要{moved}，调整后的全年预算为{final}。",
        )
    )
    whole, came, brought = d.again(final), d.money(year.income), d.money(year.carried)
    d.relate("sum", whole, came, brought)
    d.say(d.one(f"全年预算{whole}中，当年收入{came}，上年结转{brought}。", f"按年度分，全年预算{whole}由上年结转{brought}和本年收入{came}构成。"))
    d.heading("（二）收入情况", 2)
    names = ("财政拨款收入", "其他收入") if unit.field.domain.bureau in words.OFFICIAL else ("财政拨款收入", "事业收入", "其他收入")
    main = cents(year.income * Fraction(d.rng.randint(760, 930), 1000))
    others = sorted(d.shares(year.income - main, len(names) - 1), reverse=True)
    d.say(phrases.shared(d, d.one("本年收入", f"{unit.year}年收入合计"), d.again(came), list(zip(names, (main, *others), strict=True))) + "。")
    d.heading("（三）支出情况", 2)
    spent, rate = d.money(year.spent), d.rate(year.spent / year.final)
    d.say(phrases.executed(d, d.again(final), spent, rate, unit.year) + "。" + phrases.rest(d, final, spent) + "。")
    if d.chance(0.6):
        again = d.again(spent)
        d.say(f"本年支出{again}" + phrases.versus(d, again, before(d, year.spent), f"{unit.year - 1}年") + f"，{d.one(*CAUSES)}。")
    _natures(d, year, spent)
    if d.chance(0.6):
        pay = cents(year.basic[1] * Fraction(d.rng.randint(660, 860), 1000))
        cuts = [pay, *sorted(d.shares(year.spent - pay, 3), reverse=True)]
        d.say(phrases.shared(d, "按支出经济分类划分，全年支出", d.again(spent), list(zip(CLASSES, cuts, strict=True))) + "。")
    else:
        d.say(phrases.seasons(d, spent))
    return final, spent, rate


def _natures(d: Draft, year: Year, spent: Ref) -> None:
    again = d.again(spent)
    refs = [(name, d.money(plan), d.money(used), d.rate(used / plan)) for name, (plan, used) in (("基本支出", year.basic), ("项目支出", year.project))]
    d.relate("sum", again, *[used for _, _, used, _ in refs])
    for _, plan, used, own in refs:
        d.relate("ratio", own, used, plan)
    d.say(
        d.one(
            f"全年支出{again}中，" + "；".join(f"{name}{used}，全年预算{plan}，执行率{own}" for name, plan, used, own in refs) + "。",
            f"支出{again}，其中：" + "；".join(f"{name}预算安排{plan}，实际支出{used}，执行率为{own}" for name, plan, used, own in refs) + "。",
        )
    )


def _work(d: Draft, unit: Unit, year: Year, rows: Sequence[Row]) -> None:
    d.heading("三、年度履职及主要成效")
    done = goals.counted(rows)
    texts = [phrases.grown(d, row, unit.year) for row in d.rng.sample(done, 2)]
    d.say("；".join(texts) + f"。{unit.field.domain.effect}。")
    if d.chance(0.6):
        d.say(phrases.purchased(d, year.project[1]))
    if d.chance(0.6):
        d.say(phrases.paid(d, unit.field.standard, year.project[1] / 6))
    (_assets if d.chance(0.5) else _three)(d, unit, year)


def _assets(d: Draft, unit: Unit, year: Year) -> None:
    """What the unit owns and owes at the end of the year."""
    value = cents(year.spent * Fraction(d.rng.randint(12, 42), 10))
    total, cuts = d.money(value), d.shares(value, 3)
    some = [(name, d.money(cut)) for name, cut in zip(("固定资产净值", "流动资产", "无形资产净值"), sorted(cuts, reverse=True), strict=True)]
    sentence = phrases.parts(d, f"截至{unit.year}年12月31日，单位资产", total, some)
    owed = cents(value * Fraction(d.rng.randint(20, 210), 1000))
    again, debt, net, rate = d.again(total), d.money(owed), d.money(value - owed), d.rate(owed / value)
    d.relate("sum", again, debt, net)
    d.relate("ratio", rate, debt, again)
    d.say(
        sentence + "。" + d.one(f"资产总额{again}，负债{debt}，净资产{net}，资产负债率{rate}。", f"负债总额{debt}，占资产总额{again}的{rate}，净资产为{net}。")
    )


def _three(d: Draft, unit: Unit, year: Year) -> None:
    """三公: budget, accounts, the year before, kinds, guests by head."""
    cars, heads = d.amount(3, 22), d.rng.randint(60, 420)
    guests = Fraction(heads * d.rng.randint(62, 138))
    value = cars + guests
    plan = cents(value * Fraction(d.rng.randint(10400, 13800), 10000))
    limit, used, rate, past = d.money(plan), d.money(value), d.rate(value / plan), before(d, value)
    d.relate("ratio", rate, used, limit)
    d.say(
        d.one(
            f"{unit.year}年“三公”经费预算安排{limit}，实际支出{used}，占年初安排的{rate}",
            f"“三公”经费支出{used}，完成预算{limit}的{rate}",
        )
        + phrases.versus(d, used, past)
        + "。"
    )
    again, car, guest = d.again(used), d.money(cars), d.money(guests)
    told_ = phrases.parts(d, "“三公”经费支出", again, [("公务用车运行维护费", car), ("公务接待费", guest)])
    if d.chance(0.6):
        many, each = d.count(heads, "人次"), d.figure(guests / heads, "元", 2, role="mean")
        d.relate("ratio", each, guest, many)
        told_ += f"。全年国内公务接待{many}，人均接待费{each}"
    d.say(told_ + "，因公出国（境）费无支出。")


def _marked(d: Draft, unit: Unit, means: tuple[Ref, Ref, Ref], rows: Sequence[Row], manner: Manner, year: Year) -> None:
    d.heading("四、绩效目标完成情况分析")
    ratio = year.spent / year.final
    weight, score = marks(d, 10, manner, "weight"), marks(d, execution_score(d, ratio), manner)
    final, spent, rate = (d.again(ref) for ref in means)
    told.execution(d, weight, score, (final, spent, rate))
    d.heading("（一）预算执行率指标", 2)
    d.say(
        d.one(
            f"全年预算{final}，实际支出{spent}，预算执行率{rate}。该指标权重{weight}，自评{score}。",
            f"该指标满分{weight}。{unit.year}年预算执行率为{rate}（支出{spent}，预算{final}），得分{score}。",
        )
    )
    levels = [("预算执行率", score), *told.tell(d, rows, 1)]
    d.heading("五、自评结果")
    total = marks(d, total_of([row.spec for row in rows], d.figures[score.id].value), manner, "total")
    sums = told.levels_told(d, total, levels)
    add_up(d, rows, total, (weight, score))
    grade = words.graded(d.figures[total.id].value, d.rng.choice((("优", "良"), ("优秀", "良好"))))
    d.say(
        d.one(
            f"经综合评定，{unit.name}{unit.year}年度整体支出绩效自评总分{total}（{sums}），等级为“{grade}”。",
            f"各部分得分为：{sums}，合计{total}，自评等级{grade}。",
            f"{unit.year}年度单位整体绩效自评得分{total}，其中{sums}，评定为{grade}等次。",
        )
    )
    d.heading("六、存在问题和改进方向")
    d.say(d.one(*words.PROBLEMS))
