"""The library: what docs/api.md shows is what happens, and every public name is typed and named there."""

from __future__ import annotations

import dataclasses
import doctest
import inspect
import re
import shutil
import typing
from pathlib import Path

import pytest

import gouji
from gouji.renderers.formats import FORMATS
from support import REPORTS, ROOT

DOCUMENT = ROOT / "docs" / "api.md"
TEXT = DOCUMENT.read_text(encoding="utf-8")


@pytest.fixture
def report_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with the report that the README checks."""
    shutil.copy(REPORTS / "farmland" / "report.txt", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_examples_do_what_they_show(report_folder: Path) -> None:
    source = "\n".join(re.findall(r"```pycon\n(.*?)```", TEXT, re.DOTALL))
    examples = doctest.DocTestParser().get_doctest(source, {}, "api.md", str(DOCUMENT), 0)
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    results = runner.run(examples, out=said.append)
    assert results.attempted > 20 and not results.failed, "".join(said)


def test_every_public_name_is_there_and_in_the_document() -> None:
    assert [name for name in gouji.__all__ if getattr(gouji, name, None) is None] == []
    public = [name for name in gouji.__all__ if name != "__version__"]
    assert [name for name in public if f"`{name}`" not in TEXT and f"gouji.{name}" not in TEXT] == []


def test_the_fields_that_the_document_names_exist() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (?:.*?: )?((?:`\w+`(?:, )?)+) \|$", TEXT, re.MULTILINE)
    assert len(rows) > 5
    for name, fields in rows:
        kind = getattr(gouji, name)
        known = {field.name for field in dataclasses.fields(kind)} | {key for key, value in vars(kind).items() if isinstance(value, property)}
        assert set(re.findall(r"\w+", fields)) <= known, name


def test_every_public_function_and_type_says_what_it_is_and_is_typed() -> None:
    assert (Path(gouji.__file__).parent / "py.typed").exists()
    for name in gouji.__all__:
        value = getattr(gouji, name)
        if name == "__version__":
            continue
        assert inspect.getdoc(value), name
        if inspect.isfunction(value):
            hinted = {parameter.name for parameter in inspect.signature(value).parameters.values() if parameter.annotation is not inspect.Parameter.empty}
            assert hinted == set(inspect.signature(value).parameters) and inspect.signature(value).return_annotation is not inspect.Signature.empty
        else:
            assert dataclasses.is_dataclass(value) and value.__dataclass_params__.frozen and typing.get_type_hints(value), name


@pytest.mark.parametrize("format", FORMATS)
def test_a_report_is_rendered_as_the_command_writes_it(report_folder: Path, capfdbinary: pytest.CaptureFixture[bytes], format: str) -> None:
    from gouji import cli

    cli.main(["check", "report.txt", "--format", format, "--output", "out"])
    assert gouji.render(gouji.check("report.txt"), format) == Path("out").read_bytes()


def test_a_format_that_there_is_not_is_refused(report_folder: Path) -> None:
    with pytest.raises(ValueError, match="no such format: 'docx'; there are terminal, json"):
        gouji.render(gouji.Report(()), "docx")


def test_settings_that_name_what_there_is_not_are_refused_before_anything_is_read(report_folder: Path) -> None:
    for wrong in (gouji.Settings(profile="xinjang"), gouji.Settings(select=("QQ",)), gouji.Settings(packs=(Path("none.yaml"),))):
        with pytest.raises(ValueError, match=r"xinjiang|QQ|none\.yaml"):
            gouji.check("report.txt", wrong)


def test_acceptances_that_are_wrong_and_days_that_are_none_are_refused(report_folder: Path) -> None:
    Path("gouji.accept.yaml").write_text("accept:\n  - path: report.txt\n    fingerprint: a553a4ec5027ed4a\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"gouji\.accept\.yaml:2:\d+.*reason"):
        gouji.load_acceptances("report.txt")
    with pytest.raises(ValueError, match="2026-13-01"):
        gouji.check("report.txt", today="2026-13-01")


def test_without_a_file_nothing_is_accepted_and_paths_count_from_the_file(report_folder: Path) -> None:
    (finding, *_) = gouji.check("report.txt").documents[0].findings
    assert gouji.load_acceptances("report.txt").entries == ()
    text = f"accept:\n  - path: 2023/report.txt\n    fingerprint: {finding.fingerprint}\n    reason: 口径不同\n    by: 张三\n"
    Path("gouji.accept.yaml").write_text(text, encoding="utf-8")
    Path("2023").mkdir()
    shutil.copy("report.txt", "2023")
    acceptances = gouji.load_acceptances("2023")
    assert [entry.by for entry in acceptances.entries] == ["张三"]
    accepted = {
        document.path: [finding.suppressed for finding in document.findings if finding.suppressed]
        for document in gouji.check(".", gouji.Settings(), acceptances).documents
        if document.status == "checked"
    }
    assert accepted == {"2023/report.txt": [gouji.Suppression("口径不同", "张三", None)], "report.txt": []}
