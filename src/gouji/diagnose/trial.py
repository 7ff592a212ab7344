"""A supposed value tried on all relations of its figure: those it mends, those it would break."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from gouji.checks.draft import Draft
from gouji.diagnose.repair import Ask, Candidate, Facts, candidates
from gouji.frozen import frozen
from gouji.ledger import Fact
from gouji.quantity.interval import Interval

MOST_OF_A_RELATION = 24  # figures of one long sum that are suspected: keeps a wholly inconsistent document near linear
_MOST_REPEATS = 8  # tellings that are supposed to be wrong together
_MOST_SWAPS = 24  # figures that one may have been exchanged with
_ALL_BUT_NOTHING = Fraction(1, 1000)

Merit = tuple[int, int, int, int]


@frozen
class Mended:
    """A repair that was tried: the candidate, the broken relations it mends, the sound ones it would break.

    `gain`: how many broken relations fewer there are, those that stand apart (the grade of a total) among them. `others` are figures that have to be
    changed with it: further tellings of the same wrong value, or the other one of a pair.
    """

    candidate: Candidate
    restores: tuple[Draft, ...]
    breaks: tuple[Draft, ...]
    gain: int
    others: tuple[Candidate, ...] = ()

    @property
    def merit(self) -> Merit:
        """Lower is better: the relations that hold afterwards, none broken in turn, few figures changed, a slip that would rarely fit by chance."""
        return -self.gain, len(self.breaks), len(self.others), not self.candidate.telling

    @property
    def figures(self) -> tuple[str, ...]:
        return self.candidate.fact, *(other.fact for other in self.others)


def independent(drafts: Sequence[Draft]) -> set[frozenset[str]]:
    """Relations over the same figures say one thing."""
    return {frozenset(draft.facts) for draft in drafts}


def _count(drafts: Sequence[Draft]) -> int:
    """How many things relations say."""
    return len(independent(drafts)) if len(drafts) > 1 else len(drafts)


@dataclass(slots=True)
class Web:
    """The relations by their figures: `broken` those nothing explains yet, by figure and then by number, `sound` those that hold, `apart` those that
    stand alone; and what is supposed of figures already found to be wrong."""

    facts: Facts
    broken: dict[str, dict[int, Draft]]
    sound: Mapping[str, Sequence[Draft]]
    apart: Mapping[str, Sequence[Draft]]
    repeats: Mapping[str, tuple[str, ...]]
    supposed: dict[str, Interval] = field(default_factory=dict)
    _singly: dict[str, list[Mended]] = field(default_factory=dict)

    def own(self, *figures: str) -> list[Ask]:
        """The broken relations of figures, each with the one of them that it is asked of."""
        return list(_asks(self.broken, figures))

    def vouchers(self, figure: str) -> int:
        """How many relations that hold vouch for a figure."""
        return sum(not draft.bound for draft in self.sound.get(figure, ()))

    def trials(self, figure: str) -> Iterator[Mended]:
        """Every supposed value of a figure, alone, with its repeats, or exchanged with another, that leaves fewer relations broken than now."""
        for mended in self._tried(figure):
            if mended.gain > 0 and not self._merely_vanishes(mended):
                yield mended

    def _tried(self, figure: str) -> Iterator[Mended]:
        yield from self.singly(figure)
        told = self.repeats.get(figure, ())
        if told and told[0] == figure and self.supposed.keys().isdisjoint(told):
            yield from self._together(told)
        yield from self._swapped(figure)

    def singly(self, figure: str) -> Sequence[Mended]:
        """The changes of the figure alone that mend a relation, under whatever is supposed now; worked out again when `stale` has said so."""
        if figure not in self._singly:
            own, sound = self.own(figure), [(draft, figure) for draft in self.sound.get(figure, ())]
            supposable = candidates(self.facts[figure], own, sound, self.facts, self.supposed)
            tried = (self.tried(candidate, (), own, sound) for candidate in supposable)
            self._singly[figure] = [mended for mended in tried if mended is not None]
        return self._singly[figure]

    def stale(self, figure: str) -> None:
        """Forgets what was found out of a figure."""
        self._singly.pop(figure, None)

    def _together(self, told: tuple[str, ...]) -> Iterator[Mended]:
        """One wrong value told several times: the same change at each of its places."""
        own, sound = self.own(*told), list(_asks(self.sound, told))
        for candidate in candidates(self.facts[told[0]], own, sound, self.facts, self.supposed):
            others = tuple(_at(candidate, other) for other in told[1:])
            if (mended := self.tried(candidate, others, own, sound)) is not None:
                yield mended

    def _swapped(self, figure: str) -> Iterator[Mended]:
        """Two figures that stand in one another's place: each has the value of the other, and what holds both holds as before."""
        fact = self.facts[figure]
        if len(fact.text) < _LEAST_SWAPPED:
            return
        near = dict.fromkeys(other for draft in self.sound.get(figure, ()) if len(draft.facts) <= MOST_OF_A_RELATION for other in draft.facts)
        alike = (other for other in near if other in self.broken and _exchangeable(fact, self.facts[other]) and other not in self.supposed)
        for other in [other for other in alike if self.facts.place(figure) < self.facts.place(other)][:_MOST_SWAPS]:
            one, two = _valued(fact, self.facts[other]), _valued(self.facts[other], fact)
            own, sound = self.own(figure, other), list(_asks(self.sound, (figure, other)))
            mended = self.tried(one, (two,), own, sound)
            if mended is not None and not mended.breaks and len(mended.restores) == len(own) and len(independent(mended.restores)) > 1:
                yield mended

    def tried(self, candidate: Candidate, others: tuple[Candidate, ...], own: Sequence[Ask], sound: Sequence[Ask]) -> Mended | None:
        """What a change of one figure, and of others with it, would do; None where it mends nothing."""
        changed = (candidate, *others)
        supposed = {**self.supposed, **{each.fact: each.interval for each in changed}}
        restores = tuple([draft for draft, _ in own if draft.holds(supposed)])
        if not restores:
            return None
        breaks = tuple([draft for draft, _ in sound if not draft.holds(supposed)])
        explains = sum([draft.holds(supposed) for each in changed for draft in self.apart.get(each.fact, ())])
        return Mended(candidate, restores, breaks, _count(restores) + explains - _count(breaks), others)

    def broken_by(self, changed: Sequence[Candidate], sound: Sequence[Draft]) -> bool:
        """Whether a change of some figures breaks a relation that holds."""
        supposed = {**self.supposed, **{each.fact: each.interval for each in changed}}
        return not all(draft.holds(supposed) for draft in sound)

    def _merely_vanishes(self, mended: Mended) -> bool:
        """A unit slip that mends a sum only because the figure all but disappears from it (6.7万元 as 6.7元), or that only keeps a
        bound, explains nothing."""
        if mended.candidate.cause != "unit-slip":
            return False
        if all(draft.bound for draft in mended.restores):
            return True
        without = {**self.supposed, **{figure: mended.candidate.interval.scaled(_ALL_BUT_NOTHING) for figure in mended.figures}}
        return all(draft.holds(without) for draft in mended.restores)


