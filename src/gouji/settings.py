"""Settings: one frozen value for a run, from the flags of a call and a settings file; and which rules it switches on where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from gouji import glob
from gouji.frozen import frozen

Lang = Literal["zh", "en"]
FailOn = Literal["error", "warning", "note", "never"]
Severity = Literal["error", "warning", "note"]

FAIL_ON = ("error", "warning", "note", "never")
LANGS = ("zh", "en")
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


class CallError(Exception):
    """The call is wrong and nothing is checked: `key` names the message under `call.` in messages.yaml, `slots` fill it.

    `near` is the known word nearest to an unknown one, if any is near; `lang` is the language to say it in, empty while that is not known yet.
    """

    def __init__(self, key: str, near: str = "", **slots: object) -> None:
        super().__init__(key, slots)
        self.key = key
        self.near = near
        self.slots = slots
        self.lang = ""


@frozen
class PathRule:
    """What is selected for the files that `glob` names, seen from the folder `root`; `select` None and `ignore` () change nothing."""

    root: Path
    glob: str
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run is to go. Rule codes are upper case, whole or prefixes; `select` None means the rules that are on by default.

    `packs` are files of rules to load beside those shipped; `severity` is by code or prefix; `per_path` holds for some files only, see `at`.
    """

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: FailOn = "warning"
    profile: str | None = None
    template: bool = False
    together: bool = False
    lang: Lang = "zh"
    concise: bool = False
    format: str = "terminal"
    output: Path | None = None
    packs: tuple[Path, ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    per_path: tuple[PathRule, ...] = ()

    def at(self, path: Path) -> Settings:
        """The settings for one file: what per-path rules ignore is added up, and the last `select` among them takes the place of the run's."""
        rules = [rule for rule in self.per_path if glob.matches(rule.glob, glob.relative(path, rule.root))]
        if not rules:
            return self
        select = next((rule.select for rule in reversed(rules) if rule.select is not None), self.select)
        return replace(self, select=select, ignore=(*self.ignore, *(code for rule in rules for code in rule.ignore)))

    def weigh(self, code: str, full: Severity, found: Severity) -> Severity:
        """How serious a finding of the rule `code` is, that weighs `found` where `full` is the most that the rule may say.

        The longest prefix in `severity` takes the place of `full`; a finding that is weaker, as its evidence is, grows no stronger by it.
        """
        longest = _longest((prefix for prefix, _ in self.severity), code)
        if longest is None:
            return found
        asked = next(severity for prefix, severity in self.severity if len(prefix) == longest and code.startswith(prefix))
        return asked if found == full else max(found, asked, key=SEVERITIES.index)

    def selects(self, code: str, default: bool = True) -> bool:
        """Whether the rule `code`, on or off by `default`, is to run: the longest prefix that names it wins, and --ignore wins a tie."""
        chosen = _longest((*(self.select or ()), *self.extend_select), code)
        ignored = _longest(self.ignore, code)
        if chosen is None:
            return self.select is None and default and ignored is None
        return ignored is None or ignored < chosen


@frozen
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


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word nearest to `word`; empty where none is near."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.5)), "")


def _longest(prefixes: Iterable[str], code: str) -> int | None:
    return None if prefixes == () else max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=None)
