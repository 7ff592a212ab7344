"""The comments of a worksheet: their part, and the drawing in which Excel keeps their boxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gouji.annotate.package import XML, Edition
from gouji.annotate.source import Source, content, local
from gouji.readers.grid import reference
from gouji.readers.marks import AUTHOR
from gouji.readers.problems import Unreadable
from gouji.readers.sheets import Position
from gouji.readers.worksheet import position

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_VML = {"v": "urn:schemas-microsoft-com:vml", "o": "urn:schemas-microsoft-com:office:office", "x": "urn:schemas-microsoft-com:office:excel"}
_DECLARED = tuple(f'xmlns:{prefix}="{uri}"' for prefix, uri in _VML.items())
_CLIENT, _ROW, _COLUMN = (f"{{{_VML['x']}}}{name}" for name in ("ClientData", "Row", "Column"))
_COMMENTS = f'{XML}<comments xmlns="{SPREADSHEET}"><authors></authors><commentList></commentList></comments>'
_DRAWING = (
    f"<xml {' '.join(_DECLARED)}>"
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%d"/></o:shapelayout>'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_BOX = (
    '<v:shape{declared} id="_x0000_s{identity}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>'
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_IDENTITY = re.compile(r"_x0000_s(\d{1,9})")
_IDENTITIES = 1024  # of shapes to a drawing, as Excel counts them
_SEPARATOR = f"—— {AUTHOR} ——"  # behind what somebody else wrote into the comment of the same cell
_SEPARATED = re.compile(rb"(?:\r?\n|&#10;|&#xA;)?" + _SEPARATOR.encode() + b".*", re.DOTALL)
_THREAD = "tc="  # begins the author of a stand-in for a conversation, which Excel keeps in a part of its own
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

Anchor = Callable[[Position, str], str]
"""Where the box of a comment on a cell lies, as Excel writes it, from the cell and the text."""


@dataclass(slots=True)
class Notes:
    """The comments of the sheet `number` (from 1), whose part is `sheet`."""

    edition: Edition
    sheet: str
    number: int

    def write(self, texts: Mapping[Position, str], anchor: Anchor) -> set[Position]:
        """Puts a comment on each cell; behind the words of others where there is one already. Gives the cells where that was not possible."""
        if not texts:
            return set()
        try:
            comments = self._source("comments", "xl/comments{}.xml", _COMMENTS, _COMMENTS_TYPE)
            drawing = self._source("vmlDrawing", "xl/drawings/vmlDrawing{}.vml", _DRAWING % self.number, None)
        except Unreadable:  # a drawing that is no XML: older programs wrote such
            return set(texts)
        authors, listed = comments.child(comments.root, "authors"), comments.child(comments.root, "commentList")
        if authors is None or listed is None:
            return set(texts)
        own = self._author(comments, authors)
        refused, identity = set(), self._identity(drawing)
        others = {position(each.get("ref", "")): each for each in listed}
        for at, text in sorted(texts.items()):
            if at in others:
                refused |= set() if _added(comments, authors, others[at], text) else {at}
                continue
            prefix, declared = comments.naming()
            body = f'<{prefix}text><{prefix}t xml:space="preserve">{escaped(text)}</{prefix}t></{prefix}text>'
            comments.append(listed, f'<{prefix}comment{declared} ref="{reference(*at)}" authorId="{own}">{body}</{prefix}comment>')
            bound = drawing.root.nsmap
            missing = "".join(f' xmlns:{name}="{uri}"' for name, uri in _VML.items() if bound.get(name) != uri)
            drawing.append(drawing.root, _BOX.format(declared=missing, identity=identity, anchor=anchor(at, text), row=at[0], column=at[1]))
            identity += 1
        return refused

    def strip(self) -> None:
        """Takes away what an earlier run wrote."""
        part = self.edition.related(self.sheet, "comments")
        if part is None or part not in self.edition:
            return
        comments = self.edition.source(part)
        authors, listed = comments.child(comments.root, "authors"), comments.child(comments.root, "commentList")
        if authors is None or listed is None:
            return
        removed = set()
        for comment in listed:
            if _author_of(authors, comment) == AUTHOR:
                comments.remove(comment)
                removed.add(position(comment.get("ref", "")))
            else:
                _without_addition(comments, comment)
        drawing = self.edition.related(self.sheet, "vmlDrawing")
        if removed and drawing and drawing in self.edition:
            _strip_boxes(self.edition.source(drawing), removed)

    def _source(self, kind: str, pattern: str, empty: str, content_type: str | None) -> Source:
        """The part of a kind that the sheet refers to, made where there is none."""
        part = self.edition.related(self.sheet, kind)
        if part is None or part not in self.edition:
            part = next(name for name in (pattern.format(number) for number in range(1, 1 << 16)) if name not in self.edition)
            self.edition.add(part, empty, content_type)
            identity = self.edition.relate(self.sheet, f"{OFFICE}/{kind}", part)
            if content_type is None:
                self.edition.default("vml", _DRAWING_TYPE)
                self._refer(identity)
        return self.edition.source(part)

    def _refer(self, identity: str) -> None:
        """Has the sheet show the drawing of its comments."""
        sheet = self.edition.source(self.sheet)
        element, declared = sheet.naming()
        prefix, also = sheet.prefix(OFFICE)
        sheet.arrange(sheet.root, "legacyDrawing", CHILDREN, f'<{element}legacyDrawing{declared}{also} {prefix}id="{identity}"/>')

    def _author(self, comments: Source, authors: Any) -> int:
        known = [each.text for each in authors]
        if AUTHOR in known:
            return known.index(AUTHOR)
        prefix, declared = comments.naming()
        comments.append(authors, f"<{prefix}author{declared}>{AUTHOR}</{prefix}author>")
        return len(known)

    def _identity(self, drawing: Source) -> int:
        """The first identity of a shape that is free."""
        found = [int(match[1]) for each in drawing.root if (match := _IDENTITY.fullmatch(each.get("id", "")))]
        return max(found, default=_IDENTITIES * self.number) + 1


def _author_of(authors: Any, comment: Any) -> str:
    at = comment.get("authorId", "")
    return (authors[int(at)].text or "") if at.isdecimal() and int(at) < len(authors) else ""


def _added(comments: Source, authors: Any, comment: Any, text: str) -> bool:
    """Puts `text` behind what a comment says already; False where it only stands in for a conversation."""
    pieces = [each for each in comment.iter() if local(each) == "t"]
    if not pieces or _author_of(authors, comment).startswith(_THREAD):
        return False
    comments.insert(comments.extents[pieces[-1]].close, f"\n{_SEPARATOR}\n{escaped(text)}")
    return True


def _without_addition(comments: Source, comment: Any) -> None:
    for piece in (each for each in comment.iter() if local(each) == "t"):
        extent = comments.extents[piece]
        if found := _SEPARATED.search(comments.data[extent.inner : extent.close]):
            comments.replace(extent.inner + found.start(), extent.close, b"")


def _strip_boxes(drawing: Source, cells: set[Position | None]) -> None:
    for shape in drawing.root:
        data = shape.find(_CLIENT)
        if data is not None and data.get("ObjectType") == "Note":
            row, column = data.findtext(_ROW, ""), data.findtext(_COLUMN, "")
            if row.isdecimal() and column.isdecimal() and (int(row), int(column)) in cells:
                drawing.remove(shape)


def escaped(text: str) -> str:
    """`text` as the content of a string of a workbook, in which _x000D_ would stand for a character."""
    return _ESCAPE.sub("_x005F_", content(text))


# The children of a worksheet in the order that Excel insists on
CHILDREN = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios",
    "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
    "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches",
    "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
)  # fmt: skip
