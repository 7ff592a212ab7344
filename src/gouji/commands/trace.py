"""`gouji trace`: what was understood of one file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from gouji.commands.asked import asked
from gouji.commands.call import CLEAN, UNREAD
from gouji.commands.console import complain, show
from gouji.commands.options import ConfigOption, IsolatedOption, MaybeLangOption, PacksOption, ProfileOption
from gouji.settings import CallError, Execution


def trace(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file, or - for text on standard input.")],
    profile: ProfileOption = None,
    packs: PacksOption = None,
    lang: MaybeLangOption = None,
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
) -> None:
    """Show what was understood: every figure, its name, and the relations that hold it."""
    from gouji import intake
    from gouji.renderers import trace as view
    from gouji.running import run
    from gouji.tally import tally

    with asked(file, context.params) as force:
        if Path(file).is_dir():
            raise CallError("one-file", path=file)
        settings = replace(force.settings, together=False, output=None)
        report = run.gather(intake.files([file]), settings, Execution())
        show(lambda columns: view.sheet(report.documents[0], settings.lang, columns))
        complain(tally(report), settings)
    raise typer.Exit(UNREAD if report.documents[0].status == "unreadable" else CLEAN)
