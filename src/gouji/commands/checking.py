"""`gouji check`: reads, checks, publishes."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji import __version__
from gouji.commands.accepting import applied, day, kept, tell
from gouji.commands.asked import asked
from gouji.commands.call import CLEAN, FOUND, UNREAD
from gouji.commands.console import complain, show, write
from gouji.renderers.formats import FORMATS, FROM_WORKING_DIRECTORY, PLANNED_FORMATS, render
from gouji.settings import CallError, Execution, Settings

if TYPE_CHECKING:
    from gouji.acceptance import Acceptances
    from gouji.intake import Met
    from gouji.report import Report
    from gouji.tally import Tally

INTERRUPTED = 130
CACHED = ("terminal", "json", "jsonl")
RESUME_SUFFIX = ".resume"
UNREAD_STATUSES = {"partial", "unchecked", "unreadable"}
SEVERITIES = ("note", "warning", "error")


def run(said: Mapping[str, Any]) -> int:
    """Carries out a call and gives its exit code; `said` are the parameters of the call by name, None where nothing was said. Raises CallError."""
    paths, output, scheduler = said["paths"], said["output"], said["scheduler"]
    _built(said["format"])
    remote = output if output is not None and _is_remote(output, scheduler) else None
    start = "." if _is_remote(paths[0], scheduler) else paths[0]
    with asked(start, {**said, "output": None if remote else output}) as force:
        settings = force.settings
        if said["concise"] and settings.format != "terminal":
            raise CallError("concise-format", format=settings.format)
        cache = None if said["cache"] is None else Path(said["cache"])
        execution = Execution(said["workers"], said["timeout"], said["memory"], said["resume"], cache, scheduler, remote)
        _sensible(execution, settings)
        met = [file for file in _files(paths, scheduler) if not _is_own_output(settings.output, file) and not _is_kept(execution.cache, file)]
        if settings.output:
            _writable(settings.output, met)
        today = day(said["today"])
        store = kept(force, start)
        total, stopped = _carried_out(met, settings, execution, store, today)
        return INTERRUPTED if stopped else exit_code(total, settings)


def exit_code(total: Tally, settings: Settings) -> int:
    """What the contract asks a run to exit with: unread before found before clean. Under `--template`, a form without figures is right."""
    unread = UNREAD_STATUSES - {"unchecked"} if settings.template else UNREAD_STATUSES
    if any(total.statuses[status] for status in unread):
        return UNREAD
    failing = () if settings.fail_on == "never" else SEVERITIES[SEVERITIES.index(settings.fail_on) :]
    return FOUND if any(total.severities[severity] for severity in failing) else CLEAN


def _carried_out(met: Sequence[Met], settings: Settings, execution: Execution, store: Acceptances, today: str | None) -> tuple[Tally, bool]:
    """What was published of the files, and whether Ctrl-C stopped it. Acceptances are told of as a whole, so nothing is published before the end."""
    from gouji import intake
    from gouji.commands import publish
    from gouji.tally import tally

    if publish.streams(settings) and not store.entries:
        total, stopped = publish.stream(met, settings, execution)
        complain(total, settings)
        return total, stopped
    if execution.resume or execution.output is not None:
        raise CallError("not-accepting")
    report, stopped = publish.gather(met, settings, replace(execution, cache=None))
    done = met[: len(report.documents)]
    outcome = applied(report, done, store, settings, today)
    _publish(intake.from_here(done, outcome.report) if settings.format in FROM_WORKING_DIRECTORY else outcome.report, settings)
    total = tally(outcome.report)
    complain(total, settings)
    tell(outcome, store, settings)
    return total, stopped


def _sensible(execution: Execution, settings: Settings) -> None:
    for option, value, least in (("--workers", execution.workers, 1), ("--timeout", execution.timeout, 1), ("--memory", execution.memory, 128)):
        if value is not None and value < least:
            raise CallError("too-small", option=option, value=value, least=least)
    if execution.resume and (settings.format != "jsonl" or settings.output is None or settings.together):
        raise CallError("resume-what")
    if execution.scheduler is not None and (settings.format not in CACHED or settings.together):
        raise CallError("cluster-format")
    if execution.cache is not None and (settings.format not in CACHED or settings.together):
        raise CallError("cache-format")


def _built(format: str | None) -> None:
    if format in PLANNED_FORMATS:
        raise CallError("unbuilt-format", format=format, choices=", ".join(FORMATS))


def _writable(output: Path, met: Iterable[Met]) -> None:
    """Raises CallError where `--output` would overwrite something to be checked, or cannot be written at all."""
    if output.is_dir() or not output.absolute().parent.is_dir():
        raise CallError("output-folder", path=output)
    if any(_same(output, file) for file in met):
        raise CallError("output-is-input", path=output)


def _same(output: Path, file: Met) -> bool:
    return not file.is_standard_input and output.exists() and file.path.exists() and output.samefile(file.path)


def _is_own_output(output: Path | None, file: Met) -> bool:
    """Whether a file met in a folder is the report of an earlier run, as JSON or HTML, about to be written anew, or the mark of one that was stopped."""
    if file.named:
        return False
    if _is_standard_output(file.path):
        return True
    if output is None:
        return False
    if file.path == output.with_name(output.name + RESUME_SUFFIX):
        return True
    if not _same(output, file):
        return False
    from gouji.readers.sniff import is_own_page

    with file.path.open("rb") as stream:
        head = stream.read(4096)
    return not head or b'"schema": "gouji/' in head[:64].replace(b'":"', b'": "') or is_own_page(head)


def _is_standard_output(path: Path) -> bool:
    """Whether this very call is redirected into a file met in a folder: `gouji check . > findings.txt`."""
    try:
        written = os.fstat(sys.stdout.fileno())
        return stat.S_ISREG(written.st_mode) and os.path.samestat(written, path.stat())
    except (AttributeError, OSError, ValueError):  # no standard output, or one without a file; a file that cannot be looked at
        return False


def _is_remote(path: str, scheduler: str | None) -> bool:
    """Whether a path is a URL for a cluster; without a cluster it is a name like any other."""
    return scheduler is not None and "://" in path


def _files(paths: Sequence[str], scheduler: str | None) -> Sequence[Met]:
    """The files of a call, in the order of its arguments; what is not there is said before anything is checked."""
    from gouji import intake

    if not any(_is_remote(path, scheduler) for path in paths):
        return intake.files(paths)
    from gouji.running import cluster

    parts = [cluster.files(path) if _is_remote(path, scheduler) else intake.files([path]) for path in dict.fromkeys(paths)]
    return [file for part in parts for file in part]


def _is_kept(cache: Path | None, file: Met) -> bool:
    """Whether a file met in a folder is a result in the cache of this run."""
    return cache is not None and not file.named and file.path.absolute().is_relative_to(cache.absolute())


def _publish(report: Report, settings: Settings) -> None:
    if settings.format == "terminal":
        from gouji.renderers import terminal

        view = terminal.concise if settings.concise else terminal.sheet
        show(lambda columns: view(report, settings.lang, columns, template=settings.template), settings.output)
        return
    write(render(settings.format, report, settings.lang, __version__, settings.packs), settings.output)
