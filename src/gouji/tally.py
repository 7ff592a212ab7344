"""Tally: what a run keeps of the documents it has published, so that a folder of a million files is counted in little memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields

from gouji.frozen import frozen
from gouji.report import NO_COVERAGE, Coverage, DocumentReport, Report, Severity, Status

WORST = 5
_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@frozen
class Gist:
    """A document without its figures: `found` counts findings by (code, severity), but for the `accepted` ones; `losses` are the (code, message) of
    problems that lose content."""

    path: str
    status: Status
    sha256: str | None
    coverage: Coverage
    found: tuple[tuple[str, Severity, int], ...]
    losses: tuple[tuple[str, str], ...]
    accepted: int = 0

    def count(self, severity: str) -> int:
        """The findings of a severity."""
        return sum(count for _, found, count in self.found if found == severity)


def gist(document: DocumentReport) -> Gist:
    """What is kept of `document`."""
    found = Counter((finding.code, finding.severity) for finding in document.findings if finding.suppressed is None)
    losses = tuple((problem.code, problem.message) for problem in document.problems if problem.loses)
    counts = tuple((code, severity, count) for (code, severity), count in sorted(found.items()))
    accepted = len(document.findings) - found.total()
    return Gist(document.path, document.status, document.sha256, document.coverage, counts, losses, accepted)


@dataclass(slots=True)
class Tally:
    """The sum over documents; `worst` are the few with the most errors, then warnings, then notes, the earlier first among equals."""

    files: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    codes: Counter[tuple[str, str]] = field(default_factory=Counter)
    holding: Counter[tuple[str, str]] = field(default_factory=Counter)  # files that have such a finding
    accepted: int = 0
    coverage: Coverage = NO_COVERAGE
    losses: list[tuple[str, str, str]] = field(default_factory=list)  # path, code, message
    worst: list[Gist] = field(default_factory=list)

    def add(self, document: Gist) -> None:
        """Counts one more document."""
        self.files += 1
        self.statuses[document.status] += 1
        for code, severity, count in document.found:
            self.severities[severity] += count
            self.codes[code, severity] += count
            self.holding[code, severity] += 1
        self.accepted += document.accepted
        self.coverage = _sum(self.coverage, document.coverage)
        self.losses += [(document.path, code, message) for code, message in document.losses]
        if document.found:
            self.worst = sorted([*self.worst, document], key=_badness, reverse=True)[:WORST]

    @property
    def read(self) -> int:
        """The documents of which something was read."""
        return self.files - self.statuses["skipped"] - self.statuses["unreadable"]


def tally(report: Report) -> Tally:
    """The sum over the documents of `report`."""
    return summed(gist(document) for document in report.documents)


def summed(documents: Iterable[Gist]) -> Tally:
    """The sum over `documents`."""
    total = Tally()
    for document in documents:
        total.add(document)
    return total


def _badness(document: Gist) -> tuple[int, ...]:
    return tuple(document.count(severity) for severity in _SEVERITIES)


def _sum(left: Coverage, right: Coverage) -> Coverage:
    return Coverage(*(getattr(left, field.name) + getattr(right, field.name) for field in fields(Coverage)))
