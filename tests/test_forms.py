"""The forms under fixtures/forms: one form says one thing in every format, row by row as it is true of it; what is planted is told, and nothing else."""

from __future__ import annotations

import io
import json
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
import yaml

import gouji
from gouji.readers.continuation import Part
from gouji.readers.pdf import Reading
from gouji.readers.pdfium import library
from gouji.report import DocumentReport, Operand
from support import ROOT, alarms, ledger_of, reported, told

sys.path.append(str(ROOT / "benchmarks"))
from forms import DOSSIER, FORMS, judge, wrong_rows  # a script, not a package

NAMES = sorted(path.name.removesuffix(".truth.json") for path in FORMS.glob("*.truth.json"))
FORMATS = ("docx", "xlsx", "html", "pdf")
FILES = [path for name in NAMES for suffix in FORMATS if (path := FORMS / f"{name}.{suffix}").exists()]
PLANTED = yaml.load((FORMS / "planted.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
TOLD, FIRST = 1, 0.9  # of the errors planted in a form that stands alone
TWINS = ("default", "xinjiang")  # whose errors are planted in workbooks and web pages, too

COLUMNS = 60
FEW, MANY = 500, 2_000
MOST_GROWTH = 6.0  # of the time, for four times the rows
MOST_SECONDS = 60.0


def file_name(path: Path) -> str:
    return path.name


# --- one form in four formats ---


def facts_of(report: DocumentReport) -> list[tuple[str | None, ...]]:
    """Every figure as printed, with its unit and what it was taken for, in reading order."""
    found: list[tuple[str | None, ...]] = []
    for view in report.figures:
        fact, aspects = view.fact, view.fact.aspects
        found.append((fact.text, fact.figure.unit.symbol if fact.figure.unit else None, fact.measure, fact.concept, fact.role, aspects.subject, aspects.period))
    return found


def relations_of(report: DocumentReport) -> Counter[tuple[Any, ...]]:
    """The relations by rule, outcome and the printed texts that they hold."""
    text = {view.fact.id: view.fact.text for view in report.figures}

    def texts(operand: Operand) -> Any:
        if isinstance(operand, tuple):
            return tuple(text[one] for one in operand)
        return text[operand] if isinstance(operand, str) else getattr(operand, "value", None)  # None: words, no figure

    return Counter((relation.rule, relation.outcome, tuple((name, texts(operand)) for name, operand in relation.operands)) for relation in report.relations)


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix != ".docx"], ids=file_name)
def test_a_form_gives_one_ledger_in_every_format(path: Path) -> None:
    """What is said of a figure does not depend on the file it came in: figures, rows, statements and relations are those of the Word file."""
    ours, of_word = reported(path), reported(path.with_suffix(".docx"))
    assert facts_of(ours) == facts_of(of_word)
    assert ledger_of(ours) == ledger_of(of_word)
    assert relations_of(ours) == relations_of(of_word)


# --- what is true of a form ---


@pytest.mark.parametrize("path", FILES, ids=file_name)
def test_every_row_of_a_form_is_read_as_printed(path: Path) -> None:
    truth = json.loads((FORMS / f"{path.stem}.truth.json").read_text(encoding="utf-8"))
    assert wrong_rows(reported(path), truth) == []


@pytest.mark.parametrize("path", FILES, ids=file_name)
def test_a_sound_form_gives_no_alarm(path: Path) -> None:
    report = reported(path)
    assert report.status == "checked"
    assert told(alarms(report)) == []


# --- errors planted in forms ---


@cache
def judged(suffix: str, folder: Path) -> list[tuple[dict[str, Any], Any]]:
    """The planted errors of forms that stand alone, with what `judge` says of each, in a format; of two forms where it is not Word."""
    alone = [each for each in PLANTED if each["form"] not in DOSSIER]
    return [(each, judge(each, suffix, folder)) for each in alone if suffix == "docx" or each["form"] in TWINS]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("planted")


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "html"])
def test_a_planted_error_is_told_at_the_right_figure(suffix: str, folder: Path) -> None:
    results = judged(suffix, folder)
    missed = [f"{error['form']}: {error['old']} → {error['new']}" for error, (of_it, _, _) in results if not of_it]
    second = [f"{error['form']}: {error['old']} → {error['new']}" for error, (_, first, _) in results if not first]
    assert len(missed) <= (1 - TOLD) * len(results), missed
    assert len(second) <= (1 - FIRST) * len(results), second


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "html"])
def test_a_planted_error_raises_no_other_alarm(suffix: str, folder: Path) -> None:
    others = [(error["form"], error["new"], told(item for item, _, _ in beside)) for error, (_, _, beside) in judged(suffix, folder) if beside]
    assert others == []


