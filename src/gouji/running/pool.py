"""Pool: many files through a few children, outcomes in the order of the files, whatever happens to any of them."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import wait

from gouji import intake
from gouji.intake import Met
from gouji.running.bounds import Bounds, enforces_memory
from gouji.running.child import Child, Death, Start, begin, default_start
from gouji.running.task import Order, Outcome, told

AHEAD = 256  # files that may be done before the one that is to be published next
_TICK = 0.5  # s between two looks at the clock where nothing happens


class Pool:
    """Children that live as long as the pool; use it in a `with`.

    A child that exceeds its time is killed, one that dies is replaced. A file whose child was killed from outside, or died after it had read other
    files, is given once to a new child; what happens there is said of the file.
    """

    def __init__(self, order: Order, bounds: Bounds, workers: int = 1, start: Start | None = None) -> None:
        self.order, self.bounds, self.workers = order, bounds, workers
        self.start: Start = start or default_start()
        self.children: list[Child] = []
        self.again: deque[int] = deque()
        self.retried: set[int] = set()
        self.files: dict[int, Met] = {}
        self.handed = 0
        self.done: dict[int, Outcome] = {}

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for child in self.children:
            child.kill()
        self.children.clear()

    def outcomes(self, met: Iterable[Met], stopped: Callable[[], bool] = lambda: False) -> Iterator[Outcome]:
        """One outcome a file, in their order, until `stopped`; not more than AHEAD of them are kept waiting for one that takes long."""
        coming = enumerate(met)
        following = self.handed = 0
        self.retried.clear()
        while True:
            self._hand_out(coming, following + AHEAD)
            if not self.files or stopped():
                return
            self._collect()
            while following in self.done:
                del self.files[following]
                yield self.done.pop(following)
                following += 1
                if stopped():
                    return

    def _hand_out(self, coming: Iterator[tuple[int, Met]], end: int) -> None:
        """Gives each idle child a file, and starts children while there are fewer than wanted."""
        for child in [child for child in self.children if child.number is None]:
            self._give(child, self._next(coming, end))
        while len(self.children) < self.workers and (number := self._retried_or_next(coming, end)) is not None:
            self.children.append(begin(self.order, self.bounds, self.start, self.children))
            self._give(self.children[-1], number)

    def _retried_or_next(self, coming: Iterator[tuple[int, Met]], end: int) -> int | None:
        return self.again.popleft() if self.again else self._next(coming, end)

    def _next(self, coming: Iterator[tuple[int, Met]], end: int) -> int | None:
        if self.handed >= end or (following := next(coming, None)) is None:
            return None
        number, met = following
        self.files[number] = met
        self.handed += 1
        return number

    def _give(self, child: Child, number: int | None) -> None:
        if number is None:
            return
        try:
            child.give(number, self.files[number], self.bounds.seconds)
        except OSError:
            self._settle(child)

    def _collect(self) -> None:
        """Waits until a child has something to tell or has taken too long."""
        busy = {child.connection: child for child in self.children if child.number is not None}
        if not busy:
            return
        left = min(child.deadline for child in busy.values()) - time.monotonic()
        for connection in wait(list(busy), timeout=max(0.0, min(left, _TICK))):
            self._settle(busy[connection])  # type: ignore[index]
        now = time.monotonic()
        for child in busy.values():
            if child.number is not None and now >= child.deadline and not child.connection.poll():
                child.overdue = True
                child.process.kill()
                self._settle(child)

    def _settle(self, child: Child) -> None:
        """Takes what came of a child's file; a child that failed is replaced by the next round."""
        number = child.number
        assert number is not None
        child.number = None
        fresh = not child.done
        came = child.take()
        if isinstance(came, Outcome):
            self.done[number] = came
            return
        unfair = came != "over-time" and (child.was_killed() or not fresh)
        self.children.remove(child)
        child.kill()
        if unfair and number not in self.retried:
            self.retried.add(number)
            self.again.append(number)
        else:
            self.done[number] = failed(self.files[number], came, self.order, self.bounds)


def failed(met: Met, cause: Death, order: Order, bounds: Bounds) -> Outcome:
    """The outcome of a file that its child did not survive."""
    cause = "crashed" if cause == "over-memory" and not enforces_memory() else cause
    return told(intake.unread(met, order.settings, cause, seconds=bounds.seconds, mebibytes=bounds.mebibytes), order)
