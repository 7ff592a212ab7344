"""DOCX: one walk over document.xml that loses nothing printed: insertions, fields, controls, text boxes, automatic numbers, footnotes."""

from __future__ import annotations

import posixpath
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from gouji.document.model import Block, BlockKind, CellRef, Document, Place, Problem, Span, Table
from gouji.document.plain import block
from gouji.readers import furniture, limits, numbering
from gouji.readers.border import GAP, Traced, joined, tidy
from gouji.readers.grid import Grid, reference
from gouji.readers.limits import Package
from gouji.readers.numbering import VAL, Numbering, W
from gouji.readers.problems import Unreadable, problem

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_BODY_LEVEL = 9  # w:outlineLvl of running text
_LINE = "\u2028"  # a line break that the author typed
_DEEPEST = 40
_SEPARATING = "。；;，,、：:！？"
_OFF = ("0", "false", "off", "none")

# Tick boxes that forms draw from symbol fonts; the rest of those fonts is ornament.
_SYMBOLS = {
    ("wingdings", 0xFE): "☑",
    ("wingdings", 0xA8): "☐",
    ("wingdings", 0x6F): "☐",
    ("wingdings", 0xFD): "☒",
    ("wingdings", 0xFC): "✓",
    ("wingdings", 0xFB): "✗",
}
_SYMBOLS |= {
    ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0xA3): "☐",
    ("wingdings 2", 0x50): "✓",
    ("wingdings 2", 0x4F): "✗",
    ("symbol", 0xB3): "≥",
    ("symbol", 0xA3): "≤",
    ("symbol", 0xB4): "×",
}

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
_LITERALS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-", f"{W}cr": _LINE}
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}


