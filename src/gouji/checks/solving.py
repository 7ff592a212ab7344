"""Equation: a relation turned round, to say what it asks of any one of its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from operator import add, mul, sub, truediv
from typing import Literal

from gouji.checks.draft import Supposed, interval_of
from gouji.frozen import frozen
from gouji.ledger import Fact
from gouji.quantity.interval import Interval
from gouji.rulebook.claim import Name, Number, Term

Values = Callable[[str, Supposed, bool], Interval]  # fact id, supposed values, lawful or merely rounded → what the figure may be
Side = Literal["=", "≤", "≥"]


@frozen
class Leaf:
    """A figure in an equation, by its fact id."""

    fact: str


@frozen
class Node:
    """One of + − × ÷ on two trees."""

    operation: str
    left: Tree
    right: Tree


Tree = Leaf | Interval | Node
_Way = tuple[tuple[tuple[Node, bool], ...], Tree, bool]


@dataclass(frozen=True, slots=True)
class Equation:
    """`left = right` (or ≤, ≥) over figures; `values` gives what each may be."""

    left: Tree
    right: Tree
    values: Values
    comparison: Side = "="
    _found: dict[str, list[_Way]] = field(default_factory=dict, compare=False)  # the ways to each figure, looked for once

    def solve(self, fact: str, supposed: Supposed, *, lawful: bool = False) -> Interval | None:
        """The values of a figure for which the relation holds; None where it stands in it twice or not at all, or where no value would do."""
        paths = self._found.get(fact)
        if paths is None:
            sides = ((self.left, self.right, False), (self.right, self.left, True))
            paths = self._found[fact] = [(path, other, turned) for tree, other, turned in sides for path in _paths(tree, fact)]
        if len(paths) != 1:
            return None
        path, other, turned = paths[0]
        wanted = self._half(self._evaluate(other, supposed, lawful), turned)
        return self._turned(path, wanted, supposed, lawful)

    def _half(self, wanted: Interval, turned: bool) -> Interval:
        """What a comparison asks of its other side."""
        if self.comparison == "=":
            return wanted
        below = (self.comparison == "≤") != turned
        return Interval(None, wanted.high, False, wanted.high_open) if below else Interval(wanted.low, None, wanted.low_open, False)

    def _turned(self, path: Sequence[tuple[Node, bool]], wanted: Interval, supposed: Supposed, lawful: bool) -> Interval:
        for node, in_left in path:
            other = self._evaluate(node.right if in_left else node.left, supposed, lawful)
            wanted = _inverse(node.operation, wanted, other, in_left)
        return wanted

    def _evaluate(self, tree: Tree, supposed: Supposed, lawful: bool) -> Interval:
        if isinstance(tree, Interval):
            return tree
        if isinstance(tree, Leaf):
            return self.values(tree.fact, supposed, lawful)
        return _APPLY[tree.operation](self._evaluate(tree.left, supposed, lawful), self._evaluate(tree.right, supposed, lawful))


_APPLY: dict[str, Callable[[Interval, Interval], Interval]] = {"+": add, "−": sub, "×": mul, "÷": truediv}


def _inverse(operation: str, wanted: Interval, other: Interval, in_left: bool) -> Interval:
    if operation == "+":
        return wanted - other
    if operation == "×":
        return wanted / other
    if operation == "−":
        return wanted + other if in_left else other - wanted
    return wanted * other if in_left else other / wanted


def _paths(tree: Tree, fact: str, above: tuple[tuple[Node, bool], ...] = ()) -> Iterator[tuple[tuple[Node, bool], ...]]:
    """The ways down to a figure: each node passed, and whether it goes on to the left."""
    if isinstance(tree, Leaf):
        if tree.fact == fact:
            yield above
    elif isinstance(tree, Node):
        yield from _paths(tree.left, fact, (*above, (tree, True)))
        yield from _paths(tree.right, fact, (*above, (tree, False)))


def equation(left: Tree, right: Tree, facts: Mapping[str, Fact], comparison: Side = "=", rounded: str | None = None) -> Equation:
    """An equation whose figures are what they are printed as; `rounded` is one that is computed, whatever its role says."""

    def value(fact_id: str, supposed: Supposed, lawful: bool) -> Interval:
        return interval_of(facts[fact_id], supposed, lawful=lawful, measured=fact_id == rounded)

    return Equation(left, right, value, comparison)


def total(trees: Sequence[Tree]) -> Tree:
    """The sum of several trees, halved and halved again: a column of thousands of rows is no deep one."""
    if len(trees) == 1:
        return trees[0]
    middle = len(trees) // 2
    return Node("+", total(trees[:middle]), total(trees[middle:]))


def tree_of(term: Term, bound: Mapping[Name, Sequence[Tree]], lists: frozenset[str]) -> Tree:
    """A term of a claim over the figures that fill its names; a list that stands alone is its sum."""
    trees = _trees(term, bound, lists)
    return total(trees) if isinstance(trees, tuple) else trees


def _trees(term: Term, bound: Mapping[Name, Sequence[Tree]], lists: frozenset[str]) -> Tree | tuple[Tree, ...]:
    if isinstance(term, Name):
        return tuple(bound[term]) if term.key in lists else bound[term][0]
    if isinstance(term, Number):
        return Interval.exact(term.value)
    parts = [_trees(inner, bound, lists) for inner in term.terms]
    first = parts[0] if isinstance(parts[0], tuple) else (parts[0],)
    if term.operation == "Σ":
        return total(first)
    if term.operation == "mean":
        return Node("÷", total(first), Interval.exact(Fraction(len(first))))
    return _elementwise(term.operation, parts[0], parts[1])


def _elementwise(operation: str, left: Tree | tuple[Tree, ...], right: Tree | tuple[Tree, ...]) -> Tree | tuple[Tree, ...]:
    if isinstance(left, tuple) and isinstance(right, tuple):
        return tuple(Node(operation, one, other) for one, other in zip(left, right, strict=True))
    if isinstance(left, tuple):
        assert not isinstance(right, tuple)
        return tuple(Node(operation, one, right) for one in left)
    if isinstance(right, tuple):
        return tuple(Node(operation, left, other) for other in right)
    return Node(operation, left, right)
