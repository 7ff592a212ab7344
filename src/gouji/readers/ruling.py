"""Ruled lines on a page → the cells they enclose, merged cells included; pure geometry."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from gouji.frozen import frozen
from gouji.readers import limits

THIN = 3.0  # points: a filled rectangle no wider than this is a line
BOX_POINTS = 5  # of the path that a rectangle is
_SNAP = 2.5  # points: lines as near as this are one
_SHORTEST = 4.0
_DOT = 0.4
_OPEN = 6.0  # points that uprights run beyond the last level rule where it is missing


@frozen
class Rule:
    """A straight line: at `at` across its direction, from `start` to `end` along it; `level` ones run from left to right."""

    level: bool
    at: float
    start: float
    end: float


@frozen
class RuledCell:
    """A cell with its place in the grid and its box on the page."""

    row: int
    column: int
    rows: int
    columns: int
    x0: float
    top: float
    x1: float
    bottom: float


class TooManyCells(Exception):  # noqa: N818  (it names a state of the page, not a fault of the program)
    """Raised for rules that make a grid of more positions than any table has; `found` says how many."""

    def __init__(self, found: int) -> None:
        super().__init__(found)
        self.found = found


def rules_of(x0: float, top: float, x1: float, bottom: float) -> Iterator[Rule]:
    """The rule that a drawn line, or a box as thin as one, is; none where it is neither level nor upright. Dots count: in a row they are a rule."""
    width, height = x1 - x0, bottom - top
    if height <= THIN and width >= max(height, _DOT):
        yield Rule(True, (top + bottom) / 2, x0, x1)
    elif width <= THIN and height >= _DOT:
        yield Rule(False, (x0 + x1) / 2, top, bottom)


def tables(rules: Iterable[Rule]) -> list[list[RuledCell]]:
    """The tables that `rules` draw, from top to bottom, each with two or more cells in reading order; raises TooManyCells."""
    found = (_cells(_closed(group)) for group in _connected(list(filter(is_long, _merged(rules)))))
    return sorted((cells for cells in found if len(cells) > 1), key=lambda cells: (cells[0].top, cells[0].x0))


def is_long(rule: Rule) -> bool:
    """Whether a rule is one by itself, and not a dot or dash of one."""
    return rule.end - rule.start >= _SHORTEST


def _closed(rules: list[Rule]) -> list[Rule]:
    """The rules, with a last level one where all uprights run on below it or above the first and end together, as at a page break."""
    ats = [rule.at for rule in rules if rule.level]
    uprights = sorted((rule for rule in rules if not rule.level), key=lambda rule: rule.at)
    if len(uprights) < 3 or not ats:
        return rules
    left, right = uprights[0], uprights[-1]
    closing = []
    for end, beyond in ((left.end, left.end - max(ats)), (left.start, min(ats) - left.start)):
        together = sum(min(abs(rule.end - end), abs(rule.start - end)) <= _SNAP for rule in uprights)
        if beyond > _OPEN and min(abs(right.end - end), abs(right.start - end)) <= _SNAP and together > 2:
            closing.append(Rule(True, end, left.at, right.at))
    return rules + closing


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules that lie on one another or end where the next begins, made one."""
    merged: list[Rule] = []
    for level in (True, False):
        lanes: list[list[Rule]] = []
        for rule in sorted((rule for rule in rules if rule.level is level), key=lambda rule: rule.at):
            if lanes and rule.at - lanes[-1][-1].at <= _SNAP and rule.at - lanes[-1][0].at <= 2 * _SNAP:
                lanes[-1].append(rule)
            else:
                lanes.append([rule])
        for lane in lanes:
            at = sum(rule.at for rule in lane) / len(lane)
            merged.extend(_strung(level, at, sorted((rule.start, rule.end) for rule in lane)))
    return merged


