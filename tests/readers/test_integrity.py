"""Streams of a PDF that do not hold what was written are said: PDFium reads them without a word."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest

from gouji.readers import Unreadable, read_bytes
from gouji.readers.integrity import damaged_streams, is_displaced

from .build import pdf, show
from .test_text import SOURCE


def deflated() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf([show(72, 700, SOURCE[0]), show(72, 700, SOURCE[5])], picture=(30, 30)))) as opened:
        opened.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=True)
    return out.getvalue()


WHOLE = deflated()
TEXT = WHOLE.rindex(b"stream\n", 0, WHOLE.rindex(b"endstream")) + 7  # where the content of the last page begins


def codes(data: bytes) -> list[tuple[str, bool]]:
    return [(problem.code, problem.loses) for problem in read_bytes(data, "x").problems]


def test_a_sound_file_has_no_damaged_streams() -> None:
    assert (damaged_streams(WHOLE), is_displaced(WHOLE), codes(WHOLE)) == ((), False, [])


@pytest.mark.parametrize("at", [2, 9, 25, 60])
def test_a_bit_that_is_another_is_damage_wherever_it_is(at: int) -> None:
    data = bytearray(WHOLE)
    data[TEXT + at] ^= 2
    assert len(damaged_streams(bytes(data))) == 1
    try:
        assert ("damaged", True) in codes(bytes(data))
    except Unreadable as error:
        assert error.problem.code == "damaged"


def test_a_message_names_the_objects() -> None:
    data = bytearray(WHOLE)
    data[TEXT + 9] ^= 2
    (number,) = damaged_streams(bytes(data))
    assert f"{number} 0 obj" in read_bytes(bytes(data), "x").problems[0].message


def test_a_stream_that_is_cut_off_is_damage() -> None:
    end = WHOLE.index(b"endstream", TEXT)
    assert damaged_streams(WHOLE[: end - 12] + b" " * 12 + WHOLE[end:]) != ()


@pytest.mark.parametrize(("old", "new"), [(b"/FlateDecode", b"/FlateDecodf"), (b"/Filter", b"/Filtes")])
def test_a_stream_whose_filter_was_lost_is_damage(old: bytes, new: bytes) -> None:
    at = WHOLE.rindex(old, 0, TEXT)
    assert len(damaged_streams(WHOLE[:at] + new + WHOLE[at + len(old) :])) == 1


def test_a_picture_is_not_looked_at() -> None:
    at = WHOLE.index(b"stream\n", WHOLE.index(b"/Subtype /Image")) + 12
    assert damaged_streams(WHOLE[:at] + bytes([WHOLE[at] ^ 1]) + WHOLE[at + 1 :]) == ()


def test_a_checksum_that_was_never_written_is_no_damage() -> None:
    content = zlib.compress(show(72, 700, SOURCE[0]).encode())[:-4]
    head = f"1 0 obj\n<</Filter/FlateDecode/Length {len(content)}>>\nstream\n".encode()
    assert damaged_streams(head + content + b"\nendstream\nendobj\n") == ()
    assert damaged_streams(head + content[:-3] + b"\nendstream\nendobj\n") == (1,)


def test_an_encrypted_file_tells_nothing() -> None:
    assert damaged_streams(WHOLE.replace(b"/Root", b"/Encrypt 9 0 R/Root")[: len(WHOLE) // 2] + b"/Encrypt") == ()


def test_a_stream_that_unpacks_without_end_is_not_followed() -> None:
    bomb = zlib.compress(bytes(300 << 20), 9)
    assert damaged_streams(b"1 0 obj\n<</Filter/FlateDecode>>\nstream\n" + bomb + b"\nendstream") == ()


@pytest.mark.parametrize("at", [200, TEXT - 200])
def test_bytes_that_were_lost_or_came_in_displace_what_stands_behind_them(at: int) -> None:
    assert is_displaced(WHOLE[:at] + WHOLE[at + 3 :]) and is_displaced(WHOLE[:at] + b"xyz" + WHOLE[at:])


def test_a_byte_that_came_in_between_two_objects_moves_those_behind_it() -> None:
    plain = pdf([show(72, 700, SOURCE[0]), show(72, 700, SOURCE[5])])
    at = plain.index(b"12 0 obj")
    assert not is_displaced(plain) and is_displaced(plain[:at] + b"\n" + plain[at:])


def test_what_a_mail_gateway_put_before_a_file_displaces_nothing() -> None:
    assert not is_displaced(b"From: a@b\r\n\r\n" + WHOLE)


def test_a_pdf_that_lost_its_first_bytes_is_no_text() -> None:
    document = read_bytes(WHOLE[9:], "x")
    assert document.format == "pdf" and ("damaged", True) in [(problem.code, problem.loses) for problem in document.problems]
    assert document.blocks[0].text == read_bytes(WHOLE, "x").blocks[0].text


def test_a_text_about_pdf_is_a_text() -> None:
    assert read_bytes("一份 PDF 由对象组成：obj 开头，endobj 结尾。预算100万元。\n".encode() * 3, "x").format == "txt"


@pytest.mark.parametrize(
    "before",
    [b"", b"7 0 obj null endobj ", b"7 0 obj\n(8 0 obj in words, and objective)\nendobj\n", b"%" + b"x" * 100 + b"\n"],
    ids=["alone", "close", "words", "comment"],
)
def test_a_damaged_stream_is_named_by_the_object_it_stands_in_whatever_stands_before(before: bytes) -> None:
    data = before + b"12 0 obj\n<< /Length 9 /Filter /FlateDecode /Of 3 0 R >>\nstream\nx\x9cdamaged\nendstream endobj"
    assert damaged_streams(data) == (12,)


def test_a_stream_without_an_object_before_it_is_of_none() -> None:
    assert damaged_streams(b"objects 12 objs\n<< /Filter /FlateDecode >>\nstream\nx\x9cdamaged\nendstream") == ()
