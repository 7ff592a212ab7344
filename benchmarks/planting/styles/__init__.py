"""The styles, by name: each writes an endless row of different consistent reports, one a seed."""

from __future__ import annotations

from collections.abc import Callable

from planting.model import Report
from planting.styles import form, mixed, narrative, prose, three_public, workbook

STYLES: dict[str, Callable[[int], Report]] = {
    "narrative": narrative.report,
    "prose": prose.report,
    "form": form.report,
    "mixed": mixed.report,
    "workbook": workbook.report,
    "three_public": three_public.report,
}
