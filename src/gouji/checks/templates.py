"""What a form that is still to be filled in must offer those who fill it in: its columns, its sections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from gouji.checks.draft import Case, Draft
from gouji.checks.structure import told
from gouji.document.model import Span
from gouji.document.outline import mark_of
from gouji.ledger import Header

_ASIDE = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_SENTENCE_END = re.compile(r"[。；;]")
_OPENING = 6  # blocks in which the title of a report stands
_LONGEST_TITLE = 60
_LONGEST_HEADING = 40
_LONGEST_LABEL = 20
_ASSESSED = frozenset({"target", "actual", "score"})  # a table with two of these assesses; goals alone, or a key of weights, do not
_ASSESSED_AT_LEAST = 2

Words = Mapping[str, Sequence[str]]


def columns(case: Case) -> Iterator[Draft]:
    """A table of indicators without a column that its form needs: name, target, actual; and of weight and score one without the other."""
    title = _title(case, case.rule.words)
    for header in case.ledger.headers:
        if not header.scoring or not (title or _assesses(header)):
            continue
        needed: Words = case.rule.options["needed"]
        paired: Words = case.rule.options["paired"]
        asked = {**needed, **(paired if paired.keys() & set(header.columns) else {})}
        missing = [words[0] for slot, words in asked.items() if not _has(case, header, slot, words, title)]
        if missing:
            yield told(case, header.span, {"missing": "、".join(missing)})


def _has(case: Case, header: Header, slot: str, words: Sequence[str], title: Span | None) -> bool:
    """Whether a header has a column, under a name that is known or that at least speaks of it: what is not understood is not missing."""
    if slot in header.columns or any(word in other for other in header.others for word in words):
        return True
    return slot == "name" and "level2" in header.columns and (title is None or _of_whole(case, title))


def sections(case: Case) -> Iterator[Draft]:
    """A form without its funds, its goal or its indicators; a report to be written without the headings it needs."""
    options = case.rule.options
    report = _title(case, options["reports"], among=case.blocks[:_OPENING])
    if report is not None:
        headings = [heading for index in case.blocks if case.tables[index] is None and (heading := _heading(case.plain[index]))]
        missing = [name for name, words in options["headings"].items() if not any(word in heading for heading in headings for word in words)]
        at: Span | None = report
    else:
        title = _title(case, case.rule.words)
        at = title or next((header.span for header in case.ledger.headers if header.scoring and _assesses(header)), None)
        missing = list(_absent(case, title)) if at is not None else []
    if at is not None and missing:
        yield told(case, at, {"missing": "、".join(missing)})


def _absent(case: Case, title: Span | None) -> Iterator[str]:
    """The sections of a form that no label names."""
    options = case.rule.options
    scored = _scored(case)
    headers = {block for header in case.ledger.headers if header.scoring for block in header.blocks}
    tabled = any(case.tables[index] is not None for index in case.blocks)
    labels = {index: _bare(case.plain[index]) for index in case.blocks if not tabled or case.tables[index] is not None}
    apart = [label for index, label in labels.items() if index not in scored]
    every = [label for index, label in labels.items() if index not in headers]
    yield from _unnamed(options["funds"], apart)
    if title is None or not _of_whole(case, title):
        yield from _unnamed(options["goal"], every)
    if not headers:
        yield from _unnamed(options["indicators"], every)


def _unnamed(parts: Words, labels: Sequence[str]) -> Iterator[str]:
    for name, words in parts.items():
        if not any(label.endswith(tuple(words)) for label in labels if len(label) <= _LONGEST_LABEL):
            yield name


def _scored(case: Case) -> set[int]:
    """The blocks of all tables of indicators, each from its header to the next header or the end of its table."""
    found: set[int] = set()
    for header in (header for header in case.ledger.headers if header.scoring):
        table = case.tables[header.blocks[0]]
        others = [other.blocks[0] for other in case.ledger.headers if other.blocks[0] > header.blocks[0]]
        stop = min([*others, case.blocks.stop])
        found.update(index for index in range(header.blocks[0], stop) if case.tables[index] == table)
    return found


def _assesses(header: Header) -> bool:
    return len(_ASSESSED & set(header.columns)) >= _ASSESSED_AT_LEAST


def _title(case: Case, endings: Sequence[str], among: Sequence[int] | None = None) -> Span | None:
    """The first line that ends as such a title does, its asides left out: 项目支出绩效自评表（2023年度）. One of a list of attachments is none."""
    for index in case.blocks if among is None else among:
        plain = case.plain[index]
        if len(plain) <= _LONGEST_TITLE and _bare(plain).endswith(tuple(endings)) and mark_of(plain) is None:
            return Span(index, 0, len(plain))
    return None


def _of_whole(case: Case, title: Span) -> bool:
    """Whether a title speaks of a whole department: the forms for these are each region's own."""
    return any(word in case.plain[title.block] for word in case.glossary.tables.whole_titles)


def _heading(plain: str) -> str:
    """The words of a heading, of one that runs into its paragraph too; empty where a block is plain text."""
    words = _SENTENCE_END.split(plain, maxsplit=1)[0]
    headed = mark_of(plain) is not None or words == plain
    return words if headed and len(words) <= _LONGEST_HEADING else ""


def _bare(plain: str) -> str:
    return _ASIDE.sub("", "".join(plain.split())).strip(":：")
