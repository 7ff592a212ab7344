"""What changed between two versions of a report: on a terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from gouji.comparison import Compared, Json, Version
from gouji.document.model import Box, CellRef, Place
from gouji.renderers.escaping import json_text
from gouji.renderers.places import spot
from gouji.renderers.sheet import Sheet
from gouji.renderers.words import Wording

SCHEMA = "gouji-diff/1"
KINDS = ("new", "fixed", "open", "accepted", "unknown")
_STYLES = {"new": "error", "fixed": "verified", "open": "warning", "accepted": "faint", "unknown": "warning"}
_MOST_CHANGES = 20


def render(old: Version, new: Version, compared: Sequence[Compared], version: str) -> str:
    """One object: findings as they stand in the two files, figures changed, counts over all documents; ends in a line feed."""
    told: dict[str, Any] = {"schema": SCHEMA, "tool": {"name": "gouji", "version": version}, "old": {"version": old.tool}, "new": {"version": new.tool}}
    return json_text(told | {"counts": _counts(compared), "documents": [_document(one) for one in compared]}, indent=2) + "\n"


def _counts(compared: Sequence[Compared]) -> dict[str, int]:
    counts = {kind: sum(len(getattr(one, kind)) for one in compared) for kind in KINDS}
    return counts | {"changed": sum(len(one.changes) for one in compared)}


def _document(one: Compared) -> dict[str, Any]:
    changed = [{"from": change.before["text"], "to": change.after["text"], "old": change.before, "new": change.after} for change in one.changes]
    figures = {"changed": changed, "added": one.added, "removed": one.removed}
    return {"path": one.path, "old_path": one.old_path, "status": one.status} | {kind: list(getattr(one, kind)) for kind in KINDS} | {"figures": figures}


def sheet(old: Version, new: Version, compared: Sequence[Compared], lang: str, columns: int) -> Sheet:
    """Document by document what is new, fixed and still open, the figures that changed, and the totals."""
    wording = Wording(lang)
    page = Sheet(columns)
    for one in compared:
        page.gap()
        _told(one, page, wording)
    page.gap()
    page.put((wording("summary.total"), "strong"), " ", wording("diff.total", **_counts(compared)), hang=2)
    if old.tool != new.tool:
        page.put((wording("diff.versions", old=old.tool, new=new.tool), "warning"), indent=2, hang=4)
    return page


def _told(one: Compared, page: Sheet, wording: Wording) -> None:
    page.put((one.path if one.old_path in (None, one.path) else f"{one.old_path} → {one.path}", "strong"))
    if one.unknown or one.unseen:
        page.put((wording("diff.gone" if one.status is None else "diff.unseen"), "warning"), indent=2, hang=4)
    for kind in KINDS:
        findings: Iterable[Json] = getattr(one, kind)
        for finding in findings:
            severity = wording(f"severity.{finding['severity']}")
            at = spot(read_place(finding["place"]), wording)
            page.put(
                (wording(f"diff.{kind}"), _STYLES[kind]),
                f" {severity} {finding['code']} ",
                (f"{at}: " if at else "", "faint"),
                finding["message"],
                indent=2,
                hang=4,
            )
    for change in one.changes[:_MOST_CHANGES]:
        name = " ".join(dict.fromkeys(part for part in (change.after["subject"], change.after["concept"]) if part))
        at = spot(read_place(change.after["place"]), wording)
        values = f" {name} {change.before['text']} → {change.after['text']} "
        page.put((wording("diff.changed"), "strong"), values, (f"({at})" if at else "", "faint"), indent=2, hang=4)
    if (more := len(one.changes) - _MOST_CHANGES) > 0:
        page.put((wording("diff.changed"), "strong"), f" {wording('finding.more', count=more)}", indent=2)
    if not any(getattr(one, kind) for kind in KINDS) and not one.changes:
        page.put((wording("diff.same"), "faint"), indent=2)


def read_place(place: Json) -> Place:
    """A place as the contract has it, read back; what is not as it should be is left out."""
    cell = place.get("cell")
    boxes = (entry for entry in place.get("boxes") or () if isinstance(entry, dict) and isinstance(entry.get("page"), int))
    return Place(
        boxes=tuple(Box(entry["page"], 0, 0, 0, 0) for entry in boxes),
        line=place.get("line"),
        column=place.get("column"),
        paragraph=place.get("paragraph"),
        cell=CellRef(cell.get("table"), cell.get("sheet"), str(cell.get("ref", ""))) if isinstance(cell, dict) else None,
        section=place.get("section"),
    )
