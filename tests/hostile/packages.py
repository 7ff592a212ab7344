"""Zip files, Word files and workbooks that are broken or mean harm."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from readers.build import W, docx, p, package, r
from readers.workbooks import cell, row, sheet, workbook
from running.hostile import named, paragraphs

from .pdfs import TEXT

ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)) + "]>"
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def whole() -> bytes:
    """A sound Word file."""
    return docx(p(TEXT) * 40)


def book(*rows: str, **options: object) -> bytes:
    return workbook({"一": sheet(*rows, **options)}, ["0.00%"])  # type: ignore[arg-type]


def part(content: str | bytes, name: str = "word/document.xml") -> bytes:
    """A Word file of which one part is replaced."""
    with zipfile.ZipFile(io.BytesIO(whole())) as archive:
        parts: dict[str, str | bytes] = {each: archive.read(each) for each in archive.namelist()}
    return package({**parts, name: content})


def document(body: str) -> str:
    return f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def zeros(mebibytes: int, name: str = "word/document.xml") -> bytes:
    """A Word file in which a part of zeros is a thousand times as large as it is packed."""
    out = io.BytesIO(whole())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(f"{name}.bomb" if name in archive.namelist() else name, "w") as stream:
        for _ in range(mebibytes):
            stream.write(bytes(1 << 20))
    return out.getvalue()


def nested(depth: int) -> bytes:
    """Zips in zips."""
    data = bytes(1 << 20)
    for _ in range(depth):
        data = package({f"{number}.zip": data for number in range(10)})
    return data


def members(count: int) -> bytes:
    out = io.BytesIO(whole())
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(count):
            archive.writestr(f"word/{number}.xml", "")
    return out.getvalue()


def overlapping(count: int, mebibytes: int = 32) -> bytes:
    """Many entries of a directory that all point to the same packed bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    kernel = packer.compress(b" " * (mebibytes << 20)) + packer.flush()
    checksum, size = zlib.crc32(b" " * (mebibytes << 20)), mebibytes << 20
    names = ["word/document.xml", *(f"word/{number}.xml" for number in range(count))]
    sizes = struct.pack("<3L", checksum, len(kernel), size)
    local = b"PK\3\4" + struct.pack("<5H", 20, 0, 8, 0, 33) + sizes + struct.pack("<2H", len(names[0]), 0) + names[0].encode() + kernel
    entries = [
        b"PK\1\2" + struct.pack("<6H", 20, 20, 0, 8, 0, 33) + sizes + struct.pack("<5H2L", len(name), 0, 0, 0, 0, 0, 0) + name.encode() for name in names
    ]
    directory = b"".join(entries)
    return local + directory + b"PK\5\6" + struct.pack("<4H2LH", 0, 0, len(names), len(names), len(directory), len(local), 0)


def lying(mebibytes: int = 32) -> bytes:
    """A part that says that it is small."""
    data = part(document(p(" " * (mebibytes << 20))))
    size = struct.pack("<L", len(document(p(" " * (mebibytes << 20)))))
    assert data.count(size) == 2
    return data.replace(size, struct.pack("<L", 100))


def encoded(head: str, encoding: str) -> bytes:
    """A Word file whose main part is in another encoding, with `head` before its root."""
    text = f'<?xml version="1.0" encoding="{encoding}"?>{head}' + document(p(TEXT))
    return part(text.encode(encoding))


def textboxes(depth: int) -> str:
    box = '<w:p><w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>'
    return box * depth + p(TEXT) + "</w:txbxContent></v:textbox></w:pict></w:r></w:p>" * depth


def loop_of_styles() -> bytes:
    return docx(
        p(TEXT, '<w:pStyle w:val="a"/>'),
        styles='<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>',
    )


