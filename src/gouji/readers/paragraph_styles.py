"""The paragraph styles of a DOCX: outline level and numbering, what they inherit filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gouji.readers.numbering import W
from gouji.readers.wordml import integer, value

BODY_LEVEL = 9  # w:outlineLvl of running text


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says of outline and numbering; None where it says nothing."""

    based_on: str | None
    level: int | None
    list_id: str | None
    list_level: int | None
    hidden: bool


def style_of(properties: Any, based_on: str | None = None, hidden: bool = False) -> Style:
    """What the properties of a paragraph or style say themselves."""
    outline = properties.find(f"{W}outlineLvl")
    level = None if outline is None else integer(outline) + 1
    return Style(based_on, level, value(properties.find(f"{W}numPr"), "numId"), level_of(properties), hidden)


def level_of(properties: Any) -> int | None:
    """The level in its list that a paragraph or style names."""
    found = properties.find(f"{W}numPr/{W}ilvl")
    return None if found is None else integer(found)


def styles_of(root: Any) -> dict[str, Style]:
    """The paragraph styles by id, what they inherit filled in; the default style under the empty id."""
    from lxml import etree

    raw: dict[str, Style] = {}
    default = ""
    for element in () if root is None else root.iterfind(f"{W}style"):
        if element.get(f"{W}type") != "paragraph":
            continue
        name = element.get(f"{W}styleId", "")
        properties = element.find(f"{W}pPr")
        raw[name] = style_of(etree.Element("none") if properties is None else properties, value(element, "basedOn"))
        default = name if element.get(f"{W}default") in ("1", "true", "on") else default
    styles = {name: _inherited(raw, name) for name in raw}
    return {**styles, "": styles[default]} if default in styles else styles


def _inherited(raw: dict[str, Style], name: str) -> Style:
    own = raw[name]
    level, list_id, list_level, up = own.level, own.list_id, own.list_level, own.based_on
    for _ in range(20):
        above = raw.get(up or "")
        if above is None:
            break
        level = above.level if level is None else level
        list_id = above.list_id if list_id is None else list_id
        list_level = above.list_level if list_level is None else list_level
        up = above.based_on
    return Style(None, None if level is None or level > BODY_LEVEL else level, list_id, list_level, False)
