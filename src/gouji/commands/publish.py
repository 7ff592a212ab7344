"""What a run says, published as it comes: to a file, a pipe or a terminal, without waiting for the last file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from gouji import __version__
from gouji.commands.console import PLAIN_COLUMNS, WIDEST, say
from gouji.renderers.words import Wording
from gouji.running import run
from gouji.running.interrupt import Interrupt
from gouji.running.journal import Journal
from gouji.running.progress import progress
from gouji.running.task import Order, Outcome, View
from gouji.settings import CallError, Execution, Settings
from gouji.tally import Tally

if TYPE_CHECKING:
    from gouji.intake import Met
    from gouji.report import Report

STREAMED = ("terminal", "json", "jsonl")


def streams(settings: Settings) -> bool:
    """Whether the files' entries can be published one by one: a dossier's cannot, and some formats have to see them all."""
    return settings.format in STREAMED and not settings.together


def stream(met: Sequence[Met], settings: Settings, execution: Execution) -> tuple[Tally, bool]:
    """Checks the files and publishes the entry of each as soon as it and those before it are done. Gives the sum, and whether Ctrl-C stopped it."""
    total = Tally()
    columns = _columns(settings, execution)
    order = Order(settings, "concise" if settings.concise else cast(View, settings.format), columns or PLAIN_COLUMNS)
    with Interrupt() as interrupt, ExitStack() as stack:
        journal = Journal.of(met, order, execution)
        for document in journal.kept:
            total.add(document)
        bar = progress(len(met), settings.lang, total.files)
        stack.callback(bar.end)
        out = stack.enter_context(_Out(settings.output, columns is not None, journal.length, execution.output))
        rest = run.outcomes(met[total.files :], order, execution, lambda: interrupt.asked or out.gone)
        for piece in _PIECES[order.view](run.counted(rest, total, bar.step), total, order):
            with bar.aside():
                out.write(piece)
        bar.end()
        if stopped := interrupt.asked and total.files < len(met):
            _say_stopped(total.files, len(met), journal.active, settings.lang)
        elif not out.gone:
            journal.finish()
    return total, stopped


def gather(met: Sequence[Met], settings: Settings, execution: Execution) -> tuple[Report, bool]:
    """The Report of the files, for what has to see all of them, and whether Ctrl-C stopped it."""
    with Interrupt() as interrupt, ExitStack() as stack:
        bar = progress(len(met), settings.lang)
        stack.callback(bar.end)
        report = run.gather(met, settings, execution, lambda: interrupt.asked, bar.step)
        bar.end()
        if stopped := interrupt.asked and len(report.documents) < len(met):
            _say_stopped(len(report.documents), len(met), False, settings.lang)
    return report, stopped


def _json(outcomes: Iterable[Outcome], total: Tally, order: Order) -> Iterator[str]:
    from gouji.renderers import json

    yield from json.assembled((outcome.view for outcome in outcomes), __version__)


def _jsonl(outcomes: Iterable[Outcome], total: Tally, order: Order) -> Iterator[str]:
    for outcome in outcomes:
        yield outcome.view


def _terminal(outcomes: Iterable[Outcome], total: Tally, order: Order) -> Iterator[Any]:
    """Lists of styled lines: a document, with an empty line before all but the first, and what stands behind the last."""
    from rich.text import Text

    from gouji.renderers import terminal

    for outcome in outcomes:
        yield [Text(), *outcome.view] if total.files > 1 else outcome.view
    closing = terminal.closing(total, order.settings.lang, order.columns).lines
    yield [Text(), *closing] if total.files > 1 else closing


def _concise(outcomes: Iterable[Outcome], total: Tally, order: Order) -> Iterator[Any]:
    from gouji.renderers import terminal

    for outcome in outcomes:
        yield outcome.view
    yield terminal.closing(total, order.settings.lang, order.columns, brief=True).lines


_PIECES: dict[View, Callable[[Iterable[Outcome], Tally, Order], Iterator[Any]]] = {"json": _json, "jsonl": _jsonl, "terminal": _terminal, "concise": _concise}


def _columns(settings: Settings, execution: Execution) -> int | None:
    """The width of the terminal that the report is shown on; None where it goes elsewhere."""
    if settings.format != "terminal" or settings.output is not None or execution.output is not None or not sys.stdout.isatty():
        return None
    from rich.console import Console

    return min(Console().width, WIDEST)


def _say_stopped(done: int, files: int, resumable: bool, lang: str) -> None:
    wording = Wording(lang)
    say(wording("progress.stopped", done=done, files=files) + (wording("progress.resume") if resumable else ""))


class _Out:
    """Where pieces go: text as UTF-8, styled lines as the place can show them. `gone` once nobody reads any more."""

    def __init__(self, output: Path | None, styled: bool, keep: int = 0, url: str | None = None) -> None:
        self.output, self.styled, self.keep, self.url = output, styled, keep, url
        self.gone = False
        self.file: BinaryIO | None = None

    def __enter__(self) -> _Out:
        if self.url is not None:
            from gouji.running.cluster import opened

            self.file = opened(self.url)
        elif self.output is not None:
            try:
                self.file = self.output.open("r+b" if self.keep else "wb")
                self.file.truncate(self.keep)
                self.file.seek(self.keep)
            except OSError as error:
                raise CallError("unwritable", path=self.output, error=error.strerror) from error
        return self

    def __exit__(self, *_: object) -> None:
        if self.file is not None:
            self.file.close()

    def write(self, piece: Any) -> None:
        """Writes a piece and lets it be seen at once."""
        try:
            if self.styled:
                self._print(piece)
            else:
                stream = self.file or sys.stdout.buffer
                stream.write(self._bytes(piece))
                stream.flush()
        except BrokenPipeError:
            # `gouji check … | head`: nobody listens any more, and Python must not try again when it ends
            self.gone = True
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            raise CallError("unwritable", path=self.url or self.output or "-", error=error.strerror) from error

    def _bytes(self, piece: Any) -> bytes:
        if isinstance(piece, str):
            return piece.encode("utf-8", "backslashreplace")
        encoding = "utf-8" if self.file else sys.stdout.encoding or "utf-8"
        return "".join(f"{line.plain}\n" for line in piece).encode(encoding, "backslashreplace")

    def _print(self, lines: Any) -> None:
        from rich.console import Console

        console = Console(highlight=False)
        for line in lines:
            console.print(line, no_wrap=True, overflow="ignore", crop=False)
