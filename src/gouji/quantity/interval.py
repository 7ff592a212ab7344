"""Interval: the set of values a printed number may stand for, with exact arithmetic."""

from __future__ import annotations

from fractions import Fraction

from gouji.frozen import frozen
from gouji.quantity.exact import exact, exactly

Number = Fraction | int

_ZERO = exact(0)


@frozen
class Interval:
    """All numbers between `low` and `high`; None is unbounded, `*_open` leaves the end itself out.

    Arithmetic gives the smallest interval that holds every possible result. Division never raises: a divisor that may be zero widens the
    result instead (see `__truediv__`). The caller keeps `low <= high`; an empty set is never an Interval but None (see `&`).
    """

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def exact(cls, value: Number) -> Interval:
        """The interval that holds `value` only."""
        end = exactly(value)
        return cls(end, end)

    @classmethod
    def around(cls, value: Fraction, reach: Fraction) -> Interval:
        """`value` and everything up to `reach` away from it, both ends included."""
        return cls(value - reach, value + reach)

    @property
    def width(self) -> Fraction | None:
        """The distance of the ends, None where an end is unbounded."""
        if self.low is None or self.high is None:
            return None
        return self.high - self.low

    @property
    def is_exact(self) -> bool:
        """True where only one value is possible."""
        return self.low is not None and self.low == self.high

    def __hash__(self) -> int:
        """Of the numerators alone: diagnosis looks intervals up by the thousand, and the hash of a fraction costs ten times as much."""
        low, high = self.low, self.high
        return hash((None if low is None else low._numerator, None if high is None else high._numerator))  # type: ignore[attr-defined]  # as in _sign

    def __contains__(self, value: Number) -> bool:
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):
            return False
        return self.high is None or value < self.high or (not self.high_open and value == self.high)

    def __neg__(self) -> Interval:
        low, high = self.low, self.high
        return Interval(None if high is None else -high, None if low is None else -low, self.high_open, self.low_open)

    def __add__(self, other: Interval | Number) -> Interval:
        if other.__class__ is not Interval:
            other = _interval(other)
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    __radd__ = __add__

    def __sub__(self, other: Interval | Number) -> Interval:
        other = _interval(other)
        low = None if self.low is None or other.high is None else self.low - other.high
        high = None if self.high is None or other.low is None else self.high - other.low
        return Interval(low, high, self.low_open or other.high_open, self.high_open or other.low_open)

    def __rsub__(self, other: Number) -> Interval:
        return _interval(other) - self

    def __mul__(self, other: Interval | Number) -> Interval:
        if not isinstance(other, Interval):
            return self.scaled(other)
        if other._is_positive() and self.low is not None and self.high is not None:
            return _multiplied(self, other)
        if self._is_positive() and other.low is not None and other.high is not None:
            return _multiplied(other, self)
        return _product(self, other)

    __rmul__ = __mul__

    def __truediv__(self, other: Interval | Number) -> Interval:
        """The quotients for every divisor in `other` but zero itself.

        Zero strictly inside `other`, or `other` being zero, gives the unbounded interval; zero at an end gives the half-line that the
        other divisors reach.
        """
        if not isinstance(other, Interval):
            return self.scaled(exact(1) / other) if other else Interval(None, None)
        if other._is_positive() and self.low is not None and self.high is not None:
            return _divided(self, other)
        inverse = other._inverse()
        return Interval(None, None) if inverse is None else _product(self, inverse)

    def __rtruediv__(self, other: Number) -> Interval:
        return _interval(other) / self

    def scaled(self, factor: Number) -> Interval:
        """The interval times an exact factor."""
        if factor == 1:
            return self
        if not factor:
            return Interval.exact(0)
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        if factor < 0:
            return Interval(high, low, self.high_open, self.low_open)
        return Interval(low, high, self.low_open, self.high_open)

    def __and__(self, other: Interval) -> Interval | None:
        """What both allow, None where they have nothing in common."""
        if self is other:
            return self
        low, low_open = _higher(self, other)
        high, high_open = _lower(self, other)
        if low is not None and high is not None and (low >= high if low_open or high_open else low > high):
            return None
        return Interval(low, high, low_open, high_open)

    def meets(self, other: Interval) -> bool:
        """True where both have a value in common."""
        return _begins_before_end(self, other) and _begins_before_end(other, self)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        low, low_open = None, False
        if self.low is not None and other.low is not None:
            low = min(self.low, other.low)
            low_open = all(i.low_open for i in (self, other) if i.low == low)
        high, high_open = None, False
        if self.high is not None and other.high is not None:
            high = max(self.high, other.high)
            high_open = all(i.high_open for i in (self, other) if i.high == high)
        return Interval(low, high, low_open, high_open)

    def __str__(self) -> str:
        low = "-∞" if self.low is None else str(self.low)
        high = "∞" if self.high is None else str(self.high)
        opening = "(" if self.low is None or self.low_open else "["
        closing = ")" if self.high is None or self.high_open else "]"
        return f"{opening}{low}, {high}{closing}"

    def _is_positive(self) -> bool:
        """Bounded, and above zero with both its ends: nearly every interval is."""
        return self.low is not None and self.high is not None and _sign(self.low) > 0

    def _inverse(self) -> Interval | None:
        """1 ÷ self with zero left out, None where nothing bounds it."""
        low, high = self.low, self.high
        reaches_below, reaches_above = low is None or low < 0, high is None or high > 0
        if reaches_below == reaches_above:
            return None
        if not reaches_above:
            mirrored = (-self)._inverse()
            return None if mirrored is None else -mirrored
        bottom = Interval(_ZERO if high is None else 1 / high, None, high is None or self.high_open)
        return Interval(bottom.low, 1 / low, bottom.low_open, self.low_open) if low else bottom


