"""The values that a document tells of one thing, found by the interval they may lie in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

from gouji.ledger import Fact
from gouji.quantity.exact import exact
from gouji.quantity.interval import Interval
from gouji.quantity.unit import Unit

Kind = tuple[str | None, str | None, Unit | None]


def kind_of(fact: Fact) -> Kind:
    """What a fact has in common with those that tell of the same: its measure, else its open name, and its unit."""
    return fact.measure, fact.concept if fact.measure is None else None, fact.figure.unit


class Values:
    """Facts of one kind by their values, so that a document that tells a thing a thousand times is not gone through for each of them."""

    def __init__(self) -> None:
        self.by_interval: dict[Interval, list[Fact]] = {}
        self.ordered: list[tuple[Fraction, Interval]] | None = None
        self.unbounded: list[Interval] = []
        self.widest: Fraction = exact(0)

    def add(self, fact: Fact) -> None:
        told = self.by_interval.setdefault(fact.interval, [])
        if len(told) < 2:  # one besides the fact that is asked about
            told.append(fact)

    def within(self, wanted: Interval, besides: str) -> list[Fact]:
        """A fact of each interval that meets the one wanted, until two values are found."""
        found: list[Fact] = []
        for interval in self._near(wanted):
            other = next((fact for fact in self.by_interval[interval] if fact.id != besides), None)
            if other is not None and interval.meets(wanted):
                found.append(other)
                if other.figure.value != found[0].figure.value:
                    break
        return found

    def _near(self, wanted: Interval) -> Iterator[Interval]:
        if self.ordered is None:
            bounded = [(interval.low, interval) for interval in self.by_interval if interval.low is not None and interval.high is not None]
            self.ordered = sorted(bounded, key=lambda pair: pair[0])
            self.unbounded = [interval for interval in self.by_interval if interval.low is None or interval.high is None]
            self.widest = max((interval.width or Fraction(0) for _, interval in bounded), default=Fraction(0))
        yield from self.unbounded
        start = 0 if wanted.low is None else bisect_left(self.ordered, wanted.low - self.widest, key=lambda pair: pair[0])
        for low, interval in islice(self.ordered, start, None):
            if wanted.high is not None and low > wanted.high:
                return
            yield interval
