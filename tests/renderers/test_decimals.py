"""Fractions as decimal strings."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.renderers.decimals import decimal


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(2141500), "2141500"),
        (Fraction("214.2"), "214.2"),
        (Fraction("-0.005"), "-0.005"),
        (Fraction(1, 8), "0.125"),
        (Fraction(10**30), "1" + "0" * 30),
        (Fraction(1, 10**15), "0.000000000000001"),
    ],
)
def test_exact_decimals_are_shortest(value: Fraction, text: str) -> None:
    assert decimal(value) == text


def test_a_third_is_rounded_outward() -> None:
    assert decimal(Fraction(1, 3), "low") == "0.333333333333"
    assert decimal(Fraction(1, 3), "high") == "0.333333333334"
    assert decimal(Fraction(-1, 3), "low") == "-0.333333333334"


@given(st.fractions())
def test_the_printed_ends_enclose_the_value(value: Fraction) -> None:
    low, high = Fraction(decimal(value, "low")), Fraction(decimal(value, "high"))
    assert low <= value <= high
    assert high - low <= abs(value) / 10**11


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_what_was_printed_comes_back_exactly(value) -> None:
    assert Fraction(decimal(Fraction(value))) == Fraction(value)
