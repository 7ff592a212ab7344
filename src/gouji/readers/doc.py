"""DOC, the binary format of Word 97–2003: text, tables and notes; numbering and formatting stay unread, and that is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from gouji.document.model import Block, BlockKind, CellRef, Document, Place, Problem, Span, Table
from gouji.document.plain import block
from gouji.readers import furniture, limits
from gouji.readers.border import tidy, traced
from gouji.readers.celltext import LINE, lines_of, whole
from gouji.readers.grid import Merging, reference
from gouji.readers.problems import Unreadable, problem
from gouji.readers.wordbin import Paragraph, Properties, RowCell, WordFile

_PRINTED = {0x0B: LINE, 0x1E: "-", **dict.fromkeys((0x01, 0x02, 0x03, 0x04, 0x05, 0x08, 0x0E, 0x1F), "")}
_HEADINGS = range(1, 10)  # styles
_NEAR = 30  # twips: edges of cells as near as this are one


@dataclass(frozen=True, slots=True)
class DocLocator:
    """Paragraph and cell of each block."""

    paragraphs: Sequence[int]
    cells: Sequence[CellRef | None]

    def place(self, span: Span) -> Place:
        """The paragraph (1-based, of the main text; None in a note) in which the block of `span` begins, and its cell."""
        return Place(paragraph=self.paragraphs[span.block] or None, cell=self.cells[span.block])


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of a row, each with its paragraphs, the number of its first one, and what the row says of itself."""

    cells: tuple[tuple[int, tuple[str, ...]], ...]
    layout: tuple[RowCell, ...]


def read(data: bytes) -> Document:
    """The Document of a .doc; raises Unreadable when it is encrypted, damaged, empty, or of a Word before 97."""
    opened = WordFile(data)
    reading = Reading()
    reading.flow(_marked(opened.story("text")), "paragraph")
    for story, kind in (("footnotes", "footnote"), ("endnotes", "footnote"), ("boxes", "textbox")):
        reading.flow(((0, paragraph) for _, paragraph in _marked(opened.story(story))), kind)  # type: ignore[arg-type]
    if not any(each.text for each in reading.blocks):
        raise Unreadable(problem("empty"))
    locator = DocLocator(reading.paragraphs, [each.cell for each in reading.blocks])
    return Document("other", tuple(reading.blocks), tuple(reading.tables), tuple(_problems(opened)), locator=locator)


def _problems(opened: WordFile) -> Iterator[Problem]:
    yield problem("word-97")
    if opened.deleted:
        yield problem("tracked-changes", inserted=0, deleted=opened.deleted)
    if opened.hidden:
        yield problem("hidden-text", count=opened.hidden)


def _marked(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[int, Paragraph]]:
    """The paragraphs with their numbers; the end of a row is none."""
    number = 0
    before = ""
    known = False
    for paragraph in paragraphs:
        known = known or paragraph.properties.ends_row
        if not known and paragraph.mark == before == "\x07" and not paragraph.text:
            # no property pages: a row ends with a cell mark right behind another
            paragraph = Paragraph("", "\x07", Properties(in_table=True, ends_row=True))
        number += not paragraph.properties.ends_row
        before = paragraph.mark
        yield number, paragraph


class Reading:
    """One walk over the paragraphs of a file."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.paragraphs: list[int] = []
        self.tables: list[Table] = []

    def flow(self, paragraphs: Iterable[tuple[int, Paragraph]], kind: BlockKind) -> None:
        """The paragraphs and tables of a text, each its own block."""
        for in_table, group in groupby(paragraphs, key=lambda pair: pair[1].properties.in_table or pair[1].mark == "\x07"):
            if in_table:
                self._table(list(_rows(group)))
                continue
            for number, paragraph in group:
                level = paragraph.properties.style if paragraph.properties.style in _HEADINGS else None
                for line in lines_of(traced(paragraph.text.translate(_PRINTED))):
                    text = tidy(line).text
                    heading = kind == "paragraph" and (level is not None or furniture.is_heading(text))
                    self._add(block(text, "heading" if heading else kind, level), number)

    def _add(self, block: Block, paragraph: int) -> None:
        self.blocks.append(block)
        self.paragraphs.append(paragraph)

    def _table(self, rows: Sequence[_Row]) -> None:
        number, grid = len(self.tables) + 1, Merging()
        limits.bounded("cells", sum(len(row.cells) for row in rows), limits.TABLE_CELLS, f"table {number}", "other")
        lanes = _lanes(edge for row in rows for cell in row.layout for edge in (cell.left, cell.right))
        for row, content in enumerate(rows):
            known = len(content.layout) == len(content.cells)
            for index, (paragraph, texts) in enumerate(content.cells):
                column, columns = index, 1
                if known:
                    layout = content.layout[index]
                    column, columns = lanes[layout.left], max(lanes[layout.right] - lanes[layout.left], 1)
                    if layout.goes_on_down and grid.extends(row, column, columns):
                        continue
                    if layout.goes_on_right and grid.widens(row, column, columns):
                        continue
                text = tidy(whole(line for text in texts for line in lines_of(traced(text.translate(_PRINTED))))).text
                grid.put(row, column, columns, len(self.blocks))
                self._add(block(text, "cell", cell=CellRef(number, None, reference(row, column))), paragraph)
        if grid.cells:
            grid.compact(self.blocks, number)
            self.tables.append(grid.table(number))


def _rows(paragraphs: Iterable[tuple[int, Paragraph]]) -> Iterator[_Row]:
    cells: list[tuple[int, tuple[str, ...]]] = []
    texts: list[str] = []
    first = 0
    for number, paragraph in paragraphs:
        if paragraph.properties.ends_row:
            yield _Row(tuple(cells), paragraph.properties.cells)
            cells, texts = [], []
            continue
        first = first if texts else number
        texts.append(paragraph.text)
        if paragraph.mark == "\x07":
            cells.append((first, tuple(texts)))
            texts = []
    if cells:
        yield _Row(tuple(cells), ())


def _lanes(edges: Iterable[int]) -> dict[int, int]:
    """The number of the grid line that each edge lies on."""
    lanes: dict[int, int] = {}
    last, number = -(1 << 20), -1
    for edge in sorted(set(edges)):
        number += edge - last > _NEAR
        last = edge
        lanes[edge] = number
    return lanes
