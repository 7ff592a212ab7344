"""Two versions of a report held against one another: what is new, fixed and still open, and which figures changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from gouji.comparison import Compared, Json
from gouji.desk.pages.shell import Context, page
from gouji.renderers.changes import KINDS, read_place
from gouji.renderers.html.markup import Markup, tag
from gouji.renderers.places import spot
from gouji.renderers.words import Wording


def compare_page(context: Context, base: str, name: str, told: str, old: tuple[int, str], new: tuple[int, str]) -> str:
    """The page around what `compared` gave; `old` and `new` are the documents with their names."""
    wording = context.wording
    sides = tag(
        "p",
        tag("span", wording("desk.older"), class_="label"), tag("a", old[1], href=f"{base}/d/{old[0]}"), tag("span", " → ", class_="quiet"),
        tag("span", wording("desk.newer"), class_="label"), tag("a", new[1], href=f"{base}/d/{new[0]}"),
        tag("a", "⇄", href=f"{base}/compare?old={new[0]}&new={old[0]}", class_="button", title=wording("desk.turn-round")),
        class_="sides",
    )  # fmt: skip
    body = tag("main", tag("h1", wording("desk.compare-title")), sides, Markup(told), class_="desk compare")
    crumbs = [(wording("desk.workspaces"), "/"), (name, base), (wording("desk.compare-title"), None)]
    words = ("html.theme-auto", "html.theme-light", "html.theme-dark", "desk.network", "desk.close")
    return page(context, wording("desk.compare-title"), crumbs, [body], ("compare.js",), words, "compare")


def compared(found: Iterable[Compared], wording: Wording) -> Markup:
    """What changed between two versions."""
    return tag("div", *(part for one in found for part in _compared(one, wording)))


def _compared(one: Compared, wording: Wording) -> Iterator[Markup]:
    counts = [(kind, len(getattr(one, kind))) for kind in KINDS] + [("changed", len(one.changes))]
    yield tag("dl", *(tag("div", tag("dt", wording(f"diff.{kind}")), tag("dd", str(count)), class_=kind if count else f"{kind} nil") for kind, count in counts),
              class_="sums")  # fmt: skip
    if one.unknown or one.unseen:
        yield tag("p", wording("diff.unseen"), class_="wrong")
    for kind in KINDS:
        if findings := getattr(one, kind):
            head = tag("h2", wording(f"diff.{kind}"), tag("small", str(len(findings))))
            yield tag("section", head, tag("ul", *(_finding(each, wording) for each in findings)), class_=f"kind {kind}")
    if one.changes:
        rows = (_change(change.before, change.after, wording) for change in one.changes)
        yield tag("section", tag("h2", wording("diff.changed"), tag("small", str(len(one.changes)))), tag("table", *rows), class_="kind changed")
    if not any(count for _, count in counts):
        yield tag("p", wording("diff.same"), class_="nothing")


def _finding(finding: Json, wording: Wording) -> Markup:
    return tag(
        "li",
        tag("span", wording(f"severity.{finding['severity']}"), class_=f"severity {finding['severity']}"),
        tag("span", str(finding["code"]), class_="code"),
        tag("span", spot(read_place(finding["place"]), wording), class_="where"),
        tag("p", str(finding["message"])),
    )


def _change(before: Json, after: Json, wording: Wording) -> Markup:
    name = " ".join(dict.fromkeys(part for part in (after["subject"], after["concept"]) if part))
    where: Any = spot(read_place(after["place"]), wording)
    return tag(
        "tr", tag("th", name, scope="row"), tag("td", tag("del", before["text"])), tag("td", tag("ins", after["text"])), tag("td", where, class_="where")
    )
