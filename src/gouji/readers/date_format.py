"""Dates and times of a workbook: a serial number of days and the pieces of a format code → the text that Excel shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from gouji.readers.digit_format import Token

DATE_KINDS = frozenset(("date", "elapsed", "halfday", "subsecond"))
"""The kinds of token that make a section one of dates."""

_LAST_DAY = 2_958_465  # 9999-12-31
_LEAP_DAY = 60  # Excel knows a 29 February 1900, which Lotus 1-2-3 invented
_BEFORE_LEAP_DAY, _AFTER_LEAP_DAY = date(1899, 12, 31), date(1899, 12, 30)
_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class _Moment:
    """A serial number taken apart; `elapsed` are its whole seconds since day 0, `fraction` the digits of a second after the point."""

    year: int
    month: int
    day: int
    weekday: int
    elapsed: int
    fraction: str

    @property
    def hour(self) -> int:
        return self.elapsed // 3600 % 24

    @property
    def minute(self) -> int:
        return self.elapsed // 60 % 60

    @property
    def second(self) -> int:
        return self.elapsed % 60


@dataclass(frozen=True, slots=True)
class DatePicture:
    """A section of dates; `words` are the names of months, days and halves of the day in its language."""

    tokens: tuple[Token, ...]
    words: Mapping[str, Sequence[str]]

    def show(self, serial: Decimal) -> str | None:
        """The date or time `serial` in days since 1899-12-31; None where it is no day that Excel has."""
        places = max((len(token.text) - 1 for token in self.tokens if token.kind == "subsecond"), default=0)
        moment = _moment(serial, places)
        if moment is None:
            return None
        halves = any(token.kind == "halfday" for token in self.tokens)
        return "".join(self._part(index, moment, halves) for index in range(len(self.tokens)))

    def _part(self, index: int, moment: _Moment, halves: bool) -> str:
        token = self.tokens[index]
        code = token.text.lower()
        match token.kind:
            case "halfday":
                word: str = self.words["half-days"][moment.hour >= 12]
                return word[:1] if len(code) == len("a/p") else word
            case "elapsed":
                unit = {"h": 3600, "m": 60, "s": 1}[code[1]]
                return f"{moment.elapsed // unit:0{len(code) - 2}d}"
            case "subsecond":
                return f".{moment.fraction}"
            case "date" if code[0] == "m" and len(code) <= 2 and self._is_minute(index):
                return f"{moment.minute:0{len(code)}d}"
            case "date":
                return self._named(code, moment, halves)
            case _:
                return token.text

    def _named(self, code: str, moment: _Moment, halves: bool) -> str:
        match code[0], len(code):
            case ("y", 1 | 2):
                return f"{moment.year % 100:02d}"
            case ("y" | "e", _):
                return f"{moment.year:04d}"
            case ("m", 1 | 2):
                return f"{moment.month:0{len(code)}d}"
            case ("m", length):
                name = self.words["months-short" if length == 3 else "months"][moment.month - 1]
                return name[:1] if length == 5 else name
            case ("d", 1 | 2):
                return f"{moment.day:0{len(code)}d}"
            case (("d" | "a") as letter, length):
                form = "days" if length > 3 else "days-short" if letter == "d" else "days-bare"
                return self.words[form][moment.weekday]
            case ("h", length):
                return f"{(moment.hour - 1) % 12 + 1 if halves else moment.hour:0{min(length, 2)}d}"
            case (_, length):
                return f"{moment.second:0{min(length, 2)}d}"

    def _is_minute(self, index: int) -> bool:
        """`m` beside an hour or before seconds is minutes: h:mm, mm:ss."""
        before = next((token.text.lower() for token in reversed(self.tokens[:index]) if token.kind in ("date", "elapsed")), "")
        after = next((token.text.lower() for token in self.tokens[index + 1 :] if token.kind in ("date", "elapsed")), "")
        return before.lstrip("[").startswith("h") or after.lstrip("[").startswith("s")


def _moment(serial: Decimal, places: int) -> _Moment | None:
    if not 0 <= serial < _LAST_DAY + 1:
        return None
    ticks = int((serial * _SECONDS).scaleb(places).to_integral_value(ROUND_HALF_UP))
    elapsed, fraction = divmod(ticks, 10**places)
    days = elapsed // _SECONDS
    if days > _LAST_DAY:
        return None
    if days in (0, _LEAP_DAY):
        year, month, day = (1900, 1, 0) if days == 0 else (1900, 2, 29)
    else:
        found = (_BEFORE_LEAP_DAY if days < _LEAP_DAY else _AFTER_LEAP_DAY) + timedelta(days)
        year, month, day = found.year, found.month, found.day
    return _Moment(year, month, day, (days - 1) % 7, elapsed, f"{fraction:0{places}d}" if places else "")
