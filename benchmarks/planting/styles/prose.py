"""项目支出绩效自评报告: a report in running text on one project, its indicators told in sentences."""

from __future__ import annotations

from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles import phrases, told, words
from planting.styles.indicators import Manner, Row, add_up, execution_score, marks, plan, printed, total_of, with_ceiling
from planting.styles.manner import settle
from planting.styles.money import Budget, drawn

SOURCES = (
    ("中央资金", "省级资金", "县级配套资金"),
    ("中央财政资金", "省级财政资金"),
    ("上级专项资金", "本级财政资金"),
    ("财政拨款", "其他资金"),
    ("省级补助资金", "市级补助资金", "区级配套资金"),
)
MEASURED = ("亩", "万亩", "人", "户", "平方米")


def report(seed: int) -> Report:
    """One report of a project."""
    d = Draft("prose", seed)
    settle(d, "docx" if d.chance(0.25) else "txt")
    unit = words.unit(d.rng)
    project = d.rng.choice(unit.domain.projects)
    budget = drawn(d, d.rng.choice(SOURCES), 60, 3600)
    d.title(d.one(f"{unit.region}{unit.year}年{project}绩效自评报告", f"{unit.name}{unit.year}年度{project}支出绩效自评报告"))
    d.heading(d.one("一、项目概况", "一、项目基本情况"))
    d.say(d.one(f"该项目由{unit.name}组织实施。", f"{project}为{unit.year}年度预算安排的专项，由{unit.name}负责。") + f"通过项目实施，{unit.domain.effect}。")
    manner = told.manner(d)
    rows = _rows(d, unit, budget, manner)
    _content(d, budget, rows)
    means = _funds(d, unit, project, budget)
    total = _indicators(d, unit, budget, means, rows, manner)
    _end(d, unit, project, total)
    return d.finished()


def _rows(d: Draft, unit: words.Unit, budget: Budget, manner: Manner) -> list[Row]:
    specs = plan(d, unit.domain, outputs=d.rng.randint(4, 7), effects=d.rng.randint(2, 3), people=1, missed=d.rng.randint(1, 2))
    if d.chance(0.4):
        position = next(place for place, spec in enumerate(specs) if spec.second == "时效指标")
        specs[position] = with_ceiling(d, specs[position], budget.budget, budget.spent)
    return [printed(d, spec, manner) for spec in specs]


def _content(d: Draft, budget: Budget, rows: list[Row]) -> None:
    towns = tuple(d.rng.sample(words.TOWNS, d.rng.randint(3, 6)))
    number = d.count(len(towns), "个")
    names = d.counted(number, towns)
    d.say(
        d.one(f"项目覆盖{number}乡镇（街道），分别为{names}。", f"实施范围涉及{number}乡镇（街道），即{names}。", f"项目在{names}共{number}乡镇（街道）实施。")
    )
    priced = [row for row in rows if row.spec.unit in MEASURED and row.spec.first == "产出指标"]
    if priced and d.chance(0.8):
        told_ = phrases.unit_price(d, d.rng.choice(priced), budget.spent)
        if told_:
            d.say(told_)


def _funds(d: Draft, unit: words.Unit, project: str, budget: Budget) -> tuple[Ref, Ref, Ref]:
    """Funds planned, in place, spent and left, by source."""
    d.heading(d.one("二、项目资金安排及使用情况", "二、项目资金情况", "二、资金投入和使用情况"))
    d.heading("（一）资金到位情况", 2)
    planned = [(part.name, d.money(part.budget)) for part in budget.parts]
    whole = d.money(budget.budget)
    if d.chance(0.35):
        d.say(d.one("该项目总投资", "按照实施方案，项目计划投资") + f"{phrases.roughly(d, whole)}。")
    d.say(phrases.breakdown(d, d.one(f"{unit.year}年{project}计划投入资金", "项目预算总投资", f"{unit.year}年安排项目资金"), whole, planned) + "。")
    arrived, rate = d.money(budget.budget), d.rate(Fraction(1))
    d.relate("equal", arrived, whole)
    d.relate("ratio", rate, arrived, whole)
    d.say(
        d.one(
            f"截至{unit.year}年底，实际到位资金{arrived}，资金到位率{rate}。",
            f"项目资金实际到位{arrived}，到位率{rate}，资金到位及时。",
            f"上述资金已全部下达，到位资金{arrived}，到位率为{rate}。",
        )
    )
    d.heading("（二）资金执行情况", 2)
    return _spent(d, unit, budget, arrived)


