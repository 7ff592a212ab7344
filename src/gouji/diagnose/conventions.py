"""The conventions by which a report may have rounded, held one after another against a relation that is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from gouji.checks.draft import Draft, Supposed
from gouji.ledger import Fact
from gouji.quantity.interval import Interval
from gouji.report import Convention

Facts = Mapping[str, Fact]
_HALF = Fraction(1, 2)


def scored_in_whole_points(facts: Iterable[Fact]) -> bool:
    """Whether a report gives its marks in whole points: it has some, and none of them has decimals."""
    marks = [fact for fact in facts if fact.measure in ("score", "total_score")]
    return bool(marks) and all(fact.figure.place >= 1 for fact in marks)


def ruled_out(draft: Draft, facts: Facts, *, whole_points: bool) -> tuple[Convention, ...]:
    """The conventions that a broken relation was held against, in the order in which they are tried; none of them makes it hold.

    Rounded and truncated are what its check tried. Where the result adds up rounded amounts, their printed sum is tried; where a rate was
    computed from amounts of 万元, all that the amounts in 元 may have been; where the report scores in whole points, the next whole one.
    """
    found: list[Convention] = ["rounded", "truncated"]
    for convention, supposition in _FURTHER:
        supposed = supposition(draft, facts, whole_points)
        if supposed and not draft.holds(supposed):
            found.append(convention)
    return tuple(found)


def _printed_addends(draft: Draft, facts: Facts, whole_points: bool) -> Supposed:
    """The addends exactly as printed: what stands for the whole was added up from them."""
    lists = [operand for _, operand in draft.operands if isinstance(operand, tuple)]
    addends = [facts[i] for operand in lists for i in operand] or ([facts[i] for i in draft.facts[1:]] if _adds(draft, facts) else [])
    return {fact.id: fact.figure.exact for fact in addends if _is_rounded(fact)} if len(addends) > 1 else {}


def _adds(draft: Draft, facts: Facts) -> bool:
    return " + " in draft.formula and len({facts[i].dimension for i in draft.facts}) == 1


def _is_rounded(fact: Fact) -> bool:
    return fact.figure.qualifier == "exact" and not fact.stipulated and not fact.figure.measured.is_exact


def _unrounded_amounts(draft: Draft, facts: Facts, whole_points: bool) -> Supposed:
    """Behind a rate: any amounts in 元 that the printed ones round or cut off."""
    result, *others = (facts[i] for i in draft.facts)
    amounts = [fact for fact in others if fact.dimension == "money" and fact.figure.unit is not None and fact.figure.unit.factor > 1]
    return {fact.id: fact.figure.lawful for fact in amounts} if result.dimension in ("ratio", "points") and " ÷ " in draft.formula else {}


def _whole_points(draft: Draft, facts: Facts, whole_points: bool) -> Supposed:
    """A mark computed to decimals and given to the next whole point."""
    result = facts[draft.facts[0]]
    if not whole_points or result.dimension != "score" or result.figure.qualifier != "exact":
        return {}
    return {result.id: Interval.around(result.figure.base_value, _HALF)}


_FURTHER: tuple[tuple[Convention, Callable[[Draft, Facts, bool], Supposed]], ...] = (
    ("rounded-then-summed", _printed_addends),
    ("unrounded-yuan", _unrounded_amounts),
    ("whole-points", _whole_points),
)
