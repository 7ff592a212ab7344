"""SARIF 2.1.0: findings as results, what could not be read as notifications."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gouji.document.model import Place, Problem
from gouji.renderers.escaping import json_text, safe_lines, uri
from gouji.renderers.json import encode_place
from gouji.renderers.notes import Figures, Known, Notes
from gouji.renderers.places import Stretch, position, stretch, where
from gouji.renderers.words import Wording
from gouji.report import DocumentReport, FactView, Finding, Report, Suppression
from gouji.rulebook.pack import Rule, load_rules

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "gouji/v1"
LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
UNCHECKED = "unchecked"
_LINK = re.compile(r"\[([^\[\]]*)\](?=\()")

Json = dict[str, Any]


def render(report: Report, lang: str, version: str, packs: tuple[Path, ...] = ()) -> str:
    """One run as indented JSON. Paths are percent-encoded references, columns count code points, and only rules that found something are described."""
    return json_text(_Run(report, lang, version, packs).log(), indent=2) + "\n"


class _Run:
    def __init__(self, report: Report, lang: str, version: str, packs: tuple[Path, ...] = ()) -> None:
        self.report, self.lang, self.version, self.packs = report, lang, version, packs
        self.wording, self.figures = Wording(lang), Figures(report)
        self.artifacts = {document.path: number for number, document in enumerate(report.documents)}
        found = {finding.code: finding.name for document in report.documents for finding in document.findings}
        self.names = dict(sorted(found.items()))
        self.rules = {code: number for number, code in enumerate(self.names)}
        met = {problem.code for document in report.documents for problem in _conditions(document, self.wording)}
        self.conditions = {code: number for number, code in enumerate(sorted(met))}

    def log(self) -> Json:
        return {"$schema": SCHEMA, "version": "2.1.0", "runs": [self.run()]}

    def run(self) -> Json:
        documents = self.report.documents
        return {
            "tool": {"driver": self.driver()},
            "language": LANGUAGES[self.lang],
            "columnKind": "unicodeCodePoints",
            "invocations": [self.invocation()],
            "artifacts": [_artifact(document) for document in documents],
            "results": [self.result(document, finding, notes) for document, notes in self.noted() for finding in document.findings],
        }

    def noted(self) -> Iterable[tuple[DocumentReport, Notes]]:
        return ((document, Notes(document, self.figures.of(document), self.wording)) for document in self.report.documents)

    def driver(self) -> Json:
        known = {rule.code: rule for rule in load_rules(self.packs)}
        rules = [self.rule(code, name, known.get(code)) for code, name in self.names.items()]
        head = {"name": "gouji", "version": self.version, "semanticVersion": self.version, "language": LANGUAGES[self.lang]}
        return head | {"rules": rules, "notifications": [{"id": code} for code in self.conditions]}

    def rule(self, code: str, name: str, rule: Rule | None) -> Json:
        """A rule with its help; `rule` is None for one of a pack that is not loaded."""
        if rule is None:
            return {"id": code, "name": name}
        title, why, basis = (_text(text) for text in (rule.title[self.lang], rule.why[self.lang], rule.basis))
        claims = [_text(claim.text) for claim in rule.claims]
        headings = {part: self.wording(f"manual.{part}") for part in ("claims", "basis")}
        plain = "\n".join([why, *claims, f"{headings['basis']}: {basis}"])
        listed = "\n".join(f"- `{claim}`" for claim in claims)
        markdown = "\n\n".join(part for part in (why, f"**{headings['claims']}**\n\n{listed}" if listed else "", f"**{headings['basis']}** {basis}") if part)
        return {
            "id": code,
            "name": name,
            "shortDescription": {"text": title},
            "fullDescription": {"text": why},
            "help": {"text": plain, "markdown": markdown},
            "defaultConfiguration": {"level": rule.severity},
            "properties": {"tags": [code[:2]]},
        }

    def result(self, document: DocumentReport, finding: Finding, notes: Notes) -> Json:
        first = notes.figures.get(finding.figures[0]) if finding.figures else None
        others = enumerate(notes.others(finding), start=1)
        return {
            "ruleId": finding.code,
            "ruleIndex": self.rules[finding.code],
            "level": finding.severity,
            "message": {"text": _text("\n".join([finding.message, *notes.lines(finding, related=False)]))},
            "locations": [self.location(document, finding.place, first.view if first else None)],
            "relatedLocations": [self.related(number, known, notes) for number, known in others],
            "partialFingerprints": {FINGERPRINT: finding.fingerprint},
            "suppressions": [_suppression(finding.suppressed)] if finding.suppressed else [],
        }

    def related(self, number: int, known: Known, notes: Notes) -> Json:
        place = self.location(known.document, known.view.place, known.view)
        return {"id": number} | place | {"message": {"text": _text(f"{notes.summary(known)} ({where(known.view.place, self.wording)})")}}

    def location(self, document: DocumentReport, place: Place | None, view: FactView | None = None) -> Json:
        """A region in text; pages, paragraphs and cells are logical locations, said in the message too and given whole in the properties."""
        physical: Json = {"artifactLocation": {"uri": uri(document.path), "index": self.artifacts[document.path]}}
        if place is None:
            return {"physicalLocation": physical}
        lines = stretch(document, place, view)
        if lines is not None:
            physical["region"] = _region(lines, view)
        result: Json = {"physicalLocation": physical}
        if logical := self.logical(place, named=lines is None):
            result["logicalLocations"] = logical
        if lines is None and (said := where(place, self.wording)):
            result |= {"message": {"text": _text(said)}, "properties": {"place": encode_place(place)}}
        return result

    def logical(self, place: Place, named: bool) -> list[Json]:
        """The page, paragraph or cell (`named`: where no line tells it), and the section."""
        kind = "cell" if place.cell else "page" if place.boxes else "paragraph"
        at = position(place, self.wording) if named or place.cell else ""
        found = [{"name": safe_lines(at), "kind": kind}] if at else []
        return [*found, {"name": safe_lines(place.section), "kind": "section"}] if place.section else found

    def invocation(self) -> Json:
        notifications = [self.notification(document, problem) for document in self.report.documents for problem in _conditions(document, self.wording)]
        complete = not any(problem.loses for document in self.report.documents for problem in document.problems)
        return {"executionSuccessful": complete, "toolExecutionNotifications": notifications}

    def notification(self, document: DocumentReport, problem: Problem) -> Json:
        level = "warning" if problem.code == UNCHECKED else "error" if problem.loses else "note"
        return {
            "descriptor": {"id": problem.code, "index": self.conditions[problem.code]},
            "level": level,
            "message": {"text": _text(problem.message)},
            "locations": [self.location(document, problem.place)],
        }


def _conditions(document: DocumentReport, wording: Wording) -> list[Problem]:
    """Troubles with the input, and that nothing in it could be checked."""
    unchecked = [Problem(UNCHECKED, False, wording("status.unchecked"))] if document.status == UNCHECKED else []
    return [*document.problems, *unchecked]


def _artifact(document: DocumentReport) -> Json:
    hashes = {"hashes": {"sha-256": document.sha256}} if document.sha256 else {}
    return {"location": {"uri": uri(document.path)}, "roles": ["analysisTarget"]} | hashes


def _region(lines: Stretch, view: FactView | None) -> Json:
    edges = {"startLine": lines.line, "startColumn": lines.column, "endLine": lines.end_line, "endColumn": lines.end_column}
    snippet = {"snippet": {"text": safe_lines(view.fact.text)}} if view and lines.end_column else {}
    return {name: edge for name, edge in edges.items() if edge is not None} | snippet


def _suppression(suppression: Suppression) -> Json:
    said = {"by": suppression.by, "until": suppression.until}
    properties = {name: value for name, value in said.items() if value is not None}
    return {"kind": "external", "status": "accepted", "justification": safe_lines(suppression.reason)} | ({"properties": properties} if properties else {})


def _text(text: str) -> str:
    """`text` as a SARIF message, in which braces are placeholders and `[…](…)` is a link."""
    return _LINK.sub(r"\\[\1\\]", safe_lines(text)).replace("{", "{{").replace("}", "}}")
