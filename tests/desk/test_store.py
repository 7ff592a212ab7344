"""The database of a workspace: what changes, what does not, and what a server that was killed leaves."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from gouji.desk import sealed
from gouji.desk.home import Home
from gouji.desk.pages.table import worst_first
from gouji.desk.rows import ConflictError, Decision, Found, Summary
from gouji.desk.store import Store

SUMMARY = Summary(
    format="txt", status="checked", pages=None, unit="甲局", project=None, year="2023", score="99分", rescored="98", grade="优", regraded="优",
    errors=1, warnings=1, notes=0, decisive=1, figures=10, verified=6, contradicted=1, unchecked=3, problem=None,
    findings=(Found(1, "f1", "BX01", "error", True), Found(2, "f2", "RS01", "warning", False)),
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "desk.sqlite")
    yield made
    made.close()


def add(store: Store, name: str = "a.txt") -> int:
    document, _ = store.add(name, ".txt", 1)
    store.arrived(document)
    return document


def checked(store: Store, summary: Summary = SUMMARY, name: str = "a.txt") -> int:
    document = add(store, name)
    rows = store.claim()
    while document not in [row.id for row in rows]:
        rows = store.claim()
    store.finish([row.id for row in rows], f"r{document}", [summary for _ in rows])
    return document


def state(store: Store, document: int) -> str:
    row = store.row(document)
    assert row is not None
    return row.state


def test_a_document_is_claimed_once(store: Store) -> None:
    document = add(store)
    assert [row.id for row in store.claim()] == [document]
    assert store.claim() == [] and state(store, document) == "checking"


def test_two_claims_at_once_never_get_the_same_document(store: Store) -> None:
    for _ in range(10):
        add(store)
    with ThreadPoolExecutor(8) as pool:
        claimed = list(pool.map(lambda _: [row.id for row in store.claim()], range(10)))
    assert sorted(each for ids in claimed for each in ids) == list(range(1, 11))


@pytest.mark.parametrize(
    ("before", "act", "after"),
    [
        ("waiting", "cancel", "cancelled"),
        ("checking", "cancel", "cancelled"),
        ("done", "cancel", "done"),
        ("cancelled", "again", "waiting"),
        ("failed", "again", "waiting"),
        ("done", "again", "waiting"),
        ("checking", "again", "checking"),
        ("waiting", "again", "waiting"),
    ],
)
def test_cancelling_and_trying_again_do_what_they_say_and_no_more(store: Store, before: str, act: str, after: str) -> None:
    document = add(store)
    if before != "waiting":
        store.claim()
    if before == "done":
        store.finish([document], "r", [SUMMARY])
    if before == "failed":
        store.fail([document], "over-time")
    if before == "cancelled":
        store.cancel([document])
    assert state(store, document) == before
    getattr(store, act)([document])
    assert state(store, document) == after


def test_what_comes_of_a_check_that_was_cancelled_is_not_taken(store: Store) -> None:
    document = add(store)
    store.claim()
    store.cancel([document])
    store.finish([document], "r", [SUMMARY])
    store.fail([document], "crashed")
    assert state(store, document) == "cancelled" and store.codes() == []


def test_a_killed_server_loses_no_decision_and_checks_anew_what_it_had_begun(tmp_path: Path) -> None:
    """The connection is never closed: what a kill leaves."""
    killed = Store(tmp_path / "desk.sqlite")
    done, begun, coming = checked(killed), add(killed), killed.add("c.txt", "", 1)[0]
    killed.claim()
    killed.decide(done, Decision("f1", 0, "accepted", "查过原件", "", "王"))
    again = Store(tmp_path / "desk.sqlite")
    assert {row.id: row.state for row in again.rows()} == {done: "done", begun: "waiting"}
    assert again.decisions(done)["f1"].reason == "查过原件"
    assert again.row(coming) is None  # it never arrived as a whole
    again.close()
    killed.close()


def test_every_decision_is_on_the_disk_when_it_is_answered_for(store: Store, tmp_path: Path) -> None:
    document = checked(store)
    store.decide(document, Decision("f1", 0, "confirmed"))
    other = sqlite3.connect(tmp_path / "desk.sqlite")
    assert other.execute("SELECT verdict FROM decisions").fetchall() == [("confirmed",)]
    assert store._base.execute("PRAGMA synchronous").fetchone() == (2,)
    other.close()


def test_a_decision_upon_an_old_version_is_refused_with_what_stands_there(store: Store) -> None:
    document = checked(store)
    first = store.decide(document, Decision("f1", 0, "accepted", "甲", "", "A"))
    with pytest.raises(ConflictError) as caught:
        store.decide(document, Decision("f1", 0, "confirmed", "", "", "B"))
    assert caught.value.now == first and store.decisions(document)["f1"] == first
    second = store.decide(document, Decision("f1", first.version, "confirmed", "", "", "B"))
    assert (second.version, store.decisions(document)["f1"].verdict) == (2, "confirmed")


def test_of_many_decisions_upon_one_version_one_is_taken(store: Store) -> None:
    document = checked(store)

    def decide(number: int) -> bool:
        try:
            store.decide(document, Decision("f1", 0, "confirmed", "", str(number)))
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(decide, range(10))) == 1
    assert len(store.history(document, "f1")) == 1


def test_all_that_was_decided_is_remembered_in_its_order(store: Store) -> None:
    document = checked(store)
    for version, verdict in enumerate(("confirmed", "open", "accepted")):
        store.decide(document, Decision("f1", version, verdict, "r", "c", "王"))  # type: ignore[arg-type]
    assert [each.verdict for each in store.history(document, "f1")] == ["confirmed", "open", "accepted"]


def test_nothing_is_decided_about_a_finding_that_there_is_not(store: Store) -> None:
    document = checked(store)
    with pytest.raises(KeyError):
        store.decide(document, Decision("f9", 0, "confirmed"))
    assert store.decisions(document) == {}


def test_decisions_outlive_another_check_and_count_only_while_their_finding_does(store: Store) -> None:
    document = checked(store)
    store.decide(document, Decision("f1", 0, "accepted", "甲"))
    store.again([document])
    store.claim()
    store.finish([document], "r2", [replace(SUMMARY, errors=0, findings=SUMMARY.findings[1:])])
    row = store.row(document)
    assert row is not None and (row.accepted_errors, row.decided) == (0, 0)
    assert store.decisions(document)["f1"].reason == "甲"


def test_what_is_accepted_is_counted_apart(store: Store) -> None:
    document = checked(store)
    store.decide(document, Decision("f1", 0, "accepted", "甲"))
    store.decide(document, Decision("f2", 0, "confirmed"))
    row = store.row(document)
    assert row is not None and (row.accepted_errors, row.accepted_warnings, row.decided) == (1, 0, 2)
    assert store.codes() == [("RS01", "1warning", 1, 1), ("BX01", "0error", 1, 0)]


def test_the_gravest_rules_come_first_then_the_most_frequent_and_settled_ones_last(store: Store) -> None:
    found = [("AA01", "note")] * 3 + [("BB01", "warning")] * 2 + [("CC01", "error")] + [("CC02", "error")] * 2 + [("DD01", "error")]
    findings = tuple(Found(number, f"f{number}", code, severity, False) for number, (code, severity) in enumerate(found, start=1))
    document = checked(store, replace(SUMMARY, findings=findings))
    store.decide(document, Decision("f9", 0, "accepted", "甲"))
    assert [code for code, *_ in store.codes()] == ["CC02", "CC01", "BB01", "AA01", "DD01"]


def test_a_dossier_is_claimed_and_finished_together(store: Store) -> None:
    one, other, alone = add(store, "a"), add(store, "b"), add(store, "c")
    store.group([one, other], "甲局")
    assert [row.id for row in store.claim()] == [one, other]
    assert [row.id for row in store.claim()] == [alone]
    store.finish([one, other], "r", [SUMMARY, SUMMARY])
    rows = store.rows([one, other])
    assert [(row.place, row.result, row.dossier_name) for row in rows] == [(0, "r", "甲局"), (1, "r", "甲局")]


def test_taking_a_document_out_of_a_dossier_checks_the_others_anew_and_one_alone_is_none(store: Store) -> None:
    ids = [checked(store, name=name) for name in "abc"]
    store.group(ids, "甲局")
    store.finish([row.id for row in store.claim()], "r", [SUMMARY] * 3)
    store.group(ids[:1], None)
    assert [(row.state, row.dossier_name) for row in store.rows()] == [("waiting", None), ("waiting", "甲局"), ("waiting", "甲局")]
    store.remove(ids[1:2])
    assert [(row.id, row.dossier) for row in store.rows()] == [(ids[0], None), (ids[2], None)]


def test_a_report_of_the_same_name_is_a_later_version(store: Store) -> None:
    first, _, second = checked(store, name="a.pdf"), checked(store, name="b.pdf"), checked(store, name="a.pdf")
    rows = {row.id: row for row in store.rows()}
    assert store.earlier(rows[second]) == first and store.earlier(rows[first]) is None


def test_the_worst_come_first(store: Store) -> None:
    clean = checked(store, replace(SUMMARY, errors=0, warnings=0, decisive=0, findings=()))
    warned = checked(store, replace(SUMMARY, errors=0, decisive=0))
    wrong = checked(store)
    unread = checked(store, replace(SUMMARY, status="unreadable", errors=0, warnings=0))
    settled = checked(store)
    for fingerprint in ("f1", "f2"):
        store.decide(settled, Decision(fingerprint, 0, "accepted", "甲"))
    waiting = add(store)
    assert [row.id for row in worst_first(store.rows())] == [unread, wrong, settled, warned, clean, waiting]


# --- sealed files ---


def test_a_result_that_somebody_else_wrote_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "result"
    sealed.write(path, b"content", b"k" * 32)
    assert sealed.read(path, b"k" * 32) == b"content"
    assert sealed.read(path, b"x" * 32) is None
    data = path.read_bytes()
    for changed in (data[:-1], data + b"x", bytes([data[0] ^ 1]) + data[1:], data[:40] + bytes([data[-1] ^ 1]), b""):
        path.write_bytes(changed)
        assert sealed.read(path, b"k" * 32) is None
    assert sealed.read(tmp_path / "none", b"k" * 32) is None


def test_a_desk_keeps_its_secrets_and_finds_its_workspaces_again(tmp_path: Path) -> None:
    home = Home(tmp_path / "desk")
    made = home.create("甲")
    secrets = home.secret("token"), home.secret("other")
    home.close()
    again = Home(tmp_path / "desk")
    found = again.workspace(made.identity)
    assert found is not None and found.store.name == "甲"
    assert (again.secret("token"), again.secret("other")) == secrets and secrets[0] != secrets[1]
    assert Home(tmp_path / "another").secret("token") != secrets[0]
    again.close()


def test_what_an_upload_that_was_cut_off_left_is_cleared_away(tmp_path: Path) -> None:
    home = Home(tmp_path / "desk")
    made = home.create("甲")
    kept = made.file("1.txt")
    document, stored = made.store.add("a.txt", ".txt", 1)
    kept.write_bytes(b"x")
    made.store.arrived(document)
    left = [made.incoming / "half", made.outgoing / "export", made.file("99.pdf"), made.results / "gone.zh.report"]
    for path in left:
        path.write_bytes(b"x")
    home.close()
    Home(tmp_path / "desk").close()
    assert stored == "1.txt" and kept.exists() and not any(path.exists() for path in left)
