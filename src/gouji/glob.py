"""Globs over paths as settings and acceptances write them: `*` and `?` stay within a name, `**` crosses folders; all else is itself."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

_PART = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_MEANS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def matches(glob: str, path: str) -> bool:
    """Whether `path`, with `/` between its parts, is what `glob` names or lies in a folder that it names.

    A glob with a wildcard and without `/` names files at any depth: `*.docx`. There are no classes in brackets, so that a file called
    `[2023]10号.docx` is named by its name.
    """
    return _compiled(glob.removesuffix("/")).fullmatch(path) is not None


def relative(path: Path, root: Path) -> str:
    """`path` as seen from the folder `root`, with `/` between its parts; the whole path where it lies elsewhere."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100  # a link is named by its own place, not by where it leads
    return (whole.relative_to(root) if whole.is_relative_to(root) else whole).as_posix()


def is_literal(glob: str) -> bool:
    """Whether `glob` has no wildcard: it names one file, or a folder with all that is in it."""
    return not set("*?") & set(glob)


@cache
def _compiled(glob: str) -> re.Pattern[str]:
    anywhere = "" if is_literal(glob) or "/" in glob else "(?:.*/)?"
    body = "".join(_MEANS.get(part) or re.escape(part) for part in _PART.findall(glob.removeprefix("/")))
    return re.compile(f"{anywhere}{body}(?:/.*)?", re.DOTALL)
