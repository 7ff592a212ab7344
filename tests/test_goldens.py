"""Our own reports, each with two snapshots: `ledger.txt` (what was understood) and `findings.txt` (what was said). A failure tells which half broke.

After a change that is meant, `GOUJI_BLESS=1 pytest tests/test_goldens.py` writes them anew; read the difference before it is committed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from gouji.report import DocumentReport
from support import REPORTS, alarms, figures_of, ledger_of, reported, told, views

FOLDERS = sorted(path for path in REPORTS.iterdir() if path.is_dir())
FILES = [path for folder in FOLDERS for path in sorted(folder.glob("report.*"))]
BLESS = bool(os.environ.get("GOUJI_BLESS"))


def name(path: Path) -> str:
    return path.relative_to(REPORTS).as_posix()


def findings_of(report: DocumentReport) -> list[str]:
    """What was said and what was compared: findings, what the report is about, coverage, relations."""
    return [*_told(report), "", *_about(report), "", *_compared(report)]


def _told(report: DocumentReport) -> Iterator[str]:
    text = {fact_id: view.fact.text for fact_id, view in views(report).items()}
    for finding in report.findings:
        yield f"{finding.severity} {finding.code} {finding.place.section or '-'}: {finding.message}"
        if finding.figures:
            yield f"    figures: {' '.join(text[fact_id] for fact_id in finding.figures)}"
        if finding.candidates:
            yield f"    candidates: {' '.join(text[fact_id] for fact_id in finding.candidates)}"
        for repair in finding.repairs:
            yield f"    repair: {repair.before} → {repair.after} ({repair.cause}), restores {len(repair.restores)}, breaks {len(repair.breaks)}"
        if finding.decisive:
            yield "    decisive"


def _about(report: DocumentReport) -> Iterator[str]:
    text = {fact_id: view.fact.text for fact_id, view in views(report).items()}
    about, coverage = report.about, report.coverage
    assert about is not None
    yield f"profile {report.profile} | {about.kind} | {about.unit} | {about.project} | {about.year}"
    yield f"budget {text.get(about.budget or '')}, executed {text.get(about.executed or '')}, score {text.get(about.score or '')}, grade {about.grade}"
    yield f"recomputed {about.recomputed_score}, {about.recomputed_grade}"
    yield f"figures {coverage.figures}: verified {coverage.verified}, contradicted {coverage.contradicted}, unchecked {coverage.unchecked}"


def _compared(report: DocumentReport) -> Iterator[str]:
    text = {fact_id: view.fact.text for fact_id, view in views(report).items()}
    for relation in report.relations:
        figures = ", ".join(f"{role} {text[fact_id]}" for role, fact_id in figures_of(relation))
        remarks = " ".join(part for part in (relation.convention if relation.convention != "rounded" else None, relation.reason) if part)
        yield f"{relation.outcome} {relation.rule} {relation.formula} | {figures}{f' ({remarks})' if remarks else ''}"


def compare(path: Path, lines: list[str]) -> None:
    content = "\n".join(lines) + "\n"
    if BLESS:
        path.write_text(content, encoding="utf-8", newline="\n")
    assert path.exists(), f"no {path.name}: run with GOUJI_BLESS=1 and read what is written"
    assert content == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=name)
def test_what_is_understood(path: Path) -> None:
    """Every format of a report gives the ledger of its snapshot: the twins agree."""
    compare(path.parent / "ledger.txt", ledger_of(reported(path)))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_what_is_said(path: Path) -> None:
    compare(path.parent / "findings.txt", findings_of(reported(path)))


def test_three_planted_errors_are_found_and_nothing_else() -> None:
    """farmland/NOTES.md: each is told once, as an error or warning, and names the figure or has it among its candidates."""
    report = reported(REPORTS / "farmland" / "report.txt")
    text = {fact_id: view.fact.text for fact_id, view in views(report).items()}
    suspects = [{text[fact_id] for fact_id in finding.candidates or finding.figures[:1]} for finding in alarms(report)]
    assert len(suspects) == 3, told(alarms(report))
    for wrong in ("90.72%", "6.9公里", "97.67分"):
        assert any(wrong in figures for figures in suspects), told(alarms(report))


def test_a_clean_report_is_clean() -> None:
    """library: nothing is flagged, and not for want of looking: two figures in three are verified."""
    report = reported(REPORTS / "library" / "report.txt")
    assert not told(report.findings)
    assert report.coverage.verified * 3 >= report.coverage.figures * 2


def test_a_full_score_that_is_announced_is_no_indicator() -> None:
    """commerce: `满分100分，自评得分96.47分` is the total, told again at the end; the six weights make 100, the six scores 96.47; nothing is alarming."""
    report = reported(REPORTS / "commerce" / "report.docx")
    assert not told(alarms(report))
    assert len(report.indicators) == 6
    outcomes = {relation.rule: relation.outcome for relation in report.relations}
    assert (outcomes["SC02"], outcomes["SC03"]) == ("consistent", "consistent")


def test_the_score_of_the_execution_rate_counts_once() -> None:
    """farmland: 9.03 points for the execution rate and seven scores make 97.76, not 106.79."""
    report = reported(REPORTS / "farmland" / "report.txt")
    (relation,) = [relation for relation in report.relations if relation.rule == "SC03"]
    assert relation.expected is not None
    assert relation.expected.text == "97.76分"
