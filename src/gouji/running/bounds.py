"""Bounds: what one file may cost, and how a process holds itself to it."""

from __future__ import annotations

import os
import signal
import sys
from math import ceil
from pathlib import Path

from gouji.frozen import frozen

MEBIBYTE = 1 << 20
_GRACE = 2  # s beyond the wall limit, after which an orphan ends by itself
_PARENT_DIED = 1  # PR_SET_PDEATHSIG


@frozen
class Bounds:
    """`seconds` of wall time a file, and as many of processor time; `mebibytes` of address space of the process that reads it."""

    seconds: int = 30
    mebibytes: int = 1024

    def hold(self) -> None:
        """Bounds this process for good: memory, and no core files. Windows and macOS know no such limit of memory."""
        try:
            import resource
        except ImportError:
            return
        _limit(resource.RLIMIT_AS, self._address_space())
        _limit(resource.RLIMIT_CORE, 0)

    def _address_space(self) -> int:
        """`mebibytes`, or more where a large program that uses this one as a library was forked and has most of them already."""
        wanted = self.mebibytes * MEBIBYTE
        return max(wanted, _in_use() + wanted * 3 // 4)

    def begin(self) -> None:
        """Bounds the time of the file that comes now: the process ends by signal where it takes longer, even if nobody is left to end it."""
        if sys.platform == "win32":
            return
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        soft = ceil(used.ru_utime + used.ru_stime) + self.seconds + 1
        resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
        signal.setitimer(signal.ITIMER_REAL, self.seconds + _GRACE)

    def end(self) -> None:
        """The file is done: waiting for the next one is not bounded."""
        if sys.platform != "win32":
            signal.setitimer(signal.ITIMER_REAL, 0)


def _in_use() -> int:
    """The bytes of address space of this process; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, AttributeError, ValueError):
        return 0


def enforces_memory() -> bool:
    """Whether this system bounds the memory of a process."""
    return sys.platform not in ("win32", "darwin")


def die_with(parent: int) -> None:
    """Has the kernel end this process when its `parent` is killed, where it can; elsewhere the closed pipe and the clock do."""
    if sys.platform != "linux":
        return
    import ctypes

    ctypes.CDLL(None).prctl(_PARENT_DIED, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it was killed before the kernel was asked
        os._exit(1)


def _limit(kind: int, wanted: int) -> None:
    """Lowers a limit; one that is lower already stays."""
    import resource

    _, hard = resource.getrlimit(kind)
    try:
        resource.setrlimit(kind, (wanted, wanted) if hard == resource.RLIM_INFINITY else (min(wanted, hard), hard))
    except (ValueError, OSError):  # macOS takes no limit below what is in use, which is hundreds of GiB of address space
        return
