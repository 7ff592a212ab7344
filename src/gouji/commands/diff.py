"""`gouji diff`: what is new, fixed and still open between two versions of a report."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gouji import __version__
from gouji.commands.call import CLEAN, FOUND, UNREAD, choice
from gouji.commands.console import show, write
from gouji.commands.options import LangOption
from gouji.settings import FAIL_ON, LANGS, CallError

if TYPE_CHECKING:
    from gouji.comparison import Compared, Version

DIFF_FORMATS = ("terminal", "json")
SEVERITIES = ("note", "warning", "error")
BIGGEST = 1 << 30


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD.json", help="What `gouji check --format json` said of the earlier version.")],
    new: Annotated[str, typer.Argument(metavar="NEW.json", help="What it says of the later one.")],
    format: Annotated[str, typer.Option(metavar="|".join(DIFF_FORMATS), help="How to print it.")] = "terminal",
    output: Annotated[str | None, typer.Option(metavar="FILE", help="Write there instead of standard output.")] = None,
    fail_on: Annotated[str, typer.Option(metavar="|".join(FAIL_ON), help="The least severity of a new finding that makes the exit code 1.")] = "note",
    lang: LangOption = "zh",
) -> None:
    """Compare two versions of a report: new, fixed and open findings, figures that changed."""
    choice("--format", format, DIFF_FORMATS)
    choice("--fail-on", fail_on, FAIL_ON)
    choice("--lang", lang, LANGS)
    target = None if output is None else Path(output)
    if target is not None and any(target.exists() and Path(path).exists() and target.samefile(path) for path in (old, new)):
        raise CallError("output-is-input", path=output)
    from gouji.comparison import compare
    from gouji.renderers import changes

    versions = _loaded(old), _loaded(new)
    compared = compare(*versions)
    if format == "json":
        write(changes.render(*versions, compared, __version__).encode("utf-8", "backslashreplace"), target)
    else:
        show(lambda columns: changes.sheet(*versions, compared, lang, columns), target)
    raise typer.Exit(exit_code(compared, fail_on))


def exit_code(compared: Iterable[Compared], fail_on: str) -> int:
    """As of a check: a document that the new version could not see before a new finding before nothing new."""
    compared = list(compared)
    if any(one.unseen for one in compared):
        return UNREAD
    failing = () if fail_on == "never" else SEVERITIES[SEVERITIES.index(fail_on) :]
    return FOUND if any(finding["severity"] in failing for one in compared for finding in one.new) else CLEAN


def _loaded(path: str) -> Version:
    from gouji.comparison import ForeignError, load

    try:
        if Path(path).stat().st_size > BIGGEST:
            raise CallError("diff-too-big", path=path)
        return load(Path(path).read_bytes())
    except FileNotFoundError as error:
        raise CallError("missing-path", path=path) from error
    except OSError as error:
        raise CallError("diff-unreadable", path=path, error=error.strerror or repr(error)) from error
    except ForeignError as error:
        raise CallError(f"diff-{error.key}", path=path, schema=error.schema) from error
