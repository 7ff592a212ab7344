"""The desk as an ASGI application: what is open, what answers, what stands before it."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from gouji.desk import limits, outgoing, overview, review
from gouji.desk.bench import Bench
from gouji.desk.force import Finder
from gouji.desk.hands import Hands, checkers
from gouji.desk.home import Home
from gouji.desk.news import News
from gouji.desk.safety import Access, Guard
from gouji.desk.site import Site
from gouji.renderers.words import Wording

_ASSETS = Path(__file__).parent / "assets"
_REPORT = Path(__file__).parents[1] / "renderers" / "html"
_KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


def access(home: Home, host: str, port: int, token: str | None = None, names: frozenset[str] = frozenset(), lang: str = "zh") -> Access:
    """Who may ask: whoever has the token, by default the home's own, which stays the same so that an address that was kept goes on working."""
    token = token or home.secret("token")[:32]
    session = hmac.digest(home.key, b"session\0" + token.encode(), hashlib.sha256).hex()
    return Access(host, port, token, session, home.secret(f"csrf\0{session}"), names, lang)


def build(home: Home, granted: Access, finder: Finder | None = None, workers: int | None = None) -> Starlette:
    """The application; `finder` knows the settings; `workers` documents are checked at a time. Its hands go on with what was left when it starts."""
    news, checks = News(), Hands(workers or checkers(), limits.CHECK_MEBIBYTES)
    views, exports = Hands(2, limits.VIEW_MEBIBYTES), Hands(1, limits.EXPORT_MEBIBYTES)
    bench = Bench(home, checks, news, granted.lang, finder or Finder())
    site = Site(home, granted, checks, views, exports, news, bench)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        news.open()
        views.warm()
        working = asyncio.create_task(bench.run())
        try:
            yield
        finally:
            news.close()
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working
            for hands in (exports, views, checks):
                await asyncio.to_thread(hands.close)
            home.close()

    routes = [*overview.routes(site), *review.routes(site), *outgoing.routes(site), Route("/assets/{name}", _asset, methods=["GET"])]
    handlers = {HTTPException: _told, Exception: _failed}
    app = Starlette(routes=routes, lifespan=life, middleware=[Middleware(Guard, access=granted)], exception_handlers=handlers)
    app.state.site = site
    return app


async def _asset(request: Request) -> Response:
    """A style or a script of ours, by its name in a list: no name from outside is a path."""
    path = _assets().get(request.path_params["name"])
    if path is None:
        raise HTTPException(404)
    return Response(await asyncio.to_thread(path.read_bytes), media_type=_KINDS[path.suffix], headers={"cache-control": "no-cache"})


def _assets() -> dict[str, Path]:
    own = {path.name: path for path in _ASSETS.iterdir() if path.suffix in _KINDS}
    return {**own, "report.css": _REPORT / "report.css"}


async def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    wording = Wording(request.scope.get("lang", "zh"))
    key = f"desk.status-{error.status_code}"
    return PlainTextResponse(wording(key) if error.status_code in (400, 404, 405, 409, 413) else wording("desk.status-500"), error.status_code)


async def _failed(request: Request, error: Exception) -> Response:
    return PlainTextResponse(Wording(request.scope.get("lang", "zh"))("desk.status-500"), 500)
