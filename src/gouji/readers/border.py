"""The border between a file and the Document: raw characters with their sources in, tidy text with its sources out."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence

from gouji.frozen import frozen

WRAP = "\n"
GAP = "\u3000"
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffd"
    "\U000e0000-\U000e0fff]"
)
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BLANKS = re.compile(r"\s+")
_DIRTY = re.compile(f"\\s|{_INVISIBLE.pattern}")
_LATIN = re.compile("[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]")
_LETTER = re.compile("[A-Za-zＡ-Ｚａ-ｚ]")
_WIDE_BLANK = re.compile("[\t\u3000\u2003]")
# `2023  年`: two blanks beside a figure are typesetting, four are a column gap
_GAP_BESIDE_FIGURE = 4


@frozen
class Traced:
    """Text in which each character knows where it came from: `sources[i]` is the reader's own index of `text[i]`."""

    text: str
    sources: array[int]

    def __len__(self) -> int:
        return len(self.text)

    def part(self, start: int, end: int) -> Traced:
        """The characters `start` to `end`, exclusive."""
        return Traced(self.text[start:end], self.sources[start:end])

    def stripped(self) -> Traced:
        """Without blanks and invisible characters at both ends."""
        text = self.text
        start, end = 0, len(text)
        while start < end and _DIRTY.match(text[start]):
            start += 1
        while end > start and _DIRTY.match(text[end - 1]):
            end -= 1
        return self if end - start == len(text) else self.part(start, end)


def turning(text: str) -> int:
    """How many characters of a text make what follows print in another order than it is written: a reader sees 19.8 where 8.91 stands."""
    return 0 if text.isascii() else len(_TURNING.findall(text))


def traced(text: str, start: int = 0) -> Traced:
    """`text` whose characters are numbered from `start`."""
    return Traced(text, array("l", range(start, start + len(text))))


def joined(parts: Iterable[Traced], between: str = WRAP) -> Traced:
    """The parts with `between` (one character or none) between them; it takes the source of the character before it."""
    texts: list[str] = []
    sources: array[int] = array("l")
    for part in parts:
        if texts and between and sources:
            texts.append(between)
            sources.append(sources[-1])
        texts.append(part.text)
        sources.extend(part.sources)
    return Traced("".join(texts), sources)


def tidy(raw: Traced) -> Traced:
    """The text as printed: wraps (`\\n`) joined with nothing, invisible characters dropped, blanks kept only where they separate.

    `下设 1 个` loses its blanks, `18 189` and `form A` keep theirs, `412.\\n49` is one number, and a column gap
    becomes one ideographic space.
    """
    if not _DIRTY.search(raw.text):
        return raw
    text, sources = _visible(raw)
    pieces: list[str] = []
    kept: array[int] = array("l")
    at = 0
    for blank in _BLANKS.finditer(text):
        start, end = blank.span()
        pieces.append(text[at:start])
        kept.extend(sources[at:start])
        if substitute := _between(text, start, end):
            pieces.append(substitute)
            kept.append(sources[start])
        at = end
    pieces.append(text[at:])
    kept.extend(sources[at:])
    return Traced("".join(pieces), kept)


def _visible(raw: Traced) -> tuple[str, Sequence[int]]:
    if not _INVISIBLE.search(raw.text):
        return raw.text, raw.sources
    keep = [index for index, character in enumerate(raw.text) if not _INVISIBLE.match(character)]
    return "".join(raw.text[index] for index in keep), array("l", (raw.sources[index] for index in keep))


def _between(text: str, start: int, end: int) -> str:
    """What stands for the blanks text[start:end]: nothing, a space or a column gap."""
    if start == 0 or end == len(text):
        return ""
    before, blanks, after = text[start - 1], text[start:end], text[end]
    latin = bool(_LATIN.match(before)), bool(_LATIN.match(after))
    if WRAP in blanks:
        return " " if len(blanks) > 1 and _LETTER.match(before) and _LETTER.match(after) else ""
    if not _is_gap(blanks, latin):
        return " " if all(latin) else ""
    return "" if _is_padded_label(text, start, end) else GAP


def _is_gap(blanks: str, latin: tuple[bool, bool]) -> bool:
    if latin[0] != latin[1]:
        return len(blanks) >= _GAP_BESIDE_FIGURE or "\t" in blanks
    return len(blanks) > 1 or bool(_WIDE_BLANK.match(blanks))


def _is_padded_label(text: str, start: int, end: int) -> bool:
    """`得　　分`: single characters on both sides are one word drawn apart, not two columns."""
    alone_before = start < 2 or text[start - 2].isspace()
    alone_after = end + 1 >= len(text) or text[end + 1].isspace()
    return alone_before and alone_after and not _LATIN.match(text[start - 1]) and not _LATIN.match(text[end])
