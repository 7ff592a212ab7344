"""The ledger's join: facts of one measure that speak of the same subject and time, nearest first."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property

from gouji.checks.draft import Case
from gouji.ledger import PREVIOUS, TO_DATE, WHOLE, Fact

SENTENCE, PARAGRAPH, SECTION, DOCUMENT = range(4)
BOUNDS = frozenset({"bound", "ceiling"})  # a ceiling is what must not be passed: what passes it is at fault; of a bound either side may be
_WINDOW = 100  # facts of one measure looked at before the anchor, and as many after it
_CHAPTER = re.compile(r"\d+|[^\d(]+")
_NEXT = 2  # blocks apart that still belong together where a text has no headings


class Join:
    """Facts by measure, with what it means for two of them to be about the same thing."""

    @classmethod
    def of(cls, case: Case) -> Join:
        """The join of a case's ledger, one for all rules."""
        if "join" not in case.shared:
            case.shared["join"] = cls(case)
        found: Join = case.shared["join"]
        return found

    def __init__(self, case: Case) -> None:
        self.case = case
        self.by_measure: dict[str, list[Fact]] = {}
        self.order = case.order
        for fact in case.ledger.facts:
            if fact.measure is not None:
                self.by_measure.setdefault(fact.measure, []).append(fact)
            if fact.topic_measure is not None:
                self.by_measure.setdefault(fact.topic_measure, []).append(fact)

    def bearing(self, measures: Iterable[str]) -> list[Fact]:
        """The facts that bear one of these measures, by themselves or by the name of their indicator, in reading order."""
        found = {fact.id: fact for measure in measures for fact in self.by_measure.get(measure, ())}
        return sorted(found.values(), key=lambda fact: self.order[fact.id])

    @cached_property
    def by_block(self) -> dict[tuple[int, str], list[Fact]]:
        """The facts of a measure in one block."""
        found: dict[tuple[int, str], list[Fact]] = {}
        for measure, facts in self.by_measure.items():
            for fact in facts:
                found.setdefault((fact.span.block, measure), []).append(fact)
        return found

    @cached_property
    def wholes_of(self) -> dict[frozenset[str], list[str]]:
        """The wholes that the text says are made up of these parts."""
        found: dict[frozenset[str], list[str]] = {}
        for statement in self.case.ledger.statements:
            if statement.kind == "composition":
                binding = statement.bindings[0]
                found.setdefault(frozenset(binding.role("parts")), []).append(binding.role("whole")[0])
        return found

    def in_row(self, fact: Fact, measure: str) -> list[Fact]:
        """The facts of a row that bear a measure, or amounts that no word names, beside the one of them that is `fact`."""
        return [each for each in self._rows.get(fact.row, ()) if each.measure == measure or (each.measure is None and each.dimension == fact.dimension)]

    @cached_property
    def _rows(self) -> dict[tuple[int, int] | None, list[Fact]]:
        found: dict[tuple[int, int] | None, list[Fact]] = {}
        for fact in self.case.ledger.facts:
            if fact.row is not None:
                found.setdefault(fact.row, []).append(fact)
        return found

    @cached_property
    def by_chapter(self) -> dict[tuple[tuple[str, int] | None, str], list[Fact]]:
        """The facts of a measure in one chapter."""
        found: dict[tuple[tuple[str, int] | None, str], list[Fact]] = {}
        for measure, facts in self.by_measure.items():
            for fact in facts:
                found.setdefault((self.chapter(fact), measure), []).append(fact)
        return found

    @cached_property
    def rows_of_unknown_money(self) -> set[tuple[int, int] | None]:
        """The rows of tables that hold a sum of money whose column says nothing known."""
        return {fact.row for fact in self.case.ledger.facts if fact.row is not None and fact.measure is None and fact.dimension == "money"}

    @cached_property
    def listed(self) -> set[tuple[str, ...]]:
        """The wholes of which the text itself lists the parts."""
        return {statement.bindings[0].role("whole") for statement in self.case.ledger.statements if statement.kind == "composition"}

    def fits_subject(self, fact: Fact, subject: str | None) -> bool:
        """Whether a fact may stand for a name that a claim narrows to `subject` (`执行数（基本支出）`) or leaves to the whole."""
        return subject is None or fact.aspects.subject == subject or (subject == WHOLE and fact.aspects.subject is None)

    def nearest(self, anchor: Fact, measure: str, subject: str | None, taken: set[str], most: int, unsaid: bool) -> tuple[Fact, int] | None:
        """The fact of a measure nearest to the anchor among those that agree with it, and how far it stands: sentence, paragraph, section, document."""
        told = self.by_measure.get(measure, ())
        for reach in (PARAGRAPH, SECTION, DOCUMENT) if told else ():
            if reach > max(most, PARAGRAPH):
                break
            if PARAGRAPH < reach < most and len(told) <= 2 * _WINDOW:
                continue  # of so few, the nearest of the document is that of the section if it has one
            if (found := self._best(anchor, measure, subject, taken, min(most, reach), unsaid)) is not None:
                return found
        return None

    def _best(self, anchor: Fact, measure: str, subject: str | None, taken: set[str], most: int, unsaid: bool) -> tuple[Fact, int] | None:
        best: tuple[tuple[int, int, int, int, int], Fact] | None = None
        for fact in self._around(anchor, measure, most):
            if fact.id in taken or fact.measure == "actual":
                continue
            distance = self.distance(anchor, fact)
            if distance > most or not self._agree(anchor, fact, subject, unsaid and distance == SENTENCE):
                continue
            gap = self.order[fact.id] - self.order[anchor.id]
            rank = (distance, self._across(anchor, fact), int(fact.part and not _part_of_alike(anchor, fact)), int(gap > 0), abs(gap))
            if best is None or rank < best[0]:
                best = (rank, fact)
        return (best[1], best[0][0]) if best else None

    def _around(self, anchor: Fact, measure: str, most: int) -> list[Fact]:
        """The facts of a measure that stand around the anchor; a report of ten thousand budgets is not searched whole for each rate."""
        chapter = self.chapter(anchor)
        if most <= PARAGRAPH and anchor.row is None:
            facts = self.by_block.get((anchor.span.block, measure), [])
        elif most == SECTION and chapter is not None:
            facts = self.by_chapter.get((chapter, measure), [])
        else:
            facts = self.by_measure.get(measure, [])
        if len(facts) <= 2 * _WINDOW:
            return facts
        at = bisect_left(facts, self.order[anchor.id], key=lambda fact: self.order[fact.id])
        return facts[max(0, at - _WINDOW) : at + _WINDOW]

    def _across(self, one: Fact, other: Fact) -> int:
        """Whether a ；stands between two facts of a block: `…，得分系数95%，得分11.4分；…，得分系数90%，得分7.2分`."""
        if one.span.block != other.span.block:
            return 0
        first, last = sorted((one.span, other.span), key=lambda span: span.start)
        plain = self.case.plain[first.block]
        return int(plain.find(";", first.end, last.start) >= 0 or plain.find("；", first.end, last.start) >= 0)

    def distance(self, one: Fact, other: Fact) -> int:
        """How far apart two facts stand; the rows of a table are as sentences that say nothing of one another."""
        if one.row is not None or other.row is not None:
            return SENTENCE if one.row == other.row else DOCUMENT
        if one.span.block == other.span.block:
            return SENTENCE if one.sentence == other.sentence else PARAGRAPH
        mine, theirs = self.chapter(one), self.chapter(other)
        if mine is None and theirs is None:
            return SECTION if abs(one.span.block - other.span.block) <= _NEXT else DOCUMENT
        return SECTION if mine == theirs else DOCUMENT

    def chapter(self, fact: Fact) -> tuple[str, int] | None:
        """The outermost mark a fact stands under, and the how manieth chapter that is: what was given is told in 二(一), what was spent in 二(二)."""
        return self._chapters[fact.span.block]

    @cached_property
    def _chapters(self) -> dict[int, tuple[str, int] | None]:
        found: dict[int, tuple[str, int] | None] = {}
        last, number = None, 0
        for block in self.case.blocks:
            path = self.case.sections[block]
            match = _CHAPTER.match(path) if path is not None else None
            mark = match[0] if match is not None else path
            number += mark != last
            last = mark
            found[block] = (mark, number) if mark is not None else None
        return found

    def is_whole(self, fact: Fact) -> bool:
        """Whether a fact whose subject is unsaid speaks of the reporting unit: no figure of its measure in the text belongs to a project of a name."""
        return fact.measure not in self._of_several and not fact.part and fact.row is None

    @cached_property
    def _of_several(self) -> set[str | None]:
        known = self.case.glossary.subjects
        told = (fact for fact in self.case.ledger.facts if fact.row is None and not fact.part)
        return {fact.measure for fact in told if subject_of(fact) not in known}

    def is_alone(self, anchor: Fact, fact: Fact) -> bool:
        """Whether the chapter of `anchor` tells but one value under the measure and the subject of a fact."""
        told = self.by_chapter.get((self.chapter(anchor), fact.measure or ""), ())
        return all(
            other.figure.base_value == fact.figure.base_value or other.part or other.row is not None or not same_period(fact, other)
            for other in told
            if subject_of(other) == subject_of(fact)
        )

    def _agree(self, anchor: Fact, fact: Fact, subject: str | None, near: bool) -> bool:
        if not same_period(anchor, fact):
            return False
        if subject is not None:
            return self.fits_subject(fact, subject)
        return same_subject(anchor, fact, near=near)


