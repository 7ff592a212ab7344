"""How judged figures are written down: expected values in the printed unit, arithmetic with the figures filled in."""

from __future__ import annotations

from fractions import Fraction

from gouji.ledger import Fact
from gouji.quantity.interval import Interval
from gouji.report import Expected


def decimal(value: Fraction, digits: int) -> str:
    """A fraction to so many decimals, halves away from zero."""
    under = value.denominator
    whole = (abs(value.numerator) * 10**digits * 2 + under) // (under * 2)
    text = str(whole).rjust(digits + 1, "0")
    sign = "-" if value.numerator < 0 and whole else ""
    return sign + (f"{text[:-digits]}.{text[-digits:]}" if digits else text)


def expected_of(fact: Fact, interval: Interval) -> Expected:
    """An interval in the unit and to the places of the figure it is asked of: one value where it rounds to one, else its ends with one place more."""
    factor, symbol = _unit(fact)
    digits = _digits(fact.figure.place)
    if interval.low is not None and interval.low == interval.high:
        exact = _digits_of(interval.low / factor)
        digits = exact if exact <= digits + _MORE_DIGITS else digits
    return Expected(interval, _text(interval, factor, symbol, digits))


_MOST_DIGITS = 12
_PLACES = {10**digits: digits for digits in range(_MOST_DIGITS)}
_MORE_DIGITS = 3  # an exact sum is printed whole, 109.65 where the total stands as 100


def _unit(fact: Fact) -> tuple[Fraction, str]:
    """The factor and the symbol of a figure's unit; no symbol where the unit stands in a header, not behind the figure."""
    unit = fact.figure.unit
    if unit is None:
        return Fraction(1), ""
    return unit.factor, unit.symbol if unit.symbol in fact.text or fact.figure.ellipsis else ""


def _digits_of(value: Fraction) -> int:
    under = value.denominator
    return _PLACES[under] if under in _PLACES else next((digits for digits in range(_MOST_DIGITS) if 10**digits % under == 0), _MOST_DIGITS)


def _text(interval: Interval, factor: Fraction, symbol: str, digits: int) -> str:
    if interval.low is None or interval.high is None:
        end = interval.low if interval.low is not None else interval.high
        if end is None:
            return ""
        sign = "≥" if interval.low is not None else "≤"
        return f"{sign}{decimal(end / factor, digits)}{symbol}"
    least, most = interval.low / factor, interval.high / factor
    low, high = decimal(least, digits), decimal(most, digits)
    if low == high:
        return f"{low}{symbol}"
    low, high = decimal(least, digits + 1), decimal(most, digits + 1)
    return f"{low}{symbol}–{high}{symbol}" if low != high else f"{low}{symbol}"


def _digits(place: Fraction) -> int:
    return _digits_of(place)


def printed(fact: Fact, value: Fraction) -> str:
    """A base-unit value as the figure would have been printed: its unit, its places, more only where the value needs them."""
    factor, symbol = _unit(fact)
    digits = _digits(fact.figure.place)
    scaled = value / factor
    while digits < 6 and (scaled * 10**digits).denominator != 1:
        digits += 1
    return f"{decimal(scaled, digits)}{symbol}"


def to_places(fact: Fact, value: Fraction) -> str:
    """A base-unit value in the unit and to the places of a figure, no more."""
    factor, symbol = _unit(fact)
    return f"{decimal(value / factor, _digits(fact.figure.place))}{symbol}"
