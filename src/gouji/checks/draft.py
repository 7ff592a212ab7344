"""Draft: a judged relation before diagnosis, with what diagnosis needs to ask `and if this figure were another?`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any, Protocol

from gouji.document.model import Span
from gouji.frozen import frozen
from gouji.ledger import Fact, Indicator, Ledger
from gouji.quantity.interval import Interval
from gouji.report import Convention, Expected, Outcome, Parameter, Reach, Severity
from gouji.rulebook.glossary import Glossary
from gouji.rulebook.pack import Rule
from gouji.rulebook.profile import Profile

Supposed = Mapping[str, Interval]  # fact id → the interval it is supposed to have instead
NOTHING: Supposed = {}


class Solve(Protocol):
    """The values of one figure for which a relation holds, the others as printed or supposed; None where no value does or none can be told."""

    def __call__(self, fact: str, supposed: Supposed, *, lawful: bool = False) -> Interval | None: ...


@frozen
class Named:
    """Words as an operand: a list of names, a grade."""

    text: str
    span: Span


@frozen
class Draft:
    """One relation, judged.

    `facts` are all figures in it, the one the wording makes the result first. `holds` judges it again under supposed values. `suspect` is the figure
    to blame where nothing else decides. `bound`: a mere bound, verifies nothing. `standalone`: a finding of its own that no repair of a figure explains
    away. `values` fill the rule's message, `expects` tells what the result should be under supposed values, `solve` what any of its figures
    should be. `reads` are all figures that `holds` looks at, those of other readings among them; None where that is not told.
    """

    rule: Rule
    outcome: Outcome
    formula: str
    operands: tuple[tuple[str, str | tuple[str, ...] | Named | Parameter], ...]
    facts: tuple[str, ...]
    reach: Reach
    severity: Severity
    span: Span
    holds: Callable[[Supposed], bool]
    expects: Callable[[Supposed], Expected | None] | None = None
    solve: Solve | None = None
    reading: int = 0
    convention: Convention | None = None
    expected: Expected | None = None
    reason: str | None = None
    arithmetic: str | None = None
    suspect: str | None = None
    bound: bool = False
    standalone: bool = False
    values: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    reads: frozenset[str] | None = None

    def asked(self, supposed: Supposed) -> Expected | None:
        """What the relation asks of its result when other figures have supposed values."""
        return self.expects(supposed) if self.expects is not None and supposed else self.expected


@frozen
class Case:
    """What a check sees: the rule, the ledger of one report, the words, the profile, the text of any span; `blocks` are those of the report, `order`
    has the place of each fact in the ledger. What several rules need and no rule changes is kept in `shared`, by name."""

    rule: Rule
    ledger: Ledger
    facts: Mapping[str, Fact]
    order: Mapping[str, int]
    glossary: Glossary
    profile: Profile
    text: Callable[[Span], str]
    blocks: range
    plain: tuple[str, ...]
    sections: tuple[str | None, ...]
    tables: tuple[int | None, ...]
    template: bool = False
    shared: dict[str, Any] = field(default_factory=dict)

    @property
    def whole(self) -> str:
        """All blocks of the report as one text, a line each: what is not in it need not be looked for in each of them."""
        if "whole" not in self.shared:
            self.shared["whole"] = "\n".join([self.plain[index] for index in self.blocks])
        found: str = self.shared["whole"]
        return found

    def in_sentence(self, fact: Fact) -> list[Fact]:
        """The facts that share a sentence with one, itself among them."""
        number = self.order[fact.id]
        facts = self.ledger.facts
        start, stop = number, number
        while start > 0 and facts[start - 1].sentence == fact.sentence:
            start -= 1
        while stop < len(facts) and facts[stop].sentence == fact.sentence:
            stop += 1
        return list(facts[start:stop])

    def indicator_name(self, indicator: Indicator) -> str:
        """What to call an indicator in a message."""
        return indicator.path[-1] if indicator.path else ""


def interval_of(fact: Fact, supposed: Supposed, *, lawful: bool = False, measured: bool = False) -> Interval:
    """A fact's interval under a supposition: as stipulated or measured, or with what truncation may have cut off; `measured` overrides a stipulated
    role (a score is computed)."""
    if fact.id in supposed:
        return supposed[fact.id]
    if fact.stipulated and not measured:
        return fact.figure.exact
    return fact.figure.lawful if lawful else fact.figure.measured
