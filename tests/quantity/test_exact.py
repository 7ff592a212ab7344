"""Exact computes what Fraction computes, only faster."""

from __future__ import annotations

import operator
import pickle
import sys
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.quantity.exact import Exact, exact, exactly

fractions = st.fractions() | st.builds(Fraction, st.integers(), st.sampled_from([1, 10, 100, 10_000, 3, 7]))
others = fractions | st.integers() | fractions.map(exactly) | st.booleans()
ARITHMETIC = [operator.add, operator.sub, operator.mul, operator.truediv]
COMPARISONS = [operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge]
ALONE: list[Callable[[Any], Any]] = [operator.neg, abs, bool, hash, str, repr, int, float, round, lambda number: round(number, 1)]


def plain(number: Any) -> Any:
    """The same number without anything of ours in it."""
    return Fraction(number.numerator, number.denominator) if isinstance(number, Exact) else number


@pytest.mark.parametrize("operation", ARITHMETIC)
@given(one=fractions, other=others)
def test_arithmetic_gives_what_fractions_give_on_either_side_and_stays_exact(operation: Callable[[Any, Any], Any], one: Fraction, other: Any) -> None:
    for left, right in ((exactly(one), other), (other, exactly(one))):
        try:
            expected = operation(plain(left), plain(right))
        except ZeroDivisionError:
            with pytest.raises(ZeroDivisionError):
                operation(left, right)
            continue
        found = operation(left, right)
        assert (found.numerator, found.denominator) == (expected.numerator, expected.denominator)
        assert type(found) is Exact or isinstance(other, bool)


@pytest.mark.parametrize("comparison", COMPARISONS)
@given(one=fractions, other=others)
def test_comparisons_say_what_fractions_say_on_either_side(comparison: Callable[[Any, Any], bool], one: Fraction, other: Any) -> None:
    assert comparison(exactly(one), other) is comparison(one, plain(other))
    assert comparison(other, exactly(one)) is comparison(plain(other), one)
    assert comparison(exactly(one), one) is comparison(one, one)


@pytest.mark.parametrize("operation", ALONE)
@given(number=fractions)
def test_a_number_alone_is_as_the_fraction_is(operation: Callable[[Any], Any], number: Fraction) -> None:
    assert operation(exactly(number)) == operation(number)


@pytest.mark.parametrize("denominator", [sys.hash_info.modulus, 3 * sys.hash_info.modulus, sys.hash_info.modulus + 1])
def test_numbers_that_no_hash_can_divide_have_the_hash_of_the_fraction(denominator: int) -> None:
    for numerator in (1, -1, 5, -sys.hash_info.modulus - 2):
        assert hash(exact(numerator, denominator)) == hash(Fraction(numerator, denominator))


@given(number=fractions)
def test_a_number_survives_the_pipe_to_another_process(number: Fraction) -> None:
    again = pickle.loads(pickle.dumps(exactly(number)))
    assert type(again) is Exact
    assert again == number


def test_a_quotient_is_in_lowest_terms_with_the_sign_above() -> None:
    made = exact(6, -4)
    assert (made.numerator, made.denominator) == (-3, 2)


def test_a_mixture_with_float_is_left_to_fraction() -> None:
    assert exact(1, 2) + 0.25 == 0.75
    assert exact(1, 2) == 0.5
    assert exact(1, 2) != "1/2"
