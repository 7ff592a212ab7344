"""Whether a finding would stand up: a relation that was joined from names may be a figure misread, not a figure misprinted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gouji.checks.draft import Draft
from gouji.checks.restatement import one_slip_apart
from gouji.diagnose.repair import Facts
from gouji.diagnose.slips import Slip
from gouji.diagnose.trial import MOST_OF_A_RELATION, Mended, independent
from gouji.frozen import replace
from gouji.ledger import Fact
from gouji.quantity.exact import significant_digits
from gouji.quantity.interval import Interval
from gouji.rulebook.pack import FACTS


def is_doubtful(broken: Sequence[Draft], repairs: Sequence[Mended], sound: Mapping[str, Sequence[Draft]], facts: Facts) -> bool:
    """Whether broken relations accuse nobody: all of them circumstantial, no slip of the pen explains them, and either other relations vouch for each
    of their figures, or each repair would break what holds.

    `产出指标满分50分，得47分` beside `总得分96分`: both follow from their own items, so that they are two scores and not one.
    """
    if any(_is_a_slip(mended) for mended in repairs):
        return False
    agreed = any(len(independent([draft for draft in mended.restores if draft.rule.over != FACTS])) > 1 and not mended.breaks for mended in repairs)
    if not agreed and all(_is_far_fetched(draft, facts) for draft in broken):
        return True
    if not all(draft.rule.circumstantial for draft in broken):
        return False
    if all(_is_of_something_else(draft, facts) for draft in broken):
        return True
    if any(_prints_differ_by_a_slip(draft, facts) for draft in broken if draft.rule.check == "restatement" and len(draft.facts) > 1):
        return False
    if all(mended.breaks for mended in repairs):
        return True
    figures = {fact_id for draft in broken for fact_id in draft.facts}
    return all(_is_held(fact_id, broken, sound) for fact_id in figures)


def convicted(drafts: Sequence[Draft], facts: Facts) -> list[Draft]:
    """The relations, with those told as broken that a name or a wording leaves in doubt and a slip of the pen does not: `乡镇186次、村级1,927次` of 2,154次
    may be a list that is not whole, but two digits in one another's place make it whole."""
    sound: dict[str, list[Draft]] = {}
    for draft in drafts:
        if draft.outcome == "consistent" and not draft.bound:
            for fact_id in draft.facts:
                sound.setdefault(fact_id, []).append(draft)
    return [replace(draft, outcome="inconsistent", severity="warning", reason=None) if _is_explained(draft, sound, facts) else draft for draft in drafts]


def _is_explained(draft: Draft, sound: Mapping[str, Sequence[Draft]], facts: Facts) -> bool:
    if (
        draft.outcome != "undetermined"
        or draft.solve is None
        or len(draft.facts) > MOST_OF_A_RELATION
        or draft.bound
        or draft.reason in _OTHERWISE
        or draft.severity == "note"
    ):
        return False
    for fact_id in draft.facts:
        wanted = draft.solve(fact_id, {}, lawful=True)
        slip = next(facts.slips(facts[fact_id]).into(wanted), None) if wanted is not None and wanted.width is not None else None
        if slip is not None and wanted is not None and _is_sure(slip, wanted):
            supposed = {fact_id: slip.interval}
            return draft.holds(supposed) and all(other.holds(supposed) for other in sound.get(fact_id, ()))
    return False


_OTHERWISE = frozenset({"other-reading", "another-result-fits", "another-rate-fits", "all-of-it"})  # what is printed is explained already
_SURER = 20  # times less likely by chance, for a digit that may be any other


def _is_sure(slip: Slip, wanted: Interval) -> bool:
    """Two digits exchanged are seldom the way to what is wanted; some digit or other is in one case of fifty."""
    if slip.cause == "transposition":
        return slip.telling(wanted)
    return slip.cause == "digit" and slip.telling(wanted, _SURER)


