"""Characters with their boxes → printed lines, from left to right and from top to bottom."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from gouji.readers.border import Traced
from gouji.readers.furniture import Line

COLUMN_GAP = 1.5  # in em
_WORD_GAP = 0.18
_SAME_SPOT = 0.25
_SAMPLE = 400  # characters that tell the size of running text


@dataclass(slots=True)
class Glyphs:
    """All characters of a document in the order they were read: tight boxes as four coordinates each, and the page each stands on."""

    boxes: array[float] = field(default_factory=lambda: array("f"))
    pages: array[int] = field(default_factory=lambda: array("l"))
    insets: dict[int, dict[tuple[int, int, int], tuple[float, ...]]] = field(default_factory=dict)


@dataclass(slots=True)
class Glyph:
    """A character on a page with its loose box (advance width, line height), as displayed; `index` is its place in Glyphs."""

    character: str
    x0: float
    top: float
    x1: float
    bottom: float
    middle: float
    index: int


def em_of(glyphs: Sequence[Glyph]) -> float:
    """The width of a Chinese character in running text on the page."""
    widths: Counter[float] = Counter()
    for width, count in Counter([glyph.x1 - glyph.x0 for glyph in glyphs[:_SAMPLE] if glyph.character >= "\u2e80"]).items():
        widths[round(width, 1)] += count
    del widths[0.0]  # a damaged font knows no widths
    return widths.most_common(1)[0][0] if widths else 12.0


def rows_of(glyphs: Sequence[Glyph]) -> tuple[list[list[Glyph]], int]:
    """The printed lines from top to bottom, each from left to right, and how many characters were printed twice on one spot."""
    rows: list[list[Glyph]] = []
    for piece in sorted(_pieces(glyphs), key=lambda piece: piece[len(piece) // 2].middle):
        if rows and _level(rows[-1], piece):
            rows[-1].extend(piece)
        else:
            rows.append(piece)
    doubled = 0
    for number, row in enumerate(rows):
        row.sort(key=lambda glyph: glyph.x0)
        rows[number] = _single(row)
        doubled += len(row) - len(rows[number])
    return rows, doubled


def _pieces(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters as they follow one another on a line in the content stream."""
    pieces: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None and last.top <= glyph.middle <= last.bottom and glyph.x0 >= last.x0 - 2 * (last.bottom - last.top):
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
        last = glyph
    return pieces


def _level(row: Sequence[Glyph], piece: Sequence[Glyph]) -> bool:
    above, here = row[-1], piece[0]
    overlap = min(above.bottom, here.bottom) - max(above.top, here.top)
    return overlap > 0.6 * min(above.bottom - above.top, here.bottom - here.top)


def _single(row: Sequence[Glyph]) -> list[Glyph]:
    kept: list[Glyph] = []
    first = second = third = ""
    for glyph in row:
        character = glyph.character
        if character in (third, second, first) and any(_on_one_spot(glyph, other) for other in kept[-3:]):
            continue
        first, second, third = second, third, character
        kept.append(glyph)
    return kept


def _on_one_spot(glyph: Glyph, other: Glyph) -> bool:
    near = _SAME_SPOT * (glyph.x1 - glyph.x0)
    return other.character == glyph.character and glyph.x0 - other.x0 <= near and abs(other.middle - glyph.middle) <= near


def line_of(row: Sequence[Glyph], em: float, page: int) -> Line | None:
    """A Line with the gaps of the print as blanks: a tab for a column gap, a space between words."""
    text: list[str] = []
    sources: array[int] = array("l")
    reach, word, column = math.inf, _WORD_GAP * em, COLUMN_GAP * em
    for glyph in row:
        if glyph.x0 - reach > word and glyph.character != " ":
            text.append("\t" if glyph.x0 - reach > column else " ")
            sources.append(sources[-1])
        text.append(glyph.character)
        sources.append(glyph.index)
        reach = glyph.x1
    traced = Traced("".join(text), sources).stripped()
    printed = [glyph for glyph in row if not glyph.character.isspace()]
    if not traced.text or not printed:
        return None
    return Line(traced, 2 * printed[0].x0 / em, 2 * max(glyph.x1 for glyph in printed) / em, 0, page)
