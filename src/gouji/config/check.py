"""Whether a settings file is right: every wrong key and value is answered with file, line and the nearest known one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from gouji.config.keys import BY_NAME, PER_PATH_KEYS, Key
from gouji.config.toml import At, TomlFile
from gouji.settings import CallError, nearest, parse_codes


def checked(data: Any, file: TomlFile, table: At) -> dict[str, Any]:
    """The values of our table by key, codes as upper-case tuples. Raises CallError for the first that is wrong, in the order of the file."""
    if not isinstance(data, dict):
        raise _wrong("table", file, table)
    return {name: _value(_known(name, BY_NAME, file, (*table, name)), value, file, (*table, name)) for name, value in data.items()}


def _known(name: str, known: Mapping[str, Key], file: TomlFile, at: At) -> Key:
    if name not in known:
        raise CallError("unknown-setting", near=nearest(name.replace("_", "-"), known), where=file.where(at), name=name, choices=", ".join(known))
    return known[name]


def _value(key: Key, value: Any, file: TomlFile, at: At) -> Any:
    return _KINDS[key.kind](key, value, file, at)


def _word(key: Key, value: Any, file: TomlFile, at: At) -> str:
    if not isinstance(value, str):
        raise _wrong("word", file, at)
    if key.choices and value not in key.choices:
        option = f"{file.where(at)} {at[-1]}"
        raise CallError("unknown-choice", near=nearest(value, key.choices), option=option, value=value, choices=", ".join(key.choices))
    return value


def _flag(key: Key, value: Any, file: TomlFile, at: At) -> bool:
    if not isinstance(value, bool):
        raise _wrong("flag", file, at)
    return value


def _codes(key: Key, value: Any, file: TomlFile, at: At) -> tuple[str, ...]:
    return parse_codes(_paths(key, value, file, at))


def _paths(key: Key, value: Any, file: TomlFile, at: At) -> tuple[str, ...]:
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise _wrong("words", file, at)
    return tuple(words)


def _severities(key: Key, value: Any, file: TomlFile, at: At) -> dict[str, str]:
    if not isinstance(value, dict):
        raise _wrong("table", file, at)
    return {code.upper(): _word(key, severity, file, (*at, code)) for code, severity in value.items()}


def _path_rules(key: Key, value: Any, file: TomlFile, at: At) -> dict[str, dict[str, Any]]:
    if not isinstance(value, dict) or not all(isinstance(rule, dict) for rule in value.values()):
        raise _wrong("table", file, at)
    known = {key.name: key for key in PER_PATH_KEYS}
    return {
        glob: {name: _value(_known(name, known, file, (*at, glob, name)), codes, file, (*at, glob, name)) for name, codes in rule.items()}
        for glob, rule in value.items()
    }


_KINDS: dict[str, Callable[[Key, Any, TomlFile, At], Any]] = {
    "word": _word,
    "flag": _flag,
    "codes": _codes,
    "path": _word,
    "paths": _paths,
    "severities": _severities,
    "path-rules": _path_rules,
}


def _wrong(wanted: str, file: TomlFile, at: At) -> CallError:
    return CallError(f"setting-no-{wanted}", where=file.where(at), name=at[-1])
