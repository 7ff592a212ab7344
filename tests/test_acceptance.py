"""Acceptances: what stays accepted, what comes back, and what is told of entries that no longer do anything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gouji import acceptance, cli
from gouji.rulebook.source import PackError
from readers.build import pdf, show
from readers.rewrap import wrap
from support import REPORTS

FARMLAND = (REPORTS / "farmland" / "report.txt").read_text(encoding="utf-8").splitlines()
OTHER = "2023年全年预算数412.49万元，执行数407.98万元，预算执行率89.91%。\n"
PREFACE = ["前言", *["本报告依据县财政局的布置编制，数据截至年末，由项目单位填报并经主管部门复核。" * 3] * 12]
LAW = ("BX01", "CP01", "SC03")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The farmland report, with its three planted errors, in the working directory."""
    monkeypatch.chdir(tmp_path)
    save(FARMLAND)
    return tmp_path


def save(paragraphs: list[str], name: str = "report.txt") -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text("\n".join(paragraphs) + "\n", encoding="utf-8")


def export(paragraphs: list[str], columns: int, lines: int, size: float) -> None:
    """`report.pdf` of the paragraphs, as some office writes it: so many columns a line and lines a page, in letters of this size."""
    rows = [row for paragraph in paragraphs for row in wrap(f"　　{paragraph}", columns)]
    pages = [rows[start : start + lines] for start in range(0, len(rows), lines)]
    contents = ["".join(show(60, 780 - 1.6 * size * number, row, size) for number, row in enumerate(page)) for page in pages]
    Path("report.pdf").write_bytes(pdf(contents))


def checked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[dict], str]:
    """The exit code, all findings of a check, and what it said beside them."""
    capsys.readouterr()
    code = cli.main(["check", *arguments, "--format", "json", "--lang", "en"])
    out, err = capsys.readouterr()
    return code, [finding for document in json.loads(out)["documents"] for finding in document["findings"]], err


def standing(findings: list[dict]) -> list[str]:
    return [finding["code"] for finding in findings if finding["suppressed"] is None]


def accept(*arguments: str) -> int:
    return cli.main(["accept", *arguments, "--lang", "en"])


def entries() -> tuple[acceptance.Acceptance, ...]:
    return acceptance.read(Path(acceptance.NAME))


# --- what is accepted ---


def test_an_accepted_finding_stays_in_the_report_and_does_not_count(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert accept("report.txt", "--finding", "BX01", "--reason", "按财政局口径", "--by", "张三", "--until", "2025-12-31") == 0
    code, findings, _ = checked(capsys, "report.txt")
    assert [finding["code"] for finding in findings] == ["BX01", "CP01", "SC03"]
    assert findings[0]["suppressed"] == {"reason": "按财政局口径", "by": "张三", "until": "2025-12-31"}
    assert (code, standing(findings)) == (1, ["CP01", "SC03"])
    accept("report.txt", "--finding", "parts-do-not-add-up", "--finding", findings[2]["fingerprint"][:8], "--reason", "核过原件")
    assert checked(capsys, "report.txt")[0] == 0


def test_the_terminal_says_how_many_were_accepted_and_never_calls_that_clean(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["baseline", "report.txt"])
    save([OTHER], "other.txt")
    capsys.readouterr()
    assert cli.main(["check", "report.txt", "other.txt", "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert "  checked  errors 0, warnings 0, notes 0; accepted 3\n" in out
    assert "  errors 1, warnings 0, notes 0; accepted 3\n" in out
    assert "no contradiction" not in out and "CP01" not in out
    cli.main(["check", "report.txt", "--concise", "--lang", "en"])
    out = capsys.readouterr().out
    assert "CP01" not in out and "accepted 3" in out


def test_a_finding_moved_to_another_page_of_a_new_export_stays_accepted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export(FARMLAND, 72, 40, 12)
    accept("report.pdf", *(word for code in LAW for word in ("--finding", code)), "--reason", "核过原件")
    before = checked(capsys, "report.pdf")[1]
    export([*FARMLAND[:1], *PREFACE, *FARMLAND[1:]], 56, 22, 14)
    code, after, err = checked(capsys, "report.pdf")
    pages = [[finding["place"]["boxes"][0]["page"] for finding in findings if finding["code"] in LAW] for findings in (before, after)]
    assert all(old < new for old, new in zip(*pages, strict=True)), pages
    assert (code, standing(after), err) == (0, [], "")


def test_changing_unrelated_text_keeps_what_is_accepted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["baseline", "report.txt"])
    changed = [line.replace("丘陵地带", "平原地带").replace("按工程进度审核支付", "按月审核支付") for line in FARMLAND]
    assert changed != FARMLAND
    save([*changed[:3], "本县下辖十一个乡镇，农业人口居多。", *changed[3:], "附件：现场照片。"])
    assert checked(capsys, "report.txt")[:1] == (0,)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("预算执行率为90.72%", "预算执行率为91.72%", "BX01"),  # the figure itself
        ("全年执行数3899.62万元，", "全年执行数3898.62万元，", "BX01"),  # what it is held against
        ("农渠6.9公里", "农渠5.9公里", "CP01"),
        ("综合得分97.67分", "综合得分97.66分", "SC03"),
    ],
)
def test_changing_the_figure_revives_its_finding(folder: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, code: str) -> None:
    cli.main(["baseline", "report.txt"])
    save([line.replace(old, new) for line in FARMLAND])
    exit_code, findings, err = checked(capsys, "report.txt")
    assert exit_code == 1
    assert code in standing(findings)
    assert any(line.split()[2] == code and "no longer found" in line for line in err.splitlines()), err


