"""PDF: places, furniture, tables, and the honesty about what could not be read."""

from __future__ import annotations

import io

import pytest

from gouji.document.model import Document, Place, Span
from gouji.readers import Unreadable, read_bytes

from .build import pdf, show


def read(*pages: str, **options: object) -> Document:
    return read_bytes(pdf(list(pages), **options), "x.pdf")  # type: ignore[arg-type]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def codes(document: Document) -> list[str]:
    return [problem.code for problem in document.problems]


def place(document: Document, words: str) -> Place:
    index, block = next((index, block) for index, block in enumerate(document.blocks) if words in block.text)
    start = block.text.index(words)
    assert document.locator
    return document.locator.place(Span(index, start, start + len(words)))


BODY = ["全年预算数为412.49万元，全年实际支出资金407.", "98万元，预算执行率为98.91%，各项任务按照年初计", "划全面完成。"]


def lines(*texts: str, top: float = 740) -> str:
    return "".join(show(72, top - 20 * n, text) for n, text in enumerate(texts))


def test_wrapped_lines_are_joined_and_a_figure_has_a_box_on_each_line() -> None:
    document = read(lines(*BODY))
    assert texts(document) == ["".join(BODY)]
    boxes = place(document, "407.98万元").boxes
    assert len(boxes) == 2 and boxes[0].top < boxes[1].top and boxes[1].x0 < boxes[0].x0


@pytest.mark.parametrize("extra", ["", "/Rotate 90", "/Rotate 180", "/Rotate 270", "/CropBox[40 50 560 800]", "/CropBox[40 50 560 800]/Rotate 90"])
def test_boxes_lie_where_the_page_shows_the_ink(extra: str) -> None:
    """The page is drawn, and all its ink is looked for in the boxes."""
    pypdfium2 = pytest.importorskip("pypdfium2")
    data = pdf([show(72, 740, "实际407.98万元")], extra)
    document = read_bytes(data, "x.pdf")
    with pypdfium2.PdfDocument(data) as opened:
        size = opened[0].get_size()
        image = opened[0].render(scale=2, grayscale=True).to_pil()
    ink = image.point(lambda level: 255 * (level < 200)).getbbox()
    if ink is None:
        pytest.skip("no font to draw with")
    joined = place(document, document.blocks[0].text).boxes
    assert all(0 <= box.x0 <= box.x1 <= size[0] and 0 <= box.top <= box.bottom <= size[1] for box in joined)
    around = min(b.x0 for b in joined), min(b.top for b in joined), max(b.x1 for b in joined), max(b.bottom for b in joined)
    assert around == pytest.approx([edge / 2 for edge in ink], abs=2.5)


def test_boxes_lie_within_what_pdfplumber_finds() -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    data = pdf([lines(*BODY)])
    box = place(read_bytes(data, "x.pdf"), "98.91%").boxes[0]
    with pdfplumber.open(io.BytesIO(data)) as opened:
        chars = [char for char in opened.pages[0].chars if abs(char["top"] - box.top) < 12]
    inside = [char["text"] for char in chars if box.x0 - 0.5 <= (char["x0"] + char["x1"]) / 2 <= box.x1 + 0.5]
    assert "".join(inside) == "98.91%"


def test_page_numbers_and_running_heads_are_dropped() -> None:
    document = read(
        *(
            show(250, 800, "某区商务局2023年度报告") + lines(f"{mark}、第{mark}部分情况", "本部分内容全部完成。") + show(290, 30, f"- {n} -")
            for n, mark in enumerate("一二三四", 1)
        )
    )
    assert texts(document) == [text for mark in "一二三四" for text in (f"{mark}、第{mark}部分情况", "本部分内容全部完成。")]


def test_a_sentence_goes_on_over_the_page() -> None:
    document = read(lines(BODY[0], top=100), lines(*BODY[1:]))
    assert texts(document) == ["".join(BODY)]
    assert [box.page for box in place(document, "407.98").boxes] == [1, 2]


def test_columns_are_kept_apart() -> None:
    assert texts(read(show(72, 700, "412.49") + show(160, 700, "407.98") + show(250, 700, "98.91%"))) == ["412.49　407.98　98.91%"]


