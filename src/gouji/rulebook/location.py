"""Where the rules live: inside the wheel, or at the root of a checkout; and what was read of them when the program was built."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

BUILT = "built.json"
"""YAML takes longer to read than a report: a build keeps the values of all files here, each beside the digest of the text that it was read from."""


@cache
def rules_directory() -> Path:
    """The folder that holds the YAML rules: `gouji/rules` in an installed wheel, else `rules/` at the root of the checkout."""
    package = Path(__file__).resolve().parents[1]
    for candidate in (package / "rules", package.parents[1] / "rules"):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"no rules beside {package}: the installation is incomplete")


def load(name: str) -> Any:
    """The values of `rules/<name>`, with numbers and the like as YAML reads them."""
    path = rules_directory() / name
    found = built(path, "typed")
    return parsed(path.read_text(encoding="utf-8")) if found is None else found


def parsed(text: str) -> Any:
    """The values of a YAML text, by libyaml where there is one (about eight times faster)."""
    import yaml

    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def built(path: Path, kind: str) -> Any:
    """The values of one of our files as the build kept them, `plain` or `typed`; None where there are none, or the file is another by now."""
    root = rules_directory()
    if not path.is_relative_to(root):
        return None
    entry = _built(root).get(path.relative_to(root).as_posix())
    return entry[kind] if entry and kind in entry and entry["sha256"] == digest(path) else None


def digest(path: Path) -> str:
    """What changes when a file does, but for the line ends of the system it lies on."""
    return sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


@cache
def _built(root: Path) -> dict[str, Any]:
    try:
        kept = json.loads((root / BUILT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}
