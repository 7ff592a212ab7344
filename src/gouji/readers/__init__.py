"""Bytes → Document; chosen by content, not by suffix."""

from __future__ import annotations

from pathlib import Path

from gouji.document.model import Document, Format
from gouji.readers.problems import NotAReport, Unreadable

__all__ = ["NotAReport", "Unreadable", "read", "read_bytes"]

_MARKDOWN = (".md", ".markdown")


def read(path: Path) -> Document:
    """The Document of the file at `path`.

    Raises Unreadable when nothing of it can be checked, NotAReport when it is no report by its content, OSError when it cannot be opened.
    """
    from gouji.readers import limits

    size = path.stat().st_size
    limits.bounded("file-bytes", size, limits.FILE_BYTES, "file", "other")
    return read_bytes(path.read_bytes(), path.name)


def read_bytes(data: bytes, name: str) -> Document:
    """The Document of `data`; `name` only tells Markdown from plain text."""
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
