"""`gouji check`: reads, checks, publishes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gouji import __version__
from gouji.commands.accepting import TodayOption, applied, day, kept, tell
from gouji.commands.asked import (
    ConciseOption,
    ConfigOption,
    ExtendSelectOption,
    FailOnOption,
    FormatOption,
    IgnoreOption,
    IsolatedOption,
    MaybeLangOption,
    OutputOption,
    PacksOption,
    ProfileOption,
    SelectOption,
    TemplateOption,
    TogetherOption,
    asked,
)
from gouji.commands.call import CLEAN, FOUND, UNREAD
from gouji.commands.console import complain, show, write
from gouji.renderers.formats import FORMATS, FROM_WORKING_DIRECTORY, PLANNED_FORMATS, render
from gouji.settings import CallError, Settings

if TYPE_CHECKING:
    from gouji.intake import Met
    from gouji.report import Report

UNREAD_STATUSES = {"partial", "unchecked", "unreadable"}
SEVERITIES = ("note", "warning", "error")


def check(
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="A file, a folder (searched recursively), or - for text on standard input.")],
    format: FormatOption = None,
    output: OutputOption = None,
    select: SelectOption = None,
    extend_select: ExtendSelectOption = None,
    ignore: IgnoreOption = None,
    fail_on: FailOnOption = None,
    profile: ProfileOption = None,
    together: TogetherOption = None,
    template: TemplateOption = None,
    concise: ConciseOption = None,
    packs: PacksOption = None,
    today: TodayOption = None,
    lang: MaybeLangOption = None,
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
) -> None:
    """Check reports: recompute what their figures state, and say what does not tie out."""
    _built(format)
    with asked(paths[0], context.params) as force:
        settings = force.settings
        if concise and settings.format != "terminal":
            raise CallError("concise-format", format=settings.format)
        from gouji import intake

        met = [file for file in intake.files(paths) if not _is_own_output(settings.output, file)]
        if settings.output:
            _writable(settings.output, met)
        today = day(today)
        store = kept(force, paths[0])
        outcome = applied(intake.inspect(met, settings), met, store, settings, today)
        report = outcome.report
        _publish(intake.from_here(met, report) if settings.format in FROM_WORKING_DIRECTORY else report, settings)
        complain(report, settings)
        tell(outcome, store, settings)
        raise typer.Exit(exit_code(report, settings))


def exit_code(report: Report, settings: Settings) -> int:
    """What the contract asks a run to exit with: unread before found before clean. Under `--template`, a form without figures is right."""
    unread = UNREAD_STATUSES - {"unchecked"} if settings.template else UNREAD_STATUSES
    if any(document.status in unread for document in report.documents):
        return UNREAD
    failing = () if settings.fail_on == "never" else SEVERITIES[SEVERITIES.index(settings.fail_on) :]
    found = (finding for document in report.documents for finding in document.findings if finding.suppressed is None)
    return FOUND if any(finding.severity in failing for finding in found) else CLEAN


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
    """Whether a file met in a folder is the report of an earlier run, as JSON or HTML, about to be written anew."""
    if output is None or file.named or not _same(output, file):
        return False
    from gouji.readers.sniff import is_own_page

    with file.path.open("rb") as stream:
        head = stream.read(4096)
    return b'"schema": "gouji/' in head[:64].replace(b'":"', b'": "') or is_own_page(head)


def _publish(report: Report, settings: Settings) -> None:
    if settings.format == "terminal":
        from gouji.renderers import terminal

        view = terminal.concise if settings.concise else terminal.sheet
        show(lambda columns: view(report, settings.lang, columns, template=settings.template), settings.output)
        return
    write(render(settings.format, report, settings.lang, __version__, settings.packs), settings.output)
