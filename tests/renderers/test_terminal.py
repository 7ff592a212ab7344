"""Findings at a terminal."""

from dataclasses import replace

import pytest

from gouji import audit
from gouji.document.model import Box, CellRef, Place, Span
from gouji.ledger import Aspects
from gouji.readers import read_bytes
from gouji.renderers import terminal, trace
from gouji.renderers.columns import width
from gouji.renderers.places import pointer
from gouji.renderers.words import Wording
from gouji.report import Coverage, DocumentReport, Report
from gouji.settings import Settings


def checked_text(text: str) -> DocumentReport:
    """The report of a text, with the document it was made of."""
    return audit.check_document(read_bytes(text.encode(), "report"), "report", "", Settings())


ZH = """\
甲/report.txt
  文件问题 no-text-layer: report.txt 第2页: 第2页没有文字
  文件问题 tracked-changes: 修订已按接受处理

错误 BX01 execution-rate-mismatch: 预算执行率写作89.91%，按执行数和预算数计算是
  98.91%
  --> 甲/report.txt:12:23 三(六)
   |
   | 全年预算数412.49万元，执行数407.98万元，预算执行率89.91%。
   |           ----------                              ^^^^^^
   |
   = 公式: 预算执行率 = 执行数 ÷ 预算数
   = 算式: 407.98 ÷ 412.49 = 98.91%
   = 应为: 98.90%–98.92%（四舍五入、截断都试过）
   = 可改为: 89.91% → 98.91%（数字颠倒，恢复 1 个关系）
   = 影响结论: 重新计算会改变评价等级

  只核对了一部分：有内容没有读出来  错误 1，警告 0，提示 0
  核对范围: 读出数字 3 个，认出含义 3 个；已核实 0，有矛盾 1，未核对 2
  核对关系: 一致 1，不一致 1，未定 0
  评分口径: xinjiang（不对时用 --profile 指定）
"""


def test_a_finding_in_chinese(report: Report) -> None:
    assert terminal.render(report, "zh") == ZH


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [40, 80, 120])
def test_columns_hold_and_carets_stand_under_the_figure(report: Report, lang: str, columns: int) -> None:
    (document,) = report.documents
    finding = replace(document.findings[0], quote="前" * 90 + document.findings[0].quote + "后" * 90)
    long = replace(document, path="很长的文件夹/" * 20 + "report.txt", findings=(finding,))
    lines = terminal.render(Report((long,)), lang, columns).splitlines()
    assert all(width(line) <= columns for line in lines)
    carets = next(number for number, line in enumerate(lines) if line.endswith("^^^^^^"))
    quote, before = lines[carets - 1], width(lines[carets].rstrip("^"))
    assert quote[next(n for n in range(len(quote)) if width(quote[:n]) == before) :].startswith("89.91%")


@pytest.mark.parametrize("columns", [40, 52, 56, 64, 80])
def test_witnesses_are_underlined_beside_the_figure_and_not_named_again(report: Report, columns: int) -> None:
    """As many as there is room for; one that is cut off is named below instead."""
    (document,) = report.documents
    finding = replace(document.findings[0], figures=("f3", "f1", "f2"))
    lines = terminal.render(Report((replace(document, findings=(finding,)),)), "zh", columns).splitlines()
    under = next(line for line in lines if "^" in line)
    quote, named = lines[lines.index(under) - 1], "".join("".join(lines).split()).split("都试过")[1].split("可改为")[0]
    assert all(width(line) <= columns for line in lines)
    for text, sign in (("412.49万元", "-"), ("407.98万元", "-"), ("89.91%", "^")):
        shown = text in quote
        assert shown or sign == "-"
        assert (text in named) is (not shown)
        if shown:
            start = width(quote[: quote.index(text)])
            assert under[start : start + width(text)] == sign * width(text)
    assert "412.49万元" in quote or columns < 64


def test_where_nothing_decides_every_candidate_is_marked_as_the_figure_is(report: Report) -> None:
    (document,) = report.documents
    finding = replace(document.findings[0], figures=("f3", "f1", "f2"), candidates=("f3", "f1"))
    under = next(line for line in terminal.render(Report((replace(document, findings=(finding,)),)), "zh").splitlines() if "^" in line)
    assert under.replace("|", " ").split() == ["^" * 10, "-" * 10, "^" * 6]


def test_words_at_fault_are_marked_where_the_sentence_has_them_once() -> None:
    text = "一、基本情况\n限额以上企业完成社会品零售总额214.2亿元，同比增长42.2%。\n"
    lines = terminal.render(Report((checked_text(text),)), "zh").splitlines()
    quote = next(number for number, line in enumerate(lines) if line.startswith("   | 限额以上"))
    assert "TM01" in lines[quote - 3]
    start = width(lines[quote][: lines[quote].index("社会品零售总额")])
    assert lines[quote + 1] == "   |" + " " * (start - 4) + "^" * 14
    twice = text.replace("限额以上企业", "社会品零售总额中，")
    under = [line for line in terminal.render(Report((checked_text(twice),)), "zh").splitlines() if "^" in line]
    assert under == []


def test_a_figure_of_another_sentence_is_named_and_not_looked_for_in_this_one(report: Report) -> None:
    (document,) = report.documents
    first = document.figures[0]
    elsewhere = replace(first, fact=replace(first.fact, sentence=Span(7, 0, 9), span=Span(7, 0, 8)), place=Place(line=99, column=1))
    text = terminal.render(Report((replace(document, figures=(elsewhere, *document.figures[1:])),)), "zh")
    assert "-" * 10 not in text
    assert "   = 对照: 部门整体 全年预算数 412.49万元 (99:1)\n" in text


