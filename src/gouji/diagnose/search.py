"""Which figure to look at next: each is tried once, and again only after what it hangs together with has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from gouji.checks.draft import Draft
from gouji.diagnose.repair import MOST_SOLVED, candidates
from gouji.diagnose.trial import MOST_OF_A_RELATION, Mended, Merit, Web, independent

_MOST_TRIALS = 24  # of one figure: with it the work is at most so many times the number of figures in relations
_MOST_PAIRS = 64  # pairs of supposed values tried for a knot that no single one undoes

_Place = tuple[Merit, int, int, str, int]  # merit, or what it cannot exceed; broken relations; place; figure; trial


@dataclass(slots=True)
class Search:
    """The broken relations of one component, explained one mistake at a time.

    `remaining` are those nothing explains yet, by number. `given_up` are figures that were not tried, or not to the end: what is said of their
    relations may not be the smallest explanation.
    """

    web: Web
    remaining: dict[int, Draft]
    given_up: set[str] = field(default_factory=set)
    _best: dict[str, Mended | None] = field(default_factory=dict)
    _trials: dict[str, int] = field(default_factory=dict)
    _suspects: set[str] = field(default_factory=set)
    _queue: list[_Place] = field(default_factory=list)
    _tallest: list[tuple[int, int, int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        figures = dict.fromkeys(figure for draft in self.remaining.values() for figure in draft.facts)
        self._suspects = set(self._admitted(self.remaining.values()))
        self.given_up.update(figure for figure in figures if figure not in self._suspects or len(self.web.broken[figure]) > MOST_SOLVED)
        self._queue = [self._untried(figure) for figure in figures if figure in self._suspects]
        self._tallest = [self._height(figure) for figure in figures]
        heapify(self._queue)
        heapify(self._tallest)

    def _admitted(self, drafts: Iterable[Draft]) -> Iterator[str]:
        """The figures of each relation that are suspected: the result of a long sum, and those of its parts that most relations speak against."""
        for draft in drafts:
            if len(draft.facts) <= MOST_OF_A_RELATION:
                yield from draft.facts
            else:
                yield draft.facts[0]
                yield from sorted(draft.facts[1:], key=lambda figure: (-len(self.web.broken[figure]), self.web.facts.place(figure)))[: MOST_OF_A_RELATION - 1]

    def _untried(self, figure: str) -> _Place:
        told = self.web.repeats.get(figure, ())
        near = told if told and told[0] == figure else (figure,)
        hopes = sum(len(self.web.broken.get(each, ())) + len(self.web.apart.get(each, ())) for each in near)
        return (-max(hopes, 2), 0, 0, 0), *self._standing(figure)

    def _standing(self, figure: str) -> tuple[int, int, str, int]:
        return -len(self.web.broken.get(figure, ())), self.web.facts.place(figure), figure, self._trials.get(figure, 0)

    def _height(self, figure: str) -> tuple[int, int, int, str]:
        return -len(self.web.broken.get(figure, ())), self.web.vouchers(figure), self.web.facts.place(figure), figure

    def best(self) -> Mended | None:
        """The repair that leaves the fewest relations broken; None where no figure's leaves fewer than now."""
        while self._queue:
            top = heappop(self._queue)
            figure = top[3]
            if top[4] != self._trials.get(figure, 0) or not self._open(figure):
                continue
            if figure not in self._best:
                mended = self.trial(figure)
                if mended is not None:
                    heappush(self._queue, (mended.merit, *self._standing(figure)))
            elif (found := self._best[figure]) is not None:
                heappush(self._queue, top)
                return found
        return None

    def trial(self, figure: str) -> Mended | None:
        """The best repair of a figure as things stand, None where it has none."""
        if figure not in self._best:
            self._best[figure] = min(self.web.trials(figure), key=lambda mended: mended.merit, default=None) if self._open(figure) else None
        return self._best[figure]

    def _open(self, figure: str) -> bool:
        if figure not in self._suspects or figure in self.web.supposed:
            return False
        return bool(self.web.broken.get(figure)) and self._trials.get(figure, 0) <= _MOST_TRIALS

    def equals(self, best: Mended) -> list[Mended]:
        """The repairs, itself among them, that mend the same and are worth the same, in reading order."""
        near = (self.trial(figure) for figure in dict.fromkeys((best.candidate.fact, *best.restores[0].facts)))
        found = [mended for mended in near if mended is not None and mended.merit == best.merit and mended.restores == best.restores]
        return sorted(found, key=lambda mended: self.web.facts.place(mended.candidate.fact))

    def suppose(self, mended: Mended) -> None:
        """Takes a repair as given, for its figure and those changed with it."""
        for candidate in (mended.candidate, *mended.others):
            self.web.supposed[candidate.fact] = candidate.interval

    def explained(self, told: Sequence[Draft], news: Sequence[str]) -> None:
        """Takes relations off that a verdict explains, those that hold under its repair of `news` among them, and has what hangs on them tried again."""
        ids = {id(draft) for draft in told}
        touched: set[str] = set()
        around = {number: draft for figure in (*(f for draft in told for f in draft.facts), *news) for number, draft in self.web.broken.get(figure, {}).items()}
        for number, draft in around.items():
            if id(draft) in ids or (not set(news).isdisjoint(draft.facts) and draft.holds(self.web.supposed)):
                del self.remaining[number]
                touched.update(draft.facts)
                for figure in dict.fromkeys(draft.facts):
                    del self.web.broken[figure][number]
        for figure in news:
            for drafts in (self.web.broken.get(figure, {}).values(), self.web.sound.get(figure, ()), self.web.apart.get(figure, ())):
                touched.update(other for draft in drafts for other in draft.facts)
        self._again(touched)

    def _again(self, touched: set[str]) -> None:
        leaders = {told[0] for figure in touched if (told := self.web.repeats.get(figure, ()))}
        for figure in sorted((touched | leaders) & self.web.broken.keys(), key=self.web.facts.place):
            if not self.web.broken[figure]:
                continue
            self._best.pop(figure, None)
            self.web.stale(figure)
            self._trials[figure] = self._trials.get(figure, 0) + 1
            heappush(self._tallest, self._height(figure))
            if self._trials[figure] > _MOST_TRIALS:
                self.given_up.add(figure)
            elif figure in self._suspects:
                heappush(self._queue, self._untried(figure))

    def tallest(self) -> list[str]:
        """Of the figures in the most broken relations those that the fewest others vouch for, in reading order: the first, and those in all the same ones.

        Empty where every figure left is known to be wrong already."""
        while self._tallest:
            count, vouchers, _, first = self._tallest[0]
            if first not in self.web.supposed and count and self._height(first)[:2] == (count, vouchers):
                own = list(self.web.broken[first].values())
                alike = (figure for figure in own[0].facts if figure not in self.web.supposed and self._height(figure)[:2] == (count, vouchers))
                return sorted({figure for figure in alike if all(figure in draft.facts for draft in own)}, key=self.web.facts.place)
            heappop(self._tallest)
        return []

    def pair(self, figures: Iterable[str]) -> Mended | None:
        """Two figures that only together mend their relations: what one would break alone, the other restores."""
        found: list[Mended] = []
        left = _MOST_PAIRS
        for one in figures:
            for mended in self._knots(one):
                for other in dict.fromkeys(figure for draft in mended.breaks for figure in draft.facts):
                    if other == one or not self._open(other) or not self._left(other, mended):
                        continue
                    if not left:
                        self.given_up.add(one)
                        return min(found, key=lambda each: each.merit, default=None)
                    left -= 1
                    found += self._both(mended, other)
        return min(found, key=lambda each: each.merit, default=None)

    def _left(self, other: str, mended: Mended) -> bool:
        """Whether a figure has a broken relation that the first repair does not mend."""
        return any(all(draft is not restored for restored in mended.restores) for draft in self.web.broken[other].values())

    def _knots(self, figure: str) -> Iterator[Mended]:
        """The values of a figure that mend one relation and break another."""
        if self._open(figure) and len(self.web.broken[figure]) <= MOST_SOLVED:
            yield from (mended for mended in self.web.singly(figure) if mended.breaks and mended.candidate.text)

    def _both(self, first: Mended, other: str) -> Iterator[Mended]:
        one, web = first.candidate, self.web
        if any(draft.reads is not None and other not in draft.reads for draft in first.breaks):
            return  # it stays broken, whatever the other is
        own, sound = web.own(one.fact, other), [draft for f in (one.fact, other) for draft in web.sound.get(f, ())]
        asked = [(draft, other) for draft in web.broken[other].values()] + [(d, other) for d in first.breaks if other in d.facts]
        kept = [(draft, other) for draft in web.sound.get(other, ())]
        for second in candidates(web.facts[other], asked, kept, web.facts, {**web.supposed, one.fact: one.interval}):
            if not second.text or web.broken_by((one, second), (*first.breaks, *sound)):  # what the first alone breaks tells most of them
                continue
            both = web.tried(one, (second,), own, ())
            if both is not None and independent(both.restores) - independent(first.restores) and len(independent(both.restores)) > 1:
                yield both
