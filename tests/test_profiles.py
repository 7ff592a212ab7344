"""Profiles: which form a report uses is read from the report, said, and may be overruled; a wrong guess does no harm."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gouji.commands.app import app
from gouji.quantity.width import fold
from gouji.readers import read
from gouji.renderers import terminal
from gouji.report import Parameter, Report
from gouji.rulebook.location import rules_directory
from gouji.rulebook.profile import Profile, choose_profile, load_profiles
from gouji.rulebook.source import PackError
from gouji.settings import Settings
from support import NO_REAL, NO_SEED, ROOT, SEED, SHARED, alarms, check, check_lines, reported, told

FORMS = ROOT / "fixtures" / "forms"
PROFILES = load_profiles()
REGIONAL = sorted(set(PROFILES) - {"default"})
OF_NO_REGION = ("dossier-form", "dossier-report", "default")
SICHUAN = "四川省某单位按0013zp表填报。\n"
SUFFIXES = (".docx", ".html", ".pdf", ".xlsx")


def form(name: str, suffix: str = ".docx") -> Path:
    return FORMS / f"{name}{suffix}"


def chosen(path: Path) -> str:
    """The profile that the text of a file chooses, unchecked."""
    return choose_profile("\n".join(block.plain for block in read(path).blocks), PROFILES).name


def choose(text: str) -> str:
    return choose_profile(fold(text), PROFILES).name


def codes(text: str, profile: str | None = None) -> list[str]:
    return [finding.code for finding in check_lines(text, Settings(profile=profile)).findings]


# --- what a profile is ---


@pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda profile: profile.name)
def test_every_profile_says_on_whose_authority(profile: Profile) -> None:
    """The profile and each of its parameters; the file has the profile's name; what is not its own it has from default."""
    assert profile.basis and profile.title and all(value.basis for value in profile.parameters.values())
    assert (rules_directory() / "profiles" / f"{profile.name}.yaml").is_file()
    assert set(PROFILES["default"].parameters) <= set(profile.parameters)
    assert profile.grades == PROFILES["default"].grades, "no region's bands are known to differ from all that default lists"


@pytest.mark.parametrize("name", REGIONAL)
def test_signs_tell(name: str) -> None:
    """No sign holds another, or one place in a report would count twice; default has none."""
    profile = PROFILES[name]
    words = [*profile.signs, *profile.context]
    assert len(profile.signs) >= 2
    assert not [(a, b) for a in words for b in words if a != b and a in b]
    assert not PROFILES["default"].signs


def test_only_what_is_known_of_a_form_differs() -> None:
    common = PROFILES["default"].parameters
    own = {name: {key: profile.parameters[key].text for key in profile.parameters.keys() - common.keys()} for name, profile in PROFILES.items()}
    assert {name: parameters for name, parameters in own.items() if parameters} == {
        "xinjiang": {"execution_weight": "10"},
        "sichuan": {"execution_weight": "10", "explain_below": "0.9"},
        "anhui-transfer": {"execution_weight": "0"},
        "third-party": {"execution_weight": "0"},
    }
    assert all(profile.parameters[key] == value for profile in PROFILES.values() for key, value in common.items())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "name: ours\ntitle: 本地\nbasis: 本地\nparameters:\n  explain_bellow: {value: '0.9', basis: 本地}\n",
            r"ours\.yaml:5:\d+: .*did you mean 'explain_below'",
        ),
        ("name: ours\ntitle: 本地\nbasis: 本地\nsings: [甲, 乙]\n", r"ours\.yaml:4:\d+: .*did you mean 'signs'"),
    ],
)
def test_a_slip_in_a_profile_is_refused(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "ours.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(PackError, match=message):
        load_profiles(tmp_path)


# --- how it is chosen ---


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", [*REGIONAL, *OF_NO_REGION])
def test_a_form_chooses_its_own_profile(name: str, suffix: str) -> None:
    """In whatever format it comes; the national form and the dossier belong to no region."""
    if not form(name, suffix).exists():
        pytest.skip("not built in this format")
    assert chosen(form(name, suffix)) == ("default" if name in OF_NO_REGION else name)


@pytest.mark.skipif(not SEED.exists(), reason=NO_SEED)
@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".txt"])
def test_the_seed_chooses_xinjiang(suffix: str) -> None:
    assert chosen(SEED / f"report{suffix}") == "xinjiang"


@pytest.mark.skipif(not SHARED.exists(), reason=NO_REAL)
def test_a_form_of_no_known_region_chooses_default() -> None:
    assert chosen(SHARED / "table" / "table.docx") == "default"


@pytest.mark.parametrize(
    "text",
    [
        "2023年度项目支出绩效自评报告\n全年预算数356.40万元，全年执行数341.28万元。",
        "乌鲁木齐市援助新疆各地州的项目。",  # two places are no form
        "大学与学院、高校与学校共建。",
        "按得分系数计分。",  # one sign
        "评价组为第三方，各项得分率如下。",
        "",
    ],
)
def test_too_few_signs_choose_default(text: str) -> None:
    assert choose(text) == "default"


def test_a_place_counts_beside_a_sign_of_the_form() -> None:
    assert choose("新疆某县年中监控情况。") == "xinjiang"
    assert choose("某县年中监控情况。") == "default"


def test_as_many_signs_are_decided_by_the_longer() -> None:
    """绩效指标性质 is 指标性质 too: the form with the fuller words is meant."""
    assert choose("绩效指标性质 | 绩效度量单位") == "sichuan"
    assert choose("指标性质 | 度量单位") == "yunnan"


