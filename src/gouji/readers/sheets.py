"""The sheets of a workbook as their readers see them → a Document: each sheet is a table, each cell that shows something a block."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gouji.document.model import Block, CellRef, Document, Place, Problem, Span, Table
from gouji.document.plain import block
from gouji.readers import limits
from gouji.readers.border import tidy, traced, turning
from gouji.readers.grid import Grid, reference
from gouji.readers.problems import Unreadable, problem

_MOST_CELLS = 5 * limits.TABLE_CELLS  # of all sheets together

Position = tuple[int, int]
"""Row and column, 0-based."""


@dataclass(frozen=True, slots=True)
class Range:
    """A rectangle of positions, its ends inclusive."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def area(self) -> int:
        """How many positions it holds."""
        return max(self.bottom - self.top + 1, 0) * max(self.right - self.left + 1, 0)

    def within(self, bottom: int, right: int) -> Range:
        """What of it reaches no further than `bottom` and `right`; of area 0 when nothing does."""
        return Range(self.top, self.left, min(self.bottom, bottom), min(self.right, right))

    def positions(self) -> Iterator[Position]:
        """Row by row."""
        return ((row, column) for row in range(self.top, self.bottom + 1) for column in range(self.left, self.right + 1))


@dataclass(frozen=True, slots=True)
class SheetLocator:
    """Sheet and cell of each block."""

    cells: Sequence[CellRef]

    def place(self, span: Span) -> Place:
        """The cell of `span`, as Excel names it."""
        return Place(cell=self.cells[span.block])


class Frame:
    """What of a sheet is seen: its merged ranges, cut where nothing is written any more, and its hidden rows and columns."""

    def __init__(self, merged: Iterable[Range], rows: Collection[int], columns: Collection[int]) -> None:
        self.rows, self.columns = sorted(rows), sorted(columns)
        self.anchors: dict[Position, Range] = {}
        self.covered: set[Position] = set()
        for cells in merged:
            inside = set(cells.positions())
            if len(inside) > 1 and not inside & self.covered and not inside & self.anchors.keys():
                self.anchors[cells.top, cells.left] = cells
                self.covered |= inside - {(cells.top, cells.left)}

    def seat(self, at: Position) -> tuple[int, int, int, int] | None:
        """Row, column, rows and columns of the cell at `at` among those that are seen; None when it is hidden or covered by a merged one."""
        if at in self.covered:
            return None
        cells = self.anchors.get(at)
        if cells is None and not self.rows and not self.columns:
            return (*at, 1, 1)
        cells = cells or Range(*at, *at)
        row, rows = _seen(self.rows, cells.top, cells.bottom)
        column, columns = _seen(self.columns, cells.left, cells.right)
        return (row, column, rows, columns) if rows and columns else None


def _seen(hidden: Sequence[int], first: int, last: int) -> tuple[int, int]:
    """Where `first` to `last` begin among what is not hidden, and how many of them there are."""
    before = bisect_left(hidden, first)
    return first - before, last - first + 1 - (bisect_right(hidden, last) - before)


@dataclass(slots=True)
class Sheets:
    """The sheets that were read so far."""

    blocks: list[Block] = field(default_factory=list)
    cells: list[CellRef] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    characters: int = 0
    turning: int = 0

    def add(
        self, name: str, texts: Iterable[tuple[Position, str]], merged: Iterable[Range], rows: Collection[int] = (), columns: Collection[int] = ()
    ) -> Frame:
        """Takes a sheet from the texts that its cells show, its merged ranges and its hidden rows and columns, which are left out and said.

        Raises Unreadable (`over-limit`) when it is too large.
        """
        written: dict[Position, str] = {}
        for at, text in texts:
            if text and not text.isspace():
                written[at] = text
                self.characters += len(text)
                self.turning += turning(text)
                limits.bounded("characters", self.characters, limits.CHARACTERS, name, "xlsx")
        bottom, right = max((row for row, _ in written), default=-1), max((column for _, column in written), default=-1)
        limits.bounded("cells", (bottom + 1) * (right + 1), limits.TABLE_CELLS, name, "xlsx")
        cut = [cells.within(bottom, right) for cells in merged]
        limits.bounded("cells", sum(cells.area for cells in cut), limits.TABLE_CELLS, name, "xlsx")
        frame = Frame(cut, rows, columns)
        limits.bounded("cells", len(self.blocks) + len(written) + len(frame.anchors), _MOST_CELLS, name, "xlsx")
        self._table(name, written, frame)
        self._say_hidden(name, written, frame)
        return frame

    def _table(self, name: str, written: Mapping[Position, str], frame: Frame) -> None:
        number, grid = len(self.tables) + 1, Grid()
        for at in sorted(written.keys() | frame.anchors.keys()):
            if seat := frame.seat(at):
                cell = CellRef(number, name, reference(*at))
                grid.add(*seat, len(self.blocks))
                self.blocks.append(block(tidy(traced(written.get(at, ""))).text, "cell", cell=cell))
                self.cells.append(cell)
        if grid.cells:
            self.tables.append(grid.table(number))

    def _say_hidden(self, name: str, written: Mapping[Position, str], frame: Frame) -> None:
        unseen = [at for at in written if at not in frame.covered and frame.seat(at) is None] if frame.rows or frame.columns else []
        hidden_rows = set(frame.rows)
        rows = {row for row, _ in unseen if row in hidden_rows}
        columns = {column for row, column in unseen if row not in hidden_rows}
        for code, lines in (("hidden-rows", rows), ("hidden-columns", columns)):
            if lines:
                self.problems.append(problem(code, sheet=name, count=len(lines)))

    def document(self) -> Document:
        """The Document of all sheets; raises Unreadable (`empty`) when none of them shows a text."""
        if not any(each.text for each in self.blocks):
            raise Unreadable(problem("empty"), "xlsx")
        if self.turning:
            self.problems.append(problem("bidi-controls", count=self.turning))
        return Document("xlsx", tuple(self.blocks), tuple(self.tables), tuple(self.problems), locator=SheetLocator(self.cells))
