"""From verdicts to the Report: ids, places, messages, statuses, coverage, what the document says of itself."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from gouji.about import about, alike
from gouji.checks.draft import Draft, Named
from gouji.diagnose.blame import Mended, Verdict
from gouji.diagnose.conventions import ruled_out, scored_in_whole_points
from gouji.document.model import Cell, Document, Format, Place, Problem, Span
from gouji.document.outline import Section
from gouji.frozen import frozen, replace
from gouji.ledger import PREVIOUS, TO_DATE, UNDER, WHOLE, Aspects, Fact, Ledger
from gouji.quantity.elision import elided
from gouji.report import NO_COVERAGE, About, Change, Coverage, DocumentReport, FactView, FigureStatus, Finding, Operand, Relation, Repair, Status, Words
from gouji.rulebook.pack import Rule, Rulebook
from gouji.rulebook.profile import Profile
from gouji.settings import Settings
from gouji.volume import together

UNIT_SLIP, BORROWED, TRUNCATED, MARKS = "US01", "BV01", "RS05", "IN02"
_LONGEST_QUOTE = 240
_SENTENCE_ENDS = "。！？"


def unread(shown: str, format: Format, problem: Problem, status: Status) -> DocumentReport:
    """The entry of a file that gave nothing to check."""
    return DocumentReport(shown, format, None, None, status, (problem,), None, None, NO_COVERAGE, (), (), (), ())


@frozen
class Judged:
    """One report of a volume, judged: its blocks, what it states, the relations in it, and the mistakes behind those that are broken."""

    blocks: range
    ledger: Ledger
    profile: Profile
    drafts: Sequence[Draft]
    verdicts: Sequence[Verdict]


@frozen
class Filed:
    """A file and the reports it holds, mostly one, as its dossier counts their blocks, from `first_block`; `prefix` begins the ids of its relations,
    `settings` are those for this file."""

    document: Document
    reports: Sequence[Judged]
    shown: str
    sha256: str
    settings: Settings
    prefix: str = ""
    first_block: int = 0

    @property
    def ordered(self) -> list[Draft]:
        drafts = (draft for report in self.reports for draft in report.drafts)
        return sorted(drafts, key=lambda draft: (draft.span.block, draft.span.start, draft.rule.code))


def conclude(document: Document, sections: Sequence[Section], files: Sequence[Filed], book: Rulebook) -> list[DocumentReport]:
    """Everything said of each file of a dossier, mostly one, sorted by place, then code; `document` is them all as one, `sections` its outline."""
    reports = [report for file in files for report in file.reports]
    view = _View(document, sections, reports, book.glossary.subjects)
    ids = {id(draft): f"{file.prefix}r{number}" for file in files for number, draft in enumerate(file.ordered, start=1)}
    told = {id(report): about(view.plain(report.blocks), report.ledger, report.verdicts, report.profile, book.glossary) for report in reports}
    found = [_findings(file, told, ids, view, book) for file in files]
    drafts = [draft for report in reports for draft in report.drafts]
    statuses = _statuses(together(report.ledger for report in reports), drafts, [finding for findings in found for finding in findings])
    return [_filed(file, findings, told, ids, statuses, view) for file, findings in zip(files, found, strict=True)]


def _findings(file: Filed, told: Mapping[int, About], ids: Mapping[int, str], view: _View, book: Rulebook) -> tuple[Finding, ...]:
    scored = [
        _finding(verdict, ids, view, book, file.settings, decisive=_decisive(told[id(report)]), whole_points=whole_points)
        for report in file.reports
        for whole_points in (scored_in_whole_points(report.ledger.facts),)
        for verdict in report.verdicts
        if _selected(verdict, file.settings)
    ]
    return _numbered(sorted(scored, key=lambda pair: (pair[0].block, pair[0].start, pair[1].code)))


def _filed(
    file: Filed, findings: tuple[Finding, ...], told: Mapping[int, About], ids: Mapping[int, str], statuses: Mapping[str, FigureStatus], view: _View
) -> DocumentReport:
    ledger = together(report.ledger for report in file.reports)
    years = {fact.id: told[id(report)].year for report in file.reports for fact in report.ledger.facts}
    ordered = file.ordered
    coverage = _coverage(ledger, ordered, {fact.id: statuses[fact.id] for fact in ledger.facts})
    return DocumentReport(
        path=file.shown,
        format=file.document.format,
        sha256=file.sha256,
        pages=file.document.pages,
        status=_status(file.document, coverage),
        problems=file.document.problems,
        profile=" + ".join(dict.fromkeys(report.profile.name for report in file.reports)),
        about=alike([told[id(report)] for report in file.reports]),
        coverage=coverage,
        figures=tuple(FactView(view.shown(fact, years[fact.id]), view.place(fact.span), view.quoted(fact), statuses[fact.id]) for fact in ledger.facts),
        indicators=tuple((indicator, view.place(indicator.span)) for indicator in ledger.indicators),
        relations=tuple(_relation(draft, ids[id(draft)], view) for draft in ordered),
        findings=findings,
        reports=len(file.reports),
        document=file.document,
        ledger=ledger,
        first_block=file.first_block,
    )


def _subjects(ledger: Ledger, subjects: Mapping[str, str]) -> Mapping[str, str]:
    """How subjects are shown: the whole of a project's report is the project."""
    return {**subjects, WHOLE: subjects[_PROJECT]} if ledger.of_project else subjects