def _part_of_alike(anchor: Fact, fact: Fact) -> bool:
    """`行政编制13名，事业编制12名` beside `实有60人，由在职24人、退休36人组成`: one part is held against another only where both are of one subject."""
    return anchor.part and fact.aspects.subject is not None and fact.aspects.subject == anchor.aspects.subject


def subject_of(fact: Fact) -> str:
    """Whose figure a fact is; for an indicator's value what its name says, else the whole's."""
    return (fact.topic_subject if fact.topic_measure else fact.aspects.subject) or WHOLE


def same_period(one: Fact, other: Fact) -> bool:
    """An unsaid period may agree with any year, never with last year."""
    if one.aspects.period == other.aspects.period:
        return True
    mine, theirs = (None if (period or "").startswith(TO_DATE) else period for period in (one.aspects.period, other.aspects.period))
    if PREVIOUS in (mine, theirs):
        return mine == theirs
    return mine is None or theirs is None or mine == theirs


def same_subject(one: Fact, other: Fact, *, near: bool) -> bool:
    """The same subject; an unsaid one is the whole's; in one sentence it may be whatever the other says, if that is no part of a list."""
    mine, theirs = subject_of(one), subject_of(other)
    if mine == theirs:
        return True
    if not near or one.part or other.part:
        return False
    return one.aspects.subject_source == "none" or other.aspects.subject_source == "none"
