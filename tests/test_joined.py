"""A volume joined from many reports says what its parts say, no more and no less, in time that grows as its pages do."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from gouji.document.model import Block, Document, Table
from gouji.document.outline import outline
from gouji.document.titles import title_of
from gouji.readers import read
from gouji.report import DocumentReport
from gouji.volume import reports
from support import NO_SEED, REPORTS, ROOT, SEED, check_lines, document_of, ledger_of
from support import check as check_document

sys.path.append(str(ROOT / "benchmarks"))
from joined import OURS, Part, check, compared, joined, numeral, pages, parts, places, said, union, volume_of  # a script, not a package

MOST_GROWTH = 1.2  # of the calls, per page, for four times the pages


def chaptered(volume: Sequence[Part]) -> str:
    return joined(volume)


def titled(volume: Sequence[Part]) -> str:
    return "\n".join(part.text for part in volume)


def by_unit(volume: Sequence[Part]) -> str:
    """Chapters that name the units, and no titles."""
    return "\n".join(f"第{numeral(number)}章　{part.chapter}\n{untitled(part)}" for number, part in enumerate(volume, 1))


def untitled(part: Part) -> str:
    return "\n".join(part.paragraphs[1:])


def attached(volume: Sequence[Part]) -> str:
    return "\n".join(f"附件{number}\n{part.text}" for number, part in enumerate(volume, 1))


def numbered(volume: Sequence[Part]) -> str:
    """`十二、某某局2023年度…自评报告`: the titles are of the depth of the headings under them."""
    return "\n".join(f"{numeral(number)}、{part.text}" for number, part in enumerate(volume, 1))


def on_pages_of_their_own(volume: Sequence[Part]) -> str:
    return "\n\f".join(part.text for part in volume)


def behind_a_table_of_contents(volume: Sequence[Part]) -> str:
    return "\n".join(["目录", *(part.paragraphs[0] for part in volume), joined(volume)])


JOINS = (chaptered, titled, by_unit, attached, numbered, on_pages_of_their_own, behind_a_table_of_contents)


def reports_in(report: DocumentReport) -> int:
    assert report.document is not None
    return len(reports(outline(report.document)))


def understood(report: DocumentReport) -> Counter[str]:
    return Counter(ledger_of(report))


@pytest.mark.parametrize("join", JOINS)
def test_a_volume_says_what_its_parts_say(join: Callable[[Sequence[Part]], str]) -> None:
    """Twelve reports of twelve places: what is understood, compared and found is that of the parts, each checked as a file of its own."""
    volume = list(islice(parts(OURS), 12))
    singles = [check(untitled(part) if join is by_unit else part.text) for part in volume]
    whole = check(join(volume))
    assert (whole.reports, reports_in(whole)) == (12, 12)
    assert said(whole) == union([said(single) for single in singles])
    assert compared(whole) == union([compared(single) for single in singles])
    assert understood(whole) == sum((understood(single) for single in singles), Counter())
    assert [view.status for view in whole.figures] == [view.status for single in singles for view in single.figures]


def test_each_report_of_a_volume_keeps_its_own_layout() -> None:
    """One is wrapped, with a blank line after every line, the others have a line for each paragraph: as files they are read the same."""
    texts = [path.read_text(encoding="utf-8") for path in OURS]
    for order in (texts, texts[::-1]):
        assert said(check("\n".join(order))) == union([said(check(text)) for text in texts])


def test_a_hundred_pages_say_what_their_parts_say() -> None:
    volume = volume_of(100, OURS)
    whole = check(joined(volume))
    assert pages(joined(volume)) >= 100
    assert said(whole) == union([said(check(part.text)) for part in volume])


@pytest.mark.skipif(not SEED.exists(), reason=NO_SEED)
@pytest.mark.parametrize("title", ["{place}区商务局2023年度部门整体支出绩效自评报告", "第{number}部分 {place}区商务局", ""])
def test_twenty_copies_of_the_seed_report(title: str) -> None:
    """As it was copied out of its PDF, wrapped, of twenty districts; with a title, under a chapter, or with nothing that tells one from the next but
    the first heading, which comes back."""
    text = (SEED / "report.txt").read_text(encoding="utf-8")
    copies = [
        f"{title.format(place=place, number=numeral(number))}\n\n{text.replace('区商务局', f'{place}区商务局')}"
        for number, place in enumerate(places()[:20], 1)
    ]
    whole = check("\n\n".join(copies))
    assert whole.reports == 20
    assert said(whole) == union([said(check(copy)) for copy in copies])


def bound(documents: Sequence[Document]) -> Document:
    """Documents as one, in order."""
    blocks: list[Block] = []
    tables: list[Table] = []
    for document in documents:
        for table in document.tables:
            cells = tuple(replace(cell, block=cell.block + len(blocks)) for cell in table.cells)
            tables.append(replace(table, number=len(tables) + 1, cells=cells))
        blocks += document.blocks
    return Document("docx", tuple(blocks), tuple(tables))


def test_a_volume_of_forms() -> None:
    """The forms of other units, regions and scopes say on their own lines whose they are; a unit's form and report are one, in whatever order."""
    forms = [read(path) for path in sorted((ROOT / "fixtures" / "forms").glob("*.docx")) if path.stem != "dossier-report"]
    whole = check_document(bound(forms))
    assert whole.reports == len(forms)
    assert said(whole) == union([said(check_document(form)) for form in forms])
    form, report = (read(ROOT / "fixtures" / "forms" / f"dossier-{kind}.docx") for kind in ("form", "report"))
    assert check_document(bound([report, form])).reports == check_document(bound([form, report])).reports == 1


