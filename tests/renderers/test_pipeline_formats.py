"""SARIF, JUnit, GitHub and GitLab: what a pipeline is told of a report."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from gouji import cli, intake
from gouji.document.model import Box, CellRef, Place, Problem
from gouji.renderers.formats import render
from gouji.report import DocumentReport, Report, Suppression
from gouji.settings import Settings

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "fixtures" / "reports"
SCHEMA = Path(__file__).with_name("data") / "sarif-2.1.0.json"
ACCEPTED = Suppression("市局已批复", "王某", "2025-12-31")
FARMLAND = REPORTS / "farmland" / "report.txt"
COMMERCE = REPORTS / "commerce" / "report.docx"
PDF = ROOT / "fixtures" / "forms" / "hunan.pdf"
XLSX = ROOT / "fixtures" / "forms" / "hunan.xlsx"


@cache
def checked(*paths: Path, together: bool = False) -> Report:
    return intake.inspect(intake.files([str(path) for path in paths]), Settings(together=together))


def run_of(report: Report, lang: str = "zh") -> dict[str, Any]:
    """The run in a SARIF log that was found to follow the schema."""
    log = json.loads(render("sarif", report, lang, "0.1.0"))
    validator().validate(log)
    return log["runs"][0]


@cache
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def suite_of(report: Report) -> ElementTree.Element:
    (suite,) = ElementTree.fromstring(render("junit", report, "zh", "0.1.0"))
    return suite


def annotations(report: Report) -> list[str]:
    return render("github", report, "zh", "0.1.0").decode().splitlines()


def issues(report: Report) -> list[dict[str, Any]]:
    return json.loads(render("gitlab", report, "zh", "0.1.0"))


def accepted(document: DocumentReport) -> DocumentReport:
    return replace(document, findings=tuple(replace(finding, suppressed=ACCEPTED) for finding in document.findings))


# --- SARIF ---


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", [FARMLAND, COMMERCE, PDF, XLSX], ids=lambda path: path.name)
def test_sarif_follows_the_published_schema(path: Path, lang: str) -> None:
    run = run_of(checked(path), lang)
    assert len(run["results"]) == len(checked(path).documents[0].findings)


def test_sarif_of_everything_that_a_report_may_hold_follows_the_schema(report: Report, bare: DocumentReport) -> None:
    run_of(Report(()))
    run_of(Report((*report.documents, accepted(replace(report.documents[0], path="c.txt")), bare)))


def test_a_schema_that_says_nothing_would_be_noticed() -> None:
    assert list(validator().iter_errors({"version": "2.1.0", "runs": [{"results": [{"level": "fatal"}]}]}))


def test_a_region_holds_the_figure_and_nothing_else() -> None:
    """Lines and columns of code points, cut out of the file itself."""
    lines = FARMLAND.read_text(encoding="utf-8").splitlines()
    cut = []
    for result in run_of(checked(FARMLAND))["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] == region["endLine"]
        cut.append(lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1])
        assert region["snippet"]["text"] == cut[-1]
    assert cut == ["90.72%", "49.4公里", "97.67分"]


def test_a_figure_that_is_broken_over_two_lines_has_a_region_over_two_lines(tmp_path: Path) -> None:
    wrapped = tmp_path / "wrapped.txt"
    wrapped.write_text("全年预算数320.00万元，全年执行数304.64万元，预算执行率92.\n50%。\n", encoding="utf-8")
    (result,) = run_of(checked(wrapped))["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    found = [result["locations"][0], *result["relatedLocations"]]
    assert {"startLine": 1, "endLine": 2, "endColumn": 4}.items() <= next(
        place["physicalLocation"]["region"] for place in found if place["physicalLocation"]["region"]["snippet"]["text"] == "92.50%"
    ).items()
    assert region["startLine"] == 1


@pytest.mark.parametrize(
    ("place", "named"),
    [
        (Place(boxes=(Box(6, 0, 0, 1, 1),), section="三(六)"), [("第6页", "page"), ("三(六)", "section")]),
        (Place(paragraph=88), [("第88段", "paragraph")]),
        (Place(cell=CellRef(None, "支出表", "C7")), [("支出表!C7", "cell")]),
        (Place(boxes=(Box(6, 0, 0, 1, 1),), cell=CellRef(2, None, "B3")), [("第6页 表2 B3", "cell")]),
    ],
)
def test_a_file_without_lines_has_logical_locations_and_says_the_place(report: Report, place: Place, named: list[tuple[str, str]]) -> None:
    (document,) = report.documents
    moved = replace(document, findings=(replace(document.findings[0], place=place),))
    (location,) = run_of(Report((moved,)))["results"][0]["locations"]
    assert "region" not in location["physicalLocation"]
    assert [(logical["name"], logical["kind"]) for logical in location["logicalLocations"]] == named
    assert location["message"]["text"] == " ".join(name for name, _ in named)


def test_the_other_figures_are_related_locations_with_their_names() -> None:
    result = run_of(checked(FARMLAND))["results"][0]
    assert [related["message"]["text"].split(" (")[0] for related in result["relatedLocations"]] == [
        "项目支出 执行数 3899.62万元",
        "项目支出 全年预算数 4320万元",
        "项目支出 执行率 90.27%",
    ]
    assert [related["id"] for related in result["relatedLocations"]] == [1, 2, 3]
    assert "公式: 执行率 = 执行数 ÷ 全年预算数" in result["message"]["text"]


def test_in_a_dossier_a_related_location_is_in_the_other_file(tmp_path: Path) -> None:
    texts = {"a.txt": "一、2023年全年预算数320.00万元，全年执行数304.64万元。", "b.txt": "一、2023年全年执行数314.64万元。"}
    paths = [tmp_path / name for name in texts]
    for path in paths:
        path.write_text(texts[path.name] + "\n", encoding="utf-8")
    run = run_of(checked(*paths, together=True))
    met = {
        (result["locations"][0]["physicalLocation"]["artifactLocation"]["index"], related["physicalLocation"]["artifactLocation"]["index"])
        for result in run["results"]
        for related in result["relatedLocations"]
    }
    assert met and met <= {(0, 1), (1, 0)}


def test_each_rule_that_found_something_is_described_with_its_name_and_help() -> None:
    run = run_of(checked(FARMLAND), "en")
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["BX01", "CP01", "SC03"]
    assert rules[0]["name"] == "execution-rate-mismatch"
    assert rules[0]["shortDescription"]["text"] == "the execution rate does not follow from its figures"
    assert "执行率 = 执行数 ÷ 全年预算数" in rules[0]["help"]["text"] and "- `执行率 = 执行数 ÷ 全年预算数`" in rules[0]["help"]["markdown"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [result["ruleId"] for result in run["results"]]


def test_a_rule_of_a_pack_that_is_not_loaded_keeps_its_name(report: Report) -> None:
    (document,) = report.documents
    foreign = replace(document.findings[0], code="ZZ99", name="house-rule")
    run = run_of(Report((replace(document, findings=(foreign,)),)))
    assert run["tool"]["driver"]["rules"] == [{"id": "ZZ99", "name": "house-rule"}]


def test_fingerprints_and_levels_are_those_of_the_findings() -> None:
    document = checked(FARMLAND).documents[0]
    results = run_of(checked(FARMLAND))["results"]
    assert [result["partialFingerprints"] for result in results] == [{"gouji/v1": finding.fingerprint} for finding in document.findings]
    assert [result["level"] for result in results] == [finding.severity for finding in document.findings]


def test_what_was_accepted_is_suppressed_with_its_reason(report: Report) -> None:
    (result,) = run_of(Report((accepted(report.documents[0]),)))["results"]
    assert result["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "市局已批复", "properties": {"by": "王某", "until": "2025-12-31"}}
    ]
    assert run_of(report)["results"][0]["suppressions"] == []


def test_troubles_with_the_input_are_notifications(report: Report, bare: DocumentReport) -> None:
    run = run_of(Report((*report.documents, bare)))
    (invocation,) = run["invocations"]
    told = [(note["descriptor"]["id"], note["level"]) for note in invocation["toolExecutionNotifications"]]
    assert told == [("no-text-layer", "error"), ("tracked-changes", "note"), ("unchecked", "warning")]
    assert not invocation["executionSuccessful"]
    descriptors = run["tool"]["driver"]["notifications"]
    assert all(descriptors[note["descriptor"]["index"]]["id"] == note["descriptor"]["id"] for note in invocation["toolExecutionNotifications"])
    assert run_of(checked(FARMLAND))["invocations"][0]["executionSuccessful"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("甲 1/a#b.pdf", "%E7%94%B2%201/a%23b.pdf"),
        ("/srv/a b.txt", "file:///srv/a%20b.txt"),
        ("C:/a b.txt", "file:///C:/a%20b.txt"),
        ("//host/share/a.txt", "file://host/share/a.txt"),
        ("a:b.txt", "a%3Ab.txt"),
    ],
)
def test_paths_become_references(bare: DocumentReport, path: str, uri: str) -> None:
    assert run_of(Report((replace(bare, path=path),)))["artifacts"][0]["location"]["uri"] == uri


# --- JUnit ---


def test_a_suite_has_a_case_for_each_finding_and_each_rule_that_held() -> None:
    suite = suite_of(checked(FARMLAND))
    failed = [case.get("name") for case in suite.iter("testcase") if case.find("failure") is not None]
    passed = [case.get("name") for case in suite.iter("testcase") if len(case) == 0]
    assert failed == [
        "BX01 execution-rate-mismatch 二(二) 90.72%",
        "CP01 parts-do-not-add-up 三 49.4公里",
        "SC03 scores-do-not-make-total 五(一) 97.67分",
    ]
    assert passed[:2] == ["已核对", "BX03 in-place-rate-mismatch"] and len(passed) == 11
    assert suite.get("tests") == "14" and suite.get("failures") == "3" and suite.get("errors") == "0"
    assert suite.get("name").endswith("fixtures/reports/farmland/report.txt")


def test_a_failed_case_tells_the_finding_as_the_terminal_does() -> None:
    failure = next(suite_of(checked(FARMLAND)).iter("failure"))
    assert failure.get("type") == "error" and failure.get("message").startswith("执行率写作90.72%")
    for line in ("算式: 90.72% ≠ 90.27%", "可改为: 90.72% → 90.27%（数字颠倒，恢复 2 个关系）", "对照: 项目支出 执行率 90.27% (20:9 四(一))"):
        assert line in failure.text.splitlines()


def test_a_note_passes_and_what_was_accepted_is_skipped(report: Report) -> None:
    (document,) = report.documents
    whole = replace(document, problems=(), status="checked")
    noted = replace(whole, findings=(replace(document.findings[0], severity="note"),))
    suite = suite_of(Report((noted,)))
    assert suite.get("failures") == "0" and "89.91%" in suite.find("testcase/system-out").text
    suite = suite_of(Report((accepted(whole),)))
    assert (suite.get("failures"), suite.get("skipped")) == ("0", "1")
    assert suite.find("testcase/skipped").get("message") == "已接受（王某）：市局已批复"


def test_what_was_not_read_or_not_checked_is_an_error_never_a_pass(report: Report, bare: DocumentReport) -> None:
    assert [error.get("type") for error in suite_of(report).iter("error")] == ["no-text-layer"]
    suite = suite_of(Report((bare,)))
    assert [error.get("type") for error in suite.iter("error")] == ["unchecked"]
    assert suite.get("tests") == "1"


def test_a_file_that_was_skipped_is_skipped(bare: DocumentReport) -> None:
    skipped = replace(bare, status="skipped", problems=(Problem("not-a-report", False, "不是报告"),))
    suite = suite_of(Report((skipped,)))
    assert (suite.get("errors"), suite.get("skipped")) == ("0", "1")


def test_cases_of_one_name_are_told_apart(report: Report) -> None:
    (document,) = report.documents
    suite = suite_of(Report((replace(document, findings=document.findings * 3),)))
    assert max(Counter(case.get("name") for case in suite.iter("testcase")).values()) == 1


# --- GitHub ---


def test_an_annotation_names_file_lines_and_columns_of_the_figure() -> None:
    (document,) = checked(FARMLAND).documents
    first, *_, last = annotations(Report((replace(document, path="甲,乙/a.txt"),)))
    assert first.startswith("::error file=甲%2C乙/a.txt,line=14,endLine=14,col=50,endColumn=55,title=BX01 execution-rate-mismatch::执行率写作90.72%25，")
    assert "%0A可改为: 90.72%25 → 90.27%25" in first
    assert last.startswith("::notice title=gouji::文件 1 个") and "读出数字 58 个" in last


def test_an_annotation_without_a_line_says_the_place() -> None:
    first = annotations(checked(COMMERCE))[0]
    assert ",title=SC06 no-points-for-execution::第38段 三: 各指标" in first and "line=" not in first


def test_nothing_is_annotated_that_was_accepted_and_all_that_was_not_read_is(report: Report, bare: DocumentReport) -> None:
    lines = annotations(Report((accepted(report.documents[0]), bare)))
    assert [line.split("::")[1].split(" ")[0] for line in lines] == ["error", "notice", "warning", "notice"]
    assert not [line for line in lines if "BX01" in line]


# --- GitLab ---


def test_an_issue_has_what_gitlab_asks_for() -> None:
    found = issues(checked(FARMLAND))
    assert [(issue["check_name"], issue["severity"], issue["location"]["lines"]["begin"]) for issue in found] == [
        ("BX01 execution-rate-mismatch", "critical", 14),
        ("CP01 parts-do-not-add-up", "major", 17),
        ("SC03 scores-do-not-make-total", "critical", 33),
    ]
    assert len({issue["fingerprint"] for issue in found}) == 3
    assert found[0]["description"].startswith("执行率写作90.72%，") and "可改为: 90.72% → 90.27%" in found[0]["description"]


def test_the_same_finding_in_two_files_is_two_issues_and_keeps_its_fingerprint_elsewhere(report: Report) -> None:
    (document,) = report.documents
    moved = replace(document, findings=(replace(document.findings[0], place=Place(line=99), quote="另一句"),))
    one, two = (issues(Report((one,)))[-1]["fingerprint"] for one in (document, moved))
    assert one == two
    both = issues(Report((document, replace(document, path="b.txt"))))
    assert len({issue["fingerprint"] for issue in both}) == len(both)


def test_what_was_accepted_is_no_issue_and_what_was_not_checked_is(report: Report, bare: DocumentReport) -> None:
    found = issues(Report((accepted(report.documents[0]), bare)))
    assert [issue["check_name"] for issue in found] == ["文件问题 no-text-layer", "文件问题 unchecked"]


# --- paths ---


@pytest.mark.parametrize(
    ("format", "path_of"),
    [
        ("sarif", lambda text: json.loads(text)["runs"][0]["artifacts"][0]["location"]["uri"]),
        ("junit", lambda text: ElementTree.fromstring(text)[0].get("name")),
        ("github", lambda text: text.split("file=")[1].split(",")[0]),
        ("gitlab", lambda text: json.loads(text)[0]["location"]["path"]),
    ],
)
def test_a_pipeline_is_told_paths_from_where_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], format: str, path_of: Callable[[str], str]
) -> None:
    """Also of files in a folder, which the contract's JSON names from the folder."""
    report = tmp_path / "here" / "reports" / "a.txt"
    report.parent.mkdir(parents=True)
    report.write_bytes(FARMLAND.read_bytes())
    monkeypatch.chdir(tmp_path / "here")
    told = []
    for argument in ("reports", "./reports/a.txt", str(report)):
        assert cli.main(["check", argument, "--format", format]) == 1
        told.append(path_of(capsysbinary.readouterr().out.decode()))
    assert told == ["reports/a.txt"] * 3
    monkeypatch.chdir(tmp_path / "here" / "reports")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert cli.main(["check", "../here/reports", "--format", format]) == 1
    assert path_of(capsysbinary.readouterr().out.decode()).removeprefix("file://") == report.resolve().as_posix()
