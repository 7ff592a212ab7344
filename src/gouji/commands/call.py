"""Whether a call is right: each wrong word is answered with the known one nearest to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from gouji.settings import LANGS, CallError, Settings

if TYPE_CHECKING:
    from gouji.rulebook.pack import Rule

Loaded = TypeVar("Loaded")

CLEAN, FOUND, BAD_CALL, UNREAD = 0, 1, 2, 3
LangOption = Annotated[str, typer.Option("--lang", metavar="|".join(LANGS), help="Language of the messages.")]


def choice(option: str, value: str, choices: Sequence[str]) -> str:
    if value not in choices:
        raise CallError("unknown-choice", near=near(value, choices), option=option, value=value, choices=", ".join(choices))
    return value


def known(settings: Settings) -> None:
    """Raises CallError for a rule or a profile that does not exist."""
    known = all_rules()
    options = {"--select": settings.select or (), "--extend-select": settings.extend_select, "--ignore": settings.ignore}
    for option, codes in options.items():
        for code in codes:
            if not any(rule.code.startswith(code) for rule in known):
                raise CallError("unknown-code", near=near_rule(code, known), option=option, code=code)
    if settings.profile is not None:
        from gouji.rulebook.profile import load_profiles

        choice("--profile", settings.profile, sorted(loaded(load_profiles)))


def all_rules() -> tuple[Rule, ...]:
    from gouji.rulebook.pack import load_rules

    return loaded(load_rules)


def loaded(load: Callable[[], Loaded]) -> Loaded:
    from gouji.rulebook.source import PackError

    try:
        return load()
    except PackError as error:
        raise CallError("rule-pack", error=error) from error


def near_rule(code: str, known: Iterable[Rule]) -> str:
    """The code, or the code of the name, that is nearest to what was asked for."""
    codes = {word: rule.code for rule in known for word in (rule.code, rule.name)}
    return codes.get(near(code.lower(), codes) or near(code.upper(), codes), "")


def near(value: str, choices: Iterable[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(value, list(choices), n=1, cutoff=0.5)), "")
