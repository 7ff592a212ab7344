"""`gouji check`: reads, checks, publishes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from gouji import __version__
from gouji.commands.call import CLEAN, FOUND, UNREAD, LangOption, choice, known
from gouji.commands.console import complain, show, write
from gouji.renderers.formats import FORMATS, FROM_WORKING_DIRECTORY, PLANNED_FORMATS, render
from gouji.settings import FAIL_ON, LANGS, CallError, Execution, FailOn, Lang, Settings, parse_codes

if TYPE_CHECKING:
    from gouji.intake import Met
    from gouji.report import Report
    from gouji.tally import Tally

INTERRUPTED = 130
CACHED = ("terminal", "json", "jsonl")
RESUME_SUFFIX = ".resume"
UNREAD_STATUSES = {"partial", "unchecked", "unreadable"}
SEVERITIES = ("note", "warning", "error")


def check(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="A file, a folder (searched recursively), or - for text on standard input.")],
    format: Annotated[str, typer.Option(metavar="|".join(FORMATS), help="How to print the report.")] = "terminal",
    output: Annotated[str | None, typer.Option(metavar="FILE", help="Write there instead of standard output.")] = None,
    select: Annotated[list[str] | None, typer.Option(metavar="CODE[,CODE]", help="Run these rules (codes, prefixes) instead of the default set.")] = None,
    extend_select: Annotated[list[str] | None, typer.Option(metavar="CODE[,CODE]", help="Run these rules too.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="CODE[,CODE]", help="Leave these rules out; the longest prefix wins.")] = None,
    fail_on: Annotated[str, typer.Option(metavar="|".join(FAIL_ON), help="The least severity that makes the exit code 1.")] = "warning",
    profile: Annotated[str | None, typer.Option(metavar="NAME", help="Scoring profile; by default chosen from the report itself.")] = None,
    together: Annotated[bool, typer.Option("--together", help="All PATHs are one dossier: the same fact told in two files is tied out.")] = False,
    template: Annotated[bool, typer.Option("--template", help="The document is a form to be filled in: blanks are right.")] = False,
    concise: Annotated[bool, typer.Option("--concise", help="One line a finding: file:place: CODE message.")] = False,
    lang: LangOption = "zh",
    workers: Annotated[int | None, typer.Option(metavar="N", help="Files checked at the same time; by default one a processor.")] = None,
    timeout: Annotated[int, typer.Option(metavar="SECONDS", help="How long one file may take.")] = 30,
    memory: Annotated[int, typer.Option(metavar="MIB", help="How much memory one file may take (not bounded on Windows and macOS).")] = 1024,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where a stopped run left its --output FILE (--format jsonl).")] = False,
    cache: Annotated[str | None, typer.Option(metavar="DIR", help="Keep results there, and take those of files that were checked before.")] = None,
    scheduler: Annotated[str | None, typer.Option(metavar="tls://HOST:PORT", help="Check on this Dask cluster; paths may be URLs there.")] = None,
) -> None:
    """Check reports: recompute what their figures state, and say what does not tie out."""
    _built(format)
    if concise and format != "terminal":
        raise CallError("concise-format", format=format)
    settings = Settings(
        select=None if select is None else parse_codes(select),
        extend_select=parse_codes(extend_select or ()),
        ignore=parse_codes(ignore or ()),
        fail_on=cast(FailOn, choice("--fail-on", fail_on, FAIL_ON)),
        profile=profile,
        template=template,
        together=together,
        lang=cast(Lang, choice("--lang", lang, LANGS)),
        format=choice("--format", format, FORMATS),
        output=None if output is None or _is_remote(output, scheduler) else Path(output),
    )
    remote = output if output is not None and _is_remote(output, scheduler) else None
    execution = Execution(workers, timeout, memory, resume, None if cache is None else Path(cache), scheduler, remote)
    _sensible(execution, settings)
    known(settings)
    met = [file for file in _files(paths, scheduler) if not _is_own_output(settings.output, file) and not _is_kept(execution.cache, file)]
    if settings.output:
        _writable(settings.output, met)
    total, stopped = _carried_out(met, settings, execution, concise)
    complain(total, settings)
    raise typer.Exit(INTERRUPTED if stopped else exit_code(total, settings))


def exit_code(total: Tally, settings: Settings) -> int:
    """What the contract asks a run to exit with: unread before found before clean. Under `--template`, a form without figures is right."""
    unread = UNREAD_STATUSES - {"unchecked"} if settings.template else UNREAD_STATUSES
    if any(total.statuses[status] for status in unread):
        return UNREAD
    failing = () if settings.fail_on == "never" else SEVERITIES[SEVERITIES.index(settings.fail_on) :]
    return FOUND if any(total.severities[severity] for severity in failing) else CLEAN


def _carried_out(met: Sequence[Met], settings: Settings, execution: Execution, concise: bool) -> tuple[Tally, bool]:
    """What was published of the files, and whether Ctrl-C stopped it."""
    from gouji import intake
    from gouji.commands import publish
    from gouji.tally import tally

    if publish.streams(settings):
        return publish.stream(met, settings, execution, concise)
    report, stopped = publish.gather(met, settings, execution)
    _publish(intake.from_here(met, report) if settings.format in FROM_WORKING_DIRECTORY else report, settings, concise)
    return tally(report), stopped


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


def _built(format: str) -> None:
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
    if output is None or file.named:
        return False
    if file.path == output.with_name(output.name + RESUME_SUFFIX):
        return True
    if not _same(output, file):
        return False
    from gouji.readers.sniff import is_own_page

    with file.path.open("rb") as stream:
        head = stream.read(4096)
    return not head or b'"schema": "gouji/' in head[:64].replace(b'":"', b'": "') or is_own_page(head)


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


def _publish(report: Report, settings: Settings, concise: bool) -> None:
    if settings.format == "terminal":
        from gouji.renderers import terminal

        view = terminal.concise if concise else terminal.sheet
        show(lambda columns: view(report, settings.lang, columns, template=settings.template), settings.output)
        return
    write(render(settings.format, report, settings.lang, __version__), settings.output)
