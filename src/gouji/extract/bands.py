"""A table as bands: header rows, what each column is called, and the rows under them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from gouji.document.grid import Lattice
from gouji.document.model import Block, Cell, Table
from gouji.document.outline import mark_of
from gouji.extract.heads import LABELS, Head, head_of, squeeze
from gouji.quantity.figure import Figure, read
from gouji.quantity.unit import Unit
from gouji.rulebook.glossary import Glossary

_FEWEST_HEADS = 2
_NAMING = ("level1", "level2", "name", "label", "ordinal")


@dataclass(frozen=True)
class Column:
    """A column of a band: its header cells from the outermost to the innermost, and what they say together."""

    index: int
    chain: tuple[Cell, ...]
    heads: tuple[Head, ...]

    @cached_property
    def slot(self) -> str | None:
        return next((head.slot for head in reversed(self.heads) if head.slot), None)

    @cached_property
    def measure(self) -> str | None:
        return next((head.measure for head in reversed(self.heads) if head.measure), None)

    @property
    def words(self) -> str:
        return self.heads[-1].words if self.heads else ""

    @property
    def total(self) -> int | None:
        return self.heads[-1].total if self.heads else None

    @property
    def scope(self) -> str | None:
        """The words of the outer headers that name a group, not a measure (财政拨款 over 预算数 and 执行数)."""
        return next((head.words for head in self.heads[:-1] if not head.known and head.words), None)

    @cached_property
    def holds_amounts(self) -> bool:
        return self.slot not in LABELS


@dataclass(slots=True)
class Row:
    """A row under a header: its label, the labels of the groups it stands in, and the cells that begin in it."""

    index: int
    label: str
    label_cell: Cell | None
    groups: tuple[Cell, ...]
    cells: tuple[Cell, ...]
    by_column: dict[int, Cell]


@dataclass
class Band:
    """Header rows and the rows under them; `side` holds the labels that stand beside header and rows alike (项目资金（万元）)."""

    lattice: Lattice
    columns: dict[int, Column]
    side: tuple[Head, ...]
    start: int = 0
    beside: tuple[Cell, ...] = ()
    rows: list[Row] = field(default_factory=list)

    def column(self, cell: Cell) -> Column | None:
        """The column a cell stands in; None for one that reaches over several heads."""
        own = self.columns.get(cell.column)
        if own is None or not own.chain:
            return own
        innermost = own.chain[-1]
        return own if cell.column + cell.columns <= innermost.column + innermost.columns else None

    @cached_property
    def unit(self) -> Unit | None:
        """The unit that a label beside the numbers gives them: 项目资金（万元）, or the head of the column of labels."""
        labels = (head for column in self.columns.values() if not column.holds_amounts or column.index == 0 for head in column.heads)
        return next((head.unit for head in (*self.side, *labels) if head.unit), None)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The columns that say of which year a row is."""
        return tuple(index for index, column in self.columns.items() if column.slot == "year")

    @cached_property
    def is_fund_block(self) -> bool:
        """Whether it holds budget and execution side by side, as the fund block of a form does."""
        return {"executed", "final_budget"} <= {column.measure for column in self.columns.values()}


@dataclass(slots=True)
class Sheet:
    """A table taken apart: loose rows before, between and beside the bands."""

    lattice: Lattice
    bands: list[Band]
    loose: list[int]
    headers: set[int]


