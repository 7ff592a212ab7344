"""`gouji config`: what is in force, and where each setting comes from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gouji.commands.asked import asked
from gouji.commands.console import show, write
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
    TogetherOption,
)

if TYPE_CHECKING:
    from gouji.config.resolve import Entry, InForce
    from gouji.renderers.sheet import Sheet
    from gouji.renderers.words import Wording


def config(
    context: typer.Context,
    path: Annotated[str, typer.Argument(metavar="PATH", help="A report or a folder, as for gouji check; by default the working directory.")] = ".",
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
    lang: MaybeLangOption = None,
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of gouji.toml, for editors, and nothing else.")] = False,
) -> None:
    """Show the settings that gouji check would run with, and where each comes from: a flag, a line of a file, the default."""
    if schema:
        write(json_schema().encode("utf-8"), None)
        return
    with asked(path, context.params) as force:
        show(lambda columns: _sheet(force, path, columns))


def json_schema() -> str:
    """The JSON Schema of gouji.toml, described in both languages."""
    from gouji.config.schema import schema
    from gouji.renderers.words import Wording

    zh, en = Wording("zh"), Wording("en")
    return schema(lambda key: f"{zh(f'setting.{key}')} · {en(f'setting.{key}')}")


def _sheet(force: InForce, path: str, columns: int) -> Sheet:
    from gouji.config.resolve import shown
    from gouji.renderers.columns import padded, width
    from gouji.renderers.sheet import Sheet
    from gouji.renderers.words import Wording

    wording = Wording(force.settings.lang)
    page = Sheet(columns)
    page.put((wording("config.file", file=shown(force.file)) if force.file else wording("config.no-file", path=path), "strong"))
    page.gap()
    rows = [(entry.name, _value(entry, wording), entry.where or wording("config.default")) for entry in force.entries]
    first, last = (max(width(row[column]) for row in rows) + 2 for column in (0, 2))
    for entry, (name, value, where) in zip(force.entries, rows, strict=True):
        page.put(padded(name, first), (padded(where, last), "faint" if entry.origin == "default" else "strong"), value, hang=first + last)
    return page


def _value(entry: Entry, wording: Wording) -> str:
    """A value as the settings file writes it; in words where there is none."""
    if entry.value is None or entry.value == ():
        key = f"config.{entry.name}"
        return wording(key) if key in _SAID else wording("config.none")
    return _written(entry.value)


_SAID = {"config.select", "config.profile", "config.output"}


def _written(value: Any) -> str:
    from gouji.config.resolve import shown

    if isinstance(value, tuple):
        return ", ".join(map(_written, value))
    if isinstance(value, bool):
        return str(value).lower()
    return shown(value) if isinstance(value, Path) else str(value)
