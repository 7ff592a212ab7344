"""Folders: order, progress, interruption, resuming; whatever happens, the lines that are there are those of an undisturbed run."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from io import StringIO
from pathlib import Path

import pytest

from gouji import __version__, cli
from gouji.commands import publish
from gouji.intake import files as met
from gouji.renderers import json as json_view
from gouji.renderers import terminal
from gouji.running import progress, run
from gouji.running.journal import mark_of
from gouji.running.task import Order
from gouji.settings import Execution, Settings
from gouji.tally import Tally, tally

from .support import FORKS, ROOT, SENTENCE, WRONG, alive, children, files, program, stand_in, until

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")


def folder(tmp_path: Path, count: int) -> Path:
    """Texts of which every third one has an error, no two the same."""
    files(tmp_path / "in", *[(WRONG if number % 3 == 2 else SENTENCE) + f"\n\n附注{number}。" for number in range(count)])
    return tmp_path / "in"


def lines(path: Path) -> list[str]:
    return [json.loads(line)["path"] for line in path.read_bytes().splitlines()]


@pytest.mark.parametrize(("format", "workers"), [("json", 2), ("jsonl", 1), ("jsonl", 2), ("jsonl", 4), ("terminal", 2), ("terminal --concise", 4)])
def test_what_is_published_as_it_comes_is_what_the_whole_report_gives(tmp_path, capsysbinary, format: str, workers: int) -> None:
    where = str(folder(tmp_path, 7))
    report = run.gather(met([where]), Settings(), Execution(workers=1))
    whole = {
        "json": json_view.render(report, __version__),
        "jsonl": json_view.render_lines(report, __version__),
        "terminal": terminal.render(report, "zh"),
        "terminal --concise": terminal.concise(report, "zh", 80).plain(),
    }
    assert cli.main(["check", where, "--format", *format.split(), "--workers", str(workers)]) == 1
    assert capsysbinary.readouterr().out.decode() == whole[format]


@pytest.mark.parametrize("format", ["json", "jsonl", "terminal"])
def test_a_folder_without_files_is_said_and_is_no_error(tmp_path, capsys, format: str) -> None:
    assert cli.main(["check", str(tmp_path), "--format", format]) == 0
    out = capsys.readouterr().out
    assert out == {"json": json_view.render(run.gather([], Settings(), Execution()), __version__), "jsonl": ""}.get(format, out)
    assert format != "terminal" or "没有核对任何文件" in out


def test_the_closing_table_counts_findings_by_rule_and_names_the_worst_files(tmp_path, capsys) -> None:
    where = folder(tmp_path, 7)
    (where / "worst.txt").write_text(WRONG + "\n\n项目全年预算数100万元，执行数50万元，执行率60%。", encoding="utf-8")
    cli.main(["check", str(where), "--lang", "en"])
    closing = capsys.readouterr().out.rsplit("total files", 1)[1].splitlines()
    assert closing[0] == " 8: checked 8, partly 0, not checked 0, not read 0, skipped 0"
    table = [line.strip() for line in closing[closing.index("  by rule:") + 1 :]]
    assert table[0] == "BX01 error       4 in 3 files"
    assert table[table.index("files with most findings:") + 1 :][0] == "worst.txt  errors 2, warnings 0, notes 0"


def test_one_file_needs_no_table(tmp_path, capsys) -> None:
    cli.main(["check", str(folder(tmp_path, 3) / "002.txt"), "--lang", "en"])
    assert "by rule" not in capsys.readouterr().out


# --- progress ---


def test_progress_counts_and_says_the_time_that_is_left(monkeypatch) -> None:
    monkeypatch.setattr(sys, "stderr", StringIO())
    clock = iter([0.0, 4.0, 6.0, 8.0, 100.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    shown = progress.Progress(100, "en", done=10)
    for done in (20, 40, 50, 90):
        shown.step(Tally(files=done))
    # 30 files took 6 s, so 60 take 12; 80 took 100 s, so 10 take 12.5
    assert sys.stderr.getvalue().splitlines() == [
        "gouji: 40 of 100 files, errors 0, warnings 0, about 0:00:12 left",
        "gouji: 90 of 100 files, errors 0, warnings 0, about 0:00:12 left",
    ]


def test_a_short_run_and_one_file_say_nothing(tmp_path, capsys) -> None:
    cli.main(["check", str(folder(tmp_path, 3)), "--format", "jsonl"])
    assert capsys.readouterr().err == ""


@LINUX
def test_the_bar_is_gone_where_the_report_is_printed(tmp_path) -> None:
    """Both on one terminal: what stands on it in the end is the report and nothing of the bar."""
    import pty

    where = folder(tmp_path, 30)
    leader, follower = pty.openpty()
    with program("check", where, stdin=follower, environment={"TERM": "xterm", "COLUMNS": "80"}) as plain:
        expected = plain.communicate()[0].decode()
    command = [sys.executable, "-m", "gouji", "check", str(where)]
    pid = os.fork()
    if not pid:
        os.login_tty(follower)
        os.environ.update({"TERM": "xterm", "COLUMNS": "80", "NO_COLOR": "1", "PYTHONPATH": str(Path(cli.__file__).parents[1])})
        os.execv(sys.executable, command)
    os.close(follower)
    shown = b""
    while True:
        try:
            shown += os.read(leader, 65536)
        except OSError:
            break
    os.waitpid(pid, 0)
    assert "个文件".encode() in shown
    assert screen(shown.decode()) == [line.rstrip() for line in expected.splitlines()]


def screen(shown: str) -> list[str]:
    """The lines that a terminal without end shows after all of `shown`."""
    rows, row, column = [""], 0, 0
    position = 0
    while position < len(shown):
        character = shown[position]
        if character == "\x1b":
            end = next(at for at in range(position + 2, len(shown)) if shown[at].isalpha())
            parameter, command = shown[position + 2 : end], shown[end]
            if command == "K":
                rows[row] = "" if parameter == "2" else rows[row][:column]
            elif command == "A":
                row -= int(parameter or 1)
            position = end + 1
            continue
        if character == "\n":
            row += 1
            rows += [""] * (row + 1 - len(rows))
        elif character == "\r":
            column = 0
        else:
            rows[row] = rows[row][:column] + character + rows[row][column + 1 :]
            column += 1
        position += 1
    while rows and not rows[-1]:
        rows.pop()
    return [line.rstrip() for line in rows]


# --- stopped and gone on with ---


@LINUX
@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_ctrl_c_leaves_what_was_done_and_says_so(tmp_path, format: str) -> None:
    where, out = folder(tmp_path, 150), tmp_path / "out"
    with program("check", where, "--format", format, "--output", out, "--lang", "en") as running:
        assert until(lambda: out.exists() and out.stat().st_size > 5000)
        busy = children(running.pid)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate()
    assert running.returncode == 130
    assert b"interrupted: " in err and b" of 150 files" in err and b"Traceback" not in err
    assert (b"--resume" in err) == (format == "jsonl")
    text = out.read_text(encoding="utf-8")
    done = int(err.split(b"interrupted: ")[1].split()[0])
    assert 0 < done < 150
    if format == "json":
        assert len(json.loads(text)["documents"]) == done
    else:
        assert len(lines(out)) == done
    assert busy and not any(alive(pid) for pid in busy)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory) -> tuple[Path, bytes]:
    """A folder, and what a run says of it that nothing disturbs."""
    base = tmp_path_factory.mktemp("undisturbed")
    where = folder(base, 60)
    cli.main(["check", str(where), "--format", "jsonl", "--output", str(base / "out.jsonl")])
    assert not mark_of(base / "out.jsonl").exists()
    return where, (base / "out.jsonl").read_bytes()


@LINUX
@pytest.mark.parametrize("killed", ["parent", "worker"])
def test_after_kill_9_of_worker_or_parent_a_resumed_run_equals_an_undisturbed_one(tmp_path, undisturbed, killed: str) -> None:
    where, expected = undisturbed
    out = tmp_path / "out.jsonl"
    arguments = ("check", where, "--format", "jsonl", "--output", out, "--workers", "2")
    with program(*arguments) as running:
        assert until(lambda: out.exists() and out.stat().st_size > 5000)
        if killed == "worker":
            os.kill(children(running.pid)[0], signal.SIGKILL)
        if killed == "parent":
            running.kill()
        running.communicate()
    part = out.read_bytes()
    assert expected.startswith(part)
    assert (part == expected) == (killed == "worker")
    assert mark_of(out).exists() == (killed == "parent")
    if killed == "parent":
        out.write_bytes(part[:-7])  # a line that was being written
    with program(*arguments, "--resume") as running:
        running.communicate()
    assert running.returncode == 1
    assert out.read_bytes() == expected
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl"]


@FORKS
def test_a_resumed_run_checks_only_what_was_not_done_or_has_changed(tmp_path, monkeypatch, capsys) -> None:
    where, out = folder(tmp_path, 6), tmp_path / "out.jsonl"
    arguments = ["check", str(where), "--format", "jsonl", "--output", str(out)]
    cli.main(arguments)
    whole = out.read_bytes()
    order = Order(Settings(format="jsonl", output=out), "jsonl")
    from gouji.running.stamp import stamp

    mark_of(out).write_text(stamp(order), encoding="ascii")
    (where / "004.txt").write_text(WRONG, encoding="utf-8")
    given: list[str] = []
    original = run.outcomes
    monkeypatch.setattr(run, "outcomes", lambda files, *rest: original([given.append(file.shown) or file for file in files], *rest))
    assert cli.main([*arguments, "--resume"]) == 1
    assert given == ["004.txt", "005.txt"]
    assert out.read_bytes().splitlines()[:4] == whole.splitlines()[:4]
    assert lines(out) == [f"{number:03}.txt" for number in range(6)]


def test_lines_of_another_kind_of_run_are_not_gone_on_with(tmp_path, capsys) -> None:
    where, out = folder(tmp_path, 3), tmp_path / "out.jsonl"
    arguments = ["check", str(where), "--format", "jsonl", "--output", str(out), "--lang", "en"]
    cli.main(arguments)
    mark_of(out).write_text("of another version\n", encoding="ascii")
    before = out.read_bytes()
    assert cli.main([*arguments, "--resume"]) == 2
    assert "--resume" in capsys.readouterr().err
    assert out.read_bytes() == before


@pytest.mark.parametrize(
    "options", [[], ["--format", "jsonl"], ["--output", "x.json", "--format", "json"], ["--format", "jsonl", "--output", "x", "--together"]]
)
def test_resuming_needs_lines_in_a_file(tmp_path, capsys, options: list[str]) -> None:
    assert cli.main(["check", str(folder(tmp_path, 2)), "--resume", *options]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_sum_of_lines_read_back_is_that_of_the_documents(tmp_path) -> None:
    where, out = folder(tmp_path, 6), tmp_path / "out.jsonl"
    (where / "broken.pdf").write_bytes(b"%PDF-1.4 and nothing")
    settings = Settings(format="jsonl", output=out)
    files_met = met([str(where)])
    total, _ = publish.stream(files_met, settings, Execution())
    report = run.gather(files_met, settings, Execution())
    from gouji.running.stamp import stamp

    mark_of(out).write_text(stamp(Order(settings, "jsonl")), encoding="ascii")
    resumed, _ = publish.stream(files_met, settings, Execution(resume=True))
    assert total == tally(report) == resumed


def test_a_mark_in_the_folder_that_is_checked_is_no_report(tmp_path, capsys) -> None:
    where = folder(tmp_path, 2)
    out = where / "out.jsonl"
    out.write_bytes(b"")
    mark_of(out).write_text("from a run that was killed at once\n", encoding="ascii")
    assert cli.main(["check", str(where), "--format", "jsonl", "--output", str(out)]) == 0
    assert lines(out) == ["000.txt", "001.txt"]


@FORKS
def test_a_reader_that_goes_away_ends_the_run(tmp_path, monkeypatch) -> None:
    with program("check", folder(tmp_path, 150), "--format", "jsonl") as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        err = running.stderr.read()
    assert err == b""
    assert running.returncode in (0, 1)


def test_a_place_that_cannot_be_written_is_a_wrong_call(tmp_path, capsys, monkeypatch) -> None:
    stand_in(monkeypatch)
    out = tmp_path / "out.json"
    out.write_text("", encoding="utf-8")
    where = str(folder(tmp_path, 1))

    def closed(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", closed)
    assert cli.main(["check", where, "--format", "json", "--output", str(out)]) == 2
    assert "out.json" in capsys.readouterr().err


def test_the_queries_of_the_manual_give_what_it_shows(tmp_path, monkeypatch) -> None:
    duckdb = pytest.importorskip("duckdb")
    manual = (ROOT / "docs" / "folders.md").read_text(encoding="utf-8")
    units, statuses = re.findall(r"```sql\n(.*?)```", manual, re.DOTALL)
    shown = [tuple(cell.strip() for cell in line.strip("│").split("│")) for line in manual.splitlines() if line.startswith("│")]
    report = (ROOT / "fixtures" / "reports" / "farmland" / "report.txt").read_text(encoding="utf-8")
    files(tmp_path / "in", *[f"{report}\n附注{number}。\n" for number in range(6)])
    monkeypatch.chdir(tmp_path)
    cli.main(["check", "in", "--format", "jsonl", "--output", "findings.jsonl"])
    assert shown[0] == tuple(duckdb.sql(units).columns)
    assert [tuple(map(str, row)) for row in duckdb.sql(units).fetchall()] == shown[1:]
    assert duckdb.sql(statuses).fetchall() == [("checked", 6)]


def test_accepted_findings_are_kept_out_of_the_count_and_cannot_be_resumed(tmp_path, capsys) -> None:
    where, out = folder(tmp_path, 3), tmp_path / "out.jsonl"
    assert cli.main(["check", str(where)]) == 1
    assert cli.main(["baseline", str(where)]) == 0
    assert cli.main(["check", str(where), "--cache", str(tmp_path / "cache")]) == 0
    arguments = ["check", str(where), "--format", "jsonl", "--output", str(out)]
    assert cli.main(arguments) == 0
    assert [bool(finding["suppressed"]) for line in out.read_bytes().splitlines() for finding in json.loads(line)["findings"]] == [True]
    assert cli.main([*arguments, "--resume"]) == 2
    assert "--resume" in capsys.readouterr().err
