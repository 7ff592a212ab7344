"""A township's 年度绩效报告: villages and people, accounts by class, projects by village, goals of the year told with their half-year, points."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report
from planting.styles.indicators import Manner, Row, add_up, execution_score, marks, printed, total_of
from planting.styles.money import Budget, cents, drawn
from planting.styles.seventh import goals, phrases, told, words
from planting.styles.seventh.townworks import TOWN

CLASSES = (
    "一般公共服务支出",
    "农林水支出",
    "社会保障和就业支出",
    "城乡社区支出",
    "卫生健康支出",
    "住房保障支出",
    "文化旅游体育与传媒支出",
    "灾害防治及应急管理支出",
)
Means = tuple[Ref, Ref, Ref]


def report(seed: int) -> Report:
    """One report of a township."""
    d = words.begun("township", seed, "txt")
    town, year = d.rng.choice(words.PLACES) + TOWN.domain.bureau, d.rng.randint(2018, 2024)
    budget = drawn(d, ("基本支出", "项目支出"), 1400, 6200)
    manner = Manner(midyear=d.chance(0.6), completion=d.chance(0.3), padded=d.chance(0.15))
    specs, survey = goals.plan(d, TOWN, goals.full(d, TOWN), d.rng.randint(1, 2))
    rows = [printed(d, spec, manner) for spec in specs]
    d.title(d.one(f"{town}{year}年度绩效报告", f"{town}{year}年度部门整体绩效自评报告", f"{town}{year}年预算绩效自评工作报告"))
    d.heading(d.one("一、基本情况", "一、镇情概况"))
    _place(d, town, year)
    d.heading(d.one("二、财政资金收支情况", "二、预算执行情况"))
    means = _accounts(d, year, budget)
    d.heading(d.one("三、重点工作完成情况", "三、项目实施及成效"))
    _works(d, year, budget, rows, means[1])
    d.heading(d.one("四、绩效目标自评情况", "四、绩效指标完成及得分情况"))
    _points(d, rows, manner, means)
    if d.chance(0.65):
        d.say(phrases.surveyed(d, survey, rows))
    words.closing(d, 4)
    return d.finished()


def _place(d: Draft, town: str, year: int) -> None:
    villages, quarters = d.rng.randint(6, 18), d.rng.randint(1, 4)
    one, two, whole = d.count(villages, "个"), d.count(quarters, "个"), d.count(villages + quarters, "个")
    d.relate("sum", whole, one, two)
    homes = villages * d.rng.randint(260, 520)
    people = homes * d.rng.randint(280, 410) // 100
    rural = people * d.rng.randint(70, 90) // 100
    home, all_, away, near = d.count(homes, "户"), d.count(people, "人"), d.count(rural, "人"), d.count(people - rural, "人")
    d.relate("sum", all_, away, near)
    area = d.figure(Fraction(d.rng.randint(4200, 19800), 100), "平方公里", 2)
    d.say(
        d.one(
            f"{town}辖{one}行政村、{two}社区，共{whole}村（社区），总面积{area}。全镇总户数{home}，总人口{all_}，其中农业人口{away}，非农业人口{near}。",
            f"{town}总面积{area}，下辖村（社区）{whole}，其中行政村{one}，社区{two}。{year}年末户籍户数{home}，户籍人口{all_}（乡村人口{away}，城镇人口{near}）。",
        )
    )
    some = tuple(d.rng.sample(TOWN.domain.offices, d.rng.randint(4, 6)))
    many = d.count(len(some), "个")
    names = d.counted(many, some)
    d.say(d.one(f"镇政府设{many}内设机构：{names}。", f"镇机关内设机构共{many}，包括{names}。"))


def _accounts(d: Draft, year: int, budget: Budget) -> Means:
    opening, final, spent, rate = d.money(budget.opening), d.money(budget.budget), d.money(budget.spent), d.rate(budget.rate)
    d.say(phrases.changed(d, opening, final, budget.adjusted, year) + "。")
    carried = cents(budget.budget * Fraction(d.rng.randint(15, 80), 1000))
    came, brought = d.money(budget.budget - carried), d.money(carried)
    d.say(phrases.parts(d, d.one("资金来源：全年可用资金", "全年预算"), phrases.told(d, final), [("当年财政拨款", came), ("上年结转", brought)]) + "。")
    text = phrases.executed(d, phrases.told(d, final), spent, rate, year)
    d.say(text + ("。" + phrases.rest(d, final, spent) if budget.rate < 1 else "") + "。")
    if d.chance(0.5):
        again = phrases.told(d, spent)
        d.say(f"全年总支出{again}{phrases.versus(d, again, year)}，{d.one(*phrases.CAUSES)}。")
    _natures(d, budget, final, spent)
    names = (*CLASSES[:2], *d.rng.sample(CLASSES[2:], d.rng.randint(2, 3)))
    cuts = sorted(d.shares(budget.spent, len(names) + 1), reverse=True)
    d.say(
        phrases.by_share(
            d, d.one("按功能科目分类，支出", "从支出功能分类看，全年支出"), phrases.told(d, spent), list(zip((*names, "其他支出"), cuts, strict=True)), "总支出"
        )
        + "。"
    )
    for line in phrases.three_public(d, year)[0]:
        d.say(line)
    return final, spent, rate


def _natures(d: Draft, budget: Budget, final: Ref, spent: Ref) -> None:
    """Budget, spent and rate of basic outlay and of projects."""
    said, planned, done = [], [], []
    for part in budget.parts:
        plan, used, rate = d.money(part.budget), d.money(part.spent), d.rate(part.rate)
        d.relate("ratio", rate, used, plan)
        planned.append(plan)
        done.append(used)
        said.append(f"{part.name}预算{plan}，支出{used}，执行率{rate}")
    d.relate("sum", spent, *done)
    d.relate("sum", final, *planned)
    d.say("；".join(said) + "。")


def _works(d: Draft, year: int, budget: Budget, rows: Sequence[Row], spent: Ref) -> None:
    project = budget.parts[1].spent
    names = d.rng.sample(TOWN.domain.projects, d.rng.randint(3, 5))
    cuts = sorted(d.shares(cents(project * Fraction(d.rng.randint(60, 85), 100)), len(names)), reverse=True)
    many, whole = d.count(len(names), "个"), d.money(sum(cuts, Fraction(0)))
    refs = [d.money(cut) for cut in cuts]
    lines = [name + ref for name, ref in zip(names, refs, strict=True)]
    d.relate("sum", whole, *refs)
    d.relate("count", many, number=len(names))
    d.say(
        d.one(f"{year}年实施重点项目{many}，完成投资{whole}，分别是{'、'.join(lines)}。", f"全年共实施{many}重点项目，支出{whole}，其中：{'；'.join(lines)}。")
    )
    first, second = d.rng.sample(goals.done(rows), 2)
    d.say(f"{_by_village(d, first)}；{phrases.grown(d, second, year)}。")
    d.say(phrases.paid(d, TOWN.paid, project / 8))
    if d.chance(0.5):
        d.say(f"{phrases.roughly(d, spent, '全年完成财政支出')}，有力保障了全镇各项重点工作。")
    d.say(f"通过各项工作的落实，{TOWN.domain.effect}。")


def _by_village(d: Draft, row: Row) -> str:
    """What was done, by village."""
    assert row.actual is not None and row.spec.output is not None
    output, whole = row.spec.output, phrases.told(d, row.actual)
    figure = d.figures[whole.id]
    grain = 10**figure.places
    steps, villages = int(figure.value * grain), d.rng.sample(words.VILLAGES, 3)
    cuts = [steps * d.rng.randint(20, 35) // 100 for _ in range(2)]
    cuts.append(steps - sum(cuts))
    if min(cuts) < 1:
        return f"全年{output.verb}{output.thing}{whole}"
    some = [d.figure(Fraction(cut, grain), row.spec.unit, figure.places, trim=True, exact=figure.exact) for cut in cuts]
    d.relate("sum", whole, *some)
    return f"全年{output.verb}{output.thing}{whole}，其中：" + "、".join(name + one for name, one in zip(villages, some, strict=True))


def _points(d: Draft, rows: Sequence[Row], manner: Manner, means: Means) -> None:
    weight, score = marks(d, 10, manner, "weight"), marks(d, execution_score(d, d.figures[means[2].id].value), manner)
    final, spent, rate = (phrases.told(d, ref) for ref in means)
    told.execution(d, weight, score, (final, spent, rate))
    total = marks(d, total_of([row.spec for row in rows], d.figures[score.id].value), manner, "total")
    add_up(d, rows, total, (weight, score))
    d.heading("（一）预算执行情况", 2)
    d.say(f"预算执行率满分{weight}，全年预算{final}，支出{spent}，执行率{rate}，得分{score}。")
    levels = told.tell(d, rows, 1)
    d.say(told.results(d, rows))
    grade = words.graded(d.figures[total.id].value, d.rng.choice((("优", "良"), ("优秀", "良好"))))
    parts = told.levels_told(d, total, [("预算执行率", score), *levels])
    d.say(d.one(f"综合以上各项，本年度绩效自评总分为{total}（{parts}），评定等级为{grade}。", f"自评总分{total}，等次为“{grade}”。各部分得分为：{parts}。"))
