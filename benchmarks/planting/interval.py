"""Closed intervals of exact numbers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`, both included. Arithmetic gives all results that two independent members can give."""

    low: Fraction
    high: Fraction

    @classmethod
    def of(cls, value: Fraction | int) -> Interval:
        return cls(Fraction(value), Fraction(value))

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        corners = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(corners), max(corners))

    def __truediv__(self, other: Interval) -> Interval:
        """Raises ZeroDivisionError where the divisor may be zero."""
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError(other)
        return self * Interval(1 / other.high, 1 / other.low)

    def meets(self, other: Interval) -> bool:
        """Whether they have a number in common."""
        return self.low <= other.high and other.low <= self.high

    def at_most(self, limit: Fraction) -> Interval:
        """Every member cut down to `limit`."""
        return Interval(min(self.low, limit), min(self.high, limit))

    def widened(self, below: Fraction, above: Fraction) -> Interval:
        return Interval(self.low - below, self.high + above)
