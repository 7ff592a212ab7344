"""`gouji rules`, `gouji explain`: the rulebook on a terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from gouji.commands.asked import ConfigOption, IsolatedOption, MaybeLangOption, PacksOption, asked
from gouji.commands.call import all_rules, near_rule
from gouji.commands.console import show
from gouji.settings import CallError

HERE = "."


def rules(
    context: typer.Context,
    packs: PacksOption = None,
    lang: MaybeLangOption = None,
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
) -> None:
    """List all rules: code, name, severity, title."""
    from gouji.renderers import manual

    with asked(HERE, context.params) as force:
        settings = force.settings
        show(lambda columns: manual.table(all_rules(settings.packs), settings.lang, columns))


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
