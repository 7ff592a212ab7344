"""Whatever a report quotes, no output does what it says: every renderer gets the same hostile report.

A format that is added to the table is tested here by itself.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from lxml import html
from rich.console import Console

from gouji.commands.console import complain
from gouji.comparison import compare, load
from gouji.document.model import CellRef, Place, Problem
from gouji.renderers import changes, formats, terminal
from gouji.report import DocumentReport, Report, Suppression
from gouji.settings import Settings
from gouji.tally import tally

FORMATS = (*formats.FORMATS, "concise")
LINES = ("terminal", "concise", "github", "junit")
VIEWS = {"terminal": terminal.sheet, "concise": terminal.concise}

CONTROLS = [*range(0x20), *range(0x7F, 0xA0)]
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
MARKUP = "[red]x[/red][link=https://example.org]y[/link]"
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>]]>&amp;'\"--></style></title>"
COMMANDS = "\n::error::boo\r\n::stop-commands::x\n##[command]y ##vso[task.setvariable variable=z]1"
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1")
ALLOWED = {"\n"}
HOSTILE = [
    *(f"a{chr(code)}b" for code in CONTROLS),
    f"\x1b[2J\x1b]8;;https://example.org\x07x\x9b31m{BIDI}",
    MARKUP,
    SCRIPT,
    COMMANDS,
    *FORMULAS,
    "a\udcffb\ud800\ufffe\uffff",
    "%0A::error::%25",
    "file,line=1::x",
    "{0} [a](https://example.org) {x",
]


def hostile(document: DocumentReport, text: str) -> Report:
    """The report with `text` in everything that a document or a person may have worded."""
    place = replace(document.findings[0].place, section=text)
    cell = Place(cell=CellRef(None, text, "C7"))
    finding = replace(document.findings[0], message=text, quote=text, place=place, formula=text, expected=text)
    finding = replace(finding, repairs=tuple(replace(repair, before=text, after=text) for repair in finding.repairs))
    accepted = replace(finding, fingerprint="cd34", place=cell, suppressed=Suppression(text, text, text))
    figures = tuple(replace(view, quote=text, fact=replace(view.fact, figure=replace(view.fact.figure, text=text), concept=text)) for view in document.figures)
    relations = tuple(replace(relation, arithmetic=text, formula=text) for relation in document.relations)
    indicators = tuple((replace(indicator, path=(text, text), cause=text), at) for indicator, at in document.indicators)
    problems = (Problem("no-text-layer", True, text, cell), Problem("tracked-changes", False, text))
    about = document.about and replace(document.about, unit=text, project=text, grade=text)
    changed = replace(document, figures=figures, relations=relations, indicators=indicators, problems=problems, about=about, profile=text)
    return Report((replace(changed, path=f"d/{text}.txt", findings=(finding, accepted)),))


def rendered(format: str, report: Report) -> bytes:
    """The output of a format as it is written."""
    if format in VIEWS:
        return VIEWS[format](report, "zh", 80).plain().encode("utf-8", "backslashreplace")
    return formats.render(format, report, "zh", "0.1.0")


def texts(data: bytes) -> Iterator[str]:
    """What is in an output that may be printed or opened: the whole, or each part of a package."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for name in package.namelist():
                if name.endswith((".xml", ".rels")):
                    yield package.read(name).decode()
    else:
        yield data.decode()


