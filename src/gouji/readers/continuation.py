"""The parts of a table that runs over pages → one table: repeated headers dropped, cut merges and cut rows rejoined."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from gouji.frozen import frozen
from gouji.readers.border import Traced, joined
from gouji.readers.furniture import Line
from gouji.readers.ruling import RuledCell
from gouji.rulebook.location import load

_NEAR = 3.0  # points: how far the same rule may stand from where it stood on the page before
_EMPTY_PAGE = 0.5  # of a page: a table that leaves more than this free ends there, unless the next row is as high
# a text that surely goes on (`受疫情影响，` `176.`), and one that surely went on before (`，下年` `%`)
_OPEN = re.compile(r"(?:[，,、（(《“‘「『【\[≥≤＝=＋+×÷]|[0-9０-９][.．])$")
_GOES_ON = re.compile(r"[，,、。；;：:！!？?）)》”’」』】\]％%‰]")
_DIGIT = re.compile("[0-9０-９]")
_FIGURE_END = re.compile("[0-9０-９A-Za-z.．%％‰+\\-—–－/]")


Printed = tuple[Traced, float, float]  # a text, the room behind it, the width of its first word


@frozen
class Piece:
    """A cell as it is printed, its text not yet tidy; `room`: what its last line leaves free; `word`: what the first word of its text takes."""

    row: int
    column: int
    rows: int
    columns: int
    text: Traced
    room: float = math.inf
    word: float = 0.0

    @property
    def printed(self) -> str:
        """The text without blanks, to compare by."""
        return "".join(self.text.text.split())


@frozen
class Part:
    """A table, or what of it stands on one page: `xs` are the positions of its upright rules, `free` the height of the page below it."""

    pieces: tuple[Piece, ...]
    xs: tuple[float, ...]
    height: int
    first_page: int
    last_page: int
    top: float
    free: float
    page_height: float
    opening: float  # the height of its first row


def part(cells: Sequence[RuledCell], texts: Iterable[Printed], page: int, page_height: float) -> Part:
    """The table that `cells` make on a page, each with its text; rules between which no cell begins do not count."""
    xs = sorted({cell.x0 for cell in cells} | {cell.x1 for cell in cells})
    ys = sorted({cell.top for cell in cells} | {cell.bottom for cell in cells})
    pieces = []
    for cell, printed in zip(cells, texts, strict=True):
        row, column = bisect_left(ys, cell.top), bisect_left(xs, cell.x0)
        pieces.append(Piece(row, column, bisect_left(ys, cell.bottom) - row, bisect_left(xs, cell.x1) - column, *printed))
    return Part(tuple(pieces), tuple(xs), len(ys) - 1, page, page, ys[0], page_height - ys[-1], page_height, ys[1] - ys[0])


def is_mark(text: str) -> bool:
    """Whether a line says nothing but that the table below it goes on (`续表1`)."""
    return _marks().fullmatch("".join(text.split())) is not None


@cache
def _marks() -> re.Pattern[str]:
    words = "|".join(map(re.escape, load("structure.yaml")["table_continuations"]))
    return re.compile(rf"[（(]?(?:{words})[0-9一二三四五六七八九十]*[）)]?[：:]?")


def made_whole(items: Iterable[Line | Part], between: Callable[[Line], bool]) -> list[Line | Part]:
    """The lines and tables of a document, with the parts of each table made one; lines that may stand `between` two parts then go."""
    whole: list[Line | Part] = []
    above: Part | None = None
    since = 0
    for item in items:
        if isinstance(item, Line):
            above = above if between(item) else None
        elif above and (longer := lengthened(above, item)):
            above = whole[since - 1] = longer
            del whole[since:]
            continue
        else:
            above, since = item, len(whole) + 1
        whole.append(item)
    return whole


def lengthened(above: Part, below: Part) -> Part | None:
    """`above` with `below`, the first thing on the next page, as its continuation; None where that is not certain.

    It is where the upright rules stand at the same positions (the part with fewer of them lacks some), the page was needed to its end, and
    `below` does not open as another copy of the form does (`项目名称` with another name behind it).
    """
    if below.first_page != above.last_page + 1 or above.free > max(_EMPTY_PAGE * above.page_height, below.opening + _NEAR):
        return None
    xs = max(above.xs, below.xs, key=len)
    if not all(_stands_in(xs, part.xs) for part in (above, below)):
        return None
    upper, lower = _spread(above, xs), _spread(below, xs)
    header = _repeated_rows(upper, lower)
    if not header and _opens_alike(upper, lower):
        return None
    pieces = [replace(piece, row=piece.row - header) for piece in lower if piece.row >= header]
    whole = tuple(_rejoined(upper, above.height, pieces))
    height = max(piece.row + piece.rows for piece in whole)
    return replace(above, pieces=whole, xs=xs, height=height, last_page=below.last_page, free=below.free)


def _stands_in(xs: Sequence[float], some: Sequence[float]) -> bool:
    """Whether both have the same outer edges, and each of `some` is one of `xs`."""
    if abs(xs[0] - some[0]) > _NEAR or abs(xs[-1] - some[-1]) > _NEAR:
        return False
    return all(abs(xs[_nearest(xs, x)] - x) <= _NEAR for x in some)


def _nearest(xs: Sequence[float], x: float) -> int:
    at = bisect_left(xs, x)
    return min((near for near in (at - 1, at) if 0 <= near < len(xs)), key=lambda near: abs(xs[near] - x))


def _spread(part: Part, xs: Sequence[float]) -> list[Piece]:
    """The pieces of `part` counted in the columns of `xs`."""
    columns = [_nearest(xs, x) for x in part.xs]
    return [replace(piece, column=columns[piece.column], columns=columns[piece.column + piece.columns] - columns[piece.column]) for piece in part.pieces]


def _rows(pieces: Iterable[Piece]) -> dict[int, list[Piece]]:
    rows: dict[int, list[Piece]] = {}
    for piece in pieces:
        rows.setdefault(piece.row, []).append(piece)
    return rows


def _repeated_rows(upper: Sequence[Piece], lower: Sequence[Piece]) -> int:
    """How many rows at the head of `lower` say the same, in the same cells, as those at the head of the table."""
    first, again = _rows(upper), _rows(lower)
    found = same = reach = 0
    while same in first and same in again and _shape(first[same]) == _shape(again[same]):
        reach = max(reach, *(piece.row + piece.rows for piece in again[same]))
        same += 1
        if reach <= same and any(piece.printed for piece in again[same - 1]):
            found = same
    return found


def _shape(row: Sequence[Piece]) -> list[tuple[int, int, int, str]]:
    return [(piece.column, piece.rows, piece.columns, piece.printed) for piece in row]


def _opens_alike(upper: Sequence[Piece], lower: Sequence[Piece]) -> bool:
    """The label in the first cell comes back: the next of several forms, whose titles were taken for running heads."""
    return upper[0].printed == lower[0].printed != ""


def _rejoined(upper: Sequence[Piece], height: int, lower: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces of both, those that the page break cut in two made one."""
    ends = {(piece.column, piece.columns): index for index, piece in enumerate(upper) if piece.row + piece.rows == height}
    opening = [piece for piece in lower if piece.row == 0]
    pairs = [(upper[ends[key]], piece) if (key := (piece.column, piece.columns)) in ends else (None, piece) for piece in opening]
    whole = [(over, piece) for over, piece in pairs if over is not None]
    cut = len(whole) == len(pairs) and _is_cut(whole)
    merging = {piece.column for pieces in (upper, lower) for piece in pieces if piece.rows > 1}
    extended: dict[int, Piece] = {}
    taken: set[int] = set()
    for piece in opening if cut else _carried(pairs, merging):
        index = ends[piece.column, piece.columns]
        over = upper[index]
        text = joined(each.text for each in (over, piece) if each.printed) if piece.printed else over.text
        extended[index] = replace(over, rows=over.rows + piece.rows - cut, text=text, room=piece.room)
        taken.add(id(piece))
    yield from (extended.get(index, piece) for index, piece in enumerate(upper))
    yield from (replace(piece, row=piece.row + height - cut) for piece in lower if id(piece) not in taken)


