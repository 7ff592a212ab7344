"""A department's 预算绩效管理工作总结: training, goals set, half-year's monitoring, self-evaluations by project with a table, what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import LEFT, Report
from planting.styles.indicators import round_to
from planting.styles.money import Budget, cents, drawn
from planting.styles.seventh import phrases, words
from planting.styles.seventh.words import Unit

GENERAL = ("办公设备更新项目", "干部教育培训项目", "档案数字化整理项目", "普法宣传项目", "驻村帮扶工作经费项目")
RULES = ("《预算绩效管理办法》", "《项目支出绩效自评工作规程》", "《绩效目标审核细则》", "《绩效评价结果应用办法》", "《绩效运行监控实施细则》")


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of the table of projects: budgets and scores by name, and their totals."""

    budgets: dict[str, Ref]
    scores: dict[str, Fraction]
    final: Ref
    spent: Ref
    rate: Ref


def report(seed: int) -> Report:
    """One report of a department."""
    d = words.begun("stewardship", seed, "docx")
    unit = words.unit(d.rng, organ=True)
    names = (*unit.field.domain.projects, *d.rng.sample(GENERAL, d.rng.randint(2, 3)))
    while True:
        budget = drawn(d, names, 600, 4200)
        if budget.rate < Fraction(985, 1000):
            break
    d.title(
        d.one(
            f"{unit.name}{unit.year}年度预算绩效管理工作总结",
            f"{unit.name}关于{unit.year}年部门预算绩效管理工作情况的报告",
            f"{unit.year}年{unit.name}全面实施预算绩效管理工作总结",
        )
    )
    d.say(f"{unit.year}年，{unit.name}按照全面实施预算绩效管理的要求，扎实推进各项工作，现将有关情况总结如下：")
    d.heading(d.one("一、加强组织领导，夯实工作基础", "一、健全工作机制"))
    _basis(d)
    d.heading(d.one("二、强化绩效目标管理", "二、严格绩效目标编审"))
    opening = _goals(d, unit, budget)
    d.heading(d.one("三、开展绩效运行监控", "三、做好绩效运行“双监控”"))
    final, half = _watched(d, unit, budget, opening)
    d.heading(d.one("四、组织绩效自评", "四、扎实开展绩效自评"))
    table = _evaluated(d, unit, budget, final, half)
    d.heading(d.one("五、强化评价结果应用", "五、推进结果应用和信息公开"))
    _used(d, unit, opening, table)
    words.closing(d, 5, ("存在的问题", d.one("下一步工作打算", "下一年度工作计划")))
    return d.finished()


def _basis(d: Draft) -> None:
    many, each = d.rng.randint(2, 6), d.rng.randint(18, 90)
    times, people, all_ = d.count(many, "期"), d.count(each, "人"), d.count(many * each, "人次")
    d.relate("product", all_, times, people)
    rules = tuple(d.rng.sample(RULES, d.rng.randint(2, 4)))
    number = d.count(len(rules), "项")
    listed, met = d.counted(number, rules), d.count(d.rng.randint(2, 8), "次")
    d.say(
        d.one(
            f"全年召开专题会议{met}研究绩效管理工作，举办业务培训{times}，每期{people}，累计培训{all_}。先后制定制度{number}，包括{listed}。",
            f"全年召开绩效管理工作会{met}；组织培训{times}，平均每期参训{people}，共培训{all_}。修订完善内部制度{number}，分别为{listed}。",
        )
    )


