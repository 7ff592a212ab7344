"""The runs of a Word file cut where marks are to stand between their characters; everything else of them stays byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from gouji.annotate.source import Source, characters
from gouji.readers.numbering import W
from gouji.readers.wordml import printed

_SPACE = re.compile(rb"\bxml:space\s*=")
_OPENING = re.compile(rb"<[^\s/>]+")
_END, _START = 0, 1

Cut = tuple[int, int]
"""A place in a run: the number of a child, and how many characters of it stand before."""


@dataclass(slots=True)
class _Child:
    element: Any
    length: int
    starts: list[int] | None  # where each character begins in the bytes; None where it cannot be cut


@dataclass(slots=True)
class CutRun:
    """A run with the marks that are to stand in it, before and behind it, and the stretches that are to be struck out."""

    source: Source
    run: Any
    marks: dict[Cut, list[tuple[int, str]]] = field(default_factory=dict)
    struck: list[tuple[Cut, Cut, str]] = field(default_factory=list)
    children: list[_Child] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.children = [self._child(element) for element in self.run if element.tag != f"{W}rPr"]

    def start(self, offset: int | None, mark: str) -> None:
        """Puts `mark` before the character `offset` of the run; before all of it for None."""
        self.marks.setdefault(self.before(offset), []).append((_START, mark))

    def end(self, offset: int | None, mark: str) -> None:
        """Puts `mark` behind the character before `offset`; behind all of the run for None."""
        self.marks.setdefault(self.behind(offset), []).append((_END, mark))

    def strike(self, first: Cut, last: Cut, attributes: str) -> None:
        """Has everything between two cuts struck out, by a tracked deletion with these attributes."""
        self.struck.append((first, last, attributes))

    def before(self, offset: int | None) -> Cut:
        """The cut before a character."""
        at = 0
        for number, child in enumerate(self.children):
            if offset is not None and child.length and offset < at + child.length:
                return (number, offset - at if child.starts else 0)
            at += child.length
        return (0, 0)

    def behind(self, offset: int | None) -> Cut:
        """The cut behind the character before `offset`."""
        at = 0
        for number, child in enumerate(self.children):
            if offset is not None and child.length and offset <= at + child.length:
                inner = offset - at
                return (number, inner) if child.starts and inner < child.length else (number + 1, 0)
            at += child.length
        return (len(self.children), 0)

    def is_plain(self, first: Cut, last: Cut) -> bool:
        """Whether nothing but characters that can be struck out stands between two cuts."""
        return all(child.element.tag == f"{W}t" and child.starts is not None for child in self.children[first[0] : last[0] + (last[1] > 0)])

    def properties(self) -> str:
        """The formatting of the run, as it is written."""
        found = self.run.find(f"{W}rPr")
        return "" if found is None else self.source.raw(found).decode()

    def write(self) -> None:
        """Puts the run, cut and marked, in its place."""
        ends = {cut for first, last, _ in self.struck for cut in (first, last)}
        last = (len(self.children), 0)
        cuts = sorted({*self.marks, *ends, (0, 0), last})
        pieces = [self._marks(cuts[0])]
        for here, there in pairwise(cuts):
            struck = next((attributes for first, last, attributes in self.struck if first <= here and there <= last), None)
            pieces += [self._piece(here, there, struck), self._marks(there)]
        extent = self.source.extents[self.run]
        self.source.replace(extent.start, extent.end, b"".join(pieces))

    def _marks(self, cut: Cut) -> bytes:
        """Ends stand before starts, so that neighbours do not overlap."""
        return "".join(mark for _, mark in sorted(self.marks.get(cut, ()), key=lambda pair: pair[0])).encode()

    def _piece(self, here: Cut, there: Cut, struck: str | None) -> bytes:
        source, extent = self.source, self.source.extents[self.run]
        if struck is None and (here, there) == ((0, 0), (len(self.children), 0)):
            return source.raw(self.run)
        content = b"".join(self._content(here, there))
        head = source.data[extent.start : extent.inner] + self.properties().encode()
        if here == (0, 0):
            head = source.data[extent.start : source.extents[self.children[0].element].start]
        run = head + content + source.data[extent.close : extent.end]
        if struck is None:
            return run
        return f"<{struck}>".encode() + _deleted(run) + f"</{struck.split(' ', 1)[0]}>".encode()

    def _content(self, here: Cut, there: Cut) -> Iterator[bytes]:
        (first, start), (last, end) = here, there
        for number in range(first, last + (end > 0)):
            child, low, high = self.children[number], start if number == first else 0, end if number == last else None
            extent = self.source.extents[child.element]
            if low == 0 and high is None:
                yield self.source.data[extent.start : extent.end]
            else:
                assert child.starts is not None
                text = self.source.data[extent.inner : extent.close][child.starts[low] : child.starts[child.length if high is None else high]]
                yield _spaced(self.source.data[extent.start : extent.inner], text) + text + self.source.data[extent.close : extent.end]
            if high is None:
                yield self.source.data[extent.end : self._next(number)]

    def _next(self, number: int) -> int:
        """Where the child behind a child begins in the bytes, or the end tag of the run."""
        extents = self.source.extents
        return extents[self.children[number + 1].element].start if number + 1 < len(self.children) else extents[self.run].close

    def _child(self, element: Any) -> _Child:
        extent = self.source.extents[element]
        starts = characters(self.source.data[extent.inner : extent.close]) if element.tag == f"{W}t" else None
        return _Child(element, len(printed(element)), starts)


def _spaced(tag: bytes, text: bytes) -> bytes:
    """A start tag under which blanks at the ends of `text` stay."""
    if _SPACE.search(tag) or text.strip(b" \t\r\n") == text:
        return tag
    name = _OPENING.match(tag)
    assert name is not None
    return tag[: name.end()] + b' xml:space="preserve"' + tag[name.end() :]


def _deleted(run: bytes) -> bytes:
    """A run whose characters are those of a deletion."""
    return re.sub(rb"(</?(?:[^\s/>:]+:)?)t(?=[\s>])", rb"\1delText", run)


def contiguous(runs: Sequence[Any]) -> bool:
    """Whether runs follow one another in one paragraph, with nothing printed between them."""
    parents = {run.getparent() for run in runs}
    return len(parents) == 1 and all(_follows(one, other) for one, other in pairwise(runs))


def _follows(one: Any, other: Any) -> bool:
    between = one.getnext()
    while between is not None and between is not other:
        if between.tag not in _SILENT:
            return False
        between = between.getnext()
    return between is other


_SILENT = {f"{W}{name}" for name in ("proofErr", "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd")}
