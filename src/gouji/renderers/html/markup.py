"""HTML built from values: a text is escaped where it enters, so that nothing quoted from a report is ever read as markup."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from typing import Any

from gouji.renderers.escaping import safe

_EMPTY = frozenset({"img", "input", "meta", "rect", "path", "circle"})  # closed by themselves, which SVG needs and HTML allows
# Between <script> and </script> only `<` could end the block; the others would spoil it for parsers of XML.
_IN_SCRIPT = {ord(character): f"\\u{ord(character):04x}" for character in "<>&"}


class Markup(str):
    """A text that is markup already."""

    __slots__ = ()


def text(value: str) -> Markup:
    """`value` as it is to be read, without control characters and marks of direction, which could show figures in another order."""
    return value if isinstance(value, Markup) else Markup(escape(safe(value)))


def joined(parts: Iterable[str]) -> Markup:
    """The parts one behind the other."""
    return Markup("".join(text(part) for part in parts))


def tag(name: str, /, *children: str, **attributes: object) -> Markup:
    """An element: `tag("td", "3", class_="number", colspan=2)`. Attributes that are None or False are left out, True stands alone; a trailing
    underscore goes, others become hyphens (`data_f`)."""
    opened = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}"
    return Markup(f"{opened}/>" if name in _EMPTY else f"{opened}>{joined(children)}</{name}>")


def data(value: Any, identity: str) -> Markup:
    """`value` as a block of JSON that a script may read."""
    written = json.dumps(plain(value), ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)
    return Markup(f'<script type="application/json" id="{identity}">{written}</script>')


def plain(value: Any) -> Any:
    """`value` with the characters that are not to be shown taken out of its texts, keys left as they are."""
    match value:
        case str():
            return safe(value)
        case dict():
            return {key: plain(each) for key, each in value.items()}
        case list():
            return [plain(each) for each in value]
        case _:
            return value


def _attribute(key: str, value: object) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(safe(str(value)))}"'
