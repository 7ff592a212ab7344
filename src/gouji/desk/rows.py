"""What the database of a workspace holds, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gouji.report import Suppression

State = Literal["waiting", "checking", "done", "cancelled", "failed"]
Verdict = Literal["open", "confirmed", "accepted"]
VERDICTS: tuple[Verdict, ...] = ("open", "confirmed", "accepted")


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as the overview counts it."""

    number: int
    fingerprint: str
    code: str
    severity: str
    decisive: bool
    accepted: Suppression | None = None  # by a file of acceptances


@dataclass(frozen=True, slots=True)
class Summary:
    """What the overview shows of a document that was checked; texts are as printed in it, None where it does not say. `problem`: why it is not read."""

    format: str
    status: str
    pages: int | None
    unit: str | None
    project: str | None
    year: str | None
    score: str | None
    rescored: str | None
    grade: str | None
    regraded: str | None
    errors: int
    warnings: int
    notes: int
    decisive: int
    figures: int
    verified: int
    contradicted: int
    unchecked: int
    problem: str | None
    findings: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A document of the overview; the counts of what is decided are of its findings as they are now; `settings` is the stamp of those it was checked with."""

    id: int
    name: str
    stored: str
    size: int
    dossier: int | None
    dossier_name: str | None
    state: State
    trouble: str | None
    result: str | None
    place: int
    settings: str | None
    format: str | None
    status: str | None
    pages: int | None
    unit: str | None
    project: str | None
    year: str | None
    score: str | None
    rescored: str | None
    grade: str | None
    regraded: str | None
    errors: int | None
    warnings: int | None
    notes: int | None
    decisive: int | None
    figures: int | None
    verified: int | None
    contradicted: int | None
    unchecked: int | None
    problem: str | None
    accepted_errors: int
    accepted_warnings: int
    accepted_notes: int
    decided: int

    @property
    def total(self) -> int:
        return (self.errors or 0) + (self.warnings or 0) + (self.notes or 0)


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about a finding; `version` counts its changes from 1, 0 is what nobody touched.

    `source` names the file of acceptances that it stands in, and the day until which; empty where somebody decided it here.
    """

    fingerprint: str
    version: int = 0
    verdict: Verdict = "open"
    reason: str = ""
    comment: str = ""
    by: str = ""
    at: str = ""
    source: str = ""


class ConflictError(Exception):
    """Somebody else, or another tab, has decided meanwhile; `now` is what stands there."""

    def __init__(self, now: Decision) -> None:
        super().__init__(now)
        self.now = now
