"""The program as typer sees it: all commands, their help, and what is said of a call that is none."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from gouji import __version__
from gouji.commands import accept, annotate, cache, check, config, diff, packs, rules, serve, trace
from gouji.commands.call import BAD_CALL

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


@app.callback(invoke_without_command=True)
def _program(context: typer.Context, version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False) -> None:
    if version:
        print(f"gouji {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help(), file=sys.stderr)
        raise typer.Exit(BAD_CALL)
