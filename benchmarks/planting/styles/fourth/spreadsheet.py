"""A workbook: the form, and two or three sheets of money, contracts or fees."""

from __future__ import annotations

from planting.model import Report
from planting.styles.fourth import forms, tables, words
from planting.styles.fourth.tables import Rows
from planting.styles.sheets import spread

OTHERS = {"contracts": "合同付款台账", "fees": "劳务补助发放明细表"}


def report(seed: int) -> Report:
    """One workbook."""
    d = words.begun("spreadsheet", seed, "xlsx")
    unit = words.unit(d.rng)
    name = d.rng.choice(unit.domain.projects)
    sources = d.rng.choice(forms.SOURCES)
    budget = words.budgeted(d, sources, 80, 2400)
    specs, _ = words.planned(d, unit.domain, outputs=d.rng.randint(4, 6), effects=d.rng.randint(2, 3), missed=d.rng.randint(1, 2))
    form = forms.form(d, unit, name, budget, specs, d.one(*words.UNSPENT))
    d.table(titled(f"{unit.region}{unit.year}年度项目支出绩效自评表", form.rows, ""), d.one("自评表", "绩效自评表"))
    first = d.rng.choice(tables.fitting(sources))
    for kind in (first, "progress") if first == "outlay" else (first,):
        title, make = tables.MONEY[kind]
        d.table(titled(f"{unit.year}年度{title}", make(d, form.budget, form.spent), "单位：万元"), title)
    if first == "outlay":  # all that was paid is there by item: single contracts or fees would have to be found in it
        return d.finished()
    other, value = d.rng.choice(tuple(OTHERS)), d.figures[form.spent.id].value
    rows = tables.contracts(d, value / 5) if other == "contracts" else tables.fees(d, value / 4)[0]
    d.table(titled(f"{unit.year}年度{OTHERS[other]}", rows, ""), OTHERS[other])
    return d.finished()


def titled(title: str, rows: Rows | tuple[tuple[str, ...], ...], measure: str) -> Rows:
    """Rows under a title and, where all amounts have one unit, this unit."""
    width = len(rows[0])
    return [spread(width, (title, width)), *([spread(width, (measure, width))] if measure else []), *rows]
