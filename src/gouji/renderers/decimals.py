"""Exact fractions as decimal strings."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from typing import Literal

SIGNIFICANT = 12


def decimal(value: Fraction, toward: Literal["low", "high"] = "low") -> str:
    """The shortest decimal that is exactly `value`: 4283/2 → `2141.5`.

    A value that has none (1/3: only a quotient can) is rounded outward, down for the `low` end of an interval and up for the `high`, to 12
    significant digits, so that the printed interval still contains the true one.
    """
    places = _places(value.denominator)
    if places is None:
        rounding = ROUND_FLOOR if toward == "low" else ROUND_CEILING
        quotient = Context(prec=SIGNIFICANT, rounding=rounding).divide(Decimal(value.numerator), Decimal(value.denominator))
        return format(quotient, "f")
    sign, digits, _ = Decimal(value.numerator * 10**places // value.denominator).as_tuple()
    return format(Decimal((sign, digits, -places)), "f")


def _places(denominator: int) -> int | None:
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None
