"""`gouji diff`: two versions of a report, written by the program itself and held against one another."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from gouji import cli
from gouji.comparison import Compared, Version, compare, load
from support import REPORTS

DRAFT = (REPORTS / "farmland" / "report.txt").read_text(encoding="utf-8")
MENDED = {"90.72%": "90.27%", "6.9公里": "9.6公里", "97.67分": "97.76分"}
FINDING = {
    "code": "BX01", "name": "execution-rate-mismatch", "severity": "error", "message": "不符", "fingerprint": "ab", "place": {}, "suppressed": None,
}  # fmt: skip
ASPECTS = {"role": "value", "subject": None, "period": None, "basis": None, "scope": None, "place": {}}
ACCEPTED = {"reason": "已批复", "by": None, "until": None}

Say = Callable[..., Path]


@pytest.fixture
def said(tmp_path: Path) -> Say:
    """Checks texts and gives the file that `--format json` wrote."""

    def say(name: str, *texts: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        for number, text in enumerate(texts):
            (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        written = tmp_path / f"{name}.json"
        cli.main(["check", str(folder), "--format", "json", "--output", str(written)])
        return written

    return say


def edit(text: str, replacements: Mapping[str, str]) -> str:
    for before, after in replacements.items():
        assert before in text
        text = text.replace(before, after)
    return text


def version(*documents: dict[str, Any]) -> Version:
    whole = [{"path": "a.txt", "status": "checked", "sha256": None, "findings": [], "figures": []} | document for document in documents]
    return load(json.dumps({"schema": "gouji/1", "tool": {"version": "0.1.0"}, "documents": whole}).encode())


def figures(*texts: str) -> list[dict[str, Any]]:
    """`执行率 90%`, …"""
    return [{"concept": text.split()[0], "text": text.split()[1]} | ASPECTS for text in texts]


def changed(one: Compared) -> list[str]:
    return [f"{change.before['text']} → {change.after['text']}" for change in one.changes]


# --- the command ---


def test_a_mended_draft_has_nothing_new_and_nothing_open(said: Say, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = said("old", DRAFT), said("new", edit(DRAFT, MENDED))
    assert cli.main(["diff", str(old), str(new)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[2] for line in lines if line.startswith("  已解决")] == ["BX01", "CP01", "SC03"]
    assert [line.strip() for line in lines if line.startswith("  改动")] == [
        "改动 项目支出 执行率 90.72% → 90.27% (14:50 二(二))",
        "改动 农渠 6.9公里 → 9.6公里 (17:80 三)",
        "改动 项目支出 总得分 97.67分 → 97.76分 (33:13 五(一))",
    ]
    assert lines[-1] == "合计 新问题 0，已解决 3，仍在 0，已接受 0，说不准 0；改动数字 3 个"


def test_a_new_mistake_is_told_apart_from_those_that_were_there(said: Say, capsys: pytest.CaptureFixture[str]) -> None:
    worse = edit(DRAFT, {"90.72%": "90.27%", "得分9.5分": "得分10.5分"})
    old, new = said("old", DRAFT), said("new", worse)
    assert cli.main(["diff", str(old), str(new), "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    (document,) = told["documents"]
    codes = {kind: [finding["code"] for finding in document[kind]] for kind in ("new", "fixed", "open")}
    assert "SC01" in codes["new"] and "BX01" in codes["fixed"] and codes["open"] == ["CP01"]
    assert told["schema"] == "gouji-diff/1" and told["counts"]["new"] == len(codes["new"])
    assert ("9.5分", "10.5分") in [(change["from"], change["to"]) for change in document["figures"]["changed"]]
    assert cli.main(["diff", str(old), str(old)]) == 0


def test_unrelated_text_and_moved_lines_change_nothing(said: Say, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = said("old", DRAFT), said("new", DRAFT.replace("\n", "\n\n", 3))
    assert cli.main(["diff", str(old), str(new), "--format", "json"]) == 0
    counts = json.loads(capsys.readouterr().out)["counts"]
    assert counts == {"new": 0, "fixed": 0, "open": 3, "accepted": 0, "unknown": 0, "changed": 0}


def test_documents_of_folders_meet_by_path_and_one_that_is_gone_is_not_mended(said: Say, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = said("old", DRAFT, edit(DRAFT, {"97.67分": "97.76分"})), said("new", edit(DRAFT, MENDED))
    assert cli.main(["diff", str(old), str(new), "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert out.count("fixed error") == 2 and out.count("unknown error") == 1
    assert "so nobody can say whether its findings were fixed" in " ".join(out.split())


def test_the_severity_that_fails_can_be_raised(said: Say) -> None:
    old, new = said("old", edit(DRAFT, {"6.9公里": "9.6公里"})), said("new", DRAFT)
    assert cli.main(["diff", str(old), str(new)]) == 1
    assert cli.main(["diff", str(old), str(new), "--fail-on", "error"]) == 0


def test_output_goes_into_a_file_but_never_over_one_of_the_two(said: Say, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new, target = said("old", DRAFT), said("new", DRAFT), tmp_path / "diff.txt"
    before = old.read_bytes()
    assert cli.main(["diff", str(old), str(new), "--output", str(target)]) == 0
    assert target.read_text(encoding="utf-8").startswith("0.txt\n")
    assert cli.main(["diff", str(old), str(new), "--output", str(old)]) == 2
    assert old.read_bytes() == before
    assert "--output" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7", "不是 JSON"),
        (b"", "不是 JSON"),
        (b"[" * 100_000, "不是 JSON"),
        (b"[1]", "不是 gouji/1"),
        (b'{"runs": []}', "不是 gouji/1"),
        (b'{"schema": "gouji/2"}', "格式是 gouji/2"),
        (b'{"schema": "gouji/1", "tool": {"version": "1"}, "documents": [{"path": 1}]}', "不是 gouji/1"),
        (b'{"schema": "gouji/1"}\n{"schema": "gouji/1"}\n', "不是 JSON"),
    ],
)
def test_what_is_no_report_of_ours_is_refused_in_one_line(said: Say, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, words: str) -> None:
    new, old = said("new", DRAFT), tmp_path / "old.json"
    old.write_bytes(content)
    for arguments in ((old, new), (new, old)):
        assert cli.main(["diff", *map(str, arguments)]) == 2
        out, err = capsys.readouterr()
        assert out == "" and err.count("\n") == 1 and words in err and str(old) in err


@pytest.mark.parametrize("path", ["nowhere.json", "."])
def test_a_path_that_leads_to_no_file_is_refused(said: Say, capsys: pytest.CaptureFixture[str], path: str) -> None:
    assert cli.main(["diff", path, str(said("new", DRAFT))]) == 2
    assert capsys.readouterr().err.startswith(f"gouji: {path}：")


# --- what is compared with what ---


def test_one_file_each_is_two_versions_of_it_whatever_they_are_called() -> None:
    (one,) = compare(version({"path": "v1.docx", "findings": [FINDING]}), version({"path": "v2.docx"}))
    assert (one.old_path, one.path, len(one.fixed)) == ("v1.docx", "v2.docx", 1)


def test_a_file_that_only_moved_meets_itself() -> None:
    old = version({"path": "a", "sha256": "1", "findings": [FINDING]}, {"path": "b", "sha256": "2"})
    new = version({"path": "b", "sha256": "2"}, {"path": "c", "sha256": "1", "findings": [FINDING]})
    assert [(one.old_path, one.path, len(one.open)) for one in compare(old, new)] == [("b", "b", 0), ("a", "c", 1)]


def test_findings_of_a_new_file_are_new() -> None:
    _, added = compare(version({"path": "a"}), version({"path": "a"}, {"path": "b", "findings": [FINDING]}))
    assert (added.old_path, added.path, len(added.new)) == (None, "b", 1)


@pytest.mark.parametrize(
    ("old", "new", "kind", "unseen"),
    [
        ("checked", "checked", "fixed", False),
        ("partial", "partial", "fixed", False),
        ("checked", "partial", "unknown", True),
        ("checked", "unreadable", "unknown", True),
        ("checked", "unchecked", "unknown", True),
    ],
)
def test_what_was_not_read_any_more_is_not_called_fixed(old: str, new: str, kind: str, unseen: bool) -> None:
    (one,) = compare(version({"status": old, "findings": [FINDING]}), version({"status": new}))
    assert [name for name in ("fixed", "unknown") if getattr(one, name)] == [kind]
    assert one.unseen is unseen


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [(None, ACCEPTED, "accepted"), (ACCEPTED, None, "new"), (ACCEPTED, ACCEPTED, None), (None, None, "open")],
)
def test_acceptance_is_no_mending_and_its_end_is_news(before: dict[str, Any] | None, after: dict[str, Any] | None, kind: str | None) -> None:
    old, new = ({"findings": [FINDING | {"suppressed": suppressed}]} for suppressed in (before, after))
    (one,) = compare(version(old), version(new))
    assert [name for name in ("new", "fixed", "open", "accepted", "unknown") if getattr(one, name)] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("old", "new", "changes", "added", "removed"),
    [
        (["甲 1", "甲 2"], ["甲 1", "甲 3"], ["2 → 3"], 0, 0),
        (["甲 1", "甲 2"], ["甲 2", "甲 2"], ["1 → 2"], 0, 0),  # the first was mended to say what the second says
        (["甲 1", "甲 2"], ["甲 2", "甲 1"], [], 0, 0),
        (["甲 1", "甲 2"], ["甲 9", "甲 1", "甲 2"], [], 1, 0),
        (["甲 1", "甲 2", "甲 3"], ["甲 1", "甲 4"], ["2 → 4"], 0, 1),
        (["甲 1"], ["乙 2"], [], 1, 1),
        (["甲 1", "甲 2", "甲 3", "甲 4"], ["甲 2", "甲 3", "甲 4", "甲 5"], ["1 → 5"], 0, 0),
    ],
)
def test_figures_of_one_name_meet_in_order(old: list[str], new: list[str], changes: list[str], added: int, removed: int) -> None:
    (one,) = compare(version({"figures": figures(*old)}), version({"figures": figures(*new)}))
    assert (changed(one), one.added, one.removed) == (changes, added, removed)


def test_a_file_redirected_by_a_shell_that_writes_utf_16_is_understood() -> None:
    text = '{"schema": "gouji/1", "tool": {"version": "0.1.0"}, "documents": []}'
    assert load(text.encode("utf-16")).documents == load(text.encode("utf-8-sig")).documents == ()


def test_two_versions_of_the_program_are_told_apart(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for name, number in (("old", "0.1.0"), ("new", "0.2.0")):
        (tmp_path / f"{name}.json").write_text(json.dumps({"schema": "gouji/1", "tool": {"version": number}, "documents": []}), encoding="utf-8")
    assert cli.main(["diff", str(tmp_path / "old.json"), str(tmp_path / "new.json")]) == 0
    assert "（0.1.0，0.2.0）" in capsys.readouterr().out
