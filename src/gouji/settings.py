"""Settings: one frozen value for a run, from the flags of a call; and which rules it switches on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Lang = Literal["zh", "en"]
FailOn = Literal["error", "warning", "note", "never"]

FAIL_ON = ("error", "warning", "note", "never")
LANGS = ("zh", "en")


class CallError(Exception):
    """The call is wrong and nothing is checked: `key` names the message under `call.` in messages.yaml, `slots` fill it.

    `near` is the known word nearest to an unknown one, if any is near.
    """

    def __init__(self, key: str, near: str = "", **slots: object) -> None:
        super().__init__(key, slots)
        self.key = key
        self.near = near
        self.slots = slots


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run is to go. Rule codes are upper case, whole or prefixes; `select` None means the rules that are on by default."""

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: FailOn = "warning"
    profile: str | None = None
    template: bool = False
    together: bool = False
    lang: Lang = "zh"
    format: str = "terminal"
    output: Path | None = None

    def selects(self, code: str, default: bool = True) -> bool:
        """Whether the rule `code`, on or off by `default`, is to run: the longest prefix that names it wins, and --ignore wins a tie."""
        chosen = _longest((*(self.select or ()), *self.extend_select), code)
        ignored = _longest(self.ignore, code)
        if chosen is None:
            return self.select is None and default and ignored is None
        return ignored is None or ignored < chosen


@dataclass(frozen=True, slots=True)
class Execution:
    """How a run is carried out, which changes nothing of what is said: `workers` None means one a processor, `timeout` is in seconds, `memory` in MiB.

    `scheduler` is the address of a Dask cluster; `output` a URL to write to from there.
    """

    workers: int | None = None
    timeout: int = 30
    memory: int = 1024
    resume: bool = False
    cache: Path | None = None
    scheduler: str | None = None
    output: str | None = None


def parse_codes(values: Iterable[str]) -> tuple[str, ...]:
    """The codes of a repeatable, comma-separated option: `["us01,BX", "EN"]` → `("US01", "BX", "EN")`."""
    return tuple(code.strip().upper() for value in values for code in value.split(",") if code.strip())


def _longest(prefixes: Iterable[str], code: str) -> int | None:
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=None)
