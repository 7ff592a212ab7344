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


TURNED = "执行数\u202e89.704\u202c万元"


@pytest.mark.parametrize(
    "data",
    [
        TURNED.encode(),
        f"<html><body><p>{TURNED}</p></body></html>".encode(),
        "<html><body><table><tr><td>一</td><td>&#x202E;89.704</td></tr></table></body></html>".encode(),
        docx(p(TURNED)),
        docx(p("执行数&#x2067;89.704&#x2069;万元")),
        workbook({"一": sheet(row(1, text("A1", TURNED), text("B1", "1")))}),
    ],
    ids=["txt", "html", "html-cell", "docx", "docx-entity", "xlsx"],
)
def test_characters_that_turn_the_order_of_what_is_shown_are_said_and_read_as_written(data: bytes) -> None:
    document = read_bytes(data, "x")
    assert [(problem.code, problem.loses) for problem in document.problems] == [("bidi-controls", True)]
    assert "89.704" in "".join(block.text for block in document.blocks)


@pytest.mark.parametrize("hidden", ["\u200b", "\u00ad", "\u2060", "\u034f", "\u061c", "\u180e", "\u3164", "\uffa0", "\ufe0f", "\U000e0030"])
def test_a_character_that_shows_nothing_does_not_part_a_figure(hidden: str) -> None:
    document = read_bytes(f"执行数40{hidden}7.9{hidden}8万元".encode(), "x")
    assert (document.blocks[0].text, document.problems) == ("执行数407.98万元", ())


@pytest.mark.parametrize(("encoding", "cut"), [("utf-16", 1), ("utf-16-be", 1), ("utf-8-sig", 1), ("utf-8", 2)])
def test_a_text_that_was_cut_off_inside_a_character_is_damaged_in_any_encoding(encoding: str, cut: int) -> None:
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    document = read_bytes(mark + SOURCE[0].encode(encoding)[:-cut], "x")
    assert [(problem.code, problem.loses) for problem in document.problems] == [("damaged", True)]


def test_bytes_that_are_no_character_and_nothing_else_are_an_empty_file() -> None:
    with pytest.raises(Unreadable) as raised:
        read_bytes("预".encode()[:-1], "x")
    assert raised.value.problem.code in ("empty", "not-a-report")


def test_a_text_box_within_a_text_box_is_read_once() -> None:
    def box(inside: str) -> str:
        return f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"

    document = read_bytes(docx(p("一") + box(p("二") + box(p("三")))), "x")
    assert [block.text for block in document.blocks] == ["一", "二", "三"]


def test_a_page_whose_characters_have_no_width_is_read() -> None:
    document = read_bytes(pdf([show(72, 700, SOURCE[0][:20], 0.01)]), "x")
    assert document.pages == 1


def test_a_reader_that_panics_says_that_the_file_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    import python_calamine

    class PanicException(BaseException):
        """What Rust raises is no Exception."""

    def panic(_: object) -> None:
        raise PanicException("index out of bounds")

    monkeypatch.setattr(python_calamine, "load_workbook", panic)
    from gouji.readers import xls

    with pytest.raises(Unreadable) as raised:
        xls.read(b"\xd0\xcf\x11\xe0")
    assert raised.value.problem.code == "damaged"


def test_a_page_deeper_than_its_parser_goes_is_refused_and_not_cut_off() -> None:
    with pytest.raises(Unreadable) as raised:
        read_bytes(b"<html><body>" + b"<table><tr><td>1<td>" * 150 + "预算100万元".encode(), "x")
    assert raised.value.problem.code == "over-limit"
