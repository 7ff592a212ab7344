"""Who may ask, and what a page may do: hosts, origins, the session, the token against forged requests, the policy that goes with every answer."""

from __future__ import annotations

import hmac
import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gouji.desk import limits
from gouji.desk.pages.shell import enter_page
from gouji.renderers.words import Wording
from gouji.settings import LANGS

SAFE_METHODS = frozenset({"GET", "HEAD"})
SHORTEST_TOKEN = 16
CSRF_HEADER = "x-gouji-csrf"
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_YEAR = 365 * 24 * 3600
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}


def is_loopback(host: str) -> bool:
    """Whether what is bound to `host` can be reached from this machine only."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Access:
    """Who may ask: `token` opens the session, `session` is what the cookie then holds; `names` are hosts by which the desk is known besides addresses."""

    host: str
    port: int
    token: str
    session: str
    csrf: str
    names: frozenset[str] = frozenset()
    lang: str = "zh"

    @property
    def cookie(self) -> str:
        """The name of the cookie: cookies know no ports, and two desks may run on one machine."""
        return f"gouji-desk-{self.port}"

    def knows(self, host: str) -> bool:
        """Whether a Host header names this desk. Addresses are beyond suspicion where the desk is open to others: only names can be bent to them."""
        name = _hostname(host)
        if is_loopback(self.host):
            return name in _LOOPBACK or name == self.host.strip("[]").lower()
        return name in _LOOPBACK or name in self.names or name == socket.gethostname().lower() or _is_address(name)


class Guard:
    """Stands before everything else."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self.app, self.access = app, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        scope["lang"] = _lang(headers, scope, self.access.lang)

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    given.setdefault(name, value)
            await send(message)

        answer = await self._answer(scope, headers, receive)
        await (answer or self.app)(scope, receive, sent)

    async def _answer(self, scope: Scope, headers: Headers, receive: Receive) -> Response | None:
        """What is said instead of what was asked for; None where nothing is wrong."""
        wording, method, path = Wording(scope["lang"]), scope["method"], scope["path"]
        if not self.access.knows(headers.get("host", "")):
            return _refused(421, wording, "host")
        if method not in SAFE_METHODS and not _own_origin(headers):
            return _refused(403, wording, "origin")
        if path.startswith("/assets/") and method in SAFE_METHODS:
            return None
        if path == "/enter" and method == "POST":
            return await self._enter(receive, headers, wording)
        query = parse_qs(scope["query_string"].decode("latin-1"))
        if method == "GET" and "token" in query:
            return self._entered(query.pop("token")[0], path + (f"?{urlencode(query, doseq=True)}" if query else ""), wording)
        if not self._has_session(headers):
            return HTMLResponse(enter_page(wording, wrong=False), 401) if method == "GET" else _refused(401, wording, "session")
        if method not in SAFE_METHODS and not hmac.compare_digest(headers.get(CSRF_HEADER, "").encode(), self.access.csrf.encode()):
            return _refused(403, wording, "csrf")
        return self._too_large(headers, path, wording) if method not in SAFE_METHODS else None

    def _too_large(self, headers: Headers, path: str, wording: Wording) -> Response | None:
        most = limits.UPLOAD_BYTES if path.endswith("/files") else limits.ORDER_BYTES
        length = headers.get("content-length", "0")
        if not length.isdecimal():
            return _refused(400, wording, "length")
        return _refused(413, wording, "large", limit=most // limits.MEBIBYTE) if int(length) > most else None

    async def _enter(self, receive: Receive, headers: Headers, wording: Wording) -> Response:
        """The form of those who come without the token in their address."""
        body, more = b"", True
        while more and len(body) <= limits.NAME_PART * 40:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        given = parse_qs(body.decode("utf-8", "replace")).get("token", [""])[0]
        return self._entered(given.strip(), "/", wording)

    def _entered(self, token: str, target: str, wording: Wording) -> Response:
        if not hmac.compare_digest(token.encode(), self.access.token.encode()):
            return HTMLResponse(enter_page(wording, wrong=True), 401)
        answer = RedirectResponse("/" + target.lstrip("/\\"), 303)  # never to another host, which `//host` would be
        answer.set_cookie(self.access.cookie, self.access.session, max_age=_YEAR, httponly=True, samesite="strict", path="/")
        return answer

    def _has_session(self, headers: Headers) -> bool:
        given = _cookies(headers).get(self.access.cookie, "")
        return hmac.compare_digest(given.encode(), self.access.session.encode())


def _own_origin(headers: Headers) -> bool:
    """Whether a request that changes something comes from a page of ours; programs that send no origin still need the token against forgery."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    return origin is None or origin.lower() in (f"http://{headers.get('host', '').lower()}", f"https://{headers.get('host', '').lower()}")


def _refused(status: int, wording: Wording, key: str, **slots: object) -> Response:
    return PlainTextResponse(wording(f"desk.refused-{key}", **slots), status)


def _cookies(headers: Headers) -> Mapping[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}


def _lang(headers: Headers, scope: Scope, default: str) -> str:
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
    chosen = asked or _cookies(headers).get("gouji-lang", "")
    return chosen if chosen in LANGS else default


def _hostname(host: str) -> str:
    """A Host header without its port: `[::1]:8765` → `::1`."""
    host = host.lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
