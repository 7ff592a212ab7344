"""A workbook: the form and two sheets of towns, means, three years, purchases or grants."""

from __future__ import annotations

from planting.draft import Draft
from planting.model import Report
from planting.styles.money import drawn
from planting.styles.sheets import spread
from planting.styles.third import forms, tables, words
from planting.styles.third.tables import Rows

SHEETS = {"towns": "资金分配表", "means": "资金执行明细", "years": "三年支出", "goods": "采购清单", "grants": "补助发放"}


def report(seed: int) -> Report:
    """One workbook."""
    d = words.begun("register", seed, "xlsx")
    unit = words.unit(d.rng)
    name = d.rng.choice(unit.domain.projects)
    budget = drawn(d, forms.SOURCES[: d.rng.randint(1, 3)], 150, 2800)
    specs = words.planned(d, unit.domain, outputs=d.rng.randint(4, 6), effects=d.rng.randint(2, 3), missed=d.rng.randint(1, 2))
    form = forms.form(d, unit, name, budget, specs)
    d.table(_titled(f"{unit.year}年度项目绩效自评表", form.rows, ""), d.one("绩效自评表", "项目自评"))
    for kind in d.rng.sample(tuple(SHEETS), 2):
        rows = _rows(d, form, kind, unit.year)
        d.table(_titled(f"{unit.year}年{name}{SHEETS[kind]}", rows, "" if kind in ("goods", "grants") else "单位：万元"), SHEETS[kind])
    return d.finished()


def _rows(d: Draft, form: forms.Form, kind: str, year: int) -> Rows:
    if kind == "towns":
        return tables.towns(d, form.budget, form.spent)
    if kind == "means":
        return tables.means(d, form.budget, form.spent)
    if kind == "years":
        return tables.three_years(d, form.spent, year)
    value = d.figures[form.spent.id].value
    return tables.goods(d, value / 3)[0] if kind == "goods" else tables.grants(d, value / 2)[0]


def _titled(title: str, rows: Rows | tuple[tuple[str, ...], ...], measure: str) -> Rows:
    """Rows under a title and, where all amounts have one unit, this unit."""
    width = len(rows[0])
    return [spread(width, (title, width)), *([spread(width, (measure, width))] if measure else []), *rows]
