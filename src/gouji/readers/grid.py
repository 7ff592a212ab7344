"""Cells as they are met → a Table: the grid is as high and wide as its cells reach."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace

from gouji.document.model import Block, Cell, CellRef, Table


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

    def compact(self, blocks: list[Block], number: int) -> None:
        """Leaves out rows and columns in which no cell begins, as no rule of a print shows them; `blocks` learn their new cells."""
        rows, columns = sorted({cell.row for cell in self.cells}), sorted({cell.column for cell in self.cells})
        if len(rows) == rows[-1] + 1 and len(columns) == columns[-1] + 1:
            ends = max(cell.row + cell.rows for cell in self.cells), max(cell.column + cell.columns for cell in self.cells)
            if ends == (len(rows), len(columns)):
                return
        for index, cell in enumerate(self.cells):
            row, column = bisect_left(rows, cell.row), bisect_left(columns, cell.column)
            below, right = bisect_left(rows, cell.row + cell.rows), bisect_left(columns, cell.column + cell.columns)
            self.cells[index] = Cell(row, column, below - row, right - column, cell.block)
            blocks[cell.block] = replace(blocks[cell.block], cell=CellRef(number, None, reference(row, column)))

    def table(self, number: int) -> Table:
        """The finished table."""
        cells = tuple(sorted(self.cells, key=lambda cell: (cell.row, cell.column)))
        return Table(number, max(cell.row + cell.rows for cell in cells), max(cell.column + cell.columns for cell in cells), cells)


class Merging(Grid):
    """A Grid whose open vertical merges can still grow."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: dict[int, int] = {}

    def put(self, row: int, column: int, columns: int, block: int) -> None:
        for covered in range(column, column + columns):
            self.columns[covered] = len(self.cells)
        self.add(row, column, 1, columns, block)

    def extends(self, row: int, column: int, columns: int) -> bool:
        """Lets the cell above (`row`, `column`) cover this row too; False when there is none of this width right above it."""
        index = self.columns.get(column)
        if index is None:
            return False
        above = self.cells[index]
        if (above.column, above.columns, above.row + above.rows) != (column, columns, row):
            return False
        self.cells[index] = replace(above, rows=above.rows + 1)
        return True

    def widens(self, row: int, column: int, columns: int) -> bool:
        """Lets the cell to the left of (`row`, `column`) cover `columns` more; False when there is none."""
        if not self.cells or (self.cells[-1].row, self.cells[-1].column + self.cells[-1].columns) != (row, column):
            return False
        self.cells[-1] = replace(self.cells[-1], columns=self.cells[-1].columns + columns)
        self.columns.update(dict.fromkeys(range(column, column + columns), len(self.cells) - 1))
        return True
