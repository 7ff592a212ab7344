"""Ruled tables in PDF: the cells that pdfplumber finds, with spans, and in time."""

from __future__ import annotations

import io
import time

import pytest

from gouji.document.model import Document, Span
from gouji.readers import read_bytes

from .build import Spans, flat, pdf, ruled, show
from .grids import grid, tiles
from .test_twins import ROOT

TABLE = ROOT.parent / "shared/reports/table/table.pdf"
XS, YS = [60.0, 160, 260, 360, 460], [700.0, 660, 620, 580]
FORM: list[Spans] = [
    (0, 0, 2, 1, "指标"),
    (0, 1, 1, 2, "完成情况"),
    (0, 3, 2, 1, "分值"),
    (1, 1, 1, 1, "目标"),
    (1, 2, 1, 1, "实际"),
    *((2, c, 1, 1, t) for c, t in enumerate(["支出", "176.\n28", "101.23\n%", "10"])),
]
JOINED = [(*place, text.replace("\n", "")) for *place, text in FORM]


def of(page: str, **options: object) -> Document:
    return read_bytes(pdf([page], **options), "x.pdf")  # type: ignore[arg-type]


def assert_like_pdfplumber(data: bytes) -> None:
    """On each page the same texts in the same boxes; ours are found by the places of their characters."""
    pdfplumber = pytest.importorskip("pdfplumber")
    with pdfplumber.open(io.BytesIO(data)) as opened:
        for number in range(1, len(opened.pages) + 1):
            page = opened.pages[number - 1]
            wanted = [
                "".join(c["text"] for c in page.chars if x0 <= (c["x0"] + c["x1"]) / 2 < x1 and top <= (c["top"] + c["bottom"]) / 2 < bottom)
                for table in page.find_tables()
                for x0, top, x1, bottom in table.cells
            ]
            assert sorted("".join(text.split()) for text in wanted if text.strip()) == sorted(printed(data, number))


def printed(data: bytes, number: int) -> list[str]:
    """The texts of the cells on one page; a cell that goes on over the page gives what stands on this one."""
    document = read_bytes(data, "x.pdf")
    texts = []
    for index, block in enumerate(document.blocks):
        if block.kind == "cell":
            places = [(c, document.locator.place(Span(index, at, at + 1)).boxes) for at, c in enumerate(block.text)]  # type: ignore[union-attr]
            texts.append("".join(c for c, boxes in places if boxes[0].page == number and c.strip()))
    return [text for text in texts if text]


STYLES = {
    "frames": ruled(FORM, XS, YS),
    "thin-boxes": "".join(show(80, y, t) for y, t in ((690, "甲"), (650, "乙")))
    + "".join(show(180, y, t) for y, t in ((690, "1"), (650, "2")))
    + "".join(f"60 {y} 200 0.5 re f\n" for y in (710, 670, 630))
    + "".join(f"{x} 630 0.5 80 re f\n" for x in (60, 160, 259.5)),
    "one-path": "".join(show(80 + 100 * n, 680, t) for n, t in enumerate("甲乙"))
    + "60 700 m 260 700 l 60 660 m 260 660 l 60 700 m 60 660 l 160 700 m 160 660 l 260 700 m 260 660 l S\n",
    "pieces": "".join(show(80 + 100 * n, 680, t) for n, t in enumerate("甲乙"))
    + "".join(f"{x} {y} m {x + 50} {y} l S\n" for x in (60, 110, 160, 210) for y in (700, 660))
    + "".join(f"{x} 700 m {x} 660 l S\n" for x in (60, 160, 260)),
    "two-tables": ruled(flat([["甲", "1"]]), [60, 160, 260], [700, 660]) + ruled(flat([["乙", "2"], ["丙", "3"]]), [300, 400, 500], [700, 680, 660]),
}


@pytest.mark.parametrize("style", STYLES)
def test_cells_are_those_of_pdfplumber(style: str) -> None:
    assert_like_pdfplumber(pdf([STYLES[style]]))


@pytest.mark.skipif(not TABLE.exists(), reason="the form lies beside a development checkout only")
def test_cells_of_the_form_are_those_of_pdfplumber() -> None:
    assert_like_pdfplumber(TABLE.read_bytes())


def test_spans_and_wrapped_numbers() -> None:
    assert grid(of(ruled(FORM, XS, YS))) == JOINED


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_the_grid_turns_with_the_page(turn: int) -> None:
    document = of(ruled(flat([["甲", "乙", "丙"], ["一", "二", "三"]]), XS, YS), extra=f"/Rotate {turn}")
    (table,) = document.tables
    assert tiles(table) and (table.height, table.width) == ((2, 3) if turn == 180 else (3, 2))
    assert grid(document)[0][4] == {90: "一", 180: "三", 270: "丙"}[turn]


