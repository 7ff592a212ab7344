"""Sealed files: what the desk wrote for itself and reads back only if nobody else wrote it.

Results hold pickled reports, and a pickle from elsewhere could do anything when it is read. So each file stands behind a keyed digest, whose key lies
outside of the workspaces: a workspace that somebody sent has its documents checked anew.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import pickle
import zlib
from pathlib import Path
from typing import Any

from gouji import __version__

_DIGEST = 32


def write(path: Path, content: bytes, key: bytes) -> None:
    """Writes all of it or nothing, for the owner alone."""
    half = path.with_name(f"{path.name}.part")
    with half.open("wb") as stream:
        stream.write(_seal(content, key) + content)
        stream.flush()
        os.fsync(stream.fileno())
    half.replace(path)


def read(path: Path, key: bytes) -> bytes | None:
    """The content; None where there is none, or where it was not written with this key by this version."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    seal, content = data[:_DIGEST], data[_DIGEST:]
    return content if hmac.compare_digest(seal, _seal(content, key)) else None


def pack(value: Any) -> bytes:
    return zlib.compress(pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL), 1)


def unpack(content: bytes) -> Any:
    """What `pack` packed; only ever for what `read` gave."""
    import gc

    enabled = gc.isenabled()
    gc.disable()  # tens of thousands of small values at once: looking for garbage among them takes longer than reading them
    try:
        return pickle.loads(zlib.decompress(content))
    finally:
        if enabled:
            gc.enable()


def _seal(content: bytes, key: bytes) -> bytes:
    return hmac.digest(key, __version__.encode() + b"\0" + hashlib.sha256(content).digest(), "sha256")
