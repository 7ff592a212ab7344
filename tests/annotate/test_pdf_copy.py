"""PDF: highlights on the figures at fault, a legend that is no part of the report, and pages that stay as they are."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from gouji.cli import main
from readers.build import pdf, show
from support import NO_SEED, SEED

from .copying import FORMS, again, checked, copied, ledger

FORM = FORMS / "hubei-university.pdf"
MISSED = ["247台套", "27.5%", "92%", "88.2%"]  # the values that miss their targets without a cause: four notes
SENTENCES = ("2022年全年预算数4320万元，全年执行数3899.62万元，", "预算执行率为90.72%。", "2022年预算执行率为90.27%。", "单位实有在编人数21人，编制数20名。")


def page(*lines: str) -> str:
    """The content of a page of short lines."""
    return "".join(show(72, 760 - 24 * number, line) for number, line in enumerate(lines))


def own(data: bytes, kind: str) -> list[tuple[int, Any]]:
    """The annotations of a kind, each with the index of its page."""
    opened = pikepdf.open(io.BytesIO(data))
    _OPEN.append(opened)
    annotations = [(number, annotation) for number, each in enumerate(opened.pages) for annotation in each.obj.get("/Annots", ())]
    return [(number, annotation) for number, annotation in annotations if str(annotation.get("/Subtype")) == kind]


_OPEN: list[Any] = []  # what is read of a file lives no longer than it


def highlighted(data: bytes) -> list[str]:
    """The characters under each highlight, page by page, from top to bottom."""
    reader = pypdfium2.PdfDocument(data)
    found = []
    for number, annotation in own(data, "/Highlight"):
        quad = [float(part) for part in annotation.QuadPoints]
        textpage = reader[number].get_textpage()
        text = "".join(_under(textpage, quad[at : at + 8]) for at in range(0, len(quad), 8))
        found.append((number, -quad[1], quad[0], "".join(text.split()).rstrip("。")))  # a full stop may lie upon the % of a stand-in font
    return [text for *_, text in sorted(found)]


def _under(textpage: Any, corners: list[float]) -> str:
    """The characters whose middle lies within four corners."""
    text, found = textpage.get_text_range(), ""
    assert len(text) == textpage.count_chars()
    for at, character in enumerate(text):
        left, bottom, right, top = textpage.get_charbox(at)
        inside = min(corners[::2]) < (left + right) / 2 < max(corners[::2]) and min(corners[1::2]) < (bottom + top) / 2 < max(corners[1::2])
        found += character if inside else ""
    return found


def contents(data: bytes) -> list[bytes]:
    """The content of each page."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        return [b"\n".join(stream.read_raw_bytes() for stream in _streams(each.obj.Contents)) for each in opened.pages]


def _streams(content: Any) -> list[Any]:
    return list(content) if isinstance(content, pikepdf.Array) else [content]


_TURNS = {0: "1 0 0 1 0 0", 90: "0 1 -1 0 {high} 0", 180: "-1 0 0 -1 {wide} {high}", 270: "0 -1 1 0 0 {wide}"}


