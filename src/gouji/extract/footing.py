"""Columns that add up: totals above or below their rows, subtotals, 其中, numbered groups."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from gouji.document.model import Cell
from gouji.document.outline import mark_of
from gouji.extract.bands import Band, Column, Row
from gouji.frozen import frozen
from gouji.ledger import Binding, Statement
from gouji.rulebook.glossary import TableWords

if TYPE_CHECKING:
    from gouji.extract.tables import TableReader

NOT_ADDED = frozenset({"ratio", "points", "unit_price", "other", "damaged", "time", "age"})
_SLOTS_NOT_ADDED = frozenset({"growth", "completion", "price", "year", "ordinal", "score_rate", "score_factor"})

Claim = Literal["total", "of_which", "numbered", "implied", "uncertain"]


@dataclass(slots=True)
class Node:
    """A row with the rows under it. `level` says how high a total it is, None for an item; `claim` what its rows are told to be."""

    row: Row
    level: int | None
    depth: int | None
    view: str | None = None
    children: list[Node] = field(default_factory=list)
    claim: Claim = "implied"


@frozen
class Sum:
    """Rows that a wording adds up, and how firmly: a total's, those 其中 introduces, numbered ones, or rows that merely follow."""

    whole: Row
    parts: tuple[Row, ...]
    claim: Claim


class Tree:
    """The rows of a band as totals, items and what stands under them, by their labels alone."""

    def __init__(self, rows: Sequence[Row], words: TableWords) -> None:
        self.words = words
        self.found: list[Sum] = []
        self.nodes: list[Node] = []
        self.opening: Node | None = None
        self.listed: Node | None = None  # whose 其中 is open
        self.marks: list[Node] = []
        self.plain_top: Node | None = None
        labels = [bare for row in rows if not self._level(bare := _after_mark(row.label)) and not bare.startswith(words.of_which)]
        self.marked_first = any(_depth(row.label) is not None for row in rows if _after_mark(row.label) in labels[:1])
        self.view: str | None = None
        for row in rows:
            self._add(row)
        self._close()

    def _level(self, label: str) -> int | None:
        return self.words.total_level(label)

    def _add(self, row: Row) -> None:
        label = _after_mark(row.label)
        included = label.startswith(self.words.of_which)
        level = None if included else self._level(label)
        self.view = next((view for view in self.words.views if row.label.startswith(view)), self.view)
        node = Node(row, level, _depth(row.label), self.view)
        if level is not None:
            self._total(node, level)
        elif included:
            self._included(node)
        elif node.depth is not None:
            self._numbered(node)
        else:
            self._plain(node)

    def _total(self, node: Node, level: int) -> None:
        pending = _pending(self.nodes, level)
        self.listed, self.marks, self.plain_top, self.view = None, [], None, None
        if pending:
            self.found.append(Sum(node.row, tuple(each.row for each in pending), "total"))
            for each in pending:
                self._nested(each)
            del self.nodes[len(self.nodes) - len(pending) :]
            self.nodes.append(node)
            return
        if self.opening is not None and level < (self.opening.level or 0):
            self.nodes.append(node)
            return
        self._close()
        self.opening, self.nodes = node, []

    def _included(self, node: Node) -> None:
        last = self._last()
        if last is None:
            self.nodes.append(node)
            return
        last.claim = "of_which"
        last.children.append(node)
        self.listed = last

    def _last(self) -> Node | None:
        if self.marks:
            return self.marks[-1]
        return self.nodes[-1] if self.nodes else self.opening

    def _numbered(self, node: Node) -> None:
        assert node.depth is not None
        if self.listed is not None and self.listed.depth is not None and node.depth > self.listed.depth:
            self.listed.children.append(node)
            return
        self.listed = None
        while self.marks and (self.marks[-1].depth or 0) >= node.depth:
            self.marks.pop()
        parent = self.marks[-1] if self.marks else (self.plain_top if not self.marked_first else None)
        self.marks.append(node)
        if parent is None:
            self.nodes.append(node)
        else:
            parent.claim = "numbered" if not parent.children else parent.claim
            parent.children.append(node)

    def _plain(self, node: Node) -> None:
        if self.listed is not None:
            if self.listed.level is None and self.listed.depth is None:
                self.listed.claim = "uncertain"
            self.listed.children.append(node)
        elif self.marked_first and self.marks:
            self.marks[-1].children.append(node)
        else:
            self.marks, self.plain_top = [], node
            self.nodes.append(node)

    def _close(self) -> None:
        """What an opening total sums: its 其中, else the rows after it; one sum for each view that divides them."""
        for node in self.nodes:
            self._nested(node)
        if self.opening is None:
            return
        listed = self.opening.children
        items = listed or [node for node in self.nodes if node.level is None or node.level < (self.opening.level or 0)]
        for _, members in itertools.groupby(items, key=lambda node: node.view):
            parts = tuple(node.row for node in members)
            self.found.append(Sum(self.opening.row, parts, "of_which" if listed else "total"))
        for node in listed:
            self._nested(node)

    def _nested(self, node: Node) -> None:
        if node.children:
            self.found.append(Sum(node.row, tuple(child.row for child in node.children), node.claim))
        for child in node.children:
            self._nested(child)


