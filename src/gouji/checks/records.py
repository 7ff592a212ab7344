"""Indicator records: completion, marks for a missed target, over-completion, mid-year values, explanations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from gouji.checks.draft import NOTHING, Case, Draft, Solve, Supposed, interval_of
from gouji.checks.solving import Equation, Leaf, Node, equation
from gouji.checks.wording import expected_of
from gouji.frozen import frozen
from gouji.ledger import Fact, Indicator
from gouji.quantity.interval import Interval
from gouji.report import Convention, Expected, Outcome, Severity

_ONE = Interval.exact(1)
ZERO = Interval.exact(0)
SIGN: dict[Outcome, str] = {"consistent": "≤", "inconsistent": ">"}


class Record:
    """An indicator with its facts at hand."""

    def __init__(self, case: Case, indicator: Indicator) -> None:
        self.case = case
        self.indicator = indicator
        self.name = case.indicator_name(indicator)

    def fact(self, slot: str) -> Fact | None:
        fact_id = getattr(self.indicator, slot)
        return self.case.facts[fact_id] if fact_id else None

    def has(self, *slots: str) -> bool:
        return all(getattr(self.indicator, slot) for slot in slots)

    @cached_property
    def ceiling(self) -> bool:
        """Whether less is better: the target is printed with ≤, or the name is one of a cost and the target a plain number."""
        target = self.fact("target")
        if target is None:
            return False
        if target.figure.qualifier in ("at_most", "under"):
            return True
        words, rates = self.case.glossary.words["at_most_names"], self.case.glossary.words["rate_ending"]
        named = ((part, word) for part in self.indicator.path for word in words if word in part)
        # 成本控制率 is kept low, 费用支付及时率 is not
        return target.figure.qualifier == "exact" and any(part.endswith(word) or not part.endswith(rates) for part, word in named)

    @cached_property
    def _goal(self) -> Interval:
        fact = self.fact("target")
        assert fact is not None
        return Interval.exact(fact.figure.base_value)

    def target(self, supposed: Supposed) -> Interval:
        fact_id = self.indicator.target
        if fact_id is None or fact_id not in supposed:
            return self._goal
        said = supposed[fact_id]
        end = said.low if said.low is not None else said.high
        return said if None not in (said.low, said.high) or end is None else Interval.exact(end)

    def actual(self, supposed: Supposed, *, lawful: bool = False) -> Interval:
        assert self.indicator.actual is not None
        return interval_of(self.case.facts[self.indicator.actual], supposed, lawful=lawful)

    def value(self, fact_id: str, supposed: Supposed, lawful: bool) -> Interval:
        """What a figure of the record may be; a target is what it says, not all that would reach it."""
        return self.target(supposed) if fact_id == self.indicator.target else interval_of(self.case.facts[fact_id], supposed, lawful=lawful)

    def comparable(self) -> bool:
        """Whether target and actual measure the same thing."""
        target, actual = self.fact("target"), self.fact("actual")
        if target is None or actual is None or "range" in (target.figure.qualifier, actual.figure.qualifier):
            return False
        one, other = target.figure, actual.figure
        if one.dimension != other.dimension:
            return False
        return one.unit is None or other.unit is None or one.dimension != "count" or one.unit.base == other.unit.base

    def missed(self, supposed: Supposed = NOTHING) -> bool:
        """Certainly missed: no value the actual figure may stand for reaches the target."""
        target, actual = self.target(supposed), self.actual(supposed, lawful=True)
        if self.ceiling:
            return actual.low is not None and target.high is not None and actual.low > target.high
        return actual.high is not None and target.low is not None and (actual.high < target.low or (actual.high == target.low and actual.high_open))

    def reached(self, supposed: Supposed = NOTHING) -> bool:
        """Not certainly missed."""
        return not self.missed(supposed)

    def ratio(self, supposed: Supposed = NOTHING, *, lawful: bool = False) -> Interval:
        """What the indicator reached of its target: actual ÷ target, for a ceiling target ÷ actual."""
        target, actual = self.target(supposed), self.actual(supposed, lawful=lawful)
        return target / actual if self.ceiling else actual / target


def records(case: Case) -> list[Record]:
    """The indicators with their facts, the same for all rules."""
    if "records" not in case.shared:
        case.shared["records"] = [Record(case, indicator) for indicator in case.ledger.indicators]
    found: list[Record] = case.shared["records"]
    return found


def draft_of(
    case: Case,
    record: Record,
    slots: tuple[str, ...],
    outcome: Outcome,
    holds: Callable[[Supposed], bool],
    *,
    formula: str,
    convention: Convention | None = None,
    reading: int = 0,
    expected: Expected | None = None,
    arithmetic: str | None = None,
    severity: Severity | None = None,
    suspect: str | None = None,
    bound: bool = False,
    standalone: bool = False,
    reason: str | None = None,
    values: Mapping[str, str] | None = None,
    expects: Callable[[Supposed], Expected | None] | None = None,
    solve: Solve | None = None,
) -> Draft:
    found = [(slot, fact) for slot in slots if (fact := record.fact(slot)) is not None]
    shown = {slot: fact.text for slot, fact in found}
    return Draft(
        rule=case.rule,
        outcome=outcome,
        formula=formula,
        operands=tuple((case.glossary.measures[slot].zh, fact.id) for slot, fact in found),
        facts=tuple(fact.id for _, fact in found),
        expects=expects,
        solve=solve,
        reach="sentence",
        severity=severity or case.rule.severity,
        span=record.indicator.span,
        holds=holds,
        reading=reading,
        convention=convention,
        expected=expected,
        reason=reason,
        arithmetic=arithmetic,
        suspect=suspect or found[0][1].id,
        bound=bound,
        standalone=standalone,
        values={"indicator": record.name, **shown, **(values or {})},
    )


@frozen
class _Way:
    """One lawful way to print a completion rate."""

    formula: str
    arithmetic: str
    value: Callable[[Supposed, bool], Interval | None]


def completion(case: Case) -> Iterator[Draft]:
    """完成率 = actual ÷ target; a document that prints nothing above 100% may cap; a ceiling kept may stand as 100%, or as the ratio either way."""
    caps = not any(fact.figure.value > 100 for record in records(case) if (fact := record.fact("completion")) is not None and fact.dimension == "ratio")
    for record in records(case):
        if not record.has("target", "actual", "completion") or not record.comparable() or record.target(NOTHING) == ZERO:
            continue
        ways = list(_ways(record, caps))
        stated = record.fact("completion")
        assert stated is not None
        found = next(((n, c) for n, way in enumerate(ways) if (c := _convention(stated, way, NOTHING))), None)
        shown = ways[found[0] if found else 0]
        value = shown.value(NOTHING, False) or record.ratio()
        expected = expected_of(stated, value)

        def holds(supposed: Supposed, stated: Fact = stated, ways: list[_Way] = ways) -> bool:
            return any(_convention(stated, way, supposed) for way in ways)

        def expects(supposed: Supposed, record: Record = record, stated: Fact = stated) -> Expected | None:
            return expected_of(stated, record.actual(supposed) / record.target(supposed))

        yield draft_of(
            case,
            record,
            ("completion", "actual", "target"),
            "consistent" if found else "inconsistent",
            holds,
            formula=shown.formula,
            convention=found[1] if found else None,
            reading=found[0] if found else 0,
            expected=expected,
            arithmetic=f"{shown.arithmetic} = {expected.text}",
            expects=expects,
            solve=_ratio_of(record, stated.id).solve,
        )


def _ratio_of(record: Record, done: str) -> Equation:
    """Completion as the indicator's own kind has it: actual ÷ target, for a ceiling target ÷ actual."""
    actual, target = Leaf(record.indicator.actual or ""), Leaf(record.indicator.target or "")
    ratio = Node("÷", target, actual) if record.ceiling and record.missed() else Node("÷", actual, target)
    return Equation(Leaf(done), ratio, record.value)