def calls(text: str) -> int:
    """How many calls a check makes: a time that no machine changes."""
    made = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        check(text)
    finally:
        sys.setprofile(None)
    return made


def one_report_of(volume: Sequence[Part]) -> str:
    """The sections of a volume under one title, each opened by another heading."""
    lines = [line for part in volume for line in part.paragraphs[1:]]
    return "\n".join(f"{line}（{number}）" if line.startswith("一、") else line for number, line in enumerate(lines))


@pytest.mark.parametrize(("join", "sources"), [(joined, OURS), (one_report_of, [REPORTS / "library" / "report.txt"])], ids=["volume", "one report"])
def test_work_grows_as_the_pages_do(join: Callable[[Sequence[Part]], str], sources: Sequence[Path]) -> None:
    """Of many reports and of one that tells the same facts over and over."""
    short, long = (join(volume_of(length, sources)) for length in (12, 48))
    calls(short)  # what is loaded once
    assert calls(long) / calls(short) <= MOST_GROWTH * pages(long) / pages(short)


REPORT = "临溪区商贸服务局2023年度部门整体支出绩效自评报告\n一、预算执行情况\n全年预算数914.00万元，全年执行数897.63万元，预算执行率为98.21%。"
TOLD_AGAIN = "全年预算数915.00万元，全年执行数897.63万元。"
PROJECT = "临溪区商贸服务局2023年消费促进活动项目支出绩效自评报告\n一、项目概况\n全年预算数180.00万元，全年执行数180.00万元。"


def one_report(text: str) -> bool:
    return len(reports(outline(document_of(text)))) == 1


@pytest.mark.parametrize(
    ("report", "title"),
    [
        (REPORT, "附件：临溪区商贸服务局部门整体支出绩效自评表"),
        (REPORT, "附件1 部门整体支出绩效自评表（2023年度）"),
        (REPORT, "部门整体支出绩效自评表"),
        (REPORT, "商贸服务局2023年度部门整体支出绩效自评表"),
        (REPORT, "绩效自评表"),
        (REPORT, "（二）乡镇2022年度专项资金绩效评价报告"),
        (REPORT, "三、绩效自评报告"),
        (PROJECT, "附表 消费促进活动项目支出绩效自评表"),
        (PROJECT, "项目支出绩效自评表\n项目名称：消费促进活动项目"),
        (PROJECT, "临溪区商贸服务局项目支出绩效自评表\n项目名称：消费促进活动"),
    ],
)
def test_a_form_attached_to_a_report_is_a_part_of_it(report: str, title: str) -> None:
    """The title names the same unit and project, in as many words or fewer: what it tells is held against the report."""
    text = f"{report}\n{title}\n{TOLD_AGAIN}"
    assert one_report(text)
    assert any("915.00万元" in finding.message for finding in check_lines(text).findings)


@pytest.mark.parametrize(
    ("report", "title"),
    [
        (REPORT, "青禾县农业农村局2023年度部门整体支出绩效自评报告"),
        (REPORT, "附件2：临溪区教育局部门整体支出绩效自评表"),
        (REPORT, "第二章　临溪区水利局2023年度部门整体支出绩效评价报告"),
        (REPORT, "二、临溪区水利局2023年度部门整体支出绩效自评报告"),
        (REPORT, "临溪区水利局\n2023年度部门整体支出绩效自评报告"),
        (REPORT, "临溪区商贸服务局2022年度部门整体支出绩效自评报告"),
        (REPORT, "临溪区商贸服务局应急保供储备项目支出绩效自评表"),
        (REPORT, "项目支出绩效自评表\n项目名称：应急保供储备项目"),
        (PROJECT, "临溪区商贸服务局2023年应急保供储备项目支出绩效自评报告"),
        (PROJECT, "项目支出绩效自评表\n项目名称：应急保供储备"),
    ],
)
def test_a_title_that_names_another_unit_project_year_or_scope_begins_another_report(report: str, title: str) -> None:
    text = f"{report}\n{title}\n{TOLD_AGAIN}"
    assert not one_report(text)
    assert not any("915.00万元" in finding.message for finding in check_lines(text).findings)


