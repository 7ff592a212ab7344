"""Files made to cost: small on disk, without end or without measure when they are read."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from itertools import pairwise

_WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def nested_forms(depth: int = 28) -> bytes:
    """A PDF of about 3 KB whose page draws a form that draws the next one twice, `depth` times over."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</F 5 0 R>>/Font<</T 4 0 R>>>>/Contents 6 0 R>>",
        4: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        6: _stream(b"/F Do"),
    }
    numbers = [5, *range(7, 7 + depth)]
    for number, following in pairwise(numbers):
        objects[number] = _stream(b"/F Do /F Do", f"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</F {following} 0 R>>>>")
    last = "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</T 4 0 R>>>>"
    objects[numbers[-1]] = _stream(b"BT /T 9 Tf 9 9 Td (100) Tj ET 0 0 m 9 9 l S", last)
    return written(objects)


def inflating_pdf(mebibytes: int) -> bytes:
    """A PDF whose page content is spaces, deflated twice."""
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(mebibytes)) + packer.flush()
    data = zlib.compress(once, 9)
    content = f"<</Length {len(data)}/Filter[/FlateDecode/FlateDecode]>>stream\n".encode() + data + b"\nendstream"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
    return written({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: page, 4: content})


def strokes(count: int) -> bytes:
    """A PDF whose page draws `count` lines."""
    data = zlib.compress(b"0 0 m 9 9 l S\n" * count, 9)
    content = f"<</Length {len(data)}/Filter/FlateDecode>>stream\n".encode() + data + b"\nendstream"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
    return written({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: page, 4: content})


def paragraphs(count: int) -> bytes:
    """A Word file of `count` empty paragraphs."""
    return package({"word/document.xml": _WORD.format("<w:p/>" * count)})


def package(parts: dict[str, str]) -> bytes:
    """A zip file of the parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def named(*names: str) -> bytes:
    """A Word file that holds parts of these names besides its text."""
    parts = {"word/document.xml": _WORD.format("<w:p><w:r><w:t>2023年执行数407.98万元。</w:t></w:r></w:p>")}
    target = io.BytesIO(package(parts))
    with zipfile.ZipFile(target, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # two parts of one name are meant
        for name in names:
            archive.writestr(name, "x")
    return target.getvalue()


def written(objects: dict[int, bytes]) -> bytes:
    """The bytes of a PDF."""
    out, offsets = bytearray(b"%PDF-1.6\n"), []
    for number in range(1, max(objects) + 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + objects[number] + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    return bytes(out + f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode())


def _stream(content: bytes, head: str = "") -> bytes:
    return f"<<{head}/Length {len(content)}>>stream\n".encode() + content + b"\nendstream"
