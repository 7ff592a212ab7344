"""A run: all files of a call, each within bounds, their outcomes in the order of the files."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gouji import intake
from gouji.intake import Met
from gouji.report import DocumentReport, Report
from gouji.running.bounds import Bounds
from gouji.running.child import default_start
from gouji.running.pool import Pool
from gouji.running.task import Order, Outcome
from gouji.settings import Execution, Settings
from gouji.tally import Tally

if TYPE_CHECKING:
    from gouji.running.cache import Cache, Key


def never() -> bool:
    """What is asked whether to stop, where nobody may ask for it."""
    return False


def outcomes(met: Sequence[Met], order: Order, execution: Execution, stopped: Callable[[], bool] = never) -> Iterator[Outcome]:
    """One outcome a file, in the order of `met`, until `stopped`; those that the cache has are not checked again."""
    if execution.cache is None:
        yield from _checked(met, order, execution, stopped)
        return
    from gouji.running.cache import Cache

    shelf = _Shelf(met, Cache.open(execution.cache, order))
    fresh = _checked(met, order, execution, stopped, shelf.missing())
    for number, file in enumerate(met):
        shelf.position = number
        if stopped():
            return
        outcome = shelf.get(number)
        if outcome is None:
            came = fresh if not shelf.has(number) else _checked([file], order, execution, stopped)  # else the entry was damaged
            outcome = next(came, None)
            if outcome is None:
                return
            shelf.put(number, outcome)
        yield outcome


class _Shelf:
    """The files of a run beside what the cache has of them; each is hashed once, and no more of them are looked at than are needed next."""

    def __init__(self, met: Sequence[Met], cache: Cache) -> None:
        self.met, self.cache = met, cache
        self.keys: dict[int, tuple[Key | None, bool]] = {}
        self.position = 0

    def has(self, number: int) -> bool:
        """Whether there is an entry for a file."""
        return self._key(number)[1]

    def get(self, number: int) -> Outcome | None:
        """The entry of a file, if there is a sound one."""
        key, there = self._key(number)
        self.keys.pop(number - 1, None)
        return self.cache.get(key) if key is not None and there else None

    def put(self, number: int, outcome: Outcome) -> None:
        """Keeps what came of a file."""
        key, _ = self._key(number)
        if key is not None:
            self.cache.put(key, outcome)

    def missing(self) -> Iterator[Met]:
        """The files without an entry, in their order, found as they are asked for."""
        number = 0
        while (number := max(number, self.position)) < len(self.met):
            if not self.has(number):
                yield self.met[number]
            number += 1

    def _key(self, number: int) -> tuple[Key | None, bool]:
        if number not in self.keys:
            key = self.cache.key(self.met[number])
            self.keys[number] = key, key is not None and self.cache.has(key)
        return self.keys[number]


def _checked(met: Sequence[Met], order: Order, execution: Execution, stopped: Callable[[], bool], wanted: Iterable[Met] | None = None) -> Iterator[Outcome]:
    """The outcomes of `met`, or of those of them that are `wanted`; nothing is started before the first one is asked for."""
    if not met:
        return
    if execution.scheduler is not None:
        from gouji.running import cluster

        files = (_told(file) for file in (met if wanted is None else wanted))
        yield from cluster.outcomes(files, order, bounds(execution), execution.scheduler, stopped)
        return
    workers = min(len(met), execution.workers or processors())
    if len(met) > 1 and default_start() == "fork":
        _share(order.settings)
    with Pool(order, bounds(execution), workers) as pool:
        yield from pool.outcomes((_told(file) for file in (met if wanted is None else wanted)), stopped)


def counted(found: Iterable[Outcome], total: Tally, step: Callable[[Tally], object]) -> Iterator[Outcome]:
    """The outcomes as they pass, each added to `total` and told to `step`."""
    for outcome in found:
        total.add(outcome.gist)
        yield outcome
        step(total)


def gather(met: Sequence[Met], settings: Settings, execution: Execution, stopped: Callable[[], bool] = never, step: Callable[[Tally], object] = id) -> Report:
    """The Report of all files, or of those that were done when it was `stopped`; as one dossier where the settings say so."""
    if settings.together:
        return _dossier(met, settings, execution)
    passing = counted(outcomes(met, Order(settings), execution, stopped), Tally(), step)
    return Report(tuple(outcome.view for outcome in passing))


def bounds(execution: Execution) -> Bounds:
    """What a file may cost."""
    return Bounds(execution.timeout, execution.memory)


def processors() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _dossier(met: Sequence[Met], settings: Settings, execution: Execution) -> Report:
    """The files in one child. Where it does not survive them, each is read alone, and those that fail alone are left out of the dossier."""
    whole = _pooled(met, settings, execution)
    if isinstance(whole, Report):
        return whole
    alone = list(outcomes(met, Order(replace(settings, together=False)), execution))
    sound = [file for file, outcome in zip(met, alone, strict=True) if outcome.gist.status != "unreadable"]
    again = _pooled(sound, settings, execution) if len(sound) < len(met) else None
    told: Iterator[DocumentReport] = iter(again.documents if isinstance(again, Report) else ())
    cause = again if isinstance(again, Outcome) else whole
    return Report(tuple(_member(file, outcome, told, isinstance(again, Report), cause) for file, outcome in zip(met, alone, strict=True)))


def _member(file: Met, alone: Outcome, told: Iterator[DocumentReport], held: bool, cause: Outcome) -> DocumentReport:
    if alone.gist.status == "unreadable":
        return alone.view  # type: ignore[no-any-return]
    return next(told) if held else replace(cause.view, path=file.shown)


def _pooled(met: Sequence[Met], settings: Settings, execution: Execution) -> Report | Outcome:
    """The Report of a dossier, or the outcome that says what its child died of."""
    limits = replace(bounds(execution), seconds=execution.timeout * max(1, len(met)))
    with Pool(Order(settings), limits) as pool:
        (outcome,) = pool.outcomes([Met(met[0].path, met[0].shown, True, together=tuple(_told(file) for file in met))])
    return outcome.view if isinstance(outcome.view, Report) else outcome


def _told(met: Met) -> Met:
    """A file with what only this process can read of it."""
    return replace(met, content=sys.stdin.buffer.read()) if met.is_standard_input and met.content is None else met


def _share(settings: Settings) -> None:
    """Loads the rules before the first fork, and keeps the collector from touching the pages that children share."""
    intake.warm(settings)
    gc.collect()
    gc.freeze()
