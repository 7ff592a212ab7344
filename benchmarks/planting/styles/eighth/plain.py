"""Indicators without points, as forms of transfers have them: target, value, rate of completion; and by county."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import LEFT, UP, unit_of
from planting.styles.eighth import words
from planting.styles.indicators import Spec
from planting.styles.seventh.phrases import told

Rows = list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Goal:
    """What is printed of an indicator; None where nothing is."""

    spec: Spec
    target: Ref | None
    actual: Ref | None
    completion: Ref | None

    @property
    def short(self) -> bool:
        return bool(self.spec.remedy)


def goal(d: Draft, spec: Spec, rated: bool) -> Goal:
    """Makes the figures of an indicator; `rated`: its completion as well, never capped."""
    if spec.target is None or spec.actual is None:
        return Goal(spec, None, None, None)
    stated = spec.target * 100 if spec.unit == "%" else spec.target / unit_of(spec.unit)[1]
    target = d.figure(spec.target, spec.unit, 0 if stated.denominator == 1 else 2, trim=True, role="target", exact=True)
    actual = d.figure(spec.actual, spec.unit, spec.places, role="actual", exact=spec.places == 0 and spec.unit != "%")
    if spec.unit == "%":
        d.relate("bound", actual, number=1)
    if not rated:
        return Goal(spec, target, actual, None)
    rate = d.rate(d.figures[actual.id].printed / d.figures[target.id].printed, role="completion")
    d.relate("completion", rate, actual, target)
    return Goal(spec, target, actual, rate)


def sentence(one: Goal, style: int) -> str:
    """One indicator; `style` is one of two."""
    spec = one.spec
    if one.target is None:
        return f"{spec.name}，年度目标{spec.words[0]}，实际{spec.words[1]}。"
    done = f"，完成率{one.completion}" if one.completion else ""
    aim = ("目标值" if style else "年度指标值") + ("≥" if spec.op == "≥" else "") + one.target
    return f"{spec.name}，{aim}，{'全年实际完成值' if style else '实际完成'}{one.actual}{done}。"


def causes(goals: Sequence[Goal]) -> str:
    """Why some were missed."""
    return "".join(f"{one.spec.name}未完成年度目标，原因是{one.spec.cause}。下一步将{one.spec.remedy}。" for one in goals if one.short)


def listed(d: Draft, goals: Sequence[Goal]) -> Rows:
    """The rows of a form, each figure told again."""
    made: Rows = []
    above = ("", "")
    for one in goals:
        spec, here = one.spec, (one.spec.first, one.spec.second)
        heads = (UP if here[0] == above[0] else here[0], UP if here == above else here[1])
        sign = spec.op if spec.op == "≥" else ""
        cells = (sign + told(d, one.target), told(d, one.actual)) if one.target and one.actual else spec.words
        made.append((*heads, spec.name, *cells, f"{spec.cause}；{spec.remedy}" if one.short else spec.cause))
        above = here
    return made


def by_county(d: Draft, one: Goal, names: Sequence[str]) -> Rows:
    """What each county was set and did, with the rate, and all together."""
    assert one.target and one.actual
    spec, places = one.spec, max(d.figures[one.target.id].places, d.figures[one.actual.id].places)
    grain = unit_of(spec.unit)[1] / 10**places
    due, done = (int(d.figures[ref.id].value / grain) for ref in (one.target, one.actual))
    plans = _cut(d, due, len(names))
    reached = [plan * done // due for plan in plans]
    reached[0] += done - sum(reached)
    made: Rows = []
    columns: list[tuple[Ref, Ref]] = []
    for name, plan, real in zip(names, plans, reached, strict=True):
        how = {"trim": True, "exact": places == 0}
        first, second = (d.figure(grain * value, spec.unit, places, **how) for value in (plan, real))  # type: ignore[arg-type]
        columns.append((first, second))
        made.append((name, first, second, _rate(d, second, first)))
    whole = (told(d, one.target), told(d, one.actual))
    for total, some in zip(whole, zip(*columns, strict=True), strict=True):
        d.relate("sum", total, *some)
    last = d.again(one.completion) if one.completion else _rate(d, whole[1], whole[0])
    return [*made, ("合计", *whole, last)]


def _rate(d: Draft, done: Ref, due: Ref) -> Ref:
    rate = d.rate(d.figures[done.id].printed / d.figures[due.id].printed, role="completion")
    d.relate("completion", rate, done, due)
    return rate


def _cut(d: Draft, whole: int, many: int) -> list[int]:
    weights = [d.rng.randint(70, 150) for _ in range(many)]
    some = [max(1, whole * weight // sum(weights)) for weight in weights]
    some[0] += whole - sum(some)
    return some


def fund_rows(d: Draft, label: str, trios: Sequence[tuple[str, Ref, Ref, Ref]]) -> Rows:
    """Budget, outlay and rate of the whole and of each source, told again."""
    made: Rows = [(label, LEFT, "全年预算数（A）", "全年执行数（B）", d.one("预算执行率（B/A）", "执行率（B/A×100%）"), LEFT)]
    for name, *some in trios:
        budget, spent, rate = d.again(some[0], bare=True), d.again(some[1], bare=True), d.again(some[2])
        d.relate("ratio", rate, spent, budget)
        made.append((name, LEFT, budget, spent, rate, LEFT))
    return made


def chosen(goals: Sequence[Goal]) -> list[Goal]:
    """Those that tell something done in numbers."""
    return [one for one in goals if one.spec.output is not None and one.target is not None]


def verbs(goals: Sequence[Goal], refs: Sequence[Ref]) -> str:
    """What is done, as many times as told."""
    made = [one.spec.output.verb + one.spec.output.thing + ref for one, ref in zip(goals, refs, strict=True) if one.spec.output]
    return "，".join(made)


def score(d: Draft, low: int = 905, high: int = 945) -> tuple[Ref, str]:
    """Points in all that stand by themselves, and the word for them."""
    total = d.figure(Fraction(d.rng.randint(low, high), 10), "分", 1, trim=True, exact=True, role="total")
    d.relate("grade", total, number=90)
    return total, words.graded(d, total)
