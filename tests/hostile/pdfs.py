"""PDFs that are broken or mean harm."""

from __future__ import annotations

import io
import zlib

from readers.build import pdf, show
from running.hostile import inflating_pdf, nested_forms, strokes, written

TEXT = "2023年全年预算数412.49万元，执行数407.98万元，预算执行率89.91%。"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
TREE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


OWN_FORM = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>/Length 5>>stream\n/F Do\nendstream"
HUGE_IMAGE = b"<</Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceRGB/BitsPerComponent 16/Length 1>>stream\nx\nendstream"


def whole() -> bytes:
    """A sound PDF of two pages, deflated as programs write it."""
    return deflated(pdf([show(72, 700, TEXT), show(72, 700, TEXT)]))


def deflated(data: bytes) -> bytes:
    """The PDF with all its streams deflated."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as opened:
        opened.save(out, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    return out.getvalue()


def one_page(content: bytes, head: str = "", page: str = "", extra: dict[int, bytes] | None = None) -> bytes:
    """A PDF of one page, without fonts of its own."""
    stream = f"<<{head}/Length {len(content)}>>stream\n".encode() + content + b"\nendstream"
    leaf = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R{page}>>".encode()
    return written({1: CATALOG, 2: TREE, 3: leaf, 4: stream, **(extra or {})})


def packed(content: bytes, page: str = "", extra: dict[int, bytes] | None = None) -> bytes:
    return one_page(zlib.compress(content, 9), "/Filter/FlateDecode", page, extra)


def flipped(data: bytes) -> bytes:
    """One bit of the first deflated stream is another."""
    at = data.index(b"stream\n") + 30
    return data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :]


def page_loop() -> bytes:
    return written({1: CATALOG, 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>"})


def deep_tree(depth: int) -> bytes:
    """A page tree of one branch, `depth` knots deep."""
    objects = {1: CATALOG}
    for number in range(2, depth + 2):
        objects[number] = f"<</Type/Pages/Parent {number - 1} 0 R/Kids[{number + 1} 0 R]/Count 1>>".encode()
    objects[depth + 2] = b"<</Type/Page/MediaBox[0 0 595 842]>>"
    return written(objects)


def without_unicode() -> bytes:
    """A font that only its own codes tell: nothing says which characters they are."""
    return pdf([show(72, 700, TEXT)], font="Identity-H", ordering="Identity")


def many_contents(count: int) -> bytes:
    """A page whose content is one stream, `count` times over."""
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents[{'4 0 R ' * count}]>>".encode()
    return written({1: CATALOG, 2: TREE, 3: page, 4: b"<</Length 6>>stream\n0 0 m \nendstream"})


def encrypted() -> bytes:
    return pdf([show(72, 700, TEXT)], password="geheim")


def cross_reference_loop() -> bytes:
    data = whole()
    start = data.rindex(b"startxref")
    offset = data[start + 10 :].split()[0].decode()
    return data[:start].replace(b"/Root", f"/Prev {offset}/Root".encode()) + data[start:]


CASES = {
    "flipped.pdf": (lambda: flipped(whole()), {"damaged"}),
    "headless.pdf": (lambda: whole()[9:], {"damaged"}),
    "no-characters.pdf": (without_unicode, {"unmapped-glyphs"}),
    "password.pdf": (encrypted, {"encrypted"}),
    "forms.pdf": (nested_forms, {"over-memory", "over-time"}),
    "inflating.pdf": (lambda: inflating_pdf(1024), {"over-memory"}),
    "strokes.pdf": (lambda: strokes(4_000_000), {"over-memory", "over-limit"}),
    "pages.pdf": (lambda: pdf([""] * 4_000), {"over-limit"}),
    "page-loop.pdf": (page_loop, {"unread-page"}),
    "deep-tree.pdf": (lambda: deep_tree(20_000), {"damaged", "unread-page", "empty"}),
    "deep-array.pdf": (lambda: one_page(b"", page=f"/X {'[' * 100_000}{']' * 100_000}"), {"damaged", "repaired-in-part", "empty"}),
    "deep-dictionary.pdf": (lambda: one_page(b"", page=f"/X {'<</X' * 100_000}"), {"damaged", "repaired-in-part", "empty"}),
    "deep-states.pdf": (lambda: packed(b"q " * 2_000_000), {"empty", "no-text-layer", "over-memory"}),
    "deep-content.pdf": (lambda: packed(b"[" * 2_000_000), {"empty", "no-text-layer"}),
    "one-page-text.pdf": (lambda: deflated(pdf(["".join(show(0, line, "预算执行" * 145, 1) for line in range(400))])), {"over-limit"}),
    "own-form.pdf": (
        lambda: packed(b"/F Do", "/Resources<</XObject<</F 5 0 R>>>>", {5: OWN_FORM}),
        {"empty", "no-text-layer"},
    ),
    "many-contents.pdf": (
        lambda: many_contents(500_000),
        {"empty", "over-memory", "over-time", "no-text-layer"},
    ),
    "huge-image.pdf": (
        lambda: packed(b"9 0 0 9 0 0 cm /I Do", "/Resources<</XObject<</I 5 0 R>>>>", {5: HUGE_IMAGE}),
        {"no-text-layer"},
    ),
    "huge-columns.pdf": (
        lambda: one_page(zlib.compress(b"BT ET"), "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2147483647/Colors 32>>"),
        {"empty", "no-text-layer", "damaged"},
    ),
    "xref-loop.pdf": (cross_reference_loop, set()),
}  # fmt: skip
