"""Code quality as GitLab reads it: a list of issues, each with a path, a line and a fingerprint of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from gouji.document.model import Place, Problem
from gouji.renderers.escaping import json_text, safe
from gouji.renderers.notes import Figures, Notes
from gouji.renderers.places import where
from gouji.renderers.words import Wording
from gouji.report import DocumentReport, Finding, Report

SEVERITIES = {"error": "critical", "warning": "major", "note": "info"}
FIRST_LINE = 1

Json = dict[str, Any]


def render(report: Report, lang: str) -> str:
    """Findings that nobody accepted, and what was not read or not checked. A file without lines has all on its first, and the place in words."""
    wording, figures = Wording(lang), Figures(report)
    issues = [issue for document in report.documents for issue in _issues(document, Notes(document, figures.of(document), wording), wording)]
    return json_text(issues, indent=2) + "\n"


def _issues(document: DocumentReport, notes: Notes, wording: Wording) -> Iterator[Json]:
    for number, problem in enumerate(problem for problem in document.problems if problem.loses):
        yield _trouble(document, problem, f"{number}", wording)
    if document.status == "unchecked":
        yield _trouble(document, Problem("unchecked", True, wording("status.unchecked")), "", wording)
    for finding in document.findings:
        if not finding.suppressed:
            yield _finding(document, finding, notes, wording)


def _finding(document: DocumentReport, finding: Finding, notes: Notes, wording: Wording) -> Json:
    text = " | ".join([finding.message, *notes.lines(finding)])
    return _issue(document, finding.place, f"{finding.code} {finding.name}", SEVERITIES[finding.severity], text, finding.fingerprint, wording)


def _trouble(document: DocumentReport, problem: Problem, ordinal: str, wording: Wording) -> Json:
    check = f"{wording('label.problem')} {problem.code}"
    return _issue(document, problem.place or Place(), check, SEVERITIES["error"], problem.message, f"{problem.code}{ordinal}", wording)


def _issue(document: DocumentReport, place: Place, check: str, severity: str, text: str, identity: str, wording: Wording) -> Json:
    at = where(place, wording) if place.line is None else ""
    return {
        "description": safe(f"{at}: {text}" if at else text),
        "check_name": check,
        "fingerprint": _fingerprint(document.path, identity),
        "severity": severity,
        "location": {"path": document.path, "lines": {"begin": place.line or FIRST_LINE}},
    }


def _fingerprint(path: str, identity: str) -> str:
    """Told apart by file: GitLab takes equal fingerprints for one issue."""
    return hashlib.sha256(f"{path}\x1f{identity}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
