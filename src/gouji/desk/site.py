"""Site: what the answers of the desk share, and how they find what is asked for."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from gouji.desk import limits, pieces, sealed, work
from gouji.desk.bench import Bench
from gouji.desk.hands import Hands, WorkError
from gouji.desk.home import Home, Workspace
from gouji.desk.news import News
from gouji.desk.pages.shell import Context
from gouji.desk.rows import Row
from gouji.desk.safety import Access
from gouji.renderers.words import Wording

_MOST_VIEWS = 6


@dataclass(slots=True)
class Site:
    """The desk as it runs; `views` and `exports` are hands of their own, so that a page is drawn while documents are checked or written out."""

    home: Home
    access: Access
    checks: Hands
    views: Hands
    exports: Hands
    news: News
    bench: Bench
    _pieces: OrderedDict[tuple[str, str, int], bytes] = field(default_factory=OrderedDict)

    def context(self, request: Request) -> Context:
        kept = "&".join(part for part in request.url.query.split("&") if part and not part.startswith("lang="))
        return Context(Wording(request.scope["lang"]), self.access.csrf, request.url.path + (f"?{kept}" if kept else ""))

    def workspace(self, request: Request) -> Workspace:
        """The workspace that the address names. Raises HTTPException."""
        found = self.home.workspace(request.path_params["workspace"])
        if found is None:
            raise HTTPException(404)
        return found

    async def row(self, request: Request) -> tuple[Workspace, Row]:
        """The document that the address names. Raises HTTPException."""
        workspace = self.workspace(request)
        row = await asyncio.to_thread(workspace.store.row, request.path_params["document"])
        if row is None:
            raise HTTPException(404)
        return workspace, row

    async def piece(self, workspace: Workspace, row: Row, lang: str, name: str) -> Any:
        """A piece of what the review shows of a document. Raises HTTPException where the document was not checked or has no such piece."""
        if row.result is None or row.state != "done":
            raise HTTPException(409)
        path = work.view_path(workspace.results / row.result, lang, row.place)
        key = (workspace.identity, path.name, 0)
        content = self._pieces.get(key)
        if content is None:
            try:
                await self.bench.told_in(workspace, row, lang)
            except WorkError as error:
                raise HTTPException(500, error.key) from error
            content = await asyncio.to_thread(sealed.read, path, self.home.key)
            if content is None:
                raise HTTPException(409)
            self._pieces[key] = content
        self._pieces.move_to_end(key)
        while len(self._pieces) > _MOST_VIEWS:
            self._pieces.popitem(last=False)
        try:
            return await asyncio.to_thread(pieces.take, content, name)
        except KeyError as error:
            raise HTTPException(404) from error


def address(workspace: Workspace) -> str:
    return f"/w/{workspace.identity}"


def title(workspace: Workspace, wording: Wording) -> str:
    """What a workspace is called; by its day where nobody called it anything."""
    return workspace.store.name or wording("desk.unnamed", day=workspace.store.created[:10])


async def sent(request: Request) -> dict[str, Any]:
    """What a page sent. Raises HTTPException for what is no object, or larger than any page of ours would send."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > limits.ORDER_BYTES:
            raise HTTPException(413)
    try:
        value = json.loads(body or b"{}")
    except (ValueError, RecursionError) as error:
        raise HTTPException(400) from error
    if not isinstance(value, dict):
        raise HTTPException(400)
    return value


def ids(value: dict[str, Any]) -> list[int]:
    """The documents that a page named. Raises HTTPException."""
    given = value.get("ids")
    if not isinstance(given, list) or len(given) > limits.DOCUMENTS or not all(type(each) is int and 0 < each < 1 << 62 for each in given):
        raise HTTPException(400)
    return given


def words(value: dict[str, Any], name: str, most: int) -> str:
    """A text that a page sent, without blanks around it; none is empty. Raises HTTPException."""
    given = value.get(name, "")
    if not isinstance(given, str) or len(given) > most:
        raise HTTPException(400)
    return given.encode("utf-8", "replace").decode("utf-8").strip()
