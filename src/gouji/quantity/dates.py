"""Years and dates as printed; no figures, but the periods of figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

_YEAR = r"(?:19|20)\d\d"
YEAR = re.compile(rf"({_YEAR})\s*年")  # 2023年
UNTIL_MONTH = re.compile(r"(\d{1,2})月(?:底|末|份?执行|\d{1,2}日)|(?<!\d)1[-~至到](\d{1,2})月")  # 截至11月底 · 9月末 · 1至9月
_DATED_END = re.compile(rf"(?:{_YEAR}年(?:度|底|末|初)?)?(?:\d{{1,2}}月(?:份|底|末)?)?的?$")  # 由2020年的
_DATE_ENDS = frozenset("年度底末初月份的")
# 2021年底 · 2023年1-12月 · 截至12月31日
DATE = re.compile(rf"(?:截至|截止|自|从)?(?:{_YEAR}(?:[-~至]{_YEAR})?年(?:度|底|末|初)?)?(?:\d{{1,2}}(?:[-~至]\d{{1,2}})?月(?:份|底|末)?)?(?:\d{{1,2}}日)?")

_FULL = re.compile(rf"({_YEAR})\s?年\s?(\d{{1,2}})\s?月(?:\s?(\d{{1,2}})\s?[日号])?")
_BROKEN = re.compile(r"(?<!\d)20[0-3]\d{3,5}\s?日")  # 2021325日: a date that lost its characters
_PERIOD = re.compile(rf"({_YEAR})\s?年(?:\s?(\d{{1,2}})\s?月)?(?:\s?\d{{1,2}}\s?日)?\s?[-—~至到]+\s?({_YEAR})\s?年(?:\s?(\d{{1,2}})\s?月)?")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def undated(words: str) -> str:
    """Words without the date (and 的) that ends them."""
    return _DATED_END.sub("", words) if words[-1:] in _DATE_ENDS else words


def impossible_dates(plain: str) -> Iterator[tuple[int, int]]:
    """Where a text prints a date that no calendar has (13月, 9月31日), or one whose 年 or 月 was lost."""
    for match in _FULL.finditer(plain) if "月" in plain else ():
        year, month, day = int(match[1]), int(match[2]), int(match[3] or 1)
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1] or (month == 2 and day == 29 and not leap):
            yield match.span()
    for match in _BROKEN.finditer(plain) if "日" in plain else ():
        yield match.span()


def reversed_periods(plain: str) -> Iterator[tuple[int, int]]:
    """Where a period is printed that ends before it begins."""
    for match in _PERIOD.finditer(plain) if plain.count("年") > 1 else ():
        start, end = (int(match[1]), int(match[2] or 0)), (int(match[3]), int(match[4] or 12))
        if end < start:
            yield match.span()
