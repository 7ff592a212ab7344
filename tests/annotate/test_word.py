"""Word files: comments on the figures at fault, suggested changes, and nothing else touched."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx as python_docx
import pytest
from lxml import etree

from gouji.annotate import docx as word
from gouji.annotate.remark import Remark, Suggestion
from gouji.cli import main
from gouji.renderers.words import Wording
from gouji.report import DocumentReport
from readers.build import W, docx, p, package, r
from support import NO_SEED, REPORTS, SEED, alarms

from .copying import FARMLAND, FORMS, again, checked, copied, is_inserted_into, ledger, parts

_W = f"{{{W}}}"
_TOUCHED = {"[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels"}
_ADDED = {"word/comments.xml", "docProps/custom.xml"}
BOLD, RED = "<w:b/>", '<w:color w:val="FF0000"/>'


def farmland(old: str = "", new: str = "") -> bytes:
    """The report of farmland, a paragraph a line; `old`, escaped and in a run of its own or not, becomes the XML `new`."""
    paragraphs = [p(line) for line in FARMLAND.read_text(encoding="utf-8").splitlines()]
    body = "".join(paragraphs)
    assert not old or body.count(old) == 1
    return docx(body.replace(old, new) if old else body)


def main_part(data: bytes) -> Any:
    return etree.fromstring(parts(data)["word/document.xml"])


def anchored(data: bytes) -> list[str]:
    """The text that each comment of ours stands on, struck out or not, without what is suggested for it."""
    own = [each.get(f"{_W}id") for each in etree.fromstring(parts(data)["word/comments.xml"]) if each.get(f"{_W}author") == "gouji"]
    found, open_ = dict.fromkeys(own, ""), set()
    for each in main_part(data).iter(f"{_W}commentRangeStart", f"{_W}commentRangeEnd", f"{_W}t", f"{_W}delText"):
        if each.tag == f"{_W}commentRangeStart":
            open_.add(each.get(f"{_W}id"))
        elif each.tag == f"{_W}commentRangeEnd":
            open_.remove(each.get(f"{_W}id"))
        elif not any(above.get(f"{_W}author") == "gouji" for above in each.iterancestors(f"{_W}ins")):
            found |= {identity: found[identity] + (each.text or "") for identity in open_ if identity in found}
    assert not open_
    return list(found.values())


def printed(data: bytes) -> list[list[tuple[str, bytes]]]:
    """Each paragraph, each character of it with its formatting."""
    return [
        [
            (character, b"" if (look := run.find(f"{_W}rPr")) is None else etree.tostring(look, exclusive=True))
            for run in paragraph.iter(f"{_W}r")
            for text in run.iter(f"{_W}t")
            for character in text.text or ""
        ]
        for paragraph in main_part(data).iter(f"{_W}p")
    ]


def accepted(data: bytes) -> bytes:
    """The file with its tracked changes accepted."""
    root = main_part(data)
    for change in list(root.iter(f"{_W}del", f"{_W}ins")):
        parent = change.getparent()
        at = parent.index(change)
        parent[at : at + 1] = [] if change.tag == f"{_W}del" else list(change)
    return package({**parts(data), "word/document.xml": etree.tostring(root)})


def test_comments_stand_on_exactly_the_figures_at_fault(tmp_path: Path) -> None:
    assert anchored(copied(tmp_path, "a.docx", farmland())) == ["90.72%", "49.4公里", "97.67分"]


def test_a_figure_torn_over_runs_is_marked_whole_and_no_more(tmp_path: Path) -> None:
    torn = farmland("预算执行率为90.72%。", f"预算执行率为90</w:t></w:r>{r('.7', BOLD)}<w:proofErr w:type='gramEnd'/>{r('2%。', RED)}<w:r><w:t>")
    assert anchored(copied(tmp_path, "a.docx", torn))[0] == "90.72%"


def test_characters_keep_their_formatting_and_their_blanks(tmp_path: Path) -> None:
    plain = '<w:r w:rsidR="00AB"><w:rPr><w:b/></w:rPr><w:t>为 &amp; 90.72% 。</w:t><w:tab/><w:t>完</w:t></w:r>'
    data = farmland("预算执行率为90.72%。", f"预算执行率</w:t></w:r>{plain}<w:r><w:t>")
    copy = copied(tmp_path, "a.docx", data)
    assert anchored(copy)[0] == "90.72%"
    assert printed(copy) == printed(data)
    assert b'<w:r w:rsidR="00AB"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">\xe4\xb8\xba &amp; </w:t></w:r>' in parts(copy)["word/document.xml"]


@pytest.mark.parametrize("source", ["farmland", "commerce"])
def test_nothing_is_changed_but_what_is_put_in(tmp_path: Path, source: str) -> None:
    data = farmland() if source == "farmland" else (REPORTS / "commerce" / "report.docx").read_bytes()
    old, new = parts(data), parts(copied(tmp_path, "a.docx", data, "--notes"))
    assert set(new) - set(old) == _ADDED
    assert {name for name in old if old[name] != new[name]} <= _TOUCHED
    assert all(is_inserted_into(old[name], new[name]) for name in old)


def test_notes_are_marked_only_when_asked_for(tmp_path: Path) -> None:
    data = (REPORTS / "commerce" / "report.docx").read_bytes()
    assert "word/comments.xml" not in parts(copied(tmp_path, "a.docx", data))
    assert anchored(copied(tmp_path, "a.docx", data, "--notes")) == ["96.47分", "98.21%", "13.97分"]


def test_a_comment_says_what_is_wrong_and_proves_it(tmp_path: Path) -> None:
    comment = next(iter(python_docx.Document(io.BytesIO(copied(tmp_path, "a.docx", farmland()))).comments))
    assert comment.author == comment.initials == "gouji"
    lines = comment.text.splitlines()
    assert lines[0] == "错误 BX01 execution-rate-mismatch"
    assert lines[1] == "执行率写作90.72%，按3899.62万元 ÷ 4320万元 = 90.258%–90.280%。"
    assert "对照: 项目支出 全年预算数 4320万元 (第14段 二(二))" in lines
    assert "可改为: 90.72% → 90.27%（数字颠倒，恢复 2 个关系）" in lines


def test_suggestions_accepted_mend_the_report(tmp_path: Path) -> None:
    copy = copied(tmp_path, "a.docx", farmland(), "--suggest")
    mended = checked(accepted(copy))
    assert [finding.code for finding in alarms(checked(farmland()))] == ["BX01", "CP01", "SC03"]
    assert [finding.code for finding in alarms(mended)] == ["CP01"]
    assert {"90.27%", "97.76分"} <= {view.fact.text for view in mended.figures}


def test_where_several_figures_may_be_wrong_nothing_is_suggested(tmp_path: Path) -> None:
    root = main_part(copied(tmp_path, "a.docx", farmland(), "--suggest"))
    struck = ["".join(change.itertext()) for change in root.iter(f"{_W}del")]
    assert struck == ["90.72%", "97.67分"]


def test_a_suggestion_has_the_look_of_what_it_replaces(tmp_path: Path) -> None:
    torn = farmland("预算执行率为90.72%。", f"预算执行率为</w:t></w:r>{r('90.', BOLD)}{r('72%', RED)}<w:r><w:t>。")
    root = main_part(copied(tmp_path, "a.docx", torn, "--suggest"))
    inserted = next(root.iter(f"{_W}ins"))
    assert "".join(inserted.itertext()) == "90.27%" and inserted.find(f"{_W}r/{_W}rPr/{_W}b") is not None
    assert [text.text for text in root.iter(f"{_W}delText")][:2] == ["90.", "72%"]


def test_nothing_is_suggested_within_what_somebody_else_inserted_or_a_field_computes(tmp_path: Path) -> None:
    inserted = f'</w:t></w:r><w:ins w:id="7" w:author="王">{r("90.72%")}</w:ins><w:r><w:t>'
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    computed = f"</w:t></w:r>{marks[0]}{marks[1]}{r('90.72%')}{marks[2]}<w:r><w:t>"
    for instead in (inserted, computed):
        copy = copied(tmp_path, "a.docx", farmland("预算执行率为90.72%", f"预算执行率为{instead}"), "--suggest")
        assert anchored(copy)[0] == "90.72%"
        assert ["".join(change.itertext()) for change in main_part(copy).iter(f"{_W}del")] == ["97.67分"]


def test_changes_are_dated_by_the_document_or_not_at_all(tmp_path: Path) -> None:
    assert b"w:date" not in parts(copied(tmp_path, "a.docx", farmland(), "--suggest"))["word/document.xml"]
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:modified>2023-03-01T08:00:00Z</dcterms:modified></cp:coreProperties>'
    )
    dated = package({**parts(farmland()), "docProps/core.xml": core})
    copy = copied(tmp_path, "a.docx", dated, "--suggest")
    assert parts(copy)["word/document.xml"].count(b'w:date="2023-03-01T08:00:00Z"') == 4
    assert copy == copied(tmp_path, "a.docx", dated, "--suggest")


@pytest.mark.parametrize("options", [(), ("--notes",), ("--suggest",)], ids=["plain", "notes", "suggest"])
def test_on_its_own_copy_it_replaces_its_marks(tmp_path: Path, options: tuple[str, ...]) -> None:
    data = (REPORTS / "commerce" / "report.docx").read_bytes() if "--notes" in options else farmland()
    copy = copied(tmp_path, "a.docx", data, *options)
    assert again(tmp_path, "a.docx", *options) == copy


def test_marks_that_are_no_longer_asked_for_are_taken_away(tmp_path: Path) -> None:
    data = farmland()
    copied(tmp_path, "a.docx", data, "--suggest")
    plain = again(tmp_path, "a.docx")
    assert anchored(plain) == ["90.72%", "49.4公里", "97.67分"]
    assert not list(main_part(plain).iter(f"{_W}ins", f"{_W}del"))
    assert printed(plain) == printed(data)


def test_a_copy_read_anew_gives_the_ledger_of_the_original(tmp_path: Path) -> None:
    for data, options in ((farmland(), ["--suggest"]), ((REPORTS / "commerce" / "report.docx").read_bytes(), ["--notes"])):
        assert ledger(copied(tmp_path, "a.docx", data, *options)) == ledger(data)


SOURCES = [REPORTS / "commerce" / "report.docx", *(FORMS / f"{name}.docx" for name in ("yunnan", "chongqing", "third-party"))]


def every(data: bytes, suggested: str = "") -> tuple[list[str], tuple[Remark, ...], DocumentReport]:
    """The figures of a file as printed, and a remark on each of them."""
    report = checked(data)
    spans = [view.fact.span for view in report.figures]
    made = (Remark(n, "error", "title", "message", (), "", span, Suggestion(span, suggested) if suggested else None) for n, span in enumerate(spans, 1))
    return ["".join(view.fact.text.split()) for view in report.figures], tuple(made), report


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_figure_of_every_form_can_be_marked_exactly(path: Path) -> None:
    data = path.read_bytes()
    figures, remarks, report = every(data)
    copy, homeless = word.annotated(data, remarks, report, Wording(), "1")
    assert homeless == 0 and ["".join(text.split()) for text in anchored(copy)] == figures
    assert printed(copy) == printed(data)
    assert is_inserted_into(parts(data)["word/document.xml"], parts(copy)["word/document.xml"])
    _, remarks, report = every(word.stripped(copy))
    assert word.annotated(word.stripped(copy), remarks, report, Wording(), "1") == (copy, 0)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_figure_of_every_form_can_be_replaced(path: Path) -> None:
    """Figures of which one is part of the other, `2022年` and `22年`, are left but for the first."""
    data = path.read_bytes()
    figures, remarks, report = every(data, suggested="7个")
    copy, _ = word.annotated(data, remarks, report, Wording(), "1")
    root = main_part(copy)
    assert len(list(root.iter(f"{_W}ins"))) >= len(figures) * 9 // 10
    assert all("".join(change.itertext()) == "7个" for change in root.iter(f"{_W}ins"))
    before = "".join(character for paragraph in printed(data) for character, _ in paragraph)
    struck = [("".join(change.itertext()), change) for change in root.iter(f"{_W}del")]
    assert sum(len(text) for text, _ in struck) == len(before) - len("".join("".join(each[0] for each in line) for line in printed(without(copy))))
    assert printed(word.stripped(copy)) == printed(data)
    assert ledger(copy) == ledger(data)


def without(data: bytes) -> bytes:
    """The file without what is inserted in it."""
    root = main_part(data)
    for change in list(root.iter(f"{_W}ins")):
        change.getparent().remove(change)
    return package({**parts(data), "word/document.xml": etree.tostring(root)})


def test_comments_and_changes_of_others_stay(tmp_path: Path) -> None:
    document = python_docx.Document(io.BytesIO(farmland()))
    run = next(paragraph for paragraph in document.paragraphs if "90.72%" in paragraph.text).runs[0]
    document.add_comment(run, text="请核对", author="王", initials="王")
    saved = io.BytesIO()
    document.save(saved)
    theirs = saved.getvalue()
    copy = copied(tmp_path, "a.docx", theirs)
    authors = [comment.author for comment in python_docx.Document(io.BytesIO(copy)).comments]
    assert authors == ["王", "gouji", "gouji", "gouji"]
    assert is_inserted_into(parts(theirs)["word/document.xml"], parts(copy)["word/document.xml"])
    assert again(tmp_path, "a.docx") == copy


def test_a_range_whose_comment_is_gone_gets_none_of_ours(tmp_path: Path) -> None:
    orphan = '</w:t></w:r><w:commentRangeStart w:id="0"/><w:r><w:t>预算执行率为90.72%。</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:t>'
    copy = copied(tmp_path, "a.docx", farmland("预算执行率为90.72%。", orphan))
    assert anchored(copy) == ["90.72%", "49.4公里", "97.67分"]


def test_a_remark_without_a_place_is_counted() -> None:
    data = farmland()
    report = checked(data)
    remark = Remark(1, "error", "title", "message", (), "", None)
    assert word.annotated(data, (remark,), report, Wording(), "1")[1] == 1
    assert "word/comments.xml" not in parts(word.annotated(data, (remark,), report, Wording(), "1")[0])


def test_a_figure_in_a_footnote_is_marked_where_the_note_is_called(tmp_path: Path) -> None:
    call = f'<w:p>{r("预算情况")}<w:r><w:footnoteReference w:id="2"/></w:r>{r("见注")}</w:p>'
    note = f'<w:footnote w:id="2">{p("全年预算数4320万元，全年执行数3899.62万元，预算执行率为90.72%。")}</w:footnote>'
    root = main_part(copied(tmp_path, "a.docx", docx(p("自评报告") + call, footnotes=note)))
    start = next(root.iter(f"{_W}commentRangeStart"))
    assert start.getnext().find(f"{_W}footnoteReference") is not None


def test_a_figure_in_a_text_box_is_marked_where_the_box_is(tmp_path: Path) -> None:
    words = p("全年预算数4320万元，全年执行数3899.62万元，预算执行率为90.72%。")
    box = f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{words}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
    box += f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{words}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    data = docx(f"<w:p>{r('自评')}{box}</w:p>")
    copy = copied(tmp_path, "a.docx", data, "--suggest")
    start = next(main_part(copy).iter(f"{_W}commentRangeStart"))
    assert start.getnext().find(".//{*}txbxContent") is not None
    assert is_inserted_into(parts(data)["word/document.xml"], parts(copy)["word/document.xml"])


def test_a_blank_that_was_left_is_marked_beside_it(tmp_path: Path) -> None:
    """There is no character to stand on, so the comment stands on the nearest words."""
    row = "".join(f"<w:tc>{p(text)}</w:tc>" for text in ("满意度", "≥90%", "", "10", "10"))
    head = "".join(f"<w:tc>{p(text)}</w:tc>" for text in ("三级指标", "年度指标值", "实际完成值", "分值", "得分"))
    data = docx(f"<w:tbl><w:tr>{head}</w:tr><w:tr>{row}</w:tr></w:tbl>")
    assert "BL01" in [finding.code for finding in checked(data).findings]
    assert len(anchored(copied(tmp_path, "a.docx", data))) >= 1


def test_a_prefix_that_nobody_expects_is_kept_to(tmp_path: Path) -> None:
    data = farmland()
    main = parts(data)["word/document.xml"].decode().replace("w:", "x:").replace("xmlns:w=", "xmlns:x=")
    copy = copied(tmp_path, "a.docx", package({**parts(data), "word/document.xml": main}), "--suggest")
    assert anchored(copy) == ["90.72%", "49.4公里", "97.67分"]


def test_a_part_in_utf_16_is_written_anew(tmp_path: Path) -> None:
    data = farmland()
    main = '<?xml version="1.0" encoding="UTF-16"?>' + parts(data)["word/document.xml"].decode()
    assert anchored(copied(tmp_path, "a.docx", package({**parts(data), "word/document.xml": main.encode("utf-16")}))) == ["90.72%", "49.4公里", "97.67分"]


def test_what_xml_forbids_or_turns_around_never_gets_into_a_comment(tmp_path: Path) -> None:
    data = farmland("青禾县农业农村局2022年高标准", "青禾县]]&gt;&lt;w:p/&gt;\u202e农业农村局2022年高标准")
    comments = parts(copied(tmp_path, "a.docx", data, "--notes", code=3))["word/comments.xml"].decode()
    etree.fromstring(comments.encode())
    assert "\u202e" not in comments


@pytest.mark.skipif(not SEED.exists(), reason=NO_SEED)
def test_the_seed_report_is_marked_and_mended(tmp_path: Path) -> None:
    data = (SEED / "report.docx").read_bytes()
    copy = copied(tmp_path, "a.docx", data, "--suggest")
    assert anchored(copy) == ["11 人", "2个", "407.98万元", "98.91%", "6分", "214.2万元"]
    assert ledger(copy) == ledger(data)
    assert {finding.code for finding in checked(data).findings if finding.severity == "error"} == {"BV01", "US01"}
    assert not {"BV01", "US01"} & {finding.code for finding in checked(accepted(copy)).findings}


def test_the_command_can_be_asked_for_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["annotate", "--help"]) == 0
    assert "--suggest" in capsys.readouterr().out
