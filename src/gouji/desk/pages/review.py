"""The review: the document as it looks on the left, its findings on the right, each with what is decided about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from gouji.desk.pages.shell import Context, button, page
from gouji.desk.rows import Decision, Row
from gouji.renderers.html.index import SEVERITIES
from gouji.renderers.html.markup import Markup, tag
from gouji.renderers.html.overlay import size
from gouji.renderers.words import Wording

_SHELL_WORDS = ("nothing-holds", "no-name", "verified", "contradicted", "unchecked", "consistent", "inconsistent", "undetermined")
WORDS = (
    "desk.confirm", "desk.accept", "desk.comment", "desk.reopen", "desk.reason", "desk.reason-needed", "desk.comment-hint", "desk.save", "desk.cancel",
    "desk.confirmed", "desk.accepted", "desk.open", "desk.conflict", "desk.keep-theirs", "desk.save-mine", "desk.network", "desk.saved-by", "desk.exporting",
    "desk.close", "desk.refused-list", "desk.decided-of", "desk.history", "desk.elsewhere", "desk.ok", "html.theme-auto", "html.theme-light",
    "html.theme-dark",
)  # fmt: skip
_AT_ONCE = 60
_CARD_ENDS = "</article>"
_KEYS = (("j ↓", "next"), ("k ↑", "previous"), ("y", "confirm"), ("a", "accept"), ("m", "comment"), ("u", "reopen"), ("] [", "documents"),
         ("c", "cover"), ("/", "filter"), ("Esc", "close"), ("?", "help"))  # fmt: skip


def review_page(
    context: Context, base: str, name: str, row: Row, shell: Mapping[str, Any], decisions: Mapping[str, Decision],
    beside: tuple[int | None, int | None], earlier: int | None, forms: Sequence[str], seen: int,
) -> str:  # fmt: skip
    """The review of a document of the workspace `name` at `base`; `shell` are its pieces, `beside` the documents before and after it."""
    wording = context.wording
    address = f"{base}/d/{row.id}"
    body = [
        tag(
            "main",
            tag("section", Markup(shell["title"]), Markup(shell["problems"]), _paper(shell, address, row.place, wording), class_=f"document {row.format}"),
            id="documents",
        ),
        tag("aside", _tools(base, beside, earlier, row, forms, wording), _filters(shell, wording), _cards(shell, wording), _who(wording), id="findings"),
        tag("div", id="popover", role="tooltip", hidden=True),
        _help(wording),
        tag("dialog", id="ask"),
    ]
    crumbs = [(wording("desk.workspaces"), "/"), (name, base), (row.name.rpartition("/")[2], None)]
    known = {
        "base": base, "document": row.id, "address": address, "findings": shell["findings"], "at": shell["at"], "flows": shell["flows"],
        "said": shell["words"], "decisions": {key: asdict(decision) for key, decision in decisions.items()},
        "before": beside[0], "after": beside[1], "seen": seen,
    }  # fmt: skip
    return page(context, row.name.rpartition("/")[2], crumbs, body, ("review.js",), WORDS, "review", **known)


def _paper(shell: Mapping[str, Any], address: str, place: int, wording: Wording) -> Markup:
    if shell["flows"]:
        return tag("div", tag("p", wording("desk.loading"), class_="loading"), class_="paper", id="flow", lang="zh")
    pages = []
    for number, (width, height) in enumerate(shell["pages"], start=1):
        title = wording("place.page", page=number)
        drawn = tag("img", src=f"{address}/pictures/{number}.webp", alt=title, loading="lazy", decoding="async", **size(width, height))
        pages.append(tag("div", tag("div", title, class_="folio"), drawn, class_="page", id=f"d{place}-p{number}", data_page=number))
    return tag("div", *pages, class_="pages", lang="zh")


def _tools(base: str, beside: tuple[int | None, int | None], earlier: int | None, row: Row, forms: Sequence[str], wording: Wording) -> Markup:
    before, after = (
        tag("a", sign, href=f"{base}/d/{each}", title=wording(f"desk.{key}"), class_="button") if each else tag("span", sign, class_="button off")
        for sign, key, each in (("‹", "document-before", beside[0]), ("›", "document-after", beside[1]))
    )
    exports = [button(wording(f"desk.form-{form}"), data_form=form) for form in forms]
    compare = [tag("a", wording("desk.compare-earlier"), href=f"{base}/compare?old={earlier}&new={row.id}", class_="button")] if earlier else []
    return tag(
        "div", before, after, tag("span", id="decided"), tag("span", class_="gap"), *compare,
        button(wording("html.cover"), "cover", title=wording("html.cover-hint"), aria_pressed="false"), button("?", "help", title=wording("html.keys")),
        tag("details", tag("summary", wording("desk.export"), class_="button"),
            tag("div", *exports, tag("a", wording("desk.original"), href=f"{base}/d/{row.id}/original", class_="button")), id="export"),
        class_="tools",
    )  # fmt: skip


def _filters(shell: Mapping[str, Any], wording: Wording) -> Markup:
    severities = Counter(finding["severity"] for finding in shell["findings"])
    switches = (
        tag("button", tag("i", class_=f"dot {severity}"), wording(f"severity.{severity}"), tag("b", str(severities[severity])), type="button",
            class_="severity", data_severity=severity, aria_pressed="true")
        for severity in SEVERITIES
    )  # fmt: skip
    undecided = button(wording("desk.only-open"), "only-open", aria_pressed="false")
    options = [tag("option", wording("html.all-rules"), value=""), *(tag("option", f"{code} {title}", value=code) for code, title in shell["rules"].items())]
    search = tag("input", type="search", id="search", placeholder=wording("html.search"), aria_label=wording("html.filter"), autocomplete="off")
    return tag(
        "div",
        tag("div", *switches, undecided, class_="severities"),
        tag("div", search, tag("select", *options, id="rule", aria_label=wording("html.rule")), class_="narrow"),
        class_="filters",
    )


def _cards(shell: Mapping[str, Any], wording: Wording) -> Markup:
    quiet = [] if shell["findings"] else [tag("p", wording("desk.nothing-found"), class_="nothing")]
    return tag("div", parted(shell["cards"])[0], *quiet, tag("p", wording("html.none-shown"), class_="nothing", id="none-shown", hidden=True), class_="cards")


def parted(cards: str) -> tuple[Markup, Markup]:
    """The cards that come with the page, and the others, which the script fetches: a thousand take seconds to lay out, and a dozen is seen."""
    every = [f"{card}{_CARD_ENDS}" for card in cards.split(_CARD_ENDS)[:-1]]
    return Markup("".join(every[:_AT_ONCE])), Markup("".join(every[_AT_ONCE:]))


def _who(wording: Wording) -> Markup:
    """Who decides: kept in the browser, written beside each decision."""
    field = tag("input", id="by", maxlength=60, autocomplete="off", placeholder=wording("desk.by-hint"))
    return tag("label", wording("desk.by"), field, class_="who")


def _help(wording: Wording) -> Markup:
    rows = []
    for key, name in _KEYS:
        said = wording(f"desk.key-{name}" if name in ("confirm", "accept", "comment", "reopen", "documents") else f"html.key-{name}")
        rows.append(tag("tr", tag("th", *(tag("kbd", each) for each in key.split())), tag("td", said)))
    return tag("dialog", tag("h2", wording("html.keys")), tag("table", *rows), button(wording("html.close"), "close"), id="keys")
