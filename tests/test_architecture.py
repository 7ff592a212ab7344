"""The laws of the house that can be read off the sources."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[1] / "src" / "gouji"
MODULES = sorted(SOURCES.rglob("*.py"))

# room → the rooms it may import from, besides itself. `location` says where the rules lie and may be asked by all, as `frozen` says how values are made.
MAY_IMPORT = {
    "glob": set(),
    "collecting": set(),
    "frozen": set(),
    "settings": {"glob"},  # which files a per-path rule is about
    "config": {"settings", "glob", "renderers"},  # the names of the formats are the renderers'
    "quantity": set(),
    "location": set(),
    "document": {"quantity"},
    "readers": {"quantity", "document"},
    "ledger": {"quantity", "document"},
    "volume": {"document", "ledger"},
    "dossier": {"document"},
    "report": {"quantity", "document", "ledger"},
    "rulebook": {"quantity"},
    "acceptance": {"report", "rulebook", "glob"},  # its file is read as a pack is, with lines and columns
    "extract": {"quantity", "document", "ledger", "rulebook"},
    "checks": {"quantity", "document", "ledger", "rulebook", "report", "settings"},
    "diagnose": {"quantity", "document", "ledger", "rulebook", "report", "checks"},
    "comparison": set(),
    # `comparison` is what `gouji diff` concludes, as `report` is what `gouji check` does
    # what it writes into is what a reader read: the names, the walk and the safety of a format are the reader's
    "annotate": {"document", "readers", "report", "renderers", "settings"},
    "renderers": {"quantity", "document", "ledger", "rulebook", "report", "settings", "comparison", "tally"},
    "tally": {"report"},
    # Says how often, how long, in what order and where from a file is checked; what is said of it comes from intake and renderers.
    "running": {"document", "report", "settings", "tally", "intake", "renderers", "gouji"},
}
# `desk` is another way to call the program, as `commands` is: it reads, checks, shows, annotates and compares
SEES_ALL = {"audit", "about", "conclusion", "cli", "commands", "desk", "examples", "intake", "gouji", "__main__"}
NOT_ON_WINDOWS = {"fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog", "crypt", "posix", "spwd", "nis"}
NOT_ON_WINDOWS_NAMES = {
    "fork",
    "forkpty",
    "getuid",
    "geteuid",
    "getgid",
    "setsid",
    "killpg",
    "SIGKILL",
    "SIGALRM",
    "SIGHUP",
    "alarm",
    "setitimer",
}
NUMERALS = set("〇零一二两三四五六七八九十百千万亿半壹贰叁肆伍陆柒捌玖拾佰仟")
OUTLINE_MARKS = NUMERALS | set("第章节条款部编分甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥")
HAN = re.compile("[㐀-䶿一-鿿]")
SPEAKS_CHINESE = {"quantity"}
KNOWN_CHARACTERS = {"readers": OUTLINE_MARKS, "document": OUTLINE_MARKS, "rulebook": NUMERALS}


def room(module: str) -> str:
    """The room of a dotted module: `gouji.readers.pdf` → `readers`."""
    parts = module.split(".")
    if module == "gouji.rulebook.location":
        return "location"
    return parts[1] if len(parts) > 1 else "gouji"


def name(path: Path) -> str:
    parts = path.relative_to(SOURCES.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    """Every module of this package that a file imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            module = node.module or ""
            yield from (f"{module}.{alias.name}" if is_module(f"{module}.{alias.name}") else module for alias in node.names)


def is_module(dotted: str) -> bool:
    path = SOURCES.parent.joinpath(*dotted.split("."))
    return path.with_suffix(".py").exists() or path.is_dir()


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a file that is not a docstring, with its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_point_one_way(path: Path) -> None:
    here = room(name(path))
    if here in SEES_ALL:
        return
    assert here in MAY_IMPORT, f"{here} is a new room: say in MAY_IMPORT what it may see"
    met = {room(module) for module in imports(path) if module.split(".")[0] == "gouji"}
    assert met <= MAY_IMPORT[here] | {here, "location", "frozen"}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_nothing_that_windows_lacks_is_taken_for_granted(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    guarded = {id(inner) for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.Try, ast.If)) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) in guarded:
            continue
        if isinstance(node, ast.Import):
            assert not {alias.name for alias in node.names} & NOT_ON_WINDOWS
        if isinstance(node, ast.ImportFrom):
            assert node.module not in NOT_ON_WINDOWS
        if isinstance(node, ast.Attribute):
            assert node.attr not in NOT_ON_WINDOWS_NAMES


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_wordings_are_data(path: Path) -> None:
    """Chinese wordings live in rules/*.yaml: the arithmetic of printed numbers knows its units, readers know how headings are numbered."""
    here = room(name(path))
    if here in SPEAKS_CHINESE:
        return
    allowed = KNOWN_CHARACTERS.get(here, set())
    found = [f"{path.name}:{line}: {text!r}" for line, text in strings(path) if set(HAN.findall(text)) - allowed]
    assert not found


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_module_says_what_it_is(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring and len(docstring.splitlines()[0]) > 3


def test_no_module_is_a_drawer() -> None:
    drawers = {"utils", "util", "helpers", "helper", "manager", "base", "core", "common", "misc"}
    assert not {path.stem for path in MODULES} & drawers


def test_what_the_readme_says_is_what_is_run() -> None:
    root = SOURCES.parents[1]
    commands = re.findall(r"```sh\n(.*?)\n```", (root / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert "gouji check fixtures/" in commands[0]
    assert commands[1].endswith("pytest") and "\n" not in commands[1]
    assert f"\n{commands[1]}\n" in (root / ".ci" / "run").read_text(encoding="utf-8")
