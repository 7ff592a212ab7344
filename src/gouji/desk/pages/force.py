"""What documents are checked with, as the overview says it: the file of settings, what it says, the file of acceptances."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from gouji.desk.force import Force
from gouji.desk.pages.shell import button
from gouji.renderers.html.markup import Markup, tag
from gouji.renderers.words import Wording


def settings(force: Force, stale: Sequence[int], wording: Wording) -> Markup:
    """What is in force; `stale` are the documents that were checked with something else, with a button to check them again."""
    return tag("div", *_lines(force, stale, wording), id="force")


def wrong_settings(why: str) -> Markup:
    """Why nothing can be checked as long as a file is wrong."""
    return tag("div", tag("p", why, class_="wrong", role="alert"), id="force")


def _lines(force: Force, stale: Sequence[int], wording: Wording) -> Iterator[Markup]:
    if force.file is None:
        yield tag("p", wording("desk.force-default"))
    else:
        said = [part for entry in force.said for part in (" ", tag("span", f"{entry.name} = {_written(entry.value)}", class_="said", title=entry.where))]
        yield tag("p", wording("desk.force-file"), " ", tag("code", str(force.file)), *said)
    if force.accepting is not None:
        yield tag("p", wording("desk.force-accepting"), " ", tag("code", str(force.accepting)), " ", wording("desk.force-count", count=len(force.acceptances)))
    if stale:
        again = button(wording("desk.retry"), "again", data_ids=" ".join(map(str, stale)))
        yield tag("p", wording("desk.force-stale", count=len(stale)), " ", again, class_="stale")


def _written(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_written, value))
    return value.name if isinstance(value, Path) else str(value).lower() if isinstance(value, bool) else str(value)
