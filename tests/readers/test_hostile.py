"""Broken and hostile files end in a named problem, never in another exception."""

from __future__ import annotations

import random

import pytest

from gouji.readers import Unreadable, read_bytes

from .build import docx, p, pdf, r, show
from .test_doc import FIXTURE
from .test_text import SOURCE
from .test_twins import commerce
from .workbooks import cell, row, sheet, text, workbook

SHEET = sheet(row(1, text("A1", SOURCE[0])), row(2, cell("A2", "0.8623", 1), cell("B2", "0.8623", formula="A2*1")), merged=["A1:B1"])
KINDS = {
    "pdf": pdf([show(72, 700, SOURCE[0]), show(72, 700, SOURCE[5])]),
    "docx": commerce(),
    "xlsx": workbook({"一": SHEET}, ["0.00%"]),
    "txt": "\n".join(SOURCE).encode(),
    "doc": FIXTURE.read_bytes(),
}


@pytest.mark.parametrize("kind", KINDS)
def test_damage_of_any_kind_is_survived(kind: str) -> None:
    chance, whole = random.Random(7), KINDS[kind]
    for turn in range(90):
        data = bytearray(whole)
        at = chance.randrange(len(data))
        if turn % 3 == 0:
            data = data[:at]
        elif turn % 3 == 1:
            del data[at : at + chance.randrange(2000)]
        else:
            for _ in range(20):
                data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            read_bytes(bytes(data), "x")
        except Unreadable as error:
            assert error.problem.message


@pytest.mark.parametrize(
    "data",
    [
        ("|" * 300_000).encode(),
        b"<html>" + b"<div>" * 250 + "预算".encode(),
        docx("<w:p>" + "<w:ins>" * 90 + r("1") + "</w:ins>" * 90 + "</w:p>"),
        pdf([""] * 3_100),
    ],
    ids=["bars", "html-depth", "docx-depth", "pages"],
)
def test_limits_are_named(data: bytes) -> None:
    with pytest.raises(Unreadable) as raised:
        read_bytes(data, "x")
    assert raised.value.problem.code in ("over-limit", "empty")


def test_a_page_with_too_many_rules_is_read_without_them_and_said() -> None:
    rules = "".join(f"{n % 500} {n % 700} m {n % 500 + 50} {n % 700} l S\n" for n in range(6_500))
    document = read_bytes(pdf([rules + show(72, 700, SOURCE[5][:30])]), "x")
    assert document.blocks[0].text == SOURCE[5][:30]
    assert [(problem.code, problem.loses) for problem in document.problems] == [("over-limit", True)]


def test_numbered_paragraph_text_is_not_lost_to_depth() -> None:
    assert read_bytes(docx(p("一、概况")), "x").blocks[0].text == "一、概况"
