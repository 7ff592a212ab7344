"""The workspaces: one for each piece of work, to be opened, made and deleted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gouji.desk.pages.shell import Context, button, choosing, page
from gouji.renderers.html.markup import Markup, tag
from gouji.renderers.words import Wording

WORDS = (
    "desk.delete-sure", "desk.delete", "desk.cancel", "desk.network", "desk.new-name", "desk.rename", "desk.ok", "desk.close", "html.theme-auto",
    "html.theme-light", "html.theme-dark", "desk.uploading", "desk.limit-mib", "desk.too-large", "desk.stopped", "desk.reading-folder",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shelf:
    """A workspace as it is listed: its address, its name, where it lies, when it was made, how many documents are in it, how many of them wait."""

    address: str
    name: str
    folder: str
    created: str
    documents: int
    waiting: int


def home_page(context: Context, shelves: Iterable[Shelf], folder: str) -> str:
    wording = context.wording
    listed = [_listed(shelf, wording) for shelf in shelves]
    make = tag(
        "form",
        tag("input", name="name", id="name", placeholder=wording("desk.new-hint"), aria_label=wording("desk.new-name"), maxlength=120, autocomplete="off"),
        tag("button", wording("desk.new"), type="submit", class_="primary"),
        id="make",
    )  # fmt: skip
    track = tag("div", tag("i"), class_="track")
    progress = tag("div", track, tag("span", id="told"), button(wording("desk.stop"), "stop"), id="progress", hidden=True)
    lead = tag("p", wording("desk.welcome-how"), class_="lead")
    body = tag(
        "main",
        tag("section", tag("h1", wording("desk.welcome")), lead, make, choosing(wording, class_="button"), progress, id="welcome", class_="card"),
        *([tag("section", tag("h2", wording("desk.workspaces")), tag("ul", *listed, class_="shelves"))] if listed else []),
        tag("p", wording("desk.private"), " ", tag("code", folder), class_="folder"),
        class_="desk home",
    )
    return page(
        context, wording("desk.workspaces"), [(wording("desk.workspaces"), None)], [body, tag("dialog", id="ask")], ("arrivals.js", "home.js"), WORDS, "home"
    )


def _listed(shelf: Shelf, wording: Wording) -> Markup:
    waits = [tag("span", wording("desk.waiting-count", count=shelf.waiting), class_="busy")] if shelf.waiting else []
    told = tag("p", wording("desk.documents-count", count=shelf.documents), " · ", shelf.created[:10], " ", *waits)
    tools = tag("span", button(wording("desk.rename"), class_="rename quiet"), button(wording("desk.delete"), class_="delete quiet"), class_="tools")
    return tag("li", tag("a", shelf.name, href=shelf.address), told, tag("code", shelf.folder), tools, data_address=shelf.address, data_name=shelf.name)
