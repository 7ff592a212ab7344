"""The characters of a page dealt into the cells that its rules enclose."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from gouji.readers import continuation, limits, ruling
from gouji.readers.border import joined
from gouji.readers.continuation import Part
from gouji.readers.glyphs import Glyph, line_of, rows_of
from gouji.readers.page import Sheet
from gouji.readers.ruling import RuledCell


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
        for held in inside:
            rows, twice = rows_of(held)
            lines = (line_of(row, em, sheet.number) for row in rows)
            texts.append(joined(line.traced for line in lines if line))
            doubled += twice
        found.append(continuation.part(cells, texts, sheet.number, sheet.height))
    return found, outside, doubled


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
