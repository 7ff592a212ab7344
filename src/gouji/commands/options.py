"""The options that several commands have in common."""

from __future__ import annotations

from typing import Annotated

import typer

from gouji.renderers.formats import FORMATS
from gouji.settings import FAIL_ON, LANGS

LangOption = Annotated[str, typer.Option("--lang", metavar="|".join(LANGS), help="Language of the messages.")]
_Codes = list[str] | None
FormatOption = Annotated[str | None, typer.Option("--format", metavar="|".join(FORMATS), help="How to print the report.")]
OutputOption = Annotated[str | None, typer.Option("--output", metavar="FILE", help="Write there instead of standard output.")]
SelectOption = Annotated[_Codes, typer.Option("--select", metavar="CODE[,CODE]", help="Run these rules (codes, prefixes) instead of the default set.")]
ExtendSelectOption = Annotated[_Codes, typer.Option("--extend-select", metavar="CODE[,CODE]", help="Run these rules too.")]
IgnoreOption = Annotated[_Codes, typer.Option("--ignore", metavar="CODE[,CODE]", help="Leave these rules out; the longest prefix wins.")]
FailOnOption = Annotated[str | None, typer.Option("--fail-on", metavar="|".join(FAIL_ON), help="The least severity that makes the exit code 1.")]
ProfileOption = Annotated[str | None, typer.Option("--profile", metavar="NAME", help="Scoring profile; by default chosen from the report itself.")]
TogetherOption = Annotated[
    bool | None, typer.Option("--together/--no-together", help="All PATHs are one dossier: the same fact told in two files is tied out.")
]
TemplateOption = Annotated[bool | None, typer.Option("--template/--no-template", help="The document is a form to be filled in: blanks are right.")]
ConciseOption = Annotated[bool | None, typer.Option("--concise/--no-concise", help="One line a finding: file:place: CODE message.")]
PacksOption = Annotated[list[str] | None, typer.Option("--packs", metavar="FILE", help="Load these rules of your own too.")]
MaybeLangOption = Annotated[str | None, typer.Option("--lang", metavar="|".join(LANGS), help="Language of the messages.")]
ConfigOption = Annotated[str | None, typer.Option("--config", metavar="FILE", help="Settings file; by default the nearest gouji.toml upward from PATH.")]
IsolatedOption = Annotated[bool, typer.Option("--isolated", help="Use no settings file.")]
TodayOption = Annotated[str | None, typer.Option("--today", metavar="YYYY-MM-DD", help="Acceptances past their day no longer hold; without it they all do.")]
