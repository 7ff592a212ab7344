"""A page of a PDF as displayed: its characters, and what of it could not be read."""

from __future__ import annotations

import ctypes
import math
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import repeat
from typing import Any

from gouji.document.model import Box, Place, Problem
from gouji.readers import limits
from gouji.readers.drawing import Drawing, Rectangle
from gouji.readers.glyphs import Glyph, Glyphs
from gouji.readers.pdfium import Turn, raw, turn
from gouji.readers.problems import problem

_PICTURE = 0.5  # of the area of a page
_OVERPRINTED = 50  # characters on top of a picture: it is a background, or a scan with its text layer
_RIGHT_ANGLE = math.pi / 2
_ORNAMENTS = (0xF000, 0xF0FF)  # where symbol fonts keep their bullets
_DRAWN = 20  # objects on a page without text that make it more than a frame


class Sheet:
    """An open page as displayed: after rotation and crop box, origin at the top left."""

    def __init__(self, page: Any, number: int) -> None:
        pdfium = raw()
        self.page, self.number = page, number
        self.width, self.height = page.get_size()
        bounds = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, bounds)
        self.turn = turn(page.get_rotation(), bounds.left, bounds.top, bounds.right, bounds.bottom)
        self.unmapped = self.slanted = 0
        self._tight = [ctypes.c_double() for _ in range(4)]  # left, right, bottom, top
        self._at_tight = [ctypes.byref(edge) for edge in self._tight]
        self.drawing = Drawing(page, number, self.turn)

    def glyphs(self, memory: Glyphs) -> list[Glyph]:
        """The printed characters of the page; their tight boxes go to `memory`."""
        pdfium = raw()
        textpage = self.page.get_textpage()
        try:
            count = pdfium.FPDFText_CountChars(textpage)
            limits.bounded("page-characters", count, limits.PAGE_CHARACTERS, str(self.number), "pdf")
            return self._collect(pdfium, textpage.raw, count, memory)
        finally:
            textpage.close()

    def _collect(self, pdfium: Any, textpage: Any, count: int, memory: Glyphs) -> list[Glyph]:
        insets = memory.insets.setdefault(self.page.get_rotation(), {})
        generated = pdfium.FPDFText_IsGenerated
        found: list[Glyph] = []
        inked: list[tuple[float, ...]] = []
        start, low, high = len(memory.pages), 0.0, 0.0
        # this loop is most of the cost of reading
        for at, (code, (x0, y0, x1, y1)) in enumerate(zip(_codes(pdfium, textpage, count), _loose(textpage, count, self.turn), strict=True)):
            if code <= 0x20 and (code == 0x0D or code == 0x0A or (code == 0x20 and generated(textpage, at))):
                continue
            key = code, int(50 * (x1 - x0) + 0.5), int(50 * (y1 - y0) + 0.5)
            inset = insets.get(key)
            if inset is None:
                inset = insets[key] = self._inset(pdfium, textpage, at, code, (x0, y0, x1, y1))
            if not inset:
                self.unmapped += not _ORNAMENTS[0] <= code <= _ORNAMENTS[1]
                continue
            middle = (y0 + y1) / 2
            if not low <= middle <= high:  # another line, or a character of a slanted one
                if _is_slanted(pdfium.FPDFText_GetCharAngle(textpage, at)):
                    self.slanted += code != 0x20
                    low = high = 0.0
                    continue
                low, high = y0, y1
            inked.append(inset)
            found.append(Glyph(chr(code), x0, y0, x1, y1, middle, start + len(found)))
        memory.boxes.extend(
            [edge for glyph, (a, b, c, d) in zip(found, inked, strict=True) for edge in (glyph.x0 + a, glyph.top + b, glyph.x1 + c, glyph.bottom + d)]
        )
        memory.pages.extend([self.number] * len(found))
        return found

    def _inset(self, pdfium: Any, textpage: Any, at: int, code: int, loose: tuple[float, ...]) -> tuple[float, ...]:
        """How far the ink of a character lies within its loose box, the same wherever it stands in one size; empty where it has no code."""
        if not _is_character(code) or pdfium.FPDFText_HasUnicodeMapError(textpage, at) == 1:
            return ()
        pdfium.FPDFText_GetCharBox(textpage, at, *self._at_tight)
        left, right, bottom, top = self._tight
        x0, y0, x1, y1 = self.turn(left.value, top.value, right.value, bottom.value)
        return x0 - loose[0], y0 - loose[1], x1 - loose[2], y1 - loose[3]

    def problems(self, has_text: bool, glyphs: Sequence[Glyph], doubled: int) -> Iterator[Problem]:
        """What of the page could not be read, or was read with care."""
        place = Place(boxes=(Box(self.number, 0.0, 0.0, round(self.width, 2), round(self.height, 2)),))
        if self.unmapped:
            yield problem("unmapped-glyphs", place, page=self.number, count=self.unmapped)
        if fields := self._filled_fields():
            yield problem("unread-fields", place, page=self.number, count=fields)
        if self.slanted:
            yield problem("rotated-text", place, page=self.number, count=self.slanted)
        if doubled:
            yield problem("doubled-glyphs", place, page=self.number, count=doubled)
        if self.drawing.crowded:
            yield self.drawing.crowded
        if not has_text:
            if (self.drawing.pictures or self.drawing.drawn > _DRAWN) and not self.unmapped:
                yield problem("no-text-layer", place, page=self.number)
            return
        share = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in self.drawing.pictures) / (self.width * self.height or 1)
        if share > _PICTURE and sum(_is_inside(glyph, self.drawing.pictures) for glyph in glyphs) < _OVERPRINTED:
            yield problem("picture-page", place, page=self.number, share=round(100 * min(share, 1)))

    def _filled_fields(self) -> int:
        """How many form fields and typed-on notes hold text, which lies outside of the content of a page."""
        pdfium = raw()
        keys = {pdfium.FPDF_ANNOT_WIDGET: b"V", pdfium.FPDF_ANNOT_FREETEXT: b"Contents"}
        filled = 0
        for at in range(min(pdfium.FPDFPage_GetAnnotCount(self.page), limits.PAGE_OBJECTS)):
            annotation = pdfium.FPDFPage_GetAnnot(self.page, at)
            key = keys.get(pdfium.FPDFAnnot_GetSubtype(annotation))
            # the length counts the two zero bytes at the end
            filled += key is not None and pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0) > 2
            pdfium.FPDFPage_CloseAnnot(annotation)
        return filled


