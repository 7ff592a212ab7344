"""What each kind of relation asks of its figures, and which relations a report breaks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import ceil, floor
from operator import add

from planting.interval import ONE, Interval
from planting.model import Relation, Report, decimals


@dataclass(frozen=True, slots=True)
class Case:
    """A relation with the intervals of its figures, result first; `granule` is the finest step in which the report gives scores."""

    relation: Relation
    values: Sequence[Interval]
    names: int
    granule: Fraction


def _sum(case: Case) -> bool:
    return case.values[0].meets(reduce(add, case.values[1:]))


def _total(case: Case) -> bool:
    return reduce(add, case.values).meets(Interval.of(case.relation.number))


def _ratio(case: Case) -> bool:
    return case.values[0].meets(case.values[1] / case.values[2])


def _growth(case: Case) -> bool:
    return case.values[0].meets(case.values[1] / case.values[2] - Interval.of(1))


def _growth_of_change(case: Case) -> bool:
    """Rate, change and the value now: the year before is what is left."""
    rate, change, now = case.values
    return rate.meets(change / (now - change))


def _ratio_of_size(case: Case) -> bool:
    rate, part, whole = case.values
    size = part if part.low >= 0 else -part
    return rate.meets(size / whole)


def _product(case: Case) -> bool:
    return case.values[0].meets(case.values[1] * case.values[2])


def _equal(case: Case) -> bool:
    return case.values[0].meets(case.values[1])


def _at_most(case: Case) -> bool:
    return case.values[0].low <= case.values[1].high


def _bound(case: Case) -> bool:
    return case.values[0].low <= case.relation.number


def _capped(case: Case) -> bool:
    """A rate of completion in a report that caps all of them at 100%."""
    return case.values[0].meets((case.values[1] / case.values[2]).at_most(ONE))


def _ceiling(case: Case) -> bool:
    """The rate of completion of a ceiling: 100% within it, else one by the other."""
    rate, actual, target = case.values
    within = actual.low <= target.high and rate.meets(Interval.of(1))
    return within or rate.meets(actual / target) or rate.meets(target / actual)


def _execution_score(case: Case) -> bool:
    """Weight by rate of execution, rounded or cut off in the steps of the report."""
    score, weight, rate = case.values
    return score.meets((weight * rate.at_most(ONE)).widened(case.granule, case.granule / 2))


def _earned(score: Interval, due: Interval, granule: Fraction) -> bool:
    """The score of an indicator is at most what is due in proportion, rounded; less is lawful, for want of evidence or a target set too low."""
    return score.low <= due.high + granule / 2


def _score(case: Case) -> bool:
    score, weight, rate = case.values
    return _earned(score, weight * rate.at_most(ONE), case.granule)


def _score_of_values(case: Case) -> bool:
    score, weight, actual, target = case.values
    return _earned(score, weight * (actual / target).at_most(ONE), case.granule)


def _score_of_ceiling(case: Case) -> bool:
    score, weight, actual, target = case.values
    return _earned(score, weight * (target / actual).at_most(ONE), case.granule)


def _count(case: Case) -> bool:
    return case.values[0].meets(Interval.of(case.names))


def _whole_count(case: Case) -> bool:
    """A share of so many must be a whole number of them, and no more than all (GRIM)."""
    share, of = case.values
    low, high = share.low * of.low, min(share.high, ONE) * of.high
    return ceil(low) <= floor(high)


def _grade(case: Case) -> bool:
    """Excellent from 90, good from 80; `number` is the lower end of the band."""
    low = case.relation.number
    high = Fraction(100) if low == 90 else low + 10
    return low <= case.values[0].low and (case.values[0].high < high or (high == 100 and case.values[0].high <= 100))


LAWS: dict[str, Callable[[Case], bool]] = {
    "sum": _sum,
    "total": _total,
    "ratio": _ratio,
    "growth": _growth,
    "growth-of-change": _growth_of_change,
    "ratio-of-size": _ratio_of_size,
    "product": _product,
    "equal": _equal,
    "at-most": _at_most,
    "bound": _bound,
    "completion": _ratio,
    "completion-capped": _capped,
    "completion-ceiling": _ceiling,
    "execution-score": _execution_score,
    "score": _score,
    "score-of-values": _score_of_values,
    "score-of-ceiling": _score_of_ceiling,
    "count": _count,
    "whole-count": _whole_count,
    "grade": _grade,
}


def granule_of(report: Report) -> Fraction:
    """The finest step in which the report gives scores, execution's and the total's among them."""
    places = [decimals(figure.number) for figure in report.figures if figure.role in ("score", "total")]
    return Fraction(1, 10 ** max(places, default=0))


def holds(report: Report, relation: Relation, granule: Fraction | None = None) -> bool:
    """Whether some lawful reading of the printed figures satisfies the relation; where one would divide by zero, it does."""
    step = granule_of(report) if granule is None else granule
    names = len(report.lists[relation.listing]) if relation.listing is not None else int(relation.number)
    case = Case(relation, [report.figures[key].interval for key in relation.figures], names, step)
    try:
        return LAWS[relation.kind](case)
    except ZeroDivisionError:
        return True


def broken(report: Report) -> list[Relation]:
    """The relations that no lawful reading satisfies."""
    granule = granule_of(report)
    return [relation for relation in report.relations if not holds(report, relation, granule)]
