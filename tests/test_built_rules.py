"""What a build keeps of the rules is what their YAML says, and is left aside where that has changed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from gouji.rulebook import build, location
from gouji.rulebook.pack import load_rulebook
from gouji.rulebook.source import PackError, parsed_source, read_source

RULES = location.rules_directory()
FILES = sorted(path.relative_to(RULES).as_posix() for path in RULES.rglob("*.yaml"))


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the rules, built, that the program takes for its own."""
    copy = tmp_path / "rules"
    shutil.copytree(RULES, copy, ignore=shutil.ignore_patterns(location.BUILT))
    build.write(copy)
    for module in ("location", "source"):
        monkeypatch.setattr(f"gouji.rulebook.{module}.rules_directory", lambda: copy)
    return copy


def test_every_file_is_kept_but_the_one_whose_tables_go_by_number() -> None:
    assert set(FILES) - set(build.values(RULES)) == {"number_formats.yaml"}


@pytest.mark.parametrize("name", FILES)
def test_what_is_kept_of_a_file_is_what_its_yaml_says(name: str, rules: Path) -> None:
    path = rules / name
    plain, typed = location.built(path, "plain"), location.built(path, "typed")
    assert plain is None or plain == parsed_source(path).data
    assert typed is None or typed == location.parsed(path.read_text(encoding="utf-8"))
    assert location.load(name) == location.parsed(path.read_text(encoding="utf-8")) if plain is None else read_source(path).data == plain


def test_a_file_that_was_changed_since_is_read_from_yaml(rules: Path) -> None:
    path = rules / "packs" / "headcount.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("HC01", "HC91"), encoding="utf-8")
    assert read_source(path).data["rules"][0]["code"] == "HC91"
    assert location.built(path, "plain") is None


def test_a_build_with_the_line_ends_of_another_system_is_fresh(rules: Path) -> None:
    path = rules / "glossary.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert location.built(path, "plain") == parsed_source(path).data


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"glossary.yaml": null}'])
def test_a_build_that_is_damaged_is_as_good_as_none(damage: str, rules: Path) -> None:
    location._built.cache_clear()
    (rules / location.BUILT).write_text(damage, encoding="utf-8")
    assert location.load("structure.yaml") == location.parsed((RULES / "structure.yaml").read_text(encoding="utf-8"))
    assert read_source(rules / "glossary.yaml").data == parsed_source(RULES / "glossary.yaml").data


def test_an_error_in_what_was_kept_is_said_with_its_line(rules: Path) -> None:
    source = read_source(rules / "packs" / "headcount.yaml")
    assert source.marks is None
    with pytest.raises(PackError, match=r"headcount\.yaml:[1-9]\d*:[1-9]\d*: wrong"):
        raise source.error(("rules", 0, "code"), "wrong")
    line, column = parsed_source(source.path).marks[("rules", 0, "code")]
    assert f":{line}:{column}:" in str(source.error(("rules", 0, "code"), "wrong"))


def test_the_rulebook_is_the_same_from_both(rules: Path) -> None:
    kept = load_rulebook(rules)
    (rules / location.BUILT).write_text(json.dumps({}), encoding="utf-8")
    assert kept.rules == load_rulebook(RULES).rules
