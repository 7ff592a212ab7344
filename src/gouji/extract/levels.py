"""Points of a level of indicators over the points of its indicators: （二）产出指标（分值60分，得分58.33分）, and what stands below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from gouji.document.model import Span
from gouji.document.outline import mark_of
from gouji.frozen import frozen, replace
from gouji.ledger import Binding, Fact, Indicator, Statement
from gouji.quantity.exact import digits_one_slip_apart

_MARKS = frozenset({"weight", "full_marks", "score", "total_score"})
_WEIGHTS = frozenset({"weight", "full_marks"})
_LONGEST_HEAD = 60  # characters before the points
_LONGEST_OPENING = 16  # characters of `该部分共` under the head that it speaks of
_COLON = re.compile("[:：。]")
_TENS = 10  # 3分 is a slip of any weight
_ITEMS = 5  # the depth of marks (（1）) behind which only items of a list stand (①)
_FEWEST = 2  # levels of one report, indicators of one level


@frozen
class Level:
    """The head of a level with its weight and score, and the blocks over which its indicators may stand; `within`: they stand in its own paragraph."""

    weight: Fact
    score: Fact
    blocks: range
    within: bool

    @property
    def ids(self) -> tuple[str, str]:
        return self.weight.id, self.score.id


@frozen
class Levels:
    """What the levels of a report say: `heads` as records of their own, `records` without them, `statements` that hold them to their indicators."""

    heads: tuple[Indicator, ...]
    records: list[Indicator]
    statements: list[Statement]


def levels(plain: Sequence[str], facts: Sequence[Fact], records: list[Indicator]) -> Levels:
    """The levels that a report's text scores; none where fewer than two have indicators of their own."""
    by_block: dict[int, list[Fact]] = {}
    for fact in facts:
        if fact.row is None:
            by_block.setdefault(fact.span.block, []).append(fact)
    told = [record for record in records if record.table is None]
    found = _outermost(list(_found(plain, by_block, told)))
    heads = {fact_id for level in found for fact_id in level.ids}
    rest = [record for record in told if not {record.weight, record.score} & heads]
    under = [(level, [record for record in rest if record.span.block in level.blocks]) for level in found]
    if sum(bool(members) for _, members in under) < _FEWEST:
        return Levels((), records, [])
    weights = {fact.id: fact for fact in facts if fact.measure in _MARKS}
    statements = [each for level, members in under if members for each in _held(level, members, by_block, weights)]
    entries = tuple(
        Indicator(f"l{number}", (_name(plain[level.weight.span.block]),), level.weight.sentence, weight=level.weight.id, score=level.score.id)
        for number, level in enumerate(found, start=1)
    )
    return Levels(entries, [record for record in records if not {record.weight, record.score} & heads], statements)


def _found(plain: Sequence[str], by_block: dict[int, list[Fact]], told: list[Indicator]) -> Iterator[Level]:
    for block, facts in by_block.items():
        marks = facts[:2]
        if len(marks) < 2 or any(fact.measure not in _MARKS for fact in marks) or marks[0].sentence != marks[1].sentence:
            continue
        weights = [fact for fact in marks if fact.measure in _WEIGHTS]
        if len(weights) != 1 or marks[0].span.start > _LONGEST_HEAD:
            continue
        score = next(fact for fact in marks if fact is not weights[0])
        mark = mark_of(plain[block])
        own = next((record for record in told if record.weight == weights[0].id), None)
        if own is not None and (own.target or own.actual):
            continue  # （1）检测样品个数（分值12分，得分9.78分）：年度目标不低于200个，全年实际163个
        behind = [record for record in told if record.span.block == block and record.span.start >= marks[1].sentence.end]
        opens = marks[0].span.start <= _LONGEST_OPENING and not _COLON.search(plain[block][: marks[0].span.start])
        above = mark_of(plain[block - 1]) if mark is None and opens and block and block - 1 not in by_block else None
        if len(facts) == 2 and above is not None:
            yield Level(
                weights[0], score, range(block + 1, _end(plain, block, above.depth)), within=False
            )  # （二）产出指标完成情况 over 该部分共50分，得分45.93分。
        elif len(facts) == 2 and mark is not None:
            yield Level(weights[0], score, range(block + 1, _end(plain, block, mark.depth)), within=False)
        elif behind and len(facts) > 2:
            yield Level(weights[0], score, range(block, _end(plain, block, _ITEMS)), within=True)


def _outermost(found: list[Level]) -> list[Level]:
    """`2.生态功能：持续提升，得20分（满分20分）` under a head is one of its indicators; a head of its own paragraph ends where the next begins."""
    kept: list[Level] = []
    for level in found:
        block = level.weight.span.block
        if kept and kept[-1].within and level.within:
            kept[-1] = replace(kept[-1], blocks=range(kept[-1].blocks.start, min(kept[-1].blocks.stop, block)))
        if not any(block in other.blocks for other in kept):
            kept.append(level)
    return kept


def _end(plain: Sequence[str], head: int, depth: int) -> int:
    for block in range(head + 1, len(plain)):
        mark = mark_of(plain[block])
        if mark is not None and mark.depth <= depth:
            return block
    return len(plain)


def _held(level: Level, members: list[Indicator], by_block: dict[int, list[Fact]], marks: Mapping[str, Fact]) -> Iterator[Statement]:
    """Weight and score of a level over those of its indicators, where no points below it belong to none of them."""
    entered = {fact_id for record in members for fact_id in (record.weight, record.score)} | set(level.ids)
    below = (fact for block in level.blocks for fact in by_block.get(block, ()) if fact.measure in _MARKS)
    if any(fact.id not in entered for fact in below) or not all(record.weight and record.score for record in members):
        return
    if len(members) < _FEWEST:
        return
    if not _proven(level, [marks[record.weight] for record in members if record.weight is not None and record.weight in marks]):
        return
    for whole, slot in ((level.weight, "weight"), (level.score, "score")):
        parts = tuple(getattr(record, slot) for record in members)
        yield Statement(
            "marks_total", (Binding((("whole", (whole.id,)), ("parts", parts)), "section"),), Span(whole.span.block, whole.span.start, whole.span.end)
        )


def _proven(level: Level, weights: list[Fact]) -> bool:
    """Whether the weights below a head make its own, but for a slip of one of them: where they do not, it is the head of something else."""
    told, made = level.weight.figure.value, sum((fact.figure.value for fact in weights), Fraction(0))
    if told == made or (min(told, made) >= _TENS and digits_one_slip_apart(str(told), str(made))):
        return True
    wanted = ((fact.figure.value, fact.figure.value + told - made) for fact in weights)
    return any(right > 0 and digits_one_slip_apart(str(wrong), str(right)) for wrong, right in wanted if min(told, made) >= _TENS)


def _name(words: str) -> str:
    mark = mark_of(words)
    head = words[mark.end :] if mark is not None else words
    cut = min((at for sign in "(（。，,:：" if (at := head.find(sign)) > 0), default=len(head))
    return head[:cut].strip()
