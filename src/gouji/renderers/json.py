"""JSON as the contract has it: schema gouji/1."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Any, TypeVar

from gouji.document.model import Box, CellRef, Place, Problem
from gouji.ledger import Indicator
from gouji.renderers.decimals import decimal
from gouji.renderers.escaping import json_text
from gouji.report import About, Coverage, DocumentReport, Expected, FactView, Finding, Operand, Parameter, Relation, Repair, Report, Suppression, Words

SCHEMA = "gouji/1"
Json = dict[str, Any]
T = TypeVar("T")

_COUNTS = ("figures", "bound", "verified", "contradicted", "unchecked")
_OUTCOMES = ("consistent", "inconsistent", "undetermined")
_ABOUT = ("kind", "unit", "project", "year", "budget", "executed", "score", "grade")
_SLOTS = ("target", "midyear", "actual", "completion", "weight", "score")


def render(report: Report, version: str) -> str:
    """The whole report as one indented object, keys in the order of the contract, ending in a line feed.

    Numbers of the document are strings. Each is an exact decimal, but for the ends of `expected` that have none (1/3): those are rounded
    outward to 12 significant digits.
    """
    return "".join(assembled((entry(document) for document in report.documents), version))


def assembled(entries: Iterable[str], version: str) -> Iterator[str]:
    """The pieces of `render`, one as soon as each document's `entry` is there."""
    empty = json_text(_head(version) | {"documents": []}, indent=2)
    opening, closing = empty.removesuffix("]\n}"), "]\n}\n"
    yield opening
    before, behind = "\n", ""
    for one in entries:
        yield f"{before}{one}"
        before, behind = ",\n", "\n  "
    yield f"{behind}{closing}"


def entry(document: DocumentReport) -> str:
    """A document as `render` has it under `documents`, indented as it stands there."""
    return "    " + json_text(_document(document), indent=2).replace("\n", "\n    ")


def render_lines(report: Report, version: str) -> str:
    """One line a document: the entry that `render` has under `documents`, with `schema` and `tool` before it."""
    return "".join(line(document, version) for document in report.documents)


def line(document: DocumentReport, version: str) -> str:
    """The line of a document, with its line feed."""
    return json_text(_head(version) | _document(document)) + "\n"


def _head(version: str) -> Json:
    return {"schema": SCHEMA, "tool": {"name": "gouji", "version": version}}


def _document(document: DocumentReport) -> Json:
    return {
        "path": document.path,
        "format": document.format,
        "sha256": document.sha256,
        "pages": document.pages,
        "reports": document.reports,
        "status": document.status,
        "problems": [_problem(problem) for problem in document.problems],
        "profile": document.profile,
        "about": _optional(_about, document.about),
        "coverage": _coverage(document.coverage),
        "figures": [_figure(view) for view in document.figures],
        "indicators": [_indicator(indicator, place) for indicator, place in document.indicators],
        "relations": [_relation(relation) for relation in document.relations],
        "findings": [_finding(finding) for finding in document.findings],
    }


def _problem(problem: Problem) -> Json:
    return {"code": problem.code, "loses": problem.loses, "message": problem.message, "place": _optional(encode_place, problem.place)}


def _about(about: About) -> Json:
    recomputed = {"score": about.recomputed_score, "grade": about.recomputed_grade}
    return {name: getattr(about, name) for name in _ABOUT} | {"recomputed": recomputed}


def _coverage(coverage: Coverage) -> Json:
    return {name: getattr(coverage, name) for name in _COUNTS} | {"relations": {name: getattr(coverage, name) for name in _OUTCOMES}}


