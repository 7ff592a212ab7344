"""Word 97–2003 files: the characters of a .doc by its piece table, and what the property pages say of paragraphs and rows."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from gouji.readers import limits, ole
from gouji.readers.problems import Unreadable, problem

_MAGIC, _WORD_97 = 0xA5EC, 0xC1
_ENCRYPTED, _OBFUSCATED, _SECOND_TABLE = 0x0100, 0x8000, 0x0200
_LENGTHS = 0x4C  # in the header: how many characters the main text, the footnotes, … have
_PAIRS = 0x9A  # in the header: offset and size of each structure in the table stream
_CHARACTER_PAGES, _PARAGRAPH_PAGES, _PIECES = 12, 13, 33
_PAGE = 512
_COMPRESSED = 0x40000000
_OPERANDS = (1, 1, 2, 4, 2, 2, 0, 3)  # bytes, by the top three bits of a property; 0 says its own length
_DEFINES_TABLE, _CHANGES_TABS, _ELSEWHERE = 0xD608, 0xC615, (0x6645, 0x6646)
_IN_TABLE, _ENDS_ROW, _DELETED, _HIDDEN, _SYMBOL = 0x2416, 0x2417, 0x0800, 0x083C, 0x6A09

Story = Literal["text", "footnotes", "headers", "macros", "comments", "endnotes", "boxes"]
_STORIES: tuple[Story, ...] = ("text", "footnotes", "headers", "macros", "comments", "endnotes", "boxes")


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell as the end of its row describes it: its edges in twips, and whether it is the rest of a merged one."""

    left: int
    right: int
    goes_on_down: bool
    goes_on_right: bool


