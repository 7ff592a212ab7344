"""Acceptances: findings that somebody looked at and answers for, kept in gouji.accept.yaml beside the reports."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from gouji.frozen import frozen
from gouji.glob import is_literal, matches
from gouji.report import DocumentReport, Finding, Report, Suppression
from gouji.rulebook.source import PackError, Source, parsed_source

NAME = "gouji.accept.yaml"
STANDARD_INPUT = "-"
_LARGEST_FILE = 20_000_000  # a first baseline of a county's volumes has some thousand entries
_REQUIRED = ("path", "fingerprint", "reason")
_KEYS = ("path", "fingerprint", "code", "finding", "reason", "by", "until")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FULLY_READ = ("checked", "unchecked")


@frozen
class Acceptance:
    """An entry: the finding with this fingerprint is accepted in the files that the glob `path` names, seen from the folder of the entry's file.

    `until` is the last day on which it holds, `2025-12-31`; `code` and `finding` tell people what was accepted and decide nothing. `line` is where
    it stands in its file, from 1, 0 while it stands in none.
    """

    path: str
    fingerprint: str
    reason: str
    by: str | None = None
    until: str | None = None
    code: str | None = None
    finding: str | None = None
    line: int = 0


@frozen
class Acceptances:
    """The acceptances in force for some reports: `path` is their file, there or not yet there; the globs of its `entries` count from its folder."""

    path: Path
    entries: tuple[Acceptance, ...]


@frozen
class Applied:
    """A report with its accepted findings marked, and what is to be told of the entries: those that met nothing, those past their day, and
    those whose day nobody looked at because no `today` was given."""

    report: Report
    unused: tuple[Acceptance, ...]
    expired: tuple[Acceptance, ...]
    undated: tuple[Acceptance, ...]


def is_day(text: str) -> bool:
    """Whether `text` is a day that exists, written `2025-12-31`."""
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


# --- what is accepted ---


def apply(
    report: Report, names: Sequence[str], entries: Sequence[Acceptance], today: str | None, runs: Callable[[str, str], bool], exists: Callable[[str], bool]
) -> Applied:
    """The report with every finding marked that an entry accepts.

    `names` are the paths of the report's documents as the entries' globs see them. An entry that met nothing is unused only where a document that it
    names was read as a whole and its rule was run (`runs`: code, name), or where the one file that it names is gone (`exists`: path).
    """
    met: set[int] = set()
    documents = tuple(_marked(document, name, entries, today, met) for document, name in zip(report.documents, names, strict=True))
    idle = [entry for number, entry in enumerate(entries) if number not in met]
    read = [name for document, name in zip(report.documents, names, strict=True) if document.status in _FULLY_READ]
    unused = [entry for entry in idle if _gone(entry, exists) or any(matches(entry.path, name) and runs(entry.code or "", name) for name in read)]
    used = [entry for number, entry in enumerate(entries) if number in met]
    return Applied(
        Report(documents),
        tuple(unused),
        tuple(entry for entry in used if _expired(entry, today)),
        tuple(entry for entry in used if entry.until and today is None),
    )


def _marked(document: DocumentReport, name: str, entries: Sequence[Acceptance], today: str | None, met: set[int]) -> DocumentReport:
    own = [(number, entry) for number, entry in enumerate(entries) if matches(entry.path, name)]
    if not own or not document.findings:
        return document
    return replace(document, findings=tuple(_judged(finding, own, today, met) for finding in document.findings))


def _judged(finding: Finding, entries: Iterable[tuple[int, Acceptance]], today: str | None, met: set[int]) -> Finding:
    for number, entry in entries:
        if entry.fingerprint == finding.fingerprint:
            met.add(number)
            if finding.suppressed is None and not _expired(entry, today):
                finding = replace(finding, suppressed=Suppression(entry.reason, entry.by, entry.until))
    return finding


def _expired(entry: Acceptance, today: str | None) -> bool:
    return entry.until is not None and today is not None and entry.until < today  # days written so sort as they follow one another


def _gone(entry: Acceptance, exists: Callable[[str], bool]) -> bool:
    return is_literal(entry.path) and entry.path != STANDARD_INPUT and not exists(entry.path)


# --- the file ---


def read(path: Path) -> tuple[Acceptance, ...]:
    """The entries of a file, in its order. Raises PackError with file, line and column, and the nearest known word, for whatever is wrong in it."""
    source = parsed_source(path, _LARGEST_FILE)
    data = source.data
    if not isinstance(data, dict) or not isinstance(data.get("accept") or [], list):
        raise source.error((), "a table with one key, accept, that holds a list, is wanted")
    for key in data:
        if key != "accept":
            raise source.unknown((key,), "key", key, ("accept",))
    return tuple(_entry(source, number, entry) for number, entry in enumerate(data.get("accept") or []))


def _entry(source: Source, number: int, entry: Any) -> Acceptance:
    at = ("accept", number)
    if not isinstance(entry, dict):
        raise source.error(at, "an entry is a table of keys and values")
    for key, value in entry.items():
        if key not in _KEYS:
            raise source.unknown((*at, key), "key", key, _KEYS)
        if not isinstance(value, str) or not value.strip():
            raise source.error((*at, key), f"{key} has no words")
    for key in _REQUIRED:
        if key not in entry:
            raise source.error(at, f"entry has no {key!r}")
    if "until" in entry and not is_day(entry["until"]):
        raise source.error((*at, "until"), f"{entry['until']!r} is no day like 2025-12-31")
    return Acceptance(**entry, line=(source.marks or {})[at][0])


def rewritten(path: Path, text: str, drop: Sequence[Acceptance], add: Sequence[Acceptance], header: str) -> str:
    """The text of a file without the entries `drop` and with `add` at its end; all else in it stays. `header` opens a new file, as a comment.

    Raises PackError where the entries are written in a way that cannot be added to line by line.
    """
    import yaml

    kept = _without(text, drop)
    if not kept.strip():
        kept = f"# {header}\n"
    if not _LIST.search(kept):
        kept = f"{kept.rstrip()}\naccept:\n"
    body = yaml.safe_dump([_plain(entry) for entry in add], allow_unicode=True, sort_keys=False, width=1_000_000) if add else ""
    indent = " " * _indent(kept)
    left = _LIST.sub("accept:", kept).rstrip("\n") + "\n" + "".join(f"{indent}{line}\n" for line in body.splitlines())
    if not _DASH.search(left):
        left = _LIST.sub("accept: []", left)
    wanted = len(_parsed(text)) - len(drop) + len(add)
    if len(_parsed(left)) != wanted:
        raise PackError(f"{path}:1:1: entries are added and dropped where each begins with a line of its own, `- path: …`")
    return left


_LIST = re.compile(r"^accept:[ \t]*(?:\[\]|~|null)?[ \t]*$", re.MULTILINE)
_DASH = re.compile(r"^( *)- ", re.MULTILINE)


def _parsed(text: str) -> list[Any]:
    import yaml

    try:
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        return []
    return (data.get("accept") or []) if isinstance(data, dict) else []


def _without(text: str, entries: Iterable[Acceptance]) -> str:
    lines = text.split("\n")
    for start in sorted((entry.line - 1 for entry in entries), reverse=True):
        end = start + 1
        while end < len(lines) and _belongs(lines, end, _depth(lines[start])):
            end += 1
        del lines[start:end]
    return "\n".join(lines)


def _belongs(lines: Sequence[str], number: int, depth: int) -> bool:
    """Whether a line goes on with the entry whose dash stands at `depth`; an empty one does where what follows it does."""
    rest = next((line for line in lines[number:] if line.strip()), "")
    return bool(rest) and _depth(rest) > depth


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _indent(text: str) -> int:
    """How far the entries of a file are indented."""
    dash = _DASH.search(text)
    return len(dash[1]) if dash else 2


def _plain(entry: Acceptance) -> Mapping[str, str]:
    return {key: value for key in _KEYS if (value := getattr(entry, key)) is not None}
