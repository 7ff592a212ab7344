"""The findings list (问题清单) with its working paper: every relation checked, the coverage, every figure; one sheet each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path

from gouji.document.model import Place
from gouji.renderers.places import where
from gouji.renderers.quotes import within
from gouji.renderers.words import Wording
from gouji.renderers.words import operand as operand_name
from gouji.renderers.workbook import Cell, Choices, Column, Table, Workbook, joined
from gouji.report import Coverage, DocumentReport, FactView, Finding, Operand, Parameter, Relation, Report, Words
from gouji.rulebook.pack import Rule, load_rules

_OPINIONS = ("confirmed", "mended", "refuted", "explained", "wanted", "accepted")
_FINDINGS = (
    Column("number", 5), Column("file", 13), Column("place", 11), Column("quote", 32), Column("problem", 30), Column("basis", 22),
    Column("arithmetic", 28), Column("suggested", 15), Column("severity", 7), Column("opinion", 9), Column("remarks", 14), Column("rule", 24),
    Column("fingerprint", 20),
)  # fmt: skip
_PRINTED = 11  # rule and fingerprint are for whoever accepts a finding
_RELATIONS = (
    Column("number", 5), Column("file", 13), Column("place", 11), Column("rule", 20), Column("formula", 22), Column("operands", 36),
    Column("arithmetic", 28), Column("expected", 16), Column("outcome", 8), Column("convention", 9), Column("reach", 9), Column("reason", 13),
    Column("finding", 7),
)  # fmt: skip
_COUNTS = ("figures", "bound", "verified", "contradicted", "unchecked", "consistent", "inconsistent", "undetermined")
_SEVERITIES = ("error", "warning", "note")
_COVERAGE = (
    Column("number", 5), Column("file", 20), Column("format", 7), Column("pages", 6), Column("status", 12), Column("profile", 11),
    *(Column(count, 8) for count in (*_COUNTS, *_SEVERITIES, "accepted")), Column("problems", 26), Column("sha256", 20),
)  # fmt: skip
_FIGURES = (
    Column("number", 6), Column("file", 18), Column("place", 13), Column("figure", 16), Column("concept", 24), Column("subject", 18),
    Column("status", 10), Column("quote", 60),
)  # fmt: skip

Row = list[str | int | Cell]


Opinions = Mapping[tuple[int, str], tuple[str, str]]  # by document, 0-based, and fingerprint: the key of an opinion (may be empty), remarks


def render(report: Report, lang: str, version: str, packs: tuple[Path, ...] = (), opinions: Opinions | None = None) -> bytes:
    """The workbook. Numbers of the documents are words as printed; only counts are numbers. `packs` are those that the report was checked with;
    `opinions` are what was decided about findings already."""
    wording = Wording(lang)
    paper = _Paper(report, wording, packs, opinions or {})
    book = Workbook(wording, f"gouji {version}")
    answers = tuple(wording(f"opinion.{key}") for key in _OPINIONS)
    book.put(Table("findings", _FINDINGS, list(paper.findings()), Choices("opinion", answers), _PRINTED))
    book.put(Table("working-paper", _RELATIONS, list(paper.relations())))
    book.put(Table("coverage", _COVERAGE, list(paper.coverage())))
    book.put(Table("figures", _FIGURES, list(paper.figures())))
    return book.bytes()


class _Paper:
    """The rows of each sheet."""

    def __init__(self, report: Report, wording: Wording, packs: tuple[Path, ...], opinions: Opinions) -> None:
        self.report, self.wording = report, wording
        self.opinions = {(id(report.documents[place]), fingerprint): said for (place, fingerprint), said in opinions.items()}
        self.lang = wording.lang
        self.rules: Mapping[str, Rule] = {rule.code: rule for rule in load_rules(packs)}
        self.pool = {view.fact.id: view for document in report.documents for view in document.figures if view.fact.id.startswith("d")}
        self.numbers: dict[tuple[int, str], list[int]] = {}  # document, relation → the findings that it is broken in
        self.numbered = list(self._number())

    def _number(self) -> Iterator[tuple[int, DocumentReport, Finding]]:
        number = 0
        for document in self.report.documents:
            for finding in document.findings:
                number += 1
                for relation in finding.relations:
                    self.numbers.setdefault((id(document), relation), []).append(number)
                yield number, document, finding

    def findings(self) -> Iterator[Row]:
        for number, document, finding in self.numbered:
            views = self._views(document)
            yield [
                number, document.path, where(finding.place, self.wording), _quote(finding, views), self._problem(finding, views),
                joined([finding.formula, self._basis(finding.code)]), self._arithmetic(document, finding, views), self._suggested(finding),
                Cell(self.wording(f"severity.{finding.severity}"), finding.severity),
                *self._opinion(document, finding),
                f"{finding.code} {finding.name}", finding.fingerprint,
            ]  # fmt: skip

    def _opinion(self, document: DocumentReport, finding: Finding) -> tuple[str, str]:
        """What was decided about a finding, and the remarks upon it."""
        accepted = finding.suppressed
        key, remarks = self.opinions.get((id(document), finding.fingerprint), ("accepted" if accepted else "", ""))
        reason = joined([accepted.reason, accepted.by, accepted.until]) if accepted else ""
        return self.wording(f"opinion.{key}") if key else "", joined([reason, remarks])

    def relations(self) -> Iterator[Row]:
        number = 0
        for document in self.report.documents:
            views = self._views(document)
            for relation in document.relations:
                number += 1
                said = [self._operand(role, operand, views) for role, operand in relation.operands]
                yield [
                    number, document.path, self._place(relation, views), self._rule(relation.rule), relation.formula, "\n".join(said),
                    relation.arithmetic or "", relation.expected.text if relation.expected else "",
                    Cell(self.wording(f"outcome.{relation.outcome}"), relation.outcome),
                    self.wording(f"convention.{relation.convention}") if relation.convention else "", self.wording(f"reach.{relation.reach}"),
                    self.wording(f"reason.{relation.reason}") if relation.reason else "",
                    ", ".join(map(str, self.numbers.get((id(document), relation.id), ()))),
                ]  # fmt: skip

    def coverage(self) -> Iterator[Row]:
        documents = self.report.documents
        for number, document in enumerate(documents, start=1):
            problems = joined(problem.message for problem in document.problems)
            yield [
                number, document.path, document.format, document.pages or "", self.wording(f"status.{document.status}"), document.profile or "",
                *_counts([document]), problems, document.sha256 or "",
            ]  # fmt: skip
        if len(documents) > 1:
            total = [Cell(count, "total") for count in _counts(documents)]
            yield ["", Cell(self.wording("workbook.total"), "total"), "", "", "", "", *total, "", ""]

    def figures(self) -> Iterator[Row]:
        number = 0
        for document in self.report.documents:
            for view in document.figures:
                number += 1
                fact = view.fact
                status = Cell(self.wording(f"figure.{view.status}"), view.status)
                yield [
                    number, document.path, where(view.place, self.wording), fact.text, fact.concept or "", fact.aspects.subject or "", status,
                    Cell(view.quote, "", *within(view.quote, view)),
                ]  # fmt: skip

    def _views(self, document: DocumentReport) -> Mapping[str, FactView]:
        """The figures that a document's findings and relations may name: its own, in a dossier those of all files."""
        return self.pool or {view.fact.id: view for view in document.figures}

    def _problem(self, finding: Finding, views: Mapping[str, FactView]) -> str:
        texts = ", ".join(views[figure].fact.text for figure in finding.candidates if figure in views)
        doubt = self.wording("finding.candidates", texts=texts) if texts else None
        return joined([finding.message, doubt, self.wording("finding.decisive") if finding.decisive else None])

    def _basis(self, code: str) -> str | None:
        """On whose authority; None for a rule of a pack that is not loaded."""
        return self.rules[code].basis if code in self.rules else None

    def _rule(self, code: str) -> str:
        return f"{code} {self.rules[code].title[self.lang]}" if code in self.rules else code

    def _arithmetic(self, document: DocumentReport, finding: Finding, views: Mapping[str, FactView]) -> str:
        broken = set(finding.relations)
        sums = [relation.arithmetic for relation in document.relations if relation.id in broken]
        others = [views[figure] for figure in finding.figures[1:] if figure in views and figure not in finding.candidates]
        return joined([*sums, *(f"{self.wording('label.related')}: {self._named(view)}" for view in others)])

    def _named(self, view: FactView) -> str:
        name = " ".join(part for part in (view.fact.aspects.subject, view.fact.concept) if part)
        return f"{name} {self._at(view.fact.text, view.place)}".strip()

    def _suggested(self, finding: Finding) -> str:
        """What to write instead: one repair, or several where nothing decides between them; else what the relation asks for."""
        return joined([f"{repair.before} → {repair.after}" for repair in finding.repairs] or [finding.expected])

    def _place(self, relation: Relation, views: Mapping[str, FactView]) -> str:
        for _, operand in relation.operands:
            first = operand[0] if isinstance(operand, tuple) and operand else operand
            if isinstance(first, Words):
                return where(first.place, self.wording)
            if isinstance(first, str) and first in views:
                return where(views[first].place, self.wording)
        return ""

    def _operand(self, role: str, operand: Operand, views: Mapping[str, FactView]) -> str:
        match operand:
            case Words(text, place):
                said = self._at(text, place)
            case Parameter(value, basis):
                said = f"{value} [{basis}]"
            case tuple():
                said = "; ".join(self._figure(figure, views) for figure in operand)
            case _:
                said = self._figure(operand, views)
        return f"{operand_name(role, self.wording)}: {said}"

    def _figure(self, figure: str, views: Mapping[str, FactView]) -> str:
        return self._at(views[figure].fact.text, views[figure].place) if figure in views else figure

    def _at(self, text: str, place: Place) -> str:
        at = where(place, self.wording)
        return f"{text} [{at}]" if at else text


def _quote(finding: Finding, views: Mapping[str, FactView]) -> Cell:
    view = views.get(finding.figures[0]) if finding.figures else None
    return Cell(finding.quote, "", *within(finding.quote, view), wrong=True) if view else Cell(finding.quote)


def _counts(documents: list[DocumentReport] | tuple[DocumentReport, ...]) -> list[int]:
    """Figures and relations by what became of them, findings by severity, findings accepted."""
    sums = Counter({each.name: sum(getattr(document.coverage, each.name) for document in documents) for each in fields(Coverage)})
    findings = [finding for document in documents for finding in document.findings]
    open_ones: Counter[str] = Counter(finding.severity for finding in findings if finding.suppressed is None)
    accepted = sum(finding.suppressed is not None for finding in findings)
    return [*(sums[count] for count in _COUNTS), *(open_ones[severity] for severity in _SEVERITIES), accepted]
