"""A table's cells by position: merged cells answer wherever they reach."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.document.model import Block, Cell, Table


class Lattice:
    """Which cell covers a position of a table, and what it says. Positions are 0-based rows and columns."""

    def __init__(self, table: Table, blocks: Sequence[Block]) -> None:
        self.number = table.number
        self.height, self.width = table.height, table.width
        self._blocks = blocks
        self._rows: list[list[Cell]] = [[] for _ in range(table.height)]
        for cell in table.cells:  # sorted, so that each row is filled from left to right
            for row in range(cell.row, min(cell.row + cell.rows, table.height)):
                self._rows[row].append(cell)
        for cells in self._rows:
            cells.sort(key=lambda cell: cell.column)

    def row(self, row: int) -> list[Cell]:
        """The cells that cover a row, from left to right, those begun above it included."""
        return self._rows[row]

    def starting(self, row: int) -> list[Cell]:
        """The cells that begin in a row and hold words."""
        return [cell for cell in self._rows[row] if cell.row == row and self.text(cell)]

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a position, None where there is none."""
        if not 0 <= row < self.height:
            return None
        return next((cell for cell in self._rows[row] if cell.column <= column < cell.column + cell.columns), None)

    def text(self, cell: Cell) -> str:
        """The plain text of a cell, without blanks at its ends."""
        return self._blocks[cell.block].plain.strip()

    def span(self, cell: Cell) -> range:
        """The rows that a cell covers."""
        return range(cell.row, min(cell.row + cell.rows, self.height))
