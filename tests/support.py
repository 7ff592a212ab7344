"""What the tests of whole reports share: documents made of lines, checked in this process, and where the reports lie."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from gouji import audit
from gouji.document.model import Document
from gouji.document.plain import block
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


def document_of(text: str) -> Document:
    """One block a line, as a reader would give it."""
    return Document("txt", tuple(block(line) for line in text.split("\n") if line.strip()))


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
