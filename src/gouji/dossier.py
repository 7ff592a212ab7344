"""The files of a dossier as one document: blocks one behind the other, tables counted on, places asked of the file they stand in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from gouji.document.model import Block, Document, Locator, Place, Span, Table
from gouji.frozen import frozen


@frozen
class PooledLocator:
    """Where each file's blocks begin, and the locators of the files."""

    starts: Sequence[int]
    locators: Sequence[Locator | None]

    def place(self, span: Span) -> Place:
        """The place of `span` in its own file."""
        number = bisect_right(self.starts, span.block) - 1
        locator = self.locators[number]
        return locator.place(replace(span, block=span.block - self.starts[number])) if locator is not None else Place()


def pool(documents: Sequence[Document]) -> tuple[Document, list[int]]:
    """All documents as one, and the block at which each begins."""
    blocks: list[Block] = []
    tables: list[Table] = []
    starts: list[int] = []
    for document in documents:
        start = len(blocks)
        starts.append(start)
        blocks += document.blocks
        tables += [
            replace(table, number=len(tables) + number, cells=tuple(replace(cell, block=cell.block + start) for cell in table.cells))
            for number, table in enumerate(document.tables, start=1)
        ]
    locator = PooledLocator(starts, [document.locator for document in documents])
    return Document("other", tuple(blocks), tuple(tables), locator=locator), starts
