"""PDF through pypdfium2: characters with their boxes → lines → paragraphs; what has no text is said, never passed over."""

from __future__ import annotations

import ctypes
import math
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from gouji.document.model import Block, Box, CellRef, Document, Place, Problem, Span, Table
from gouji.document.plain import block
from gouji.readers import continuation, furniture, limits, ruling
from gouji.readers.border import Traced, joined, tidy
from gouji.readers.continuation import Part
from gouji.readers.furniture import Line
from gouji.readers.grid import Grid, reference
from gouji.readers.problems import Unreadable, problem
from gouji.readers.ruling import Rule, RuledCell

_EDGE = 0.12  # of the height of a page: where running heads and page numbers stand
_PICTURE = 0.5  # of the area of a page
_OVERPRINTED = 50  # characters on top of a picture: it is a background, or a scan with its text layer
_COLUMN_GAP = 1.5  # in em
_WORD_GAP = 0.18
_SAME_SPOT = 0.25
_PASSWORD_ERROR = 4
_SAMPLE = 400  # characters that tell the size of running text
_RIGHT_ANGLE = math.pi / 2
_ORNAMENTS = (0xF000, 0xF0FF)  # where symbol fonts keep their bullets
_DRAWN = 20  # objects on a page without text that make it more than a frame
_SIMPLE_PATH = 5  # segments: a line or a box