class Parser:
    """Takes one table apart."""

    def __init__(self, table: Table, blocks: Sequence[Block], glossary: Glossary) -> None:
        self.lattice = Lattice(table, blocks)
        self.blocks = blocks
        self.glossary = glossary
        self._heads: dict[int, Head] = {}
        self._numeric: dict[int, Figure | None] = {}

    def sheet(self) -> Sheet:
        """The bands of the table, and the rows that belong to none."""
        bands: list[Band] = []
        loose: list[int] = []
        headers: set[int] = set()
        current: Band | None = None
        row = 0
        while row < self.lattice.height:
            depth = self._header_depth(row, first=current is None)
            if depth:
                band = self._band(row, depth)
                if current is None or not _same(band, current):
                    current = band
                    bands.append(band)
                headers.update(range(row, row + depth))
                row += depth
                continue
            if current is None:
                loose.append(row)
            elif not self._numbers_columns(row):
                current.rows.append(self._row(row, current))
            row += 1
        return Sheet(self.lattice, bands, loose, headers)

    def head(self, cell: Cell) -> Head:
        if cell.block not in self._heads:
            self._heads[cell.block] = head_of(self.blocks[cell.block].plain, self.glossary)
        return self._heads[cell.block]

    def figure(self, cell: Cell) -> Figure | None:
        """The figure that fills a cell, None where it holds words, several figures or nothing."""
        if cell.block not in self._numeric:
            self._numeric[cell.block] = alone(self.blocks[cell.block])
        return self._numeric[cell.block]

    def _header_depth(self, row: int, *, first: bool) -> int:
        """How many rows a header that begins at `row` has; 0 where none does."""
        if not self._is_header(row, first=first):
            return 0
        depth = 1
        while row + depth < self.lattice.height and self._continues(row, row + depth):
            depth += 1
        return depth

    def _is_header(self, row: int, *, first: bool) -> bool:
        cells = self.lattice.starting(row)
        if len(cells) < _FEWEST_HEADS or any(self.figure(cell) for cell in cells):
            return False
        known = sum(self.head(cell).known for cell in cells)
        if known >= _FEWEST_HEADS and 2 * known >= len(cells) and (known > _FEWEST_HEADS or self._figures_below(row, cells)):
            return True
        return first and self._opens_numbers(row, cells)

    def _figures_below(self, row: int, cells: Sequence[Cell]) -> bool:
        """`预期目标 | 实际完成情况` over prose is no header of figures."""
        below = {cell.column for at in range(row + 1, min(row + 4, self.lattice.height)) for cell in self.lattice.starting(at) if self.figure(cell)}
        return any(cell.column <= column < cell.column + cell.columns for cell in cells for column in below)

    def _opens_numbers(self, row: int, cells: Sequence[Cell]) -> bool:
        """A first row of words over a column of numbers (`项目 | 决算数`), not a label and its value."""
        if row + 1 >= self.lattice.height:
            return False
        under = [cell for at in range(row + 1, min(row + 4, self.lattice.height)) for cell in self.lattice.starting(at) if self.figure(cell)]
        headed = [cell for cell in under if any(head.column <= cell.column < head.column + head.columns and head.column > 0 for head in cells)]
        known = sum(self.head(cell).heads_amounts for cell in cells)
        if len(headed) < _FEWEST_HEADS:
            return False
        next_row = self.lattice.starting(row + 1)
        like = len(next_row) == len(cells) and any(self.figure(cell) for cell in next_row)
        return known > 0 or (len(cells) > _FEWEST_HEADS and like) or (len(cells) == _FEWEST_HEADS and self._one_column(headed))

    @staticmethod
    def _one_column(cells: Sequence[Cell]) -> bool:
        return len({cell.column for cell in cells}) == 1

    def _continues(self, top: int, row: int) -> bool:
        """Whether a row holds the lower heads of a header: two or more cells without figures under one that spans them."""
        cells = self.lattice.starting(row)
        if not cells or any(self.figure(cell) for cell in cells):
            return False
        above = {cell.block: cell for at in range(top, row) for cell in self.lattice.starting(at)}
        wide = [cell for cell in above.values() if cell.columns > 1 and cell.row + cell.rows == row]
        under = [sum(parent.column <= cell.column < parent.column + parent.columns for cell in cells) for parent in wide]
        return any(count > 1 for count in under) and all(
            any(parent.column <= cell.column < parent.column + parent.columns for parent in wide) or self.head(cell).known for cell in cells
        )

    def _band(self, row: int, depth: int) -> Band:
        below = row + depth
        headers = {cell.block: cell for at in range(row, below) for cell in self.lattice.row(at) if self.lattice.text(cell)}
        beside = tuple(cell for cell in headers.values() if cell.row + cell.rows > below)
        side = tuple(self.head(cell) for cell in beside)
        columns: dict[int, Column] = {}
        for index in range(self.lattice.width):
            chain: list[Cell] = []
            for at in range(row, below):
                cell = self.lattice.at(at, index)
                if cell is not None and cell not in chain and cell.row + cell.rows <= below and self.lattice.text(cell):
                    chain.append(cell)
            columns[index] = Column(index, tuple(chain), tuple(self.head(cell) for cell in chain))
        return Band(self.lattice, columns, side, below, beside)

    def _numbers_columns(self, row: int) -> bool:
        """`栏次 | 1 | 2 | 3` under a header counts the columns."""
        figures = [figure for cell in self.lattice.starting(row) if (figure := self.figure(cell)) is not None]
        values = [figure.value for figure in figures]
        return (
            len(values) > _FEWEST_HEADS
            and values == list(range(int(values[0]), int(values[0]) + len(values)))
            and values[0] in (1, 2)
            and (len(figures) >= len(self.lattice.starting(row)) - 1)
        )

    def _row(self, row: int, band: Band) -> Row:
        starting = tuple(self.lattice.starting(row))
        labels = [cell for cell in self.lattice.row(row) if self._is_label(cell, band)]
        first_amount = min((cell.column for cell in starting if self.figure(cell) and self._in_amounts(cell, band)), default=self.lattice.width)
        labels = [cell for cell in labels if cell.column < first_amount]
        own = next((cell for cell in labels if cell.row == row and self._names_rows(cell, band)), None)
        own = own or next((cell for cell in reversed(labels) if cell.row == row), None)
        groups = tuple(cell for cell in labels if cell is not own and cell.rows > 1 and cell.row >= band.start)
        label = squeeze(self.lattice.text(own)) if own is not None else ""
        by_column = {cell.column: cell for cell in starting if band.column(cell) is not None}
        return Row(row, label, own, groups, starting, by_column)

    def _is_label(self, cell: Cell, band: Band) -> bool:
        if not self.lattice.text(cell) or self.figure(cell):
            return False
        column = band.columns.get(cell.column)
        return column is None or column.slot in _NAMING or (column.slot is None and column.measure is None) or cell.columns > 1

    @staticmethod
    def _names_rows(cell: Cell, band: Band) -> bool:
        column = band.columns.get(cell.column)
        return column is not None and column.slot == "label"

    def _in_amounts(self, cell: Cell, band: Band) -> bool:
        column = band.columns.get(cell.column)
        return column is not None and column.holds_amounts


