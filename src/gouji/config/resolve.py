"""Which settings are in force: a flag of the call before the file found upward, the file before the default; each with where it was said."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from gouji.config.check import checked
from gouji.config.keys import KEYS, Key
from gouji.config.toml import TomlFile, read_toml
from gouji.frozen import frozen
from gouji.settings import CallError, PathRule, Settings

OWN_FILE, SHARED_FILE, TOOL = "gouji.toml", "pyproject.toml", ("tool", "gouji")
Origin = Literal["flag", "file", "default"]


@frozen
class Entry:
    """A setting in force: `where` is the flag (`--ignore`) or the line (`gouji.toml:3`), empty for a default; `name` has the way to it in the file."""

    name: str
    value: Any
    origin: Origin
    where: str

    @property
    def label(self) -> str:
        """How a message names the setting: `--ignore`, `gouji.toml:3 ignore`."""
        return self.where if self.origin == "flag" else f"{self.where} {self.name}".strip()


@frozen
class InForce:
    """The settings of a run, where each comes from, and the file among them, if there is one."""

    settings: Settings
    entries: tuple[Entry, ...]
    file: Path | None

    @property
    def root(self) -> Path | None:
        """The folder of the settings file."""
        return self.file.parent if self.file else None


def resolve(flags: Mapping[str, Any], start: Path, *, config: Path | None = None, isolated: bool = False) -> InForce:
    """What is in force for a run whose first path is `start`. `flags` are values by key, None where the call says nothing.

    `config` names the file to use in place of the one found upward; `isolated` uses none. Raises CallError, with file and line where a file is wrong.
    """
    found = None if isolated else _named(config) if config else _upward(start)
    data, table = _section(found) if found else ({}, ())
    root = found.path.parent if found else Path()
    said = checked(data, found, table) if found else {}
    entries: list[Entry] = []
    fields: dict[str, Any] = {}
    for key in KEYS:
        flag = flags.get(key.name)
        if flag is not None:
            fields[key.field] = flag
            entries.append(Entry(key.name, flag, "flag", f"--{key.name}"))
        elif found and key.name in said:
            fields[key.field] = _placed(key, said[key.name], root)
            entries.extend(_of_file(key, said[key.name], found, table))
        else:
            entries.append(Entry(key.name, getattr(Settings(), key.field), "default", ""))
    settings = _flags_win(replace(Settings(), **fields), flags)
    return InForce(settings, tuple(entries), found.path if found else None)


def _flags_win(settings: Settings, flags: Mapping[str, Any]) -> Settings:
    """A flag stands for its key everywhere, under per-path too."""
    select, ignore = (flags.get(name) is None for name in ("select", "ignore"))
    rules = (PathRule(rule.root, rule.glob, rule.select if select else None, rule.ignore if ignore else ()) for rule in settings.per_path)
    return replace(settings, per_path=tuple(rules))


# --- the file ---


def above(start: Path) -> Iterator[Path]:
    """The folder of `start` (itself, if it is one) and those above it, nearest first."""
    whole = Path(os.path.abspath(start))  # noqa: PTH100  # a link is in the folder that it lies in
    folder = whole if os.path.isdir(whole) else whole.parent  # noqa: PTH112  # which forgives names that are too long
    yield from (folder, *folder.parents)


def shown(path: Path) -> str:
    """A path as a message gives it: from the working directory, where it can be said so."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def _upward(start: Path) -> TomlFile | None:
    for folder in above(start):
        if (folder / OWN_FILE).is_file():
            return _read(folder / OWN_FILE)
        shared = _shared(folder / SHARED_FILE)
        if shared:
            return shared
    return None


def _shared(path: Path) -> TomlFile | None:
    """A pyproject.toml that has our table. One that never names us may be as broken as it likes."""
    try:
        ours = path.is_file() and TOOL[1].encode() in path.read_bytes()
    except OSError:
        return None
    file = _read(path) if ours else None
    return file if file and isinstance(file.data.get("tool"), dict) and TOOL[1] in file.data["tool"] else None


def _named(path: Path) -> TomlFile:
    whole = Path(os.path.abspath(path))  # noqa: PTH100  # as in `above`
    if not whole.is_file():
        raise CallError("missing-settings", path=path)
    return _read(whole)


def _read(path: Path) -> TomlFile:
    return read_toml(path, shown(path))


def _section(file: TomlFile) -> tuple[Any, tuple[str, ...]]:
    """Our table of a file, and the way to it."""
    if file.path.name != SHARED_FILE:
        return file.data, ()
    tool = file.data.get(TOOL[0])
    return (tool.get(TOOL[1], {}) if isinstance(tool, dict) else {}), TOOL


def _placed(key: Key, value: Any, root: Path) -> Any:
    """A value as Settings has it: paths and globs count from the folder of the file."""
    match key.kind:
        case "path":
            return root / value
        case "paths":
            return tuple(root / path for path in value)
        case "severities":
            return tuple(value.items())
        case "path-rules":
            return tuple(PathRule(root, glob, rule.get("select"), rule.get("ignore", ())) for glob, rule in value.items())
        case _:
            return value


def _of_file(key: Key, value: Any, file: TomlFile, table: tuple[str, ...]) -> Iterator[Entry]:
    """An entry a key; an entry a line of a table."""
    inner = value if isinstance(value, dict) else None
    if inner is None:
        yield Entry(key.name, value, "file", file.where((*table, key.name)))
        return
    for name, rest in inner.items():
        parts = rest.items() if isinstance(rest, dict) else [("", rest)]
        for part, held in parts:
            at = tuple(filter(None, (key.name, name, part)))
            yield Entry(".".join(f'"{step}"' if step == name and key.kind == "path-rules" else step for step in at), held, "file", file.where((*table, *at)))
