"""Text in terminal columns: how wide it is, where its lines break, which part of a long one is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

GAP = "..."
_OPENING = "（“‘《〈【「『〔"
_CLOSING = "，。、；：！？）”’》〉】」』〕…"
# What a line may not be broken inside: `（214.2`, `元，`, `report.txt:212:9`
_PIECE = re.compile(rf"[{_OPENING}]*(?:[!-~]+|\s|.)?[{_CLOSING}]*", re.DOTALL)


def width(text: str) -> int:
    """Terminal columns that `text` takes: 2 for each Chinese character."""
    return cell_len(text)


def padded(text: str, columns: int) -> str:
    """`text` and the spaces that fill it up to `columns`."""
    return text + " " * (columns - width(text))


def wrapped(text: Text, columns: int, indent: int, hang: int) -> Iterator[Text]:
    """The lines of `text` in `columns`, the first indented by `indent`, the others by `hang`; styles are kept."""
    lines = text.divide(list(_breaks(text.plain, columns - indent, columns - hang)))
    for number, line in enumerate(lines):
        line.rstrip()
        yield Text(" " * (hang if number else indent)).append_text(line)


def window(text: str, start: int, end: int, columns: int) -> tuple[str, int, int]:
    """The part of `text` around `start`:`end` that fits into `columns`, with `...` for what is left out, and where the two are in it."""
    left, right = visible(text, start, end, columns)
    head = GAP if left else ""
    tail = GAP if right < len(text) else ""
    shift = len(head) - left
    return f"{head}{text[left:right]}{tail}", start + shift, min(end, right) + shift


def visible(text: str, start: int, end: int, columns: int) -> tuple[int, int]:
    """Which part of `text` is to be shown, so that it fits into `columns` with `...` on both sides and has as much of `start`:`end` as can be."""
    if width(text) <= columns:
        return 0, len(text)
    room = columns - 2 * len(GAP)
    while width(text[start:end]) > room:
        end -= 1
    left, right = start, end
    room -= width(text[start:end])
    growing = True
    while growing:
        growing = False
        if left and (step := width(text[left - 1])) <= room:
            left, room, growing = left - 1, room - step, True
        if right < len(text) and (step := width(text[right])) <= room:
            right, room, growing = right + 1, room - step, True
    return left, right


def _breaks(text: str, first: int, rest: int) -> Iterator[int]:
    """The offsets at which `text` goes on in the next line."""
    room, used = first, 0
    for start, piece in _pieces(text, rest):
        taken = width(piece)
        if used and used + taken > room and piece.strip():
            yield start
            room, used = rest, 0
        used += taken


def _pieces(text: str, columns: int) -> Iterator[tuple[int, str]]:
    """The unbreakable pieces of `text`, each cut to at most `columns`."""
    for match in _PIECE.finditer(text):
        start = match.start()
        while start < match.end():
            end = start + 1
            while end < match.end() and width(text[start : end + 1]) <= columns:
                end += 1
            yield start, text[start:end]
            start = end