def _is_of_something_else(draft: Draft, facts: Facts) -> bool:
    """`合计 92.34%` beside the unit's rate of 93.72%: it is the rate of its projects, which is told elsewhere as 92.34% by that name."""
    if draft.rule.check != "restatement" or any(facts[fact_id].dimension != "ratio" for fact_id in draft.facts):
        return False
    return any(facts[fact_id].row is not None and facts.source(facts[fact_id]) is not None for fact_id in draft.facts)


_FAR = 2
_FAR_FROM_A_TABLE = 10
_JOINED = frozenset({"equation", "restatement"})


def _is_far_fetched(draft: Draft, facts: Facts) -> bool:
    """Whether running text would have to be wrong by half or double, whichever of its figures is at fault, and none is a slip of what is wanted, nor
    stands elsewhere: who misprints otherwise misses by less (`培训490人，比计划多10人，完成计划的102.08%` is not 490 of 10)."""
    tabled = [facts[fact_id].row is not None for fact_id in draft.facts]
    if draft.solve is None or draft.rule.check not in _JOINED or len(draft.facts) > MOST_OF_A_RELATION:
        return False
    if all(tabled) or (any(tabled) and draft.rule.check != "restatement"):
        return False
    if draft.rule.check == "restatement" and _prints_differ_by_a_slip(draft, facts):
        return False
    if draft.rule.over == "change" or (draft.rule.over == FACTS and len({facts[fact_id].span.block for fact_id in draft.facts}) == 1):
        return False  # 年初预算数、执行数、执行率 are called so in one paragraph; 比上年增加12.68万元，增长3.85% tells what it is of
    times = _FAR_FROM_A_TABLE if any(tabled) else _FAR
    return all(_is_far(facts[fact_id], draft, facts, times) for fact_id in draft.facts)


def _is_far(fact: Fact, draft: Draft, facts: Facts, times: int) -> bool:
    assert draft.solve is not None  # _is_far_fetched saw to it
    wanted = draft.solve(fact.id, {}, lawful=True)
    if wanted is None:
        return True
    stated = draft.rule.over != FACTS  # of relations joined from names such a figure may well be in its own place
    if stated and (facts.source(fact) is not None or _lacks_one(fact, wanted, draft, facts)):
        return False
    if next(facts.slips(fact).into(wanted), None) is not None:
        return False
    low, high, printed = wanted.low, wanted.high, abs(fact.figure.base_value)
    if low is None or high is None:
        return False
    least, most = sorted((abs(low), abs(high)))
    return most * times < printed or printed * times < least


def _lacks_one(fact: Fact, wanted: Interval, draft: Draft, facts: Facts) -> bool:
    """Whether a figure is what is wanted without one of the others: an addend was left out."""
    return any((fact.interval + facts[other].interval).meets(wanted) for other in draft.facts if other != fact.id and facts[other].dimension == fact.dimension)


def _is_a_slip(mended: Mended) -> bool:
    """A value of another fact is no proof of a slip: 合计 93.25% may well be of 中央资金, whose rate is 93.25%."""
    return mended.candidate.telling and not mended.breaks and mended.candidate.cause != "borrowed"


def _prints_differ_by_a_slip(restatement: Draft, facts: Facts) -> bool:
    """The same digits in 万元 and in 元, or all of them but one: a slip, though each telling holds in its own table or file."""
    one, other = (facts[fact_id] for fact_id in restatement.facts[:2])
    return significant_digits(one.number) == significant_digits(other.number) or one_slip_apart(one, other)


def _is_held(figure: str, broken: Sequence[Draft], sound: Mapping[str, Sequence[Draft]]) -> bool:
    """Whether a relation that holds speaks for a figure, and is no part of what is broken told again."""
    accused = independent(broken)
    return any(not draft.bound and len(draft.facts) > 1 and frozenset(draft.facts) not in accused for draft in sound.get(figure, ()))
