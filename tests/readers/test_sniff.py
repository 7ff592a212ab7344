"""What a file is, by its content; each refusal says what to do."""

from __future__ import annotations

import pytest

from gouji.readers import NotAReport, Unreadable, read_bytes

from .build import ole, package

REFUSED = [
    (ole("1Table", "WordDocument"), "legacy-word", ".docx"),
    (ole("EncryptionInfo", "EncryptedPackage"), "encrypted", "密码"),
    (package({"OFD.xml": "<a/>", "Doc_0/Document.xml": "<a/>"}), "ofd", "PDF"),
    (b"{\\rtf1\\ansi x}", "rtf", ".docx"),
    (b"MIME-Version: 1.0\nContent-Type: multipart/related", "legacy-word", ".docx"),
    (b"", "empty", "检查"),
    (b"PK\x03\x04broken", "damaged", "重新"),
]
FOREIGN = [
    (b"\xff\xd8\xff\xe0\0\x10JFIF", "picture"),
    (b"\x89PNG\r\n\x1a\n\0\0", "picture"),
    (b"II*\0\x08\0\0\0", "picture"),
    (package({"ppt/presentation.xml": "<a/>"}), "not-a-report"),
    (package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), "not-a-report"),
    (b"MZ\x90\0\x03\0", "not-a-report"),
    (b"\x7fELF\x02\x01", "not-a-report"),
    (ole("PowerPoint Document"), "not-a-report"),
]


@pytest.mark.parametrize(("data", "code", "advice"), REFUSED)
def test_reports_in_other_formats_are_named_with_advice(data: bytes, code: str, advice: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read_bytes(data, "report.pdf")
    assert raised.value.problem.code == code and advice in raised.value.problem.message
    assert not isinstance(raised.value, NotAReport)


@pytest.mark.parametrize(("data", "code"), FOREIGN)
def test_what_is_no_report_is_told_apart(data: bytes, code: str) -> None:
    with pytest.raises(NotAReport) as raised:
        read_bytes(data, "report.pdf")
    assert raised.value.problem.code == code


def test_every_problem_speaks_both_languages() -> None:
    from string import Formatter

    from gouji.rulebook.location import load

    for code, entry in load("problems.yaml").items():
        slots = [{name for _, name, _, _ in Formatter().parse(entry[lang]) if name} for lang in ("zh", "en")]
        assert slots[0] == slots[1] and isinstance(entry["loses"], bool), code
