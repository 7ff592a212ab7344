"""OLE compound files (.doc, .wps, .xls, a password-protected .docx): what one is, told by the names in its directory, and its streams."""

from __future__ import annotations

import struct
from array import array
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
_END = 0xFFFFFFFA  # and above: no sector
_IN_HEADER = 109  # sectors of the allocation table that the header names
_ENTRY = 128  # bytes of a directory entry; its name stands at 0, the length of the name at 64


def kind(data: bytes) -> OleKind:
    """The kind of the compound file `data`; directory entries are found by their shape, so that a broken sector chain does not matter."""
    found: OleKind | None = next((kind for name, kind in _STREAMS if _has_entry(data, name)), None)
    if found is None:  # a directory cut or shifted by damage: the bare names still tell
        found = next((kind for name, kind in _STREAMS if f"{name}\0".encode("utf-16-le") in data), None)
    return found or "other"


def _has_entry(data: bytes, name: str) -> bool:
    encoded = name.encode("utf-16-le") + b"\0\0"
    at = data.find(encoded)
    while at >= 0:
        if at % _ENTRY == 0 and data[at + 64 : at + 66] == len(encoded).to_bytes(2, "little"):
            return True
        at = data.find(encoded, at + 1)
    return False


class BrokenOle(Exception):  # noqa: N818  (it names a state of the file, not a fault of the program)
    """Raised for a compound file whose chains of sectors lead nowhere."""


def streams(data: bytes, *names: str) -> dict[str, bytes]:
    """The streams of these names in the root of the compound file `data`, those it has; raises BrokenOle.

    No chain visits a sector twice, so that nothing becomes larger than the file.
    """
    try:
        return _Sectors(data).streams(names)
    except (struct.error, IndexError, ValueError, OverflowError) as error:
        raise BrokenOle(str(error)) from error


class _Sectors:
    """The sectors of a compound file and the table that chains them."""

    def __init__(self, data: bytes) -> None:
        shift, mini_shift = struct.unpack_from("<HH", data, 0x1E)
        if shift not in (9, 12) or mini_shift != 6:
            raise BrokenOle(f"sector shift {shift}")
        self.data, self.size, self.mini_size = data, 1 << shift, 1 << mini_shift
        _, self.directory, _, self.cutoff, mini, _, difat = struct.unpack_from("<7I", data, 0x2C)
        self.table = self._table(difat)
        self.mini_table = _numbers(self.chain(mini))

    def _table(self, difat: int) -> array[int]:
        sectors = [each for each in struct.unpack_from(f"<{_IN_HEADER}I", self.data, 0x4C) if each < _END]
        seen: set[int] = set()
        while difat < _END and difat not in seen:
            seen.add(difat)
            *more, difat = struct.unpack(f"<{self.size // 4}I", self._sector(difat))
            sectors.extend(each for each in more if each < _END)
        return _numbers(b"".join(self._sector(each) for each in dict.fromkeys(sectors)))

    def _sector(self, number: int) -> bytes:
        found = self.data[(number + 1) * self.size : (number + 2) * self.size]
        if not found:
            raise BrokenOle(f"sector {number}")
        return found.ljust(self.size, b"\0")

    def chain(self, start: int) -> bytes:
        """The sectors from `start` on, put together."""
        return b"".join(map(self._sector, _chained(self.table, start)))

    def streams(self, names: tuple[str, ...]) -> dict[str, bytes]:
        directory = self.chain(self.directory)
        found: dict[str, bytes] = {}
        small = b""
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            start, size = struct.unpack_from("<II", directory, at + 116)
            name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            if kind == 5:
                small = self.chain(start)
            elif kind == 2 and name in names and name not in found:
                found[name] = (self.chain(start) if size >= self.cutoff else self._mini(small, start))[:size]
        return found

    def _mini(self, small: bytes, start: int) -> bytes:
        return b"".join(small[each * self.mini_size : (each + 1) * self.mini_size] for each in _chained(self.mini_table, start))


def _chained(table: array[int], start: int) -> list[int]:
    chain: dict[int, None] = {}
    while start < _END:
        if start in chain:
            raise BrokenOle("a chain of sectors bites its tail")
        chain[start] = None
        start = table[start]
    return list(chain)


def _numbers(data: bytes) -> array[int]:
    return array("I", struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))