_PROJECT = "project"


@frozen
class _Finished:
    block: int
    start: int


class _View:
    """Places and quotes of a document."""

    def __init__(self, document: Document, sections: Sequence[Section], reports: Sequence[Judged], subjects: Mapping[str, str]) -> None:
        self.document = document
        self.facts: dict[str, Fact] = {}
        self.subjects: dict[str, Mapping[str, str]] = {}  # by fact: whose report it stands in
        for report in reports:
            own = _subjects(report.ledger, subjects)
            self.facts.update((fact.id, fact) for fact in report.ledger.facts)
            self.subjects.update((fact.id, own) for fact in report.ledger.facts)
        self.sections = [section.path for section in sections]

    def plain(self, blocks: range) -> list[str]:
        return [self.document.blocks[block].plain for block in blocks]

    def place(self, span: Span) -> Place:
        place = self.document.locator.place(span) if self.document.locator is not None and span.end > span.start else Place()
        return place.within(self.sections[span.block])

    def quote(self, span: Span) -> str:
        return self.document.blocks[span.block].text[span.start : span.end].strip()[:_LONGEST_QUOTE]

    def quoted(self, fact: Fact) -> str:
        """The sentence around a fact; for a cell the label of its row, too."""
        own = self.quote(fact.sentence)
        label = self._labels.get(fact.span.block)
        return f"{self.document.blocks[label].text.strip()} | {own}" if label is not None and fact.row is not None else own

    @cached_property
    def _labels(self) -> dict[int, int]:
        """By the block of a cell with a figure, that of the nearest words left of it."""
        found: dict[int, int] = {}
        for table in self.document.tables:
            rows: dict[int, list[Cell]] = {}
            for cell in table.cells:
                for row in range(cell.row, cell.row + cell.rows):
                    rows.setdefault(row, []).append(cell)
            for row, cells in rows.items():
                label: int | None = None
                for cell in sorted(cells, key=lambda cell: cell.column):
                    text = self.document.blocks[cell.block].plain
                    if text.strip() and not any(map(str.isdigit, text)):
                        label = cell.block
                    elif label is not None and cell.row == row:
                        found[cell.block] = label
        return found

    def sentence(self, span: Span) -> Span:
        """The sentence around a span."""
        text = self.document.blocks[span.block].text
        start = max(text.rfind(mark, 0, span.start) for mark in _SENTENCE_ENDS) + 1
        ends = [end for mark in _SENTENCE_ENDS if (end := text.find(mark, span.end)) >= 0]
        return Span(span.block, start, min(ends) + 1 if ends else len(text))

    def subject(self, fact: Fact) -> str | None:
        """Whose figure a fact is, in words."""
        own = (fact.aspects.subject or "").rpartition(UNDER)[2]
        return self.subjects[fact.id].get(own, own) or None

    def called(self, fact: Fact) -> str:
        """A fact in a message: `项目支出执行数`."""
        subject = self.subject(fact) if fact.measure is not None else None
        return f"{subject or ''}{fact.concept or ''}"

    def shown(self, fact: Fact, year: str | None) -> Fact:
        """The fact with its subject and period in words."""
        aspects = fact.aspects
        subject = self.subject(fact)
        period = aspects.period
        if period is not None and period.startswith(TO_DATE):
            period = f"{year}-{int(period.removeprefix(TO_DATE)):02}" if year else None
        elif period == PREVIOUS:
            period = str(int(year) - 1) if year else None
        if (subject, period) == (aspects.subject, aspects.period):
            return fact
        return replace(fact, aspects=Aspects(subject, period, aspects.basis, aspects.scope, aspects.subject_source))