def _spent(d: Draft, unit: words.Unit, budget: Budget, arrived: Ref) -> tuple[Ref, Ref, Ref]:
    final, spent, rate = d.again(arrived), d.money(budget.spent), d.rate(budget.rate)
    told_ = phrases.execution(d, final, spent, rate, unit.year)
    if budget.rate < 1:
        left = d.money(budget.budget - budget.spent)
        d.relate("sum", final, spent, left)
        told_ += d.one(f"，结余资金{left}，{d.one(*words.UNSPENT)}", f"，结转下年{left}，{d.one(*words.UNSPENT)}")
    d.say(told_ + "。")
    if d.chance(0.35):
        paid = d.again(spent, "元", 2, grouped=d.chance(0.5))
        d.say(d.one(f"经核对支付凭证，项目累计支付{paid}。", f"项目资金通过国库集中支付系统累计支付{paid}。"))
    verb = d.one("支出", "执行", "")
    parts = [(part.name + verb, d.money(part.spent)) for part in budget.parts]
    again = d.again(spent)
    sentence = phrases.breakdown(d, d.one("全年实际支出", "项目支出", "实际使用资金"), again, parts)
    if d.chance(0.5):
        share = d.rate(budget.parts[0].spent / budget.spent, role="share")
        d.relate("ratio", share, parts[0][1], again)
        sentence += d.one(f"。{budget.parts[0].name}占支出总额的{share}", f"，{budget.parts[0].name}占比{share}")
    d.say(sentence + "。")
    return final, spent, rate


def _indicators(d: Draft, unit: words.Unit, budget: Budget, means: tuple[Ref, Ref, Ref], rows: list[Row], manner: Manner) -> Ref:
    d.heading(d.one("三、绩效目标完成情况", "三、项目绩效指标完成情况分析"))
    final, spent, rate = (d.again(ref) for ref in means)
    weight, score = marks(d, 10, manner, "weight"), marks(d, execution_score(d, budget.rate), manner)
    d.relate("ratio", rate, spent, final)
    d.relate("execution-score", score, weight, rate)
    d.relate("at-most", score, weight)
    d.say(
        d.one(
            f"预算执行情况：项目全年预算{final}，实际支出{spent}，执行率{rate}，分值{weight}，自评得分{score}。",
            f"（一）预算执行率。预算数{final}，执行数{spent}，执行率为{rate}。满分{weight}，自评得{score}。",
        )
    )
    for sentence in told.sentences(d, rows):
        d.say(sentence)
    if d.chance(0.75):
        d.say(_survey_of(d, unit, rows[-1].spec.name))
    total = marks(d, total_of([row.spec for row in rows], d.figures[score.id].value), manner, "total")
    add_up(d, rows, total, (weight, score))
    return total


def _survey_of(d: Draft, unit: words.Unit, name: str) -> str:
    """A survey of those whose satisfaction is no indicator of the report."""
    others = [who for who in unit.domain.people if not name.startswith(who)]
    return phrases.survey(d, others[0])[0]


def _end(d: Draft, unit: words.Unit, project: str, total: Ref) -> None:
    d.heading("四、自评结论")
    again = d.again(total)
    grade = "优" if d.figures[total.id].value >= 90 else "良"
    d.say(
        d.one(
            f"{project}总体执行情况较好，项目绩效自评总得分{total}，自评等级为“{grade}”。",
            f"根据评分标准，{unit.year}年{project}综合得分{total}，评价结果为“{grade}”。",
            f"经自评，本项目得分{total}，自评结论为{grade}。",
        )
    )
    d.heading("五、存在问题及下一步工作措施")
    d.say(d.one(*words.PROBLEMS))
    d.say(d.one(*words.MEASURES))
    d.say(d.one(f"自评结果（{again}）已按要求在部门门户网站公开。", f"本次自评得分{again}，结果将作为下年度预算安排的参考依据。"))
