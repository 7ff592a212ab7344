"""`gouji rules`, `gouji explain`: the rulebook on a terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from gouji.commands.asked import asked
from gouji.commands.call import all_rules, choice, near_rule
from gouji.commands.console import show, write
from gouji.commands.options import ConfigOption, IsolatedOption, MaybeLangOption, PacksOption
from gouji.settings import CallError

HERE = "."


_FORMATS = ("terminal", "md", "json")


def rules(
    context: typer.Context,
    format: Annotated[str, typer.Option(metavar="|".join(_FORMATS), help="A table; a manual in Markdown; data.")] = "terminal",
    packs: PacksOption = None,
    lang: MaybeLangOption = None,
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
) -> None:
    """List all rules: code, name, severity, title; with --format md or json, all there is to say of each."""
    from gouji.renderers import manual

    # this --format is not that of the report, which the settings may say
    with asked(HERE, {**context.params, "format": None}) as force:
        lang, known = force.settings.lang, all_rules(force.settings.packs)
        match choice("--format", format, _FORMATS):
            case "md":
                write(manual.markdown(known, lang).encode("utf-8"), None)
            case "json":
                write(manual.data(known).encode("utf-8"), None)
            case _:
                show(lambda columns: manual.table(known, lang, columns))


def explain(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="A rule's code or name.")],
    packs: PacksOption = None,
    lang: MaybeLangOption = None,
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
) -> None:
    """Explain a rule: what it checks, why, on whose authority, with examples."""
    from gouji.renderers import manual

    with asked(HERE, context.params) as force:
        settings = force.settings
        known = all_rules(settings.packs)
        rule = next((rule for rule in known if code.upper() == rule.code or code.lower() == rule.name), None)
        if rule is None:
            raise CallError("unknown-code", near=near_rule(code, known), option="explain", code=code)
        show(lambda columns: manual.explanation(rule, settings.lang, columns))