def _relation(draft: Draft, identity: str, view: _View) -> Relation:
    operands = tuple((role, _operand(operand, view)) for role, operand in draft.operands)
    return Relation(
        id=identity,
        rule=draft.rule.code,
        outcome=draft.outcome,
        formula=draft.formula,
        operands=operands,
        reach=draft.reach,
        reading=draft.reading,
        convention=draft.convention,
        expected=draft.expected,
        reason=draft.reason,
        arithmetic=draft.arithmetic,
    )


def _operand(operand: object, view: _View) -> Operand:
    return Words(operand.text, view.place(operand.span), operand.span) if isinstance(operand, Named) else operand  # type: ignore[return-value]  # the other kinds are the same


def _decisive(told: About) -> bool:
    """Whether the score that follows from the report's own figures is worth another grade."""
    return told.recomputed_grade is not None and told.grade is not None and told.recomputed_grade[:1] != told.grade[:1]


def _selected(verdict: Verdict, settings: Settings) -> bool:
    if verdict.truncated and not settings.selects(TRUNCATED):
        return False
    return settings.selects(verdict.lead.rule.code, verdict.lead.rule.default)


def _finding(
    verdict: Verdict, ids: Mapping[int, str], view: _View, book: Rulebook, settings: Settings, *, decisive: bool, whole_points: bool
) -> tuple[_Finished, Finding]:
    lead = verdict.lead
    rule = _rule(verdict, book, settings)
    span = view.facts[verdict.fact].span if verdict.fact else lead.span
    sentence = view.facts[verdict.fact].sentence if verdict.fact else view.sentence(lead.span)
    others = [fact_id for draft in (lead, *verdict.broken) for fact_id in draft.facts]
    figures = tuple(dict.fromkeys([verdict.fact, *verdict.candidates, *verdict.together, *others] if verdict.fact else others))
    finding = Finding(
        code=rule.code,
        name=rule.name,
        severity=settings.weigh(rule.code, rule.severity, verdict.severity),
        message=_message(verdict, rule, view, settings.lang),
        figures=tuple(f for f in figures if f),
        place=view.place(span),
        quote=view.quoted(view.facts[verdict.fact]) if verdict.fact else view.quote(sentence),
        relations=tuple(ids[id(draft)] for draft in verdict.broken if draft.outcome == "inconsistent"),
        candidates=verdict.candidates,
        formula=lead.formula,
        expected=_expected(verdict),
        conventions=ruled_out(lead, view.facts, whole_points=whole_points) if lead.expected and lead.outcome == "inconsistent" else (),
        repairs=tuple(_repair(mended, ids, view) for mended in verdict.repairs),
        decisive=decisive and rule.code == MARKS,
        fingerprint=_fingerprint(rule, verdict, view),
        span=span,
        cut_short=verdict.cut_short,
    )
    return _Finished(span.block, span.start), finding


def _expected(verdict: Verdict) -> str | None:
    """What the figure at fault should have been: its repair where there is one, else what the relation asks of its result."""
    if verdict.repairs and not verdict.candidates:
        return verdict.repairs[0].candidate.text
    return verdict.lead.expected.text if verdict.lead.expected else None


def _rule(verdict: Verdict, book: Rulebook, settings: Settings) -> Rule:
    """The code names the slip where one is recognised, else the relation that broke."""
    if verdict.truncated and settings.selects(TRUNCATED):
        return book.rule(TRUNCATED)
    slip = UNIT_SLIP if verdict.repairs and verdict.repairs[0].candidate.cause == "unit-slip" else (BORROWED if verdict.source is not None else None)
    return book.rule(slip) if slip and settings.selects(slip) else verdict.lead.rule