def test_what_the_message_says_is_not_said_again(report: Report) -> None:
    (document,) = report.documents
    finding = replace(document.findings[0], message="预算执行率写作89.91%，407.98 ÷ 412.49 = 98.91%")
    assert terminal.render(Report((replace(document, findings=(finding,)),)), "zh").count("407.98 ÷ 412.49") == 1
    assert terminal.render(report, "zh").count("407.98 ÷ 412.49") == 1


def test_concise_is_a_line_a_finding_however_long_and_still_says_what_was_checked(report: Report, bare) -> None:
    (document,) = report.documents
    long = replace(document.findings[0], message="很长" * 60, place=Place(boxes=(Box(6, 0, 0, 1, 1),), section="三(六)"))
    both = Report((replace(document, findings=(*document.findings, long)), bare))
    assert (
        terminal.concise(both, "zh", 80).plain()
        == f"""\
甲/report.txt:第2页: 文件问题 no-text-layer 第2页没有文字
甲/report.txt: 文件问题 tracked-changes 修订已按接受处理
甲/report.txt:12:23: BX01 预算执行率写作89.91%，按执行数和预算数计算是98.91%
甲/report.txt:第6页: BX01 {"很长" * 60}
b.txt: 未核对：没有一个数字核对得上，这不等于没有问题
合计 文件 2 个：已核对 0，部分核对 1，未核对 1，没有读出 0，跳过 0
  错误 2，警告 0，提示 0
  核对范围: 读出数字 3 个，认出含义 3 个；已核实 0，有矛盾 1，未核对 2
  核对关系: 一致 1，不一致 1，未定 0
"""
    )


def test_concise_of_forms_still_to_be_filled_in_does_not_complain_of_blanks(bare) -> None:
    assert "未核对：" not in terminal.concise(Report((bare,)), "zh", 80, template=True).plain()


def test_coverage_is_always_said_and_nothing_checked_is_not_clean(bare) -> None:
    text = terminal.render(Report((bare,)), "en")
    assert "not checked: no figure in it could be checked" in text
    assert "0 figures read, 0 bound" in text
    assert "no contradiction" not in text


def test_a_sound_report_says_how_much_was_checked(bare) -> None:
    sound = replace(bare, status="checked", coverage=Coverage(5, 4, 3, 0, 2, 2, 0, 0))
    text = terminal.render(Report((sound, sound)), "en", 200)
    assert text.count("no contradiction among the 2 relations that were checked") == 2
    assert "total files 2: checked 2" in text
    assert "10 figures read, 8 bound; 6 verified, 0 contradicted, 4 unchecked\n  relations: 4 consistent" in text


def test_a_volume_says_how_many_reports_it_holds(bare) -> None:
    assert "读作一册 3 篇报告" in terminal.render(Report((replace(bare, status="checked", reports=3),)), "zh")
    assert "读作一册" not in terminal.render(Report((bare,)), "zh")


def test_nothing_met_is_said() -> None:
    assert "没有核对任何文件" in terminal.render(Report(()), "zh")


def test_candidates_share_the_doubt(report: Report) -> None:
    (document,) = report.documents
    finding = replace(document.findings[0], candidates=("f3", "f1"), repairs=())
    text = terminal.render(Report((replace(document, findings=(finding,)),)), "en", 120)
    assert "one of 89.91%, 412.49万元 is wrong" in text
    assert "against" not in text


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(line=3, column=9), "a.txt:3:9"),
        (Place(boxes=(Box(6, 0, 0, 1, 1),), section="三(六)"), "a.txt 第6页 三(六)"),
        (Place(boxes=(Box(6, 0, 0, 1, 1),), cell=CellRef(2, None, "B3")), "a.txt 第6页 表2 B3"),
        (Place(paragraph=88), "a.txt 第88段"),
        (Place(paragraph=88, cell=CellRef(1, None, "C7")), "a.txt 表1 C7"),
        (Place(cell=CellRef(None, "支出表", "C7")), "a.txt 支出表!C7"),
        (Place(line=4, cell=CellRef(1, None, "C7")), "a.txt 表1 C7"),
        (Place(), "a.txt"),
    ],
)
def test_places_in_words(place: Place, text: str) -> None:
    assert pointer("folder/a.txt", place, Wording("zh")) == text


def test_trace_shows_each_figure_with_its_relations(report: Report) -> None:
    text = trace.sheet(report.documents[0], "zh", 120).plain()
    assert "    f1    412.49万元  全年预算数 / budget / 部门整体 / 2023  [4124850, 4124950]  未核对" in text
    assert text.count("r1 BX01 不一致 预算执行率 = 执行数 ÷ 预算数: 407.98 ÷ 412.49 = 98.91%") == 3
    assert text.count("r2 EN01") == 2


def test_trace_of_an_unnamed_figure(report: Report) -> None:
    (document,) = report.documents
    view = document.figures[0]
    unnamed = replace(view, fact=replace(view.fact, concept=None, aspects=Aspects()))
    assert "（未认出） / budget  [" in trace.sheet(replace(document, figures=(unnamed,)), "zh", 120).plain()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_message_is_said_in_both_languages(lang: str) -> None:
    from gouji.renderers.words import _messages

    assert all(message.get(lang) for message in _messages().values())
