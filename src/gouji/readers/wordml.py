"""WordprocessingML: its names, its parts parsed without entities or network, and what single elements say."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from gouji.readers.celltext import LINE
from gouji.readers.limits import Package
from gouji.readers.numbering import VAL, W
from gouji.readers.problems import Unreadable, problem

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFF = ("0", "false", "off", "none")
_LITERALS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-", f"{W}cr": LINE}

# Tick boxes that forms draw from symbol fonts; the rest of those fonts is ornament.
_SYMBOLS = {
    ("wingdings", 0xFE): "☑",
    ("wingdings", 0xA8): "☐",
    ("wingdings", 0x6F): "☐",
    ("wingdings", 0xFD): "☒",
    ("wingdings", 0xFC): "✓",
    ("wingdings", 0xFB): "✗",
}
_SYMBOLS |= {
    ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0xA3): "☐",
    ("wingdings 2", 0x50): "✓",
    ("wingdings 2", 0x4F): "✗",
    ("symbol", 0xB3): "≥",
    ("symbol", 0xA3): "≤",
    ("symbol", 0xB4): "×",
}


def parse(package: Package, name: str) -> Any:
    """The root element of an XML part, parsed without entities, network or DTD; raises Unreadable when it is not well-formed."""
    from lxml import etree

    data = package.xml(name)
    if _STRICT in data:
        data = data.replace(_STRICT, W[1:-1].encode()).replace(b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode())
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(problem("damaged", detail=f"{name}: {error}"), package.format) from error


class Parts:
    """The parts of a package by what they are to its main part."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.main = self._main_part()
        self.names = self._related()

    def optional(self, kind: str) -> Any:
        """The root of the part of a kind (`styles`, `numbering`, `footnotes`), None where there is none."""
        name = self.names.get(kind)
        return parse(self.package, name) if name and name in self.package else None

    def _main_part(self) -> str:
        relations = parse(self.package, "_rels/.rels") if "_rels/.rels" in self.package else ()
        for relation in relations:
            if relation.get("Type", "").endswith("/officeDocument"):
                name = relation.get("Target", "").lstrip("/")
                if name in self.package:
                    return str(name)
        if "word/document.xml" in self.package:
            return "word/document.xml"
        raise Unreadable(problem("damaged", detail="word/document.xml"), "docx")

    def _related(self) -> dict[str, str]:
        folder, name = posixpath.split(self.main)
        relations = f"{folder}/_rels/{name}.rels"
        if relations not in self.package:
            return {kind: f"{folder}/{kind}.xml" for kind in ("styles", "numbering", "footnotes", "endnotes")}
        targets = (
            (each.get("Type", "").rsplit("/", 1)[-1], each.get("Target", "")) for each in parse(self.package, relations) if each.get("TargetMode") != "External"
        )
        return {kind: posixpath.normpath(posixpath.join(folder, target)) if not target.startswith("/") else target[1:] for kind, target in targets}


def printed(element: Any) -> str:
    """What an element of a run prints in the line of the run; text boxes and notes stand elsewhere and print nothing here."""
    tag = element.tag
    if tag == f"{W}t":
        return element.text or ""
    if tag == f"{W}br":
        return LINE if element.get(f"{W}type") in (None, "textWrapping") else ""
    if tag == f"{W}sym":
        return symbol(element)
    if tag == f"{W}ruby":
        return "".join(text.text or "" for base in element.iterfind(f"{W}rubyBase") for text in base.iter(f"{W}t"))
    return _LITERALS.get(tag, "")


def on(flag: Any) -> bool:
    """Whether a flag is set: its presence sets it."""
    return flag is not None and flag.get(VAL) not in _OFF


def value(properties: Any, name: str) -> str | None:
    """The w:val of the child `name`."""
    element = None if properties is None else properties.find(f"{W}{name}")
    return None if element is None else element.get(VAL)


def integer(element: Any) -> int:
    """A w:val as a number, at most 1,000; 0 where it is none."""
    try:
        return min(int(element.get(VAL)), 1000) if element is not None else 0
    except (TypeError, ValueError):
        return 0


def within(parent: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or cells of a row, through content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from within(child, tag)


def chosen(alternate: Any) -> Any:
    """The branch of mc:AlternateContent to read: the modern one, once; the fallback says the same again."""
    choice = alternate.find(f"{MC}Choice")
    fallback = alternate.find(f"{MC}Fallback")
    return choice if choice is not None else fallback if fallback is not None else ()


def outermost_boxes(drawn: Any) -> Iterator[Any]:
    """The text boxes of a drawing that stand in no other one of it; those are met when the other is read."""
    within: set[Any] = set()
    for box in drawn.iter(f"{W}txbxContent"):
        if box not in within:
            within.update(box.iter(f"{W}txbxContent"))
            yield box


def symbol(element: Any) -> str:
    """What a w:sym prints: tick boxes as characters, ornament as nothing."""
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    font = (element.get(f"{W}font") or "").lower()
    private = 0xF000 <= code <= 0xF0FF
    return _SYMBOLS.get((font, code & 0xFF), "") if private or font.startswith(("wingdings", "symbol")) else chr(code) if 0x20 <= code < 0xD800 else ""
