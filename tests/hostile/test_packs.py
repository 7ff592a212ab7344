"""Rule packs of somebody else's: no code, no patterns, nothing that grows; each is refused in one line with file, line and column."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from gouji import cli
from gouji.rulebook.pack import PackError, load_rulebook
from test_own_packs import RULE

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join(f'*{a}' * 1 for _ in range(9))}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
CLAIM = "claims: [拨付数 ≤ 到位资金]"
MESSAGE = 'message: "拨付{拨付数}，超过到位的{到位资金}。"'
PASS = 'pass: ["上级下达补助资金500万元，实际到位资金450万元，累计拨付430万元。"]'


def unclaimed(check: str, message: str) -> str:
    """The rule with a check that takes no claims."""
    return RULE.replace(MESSAGE, f'message: "{message}"').replace("check: bound", f"check: {check}").replace(f"    {CLAIM}\n", "")


# text → what is said of it
REFUSED = {
    "alias-bomb": (BOMB, "aliases"),
    "alias": (RULE.replace("basis: 本局核对办法", "basis: &b 本局核对办法").replace("why: 没有到位的资金付不出去。", "why: *b"), "aliases"),
    "merge-key": ("a: &a {x: 1}\nb:\n  <<: *a\n", "aliases"),
    "code": ('rules: !!python/object/apply:os.system ["true"]\n', "tags are not allowed"),
    "own-tag": ("rules: !include /etc/passwd\n", "tags are not allowed"),
    "deep-flow": ("rules: " + "[" * 100_000, "nested more than 20 deep"),
    "deep-flow-closed": ("rules: " + "[" * 5_000 + "]" * 5_000, "nested more than 20 deep"),
    "deep-maps": ("rules: " + "{a: " * 50_000, "nested more than 20 deep"),
    "deep-lists": ("- " * 100_000, "nested more than 20 deep"),
    "deep-keys": ("? " * 100_000, "nested more than 20 deep"),
    "large": ("# " + "x" * 2_000_000, "at most 1000000"),
    "two-documents": (RULE + "---\n" + RULE, "another document"),
    "key-of-many-words": ("rules:\n  - ? [code, name]\n    : 1\n", "a key is one word"),
    "not-text": (b"\xff\xfe\xfa", "can't decode"),
    "control": ("rules: \x01\n", "control characters are not allowed"),
    "no-table": ("[1, 2]", "a pack is a table"),
    "rules-of-none": ("rules: 1\n", "a pack is a table"),
    "many-rules": ("rules:\n" + "  - {}\n" * 501, "at most 500"),
    "many-readings": (RULE.replace(CLAIM, f"claims: [{', '.join(['拨付数 ≤ 到位资金'] * 25)}]"), "at most 24"),
    "many-words": (RULE.replace(CLAIM, CLAIM + f"\n    words: [{', '.join(['拨付'] * 501)}]"), "at most 500"),
    "many-examples": (RULE.replace(PASS, f"pass: [{', '.join(['一'] * 51)}]"), "at most 50"),
    "long-text": (RULE.replace("basis: 本局核对办法", f"basis: {'办' * 4_001}"), "at most 4000"),
    "long-claim": (RULE.replace(CLAIM, f"claims: [{'拨付数 + ' * 100}拨付数 ≤ 到位资金]"), "a claim has at most 200"),
    "deep-claim": (RULE.replace(CLAIM, f'claims: ["{"(" * 60_000}"]'), "at most"),
    "deep-sum": (RULE.replace(CLAIM, f'claims: ["{"Σ" * 190}拨付数"]'), "expected ="),
    "long-number": (RULE.replace(CLAIM, f'claims: ["拨付数 ≤ {"9" * 150_000}"]'), "at most"),
    "long-name": (RULE.replace("severity: warning", f"severity: {'w' * 3_000}"), "unknown severity"),
    "pattern-as-code": (RULE.replace("ZB01", "Z.*"), "two capital letters"),
    "attribute-slot": (RULE.replace(MESSAGE, 'message: "{拨付数.__class__}"'), "unknown slot"),
    "index-slot": (RULE.replace(MESSAGE, 'message: "{拨付数[0]}"'), "unknown slot"),
    "wide-slot": (RULE.replace(MESSAGE, 'message: "{拨付数:>1000000000}"'), "unknown slot"),
    "nested-slot": (RULE.replace(MESSAGE, 'message: "{拨付数:{到位资金}}"'), "unknown slot"),
    "empty-slot": (RULE.replace(MESSAGE, 'message: "{}"'), "unknown slot"),
    "open-brace": (RULE.replace(MESSAGE, 'message: "{拨付数"'), "a brace holds the name of a slot"),
    **{
        f"{name}-of-no-claim": (
            unclaimed("weights", slot),
            "a brace holds the name of a slot",
        )
        for name, slot in {"attribute": "{total.__class__}", "index": "{total[0]}", "width": "{total:>1000000000}", "nested": "{total:{total}}"}.items()
    },
    "slot-of-no-claim": (unclaimed("weights", "{nonsense}"), "unknown slot 'nonsense'"),
    "missing-option": (unclaimed("half-done", "x"), "needs the option 'done'"),
    "option-of-another-kind": (
        RULE.replace(MESSAGE, 'message: "x"').replace("check: bound", "check: half-done").replace(CLAIM, "options: {done: 1, undone: [x]}"),
        "option 'done' is not a list of words",
    ),
    "option-that-is-no-number": (
        RULE.replace(MESSAGE, 'message: "x"').replace("check: bound", "check: missing-sections").replace(CLAIM, "options: {least: many, sections: {a: [b]}}"),
        "option 'least' is not a number",
    ),
    "unknown-option": (RULE.replace(CLAIM, CLAIM + "\n    options: {shell: ls}"), "unknown option 'shell'"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_pack_that_means_harm_is_refused_in_one_line_at_once(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, words = REFUSED[name]
    pack, report = tmp_path / "theirs.yaml", tmp_path / "report.txt"
    pack.write_bytes(text if isinstance(text, bytes) else text.encode())
    report.write_text("2023年全年预算数412.49万元，执行数407.98万元。", encoding="utf-8")
    begun = time.process_time()
    code = cli.main(["check", str(report), "--packs", str(pack), "--lang", "en"])
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert err.count("\n") == 1 and len(err) < 600 and f"{pack}:" in err and words in err
    assert time.process_time() - begun < 3


def test_words_of_a_pack_are_words_and_no_patterns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A word that would be a pattern without end is looked for as it is written."""
    pack, report = tmp_path / "theirs.yaml", tmp_path / "report.txt"
    entry = RULE.replace(CLAIM, 'words: ["(a+)+$", ".*", "拨…付"]').replace("check: bound", "check: wording").replace(MESSAGE, 'message: "{text}"')
    pack.write_text(entry, encoding="utf-8")
    report.write_text("a" * 5_000 + "!\n2023年全年预算数412.49万元，执行数407.98万元，预算执行率98.91%。", encoding="utf-8")
    begun = time.process_time()
    assert cli.main(["check", str(report), "--packs", str(pack)]) in (0, 2)
    capsys.readouterr()
    assert time.process_time() - begun < 5


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
@pytest.mark.parametrize("path", ["pipe", "/dev/zero", "loop"])
def test_a_pack_that_is_no_file_is_refused_and_not_waited_for(path: str, tmp_path: Path) -> None:
    pack = tmp_path / path
    if path == "pipe":
        os.mkfifo(pack)
    elif path == "loop":
        pack.symlink_to(pack)
    with pytest.raises(PackError, match=r"not a regular file|symbolic link"):
        load_rulebook(packs=(pack,))
