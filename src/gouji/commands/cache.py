"""`gouji cache`: what `--cache DIR` has kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gouji.commands.call import choice
from gouji.commands.options import LangOption
from gouji.settings import LANGS

cache = typer.Typer(help="Manage the results that --cache keeps.", no_args_is_help=True)


@cache.command()
def clear(folder: Annotated[str, typer.Argument(metavar="DIR", help="The folder that was given to --cache.")], lang: LangOption = "zh") -> None:
    """Remove every result that is kept in DIR, and nothing else."""
    from gouji.renderers.words import Wording
    from gouji.running.cache import clear as emptied

    wording = Wording(choice("--lang", lang, LANGS))
    print(wording("cache.cleared", count=emptied(Path(folder)), path=folder))