def alone(block: Block) -> Figure | None:
    """The one figure that a cell holds and nothing beside it but its number words; a list mark or a year with 年 is none."""
    plain = block.plain.strip()
    if not plain or not any(map(str.isdigit, plain)) or len(plain) > 40:
        return None
    found = read(block.text, block.plain, cell=True)
    if len(found) != 1:
        return None
    rest = block.plain[: found[0].lead] + block.plain[found[0].end :]
    return found[0] if not rest.strip() else None


def _same(one: Band, other: Band) -> bool:
    """A header printed again at the top of a page."""
    return [column.heads for column in one.columns.values()] == [column.heads for column in other.columns.values()]


def labelled_values(sheet: Sheet) -> Iterator[tuple[Cell, Cell]]:
    """Labels and the values right of them, in all rows that are no headers."""
    for row in range(sheet.lattice.height):
        if row in sheet.headers:
            continue
        cells = [cell for cell in sheet.lattice.row(row) if sheet.lattice.text(cell)]
        for label, value in itertools.pairwise(cells):
            if value.row == row and label.column + label.columns == value.column:
                yield label, value


def level_of(label: str) -> int | None:
    """How deep the outline mark of a row label is (一、 2, 1. 4); None where it has none."""
    mark = mark_of(label)
    return mark.depth if mark else None
