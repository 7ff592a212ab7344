"""Stamp: what the result of a check depends on besides the file, as one digest."""

from __future__ import annotations

import hashlib
from dataclasses import fields
from pathlib import Path

from gouji import __version__
from gouji.rulebook.location import rules_directory
from gouji.running.task import Order
from gouji.settings import Settings

_IDLE = {"fail_on", "output", "format"}  # they decide what is done with a report, not what stands in it
_READERS = ("lxml", "pdfplumber", "pypdfium2", "python-calamine", "regex")


def stamp(order: Order) -> str:
    """The digest of version, rules, settings and view. Two runs with equal stamps say the same of equal files of equal names."""
    from importlib.metadata import version

    digest = hashlib.sha256()
    parts = [__version__, order.view, str(order.columns) if order.view == "terminal" else ""]
    parts += [f"{field.name}={getattr(order.settings, field.name)!r}" for field in fields(Settings) if field.name not in _IDLE]
    parts += [f"{name} {version(name)}" for name in _READERS]
    for part in parts:
        digest.update(f"{part}\0".encode())
    root = rules_directory()
    for path in sorted(root.rglob("*.yaml")):
        _add(digest, path.relative_to(root).as_posix(), path)
    for path in order.settings.packs:
        _add(digest, path.name, path)
    return digest.hexdigest()


def _add(digest: hashlib._Hash, name: str, path: Path) -> None:
    digest.update(f"{name}\0".encode())
    digest.update(hashlib.sha256(path.read_bytes()).digest())
