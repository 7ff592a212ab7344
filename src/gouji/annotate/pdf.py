"""PDF: a highlight on each figure at fault, with its number beside it and its proof in a popup, and a legend behind the last page."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from gouji.annotate import legend
from gouji.annotate.legend import CHINESE, INKS, LATIN, SYMBOL, TINTS
from gouji.annotate.remark import SEVERITIES, Remark
from gouji.document.model import Box, Document
from gouji.readers.marks import AUTHOR, LEGEND, PROPERTY
from gouji.readers.problems import Unreadable, problem
from gouji.renderers.escaping import xml_text
from gouji.renderers.words import Wording
from gouji.report import DocumentReport

_PREFIX = f"{AUTHOR}-"
_PRINT = 4  # the flag of an annotation that is printed
_PAD, _TAG, _DIGITS = 1.2, 7.5, 6.5  # points: around a figure; the height of the tag with its number; the size of that
_FOUR_BY_THREE = (612.0, 792.0)

Point = tuple[float, float]


def annotated(data: bytes, remarks: Sequence[Remark], report: DocumentReport, wording: Wording, mark: str) -> tuple[bytes, int]:
    """The file with its remarks highlighted and a legend, marked with `mark`, and 0: the legend has a place for every remark. Raises Unreadable."""
    assert report.document is not None
    with _opened(data) as pdf:
        marked = _Marked(pdf)
        placed = [(remark, _boxes(report.document, remark)) for remark in remarks]
        # one tint a figure, that of its gravest remark, and below the others: tints upon one another give mud
        for remark, boxes in sorted(placed, key=lambda pair: SEVERITIES.index(pair[0].severity)):
            marked.highlight(remark, boxes)
        marked.add_legend(remarks, list(_head(report, remarks, wording)), wording)
        pdf.docinfo[Name(f"/{PROPERTY}")] = String(mark)
        return _saved(pdf), 0


def stripped(data: bytes) -> bytes:
    """The file without the highlights and the legend that an earlier run put into it."""
    with _opened(data) as pdf:
        for number in range(len(pdf.pages) - 1, -1, -1):
            page = pdf.pages[number]
            if _is_legend(page):
                del pdf.pages[number]
            elif "/Annots" in page.obj:
                kept = [each for each in page.obj.Annots if not _is_own(each)]
                if kept:
                    page.obj.Annots = Array(kept)
                else:
                    del page.obj.Annots
        return _saved(pdf)


def _opened(data: bytes) -> Any:
    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError as error:
        raise Unreadable(problem("encrypted"), "pdf") from error
    except (pikepdf.PdfError, RuntimeError, ValueError) as error:
        raise Unreadable(problem("damaged", detail=str(error)), "pdf") from error
    if pdf.is_encrypted:  # opened without a password, but not to be written to
        raise Unreadable(problem("encrypted"), "pdf")
    return pdf


def _saved(pdf: Any) -> bytes:
    """The file, its streams as they are, its identity made from its content."""
    written = io.BytesIO()
    pdf.save(written, deterministic_id=True, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return written.getvalue()


def _is_own(annotation: Any) -> bool:
    parent = annotation.get("/Parent", annotation)
    return isinstance(parent, pikepdf.Object) and str(parent.get("/NM", "")).startswith(_PREFIX)


def _is_legend(page: Any) -> bool:
    contents = page.obj.get("/Contents")
    return isinstance(contents, pikepdf.Stream) and contents.read_bytes().lstrip().startswith(f"/{LEGEND} ".encode())


def _boxes(document: Document, remark: Remark) -> tuple[Box, ...]:
    if remark.span is None or document.locator is None:
        return ()
    return document.locator.place(remark.span).boxes


def _head(report: DocumentReport, remarks: Sequence[Remark], wording: Wording) -> Iterable[str]:
    """What was found in the file and how much of it was checked."""
    found = [finding.severity for finding in report.findings]
    counts = {field.name: getattr(report.coverage, field.name) for field in fields(report.coverage)}
    yield wording("summary.found", **{severity: found.count(severity) for severity in SEVERITIES})
    if found.count("note") and all(remark.severity != "note" for remark in remarks):
        yield wording("annotate.unmarked")
    yield f"{wording('label.coverage')}: {wording('summary.coverage', **counts)}"
    yield f"{wording('label.relations')}: {wording('summary.relations', **counts)}"


@dataclass(slots=True)
class _Marked:
    """A PDF being annotated."""

    pdf: Any
    fonts: Any = None
    tagged: dict[tuple[int, int, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        make = self.pdf.make_indirect
        self.fonts = Dictionary({LATIN: make(_standard(Name.Helvetica)), SYMBOL: make(_standard(Name.Symbol)), CHINESE: make(_chinese(self.pdf))})

    def highlight(self, remark: Remark, boxes: Sequence[Box]) -> None:
        """Puts a highlight on each page that a remark speaks of; the first has the popup."""
        for page in dict.fromkeys(box.page for box in boxes):
            self._highlight(remark, page, [box for box in boxes if box.page == page])

    def _highlight(self, remark: Remark, number: int, boxes: Sequence[Box]) -> None:
        page = self.pdf.pages[number - 1]
        at = _placed(page)
        boxes = [Box(number, box.x0 - _PAD, box.top - _PAD, box.x1 + _PAD, box.bottom + _PAD) for box in boxes]
        tinted = () if _spot(boxes[-1]) in self.tagged else boxes
        tag = self._tag(remark, boxes[-1])
        corners = [at(x, y) for box in (*boxes, tag) for x, y in ((box.x0, box.top), (box.x1, box.bottom))]
        rectangle = _rectangle(corners)
        name = f"{_PREFIX}{remark.number}" + (f"-{number}" if number != boxes[0].page else "")
        annotation = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Highlight,
                Rect=rectangle,
                QuadPoints=Array([part for box in boxes for part in _quad(at, box)]),
                C=Array(_numbers(TINTS[remark.severity])),
                F=_PRINT,
                T=String(AUTHOR),
                Subj=String(xml_text(remark.title)),
                Contents=String(xml_text(f"{remark.message}\n" + "\n".join(remark.lines))),
                NM=String(name),
                P=page.obj,
                AP=Dictionary(N=self._appearance(remark, at, tinted, tag, rectangle)),
            )
        )
        popup = self.pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Popup, Rect=_rectangle(_beside(page)), Parent=annotation, P=page.obj, Open=False)
        )
        annotation.Popup = popup
        page.obj.Annots = Array([*page.obj.get("/Annots", Array()), annotation, popup])

    def _tag(self, remark: Remark, box: Box) -> Box:
        """Where the number of a remark stands: over the end of its figure, behind the numbers that stand there already."""
        spot = _spot(box)
        taken = self.tagged.get(spot, 0)
        width = 3 + _DIGITS * 0.556 * len(str(remark.number))
        self.tagged[spot] = taken + 1
        left = box.x1 - width / 2 + taken * (width + 1)
        return Box(box.page, left, box.top - _TAG + 1, left + width, box.top + 1)

    def _appearance(self, remark: Remark, at: Callable[[float, float], Point], boxes: Sequence[Box], tag: Box, rectangle: Any) -> Any:
        """What is seen of a highlight, the same in every viewer: a tint through which the print shows, and a number."""
        origin, right, down = at(0, 0), at(1, 0), at(0, 1)
        matrix = right[0] - origin[0], right[1] - origin[1], origin[0] - down[0], origin[1] - down[1]
        tint, ink = (" ".join(f"{part:g}" for part in colours[remark.severity]) for colours in (TINTS, INKS))
        x, y = at(tag.x0 + 1.5, tag.bottom - 1.4)
        content = [f"/Tint gs {tint} rg", *(_filled(at, box) for box in boxes), f"/Plain gs {ink} rg", _filled(at, tag)]
        content.append(legend.text_at(str(remark.number), x, y, _DIGITS, (1, 1, 1), matrix))
        stream = self.pdf.make_stream("\n".join(content).encode("ascii"))
        stream.Type, stream.Subtype, stream.BBox = Name.XObject, Name.Form, rectangle
        states = Dictionary(Tint=Dictionary(Type=Name.ExtGState, BM=Name.Multiply), Plain=Dictionary(Type=Name.ExtGState, BM=Name.Normal))
        stream.Resources = Dictionary(ExtGState=states, Font=self.fonts)
        # the tint is to blend with the page below, not with nothing
        stream.Group = Dictionary(S=Name.Transparency)
        return stream

    def add_legend(self, remarks: Sequence[Remark], head: Sequence[str], wording: Wording) -> None:
        """Adds the legend behind the last page, in its size."""
        width, height = _size(self.pdf.pages[-1])
        targets = {str(each.NM): page for page in self.pdf.pages for each in page.obj.get("/Annots", ()) if str(each.get("/NM", "")).startswith(_PREFIX)}
        for told in legend.pages(remarks, head, wording, width, height):
            self.pdf.add_blank_page(page_size=(width, height))
            page = self.pdf.pages[-1]
            page.obj.Contents = self.pdf.make_stream(told.content)
            page.obj.Resources = Dictionary(Font=self.fonts)
            links = [(low, high, targets.get(f"{_PREFIX}{number}")) for number, low, high in told.links]
            page.obj.Annots = Array([_link(self.pdf, width, low, high, target) for low, high, target in links if target is not None])


def _link(pdf: Any, width: float, low: float, high: float, target: Any) -> Any:
    rectangle = Array(_numbers((54, low, width - 54, high)))
    return pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rectangle, Border=Array([0, 0, 0]), Dest=Array([target.obj, Name.Fit]), NM=String(f"{_PREFIX}link"))
    )


def _standard(name: Any) -> Any:
    """One of the fonts that every viewer has."""
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=name)


def _chinese(pdf: Any) -> Any:
    """A font that viewers bring along for Chinese: to embed one would cost megabytes or another library."""
    name = Name("/STSong-Light")
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=name, Flags=4, FontBBox=Array([-25, -254, 1000, 880]), ItalicAngle=0,
        Ascent=880, Descent=-120, CapHeight=880, StemV=93,
    )  # fmt: skip
    system = Dictionary(Registry=String("Adobe"), Ordering=String("GB1"), Supplement=4)
    described = pdf.make_indirect(descriptor)
    descendant = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=name, CIDSystemInfo=system, FontDescriptor=described, DW=1000)
    encoding = Name("/UniGB-UCS2-H")
    return Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=name, Encoding=encoding, DescendantFonts=Array([pdf.make_indirect(descendant)]))


def _inherited(page: Any, key: str) -> Any:
    """An entry of a page, or of the nearest node of the page tree above that has it."""
    node, steps = page.obj, 0
    while key not in node and "/Parent" in node and steps < 50:
        node, steps = node.Parent, steps + 1
    return node.get(key)


def _bounds(page: Any) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of what is shown of a page."""
    boxes = [[float(part) for part in box] for key in ("/MediaBox", "/CropBox") if (box := _inherited(page, key)) is not None and len(box) == 4]
    if not boxes:
        return (0.0, 0.0, *_FOUR_BY_THREE)
    lows = [(min(x0, x1), min(y0, y1)) for x0, y0, x1, y1 in boxes]
    highs = [(max(x0, x1), max(y0, y1)) for x0, y0, x1, y1 in boxes]
    return max(x for x, _ in lows), max(y for _, y in lows), min(x for x, _ in highs), min(y for _, y in highs)


