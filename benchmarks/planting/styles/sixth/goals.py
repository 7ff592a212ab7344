"""Indicators of the sixth set: groups of kinds, targets and values of each kind, scores in proportion, and the survey behind satisfaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from planting.draft import Draft
from planting.model import unit_of
from planting.styles.fields import Output
from planting.styles.indicators import PERCENT, Row, Spec, parts_of, round_to
from planting.styles.sixth.fields import Field
from planting.styles.sixth.words import GRIEVANCES, LAGS, MISSES, OVERS

Kinds = tuple[tuple[str, str], ...]
Group = tuple[str, int, Kinds]
REASONS = {"number": MISSES, "share": LAGS, "people": GRIEVANCES}
MISSABLE = ("number", "quality", "timely", "people")
OUTPUT: Kinds = (("数量指标", "number"), ("数量指标", "number"), ("质量指标", "quality"), ("时效指标", "timely"))
FULLER: Kinds = (("数量指标", "number"), ("数量指标", "number"), ("数量指标", "number"), ("质量指标", "quality"), ("时效指标", "timely"))
COSTED: Kinds = (*OUTPUT, ("成本指标", "limit"))
EFFECT: Kinds = (("社会效益指标", "benefit"), ("可持续影响指标", "lasting"))
SAFE: Kinds = (("社会效益指标", "benefit"), ("社会效益指标", "never"), ("可持续影响指标", "lasting"))
PLEASED: Kinds = (("服务对象满意度指标", "people"),)
SELF: tuple[tuple[Group, ...], ...] = (
    (("产出指标", 50, FULLER), ("效益指标", 30, EFFECT), ("满意度指标", 10, PLEASED)),
    (("成本指标", 10, (("经济成本指标", "limit"),)), ("产出指标", 40, OUTPUT), ("效益指标", 30, EFFECT), ("满意度指标", 10, PLEASED)),
    (("产出指标", 50, COSTED), ("效益指标", 30, SAFE), ("满意度指标", 10, PLEASED)),
    (("产出指标", 40, OUTPUT), ("效益指标", 40, SAFE), ("满意度指标", 10, PLEASED)),
    (("产出指标", 60, FULLER), ("效益指标", 20, EFFECT), ("满意度指标", 10, PLEASED)),
)


@dataclass(frozen=True, slots=True)
class Survey:
    """Sheets sent, valid ones by answer (very glad, glad, fairly, not), and the indicator that they answer; the glad are the first two."""

    spec: str
    sent: int
    answers: tuple[int, int, int, int]

    @property
    def valid(self) -> int:
        return sum(self.answers)

    @property
    def glad(self) -> int:
        return self.answers[0] + self.answers[1]


@dataclass
class _Pool:
    """What is left of the names of a field."""

    outputs: Iterator[Output]
    benefits: Iterator[Output]
    qualities: Iterator[str]
    timely: Iterator[str]
    lasting: Iterator[tuple[str, str]]
    people: Iterator[str]
    field: Field


def _pool(d: Draft, field: Field) -> _Pool:
    domain, rng = field.domain, d.rng
    return _Pool(
        iter(rng.sample(domain.outputs, len(domain.outputs))),
        iter(rng.sample(domain.benefits, len(domain.benefits))),
        iter(rng.sample(domain.qualities, len(domain.qualities))),
        iter(rng.sample(domain.timely, len(domain.timely))),
        iter(rng.sample(domain.lasting, len(domain.lasting))),
        iter(rng.sample(domain.people, len(domain.people))),
        field,
    )


def _amount(d: Draft, output: Output, missed: bool) -> Spec:
    factor, grain = unit_of(output.unit)[1], Fraction(1, 10**output.places)
    coarse = next(step for step in (500, 100, 50, 10, 5, 1) if step * 12 <= output.high or step == 1)
    target = Fraction(max(output.low, d.rng.randint(output.low, output.high) // coarse * coarse))
    share = d.rng.randint(740, 960) if missed else 1000 if d.chance(0.45) else d.rng.randint(1010, 1260)
    actual = round_to(target * Fraction(share, 1000), grain)
    actual = max(actual, target) if not missed else actual
    mid = max(round_to(actual * Fraction(d.rng.randint(32, 66), 100), grain), grain)
    places = output.places if actual.denominator > 1 else 0
    mid = mid if places else Fraction(max(1, int(mid)))
    op = "=" if actual == target and d.chance(0.4) else "≥"
    return Spec("", "", output.name, op, output.unit, places, target * factor, actual * factor, mid * factor, cumulative=True, output=output)


def _number(d: Draft, pool: _Pool, missed: bool) -> Spec:
    return _amount(d, next(pool.outputs), missed)


def _benefit(d: Draft, pool: _Pool, missed: bool) -> Spec:
    return _amount(d, next(pool.benefits), False)


def _share(d: Draft, name: str, targets: Sequence[int], missed: bool) -> Spec:
    target, places = Fraction(d.rng.choice(targets)), d.rng.choice((0, 1, 2))
    grain = Fraction(1, 10**places)
    actual = target
    if missed:
        actual = round_to(target * Fraction(d.rng.randint(800, 965), 1000), grain)
    elif target < 100 and d.chance(0.75):
        actual = min(Fraction(100), target + round_to((100 - target) * Fraction(d.rng.randint(5, 100), 100), grain))
    mid = Fraction(min(int(actual), d.rng.randint(62, 98)))
    places = 0 if actual.denominator == 1 else places
    return Spec("", "", name, "=" if target == 100 else "≥", "%", places, target * PERCENT, actual * PERCENT, mid * PERCENT)


def _quality(d: Draft, pool: _Pool, missed: bool) -> Spec:
    return _share(d, next(pool.qualities), (100, 95, 98, 90, 95), missed)


def _timely(d: Draft, pool: _Pool, missed: bool) -> Spec:
    return _share(d, next(pool.timely), (100, 100, 95), missed)


def _people(d: Draft, pool: _Pool, missed: bool) -> Spec:
    return _share(d, f"{next(pool.people)}满意度", (85, 90, 90, 95), missed)


def _limit(d: Draft, pool: _Pool, missed: bool) -> Spec:
    limit = pool.field.limit
    coarse = 100 if limit.high > 1000 else 10 if limit.high > 100 else 1
    target = Fraction(d.rng.randint(limit.low, limit.high) // coarse * coarse)
    actual = target if d.chance(0.3) else Fraction(int(target * Fraction(d.rng.randint(780, 990), 1000)))
    mid = Fraction(d.rng.randint(int(actual), int(target)))
    return Spec("", "", limit.name, "≤", limit.unit, 0, target, actual, mid)


def _never(d: Draft, pool: _Pool, missed: bool) -> Spec:
    none = "0次" if pool.field.never.endswith("次数") else "0起"
    return Spec("", "", pool.field.never, words=(none, none))


def _lasting(d: Draft, pool: _Pool, missed: bool) -> Spec:
    name, word = next(pool.lasting)
    return Spec("", "", name, words=(word, word))


MAKERS: dict[str, Callable[[Draft, _Pool, bool], Spec]] = {
    "number": _number,
    "benefit": _benefit,
    "quality": _quality,
    "timely": _timely,
    "people": _people,
    "limit": _limit,
    "never": _never,
    "lasting": _lasting,
}


def shape(d: Draft, field: Field) -> tuple[Group, ...]:
    """The groups of a self-evaluation; cost is a level of its own only where the ceiling of the field is money."""
    return d.rng.choice([groups for groups in SELF if field.limit.unit.startswith("元") or groups[0][0] != "成本指标"])


def plan(d: Draft, field: Field, groups: Sequence[Group], missed: int) -> tuple[list[Spec], Survey]:
    """Indicators with the weights of their groups, scored in proportion in the steps of the report, and the survey behind the one on satisfaction."""
    while True:
        specs = _drawn(d, field, groups, missed)
        place = next(place for place, spec in enumerate(specs) if spec.name.endswith("满意度"))
        specs[place], survey = _surveyed(d, specs[place])
        causes = {kind: d.rng.sample(some, len(some)) for kind, some in REASONS.items()}
        scored = [_scored(d, spec, causes) for spec in specs]
        if all(spec.ratio >= 1 or spec.score < spec.weight for spec in scored):
            return scored, survey


def _drawn(d: Draft, field: Field, groups: Sequence[Group], missed: int) -> list[Spec]:
    pool = _pool(d, field)
    timed = not field.limit.unit.startswith("元")
    places = [(first, "时效指标" if timed and kind == "limit" else second, kind) for first, _, kinds in groups for second, kind in kinds]
    open_ = [place for place, (_, _, kind) in enumerate(places) if kind in MISSABLE]
    chosen = set(d.rng.sample(open_, missed))
    weights = [weight for _, total, kinds in groups for weight in parts_of(d.rng, total, len(kinds))]
    made = [MAKERS[kind](d, pool, place in chosen) for place, (_, _, kind) in enumerate(places)]
    return [replace(spec, first=first, second=second, weight=weight) for spec, (first, second, _), weight in zip(made, places, weights, strict=True)]


def _scored(d: Draft, spec: Spec, causes: dict[str, list[tuple[str, str]]]) -> Spec:
    if spec.ratio < 1 and spec.op != "≤":
        cause, remedy = causes["people" if spec.name.endswith("满意度") else "number" if spec.output else "share"].pop()
        return replace(spec, score=round_to(spec.weight * spec.ratio, d.granule), cause=cause, remedy=remedy)
    over = d.one(*OVERS) if spec.output and spec.ratio > Fraction(110, 100) else ""
    return replace(spec, score=Fraction(spec.weight), cause=over)


def _surveyed(d: Draft, spec: Spec) -> tuple[Spec, Survey]:
    """Answers that come near the share drawn, and that share as they give it."""
    assert spec.target is not None and spec.actual is not None
    sent = d.rng.choice((60, 80, 100, 100, 120, 150, 160, 200, 220, 260, 300, 320, 400, 500))
    valid = sent - d.rng.choice((0, d.rng.randint(1, sent // 10)))
    glad = min(int(spec.actual * valid), valid - 1)
    if spec.actual >= spec.target:
        glad = max(glad, ceil(spec.target * valid))
    very = glad * d.rng.randint(48, 76) // 100
    rest = valid - glad
    fairly = max(rest - d.rng.randint(0, 2), 0)
    share = Fraction(glad, valid)
    shown = 0 if (share * 100).denominator == 1 else 2
    mid = min(spec.midyear or share, Fraction(int(share * 100), 100))
    answers = (very, glad - very, fairly, rest - fairly)
    return replace(spec, op="≥", actual=share, places=shown, midyear=mid), Survey(spec.name, sent, answers)


def counted(rows: Sequence[Row]) -> list[Row]:
    """The rows that tell something done in numbers."""
    return [row for row in rows if row.spec.output is not None and row.actual is not None]
