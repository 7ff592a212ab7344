"""Damaged PDFs, mended by qpdf where its Python package is there: the structure is rebuilt from the objects that survived."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

# What qpdf says when only the way to the objects is broken, none of them: `can't find startxref`, `Attempting to reconstruct cross-reference table`
_HARMLESS = ("file is damaged", "startxref", "reconstruct cross-reference", "xref", "trailer dictionary", "header", "object stream extends")


@dataclass(frozen=True, slots=True)
class Mended:
    """A PDF that was rebuilt; `whole`: every object that its pages ask for was there. `detail` is what was wrong first."""

    data: bytes
    whole: bool
    detail: str


def mended(data: bytes) -> Mended | None:
    """The PDF rebuilt, or None where nothing can be done about it. MemoryError is not caught."""
    try:
        import pikepdf
    except ImportError:
        return None
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pages = len(pdf.pages)
            whole = _is_whole(pdf)
            rebuilt = io.BytesIO()
            pdf.save(rebuilt)
            warnings = [str(warning) for warning in pdf.get_warnings()]
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, RecursionError):
        return None
    harmless = all(any(word in warning for word in _HARMLESS) for warning in warnings)
    return Mended(rebuilt.getvalue(), whole and harmless, _detail(warnings)) if pages else None


def _is_whole(pdf: Any) -> bool:
    """Whether the page tree has as many pages as it says, each with its content."""
    declared = pdf.Root.Pages.get("/Count")
    return declared is not None and int(declared) == len(pdf.pages) and all("/Contents" in page.obj for page in pdf.pages)


def _detail(warnings: list[str]) -> str:
    """What was wrong, without the name of the file and the offset; qpdf's first warning tells only that something is."""
    said = [warning.rsplit(": ", 1)[-1] for warning in warnings]
    return next((each for each in said if each != "file is damaged"), "structure")[:80]
