"""HTML through lxml: running text and tables, with the line each stands on; nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.document.model import Block, BlockKind, CellRef, Document, Place, Span, Table
from gouji.document.plain import block
from gouji.readers import furniture, limits
from gouji.readers.border import tidy, traced
from gouji.readers.grid import Grid, reference
from gouji.readers.problems import Unreadable, problem

_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SIMPLIFIED = ("gb2312", "gbk", "gb_2312-80", "x-gbk")  # pages say gb2312 and mean its superset
_SKIPPED = ("script", "style", "head", "noscript", "template", "iframe", "object", "svg", "select", "button", "nav", "del")
_BREAKING = (
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "dt",
    "dd",
    "dl",
    "blockquote",
    "pre",
    "hr",
    "body",
    "html",
    "form",
    "center",
    "td",
    "th",
    "tr",
    "tbody",
    "thead",
    "caption",
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST_SPANNED = 1_000
_DEEPEST = 200


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
    parser = markup.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = markup.document_fromstring(decode(data).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(problem("empty"), "html") from error
    reading = Reading()
    reading.flow(root, 0)
    reading.finish()
    if not any(each.text for each in reading.blocks):
        raise Unreadable(problem("empty"), "html")
    locator = HtmlLocator(reading.lines, [each.cell for each in reading.blocks])
    return Document("html", tuple(reading.blocks), tuple(table for table in reading.tables if table), locator=locator)


def decode(data: bytes) -> str:
    """The text of a page: by byte order mark, by what it says of itself, else as plain text is decoded."""
    from gouji.readers import text

    said = _META.search(data[:4096])
    if said and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = said.group(1).decode("ascii").lower()
        try:
            return data.decode("gb18030" if name in _SIMPLIFIED else name)
        except (LookupError, UnicodeDecodeError):
            pass
    return text.decode(data)[0]


class Reading:
    """One walk over a page."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.lines: list[int] = []
        self.tables: list[Table | None] = []
        self.pending: list[str] = []
        self.line = 1
        self.kind: BlockKind = "paragraph"
        self.level: int | None = None

    def flow(self, element: Any, depth: int) -> None:
        """The text of `element`, broken into blocks at block-level tags."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED or _is_hidden(element):
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
        # a line break in the source is a blank in HTML, and between Chinese a blank is nothing
        self.pending.append(re.sub(r"[ \t\r\n\f]+", " ", text or ""))

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
        number, grid = len(self.tables) + 1, Grid()
        self.tables.append(None)
        taken: set[tuple[int, int]] = set()
        for caption in table.iterchildren("caption"):
            self.flow(caption, depth + 1)
        for row, tr in enumerate(_rows(table)):
            column = 0
            for td in tr.iterchildren("td", "th"):
                while (row, column) in taken:
                    column += 1
                rows, columns = _spanned(td, "rowspan"), _spanned(td, "colspan")
                taken.update((row + down, column + right) for down in range(rows) for right in range(columns))
                limits.bounded("cells", len(taken), limits.TABLE_CELLS, f"table {number}", "html")
                cell = CellRef(number, None, reference(row, column))
                index = self._add(block("", "cell", cell=cell), td.sourceline or self.line)
                self.blocks[index] = block(tidy(traced(self._cell(td, depth))).text, "cell", cell=cell)
                grid.add(row, column, rows, columns, index)
        if grid.cells:
            self.tables[number - 1] = grid.table(number)

    def _cell(self, td: Any, depth: int) -> str:
        """The text of a cell; a table within it follows as a table of its own."""
        pieces: list[str] = []
        for element in _printed(td):
            if element is td:
                pieces.append(element.text or "")
            elif element.tag == "table":
                self._table(element, depth + 1)
                pieces.append(element.tail or "")
            else:
                pieces.extend((element.text or "", element.tail or ""))
        return re.sub(r"\s+", " ", "".join(pieces))


def _printed(element: Any) -> Iterator[Any]:
    yield element
    for child in element:
        if child.tag == "table":
            yield child
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED and not _is_hidden(child):
            yield from _printed(child)


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _spanned(cell: Any, name: str) -> int:
    said = (cell.get(name) or "1").strip()
    return min(max(int(said), 1), _MOST_SPANNED) if said.isascii() and said.isdigit() else 1


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))
