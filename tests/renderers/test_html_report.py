"""The report as one HTML file: complete, escaped, asking for nothing."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from lxml import html as markup
from PIL import Image

import gouji
from gouji.cli import main
from gouji.document.model import Box, Document, Problem, Span
from gouji.document.plain import block
from gouji.renderers.escaping import safe
from gouji.renderers.formats import render
from gouji.renderers.html import page, pictures
from gouji.report import DocumentReport, FactView, Report, Suppression, Words
from gouji.settings import Settings

FIXTURES = Path(__file__).parents[2] / "fixtures"
REPORTS, FORMS = FIXTURES / "reports", FIXTURES / "forms"
FARMLAND = REPORTS / "farmland" / "report.txt"
SAMPLES = [FARMLAND, REPORTS / "commerce" / "report.docx", FORMS / "xinjiang.xlsx", FORMS / "chongqing.html", FORMS / "yunnan.docx"]
PDF = FORMS / "third-party.pdf"
VOID = {"meta", "img", "input", "rect", "path", "circle"}
WORDY = "一、重点工作\n限额以上批发零售住宿餐饮企业完成社会品零售总额214.2亿元，同比增长42.2%。\n"
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&\x00\x1b[31m\u202e\u2028 ]]>"


@cache
def report_of(path: Path) -> Report:
    return gouji.check(path)


def html_of(report: Report, lang: str = "zh") -> str:
    return render("html", report, lang, "0.0").decode("utf-8")


@cache
def page_of(path: Path, lang: str = "zh") -> str:
    return html_of(report_of(path), lang)


def tree_of(text: str) -> Any:
    return markup.document_fromstring(text)


def known_of(tree: Any) -> Any:
    return json.loads(tree.get_element_by_id("knowledge").text)


def classes(element: Any) -> set[str]:
    return set(element.get("class", "").split())


def marks_of(tree: Any) -> dict[str, list[Any]]:
    """By name, what is marked under it in the documents."""
    found: dict[str, list[Any]] = defaultdict(list)
    for element in tree.xpath("//*[@data-f]"):
        for key in element.get("data-f").split():
            found[key].append(element)
    return found


class Balance(HTMLParser):
    """Fails where an element is closed that is not the last one opened, or is never closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.elements: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def walked(text: str) -> Balance:
    walk = Balance()
    walk.feed(text)
    walk.close()
    assert not walk.open
    return walk


# --- one file, closed and complete ---


@pytest.mark.parametrize("path", [*SAMPLES, PDF], ids=lambda path: path.name)
def test_every_element_is_closed_where_it_was_opened(path: Path) -> None:
    walk = walked(page_of(path))
    assert set(walk.elements) & VOID and walk.elements.count("html") == 1


@pytest.mark.parametrize("path", [FARMLAND, PDF], ids=lambda path: path.name)
def test_the_page_refers_to_nothing_outside_of_itself(path: Path) -> None:
    walk = walked(page_of(path))
    referring = [(name, value or "") for _, name, value in walk.attributes if name in ("src", "href", "action", "srcset", "data", "poster", "background")]
    assert all(value.startswith("#") or (name == "src" and value.startswith("data:image/webp;base64,")) for name, value in referring)
    assert not [name for _, name, _ in walk.attributes if name.startswith("on") or name == "style"]
    assert not {"link", "iframe", "object", "embed", "base", "form"} & set(walk.elements)
    for asset in ("report.css", "report.js"):
        assert not re.search(r"url\(|@import|https?:|fetch\(|XMLHttp|WebSocket|innerHTML|eval\(", str(page._asset(asset)))


def test_the_policy_allows_its_own_style_and_script_and_pictures_alone() -> None:
    tree = tree_of(page_of(FARMLAND))
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    (style,), (script,) = tree.xpath("//style/text()"), tree.xpath("//script[not(@type)]/text()")

    def allowed(block: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()}'"

    assert directives == {
        "default-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "img-src": "data:",
        "style-src": allowed(style),
        "script-src": allowed(script),
    }


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render("html", gouji.check(PDF), "zh", "0.0") == render("html", gouji.check(PDF), "zh", "0.0")


