"""Intake: which files a call names, and one report for each of them, whatever happens to the others."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gouji import acceptance
from gouji.config import resolve
from gouji.document.model import Problem
from gouji.frozen import frozen
from gouji.renderers.words import Wording
from gouji.report import NO_COVERAGE, DocumentReport, Report, Status
from gouji.settings import CallError, Settings

if TYPE_CHECKING:
    from gouji.audit import Opened

STANDARD_INPUT = "-"
OWN_NAMES = (acceptance.NAME, resolve.OWN_FILE)


@frozen
class Met:
    """A file that a call leads to. `shown` is its path in the report; `named`: it stands in the call itself, not in a folder.

    `content` is what was read of it already, where another process cannot read it again; `together` are the files of a dossier that it stands for; `url` is
    where it lies, if that is no local path.
    """

    path: Path
    shown: str
    named: bool
    content: bytes | None = None
    together: tuple[Met, ...] = ()
    url: str | None = None

    @property
    def is_standard_input(self) -> bool:
        return self.named and self.shown == STANDARD_INPUT


def files(arguments: Iterable[str]) -> tuple[Met, ...]:
    """Every file met: arguments in the order given, each folder's files sorted by path. Raises CallError where an argument leads nowhere.

    A folder that is a symbolic link is entered only where it is an argument itself, so that neither a loop nor a far-away tree is walked.
    """
    arguments = tuple(dict.fromkeys(arguments))
    for argument in arguments:
        if argument != STANDARD_INPUT and not _exists(argument):
            raise CallError("missing-path", path=argument)
    return tuple(met for argument in arguments for met in _files(argument))


def warm(settings: Settings) -> None:
    """Loads what every file needs, so that processes forked after it share it."""
    from gouji import audit

    audit.warm(settings.packs)


def inspect(met: Iterable[Met], settings: Settings) -> Report:
    """The Report of all files met; as one dossier where the settings say so."""
    if settings.together:
        return _dossier(list(met), settings)
    return Report(tuple(inspect_one(file, settings) for file in met))


def from_here(met: Iterable[Met], report: Report) -> Report:
    """The report of `met` with paths from the working directory, of files in folders too; those outside of it are absolute."""
    here = Path.cwd()
    pairs = zip(report.documents, met, strict=False)  # an interrupted run has fewer documents
    return Report(tuple(document if file.is_standard_input else replace(document, path=_from(here, file.path)) for document, file in pairs))


def _from(here: Path, path: Path) -> str:
    full = Path(os.path.normpath(here / path))
    return (full.relative_to(here) if full.is_relative_to(here) else full).as_posix()


def _dossier(met: Sequence[Met], settings: Settings) -> Report:
    from gouji import audit

    entries = [_opened(file, settings) for file in met]
    readable = [entry for entry in entries if not isinstance(entry, DocumentReport)]
    told = iter(audit.check_dossier(readable, settings) if readable else ())
    return Report(tuple(entry if isinstance(entry, DocumentReport) else _sourced(file, next(told)) for file, entry in zip(met, entries, strict=True)))


def inspect_one(met: Met, settings: Settings) -> DocumentReport:
    """The report of one file. Raises nothing: what goes wrong is said in the file's own entry, and the next one is read all the same."""
    from gouji import audit

    entry = _opened(met, settings)
    if isinstance(entry, DocumentReport):
        return entry
    try:
        return _sourced(met, audit.check_document(entry.document, entry.shown, entry.sha256, settings.at(met.path)))
    except Exception as error:
        return failed(met, settings, error)


def failed(met: Met, settings: Settings, error: Exception) -> DocumentReport:
    """The entry of a file at which this program failed."""
    # C code that gets no memory does not always say so: `SystemError: error return without exception set`
    if isinstance(error, MemoryError) or (isinstance(error, SystemError) and "without exception set" in str(error)):
        return unread(met, settings, "no-memory")
    return _unread(met, settings, "unreadable", "internal", f"{error!r} {origin(error)}")


def _opened(met: Met, settings: Settings) -> Opened | DocumentReport:
    """A file read, or its entry in the report where that cannot be. Raises nothing."""
    try:
        return _open(met, settings)
    except OSError as error:
        return _unread(met, settings, "unreadable", "unopened", error.strerror or repr(error))
    except Exception as error:
        return failed(met, settings, error)


def _open(met: Met, settings: Settings) -> Opened | DocumentReport:
    from gouji import audit

    if met.is_standard_input:
        return audit.open_text(sys.stdin.buffer.read() if met.content is None else met.content)
    if met.content is not None:
        return audit.open_bytes(met.content, met.shown, met.named)
    if met.path.is_dir():
        next(met.path.iterdir(), None)  # raises what kept the folder from being walked
    # A pipe or a device met in a folder would be waited for; one that is named is meant: <(pandoc …).
    if not met.named and not met.path.is_file():
        return _unread(met, settings, "skipped", "not-a-file", "", loses=False)
    if not met.named and _is_ours(met.path, settings):
        return _unread(met, settings, "skipped", "own-file", "", loses=False)
    return audit.open_file(met.path, met.shown, met.named)


def _sourced(met: Met, report: DocumentReport) -> DocumentReport:
    """The report with the file it was read from, for views that show the pages themselves; a pipe cannot be read twice."""
    return report if met.is_standard_input or not met.path.is_file() else replace(report, source=met.path)


def _is_ours(path: Path, settings: Settings) -> bool:
    """Whether a file is one that gouji is set up with: settings, acceptances, a pack of rules. All are text, and none is a report."""
    return path.name in OWN_NAMES or any(pack.exists() and pack.samefile(path) for pack in settings.packs)


def _files(argument: str) -> Iterator[Met]:
    path = Path(argument)
    if argument == STANDARD_INPUT or not path.is_dir():
        yield Met(path, argument.replace(os.sep, "/"), named=True)
    else:
        yield from sorted(_below(path), key=lambda met: met.shown)


def _exists(argument: str) -> bool:
    try:
        return bool(argument) and Path(argument).exists()
    except (OSError, ValueError):  # a name that is too long, or no name at all
        return False


def _below(folder: Path) -> Iterator[Met]:
    closed: list[str] = []
    for parent, _, names in os.walk(folder, onerror=lambda error: closed.append(error.filename)):
        yield from (_met(folder, Path(parent, name)) for name in names)
    yield from (_met(folder, Path(name)) for name in closed)


def _met(folder: Path, path: Path) -> Met:
    return Met(path, path.relative_to(folder).as_posix(), named=False)


def _unread(met: Met, settings: Settings, status: Status, code: str, error: str, loses: bool = True) -> DocumentReport:
    return unread(met, settings, code, status, loses, error=error)


def unread(met: Met, settings: Settings, code: str, status: Status = "unreadable", loses: bool = True, **slots: object) -> DocumentReport:
    """The entry of a file of which nothing was read; `code` names the message under `problem.` in messages.yaml, `slots` fill it."""
    problem = Problem(code, loses, Wording(settings.lang)(f"problem.{code}", **slots))
    return DocumentReport(
        path=met.shown, format="other", sha256=None, pages=None, status=status, problems=(problem,), profile=None, about=None,
        coverage=NO_COVERAGE, figures=(), indicators=(), relations=(), findings=(),
    )  # fmt: skip


def origin(error: Exception) -> str:
    """Where this package was when the error came up: `(extract/prose.py:120)`."""
    package = Path(__file__).parent
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(package)]
    if not frames:
        return ""
    last = frames[-1]
    return f"({Path(last.filename).relative_to(package).as_posix()}:{last.lineno})"
