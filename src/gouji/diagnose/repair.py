"""Values that a figure might have been meant to have: in another unit, as told elsewhere, as computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gouji.checks.draft import Draft, Supposed
from gouji.checks.wording import printed
from gouji.ledger import Fact
from gouji.quantity.interval import Interval
from gouji.quantity.unit import MONEY_SCALE, Unit, unit
from gouji.report import Cause

_NOT_COMPUTED = frozenset({"restatement", "bound", "marks", "midyear", "enumeration"})  # a bound asks for no value; the other telling has its own
_LEAST_DIGITS = 3  # significant digits before `equal to the last digit` says anything


class Facts(dict[str, Fact]):
    """All facts by id, and by what is printed."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        super().__init__((fact.id, fact) for fact in facts)
        self._order = {fact_id: place for place, fact_id in enumerate(self)}
        self._alike: dict[tuple[Fraction, Unit | None], list[Fact]] = {}
        for fact in self.values():
            self._alike.setdefault((fact.figure.value, fact.figure.unit), []).append(fact)

    def place(self, fact_id: str) -> int:
        """How many facts stand before one."""
        return self._order[fact_id]

    def printed_alike(self, fact: Fact) -> list[Fact]:
        """The facts of the same value in the same unit, itself among them."""
        return self._alike[fact.figure.value, fact.figure.unit]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A supposed value for a figure: its interval in base units, how it would be printed, and what slip it would undo."""

    fact: str
    interval: Interval
    text: str
    cause: Cause
    unit: str | None = None


def candidates(fact: Fact, broken: Sequence[Draft], facts: Facts, supposed: Supposed) -> Iterator[Candidate]:
    """The repairs worth trying for a figure, most telling first."""
    yield from _other_units(fact)
    yield from _told_elsewhere(fact, broken, facts)
    yield from _computed(fact, broken, supposed)


def _other_units(fact: Fact) -> Iterator[Candidate]:
    """The same digits in 元, 万元, 亿元 …"""
    own = fact.figure.unit
    if own is None or own.dimension != "money" or own.symbol not in MONEY_SCALE or not fact.figure.value:
        return
    for symbol in MONEY_SCALE:
        other = unit(symbol)
        if symbol != own.symbol and other is not None:
            yield _in_unit(fact, other)


def _in_unit(fact: Fact, other: Unit) -> Candidate:
    figure = fact.figure.in_unit(other, ellipsis=False)
    text = fact.text.replace(fact.figure.unit.symbol if fact.figure.unit else "", other.symbol)
    return Candidate(fact.id, figure.exact if fact.stipulated else figure.measured, text, "unit-slip", other.symbol)


def _told_elsewhere(fact: Fact, broken: Sequence[Draft], facts: Facts) -> Iterator[Candidate]:
    """Where a restatement is broken, the other telling's value."""
    for draft in broken:
        if draft.rule.check == "restatement" and fact.id in draft.facts:
            other = facts[next(fact_id for fact_id in draft.facts if fact_id != fact.id)]
            cause: Cause = "borrowed" if source_of(fact, facts) else "unknown"
            yield Candidate(fact.id, other.interval, other.text, cause)


def _computed(fact: Fact, broken: Sequence[Draft], supposed: Supposed) -> Iterator[Candidate]:
    """What the relation that the figure results from asks of it."""
    for draft in broken:
        asked = draft.asked(supposed)
        if draft.suspect == fact.id and asked is not None and draft.rule.check not in _NOT_COMPUTED and asked.text:
            value = _middle(asked.interval)
            if value is not None:
                text = asked.text if "–" not in asked.text else printed(fact, _rounded(fact, value, asked.interval))
                yield Candidate(fact.id, asked.interval, text, "unknown")


def _middle(interval: Interval) -> Fraction | None:
    return None if interval.low is None or interval.high is None else (interval.low + interval.high) / 2


def _rounded(fact: Fact, value: Fraction, asked: Interval) -> Fraction:
    """The value to the figure's places, to more where that would leave what is asked (4 for 3.77)."""
    step = fact.figure.place * (fact.figure.unit.factor if fact.figure.unit else 1)
    for _ in range(_MORE_PLACES):
        rounded = Fraction(round(value / step)) * step
        if rounded in asked:
            return rounded
        step /= 10
    return value


_MORE_PLACES = 4


def source_of(fact: Fact, facts: Facts) -> Fact | None:
    """Another fact, of another name or subject, that the figure equals to the last digit; statements of the body before indicator records."""
    figure = fact.figure
    digits = (
        str(abs(figure.value.numerator)) if figure.value.denominator == 1 else str(abs(figure.value.numerator * 10**6 // figure.value.denominator)).rstrip("0")
    )
    if len(digits.strip("0")) < _LEAST_DIGITS:
        return None
    found = [other for other in facts.printed_alike(fact) if _different(fact, other)]
    return min(found, key=lambda other: (other.source == "record", other.measure is None, facts.place(other.id)), default=None)


def _different(fact: Fact, other: Fact) -> bool:
    if other.id == fact.id or (other.measure, other.concept, other.aspects.subject) == (fact.measure, fact.concept, fact.aspects.subject):
        return False
    if other.sentence == fact.sentence and other.source == "record":
        return False
    if _alike(fact.concept or "", other.concept or "") and "open" in (fact.source, other.source):
        return False
    if fact.aspects.subject == other.aspects.subject is not None and "open" in (fact.source, other.source):
        return False  # 三公经费决算 in the text and the row 三公经费 are one
    if other.topic_subject is not None and other.topic_subject == fact.aspects.subject:
        return False  # the indicator “三公”经费控制数 tells the same of the same
    return (other.measure, other.aspects.subject) != (fact.topic_measure, fact.topic_subject)


def _alike(one: str, other: str) -> bool:
    """Open names that share three characters in a row speak of one thing: a second telling is no borrowing."""
    short, long = sorted((one, other), key=len)
    return any(short[at : at + 3] in long for at in range(max(1, len(short) - 2))) if short else False
