"""The grammar of a figure: numeral, 多/余, unit, 以上."""

from __future__ import annotations

import re

from gouji.frozen import frozen
from gouji.quantity.numeral import HAN_NUMERAL, MAX_DIGITS
from gouji.quantity.unit import MULTIPLIERS, unit_end, unit_ends
from gouji.quantity.wording import TAIL

_DIGITS = rf"\d{{1,{MAX_DIGITS}}}"
_MIXED = r"\d{1,4}(?:亿\d{1,4}千?万|亿\d{1,3}千万|万\d千(?:\d百)?|万\d{4})(?!\d)"  # 3万5千, 1亿2000万, 2万3000
_GROUPED = rf"[1-9]\d{{0,2}}(?:,\d{{3}}){{1,9}}(?!,?\d)(?:\.{_DIGITS})?"  # 1,617.00
_SPACED = rf"(?<!\d )[1-9]\d{{0,2}}(?: \d{{3}}){{1,9}}(?![ ,]?\d)(?:\.{_DIGITS})?"  # 18 189万元
_PLAIN = rf"{_DIGITS}(?:\.{_DIGITS})?"  # 214.2
_ENDED = r"(?!\d|\.\d)"
_NUMBER = re.compile(rf"(?:{_MIXED}|{_GROUPED}|(?P<spaced>{_SPACED})|{_PLAIN}){_ENDED}", re.ASCII)
_UNSPACED = re.compile(rf"{_PLAIN}{_ENDED}", re.ASCII)
_BEFORE_UNIT = re.compile(r"\s{0,3}(?P<many>[多余几])?\s?", re.ASCII)  # 40余人
_RANK = re.compile(rf"\s?(?P<rank>{'|'.join(MULTIPLIERS)})(?P<bare>[多余]?)", re.ASCII)  # 1.2亿
_BEHIND_RANK = re.compile(r"\s?(?P<many>[多余几])?\s?", re.ASCII)  # 12万余元
_TAIL = re.compile(rf"\s?(?:{TAIL})(?!项|个|种|支出|收入|完成|于|开支|安排|\d)", re.ASCII)  # 5个以上, yet 8616万元|多支出431万元


@frozen
class Print:
    """A figure as printed up to `stop`: its numeral, the 万 that is no part of the unit, the unit, 多 or 余, and what is attached behind."""

    number: str
    rank: str
    symbol: str
    many: bool
    tail: str
    stop: int


def printed_figure(plain: str, at: int) -> Print | None:
    """The figure whose first digit stands at `at`, None where what stands there is no number."""
    m = _NUMBER.match(plain, at)
    if m is not None and m["spaced"] and not _wide_unit_follows(plain, m.end()):
        m = _UNSPACED.match(plain, at)
    if m is None:
        return None
    rank, symbol, many, end = _unit_behind(plain, m.end())
    tail = _TAIL.match(plain, end)
    return Print(m[0], rank, symbol, many, tail[0].strip() if tail else "", tail.end() if tail else end)


def _wide_unit_follows(plain: str, end: int) -> bool:
    """“10 100分” are two numbers, 18 189万元 is one."""
    start = past_blank(plain, end)
    return plain[start : start + 1] not in ("分", "%") and unit_end(plain, start) >= 0


def past_blank(plain: str, at: int) -> int:
    """`at`, or behind the blank that stands there."""
    return at + (plain[at : at + 1] in _BLANKS)


_BLANKS = frozenset(" \t\n\r\f\v")


def _unit_behind(plain: str, at: int) -> tuple[str, str, bool, int]:
    """Rank, unit, whether 多 stands between, and where they end."""
    lead = _BEFORE_UNIT.match(plain, at)
    assert lead is not None  # it may be empty
    end = unit_end(plain, lead.end())
    if end >= 0:
        return "", plain[lead.end() : end], lead["many"] is not None, end
    ranked = _RANK.match(plain, at)
    if ranked is None:
        return "", "", False, at
    lead = _BEHIND_RANK.match(plain, ranked.end("rank"))
    assert lead is not None
    end = unit_end(plain, lead.end())
    if end >= 0:
        return ranked["rank"], plain[lead.end() : end], lead["many"] is not None, end
    return ranked["rank"], "", bool(ranked["bare"]), ranked.end()


