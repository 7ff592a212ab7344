"""What the review shows of a document, cut into pieces when it is checked, so that a report of 300 pages opens as fast as one of three.

The pieces are a zip: `shell.json` has the cards, the findings and the sizes of the pages, `flow.json` a document without pages, `page-N.json` what is
drawn over a page and what is known of the figures on it.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from gouji.renderers.html import behind, overview
from gouji.renderers.html.flow import flow
from gouji.renderers.html.index import Entry
from gouji.renderers.html.markup import joined, plain
from gouji.renderers.html.overlay import overlays
from gouji.renderers.html.pictures import sizes
from gouji.renderers.html.proof import Proof
from gouji.renderers.words import Wording
from gouji.rulebook.pack import load_rulebook

_GO = re.compile(r'data-go="([^"]+)"')
_EPOCH = (1980, 1, 1, 0, 0, 0)


def cut(entry: Entry, source: Path, wording: Wording, packs: tuple[Path, ...] = ()) -> bytes:
    """All pieces of a document that lies at `source`; `packs` are rules beside those shipped that it was checked with."""
    report = entry.report
    known = behind.knowledge([entry], wording)
    pages = sizes(source, report.sha256) if report.format == "pdf" and report.document is not None else []
    rules = {rule.code: rule for rule in load_rulebook(packs=packs).rules}
    cards = Proof(entry, wording, rules).cards()
    shell = {
        "title": overview.title(entry, wording),
        "problems": joined(overview.problems(entry, wording)),
        "cards": cards,
        "at": _pages_of(entry, _GO.findall(cards)),
        "findings": [_finding(entry, number, told) for number, told in enumerate(known["findings"], start=1)],
        "rules": {code: rules[code].title[wording.lang] for code in sorted({finding.code for finding in report.findings}) if code in rules},
        "words": known["words"],
        "pages": pages,
        "flows": not pages and report.document is not None,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=2) as archive:
        _put(archive, "shell", shell)
        if shell["flows"]:
            _put(archive, "flow", {"markup": flow(entry), **_subset(known, known["figures"])})
        for number, (markup, keys) in enumerate(overlays(entry, pages), start=1) if pages else ():
            _put(archive, f"page-{number}", {"markup": markup, **_subset(known, keys)})
    return packed.getvalue()


def take(content: bytes, name: str) -> Any:
    """One of the pieces. Raises KeyError where there is none of that name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return json.loads(archive.read(f"{name}.json"))


def _finding(entry: Entry, number: int, told: Mapping[str, Any]) -> dict[str, Any]:
    """A finding as the script knows it, with the page it points at."""
    finding = entry.report.findings[number - 1]
    found = entry.find(finding.figures[0]) if finding.figures else None
    place = found[1].place if found and found[0] is entry else finding.place
    page = place.boxes[0].page if place.boxes else None
    return {**told, "page": page, "fingerprint": finding.fingerprint, "severity": finding.severity, "code": finding.code}


def _pages_of(entry: Entry, keys: Iterable[str]) -> dict[str, int]:
    """On which page the marks stand that the cards lead to."""
    wanted = set(keys)
    return {mark.key: mark.boxes[0].page for mark in entry.marks if mark.key in wanted and mark.boxes}


def _subset(known: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    """What is known of these figures, and the relations that hold them."""
    figures = {key: known["figures"][key] for key in keys if key in known["figures"]}
    wanted = {name for figure in figures.values() for name in (figure[3] if len(figure) > 3 else ())}
    return {"figures": figures, "relations": {name: told for name, told in known["relations"].items() if name in wanted}}


def _put(archive: zipfile.ZipFile, name: str, value: Any) -> None:
    entry = zipfile.ZipInfo(f"{name}.json", _EPOCH)
    archive.writestr(entry, json.dumps(plain(value), ensure_ascii=False, separators=(",", ":")), zipfile.ZIP_DEFLATED)
