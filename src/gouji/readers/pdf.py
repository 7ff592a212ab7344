"""PDF through pypdfium2: characters with their boxes → lines → paragraphs; what has no text is said, never passed over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from gouji.document.model import Block, Box, CellRef, Document, Place, Problem, Span, Table
from gouji.document.plain import block
from gouji.frozen import frozen
from gouji.readers import borderless, continuation, furniture, limits, marks
from gouji.readers.border import Traced, joined, tidy
from gouji.readers.continuation import Part
from gouji.readers.furniture import Line
from gouji.readers.glyphs import Glyph, Glyphs, em_of, line_of, rows_of
from gouji.readers.grid import Grid, reference
from gouji.readers.page import Sheet
from gouji.readers.pdfium import library
from gouji.readers.problems import Unreadable, problem
from gouji.readers.tabulation import tables_of

_EDGE = 0.12  # of the height of a page: where running heads and page numbers stand
_PASSWORD_ERROR = 4
_NAMED = 3  # objects that a message names
_REFUSED = ("over-limit", "encrypted")  # what is said before anything is read


@frozen
class PdfLocator:
    """Page and box of each character."""

    glyphs: Glyphs
    sources: Sequence[Sequence[int]]
    cells: Sequence[CellRef | None]

    def place(self, span: Span) -> Place:
        """The tight boxes of `span`, one for each line it stands on."""
        edges, pages = self.glyphs.boxes, self.glyphs.pages
        found: list[Box] = []
        page, left, top, right, bottom = 0, 0.0, 0.0, 0.0, 0.0
        for source in self.sources[span.block][span.start : span.end]:
            x0, y0, x1, y1 = edges[4 * source : 4 * source + 4]
            if pages[source] == page and y0 < bottom and y1 > top and x0 > left - 1:
                if x0 < left:
                    left = x0
                if y0 < top:
                    top = y0
                if x1 > right:
                    right = x1
                if y1 > bottom:
                    bottom = y1
            else:
                if page:
                    found.append(Box(page, round(left, 2), round(top, 2), round(right, 2), round(bottom, 2)))
                page, left, top, right, bottom = pages[source], x0, y0, x1, y1
        if page:
            found.append(Box(page, round(left, 2), round(top, 2), round(right, 2), round(bottom, 2)))
        return Place(boxes=tuple(found), cell=self.cells[span.block])


def read(data: bytes) -> Document:
    """The Document of a PDF; raises Unreadable when it is encrypted, damaged, over a limit, or nothing but pages without text.

    A damaged one is mended and read once more, and that is said. A stream that does not hold what was written is said too: PDFium reads on without a word.
    """
    from gouji.readers.integrity import damaged_streams, is_displaced

    broken = damaged_streams(data)
    said = problem("damaged", detail=_streams(broken) or "startxref") if broken or is_displaced(data) else None
    try:
        document = _sound(data)
    except Unreadable as error:
        if said is None or error.problem.code in _REFUSED:
            raise
        raise Unreadable(said, "pdf") from error
    return replace(document, problems=(said, *document.problems)) if said else document


def _streams(objects: Sequence[int]) -> str:
    named = ", ".join(f"{number} 0 obj" for number in objects[:_NAMED])
    return f"{named}, …" if len(objects) > _NAMED else named


def _sound(data: bytes) -> Document:
    try:
        document = _read(data)
    except Unreadable as error:
        if error.problem.code != "damaged":
            raise
        return _read_mended(data, error)
    if any(problem.code == "unread-page" for problem in document.problems):
        return _read_mended(data, document)
    return document


def _read_mended(data: bytes, before: Unreadable | Document) -> Document:
    """The Document of the mended file, or what there was before where mending does not help."""
    from gouji.readers import mending

    mended = mending.mended(data)
    try:
        document = _read(mended.data) if mended is not None else None
    except Unreadable:
        document = None
    if mended is None or document is None or any(problem.code == "unread-page" for problem in document.problems):
        if isinstance(before, Unreadable):
            raise before
        return before
    said = problem("repaired" if mended.whole else "repaired-in-part", detail=mended.detail)
    return replace(document, problems=(said, *document.problems))


def _read(data: bytes) -> Document:
    pypdfium2 = library()
    try:
        opened = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(_refusal(error), "pdf") from error
    with opened:
        limits.bounded("pages", len(opened), limits.PAGES, "file", "pdf")
        if not len(opened):
            raise Unreadable(problem("damaged", detail="0 pages"), "pdf")
        return Reading(opened).document()


def _refusal(error: Exception) -> Problem:
    if getattr(error, "err_code", None) == _PASSWORD_ERROR or "password" in str(error).lower():
        return problem("encrypted")
    return problem("damaged", detail=str(error))


class Reading:
    """One pass over the pages of an open PDF."""

    def __init__(self, opened: Any) -> None:
        self.opened = opened
        self.glyphs = Glyphs()
        self.own, self.pages = marks.in_pdf(opened), len(opened)
        self.problems: list[Problem] = marks.said(self.own)
        self.items: list[Line | Part] = []
        self.edges: set[int] = set()
        self.blocks: list[Block] = []
        self.sources: list[Sequence[int]] = []
        self.tables: list[Table] = []

    def document(self) -> Document:
        """Reads all pages."""
        for number in range(1, len(self.opened) + 1):
            self._page(number)
        for item in self._in_order():
            if isinstance(item, Part):
                self._add_table(item)
            else:
                tidied = tidy(joined(line.traced for line in item))
                self._add(tidied, block(tidied.text, "heading" if furniture.is_heading(tidied.text) else "paragraph"))
        if not self.blocks:
            raise Unreadable(self.problems[0] if self.problems else problem("empty"), "pdf")
        self.glyphs.insets.clear()
        locator = PdfLocator(self.glyphs, self.sources, [each.cell for each in self.blocks])
        return Document("pdf", tuple(self.blocks), tuple(self.tables), tuple(self.problems), self.pages, locator)

    def _in_order(self) -> Iterator[list[Line] | Part]:
        """Paragraphs and tables as they stand; no paragraph runs on behind a table."""
        lines = [item for item in self.items if isinstance(item, Line)]
        kept = {id(line) for line in furniture.without_furniture(lines, [id(line) in self.edges for line in lines], self.pages)}
        items = self._over_pages([item for item in self.items if isinstance(item, Part) or id(item) in kept])
        prose: list[Line] = []
        tables: dict[int, list[Part]] = {}
        for before, item in zip([None, *items], items, strict=False):
            if isinstance(item, Part):
                tables.setdefault(len(prose), []).append(item)
            else:
                prose.append(replace(item, fresh=True) if isinstance(before, Part) else item)
        at = 0
        for paragraph in furniture.paragraphs(prose):
            yield from tables.pop(at, ())
            yield paragraph
            at += len(paragraph)
        for left in tables.values():
            yield from left

    def _over_pages(self, items: Sequence[Line | Part]) -> list[Line | Part]:
        """The items with the parts of a table made one where only running heads, page numbers and marks of continuation stand between them."""
        seen = {(furniture.masked(item), item.page) for item in self.items if isinstance(item, Line) and id(item) in self.edges}

        def between(line: Line) -> bool:
            repeated = id(line) in self.edges and any((furniture.masked(line), line.page + step) in seen for step in (-1, 1))
            return repeated or continuation.is_mark(line.text)

        return continuation.made_whole(items, between)

    def _add(self, tidied: Traced, block: Block) -> None:
        self.blocks.append(block)
        self.sources.append(tidied.sources)

    def _add_table(self, table: Part) -> None:
        number, grid = len(self.tables) + 1, Grid()
        for cell in sorted(table.pieces, key=lambda piece: (piece.row, piece.column)):
            grid.add(cell.row, cell.column, cell.rows, cell.columns, len(self.blocks))
            text = tidy(cell.text)
            self._add(text, block(text.text, "cell", cell=CellRef(number, None, reference(cell.row, cell.column))))
        self.tables.append(grid.table(number))

    def _page(self, number: int) -> None:
        pypdfium2 = library()
        try:
            page = self.opened[number - 1]
        except pypdfium2.PdfiumError as error:
            self.problems.append(problem("unread-page", page=number, detail=error))
            return
        try:
            if self.own and marks.is_legend(page):
                self.pages -= 1
                self.problems.append(problem("legend-page", page=number))
            else:
                self._sheet(Sheet(page, number))
        finally:
            page.close()

    def _sheet(self, sheet: Sheet) -> None:
        glyphs = sheet.glyphs(self.glyphs)
        limits.bounded("characters", len(self.glyphs.pages), limits.CHARACTERS, "file", "pdf")
        sheet.drawing.survey()
        em = em_of(glyphs)
        tables, glyphs, in_cells = tables_of(sheet, glyphs, em)
        rows, doubled = rows_of(glyphs)
        self.problems.extend(sheet.problems(bool(glyphs or tables), glyphs, doubled + in_cells))
        placed: list[tuple[float, Line | Part]] = [(table.top, table) for table in tables]
        columned: list[Sequence[Glyph]] = []
        for position, row in enumerate(rows):
            line = line_of(row, em, sheet.number)
            columned.append(row if line and borderless.is_columned(line.text) else ())
            if line:
                placed.append((row[0].middle, line))
                outer = row[0].bottom < _EDGE * sheet.height or row[0].top > (1 - _EDGE) * sheet.height
                if outer and min(position, len(rows) - 1 - position) < 2:
                    self.edges.add(id(line))
        self.problems.extend(borderless.unread(columned, em, sheet.number))
        self.items.extend(item for _, item in sorted(placed, key=lambda pair: pair[0]))
