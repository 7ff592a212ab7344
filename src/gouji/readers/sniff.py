"""What a file is, told by its content; its name is never believed."""

from __future__ import annotations

import re
from typing import Literal

from gouji.readers import limits, ole
from gouji.readers.problems import NotAReport, Unreadable, problem

Kind = Literal["pdf", "docx", "doc", "xlsx", "xls", "html", "text"]

_PICTURES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"BM", "BMP"),
    (b"\0\0\x01\0", "ICO"),
    (b"8BPS", "PSD"),
    (b"\0\0\0\x0cjP", "JPEG 2000"),
)
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "Windows program"),
    (b"\x7fELF", "program"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "rar"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"SQLite format 3", "SQLite"),
    (b"ID3", "MP3"),
    (b"OggS", "Ogg"),
    (b"%!PS", "PostScript"),
    (b"AC10", "DWG"),
)
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|div|p|h[1-6]|meta)\b", re.IGNORECASE | re.DOTALL)
_WORD_XML = (b"Word.Document", b"schemas.microsoft.com/office/word/2003/wordml")
_PDF_WITHIN = 1024
_OBJECT = re.compile(rb"[^\r\n]{0,20}\s*\d{1,10}\s+\d{1,5}\s+obj\b")
_OWN_PAGE = b'<meta name="generator" content="gouji '
_OWN_WITHIN = 4096


def kind(data: bytes) -> Kind:
    """The format of `data`.

    Raises NotAReport for what is none (a picture, a program, another zip) and Unreadable for a report in a format that must be saved anew.
    """
    limits.bounded("file-bytes", len(data), limits.FILE_BYTES, "file", "other")
    if not data.strip(b"\0 \t\r\n\x0c\xef\xbb\xbf\xfe\xff\x1a"):
        raise Unreadable(problem("empty"))
    if b"%PDF-" in data[:_PDF_WITHIN] or _lost_its_header(data):
        return "pdf"
    if data.startswith(ole.SIGNATURE):
        return _ole(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip(data)
    _refuse_foreign(data)
    return _markup(data)


def is_own_page(head: bytes) -> bool:
    """Whether a file that begins so is an HTML report of an earlier run."""
    return _OWN_PAGE in head[:_OWN_WITHIN]


def _lost_its_header(data: bytes) -> bool:
    """Whether a file is a PDF all the same: its first bytes were lost, its objects are there."""
    return b"endobj" in data and (b"startxref" in data[-_PDF_WITHIN:] or _OBJECT.match(data) is not None)


def _ole(data: bytes) -> Kind:
    match ole.kind(data):
        case "workbook":
            return "xls"
        case "encrypted":
            raise Unreadable(problem("encrypted"))
        case "word":
            return "doc"
        case _:
            raise NotAReport(problem("not-a-report", detail="OLE"))


def _zip(data: bytes) -> Kind:
    package = limits.Package(data, "other")
    if "OFD.xml" in package:
        raise Unreadable(problem("ofd"))
    if "word/document.xml" in package or ("_rels/.rels" in package and any(name.startswith("word/") for name in package.names())):
        return "docx"
    if any(name.lower() in ("xl/workbook.xml", "xl/workbook.bin") for name in package.names()):
        return "xlsx"
    raise NotAReport(problem("not-a-report", detail="zip"))


def _refuse_foreign(data: bytes) -> None:
    for signature, name in _PICTURES:
        if data.startswith(signature):
            raise NotAReport(problem("picture", detail=name))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise NotAReport(problem("picture", detail="WebP"))
    if data[4:8] == b"ftyp":
        name = data[8:12].decode("ascii", "replace")
        raise NotAReport(problem("picture", detail=name) if name in ("heic", "heix", "mif1", "avif") else problem("not-a-report", detail=name))
    for signature, name in _OTHERS:
        if data.startswith(signature):
            raise NotAReport(problem("not-a-report", detail=name))


def _markup(data: bytes) -> Kind:
    head = data[:4096]
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        raise Unreadable(problem("rtf"))
    if head.startswith((b"MIME-Version:", b"From: <Saved by")):
        raise Unreadable(problem("legacy-word", detail=".mht"))
    if any(word in head for word in _WORD_XML) and b"<?xml" in head[:200]:
        raise Unreadable(problem("legacy-word", detail="Word 2003 XML"))
    if is_own_page(data):
        raise NotAReport(problem("own-output"), "html")
    plain = head.replace(b"\0", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head
    return "html" if _HTML.match(plain.lstrip(b"\xef\xbb\xbf\xff\xfe")) else "text"
