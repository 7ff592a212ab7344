"""The command line: calls a command, exits. What every call needs is imported here, all else by what needs it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from itertools import pairwise
from typing import TextIO, cast

from gouji.collecting import ALLOCATIONS
from gouji.commands import quick
from gouji.commands.call import BAD_CALL, CLEAN, UNREAD
from gouji.commands.console import say
from gouji.settings import CallError

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and gives the exit code; every error is one line on standard error."""
    _accept_any_character(sys.stdout, sys.stderr)
    if arguments is not None:
        return _answer(list(arguments))
    gc.set_threshold(ALLOCATIONS)
    code = _answer(sys.argv[1:])
    gc.disable()
    gc.freeze()  # an interpreter that ends looks through all that was loaded once more, and finds nothing
    return code


def _answer(arguments: Sequence[str]) -> int:
    try:
        return _call(arguments)
    except CallError as error:
        return _refuse(error.lang or _lang(arguments), error)
    except KeyboardInterrupt:
        _refuse(_lang(arguments), CallError("interrupted"))
        return INTERRUPTED
    except Exception as error:
        return _give_up(error, arguments)


def _call(arguments: Sequence[str]) -> int:
    said = quick.parse(arguments)
    if said is not None:
        from gouji.commands.checking import run

        return run(said)
    from typer import Abort

    from gouji.commands.app import app

    try:
        return int(app(list(arguments), prog_name="gouji", standalone_mode=False) or CLEAN)
    except Abort:
        raise KeyboardInterrupt from None


def _refuse(lang: str, error: CallError) -> int:
    from gouji.renderers.words import refusal

    say(refusal(error, lang))
    return BAD_CALL


def _give_up(error: Exception, arguments: Sequence[str]) -> int:
    if "typer" in sys.modules:
        from typer import BadParameter

        from gouji.commands.app import TyperError

        if isinstance(error, TyperError):
            say(cast(BadParameter, error).format_message())
            return BAD_CALL
    from gouji.intake import origin
    from gouji.renderers.words import Wording

    say(Wording(_lang(arguments))("problem.internal", error=f"{error!r} {origin(error)}"))
    return UNREAD


def _lang(arguments: Sequence[str]) -> str:
    """The language asked for, for errors that come before the arguments are understood."""
    return "en" if "--lang=en" in arguments or ("--lang", "en") in pairwise(arguments) else "zh"


def _accept_any_character(*streams: TextIO) -> None:
    """Lets a console that knows no Chinese show escapes instead of failing."""
    for stream in streams:
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
