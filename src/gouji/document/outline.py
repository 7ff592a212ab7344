"""一、（一）1.（1） → section paths: in which report of a volume and under which headings a block stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from gouji.document.model import Document, Table
from gouji.document.titles import Title, is_attachment, named_below, scope_of, title_of, unit_of
from gouji.frozen import frozen, replace

_HAN = "〇一二三四五六七八九十百"
# Each mark is written like its example; a block opens at most one.
_MARKS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"第([{_HAN}]+|\d+)[章部编]")),  # 第一章
    (2, re.compile(rf"([{_HAN}]{{1,3}})[、.．]")),  # 一、
    (3, re.compile(rf"[(（]([{_HAN}]{{1,3}})[)）]")),  # （一）
    (4, re.compile(r"(\d{1,2})[.、．](?!\d)")),  # 1.
    (5, re.compile(r"[(（](\d{1,2})[)）]")),  # （1）
    (6, re.compile(r"(\d{1,2})[)）]")),  # 1)
    (7, re.compile(r"([①-⑳])")),  # ①
)
_BARE_HEADING_LENGTH = 40
_CHAPTER = 1  # the depth of 第一章
_ROUND = 2  # headings between the one that opens a report and its return in the next
_HEAD_OF_FORM = 12  # blocks in which a form says whose it is
_SENTENCE_MARKS = re.compile(r"[。；;，,]")


@frozen
class Mark:
    """An outline mark at the start of a block: its depth (1 = highest), its ordinal as printed, its whole text, and where the words after it begin."""

    depth: int
    ordinal: str
    text: str
    end: int


@frozen
class Section:
    """The path of marks over a block (`三(六)`), and the headings it stands under, outermost first.

    `report` counts the reports of a volume from 0; None for what stands between two: the chapter and the mark of an attachment over a title.
    """

    path: str | None
    headings: tuple[str, ...]
    mark: Mark | None
    is_heading: bool
    report: int | None = 0


def ordinal_value(ordinal: str) -> int | None:
    """What an ordinal counts: `十二` → 12, `4` → 4; None for other marks."""
    if ordinal.isdigit() and ordinal.isascii():
        return int(ordinal)
    if set(ordinal) - set(_HAN[1:11]):
        return None
    tens, ten, ones = ordinal.partition(_HAN[10])
    if not ten:
        return _HAN.index(ordinal) if len(ordinal) == 1 else None
    return (_HAN.index(tens) if tens else 1) * 10 + (_HAN.index(ones) if ones else 0)


@lru_cache(maxsize=1024)  # the outline, the namer and three checks ask for the mark of each block
def mark_of(plain: str) -> Mark | None:
    """The outline mark that opens `plain`, or None."""
    for depth, pattern in _MARKS:
        match = pattern.match(plain)
        if match:
            return Mark(depth, match.group(1), match.group(0), match.end())
    return None


@dataclass(eq=False)
class Line:
    """A block as the outline sees it: its mark, the words after it, and whether they could be a heading. `alone`: no cell but the head of a table."""

    plain: str
    mark: Mark | None
    is_cell: bool
    declared: bool
    alone: bool

    def __post_init__(self) -> None:
        self.words = self.plain[self.mark.end :] if self.mark else self.plain
        self.is_running = _SENTENCE_MARKS.search(self.words) is not None
        self.short = not self.is_running and len(self.words) <= _BARE_HEADING_LENGTH

    @property
    def is_heading(self) -> bool:
        return self.short and (self.declared or self.mark is not None)

    @property
    def is_chapter(self) -> bool:
        return self.mark is not None and self.mark.depth == _CHAPTER and self.short

    @property
    def tells(self) -> bool:
        """Whether it has figures that belong to a report: not those of a cover or a table of contents."""
        return (self.is_cell or self.is_running) and any(map(str.isdigit, self.words))

    @property
    def names(self) -> bool:
        """Whether it may be the first line of a title of several lines."""
        return self.title is not None or (self.mark is None and self.short and self.alone and bool(unit_of(self.words)))

    @property
    def is_over_title(self) -> bool:
        """Whether it may stand between two reports."""
        return self.is_chapter or (self.short and self.alone and is_attachment(self.words))

    @cached_property
    def title(self) -> Title | None:
        """What it says as the title of a report; one that opens a section (`一、绩效自评报告`) must say whose."""
        depth = self.mark.depth if self.mark else _CHAPTER
        title = title_of(self.words) if self.alone and depth <= _CHAPTER + 1 else None
        return title if title is not None and (depth == _CHAPTER or title.names_something) else None


def lines_of(document: Document) -> list[Line]:
    """The blocks of a document as its outline sees them."""
    heads = {block for table in document.tables if (block := _head_of(table, document)) is not None}
    return [
        Line(
            plain=block.plain,
            mark=mark_of(block.plain) if block.kind != "cell" else None,
            is_cell=block.kind == "cell",
            declared=block.kind == "heading",
            alone=block.kind != "cell" or index in heads,
        )
        for index, block in enumerate(document.blocks)
    ]


def _head_of(table: Table, document: Document) -> int | None:
    """The cell that has the first row of a table to itself, where forms in workbooks have their title."""
    worded = [cell.block for cell in table.cells if cell.row == 0 and document.blocks[cell.block].plain.strip()]
    return worded[0] if len(worded) == 1 else None


@frozen
class _Report:
    """One report of a volume: what stands over it, its first block, and the one after its titles, where its own outline begins."""

    above: int
    start: int
    body: int


class _Volume:
    """One walk over the lines of a document that finds where another report begins.

    That is where, after figures were told, a title names another unit, project or scope, or where the heading that opened the report comes back after
    two others of its kind.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.reports = [_Report(0, 0, 0)]
        self.current = Title()
        self.told = False
        self.opening: Line | None = None
        self.since = 0
        self.by_unit = next((bool(unit_of(line.words)) for line in lines if line.is_chapter), False)
        for index, line in enumerate(lines):
            title = self._title(index)
            if title is not None:
                self._head(index, title)
            elif line.mark is not None and line.is_heading and not line.is_chapter:
                self._heading(index, line, line.mark.depth)
            self.told = self.told or line.tells

    def _title(self, index: int) -> Title | None:
        """The title that a line is, with what the line above it and the first lines of a form say of whose it is."""
        line = self.lines[index]
        title = line.title if line.alone else None
        if title is None:
            unit = unit_of(line.words) if self.by_unit and line.is_chapter else ""
            return Title(unit) if unit else None
        above = self.lines[index - 1] if index else None
        if not title.unit and above is not None and above.mark is None and above.short and above.alone:
            title = replace(title, unit=unit_of(above.words))
        if title.is_form:
            title = title.with_more_from(named_below([below.plain for below in self.lines[index + 1 : index + 1 + _HEAD_OF_FORM]]))
        return title

    def _head(self, index: int, title: Title) -> None:
        another = title.names_another(self.current)
        self.current = title if another else self.current.with_more_from(title)
        if another and self.told:
            self._begin(index, index + 1)
        elif not self.told:
            self.reports[-1] = replace(self.reports[-1], body=index + 1)

    def _heading(self, index: int, line: Line, depth: int) -> None:
        if not self.current.scope:
            self.current = replace(self.current, scope=scope_of(line.words))
        if self.opening is None or self.opening.mark is None or depth < self.opening.mark.depth:
            self.opening, self.since = line, 0
        elif depth == self.opening.mark.depth:
            self.since += 1
            if self.told and self.since > _ROUND and line.plain == self.opening.plain:
                self._begin(index, index)
                self.opening = line

    def _begin(self, index: int, body: int) -> None:
        """A report begins, with the titles that stand right above; chapters and marks of attachments over them are no part of it."""
        start = index
        while start > self.reports[-1].body and self.lines[start - 1].names:
            start -= 1
        above = start
        while above > self.reports[-1].body and self.lines[above - 1].is_over_title:
            above -= 1
        self.reports.append(_Report(above, start, body))
        self.told, self.opening, self.since = False, None, 0


