"""What all files of a report come to, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, fields

from gouji.renderers.words import Wording
from gouji.report import Coverage, DocumentReport, Finding, Report

SEVERITIES = ("error", "warning", "note")
STATUSES = ("checked", "partial", "unchecked", "unreadable", "skipped")


def summary(report: Report, wording: Wording) -> list[str]:
    """Files by status, findings by severity, coverage: a line each."""
    counts = asdict(total(document.coverage for document in report.documents))
    covered = [f"{wording(f'label.{part}')}: {wording(f'summary.{part}', **counts)}" for part in ("coverage", "relations")]
    return [filed(report.documents, wording), found(report.documents, wording), *covered]


def filed(documents: Iterable[DocumentReport], wording: Wording) -> str:
    """How many files there are, and how many of each status."""
    statuses: Counter[str] = Counter(document.status for document in documents)
    return wording("summary.files", files=statuses.total(), **{status: statuses[status] for status in STATUSES})


def found(documents: Iterable[DocumentReport], wording: Wording) -> str:
    """How many findings there are of each severity, and how many more that somebody answers for."""
    documents = list(documents)
    severities: Counter[str] = Counter(finding.severity for document in documents for finding in standing(document))
    accepted = sum(len(document.findings) for document in documents) - severities.total()
    said = wording("summary.found", **{severity: severities[severity] for severity in SEVERITIES})
    return f"{said}{wording('summary.accepted', count=accepted)}" if accepted else said


def standing(document: DocumentReport) -> list[Finding]:
    """The findings that nobody has accepted."""
    return [finding for finding in document.findings if finding.suppressed is None]


def total(coverages: Iterable[Coverage]) -> Coverage:
    """The coverage of several files as one."""
    every = list(coverages)
    return Coverage(*(sum(getattr(coverage, field.name) for coverage in every) for field in fields(Coverage)))
