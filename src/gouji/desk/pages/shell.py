"""What every page of the desk has: its head, the line at the top, its words for the scripts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gouji.renderers.html.markup import Markup, data, tag
from gouji.renderers.words import Wording
from gouji.settings import LANGS


@dataclass(frozen=True, slots=True)
class Context:
    """For whom a page is made: the words, and the token that its requests must carry."""

    wording: Wording
    csrf: str
    path: str  # of the page, for the switch of languages

    @property
    def lang(self) -> str:
        return self.wording.lang


def page(
    context: Context,
    title: str,
    crumbs: Sequence[tuple[str, str | None]],
    body: Iterable[str],
    scripts: Iterable[str],
    words: Iterable[str],
    kind: str,
    **known: object,
) -> str:
    """A whole page; `crumbs` are name and address of what is above it; `scripts` are its own behaviour, `words` what they say, `known` what they know."""
    said = {key: _raw(context.wording, key) for key in words}
    content = tag("body", _top(context, crumbs), *body, data({"csrf": context.csrf, "words": said, **known}, "desk"), class_=kind)
    return _document(context.wording, title, content, ("desk.js", *scripts))


def enter_page(wording: Wording, wrong: bool) -> str:
    """What is shown to those who come without the token."""
    form = tag(
        "form",
        tag("h1", wording("desk.enter")),
        tag("p", wording("desk.enter-how")),
        *([tag("p", wording("desk.enter-wrong"), class_="wrong")] if wrong else []),
        tag("input", type="password", name="token", autocomplete="off", autofocus=True, aria_label=wording("desk.token"), placeholder=wording("desk.token")),
        tag("button", wording("desk.enter-go"), type="submit", class_="primary"),
        method="post", action="/enter", class_="card",
    )  # fmt: skip
    return _document(wording, "gouji", tag("body", tag("main", form), class_="enter"), ())


def button(label: str, identity: str | None = None, **attributes: object) -> Markup:
    return tag("button", label, type="button", id=identity, **attributes)


def choosing(wording: Wording, class_: str) -> Markup:
    """What opens the dialog for files (in `class_`) and the one for a folder: not everybody drops."""
    return tag(
        "p",
        tag("label", wording("desk.choose-files"), tag("input", type="file", id="files", multiple=True), class_=class_),
        tag("label", wording("desk.choose-folder"), tag("input", type="file", id="folder", webkitdirectory=True), class_="button"),
        class_="choose",
    )


def _document(wording: Wording, title: str, body: Markup, scripts: Iterable[str]) -> str:
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"{title} · gouji"),
        _linked("stylesheet", "/assets/report.css"),
        _linked("stylesheet", "/assets/desk.css"),
        _linked("icon", "/assets/icon.svg"),
        *(tag("script", src=f"/assets/{name}", defer=True) for name in scripts),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang='zh-CN' if wording.lang == 'zh' else wording.lang)}\n"


def _linked(kind: str, address: str) -> Markup:
    return Markup(f'<link rel="{kind}" href="{address}"/>')


def _top(context: Context, crumbs: Sequence[tuple[str, str | None]]) -> Markup:
    wording = context.wording
    trail = [tag("a", name, href=address) if address else tag("span", name, aria_current="page") for name, address in crumbs]
    other = next(lang for lang in LANGS if lang != context.lang)
    switch = tag("a", Wording(other)("desk.language"), href=f"{context.path}{'&' if '?' in context.path else '?'}lang={other}", class_="quiet", hreflang=other)
    theme = button(wording("html.theme"), "theme", title=wording("html.theme-hint"))
    brand = tag("a", tag("b", "gouji"), " ", wording("desk.brand"), href="/", class_="brand")
    return tag(
        "header", brand, tag("nav", *trail, class_="crumbs"), tag("span", id="news", role="status"), tag("nav", switch, theme, class_="switches"), class_="top"
    )


def _raw(wording: Wording, key: str) -> str:
    """A message for a script, which fills its slots itself."""
    return wording.raw(key)
