"""What a call asks for: the settings that follow from the options it shares with its sisters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.commands.call import choice, known
from gouji.config.keys import KEYS, Key
from gouji.settings import CallError, parse_codes

if TYPE_CHECKING:
    from gouji.config.resolve import InForce


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
