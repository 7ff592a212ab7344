"""The regular expressions of a figure: numeral, 多/余, unit, 以上."""

from __future__ import annotations

import re

from gouji.quantity.numeral import HAN_NUMERAL, MAX_DIGITS
from gouji.quantity.unit import MULTIPLIERS, UNIT
from gouji.quantity.wording import TAIL

_DIGITS = rf"\d{{1,{MAX_DIGITS}}}"
_MIXED = r"\d{1,4}(?:亿\d{1,4}千?万|亿\d{1,3}千万|万\d千(?:\d百)?|万\d{4})(?!\d)"  # 3万5千, 1亿2000万, 2万3000
_GROUPED = rf"[1-9]\d{{0,2}}(?:,\d{{3}}){{1,9}}(?!,?\d)(?:\.{_DIGITS})?"  # 1,617.00
_WIDE_UNIT = rf"(?=\s?(?!分|%){UNIT})"  # “10 100分” are two numbers, 18 189万元 is one
_SPACED = rf"(?<!\d )[1-9]\d{{0,2}}(?: \d{{3}}){{1,9}}(?![ ,]?\d)(?:\.{_DIGITS})?{_WIDE_UNIT}"  # 18 189万元
_PLAIN = rf"{_DIGITS}(?:\.{_DIGITS})?"  # 214.2
_RANK = "|".join(MULTIPLIERS)

FIGURE = re.compile(
    rf"(?P<number>{_MIXED}|{_GROUPED}|{_SPACED}|{_PLAIN})(?!\d|\.\d)"
    rf"(?:\s{{0,3}}(?P<many>[多余几])?\s?(?P<unit>{UNIT})"  # 40余人
    rf"|\s?(?P<rank>{_RANK})(?:\s?(?P<many_ranked>[多余几])?\s?(?P<unit_ranked>{UNIT})"  # 12万余元
    r"|(?P<many_bare>[多余])?))?"  # 1.2亿
    rf"(?P<tail>\s?(?:{TAIL})(?!项|个|种|支出|收入|完成|于|开支|安排))?",  # 5个以上, yet 8616万元|多支出431万元
    re.ASCII,
)
"""A figure that begins with a digit, to be matched at that digit."""

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
CELL = re.compile(rf"\s*(?P<core>(?P<sign>[-+])?(?P<number>{_GROUPED}|{_PLAIN})\s?(?P<unit>{UNIT})?)\s*", re.ASCII)  # -2000

# a bare whole number before these words is still a figure: “分值10得分10”; not in 3镇2乡
BARE_BEFORE = re.compile(r"\s?(?:得分|自评|实得|实际|完成|执行|其中|支出|预算|决算|[和与及至](?=\d)|[^\w]|$)")
HAN_CHAR = re.compile(r"[\u4e00-\u9fff]")
