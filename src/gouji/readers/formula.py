"""Simple formulas of a workbook, recalculated from the stored values of their cells: SUM, ROUND, + − × ÷."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_UP, Context, Decimal, DecimalException
from functools import lru_cache

from gouji.readers.sheets import Position, Range
from gouji.readers.worksheet import MOST_COLUMNS, MOST_ROWS, Formula, StoredCell, position

# Sixty digits hold every sum and product of a sheet; binary floats, with which it was calculated, hold sixteen.
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP, Emax=MAX_EMAX, Emin=MIN_EMIN)
_NOISE = Decimal("1e-9")
_HALF_NOISE = Decimal("1e-12")  # within which ROUND may have seen a half as less or more
_CELLS = 1_000_000  # that the formulas of a workbook may look at: what is beyond is not recalculated
_LONGEST = 2_000
_DEEPEST = 40
_KINDS = ("normal", "shared")
_LARGEST = Decimal("1e300")

_TOKEN = re.compile(
    r"\s*(?:(?P<range>\$?[A-Z]{1,3}\$?[1-9]\d{0,6}:\$?[A-Z]{1,3}\$?[1-9]\d{0,6})(?![\w(!.:])"
    r"|(?P<cell>\$?[A-Z]{1,3}\$?[1-9]\d{0,6})(?![\w(!.:])"
    r"|(?P<number>(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(?:E[+-]?\d{1,3})?)(?![\w(!.:])"
    r"|(?P<function>SUM|ROUND)\("
    r"|(?P<sign>[-+*/%(),]))\s*",
    re.ASCII | re.IGNORECASE,
)
_CORNER = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d{1,7})", re.ASCII | re.IGNORECASE)


class _Unchecked(Exception):  # noqa: N818  (it says what becomes of the formula, not that the program failed)
    """A formula of another kind, or one whose cells do not give its value."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A value and the size of what it was made from, by which the noise of floats is measured: 0.3 − 0.1 − 0.2 is 0 of 0.6."""

    value: Decimal
    size: Decimal

    def is_near(self, other: Decimal) -> bool:
        """Whether `other` differs by no more than floats lose."""
        return abs(_EXACT.subtract(self.value, other)) <= _EXACT.multiply(_NOISE, max(self.size, self.value.copy_abs()))


class Recalculation:
    """The stored cells of a sheet, looked at by its formulas; one for all sheets of a workbook, so that its patience is that of the workbook."""

    def __init__(self) -> None:
        self.left = _CELLS
        self.own: Position = (-1, -1)
        self.turn_to({})

    def turn_to(self, cells: Mapping[Position, StoredCell]) -> None:
        """Goes on with another sheet."""
        self.cells = cells
        self.bottom = max((row for row, _ in cells), default=-1)
        self.right = max((column for _, column in cells), default=-1)

    def stale(self, at: Position) -> tuple[Decimal, Decimal] | None:
        """The saved value of the formula in a cell and the one it has by the saved values of its cells, where they differ.

        None also where the formula is not simple, or leans on a cell without a number or on itself.
        """
        cell, self.own = self.cells[at], at
        formula = cell.formula
        if formula is None or formula.kind not in _KINDS or cell.kind != "n" or cell.value is None or not 0 < len(formula.text) <= _LONGEST:
            return None
        try:
            saved, found = _decimal(cell.value), _Reading(self, formula).whole()
        except (_Unchecked, DecimalException):
            return None
        return None if found.is_near(saved) else (saved, found.value)

    def number(self, at: Position) -> Decimal:
        """The number in a cell, 0 in an empty one."""
        self._look(1)
        cell = self.cells.get(at)
        if cell is None:
            return Decimal(0)
        return self._amount(at, cell)

    def numbers(self, cells: Range) -> Iterator[Decimal]:
        """The numbers of a range as SUM takes them: texts and truth values are passed over."""
        used = cells.within(self.bottom, self.right)
        self._look(used.area)
        for at in used.positions():
            cell = self.cells.get(at)
            if cell is not None and cell.kind not in ("s", "b"):
                yield self._amount(at, cell)

    def _amount(self, at: Position, cell: StoredCell) -> Decimal:
        if cell.kind != "n" or cell.value is None or at == self.own:
            raise _Unchecked
        return _decimal(cell.value)

    def _look(self, count: int) -> None:
        if count > self.left:
            raise _Unchecked
        self.left -= count


def _decimal(stored: str) -> Decimal:
    """A stored number; raises _Unchecked for what is none."""
    if len(stored) > 40:
        raise _Unchecked
    value = Decimal(stored)
    if not value.is_finite() or value.copy_abs() > _LARGEST:
        raise _Unchecked
    return value


@lru_cache(maxsize=256)
def _tokens(text: str) -> tuple[tuple[str, str], ...] | None:
    """The tokens of a formula and one for its end, None where it has others than those known here."""
    found, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            return None
        kind = match.lastgroup or ""
        found.append((kind, match[kind].upper()))
        at = match.end()
    return (*found, ("end", ""))


