"""Answers about workspaces: the list of them, the overview of one, documents that come and go."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from gouji.desk import arrivals, limits
from gouji.desk.bench import forget
from gouji.desk.export import known_forms
from gouji.desk.force import Force
from gouji.desk.home import Workspace
from gouji.desk.pages import table
from gouji.desk.pages.force import settings, wrong_settings
from gouji.desk.pages.home import Shelf, home_page
from gouji.desk.pages.shell import Context
from gouji.desk.rows import Row
from gouji.desk.site import Site, address, ids, sent, title, words
from gouji.renderers.html.markup import Markup
from gouji.renderers.words import Wording, refusal
from gouji.rulebook.pack import load_rules
from gouji.settings import CallError


def routes(site: Site) -> Sequence[Route]:
    """The addresses answered here."""
    on = partial(_route, site)
    return [
        on("/", _home, "GET"),
        on("/workspaces", _create, "POST"),
        on("/w/{workspace}", _table, "GET"),
        on("/w/{workspace}/rows", _rows, "GET"),
        on("/w/{workspace}/news", _news, "GET"),
        on("/w/{workspace}/rename", _rename, "POST"),
        on("/w/{workspace}/delete", _delete, "POST"),
        on("/w/{workspace}/files", _files, "POST"),
        on("/w/{workspace}/cancel", _cancel, "POST"),
        on("/w/{workspace}/retry", _retry, "POST"),
        on("/w/{workspace}/remove", _remove, "POST"),
        on("/w/{workspace}/group", _group, "POST"),
    ]


def _route(site: Site, path: str, answer: Callable[[Site, Request], Awaitable[Response]], method: str) -> Route:
    return Route(path, partial(answer, site), methods=[method])


async def _home(site: Site, request: Request) -> Response:
    context = site.context(request)
    shelves = [_shelf(workspace, context.wording) for workspace in site.home.workspaces]
    answer = HTMLResponse(home_page(context, shelves, str(site.home.folder)))
    return _remembered(request, answer)


def _remembered(request: Request, answer: Response) -> Response:
    """The answer, with the language that was asked for."""
    if "lang" in request.query_params:
        answer.set_cookie("gouji-lang", request.scope["lang"], max_age=365 * 24 * 3600, samesite="strict", httponly=True)
    return answer


def _shelf(workspace: Workspace, wording: Wording) -> Shelf:
    states = workspace.store.states()
    waiting = states.get("waiting", 0) + states.get("checking", 0)
    return Shelf(address(workspace), title(workspace, wording), str(workspace.folder), workspace.store.created, sum(states.values()), waiting)


async def _create(site: Site, request: Request) -> Response:
    name = words(await sent(request), "name", limits.NAME_PART)
    made = await asyncio.to_thread(site.home.create, name)
    return JSONResponse({"address": address(made)}, 201)


async def _rename(site: Site, request: Request) -> Response:
    workspace = site.workspace(request)
    await asyncio.to_thread(workspace.store.rename, words(await sent(request), "name", limits.NAME_PART))
    return JSONResponse({})


async def _delete(site: Site, request: Request) -> Response:
    workspace = site.workspace(request)
    site.bench.stop(workspace, (row.id for row in await asyncio.to_thread(workspace.store.rows)))
    await asyncio.to_thread(site.home.delete, workspace)
    return JSONResponse({})


async def _table(site: Site, request: Request) -> Response:
    workspace, context = site.workspace(request), site.context(request)
    page = await asyncio.to_thread(_overview, site, workspace, context, site.news.count(workspace.identity))
    return _remembered(request, HTMLResponse(page))


def _overview(site: Site, workspace: Workspace, context: Context, seen: int) -> str:
    store, forms = workspace.store, known_forms(table.FORMS)
    rows = store.rows()
    name = title(workspace, context.wording)
    force, told = _force(site, workspace, rows, context.wording)
    return table.table_page(
        context, address(workspace), name, str(workspace.folder), seen, rows, store.codes_of(), store.codes(), _titles(context.lang, force), forms, told
    )


def _force(site: Site, workspace: Workspace, rows: Sequence[Row], wording: Wording) -> tuple[Force, Markup]:
    """What is in force in a workspace, and how that is said."""
    try:
        found = site.bench.finder.at(workspace.folder)
    except CallError as error:
        return Force(), wrong_settings(refusal(error, wording.lang))
    stale = [row.id for row in rows if row.state == "done" and row.settings != found.stamp]
    return found, settings(found, stale, wording)


def _titles(lang: str, force: Force) -> dict[str, str]:
    return {rule.code: rule.title[lang] for rule in load_rules(force.settings.packs)}


async def _rows(site: Site, request: Request) -> Response:
    """The rows of some documents as they are now, and the sums of all."""
    workspace, wording = site.workspace(request), Wording(request.scope["lang"])
    asked = request.query_params.get("ids", "")
    try:
        wanted = None if asked == "all" else [int(each) for each in asked.split(",") if each]
    except ValueError as error:
        raise HTTPException(400) from error
    return JSONResponse(await asyncio.to_thread(_rows_now, site, workspace, wording, wanted))


def _rows_now(site: Site, workspace: Workspace, wording: Wording, wanted: list[int] | None) -> dict[str, object]:
    store = workspace.store
    every = store.rows()
    wanted = [row.id for row in every] if wanted is None else wanted
    asked = set(wanted)
    called = {row.name for row in every if row.id in asked}
    wanted = [*wanted, *(row.id for row in every if row.name in called)]  # a version that comes makes the one before it the first
    force, said = _force(site, workspace, every, wording)
    told = table.rows_markup(every, wanted, store.codes_of(wanted), wording, address(workspace))
    return {
        "rows": told,
        "totals": table.totals(every, wording),
        "chart": table.chart(store.codes(), _titles(wording.lang, force), wording),
        "force": said,
    }


async def _news(site: Site, request: Request) -> Response:
    return StreamingResponse(site.news.stream(site.workspace(request).identity), media_type="text/event-stream")


async def _files(site: Site, request: Request) -> Response:
    """A document or an archive, the body as it is; its name stands in the address."""
    workspace, wording = site.workspace(request), Wording(request.scope["lang"])
    try:
        path = await arrivals.received(workspace, request.stream())
        arrived = await asyncio.to_thread(arrivals.taken, workspace, path, request.query_params.get("name", ""))
    except arrivals.RefusedError as error:
        return JSONResponse({"error": wording(f"desk.{error.key}", **error.slots)}, 413)
    site.news.tell(workspace.identity, documents=arrived.documents)
    site.bench.wake()
    refused = [{"name": name, "why": wording(f"desk.{key}", **slots)} for name, key, slots in arrived.refused]
    return JSONResponse({"documents": arrived.documents, "refused": refused}, 201 if arrived.documents else 200)


async def _cancel(site: Site, request: Request) -> Response:
    workspace, wanted = site.workspace(request), ids(await sent(request))
    rows = await asyncio.to_thread(workspace.store.rows, wanted)
    dossiers = {row.dossier for row in rows if row.dossier is not None}
    asked = set(wanted)
    every = [row.id for row in await asyncio.to_thread(workspace.store.rows) if row.id in asked or (row.dossier is not None and row.dossier in dossiers)]
    await asyncio.to_thread(workspace.store.cancel, every)
    site.bench.stop(workspace, every)
    return _changed(site, workspace, every)


async def _retry(site: Site, request: Request) -> Response:
    workspace, wanted = site.workspace(request), ids(await sent(request))
    await asyncio.to_thread(workspace.store.again, wanted)
    return _changed(site, workspace, wanted)


async def _remove(site: Site, request: Request) -> Response:
    workspace, wanted = site.workspace(request), ids(await sent(request))
    site.bench.stop(workspace, wanted)
    gone = await asyncio.to_thread(workspace.store.remove, wanted)
    for row in gone:
        await asyncio.to_thread(arrivals.removed, workspace, row.stored)
    _, kept = await asyncio.to_thread(workspace.store.kept)
    for result in {row.result for row in gone if row.result} - kept:
        await asyncio.to_thread(forget, workspace, result)
    return _changed(site, workspace, wanted)


async def _group(site: Site, request: Request) -> Response:
    """Makes a dossier of documents, or takes them out of theirs where no name is given."""
    workspace, value = site.workspace(request), await sent(request)
    wanted, name = ids(value), words(value, "name", limits.NAME_PART) if value.get("name") is not None else None
    rows = await asyncio.to_thread(workspace.store.rows, wanted)
    if not rows or (name is not None and len(rows) < 2):
        raise HTTPException(400)
    site.bench.stop(workspace, (row.id for row in rows))
    await asyncio.to_thread(workspace.store.group, [row.id for row in rows], name)
    return _changed(site, workspace, [row.id for row in await asyncio.to_thread(workspace.store.rows)])


def _changed(site: Site, workspace: Workspace, documents: Sequence[int]) -> Response:
    site.news.tell(workspace.identity, documents=list(documents))
    site.bench.wake()
    return JSONResponse({})
