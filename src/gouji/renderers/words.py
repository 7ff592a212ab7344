"""The words that renderers and the command line say, from rules/messages.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gouji.rulebook.location import load


@dataclass(frozen=True, slots=True)
class Wording:
    """The messages in one language: `wording("severity.error")`, `wording("place.page", page=6)`. An unknown key is a KeyError."""

    lang: str = "zh"

    def __call__(self, key: str, **slots: object) -> str:
        return _messages()[key][self.lang].format(**slots)


@cache
def _messages() -> dict[str, dict[str, str]]:
    groups = load("messages.yaml")
    return {f"{group}.{name}": message for group, messages in groups.items() for name, message in messages.items()}
