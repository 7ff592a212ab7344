"""The files of a run on a Dask cluster: the same task, each in a bounded child of a worker there; a lost worker costs a retry."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

from gouji import intake
from gouji.intake import Met
from gouji.running.bounds import Bounds
from gouji.running.pool import AHEAD, Pool, failed
from gouji.running.stamp import stamp
from gouji.running.task import Order, Outcome, told
from gouji.settings import CallError

FILE_BYTES = 256 << 20  # what the readers take; a byte more is read, so that they can say that it is too much
_CONNECT = 20  # s
_HERE = threading.local()
_stamp = cache(stamp)


class OtherInstallation(Exception):  # noqa: N818  (it names what was found)
    """Raised on a worker whose gouji, rules or libraries are not those of the caller: its results would be others."""


def files(url: str) -> list[Met]:
    """The files at a URL: itself, or those below it sorted by path. Raises CallError where there is nothing."""
    fsspec = _library("fsspec")
    try:
        system, path = fsspec.core.url_to_fs(url)
        if system.isfile(path):
            return [Met(Path(path), url, named=True, url=url)]
        if not system.isdir(path):
            raise CallError("missing-path", path=url)
        root = path.rstrip("/") + "/"
        found = sorted(each.removeprefix(root) for each in system.find(path))
    except (OSError, ValueError, ImportError) as error:
        raise CallError("unreached", path=url, error=error) from error
    return [Met(Path(shown), shown, named=False, url=system.unstrip_protocol(root + shown)) for shown in found]


def opened(url: str) -> BinaryIO:
    """A file at a URL, to be written. Raises CallError where that cannot be."""
    fsspec = _library("fsspec")
    try:
        stream: BinaryIO = fsspec.open(url, "wb").open()
    except (OSError, ValueError, ImportError) as error:
        raise CallError("unwritable", path=url, error=error) from error
    return stream


def outcomes(met: Iterable[Met], order: Order, bounds: Bounds, scheduler: str, stopped: Callable[[], bool]) -> Iterator[Outcome]:
    """One outcome a file, in their order, until `stopped`. Raises CallError where the cluster cannot be reached or has another gouji."""
    distributed = _library("distributed")
    expected = stamp(order)
    with ExitStack() as stack:
        client = stack.enter_context(_client(distributed, scheduler))
        under_way: deque[tuple[Met, Any]] = deque()
        coming = iter(met)
        while not stopped():
            for file in coming:
                under_way.append((file, client.submit(perform, file, order, bounds, expected, pure=False, retries=1)))
                if len(under_way) >= AHEAD:
                    break
            if not under_way:
                return
            yield _result(distributed, *under_way.popleft(), order, bounds, scheduler)
        client.cancel([future for _, future in under_way])


def perform(met: Met, order: Order, bounds: Bounds, expected: str) -> Outcome:
    """What a worker does for one file: fetch it where it is a URL, and check it in this thread's child."""
    if _stamp(order) != expected:
        raise OtherInstallation
    try:
        (outcome,) = _pool(order, bounds).outcomes([_fetched(met)])
    except OSError as error:
        return told(intake.unread(met, order.settings, "unopened", error=error.strerror or repr(error)), order)
    return outcome


def _pool(order: Order, bounds: Bounds) -> Pool:
    """The pool of this thread: one child, started as a program, because a process of threads must not fork."""
    pool: Pool | None = getattr(_HERE, "pool", None)
    if pool is None or (pool.order, pool.bounds) != (order, bounds):
        if pool is not None:
            pool.__exit__()
        pool = _HERE.pool = Pool(order, bounds, 1, "program")
    return pool


def _fetched(met: Met) -> Met:
    if met.url is None:
        return met
    fsspec = _library("fsspec")
    with fsspec.open(met.url, "rb") as stream:
        return replace(met, content=stream.read(FILE_BYTES + 1))


def _client(distributed: ModuleType, scheduler: str) -> Any:
    try:
        return distributed.Client(scheduler, timeout=_CONNECT, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise CallError("unreached", path=scheduler, error=error) from error


def _result(distributed: ModuleType, met: Met, future: Any, order: Order, bounds: Bounds, scheduler: str) -> Outcome:
    try:
        outcome: Outcome = future.result()
    except distributed.scheduler.KilledWorker:
        return failed(met, "crashed", order, bounds)
    except OtherInstallation as error:
        raise CallError("other-installation", path=scheduler) from error
    return outcome


def _library(name: str) -> ModuleType:
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError as error:
        raise CallError("no-cluster") from error
