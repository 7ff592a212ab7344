"""DOC: the text, tables and notes of the DOCX it was made from; what is deleted, hidden or code stays out."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from gouji.document.model import Document, Span
from gouji.readers import Unreadable, read, read_bytes

from .build import docx, ole, p, r, tc
from .grids import grid, tiles
from .office import converted
from .test_docx import GOES_ON, RESTART, TWO_WIDE
from .test_grids import as_docx, form
from .test_text import SOURCE
from .test_twins import ROOT, SEED, commerce

FIXTURE = Path(__file__).parent / "data" / "form.doc"
TABLE = ROOT.parent / "shared/reports/table/table.docx"
BORDERS = (
    "<w:tblPr><w:tblBorders>"
    + "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    + "</w:tblBorders></w:tblPr>"
)
GRID = "<w:tblGrid>" + '<w:gridCol w:w="2000"/>' * 3 + "</w:tblGrid>"


def field(code: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return f'{mark("begin")}<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>{mark("separate")}{r(result)}{mark("end")}'


def source() -> bytes:
    """What data/form.doc is made of: `python -m tests.readers.test_doc`."""
    wide = '<w:tcW w:w="2000" w:type="dxa"/>'
    both = '<w:tcW w:w="4000" w:type="dxa"/>' + TWO_WIDE
    rows = [
        tc("指标", wide + RESTART) + tc("完成情况", both),
        tc("", wide + GOES_ON) + tc("目标", wide) + tc("实际", wide),
        tc("场次", wide) + f"<w:tc><w:tcPr>{wide}</w:tcPr>{p('176.')}{p('28')}</w:tc>" + tc("", wide),
    ]
    table = f"<w:tbl>{BORDERS}{GRID}{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    body = (
        p("自评报告")
        + p("一、概况", '<w:outlineLvl w:val="0"/>')
        + f'<w:p>{r("全年预算数")}{field(" =412.49 ", "412.49")}{r("万元。")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        + f'<w:p>{r("café 执行")}{r("草稿", "<w:vanish/>")}<w:del w:id="5" w:author="a"><w:r><w:delText>380</w:delText></w:r></w:del>'
        + f"{r('407.98万元。')}</w:p>"
        + table
        + p("以上。")
    )
    return docx(body, footnotes=f'<w:footnote w:id="2">{p("口径为决算数。")}</w:footnote>')


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def codes(document: Document) -> list[str]:
    return [problem.code for problem in document.problems]


def test_text_table_and_footnote() -> None:
    document = read(FIXTURE)
    wanted = [
        "自评报告",
        "一、概况",
        "全年预算数412.49万元。",
        "café执行407.98万元。",
        "指标",
        "完成情况",
        "目标",
        "实际",
        "场次",
        "176.28",
        "",
        "以上。",
        "口径为决算数。",
    ]
    assert texts(document) == wanted == texts(read_bytes(source(), "x.docx"))
    assert [document.blocks[index].kind for index in (0, 1, 2, 4, 11, 12)] == ["paragraph", "heading", "paragraph", "cell", "paragraph", "footnote"]
    assert grid(document) == grid(read_bytes(source(), "x.docx")) and document.format == "other"


def test_what_is_not_known_is_said() -> None:
    assert codes(read(FIXTURE)) == ["word-97", "tracked-changes", "hidden-text"]
    assert not any(problem.loses for problem in read(FIXTURE).problems)


def test_places() -> None:
    document = read(FIXTURE)
    place = document.locator.place(Span(7, 0, 2))  # type: ignore[union-attr]
    twin = read_bytes(source(), "x.docx")
    assert place == twin.locator.place(Span(7, 0, 2)) and place.cell and place.cell.ref == "C2"  # type: ignore[union-attr]
    assert document.locator.place(Span(12, 0, 1)).paragraph is None  # type: ignore[union-attr]


def patched(at: int, change: int) -> bytes:
    """The fixture with bits set in its header, which stands where the magic number does."""
    data = bytearray(FIXTURE.read_bytes())
    start = next(n for n in range(512, len(data), 512) if data[n : n + 2] == b"\xec\xa5")
    (before,) = struct.unpack_from("<H", data, start + at)
    struct.pack_into("<H", data, start + at, before | change)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (patched(0x0A, 0x0100), "encrypted"),
        (patched(0x0A, 0x8000), "encrypted"),
        (patched(0x00, 0x0001), "legacy-word"),
        (FIXTURE.read_bytes()[:0x20] + bytes(2) + FIXTURE.read_bytes()[0x22:], "legacy-word"),
        (ole("1Table", "WordDocument"), "legacy-word"),
    ],
    ids=["password", "obfuscated", "older", "no-sectors", "no-streams"],
)
def test_what_cannot_be_read_is_named(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read_bytes(data, "x.doc")
    assert raised.value.problem.code == code


def test_our_own_report_through_the_office(tmp_path: Path) -> None:
    assert texts(read_bytes(converted(commerce(), "docx", "doc", tmp_path), "x.doc")) == SOURCE


@pytest.mark.parametrize("indicators", [3, 60])
def test_form_through_the_office(indicators: int, tmp_path: Path) -> None:
    cells = form(indicators)
    document = read_bytes(converted(as_docx(cells), "docx", "doc", tmp_path), "x.doc")
    assert grid(document) == cells and tiles(document.tables[0])


@pytest.mark.skipif(not SEED.exists(), reason="the reports lie beside a development checkout only")
@pytest.mark.parametrize("path", [SEED / "report.docx", TABLE], ids=["seed", "table"])
def test_shared_reports_through_the_office(path: Path, tmp_path: Path) -> None:
    document, twin = read_bytes(converted(path.read_bytes(), "docx", "doc", tmp_path), "x.doc"), read(path)
    assert texts(document) == texts(twin)
    assert [grid(document, table) for table in document.tables] == [grid(twin, table) for table in twin.tables]


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        FIXTURE.write_bytes(converted(source(), "docx", "doc", Path(folder)))
