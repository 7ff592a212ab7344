"""The wheel, installed elsewhere: the program finds its rules without the checkout."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from support import ROOT

SENTENCE = "2023年全年预算数412.49万元，执行数407.98万元，预算执行率89.91%。"
BUILDER = "hatchling"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built with what is installed here, else with what pip fetches where CI allows it."""
    here = importlib.util.find_spec(BUILDER) is not None
    if not here and not os.environ.get("CI"):
        pytest.skip(f"{BUILDER} is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet", *(["--no-build-isolation"] if here else []), "-w", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("gouji-*.whl")
    return built


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """`gouji` from the unpacked wheel, with the dependencies of this environment and nothing of the checkout."""
    site = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    start = f"import sys; sys.path.insert(0, {str(site)!r}); import gouji; assert gouji.__file__.startswith({str(site)!r}); "
    return [sys.executable, "-c", start + "from gouji.cli import main; sys.exit(main())"]


def run(program: list[str], folder: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run([*program, *arguments], cwd=folder, input=stdin, capture_output=True, env=environment, timeout=60)


def test_the_wheel_carries_the_package_and_the_rules_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"gouji"}
    shipped = {name.removeprefix("gouji/rules/") for name in names if name.startswith("gouji/rules/")}
    assert shipped == {path.relative_to(ROOT / "rules").as_posix() for path in (ROOT / "rules").rglob("*") if path.is_file()}
    assert "gouji/py.typed" in names
    assert not [name for name in names if "__pycache__" in name or "test" in name]


def test_rules_are_found_elsewhere(program: list[str], tmp_path: Path) -> None:
    done = run(program, tmp_path, "rules")
    assert done.returncode == 0, done.stderr
    assert b"BX01" in done.stdout


def test_a_report_is_checked_elsewhere(program: list[str], tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(SENTENCE, encoding="utf-8")
    done = run(program, tmp_path, "check", "report.txt", "--format", "json")
    assert done.returncode == 1, done.stderr
    (document,) = json.loads(done.stdout)["documents"]
    assert [finding["code"] for finding in document["findings"]] == ["BX01"]


def test_the_page_finds_its_style_and_script_elsewhere(program: list[str], tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(SENTENCE, encoding="utf-8")
    done = run(program, tmp_path, "check", "report.txt", "--format", "html")
    assert done.returncode == 1, done.stderr
    assert b"prefers-color-scheme" in done.stdout and b"addEventListener" in done.stdout


def test_a_rule_is_explained_elsewhere(program: list[str], tmp_path: Path) -> None:
    assert run(program, tmp_path, "explain", "BX01").returncode == 0
