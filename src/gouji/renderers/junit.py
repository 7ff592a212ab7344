"""JUnit: a suite for each document; a failed case for each finding, a passed one for each rule that held, an error for what was not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from xml.etree import ElementTree as Xml

from gouji.document.model import Place
from gouji.renderers.escaping import xml_text
from gouji.renderers.notes import Figures, Notes
from gouji.renderers.places import located, position
from gouji.renderers.words import Wording
from gouji.report import Coverage, DocumentReport, Finding, Report
from gouji.rulebook.pack import load_rules

_COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}
_FAILING = ("error", "warning")


@dataclass(frozen=True, slots=True)
class Case:
    """A test case. `outcome` is the element it holds, None where it passed; `about` says it in a line, `body` at length."""

    name: str
    outcome: str | None = None
    kind: str = ""
    about: str = ""
    body: str = ""
    line: int | None = None


def render(report: Report, lang: str, packs: tuple[Path, ...] = ()) -> str:
    """One document of XML. Notes pass, with their text as output: they are worth a look and may well be right. What was accepted is skipped."""
    wording, figures = Wording(lang), Figures(report)
    names = {rule.code: rule.name for rule in load_rules(packs)}
    root = Xml.Element("testsuites", name="gouji")
    for document in report.documents:
        root.append(_suite(document, list(_cases(document, Notes(document, figures.of(document), wording), names, wording))))
    for attribute in ("tests", *_COUNTED):
        root.set(attribute, str(sum(int(suite.get(attribute, "0")) for suite in root)))
    Xml.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(root, encoding="unicode")}\n'


def _suite(document: DocumentReport, cases: list[Case]) -> Xml.Element:
    suite = Xml.Element("testsuite", name=xml_text(document.path), tests=str(len(cases)))
    for attribute, outcome in _COUNTED.items():
        suite.set(attribute, str(sum(case.outcome == outcome for case in cases)))
    properties = Xml.SubElement(suite, "properties")
    for field in fields(Coverage):
        Xml.SubElement(properties, "property", name=field.name, value=str(getattr(document.coverage, field.name)))
    for case in _told_apart(cases):
        suite.append(_element(case, document.path))
    return suite


def _told_apart(cases: Iterable[Case]) -> Iterator[Case]:
    """Equal names get an ordinal: a case is known by its name from one run to the next."""
    seen: Counter[str] = Counter()
    for case in cases:
        seen[case.name] += 1
        yield case if seen[case.name] == 1 else replace(case, name=f"{case.name} ({seen[case.name]})")


def _element(case: Case, path: str) -> Xml.Element:
    element = Xml.Element("testcase", classname=xml_text(path), name=_one_line(case.name), file=xml_text(path), time="0")
    if case.line is not None:
        element.set("line", str(case.line))
    if case.outcome is not None:
        outcome = Xml.SubElement(element, case.outcome, message=_one_line(case.about))
        if case.kind:
            outcome.set("type", case.kind)
        outcome.text = xml_text(case.body) or None
    elif case.body:
        Xml.SubElement(element, "system-out").text = xml_text(case.body)
    return element


def _cases(document: DocumentReport, notes: Notes, names: Mapping[str, str], wording: Wording) -> Iterator[Case]:
    yield from _reading(document, wording)
    for finding in document.findings:
        yield _found(document, finding, notes, wording)
    found = {finding.code for finding in document.findings}
    held = {relation.rule for relation in document.relations if relation.outcome == "consistent"}
    for code in sorted(held - found):
        yield Case(f"{code} {names.get(code, '')}".rstrip())


def _reading(document: DocumentReport, wording: Wording) -> Iterator[Case]:
    """Whether the document was read and could be checked."""
    name, status = wording("label.problem"), wording(f"status.{document.status}")
    for problem in document.problems:
        body = f"{located(document.path, problem.place or Place(), wording)}: {problem.message}"
        outcome = "error" if problem.loses else "skipped" if document.status == "skipped" else None
        yield Case(f"{name} {problem.code}", outcome, problem.code if problem.loses else "", problem.message, body)
    if document.status == "unchecked":
        yield Case(f"{name} unchecked", "error", "unchecked", status)
    elif not document.problems:
        yield Case(status)


def _found(document: DocumentReport, finding: Finding, notes: Notes, wording: Wording) -> Case:
    figure = notes.figures[finding.figures[0]].view.fact.text if finding.figures and finding.figures[0] in notes.figures else ""
    place = position(finding.place, wording)
    name = " ".join(part for part in (finding.code, finding.name, finding.place.section or place, figure) if part)
    body = "\n".join([located(document.path, finding.place, wording), finding.quote, *notes.lines(finding)])
    if finding.suppressed:
        return Case(name, "skipped", "", notes.accepted(finding.suppressed), body, finding.place.line)
    if finding.severity not in _FAILING:
        return Case(name, body=f"{finding.message}\n{body}", line=finding.place.line)
    return Case(name, "failure", finding.severity, finding.message, body, finding.place.line)


def _one_line(text: str) -> str:
    return " ".join(xml_text(text).split())
