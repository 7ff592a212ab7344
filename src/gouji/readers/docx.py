"""DOCX: one walk over document.xml that loses nothing printed: insertions, fields, controls, text boxes, automatic numbers, footnotes."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import Any

from gouji.document.model import Block, BlockKind, CellRef, Document, Problem, Table
from gouji.document.plain import block
from gouji.readers import furniture, limits, marks, numbering
from gouji.readers.border import Traced, joined, tidy, turning
from gouji.readers.celltext import lines_of, whole
from gouji.readers.grid import Merging, reference
from gouji.readers.limits import Package
from gouji.readers.numbering import VAL, Numbering, W
from gouji.readers.origins import DocxLocator, Origins
from gouji.readers.paragraph_styles import BODY_LEVEL, Style, style_of, styles_of
from gouji.readers.problems import Unreadable, problem
from gouji.readers.wordml import MC, M, Parts, chosen, integer, on, outermost_boxes, parse, printed, value, within

_DEEPEST = 40

_SKIPPED = {
    f"{W}{name}"
    for name in (
        "del",
        "moveFrom",
        "pPr",
        "rPr",
        "instrText",
        "delText",
        "delInstrText",
        "tblPr",
        "tblGrid",
        "sectPr",
        "sdtPr",
        "sdtEndPr",
        "rt",
        "commentRangeStart",
    )
}
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}


def read(data: bytes) -> Document:
    """The Document of a DOCX; raises Unreadable when it is damaged, hostile or empty."""
    package = Package(data, "docx")
    walk = Walk(package)
    walk.body()
    walk.notes()
    if not walk.blocks:
        raise Unreadable(problem("empty"), "docx")
    locator = DocxLocator(walk.origins, walk.sources, [each.cell for each in walk.blocks])
    return Document("docx", tuple(walk.blocks), tuple(table for table in walk.tables if table), tuple(walk.problems()), locator=locator)


class Walk:
    """One reading of a package: paragraphs and tables in document order."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.own = marks.in_package(package)
        self.parts = Parts(package)
        self.part = self.parts.main
        self.styles = styles_of(self.parts.optional("styles"))
        numbers = self.parts.optional("numbering")
        self.numbering = Numbering() if numbers is None else numbering.read(numbers)
        self.blocks: list[Block] = []
        self.sources: list[Sequence[int]] = []
        self.tables: list[Table | None] = []
        self.origins = Origins()
        self.length = self.paragraph = 0
        self.inserted = self.deleted = self.hidden = self.objects = self.turning = 0
        self.noted: list[tuple[str, str]] = []
        self.boxes: list[Any] = []
        self.run_numbers: dict[Any, int] = {}
        self.carried: list[Traced] = []

    def problems(self) -> Iterator[Problem]:
        """What the reading met that a reader of the findings must know."""
        yield from marks.said(self.own)
        if self.inserted or self.deleted:
            yield problem("tracked-changes", inserted=self.inserted, deleted=self.deleted)
        if self.hidden:
            yield problem("hidden-text", count=self.hidden)
        if self.turning:
            yield problem("bidi-controls", count=self.turning)
        if self.objects:
            yield problem("embedded-object", count=self.objects)

    def body(self) -> None:
        """Reads the main part."""
        root = parse(self.package, self.part)
        if self.own:
            marks.without_suggestions(root)
        self.run_numbers = {run: index for index, run in enumerate(root.iter(f"{W}r"))}
        body = root.find(f"{W}body")
        if body is None:
            raise Unreadable(problem("damaged", detail=self.part), "docx")
        self._flow(body, "paragraph", 0)

    def notes(self) -> None:
        """Reads the footnotes and endnotes that the body refers to, in the order of the references."""
        for kind in ("footnotes", "endnotes"):
            wanted = [note for where, note in self.noted if where == kind]
            root = self.parts.optional(kind) if wanted else None
            if root is None:
                continue
            self.part = self.parts.names[kind]
            self.run_numbers = {run: index for index, run in enumerate(root.iter(f"{W}r"))}
            found = {note.get(f"{W}id"): note for note in root.iterfind(f"{W}{kind[:-1]}")}
            for note in wanted:
                if note in found:
                    self._flow(found[note], "footnote", 0)

    def _flow(self, parent: Any, kind: BlockKind, depth: int) -> None:
        """The paragraphs and tables of a body, note or text box, each its own block."""
        for element in self._children(parent, depth):
            if element.tag == f"{W}tbl":
                self._table(element, depth + 1)
            else:
                for line, level in self._paragraph(element, kind != "footnote"):
                    self._append(line, kind, level)
            self._waiting_boxes(depth)

    def _waiting_boxes(self, depth: int) -> None:
        while self.boxes:
            waiting, self.boxes = self.boxes, []
            for box in waiting:
                self._flow(box, "textbox", depth + 1)

    def _children(self, parent: Any, depth: int) -> Iterator[Any]:
        """The paragraphs and tables directly in `parent`, seen through content controls, insertions and custom XML."""
        if depth > _DEEPEST:
            raise limits.over("depth", depth, _DEEPEST, self.part, "docx")
        for child in parent:
            if child.tag in (f"{W}p", f"{W}tbl"):
                yield child
            elif child.tag == f"{MC}AlternateContent":
                yield from self._children(chosen(child), depth + 1)
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                yield from self._children(child, depth + 1)

    def _append(self, raw: Traced, kind: BlockKind, level: int | None = None, cell: CellRef | None = None) -> int:
        tidied = tidy(raw)
        if kind == "paragraph" and (level is not None or furniture.is_heading(tidied.text)):
            kind = "heading"
        self.blocks.append(block(tidied.text, kind, level, cell))
        self.sources.append(tidied.sources)
        return len(self.blocks) - 1

    def _paragraph(self, element: Any, counted: bool = True) -> Iterator[tuple[Traced, int | None]]:
        """The text of a paragraph, split where a typed line break separates statements, with its outline level; nothing when empty."""
        self.paragraph += counted
        number = self.paragraph if counted else 0
        pieces: list[Traced] = [*self.carried]
        style = self._style(element)
        label = "" if style.hidden else self._label(element, style)
        self._inline(element, pieces, number, 0)
        if _mark_deleted(element):
            self.deleted += 1
            self.carried = pieces
            return
        self.carried = []
        raw = joined(pieces, "")
        if label and raw.text.strip():
            raw = Traced(label + raw.text, array("l", [raw.sources[0]] * len(label)) + raw.sources)
        for line in lines_of(raw):
            yield line, style.level

    def _style(self, element: Any) -> Style:
        properties = element.find(f"{W}pPr")
        name = value(properties, "pStyle")
        inherited = self.styles.get(name or "", self.styles.get("", Style(None, None, None, None, False)))
        if properties is None:
            return inherited
        own = style_of(properties)
        level = own.level if own.level is not None else inherited.level
        return Style(
            None,
            None if level is None or level > BODY_LEVEL else level,
            own.list_id if own.list_id is not None else inherited.list_id,
            own.list_level if own.list_level is not None else inherited.list_level,
            own.hidden,
        )

    def _label(self, element: Any, style: Style) -> str:
        if style.list_id is None or style.list_id == "0" or not any(text.text for text in element.iter(f"{W}t")):
            return ""
        return self.numbering.number(style.list_id, style.list_level or 0)

    def _inline(self, parent: Any, pieces: list[Traced], number: int, depth: int) -> None:
        """The runs of a paragraph, through hyperlinks, fields, insertions and content controls."""
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, pieces, number)
            elif tag in (f"{W}del", f"{W}moveFrom"):
                self.deleted += 1
            elif tag == f"{MC}AlternateContent":
                self._inline(chosen(child), pieces, number, depth + 1)
            elif tag == f"{M}t":
                self._piece(child.text or "", child, pieces, number, 0)
            elif isinstance(tag, str) and tag not in _SKIPPED:
                if depth > _DEEPEST:
                    raise limits.over("depth", depth, _DEEPEST, self.part, "docx")
                self.inserted += tag == f"{W}ins"
                self._inline(child, pieces, number, depth + 1)

    def _run(self, run: Any, pieces: list[Traced], number: int) -> None:
        properties = run.find(f"{W}rPr")
        if properties is not None and (on(properties.find(f"{W}vanish")) or on(properties.find(f"{W}webHidden"))):
            self.hidden += any(text.text for text in run.iter(f"{W}t"))
            return
        offset = 0
        for child in run:
            text = self._text(child)
            if text:
                self._piece(text, run, pieces, number, offset)
                offset += len(text)

    def _text(self, element: Any) -> str:
        """What an element of a run prints; notes and text boxes are put by for later."""
        tag = element.tag
        if tag in _NOTES:
            self.noted.append((_NOTES[tag], element.get(f"{W}id", "")))
        elif tag in (f"{MC}AlternateContent", f"{W}drawing", f"{W}pict", f"{W}object"):
            self._drawing(element)
        return printed(element)

    def _drawing(self, element: Any) -> None:
        drawn = chosen(element) if element.tag == f"{MC}AlternateContent" else element
        self.boxes.extend(outermost_boxes(drawn))
        self.objects += sum(1 for _ in drawn.iter("{urn:schemas-microsoft-com:office:office}OLEObject"))

    def _piece(self, text: str, run: Any, pieces: list[Traced], number: int, offset: int) -> None:
        self.turning += turning(text)
        origins = self.origins
        origins.starts.append(self.length)
        origins.paragraphs.append(number)
        origins.runs.append(self.run_numbers.get(run, -1))
        origins.offsets.append(offset)
        origins.parts.append(self.part)
        pieces.append(Traced(text, array("l", range(self.length, self.length + len(text)))))
        self.length += len(text)
        limits.bounded("characters", self.length, limits.CHARACTERS, self.part, "docx")

    def _table(self, element: Any, depth: int) -> None:
        rows = [(tr, list(within(tr, f"{W}tc"))) for tr in self._rows(element)]
        if len(rows) == 1 and len(rows[0][1]) == 1 and _frames(rows[0][1][0]):
            self._flow(rows[0][1][0], "paragraph", depth)
            return
        number, grid = len(self.tables) + 1, Merging()
        self.tables.append(None)
        for row, (tr, cells) in enumerate(rows):
            column = integer(tr.find(f"{W}trPr/{W}gridBefore"))
            for tc in cells:
                properties = tc.find(f"{W}tcPr")
                columns = max(integer(None if properties is None else properties.find(f"{W}gridSpan")), 1)
                if (_goes_on(properties, "vMerge") and grid.extends(row, column, columns)) or (
                    _goes_on(properties, "hMerge") and grid.widens(row, column, columns)
                ):
                    self._cell_text(tc, depth)  # not printed, but its paragraphs count
                else:
                    grid.put(row, column, columns, self._cell(tc, CellRef(number, None, reference(row, column)), depth))
                column += columns
            self._waiting_boxes(depth)
        if grid.cells:
            grid.compact(self.blocks, number)
            self.tables[number - 1] = grid.table(number)
        limits.bounded("cells", len(grid.cells), limits.TABLE_CELLS, self.part, "docx")

    def _rows(self, table: Any) -> Iterator[Any]:
        for row in within(table, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                self.deleted += 1
            elif on(row.find(f"{W}trPr/{W}hidden")):
                self.hidden += 1
            else:
                self.inserted += row.find(f"{W}trPr/{W}ins") is not None
                yield row

    def _cell(self, tc: Any, cell: CellRef, depth: int) -> int:
        index = len(self.blocks)
        self.blocks.append(block("", "cell", cell=cell))
        self.sources.append(array("l"))
        tidied = tidy(self._cell_text(tc, depth))
        self.blocks[index] = block(tidied.text, "cell", cell=cell)
        self.sources[index] = tidied.sources
        return index

    def _cell_text(self, tc: Any, depth: int) -> Traced:
        """The paragraphs of a cell as one text; a table within it follows as a table of its own."""
        lines: list[Traced] = []
        for element in self._children(tc, depth):
            if element.tag == f"{W}tbl":
                self._table(element, depth + 1)
            else:
                lines.extend(line for line, _ in self._paragraph(element))
        return whole(lines)


def _frames(tc: Any) -> bool:
    """Whether the only cell of a table is a frame around running text or another table, and not a value."""
    return len(list(tc.iter(f"{W}tc"))) > 2 or sum(1 for paragraph in tc.iterchildren(f"{W}p") if any(text.text for text in paragraph.iter(f"{W}t"))) > 2


def _goes_on(properties: Any, name: str) -> bool:
    """Whether a cell says that it is the rest of a merged one."""
    merge = None if properties is None else properties.find(f"{W}{name}")
    return merge is not None and merge.get(VAL) != "restart"


def _mark_deleted(paragraph: Any) -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None