@pytest.mark.parametrize("matrix", ["1 0 0 1 0 0", "0.5 0 0 0.5 30 200"], ids=["plain", "scaled"])
@pytest.mark.parametrize("placed", ["/X1 Do\n", "q 1 0 0 1 20 -30 cm /X1 Do Q\n"], ids=["here", "moved"])
def test_rules_within_a_form_object_count(matrix: str, placed: str) -> None:
    assert grid(of(placed, form=(matrix, ruled(FORM, XS, YS)))) == JOINED


def test_rules_two_forms_deep_or_without_end_are_left() -> None:
    many = "".join(f"{n % 500} {n % 700} m {n % 500 + 50} {n % 700} l S\n" for n in range(6_500))
    document = of("/X1 Do\n" + show(72, 800, "正文"), form=("1 0 0 1 0 0", many))
    assert [problem.code for problem in document.problems] == ["over-limit"] and document.blocks[0].text == "正文"


def test_a_slanted_stroke_in_a_corner_is_no_rule() -> None:
    corner = "60 700 m 160 660 l S\n90 640 m 140 600 l S\n"
    assert grid(of(corner + ruled(FORM, XS, YS))) == JOINED


def test_dashed_rules_are_rules() -> None:
    dashes = "".join(f"{x} {y} m {x + 2} {y} l S\n" for x in range(60, 260, 4) for y in (700, 660)) + "".join(
        f"{x} {y} m {x} {y + 2} l S\n" for x in (60, 160, 260) for y in range(660, 700, 4)
    )
    assert [text for *_, text in grid(of(dashes + show(80, 680, "甲") + show(180, 680, "乙")))] == ["甲", "乙"]


def test_an_open_path_is_no_frame() -> None:
    """Three strokes of four (`m l l l`) do not close a cell."""
    document = of("60 700 m 260 700 l 260 660 l 60 660 l S\n160 700 m 160 660 l S\n" + show(80, 680, "项目") + show(180, 680, "金额"))
    assert document.tables == () and [block.text for block in document.blocks] == ["项目　金额"]


OPEN = "".join(f"{x} 700 m {x} 600 l S\n" for x in (60, 160, 260)) + "60 700 m 260 700 l S\n60 650 m 260 650 l S\n"


@pytest.mark.parametrize("extra", ["", "/Rotate 180"], ids=["below", "above"])
def test_a_row_without_its_last_rule_is_closed(extra: str) -> None:
    """As it may be where the page breaks; pdfplumber leaves it out."""
    page = OPEN + "".join(show(70 + 100 * (n % 2), 670 - 50 * (n // 2), text) for n, text in enumerate(["指标", "完成", "场次", "40"]))
    (table,) = of(page, extra=extra).tables
    assert (table.height, table.width) == (2, 2)


def test_uprights_that_overshoot_a_little_close_nothing() -> None:
    document = of(OPEN.replace(" 600 l", " 647 l") + show(70, 670, "指标") + show(170, 670, "完成") + show(70, 620, "说明"))
    assert document.tables[0].height == 1


def test_table_within_a_cell_is_a_table_of_its_own() -> None:
    inner = ruled(flat([["内", "1"], ["里", "2"]]), [180, 210, 240], [690, 670, 650])
    outer = ruled([(0, 0, 1, 1, "外"), (0, 1, 1, 1, ""), (1, 0, 1, 1, "下"), (1, 1, 1, 1, "尾")], [60, 160, 260], [700, 640, 600])
    document = of(outer + inner)
    assert [[text for *_, text in grid(document, table)] for table in document.tables] == [["外", "", "下", "尾"], ["内", "1", "里", "2"]]


def test_two_hundred_by_two_hundred_rules_take_no_more_than_five_seconds() -> None:
    lines = "".join(f"20 {20 + 4 * n} m 576 {20 + 4 * n} l S\n{20 + 2.8 * n:.1f} 20 m {20 + 2.8 * n:.1f} 816 l S\n" for n in range(200))
    data = pdf([lines + "".join(show(21 + 2.8 * (n % 198), 21 + 4 * (n // 198), "1", 2) for n in range(198 * 198))])
    start = time.process_time()
    document = read_bytes(data, "x.pdf")
    assert time.process_time() - start < 5
    assert len(document.tables[0].cells) > 30_000


def test_rules_that_make_more_cells_than_any_table_has_are_said() -> None:
    lines = "".join(f"0 {3 * n} m 3000 {3 * n} l S\n{3 * n} 0 m {3 * n} 3000 l S\n" for n in range(500))
    document = of(lines + show(72, 800, "正文"), extra="/MediaBox[0 0 3000 3000]")
    assert [problem.code for problem in document.problems] == ["over-limit"] and document.blocks[0].text == "正文"