@frozen
class Filling:
    """The number that fills a cell: sign, numeral and unit, and where they stand."""

    negative: bool
    number: str
    symbol: str
    start: int
    end: int


_CELL = re.compile(rf"\s*(?P<core>(?P<sign>[-+])?(?P<number>{_GROUPED}|{_PLAIN})\s?)", re.ASCII)  # -2000


def filling(plain: str) -> Filling | None:
    """The number that is all of a text but for blanks around it."""
    m = _CELL.match(plain)
    if m is None:
        return None
    start, end = m.span("core")
    if plain[end:].strip():
        end = next((stop for stop in unit_ends(plain, end) if not plain[stop:].strip()), -1)
    return Filling(m["sign"] == "-", m["number"], plain[m.end("core") : end], start, end) if end >= 0 else None


# Chinese numerals count nothing but these: 两类项目, 三项共计 echo a list; a wrong one costs more than a missed one.
_SLOGANS = (
    "意识|自信|全面|维护|确立|代表|方面|层面|维度|角度|坚持|务必|结合|必须|一律|文明|体系|环节|阶段|伟大|服从|不|满意|统筹|覆盖|转变|提升|清单|区分|百|全"
)
_SURE = (
    f"个月|个(?!{_SLOGANS})|人次|场次|名|户|家(?!庭|长)|场|台|套|辆|座|栋|所|间|亩|公顷|平方米|公里|米(?!粮)|吨|头(?!六)|株|份|篇|小时|天"
    "|元(?!旦|素|区|里)|人(?!行|份|均|口|员|才)"
)
_WHATEVER = "项|种|件|期|条|处"  # a numeral of several ranks counts anything: 一千二百种

HAN_FIGURE = re.compile(
    rf"(?P<number>[{HAN_NUMERAL}]{{1,15}})(?P<many>多|余)?\s?(?P<unit>(?:万亿|[万亿])?(?:{_SURE}))(?P<tail>{TAIL})?"
    rf"|(?P<long>[{HAN_NUMERAL}]{{3,15}})(?P<long_unit>{_WHATEVER})"
)
"""A figure in Chinese numerals, to be matched at the first of them."""

START = re.compile(
    rf"[0-9]|[一二两三四五六七八九十壹贰叁肆伍陆柒捌玖](?<![第数几上每之其{HAN_NUMERAL}\d].)",
    re.ASCII,
)
"""Where a figure may begin; 数十, 第三 and 每两 begin none."""

DIGIT_RUN = re.compile(r"\d+(?:[.,]\d+)*", re.ASCII)
HAN_RUN = re.compile(f"[{HAN_NUMERAL}]+")
RANGE_JOINT = re.compile(r"\s?(?:\(不?含\))?(?:[-~—–]|至|到)\s?(?=\d)")  # 5-10%, 3至5个, 60%(含)-80%
BRACKETED = re.compile(r"\(\s?(\d[\d,]*(?:\.\d+)?)\s?\)\s?(?P<unit>%|‰|万元|亿元|元)?", re.ASCII)  # (221.50)

# a bare whole number before these words is still a figure: “分值10得分10”; not in 3镇2乡
BARE_BEFORE = re.compile(r"\s?(?:得分|自评|实得|实际|完成|执行|其中|支出|预算|决算|[和与及至](?=\d)|[^\w]|$)")


def is_han(plain: str, at: int) -> bool:
    """Whether a Chinese character stands at `at`."""
    return "\u4e00" <= plain[at : at + 1] <= "\u9fff"
