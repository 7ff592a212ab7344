"""HTML through lxml: running text and tables, with the line each stands on; nothing is fetched."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.document.model import Block, BlockKind, CellRef, Document, Place, Span, Table
from gouji.document.plain import block
from gouji.readers import furniture, limits
from gouji.readers.border import tidy, traced, turning
from gouji.readers.celltext import LINE, lines_of, whole
from gouji.readers.grid import Grid, reference
from gouji.readers.problems import Unreadable, problem

_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_NO_CHARSETS = ("undefined", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf_7")  # codecs of Python that no page is written in
_SIMPLIFIED = ("gb2312", "gbk", "gb_2312-80", "x-gbk")  # pages say gb2312 and mean its superset
_SKIPPED = ("script", "style", "head", "noscript", "template", "iframe", "object", "svg", "select", "button", "nav", "del")
_BREAKING = (
    "p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer", "main", "dt",
    "dd", "dl", "blockquote", "pre", "hr", "body", "html", "form", "center", "td", "th", "tr", "tbody", "thead", "caption",
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SOURCE_BLANKS = re.compile(r"[ \t\r\n\f]+")
_MOST_SPANNED = 1_000
_HUGE = 200  # columns
_PARAGRAPHS = 2  # in a cell; more are running text
_DEEPEST = 200
_PARSED = 256  # levels that the parser goes down
_LONG_TAG = re.compile(rb"<\w[^<>]{16384,}")
_ATTRIBUTE = re.compile(rb"\s[\w:.-]+\s*=")
_ATTRIBUTES = 1_000  # of a tag; the parser compares each with all others


@dataclass(frozen=True, slots=True)
class HtmlLocator:
    """Line of the element and cell of each block."""

    lines: Sequence[int]
    cells: Sequence[CellRef | None]

    def place(self, span: Span) -> Place:
        """The line on which the element of `span` opens, and its cell."""
        return Place(line=self.lines[span.block], cell=self.cells[span.block])


def read(data: bytes) -> Document:
    """The Document of a page; raises Unreadable when it holds no text."""
    from lxml import etree
    from lxml import html as markup

    limits.bounded("text-bytes", len(data), limits.TEXT_BYTES, "file", "html")
    limits.bounded("tags", data.count(b"<"), limits.XML_TAGS, "file", "html")
    attributes = max((len(_ATTRIBUTE.findall(tag)) for tag in _LONG_TAG.findall(data)), default=0)
    limits.bounded("attributes", attributes, _ATTRIBUTES, "file", "html")
    parser = markup.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = markup.document_fromstring(decode(data).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(problem("empty"), "html") from error
    reading = Reading()
    reading.flow(root, 0)
    reading.finish()
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):  # the parser left out what stands deeper
        raise limits.over("depth", f"> {_PARSED}", _PARSED, "file", "html")
    if not any(each.text for each in reading.blocks):
        raise Unreadable(problem("empty"), "html")
    hidden = _hidden(root)
    problems = [problem("hidden-text", count=hidden)] if hidden else []
    if reading.turning:
        problems.append(problem("bidi-controls", count=reading.turning))
    locator = HtmlLocator(reading.lines, [each.cell for each in reading.blocks])
    return Document("html", tuple(reading.blocks), tuple(table for table in reading.tables if table), tuple(problems), locator=locator)


def decode(data: bytes) -> str:
    """The text of a page: UTF-8 where its bytes are, whatever it says; else by what it says of itself, else as plain text is decoded."""
    from gouji.readers import text

    if not data.isascii():
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
    said = _META.search(data[:4096])
    if said and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = said.group(1).decode("ascii").lower()
        try:
            if codecs.lookup(name).name.replace("-", "_") not in _NO_CHARSETS:
                return data.decode("gb18030" if name in _SIMPLIFIED else name)
        except (LookupError, UnicodeError):
            pass
    return text.decode(data)[0]


class Reading:
    """One walk over a page."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.lines: list[int] = []
        self.tables: list[Table | None] = []
        self.pending: list[str] = []
        self.turning = 0
        self.line = 1
        self.kind: BlockKind = "paragraph"
        self.level: int | None = None

    def flow(self, element: Any, depth: int) -> None:
        """The text of `element`, broken into blocks at block-level tags."""
        tag = element.tag
        if not _is_printed(element):
            return
        if depth > _DEEPEST:
            raise limits.over("depth", depth, _DEEPEST, "file", "html")
        if tag == "table":
            self.finish()
            self._table(element, depth)
            return
        if tag in _BREAKING:
            self.finish()
            self.kind, self.level = ("heading", int(tag[1])) if re.fullmatch("h[1-6]", tag) else ("paragraph", None)
            self.line = element.sourceline or self.line
        self._text(element.text)
        for child in element:
            self.flow(child, depth + 1)
            self._text(child.tail)
        if tag in _BREAKING:
            self.finish()

    def _text(self, text: str | None) -> None:
        self.turning += turning(text or "")
        # a line break in the source is a blank in HTML, and between Chinese a blank is nothing
        self.pending.append(_SOURCE_BLANKS.sub(" ", text or ""))

    def finish(self) -> None:
        """Ends the block that is being read."""
        text = tidy(traced("".join(self.pending))).text
        self.pending = []
        if text:
            kind: BlockKind = "heading" if self.kind == "paragraph" and furniture.is_heading(text) else self.kind
            self._add(block(text, kind, self.level), self.line)

    def _add(self, block: Block, line: int) -> int:
        self.blocks.append(block)
        self.lines.append(line)
        return len(self.blocks) - 1

    def _table(self, table: Any, depth: int) -> None:
        if depth > _DEEPEST:
            raise limits.over("depth", depth, _DEEPEST, "file", "html")
        if _is_layout(table):
            for cell in (*table.iterchildren("caption"), *(cell for row in _cells(table) for cell in row)):
                self.flow(cell, depth + 1)
            return
        number, grid = len(self.tables) + 1, Grid()
        self.tables.append(None)
        for caption in table.iterchildren("caption"):
            self.flow(caption, depth + 1)
        for row, column, rows, columns, td in self._placed(table, f"table {number}"):
            cell = CellRef(number, None, reference(row, column))
            index = self._add(block("", "cell", cell=cell), td.sourceline or self.line)
            self.blocks[index] = block(self._cell(td, depth), "cell", cell=cell)
            grid.add(row, column, rows, columns, index)
        if grid.cells:
            grid.compact(self.blocks, number)
            self.tables[number - 1] = grid.table(number)

    def _placed(self, table: Any, where: str) -> Iterator[tuple[int, int, int, int, Any]]:
        """Row, column, rows, columns of each cell: spans end with their row group, and no two cells cover one position."""
        first, widest = 0, _widest(table)
        for group in _groups(table):
            taken: set[tuple[int, int]] = set()
            shown = [tr for tr in group if _is_printed(tr)]
            for row, tr in enumerate(shown, first):
                column = 0
                for td in filter(_is_printed, tr.iterchildren("td", "th")):
                    while (row, column) in taken:
                        column += 1
                    rows = min(_spanned(td, "rowspan") or len(shown), first + len(shown) - row)
                    columns = min(_spanned(td, "colspan") or 1, widest)
                    columns = next((right for right in range(1, columns) if (row, column + right) in taken), columns)
                    taken.update((row + down, column + right) for down in range(rows) for right in range(columns))
                    limits.bounded("cells", len(taken), limits.TABLE_CELLS, where, "html")
                    yield row, column, rows, columns, td
            first += len(shown)

    def _cell(self, td: Any, depth: int) -> str:
        """The text of a cell, its blocks joined as the paragraphs of a cell are; a table within it follows as a table of its own."""
        lines = [""]
        for piece in _pieces(td, depth):
            if isinstance(piece, str):
                self.turning += turning(piece)
                lines[-1] += piece
                continue
            if piece is not None:
                self._table(piece, depth + 1)
            lines.append("")
        paragraphs = (traced(_SOURCE_BLANKS.sub(" ", line)).stripped() for line in lines)
        return tidy(whole(line for paragraph in paragraphs for line in lines_of(paragraph))).text


