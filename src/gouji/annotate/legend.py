"""The legend of an annotated PDF: its remarks in full, typeset on pages of their own, in fonts that every viewer has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from gouji.annotate.remark import SEVERITIES, Remark
from gouji.readers.marks import LEGEND
from gouji.renderers.escaping import xml_text
from gouji.renderers.words import Wording
from gouji.report import Severity

Colour = tuple[float, float, float]

TINTS: dict[Severity, Colour] = {"error": (1, 0.6, 0.6), "warning": (1, 0.84, 0.4), "note": (0.65, 0.84, 1)}
INKS: dict[Severity, Colour] = {"error": (0.75, 0.1, 0.1), "warning": (0.65, 0.4, 0), "note": (0.1, 0.35, 0.65)}
_BLACK: Colour = (0, 0, 0)
_GREY: Colour = (0.35, 0.35, 0.35)
LATIN, SYMBOL, CHINESE = "/Latin", "/Symbol", "/Chinese"  # the names of the fonts on a page
# Helvetica, per mille of its size, from the blank to the tilde
_WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
# Mathematics comes from Symbol, which every viewer has: in the fonts that stand in for a Chinese one, ≤ may be missing. Code, per mille of width
_SYMBOLS = {"≤": (0xA3, 549), "≥": (0xB3, 549), "≠": (0xB9, 549), "×": (0xB4, 549), "÷": (0xB8, 549), "→": (0xAE, 987), "±": (0xB1, 549),
            "−": (0x2D, 549), "≈": (0xBB, 549), "Σ": (0x53, 592), "∞": (0xA5, 713)}  # fmt: skip
_STRETCH = re.compile(rf"(?P<latin>[ -~]+)|(?P<symbol>[{''.join(_SYMBOLS)}]+)|(?P<chinese>.)", re.DOTALL)
_WIDE = {chr(32 + number): width / 1000 for number, width in enumerate(_WIDTHS)} | {sign: width / 1000 for sign, (_, width) in _SYMBOLS.items()}
_WORD = re.compile(r"[!-~]+|.", re.DOTALL)
_PLAINER = str.maketrans({"–": "-"})
_MARGIN, _LEADING = 54.0, 1.5


@dataclass(slots=True)
class Page:
    """A page of the legend: `content` as PDF writes it, and which remark is told between which heights, for links."""

    pieces: list[str] = field(default_factory=list)
    links: list[tuple[int, float, float]] = field(default_factory=list)

    @property
    def content(self) -> bytes:
        """All of it, marked so that a reader can tell the page from those of the document."""
        return "\n".join((f"/{LEGEND} BMC", *self.pieces, "EMC\n")).encode("ascii")


def pages(remarks: Sequence[Remark], head: Sequence[str], wording: Wording, width: float, height: float) -> list[Page]:
    """The legend on pages of `width` × `height` points; `head` is said under its title."""
    setter = _Setter(width, height)
    setter.paragraph(wording("annotate.legend"), 15)
    for line in (wording("annotate.appended"), *head):
        setter.paragraph(line, 9, _GREY)
    setter.key([(severity, wording(f"severity.{severity}")) for severity in SEVERITIES])
    if not remarks:
        setter.paragraph(wording("annotate.nothing"), 10)
    for remark in remarks:
        setter.remark(remark)
    return setter.pages


class _Setter:
    """Lines put one below the other, on as many pages as they need."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.pages = [Page()]
        self.y = height - _MARGIN

    def paragraph(self, text: str, size: float, colour: Colour = _BLACK, indent: float = 0) -> None:
        """A paragraph, its lines broken to the width of the page."""
        for line in self._lines(text, size, indent):
            self._down(size * _LEADING)
            self.pages[-1].pieces.append(text_at(line, _MARGIN + indent, self.y, size, colour))

    def key(self, colours: Sequence[tuple[Severity, str]]) -> None:
        """What the colours mean, in one line."""
        self._down(22)
        x = _MARGIN
        for severity, name in colours:
            self.pages[-1].pieces += [f"{_rgb(TINTS[severity])} rg {x:.2f} {self.y - 2:.2f} 16 11 re f", text_at(name, x + 20, self.y, 9, _BLACK)]
            x += 34 + 9 * sum(map(_em, name))
        self._down(8)

    def remark(self, remark: Remark) -> None:
        """A remark: number, title and place, then what is wrong, then the proof."""
        paragraphs = [(f"{remark.number}  {remark.title}  {remark.place}", 10.0, INKS[remark.severity], 0), (remark.message, 10.0, _BLACK, 14)]
        paragraphs += [(line, 8.5, _GREY, 14) for line in remark.lines]
        height = sum(self._height(text, size, indent) for text, size, _, indent in paragraphs)
        self._down(8)
        # a remark that fits on a page is not torn over two
        if self.y - height < _MARGIN and (height <= self.height - 2 * _MARGIN or self.y < _MARGIN + 40):
            self._turn()
        top, page = self.y, self.pages[-1]
        for number, (text, size, colour, indent) in enumerate(paragraphs):
            self.paragraph(text, size, colour, indent)
            if not number:
                page.links.append((remark.number, self.y - 3, top))

    def _height(self, text: str, size: float, indent: float) -> float:
        return len(self._lines(text, size, indent)) * size * _LEADING

    def _lines(self, text: str, size: float, indent: float) -> list[str]:
        """A text broken to the width of the page."""
        return list(_broken(_typed(text), (self.width - 2 * _MARGIN - indent) / size))

    def _down(self, by: float) -> None:
        if self.y - by < _MARGIN:
            self._turn()
        self.y -= by

    def _turn(self) -> None:
        self.pages.append(Page())
        self.y = self.height - _MARGIN


