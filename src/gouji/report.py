"""Relation, Repair, Finding, Coverage, Report: what a check concludes. Renderers show these and compute nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from gouji.document.model import Document, Format, Place, Problem, Span
from gouji.frozen import frozen
from gouji.ledger import Fact, Indicator, Ledger
from gouji.quantity.interval import Interval

Outcome = Literal["consistent", "inconsistent", "undetermined"]
Severity = Literal["error", "warning", "note"]
Reach = Literal["row", "sentence", "section", "document", "dossier"]
Convention = Literal["rounded", "truncated", "rounded-then-summed", "unrounded-yuan", "whole-points"]
Status = Literal["checked", "partial", "unchecked", "unreadable", "skipped"]
FigureStatus = Literal["verified", "contradicted", "unchecked"]
Cause = Literal["unit-slip", "transposition", "digit", "decimal-shift", "sign", "stale", "borrowed", "swapped", "omitted", "unknown"]


@frozen
class Words:
    """An operand that is no figure: names in a list, a grade; `place` is where they stand, `span` the same in the document's blocks."""

    text: str
    place: Place
    span: Span | None = None


@frozen
class Parameter:
    """An operand that a profile supplies, with its authority."""

    value: str
    basis: str


Operand = str | tuple[str, ...] | Words | Parameter  # a str is a fact id


@frozen
class Expected:
    """What the relation asks of the figure it is about: an interval in base units and its text in the figure's own unit."""

    interval: Interval
    text: str


@frozen
class Relation:
    """One relation that the report states or implies, judged. `operands` keep the order of the formula."""

    id: str
    rule: str
    outcome: Outcome
    formula: str
    operands: tuple[tuple[str, Operand], ...]
    reach: Reach
    reading: int = 0
    convention: Convention | None = None
    expected: Expected | None = None
    reason: str | None = None
    arithmetic: str | None = None  # `407.98 ÷ 412.49 = 98.91%`, for people


@frozen
class Change:
    """A figure that has to be changed with another: a further telling of the same wrong value, or the other one of a pair."""

    figure: str
    before: str
    after: str


@frozen
class Repair:
    """A value that the figure might have been meant to have, with the broken relations it mends and the sound ones it would break; `also` are the
    figures to be changed with it."""

    figure: str
    before: str
    after: str
    cause: Cause
    restores: tuple[str, ...]
    breaks: tuple[str, ...] = ()
    also: tuple[Change, ...] = ()


@frozen
class Suppression:
    """Why a finding was accepted, by whom and until which day (`2025-12-31`); None where that is not said."""

    reason: str
    by: str | None
    until: str | None


@frozen
class Finding:
    """One mistake. `figures`: the first is the one to look at; `candidates` where nothing decides between several; `quote` is the sentence around
    the first figure; `span` is what `place` is the place of; `conventions` those that were tried, none of which fits; `cut_short`: not every figure of
    the broken relations was tried."""

    code: str
    name: str
    severity: Severity
    message: str
    figures: tuple[str, ...]
    place: Place
    quote: str
    relations: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    formula: str | None = None
    expected: str | None = None
    conventions: tuple[Convention, ...] = ()
    repairs: tuple[Repair, ...] = ()
    decisive: bool = False
    fingerprint: str = ""
    suppressed: Suppression | None = None
    span: Span | None = None
    cut_short: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much was checked: figures = verified + contradicted + unchecked; bound = figures that have a concept; relations by outcome."""

    figures: int
    bound: int
    verified: int
    contradicted: int
    unchecked: int
    consistent: int
    inconsistent: int
    undetermined: int


NO_COVERAGE = Coverage(0, 0, 0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class About:
    """What the report says of itself; ids of facts where it is a figure, None where unsaid."""

    kind: str
    unit: str | None = None
    project: str | None = None
    year: str | None = None
    budget: str | None = None
    executed: str | None = None
    score: str | None = None
    grade: str | None = None
    recomputed_score: str | None = None
    recomputed_grade: str | None = None


@frozen
class FactView:
    """A fact as reported: the fact, where it stands, the sentence around it, and what the checks made of it."""

    fact: Fact
    place: Place
    quote: str
    status: FigureStatus


@frozen
class DocumentReport:
    """Everything said of one document; `reports` is how many it was read as: a volume holds several, none of which was held against another.

    `source` is the file it was read from, None for what cannot be read twice. Blocks of spans count from `first_block`, which is 0 but in a dossier,
    where the files' blocks stand one behind the other.
    """

    path: str
    format: Format
    sha256: str | None
    pages: int | None
    status: Status
    problems: tuple[Problem, ...]
    profile: str | None
    about: About | None
    coverage: Coverage
    figures: tuple[FactView, ...]
    indicators: tuple[tuple[Indicator, Place], ...]
    relations: tuple[Relation, ...]
    findings: tuple[Finding, ...]
    reports: int = 1
    document: Document | None = None
    ledger: Ledger | None = None
    source: Path | None = None
    first_block: int = 0


@frozen
class Report:
    """The outcome of a run, one entry a file met, sorted as the contract says."""

    documents: tuple[DocumentReport, ...]
