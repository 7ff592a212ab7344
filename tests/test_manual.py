"""The manual is what the packs say, and what the documents show is what the program prints.

After a change that is meant, `GOUJI_BLESS=1 pytest tests/test_manual.py` writes the outputs in the tutorial anew; read the difference before it is committed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gouji.rulebook import manual
from gouji.rulebook.pack import load_rules
from support import ROOT

TUTORIAL = ROOT / "docs" / "tutorial.md"
READMES = [ROOT / name for name in manual.READMES]
DOCUMENTS = [*READMES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]
BLESS = bool(os.environ.get("GOUJI_BLESS"))
STEP = re.compile(r"(?:<!-- (?P<step>\w+): (?P<path>\S+) -->\n)?```(?P<kind>\w+)\n(?P<body>.*?)```\n", re.DOTALL)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what the manual is written from and into."""
    for name in ("rules", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for readme in READMES:
        shutil.copy(readme, tmp_path)
    return tmp_path


# --- the rules ---


def test_the_manual_is_fresh() -> None:
    assert not manual.stale(ROOT), "run python -m gouji.rulebook.manual"


def test_every_rule_has_a_page_in_both_languages_with_its_examples() -> None:
    pages = manual.pages(ROOT)
    for rule in load_rules():
        page = pages[manual.FOLDER / f"{rule.code}-{rule.name}.md"]
        words = (*rule.title.values(), *rule.why.values(), *rule.message.values(), rule.basis, *rule.passing, *rule.failing)
        assert all(text.strip() in page for text in words)
        assert all(f"({rule.code}-{rule.name}.md)" in pages[path] for path in (manual.INDEX,))


def test_what_is_stale_is_named_and_mended(checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A page edited by hand, one that is missing and one whose rule is gone."""
    edited, missing, gone = "docs/rules/BX01-execution-rate-mismatch.md", "docs/rules/README.md", "docs/rules/ZZ99-no-more.md"
    (checkout / edited).write_text("x", encoding="utf-8")
    (checkout / missing).unlink()
    (checkout / gone).write_text("x", encoding="utf-8")
    monkeypatch.chdir(checkout / "docs")
    assert manual.main(["--check"]) == manual.STALE
    assert capsys.readouterr().out.splitlines() == [f"stale: {path}" for path in (edited, missing, gone)]
    assert (checkout / edited).read_text(encoding="utf-8") == "x"
    assert manual.main([]) == manual.FRESH
    assert manual.main(["--check"]) == manual.FRESH
    assert not (checkout / gone).exists()


def test_what_stands_around_the_table_of_a_readme_is_kept(checkout: Path) -> None:
    readme = checkout / "README.md"
    text = readme.read_text(encoding="utf-8")
    before, rest = text.split(manual.BEGIN)
    readme.write_text(f"{before}{manual.BEGIN}\n{manual.END}{rest.split(manual.END)[1]}", encoding="utf-8")
    assert manual.write(checkout) == [Path("README.md")]
    assert readme.read_text(encoding="utf-8") == text


def test_a_rule_with_an_upright_bar_keeps_its_table(checkout: Path) -> None:
    pack = checkout / "rules" / "packs" / "headcount.yaml"
    pack.write_text(pack.read_text(encoding="utf-8").replace("more staff in post than", "more staff | fewer posts than"), encoding="utf-8")
    assert "more staff \\| fewer posts" in manual.pages(checkout)[manual.INDEX]


@pytest.mark.parametrize("broken", ["markers", "pack", "nowhere"])
def test_what_keeps_it_from_being_written_is_said(checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], broken: str) -> None:
    monkeypatch.chdir(checkout)
    if broken == "markers":
        (checkout / "README.md").write_text("# gouji\n", encoding="utf-8")
    elif broken == "pack":
        (checkout / "rules" / "packs" / "growth.yaml").write_text("rules: [x]\n", encoding="utf-8")
    else:
        (checkout / "README.md").unlink()
    assert manual.main([]) == manual.WRONG
    out, err = capsys.readouterr()
    assert out == "" and {"markers": manual.BEGIN, "pack": "growth.yaml:1:", "nowhere": "checkout"}[broken] in err


# --- the documents ---


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    assert not [link for link in links if not (document.parent / link).exists()]


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_finding_of_a_readme_is_what_is_printed(readme: Path) -> None:
    """The first block of plain text is a finding of the report that the first command checks."""
    text = readme.read_text(encoding="utf-8")
    command = re.search(r"gouji check (fixtures/\S+)", text)
    finding = re.search(r"```text\n(.*?)```", text, re.DOTALL)
    assert command and finding
    assert finding[1] in run(ROOT, ROOT / "src", "check", command[1]), f"{readme.name}: the finding is printed otherwise by now"


def test_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    """Its steps, one after the other, in a copy of the sources: files saved, wordings and rules added, and every output as shown."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "rules", tmp_path / "rules")
    text = TUTORIAL.read_text(encoding="utf-8")
    shown, replayed = [], []
    for match in STEP.finditer(text):
        if match["step"]:
            take(match["step"], tmp_path / match["path"], match["body"])
        elif match["kind"] == "console":
            command = match["body"].splitlines()[0]
            shown.append(match["body"])
            replayed.append(f"{command}\n{run(tmp_path, tmp_path / 'src', *command.split()[2:])}")
    assert len(replayed) > 4
    if BLESS:
        results = iter(replayed)
        TUTORIAL.write_text(re.sub(r"(?<=```console\n).*?(?=```\n)", lambda _: next(results), text, flags=re.DOTALL), encoding="utf-8", newline="\n")
    else:
        assert shown == replayed


def take(step: str, path: Path, body: str) -> None:
    """One step of the tutorial: save a file, or replace a line (or the beginning of one) in it."""
    if step == "edit":
        old = path.read_text(encoding="utf-8")
        removed, added = edits(body)
        assert old.count(removed) == 1, f"{removed!r} does not stand once in {path.name}"
        body = old.replace(removed, added)
    path.write_text(body, encoding="utf-8", newline="\n")


def edits(diff: str) -> Iterator[str]:
    for sign in "-+":
        yield "\n".join(line[1:] for line in diff.splitlines() if line.startswith(sign))


def run(folder: Path, sources: Path, *arguments: str) -> str:
    """What the program of these sources prints, on standard output and standard error."""
    environment = {**os.environ, "PYTHONPATH": str(sources), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-m", "gouji", *arguments], cwd=folder, env=environment, capture_output=True, check=False)
    printed = (done.stdout + done.stderr).decode("utf-8").replace(os.linesep, "\n")
    return printed.replace(str(folder.resolve()) + os.sep, "").replace("\\", "/")
