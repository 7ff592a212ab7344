"""Damaged PDFs: rebuilt where that is possible, and what was lost is said."""

from __future__ import annotations

import io

import pikepdf
import pytest

from gouji.readers import Unreadable, read_bytes

from .build import pdf, show
from .test_text import SOURCE

WHOLE = pdf([show(72, 700, SOURCE[0]), show(72, 700, SOURCE[5])])
TEXTS = [block.text for block in read_bytes(WHOLE, "x").blocks]


def codes(data: bytes) -> list[str]:
    return [problem.code for problem in read_bytes(data, "x").problems]


def test_a_file_that_lost_its_end_only_is_read_whole_and_said_to_be_repaired() -> None:
    document = read_bytes(WHOLE[: WHOLE.rindex(b"startxref")].replace(b"trailer", b"tr"), "x")
    assert [block.text for block in document.blocks] == TEXTS
    assert [(problem.code, problem.loses) for problem in document.problems] == [("repaired", False)]


def test_a_file_cut_off_in_its_last_page_is_read_in_part_and_never_called_checked() -> None:
    cut = WHOLE[: WHOLE.rindex(b"endstream") - 40]
    document = read_bytes(cut, "x")
    assert document.blocks[0].text == TEXTS[0]
    assert [(problem.code, problem.loses) for problem in document.problems] == [("repaired-in-part", True)]


def test_a_sound_file_is_not_touched() -> None:
    assert codes(WHOLE) == []


def test_nothing_is_made_of_nothing() -> None:
    with pytest.raises(Unreadable) as raised:
        read_bytes(WHOLE[:60], "x")
    assert raised.value.problem.code == "damaged"


def test_a_password_is_not_mended_away() -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(WHOLE)) as opened:
        opened.save(locked, encryption=pikepdf.Encryption(user="1", owner="2"))
    with pytest.raises(Unreadable) as raised:
        read_bytes(locked.getvalue(), "x")
    assert raised.value.problem.code == "encrypted"
