"""The forms under fixtures/forms: built from their sources, sound, and the planted errors really are errors. The program under test has no part in it."""

from __future__ import annotations

import html
import importlib.util
import io
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

FORMS = Path(__file__).parents[1] / "fixtures" / "forms"
sys.path.insert(0, str(FORMS))
made_of = importlib.util.spec_from_file_location("forms_build", FORMS / "build.py")  # `build` is also the name of a package
assert made_of and made_of.loader
build = importlib.util.module_from_spec(made_of)
made_of.loader.exec_module(build)

from relations import MONEY_UNIT, Ties, broken  # noqa: E402
from source import load, names, planted  # noqa: E402

while str(FORMS) in sys.path:
    sys.path.remove(str(FORMS))

PLANTED = planted()
A_FORM = 8


def name_of(error: dict[str, Any]) -> str:
    return f"{error['form']} {error['kind']} {error['new']}"


def test_built_forms_are_what_their_sources_give() -> None:
    run = subprocess.run([sys.executable, str(FORMS / "build.py"), "--check"], capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stdout + run.stderr


def test_a_source_gives_the_same_bytes_every_time() -> None:
    form = load("xinjiang")
    assert build.make_docx(form) == build.make_docx(form)
    assert build.make_xlsx(form) == build.make_xlsx(form)


def test_money_and_rates_are_numbers_in_a_workbook() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO((FORMS / "yunnan.xlsx").read_bytes())).worksheets[0]
    shown = {(cell.value, cell.number_format) for row in sheet.iter_rows() for cell in row}
    assert {(2561837.46, "#,##0.00"), (0.879, "0.00%"), ("8.79", "General"), ("96.4", "General")} <= shown


@pytest.mark.parametrize("name", names())
def test_every_relation_of_a_form_holds(name: str) -> None:
    relations = Ties(load(name)).all()
    assert relations
    assert [str(relation) for relation in relations if not relation.holds] == []


def test_every_form_has_as_many_planted_errors() -> None:
    assert Counter(error["form"] for error in PLANTED) == dict.fromkeys(names(), A_FORM)


@pytest.mark.parametrize("error", PLANTED, ids=name_of)
def test_a_planted_error_breaks_what_it_says(error: dict[str, Any]) -> None:
    form = load(error["form"]).edited(error, error["old"], error["new"])
    relations = broken(form)
    assert list(dict.fromkeys(relation.kind for relation in relations)) == error["breaks"]
    figures = {figure.text for relation in relations for figure in relation.figures}
    assert figures - {error["at_fault"]} == set(error["also_named"]) - {error["at_fault"]}
    assert error["at_fault"] in figures or MONEY_UNIT.fullmatch(error["at_fault"])
    assert error["severity"] in ("error", "warning")


@pytest.mark.parametrize("error", PLANTED, ids=name_of)
def test_a_planted_error_is_printed(error: dict[str, Any]) -> None:
    sound = load(error["form"])
    form = sound.edited(error, error["old"], error["new"])
    encoding = form.meta.get("encoding", "utf-8")
    printed = build.MAKE["html"](form).decode(encoding)
    assert printed != build.MAKE["html"](sound).decode(encoding)
    assert html.escape(error["at_fault"]) in printed
