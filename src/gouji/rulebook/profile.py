"""Scoring profiles: the parameters of a form or region, each with its authority; chosen from the document and said."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from gouji.rulebook.location import rules_directory
from gouji.rulebook.source import Source, read_source

_KEYS = {"name", "title", "extends", "signs", "parameters", "grades", "basis"}
_PARAMETERS = {"execution_weight", "total_weight", "over_completion"}


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter: what it is, since when, and on whose authority."""

    value: Fraction
    text: str
    since: str | None
    basis: str


@dataclass(frozen=True, slots=True)
class Band:
    """A grade and the totals it stands for, in per cent of the full total: from `low` (inclusive) to `high` (exclusive, None = no end)."""

    word: str
    low: Fraction
    high: Fraction | None


@dataclass(frozen=True, slots=True)
class Profile:
    """A form's parameters; `signs` are words by which a document shows that it uses the form; `grades` are its band sets, the usual one first."""

    name: str
    title: str
    signs: tuple[str, ...]
    parameters: dict[str, Value]
    grades: tuple[tuple[str, tuple[Band, ...]], ...]
    basis: str


@cache
def load_profiles(directory: Path | None = None) -> dict[str, Profile]:
    """Every profile, by name; each inherits from the one it extends. Raises PackError."""
    sources = {path.stem: read_source(path) for path in sorted(((directory or rules_directory()) / "profiles").glob("*.yaml"))}
    return {name: _profile(name, sources) for name in sources}


def choose_profile(text: str, profiles: dict[str, Profile]) -> Profile:
    """The profile more of whose signs the text holds than any other's (at least two), else `default`; ties by name."""
    best = max(sorted(profiles.values(), key=lambda p: p.name, reverse=True), key=lambda p: sum(sign in text for sign in p.signs))
    return best if sum(sign in text for sign in best.signs) >= _SIGNS_NEEDED else profiles["default"]


_SIGNS_NEEDED = 2


def _profile(name: str, sources: dict[str, Source]) -> Profile:
    source = sources[name]
    data: dict[str, Any] = source.data
    for key in data:
        if key not in _KEYS:
            raise source.unknown((key,), "key", key, _KEYS)
    parent = None
    if data.get("extends"):
        if data["extends"] not in sources:
            raise source.unknown(("extends",), "profile", data["extends"], sources)
        parent = _profile(data["extends"], sources)
    parameters = dict(parent.parameters) if parent else {}
    for key, entry in data.get("parameters", {}).items():
        if key not in _PARAMETERS:
            raise source.unknown(("parameters", key), "parameter", key, _PARAMETERS)
        parameters[key] = Value(_number(source, ("parameters", key, "value"), entry["value"]), entry["value"], entry.get("since"), entry["basis"])
    grades = tuple(
        (entry["basis"], tuple(_band(source, ("grades", n, "bands", m), word, band) for m, (word, band) in enumerate(entry["bands"].items())))
        for n, entry in enumerate(data.get("grades", ()))
    )
    return Profile(name, data["title"], tuple(data.get("signs", ())), parameters, grades or (parent.grades if parent else ()), data["basis"])


def _band(source: Source, at: tuple[str | int, ...], word: str, ends: list[str]) -> Band:
    return Band(word, _number(source, at, ends[0]), _number(source, at, ends[1]) if len(ends) > 1 else None)


def _number(source: Source, at: tuple[str | int, ...], text: str) -> Fraction:
    try:
        return Fraction(text)
    except ValueError:
        raise source.error(at, f"{text!r} is not a number") from None
