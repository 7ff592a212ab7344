"""The cache: what was checked before is not checked again, nothing else changes, and nothing in it is believed that need not be."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from gouji import cli
from gouji.intake import files as met
from gouji.running import run
from gouji.running.cache import Cache
from gouji.running.task import Order
from gouji.settings import Execution, Settings

from .support import FORKS, SENTENCE, WRONG, files, pids, stand_in

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes and owners")


def folder(tmp_path: Path) -> Path:
    files(tmp_path / "in", SENTENCE, WRONG, SENTENCE + "1")
    return tmp_path / "in"


def entries(cache: Path) -> list[Path]:
    return sorted(cache.rglob("*.entry"))


@pytest.fixture
def checked(monkeypatch) -> list[str]:
    """The files that are really checked."""
    seen: list[str] = []
    original = run._told
    monkeypatch.setattr(run, "_told", lambda file: seen.append(file.shown) or original(file))
    return seen


@pytest.mark.parametrize("format", ["terminal", "terminal --concise", "json", "jsonl"])
def test_a_second_run_checks_nothing_and_says_the_same(tmp_path, capsysbinary, checked, format: str) -> None:
    where, cache = folder(tmp_path), tmp_path / "cache"
    outputs = []
    for options in ([], ["--cache", str(cache)], ["--cache", str(cache)]):
        assert cli.main(["check", str(where), "--format", *format.split(), *options]) == 1
        outputs.append(capsysbinary.readouterr())
    assert outputs[0] == outputs[1] == outputs[2]
    assert len(checked) == 6


def test_lines_keep_their_styles(tmp_path) -> None:
    where = met([str(folder(tmp_path))])
    first, second = ([outcome.view for outcome in run.outcomes(where, Order(view="terminal"), Execution(cache=tmp_path / "cache"))] for _ in range(2))
    assert first == second and any(line.spans for line in first[1])
    assert [[(line.style, line.spans) for line in view] for view in first] == [[(line.style, line.spans) for line in view] for view in second]


def test_only_what_has_changed_is_checked(tmp_path, checked) -> None:
    where, cache = folder(tmp_path), tmp_path / "cache"
    cli.main(["check", str(where), "--cache", str(cache)])
    (where / "001.txt").write_text(SENTENCE, encoding="utf-8")
    (where / "0005.txt").write_text(WRONG, encoding="utf-8")
    del checked[:]
    assert cli.main(["check", str(where), "--cache", str(cache)]) == 1
    assert checked == ["0005.txt", "001.txt"]


@pytest.mark.parametrize("options", [["--lang", "en"], ["--ignore", "BX01"], ["--template"], ["--profile", "xinjiang"], ["--format", "json"]])
def test_other_options_are_another_entry(tmp_path, checked, options: list[str]) -> None:
    where, cache = folder(tmp_path), tmp_path / "cache"
    cli.main(["check", str(where), "--cache", str(cache)])
    del checked[:]
    cli.main(["check", str(where), "--cache", str(cache), *options])
    assert len(checked) == 3


def test_what_is_done_with_a_report_is_no_other_entry(tmp_path, checked) -> None:
    where, cache = folder(tmp_path), tmp_path / "cache"
    cli.main(["check", str(where), "--cache", str(cache)])
    cli.main(["check", str(where), "--cache", str(cache), "--fail-on", "never", "--output", str(tmp_path / "out"), "--workers", "1"])
    assert len(checked) == 3


@pytest.mark.parametrize("changed", ["version", "rules"])
def test_another_version_or_other_rules_are_another_entry(tmp_path, monkeypatch, changed: str) -> None:
    order = Order(Settings(), "jsonl")
    (file,) = met([str(folder(tmp_path) / "000.txt")])
    before = Cache.open(tmp_path / "cache", order).key(file)
    if changed == "version":
        monkeypatch.setattr("gouji.running.stamp.__version__", "99")
    else:
        rules = tmp_path / "rules"
        rules.mkdir()
        (rules / "glossary.yaml").write_text("", encoding="utf-8")
        monkeypatch.setattr("gouji.running.stamp.rules_directory", lambda: rules)
    assert Cache.open(tmp_path / "cache", order).key(file) != before


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: data.replace(b"BX01", b"BX02"), lambda data: b"", lambda data: b"\x80\x04."])
def test_a_damaged_entry_is_no_entry(tmp_path, capsysbinary, damage) -> None:
    where, cache = folder(tmp_path), tmp_path / "cache"
    arguments = ["check", str(where), "--cache", str(cache), "--format", "jsonl"]
    cli.main(arguments)
    first = capsysbinary.readouterr()
    for path in entries(cache):
        path.write_bytes(damage(path.read_bytes()))
    cli.main(arguments)
    assert capsysbinary.readouterr() == first
    cli.main(arguments)
    assert capsysbinary.readouterr() == first


@FORKS
def test_what_a_limit_or_a_crash_has_decided_is_not_kept(tmp_path, monkeypatch) -> None:
    stand_in(monkeypatch)
    where = files(tmp_path / "in", "abort")
    for _ in range(2):
        list(run.outcomes(where, Order(view="jsonl"), Execution(cache=tmp_path / "cache")))
    assert len(pids(tmp_path / "in" / "log")) == 2
    assert entries(tmp_path / "cache") == []


@POSIX
def test_reports_are_not_public(tmp_path) -> None:
    cache = tmp_path / "cache"
    before = os.umask(0)
    try:
        cli.main(["check", str(folder(tmp_path)), "--cache", str(cache)])
    finally:
        os.umask(before)
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in entries(cache)} == {0o600}


@POSIX
def test_a_folder_that_others_can_write_to_is_refused(tmp_path, capsys) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    cache.chmod(0o777)
    assert cli.main(["check", str(folder(tmp_path)), "--cache", str(cache)]) == 2
    assert str(cache) in capsys.readouterr().err


def test_a_folder_of_other_things_is_neither_used_nor_cleared(tmp_path, capsys) -> None:
    where = folder(tmp_path)
    assert cli.main(["check", str(where), "--cache", str(where)]) == 2
    assert cli.main(["cache", "clear", str(where)]) == 2
    assert len(list(where.iterdir())) == 3
    assert capsys.readouterr().out == ""


def test_clearing_removes_the_results_and_nothing_else(tmp_path, capsys) -> None:
    cache = tmp_path / "cache"
    cli.main(["check", str(folder(tmp_path)), "--cache", str(cache)])
    shelf = entries(cache)[0].parent
    (shelf / "mine.txt").write_text("", encoding="utf-8")
    (shelf / "tmp1.entry.new").write_text("", encoding="utf-8")
    capsys.readouterr()
    assert cli.main(["cache", "clear", str(cache), "--lang", "en"]) == 0
    assert capsys.readouterr().out == f"removed 3 results from {cache}\n"
    assert sorted(path.name for path in cache.rglob("*") if path.is_file()) == ["CACHEDIR.TAG", "mine.txt"]


def test_a_cache_in_the_folder_that_is_checked_is_no_report(tmp_path, capsys) -> None:
    where = folder(tmp_path)
    for _ in range(2):
        capsys.readouterr()
        cli.main(["check", str(where), "--cache", str(where / "cache"), "--lang", "en"])
    assert "total files 3:" in capsys.readouterr().out


def test_a_dossier_is_not_kept(tmp_path, capsys) -> None:
    assert cli.main(["check", str(folder(tmp_path)), "--together", "--cache", str(tmp_path / "cache")]) == 2
    assert "--cache" in capsys.readouterr().err
