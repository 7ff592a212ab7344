"""A workbook: the form and two or three sheets of accounts, quarters, categories, years or sites."""

from __future__ import annotations

from planting.draft import Draft
from planting.model import Report
from planting.styles.money import drawn
from planting.styles.second import attached, forms, words
from planting.styles.second.tables import Rows
from planting.styles.sheets import spread

SHEETS = {"accounts": "预决算对照", "quarters": "季度支出", "categories": "经济分类", "years": "两年对比", "sites": "任务清单"}


def report(seed: int) -> Report:
    """One workbook."""
    d = words.begun("ledger", seed, "xlsx")
    unit = words.unit(d.rng)
    name = d.rng.choice(unit.domain.projects)
    budget = drawn(d, forms.SOURCES[: d.rng.randint(1, 3)], 60, 3000)
    specs = words.planned(d, unit.domain, outputs=d.rng.randint(4, 6), effects=d.rng.randint(2, 3), missed=d.rng.randint(1, 2))
    form = forms.sheet(d, unit, name, budget, specs)
    d.table(_headed(d, f"{unit.year}年度{d.one('项目支出绩效自评表', '专项资金绩效自评表')}", form.rows), d.one("自评表", "附件1自评表"))
    for annex in d.rng.sample(tuple(SHEETS), 2):
        rows = attached.made(d, unit, budget, form, annex)
        d.table(_headed(d, f"{name}{SHEETS[annex]}表", rows, money=annex != "sites"), SHEETS[annex])
    return d.finished()


def _headed(d: Draft, title: str, rows: Rows | tuple[tuple[str, ...], ...], money: bool = True) -> Rows:
    """Rows under a title and, where they hold amounts, the unit of these."""
    width = len(rows[0])
    return [spread(width, (title, width)), *([spread(width, ("金额单位：万元", width))] if money else []), *rows]