def _message(verdict: Verdict, rule: Rule, view: _View, lang: str) -> str:
    lead = verdict.lead
    values = {**lead.values, "arithmetic": lead.arithmetic or "", "expected": lead.expected.text if lead.expected else ""}
    if lead.rule.check == "restatement" and verdict.fact == lead.facts[-1]:
        values["later"], values["earlier"] = values["earlier"], values["later"]  # `here` is where the finding stands
    if verdict.fact is not None:
        fact = view.facts[verdict.fact]
        values["figure"], values["name"] = fact.text, fact.concept or ""
        if verdict.repairs:
            first = verdict.repairs[0]
            values |= {"repair": first.candidate.text, "unit": first.candidate.unit or "", "restored": str(len(first.restores))}
        else:
            values["repair"] = values["expected"]
    if verdict.source is not None:
        values["source"] = view.called(verdict.source)
    return rule.message[lang].format_map({name: elided(value) for name, value in values.items()})


def _repair(mended: Mended, ids: Mapping[int, str], view: _View) -> Repair:
    candidate = mended.candidate
    restores, breaks = (tuple(ids[id(draft)] for draft in drafts) for drafts in (mended.restores, mended.breaks))
    also = tuple(Change(other.fact, view.facts[other.fact].text, other.text) for other in mended.others)
    return Repair(candidate.fact, view.facts[candidate.fact].text, candidate.text, candidate.cause, restores, breaks, also)


def _fingerprint(rule: Rule, verdict: Verdict, view: _View) -> str:
    """Rule, concept, role, subject and operand values as printed: no page, no quote."""
    parts = [rule.code]
    if verdict.fact is not None:
        fact = view.facts[verdict.fact]
        parts += [fact.concept or "", fact.role, fact.aspects.subject or ""]
    parts += [view.facts[fact_id].text for fact_id in verdict.lead.facts]
    if not verdict.lead.facts:
        parts += sorted(verdict.lead.values.values())
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _numbered(findings: Iterable[tuple[_Finished, Finding]]) -> tuple[Finding, ...]:
    """Equal fingerprints are told apart by their ordinal."""
    seen: Counter[str] = Counter()
    result = []
    for _, finding in findings:
        seen[finding.fingerprint] += 1
        ordinal = seen[finding.fingerprint]
        result.append(finding if ordinal == 1 else replace(finding, fingerprint=f"{finding.fingerprint}-{ordinal}"))
    return tuple(result)


def _statuses(ledger: Ledger, drafts: Sequence[Draft], findings: Sequence[Finding]) -> dict[str, FigureStatus]:
    contradicted = {fact_id for finding in findings if finding.severity != "note" and finding.figures for fact_id in (finding.candidates or _at_fault(finding))}
    verified = {fact_id for draft in drafts if draft.outcome == "consistent" and not draft.bound for fact_id in draft.facts}
    return {fact.id: "contradicted" if fact.id in contradicted else ("verified" if fact.id in verified else "unchecked") for fact in ledger.facts}


def _at_fault(finding: Finding) -> tuple[str, ...]:
    """The figure that a finding blames, and those to be changed with it."""
    return finding.figures[0], *(change.figure for repair in finding.repairs for change in repair.also)


def _coverage(ledger: Ledger, drafts: Sequence[Draft], statuses: Mapping[str, FigureStatus]) -> Coverage:
    figures = Counter(statuses.values())
    outcomes = Counter(draft.outcome for draft in drafts)
    return Coverage(
        figures=len(ledger.facts),
        bound=sum(fact.concept is not None for fact in ledger.facts),
        verified=figures["verified"],
        contradicted=figures["contradicted"],
        unchecked=figures["unchecked"],
        consistent=outcomes["consistent"],
        inconsistent=outcomes["inconsistent"],
        undetermined=outcomes["undetermined"],
    )


def _status(document: Document, coverage: Coverage) -> Status:
    if any(problem.loses for problem in document.problems):
        return "partial"
    return "checked" if coverage.consistent or coverage.inconsistent else "unchecked"
