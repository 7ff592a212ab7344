"""Settings files: what is in force, from where, and what is said of a wrong one."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import pytest

import gouji
from gouji import cli
from gouji.commands import asked
from gouji.commands.check import check
from gouji.commands.config import json_schema
from gouji.config.keys import KEYS
from gouji.config.resolve import resolve
from gouji.glob import matches
from gouji.rulebook.location import rules_directory
from gouji.settings import CallError, PathRule, Settings

WRONG_RATE = "2023年全年预算数412.49万元，执行数407.98万元，预算执行率89.91%。\n"
OF_A_CALL = {
    "config",
    "isolated",
    "paths",
    "today",
    "workers",
    "timeout",
    "memory",
    "resume",
    "cache",
    "scheduler",
}  # where settings come from, and the day, are said on the call only


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a report that has one error, BX01, two folders down; it is the working directory."""
    (tmp_path / "2023" / "drafts").mkdir(parents=True)
    (tmp_path / "2023" / "drafts" / "report.txt").write_text(WRONG_RATE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def save(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def findings(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str]]:
    cli.main(["check", *arguments, "--format", "json"])
    (document,) = json.loads(capsys.readouterr().out)["documents"]
    return [(finding["code"], finding["severity"]) for finding in document["findings"]]


# --- what is in force ---


def test_the_file_is_found_upward_and_a_flag_wins_over_it(folder: Path) -> None:
    file = save(folder / "gouji.toml", '# ours\nignore = ["tm"]\n\nfail-on = "error"\n')
    force = resolve({"ignore": ("GR",)}, folder / "2023" / "drafts" / "report.txt")
    origins = {entry.name: (entry.value, entry.origin, entry.where) for entry in force.entries}
    assert force.file == file
    assert origins["ignore"] == (("GR",), "flag", "--ignore")
    assert origins["fail-on"] == ("error", "file", "gouji.toml:4")
    assert origins["lang"] == ("zh", "default", "")
    assert force.settings == Settings(ignore=("GR",), fail_on="error")


def test_the_nearest_file_is_the_only_one(folder: Path) -> None:
    save(folder / "gouji.toml", 'ignore = ["TM"]')
    save(folder / "2023" / "gouji.toml", 'lang = "en"')
    assert resolve({}, folder / "2023" / "drafts").settings == Settings(lang="en")


def test_a_pyproject_counts_where_it_has_our_table(folder: Path) -> None:
    save(folder / "pyproject.toml", '[project]\nname = "x"\n[tool.gouji]\nlang = "en"\n')
    save(folder / "2023" / "pyproject.toml", '[project]\nname = "gouji-reports"\n')
    force = resolve({}, folder / "2023" / "drafts")
    assert force.settings.lang == "en"
    assert {entry.where for entry in force.entries if entry.name == "lang"} == {"pyproject.toml:4"}


def test_a_pyproject_that_never_names_us_may_be_broken(folder: Path) -> None:
    save(folder / "pyproject.toml", "[[[")
    assert resolve({}, folder).file is None


def test_a_file_may_be_named_or_none_be_used(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(folder / "gouji.toml", 'ignore = ["BX"]')
    save(folder / "2023" / "strict.toml", 'severity = {BX01 = "warning"}')
    report = "2023/drafts/report.txt"
    assert findings(capsys, report) == []
    assert findings(capsys, report, "--isolated") == [("BX01", "error")]
    assert findings(capsys, report, "--config", "2023/strict.toml") == [("BX01", "warning")]
    assert cli.main(["check", report, "--config", "nowhere.toml"]) == 2


def test_a_flag_that_says_no_wins_over_a_file_that_says_yes(folder: Path) -> None:
    save(folder / "gouji.toml", "together = true\ntemplate = true\n")
    assert resolve({"together": False}, folder).settings == Settings(together=False, template=True)


def test_paths_in_a_file_count_from_its_folder(folder: Path) -> None:
    save(folder / "gouji.toml", 'output = "out/report.json"\npacks = ["rules/ours.yaml"]')
    settings = resolve({}, folder / "2023").settings
    assert (settings.output, settings.packs) == (folder / "out" / "report.json", (folder / "rules" / "ours.yaml",))


def test_python_asks_for_a_file_by_its_own_call(folder: Path) -> None:
    save(folder / "gouji.toml", 'ignore = ["BX"]')
    report = folder / "2023" / "drafts" / "report.txt"
    told = [gouji.check(report, settings).documents[0].findings for settings in (None, gouji.load_settings(report))]
    assert [len(each) for each in told] == [1, 0]


# --- rules by path, severities ---


@pytest.mark.parametrize(
    ("glob", "path", "named"),
    [
        ("*.docx", "a/b.docx", True),
        ("*.docx", "b.pdf", False),
        ("b.docx", "a/b.docx", False),
        ("a/*.docx", "a/b.docx", True),
        ("a/*.docx", "a/b/c.docx", False),
        ("a/**/*.docx", "a/b/c.docx", True),
        ("a/**/*.docx", "a/c.docx", True),
        ("a/**", "a/b/c.docx", True),
        ("a/", "a/b/c.docx", True),
        ("a", "ab/c.docx", False),
        ("第?稿.docx", "x/第二稿.docx", True),
        ("[2023]10号.docx", "[2023]10号.docx", True),
        ("a.docx", "aXdocx", False),
    ],
)
def test_a_glob_names_files_and_folders(glob: str, path: str, named: bool) -> None:
    assert matches(glob, path) is named


def test_rules_by_path_hold_for_the_files_that_they_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(folder / "2023" / "report.txt", WRONG_RATE)
    save(folder / "gouji.toml", '[per-path."**/drafts/*"]\nignore = ["BX"]\n')
    assert findings(capsys, "2023/drafts/report.txt") == []
    assert findings(capsys, "2023/report.txt") == [("BX01", "error")]
    cli.main(["check", "2023", "--together", "--format", "json"])
    assert [len(document["findings"]) for document in json.loads(capsys.readouterr().out)["documents"]] == [0, 1]


def test_a_flag_takes_the_place_of_its_key_in_rules_by_path(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(folder / "gouji.toml", '[per-path."*.txt"]\nselect = ["GR"]\nignore = ["BX"]\n')
    assert findings(capsys, "2023", "--select", "BX", "--ignore", "TM") == [("BX01", "error")]
    assert findings(capsys, "2023", "--select", "BX") == []


def test_among_rules_by_path_what_is_ignored_adds_up_and_the_last_selection_counts() -> None:
    rules = (PathRule(Path("/r"), "a/**", ("BX",), ("BX02",)), PathRule(Path("/r"), "*.txt", ("GR",), ("GR01",)), PathRule(Path("/r"), "c.txt", (), ()))
    assert Settings(ignore=("TM",), per_path=rules).at(Path("/r/a/b.txt")) == Settings(select=("GR",), ignore=("TM", "BX02", "GR01"), per_path=rules)


@pytest.mark.parametrize(
    ("full", "found", "weighed"),
    [("error", "error", "warning"), ("error", "note", "note"), ("note", "note", "warning"), ("warning", "note", "note")],
)
def test_a_severity_takes_the_place_of_the_rule_s_own_and_no_evidence_grows_by_it(full: Any, found: Any, weighed: str) -> None:
    assert Settings(severity=(("BX01", "warning"), ("BX", "note"))).weigh("BX01", full, found) == weighed


def test_a_severity_decides_the_exit_code(folder: Path) -> None:
    assert cli.main(["check", "2023"]) == 1
    save(folder / "gouji.toml", '[severity]\nbx = "note"\n')
    assert cli.main(["check", "2023"]) == 0


# --- what is wrong ---


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('lang = "en"\nignored = []\n', ["gouji.toml:2 ignored", "(did you mean ignore?)"]),
        ('\nfail_on = "error"', ["gouji.toml:2 fail_on", "(did you mean fail-on?)"]),
        ('fail-on = "warn"', ["gouji.toml:1 fail-on warn", "(did you mean warning?)", "error, warning, note, never"]),
        ("lang = 3", ["gouji.toml:1 lang", "a word"]),
        ("together = 1", ["gouji.toml:1 together", "true or false"]),
        ('ignore = [\n  "TM",\n  3,\n]', ["gouji.toml:1 ignore", "a list of words"]),
        ("severity = []", ["gouji.toml:1 severity", "a table"]),
        ('[severity]\n\nBX01 = "eror"', ["gouji.toml:3 BX01 eror", "(did you mean error?)"]),
        ('[severity]\nBX00 = "error"', ["gouji.toml:2 severity.BX00", "no such rule code"]),
        ('ignore = [\n"BX"]\nselect = ["BX99"]', ["gouji.toml:3 select BX99", "no such rule code"]),
        ('profile = "xinjang"', ["gouji.toml:1 profile xinjang", "(did you mean xinjiang?)"]),
        ('[per-path."*.docx"]\nselct = ["BX"]', ["gouji.toml:2 selct", "(did you mean select?)"]),
        ('[per-path]\n"*.docx" = {ignore = ["QQ"]}', ['gouji.toml:2 per-path."*.docx".ignore QQ']),
        ('packs = ["none.yaml"]', ["none.yaml:1:1:"]),
        ("a = 1\nb = = 2", ["gouji.toml", "line 2, column 5"]),
        ("lang = 'en'\n\udcff", ["gouji.toml", "utf-8"]),
    ],
)
def test_a_wrong_file_is_answered_with_the_line_and_the_nearest_word(folder: Path, capsys: pytest.CaptureFixture[str], text: str, words: list[str]) -> None:
    (folder / "gouji.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert cli.main(["check", "2023", "--lang", "en"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("gouji: ") and err.count("\n") == 1
    assert [word for word in words if word not in err] == []


def test_the_language_of_the_file_is_that_of_what_is_refused_later(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(folder / "gouji.toml", 'lang = "en"')
    assert cli.main(["check", "2023", "nowhere.txt"]) == 2
    assert "no such file or folder" in capsys.readouterr().err


def test_a_mark_of_notepad_and_lines_of_windows_are_taken(folder: Path) -> None:
    (folder / "gouji.toml").write_bytes('\ufeffignore = ["TM"]\r\nlang = "en"\r\n'.encode())
    with pytest.raises(CallError) as refused:
        resolve({}, save(folder / "2023" / "gouji.toml", 'x = """\nlang = 1\n"""\n[per-path."a"]\ny = 1\n').parent)
    assert refused.value.slots["where"] == "2023/gouji.toml:1"
    assert resolve({}, folder).settings == Settings(ignore=("TM",), lang="en")


# --- one table ---


def test_every_flag_of_check_is_a_key_and_the_other_way_round() -> None:
    flags = set(inspect.signature(check).parameters) - OF_A_CALL - {"context"}
    assert flags == {key.field for key in KEYS if key.has_flag}


def test_every_key_is_a_setting_with_the_default_that_settings_have() -> None:
    assert {key.field for key in KEYS} == set(Settings.__dataclass_fields__)
    assert resolve({}, Path("/"), isolated=True).settings == Settings()
    assert set(asked.flags({}).values()) == {None}


def test_the_schema_is_fresh() -> None:
    published = (rules_directory() / "gouji.schema.json").read_text(encoding="utf-8")
    assert published == json_schema(), "run gouji config --schema > rules/gouji.schema.json"


def test_the_schema_has_every_key_with_its_choices() -> None:
    properties = json.loads(json_schema())["properties"]
    assert list(properties) == [key.name for key in KEYS]
    assert properties["fail-on"]["enum"] == ["error", "warning", "note", "never"]
    assert all(" · " in entry["description"] for entry in properties.values())


def test_config_says_what_is_in_force_and_from_where(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(folder / "gouji.toml", 'fail-on = "error"\n[severity]\nSC = "note"\n[per-path."*.docx"]\nignore = ["TM", "ST"]\n')
    assert cli.main(["config", "2023", "--lang", "en", "--select", "bx,sc"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "settings file: gouji.toml"
    assert [line.split(maxsplit=2) for line in lines[2:]] == [
        ["select", "--select", "BX, SC"],
        ["extend-select", "default", "(none)"],
        ["ignore", "default", "(none)"],
        ["fail-on", "gouji.toml:1", "error"],
        ["profile", "default", "(chosen from the report)"],
        ["together", "default", "false"],
        ["template", "default", "false"],
        ["concise", "default", "false"],
        ["lang", "--lang", "en"],
        ["format", "default", "terminal"],
        ["output", "default", "(standard output)"],
        ["packs", "default", "(none)"],
        ["severity.SC", "gouji.toml:3", "note"],
        ['per-path."*.docx".ignore', "gouji.toml:5", "TM, ST"],
    ]


def test_config_says_where_it_looked_in_vain(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["config", "2023", "--isolated", "--lang", "en"])
    assert capsys.readouterr().out.startswith("no settings file (looked for gouji.toml")


def test_the_documented_settings_are_taken_and_every_key_is_documented(folder: Path) -> None:
    text = (rules_directory().parent / "docs" / "settings.md").read_text(encoding="utf-8")
    example = text.split("```toml\n")[1].split("```")[0]
    save(folder / "gouji.toml", example)
    settings = resolve({}, folder).settings
    assert (settings.fail_on, settings.ignore, len(settings.severity), len(settings.per_path)) == ("error", ("TM",), 2, 2)
    assert [key.name for key in KEYS if f"`{key.name}`" not in text] == []
