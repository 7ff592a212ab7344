"""Whether the streams of a PDF hold what was written: PDFium reads a corrupted one without a word and makes other text of it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from itertools import islice

from gouji.readers.limits import CHUNK, MEBIBYTE

_UNPACKED = 256 * MEBIBYTE  # looked at in all; PDFium is bounded by its process
_SMALL = 4 * MEBIBYTE
_LONGEST_HEAD = 4096  # bytes of the dictionary of a stream

_STREAM = re.compile(rb"\bstream\r?\n")
_START = re.compile(rb"startxref\s+(\d{1,12})\b")
_TABLE = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
_IN_USE = re.compile(rb"\b(\d{10}) \d{5} n")
_LINES = 50_000
_HEADER_WITHIN = 1024
_OBJECT = re.compile(rb"\s*(\d{1,10})\s+\d{1,5}\s+obj\b")
_BEGUN = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+obj\b")
_LONGEST_BEGINNING = 64  # bytes of `12 0 ` before `obj`
_FILTER = re.compile(rb"/(?:Filter|F)\s*(?:\[\s*)?/(\w+)")  # the first one, by which the bytes in the file were written
_PICTURE = re.compile(rb"/Subtype\s*/Image\b|/Type\s*/Metadata\b")  # no text comes from them
_DEFLATE = (b"FlateDecode", b"Fl")
_DEFLATED = re.compile(rb"x[\x01\x5e\x9c\xda]")
_FILTERS = {
    *_DEFLATE,
    *(b"LZWDecode", b"LZW", b"ASCIIHexDecode", b"AHx", b"ASCII85Decode", b"A85", b"RunLengthDecode", b"RL"),
    *(b"CCITTFaxDecode", b"CCF", b"DCTDecode", b"DCT", b"JPXDecode", b"JBIG2Decode", b"Crypt"),
}


def damaged_streams(data: bytes) -> tuple[int, ...]:
    """The numbers of the objects whose deflated streams are cut off, altered, or written by a filter that there is none of; pictures are left out.

    The bytes of an encrypted file tell nothing, and none of its streams is named.
    """
    return () if b"/Encrypt" in data else tuple(dict.fromkeys(_damaged(data)))


def is_displaced(data: bytes) -> bool:
    """Whether the table of objects, or an object, is not where the file says: bytes were lost or came in since it was written.

    PDFium then looks for the objects itself and says nothing.
    """
    said = _START.search(data, max(data.rfind(b"startxref"), 0))
    if said is None:
        return False  # lost with the end of the file, which readers say by themselves
    header = max(data.find(b"%PDF-", 0, _HEADER_WITHIN), 0)  # what a mail gateway put before it
    return not any(_is_table(data, int(said[1]) + shift, shift) for shift in {0, header})


def _is_table(data: bytes, at: int, shift: int) -> bool:
    """Whether a table of objects stands at `at` and, where it is one of lines, each object stands where its line says."""
    if not (found := _TABLE.match(data, at)):
        return False
    end = data.find(b"trailer", at) if found[0].endswith(b"xref") else -1
    lines = islice(_IN_USE.finditer(data, at, end), _LINES) if end > 0 else ()
    stands = [_OBJECT.match(data, int(line[1]) + shift) for line in lines if int(line[1])]
    # a program may count the line break before an object in, but then before each: one byte that came in moves what follows only
    return all(stands) and len({object.start(1) - object.start() for object in stands if object}) < 2


def _damaged(data: bytes) -> Iterator[int]:
    at, left = 0, _UNPACKED
    while left > 0 and (found := _STREAM.search(data, at)):
        at = found.end()
        head, number = _head(data, found.start())
        if number is None or _PICTURE.search(head):
            continue
        said = _FILTER.search(head)
        if said is None:
            if _DEFLATED.match(data, at) and zlib_end(data, at, left)[0] is not None:  # the word for its filter was lost
                yield number
        elif said[1] in _DEFLATE:
            end, size = zlib_end(data, at, left)
            left -= size
            if end is None and left > 0 and not _lacks_checksum_only(data, at):
                yield number
            at = end or at
        elif said[1] not in _FILTERS:
            yield number


def _head(data: bytes, end: int) -> tuple[bytes, int | None]:
    """The dictionary of the stream that begins at `end`, and the number of its object; None where no object begins before it."""
    before = data[max(end - _LONGEST_HEAD, 0) : end]
    at = before.rfind(b"obj")
    while at >= 0:
        for begun in _BEGUN.finditer(before, max(at - _LONGEST_BEGINNING, 0), at + 4):
            if begun.end() == at + 3:
                return before[begun.end() :], int(begun[1])
        at = before.rfind(b"obj", 0, at)
    return b"", None


def zlib_end(data: bytes, start: int, most: int) -> tuple[int | None, int]:
    """Where the deflated bytes from `start` end, None where they are cut off or their checksum is wrong, and how many they are unpacked, up to `most`."""
    unpacker, size, end = zlib.decompressobj(), 0, start
    pending = b""
    try:
        while size < most and not unpacker.eof:
            if not pending:
                pending, end = data[end : end + CHUNK], min(end + CHUNK, len(data))
            if not pending:
                return None, size
            size += len(unpacker.decompress(pending, CHUNK))
            pending = unpacker.unconsumed_tail
    except zlib.error:
        return None, size
    return (end - len(unpacker.unused_data) if unpacker.eof else None), size


def _lacks_checksum_only(data: bytes, start: int) -> bool:
    """Whether the deflated bytes are whole and only the checksum behind them was never written, as some programs do."""
    stop = data.find(b"endstream", start)
    if stop < 0 or stop - start > _SMALL:
        return False
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        unpacker.decompress(data[start + 2 : stop], _SMALL)
    except zlib.error:
        return False
    return unpacker.eof and not unpacker.unused_data.strip(b"\r\n")
