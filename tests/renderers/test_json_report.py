"""JSON as the contract has it; golden.json was checked against the contract by hand."""

import json
from dataclasses import replace
from pathlib import Path

from gouji.renderers import json as renderer
from gouji.report import Report, Suppression

GOLDEN = Path(__file__).with_name("golden.json")


def test_the_golden_report_byte_for_byte(report: Report) -> None:
    assert renderer.render(report, "0.1.0").encode() == GOLDEN.read_bytes()


def test_jsonl_has_one_line_a_document_with_the_same_entry(report: Report, bare) -> None:
    both = Report((*report.documents, bare))
    lines = renderer.render_lines(both, "0.1.0").split("\n")
    whole = json.loads(renderer.render(both, "0.1.0"))
    assert lines.pop() == ""
    assert [{"schema": whole["schema"], "tool": whole["tool"]} | entry for entry in whole["documents"]] == [json.loads(line) for line in lines]


def test_a_document_of_which_nothing_was_read_has_every_key(report: Report, bare) -> None:
    full, empty = (json.loads(renderer.render(Report((document,)), "0"))["documents"][0] for document in (*report.documents, bare))
    assert list(full) == list(empty)
    assert empty["about"] is None and empty["figures"] == []


def test_no_figures_no_documents() -> None:
    assert json.loads(renderer.render(Report(()), "0"))["documents"] == []
    assert renderer.render_lines(Report(()), "0") == ""


def test_a_name_that_is_no_text_survives_in_json(bare) -> None:
    text = renderer.render(Report((replace(bare, path="a\udcff.txt"),)), "0")
    assert json.loads(text.encode("utf-8", "backslashreplace"))["documents"][0]["path"] == "a\udcff.txt"


def test_an_accepted_finding_says_why_by_whom_and_until_when(report: Report) -> None:
    (document,) = report.documents
    accepted = replace(document.findings[0], suppressed=Suppression("市局已批复", "王某", None))
    (finding,) = json.loads(renderer.render(Report((replace(document, findings=(accepted,)),)), "0"))["documents"][0]["findings"]
    assert finding["suppressed"] == {"reason": "市局已批复", "by": "王某", "until": None}
    (finding,) = json.loads(renderer.render(report, "0"))["documents"][0]["findings"]
    assert finding["suppressed"] is None
