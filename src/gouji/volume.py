"""A volume cut into its reports, each a document of its own, and what they state put together again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gouji.document.model import Document, Span
from gouji.document.outline import Section
from gouji.frozen import frozen, replace
from gouji.ledger import Fact, Indicator, Ledger, Statement

_SLOTS = ("target", "midyear", "actual", "completion", "weight", "score")


def reports(sections: Sequence[Section]) -> list[range]:
    """The blocks of each report; `sections` is the outline of the volume."""
    found: list[range] = []
    for index, section in enumerate(sections):
        if section.report is None:
            continue
        if section.report == len(found):
            found.append(range(index, index + 1))
        else:
            found[-1] = range(found[-1].start, index + 1)
    return found or [range(len(sections))]


def cut(document: Document, blocks: range) -> Document:
    """One report of a volume as a document of its own, without places."""
    if len(blocks) == len(document.blocks):
        return document
    tables = tuple(
        replace(table, cells=tuple(replace(cell, block=cell.block - blocks.start) for cell in table.cells))
        for table in document.tables
        if table.cells and table.cells[0].block in blocks
    )
    return replace(document, blocks=document.blocks[blocks.start : blocks.stop], tables=tables, locator=None)


def together(ledgers: Iterable[Ledger]) -> Ledger:
    """What all reports of a volume state, in reading order."""
    first, *others = ledgers
    if not others:
        return first
    every = (first, *others)
    return Ledger(
        facts=tuple(fact for ledger in every for fact in ledger.facts),
        indicators=tuple(indicator for ledger in every for indicator in ledger.indicators),
        statements=tuple(statement for ledger in every for statement in ledger.statements),
        enumerations=tuple(listed for ledger in every for listed in ledger.enumerations),
        grades=tuple(grade for ledger in every for grade in ledger.grades),
        blanks=tuple(blank for ledger in every for blank in ledger.blanks),
        headers=tuple(header for ledger in every for header in ledger.headers),
        of_project=all(ledger.of_project for ledger in every),
        levels=tuple(level for ledger in every for level in ledger.levels),
    )


@frozen
class Move:
    """From a report to its volume: so many blocks, facts and indicators stand before its own; `prefix` tells the files of a dossier apart."""

    blocks: int = 0
    facts: int = 0
    indicators: int = 0
    prefix: str = ""

    def past(self, ledger: Ledger) -> Move:
        """The move of the report behind this one."""
        return replace(self, facts=self.facts + len(ledger.facts), indicators=self.indicators + len(ledger.indicators))

    def ledger(self, own: Ledger) -> Ledger:
        """What a report states, as its volume counts blocks, facts and indicators."""
        if not self.blocks and not self.prefix:
            return own
        sentences = {id(sentence): self._span(sentence) for sentence in {id(fact.sentence): fact.sentence for fact in own.facts}.values()}
        return Ledger(
            facts=tuple([self._fact(fact, sentences[id(fact.sentence)]) for fact in own.facts]),
            indicators=tuple(map(self._indicator, own.indicators)),
            statements=tuple(map(self._statement, own.statements)),
            enumerations=tuple(replace(e, span=self._span(e.span), count=self._id(e.count), of=self._id(e.of)) for e in own.enumerations),
            grades=tuple(replace(grade, span=self._span(grade.span), score=self._id(grade.score)) for grade in own.grades),
            blanks=tuple(replace(blank, span=self._span(blank.span)) for blank in own.blanks),
            headers=tuple(replace(h, span=self._span(h.span), blocks=tuple(block + self.blocks for block in h.blocks)) for h in own.headers),
            of_project=own.of_project,
            levels=tuple(map(self._level, own.levels)),
        )

    def _span(self, span: Span) -> Span:
        return Span(span.block + self.blocks, span.start, span.end)

    def _id(self, fact_id: str | None) -> str | None:
        return None if fact_id is None else self._moved(fact_id)

    def _moved(self, fact_id: str) -> str:
        return f"{self.prefix}f{int(fact_id[1:]) + self.facts}"

    def _fact(self, fact: Fact, sentence: Span) -> Fact:
        return replace(fact, id=self._moved(fact.id), span=self._span(fact.span), sentence=sentence)

    def _level(self, level: Indicator) -> Indicator:
        return replace(level, span=self._span(level.span), weight=self._id(level.weight), score=self._id(level.score))

    def _indicator(self, indicator: Indicator) -> Indicator:
        slots = {slot: self._id(getattr(indicator, slot)) for slot in _SLOTS}
        return replace(indicator, id=f"{self.prefix}i{int(indicator.id[1:]) + self.indicators}", span=self._span(indicator.span), **slots)  # type: ignore[arg-type]  # slot names are fields

    def _statement(self, statement: Statement) -> Statement:
        bindings = tuple(
            replace(binding, roles=tuple((role, tuple(map(self._moved, fact_ids))) for role, fact_ids in binding.roles)) for binding in statement.bindings
        )
        return replace(statement, bindings=bindings, span=self._span(statement.span))