def strings(value: Any) -> Iterator[str]:
    """Every string in decoded JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def forbidden(text: str) -> set[str]:
    """The characters in `text` that drive a terminal or turn the order of what is read."""
    return ({chr(code) for code in CONTROLS} | set(BIDI)) & set(text) - ALLOWED


@pytest.fixture(params=range(len(HOSTILE)), ids=lambda number: ascii(HOSTILE[number])[:24])
def words(request: pytest.FixtureRequest) -> str:
    return HOSTILE[request.param]


@pytest.fixture
def together(report: Report) -> Report:
    """All hostile words at once."""
    return hostile(report.documents[0], " ".join(HOSTILE))


@pytest.mark.parametrize("format", FORMATS)
def test_no_character_that_drives_a_terminal_or_turns_the_order_is_written(report: Report, format: str, words: str) -> None:
    for text in texts(rendered(format, hostile(report.documents[0], words))):
        assert not forbidden(text)


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_words_give_the_same_bytes(format: str, together: Report) -> None:
    assert rendered(format, together) == rendered(format, together)


@pytest.mark.parametrize("format", VIEWS)
def test_markup_of_rich_is_printed_as_it_stands(report: Report, format: str) -> None:
    """On a terminal nothing but colours of our own is sent, and none of them where the words ask for them."""
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, color_system="standard", width=200, highlight=False)
    for line in VIEWS[format](hostile(report.documents[0], f"{MARKUP}\x1b[2J"), "zh", 200).lines:
        console.print(line, no_wrap=True, overflow="ignore", crop=False)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue())
    assert "\x1b" not in plain
    assert MARKUP in plain


@pytest.mark.parametrize("format", FORMATS)
def test_no_runner_of_a_pipeline_takes_a_quotation_for_a_command(report: Report, format: str) -> None:
    """`##[…]` counts anywhere in a line of a log, `::…` at its beginning, behind blanks too, and however the line came to be broken there."""
    for length in range(70, 81):
        report_of = hostile(report.documents[0], "x" * length + " ::error::boo" + COMMANDS)
        for text in texts(rendered(format, report_of)):
            assert not re.search(r"##(vso)?\[", text)
            own = "::error file=|::warning file=|::notice file=|::notice title=gouji::" if format == "github" else "$^"
            if format in LINES:
                assert not [line for line in text.splitlines() if line.lstrip().startswith("::") and not re.match(own, line)]


def test_a_command_of_github_stays_one_line_with_its_own_properties(report: Report) -> None:
    """Two problems, one finding that is not accepted, one summary: whatever they say."""
    for words in HOSTILE:
        lines = rendered("github", hostile(report.documents[0], words)).decode().split("\n")
        assert [re.match("::(error|warning|notice) ", line) is not None for line in lines] == [True] * 4 + [False]
        for line in lines[:3]:
            properties = line.split(" ", 1)[1].split("::", 1)[0]
            names = [pair.split("=")[0] for pair in properties.split(",")]
            assert [name for name in names if name != "line"] == ["file", "title"]


@pytest.mark.parametrize("format", [format for format in FORMATS if format in ("json", "jsonl", "sarif", "gitlab")])
def test_json_reads_back(report: Report, format: str, words: str) -> None:
    """Data come back as they were; messages, which people see, without what must not be shown."""
    decoded = json.loads(rendered(format, hostile(report.documents[0], words)))
    path = f"d/{words}.txt"
    if format == "sarif":
        assert all(character.isascii() and character.isprintable() and character not in ' "<>\\^`{|}' for character in _uri(decoded))
        assert not [text for text in strings(decoded["runs"][0]["results"][0]["message"]) if forbidden(text)]
    elif format == "gitlab":
        assert {issue["location"]["path"] for issue in decoded} == {path}
        assert not [issue for issue in decoded if forbidden(issue["description"])]
    else:
        (document,) = decoded.get("documents", [decoded])
        assert document["path"] == path
        assert document["findings"][0]["message"] == words


def _uri(decoded: dict[str, Any]) -> str:
    return decoded["runs"][0]["artifacts"][0]["location"]["uri"]


def test_a_name_that_is_no_text_keeps_its_bytes_in_a_reference(report: Report) -> None:
    decoded = json.loads(rendered("sarif", hostile(report.documents[0], "预 算\udcff#?%")))
    assert _uri(decoded) == "d/%E9%A2%84%20%E7%AE%97%FF%23%3F%25.txt"


def test_markup_in_a_sarif_message_is_neither_link_nor_placeholder(report: Report) -> None:
    decoded = json.loads(rendered("sarif", hostile(report.documents[0], "[a](https://example.org) {0} [1]")))
    message = decoded["runs"][0]["results"][0]["message"]["text"]
    assert message.startswith(r"\[a\](https://example.org) {{0}} [1]")


def test_junit_is_xml_whatever_it_quotes(report: Report, words: str) -> None:
    suites = ElementTree.fromstring(rendered("junit", hostile(report.documents[0], words)))
    assert {element.tag for element in suites.iter()} == {
        "testsuites", "testsuite", "properties", "property", "testcase", "failure", "error", "skipped", "system-out",
    }  # fmt: skip


def test_xml_names_the_file_as_it_is(report: Report) -> None:
    suites = ElementTree.fromstring(rendered("junit", hostile(report.documents[0], SCRIPT)))
    assert suites[0].get("name") == f"d/{SCRIPT}.txt"


@pytest.mark.parametrize("format", [format for format in FORMATS if format == "xlsx"])
def test_a_spreadsheet_computes_nothing_that_was_quoted(report: Report, format: str, words: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(rendered(format, hostile(report.documents[0], words))))
    quoted = {formula.strip() for formula in FORMULAS}
    for sheet in book:
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f" and any(formula in str(cell.value) for formula in quoted)]
        assert not [cell for cell in cells if cell.hyperlink and "example.org" in str(cell.hyperlink.target)]


@pytest.mark.parametrize("format", [format for format in FORMATS if format == "html"])
def test_a_page_runs_nothing_that_was_quoted(report: Report, format: str, words: str) -> None:
    own, page = (html.document_fromstring(rendered(format, one)) for one in (report, hostile(report.documents[0], words)))
    assert len(page.xpath("//script")) == len(own.xpath("//script"))
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
    assert not page.xpath("//img[@src='x'] | //a[contains(@href, 'example.org')]")
    assert not [text for text in page.itertext() if forbidden(text) - {"\t"}]


def test_a_comparison_shows_no_more_of_what_was_quoted_than_a_report(report: Report, words: str) -> None:
    """Between a report without figures or findings and one with hostile ones, and back."""
    full = load(rendered("json", hostile(report.documents[0], words)))
    empty = load(rendered("json", Report((replace(report.documents[0], figures=(), findings=(), path=words),))))
    for old, new in ((full, empty), (empty, full), (full, full)):
        compared = compare(old, new)
        text = changes.sheet(old, new, compared, "zh", 80).plain()
        assert not forbidden(text) and not re.search(r"(?m)^\s*::|##(vso)?\[", text)
        assert not forbidden(changes.render(old, new, compared, "0.1.0"))


def test_what_is_said_on_standard_error_is_one_harmless_line(report: Report, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BytesIO()
    monkeypatch.setattr("sys.stderr", io.TextIOWrapper(stream, "utf-8", "backslashreplace", newline="\n", write_through=True))
    complain(tally(hostile(report.documents[0], words)), Settings(format="json"))
    err = stream.getvalue().decode()
    assert err.startswith("gouji: ") and err.count("\n") == 1
    assert not forbidden(err) and not re.search(r"##(vso)?\[", err)