def _goals(d: Draft, unit: Unit, budget: Budget) -> Ref:
    """Gives the opening budget of all projects."""
    whole = len(budget.parts)
    key = d.rng.randint(2, whole - 2)
    many, one, two = d.count(whole, "个"), d.count(key, "个"), d.count(whole - key, "个")
    d.relate("sum", many, one, two)
    d.relate("count", many, number=whole)
    large = sum(budget.opened[:key], Fraction(0))
    opening, first, second = d.money(budget.opening), d.money(large), d.money(budget.opening - large)
    d.relate("sum", opening, first, second)
    d.say(
        d.one(
            f"{unit.year}年年初部门预算共安排项目{many}，预算金额{opening}，其中：重点项目{one}，金额{first}；一般项目{two}，金额{second}。",
            f"{unit.year}年纳入绩效管理的项目{many}，涉及年初预算资金{opening}。其中，重点项目{one}、资金{first}，其他项目{two}、资金{second}。",
        )
    )
    out, effect, glad = whole * d.rng.randint(4, 7), whole * d.rng.randint(2, 3), whole
    all_, some = d.count(out + effect + glad, "个"), [d.count(number, "个") for number in (out, effect, glad)]
    d.relate("sum", all_, *some)
    numbers = (out + effect + glad) * d.rng.randint(55, 85) // 100
    told, share = d.count(numbers, "个"), d.rate(Fraction(numbers, out + effect + glad), role="share")
    d.relate("ratio", share, told, all_)
    d.say(
        d.one(
            f"上述项目共设置三级指标{all_}，其中产出指标{some[0]}，效益指标{some[1]}，满意度指标{some[2]}；定量指标{told}，占{share}。",
            f"各项目共设定绩效指标{all_}（产出指标{some[0]}、效益指标{some[1]}、满意度指标{some[2]}），其中可量化指标{told}，量化率{share}。",
        )
    )
    return opening


def _watched(d: Draft, unit: Unit, budget: Budget, opening: Ref) -> tuple[Ref, Ref]:
    """Gives the final budget and what was spent until June."""
    value = cents(budget.budget * Fraction(d.rng.randint(5200, 6400), 10000))
    back = cents(budget.opening * Fraction(d.rng.randint(20, 60), 1000)) + max(Fraction(0), -budget.adjusted)
    half, final = d.money(value, role="midyear"), d.money(budget.budget)
    again, less = phrases.told(d, opening), d.money(-back, words=("调增", "调减"), role="change")
    more = d.money(budget.adjusted + back, words=("追加", "调减"), role="change")
    d.relate("sum", final, again, less, more)
    low = tuple(part.name for part in d.rng.sample(budget.parts[2:], d.rng.randint(2, 3)))
    slow, rate = d.count(len(low), "个"), d.rate(value / budget.budget)
    listed = d.counted(slow, low)
    d.relate("ratio", rate, half, final)
    d.say(
        d.one(
            f"年初预算{again}，年度执行中部分项目{less}，部分项目{more}，全年预算为{final}。",
            f"结合监控结果，对年初预算{again}进行调整：低效项目{less}，急需项目{more}，调整后全年预算{final}。",
        )
    )
    d.say(
        d.one(
            f"截至6月底，项目累计支出{half}，占全年预算的{rate}。经监控，支出进度偏慢的项目有{slow}，分别为{listed}，已督促加快进度。",
            f"1—6月项目支出{half}，执行进度{rate}。对{listed}等{slow}支出进度偏慢的项目下达了整改通知。",
        )
    )
    return final, half


def _evaluated(d: Draft, unit: Unit, budget: Budget, final: Ref, half: Ref) -> Table:
    table, rows = _table(d, budget, final)
    d.relate("at-most", half, table.spent)
    number = len(budget.parts)
    many, done, cover = d.count(number, "个"), d.count(number, "个"), d.rate(Fraction(1))
    d.relate("count", many, number=number)
    d.relate("ratio", cover, done, many)
    d.say(f"{unit.year}年度应开展自评的项目{many}，实际开展{done}，自评覆盖率{cover}，自评结果见下表。")
    d.say(f"{unit.year}年度项目支出绩效自评结果汇总表（单位：万元）")
    d.table(rows)
    again, spent = phrases.told(d, final), phrases.told(d, table.spent)
    d.say(phrases.executed(d, again, spent, phrases.told(d, table.rate), unit.year) + "。" + phrases.rest(d, final, spent) + "。")
    best = [name for name, score in table.scores.items() if score >= 90]
    good = [name for name in table.scores if name not in best]
    one, two = d.count(len(best), "个"), d.count(len(good), "个")
    whole, share = phrases.told(d, many), d.rate(Fraction(len(best), number), role="share")
    listed = d.counted(two, good)
    d.relate("sum", whole, one, two)
    d.relate("ratio", share, one, whole)
    d.relate("count", one, number=len(best))
    d.say(
        d.one(
            f"从评价等级看，{whole}项目中，等级为“优”的{one}，占{share}；等级为“良”的{two}，即{listed}。",
            f"{whole}项目中，评价为“优”的项目{one}，优秀率{share}；评价为“良”的项目{two}，为{listed}。",
        )
    )
    score = d.figure(Fraction(d.rng.randint(905, 985), 10), "分", 1, trim=True, exact=True, role="total")
    d.relate("grade", score, number=90)
    d.say(d.one(f"部门整体支出绩效自评得分{score}，等级为“优”。", f"同时开展了部门整体支出绩效自评，自评得分{score}，评价等级为优。"))
    return table


