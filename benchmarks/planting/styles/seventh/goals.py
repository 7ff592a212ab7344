"""Indicators of the seventh set: kinds by group, targets and values of each kind, scores in proportion, and the survey behind satisfaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from planting.draft import Draft
from planting.model import unit_of
from planting.styles.fields import Output
from planting.styles.indicators import PERCENT, Row, Spec, parts_of, round_to
from planting.styles.seventh.fields import Field
from planting.styles.seventh.words import DOUBTS, SHORT, SLOW, SURPLUS

Kinds = tuple[tuple[str, str], ...]
Group = tuple[str, int, Kinds]
CAUSES = {"output": SHORT, "rate": SLOW, "people": DOUBTS}
MISSABLE = ("output", "quality", "timely", "people")
DONE: Kinds = (("数量指标", "output"), ("数量指标", "output"), ("质量指标", "quality"), ("时效指标", "timely"))
MORE: Kinds = (("数量指标", "output"), ("数量指标", "output"), ("数量指标", "output"), ("质量指标", "quality"), ("质量指标", "quality"), ("时效指标", "timely"))
COST: Kinds = (*DONE, ("成本指标", "cap"))
SOCIAL: Kinds = (("社会效益指标", "benefit"), ("可持续影响指标", "lasting"))
BOTH: Kinds = (("社会效益指标", "benefit"), ("社会效益指标", "benefit"), ("可持续影响指标", "lasting"))
GLAD: Kinds = (("服务对象满意度指标", "people"),)
SHORT_DONE: Kinds = (("数量指标", "output"), ("质量指标", "quality"), ("时效指标", "timely"))
FULL: tuple[tuple[Group, ...], ...] = (
    (("产出指标", 50, DONE), ("效益指标", 30, SOCIAL), ("满意度指标", 10, GLAD)),
    (("产出指标", 50, COST), ("效益指标", 30, BOTH), ("满意度指标", 10, GLAD)),
    (("产出指标", 50, MORE), ("效益指标", 30, SOCIAL), ("满意度指标", 10, GLAD)),
    (("产出指标", 40, DONE), ("成本指标", 20, (("经济成本指标", "cap"),)), ("效益指标", 20, SOCIAL), ("满意度指标", 10, GLAD)),
)
SLIM: tuple[tuple[Group, ...], ...] = (
    (("产出指标", 50, SHORT_DONE), ("效益指标", 30, (("社会效益指标", "benefit"),)), ("满意度指标", 10, GLAD)),
    (("产出指标", 50, DONE), ("效益指标", 30, (("社会效益指标", "benefit"),)), ("满意度指标", 10, GLAD)),
    (("产出指标", 60, DONE), ("效益指标", 20, (("可持续影响指标", "lasting"),)), ("满意度指标", 10, GLAD)),
)


@dataclass(frozen=True, slots=True)
class Survey:
    """Sheets sent, valid ones by answer (glad, fairly, not), and the name of the indicator that they answer."""

    spec: str
    sent: int
    answers: tuple[int, int, int]

    @property
    def valid(self) -> int:
        return sum(self.answers)


@dataclass
class Pool:
    """What is left of the names of a field."""

    outputs: Iterator[Output]
    benefits: Iterator[Output]
    qualities: Iterator[str]
    timely: Iterator[str]
    lasting: Iterator[tuple[str, str]]
    people: Iterator[str]
    field: Field


def _pool(d: Draft, field: Field) -> Pool:
    """All names of a field in a random order."""
    some = (field.domain.outputs, field.domain.benefits, field.domain.qualities, field.domain.timely, field.domain.lasting, field.domain.people)
    return Pool(*(iter(d.rng.sample(names, len(names))) for names in some), field)  # type: ignore[call-overload]


def _amount(d: Draft, output: Output, missed: bool) -> Spec:
    factor, grain = unit_of(output.unit)[1], Fraction(1, 10**output.places)
    coarse = next(step for step in (1000, 100, 50, 10, 5, 1) if step * 10 <= output.high or step == 1)
    target = Fraction(max(output.low, d.rng.randint(output.low, output.high) // coarse * coarse))
    share = d.rng.randint(750, 955) if missed else 1000 if d.chance(0.5) else d.rng.randint(1005, 1195)
    actual = round_to(target * Fraction(share, 1000), grain)
    if missed:
        actual = min(actual, target - grain)
    mid = max(round_to(actual * Fraction(d.rng.randint(30, 65), 100), grain), grain)
    places = output.places if actual.denominator > 1 else 0
    mid = mid if places else Fraction(max(1, int(mid)))
    op = "=" if actual == target and d.chance(0.35) else "≥"
    return Spec("", "", output.name, op, output.unit, places, target * factor, actual * factor, mid * factor, cumulative=True, output=output)


def _output(d: Draft, names: Pool, missed: bool) -> Spec:
    return _amount(d, next(names.outputs), missed)


def _benefit(d: Draft, names: Pool, missed: bool) -> Spec:
    return _amount(d, next(names.benefits), False)


def _rate(d: Draft, name: str, targets: Sequence[int], missed: bool) -> Spec:
    target, places = Fraction(d.rng.choice(targets)), d.rng.choice((0, 0, 1, 2))
    grain, actual = Fraction(1, 10**places), Fraction(target)
    if missed:
        actual = round_to(target * Fraction(d.rng.randint(810, 960), 1000), grain)
    elif target < 100 and d.chance(0.7):
        actual = target + round_to((100 - target) * Fraction(d.rng.randint(10, 100), 100), grain)
    mid = Fraction(min(int(actual), d.rng.randint(60, 97)))
    places = 0 if actual.denominator == 1 else places
    return Spec("", "", name, "=" if target == 100 else "≥", "%", places, target * PERCENT, actual * PERCENT, mid * PERCENT)


def _quality(d: Draft, names: Pool, missed: bool) -> Spec:
    return _rate(d, next(names.qualities), (100, 95, 90, 98), missed)


def _timely(d: Draft, names: Pool, missed: bool) -> Spec:
    return _rate(d, next(names.timely), (100, 100, 100, 95), missed)


def _people(d: Draft, names: Pool, missed: bool) -> Spec:
    return _rate(d, f"{next(names.people)}满意度", (85, 90, 95, 90), missed)


def _cap(d: Draft, names: Pool, missed: bool) -> Spec:
    cap = names.field.cap
    factor = unit_of(cap.unit)[1]
    coarse = 100 if cap.high > 2000 else 10 if cap.high > 200 else 1
    target = Fraction(d.rng.randint(cap.low, cap.high) // coarse * coarse)
    actual = target if d.chance(0.3) else Fraction(int(target * Fraction(d.rng.randint(800, 985), 1000)))
    mid = Fraction(d.rng.randint(int(actual), int(target)))
    return Spec("", "", cap.name, "≤", cap.unit, 0, target * factor, actual * factor, mid * factor)


def _lasting(d: Draft, names: Pool, missed: bool) -> Spec:
    name, word = next(names.lasting)
    return Spec("", "", name, words=(word, word))


MAKERS: dict[str, Callable[[Draft, Pool, bool], Spec]] = {
    "output": _output,
    "benefit": _benefit,
    "quality": _quality,
    "timely": _timely,
    "people": _people,
    "cap": _cap,
    "lasting": _lasting,
}


def plan(d: Draft, field: Field, groups: Sequence[Group], missed: int) -> tuple[list[Spec], Survey]:
    """Indicators with the weights of their groups, scored in proportion in the steps of the report, and the survey behind the one on satisfaction."""
    while True:
        specs = _drawn(d, groups, missed, _pool(d, field))
        place = next(place for place, spec in enumerate(specs) if spec.name.endswith("满意度"))
        specs[place], survey = _surveyed(d, specs[place])
        causes = {kind: d.rng.sample(some, len(some)) for kind, some in CAUSES.items()}
        scored = [_scored(d, spec, causes) for spec in specs]
        if all(spec.ratio >= 1 or 0 < spec.score < spec.weight for spec in scored):
            return scored, survey


def _drawn(d: Draft, groups: Sequence[Group], missed: int, names: Pool) -> list[Spec]:
    timed = not names.field.cap.unit.startswith(("元", "万元"))
    places = [(first, "时效指标" if timed and kind == "cap" else second, kind) for first, _, kinds in groups for second, kind in kinds]
    chosen = set(d.rng.sample([place for place, (_, _, kind) in enumerate(places) if kind in MISSABLE], missed))
    weights = [weight for _, total, kinds in groups for weight in parts_of(d.rng, total, len(kinds))]
    made = [MAKERS[kind](d, names, place in chosen) for place, (_, _, kind) in enumerate(places)]
    return [replace(spec, first=first, second=second, weight=weight) for spec, (first, second, _), weight in zip(made, places, weights, strict=True)]


def _scored(d: Draft, spec: Spec, causes: dict[str, list[tuple[str, str]]]) -> Spec:
    if spec.ratio < 1 and spec.op != "≤":
        cause, remedy = causes["people" if spec.name.endswith("满意度") else "output" if spec.output else "rate"].pop()
        return replace(spec, score=round_to(spec.weight * spec.ratio, d.granule), cause=cause, remedy=remedy)
    over = d.one(*SURPLUS) if spec.output and spec.ratio > Fraction(110, 100) else ""
    return replace(spec, score=Fraction(spec.weight), cause=over)


def _surveyed(d: Draft, spec: Spec) -> tuple[Spec, Survey]:
    """Answers that come near the share drawn, and that share as they give it."""
    assert spec.target is not None and spec.actual is not None
    sent = d.rng.choice((50, 80, 100, 100, 120, 150, 180, 200, 240, 300, 360, 400))
    valid = sent - d.rng.choice((0, 0, d.rng.randint(1, sent // 12)))
    glad = min(int(spec.actual * valid), valid - 1)
    if spec.actual >= spec.target:
        glad = max(glad, ceil(spec.target * valid))
    poor = d.rng.randint(0, min(2, valid - glad - 1)) if valid > glad else 0
    share = Fraction(glad, valid)
    shown = 0 if (share * 100).denominator == 1 else 2
    mid = min(spec.midyear or share, Fraction(int(share * 100), 100))
    return replace(spec, op="≥", actual=share, places=shown, midyear=mid), Survey(spec.name, sent, (glad, valid - glad - poor, poor))


def full(d: Draft, field: Field) -> tuple[Group, ...]:
    """The groups of a whole report; cost is a level of its own only where the ceiling is money."""
    paid = field.cap.unit.startswith(("元", "万元"))
    return d.rng.choice([groups for groups in FULL if paid or groups[1][0] != "成本指标"])


def done(rows: Sequence[Row]) -> list[Row]:
    """The rows that tell something done in numbers."""
    return [row for row in rows if row.spec.output is not None and row.actual is not None]


def missed(rows: Sequence[Row]) -> list[Row]:
    """The rows that did not reach their target."""
    return [row for row in rows if row.spec.ratio < 1 and row.spec.op != "≤"]
