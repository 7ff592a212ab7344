"""Dates and periods that cannot be: the 31st of September, a date that lost its characters, a period that ends before it begins."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.draft import Case, Draft
from gouji.checks.structure import told
from gouji.document.model import Span
from gouji.quantity.dates import impossible_dates, reversed_periods


def dates(case: Case) -> Iterator[Draft]:
    """Every date of the text that no calendar has, and every one that lost its characters."""
    for index in case.blocks:
        for start, end in impossible_dates(case.plain[index]):
            span = Span(index, start, end)
            yield told(case, span, {"date": case.text(span)})


def periods(case: Case) -> Iterator[Draft]:
    """`2023年5月至2022年12月`."""
    for index in case.blocks:
        for start, end in reversed_periods(case.plain[index]):
            span = Span(index, start, end)
            yield told(case, span, {"period": case.text(span)})
