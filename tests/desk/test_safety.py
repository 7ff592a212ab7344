"""Who may ask the desk, and what it refuses."""

from __future__ import annotations

import re
import stat
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from gouji import cli
from gouji.desk import limits, names
from gouji.desk.pages import table
from gouji.desk.safety import POLICY, Access, is_loopback
from gouji.renderers.words import Wording

from .desks import HOST, Desk, entered, opened

EVIL = "<img src=x onerror=alert(1)>\"'&<script>alert(2)</script>"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8437", "", "192.168.1.7:8437", "[2001:db8::1]:8437"])
def test_a_host_that_is_not_the_desk_is_refused(idle: Desk, host: str) -> None:
    assert idle.client.get("/", headers={"Host": host}).status_code == 421
    assert idle.client.get("/assets/desk.css", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8437", "localhost:8437", "LOCALHOST:9000", "[::1]:8437"])
def test_the_names_of_this_machine_are_answered_through_any_port(idle: Desk, host: str) -> None:
    assert idle.client.get("/", headers={"Host": host}).status_code == 200


def test_a_desk_open_to_others_answers_to_addresses_and_to_the_names_it_was_given(tmp_path: Path) -> None:
    home, access, app = opened(tmp_path, host="0.0.0.0", token="a token of length", names=frozenset({"desk.audit.example"}))
    client = entered(app, access)
    answers = {host: client.get("/", headers={"Host": host}).status_code for host in ("10.1.2.3:8437", "desk.audit.example", "[fe80::1]:1", "evil.example")}
    assert answers == {"10.1.2.3:8437": 200, "desk.audit.example": 200, "[fe80::1]:1": 200, "evil.example": 421}
    home.close()


@pytest.mark.parametrize("origin", ["http://evil.example", "null", f"https://{HOST}.evil.example", "http://127.0.0.1:9999", "http://localhost:8437"])
def test_a_foreign_origin_changes_nothing(idle: Desk, origin: str) -> None:
    assert idle.post("/workspaces", {"name": "x"}, headers={"Origin": origin}).status_code == 403
    assert not idle.home.workspaces


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_request_that_the_browser_says_comes_from_elsewhere_changes_nothing(idle: Desk, site: str) -> None:
    assert idle.post("/workspaces", {"name": "x"}, headers={"Sec-Fetch-Site": site}).status_code == 403
    assert not idle.home.workspaces


def test_every_change_asks_for_the_token_against_forgery(idle: Desk) -> None:
    workspace = idle.workspace()
    paths = [route.path for route in idle.app.routes if "POST" in getattr(route, "methods", ())]  # type: ignore[attr-defined]
    assert len(paths) == 10
    for path in paths:
        address = path.replace("{workspace}", workspace.identity).replace("{document:int}", "1")
        for given in ({}, {"X-Gouji-Csrf": ""}, {"X-Gouji-Csrf": "0" * 64}):
            assert idle.client.post(address, json={}, headers={"Origin": f"http://{HOST}", **given}).status_code == 403, path


def test_nothing_is_answered_without_the_session(idle: Desk) -> None:
    workspace = idle.workspace()
    stranger = TestClient(idle.app, base_url=f"http://{HOST}", follow_redirects=False)
    for route in idle.app.routes:
        path = route.path.replace("{workspace}", workspace.identity).replace("{document:int}", "1")  # type: ignore[attr-defined]
        if path.startswith("/assets"):
            continue
        for method in route.methods - {"HEAD"}:  # type: ignore[attr-defined]
            answer = stranger.request(method, path.replace("{page:int}", "1"), headers={"X-Gouji-Csrf": idle.access.csrf})
            assert answer.status_code == 401, path
            assert idle.access.csrf not in answer.text and workspace.identity not in answer.text.replace(path, "")
    stranger.cookies.set(idle.access.cookie, "0" * 64)
    assert stranger.get("/").status_code == 401


def test_the_token_opens_a_session_and_leaves_the_address(idle: Desk) -> None:
    stranger = TestClient(idle.app, base_url=f"http://{HOST}", follow_redirects=False)
    assert stranger.get("/?token=wrong").status_code == 401
    answer = stranger.get(f"/?lang=en&token={idle.access.token}")
    assert answer.status_code == 303 and answer.headers["location"] == "/?lang=en"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and idle.access.token not in cookie
    assert stranger.get("/").status_code == 200


def test_the_token_leads_to_no_other_host(idle: Desk) -> None:
    answer = idle.client.get(f"http://{HOST}//evil.example/?token={idle.access.token}")
    assert answer.headers["location"] == "/evil.example/"


def test_the_form_takes_the_token_and_refuses_another(idle: Desk) -> None:
    stranger = TestClient(idle.app, base_url=f"http://{HOST}", follow_redirects=False)
    assert stranger.post("/enter", data={"token": "x"}).status_code == 401
    assert stranger.post("/enter", data={"token": idle.access.token}, headers={"Origin": "http://evil.example"}).status_code == 403
    assert stranger.post("/enter", data={"token": idle.access.token}).status_code == 303
    assert stranger.get("/").status_code == 200


def test_another_token_makes_another_session(tmp_path: Path) -> None:
    sessions = set()
    for token in (None, "a token of length", "b token of length"):
        home, access, _ = opened(tmp_path, token=token)
        sessions |= {access.session, access.csrf}
        home.close()
    assert len(sessions) == 6


def test_every_answer_carries_the_policy(idle: Desk) -> None:
    workspace = idle.workspace()
    for path in ("/", f"/w/{workspace.identity}", "/nothing", "/assets/desk.js", "/w/000000000000"):
        answer = idle.client.get(path)
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["x-content-type-options"] == "nosniff" and answer.headers["referrer-policy"] == "no-referrer"
        if not path.startswith("/assets"):
            assert answer.headers["cache-control"] == "no-store"
    assert "unsafe" not in POLICY and "http" not in POLICY and "*" not in POLICY


class Elements(HTMLParser):
    """Every element of a page with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attributes)))


def obeys(page: str) -> bool:
    """Whether a page has no script and no style but files of ours, and asks nobody else."""
    for name, attributes in Elements(page).found:
        asked = [attributes.get(key) or "" for key in ("src", "href", "action")]
        own = name != "script" or (attributes.get("src") or "").startswith("/assets/") or attributes.get("type") == "application/json"
        if not own or name in ("style", "iframe", "object") or "style" in attributes or any(key.startswith("on") for key in attributes):
            return False
        if any("//" in address or ":" in address for address in asked):
            return False
    return True


def test_no_page_has_a_script_or_a_style_of_its_own_or_asks_anybody_else(idle: Desk) -> None:
    workspace = idle.workspace(EVIL)
    assert not obeys("<p onclick='x'>") and not obeys("<script>1</script>") and not obeys("<a href='//evil.example'>")
    for path in ("/", f"/w/{workspace.identity}"):
        assert obeys(idle.client.get(path).text)


@pytest.mark.parametrize("name", ["../../../home/desk.key", "/assets/../app.py", "..%2Fapp.py", "app.py", "%2e%2e/%2e%2e/desk.sqlite"])
def test_assets_are_names_in_a_list_and_no_paths(idle: Desk, name: str) -> None:
    assert idle.client.get(f"/assets/{name}").status_code == 404


@pytest.mark.parametrize("identity", ["%2e%2e", "desk.key", "000000000000"])
def test_a_workspace_is_one_of_those_that_are_open_and_no_path(idle: Desk, identity: str) -> None:
    assert idle.client.get(f"/w/{identity}").status_code == 404


# --- names ---

NAMES = {
    "../../../etc/passwd": "etc/passwd",
    "..\\..\\windows\\system32\\a.docx": "windows/system32/a.docx",
    "C:\\报告\\甲.docx": "报告/甲.docx",
    "/etc/cron.d/x": "etc/cron.d/x",
    "a/./b/../c.txt": "a/b/c.txt",
    "": "-",
    "...": "-",
    "a\x00b\n.txt": "a b .txt",
    "甲\u202efdp.exe": "甲 fdp.exe",
    "\ud800.txt": "?.txt",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_from_outside_is_only_shown(name: str) -> None:
    assert names.shown(name) == NAMES[name]


def test_a_long_name_is_cut_and_keeps_its_suffix() -> None:
    assert len(names.shown("长" * 5000 + ".docx")) == limits.NAME_PART and names.shown("长" * 5000 + ".docx").endswith(".docx")
    assert len(names.shown("/".join(["夹" * 100] * 50))) <= limits.NAME


@pytest.mark.parametrize(("name", "wanted"), [("甲/乙.docx", "乙.docx"), ("a<b>:?.txt", "a_b___.txt"), ("con", "_con"), ("LPT1.txt", "_LPT1.txt"), ("..", "-")])
def test_a_file_that_goes_out_may_be_called_so_on_any_system(name: str, wanted: str) -> None:
    assert names.for_file(name) == wanted


def test_two_files_of_one_name_in_an_archive_are_told_apart() -> None:
    taken: set[str] = set()
    assert [names.unlike("html/A.pdf.html", taken), names.unlike("html/a.pdf.html", taken)] == ["html/A.pdf.html", "html/a.pdf (2).html"]


@pytest.mark.parametrize("name", ["../../escape.txt", "/etc/passwd", "..\\..\\escape.txt", "C:\\escape.txt", EVIL + ".txt", "-" * 300 + ".txt"])
def test_an_upload_lands_in_its_workspace_whatever_it_is_called(idle: Desk, name: str) -> None:
    workspace, around = idle.workspace(), sorted(idle.home.folder.parent.rglob("*"))
    idle.put(workspace, name, "执行率90%".encode())
    new = [path for path in idle.home.folder.parent.rglob("*") if path not in around]
    assert new == [workspace.file(workspace.store.rows()[0].stored)] and re.fullmatch(r"\d+(\.txt)?", new[0].name)


def test_markup_in_names_is_shown_and_not_obeyed(idle: Desk) -> None:
    workspace = idle.workspace(EVIL)
    idle.put(workspace, EVIL + ".txt", b"x")
    rows = idle.client.get(f"/w/{workspace.identity}/rows?ids=1").json()
    for told in (idle.client.get("/").text, idle.client.get(f"/w/{workspace.identity}").text, rows["rows"]["1"]):
        assert obeys(told) and not any(name == "img" for name, _ in Elements(told).found)
    assert "&lt;img src=x" in rows["rows"]["1"]


# --- the folder ---


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_folders_and_files_of_a_desk_are_for_its_owner_alone(idle: Desk) -> None:
    workspace = idle.workspace()
    idle.put(workspace, "a.txt", b"x")
    for path in [idle.home.folder, *idle.home.folder.rglob("*")]:
        if path.is_dir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o700, path
    assert stat.S_IMODE((idle.home.folder / "desk.key").stat().st_mode) == 0o600
    assert stat.S_IMODE((workspace.folder / "desk.sqlite").stat().st_mode) == 0o600


def test_a_workspace_is_deleted_with_everything_in_it(idle: Desk) -> None:
    workspace, other = idle.workspace("a"), idle.workspace("b")
    idle.put(workspace, "secret.txt", "机密".encode())
    assert idle.post(f"/w/{workspace.identity}/delete", {}).status_code == 200
    assert not workspace.folder.exists() and other.folder.exists()
    assert idle.client.get(f"/w/{workspace.identity}").status_code == 404


def test_a_document_is_deleted_with_its_file(idle: Desk) -> None:
    workspace = idle.workspace()
    idle.put(workspace, "secret.txt", "机密".encode())
    assert idle.post(f"/w/{workspace.identity}/remove", {"ids": [1]}).status_code == 200
    assert not any((workspace.folder / "files").iterdir()) and not workspace.store.rows()


def test_where_the_documents_lie_is_shown(idle: Desk) -> None:
    workspace = idle.workspace()
    assert str(workspace.folder) in idle.client.get(f"/w/{workspace.identity}").text


# --- the command ---


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.1", "desk.example"])
def test_a_bind_beyond_this_machine_without_a_token_is_refused(host: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOUJI_TOKEN", raising=False)
    assert cli.main(["serve", "--host", host, "--no-browser"]) == 2
    assert "GOUJI_TOKEN" in capsys.readouterr().err


def test_a_token_that_can_be_guessed_is_refused(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_TOKEN", "short")
    assert cli.main(["serve", "--host", "0.0.0.0", "--no-browser"]) == 2
    assert "16" in capsys.readouterr().err


@pytest.mark.parametrize(("host", "own"), [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("evil", False)])
def test_loopback_is_told_from_all_else(host: str, own: bool) -> None:
    assert is_loopback(host) is own


def test_the_session_is_bound_to_the_port_of_the_desk() -> None:
    assert Access("127.0.0.1", 1, "t", "s", "c").cookie != Access("127.0.0.1", 2, "t", "s", "c").cookie


def test_all_that_the_pages_say_is_there_in_both_languages() -> None:
    for lang in ("zh", "en"):
        for word in table.WORDS:
            assert Wording(lang).raw(word)
