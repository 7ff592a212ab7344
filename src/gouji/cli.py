"""The command line: gathers the commands, calls one, exits. Everything heavy is imported by the command that needs it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import TextIOWrapper
from itertools import pairwise
from typing import Annotated, TextIO, cast

import typer

from gouji import __version__
from gouji.commands import accept, annotate, cache, check, config, diff, packs, rules, serve, trace
from gouji.commands.call import BAD_CALL, CLEAN, UNREAD
from gouji.commands.console import say
from gouji.settings import CallError

INTERRUPTED = 130
# The root of typer's errors of call; typer carries click under a private name in some releases and needs it installed in others.
TyperError = typer.BadParameter.__mro__[2]

app = typer.Typer(
    name="gouji",
    help="Recomputes every relation that the figures of a Chinese performance self-evaluation report state or imply.",
    epilog="Exit codes: 0 nothing found, 1 something found, 2 wrong call, 3 a document was not read or not checked.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_COMMANDS = (
    check.check,
    serve.serve,
    annotate.annotate,
    diff.diff,
    rules.rules,
    rules.explain,
    trace.trace,
    accept.accept,
    accept.baseline,
    config.config,
    packs.new_rule,
    packs.test_rules,
)
for command in _COMMANDS:
    app.command()(command)
app.add_typer(cache.cache, name="cache")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and gives the exit code; every error is one line on standard error."""
    _accept_any_character(sys.stdout, sys.stderr)
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        return int(app(list(arguments), prog_name="gouji", standalone_mode=False) or CLEAN)
    except CallError as error:
        return _refuse(error.lang or _lang(arguments), error)
    except (KeyboardInterrupt, typer.Abort):
        _refuse(_lang(arguments), CallError("interrupted"))
        return INTERRUPTED
    except Exception as error:
        return _give_up(error, arguments)


@app.callback(invoke_without_command=True)
def _program(context: typer.Context, version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False) -> None:
    if version:
        print(f"gouji {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help(), file=sys.stderr)
        raise typer.Exit(BAD_CALL)


def _refuse(lang: str, error: CallError) -> int:
    from gouji.renderers.words import refusal

    say(refusal(error, lang))
    return BAD_CALL


def _give_up(error: Exception, arguments: Sequence[str]) -> int:
    if isinstance(error, TyperError):
        say(cast(typer.BadParameter, error).format_message())
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