def endless_number() -> bytes:
    levels = f'<w:lvl w:ilvl="0"><w:start w:val="{"9" * 5_000}"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="{"%1" * 5_000}"/></w:lvl>'
    numbers = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return docx(p(TEXT, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>') * 20, numbering=numbers)


def wide_cells() -> bytes:
    cells = '<w:tc><w:tcPr><w:gridSpan w:val="99999999999"/></w:tcPr>' + p("1") + "</w:tc>"
    return docx(p(TEXT) + f"<w:tbl>{'<w:tr>' + cells * 60 + '</w:tr>'}</w:tbl>" * 20)


def big_sheet(rows: int, columns: int) -> bytes:
    cells = "".join("<c><v>1</v></c>" for _ in range(columns))
    return book(f"<row>{cells}</row>" * rows)


def far_cell() -> bytes:
    return book(row(1, cell("A1", "1")), row(1048576, cell("XFD1048576", "1")))


WORD = {
    "zeros.docx": (lambda: part(bytes(100 << 20)), {"over-limit"}),
    "zeros-beside.docx": (lambda: zeros(600, "word/media/image1.png"), {"over-limit"}),
    "nested-zips.docx": (lambda: nested(3), {"not-a-report"}),
    "members.docx": (lambda: members(20_000), {"over-limit"}),
    "overlapping.docx": (lambda: overlapping(1_000), {"over-limit"}),
    "overlapping-few.docx": (lambda: overlapping(3, 2), {"damaged"}),
    "lying.docx": (lying, {"damaged", "over-limit"}),
    "paragraphs.docx": (lambda: paragraphs(3_000_000), {"over-limit"}),
    "out.docx": (lambda: named("word/../../evil.xml"), {"forbidden-name"}),
    "doctype.docx": (lambda: docx(p(TEXT), head=ENTITIES), {"forbidden-doctype"}),
    "outside.docx": (lambda: docx(p(TEXT), head=OUTSIDE), {"forbidden-doctype"}),
    "doctype-utf-16.docx": (lambda: encoded(ENTITIES, "utf-16"), {"forbidden-doctype"}),
    "doctype-utf-32.docx": (lambda: encoded(ENTITIES, "utf-32"), {"forbidden-encoding"}),
    "doctype-utf-7.docx": (lambda: encoded(ENTITIES, "utf-7"), {"forbidden-encoding"}),
    "doctype-ebcdic.docx": (lambda: part((f'<?xml version="1.0" encoding="IBM037"?>{ENTITIES}' + document(p("1%"))).encode("cp037")), {"forbidden-encoding"}),
    "deep.docx": (lambda: docx("<w:p>" + "<w:ins>" * 90 + r("1") + "</w:ins>" * 90 + "</w:p>"), {"over-limit"}),
    "deeper.docx": (lambda: docx("<w:p>" + "<w:ins>" * 100_000 + r("1") + "</w:ins>" * 100_000 + "</w:p>"), {"damaged"}),
    "deep-tables.docx": (lambda: docx("<w:tbl><w:tr><w:tc>" * 80 + p("1") + "</w:tc></w:tr></w:tbl>" * 80), {"over-limit"}),
    "deep-boxes.docx": (lambda: docx(textboxes(45)), {"over-limit"}),
    "cells.docx": (lambda: docx("<w:tbl>" + ("<w:tr>" + "<w:tc><w:p/></w:tc>" * 100 + "</w:tr>") * 10_000 + "</w:tbl>"), {"over-limit"}),
    "attributes.docx": (lambda: docx("<w:p " + " ".join(f"a{n}='1'" for n in range(200_000)) + "/>" + p(TEXT)), set()),
    "attribute.docx": (lambda: docx(f'<w:p a="{"x" * 11_000_000}"/>' + p(TEXT)), {"over-limit"}),
    "line.docx": (lambda: docx(p("预算" * 2_000_000)), {"over-limit"}),
    "styles.docx": (loop_of_styles, set()),
    "numbers.docx": (endless_number, set()),
    "wide-cells.docx": (wide_cells, set()),
    "unclosed.docx": (lambda: part(document(p(TEXT))[:-30]), {"damaged"}),
    "bytes.docx": (lambda: part(bytes(range(256)) * 100), {"damaged"}),
    "empty-part.docx": (lambda: part(b""), {"damaged"}),
    "no-body.docx": (lambda: part(f'<w:document xmlns:w="{W}"/>'), {"damaged"}),
    "half.docx": (lambda: whole()[: len(whole()) // 2], {"damaged"}),
}  # fmt: skip

SHEETS = {
    "cells.xlsx": (lambda: big_sheet(10_000, 100), {"over-limit"}),
    "far.xlsx": (far_cell, {"over-limit"}),
    "merged.xlsx": (lambda: book(row(1, cell("A1", "1")), merged=["A1:XFD1048576"]), set()),
    "merges.xlsx": (lambda: book(*(row(n, cell(f"A{n}", "1"), cell(f"Z{n}", "1")) for n in range(1, 2_000)), merged=["A1:Z1999"] * 2_000), {"over-limit"}),
    "exponent.xlsx": (lambda: book(row(1, cell("A1", "1e999999999"), cell("B1", "1e-999999999"), cell("C1", "12"))), set()),
    "digits.xlsx": (lambda: book(row(1, cell("A1", "9" * 100_000))), set()),
    "nan.xlsx": (lambda: book(row(1, cell("A1", "NaN"), cell("B1", "Infinity"), cell("C1", "-1e400"))), set()),
    "chain.xlsx": (lambda: book(*(row(n, cell(f"A{n}", "1", formula=f"A{n + 1}+A{n + 1}")) for n in range(1, 5_000))), set()),
    "circle.xlsx": (lambda: book(row(1, cell("A1", "1", formula="B1+1"), cell("B1", "1", formula="A1+1"))), set()),
    "parentheses.xlsx": (lambda: book(row(1, cell("A1", "1", formula="(" * 50_000 + "1" + ")" * 50_000))), set()),
    "powers.xlsx": (lambda: book(row(1, cell("A1", "9", formula="9^9^9^9^9"), cell("B1", "9", formula="9999999999^9999999999"))), set()),
    "pattern.xlsx": (lambda: workbook({"一": sheet(row(1, cell("A1", "0.5", 1)))}, ["0." + "0" * 100_000 + "%"]), set()),
    "sheets.xlsx": (lambda: workbook({f"s{n}": sheet(row(1, cell("A1", "1"))) for n in range(500)}, []), set()),
    "doctype.xlsx": (lambda: workbook({"一": ENTITIES + sheet(row(1, cell("A1", "1")))}, []), {"forbidden-doctype"}),
    "half.xlsx": (lambda: book(row(1, cell("A1", "1")))[:900], {"damaged"}),
}  # fmt: skip
