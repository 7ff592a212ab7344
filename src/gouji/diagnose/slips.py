"""Slips of the pen: the values that a printed number becomes when one slip is undone, the most telling kinds first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor, inf

from gouji.frozen import frozen
from gouji.ledger import MOVEMENTS, Fact
from gouji.quantity.exact import exact
from gouji.quantity.interval import Interval
from gouji.quantity.width import fold
from gouji.report import Cause

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_MOST_DIGITS = 14
_UNLIKELY = Fraction(1, 50)  # a slip that fits by chance less often than this tells which figure is at fault


@frozen
class Slip:
    """A value that one slip would have turned into the printed one: in base units, as printed, and what it may be.

    `tried` counts the values that slips of this kind and of the kinds before it lead to: the more there are, the sooner one fits by chance.
    """

    cause: Cause
    value: Fraction
    text: str
    interval: Interval
    tried: int
    printed: Fraction

    def telling(self, wanted: Interval, times: int = 1) -> bool:
        """Whether it would be a rare chance, so many times rarer than asked else, that a slip of the kind leads into `wanted`."""
        if wanted.low is None or wanted.high is None or not self.value:
            return False
        reach = wanted.high - wanted.low + (self.interval.width or _unit_of(self.text, self.value))
        return reach * self.tried * times <= _UNLIKELY * max(abs(self.value), abs(self.printed))


@frozen
class Slips:
    """The slips of a figure's digits, 407.98 → 40.798, 470.98, 4079.8, 408.98 …, most telling kinds first. Made only when one is asked for: of hundreds
    that a figure has, hardly one leads to a value that is wanted.

    `times` is what the digits stand for, `at` where they stand in the print, `kinds` are none for figures in words.
    """

    fact: Fact
    times: Fraction
    at: tuple[int, int]
    kinds: tuple[_Kind, ...]

    @classmethod
    def of(cls, fact: Fact) -> Slips:
        plain = fold(fact.text)
        match = _NUMBER.search(plain)
        digits = match[0].replace(",", "") if match is not None else ""
        value = _scaled(digits, places := len(digits.partition(".")[2])) if digits else 0
        if match is None or not value or not fact.figure.value or len(match[0]) > _MOST_DIGITS or len(plain) != len(fact.text):
            return cls(fact, exact(1), (0, 0), ())
        whole = "." not in digits and (fact.figure.measured.is_exact or fact.dimension == "count")  # 11人 is no slip of 1.1人
        return cls(fact, fact.figure.base_value / exact(value, 10**places), match.span(), _kinds(digits, whole))

    def to(self, value: Fraction) -> Iterator[Slip]:
        """Those that lead to a value."""
        if self.kinds and (sign := self._sign()) is not None and sign.value == value:
            yield sign
        low, high = self._ends(Interval.exact(value))
        for kind in self.kinds if low == high else ():  # of one value, where it has so few places
            if low in kind.scaled:
                yield from (self._slip(kind, number) for number, scaled in enumerate(kind.scaled) if scaled == low)

    def into(self, wanted: Interval) -> Iterator[Slip]:
        """Those that lead to one of the values wanted."""
        if self.kinds and (sign := self._sign()) is not None and sign.interval.meets(wanted):
            yield sign
        rounded = not (self.fact.stipulated or self.fact.figure.measured.is_exact)
        low, high = self._ends(wanted)
        for kind in self.kinds:
            for number, scaled in enumerate(kind.scaled):
                reach = kind.reaches[number] if rounded else 0
                if low <= scaled + reach and scaled - reach <= high and (slip := self._slip(kind, number)).interval.meets(wanted):
                    yield slip

    def _ends(self, wanted: Interval) -> tuple[int | float, int | float]:
        """The whole numbers between which the scaled digits of a wanted value lie; an infinite one where nothing bounds them."""
        if not self.kinds:
            return -inf, inf
        scale = 10 ** self.kinds[0].places / self.times
        low, high = (None if end is None else end * scale for end in (wanted.low, wanted.high))
        if self.times < 0:
            low, high = high, low
        return -inf if low is None else ceil(low), inf if high is None else floor(high)

    def _sign(self) -> Slip | None:
        if self.fact.measure not in MOVEMENTS:
            return None
        value = self.fact.figure.base_value
        return Slip("sign", -value, f"-{self.fact.text}", -self.fact.interval, 1, value)

    def _slip(self, kind: _Kind, number: int) -> Slip:
        fact, (start, end) = self.fact, self.at
        value = kind.scaled[number] * self.times / 10**kind.places
        digits = kind.digits[number]
        shown = f"{fact.text[:start]}{_grouped(digits) if ',' in fold(fact.text[start:end]) else digits}{fact.text[end:]}"
        exactly = fact.stipulated or fact.figure.measured.is_exact
        interval = Interval.exact(value) if exactly else Interval.around(value, abs(self.times) * kind.reaches[number] / 10**kind.places)
        return Slip(kind.cause, value, shown, interval, kind.tried + (fact.measure in MOVEMENTS), fact.figure.base_value)


@frozen
class _Kind:
    """What some digits become when one slip of a kind is undone: the digits, and, as whole numbers of so many `places`, their values and half of one in
    their last place. `tried` counts them and those of the kinds before."""

    cause: Cause
    tried: int
    places: int
    digits: tuple[str, ...]
    scaled: tuple[int, ...]
    reaches: tuple[int, ...]


@lru_cache(maxsize=256)
def _kinds(digits: str, whole: bool) -> tuple[_Kind, ...]:
    """The slips of digits; `whole`: none gives them a point."""
    places = len(digits.partition(".")[2]) + _MORE_PLACES
    tried = 0
    found = []
    for cause, kind in _KINDS:
        others = tuple(dict.fromkeys(other for other in kind(digits) if other != digits and _well_formed(other) and not (whole and "." in other)))
        tried += len(others)
        own = [len(other.partition(".")[2]) for other in others]
        scaled = tuple(_scaled(other, places) for other in others)
        found.append(_Kind(cause, tried, places, others, scaled, tuple(5 * 10 ** (places - each - 1) for each in own)))
    return tuple(found)


_MORE_PLACES = 4  # a point moved by three adds as many, half of one in the last place another


def _scaled(digits: str, places: int) -> int:
    whole, _, rest = digits.partition(".")
    return int(whole + rest + "0" * (places - len(rest)))


def _unit_of(text: str, value: Fraction) -> Fraction:
    """One in the last printed place, in the figure's own terms."""
    digits = _NUMBER.search(fold(text))
    assert digits is not None  # the text of a slip has a number
    number = digits[0].replace(",", "")
    return abs(value) / Fraction(number) * Fraction(1, 10 ** len(number.partition(".")[2])) if Fraction(number) else Fraction(0)