@dataclass(slots=True)
class Glyphs:
    """All characters of a document in the order they were read: tight boxes as four coordinates each, and the page each stands on."""

    boxes: array[float] = field(default_factory=lambda: array("f"))
    pages: array[int] = field(default_factory=lambda: array("l"))
    insets: dict[int, dict[tuple[int, int, int], tuple[float, ...]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PdfLocator:
    """Page and box of each character."""

    glyphs: Glyphs
    sources: Sequence[Sequence[int]]
    cells: Sequence[CellRef | None]

    def place(self, span: Span) -> Place:
        """The tight boxes of `span`, one for each line it stands on."""
        boxes: list[Box] = []
        for source in self.sources[span.block][span.start : span.end]:
            x0, top, x1, bottom = self.glyphs.boxes[4 * source : 4 * source + 4]
            page = self.glyphs.pages[source]
            last = boxes[-1] if boxes else None
            if last and last.page == page and top < last.bottom and bottom > last.top and x0 > last.x0 - 1:
                boxes[-1] = Box(page, min(last.x0, x0), min(last.top, top), max(last.x1, x1), max(last.bottom, bottom))
            else:
                boxes.append(Box(page, x0, top, x1, bottom))
        return Place(boxes=tuple(_rounded(box) for box in boxes), cell=self.cells[span.block])


def _rounded(box: Box) -> Box:
    return Box(box.page, round(box.x0, 2), round(box.top, 2), round(box.x1, 2), round(box.bottom, 2))


@dataclass(slots=True)
class Glyph:
    """A character on a page with its loose box (advance width, line height), as displayed; `index` is its place in Glyphs."""

    character: str
    x0: float
    top: float
    x1: float
    bottom: float
    middle: float
    index: int


def _library() -> Any:
    import pypdfium2  # type: ignore[import-untyped, unused-ignore]

    return pypdfium2


def _raw() -> Any:
    import pypdfium2.raw  # type: ignore[import-untyped, unused-ignore]

    return pypdfium2.raw


def read(data: bytes) -> Document:
    """The Document of a PDF; raises Unreadable when it is encrypted, damaged, over a limit, or nothing but pages without text."""
    pypdfium2 = _library()
    try:
        opened = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(_refusal(error), "pdf") from error
    with opened:
        limits.bounded("pages", len(opened), limits.PAGES, "file", "pdf")
        if not len(opened):
            raise Unreadable(problem("damaged", detail="0 pages"), "pdf")
        return Reading(opened).document()


def _refusal(error: Exception) -> Problem:
    if getattr(error, "err_code", None) == _PASSWORD_ERROR or "password" in str(error).lower():
        return problem("encrypted")
    return problem("damaged", detail=str(error))


class Reading:
    """One pass over the pages of an open PDF."""

    def __init__(self, opened: Any) -> None:
        self.opened = opened
        self.glyphs = Glyphs()
        self.problems: list[Problem] = []
        self.items: list[Line | Part] = []
        self.edges: set[int] = set()
        self.blocks: list[Block] = []
        self.sources: list[Sequence[int]] = []
        self.tables: list[Table] = []

    def document(self) -> Document:
        """Reads all pages."""
        for number in range(1, len(self.opened) + 1):
            self._page(number)
        for item in self._in_order():
            if isinstance(item, Part):
                self._add_table(item)
            else:
                tidied = tidy(joined(line.traced for line in item))
                self._add(tidied, block(tidied.text, "heading" if furniture.is_heading(tidied.text) else "paragraph"))
        if not self.blocks:
            raise Unreadable(self.problems[0] if self.problems else problem("empty"), "pdf")
        self.glyphs.insets.clear()
        locator = PdfLocator(self.glyphs, self.sources, [each.cell for each in self.blocks])
        return Document("pdf", tuple(self.blocks), tuple(self.tables), tuple(self.problems), len(self.opened), locator)

    def _in_order(self) -> Iterator[list[Line] | Part]:
        """Paragraphs and tables as they stand; no paragraph runs on behind a table."""
        lines = [item for item in self.items if isinstance(item, Line)]
        kept = {id(line) for line in furniture.without_furniture(lines, [id(line) in self.edges for line in lines], len(self.opened))}
        items = self._over_pages([item for item in self.items if isinstance(item, Part) or id(item) in kept])
        prose: list[Line] = []
        tables: dict[int, list[Part]] = {}
        for before, item in zip([None, *items], items, strict=False):
            if isinstance(item, Part):
                tables.setdefault(len(prose), []).append(item)
            else:
                prose.append(replace(item, fresh=True) if isinstance(before, Part) else item)
        at = 0
        for paragraph in furniture.paragraphs(prose):
            yield from tables.pop(at, ())
            yield paragraph
            at += len(paragraph)
        for left in tables.values():
            yield from left

    def _over_pages(self, items: Sequence[Line | Part]) -> list[Line | Part]:
        """The items with the parts of a table made one where only running heads, page numbers and marks of continuation stand between them."""
        seen = {(furniture.masked(item), item.page) for item in self.items if isinstance(item, Line) and id(item) in self.edges}

        def between(line: Line) -> bool:
            repeated = id(line) in self.edges and any((furniture.masked(line), line.page + step) in seen for step in (-1, 1))
            return repeated or continuation.is_mark(line.text)

        return continuation.made_whole(items, between)

    def _add(self, tidied: Traced, block: Block) -> None:
        self.blocks.append(block)
        self.sources.append(tidied.sources)

    def _add_table(self, table: Part) -> None:
        number, grid = len(self.tables) + 1, Grid()
        for cell in sorted(table.pieces, key=lambda piece: (piece.row, piece.column)):
            grid.add(cell.row, cell.column, cell.rows, cell.columns, len(self.blocks))
            text = tidy(cell.text)
            self._add(text, block(text.text, "cell", cell=CellRef(number, None, reference(cell.row, cell.column))))
        self.tables.append(grid.table(number))

    def _page(self, number: int) -> None:
        pypdfium2 = _library()
        try:
            page = self.opened[number - 1]
        except pypdfium2.PdfiumError as error:
            self.problems.append(problem("unread-page", page=number, detail=error))
            return
        try:
            self._sheet(Sheet(page, number))
        finally:
            page.close()

    def _sheet(self, sheet: Sheet) -> None:
        glyphs = sheet.glyphs(self.glyphs)
        limits.bounded("characters", len(self.glyphs.pages), limits.CHARACTERS, "file", "pdf")
        sheet.survey()
        em = _em(glyphs)
        tables, glyphs, in_cells = _tables(sheet, glyphs, em)
        rows, doubled = _rows(glyphs)
        self.problems.extend(sheet.problems(bool(glyphs or tables), glyphs, doubled + in_cells))
        placed: list[tuple[float, Line | Part]] = [(table.top, table) for table in tables]
        for position, row in enumerate(rows):
            if line := _line(row, em, sheet.number):
                placed.append((row[0].middle, line))
                outer = row[0].bottom < _EDGE * sheet.height or row[0].top > (1 - _EDGE) * sheet.height
                if outer and min(position, len(rows) - 1 - position) < 2:
                    self.edges.add(id(line))
        self.items.extend(item for _, item in sorted(placed, key=lambda pair: pair[0]))


def _tables(sheet: Sheet, glyphs: list[Glyph], em: float) -> tuple[list[Part], list[Glyph], int]:
    """The ruled tables of a page, the characters outside of them, and how many in them were printed twice."""
    found: list[Part] = []
    doubled = 0
    for cells in ruling.tables(sheet.rules):
        inside, glyphs = _dealt(cells, glyphs)
        if not any(inside):
            continue
        texts = []
        for held in inside:
            rows, twice = _rows(held)
            lines = (_line(row, em, sheet.number) for row in rows)
            texts.append(joined(line.traced for line in lines if line))
            doubled += twice
        found.append(continuation.part(cells, texts, sheet.number, sheet.height))
    return found, glyphs, doubled


def _dealt(cells: Sequence[RuledCell], glyphs: Sequence[Glyph]) -> tuple[list[list[Glyph]], list[Glyph]]:
    """The characters of each cell, by their centres, and those outside."""
    inside: list[list[Glyph]] = [[] for _ in cells]
    outside: list[Glyph] = []
    left, right = min(cell.x0 for cell in cells), max(cell.x1 for cell in cells)
    top, bottom = min(cell.top for cell in cells), max(cell.bottom for cell in cells)
    last = 0
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.middle
        if not (left <= x <= right and top <= y <= bottom):
            outside.append(glyph)
            continue
        if not _holds(cells[last], x, y):
            last = next((index for index, cell in enumerate(cells) if _holds(cell, x, y)), -1)
        (inside[last] if last >= 0 else outside).append(glyph)
        last = max(last, 0)
    return inside, outside


def _holds(cell: RuledCell, x: float, y: float) -> bool:
    return cell.x0 <= x <= cell.x1 and cell.top <= y <= cell.bottom


class Sheet:
    """An open page as displayed: after rotation and crop box, origin at the top left."""

    def __init__(self, page: Any, number: int) -> None:
        pdfium = _raw()
        self.page, self.number = page, number
        self.width, self.height = page.get_size()
        bounds = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, bounds)
        self.turn = _turn(page.get_rotation(), bounds.left, bounds.top, bounds.right, bounds.bottom)
        self.unmapped = self.slanted = self.drawn = 0
        self.pictures: list[tuple[float, float, float, float]] = []
        self.rules: list[Rule] = []
        self.crowded: Problem | None = None

    def glyphs(self, memory: Glyphs) -> list[Glyph]:
        """The printed characters of the page; their tight boxes go to `memory`."""
        pdfium = _raw()
        textpage = self.page.get_textpage()
        try:
            count = pdfium.FPDFText_CountChars(textpage)
            limits.bounded("page-characters", count, limits.PAGE_CHARACTERS, str(self.number), "pdf")
            return self._collect(pdfium, textpage.raw, count, memory)
        finally:
            textpage.close()

    def _collect(self, pdfium: Any, textpage: Any, count: int, memory: Glyphs) -> list[Glyph]:
        loose = pdfium.FS_RECTF()
        at_loose = ctypes.byref(loose)
        # bound once: this loop is most of the cost of reading
        loose_of, generated, turn, remember = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_IsGenerated, self.turn, memory.boxes.extend
        insets = memory.insets.setdefault(self.page.get_rotation(), {})
        found: list[Glyph] = []
        start, low, high = len(memory.pages), 0.0, 0.0
        for at, code in enumerate(_codes(pdfium, textpage, count)):
            if code == 0x0D or code == 0x0A or (code == 0x20 and generated(textpage, at)):
                continue
            loose_of(textpage, at, at_loose)
            x0, y0, x1, y1 = turn(loose.left, loose.top, loose.right, loose.bottom)
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
            remember((x0 + inset[0], y0 + inset[1], x1 + inset[2], y1 + inset[3]))
            found.append(Glyph(chr(code), x0, y0, x1, y1, middle, start + len(found)))
        memory.pages.extend([self.number] * len(found))
        return found

    def _inset(self, pdfium: Any, textpage: Any, at: int, code: int, loose: tuple[float, ...]) -> tuple[float, ...]:
        """How far the ink of a character lies within its loose box, the same wherever it stands in one size; empty where it has no code."""
        if not _is_character(code) or pdfium.FPDFText_HasUnicodeMapError(textpage, at) == 1:
            return ()
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        pdfium.FPDFText_GetCharBox(textpage, at, *(ctypes.byref(each) for each in (left, right, bottom, top)))
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
        if self.crowded:
            yield self.crowded
        if not has_text:
            if (self.pictures or self.drawn > _DRAWN) and not self.unmapped:
                yield problem("no-text-layer", place, page=self.number)
            return
        share = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in self.pictures) / (self.width * self.height or 1)
        if share > _PICTURE and sum(_is_inside(glyph, self.pictures) for glyph in glyphs) < _OVERPRINTED:
            yield problem("picture-page", place, page=self.number, share=round(100 * min(share, 1)))

    def _filled_fields(self) -> int:
        """How many form fields and typed-on notes hold text, which lies outside of the content of a page."""
        pdfium = _raw()
        keys = {pdfium.FPDF_ANNOT_WIDGET: b"V", pdfium.FPDF_ANNOT_FREETEXT: b"Contents"}
        filled = 0
        for at in range(min(pdfium.FPDFPage_GetAnnotCount(self.page), limits.PAGE_OBJECTS)):
            annotation = pdfium.FPDFPage_GetAnnot(self.page, at)
            key = keys.get(pdfium.FPDFAnnot_GetSubtype(annotation))
            # the length counts the two zero bytes at the end
            filled += key is not None and pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0) > 2
            pdfium.FPDFPage_CloseAnnot(annotation)
        return filled

    def survey(self) -> None:
        """Looks at what is drawn on the page: pictures, and the rules of tables."""
        pdfium = _raw()
        count = pdfium.FPDFPage_CountObjects(self.page)
        limits.bounded("page-objects", count, limits.PAGE_OBJECTS, str(self.number), "pdf")
        for at in range(count):
            self._look(pdfium, pdfium.FPDFPage_GetObject(self.page, at))
        if len(self.rules) > limits.PAGE_RULES:
            where = str(self.number)
            self.crowded = problem("over-limit", what="page-rules", found=f"{len(self.rules):,}", limit=f"{limits.PAGE_RULES:,}", where=where)
            self.rules = []

    def _look(self, pdfium: Any, item: Any) -> None:
        match pdfium.FPDFPageObj_GetType(item):
            case pdfium.FPDF_PAGEOBJ_TEXT:
                return
            case pdfium.FPDF_PAGEOBJ_IMAGE:
                self._picture(pdfium, item)
            case pdfium.FPDF_PAGEOBJ_PATH:
                self.drawn += 1
                self._path(pdfium, item)
            case pdfium.FPDF_PAGEOBJ_FORM:
                self._form(pdfium, item)
            case _:
                self.drawn += 1

    def _picture(self, pdfium: Any, item: Any) -> None:
        if bounds := self._bounds(pdfium, item):
            x0, top, x1, bottom = bounds
            self.pictures.append((max(x0, 0), max(top, 0), min(x1, self.width), min(bottom, self.height)))

    def _form(self, pdfium: Any, form: Any) -> None:
        """A form that holds a picture counts as one; its rules are not looked for, its text is read all the same."""
        kinds = {pdfium.FPDFPageObj_GetType(pdfium.FPDFFormObj_GetObject(form, at)) for at in range(min(pdfium.FPDFFormObj_CountObjects(form), 1000))}
        if pdfium.FPDF_PAGEOBJ_IMAGE in kinds:
            self._picture(pdfium, form)
        self.drawn += pdfium.FPDF_PAGEOBJ_PATH in kinds

    def _path(self, pdfium: Any, path: Any) -> None:
        count = pdfium.FPDFPath_CountSegments(path)
        if count > _SIMPLE_PATH:
            self.rules.extend(self._segments(pdfium, path, min(count, limits.PAGE_RULES)))
        elif bounds := self._bounds(pdfium, path):
            fill, stroke = ctypes.c_int(), ctypes.c_int()
            pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
            self.rules.extend(ruling.rules_of(*bounds, framed=bool(stroke.value)))

    def _segments(self, pdfium: Any, path: Any, count: int) -> Iterator[Rule]:
        """The straight, level or upright pieces of a path of many (a whole table drawn in one stroke)."""
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix))
        x, y = ctypes.c_float(), ctypes.c_float()
        last: tuple[float, float] | None = None
        for at in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(path, at)
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            here = matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f
            if last and pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
                left, right, low, high = min(last[0], here[0]), max(last[0], here[0]), min(last[1], here[1]), max(last[1], here[1])
                yield from ruling.rules_of(*self.turn(left, high, right, low), framed=False)
            last = here

    def _bounds(self, pdfium: Any, item: Any) -> tuple[float, float, float, float] | None:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if not pdfium.FPDFPageObj_GetBounds(item, *(ctypes.byref(each) for each in (left, bottom, right, top))):
            return None
        return self.turn(left.value, top.value, right.value, bottom.value)


