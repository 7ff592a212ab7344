"""A year of a unit as its accounts have it: what was brought, came, went out and is left, and the state's part in all of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from planting.draft import Draft
from planting.styles.money import before, cents


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a unit, in 元. Of what was brought, came, went out and is left, the state's part has the name's prefix `state_`."""

    basic: Fraction
    project: Fraction
    state_basic: Fraction
    state_project: Fraction
    brought: Fraction
    left: Fraction
    state_brought: Fraction
    state_left: Fraction
    staff: Fraction
    spent_last: Fraction
    state_last: Fraction
    office_last: Fraction

    @property
    def spent(self) -> Fraction:
        return self.basic + self.project

    @property
    def state(self) -> Fraction:
        return self.state_basic + self.state_project

    @property
    def income(self) -> Fraction:
        return self.spent + self.left - self.brought

    @property
    def state_income(self) -> Fraction:
        return self.state + self.state_left - self.state_brought

    @property
    def total(self) -> Fraction:
        return self.spent + self.left

    @property
    def office(self) -> Fraction:
        return self.state_basic - self.staff

    @property
    def sound(self) -> bool:
        """Whether the other income is some, and each told amount differs from that of the year before by more than print may hide."""
        pairs = (
            (self.total, self.spent_last + self.brought),
            (self.state + self.state_left, self.state_last + self.state_brought),
            (self.state, self.state_last),
            (self.spent, self.spent_last),
            (self.office, self.office_last),
        )
        apart = all(abs(now / last - 1) > Fraction(1, 100) for now, last in pairs)
        return apart and self.state_brought != self.state_left and self.income - self.state_income > self.income / 200


def part(d: Draft, value: Fraction, low: int, high: int) -> Fraction:
    return cents(value * Fraction(d.rng.randint(low, high), 1000))


def drawn(d: Draft) -> Year:
    while True:
        spent = d.amount(700, 9000)
        basic = part(d, spent, 420, 760)
        project = spent - basic
        state_basic, state_project = part(d, basic, 900, 985), part(d, project, 880, 980)
        state_brought, state_left = part(d, spent, 4, 40), part(d, spent, 4, 40)
        brought, left = state_brought + part(d, spent, 1, 15), state_left + part(d, spent, 1, 15)
        staff = part(d, state_basic, 800, 920)
        basic_last, project_last = before(d, basic, 88, 108), before(d, project)
        state_last = cents(state_basic * basic_last / basic) + cents(state_project * project_last / project)
        office_last = part(d, state_basic - staff, 900, 1100)
        made = Year(
            basic, project, state_basic, state_project, brought, left, state_brought, state_left, staff, basic_last + project_last, state_last, office_last
        )  # fmt: skip
        if made.sound:
            return made
