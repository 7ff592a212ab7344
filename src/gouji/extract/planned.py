"""What was set and what was reached, where a scored sentence tells them without saying so: 计划24条以上，1—6月10条，全年21条，得9.6分."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.document.outline import mark_of
from gouji.extract.paragraph import Paragraph
from gouji.frozen import replace
from gouji.ledger import TO_DATE

_EVIDENCE = frozenset({"score", "weight", "completion"})
_RECORD = frozenset({"target", "midyear", "actual", *_EVIDENCE})


def mark_planned(paragraph: Paragraph) -> None:
    """Names the target, the mid-year value and the value reached in every sentence that plans, where marks or a completion rate stand beside them."""
    for sentence, positions in paragraph.by_sentence():
        plans = [position for position in positions if _plans(paragraph, position)]
        if plans and _is_scored(paragraph, sentence, positions):
            for plan, told in _told_of(plans, positions):
                _mark(paragraph, plan, told)


def _is_scored(paragraph: Paragraph, sentence: int, positions: list[int]) -> bool:
    """Marks in the sentence itself or in the two behind it (原因：…。本项16分，扣2分，得14分)."""
    last = positions[-1]
    behind = range(last + 1, min(last + 1 + _MARKS_BEHIND, len(paragraph)))
    near = [*positions, *(p for p in behind if paragraph.mentions[p].sentence <= sentence + 2 and not items_apart(paragraph, last, p))]
    return any(paragraph.names[p].measure in _EVIDENCE and paragraph.names[p].firm for p in near)


_MARKS_BEHIND = 3


def items_apart(paragraph: Paragraph, one: int, other: int) -> bool:
    """Whether a sentence between two figures opens another item of a list (②…, （2）…, 指标4：…)."""
    first, last = paragraph.mentions[one].sentence, paragraph.mentions[other].sentence
    openings = (paragraph.words(paragraph.layout.sentences[sentence]).strip() for sentence in range(first + 1, last + 1))
    return any(mark_of(words) is not None or _is_numbered(paragraph, words) for words in openings)


def _is_numbered(paragraph: Paragraph, words: str) -> bool:
    label = next((label for label in paragraph.glossary.words["item_labels"] if words.startswith(label)), None)
    return label is not None and _NUMBERED.match(words, len(label)) is not None


_NUMBERED = re.compile(r"\d{1,2}[：:、.．]")


def _plans(paragraph: Paragraph, position: int) -> bool:
    name = paragraph.names[position]
    if is_due(paragraph, position):
        return False
    if name.measure == "target" and name.firm:
        return True
    return not name.firm and paragraph.phrase(position).strip().startswith(paragraph.glossary.words["planned"])


def is_due(paragraph: Paragraph, position: int) -> bool:
    """`应参保196,370人，实际参保191,462人，参保率97.50%`: what a rate is of, though the target is the rate's."""
    due, after = paragraph.glossary.words["due"], position + 1
    if not paragraph.phrase(position).strip().startswith(due) or after >= len(paragraph):
        return False
    return paragraph.same_kind(position, after) and paragraph.phrase(after).strip().startswith(paragraph.glossary.words["actually"])


def _told_of(plans: list[int], positions: list[int]) -> Iterator[tuple[int, list[int]]]:
    """Each plan with the figures up to the next; the one before it too, where it is the only plan."""
    for plan, after in zip(plans, [*plans[1:], positions[-1] + 1], strict=True):
        before = [position for position in positions if position < plan][-1:] if len(plans) == 1 else []
        yield plan, [*range(plan + 1, after), *before]


def _mark(paragraph: Paragraph, plan: int, told: list[int]) -> None:
    alike = [p for p in told if paragraph.same_kind(p, plan) and (not paragraph.names[p].firm or paragraph.names[p].measure in _LOOSE)]
    midyear = next((p for p in alike if _by_midyear(paragraph, p)), None)
    actual = next((p for p in alike if p != midyear and _reached(paragraph, p)), None)
    if actual is None:
        return
    for position, slot in ((plan, "target"), (midyear, "midyear"), (actual, "actual")):
        if position is not None:
            paragraph.names[position] = replace(paragraph.names[position], measure=slot, source="record")


_LOOSE = frozenset({"executed", "disbursed", "midyear", "actual"})


def _by_midyear(paragraph: Paragraph, position: int) -> bool:
    return paragraph.names[position].measure == "midyear" or (paragraph.names[position].period or "").startswith(TO_DATE)


def _reached(paragraph: Paragraph, position: int) -> bool:
    phrase = paragraph.phrase(position).strip()
    words = paragraph.glossary.words
    return phrase.startswith((*words["reached"], *words["over_the_year"], *words["really"])) or paragraph.names[position].measure == "actual"
