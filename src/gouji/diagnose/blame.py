"""From broken relations to findings: the figures that explain most of them, what they should have been, and what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from gouji.checks.draft import Draft, Supposed
from gouji.diagnose.conviction import is_doubtful
from gouji.diagnose.repair import Facts
from gouji.diagnose.search import Search
from gouji.diagnose.trial import MOST_OF_A_RELATION, Mended, Web, independent, repeats
from gouji.frozen import frozen, replace
from gouji.ledger import Fact
from gouji.quantity.interval import Interval
from gouji.report import Severity
from gouji.rulebook.pack import FACTS

__all__ = ["Mended", "Verdict", "diagnose"]

_RANK: dict[Severity, int] = {"error": 0, "warning": 1, "note": 2}
# Only the wording can tell which side of these is at fault: the rule names it.
_DECIDED = frozenset({"full-marks", "enumeration", "ceiling", "marks"})


@frozen
class Verdict:
    """One mistake: the figure at fault (or several candidates), the relations it breaks, the repairs, the fact it was borrowed from.

    `truncated`: nothing is broken, but only a figure cut off instead of rounded makes the relation hold. `cut_short`: not every figure of these
    relations was tried, there may be a smaller explanation. `doubtful`: it may be a figure misread.
    """

    broken: tuple[Draft, ...]
    fact: str | None
    candidates: tuple[str, ...] = ()
    repairs: tuple[Mended, ...] = ()
    source: Fact | None = None
    truncated: bool = False
    cut_short: bool = False
    doubtful: bool = False

    @property
    def together(self) -> tuple[str, ...]:
        """The figures that have to be changed with the one at fault: its repeats, or the other of a pair."""
        return self.repairs[0].figures[1:] if self.repairs and not self.candidates else ()

    @property
    def lead(self) -> Draft:
        """The strongest of the broken relations."""
        return min(self.broken, key=lambda draft: (_RANK[draft.severity], draft.bound, draft.rule.check == "restatement", draft.rule.over == FACTS))

    @property
    def severity(self) -> Severity:
        return "note" if self.truncated or self.doubtful else min((draft.severity for draft in self.broken), key=_RANK.__getitem__)


def diagnose(drafts: Sequence[Draft], facts: Facts) -> list[Verdict]:
    """The mistakes behind all broken relations, each told once."""
    broken = [draft for draft in drafts if draft.outcome == "inconsistent" and not draft.standalone]
    sound = _by_figure(drafts, lambda draft: draft.outcome == "consistent")
    apart = _by_figure(drafts, lambda draft: draft.standalone and draft.outcome == "inconsistent" and draft.severity == "error")
    told = repeats(facts, sound)
    verdicts: list[Verdict] = []
    supposed: dict[str, Interval] = {}
    for group in _components(broken, sound):
        web = Web(facts, _numbered(group), sound, apart, told)
        verdicts += (
            replace(verdict, doubtful=is_doubtful(verdict.broken, verdict.repairs, sound, facts)) for verdict in _explain(Search(web, dict(enumerate(group))))
        )
        supposed.update(web.supposed)
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


def _components(broken: Sequence[Draft], sound: Mapping[str, Sequence[Draft]]) -> Iterator[list[Draft]]:
    """The broken relations that share a figure, or of which a short relation that holds has a figure each: there one change may undo another."""
    parent: dict[str, str] = {}

    def root(fact_id: str) -> str:
        while parent.setdefault(fact_id, fact_id) != fact_id:
            parent[fact_id] = parent[parent[fact_id]]
            fact_id = parent[fact_id]
        return fact_id

    for draft in broken:
        for fact_id in draft.facts[1:]:
            parent[root(fact_id)] = root(draft.facts[0])
    in_doubt = set(parent)
    for first in sorted(in_doubt):
        for draft in sound.get(first, ()):
            for fact_id in draft.facts if len(draft.facts) <= MOST_OF_A_RELATION else ():
                if fact_id in in_doubt:
                    parent[root(fact_id)] = root(first)
    groups: dict[str, list[Draft]] = {}
    for draft in broken:
        groups.setdefault(root(draft.facts[0]) if draft.facts else draft.key, []).append(draft)
    yield from groups.values()


def _by_figure(drafts: Sequence[Draft], chosen: Callable[[Draft], bool]) -> dict[str, list[Draft]]:
    found: dict[str, list[Draft]] = {}
    for draft in drafts:
        if chosen(draft):
            for fact_id in draft.facts:
                found.setdefault(fact_id, []).append(draft)
    return found


def _numbered(broken: Sequence[Draft]) -> dict[str, dict[int, Draft]]:
    found: dict[str, dict[int, Draft]] = {}
    for number, draft in enumerate(broken):
        for fact_id in draft.facts:
            found.setdefault(fact_id, {})[number] = draft
    return found


def _explain(search: Search) -> Iterator[Verdict]:
    while search.remaining:
        known = set(search.web.supposed)
        verdict = _verdict(search, search.best())
        touched = search.given_up and any(not search.given_up.isdisjoint(draft.facts) for draft in verdict.broken)
        yield replace(verdict, cut_short=True) if touched else verdict
        search.explained(verdict.broken, sorted(search.web.supposed.keys() - known))


def _verdict(search: Search, best: Mended | None) -> Verdict:
    if best is None:
        return _unrepaired(search)
    lead = best.restores[0]
    if len(independent(best.restores)) == 1 and lead.rule.check in _DECIDED:
        return _by_rule(search, lead)
    equal = search.equals(best)
    open_to_doubt = [] if best.candidate.telling else _unsolved(search.web, best.restores)
    named = sorted({mended.candidate.fact for mended in equal}.union(open_to_doubt), key=search.web.facts.place)
    if len(named) > 1:
        return Verdict(best.restores, named[0], tuple(named), _told(equal))
    return _decided(search, best)


def _decided(search: Search, best: Mended) -> Verdict:
    fact = search.web.facts[best.candidate.fact]
    search.suppose(best)
    source = search.web.facts.source(fact) if best.candidate.cause == "borrowed" else None
    return Verdict(best.restores, fact.id, repairs=_told([best]), source=source)


def _told(tried: Sequence[Mended]) -> tuple[Mended, ...]:
    """The repairs that have a value to tell."""
    return tuple(mended for mended in tried if mended.candidate.text)


def _by_rule(search: Search, lead: Draft) -> Verdict:
    """One broken relation whose wording says which side of it is at fault."""
    mended = search.trial(lead.suspect) if lead.suspect is not None else None
    return Verdict((lead,), lead.suspect) if mended is None else _decided(search, mended)


def _unsolved(web: Web, restored: Sequence[Draft]) -> set[str]:
    """The figures of one broken relation for which it cannot be solved, and for which nothing else vouches: they may be at fault as well."""
    if len(restored) > 1:
        return set()
    draft = restored[0]
    free = (fact_id for fact_id in draft.facts if fact_id not in web.supposed and not web.vouchers(fact_id))
    return {fact_id for fact_id in free if draft.solve is None or draft.solve(fact_id, web.supposed, lawful=True) is None}


def _unrepaired(search: Search) -> Verdict:
    """No value of a single figure leaves fewer relations broken: two that do together, else the one in most of them that others vouch for least, or all
    that are alike in this."""
    web = search.web
    alike = search.tallest()
    if not alike:
        draft = next(iter(search.remaining.values()))
        return Verdict((draft,), draft.suspect)
    own = tuple(web.broken[alike[0]].values())
    pair = search.pair(own[0].facts)
    if pair is not None:
        return _decided(search, pair)
    if len(own) == 1 and own[0].rule.check in _DECIDED:
        return Verdict(own, own[0].suspect)
    return Verdict(own, alike[0], tuple(alike) if len(alike) > 1 else ())
