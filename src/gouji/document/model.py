"""Document, Block, Table, Cell, Span, Place: what every reader produces and everything after it sees."""

from __future__ import annotations

from dataclasses import field
from typing import Literal, Protocol

from gouji.frozen import frozen

Format = Literal["pdf", "docx", "xlsx", "html", "txt", "md", "other"]
BlockKind = Literal["paragraph", "heading", "cell", "footnote", "textbox"]


@frozen
class Span:
    """Characters `start` to `end` (exclusive) of `Document.blocks[block].text`; never pages."""

    block: int
    start: int
    end: int


@frozen
class Box:
    """A rectangle on a page, 1-based: points, origin at the top left of the page as displayed."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@frozen
class CellRef:
    """A cell: `table` is 1-based in document order; `ref` is A1-style (column letters, row number); `sheet` only in workbooks."""

    table: int | None
    sheet: str | None
    ref: str


@frozen
class Place:
    """Where something stands, in the terms of its own file; what a format does not have is None or empty."""

    boxes: tuple[Box, ...] = ()
    line: int | None = None
    column: int | None = None
    paragraph: int | None = None
    cell: CellRef | None = None
    section: str | None = None

    def within(self, section: str | None) -> Place:
        """The same place in a section."""
        return Place(self.boxes, self.line, self.column, self.paragraph, self.cell, section)


@frozen
class Block:
    """A paragraph, heading, cell, footnote or text box, with its line wraps joined.

    `text` is as printed, without line breaks and without the spaces that typesetting puts between Chinese and digits. `plain` has the same length,
    character for character, with widths folded (digits, letters, ％（）：；．≧═ …): all recognition reads `plain`, all quoting reads `text`.
    `level` is the outline level that the file itself declares (1 = highest), None where it declares none.
    """

    text: str
    plain: str
    kind: BlockKind = "paragraph"
    level: int | None = None
    cell: CellRef | None = None


@frozen
class Cell:
    """A cell of a table; `row` and `column` are 0-based positions of its top left corner, `block` the index of its text in Document.blocks."""

    row: int
    column: int
    rows: int
    columns: int
    block: int


@frozen
class Table:
    """A grid; `height` × `width` positions, each covered by at most one of `cells` (sorted by row, then column)."""

    number: int
    height: int
    width: int
    cells: tuple[Cell, ...]


@frozen
class Problem:
    """Trouble with the input itself. `loses`: content was not read, so the document is not wholly checked; otherwise it only informs."""

    code: str
    loses: bool
    message: str
    place: Place | None = None


class Locator(Protocol):
    """A reader's memory of where each character of each block came from."""

    def place(self, span: Span) -> Place:
        """The place of a non-empty span; `section` is left None."""
        ...


@frozen
class Document:
    """What a report says, whatever file it came from.

    `blocks` are in reading order; the cells of a table are blocks too, in the table's place. `locator` traces characters back to the file.
    """

    format: Format
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    problems: tuple[Problem, ...] = ()
    pages: int | None = None
    locator: Locator | None = field(default=None, compare=False)
