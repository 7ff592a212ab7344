"""一、（一）1.（1） → section paths: which headings a block stands under."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gouji.document.model import Document

_HAN = "〇一二三四五六七八九十百"
# Each mark is written like its example; a block opens at most one.
_MARKS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"第([{_HAN}]+|\d+)[章部编]")),  # 第一章
    (2, re.compile(rf"([{_HAN}]{{1,3}})[、.．]")),  # 一、
    (3, re.compile(rf"[(（]([{_HAN}]{{1,3}})[)）]")),  # （一）
    (4, re.compile(r"(\d{1,2})[.、．](?!\d)")),  # 1.
    (5, re.compile(r"[(（](\d{1,2})[)）]")),  # （1）
    (6, re.compile(r"(\d{1,2})[)）]")),  # 1)
    (7, re.compile(r"([①-⑳])")),  # ①
)
_BARE_HEADING_LENGTH = 40
_SENTENCE_MARKS = re.compile(r"[。；;，,]")


@dataclass(frozen=True, slots=True)
class Mark:
    """An outline mark at the start of a block: its depth (1 = highest), its ordinal as printed, its whole text, and where the words after it begin."""

    depth: int
    ordinal: str
    text: str
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """The path of marks over a block (`三(六)`), and the headings it stands under, outermost first."""

    path: str | None
    headings: tuple[str, ...]
    mark: Mark | None
    is_heading: bool


def ordinal_value(ordinal: str) -> int | None:
    """What an ordinal counts: `十二` → 12, `4` → 4; None for other marks."""
    if ordinal.isdigit() and ordinal.isascii():
        return int(ordinal)
    if set(ordinal) - set(_HAN[1:11]):
        return None
    tens, ten, ones = ordinal.partition(_HAN[10])
    if not ten:
        return _HAN.index(ordinal) if len(ordinal) == 1 else None
    return (_HAN.index(tens) if tens else 1) * 10 + (_HAN.index(ones) if ones else 0)


def mark_of(plain: str) -> Mark | None:
    """The outline mark that opens `plain`, or None."""
    for depth, pattern in _MARKS:
        match = pattern.match(plain)
        if match:
            return Mark(depth, match.group(1), match.group(0), match.end())
    return None


def outline(document: Document) -> tuple[Section, ...]:
    """One Section a block, in block order; cells stand under the last heading before their table."""
    stack: list[tuple[int, str, str]] = []
    sections: list[Section] = []
    for block in document.blocks:
        mark = mark_of(block.plain) if block.kind != "cell" else None
        words = block.plain[mark.end :] if mark else block.plain
        bare = len(words) <= _BARE_HEADING_LENGTH and not _SENTENCE_MARKS.search(words)
        is_heading = bool(mark and bare) or (block.kind == "heading" and bare)
        if mark:
            while stack and stack[-1][0] >= mark.depth:
                stack.pop()
            stack.append((mark.depth, _short(mark), words if bare else ""))
        path = "".join(short for _, short, _ in stack) or None
        headings = tuple(heading for _, _, heading in stack if heading)
        sections.append(Section(path, headings, mark, is_heading))
    return tuple(sections)


def _short(mark: Mark) -> str:
    bracketed = mark.text[0] in "(（"
    return f"({mark.ordinal})" if bracketed else mark.ordinal
