"""Plain text and Markdown: any of the encodings Chinese offices use, hard-wrapped or not, with `|`-separated tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise, takewhile

from gouji.document.model import Block, CellRef, Document, Format, Place, Problem, Span, Table
from gouji.document.plain import block
from gouji.readers import furniture, limits
from gouji.readers.border import Traced, joined, tidy, traced, turning
from gouji.readers.furniture import Line
from gouji.readers.grid import Grid, reference
from gouji.readers.problems import NotAReport, Unreadable, problem

_BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_BINARY = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_BREAK = re.compile("\r\n|[\r\n\x0b\x0c\x1a\u0085\u2028\u2029]")
_RARE = re.compile("[\ue000-\uf8ff\u0080-\u009f\U00010000-\U0010ffff]")
_RULE_CELL = r"\s*(?:-{3,}:?|:-+:?|-+:)\s*"  # `---` or `:-:`; a lone `-` is an empty value
_RULE = re.compile(rf"\|?{_RULE_CELL}(?:\|{_RULE_CELL})*\|?")
_BAR = re.compile(r"(?<!\\)\|")  # `\|` is a character of the cell
_HASHES = re.compile(r"\s*(#{1,6})\s+")


def decode(data: bytes) -> tuple[str, int]:
    """The text of `data` and how much of it was lost: bytes cut off inside its last character, broken characters; raises NotAReport for binary data."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    for cut in range(4):
        try:
            return _checked(data[: len(data) - cut].decode("utf-8")), cut
        except UnicodeDecodeError as error:
            if error.start < len(data) - 4:
                break
    return _checked(_gb18030(data)), 0


def _marked(data: bytes, encoding: str) -> tuple[str, int]:
    """The text of data whose encoding is known, and how many of its characters are broken."""
    try:
        return _checked(data.decode(encoding)), 0
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return _checked(text), text.count("\ufffd")


def _gb18030(data: bytes) -> str:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise NotAReport(problem("not-a-report", detail="binary data")) from error
    if len(_RARE.findall(text)) > len(text) // 20:
        raise NotAReport(problem("not-a-report", detail="binary data"))
    return text


def _checked(text: str) -> str:
    if _BINARY.search(text):
        raise NotAReport(problem("not-a-report", detail="binary data"))
    return text


@dataclass(frozen=True, slots=True)
class TextLocator:
    """Line and column of each character; `starts` holds the offset of each line in the decoded file."""

    starts: Sequence[int]
    sources: Sequence[Sequence[int]]
    cells: Sequence[CellRef | None]

    def place(self, span: Span) -> Place:
        """The line and column, 1-based, of the first character of `span`."""
        offset = self.sources[span.block][span.start]
        line = bisect_right(self.starts, offset)
        return Place(line=line, column=offset - self.starts[line - 1] + 1, cell=self.cells[span.block])


def read(data: bytes, format: Format = "txt") -> Document:
    """The Document of a text file; raises Unreadable when it is empty, binary or too large."""
    limits.bounded("text-bytes", len(data), limits.TEXT_BYTES, "file", format)
    text, cut = decode(data)
    limits.bounded("characters", len(text), limits.CHARACTERS, "file", format)
    problems = [problem("damaged", detail=f"-{cut}")] if cut else []
    if count := turning(text):
        problems.append(problem("bidi-controls", count=count))
    return Reading(text, format).document(tuple(problems))


