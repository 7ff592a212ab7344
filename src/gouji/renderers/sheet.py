"""Sheet: the lines a view puts on a terminal, never wider than its columns."""

from __future__ import annotations

from dataclasses import dataclass, field

from rich.text import Text

from gouji.document.model import Place
from gouji.renderers.columns import safe, wrapped
from gouji.renderers.words import Wording

NARROWEST = 40
STYLES = {
    "error": "bold red", "warning": "bold yellow", "note": "bold cyan",
    "verified": "green", "contradicted": "red", "unchecked": "dim",
    "consistent": "green", "inconsistent": "red", "undetermined": "dim",
    "faint": "dim", "strong": "bold",
}  # fmt: skip


@dataclass(slots=True)
class Sheet:
    """Lines so far, `columns` wide at most; styles show on a terminal and are nothing in plain text."""

    columns: int
    lines: list[Text] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.columns = max(self.columns, NARROWEST)

    def put(self, *parts: str | tuple[str, str], indent: int = 0, hang: int | None = None) -> None:
        """Adds a paragraph of plain or (text, style name) parts; its further lines are indented by `hang`."""
        text = Text()
        for part in parts:
            words, style = (part, "") if isinstance(part, str) else part
            text.append(safe(words), STYLES.get(style, ""))
        self.lines.extend(wrapped(text, self.columns, indent, indent if hang is None else hang))

    def gap(self) -> None:
        """Adds an empty line, if the last one is not empty already."""
        if self.lines and self.lines[-1].plain:
            self.lines.append(Text())

    def plain(self) -> str:
        """All lines without styles."""
        return "".join(f"{line.plain}\n" for line in self.lines)


def where(place: Place, wording: Wording) -> str:
    """A place in words: `第6页 三(六)`, `第88段`, `表1 C7`, `支出表!C7`; lines of text files are said by `pointer` instead."""
    return " ".join(part for part in (_position(place, wording), _section(place, wording)) if part)


def pointer(path: str, place: Place, wording: Wording) -> str:
    """A file and a place: `report.txt:212:9 三(六)`, `report.pdf 第6页`."""
    name = path.rsplit("/", 1)[-1]
    if place.line is None or place.cell or place.boxes or place.paragraph:
        return f"{name} {where(place, wording)}".rstrip()
    line = ":".join(str(part) for part in (name, place.line, place.column) if part is not None)
    return f"{line} {_section(place, wording)}".rstrip()


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


def _section(place: Place, wording: Wording) -> str:
    return wording("place.section", section=place.section) if place.section else ""
