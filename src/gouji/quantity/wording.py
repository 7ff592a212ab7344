"""The words around a number that say how near it is meant: 约 近 余 超过 不足 不低于 ≥ 以上 左右."""

from __future__ import annotations

import re
from typing import Literal, get_args

Qualifier = Literal["exact", "about", "near", "over", "under", "at_least", "at_most", "many", "range"]
QUALIFIERS: tuple[Qualifier, ...] = get_args(Qualifier)

Meaning = Qualifier | Literal["below"]
"""`below` is an under without a floor: 不足3 stays near its number, 小于3 does not."""

_BEFORE: dict[Meaning, str] = {
    "exact": "= 等于",
    "about": "约 大约 约为 大约为 约有 约占 约计 大概 ≈",
    "near": "近 将近 接近",
    "over": "超 超过 超过了 超出 突破 突破了 逾 大于 多于 高于 >",
    "under": "不足 不到 未到 未满",
    "below": "小于 低于 少于 未达到 未达 达不到 <",
    "at_least": "至少 最少 不低于 不少于 不小于 ≥ >= => ≮ 大于等于 大于或等于 高于等于 高于或等于 多于等于",
    "at_most": "最多 至多 不高于 不超过 不超 不多于 不大于 未超过 未超 没有超过 ≤ <= =< ≯ 小于等于 小于或等于 低于等于 低于或等于 少于等于",
}
_BEHIND: dict[Qualifier, str] = {
    "many": "有余 多 余",
    "about": "左右 上下",
    "at_least": "以上 及以上 (含)以上",
    "at_most": "以下 及以下 (含)以下 以内 之内 (含)以内",
}
LEADS = {word: meaning for meaning, words in _BEFORE.items() for word in words.split()}
TAILS = {word: meaning for meaning, words in _BEHIND.items() for word in words.split()}

# the end of another word: 节约5万元, 最近3次, 赶超2家
_PART_OF = {"约": "节集制合签预违契公履条特邀", "近": "最附邻临靠新亲远", "超": "赶反高", "大于": "远"}


def _guarded(word: str) -> str:
    return (f"(?<![{_PART_OF[word]}])" if word in _PART_OF else "") + re.escape(word)


_LEAD = re.compile(f"(?:{'|'.join(map(_guarded, sorted(LEADS, key=len, reverse=True)))})\\s{{0,2}}$")
_LAST = frozenset(w[-1] for w in LEADS)
_REACH = 8
TAIL = "|".join(re.escape(w) for w in sorted(TAILS, key=len, reverse=True))
"""The regular expression of a word behind the unit."""


def lead_before(plain: str, start: int) -> tuple[str, int]:
    """The leading word that ends at `start` (blanks aside) and where it begins; an empty word and `start` where there is none."""
    end = start
    while end and plain[end - 1] == " " and start - end < 2:
        end -= 1
    if not end or plain[end - 1] not in _LAST:
        return "", start
    floor = max(0, end - _REACH)
    m = _LEAD.search(plain[floor:end])
    return (m[0].strip(), floor + m.start()) if m else ("", start)
