"""The formats of `--format`, each with what renders it; a renderer is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from gouji.report import Report

    Packs = tuple[Path, ...]

# report, language of the messages, version of gouji, packs of rules beside those shipped → the whole output
Renderer = Callable[["Report", str, str, "Packs"], str | bytes]


def _json(report: Report, lang: str, version: str, packs: Packs) -> str:
    from gouji.renderers import json

    return json.render(report, version)


def _jsonl(report: Report, lang: str, version: str, packs: Packs) -> str:
    from gouji.renderers import json

    return json.render_lines(report, version)


def _sarif(report: Report, lang: str, version: str, packs: Packs) -> str:
    from gouji.renderers import sarif

    return sarif.render(report, lang, version, packs)


def _junit(report: Report, lang: str, version: str, packs: Packs) -> str:
    from gouji.renderers import junit

    return junit.render(report, lang, packs)


def _github(report: Report, lang: str, version: str, packs: Packs) -> str:
    from gouji.renderers import github

    return github.render(report, lang)


def _gitlab(report: Report, lang: str, version: str, packs: Packs) -> str:
    from gouji.renderers import gitlab

    return gitlab.render(report, lang)


def _html(report: Report, lang: str, version: str, packs: Packs) -> str:
    from gouji.renderers.html import page

    return page.render(report, lang, version)


def _xlsx(report: Report, lang: str, version: str, packs: Packs) -> bytes:
    from gouji.renderers import xlsx

    return xlsx.render(report, lang, version, packs)


_RENDERERS: dict[str, Renderer] = {
    "json": _json,
    "jsonl": _jsonl,
    "sarif": _sarif,
    "junit": _junit,
    "github": _github,
    "gitlab": _gitlab,
    "html": _html,
    "xlsx": _xlsx,
}
FORMATS = ("terminal", *_RENDERERS)
# What reads these looks the paths up in the checkout that it runs in.
FROM_WORKING_DIRECTORY = frozenset({"sarif", "junit", "github", "gitlab"})
PLANNED_FORMATS = tuple(format for format in ("sarif", "junit", "github", "gitlab", "html", "xlsx") if format not in _RENDERERS)


def render(format: str, report: Report, lang: str, version: str, packs: Packs = ()) -> bytes:
    """The report in one of FORMATS but `terminal`; `packs` are those that it was checked with.

    A file name that is no text in its file system becomes \\udcXX, which JSON reads back as it was.
    """
    rendered = _RENDERERS[format](report, lang, version, packs)
    return rendered if isinstance(rendered, bytes) else rendered.encode("utf-8", "backslashreplace")
