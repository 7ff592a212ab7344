"""Hands: the processes that do the work, so that the page answers while they are busy, and a document that kills one of them kills nothing else."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import TimeoutError as Overdue
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

from pebble import ProcessExpired, ProcessPool

from gouji.desk import work
from gouji.running import bounds

Given = ParamSpec("Given")
Made = TypeVar("Made")

_TASKS = 200  # after so many a process is replaced, whatever libraries have piled up in it


class WorkError(Exception):
    """A task did not come to an end; `key` says why: `over-time`, `crashed`, or `internal` where it raised."""

    def __init__(self, key: str, detail: str = "") -> None:
        super().__init__(key, detail)
        self.key = key
        self.detail = detail


class Hands:
    """A few processes of `mebibytes` each that take tasks, functions of a module with plain values, and give what came of them."""

    def __init__(self, number: int, mebibytes: int) -> None:
        self.number = number
        # New interpreters, never forks: this process has threads, and a fork of one may stand still for ever.
        self._pool = ProcessPool(max_workers=number, max_tasks=_TASKS, initializer=_begin, initargs=(os.getpid(), mebibytes), context=get_context("spawn"))

    async def do(self, task: Callable[Given, Made], seconds: float, *args: Given.args, **kwargs: Given.kwargs) -> Made:
        """What `task` gives. Raises WorkError; when the caller is cancelled, the process at work is ended."""
        try:
            return await asyncio.wrap_future(self._pool.schedule(task, args=args, kwargs=kwargs, timeout=seconds))
        except Overdue as error:
            raise WorkError("over-time") from error
        except (ProcessExpired, MemoryError) as error:
            raise WorkError("crashed") from error
        except asyncio.CancelledError:
            raise
        except Exception as error:
            raise WorkError("internal", repr(error)) from error

    def warm(self) -> None:
        """Starts a process ahead of the first task."""
        self._pool.schedule(work.warm)

    def close(self) -> None:
        """Ends all processes at once."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join(timeout=10)


def checkers() -> int:
    """How many documents are checked at a time: one a processor, and not more than memory bears."""
    return max(1, min(8, os.cpu_count() or 1))


def _begin(parent: int, mebibytes: int) -> None:
    """The bounds of a process, and its end when nobody waits for it any more."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's to answer
    bounds.Bounds(mebibytes=mebibytes).hold()
    if sys.platform != "win32":
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