def test_headings_tell_the_scope_where_the_title_does_not() -> None:
    """The report of a whole department, come without its title, and the form of one of its projects are two."""
    report = "一、部门整体支出绩效分析\n全年预算数914.00万元，全年执行数897.63万元。\n二、项目支出情况\n全年预算数180.00万元。"
    assert not one_report(f"{report}\n项目支出绩效自评表\n{TOLD_AGAIN}")
    assert one_report(f"{report}\n整体支出绩效自评表\n{TOLD_AGAIN}")


def test_no_report_begins_before_the_one_above_has_told_a_figure() -> None:
    """Covers, tables of contents and letters name many reports and are none."""
    assert one_report(f"临溪区财政局2022年度绩效评价报告\n目录\n青禾县水利局2023年度绩效自评报告……3\n{REPORT}")


def test_what_stands_over_a_title_is_no_part_of_the_report_before() -> None:
    """The chapter and the mark of an attachment; the last words before them are. A title may begin on the line above."""
    sections = outline(document_of(f"{REPORT}\n二、存在的问题\n无\n第二章　某某\n附件2\n{PROJECT}"))
    assert [section.report for section in sections] == [0, 0, 0, 0, 0, None, None, 1, 1, 1]
    sections = outline(document_of(f"{REPORT}\n附件2\n临溪区水利局\n2023年度部门整体支出绩效自评报告\n一、概况"))
    assert [section.report for section in sections] == [0, 0, 0, None, 1, 1, 1]


def test_sections_count_anew_and_no_title_lends_its_words() -> None:
    """`项目支出` in a title or chapter is not whose figures these are, and no section of the report before reaches into the next."""
    sections = outline(document_of(f"第一章　{REPORT}\n第二章　{PROJECT}"))
    assert [section.path for section in sections] == [None, "一", "一", None, "一", "一"]
    alone, second = check_lines(PROJECT), check_lines(f"第一章　{REPORT}\n第二章　{PROJECT}")
    assert [view.fact.aspects.subject for view in second.figures[-2:]] == [view.fact.aspects.subject for view in alone.figures]


def test_a_volume_has_no_unit_and_no_score_of_its_own() -> None:
    """What all its reports say alike is said of it, the rest is not."""
    volume = list(islice(parts([REPORTS / "commerce" / "report.txt"]), 3))
    about = check(joined(volume)).about
    assert about is not None
    assert (about.kind, about.year, about.grade) == ("整体支出自评报告", "2023", "优")
    assert (about.unit, about.budget, about.score) == (None, None, None)


def test_a_wrong_score_is_decisive_in_its_own_report_only() -> None:
    """Full marks for 60 of 100 households are 20 too many, and 80 is no longer 优; for 99 they are half a mark."""
    marks = "受益农户数：年度指标值≥100户，实际完成值{}户，分值50分，得分50分。\n培训人次：年度指标值≥100人次，实际完成值120人次，分值50分，得分50分。"
    report = "{}县水利局2023年度绩效自评报告\n{}\n综合得分100分，评价等次为“优”。"
    spoiled, fair = report.format("甲", marks.format(60)), report.format("乙", marks.format(99))
    for text, decisive in ((spoiled, [True]), (fair, [False]), (f"{spoiled}\n{fair}", [True, False]), (f"{fair}\n{spoiled}", [False, True])):
        assert [finding.decisive for finding in check_lines(text).findings if finding.code == "IN02"] == decisive


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("临溪区商贸服务局2023年度部门整体支出绩效自评报告", ("临溪区商贸服务局", "", "整体支出", "2023")),
        ("青禾县农业农村局2022年高标准农田建设项目支出绩效自评报告", ("青禾县农业农村局", "高标准农田建设", "项目支出", "2022")),
        ("西畴县 2021 年森林抚育项目支出绩效自评报告", ("西畴县", "森林抚育", "项目支出", "2021")),
        ("虎林市林业和草原局2021年中央转移支付绩效自评报告", ("虎林市林业和草原局", "", "转移支付", "2021")),
        ("项目支出绩效自评表(2023年度)", ("", "", "项目支出", "")),
    ],
)
def test_what_a_title_names(line: str, names: tuple[str, str, str, str]) -> None:
    title = title_of(line)
    assert title is not None
    assert (title.unit, title.project, title.scope, title.year) == names


@pytest.mark.parametrize("line", ["三、绩效评价结论", "本报告为绩效自评报告，详见附件", "预算绩效管理办法", "自评" * 60 + "报告"])
def test_what_is_no_title(line: str) -> None:
    assert title_of(line) is None
