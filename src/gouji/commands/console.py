"""What is said, and where: views on a terminal, bytes in a file or a pipe, one line on standard error for each trouble."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.settings import CallError, Settings

if TYPE_CHECKING:
    from gouji.renderers.sheet import Sheet
    from gouji.tally import Tally

PLAIN_COLUMNS = 80
WIDEST = 120


def show(view: Callable[[int], Sheet], output: Path | None = None) -> None:
    """Prints a view: as wide as the terminal and in colour on one, plain and in 80 columns elsewhere."""
    if output is not None:
        write(view(PLAIN_COLUMNS).plain().encode("utf-8", "backslashreplace"), output)
    elif not sys.stdout.isatty():
        write(view(PLAIN_COLUMNS).plain().encode(sys.stdout.encoding or "utf-8", "backslashreplace"), None)
    else:
        from rich.console import Console

        console = Console(highlight=False)
        for line in view(min(console.width, WIDEST)).lines:
            console.print(line, no_wrap=True, overflow="ignore", crop=False)


def write(data: bytes, output: Path | None) -> None:
    if output is not None:
        try:
            output.write_bytes(data)
        except OSError as error:
            raise CallError("unwritable", path=output, error=error.strerror) from error
        return
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    except BrokenPipeError:
        # `gouji check … | head`: nobody listens any more, and Python must not try again when it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(total: Tally, settings: Settings) -> None:
    """One line on standard error for each loss that the reader of the report may not see there."""
    seen = settings.format == "terminal" and settings.output is None
    for path, code, message in total.losses:
        if code == "internal" or not seen:
            say(f"{path}: {message}")


def say(message: str) -> None:
    """One line on standard error, whatever file names and messages hold."""
    from gouji.renderers.escaping import safe

    print("gouji:", " ".join(safe(message).split()), file=sys.stderr)
