"""Answers with what goes out: exports of one, several or all documents, and two versions held against one another."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from gouji.desk import export, limits, names
from gouji.desk.hands import WorkError
from gouji.desk.home import Workspace
from gouji.desk.pages.compare import compare_page
from gouji.desk.pages.table import FORMS
from gouji.desk.rows import Row
from gouji.desk.site import Site, address, ids, sent, title
from gouji.renderers.words import Wording


def routes(site: Site) -> Sequence[Route]:
    """The addresses answered here."""
    waiting: dict[str, tuple[str, Path, str]] = {}  # by a secret: the workspace, the file, the name for whoever takes it
    return [
        Route("/w/{workspace}/export", partial(_export, site, waiting), methods=["POST"]),
        Route("/w/{workspace}/out/{secret}", partial(_taken, site, waiting), methods=["GET"]),
        Route("/w/{workspace}/compare", partial(_compare, site), methods=["GET"]),
    ]


async def _export(site: Site, waiting: dict[str, tuple[str, Path, str]], request: Request) -> Response:
    """Writes what is asked for and says where it can be taken, once."""
    workspace, value, lang = site.workspace(request), await sent(request), request.scope["lang"]
    form = value.get("form")
    if form not in export.known_forms(FORMS):
        raise HTTPException(400)
    every = await asyncio.to_thread(workspace.store.rows)
    wanted = set(ids(value)) if value.get("ids") is not None else None
    rows = [row for row in every if row.state == "done" and (wanted is None or row.id in wanted)]
    if not rows:
        raise HTTPException(400)
    target = workspace.outgoing / secrets.token_hex(16)
    named = names.for_file(rows[0].name.rpartition(".")[0] or rows[0].name) if len(rows) == 1 else title(workspace, Wording(lang))
    order = await asyncio.to_thread(_order, site, workspace, form, rows, every, lang, target, named)
    try:
        written = await site.exports.do(export.export, limits.EXPORT_SECONDS, order)
    except WorkError as error:
        raise HTTPException(500, error.key) from error
    if not written.name:
        return JSONResponse({"skipped": written.skipped, "error": Wording(lang)("desk.nothing-written")}, 422)
    waiting[target.name] = (workspace.identity, target, written.name)
    return JSONResponse({"address": f"{address(workspace)}/out/{target.name}", "name": written.name, "skipped": written.skipped})


def _order(site: Site, workspace: Workspace, form: str, rows: Iterable[Row], every: Iterable[Row], lang: str, target: Path, named: str) -> export.Order:
    given = []
    results = {row.result for row in rows}
    for row in rows:
        decided = tuple(workspace.store.decisions(row.id).values())
        given.append(export.Given(workspace.results / str(row.result), row.place, workspace.file(row.stored), row.name, decided))
    together: dict[Path, list[Row]] = {}
    for row in every:
        if row.result in results:
            together.setdefault(workspace.results / str(row.result), []).append(row)
    files = tuple((base, tuple((workspace.file(row.stored), row.name) for row in sorted(each, key=lambda row: row.place))) for base, each in together.items())
    return export.Order(form, tuple(given), files, lang, target, site.home.key, named, site.bench.force(workspace))


async def _taken(site: Site, waiting: dict[str, tuple[str, Path, str]], request: Request) -> Response:
    workspace = site.workspace(request)
    identity, path, name = waiting.pop(request.path_params["secret"], ("", Path(), ""))
    if identity != workspace.identity:
        raise HTTPException(404)
    media = export.MEDIA.get(name.rpartition(".")[2], "application/octet-stream")
    gone = BackgroundTask(path.unlink, missing_ok=True)
    # An HTML report has a script of its own, which must not run as if it were a page of the desk.
    return FileResponse(path, media_type=media, filename=name, background=gone, headers={"content-security-policy": "sandbox; default-src 'none'"})


async def _compare(site: Site, request: Request) -> Response:
    workspace, context = site.workspace(request), site.context(request)
    try:
        wanted = [int(request.query_params.get(side, "")) for side in ("old", "new")]
    except ValueError as error:
        raise HTTPException(400) from error
    every = await asyncio.to_thread(workspace.store.rows)
    rows = {row.id: row for row in every if row.state == "done"}
    if wanted[0] == wanted[1] or not all(each in rows for each in wanted):
        raise HTTPException(404)
    old, new = (rows[each] for each in wanted)
    orders = [await asyncio.to_thread(_order, site, workspace, "json", [row], every, context.lang, Path(), "") for row in (old, new)]
    try:
        told = await site.exports.do(export.compared, limits.CHECK_SECONDS, *orders)
    except WorkError as error:
        raise HTTPException(500, error.key) from error
    return HTMLResponse(compare_page(context, address(workspace), title(workspace, context.wording), told, (old.id, old.name), (new.id, new.name)))