def test_the_other_findings_stay_accepted_when_one_is_mended(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["baseline", "report.txt"])
    save([line.replace("90.72%", "90.27%") for line in FARMLAND])
    code, findings, err = checked(capsys, "report.txt")
    assert (code, [finding["code"] for finding in findings], standing(findings)) == (0, ["CP01", "SC03"], [])
    assert err.count("no longer found") == 1 and f"{acceptance.NAME}:3: BX01" in err


def test_an_acceptance_holds_for_the_files_that_its_path_names(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a/one.txt", "a/two.txt", "b/one.txt"):
        save([OTHER], name)
    (fingerprint,) = {finding["fingerprint"] for finding in checked(capsys, "a")[1]}
    Path(acceptance.NAME).write_text(f"accept:\n- {{path: 'a/*.txt', fingerprint: {fingerprint}, reason: ours}}\n", encoding="utf-8")
    assert [len(standing(checked(capsys, name)[1])) for name in ("a", "a/two.txt", "b", ".")] == [0, 0, 1, 4]


def test_files_of_a_dossier_have_acceptances_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save([OTHER], "a/one.txt")
    save([OTHER.replace("89.91%", "98.91%")], "a/two.txt")
    cli.main(["baseline", "a", "--together"])
    assert checked(capsys, "a", "--together")[0] == 0


# --- where the file is ---


def test_the_file_is_found_beside_the_settings_else_upward(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save([OTHER], "a/b/one.txt")
    cli.main(["baseline", "a/b/one.txt"])
    assert Path("a/b", acceptance.NAME).is_file()
    Path("a/b", acceptance.NAME).rename(Path("a", acceptance.NAME))
    assert checked(capsys, "a/b/one.txt")[0] == 1  # its path is one.txt, seen from the folder of the file
    Path("a", acceptance.NAME).unlink()
    Path("gouji.toml").write_text("", encoding="utf-8")
    cli.main(["baseline", "a/b/one.txt"])
    assert [entry.path for entry in entries()] == ["a/b/one.txt"]
    assert checked(capsys, "a")[0] == 0


def test_what_gouji_is_set_up_with_is_no_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["baseline", "."])
    Path("gouji.toml").write_text("", encoding="utf-8")
    capsys.readouterr()
    assert cli.main(["check", ".", "--format", "json"]) == 0
    documents = json.loads(capsys.readouterr().out)["documents"]
    assert [(document["path"], document["status"]) for document in documents] == [
        ("gouji.accept.yaml", "skipped"),
        ("gouji.toml", "skipped"),
        ("report.txt", "checked"),
    ]


# --- days ---


@pytest.mark.parametrize(("today", "holds", "word"), [("2025-12-31", True, ""), ("2026-01-01", False, "until 2025-12-31"), (None, True, "--today")])
def test_only_the_day_given_lets_an_acceptance_expire(folder: Path, capsys: pytest.CaptureFixture[str], today: str | None, holds: bool, word: str) -> None:
    cli.main(["baseline", "report.txt", "--until", "2025-12-31"])
    code, findings, err = checked(capsys, "report.txt", *(["--today", today] if today else []))
    assert (code, bool(standing(findings))) == ((0, False) if holds else (1, True))
    assert word in err and bool(err) == bool(word)


def test_accepting_anew_takes_the_place_of_what_has_expired(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accept("report.txt", "--finding", "BX01", "--reason", "old", "--until", "2024-12-31")
    accept("report.txt", "--finding", "BX01", "--reason", "new", "--until", "2025-12-31")
    assert [(entry.reason, entry.until) for entry in entries()] == [("new", "2025-12-31")]


# --- the commands ---


def test_accept_without_a_finding_lists_what_there_is(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accept("report.txt", "--finding", "SC03", "--reason", "rounded by the form")
    capsys.readouterr()
    assert accept("report.txt") == 0
    out = capsys.readouterr().out
    assert [line.split()[1] for line in out.splitlines() if line.startswith("  ") and line[2] != " "] == ["BX01", "CP01", "SC03"]
    assert out.count("accepted: rounded by the form") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["report.txt", "--finding", "BX01"], ["--reason"]),
        (["report.txt", "--finding", "BX01", "--reason", "  "], ["--reason"]),
        (["report.txt", "--finding", "BX02", "--reason", "x"], ["BX02", "did you mean BX01"]),
        (["report.txt", "--finding", "BX01", "--reason", "x", "--until", "31.12.2025"], ["--until 31.12.2025"]),
        (["report.txt", "--finding", "BX01", "--reason", "x", "--until", "2025-02-30"], ["--until 2025-02-30"]),
        (["nowhere.txt", "--finding", "BX01", "--reason", "x"], ["nowhere.txt"]),
    ],
)
def test_a_wrong_acceptance_is_refused_and_nothing_written(folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: list[str]) -> None:
    assert accept(*arguments) == 2
    err = capsys.readouterr().err
    assert [word for word in words if word not in err] == [] and err.count("\n") == 1
    assert not Path(acceptance.NAME).exists()