def _ways(record: Record, caps: bool) -> Iterator[_Way]:
    measures = record.case.glossary.measures
    done, actual, target = (measures[slot].zh for slot in ("completion", "actual", "target"))
    actual_fact, target_fact = record.fact("actual"), record.fact("target")
    assert actual_fact is not None and target_fact is not None
    forward = _Way(
        f"{done} = {actual} ÷ {target}",
        f"{actual_fact.number} ÷ {target_fact.number}",
        lambda s, lawful: record.actual(s, lawful=lawful) / record.target(s),
    )
    backward = _Way(
        f"{done} = {target} ÷ {actual}",
        f"{target_fact.number} ÷ {actual_fact.number}",
        lambda s, lawful: record.target(s) / record.actual(s, lawful=lawful),
    )
    kept = _Way(f"{done} = 100%", f"{actual_fact.text}", lambda s, lawful: None if record.missed(s) else _ONE)
    if record.ceiling:
        yield from (forward, backward, kept) if record.missed() else (kept, forward, backward)
        return
    yield forward
    if caps or actual_fact.figure.qualifier in ("at_least", "over"):
        yield kept


def _convention(stated: Fact, way: _Way, supposed: Supposed) -> Convention | None:
    for convention, lawful in (("rounded", False), ("truncated", True)):
        value = way.value(supposed, lawful)
        if value is not None and value.meets(interval_of(stated, supposed, lawful=lawful)):
            return convention  # type: ignore[return-value]  # both are conventions
    return None


