"""The processes that check, what kills them, what the pages are told meanwhile, and a thousand documents."""

from __future__ import annotations

import asyncio
import json
import os
import time

import pytest

from gouji.desk import hands, limits, work
from gouji.desk.pages.shell import Context
from gouji.desk.pages.table import table_page
from gouji.renderers.html.markup import Markup
from gouji.renderers.words import Wording
from running import hostile

from .desks import WRONG, Desk, exported, known, until
from .test_safety import Elements, obeys


def loiter(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def die() -> None:
    os.abort()


def fail() -> None:
    raise ValueError("why")


def test_a_task_that_takes_too_long_dies_or_fails_is_told_apart_and_spoils_nothing() -> None:
    pool = hands.Hands(1, limits.CHECK_MEBIBYTES)

    async def each() -> list[str]:
        told = []
        for task, given in ((loiter, (60,)), (die, ()), (fail, ())):
            try:
                await pool.do(task, 1.5 if task is loiter else 30, *given)
            except hands.WorkError as error:
                told.append(error.key)
        assert await pool.do(loiter, 30, 0) > 0
        return told

    try:
        assert asyncio.run(each()) == ["over-time", "crashed", "internal"]
    finally:
        pool.close()


def test_a_check_that_is_cancelled_ends_at_once_and_can_be_tried_again(working: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = working.workspace()
    monkeypatch.setattr(work, "check", loiter_instead)
    working.put(workspace, "a.txt", WRONG)
    until(lambda: workspace.store.states() == {"checking": 1})
    assert working.post(f"/w/{workspace.identity}/cancel", {"ids": [1]}).status_code == 200
    assert workspace.store.states() == {"cancelled": 1}
    monkeypatch.undo()
    started = time.monotonic()
    assert working.post(f"/w/{workspace.identity}/retry", {"ids": [1]}).status_code == 200
    working.settled(workspace)
    assert workspace.store.states() == {"done": 1} and time.monotonic() - started < 25


def loiter_instead(_: work.Order) -> None:
    time.sleep(40)


def test_a_page_is_told_of_what_changes(working: Desk) -> None:
    """The stream itself never ends, which the test client waits for; so it is read where it is made."""
    news = working.site.news
    workspace = working.workspace()
    before = news.count(workspace.identity)

    async def heard() -> list[bytes]:
        stream = news.stream(workspace.identity)
        told = [await anext(stream)]
        news._tell(workspace.identity, {"documents": [2]})
        news._tell(workspace.identity, {"documents": [1, 2], "document": 1, "decision": {"verdict": "accepted"}})
        told.append(await anext(stream))
        await stream.aclose()  # type: ignore[attr-defined]
        return told

    hello, change = asyncio.run(heard())
    assert hello.endswith(f"event: hello\ndata: {before}\n\n".encode()) and news.count(workspace.identity) == before + 2
    told = json.loads(change.partition(b"data: ")[2])
    assert told["documents"] == [1, 2] and told["decisions"][0]["decision"]["verdict"] == "accepted"


def test_hostile_files_end_in_a_named_problem_and_the_next_document_is_checked(working: Desk) -> None:
    workspace = working.workspace()
    files = {
        "forms.pdf": hostile.nested_forms(),
        "paragraphs.docx": hostile.paragraphs(1_600_000),
        "out.docx": hostile.named("word/../../evil.xml"),
        "script.html": b"<html><body><p>2023\xe5\xb9\xb4</p><script>alert(1)</script></body></html>",
        "good.txt": WRONG,
    }
    for name, content in files.items():
        working.put(workspace, name, content)
    working.settled(workspace, 60)
    rows = {each.name: each for each in workspace.store.rows()}
    for name in ("forms.pdf", "paragraphs.docx", "out.docx"):
        each = rows[name]
        assert (each.state, each.trouble) == ("failed", "crashed") or (each.status == "unreadable" and each.problem), each
        assert working.client.get(f"/w/{workspace.identity}/d/{each.id}/pictures/1.webp").status_code == 404
    assert rows["good.txt"].errors == 1
    assert working.client.get(f"/w/{workspace.identity}").status_code == 200


def test_markup_in_a_document_is_shown_and_not_obeyed(working: Desk) -> None:
    workspace = working.workspace()
    evil = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
    working.put(workspace, "a.txt", f"{evil}，2023年，项目全年预算数100万元，全年执行数90万元，{evil}预算执行率为80%。".encode())
    working.settled(workspace)
    page = working.client.get(f"/w/{workspace.identity}/d/1").text
    flow = working.client.get(f"/w/{workspace.identity}/d/1/flow").json()["markup"]
    assert obeys(page) and obeys(flow) and "&lt;img" in flow
    assert not any(name == "img" for told in (page, flow) for name, _ in Elements(told).found)
    decide = {"fingerprint": known(page)["findings"][0]["fingerprint"], "version": 0, "verdict": "accepted", "reason": evil, "comment": evil, "by": evil}
    assert working.post(f"/w/{workspace.identity}/d/1/decide", decide).status_code == 200
    again = working.client.get(f"/w/{workspace.identity}/d/1").text
    assert obeys(again) and known(again)["decisions"][decide["fingerprint"]]["by"] == evil
    told = exported(working, workspace, "html")[1].decode()
    assert not any(name == "img" for name, _ in Elements(told).found)


# --- a thousand documents ---

THOUSAND, MOST_SECONDS = 1_000, 0.3


def test_a_thousand_documents_are_shown_within_three_hundred_milliseconds(idle: Desk) -> None:
    workspace = idle.workspace()
    base = workspace.store._base
    columns = "name, stored, size, added, state, result, format, status, unit, year, score, rescored, grade, regraded, errors, warnings, notes, decisive, "
    columns += "figures, verified, contradicted, unchecked"
    base.execute("BEGIN")
    for number in range(1, THOUSAND + 1):
        values = (f"县{number % 40}/部门{number}.docx", f"{number}.docx", 9, "2024", "done", "r", "docx", "checked", f"第{number}局", "2023", "98.5分", "98.4")
        values += ("优", "良", number % 7, number % 5, number % 3, number % 2, 120, 90, 10, 20)
        base.execute(f"INSERT INTO documents ({columns}) VALUES ({', '.join('?' * len(values))})", values)
        findings = [(number, place, f"f{place}", f"BX{place % 9 + 1:02}", "error", 0) for place in range(number % 15)]
        base.executemany("INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?)", findings)
        if number % 2 and findings:
            base.execute("INSERT INTO decisions VALUES (?, 'f0', 1, 'accepted', 'r', '', '', '', '')", (number,))
    base.execute("COMMIT")
    idle.client.get(f"/w/{workspace.identity}")
    seconds = []
    for _ in range(5):  # another program may be in the way once
        started = time.perf_counter()
        page = idle.client.get(f"/w/{workspace.identity}").text
        seconds.append(time.perf_counter() - started)
        if seconds[-1] <= MOST_SECONDS:
            break
    assert page.count("<tr data-id=") == THOUSAND
    assert min(seconds) <= MOST_SECONDS


def test_an_empty_workspace_asks_for_documents_and_shows_nothing_else() -> None:
    page = table_page(Context(Wording("en"), "c", "/w/x"), "/w/x", "name", "/folder", 0, [], {}, [], {}, ("json",), Markup(""))
    assert 'id="documents" hidden' in page.replace('class="sheet" hidden id="documents"', 'id="documents" hidden') and "Drop reports" in page


def test_a_result_that_cannot_be_kept_is_told_as_a_failure(working: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = working.workspace()

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(type(workspace.store), "finish", full)
    working.put(workspace, "a.txt", WRONG)
    until(lambda: workspace.store.states() == {"failed": 1})
    row = workspace.store.row(1)
    assert row is not None and row.trouble == "internal" and not any(workspace.results.iterdir())
    monkeypatch.undo()
    assert working.post(f"/w/{workspace.identity}/retry", {"ids": [1]}).status_code == 200
    working.settled(workspace)
    assert workspace.store.states() == {"done": 1}
