"""Progress of many files on standard error: a line that is painted over on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from gouji.renderers.words import Wording
from gouji.tally import Tally

_FIRST = 5.0  # s before the first plain line: a short run says nothing
_EVERY = 10.0  # s between plain lines
_PAINT = 0.1  # s between two paintings of the bar
_MANY = 2  # files from which on there is progress to be told


class Progress:
    """Plain lines. `step` after each file; `aside` around whatever else goes to the terminal."""

    first, every = _FIRST, _EVERY

    def __init__(self, files: int, lang: str, done: int = 0) -> None:
        self.files, self.before, self.wording = files, done, Wording(lang)
        self.started = time.monotonic()
        self.due = self.started + self.first

    def step(self, total: Tally) -> None:
        """One more file is done; `total` counts all of them."""
        now = time.monotonic()
        if self.files >= _MANY and now >= self.due:
            self.due = now + self.every
            self.show(total, now)

    def show(self, total: Tally, now: float) -> None:
        """Says how far it is."""
        print("gouji:", self.text(total, now), file=sys.stderr, flush=True)

    def text(self, total: Tally, now: float) -> str:
        """Counts and the time left: `120/1000 个文件，错误 3，警告 5，约剩 0:02:10`."""
        wording = self.wording
        parts = [wording("progress.files", done=total.files, files=self.files)]
        parts.append(wording("progress.found", error=total.severities["error"], warning=total.severities["warning"]))
        if unread := total.statuses["unreadable"] + total.statuses["partial"]:
            parts.append(wording("progress.unread", count=unread))
        if (done := total.files - self.before) > 0:
            parts.append(wording("progress.left", left=clock((now - self.started) / done * (self.files - total.files))))
        return wording("progress.between").join(parts)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """While something else is printed."""
        yield

    def end(self) -> None:
        """Nothing more will come."""


class Bar(Progress):
    """A bar on a terminal, gone when the run is over."""

    first = every = _PAINT

    def __init__(self, files: int, lang: str, done: int = 0) -> None:
        super().__init__(files, lang, done)
        self.bar: Any = None
        self.painted = False

    def show(self, total: Tally, now: float) -> None:
        """Paints the bar."""
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as Rich

        if self.bar is None:
            columns = (BarColumn(bar_width=24), TextColumn("{task.description}", markup=False))
            self.bar = Rich(*columns, console=Console(stderr=True), auto_refresh=False, transient=True)
            self.bar.add_task("", total=self.files)
        if not self.painted:
            self.bar.start()
            self.painted = True
        self.bar.update(0, completed=total.files, description=self.text(total, now))
        self.bar.refresh()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Takes the bar away where the report goes to the same terminal; the next step paints it again."""
        if self.painted and sys.stdout.isatty():
            self.end()
        yield

    def end(self) -> None:
        """Takes the bar away."""
        if self.painted:
            self.bar.stop()
            self.painted = False


def progress(files: int, lang: str, done: int = 0) -> Progress:
    """What fits the place that standard error goes to; `done` files were done by an earlier run."""
    return (Bar if sys.stderr.isatty() else Progress)(files, lang, done)


def clock(seconds: float) -> str:
    """`1:02:05`."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
