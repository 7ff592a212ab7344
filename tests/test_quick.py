"""A plain `gouji check` is understood without typer, and exactly as typer would have understood it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from gouji.commands import check, quick
from gouji.commands.app import app
from gouji.rulebook import build, location

PACKAGE = Path(__file__).parents[1] / "src" / "gouji"
PARAMETERS = typer.main.get_command(app).commands["check"].params  # type: ignore[attr-defined]

PLAIN = [
    ["check", "a.txt"],
    ["check", "-", "b c.pdf", "-"],
    ["check", "a", "--format", "json", "--format=jsonl", "b"],
    ["check", "--select", "US01,BX", "--select=EN", "--ignore", "TM", "--packs", "p.yaml", "--extend-select", "ST", "a"],
    ["check", "a", "--together", "--no-template", "--concise", "--isolated", "--resume"],
    ["check", "a", "--no-together", "--together", "--template", "--no-template"],
    ["check", "a", "--workers", "2", "--timeout=007", "--memory", "256"],
    ["check", "a", "--output", "o.json", "--fail-on", "never", "--profile", "hunan", "--today", "2026-01-01", "--lang", "en"],
    ["check", "a", "--config", "g.toml", "--cache", "kept", "--scheduler", "tls://x:1", "--output=a=b"],
]
NOT_PLAIN = [
    [],
    ["rules"],
    ["--version"],
    ["check"],
    ["check", "--help"],
    ["check", "-h", "a"],
    ["check", "a", "--frobnicate"],
    ["check", "a", "--form", "json"],
    ["check", "a", "--format"],
    ["check", "a", "--format", "--concise"],
    ["check", "a", "--workers", "two"],
    ["check", "a", "--workers", "-1"],
    ["check", "a", "--workers", "٢"],
    ["check", "a", "--resume=yes"],
    ["check", "--", "-a"],
    ["check", "-a"],
]


def by_typer(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    said: list[dict[str, Any]] = []
    monkeypatch.setattr(check, "run", lambda parameters: said.append(dict(parameters)) or 0)
    assert app(arguments, standalone_mode=False) == 0
    return said[0]


@pytest.mark.parametrize("arguments", PLAIN, ids=" ".join)
def test_a_plain_call_is_understood_as_typer_does(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    ours = quick.parse(arguments)
    assert ours is not None
    theirs = by_typer(arguments, monkeypatch)
    assert {name: (value or None) if isinstance(value, (list, tuple)) else value for name, value in theirs.items()} == ours


@pytest.mark.parametrize("arguments", NOT_PLAIN, ids=" ".join)
def test_every_other_call_is_left_to_typer(arguments: list[str]) -> None:
    assert quick.parse(arguments) is None


def test_every_option_of_typer_is_known_with_its_default() -> None:
    switches = {option: (parameter.name, on) for parameter in PARAMETERS for on, option in options(parameter) if getattr(parameter, "is_flag", False)}
    words = {option for parameter in PARAMETERS for _, option in options(parameter)} - set(switches) - {"paths"}
    assert switches == quick.SWITCHES
    assert words == quick.WORDS | quick.LISTS | quick.NUMBERS
    assert {parameter.name: parameter.default or None for parameter in PARAMETERS} == {"paths": None} | {
        name: value or None for name, value in quick.DEFAULTS.items()
    }


def options(parameter: Any) -> list[tuple[bool, str]]:
    return [*((True, option) for option in parameter.opts), *((False, option) for option in parameter.secondary_opts)]


def test_a_plain_check_loads_neither_typer_nor_yaml_nor_readers_that_it_does_not_need(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "gouji", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(location.rules_directory(), tmp_path / "gouji" / "rules")
    build.write(tmp_path / "gouji" / "rules")
    path = tmp_path / "a.txt"
    path.write_text("全年预算数412.49万元，执行数407.98万元，预算执行率89.91%。\n", encoding="utf-8")
    idle = ["typer", "yaml", "rich", "regex", "pdfplumber", "pypdfium2", "lxml", "docx", "python_calamine", "tomllib", "asyncio", "ctypes.util"]
    program = (
        f"import sys; from gouji.cli import main; code = main(sys.argv[1:]); print(code, [name for name in {idle} if name in sys.modules], file=sys.stderr)"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", program, "check", str(path), "--format", "json"], capture_output=True, env=environment, check=True, text=True)
    assert done.stderr == "1 []\n"
    assert '"BX01"' in done.stdout
