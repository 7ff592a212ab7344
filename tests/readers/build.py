"""Small documents for the tests, written byte by byte so that nothing but what a test names is in them."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_FORMAT = "application/vnd.openxmlformats"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(parts: dict[str, str | bytes]) -> bytes:
    """A zip of `parts`, the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def docx(body: str, head: str = "", **parts: str) -> bytes:
    """A DOCX whose w:body holds `body`; `parts` are numbering, styles, footnotes, without their root elements."""
    roots = {"numbering": "numbering", "styles": "styles", "footnotes": "footnotes", "endnotes": "endnotes"}
    relations = "".join(f'<Relationship Id="r{n}" Type="{_RELATION}/{name}" Target="{name}.xml"/>' for n, name in enumerate(parts))
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="{_FORMAT}-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_FORMAT}-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r" Type="{_RELATION}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
        "word/document.xml": f"{head}<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    for name, content in parts.items():
        files[f"word/{name}.xml"] = f"<w:{roots[name]} {_NAMESPACES}>{content}</w:{roots[name]}>"
    return package(files)


def p(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(text: str, properties: str = "") -> str:
    """A cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def show(x: float, y: float, text: str, size: float = 12) -> str:
    """A PDF operator that prints `text` with its baseline at (`x`, `y`)."""
    return f"BT /F1 {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"


def pdf(
    pages: list[str],
    extra: str = "",
    picture: tuple[int, int] | None = None,
    password: str | None = None,
    font: str = "UniGB-UCS2-H",
    ordering: str = "GB1",
    form: tuple[str, str] | None = None,
) -> bytes:
    """A PDF with one content stream a page; `extra` goes into every page dictionary.

    `picture` is the size of an image /I1, `form` the matrix and the content of a form XObject /X1.
    """
    count = len(pages)
    kids = " ".join(f"{10 + 2 * n} 0 R" for n in range(count))
    objects: dict[int, bytes] = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: f"<</Type/Pages/Kids[{kids}]/Count {count}>>".encode(),
        3: f"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/{font}/DescendantFonts[4 0 R]>>".encode(),
        4: b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo"
        + f"<</Registry(Adobe)/Ordering({ordering})/Supplement 2>>".encode()
        + b"/DW 1000/FontDescriptor 5 0 R/W[1[500] 2 94 500 814 939 500]>>",
        5: b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
    }
    resources = "/Font<</F1 3 0 R>>"
    if picture:
        wide, high = picture
        data = zlib.compress(b"\x80" * (wide * high))
        objects[6] = (
            f"<</Type/XObject/Subtype/Image/Width {wide}/Height {high}/ColorSpace/DeviceGray/BitsPerComponent 8".encode()
            + f"/Filter/FlateDecode/Length {len(data)}>>stream\n".encode()
            + data
            + b"\nendstream"
        )
        resources += "/XObject<</I1 6 0 R>>"
    if form:
        matrix, content = form
        objects[8] = (
            f"<</Type/XObject/Subtype/Form/BBox[0 0 2000 2000]/Matrix[{matrix}]/Resources<</Font<</F1 3 0 R>>>>/Length {len(content)}>>stream\n".encode()
            + content.encode()
            + b"\nendstream"
        )
        resources += "/XObject<</X1 8 0 R>>"
    key = None
    trailer = ""
    if password is not None:
        owner, user, key = _lock(password)
        objects[7] = f"<</Filter/Standard/V 1/R 2/O<{owner.hex()}>/U<{user.hex()}>/P -4>>".encode()
        trailer = f"/Encrypt 7 0 R/ID[<{'00' * 16}><{'00' * 16}>]"
    for n, content in enumerate(pages):
        page, stream = 10 + 2 * n, 11 + 2 * n
        data = content.encode()
        if key:
            data = _rc4(hashlib.md5(key + stream.to_bytes(3, "little") + b"\0\0").digest()[:10], data)
        objects[page] = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<{resources}>>/Contents {stream} 0 R{extra}>>".encode()
        objects[stream] = f"<</Length {len(data)}>>stream\n".encode() + data + b"\nendstream"
    return _written(objects, trailer)


def _written(objects: dict[int, bytes], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.6\n")
    offsets = {}
    for number, body in sorted(objects.items()):
        offsets[number] = len(out)
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
    for number in range(1, size):
        out += f"{offsets[number]:010} 00000 n \n".encode() if number in offsets else b"0000000000 65535 f \n"
    return bytes(out + f"trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode())


_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def _lock(password: str) -> tuple[bytes, bytes, bytes]:
    """Owner entry, user entry and key of the 40-bit standard handler."""
    padded = (password.encode() + _PADDING)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    key = hashlib.md5(padded + owner + struct.pack("<i", -4) + bytes(16)).digest()[:5]
    return owner, _rc4(key, _PADDING), key


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def ole(*streams: str) -> bytes:
    """The header and directory of a compound file with the named streams, and nothing in them."""
    directory = b""
    for name in ("Root Entry", *streams):
        encoded = name.encode("utf-16-le") + b"\0\0"
        directory += encoded.ljust(64, b"\0") + struct.pack("<H", len(encoded)) + bytes(62)
    return bytes.fromhex("d0cf11e0a1b11ae1").ljust(512, b"\0") + directory.ljust(1024, b"\0")


Spans = tuple[int, int, int, int, str]


def ruled(cells: list[Spans], xs: list[float], ys: list[float], size: float = 10) -> str:
    """PDF operators for a table whose rules stand at `xs` and `ys` (downwards): its cells (row, column, rows, columns, text) framed, text from the top."""
    drawn = []
    for row, column, rows, columns, text in cells:
        left, right, top, bottom = xs[column], xs[column + columns], ys[row], ys[row + rows]
        drawn.append(f"{left} {bottom} {right - left} {top - bottom} re S\n")
        drawn.extend(show(left + 3, top - size * 1.2 * (n + 1), line, size) for n, line in enumerate(text.split("\n")) if line)
    return "".join(drawn)


def flat(rows: list[list[str]]) -> list[Spans]:
    """Cells without merges."""
    return [(row, column, 1, 1, text) for row, texts in enumerate(rows) for column, text in enumerate(texts)]
