"""What is drawn over the picture of a page: its marks, the numbers of the findings in its margin, its text for search and copying."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from gouji.document.model import Box, Locator, Span
from gouji.renderers.html.flow import style
from gouji.renderers.html.index import Entry, Mark
from gouji.renderers.html.markup import Markup, joined, tag
from gouji.renderers.html.pictures import Picture
from gouji.renderers.words import Wording

_AIR = 1.2  # points around a mark
_PIN = 7.5  # points, the radius of a pin
_PIN_STEP = 17
_PIN_MARGIN = 13  # from the right edge of the page
_BASELINE = 0.86  # of the height of a line, from its top


def pages(entry: Entry, pictures: Sequence[Picture], wording: Wording) -> Markup:
    """The pages of a PDF with everything that is drawn over them."""
    marks, lines = _by_page(entry.marks), _lines(entry)
    return joined(_page(entry, picture, marks[picture.number], lines[picture.number], wording) for picture in pictures)


def overlays(entry: Entry, sizes: Sequence[tuple[float, float]]) -> Iterator[tuple[Markup, tuple[str, ...]]]:
    """For a page that is fetched by itself, of the sizes in points: what is drawn over it, and the names of its marks."""
    placed, lines = _by_page(entry.marks), _lines(entry)
    for number, (width, height) in enumerate(sizes, start=1):
        marks = placed[number]
        yield _overlay(marks, lines[number], Picture(number, width, height, None)), tuple(dict.fromkeys(mark.key for mark, _ in marks))


def size(width: float, height: float) -> dict[str, str]:
    """The attributes of what is as large as a page."""
    return {"width": _number(width), "height": _number(height)}


def _page(entry: Entry, picture: Picture, marks: Sequence[tuple[Mark, Box]], lines: Sequence[tuple[Box, str]], wording: Wording) -> Markup:
    title = wording("place.page", page=picture.number)
    if picture.uri:
        drawn = tag("img", src=picture.uri, alt=title, loading="lazy", decoding="async", **size(picture.width, picture.height))
    else:
        drawn = tag("p", wording("html.undrawn"), class_="undrawn")
    number = tag("div", title, class_="folio")
    return tag("div", number, drawn, _overlay(marks, lines, picture), class_="page", id=f"{entry.identity}-p{picture.number}")


def _overlay(marks: Sequence[tuple[Mark, Box]], lines: Sequence[tuple[Box, str]], picture: Picture) -> Markup:
    page = size(picture.width, picture.height)
    return tag(
        "svg", *(_text(box, text) for box, text in lines), *(_marked(mark, box) for mark, box in marks), *_pins(marks, picture),
        viewBox=f"0 0 {page['width']} {page['height']}", class_="overlay", **page,
    )  # fmt: skip


def _by_page(marks: Sequence[Mark]) -> defaultdict[int, list[tuple[Mark, Box]]]:
    placed: defaultdict[int, list[tuple[Mark, Box]]] = defaultdict(list)
    for mark in marks:
        for box in mark.boxes:
            placed[box.page].append((mark, box))
    return placed


def _marked(mark: Mark, box: Box) -> Markup:
    left, top, right, bottom = box.x0 - _AIR, box.top - _AIR, box.x1 + _AIR, box.bottom + _AIR
    frame = tag("rect", x=_number(left), y=_number(top), width=_number(right - left), height=_number(bottom - top))
    below = tag("path", d=f"M{_number(left + 1)} {_number(bottom)}H{_number(right - 1)}")
    return tag("g", frame, below, class_=style(mark), data_f=mark.key)


def _pins(marks: Sequence[tuple[Mark, Box]], picture: Picture) -> Iterator[Markup]:
    """Where a finding points, its number at the right edge of the page; those of one line beside one another, in their order."""
    first: dict[str, tuple[Mark, Box]] = {}
    for mark, box in marks:
        first.setdefault(mark.key, (mark, box))
    numbered = sorted(((pin, mark, (box.top + box.bottom) / 2) for mark, box in first.values() for pin in mark.pins), key=lambda each: -each[0])
    placed: list[tuple[float, float]] = []
    for pin, mark, y in numbered:
        x = picture.width - _PIN_MARGIN
        while any(abs(x - other) < _PIN_STEP and abs(y - height) < _PIN_STEP for other, height in placed):
            x -= _PIN_STEP
        placed.append((x, y))
        circle = tag("circle", cx=_number(x), cy=_number(y), r=_PIN)
        label = tag("text", str(pin), x=_number(x), y=_number(y + 3), text_anchor="middle", font_size="8.5" if pin < 100 else "6.6")
        yield tag("g", circle, label, class_=f"pin {mark.severity or ''}".strip(), data_n=f"{mark.key.partition('-')[0]}-n{pin}")


def _text(box: Box, text: str) -> Markup:
    """A line of the page as invisible text: found by the browser's search, read aloud, copied."""
    height = box.bottom - box.top
    where = {"x": _number(box.x0), "y": _number(box.top + _BASELINE * height)}
    return tag("text", text, textLength=_number(box.x1 - box.x0), font_size=_number(height), **where)


def _lines(entry: Entry) -> defaultdict[int, list[tuple[Box, str]]]:
    """By page, the lines of the blocks with their boxes."""
    lines: defaultdict[int, list[tuple[Box, str]]] = defaultdict(list)
    document = entry.report.document
    if document is None or document.locator is None:
        return lines
    for number, block in enumerate(document.blocks):
        if block.text:
            for box, text in _split(document.locator, number, block.text):
                lines[box.page].append((box, text))
    return lines


def _split(locator: Locator, block: int, text: str) -> Iterator[tuple[Box, str]]:
    """The text of a block as it is broken into lines on the page."""
    first, *others = locator.place(Span(block, 0, len(text))).boxes
    boxes, box, start = iter(others), first, 0
    for at in range(len(text) if others else 0):
        (own,) = locator.place(Span(block, at, at + 1)).boxes
        if not _holds(box, own) and (following := next(boxes, None)) is not None:
            yield box, text[start:at]
            box, start = following, at
    yield box, text[start:]


def _holds(line: Box, own: Box) -> bool:
    return line.page == own.page and line.x0 <= own.x0 and own.x1 <= line.x1 and line.top <= own.top and own.bottom <= line.bottom


def _number(value: float) -> str:
    """A length in points as SVG writes it: a tenth is less than a pixel of any picture of a page."""
    return f"{value:.1f}".removesuffix(".0")
