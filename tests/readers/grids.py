"""What a test says of a table: each cell with its place in the grid and its text without blanks."""

from __future__ import annotations

from gouji.document.model import Document, Table

from .build import Spans


def grid(document: Document, table: Table | None = None) -> list[Spans]:
    """The cells of `table`, or of the only table there is."""
    if table is None:
        (table,) = document.tables
    return [(cell.row, cell.column, cell.rows, cell.columns, "".join(document.blocks[cell.block].text.split())) for cell in table.cells]


def tiles(table: Table) -> bool:
    """Whether each position is covered by exactly one cell."""
    covered = [
        (row, column) for cell in table.cells for row in range(cell.row, cell.row + cell.rows) for column in range(cell.column, cell.column + cell.columns)
    ]
    return sorted(covered) == [(row, column) for row in range(table.height) for column in range(table.width)]
