"""Firefox, driven over its own WebDriver BiDi: its driver program is none of Debian's packages, and none is needed."""

from __future__ import annotations

import base64
import itertools
import json
import re
import subprocess
from pathlib import Path
from typing import Any

PREFERENCES = {
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.normandy.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "intl.accept_languages": "zh-CN",
}


class Firefox:
    """A window of `size` pixels; `errors` are what its console told."""

    def __init__(self, program: str, profile: Path, size: tuple[int, int]) -> None:
        import websocket

        lines = (f'user_pref("{name}", {json.dumps(value)});' for name, value in PREFERENCES.items())
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        command = [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="replace")
        assert self.process.stderr is not None
        address = next(found[0] for line in self.process.stderr if (found := re.search(r"ws://[\w.:\[\]]+", line)))
        self._socket: Any = websocket.create_connection(f"{address}/session", timeout=60, suppress_origin=True)
        self._numbers, self.errors = itertools.count(1), []  # type: tuple[itertools.count[int], list[str]]
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["log.entryAdded"])
        self._tab = self.ask("browsingContext.getTree")["contexts"][0]["context"]
        self.ask("browsingContext.setViewport", context=self._tab, viewport={"width": size[0], "height": size[1]})

    def ask(self, method: str, **params: Any) -> Any:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            told = json.loads(self._socket.recv())
            if told["type"] == "event" and told["params"].get("level") == "error":
                self.errors.append(told["params"].get("text") or "")
            if told.get("id") == number:
                assert told["type"] == "success", told
                return told["result"]

    def get(self, address: str) -> None:
        self.ask("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def run(self, script: str, *arguments: object) -> Any:
        """What the body of a function gives, as JSON."""
        call = f"(async function () {{ {script} }})(...{json.dumps(arguments)}).then((made) => JSON.stringify(made ?? null))"
        told = self.ask("script.evaluate", expression=call, target={"context": self._tab}, awaitPromise=True)
        assert told["type"] == "success", told
        return json.loads(told["result"]["value"])

    def picture(self) -> bytes:
        """The window as PNG."""
        return base64.b64decode(self.ask("browsingContext.captureScreenshot", context=self._tab)["data"])

    def quit(self) -> None:
        self._socket.close()
        self.process.terminate()
        self.process.wait(20)
