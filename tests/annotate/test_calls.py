"""`gouji annotate` as it is called: what it refuses, what it never writes over, what a folder makes of its copies."""

from __future__ import annotations

from pathlib import Path

import docx as python_docx
import pytest

from gouji import intake
from gouji.cli import main
from gouji.settings import Settings
from readers.build import docx, p

from .copying import FORMS, copied

DATA = docx(p("全年预算数4320万元，全年执行数3899.62万元，预算执行率为90.72%。"))


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.docx"
    path.write_bytes(DATA)
    return path


def test_a_file_that_it_did_not_make_is_never_written_over(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = report.with_suffix(".txt")
    other.write_text("别人的文件", encoding="utf-8")
    for foreign in (DATA, b"notes", b""):
        (report.parent / "report.gouji.docx").write_bytes(foreign)
        assert main(["annotate", str(report)]) == 2
        assert "不会覆盖" in capsys.readouterr().err
        assert (report.parent / "report.gouji.docx").read_bytes() == foreign
    assert main(["annotate", str(report), "--output", str(other)]) == 2
    assert main(["annotate", str(report), "--output", str(report)]) == 2
    assert other.read_text(encoding="utf-8") == "别人的文件" and report.read_bytes() == DATA


def test_nothing_is_written_when_one_of_several_copies_cannot_be(report: Path, tmp_path: Path) -> None:
    second = tmp_path / "second.docx"
    second.write_bytes(DATA)
    (tmp_path / "second.gouji.docx").write_bytes(b"theirs")
    assert main(["annotate", str(report), str(second)]) == 2
    assert not (tmp_path / "report.gouji.docx").exists()


def test_several_files_are_annotated_in_one_call(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "form.xlsx").write_bytes((FORMS / "default.xlsx").read_bytes())
    assert main(["annotate", str(report), str(tmp_path / "form.xlsx"), "--lang", "en"]) == 0
    assert [line.rpartition("/")[2] for line in capsys.readouterr().out.splitlines()] == ["report.gouji.docx: 1 marked", "form.gouji.xlsx: 0 marked"]


def test_the_copy_goes_where_it_is_told_to(report: Path, tmp_path: Path) -> None:
    assert main(["annotate", str(report), "--output", str(tmp_path / "out.docx")]) == 0
    assert (tmp_path / "out.docx").read_bytes() == copied(tmp_path, "a.docx", DATA)
    assert main(["annotate", str(report), "--output", str(tmp_path / "none" / "out.docx")]) == 2
    assert main(["annotate", str(report), str(tmp_path / "a.docx"), "--output", str(tmp_path / "x.docx")]) == 2


def test_a_copy_under_another_name_gets_a_copy_of_its_own(report: Path, tmp_path: Path) -> None:
    """Renamed, it is somebody's draft; its old marks are not doubled."""
    (tmp_path / "draft.docx").write_bytes(copied(tmp_path, "a.docx", DATA))
    before = (tmp_path / "draft.docx").read_bytes()
    assert main(["annotate", str(tmp_path / "draft.docx")]) == 0
    assert (tmp_path / "draft.gouji.docx").read_bytes() == before == (tmp_path / "draft.docx").read_bytes()


@pytest.mark.parametrize("name, content", [("a.txt", "执行率98%。"), ("a.html", "<html><p>执行率98%。</p></html>")])
def test_formats_that_hold_no_comments_are_refused(tmp_path: Path, name: str, content: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert main(["annotate", str(tmp_path / name)]) == 2
    assert "只能批注" in capsys.readouterr().err


def test_wrong_calls_are_refused(report: Path, tmp_path: Path) -> None:
    assert main(["annotate", str(tmp_path / "missing.docx")]) == 2
    assert main(["annotate", str(tmp_path)]) == 2
    assert main(["annotate", str(report), "--select", "ZZ99"]) == 2
    assert main(["annotate"]) == 2


def test_rules_can_be_chosen(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report.write_bytes(docx(p("全年预算数4320万元，全年执行数3899.62万元，预算执行率为90.72%。") + p("单位编制数20名，其中：行政编制8名，事业编制13名。")))
    for options, marked in (([], 2), (["--ignore", "BX"], 1), (["--select", "BX01"], 1)):
        assert main(["annotate", str(report), *options, "--lang", "en"]) == 0
        assert capsys.readouterr().out.endswith(f": {marked} marked\n")


def test_the_settings_file_is_in_force_and_a_flag_wins_over_it(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report.write_bytes(docx(p("全年预算数4320万元，全年执行数3899.62万元，预算执行率为90.72%。") + p("单位编制数20名，其中：行政编制8名，事业编制13名。")))
    settings = report.parent / "gouji.toml"
    for text, options, said in (
        ('ignore = ["BX"]\nlang = "en"\n', [], ": 1 marked\n"),
        ('ignore = ["BX"]\nlang = "en"\n', ["--ignore", "TM", "--lang", "zh"], "：批注 2 处\n"),
        ('ignore = ["BX"]\n', ["--isolated"], "：批注 2 处\n"),
        ('[per-path."*.docx"]\nignore = ["BX01"]\n', [], "：批注 1 处\n"),
        ('fail-on = "note"\nformat = "json"\noutput = "report.json"\n', [], "：批注 2 处\n"),
    ):
        settings.write_text(text, encoding="utf-8")
        assert main(["annotate", str(report), *options]) == 0
        assert capsys.readouterr().out.endswith(said), text
    assert not (report.parent / "report.json").exists()
    settings.write_text('ignored = ["BX"]\n', encoding="utf-8")
    assert main(["annotate", str(report)]) == 2
    assert "gouji.toml:1 ignored" in capsys.readouterr().err


def test_what_was_accepted_is_not_marked_in_a_copy_nor_in_that_annotated_again(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["accept", str(report), "--finding", "BX01", "--reason", "口径不同", "--until", "2026-06-30"]) == 0
    for file in (report, tmp_path / "report.gouji.docx"):
        for options, marked in (([], 0), (["--today", "2026-06-30"], 0), (["--today", "2026-07-01"], 1)):
            capsys.readouterr()
            assert main(["annotate", str(file), *options, "--lang", "en"]) == 0
            said = capsys.readouterr()
            assert said.out.endswith(f": {marked} marked\n")
            assert ("2026-06-30" in said.err) == bool(marked), "an entry past its day is told"
    report.write_bytes(docx(p("全年预算数4320万元，全年执行数3899.62万元，预算执行率为90.73%。")))
    assert main(["annotate", str(report), "--lang", "en"]) == 0
    said = capsys.readouterr()
    assert said.out.endswith(": 1 marked\n") and "gouji.accept.yaml:" in said.err


def test_the_files_of_a_dossier_are_marked_for_what_they_say_of_one_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report, form = tmp_path / "report.docx", tmp_path / "form.docx"
    report.write_bytes(docx(p("一、资金情况") + p("2023年项目全年预算数4320万元，全年执行数3899.62万元。")))
    form.write_bytes(docx(p("一、基本情况") + p("本表为自评表。") + p("2023年项目全年预算数4320万元，全年执行数3989.62万元。")))
    marked = {}
    for options in ([], ["--together"]):
        assert main(["annotate", str(report), str(form), "--lang", "en", *options]) in (0, 3)
        marked[bool(options)] = [line.rpartition(": ")[2] for line in capsys.readouterr().out.splitlines()]
    assert marked == {False: ["0 marked", "0 marked"], True: ["1 marked", "0 marked"]}
    (comment,) = python_docx.Document(str(tmp_path / "report.gouji.docx")).comments
    assert "form.docx" in comment.text and "3989.62万元" in comment.text


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_annotated(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(DATA[:200])
    assert main(["annotate", str(broken), str(report)]) == 3
    assert "broken.docx: " in capsys.readouterr().err
    assert (tmp_path / "report.gouji.docx").exists() and not (tmp_path / "broken.gouji.docx").exists()


def test_in_a_folder_copies_are_skipped_and_named_they_are_read(report: Path, tmp_path: Path) -> None:
    for name, data in (("a.docx", DATA), ("a.xlsx", (FORMS / "default.xlsx").read_bytes()), ("a.pdf", (FORMS / "default.pdf").read_bytes())):
        copied(tmp_path, name, data)
    found = {document.path: document for document in intake.inspect(intake.files([str(tmp_path)]), Settings()).documents}
    skipped = [path for path, document in found.items() if document.status == "skipped"]
    assert skipped == ["a.gouji.docx", "a.gouji.pdf", "a.gouji.xlsx"]
    assert [problem.code for problem in found["a.gouji.pdf"].problems] == ["own-copy"]
    named = intake.inspect(intake.files([str(tmp_path / path) for path in skipped]), Settings()).documents
    assert [document.status for document in named] == ["checked"] * 3
    assert all(not problem.loses for document in named for problem in document.problems)
