"""What the page speaks of by name: its documents, their figures, and the words that a finding points at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from gouji.document.model import Box, Place, Span
from gouji.renderers.words import Wording
from gouji.report import DocumentReport, FactView, Finding, Relation, Report, Severity, Words

UNREAD = ("skipped", "unreadable")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something marked in a document: a figure, or words. `key` names it on the page; `kind` is the figure's status or `words`; `severity` that of
    the gravest finding it is at fault in; `pins` are the numbers of the findings that point at it; `span` counts blocks from the document's own."""

    key: str
    kind: str
    span: Span
    boxes: tuple[Box, ...]
    severity: Severity | None = None
    pins: tuple[int, ...] = ()


class Entry:
    """A document of the report as the page shows it; `number` is 0-based."""

    def __init__(self, number: int, report: DocumentReport, shared: dict[str, tuple[Entry, FactView]]) -> None:
        self.number, self.report = number, report
        self.views = {view.fact.id: view for view in report.figures}
        self.relations = {relation.id: relation for relation in report.relations}
        self._shared = shared

    @property
    def identity(self) -> str:
        """The name of the document on the page."""
        return f"d{self.number}"

    @property
    def is_read(self) -> bool:
        return self.report.status not in UNREAD

    def find(self, fact_id: str) -> tuple[Entry, FactView] | None:
        """A figure that a finding or relation of this document names, with the document it stands in: in a dossier any of them."""
        return (self, self.views[fact_id]) if fact_id in self.views else self._shared.get(fact_id)

    def key(self, fact_id: str) -> str | None:
        """The name of a figure on the page."""
        found = self.find(fact_id)
        return f"{found[0].identity}-{fact_id}" if found else None

    def words_key(self, relation: str, place: int) -> str:
        """The name of the words that are the operand at `place` of a relation."""
        return f"{self.identity}-{relation}-{place}"

    def finding_key(self, number: int) -> str:
        """The name of the finding with this 1-based number."""
        return f"{self.identity}-n{number}"

    def target(self, number: int, finding: Finding) -> str | None:
        """The mark that a finding points at: its first figure, else its words."""
        if finding.figures:
            return self.key(finding.figures[0])
        return f"{self.identity}-w{number}" if finding.span else None

    def words(self, span: Span) -> str:
        """What a span of the document says; nothing where the document is not at hand."""
        document, own = self.report.document, self._own(span)
        return document.blocks[own.block].text[own.start : own.end] if document and self._holds(span) else ""

    def broken(self, finding: Finding) -> list[Relation]:
        """The relations that a finding explains, in the order of the document."""
        wanted = set(finding.relations)
        return [relation for relation in self.report.relations if relation.id in wanted]

    @cached_property
    def marks(self) -> list[Mark]:
        """Everything marked in the document, figures first."""
        blamed = self._blamed()
        return [*(self._figure(view, blamed.get(view.fact.id, [])) for view in self.report.figures), *self._words(), *self._named()]

    def _blamed(self) -> dict[str, list[tuple[int, Finding]]]:
        """By figure, the findings in which it is at fault."""
        blamed: dict[str, list[tuple[int, Finding]]] = {}
        for number, finding in enumerate(self.report.findings, start=1):
            for fact_id in finding.candidates or finding.figures[:1]:
                blamed.setdefault(fact_id, []).append((number, finding))
        return blamed

    def _figure(self, view: FactView, blamed: Sequence[tuple[int, Finding]]) -> Mark:
        severities = {finding.severity for _, finding in blamed}
        gravest = next((severity for severity in SEVERITIES if severity in severities), None)
        pins = tuple(number for number, finding in blamed if finding.figures[0] == view.fact.id)
        key = f"{self.identity}-{view.fact.id}"
        return Mark(key, view.status, self._own(view.fact.span), view.place.boxes, gravest, pins)

    def _words(self) -> Iterator[Mark]:
        """What findings about words point at."""
        for number, finding in enumerate(self.report.findings, start=1):
            if not finding.figures and finding.span is not None:
                span = self._own(finding.span)
                yield Mark(f"{self.identity}-w{number}", "words", span, finding.place.boxes, finding.severity, (number,))

    def _named(self) -> Iterator[Mark]:
        """The words that are operands of the relations in findings."""
        wanted = {identity for finding in self.report.findings for identity in finding.relations}
        for relation in self.report.relations:
            for place, (_, operand) in enumerate(relation.operands):
                if relation.id in wanted and isinstance(operand, Words) and operand.span is not None and self._holds(operand.span):
                    yield Mark(self.words_key(relation.id, place), "words", self._own(operand.span), operand.place.boxes)

    def _holds(self, span: Span) -> bool:
        document = self.report.document
        return document is not None and 0 <= span.block - self.report.first_block < len(document.blocks)

    def _own(self, span: Span) -> Span:
        return replace(span, block=span.block - self.report.first_block)


SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


def entries(report: Report) -> list[Entry]:
    """The documents of a report, those of a dossier knowing one another's figures."""
    shared: dict[str, tuple[Entry, FactView]] = {}
    found = [Entry(number, document, shared) for number, document in enumerate(report.documents)]
    if any(view.fact.id.startswith("d") for entry in found for view in entry.report.figures[:1]):
        shared.update((identity, (entry, view)) for entry in found for identity, view in entry.views.items())
    return found


def named(view: FactView) -> str:
    """What a figure is called: `部门整体 执行数`."""
    return " ".join(part for part in (view.fact.aspects.subject, view.fact.concept) if part)


def located(entry: Entry, owner: Entry, place: Place, wording: Wording) -> str:
    """A place in words, with the file before it where that is another one of the dossier."""
    from gouji.renderers.places import pointer, where

    return where(place, wording) if owner is entry else pointer(owner.report.path, place, wording)
