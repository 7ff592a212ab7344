"""The characters of a page dealt into the cells that its rules enclose."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from gouji.readers import continuation, furniture, limits, ruling
from gouji.readers.border import Traced, joined
from gouji.readers.celltext import whole
from gouji.readers.continuation import Part, Printed
from gouji.readers.glyphs import Glyph, line_of, rows_of
from gouji.readers.page import Sheet
from gouji.readers.ruling import RuledCell

_PADDING = 6.0  # points that a cell keeps free beside its text; office programs keep 5.4


def tables_of(sheet: Sheet, glyphs: list[Glyph], em: float) -> tuple[list[Part], list[Glyph], int]:
    """The ruled tables of a page, the characters outside of them, and how many in them were printed twice."""
    try:
        ruled = ruling.tables(sheet.drawing.rules)
    except ruling.TooManyCells as error:
        sheet.drawing.limit("cells", error.found, limits.TABLE_CELLS)
        return [], glyphs, 0
    if not ruled:
        return [], glyphs, 0
    dealt, outside = _dealt(ruled, glyphs)
    found: list[Part] = []
    doubled = 0
    for cells, inside in zip(ruled, dealt, strict=True):
        if not any(inside):
            continue
        texts = []
        for cell, held in zip(cells, inside, strict=True):
            rows, twice = rows_of(held)
            texts.append(_text(cell.x1 - cell.x0, rows, em, sheet.number))
            doubled += twice
        found.append(continuation.part(cells, texts, sheet.number, sheet.height))
    return found, outside, doubled


def _text(width: float, rows: Sequence[Sequence[Glyph]], em: float, page: int) -> Printed:
    """The printed lines of a cell as its paragraphs, with the room behind the last and the width of the first word.

    A line that had room for the first word of the next ends a paragraph: `10` above `20` in a wide cell are two figures.
    """
    paragraphs: list[list[Traced]] = []
    room, size, first = -1.0, em, 0.0
    for row in rows:
        line = line_of(row, em, page)
        printed = [glyph for glyph in row if not glyph.character.isspace()]
        if line is None:
            continue
        word = _word(printed, line.text)
        if paragraphs and word + 2 * size > room:
            paragraphs[-1].append(line.traced)
        else:
            paragraphs.append([line.traced])
        first = first or word
        size = max(glyph.x1 - glyph.x0 for glyph in printed)
        room = width - 2 * _PADDING - (max(glyph.x1 for glyph in printed) - printed[0].x0)
    return whole(joined(lines) for lines in paragraphs), room, first


def _word(printed: Sequence[Glyph], text: str) -> float:
    """How much room the first word of a line takes."""
    length = len(furniture.first_word(text).replace(" ", ""))
    return printed[min(length, len(printed)) - 1].x1 - printed[0].x0


def _dealt(ruled: Sequence[Sequence[RuledCell]], glyphs: Sequence[Glyph]) -> tuple[list[list[list[Glyph]]], list[Glyph]]:
    """The characters of each cell of each table, by their centres, and those outside; a table within a cell of another comes first."""
    order = sorted(range(len(glyphs)), key=lambda index: glyphs[index].middle)
    middles = [glyphs[index].middle for index in order]
    owners: dict[int, tuple[int, int]] = {}
    for number, cells in sorted(enumerate(ruled), key=lambda pair: _area(pair[1])):
        positions = _Positions(cells)
        for index in order[bisect_left(middles, positions.ys[0]) : bisect_right(middles, positions.ys[-1])]:
            glyph = glyphs[index]
            cell = positions.holding((glyph.x0 + glyph.x1) / 2, glyph.middle)
            if cell is not None and index not in owners:
                owners[index] = number, cell
    dealt: list[list[list[Glyph]]] = [[[] for _ in cells] for cells in ruled]
    outside: list[Glyph] = []
    for index, glyph in enumerate(glyphs):
        if owner := owners.get(index):
            dealt[owner[0]][owner[1]].append(glyph)
        else:
            outside.append(glyph)
    return dealt, outside


def _area(cells: Sequence[RuledCell]) -> float:
    return sum((cell.x1 - cell.x0) * (cell.bottom - cell.top) for cell in cells)


class _Positions:
    """Which cell of a table holds a point."""

    def __init__(self, cells: Sequence[RuledCell]) -> None:
        self.xs = sorted({cell.x0 for cell in cells} | {cell.x1 for cell in cells})
        self.ys = sorted({cell.top for cell in cells} | {cell.bottom for cell in cells})
        self.cells: dict[tuple[int, int], int] = {}
        for index, cell in enumerate(cells):
            rows = range(bisect_left(self.ys, cell.top), bisect_left(self.ys, cell.bottom))
            columns = range(bisect_left(self.xs, cell.x0), bisect_left(self.xs, cell.x1))
            self.cells.update(((row, column), index) for row in rows for column in columns)

    def holding(self, x: float, y: float) -> int | None:
        """The index of the cell at (`x`, `y`), None outside."""
        return self.cells.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))
