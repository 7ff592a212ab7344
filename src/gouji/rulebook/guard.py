"""What a pack of somebody else's may ask for: so many readings, words and examples, slots that are words, options that its check knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gouji.rulebook.source import Path_, Source

if TYPE_CHECKING:
    from gouji.rulebook.pack import Rule

RULES = 500  # in a pack
READINGS = 24
WORDS = 500
EXAMPLES = 50
LETTERS = 4_000  # in one text
_SLOT = re.compile(r"{([^{}.!:\[\]\s]*)}")
_MOST = {"claims": READINGS, "words": WORDS, "anchor": WORDS, "unless": WORDS}
_ALWAYS = {"arithmetic", "expected", "figure", "name", "repair"}  # every finding has them


def check_bounds(source: Source, at: Path_, entry: dict[str, Any]) -> None:
    """Raises PackError for the first thing of which an entry has more than a rule needs; its shapes were checked before."""
    for key, most in _MOST.items():
        _at_most(source, (*at, key), key, entry.get(key, ()), most)
    for kind, texts in entry["examples"].items():
        _at_most(source, (*at, "examples", kind), "examples", texts, EXAMPLES)
    for place, text in _texts(entry):
        if len(text) > LETTERS:
            raise source.error((*at, *place), f"{len(text)} characters; such a text has at most {LETTERS}")


def _at_most(source: Source, at: Path_, what: str, values: Any, most: int) -> None:
    if not isinstance(values, str) and len(values) > most:
        raise source.error(at, f"{len(values)} {what}; a rule has at most {most}")


def _texts(value: Any, place: Path_ = ()) -> list[tuple[Path_, str]]:
    if isinstance(value, str):
        return [(place, value)]
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [*([(place, key) for key in value] if isinstance(value, dict) else ()), *(found for key, each in inner for found in _texts(each, (*place, key)))]


def check_slots(source: Source, at: Path_, rule: Rule, known: Sequence[Rule]) -> None:
    """Raises PackError for a brace in a message that is no slot the check fills; `known` are the rules that came with this program.

    A slot is one word: an attribute or a format of one could read what no report holds, or print it a thousand million characters wide.
    """
    filled = {name.text for claim in rule.claims for name in claim.names} or slots_of(rule.check, known)
    for language, message in rule.message.items():
        for slot in _SLOT.findall(message):
            if slot not in filled | _ALWAYS:
                raise source.unknown((*at, "message", language), "slot", slot, filled | _ALWAYS)
        if set(_SLOT.sub("", message)) & set("{}"):
            raise source.error((*at, "message", language), "a brace holds the name of a slot and nothing else")


def slots_of(check: str, known: Sequence[Rule]) -> set[str]:
    """The slots that messages about a check have."""
    return {slot for rule in known if rule.check == check for message in rule.message.values() for slot in _SLOT.findall(message)}


def check_options(source: Source, at: Path_, rule: Rule, known: Sequence[Rule]) -> None:
    """Raises PackError where the options of a rule are not those its check asks for, as the rules that came with this program show them."""
    model = next((other.options for other in known if other.check == rule.check), {})
    for key, value in model.items():
        if key not in rule.options:
            raise source.error((*at, "options") if rule.options else at, f"check {rule.check!r} needs the option {key!r}")
        if not _alike(rule.options[key], value):
            raise source.error((*at, "options", key), f"option {key!r} is not {'a number' if _is_number(value) else 'a ' + _NAMED[type(value)]}")
    for key in rule.options:
        if key not in model:
            raise source.unknown((*at, "options", key), "option", key, model)


_NAMED: dict[type, str] = {str: "word", list: "list of words", dict: "table of such values"}


def _alike(value: Any, model: Any) -> bool:
    """Whether a value has the shape of another."""
    if type(value) is not type(model):
        return False
    if isinstance(value, dict):
        return all(_alike(each, next(iter(model.values()))) for each in value.values())
    if isinstance(value, list):
        return all(isinstance(each, str) for each in value)
    return not _is_number(model) or _is_number(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10