def missed(case: Case) -> Iterator[Draft]:
    """A missed target needs a cause and a remedy."""
    for record in records(case):
        if not record.has("target", "actual") or not record.comparable() or not record.missed() or (record.indicator.cause or record.indicator.remedy):
            continue
        yield draft_of(case, record, ("actual", "target"), "inconsistent", lambda s, r=record: not r.missed(s), formula=case.rule.formula, standalone=True)  # type: ignore[misc]


def over_completion(case: Case) -> Iterator[Draft]:
    """Completion far above the target: the target was set too low, or a figure is wrong."""
    limit = case.profile.parameters["over_completion"]
    for record in records(case):
        stated = record.fact("completion")
        if not record.has("target", "actual") or not record.comparable() or record.ceiling or record.target(NOTHING).low in (None, 0):
            continue
        ratio = Interval.exact(stated.figure.base_value) if stated is not None and stated.dimension == "ratio" else record.ratio()
        if ratio.low is None or ratio.low <= limit.value:
            continue
        slots = ("completion", "actual", "target") if stated is not None else ("actual", "target")
        shown = stated.text if stated is not None else ""
        yield draft_of(
            case,
            record,
            slots,
            "undetermined",
            lambda s: False,
            formula=case.rule.formula,
            standalone=True,
            reason="above-profile-limit",
            values={"rate": shown, "limit": f"{int(limit.value * 100)}%", "basis": limit.basis},
        )


def mislabelled(case: Case) -> Iterator[Draft]:
    """The actual value stands under the name of the completion rate; second ÷ target shows which is which."""
    for record in records(case):
        if record.indicator.mislabelled and record.has("actual"):
            yield draft_of(
                case,
                record,
                ("actual", "completion"),
                "undetermined",
                lambda s: False,
                formula=case.rule.formula,
                standalone=True,
                reason="label-slip",
                values={"label": case.glossary.measures["completion"].zh, "right": case.glossary.measures["actual"].zh},
            )


def midyear(case: Case) -> Iterator[Draft]:
    """The year's value of a cumulative quantity is not below its mid-year value; a rate's may be."""
    for record in records(case):
        mid, actual = record.fact("midyear"), record.fact("actual")
        if (
            mid is None
            or actual is None
            or mid.dimension != actual.dimension
            or mid.dimension in ("ratio", "points", "bare", "score", "time")
            or record.ceiling
        ):
            continue

        def holds(supposed: Supposed, mid: Fact = mid, actual: Fact = actual) -> bool:
            low, high = interval_of(mid, supposed, lawful=True).low, interval_of(actual, supposed, lawful=True).high
            return low is None or high is None or low <= high

        outcome: Outcome = "consistent" if holds(NOTHING) else "inconsistent"
        formula = f"{case.glossary.measures['midyear'].zh} ≤ {case.glossary.measures['actual'].zh}"
        yield draft_of(
            case,
            record,
            ("actual", "midyear"),
            outcome,
            holds,
            formula=formula,
            bound=True,
            solve=equation(Leaf(mid.id), Leaf(actual.id), case.facts, "≤").solve,
            arithmetic=f"{mid.text} {SIGN[outcome]} {actual.text}",
        )
