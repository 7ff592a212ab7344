"""The settings, the rules of one's own and the acceptances that a desk finds, honours and says on its page."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from gouji import cli
from gouji.desk.force import Finder
from gouji.desk.home import Home
from gouji.desk.store import Store
from gouji.settings import CallError
from test_own_packs import PAID, RULE

from .desks import WRONG, Desk, entered, exported, known, opened, row, until


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which a desk is started, with a folder of its own below the settings of a bureau."""
    folder = tmp_path_factory.mktemp("bureau") / "2023"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def desk(started: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    home, access, app = opened(tmp_path_factory.mktemp("force") / "home", finder=Finder(started))
    with entered(app, access) as client:
        yield Desk(client, home, access, app)


@pytest.fixture(autouse=True)
def clean(started: Path) -> Iterator[None]:
    yield
    for path in (*started.glob("gouji.*"), *started.parent.glob("gouji.*")):
        path.unlink()


def says(path: Path, text: str) -> None:
    """Writes a file of settings, later than any before it."""
    path.write_text(text, encoding="utf-8")
    stat = path.stat()
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + len(text)))


def page_of(desk: Desk, identity: str) -> str:
    text = desk.client.get(f"/w/{identity}").text
    assert isinstance(text, str)
    return text


def test_the_settings_where_the_desk_was_started_are_honoured_and_said(desk: Desk, started: Path) -> None:
    says(started.parent / "gouji.toml", 'ignore = ["BX01"]\n')
    workspace = desk.workspace()
    desk.put(workspace, "a.txt", WRONG)
    desk.settled(workspace)
    assert row(workspace, "a.txt").errors == 0
    page = page_of(desk, workspace.identity)
    assert str(started.parent / "gouji.toml") in page and "ignore = BX01" in page and 'id="again"' not in page


def test_settings_that_change_are_told_and_what_was_checked_before_can_be_checked_again(desk: Desk, started: Path) -> None:
    workspace = desk.workspace()
    desk.put(workspace, "a.txt", WRONG)
    desk.settled(workspace)
    assert row(workspace, "a.txt").errors == 1 and 'id="again"' not in page_of(desk, workspace.identity)
    says(started / "gouji.toml", '[severity]\nBX01 = "warning"\n')
    page = page_of(desk, workspace.identity)
    assert 'id="again" data-ids="1"' in page.replace('data-ids="1" id="again"', 'id="again" data-ids="1"') and "severity.BX01 = warning" in page
    assert row(workspace, "a.txt").errors == 1  # nothing is checked anew unasked
    desk.post(f"/w/{workspace.identity}/retry", {"ids": [1]})
    desk.settled(workspace)
    assert (row(workspace, "a.txt").errors, row(workspace, "a.txt").warnings) == (0, 1) and 'id="again"' not in page_of(desk, workspace.identity)


def test_a_result_is_told_in_another_language_by_the_settings_it_was_made_with(desk: Desk, started: Path) -> None:
    says(started / "gouji.toml", 'ignore = ["BX01"]\n')
    workspace = desk.workspace()
    desk.put(workspace, "a.txt", WRONG)
    desk.settled(workspace)
    (started / "gouji.toml").unlink()
    assert known(desk.client.get(f"/w/{workspace.identity}/d/1?lang=en").text)["findings"] == []
    told = json.loads(exported(desk, workspace, "json")[1])["documents"][0]
    assert told["findings"] == []


def test_what_is_said_per_path_is_said_of_the_names_that_documents_came_with(desk: Desk, started: Path) -> None:
    says(started / "gouji.toml", '[per-path."drafts/**"]\nignore = ["BX01"]\n')
    workspace = desk.workspace()
    desk.put(workspace, "drafts/a.txt", WRONG)
    desk.put(workspace, "final/a.txt", WRONG)
    desk.put(workspace, "drafts/b.txt", WRONG)
    desk.settled(workspace)
    assert {each.name: each.errors for each in workspace.store.rows()} == {"drafts/a.txt": 0, "final/a.txt": 1, "drafts/b.txt": 0}
    desk.post(f"/w/{workspace.identity}/group", {"ids": [1, 2], "name": "套"})
    desk.settled(workspace)
    assert (row(workspace, "drafts/a.txt").errors, row(workspace, "final/a.txt").errors) == (0, 1)


def test_rules_of_ones_own_are_run_and_called_by_their_titles(desk: Desk, started: Path) -> None:
    pack = started / "gouji.own.yaml"
    says(pack, RULE)
    says(started / "gouji.toml", 'packs = ["gouji.own.yaml"]\n')
    force = Finder(started).at(desk.home.folder / "x")
    assert force.settings.packs == (pack,)
    workspace = desk.workspace()
    desk.put(workspace, "a.txt", PAID.encode())
    desk.settled(workspace)
    assert "ZB01" in workspace.store.codes_of()[1].split()
    for page in (desk.client.get(f"/w/{workspace.identity}/d/1").text, page_of(desk, workspace.identity)):
        assert "拨付数大于到位资金" in page
    assert "没有到位的资金付不出去" in desk.client.get(f"/w/{workspace.identity}/d/1").text
    assert "ZB01" in [each["code"] for each in json.loads(exported(desk, workspace, "json")[1])["documents"][0]["findings"]]
    says(pack, RULE + "# changed\n")
    assert Finder(started).at(desk.home.folder / "x").stamp != force.stamp


def test_settings_that_are_wrong_are_told_with_their_line_and_nothing_is_checked_until_they_are_right(desk: Desk, started: Path) -> None:
    says(started / "gouji.toml", 'lang = "zh"\nignor = ["BX01"]\n')
    workspace = desk.workspace()
    desk.put(workspace, "a.txt", WRONG)
    until(lambda: workspace.store.states() == {"failed": 1})
    page = page_of(desk, workspace.identity)
    assert "gouji.toml:2" in page and "ignore" in page and row(workspace, "a.txt").trouble == "settings"
    (started / "gouji.toml").unlink()
    desk.post(f"/w/{workspace.identity}/retry", {"ids": [1]})
    desk.settled(workspace)
    assert row(workspace, "a.txt").errors == 1


