"""Findings for people at a terminal: one block a finding, the file's coverage behind them, the totals at the end; or, concise, one line a finding."""

from __future__ import annotations

from rich.text import Text

from gouji.document.model import Problem
from gouji.renderers.escaping import inert, safe
from gouji.renderers.excerpt import excerpt
from gouji.renderers.notes import Figures, Notes
from gouji.renderers.places import located, pointer, position
from gouji.renderers.sheet import STYLES, Sheet
from gouji.renderers.summary import found, standing
from gouji.renderers.totals import covered, totals
from gouji.renderers.words import Wording
from gouji.report import DocumentReport, Finding, Report
from gouji.tally import Tally, tally

_STATUS_STYLES = {"checked": "faint", "partial": "warning", "unchecked": "warning", "unreadable": "error", "skipped": "faint"}
_NOTE_STYLES = {"related": "faint", "repair": "repair"}
_BAR = "   |"
_NOTE = "   = "


def render(report: Report, lang: str, columns: int = 80, *, template: bool = False) -> str:
    """The report as plain text, no line wider than `columns`."""
    return sheet(report, lang, columns, template=template).plain()


def sheet(report: Report, lang: str, columns: int, *, template: bool = False) -> Sheet:
    """The report as styled lines; `template`: the documents were checked as forms to be filled in."""
    wording = Wording(lang)
    page = Sheet(columns)
    figures = Figures(report)
    for document in report.documents:
        page.gap()
        _DocumentView(document, page, wording, Notes(document, figures.of(document), wording), template).write()
    totals(tally(report), page, wording)
    return page


def entry(document: DocumentReport, lang: str, columns: int, *, template: bool = False) -> Sheet:
    """The lines of one document of several, for a view that is printed as it grows: an empty line goes between two, `closing` behind the last."""
    wording = Wording(lang)
    page = Sheet(columns)
    figures = Figures(Report((document,)))
    _DocumentView(document, page, wording, Notes(document, figures.of(document), wording), template).write()
    return page


def concise(report: Report, lang: str, columns: int, *, template: bool = False) -> Sheet:
    """One line a finding, `file:place: CODE message`, as wide as it comes; what was not checked is said in a line of its own."""
    page = Sheet(columns)
    for document in report.documents:
        page.lines += concise_entry(document, lang, columns, template=template).lines
    totals(tally(report), page, Wording(lang), brief=True)
    return page


def concise_entry(document: DocumentReport, lang: str, columns: int, *, template: bool = False) -> Sheet:
    """The concise lines of one document of several."""
    wording = Wording(lang)
    page = Sheet(columns)
    for problem in document.problems:
        at = position(problem.place, wording) if problem.place else ""
        style = "warning" if problem.loses else "faint"
        _line(page, _at(document.path, at), (f"{wording('label.problem')} {problem.code}", style), problem.message)
    for finding in standing(document):
        _line(page, _at(document.path, position(finding.place, wording)), (finding.code, finding.severity), finding.message)
    if document.status == "unchecked" and not template:
        _line(page, document.path, (wording("status.unchecked"), "warning"), "")
    return page


def closing(total: Tally, lang: str, columns: int, *, brief: bool = False) -> Sheet:
    """What stands behind the documents; `brief`: as behind the concise ones."""
    page = Sheet(columns)
    totals(total, page, Wording(lang), brief)
    return page


def _at(path: str, place: str) -> str:
    return f"{path}:{place}" if place else path


def _line(page: Sheet, at: str, mark: tuple[str, str], message: str) -> None:
    words, style = mark
    line = Text.assemble(inert(safe(at)), (": ", STYLES["faint"]), (safe(words), STYLES[style]), f" {safe(message)}")
    line.rstrip()
    page.lines.append(line)


class _DocumentView:
    def __init__(self, document: DocumentReport, page: Sheet, wording: Wording, notes: Notes, template: bool) -> None:
        self.document, self.page, self.wording, self.notes, self.template = document, page, wording, notes, template

    def write(self) -> None:
        document, page, wording = self.document, self.page, self.wording
        page.put((document.path, "strong"))
        for problem in document.problems:
            self.problem(problem)
        if document.status == "skipped":
            page.put((wording("status.skipped"), "faint"), indent=2)
            return
        open_ones = standing(document)
        if open_ones:
            page.gap()
        for finding in open_ones:
            self.finding(finding)
            page.gap()
        self.closing()

    def closing(self) -> None:
        """How far the file was read and checked, and as what."""
        document, page, wording = self.document, self.page, self.wording
        if self.template and document.status == "unchecked":
            page.put((wording("summary.empty"), "faint"), _tail(document, wording), indent=2)
        else:
            page.put((wording(f"status.{document.status}"), _STATUS_STYLES[document.status]), _tail(document, wording), indent=2)
        if self.template and document.status != "unreadable":
            page.put((wording("summary.template"), "faint"), indent=2, hang=4)
        if document.reports > 1:
            page.put((wording("summary.reports", count=document.reports), "faint"), indent=2, hang=4)
        if document.status != "unreadable":
            covered(document.coverage, page, wording)
        if document.profile is not None:
            page.put((f"{wording('label.profile')}: ", "faint"), wording("summary.profile", profile=document.profile), indent=2, hang=4)

    def problem(self, problem: Problem) -> None:
        style = "warning" if problem.loses else "faint"
        at = f"{pointer(self.document.path, problem.place, self.wording)}: " if problem.place else ""
        self.page.put((f"{self.wording('label.problem')} {problem.code}", style), f": {at}{problem.message}", indent=2, hang=4)

    def finding(self, finding: Finding) -> None:
        page, wording = self.page, self.wording
        head = f"{wording(f'severity.{finding.severity}')} {finding.code}"
        page.put((head, finding.severity), (f" {finding.name}: ", "faint"), (finding.message, "strong"), hang=2)
        page.put(("  --> ", "faint"), located(self.document.path, finding.place, wording), hang=6)
        shown = self.quote(finding)
        for label, text in self.notes.of(finding, shown):
            page.put((f"{_NOTE}{wording(f'label.{label}')}: ", "faint"), (text, _NOTE_STYLES.get(label, "")), hang=len(_NOTE) + 2)

    def quote(self, finding: Finding) -> frozenset[str]:
        """The sentence with the figure marked and its witnesses underlined, and the ids of all that are to be seen in it."""
        quoted = excerpt(finding, self.notes.figures, self.page.columns - len(_BAR) - 1, self._words(finding))
        lines = (Text(), quoted.text, quoted.underline, Text()) if quoted.underline else (Text(), quoted.text, Text())
        for line in lines:
            space = " " if line.plain else ""
            self.page.lines.append(Text.assemble((_BAR, STYLES["faint"]), space, line))
        return quoted.shown

    def _words(self, finding: Finding) -> str:
        """What a finding points at, as it is printed."""
        held, span = self.document.document, finding.span
        if held is None or span is None or not 0 <= span.block - self.document.first_block < len(held.blocks):
            return ""
        return held.blocks[span.block - self.document.first_block].text[span.start : span.end]


def _tail(document: DocumentReport, wording: Wording) -> str:
    """Behind the status: how much was found, or that nothing was; nothing where there is nothing to be said."""
    if document.findings:
        return f"  {found([document], wording)}"
    clean = document.status in ("checked", "partial") and document.coverage.consistent
    return f"  {wording('summary.clean', relations=document.coverage.consistent)}" if clean else ""
