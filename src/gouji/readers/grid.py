"""Cells as they are met → a Table: the grid is as high and wide as its cells reach."""

from __future__ import annotations

from dataclasses import dataclass, field

from gouji.document.model import Cell, Table


def reference(row: int, column: int) -> str:
    """The A1-style name of a cell from its 0-based row and column."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return f"{letters}{row + 1}"


@dataclass(slots=True)
class Grid:
    """The cells of a table that is being read."""

    cells: list[Cell] = field(default_factory=list)

    def add(self, row: int, column: int, rows: int, columns: int, block: int) -> None:
        """Places the text of `block` at (`row`, `column`), covering `rows` × `columns` positions."""
        self.cells.append(Cell(row, column, rows, columns, block))

    def table(self, number: int) -> Table:
        """The finished table."""
        cells = tuple(sorted(self.cells, key=lambda cell: (cell.row, cell.column)))
        return Table(number, max(cell.row + cell.rows for cell in cells), max(cell.column + cell.columns for cell in cells), cells)
