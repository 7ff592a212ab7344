"""Two versions of a report, as `--format json` wrote them, held against one another: findings new, fixed and still open, figures changed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

SCHEMA = "gouji/1"
UNSEEN = ("unreadable", "unchecked", "skipped")

Json = Mapping[str, Any]


class ForeignError(Exception):
    """The text is no report of ours; `key` says why: `not-json`, `not-a-report`, `other-schema` (with the `schema` it names)."""

    def __init__(self, key: str, schema: str = "") -> None:
        super().__init__(key, schema)
        self.key = key
        self.schema = schema


@dataclass(frozen=True, slots=True)
class Version:
    """One of the two files: the version of gouji that wrote it, and its documents as they stand there."""

    tool: str
    documents: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that kept its name and got another value, as printed; the entries of both as they stand in the JSON."""

    before: Json
    after: Json


@dataclass(frozen=True, slots=True)
class Compared:
    """A document in both versions, or in one; findings as they stand in the JSON, those of `fixed` and `unknown` in the old one.

    `accepted`: still there, accepted since. `unknown`: the document is gone, or less of it was read, so that nobody can say. `added` and `removed` are
    the numbers of named figures without a counterpart.
    """

    path: str
    old_path: str | None
    status: str | None
    new: tuple[Json, ...] = ()
    fixed: tuple[Json, ...] = ()
    open: tuple[Json, ...] = ()
    accepted: tuple[Json, ...] = ()
    unknown: tuple[Json, ...] = ()
    changes: tuple[Change, ...] = ()
    added: int = 0
    removed: int = 0

    @property
    def unseen(self) -> bool:
        """Whether the new version has the document and does not know what is in it."""
        return self.status in UNSEEN or (self.status is not None and bool(self.unknown))


def load(data: bytes) -> Version:
    """A report that `--format json` wrote. Raises ForeignError. UTF-16, as some shells redirect it, is understood."""
    try:
        report = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ForeignError("not-json") from error
    schema = report.get("schema") if isinstance(report, dict) else None
    if not isinstance(schema, str):
        raise ForeignError("not-a-report")
    if schema != SCHEMA:
        raise ForeignError("other-schema", schema)
    if not _is_report(report):
        raise ForeignError("not-a-report")
    return Version(report["tool"]["version"], tuple(report["documents"]))


def compare(old: Version, new: Version) -> tuple[Compared, ...]:
    """The documents of the new version in their order, then those that are gone. They meet by path, or by content where a file only moved; two files of
    one document each are two versions of it, whatever they are called."""
    pairs = _pairs(old.documents, new.documents)
    return tuple(_compared(before, after) for before, after in pairs if not _empty(before) or not _empty(after))


def _empty(document: Json | None) -> bool:
    return document is None or document["status"] == "skipped"


def _pairs(old: Sequence[Json], new: Sequence[Json]) -> Iterator[tuple[Json | None, Json | None]]:
    if len(old) == len(new) == 1:
        yield old[0], new[0]
        return
    paths = {document["path"] for document in new}
    by_path = {document["path"]: document for document in old}
    moved = {document["sha256"]: document for document in reversed(old) if document["path"] not in paths and document["sha256"]}
    met = set()
    for document in new:
        before = by_path.get(document["path"]) or moved.pop(document["sha256"], None)
        met.add(before["path"] if before else None)
        yield before, document
    yield from ((document, None) for document in old if document["path"] not in met)


def _compared(old: Json | None, new: Json | None) -> Compared:
    if new is None:
        assert old is not None
        return Compared(old["path"], old["path"], None, unknown=tuple(_alive(old)))
    if old is None:
        return Compared(new["path"], None, new["status"], new=tuple(_alive(new)), added=len(_named(new)))
    then, now = ({finding["fingerprint"]: finding for finding in document["findings"]} for document in (old, new))
    fresh = tuple(finding for finding in _alive(new) if finding["fingerprint"] not in then or then[finding["fingerprint"]]["suppressed"])
    gone = tuple(finding for finding in _alive(old) if finding["fingerprint"] not in now)
    known = [finding for finding in new["findings"] if finding["fingerprint"] in then and not then[finding["fingerprint"]]["suppressed"]]
    fixed, unknown = ((), gone) if _less_was_read(old, new) else (gone, ())
    changes, added, removed = _changes(_named(old), _named(new))
    return Compared(
        path=new["path"],
        old_path=old["path"],
        status=new["status"],
        new=fresh,
        fixed=fixed,
        open=tuple(finding for finding in known if not finding["suppressed"]),
        accepted=tuple(finding for finding in known if finding["suppressed"]),
        unknown=unknown,
        changes=changes,
        added=added,
        removed=removed,
    )