@dataclass(frozen=True, slots=True)
class RunPart:
    """Characters `start` to `end` of the `run`-th w:r (0-based, document order) of the part `part`."""

    part: str
    run: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Origins:
    """Where pieces of text came from.

    The piece that starts at character `starts[i]` of the reading stands in paragraph `paragraphs[i]`, run `runs[i]`, from `offsets[i]` on.
    """

    starts: array[int] = field(default_factory=lambda: array("l"))
    paragraphs: array[int] = field(default_factory=lambda: array("l"))
    runs: array[int] = field(default_factory=lambda: array("l"))
    offsets: array[int] = field(default_factory=lambda: array("l"))
    parts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DocxLocator:
    """Paragraph, cell and runs of each character."""

    origins: Origins
    sources: Sequence[Sequence[int]]
    cells: Sequence[CellRef | None]

    def place(self, span: Span) -> Place:
        """The paragraph (1-based, document order, tables included; None in a footnote) and the cell of `span`."""
        piece = self._piece(self.sources[span.block][span.start])
        paragraph = self.origins.paragraphs[piece] or None
        return Place(paragraph=paragraph, cell=self.cells[span.block])

    def runs(self, span: Span) -> tuple[RunPart, ...]:
        """The parts of runs that print `span`, in order; an automatic number has none of its own and points at the run after it."""
        found: list[RunPart] = []
        for source in self.sources[span.block][span.start : span.end]:
            piece = self._piece(source)
            part, run = self.origins.parts[piece], self.origins.runs[piece]
            at = self.origins.offsets[piece] + source - self.origins.starts[piece]
            if found and (found[-1].part, found[-1].run) == (part, run) and at <= found[-1].end:
                found[-1] = RunPart(part, run, found[-1].start, max(found[-1].end, at + 1))
            elif found and (found[-1].part, found[-1].run) == (part, run):
                found[-1] = RunPart(part, run, found[-1].start, at + 1)
            else:
                found.append(RunPart(part, run, at, at + 1))
        return tuple(found)

    def _piece(self, source: int) -> int:
        return bisect_right(self.origins.starts, source) - 1


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says of outline and numbering; None where it says nothing."""

    based_on: str | None
    level: int | None
    list_id: str | None
    list_level: int | None
    hidden: bool


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


def parse(package: Package, name: str) -> Any:
    """The root element of an XML part, parsed without entities, network or DTD; raises Unreadable when it is not well-formed."""
    from lxml import etree

    data = package.xml(name)
    if _STRICT in data:
        data = data.replace(_STRICT, W[1:-1].encode()).replace(b"http://purl.oclc.org/ooxml/officeDocument/relationships", _R[1:-1].encode())
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(problem("damaged", detail=f"{name}: {error}"), package.format) from error


class Walk:
    """One reading of a package: paragraphs and tables in document order."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = self._main_part()
        self.parts = self._related()
        self.styles = _styles(self._optional("styles"))
        numbers = self._optional("numbering")
        self.numbering = Numbering() if numbers is None else numbering.read(numbers)
        self.blocks: list[Block] = []
        self.sources: list[Sequence[int]] = []
        self.tables: list[Table | None] = []
        self.origins = Origins()
        self.length = self.paragraph = 0
        self.inserted = self.deleted = self.hidden = self.objects = 0
        self.noted: list[tuple[str, str]] = []
        self.boxes: list[Any] = []
        self.run_numbers: dict[Any, int] = {}
        self.carried: list[Traced] = []

    def _main_part(self) -> str:
        relations = parse(self.package, "_rels/.rels") if "_rels/.rels" in self.package else ()
        for relation in relations:
            if relation.get("Type", "").endswith("/officeDocument"):
                name = relation.get("Target", "").lstrip("/")
                if name in self.package:
                    return str(name)
        if "word/document.xml" in self.package:
            return "word/document.xml"
        raise Unreadable(problem("damaged", detail="word/document.xml"), "docx")

    def _related(self) -> dict[str, str]:
        folder, name = posixpath.split(self.part)
        relations = f"{folder}/_rels/{name}.rels"
        if relations not in self.package:
            return {kind: f"{folder}/{kind}.xml" for kind in ("styles", "numbering", "footnotes", "endnotes")}
        targets = (
            (each.get("Type", "").rsplit("/", 1)[-1], each.get("Target", "")) for each in parse(self.package, relations) if each.get("TargetMode") != "External"
        )
        return {kind: posixpath.normpath(posixpath.join(folder, target)) if not target.startswith("/") else target[1:] for kind, target in targets}

    def _optional(self, kind: str) -> Any:
        name = self.parts.get(kind)
        return parse(self.package, name) if name and name in self.package else None

    def problems(self) -> Iterator[Problem]:
        """What the reading met that a reader of the findings must know."""
        if self.inserted or self.deleted:
            yield problem("tracked-changes", inserted=self.inserted, deleted=self.deleted)
        if self.hidden:
            yield problem("hidden-text", count=self.hidden)
        if self.objects:
            yield problem("embedded-object", count=self.objects)

    def body(self) -> None:
        """Reads the main part."""
        root = parse(self.package, self.part)
        self.run_numbers = {run: index for index, run in enumerate(root.iter(f"{W}r"))}
        body = root.find(f"{W}body")
        if body is None:
            raise Unreadable(problem("damaged", detail=self.part), "docx")
        self._flow(body, "paragraph", 0)

    def notes(self) -> None:
        """Reads the footnotes and endnotes that the body refers to, in the order of the references."""
        for kind in ("footnotes", "endnotes"):
            wanted = [note for where, note in self.noted if where == kind]
            root = self._optional(kind) if wanted else None
            if root is None:
                continue
            self.part = self.parts[kind]
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
            elif child.tag == f"{_MC}AlternateContent":
                yield from self._children(_chosen(child), depth + 1)
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
        for line in _lines(raw):
            yield line, style.level

    def _style(self, element: Any) -> Style:
        properties = element.find(f"{W}pPr")
        name = _value(properties, "pStyle")
        inherited = self.styles.get(name or "", self.styles.get("", Style(None, None, None, None, False)))
        if properties is None:
            return inherited
        own = _style(properties)
        level = own.level if own.level is not None else inherited.level
        return Style(
            None,
            None if level is None or level > _BODY_LEVEL else level,
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
            elif tag == f"{_MC}AlternateContent":
                self._inline(_chosen(child), pieces, number, depth + 1)
            elif tag == f"{_M}t":
                self._piece(child.text or "", child, pieces, number, 0)
            elif isinstance(tag, str) and tag not in _SKIPPED:
                if depth > _DEEPEST:
                    raise limits.over("depth", depth, _DEEPEST, self.part, "docx")
                self.inserted += tag == f"{W}ins"
                self._inline(child, pieces, number, depth + 1)

    def _run(self, run: Any, pieces: list[Traced], number: int) -> None:
        properties = run.find(f"{W}rPr")
        if properties is not None and (_on(properties.find(f"{W}vanish")) or _on(properties.find(f"{W}webHidden"))):
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
        if tag == f"{W}t":
            return element.text or ""
        if tag == f"{W}br":
            return _LINE if element.get(f"{W}type") in (None, "textWrapping") else ""
        if tag == f"{W}sym":
            return _symbol(element)
        if tag in _NOTES:
            self.noted.append((_NOTES[tag], element.get(f"{W}id", "")))
        elif tag in (f"{_MC}AlternateContent", f"{W}drawing", f"{W}pict", f"{W}object"):
            self._drawing(element)
        elif tag == f"{W}ruby":
            return "".join(text.text or "" for base in element.iterfind(f"{W}rubyBase") for text in base.iter(f"{W}t"))
        return _LITERALS.get(tag, "")

    def _drawing(self, element: Any) -> None:
        drawn = _chosen(element) if element.tag == f"{_MC}AlternateContent" else element
        self.boxes.extend(box for box in drawn.iter(f"{W}txbxContent") if not any(up.tag == f"{W}txbxContent" for up in box.iterancestors()))
        self.objects += sum(1 for _ in drawn.iter("{urn:schemas-microsoft-com:office:office}OLEObject"))

    def _piece(self, text: str, run: Any, pieces: list[Traced], number: int, offset: int) -> None:
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
        number, grid = len(self.tables) + 1, _Merging()
        self.tables.append(None)
        for row, tr in enumerate(self._rows(element)):
            column = _integer(tr.find(f"{W}trPr/{W}gridBefore"))
            for tc in self._cells(tr):
                properties = tc.find(f"{W}tcPr")
                columns = max(_integer(None if properties is None else properties.find(f"{W}gridSpan")), 1)
                merge = None if properties is None else properties.find(f"{W}vMerge")
                if merge is not None and merge.get(VAL) != "restart" and grid.extends(row, column):
                    self._cell_text(tc, depth)
                else:
                    grid.put(row, column, columns, self._cell(tc, CellRef(number, None, reference(row, column)), depth))
                column += columns
            self._waiting_boxes(depth)
        if grid.cells:
            self.tables[number - 1] = grid.table(number)
        limits.bounded("cells", len(grid.cells), limits.TABLE_CELLS, self.part, "docx")

    def _rows(self, table: Any) -> Iterator[Any]:
        for row in _within(table, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                self.deleted += 1
            else:
                self.inserted += row.find(f"{W}trPr/{W}ins") is not None
                yield row

    @staticmethod
    def _cells(row: Any) -> Iterator[Any]:
        return _within(row, f"{W}tc")

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
        whole: Traced | None = None
        for element in self._children(tc, depth):
            if element.tag == f"{W}tbl":
                self._table(element, depth + 1)
                continue
            for line, _ in self._paragraph(element):
                whole = line if whole is None else joined((whole, line), _separator(whole.text, line.text))
        return whole if whole is not None else Traced("", array("l"))


class _Merging(Grid):
    """A Grid whose open vertical merges can still grow."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: dict[int, int] = {}

    def put(self, row: int, column: int, columns: int, block: int) -> None:
        for covered in range(column, column + columns):
            self.columns[covered] = len(self.cells)
        self.add(row, column, 1, columns, block)

    def extends(self, row: int, column: int) -> bool:
        """Lets the cell above (`row`, `column`) cover this row too; False when there is none right above it."""
        from dataclasses import replace

        index = self.columns.get(column)
        if index is None or self.cells[index].column != column or self.cells[index].row + self.cells[index].rows != row:
            return False
        self.cells[index] = replace(self.cells[index], rows=self.cells[index].rows + 1)
        return True


def _separator(before: str, after: str) -> str:
    """`年初` / `预算数` are one label, and after a full stop nothing is needed; other paragraphs of a cell are kept apart."""
    label = len(before) + len(after) <= 12 and not any(character.isdigit() for character in before + after)
    return "" if label or before[-1:] in _SEPARATING or not before else GAP


def _lines(raw: Traced) -> Iterator[Traced]:
    """The statements of a paragraph: its typed line breaks are wraps unless they separate."""
    start, at = 0, raw.text.find(_LINE)
    while at >= 0:
        before, after = raw.text[start:at].strip(), raw.text[at + 1 :].split(_LINE, 1)[0].strip()
        if before and after and furniture.splits(before.rsplit(_LINE, 1)[-1], after):
            yield _unwrapped(raw.part(start, at))
            start = at + 1
        at = raw.text.find(_LINE, at + 1)
    rest = _unwrapped(raw.part(start, len(raw)))
    if rest.text:
        yield rest


def _unwrapped(raw: Traced) -> Traced:
    return Traced(raw.text.replace(_LINE, "\n"), raw.sources).stripped()


def _within(parent: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or cells of a row, through content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from _within(child, tag)


def _chosen(alternate: Any) -> Any:
    """The branch of mc:AlternateContent to read: the modern one, once; the fallback says the same again."""
    choice = alternate.find(f"{_MC}Choice")
    fallback = alternate.find(f"{_MC}Fallback")
    return choice if choice is not None else fallback if fallback is not None else ()


def _symbol(element: Any) -> str:
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    font = (element.get(f"{W}font") or "").lower()
    private = 0xF000 <= code <= 0xF0FF
    return _SYMBOLS.get((font, code & 0xFF), "") if private or font.startswith(("wingdings", "symbol")) else chr(code) if 0x20 <= code < 0xD800 else ""


def _mark_deleted(paragraph: Any) -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _on(flag: Any) -> bool:
    return flag is not None and flag.get(VAL) not in _OFF


def _value(properties: Any, name: str) -> str | None:
    element = None if properties is None else properties.find(f"{W}{name}")
    return None if element is None else element.get(VAL)


def _integer(element: Any) -> int:
    try:
        return min(int(element.get(VAL)), 1000) if element is not None else 0
    except (TypeError, ValueError):
        return 0


def _style(properties: Any, based_on: str | None = None, hidden: bool = False) -> Style:
    outline = properties.find(f"{W}outlineLvl")
    level = None if outline is None else _integer(outline) + 1
    return Style(based_on, level, _value(properties.find(f"{W}numPr"), "numId"), _level(properties), hidden)


def _level(properties: Any) -> int | None:
    found = properties.find(f"{W}numPr/{W}ilvl")
    return None if found is None else _integer(found)


def _styles(root: Any) -> dict[str, Style]:
    """The paragraph styles by id, what they inherit filled in; the default style under the empty id."""
    from lxml import etree

    raw: dict[str, Style] = {}
    default = ""
    for element in () if root is None else root.iterfind(f"{W}style"):
        if element.get(f"{W}type") != "paragraph":
            continue
        name = element.get(f"{W}styleId", "")
        properties = element.find(f"{W}pPr")
        raw[name] = _style(etree.Element("none") if properties is None else properties, _value(element, "basedOn"))
        default = name if element.get(f"{W}default") in ("1", "true", "on") else default
    styles = {name: _inherited(raw, name) for name in raw}
    return {**styles, "": styles[default]} if default in styles else styles


def _inherited(raw: dict[str, Style], name: str) -> Style:
    own = raw[name]
    level, list_id, list_level, up = own.level, own.list_id, own.list_level, own.based_on
    for _ in range(20):
        above = raw.get(up or "")
        if above is None:
            break
        level = above.level if level is None else level
        list_id = above.list_id if list_id is None else list_id
        list_level = above.list_level if list_level is None else list_level
        up = above.based_on
    return Style(None, None if level is None or level > _BODY_LEVEL else level, list_id, list_level, False)
