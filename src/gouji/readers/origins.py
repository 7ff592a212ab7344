"""Where each character of a DOCX came from: paragraph, cell, part and run."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from gouji.document.model import CellRef, Place, Span


@dataclass(frozen=True, slots=True)
class RunPart:
    """Characters `start` to `end` of the `run`-th w:r (0-based, document order) of the part `part`."""

    part: str
    run: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Origins:
    """Where pieces of text came from.

    The piece that starts at character `starts[i]` of the reading stands in paragraph `paragraphs[i]`, run `runs[i]`, from `offsets[i]` on.
    """

    starts: array[int] = field(default_factory=lambda: array("l"))
    paragraphs: array[int] = field(default_factory=lambda: array("l"))
    runs: array[int] = field(default_factory=lambda: array("l"))
    offsets: array[int] = field(default_factory=lambda: array("l"))
    parts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DocxLocator:
    """Paragraph, cell and runs of each character."""

    origins: Origins
    sources: Sequence[Sequence[int]]
    cells: Sequence[CellRef | None]

    def place(self, span: Span) -> Place:
        """The paragraph (1-based, document order, tables included; None in a footnote) and the cell of `span`."""
        piece = self._piece(self.sources[span.block][span.start])
        paragraph = self.origins.paragraphs[piece] or None
        return Place(paragraph=paragraph, cell=self.cells[span.block])

    def runs(self, span: Span) -> tuple[RunPart, ...]:
        """The parts of runs that print `span`, in order; an automatic number has none of its own and points at the run after it."""
        found: list[RunPart] = []
        for source in self.sources[span.block][span.start : span.end]:
            piece = self._piece(source)
            part, run = self.origins.parts[piece], self.origins.runs[piece]
            at = self.origins.offsets[piece] + source - self.origins.starts[piece]
            if found and (found[-1].part, found[-1].run) == (part, run) and at <= found[-1].end:
                found[-1] = RunPart(part, run, found[-1].start, max(found[-1].end, at + 1))
            elif found and (found[-1].part, found[-1].run) == (part, run):
                found[-1] = RunPart(part, run, found[-1].start, at + 1)
            else:
                found.append(RunPart(part, run, at, at + 1))
        return tuple(found)

    def _piece(self, source: int) -> int:
        return bisect_right(self.origins.starts, source) - 1
