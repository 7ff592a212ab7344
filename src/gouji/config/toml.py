"""TOML with the line of every key, for messages that say where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from gouji.frozen import frozen
from gouji.settings import CallError

At = tuple[str, ...]


@frozen
class TomlFile:
    """A file's content and the line, from 1, on which each key stands; `shown` is its path in messages."""

    path: Path
    shown: str
    data: dict[str, Any]
    lines: Mapping[At, int]

    def where(self, at: At) -> str:
        """`gouji.toml:3`, for a key or the nearest enclosing one that has a line."""
        line = next((self.lines[at[:end]] for end in range(len(at), 0, -1) if at[:end] in self.lines), 1)
        return f"{self.shown}:{line}"


def read_toml(path: Path, shown: str) -> TomlFile:
    """Reads a file. Raises CallError with its line where it is no TOML or no UTF-8."""
    import tomllib

    try:
        text = path.read_text(encoding="utf-8-sig")  # Windows' Notepad puts a mark at the beginning
        return TomlFile(path, shown, tomllib.loads(text), dict(_lines(text)))
    except tomllib.TOMLDecodeError as error:
        raise CallError("setting-unreadable", where=shown, error=error) from None
    except (OSError, UnicodeDecodeError) as error:
        raise CallError("setting-unreadable", where=shown, error=getattr(error, "strerror", None) or error) from None


def _lines(text: str) -> Iterator[tuple[At, int]]:
    """Every key of a valid text with its line. A statement is the fewest lines that are TOML by themselves."""
    import tomllib

    table: At = ()
    waiting, first = "", 1
    for number, line in enumerate(text.split("\n"), start=1):
        waiting, first = (f"{waiting}\n{line}", first) if waiting else (line, number)
        try:
            statement = tomllib.loads(waiting)
        except tomllib.TOMLDecodeError:
            continue
        opens_table = waiting.lstrip().startswith("[")
        keys = [*_keys(statement)]
        yield from (((*(() if opens_table else table), *at), first) for at in keys)
        table = keys[-1] if opens_table and keys else table
        waiting = ""


def _keys(data: Mapping[str, Any], above: At = ()) -> Iterator[At]:
    for key, value in data.items():
        yield (*above, key)
        if isinstance(value, dict):
            yield from _keys(value, (*above, key))
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield from _keys(value[0], (*above, key))
