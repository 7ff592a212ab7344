"""The offline zips: what a target needs is in them, whatever machine they were built on."""

from __future__ import annotations

import hashlib
import importlib.util
import re
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from support import ROOT

pytest.importorskip("pip")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    path = ROOT / "tools" / "wheelhouse.py"
    specification = importlib.util.spec_from_file_location("wheelhouse", path)
    assert specification and specification.loader
    module = importlib.util.module_from_spec(specification)
    sys.modules["wheelhouse"] = module  # dataclasses look their module up
    specification.loader.exec_module(module)
    return module


def wheel(folder: Path, name: str, version: str, *lines: str) -> Path:
    """A wheel of nothing but its metadata."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}-{version}.dist-info/METADATA", "\n".join(["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *lines]) + "\n\n")
    return path


def test_what_only_the_target_needs_is_asked_for_wherever_the_zip_is_built(tool: ModuleType, tmp_path: Path) -> None:
    own = wheel(tmp_path, "gouji", "1.0", "Requires-Dist: typer>=0.15")
    wheel(tmp_path, "typer", "0.20", 'Requires-Dist: colorama>=0.4; platform_system == "Windows"', 'Requires-Dist: old; python_version < "3.12"')
    lacking = {
        (name, python): sorted(tool.unmet(tmp_path, own, tool.TARGETS[name], python))
        for name in ("windows-x86-64", "linux-aarch64")
        for python in ("3.11", "3.12")
    }
    assert lacking == {
        ("windows-x86-64", "3.11"): ["colorama>=0.4", "old"],
        ("windows-x86-64", "3.12"): ["colorama>=0.4"],
        ("linux-aarch64", "3.11"): ["old"],
        ("linux-aarch64", "3.12"): [],
    }


def test_a_wheel_of_another_version_does_not_do(tool: ModuleType, tmp_path: Path) -> None:
    own = wheel(tmp_path, "gouji", "1.0", "Requires-Dist: typer>=0.15,<1")
    wheel(tmp_path, "typer", "2.0")
    assert list(tool.unmet(tmp_path, own, tool.TARGETS["linux-x86-64"], "3.12")) == ["typer<1,>=0.15"]


def test_extras_for_users_are_taken_along_and_that_for_developers_is_not(tool: ModuleType, tmp_path: Path) -> None:
    lines = ["Provides-Extra: dev", "Provides-Extra: desk", 'Requires-Dist: starlette; extra == "desk"', 'Requires-Dist: pytest; extra == "dev"']
    own = wheel(tmp_path, "gouji", "1.0", *lines)
    assert list(tool.unmet(tmp_path, own, tool.TARGETS["linux-x86-64"], "3.12")) == ["starlette"]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("windows-x86-64", ["py -m venv gouji-env", r'gouji-env\Scripts\python -m pip install --no-index --find-links wheels "gouji"']),
        ("linux-aarch64", ["python3 -m venv gouji-env", 'gouji-env/bin/python -m pip install --no-index --find-links wheels "gouji"']),
    ],
)
def test_a_zip_says_in_two_lines_how_it_is_installed_and_is_the_same_every_time(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, lines: list[str]
) -> None:
    own = wheel(tmp_path / "own", "gouji", "1.0", "Requires-Dist: typer")
    asked: list[tuple[str, ...]] = []

    def download(requirements: list[str], target: object, python: str, wheels: Path) -> None:
        asked.append((python, *requirements))
        wheel(wheels, "typer", "0.20")

    monkeypatch.setattr(tool, "_download", download)
    first, second = (tool.build(name, own, ("3.11", "3.12"), tmp_path / out) for out in ("a", "b"))
    assert first.read_bytes() == second.read_bytes() and first.name == f"gouji-1.0-{name}.zip"
    assert asked[:2] == [("3.11", str(own)), ("3.12", str(own))]
    with zipfile.ZipFile(first) as archive:
        files = {entry.removeprefix(f"gouji-1.0-{name}/"): archive.read(entry) for entry in archive.namelist()}
    assert set(files) == {"README.txt", "SHA256SUMS", "wheels/gouji-1.0-py3-none-any.whl", "wheels/typer-0.20-py3-none-any.whl"}
    readme = files["README.txt"].decode("utf-8-sig").splitlines()
    assert [line.strip() for line in readme if line.startswith("    ")][:2] == lines
    sums = dict(reversed(line.split("  ")) for line in files["SHA256SUMS"].decode().splitlines())
    assert sums == {file: hashlib.sha256(content).hexdigest() for file, content in files.items() if file != "SHA256SUMS"}


def test_no_address_is_in_the_script_or_what_it_writes() -> None:
    assert not re.search(r"https?:|index-url|pypi\.", (ROOT / "tools" / "wheelhouse.py").read_text(encoding="utf-8"))


def test_the_document_has_the_lines_and_platforms_of_the_zips(tool: ModuleType) -> None:
    text = (ROOT / "docs" / "offline.md").read_text(encoding="utf-8")
    assert 'gouji-env/bin/python -m pip install --no-index --find-links wheels "gouji[cluster,desk]"\n' in text
    assert 'gouji-env\\Scripts\\python -m pip install --no-index --find-links wheels "gouji[cluster,desk]"\n' in text
    assert [name for name in tool.TARGETS if f"`{name}`" not in text] == []
