"""What the tests of runs share: a stand-in for the audit whose files say what they do to the process that reads them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

import gouji
from gouji.document.model import Place
from gouji.intake import Met
from gouji.report import Coverage, DocumentReport, Finding

ROOT = Path(__file__).parents[2]
SENTENCE = "2023年全年预算数412.49万元，执行数407.98万元，预算执行率98.91%。"
WRONG = "2023年全年预算数412.49万元，执行数407.98万元，预算执行率89.91%。"
FORKS = pytest.mark.skipif(sys.platform != "linux", reason="the stand-in reaches forked children only")


def said(path: str, content: str) -> DocumentReport:
    """A report with one finding that quotes what the file holds."""
    finding = Finding("BX01", "execution-rate-mismatch", "error", content, (), Place(), content)
    return DocumentReport(path, "txt", None, None, "checked", (), None, None, Coverage(3, 3, 3, 0, 0, 1, 0, 0), (), (), (), (finding,))


def open_file(path: Path, shown: str, named: bool) -> DocumentReport:
    """Does what the file says, and leaves a trace of it beside the file."""
    content = path.read_text(encoding="utf-8")
    log = path.with_name("log")
    with log.open("a", encoding="utf-8") as stream:
        stream.write(f"{path.name} {os.getpid()}\n")
    attempts = log.read_text(encoding="utf-8").count(f"{path.name} ")
    match content:
        case "hang":
            time.sleep(600)
        case "spin":
            while True:
                pass
        case "grow":
            bytearray(8 << 30)
        case "abort":
            os.abort()
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "killed once" if attempts == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        case "aborts late" if os.getpid() in pids(log)[:-1]:
            os.abort()
        case "slow":
            time.sleep(0.3)
    return said(shown, content)


def pids(log: Path) -> list[int]:
    """The processes that read the files, in the order in which they did."""
    return [int(line.split()[1]) for line in log.read_text(encoding="utf-8").splitlines()]


def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gouji, "audit", SimpleNamespace(open_file=open_file, warm=lambda packs: None), raising=False)


def files(folder: Path, *contents: str) -> list[Met]:
    """A file a content: `000.txt`, `001.txt`, …"""
    folder.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(contents):
        (folder / f"{number:03}.txt").write_text(content, encoding="utf-8")
    return [Met(folder / f"{number:03}.txt", f"{number:03}.txt", False) for number in range(len(contents))]


def program(*arguments: str | Path, **options: object) -> subprocess.Popen[bytes]:
    """The real program, running."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **options.pop("environment", {})}  # type: ignore[dict-item]
    command = [sys.executable, "-m", "gouji", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, **options)  # type: ignore[call-overload]


def children(pid: int) -> list[int]:
    """The processes that a process has started and that live."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


def alive(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def until(true: object, seconds: float = 10.0) -> bool:
    """Waits until `true()` holds; False where it does not within `seconds`."""
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def codes(outcomes: Sequence[object]) -> list[list[str]]:
    """The problems of each outcome that lose content."""
    return [[code for code, _ in outcome.gist.losses] for outcome in outcomes]  # type: ignore[attr-defined]
