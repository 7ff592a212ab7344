"""Trouble with the input, in words: the texts of `rules/problems.yaml` and the exceptions that carry them."""

from __future__ import annotations

from functools import cache
from typing import Any

from gouji.document.model import Format, Place, Problem
from gouji.rulebook.location import load

OWN_COPY = "own-copy"  # the file is a copy that this program annotated


class Unreadable(Exception):  # noqa: N818  (it names a state of the file, not a fault of the program)
    """Raised for a file that gives nothing to check; `problem` says why and what to do, `format` what its content seems to be."""

    def __init__(self, problem: Problem, format: Format = "other") -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.format: Format = format


class NotAReport(Unreadable):
    """Raised for a file that is no report format at all by its content: a picture, a program, a zip of something else."""


@cache
def _texts() -> dict[str, dict[str, Any]]:
    texts: dict[str, dict[str, Any]] = load("problems.yaml")
    return texts


def problem(code: str, place: Place | None = None, *, lang: str = "zh", **values: object) -> Problem:
    """The problem `code` with its placeholders filled, by the entry's `terms` where it has some.

    KeyError for a code or a placeholder that `rules/problems.yaml` does not know.
    """
    entry = _texts()[code]
    terms = entry.get("terms", {}).get(lang, {})
    return Problem(code, entry["loses"], entry[lang].format(**{name: terms.get(value, value) for name, value in values.items()}), place)
