"""Values that a figure might have been meant to have: in another unit, as told elsewhere, as computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from math import ceil, floor

from gouji.checks.draft import Draft, Supposed
from gouji.checks.wording import decimal, printed
from gouji.diagnose.slips import Slips
from gouji.diagnose.values import Kind, Values, kind_of
from gouji.frozen import frozen, replace
from gouji.ledger import MOVEMENTS, Fact
from gouji.quantity.interval import Interval
from gouji.quantity.unit import MONEY_SCALE, USUAL_MONEY, Unit, unit
from gouji.report import Cause

_LEAST_DIGITS = 3  # significant digits before `equal to the last digit` says anything


class Facts(dict[str, Fact]):
    """All facts by id, and by what is printed."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        super().__init__((fact.id, fact) for fact in facts)
        self._order = {fact_id: place for place, fact_id in enumerate(self)}
        self._slips: dict[str, Slips] = {}
        self._sources: dict[str, Fact | None] = {}
        self._other_units: dict[str, tuple[Candidate, ...]] = {}
        self._slipped: dict[tuple[str, Fraction, Interval], Cause] = {}

    @cached_property
    def units(self) -> set[str]:
        """The units printed with a figure."""
        return {fact.figure.unit.symbol for fact in self.values() if fact.figure.unit is not None and fact.figure.unit.symbol in fact.text}

    @cached_property
    def _alike(self) -> dict[tuple[Fraction, Unit | None], list[Fact]]:
        found: dict[tuple[Fraction, Unit | None], list[Fact]] = {}
        for fact in self.values():
            found.setdefault((fact.figure.value, fact.figure.unit), []).append(fact)
        return found

    @cached_property
    def _named(self) -> dict[Kind, Values]:
        found: dict[Kind, Values] = {}
        for fact in self.values():
            kind = kind_of(fact)
            if kind not in found:
                found[kind] = Values()
            found[kind].add(fact)
        return found

    def source(self, fact: Fact) -> Fact | None:
        """The fact that a figure may have been copied from, looked for once."""
        if fact.id not in self._sources:
            self._sources[fact.id] = source_of(fact, self)
        return self._sources[fact.id]

    def slips(self, fact: Fact) -> Slips:
        """The slips of a figure's digits."""
        if fact.id not in self._slips:
            self._slips[fact.id] = Slips.of(fact)
        return self._slips[fact.id]

    def other_units(self, fact: Fact) -> tuple[Candidate, ...]:
        """The digits of a figure in other units of money."""
        if fact.id not in self._other_units:
            self._other_units[fact.id] = tuple(_other_units(fact, self))
        return self._other_units[fact.id]

    def slip_to(self, fact: Fact, other: Fact) -> Cause:
        """The slip that turned what another place tells into the printed figure, if one did."""
        key = fact.id, other.figure.base_value, other.interval
        if key not in self._slipped:
            led = (slip.cause for slip in self.slips(fact).to(other.figure.base_value) if slip.telling(other.interval))
            self._slipped[key] = next(led, "unknown")
        return self._slipped[key]

    def told_within(self, fact: Fact, wanted: Interval) -> list[Fact]:
        """Other facts of the same measure, or of the same open name, in the same unit that may have one of the values wanted, in reading order; none
        where they differ."""
        found = self._named[kind_of(fact)].within(wanted, fact.id)
        return sorted(found, key=lambda other: self.place(other.id)) if len({other.figure.value for other in found}) == 1 else []

    def place(self, fact_id: str) -> int:
        """How many facts stand before one."""
        return self._order[fact_id]

    def printed_alike(self, fact: Fact) -> list[Fact]:
        """The facts of the same value in the same unit, itself among them."""
        return self._alike[fact.figure.value, fact.figure.unit]


@frozen
class Candidate:
    """A supposed value for a figure: its interval in base units, how it would be printed ("" where no one value is asked for), what slip it would undo."""

    fact: str
    interval: Interval
    text: str
    cause: Cause
    unit: str | None = None
    telling: bool = False  # a slip that would rarely fit by chance


