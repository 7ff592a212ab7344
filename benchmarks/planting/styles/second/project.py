"""项目支出绩效自评 in running text: batches and sources, progress by half-year, uses, indicators by level, questionnaire."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles.indicators import Row, add_up, execution_score, marks, printed, total_of, with_ceiling
from planting.styles.money import Budget, before, cents, drawn
from planting.styles.second import statements, told, words
from planting.styles.words import Unit

SOURCES = (
    ("中央财政", "省级财政", "县级财政"),
    ("上级补助", "本级配套"),
    ("一般公共预算拨款", "政府性基金拨款"),
    ("财政专项资金", "单位自筹资金"),
    ("中央", "自治区", "地方"),
)
USES = ("人员补助", "设备购置", "委托第三方服务", "工程进度款", "材料物资采购", "宣传培训", "监测评估", "维修维护", "劳务支出")
PRICED = ("亩", "人", "户", "平方米", "株", "件", "卷", "批次", "名", "千米")


def report(seed: int) -> Report:
    """One report of a project."""
    d = words.begun("project", seed, "docx" if seed % 4 == 0 else "txt")
    unit = words.unit(d.rng)
    name = d.rng.choice(unit.domain.projects)
    budget = drawn(d, d.rng.choice(SOURCES), 70, 4200)
    d.title(d.one(f"{unit.name}{unit.year}年度{name}绩效自评报告", f"{unit.year}年{unit.region}{name}绩效目标自评报告"))
    manner = told.manner(d)
    specs = words.planned(d, unit.domain, outputs=d.rng.randint(4, 6), effects=d.rng.randint(2, 3), missed=d.rng.randint(1, 2))
    if d.chance(0.35):
        place = next(place for place, spec in enumerate(specs) if spec.second == "时效指标")
        specs[place] = with_ceiling(d, specs[place], budget.budget, budget.spent)
    rows = [printed(d, spec, manner) for spec in specs]
    _outline(d, unit, name, budget, rows)
    means = _money(d, unit, budget)
    weight, score = marks(d, 10, manner, "weight"), marks(d, execution_score(d, budget.rate), manner)
    levels = _results(d, unit, means, rows, (weight, score))
    total = marks(d, total_of(specs, d.figures[score.id].value), manner, "total")
    add_up(d, rows, total, (weight, score))
    _closing(d, unit, name, total, score, levels, rows)
    return d.finished()


def _outline(d: Draft, unit: Unit, name: str, budget: Budget, rows: Sequence[Row]) -> None:
    d.heading(d.one("一、项目概述", "一、立项背景及实施内容"))
    paper = f"{unit.place[0]}财预〔{unit.year}〕{d.rng.randint(3, 160)}号"
    d.say(
        d.one(
            f"根据《关于下达{unit.year}年{name}资金的通知》（{paper}），该项目由{unit.name}组织实施。",
            f"{name}经{paper}文件批复立项，责任单位为{unit.name}，实施期限为{unit.year}年1月至12月。",
        )
    )
    sites = tuple(d.rng.sample(words.SITES, d.rng.randint(3, 6)))
    number = d.count(len(sites), "个")
    names = d.counted(number, sites)
    d.say(d.one(f"项目点分布在{names}，合计{number}。", f"共选定{number}实施点位，依次为{names}。", f"涉及{names}{number}村（社区）和街镇。"))
    counted = [row for row in rows if row.spec.output is not None]
    for row in d.rng.sample(counted, min(2, len(counted))):
        d.say(statements.deed(d, row, sites) + "。")
    priced = [row for row in rows if row.spec.unit in PRICED and row.spec.first == "产出指标" and row.target]
    if priced and d.chance(0.7):
        sentence = statements.tariff(d, d.rng.choice(priced), budget.spent)
        if sentence:
            d.say(sentence)


def _money(d: Draft, unit: Unit, budget: Budget) -> tuple[Ref, Ref, Ref]:
    d.heading(d.one("二、资金投入与使用", "二、项目资金安排、拨付和支出情况"))
    whole = d.money(budget.budget)
    some = [(part.name, d.money(part.budget)) for part in budget.parts]
    d.say(statements.parts(d, d.one("项目总预算", "全年安排项目资金", "预算总额"), whole, some) + "。")
    if d.chance(0.5):
        again, rates = d.again(whole), [d.rate(part.budget / budget.budget, role="share") for part in budget.parts]
        for rate, (_, ref) in zip(rates, some, strict=True):
            d.relate("ratio", rate, ref, again)
        d.relate("total", *rates, number=1)
        d.say(f"在{again}总预算中，{'、'.join(part.name for part in budget.parts)}占比依次为{'、'.join(rates)}。")
    arrived = _arrived(d, unit, whole)
    means = _paid(d, unit, budget, arrived)
    statements.uses(d, d.one("已支出的", "实际使用资金"), d.again(means[1]), d.rng.sample(USES, d.rng.randint(3, 5)))
    spent = [(part.name, d.money(part.spent)) for part in budget.parts]
    sentence = statements.parts(d, d.one("项目实际支出", "支出总额"), d.again(means[1]), spent)
    d.say(sentence + "。")
    if d.chance(0.4):
        again = d.again(means[1])
        d.say(f"本年度项目支出{again}" + statements.movement(d, again, before(d, budget.spent), unit.year) + "。")
    return means


def _arrived(d: Draft, unit: Unit, whole: Ref) -> Ref:
    """What came in, in batches."""
    arrived, rate = d.again(whole), d.rate(Fraction(1))
    d.relate("ratio", rate, arrived, whole)
    first, second = (d.money(share) for share in d.shares(d.figures[whole.id].value, 2))
    d.relate("sum", arrived, first, second)
    early, late = d.rng.randint(2, 5), d.rng.randint(7, 10)
    d.say(
        d.one(
            f"资金分两批到位，首批{first}于{unit.year}年{early}月下达，第二批{second}于{late}月下达，累计到位{arrived}，到位率{rate}。",
            f"提前批资金{first}、第二批资金{second}均已足额到账，到账金额合计{arrived}，资金到位率为{rate}。",
        )
    )
    return arrived


def _paid(d: Draft, unit: Unit, budget: Budget, arrived: Ref) -> tuple[Ref, Ref, Ref]:
    """Progress at mid-year and at the end of the year; what is left."""
    final, spent, rate = d.again(arrived), d.money(budget.spent), d.rate(budget.rate)
    if d.chance(0.5):
        half = cents(budget.spent * Fraction(d.rng.randint(2500, 6500), 10000))
        early, share = d.money(half, role="midyear"), d.rate(half / budget.budget)
        d.relate("ratio", share, early, final)
        d.relate("at-most", early, spent)
        d.say(d.one(f"{unit.year}年6月底，项目支出{early}，支出进度{share}。", f"上半年实际支付{early}，占全年预算的{share}。"))
    told_ = statements.executed(d, final, spent, rate)
    if budget.rate < 1:
        told_ += "。" + statements.leftover(d, final, spent, budget.budget - budget.spent) + "，" + d.one(*words.LEFTOVER)
    d.say(d.one("到年底，", f"{unit.year}年全年，", "截至12月31日，") + told_ + "。")
    if d.chance(0.35):
        paid = d.again(spent, "元", 2, grouped=d.chance(0.5))
        d.say(d.one(f"财务账面列支金额为{paid}，与国库支付系统一致。", f"会计核算反映的项目支出为{paid}。"))
    return final, spent, rate


def _results(d: Draft, unit: Unit, means: tuple[Ref, Ref, Ref], rows: Sequence[Row], execution: tuple[Ref, Ref]) -> list[Ref]:
    d.heading(d.one("三、绩效指标分析", "三、绩效自评情况"))
    final, spent, rate = (d.again(ref) for ref in means)
    weight, score = execution
    d.relate("ratio", rate, spent, final)
    d.relate("execution-score", score, weight, rate)
    d.relate("at-most", score, weight)
    d.say(
        d.one(
            f"资金执行指标满分{weight}，支出{spent}除以预算{final}，执行率为{rate}，得{score}。",
            f"预算执行率{rate}（{spent}÷{final}），权重{weight}，得{score}。",
        )
    )
    levels = told.say(d, rows)
    if d.chance(0.75):
        others = [who for who in unit.domain.people if not rows[-1].spec.name.startswith(who)]
        d.say(statements.questionnaire(d, others[0]))
    return levels


def _closing(d: Draft, unit: Unit, name: str, total: Ref, execution: Ref, levels: Sequence[Ref], rows: Sequence[Row]) -> None:
    d.heading(d.one("四、总体结论", "四、评价结果"))
    grade = words.graded(d.figures[total.id].value, ("优", "良") if d.chance(0.6) else ("优秀", "良好"))
    d.say(
        d.one(
            f"{unit.year}年{name}自评得分为{total}，绩效等级：{grade}。",
            f"项目绩效目标总体完成，评定得分{total}，按照评级标准属“{grade}”档。",
        )
    )
    told.concluded(d, total, execution, levels, list(dict.fromkeys(row.spec.first for row in rows)))
    if d.chance(0.5):
        again, gone = d.again(total), 100 - d.figures[total.id].value
        if gone > 0:
            off = d.figure(gone, "分", d.figures[total.id].places, trim=True, exact=True, role="deducted")
            d.relate("total", again, off, number=100)
            d.say(f"各项指标累计扣{off}，最终得{again}。")
    d.heading(d.one("五、问题与建议", "五、主要问题及改进举措"))
    d.say(d.one(*words.WEAK))
    d.say(d.one(*words.BETTER))
