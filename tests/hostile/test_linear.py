"""Twice the text takes about twice the time, also where it repeats what the words of names begin or end with."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from gouji.audit import check_document, open_bytes
from gouji.extract.layout import lay_out
from gouji.extract.naming import Namer
from gouji.report import DocumentReport
from gouji.rulebook.glossary import load_glossary
from gouji.settings import Settings

from .pdfs import TEXT

UNITS = {"dates": "2023年", "fractions": "1/", "grouped": "1,0,0,0,", "rows": "1|2|3\n", "brackets": "（", "headings": "一、\n", "counted": "共计"}
SMALL, TIMES = 1_000, 4
STEEPEST = 9  # for four times the text: 16 were quadratic, 4 are linear


def seconds(action: Callable[[], object]) -> float:
    begun = time.process_time()
    action()
    return time.process_time() - begun


def check(text: str) -> None:
    opened = open_bytes(text.encode(), "a.txt")
    assert not isinstance(opened, DocumentReport)
    check_document(opened.document, "a.txt", "", Settings())


@pytest.mark.parametrize("name", UNITS)
def test_four_times_the_text_takes_no_nine_times_the_time(name: str) -> None:
    check(TEXT)
    short, long = (TEXT + "\n" + UNITS[name] * count for count in (SMALL, SMALL * TIMES))
    assert seconds(lambda: check(long)) < STEEPEST * max(0.03, min(seconds(lambda: check(short)) for _ in range(2)))


@pytest.mark.parametrize("words", ["共计" * 50_000 + "甲", "甲" + "共计" * 50_000, "2023年" * 50_000 + "甲"])
def test_fillers_and_dates_around_a_name_are_taken_off_in_linear_time(words: str) -> None:
    namer = Namer(load_glossary(), lay_out("", []))
    begun = time.process_time()
    assert namer.strip(words).strip("共计") == "甲"
    assert time.process_time() - begun < 3


def test_fillers_that_hold_one_another_are_taken_off_whichever_way_they_are_read() -> None:
    glossary = load_glossary()
    assert [glossary.without_end(words) for words in ("支出共计", "支出共计为了", "支出分别为", "支出", "为", "")] == ["支出", "支出", "支出", "支出", "", ""]
