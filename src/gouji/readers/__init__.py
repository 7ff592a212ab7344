"""Bytes → Document; chosen by content, not by suffix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from gouji.document.model import Document, Format, Problem, Span
from gouji.readers.problems import NotAReport, Unreadable, problem

__all__ = ["NotAReport", "Unreadable", "read", "read_bytes"]

_PIECE = 16 << 20
_MARKDOWN = (".md", ".markdown")


def read(path: Path) -> Document:
    """The Document of the file at `path`.

    Raises Unreadable when nothing of it can be checked, NotAReport when it is no report by its content, OSError when it cannot be opened.
    """
    return read_bytes(content(path), path.name)


def content(path: Path) -> bytes:
    """The bytes of a file, read once, so that a pipe may be one. Raises Unreadable when there are too many, of a device without end too; OSError."""
    from gouji.readers import limits

    limits.bounded("file-bytes", path.stat().st_size, limits.FILE_BYTES, "file", "other")
    pieces, size = [], 0
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            limits.bounded("file-bytes", size, limits.FILE_BYTES, "file", "other")
            pieces.append(piece)
    return b"".join(pieces)


def read_bytes(data: bytes, name: str) -> Document:
    """The Document of `data`; `name` only tells Markdown from plain text."""
    document = _read(data, name)
    return replace(document, problems=(*document.problems, *_glued(document)))


# 202010100.00%10 or 79.27107.93: cells that a copy ran together; a date or an address of points is none
_GLUED = re.compile(r"(?<![\d.])(?:\d{6,}\.\d{2}%\d+|\d+\.\d{2}\d{2,}\.\d{1,2}(?![\d.]))")


def _glued(document: Document) -> Iterator[Problem]:
    """Figures that cannot be told apart because the columns between them were lost: said, not guessed."""
    found = [(index, match) for index, block in enumerate(document.blocks) for match in _GLUED.finditer(block.plain)]
    if found:
        index, match = found[0]
        place = document.locator.place(Span(index, match.start(), match.end())) if document.locator is not None else None
        yield problem("glued-figures", place, text=match.group(), count=len(found))


def _read(data: bytes, name: str) -> Document:
    from gouji.readers import sniff

    match sniff.kind(data):
        case "pdf":
            from gouji.readers import pdf

            return pdf.read(data)
        case "docx":
            from gouji.readers import docx

            return docx.read(data)
        case "doc":
            from gouji.readers import doc

            return doc.read(data)
        case "xlsx" | "xls":
            from gouji.readers import xlsx

            return xlsx.read(data)
        case "html":
            from gouji.readers import html

            return html.read(data)
        case "text":
            from gouji.readers import text

            format: Format = "md" if name.lower().endswith(_MARKDOWN) else "txt"
            return text.read(data, format)
