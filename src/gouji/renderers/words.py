"""The words that renderers and the command line say, from rules/messages.yaml."""

from __future__ import annotations

from functools import cache

from gouji.frozen import frozen
from gouji.rulebook.location import load
from gouji.settings import CallError


@frozen
class Wording:
    """The messages in one language: `wording("severity.error")`, `wording("place.page", page=6)`. An unknown key is a KeyError."""

    lang: str = "zh"

    def __call__(self, key: str, **slots: object) -> str:
        return _messages()[key][self.lang].format(**slots)

    def raw(self, key: str) -> str:
        """A message with its slots as they are written, for what fills them elsewhere."""
        return _messages()[key][self.lang]


_LISTS = ("names", "one list", "other list")  # operands that have no name in the formula


def operand(role: str, wording: Wording) -> str:
    """The part that a figure plays in a relation, as the reader calls it: its name in the formula, or what a list of words is called."""
    return wording(f"operand.{role}") if role in _LISTS else role


def refusal(error: CallError, lang: str) -> str:
    """What is wrong with a call, in words, with the nearest thing that would be right."""
    wording = Wording(lang)
    nearest = wording("call.nearest", nearest=error.near) if error.near else ""
    return wording(f"call.{error.key}", nearest=nearest, **error.slots)


@cache
def _messages() -> dict[str, dict[str, str]]:
    groups = load("messages.yaml")
    return {f"{group}.{name}": message for group, messages in groups.items() for name, message in messages.items()}