Ask = tuple[Draft, str]  # a relation, and the figure that it is solved for: the one in doubt, or a further telling of the same


def candidates(fact: Fact, broken: Sequence[Ask], sound: Sequence[Ask], facts: Facts, supposed: Supposed) -> Iterator[Candidate]:
    """The repairs worth trying for a figure, most telling first."""
    yield from facts.other_units(fact)
    yield from _told_elsewhere(fact, broken, facts)
    wanted = _wanted(broken, sound, supposed)
    if wanted is not None and _possible(fact, wanted):
        fitting = _fitting(fact, wanted, [draft for draft, _ in broken], facts, supposed)
        yield fitting if fitting.text != fact.text else replace(fitting, text="")  # its places hold none of the values wanted


def _other_units(fact: Fact, facts: Facts) -> Iterator[Candidate]:
    """The same digits in 元, 万元, 亿元, or in another unit of money that the report uses."""
    own = fact.figure.unit
    if own is None or own.dimension != "money" or own.symbol not in MONEY_SCALE or not fact.figure.value:
        return
    for symbol in MONEY_SCALE:
        other = unit(symbol)
        if symbol != own.symbol and other is not None and (symbol in USUAL_MONEY or symbol in facts.units):
            yield _in_unit(fact, other)


_HEADED_PLACES = 2  # what is told in 万元 under a header is told to the cent of a hundred


def _in_unit(fact: Fact, other: Unit) -> Candidate:
    figure = fact.figure.in_unit(other, ellipsis=False)
    own = fact.figure.unit
    assert own is not None  # only money has other units
    interval = figure.exact if fact.stipulated else figure.measured
    if own.symbol in fact.text:
        text = fact.text.replace(own.symbol, other.symbol)
    else:  # the unit stands in the header: the digits are those of another one
        value = figure.base_value / own.factor
        text = decimal(value, _HEADED_PLACES) if abs(value) >= 1 else printed(fact, figure.base_value)
    return Candidate(fact.id, interval, text, "unit-slip", other.symbol, telling=True)


def _told_elsewhere(fact: Fact, broken: Sequence[Ask], facts: Facts) -> Iterator[Candidate]:
    """Where a restatement is broken, the other telling's value; each value once."""
    seen: set[tuple[Fraction, str]] = set()
    for draft, figure in broken:
        if draft.rule.check == "restatement" and figure in draft.facts and len(seen) < MOST_SOLVED:
            other = facts[next(fact_id for fact_id in draft.facts if fact_id != figure)]
            told = other.figure.base_value, other.text
            if told in seen:
                continue
            seen.add(told)
            cause: Cause = "borrowed" if facts.source(fact) else facts.slip_to(fact, other)
            yield Candidate(fact.id, other.interval, other.text, cause, telling=cause != "unknown")


def _wanted(broken: Sequence[Ask], sound: Sequence[Ask], supposed: Supposed) -> Interval | None:
    """The values for which most of the broken relations of a figure hold, and the sound ones stay so; None where none of them can be solved for it."""
    best: tuple[int, Interval] | None = None
    for lawful in (False, True):
        asked = [interval for ask in broken[:MOST_SOLVED] if (interval := _solved(ask, supposed, lawful)) is not None]
        for first in asked:
            region, count = first, 0
            for interval in asked:
                both = region & interval
                region, count = (both, count + 1) if both is not None else (region, count)
            if best is None or count > best[0]:
                best = count, region
        if best is not None and best[0] == len(asked):
            break
    if best is None:
        return None
    region = best[1]
    for ask in sound[:MOST_SOLVED]:
        kept = _solved(ask, supposed, False)
        region = (region & kept if kept is not None else None) or region
    return region


def _possible(fact: Fact, wanted: Interval) -> bool:
    """A score is not negative, nor is any other figure that stands without a sign: a part of 8分 is no slip of -2.7分. Nobody is 35.6人."""
    if fact.figure.unit is not None and fact.figure.unit.counted and fact.figure.place == 1 and not _holds_whole(wanted):
        return False
    return fact.figure.base_value < 0 or fact.measure in _SIGNED or wanted.high is None or wanted.high > 0 or (wanted.high == 0 and fact.dimension != "score")


