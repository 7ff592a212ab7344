"""Scoring profiles: the parameters of a form or region, each with its authority; chosen from the document and said."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from gouji.frozen import frozen
from gouji.quantity.width import fold
from gouji.rulebook.location import rules_directory
from gouji.rulebook.source import Source, read_source

_KEYS = {"name", "title", "extends", "signs", "context", "absent", "parameters", "grades", "basis"}
_PARAMETERS = {"execution_weight", "total_weight", "over_completion", "explain_below"}


@frozen
class Value:
    """A parameter: what it is, since when, and on whose authority."""

    value: Fraction
    text: str
    since: str | None
    basis: str


@frozen
class Band:
    """A grade and the totals it stands for, in per cent of the full total: from `low` (inclusive) to `high` (exclusive, None = no end)."""

    word: str
    low: Fraction
    high: Fraction | None


@frozen
class Profile:
    """A form's parameters; `signs` are words of the form by which a document shows that it uses it, `context` is where such a form is used: places,
    kinds of bodies, which say nothing alone, `absent` are words that the form never has; `grades` are its band sets, the usual one first."""

    name: str
    title: str
    signs: tuple[str, ...]
    context: tuple[str, ...]
    absent: tuple[str, ...]
    parameters: dict[str, Value]
    grades: tuple[tuple[str, tuple[Band, ...]], ...]
    basis: str

    @property
    def execution_weight(self) -> Value | None:
        """The points of the execution rate where the document does not print them; None where that is unknown, or where it has none."""
        known = self.parameters.get("execution_weight")
        return known if known is not None and known.value else None

    @property
    def scores_execution(self) -> bool:
        """False where the form is known to give the execution rate no points of its own: a weight of 0."""
        known = self.parameters.get("execution_weight")
        return known is None or known.value != 0


@cache
def load_profiles(directory: Path | None = None) -> dict[str, Profile]:
    """Every profile, by name; each inherits from the one it extends. Raises PackError."""
    sources = {path.stem: read_source(path) for path in sorted(((directory or rules_directory()) / "profiles").glob("*.yaml"))}
    return {name: _profile(name, sources) for name in sources}


def choose_profile(text: str, profiles: dict[str, Profile]) -> Profile:
    """The profile more of whose signs the text (widths folded) holds than any other's, at least two, else `default`.

    A word of its context counts as one sign, once and only beside a sign of the form: a report that names two places has no form by that. A word
    that the form never has rules it out. Of profiles with as many signs, the one whose signs are longer, then the first by name.
    """

    def shown(profile: Profile) -> tuple[int, int]:
        if any(word in text for word in profile.absent):
            return 0, 0
        signs = [sign for sign in profile.signs if sign in text]
        context = bool(signs) and any(word in text for word in profile.context)
        return len(signs) + context, sum(map(len, signs))

    best = max(sorted(profiles.values(), key=lambda profile: profile.name), key=shown)
    return best if shown(best)[0] >= _SIGNS_NEEDED else profiles["default"]


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
    return Profile(
        name=name,
        title=data["title"],
        signs=tuple(map(fold, data.get("signs", ()))),
        context=tuple(map(fold, data.get("context", ()))),
        absent=tuple(map(fold, data.get("absent", ()))),
        parameters=parameters,
        grades=grades or (parent.grades if parent else ()),
        basis=data["basis"],
    )


def _band(source: Source, at: tuple[str | int, ...], word: str, ends: list[str]) -> Band:
    return Band(word, _number(source, at, ends[0]), _number(source, at, ends[1]) if len(ends) > 1 else None)


def _number(source: Source, at: tuple[str | int, ...], text: str) -> Fraction:
    try:
        return Fraction(text)
    except ValueError:
        raise source.error(at, f"{text!r} is not a number") from None
