"""What the tests of whole reports share: documents made of lines, checked in this process, and where the reports lie."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from gouji import audit
from gouji.document.model import Document
from gouji.examples import document_of
from gouji.readers import read
from gouji.report import DocumentReport, FactView, Finding, Relation
from gouji.settings import Settings

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "fixtures" / "reports"
SHARED = ROOT.parent / "shared" / "reports"
SEED = SHARED / "seed"
NO_SEED = "the seed report lies beside a development checkout only"
NO_REAL = "the real reports lie beside a development checkout only"
ALARMS = ("error", "warning")


def check(document: Document, settings: Settings | None = None) -> DocumentReport:
    """A document through the whole pipeline; its places are left out."""
    return audit.check_document(replace(document, locator=None), "report", "", settings or Settings())


def check_lines(text: str, settings: Settings | None = None) -> DocumentReport:
    """A text through the whole pipeline, one paragraph a line."""
    return check(document_of(text), settings)


@cache
def reported(path: Path) -> DocumentReport:
    """The report of a file, read and checked once a run."""
    return check(read(path))


def alarms(report: DocumentReport) -> list[Finding]:
    """The findings that a reader must act on."""
    return [finding for finding in report.findings if finding.severity in ALARMS]


def told(findings: Iterable[Finding]) -> list[str]:
    """Findings as a failing test prints them."""
    return [f"{finding.severity} {finding.code}: {finding.message}" for finding in findings]


def views(report: DocumentReport) -> dict[str, FactView]:
    """The figures by id."""
    return {view.fact.id: view for view in report.figures}


def figures_of(relation: Relation) -> list[tuple[str, str]]:
    """The figures that a relation holds, each with the name it has in the formula, in the order of the formula."""
    found: list[tuple[str, str]] = []
    for name, operand in relation.operands:
        ids = operand if isinstance(operand, tuple) else (operand,)
        found += [(name, fact_id) for fact_id in ids if isinstance(fact_id, str)]
    return found


def ledger_of(report: DocumentReport) -> list[str]:
    """What was understood, a line a statement, without ids and places: equal for equal reports in whatever format."""
    assert report.ledger is not None
    text = {fact_id: view.fact.text for fact_id, view in views(report).items()}
    lines = [f"figure {view.fact.text} | {_named(view)}" for view in report.figures]
    for indicator, _ in report.indicators:
        slots = (f"{slot} {text[fact_id]}" for slot in INDICATOR_SLOTS if (fact_id := getattr(indicator, slot)))
        words = (f"{slot} “{said}”" for slot, said in (*indicator.words, ("cause", indicator.cause), ("remedy", indicator.remedy)) if said)
        lines.append(f"indicator {' > '.join(indicator.path)} | {', '.join([*slots, *words])}")
    for statement in report.ledger.statements:
        readings = ("; ".join(f"{role}: {' '.join(text[i] for i in ids)}" for role, ids in binding.roles if ids) for binding in statement.bindings)
        lines.append(f"{statement.kind}{'' if statement.firm else ' (not claimed)'} | {' || '.join(readings)}")
    for listed in report.ledger.enumerations:
        counted = text[listed.count] if listed.count else f"what {text[listed.of]} was for" if listed.of else ""
        lines.append(f"list {counted} {listed.noun} | {'、'.join(listed.names)}{' …' if listed.open_ended else ''}")
    return lines + [f"grade {grade.word} | {text[grade.score] if grade.score else ''}" for grade in report.ledger.grades]


INDICATOR_SLOTS = ("target", "midyear", "actual", "completion", "weight", "score")


def _named(view: FactView) -> str:
    fact, aspects = view.fact, view.fact.aspects
    return " / ".join(part or "-" for part in (fact.measure, fact.concept, fact.role, aspects.subject, aspects.period))
