"""The hostile set in one folder, through the real program: each file ends in a problem that names its cause, and the good ones beside it are checked."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gouji.intake import Met
from gouji.report import DocumentReport
from gouji.running.bounds import Bounds
from gouji.running.pool import Pool
from gouji.running.task import Order
from gouji.settings import Settings
from running.support import WRONG, program

from . import CASES, LIGHT, Case, fault, packages, pdfs

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux only")
SECONDS, MEBIBYTES = 20, 320
HEAVY = {"forms.pdf", "inflating.pdf", "strokes.pdf", "paragraphs.docx", "out.docx"}  # tests/running/test_bounded.py has them
FILES = {name: case for name, case in {**CASES, **LIGHT}.items() if name not in HEAVY | {"line.txt", "comments.html"}}
GOOD = ("a.txt", "m.docx", "z.txt")
SUFFIXES = {"pdf-in.txt": pdfs.whole, "docx-in.pdf": packages.whole, "text-in.docx": WRONG.encode, "html-in.xlsx": f"<html><body><p>{WRONG}</p>".encode}
TENTHS = {f"tenth-{tenth}.{kind}": (whole, tenth) for kind, whole in (("pdf", pdfs.whole), ("docx", packages.whole)) for tenth in range(1, 10)}


@dataclass(frozen=True, slots=True)
class Run:
    """What a run over the folder left: its exit, its entries by path, what it said, and the processes of its group that live."""

    exit: int
    entries: dict[str, Any]
    said: str
    alive: list[int]
    scratch: list[Path]
    before: list[str]
    after: list[str]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder, scratch = tmp_path_factory.mktemp("in"), tmp_path_factory.mktemp("scratch")
    for name, case in FILES.items():
        (folder / name).write_bytes(case.data())
    for name in GOOD:
        (folder / name).write_bytes(packages.whole() if name.endswith("docx") else WRONG.encode())
    for name, whole in SUFFIXES.items():
        (folder / name).write_bytes(whole())
    for name, (whole, tenth) in TENTHS.items():
        data = whole()
        (folder / name).write_bytes(data[: len(data) * tenth // 10])
    _odd(folder)
    before = listing(folder)
    arguments = ("check", folder, "--format", "json", "--lang", "en", "--timeout", str(SECONDS), "--memory", str(MEBIBYTES), "--workers", "2")
    with program(*arguments, environment={"TMPDIR": str(scratch)}, start_new_session=True) as running:
        out, err = running.communicate()
        alive = of_group(running.pid)
    entries = {entry["path"]: entry for entry in json.loads(out)["documents"]}
    return Run(running.returncode, entries, err.decode(), alive, list(scratch.iterdir()), before, listing(folder))


def _odd(folder: Path) -> None:
    """What a folder may hold besides files."""
    os.mkfifo(folder / "pipe.txt")
    (folder / "folder.pdf").mkdir()
    (folder / "folder.pdf" / "in.txt").write_text(WRONG, encoding="utf-8")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "folder.pdf" / "up").symlink_to(folder)
    (folder / "dangling.docx").symlink_to(folder / "nowhere.docx")
    with suppress(OSError):  # some file systems have Unicode names only
        Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.txt")).write_bytes(WRONG.encode())
    (folder / "line\nbreak.txt").write_bytes(WRONG.encode())
    (folder / "turned\u202etxt.exe.txt").write_bytes(WRONG.encode())
    (folder / ("x" * 240 + ".txt")).write_bytes(WRONG.encode())
    (folder / "read-only.txt").write_bytes(WRONG.encode())
    (folder / "read-only.txt").chmod(0o400)
    (folder / "closed.txt").write_bytes(WRONG.encode())
    (folder / "closed.txt").chmod(0)


def listing(folder: Path) -> list[str]:
    return sorted(os.fsencode(path).decode("utf-8", "replace") for path in folder.iterdir())


def of_group(group: int) -> list[int]:
    """The processes of a process group that live."""

    def found() -> Iterator[int]:
        for path in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                state, _, member = path.read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()[:3]
                if int(member) == group and state != "Z":
                    yield int(path.parent.name)

    return list(found())


def figures(entry: dict[str, Any]) -> list[str]:
    return [figure["text"] for figure in entry["figures"]]


def codes(entry: dict[str, Any]) -> list[str]:
    return [problem["code"] for problem in entry["problems"] if problem["loses"]]


@LINUX
@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_ends_in_a_problem_that_names_its_cause(name: str, run: Run) -> None:
    assert _fault(FILES[name], run.entries[name]) == ""


def _fault(case: Case, entry: dict[str, Any]) -> str:
    from types import SimpleNamespace

    problems = tuple(SimpleNamespace(**problem) for problem in entry["problems"])
    return fault(case, SimpleNamespace(status=entry["status"], problems=problems))  # type: ignore[arg-type]


@LINUX
def test_the_run_says_that_content_was_lost_and_shows_no_traceback(run: Run) -> None:
    assert run.exit == 3
    assert "Traceback" not in run.said and ".py" not in run.said
    assert [entry["path"] for entry in run.entries.values() if entry["status"] == "checked" and codes(entry)] == []


@LINUX
def test_good_files_beside_hostile_ones_are_checked_in_full(run: Run) -> None:
    for name in GOOD:
        assert (run.entries[name]["status"], {finding["code"] for finding in run.entries[name]["findings"]}) == ("checked", {"BX01"})


@LINUX
def test_no_process_and_no_file_is_left(run: Run) -> None:
    assert (run.alive, run.scratch) == ([], [])
    assert run.after == run.before


@LINUX
@pytest.mark.parametrize("name", SUFFIXES)
def test_a_file_with_a_wrong_suffix_is_read_by_its_content(name: str, run: Run) -> None:
    assert run.entries[name]["status"] == "checked"
    assert {finding["code"] for finding in run.entries[name]["findings"]} == {"BX01"}
    assert run.entries[name]["format"] == {"text": "txt"}.get(name.split("-")[0], name.split("-")[0])


@LINUX
@pytest.mark.parametrize("name", TENTHS)
def test_a_file_that_was_cut_off_is_never_called_checked_unless_all_of_its_content_is_there(name: str, run: Run) -> None:
    entry = run.entries[name]
    if entry["status"] == "checked":
        assert [problem["code"] for problem in entry["problems"]] == ["repaired"]
        assert figures(entry) == figures(run.entries["pdf-in.txt"])
    else:
        assert set(codes(entry)) & {"damaged", "repaired-in-part", "empty"}


@LINUX
def test_what_is_no_file_is_passed_over_and_said(run: Run) -> None:
    said = {name: (run.entries[name]["status"], run.entries[name]["problems"][0]["code"]) for name in ("pipe.txt", "loop.txt", "dangling.docx")}
    assert said["pipe.txt"] == ("skipped", "not-a-file")
    assert {status for status, _ in said.values()} <= {"skipped", "unreadable"}
    assert run.entries["folder.pdf/in.txt"]["status"] == "checked"
    assert not [path for path in run.entries if path.startswith("folder.pdf/up/")]  # the link back up is not walked


@LINUX
def test_names_of_any_bytes_are_reported_and_their_files_checked(run: Run) -> None:
    strange = [path for path in run.entries if path.startswith(("\udcff", "line\nbreak", "turned\u202e", "xxxx"))]
    assert len(strange) == 4
    assert {run.entries[path]["status"] for path in strange} == {"checked"}


@LINUX
def test_a_file_that_may_not_be_read_is_said_to_be_closed(run: Run) -> None:
    assert run.entries["read-only.txt"]["status"] == "checked"
    if os.geteuid():  # root may read everything
        assert (run.entries["closed.txt"]["status"], codes(run.entries["closed.txt"])) == ("unreadable", ["unopened"])


def outcome(met: Met, seconds: int = 20) -> DocumentReport:
    with Pool(Order(Settings(lang="en")), Bounds(seconds, MEBIBYTES)) as pool:
        (came,) = pool.outcomes([met])
        return came.view  # type: ignore[no-any-return]


def test_a_file_that_vanishes_before_it_is_read_is_said_to_be_gone(tmp_path: Path) -> None:
    report = outcome(Met(tmp_path / "gone.txt", "gone.txt", named=True))
    assert (report.status, [problem.code for problem in report.problems]) == ("unreadable", ["unopened"])
    report = outcome(Met(tmp_path / "gone.txt", "gone.txt", named=False))
    assert report.status in ("unreadable", "skipped") and report.problems


@LINUX
def test_a_device_without_end_is_over_a_limit_and_a_pipe_that_nobody_writes_to_is_over_time(tmp_path: Path) -> None:
    report = outcome(Met(Path("/dev/zero"), "/dev/zero", named=True))
    assert [problem.code for problem in report.problems] == ["over-limit"]
    os.mkfifo(tmp_path / "pipe")
    report = outcome(Met(tmp_path / "pipe", "pipe", named=True), seconds=1)
    assert [problem.code for problem in report.problems] == ["over-time"]


@LINUX
def test_a_named_pipe_is_read_once_and_its_content_is_what_is_hashed(tmp_path: Path) -> None:
    import hashlib
    import threading

    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(WRONG.encode(),))
    writer.start()
    report = outcome(Met(pipe, "pipe", named=True))
    writer.join()
    assert (report.status, report.sha256) == ("checked", hashlib.sha256(WRONG.encode()).hexdigest())
