"""Scoring tables: rows of indicators with target, value, weight and score; blocks of weights; the total row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gouji.document.model import Cell, Span
from gouji.extract.bands import Band, Column, Row
from gouji.extract.footing import statement
from gouji.extract.heads import SLOTS, bracketed_points, squeeze
from gouji.frozen import replace
from gouji.ledger import Blank, Indicator, Statement
from gouji.quantity.figure import Figure, read
from gouji.quantity.unit import POINT, Unit, unit

if TYPE_CHECKING:
    from gouji.extract.tables import TableReader

_MARKS = ("weight", "score")
_POINTS = re.compile(r"[(（][^()（）]*\d[^()（）]*[)）]$")  # 产出指标（50分）
_LONGEST_VALUE = 30  # a value cell that says more is prose


def form(reader: TableReader, band: Band) -> None:
    """Enters the records, totals and block weights of a scoring table."""
    Form(reader, band).read()


class Form:
    """A scoring band being read."""

    def __init__(self, reader: TableReader, band: Band) -> None:
        self.reader, self.band = reader, band
        self.columns: dict[str, Column] = {}
        self.weights: list[Column] = []
        self.choices: dict[str, list[Column]] = {}
        for _, column in sorted(band.columns.items()):
            if column.slot is None or not column.heads or column.chain[-1].column != column.index:
                continue
            if column.slot == "weight":
                self.weights.append(column)
            self.columns[column.slot] = column  # of several names the last is the finest, of several weights the row's own
            self.choices.setdefault(column.slot, []).append(column)
        self.totals: list[Row] = []
        self.items: list[tuple[Row, Indicator]] = []

    def read(self) -> None:
        for row in self.band.rows:
            if self._is_total(row):
                self._total(row)
            elif (name := self._name(row)) is not None:
                self._record(row, name)
            else:
                self._others(row)
        self._blocks()
        self._foot()

    # ---- rows

    def _text(self, cell: Cell | None) -> str:
        return squeeze(self.reader.blocks[cell.block].plain) if cell is not None else ""

    def _at(self, row: Row, slot: str) -> Cell | None:
        """The cell of a row in a slot; of an adjusted target and the first one, the later that says something."""
        found = None
        for column in reversed(self.choices.get(slot, ())):
            cell = self.band.lattice.at(row.index, column.index)
            if cell is None or (cell.columns > 1 and self.band.column(cell) is not column) or cell.row < self.band.start:
                continue
            if slot != "target" or self._text(cell) not in ("", *self.reader.words.absent):
                return cell
            found = found or cell
        return found

    def _name(self, row: Row) -> Cell | None:
        """The cell that names the row's indicator: its finest name or level."""
        for slot in ("name", "level2", "level1"):
            cell = self._at(row, slot)
            if cell is not None and cell.row == row.index and self._text(cell) and (slot == "name" or "name" not in self.columns):
                return cell
        return self._label_of_all_levels(row)

    def _label_of_all_levels(self, row: Row) -> Cell | None:
        """`预算执行率` in one cell under 一级指标, 二级指标 and 三级指标."""
        levels = [self.columns[slot].index for slot in ("level1", "level2", "name") if slot in self.columns]
        cell = self.band.lattice.at(row.index, levels[-1]) if len(levels) > 1 else None
        if cell is None or cell.row != row.index or not self._text(cell):
            return None
        return cell if cell.column <= min(levels) and max(levels) < cell.column + cell.columns < self.band.lattice.width else None

    def _is_total(self, row: Row) -> bool:
        words = self.reader.words
        label = squeeze(self.band.lattice.text(row.cells[0])) if row.cells else ""
        return (
            label in words.marks_totals
            or words.total_level(label) is not None
            or any(
                self._text(cell) in words.marks_totals or words.total_level(self._text(cell)) is not None
                for cell in row.cells[:3]
                if cell.columns > 1 or cell is row.label_cell
            )
        )

    def _record(self, row: Row, name: Cell) -> None:
        reader = self.reader
        topic = _POINTS.sub("", self._text(name))
        levels = [_POINTS.sub("", self._text(self._at(row, slot))) for slot in ("level1", "level2") if self._at(row, slot) not in (None, name)]
        path = tuple(dict.fromkeys([*(level for level in levels if level), topic]))
        slots: dict[str, str] = {}
        words: list[tuple[str, str]] = []
        for slot in SLOTS:
            cell = self._at(row, slot)
            if cell is None or not self._text(cell) or (cell.row != row.index and slot in _MARKS):
                continue
            figure = self._value(row, slot, cell)
            if figure is None:
                words.append((slot, reader.blocks[cell.block].text.strip()))
            elif cell.block not in reader.found.facts:
                reader.add(cell, figure, measure=slot, noun=topic, subject=None, row=row.index, source="record", concept=topic)
                slots[slot] = f"c{cell.block}"
        explanation = {slot: self._text(self._at(row, slot)) or None for slot in ("cause", "remedy")}
        if not slots and not words:
            return
        for slot in ("actual", "score"):
            if (
                slot in self.columns
                and not self._text(self._at(row, slot))
                and ({"target", "weight"} & slots.keys() or any(key == "target" for key, _ in words))
            ):
                reader.found.blanks.append(Blank(slot, topic, Span(name.block, 0, len(reader.blocks[name.block].text)), reader.table.number))
        ordered = sorted([name.block, *(int(fact_id[1:]) for fact_id in slots.values())])
        indicator = Indicator(
            id=f"t{reader.table.number}r{row.index}",
            path=path,
            span=Span(ordered[0], 0, max(1, len(reader.blocks[ordered[0]].text))),
            words=tuple(words),
            table=reader.table.number,
            **slots,  # type: ignore[arg-type]  # slot names are fields
            **explanation,  # type: ignore[arg-type]
        )
        reader.found.indicators.append(indicator)
        self.items.append((row, indicator))
        self._others(row)

    def _value(self, row: Row, slot: str, cell: Cell) -> Figure | None:
        """The figure that a value cell holds, with the sign and the unit that stand in columns of their own."""
        block = self.reader.blocks[cell.block]
        nature, unit_cell = (self._at(row, key) for key in ("nature", "measure_unit"))
        own = self.reader.parser.figure(cell)
        if own is None:
            found = read(block.text, block.plain, cell=True) if len(block.plain) <= _LONGEST_VALUE else []
            if len(found) != 1 or slot in _MARKS:
                return None
            own = found[0]
        if slot in _MARKS:
            return own.in_unit(POINT, ellipsis=False) if own.dimension == "bare" else own
        if own.dimension == "bare":
            printed = self._printed_unit(slot, unit_cell)
            own = own.in_unit(printed, ellipsis=False) if printed is not None else own
        sign = self._text(nature)
        if slot == "target" and sign and own.qualifier == "exact":
            return _signed(own, sign)
        return own

    def _printed_unit(self, slot: str, cell: Cell | None) -> Unit | None:
        if slot == "completion":
            return self.reader._percent_or_times(self.band, self.columns[slot])
        own = next((head.unit for head in reversed(self.columns[slot].heads) if head.unit), None)
        return own or (unit(self._text(cell)) if cell is not None else None)

    def _others(self, row: Row) -> None:
        """Numbers of the row in columns that are no slot of a record: rates of marks, coefficients, marks of a whole block."""
        reader = self.reader
        for cell in row.cells:
            column = self.band.column(cell)
            figure = reader.parser.figure(cell)
            if figure is None or column is None or not column.heads or cell.block in reader.found.facts:
                continue
            if not column.holds_amounts:
                reader.found.silent.add(cell.block)
                continue
            if column.measure is None and column.slot is None:
                continue
            label = self.reader.label_head(row)
            united = reader.united(figure, self.band, column, label, column.measure)
            reader.add(cell, united, measure=reader.measure(column, label, figure), noun=row.label or column.words, subject=None, row=row.index)

    # ---- totals

    def _total(self, row: Row) -> None:
        reader = self.reader
        level = reader.words.total_level(squeeze(self.band.lattice.text(row.cells[0])))
        whole = level != 0
        for slot, measure in (("weight", "full_marks"), ("score", "total_score")):
            cell = self._at(row, slot)
            if cell is None or cell.row != row.index or (figure := reader.parser.figure(cell)) is None or cell.block in reader.found.facts:
                continue
            united = figure.in_unit(POINT, ellipsis=False) if figure.dimension == "bare" else figure
            reader.add(
                cell, united, measure=measure if whole else slot, noun=row.label, subject=reader.subject if whole else row.label, row=row.index, part=not whole
            )
        self.totals.append(row)
        self._others(row)

    def _foot(self) -> None:
        """Subtotals and totals of weights and scores over the rows above them; the last total may count the execution rate's points."""
        pending: list[tuple[int | None, tuple[Cell | None, ...]]] = []
        order: Sequence[Row] = sorted([*self.totals, *(row for row, _ in self.items)], key=lambda row: row.index)
        for row in order:
            level = self._level(row) if row in self.totals else None
            cells = tuple(self._fact_cell(row, slot) for slot in _MARKS)
            if row not in self.totals:
                pending.append((None, cells))
                continue
            members: list[tuple[Cell | None, ...]] = []
            for above, each in reversed(pending):
                if above is not None and level is not None and above >= level:
                    break
                members.append(each)
            for number, whole in enumerate(cells):
                parts = [part for each in reversed(members) if (part := each[number]) is not None]
                if whole is not None and parts:
                    extra = self.reader.execution.get(_MARKS[number]) if self._level(row) else None
                    self.reader.found.statements.append(_summed(self.reader, whole, parts, extra))
            del pending[len(pending) - len(members) :]
            pending.append((level if level is not None else 1, cells))

    def _level(self, row: Row) -> int:
        label = squeeze(self.band.lattice.text(row.cells[0])) if row.cells else ""
        found = self.reader.words.total_level(label)
        return found if found is not None else 2

    def _fact_cell(self, row: Row, slot: str) -> Cell | None:
        cell = self._at(row, slot)
        return cell if cell is not None and cell.row == row.index and cell.block in self.reader.found.facts else None

    # ---- blocks

    def _blocks(self) -> None:
        """`产出指标（50分）` over its rows; a weight cell that spans the rows of a block."""
        reader = self.reader
        for slot in ("level1", "level2"):
            column = self.columns.get(slot)
            if column is None:
                continue
            for cell in {cell.block: cell for row in self.band.rows if (cell := self.band.lattice.at(row.index, column.index)) is not None}.values():
                self._block_weight(cell, bracketed_points(reader.blocks[cell.block]))
        for column in self.weights[:-1]:
            for cell in {cell.block: cell for row in self.band.rows if (cell := self.band.lattice.at(row.index, column.index)) is not None}.values():
                figure = reader.parser.figure(cell)
                if figure is not None and cell.block not in reader.found.facts:
                    self._block_weight(cell, figure.in_unit(POINT, ellipsis=False) if figure.dimension == "bare" else figure)

    def _block_weight(self, cell: Cell, figure: Figure | None) -> None:
        if figure is None:
            return
        rows = set(self.band.lattice.span(cell))
        finer = [column for column in self.weights if column.index > cell.column][:1] or self.weights[-1:]
        parts = {
            part.block: part
            for row in self.band.rows
            if row.index in rows and finer and (part := self.band.lattice.at(row.index, finer[0].index)) is not None and part is not cell
        }
        label = squeeze(self.reader.blocks[cell.block].plain)
        self.reader.add(cell, figure, measure="weight", noun=label, subject=label, row=cell.row, part=True)
        members = [part for part in parts.values() if self.reader.parser.figure(part) is not None]
        for part in members:
            if part.block not in self.reader.found.facts and (own := self.reader.parser.figure(part)) is not None:
                united = own.in_unit(POINT, ellipsis=False) if own.dimension == "bare" else own
                self.reader.add(part, united, measure="weight", noun="", subject=None, row=part.row, part=True)
        if members:
            self.reader.found.statements.append(statement(self.reader, "marks_total", cell, members))


def _summed(reader: TableReader, whole: Cell, parts: list[Cell], extra: Cell | None) -> Statement:
    """A total of marks: with the execution rate's own points where the form prints them, else (or as some do) without."""
    plain = statement(reader, "marks_total", whole, parts)
    if extra is None:
        return plain
    full = statement(reader, "marks_total", whole, [extra, *parts])
    return replace(plain, bindings=(*full.bindings, *plain.bindings))


def _signed(figure: Figure, sign: str) -> Figure:
    """The figure as the sign of another column would have it: ≥ | 95 is ≥95."""
    symbol = figure.unit.symbol if figure.unit is not None else ""
    again = read(f"{sign}{figure.text.removesuffix(symbol)}{symbol}", cell=True)
    if len(again) != 1 or again[0].value != figure.value:
        return figure
    return replace(again[0].in_unit(figure.unit, ellipsis=False), start=figure.start, end=figure.end, lead=figure.lead, text=figure.text)
