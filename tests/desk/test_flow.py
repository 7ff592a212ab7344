"""From a document that is dropped to what goes out: the desk with its hands at work."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from gouji.desk import limits, pieces, sealed, work
from gouji.desk.home import Workspace

from .desks import WRONG, Desk, entered, exported, known, opened, row, until

ROOT = Path(__file__).parents[2]
FARMLAND = ROOT / "fixtures" / "reports" / "farmland" / "report.txt"
COMMERCE = ROOT / "fixtures" / "reports" / "commerce" / "report.docx"
FORMS = ROOT / "fixtures" / "forms"
BROKEN = b"%PDF-1.4\nnothing that a reader could read\n"
MENDED = "2023年，项目全年预算数100万元，全年执行数90万元，预算执行率为90%。".encode()


def form_with_errors() -> bytes:
    book = openpyxl.load_workbook(FORMS / "xinjiang.xlsx")
    sheet = book.worksheets[0]
    sheet["I10"], sheet["H16"], sheet["I17"] = 0.9665, "6", "5"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.fixture(scope="module")
def filled(working: Desk) -> Workspace:
    """A workspace with a report of each kind, checked."""
    workspace = working.workspace("2023 自评")
    for name, content in (
        ("farmland.txt", FARMLAND.read_bytes()), ("commerce.docx", COMMERCE.read_bytes()), ("form.xlsx", form_with_errors()),
        ("form.pdf", (FORMS / "chongqing.pdf").read_bytes()), ("broken.pdf", BROKEN),
    ):  # fmt: skip
        working.put(workspace, name, content)
    working.settled(workspace)
    return workspace


def at(workspace: Workspace, name: str, what: str = "") -> str:
    return f"/w/{workspace.identity}/d/{row(workspace, name).id}{what}"


def test_every_kind_is_checked_and_a_broken_file_says_why(working: Desk, filled: Workspace) -> None:
    states = {each.name: (each.state, each.status) for each in filled.store.rows()}
    assert states.pop("broken.pdf") == ("done", "unreadable") and set(states.values()) == {("done", "checked")}
    page = working.client.get(f"/w/{filled.identity}").text
    problem = row(filled, "broken.pdf").problem
    assert problem and problem in page
    farmland = row(filled, "farmland.txt")
    assert (farmland.errors, farmland.warnings, farmland.unit, farmland.year) == (2, 1, "青禾县农业农村局", "2022")


def test_the_review_of_a_pdf_fetches_its_pages_one_by_one(working: Desk, filled: Workspace) -> None:
    page = working.client.get(at(filled, "form.pdf")).text
    number = row(filled, "form.pdf").pages
    assert number and page.count('class="page"') == number and "<svg" not in page.partition("<aside")[0].partition('class="pages"')[2]
    drawn = working.client.get(at(filled, "form.pdf", "/pictures/1.webp"))
    assert drawn.headers["content-type"] == "image/webp" and drawn.content[8:12] == b"WEBP"
    told = working.client.get(at(filled, "form.pdf", "/pages/1")).json()
    for key in told["figures"]:
        assert f'data-f="{key}"' in told["markup"]
    assert told["relations"] and all(name in told["relations"] for figure in told["figures"].values() for name in (figure[3] if len(figure) > 3 else ()))
    for beyond in ("/pictures/99.webp", "/pages/99", "/pages/0", "/flow"):
        assert working.client.get(at(filled, "form.pdf", beyond)).status_code == 404


def test_of_hundreds_of_findings_some_come_with_the_page_and_the_others_behind(working: Desk) -> None:
    workspace = working.workspace()
    text = "".join(f"{place}、项目{place}全年预算数{place}00万元，全年执行数{place}0万元，预算执行率为80%。\n" for place in range(1, 81))
    working.put(workspace, "a.txt", text.encode())
    working.settled(workspace)
    page = working.client.get(at(workspace, "a.txt")).text
    others = working.client.get(at(workspace, "a.txt", "/cards")).json()["markup"]
    ids = [re.findall(r'<article [^>]*id="([^"]+)"', told) for told in (page, others)]
    assert len(ids[0]) == 60 and ids[0] + ids[1] == [finding["id"] for finding in known(page)["findings"]] and len(ids[1]) >= 20
    small = row(workspace, "a.txt")
    assert small.total == len(ids[0]) + len(ids[1])


def test_the_review_of_what_has_no_pages_shows_its_text_and_tables(working: Desk, filled: Workspace) -> None:
    for name in ("farmland.txt", "commerce.docx", "form.xlsx"):
        told = working.client.get(at(filled, name, "/flow")).json()
        findings = known(working.client.get(at(filled, name)).text)["findings"]
        assert findings and all(f'data-f="{finding["at"]}' in told["markup"] or f" {finding['at']}" in told["markup"] for finding in findings)


def test_the_review_is_told_in_the_language_that_is_asked_for(working: Desk, filled: Workspace) -> None:
    chinese, english = (working.client.get(at(filled, "farmland.txt"), params={"lang": lang}).text for lang in ("zh", "en"))
    working.client.cookies.delete("gouji-lang")
    assert "the execution rate does not follow" in english and "the execution rate does not follow" not in chinese
    fingerprints = [[finding["fingerprint"] for finding in known(page)["findings"]] for page in (chinese, english)]
    assert fingerprints[0] == fingerprints[1]  # what is decided holds in both


def test_a_decision_needs_its_reason_and_the_newest_version(working: Desk, filled: Workspace) -> None:
    fingerprint = known(working.client.get(at(filled, "farmland.txt")).text)["findings"][0]["fingerprint"]
    decide = at(filled, "farmland.txt", "/decide")
    wanted = {"fingerprint": fingerprint, "version": 0, "verdict": "accepted", "reason": "  ", "by": "王"}
    assert working.post(decide, wanted).status_code == 422
    assert working.post(decide, wanted | {"verdict": "hidden"}).status_code == 400
    assert working.post(decide, wanted | {"verdict": "confirmed", "version": "0"}).status_code == 400
    assert working.post(decide, wanted | {"verdict": "confirmed", "reason": "x" * (limits.REASON + 1)}).status_code == 400
    assert working.post(decide, wanted | {"verdict": "confirmed", "fingerprint": "none"}).status_code == 404
    made = working.post(decide, wanted | {"reason": "查过原件 <b>"})
    assert made.status_code == 200 and made.json()["version"] == 1
    late = working.post(decide, wanted | {"verdict": "confirmed"})
    assert late.status_code == 409 and late.json()["now"]["reason"] == "查过原件 <b>"
    again = working.client.get(at(filled, "farmland.txt")).text
    assert known(again)["decisions"][fingerprint]["verdict"] == "accepted" and "查过原件 <b>" not in again
    assert working.client.get(at(filled, "farmland.txt", f"/history?fingerprint={fingerprint}")).json()[0]["by"] == "王"


def test_annotated_copies_open_and_leave_out_what_was_accepted(working: Desk, filled: Workspace) -> None:
    name, data = exported(working, filled, "annotated", ["form.xlsx"])
    assert name == "form.gouji.xlsx"
    notes = [cell.comment.text for line in openpyxl.load_workbook(io.BytesIO(data)).worksheets[0] for cell in line if cell.comment]
    assert len(notes) == 3
    findings = known(working.client.get(at(filled, "form.xlsx")).text)["findings"]
    wanted = {"fingerprint": findings[0]["fingerprint"], "version": 0, "verdict": "accepted", "reason": "口径不同"}
    assert working.post(at(filled, "form.xlsx", "/decide"), wanted).status_code == 200
    _, data = exported(working, filled, "annotated", ["form.xlsx"])
    left = [cell.comment.text for line in openpyxl.load_workbook(io.BytesIO(data)).worksheets[0] for cell in line if cell.comment]
    assert len(left) == 2 and set(left) != set(notes)


def test_an_annotated_pdf_opens_and_carries_its_legend(working: Desk, filled: Workspace) -> None:
    workspace = working.workspace()
    working.put(workspace, "甲/form.pdf", (FORMS / "xinjiang.pdf").read_bytes())
    working.settled(workspace)
    name, data = exported(working, workspace, "annotated", ["甲/form.pdf"])
    assert name == "form.gouji.pdf"
    with pypdfium2.PdfDocument(data) as copy:
        assert len(copy) > (row(workspace, "甲/form.pdf").pages or 0)


def test_what_cannot_be_annotated_is_named(working: Desk, filled: Workspace) -> None:
    ids = [row(filled, "farmland.txt").id]
    answer = working.post(f"/w/{filled.identity}/export", {"form": "annotated", "ids": ids})
    assert answer.status_code == 422 and answer.json()["skipped"] == ["farmland.txt"]


def test_the_findings_list_has_every_finding_and_what_was_decided(working: Desk, filled: Workspace) -> None:
    farmland = known(working.client.get(at(filled, "farmland.txt")).text)
    wanted = {"fingerprint": farmland["findings"][1]["fingerprint"], "version": 0, "verdict": "confirmed", "comment": "已与单位核实", "by": "李"}
    assert working.post(at(filled, "farmland.txt", "/decide"), wanted).status_code == 200
    name, data = exported(working, filled, "xlsx")
    assert name == "2023 自评.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    cells = [[str(cell.value or "") for cell in line] for line in sheet.iter_rows()]
    lines = [line for line in cells if any(word in line for word in ("错误", "警告", "提示"))]
    assert len(lines) == sum(each.total for each in filled.store.rows())
    confirmed = next(line for line in lines if wanted["fingerprint"] in line)
    assert "属实" in confirmed and "已与单位核实 · 李" in confirmed


def test_json_is_that_of_the_command_with_acceptances(working: Desk, filled: Workspace) -> None:
    name, data = exported(working, filled, "json", ["farmland.txt"])
    report = json.loads(data)
    assert name == "farmland.json" and report["schema"] == "gouji/1"
    accepted = [finding["suppressed"] for finding in report["documents"][0]["findings"]]
    assert [each and each["reason"] for each in accepted] == ["查过原件 <b>", None, None]


def test_everything_goes_into_one_archive(working: Desk, filled: Workspace) -> None:
    name, data = exported(working, filled, "all")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
    assert name == "2023 自评.zip" and len(names) == len(set(names))
    assert {"annotated/form.gouji.xlsx", "annotated/commerce.gouji.docx", "html/farmland.txt.html", "xlsx/2023 自评.xlsx", "json/2023 自评.json"} <= set(names)


def test_two_versions_are_compared(working: Desk) -> None:
    workspace = working.workspace()
    for content in (WRONG, MENDED):
        working.put(workspace, "report.txt", content)
    working.settled(workspace)
    old, new = (each.id for each in workspace.store.rows())
    page = working.client.get(f"/w/{workspace.identity}/compare?old={old}&new={new}").text
    assert "已解决" in page and "<del>80%</del>" in page and "<ins>90%</ins>" in page and "BX01" in page.partition('class="kind fixed"')[2]
    turned = working.client.get(f"/w/{workspace.identity}/compare?old={new}&new={old}").text
    assert "BX01" in turned.partition('class="kind new"')[2]
    assert f"compare?old={old}&amp;new={new}" in working.client.get(f"/w/{workspace.identity}/d/{new}").text
    for bad in (f"old={old}&new={old}", f"old={old}&new=99", "old=x&new=1", ""):
        assert working.client.get(f"/w/{workspace.identity}/compare?{bad}").status_code in (400, 404)


def test_the_files_of_a_dossier_are_held_against_one_another(working: Desk) -> None:
    workspace = working.workspace()
    for name, kind in (("report.docx", "dossier-report.docx"), ("form.xlsx", "dossier-form.xlsx")):
        working.put(workspace, name, (FORMS / kind).read_bytes())
    working.settled(workspace)
    alone = sum(each.total for each in workspace.store.rows())
    ids = [each.id for each in workspace.store.rows()]
    assert working.post(f"/w/{workspace.identity}/group", {"ids": ids[:1], "name": "x"}).status_code == 400
    assert working.post(f"/w/{workspace.identity}/group", {"ids": ids, "name": "甲局"}).status_code == 200
    working.settled(workspace)
    rows = workspace.store.rows()
    assert len({each.result for each in rows}) == 1 and [each.dossier_name for each in rows] == ["甲局"] * 2
    until(lambda: [path.name.partition(".")[0] for path in workspace.results.iterdir()] == [rows[0].result] * 4)  # those of before are deleted behind
    relations = [relation for each in rows for relation in working.client.get(f"/w/{workspace.identity}/d/{each.id}/flow").json()["relations"].values()]
    assert any({key.partition("-")[0] for key in relation[4]} == {"d0", "d1"} for relation in relations)
    for each in rows:
        assert working.client.get(f"/w/{workspace.identity}/d/{each.id}").status_code == 200
    name, data = exported(working, workspace, "annotated")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert sorted(archive.namelist()) == ["form.gouji.xlsx", "report.gouji.docx"]
    assert working.post(f"/w/{workspace.identity}/group", {"ids": ids, "name": None}).status_code == 200
    working.settled(workspace)
    assert sum(each.total for each in workspace.store.rows()) == alone


def test_what_was_begun_when_a_server_ended_is_checked_by_the_next(tmp_path: Path) -> None:
    home, access, app = opened(tmp_path / "home")
    killed = Desk(entered(app, access), home, access, app)  # never started: its hands do nothing
    workspace = killed.workspace()
    killed.put(workspace, "a.txt", WRONG)
    assert [each.id for each in workspace.store.claim()] == [1]
    home.close()
    home, access, app = opened(tmp_path / "home")
    with entered(app, access) as client:
        again = Desk(client, home, access, app)
        found = home.workspace(workspace.identity)
        assert found is not None
        again.settled(found)
        assert [(each.state, each.errors) for each in found.store.rows()] == [("done", 1)]


def test_results_of_another_desk_are_made_anew(working: Desk) -> None:
    workspace = working.workspace()
    working.put(workspace, "a.txt", WRONG)
    working.settled(workspace)
    result = workspace.store.rows()[0].result
    assert result
    path = work.view_path(workspace.results / result, "zh", 0)
    sealed.write(path, sealed.pack("foreign"), b"x" * 32)
    assert working.client.get(f"/w/{workspace.identity}/d/1").status_code == 200
    assert pieces.take(sealed.read(path, working.home.key) or b"", "shell")["findings"]
