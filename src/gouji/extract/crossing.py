"""Rows that add up across their columns: 合计 beside its parts, this year beside the last, a price beside a number of things, a share beside its amount."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from gouji.document.model import Cell
from gouji.extract.bands import Band, Column, Row
from gouji.extract.footing import NOT_ADDED, cell_in, statement
from gouji.ledger import PREVIOUS, Binding, Statement

if TYPE_CHECKING:
    from gouji.extract.tables import TableReader


def crossings(reader: TableReader, band: Band) -> list[Statement]:
    """What the rows of a band state across their columns."""
    found: list[Statement] = []
    totals = list(_totals(reader, band))
    for row in band.rows:
        for whole, parts, complete in totals:
            found += _crossfoot(reader, band, row, whole, parts, complete)
        found += _changes(reader, band, row)
        found += _products(reader, band, row)
        found += _attainments(reader, band, row)
    found += _shares(reader, band)
    return found


def _totals(reader: TableReader, band: Band) -> Iterator[tuple[Column, tuple[Column, ...], bool]]:
    """Columns that sum others: one headed 合计 or 小计 among the columns of its group; what stands under 其中 beside its whole."""
    amounts = [column for _, column in sorted(band.columns.items()) if column.heads and column.holds_amounts and _is_own(band, column)]
    groups: dict[tuple[int, ...], list[Column]] = {}
    for column in amounts:
        groups.setdefault(tuple(cell.block for cell in column.chain[:-1]), []).append(column)
    for outer, columns in groups.items():
        inner = {key: members for key, members in groups.items() if len(key) > len(outer) and key[: len(outer)] == outer}
        yield from _of_group(reader, columns, inner, amounts)


def _is_own(band: Band, column: Column) -> bool:
    """Whether a column begins its innermost head (a head over two columns is one column)."""
    return column.chain[-1].column == column.index


def _of_group(
    reader: TableReader, columns: Sequence[Column], inner: dict[tuple[int, ...], list[Column]], amounts: Sequence[Column]
) -> Iterator[tuple[Column, tuple[Column, ...], bool]]:
    total = next((column for column in columns if column.total is not None), None)
    if total is not None and total.slot not in ("growth", "change"):
        parts = [column for column in columns if column is not total and _may_be_part(column, total)]
        for members in inner.values():
            if members and not _under_of_which(reader, members[0]):
                own = next((column for column in members if column.total is not None), None)
                parts += [own] if own is not None else [column for column in members if _may_be_part(column, total)]
        parts = [column for column in parts if not _starts_of_which(reader, column)]
        if len(parts) > 1:
            yield total, tuple(sorted(parts, key=lambda column: column.index)), True
    for members in inner.values():
        if members and _under_of_which(reader, members[0]) and (before := [column for column in amounts if column.index < members[0].index]):
            parts = [column for column in members if _may_be_part(column, before[-1])]
            if len(parts) > 1:
                yield before[-1], tuple(parts), False


def _may_be_part(column: Column, whole: Column) -> bool:
    if column.slot in ("growth", "change", "price", "quantity", "completion", "ordinal", "year") or (
        column.measure is not None and column.measure != whole.measure
    ):
        return False
    return column.total is None or (whole.total is not None and column.total < whole.total)


def _under_of_which(reader: TableReader, column: Column) -> bool:
    return len(column.heads) > 1 and column.heads[-2].words.strip(":：") in reader.words.of_which


def _starts_of_which(reader: TableReader, column: Column) -> bool:
    return column.words.startswith(reader.words.of_which)


def _crossfoot(reader: TableReader, band: Band, row: Row, whole: Column, parts: Sequence[Column], complete: bool) -> Iterator[Statement]:
    at = cell_in(reader, band, whole, row)
    if at is None or (fact := reader.fact(at)) is None or fact.dimension in NOT_ADDED:
        return
    cells = [cell for column in parts if (cell := cell_in(reader, band, column, row)) is not None and _dimension(reader, cell) == fact.dimension]
    if len(cells) < 2:
        return
    if complete:
        yield statement(reader, "crossfooting", at, cells, reach="row")
    else:
        yield statement(reader, "composition", at, cells, reach="row", firm=False, doubt="list-may-be-partial")
        yield statement(reader, "partial", at, cells, reach="row")


def _dimension(reader: TableReader, cell: Cell) -> str | None:
    fact = reader.fact(cell)
    return fact.dimension if fact else None


def _changes(reader: TableReader, band: Band, row: Row) -> Iterator[Statement]:
    """`2022年决算数 | 2023年决算数 | 增减额 | 增减率`: the two levels before a column of changes, told apart by their years."""
    levels: list[Column] = []
    said: dict[str, Cell] = {}
    for _, column in sorted(band.columns.items()):
        if not column.heads or not column.holds_amounts or not _is_own(band, column):
            continue
        cell = cell_in(reader, band, column, row)
        if cell is None:
            continue
        kind = _movement(reader, column, cell)
        if kind is not None:
            said[kind] = cell
        elif said:
            yield from _moved(reader, band, row, levels, said)
            levels, said = [column], {}
        else:
            levels.append(column)
    yield from _moved(reader, band, row, levels, said)


def _movement(reader: TableReader, column: Column, cell: Cell) -> str | None:
    dimension = _dimension(reader, cell)
    moving = column.slot in ("change", "growth") or column.measure in ("rise", "fall", "increase", "decrease")
    if not moving:
        return None
    falling = column.measure in ("fall", "decrease")
    if dimension == "ratio":
        return "fall" if falling else "rise"
    return "decrease" if falling else "increase"


def _moved(reader: TableReader, band: Band, row: Row, levels: Sequence[Column], said: dict[str, Cell]) -> Iterator[Statement]:
    order = _in_time(levels[-2:])
    if not said or order is None:
        return
    before, now = (cell_in(reader, band, column, row) for column in order)
    if before is None or now is None or _dimension(reader, before) != _dimension(reader, now):
        return
    roles = (("now", (f"c{now.block}",)), ("before", (f"c{before.block}",)), *((kind, (f"c{cell.block}",)) for kind, cell in said.items()))
    yield Statement("change", (Binding(roles, "row"),), reader.span(now))


def _in_time(levels: Sequence[Column]) -> tuple[Column, Column] | None:
    """The earlier and the later of two columns, None where their heads do not say."""
    if len(levels) < 2:
        return None
    one, other = levels
    first, second = (next((head.period for head in reversed(column.heads) if head.period), None) for column in levels)
    if first == PREVIOUS and second != PREVIOUS:
        return one, other
    if second == PREVIOUS and first != PREVIOUS:
        return other, one
    if first is not None and second is not None and first != second:
        return (one, other) if first < second else (other, one)
    return None


def _products(reader: TableReader, band: Band, row: Row) -> Iterator[Statement]:
    """`数量 | 单价 | 金额`."""
    by_slot = {column.slot: column for column in band.columns.values() if column.slot in ("quantity", "price", "amount") and column.heads}
    cells = {slot: cell_in(reader, band, column, row) for slot, column in by_slot.items()}
    price, quantity, amount = cells.get("price"), cells.get("quantity"), cells.get("amount")
    if price is None or quantity is None or amount is None:
        return
    roles = (("total", (f"c{amount.block}",)), ("price", (f"c{price.block}",)), ("quantity", (f"c{quantity.block}",)))
    yield Statement("product", (Binding(roles, "row"),), reader.span(amount), firm=False, doubt="quantity-may-be-another")


def _attainments(reader: TableReader, band: Band, row: Row) -> Iterator[Statement]:
    """`任务数 | 完成数 | 完成率` where the rows are places or things, not indicators."""
    columns = [column for _, column in sorted(band.columns.items()) if column.heads and _is_own(band, column)]
    if any(column.slot in ("weight", "score", "level1", "level2") for column in columns):
        return
    for at, column in enumerate(columns):
        done = next((other for other in reversed(columns[:at]) if other.holds_amounts and any(word in other.words for word in reader.words.result_heads)), None)
        planned = next((other for other in columns[:at] if other.holds_amounts and any(word in other.words for word in reader.words.plan_heads)), None)
        if column.measure != "completion" or done is None or planned is None or done is planned:
            continue
        cells = [cell_in(reader, band, each, row) for each in (column, done, planned)]
        facts = [reader.fact(cell) for cell in cells if cell is not None]
        if len(facts) == 3 and None not in facts and facts[0].dimension == "ratio" and facts[1].dimension == facts[2].dimension:  # type: ignore[union-attr]
            roles = tuple((role, (f"c{cell.block}",)) for role, cell in zip(("rate", "done", "planned"), cells, strict=True) if cell is not None)
            yield Statement("attainment", (Binding(roles, "row"),), reader.span(cells[0]))  # type: ignore[arg-type]


def _shares(reader: TableReader, band: Band) -> Iterator[Statement]:
    """`金额 | 占比`: each row's share of the total of the column before."""
    shares = [column for column in band.columns.values() if column.measure == "share" and column.index > 0 and column.heads]
    total = next((row for row in band.rows if reader.words.total_level(row.label) is not None), None)
    if total is None or sum(reader.words.total_level(row.label) is not None for row in band.rows) > 1:
        return
    for column in shares:
        amounts = [other for other in band.columns.values() if other.index < column.index and other.heads and other.holds_amounts and other.measure != "share"]
        if not amounts:
            continue
        amount = max(amounts, key=lambda other: other.index)
        whole = cell_in(reader, band, amount, total)
        for row in band.rows:
            share, part = cell_in(reader, band, column, row), cell_in(reader, band, amount, row)
            if share is None or part is None or whole is None or part is whole or _dimension(reader, share) != "ratio":
                continue
            roles = (("share", (f"c{share.block}",)), ("part", (f"c{part.block}",)), ("whole", (f"c{whole.block}",)))
            yield Statement("share", (Binding(roles, "row"),), reader.span(share))
