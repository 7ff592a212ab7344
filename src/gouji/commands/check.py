"""`gouji check` as typer sees it: its options, and the help that goes with them."""

from __future__ import annotations

from typing import Annotated

import typer

from gouji.commands.checking import run
from gouji.commands.options import (
    ConciseOption,
    ConfigOption,
    ExtendSelectOption,
    FailOnOption,
    FormatOption,
    IgnoreOption,
    IsolatedOption,
    MaybeLangOption,
    OutputOption,
    PacksOption,
    ProfileOption,
    SelectOption,
    TemplateOption,
    TodayOption,
    TogetherOption,
)


def check(
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="A file, a folder (searched recursively), or - for text on standard input.")],
    format: FormatOption = None,
    output: OutputOption = None,
    select: SelectOption = None,
    extend_select: ExtendSelectOption = None,
    ignore: IgnoreOption = None,
    fail_on: FailOnOption = None,
    profile: ProfileOption = None,
    together: TogetherOption = None,
    template: TemplateOption = None,
    concise: ConciseOption = None,
    packs: PacksOption = None,
    today: TodayOption = None,
    lang: MaybeLangOption = None,
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
    workers: Annotated[int | None, typer.Option(metavar="N", help="Files checked at the same time; by default one a processor.")] = None,
    timeout: Annotated[int, typer.Option(metavar="SECONDS", help="How long one file may take.")] = 30,
    memory: Annotated[int, typer.Option(metavar="MIB", help="How much memory one file may take (not bounded on Windows and macOS).")] = 1024,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where a stopped run left its --output FILE (--format jsonl).")] = False,
    cache: Annotated[str | None, typer.Option(metavar="DIR", help="Keep results there, and take those of files that were checked before.")] = None,
    scheduler: Annotated[str | None, typer.Option(metavar="tls://HOST:PORT", help="Check on this Dask cluster; paths may be URLs there.")] = None,
) -> None:
    """Check reports: recompute what their figures state, and say what does not tie out."""
    raise typer.Exit(run(context.params))
