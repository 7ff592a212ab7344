"""Tables that run over the page: one grid, as the file had it before it was printed."""

from __future__ import annotations

import pytest

from gouji.document.model import Document, Span
from gouji.readers import read, read_bytes

from .build import Spans, flat, pdf, ruled, show
from .grids import grid, tiles
from .test_twins import ROOT

TABLE = ROOT.parent / "shared/reports/table"
XS = [60.0, 140, 220, 400, 480]
HEAD = ["一级指标", "二级指标", "三级指标", "分值"]


def upper(rows: list[Spans], high: float = 30) -> str:
    """A table that ends at the foot of a page."""
    count = max(row + rows for row, _, rows, _, _ in rows)
    return ruled(rows, XS, [60 + high * (count - n) for n in range(count + 1)])


def lower(rows: list[Spans], xs: list[float] = XS) -> str:
    """A table that begins at the head of a page."""
    count = max(row + rows for row, _, rows, _, _ in rows)
    return ruled(rows, xs, [760 - 30 * n for n in range(count + 1)])


def of(*pages: str) -> Document:
    return read_bytes(pdf(list(pages)), "x.pdf")


def only(*pages: str) -> list[Spans]:
    document = of(*pages)
    assert len(document.tables) == 1 and tiles(document.tables[0])
    return grid(document)


ABOVE: list[Spans] = [
    *flat([HEAD]),
    (1, 0, 2, 1, "产出指标"),
    (1, 1, 2, 1, "数量指标"),
    *((1 + n, c, 1, 1, t) for n, row in enumerate([["培训人次", "5"], ["发放户数", "3"]]) for c, t in enumerate(row, 2)),
]
BELOW: list[Spans] = [
    (0, 0, 2, 1, ""),
    (0, 1, 1, 1, ""),
    (0, 2, 1, 1, "改造网点"),
    (0, 3, 1, 1, "4"),
    (1, 1, 1, 1, "质量指标"),
    (1, 2, 1, 1, "合格率"),
    (1, 3, 1, 1, "2"),
]
WHOLE = [
    *ABOVE[:4],
    (1, 0, 4, 1, "产出指标"),
    (1, 1, 3, 1, "数量指标"),
    *ABOVE[6:8],
    *ABOVE[8:],
    (3, 2, 1, 1, "改造网点"),
    (3, 3, 1, 1, "4"),
    (4, 1, 1, 1, "质量指标"),
    (4, 2, 1, 1, "合格率"),
    (4, 3, 1, 1, "2"),
]


def shifted(cells: list[Spans], down: int) -> list[Spans]:
    return [(row + down, column, rows, columns, text) for row, column, rows, columns, text in cells]


def test_merged_cells_that_the_page_cut_are_one_again() -> None:
    assert only(upper(ABOVE), lower(BELOW)) == WHOLE


def test_repeated_header_is_dropped() -> None:
    assert only(upper(ABOVE), lower([*flat([HEAD]), *shifted(BELOW, 1)])) == WHOLE


def test_running_head_page_number_and_continuation_mark_may_stand_between() -> None:
    head = show(250, 815, "某区商务局自评表")
    pages = [head + upper(ABOVE) + show(290, 30, "- 1 -"), head + show(440, 790, "续表1", 10) + lower(BELOW) + show(290, 30, "- 2 -")]
    document = of(*pages)
    assert grid(document) == WHOLE
    assert [block.text for block in document.blocks if block.kind != "cell"] == ["某区商务局自评表"]


@pytest.mark.parametrize(
    "pages",
    [
        (upper(ABOVE), show(60, 790, "附件二：资金明细如下。") + lower(BELOW)),
        (upper(ABOVE), show(60, 790, "说明。"), lower(BELOW)),
        (upper(ABOVE), lower(BELOW, [60, 100, 180, 360, 480])),
        (upper(ABOVE), lower(BELOW, [60, 140, 220, 400, 520])),
        (lower(ABOVE), lower(BELOW)),
    ],
    ids=["title", "page-between", "other-columns", "wider", "page-not-full"],
)
def test_what_is_another_table_stays_one(pages: tuple[str, ...]) -> None:
    assert len(of(*pages).tables) == 2


def test_the_next_copy_of_a_form_is_another_table() -> None:
    """Forms printed one a page, whose title is taken for a running head."""
    forms = [show(200, 800, "项目支出自评表") + upper(flat([["项目名称", name, "预算", "10"], *[["产出", "数量", "场次", "5"]] * 21])) for name in "甲乙丙"]
    assert len(of(*forms).tables) == 3