class Reading:
    """One pass over a decoded text: lines → paragraphs and tables → blocks with their sources."""

    def __init__(self, text: str, format: Format) -> None:
        self.text, self.format = text, format
        self.starts: list[int] = [0]
        self.blocks: list[Block] = []
        self.sources: list[Sequence[int]] = []
        self.tables: list[Table] = []

    def document(self, problems: tuple[Problem, ...] = ()) -> Document:
        lines = list(self._lines())
        lines = furniture.without_furniture(lines, _at_edge(lines), lines[-1].page if lines else 1)
        if not lines:
            raise Unreadable(problem("empty"), self.format)
        for kind, group in groupby(zip(lines, _kinds(lines), strict=True), key=lambda pair: pair[1]):
            self._take(kind, [line for line, _ in group])
        locator = TextLocator(self.starts, self.sources, [block.cell for block in self.blocks])
        return Document(self.format, tuple(self.blocks), tuple(self.tables), problems, locator=locator)

    def _take(self, kind: str, lines: list[Line]) -> None:
        if kind == "barred":
            self._table(lines)
        elif kind == "aligned":
            limits.bounded("cells", sum(len(_GAP.findall(line.text)) for line in lines), limits.TABLE_CELLS, "file", self.format)
            self._rows(lines, _GAP)
        elif kind == "apart":
            for line in lines:
                self._prose([line])
        else:
            self._prose(lines)

    def _lines(self) -> Iterator[Line]:
        blanks, page, at = 0, 1, 0
        for end, after, mark in [
            *((m.start(), m.end(), m.group()) for m in _BREAK.finditer(self.text)),
            (len(self.text), len(self.text), ""),
        ]:
            raw = self.text[at:end]
            if content := raw.strip("\ufeff\u200b \t\u3000\xa0"):
                indent = raw.index(content)
                start = furniture.columns(raw[:indent])
                yield Line(traced(content, at + indent), start, start + furniture.columns(content), blanks, page)
                blanks = 0
            else:
                blanks += 1
            page += mark == "\f"
            if mark:
                self.starts.append(after)
            at = after

    def _prose(self, lines: list[Line]) -> None:
        for heading, group in groupby(lines, key=lambda line: self.format == "md" and _HASHES.match(line.text) is not None):
            if heading:
                self._hashed(list(group))
                continue
            for paragraph in furniture.paragraphs(list(group)):
                tidied = tidy(joined(line.traced for line in paragraph))
                self._add(tidied, block(tidied.text, "heading" if furniture.is_heading(tidied.text) else "paragraph"))

    def _hashed(self, lines: list[Line]) -> None:
        for line in lines:
            hashes = _HASHES.match(line.text)
            assert hashes is not None
            tidied = tidy(line.traced.part(hashes.end(), len(line.traced)).stripped())
            self._add(tidied, block(tidied.text, "heading", len(hashes.group(1))))

    def _table(self, lines: list[Line]) -> None:
        limits.bounded("cells", sum(line.text.count("|") for line in lines), limits.TABLE_CELLS, "file", self.format)
        for table in _divided(lines):
            self._rows([line for line in table if not _RULE.fullmatch(line.text)])

    def _rows(self, lines: list[Line], between: re.Pattern[str] | None = None) -> None:
        number, grid = len(self.tables) + 1, Grid()
        framed = bool(lines) and lines[0].text.startswith("|")
        rows = [list(_cells(line.traced, framed) if between is None else _parted(line.traced, between)) for line in lines]
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                tidied = tidy(_unescaped(cell))
                if column == 0 and row > 1 and not tidied.text and len(cells) > 1:
                    continue  # an empty first cell belongs to the one above
                height = 1 + _empty_below(rows, row) if column == 0 and row else 1
                grid.add(row, column, height, 1, len(self.blocks))
                self._add(tidied, block(tidied.text, "cell", cell=CellRef(number, None, reference(row, column))))
        if grid.cells:
            self.tables.append(grid.table(number))

    def _add(self, tidied: Traced, block: Block) -> None:
        self.blocks.append(block)
        self.sources.append(tidied.sources)


def _empty_below(rows: Sequence[Sequence[Traced]], row: int) -> int:
    """How many rows right below one have an empty first cell."""
    below = takewhile(lambda cells: len(cells) > 1 and not tidy(cells[0]).text, rows[row + 1 :])
    return sum(1 for _ in below)


