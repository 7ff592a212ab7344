"""What one file may cost: children that hang, grow, abort or are killed take nothing with them but their own file."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from gouji.intake import Met
from gouji.running import run
from gouji.running.bounds import Bounds
from gouji.running.pool import AHEAD, Pool
from gouji.running.task import Order
from gouji.settings import Execution, Settings

from . import hostile
from .support import FORKS, SENTENCE, WRONG, alive, children, codes, files, pids, program, stand_in, until

ORDER = Order(Settings(lang="en"))


def outcomes(met: list[Met], seconds: int = 30, workers: int = 1) -> list[object]:
    with Pool(ORDER, Bounds(seconds, 1024), workers) as pool:
        return list(pool.outcomes(met))


@FORKS
@pytest.mark.parametrize("content", ["hang", "spin"])
def test_a_file_that_takes_too_long_is_stopped_and_the_others_are_checked(tmp_path, monkeypatch, content: str) -> None:
    stand_in(monkeypatch)
    found = outcomes(files(tmp_path, "good", content, "good"), seconds=1)
    assert codes(found) == [[], ["over-time"], []]
    assert "longer than 1 s" in found[1].gist.losses[0][1]  # type: ignore[attr-defined]


@FORKS
def test_a_file_that_asks_for_too_much_memory_is_named_and_the_others_are_checked(tmp_path, monkeypatch) -> None:
    stand_in(monkeypatch)
    assert codes(outcomes(files(tmp_path, "grow", "good", "grow", "good"))) == [["over-memory"], [], ["over-memory"], []]


@FORKS
def test_a_large_program_may_use_this_one(tmp_path) -> None:
    """What it has mapped already is not counted against its files; the mapping costs no memory."""
    import mmap

    with mmap.mmap(-1, 4 << 30):
        (outcome,) = outcomes(files(tmp_path, SENTENCE))
    assert outcome.gist.status == "checked"  # type: ignore[attr-defined]


@FORKS
def test_a_file_at_which_its_child_dies_in_its_first_breath_is_not_tried_again(tmp_path, monkeypatch) -> None:
    stand_in(monkeypatch)
    assert codes(outcomes(files(tmp_path, "abort", "good"))) == [["over-memory"], []]
    assert len(pids(tmp_path / "log")) == 2


@FORKS
def test_a_child_that_dies_of_what_it_read_before_costs_a_retry_and_no_result(tmp_path, monkeypatch) -> None:
    stand_in(monkeypatch)
    found = outcomes(files(tmp_path, "good", "aborts late", "good"))
    assert codes(found) == [[], [], []]
    first, second, third, fourth = pids(tmp_path / "log")
    assert first == second != third == fourth


@FORKS
@pytest.mark.parametrize(("content", "found", "attempts"), [("killed once", [], 2), ("killed", ["crashed"], 2)])
def test_a_child_killed_from_outside_costs_one_retry(tmp_path, monkeypatch, content: str, found: list[str], attempts: int) -> None:
    stand_in(monkeypatch)
    assert codes(outcomes(files(tmp_path, "good", content, "good", "good"), workers=2)) == [[], found, [], []]
    assert (tmp_path / "log").read_text().count("001.txt") == attempts


@FORKS
def test_outcomes_keep_the_order_of_the_files_and_few_wait_for_a_slow_one(tmp_path, monkeypatch) -> None:
    stand_in(monkeypatch)
    met = files(tmp_path, "slow", *["good"] * (2 * AHEAD))
    with Pool(ORDER, Bounds(), 3) as pool:
        waiting, paths = [], []
        for outcome in pool.outcomes(met):
            waiting.append(len(pool.done))
            paths.append(outcome.gist.path)
    assert paths == [file.shown for file in met]
    assert 0 < max(waiting) <= AHEAD


@FORKS
def test_no_child_outlives_its_pool(tmp_path, monkeypatch) -> None:
    stand_in(monkeypatch)
    with Pool(ORDER, Bounds(), 3) as pool:
        next(pool.outcomes(files(tmp_path, "good", "hang", "hang", "hang")))
        busy = [child.process.pid for child in pool.children]
        assert len(busy) == 3 and all(alive(pid) for pid in busy)
    assert not any(alive(pid) for pid in busy)


def test_a_new_interpreter_says_what_a_forked_child_says(tmp_path) -> None:
    met = files(tmp_path, SENTENCE, WRONG)
    views = []
    for start in ("spawn", "fork") if sys.platform == "linux" else ("spawn",):
        with Pool(Order(view="jsonl"), Bounds(), 1, start) as pool:
            views.append([outcome.view for outcome in pool.outcomes(met)])
    assert views[0] == views[-1]
    assert [[finding["code"] for finding in json.loads(view)["findings"]] for view in views[0]] == [[], ["BX01"]]


# --- the real program and files that mean harm ---

HOSTILE = {
    "forms.pdf": (hostile.nested_forms(), "over-memory"),
    "inflating.pdf": (hostile.inflating_pdf(400), "over-memory"),
    "strokes.pdf": (hostile.strokes(2_000_000), "over-memory"),
    "paragraphs.docx": (hostile.paragraphs(3_000_000), "over-limit"),
    "out.docx": (hostile.named("word/../../evil.xml"), "forbidden-name"),
    "root.docx": (hostile.named("/etc/passwd"), "forbidden-name"),
    "drive.docx": (hostile.named("C:\\evil.xml"), "forbidden-name"),
    "twice.docx": (hostile.named("a.xml", "a.xml"), "forbidden-name"),
}


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux only")
def test_hostile_files_end_in_a_named_problem_and_leave_nothing_behind(tmp_path) -> None:
    folder, scratch = tmp_path / "in", tmp_path / "tmp"
    folder.mkdir(), scratch.mkdir()
    for name, (data, _) in HOSTILE.items():
        (folder / name).write_bytes(data)
    for name in ("a.txt", "z.txt"):
        (folder / name).write_text(WRONG, encoding="utf-8")
    limits = ("--memory", "300", "--timeout", "20", "--format", "json")
    with program("check", folder, *limits, environment={"TMPDIR": str(scratch)}) as running:
        out, _ = running.communicate()
    found = {document["path"]: document for document in json.loads(out)["documents"]}
    assert running.returncode == 3
    assert {name: [problem["code"] for problem in found[name]["problems"]] for name in HOSTILE} == {name: [code] for name, (_, code) in HOSTILE.items()}
    assert [found[name]["findings"][0]["code"] for name in ("a.txt", "z.txt")] == ["BX01", "BX01"]
    assert list(scratch.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_no_orphan_is_left_when_the_parent_is_killed(tmp_path) -> None:
    files(tmp_path, "1," + "0," * 400_000, "1," + "0," * 400_000)
    with program("check", tmp_path) as running:
        assert until(lambda: len(children(running.pid)) == min(2, run.processors()))
        busy = children(running.pid)
        running.kill()
        running.communicate()
    assert until(lambda: not any(alive(pid) for pid in busy), 5)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux only")
def test_a_dossier_with_a_hostile_file_is_checked_without_it(tmp_path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(HOSTILE["inflating.pdf"][0])
    (tmp_path / "c.txt").write_text("2023年，全年预算数412.49万元。", encoding="utf-8")
    met = [Met(tmp_path / name, name, True) for name in ("a.txt", "b.pdf", "c.txt")]
    report = run.gather(met, Settings(together=True), Execution(memory=300))
    assert [document.path for document in report.documents] == ["a.txt", "b.pdf", "c.txt"]
    assert [document.status for document in report.documents] == ["checked", "unreadable", "checked"]
    assert report.documents[1].problems[0].code == "over-memory"
    operands = [operand for document in report.documents for relation in document.relations for _, operand in relation.operands if relation.rule == "RS01"]
    assert {str(operand)[:2] for operand in operands} == {"d1", "d2"}


def test_a_limit_below_what_a_report_needs_is_refused(capsys) -> None:
    from gouji import cli

    assert cli.main(["check", os.devnull, "--memory", "1"]) == 2
    assert "--memory" in capsys.readouterr().err


def test_the_library_reads_in_its_own_process(monkeypatch, tmp_path: Path) -> None:
    import gouji

    stand_in(monkeypatch)
    (met,) = files(tmp_path, "good")
    gouji.check(met.path)
    assert pids(tmp_path / "log") == [os.getpid()]