def turned(data: bytes, degrees: int) -> bytes:
    """The file with its pages lying on their sides, shown upright all the same, and cropped: as scanners' and printers' programs leave them."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as opened:
        for each in opened.pages:
            _, _, wide, high = (float(part) for part in each.mediabox)
            each.contents_add(f"q {_TURNS[degrees].format(wide=wide, high=high)} cm".encode(), prepend=True)
            each.contents_add(b"Q")
            right, top = (wide, high) if degrees % 180 == 0 else (high, wide)
            each.obj.Rotate, each.obj.MediaBox = degrees, pikepdf.Array([-10, -20, right, top])
            each.obj.CropBox = pikepdf.Array([5, 6, right - 7, top + 100])
        opened.save(out)
    return out.getvalue()


def test_highlights_are_on_exactly_the_figures_at_fault(tmp_path: Path) -> None:
    assert highlighted(copied(tmp_path, "a.pdf", FORM.read_bytes(), "--notes")) == MISSED
    assert highlighted(copied(tmp_path, "a.pdf", pdf([page(*SENTENCES)]))) == ["90.72%", "21人"]


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_on_pages_that_are_turned_and_cropped_highlights_are_where_the_figures_are(tmp_path: Path, degrees: int) -> None:
    copy = copied(tmp_path, "a.pdf", turned(FORM.read_bytes(), degrees), "--notes")
    found = highlighted(copy)
    assert sorted(found) == sorted(MISSED)
    tags = [annotation.AP.N.read_bytes().split(b"Tm")[0].split(b"rg ")[-1].split()[:4] for _, annotation in own(copy, "/Highlight")]
    assert {tuple(map(int, tag)) for tag in tags} == {{0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}[degrees]}


def test_a_highlight_has_its_proof_its_popup_and_its_own_look(tmp_path: Path) -> None:
    copy = copied(tmp_path, "a.pdf", pdf([page(*SENTENCES)]))
    first = own(copy, "/Highlight")[0][1]
    lines = str(first.Contents).splitlines()
    assert lines[0] == "执行率此处写作90.72%，别处写作90.27%。" and "公式: 执行率 = 执行率" in lines
    assert str(first.T) == "gouji" and first.Popup.Parent.NM == first.NM and first.P.Contents
    assert b"/Tint gs" in first.AP.N.read_bytes() and str(first.AP.N.Resources.ExtGState.Tint.BM) == "/Multiply"


def test_a_figure_has_one_tint_however_many_remarks(tmp_path: Path) -> None:
    """Two remarks on one figure: two highlights to open with two numbers, one colour to see."""
    indicator = ("二、产出指标", "资金支付及时率：年度指标值=100%，实际完成值98.91%。")
    data = pdf([page("2023年全年预算数412.49万元，执行数407.98万元，", "预算执行率98.91%。", *indicator)])
    copy = copied(tmp_path, "a.pdf", data, "--notes")
    looks: dict[str, list[int]] = {}
    for _, annotation in own(copy, "/Highlight"):
        looks.setdefault(str([str(part) for part in annotation.QuadPoints]), []).append(annotation.AP.N.read_bytes().count(b" re f"))
    assert [2, 1] in looks.values()


def test_the_legend_tells_every_remark_and_leads_to_it(tmp_path: Path) -> None:
    copy = copied(tmp_path, "a.pdf", pdf([page(*SENTENCES)]))
    reader = pypdfium2.PdfDocument(copy)
    assert len(reader) == 2
    words = reader[1].get_textpage().get_text_range()
    assert "1 警告 RS01 restated-differently" in words and "别处写作90.27%" in words and "2 警告 HC01" in words
    with pikepdf.open(io.BytesIO(copy)) as opened:
        assert [link.Dest[0].objgen for link in opened.pages[1].obj.Annots] == [opened.pages[0].obj.objgen] * 2


def test_no_remark_of_the_legend_is_torn_over_two_pages(tmp_path: Path) -> None:
    lines = [f"其中第{number}项：全年预算数{number}00万元，执行数90万元，执行率5%。" for number in range(1, 29)]
    reader = pypdfium2.PdfDocument(copied(tmp_path, "a.pdf", pdf([page(*lines)])))
    texts = [reader[number].get_textpage().get_text_range() for number in range(1, len(reader))]
    assert len(texts) > 2
    assert all(re.match(r"\d+ \D", text) for text in texts[1:]), "a page begins with a remark's number and title"


def test_the_legend_says_that_notes_are_not_marked_unless_they_are(tmp_path: Path) -> None:
    for options, said in (([], True), (["--notes"], False)):
        copy = copied(tmp_path, "a.pdf", FORM.read_bytes(), *options)
        reader = pypdfium2.PdfDocument(copy)
        legend = "".join(reader[number].get_textpage().get_text_range() for number in range(len(pypdfium2.PdfDocument(FORM.read_bytes())), len(reader)))
        assert "公式" in legend or "没有需要批注" in legend
        assert ("提示没有标出" in legend) == said


def test_a_long_legend_goes_on_on_further_pages_and_within_their_margins(tmp_path: Path) -> None:
    lines = [f"其中第{number}项：全年预算数{number}00万元，执行数90万元，执行率5%。" for number in range(1, 29)]
    copy = copied(tmp_path, "a.pdf", pdf([page(*lines)]))
    reader = pypdfium2.PdfDocument(copy)
    assert len(reader) > 2
    for number in range(1, len(reader)):
        textpage = reader[number].get_textpage()
        boxes = [textpage.get_charbox(at) for at in range(textpage.count_chars())]
        assert min(box[0] for box in boxes if box[2] > box[0]) >= 50 and max(box[2] for box in boxes) <= 595 - 50
        assert min(box[1] for box in boxes if box[3] > box[1]) >= 45


def test_the_pages_of_the_report_stay_as_they_are(tmp_path: Path) -> None:
    data = FORM.read_bytes()
    copy = copied(tmp_path, "a.pdf", data, "--notes")
    assert contents(copy)[: len(contents(data))] == contents(data)
    before, after = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument(copy)
    pictures = [document[0].render(scale=0.5, may_draw_forms=False, draw_annots=False).to_pil().tobytes() for document in (before, after)]
    assert pictures[0] == pictures[1]


def test_on_its_own_copy_it_replaces_its_marks(tmp_path: Path) -> None:
    copy = copied(tmp_path, "a.pdf", FORM.read_bytes(), "--notes")
    assert again(tmp_path, "a.pdf", "--notes") == copy
    assert highlighted(again(tmp_path, "a.pdf")) == []


def test_annotations_of_others_stay(tmp_path: Path) -> None:
    note = "/Annots[<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/Contents(checked)/NM(theirs)>>]"
    copied(tmp_path, "a.pdf", pdf([page(*SENTENCES)], extra=note))
    copy = again(tmp_path, "a.pdf")
    assert [str(annotation.NM) for _, annotation in own(copy, "/Text")] == ["theirs"]
    assert highlighted(copy) == ["90.72%", "21人"]


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    data = FORM.read_bytes()
    assert copied(tmp_path, "a.pdf", data, "--notes") == copied(tmp_path, "b.pdf", data, "--notes")


@pytest.mark.parametrize("form", ["hubei-university", "third-party", "default"])
def test_a_copy_read_anew_gives_the_ledger_of_the_original(tmp_path: Path, form: str) -> None:
    data = (FORMS / f"{form}.pdf").read_bytes()
    copy = copied(tmp_path, "a.pdf", data, "--notes")
    assert ledger(copy) == ledger(data)
    assert [problem.code for problem in checked(copy).problems if problem not in checked(data).problems] == ["own-copy", "legend-page"]
    assert checked(copy).pages == checked(data).pages == len(pypdfium2.PdfDocument(copy)) - 1


def test_a_legend_in_a_file_without_the_mark_is_read_as_any_page(tmp_path: Path) -> None:
    """A page cannot hide from the audit by looking like one of ours."""
    copy = copied(tmp_path, "a.pdf", pdf([page(*SENTENCES)]))
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(copy)) as opened:
        del opened.docinfo["/gouji"]
        opened.save(out)
    assert len(ledger(out.getvalue())) > len(ledger(copy))


def test_an_encrypted_file_is_refused_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf([page(*SENTENCES)]))) as opened:
        opened.save(locked, encryption=pikepdf.Encryption(owner="secret", user="", R=4))
    for name, data in (("user.pdf", pdf([page(*SENTENCES)], password="secret")), ("owner.pdf", locked.getvalue()), ("cut.pdf", b"%PDF-1.7\n1 0 obj")):
        (tmp_path / name).write_bytes(data)
        assert main(["annotate", str(tmp_path / name)]) == 3
        assert ("已加密" if name != "cut.pdf" else "已损坏") in capsys.readouterr().err
        assert not (tmp_path / name).with_suffix(".gouji.pdf").exists()


@pytest.mark.skipif(not SEED.exists(), reason=NO_SEED)
def test_the_seed_report_is_marked(tmp_path: Path) -> None:
    data = (SEED / "report.pdf").read_bytes()
    copy = copied(tmp_path, "a.pdf", data)
    assert highlighted(copy) == ["11人", "2个", "407.98万元", "98.91%", "6分", "214.2万元"]
    assert ledger(copy) == ledger(data)
