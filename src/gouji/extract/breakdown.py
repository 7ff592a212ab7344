"""A whole that its sentence opens with, each part of it told with its share: `支出T中，A a，占p；B b，占q`."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.extract.paragraph import Paragraph
from gouji.extract.shares import share
from gouji.ledger import MOVEMENTS, Binding, Statement
from gouji.quantity.interval import Interval


def breakdowns(paragraph: Paragraph) -> list[Statement]:
    """The shares of every such sentence, and the composition where its shares make the whole."""
    return [statement for sentence, positions in paragraph.by_sentence() for statement in _broken_down(paragraph, sentence, positions)]


def _broken_down(paragraph: Paragraph, sentence: int, positions: list[int]) -> Iterator[Statement]:
    whole = next((p for p in positions if is_opened(paragraph, p)), None)
    if whole is None:
        return
    pairs = [pair for at, p in enumerate(positions) if p > whole and (pair := _pair(paragraph, positions, at, whole)) is not None]
    for told, part in pairs:
        paragraph.bound.add(told)
        paragraph.parts_of.setdefault(part, whole)
        yield share(paragraph, told, part, whole)
    if len(pairs) > 1 and sum((paragraph.mentions[told].figure.lawful for told, _ in pairs), Interval.exact(0)).meets(_WHOLE):
        parts = tuple(paragraph.ids[part] for _, part in pairs)
        span = paragraph.span(paragraph.mentions[whole].figure.start, max(paragraph.mentions[p].figure.end for pair in pairs for p in pair))
        yield Statement("composition", (Binding((("whole", (paragraph.ids[whole],)), ("parts", parts))),), span)


def is_opened(paragraph: Paragraph, position: int) -> bool:
    """`全部支出14764.22万元中，`: nothing between the figure and what opens its parts."""
    end = paragraph.mentions[position].figure.end
    opens = paragraph.glossary.operators["within"].pattern.match(paragraph.plain, end)
    return opens is not None and paragraph.plain[opens.end() : opens.end() + 1] in _PAUSES and paragraph.additive(position)


_PAUSES = tuple("，,：:")
_WHOLE = Interval.exact(1)


def _pair(paragraph: Paragraph, positions: list[int], at: int, whole: int) -> tuple[int, int] | None:
    """A bare share and its part: right before it (`A a，占p`), or right behind it where that is called by nothing of its own (`A占p，金额a`)."""
    told = positions[at]
    if paragraph.mentions[told].figure.dimension != "ratio" or told in paragraph.bound:
        return None
    before, bare = positions[at - 1], paragraph.glossary.operators["bare_share"].words
    phrase = paragraph.phrase(told).strip()
    if phrase.lstrip("".join(_PAUSES)) in bare:
        return (told, before) if before != whole and _may_be_part(paragraph, before, whole) else None
    if not phrase.endswith(bare) or at + 1 == len(positions):
        return None
    behind = positions[at + 1]
    called = paragraph.phrase(behind).strip()
    return (told, behind) if called in paragraph.glossary.words["amounts"] and _may_be_part(paragraph, behind, whole) else None


def _may_be_part(paragraph: Paragraph, part: int, whole: int) -> bool:
    return paragraph.same_kind(part, whole) and paragraph.additive(part) and paragraph.names[part].measure not in MOVEMENTS
