"""The pipeline on one screen: bytes → Document → Ledger → Relations → Findings → Report."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from gouji.checks import CHECKS
from gouji.checks.draft import Case, Draft
from gouji.collecting import seldom
from gouji.conclusion import Filed, Judged, conclude, unread
from gouji.diagnose.blame import Verdict, diagnose
from gouji.diagnose.conviction import convicted
from gouji.diagnose.repair import Facts
from gouji.document.model import Document, Span
from gouji.document.outline import Line, Section, lines_of, outline, outline_of
from gouji.dossier import pool
from gouji.extract.prose import extract
from gouji.frozen import frozen
from gouji.report import DocumentReport
from gouji.rulebook.pack import Rulebook, load_rulebook
from gouji.rulebook.profile import Profile, choose_profile, load_profiles
from gouji.settings import Settings
from gouji.volume import Move, cut, reports, together


@frozen
class Opened:
    """A file that was read; `shown` is its path in the report, `path` where it lies, None for standard input."""

    document: Document
    shown: str
    sha256: str
    path: Path | None = None


@seldom()
def open_file(path: Path, shown: str, named: bool) -> Opened | DocumentReport:
    """A file read, or the entry that says why it was not. `named`: it stands in the call itself, not in a folder. Raises OSError."""
    from gouji.readers import content, read_bytes

    data: list[bytes] = []

    def read() -> Document:
        data.append(content(path))
        return read_bytes(data[0], path.name)

    opened = _guarded(read, lambda: data[0], shown, named)
    return replace(opened, path=path) if isinstance(opened, Opened) else opened


def open_text(data: bytes) -> Opened | DocumentReport:
    """Text that came through standard input."""
    return open_bytes(data, "-", named=True)


@seldom()
def open_bytes(data: bytes, shown: str, named: bool = True) -> Opened | DocumentReport:
    """The content of a file that was read already; `named`: it stands in the call itself, not in a folder."""
    from gouji.readers import read_bytes

    return _guarded(lambda: read_bytes(data, shown), lambda: data, shown, named)


def warm(packs: tuple[Path, ...]) -> None:
    """Loads what every check needs, so that processes forked after it share it."""
    load_rulebook(packs=packs)
    load_profiles()


def _guarded(read: Callable[[], Document], content: Callable[[], bytes], shown: str, named: bool) -> Opened | DocumentReport:
    from gouji.readers import NotAReport, Unreadable
    from gouji.readers.problems import OWN_COPY

    try:
        document = read()
    except Unreadable as error:
        skipped = isinstance(error, NotAReport) and not named
        return unread(shown, error.format, error.problem, "skipped" if skipped else "unreadable")
    own = next((problem for problem in document.problems if problem.code == OWN_COPY), None)
    if own is not None and not named:
        return unread(shown, document.format, own, "skipped")
    return Opened(document, shown, hashlib.sha256(content()).hexdigest())


@seldom()
def check_document(document: Document, shown: str, sha256: str, settings: Settings) -> DocumentReport:
    """A document read, understood, checked, diagnosed and told."""
    book = load_rulebook(packs=settings.packs)
    lines = lines_of(document)
    outlined = outline_of(lines)
    judged = list(_reports(document, lines, outlined, reports(outlined), Move(), book, settings))
    judged = [replace(report, verdicts=diagnose(report.drafts, Facts(report.ledger.facts))) for report in judged]
    return conclude(document, outlined, [Filed(document, judged, shown, sha256, settings)], book)[0]


@seldom()
def check_dossier(opened: Sequence[Opened], settings: Settings) -> list[DocumentReport]:
    """The files of one dossier: each judged as by itself, then the facts that two of them tell held against one another."""
    book = load_rulebook(packs=settings.packs)
    pooled, starts = pool([file.document for file in opened])
    lines = lines_of(pooled)
    outlined: list[Section] = []
    files: list[list[Judged]] = []
    asked = [settings.at(file.path) if file.path else settings for file in opened]
    for number, (file, start) in enumerate(zip(opened, starts, strict=True), start=1):
        own = outline(file.document)
        outlined += own
        ranges = [range(blocks.start + start, blocks.stop + start) for blocks in reports(own)]
        sections = [*[Section(None, (), None, False)] * start, *own]
        files.append(list(_reports(pooled, lines, sections, ranges, Move(prefix=f"d{number}"), book, asked[number - 1])))
    every = [report for judged in files for report in judged]
    facts = Facts([fact for report in every for fact in report.ledger.facts])
    drafts = [draft for report in every for draft in report.drafts]
    across = list(_across(pooled, outlined, every, facts, starts, book, settings))
    verdicts = diagnose([*drafts, *across], facts)
    told = [
        Filed(file.document, [_with(report, across, verdicts, facts) for report in judged], file.shown, file.sha256, own, f"d{number}", start)
        for number, (file, judged, own, start) in enumerate(zip(opened, files, asked, starts, strict=True), start=1)
    ]
    return conclude(pooled, outlined, told, book)


_BETWEEN_FILES = frozenset({"restatement", "same-paragraph"})


def _across(
    document: Document, outlined: Sequence[Section], every: Sequence[Judged], facts: Facts, starts: Sequence[int], book: Rulebook, settings: Settings
) -> Iterator[Draft]:
    """What joins facts of two files: restatements, paragraphs told twice."""
    ledger = together(report.ledger for report in every)
    order = {fact_id: place for place, fact_id in enumerate(facts)}
    for rule in book.rules:
        if rule.check not in _BETWEEN_FILES or not settings.selects(rule.code, rule.default):
            continue
        blocks = range(len(document.blocks))
        case = Case(rule, ledger, facts, order, book.glossary, every[0].profile, _text(document), blocks, *_shape(document, outlined), settings.template)
        for draft in CHECKS[rule.check](case):
            if len({bisect_right(starts, facts[fact_id].span.block) for fact_id in draft.facts}) > 1:
                yield replace(draft, reach="dossier")


def _with(report: Judged, across: Sequence[Draft], verdicts: Sequence[Verdict], facts: Facts) -> Judged:
    """A report with what the dossier says of it: relations and verdicts stand with their first figure."""
    own = [draft for draft in across if draft.span.block in report.blocks]
    mine = [verdict for verdict in verdicts if (facts[verdict.fact].span.block if verdict.fact else verdict.lead.span.block) in report.blocks]
    return replace(report, drafts=[*report.drafts, *own], verdicts=mine)


def _shape(document: Document, outlined: Sequence[Section]) -> tuple[tuple[str, ...], tuple[str | None, ...], tuple[int | None, ...]]:
    """The plain text, the section and the table of each block."""
    tables: list[int | None] = [None] * len(document.blocks)
    for table in document.tables:
        for cell in table.cells:
            tables[cell.block] = table.number
    return tuple(block.plain for block in document.blocks), tuple(section.path for section in outlined), tuple(tables)


def _text(document: Document) -> Callable[[Span], str]:
    def text(span: Span) -> str:
        return document.blocks[span.block].text[span.start : span.end]

    return text


def _reports(
    document: Document, lines: Sequence[Line], outlined: Sequence[Section], ranges: Sequence[range], before: Move, book: Rulebook, settings: Settings
) -> Iterator[Judged]:
    """The reports that a document holds, mostly one, each understood and judged by itself: two units' figures are never one fact told twice."""
    shape = _shape(document, outlined)
    for blocks in ranges:
        sections = outlined if len(blocks) == len(document.blocks) else outline_of(lines[blocks.start : blocks.stop])
        ledger = replace(before, blocks=blocks.start).ledger(extract(cut(document, blocks), book.glossary, sections))
        before = before.past(ledger)
        profile = _profile(shape[0][blocks.start : blocks.stop], settings)
        facts = Facts(ledger.facts)
        order = {fact_id: place for place, fact_id in enumerate(facts)}
        shared: dict[str, Any] = {}
        drafts = [
            draft
            for rule in book.rules
            if settings.selects(rule.code, rule.default) and (settings.template or not rule.template)
            for draft in CHECKS[rule.check](
                Case(rule, ledger, facts, order, book.glossary, profile, _text(document), blocks, *shape, settings.template, shared)
            )
        ]
        told = convicted(drafts, facts)
        shared.clear()  # what rules keep there points back to it, and only the collector would find it
        yield Judged(blocks, ledger, profile, told, ())


def _profile(plain: Sequence[str], settings: Settings) -> Profile:
    profiles = load_profiles()
    if settings.profile is not None:
        return profiles[settings.profile]
    return choose_profile("\n".join(plain), profiles)
