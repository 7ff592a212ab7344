"""The examples of a rule, run as its tests: what passes is not flagged, what fails is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from gouji import audit
from gouji.document.model import Document
from gouji.document.plain import block
from gouji.report import DocumentReport, Finding
from gouji.rulebook.pack import Rule
from gouji.rulebook.source import Source, parsed_source
from gouji.settings import SEVERITIES, Settings

Fault = Literal["flagged", "flagged-by-another", "missed", "too-grave", "words-missing", "nothing-to-check"]
NEXT_FILE = "\n=====\n"  # stands in an example between the files of a dossier
_HARMLESS: tuple[Fault, ...] = ("nothing-to-check",)


@dataclass(frozen=True, slots=True)
class Outcome:
    """An example that did not do what it should: `at` is `file:line`; `told` what was said of it, or the figures as they were understood."""

    at: str
    rule: str
    fault: Fault
    text: str
    told: tuple[str, ...] = ()

    @property
    def fails(self) -> bool:
        """Whether the rule is not as its examples say; else it is only worth a look."""
        return self.fault not in _HARMLESS


def document_of(text: str) -> Document:
    """An example as a reader would give it: one paragraph a line; lines with bars are rows of a table."""
    from gouji.readers import read_bytes

    if "|" in text:
        return read_bytes(text.encode(), "-")
    return Document("txt", tuple(block(line) for line in text.split("\n") if line.strip()))


def trial(path: Path, shown: str, rules: Sequence[Rule], packs: tuple[Path, ...]) -> Iterator[Outcome]:
    """What is wrong with the examples of the pack `path`, in the order of its file; `rules` are all in force, `packs` the own ones among them."""
    source = parsed_source(path)
    codes = {rule.code: rule for rule in rules}
    for number, entry in enumerate(source.data.get("rules") or ()):
        rule = codes[entry["code"]]
        settings = Settings(extend_select=(rule.code,), template=rule.template, packs=packs)
        yield from _passing(rule, source, number, shown, settings)
        yield from _failing(rule, source, number, shown, settings)


def _passing(rule: Rule, source: Source, number: int, shown: str, settings: Settings) -> Iterator[Outcome]:
    held = False
    for place, text in enumerate(rule.passing):
        report = checked(text, settings)
        held = held or any(relation.rule == rule.code and relation.outcome == "consistent" for relation in report.relations)
        own = [finding for finding in report.findings if finding.code == rule.code]
        others = [finding for finding in report.findings if finding.code != rule.code and finding.severity != "note"]
        at = _at(source, shown, number, "pass", place)
        if own:
            yield Outcome(at, rule.code, "flagged", text, _told(own))
        if others:
            yield Outcome(at, rule.code, "flagged-by-another", text, _told(others))
    if rule.claims and not held:
        yield Outcome(_at(source, shown, number, "pass", 0), rule.code, "nothing-to-check", rule.passing[0], _understood(checked(rule.passing[0], settings)))


def _failing(rule: Rule, source: Source, number: int, shown: str, settings: Settings) -> Iterator[Outcome]:
    for place, text in enumerate(rule.failing):
        report = checked(text, settings)
        own = [finding for finding in report.findings if finding.code == rule.code]
        at = _at(source, shown, number, "fail", place)
        if not own:
            yield Outcome(at, rule.code, "missed", text, (*_told(report.findings), *_understood(report)))
        elif min(SEVERITIES.index(finding.severity) for finding in own) < SEVERITIES.index(rule.severity):
            yield Outcome(at, rule.code, "too-grave", text, _told(own))
        if any("{" in finding.message or "None" in finding.message for finding in own):
            yield Outcome(at, rule.code, "words-missing", text, _told(own))


def checked(text: str, settings: Settings) -> DocumentReport:
    """An example checked; where it is several files of a dossier, the last of them, with what is said of any."""
    documents = [replace(document_of(part), locator=None) for part in text.split(NEXT_FILE)]
    if len(documents) == 1:
        return audit.check_document(documents[0], "-", "", settings)
    reports = audit.check_dossier([audit.Opened(document, "-", "") for document in documents], replace(settings, together=True))
    return replace(reports[-1], findings=tuple(finding for report in reports for finding in report.findings))


def _at(source: Source, shown: str, number: int, kind: str, place: int) -> str:
    examples = ("rules", number, "examples")
    marks = source.marks or {}
    line, _ = marks.get((*examples, kind, place)) or marks[examples]
    return f"{shown}:{line}"


def _told(findings: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(f"{finding.code} {finding.message}" for finding in findings)


def _understood(report: DocumentReport) -> tuple[str, ...]:
    """`480万元 拨付数`: the figures by the names that claims must use."""
    return tuple(" ".join(part for part in (view.fact.text, view.fact.aspects.subject, view.fact.concept or "?") if part) for view in report.figures)