def _carried(pairs: Sequence[tuple[Piece | None, Piece]], merging: set[int]) -> Iterator[Piece]:
    """The empty cells at the head of a continuation that are the rest of the merged cell above each.

    In the first columns, where merges group the rows, an empty cell is one wherever cells of its column are merged at all; elsewhere both
    its ends must span rows. Nothing is carried past a new group that opens to its left.
    """
    leading = grouped = True
    for over, piece in pairs:
        if piece.printed:
            leading, grouped = False, grouped and piece.rows == 1
        elif over is not None and grouped and ((leading and piece.column in merging) or min(over.rows, piece.rows) > 1):
            yield piece


def _is_cut(pairs: Sequence[tuple[Piece, Piece]]) -> bool:
    """Whether the first row of a continuation is the rest of the last row before it, and not a row of its own.

    Either a text in it goes on in mid-phrase (`101.23` / `%`), or it would be a row of a few words without figures: words behind the figures
    of the row above, or a word below a line that had no room for it. `其他资金` with nothing behind it may well be a row.
    """
    single = [(over, piece) for over, piece in pairs if over.rows == piece.rows == 1]
    torn = [(over, piece) for over, piece in pairs if piece.printed]
    if not torn or not all(over.printed for over, _ in torn) or not single:
        return False
    if any(_OPEN.search(over.printed) or _GOES_ON.match(piece.printed) for over, piece in torn):
        return True
    first = torn[0][1].column
    ended = [over for over, piece in single if over.printed and not piece.printed]
    behind_figure = any(_DIGIT.search(over.printed) and over.column < first for over in ended)
    figures = [(bool(_FIGURE_END.match(over.printed[-1])), bool(_FIGURE_END.match(piece.printed[0]))) for over, piece in torn]
    unlabelled = behind_figure and bool(single[0][0].printed) and single[0] not in torn and not any(map(any, figures))
    wrapped = all(over.room < piece.word for over, piece in torn) and not any(map(all, figures))
    return 2 * len(ended) > len(single) and (unlabelled or wrapped)
