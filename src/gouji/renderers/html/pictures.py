"""The pages of a PDF as pictures: drawn by PDFium, kept in the file itself."""

from __future__ import annotations

import base64
import hashlib
import io
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_PIXELS = 4_000_000  # a page
_A4 = (595.0, 842.0)
_COLOUR = 24  # of 255: what channels differ by at most on a page without colour


@dataclass(frozen=True, slots=True)
class Grain:
    """How fine pages are drawn: pixels a point, and the greys that print is reduced to."""

    scale: float
    greys: int

    @property
    def levels(self) -> list[int]:
        """The grey that each of 256 becomes."""
        step = 255 / (self.greys - 1)
        return [round(round(level / step) * step) for level in range(256)]


_GRAINS = ((150, Grain(2.0, 16)), (450, Grain(1.5, 8)))  # for pages of the whole report, at most
_COARSEST = Grain(1.0, 8)


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as displayed: 1-based number, size in points, and the picture as a data URI; None where it could not be drawn."""

    number: int
    width: float
    height: float
    uri: str | None


def grain_for(pages: int) -> Grain:
    """The grain for a report that pictures so many pages: 300 pages of print, full to their margins, stay under 30 MB."""
    return next((grain for most, grain in _GRAINS if pages <= most), _COARSEST)


def pictures(source: Path, sha256: str | None, grain: Grain) -> list[Picture]:
    """The pages of the PDF at `source`; none where it is gone, or is not what was checked any more."""
    with _opened(source, sha256) as (opened, failure):
        return [picture for number in range(1, len(opened) + 1) for picture in _pictured(opened, number, grain, failure)]


def sizes(source: Path, sha256: str | None) -> list[tuple[float, float]]:
    """Width and height of each page in points, as displayed; those of a page that cannot be opened are those of A4."""
    found = []
    with _opened(source, sha256) as (opened, failure):
        for index in range(len(opened)):
            try:
                found.append(opened.get_page_size(index))
            except failure:
                found.append(_A4)
    return found


def picture(source: Path, number: int, grain: Grain) -> bytes | None:
    """One page as WebP; None where it cannot be drawn."""
    with _opened(source, None) as (opened, failure):
        drawn = next(_pictured(opened, number, grain, failure), None) if 1 <= number <= len(opened) else None
    return base64.b64decode(drawn.uri.partition(",")[2]) if drawn and drawn.uri else None


@contextmanager
def _opened(source: Path, sha256: str | None) -> Iterator[tuple[Any, type[Exception]]]:
    """The PDF at `source` and what PDFium raises; without pages where it is gone, is damaged, or is not what was checked any more."""
    import pypdfium2  # type: ignore[import-untyped, unused-ignore]

    try:
        data = source.read_bytes()
        opened = pypdfium2.PdfDocument(data) if sha256 is None or hashlib.sha256(data).hexdigest() == sha256 else None
    except (OSError, pypdfium2.PdfiumError):
        opened = None
    if opened is None:
        yield (), pypdfium2.PdfiumError
        return
    with opened:
        opened.init_forms()  # what was typed into a form is drawn only then
        yield opened, pypdfium2.PdfiumError


def _pictured(opened: Any, number: int, grain: Grain, failure: type[Exception]) -> Iterator[Picture]:
    try:
        page = opened[number - 1]
    except failure:
        return
    try:
        width, height = page.get_size()
        scale = min(grain.scale, math.sqrt(_MOST_PIXELS / max(width * height, 1)))
        yield Picture(number, width, height, _drawn(page, scale, grain, failure))
    finally:
        page.close()


def _drawn(page: Any, scale: float, grain: Grain, failure: type[Exception]) -> str | None:
    try:
        bitmap = page.render(scale=scale)
    except failure:
        return None
    return f"data:image/webp;base64,{base64.b64encode(_packed(bitmap.to_pil(), grain)).decode('ascii')}"


def _packed(image: Image, grain: Grain) -> bytes:
    """A page of print in few greys without loss (35 kB at 1.5 pixels a point), one with colours with a little."""
    image = image.convert("RGB")
    packed = io.BytesIO()
    if _is_coloured(image):
        image.save(packed, "WEBP", quality=72, method=2)
    else:
        image.convert("L").point(grain.levels).convert("RGB").save(packed, "WEBP", lossless=True, quality=75, method=0)
    return packed.getvalue()


def _is_coloured(image: Image) -> bool:
    from PIL import ImageChops

    red, green, blue = image.split()
    return any(_most(ImageChops.difference(one, other)) > _COLOUR for one, other in ((red, green), (green, blue)))


def _most(image: Any) -> int:
    return int(image.getextrema()[1])
