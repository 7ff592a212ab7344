"""A document as running text and tables, its figures marked where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from gouji.document.model import Block, Cell, Document, Table
from gouji.document.outline import mark_of
from gouji.renderers.html.index import Entry, Mark
from gouji.renderers.html.markup import Markup, joined, tag

_NUMBER = re.compile(r"\W*\d[\d,.%‰]*")
_LEVELS = {1: 1, 2: 2, 3: 3}  # of outline marks: 第一章, 一、, （一）; all below are the least
_LEAST = 4
_TITLE_WITHIN = 3  # blocks from the top: a heading without a mark is the title there
_EMPTY_ROWS = 2  # of a sheet that stand as they are; more are drawn as one
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")


def flow(entry: Entry) -> Markup:
    """The whole document of an entry that has one."""
    document = entry.report.document
    assert document is not None
    return _Flow(entry, document).whole()


def marked(text: str, marks: Sequence[Mark]) -> Markup:
    """A block's text with its marks around the characters they hold; where marks overlap, each stretch names all that hold it."""
    edges = sorted({0, len(text), *(edge for mark in marks for edge in (mark.span.start, mark.span.end) if 0 < edge < len(text))})
    return joined(_stretch(text, start, end, marks) for start, end in pairwise(edges))


def _stretch(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    holding = [mark for mark in marks if mark.span.start <= start and end <= mark.span.end]
    if not holding:
        return text[start:end]
    pins = [pin for mark in holding if mark.span.end == end for pin in _pins(mark)]
    first = next((mark for mark in holding if mark.kind != "words"), holding[0])
    return joined([tag("mark", text[start:end], class_=style(first), data_f=" ".join(mark.key for mark in holding)), *pins])


def style(mark: Mark) -> str:
    """The classes of a mark: its kind, and its severity where it is at fault."""
    return " ".join(part for part in ("fig", mark.kind, mark.severity) if part)


def _pins(mark: Mark) -> Iterator[Markup]:
    """The numbers of the findings that point here; drawn by the style sheet, so that copied text is the document's own."""
    document = mark.key.partition("-")[0]
    for pin in mark.pins:
        yield tag("i", class_=f"pin {mark.severity or ''}".strip(), data_n=f"{document}-n{pin}", data_no=pin)


class _Flow:
    def __init__(self, entry: Entry, document: Document) -> None:
        self.document = document
        self.is_workbook = document.format == "xlsx"
        ordered = sorted(entry.marks, key=lambda mark: mark.span.block)
        self.marks = {block: list(marks) for block, marks in groupby(ordered, key=lambda mark: mark.span.block)}
        self.tables = {cell.block: table for table in document.tables for cell in table.cells}
        ledger, first = entry.report.ledger, entry.report.first_block
        self.heads = {block - first for header in ledger.headers for block in header.blocks} if ledger else set()

    def whole(self) -> Markup:
        return joined(self.parts())

    def parts(self) -> Iterator[Markup]:
        drawn: set[int] = set()
        for number, block in enumerate(self.document.blocks):
            table = self.tables.get(number)
            if table is None:
                yield self.paragraph(number, block)
            elif table.number not in drawn:
                drawn.add(table.number)
                yield self.table(table)

    def text(self, block: int) -> Markup:
        return marked(self.document.blocks[block].text, self.marks.get(block, ()))

    def paragraph(self, number: int, block: Block) -> Markup:
        if block.kind != "heading":
            return tag("p", self.text(number), class_=block.kind)
        return tag("p", self.text(number), class_=f"heading l{_level(number, block)}", role="heading", aria_level=_level(number, block) + 2)

    def table(self, table: Table) -> Markup:
        rows = _Rows(table)
        sheet = next((cell.sheet for each in table.cells[:1] if (cell := self.document.blocks[each.block].cell)), None)
        letters, numbers = self.references(table) if self.is_workbook else ({}, {})
        head = [tag("tr", tag("th"), *(tag("th", letters.get(column, "")) for column in range(table.width)), class_="letters")] if letters else []
        body = [self.row(rows, row, numbers) for row in rows.drawn()]
        caption = [tag("figcaption", sheet)] if sheet else []
        grid = tag("table", *head, *body, class_="sheet" if letters else None)
        return tag("figure", *caption, tag("div", grid, class_="scroll"), class_="grid")

    def references(self, table: Table) -> tuple[dict[int, str], dict[int, str]]:
        """The letters of the columns and the numbers of the rows, as the workbook has them: hidden ones leave a gap."""
        letters: dict[int, str] = {}
        numbers: dict[int, str] = {}
        for cell in table.cells:
            where = self.document.blocks[cell.block].cell
            found = _REFERENCE.fullmatch(where.ref) if where else None
            if found:
                letters.setdefault(cell.column, found[1])
                numbers.setdefault(cell.row, found[2])
        return letters, numbers

    def row(self, rows: _Rows, row: int | None, numbers: dict[int, str]) -> Markup:
        if row is None:
            return tag("tr", tag("td", "⋯", colspan=rows.table.width + bool(numbers)), class_="gap")
        label = [tag("th", numbers.get(row, ""))] if numbers else []
        return tag("tr", *label, *(tag("td") if cell is None else self.cell(cell) for cell in rows.cells(row)))

    def cell(self, cell: Cell) -> Markup:
        plain = self.document.blocks[cell.block].plain.strip()
        kinds = ("head" if cell.block in self.heads else "", "num" if _NUMBER.fullmatch(plain) else "long" if len(plain) > 24 else "")
        spans = {"colspan": cell.columns if cell.columns > 1 else None, "rowspan": cell.rows if cell.rows > 1 else None}
        return tag("td", self.text(cell.block), class_=" ".join(kind for kind in kinds if kind) or None, **spans)


class _Rows:
    """The rows of a table: what begins where, and what nothing covers."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.begun: dict[int, dict[int, Cell]] = {}
        self.covered: dict[int, set[int]] = {}
        for cell in table.cells:
            self.begun.setdefault(cell.row, {})[cell.column] = cell
            for row in range(cell.row, min(cell.row + cell.rows, table.height)):
                self.covered.setdefault(row, set()).update(range(cell.column, cell.column + cell.columns))

    def drawn(self) -> Iterator[int | None]:
        """The rows from top to bottom, None for many empty ones."""
        for empty, run in groupby(range(self.table.height), key=lambda row: row not in self.covered):
            rows = list(run)
            yield from [None] if empty and len(rows) > _EMPTY_ROWS else rows

    def cells(self, row: int) -> Iterator[Cell | None]:
        """What begins in a row, from left to right, None for a position that no cell covers."""
        begun, covered = self.begun.get(row, {}), self.covered.get(row, set())
        for column in range(self.table.width):
            if column in begun:
                yield begun[column]
            elif column not in covered:
                yield None


def _level(number: int, block: Block) -> int:
    """How high a heading stands, 1 to 4: as the file declares, else by its mark."""
    if block.level is not None:
        return min(block.level, _LEAST)
    mark = mark_of(block.plain)
    if mark is None:
        return 1 if number < _TITLE_WITHIN else _LEVELS[2]
    return _LEVELS.get(mark.depth, _LEAST)