def test_the_words_around_the_figures_are_english_when_asked_for() -> None:
    tree = tree_of(page_of(FARMLAND, "en"))
    for quoted in tree.xpath("//*[@lang='zh'] | //script | //style"):
        quoted.drop_tree()
    said = [text for element in tree.xpath("//header//button | //header//h1 | //aside//label | //dialog | //select/option[1]") for text in element.itertext()]
    assert said and not re.search("[一-鿿]", "".join(said))
    assert tree.get("lang") == "en" and tree_of(page_of(FARMLAND)).get("lang") == "zh-CN"


# --- everything quoted is text ---


def hostile(document: DocumentReport) -> Report:
    finding = replace(document.findings[0], message=HOSTILE, quote=HOSTILE, formula=HOSTILE, expected=HOSTILE, name=HOSTILE)
    relation = replace(document.relations[0], formula=HOSTILE, arithmetic=HOSTILE, operands=((HOSTILE, Words(HOSTILE, finding.place)),))
    problem = Problem(HOSTILE, True, HOSTILE, finding.place)
    assert document.document is not None
    blocks = tuple(replace(block, text=HOSTILE + block.text, plain="x" * len(HOSTILE) + block.plain) for block in document.document.blocks)
    return Report(
        (
            replace(
                document,
                path=f"{HOSTILE}.txt",
                findings=(finding, *document.findings[1:]),
                relations=(relation, *document.relations[1:]),
                problems=(problem,),
                document=replace(document.document, blocks=blocks),
            ),
        )
        * 2
    )


def test_markup_and_scripts_in_a_report_stay_text() -> None:
    (document,) = report_of(FARMLAND).documents
    text = html_of(hostile(document))
    walk = walked(text)
    harmless = walked(html_of(Report((document,) * 2)))
    assert walk.elements.count("script") == harmless.elements.count("script") == 2
    assert "img" not in walk.elements
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text)
    tree = tree_of(text)
    (title,) = tree.xpath("//title/text()")
    assert "alert" not in title
    (name, _) = tree.xpath("//section[contains(@class, 'document')]//h2/text()")
    assert name.startswith("</script><script>alert(1)</script>")
    (called,) = set(card(tree, 1).xpath("./button/span[@class='code']/@title"))
    assert called == safe(HOSTILE)
    known = known_of(tree)
    assert any(HOSTILE.split("\x00")[0] in str(relation[2]) for relation in known["relations"].values())


def test_a_file_name_that_is_no_text_is_shown_all_the_same(bare: DocumentReport) -> None:
    text = html_of(Report((replace(bare, path="报\udcff告.txt"),)))
    assert "报\\udcff告.txt" in text


# --- the document and its marks ---


def own(view: FactView, document: DocumentReport) -> str:
    assert document.document is not None
    span = view.fact.span
    return document.document.blocks[span.block - document.first_block].text[span.start : span.end]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_figure_is_marked_by_its_status_where_it_stands(path: Path) -> None:
    (document,) = report_of(path).documents
    marks = marks_of(tree_of(page_of(path)))
    assert document.figures
    for view in document.figures:
        found = marks[f"d0-{view.fact.id}"]
        assert "".join(element.text_content() for element in found) == own(view, document)
        assert all(view.status in classes(element) for element in found if len(element.get("data-f").split()) == 1)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_document_is_shown_whole_and_in_order(path: Path) -> None:
    (document,) = report_of(path).documents
    assert document.document is not None
    (paper,) = tree_of(page_of(path)).xpath("//div[@class='paper']")
    for added in paper.xpath(".//th | .//figcaption | .//tr[@class='gap']"):
        added.drop_tree()
    in_order = [block.text for block in document.document.blocks]
    shown = [element.text_content() for element in paper.xpath("./p | .//td") if element.text_content()]
    assert sorted(shown) == sorted(text for text in in_order if text)
    if not document.document.tables:
        assert shown == in_order