def _turn(degrees: int, left: float, top: float, right: float, bottom: float) -> Callable[[float, float, float, float], tuple[float, float, float, float]]:
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


def _codes(pdfium: Any, textpage: Any, count: int) -> Sequence[int]:
    """The characters of a page, one code each; in one call where that keeps them aligned with their boxes."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(textpage, 0, count, buffer) == count + 1:
        codes: list[int] = buffer[:count]
        if not any(0xD800 <= code < 0xE000 for code in codes):
            return codes
    return [pdfium.FPDFText_GetUnicode(textpage, at) for at in range(count)]


def _is_character(code: int) -> bool:
    """Neither a control character, half a pair, nor one that only its font knows."""
    return 0x20 <= code < 0xD800 or 0xF900 <= code < 0xFFFD or code > 0xFFFF or code == 0x09


def _is_slanted(angle: float) -> bool:
    """Neither level nor upright; `angle` in radians."""
    return abs(angle / _RIGHT_ANGLE - round(angle / _RIGHT_ANGLE)) > 0.05


def _is_inside(glyph: Glyph, boxes: Sequence[tuple[float, float, float, float]]) -> bool:
    return any(x0 <= glyph.x0 <= x1 and top <= glyph.middle <= bottom for x0, top, x1, bottom in boxes)


def _em(glyphs: Sequence[Glyph]) -> float:
    """The width of a Chinese character in running text on the page."""
    widths = Counter(round(glyph.x1 - glyph.x0, 1) for glyph in glyphs[:_SAMPLE] if glyph.character >= "\u2e80")
    return widths.most_common(1)[0][0] if widths else 12.0


def _rows(glyphs: Sequence[Glyph]) -> tuple[list[list[Glyph]], int]:
    """The printed lines from top to bottom, each from left to right, and how many characters were printed twice on one spot."""
    rows: list[list[Glyph]] = []
    for piece in sorted(_pieces(glyphs), key=lambda piece: piece[len(piece) // 2].middle):
        if rows and _level(rows[-1], piece):
            rows[-1].extend(piece)
        else:
            rows.append(piece)
    doubled = 0
    for number, row in enumerate(rows):
        row.sort(key=lambda glyph: glyph.x0)
        rows[number] = _single(row)
        doubled += len(row) - len(rows[number])
    return rows, doubled


def _pieces(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters as they follow one another on a line in the content stream."""
    pieces: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None and last.top <= glyph.middle <= last.bottom and glyph.x0 >= last.x0 - 2 * (last.bottom - last.top):
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
        last = glyph
    return pieces