def test_continuation_with_fewer_columns_is_counted_in_those_of_the_table() -> None:
    below = ruled([(0, 0, 1, 1, "总分"), (0, 1, 1, 1, "100"), (1, 0, 1, 1, "备注"), (1, 1, 1, 1, "无")], [60, 400, 480], [760, 730, 700])
    cells = only(upper(ABOVE), below)
    assert cells[-4:] == [(3, 0, 1, 3, "总分"), (3, 3, 1, 1, "100"), (4, 0, 1, 3, "备注"), (4, 3, 1, 1, "无")]


def test_an_empty_first_cell_where_nothing_is_merged_is_a_cell() -> None:
    cells = only(upper(flat([["序号", "项目", "内容", "金额"], ["1", "培训", "两期", "5"]])), lower(flat([["", "合计", "", "5"]])))
    assert (1, 0, 1, 1, "1") in cells and (2, 0, 1, 1, "") in cells


def test_a_merge_is_not_carried_past_a_new_group() -> None:
    below: list[Spans] = [(0, 0, 2, 1, "效益指标"), (0, 1, 2, 1, ""), *((n, c, 1, 1, t) for n, t in enumerate(["甲", "乙"]) for c, t in enumerate([t, "1"], 2))]
    cells = only(upper(ABOVE), lower(below))
    assert (1, 1, 2, 1, "数量指标") in cells and (3, 1, 2, 1, "") in cells


def test_merged_last_column_is_rejoined() -> None:
    above: list[Spans] = [*flat([HEAD]), *shifted(flat([["产出", "数量", "培训"], ["产出", "数量", "户数"]]), 1), (1, 3, 2, 1, "受疫情影响")]
    below: list[Spans] = [*flat([["产出", "数量", "网点"], ["产出", "质量", "合格"]]), (0, 3, 2, 1, "")]
    assert (1, 3, 4, 1, "受疫情影响") in only(upper(above), lower(below))


@pytest.mark.parametrize(
    ("last", "first", "joined"),
    [
        (["产出", "培训人次", "受疫情影响，", "5"], ["", "", "下年加强调研", ""], "受疫情影响，下年加强调研"),
        (["产出", "5", "受疫情影响下年", "5"], ["", "", "加强调研", ""], "受疫情影响下年加强调研"),
        (["产出", "培训人次", "176.", "5"], ["", "", "28", ""], "176.28"),
    ],
)
def test_a_row_cut_by_the_page_is_one_row(last: list[str], first: list[str], joined: str) -> None:
    cells = only(upper(flat([HEAD, last])), lower(flat([first, ["产出", "改造网点", "无", "3"]])))
    assert [text for *_, text in cells[4:]] == [*last[:2], joined, "5", "产出", "改造网点", "无", "3"]


@pytest.mark.parametrize(
    "first",
    [["", "", "100", ""], ["", "其他资金", "", ""], ["", "改造网点", "无偏差", "3"], ["", "", "", ""], ["", "", "", "3"]],
    ids=["total", "label-alone", "full", "empty", "figure"],
)
def test_a_row_that_may_be_its_own_stays_so(first: list[str]) -> None:
    cells = only(upper(flat([HEAD, ["产出", "培训人次", "95", "5"]])), lower(flat([first, ["产出", "合格率", "无", "3"]])))
    assert [text for row, *_, text in cells if row == 2] == first


def test_places_point_to_the_pages_on_which_the_text_stands() -> None:
    document = of(upper(flat([HEAD, ["产出", "培训人次", "受疫情影响，", "5"]])), lower(flat([["", "", "下年加强调研", ""], ["产出", "合格率", "无", "3"]])))
    pages = {}
    for index, block in enumerate(document.blocks):
        place = document.locator.place(Span(index, 0, len(block.text))) if block.text else None  # type: ignore[union-attr]
        pages[block.text] = [box.page for box in place.boxes] if place else []
    assert pages["受疫情影响，下年加强调研"] == [1, 2] and pages["合格率"] == [2] and pages["培训人次"] == [1]
    refs = [block.cell.ref for block in document.blocks if block.cell and block.text == "合格率"]
    assert refs == ["B3"]


@pytest.mark.skipif(not TABLE.exists(), reason="the form lies beside a development checkout only")
def test_the_form_has_one_grid_in_word_and_in_print() -> None:
    assert grid(read(TABLE / "table.pdf")) == grid(read(TABLE / "table.docx"))
