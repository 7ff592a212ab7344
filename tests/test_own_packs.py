"""Packs of a bureau's own: begun, tried, loaded with gouji check."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gouji import cli
from gouji.rulebook.pack import load_rules

RULE = """\
rules:
  # ours
  - code: ZB01
    name: paid-exceeds-received
    title: 拨付数大于到位资金
    check: bound
    within: paragraph
    claims: [拨付数 ≤ 到位资金]
    severity: warning
    why: 没有到位的资金付不出去。
    basis: 本局核对办法
    message: "拨付{拨付数}，超过到位的{到位资金}。"
    examples:
      pass: ["上级下达补助资金500万元，实际到位资金450万元，累计拨付430万元。"]
      fail: ["上级下达补助资金500万元，实际到位资金450万元，累计拨付480万元。"]
"""
PAID = "上级下达补助资金500万元，实际到位资金450万元，累计拨付480万元。\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with a report that breaks the rule."""
    monkeypatch.chdir(tmp_path)
    Path("paid.txt").write_text(PAID, encoding="utf-8")
    return tmp_path


def save(text: str, name: str = "ours.yaml") -> None:
    Path(name).write_text(text, encoding="utf-8")


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """The exit code, and all that was said."""
    capsys.readouterr()
    code = cli.main([*arguments, "--lang", "en"])
    return code, "".join(capsys.readouterr())


# --- loading ---


def test_a_pack_named_in_the_settings_is_loaded_from_beside_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(RULE)
    save('packs = ["ours.yaml"]\nfail-on = "warning"\n', "gouji.toml")
    code, out = said(capsys, "check", "paid.txt")
    assert code == 1 and "ZB01 paid-exceeds-received: 拨付480万元，超过到位的450万元。" in out
    for option in (["--ignore", "ZB"], ["--isolated"]):
        assert said(capsys, "check", "paid.txt", *option)[0] == 3  # there is nothing in it that gouji's own rules could check
    assert "paid-exceeds-received" in said(capsys, "explain", "ZB01")[1] and "ZB01" in said(capsys, "rules")[1]


def test_a_pack_named_on_the_call_is_loaded_and_is_no_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(RULE)
    capsys.readouterr()
    assert cli.main(["check", ".", "--packs", "ours.yaml", "--format", "json"]) == 1
    documents = json.loads(capsys.readouterr().out)["documents"]
    assert [(document["path"], document["status"]) for document in documents] == [("ours.yaml", "skipped"), ("paid.txt", "checked")]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("拨付数 ≤ 到位资金", "拨付数 ≤ 到位金额", "ours.yaml:8:14: unknown name '到位金额' (did you mean '到位资金'?)"),
        # what reports call it is answered with the name of the measure, though another name looks more like it
        ("拨付数 ≤ 到位资金", "累计拨付 ≤ 到位资金", "ours.yaml:8:14: unknown name '累计拨付' (did you mean '拨付数'?)"),
        ("拨付数 ≤ 到位资金", "拨付数 <= 到位资金", "ours.yaml:8:14: write ≤ for <="),
        ("拨付数 ≤ 到位资金", "拨付数 ≤ 到位资金 - 缺口", "ours.yaml:8:14: write − for -"),
        ("拨付数 ≤ 到位资金", "拨付数/到位资金 ≤ 1", "ours.yaml:8:14: write ÷ for /"),
        ("ZB01", "BX01", "ours.yaml:3:11: code BX01 stands twice"),
        ("severity: warning", "severity: warn", "ours.yaml:9:15: unknown severity 'warn' (did you mean 'warning'?)"),
        ("basis: 本局核对办法", 'basis: ""', "ours.yaml:11:12: basis is still empty"),
        ("  # ours", "\t# ours", "ours.yaml:2:1: "),
        ("rules:", "rulez:", "ours.yaml:3:3: unknown key 'rulez'"),
    ],
)
def test_a_wrong_pack_is_refused_with_file_line_and_column(folder: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, words: str) -> None:
    save(RULE.replace(old, new))
    save('packs = ["ours.yaml"]', "gouji.toml")
    for call in (["check", "paid.txt"], ["test-rules", "ours.yaml"], ["trace", "paid.txt"], ["rules"]):
        code, out = said(capsys, *call)
        assert code == 2 and out.count("\n") == 1 and words in out, out


