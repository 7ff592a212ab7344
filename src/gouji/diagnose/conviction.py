"""Whether a finding would stand up: a relation that was joined from names may be a figure misread, not a figure misprinted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gouji.checks.draft import Draft
from gouji.checks.restatement import one_slip_apart
from gouji.diagnose.repair import Facts
from gouji.diagnose.trial import Mended, independent
from gouji.quantity.exact import significant_digits


def is_doubtful(broken: Sequence[Draft], repairs: Sequence[Mended], sound: Mapping[str, Sequence[Draft]], facts: Facts) -> bool:
    """Whether broken relations accuse nobody: all of them circumstantial, no slip of the pen explains them, and either other relations vouch for each
    of their figures, or each repair would break what holds.

    `产出指标满分50分，得47分` beside `总得分96分`: both follow from their own items, so that they are two scores and not one.
    """
    if not all(draft.rule.circumstantial for draft in broken) or any(_is_a_slip(mended) for mended in repairs):
        return False
    if any(_prints_differ_by_a_slip(draft, facts) for draft in broken if draft.rule.check == "restatement" and len(draft.facts) > 1):
        return False
    if all(mended.breaks for mended in repairs):
        return True
    figures = {fact_id for draft in broken for fact_id in draft.facts}
    return all(_is_held(fact_id, broken, sound) for fact_id in figures)


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
