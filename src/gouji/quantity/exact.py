"""Exact: a Fraction whose arithmetic does not go through the tower of numbers, which costs five times the arithmetic itself."""

from __future__ import annotations

import sys
from fractions import Fraction
from functools import lru_cache
from math import gcd
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:

    class _Parts(Fraction):  # the two slots that every Fraction keeps, in lowest terms, the sign above
        _numerator: int
        _denominator: int
else:
    _Parts = Fraction

_new = object.__new__


@lru_cache(maxsize=4096)
def _inverse(denominator: int) -> int:
    """What a hash is multiplied by instead of divided; there are few denominators, and finding it costs more than all else."""
    try:
        return pow(denominator, -1, sys.hash_info.modulus)
    except ValueError:  # a multiple of the modulus
        return 0


class Exact(_Parts):
    """A Fraction, equal to and mixed with any other; what it takes part in with whole numbers and fractions is an Exact again."""

    __slots__ = ()

    if not TYPE_CHECKING:  # the slots themselves, without a call
        numerator, denominator = Fraction._numerator, Fraction._denominator

    def __add__(self, other: Any) -> Any:
        if (kind := other.__class__) is Exact or kind is Fraction:
            if (under := self._denominator) == other._denominator:
                return _lowest(self._numerator + other._numerator, under)
            return _lowest(self._numerator * other._denominator + other._numerator * under, under * other._denominator)
        if kind is int:
            return _made(self._numerator + other * self._denominator, self._denominator)
        return Fraction.__add__(self, other)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        if (kind := other.__class__) is Exact or kind is Fraction:
            return _sum(self._numerator, self._denominator, -other._numerator, other._denominator)
        if kind is int:
            return _made(self._numerator - other * self._denominator, self._denominator)
        return Fraction.__sub__(self, other)

    def __rsub__(self, other: Any) -> Any:
        if (kind := other.__class__) is Exact or kind is Fraction:
            return _sum(other._numerator, other._denominator, -self._numerator, self._denominator)
        if kind is int:
            return _made(other * self._denominator - self._numerator, self._denominator)
        return Fraction.__rsub__(self, other)

    def __mul__(self, other: Any) -> Any:
        if (kind := other.__class__) is Exact or kind is Fraction:
            return _lowest(self._numerator * other._numerator, self._denominator * other._denominator)
        if kind is int:
            return _lowest(self._numerator * other, self._denominator)
        return Fraction.__mul__(self, other)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Any:
        if (kind := other.__class__) is Exact or kind is Fraction:
            return _quotient(self._numerator * other._denominator, self._denominator * other._numerator)
        if kind is int:
            return _quotient(self._numerator, self._denominator * other)
        return Fraction.__truediv__(self, other)

    def __rtruediv__(self, other: Any) -> Any:
        if (kind := other.__class__) is Exact or kind is Fraction:
            return _quotient(other._numerator * self._denominator, other._denominator * self._numerator)
        if kind is int:
            return _quotient(other * self._denominator, self._numerator)
        return Fraction.__rtruediv__(self, other)

    def __neg__(self) -> Exact:
        return _made(-self._numerator, self._denominator)

    def __abs__(self) -> Exact:
        return self if self._numerator >= 0 else _made(-self._numerator, self._denominator)

    def __bool__(self) -> bool:
        return self._numerator != 0

    def __eq__(self, other: Any) -> Any:
        if (kind := other.__class__) is Exact or kind is Fraction:
            return self._numerator == other._numerator and self._denominator == other._denominator
        if kind is int:
            return self._numerator == other and self._denominator == 1
        return Fraction.__eq__(self, other)

    def __hash__(self) -> int:  # type: ignore[override]  # the stubs say that numbers have none
        """That of any equal number, as the language defines it."""
        if self._denominator == 1:
            return hash(self._numerator)
        inverse = _inverse(self._denominator)
        found = hash(hash(abs(self._numerator)) * inverse) if inverse else sys.hash_info.inf
        if self._numerator < 0:
            found = -found
        return -2 if found == -1 else found

    def __lt__(self, other: Any) -> Any:
        if (kind := other.__class__) is Exact or kind is Fraction:
            return self._numerator * other._denominator < other._numerator * self._denominator
        if kind is int:
            return self._numerator < other * self._denominator
        return Fraction.__lt__(self, other)

    def __le__(self, other: Any) -> Any:
        if (kind := other.__class__) is Exact or kind is Fraction:
            return self._numerator * other._denominator <= other._numerator * self._denominator
        if kind is int:
            return self._numerator <= other * self._denominator
        return Fraction.__le__(self, other)

    def __gt__(self, other: Any) -> Any:
        if (kind := other.__class__) is Exact or kind is Fraction:
            return self._numerator * other._denominator > other._numerator * self._denominator
        if kind is int:
            return self._numerator > other * self._denominator
        return Fraction.__gt__(self, other)

    def __ge__(self, other: Any) -> Any:
        if (kind := other.__class__) is Exact or kind is Fraction:
            return self._numerator * other._denominator >= other._numerator * self._denominator
        if kind is int:
            return self._numerator >= other * self._denominator
        return Fraction.__ge__(self, other)

    def __repr__(self) -> str:
        return f"Fraction({self._numerator}, {self._denominator})"


def exact(numerator: int, denominator: int = 1) -> Exact:
    """`numerator` ÷ `denominator`; raises ZeroDivisionError."""
    return _made(numerator, 1) if denominator == 1 else _quotient(numerator, denominator)


def exactly(value: Fraction | int) -> Exact:
    """The same number as an Exact."""
    if value.__class__ is Exact:
        return value
    return _made(value.numerator, value.denominator)


def _made(numerator: int, denominator: int) -> Exact:
    """Of two numbers in lowest terms, the second above zero."""
    number = _new(Exact)
    number._numerator = numerator
    number._denominator = denominator
    return number


def _lowest(numerator: int, denominator: int) -> Exact:
    number = _new(Exact)
    if denominator != 1 and (common := gcd(numerator, denominator)) != 1:
        numerator //= common
        denominator //= common
    number._numerator = numerator
    number._denominator = denominator
    return number


def _quotient(numerator: int, denominator: int) -> Exact:
    if denominator < 0:
        return _lowest(-numerator, -denominator)
    if not denominator:
        raise ZeroDivisionError(f"Fraction({numerator}, 0)")
    return _lowest(numerator, denominator)


def _sum(one: int, under: int, other: int, below: int) -> Exact:
    return _lowest(one + other, under) if under == below else _lowest(one * below + other * under, under * below)


def digits_one_slip_apart(one: str, other: str) -> bool:
    """Whether two rows of digits differ by one digit, two in each other's place, or one that is dropped or doubled."""
    short, long = sorted((one, other), key=len)
    if len(short) == len(long):
        apart = [at for at, pair in enumerate(zip(short, long, strict=True)) if pair[0] != pair[1]]
        return len(apart) == 1 or (len(apart) == 2 and apart[1] == apart[0] + 1 and short[apart[0]] == long[apart[1]] and short[apart[1]] == long[apart[0]])
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def significant_digits(number: str) -> str:
    """The digits of a printed number without separators, point and outer zeros: what a wrong unit leaves as it was."""
    return "".join(filter(str.isdigit, number)).strip("0")
