"""Planted errors: a figure of a sound relation is moved beyond its interval, and the relation breaks in its place.

What a change makes false is judged here, on the printed numbers and with arithmetic of its own, never by asking the engine. By hand, with every miss listed:

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
from itertools import pairwise, product
from pathlib import Path

import pytest

from gouji.document.model import Document
from gouji.document.plain import block
from gouji.ledger import Fact
from gouji.report import DocumentReport, Parameter, Relation, Words
from gouji.rulebook.pack import load_rulebook
from support import NO_SEED, REPORTS, SEED, check, figures_of, reported, views

COMMERCE = REPORTS / "commerce" / "report.docx"
# checks whose relations are mere bounds: they verify nothing
BOUNDS = {"bound", "ceiling", "marks", "midyear", "capped", "whole-number", "contrary", "shares-of-whole", "whole-count"}
LEAST_BROKEN = Fraction(95, 100)
SAMPLE = 3  # the suite plants every third change, by hand all of them are
Position = tuple[int, int]  # block, start

# --- the printed number, read anew ---

UNITS = {"亿元": 10**8, "百万元": 10**6, "万元": 10**4, "千元": 10**3, "元": 1, "%": Fraction(1, 100), "％": Fraction(1, 100), "‰": Fraction(1, 1000), "分": 1}
SCALES = {"万": 10**4, "亿": 10**8}
NUMBER = re.compile(r"\d[\d,]*(?:\.(\d+))?")
NOT_JUDGED = ("range", "many", "near", "over")
STIPULATED = {"目标值", "分值", "得分"}  # exactly as printed


@dataclass(frozen=True)
class Printed:
    """A number as printed; it may stand for all from `low` to `high`, rounded or truncated. Counts stand for themselves."""

    value: Fraction
    low: Fraction
    high: Fraction

    @property
    def exactly(self) -> Printed:
        return Printed(self.value, self.value, self.value)


def printed(text: str, qualifier: str) -> Printed | None:
    """None where the text holds no plain decimal number, or one of a kind that is not judged here."""
    match = NUMBER.search(text)
    if match is None or qualifier in NOT_JUDGED:
        return None
    unit = text[match.end() :]
    factor = Fraction(UNITS.get(unit) or next((size for mark, size in SCALES.items() if unit.startswith(mark)), 1))
    value = Fraction(match[0].replace(",", "")) * factor
    place = factor / 10 ** len(match[1] or "")
    if unit not in UNITS and match[1] is None and factor == 1:
        return Printed(value, value, value)
    return Printed(value, value - (place if qualifier == "about" else place / 2), value + place)


# --- what a relation says, written anew ---


@dataclass(frozen=True)
class Said:
    """A relation with the numbers that its names stand for, as printed."""

    relation: Relation
    values: Mapping[str, Sequence[Printed]]
    at_most: bool  # its target is a ceiling

    def one(self, name: str) -> Printed:
        (value,) = self.values[name]
        return value


def possible(formula: Callable[[dict[str, list[Fraction]]], Fraction], values: Mapping[str, Sequence[Printed]]) -> tuple[Fraction, Fraction]:
    """The least and the greatest result. Every formula is monotone in each of its numbers, so the corners suffice; sums of many have but two."""
    flat = [(name, figure) for name, figures in values.items() for figure in figures]
    ends = [sorted({figure.low, figure.high}) for _, figure in flat]
    corners = product(*ends) if len(flat) < 8 else [tuple(end[0] for end in ends), tuple(end[-1] for end in ends)]
    results = []
    for corner in corners:
        filled: dict[str, list[Fraction]] = {}
        for (name, _), value in zip(flat, corner, strict=True):
            filled.setdefault(name, []).append(value)
        results.append(formula(filled))
    return min(results), max(results)


def meets(stated: Printed, ends: tuple[Fraction, Fraction]) -> bool:
    return ends[0] <= stated.high and stated.low <= ends[1]


def as_written(said: Said) -> bool:
    """`left = right` over single figures and sums."""
    left, right = said.relation.formula.split(" = ")
    rest = {name: figures for name, figures in said.values.items() if name != left}
    program = compiled(right, tuple(rest))
    return meets(said.one(left), possible(lambda filled: evaluated(program, filled), rest))


@cache
def compiled(expression: str, names: tuple[str, ...]) -> str:
    """`1 − 本期 ÷ 基期` as a Python expression over the numbers by name."""
    written = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    python = re.sub(rf"(Σ|平均)\(?({written})\)?", r"\1[\2]", expression)
    python = re.sub(rf"(?<!\[)({written})(?!\])", r"filled['\1'][0]", python)
    python = re.sub(rf"Σ\[({written})\]", r"total(filled['\1'])", python)
    python = re.sub(rf"平均\[({written})\]", r"mean(filled['\1'])", python)
    python = re.sub(r"\b(\d+)%", r"Fraction(\1, 100)", python)
    return python.translate(str.maketrans("−×÷", "-*/"))


def evaluated(program: str, filled: dict[str, list[Fraction]]) -> Fraction:
    return Fraction(eval(program, {"filled": filled, "Fraction": Fraction, "total": total, "mean": lambda terms: total(terms) / len(terms)}))


def total(terms: Sequence[Fraction]) -> Fraction:
    return sum(terms, Fraction(0))


def growth_of_parts(said: Said) -> bool:
    """The whole over what its parts were a year before."""

    def growth(filled: dict[str, list[Fraction]]) -> Fraction:
        return filled["整体"][0] / total([part / (1 + rate) for part, rate in zip(filled["部分"], filled["部分增长率"], strict=True)]) - 1

    return meets(said.one("整体增长率"), possible(growth, {name: figures for name, figures in said.values.items() if name != "整体增长率"}))


def told_alike(said: Said) -> bool:
    """Two tellings have a value in common."""
    one, other = (figure for figures in said.values.values() for figure in figures)
    return one.low <= other.high and other.low <= one.high


def weights_make_hundred(said: Said) -> bool:
    """All weights, the execution rate's among them where it is needed, make the last operand."""
    *weights, hundred = (figure.value for figures in said.values.values() for figure in figures)
    return total(weights) == hundred


