"""The hostile set: every kind of broken and hostile file, made when it is asked for, with the problems that may name its cause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gouji.report import DocumentReport

from . import packages, pdfs, texts

Codes = frozenset[str] | None
OURS = ("internal", "crashed")


@dataclass(frozen=True, slots=True)
class Case:
    """A file and the problems of which one must be said; empty where it does no harm and is read, None where it may be either."""

    data: Callable[[], bytes]
    codes: Codes


def fault(case: Case, report: DocumentReport) -> str:
    """What is wrong with what was said of a case; empty where nothing is."""
    losing = {problem.code for problem in report.problems if problem.loses}
    if any(".py:" in problem.message for problem in report.problems) or "crashed" in losing:
        return "our fault"
    if losing and report.status == "checked":
        return "checked in spite of a loss"
    if case.codes and not case.codes & losing:
        return f"none of {sorted(case.codes)}"
    if case.codes is not None and not case.codes and losing:
        return "does no harm, but was not read"
    return ""


CASES = {
    name: Case(data, None if codes is None else frozenset(codes))
    for table in (pdfs.CASES, packages.WORD, packages.SHEETS, texts.CASES)
    for name, (data, codes) in table.items()
}

LIGHT = {name: Case(data, None) for name, (data, _) in texts.repeated(20).items()}
"""A twentieth of the texts that repeat themselves: what is more than linear in them is seen by `benchmarks/broken.py`, which takes them whole."""
