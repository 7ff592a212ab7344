"""fold: full-width and look-alike characters to the plain ones, character for character."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_SPACES = "\u00a0\u1680\u202f\u205f\u3000\t\r\n\x0b\x0c\u2028\u2029" + "".join(map(chr, range(0x2000, 0x200B)))

_SIGNS = dict(
    zip(
        "％﹪٪（）﹙﹚：﹕∶；﹔≧⩾≦⩽═＝＞﹥＜﹤～〜∼˜＋／∕［］＊＃￥•・",
        "%%%()():::;;≥≥≤≤==>><<~~~~+//[]*#¥··",
        strict=True,
    )
)
_HAN_FORMS = (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20))
_DIGIT = "0-9０-９"
_CONTEXT = re.compile(
    rf"(?P<point>(?<=[{_DIGIT}])．(?=[{_DIGIT}]))"  # １．５
    rf"|(?P<thousand>(?<=[０-９])，(?=[０-９]{{3}}(?![{_DIGIT}])))"  # １，２００; “12，345” in half width may be a list
    rf"|(?P<range>(?<=[{_DIGIT}])[—―](?=[{_DIGIT}]))"  # 80—90
    rf"|(?P<minus>(?<![－–−—])[－–−‐‑‒](?=[{_DIGIT}]))"  # －3.2%
)
_MAY_TURN = re.compile("[．—―－–−‐‑‒０-９]")  # without one of these no context changes a character, and most lines have none
_PLAIN = {"point": ".", "thousand": ",", "range": "-", "minus": "-"}


@cache
def _table() -> dict[int, str]:
    table = {ord(a): b for a, b in _SIGNS.items()}
    table.update({ord(a): " " for a in _SPACES})
    table.update({0xFF10 + i: chr(0x30 + i) for i in range(10)})
    table.update({0xFF21 + i: chr(0x41 + i) for i in range(26)})
    table.update({0xFF41 + i: chr(0x61 + i) for i in range(26)})
    for code in _HAN_FORMS:
        unified = unicodedata.normalize("NFKC", chr(code))
        if len(unified) == 1 and unified != chr(code):
            table[code] = unified
    return table


def fold(text: str) -> str:
    """`text` with widths folded, of equal length, so that every offset into one is an offset into the other.

    Full-width digits and letters, ％（）：；, operators (≧ ═ ＞), dashes and points that stand in a number, all kinds of spaces, and Han
    characters that are compatibility forms or radicals become the plain character. ， and 、 stay, since `12，345` may be two numbers.
    Not NFKC: that would change lengths (㎡, ①).
    """
    if text.isascii():
        return text.translate(_table()) if "\n" in text or "\t" in text or "\r" in text else text
    if _MAY_TURN.search(text):
        text = _CONTEXT.sub(lambda m: _PLAIN[m.lastgroup or ""], text)
    return text.translate(_table())
