"""gouji (勾稽): recomputes every relation that the figures of a performance self-evaluation report state or imply."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    from gouji.acceptance import Acceptance, Acceptances
    from gouji.document.model import Place, Problem
    from gouji.ledger import Fact, Indicator
    from gouji.quantity.figure import Figure
    from gouji.quantity.interval import Interval
    from gouji.report import About, Coverage, DocumentReport, FactView, Finding, Relation, Repair, Report, Suppression
    from gouji.settings import CallError, Settings

__version__ = "0.1.0"
__all__ = [
    "About",
    "Acceptance",
    "Acceptances",
    "Coverage",
    "DocumentReport",
    "Fact",
    "FactView",
    "Figure",
    "Finding",
    "Indicator",
    "Interval",
    "Place",
    "Problem",
    "Relation",
    "Repair",
    "Report",
    "Settings",
    "Suppression",
    "__version__",
    "check",
    "load_acceptances",
    "load_settings",
    "render",
]

# Loaded on first use, so that `gouji --help` and `import gouji` stay light.
_HOMES = {
    **dict.fromkeys(
        ("About", "Coverage", "DocumentReport", "FactView", "Finding", "Relation", "Repair", "Report", "Suppression"),
        "gouji.report",
    ),
    **dict.fromkeys(("Acceptance", "Acceptances"), "gouji.acceptance"),
    **dict.fromkeys(("Place", "Problem"), "gouji.document.model"),
    **dict.fromkeys(("Fact", "Indicator"), "gouji.ledger"),
    "Figure": "gouji.quantity.figure",
    "Interval": "gouji.quantity.interval",
    "Settings": "gouji.settings",
}


def check(path: str | os.PathLike[str], settings: Settings | None = None, acceptances: Acceptances | None = None, *, today: str | None = None) -> Report:
    """Checks the report at `path`, or every file in the folder `path`, and gives what `gouji check --format json` prints.

    Findings that `acceptances` accept have `suppressed` set; on the day `today` (`2026-07-01`), those past their day no longer hold, without it all do.

    Raises FileNotFoundError if there is nothing at `path`, and ValueError for settings that name a rule, a profile or a pack that does not exist, and
    for a `today` that is no day. A file that cannot be read raises nothing: its entry says `unreadable` and why. No settings file and no acceptances
    are read: pass what `load_settings` and `load_acceptances` give.
    Everything happens in the calling process, without the bounds of time and memory that the command has: for files of strangers start one of your own.
    """
    from os import fspath

    from gouji import intake
    from gouji.commands.accepting import applied, day
    from gouji.commands.call import known
    from gouji.settings import CallError, Settings

    settings = settings or Settings()
    try:
        met = intake.files([fspath(path)])
    except CallError as error:
        raise FileNotFoundError(fspath(path)) from error
    try:
        known(settings)
        day(today, "today")
    except CallError as error:
        raise _refused(error) from error
    report = intake.inspect(met, settings)
    return report if acceptances is None else applied(report, met, acceptances, settings, today).report


def load_settings(path: str | os.PathLike[str]) -> Settings:
    """The settings that `gouji check` takes for `path` from the nearest gouji.toml, or pyproject.toml with our table, upward.

    `check` reads no settings file by itself: pass it these. Raises ValueError, with file and line, where the file is wrong.
    """
    from pathlib import Path

    from gouji.config.resolve import resolve
    from gouji.settings import CallError

    try:
        return resolve({}, Path(path)).settings
    except CallError as error:
        raise _refused(error) from error


def load_acceptances(path: str | os.PathLike[str]) -> Acceptances:
    """The acceptances that `gouji check` applies to `path`: those beside its settings file, else in the nearest gouji.accept.yaml upward; none where
    there is no such file.

    `check` reads no acceptances by itself: pass it these. Raises ValueError, with file and line, where the file or the settings are wrong.
    """
    from os import fspath
    from pathlib import Path

    from gouji.commands.accepting import kept
    from gouji.config.resolve import resolve
    from gouji.settings import CallError

    try:
        return kept(resolve({}, Path(path)), fspath(path))
    except CallError as error:
        raise _refused(error) from error


def render(report: Report, format: str = "json", settings: Settings | None = None) -> bytes:
    """The bytes that `gouji check --format FORMAT` writes for a report; `settings` are those that it was checked with.

    Raises ValueError for a format that there is not.
    """
    from gouji.renderers import formats
    from gouji.settings import Settings

    settings = settings or Settings()
    if format == "terminal":
        from gouji.renderers import terminal

        return terminal.render(report, settings.lang, template=settings.template).encode("utf-8", "backslashreplace")
    if format not in formats.FORMATS:
        raise ValueError(f"no such format: {format!r}; there are {', '.join(formats.FORMATS)}")
    return formats.render(format, report, settings.lang, __version__, settings.packs)


def _refused(error: CallError) -> ValueError:
    from gouji.renderers.words import refusal

    return ValueError(refusal(error, "en"))


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'gouji' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