def test_texts_may_be_in_one_language_and_then_stand_for_both(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(RULE.replace("title: 拨付数大于到位资金", "title: {en: paid more than came in}"))
    (rule,) = (rule for rule in load_rules((Path("ours.yaml").resolve(),)) if rule.code == "ZB01")
    assert rule.title == {"zh": "paid more than came in", "en": "paid more than came in"}
    assert rule.why["en"] == "没有到位的资金付不出去。"


def test_a_claim_may_have_a_percentage_and_its_arithmetic_is_shown_as_it_is_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(RULE.replace("拨付数 ≤ 到位资金", "拨付数 ≤ 到位资金 × 110%").replace("累计拨付480万元", "累计拨付500万元"))
    assert said(capsys, "test-rules", "ours.yaml")[0] == 0
    Path("paid.txt").write_text(PAID.replace("480", "500"), encoding="utf-8")
    assert "500万元 > 450万元 × 110%" in said(capsys, "check", "paid.txt", "--packs", "ours.yaml")[1]


@pytest.mark.parametrize("format", ["xlsx", "sarif"])
def test_a_format_that_cites_rules_cites_those_of_the_pack(folder: Path, format: str) -> None:
    save(RULE)
    cli.main(["check", "paid.txt", "--packs", "ours.yaml", "--format", format, "--output", "out"])
    assert "本局核对办法" in Path("out").read_bytes().decode("utf-8", "replace")  # the parts of a workbook are stored as they are


def test_no_rule_of_gouji_begins_with_the_letter_left_to_bureaus() -> None:
    assert [rule.code for rule in load_rules() if rule.code.startswith("Z")] == []


# --- test-rules ---


def test_a_pack_that_does_as_it_says_passes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(RULE)
    save('packs = ["ours.yaml"]', "gouji.toml")  # loaded once, though it is named twice
    assert said(capsys, "test-rules", "ours.yaml") == (0, "rules 1, examples 2: all as they say\n")


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("累计拨付430万元", "累计拨付490万元", 1, ["ours.yaml:14: ZB01 an example that should pass is flagged", "= ZB01 拨付490万元，超过到位的450万元。"]),
        ("累计拨付430万元", "累计拨付430万元。\\n预算700万元，执行425万元，执行率71%", 1, ["ours.yaml:14: ZB01", "by another rule", "= BX01"]),
        ("累计拨付480万元", "累计拨付440万元", 1, ["ours.yaml:15: ZB01 an example that should fail is not flagged", "= 440万元 拨付数"]),
        ("实际到位资金450万元，累计拨付480万元", "上账450万元，累计拨付480万元", 1, ["ours.yaml:15: ZB01", "= 450万元 上账"]),
        (
            "实际到位资金450万元，累计拨付430万元",
            "累计拨付430万元",
            0,
            ["ours.yaml:14: ZB01 in what passes the rule found nothing to check", "all as they say"],
        ),
    ],
)
def test_an_example_that_does_not_do_what_it_says_is_named_with_what_was_understood(
    folder: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, code: int, words: list[str]
) -> None:
    assert old in RULE
    save(RULE.replace(old, new))
    got, out = said(capsys, "test-rules", "ours.yaml")
    flat = " ".join(out.split())
    assert got == code and [word for word in words if " ".join(word.split()) not in flat] == [], out


# --- new-rule ---


def filled(text: str) -> str:
    """The skeleton as somebody fills it in."""
    pairs = [
        ('title: ""', 'title: "拨付数大于到位资金"'),
        ("check: equation", "check: bound"),
        ('claims: [""]', 'claims: ["拨付数 ≤ 到位资金"]'),
        ('why: ""', 'why: "没有到位的资金付不出去。"'),
        ('basis: ""', 'basis: "本局核对办法"'),
        ('message: ""', 'message: "拨付{拨付数}，超过到位的{到位资金}。"'),
        ('pass: [""]', 'pass: ["实际到位资金450万元，累计拨付430万元。"]'),
        ('fail: [""]', 'fail: ["实际到位资金450万元，累计拨付480万元。"]'),
    ]
    for old, new in pairs:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