def marks_earned(said: Said) -> bool:
    """Full marks for a target reached, its proportion for one missed; reached where any lawful value of the actual figure reaches it."""
    target, actual, weight, score = (said.one(name) for name in ("目标值", "实际完成值", "分值", "得分"))
    missed = actual.low > target.value if said.at_most else actual.value < target.value and actual.high <= target.value
    if not missed:
        return score.value == weight.value
    ratio = possible(lambda v: v["a"][0] / v["t"][0], {"a": [actual], "t": [target.exactly]})
    earned = sorted(weight.value * (1 / end if said.at_most else end) for end in ratio)
    return score.value != weight.value and meets(score, (earned[0], earned[1]))


def grade_fits(said: Said) -> bool:
    """The usual bands; a total beyond 100 is another relation's matter."""
    (word,) = (operand.text for _, operand in said.relation.operands if isinstance(operand, Words))
    ((score,),) = said.values.values()
    lowest, end = {"优": (90, 10**9), "良": (80, 90), "中": (60, 80), "差": (0, 60)}[word[0]]
    return lowest <= score.value < end


JUDGES: dict[str, Callable[[Said], bool]] = {
    "equation": lambda said: growth_of_parts(said) if "整体增长率" in said.values else as_written(said),
    "completion": as_written,
    "execution-score": as_written,
    "scores": as_written,
    "restatement": told_alike,
    "enumeration": lambda said: False,  # the names stay, so that any other count is false
    "weights": weights_make_hundred,
    "full-marks": marks_earned,
    "grade": grade_fits,
}


# --- planting ---


@dataclass(frozen=True)
class Planted:
    """One figure of one relation with another text, and what became of the relation."""

    relation: Relation
    check: str
    before: str
    after: str
    kind: str
    outcome: str = ""
    instead: str = ""

    def __str__(self) -> str:
        return f"{self.outcome:12} {self.relation.rule} {self.relation.formula}: {self.before} → {self.after} ({self.kind}){self.instead}"


def changes(text: str) -> Iterator[tuple[str, str]]:
    """A digit, two neighbours, the decimal point: other prints of a number, none with a leading zero that it had not, none of them zero."""
    match = NUMBER.search(text)
    if match is None:
        return
    number = match[0]
    digits = [at for at, character in enumerate(number) if character.isdigit()]
    for at in digits:
        yield "digit", number[:at] + str((int(number[at]) + 1 + at % 4) % 10) + number[at + 1 :]
    for one, other in pairwise(digits):
        if number[one] != number[other]:
            yield "transposition", number[:one] + number[other] + number[one + 1 : other] + number[one] + number[other + 1 :]
    plain = number.replace(",", "")
    whole, _, decimals = plain.partition(".")
    yield "tenfold", f"{whole}{decimals[0]}.{decimals[1:]}".rstrip(".").lstrip("0") if decimals else f"{whole}0"
    if len(whole) > 1:
        yield "tenth", f"{whole[:-1]}.{whole[-1]}{decimals}"