def _table(d: Draft, budget: Budget, final: Ref) -> tuple[Table, list[tuple[str, ...]]]:
    """Budget, spent, rate, score and grade by project."""
    rows: list[tuple[str, ...]] = [
        ("序号", "项目名称", d.one("全年预算数", "预算数"), d.one("全年执行数", "执行数"), "执行率", "自评得分", d.one("评价等级", "等级"))
    ]
    weak = set(d.rng.sample(range(1, len(budget.parts)), d.rng.randint(1, 3)))
    given, used, scores = {}, [], {}
    for at, part in enumerate(budget.parts):
        plan, spent, rate = d.money(part.budget, bare=True), d.money(part.spent, bare=True), d.rate(part.rate)
        value = Fraction(d.rng.randint(8200, 8940) if at in weak else d.rng.randint(9050, 9850), 100)
        value = round_to(value, d.granule)
        score = d.figure(value, "分", 2, trim=True, exact=True, role="total", bare=True)
        d.relate("ratio", rate, spent, plan)
        d.relate("grade", score, number=90 if value >= 90 else 80)
        given[part.name], scores[part.name] = plan, value
        used.append(spent)
        rows.append((str(at + 1), part.name, plan, spent, rate, score, "优" if value >= 90 else "良"))
    whole, out, share = d.again(final, bare=True), d.money(budget.spent, bare=True), d.rate(budget.rate)
    d.relate("sum", whole, *given.values())
    d.relate("sum", out, *used)
    d.relate("ratio", share, out, whole)
    return Table(given, scores, final, out, share), [*rows, ("合计", LEFT, whole, out, share, "—", "—")]


def _used(d: Draft, unit: Unit, opening: Ref, table: Table) -> None:
    names: Sequence[str] = d.rng.sample(list(table.budgets), d.rng.randint(2, 3))
    some = [table.budgets[name] for name in names]
    many = d.count(len(names), "个")
    listed = d.counted(many, names)
    amount = d.money(sum((d.figures[ref.id].value for ref in some), Fraction(0)))
    d.relate("sum", amount, *some)
    share = d.rate(d.figures[amount.id].value / d.figures[table.final.id].value, role="share")
    whole = phrases.told(d, table.final)
    d.relate("ratio", share, amount, whole)
    d.say(
        d.one(
            f"选取{listed}共{many}项目开展自评结果抽查复核，涉及全年预算资金{amount}，占项目预算总额{whole}的{share}。",
            f"对{listed}等{many}项目的自评结果进行复核，涉及资金{amount}，占全部项目预算（{whole}）的{share}。",
        )
    )
    first = phrases.told(d, opening)
    value = d.figures[opening.id].value
    change = cents(value * Fraction(d.rng.choice((*range(-120, -20), *range(20, 70))), 1000))
    following, moved = d.money(value + change), d.money(change, words=("增加", "减少"), role="change")
    rate = d.rate(change / value, words=("增长", "下降"), role="growth")
    d.relate("sum", following, first, moved)
    d.relate("growth", rate, following, first)
    d.say(f"将评价结果与预算安排挂钩，{unit.year + 1}年项目预算安排{following}，与{unit.year}年年初预算{first}相比{moved}，{rate}。")
    number = len(table.budgets)
    open_, all_, share = d.count(number, "个"), d.count(number, "个"), d.rate(Fraction(1))
    d.relate("ratio", share, open_, all_)
    d.relate("count", all_, number=number)
    d.say(d.one(f"应公开项目绩效目标{all_}，已随部门预算同步公开{open_}，公开率{share}。", f"应公开项目绩效自评结果{all_}，已公开{open_}，公开率{share}。"))