class _Reading:
    """One formula, calculated while it is read from left to right."""

    def __init__(self, sheet: Recalculation, formula: Formula) -> None:
        tokens = _tokens(formula.text)
        if tokens is None:
            raise _Unchecked
        self.sheet, self.formula, self.tokens = sheet, formula, tokens
        self.at = self.depth = 0

    def whole(self) -> Amount:
        amount = self._sum()
        if self.tokens[self.at][0] != "end" or amount.value.copy_abs() > _LARGEST:
            raise _Unchecked
        return amount

    def _sees(self, signs: str) -> str:
        """The sign that is next if it is one of `signs`, which is then passed."""
        kind, text = self.tokens[self.at]
        if kind != "sign" or text not in signs:
            return ""
        self.at += 1
        return text

    def _needs(self, sign: str) -> None:
        if not self._sees(sign):
            raise _Unchecked

    def _sum(self) -> Amount:
        amount = self._product()
        while sign := self._sees("+-"):
            other = self._product()
            combine = _EXACT.add if sign == "+" else _EXACT.subtract
            amount = Amount(combine(amount.value, other.value), _EXACT.add(amount.size, other.size))
        return amount

    def _product(self) -> Amount:
        amount = self._signed()
        while sign := self._sees("*/"):
            other = self._signed()
            if sign == "*":
                amount = Amount(_EXACT.multiply(amount.value, other.value), _EXACT.multiply(amount.size, other.size))
            elif not other.value or other.size > 1000 * other.value.copy_abs():  # a divisor that is itself the noise of a difference
                raise _Unchecked
            else:
                wider = _EXACT.divide(other.size, other.value.copy_abs())
                amount = Amount(_EXACT.divide(amount.value, other.value), _EXACT.multiply(_EXACT.divide(amount.size, other.value.copy_abs()), wider))
        return amount

    def _signed(self) -> Amount:
        negative = False
        while sign := self._sees("+-"):
            negative ^= sign == "-"
        amount = self._primary()
        while self._sees("%"):
            amount = Amount(amount.value.scaleb(-2, _EXACT), amount.size.scaleb(-2, _EXACT))
        return Amount(amount.value.copy_negate(), amount.size) if negative else amount

    def _primary(self) -> Amount:
        if self._sees("("):
            return self._within(self._sum)
        kind, text = self.tokens[self.at]
        self.at += 1
        match kind:
            case "number":
                return _amount(Decimal(text))
            case "cell":
                return _amount(self.sheet.number(self._corner(text)))
            case "function":
                return self._within(self._total if text == "SUM" else self._rounding)
            case _:
                raise _Unchecked

    def _within(self, inner: Callable[[], Amount]) -> Amount:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _Unchecked
        amount = inner()
        self._needs(")")
        self.depth -= 1
        return amount

    def _total(self) -> Amount:
        value = size = Decimal(0)
        while True:
            for amount in self._argument():
                value, size = _EXACT.add(value, amount.value), _EXACT.add(size, amount.size)
            if not self._sees(","):
                return Amount(value, size)

    def _argument(self) -> Iterator[Amount]:
        kind, text = self.tokens[self.at]
        if kind not in ("range", "cell") or self.tokens[self.at + 1] not in (("sign", ","), ("sign", ")")):
            yield self._sum()
            return
        first, _, last = text.partition(":")
        self.at += 1
        (top, left), (bottom, right) = self._corner(first), self._corner(last or first)
        cells = Range(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
        yield from map(_amount, self.sheet.numbers(cells))

    def _rounding(self) -> Amount:
        amount = self._sum()
        self._needs(",")
        places = self._sum().value
        if places != int(places) or abs(places) > 20:
            raise _Unchecked
        unit = Decimal(1).scaleb(-int(places))
        noise = _EXACT.multiply(_HALF_NOISE, amount.size)
        ends = (_EXACT.subtract(amount.value, noise), _EXACT.add(amount.value, noise))
        low, high = (_EXACT.divide(end, unit).to_integral_value(ROUND_HALF_UP) for end in ends)
        if low != high:
            raise _Unchecked
        return _amount(_EXACT.multiply(low, unit))

    def _corner(self, text: str) -> Position:
        """A reference as it stands in the cell of the formula: what has no $ moves with it."""
        match, written = _CORNER.fullmatch(text), position(text.replace("$", ""))
        if match is None or written is None:
            raise _Unchecked
        row = written[0] + (0 if match[3] else self.formula.rows)
        column = written[1] + (0 if match[1] else self.formula.columns)
        if not (0 <= row < MOST_ROWS and 0 <= column < MOST_COLUMNS):
            raise _Unchecked
        return row, column


def _amount(value: Decimal) -> Amount:
    return Amount(value, value.copy_abs())
