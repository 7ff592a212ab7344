"""How a report prints its numbers: chosen once for a whole report."""

from __future__ import annotations

from fractions import Fraction

from planting.draft import Draft
from planting.model import Layout


def settle(d: Draft, layout: str) -> None:
    """Places, zeros at the end, separators, blanks, truncated or rounded rates, the steps of scores, and the file's layout."""
    d.trim = d.chance(0.3)
    d.grouped = d.chance(0.2)
    d.gap = " " if layout == "txt" and d.chance(0.1) else ""
    d.rates = "truncated" if d.chance(0.12) else "rounded"
    d.rate_places = d.rng.choice((2, 2, 2, 2, 1))
    d.granule = d.rng.choice((Fraction(1, 100), Fraction(1, 100), Fraction(1, 10), Fraction(1)))
    wrap = d.rng.randint(26, 38) if layout == "txt" and d.chance(0.2) else 0
    d.layout = Layout(layout, wrap, typed=d.chance(0.75))