def _holds_whole(wanted: Interval) -> bool:
    low, high = wanted.low, wanted.high
    return low is None or high is None or high - low >= 1 or any(Fraction(number) in wanted for number in (ceil(low), floor(high)))


_SIGNED = MOVEMENTS | {"balance", "adjustment_up", "adjustment_down"}


def _solved(ask: Ask, supposed: Supposed, lawful: bool) -> Interval | None:
    draft, figure = ask
    return draft.solve(figure, supposed, lawful=lawful) if draft.solve is not None else None


def _fitting(fact: Fact, wanted: Interval, broken: Sequence[Draft], facts: Facts, supposed: Supposed) -> Candidate:
    """The printed value that `wanted` allows: the one that a slip explains, else what the relation says of its result, else the middle one; none for a
    mere bound, which asks for no value."""
    if wanted.width is None:
        return Candidate(fact.id, wanted, "", "unknown")
    twin = _twin(fact, wanted, facts) if _several(fact, wanted) else None
    if twin is not None:
        return Candidate(fact.id, twin.interval & wanted or wanted, twin.text, facts.slip_to(fact, twin))
    slip = next(facts.slips(fact).into(wanted), None)
    if slip is not None and (slip.telling(wanted) or _several(fact, wanted)):
        return Candidate(fact.id, slip.interval & wanted or wanted, slip.text, slip.cause, telling=slip.telling(wanted))
    borrowed = facts.source(fact) is not None
    cause: Cause = "borrowed" if borrowed else slip.cause if slip is not None else "unknown"
    if _copies_target(fact, broken, facts):
        return Candidate(fact.id, wanted, _printed_within(fact, wanted), "borrowed", telling=True)
    told = all(draft.suspect == fact.id for draft in broken)  # it results from each of the broken relations and equals another figure
    return Candidate(fact.id, wanted, _asked(fact, broken, supposed) or _printed_within(fact, wanted), cause, telling=borrowed and told)


def _copies_target(fact: Fact, broken: Sequence[Draft], facts: Facts) -> bool:
    """Whether an actual value repeats its target, while the rate beside them tells of another."""
    if fact.role != "actual":
        return False
    beside = (facts[i] for draft in broken for i in draft.facts)
    return any(other.role == "target" and other.figure.base_value == fact.figure.base_value for other in beside)


def _twin(fact: Fact, wanted: Interval, facts: Facts) -> Fact | None:
    """A figure of the same name elsewhere that is one of the values wanted, if all such agree."""
    return next(iter(facts.told_within(fact, wanted)), None)


def _asked(fact: Fact, broken: Sequence[Draft], supposed: Supposed) -> str:
    """The one value that the only broken relation asks of its result."""
    asked = broken[0].asked(supposed) if len(broken) == 1 and broken[0].suspect == fact.id else None
    return "" if asked is None or "–" in asked.text else asked.text


def _several(fact: Fact, wanted: Interval) -> bool:
    """Whether more than one value of the figure's places is wanted."""
    return wanted.width is None or wanted.width >= _step(fact)


def _step(fact: Fact) -> Fraction:
    return fact.figure.place * (fact.figure.unit.factor if fact.figure.unit else 1)


def _printed_within(fact: Fact, wanted: Interval) -> str:
    assert wanted.low is not None and wanted.high is not None  # of a mere bound no value is told
    return printed(fact, _rounded(fact, (wanted.low + wanted.high) / 2, wanted))


def _rounded(fact: Fact, value: Fraction, asked: Interval) -> Fraction:
    """The value to the figure's places, to more where that would leave what is asked (4 for 3.77)."""
    step = _step(fact)
    for _ in range(_MORE_PLACES):
        rounded = Fraction(round(value / step)) * step
        if asked.meets(Interval.around(rounded, step / 2)) if not (fact.stipulated or fact.figure.measured.is_exact) else rounded in asked:
            return rounded
        step /= 10
    return value


_MORE_PLACES = 4
MOST_SOLVED = 24  # relations of one figure that a repair is fitted to: keeps a figure that all others hang on cheap


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
