"""What a hostile file may cost: sizes are judged before anything is opened, and again while it is unpacked."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence

from gouji.document.model import Format
from gouji.readers.problems import Unreadable, problem

MEBIBYTE = 1 << 20
FILE_BYTES = 256 * MEBIBYTE
TEXT_BYTES = 32 * MEBIBYTE
ZIP_ENTRIES = 5_000
ZIP_PART_BYTES = 64 * MEBIBYTE
ZIP_TOTAL_BYTES = 512 * MEBIBYTE
ZIP_RATIO = 250  # XML of Word packs 10 to 60 times; a bomb 1,000 times
ZIP_RATIO_FROM_BYTES = 4 * MEBIBYTE  # small parts may pack as well as they like
XML_TAGS = 1_500_000
PAGES = 3_000
CHARACTERS = 5_000_000
PAGE_CHARACTERS = 200_000
PAGE_OBJECTS = 200_000
PAGE_RULES = 6_000
TABLE_CELLS = 200_000
CHUNK = 1 << 16
_DECLARED = 1024
_WIDE = (b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"<\0\0\0", b"\0\0\0<", b"\x4c\x6f\xa7\x94")
_ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([\w.:-]+)")
_ENCODINGS = ("utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-", "windows-125", "gb")


def over(what: str, found: object, limit: object, where: str, format: Format) -> Unreadable:
    """The exception for a file beyond a limit."""
    return Unreadable(problem("over-limit", what=what, found=found, limit=limit, where=where), format)


def bounded(what: str, found: int, limit: int, where: str, format: Format) -> None:
    """Raises Unreadable when `found` exceeds `limit`."""
    if found > limit:
        raise over(what, f"{found:,}", f"{limit:,}", where, format)


class Package:
    """A zip file whose declared sizes are judged on opening and whose parts are unpacked in bounded steps.

    Raises Unreadable (`damaged`, `over-limit`, `encrypted`, `forbidden-doctype`). A header that lies about a size gains nothing, because no
    part is unpacked beyond what it declared.
    """

    def __init__(self, data: bytes, format: Format) -> None:
        self.format: Format = format
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
            raise self._damaged(error) from error
        self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        self._judge(self._zip.infolist())

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def names(self) -> Iterable[str]:
        """The names of the parts, in the order of the archive."""
        return self._entries.keys()

    def read(self, name: str) -> bytes:
        """The bytes of a part; KeyError when there is none of that name."""
        entry = self._entries[name]
        pieces, size = [], 0
        try:
            with self._zip.open(entry) as stream:
                while piece := stream.read(CHUNK):
                    size += len(piece)
                    bounded("part-bytes", size, ZIP_PART_BYTES, name, self.format)
                    pieces.append(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError) as error:
            raise self._damaged(error) from error
        return b"".join(pieces)

    def xml(self, name: str) -> bytes:
        """The bytes of an XML part without DOCTYPE and with a bounded number of tags."""
        data = self.read(name)
        if strange := strange_encoding(data):
            raise Unreadable(problem("forbidden-encoding", where=name, detail=strange), self.format)
        if has_doctype(data):
            raise Unreadable(problem("forbidden-doctype", where=name), self.format)
        bounded("tags", data.count(b"<"), XML_TAGS, name, self.format)
        return data

    def _judge(self, entries: list[zipfile.ZipInfo]) -> None:
        bounded("parts", len(entries), ZIP_ENTRIES, "package", self.format)
        self._judge_names([entry.filename for entry in entries])
        if any(entry.flag_bits & 1 for entry in entries):
            raise Unreadable(problem("encrypted"), self.format)
        bounded("package-bytes", sum(entry.file_size for entry in entries), ZIP_TOTAL_BYTES, "package", self.format)
        for entry in entries:
            if entry.filename.endswith((".xml", ".rels")):
                self._judge_part(entry)

    def _judge_names(self, names: Sequence[str]) -> None:
        """Refuses names that no office program writes: those that lead out of the package, and two parts of one name, of which readers choose differently."""
        strange = next((name for name in names if _leads_out(name)), None)
        twice = next((name for name, count in Counter(names).items() if count > 1), None)
        for name in (strange, twice):
            if name is not None:
                raise Unreadable(problem("forbidden-name", where=name[:80]), self.format)

    def _judge_part(self, entry: zipfile.ZipInfo) -> None:
        bounded("part-bytes", entry.file_size, ZIP_PART_BYTES, entry.filename, self.format)
        if entry.file_size > ZIP_RATIO_FROM_BYTES:
            bounded("ratio", entry.file_size // max(entry.compress_size, 1), ZIP_RATIO, entry.filename, self.format)

    def _damaged(self, error: Exception) -> Unreadable:
        return Unreadable(problem("damaged", detail=str(error) or type(error).__name__), self.format)


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0]


def strange_encoding(data: bytes) -> str:
    """What XML calls its encoding if that is none of Unicode's usual ones or a superset of ASCII, in which a DOCTYPE could hide; else nothing."""
    if data.startswith(_WIDE):
        return "UTF-32, EBCDIC"
    said = _ENCODING.match(data[:_DECLARED])
    name = said[1].decode("ascii").lower() if said else ""
    return "" if not name or name.startswith(_ENCODINGS) else name


def has_doctype(data: bytes) -> bool:
    """Whether XML declares a DOCTYPE, in UTF-8 or UTF-16 (an attacker's way around a plain search)."""
    return any(word in data for word in (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be")))
