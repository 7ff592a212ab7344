"""Slips of the pen: the values that a printed number becomes when one slip is undone, the most telling kinds first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from gouji.ledger import MOVEMENTS, Fact
from gouji.quantity.interval import Interval
from gouji.quantity.width import fold
from gouji.report import Cause

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_MOST_DIGITS = 14
_UNLIKELY = Fraction(1, 50)  # a slip that fits by chance less often than this tells which figure is at fault


@dataclass(frozen=True, slots=True)
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

    def telling(self, wanted: Interval) -> bool:
        """Whether it would be a rare chance that a slip of the kind leads into `wanted`."""
        if wanted.low is None or wanted.high is None or not self.value:
            return False
        reach = wanted.high - wanted.low + (self.interval.width or _unit_of(self.text, self.value))
        return reach * self.tried <= _UNLIKELY * max(abs(self.value), abs(self.printed))


def slips(fact: Fact) -> Iterator[Slip]:
    """Every slip of a figure's digits: 407.98 → 40.798, 470.98, 4079.8, 408.98 … Nothing for figures in words."""
    plain = fold(fact.text)
    match = _NUMBER.search(plain)
    if match is None or len(match[0]) > _MOST_DIGITS or len(plain) != len(fact.text):
        return
    digits = match[0].replace(",", "")
    if not Fraction(digits):
        return
    times = fact.figure.base_value / Fraction(digits)
    whole = "." not in digits and (fact.figure.measured.is_exact or fact.dimension == "count")  # 11人 is no slip of 1.1人
    grouped = "," in match[0]
    tried = 0
    if fact.measure in MOVEMENTS:
        tried += 1
        yield Slip("sign", -fact.figure.base_value, f"-{fact.text}", -fact.interval, tried, fact.figure.base_value)
    for cause, kind in _KINDS:
        others = list(dict.fromkeys(other for other in kind(digits) if other != digits and _well_formed(other) and not (whole and "." in other)))
        tried += len(others)
        for other in others:
            value = Fraction(other) * times
            shown = f"{fact.text[: match.start()]}{_grouped(other) if grouped else other}{fact.text[match.end() :]}"
            yield Slip(cause, value, shown, _interval(fact, value, other, times), tried, fact.figure.base_value)


def _interval(fact: Fact, value: Fraction, digits: str, times: Fraction) -> Interval:
    if fact.stipulated or fact.figure.measured.is_exact:
        return Interval.exact(value)
    return Interval.around(value, abs(times) * Fraction(1, 10 ** len(digits.partition(".")[2])) / 2)


def _unit_of(text: str, value: Fraction) -> Fraction:
    """One in the last printed place, in the figure's own terms."""
    digits = _NUMBER.search(fold(text))
    assert digits is not None  # the text of a slip has a number
    number = digits[0].replace(",", "")
    return abs(value) / Fraction(number) * Fraction(1, 10 ** len(number.partition(".")[2])) if Fraction(number) else Fraction(0)


def _well_formed(digits: str) -> bool:
    whole, point, rest = digits.partition(".")
    return bool(whole) and (whole == "0" or whole[0] != "0") and (not point or bool(rest)) and any(c in "123456789" for c in digits)


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
