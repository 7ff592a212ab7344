"""Workbooks (.xlsx): what their cells show, by their number formats; formulas that were not calculated, or not again, are said."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from gouji.document.model import CellRef, Document, Place, Problem
from gouji.readers import marks
from gouji.readers.formula import Recalculation
from gouji.readers.grid import reference
from gouji.readers.limits import Package
from gouji.readers.number_format import GENERAL, NumberFormat
from gouji.readers.problems import problem
from gouji.readers.sheets import Sheets
from gouji.readers.workbook import Parts, SheetPart, Workbook, open_workbook
from gouji.readers.worksheet import StoredCell, stored

_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BINARY_PART = "xl/workbook.bin"
_NAMED = 5  # cells that a message names, of as many as it counts
_STALE = 5  # formulas that are said one by one: a value pasted over its formula takes all that lean on it with it
_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_UP)


def read(data: bytes) -> Document:
    """The Document of a workbook; raises Unreadable when it is damaged, hostile or empty."""
    parts = Parts(Package(data, "xlsx")) if data.startswith(b"PK") else None
    if parts is None or _BINARY_PART in parts:
        from gouji.readers import xls

        return xls.read(data)
    walk = _Walk(open_workbook(parts))
    walk.sheets.problems.extend(marks.said(marks.in_package(parts.package)))
    for part in walk.workbook.sheets:
        walk.take(part)
    return walk.document()


class _Walk:
    """One reading of a workbook, sheet by sheet."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook, self.sheets, self.recalculation = workbook, Sheets(), Recalculation()
        self.stale: list[Problem] = []

    def take(self, part: SheetPart) -> None:
        if part.hidden:
            self.sheets.problems.append(problem("hidden-sheet", detail=part.name))
            return
        sheet, number = stored(self.workbook, part), len(self.sheets.tables) + 1
        texts = ((at, _shown(cell, self.workbook)) for at, cell in sheet.cells.items())
        frame = self.sheets.add(part.name, texts, sheet.merged, sheet.hidden_rows, sheet.hidden_columns)
        formulas = sorted(at for at, cell in sheet.cells.items() if cell.formula and frame.seat(at))
        if missing := [reference(*at) for at in formulas if sheet.cells[at].value is None]:
            self.sheets.problems.append(problem("formula-without-value", sheet=part.name, count=len(missing), cells=_listed(missing)))
        if drawn := _drawn(self.workbook.parts, part):
            self.sheets.problems.append(problem("unread-textboxes", sheet=part.name, count=drawn))
        if self.workbook.exact:
            self.recalculation.turn_to(sheet.cells)
            for at in formulas:
                if differing := self.recalculation.stale(at):
                    self.stale.append(self._stale(sheet.cells[at], differing, CellRef(number, part.name, reference(*at))))

    def _stale(self, cell: StoredCell, differing: tuple[Decimal, Decimal], where: CellRef) -> Problem:
        plain = [_plain(_FIFTEEN.plus(value).normalize(_FIFTEEN)) for value in differing]
        shown = [_format(cell, self.workbook).number(value, self.workbook.epoch).strip() for value in plain]
        saved, expected = shown if len(set(shown)) > 1 else plain
        return problem("stale-formula", Place(cell=where), value=saved, expected=expected)

    def document(self) -> Document:
        self.sheets.problems += self.stale[:_STALE]
        if len(self.stale) > _STALE:
            self.sheets.problems.append(problem("stale-formulas", count=len(self.stale) - _STALE))
        return self.sheets.document()


def _shown(cell: StoredCell, workbook: Workbook) -> str:
    """The text that a cell shows."""
    format = _format(cell, workbook)
    match cell.kind, cell.value:
        case _, None:
            return ""
        case "n", stored_number:
            return format.number(stored_number, workbook.epoch)
        case "b", switch:
            return "FALSE" if switch == "0" else "TRUE"
        case "e", error:
            return error
        case _, text:
            return format.text(text)


def _format(cell: StoredCell, workbook: Workbook) -> NumberFormat:
    return workbook.formats[cell.style] if cell.style < len(workbook.formats) else GENERAL


def _listed(references: list[str]) -> str:
    return ", ".join(references[:_NAMED]) + ("…" if len(references) > _NAMED else "")


def _plain(value: Decimal) -> str:
    return f"{value:f}" if abs(value.adjusted()) < 20 else str(value)


def _drawn(parts: Parts, sheet: SheetPart) -> int:
    """How many text boxes and shapes of a sheet hold words."""
    drawings = [name for kind, name in parts.related(sheet.part).values() if kind == "drawing" and name in parts]
    return sum(_speaks(shape) for name in drawings for shape in parts.elements(name, f"{_XDR}sp"))


def _speaks(shape: Any) -> bool:
    doubled = any(above.tag == _FALLBACK for above in shape.iterancestors())
    return not doubled and any((piece.text or "").strip() for piece in shape.iter(_DRAWN_TEXT))
