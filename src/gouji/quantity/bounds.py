"""The intervals that a number and its number word stand for, in the printed unit."""

from __future__ import annotations

from fractions import Fraction

from gouji.quantity.interval import Interval
from gouji.quantity.numeral import last_place
from gouji.quantity.wording import Meaning


def plain_bounds(value: Fraction, place: Fraction, whole: bool) -> tuple[Interval, Interval, Interval]:
    """Measured, exact and lawful interval of a number without number word.

    Measured is half a place either side; lawful adds what truncation toward zero may have cut off, less than one place. A `whole` count
    is itself.
    """
    exact = Interval(value, value)
    if whole:
        return exact, exact, exact
    half = place / 2
    low, high = value - half, value + half
    lawful = Interval(value - place, high, True, False) if value < 0 else Interval(low, value + place, False, True)
    return Interval(low, high), exact, lawful


def worded_bounds(value: Fraction, place: Fraction, meaning: Meaning, upper: Fraction | None) -> Interval:
    """What a number word makes of its number: RULES.md, "Number words".

    Words of size (近, 多, 不足) work on the size of a negative number, comparisons (≥, 不超过) on the number line.
    """
    if upper is not None:
        return Interval(min(value, upper), max(value, upper))
    if meaning in _HALF_LINES:
        return _HALF_LINES[meaning](value)
    size, step = abs(value), last_place(value, place)
    if meaning == "about":
        return Interval.around(value, step)
    near = Interval(size, size + step, False, True) if meaning == "many" else Interval(size - step, size, False, True)
    return -near if value < 0 else near


_HALF_LINES = {
    "over": lambda v: Interval(v, None, True),
    "below": lambda v: Interval(None, v, False, True),
    "at_least": lambda v: Interval(v, None),
    "at_most": lambda v: Interval(None, v),
}
