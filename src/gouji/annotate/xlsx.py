"""Workbooks: a comment on the cell of each figure at fault, and a fill by a conditional format, which leaves the cell's own look alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.annotate.notes import CHILDREN, Notes
from gouji.annotate.package import Edition
from gouji.annotate.remark import SEVERITIES, Remark
from gouji.annotate.source import Source, local
from gouji.document.model import CellRef, Document
from gouji.readers.grid import reference
from gouji.readers.marks import AUTHOR
from gouji.readers.sheets import Position
from gouji.readers.workbook import Parts, open_workbook
from gouji.readers.worksheet import position
from gouji.renderers.words import Wording
from gouji.report import DocumentReport, Severity

FILLS: dict[Severity, str] = {"error": "FFFFC7CE", "warning": "FFFFEB9C", "note": "FFDDEBF7"}
_ALWAYS = f'LEN("{AUTHOR}")&gt;0'  # true, and it says whose format it is
_STYLES = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst")
_DEFAULT_COLUMN, _DEFAULT_ROW = 64, 20  # pixels
_BOX_WIDTH, _LINE_HEIGHT, _LINE = 320, 18, 24  # pixels, pixels, characters to a line
_MOST_LINES = 24


def annotated(data: bytes, remarks: Sequence[Remark], report: DocumentReport, wording: Wording, mark: str) -> tuple[bytes, int]:
    """The workbook with its remarks on their cells, marked with `mark`, and how many remarks had no place in it. Raises Unreadable."""
    document = report.document
    assert document is not None
    edition = Edition(data, "xlsx")
    styled = edition.related(_main(edition), "styles")
    styles = _Styles(edition.source(styled)) if styled and styled in edition else None
    placed = 0
    for number, (name, part) in enumerate(_sheets(edition), start=1):
        cells = _by_cell(remarks, document, name)
        if cells:
            sheet = _Sheet(edition.source(part))
            refused = Notes(edition, part, number).write({at: _text(found) for at, found in cells.items()}, sheet.anchor)
            placed += sum(len(found) for at, found in cells.items() if at not in refused)
            if styles is not None:
                sheet.fill(cells, styles)
    edition.mark(mark)
    return edition.result(), len(remarks) - placed


def stripped(data: bytes) -> bytes:
    """The workbook without the comments and fills that an earlier run wrote into it."""
    edition = Edition(data, "xlsx")
    for number, (_, part) in enumerate(_sheets(edition), start=1):
        Notes(edition, part, number).strip()
        source = edition.source(part)
        for child in source.root:
            if local(child) == "conditionalFormatting" and all(_is_own(rule) for rule in child):
                source.remove(child)
    return edition.result()


def _main(edition: Edition) -> str:
    return edition.related("", "officeDocument") or "xl/workbook.xml"


def _sheets(edition: Edition) -> list[tuple[str, str]]:
    """The name and the part of each worksheet."""
    return [(sheet.name, sheet.part) for sheet in open_workbook(Parts(edition.package)).sheets if sheet.part in edition]


def _is_own(rule: Any) -> bool:
    return any(f'"{AUTHOR}"' in (formula.text or "") for formula in rule)


def _cell(document: Document, remark: Remark) -> CellRef | None:
    return document.blocks[remark.span.block].cell if remark.span else None


def _by_cell(remarks: Iterable[Remark], document: Document, name: str) -> dict[Position, list[Remark]]:
    """The remarks on the cells of a sheet."""
    found: dict[Position, list[Remark]] = {}
    for remark in remarks:
        cell = _cell(document, remark)
        at = position(cell.ref) if cell is not None and cell.sheet == name else None
        if at is not None:
            found.setdefault(at, []).append(remark)
    return found


def _text(remarks: Sequence[Remark]) -> str:
    return "\n\n".join(remark.text for remark in remarks)


@dataclass(slots=True)
class _Styles:
    """The conditional formats of a workbook, by severity; each is put in once."""

    source: Source
    known: dict[Severity, int] | None = None

    def of(self, severity: Severity) -> int:
        """The number of the format that fills a cell by severity."""
        if self.known is None:
            self.known = self._written()
        return self.known[severity]

    def _written(self) -> dict[Severity, int]:
        source = self.source
        formats = source.child(source.root, "dxfs")
        there = {_colour(each): number for number, each in enumerate(formats)} if formats is not None else {}
        missing = [severity for severity in SEVERITIES if FILLS[severity] not in there]
        first = 0 if formats is None else len(formats)
        there |= {FILLS[severity]: first + number for number, severity in enumerate(missing)}
        prefix, declared = source.naming()
        body = "".join(_format(prefix, declared, FILLS[severity]) for severity in missing)
        if formats is None:
            source.arrange(source.root, "dxfs", _STYLES, f'<{prefix}dxfs{declared} count="{len(missing)}">{body}</{prefix}dxfs>')
        elif missing:
            source.append(formats, body)
            source.set(formats, "count", str(first + len(missing)))
        return {severity: there[FILLS[severity]] for severity in SEVERITIES}


def _format(p: str, declared: str, colour: str) -> str:
    pattern = f'<{p}patternFill patternType="solid"><{p}fgColor rgb="{colour}"/><{p}bgColor rgb="{colour}"/></{p}patternFill>'
    return f"<{p}dxf{declared}><{p}fill>{pattern}</{p}fill></{p}dxf>"


def _colour(format: Any) -> str:
    """The colour of a format that does nothing but fill; empty for any other."""
    colours = {each.get("rgb", "") for each in format.iter() if local(each) in ("fgColor", "bgColor")}
    return colours.pop() if len(format) == 1 and local(format[0]) == "fill" and len(colours) == 1 else ""


@dataclass(slots=True)
class _Sheet:
    """A worksheet being annotated."""

    source: Source

    def fill(self, cells: dict[Position, list[Remark]], styles: _Styles) -> None:
        """Fills each cell by the gravest of its remarks."""
        root = self.source.root
        taken = [int(rule.get("priority", "0")) for rule in root.iter() if local(rule) == "cfRule" and rule.get("priority", "0").isdecimal()]
        priority = max(taken, default=0)
        p, declared = self.source.naming()
        for severity in SEVERITIES:
            at = [cell for cell, found in sorted(cells.items()) if min(SEVERITIES.index(remark.severity) for remark in found) == SEVERITIES.index(severity)]
            if at:
                priority += 1
                rule = f'<{p}cfRule type="expression" dxfId="{styles.of(severity)}" priority="{priority}"><{p}formula>{_ALWAYS}</{p}formula></{p}cfRule>'
                text = f'<{p}conditionalFormatting{declared} sqref="{" ".join(reference(*cell) for cell in at)}">{rule}</{p}conditionalFormatting>'
                self.source.arrange(root, "conditionalFormatting", CHILDREN, text)

    def anchor(self, at: Position, text: str) -> str:
        """The box of a comment right of its cell, as large as its text asks for."""
        row, column = at
        lines = min(sum(len(line) // _LINE + 1 for line in text.split("\n")), _MOST_LINES) + 1
        last, across = _reach(column + 1, 15 + _BOX_WIDTH, self._columns(), _DEFAULT_COLUMN)
        below, down = _reach(row, lines * _LINE_HEIGHT, self._rows(), _DEFAULT_ROW)
        return ", ".join(str(part) for part in (column + 1, 15, row, 2, last, across, below, down))

    def _columns(self) -> dict[int, int]:
        """The widths of the columns that have one of their own, in pixels."""
        found: dict[int, int] = {}
        for each in (each for each in self.source.root.iter() if local(each) == "col"):
            first, last = (int(text) if (text := each.get(end, "")).isdecimal() else 0 for end in ("min", "max"))
            found |= dict.fromkeys(range(first - 1, min(last, first + 64)), _pixels(each.get("width"), 7, 1, 5))
        return found

    def _rows(self) -> dict[int, int]:
        """The heights of the rows that have one of their own, in pixels."""
        rows = [each for each in self.source.root.iter() if local(each) == "row" and each.get("ht") and each.get("r", "").isdecimal()]
        return {int(each.get("r")) - 1: _pixels(each.get("ht"), 4, 3, 0) for each in rows}


def _pixels(size: str | None, times: int, over: int, more: int) -> int:
    """A printed size as pixels: `size` × times ÷ over + more."""
    whole = (size or "").partition(".")[0]
    return int(whole) * times // over + more if whole.isdecimal() else _DEFAULT_COLUMN


def _reach(start: int, length: int, sizes: dict[int, int], default: int) -> tuple[int, int]:
    """The column or row, counted from `start`, in which `length` pixels end, and how many of them lie in it."""
    at = start
    while length > (size := sizes.get(at, default)):
        length -= size
        at += 1
    return at, length
