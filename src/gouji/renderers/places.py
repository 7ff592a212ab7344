"""Places in words, and the stretch of lines that a figure takes in a file of text."""

from __future__ import annotations

from gouji.document.model import Place, Span
from gouji.frozen import frozen
from gouji.renderers.words import Wording
from gouji.report import DocumentReport, FactView


@frozen
class Stretch:
    """From a line and column up to another, exclusive; 1-based, in characters of the decoded file. None where the reader did not say."""

    line: int
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None


def stretch(document: DocumentReport, place: Place, view: FactView | None = None) -> Stretch | None:
    """The characters that `view` takes in its file, which stands at `place`; None where the format has no lines."""
    if place.line is None:
        return None
    start = Stretch(place.line, place.column)
    locator = document.document.locator if document.document else None
    if view is None or locator is None or place.column is None:
        return start
    span = view.fact.span
    try:
        first, last = locator.place(span), locator.place(Span(span.block, span.end - 1, span.end))
    except IndexError:  # a figure of a dossier counts its blocks through all files
        return start
    if (first.line, first.column) != (place.line, place.column) or last.line is None or last.column is None:
        return start
    return Stretch(place.line, place.column, last.line, last.column + 1)


def where(place: Place, wording: Wording) -> str:
    """A place in words: `第6页 三(六)`, `第88段`, `表1 C7`, `支出表!C7`; lines of text files are said by `pointer` instead."""
    return " ".join(part for part in (_position(place, wording), section(place, wording)) if part)


def spot(place: Place, wording: Wording) -> str:
    """A place in a file that is known: `212:9 三(六)`, `第6页 三(六)`."""
    return " ".join(part for part in (line_and_column(place) or _position(place, wording), section(place, wording)) if part)


def pointer(path: str, place: Place, wording: Wording) -> str:
    """A file, without its folders, and a place: `report.txt:212:9 三(六)`, `report.pdf 第6页`."""
    return located(path.rsplit("/", 1)[-1], place, wording)


def located(path: str, place: Place, wording: Wording) -> str:
    """A path and a place, lines as editors follow them: `甲/report.txt:212:9 三(六)`, `甲/report.pdf 第6页`."""
    line = line_and_column(place)
    return f"{path}:{spot(place, wording)}" if line else f"{path} {where(place, wording)}".rstrip()


def line_and_column(place: Place) -> str:
    """`212:9` of a place in running text; empty where something better than a line tells it."""
    if place.line is None or place.cell or place.boxes or place.paragraph:
        return ""
    return ":".join(str(part) for part in (place.line, place.column) if part is not None)


def section(place: Place, wording: Wording) -> str:
    """`三(六)`; empty where none is known."""
    return wording("place.section", section=place.section) if place.section else ""


def position(place: Place, wording: Wording) -> str:
    """A place without its section, as `--concise` puts it behind a path: `212:9`, `第6页`, `支出表!C7`."""
    return line_and_column(place) or _position(place, wording)


def _position(place: Place, wording: Wording) -> str:
    cell = place.cell
    if cell and cell.sheet:
        return f"{cell.sheet}!{cell.ref}"
    page = wording("place.page", page=place.boxes[0].page) if place.boxes else ""
    if cell:
        at = wording("place.cell", table=cell.table, ref=cell.ref) if cell.table else cell.ref
        return f"{page} {at}".strip()
    if page:
        return page
    if place.paragraph is not None:
        return wording("place.paragraph", paragraph=place.paragraph)
    return "" if place.line is None else wording("place.line", line=place.line)