def _alive(document: Json) -> Iterator[Json]:
    """The findings that nobody accepted."""
    return (finding for finding in document["findings"] if not finding["suppressed"])


def _less_was_read(old: Json, new: Json) -> bool:
    return new["status"] in UNSEEN or (new["status"] == "partial" and old["status"] != "partial")


def _named(document: Json) -> list[Json]:
    return [figure for figure in document["figures"] if figure["concept"] is not None]


def _changes(old: Sequence[Json], new: Sequence[Json]) -> tuple[tuple[Change, ...], int, int]:
    """Figures of one name that met and differ, in the order of the new version, and how many met nothing there and here."""
    groups: defaultdict[tuple[Any, ...], tuple[list[Json], list[Json]]] = defaultdict(lambda: ([], []))
    order = {id(figure): number for number, figure in enumerate(new)}
    for side, figures in enumerate((old, new)):
        for figure in figures:
            groups[_name(figure)][side].append(figure)
    pairs = [pair for before, after in groups.values() for pair in _met(before, after)]
    changes = [Change(before, after) for before, after in pairs if before["text"] != after["text"]]
    return tuple(sorted(changes, key=lambda change: order[id(change.after)])), len(new) - len(pairs), len(old) - len(pairs)


def _met(old: list[Json], new: list[Json]) -> list[tuple[Json, Json]]:
    """Which of the figures of one name is which: one by one, unless more of them keep their text where some were moved, added or taken out."""
    in_order = list(zip(old, new, strict=False))
    before, after = [figure["text"] for figure in old], [figure["text"] for figure in new]
    if len(old) == len(new) and (sorted(before) == sorted(after)):
        return _by_text(old, new)
    same: list[tuple[Json, Json]] = []
    rest: tuple[list[Json], list[Json]] = ([], [])
    for tag, low, high, start, end in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            same += zip(old[low:high], new[start:end], strict=True)
        else:
            rest[0].extend(old[low:high])
            rest[1].extend(new[start:end])
    kept = sum(one["text"] == other["text"] for one, other in in_order)
    return in_order if len(old) == len(new) and kept >= len(same) else [*same, *zip(*rest, strict=False)]


def _by_text(old: list[Json], new: list[Json]) -> list[tuple[Json, Json]]:
    return list(zip(sorted(old, key=_printed), sorted(new, key=_printed), strict=True))


def _printed(figure: Json) -> str:
    return str(figure["text"])


def _name(figure: Json) -> tuple[Any, ...]:
    return tuple(figure[aspect] for aspect in ("concept", "role", "subject", "period", "basis", "scope"))


# What is asked of an entry: the keys that are read here and by those who show it, with the types they must have.
_SEVERITIES = ("error", "warning", "note")
_TEXT, _MAYBE = (str,), (str, type(None))
_DOCUMENT = {"path": _TEXT, "status": _TEXT, "sha256": _MAYBE, "findings": (list,), "figures": (list,)}
_FINDING = {"code": _TEXT, "name": _TEXT, "severity": _TEXT, "message": _TEXT, "fingerprint": _TEXT, "place": (dict,), "suppressed": (dict, type(None))}
_FIGURE = {"text": _TEXT, "place": (dict,), "concept": _MAYBE, "role": _TEXT} | dict.fromkeys(("subject", "period", "basis", "scope"), _MAYBE)


def _is_report(report: Json) -> bool:
    tool, documents = report.get("tool"), report.get("documents")
    return (
        isinstance(tool, dict)
        and isinstance(tool.get("version"), str)
        and isinstance(documents, list)
        and _are(documents, _DOCUMENT)
        and all(_are(document["findings"], _FINDING) and _are(document["figures"], _FIGURE) for document in documents)
        and all(finding["severity"] in _SEVERITIES for document in documents for finding in document["findings"])
    )


def _are(entries: Iterable[Any], keys: Mapping[str, tuple[type, ...]]) -> bool:
    return all(isinstance(entry, dict) and all(isinstance(entry.get(key, ...), types) for key, types in keys.items()) for entry in entries)