def _well_formed(digits: str) -> bool:
    whole, point, rest = digits.partition(".")
    return bool(whole) and (whole == "0" or whole[0] != "0") and (not point or bool(rest)) and bool(digits.strip("0."))


def _grouped(digits: str) -> str:
    whole, point, rest = digits.partition(".")
    return f"{int(whole):,}{point}{rest}"


def _shifted(digits: str) -> Iterator[str]:
    whole, _, rest = digits.partition(".")
    plain = whole + rest
    for places in (-1, 1, -2, 2, -3, 3):
        at = len(whole) + places
        padded = plain.rjust(len(plain) + max(0, 1 - at), "0").ljust(max(len(plain), at), "0")
        at = max(at, 1)
        shifted = f"{padded[:at].lstrip('0') or '0'}.{padded[at:]}".rstrip(".")
        yield shifted
        if "." in shifted:
            yield shifted.rstrip("0").rstrip(".")


def _swapped(digits: str) -> Iterator[str]:
    places = [at for at, character in enumerate(digits) if character != "."]
    for one, other in pairwise(places):
        swapped = list(digits)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        yield "".join(swapped)


def _undoubled(digits: str) -> Iterator[str]:
    for at in range(1, len(digits)):
        if digits[at] == digits[at - 1]:
            yield digits[:at] + digits[at + 1 :]


def _redoubled(digits: str) -> Iterator[str]:
    for at, character in enumerate(digits):
        if character != ".":
            yield digits[:at] + character + digits[at:]


def _changed(digits: str) -> Iterator[str]:
    for at, character in enumerate(digits):
        if character != ".":
            yield from (digits[:at] + other + digits[at + 1 :] for other in "0123456789")


def _dropped(digits: str) -> Iterator[str]:
    for at in range(len(digits) + 1):
        yield from (digits[:at] + other + digits[at:] for other in "0123456789")


def _added(digits: str) -> Iterator[str]:
    for at, character in enumerate(digits):
        if character != ".":
            yield digits[:at] + digits[at + 1 :]


_KINDS: tuple[tuple[Cause, Callable[[str], Iterator[str]]], ...] = (
    ("decimal-shift", _shifted),
    ("transposition", _swapped),
    ("digit", _undoubled),
    ("digit", _redoubled),
    ("digit", _changed),
    ("digit", _dropped),
    ("digit", _added),
)
