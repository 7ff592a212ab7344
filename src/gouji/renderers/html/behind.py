"""What the page's script knows: which relations hold a figure, which figures a finding names, and its own words.

There are tens of thousands of figures in a long report, so each is a list in a fixed order, which the script takes apart under the same names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from gouji.renderers.html.index import Entry, named
from gouji.renderers.words import Wording
from gouji.report import FactView, Relation

_STATUSES = ("verified", "contradicted", "unchecked")
_OUTCOMES = ("consistent", "inconsistent", "undetermined")
_SAID = ("nothing-holds", "no-name", "none-shown", "theme-auto", "theme-light", "theme-dark")


def knowledge(entries: Sequence[Entry], wording: Wording) -> dict[str, Any]:
    """Figures, relations and findings of all documents, each by its name on the page."""
    holding: defaultdict[str, list[str]] = defaultdict(list)
    relations = {name: told for entry in entries for name, told in _relations(entry, holding)}
    figures = {f"{entry.identity}-{fact_id}": _figure(view) for entry in entries for fact_id, view in entry.views.items()}
    for key, names in holding.items():
        if key in figures:
            figures[key].append(names)
    findings = [_finding(entry, number) for entry in entries for number in range(1, len(entry.report.findings) + 1)]
    return {"figures": figures, "relations": relations, "findings": findings, "words": _words(wording)}


def _relations(entry: Entry, holding: defaultdict[str, list[str]]) -> list[tuple[str, list[Any]]]:
    """By name: rule, outcome, formula, arithmetic, figures."""
    told = []
    for relation in entry.report.relations:
        name, keys = f"{entry.identity}-{relation.id}", [key for fact_id in _held(relation) if (key := entry.key(fact_id))]
        for key in keys:
            holding[key].append(name)
        told.append((name, [relation.rule, relation.outcome, relation.formula, relation.arithmetic, keys]))
    return told


def _held(relation: Relation) -> list[str]:
    """The figures that a relation holds, each once."""
    found: list[str] = []
    for _, operand in relation.operands:
        found += [operand] if isinstance(operand, str) else list(operand) if isinstance(operand, tuple) else []
    return list(dict.fromkeys(found))


def _figure(view: FactView) -> list[Any]:
    """Text, name, status; the names of the relations that hold it follow where there are any."""
    called = " · ".join(part for part in (named(view), view.fact.aspects.period) if part)
    return [view.fact.text, called, view.status]


def _finding(entry: Entry, number: int) -> dict[str, Any]:
    finding = entry.report.findings[number - 1]
    keys = [key for fact_id in finding.figures if (key := entry.key(fact_id))]
    return {"id": entry.finding_key(number), "at": entry.target(number, finding), "with": keys, "document": entry.identity}


def _words(wording: Wording) -> dict[str, str]:
    said = {name: wording(f"html.{name}") for name in _SAID}
    said |= {status: wording(f"figure.{status}") for status in _STATUSES}
    return said | {outcome: wording(f"outcome.{outcome}") for outcome in _OUTCOMES}
