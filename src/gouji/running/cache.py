"""Cache: the published entries of files that were checked before. Opt-in, for its owner only, and nothing in it is ever executed.

An entry is named by a digest of the file's content and name and of the run's stamp (version, rules, settings, view). It is a line of JSON, the gist, and
behind it the view as text, both under a digest of their own: a damaged entry is no entry. Reports are not public, so the folder has mode 0700.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from gouji.intake import Met
from gouji.report import Coverage
from gouji.running.stamp import stamp
from gouji.running.task import Order, Outcome
from gouji.settings import CallError
from gouji.tally import Gist

_TAG = "CACHEDIR.TAG"
_SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55\n# Results of gouji; `gouji cache clear` empties this folder.\n"
_ENTRY = ".entry"
_PRIVATE = 0o700


@dataclass(frozen=True, slots=True)
class Key:
    """`name` is the entry's, `content` the digest of the file when it was looked at."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Cache:
    """The entries in `folder` for runs with one stamp."""

    folder: Path
    stamp: str
    order: Order

    @classmethod
    def open(cls, folder: Path, order: Order) -> Cache:
        """The cache in `folder`, made where there is none. Raises CallError where the folder is not ours, or not for its owner alone."""
        try:
            folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
            _check_owner(folder)
            if not _is_cache(folder):
                if any(folder.iterdir()):
                    raise CallError("cache-foreign", path=folder)
                (folder / _TAG).write_text(_SIGNATURE, encoding="ascii")
            folder.chmod(_PRIVATE)
        except OSError as error:
            raise CallError("unwritable", path=folder, error=error.strerror) from error
        return cls(folder, stamp(order), order)

    def key(self, met: Met) -> Key | None:
        """What the entry of a file as it is now goes by; None for what has no lasting content."""
        if met.is_standard_input or not met.path.is_file():
            return None
        try:
            with met.path.open("rb") as stream:
                content = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            return None
        name = f"{self.stamp}\0{content}\0{met.named}\0{met.shown}"
        return Key(hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest(), content)

    def has(self, key: Key) -> bool:
        """Whether there is an entry of this name, sound or not."""
        return self._path(key).exists()

    def get(self, key: Key) -> Outcome | None:
        """The outcome that was kept; None where there is none, or none that is sound."""
        try:
            digest, _, body = self._path(key).read_bytes().partition(b"\n")
        except OSError:
            return None
        if hashlib.sha256(body).hexdigest().encode() != digest:
            return None
        head, _, view = body.partition(b"\n")
        return Outcome(_gist(json.loads(head)), _DECODE.get(self.order.view, _text)(view))

    def put(self, key: Key, outcome: Outcome) -> None:
        """Keeps an outcome that the content of the file alone has decided; a folder that is full is no error."""
        if outcome.gist.sha256 != key.content and outcome.gist.status != "skipped":
            return
        head = json.dumps(asdict(outcome.gist), ensure_ascii=True).encode()
        body = head + b"\n" + _ENCODE.get(self.order.view, _bytes)(outcome.view)
        path = self._path(key)
        try:
            path.parent.mkdir(mode=_PRIVATE, exist_ok=True)
            _write(path, hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        except OSError:
            return

    def _path(self, key: Key) -> Path:
        return self.folder / key.name[:2] / f"{key.name[2:]}{_ENTRY}"


def clear(folder: Path) -> int:
    """Removes every entry below `folder` and gives their number. Raises CallError for a folder that is no cache of ours."""
    if not folder.is_dir() or not _is_cache(folder):
        raise CallError("cache-none", path=folder)
    count = 0
    for path in _entries(folder):
        count += path.suffix == _ENTRY
        path.unlink(missing_ok=True)
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
            path.rmdir()
    return count


def _entries(folder: Path) -> Iterator[Path]:
    """The entries, and what a killed run left of one; nothing else, and nothing behind a link."""
    for shelf in folder.iterdir():
        if len(shelf.name) == 2 and shelf.is_dir() and not shelf.is_symlink():
            yield from [path for path in shelf.iterdir() if path.name.endswith((_ENTRY, f"{_ENTRY}.new"))]


def _is_cache(folder: Path) -> bool:
    try:
        return (folder / _TAG).read_text(encoding="ascii", errors="replace") == _SIGNATURE
    except OSError:
        return False


def _check_owner(folder: Path) -> None:
    """What others can write is not believed."""
    if sys.platform == "win32":
        return
    status = folder.stat()
    if status.st_uid != os.geteuid() or stat.S_IMODE(status.st_mode) & 0o022:
        raise CallError("cache-open", path=folder)


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, also where the run is killed."""
    descriptor, new = tempfile.mkstemp(suffix=f"{_ENTRY}.new", dir=path.parent)
    with open(descriptor, "wb") as stream:  # noqa: PTH123  (a descriptor has no path)
        stream.write(data)
    Path(new).replace(path)


def _gist(kept: dict[str, Any]) -> Gist:
    kept["coverage"] = Coverage(**kept["coverage"])
    kept["found"] = tuple((code, severity, count) for code, severity, count in kept["found"])
    kept["losses"] = tuple((code, message) for code, message in kept["losses"])
    return Gist(**kept)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")


def _bytes(view: str) -> bytes:
    return view.encode("utf-8", "surrogatepass")


def _sheet(data: bytes) -> list[Any]:
    from rich.text import Span, Text

    return [Text(plain, style, spans=[Span(*span) for span in spans]) for plain, style, spans in json.loads(data)]


def _sheet_bytes(view: list[Any]) -> bytes:
    return json.dumps([(line.plain, str(line.style), [(span.start, span.end, str(span.style)) for span in line.spans]) for line in view]).encode()


_DECODE: dict[str, Any] = {"terminal": _sheet, "concise": _sheet}
_ENCODE: dict[str, Any] = {"terminal": _sheet_bytes, "concise": _sheet_bytes}
