"""Annotations of GitHub workflows: one command a line, which the runner takes from standard output and puts beside the file."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.document.model import Place
from gouji.renderers.escaping import command_data, command_property
from gouji.renderers.notes import Figures, Notes
from gouji.renderers.places import stretch, where
from gouji.renderers.summary import summary
from gouji.renderers.words import Wording
from gouji.report import DocumentReport, FactView, Finding, Report

LEVELS = {"error": "error", "warning": "warning", "note": "notice"}

Properties = dict[str, str]


def render(report: Report, lang: str) -> str:
    """A line for each finding that nobody accepted and each trouble with the input; the last one says how much was checked."""
    wording, figures = Wording(lang), Figures(report)
    lines = [line for document in report.documents for line in _lines(document, Notes(document, figures.of(document), wording), wording)]
    return "".join(f"{line}\n" for line in [*lines, _command("notice", {"title": "gouji"}, "\n".join(summary(report, wording)))])


def _lines(document: DocumentReport, notes: Notes, wording: Wording) -> Iterator[str]:
    for problem in document.problems:
        at = _place(document, problem.place) | {"title": f"{wording('label.problem')} {problem.code}"}
        yield _command("error" if problem.loses else "notice", at, _placed(problem.place, problem.message, wording))
    if document.status == "unchecked":
        yield _command("warning", {"file": document.path, "title": "gouji"}, wording("status.unchecked"))
    for finding in document.findings:
        if not finding.suppressed:
            yield _annotation(document, finding, notes, wording)


def _annotation(document: DocumentReport, finding: Finding, notes: Notes, wording: Wording) -> str:
    first = notes.figures.get(finding.figures[0]) if finding.figures else None
    at = _place(document, finding.place, first.view if first else None) | {"title": f"{finding.code} {finding.name}"}
    return _command(LEVELS[finding.severity], at, "\n".join([_placed(finding.place, finding.message, wording), *notes.lines(finding)]))


def _place(document: DocumentReport, place: Place | None, view: FactView | None = None) -> Properties:
    """File and lines; columns only within one line, as GitHub has it."""
    lines = stretch(document, place, view) if place else None
    if lines is None:
        return {"file": document.path}
    single = lines.end_line == lines.line
    last = lines.end_column - 1 if single and lines.end_column else None
    at = {"line": lines.line, "endLine": lines.end_line, "col": lines.column if single else None, "endColumn": last}
    return {"file": document.path} | {name: str(value) for name, value in at.items() if value is not None}


def _placed(place: Place | None, message: str, wording: Wording) -> str:
    """The message, behind its page, paragraph or cell where GitHub has no line to show it at."""
    at = where(place, wording) if place and place.line is None else ""
    return f"{at}: {message}" if at else message


def _command(level: str, properties: Properties, message: str) -> str:
    listed = ",".join(f"{name}={command_property(value)}" for name, value in properties.items())
    return f"::{level} {listed}::{command_data(message)}"
