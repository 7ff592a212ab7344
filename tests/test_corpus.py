"""The hand-written corpus of whole reports: every planted error can be applied, and its wrong figure be found."""

from collections import Counter
from pathlib import Path

import yaml

import gouji

FOLDER = Path(__file__).parents[1] / "fixtures" / "reports" / "corpus"
KEYS = {"file", "old", "new", "kind", "wrong", "right", "why"}


def _texts() -> dict[str, str]:
    return {path.name: path.read_bytes().decode("utf-8") for path in sorted(FOLDER.glob("*.txt"))}


def _planted() -> list[dict[str, str]]:
    return yaml.safe_load((FOLDER / "planted.yaml").read_text(encoding="utf-8"))


def test_documents_decode_and_have_unix_line_ends() -> None:
    texts = _texts()
    assert sorted(int(name.partition("-")[0]) for name in texts) == list(range(1, len(texts) + 1))
    assert not [name for name, text in texts.items() if "\r" in text or not text.endswith("\n")]
    assert not [name for name, text in texts.items() if not 900 <= len(text) <= 2500]


def test_no_report_that_was_written_by_hand_is_accused_of_anything() -> None:
    accused = []
    for path in sorted(FOLDER.glob("*.txt")):
        found = gouji.check(path).documents[0].findings
        accused += [(path.name, finding.code, finding.message) for finding in found if finding.severity != "note"]
    assert accused == []


def test_every_document_has_six_to_ten_planted_errors() -> None:
    assert {name: count for name, count in Counter(edit["file"] for edit in _planted()).items() if not 6 <= count <= 10} == {}
    assert {edit["file"] for edit in _planted()} == _texts().keys()


def test_every_edit_applies_once_and_changes_a_figure() -> None:
    texts = _texts()
    for edit in _planted():
        assert edit.keys() == KEYS
        assert all(isinstance(value, str) and value for value in edit.values()), edit
        assert texts[edit["file"]].count(edit["old"]) == 1, edit
        assert edit["new"] != edit["old"]
        assert edit["new"].count(edit["wrong"]) == 1, edit
