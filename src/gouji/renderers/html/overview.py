"""What stands over the documents and over each of them: how much was read and checked, what was found, what went wrong with the input."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields

from gouji.document.model import Problem
from gouji.renderers.html.index import SEVERITIES, Entry
from gouji.renderers.html.markup import Markup, tag
from gouji.renderers.places import pointer
from gouji.renderers.words import Wording
from gouji.report import Coverage, Status

_FIGURES = ("verified", "contradicted", "unchecked")
_STATUSES: tuple[Status, ...] = ("checked", "partial", "unchecked", "unreadable", "skipped")
_BAR = 120  # units of the bar's own width


def overview(entries: Sequence[Entry], wording: Wording) -> Markup:
    """A table of all files, for a report on several."""
    columns = ("file", "status", *(f"severity.{severity}" for severity in SEVERITIES), "checked")
    head = tag("tr", *(tag("th", wording(column if "." in column else f"html.{column}"), scope="col") for column in columns))
    statuses = Counter(entry.report.status for entry in entries)
    told = wording("summary.files", files=len(entries), **{status: statuses[status] for status in _STATUSES})
    rows = (_row(entry, wording) for entry in entries)
    table = tag("table", tag("thead", head), tag("tbody", *rows))
    return tag("section", tag("h2", wording("html.overview")), tag("p", told), tag("div", table, class_="scroll"), class_="overview", id="overview")


def title(entry: Entry, wording: Wording) -> Markup:
    """The head of a document: its name, its state, how much of it was checked."""
    report = entry.report
    name = tag("h2", report.path, class_="path")
    state = tag("span", wording(f"status.{report.status}"), class_=f"status {report.status}")
    if not entry.is_read:
        return tag("header", name, state, class_="title")
    told = tag("div", tag("p", _told(report.coverage, wording)), *_more(entry, wording), class_="told")
    return tag("header", tag("div", name, state, bar(report.coverage), class_="line"), told, class_="title")


def printed(entry: Entry, wording: Wording) -> Markup:
    """The state of a document as it stands over its findings on paper, where they come first."""
    return tag("p", wording(f"status.{entry.report.status}"), " · ", _told(entry.report.coverage, wording), class_="printed")


def problems(entry: Entry, wording: Wording) -> Iterator[Markup]:
    """The troubles of the input, those that lose content first in weight."""
    found = entry.report.problems
    if found:
        yield tag("ul", *(_problem(entry, problem, wording) for problem in found), class_="problems")


def _told(coverage: Coverage, wording: Wording) -> str:
    counts = {field.name: getattr(coverage, field.name) for field in fields(coverage)}
    return f"{wording('summary.coverage', **counts)} · {wording('label.relations')} {wording('summary.relations', **counts)}"


def bar(coverage: Coverage) -> Markup:
    """The shares of verified, contradicted and unchecked figures, with their numbers."""
    counts = [getattr(coverage, status) for status in _FIGURES]
    total, at, parts = max(coverage.figures, 1), 0, []
    for status, count in zip(_FIGURES, counts, strict=True):
        start, at = at, at + count
        parts.append(tag("rect", x=_BAR * start // total, y=0, width=_BAR * at // total - _BAR * start // total, height=6, class_=status))
    drawn = tag("svg", *parts, viewBox=f"0 0 {_BAR} 6", preserveAspectRatio="none", aria_hidden="true")
    numbers = (tag("span", str(count), class_=f"count {status}") for status, count in zip(_FIGURES, counts, strict=True))
    return tag("span", drawn, *numbers, class_="bar")


def _row(entry: Entry, wording: Wording) -> Markup:
    report = entry.report
    severities = Counter(finding.severity for finding in report.findings)
    shown = entry.is_read or bool(report.problems)
    name = tag("a", report.path, href=f"#{entry.identity}") if shown else report.path
    counts = (tag("td", str(severities[severity]) if entry.is_read else "", class_=f"number {severity if severities[severity] else 'nil'}")
              for severity in SEVERITIES)  # fmt: skip
    status = tag("td", wording(f"html.status-{report.status}"), class_=f"status {report.status}")
    return tag("tr", tag("td", name, class_="path"), status, *counts, tag("td", bar(report.coverage) if entry.is_read else ""))


def _more(entry: Entry, wording: Wording) -> Iterator[Markup]:
    report = entry.report
    if report.reports > 1:
        yield tag("p", wording("summary.reports", count=report.reports))
    if report.profile is not None:
        yield tag("p", f"{wording('label.profile')} {report.profile}")


def _problem(entry: Entry, problem: Problem, wording: Wording) -> Markup:
    at = f"{pointer(entry.report.path, problem.place, wording)}: " if problem.place else ""
    page = problem.place.boxes[0].page if problem.place and problem.place.boxes else None
    label = tag("span", f"{wording('label.problem')} {problem.code}", class_="label")
    said = f"{at}{problem.message}"
    words = tag("a", said, href=f"#{entry.identity}-p{page}") if page else said
    return tag("li", label, words, class_="loses" if problem.loses else None)
