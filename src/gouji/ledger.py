"""Fact, Aspects, Indicator, Statement, Ledger: what a report states, nothing judged yet."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal

from gouji.document.model import Span
from gouji.frozen import frozen
from gouji.quantity.figure import Figure
from gouji.quantity.interval import Interval

Source = Literal["own", "label", "weak", "whole", "sibling", "topic", "heading", "open", "record", "none"]
StatementKind = Literal[
    "composition",
    "mean",
    "part",
    "change",
    "growth",
    "share",
    "enumeration",
    "product",
    "balance",
    "movements",
    "weighted_growth",
    "execution_score",
    "conversion",
    "footing",
    "crossfooting",
    "partial",
    "marks_total",
    "attainment",
    "share_of_sum",
    "share_of_parts",
    "survey",
    "tally",
    "shares_of_whole",
    "contrary",
    "written",
]
WHOLE = "whole"  # the subject of a figure that speaks of the reporting unit as a whole
UNDER = "/"  # joins the subject of a whole and that of its part
TO_DATE = "to-"  # the period of a figure that stood so at the end of a month: to-11
PREVIOUS = "previous"  # the period of a figure of last year
_COMPARISON = re.compile(r"^[^\w+\-−－.]+")  # before a number: ≥ ≤ ＞= ~, never its own sign
MOVEMENTS = frozenset({"rise", "fall", "increase", "decrease"})  # measures of change


@frozen
class Aspects:
    """What a fact is about beside its concept; None = unsaid. `subject_source` says how firmly the subject is known."""

    subject: str | None = None
    period: str | None = None
    basis: str | None = None
    scope: str | None = None
    subject_source: Source = "none"


@frozen
class Fact:
    """A figure with its name. `measure` is the glossary key or None for an open name; `concept` is the name shown; `source` says where the name came from.

    `interval` is what the figure may be in base units under its role: half a printed place either side when measured, exact when stipulated. `cue` is
    the alias that named it, `clause` counts clauses within its block, `part`: it stands as a part under a whole. `topic_measure`, `topic_subject`:
    what the indicator's own name says an actual value measures (`项目支出预算执行率`). `row`: the table and the row it stands in, None in prose. `noun`: the
    open name, whatever the measure.
    """

    id: str
    span: Span
    sentence: Span
    figure: Figure
    measure: str | None
    concept: str | None
    role: str
    aspects: Aspects
    source: Source
    stipulated: bool
    dimension: str
    cue: str | None = None
    clause: int = 0
    part: bool = False
    topic_measure: str | None = None
    topic_subject: str | None = None
    row: tuple[int, int] | None = None
    noun: str = ""

    @property
    def interval(self) -> Interval:
        return self.figure.exact if self.stipulated else self.figure.measured

    @property
    def text(self) -> str:
        return self.figure.text

    @property
    def number(self) -> str:
        """The print as an operand of arithmetic: without the sign that says how a target is to be kept (≥24次)."""
        text = self.figure.text
        return text if text[:1].isdigit() else _COMPARISON.sub("", text)


@frozen
class Indicator:
    """One indicator's record; figures are fact ids, words (合格) are plain text in `words` by slot name; `span` is its statement or row.
    `mislabelled`: its actual value stands under the name of its completion rate."""

    id: str
    path: tuple[str, ...]
    span: Span
    target: str | None = None
    midyear: str | None = None
    actual: str | None = None
    completion: str | None = None
    weight: str | None = None
    score: str | None = None
    cause: str | None = None
    remedy: str | None = None
    words: tuple[tuple[str, str], ...] = ()
    mislabelled: bool = False
    table: int | None = None


@frozen
class Binding:
    """One way to fill a statement's roles with facts, fixed by the wording before any arithmetic. `reach`: how far apart they stand.
    `scale`: what a role is counted in, where its base unit is not what the wording counts by (每公里 over metres). `as_printed`: roles whose
    numbers are reckoned with as they stand, not as rounded."""

    roles: tuple[tuple[str, tuple[str, ...]], ...]
    reach: str = "sentence"
    scale: tuple[tuple[str, Fraction], ...] = ()
    as_printed: tuple[str, ...] = ()

    def role(self, name: str) -> tuple[str, ...]:
        """The fact ids that fill a role, () where it is unfilled."""
        return next((ids for role, ids in self.roles if role == name), ())


@frozen
class Statement:
    """A relation that the text itself states: its default binding first, at most three others behind it.

    `firm`: the wording claims the relation outright; where it does not, a broken one is undetermined, for `doubt`. `formula`: the claim over its own
    roles, where the text writes it out.
    """

    kind: StatementKind
    bindings: tuple[Binding, ...]
    span: Span
    firm: bool = True
    doubt: str | None = None
    formula: str | None = None


@frozen
class Enumeration:
    """A count and the names that follow it; `open_ended`: the list says 等. `of`: a fact whose amount the names spend, where no count is given."""

    count: str | None
    names: tuple[str, ...]
    span: Span
    noun: str
    open_ended: bool
    of: str | None = None
    alternatives: tuple[tuple[str, ...], ...] = ()


@frozen
class Grade:
    """A grade word and the total score it stands beside."""

    word: str
    span: Span
    score: str | None


@frozen
class Blank:
    """A cell left empty in a form: the measure that should stand there, the row's name, and where that name stands."""

    measure: str
    name: str
    span: Span
    table: int


@frozen
class Header:
    """The header of a table's rows: its first cell, the blocks of all its cells, the slots and measures of its columns, and what the columns say
    that have neither; `scoring`: its rows are indicators."""

    span: Span
    blocks: tuple[int, ...]
    columns: tuple[str, ...]
    others: tuple[str, ...]
    scoring: bool


@frozen
class Ledger:
    """Everything a report states, in reading order. `of_project`: it is about one project, whose figures are the whole's.
    `levels`: heads of the text that give the points of the indicators below them."""

    facts: tuple[Fact, ...]
    indicators: tuple[Indicator, ...] = ()
    statements: tuple[Statement, ...] = ()
    enumerations: tuple[Enumeration, ...] = ()
    grades: tuple[Grade, ...] = ()
    blanks: tuple[Blank, ...] = ()
    headers: tuple[Header, ...] = ()
    of_project: bool = False
    levels: tuple[Indicator, ...] = ()
