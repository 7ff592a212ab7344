"""Acceptances in a run: which file is in force, what it makes of a report, and what is told of its entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.commands.call import all_rules
from gouji.commands.console import say
from gouji.settings import CallError, Settings

if TYPE_CHECKING:
    from gouji.acceptance import Acceptances, Applied
    from gouji.config.resolve import InForce
    from gouji.intake import Met
    from gouji.report import Report

_MOST_TOLD = 10


def names(store: Acceptances, met: Sequence[Met]) -> list[str]:
    """The paths of files met, as the globs of the entries see them."""
    from gouji.acceptance import STANDARD_INPUT
    from gouji.glob import relative

    return [STANDARD_INPUT if file.is_standard_input else relative(file.path, store.path.parent) for file in met]


def kept(force: InForce, start: str) -> Acceptances:
    """The acceptances beside the settings file, else the nearest upward from `start`, else where they would be written.

    Raises CallError where the file is wrong.
    """
    from gouji.acceptance import NAME, Acceptances, read
    from gouji.config.resolve import above, shown
    from gouji.rulebook.source import PackError

    folders = [*([force.root] if force.root else []), *above(Path(start))]
    path = next((folder / NAME for folder in folders if (folder / NAME).is_file()), folders[0] / NAME)
    try:
        return Acceptances(path, read(Path(shown(path))) if path.is_file() else ())
    except PackError as error:
        raise CallError("acceptances", error=error) from error


def day(today: str | None, option: str = "--today") -> str | None:
    """Raises CallError for what is no day."""
    from gouji.acceptance import is_day

    if today is not None and not is_day(today):
        raise CallError("no-day", option=option, value=today)
    return today


def applied(report: Report, met: Sequence[Met], store: Acceptances, settings: Settings, today: str | None) -> Applied:
    """The report of the files `met`, in their order, with accepted findings marked."""
    from gouji.acceptance import apply

    seen = names(store, met)
    paths = {name: file.path for name, file in zip(seen, met, strict=True)}
    runs = _runs(settings)
    return apply(report, seen, store.entries, today, lambda code, name: runs(code, paths[name]), lambda path: (store.path.parent / path).exists())


def _runs(settings: Settings) -> Callable[[str, Path], bool]:
    """Whether a rule is run on a file; one that no longer exists is never run, and its finding gone for good."""
    rules = {rule.code: rule for rule in all_rules(settings.packs)}

    def runs(code: str, path: Path) -> bool:
        rule = rules.get(code)
        return rule is None or (settings.at(path).selects(code, rule.default) and (settings.template or not rule.template))

    return runs


def tell(outcome: Applied, store: Acceptances, settings: Settings) -> None:
    """A line on standard error for each entry that is unused or past its day, and one where days were not looked at."""
    from gouji.config.resolve import shown
    from gouji.renderers.words import Wording

    wording = Wording(settings.lang)
    file = shown(store.path)
    for key, entries in (("unused", outcome.unused), ("expired", outcome.expired)):
        for entry in entries[:_MOST_TOLD]:
            say(wording(f"accept.{key}", where=f"{file}:{entry.line}", code=entry.code or "", fingerprint=entry.fingerprint, until=entry.until))
        if len(entries) > _MOST_TOLD:
            say(wording("accept.more", where=file, count=len(entries) - _MOST_TOLD))
    if outcome.undated:
        say(wording("accept.undated", where=file, count=len(outcome.undated)))
