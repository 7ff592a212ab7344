"""The marks of an indicator: full ones for a target that is reached, their proportion for a missed one, never more than the weight."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gouji.checks.draft import NOTHING, Case, Draft, Supposed, interval_of
from gouji.checks.records import SIGN, ZERO, Record, draft_of, records
from gouji.checks.solving import Leaf, equation
from gouji.checks.wording import expected_of
from gouji.frozen import frozen, replace
from gouji.ledger import Fact
from gouji.quantity.interval import Interval
from gouji.report import Outcome


@frozen
class _Earned:
    """What the marks ask of each figure of a record: full marks a target reached, part of them that part of the target."""

    record: Record
    score: str
    weight: str

    def __call__(self, fact: str, supposed: Supposed, *, lawful: bool = False) -> Interval | None:
        record = self.record
        given, most = (interval_of(record.case.facts[i], supposed) for i in (self.score, self.weight))
        if fact == self.score:
            return record.ratio(supposed, lawful=lawful) * most if record.missed(supposed) else most
        if fact == self.weight:
            return None if record.missed(supposed) else given
        target, actual = record.target(supposed), record.actual(supposed, lawful=lawful)
        of_target = fact == record.indicator.target
        if given == most:
            known = actual if of_target else target
            at_most = record.ceiling != of_target
            return Interval(None, known.high, False, known.high_open) if at_most else Interval(known.low, None, known.low_open, False)
        part = interval_of(record.case.facts[self.score], supposed, measured=True) / most
        if of_target:
            return actual * part if record.ceiling else actual / part
        return target / part if record.ceiling else target * part


def full_marks(case: Case) -> Iterator[Draft]:
    """Full marks belong to a target that is reached; a missed one earns its proportion. Fewer marks than earned may have reasons of their own."""
    fine = _scores_have_places(case)
    for record in records(case):
        if not record.has("target", "actual", "weight", "score") or not record.comparable() or record.target(NOTHING) == ZERO:
            continue
        weight, score = record.fact("weight"), record.fact("score")
        assert weight is not None and score is not None
        full = weight.figure.value == score.figure.value
        missed = record.missed()
        proportion = record.ratio(lawful=True) * weight.figure.base_value
        verdict = _verdict(missed, full, proportion.meets(score.figure.lawful))
        outcome: Outcome = "inconsistent" if verdict else "consistent"

        def holds(supposed: Supposed, record: Record = record, weight: Fact = weight, score: Fact = score, whole_points: bool = not fine) -> bool:
            given, most = interval_of(score, supposed), interval_of(weight, supposed)
            if not record.missed(supposed):
                return given == most
            earned = record.ratio(supposed, lawful=True) * most
            return given != most and (earned.meets(interval_of(score, supposed, lawful=True, measured=True)) or (whole_points and _next_to(earned, given)))

        earned = expected_of(_finer(score), _capped(record.ratio() * weight.figure.base_value, weight))
        lenient = missed and full and not fine and _rounds_to(proportion, weight)
        yield draft_of(
            case,
            record,
            ("score", "weight", "actual", "target"),
            outcome,
            holds,
            formula=case.rule.formula,
            expected=earned,
            solve=_Earned(record, score.id, weight.id),
            severity="note" if lenient or not (verdict == "missed_full" or (not missed and not full and _says_missed(case, record))) else None,
            arithmetic=_marks_arithmetic(record, earned.text) if missed else f"{score.text} {'=' if full else '≠'} {weight.text}",
            values={"earned": earned.text, "verdict": case.rule.options["verdicts"].get(verdict, "")},
        )


def _next_to(earned: Interval, given: Interval) -> bool:
    """Whether a score is the earned one to whole points, up or down."""
    return given.low is not None and earned.low is not None and earned.high is not None and earned.low - 1 < given.low < earned.high + 1


def _verdict(missed: bool, full: bool, proportional: bool) -> str | None:
    """What is wrong with a score, None where nothing is: fewer marks than earned, or another scale, may have reasons and are only noted."""
    if missed:
        return "missed_full" if full else (None if proportional else "not_proportional")
    return None if full else "reached_short"


def _marks_arithmetic(record: Record, earned: str) -> str:
    weight, actual, target = (record.fact(slot) for slot in ("weight", "actual", "target"))
    assert weight is not None and actual is not None and target is not None
    one, other = (target.number, actual.number) if record.ceiling else (actual.number, target.number)
    return f"{weight.text} × {one} ÷ {other} = {earned}"


def _says_missed(case: Case, record: Record) -> bool:
    """`年初目标不低于600台，实际完成600台。未达标原因主要是…，自评9.4分`: the text says that the target was missed, and its marks do."""
    span = record.indicator.span
    words = case.plain[span.block][span.start : span.end + _CAUSE_WITHIN]
    return record.indicator.table is None and any(word in words for word in case.glossary.words["shortfall"])


_CAUSE_WITHIN = 12  # characters behind the last figure of a record in which its cause begins


def _finer(score: Fact) -> Fact:
    """Proportional marks are worth two decimals whatever the mark given has."""
    return replace(score, figure=replace(score.figure, place=min(score.figure.place, Fraction(1, 100))))


def _capped(interval: Interval, weight: Fact) -> Interval:
    most = weight.figure.base_value
    return Interval(None if interval.low is None else min(interval.low, most), most if interval.high is None else min(interval.high, most))


def _scores_have_places(case: Case) -> bool:
    return any(fact.figure.place < 1 for fact in case.ledger.facts if fact.measure in ("score", "total_score"))


def _rounds_to(proportion: Interval, weight: Fact) -> bool:
    return proportion.meets(Interval(weight.figure.base_value - Fraction(1, 2), weight.figure.base_value + Fraction(1, 2)))


def marks(case: Case) -> Iterator[Draft]:
    """得分 ≤ 分值."""
    for record in records(case):
        weight, score = record.fact("weight"), record.fact("score")
        if weight is None or score is None:
            continue

        def holds(supposed: Supposed, weight: Fact = weight, score: Fact = score) -> bool:
            given, most = interval_of(score, supposed), interval_of(weight, supposed)
            return given.low is None or most.high is None or given.low <= most.high

        outcome: Outcome = "consistent" if holds(NOTHING) else "inconsistent"
        formula = f"{case.glossary.measures['score'].zh} ≤ {case.glossary.measures['weight'].zh}"
        yield draft_of(
            case,
            record,
            ("score", "weight"),
            outcome,
            holds,
            formula=formula,
            bound=True,
            solve=equation(Leaf(score.id), Leaf(weight.id), case.facts, "≤").solve,
            arithmetic=f"{score.text} {SIGN[outcome]} {weight.text}",
        )
