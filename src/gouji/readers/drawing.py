"""What is drawn on a page besides its characters: pictures, and the rules of tables."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from gouji.document.model import Problem
from gouji.readers import limits, ruling
from gouji.readers.pdfium import Turn, raw
from gouji.readers.problems import problem
from gouji.readers.ruling import Rule

_FORM_OBJECTS = 20_000  # looked at within the forms of a page: a table is a few thousand
_DOTS = 20  # to a rule, when rules are counted

Rectangle = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]


class Drawing:
    """The graphic objects of an open page, seen through form XObjects one level deep (some exports wrap the whole page in one)."""

    def __init__(self, page: Any, number: int, turn: Turn) -> None:
        self.page, self.number, self.turn = page, number, turn
        self.width, self.height = page.get_size()
        self.pictures: list[Rectangle] = []
        self.rules: list[Rule] = []
        self.drawn = self.in_forms = 0
        self.crowded: Problem | None = None

    def survey(self) -> None:
        """Looks at every object; more rules than any table has are said and left."""
        pdfium = raw()
        count = pdfium.FPDFPage_CountObjects(self.page)
        limits.bounded("page-objects", count, limits.PAGE_OBJECTS, str(self.number), "pdf")
        item_of, kind_of, text, form = pdfium.FPDFPage_GetObject, pdfium.FPDFPageObj_GetType, pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM
        for at in range(count):
            item = item_of(self.page, at)
            kind = kind_of(item)
            if kind == form:
                self._form(pdfium, item)
            elif kind != text:
                self._look(pdfium, item)
        if self.in_forms > _FORM_OBJECTS:
            self.crowded = _over("page-objects", self.in_forms, _FORM_OBJECTS, self.number)
        # the dots of a dotted rule count for little, as they soon are one
        self.limit("page-rules", max(sum(map(ruling.is_long, self.rules)), len(self.rules) // _DOTS), limits.PAGE_RULES)

    def limit(self, what: str, found: int, limit: int) -> None:
        """Drops the rules of a page that has more of something than `limit`, and keeps the problem that says so."""
        if found > limit:
            self.crowded = _over(what, found, limit, self.number)
            self.rules = []

    def _look(self, pdfium: Any, item: Any, matrix: Matrix | None = None) -> None:
        match pdfium.FPDFPageObj_GetType(item):
            case pdfium.FPDF_PAGEOBJ_TEXT:
                return
            case pdfium.FPDF_PAGEOBJ_IMAGE:
                self._picture(pdfium, item, matrix)
            case pdfium.FPDF_PAGEOBJ_PATH:
                self.drawn += 1
                self._path(pdfium, item, matrix)
            case _:
                self.drawn += 1

    def _picture(self, pdfium: Any, item: Any, matrix: Matrix | None) -> None:
        if bounds := self._bounds(pdfium, item, matrix):
            x0, top, x1, bottom = bounds
            self.pictures.append((max(x0, 0), max(top, 0), min(x1, self.width), min(bottom, self.height)))

    def _form(self, pdfium: Any, form: Any) -> None:
        matrix, count = _matrix(pdfium, form), pdfium.FPDFFormObj_CountObjects(form)
        looked = max(min(count, _FORM_OBJECTS - self.in_forms), 0)
        self.in_forms += count
        for at in range(looked):
            self._look(pdfium, pdfium.FPDFFormObj_GetObject(form, at), matrix)

    def _path(self, pdfium: Any, path: Any, matrix: Matrix | None) -> None:
        if len(self.rules) > _DOTS * limits.PAGE_RULES:  # too many already
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
        count = pdfium.FPDFPath_CountSegments(path)
        if count > ruling.BOX_POINTS or (stroke.value and count > 2):
            self.rules.extend(self._segments(pdfium, path, min(count, limits.PAGE_RULES), matrix))
        elif bounds := self._bounds(pdfium, path, matrix):
            self.rules.extend(ruling.rules_of(*bounds))

    def _segments(self, pdfium: Any, path: Any, count: int, outer: Matrix | None) -> Iterator[Rule]:
        """The straight, level or upright pieces of a path of many (a frame, or a whole table drawn in one stroke)."""
        matrix = _matrix(pdfium, path)
        x, y = ctypes.c_float(), ctypes.c_float()
        start = last = (0.0, 0.0)
        for at in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(path, at)
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            here = _moved(matrix, x.value, y.value)
            here = _moved(outer, *here) if outer else here
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                start = here
            elif kind == pdfium.FPDF_SEGMENT_LINETO:
                yield from self._stroke(last, here)
            if pdfium.FPDFPathSegment_GetClose(segment) and here != start:
                yield from self._stroke(here, start)
            last = here

    def _stroke(self, one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
        return ruling.rules_of(*self.turn(min(one[0], other[0]), max(one[1], other[1]), max(one[0], other[0]), min(one[1], other[1])))

    def _bounds(self, pdfium: Any, item: Any, matrix: Matrix | None) -> Rectangle | None:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if not pdfium.FPDFPageObj_GetBounds(item, *(ctypes.byref(each) for each in (left, bottom, right, top))):
            return None
        if matrix is None:
            return self.turn(left.value, top.value, right.value, bottom.value)
        corners = [_moved(matrix, x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return self.turn(min(xs), max(ys), max(xs), min(ys))


def _over(what: str, found: int, limit: int, page: int) -> Problem:
    return problem("over-limit", what=what, found=f"{found:,}", limit=f"{limit:,}", where=str(page))


def _matrix(pdfium: Any, item: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(found))
    return found.a, found.b, found.c, found.d, found.e, found.f


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
