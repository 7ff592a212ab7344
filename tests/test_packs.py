"""Rule packs are validated like source: what is wrong, in which file, line and column, and what was probably meant."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from gouji.rulebook.location import rules_directory
from gouji.rulebook.pack import PackError, load_rulebook, load_rules
from gouji.rulebook.profile import load_profiles

RULE = """\
rules:
  - code: ZZ01
    name: some-mismatch
    title: {zh: 执行率不符, en: the rate does not follow}
    check: equation
    within: paragraph
    claims:
      - 执行率 = 执行数 ÷ 全年预算数
    severity: error
    why: {zh: 因为, en: because}
    basis: 通例
    message: {zh: "{执行率}", en: "{执行率}"}
    examples:
      pass: [预算700万元，执行425万元，执行率61%。]
      fail: [预算700万元，执行425万元，执行率71%。]
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A rules directory with one pack of ours beside the shipped glossary."""
    shutil.copytree(rules_directory(), tmp_path / "rules")
    for path in (tmp_path / "rules" / "packs").iterdir():
        path.unlink()
    path = tmp_path / "rules" / "packs" / "ours.yaml"
    path.write_text(RULE, encoding="utf-8")
    return path


def refusal(pack: Path, content: str | bytes) -> str:
    """The message with which a pack of this content is refused, its folder left out."""
    pack.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(PackError) as caught:
        load_rulebook(pack.parents[1])
    return str(caught.value).replace(f"{pack.parent}/", "").replace(f"{pack.parent}\\", "")


def test_the_shipped_packs_are_sound() -> None:
    """Every code stands once, in code order; every profile loads."""
    codes = [rule.code for rule in load_rules()]
    assert codes == sorted(set(codes)) and len(codes) > 20
    assert "default" in load_profiles()


def test_a_sound_pack_is_read(pack: Path) -> None:
    (rule,) = load_rulebook(pack.parents[1]).rules
    assert (rule.code, rule.claims[0].text, rule.default) == ("ZZ01", "执行率 = 执行数 ÷ 全年预算数", True)


@pytest.mark.parametrize(
    ("before", "after", "place", "words"),
    [
        ("÷ 全年预算数", "÷ 全年预算教", "8:9", ["全年预算教", "did you mean '全年预算数'"]),
        ("执行数 ÷", "执行数 ÷ ÷", "8:9", ["expected a name"]),
        ("执行率 = ", "执行率 ", "8:9", []),
        ("severity:", "severty:", "9:14", ["'severty'", "did you mean 'severity'"]),
        ("severity: error", "severity: eror", "9:15", ["'eror'", "did you mean 'error'"]),
        ("check: equation", "check: equatoin", "5:12", ["did you mean 'equation'"]),
        ("within: paragraph", "over: compositon", "6:11", ["did you mean 'composition'"]),
        ("within: paragraph", "anchor: 全年预算教", "6:13", ["did you mean '全年预算数'"]),
        ("    within: paragraph\n", "    within: paragraf\n", "6:13", ["did you mean 'paragraph'"]),
        ("      fail: [预算700万元，执行425万元，执行率71%。]\n", "", "14:7", ["'fail'"]),
        ("fail: [预算700万元，执行425万元，执行率71%。]", "fail: []", "14:7", ["'fail'"]),
        ("    why: {zh: 因为, en: because}\n", "", "2:5", ["ZZ01", "'why'"]),
        ("en: because", "fr: parce que", "10:10", ["'en'"]),
        ("    within: paragraph\n", "    template: maybe\n", "6:15", ["template", "true or false"]),
        ("code: ZZ01", "code: Z1", "2:11", ["two capital letters"]),
        ("name: some-mismatch", "name: Some mismatch", "3:11", ["kebab"]),
        ("    basis: 通例", "    basis: 通例\n    basis: 实务", "12:5", ["'basis' stands twice"]),
        ('zh: "{执行率}"', 'zh: "{执行章}"', "12:19", ["执行章"]),
        ("    claims:\n      - 执行率 = 执行数 ÷ 全年预算数\n", "", "2:5", ["needs claims"]),
    ],
    ids=lambda value: None if isinstance(value, list) else value.strip()[:24],
)
def test_an_error_says_where_and_what_was_meant(pack: Path, before: str, after: str, place: str, words: list[str]) -> None:
    """`ours.yaml:8:9: unknown name '全年预算教' (did you mean '全年预算数'?)`."""
    assert before in RULE
    message = refusal(pack, RULE.replace(before, after, 1))
    assert message.startswith(f"ours.yaml:{place}: "), message
    assert all(word in message for word in words), message


def test_a_code_stands_once(pack: Path) -> None:
    message = refusal(pack, RULE + RULE.removeprefix("rules:\n"))
    assert message.startswith("ours.yaml:16:11: ") and "ZZ01" in message


@pytest.mark.parametrize(
    "content",
    [
        RULE.replace("basis: 通例", "basis: &b 通例").replace("zh: 因为", "zh: *b"),
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        RULE.replace("basis: 通例", "basis: !!python/name:os.system 通例"),
        "rules: " + "[" * 40 + "]" * 40,
        "rules: " + "[" * 5_000 + "]" * 5_000,
        "rules: " + "{a: " * 5_000 + "}" * 5_000,
        "rules: [",
        "rules:\n\t- code: ZZ01",
        b"rules: \xff\xfe",
        "rules: " + " " * 1_100_000,
    ],
    ids=["alias", "laughs", "tag", "deep", "very deep", "very deep mapping", "unclosed", "tab", "no utf-8", "huge"],
)
def test_what_a_pack_may_not_hold(pack: Path, content: str | bytes) -> None:
    """Aliases, tags, deep nesting, broken YAML, other encodings: refused with a place, never a crash."""
    assert re.match(r"ours\.yaml:\d+:\d+: .", refusal(pack, content))


@pytest.mark.parametrize("content", ["- a\n", "rules: text\n", "rules: [text]\n", "rules: {code: ZZ01}\n", "rule: []\n"])
def test_another_shape_is_refused(pack: Path, content: str) -> None:
    assert re.match(r"ours\.yaml:\d+:\d+: .", refusal(pack, content))


@pytest.mark.parametrize("key", re.findall(r"^    (\w+):", RULE.replace("  - code", "    code"), re.MULTILINE))
@pytest.mark.parametrize("value", ["", "[]", "{}", "[[x]]", "true"], ids=["nothing", "list", "mapping", "lists", "true"])
def test_a_value_of_another_kind_is_refused(pack: Path, key: str, value: str) -> None:
    """Whatever stands at a key of a rule, the answer is a refusal with a place, or the rule; never another exception."""
    head = rf"(?m)^(  - |    ){key}:.*\n(?:      .*\n)*"
    pack.write_text(re.sub(head, rf"\g<1>{key}: {value}\n", RULE, count=1), encoding="utf-8")
    try:
        load_rulebook(pack.parents[1])
    except PackError as error:
        assert re.search(r"ours\.yaml:\d+:\d+: .", str(error))
    else:
        assert key in ("basis", "within", "claims"), f"{key}: {value} was taken"


def test_an_unknown_section_of_the_glossary_is_refused(pack: Path) -> None:
    glossary = pack.parents[1] / "glossary.yaml"
    glossary.write_text(glossary.read_text(encoding="utf-8") + "\nmeasurs: {}\n", encoding="utf-8")
    with pytest.raises(PackError, match=r"glossary\.yaml:\d+:\d+: .*measurs.*did you mean 'measures'"):
        load_rulebook(pack.parents[1])


def test_an_unknown_parent_of_a_profile_is_refused(pack: Path) -> None:
    (pack.parents[1] / "profiles" / "ours.yaml").write_text("name: ours\nextends: defualt\n", encoding="utf-8")
    with pytest.raises(PackError, match=r"ours\.yaml:2:10: .*did you mean 'default'"):
        load_profiles(pack.parents[1])