ACCEPT = "accept:\n  - path: {path}\n    fingerprint: {fingerprint}\n    reason: 按财政局口径\n    by: 张三\n{more}"


def test_what_a_file_of_acceptances_accepts_is_accepted_until_somebody_decides_otherwise(desk: Desk, started: Path) -> None:
    workspace = desk.workspace()
    desk.put(workspace, "a.txt", WRONG)
    desk.settled(workspace)
    (finding,) = known(desk.client.get(f"/w/{workspace.identity}/d/1").text)["findings"]
    fingerprint, kept = finding["fingerprint"], started / "gouji.accept.yaml"

    def again() -> None:
        desk.post(f"/w/{workspace.identity}/retry", {"ids": [1]})
        desk.settled(workspace)

    def now() -> tuple[str, str, str]:
        found = workspace.store.decisions(1).get(fingerprint)
        return (found.verdict, found.reason, found.by) if found else ("", "", "")

    says(kept, ACCEPT.format(path="b.txt", fingerprint=fingerprint, more=""))
    again()
    assert now() == ("", "", "")
    says(kept, ACCEPT.format(path="'*.txt'", fingerprint=fingerprint, more="    until: '2020-01-01'\n"))
    again()
    assert now() == ("", "", "")  # past its day
    says(kept, ACCEPT.format(path="a.txt", fingerprint=fingerprint, more=""))
    assert 'id="again"' in page_of(desk, workspace.identity)
    again()
    assert now() == ("accepted", "按财政局口径", "张三") and row(workspace, "a.txt").accepted_errors == 1
    assert str(kept) in page_of(desk, workspace.identity)
    assert workspace.store.decisions(1)[fingerprint].source == str(kept)
    assert json.loads(exported(desk, workspace, "json")[1])["documents"][0]["findings"][0]["suppressed"]["reason"] == "按财政局口径"
    kept.unlink()
    again()
    assert now()[0] == "open"
    says(kept, ACCEPT.format(path="a.txt", fingerprint=fingerprint, more=""))
    again()
    assert now()[0] == "accepted"
    version = workspace.store.decisions(1)[fingerprint].version
    decide = {"fingerprint": fingerprint, "version": version, "verdict": "open", "reason": "", "comment": "再看", "by": "李四"}
    assert desk.post(f"/w/{workspace.identity}/d/1/decide", decide).status_code == 200
    again()
    assert now() == ("open", "", "李四")  # whatever the file says
    assert [each.verdict for each in workspace.store.history(1, fingerprint)] == ["accepted", "open", "accepted", "open"]


def test_a_file_beside_the_workspace_comes_before_where_the_desk_was_started(desk: Desk, started: Path) -> None:
    workspace = desk.workspace()
    finder = Finder(started)
    assert finder.at(workspace.folder).file is None
    says(started / "gouji.toml", 'ignore = ["TM"]\n')
    assert finder.at(workspace.folder).file == started / "gouji.toml"
    says(workspace.folder / "gouji.toml", 'ignore = ["ST"]\n')
    assert finder.at(workspace.folder).settings.ignore == ("ST",)
    assert Finder(started, isolated=True).at(workspace.folder).file is None
    assert Finder(started, config=started / "gouji.toml").at(workspace.folder).settings.ignore == ("TM",)


def test_what_a_call_prints_and_how_it_ends_changes_nothing_on_a_desk(tmp_path: Path) -> None:
    plain = Finder(tmp_path).at(tmp_path / "w")
    says(tmp_path / "gouji.toml", 'format = "json"\ntogether = true\nfail-on = "note"\nconcise = false\nlang = "en"\n')
    told = Finder(tmp_path).at(tmp_path / "w")
    assert told.settings == plain.settings and told.stamp == plain.stamp and told.said == ()


def test_an_unknown_rule_in_the_settings_is_refused(tmp_path: Path) -> None:
    says(tmp_path / "gouji.toml", 'ignore = ["QQ99"]\n')
    with pytest.raises(CallError) as caught:
        Finder(tmp_path).at(tmp_path)
    assert caught.value.key == "unknown-code"


def test_a_desk_is_not_opened_upon_settings_that_are_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    says(tmp_path / "gouji.toml", "ignore = 1\n")
    assert cli.main(["serve", "--no-browser", "--workspaces", str(tmp_path / "home")]) == 2
    assert "gouji.toml:1" in capsys.readouterr().err and not (tmp_path / "home").exists()


def test_a_workspace_of_an_earlier_version_keeps_its_decisions(tmp_path: Path) -> None:
    home = Home(tmp_path / "desk")
    made = home.create("甲")
    home.close()
    base = sqlite3.connect(made.folder / "desk.sqlite")
    base.executescript(
        "ALTER TABLE documents DROP COLUMN settings; ALTER TABLE decisions DROP COLUMN source; ALTER TABLE history DROP COLUMN source;"
        "INSERT INTO documents (name, stored, size, added, state) VALUES ('a.txt', '1.txt', 1, '', 'done');"
        "INSERT INTO decisions VALUES (1, 'f1', 2, 'accepted', '查过', '', '王', '');"
    )
    base.close()
    again = Store(made.folder / "desk.sqlite")
    kept = again.decisions(1)["f1"]
    assert (kept.verdict, kept.reason, kept.version, kept.source) == ("accepted", "查过", 2, "")
    (found,) = again.rows()
    assert found.settings is None
    again.close()
