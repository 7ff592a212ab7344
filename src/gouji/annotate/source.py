"""Source: an XML part whose elements know their bytes, so that it can be changed in places and stay as it is everywhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from gouji.readers.limits import Package
from gouji.readers.wordml import parse
from gouji.renderers.escaping import xml_text

_MARKUP = re.compile(
    rb"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<(?P<closes>/?)(?P<name>[^\s/>]+)[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>",
    re.DOTALL,
)
_OPENING = re.compile(rb"<[^\s/>]+")
_CHARACTER = re.compile(rb"&[^;]*;|\r\n|[\x00-\x7f]|[\xc0-\xff][\x80-\xbf]*")
_UTF8 = re.compile(rb"""(?:\xef\xbb\xbf)?(?:<\?xml(?:(?!\?>)(?!encoding).)*(?:encoding=["']utf-?8["'].*?)?\?>|(?!<\?xml)\s*<)""", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Extent:
    """Where an element stands in the bytes: its start tag is start:inner, its content inner:close, its end tag close:end."""

    start: int
    inner: int
    close: int
    end: int


class Source:
    """The bytes of an XML part, its parsed tree, and the changes to be made; `result` makes them."""

    def __init__(self, data: bytes, root: Any) -> None:
        self.root = root
        self.data = _as_utf8(data, root)
        self.elements: list[Any] = list(self.root.iter())  # kept, so that each element stays the same object
        self.extents: dict[Any, Extent] = dict(zip(self.elements, _extents(self.data), strict=True))
        self._changes: list[tuple[int, int, int, bytes]] = []

    @classmethod
    def of(cls, package: Package, part: str) -> Source:
        """A part of a package. Raises Unreadable where it is no sound XML."""
        return cls(package.read(part), parse(package, part))

    def insert(self, at: int, text: str) -> None:
        """Puts `text` before the byte `at`; what is inserted at one place stands in the order of the calls."""
        self.replace(at, at, text.encode())

    def append(self, parent: Any, text: str) -> None:
        """Puts `text` behind the last child of `parent`."""
        extent = self.extents[parent]
        if extent.close > extent.inner or self.data[extent.inner - 2 : extent.inner] != b"/>":
            self.insert(extent.close, text)
            return
        name = _OPENING.match(self.data[extent.start : extent.inner])
        assert name is not None
        self.replace(extent.inner - 2, extent.inner, b">" + text.encode() + b"</" + name[0][1:] + b">")

    def arrange(self, parent: Any, name: str, order: Sequence[str], text: str) -> None:
        """Puts the new child `name` of `parent` where the `order` of children has it, behind others of that name."""
        before = [child for child in parent if local(child) in order[: order.index(name) + 1]]
        if before:
            self.insert(self.extents[before[-1]].end, text)
        elif len(parent):
            self.insert(self.extents[parent[0]].start, text)
        else:
            self.append(parent, text)

    def set(self, element: Any, name: str, value: str) -> None:
        """Gives an attribute of the start tag a value."""
        extent = self.extents[element]
        tag = self.data[extent.start : extent.inner]
        found = re.search(rb"\s" + name.encode() + rb"\s*=\s*(\"[^\"]*\"|'[^']*')", tag)
        if found:
            self.replace(extent.start + found.start(1), extent.start + found.end(1), attribute(value).encode())
        else:
            opening = _OPENING.match(tag)
            assert opening is not None
            self.insert(extent.start + opening.end(), f" {name}={attribute(value)}")

    def child(self, parent: Any, name: str) -> Any:
        """The first child of a local name; None where there is none."""
        return next((child for child in parent if local(child) == name), None)

    def remove(self, element: Any) -> None:
        """Takes an element out with all it holds."""
        extent = self.extents[element]
        self.replace(extent.start, extent.end, b"")

    def replace(self, start: int, end: int, by: bytes) -> None:
        """Puts `by` in the place of the bytes start:end."""
        self._changes.append((start, end, len(self._changes), by))

    def raw(self, element: Any) -> bytes:
        """An element as it is written."""
        extent = self.extents[element]
        return self.data[extent.start : extent.end]

    def result(self) -> bytes:
        """The bytes with all changes made; a change within what another one takes away is gone with it."""
        pieces, at = [], 0
        for start, end, _, by in sorted(self._changes):
            if start < at:
                continue
            pieces += [self.data[at:start], by]
            at = max(at, end)
        return b"".join([*pieces, self.data[at:]])

    def prefix(self, namespace: str) -> tuple[str, str]:
        """The prefix that the root binds to a namespace of the tree, and what a new element must declare where it binds none."""
        bound = next((prefix for prefix, uri in self.root.nsmap.items() if uri == namespace and prefix), None)
        return (f"{bound}:", "") if bound else ("own:", f' xmlns:own="{namespace}"')

    def naming(self) -> tuple[str, str]:
        """As `prefix`, for elements in the namespace of the root, which need none where it is the default one."""
        return ("", "") if self.root.prefix is None else (f"{self.root.prefix}:", "")


def _as_utf8(data: bytes, root: Any) -> bytes:
    """The bytes themselves where they are UTF-8, as every office program writes them; else the tree written anew."""
    if _UTF8.match(data):
        return data
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _extents(data: bytes) -> Iterator[Extent]:
    """The extent of each element in the order of their start tags."""
    found: list[Extent | None] = []
    open_: list[tuple[int, int, int]] = []
    for token in _MARKUP.finditer(data):
        if token["name"] is None:
            continue
        if token["closes"]:
            number, start, inner = open_.pop()
            found[number] = Extent(start, inner, token.start(), token.end())
        elif data[token.end() - 2 : token.end() - 1] == b"/":
            found.append(Extent(token.start(), token.end(), token.end(), token.end()))
        else:
            open_.append((len(found), token.start(), token.end()))
            found.append(None)
    return (extent for extent in found if extent is not None)


def local(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def characters(text: bytes) -> list[int] | None:
    """Where each character of the content of an element begins, and where the last ends; None where the content is more than plain text."""
    if b"<" in text:
        return None
    starts = [match.start() for match in _CHARACTER.finditer(text)]
    return [*starts, len(text)]


def content(text: str) -> str:
    """`text` as the content of an element."""
    return escape(xml_text(text))


def attribute(text: str) -> str:
    """`text` as the value of an attribute, in its quotes."""
    return quoteattr(xml_text(text))
