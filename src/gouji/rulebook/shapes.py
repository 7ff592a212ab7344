"""What the values of a rule may be: one word, a list of words, a text in both languages, yes or no, a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gouji.rulebook.source import Source

# What a value may be: one word, a list of words, both languages, yes or no, a table of the rule's own.
_SHAPES = {
    "code": "word",
    "name": "word",
    "check": "word",
    "severity": "word",
    "basis": "word",
    "over": "word",
    "within": "word",
    "formula": "word",
    "anchor": "words",
    "unless": "words",
    "claims": "words",
    "words": "words",
    "title": "text",
    "why": "text",
    "message": "text",
    "default": "flag",
    "doubt": "flag",
    "circumstantial": "flag",
    "template": "flag",
    "options": "table",
    "examples": "examples",
}
_WITHIN = ("sentence", "paragraph", "section", "document")


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word for word in value)


_FITS: dict[str, Callable[[Any], bool]] = {
    "word": lambda value: isinstance(value, str) and bool(value),
    "words": lambda value: _is_words(value) or (isinstance(value, str) and bool(value)),
    "text": lambda value: isinstance(value, dict) and all(isinstance(word, str) and word for word in value.values()),
    "flag": lambda value: isinstance(value, bool),
    "table": lambda value: isinstance(value, dict),
    "examples": lambda value: isinstance(value, dict) and all(_is_words(texts) for texts in value.values()),
}


def check_shapes(source: Source, at: tuple[str | int, ...], entry: dict[str, Any]) -> None:
    """Raises PackError for the first value that is empty or of another kind than its key wants."""
    for key, value in entry.items():
        _check_filled(source, (*at, key), key, value)
        if not _FITS[_SHAPES[key]](value):
            raise source.error((*at, key), f"{key} is not {_WANTED[_SHAPES[key]]}")
    if entry.get("within", "document") not in _WITHIN:
        raise source.unknown((*at, "within"), "reach", entry["within"], _WITHIN)


def _check_filled(source: Source, at: tuple[str | int, ...], key: str, value: Any) -> None:
    """A skeleton that is not filled in yet says which of its blanks is the next."""
    if key == "examples" and isinstance(value, dict):
        for kind, texts in value.items():
            _check_filled(source, (*at, kind), f"{key}: {kind}", texts)
    words = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
    if any(word == "" for word in words):
        raise source.error(at, f"{key} is still empty")


_WANTED = {
    "word": "a word",
    "words": "a list of words",
    "text": "a text in zh and en",
    "flag": "true or false",
    "table": "a table",
    "examples": "two lists of texts, pass and fail",
}
