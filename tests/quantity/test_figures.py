"""fixtures/figures.yaml: every printed form with the figures it holds, and the traps that hold none."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from gouji.quantity.figure import Figure, read
from gouji.quantity.interval import Interval

TABLE = Path(__file__).parents[2] / "fixtures" / "figures.yaml"
SECTIONS: dict[str, list[list[str]]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
CASES = [pytest.param(text, expected, id=f"{section}: {text}") for section, lines in SECTIONS.items() for text, *expected in lines]
FORM = re.compile(r"(?P<open>[\[(])(?P<low>[^,]+), (?P<high>[^,]+)(?P<close>[\])])")


def interval(printed: str) -> Interval:
    m = FORM.fullmatch(printed)
    if m is None:
        return Interval.exact(Fraction(printed))
    low = None if m["low"] == "-∞" else Fraction(m["low"])
    high = None if m["high"] == "∞" else Fraction(m["high"])
    return Interval(low, high, m["open"] == "(" and low is not None, m["close"] == ")" and high is not None)


def nearly(a: Interval, b: Interval) -> bool:
    """Equal, but for ends that decimals cannot print (hours in days)."""
    pairs = ((a.low, b.low), (a.high, b.high))
    close = all(x == y or (x is not None and y is not None and abs(x - y) < Fraction(1, 10**20)) for x, y in pairs)
    return close and (a.low_open, a.high_open) == (b.low_open, b.high_open)


def kind(figure: Figure) -> str:
    words = [figure.dimension, "" if figure.qualifier == "exact" else figure.qualifier, "…" if figure.ellipsis else ""]
    return " ".join(filter(None, words))


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_reads_what_the_table_says(text: str, expected: list[str]) -> None:
    figures = read(text)
    rows = [line.split(" | ") for line in expected]
    assert [(f.text, kind(f)) for f in figures] == [(printed, of) for printed, of, _ in rows]
    for figure, (_, _, measured) in zip(figures, rows, strict=True):
        assert nearly(figure.measured, interval(measured)), f"{figure.text}: {figure.measured}"


def test_the_table_is_large_and_says_nothing_twice() -> None:
    texts = [line[0] for lines in SECTIONS.values() for line in lines]
    assert len(texts) >= 220
    assert len(texts) == len(set(texts))
