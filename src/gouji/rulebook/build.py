"""Build: the values of all YAML files of the rules in one file that is quick to read; it is written when the program is built or installed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from gouji.rulebook.location import BUILT, digest, parsed
from gouji.rulebook.source import parsed_source

# What is read as a pack is, every scalar a text; all else is read as YAML has it.
_PLAIN = ("glossary.yaml", "packs", "profiles")


def values(rules: Path) -> dict[str, dict[str, Any]]:
    """By file: its digest, and its values, `plain` or `typed`; without those that JSON would change, such as tables by number. Raises PackError."""
    entries = {path.relative_to(rules).as_posix(): _entry(path, rules) for path in sorted(rules.rglob("*.yaml"))}
    return {name: entry for name, entry in entries.items() if _is_kept(entry)}


def _is_kept(entry: dict[str, Any]) -> bool:
    try:
        return bool(json.loads(json.dumps(entry)) == entry)
    except TypeError:  # a day, for example
        return False


def write(rules: Path) -> Path:
    """Writes the values of a rules directory into it. Raises PackError."""
    target = rules / BUILT
    target.write_text(json.dumps(values(rules), ensure_ascii=False, separators=(",", ":")), encoding="utf-8", newline="\n")
    return target


def _entry(path: Path, rules: Path) -> dict[str, Any]:
    if path.relative_to(rules).parts[0] in _PLAIN:
        return {"sha256": digest(path), "plain": parsed_source(path).data}
    return {"sha256": digest(path), "typed": parsed(path.read_text(encoding="utf-8"))}
