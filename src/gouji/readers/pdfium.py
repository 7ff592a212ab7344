"""PDFium, imported when first needed, and its coordinates turned into those of the page as displayed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Turn = Callable[[float, float, float, float], tuple[float, float, float, float]]


def library() -> Any:
    """pypdfium2."""
    import pypdfium2  # type: ignore[import-untyped, unused-ignore]

    return pypdfium2


def raw() -> Any:
    """The C functions of PDFium."""
    import pypdfium2.raw  # type: ignore[import-untyped, unused-ignore]

    return pypdfium2.raw


def turn(degrees: int, left: float, top: float, right: float, bottom: float) -> Turn:
    """From left, top, right, bottom in page space (y upwards) to x0, top, x1, bottom as displayed."""
    match degrees % 360:
        case 90:
            return lambda x0, y1, x1, y0: (y0 - bottom, x0 - left, y1 - bottom, x1 - left)
        case 180:
            return lambda x0, y1, x1, y0: (right - x1, y0 - bottom, right - x0, y1 - bottom)
        case 270:
            return lambda x0, y1, x1, y0: (top - y1, right - x1, top - y0, right - x0)
        case _:
            return lambda x0, y1, x1, y0: (x0 - left, top - y1, x1 - left, top - y0)
