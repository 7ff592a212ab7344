"""Formulas whose saved value is not what their cells give: said where that is certain, and only there."""

from __future__ import annotations

import time

import pytest

from gouji.document.model import Document
from gouji.readers import read_bytes

from .workbooks import cell, row, sheet, text, workbook


def one(*rows: str, codes: tuple[str, ...] = ()) -> Document:
    return read_bytes(workbook({"自评表": sheet(*rows)}, codes), "x.xlsx")


def stale(document: Document) -> list[str]:
    """The cells that are said one by one."""
    return [each.place.cell.ref for each in document.problems if each.code == "stale-formula" and each.place and each.place.cell]


VALUES = row(1, cell("A1", "10"), cell("B1", "0.1"), cell("C1", "0.2"), text("D1", "12"), cell("E1", "3", formula="9*9"), cell("F1", formula="1+1"))

FORMULAS = [
    # formula, saved value, whether it is said to be stale
    ("SUM(A1:C1)", "10.3", False),
    ("SUM(A1:C1)", "10.299999999999999", False),
    ("SUM(A1:C1)", "10.4", True),
    ("SUM($A$1,B1:C1,5)", "15.3", False),
    ("SUM(A1:D1)", "10.3", False),  # words are passed over
    ("SUM(A1:D1)", "22.3", True),
    ("sum(a1:c1)*2", "20.6", False),
    ("SUM(A1:A9)", "0", False),  # a circle
    ("SUM(B1:B9,B1)", "0.2", False),
    ("B1+C1", "0.30000000000000004", False),
    ("B1+C1-0.3", "5.5511151231257827E-17", False),
    ("B1+C1-0.3", "0.001", True),
    ("A1-B1*C1/2", "9.99", False),
    ("A1-B1*C1/2", "0.99", True),
    ("(A1-B1)*C1/2", "0.99", False),
    ("-A1+-B1", "-10.1", False),
    ("A1*5%", "0.5", False),
    ("A1*5%", "50", True),
    ("A1/3", "3.3333333333333335", False),
    ("A1/3", "3.33", True),
    ("A1+Z99", "10", False),
    ("ROUND(A1/3,2)", "3.33", False),
    ("ROUND(A1/3,2)", "3.34", True),
    ("ROUND(1.005,2)", "1", False),  # floats may miss a half on either side
    ("ROUND(1234.5678,-2)", "1200", False),
    ("E1+1", "4", False),  # by the saved value of E1, which is itself stale
    # what is not simple, or leans on what is no number, is not checked
    ("SUM(A:A)", "0", False),
    ("A1^2", "0", False),
    ("AVERAGE(A1:C1)", "0", False),
    ("SUMIF(A1:C1,1)", "0", False),
    ("Sheet2!A1+1", "0", False),
    ("A1+D1", "0", False),
    ("A1+F1", "0", False),
    ("SUM(A1:F1)", "0", False),
    ("A1/Z9", "0", False),
    ("A1/(B1+C1-0.3)", "0", False),
    ('IF(A1>1,"a",2)', "0", False),
    ("A1 B1", "0", False),
    ("(A1,B1)", "0", False),
    ("A1:C1", "0", False),
    ("SUM(A1:C1", "0", False),
    ("SUM()", "0", False),
    ("RATE2023+1", "0", False),
    ("A1+总额", "0", False),
    ("(" * 100 + "A1" + ")" * 100, "0", False),
    ("1E300*1E300*1E300", "0", False),
]


@pytest.mark.parametrize(("formula", "saved", "is_stale"), FORMULAS)
def test_a_simple_formula_is_compared_with_what_its_cells_give(formula: str, saved: str, is_stale: bool) -> None:
    document = one(VALUES, row(2, cell("A2", saved, formula=formula)))
    assert stale(document) == (["E1", "A2"] if is_stale else ["E1"])


def test_a_stale_formula_is_said_with_both_values_as_they_are_shown() -> None:
    document = one(row(1, cell("A1", "412.49"), cell("B1", "407.98"), cell("C1", "0.8991", 1, formula="B1/A1")), codes=["0.00%"])
    (found,) = document.problems
    assert (found.code, found.loses) == ("stale-formula", False)
    assert "89.91%" in found.message and "98.91%" in found.message
    assert found.place and found.place.cell and (found.place.cell.sheet, found.place.cell.ref) == ("自评表", "C1")


def test_a_formula_that_was_filled_down_moves_with_its_cell() -> None:
    filled = '<f t="shared" si="0" ref="C1:C3">A1*$B$1</f>', '<f t="shared" si="0"/>', '<f t="shared" si="0"/>'
    rows = [
        row(n, cell(f"A{n}", str(n)), *([cell("B1", "2")] if n == 1 else []), cell(f"C{n}", saved, formula=filled[n - 1]))
        for n, saved in ((1, "2"), (2, "4"), (3, "5"))
    ]
    document = one(*rows)
    assert stale(document) == ["C3"]


def test_many_stale_formulas_are_counted() -> None:
    document = one(*(row(n, cell(f"A{n}", "1"), cell(f"B{n}", "9", formula=f"A{n}*2")) for n in range(1, 31)))
    assert stale(document) == ["B1", "B2", "B3", "B4", "B5"]
    assert document.problems[-1].code == "stale-formulas" and " 25 " in document.problems[-1].message


def test_a_workbook_that_calculates_with_shown_numbers_or_array_formulas_is_not_compared() -> None:
    rows = sheet(row(1, cell("A1", "1.26"), cell("B1", "2.6", formula="A1*2")))
    assert not read_bytes(workbook({"一": rows}, calculation='fullPrecision="0"'), "x").problems
    assert not one(row(1, cell("A1", "1"), cell("B1", "5", formula='<f t="array" ref="B1">A1*2</f>'))).problems


def test_formulas_that_add_up_everything_again_and_again_end() -> None:
    rows = [row(n, cell(f"A{n}", "1"), cell(f"B{n}", "2000", formula="SUM(A1:A3000)")) for n in range(1, 3_001)]
    start = time.process_time()
    assert stale(one(*rows))
    assert time.process_time() - start < 20
