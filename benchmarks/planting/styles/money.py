"""Budgets that are consistent: what was planned, adjusted and spent, in 元."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from planting.draft import Draft
from planting.styles.indicators import execution_score


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a budget: what it is called, planned and spent."""

    name: str
    budget: Fraction
    spent: Fraction

    @property
    def rate(self) -> Fraction:
        return self.spent / self.budget


@dataclass(frozen=True, slots=True)
class Budget:
    """A whole with its parts; `opening` is the budget before adjustment, `opened` that of each part."""

    parts: tuple[Part, ...]
    opening: Fraction
    opened: tuple[Fraction, ...]

    @property
    def budget(self) -> Fraction:
        return sum((part.budget for part in self.parts), Fraction(0))

    @property
    def spent(self) -> Fraction:
        return sum((part.spent for part in self.parts), Fraction(0))

    @property
    def rate(self) -> Fraction:
        return self.spent / self.budget

    @property
    def adjusted(self) -> Fraction:
        return self.budget - self.opening


def cents(value: Fraction) -> Fraction:
    return Fraction(int(value * 100), 100)


def spend(d: Draft, budget: Fraction, low: int = 88, full: float = 0.3) -> Fraction:
    """What was spent of a budget: all of it, or at least so many per cent."""
    if d.chance(full):
        return budget
    part = budget * Fraction(d.rng.randint(low * 100, 9960), 10000)
    return Fraction(int(part / 100) * 100) if budget % 100 == 0 else cents(part)


def sensible(d: Draft, rate: Fraction, weight: int = 10) -> bool:
    """Whether a rate below 100% also looks so in print, and is not scored in full."""
    if rate >= 1:
        return rate == 1
    return rate < Fraction(9990, 10000) and execution_score(d, rate, weight) < weight


def drawn(d: Draft, names: tuple[str, ...], low: int, high: int, ordered: bool = True) -> Budget:
    """A budget of named parts between so many 万元; adjusted in most cases, and never spent beyond. `ordered`: the first part is the largest."""
    while True:
        total = d.amount(low, high)
        budgets = d.shares(total, len(names))
        if ordered:
            budgets.sort(reverse=True)
        parts = tuple(Part(name, budget, spend(d, budget)) for name, budget in zip(names, budgets, strict=True))
        opened = tuple(_opened(d, budget) for budget in budgets)
        whole = Budget(parts, sum(opened, Fraction(0)), opened)
        if sensible(d, whole.rate) and whole.adjusted != 0 and all(part.rate == 1 or part.rate < Fraction(999, 1000) for part in parts):
            return whole


def _opened(d: Draft, budget: Fraction) -> Fraction:
    if d.chance(0.25):
        return budget
    step = Fraction(100) if budget % 100 == 0 else Fraction(1, 100)
    return Fraction(int(budget * Fraction(d.rng.randint(8600, 11300), 10000) / step)) * step


def before(d: Draft, value: Fraction, low: int = 78, high: int = 122) -> Fraction:
    """The year before: another amount, as round as this one."""
    step = Fraction(100) if value % 100 == 0 else Fraction(1, 100)
    other = Fraction(int(value * Fraction(d.rng.randint(low * 100, high * 100), 10000) / step)) * step
    return other if abs(other - value) > value / 100 else other - Fraction(int(value / 20 / step)) * step