def _interval(value: Interval | Number) -> Interval:
    return value if isinstance(value, Interval) else Interval.exact(value)


def _begins_before_end(a: Interval, b: Interval) -> bool:
    if a.low is None or b.high is None:
        return True
    return a.low < b.high if a.low_open or b.high_open else a.low <= b.high


def _higher(a: Interval, b: Interval) -> tuple[Fraction | None, bool]:
    if a.low is None or (b.low is not None and b.low > a.low):
        return b.low, b.low_open
    return a.low, a.low_open or (b.low_open and a.low == b.low)


def _lower(a: Interval, b: Interval) -> tuple[Fraction | None, bool]:
    if a.high is None or (b.high is not None and b.high < a.high):
        return b.high, b.high_open
    return a.high, a.high_open or (b.high_open and a.high == b.high)


# An end as (sign of infinity or 0, finite value, left out?): ordered by the first two.
_End = tuple[int, Fraction, bool]


def _ends(i: Interval) -> tuple[_End, _End]:
    low = (-1, _ZERO, True) if i.low is None else (0, i.low, i.low_open)
    high = (1, _ZERO, True) if i.high is None else (0, i.high, i.high_open)
    return low, high


def _times(a: _End, b: _End) -> _End:
    a_sign, b_sign = a[0] or _sign(a[1]), b[0] or _sign(b[1])
    if not a_sign or not b_sign:
        # a zero that is itself in the set makes zero reachable, whatever it is multiplied by
        return 0, _ZERO, not ((not a_sign and not a[2]) or (not b_sign and not b[2]))
    if a[0] or b[0]:
        return a_sign * b_sign, _ZERO, True
    return 0, a[1] * b[1], a[2] or b[2]


def _sign(value: Fraction) -> int:
    numerator: int = value._numerator  # type: ignore[attr-defined]  # the property costs more than all else here
    return (numerator > 0) - (numerator < 0)


def _multiplied(a: Interval, b: Interval) -> Interval:
    """A bounded interval times one above zero."""
    assert a.low is not None and a.high is not None and b.low is not None and b.high is not None
    low, high = _sign(a.low), _sign(a.high)
    least, least_open = (b.low, b.low_open) if low >= 0 else (b.high, b.high_open)
    most, most_open = (b.high, b.high_open) if high >= 0 else (b.low, b.low_open)
    return Interval(a.low * least, a.high * most, a.low_open or (least_open and low != 0), a.high_open or (most_open and high != 0))


def _divided(a: Interval, b: Interval) -> Interval:
    """A bounded interval divided by one above zero, of which the larger end gives the less."""
    assert a.low is not None and a.high is not None and b.low is not None and b.high is not None
    low, high = _sign(a.low), _sign(a.high)
    most, most_open = (b.high, b.high_open) if low >= 0 else (b.low, b.low_open)
    least, least_open = (b.low, b.low_open) if high >= 0 else (b.high, b.high_open)
    return Interval(a.low / most, a.high / least, a.low_open or (most_open and low != 0), a.high_open or (least_open and high != 0))


def _product(a: Interval, b: Interval) -> Interval:
    ends = [_times(x, y) for x in _ends(a) for y in _ends(b)]
    low = min(ends, key=lambda e: (e[0], e[1], e[2]))
    high = max(ends, key=lambda e: (e[0], e[1], not e[2]))
    low_value = None if low[0] else low[1]
    high_value = None if high[0] else high[1]
    return Interval(low_value, high_value, low[2] and low_value is not None, high[2] and high_value is not None)
