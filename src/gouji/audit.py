"""The pipeline on one screen: bytes → Document → Ledger → Relations → Findings → Report."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from gouji.checks import CHECKS
from gouji.checks.draft import Case
from gouji.conclusion import Judged, conclude, unread
from gouji.diagnose.blame import diagnose
from gouji.diagnose.repair import Facts
from gouji.document.model import Document, Span
from gouji.document.outline import outline
from gouji.extract.prose import extract
from gouji.report import DocumentReport
from gouji.rulebook.pack import Rulebook, load_rulebook
from gouji.rulebook.profile import Profile, choose_profile, load_profiles
from gouji.settings import Settings
from gouji.volume import Move, cut, reports


def check_file(path: Path, shown: str, settings: Settings, named: bool) -> DocumentReport:
    """The report of one file. `shown` is its path in the report; `named`: it stands in the call itself, not in a folder. Raises OSError."""
    from gouji.readers import read

    return _guarded(lambda: read(path), path.read_bytes, shown, settings, named)


def check_text(data: bytes, settings: Settings) -> DocumentReport:
    """The report of text that came through standard input."""
    from gouji.readers import read_bytes

    return _guarded(lambda: read_bytes(data, "-"), lambda: data, "-", settings, named=True)


def _guarded(read: Callable[[], Document], content: Callable[[], bytes], shown: str, settings: Settings, named: bool) -> DocumentReport:
    from gouji.readers import NotAReport, Unreadable

    try:
        document = read()
    except Unreadable as error:
        skipped = isinstance(error, NotAReport) and not named
        return unread(shown, error.format, error.problem, "skipped" if skipped else "unreadable")
    return check_document(document, shown, hashlib.sha256(content()).hexdigest(), settings)


def check_document(document: Document, shown: str, sha256: str, settings: Settings) -> DocumentReport:
    """A document read, understood, checked, diagnosed and told."""
    book = load_rulebook()
    return conclude(document, list(_reports(document, book, settings)), book, shown, sha256, settings)


def _reports(document: Document, book: Rulebook, settings: Settings) -> Iterator[Judged]:
    """The reports that a document holds, mostly one, each understood and judged by itself: two units' figures are never one fact told twice."""
    outlined = outline(document)
    plain = tuple(block.plain for block in document.blocks)
    sections = tuple(section.path for section in outlined)
    tables: list[int | None] = [None] * len(document.blocks)
    for table in document.tables:
        for cell in table.cells:
            tables[cell.block] = table.number
    shape = plain, sections, tuple(tables)

    def text(span: Span) -> str:
        return document.blocks[span.block].text[span.start : span.end]

    before = Move()
    for blocks in reports(outlined):
        ledger = replace(before, blocks=blocks.start).ledger(extract(cut(document, blocks), book.glossary))
        before = before.past(ledger)
        profile = _profile(plain[blocks.start : blocks.stop], settings)
        facts = Facts(ledger.facts)
        order = {fact_id: place for place, fact_id in enumerate(facts)}
        drafts = [
            draft
            for rule in book.rules
            if settings.selects(rule.code, rule.default)
            for draft in CHECKS[rule.check](Case(rule, ledger, facts, order, book.glossary, profile, text, blocks, *shape, settings.template))
        ]
        yield Judged(blocks, ledger, profile, drafts, diagnose(drafts, facts))


def _profile(plain: Sequence[str], settings: Settings) -> Profile:
    profiles = load_profiles()
    if settings.profile is not None:
        return profiles[settings.profile]
    return choose_profile("\n".join(plain), profiles)
