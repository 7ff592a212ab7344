"""From broken relations to findings: the figure that explains most of them, what it should have been, and what is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gouji.checks.draft import Draft, Supposed
from gouji.diagnose.repair import Candidate, Facts, candidates, source_of
from gouji.ledger import Fact
from gouji.quantity.interval import Interval
from gouji.report import Severity
from gouji.rulebook.pack import FACTS

_RANK: dict[Severity, int] = {"error": 0, "warning": 1, "note": 2}
# Only the wording can tell which side of these is at fault: the rule names it.
_DECIDED = frozenset({"full-marks", "enumeration", "bound", "marks", "lists", "grade", "damaged-unit", "missed", "weights"})
_MOST_SUSPECTS = 24  # of one component, those in most broken relations first: keeps a wholly inconsistent document near linear
_ZERO = Interval.exact(0)
_CAUSES = {"unit-slip": 0, "borrowed": 1, "unknown": 2}


@dataclass(frozen=True, slots=True)
class Mended:
    """A repair that was tried: the candidate, the broken relations it mends, the sound ones it would break."""

    candidate: Candidate
    restores: tuple[Draft, ...]
    breaks: tuple[Draft, ...]


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
    supposed: dict[str, Interval] = field(default_factory=dict)


def diagnose(drafts: Sequence[Draft], facts: Facts) -> list[Verdict]:
    """The mistakes behind all broken relations, each told once."""
    broken = [draft for draft in drafts if draft.outcome == "inconsistent" and not draft.standalone]
    sound: dict[str, list[Draft]] = {}
    for draft in drafts:
        if draft.outcome == "consistent":
            for fact_id in draft.facts:
                sound.setdefault(fact_id, []).append(draft)
    verdicts: list[Verdict] = []
    supposed: dict[str, Interval] = {}
    for group in _components(broken):
        component = _Component(facts, sound, list(group))
        verdicts += _explain(component)
        supposed.update(component.supposed)
    for draft in drafts:
        if draft.standalone and draft.outcome != "consistent" and not _explained(draft, supposed):
            verdicts.append(Verdict((draft,), draft.suspect))
        elif draft.convention == "truncated" and not draft.bound:
            verdicts.append(Verdict((draft,), draft.suspect, truncated=True))
    return verdicts


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


def _explain(component: _Component) -> Iterator[Verdict]:
    while component.remaining:
        known = set(component.supposed)
        best = _best_repair(component)
        if best is not None:
            yield _repaired(component, best)
        else:
            yield _unrepaired(component)
        news = component.supposed.keys() - known
        component.remaining = [draft for draft in component.remaining if news.isdisjoint(draft.facts) or not draft.holds(component.supposed)]


def _best_repair(component: _Component) -> Mended | None:
    """The supposed value that mends most and breaks nothing; a value that mends one relation alone decides nothing unless the rule does."""
    tried: list[Mended] = []
    broken: dict[str, list[Draft]] = {}
    for draft in component.remaining:
        for fact_id in dict.fromkeys(draft.facts):
            broken.setdefault(fact_id, []).append(draft)
    suspects = broken.keys() - component.supposed.keys()
    for fact_id in sorted(suspects, key=lambda i: (-len(broken[i]), component.facts.place(i)))[:_MOST_SUSPECTS]:
        own = broken[fact_id]
        for candidate in candidates(component.facts[fact_id], own, component.facts, component.supposed):
            mended = _try(component, candidate, own)
            if mended.restores and not mended.breaks and not _merely_vanishes(component, mended):
                tried.append(mended)
    return min(tried, key=lambda mended: _preference(component, mended), default=None)


def _try(component: _Component, candidate: Candidate, own: list[Draft]) -> Mended:
    supposed = {**component.supposed, candidate.fact: candidate.interval}
    restores = tuple(draft for draft in own if draft.holds(supposed))
    breaks = tuple(draft for draft in component.sound.get(candidate.fact, ()) if not draft.holds(supposed))
    return Mended(candidate, restores, breaks)


def _merely_vanishes(component: _Component, mended: Mended) -> bool:
    """A unit slip that mends a sum only because the figure all but disappears from it (6.7万元 as 6.7元), or that only keeps a
    bound, explains nothing."""
    if mended.candidate.cause != "unit-slip":
        return False
    if all(draft.bound for draft in mended.restores):
        return True
    without = {**component.supposed, mended.candidate.fact: _ZERO}
    return all(draft.holds(without) for draft in mended.restores)


def _preference(component: _Component, mended: Mended) -> tuple[int, int, int, int]:
    vouched = sum(not draft.bound for draft in component.sound.get(mended.candidate.fact, ()))
    return -len(mended.restores), _CAUSES.get(mended.candidate.cause, 2), vouched, component.facts.place(mended.candidate.fact)


def _repaired(component: _Component, best: Mended) -> Verdict:
    fact_id = best.candidate.fact
    decided = len(best.restores) > 1 or best.candidate.cause != "unknown" or best.restores[0].rule.check in _DECIDED
    if not decided:
        return _undecided(component, best)
    component.supposed[fact_id] = best.candidate.interval
    source = source_of(component.facts[fact_id], component.facts) if best.candidate.cause == "borrowed" else None
    return Verdict(best.restores, fact_id, repairs=(best,), source=source)


def _undecided(component: _Component, best: Mended) -> Verdict:
    draft = best.restores[0]
    fact = component.facts[best.candidate.fact]
    source = source_of(fact, component.facts)
    if source is not None and draft.suspect == fact.id and not _vouchers(component, fact.id):
        component.supposed[fact.id] = best.candidate.interval
        return Verdict((draft,), fact.id, repairs=(best,), source=source)
    return _weigh(component, [draft], (best,))


def _unrepaired(component: _Component) -> Verdict:
    counts = Counter(fact_id for draft in component.remaining for fact_id in draft.facts if fact_id not in component.supposed)
    most = max(counts.values(), default=0)
    if most > 1:
        shared = [fact_id for fact_id, count in counts.items() if count == most]
        chosen = min(shared, key=lambda i: (_vouchers(component, i), component.facts.place(i)))
        own = [draft for draft in component.remaining if chosen in draft.facts]
        tied = [i for i in shared if _vouchers(component, i) == _vouchers(component, chosen) and all(i in draft.facts for draft in own)]
        component.remaining = [draft for draft in component.remaining if draft not in own]
        return Verdict(tuple(own), tied[0] if len(tied) > 1 else chosen, tuple(sorted(tied, key=lambda i: component.facts.place(i))) if len(tied) > 1 else ())
    return _weigh(component, [component.remaining[0]], ())


def _weigh(component: _Component, broken: list[Draft], repairs: tuple[Mended, ...]) -> Verdict:
    """One broken relation: the figure that its rule names, else the one that no other relation vouches for, else all of those as candidates."""
    draft = broken[0]
    component.remaining = [other for other in component.remaining if other is not draft]
    if draft.rule.check in _DECIDED or len(draft.facts) == 1:
        return Verdict((draft,), draft.suspect, repairs=repairs)
    free = [fact_id for fact_id in draft.facts if fact_id not in component.supposed] or list(draft.facts)
    least = min(_vouchers(component, fact_id) for fact_id in free)
    tied = sorted((i for i in free if _vouchers(component, i) == least), key=lambda i: component.facts.place(i))
    kept = tuple(mended for mended in repairs if mended.candidate.fact in tied)
    return Verdict((draft,), tied[0], tuple(tied) if len(tied) > 1 else (), kept)


def _vouchers(component: _Component, fact_id: str) -> int:
    return sum(not draft.bound for draft in component.sound.get(fact_id, ()))