def believable(number: str, before: str) -> bool:
    starts_right = not re.match(r"0\d", number) or before.startswith("0")
    return starts_right and number != before and Fraction(number.replace(",", "")) != 0


def operands_of(relation: Relation) -> Iterator[tuple[str, str | Parameter]]:
    """Figures and parameters, in the order of the formula."""
    for name, operand in relation.operands:
        for one in operand if isinstance(operand, tuple) else (operand,):
            if not isinstance(one, Words):
                yield name, one


class Ground:
    """A report that is sound but for what it is known for, with its verified relations by the figures they hold."""

    def __init__(self, path: Path) -> None:
        report = reported(path)
        assert report.document is not None
        self.document: Document = report.document
        self.facts: dict[str, Fact] = {fact_id: view.fact for fact_id, view in views(report).items()}
        book = load_rulebook()
        self.checks = {rule.code: rule.check for rule in book.rules}
        self.relations = [r for r in report.relations if r.outcome == "consistent" and self.checks[r.rule] in JUDGES and "≤" not in r.formula]
        unjudged = {self.checks[r.rule] for r in report.relations if r.outcome == "consistent"} - JUDGES.keys() - BOUNDS
        assert not unjudged, f"say in JUDGES what these mean: {unjudged}"

    def text(self, fact: Fact) -> str:
        return self.document.blocks[fact.span.block].text[fact.span.start : fact.span.end]

    def said(self, relation: Relation, changed: Fact | None = None, text: str = "") -> Said | None:
        """The relation over the printed numbers, one of them changed; None where a number is of a kind not judged here."""
        values: dict[str, list[Printed]] = {}
        at_most = False
        for name, fact_id in operands_of(relation):
            if isinstance(fact_id, Parameter):
                value = Fraction(fact_id.value)
                values.setdefault(name, []).append(Printed(value, value, value))
                continue
            fact = self.facts[fact_id]
            number = printed(text if changed == fact else self.text(fact), fact.figure.qualifier)
            if number is None:
                return None
            exact = name in STIPULATED and self.checks[relation.rule] != "execution-score"
            values.setdefault(name, []).append(number.exactly if exact else number)
            at_most |= name == "目标值" and fact.figure.qualifier in ("at_most", "under")
        return Said(relation, values, at_most)

    def holds(self, relation: Relation, changed: Fact | None = None, text: str = "") -> bool | None:
        said = self.said(relation, changed, text)
        return None if said is None else JUDGES[self.checks[relation.rule]](said)

    def plant(self, step: int = 1) -> Iterator[Planted]:
        """Every change (or each `step`-th) that makes a verified relation false, with what the engine says of the relation then."""
        holding: dict[str, list[Relation]] = {}
        for relation in self.relations:
            for _, fact_id in figures_of(relation):
                holding.setdefault(fact_id, []).append(relation)
        for count, (fact_id, kind, number) in enumerate(self._changes(holding)):
            if count % step == 0:
                yield from self._planted(self.facts[fact_id], kind, number, holding[fact_id])

    def _changes(self, holding: Mapping[str, Sequence[Relation]]) -> Iterator[tuple[str, str, str]]:
        for fact_id in sorted(holding, key=lambda i: int(i[1:])):
            before = self.text(self.facts[fact_id])
            match = NUMBER.search(before)
            for kind, number in changes(before):
                if match and believable(number, match[0]):
                    yield fact_id, kind, before[: match.start()] + number + before[match.end() :]

    def _planted(self, fact: Fact, kind: str, text: str, relations: Sequence[Relation]) -> Iterator[Planted]:
        false = [relation for relation in relations if self.holds(relation, fact, text) is False]
        if not false:
            return
        report = check(self._changed(fact, text))
        found = Changed(report, self, fact, len(text) - (fact.span.end - fact.span.start))
        for relation in false:
            outcome, instead = found.fate(relation)
            yield Planted(relation, self.checks[relation.rule], self.text(fact), text, kind, outcome, instead)

    def _changed(self, fact: Fact, text: str) -> Document:
        blocks = list(self.document.blocks)
        old = blocks[fact.span.block]
        new = block(old.text[: fact.span.start] + text + old.text[fact.span.end :], old.kind, old.level, old.cell)
        blocks[fact.span.block] = new
        return replace(self.document, blocks=tuple(blocks), locator=None)


