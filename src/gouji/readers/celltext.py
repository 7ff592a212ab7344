"""The text of a cell or paragraph from its typed lines: a line break is a wrap unless it separates two statements."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator

from gouji.readers import furniture
from gouji.readers.border import GAP, Traced, joined

LINE = "\u2028"  # a line break that the author typed
_SEPARATING = "。；;，,、：:！？"
_TORN = re.compile("[0-9０-９][.．]$")  # `176.` / `28`


def whole(lines: Iterable[Traced]) -> Traced:
    """The paragraphs of a cell as one text."""
    text: Traced | None = None
    for line in lines:
        text = line if text is None else joined((text, line), _separator(text.text, line.text))
    return text if text is not None else Traced("", array("l"))


def _separator(before: str, after: str) -> str:
    """`年初` / `预算数` are one label, and after a full stop nothing is needed; other paragraphs of a cell are kept apart."""
    label = len(before) + len(after) <= 12 and not any(character.isdigit() for character in before + after)
    torn = _TORN.search(before) and after[:1].isdigit()
    return "" if label or torn or before[-1:] in _SEPARATING or not before else GAP


def lines_of(raw: Traced) -> Iterator[Traced]:
    """The statements of a paragraph: its typed line breaks are wraps unless they separate."""
    start, at = 0, raw.text.find(LINE)
    while at >= 0:
        before, after = raw.text[start:at].strip(), raw.text[at + 1 :].split(LINE, 1)[0].strip()
        if before and after and furniture.splits(before.rsplit(LINE, 1)[-1], after):
            yield _unwrapped(raw.part(start, at))
            start = at + 1
        at = raw.text.find(LINE, at + 1)
    rest = _unwrapped(raw.part(start, len(raw)))
    if rest.text:
        yield rest


def _unwrapped(raw: Traced) -> Traced:
    return Traced(raw.text.replace(LINE, "\n"), raw.sources).stripped()
