"""A paragraph laid out around its figures: sentence, segment, clause, item, aside; the phrase before each figure and the noun after it."""

from __future__ import annotations

import re

from gouji.frozen import frozen
from gouji.quantity.figure import Figure

_BOUNDARY = re.compile(r"[。！？!?；;，,、：:()（）]")
_MOST_FIGURES = 300  # no sentence has more; a hostile one is cut at its next boundary, so that what is quadratic in a sentence stays bounded
_OPENING, _CLOSING = "(（", ")）"


@frozen
class Region:
    """A stretch of a paragraph's plain text."""

    start: int
    end: int


@frozen
class Mention:
    """A figure where it stands.

    `phrase` is the text back to the nearest boundary or figure (over brackets that hold no figure), `boundary` the character crossed there, `follow`
    the text on to the next
    boundary or figure, `label` the words before the last colon of the segment, `depth` how many brackets are open, `group` which bracket (0 = none).
    """

    index: int
    figure: Figure
    sentence: int
    segment: int
    clause: int
    item: int
    depth: int
    group: int
    phrase: Region
    boundary: str
    follow: Region
    label: Region | None


@frozen
class Layout:
    """One paragraph: its plain text, its figures in order, the spans of its sentences and clauses, and the brackets without figures."""

    plain: str
    mentions: tuple[Mention, ...]
    sentences: tuple[Region, ...]
    clauses: tuple[Region, ...]
    clause_sentence: tuple[int, ...]
    asides: tuple[Region, ...]


class _Scan:
    """The state of one left-to-right walk over a paragraph."""

    def __init__(self, plain: str) -> None:
        self.plain = plain
        self.sentence = self.segment = self.clause = self.item = self.group = self.groups = 0
        self.boundary = ""
        self.phrase_start = 0
        self.label: Region | None = None
        self.label_start = 0
        self.stack: list[tuple[int, str, int, int]] = []  # phrase start and boundary before the bracket, its group, where it opened
        self.bracket_has_figure: list[bool] = []
        self.sentence_starts = [0]
        self.clause_starts = [(0, 0)]
        self.asides: list[Region] = []
        self.figures = 0  # in the sentence so far

    def cross(self, position: int) -> None:
        mark = self.plain[position]
        if mark in _OPENING:
            self.groups += 1
            self.stack.append((self.phrase_start, self.boundary, self.group, position))
            self.bracket_has_figure.append(False)
            self.group = self.groups
            self._restart(position + 1, mark)
        elif mark in _CLOSING:
            self._close(position)
        else:
            self._separate(mark, position)

    def _close(self, position: int) -> None:
        if not self.stack:
            return
        phrase_start, boundary, self.group, opened = self.stack.pop()
        if self.bracket_has_figure.pop():
            if self.bracket_has_figure:
                self.bracket_has_figure[-1] = True
            self._restart(position + 1, ")")
        else:
            self.asides.append(Region(opened, position + 1))
            self.phrase_start, self.boundary = phrase_start, boundary

    def _separate(self, mark: str, position: int) -> None:
        if mark in ":：":
            self.label = Region(self.label_start, position)
            self.clause += 1
            self.clause_starts.append((position + 1, self.sentence))
            self._restart(position + 1, mark)
            return
        if mark == "、":
            self.item += 1
        else:
            self.clause += 1
            self.item = 0
            if not self.stack:
                self.label_start = position + 1
            if mark in "；;":
                self.segment += 1
                self.label = None if not self.stack else self.label
            elif (mark in "。！？!?" and not self.stack) or self.figures > _MOST_FIGURES:
                self.figures = 0
                self.sentence += 1
                self.segment += 1
                self.label = None
                self.sentence_starts.append(position + 1)
            self.clause_starts.append((position + 1, self.sentence))
        self._restart(position + 1, mark)

    def _restart(self, position: int, mark: str) -> None:
        self.phrase_start, self.boundary = position, mark


def lay_out(plain: str, figures: list[Figure]) -> Layout:
    """The layout of one paragraph; `figures` are its figures in order, as `quantity.figure.read` gives them."""
    scan = _Scan(plain)
    marks = [match.start() for match in _BOUNDARY.finditer(plain)]
    drafts: list[tuple[Figure, tuple[int, int, int, int, int, int], Region, str, Region | None]] = []
    at = 0
    for figure in figures:
        while at < len(marks) and marks[at] < figure.start:
            if marks[at] < figure.lead or marks[at] >= figure.start:
                scan.cross(marks[at])
            at += 1
        phrase = _phrase(scan, figure.lead)
        for level in range(len(scan.bracket_has_figure)):
            scan.bracket_has_figure[level] = True
        place = (scan.sentence, scan.segment, scan.clause, scan.item, len(scan.stack), scan.group)
        drafts.append((figure, place, phrase, scan.boundary, scan.label))
        while at < len(marks) and marks[at] < figure.end:
            at += 1
        scan.phrase_start, scan.boundary = figure.end, "figure"
        scan.figures += 1
    for position in marks[at:]:
        scan.cross(position)
    follows = _follows(plain, figures, marks)
    mentions = tuple(
        Mention(index, figure, *place, phrase, boundary, follow, label)
        for index, ((figure, place, phrase, boundary, label), follow) in enumerate(zip(drafts, follows, strict=True))
    )
    sentences = _regions(scan.sentence_starts, len(plain))
    clauses = _regions([start for start, _ in scan.clause_starts], len(plain))
    return Layout(plain, mentions, sentences, clauses, tuple(sentence for _, sentence in scan.clause_starts), _outermost(scan.asides))


def _phrase(scan: _Scan, end: int) -> Region:
    """The words that name a figure; in `设备(35万元)` and `预算(含结转120万元)1500万元` they stand before the bracket."""
    start = min(scan.phrase_start, end)
    if not scan.plain[start:end].strip() and scan.boundary in (*_OPENING, *"（") and scan.stack:
        outer_start, _, _, opened = scan.stack[-1]
        return Region(outer_start, opened)
    return Region(start, end)


def _follows(plain: str, figures: list[Figure], marks: list[int]) -> list[Region]:
    follows = []
    at = 0
    for index, figure in enumerate(figures):
        while at < len(marks) and marks[at] < figure.end:
            at += 1
        stop = marks[at] if at < len(marks) else len(plain)
        if index + 1 < len(figures):
            stop = min(stop, max(figures[index + 1].lead, figure.end))
        follows.append(Region(figure.end, max(stop, figure.end)))
    return follows


def _regions(starts: list[int], end: int) -> tuple[Region, ...]:
    return tuple(Region(start, stop) for start, stop in zip(starts, [*starts[1:], end], strict=True))


def _outermost(asides: list[Region]) -> tuple[Region, ...]:
    """Brackets in order, those inside another left out."""
    kept: list[Region] = []
    for aside in sorted(asides, key=lambda region: region.start):
        if not kept or aside.start >= kept[-1].end:
            kept.append(aside)
    return tuple(kept)
