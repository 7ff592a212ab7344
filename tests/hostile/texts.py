"""Texts and web pages that are broken or mean harm."""

from __future__ import annotations

from collections.abc import Callable

from .pdfs import TEXT

# U+202E turns what follows around: a reader sees 19.89 where 98.91 is written
TURNED = TEXT.replace("89.91", "\u202e19.98\u202c")
STUFFED = "\u200b".join(TEXT.replace("407.98", "4\u200d07\u2060.\ufeff9\u00ad8"))


def page(body: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def table(rows: int, columns: int) -> bytes:
    return page("<table>" + ("<tr>" + "<td>1</td>" * columns + "</tr>") * rows + "</table>")


def in_charset(name: str) -> bytes:
    return f'<html><head><meta charset="{name}"></head><body><p>'.encode() + TEXT.encode("gb18030") + b"</p></body></html>"


CODECS = ("undefined", "idna", "punycode", "unicode_escape", "utf-7", "hex", "rot13")  # of Python, which no page is written in

# Each repeats one thing that a pattern of the grammar looks for, without what ends it.
REPEATED = {
    "brackets": ("（", 100_000),
    "closing": ("）", 100_000),
    "bracket-pairs": ("（）", 50_000),
    "ascii-brackets": ("(" * 3 + "1" + ")" * 2, 20_000),
    "book-marks": ("《", 100_000),
    "quotes": ("“", 100_000),
    "digits": ("9", 1_000_000),
    "decimals": ("1.", 200_000),
    "percents": ("%", 200_000),
    "numerals": ("一", 200_000),
    "magnitudes": ("万亿", 100_000),
    "about": ("约", 200_000),
    "of-which": ("其中：", 50_000),
    "growth": ("同比增长", 50_000),
    "listed": ("甲、", 100_000),
    "blanks": (" ", 2_000_000),
    "ideographic-blanks": ("1\u3000", 200_000),
    "tabs": ("\t", 2_000_000),
    "dashes": ("-", 500_000),
    "long-dashes": ("—", 500_000),
    "dates": ("2023年", 50_000),
    "accents": ("\u0301", 500_000),
    "joiners": ("\u200d", 1_000_000),
    "marks": ("#", 200_000),
    "bars": ("|", 300_000),
    "colons": ("：", 200_000),
    "lines": ("\n", 5_000_000),
    "short-lines": ("1\n", 200_000),
    "headings": ("一、\n", 50_000),
    "rows": ("1|2|3\n", 100_000),
    "columns": ("1\t2\t3\n", 100_000),
    "greater": ("≥", 200_000),
    "slashes": ("1/", 100_000),
    "times": ("×1", 100_000),
    "sums": ("1+", 100_000),
}

TEXTS = {
    "empty.txt": (lambda: b"", {"empty"}),
    "byte.txt": (lambda: b"1", set()),
    "byte-0.txt": (lambda: b"\0", {"empty"}),
    "byte-ff.txt": (lambda: b"\xff", {"empty"}),
    "mark-only.txt": (lambda: b"\xef\xbb\xbf", {"empty"}),
    "odd-utf-16.txt": (lambda: TEXT.encode("utf-16")[:-1], {"damaged"}),
    "lone-surrogates.txt": (lambda: b"\xff\xfe" + b"\x00\xd8" * 40 + TEXT.encode("utf-16-le"), {"damaged"}),
    "cut-utf-8.txt": (lambda: TEXT.encode()[:-1], {"damaged"}),
    "cut-gb18030.txt": (lambda: TEXT.encode("gb18030")[:-1], {"damaged", "not-a-report"}),
    "noise.txt": (lambda: bytes(range(1, 256)) * 400, {"not-a-report"}),
    "turned.txt": (lambda: TURNED.encode(), {"bidi-controls"}),
    "stuffed.txt": (lambda: STUFFED.encode(), set()),
    "line.txt": (lambda: ("预算执行" * 900_000).encode(), None),
    "line-of-letters.txt": (lambda: b"x" * 10_000_000, {"over-limit"}),
    "line-of-figures.txt": (lambda: (TEXT * 200_000)[:6_000_000].encode(), {"over-limit"}),
    "cells.txt": (lambda: b"1|2|3|4|5|6|7|8|9|0\n" * 100_000, {"over-limit"}),
}  # fmt: skip

PAGES = {
    "deep.html": (lambda: page("<div>" * 100_000 + TEXT), {"over-limit"}),
    "deep-tables.html": (lambda: page("<table><tr><td>1<td>" * 150 + TEXT), {"over-limit"}),
    "cells.html": (lambda: table(10_000, 100), {"over-limit"}),
    "spans.html": (lambda: page('<table><tr><td rowspan="999999999" colspan="999999999">1<td>2</tr></table>' + TEXT), set()),
    "all-spans.html": (lambda: page("<table>" + ("<tr>" + '<td rowspan="0" colspan="199">1</td>' * 9 + "</tr>") * 3_000 + "</table>"), {"over-limit"}),
    "entities.html": (lambda: b'<!DOCTYPE html [<!ENTITY a "' + b"ha" * 999 + b'"><!ENTITY b "&a;&a;&a;">]>' + page("&b;" * 99 + TEXT), set()),
    "attributes.html": (lambda: page("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + f">{TEXT}"), {"over-limit"}),
    "unclosed-comment.html": (lambda: b"<html><!-- " + b"<!--" * 500_000, {"empty"}),
    "comments.html": (lambda: b"<!-- -->" * 500 + b"<!-- x" * 200_000, None),
    **{f"charset-{name}.html": (lambda name=name: in_charset(name), set()) for name in CODECS},
}  # fmt: skip


def repeated(share: int = 1) -> dict[str, tuple[Callable[[], bytes], set[str] | None]]:
    """Texts of one thing over and over, or of a `share`-th as much of it."""
    return {f"{name}.txt": (lambda unit=unit, count=count: (TEXT + "\n" + unit * (count // share)).encode(), None) for name, (unit, count) in REPEATED.items()}


CASES = {**TEXTS, **PAGES, **repeated()}
