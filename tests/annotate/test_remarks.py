"""What is written into copies, whatever form it takes: which findings, which suggestions, and nothing that a document's words could do."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import openpyxl
import pikepdf
import pytest
from lxml import etree

from gouji.annotate import docx, pdf, xlsx
from gouji.annotate.remark import Remark, remarks
from gouji.renderers.words import Wording
from gouji.report import DocumentReport, Repair, Suppression

from .copying import FARMLAND, FORMS, checked, parts

HOSTILE = "\x00\x07\x1b[2J\x9b31m\u202e99.1\u2066\ud800\ufffe]]>&amp;<script>alert(1)</script><w:p/>'\"--> {0} _x000D_ (\\) =1+1 \U00020000"
_TURNING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
WRITERS = {"docx": docx, "xlsx": xlsx, "pdf": pdf}


def farmland() -> DocumentReport:
    """A report with an error that one value mends, a warning of doubt, and another error."""
    return checked(FARMLAND.read_bytes())


def made(report: DocumentReport, **options: bool) -> tuple[Remark, ...]:
    return remarks(report, Wording(), **{"notes": False, "suggest": True, **options})


def words(data: bytes, kind: str) -> list[str]:
    """Everything that was written into a copy."""
    if kind == "pdf":
        document = pikepdf.open(io.BytesIO(data))
        return [str(each.Contents) for page in document.pages for each in page.obj.get("/Annots", ()) if "/Contents" in each]
    part = {"docx": "word/comments.xml", "xlsx": "xl/comments1.xml"}[kind]
    return ["".join(etree.fromstring(parts(data)[part]).itertext())]


@pytest.mark.parametrize("kind", WRITERS)
def test_nothing_that_a_document_says_is_obeyed_or_breaks_the_copy(kind: str) -> None:
    data = (FORMS / f"hubei-university.{kind}").read_bytes()
    report = checked(data)
    hostile = [replace(each, title=HOSTILE, message=HOSTILE, lines=(HOSTILE, HOSTILE), place=HOSTILE) for each in made(report, notes=True)]
    copy, homeless = WRITERS[kind].annotated(data, hostile, report, Wording(), "1")
    assert homeless == 0
    written = words(copy, kind)
    assert written and all("<script>alert(1)</script>" in text and not _TURNING.search(text) for text in written)
    assert _opens(copy, kind)


def _opens(data: bytes, kind: str) -> Any:
    """What another program makes of the copy."""
    if kind == "xlsx":
        return "<script>" in openpyxl.load_workbook(io.BytesIO(data)).active["E14"].comment.text
    return checked(data).figures


def test_findings_that_were_accepted_are_not_marked() -> None:
    report = farmland()
    first, *others = report.findings
    accepted = replace(report, findings=(replace(first, suppressed=Suppression("told to the bureau", None, None)), *others))
    assert [remark.message for remark in made(accepted)] == [remark.message for remark in made(report)][1:]


def test_a_value_is_suggested_where_there_is_one_answer() -> None:
    assert [remark.suggestion.text if remark.suggestion else None for remark in made(farmland())] == ["90.27%", None, "97.76分"]
    assert not any(remark.suggestion for remark in made(farmland(), suggest=False))


def test_a_figure_for_which_two_values_are_asked_is_left_alone() -> None:
    report = farmland()
    first, *others = report.findings
    other = Repair(first.repairs[0].figure, "90.72%", "91%", "unknown", ())
    for repairs in ((*first.repairs, other), (replace(first.repairs[0], breaks=("r1",)),)):
        changed = replace(report, findings=(replace(first, repairs=repairs), *others))
        assert [remark.suggestion is not None for remark in made(changed)] == [False, False, True]


def test_a_value_that_two_findings_ask_for_is_suggested_once() -> None:
    report = farmland()
    twice = replace(report, findings=(report.findings[0], *report.findings))
    assert [remark.suggestion is not None for remark in made(twice)] == [True, False, False, True]


def test_remarks_speak_the_language_that_was_asked_for() -> None:
    (first, *_) = remarks(farmland(), Wording("en"), notes=False, suggest=False)
    assert first.title == "error BX01 execution-rate-mismatch" and first.lines[0].startswith("formula: ")
