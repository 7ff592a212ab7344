"""A total told in one paragraph, and the numbered paragraphs below it that make it up: 共实施项目4个，预算280.79万元…：1.…，预算54.74万元… 4.…"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.document.model import Span
from gouji.document.outline import mark_of, ordinal_value
from gouji.ledger import Binding, Fact, Statement

_FEWEST, _MOST = 2, 60
_FAMILIES = (frozenset({"final_budget", "allocated", "opening_budget"}), frozenset({"executed", "disbursed"}))


def itemized(plain: Sequence[str], facts: Sequence[Fact]) -> Iterator[Statement]:
    """Compositions of amounts over numbered paragraphs, where the paragraph above tells how many there are."""
    by_block: dict[int, list[Fact]] = {}
    for fact in facts:
        if fact.row is None:
            by_block.setdefault(fact.span.block, []).append(fact)
    for block, told in by_block.items():
        items = _items(plain, block)
        if _FEWEST <= len(items) <= _MOST and any(_counts(fact, len(items)) for fact in told):
            for family in _FAMILIES:
                yield from _made_up(told, [by_block.get(item, []) for item in items], family)


def _items(plain: Sequence[str], above: int) -> list[int]:
    """The blocks right below one that are numbered 1, 2, 3 …, in one form."""
    found: list[int] = []
    depth = None
    for block in range(above + 1, min(above + 1 + _MOST, len(plain))):
        mark = mark_of(plain[block])
        if mark is None or ordinal_value(mark.ordinal) != len(found) + 1 or mark.depth != (mark.depth if depth is None else depth):
            break
        depth = mark.depth
        found.append(block)
    return found


def _counts(fact: Fact, number: int) -> bool:
    return fact.dimension == "count" and fact.figure.qualifier == "exact" and fact.figure.base_value == number


def _made_up(above: Sequence[Fact], below: Sequence[Sequence[Fact]], family: frozenset[str]) -> Iterator[Statement]:
    wholes = [fact for fact in above if _is_amount(fact, family) and not fact.part]
    parts = [[fact for fact in facts if _is_amount(fact, family) and not fact.part] for facts in below]
    if len(wholes) == 1 and all(len(each) == 1 for each in parts):
        ids = tuple(each[0].id for each in parts)
        span = Span(wholes[0].span.block, wholes[0].span.start, wholes[0].span.end)
        yield Statement("composition", (Binding((("whole", (wholes[0].id,)), ("parts", ids)), "section"),), span)


def _is_amount(fact: Fact, family: frozenset[str]) -> bool:
    return fact.measure in family and fact.dimension == "money" and fact.figure.qualifier == "exact"
