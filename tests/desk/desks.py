"""A desk asked without a network."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.testclient import TestClient

from gouji.desk import app as desk
from gouji.desk.home import Home, Workspace
from gouji.desk.rows import Row
from gouji.desk.safety import Access
from gouji.desk.site import Site

HOST = "127.0.0.1:8437"
WRONG = "2023年，项目全年预算数100万元，全年执行数90万元，预算执行率为80%。".encode()


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk and somebody who has its token."""

    client: TestClient
    home: Home
    access: Access
    app: Starlette

    @property
    def site(self) -> Site:
        found = self.app.state.site
        assert isinstance(found, Site)
        return found

    def post(self, path: str, value: Any = None, **options: Any) -> Any:
        headers = {"X-Gouji-Csrf": self.access.csrf, "Origin": f"http://{HOST}"} | options.pop("headers", {})
        return (
            self.client.post(path, json=value, headers=headers, **options) if "content" not in options else self.client.post(path, headers=headers, **options)
        )

    def workspace(self, name: str = "2023") -> Workspace:
        address = self.post("/workspaces", {"name": name}).json()["address"]
        found = self.home.workspace(address.rpartition("/")[2])
        assert found is not None
        return found

    def put(self, workspace: Workspace, name: str, content: bytes) -> Any:
        """Uploads a file and gives the answer."""
        return self.post(f"/w/{workspace.identity}/files", content=content, params={"name": name}).json()

    def settled(self, workspace: Workspace, seconds: float = 40) -> None:
        """Waits until nothing waits or is being checked."""
        until(lambda: not any(workspace.store.states().get(state) for state in ("waiting", "checking")), seconds)


def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Waits until something is so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)


def opened(folder: Path, **options: Any) -> tuple[Home, Access, Starlette]:
    home = Home(folder)
    finder = options.pop("finder", None)
    granted = desk.access(home, options.pop("host", "127.0.0.1"), 8437, **options)
    return home, granted, desk.build(home, granted, finder)


def entered(app: Starlette, access: Access, **options: Any) -> TestClient:
    client = TestClient(app, base_url=f"http://{HOST}", follow_redirects=False, **options)
    client.cookies.set(access.cookie, access.session)
    return client


def known(page: str) -> Any:
    """What a page's script knows."""
    return json.loads(page.partition('<script type="application/json" id="desk">')[2].partition("</script>")[0])


def row(workspace: Workspace, name: str) -> Row:
    return next(each for each in workspace.store.rows() if each.name == name)


def exported(desk: Desk, workspace: Workspace, form: str, names: list[str] | None = None) -> tuple[str, bytes]:
    """The name and the bytes of an export."""
    ids = None if names is None else [row(workspace, name).id for name in names]
    told = desk.post(f"/w/{workspace.identity}/export", {"form": form, "ids": ids}).json()
    answer = desk.client.get(told["address"])
    assert answer.status_code == 200 and answer.headers["content-disposition"].startswith("attachment")
    assert desk.client.get(told["address"]).status_code == 404 and not any(workspace.outgoing.iterdir())  # it can be taken once
    return told["name"], answer.content
