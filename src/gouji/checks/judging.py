"""Claims on facts: which convention makes one hold, what it asks of the result, how sure its binding is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial

from gouji.checks.draft import NOTHING, Case, Draft, Supposed, interval_of
from gouji.checks.solving import Equation, Leaf, Node, Tree, tree_of
from gouji.checks.wording import expected_of
from gouji.document.model import Span
from gouji.frozen import frozen
from gouji.ledger import Fact
from gouji.quantity.exact import exact
from gouji.quantity.interval import Interval
from gouji.report import Convention, Expected, Outcome, Reach, Severity
from gouji.rulebook.claim import Claim, Name, Value, show

Bound = Mapping[Name, tuple[str, ...]]  # the facts that fill each name of a claim, in its order; one, or a list


_ONE = exact(1)


@frozen
class Reading:
    """A claim with its facts; `lists` are the names that hold a list even of one, `as_printed` those whose numbers are not rounded."""

    claim: Claim
    facts: Bound
    number: int
    reach: Reach
    lists: frozenset[str] = frozenset()
    scale: tuple[tuple[str, Fraction], ...] = ()
    as_printed: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([fact_id for ids in self.facts.values() for fact_id in ids]))

    def judged(self, facts: Mapping[str, Fact]) -> Judged:
        """The claim with the values of its facts."""
        return Judged(self.claim, tuple([self._term(name, ids, facts) for name, ids in self.facts.items()]))

    def _term(self, name: Name, ids: tuple[str, ...], facts: Mapping[str, Fact]) -> _Term:
        times = self._times(name)
        rounded, lawful = ([self._value(name, facts[i], NOTHING, cut_off) for i in ids] for cut_off in (False, True))
        printed = (tuple(rounded), tuple(lawful)) if times is _ONE else (tuple([i.scaled(times) for i in rounded]), tuple([i.scaled(times) for i in lawful]))
        return _Term(ids, times, name.key in self.lists, printed)

    def equation(self, facts: Mapping[str, Fact]) -> Equation:
        """The claim over its facts, to be solved for any one of them."""
        of = {fact_id: name for name, ids in self.facts.items() for fact_id in ids}
        printed = {fact_id: tuple([self._value(name, facts[fact_id], NOTHING, lawful) for lawful in (False, True)]) for fact_id, name in of.items()}
        bound = {name: [_scaled(Leaf(fact_id), self._times(name)) for fact_id in ids] for name, ids in self.facts.items()}

        def value(fact_id: str, supposed: Supposed, lawful: bool) -> Interval:
            said = supposed.get(fact_id)
            return printed[fact_id][lawful] if said is None else said

        left, right = (tree_of(side, bound, self.lists) for side in (self.claim.left, self.claim.right))
        return Equation(left, right, value, self.claim.comparison)

    def _value(self, name: Name, fact: Fact, supposed: Supposed, lawful: bool) -> Interval:
        if name.key in self.lists:
            return _as_part(fact, supposed, lawful)
        if name.key in self.as_printed:
            return supposed.get(fact.id, fact.figure.exact)
        return interval_of(fact, supposed, lawful=lawful, measured=self.claim.computes and name == self.claim.names[0])

    def _times(self, name: Name) -> Fraction:
        return next((times for role, times in self.scale if role == name.key), _ONE) if self.scale else _ONE


@frozen
class _Term:
    """A name of a claim with its facts; `printed` are their intervals, as rounded and with what truncation may have cut off."""

    ids: tuple[str, ...]
    times: Fraction
    is_list: bool
    printed: tuple[tuple[Interval, ...], tuple[Interval, ...]]

    def value(self, supposed: Supposed, lawful: bool) -> Value:
        intervals = self.printed[lawful]
        if self.is_list:
            return tuple([supposed[i].scaled(self.times) if i in supposed else one for i, one in zip(self.ids, intervals, strict=True)])
        said = supposed.get(self.ids[0])
        return intervals[0] if said is None else said if self.times is _ONE else said.scaled(self.times)


@frozen
class Judged:
    """A claim over values that were looked up once: diagnosis asks thousands of times whether it would hold under others."""

    claim: Claim
    terms: tuple[_Term, ...]

    def expected(self, supposed: Supposed) -> Interval:
        """What the right side asks of the left."""
        return self.claim.sides[1]([term.value(supposed, False) for term in self.terms])

    def convention(self) -> Convention | None:
        """The first convention under which the claim holds, None where none does."""
        return next((convention for lawful, convention in _CONVENTIONS if self._holds(NOTHING, lawful)), None)

    def holds(self, supposed: Supposed) -> bool:
        """Whether the claim holds under some convention: what rounding allows, truncation allows as well."""
        return self._holds(supposed, True)

    def _holds(self, supposed: Supposed, lawful: bool) -> bool:
        values = [term.value(supposed, lawful) for term in self.terms]
        left, right = self.claim.sides
        return self.claim.fits(left(values), right(values))


_CONVENTIONS: tuple[tuple[bool, Convention], ...] = ((False, "rounded"), (True, "truncated"))


def _scaled(leaf: Leaf, times: Fraction) -> Tree:
    return leaf if times == 1 else Node("×", leaf, Interval.exact(times))


def _as_part(fact: Fact, supposed: Supposed, lawful: bool) -> Interval:
    """`因公出国费0万元` in a list is none at all, not up to half of 1万元; marks given are exact (`得18分` beside `得17.5分`)."""
    nil = fact.figure.value == 0 and fact.figure.place == 1
    if fact.id not in supposed and (nil or fact.dimension == "score"):
        return fact.figure.exact
    return interval_of(fact, supposed, lawful=lawful)


@dataclass(slots=True)
class _Asked:
    """The readings of one relation, to be asked again under supposed values; what was found out once is kept, diagnosis supposes the same again and again.

    `fits`: one of them holds as printed.
    """

    readings: Sequence[Reading]
    facts: Mapping[str, Fact]
    ids: frozenset[str]
    fits: bool = False
    _judged: dict[int, Judged] = field(default_factory=dict)
    _held: dict[tuple[tuple[str, Interval], ...], bool] = field(default_factory=dict)
    _equation: Equation | None = None
    _solved: dict[tuple[str, bool], Interval | None] = field(default_factory=dict)

    def judged(self, number: int) -> Judged:
        """A reading with the values of its facts."""
        if number not in self._judged:
            self._judged[number] = self.readings[number].judged(self.facts)
        return self._judged[number]

    def fitting(self) -> tuple[int, Convention] | None:
        """The first reading that holds, and the convention under which it does."""
        for number in range(len(self.readings)):
            if (convention := self.judged(number).convention()) is not None:
                self.fits = True
                return number, convention
        return None

    def holds(self, supposed: Supposed) -> bool:
        changed = self.ids & supposed.keys()
        if not changed:
            return self.fits
        mine = tuple([(fact_id, supposed[fact_id]) for fact_id in (sorted(changed) if len(changed) > 1 else changed)])
        held = self._held.get(mine)
        if held is None:
            of = dict(mine)
            held = self._held[mine] = any(self.judged(number).holds(of) for number in range(len(self.readings)))
        return held

    def solve(self, reading: Reading, fact: str, supposed: Supposed, *, lawful: bool = False) -> Interval | None:
        if self._equation is None:
            self._equation = reading.equation(self.facts)
        if not self.ids.isdisjoint(supposed):
            return self._equation.solve(fact, supposed, lawful=lawful)
        if (fact, lawful) not in self._solved:
            self._solved[fact, lawful] = self._equation.solve(fact, NOTHING, lawful=lawful)
        return self._solved[fact, lawful]


def judge(case: Case, readings: Sequence[Reading], span: Span, *, firm: bool = True, doubt: str | None = None, severity: Severity | None = None) -> Draft:
    """The relation that `readings` (default first, in the order of the wording) make: the first that holds, else the default, broken or undetermined."""
    facts = case.facts
    ids = frozenset([fact_id for reading in readings for fact_id in reading.ids])
    asked = _Asked(readings, facts, ids)
    fitting = asked.fitting()
    number, convention = fitting if fitting else (0, None)
    reading, chosen = readings[number], asked.judged(number)
    outcome: Outcome = "consistent" if fitting else ("inconsistent" if firm else "undetermined")
    result = facts[reading.facts[reading.claim.names[0]][0]]
    expected = expected_of(result, chosen.expected(NOTHING)) if not reading.claim.is_bound else None
    return Draft(
        rule=case.rule,
        expects=None if reading.claim.is_bound else partial(_expected, result, chosen),
        solve=partial(asked.solve, reading),
        outcome=outcome,
        formula=reading.claim.text,
        operands=tuple([(name.text, _operand(reading, name)) for name in reading.claim.names]),
        facts=reading.ids,
        reach=reading.reach,
        severity=severity or case.rule.severity,
        span=span,
        holds=asked.holds,
        reads=ids,
        reading=reading.number,
        convention=convention,
        expected=expected,
        reason=doubt if outcome == "undetermined" else ("other-reading" if fitting and reading.number else None),
        arithmetic=_arithmetic(case, reading, expected.text if expected else "", broken=outcome != "consistent"),
        suspect=result.id,
        bound=reading.claim.is_bound or case.rule.doubt,  # what may have other terms vouches for nothing
        values={name.text: _shown(case, reading, name) for name in reading.claim.names},
    )


def _expected(result: Fact, chosen: Judged, supposed: Supposed) -> Expected | None:
    return expected_of(result, chosen.expected(supposed))


def _operand(reading: Reading, name: Name) -> str | tuple[str, ...]:
    ids = reading.facts[name]
    return ids if name.key in reading.lists else ids[0]


def _shown(case: Case, reading: Reading, name: Name) -> str:
    return " + ".join(case.facts[fact_id].text for fact_id in reading.facts[name])


_BROKEN = {"≤": ">", "≥": "<"}


def _arithmetic(case: Case, reading: Reading, expected: str, broken: bool) -> str:
    mean = case.glossary.words["mean"][0]

    def numbers(name: Name) -> str:
        return " + ".join(case.facts[fact_id].number for fact_id in reading.facts[name])

    left, right = (show(side, numbers, mean) for side in (reading.claim.left, reading.claim.right))
    if reading.claim.is_bound:
        comparison = _BROKEN[reading.claim.comparison] if broken else reading.claim.comparison
        return f"{left} {comparison} {right}"
    return f"{right} = {expected}"
