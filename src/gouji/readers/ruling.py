"""Ruled lines on a page → the cells they enclose, merged cells included; pure geometry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

THIN = 3.0  # points: a filled rectangle no wider than this is a line
_SNAP = 2.5  # points: lines as near as this are one
_SHORTEST = 4.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: at `at` across its direction, from `start` to `end` along it; `level` ones run from left to right."""

    level: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
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


def rules_of(x0: float, top: float, x1: float, bottom: float, framed: bool) -> Iterator[Rule]:
    """The rules that a drawn box is: one when it is thin, its four sides when it is `framed`."""
    if bottom - top <= THIN:
        if x1 - x0 >= _SHORTEST:
            yield Rule(True, (top + bottom) / 2, x0, x1)
    elif x1 - x0 <= THIN:
        if bottom - top >= _SHORTEST:
            yield Rule(False, (x0 + x1) / 2, top, bottom)
    elif framed:
        yield from (Rule(True, top, x0, x1), Rule(True, bottom, x0, x1), Rule(False, x0, top, bottom), Rule(False, x1, top, bottom))


def tables(rules: Iterable[Rule]) -> list[list[RuledCell]]:
    """The tables that `rules` draw, from top to bottom, each with two or more cells in reading order."""
    merged = _merged(rules)
    found = (_cells(group) for group in _connected(merged))
    return sorted((cells for cells in found if len(cells) > 1), key=lambda cells: (cells[0].top, cells[0].x0))


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
    upright = [index for index, rule in enumerate(rules) if not rule.level]
    for index, rule in enumerate(rules):
        if rule.level:
            for other in upright:
                if _touch(rule, rules[other]):
                    _union(group, index, other)
    gathered: dict[int, list[Rule]] = {}
    for index, rule in enumerate(rules):
        gathered.setdefault(_root(group, index), []).append(rule)
    return list(gathered.values())


def _touch(level: Rule, upright: Rule) -> bool:
    return level.start - _SNAP <= upright.at <= level.end + _SNAP and upright.start - _SNAP <= level.at <= upright.end + _SNAP


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
    group = list(range(width * height))
    uprights = _by_lane((rule for rule in rules if not rule.level), xs)
    levels = _by_lane((rule for rule in rules if rule.level), ys)
    for row in range(height):
        for column in range(width):
            here = row * width + column
            if column + 1 < width and not _covers(uprights[column + 1], ys[row], ys[row + 1]):
                _union(group, here, here + 1)
            if row + 1 < height and not _covers(levels[row + 1], xs[column], xs[column + 1]):
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


def _by_lane(rules: Iterable[Rule], lanes: Sequence[float]) -> list[list[Rule]]:
    gathered: list[list[Rule]] = [[] for _ in lanes]
    for rule in rules:
        gathered[min(range(len(lanes)), key=lambda lane: abs(lanes[lane] - rule.at))].append(rule)
    return gathered


def _covers(rules: Sequence[Rule], start: float, end: float) -> bool:
    middle = (start + end) / 2
    return any(rule.start <= middle <= rule.end for rule in rules)


def _boxed(area: Sequence[int], width: int, xs: Sequence[float], ys: Sequence[float]) -> Iterator[RuledCell]:
    """The cell that an area is; an area that is no rectangle falls apart into its rows."""
    rows, columns = [here // width for here in area], [here % width for here in area]
    top, left, down, right = min(rows), min(columns), max(rows), max(columns)
    if len(area) == (down - top + 1) * (right - left + 1):
        yield RuledCell(top, left, down - top + 1, right - left + 1, xs[left], ys[top], xs[right + 1], ys[down + 1])
        return
    for row in sorted(set(rows)):
        run: list[int] = []
        for column in sorted(here % width for here in area if here // width == row):
            if run and column != run[-1] + 1:
                yield _flat(row, run, xs, ys)
                run = []
            run.append(column)
        yield _flat(row, run, xs, ys)


def _flat(row: int, run: Sequence[int], xs: Sequence[float], ys: Sequence[float]) -> RuledCell:
    return RuledCell(row, run[0], 1, len(run), xs[run[0]], ys[row], xs[run[-1] + 1], ys[row + 1])
