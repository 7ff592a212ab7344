"""The command line: what it refuses, what it prints, what it exits with.

A stand-in for the audit says what a file's content asks it to say; the last tests run the real program.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import gouji
from gouji import cli
from gouji.document.model import Place, Problem
from gouji.report import Coverage, DocumentReport, Finding, Report
from gouji.settings import Settings, parse_codes

ROOT = Path(__file__).parents[1]
SOURCES = str(ROOT / "src")
SENTENCE = "2023年全年预算数412.49万元，执行数407.98万元，预算执行率98.91%。"
COVERAGE = Coverage(3, 3, 3, 0, 0, 1, 0, 0)
RULES = tuple(
    SimpleNamespace(
        code=code,
        name=name,
        severity="error",
        title={"zh": "名称", "en": "title"},
        why={"zh": "原因", "en": "reason"},
        basis="basis",
        message={"zh": "说法", "en": "words"},
        claims=(),
        formula="left = right",
        doubt=False,
        circumstantial=False,
        template=False,
        passing=("good",),
        failing=("bad\nworse",),
        default=code != "US01",
    )
    for code, name in (("BX01", "execution-rate-mismatch"), ("US01", "unit-slip"))
)


def said(path: str, content: str) -> DocumentReport:
    """A report for a file that holds a severity, a status, or neither."""
    words = content.split()
    severities = [word for word in words if word in ("error", "warning", "note")]
    status = next((word for word in words if word in ("partial", "unchecked", "unreadable", "skipped")), "checked")
    return DocumentReport(
        path=path,
        format="txt",
        sha256=None,
        pages=None,
        status=status,
        problems=(Problem("damaged", True, "broken"),) if status in ("partial", "unreadable") else (),
        profile=None,
        about=None,
        coverage=COVERAGE,
        figures=(),
        indicators=(),
        relations=(),
        findings=tuple(Finding("BX01", "execution-rate-mismatch", severity, "预算", (), Place(), "原文") for severity in severities),
    )


def open_file(path: Path, shown: str, named: bool) -> DocumentReport:
    content = path.read_text(encoding="utf-8")
    if content == "crash":
        raise KeyError("x")
    if content == "closed":
        raise PermissionError(13, "Permission denied")
    return said(shown, content)


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    audit = SimpleNamespace(open_file=open_file, open_text=lambda data: said("-", data.decode()), warm=lambda packs: None)
    monkeypatch.setattr(gouji, "audit", audit, raising=False)
    monkeypatch.setattr("gouji.rulebook.pack.load_rules", lambda: RULES)


@pytest.fixture
def file(tmp_path: Path):
    def write(content: str, name: str = "a.txt") -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return str(path)

    return write


def run(*arguments: str, environment: dict[str, str] | None = None, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The real program in a process of its own."""
    search = os.pathsep.join(filter(None, (SOURCES, os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "PYTHONPATH": search, **(environment or {})}
    return subprocess.run([sys.executable, "-m", "gouji", *arguments], input=stdin, capture_output=True, env=environment, check=False)


# --- exit codes ---


@pytest.mark.parametrize(
    ("content", "options", "code"),
    [
        ("", [], 0),
        ("note", [], 0),
        ("warning", [], 1),
        ("error", [], 1),
        ("note", ["--fail-on", "note"], 1),
        ("warning", ["--fail-on", "error"], 0),
        ("error", ["--fail-on", "never"], 0),
        ("unchecked", [], 3),
        ("unchecked", ["--template"], 0),
        ("unchecked error", ["--template"], 1),
        ("unreadable", ["--template"], 3),
        ("unreadable", ["--fail-on", "never"], 3),
        ("partial error", [], 3),
        ("skipped", [], 0),
        ("crash", [], 3),
        ("closed", [], 3),
    ],
)
def test_exit_code_of_one_file(file, content: str, options: list[str], code: int) -> None:
    assert cli.main(["check", file(content), *options]) == code


def test_one_unread_file_outweighs_a_finding_in_another(file) -> None:
    assert cli.main(["check", file("error"), file("unreadable", "b.txt")]) == 3


def test_a_missing_path_outweighs_all_and_nothing_is_checked(file, capsys) -> None:
    assert cli.main(["check", file("unreadable"), "nowhere.txt"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "gouji: nowhere.txt：没有这个文件或文件夹；请检查路径\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], ["Usage"]),
        (["check"], ["PATH"]),
        (["check", "{}", "--frob"], ["No such option", "--frob"]),
        (["check", "{}", "--workers", "0"], ["--workers", "1"]),
        (["check", "{}", "--timeout", "0"], ["--timeout", "1"]),
        (["check", "{}", "--format", "json", "--concise"], ["--concise", "json"]),
        (["check", "{}", "--format", "serif"], ["serif", "sarif", "terminal, json, jsonl"]),
        (["check", "{}", "--format", "jsn"], ["jsn", "json"]),
        (["check", "{}", "--fail-on", "warn"], ["warn", "warning"]),
        (["check", "{}", "--lang", "fr"], ["fr", "zh, en"]),
        (["check", "{}", "--profile", "xinjang"], ["xinjang", "xinjiang"]),
        (["check", "{}", "--select", "BX02"], ["BX02", "BX01"]),
        (["check", "{}", "--ignore", "unit-slp"], ["UNIT-SLP", "US01"]),
        (["check", "{}", "--output", "{}"], ["--output"]),
        (["check", "{}", "--output", "no/such/folder/a.json"], ["--output"]),
        (["check", ""], []),
        (["check", "x" * 5000], []),
        (["explain", "BX09"], ["BX09", "BX01"]),
        (["trace", "nowhere.txt"], ["nowhere.txt"]),
        (["frob"], ["frob"]),
    ],
)
def test_a_wrong_call_is_refused_in_one_line(file, capsys, arguments: list[str], words: list[str]) -> None:
    path = file("error")
    assert cli.main([argument.format(path) for argument in arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert all(word in err for word in words)
    assert not arguments or err.count("\n") == 1
    assert Path(path).read_text() == "error"


def test_errors_speak_the_language_asked_for(capsys) -> None:
    cli.main(["check", "nowhere.txt", "--lang", "en"])
    assert capsys.readouterr().err == "gouji: nowhere.txt: no such file or folder; check the path\n"


def test_a_wrong_rule_pack_is_refused(file, capsys, monkeypatch) -> None:
    from gouji.rulebook.source import PackError

    def broken() -> None:
        raise PackError("budget.yaml:3:5: unknown concept")

    monkeypatch.setattr("gouji.rulebook.pack.load_rules", broken)
    assert cli.main(["check", file("")]) == 2
    assert "budget.yaml:3:5: unknown concept" in capsys.readouterr().err


# --- what is met ---


def paths(capsys, *arguments: str) -> list[str]:
    cli.main(["check", *arguments, "--format", "json"])
    return [document["path"] for document in json.loads(capsys.readouterr().out)["documents"]]


def test_a_folder_is_searched_in_order_and_paths_are_relative_to_it(file, tmp_path, capsys) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "~$b.docx"):
        file("", name)
    assert paths(capsys, str(tmp_path)) == ["a/b/c.txt", "a/z.txt", "b.txt", "~$b.docx"]


def test_arguments_keep_their_order_and_are_met_once(file, capsys) -> None:
    b, a = file("", "b.txt"), file("", "a.txt")
    assert paths(capsys, b, a, b) == [b, a]


@pytest.mark.parametrize("name", ["带 空格的 报告.txt", "预算/执行/" + "很长的文件夹名/" * 30 + "报告.txt", "-a.txt"])
def test_names_may_be_anything(file, capsys, name: str) -> None:
    path = file("", name)
    assert paths(capsys, path) == [path.replace(os.sep, "/")]


@pytest.mark.skipif(os.name == "nt", reason="symbolic links and pipes")
def test_loops_dead_links_and_pipes_in_a_folder_do_no_harm(file, tmp_path, capsys) -> None:
    file("", "folder/a.txt")
    (tmp_path / "folder/loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "folder/dead").symlink_to(tmp_path / "nothing")
    os.mkfifo(tmp_path / "folder/pipe")
    assert paths(capsys, str(tmp_path)) == ["folder/a.txt", "folder/dead", "folder/pipe"]
    assert cli.main(["check", str(tmp_path)]) == 0


def test_standard_input_is_text(capsys, monkeypatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"error")))
    assert cli.main(["check", "-"]) == 1
    assert capsys.readouterr().out.startswith("-\n")


def test_an_internal_error_is_one_entry_and_one_line_and_the_others_are_checked(file, capsys) -> None:
    assert cli.main(["check", file("crash"), file("error", "b.txt"), "--format", "json", "--lang", "en"]) == 3
    out, err = capsys.readouterr()
    crashed, sound = json.loads(out)["documents"]
    assert (crashed["status"], crashed["problems"][0]["code"], crashed["problems"][0]["loses"]) == ("unreadable", "internal", True)
    assert len(sound["findings"]) == 1
    assert err.count("\n") == 1 and "KeyError('x') (intake.py:" in err and "please report" in err


# --- where it is written ---


def test_output_goes_to_the_file_and_nowhere_else(file, tmp_path, capsys) -> None:
    target = tmp_path / "out.json"
    assert cli.main(["check", file("error"), "--format", "json", "--output", str(target)]) == 1
    assert capsys.readouterr().out == ""
    assert json.loads(target.read_bytes())["schema"] == "gouji/1"


def test_a_report_in_the_folder_may_be_written_anew(file, tmp_path) -> None:
    file("")
    target = tmp_path / "out.json"
    arguments = ["check", str(tmp_path), "--format", "json", "--output", str(target)]
    assert cli.main(arguments) == 0
    first = target.read_bytes()
    assert cli.main(arguments) == 0
    assert target.read_bytes() == first


def test_what_the_call_itself_is_redirected_to_is_no_report(tmp_path: Path) -> None:
    """`gouji check . > findings.txt` would read its own first lines."""
    (tmp_path / "a.txt").write_text("全年预算数4320万元，全年执行数3899.62万元，预算执行率为90.72%。", encoding="utf-8")
    (tmp_path / "b.txt").write_text("全年预算数100万元，全年执行数90万元，预算执行率为90%。", encoding="utf-8")
    findings = tmp_path / "findings.txt"
    command = [sys.executable, "-m", "gouji", "check", str(tmp_path), "--concise", "--workers", "1"]
    environment = {**os.environ, "PYTHONPATH": SOURCES, "PYTHONUTF8": "1"}
    with findings.open("wb") as stream:
        done = subprocess.run(command, stdout=stream, stderr=subprocess.PIPE, env=environment, check=False)
    text = findings.read_text(encoding="utf-8")
    assert done.returncode == 1 and text.startswith("a.txt:1:") and "findings.txt" not in text + done.stderr.decode()
    with findings.open("ab") as stream:  # named, it is meant
        done = subprocess.run(
            [*command, str(findings)], stdout=stream, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": SOURCES, "PYTHONUTF8": "1"}, check=False
        )
    assert "文件 2 个" in text and "文件 3 个" in findings.read_text(encoding="utf-8").removeprefix(text)


def test_a_document_in_the_folder_is_never_overwritten(file, tmp_path) -> None:
    document = file("error")
    assert cli.main(["check", str(tmp_path), "--output", document]) == 2
    assert Path(document).read_text() == "error"


# --- rules ---


@pytest.mark.parametrize(
    ("settings", "selected"),
    [
        (Settings(), {"BX01", "US02"}),
        (Settings(select=("US",)), {"US01", "US02"}),
        (Settings(select=()), set()),
        (Settings(extend_select=("US01",)), {"BX01", "US01", "US02"}),
        (Settings(ignore=("US",)), {"BX01"}),
        (Settings(select=("US",), ignore=("US01",)), {"US02"}),
        (Settings(select=("US01",), ignore=("US",)), {"US01"}),
        (Settings(select=("US01",), ignore=("US01",)), set()),
        (Settings(extend_select=("US01",), ignore=("U",)), {"BX01", "US01"}),
    ],
)
def test_the_longest_prefix_wins_and_ignore_comes_last(settings: Settings, selected: set[str]) -> None:
    defaults = {"BX01": True, "US01": False, "US02": True}
    assert {code for code, default in defaults.items() if settings.selects(code, default)} == selected


def test_codes_may_be_repeated_listed_and_lower_case() -> None:
    assert parse_codes(["us01, BX", "EN,"]) == ("US01", "BX", "EN")


def test_rules_lists_all_and_marks_those_that_are_off(capsys) -> None:
    assert cli.main(["rules", "--lang", "en"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "code   name                     severity  title",
        "BX01   execution-rate-mismatch  error     title",
        "US01*  unit-slip                error     title",
        "",
        "* off by default; turn it on with --extend-select",
    ]


@pytest.mark.parametrize("word", ["US01", "us01", "unit-slip"])
def test_explain_takes_a_code_or_a_name(capsys, word: str) -> None:
    assert cli.main(["explain", word]) == 0
    out = capsys.readouterr().out
    assert out.startswith("US01 unit-slip") and "会报的例子\n  bad\n  worse\n" in out


# --- Python ---


def test_check_gives_the_report(file) -> None:
    report = gouji.check(file("error"))
    assert isinstance(report, gouji.Report) and isinstance(report, Report)
    assert report.documents[0].findings[0].severity == "error"


def test_check_of_nothing_raises() -> None:
    with pytest.raises(FileNotFoundError):
        gouji.check("nowhere.txt")


def test_version_is_that_of_the_package() -> None:
    assert f'version = "{gouji.__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(gouji, "frobnicate")
    assert set(gouji.__all__) <= {*dir(gouji), "check", "__version__"}


# --- the real program ---


def test_help_loads_nothing_heavy() -> None:
    heavy = ["pdfplumber", "pypdfium2", "docx", "lxml", "yaml", "rich", "regex", "python_calamine", "gouji.report"]
    program = (
        "import sys; from gouji.cli import main; code = main(['check', '--help']); "
        f"print(code, [name for name in {heavy} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, env={**os.environ, "PYTHONPATH": SOURCES}, check=True, text=True)
    assert done.stderr == "0 []\n"
    assert "--fail-on" in done.stdout


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-8"])
def test_no_console_encoding_makes_it_fail(tmp_path, encoding: str) -> None:
    path = tmp_path / "㎡ 报告.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    done = run("check", str(path), environment={"PYTHONIOENCODING": encoding})
    assert done.returncode in (0, 1, 3), done.stderr
    done.stdout.decode(encoding)
    assert b"Traceback" not in done.stderr
    assert run("check", "没有.txt", environment={"PYTHONIOENCODING": encoding}).returncode == 2


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
def test_json_is_utf8_whatever_the_console_and_never_coloured(encoding: str) -> None:
    done = run("check", "-", "--format", "json", environment={"PYTHONIOENCODING": encoding, "FORCE_COLOR": "1"}, stdin=SENTENCE.encode())
    (document,) = json.loads(done.stdout.decode("utf-8"))["documents"]
    assert document["path"] == "-"
    assert [figure["text"] for figure in document["figures"]] == ["412.49万元", "407.98万元", "98.91%"]
    assert b"\r" not in done.stdout and b"\x1b" not in done.stdout


@pytest.mark.parametrize("options", [[], ["--concise"]])
def test_nothing_is_coloured_in_a_pipe(options: list[str]) -> None:
    wrong = SENTENCE.replace("98.91%", "89.91%").encode()
    done = run("check", "-", *options, environment={"FORCE_COLOR": "1", "PYTHONIOENCODING": "utf-8"}, stdin=wrong)
    assert done.returncode == 1 and "BX01" in done.stdout.decode("utf-8")
    assert b"\x1b" not in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="pipes")
def test_a_reader_that_goes_away_is_no_error() -> None:
    command = [sys.executable, "-m", "gouji", "rules"]
    environment = {**os.environ, "PYTHONPATH": SOURCES}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as child:
        assert child.stdout and child.stderr
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 0


def test_the_unread_report_is_named_on_standard_error_where_the_report_is_data(file, capsys) -> None:
    assert cli.main(["check", file("unreadable"), "--format", "json"]) == 3
    assert capsys.readouterr().err.endswith("a.txt: broken\n")