def _after_mark(label: str) -> str:
    mark = mark_of(label)
    return label[mark.end :] if mark else label


def _depth(label: str) -> int | None:
    mark = mark_of(label)
    lettered = _LETTERED.match(label)
    return mark.depth if mark else (_LETTERS + len(lettered.group(1)) if lettered else None)


_LETTERED = re.compile(r"[A-Z](\d*)[.\-\s]?(?=[^\x00-\x7f])")  # A决策 over A1项目立项
_LETTERS = 100  # deeper than any mark of an outline


def _counts(reader: TableReader, band: Band, row: Row) -> bool:
    return any(reader.fact(cell) is not None and band.column(cell) is not None for cell in row.cells)


def _pending(nodes: Sequence[Node], level: int) -> list[Node]:
    """The nodes before a total that it may sum, back to the last total as high as itself."""
    pending: list[Node] = []
    for node in reversed(nodes):
        if node.level is not None and node.level >= level:
            break
        pending.append(node)
    return pending[::-1]


def footings(reader: TableReader, band: Band) -> Iterator[Statement]:
    """One statement for each sum and each column that has its figures."""
    found = Tree([row for row in band.rows if _counts(reader, band, row)], reader.words).found
    for column in band.columns.values():
        averaged = column.words.startswith(reader.glossary.words["per_means"])  # 人均支出
        if column.heads and column.slot not in _SLOTS_NOT_ADDED and column.holds_amounts and not averaged:
            for each in found:
                yield from _statement(reader, band, column, each)


def _statement(reader: TableReader, band: Band, column: Column, each: Sum) -> Iterator[Statement]:
    whole = cell_in(reader, band, column, each.whole)
    if whole is None or (fact := reader.fact(whole)) is None or fact.dimension in NOT_ADDED:
        return
    parts = [cell for row in each.parts if (cell := cell_in(reader, band, column, row)) is not None and _alike(reader, cell, fact.dimension)]
    if not parts:
        return
    if each.claim == "total":
        yield statement(reader, "footing", whole, parts)
    elif len(parts) == 1 or each.claim == "uncertain":
        yield statement(reader, "part", whole, parts[:1])
    if len(parts) < 2 or each.claim == "total":
        return
    complete = each.claim == "of_which" and _complete(reader, band, each)
    if complete:
        yield statement(reader, "footing", whole, parts)
        return
    firm = each.claim == "numbered"
    yield statement(reader, "composition", whole, parts, firm=firm, doubt=None if firm else "list-may-be-partial")
    if each.claim == "of_which":
        yield statement(reader, "partial", whole, parts)


def _complete(reader: TableReader, band: Band, each: Sum) -> bool:
    """Whether the rows under 其中 are all there are: they end in 其他, make up a partition, or are the fund block of a form."""
    subjects = [reader.glossary.hits(_after_mark(row.label)) for row in each.parts]
    keys = [next((alias.key for hit in hits for alias in hit.aliases if alias.facet == "subject"), None) for hits in subjects]
    measures = {column.measure for column in band.columns.values()}
    if {"executed", "final_budget"} <= measures or any(row.label.startswith(reader.words.rest) for row in each.parts[-1:]):
        return True
    siblings = next((set(reader.glossary.siblings(key)) for key in keys if key), set())
    return bool(siblings) and set(keys) <= siblings and len(keys) >= 2 and len(siblings - set(keys)) <= len(siblings) - len(keys)


def cell_in(reader: TableReader, band: Band, column: Column, row: Row) -> Cell | None:
    """The cell of a row in a column that holds a fact."""
    cell = row.by_column.get(column.index)
    return cell if cell is not None and reader.fact(cell) is not None else None


def _alike(reader: TableReader, cell: Cell, dimension: str) -> bool:
    fact = reader.fact(cell)
    return fact is not None and fact.dimension == dimension


def statement(
    reader: TableReader, kind: str, whole: Cell, parts: Sequence[Cell], *, reach: str = "section", firm: bool = True, doubt: str | None = None
) -> Statement:
    """A whole and its parts in cells."""
    roles = (("whole", (f"c{whole.block}",)), ("parts", tuple(f"c{cell.block}" for cell in parts)))
    return Statement(kind, (Binding(roles, reach),), reader.span(whole), firm=firm, doubt=doubt)  # type: ignore[arg-type]  # kinds are the ledger's
