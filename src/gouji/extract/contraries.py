"""Contraries: an amount that moves one way beside a rate that moves the other, told in one breath of one thing."""

from __future__ import annotations

from gouji.extract.paragraph import Paragraph
from gouji.ledger import PREVIOUS, Binding, Statement

_OPPOSITE = {("decrease", "rise"), ("increase", "fall")}


def contraries(paragraph: Paragraph, moved: list[Statement]) -> list[Statement]:
    """`比上年减少156.28万元，上升17.08%`: amount and rate, with the level they belong to where `moved`, the changes of the paragraph, tells one."""
    found = []
    for _, positions in paragraph.by_sentence():
        for amount in positions[:-1]:
            if _contrary(paragraph, amount):
                rate = amount + 1
                roles = [("rate", rate), ("amount", amount)]
                now = _level(paragraph.ids[amount], moved)
                ids = tuple((role, (paragraph.ids[position],)) for role, position in roles)
                span = paragraph.span(paragraph.mentions[amount].figure.start, paragraph.mentions[rate].figure.end)
                found.append(Statement("contrary", (Binding((*ids, ("now", (now,))) if now else ids),), span))
    return found


def _contrary(paragraph: Paragraph, amount: int) -> bool:
    rate = amount + 1
    measures = paragraph.names[amount].measure, paragraph.names[rate].measure
    if measures not in _OPPOSITE or amount in paragraph.in_record or paragraph.mentions[rate].figure.dimension != "ratio":
        return False
    if paragraph.mentions[amount].figure.dimension == "points" or paragraph.mentions[amount].sentence != paragraph.mentions[rate].sentence:
        return False
    return _names_plainly(paragraph, amount) and _says_only_direction(paragraph, amount, rate)


def _names_plainly(paragraph: Paragraph, amount: int) -> bool:
    """Whether the word of movement is the last before the amount (`减少156.28万元`, not `节约156.28万元`, `减少财政负担156.28万元`)."""
    cue = paragraph.names[amount].cue
    plain = cue is not None and cue.word.removesuffix(_done(paragraph)) in paragraph.glossary.words["plain_movements"]
    return plain and cue is not None and not paragraph.plain[cue.end : paragraph.mentions[amount].figure.lead].strip()


def _done(paragraph: Paragraph) -> str:
    return paragraph.glossary.words["done"][0]


def _says_only_direction(paragraph: Paragraph, amount: int, rate: int) -> bool:
    """Whether nothing stands between amount and rate but how the same thing moved: `，上升`, `，增幅为`, `，同比增长` where the amount is on last year, too."""
    cue = paragraph.names[rate].cue
    between = paragraph.plain[paragraph.mentions[amount].figure.end : paragraph.mentions[rate].figure.lead]
    if cue is None or cue.word not in between:
        return False
    words = paragraph.glossary.words
    rest = between.replace(cue.word, "", 1)
    on_last_year = paragraph.names[amount].period == PREVIOUS or any(word in paragraph.phrase(amount) for word in words["year_on_year"])
    for word in (*words["movement_fillers"], *(words["year_on_year"] if on_last_year else ())):
        rest = rest.replace(word, "")
    return not rest.strip(" ,，、(（")


def _level(amount: str, moved: list[Statement]) -> str | None:
    """The level that an amount of change belongs to."""
    bindings = [statement.bindings[0] for statement in moved if any(amount in ids for _, ids in statement.bindings[0].roles)]
    levels = [binding.role("now")[0] for binding in bindings if binding.role("now")]
    return levels[0] if len(levels) == 1 else None
