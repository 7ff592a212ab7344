"""Performance indicators that are consistent: targets, values, weights and scores, and what is printed of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from planting.draft import Draft, Ref
from planting.model import unit_of
from planting.styles.fields import Domain, Output
from planting.styles.words import MISSES, OVERS, REMEDIES

PERCENT = Fraction(1, 100)
SPLITS = ((50, 30, 10), (40, 40, 10), (60, 20, 10), (50, 30, 10))


@dataclass(frozen=True, slots=True)
class Spec:
    """One indicator with its true values in base units; `words` are target and value of one that is no number. `cumulative`: grows over the year."""

    first: str
    second: str
    name: str
    op: str = ""
    unit: str = ""
    places: int = 0
    target: Fraction | None = None
    actual: Fraction | None = None
    midyear: Fraction | None = None
    words: tuple[str, str] = ("", "")
    cumulative: bool = False
    weight: int = 0
    score: Fraction = Fraction(0)
    cause: str = ""
    remedy: str = ""
    output: Output | None = None

    @property
    def ratio(self) -> Fraction:
        """Actual by target, or the other way about for a ceiling; 1 where there is no number."""
        if self.target is None or self.actual is None:
            return Fraction(1)
        return self.target / self.actual if self.op in CEILINGS else self.actual / self.target


CEILINGS = ("≤", "不超过", "不高于", "小于等于")


@dataclass(frozen=True, slots=True)
class Row:
    """What is printed of an indicator; None where nothing is."""

    spec: Spec
    target: Ref | None
    actual: Ref | None
    midyear: Ref | None
    completion: Ref | None
    weight: Ref
    score: Ref


@dataclass(frozen=True, slots=True)
class Manner:
    """How the indicators of a report are printed: units in cells or not, mid-year values, rates of completion, all capped at 100% or not."""

    midyear: bool = False
    completion: bool = False
    capped: bool = False
    bare_marks: bool = False
    padded: bool = False
    separate_unit: bool = False


def round_to(value: Fraction, step: Fraction) -> Fraction:
    return Fraction(int(value / step + Fraction(1, 2))) * step


def parts_of(rng: Random, total: int, count: int) -> list[int]:
    """Whole weights that add up, no two of them far apart."""
    base = [total // count] * count
    for position in range(total - sum(base)):
        base[position] += 1
    for _ in range(count):
        one, other = rng.randrange(count), rng.randrange(count)
        if one != other and base[one] > 3 and base[other] < 2 * total // count:
            base[one] -= 1
            base[other] += 1
    rng.shuffle(base)
    return base


def _number(d: Draft, output: Output, second: str, first: str, missed: bool) -> Spec:
    factor = unit_of(output.unit)[1]
    grain = Fraction(1, 10**output.places)
    span = output.high - output.low
    target = Fraction(d.rng.randint(output.low, output.high))
    coarse = 100 if span > 5000 else 10 if span > 300 else 1
    target = max(Fraction(int(target / coarse) * coarse), Fraction(output.low))
    if missed:
        actual = round_to(target * Fraction(d.rng.randint(72, 95), 100), grain)
    elif d.chance(0.5):
        actual = target
    else:
        actual = max(round_to(target * Fraction(d.rng.randint(1005, 1240), 1000), grain), target)
    places = output.places if actual.denominator > 1 else 0
    mid = round_to(actual * Fraction(d.rng.randint(30, 70), 100), grain) or grain
    op = "=" if actual == target and d.chance(0.3) else "≥"
    return Spec(first, second, output.name, op, output.unit, places, target * factor, actual * factor, mid * factor, cumulative=True, output=output)


def _percent(d: Draft, name: str, second: str, first: str, missed: bool, full: bool) -> Spec:
    target = Fraction(d.rng.choice((100, 100, 98, 95)) if full else d.rng.choice((85, 90, 92, 95)))
    places = d.rng.choice((0, 1, 2))
    if missed:
        actual = Fraction(int(target * d.rng.randint(8000, 9650) / 10000 * 10**places), 10**places)
    else:
        actual = target if target == 100 or d.chance(0.3) else Fraction(d.rng.randint(int(target) * 100 + 1, 10000) // 10 ** (2 - places), 10**places)
        actual = max(actual, target)
    if actual.denominator == 1:
        places = 0
    mid = min(Fraction(d.rng.randint(60, 98)), Fraction(int(actual)))
    op = "=" if target == 100 else "≥"
    return Spec(first, second, name, op, "%", places, target * PERCENT, actual * PERCENT, mid * PERCENT)


def _chosen(d: Draft, domain: Domain, counts: tuple[int, int, int], missed: int) -> list[list[Spec]]:
    """The indicators of outputs, effects and satisfaction; the first `missed` drawn do not reach their target."""
    rng = d.rng
    outputs, effects, people = counts
    amounts = rng.sample(domain.outputs, min(len(domain.outputs), max(2, outputs - 2)))
    rates = [(name, "质量指标") for name in rng.sample(domain.qualities, 1 + (outputs > 5))] + [(rng.choice(domain.timely), "时效指标")]
    made = [_number(d, output, "数量指标", "产出指标", position < missed) for position, output in enumerate(amounts)]
    rng.shuffle(made)
    made += [_percent(d, name, second, "产出指标", missed > 2 and position == 0, True) for position, (name, second) in enumerate(rates)]
    social = rng.sample(domain.benefits, min(len(domain.benefits), max(1, effects - 1)))
    effected = [_number(d, output, "社会效益指标", "效益指标", False) for output in social]
    lasting = rng.sample(domain.lasting, max(1, effects - len(effected)))
    effected += [Spec("效益指标", "可持续影响指标", name, words=(word, word)) for name, word in lasting]
    pleased = [_percent(d, f"{who}满意度", "服务对象满意度指标", "满意度指标", False, False) for who in rng.sample(domain.people, people)]
    return [made, effected, pleased]


def plan(d: Draft, domain: Domain, *, outputs: int, effects: int, people: int = 1, missed: int = 1, total: int = 90) -> list[Spec]:
    """Indicators with weights that add up to `total`, scored in proportion in the steps of the report; what is missed has a cause."""
    while True:
        groups = _chosen(d, domain, (outputs, effects, people), missed)
        split = d.rng.choice(SPLITS)
        if total == 100:
            split = (split[0], split[1], 20) if d.chance(0.5) else (split[0] + 10, split[1], 10)
        specs = [
            replace(spec, weight=weight)
            for group, share in zip(groups, split, strict=True)
            for spec, weight in zip(group, parts_of(d.rng, share, len(group)), strict=True)
        ]
        causes = d.rng.sample(MISSES, len(MISSES))
        scored = [_scored(d, spec, causes) for spec in specs]
        if all(spec.ratio >= 1 or spec.score < spec.weight for spec in scored):
            return scored


def _scored(d: Draft, spec: Spec, causes: list[str]) -> Spec:
    ratio = spec.ratio
    if ratio < 1:
        return replace(spec, score=round_to(spec.weight * ratio, d.granule), cause=causes.pop(), remedy=d.one(*REMEDIES))
    over = d.one(*OVERS) if ratio > Fraction(11, 10) and spec.output else ""
    return replace(spec, score=Fraction(spec.weight), cause=over)


def with_ceiling(d: Draft, spec: Spec, limit: Fraction, spent: Fraction) -> Spec:
    """The same place in the plan taken by a cost that must not be passed, in 元."""
    return replace(
        spec, second="成本指标", name=d.one("项目总成本", "项目支出总成本", "成本控制数"), op="≤", unit="万元", places=2, target=limit, actual=spent,
        midyear=round_to(spent * Fraction(d.rng.randint(30, 60), 100), Fraction(100)), words=("", ""), cumulative=True, output=None,
        score=Fraction(spec.weight), cause="", remedy="",
    )  # fmt: skip


def marks(d: Draft, value: Fraction | int, manner: Manner, role: str = "score") -> Ref:
    """A weight or a score in the steps of the report, exact. Padded: every score with all places."""
    places = {Fraction(1): 0, Fraction(1, 10): 1}.get(d.granule, 2)
    shown = 0 if role == "weight" else places
    return d.figure(Fraction(value), "分", shown, trim=not manner.padded, exact=True, role=role, bare=manner.bare_marks)


def printed(d: Draft, spec: Spec, manner: Manner) -> Row:
    """Makes the figures of an indicator and says how they hang together."""
    weight, score = marks(d, spec.weight, manner, "weight"), marks(d, spec.score, manner)
    d.relate("at-most", score, weight)
    if spec.target is None or spec.actual is None:
        return Row(spec, None, None, None, None, weight, score)
    shape = {"bare": manner.separate_unit}
    stated = spec.target * 100 if spec.unit == "%" else spec.target / unit_of(spec.unit)[1]
    target = d.figure(spec.target, spec.unit, 0 if stated.denominator == 1 else 2, trim=True, role="target", exact=True, **shape)
    counted = spec.places == 0 and spec.unit != "%"
    actual = d.figure(spec.actual, spec.unit, spec.places, role="actual", exact=counted, trim=spec.unit == "万元" and d.trim, **shape)
    ceiling = spec.op in CEILINGS
    d.relate("score-of-ceiling" if ceiling else "score-of-values", score, weight, actual, target)
    if ceiling:
        d.relate("at-most", actual, target)
    if spec.unit == "%":
        d.relate("bound", actual, number=1)
    midyear = _midyear(d, spec, actual, shape) if manner.midyear else None
    completion = _completion(d, manner, ceiling, (score, weight, actual, target)) if manner.completion else None
    return Row(spec, target, actual, midyear, completion, weight, score)


def _midyear(d: Draft, spec: Spec, actual: Ref, shape: dict[str, bool]) -> Ref:
    assert spec.midyear is not None
    value = d.figure(spec.midyear, spec.unit, spec.places if spec.unit != "%" else 0, role="midyear", exact=spec.places == 0 and spec.unit != "%", **shape)
    if spec.cumulative:
        d.relate("at-most", value, actual)
    return value


def _completion(d: Draft, manner: Manner, ceiling: bool, of: tuple[Ref, Ref, Ref, Ref]) -> Ref:
    score, weight, actual, target = of
    ratio = d.figures[actual.id].printed / d.figures[target.id].printed
    if ceiling:
        ratio = Fraction(1)
    shown = min(ratio, Fraction(1)) if manner.capped else ratio
    rate = d.rate(shown, role="completion")
    d.relate("completion-ceiling" if ceiling else "completion-capped" if manner.capped else "completion", rate, actual, target)
    d.relate("score", score, weight, rate)
    return rate


def add_up(d: Draft, rows: Sequence[Row], total: Ref | None, execution: tuple[Ref, Ref] | None, weights: Ref | None = None) -> None:
    """Weights make a hundred, or `weights`; scores make the total. `execution` are weight and score of the execution rate where they are printed."""
    all_weights = [row.weight for row in rows] + ([execution[0]] if execution else [])
    all_scores = [row.score for row in rows] + ([execution[1]] if execution else [])
    due = sum(d.figures[ref.id].printed for ref in all_weights)
    if weights is not None:
        d.relate("sum", weights, *all_weights)
    d.relate("total", *all_weights, number=due)
    if total is not None:
        d.relate("sum", total, *all_scores)
        d.relate("grade", total, number=90 if d.figures[total.id].printed >= 90 else 80)


def total_of(specs: Sequence[Spec], execution: Fraction) -> Fraction:
    return sum((spec.score for spec in specs), execution)


def execution_score(d: Draft, ratio: Fraction, weight: int = 10) -> Fraction:
    """The weight in proportion to the rate of execution, in the steps of the report."""
    return round_to(weight * ratio, d.granule)
