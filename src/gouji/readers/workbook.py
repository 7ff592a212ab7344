"""The package of an .xlsx workbook: its sheets, shared strings and number formats, read with lxml in bounded steps."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gouji.readers.limits import Package
from gouji.readers.number_format import DAYS_TO_1904, NumberFormat, builtin, compiled
from gouji.readers.problems import Unreadable, problem

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": S[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": _R[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}
_MAIN_PART = "xl/workbook.xml"
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_SURROGATES = range(0xD800, 0xE000)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet as the workbook lists it; `part` is the name of its XML."""

    name: str
    hidden: bool
    part: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """What the sheets of a workbook share.

    `formats` holds the number format of each cell style, `epoch` the days to be added to its dates; `exact` is False where the workbook
    calculates with the numbers as they are shown, or in circles.
    """

    parts: Parts
    sheets: tuple[SheetPart, ...]
    strings: tuple[str, ...]
    formats: tuple[NumberFormat, ...]
    epoch: int
    exact: bool


class Parts:
    """The parts of a package by name, whichever case and slashes the archive writes them with."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._names = {_plain(name): name for name in package.names()}

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._names

    def elements(self, part: str, *tags: str) -> Iterator[Any]:
        """The elements `tags` of an XML part, each as it ends and gone when the next is asked for.

        Raises Unreadable (`damaged`) when the part is missing or not well-formed.
        """
        from lxml import etree

        if part not in self:
            raise damaged(part)
        data = self.package.xml(self._names[_plain(part)])
        for strict, transitional in _STRICT.items():
            data = data.replace(strict, transitional) if strict in data else data
        options: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
        try:
            for _, element in etree.iterparse(io.BytesIO(data), tag=tags, remove_comments=True, remove_pis=True, **options):
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise damaged(f"{part}: {error}") from error

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts that `part` refers to, by id: the last word of the kind of reference, and the name."""
        folder, name = posixpath.split(part)
        relations = f"{folder}/_rels/{name}.rels".lstrip("/")
        found = {}
        for relation in self.elements(relations, _RELATION) if relations in self else ():
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            if relation.get("TargetMode") != "External":
                found[relation.get("Id", "")] = relation.get("Type", "").rsplit("/", 1)[-1], target
        return found


def _plain(name: str) -> str:
    return name.replace("\\", "/").lower().lstrip("/")


def damaged(detail: str) -> Unreadable:
    """The exception for a workbook that does not hold together."""
    return Unreadable(problem("damaged", detail=detail), "xlsx")


def open_workbook(parts: Parts) -> Workbook:
    """The workbook of a package; raises Unreadable when a part of it is missing, broken or hostile."""
    main = next((name for kind, name in parts.related("").values() if kind == "officeDocument" and name in parts), _MAIN_PART)
    related = parts.related(main)
    listed = _Listed()
    for element in parts.elements(main, f"{S}sheet", f"{S}workbookPr", f"{S}calcPr"):
        listed.take(element, related)
    if not listed.sheets:
        raise damaged(main)
    named = dict(related.values())
    strings = tuple(_strings(parts, named["sharedStrings"])) if named.get("sharedStrings", "") in parts else ()
    formats = tuple(_formats(parts, named["styles"])) if named.get("styles", "") in parts else ()
    return Workbook(parts, tuple(sheet for sheet in listed.sheets if sheet), strings, formats, listed.epoch, listed.exact)


@dataclass(slots=True)
class _Listed:
    """What xl/workbook.xml says; a sheet that holds no cells (a chart, a macro) is None."""

    sheets: list[SheetPart | None] = field(default_factory=list)
    epoch: int = 0
    exact: bool = True

    def take(self, element: Any, related: dict[str, tuple[str, str]]) -> None:
        if element.tag == f"{S}sheet":
            kind, part = related.get(element.get(f"{_R}id", ""), ("", ""))
            if not part:
                raise damaged(element.get("name", "sheet"))
            hidden = element.get("state", "visible") != "visible"
            self.sheets.append(SheetPart(element.get("name", ""), hidden, part) if kind == "worksheet" else None)
        elif element.tag == f"{S}workbookPr":
            self.epoch = DAYS_TO_1904 if on(element, "date1904") else 0
        else:
            self.exact = on(element, "fullPrecision", "1") and not on(element, "iterate")


def on(element: Any, attribute: str, default: str = "0") -> bool:
    """Whether a switch of an element is set."""
    return element.get(attribute, default) in ("1", "true", "on")


def _strings(parts: Parts, part: str) -> Iterator[str]:
    return (rich_text(item) for item in parts.elements(part, f"{S}si"))


def rich_text(item: Any) -> str:
    """The text of a shared or inline string: its runs one after another, without the phonetic ones."""
    text = "".join(piece.text or "" for piece in item.iter(f"{S}t") if piece.getparent().tag != f"{S}rPh")
    return unescaped(text)


def unescaped(text: str) -> str:
    """Text in which `_x000D_` stands for a character that XML cannot hold."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda match: "" if (code := int(match[1], 16)) in _SURROGATES else chr(code), text)


def _formats(parts: Parts, part: str) -> Iterator[NumberFormat]:
    codes: dict[str, str] = {}
    for element in parts.elements(part, f"{S}numFmt", f"{S}cellXfs"):
        if element.tag == f"{S}numFmt":
            codes[element.get("numFmtId", "")] = element.get("formatCode", "General")
            continue
        for style in element.iterfind(f"{S}xf"):
            number = style.get("numFmtId", "0")
            yield compiled(codes[number] if number in codes else builtin(int(number)) if number.isdecimal() and len(number) < 6 else "General")
