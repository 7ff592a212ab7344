"""YAML files of a rule pack, read safely, with the line and column of every value for error messages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gouji.frozen import frozen
from gouji.rulebook.location import built, rules_directory

Path_ = tuple[str | int, ...]
_LARGEST_FILE = 1_000_000
_DEEPEST = 20
_LONGEST_WORD = 80  # that is compared with those that are known


class PackError(Exception):
    """A rule pack is wrong: `file:line:column: what (did you mean …?)`."""


@frozen
class Source:
    """A file's content as plain dicts, lists and scalars, and where each value stands; None of what was not read from YAML itself."""

    path: Path
    data: Any
    marks: dict[Path_, tuple[int, int]] | None

    def error(self, at: Path_, message: str, known: Iterable[str] = ()) -> PackError:
        """An error at a value (or at the nearest enclosing one that has a place), with the nearest of `known` to its last key or value."""
        marks = parsed_source(self.path).marks or {} if self.marks is None else self.marks
        line, column = marks.get(at) or next((marks[at[:n]] for n in range(len(at), -1, -1) if at[:n] in marks), (1, 1))
        return PackError(f"{self.path}:{line}:{column}: {message}")

    def unknown(self, at: Path_, what: str, word: str, known: Iterable[str], meant: str = "") -> PackError:
        """An error for a word that is none of `known`, with the one that is `meant` by it, else the nearest one."""
        import difflib

        near = [meant] if meant else difflib.get_close_matches(word, list(known), n=1, cutoff=0.5) if len(word) <= _LONGEST_WORD else []
        hint = f" (did you mean {near[0]!r}?)" if near else ""
        shown = word if len(word) <= _LONGEST_WORD else word[:_LONGEST_WORD] + "…"
        return self.error(at, f"unknown {what} {shown!r}{hint}")


def read_source(path: Path) -> Source:
    """What `parsed_source` gives, from what the build kept of our own files where they are still as they were. Raises PackError."""
    try:
        found = built(path, "plain")
    except OSError:
        found = None
    return parsed_source(path) if found is None else Source(path, found, None)


def parsed_source(path: Path, largest: int = _LARGEST_FILE) -> Source:
    """Reads one YAML file of a pack, or one like it, of `largest` bytes at most. Aliases, tags and deep nesting are refused: it is untrusted data.
    Raises PackError."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        text = _text(path, largest)
        if not path.is_relative_to(rules_directory()):
            _walk(yaml.parse(text, Loader=loader), path)
        node = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise PackError(f"{path}:{line}:{column}: {getattr(error, 'problem', None) or error}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"{path}:1:1: {error}") from None
    marks: dict[Path_, tuple[int, int]] = {}
    data = _plain(node, (), marks, path) if node is not None else {}
    return Source(path, data, marks)


def _text(path: Path, largest: int) -> str:
    """The text of a file; a pipe or a device would be waited for, or never end."""
    if path.exists() and not path.is_file():
        raise PackError(f"{path}:1:1: not a regular file")
    with path.open("rb") as stream:
        data = stream.read(largest + 1)
    if len(data) > largest:
        raise PackError(f"{path}:1:1: {path.stat().st_size} bytes; such a file has at most {largest}")
    return data.decode("utf-8").replace("\r\n", "\n")


def _walk(events: Iterable[Any], path: Path) -> None:
    """Refuses aliases and depth event by event: libyaml builds the tree by recursion, and a tree that is too deep ends the process."""
    import yaml

    depth = 0
    for event in events:
        where = f"{path}:{event.start_mark.line + 1}:{event.start_mark.column + 1}"
        if isinstance(event, yaml.AliasEvent):
            raise PackError(f"{where}: YAML aliases are not allowed here")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise PackError(f"{where}: nested more than {_DEEPEST} deep")


def _plain(node: Any, at: Path_, marks: dict[Path_, tuple[int, int]], path: Path) -> Any:
    import yaml

    mark = node.start_mark
    if not node.tag.startswith("tag:yaml.org,2002:") or node.tag.startswith("tag:yaml.org,2002:python"):
        raise PackError(f"{path}:{mark.line + 1}:{mark.column + 1}: tags are not allowed here")
    marks[at] = (mark.line + 1, mark.column + 1)
    if len(at) > _DEEPEST:
        raise PackError(f"{path}:{mark.line + 1}:{mark.column + 1}: nested more than {_DEEPEST} deep")
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise PackError(f"{path}:{key_node.start_mark.line + 1}:{key_node.start_mark.column + 1}: a key is one word")
            key = str(key_node.value)
            if key in result:
                raise PackError(f"{path}:{key_node.start_mark.line + 1}:{key_node.start_mark.column + 1}: {key!r} stands twice")
            result[key] = _plain(value_node, (*at, key), marks, path)
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*at, index), marks, path) for index, child in enumerate(node.value)]
    return _scalar(node)


# No floats near a figure: every number stays the text it was written as; only booleans and null are converted.
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


def _scalar(node: Any) -> Any:
    if node.style in (None, "") and node.value in _WORDS:
        return _WORDS[node.value]
    return node.value
