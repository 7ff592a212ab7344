"""Remark: what is written at one place of an annotated copy, in words, before it takes the form of a comment or a highlight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gouji.document.model import Document, Span
from gouji.renderers.notes import Figures, Notes
from gouji.renderers.places import where
from gouji.renderers.words import Wording
from gouji.report import DocumentReport, Finding, Repair, Report, Severity

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")  # the gravest first


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words that are to stand in the place of `span`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding as it is written down. `number` counts from 1 in the order of the document; `span` is what it is written at, None where a document
    has no such place; `place` says the same in words; `lines` are its proof, each with its label."""

    number: int
    severity: Severity
    title: str
    message: str
    lines: tuple[str, ...]
    place: str
    span: Span | None
    suggestion: Suggestion | None = None

    @property
    def text(self) -> str:
        """All of it, a line each."""
        return "\n".join((self.title, self.message, *self.lines))


def remarks(report: DocumentReport, wording: Wording, *, notes: bool, suggest: bool, within: Report | None = None) -> tuple[Remark, ...]:
    """The remarks on a document that was read: its errors and warnings that nobody accepted, with `notes` those, too.

    With `suggest` they say what is to stand instead, where there is one answer. `within` is the report that the document's is a part of: in a
    dossier, a finding may name figures of the other files.
    """
    report = _alone(report)
    if report.document is None:
        return ()
    told = [finding for finding in report.findings if (notes or finding.severity != "note") and finding.suppressed is None]
    repairs = _unique(told) if suggest else {}
    spans = {view.fact.id: view.fact.span for view in report.figures}
    proof = Notes(report, Figures(within or Report((report,))).of(report), wording)
    made = []
    for number, finding in enumerate(told, start=1):
        repair = repairs.pop(finding.repairs[0].figure, None) if finding.repairs else None
        made.append(
            Remark(
                number=number,
                severity=finding.severity,
                title=f"{wording(f'severity.{finding.severity}')} {finding.code} {finding.name}",
                message=finding.message,
                lines=tuple(proof.lines(finding)),
                place=where(finding.place, wording),
                span=_solid(report.document, finding.span),
                suggestion=Suggestion(spans[repair.figure], repair.after) if repair and repair.figure in spans else None,
            )
        )
    return tuple(made)


def _unique(findings: list[Finding]) -> dict[str, Repair]:
    """By figure, the one value that everything which asks for another asks for; a repair that breaks what holds is none to be suggested."""
    asked: dict[str, list[Repair]] = {}
    for finding in findings:
        for repair in finding.repairs:
            asked.setdefault(repair.figure, []).append(repair)
    doubtful = {figure for finding in findings for figure in finding.candidates}
    return {
        figure: repairs[0]
        for figure, repairs in asked.items()
        if figure not in doubtful and len({repair.after for repair in repairs}) == 1 and not any(repair.breaks for repair in repairs)
    }


def _alone(report: DocumentReport) -> DocumentReport:
    """A document of a dossier with its blocks counted from its own first."""
    first = report.first_block
    if not first:
        return report

    def moved(finding: Finding) -> Finding:
        return finding if finding.span is None else replace(finding, span=replace(finding.span, block=finding.span.block - first))

    figures = tuple(replace(view, fact=replace(view.fact, span=replace(view.fact.span, block=view.fact.span.block - first))) for view in report.figures)
    return replace(report, figures=figures, findings=tuple(moved(finding) for finding in report.findings), first_block=0)


def _solid(document: Document, span: Span | None) -> Span | None:
    """`span`, or where nothing is printed there the nearest words before it, or behind it."""
    if span is None or span.end > span.start:
        return span
    return next((Span(block, 0, len(document.blocks[block].text)) for block in _nearest(span.block, len(document.blocks)) if document.blocks[block].text), None)


def _nearest(block: int, blocks: int) -> Iterator[int]:
    yield from range(block, -1, -1)
    yield from range(block + 1, blocks)
