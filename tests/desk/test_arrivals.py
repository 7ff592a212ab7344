"""Documents that come, one by one and in archives, and those that are refused."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest

from gouji.desk import arrivals, limits

from .desks import Desk


def packed(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return stream.getvalue()


def test_two_gigabytes_are_refused_before_they_are_read(idle: Desk) -> None:
    workspace = idle.workspace()
    read: list[int] = []

    def body() -> object:
        read.append(1)
        yield b"x"

    headers = {"Content-Length": str(2 << 30)}
    assert idle.post(f"/w/{workspace.identity}/files?name=a.pdf", content=body(), headers=headers).status_code == 413
    assert not any(workspace.incoming.iterdir()) and not workspace.store.rows()


def test_a_body_that_is_longer_than_it_may_be_is_refused_while_it_comes(idle: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = idle.workspace()
    monkeypatch.setattr(arrivals.received, "__defaults__", (1 << 20,))
    answer = idle.post(f"/w/{workspace.identity}/files?name=a.txt", content=(b"x" * (1 << 18) for _ in range(40)))
    assert answer.status_code == 413 and "1 MB" in answer.json()["error"]
    assert not any(workspace.incoming.iterdir()) and not workspace.store.rows()


def test_an_order_of_a_page_may_not_be_as_long_as_a_document(idle: Desk) -> None:
    workspace = idle.workspace()
    assert idle.post(f"/w/{workspace.identity}/retry", {"ids": [], "more": "x" * (2 << 20)}).status_code == 413
    assert idle.post(f"/w/{workspace.identity}/retry", content=(b"x" * (1 << 18) for _ in range(8))).status_code == 413


@pytest.mark.parametrize("value", [{"ids": "1"}, {"ids": [True]}, {"ids": [-1]}, {"ids": [1 << 70]}, {"ids": [1.5]}, {}, [], "x"])
def test_an_order_that_is_none_is_refused(idle: Desk, value: object) -> None:
    assert idle.post(f"/w/{idle.workspace().identity}/retry", value).status_code == 400


def test_an_archive_is_unpacked_and_its_paths_lead_nowhere(idle: Desk) -> None:
    workspace, around = idle.workspace(), set(idle.home.folder.parent.rglob("*"))
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    entries = [("../../../escape.txt", b"a"), ("/etc/passwd", b"b"), ("C:\\x\\y.txt", b"c"), ("甲/乙.txt", b"d"), ("__MACOSX/._a", b"e"), (".DS_Store", b"f")]
    answer = idle.put(workspace, "all.zip", packed(*entries, (link, b"/etc/passwd")))
    assert [row.name for row in workspace.store.rows()] == ["escape.txt", "etc/passwd", "x/y.txt", "甲/乙.txt", "link.txt"]
    assert len(answer["documents"]) == 5 and not answer["refused"]
    new = [path for path in idle.home.folder.parent.rglob("*") if path not in around and workspace.folder not in path.parents]
    assert new == [workspace.folder] or not new
    assert not any(path.is_symlink() for path in workspace.folder.rglob("*"))


def test_names_in_an_archive_of_a_chinese_windows_are_read_as_they_were_meant(idle: Desk) -> None:
    workspace = idle.workspace()
    told = packed(("AAAA.txt", b"x")).replace(b"AAAA.txt", "自评".encode("gbk") + b".txt")
    idle.put(workspace, "all.zip", told)
    assert workspace.store.rows()[0].name == "自评.txt"


def test_a_zip_bomb_is_refused_and_leaves_nothing(idle: Desk) -> None:
    workspace = idle.workspace()
    answer = idle.put(workspace, "bomb.zip", packed(("zeros.txt", bytes(64 << 20)), ("good.txt", b"1")))
    assert [each["name"] for each in answer["refused"]] == ["zeros.txt"] and len(answer["documents"]) == 1
    assert not any(workspace.incoming.iterdir())
    assert sum(path.stat().st_size for path in (workspace.folder / "files").iterdir()) == 1


def test_an_entry_that_lies_about_its_size_is_cut_off(idle: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = idle.workspace()
    monkeypatch.setattr(limits, "ARCHIVE_BYTES", 3_000_000)
    answer = idle.put(workspace, "many.zip", packed(("a.txt", b"ab" * 1_000_000), ("b.txt", b"cd" * 1_000_000)))
    assert len(answer["documents"]) == 1 and [each["name"] for each in answer["refused"]] == ["b.txt"]


def test_too_many_entries_and_a_damaged_or_empty_archive_are_told(idle: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = idle.workspace()
    monkeypatch.setattr(limits, "ARCHIVE_ENTRIES", 3)
    assert idle.put(workspace, "many.zip", packed(*((f"{number}.txt", b"x") for number in range(4))))["refused"][0]["name"] == "many.zip"
    assert idle.put(workspace, "empty.zip", packed(("a/", b"")))["refused"][0]["name"] == "empty.zip"
    damaged = bytearray(packed(("a.txt", b"hello hello hello hello hello")))
    damaged[38] ^= 0xFF
    assert idle.put(workspace, "damaged.zip", bytes(damaged))["refused"][0]["name"] == "a.txt"
    assert not workspace.store.rows()


def test_an_office_file_is_a_document_and_no_archive(idle: Desk) -> None:
    workspace = idle.workspace()
    fixture = Path(__file__).parents[2] / "fixtures" / "reports" / "commerce" / "report.docx"
    idle.put(workspace, "report.docx", fixture.read_bytes())
    assert [row.name for row in workspace.store.rows()] == ["report.docx"]
