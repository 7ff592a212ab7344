"""Printed numbers to values: 1,200 · １２００ · 18 189 · 一千二百 · 十二万三千 · 壹仟贰佰 · 1.2亿 · 3万5千."""

from __future__ import annotations

import re
from fractions import Fraction

from gouji.frozen import frozen
from gouji.quantity.exact import exact
from gouji.quantity.width import fold

MAX_DIGITS = 30
"""Longer runs of digits are no figures: account numbers, and int() is quadratic."""

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "俩": 2}
_DIGITS |= {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")} | {"貳": 2, "參": 3, "陸": 6}
_RANKS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_GREAT = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
HAN_NUMERAL = "".join((*_DIGITS, *_RANKS, *_GREAT))
"""Every character a Chinese numeral may be written with."""

_PLAIN = re.compile(rf"(?P<whole>\d{{1,{MAX_DIGITS}}}|\d{{1,3}}(?:[, ]\d{{3}}){{1,9}})(?:\.(?P<part>\d{{1,{MAX_DIGITS}}}))?", re.ASCII)
_MIXED = re.compile(r"(?P<number>[\d,. ]+?)\s*(?P<ranks>[百千万亿]{1,2})(?P<rest>\d.*)?", re.ASCII)


@frozen
class Numeral:
    """A number as printed: `place` is the value of one unit in its last printed place (1.20 → 1/100, 1.2亿 → 10^7, 一千二百 → 100)."""

    value: Fraction
    place: Fraction

    @property
    def step(self) -> Fraction:
        """The place of the last non-zero digit: 5000 → 1000, 1140 → 10, 12.50 → 1/10; of zero, `place`."""
        return last_place(self.value, self.place)


def last_place(value: Fraction, place: Fraction) -> Fraction:
    """The place of the last non-zero digit of `value`, which is a multiple of `place`; `place` itself where `value` is zero."""
    units = abs(value) / place
    count = int(units)
    if units.denominator != 1 or not count:
        return place
    digits = str(count)
    zeros = len(digits) - len(digits.rstrip("0"))
    found: Fraction = place * exact(10**zeros)
    return found


def numeral(text: str) -> Numeral | None:
    """The number that the whole of `text` is, None where it is none or not beyond doubt (二三十, 一百二, 1,20)."""
    text = (text if text.isdigit() and text.isascii() else fold(text)).strip()
    if text[:1].isdigit():
        return _plain(text) or _mixed(text)
    if text == "半":
        return Numeral(exact(1, 2), exact(1, 2))
    return _han(text)


def _plain(text: str) -> Numeral | None:
    m = _PLAIN.fullmatch(text)
    if m is None:
        return None
    whole, part = m["whole"].replace(",", "").replace(" ", ""), m["part"] or ""
    if len(whole) + len(part) > 2 * MAX_DIGITS:
        return None
    if not part:
        return Numeral(exact(int(whole)), _ONE)
    power = 10 ** len(part)
    return Numeral(exact(int(whole + part), power), exact(1, power))


def _mixed(text: str) -> Numeral | None:
    """1.2亿, 5百万, 3万5千, 1亿2000万, 2万3000."""
    if len(text) > MAX_DIGITS or (m := _MIXED.fullmatch(text)) is None or (head := _plain(m["number"])) is None:
        return None
    times = 1
    for rank in m["ranks"]:
        times *= _RANKS.get(rank) or _GREAT[rank]
    if m["rest"] is None:
        return Numeral(head.value * times, head.place * times)
    tail = numeral(m["rest"])
    if tail is None or head.place != 1 or tail.value >= times or (m["rest"].isdigit() and len(m["rest"]) != len(str(times)) - 1):
        return None
    return Numeral(head.value * times + tail.value, tail.place)


def _han(text: str) -> Numeral | None:
    if not text or len(text) > MAX_DIGITS:
        return None
    total, place, ceiling = 0, 0, 10**17
    for part, great in _by_great_rank(text):
        loose = total and part in _DIGITS  # 一万二 is 12,000 to some
        if great >= ceiling or loose or (read := _under_ten_thousand(part, lead=not total)) is None:
            return None
        value, last = read
        total, place, ceiling = total + value * great, last * great, great
    return Numeral(exact(total), exact(place))


def _by_great_rank(text: str) -> list[tuple[str, int]]:
    """十二万三千 → (十二, 10^4), (三千, 1)."""
    parts, part = [], ""
    for char in text:
        if char in _GREAT:
            parts.append((part, _GREAT[char]))
            part = ""
        else:
            part += char
    if part:
        parts.append((part, 1))
    return parts


def _under_ten_thousand(text: str, lead: bool) -> tuple[int, int] | None:
    """Value and smallest written rank of 三千零五十, 十二, 两; None for what is not strictly formed (二三十, 一百二, 二〇二三)."""
    total, last, digit, zero = 0, 10**4, None, False
    for char in text:
        if char in _RANKS:
            rank = _RANKS[char]
            if rank >= last or (digit is None and not (rank == 10 and not total and lead)):
                return None
            total, last, digit, zero = total + (1 if digit is None else digit) * rank, rank, None, False
        elif char not in _DIGITS or digit is not None:
            return None
        elif _DIGITS[char] == 0 and len(text) > 1:
            zero = True
        else:
            digit = _DIGITS[char]
    if digit is not None:
        if last not in (10, 10**4) and not zero:
            return None
        total, last = total + digit, 1
    elif zero or not text or last == 10**4:
        return None
    return total, last


_ONE = exact(1)
