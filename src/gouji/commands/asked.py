"""What a call asks for: the options that `gouji check` shares with its sisters, and the settings that follow from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gouji.commands.call import LangOption, choice, known
from gouji.config.keys import KEYS, Key
from gouji.renderers.formats import FORMATS
from gouji.settings import FAIL_ON, LANGS, CallError, parse_codes

if TYPE_CHECKING:
    from gouji.config.resolve import InForce

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

__all__ = ["LangOption", "asked", "flags", "speaking"]


@contextmanager
def asked(start: str, said: Mapping[str, Any]) -> Iterator[InForce]:
    """The settings in force for a run from the path `start`; `said` are the parameters of the call by name, None where nothing was said.

    Whatever is refused inside is said in the language of these settings. Raises CallError where a flag, a file or a pack is wrong.
    """
    from gouji.config.resolve import resolve

    config = said.get("config")
    force = resolve(flags(said), Path(start), config=Path(config) if config else None, isolated=bool(said.get("isolated")))
    with speaking(force.settings.lang):
        known(force.settings, {entry.name: entry.label for entry in force.entries})
        yield force


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Lets a CallError from inside be said in `lang`."""
    try:
        yield
    except CallError as error:
        error.lang = lang
        raise


def flags(said: Mapping[str, Any]) -> dict[str, Any]:
    """The flags of a call as Settings has them, by key; None where nothing was said. Raises CallError for a value that is no choice."""
    return {key.name: _value(key, said.get(key.field)) for key in KEYS if key.has_flag}


def _value(key: Key, value: Any) -> Any:
    if value is None or value in ([], ()):  # typer gives an empty one where nothing was said
        return None
    match key.kind:
        case "codes":
            return parse_codes(value)
        case "path":
            return Path(value)
        case "paths":
            return tuple(map(Path, value))
        case _:
            return choice(f"--{key.name}", value, key.choices) if key.choices else value
