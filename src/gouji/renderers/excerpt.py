"""The sentence of a finding on one line, with marks under the figures in it: `^` the one to look at, `-` those it was held against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.text import Text

from gouji.frozen import frozen
from gouji.renderers.columns import GAP, visible, width
from gouji.renderers.escaping import safe
from gouji.renderers.notes import Known
from gouji.renderers.quotes import within
from gouji.renderers.sheet import STYLES
from gouji.report import Finding

FAULT, WITNESS = "^", "-"


@frozen
class Mark:
    """Characters `start` to `end` of the quote are a figure: `sign` goes under it, `style` on it."""

    fact: str
    start: int
    end: int
    sign: str
    style: str


@frozen
class Excerpt:
    """A line of text, the line under it (empty where nothing is marked), and the ids of the figures marked."""

    text: Text
    underline: Text
    shown: frozenset[str]


def excerpt(finding: Finding, figures: Mapping[str, Known], columns: int, words: str = "") -> Excerpt:
    """The quote of a finding in at most `columns`: all of its figures if there is room for them, else the surroundings of the first.

    `words` are what is at fault where no figure is; they are marked where the quote has them once.
    """
    quote = safe(finding.quote)
    marks = list(_marks(finding, figures)) or list(_worded(finding, words))
    start, end = (marks[0].start, marks[0].end) if marks else (0, 0)
    low, high = min((mark.start for mark in marks), default=0), max((mark.end for mark in marks), default=0)
    if width(quote[low:high]) <= columns - 2 * len(GAP):
        start, end = low, high
    left, right = visible(quote, start, end, columns)
    seen = [mark for mark in marks if left <= mark.start and (mark.end <= right or mark is marks[0])]
    return _drawn(quote, left, right, seen)


def _marks(finding: Finding, figures: Mapping[str, Known]) -> Iterator[Mark]:
    """The figure to look at first, then those of the same sentence; where nothing decides between several, all of them are to be looked at."""
    first = figures.get(finding.figures[0]) if finding.figures else None
    if first is None:
        return
    for number, fact in enumerate(dict.fromkeys((*finding.figures, *finding.candidates))):
        known = figures.get(fact)
        if known is None or known.document is not first.document or known.view.fact.sentence != first.view.fact.sentence:
            continue
        start, end = within(finding.quote, known.view)
        at_fault = not number or fact in finding.candidates
        if end > start:
            yield Mark(fact, start, end, FAULT if at_fault else WITNESS, STYLES[finding.severity if at_fault else "witness"])


def _worded(finding: Finding, words: str) -> Iterator[Mark]:
    if not finding.figures and words and words != finding.quote and finding.quote.count(words) == 1:
        start = finding.quote.index(words)
        yield Mark("", start, start + len(words), FAULT, STYLES[finding.severity])


def _drawn(quote: str, left: int, right: int, marks: list[Mark]) -> Excerpt:
    head, tail = GAP if left else "", GAP if right < len(quote) else ""
    text, under = Text(f"{head}{quote[left:right]}{tail}"), Text()
    shift = len(head) - left
    for mark in sorted(marks, key=lambda mark: mark.start):
        start, end = mark.start + shift, min(mark.end, right) + shift
        text.stylize(mark.style, start, end)
        before, taken = width(text.plain[:start]), width(text.plain[start:end])
        if before >= under.cell_len:
            under.append(" " * (before - under.cell_len)).append(mark.sign * taken, mark.style)
    return Excerpt(text, under, frozenset(mark.fact for mark in marks if mark.fact))