class Changed:
    """The report of a changed document, asked for a relation by its rule and by where its figures stand."""

    def __init__(self, report: DocumentReport, ground: Ground, fact: Fact, delta: int) -> None:
        self.ground, self.fact, self.delta = ground, fact, delta
        facts = {fact_id: view.fact for fact_id, view in views(report).items()}
        self.texts = {(f.span.block, f.span.start): f.text for f in facts.values()}
        self.found: dict[str, list[tuple[list[Position], Relation]]] = {}
        for relation in report.relations:
            at = [(facts[i].span.block, facts[i].span.start) for _, i in figures_of(relation)]
            self.found.setdefault(relation.rule, []).append((at, relation))

    def _now(self, fact: Fact) -> Position:
        """Where a figure of the sound report stands after the change."""
        span, changed = fact.span, self.fact.span
        later = span.block == changed.block and span.start > changed.start
        return span.block, span.start + (self.delta if later else 0)

    def fate(self, relation: Relation) -> tuple[str, str]:
        """broken, undetermined, held (still called consistent), rebound (gone, but the changed figure breaks another relation), vanished."""
        wanted = [self._now(self.ground.facts[i]) for _, i in figures_of(relation)]
        same = [other for at, other in self.found.get(relation.rule, ()) if sorted(at) == sorted(wanted)]
        if same:
            words = {"inconsistent": "broken", "undetermined": "undetermined", "consistent": "held"}
            outcome = next((o for o in words if any(other.outcome == o for other in same)), "consistent")
            return words[outcome], "" if outcome == "inconsistent" else f" | {same[0].formula}; {same[0].arithmetic}; {same[0].reason}"
        changed = self._now(self.fact)
        if changed not in self.texts:
            return "vanished", " | the figure itself is gone"
        akin = [r for at, r in self.found.get(relation.rule, ()) if r.outcome == "inconsistent" and at and (at[0] == wanted[0] or changed in at)]
        if akin:
            return "broken", f" | by another reading: {akin[0].formula}"
        noticed = [r for found in self.found.values() for at, r in found if r.outcome == "inconsistent" and changed in at]
        undecided = [r for at, r in self.found.get(relation.rule, ()) if changed in at]
        instead = f" | now: {'; '.join(f'{r.rule} {r.outcome} {r.formula} {r.arithmetic}' for r in undecided[:2]) or 'nothing of its rule holds the figure'}"
        return ("rebound", f"{instead}; broken: {', '.join(sorted({r.rule for r in noticed}))}") if noticed else ("vanished", instead)


# --- the tests ---


@pytest.mark.parametrize("path", [COMMERCE, SEED / "report.docx"], ids=["commerce", "seed"])
def test_a_moved_figure_breaks_its_relations(path: Path) -> None:
    """At least 95 % of the relations that a change makes false are inconsistent after it, and none vanishes without a word."""
    if not path.exists():
        pytest.skip(NO_SEED)
    planted = list(Ground(path).plant(SAMPLE))
    assert len(planted) > 100
    vanished = [str(one) for one in planted if one.outcome == "vanished"]
    missed = [str(one) for one in planted if one.outcome != "broken"]
    assert not vanished
    assert Fraction(len(planted) - len(missed), len(planted)) >= LEAST_BROKEN, "\n".join(missed)


@pytest.mark.parametrize("path", [COMMERCE, SEED / "report.docx"], ids=["commerce", "seed"])
def test_what_is_verified_is_true_by_hand(path: Path) -> None:
    """Every relation called consistent holds by the plain arithmetic of this file too."""
    if not path.exists():
        pytest.skip(NO_SEED)
    ground = Ground(path)
    assert ground.relations
    wrong = [relation for relation in ground.relations if ground.holds(relation) is False and not counted(ground, relation)]
    assert not [(relation.rule, relation.formula, relation.arithmetic) for relation in wrong]


def counted(ground: Ground, relation: Relation) -> bool:
    """A count and its names: whether they agree is in the words, not in these numbers."""
    return ground.checks[relation.rule] == "enumeration"


def main(paths: Sequence[Path]) -> None:
    for path in paths:
        planted = list(Ground(path).plant())
        outcomes = Counter(one.outcome for one in planted)
        print(f"{path}: {len(planted)} relations made false; " + ", ".join(f"{name} {count}" for name, count in outcomes.most_common()))
        for code in sorted({one.relation.rule for one in planted}):
            own = Counter(one.outcome for one in planted if one.relation.rule == code)
            print(f"  {code}  broken {own['broken']:4} of {own.total():4} = {own['broken'] / own.total():7.1%}  {dict(own)}")
        print("misses:")
        for one in planted:
            if one.outcome != "broken":
                print(f"  {one}")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]] or [path for path in (COMMERCE, SEED / "report.docx") if path.exists()])