def test_a_transfer_form_with_points_is_another_form() -> None:
    columns = "转移支付项目\n资金投入情况 | 全年预算数（A） | 全年执行数（B） | 执行率（B/A）"
    assert choose(columns) == "anhui-transfer"
    assert choose(f"{columns} | 分值 | 得分") == "default"


# --- a wrong guess ---


@pytest.mark.parametrize("profile", REGIONAL)
@pytest.mark.parametrize("name", [*REGIONAL, *OF_NO_REGION])
def test_a_wrong_profile_accuses_nobody(name: str, profile: str) -> None:
    """Every form, sound as it is, under every profile: nothing that a reader must act on, and nothing verified less."""
    document = read(form(name))
    report = check(document, Settings(profile=profile))
    assert not told(alarms(report))
    assert report.coverage.verified == check(document, Settings(profile="default")).coverage.verified


# --- what it changes ---


def scored(whole: str) -> str:
    rows = "\n".join(f"{name}率：目标值=100%，实际完成值100%，自评得分{points}分。" for name, points in (("甲", 40), ("乙", 30), ("丙", 30)))
    return f"{rows}\n{whole}"


@pytest.mark.parametrize("profile", PROFILES)
def test_points_for_execution_are_missed_where_the_form_has_them(profile: str) -> None:
    found = codes(scored("项目评价分100分。"), profile)
    assert ("SC06" in found) == (profile not in ("anhui-transfer", "third-party"))


@pytest.mark.parametrize(
    ("profile", "flagged"), [("xinjiang", True), ("sichuan", True), ("default", False), ("hubei-university", False), ("third-party", False)]
)
def test_a_weight_that_is_not_printed_is_the_form_s(profile: str, flagged: bool) -> None:
    assert ("SC05" in codes("预算执行率为98.91%，得9.98分。", profile)) == flagged


def test_a_weight_that_is_printed_goes_before_the_form_s() -> None:
    assert codes("预算执行率为96.83%，分值20分，得19.37分。", "sichuan") == []


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("预算执行率87.36%。", True),
        ("预算执行率90.00%。", False),
        ("预算执行率87.36%，因设备到货推迟。", False),
        ("预算执行率87.36%。\n主要是消防改造工程跨年实施。", False),
        ("预算执行率87.36%。\n全年开展活动64场。\n主要是青少年参加。", True),  # a cause, of something else
        ("预算执行率87.36%。\n全年开展活动64场。\n执行率偏低的原因：工程跨年实施。", False),
        ("预算执行率87.36%。\n预算执行率低于90%的原因：工程跨年实施。", False),
        ("预算执行率87.36%。\n预算执行率低于90%的原因：无。", True),
        ("预算执行率87.36%。\n注：预算执行率未达到90%的，需说明原因。", True),  # the form asks, the report does not answer
        ("预算执行率未达到80%的，需说明原因。", False),  # a line, no rate that was reached
        ("预算执行率80%以下的，需说明原因。", False),
        ("预算执行率87.36%，因公出国（境）经费未安排。", True),
        ("项目 | 调整后预算数 | 预算执行数 | 预算执行率\n总额 | 0.00 | 0.00 | 0.00%", False),  # 0 ÷ 0
        ("项目 | 调整后预算数 | 预算执行数 | 预算执行率\n总额 | 512.60 | 0.00 | 0.00%", True),
    ],
)
def test_a_low_execution_rate_is_explained(text: str, flagged: bool) -> None:
    report = check_lines(SICHUAN + text)
    assert report.profile == "sichuan"
    assert [finding.severity for finding in report.findings if finding.code == "BX16"] == ["note"] * flagged
    assert "BX16" not in codes(text, "default"), "no line is known where the form is not"


@pytest.mark.parametrize("answer", ["", "无", "/"])
def test_the_form_s_line_for_the_cause_left_empty(answer: str) -> None:
    """The form of our own, its cause struck out: told once, of the rate, with the line's authority."""
    document = read(form("sichuan"))
    line = next(number for number, block in enumerate(document.blocks) if block.plain == "预算执行率低于90%的原因")
    blocks = list(document.blocks)
    blocks[line + 1] = replace(blocks[line + 1], text=answer, plain=answer)
    report = check(replace(document, blocks=tuple(blocks)))
    (finding,) = [finding for finding in report.findings if finding.code == "BX16"]
    (relation,) = [relation for relation in report.relations if relation.rule == "BX16"]
    assert finding.severity == "note" and "87.36%" in finding.message and "90%" in finding.message
    assert [operand.basis for _, operand in relation.operands if isinstance(operand, Parameter)] == [PROFILES["sichuan"].parameters["explain_below"].basis]


# --- that it is said ---


@pytest.mark.parametrize(("lang", "label"), [("zh", "评分口径"), ("en", "profile")])
def test_the_terminal_says_the_profile(lang: str, label: str) -> None:
    text = terminal.render(Report((reported(form("yunnan")),)), lang)
    assert re.search(rf"^  {label}: yunnan\b.*--profile", text, re.MULTILINE)


def run(*arguments: str) -> dict[str, object]:
    result = CliRunner().invoke(app, ["check", *arguments, "--format", "json", "--fail-on", "never"])
    assert result.exit_code == 0, result.output
    (document,) = json.loads(result.stdout)["documents"]
    return dict(document)


def test_the_call_overrules_the_report() -> None:
    assert run(str(form("yunnan")))["profile"] == "yunnan"
    assert run(str(form("yunnan")), "--profile", "chongqing")["profile"] == "chongqing"
    assert run(str(form("yunnan")), "--profile", "default")["profile"] == "default"
