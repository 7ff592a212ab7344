"""Laws of Interval: what goes into an operation comes out inside the result."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from gouji.quantity.interval import Interval

numbers = st.fractions(min_value=-50, max_value=50, max_denominator=12)
ends = st.one_of(st.none(), numbers)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = draw(ends), draw(ends)
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
        if low == high:
            return Interval.exact(low)
    return Interval(low, high, draw(st.booleans()) and low is not None, draw(st.booleans()) and high is not None)


@st.composite
def members(draw: st.DrawFn) -> tuple[Interval, Fraction]:
    """An interval and a number in it."""
    interval, value = draw(intervals()), draw(numbers)
    low, high = interval.low, interval.high
    if value not in interval:
        bottom = low if low is not None else (high or Fraction(0)) - 2
        top = high if high is not None else bottom + 2
        value = (bottom + top) / 2
    assert value in interval
    return interval, value


@given(members(), members())
def test_arithmetic_keeps_what_it_was_made_from(a: tuple[Interval, Fraction], b: tuple[Interval, Fraction]) -> None:
    (left, x), (right, y) = a, b
    assert x + y in left + right
    assert x - y in left - right
    assert x * y in left * right
    assert -x in -left
    if y:
        assert x / y in left / right


@given(members(), numbers)
def test_arithmetic_with_numbers(a: tuple[Interval, Fraction], n: Fraction) -> None:
    interval, x = a
    assert x + n in interval + n
    assert n + x in n + interval
    assert x - n in interval - n
    assert n - x in n - interval
    assert x * n in interval * n
    assert n * x in n * interval
    assert x * n in interval.scaled(n)
    if n:
        assert x / n in interval / n
    if x:
        assert n / x in n / interval


@given(intervals(), intervals())
def test_intersection_hull_and_meeting_agree(a: Interval, b: Interval) -> None:
    common = a & b
    assert (common is not None) == a.meets(b) == b.meets(a)
    assert common == (b & a)
    hull = a.hull(b)
    assert a & hull == a
    assert b & hull == b


@given(intervals(), intervals(), numbers)
def test_intersection_holds_what_both_hold(a: Interval, b: Interval, x: Fraction) -> None:
    common = a & b
    assert (x in a and x in b) == (common is not None and x in common)
    assert not (x in a or x in b) or x in a.hull(b)


@given(intervals())
def test_width_and_exactness(a: Interval) -> None:
    assert (a.width is None) == (a.low is None or a.high is None)
    assert a.is_exact == (a.width == 0)
    mirrored = -a
    assert -mirrored == a
    assert a.scaled(1) is a
    assert a.scaled(0) == Interval.exact(0)


def test_open_ends_stay_open() -> None:
    many = Interval(Fraction(500), Fraction(600), high_open=True)
    assert 600 not in many + 0
    assert 1200 not in many * 2
    assert -600 not in -many
    assert Fraction(1, 600) not in 1 / many
    assert 600 * 600 not in many * many
    assert not many.meets(Interval(Fraction(600), None))


def test_the_ends_of_a_product_are_tight() -> None:
    assert Interval(Fraction(-2), Fraction(3)) * Interval(Fraction(-5), Fraction(4)) == Interval(Fraction(-15), Fraction(12))
    assert Interval(Fraction(0), Fraction(1)) * Interval(Fraction(2), None) == Interval(Fraction(0), None)
    assert Interval.exact(0) * Interval(None, None) == Interval.exact(0)
    open_pair = Interval(Fraction(1), Fraction(2), True, True)
    assert open_pair * Interval(Fraction(0), Fraction(1)) == Interval(Fraction(0), Fraction(2), high_open=True)


def test_division_by_what_may_be_zero_widens() -> None:
    one = Interval.exact(1)
    assert one / Interval(Fraction(-1), Fraction(1)) == Interval(None, None)
    assert one / Interval.exact(0) == Interval(None, None)
    assert one / 0 == Interval(None, None)
    assert one / Interval(Fraction(0), Fraction(4)) == Interval(Fraction(1, 4), None)
    assert one / Interval(Fraction(-4), Fraction(0)) == Interval(None, Fraction(-1, 4))
    assert one / Interval(Fraction(2), None) == Interval(Fraction(0), Fraction(1, 2), True)
    assert Interval(Fraction(-2), Fraction(4)) / Interval(Fraction(2), Fraction(4)) == Interval(Fraction(-1), Fraction(2))


def test_prints_as_mathematics_does() -> None:
    assert str(Interval(Fraction(1, 2), None, True)) == "(1/2, ∞)"
    assert str(Interval(None, Fraction(3))) == "(-∞, 3]"
    assert str(Interval(Fraction(500), Fraction(600), high_open=True)) == "[500, 600)"