def _strung(level: bool, at: float, pieces: Sequence[tuple[float, float]]) -> Iterator[Rule]:
    start, end = pieces[0]
    for next_start, next_end in pieces[1:]:
        if next_start > end + _SNAP:
            yield Rule(level, at, start, end)
            start, end = next_start, next_end
        else:
            end = max(end, next_end)
    yield Rule(level, at, start, end)


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that cross or touch, directly or through others."""
    group = list(range(len(rules)))
    upright = sorted((rule.at, index) for index, rule in enumerate(rules) if not rule.level)
    ats = [at for at, _ in upright]
    for index, rule in enumerate(rules):
        if not rule.level:
            continue
        for _, other in upright[bisect_left(ats, rule.start - _SNAP) : bisect_right(ats, rule.end + _SNAP)]:
            if rules[other].start - _SNAP <= rule.at <= rules[other].end + _SNAP and group[other] != group[index]:
                _union(group, index, other)
    gathered: dict[int, list[Rule]] = {}
    for index, rule in enumerate(rules):
        gathered.setdefault(_root(group, index), []).append(rule)
    return list(gathered.values())


def _root(group: list[int], index: int) -> int:
    while group[index] != index:
        group[index] = group[group[index]]
        index = group[index]
    return index


def _union(group: list[int], one: int, other: int) -> None:
    group[_root(group, one)] = _root(group, other)


def _cells(rules: Sequence[Rule]) -> list[RuledCell]:
    """The grid of all positions, joined wherever no rule stands between two of them."""
    xs = _lanes(rule.at for rule in rules if not rule.level)
    ys = _lanes(rule.at for rule in rules if rule.level)
    width, height = len(xs) - 1, len(ys) - 1
    if width < 1 or height < 1:
        return []
    if width * height > limits.TABLE_CELLS:
        raise TooManyCells(width * height)
    uprights = _walls((rule for rule in rules if not rule.level), xs, ys)
    levels = _walls((rule for rule in rules if rule.level), ys, xs)
    group = list(range(width * height))
    for row in range(height):
        for column in range(width):
            here = row * width + column
            if column + 1 < width and not uprights[column + 1][row]:
                _union(group, here, here + 1)
            if row + 1 < height and not levels[row + 1][column]:
                _union(group, here, here + width)
    areas: dict[int, list[int]] = {}
    for here in range(width * height):
        areas.setdefault(_root(group, here), []).append(here)
    return sorted((cell for area in areas.values() for cell in _boxed(area, width, xs, ys)), key=lambda cell: (cell.row, cell.column))


def _lanes(positions: Iterable[float]) -> list[float]:
    lanes: list[float] = []
    for position in sorted(positions):
        if not lanes or position - lanes[-1] > _SNAP:
            lanes.append(position)
    return lanes


def _walls(rules: Iterable[Rule], lanes: Sequence[float], across: Sequence[float]) -> list[bytearray]:
    """For each lane, beside which of the steps between `across` a rule stands: beside those whose middle it passes."""
    middles = [(start + end) / 2 for start, end in pairwise(across)]
    walls = [bytearray(len(middles)) for _ in lanes]
    for rule in rules:
        at = bisect_left(lanes, rule.at)
        lane = walls[at if at < len(lanes) and (not at or lanes[at] - rule.at < rule.at - lanes[at - 1]) else at - 1]
        first, last = bisect_left(middles, rule.start), bisect_right(middles, rule.end)
        lane[first:last] = b"\1" * (last - first)
    return walls


def _boxed(area: Sequence[int], width: int, xs: Sequence[float], ys: Sequence[float]) -> Iterator[RuledCell]:
    """The cell that an area is; an area that is no rectangle falls apart into its rows. `area` is in reading order."""
    rows, columns = [here // width for here in area], [here % width for here in area]
    top, left, down, right = rows[0], min(columns), rows[-1], max(columns)
    if len(area) == (down - top + 1) * (right - left + 1):
        yield RuledCell(top, left, down - top + 1, right - left + 1, xs[left], ys[top], xs[right + 1], ys[down + 1])
        return
    run = [area[0]]
    for here in area[1:]:
        if here != run[-1] + 1 or here % width == 0:
            yield _flat(run[0] // width, [each % width for each in run], xs, ys)
            run = []
        run.append(here)
    yield _flat(run[0] // width, [each % width for each in run], xs, ys)


def _flat(row: int, run: Sequence[int], xs: Sequence[float], ys: Sequence[float]) -> RuledCell:
    return RuledCell(row, run[0], 1, len(run), xs[run[0]], ys[row], xs[run[-1] + 1], ys[row + 1])
