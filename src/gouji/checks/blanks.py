"""What a form left open: empty cells where a value belongs, words of the template still standing, ×× or ____ for a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checks.draft import Case, Draft
from gouji.checks.structure import told
from gouji.document.model import Span
from gouji.quantity.unit import unit_end

_PLACEHOLDER = re.compile(r"(?:[×xX*○□]{2,}|[_＿]{2,})\s?")
_NAMED = 3  # rows named in a message


def blanks(case: Case) -> Iterator[Draft]:
    """One finding for all empty cells of a table that has values elsewhere or a target beside them."""
    if case.template:
        return
    by_table: dict[int, list[int]] = {}
    for number, blank in enumerate(case.ledger.blanks):
        by_table.setdefault(blank.table, []).append(number)
    for numbers in by_table.values():
        found = [case.ledger.blanks[number] for number in numbers]
        measures = dict.fromkeys(case.glossary.measures[blank.measure].zh for blank in found)
        names = list(dict.fromkeys(blank.name for blank in found))
        shown = "、".join(names[:_NAMED])
        values = {"columns": "、".join(measures), "names": shown, "count": str(len(found))}
        yield told(case, found[0].span, values)


def template_text(case: Case) -> Iterator[Draft]:
    """Hints that a template gives its writer, still in a finished report: one finding for all of them."""
    if case.template:
        return
    words = [word for word in case.rule.words if word in case.whole]
    found = [Span(index, at, at + len(word)) for index in case.blocks for word in words if (at := case.plain[index].find(word)) >= 0] if words else []
    if found:
        shown = "”“".join(dict.fromkeys(case.text(span) for span in found[:_NAMED]))
        yield told(case, found[0], {"text": shown, "count": str(len(found))})


def placeholders(case: Case) -> Iterator[Draft]:
    """`××万元`, `____个`: marks that keep the place of a number, or mask one."""
    if case.template or not _PLACEHOLDER.search(case.whole):
        return
    for index in case.blocks:
        plain = case.plain[index]
        match = next((found for found in _PLACEHOLDER.finditer(plain) if unit_end(plain, found.end()) >= 0), None)
        if match is not None:
            yield told(case, Span(index, match.start(), match.end()), {"text": match.group().strip()})