def text_at(text: str, x: float, y: float, size: float, colour: Colour, matrix: tuple[float, float, float, float] = (1, 0, 0, 1)) -> str:
    """The operators that print `text` on a line that begins at x, y."""
    shown = []
    for kind, stretches in groupby(_STRETCH.finditer(text), key=lambda match: match.lastgroup):
        stretch = "".join(match.group() for match in stretches)
        font, code = _CODED[kind or "chinese"]
        shown.append(f"{font} {size:g} Tf <{code(stretch)}> Tj")
    turned = " ".join(f"{part:g}" for part in matrix)
    return f"BT {_rgb(colour)} rg {turned} {x:.2f} {y:.2f} Tm {' '.join(shown)} ET"


_CODED: dict[str, tuple[str, Callable[[str], str]]] = {
    "latin": (LATIN, lambda text: text.encode("ascii").hex()),
    "symbol": (SYMBOL, lambda text: bytes(_SYMBOLS[character][0] for character in text).hex()),
    "chinese": (CHINESE, lambda text: text.encode("utf-16-be").hex()),
}


def _typed(text: str) -> str:
    """`text` in characters that both fonts have."""
    return "".join(character if character <= "\uffff" else "\u25a1" for character in xml_text(text).replace("\n", " ").translate(_PLAINER))


def _em(character: str) -> float:
    return _WIDE.get(character, 1.0)


def _broken(text: str, ems: float) -> Iterator[str]:
    """The lines of `text`, each at most `ems` wide; a word is broken only where it is wider than that."""
    line, used = "", 0.0
    for word in _WORD.findall(text):
        width = sum(map(_em, word))
        if line and used + width > ems:
            yield line.rstrip()
            line, used, word = "", 0.0, word.lstrip()
        for character in word if width > ems else (word,):
            wide = sum(map(_em, character))
            if line and used + wide > ems:
                yield line
                line, used = "", 0.0
            line, used = line + character, used + wide
    yield line


def _rgb(colour: Colour) -> str:
    return " ".join(f"{part:g}" for part in colour)
