"""`gouji rules`, `gouji explain`: the rulebook on a terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from gouji.commands.call import LangOption, all_rules, choice, near_rule
from gouji.commands.console import show
from gouji.settings import LANGS, CallError


def rules(lang: LangOption = "zh") -> None:
    """List all rules: code, name, severity, title."""
    from gouji.renderers import manual

    choice("--lang", lang, LANGS)
    show(lambda columns: manual.table(all_rules(), lang, columns))


def explain(code: Annotated[str, typer.Argument(metavar="CODE", help="A rule's code or name.")], lang: LangOption = "zh") -> None:
    """Explain a rule: what it checks, why, on whose authority, with examples."""
    from gouji.renderers import manual

    choice("--lang", lang, LANGS)
    known = all_rules()
    rule = next((rule for rule in known if code.upper() == rule.code or code.lower() == rule.name), None)
    if rule is None:
        raise CallError("unknown-code", near=near_rule(code, known), option="explain", code=code)
    show(lambda columns: manual.explanation(rule, lang, columns))
