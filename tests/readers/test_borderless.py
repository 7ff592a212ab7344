"""Tables without rules in PDF: said, and still read as text; prose never is one."""

from __future__ import annotations

import pytest

from gouji.readers import read, read_bytes

from .build import flat, pdf, ruled, show
from .test_pdf import BODY, lines
from .test_twins import ROOT, SEED

TABLE = ROOT.parent / "shared/reports/table/table.pdf"
XS = (72, 200, 300, 400)
ROWS = [["财政拨款", "182.66", "176.28", "96.51%"], ["上年结转", "0.00", "0.00", "0.00%"], ["其他资金", "12.50", "12.50", "100%"]]


def printed(rows: list[list[str]], xs: tuple[float, ...] = XS, step: float = 20) -> str:
    return "".join(show(x, 700 - step * n, text) for n, row in enumerate(rows) for x, text in zip(xs, row, strict=False))


def codes(*pages: str) -> list[str]:
    return [problem.code for problem in read_bytes(pdf(list(pages)), "x.pdf").problems]


@pytest.mark.parametrize("right", [False, True], ids=["left", "right"])
def test_figures_in_columns_are_said_and_stay_text(right: bool) -> None:
    page = "".join(
        show(x - (6 * len(text) if right and text[0] in "0123456789" else 0), 700 - 20 * n, text)
        for n, row in enumerate(ROWS)
        for x, text in zip(XS, row, strict=True)
    )
    document = read_bytes(pdf([lines(*BODY, top=800) + page]), "x.pdf")
    (problem,) = document.problems
    assert problem.code == "borderless-table" and problem.loses and "3" in problem.message and "4" in problem.message
    assert document.tables == () and any("财政拨款　182.66　176.28　96.51%" in block.text for block in document.blocks)
    assert problem.place and problem.place.boxes[0].page == 1 and 60 < problem.place.boxes[0].x0 < 80


@pytest.mark.parametrize(
    "page",
    [
        printed(ROWS[:2]),
        printed([row[:2] for row in ROWS]),
        printed([["甲方", "乙方", "丙方", "1"]] * 4),
        printed(ROWS, step=80),
        "".join(show(72 + 40 * (n % 2) + m * (60 + 15 * n), 700 - 20 * n, text) for n, row in enumerate(ROWS) for m, text in enumerate(row)),
        lines(*BODY * 5),
        "".join(show(72, 700 - 20 * n, f"{n}、情况") + show(500, 700 - 20 * n, str(n)) for n in range(1, 9)),
        ruled(flat(ROWS), [72, 180, 280, 380, 480], [700, 680, 660, 640]),
    ],
    ids=["two-rows", "two-columns", "words", "far-apart", "not-aligned", "prose", "contents", "ruled"],
)
def test_what_is_no_table_or_is_read_is_not_said(page: str) -> None:
    assert codes(page) == []


def test_three_rules_and_no_uprights_are_a_table_without_rules() -> None:
    assert codes(printed([["来源", "预算", "执行", "比率"], *ROWS]) + "60 715 m 500 715 l S\n60 695 m 500 695 l S\n60 630 m 500 630 l S\n") == [
        "borderless-table"
    ]


@pytest.mark.skipif(not SEED.exists(), reason="the reports lie beside a development checkout only")
@pytest.mark.parametrize("path", [SEED / "report.pdf", TABLE], ids=["seed", "table"])
def test_real_reports_have_none(path: object) -> None:
    assert [problem.code for problem in read(path).problems] == []  # type: ignore[arg-type]
