"""Arrivals: documents as they come in, one by one or in an archive, counted while they come and never believed to be as large as they say."""

from __future__ import annotations

import secrets
import shutil
import zipfile
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from gouji.desk import limits, names
from gouji.desk.home import Workspace

_ZIP = b"PK\x03\x04"
_OFFICE = ("[Content_Types].xml", "OFD.xml", "mimetype")  # archives that are documents
_CHUNK = 1 << 18


class RefusedError(Exception):
    """Something is not taken in; `key` names the message under `desk.` in messages.yaml, `slots` fill it."""

    def __init__(self, key: str, **slots: object) -> None:
        super().__init__(key, slots)
        self.key = key
        self.slots = slots


@dataclass(slots=True)
class Arrived:
    """What came of an upload: the documents taken in, and what was not, by name with the reason (a key, its slots)."""

    documents: list[int] = field(default_factory=list)
    refused: list[tuple[str, str, dict[str, object]]] = field(default_factory=list)


async def received(workspace: Workspace, stream: AsyncIterator[bytes], most: int = limits.UPLOAD_BYTES) -> Path:
    """The body of an upload in a file of its own. Raises RefusedError as soon as it is too large."""
    path, size = workspace.incoming / secrets.token_hex(8), 0
    try:
        with path.open("wb") as target:
            async for chunk in stream:
                size += len(chunk)
                if size > most:
                    raise RefusedError("too-large", limit=most // limits.MEBIBYTE)
                target.write(chunk)
        _spare(workspace)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def taken(workspace: Workspace, path: Path, name: str) -> Arrived:
    """Takes in what lies at `path`: a document, or those of an archive; the file is gone afterwards."""
    arrived = Arrived()
    try:
        if _is_archive(path):
            _unpacked(workspace, path, names.shown(name), arrived)
        else:
            _placed(workspace, path, names.shown(name), arrived)
    finally:
        path.unlink(missing_ok=True)
    return arrived


def _placed(workspace: Workspace, path: Path, name: str, arrived: Arrived) -> None:
    size = path.stat().st_size
    if size > limits.FILE_BYTES:
        arrived.refused.append((name, "too-large", {"limit": limits.FILE_BYTES // limits.MEBIBYTE}))
    elif workspace.store.count() >= limits.DOCUMENTS:
        arrived.refused.append((name, "too-many", {"limit": limits.DOCUMENTS}))
    else:
        document, stored = workspace.store.add(name, names.suffix(name), size)
        path.replace(workspace.file(stored))
        workspace.store.arrived(document)
        arrived.documents.append(document)


def _is_archive(path: Path) -> bool:
    """Whether a file is a zip that is no document itself."""
    with path.open("rb") as stream:
        if stream.read(4) != _ZIP:
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            return not any(name in _OFFICE or name.startswith(("word/", "xl/")) for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return False  # the readers say what is wrong with it


def _unpacked(workspace: Workspace, path: Path, archive_name: str, arrived: Arrived) -> None:
    left = limits.ARCHIVE_BYTES
    with zipfile.ZipFile(path) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > limits.ARCHIVE_ENTRIES:
            arrived.refused.append((archive_name, "archive-entries", {"limit": limits.ARCHIVE_ENTRIES}))
            return
        for entry in entries:
            own = names.in_archive(entry)
            if names.is_no_document(own):
                continue
            name = names.shown(own)
            target = workspace.incoming / secrets.token_hex(8)
            try:
                left -= _extracted(archive, entry, target, left)
                _spare(workspace)
                _placed(workspace, target, name, arrived)
            except RefusedError as error:
                arrived.refused.append((name, error.key, error.slots))
            finally:
                target.unlink(missing_ok=True)
    if not arrived.documents and not arrived.refused:
        arrived.refused.append((archive_name, "archive-empty", {}))


def _extracted(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, left: int) -> int:
    """Unpacks an entry to a path of ours and gives its size. Raises RefusedError."""
    if entry.flag_bits & 1:
        raise RefusedError("archive-locked")
    if entry.file_size > limits.FILE_BYTES:
        raise RefusedError("too-large", limit=limits.FILE_BYTES // limits.MEBIBYTE)
    if entry.file_size > limits.ARCHIVE_RATIO_FROM and entry.file_size > limits.ARCHIVE_RATIO * max(entry.compress_size, 1):
        raise RefusedError("archive-bomb")
    size = 0
    with target.open("wb") as stream:
        for piece in _pieces(archive, entry):
            size += len(piece)
            if size > min(left, limits.FILE_BYTES):
                raise RefusedError("archive-bomb" if size > left else "too-large", limit=limits.FILE_BYTES // limits.MEBIBYTE)
            stream.write(piece)
    return size


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with archive.open(entry) as stream:
            while piece := stream.read(_CHUNK):
                yield piece
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, OSError) as error:
        raise RefusedError("archive-damaged") from error


def _spare(workspace: Workspace) -> None:
    """Raises RefusedError where the disk is about to be full."""
    with suppress(OSError):
        if shutil.disk_usage(workspace.folder).free < limits.FREE_BYTES:
            raise RefusedError("disk-full")


def removed(workspace: Workspace, stored: str) -> None:
    """Deletes the file of a document."""
    workspace.file(stored).unlink(missing_ok=True)
