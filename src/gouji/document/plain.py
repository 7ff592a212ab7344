"""Block.plain: the copy of a text in which widths are folded."""

from __future__ import annotations

from gouji.document.model import Block, BlockKind, CellRef
from gouji.quantity.width import fold


def block(text: str, kind: BlockKind = "paragraph", level: int | None = None, cell: CellRef | None = None) -> Block:
    """A Block of `text`, with `plain` folded to the same length."""
    return Block(text, fold(text), kind, level, cell)
