"""Planted errors: a figure of a sound relation is moved beyond its interval, and the relation breaks in its place.

What a change makes false is judged here, on the printed numbers and with arithmetic of its own, never by asking the engine. By hand, with all misses listed:

    python tests/test_planted.py [report …]
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from support import NO_SEED, REPORTS, SEED, check, figures_of, reported, views

from gouji.document.model import Document
from gouji.document.plain import block
from gouji.ledger import Fact
from gouji.report import DocumentReport, Parameter, Relation, Words
from gouji.rulebook.pack import load_rulebook

BOUNDS = {"bound", "marks", "midyear"}  # checks whose relations are mere bounds
LEAST_BROKEN = Fraction(95, 100)
SAMPLE = 2  # the suite plants every second change, by hand all of them are
Position = tuple[int, int]  # block, start

# --- the printed number, read without the engine ---

UNITS = {"亿元": 10**8, "百万元": 10**6, "万元": 10**4, "千元": 10**3, "元": 1, "%": Fraction(1, 100), "％": Fraction(1, 100), "‰": Fraction(1, 1000)}
SCALES = {"万": 10**4, "亿": 10**8}
NUMBER = re.compile(r"\d[\d,]*(?:\.(\d+))?")


@dataclass(frozen=True)
class Printed:
    """A number as printed: `low` and `high` hold what it may stand for when it was rounded or truncated (counts: itself)."""

    value: Fraction
    low: Fraction
    high: Fraction

    @classmethod
    def of(cls, text: str, fact: Fact) -> Printed | None:
        """None where the text holds no plain decimal number, or one of a kind that these tests do not judge."""
        match = NUMBER.search(text)
        if match is None or fact.figure.qualifier in ("range", "many", "near", "about", "over"):
            return None
        unit = text[match.end() :]
        factor = UNITS.get(unit) or next((size for mark, size in SCALES.items() if unit.startswith(mark)), 1)
        number = Fraction(match[0].replace(",", "")) * factor
        place = Fraction(factor, 10 ** len(match[1] or ""))
        if unit not in UNITS and match[1] is None and factor == 1 and unit != "分":
            return cls(number, number, number)
        return cls(number, number - place / 2, number + place)

    @property
    def exactly(self) -> Printed:
        return Printed(self.value, self.value, self.value)


# --- what a relation says, written anew ---

Values = Mapping[str, Sequence[Printed]]
Judge = Callable[[Relation, Values], bool]
STIPULATED = {"目标值", "分值", "得分"}


def possible(formula: Callable[[dict[str, list[Fraction]]], Fraction], values: Values) -> tuple[Fraction, Fraction]:
    """The least and the greatest result; every formula here is monotone in each of its numbers, so the corners suffice."""
    flat = [(name, n, figure) for name, figures in values.items() for n, figure in enumerate(figures)]
    results = []
    for corner in product(*[{figure.low, figure.high} for _, _, figure in flat]):
        filled: dict[str, list[Fraction]] = {}
        for (name, _, _), value in zip(flat, corner, strict=True):
            filled.setdefault(name, []).append(value)
        results.append(formula(filled))
    return min(results), max(results)


def by_formula(relation: Relation, values: Values) -> bool:
    """`left = right` over single figures and sums, as the formula is written."""
    left, right = relation.formula.split(" = ")
    rest = {name: figures for name, figures in values.items() if name != left}
    low, high = possible(lambda filled: evaluated(right, filled), rest)
    (stated,) = values[left]
    return low <= stated.high and stated.low <= high


def evaluated(expression: str, filled: dict[str, list[Fraction]]) -> Fraction:
    """The value of `执行数 ÷ 全年预算数`, `Σ部分` … with each name replaced by its number."""
    names = sorted(filled, key=len, reverse=True)
    tokens = re.findall("|".join([*map(re.escape, names), r"\d+%?", "Σ", "平均", "[()+−×÷]"]), expression)
    python, at = "", 0
    while at < len(tokens):
        token = tokens[at]
        if token in ("Σ", "平均"):
            inner = tokens[at + 2] if tokens[at + 1] == "(" else tokens[at + 1]
            python += ("total" if token == "Σ" else "mean") + f"(filled[{inner!r}])"
            at += 4 if tokens[at + 1] == "(" else 2
            continue
        python += {"−": "-", "×": "*", "÷": "/"}.get(token) or (f"filled[{token!r}][0]" if token in filled else number(token))
        at += 1
    scope = {"filled": filled, "Fraction": Fraction, "total": lambda terms: sum(terms, Fraction(0)), "mean": lambda terms: sum(terms, Fraction(0)) / len(terms)}
    return Fraction(eval(python, {"__builtins__": {}}, scope))  # our own tokens only


def number(token: str) -> str:
    """`100%` → `Fraction(100, 100)`; brackets and + as they are."""
    if not token[0].isdigit():
        return token
    return f"Fraction({token[:-1]}, 100)" if token.endswith("%") else f"Fraction({token})"


def growth_of_parts(relation: Relation, values: Values) -> bool:
    """The whole over what its parts were a year before."""

    def formula(filled: dict[str, list[Fraction]]) -> Fraction:
        before = sum((part / (1 + growth) for part, growth in zip(filled["部分"], filled["部分增长率"], strict=True)), Fraction(0))
        return filled["整体"][0] / before - 1

    low, high = possible(formula, {name: figures for name, figures in values.items() if name != "整体增长率"})
    (stated,) = values["整体增长率"]
    return low <= stated.high and stated.low <= high


def told_alike(relation: Relation, values: Values) -> bool:
    """Two tellings have a value in common."""
    one, other = [figure for figures in values.values() for figure in figures]
    return one.low <= other.high and other.low <= one.high


def names_counted(relation: Relation, values: Values) -> bool:
    """The count is that of the names listed, as many as stood there when the relation was sound."""
    return False  # the list is left as it is, so that any other count is false


def weights_make_hundred(relation: Relation, values: Values) -> bool:
    (hundred,) = values.get("分值合计", values.get("100", [Printed.of("100", NO_FACT)]))  # type: ignore[list-item]  # 100 is a number
    return sum((figure.value for name, figures in values.items() if name != "分值合计" for figure in figures), Fraction(0)) == hundred.value


def marks_earned(relation: Relation, values: Values) -> bool:
    """Full marks for a target reached; its proportion for one missed; reached unless no lawful value of the actual figure reaches it."""
    (target,), (actual,), (weight,), (score,) = (values[name] for name in ("目标值", "实际完成值", "分值", "得分"))
    at_most = "≤" in relation.formula or relation.id in CEILINGS
    missed = actual.low > target.value if at_most else actual.high <= target.value and actual.value < target.value
    if not missed:
        return score.value == weight.value
    low, high = possible(lambda v: v["w"][0] * v["a"][0] / v["t"][0], {"w": [weight.exactly], "a": [actual], "t": [target.exactly]})
    return score.value != weight.value and low <= score.value + Fraction(1, 200) and score.value - Fraction(1, 200) <= high


def grade_fits(relation: Relation, values: Values) -> bool:
    """The usual bands; a total beyond 100 is another relation's matter."""
    (word,) = [operand.text for _, operand in relation.operands if isinstance(operand, Words)]
    ((score,),) = values.values()
    lowest, highest = {"优": (90, 10**9), "良": (80, 90), "中": (60, 80), "差": (0, 60)}[word[0]]
    return score.value >= lowest and (score.value < highest)


CEILINGS: set[str] = set()
JUDGES: dict[str, Judge] = {
    "equation": by_formula,
    "completion": by_formula,
    "execution-score": by_formula,
    "scores": by_formula,
    "restatement": told_alike,
    "enumeration": names_counted,
    "weights": weights_make_hundred,
    "full-marks": marks_earned,
    "grade": grade_fits,
}
