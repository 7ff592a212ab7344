"""Hard-wraps paragraphs as a copy out of a PDF does: fixed width, blank lines, indents, page gaps; seeded."""

from __future__ import annotations

import random

from gouji.readers.furniture import columns

NO_LINE_START = "，。、；：！？）》”’%％,.;:!?)"
NO_LINE_END = "（《“‘("


def rewrap(paragraphs: list[str], seed: int) -> str:
    """`paragraphs` in lines of 16 to 45 characters; what stands between the lines depends on `seed`."""
    chance = random.Random(seed)
    width = 2 * chance.randint(16, 45)
    indented, spaced, gaps = chance.random() < 0.5, chance.random() < 0.5, chance.random() < 0.5
    lost = not indented and chance.random() < 0.5  # the first line was indented in print, and the copy lost it
    lines: list[str] = []
    for paragraph in paragraphs:
        for number, line in enumerate(wrap(paragraph, width, 4 if indented or lost else 0)):
            lines.append("　　" + line if indented and number == 0 else line)
    out: list[str] = []
    for number, line in enumerate(lines):
        out.append(line)
        out.extend([""] * (spaced + (3 if gaps and number % 28 == 27 else 0)))
    return "\n".join(out) + "\n"


def wrap(paragraph: str, width: int, indent: int = 0) -> list[str]:
    """Lines of at most `width` columns, the first `indent` columns narrower; breaks fall inside words and numbers."""
    lines: list[str] = []
    rest, room = paragraph, width - indent
    while columns(rest) > room:
        cut = max(at for at in range(1, len(rest)) if columns(rest[:at]) <= room)
        while cut > 2 and (rest[cut] in NO_LINE_START or rest[cut - 1] in NO_LINE_END):
            cut -= 1
        lines.append(rest[:cut])
        rest, room = rest[cut:], width
    return [*lines, rest]
