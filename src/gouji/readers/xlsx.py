"""Workbooks (.xlsx, .xls) through python-calamine: each sheet is a table, each cell a block."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.document.model import Block, CellRef, Document, Place, Problem, Span, Table
from gouji.document.plain import block
from gouji.readers import limits
from gouji.readers.border import tidy, traced
from gouji.readers.grid import Grid, reference
from gouji.readers.problems import Unreadable, problem

_SIGNIFICANT = 15  # what a spreadsheet holds of a number: 0.1 + 0.2 prints 0.3


@dataclass(frozen=True, slots=True)
class SheetLocator:
    """Sheet and cell of each block."""

    cells: Sequence[CellRef]

    def place(self, span: Span) -> Place:
        """The cell of `span`, as Excel names it."""
        return Place(cell=self.cells[span.block])


def read(data: bytes) -> Document:
    """The Document of a workbook; raises Unreadable when it is damaged, hostile or empty."""
    import python_calamine

    if data.startswith(b"PK"):
        package = limits.Package(data, "xlsx")
        for name in package.names():
            if name.endswith((".xml", ".rels")):
                package.xml(name)
    try:
        workbook = python_calamine.load_workbook(io.BytesIO(data))
        return _document(workbook)
    except (python_calamine.CalamineError, python_calamine.ZipError, python_calamine.XmlError, OSError) as error:
        raise Unreadable(problem("damaged", detail=str(error) or type(error).__name__), "xlsx") from error


def _document(workbook: Any) -> Document:
    import python_calamine

    blocks: list[Block] = []
    cells: list[CellRef] = []
    tables: list[Table] = []
    problems: list[Problem] = []
    for metadata in workbook.sheets_metadata:
        if metadata.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        if metadata.visible != python_calamine.SheetVisibleEnum.Visible:
            problems.append(problem("hidden-sheet", detail=metadata.name))
            continue
        sheet, grid = workbook.get_sheet_by_name(metadata.name), Grid()
        limits.bounded("cells", sheet.height * sheet.width, limits.TABLE_CELLS, metadata.name, "xlsx")
        for row, column, rows, columns, text in _filled(sheet):
            cell = CellRef(len(tables) + 1, metadata.name, reference(row, column))
            grid.add(row, column, rows, columns, len(blocks))
            blocks.append(block(tidy(traced(text)).text, "cell", cell=cell))
            cells.append(cell)
        if grid.cells:
            tables.append(grid.table(len(tables) + 1))
    if not any(each.text for each in blocks):
        raise Unreadable(problem("empty"), "xlsx")
    return Document("xlsx", tuple(blocks), tuple(tables), tuple(problems), locator=SheetLocator(cells))


def _filled(sheet: Any) -> Iterator[tuple[int, int, int, int, str]]:
    """Row, column, rows, columns and text of the cells of a sheet, those covered by a merge left out."""
    merged = {(start, spans): (end, last) for (start, spans), (end, last) in sheet.merged_cell_ranges or ()}
    covered = {
        (row, column) for (top, left), (bottom, right) in merged.items() for row in range(top, bottom + 1) for column in range(left, right + 1)
    } - merged.keys()
    for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
        for column, value in enumerate(values):
            if (row, column) in covered:
                continue
            bottom, right = merged.get((row, column), (row, column))
            if (text := _printed(value)) or (row, column) in merged:
                yield row, column, bottom - row + 1, right - column + 1, text


def _printed(value: object) -> str:
    match value:
        case bool():
            return str(value).upper()
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.{_SIGNIFICANT}g}"
        case datetime.datetime():
            return value.isoformat(" ")
        case _:
            return "" if value is None else str(value)
