"""How judged figures are written down: expected values in the printed unit, arithmetic with the figures filled in."""

from __future__ import annotations

from fractions import Fraction

from gouji.ledger import Fact
from gouji.quantity.interval import Interval
from gouji.report import Expected


def decimal(value: Fraction, digits: int) -> str:
    """A fraction to so many decimals, halves away from zero."""
    scaled = abs(value) * 10**digits
    whole = (scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)
    text = str(whole).rjust(digits + 1, "0")
    sign = "-" if value < 0 and whole else ""
    return sign + (f"{text[:-digits]}.{text[-digits:]}" if digits else text)


def expected_of(fact: Fact, interval: Interval) -> Expected:
    """An interval in the unit and to the places of the figure it is asked of: one value where it rounds to one, else its ends with one place more."""
    unit = fact.figure.unit
    factor, symbol = (unit.factor, unit.symbol) if unit else (Fraction(1), "")
    digits = _digits(fact.figure.place)
    return Expected(interval, _text(interval, factor, symbol, digits))


def _text(interval: Interval, factor: Fraction, symbol: str, digits: int) -> str:
    if interval.low is None or interval.high is None:
        end = interval.low if interval.low is not None else interval.high
        if end is None:
            return ""
        sign = "≥" if interval.low is not None else "≤"
        return f"{sign}{decimal(end / factor, digits)}{symbol}"
    low, high = decimal(interval.low / factor, digits), decimal(interval.high / factor, digits)
    if low == high:
        return f"{low}{symbol}"
    low, high = decimal(interval.low / factor, digits + 1), decimal(interval.high / factor, digits + 1)
    return f"{low}{symbol}–{high}{symbol}" if low != high else f"{low}{symbol}"


def _digits(place: Fraction) -> int:
    digits = 0
    while place.denominator != 1 and digits < 12:
        place *= 10
        digits += 1
    return digits


def printed(fact: Fact, value: Fraction) -> str:
    """A base-unit value as the figure would have been printed: its unit, its places, more only where the value needs them."""
    unit = fact.figure.unit
    factor, symbol = (unit.factor, unit.symbol) if unit else (Fraction(1), "")
    digits = _digits(fact.figure.place)
    scaled = value / factor
    while digits < 6 and (scaled * 10**digits).denominator != 1:
        digits += 1
    return f"{decimal(scaled, digits)}{symbol}"
