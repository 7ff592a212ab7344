"""Slips of the pen: every kind of error, what it can make of a figure, and whether what it makes can be seen from the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Literal

from planting.laws import broken
from planting.model import Figure, Relation, Report, decimals, printed_number, unit_of

Class = Literal["blameable", "ambiguous", "invisible"]


@dataclass(frozen=True, slots=True)
class Error:
    """One change in one clean report: the kind, the figure, the report with it, the relations it breaks, and what that makes of it."""

    kind: str
    figure: int
    clean: Report
    planted: Report
    breaks: tuple[Relation, ...]
    words: tuple[str, str]

    @property
    def before(self) -> Figure:
        return self.clean.figures[self.figure]

    @property
    def after(self) -> Figure:
        return self.planted.figures[self.figure]

    @property
    def standing(self) -> Class:
        """Blameable: at least two relations are broken that have no other figure in common; ambiguous: fewer; invisible: none is broken."""
        if not self.breaks:
            return "invisible"
        common = set.intersection(*[set(relation.figures) for relation in self.breaks])
        return "blameable" if len(self.breaks) > 1 and common == {self.figure} else "ambiguous"

    @property
    def counts(self) -> bool:
        return bool(self.breaks)


Slip = Callable[[Report, Figure, Random], Iterator[Figure]]
SCALES = ("元", "万元", "亿元")


def _unit(report: Report, figure: Figure, rng: Random) -> Iterator[Figure]:
    """万元 for 亿元 and the like; in a column of 万元, the amount in 元."""
    if figure.dimension != "money" or figure.printed == 0:
        return
    if figure.bare:
        number = printed_number(figure.value, Fraction(1), 2)
        yield replace(figure, number=number[:-3] if number.endswith(".00") else number)
        return
    for unit in SCALES:
        if unit != figure.unit:
            yield replace(figure, unit=unit)


def _decimal(report: Report, figure: Figure, rng: Random) -> Iterator[Figure]:
    head, _, tail = figure.number.partition(".")
    if tail:
        yield replace(figure, number=_plain(f"{head}{tail[0]}", tail[1:]))
        yield replace(figure, number=_plain(head[:-1] or "0", head[-1] + tail))
    elif len(head) > 1:
        yield replace(figure, number=_plain(head[:-1], head[-1]))
        if not figure.exact:
            yield replace(figure, number=head + "0")


def _plain(head: str, tail: str) -> str:
    head = head.lstrip("0") or "0"
    return f"{head}.{tail}" if tail else head


def _transposition(report: Report, figure: Figure, rng: Random) -> Iterator[Figure]:
    digits = figure.number
    for at in range(len(digits) - 1):
        one, other = digits[at], digits[at + 1]
        if "." not in (one, other) and one != other and not (at == 0 and other == "0"):
            yield replace(figure, number=digits[:at] + other + one + digits[at + 2 :])


def _digit(report: Report, figure: Figure, rng: Random) -> Iterator[Figure]:
    for at, digit in enumerate(figure.number):
        for other in "0123456789":
            if digit not in (".", other) and not (at == 0 and other == "0"):
                yield replace(figure, number=figure.number[:at] + other + figure.number[at + 1 :])


def _dropped(report: Report, figure: Figure, rng: Random) -> Iterator[Figure]:
    digits = figure.number
    for at, digit in enumerate(digits):
        rest = digits[:at] + digits[at + 1 :]
        if digit != "." and rest and rest[0] not in ".0" and not rest.endswith("."):
            yield replace(figure, number=rest)


def _doubled(report: Report, figure: Figure, rng: Random) -> Iterator[Figure]:
    for at, digit in enumerate(figure.number):
        if digit != "." and not (at == 0 and digit == "0"):
            yield replace(figure, number=figure.number[: at + 1] + figure.number[at:])


def _sign(report: Report, figure: Figure, rng: Random) -> Iterator[Figure]:
    if figure.words:
        yield replace(figure, negative=not figure.negative)


def _borrowed(report: Report, figure: Figure, rng: Random) -> Iterator[Figure]:
    others = [other for other in report.figures if other.unit == figure.unit and other.number != figure.number and other.quantity != figure.quantity]
    for other in rng.sample(others, min(len(others), 12)):
        yield replace(figure, number=other.number)


def _stale(report: Report, figure: Figure, rng: Random) -> Iterator[Figure]:
    """The amount of the year before, where it is told; else one that it may have been."""
    if figure.dimension not in ("money", "ratio") or figure.role in ("target", "weight", "last", "price", "change", "growth") or figure.printed == 0:
        return
    factor = unit_of(figure.unit)[1]
    told = [report.figures[key] for relation in report.holding(figure.id) if relation.kind == "growth" for key in relation.figures[2:]]
    yield from (replace(figure, number=last.number) for last in told if last.unit == figure.unit and last.id != figure.id)
    for _ in range(3):
        other = figure.value * Fraction(rng.randint(8200, 11600), 10000)
        if figure.dimension == "ratio" and other > 1:
            continue
        yield replace(figure, number=printed_number(other, factor, decimals(figure.number)))


def _addend(report: Report, figure: Figure, rng: Random) -> Iterator[Figure]:
    """A total added up without one of its parts."""
    factor = unit_of(figure.unit)[1]
    for relation in report.relations:
        if relation.kind == "sum" and relation.figures[0] == figure.id and len(relation.figures) > 2:
            for part in relation.figures[1:]:
                less = figure.value - report.figures[part].value
                if less > 0 and report.figures[part].printed > 0:
                    yield replace(figure, number=printed_number(less, factor, decimals(figure.number)))


def _target(report: Report, figure: Figure, rng: Random) -> Iterator[Figure]:
    """The target stands where the value should."""
    for relation in report.holding(figure.id):
        if relation.kind.startswith("score-of") and relation.figures[2] == figure.id:
            target = report.figures[relation.figures[3]]
            if target.printed != figure.printed:
                yield replace(figure, number=target.number)


def _above(report: Report, figure: Figure, rng: Random) -> Iterator[Figure]:
    if figure.role == "score":
        weight = next(report.figures[relation.figures[1]] for relation in report.holding(figure.id) if relation.kind == "at-most")
        for more in (1, 2, 3, 5):
            yield replace(figure, number=str(int(weight.printed) + more))


def _marks(report: Report, figure: Figure, rng: Random) -> Iterator[Figure]:
    """All points for a target that was missed."""
    if figure.role == "score":
        weight = next(report.figures[relation.figures[1]] for relation in report.holding(figure.id) if relation.kind == "at-most")
        if figure.printed < weight.printed:
            yield replace(figure, number=weight.number + ("." + "0" * decimals(figure.number) if "." in figure.number and rng.random() < 0.3 else ""))


def _midyear(report: Report, figure: Figure, rng: Random) -> Iterator[Figure]:
    if figure.role == "midyear":
        for relation in report.holding(figure.id):
            if relation.kind == "at-most":
                year = report.figures[relation.figures[1]]
                for percent in (106, 112, 121, 134):
                    yield replace(figure, number=printed_number(year.value * percent / 100, unit_of(figure.unit)[1], decimals(figure.number)))


def _impossible(report: Report, figure: Figure, rng: Random) -> Iterator[Figure]:
    """A share that no whole number of answers gives."""
    if any(relation.kind == "whole-count" and relation.figures[0] == figure.id for relation in report.relations):
        for _ in range(20):
            yield replace(figure, number=f"{rng.randint(8800, 9990) / 100:.2f}")


SLIPS: dict[str, Slip] = {
    "unit": _unit,
    "decimal-shift": _decimal,
    "transposition": _transposition,
    "digit": _digit,
    "dropped-digit": _dropped,
    "doubled-digit": _doubled,
    "sign": _sign,
    "borrowed": _borrowed,
    "stale": _stale,
    "missing-addend": _addend,
    "copied-target": _target,
    "score-above-weight": _above,
    "full-marks": _marks,
    "midyear-above-year": _midyear,
    "impossible-share": _impossible,
}
TRUNCATED = "truncated-list"
KINDS = (*SLIPS, TRUNCATED)


def _shortened(report: Report, rng: Random) -> list[Error]:
    """A list of names one of which was left out under its count."""
    made: list[Error] = []
    for relation in report.relations:
        if relation.kind == "count" and relation.listing is not None and len(report.lists[relation.listing]) > 2:
            names = report.lists[relation.listing]
            shorter = report.shortened(relation.listing, rng.randrange(len(names)))
            words = ("、".join(names), "、".join(shorter.lists[relation.listing]))
            made.append(Error(TRUNCATED, relation.figures[0], report, shorter, tuple(broken(shorter)), words))
    return made


def plant(report: Report, kind: str, rng: Random, tries: int = 12) -> tuple[Error | None, list[Error]]:
    """An error of the kind that counts, and those drawn before it that nothing in the report can show. None where the report has no place for the kind."""
    if kind == TRUNCATED:
        made = _shortened(report, rng)
        return (rng.choice(made) if made else None), []
    figures = list(report.figures)
    rng.shuffle(figures)
    unseen: list[Error] = []
    for figure in figures:
        changes = [change for change in SLIPS[kind](report, figure, rng) if change.printed != figure.printed and change.printed != 0]
        if not changes:
            continue
        planted = report.changed(rng.choice(changes))
        error = Error(kind, figure.id, report, planted, tuple(broken(planted)), (figure.text, planted.figures[figure.id].text))
        if error.counts:
            return error, unseen
        unseen.append(error)
        if len(unseen) >= tries:
            break
    return None, unseen
