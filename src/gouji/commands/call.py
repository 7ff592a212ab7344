"""Whether a call is right: each wrong word is answered with the known one nearest to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from gouji.settings import CallError, Settings, nearest

if TYPE_CHECKING:
    from pathlib import Path

    from gouji.rulebook.pack import Rule

Loaded = TypeVar("Loaded")

CLEAN, FOUND, BAD_CALL, UNREAD = 0, 1, 2, 3


def choice(option: str, value: str, choices: Sequence[str]) -> str:
    if value not in choices:
        raise CallError("unknown-choice", near=near(value, choices), option=option, value=value, choices=", ".join(choices))
    return value


def known(settings: Settings, labels: Mapping[str, str] | None = None) -> None:
    """Raises CallError for a rule, a profile or a pack that does not exist; `labels` say by key where a setting was said, if not as a flag."""
    labels = labels or {}
    rules = all_rules(settings.packs)
    for name, codes in _codes(settings):
        for code in codes:
            if not any(rule.code.startswith(code) for rule in rules):
                raise CallError("unknown-code", near=near_rule(code, rules), option=labels.get(name, f"--{name}"), code=code)
    if settings.profile is not None:
        from gouji.rulebook.profile import load_profiles

        choice(labels.get("profile", "--profile"), settings.profile, sorted(loaded(load_profiles)))


def _codes(settings: Settings) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every setting that names rules, by its name, with the codes."""
    yield "select", settings.select or ()
    yield "extend-select", settings.extend_select
    yield "ignore", settings.ignore
    yield from ((f"severity.{code}", (code,)) for code, _ in settings.severity)
    for rule in settings.per_path:
        yield f'per-path."{rule.glob}".select', rule.select or ()
        yield f'per-path."{rule.glob}".ignore', rule.ignore


def all_rules(packs: tuple[Path, ...] = ()) -> tuple[Rule, ...]:
    """The rules shipped, and those of `packs`. Raises CallError for a pack that is wrong."""
    from gouji.rulebook.pack import load_rules

    return loaded(lambda: load_rules(packs) if packs else load_rules())


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
    return nearest(value, choices)
