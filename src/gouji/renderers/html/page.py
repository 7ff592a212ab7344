"""The whole page: head, overview, documents on the left, findings on the right, and the script that joins them."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from gouji.renderers.html import behind, overview
from gouji.renderers.html.flow import flow
from gouji.renderers.html.index import SEVERITIES, Entry, entries
from gouji.renderers.html.markup import Markup, data, tag
from gouji.renderers.html.overlay import pages
from gouji.renderers.html.pictures import Grain, grain_for, pictures
from gouji.renderers.html.proof import Proof
from gouji.renderers.words import Wording
from gouji.report import DocumentReport, Report
from gouji.rulebook.pack import Rule, load_rulebook

_KEYS = (("j", "next"), ("k", "previous"), ("/", "filter"), ("c", "cover"), ("t", "theme"), ("Esc", "close"), ("?", "help"))


def render(report: Report, lang: str, version: str) -> str:
    """The report as one file that asks for nothing: what it shows and what it runs is in it, and its policy forbids the rest."""
    wording, found = Wording(lang), entries(report)
    rules = {rule.code: rule for rule in load_rulebook().rules}
    body = tag("body", *_body(found, wording, rules), data(behind.knowledge(found, wording), "knowledge"), _script())
    return f"<!DOCTYPE html>\n{tag('html', _head(found, wording, version), body, lang='zh-CN' if lang == 'zh' else lang)}\n"


def _head(found: Sequence[Entry], wording: Wording, version: str) -> Markup:
    name = found[0].report.path if len(found) == 1 else wording("html.files", count=len(found))
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy()),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="generator", content=f"gouji {version}"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", f"{name} · gouji"),
        tag("style", _asset("report.css")),
    )


def _policy() -> str:
    """Nothing but pictures in the file itself, its own style and its own script."""
    allowed = {"img-src": "data:", "style-src": _hash(_asset("report.css")), "script-src": _hash(_asset("report.js"))}
    return "; ".join(["default-src 'none'", "base-uri 'none'", "form-action 'none'", *(f"{what} {source}" for what, source in allowed.items())])


def _body(found: Sequence[Entry], wording: Wording, rules: Mapping[str, Rule]) -> Iterator[Markup]:
    shown = [entry for entry in found if entry.is_read or entry.report.problems]
    yield _bar(found, wording)
    yield tag(
        "main",
        *([overview.overview(found, wording)] if len(found) > 1 else []),
        *_documents(shown, wording),
        *([] if shown else [tag("p", wording("summary.nothing"), class_="nothing")]),
        id="documents",
    )
    yield tag("aside", _filters(found, wording, rules), *_findings(shown, wording, rules), id="findings", aria_label=wording("html.findings"))
    yield tag("div", id="popover", role="tooltip", hidden=True)
    yield _help(wording)


def _bar(found: Sequence[Entry], wording: Wording) -> Markup:
    """The line at the very top: what this is, what the colours mean, and the switches."""
    legend = (tag("span", tag("i", class_=f"dot {status}"), wording(f"figure.{status}")) for status in ("verified", "contradicted", "unchecked"))
    switches = (
        tag("button", wording(f"html.{name}"), tag("kbd", key), type="button", id=name, title=wording(f"html.{name}-hint"), aria_pressed=pressed)
        for name, key, pressed in (("cover", "c", "false"), ("theme", "t", None), ("help", "?", None))
    )
    count = sum(len(entry.report.findings) for entry in found)
    drawer = tag("button", wording("html.findings"), tag("b", str(count)), type="button", id="drawer", aria_expanded="true")
    brand = tag("h1", "gouji", tag("small", wording("html.subtitle")))
    return tag("header", brand, tag("div", *legend, class_="legend"), tag("nav", drawer, *switches), class_="top")


def _documents(shown: Sequence[Entry], wording: Wording) -> Iterator[Markup]:
    pictured = sum(entry.report.pages or 0 for entry in shown if entry.report.format == "pdf")
    grain = grain_for(pictured)
    for entry in shown:
        parts = [overview.title(entry, wording), *overview.problems(entry, wording), _paper(entry, grain, wording)]
        yield tag("section", *parts, class_=f"document {entry.report.format}", id=entry.identity)


def _paper(entry: Entry, grain: Grain, wording: Wording) -> Markup:
    """A document as it looks: a PDF page by page, all else, and a PDF that is not at hand any more, as running text."""
    report = entry.report
    drawn = pictures(report.source, report.sha256, grain) if report.format == "pdf" and report.source else []
    if drawn:
        return tag("div", pages(entry, drawn, wording), class_="pages", lang="zh")
    if report.document is None:
        return Markup("")
    note = [tag("p", wording("html.as-text"), class_="as-text")] if report.format == "pdf" else []
    return tag("div", *note, tag("div", flow(entry), class_="paper", lang="zh"))


def _filters(found: Sequence[Entry], wording: Wording, rules: Mapping[str, Rule]) -> Markup:
    severities = Counter(finding.severity for entry in found for finding in entry.report.findings)
    codes = Counter(finding.code for entry in found for finding in entry.report.findings)
    switches = (
        tag("button", tag("i", class_=f"dot {severity}"), wording(f"severity.{severity}"), tag("b", str(severities[severity])), type="button",
            class_="severity", data_severity=severity, aria_pressed="true")
        for severity in SEVERITIES
    )  # fmt: skip
    options = [tag("option", f"{code} {rules[code].title[wording.lang] if code in rules else ''} ({codes[code]})", value=code) for code in sorted(codes)]
    every = tag("option", wording("html.all-rules"), value="")
    search = tag("input", type="search", id="search", placeholder=wording("html.search"), aria_label=wording("html.filter"), autocomplete="off")
    rule = tag("select", every, *options, id="rule", aria_label=wording("html.rule"))
    return tag("div", tag("div", *switches, class_="severities"), tag("div", search, rule, class_="narrow"), class_="filters")


def _findings(shown: Sequence[Entry], wording: Wording, rules: Mapping[str, Rule]) -> Iterator[Markup]:
    cards = [(entry, Proof(entry, wording, rules).cards()) for entry in shown if entry.report.findings]
    alone = "alone" if len(shown) == 1 else None
    groups = (
        tag("section", tag("h2", entry.report.path, class_=alone), overview.printed(entry, wording), each, class_="group", data_document=entry.identity)
        for entry, each in cards
    )
    quiet = [] if cards else [tag("p", _quiet([entry.report for entry in shown], wording), class_="nothing")]
    yield tag("div", *groups, *quiet, tag("p", wording("html.none-shown"), class_="nothing", id="none-shown", hidden=True), class_="cards")


def _quiet(reports: Sequence[DocumentReport], wording: Wording) -> str:
    """Where nothing was found: that so and so many relations hold, or that nothing was checked, which is not the same."""
    relations = sum(report.coverage.consistent for report in reports)
    return wording("summary.clean", relations=relations) if relations else wording("html.unchecked")


def _help(wording: Wording) -> Markup:
    rows = (tag("tr", tag("th", tag("kbd", key)), tag("td", wording(f"html.key-{name}"))) for key, name in _KEYS)
    close = tag("button", wording("html.close"), type="button", id="close")
    return tag("dialog", tag("h2", wording("html.keys")), tag("table", *rows), close, id="keys")


def _script() -> Markup:
    return tag("script", _asset("report.js"))


@cache
def _asset(name: str) -> Markup:
    """A file beside this one, its line ends as in the checkout of any system."""
    return Markup((Path(__file__).parent / name).read_text(encoding="utf-8").replace("\r\n", "\n"))


def _hash(content: str) -> str:
    """What a policy calls a block that it allows."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode('utf-8')).digest()).decode('ascii')}'"
