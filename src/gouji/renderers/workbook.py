"""A workbook of plain sheets: heads, widths, filters, print set-up; every cell a string or a count, never a formula; the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gouji.renderers.columns import width
from gouji.renderers.escaping import xml_text
from gouji.renderers.words import Wording

MARK = "gouji"  # the custom property by which a workbook of ours is known
_CREATED = datetime(1980, 1, 1)
_LONGEST_CELL = 32_767
_A4 = 9
_SIZE, _LINE, _HEAD, _TALLEST = 11, 16, 33, 405  # points
_FILLS = {
    "error": "#F8CBAD", "warning": "#FFE699", "note": "#DDEBF7",
    "inconsistent": "#F8CBAD", "contradicted": "#F8CBAD", "undetermined": "#EDEDED", "unchecked": "#EDEDED", "total": "#F2F2F2",
}  # fmt: skip

_MARKS = {"wrong": {"bold": True, "font_color": "#C00000"}, "marked": {"bold": True}}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the key of its head under `column.`, and its width in characters of the default font."""

    key: str
    width: int


@dataclass(frozen=True, slots=True)
class Cell:
    """Words or a count with a fill of `_FILLS`, or words with the part from `start` to `end` marked, in red where it is `wrong`."""

    text: str | int
    fill: str = ""
    start: int = 0
    end: int = 0
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be answered in a column of a sheet."""

    column: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: the key of its name under `workbook.`, its columns, its rows."""

    key: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[str | int | Cell]]
    choices: Choices | None = None
    printed: int | None = None  # so many columns from the left; None for all


@dataclass(slots=True)
class Workbook:
    """The sheets written so far."""

    wording: Wording
    footer: str
    stream: io.BytesIO = field(default_factory=io.BytesIO)
    book: Any = None
    formats: dict[tuple[str, bool], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        from xlsxwriter import Workbook as Book

        look = {"font_name": self.wording("workbook.font"), "font_size": _SIZE}
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "default_format_properties": look}
        self.book = Book(self.stream, options)
        self.book.set_properties({"title": self.wording("workbook.findings"), "author": MARK, "created": _CREATED})
        self.book.set_custom_property(MARK, "findings")

    def put(self, table: Table) -> None:
        """Adds a sheet."""
        name = self.wording(f"workbook.{table.key}")
        sheet = self.book.add_worksheet(name)
        head = self.book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "border": 1, "bg_color": "#D9E1F2"})
        for number, column in enumerate(table.columns):
            sheet.set_column(number, number, column.width)
            sheet.write_string(0, number, self.wording(f"column.{column.key}"), head)
        sheet.set_row(0, _HEAD)
        for row, cells in enumerate(table.rows, start=1):
            sheet.set_row(row, _height(cells, table.columns))
            for number, cell in enumerate(cells):
                self._cell(sheet, row, number, cell)
        if table.choices and table.rows:
            at = [column.key for column in table.columns].index(table.choices.column)
            sheet.data_validation(1, at, len(table.rows), at, {"validate": "list", "source": list(table.choices.answers)})
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
        sheet.print_area(0, 0, len(table.rows), (table.printed or len(table.columns)) - 1)
        self._print(sheet, name)

    def bytes(self) -> bytes:
        """The finished file. Its parts are stored, not deflated: deflated bytes differ from one zlib to another."""
        self.book.close()
        out = io.BytesIO()
        with zipfile.ZipFile(self.stream) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for name in made.namelist():
                entry = zipfile.ZipInfo(name, _CREATED.timetuple()[:6])
                entry.create_system = 3  # else Windows says that it was Windows
                archive.writestr(entry, made.read(name))
        return out.getvalue()

    def _cell(self, sheet: Any, row: int, number: int, cell: str | int | Cell) -> None:
        cell = cell if isinstance(cell, Cell) else Cell(cell)
        if isinstance(cell.text, int):
            sheet.write_number(row, number, cell.text, self._format(cell.fill))
            return
        text = plain(cell.text)
        look = self._format(cell.fill, quoted=text.startswith(("=", "+", "-", "@")))
        if not text:
            sheet.write_blank(row, number, None, look)
            return
        parts = [part for part in (text[: cell.start], text[cell.start : cell.end], text[cell.end :]) if part]
        if not cell.end or len(parts) == 1 or len(text) != len(cell.text):
            sheet.write_string(row, number, text, look)
            return
        marked = self._format("wrong" if cell.wrong else "marked")
        fragments: list[Any] = [text[: cell.start]] if cell.start else []
        fragments += [marked, text[cell.start : cell.end], *([text[cell.end :]] if text[cell.end :] else [])]
        sheet.write_rich_string(row, number, *fragments, look)

    def _format(self, fill: str, quoted: bool = False) -> Any:
        """How a cell looks; a `quoted` one stays text when somebody edits it, though it begins as a formula does."""
        if (fill, quoted) not in self.formats:
            look: dict[str, Any] = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
            look |= {"bg_color": _FILLS[fill]} if fill in _FILLS else {}
            look |= {"quote_prefix": True} if quoted else {}
            self.formats[fill, quoted] = self.book.add_format(_MARKS.get(fill, look))
        return self.formats[fill, quoted]

    def _print(self, sheet: Any, name: str) -> None:
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_header(f"&C&14&B{name}")
        sheet.set_footer(f"&L{self.footer}&R{self.wording('workbook.footer')}")


def _height(cells: Iterable[str | int | Cell], columns: Iterable[Column]) -> int:
    """How high a row is that shows all its words: programs that open the file disagree about measuring it themselves."""
    texts = (cell.text if isinstance(cell, Cell) else cell for cell in cells)
    lines = (_lines(text, column.width) for text, column in zip(texts, columns, strict=True) if isinstance(text, str))
    return min(_LINE * max(lines, default=1) + 4, _TALLEST)


def _lines(text: str, columns: int) -> int:
    """So many lines a text takes; a line holds a little less than its width, as no word or bracket is broken."""
    return sum(max(1, -(-width(line) // max(columns - 3, 1))) for line in text.split("\n"))


def plain(text: str) -> str:
    """Text that a cell may hold: no control characters but line feeds, nothing that XML forbids, no longer than Excel takes.

    A text in `<r>…</r>` is taken by the library for formatting of its own and written as it is; the space before it keeps it words.
    """
    clean = xml_text(text)
    return (f" {clean}" if clean.startswith("<r>") else clean)[:_LONGEST_CELL]


def joined(parts: Iterable[str | None]) -> str:
    """A line for each part that says something."""
    return "\n".join(dict.fromkeys(part for part in parts if part))