@pytest.mark.parametrize("path", [FORMS / "xinjiang.xlsx", FORMS / "yunnan.docx", FORMS / "chongqing.html"], ids=lambda path: path.name)
def test_merged_cells_reach_as_far_as_in_the_document(path: Path) -> None:
    (document,) = report_of(path).documents
    assert document.document is not None
    drawn = tree_of(page_of(path)).xpath("//div[@class='paper']//table")
    assert len(drawn) == len(document.document.tables)
    for table, element in zip(document.document.tables, drawn, strict=True):
        taken: dict[tuple[int, int], str] = {}
        rows = [row for row in element.xpath(".//tr") if "letters" not in classes(row)]
        for row, cells in enumerate(rows):
            column = 0
            for cell in cells.xpath("./td"):
                while (row, column) in taken:
                    column += 1
                for down in range(int(cell.get("rowspan", 1))):
                    for right in range(int(cell.get("colspan", 1))):
                        assert (row + down, column + right) not in taken
                        taken[row + down, column + right] = cell.text_content()
        blocks = document.document.blocks
        for each in table.cells:
            for row in range(each.row, each.row + each.rows):
                for column in range(each.column, each.column + each.columns):
                    assert taken.pop((row, column)) == blocks[each.block].text
        assert not any(taken.values())


