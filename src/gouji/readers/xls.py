"""Old workbooks (.xls) and binary ones (.xlsb) through python-calamine, which knows the values of their cells and not how they are shown."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Iterator
from typing import Any

from gouji.document.model import Document
from gouji.readers import limits
from gouji.readers.problems import Unreadable, problem
from gouji.readers.sheets import Position, Range, Sheets

_PANIC = "PanicException"
_SIGNIFICANT = 15  # what a spreadsheet holds of a number: 0.1 + 0.2 prints 0.3


def read(data: bytes) -> Document:
    """The Document of an old or binary workbook; raises Unreadable when it is damaged, hostile or empty."""
    import python_calamine

    if data.startswith(b"PK"):
        package = limits.Package(data, "xlsx")
        for name in package.names():
            if name.endswith((".xml", ".rels")):
                package.xml(name)
    try:
        return _document(python_calamine.load_workbook(io.BytesIO(data)))
    except (python_calamine.CalamineError, python_calamine.ZipError, python_calamine.XmlError, OSError) as error:
        raise Unreadable(problem("damaged", detail=str(error) or type(error).__name__), "xlsx") from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:  # Rust gives up; the class cannot be imported
            raise
        raise Unreadable(problem("damaged", detail=str(error)[:80]), "xlsx") from None


def _document(workbook: Any) -> Document:
    import python_calamine

    sheets = Sheets()
    unformatted = False
    for metadata in workbook.sheets_metadata:
        if metadata.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        if metadata.visible != python_calamine.SheetVisibleEnum.Visible:
            sheets.problems.append(problem("hidden-sheet", detail=metadata.name))
            continue
        sheet = workbook.get_sheet_by_name(metadata.name)
        limits.bounded("cells", sheet.height * sheet.width, limits.TABLE_CELLS, metadata.name, "xlsx")
        rows = sheet.to_python(skip_empty_area=False)
        unformatted |= any(isinstance(value, float) and not value.is_integer() for values in rows for value in values)
        merged = [Range(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]
        sheets.add(metadata.name, _texts(rows), merged)
    if unformatted:
        sheets.problems.append(problem("xls-formats"))
    return sheets.document()


def _texts(rows: Iterable[Iterable[object]]) -> Iterator[tuple[Position, str]]:
    return (((row, column), _printed(value)) for row, values in enumerate(rows) for column, value in enumerate(values))


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