def test_a_baseline_adds_what_is_new_and_keeps_what_was_said(folder: Path) -> None:
    accept("report.txt", "--finding", "BX01", "--reason", "looked at", "--by", "张三")
    cli.main(["baseline", "report.txt", "--lang", "en"])
    cli.main(["baseline", "report.txt"])
    assert [(entry.code, entry.reason, entry.by) for entry in entries()] == [
        ("BX01", "looked at", "张三"),
        ("CP01", "was there when gouji was adopted", None),
        ("SC03", "was there when gouji was adopted", None),
    ]


def test_prune_drops_what_is_unused_and_nothing_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save([OTHER], "gone.txt")
    save([OTHER], "elsewhere.txt")
    cli.main(["baseline", "report.txt", "gone.txt", "elsewhere.txt"])
    path = Path(acceptance.NAME)
    path.write_text(path.read_text(encoding="utf-8").replace("- path: report.txt", "# kept\n  - path: report.txt", 1), encoding="utf-8")
    Path("gone.txt").unlink()
    save([line.replace("49.4公里，其中", "46.7公里，其中").replace("97.67", "97.68") for line in FARMLAND])
    cli.main(["baseline", "report.txt", "--prune"])
    assert [(entry.path, entry.code) for entry in entries()] == [("report.txt", "BX01"), ("elsewhere.txt", "BX01")]
    assert "  # kept\n" in path.read_text(encoding="utf-8")
    before = path.read_bytes()
    cli.main(["baseline", "report.txt", "--prune"])
    assert path.read_bytes() == before


def test_the_last_entry_dropped_leaves_a_file_that_can_be_added_to(folder: Path) -> None:
    cli.main(["baseline", "report.txt"])
    save([line for line in FARMLAND if "90.72" not in line and "49.4" not in line and "97.67" not in line])
    cli.main(["baseline", "report.txt", "--prune"])
    assert entries() == ()
    save(FARMLAND)
    cli.main(["baseline", "report.txt"])
    assert len(entries()) == 3


def test_an_entry_whose_rule_is_not_run_is_not_called_unused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["baseline", "report.txt"])
    assert checked(capsys, "report.txt", "--select", "GR")[2] == ""
    assert "no longer found" not in checked(capsys, "report.txt", "--ignore", "CP")[2]


def test_words_with_quotation_marks_colons_and_lines_are_read_back_as_they_were(folder: Path) -> None:
    reason = "“口径”: 见 #3, 'a' \"b\"\n第二行 - x"
    accept("report.txt", "--finding", "BX01", "--reason", reason, "--by", "no")
    assert [(entry.reason, entry.by) for entry in entries()] == [(reason, "no")]


# --- a file written by hand ---


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("accepted: []", "1:11: unknown key 'accepted' (did you mean 'accept'?)"),
        ("accept:\n  - path: a\n    fingerprint: b\n", "2:5: entry has no 'reason'"),
        ("accept:\n  - path: a\n    fingerprint: b\n    reason: ' '\n", "4:13: reason has no words"),
        ("accept:\n  - path: a\n    fingerprint: b\n    raeson: x\n", "4:13: unknown key 'raeson' (did you mean 'reason'?)"),
        ("accept:\n  - path: a\n    fingerprint: b\n    reason: x\n    until: 2025-13-01\n", "5:12: '2025-13-01' is no day"),
        ("accept:\n  - x\n", "2:5: an entry is a table"),
        ("accept: x\n", "1:1: a table with one key"),
        ("accept:\n  - path: [\n", "3:1: "),
    ],
)
def test_a_wrong_file_is_refused_with_line_and_column(folder: Path, capsys: pytest.CaptureFixture[str], text: str, said: str) -> None:
    Path(acceptance.NAME).write_text(text, encoding="utf-8")
    assert cli.main(["check", "report.txt", "--lang", "en"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and f"{acceptance.NAME}:{said}" in err


def test_entries_on_one_line_are_read_but_not_rewritten(folder: Path) -> None:
    text = "accept: [{path: a.txt, fingerprint: b, reason: c}]\n"
    Path(acceptance.NAME).write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match="a line of its own"):
        acceptance.rewritten(Path(acceptance.NAME), text, (), entries(), "")
    assert accept("report.txt", "--finding", "BX01", "--reason", "x") == 2
    assert Path(acceptance.NAME).read_text(encoding="utf-8") == text
