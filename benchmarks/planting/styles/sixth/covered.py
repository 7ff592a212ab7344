"""A workbook: a cover with the main figures, the form, what was spent, and the answers of the survey."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft
from planting.model import LEFT, Report
from planting.styles.sheets import spread
from planting.styles.sixth import forms, goals, tables, words
from planting.styles.sixth.tables import Rows
from planting.styles.sixth.words import Unit

SOURCES = (
    ("其中：财政拨款", "其他资金"),
    ("其中：本年财政拨款", "单位资金"),
    ("其中：上级转移支付", "本级财政资金", "单位自有资金"),
    ("其中：中央资金", "省级资金", "市县资金"),
)
ITEMS = ("设备购置费", "委托业务费", "材料费", "维修（护）费", "劳务费", "租赁费", "专家咨询费", "培训费", "印刷费", "差旅费")


def report(seed: int) -> Report:
    """One workbook."""
    d = words.begun("covered", seed, "xlsx")
    unit = words.unit(d.rng)
    name = d.rng.choice(unit.field.domain.projects)
    budget = words.budgeted(d, d.rng.choice(words.fitting(unit, SOURCES)), 60, 2600)
    specs, survey = goals.plan(d, unit.field, goals.shape(d, unit.field), d.rng.randint(1, 2))
    made = forms.scored(d, specs, budget.rate, forms.shape_of(d), False)
    funds = forms.funds(d, budget, made)
    rows = [*forms.topped(d, unit, name, made.width), *funds.rows, *forms.aims(d, unit, made.rows, made.width), *made.lines]
    if d.chance(0.6):
        rows.append(_concluded(d, made, funds))
    title = d.one(f"{unit.region}{unit.year}年度项目绩效自评表", f"{unit.year}年度财政项目支出绩效自评表")
    d.table(_cover(d, unit, name, made, funds), d.one("封面", "首页"))
    d.table(titled(title, rows), d.one("自评表", "项目自评表"))
    if d.chance(0.5):
        d.table(titled(f"{unit.year}年度项目资金支出进度表（单位：万元）", tables.quarters(d, funds.final, funds.spent)), "支出进度")
    else:
        d.table(titled(f"{unit.year}年度项目资金支出明细表", _items(d, funds)), "支出明细")
    glad = next(row.actual for row in made.rows if row.actual is not None and row.spec.name == survey.spec)
    d.table(titled(f"{survey.spec}调查结果统计表", tables.answers(d, survey, glad)), "满意度调查")
    return d.finished()


def titled(title: str, rows: Sequence[tuple[str, ...]]) -> Rows:
    """Rows under a title over all columns."""
    return [spread(len(rows[0]), (title, len(rows[0]))), *rows]


def _cover(d: Draft, unit: Unit, name: str, made: forms.Scored, funds: forms.Funds) -> Rows:
    """Names and main figures, label and value side by side."""
    bare = d.chance(0.8)
    final, spent, rate = d.again(funds.final, bare=bare), d.again(funds.spent, bare=bare), d.again(funds.rate)
    total = d.again(made.total, bare=d.chance(0.6))
    d.relate("ratio", rate, spent, final)
    grade = words.graded(d.figures[total.id].value, d.rng.choice((("优", "良"), ("优秀", "良好"))))
    many = d.count(len(made.rows), "个", bare=True)
    d.relate("count", many, number=len(made.rows))
    return [
        (d.one("项目支出绩效自评材料", "预算项目绩效自评报送材料"), LEFT),
        ("项目名称", name),
        (d.one("填报单位", "项目单位"), unit.name),
        ("评价年度", f"{unit.year}年"),
        (d.one("全年预算数（万元）", "项目预算（万元）"), final),
        (d.one("全年执行数（万元）", "实际支出（万元）"), spent),
        ("预算执行率", rate),
        (d.one("三级指标数量（个）", "绩效指标个数（个）"), many),
        (d.one("自评得分", "自评总分"), total),
        (d.one("自评等级", "评价等级"), grade),
        ("填报日期", f"{unit.year + 1}年{d.one('2', '3', '4')}月"),
    ]


def _concluded(d: Draft, made: forms.Scored, funds: forms.Funds) -> tuple[str, ...]:
    """A sentence under the form with total, budget and spent."""
    final, spent, total = d.again(funds.final, bare=False), d.again(funds.spent, bare=False), d.again(made.total, bare=False)
    told = f"项目全年预算{final}，支出{spent}"
    gap = d.figures[final.id].value - d.figures[spent.id].value
    if gap:
        left = d.money(gap)
        d.relate("sum", final, spent, left)
        told += f"，剩余{left}" + "，" + d.one(*words.CARRIED)
    return spread(made.width, (d.one("自评结论", "总体评价"), 1), (f"{told}。自评得分{total}。", made.width - 1))


def _items(d: Draft, funds: forms.Funds) -> Rows:
    """What was planned and spent by item."""
    names = [*sorted(d.rng.sample(ITEMS, d.rng.randint(3, 5)), key=ITEMS.index), "其他费用"]
    head = (
        "序号",
        d.one("支出项目", "支出内容"),
        d.one("预算金额（万元）", "预算数（万元）"),
        d.one("支出金额（万元）", "支出数（万元）"),
        "执行率",
        "结余（万元）",
    )
    final, spent = (Fraction(d.figures[ref.id].value) for ref in (funds.final, funds.spent))
    rows, given, used = tables.detailed(d, head, names, final, spent)
    tables.tie(d, given, funds.final)
    tables.tie(d, used, funds.spent)
    return rows
