"""The overview: what waits, what was found, worst first; and where documents are dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gouji.desk.pages.shell import Context, button, choosing, page
from gouji.desk.rows import Row
from gouji.renderers.html.markup import Markup, tag, text
from gouji.renderers.words import Wording

_BAR = 60  # units of a bar's own width
_MOST_RULES = 12
_AT_ONCE = 120  # rows that are laid out before the page is first seen; the script adds the others
_FIGURES = ("verified", "contradicted", "unchecked")
_COLUMNS = (
    ("name", "text"), ("unit", "text"), ("year", "text"), ("state", "number"), ("errors", "number"), ("warnings", "number"), ("notes", "number"),
    ("decisive", "number"), ("coverage", "number"), ("score", "number"), ("grade", "text"), ("reviewed", "number"),
)  # fmt: skip
_STATES = ("waiting", "checking", "failed", "cancelled", "checked", "partial", "unchecked", "unreadable", "skipped")
FORMS = ("annotated", "xlsx", "html", "json", "all")
WORDS = (
    "desk.uploading", "desk.checking-of", "desk.all-checked", "desk.refused-list", "desk.network", "desk.dossier-name", "desk.dossier", "desk.remove-sure",
    "desk.ok", "desk.cancel", "desk.shown", "desk.selected", "desk.exporting", "desk.too-large", "desk.close", "desk.compare-two", "desk.reading-folder",
    "html.theme-auto", "html.theme-light", "html.theme-dark", "desk.remove", "desk.new-name", "desk.rename", "desk.limit-mib", "desk.stopped",
)  # fmt: skip
_STATE_RANK = {"failed": 0, "unreadable": 0, "partial": 1, "unchecked": 1, "checked": 1, "skipped": 2, "cancelled": 3, "checking": 4, "waiting": 5}


def state(row: Row) -> str:
    """What a row is called after: how far its check is, and when that is done, what came of it."""
    return row.status or "unreadable" if row.state == "done" else row.state


def worst_first(rows: Iterable[Row]) -> list[Row]:
    """Unread ones first, since nobody knows what is in them; then by what is still open."""
    return sorted(rows, key=_badness)


def _badness(row: Row) -> tuple[int, int, int, int, int, int]:
    opens = [(row.errors or 0) - row.accepted_errors, (row.warnings or 0) - row.accepted_warnings, (row.notes or 0) - row.accepted_notes]
    return _STATE_RANK.get(state(row), 1), -opens[0], -(row.decisive or 0), -opens[1], -opens[2], row.id


def table_page(
    context: Context, base: str, name: str, folder: str, seen: int, rows: Sequence[Row], codes: Mapping[int, str], rules: Sequence[tuple[str, str, int, int]],
    titles: Mapping[str, str], forms: Sequence[str], force: Markup,
) -> str:  # fmt: skip
    """The overview of a workspace at the address `base`, that lies in `folder`; `seen` is the number of changes it has;
    `rules` are code, severity, found, open; `titles` what they are called; `force` says what documents are checked with."""
    wording = context.wording
    body = [
        tag(
            "main",
            _drop(wording, folder, bool(rows), force),
            tag("section", totals(rows, wording), tag("div", chart(rules, titles, wording), id="chart"), class_="sums", hidden=not rows),
            tag("section", _tools(wording, forms), _table(rows, codes, wording, base), class_="sheet", hidden=not rows, id="documents"),
            class_="desk",
        ),
        tag("dialog", id="ask"),
    ]
    crumbs = [(wording("desk.workspaces"), "/"), (name, None)]
    return page(context, name, crumbs, body, ("arrivals.js", "table.js"), WORDS, "table", base=base, name=name, seen=seen)


def _drop(wording: Wording, folder: str, small: bool, force: Markup) -> Markup:
    return tag(
        "section",
        tag("p", wording("desk.drop"), class_="what"),
        tag("p", wording("desk.drop-hint"), class_="hint"),
        choosing(wording, class_="button primary"),
        tag("p", wording("desk.lies-in"), " ", tag("code", folder), class_="folder"),
        force,
        tag("div", tag("div", tag("i"), class_="track"), tag("span", id="told"), button(wording("desk.stop"), "stop", hidden=True), id="progress", hidden=True),
        tag("ul", id="refused", hidden=True),
        id="drop", class_="small" if small else None,
    )  # fmt: skip


def totals(rows: Sequence[Row], wording: Wording) -> Markup:
    """What there is in all, in numbers."""
    sums = {
        "documents": len(rows),
        "busy": sum(row.state in ("waiting", "checking") for row in rows),
        "errors": sum((row.errors or 0) - row.accepted_errors for row in rows),
        "warnings": sum((row.warnings or 0) - row.accepted_warnings for row in rows),
        "decisive": sum(row.decisive or 0 for row in rows),
        "unread": sum(state(row) in ("unreadable", "failed") for row in rows),
        "reviewed": sum(row.decided for row in rows),
    }
    shown = (tag("div", tag("dt", wording(f"desk.sum-{key}")), tag("dd", f"{value:,}"), class_=key if value else f"{key} nil") for key, value in sums.items())
    return tag("dl", *shown, id="totals", data_busy=sums["busy"], data_documents=sums["documents"])


def chart(rules: Sequence[tuple[str, str, int, int]], titles: Mapping[str, str], wording: Wording) -> Markup:
    """How often each rule found something, as bars: what is open, and paler what was accepted."""
    most = max((found for _, _, found, _ in rules), default=1)
    bars = []
    for code, severity, found, still in rules[:_MOST_RULES]:
        drawn = tag(
            "svg",
            tag("rect", width=f"{100 * found / most:.1f}", height="8", rx="1.5", class_="all"),
            tag("rect", width=f"{100 * still / most:.1f}", height="8", rx="1.5"),
            viewBox="0 0 100 8", preserveAspectRatio="none", aria_hidden="true", class_=severity[1:],
        )  # fmt: skip
        label = [tag("span", code, class_="code"), tag("span", titles.get(code, ""), class_="title"), drawn, tag("b", str(still))]
        bars.append(tag("li", tag("button", *label, type="button", data_code=code, title=titles.get(code, code), aria_pressed="false")))
    more = [tag("li", wording("desk.more-rules", count=len(rules) - _MOST_RULES), class_="more")] if len(rules) > _MOST_RULES else []
    return tag("ul", *bars, *more, class_="rules") if bars else Markup("")


def _tools(wording: Wording, forms: Sequence[str]) -> Markup:
    options = [tag("option", wording("desk.all-states"), value=""), *(tag("option", wording(f"desk.state-{each}"), value=each) for each in _STATES)]
    exports = [button(wording(f"desk.form-{form}"), data_form=form) for form in forms]
    return tag(
        "div",
        tag("input", type="search", id="filter", placeholder=wording("desk.filter"), aria_label=wording("desk.filter"), autocomplete="off"),
        tag("select", *options, id="state", aria_label=wording("desk.col-state")),
        tag("span", id="count", class_="quiet"),
        tag("span", class_="gap"),
        button(wording("desk.retry"), "retry", disabled=True),
        button(wording("desk.cancel-check"), "cancel", disabled=True),
        button(wording("desk.group"), "group", disabled=True, title=wording("desk.group-hint")),
        button(wording("desk.ungroup"), "ungroup", disabled=True),
        button(wording("desk.compare"), "compare", disabled=True, title=wording("desk.compare-two")),
        button(wording("desk.remove"), "remove", disabled=True),
        tag("details", tag("summary", wording("desk.export"), class_="button"), tag("div", tag("p", class_="whose"), *exports), id="export"),
        class_="tools",
    )  # fmt: skip


def _table(rows: Sequence[Row], codes: Mapping[int, str], wording: Wording, base: str) -> Markup:
    every = tag("th", tag("input", type="checkbox", id="every", aria_label=wording("desk.every")), class_="pick")
    heads = (
        tag("th", button(wording(f"desk.col-{name}"), data_sort=place, data_kind=kind), scope="col", class_=name)
        for place, (name, kind) in enumerate(_COLUMNS, start=1)
    )
    which = versions(rows)
    every_row = [shown(row, codes.get(row.id, ""), which.get(row.id), wording, base) for row in worst_first(rows)]
    body = tag("tbody", *every_row[:_AT_ONCE], id="rows")
    later = [tag("template", *every_row[_AT_ONCE:], id="later")] if len(every_row) > _AT_ONCE else []
    return tag("div", tag("table", tag("thead", tag("tr", every, *heads)), body), *later, class_="scroll")


def versions(rows: Iterable[Row]) -> dict[int, int]:
    """Which of several documents of one name each is, counted from 1; those that are alone are left out."""
    called: dict[str, list[int]] = {}
    for row in rows:
        called.setdefault(row.name, []).append(row.id)
    return {each: number for ids in called.values() if len(ids) > 1 for number, each in enumerate(ids, start=1)}


def shown(row: Row, codes: str, version: int | None, wording: Wording, base: str) -> Markup:
    """A row. There are thousands of them, so it is written in one go; `text` escapes what comes from outside, all else is ours."""
    what, folder, last = state(row), *_split(row.name)
    link = f'<a href="{base}/d/{row.id}">{text(last)}</a>' if row.state == "done" and what not in ("unreadable", "skipped") else f"<span>{text(last)}</span>"
    above = f'<small class="in">{text(folder)}</small>' if folder else ""
    dossier = f'<small class="dossier">{text(row.dossier_name)}</small>' if row.dossier_name is not None else ""
    which = f'<small class="version">{wording("desk.version", number=version)}</small>' if version else ""
    cells = [
        f'<td class="pick"><input type="checkbox" value="{row.id}" aria-label="{text(last)}"/></td>',
        f'<td class="name" data-v="{text(row.name)}">{above}{link}{which}{dossier}{_why(row, wording)}</td>',
        f'<td class="unit">{text(" · ".join(part for part in (row.unit, row.project) if part))}</td>',
        f'<td class="year">{text(row.year or "")}</td>',
        f'<td class="state {what}" data-v="{_STATE_RANK.get(what, 1)}">{wording(f"desk.state-{what}")}</td>',
        *_counts(row),
        f'<td class="coverage" data-v="{_share(row)}">{_bar(row)}</td>',
        f'<td class="score" data-v="{text(row.score or row.rescored or "")}">{_pair(row.score, row.rescored)}</td>',
        f'<td class="grade" data-v="{text(row.grade or row.regraded or "")}">{_pair(row.grade, row.regraded)}</td>',
        f'<td class="reviewed" data-v="{row.decided}">{f"{row.decided}/{row.total}" if row.total else ""}</td>',
    ]
    rank = " ".join(str(part) for part in _badness(row))
    return Markup(f'<tr data-id="{row.id}" data-state="{what}" data-codes="{codes}" data-worst="{rank}">{"".join(cells)}</tr>')


def _counts(row: Row) -> Iterator[str]:
    """Open findings by severity, what was accepted in brackets behind; decisive ones."""
    for name, found, accepted in (
        ("error", row.errors, row.accepted_errors),
        ("warning", row.warnings, row.accepted_warnings),
        ("note", row.notes, row.accepted_notes),
    ):
        still = (found or 0) - accepted
        unknown = found is None or row.status in ("unreadable", "skipped")
        less = f"<small>({accepted})</small>" if accepted else ""
        yield f'<td class="number {name if still else "nil"}" data-v="{still}">{"" if unknown else still}{less}</td>'
    yield f'<td class="number {"decisive" if row.decisive else "nil"}" data-v="{row.decisive or 0}">{row.decisive or ""}</td>'


def _why(row: Row, wording: Wording) -> str:
    """Why there is nothing to see."""
    if row.state == "failed":
        return f'<p class="why">{text(wording(f"desk.trouble-{row.trouble}"))}</p>'
    return f'<p class="why">{text(row.problem)}</p>' if row.state == "done" and row.problem else ""


def _pair(stated: str | None, recomputed: str | None) -> str:
    """What the report says, and what follows from its figures where that is something else."""
    if stated is not None and (recomputed is None or _number(stated) == _number(recomputed)):
        return str(text(stated))
    if stated is None:
        return f'<span class="quiet">{text(recomputed)}</span>' if recomputed is not None else ""
    return f"{text(stated)} → <b>{text(recomputed or '')}</b>"


def _number(printed: str) -> str:
    digits = "".join(character for character in printed if character.isdecimal() or character == ".")
    return (digits.rstrip("0").rstrip(".") if "." in digits else digits) or printed


def _share(row: Row) -> int:
    """How much of the figures was checked, in thousandths."""
    return 1000 * ((row.verified or 0) + (row.contradicted or 0)) // max(row.figures or 0, 1)


def _bar(row: Row) -> str:
    if not row.figures:
        return ""
    at, parts = 0, []
    for name in _FIGURES:
        start, at = at, at + getattr(row, name)
        left, right = _BAR * start // row.figures, _BAR * at // row.figures
        parts.append(f'<rect x="{left}" width="{right - left}" height="6" class="{name}"/>')
    drawn = "".join(parts)
    return f'<svg viewBox="0 0 {_BAR} 6" preserveAspectRatio="none" aria-hidden="true">{drawn}</svg><small>{_share(row) // 10}%</small>'


def _split(name: str) -> tuple[str, str]:
    folder, _, last = name.rpartition("/")
    return folder, last


def rows_markup(rows: Sequence[Row], wanted: Iterable[int], codes: Mapping[int, str], wording: Wording, base: str) -> dict[int, str]:
    """The wanted ones among all rows, by document, for pages that are open."""
    asked, which = set(wanted), versions(rows)
    return {row.id: shown(row, codes.get(row.id, ""), which.get(row.id), wording, base) for row in rows if row.id in asked}
