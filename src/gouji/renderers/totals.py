"""What stands behind the documents at a terminal: what all of them come to, the findings by rule, the files that have most of them."""

from __future__ import annotations

from dataclasses import asdict

from gouji.renderers.columns import padded, width
from gouji.renderers.sheet import Sheet
from gouji.renderers.summary import SEVERITIES, STATUSES
from gouji.renderers.words import Wording
from gouji.report import Coverage
from gouji.tally import Gist, Tally


def totals(total: Tally, page: Sheet, wording: Wording, brief: bool = False) -> None:
    """Adds the totals; `brief`: nothing was told of each file, so they are told of one file too, and without the tables."""
    if total.files != 1 and not brief:
        page.gap()
    if not total.read:
        page.put((wording("summary.nothing"), "warning"))
    if total.files != 1:
        counts = {status: total.statuses[status] for status in STATUSES}
        page.put((wording("summary.total"), "strong"), " ", wording("summary.files", files=total.files, **counts), hang=2)
    if total.read > 1 or (total.read and brief):
        said = wording("summary.found", **{severity: total.severities[severity] for severity in SEVERITIES})
        page.put(f"{said}{wording('summary.accepted', count=total.accepted)}" if total.accepted else said, indent=2)
        covered(total.coverage, page, wording)
    if total.read > 1 and not brief:
        _by_rule(total, page, wording)
        _worst(total, page, wording)


def covered(coverage: Coverage, page: Sheet, wording: Wording) -> None:
    """Adds what was read and what could be checked of it."""
    for part in ("coverage", "relations"):
        page.put((f"{wording(f'label.{part}')}: ", "faint"), wording(f"summary.{part}", **asdict(coverage)), indent=2, hang=4)


def _by_rule(total: Tally, page: Sheet, wording: Wording) -> None:
    """The findings by rule: errors before warnings before notes, the most frequent first."""
    rows = sorted(total.codes.items(), key=lambda row: (SEVERITIES.index(row[0][1]), -row[1], row[0]))
    if rows:
        page.put((f"{wording('summary.rules')}:", "faint"), indent=2)
    widest = max(width(wording(f"severity.{each}")) for each in SEVERITIES)
    for (code, severity), count in rows:
        label = padded(wording(f"severity.{severity}"), widest)
        said = wording("summary.rule", count=f"{count:>6}", files=total.holding[code, severity])
        page.put((f"{code} {label}", severity), said, indent=4, hang=6)


def _worst(total: Tally, page: Sheet, wording: Wording) -> None:
    """The files with most findings, where that tells anything."""
    if total.read <= len(total.worst):
        return
    page.put((f"{wording('summary.worst')}:", "faint"), indent=2)
    for document in total.worst:
        page.put(f"{document.path}  {_found(document, wording)}", indent=4, hang=6)


def _found(document: Gist, wording: Wording) -> str:
    return wording("summary.found", **{severity: document.count(severity) for severity in SEVERITIES})
