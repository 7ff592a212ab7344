"""A workbook of a county's projects: one form a sheet, and a summary that tells the main figures of all again."""

from __future__ import annotations

from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import LEFT, Report
from planting.styles.money import Budget, drawn
from planting.styles.seventh import forms, goals, words
from planting.styles.seventh.fields import FIELDS
from planting.styles.seventh.words import Unit
from planting.styles.sheets import spread

SOURCES = (("财政拨款", "其他资金"), ("上级补助", "本级安排"), ("一般公共预算资金", "上年结转"))
Listed = tuple[Unit, str, Budget, forms.Form]


def report(seed: int) -> Report:
    """One workbook of two or three projects, each of another department."""
    d = words.begun("portfolio", seed, "xlsx")
    place, year = d.rng.choice(words.PLACES), d.rng.randint(2018, 2024)
    many = d.rng.choice((2, 3, 3))
    shape, some = forms.shape_of(d, False), []
    for field in d.rng.sample(FIELDS, many):
        unit = Unit(place, "市", field, year)
        some.append(_one(d, unit, shape, many == 2))
    sheets = [(_sheet(at), _titled(f"{unit.year}年度项目支出绩效自评表", made.lines)) for at, (unit, _, _, made) in enumerate(some)]
    summary = (d.one("汇总表", "自评汇总", "项目汇总"), _titled(f"{place}市{year}年度项目支出绩效自评汇总表（单位：万元）", _summary(d, some)))
    for name, rows in [summary, *sheets] if d.chance(0.7) else [*sheets, summary]:
        d.table(rows, name)
    return d.finished()


def _sheet(at: int) -> str:
    return f"项目{at + 1}"


def _one(d: Draft, unit: Unit, shape: forms.Shape, whole: bool) -> Listed:
    name = d.rng.choice(unit.field.domain.projects)
    budget = drawn(d, d.rng.choice(SOURCES), 150, 1800)
    specs, _ = goals.plan(d, unit.field, goals.full(d, unit.field) if whole else d.rng.choice(goals.SLIM), 1)
    return unit, name, budget, forms.form(d, unit, name, specs, budget, shape, whole)


def _titled(title: str, rows: forms.Rows) -> forms.Rows:
    return [spread(len(rows[0]), (title, len(rows[0]))), *rows]


def _summary(d: Draft, some: list[Listed]) -> forms.Rows:
    """A line for each project with its score and grade, and all money together."""
    heads = (
        "序号",
        "项目名称",
        "主管部门",
        d.one("年初预算", "年初预算数"),
        "全年预算数",
        "全年执行数",
        "执行率",
        d.one("结转结余", "结余数"),
        "自评得分",
        "评价等级",
    )
    grades = d.rng.choice((("优", "良"), ("优秀", "良好")))
    rows: forms.Rows = [heads]
    columns: list[tuple[Ref, Ref, Ref, Ref]] = []
    for at, (unit, name, budget, made) in enumerate(some):
        one, two, three, total = (d.again(ref, bare=True) for ref in (made.opening, made.final, made.spent, made.total))
        rate = d.again(made.rate)
        left = d.money(budget.budget - budget.spent, bare=True)
        d.relate("ratio", rate, three, two)
        d.relate("sum", two, three, left)
        columns.append((one, two, three, left))
        grade = words.graded(d.figures[total.id].value, grades)
        rows.append((str(at + 1), name, unit.name, one, two, three, rate, left, total, grade))
    budgets = [budget for _, _, budget, _ in some]
    given, used = sum((one.budget for one in budgets), Fraction(0)), sum((one.spent for one in budgets), Fraction(0))
    values = (sum((one.opening for one in budgets), Fraction(0)), given, used, given - used)
    ends = tuple(d.money(value, bare=True) for value in values)
    for place, end in enumerate(ends):
        d.relate("sum", end, *[column[place] for column in columns])
    share = d.rate(used / given)
    d.relate("ratio", share, ends[2], ends[1])
    d.relate("sum", ends[1], ends[2], ends[3])
    return [*rows, ("合计", LEFT, LEFT, ends[0], ends[1], ends[2], share, ends[3], "—", "—")]
