"""`gouji serve`: the desk, a page in the browser on which reports are dropped, checked and gone through."""

from __future__ import annotations

import errno
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from gouji.commands.call import CLEAN
from gouji.commands.options import IsolatedOption, MaybeLangOption
from gouji.settings import CallError

if TYPE_CHECKING:
    from gouji.desk.safety import Access

PORT = 8437
TOKEN_VARIABLE = "GOUJI_TOKEN"


def serve(
    folder: Annotated[str | None, typer.Option("--workspaces", metavar="FOLDER", help="Where the workspaces lie; by default in your own data folder.")] = None,
    port: Annotated[int, typer.Option(metavar="PORT", min=0, max=65535, help="The port; 0 takes any that is free.")] = PORT,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen. Beyond this machine a token is needed.")] = "127.0.0.1",
    token: Annotated[str | None, typer.Option(metavar="TOKEN", help=f"What opens the desk; better given as {TOKEN_VARIABLE} in the environment.")] = None,
    allow_host: Annotated[list[str] | None, typer.Option(metavar="NAME", help="A name by which the desk is reached, besides addresses.")] = None,
    workers: Annotated[int | None, typer.Option(metavar="N", help="Documents checked at the same time; by default one a processor.", min=1, max=64)] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the browser.")] = False,
    config: Annotated[str | None, typer.Option("--config", metavar="FILE", help="Settings file; by default the nearest gouji.toml.")] = None,
    isolated: IsolatedOption = False,
    lang: MaybeLangOption = None,
) -> None:
    """Open the desk in the browser: drop reports, go through the findings, export."""
    from gouji.commands.asked import asked

    with asked(".", {"config": config, "isolated": isolated, "lang": lang}) as force:
        lang = force.settings.lang
    try:
        import uvicorn

        from gouji.desk import app as desk
        from gouji.desk.force import Finder
        from gouji.desk.home import Home, default_folder
    except ModuleNotFoundError as error:
        raise CallError("missing-desk") from error
    given = token or os.environ.get(TOKEN_VARIABLE)
    _check_token(host, given)
    os.umask(0o077)
    listener = _listening(host, port)
    home = Home(Path(folder).absolute() if folder else default_folder())
    names = frozenset(name.lower() for name in allow_host or ())
    granted = desk.access(home, host, listener.getsockname()[1], given, names, lang)
    address = _address(granted)
    _tell(address, home.folder, force.file, lang)
    if not no_browser:
        _open(address)
    app = desk.build(home, granted, Finder(Path.cwd(), Path(config).absolute() if config else None, isolated), workers)

    class Server(uvicorn.Server):
        """Ends the streams of the pages that are open before it waits for them to end."""

        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            app.state.site.news.close_soon()
            super().handle_exit(sig, frame)

    serving = uvicorn.Config(
        app, log_level="error", access_log=False, server_header=False, date_header=False, timeout_graceful_shutdown=3,
        proxy_headers=False, lifespan="on",
    )  # fmt: skip
    with suppress(KeyboardInterrupt):  # Ctrl-C is how a server ends
        Server(serving).run(sockets=[listener])
    raise typer.Exit(CLEAN)


def _check_token(host: str, token: str | None) -> None:
    """Raises CallError for a desk that anybody could open."""
    from gouji.desk.safety import SHORTEST_TOKEN, is_loopback

    if token is None and not is_loopback(host):
        raise CallError("token-needed", host=host, variable=TOKEN_VARIABLE)
    if token is not None and len(token) < SHORTEST_TOKEN:
        raise CallError("token-short", least=SHORTEST_TOKEN)


def _listening(host: str, port: int) -> socket.socket:
    """A socket at the address. Raises CallError where it is taken, or is none of this machine."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        if sys.platform != "win32":  # there it would let two programs share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)  # the address is printed next: whoever opens it at once waits, and is not refused
    except OSError as error:
        key = "port-taken" if error.errno == errno.EADDRINUSE else "no-listening"
        raise CallError(key, host=host, port=port, error=error.strerror or repr(error)) from error
    return listener


def _address(granted: Access) -> str:
    host = f"[{granted.host}]" if ":" in granted.host else granted.host
    return f"http://{host}:{granted.port}/?token={granted.token}"


def _tell(address: str, folder: Path, file: Path | None, lang: str) -> None:
    from gouji.renderers.words import Wording

    wording = Wording(lang)
    print(wording("desk.running", address=address))
    if file:
        print(wording("desk.running-force", file=file))
    print(wording("desk.running-folder", folder=folder), flush=True)


def _open(address: str) -> None:
    """Opens the browser without waiting for it; a machine without one has the address on the screen."""
    import threading
    import webbrowser

    threading.Timer(0.6, lambda: webbrowser.open(address)).start()
