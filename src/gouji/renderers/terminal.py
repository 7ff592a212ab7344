"""Findings for people at a terminal: one block a finding, the file's coverage behind them, the totals at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import fields

from gouji.document.model import Problem
from gouji.renderers.columns import safe, width, window
from gouji.renderers.sheet import Sheet, pointer
from gouji.renderers.words import Wording
from gouji.report import Coverage, DocumentReport, FactView, Finding, Repair, Report

SEVERITIES = ("error", "warning", "note")
STATUSES = ("checked", "partial", "unchecked", "unreadable", "skipped")
_STATUS_STYLES = {"checked": "faint", "partial": "warning", "unchecked": "warning", "unreadable": "error", "skipped": "faint"}
_BAR = "   | "
_NOTE = "   = "
_MOST_RELATED = 4
_MOST_ARITHMETIC = 3


def render(report: Report, lang: str, columns: int = 80, *, template: bool = False) -> str:
    """The report as plain text, no line wider than `columns`."""
    return sheet(report, lang, columns, template=template).plain()


def sheet(report: Report, lang: str, columns: int, *, template: bool = False) -> Sheet:
    """The report as styled lines; `template`: the documents were checked as forms to be filled in."""
    wording = Wording(lang)
    page = Sheet(columns)
    known = {view.fact.id: (document.path, view) for document in report.documents for view in document.figures} if _pooled(report) else {}
    for document in report.documents:
        page.gap()
        _DocumentView(document, page, wording, known, template).write()
    _totals(report, page, wording)
    return page


def _pooled(report: Report) -> bool:
    """Whether the files were read as one dossier: their ids tell them apart."""
    return any(view.fact.id.startswith("d") for document in report.documents for view in document.figures[:1])


class _DocumentView:
    def __init__(self, document: DocumentReport, page: Sheet, wording: Wording, known: Mapping[str, tuple[str, FactView]], template: bool) -> None:
        self.document, self.page, self.wording, self.template = document, page, wording, template
        self.paths = {fact_id: path for fact_id, (path, _) in known.items()}
        self.views = {fact_id: view for fact_id, (_, view) in known.items()} or {view.fact.id: view for view in document.figures}
        self.places = {relation.id: place for place, relation in enumerate(document.relations)}

    def write(self) -> None:
        document, page, wording = self.document, self.page, self.wording
        page.put((document.path, "strong"))
        for problem in document.problems:
            self.problem(problem)
        if document.status == "skipped":
            page.put((wording("status.skipped"), "faint"), indent=2)
            return
        for finding in document.findings:
            self.finding(finding)
            page.gap()
        if self.template and document.status == "unchecked":
            page.put((wording("summary.empty"), "faint"), _tail(document, wording), indent=2)
        else:
            page.put((wording(f"status.{document.status}"), _STATUS_STYLES[document.status]), _tail(document, wording), indent=2)
        if self.template and document.status != "unreadable":
            page.put((wording("summary.template"), "faint"), indent=2, hang=4)
        if document.reports > 1:
            page.put((wording("summary.reports", count=document.reports), "faint"), indent=2, hang=4)
        if document.status != "unreadable":
            _coverage(document.coverage, page, wording)
        if document.profile is not None:
            page.put((f"{wording('label.profile')}: ", "faint"), wording("summary.profile", profile=document.profile), indent=2, hang=4)

    def problem(self, problem: Problem) -> None:
        style = "warning" if problem.loses else "faint"
        at = f"{pointer(self.document.path, problem.place, self.wording)}: " if problem.place else ""
        self.page.put((f"{self.wording('label.problem')} {problem.code}", style), f": {at}{problem.message}", indent=2, hang=4)

    def finding(self, finding: Finding) -> None:
        page, wording = self.page, self.wording
        head = f"{wording(f'severity.{finding.severity}')} {finding.code}"
        page.put((head, finding.severity), f" {finding.name}: {finding.message}", hang=2)
        page.put(("  --> ", "faint"), pointer(self.document.path, finding.place, wording), hang=6)
        self.quote(finding)
        for label, text in self.notes(finding):
            page.put((f"{_NOTE}{wording(f'label.{label}')}: ", "faint"), text, hang=len(_NOTE) + 2)

    def quote(self, finding: Finding) -> None:
        """The sentence, and carets under the figure in it."""
        view = self.views.get(finding.figures[0]) if finding.figures else None
        start, end = _within(finding.quote, view) if view else (0, 0)
        shown, start, end = window(safe(finding.quote), start, end, self.page.columns - len(_BAR))
        self.page.put((_BAR, "faint"), shown)
        if end > start:
            self.page.put((_BAR, "faint"), (" " * width(shown[:start]) + "^" * width(shown[start:end]), finding.severity))

    def notes(self, finding: Finding) -> list[tuple[str, str]]:
        """What follows from what, what it should be, how to mend it: (label, text) in the order shown."""
        wording = self.wording
        relations = [self.document.relations[place] for place in sorted(self.places[i] for i in finding.relations if i in self.places)]
        notes = [("formula", finding.formula)]
        notes += [("arithmetic", relation.arithmetic) for relation in relations if relation.arithmetic][:_MOST_ARITHMETIC]
        notes += [("expected", finding.expected), ("tried", self.conventions(finding)), ("candidates", self.candidates(finding))]
        notes += [("related", text) for text in self.related(finding)]
        notes += [("repair", self.repair(repair)) for repair in finding.repairs]
        notes += [("decisive", wording("finding.decisive") if finding.decisive else None)]
        return [(label, text) for label, text in notes if text]

    def conventions(self, finding: Finding) -> str:
        return ", ".join(self.wording(f"convention.{convention}") for convention in finding.conventions)

    def candidates(self, finding: Finding) -> str:
        texts = ", ".join(self.text(figure) for figure in finding.candidates)
        return texts and self.wording("finding.candidates", texts=texts)

    def related(self, finding: Finding) -> list[str]:
        own = self.document.path
        views = [self.views[i] for i in finding.figures[1:] if i in self.views and (i not in finding.candidates or self.paths.get(i, own) != own)]
        lines = [self.summary(view) for view in views[:_MOST_RELATED]]
        more = len(views) - _MOST_RELATED
        return [*lines, self.wording("finding.more", count=more)] if more > 0 else lines

    def summary(self, view: FactView) -> str:
        name = " ".join(part for part in (view.fact.aspects.subject, view.fact.concept) if part)
        path = self.paths.get(view.fact.id, self.document.path)
        return f"{name} {view.fact.text} ({pointer(path, view.place, self.wording)})".strip()

    def repair(self, repair: Repair) -> str:
        key = "finding.repair-breaking" if repair.breaks else "finding.repair"
        cause = self.wording(f"cause.{repair.cause}")
        counts = {"restores": len(repair.restores), "breaks": len(repair.breaks)}
        return self.wording(key, before=repair.before, after=repair.after, cause=cause, **counts)

    def text(self, figure: str) -> str:
        return self.views[figure].fact.text if figure in self.views else figure


def _within(quote: str, view: FactView) -> tuple[int, int]:
    """Where the figure stands in the quote of its sentence; (0, 0) where it is not in it."""
    span, sentence, text = view.fact.span, view.fact.sentence, view.fact.text
    start, end = span.start - sentence.start, span.end - sentence.start
    if span.block == sentence.block and start >= 0 and "".join(quote[start:end].split()) == text:
        return start, end
    start = quote.find(text)
    return (start, start + len(text)) if start >= 0 else (0, 0)


def _tail(document: DocumentReport, wording: Wording) -> str:
    """Behind the status: how much was found, or that nothing was; nothing where there is nothing to be said."""
    if document.findings:
        return f"  {_found([document], wording)}"
    clean = document.status in ("checked", "partial") and document.coverage.consistent
    return f"  {wording('summary.clean', relations=document.coverage.consistent)}" if clean else ""


def _found(documents: list[DocumentReport], wording: Wording) -> str:
    severities: Counter[str] = Counter(finding.severity for document in documents for finding in document.findings)
    return wording("summary.found", **{severity: severities[severity] for severity in SEVERITIES})


def _coverage(coverage: Coverage, page: Sheet, wording: Wording) -> None:
    counts = {field.name: getattr(coverage, field.name) for field in fields(coverage)}
    page.put((f"{wording('label.coverage')}: ", "faint"), wording("summary.coverage", **counts), indent=2, hang=4)


def _totals(report: Report, page: Sheet, wording: Wording) -> None:
    documents = list(report.documents)
    read = [document for document in documents if document.status not in ("skipped", "unreadable")]
    statuses: Counter[str] = Counter(document.status for document in documents)
    if len(documents) != 1:
        page.gap()
    if not read:
        page.put((wording("summary.nothing"), "warning"))
    if len(documents) != 1:
        counts = {status: statuses[status] for status in STATUSES}
        page.put((wording("summary.total"), "strong"), " ", wording("summary.files", files=len(documents), **counts), hang=2)
    if len(read) > 1:
        page.put(_found(documents, wording), indent=2)
        _coverage(_sum([document.coverage for document in read]), page, wording)


def _sum(coverages: list[Coverage]) -> Coverage:
    return Coverage(*(sum(getattr(coverage, field.name) for coverage in coverages) for field in fields(Coverage)))