def _pieces(element: Any, depth: int) -> Iterator[str | Any | None]:
    """What is printed in a cell, in order: text, the tables in it, and None where a block begins or ends."""
    if depth > _DEEPEST:
        raise limits.over("depth", depth, _DEEPEST, "file", "html")
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield LINE
        elif child.tag == "table" and _is_printed(child):
            yield child
        elif _is_printed(child):
            edge = (None,) if child.tag in _BREAKING else ()
            yield from edge
            yield from _pieces(child, depth + 1)
            yield from edge
        yield child.tail or ""


def _is_printed(element: Any) -> bool:
    return isinstance(element.tag, str) and element.tag not in _SKIPPED and not _is_hidden(element)


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None


def _hidden(root: Any) -> int:
    """How many elements hide text."""
    hiding = (element for element in root.iter() if isinstance(element.tag, str) and element.tag not in _SKIPPED and _is_hidden(element))
    return sum(any(text.strip() for text in element.itertext()) for element in hiding)


def _groups(table: Any) -> Iterator[list[Any]]:
    """The rows of each row group as a browser orders them, the footer last."""
    loose: list[Any] = []
    feet: list[Any] = []
    for child in table:
        if child.tag == "tr":
            loose.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            if loose:
                yield loose
                loose = []
            rows = list(child.iterchildren("tr"))
            if child.tag == "tfoot":
                feet += rows
            else:
                yield rows
    yield from (rows for rows in (loose, feet) if rows)


def _cells(table: Any) -> Iterator[list[Any]]:
    return (list(tr.iterchildren("td", "th")) for group in _groups(table) for tr in group)


def _widest(table: Any) -> int:
    """How many columns the rows ask for, those that ask for more than any table has left out (`colspan="1000"` for the whole width)."""
    widths = (sum(max(_spanned(td, "colspan"), 1) for td in row) for row in _cells(table))
    return max((width for width in widths if width < _HUGE), default=_HUGE) or 1


def _is_layout(table: Any) -> bool:
    """Whether a table only places text on the page: it says so, has one cell, or one cell a row or running text around another table."""
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return True
    rows = list(_cells(table))
    cells = [cell for row in rows for cell in row]
    if len(cells) < 2:
        return True
    single = all(len(row) < 2 for row in rows)
    shapes = [_shape(cell) for cell in cells]
    if any(tables for _, tables in shapes):
        return single or any(tables and paragraphs > _PARAGRAPHS for paragraphs, tables in shapes)
    return single and any(paragraphs > _PARAGRAPHS for paragraphs, _ in shapes)


def _shape(cell: Any) -> tuple[int, int]:
    """How many paragraphs and tables stand in a cell."""
    paragraphs = tables = 0
    fresh = True
    for piece in _pieces(cell, 0):
        if not isinstance(piece, str):
            tables += piece is not None
            fresh = True
        elif piece.strip():
            paragraphs += fresh
            fresh = False
    return paragraphs, tables


def _spanned(cell: Any, name: str) -> int:
    """A span as said, 1 where it is none; 0 means all rows to the end of the group."""
    said = (cell.get(name) or "1").strip()
    return min(int(said), _MOST_SPANNED) if said.isascii() and said.isdigit() and len(said) < 10 else 1