def _level(row: Sequence[Glyph], piece: Sequence[Glyph]) -> bool:
    above, here = row[-1], piece[0]
    overlap = min(above.bottom, here.bottom) - max(above.top, here.top)
    return overlap > 0.6 * min(above.bottom - above.top, here.bottom - here.top)


def _single(row: Sequence[Glyph]) -> list[Glyph]:
    kept: list[Glyph] = []
    for glyph in row:
        for other in kept[-3:]:
            near = _SAME_SPOT * (glyph.x1 - glyph.x0)
            if other.character == glyph.character and glyph.x0 - other.x0 <= near and abs(other.middle - glyph.middle) <= near:
                break
        else:
            kept.append(glyph)
    return kept


def _line(row: Sequence[Glyph], em: float, page: int) -> Line | None:
    """A Line with the gaps of the print as blanks: a tab for a column gap, a space between words."""
    text: list[str] = []
    sources: array[int] = array("l")
    reach, word, column = math.inf, _WORD_GAP * em, _COLUMN_GAP * em
    for glyph in row:
        if glyph.x0 - reach > word and glyph.character != " ":
            text.append("\t" if glyph.x0 - reach > column else " ")
            sources.append(sources[-1])
        text.append(glyph.character)
        sources.append(glyph.index)
        reach = glyph.x1
    traced = Traced("".join(text), sources).stripped()
    printed = [glyph for glyph in row if not glyph.character.isspace()]
    if not traced.text or not printed:
        return None
    return Line(traced, 2 * printed[0].x0 / em, 2 * max(glyph.x1 for glyph in printed) / em, 0, page)
