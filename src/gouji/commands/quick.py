"""Quick: a plain `gouji check` understood without typer, which takes as long to load as a short report takes to be checked.

Whatever is not plain (help, slips, other commands) is left to typer, which knows how to say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

DEFAULTS: dict[str, Any] = {
    "format": None, "output": None, "select": None, "extend_select": None, "ignore": None, "fail_on": None, "profile": None, "together": None,
    "template": None, "concise": None, "packs": None, "today": None, "lang": None, "config": None, "isolated": False, "workers": None, "timeout": 30,
    "memory": 1024, "resume": False, "cache": None, "scheduler": None,
}  # fmt: skip
WORDS = frozenset({"--format", "--output", "--fail-on", "--profile", "--today", "--lang", "--config", "--cache", "--scheduler"})
LISTS = frozenset({"--select", "--extend-select", "--ignore", "--packs"})
NUMBERS = frozenset({"--workers", "--timeout", "--memory"})
SWITCHES = {f"--{no}{name}": (name, not no) for name in ("together", "template", "concise") for no in ("", "no-")} | {
    f"--{name}": (name, True) for name in ("isolated", "resume")
}
_LONGEST_NUMBER = 9


def parse(arguments: Sequence[str]) -> dict[str, Any] | None:
    """The parameters of a plain `gouji check`, as typer would give them; None for every other call."""
    if not arguments or arguments[0] != "check":
        return None
    said: dict[str, Any] = {**DEFAULTS, "paths": []}
    coming = iter(arguments[1:])
    for word in coming:
        if not word.startswith("-") or word == "-":
            said["paths"].append(word)
        elif word in SWITCHES:
            name, on = SWITCHES[word]
            said[name] = on
        else:
            option, stroke, value = word.partition("=")
            if not _take(said, option, value if stroke else next(coming, "-")):
                return None
    return said if said["paths"] else None


def _take(said: dict[str, Any], option: str, value: str) -> bool:
    """Notes the value of an option; False for what typer has to look at."""
    name = option.removeprefix("--").replace("-", "_")
    if not value or value.startswith("-"):
        return False
    if option in WORDS:
        said[name] = value
    elif option in LISTS:
        said[name] = [*(said[name] or ()), value]
    elif option in NUMBERS and value.isascii() and value.isdecimal() and len(value) <= _LONGEST_NUMBER:
        said[name] = int(value)
    else:
        return False
    return True