def outline(document: Document) -> tuple[Section, ...]:
    """One Section a block, in block order; cells stand under the last heading before their table. The titles of a report are over its outline."""
    return outline_of(lines_of(document))


def outline_of(lines: Sequence[Line]) -> tuple[Section, ...]:
    """The outline of these lines: those of a document, or of one of its reports."""
    reports = _Volume(lines).reports
    number = 0
    stack: list[tuple[int, str, str]] = []
    sections: list[Section] = []
    last = Section(None, (), None, False, None)
    for index, line in enumerate(lines):
        mark = line.mark
        begins = number + 1 < len(reports) and reports[number + 1].above == index
        if begins:
            number += 1
            stack.clear()
        if mark and index >= reports[number].body:
            while stack and stack[-1][0] >= mark.depth:
                stack.pop()
            stack.append((mark.depth, _short(mark), line.words if line.short else ""))
        report = number if index >= reports[number].start else None
        if mark or begins or line.is_heading or last.mark or last.is_heading or last.report != report:  # else it stands where the last one does
            path = "".join([short for _, short, _ in stack]) or None
            last = Section(path, tuple([heading for _, _, heading in stack if heading]), mark, line.is_heading, report)
        sections.append(last)
    return tuple(sections)


def _short(mark: Mark) -> str:
    bracketed = mark.text[0] in "(（"
    return f"({mark.ordinal})" if bracketed else mark.ordinal