# --- the cells of a printed form ---


def printed_cells(path: Path) -> Iterator[list[list[str]]]:
    """What the reader finds in the tables of each page, before they are joined over the pages: the texts of the cells, without blanks."""
    with library().PdfDocument(path.read_bytes()) as opened:
        for number in range(1, len(opened) + 1):
            page = Reading(opened)
            page._page(number)
            parts = [item for item in page.items if isinstance(item, Part)]
            yield [[piece.printed for piece in sorted(part.pieces, key=lambda piece: (piece.row, piece.column))] for part in parts]


def cells_of_pdfplumber(path: Path) -> Iterator[list[list[str]]]:
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            yield [["".join(cell.split()) for row in table for cell in row if cell is not None] for table in page.extract_tables()]


@pytest.mark.parametrize("path", sorted(FORMS.glob("*.pdf")), ids=file_name)
def test_the_cells_of_a_printed_form_are_those_of_another_extractor(path: Path) -> None:
    assert list(printed_cells(path)) == list(cells_of_pdfplumber(path))


# --- a sheet of a hundred thousand figures ---


def letters(column: int) -> str:
    """1 → A, 27 → AA."""
    return letters((column - 1) // 26) + chr(65 + (column - 1) % 26) if column else ""


def wide_sheet(rows: int) -> bytes:
    """A workbook of one sheet: a header, projects by months, a total; what a treasury system writes when it is asked for everything."""
    heads = ["项目名称", "年初预算数", "全年预算数", "执行数", *(f"{month}月支出" for month in range(1, COLUMNS - 3))]
    values = [[1_000 + 3 * row + column for column in range(1, COLUMNS)] for row in range(rows - 2)]
    totals = [sum(column) for column in zip(*values, strict=True)]

    def words(ref: str, text: str) -> str:
        return f'<c r="{ref}" t="inlineStr"><is><t>{text}</t></is></c>'

    def line(number: int, label: str, numbers: list[int]) -> str:
        cells = "".join(f'<c r="{letters(at)}{number}"><v>{value}</v></c>' for at, value in enumerate(numbers, 2))
        return f'<row r="{number}">{words(f"A{number}", label)}{cells}</row>'

    header = f'<row r="1">{"".join(words(f"{letters(at)}1", head) for at, head in enumerate(heads, 1))}</row>'
    body = "".join(line(number, f"项目{number - 1}", each) for number, each in enumerate(values, 2))
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    packages = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        f'relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="a" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{office}"><sheets><sheet name="支出" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="a" Type="{office}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{header}{body}{line(rows, '合计', totals)}</sheetData></worksheet>",
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return held.getvalue()


def timed(path: Path, rows: int) -> tuple[float, DocumentReport]:
    """The processor time of a whole check of a sheet with so many rows, and what came of it."""
    path.write_bytes(wide_sheet(rows))
    start = time.process_time()
    (document,) = gouji.check(path).documents
    return time.process_time() - start, document


def test_a_sheet_of_a_hundred_thousand_figures_is_checked_in_linear_time(tmp_path: Path) -> None:
    few, _ = timed(tmp_path / "few.xlsx", FEW)
    many, document = timed(tmp_path / "many.xlsx", MANY)
    assert document.coverage.figures >= (MANY - 1) * (COLUMNS - 1) >= 100_000
    assert document.coverage.inconsistent == 0
    assert many < MOST_SECONDS
    assert many < MOST_GROWTH * few, f"{MANY / FEW:.0f} times the rows took {many / few:.1f} times as long"