def _figure(view: FactView) -> Json:
    fact, figure, interval, aspects = view.fact, view.fact.figure, view.fact.interval, view.fact.aspects
    return {
        "id": fact.id,
        "text": figure.text,
        "value": decimal(figure.value),
        "unit": figure.unit.symbol if figure.unit else None,
        "dimension": fact.dimension,
        "low": _low(interval.low),
        "high": _high(interval.high),
        "low_open": interval.low_open,
        "high_open": interval.high_open,
        "qualifier": figure.qualifier,
        "concept": fact.concept,
        "role": fact.role,
        "subject": aspects.subject,
        "period": aspects.period,
        "basis": aspects.basis,
        "scope": aspects.scope,
        "place": encode_place(view.place),
        "quote": view.quote,
        "status": view.status,
    }


def _indicator(indicator: Indicator, place: Place) -> Json:
    words = dict(indicator.words)
    slots = {slot: getattr(indicator, slot) or ({"text": words[slot]} if slot in words else None) for slot in _SLOTS}
    rest = {"cause": indicator.cause, "remedy": indicator.remedy, "place": encode_place(place)}
    return {"id": indicator.id, "path": list(indicator.path)} | slots | rest


def _relation(relation: Relation) -> Json:
    return {
        "id": relation.id,
        "rule": relation.rule,
        "outcome": relation.outcome,
        "formula": relation.formula,
        "reading": relation.reading,
        "convention": relation.convention,
        "operands": {role: _operand(operand) for role, operand in relation.operands},
        "arithmetic": relation.arithmetic,
        "expected": _optional(_expected, relation.expected),
        "reach": relation.reach,
        "reason": relation.reason,
    }


def _operand(operand: Operand) -> Any:
    match operand:
        case Words(text, place):
            return {"text": text, "place": encode_place(place)}
        case Parameter(value, basis):
            return {"value": value, "basis": basis}
        case tuple():
            return list(operand)
        case _:
            return operand


def _expected(expected: Expected) -> Json:
    return {"low": _low(expected.interval.low), "high": _high(expected.interval.high), "text": expected.text}


def _finding(finding: Finding) -> Json:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "message": finding.message,
        "figures": list(finding.figures),
        "candidates": list(finding.candidates),
        "place": encode_place(finding.place),
        "quote": finding.quote,
        "relations": list(finding.relations),
        "formula": finding.formula,
        "expected": finding.expected,
        "conventions": list(finding.conventions),
        "repairs": [_repair(repair) for repair in finding.repairs],
        "decisive": finding.decisive,
        "cut_short": finding.cut_short,
        "suppressed": _optional(_suppression, finding.suppressed),
        "fingerprint": finding.fingerprint,
    }


def _suppression(suppression: Suppression) -> Json:
    return {"reason": suppression.reason, "by": suppression.by, "until": suppression.until}


def _repair(repair: Repair) -> Json:
    return {
        "figure": repair.figure,
        "from": repair.before,
        "to": repair.after,
        "cause": repair.cause,
        "restores": list(repair.restores),
        "breaks": list(repair.breaks),
        "also": [{"figure": change.figure, "from": change.before, "to": change.after} for change in repair.also],
    }


def encode_place(place: Place) -> Json:
    """A place as the contract has it."""
    return {
        "boxes": [_box(box) for box in place.boxes],
        "line": place.line,
        "column": place.column,
        "paragraph": place.paragraph,
        "cell": _optional(_cell, place.cell),
        "section": place.section,
    }


def _box(box: Box) -> Json:
    # + 0.0 turns -0.0 into 0.0
    return {"page": box.page, "box": [round(edge, 2) + 0.0 for edge in (box.x0, box.top, box.x1, box.bottom)]}


def _cell(cell: CellRef) -> Json:
    return {"table": cell.table, "sheet": cell.sheet, "ref": cell.ref}


def _optional(encode: Callable[[T], Json], value: T | None) -> Json | None:
    return None if value is None else encode(value)


def _low(value: Fraction | None) -> str | None:
    return None if value is None else decimal(value, "low")


def _high(value: Fraction | None) -> str | None:
    return None if value is None else decimal(value, "high")