def _turned(page: Any) -> int:
    rotation = _inherited(page, "/Rotate")
    return int(rotation) % 360 if rotation is not None else 0


def _size(page: Any) -> tuple[float, float]:
    """Width and height of a page as displayed."""
    left, bottom, right, top = _bounds(page)
    size = right - left, top - bottom
    return size if _turned(page) % 180 == 0 else size[::-1]


def _placed(page: Any) -> Callable[[float, float], Point]:
    """From a point of the page as displayed (origin at the top left) to one in the page's own space."""
    left, bottom, right, top = _bounds(page)
    turns: dict[int, Callable[[float, float], Point]] = {
        90: lambda x, y: (left + y, bottom + x),
        180: lambda x, y: (right - x, bottom + y),
        270: lambda x, y: (right - y, top - x),
    }
    return turns.get(_turned(page), lambda x, y: (left + x, top - y))


def _spot(box: Box) -> tuple[int, int, int]:
    """Where a figure ends, whatever remark speaks of it."""
    return box.page, round(box.x1), round(box.top)


def _quad(at: Callable[[float, float], Point], box: Box) -> list[Any]:
    """The corners of a box as QuadPoints has them: upper left, upper right, lower left, lower right."""
    corners = (at(box.x0, box.top), at(box.x1, box.top), at(box.x0, box.bottom), at(box.x1, box.bottom))
    return _numbers(part for corner in corners for part in corner)


def _filled(at: Callable[[float, float], Point], box: Box) -> str:
    (x0, y0), (x1, y1) = at(box.x0, box.top), at(box.x1, box.bottom)
    return f"{min(x0, x1):.2f} {min(y0, y1):.2f} {abs(x1 - x0):.2f} {abs(y1 - y0):.2f} re f"


def _rectangle(corners: Sequence[Point]) -> Any:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Array(_numbers((min(xs), min(ys), max(xs), max(ys))))


def _beside(page: Any) -> list[Point]:
    """Where a popup opens: at the right edge of the page."""
    width, height = _size(page)
    at = _placed(page)
    return [at(width - 200, 20), at(width - 10, min(220, height))]


def _numbers(parts: Iterable[float]) -> list[Any]:
    """Numbers as a PDF writes them: two decimals say enough, and say it the same on every machine."""
    from decimal import Decimal

    return [Decimal(f"{part:.2f}") for part in parts]