def test_a_skeleton_filled_in_is_a_rule_and_each_blank_is_asked_for_until_then(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "new-rule", "ZB01", "paid-exceeds-received")[0] == 0
    path = Path("our-rules.yaml")
    code, out = said(capsys, "test-rules", "our-rules.yaml")
    assert code == 2 and "our-rules.yaml:4:12: title is still empty" in out
    path.write_text(filled(path.read_text(encoding="utf-8")).replace('pass: ["实际到位资金450万元，累计拨付430万元。"]', 'pass: [""]'), encoding="utf-8")
    assert "our-rules.yaml:13:13: examples: pass is still empty" in said(capsys, "test-rules", "our-rules.yaml")[1]
    path.unlink()
    said(capsys, "new-rule", "ZB01", "paid-exceeds-received")
    path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert said(capsys, "test-rules", "our-rules.yaml") == (0, "rules 1, examples 2: all as they say\n")


def test_a_new_rule_goes_to_the_end_of_a_pack_indented_as_its_rules_are(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save("# kept\n" + RULE.replace("\n  ", "\n"))
    before = Path("ours.yaml").read_text(encoding="utf-8")
    assert said(capsys, "new-rule", "ZB02", "received-exceeds-due", "--pack", "ours.yaml")[0] == 0
    after = Path("ours.yaml").read_text(encoding="utf-8")
    assert after.startswith(before) and "\n- code: ZB02\n  name: received-exceeds-due " in after
    assert "ours.yaml:19:10: title is still empty" in said(capsys, "test-rules", "ours.yaml")[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["zb01", "x"], "zb01"),
        (["ZB1", "x"], "ZB1"),
        (["ZB01", "Paid_too_much"], "Paid_too_much"),
        (["BX01", "something-new"], "BX01 execution-rate-mismatch"),
        (["ZB01", "execution-rate-mismatch"], "BX01 execution-rate-mismatch"),
        (["ZB03", "x", "--pack", "paid.txt"], "paid.txt: not a pack"),
        (["ZB01", "x", "--pack", "ours.yaml"], "ZB01 ours.yaml"),
    ],
)
def test_what_cannot_be_a_new_rule_is_refused_and_nothing_written(folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    save(RULE)
    code, out = said(capsys, "new-rule", *arguments)
    assert code == 2 and words in out
    assert Path("ours.yaml").read_text(encoding="utf-8") == RULE and Path("paid.txt").read_text(encoding="utf-8") == PAID
    assert not Path("our-rules.yaml").exists()


# --- rules for other programs ---


def test_rules_are_data_for_other_programs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(RULE)
    capsys.readouterr()
    assert cli.main(["rules", "--format", "json", "--packs", "ours.yaml"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["schema"] == "gouji-rules/1" and len(data["rules"]) == len(load_rules()) + 1
    ours = next(rule for rule in data["rules"] if rule["code"] == "ZB01")
    assert (ours["claims"], ours["severity"], ours["check"], ours["within"]) == (["拨付数 ≤ 到位资金"], "warning", "bound", "paragraph")
    assert ours["examples"]["fail"] == ["上级下达补助资金500万元，实际到位资金450万元，累计拨付480万元。"]


def test_rules_are_a_manual_in_markdown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert cli.main(["rules", "--format", "md"]) == 0
    text = capsys.readouterr().out
    assert text.count("\n## ") == len(load_rules()) and text.count("```") % 2 == 0
    part = text.split("## BX01")[1].split("\n## ")[0]
    assert "**公式**\n\n```text\n" in part and "\n执行率 = 执行数 ÷ 全年预算数\n" in part


def test_the_format_of_the_settings_is_not_that_of_the_rules(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save('format = "json"', "gouji.toml")
    capsys.readouterr()
    assert cli.main(["rules"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("BL01")
    code, out = said(capsys, "rules", "--format", "markdown")
    assert code == 2 and "terminal, md, json" in out
