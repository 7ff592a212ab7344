"""Answers about a document: its review, its pages, what is decided about its findings."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from gouji.desk import limits, names, work
from gouji.desk.export import MEDIA, known_forms
from gouji.desk.hands import WorkError
from gouji.desk.home import Workspace
from gouji.desk.pages.review import parted, review_page
from gouji.desk.pages.table import FORMS, worst_first
from gouji.desk.rows import VERDICTS, ConflictError, Decision, Row
from gouji.desk.site import Site, address, sent, title, words
from gouji.renderers.words import Wording

_REVIEWED = ("checked", "partial", "unchecked")


def routes(site: Site) -> Sequence[Route]:
    """The addresses answered here."""
    document = "/w/{workspace}/d/{document:int}"
    return [
        Route(document, partial(_review, site), methods=["GET"]),
        Route(f"{document}/cards", partial(_cards, site), methods=["GET"]),
        Route(f"{document}/flow", partial(_flow, site), methods=["GET"]),
        Route(f"{document}/pages/{{page:int}}", partial(_page, site), methods=["GET"]),
        Route(f"{document}/pictures/{{page:int}}.webp", partial(_picture, site), methods=["GET"]),
        Route(f"{document}/original", partial(_original, site), methods=["GET"]),
        Route(f"{document}/decisions", partial(_decisions, site), methods=["GET"]),
        Route(f"{document}/decide", partial(_decide, site), methods=["POST"]),
        Route(f"{document}/history", partial(_history, site), methods=["GET"]),
    ]


async def _review(site: Site, request: Request) -> Response:
    workspace, row = await site.row(request)
    context, base = site.context(request), address(workspace)
    if row.state != "done" or row.status not in _REVIEWED:
        return RedirectResponse(base, 303)
    seen = site.news.count(workspace.identity)
    shell = await site.piece(workspace, row, context.lang, "shell")
    decisions, beside, earlier = await asyncio.to_thread(_around, workspace, row)
    forms = known_forms(FORMS)
    page = review_page(context, base, title(workspace, context.wording), row, shell, decisions, beside, earlier, forms, seen)
    answer = HTMLResponse(page)
    if "lang" in request.query_params:
        answer.set_cookie("gouji-lang", context.lang, max_age=365 * 24 * 3600, samesite="strict", httponly=True)
    return answer


def _around(workspace: Workspace, row: Row) -> tuple[dict[str, Decision], tuple[int | None, int | None], int | None]:
    """The decisions about a document, the documents before and after it in the overview's first order, and its earlier version."""
    store = workspace.store
    every = [each.id for each in worst_first(store.rows()) if each.state == "done" and each.status in _REVIEWED]
    at = every.index(row.id)
    return store.decisions(row.id), (every[at - 1] if at else None, every[at + 1] if at + 1 < len(every) else None), store.earlier(row)


async def _cards(site: Site, request: Request) -> Response:
    """The cards that did not come with the page."""
    workspace, row = await site.row(request)
    shell = await site.piece(workspace, row, request.scope["lang"], "shell")
    return JSONResponse({"markup": str(parted(shell["cards"])[1])})


async def _flow(site: Site, request: Request) -> Response:
    workspace, row = await site.row(request)
    return JSONResponse(await site.piece(workspace, row, request.scope["lang"], "flow"))


async def _page(site: Site, request: Request) -> Response:
    workspace, row = await site.row(request)
    return JSONResponse(await site.piece(workspace, row, request.scope["lang"], f"page-{request.path_params['page']}"))


async def _picture(site: Site, request: Request) -> Response:
    workspace, row = await site.row(request)
    if row.format != "pdf" or row.status not in _REVIEWED:  # what could not be read is not drawn either
        raise HTTPException(404)
    try:
        drawn = await site.views.do(work.picture, limits.VIEW_SECONDS, workspace.file(row.stored), request.path_params["page"])
    except WorkError as error:
        raise HTTPException(500, error.key) from error
    if drawn is None:
        raise HTTPException(404)
    return Response(drawn, media_type="image/webp")


async def _original(site: Site, request: Request) -> Response:
    """The file as it came, to be kept and never shown: it may hold anything."""
    workspace, row = await site.row(request)
    name = names.for_file(row.name)
    media = MEDIA.get(row.stored.rpartition(".")[2], "application/octet-stream") if row.format in ("pdf", "docx", "xlsx") else "application/octet-stream"
    return FileResponse(workspace.file(row.stored), media_type=media, filename=name, headers={"content-security-policy": "sandbox; default-src 'none'"})


async def _decisions(site: Site, request: Request) -> Response:
    workspace, row = await site.row(request)
    decided = await asyncio.to_thread(workspace.store.decisions, row.id)
    return JSONResponse({fingerprint: asdict(decision) for fingerprint, decision in decided.items()})


async def _decide(site: Site, request: Request) -> Response:
    """Confirms, accepts, comments on or reopens a finding; 409 with what stands there where that is newer than what the page showed."""
    workspace, row = await site.row(request)
    value = await sent(request)
    verdict, version = value.get("verdict"), value.get("version")
    if verdict not in VERDICTS or type(version) is not int or version < 0:
        raise HTTPException(400)
    wanted = Decision(
        fingerprint=words(value, "fingerprint", limits.NAME_PART),
        version=version,
        verdict=verdict,
        reason=words(value, "reason", limits.REASON),
        comment=words(value, "comment", limits.REASON),
        by=words(value, "by", limits.NAME_PART),
    )
    if verdict == "accepted" and not wanted.reason:
        return JSONResponse({"error": Wording(request.scope["lang"])("desk.reason-needed")}, 422)
    try:
        made = await asyncio.to_thread(workspace.store.decide, row.id, wanted)
    except KeyError as error:
        raise HTTPException(404) from error
    except ConflictError as error:
        return JSONResponse({"now": asdict(error.now)}, 409)
    site.news.tell(workspace.identity, documents=[row.id], document=row.id, decision=asdict(made))
    return JSONResponse(asdict(made))


async def _history(site: Site, request: Request) -> Response:
    workspace, row = await site.row(request)
    told = await asyncio.to_thread(workspace.store.history, row.id, request.query_params.get("fingerprint", ""))
    return JSONResponse([asdict(decision) for decision in told])
