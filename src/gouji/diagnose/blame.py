"""From broken relations to findings: the figure that explains most of them, what it should have been, and what is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from gouji.checks.draft import Draft, Supposed
from gouji.diagnose.repair import Candidate, Facts, candidates, source_of
from gouji.ledger import Fact
from gouji.quantity.interval import Interval
from gouji.report import Severity
from gouji.rulebook.pack import FACTS

_RANK: dict[Severity, int] = {"error": 0, "warning": 1, "note": 2}
# Only the wording can tell which side of these is at fault: the rule names it.
_DECIDED = frozenset({"full-marks", "enumeration", "ceiling", "marks"})
_MOST_SUSPECTS = 24  # of one component, those in most broken relations first: keeps a wholly inconsistent document near linear
_ALL_BUT_NOTHING = Fraction(1, 1000)


@dataclass(frozen=True, slots=True)
class Mended:
    """A repair that was tried: the candidate, the broken relations it mends, the sound ones it would break."""

    candidate: Candidate
    restores: tuple[Draft, ...]
    breaks: tuple[Draft, ...]

    explains: int = 0

    @property
    def gain(self) -> int:
        """How many broken relations fewer there are, those that stand apart (the grade of a total) among them."""
        return len(_independent(self.restores)) + self.explains - len(_independent(self.breaks))


@dataclass(frozen=True, slots=True)
class Verdict:
    """One mistake: the figure at fault (or several candidates), the relations it breaks, the repairs, the fact it was borrowed from.

    `truncated`: nothing is broken, but only a figure cut off instead of rounded makes the relation hold.
    """

    broken: tuple[Draft, ...]
    fact: str | None
    candidates: tuple[str, ...] = ()
    repairs: tuple[Mended, ...] = ()
    source: Fact | None = None
    truncated: bool = False

    @property
    def lead(self) -> Draft:
        """The strongest of the broken relations."""
        return min(self.broken, key=lambda draft: (_RANK[draft.severity], draft.bound, draft.rule.check == "restatement", draft.rule.over == FACTS))

    @property
    def severity(self) -> Severity:
        return "note" if self.truncated else min((draft.severity for draft in self.broken), key=_RANK.__getitem__)


@dataclass(slots=True)
class _Component:
    """Broken relations that share figures, being explained one figure at a time."""

    facts: Facts
    sound: Mapping[str, list[Draft]]
    remaining: list[Draft]
    apart: Mapping[str, list[Draft]] = field(default_factory=dict)
    supposed: dict[str, Interval] = field(default_factory=dict)


def diagnose(drafts: Sequence[Draft], facts: Facts) -> list[Verdict]:
    """The mistakes behind all broken relations, each told once."""
    broken = [draft for draft in drafts if draft.outcome == "inconsistent" and not draft.standalone]
    sound: dict[str, list[Draft]] = {}
    for draft in drafts:
        if draft.outcome == "consistent":
            for fact_id in draft.facts:
                sound.setdefault(fact_id, []).append(draft)
    apart: dict[str, list[Draft]] = {}
    for draft in drafts:
        if draft.standalone and draft.outcome == "inconsistent" and draft.severity == "error":
            for fact_id in draft.facts:
                apart.setdefault(fact_id, []).append(draft)
    verdicts: list[Verdict] = []
    supposed: dict[str, Interval] = {}
    for group in _components(broken):
        component = _Component(facts, sound, list(group), apart)
        verdicts += _explain(component)
        supposed.update(component.supposed)
    for draft in drafts:
        if draft.standalone and draft.outcome != "consistent":
            if _explained(draft, supposed):
                verdicts = [_with(verdict, draft) for verdict in verdicts]
            else:
                verdicts.append(Verdict((draft,), draft.suspect))
        elif draft.convention == "truncated" and not draft.bound:
            verdicts.append(Verdict((draft,), draft.suspect, truncated=True))
    return verdicts


def _with(verdict: Verdict, draft: Draft) -> Verdict:
    """The verdict on the figure that explains another relation away, with that relation."""
    explains = verdict.fact == draft.suspect and verdict.repairs and not verdict.candidates
    return replace(verdict, broken=(*verdict.broken, draft)) if explains else verdict


def _explained(draft: Draft, supposed: Supposed) -> bool:
    return any(fact_id in supposed for fact_id in draft.facts) and draft.holds(supposed)


def _components(broken: Sequence[Draft]) -> Iterator[list[Draft]]:
    parent: dict[str, str] = {}

    def root(fact_id: str) -> str:
        while parent.setdefault(fact_id, fact_id) != fact_id:
            parent[fact_id] = parent[parent[fact_id]]
            fact_id = parent[fact_id]
        return fact_id

    for draft in broken:
        for fact_id in draft.facts[1:]:
            parent[root(fact_id)] = root(draft.facts[0])
    groups: dict[str, list[Draft]] = {}
    for draft in broken:
        groups.setdefault(root(draft.facts[0]) if draft.facts else draft.key, []).append(draft)
    yield from groups.values()


def _tried(component: _Component) -> list[Mended]:
    """For each figure of the broken relations the supposed value that leaves the fewest relations broken, if one leaves fewer than now."""
    broken: dict[str, list[Draft]] = {}
    for draft in component.remaining:
        for fact_id in dict.fromkeys(draft.facts):
            broken.setdefault(fact_id, []).append(draft)
    suspects = broken.keys() - component.supposed.keys()
    found: list[Mended] = []
    for fact_id in sorted(suspects, key=lambda i: (-len(broken[i]), component.facts.place(i)))[:_MOST_SUSPECTS]:
        own, sound = broken[fact_id], component.sound.get(fact_id, [])
        tried = [
            mended
            for candidate in candidates(component.facts[fact_id], own, sound, component.facts, component.supposed)
            if (mended := _try(component, candidate, own)).gain > 0 and mended.restores and not _merely_vanishes(component, mended)
        ]
        if tried:
            found.append(min(tried, key=_merit))
    return found


def _try(component: _Component, candidate: Candidate, own: list[Draft]) -> Mended:
    supposed = {**component.supposed, candidate.fact: candidate.interval}
    restores = tuple(draft for draft in own if draft.holds(supposed))
    breaks = tuple(draft for draft in component.sound.get(candidate.fact, ()) if not draft.holds(supposed))
    explains = sum(draft.holds(supposed) for draft in component.apart.get(candidate.fact, ()))
    return Mended(candidate, restores, breaks, explains)


def _merit(mended: Mended) -> tuple[int, int, int]:
    """Lower is better: the relations that hold afterwards, none broken in turn, and a slip that would rarely fit by chance."""
    return -mended.gain, len(mended.breaks), not mended.candidate.telling


def _merely_vanishes(component: _Component, mended: Mended) -> bool:
    """A unit slip that mends a sum only because the figure all but disappears from it (6.7万元 as 6.7元), or that only keeps a
    bound, explains nothing."""
    if mended.candidate.cause != "unit-slip":
        return False
    if all(draft.bound for draft in mended.restores):
        return True
    without = {**component.supposed, mended.candidate.fact: mended.candidate.interval.scaled(_ALL_BUT_NOTHING)}
    return all(draft.holds(without) for draft in mended.restores)


def _explain(component: _Component) -> Iterator[Verdict]:
    while component.remaining:
        known = set(component.supposed)
        verdict = _verdict(component, _tried(component))
        yield verdict
        told = {id(draft) for draft in verdict.broken}
        news = component.supposed.keys() - known
        component.remaining = [
            draft for draft in component.remaining if id(draft) not in told and (news.isdisjoint(draft.facts) or not draft.holds(component.supposed))
        ]


def _verdict(component: _Component, tried: list[Mended]) -> Verdict:
    if not tried:
        return _unrepaired(component)
    best = min(tried, key=_merit)
    lead = best.restores[0]
    if len(_independent(best.restores)) == 1 and lead.rule.check in _DECIDED:
        return _by_rule(component, lead, tried)
    equal = [mended for mended in tried if _merit(mended) == _merit(best) and mended.restores == best.restores]
    equal.sort(key=lambda mended: component.facts.place(mended.candidate.fact))
    open_to_doubt = [] if best.candidate.telling else _unsolved(component, best.restores)
    named = sorted({mended.candidate.fact for mended in equal}.union(open_to_doubt), key=component.facts.place)
    if len(named) > 1:
        return Verdict(best.restores, named[0], tuple(named), _told(equal))
    return _decided(component, best)


def _decided(component: _Component, best: Mended) -> Verdict:
    fact_id = best.candidate.fact
    component.supposed[fact_id] = best.candidate.interval
    source = source_of(component.facts[fact_id], component.facts) if best.candidate.cause == "borrowed" else None
    return Verdict(best.restores, fact_id, repairs=_told([best]), source=source)


def _told(tried: Sequence[Mended]) -> tuple[Mended, ...]:
    """The repairs that have a value to tell."""
    return tuple(mended for mended in tried if mended.candidate.text)


def _by_rule(component: _Component, lead: Draft, tried: list[Mended]) -> Verdict:
    """One broken relation whose wording says which side of it is at fault."""
    mended = next((mended for mended in tried if mended.candidate.fact == lead.suspect), None)
    return Verdict((lead,), lead.suspect) if mended is None else _decided(component, mended)


def _unsolved(component: _Component, restored: Sequence[Draft]) -> set[str]:
    """The figures of one broken relation for which it cannot be solved, and for which nothing else vouches: they may be at fault as well."""
    if len(restored) > 1:
        return set()
    draft = restored[0]
    free = (fact_id for fact_id in draft.facts if fact_id not in component.supposed and not _vouchers(component, fact_id))
    return {fact_id for fact_id in free if draft.solve is None or draft.solve(fact_id, component.supposed, lawful=True) is None}


def _unrepaired(component: _Component) -> Verdict:
    """No value of a single figure leaves fewer relations broken: the one in most of them that others vouch for least, or all that are alike in this."""
    counts = Counter(fact_id for draft in component.remaining for fact_id in draft.facts if fact_id not in component.supposed)
    if not counts:
        return Verdict((component.remaining[0],), component.remaining[0].suspect)
    most = max(counts.values())
    least = min(_vouchers(component, fact_id) for fact_id, count in counts.items() if count == most)
    chosen = [fact_id for fact_id, count in counts.items() if count == most and _vouchers(component, fact_id) == least]
    first = min(chosen, key=component.facts.place)
    own = tuple(draft for draft in component.remaining if first in draft.facts)
    if len(own) == 1 and own[0].rule.check in _DECIDED:
        return Verdict(own, own[0].suspect)
    tied = tuple(sorted((i for i in chosen if all(i in draft.facts for draft in own)), key=component.facts.place))
    return Verdict(own, first, tied if len(tied) > 1 else ())


def _vouchers(component: _Component, fact_id: str) -> int:
    return sum(not draft.bound for draft in component.sound.get(fact_id, ()))


def _independent(drafts: Sequence[Draft]) -> set[frozenset[str]]:
    """Relations over the same figures say one thing."""
    return {frozenset(draft.facts) for draft in drafts}