def test_a_sheet_has_the_letters_and_numbers_of_the_workbook_and_hidden_rows_leave_a_gap(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(FORMS / "xinjiang.xlsx")
    sheet = book.worksheets[0]
    sheet.row_dimensions[8].hidden = True
    sheet["A60"] = "填表人"
    book.save(tmp_path / "form.xlsx")
    tree = tree_of(html_of(gouji.check(tmp_path / "form.xlsx")))
    numbers = list(tree.xpath("//table[@class='sheet']//tr[not(@class)]/th/text()"))
    assert numbers[:9] == ["1", "2", "3", "4", "5", "6", "7", "9", "10"] and numbers[-1] == "60"
    assert tree.xpath("//table[@class='sheet']//tr[@class='letters']/th/text()")[:3] == ["A", "B", "C"]
    assert len(tree.xpath("//tr[@class='gap']")) == 1


def test_a_figure_at_fault_bears_the_numbers_of_its_findings() -> None:
    (document,) = report_of(FARMLAND).documents
    tree = tree_of(page_of(FARMLAND))
    pins = {pin.get("data-n"): pin for pin in tree.xpath("//main//i[contains(@class, 'pin')]")}
    assert list(pins) == [f"d0-n{number}" for number in range(1, len(document.findings) + 1)]
    for number, finding in enumerate(document.findings, start=1):
        mark = pins[f"d0-n{number}"].getprevious()
        while mark.tag != "mark":
            mark = mark.getprevious()
        assert f"d0-{finding.figures[0]}" in mark.get("data-f").split()


def test_a_finding_about_words_points_at_them(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(WORDY, encoding="utf-8")
    report = gouji.check(tmp_path / "report.txt")
    (document,) = report.documents
    tree = tree_of(html_of(report))
    marks, known = marks_of(tree), known_of(tree)
    wordy = [(number, finding) for number, finding in enumerate(document.findings) if not finding.figures and finding.span]
    assert wordy
    for number, finding in wordy:
        assert finding.span is not None and document.document is not None
        said = document.document.blocks[finding.span.block].text[finding.span.start : finding.span.end]
        assert "".join(element.text_content() for element in marks[known["findings"][number]["at"]]) == said == "社会品零售总额"
        assert card(tree, number + 1).xpath("string(.//blockquote/mark)") == said


# --- pages of a PDF ---


def test_marks_lie_on_the_boxes_of_their_figures() -> None:
    (document,) = report_of(PDF).documents
    tree = tree_of(page_of(PDF))
    marks = marks_of(tree)
    for view in document.figures:
        drawn = []
        for group in marks[f"d0-{view.fact.id}"]:
            (rect,) = group.xpath("./rect")
            number = int(group.xpath("ancestor::div[contains(@class, 'page')]/@id")[0].removeprefix("d0-p"))
            x, y, width, height = (float(rect.get(name)) for name in ("x", "y", "width", "height"))
            drawn.append(Box(number, x, y, x + width, y + height))
        assert len(drawn) == len(view.place.boxes) > 0
        for box, around in zip(view.place.boxes, drawn, strict=True):
            assert box.page == around.page
            assert 0 < box.x0 - around.x0 < 2 and 0 < around.x1 - box.x1 < 2 and 0 < box.top - around.top < 2 and 0 < around.bottom - box.bottom < 2


def test_each_page_is_pictured_in_its_own_proportions_and_overlaid_in_points() -> None:
    (document,) = report_of(PDF).documents
    pages = tree_of(page_of(PDF)).xpath("//div[@class='page']")
    assert len(pages) == document.pages
    for each in pages:
        (image,), (overlay,) = each.xpath("./img"), each.xpath("./svg")
        picture = Image.open(io.BytesIO(base64.b64decode(image.get("src").split(",")[1])))
        width, height = float(image.get("width")), float(image.get("height"))
        assert picture.width / picture.height == pytest.approx(width / height, rel=0.002)
        assert overlay.get("viewbox") == f"0 0 {image.get('width')} {image.get('height')}"
        assert image.get("loading") == "lazy" and image.get("decoding") == "async"
        assert len(picture.convert("L").getcolors()) > 3  # print, not a blank sheet


def inked(image: Image.Image, box: tuple[float, float, float, float], scale: float) -> float:
    """The share of dark pixels within a box in points."""
    part = image.crop(tuple(round(edge * scale) for edge in box))
    return sum(part.histogram()[:140]) / (part.width * part.height)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_marks_lie_on_the_print_however_the_page_is_turned_and_cropped(tmp_path: Path, turned: int) -> None:
    with pypdfium2.PdfDocument(PDF) as turning:
        for sheet in turning:
            width, height = sheet.get_size()
            sheet.set_cropbox(10, 20, width - 5, height - 15)
            sheet.set_rotation(turned)
        turning.save(tmp_path / "turned.pdf")
    report = gouji.check(tmp_path / "turned.pdf")
    sheets = {each.get("id"): each for each in tree_of(html_of(report)).xpath("//div[@class='page']")}
    images = {name: Image.open(io.BytesIO(base64.b64decode(each.xpath("./img/@src")[0].split(",")[1]))).convert("L") for name, each in sheets.items()}
    views = [view for view in report.documents[0].figures if len(view.place.boxes) == 1]
    assert len(views) > 5
    for view in views:
        (box,) = view.place.boxes
        name = f"d0-p{box.page}"
        scale = images[name].width / float(sheets[name].xpath("./svg/@width")[0])
        assert inked(images[name], (box.x0, box.top, box.x1, box.bottom), scale) > 0.05, (view.fact.text, box)


def test_the_numbers_of_findings_stand_beside_their_lines_and_apart() -> None:
    path = FORMS / "hubei-university.pdf"
    (document,) = report_of(path).documents
    tree = tree_of(page_of(path))
    pins = {pin.get("data-n"): pin for pin in tree.xpath("//svg/g[contains(@class, 'pin')]")}
    assert len(pins) == len(document.findings) > 2
    middles = []
    for number, finding in enumerate(document.findings, start=1):
        (circle,), (label,) = pins[f"d0-n{number}"].xpath("./circle"), pins[f"d0-n{number}"].xpath("./text/text()")
        x, y, radius = (float(circle.get(name)) for name in ("cx", "cy", "r"))
        box = finding.place.boxes[0]
        assert label == str(number) and box.top <= y <= box.bottom and x > box.x1
        assert all(abs(x - other) >= 2 * radius or abs(y - height) >= 2 * radius for other, height in middles)
        middles.append((x, y))


def test_the_text_of_a_page_lies_over_its_picture_for_search_and_copying() -> None:
    (document,) = report_of(PDF).documents
    assert document.document is not None
    lines = tree_of(page_of(PDF)).xpath("//svg[contains(@class, 'overlay')]/text/text()")
    assert sorted("".join(lines)) == sorted("".join(block.text for block in document.document.blocks))
    heading = next(block.text for block in document.document.blocks if 4 < len(block.text) < 15)
    assert heading in lines


def test_long_reports_are_pictured_more_coarsely() -> None:
    grains = [pictures.grain_for(pages) for pages in (1, 150, 151, 450, 451, 3000)]
    assert [grain.scale for grain in grains] == [2.0, 2.0, 1.5, 1.5, 1.0, 1.0]
    assert all(grain.levels[0] == 0 and grain.levels[255] == 255 and len(set(grain.levels)) == grain.greys for grain in grains)


def test_a_page_keeps_its_colours() -> None:
    print_only, coloured = Image.new("RGB", (90, 120), "white"), Image.new("RGB", (90, 120), "white")
    coloured.paste((200, 20, 30), (10, 10, 50, 50))
    grain = pictures.grain_for(1)
    assert Image.open(io.BytesIO(pictures._packed(print_only, grain))).convert("RGB").getpixel((20, 20)) == (255, 255, 255)
    red, green, blue = Image.open(io.BytesIO(pictures._packed(coloured, grain))).convert("RGB").getpixel((30, 30))
    assert red > 180 and green < 50 and blue < 60


@pytest.mark.parametrize("change", ["gone", "other", "never there"])
def test_a_pdf_that_is_not_at_hand_any_more_is_shown_as_the_text_that_was_read(tmp_path: Path, change: str) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(PDF.read_bytes())
    report = gouji.check(path)
    if change == "gone":
        path.unlink()
    elif change == "other":
        path.write_bytes((FORMS / "hunan.pdf").read_bytes())
    else:
        report = Report((replace(report.documents[0], source=None),))
    tree = tree_of(html_of(report))
    assert not tree.xpath("//img") and tree.xpath("//p[@class='as-text']")
    marks = marks_of(tree)
    for view in report.documents[0].figures:
        assert "".join(element.text_content() for element in marks[f"d0-{view.fact.id}"]) == own(view, report.documents[0])


# --- the proof ---


def card(tree: Any, number: int) -> Any:
    return tree.get_element_by_id(f"d0-n{number}")


def squeezed(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_a_card_holds_the_whole_proof() -> None:
    (document,) = report_of(FARMLAND).documents
    tree = tree_of(page_of(FARMLAND))
    views = {view.fact.id: view for view in document.figures}
    relations = {relation.id: relation for relation in document.relations}
    for number, finding in enumerate(document.findings, start=1):
        each = card(tree, number)
        said = squeezed(each)
        assert finding.message in said and finding.code in said and finding.fingerprint in said
        assert each.xpath("string(.//blockquote)") == finding.quote
        for relation in (relations[identity] for identity in finding.relations):
            assert relation.formula in said and (relation.arithmetic or "") in said
            for role, operand in relation.operands:
                assert role in said
                for fact_id in operand if isinstance(operand, tuple) else (operand,):
                    if isinstance(fact_id, str):
                        (go, *_) = each.xpath(f".//button[@data-go='d0-{fact_id}']")
                        assert go.text_content() == views[fact_id].fact.text
        for repair in finding.repairs:
            boxes = [squeezed(box) for box in each.xpath(".//div[@class='repair']")]
            assert any(repair.before in box and repair.after in box and all(relations[i].formula in box for i in repair.restores) for box in boxes)


def test_an_operand_of_many_figures_is_a_row_of_numbers() -> None:
    book = openpyxl.load_workbook(FORMS / "xinjiang.xlsx")
    book.worksheets[0]["H16"] = "6"
    data = io.BytesIO()
    book.save(data)
    from gouji import audit
    from gouji.readers import read_bytes

    document = audit.check_document(read_bytes(data.getvalue(), "form.xlsx"), "form.xlsx", "", Settings())
    tree = tree_of(html_of(Report((document,))))
    chips = [row for row in tree.xpath("//table[@class='operands']//tr") if len(row.xpath(".//span[@class='chip']")) > 20]
    assert chips and all("整体支出自评!" in chip.get("title") for chip in chips[0].xpath(".//button"))


@pytest.mark.parametrize("lang, heads", [("zh", ["一处列举", "另一处列举"]), ("en", ["one list", "other list"])])
def test_lists_held_against_one_another_are_named_in_the_language_of_the_page(report: Report, lang: str, heads: list[str]) -> None:
    (document,) = report.documents
    broken = next(relation for relation in document.relations if relation.id in document.findings[0].relations)
    operands = tuple((role, Words(text, document.findings[0].place)) for role, text in (("one list", "甲、乙"), ("other list", "甲")))
    held = tuple(replace(relation, operands=operands) if relation is broken else relation for relation in document.relations)
    rows = card(tree_of(html_of(Report((replace(document, relations=held),)), lang)), 1).xpath(".//table[@class='operands']//th")
    assert [row.text_content() for row in rows][:2] == heads


def test_candidates_conventions_and_a_decisive_finding_are_said(report: Report) -> None:
    (document,) = report.documents
    finding = replace(document.findings[0], candidates=("f3", "f1"), repairs=())
    tree = tree_of(html_of(Report((replace(document, findings=(finding,)),))))
    said = squeezed(card(tree, 1))
    assert "89.91%, 412.49万元 之中有一个不对" in said
    assert "已试口径四舍五入, 截断" in said
    assert "应为98.90%–98.92%" in said
    assert "重新计算会改变评价等级" in said


def test_an_accepted_finding_says_why_and_by_whom(report: Report) -> None:
    (document,) = report.documents
    accepted = replace(document.findings[0], suppressed=Suppression("省厅批复口径", "审计处", "2026-12-31"))
    each = card(tree_of(html_of(Report((replace(document, findings=(accepted,)),)))), 1)
    assert "accepted" in classes(each) and "已接受省厅批复口径 · 审计处 · 至 2026-12-31" in squeezed(each)
    assert "accepted" not in classes(card(tree_of(html_of(report)), 1))


def test_every_candidate_is_marked_as_gravely_as_the_finding(report: Report) -> None:
    (document,) = report.documents
    finding = replace(document.findings[0], candidates=("f3", "f1"))
    read = Document("txt", (block(document.findings[0].quote),))
    marks = marks_of(tree_of(html_of(Report((replace(document, findings=(finding,), document=read),)))))
    assert {key: "error" in classes(marks[f"d0-{key}"][0]) for key in ("f1", "f2", "f3")} == {"f1": True, "f2": False, "f3": True}


def test_what_a_repair_breaks_is_said(report: Report) -> None:
    (document,) = report.documents
    repair = replace(document.findings[0].repairs[0], breaks=("r2",))
    tree = tree_of(html_of(Report((replace(document, findings=(replace(document.findings[0], repairs=(repair,)),)),))))
    (broken,) = tree.xpath("//ul[@class='breaks']")
    assert squeezed(broken) == "会破坏 1 个关系EN01 Σ = 合计"


def test_the_script_knows_which_relations_hold_a_figure() -> None:
    (document,) = report_of(FARMLAND).documents
    known = known_of(tree_of(page_of(FARMLAND)))
    for view in document.figures:
        text, _, status, *relations = known["figures"][f"d0-{view.fact.id}"]
        assert (text, status) == (view.fact.text, view.status)
        holding = {
            relation.id
            for relation in document.relations
            if view.fact.id in {i for _, operand in relation.operands for i in (operand if isinstance(operand, tuple) else (operand,)) if isinstance(i, str)}
        }
        assert {name.removeprefix("d0-") for name in (relations[0] if relations else [])} == holding


# --- several documents ---


def test_several_documents_have_an_overview_in_which_every_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(FARMLAND.read_bytes())
    (tmp_path / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "c.docx").write_bytes(b"PK\x03\x04")
    tree = tree_of(html_of(gouji.check(tmp_path)))
    rows = [squeezed(row) for row in tree.xpath("//section[@id='overview']//tbody/tr")]
    assert rows == ["a.txt已核对2104765", "b.png已跳过", "c.docx未读出"]
    targets = {element.get("id") for element in tree.xpath("//*[@id]")}
    assert {link.removeprefix("#") for link in tree.xpath("//a/@href")} <= targets
    assert "文件已损坏" in squeezed(tree.get_element_by_id("d2"))


def test_one_document_has_no_overview() -> None:
    assert not tree_of(page_of(FARMLAND)).xpath("//*[@id='overview']")


def test_problems_of_the_input_are_said_over_the_document(report: Report) -> None:
    (problems,) = tree_of(html_of(report)).xpath("//ul[@class='problems']")
    assert ["loses" in classes(item) for item in problems] == [True, False]
    assert "第2页没有文字" in squeezed(problems) and "no-text-layer" in squeezed(problems)


def test_nothing_checked_is_not_called_clean(bare: DocumentReport) -> None:
    (said,) = tree_of(html_of(Report((bare,)))).xpath("//aside//p[@class='nothing' and not(@hidden)]")
    assert said.text == "没有核对任何关系，这不等于没有问题"
    (clean,) = tree_of(page_of(FORMS / "xinjiang.xlsx")).xpath("//aside//p[@class='nothing' and not(@hidden)]")
    assert re.fullmatch(r"已核对的 \d+ 个关系中没有发现矛盾", clean.text)


def test_findings_of_a_dossier_point_into_the_file_in_which_their_figures_stand() -> None:
    from gouji import intake

    paths = [str(FORMS / "dossier-report.docx"), str(FORMS / "dossier-form.xlsx")]
    report = intake.inspect(intake.files(paths), Settings(together=True))
    tree = tree_of(html_of(report))
    marks, known = marks_of(tree), known_of(tree)
    for number, document in enumerate(report.documents):
        for view in document.figures:
            assert "".join(element.text_content() for element in marks[f"d{number}-{view.fact.id}"]) == own(view, document)
    across = [keys for *_, keys in known["relations"].values() if len({key.partition("-")[0] for key in keys}) > 1]
    assert across and all(key in marks for keys in across for key in keys)


def test_spans_count_from_the_first_block_of_the_dossier(tmp_path: Path) -> None:
    from gouji import intake

    (tmp_path / "words.txt").write_text(WORDY, encoding="utf-8")
    report = intake.inspect(intake.files([str(FARMLAND), str(tmp_path / "words.txt")]), Settings(together=True))
    first, second = report.documents
    assert first.document is not None and (first.first_block, second.first_block) == (0, len(first.document.blocks))
    (finding,) = (finding for finding in second.findings if not finding.figures)
    start = WORDY.split("\n")[1].index("社会品零售总额")
    assert finding.span == Span(second.first_block + 1, start, start + len("社会品零售总额"))
    (mark,) = marks_of(tree_of(html_of(report)))[f"d1-w{second.findings.index(finding) + 1}"]
    assert mark.text_content() == "社会品零售总额"


# --- on the command line ---


def test_a_report_written_into_the_folder_is_written_anew_and_never_checked(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "report.txt").write_bytes(FARMLAND.read_bytes())
    call = ["check", str(tmp_path), "--format", "html", "--output", str(tmp_path / "out.html")]
    assert main(call) == 1
    first = (tmp_path / "out.html").read_bytes()
    assert main(call) == 1
    assert (tmp_path / "out.html").read_bytes() == first
    capsysbinary.readouterr()
    assert main(["check", str(tmp_path), "--format", "json"]) == 1
    documents = {document["path"]: document for document in json.loads(capsysbinary.readouterr().out)["documents"]}
    assert documents["out.html"]["status"] == "skipped"
    assert documents["out.html"]["problems"][0]["code"] == "own-output"


def test_standard_output_carries_the_page(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["check", str(FARMLAND), "--format", "html", "--lang", "en"]) == 1
    printed = capsysbinary.readouterr().out
    assert printed.startswith(b'<!DOCTYPE html>\n<html lang="en">') and printed.endswith(b"</html>\n")
