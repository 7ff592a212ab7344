"""What an OLE compound file is (.doc, .wps, .xls, a password-protected .docx), told by the names in its directory."""

from __future__ import annotations

from typing import Literal

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
OleKind = Literal["encrypted", "word", "workbook", "slides", "other"]

# Order matters: an encrypted package holds nothing else; a Word file may embed a workbook.
_STREAMS: tuple[tuple[str, OleKind], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "word"),
    ("PowerPoint Document", "slides"),
    ("Workbook", "workbook"),
    ("Book", "workbook"),
)
_ENTRY = 128  # bytes of a directory entry; its name stands at 0, the length of the name at 64


def kind(data: bytes) -> OleKind:
    """The kind of the compound file `data`; directory entries are found by their shape, so that a broken sector chain does not matter."""
    found: OleKind | None = next((kind for name, kind in _STREAMS if _has_entry(data, name)), None)
    if found is None:  # a directory cut or shifted by damage: the bare names still tell
        found = next((kind for name, kind in _STREAMS if name.encode("utf-16-le") in data), None)
    return found or "other"


def _has_entry(data: bytes, name: str) -> bool:
    encoded = name.encode("utf-16-le") + b"\0\0"
    at = data.find(encoded)
    while at >= 0:
        if at % _ENTRY == 0 and data[at + 64 : at + 66] == len(encoded).to_bytes(2, "little"):
            return True
        at = data.find(encoded, at + 1)
    return False