RULES = "".join(f"72 {y} m 400 {y} l S\n" for y in (700, 670, 640)) + "72 640 m 72 700 l S 400 640 m 400 700 l S 200 640 m 200 700 l S 300 640 m 300 670 l S\n"


def test_ruled_table_with_a_merged_cell() -> None:
    document = read(
        show(72, 760, "附表")
        + RULES
        + show(80, 680, "指标")
        + show(210, 680, "完成情况")
        + show(80, 655, "支")
        + show(80, 643, "出")
        + show(210, 650, "176.")
        + show(310, 650, "98%")
    )
    (table,) = document.tables
    assert [(cell.row, cell.column, cell.columns, document.blocks[cell.block].text) for cell in table.cells] == [
        (0, 0, 1, "指标"),
        (0, 1, 2, "完成情况"),
        (1, 0, 1, "支出"),
        (1, 1, 1, "176."),
        (1, 2, 1, "98%"),
    ]
    cell = place(document, "98%").cell
    assert cell and (cell.table, cell.ref) == (1, "C2")
    assert texts(document)[0] == "附表"


def test_doubled_glyphs_are_taken_once_and_said() -> None:
    document = read(show(72, 700, "得分98.91分") + show(72.3, 700, "得分98.91分"))
    assert texts(document) == ["得分98.91分"] and set(codes(document)) <= {"doubled-glyphs"}


def test_watermark_is_left_out() -> None:
    mark = "BT 0.7 0.7 -0.7 0.7 200 300 Tm /F1 40 Tf <" + "内部资料".encode("utf-16-be").hex() + "> Tj ET\n"
    document = read(mark + lines(*BODY))
    assert texts(document) == ["".join(BODY)] and codes(document) == ["rotated-text"]


def test_scan_has_no_text_layer() -> None:
    with pytest.raises(Unreadable) as raised:
        read("595 0 0 842 0 0 cm /I1 Do\n", picture=(8, 8))
    assert raised.value.problem.code == "no-text-layer" and "OCR" in raised.value.problem.message


def test_scan_between_pages_of_text_is_said() -> None:
    document = read(lines(*BODY), "595 0 0 842 0 0 cm /I1 Do\n", "", picture=(8, 8))
    assert [(problem.code, problem.loses) for problem in document.problems] == [("no-text-layer", True)]
    assert document.problems[0].place and document.problems[0].place.boxes[0].page == 2


def test_picture_over_most_of_a_page_is_said() -> None:
    document = read(lines("表一", top=820) + "q 500 0 0 700 40 40 cm /I1 Do Q\n", picture=(8, 8))
    assert codes(document) == ["picture-page"]


def test_text_upon_a_picture_is_a_background() -> None:
    assert codes(read("q 595 0 0 842 0 0 cm /I1 Do Q\n" + lines(*BODY * 3), picture=(8, 8))) == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pdf([lines(*BODY)], password="secret"), "encrypted"),
        (pdf([lines(*BODY)])[:300], "damaged"),
        (b"%PDF-1.7\n", "damaged"),
        (pdf([""]), "empty"),
    ],
    ids=["password", "truncated", "header", "blank"],
)
def test_what_cannot_be_read_is_named(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read_bytes(data, "x.pdf")
    assert (raised.value.problem.code, raised.value.format) == (code, "pdf")


def test_glyphs_without_a_code_are_counted_not_guessed() -> None:
    """An Identity-H font without ToUnicode prints glyph numbers; they must not pass for text."""
    with pytest.raises(Unreadable) as raised:
        read(lines(*BODY), font="Identity-H", ordering="Identity")
    assert raised.value.problem.code == "unmapped-glyphs"


def test_filled_in_form_fields_are_said() -> None:
    field = "/Annots[<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(407.98)/F 4/Rect[200 700 300 720]>>]"
    document = read(lines(*BODY), extra=field)
    assert codes(document) == ["unread-fields"] and document.problems[0].loses


def test_empty_user_password_opens() -> None:
    assert texts(read(lines(*BODY), password="")) == ["".join(BODY)]
