"""Numbers that cannot be, whatever else is true: shares of no whole number, rates and shares above a whole, a fall that is called a rise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import ceil, floor

from gouji.checks.draft import NOTHING, Case, Draft, Solve, Supposed, interval_of
from gouji.checks.wording import to_places
from gouji.frozen import frozen
from gouji.ledger import Fact, Statement
from gouji.quantity.interval import Interval
from gouji.report import Convention, Expected, Outcome

_MOST_COUNTS = 200  # a supposed count that may be more numbers than this excludes no share
_CONVENTIONS: tuple[tuple[Convention, bool], ...] = (("rounded", False), ("truncated", True))


def _statements(case: Case, kind: str) -> Iterator[Statement]:
    return (statement for statement in case.ledger.statements if statement.kind == kind)


def whole_count(case: Case) -> Iterator[Draft]:
    """A share of a number of answers is a whole number of them over all: 95.37% of 54 is none (GRIM). Told of both, for either may be wrong."""
    for statement in _statements(case, "tally"):
        share = case.facts[statement.bindings[0].role("share")[0]]
        bases = [case.facts[binding.role("whole")[0]] for binding in statement.bindings]
        found = next((c for c, lawful in _CONVENTIONS if any(_is_possible(share, base, NOTHING, lawful) for base in bases)), None)

        def holds(supposed: Supposed, share: Fact = share, bases: list[Fact] = bases) -> bool:
            return any(_is_possible(share, base, supposed, True) for base in bases)

        expected = _nearest(share, bases[0])
        yield Draft(
            rule=case.rule,
            outcome="consistent" if found else "inconsistent",
            formula=case.rule.formula,
            operands=((share.concept or "", share.id), (bases[0].concept or "", bases[0].id)),
            facts=(share.id, bases[0].id),
            reach="sentence" if share.sentence == bases[0].sentence else "section",
            severity=case.rule.severity,
            span=statement.span,
            holds=holds,
            convention=found,
            expected=expected,
            suspect=share.id,
            bound=True,
            values={"share": share.text, "count": bases[0].text, "nearest": expected.text},
        )


def _is_possible(share: Fact, base: Fact, supposed: Supposed, lawful: bool) -> bool:
    """Whether some whole number of `base` gives the share, from none to all."""
    counts, wanted = interval_of(base, supposed), interval_of(share, supposed, lawful=lawful)
    if counts.low is None or counts.high is None or counts.high - counts.low > _MOST_COUNTS:
        return True
    return any(_gives(count, wanted) for count in range(max(1, ceil(counts.low)), floor(counts.high) + 1))


def _gives(count: int, wanted: Interval) -> bool:
    first = 0 if wanted.low is None else max(0, ceil(wanted.low * count))
    return any(answers <= count and Fraction(answers, count) in wanted for answers in (first, first + 1))


def _nearest(share: Fact, base: Fact) -> Expected:
    """The possible shares on either side of the printed one, to its places."""
    count = floor(base.figure.base_value)
    below = min(max(floor(share.figure.base_value * count), 0), count)
    values = sorted({Fraction(below, count), Fraction(min(below + 1, count), count)}) if count else [Fraction(0)]
    return Expected(Interval(values[0], values[-1]), "、".join(dict.fromkeys(to_places(share, value) for value in values)))


def shares_of_whole(case: Case) -> Iterator[Draft]:
    """Shares of parts that exclude one another make no more than the whole, rounding aside."""
    for statement in _statements(case, "shares_of_whole"):
        shares = [case.facts[fact_id] for fact_id in statement.bindings[0].role("parts")]
        holds, solve = _sum_within_whole(shares)
        outcome: Outcome = "consistent" if holds(NOTHING) else "inconsistent"
        total = to_places(min(shares, key=lambda share: share.figure.place), sum((share.figure.base_value for share in shares), Fraction(0)))
        arithmetic = f"{' + '.join(share.text for share in shares)} = {total}"
        yield Draft(
            rule=case.rule,
            outcome=outcome,
            formula=case.rule.formula,
            operands=((shares[0].concept or "", tuple(share.id for share in shares)),),
            facts=tuple(share.id for share in shares),
            reach="sentence",
            severity=case.rule.severity if statement.firm else "warning",
            span=statement.span,
            holds=holds,
            solve=solve,
            arithmetic=arithmetic,
            suspect=shares[0].id,
            bound=True,
            values={"sum": arithmetic, "total": total},
        )


def _sum_within_whole(shares: list[Fact]) -> tuple[Callable[[Supposed], bool], Solve]:
    def least(supposed: Supposed, without: str = "") -> Fraction:
        lows = (interval_of(share, supposed, lawful=True).low for share in shares if share.id != without)
        return sum((low for low in lows if low is not None), Fraction(0))

    def solve(fact: str, supposed: Supposed, *, lawful: bool = False) -> Interval | None:
        return Interval(None, 1 - least(supposed, fact))

    return lambda supposed: least(supposed) <= 1, solve


@frozen
class _Movement:
    """A rate and an amount that the wording moves in opposite directions, and the level now, where it is told."""

    rate: Fact
    amount: Fact
    now: Fact | None

    def holds(self, supposed: Supposed) -> bool:
        """The words oppose, so one of the numbers must be negative, or nothing moved."""
        rate, amount = (interval_of(fact, supposed) for fact in (self.rate, self.amount))
        return (_may_be(rate, 1) and _may_be(amount, -1)) or (_may_be(rate, -1) and _may_be(amount, 1))

    def solve(self, fact: str, supposed: Supposed, *, lawful: bool = False) -> Interval | None:
        """The other sign; none for the figure that the level vouches for."""
        if fact not in (self.rate.id, self.amount.id) or fact == self._vouched():
            return None
        return -interval_of(self.rate if fact == self.rate.id else self.amount, {}, lawful=lawful)

    def _vouched(self) -> str | None:
        """Of rate and amount the one whose direction the level now bears out: 156.28 less, by 17.08 %, is 758.60 of 914.88."""
        if self.now is None:
            return None
        level, change, rate = (interval_of(fact, NOTHING, lawful=True) for fact in (self.now, self.amount, self.rate))
        fell, rose = change / (level + change), change / (level - change)
        down, up = (fell.meets(rate), rose.meets(rate)) if self.amount.measure == "decrease" else (rose.meets(rate), fell.meets(rate))
        return None if down == up else self.amount.id if down else self.rate.id


def _may_be(interval: Interval, sign: int) -> bool:
    """Whether a value of that sign, or zero, lies in the interval."""
    end = interval.high if sign > 0 else interval.low
    return end is None or end * sign >= 0


def contrary(case: Case) -> Iterator[Draft]:
    """`比上年减少156.28万元，上升17.08%`: told of both words, unless the level shows which of them is right."""
    for statement in _statements(case, "contrary"):
        binding = statement.bindings[0]
        rate, amount = (case.facts[binding.role(role)[0]] for role in ("rate", "amount"))
        now = binding.role("now")
        movement = _Movement(rate, amount, case.facts[now[0]] if now else None)
        outcome: Outcome = "consistent" if movement.holds(NOTHING) else "inconsistent"
        yield Draft(
            rule=case.rule,
            outcome=outcome,
            formula=case.rule.formula,
            operands=tuple((case.glossary.measures[fact.measure or ""].zh, fact.id) for fact in (amount, rate)),
            facts=(rate.id, amount.id),
            reach="sentence",
            severity=case.rule.severity,
            span=statement.span,
            holds=movement.holds,
            solve=movement.solve,
            suspect=rate.id,
            bound=True,
            values={"amount": f"{amount.cue or ''}{amount.text}", "rate": f"{rate.cue or ''}{rate.text}"},
        )
