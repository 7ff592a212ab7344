"""What no output may be given as it is: characters that drive a terminal, turn the order of figures, end a line or are forbidden in a format."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from urllib.parse import quote

# Control characters could drive the terminal, directional marks could show figures in another order.
_UNSAFE = "\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
_UNSAFE_CHARACTER = re.compile(f"[{_UNSAFE}]")
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
# JSON escapes what stands before the space by itself.
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
# What a pipeline's runner would carry out: `##[…]` and `##vso[…]` anywhere in a line of its log, `::…` at the beginning of one.
_RUNNER_COMMAND = re.compile(r"##(?=(?:vso)?\[)", re.IGNORECASE)
_RUNNER_LINE = re.compile(r"^(\s*):(?=:)", re.MULTILINE)
_COMMAND_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_COMMAND_PROPERTY = _COMMAND_DATA | {":": "%3A", ",": "%2C"}


def safe(text: str) -> str:
    """`text` with every character that is not to be shown, and the second sign of `##[`, turned into a space; the length stays."""
    return _RUNNER_COMMAND.sub("# ", _UNSAFE_CHARACTER.sub(" ", text))


def inert(text: str) -> str:
    """`text` with the first sign of a line that begins with `::` turned into a point; the length stays."""
    return _RUNNER_LINE.sub(r"\1·", text)


def safe_lines(text: str) -> str:
    """`safe`, but for line feeds."""
    return "\n".join(map(safe, text.split("\n")))


def json_text(value: Any, indent: int | None = None) -> str:
    r"""`value` as JSON in its own characters, but for those that a terminal would obey: they become \uXXXX and read back as they were."""
    separators = (",", ":") if indent is None else None
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    return _RUNNER_COMMAND.sub(r"\\u0023#", _UNSAFE_IN_JSON.sub(_escaped, text))


def xml_text(text: str) -> str:
    r"""`text` without what XML forbids, line feeds kept: half a surrogate pair (a file name that is no text) becomes the six characters \udcff."""
    return _NOT_XML.sub(_escaped, inert(safe_lines(text)))


def command_data(text: str) -> str:
    """The message of a workflow command of GitHub: one line, whatever `text` holds."""
    return _translated(safe_lines(text), _COMMAND_DATA)


def command_property(text: str) -> str:
    """The value of a property of a workflow command, which also ends at a comma and at `::`."""
    return _translated(safe_lines(text), _COMMAND_PROPERTY)


def uri(path: str) -> str:
    """A path with `/` as a reference: percent-encoded, relative as it was, absolute ones with `file:`; a name that is no text keeps its bytes."""
    if PureWindowsPath(path).is_absolute():
        return f"file:///{_quoted(path, safe='/:')}" if not path.startswith("//") else f"file:{_quoted(path)}"
    return f"file://{_quoted(path)}" if PurePosixPath(path).is_absolute() else _quoted(path)


def _quoted(path: str, safe: str = "/") -> str:
    return quote(path.encode("utf-8", "surrogateescape" if _bytes_only(path) else "surrogatepass"), safe=safe)


def _bytes_only(path: str) -> bool:
    """Whether each lone surrogate stands for a byte, as Python reads names that are no text."""
    return all(not 0xD800 <= ord(character) <= 0xDFFF or 0xDC80 <= ord(character) <= 0xDCFF for character in path)


def _translated(text: str, table: Mapping[str, str]) -> str:
    return text.translate({ord(character): written for character, written in table.items()})


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
