"""Claims on facts: which convention makes one hold, what it asks of the result, how sure its binding is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gouji.checks.draft import NOTHING, Case, Draft, Supposed, interval_of
from gouji.checks.solving import Equation, Leaf, Node, Tree, tree_of
from gouji.checks.wording import expected_of
from gouji.document.model import Span
from gouji.ledger import Fact
from gouji.quantity.interval import Interval
from gouji.report import Convention, Expected, Outcome, Reach, Severity
from gouji.rulebook.claim import Claim, Name, Value, show

Bound = Mapping[Name, tuple[str, ...]]  # the facts that fill each name of a claim; one, or a list


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim with its facts; `lists` are the names that hold a list even of one."""

    claim: Claim
    facts: Bound
    number: int
    reach: Reach
    lists: frozenset[str] = frozenset()
    scale: tuple[tuple[str, Fraction], ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(fact_id for name in self.claim.names for fact_id in self.facts[name]))

    def values(self, facts: Mapping[str, Fact], supposed: Supposed, *, lawful: bool) -> dict[Name, Value]:
        result: dict[Name, Value] = {}
        for name, ids in self.facts.items():
            times = self._times(name)
            intervals = tuple(self._value(name, facts[i], supposed, lawful).scaled(times) for i in ids)
            result[name] = intervals if name.key in self.lists else intervals[0]
        return result

    def equation(self, facts: Mapping[str, Fact]) -> Equation:
        """The claim over its facts, to be solved for any one of them."""
        of = {fact_id: name for name, ids in self.facts.items() for fact_id in ids}
        bound = {name: [_scaled(Leaf(fact_id), self._times(name)) for fact_id in ids] for name, ids in self.facts.items()}

        def value(fact_id: str, supposed: Supposed, lawful: bool) -> Interval:
            return self._value(of[fact_id], facts[fact_id], supposed, lawful)

        left, right = (tree_of(side, bound, self.lists) for side in (self.claim.left, self.claim.right))
        return Equation(left, right, value, self.claim.comparison)

    def _value(self, name: Name, fact: Fact, supposed: Supposed, lawful: bool) -> Interval:
        if name.key in self.lists:
            return _as_part(fact, supposed, lawful)
        return interval_of(fact, supposed, lawful=lawful, measured=self.claim.computes and name == self.claim.names[0])

    def _times(self, name: Name) -> Fraction:
        return next((times for role, times in self.scale if role == name.key), Fraction(1))

    def convention(self, facts: Mapping[str, Fact], supposed: Supposed = NOTHING) -> Convention | None:
        """The first convention under which the claim holds, None where none does."""
        if self.claim.holds(self.values(facts, supposed, lawful=False)):
            return "rounded"
        if self.claim.holds(self.values(facts, supposed, lawful=True)):
            return "truncated"
        return None


def _scaled(leaf: Leaf, times: Fraction) -> Tree:
    return leaf if times == 1 else Node("×", leaf, Interval.exact(times))


def _as_part(fact: Fact, supposed: Supposed, lawful: bool) -> Interval:
    """`因公出国费0万元` in a list is none at all, not up to half of 1万元; marks given are exact (`得18分` beside `得17.5分`)."""
    nil = fact.figure.value == 0 and fact.figure.place == 1
    if fact.id not in supposed and (nil or fact.dimension == "score"):
        return fact.figure.exact
    return interval_of(fact, supposed, lawful=lawful)


def judge(case: Case, readings: Sequence[Reading], span: Span, *, firm: bool = True, doubt: str | None = None, severity: Severity | None = None) -> Draft:
    """The relation that `readings` (default first, in the order of the wording) make: the first that holds, else the default, broken or undetermined."""
    facts = case.facts
    fitting = next(((reading, convention) for reading in readings if (convention := reading.convention(facts))), None)
    reading = fitting[0] if fitting else readings[0]
    convention = fitting[1] if fitting else None
    outcome: Outcome = "consistent" if fitting else ("inconsistent" if firm else "undetermined")
    result = facts[reading.facts[reading.claim.names[0]][0]]
    interval = reading.claim.expected(reading.values(facts, NOTHING, lawful=False))
    expected = expected_of(result, interval) if not reading.claim.is_bound else None

    def holds(supposed: Supposed) -> bool:
        return any(other.convention(facts, supposed) for other in readings)

    def expects(supposed: Supposed) -> Expected | None:
        return expected_of(result, reading.claim.expected(reading.values(facts, supposed, lawful=False)))

    return Draft(
        rule=case.rule,
        expects=None if reading.claim.is_bound else expects,
        solve=reading.equation(facts).solve,
        outcome=outcome,
        formula=reading.claim.text,
        operands=tuple((name.text, _operand(reading, name)) for name in reading.claim.names),
        facts=reading.ids,
        reach=reading.reach,
        severity=severity or case.rule.severity,
        span=span,
        holds=holds,
        reading=reading.number,
        convention=convention,
        expected=expected,
        reason=doubt if outcome == "undetermined" else ("other-reading" if fitting and reading.number else None),
        arithmetic=_arithmetic(case, reading, expected.text if expected else "", broken=outcome != "consistent"),
        suspect=result.id,
        bound=reading.claim.is_bound or case.rule.doubt,  # what may have other terms vouches for nothing
        values={name.text: _shown(case, reading, name) for name in reading.claim.names},
    )


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
