"""The desk's own folder: its key, its token, and a folder for each workspace. All of it is for its owner alone."""

from __future__ import annotations

import hmac
import os
import re
import secrets
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from gouji.desk.store import Store
from gouji.settings import CallError

_PRIVATE = 0o700
_TRIES = 10
_KEY = "desk.key"
_IDENTITY = re.compile(r"[0-9a-f]{12}")


def default_folder() -> Path:
    """Where the system keeps what programs keep for a user."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "gouji" / "desk"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "gouji" / "desk"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "gouji" / "desk"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with its database, the documents as they came, and what was made of them."""

    identity: str
    folder: Path
    store: Store

    @property
    def results(self) -> Path:
        return self.folder / "results"

    @property
    def incoming(self) -> Path:
        return self.folder / "incoming"

    @property
    def outgoing(self) -> Path:
        return self.folder / "outgoing"

    def file(self, stored: str) -> Path:
        """Where a document lies; `stored` is the name the store gave it."""
        return self.folder / "files" / stored


class Home:
    """The workspaces in `folder`. Raises CallError where it cannot be made or is open to others."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: dict[str, Workspace] = {}
        try:
            folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
            folder.chmod(_PRIVATE)
            self.key = self._key()
        except OSError as error:
            raise CallError("unwritable", path=folder, error=error.strerror) from error
        for path in sorted(folder.iterdir()):
            if _IDENTITY.fullmatch(path.name) and (path / "desk.sqlite").is_file():
                self._take(path)

    def secret(self, purpose: str) -> str:
        """A secret that follows from the key, a different one for each purpose."""
        return hmac.digest(self.key, purpose.encode(), "sha256").hex()

    @property
    def workspaces(self) -> list[Workspace]:
        """Those there are, the newest first."""
        return sorted(self._open.values(), key=lambda each: each.store.created, reverse=True)

    def workspace(self, identity: str) -> Workspace | None:
        return self._open.get(identity)

    def create(self, name: str) -> Workspace:
        """A new workspace, empty."""
        path = self.folder / secrets.token_hex(6)
        path.mkdir(mode=_PRIVATE)
        made = self._take(path)
        made.store.rename(name)
        return made

    def delete(self, workspace: Workspace) -> None:
        """Deletes a workspace with all documents in it."""
        del self._open[workspace.identity]
        workspace.store.close()
        for _ in range(_TRIES):  # a process that is being ended may still write there, and Windows deletes nothing that is open
            shutil.rmtree(workspace.folder, ignore_errors=True)
            if not workspace.folder.exists():
                return
            time.sleep(0.2)
        shutil.rmtree(workspace.folder)

    def close(self) -> None:
        for workspace in self._open.values():
            workspace.store.close()

    def _take(self, path: Path) -> Workspace:
        for folder in (path, path / "files", path / "results", path / "incoming", path / "outgoing"):
            folder.mkdir(mode=_PRIVATE, exist_ok=True)
            folder.chmod(_PRIVATE)
        for left in (path / "incoming", path / "outgoing"):
            for file in left.iterdir():  # of an upload or an export that was cut off
                file.unlink()
        taken = Workspace(path.name, path, Store(path / "desk.sqlite"))
        files, results = taken.store.kept()
        for file in (path / "files").iterdir():
            if file.name not in files:
                file.unlink()
        for file in taken.results.iterdir():
            if file.name.partition(".")[0] not in results:
                file.unlink()
        self._open[path.name] = taken
        return taken

    def _key(self) -> bytes:
        path = self.folder / _KEY
        if not path.exists():
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(secrets.token_bytes(32))
        path.chmod(0o600)
        key = path.read_bytes()
        if len(key) != 32:
            raise CallError("desk-key", path=path)
        return key
