"""Force: the settings and acceptances that the documents of a workspace are checked with, found as `gouji config` finds them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from gouji import __version__, acceptance
from gouji.commands.call import known
from gouji.config.resolve import OWN_FILE, Entry, InForce, above, resolve
from gouji.settings import CallError, Settings

if TYPE_CHECKING:
    from gouji.acceptance import Acceptance
    from gouji.report import Report, Suppression

NOT_HERE = frozenset({"fail-on", "together", "concise", "lang", "format", "output"})  # these are about a call and what it prints; dossiers are made on the page


@dataclass(frozen=True, slots=True)
class Force:
    """What is in force: `settings` with the `file` they were said in and its `said` entries, `acceptances` with the file `accepting` that holds them.

    `root` is the folder from which the names of documents count for both, as if they lay there. `stamp` changes whenever a check may come out otherwise.
    """

    settings: Settings = field(default_factory=Settings)
    root: Path = Path()
    file: Path | None = None
    said: tuple[Entry, ...] = ()
    accepting: Path | None = None
    acceptances: tuple[Acceptance, ...] = ()
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds what is in force: `start` is where the desk was started, `config` the file that was named, `isolated` to use none."""

    start: Path | None = None
    config: Path | None = None
    isolated: bool = False

    def at(self, folder: Path) -> Force:
        """For a workspace in `folder`: a file beside it comes first, then the nearest upward from where the desk was started, then upward from the workspace.

        Raises CallError where a file is wrong.
        """
        force = self._settings(folder)
        known(force.settings, {entry.name: entry.label for entry in force.entries})
        path = next((each / acceptance.NAME for each in self._folders(folder, force) if (each / acceptance.NAME).is_file()), None)
        entries = _accepted(path) if path else ()
        settings = replace(Settings(), **{name: getattr(force.settings, name) for name in _FIELDS})
        said = tuple(entry for entry in force.entries if entry.origin == "file" and entry.name.partition(".")[0] not in NOT_HERE)
        return Force(settings, force.root or Path(), force.file, said, path, entries, _stamp(settings, entries))

    def _settings(self, folder: Path) -> InForce:
        beside = any((each / OWN_FILE).is_file() for each in (folder, folder.parent))
        starts = [folder] if beside or self.start is None else [self.start, folder]
        found = [resolve({}, start, config=self.config, isolated=self.isolated) for start in starts]
        return next((each for each in found if each.file), found[0])

    def _folders(self, folder: Path, force: InForce) -> Iterator[Path]:
        yield from (force.root,) if force.root else ()
        yield from (folder, folder.parent)
        yield from above(self.start) if self.start else ()
        yield from above(folder)


_FIELDS = ("select", "extend_select", "ignore", "profile", "template", "packs", "severity", "per_path")


def _accepted(path: Path) -> tuple[Acceptance, ...]:
    from gouji.rulebook.source import PackError

    try:
        stat = path.stat()
        return _read(path, stat.st_mtime_ns, stat.st_size)
    except (PackError, OSError) as error:
        raise CallError("acceptances", error=error) from error


@lru_cache(maxsize=16)
def _read(path: Path, *_: int) -> tuple[Acceptance, ...]:
    """Thousands of entries take a second to read, and a page asks for them again and again."""
    return acceptance.read(path)


def _stamp(settings: Settings, entries: tuple[Acceptance, ...]) -> str:
    packs = [path.read_bytes() for path in settings.packs]
    told = repr((__version__, settings, [hashlib.sha256(pack).hexdigest() for pack in packs], [replace(entry, line=0) for entry in entries]))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Called(Settings):
    """Settings for files that are `called` otherwise than where they lie: what is said per path is said of the names that they came with."""

    called: tuple[tuple[Path, Path], ...] = ()

    def at(self, path: Path) -> Settings:
        return Settings.at(self, dict(self.called).get(path, path))


def for_files(force: Force, files: tuple[tuple[Path, str], ...], lang: str) -> Settings:
    """The settings to check the files with, several as a dossier."""
    asked: dict[str, object] = {name: getattr(force.settings, name) for name in _FIELDS}
    called = tuple((path, force.root / shown) for path, shown in files)
    return Called(**asked, fail_on="never", lang=lang, together=len(files) > 1, called=called)  # type: ignore[arg-type]


def accepted(force: Force, report: Report, today: date) -> list[dict[str, Suppression]]:
    """For each document of a report, by fingerprint, what the file of acceptances accepts on that day."""
    if not force.acceptances:
        return [{} for _ in report.documents]
    names = [document.path for document in report.documents]
    outcome = acceptance.apply(report, names, force.acceptances, today.isoformat(), lambda code, name: True, lambda path: True)
    return [{finding.fingerprint: finding.suppressed for finding in document.findings if finding.suppressed} for document in outcome.report.documents]
