"""Reports as printed figures and the relations between them, with exact arithmetic of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from planting.interval import Interval

Mode = Literal["rounded", "truncated"]

UNITS: dict[str, tuple[str, Fraction]] = {
    "亿元": ("money", Fraction(10**8)),
    "万元": ("money", Fraction(10**4)),
    "元": ("money", Fraction(1)),
    "%": ("ratio", Fraction(1, 100)),
    "分": ("score", Fraction(1)),
    "": ("score", Fraction(1)),
}
MYRIAD = "万"


def unit_of(text: str) -> tuple[str, Fraction]:
    """Dimension and factor to the base unit; what is counted is a dimension of its own: `万亩` is 10,000 of `亩`."""
    if text in UNITS:
        return UNITS[text]
    return (text[1:], Fraction(10**4)) if text.startswith(MYRIAD) else (text, Fraction(1))


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed occurrence of a number.

    `value` is the exact true value in base units, signed; `number` is what is printed of it, a plain decimal without sign or separators. `bare`: the
    unit stands in a heading. `qualifier` is a number word (约, 近 before; 余, 多 behind the number). `words`: the pair (more, less) that is printed in
    place of a sign. `exact`: stipulated or counted, the number itself and no interval. Occurrences of one quantity share `quantity`.
    """

    id: int
    value: Fraction
    number: str
    unit: str
    places: int
    mode: Mode
    role: str
    quantity: int
    negative: bool = False
    bare: bool = False
    grouped: bool = False
    gap: str = ""
    qualifier: str = ""
    words: tuple[str, str] | None = None
    exact: bool = False

    @property
    def dimension(self) -> str:
        return unit_of(self.unit)[0]

    @property
    def shown(self) -> str:
        """The number as printed, sign and separators with it."""
        head, dot, tail = self.number.partition(".")
        digits = f"{int(head):,}" if self.grouped and len(head) > 3 and head.isdigit() else head
        return ("-" if self.negative and self.words is None else "") + digits + dot + tail

    @property
    def lead(self) -> str:
        """What is printed before the number and belongs to it: the word for its sign, 约 or 近."""
        word = self.words[self.negative] if self.words else ""
        return word + (self.qualifier if self.qualifier in BEFORE else "")

    @property
    def tail(self) -> str:
        """What is printed behind the number and belongs to it: 余, a blank, the unit."""
        gap = "" if self.unit == "%" or self.qualifier else self.gap
        return (self.qualifier if self.qualifier in BEHIND else "") + ("" if self.bare else gap + self.unit)

    @property
    def text(self) -> str:
        return self.lead + self.shown + self.tail

    @property
    def printed(self) -> Fraction:
        """The printed number in base units, signed."""
        return Fraction(self.number) * unit_of(self.unit)[1] * (-1 if self.negative else 1)

    @property
    def step(self) -> Fraction:
        """One unit in the last printed place, in base units."""
        return Fraction(1, 10 ** decimals(self.number)) * unit_of(self.unit)[1]

    @property
    def interval(self) -> Interval:
        """All that the print may lawfully stand for: rounded or truncated, widened by number words."""
        if self.qualifier:
            return _worded(self)
        if self.exact or self.number == "0":
            return Interval.of(self.printed)
        size, step = abs(self.printed), self.step
        span = Interval(max(size - step / 2, Fraction(0)), size + step)
        return -span if self.negative else span


BEFORE = ("约", "近")
BEHIND = ("余", "多")


def decimals(number: str) -> int:
    """Printed decimal places."""
    return len(number.partition(".")[2])


def _worded(figure: Figure) -> Interval:
    digits = figure.number.replace(".", "")
    zeros = len(digits) - len(digits.rstrip("0"))
    slack = figure.step * 10**zeros
    low, high = {"约": (slack, slack), "近": (slack, Fraction(0)), "余": (Fraction(0), slack), "多": (Fraction(0), slack)}[figure.qualifier]
    return Interval(figure.printed - low, figure.printed + high)


def printed_number(value: Fraction, factor: Fraction, places: int, mode: Mode = "rounded", trim: bool = False) -> str:
    """|value| in units of `factor` with so many places, half up or cut off; `trim` drops zeros at the end."""
    scaled = abs(value) / factor * 10**places
    whole = int(scaled) if mode == "truncated" else int(scaled + Fraction(1, 2))
    text = str(whole).rjust(places + 1, "0")
    text = f"{text[:-places]}.{text[-places:]}" if places else text
    return text.rstrip("0").rstrip(".") if trim and "." in text else text


@dataclass(frozen=True, slots=True)
class Relation:
    """What the text holds of some figures. `kind` is a key of `laws.LAWS`; `figures` are ids, the result first; `number` is a constant; `listing` is
    the list that a count counts."""

    kind: str
    figures: tuple[int, ...]
    number: Fraction = Fraction(0)
    listing: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text with placeholders; `level` is 0 for the title, 1 and 2 for headings, 9 for running text."""

    text: str
    level: int = 9


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cell texts with placeholders. LEFT and UP are cells that are merged with the one on their left or above. `sheet` names it in a workbook."""

    rows: tuple[tuple[str, ...], ...]
    sheet: str = ""


LEFT, UP = "\ue010", "\ue011"
TOKEN = re.compile("\ue000([FL])(\\d+)\ue001")


@dataclass(frozen=True, slots=True)
class Layout:
    """How the report is written down: `format` txt, docx or xlsx; hard wrap after so many characters (0: none), as copied out of a PDF."""

    format: str
    wrap: int = 0
    typed: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """A report before it is written down: figures by id, lists of names by id, relations, blocks."""

    style: str
    seed: int
    figures: tuple[Figure, ...]
    lists: tuple[tuple[str, ...], ...]
    relations: tuple[Relation, ...]
    blocks: tuple[Paragraph | Table, ...]
    layout: Layout

    def changed(self, figure: Figure) -> Report:
        """The same report with one figure printed otherwise."""
        return replace(self, figures=(*self.figures[: figure.id], figure, *self.figures[figure.id + 1 :]))

    def shortened(self, listing: int, position: int) -> Report:
        """The same report with one name left out of a list."""
        names = self.lists[listing]
        shorter = (*names[:position], *names[position + 1 :])
        return replace(self, lists=(*self.lists[:listing], shorter, *self.lists[listing + 1 :]))

    def holding(self, figure: int) -> list[Relation]:
        """The relations that hold a figure."""
        return [relation for relation in self.relations if figure in relation.figures]


Intervals = Mapping[int, Interval]
