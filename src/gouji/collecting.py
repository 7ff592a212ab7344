"""The garbage collector held back while a document is read and checked: what is made there is kept, and has no cycles to be found."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

ALLOCATIONS = 500_000
"""Between two collections, more than a report of 300 pages makes; Python's 700 are meant for programs that make and drop small things all the time."""


@contextmanager
def seldom() -> Iterator[None]:
    """Within it the collector looks for garbage every ALLOCATIONS, not every few hundred; where it is off, or looks less often yet, nothing changes."""
    before = gc.get_threshold()
    if 0 < before[0] < ALLOCATIONS:
        gc.set_threshold(ALLOCATIONS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
