"""gouji (勾稽): recomputes every relation that the figures of a performance self-evaluation report state or imply."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    from gouji.report import Coverage, DocumentReport, Finding, Relation, Repair, Report
    from gouji.settings import Settings

__version__ = "0.1.0"
__all__ = ["Coverage", "DocumentReport", "Finding", "Relation", "Repair", "Report", "Settings", "__version__", "check"]

# Loaded on first use, so that `gouji --help` and `import gouji` stay light.
_HOMES = {
    "Coverage": "gouji.report",
    "DocumentReport": "gouji.report",
    "Finding": "gouji.report",
    "Relation": "gouji.report",
    "Repair": "gouji.report",
    "Report": "gouji.report",
    "Settings": "gouji.settings",
}


def check(path: str | os.PathLike[str], settings: Settings | None = None) -> Report:
    """Checks the report at `path`, or every file in the folder `path`, and gives what `gouji check --format json` prints.

    Raises FileNotFoundError if there is nothing at `path`. A file that cannot be read raises nothing: its entry says `unreadable` and why.
    Everything happens in the calling process, without the bounds of time and memory that the command has: for files of strangers start one of your own.
    """
    from os import fspath

    from gouji import intake
    from gouji.settings import CallError, Settings

    try:
        met = intake.files([fspath(path)])
    except CallError as error:
        raise FileNotFoundError(fspath(path)) from error
    return intake.inspect(met, settings or Settings())


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'gouji' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