def _codes(pdfium: Any, textpage: Any, count: int) -> Sequence[int]:
    """The characters of a page, one code each; in one call where that keeps them aligned with their boxes."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(textpage, 0, count, buffer) == count + 1:
        codes: list[int] = buffer[:count]
        if not any(0xD800 <= code < 0xE000 for code in codes):
            return codes
    return [pdfium.FPDFText_GetUnicode(textpage, at) for at in range(count)]


def _loose(textpage: Any, count: int, turn: Turn) -> Iterator[tuple[float, float, float, float]]:
    """The loose boxes of the characters of a page, as displayed; all written to one buffer, so that no Python runs between two of them."""
    buffer = (ctypes.c_float * (4 * count))()
    base, step = ctypes.addressof(buffer), 4 * ctypes.sizeof(ctypes.c_float)
    deque(map(_loose_box(), repeat(ctypes.cast(textpage, ctypes.c_void_p).value), range(count), range(base, base + step * count, step)), maxlen=0)
    edges: list[float] = buffer[:]
    return map(turn, edges[0::4], edges[1::4], edges[2::4], edges[3::4])


@cache
def _loose_box() -> Callable[[int | None, int, int], int]:
    """FPDFText_GetLooseCharBox for bare addresses, which are passed on without a look at their types."""
    address = ctypes.cast(raw().FPDFText_GetLooseCharBox, ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(address or 0)


def _is_character(code: int) -> bool:
    """Neither a control character, half a pair, nor one that only its font knows."""
    return 0x20 <= code < 0xD800 or 0xF900 <= code < 0xFFFD or code > 0xFFFF or code == 0x09


def _is_slanted(angle: float) -> bool:
    """Neither level nor upright; `angle` in radians."""
    return abs(angle / _RIGHT_ANGLE - round(angle / _RIGHT_ANGLE)) > 0.05


def _is_inside(glyph: Glyph, boxes: Sequence[Rectangle]) -> bool:
    return any(x0 <= glyph.x0 <= x1 and top <= glyph.middle <= bottom for x0, top, x1, bottom in boxes)
