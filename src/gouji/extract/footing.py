"""Columns that add up: totals above or below their rows, subtotals, 其中, numbered groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gouji.document.model import Cell
from gouji.document.outline import mark_of
from gouji.extract.bands import Band, Column, Row
from gouji.ledger import Binding, Statement

if TYPE_CHECKING:
    from gouji.extract.tables import TableReader

NOT_ADDED = frozenset({"ratio", "points", "unit_price", "other", "damaged", "time", "age"})
_SLOTS_NOT_ADDED = frozenset({"growth", "completion", "price", "year", "ordinal", "score_rate", "score_factor"})


@dataclass(slots=True)
class Node:
    """A row with the rows under it; `level` says how high a total it is, None for an item. `closed`: the total is below its parts."""

    row: Row
    level: int | None
    depth: int | None
    included: bool = False
    children: list[Node] = field(default_factory=list)
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """Rows that a wording adds up. `exhaustive`: the wording claims that the parts are all there."""

    whole: Row
    parts: tuple[Row, ...]
    exhaustive: bool
    claimed: bool


def sums(band: Band, reader: TableReader) -> Iterator[Sum]:
    """The sums that the labels of a band's rows state, whatever its figures are."""
    words = reader.words
    rows = [row for row in band.rows if _counts(reader, band, row)]
    marked = sum(mark_of(row.label) is not None for row in rows) > 1
    nodes: list[Node] = []
    opening: Node | None = None
    for row in rows:
        level, depth = words.total_level(_plain(row.label)), _depth(row.label)
        included = row.label.startswith(words.of_which) or (depth is not None and _after_mark(row.label).startswith(words.of_which))
        node = Node(row, None if included else level, depth, included)
        if node.level is not None:
            pending = _pending(nodes, node.level)
            if pending:
                yield Sum(row, tuple(each.row for each in pending), True, True)
                del nodes[len(nodes) - len(pending) :]
            else:
                if opening is not None and node.level >= (opening.level or 0):
                    yield from _opened(opening, nodes)
                    nodes = []
                opening = node if opening is None or node.level >= (opening.level or 0) else opening
            if pending or node is not opening:
                nodes.append(node)
            continue
        parent = _parent(node, nodes, opening, marked)
        if parent is None:
            nodes.append(node)
        else:
            node.implied = not included and not parent.children and node.depth is None
            parent.children.append(node)
    if opening is not None:
        yield from _opened(opening, nodes)
    for node in nodes:
        yield from _nested(node, reader)


def _plain(label: str) -> str:
    return _after_mark(label)


def _after_mark(label: str) -> str:
    mark = mark_of(label)
    return label[mark.end :] if mark else label


def _depth(label: str) -> int | None:
    mark = mark_of(label)
    return mark.depth if mark else None


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


def _parent(node: Node, nodes: Sequence[Node], opening: Node | None, marked: bool) -> Node | None:
    """Under which row a row stands: 其中 under the one before it, what follows 其中 with it, a deeper mark under a higher one."""
    last = nodes[-1] if nodes else None
    if node.included:
        return last or opening
    if opening is not None and opening.children and not nodes:
        return opening
    if last is None:
        return None
    if node.depth is None:
        return last if last.depth is not None and marked else None
    if last.depth is not None and node.depth > last.depth:
        return last
    return None


def _opened(opening: Node, nodes: Sequence[Node]) -> Iterator[Sum]:
    """A total at the top: what 其中 introduces under it, else the rows that follow."""
    if opening.children:
        parts = [node for node in opening.children if node.level is None]
        yield Sum(opening.row, tuple(node.row for node in parts), False, True)
        return
    items = [node for node in nodes if node.level is None or node.level < (opening.level or 0)]
    if items:
        yield Sum(opening.row, tuple(node.row for node in items), True, True)


def _nested(node: Node, reader: TableReader) -> Iterator[Sum]:
    if node.children:
        deeper = [child for child in node.children if not child.included or child is node.children[0]]
        yield Sum(node.row, tuple(child.row for child in deeper), False, not node.children[0].implied)


def footings(reader: TableReader, band: Band) -> Iterator[Statement]:
    """One statement for each sum and each column that has its figures."""
    found = list(sums(band, reader))
    for column in band.columns.values():
        if column.heads and column.slot not in _SLOTS_NOT_ADDED and column.holds_amounts:
            for each in found:
                yield from _statement(reader, band, column, each)


def _statement(reader: TableReader, band: Band, column: Column, each: Sum) -> Iterator[Statement]:
    whole = cell_in(reader, band, column, each.whole)
    if whole is None or (fact := reader.fact(whole)) is None or fact.dimension in NOT_ADDED:
        return
    parts = [cell for row in each.parts if (cell := cell_in(reader, band, column, row)) is not None and _alike(reader, cell, fact.dimension)]
    if not parts or (len(parts) < 2 and not each.exhaustive):
        if parts:
            yield statement(reader, "part", whole, parts)
        return
    if each.exhaustive:
        yield statement(reader, "footing", whole, parts)
        return
    complete = _complete(reader, band, each)
    yield statement(reader, "footing" if complete else "composition", whole, parts, firm=complete, doubt=None if complete else "list-may-be-partial")
    if not complete:
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
    return next((cell for cell in row.cells if band.column(cell) is column and reader.fact(cell) is not None), None)


def _alike(reader: TableReader, cell: Cell, dimension: str) -> bool:
    fact = reader.fact(cell)
    return fact is not None and fact.dimension == dimension


def statement(
    reader: TableReader, kind: str, whole: Cell, parts: Sequence[Cell], *, reach: str = "section", firm: bool = True, doubt: str | None = None
) -> Statement:
    """A whole and its parts in cells."""
    roles = (("whole", (f"c{whole.block}",)), ("parts", tuple(f"c{cell.block}" for cell in parts)))
    return Statement(kind, (Binding(roles, reach),), reader.span(whole), firm=firm, doubt=doubt)  # type: ignore[arg-type]  # kinds are the ledger's
