"""Plain text: encodings, wraps, tables, places."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.document.model import Span
from gouji.readers import NotAReport, Unreadable, read_bytes
from gouji.readers.furniture import columns

from .rewrap import rewrap, wrap

ROOT = Path(__file__).parents[2]
SOURCE = (ROOT / "fixtures/reports/commerce/source.txt").read_text(encoding="utf-8").splitlines()
REWRAPPINGS, WANTED = 60, 58


def texts(data: bytes | str, name: str = "x.txt") -> list[str]:
    return [block.text for block in read_bytes(data.encode() if isinstance(data, str) else data, name).blocks]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_ending_reads_the_same(encoding: str, ending: str) -> None:
    assert texts(ending.join(SOURCE).encode(encoding)) == SOURCE


def test_utf_16_big_endian() -> None:
    assert texts(b"\xfe\xff" + "预算执行率为98.91%。".encode("utf-16-be")) == ["预算执行率为98.91%。"]


def test_one_line_a_paragraph_stays_so() -> None:
    assert texts("\n".join("    " + line for line in SOURCE)) == SOURCE


def test_rewrapping_at_any_width_gives_the_same_paragraphs() -> None:
    """A paragraph that fills its last line exactly, without indentation or blank line after it, cannot be told: the rest must be right."""
    same = sum(texts(rewrap(SOURCE, seed)) == SOURCE for seed in range(REWRAPPINGS))
    print(f"{same} of {REWRAPPINGS} rewrappings identical")
    assert same >= WANTED


def test_no_rewrapping_breaks_a_sentence_or_loses_a_character() -> None:
    whole = "".join(SOURCE)
    for seed in range(REWRAPPINGS):
        got = texts(rewrap(SOURCE, seed))
        assert "".join(got) == whole
        assert {text for text in got if not text.endswith(("。", "：", "；"))} <= set(SOURCE)


@pytest.mark.parametrize(
    ("wrapped", "whole"),
    [
        ("全年实际支出资金 407.\n98 万元，预算执行率为 98.91%，\n执行良好。", "全年实际支出资金407.98万元，预算执行率为98.91%，执行良好。"),
        ("本年度执行金额为195.28\n\n万元，另有安排。预算数412\n.49万元。", "本年度执行金额为195.28万元，另有安排。预算数412.49万元。"),
        ("编号 18 189 的 form A 表，共 3\n张，均已归档。", "编号18 189的form A表，共3张，均已归档。"),
        ("零宽\u200b字符\ufeff不计，共有\u00a05\u00a0项。", "零宽字符不计，共有5项。"),
    ],
)
def test_a_break_inside_a_statement_means_nothing(wrapped: str, whole: str) -> None:
    assert texts(wrapped) == [whole]


def test_column_gap_is_kept_as_one_ideographic_space() -> None:
    assert texts("项目名称：道路养护    金额单位：万元") == ["项目名称：道路养护　金额单位：万元"]


def test_padded_label_is_one_word() -> None:
    assert texts("| 得    分 | 分  值 |\n| 9.5 | 10 |")[:2] == ["得分", "分值"]


@pytest.mark.parametrize("rows", ["指标|目标|完成\n场次|40|42", "|指标|目标|完成|\n|---|:-:|---|\n| 场次 | 40 | 42 |"])
def test_bars_make_a_table(rows: str) -> None:
    document = read_bytes(f"一、指标\n{rows}\n二、结论\n".encode(), "x.md")
    assert [block.text for block in document.blocks] == ["一、指标", "指标", "目标", "完成", "场次", "40", "42", "二、结论"]
    (table,) = document.tables
    assert (table.height, table.width) == (2, 3)
    assert [document.blocks[cell.block].text for cell in table.cells if cell.row == 1] == ["场次", "40", "42"]
    assert document.blocks[5].cell and document.blocks[5].cell.ref == "B2"


def test_page_numbers_between_pages_are_dropped() -> None:
    pages = ["第一页的内容在这里结束。\n\n\n- 1 -\n\n\n", "第二页的内容在这里结束。\n\n\n- 2 -\n"]
    assert texts("".join(pages)) == ["第一页的内容在这里结束。", "第二页的内容在这里结束。"]


def test_each_part_of_a_volume_may_number_its_pages_from_one() -> None:
    pages = [f"{name}完成{n}场，" for n, name in enumerate(("培训", "展销", "宣讲", "巡查", "走访", "检查", "演练"))]
    numbers = (1, 2, 3, 1, 2, 1, 2)
    assert "".join(texts("\f".join(f"{page}\n\n{n}\n" for page, n in zip(pages, numbers, strict=True)))) == "".join(pages)


def test_what_every_part_of_a_volume_begins_and_ends_with_is_no_running_head() -> None:
    """A numbered heading and the end of a sentence stay, and so does what stands beside wider gaps where form feeds mark the pages."""
    part = "一、基本概况\n\n全年预算数10万元。\n\n\n\n项目一个\n\n二、其他需要说明的问题\n\n无。"
    assert texts("\n\f".join([part] * 4)) == [line for line in part.split("\n") if line] * 4


@pytest.mark.parametrize("above", ["附件1", "某县水利局2023年度部门整体支出绩效自评报告"])
def test_a_heading_never_goes_on_with_the_line_above_it(above: str) -> None:
    """Not with a number at its end, nor with a title that fills its line."""
    body = "我单位承担全县水利工程的建设与管理，负责河道治理、农村饮水和水土保持，全年预算数100万元，全年执行数90万元，预算执行率为90%。"
    lines = wrap(body, columns("某县水利局2023年度部门整体支出绩效自评报告"))
    assert texts("\n".join([*lines, above, "一、基本概况", *lines])) == [body, above, "一、基本概况", body]


@pytest.mark.parametrize("seed", range(6))
def test_place_points_at_the_first_character_in_the_file(seed: int) -> None:
    wrapped = rewrap(SOURCE, seed)
    document = read_bytes(wrapped.replace("\n", "\r\n").encode("gb18030"), "x.txt")
    lines = wrapped.split("\n")
    for index, block in enumerate(document.blocks):
        for start in range(0, len(block.text), 7):
            place = document.locator.place(Span(index, start, start + 1))  # type: ignore[union-attr]
            assert lines[place.line - 1][place.column - 1] == block.text[start]  # type: ignore[operator]


def test_markdown_headings_have_levels() -> None:
    document = read_bytes("# 自评报告\n## 一、概况\n正文。\n".encode(), "x.md")
    assert [(block.kind, block.level) for block in document.blocks] == [("heading", 1), ("heading", 2), ("paragraph", None)]
    assert document.format == "md"


@pytest.mark.parametrize("data", [b"", b"  \r\n\n", b"\xef\xbb\xbf"])
def test_empty_text_is_said(data: bytes) -> None:
    with pytest.raises(Unreadable) as raised:
        read_bytes(data, "x.txt")
    assert raised.value.problem.code == "empty"


def test_binary_is_no_report() -> None:
    with pytest.raises(NotAReport):
        read_bytes(bytes(range(256)) * 4, "x.txt")


def test_text_cut_off_inside_a_character_is_read_and_said() -> None:
    document = read_bytes("预算执行率为98.91%。".encode()[:-1], "x.txt")
    assert [problem.code for problem in document.problems] == ["damaged"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("| 甲 | 乙 |\n|:--|--:|\n| 1 | 2 |", [["甲", "乙"], ["1", "2"]]),
        ("甲 | 乙\n--- | ---\n1 | 2", [["甲", "乙"], ["1", "2"]]),
        ("甲 | 乙 |\n1 | 2 |", [["甲", "乙"], ["1", "2"]]),
        ("| 甲 | 乙\n| 1 | 2", [["甲", "乙"], ["1", "2"]]),
        ("|甲\\|丙|乙|\n|1|\\||", [["甲|丙", "乙"], ["1", "|"]]),
        ("|甲|乙|\n|-|-|\n|1||", [["甲", "乙"], ["-", "-"], ["1", ""]]),
        ("|甲|乙|\n\n|1|2|", [["甲", "乙"], ["1", "2"]]),
        ("|产出|数量|40|\n|产出|质量|42|\n||时效|43|", [["产出", "数量", "40"], ["产出", "质量", "42"], ["时效", "43"]]),
    ],
    ids=["bars", "no-outer-bars", "closing-bars", "opening-bars", "escaped", "lone-dashes", "blank-line", "merged"],
)
def test_rows_of_bars(text: str, rows: list[list[str]]) -> None:
    document = read_bytes(f"表如下：\n{text}\n以上。".encode(), "x.md")
    (table,) = document.tables
    assert [[document.blocks[cell.block].text for cell in table.cells if cell.row == row] for row in range(table.height)] == rows


def test_a_header_behind_a_blank_line_begins_another_table() -> None:
    document = read_bytes("|甲|乙|\n|---|---|\n|1|2|\n\n|丙|丁|\n|---|---|\n|3|4|".encode(), "x.md")
    assert [(table.number, table.height) for table in document.tables] == [(1, 2), (2, 2)]


def test_an_escaped_bar_keeps_its_place() -> None:
    document = read_bytes("|甲\\|丙|乙|\n|1|2|".encode(), "x.md")
    at = document.locator.place(Span(0, 2, 3))  # type: ignore[union-attr]
    assert (at.line, at.column) == (1, 5)


def test_text_between_escaped_bars_keeps_its_bars() -> None:
    document = read_bytes("|甲\\|丙\\|丁|乙|\n|1|2|".encode(), "x.md")
    assert document.blocks[0].text == "甲|丙|丁"


def test_columns_set_with_blanks_are_a_table() -> None:
    lines = [
        "指标名称    年度指标值    实际完成值    得分",
        "健康管理率    ≥90%    93.2%    10",
        "随访人次\t≥400人次\t420人次\t10",
        "全年预算数640万元，执行率97.5%。",
    ]
    document = read_bytes("\n".join(lines).encode(), "-")
    (table,) = document.tables
    assert (table.height, table.width) == (3, 4)
    assert [document.blocks[cell.block].text for cell in table.cells if cell.row == 2] == ["随访人次", "≥400人次", "420人次", "10"]
    assert document.blocks[-1].kind == "paragraph"


def test_words_with_wide_gaps_are_no_table() -> None:
    document = read_bytes("单位：某局    经办：某甲    电话：略\n日期：略    地点：略    备注：略\n".encode(), "-")
    assert not document.tables


@pytest.mark.parametrize("glued", ["202010100.00%10", "79.27107.93"])
def test_figures_run_together_are_said_to_be_unread(glued: str) -> None:
    (told,) = read_bytes(f"年度资金总额{glued}，其中财政拨款。".encode(), "-").problems
    assert (told.code, told.loses) == ("glued-figures", True)
    assert glued in told.message


@pytest.mark.parametrize("plain", ["2021.03.25签订", "192.168.10.1", "支出1234567.89元", "执行率98.91%，得9.89分", "12.50、13.75"])
def test_dates_and_figures_with_gaps_are_not_glued(plain: str) -> None:
    assert not read_bytes(plain.encode(), "-").problems
