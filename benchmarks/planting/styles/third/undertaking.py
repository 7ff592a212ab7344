"""项目支出绩效自评报告 told at length: what was planned, tendered, paid in stages and by source, what came of it, what was missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles.indicators import Manner, Row, add_up, execution_score, marks, printed, total_of, with_ceiling
from planting.styles.money import Budget, before, cents, drawn
from planting.styles.third import clauses, told, words
from planting.styles.words import Unit

SOURCES = (
    ("中央资金", "省级资金", "县级资金"),
    ("中央资金", "地方资金"),
    ("省级专项资金", "市级专项资金"),
    ("上级专项转移支付", "本级财政安排"),
    ("财政资金", "自筹资金"),
)
CONTENTS = ("设施设备采购", "委托服务", "工程施工", "勘察设计", "监理服务", "人员经费", "宣传培训", "运行维护", "材料购置")
PRICED = ("人", "户", "名", "件", "盏", "座", "个", "亩", "辆")
Means = tuple[Ref, Ref, Ref]


def report(seed: int) -> Report:
    """One report of a project."""
    d = words.begun("undertaking", seed, "txt")
    if seed % 5 == 0:
        words.laid(d, "docx")
    unit = words.unit(d.rng)
    name = d.rng.choice(unit.domain.projects)
    budget = drawn(d, d.rng.choice(SOURCES), 90, 5600)
    d.title(d.one(f"{unit.name}{name}{unit.year}年度绩效自评报告", f"关于{unit.year}年度{name}支出绩效自评情况的报告"))
    manner = told.manner(d)
    specs = words.planned(d, unit.domain, outputs=d.rng.randint(4, 6), effects=d.rng.randint(2, 3), missed=d.rng.randint(1, 2))
    if not manner.midyear and d.chance(0.4) and all(spec.op != "≤" for spec in specs):
        place = next(place for place, spec in enumerate(specs) if spec.second == "质量指标")
        specs[place] = replace(with_ceiling(d, specs[place], budget.budget, budget.spent), name=d.one("项目实施成本", "项目资金使用总额"))
    rows = [printed(d, spec, manner) for spec in specs]
    _outline(d, unit, name, budget, rows)
    means = _funds(d, unit, budget)
    _kept(d, unit, rows)
    total, levels = _scores(d, budget, means, rows, manner)
    add_up(d, rows, total, levels)
    _end(d, unit, name, total)
    return d.finished()


def _outline(d: Draft, unit: Unit, name: str, budget: Budget, rows: Sequence[Row]) -> None:
    d.heading("一、项目基本情况")
    d.heading(d.one("（一）项目概况", "（一）项目实施依据及内容"), 2)
    towns = tuple(d.rng.sample(words.TOWNS, d.rng.randint(3, 7)))
    number = d.count(len(towns), "个")
    names = d.counted(number, towns)
    d.say(
        d.one(
            f"为做好{name[:-2]}相关工作，{unit.name}按照{unit.region}财政局批复的{unit.year}年部门预算组织实施本项目，实施范围涉及{names}{number}乡镇（街道）。",
            f"{name}由{unit.name}负责实施，实施范围覆盖{number}乡镇（街道），分别是{names}。",
        )
    )
    counted = [row for row in rows if row.spec.output is not None]
    d.say(d.one("主要完成情况：", "年内，") + "；".join(clauses.done(d, row, towns) for row in d.rng.sample(counted, min(len(counted), 2))) + "。")
    if d.chance(0.6):
        _tender(d, budget)
    fitting = [row for row in rows if row.spec.unit in PRICED and row.spec.first == "产出指标" and row.spec.output]
    sentence = clauses.priced(d, d.rng.choice(fitting), budget.spent / 4) if fitting and d.chance(0.7) else ""
    if sentence:
        d.say(sentence)


def _tender(d: Draft, budget: Budget) -> None:
    """Ceiling price, contract price, what was saved and by how much."""
    ceiling = cents(budget.budget * Fraction(d.rng.randint(3000, 7000), 10000))
    price = cents(ceiling * Fraction(d.rng.randint(8600, 9850), 10000))
    limit, bid, saved, rate = d.money(ceiling), d.money(price), d.money(ceiling - price), d.rate(1 - price / ceiling)
    d.relate("sum", limit, bid, saved)
    d.relate("ratio", rate, saved, limit)
    d.say(
        d.one(
            f"主体内容采用公开招标方式采购，最高限价{limit}，中标金额{bid}，较限价节约{saved}，节约率{rate}。",
            f"采购环节通过竞争性磋商确定承接单位，成交价{bid}，比采购预算{limit}节约{saved}，资金节约率为{rate}。",
        )
    )


def _funds(d: Draft, unit: Unit, budget: Budget) -> Means:
    d.heading("（二）项目资金情况", 2)
    final = d.money(budget.budget)
    some = [(part.name, d.money(part.budget)) for part in budget.parts]
    d.say("1.资金安排。" + clauses.whole(d, d.one("项目资金", f"{unit.year}年度项目资金", "下达资金"), final, some) + "。")
    if d.chance(0.5):
        again = d.again(final)
        got, rate = d.again(final), d.rate(Fraction(1))
        d.relate("ratio", rate, got, again)
        d.say(d.one(f"应到位资金{again}，实际到位{got}，资金到位率{rate}。", f"截至{unit.year}年12月，{again}资金已到位{got}，到位率{rate}。"))
    if d.chance(0.4):
        contents = d.rng.sample(CONTENTS, d.rng.randint(3, 4))
        d.say(clauses.whole(d, "项目预算", d.again(final), list(zip(contents, map(d.money, d.shares(budget.budget, len(contents))), strict=True))) + "。")
    spent, rate = d.money(budget.spent), d.rate(budget.rate)
    sentence = clauses.carried_out(d, d.again(final), spent, rate)
    if budget.rate < 1:
        sentence += "。" + clauses.unspent(d, final, spent, budget.budget - budget.spent, d.one(*words.UNSPENT))
    d.say("2.资金使用。" + sentence + "。")
    if d.chance(0.5):
        refs = [(part.name, d.again(first), d.money(part.spent), d.rate(part.rate)) for part, (_, first) in zip(budget.parts, some, strict=True)]
        again = d.again(spent)
        d.relate("sum", again, *[ref for _, _, ref, _ in refs])
        d.say("；".join(name + clauses.item_done(d, one, other, rate_) for name, one, other, rate_ in refs) + f"；各来源合计支出{again}。")
    _stages(d, unit, spent)
    if d.chance(0.35):
        d.say(f"本年支出{d.again(spent, '元', 2, grouped=d.chance(0.5))}已全部记入项目明细账，账表相符。")
    return final, spent, rate


def _stages(d: Draft, unit: Unit, spent: Ref) -> None:
    """Paid in three stages; or what the half-year and the first nine months had seen; or all years together."""
    value = d.figures[spent.id].value
    again = d.again(spent)
    style = d.rng.randrange(3)
    if style == 0:
        refs = [d.money(share) for share in d.shares(value, 3)]
        d.relate("sum", again, *refs)
        d.say(f"从支付进度看，3月支付预付款{refs[0]}，8月支付进度款{refs[1]}，12月支付验收款{refs[2]}，全年支付{again}。")
    elif style == 1:
        half = cents(value * Fraction(d.rng.randint(2200, 5200), 10000))
        third = half + cents(value * Fraction(d.rng.randint(1200, 3500), 10000))
        one, two = d.money(half, role="midyear"), d.money(third, role="midyear")
        first, second = d.rate(half / value, role="share"), d.rate(third / value, role="share")
        for ref, rate, above in ((one, first, two), (two, second, again)):
            d.relate("at-most", ref, above)
            d.relate("ratio", rate, ref, again)
        d.say(f"分时段看，6月底累计支出{one}，9月底累计支出{two}，分别占全年支出{again}的{first}和{second}。")
    else:
        past = cents(value * Fraction(d.rng.randint(2000, 9000), 10000))
        old, all_ = d.money(past), d.money(past + value)
        d.relate("sum", all_, old, again)
        d.say(f"项目跨年度实施，以前年度已支出{old}，{unit.year}年支出{again}，历年累计支出{all_}。")
    if style != 2 and d.chance(0.4):
        more = d.again(spent)
        d.say(f"本年度支出{more}" + clauses.yearly(d, more, before(d, value), unit.year) + "。")


def _kept(d: Draft, unit: Unit, rows: Sequence[Row]) -> None:
    d.heading("二、绩效自评工作开展情况")
    d.say(
        d.one(
            "我单位成立自评工作组，采取查阅资料、现场核查和问卷调查相结合的方式开展自评。", "按照财政部门统一部署，由业务部门牵头、财务部门配合完成了自评工作。"
        )
    )
    if d.chance(0.75):
        d.say(clauses.answers(d, unit, rows))


def _scores(d: Draft, budget: Budget, means: Means, rows: Sequence[Row], manner: Manner) -> tuple[Ref, tuple[Ref, Ref]]:
    d.heading("三、绩效目标完成情况分析")
    weight, score = marks(d, 10, manner, "weight"), marks(d, execution_score(d, budget.rate), manner)
    final, spent, rate = (d.again(ref) for ref in means)
    d.relate("ratio", rate, spent, final)
    d.relate("execution-score", score, weight, rate)
    d.relate("at-most", score, weight)
    d.heading(f"（一）资金投入情况分析（分值{weight}，得分{score}）", 2)
    d.say(d.one(f"全年预算{final}，实际执行{spent}，执行率{rate}。", f"执行数{spent}与预算数{final}相比，预算执行率为{rate}。"))
    levels = [("预算执行", score), *told.tell(d, rows, 1)]
    total = marks(d, total_of([row.spec for row in rows], d.figures[score.id].value), manner, "total")
    d.heading("四、自评结论")
    d.say(told.closed(d, total, levels))
    return total, (weight, score)


def _end(d: Draft, unit: Unit, name: str, total: Ref) -> None:
    value = d.figures[total.id].value
    grade = words.graded(value, ("优", "良") if d.chance(0.6) else ("优秀", "良好"))
    d.say(d.one(f"综上，{name}绩效自评得分{total}，自评等级为“{grade}”。", f"根据评分结果，项目自评总得分{total}，评价等次为{grade}。"))
    if value < 100 and d.chance(0.4):
        again = d.again(total)
        off = d.figure(100 - value, "分", d.figures[total.id].places, trim=True, exact=True, role="deducted")
        d.relate("total", again, off, number=100)
        d.say(f"满分100分，自评得{again}，共失分{off}。")
    d.heading("五、存在的问题及下一步工作措施")
    d.say(d.one(*words.PROBLEMS))
    d.say(d.one(*words.PLANS))