_LEAST_SWAPPED = 3  # 4人 and 6人 fit one another's place by chance


def _asks(relations: Mapping[str, dict[int, Draft] | Sequence[Draft]], figures: Sequence[str]) -> Iterator[Ask]:
    """The relations of several figures, each once, with the first of the figures that stands in it."""
    seen: set[int] = set()
    for figure in figures:
        found = relations.get(figure, ())
        for draft in found.values() if isinstance(found, dict) else found:
            if id(draft) not in seen:
                seen.add(id(draft))
                yield draft, figure


def _at(candidate: Candidate, figure: str) -> Candidate:
    return Candidate(figure, candidate.interval, candidate.text, candidate.cause, candidate.unit, candidate.telling)


def _exchangeable(one: Fact, other: Fact) -> bool:
    """Whether two figures of different value could be confused: the same unit, the same places, the same kind of number."""
    mine, theirs = one.figure, other.figure
    return (
        mine.unit == theirs.unit
        and mine.value != theirs.value
        and (mine.place, mine.qualifier, one.stipulated, one.role) == (theirs.place, theirs.qualifier, other.stipulated, other.role)
    )


def _valued(fact: Fact, other: Fact) -> Candidate:
    return Candidate(fact.id, other.interval, other.text, "swapped", telling=True)


def repeats(facts: Facts, sound: Mapping[str, Sequence[Draft]]) -> dict[str, tuple[str, ...]]:
    """By figure the tellings of one fact that print the same value, in reading order, joined by restatements that hold."""
    links: dict[str, list[str]] = {}
    for figure, drafts in sound.items():
        for draft in drafts:
            if draft.rule.check == "restatement" and all(_as_printed(facts[figure], facts[other]) for other in draft.facts):
                links.setdefault(figure, []).extend(draft.facts)
    groups: dict[str, tuple[str, ...]] = {}
    for start in links:
        if start not in groups:
            group = _reached(start, links)
            told = tuple(sorted(group, key=facts.place)) if len(group) <= _MOST_REPEATS else ()
            groups.update(dict.fromkeys(group, told))
    return groups


def _reached(start: str, links: Mapping[str, Sequence[str]]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        for other in links[waiting.pop()]:
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _as_printed(one: Fact, other: Fact) -> bool:
    mine, theirs = one.figure, other.figure
    return (mine.value, mine.unit, mine.place, mine.qualifier, one.stipulated) == (theirs.value, theirs.unit, theirs.place, theirs.qualifier, other.stipulated)
