"""One sheet of an .xlsx workbook as it is stored: cells, formulas, merges, hidden rows and columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import accumulate
from typing import Any

from gouji.readers import limits
from gouji.readers.sheets import Position, Range
from gouji.readers.workbook import S, SheetPart, Workbook, damaged, on, rich_text, unescaped

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)
_V, _F, _IS = f"{S}v", f"{S}f", f"{S}is"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as it is written in another cell, `rows` below and `columns` right of which it is filled in; kind `normal`, `shared`, `array`…"""

    text: str
    kind: str
    rows: int = 0
    columns: int = 0


@dataclass(frozen=True, slots=True)
class StoredCell:
    """A cell with something in it. `kind` is n (number), s (text), b, e or d; `value` None where a formula was never calculated."""

    kind: str
    value: str | None
    style: int
    formula: Formula | None


@dataclass(slots=True)
class StoredSheet:
    """The cells of a sheet by position, its merged ranges as they stand in the file, and what is hidden of it."""

    cells: dict[Position, StoredCell] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[int] = field(default_factory=list)


def position(reference: str) -> Position | None:
    """`C7` → (6, 2); None for what names no cell."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row - 1, column - 1) if row <= MOST_ROWS and column <= MOST_COLUMNS else None


def span(reference: str) -> Range | None:
    """`A1:B3` or `A1` → the Range; None for what names none."""
    first, _, last = reference.partition(":")
    start, end = position(first), position(last or first)
    if start is None or end is None:
        return None
    return Range(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))


def stored(workbook: Workbook, sheet: SheetPart) -> StoredSheet:
    """What the part of a sheet holds; raises Unreadable when it is broken or beyond a limit."""
    walk = _Walk(workbook, sheet.name)
    for element in workbook.parts.elements(sheet.part, f"{S}row", f"{S}col", f"{S}mergeCell"):
        walk.take(element)
    walk.sheet.hidden_columns = list(_covered(walk.hidden))
    return walk.sheet


class _Walk:
    """One reading of a sheet from its first row to its last."""

    def __init__(self, workbook: Workbook, name: str) -> None:
        self.strings, self.epoch, self.name = workbook.strings, workbook.epoch, name
        self.sheet = StoredSheet()
        self.row = -1
        self.shared: dict[str, tuple[str, Position]] = {}
        self.hidden: list[tuple[int, int]] = []

    def take(self, element: Any) -> None:
        if element.tag == f"{S}row":
            self._row(element)
        elif element.tag == f"{S}mergeCell":
            if merged := span(element.get("ref", "").replace("$", "")):
                self.sheet.merged.append(merged)
        elif on(element, "hidden") or _is_zero(element.get("width")):
            first, last = _number(element.get("min"), MOST_COLUMNS), _number(element.get("max"), MOST_COLUMNS)
            if first and last:
                self.hidden.append((first - 1, last - 1))

    def _row(self, row: Any) -> None:
        number = _number(row.get("r"), MOST_ROWS)
        self.row = number - 1 if number else self.row + 1
        if on(row, "hidden") or _is_zero(row.get("ht")):
            self.sheet.hidden_rows.add(self.row)
        column = -1
        for element in row.iterchildren(f"{S}c"):
            at = position(element.get("r", ""))
            column = at[1] if at else column + 1
            if cell := self._cell(element, (self.row, column)):
                self.sheet.cells[self.row, column] = cell
        limits.bounded("cells", len(self.sheet.cells), limits.TABLE_CELLS, self.name, "xlsx")

    def _cell(self, element: Any, at: Position) -> StoredCell | None:
        value, text, formula = None, None, None
        for child in element:
            tag = child.tag
            if tag == _V:
                value = child.text or ""
            elif tag == _F:
                formula = self._formula(child, at)
            elif tag == _IS:
                text = rich_text(child)
        if not (value or text or formula):
            return None
        kind, style = element.get("t", "n"), _number(element.get("s"), 1 << 20)
        match kind:
            case "s" if value:
                value = self._string(value)
            case "d" if value and (day := _serial(value)) is not None:
                kind, value = "n", str(day - self.epoch)
            case "str" | "inlineStr":
                kind, value = "s", unescaped(value or "") if text is None else text
            case "n" | "b" | "e" | "d" | "s":
                value = value.strip() if value else None
            case _:
                raise damaged(f"{self.name}: t={kind!r}")
        return StoredCell(kind, value, style, formula)

    def _string(self, index: str) -> str:
        number = int(index) if index.isdecimal() and len(index) < 10 else len(self.strings)
        if number >= len(self.strings):
            raise damaged(f"{self.name}: sharedStrings {index[:10]}")
        return self.strings[number]

    def _formula(self, element: Any, at: Position) -> Formula:
        """A formula that is filled down is written once, in the first of its cells."""
        kind, key, text = element.get("t", "normal"), element.get("si", ""), element.text or ""
        if kind != "shared":
            return Formula(text, kind)
        if text:
            self.shared[key] = text, at
        first, origin = self.shared.get(key, ("", at))
        return Formula(first, kind, at[0] - origin[0], at[1] - origin[1])


def _number(text: str | None, most: int) -> int:
    return min(int(text), most) if text and text.isdecimal() and len(text) < 10 else 0


def _is_zero(size: str | None) -> bool:
    return bool(size) and not (size or "").strip("0.")


def _serial(moment: str) -> Decimal | None:
    """An ISO date or time as the number of days since 1899-12-30."""
    try:
        passed = datetime.fromisoformat(moment).replace(tzinfo=None) - datetime(1899, 12, 30)
    except ValueError:
        return None
    return passed.days + Decimal(passed.seconds) / 86_400


def _covered(ranges: Iterable[tuple[int, int]]) -> Iterator[int]:
    """The columns within any of `ranges`, in order."""
    steps = [0] * (MOST_COLUMNS + 1)
    for first, last in ranges:
        if first <= last:
            steps[first] += 1
            steps[last + 1] -= 1
    return (column for column, depth in enumerate(accumulate(steps)) if depth)
