"""Reports written down as text, Word or Excel files, and where in them each figure stands."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from planting.model import LEFT, TOKEN, UP, Figure, Paragraph, Report, Table

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HAN = re.compile("[\u4e00-\u9fff]")
STAMP = (2024, 1, 1, 0, 0, 0)
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a figure stands: line and column in text, paragraph and offset in Word, sheet, cell and offset in Excel; all 1-based but the offset.
    `start` to `end` is number and unit without what stands before the number; `block` is the text around."""

    block: str
    start: int
    end: int
    line: int | None = None
    column: int | None = None
    paragraph: int | None = None
    sheet: str | None = None
    ref: str | None = None

    @property
    def text(self) -> str:
        return self.block[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Written:
    """A file and the spots of its figures, by id."""

    content: bytes
    suffix: str
    spots: dict[int, Spot]


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its placeholders filled, and the figures in it: id, start, end."""

    text: str
    marks: tuple[tuple[int, int, int], ...]


def filled(report: Report, text: str) -> Filled:
    """Puts figures and lists in the place of their placeholders."""
    made, marks, at = "", [], 0
    for match in TOKEN.finditer(text):
        made += text[at : match.start()]
        at = match.end()
        if match[1] == "L":
            made += "、".join(report.lists[int(match[2])])
            continue
        figure = report.figures[int(match[2])]
        made += figure.lead
        made += figure.gap if made and HAN.fullmatch(made[-1]) else ""
        marks.append((figure.id, len(made), len(made) + len(figure.shown) + len(figure.tail)))
        made += figure.shown + figure.tail
    return Filled(made + text[at:], tuple(marks))


def write(report: Report) -> Written:
    """The file of a report, in the format of its layout; the same bytes for the same report."""
    return {"txt": _text, "docx": _word, "xlsx": _excel}[report.layout.format](report)


# --- text ---


def _text(report: Report) -> Written:
    lines: list[str] = []
    spots: dict[int, Spot] = {}
    wrap = report.layout.wrap
    for block in report.blocks:
        assert isinstance(block, Paragraph)
        done = filled(report, block.text)
        width = wrap or len(done.text)
        for key, start, end in done.marks:
            row, column = divmod(start, width)
            step = 2 if wrap else 1
            spots[key] = Spot(done.text, start, end, line=len(lines) + 1 + row * step, column=column + 1)
        for at in range(0, len(done.text), width):
            lines.append(done.text[at : at + width])
            if wrap:
                lines.append("")
    return Written(("\n".join(lines) + "\n").encode(), ".txt", spots)


# --- Word ---

TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


@dataclass
class _Body:
    """The body of a Word document as it grows; counts its paragraphs."""

    report: Report
    xml: list[str]
    spots: dict[int, Spot]
    paragraphs: int = 0

    def paragraph(self, text: str) -> None:
        self.paragraphs += 1
        done = filled(self.report, text)
        for key, start, end in done.marks:
            self.spots[key] = Spot(done.text, start, end, paragraph=self.paragraphs)
        run = f'<w:r><w:t xml:space="preserve">{escape(done.text)}</w:t></w:r>' if done.text else ""
        self.xml.append(f"<w:p>{run}</w:p>")

    def table(self, table: Table) -> None:
        borders = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
        grid = f'<w:gridCol w:w="{9600 // len(table.rows[0])}"/>' * len(table.rows[0])
        self.xml.append(f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>")
        for place, row in enumerate(table.rows):
            self.xml.append("<w:tr>")
            for at, text in enumerate(row):
                if text != LEFT:
                    self._cell(table, place, at, text)
            self.xml.append("</w:tr>")
        self.xml.append("</w:tbl>")

    def _cell(self, table: Table, row: int, at: int, text: str) -> None:
        shape = f'<w:gridSpan w:val="{_across(table, row, at)}"/>'
        below = row + 1 < len(table.rows) and table.rows[row + 1][at] == UP
        shape += "<w:vMerge/>" if text == UP else '<w:vMerge w:val="restart"/>' if below else ""
        self.xml.append(f"<w:tc><w:tcPr>{shape}</w:tcPr>")
        self.paragraph("" if text == UP else text)
        self.xml.append("</w:tc>")


def _across(table: Table, row: int, at: int) -> int:
    cells = table.rows[row]
    end = at + 1
    while end < len(cells) and cells[end] == LEFT:
        end += 1
    return end - at


def _word(report: Report) -> Written:
    body = _Body(report, [], {})
    for block in report.blocks:
        if isinstance(block, Table):
            body.table(block)
        else:
            body.paragraph(block.text)
    document = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{W}"><w:body>{"".join(body.xml)}<w:sectPr/></w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in (("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS), ("word/document.xml", document)):
            package.writestr(zipfile.ZipInfo(name, STAMP), part.encode())
    return Written(out.getvalue(), ".docx", body.spots)


# --- Excel ---


def _numeric(figure: Figure) -> tuple[float, str]:
    """What Excel would store and the number format that shows it as printed."""
    places = len(figure.number.partition(".")[2])
    shape = ("#,##0" if figure.grouped and len(figure.number.partition(".")[0]) > 3 else "0") + ("." + "0" * places if places else "")
    value = Fraction(figure.number) * (-1 if figure.negative else 1)
    return (float(value / 100), shape + "%") if figure.unit == "%" and not figure.bare else (float(value), shape)


def _whole_cell(report: Report, text: str) -> Figure | None:
    """The figure that a cell is, where it is nothing else."""
    match = TOKEN.fullmatch(text)
    if match is None or match[1] != "F" or not report.layout.typed:
        return None
    figure = report.figures[int(match[2])]
    plain = not figure.lead and not figure.qualifier and (figure.bare or figure.unit == "%")
    return figure if plain else None


def _merges(table: Table) -> Iterator[tuple[int, int, int, int]]:
    for row, cells in enumerate(table.rows):
        for at, text in enumerate(cells):
            if text in (LEFT, UP):
                continue
            across, down = _across(table, row, at), 1
            while row + down < len(table.rows) and table.rows[row + down][at] == UP:
                down += 1
            if across > 1 or down > 1:
                yield row + 1, at + 1, row + down, at + across


def _excel(report: Report) -> Written:
    book = Workbook()
    book.remove(book.active)
    spots: dict[int, Spot] = {}
    for block in report.blocks:
        assert isinstance(block, Table)
        sheet = book.create_sheet(block.sheet)
        for row, cells in enumerate(block.rows):
            for at, text in enumerate(cells):
                if text in (LEFT, UP, ""):
                    continue
                cell = sheet.cell(row + 1, at + 1)
                done = filled(report, text)
                for key, start, end in done.marks:
                    spots[key] = Spot(done.text, start, end, sheet=block.sheet, ref=f"{get_column_letter(at + 1)}{row + 1}")
                figure = _whole_cell(report, text)
                if figure is None:
                    cell.value = int(done.text) if done.text.isdigit() and not done.marks and report.layout.typed else done.text
                else:
                    cell.value, cell.number_format = _numeric(figure)
                cell.alignment = Alignment(wrap_text=True)
        for top, left, bottom, right in _merges(block):
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for column in range(1, len(block.rows[0]) + 1):
            sheet.column_dimensions[get_column_letter(column)].width = 16
    book.properties.created = book.properties.modified = datetime(*STAMP)
    out = io.BytesIO()
    book.save(out)
    return Written(_stamped(out.getvalue()), ".xlsx", spots)


def _stamped(content: bytes) -> bytes:
    """The same package without the hour of its making, which openpyxl puts into every member and into the properties."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
        for name in package.namelist():
            part = package.read(name)
            again.writestr(zipfile.ZipInfo(name, STAMP), MODIFIED.sub(b"\\g<1>2024-01-01T00:00:00Z", part) if name == "docProps/core.xml" else part)
    return out.getvalue()
