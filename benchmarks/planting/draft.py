"""Draft: what the styles write a report with. Figures are put into sentences as placeholders, and every sentence says which relations it states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from random import Random

from planting.model import Figure, Layout, Mode, Paragraph, Relation, Report, Table, printed_number, unit_of


class Ref(str):
    """The placeholder of a figure, to be put into a sentence; `id` is the figure's."""

    id: int

    def __new__(cls, key: int) -> Ref:
        ref = super().__new__(cls, f"\ue000F{key}\ue001")
        ref.id = key
        return ref


@dataclass
class Draft:
    """A report being written. One seed gives one report, on every machine."""

    style: str
    seed: int
    rng: Random = field(init=False)
    figures: list[Figure] = field(default_factory=list)
    lists: list[tuple[str, ...]] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    blocks: list[Paragraph | Table] = field(default_factory=list)
    layout: Layout = field(default_factory=lambda: Layout("txt"))
    places: int = 2
    trim: bool = False
    grouped: bool = False
    gap: str = ""
    rates: Mode = "rounded"
    rate_places: int = 2
    granule: Fraction = Fraction(1, 100)

    def __post_init__(self) -> None:
        self.rng = Random(f"{self.style}/{self.seed}")

    # --- chance ---

    def one(self, *options: str) -> str:
        return self.rng.choice(options)

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def amount(self, low: int, high: int) -> Fraction:
        """An amount between so many 万元, in 元: to the fen, or round."""
        hundreds = self.rng.randint(low * 100, high * 100)
        return Fraction(hundreds * 10000 + (0 if self.chance(0.4) else self.rng.randint(-4900, 4900)), 100)

    def shares(self, total: Fraction, parts: int, least: float = 0.4) -> list[Fraction]:
        """A total cut into so many parts, each to the fen (or as round as the total), none zero."""
        weights = [self.rng.uniform(least, 1.6) for _ in range(parts)]
        step = Fraction(100) if total % 100 == 0 else Fraction(1, 100)
        cut = [Fraction(int(total * Fraction(weight / sum(weights)) / step)) * step for weight in weights[1:]]
        return [total - sum(cut), *cut]

    # --- figures ---

    def figure(self, value: Fraction | int, unit: str, places: int = 0, *, mode: Mode = "rounded", trim: bool = False, **how: object) -> Ref:
        """A new figure; a quantity of its own unless `quantity` says which."""
        true, key = Fraction(value), len(self.figures)
        number = printed_number(true, unit_of(unit)[1], places, mode, trim)
        more: dict[str, object] = {"role": "value", "quantity": key, "gap": self.gap, "negative": true < 0, **how}
        self.figures.append(Figure(key, true, number, unit, places, mode, **more))  # type: ignore[arg-type]
        return Ref(key)

    def money(self, value: Fraction, unit: str = "万元", places: int | None = None, **how: object) -> Ref:
        """An amount in 元, printed in `unit` in the manner of this report."""
        shown = {"万元": self.places, "亿元": self.places, "元": 0 if value.denominator == 1 else 2}[unit] if places is None else places
        return self.figure(value, unit, shown, trim=self.trim, **{"grouped": self.grouped, **how})

    def rate(self, value: Fraction, places: int | None = None, **how: object) -> Ref:
        """A computed ratio in per cent."""
        shown = self.rate_places if places is None else places
        trim = value == 1 and self.trim
        return self.figure(value, "%", shown, mode=self.rates, trim=trim, **{"role": "rate", **how})

    def count(self, value: int, unit: str, **how: object) -> Ref:
        """A number of whole things."""
        return self.figure(value, unit, 0, **{"role": "count", "exact": True, **how})

    def again(self, ref: Ref, unit: str | None = None, places: int | None = None, **how: object) -> Ref:
        """The same quantity told once more, in another unit if one is named."""
        first = self.figures[ref.id]
        other = unit or first.unit
        shown = first.places if places is None else places
        keep = {"role": first.role, "exact": first.exact, "grouped": first.grouped, "quantity": first.quantity}
        told = [figure for figure in self.figures if figure.quantity == first.quantity]
        trim = "." not in first.number or len(first.number.partition(".")[2]) < first.places
        new = self.figure(first.value, other, shown, mode=first.mode, trim=trim, **{**keep, **how})
        for figure in told:
            self.relate("equal", new, Ref(figure.id))
        return new

    def listing(self, names: Sequence[str]) -> str:
        """The placeholder of a list of names, from which one may be left out."""
        self.lists.append(tuple(names))
        return f"\ue000L{len(self.lists) - 1}\ue001"

    # --- relations ---

    def relate(self, kind: str, *refs: Ref, number: Fraction | int = 0) -> None:
        self.relations.append(Relation(kind, tuple(ref.id for ref in refs), Fraction(number)))

    def counted(self, ref: Ref, names: Sequence[str]) -> str:
        """Says that the figure counts a list; gives the list's placeholder."""
        token = self.listing(names)
        self.relations.append(Relation("count", (ref.id,), Fraction(len(names)), len(self.lists) - 1))
        return token

    # --- text ---

    def title(self, text: str) -> None:
        self.blocks.append(Paragraph(text, 0))

    def heading(self, text: str, level: int = 1) -> None:
        self.blocks.append(Paragraph(text, level))

    def say(self, text: str) -> None:
        self.blocks.append(Paragraph(text))

    def table(self, rows: Sequence[Sequence[str]], sheet: str = "") -> None:
        width = max(len(row) for row in rows)
        self.blocks.append(Table(tuple((*row, *[""] * (width - len(row))) for row in rows), sheet))

    def finished(self) -> Report:
        layout = replace(self.layout)
        return Report(self.style, self.seed, tuple(self.figures), tuple(self.lists), tuple(self.relations), tuple(self.blocks), layout)
