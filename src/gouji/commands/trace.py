"""`gouji trace`: what was understood of one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer

from gouji.commands.call import CLEAN, UNREAD, LangOption, all_rules, choice
from gouji.commands.console import complain, show
from gouji.settings import LANGS, CallError, Execution, Lang, Settings


def trace(file: Annotated[str, typer.Argument(metavar="FILE", help="A file, or - for text on standard input.")], lang: LangOption = "zh") -> None:
    """Show what was understood: every figure, its name, and the relations that hold it."""
    from gouji import intake
    from gouji.renderers import trace as view
    from gouji.running import run
    from gouji.tally import tally

    settings = Settings(lang=cast(Lang, choice("--lang", lang, LANGS)))
    if Path(file).is_dir():
        raise CallError("one-file", path=file)
    all_rules()  # a broken pack is the caller's to mend, and said before anything is read
    report = run.gather(intake.files([file]), settings, Execution())
    show(lambda columns: view.sheet(report.documents[0], lang, columns))
    complain(tally(report), settings)
    raise typer.Exit(UNREAD if report.documents[0].status == "unreadable" else CLEAN)
