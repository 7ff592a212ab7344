"""The JSON Schema of gouji.toml, for editors: written from the table of keys."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from gouji.config.keys import KEYS, PER_PATH_KEYS, Key
from gouji.settings import Settings

NAME = "gouji.schema.json"
_WORDS: dict[str, Any] = {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
_CODE = "^[A-Za-z]{1,2}[0-9]{0,2}$"


def schema(describe: Callable[[str], str]) -> str:
    """The schema as indented JSON, ending in a line feed; `describe` gives the description of a key by its name."""
    whole = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "gouji.toml",
        "description": describe("file"),
        "type": "object",
        "additionalProperties": False,
        "properties": {key.name: _shape(key) | {"description": describe(key.name)} | _default(key) for key in KEYS},
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _default(key: Key) -> dict[str, Any]:
    default = getattr(Settings(), key.field)
    return {"default": default} if isinstance(default, str | bool) else {}


def _shape(key: Key) -> dict[str, Any]:
    match key.kind:
        case "word":
            return {"type": "string"} | ({"enum": list(key.choices)} if key.choices else {})
        case "flag":
            return {"type": "boolean"}
        case "path":
            return {"type": "string"}
        case "severities":
            return {"type": "object", "propertyNames": {"pattern": _CODE}, "additionalProperties": {"enum": list(key.choices)}}
        case "path-rules":
            rule = {"type": "object", "additionalProperties": False, "properties": {inner.name: _shape(inner) for inner in PER_PATH_KEYS}}
            return {"type": "object", "additionalProperties": rule}
        case _:
            return dict(_WORDS)
