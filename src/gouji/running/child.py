"""Child: a process that reads and checks one file after another within bounds, and dies alone.

Each child has a pipe of its own: one that is killed while it writes takes nothing of the others with it.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from subprocess import DEVNULL, Popen, TimeoutExpired
from typing import Any, Literal

from gouji.frozen import frozen
from gouji.intake import Met
from gouji.running import bounds
from gouji.running.bounds import Bounds
from gouji.running.task import Order, Outcome, perform

Start = Literal["fork", "spawn", "program"]
Death = Literal["over-time", "over-memory", "crashed"]
OUT_OF_MEMORY = b""
_STARTING = 20  # s: a spawned interpreter on a busy machine


def default_start() -> Start:
    """`fork` where it is cheap and sound, which is on Linux; elsewhere a child is a new interpreter."""
    return "fork" if sys.platform == "linux" else "spawn"


@dataclass(slots=True)
class Child:
    """A child and what it is busy with."""

    process: BaseProcess | _Program
    connection: Connection
    start: Start
    number: int | None = None
    deadline: float = 0.0
    done: int = 0
    overdue: bool = False

    def give(self, number: int, met: Met, seconds: float) -> None:
        """Hands over a file; OSError where the child is gone."""
        starting = 0 if self.start == "fork" or self.done else _STARTING
        self.number, self.deadline = number, time.monotonic() + seconds + starting
        self.connection.send(met)

    def take(self) -> Outcome | Death:
        """What came of the file, once the connection is ready: the outcome, or what the child died of."""
        try:
            data = self.connection.recv_bytes()
        except (EOFError, OSError):
            return self._cause()
        self.done += 1
        if data == OUT_OF_MEMORY:
            return "over-memory"
        outcome: Outcome = pickle.loads(data)
        return outcome

    def was_killed(self) -> bool:
        """Whether someone else ended a child that had done nothing wrong, such as the kernel when the machine ran out of memory."""
        return not self.overdue and sys.platform != "win32" and self.process.exitcode == -signal.SIGKILL

    def kill(self) -> None:
        """Ends the child at once and waits until it is gone."""
        self.process.kill()
        self.process.join()
        self.connection.close()

    def _cause(self) -> Death:
        self.process.join(timeout=1)
        code = self.process.exitcode
        if self.overdue:
            return "over-time"
        return "crashed" if code is None or sys.platform == "win32" else _causes().get(-code, "crashed")


def _causes() -> dict[int, Death]:
    """By the signal: PDFium aborts where it gets no memory."""
    return {signal.SIGXCPU: "over-time", signal.SIGALRM: "over-time", signal.SIGABRT: "over-memory"}


def begin(order: Order, limits: Bounds, start: Start, others: Iterable[Child] = ()) -> Child:
    """A new child; `others` are those that live, whose pipes it must not keep open."""
    if start == "program":
        return _program(order, limits)
    context: Any = get_context(start)
    ours, theirs = context.Pipe()
    foreign = [ours, *(child.connection for child in others)] if start == "fork" else []
    process = context.Process(target=_serve, args=(theirs, order, limits, foreign, os.getpid()), daemon=True)
    process.start()
    theirs.close()
    return Child(process, ours, start)


def _program(order: Order, limits: Bounds) -> Child:
    """A child for a process of threads, which must not fork, and for one that multiprocessing lets have no children, as Dask's workers are."""
    ours, theirs = Pipe()
    with theirs:
        command = [sys.executable, "-c", "from gouji.running.child import main; main()", str(theirs.fileno()), str(os.getpid())]
        process = Popen(command, pass_fds=[theirs.fileno()], stdin=DEVNULL)
    ours.send((order, limits))
    return Child(_Program(process), ours, "program")


def main() -> None:
    """The child of `_program`: its pipe and its parent are the arguments, what is wanted comes first through the pipe."""
    connection = Connection(int(sys.argv[1]))
    order, limits = connection.recv()
    _serve(connection, order, limits, (), int(sys.argv[2]))


@frozen
class _Program:
    """A Popen with the names of a multiprocessing process."""

    popen: Popen[bytes]

    @property
    def pid(self) -> int:
        return self.popen.pid

    @property
    def exitcode(self) -> int | None:
        return self.popen.poll()

    def kill(self) -> None:
        self.popen.kill()

    def join(self, timeout: float | None = None) -> None:
        with suppress(TimeoutExpired):
            self.popen.wait(timeout)


def _serve(connection: Connection, order: Order, limits: Bounds, foreign: Iterable[Connection], parent: int) -> None:
    """The life of a child: files come, outcomes go, until the parent closes the pipe or is gone."""
    for other in foreign:
        other.close()
    _keep_quiet()
    bounds.die_with(parent)
    limits.hold()
    while True:
        try:
            met = connection.recv()
            connection.send_bytes(_bounded(met, order, limits))
        except (EOFError, OSError):
            return


def _bounded(met: Met, order: Order, limits: Bounds) -> bytes:
    limits.begin()
    try:
        return pickle.dumps(perform(met, order), protocol=pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return OUT_OF_MEMORY
    finally:
        limits.end()


def _keep_quiet() -> None:
    """Ctrl-C is the parent's to answer; what a library prints about a broken file belongs neither to the report nor to its reader."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nothing = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nothing, descriptor)
    os.close(nothing)
    faulthandler.disable()
