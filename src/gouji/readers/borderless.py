"""Rows of figures in columns without rules: they are read as lines of text, and that no table was made of them is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gouji.document.model import Box, Place, Problem
from gouji.frozen import frozen
from gouji.readers.glyphs import COLUMN_GAP, Glyph
from gouji.readers.problems import problem

_FEWEST_ROWS = _FEWEST_COLUMNS = 3
_ALIGNED = 0.5  # em
_SPACING = 2.5  # line heights between the rows of a table
_FIGURE = re.compile(r"[≥≤＞＜><＝=±+\-−－]?\s?[0-9０-９][0-9０-９,，.．]*\s?\S{0,3}|[-—–－/]+")


@frozen
class _Column:
    """What stands in one column of a line."""

    x0: float
    x1: float
    text: str


@frozen
class _Row:
    """A line in columns."""

    columns: tuple[_Column, ...]
    top: float
    bottom: float


def is_columned(text: str) -> bool:
    """Whether a line, its column gaps as tabs, may be a row of a table."""
    return text.count("\t") >= _FEWEST_COLUMNS - 1


def unread(lines: Sequence[Sequence[Glyph]], em: float, page: int) -> Iterator[Problem]:
    """A problem for each run of three or more `lines`, from top to bottom, with three or more columns at the same positions, most of them figures.

    Lines that are not in columns are empty.
    """
    run: list[_Row] = []
    for row in (*(_row(line, em) for line in lines), None):
        if row and run and _follows(run[-1], row, em):
            run.append(row)
            continue
        if len(run) >= _FEWEST_ROWS and _holds_figures(run):
            yield _said(run, page)
        run = [row] if row else []


def _row(line: Sequence[Glyph], em: float) -> _Row | None:
    printed = [glyph for glyph in line if not glyph.character.isspace()]
    if len(printed) < _FEWEST_COLUMNS:
        return None
    breaks = [0, *(at for at, (before, after) in enumerate(pairwise(printed), 1) if after.x0 - before.x1 > COLUMN_GAP * em), len(printed)]
    if len(breaks) <= _FEWEST_COLUMNS:
        return None
    parts = [printed[start:end] for start, end in pairwise(breaks)]
    columns = tuple(_Column(part[0].x0, max(glyph.x1 for glyph in part), "".join(glyph.character for glyph in part)) for part in parts)
    return _Row(columns, min(glyph.top for glyph in printed), max(glyph.bottom for glyph in printed))


def _follows(above: _Row, below: _Row, em: float) -> bool:
    """Whether two lines have as many columns, each aligned by its left edge, its right edge or its middle."""
    near = _ALIGNED * em
    return (
        len(above.columns) == len(below.columns)
        and below.top - above.bottom < _SPACING * (above.bottom - above.top)
        and all(
            min(abs(one.x0 - other.x0), abs(one.x1 - other.x1), abs(one.x0 + one.x1 - other.x0 - other.x1) / 2) <= near
            for one, other in zip(above.columns, below.columns, strict=True)
        )
    )


def _holds_figures(run: Sequence[_Row]) -> bool:
    cells = [column.text for row in run for column in row.columns]
    return 2 * sum(_FIGURE.fullmatch(cell) is not None for cell in cells) > len(cells)


def _said(run: Sequence[_Row], page: int) -> Problem:
    edges = [column for row in run for column in row.columns]
    box = Box(page, *(round(edge, 2) for edge in (min(c.x0 for c in edges), run[0].top, max(c.x1 for c in edges), run[-1].bottom)))
    return problem("borderless-table", Place(boxes=(box,)), page=page, rows=len(run), columns=len(run[0].columns))