def _at_edge(lines: Sequence[Line]) -> list[bool]:
    """Which lines may be page numbers or running heads: those beside a page break or, where none is marked, beside more blank lines than is usual."""
    usual = Counter(line.blanks for line in lines).most_common(1)[0][0] if lines else 0
    paged = bool(lines) and lines[-1].page > lines[0].page
    breaks = [index == 0 or (line.page != lines[index - 1].page if paged else line.blanks > usual) for index, line in enumerate(lines)]
    after = [*breaks, True][1:]
    return [before or behind for before, behind in zip(breaks, after, strict=True)]


def _is_row(line: Line) -> bool:
    bars = len(_BAR.findall(line.text))
    return bars >= 2 or (bars == 1 and not line.text.startswith("|") and not line.text.endswith("|"))


_GAP = re.compile(r"\t+|[ \u3000]{2,}[\t]*")  # between columns that are set with blanks
_FEWEST_COLUMNS, _FEWEST_ROWS = 3, 2
_NUMBER = re.compile(r"[≥≤＞＜=]?-?\d[\d,.]*\s?\S{0,3}")


def _kinds(lines: Sequence[Line]) -> list[str]:
    """What each line is: `barred`, `aligned` (in columns set with tabs or blanks, as many on each line, under a line of words alone), `apart` (so
    set without such a line: each line for itself), or `prose`."""
    kinds = ["barred" if _is_row(line) else "prose" for line in lines]
    widths = [len(_GAP.split(line.text)) for line in lines]
    start = 0
    for stop in range(1, len(lines) + 1):
        if stop < len(lines) and widths[stop] == widths[start] and not lines[stop].blanks and kinds[stop] == "prose":
            continue
        run = lines[start:stop]
        if widths[start] >= _FEWEST_COLUMNS and len(run) >= _FEWEST_ROWS and kinds[start] == "prose" and _is_headed(run):
            kinds[start:stop] = ["aligned"] * len(run)
        elif widths[start] >= _FEWEST_COLUMNS and len(run) >= _FEWEST_ROWS and kinds[start] == "prose":
            kinds[start:stop] = ["apart"] * len(run)
        start = stop
    return kinds


def _is_headed(run: Sequence[Line]) -> bool:
    """Words alone on the first line, two or more numbers on each of the others."""
    counts = [sum(_NUMBER.fullmatch(cell) is not None for cell in _GAP.split(line.text)) for line in run]
    return counts[0] == 0 and min(counts[1:]) >= 1 and max(counts[1:]) > 1


def _parted(row: Traced, between: re.Pattern[str]) -> Iterator[Traced]:
    at = 0
    for gap in between.finditer(row.text):
        yield row.part(at, gap.start()).stripped()
        at = gap.end()
    yield row.part(at, len(row)).stripped()


def _divided(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Rows of one table each: a blank line before a header, which a separator row follows, begins another."""
    table: list[Line] = []
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        if table and line.blanks and after and _RULE.fullmatch(after.text):
            yield table
            table = []
        table.append(line)
    yield table


def _cells(row: Traced, framed: bool) -> Iterator[Traced]:
    """What stands between the bars; where no bar frames the table's first line, one that a line begins with stands behind an empty cell."""
    bars = [bar.start() for bar in _BAR.finditer(row.text)]
    edges = [*([] if framed and bars and bars[0] == 0 else [-1]), *bars, *([] if bars and bars[-1] == len(row) - 1 else [len(row)])]
    for before, after in pairwise(edges):
        yield row.part(before + 1, after).stripped()


def _unescaped(cell: Traced) -> Traced:
    if "\\|" not in cell.text:
        return cell
    pieces = cell.text.split("\\|")
    ends = accumulate(len(piece) + 2 for piece in pieces)
    return joined((cell.part(max(end - 3 - len(piece), 0), end - 2) for end, piece in zip(ends, pieces, strict=True)), "")