@dataclass(frozen=True, slots=True)
class Properties:
    """What a .doc says of a paragraph: `style` 1 to 9 are headings; `cells` only where it ends a row."""

    style: int = 0
    in_table: bool = False
    ends_row: bool = False
    cells: tuple[RowCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Characters up to a mark (`\\r`, `\\x07`, `\\f`), which is left out of `text`, and their properties."""

    text: str
    mark: str
    properties: Properties


@dataclass(slots=True)
class Ranges:
    """Properties of the characters from one file position to another; the positions are sorted."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    values: list[bytes] = field(default_factory=list)

    def at(self, position: int) -> bytes:
        """The properties at a file position, none where nothing is said."""
        index = bisect_right(self.starts, position) - 1
        return self.values[index] if index >= 0 and position < self.ends[index] else b""


class WordFile:
    """An open .doc; raises Unreadable when it is encrypted, older than Word 97, or damaged."""

    def __init__(self, data: bytes) -> None:
        try:
            found = ole.streams(data, "WordDocument", "0Table", "1Table", "Data")
            self.main, self.data = found.get("WordDocument", b""), found.get("Data", b"")
            magic, version = struct.unpack_from("<HH", self.main)
            (flags,) = struct.unpack_from("<H", self.main, 0x0A)
            if magic != _MAGIC or version < _WORD_97:
                raise Unreadable(problem("legacy-word", detail=".doc / .wps"))
            if flags & (_ENCRYPTED | _OBFUSCATED):
                raise Unreadable(problem("encrypted"))
            self.table = found.get("1Table" if flags & _SECOND_TABLE else "0Table", b"")
            self.lengths = dict(zip(_STORIES, struct.unpack_from("<7I", self.main, _LENGTHS), strict=True))
            self.pieces = list(self._pieces())
            self.paragraph_pages = self._pages(_PARAGRAPH_PAGES)
            self.character_pages = self._pages(_CHARACTER_PAGES)
        except (ole.BrokenOle, struct.error, IndexError) as error:
            raise Unreadable(problem("legacy-word", detail=".doc / .wps")) from error
        self.deleted = self.hidden = 0

    def _structure(self, number: int) -> bytes:
        start, size = struct.unpack_from("<II", self.main, _PAIRS + 8 * number)
        return self.table[start : start + size]

    def _pieces(self) -> Iterator[tuple[int, int, int, bool]]:
        """First and last character, file position, and whether a character takes one byte, of each piece."""
        clx, at = self._structure(_PIECES), 0
        while clx[at] == 1:
            at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
        (size,) = struct.unpack_from("<I", clx, at + 1)
        plc = clx[at + 5 : at + 5 + size]
        count = (len(plc) - 4) // 12
        edges = struct.unpack_from(f"<{count + 1}I", plc)
        limits.bounded("characters", max(edges), limits.CHARACTERS, "file", "other")
        for index in range(count):
            (position,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * index + 2)
            narrow = bool(position & _COMPRESSED)
            position &= _COMPRESSED - 1
            if edges[index] < edges[index + 1]:
                yield edges[index], edges[index + 1], position // 2 if narrow else position, narrow

    def _pages(self, number: int) -> Ranges:
        """The property pages of paragraphs or characters."""
        plc = self._structure(number)
        count = max((len(plc) - 4) // 8, 0)
        found: list[tuple[int, int, bytes]] = []
        for page in dict.fromkeys(struct.unpack_from(f"<{count}I", plc, 4 * (count + 1))) if count else ():
            found.extend(_runs(self.main[page * _PAGE : (page + 1) * _PAGE], number == _PARAGRAPH_PAGES))
            limits.bounded("characters", len(found), limits.CHARACTERS, "file", "other")
        found.sort(key=lambda run: run[:2])
        return Ranges([start for start, _, _ in found], [end for _, end, _ in found], [value for _, _, value in found])

    def story(self, wanted: Story) -> Iterator[Paragraph]:
        """The paragraphs of one of the texts of the file, without what is deleted, hidden or the code of a field."""
        start = sum(self.lengths[name] for name in _STORIES[: _STORIES.index(wanted)])
        text: list[str] = []
        fields: list[bool] = []  # of the open fields, whether their result has begun
        for character, position, printed in self._characters(start, start + self.lengths[wanted]):
            if character == "\x13":
                fields.append(False)
            elif character == "\x14" and fields:
                fields[-1] = True
            elif character == "\x15" and fields:
                fields.pop()
            elif character in "\r\x07\x0c":
                yield Paragraph(_paired(text), character, self._properties(position))
                text = []
            elif printed and all(fields):
                text.append(character)
        if text:
            yield Paragraph(_paired(text), "\r", Properties())

    def _characters(self, start: int, end: int) -> Iterator[tuple[str, int, bool]]:
        """Each character, its file position, and whether it is printed."""
        for first, last, position, narrow in self.pieces:
            low, high = max(first, start), min(last, end)
            if low >= high:
                continue
            width = 1 if narrow else 2
            at = position + (low - first) * width
            data = self.main[at : at + (high - low) * width]
            text = data.decode("cp1252", "replace") if narrow else "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])))
            until, printed = -1, True
            for character in text:
                if at >= until:
                    until, printed = self._shown(at)
                yield character, at, printed
                at += width

    def _shown(self, position: int) -> tuple[int, bool]:
        """Up to which position characters are as this one, and whether they are printed."""
        pages = self.character_pages
        index = bisect_right(pages.starts, position) - 1
        if index < 0 or position >= pages.ends[index]:
            return (pages.starts[index + 1] if index + 1 < len(pages.starts) else 1 << 40), True
        said = {code: operand for code, operand in _properties(pages.values[index]) if code in (_DELETED, _HIDDEN, _SYMBOL)}
        deleted, hidden = (said.get(code, b"\0")[0] & 1 == 1 for code in (_DELETED, _HIDDEN))
        self.deleted += deleted
        self.hidden += hidden
        return pages.ends[index], not (deleted or hidden or _SYMBOL in said)

    def _properties(self, position: int) -> Properties:
        raw = self.paragraph_pages.at(position)
        if len(raw) < 2:
            return Properties()
        said = dict(self._followed(raw[2:]))
        in_table, ends_row = (bool(said.get(code, b"\0")[0]) for code in (_IN_TABLE, _ENDS_ROW))
        return Properties(int.from_bytes(raw[:2], "little"), in_table, ends_row, tuple(_row(said.get(_DEFINES_TABLE, b""))))

    def _followed(self, raw: bytes) -> Iterator[tuple[int, bytes]]:
        """Properties with those that stand in the data stream because there are too many."""
        for code, operand in _properties(raw):
            if code in _ELSEWHERE:
                (at,) = struct.unpack("<I", operand)
                size = int.from_bytes(self.data[at : at + 2], "little")
                yield from _properties(self.data[at + 2 : at + 2 + size])
            else:
                yield code, operand


def _paired(text: Sequence[str]) -> str:
    """The text with the halves of rare characters put together."""
    whole = "".join(text)
    return (
        whole
        if whole.isascii() or not any("\ud800" <= each < "\ue000" for each in text)
        else whole.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    )


def _runs(page: bytes, paragraphs: bool) -> Iterator[tuple[int, int, bytes]]:
    """The runs of a property page: from and to which file position, and their properties."""
    if len(page) < _PAGE:
        return
    count = page[-1]
    positions = struct.unpack_from(f"<{count + 1}I", page)
    for index in range(count):
        at = 2 * page[4 * (count + 1) + index * (13 if paragraphs else 1)]
        size = page[at] if at else 0
        if paragraphs and at:
            size, at = (2 * page[at + 1], at + 1) if not size else (2 * size - 1, at)
        yield positions[index], positions[index + 1], page[at + 1 : at + 1 + size] if at else b""


def _properties(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """The codes and operands of a list of properties, as far as it can be followed."""
    at = 0
    while at + 2 < len(raw):
        (code,) = struct.unpack_from("<H", raw, at)
        at += 2
        size = _OPERANDS[code >> 13]
        if code == _DEFINES_TABLE:
            size = int.from_bytes(raw[at : at + 2], "little") + 1
        elif not size:
            if code == _CHANGES_TABS and raw[at] == 0xFF:
                return
            size = raw[at] + 1
        if at + size <= len(raw):
            yield code, raw[at : at + size]
        at += size


def _row(definition: bytes) -> Iterator[RowCell]:
    """The cells of a row: the edges of all, then twenty bytes for each, of which the first two hold its merges."""
    count = definition[2] if len(definition) > 2 else 0
    if len(definition) < 5 + 2 * count:
        return
    edges: Sequence[int] = struct.unpack_from(f"<{count + 1}h", definition, 3)
    for index in range(count):
        flags = int.from_bytes(definition[5 + 2 * count + 20 * index :][:2], "little")
        yield RowCell(edges[index], edges[index + 1], flags >> 5 & 3 == 1, flags & 3 == 1)
