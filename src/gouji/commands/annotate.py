"""`gouji annotate`: reads, checks, and writes the findings into a copy of each file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gouji import __version__
from gouji.commands.accepting import applied, day, kept, tell
from gouji.commands.asked import asked
from gouji.commands.call import CLEAN, UNREAD
from gouji.commands.checking import exit_code
from gouji.commands.console import complain, say, write
from gouji.commands.options import (
    ConfigOption,
    ExtendSelectOption,
    IgnoreOption,
    IsolatedOption,
    MaybeLangOption,
    PacksOption,
    ProfileOption,
    SelectOption,
    TemplateOption,
    TodayOption,
    TogetherOption,
)
from gouji.settings import CallError, Execution, Settings

if TYPE_CHECKING:
    from gouji.acceptance import Acceptances
    from gouji.annotate.copies import Original
    from gouji.renderers.words import Wording
    from gouji.report import DocumentReport, Report


def annotate(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="A .docx, .xlsx or PDF.")],
    output: Annotated[str | None, typer.Option(metavar="FILE", help="Write the copy there instead of NAME.gouji.docx beside its FILE.")] = None,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Word files: also write in, as tracked changes, the values that the other figures ask for.")
    ] = False,
    notes: Annotated[bool, typer.Option("--notes", help="Mark notes, too, not only errors and warnings.")] = False,
    select: SelectOption = None,
    extend_select: ExtendSelectOption = None,
    ignore: IgnoreOption = None,
    profile: ProfileOption = None,
    together: TogetherOption = None,
    template: TemplateOption = None,
    packs: PacksOption = None,
    today: TodayOption = None,
    lang: MaybeLangOption = None,
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
) -> None:
    """Annotate reports: write what does not tie out into a copy of each file, at the figures."""
    with asked(files[0], context.params | {"output": None}) as force:
        from gouji.renderers.words import Wording

        # where a check would print, and at what it would fail, is nothing that a copy asks for
        settings = replace(force.settings, fail_on="never", format="terminal", output=None, concise=False)
        wording = Wording(settings.lang)
        originals = [_opened(Path(file), wording) for file in dict.fromkeys(files)]
        pairs = list(zip(originals, _targets(originals, output), strict=True))
        on = day(today)
        store = kept(force, files[0])
        for original in originals:
            if isinstance(original, str):
                say(original)
        readable = [(original, target) for original, target in pairs if not isinstance(original, str)]
        codes = [UNREAD] * (len(pairs) - len(readable))
        if readable:
            codes += _annotate(readable, settings, store, on, wording, notes, suggest)
        raise typer.Exit(max(codes))


def _opened(path: Path, wording: Wording) -> Original | str:
    """The file, or why it cannot be annotated. Raises CallError where it is none."""
    from gouji.annotate import copies
    from gouji.readers.problems import Unreadable

    if not path.exists():
        raise CallError("missing-path", path=path)
    if path.is_dir():
        raise CallError("one-file", path=path)
    try:
        original = copies.opened(path)
    except Unreadable as error:
        return f"{path}: {error.problem.message}"
    except OSError as error:
        return f"{path}: {wording('problem.unopened', error=error.strerror or error)}"
    if original is None:
        raise CallError("not-annotated", path=path)
    return original


def _targets(originals: Sequence[Original | str], output: str | None) -> list[Path]:
    """Where the copies go. Raises CallError, before anything is written, where one would take the place of something that is no copy of ours."""
    from gouji.annotate.copies import Original, is_foreign

    if output is not None and len(originals) > 1:
        raise CallError("one-output", path=output)
    targets = [Path() if isinstance(original, str) else Path(output) if output else original.target for original in originals]
    for original, target in zip(originals, targets, strict=True):
        if not isinstance(original, Original):
            continue
        if not target.absolute().parent.is_dir() or target.is_dir():
            raise CallError("output-folder", path=target)
        if targets.count(target) > 1:
            raise CallError("same-copy", path=target)
        try:
            foreign = is_foreign(target)
        except OSError as error:  # open in Word, say
            raise CallError("unwritable", path=target, error=error.strerror) from error
        if foreign:
            raise CallError("foreign-file", path=target)
    return targets


def _annotate(
    pairs: Sequence[tuple[Original, Path]], settings: Settings, store: Acceptances, today: str | None, wording: Wording, notes: bool, suggest: bool
) -> list[int]:
    """Checks the files, annotates each, and gives the exit codes."""
    from gouji.intake import Met
    from gouji.running import run
    from gouji.tally import tally

    # a copy stands for its original: what is said of that, per path or as accepted, is said of the copy too
    met = [Met(original.origin, original.path.as_posix(), named=True, content=original.data) for original, _ in pairs]
    outcome = applied(run.gather(met, settings, Execution()), met, store, settings, today)
    total = tally(outcome.report)
    complain(total, replace(settings, output=pairs[0][1]))
    written = [
        _written(original, target, document, outcome.report, wording, notes, suggest)
        for (original, target), document in zip(pairs, outcome.report.documents, strict=True)
    ]
    tell(outcome, store, settings)
    return [exit_code(total, settings), *written]


def _written(original: Original, target: Path, document: DocumentReport, report: Report, wording: Wording, notes: bool, suggest: bool) -> int:
    """Writes the copy of one file, where it could be read, and gives the exit code."""
    from gouji.annotate.copies import annotated
    from gouji.annotate.remark import remarks
    from gouji.readers.problems import Unreadable

    if document.document is None:
        return UNREAD
    made = remarks(document, wording, notes=notes, suggest=suggest, within=report)
    try:
        data, homeless = annotated(original, document, made, wording, __version__)
    except Unreadable as error:
        say(f"{original.path.as_posix()}: {error.problem.message}")
        return UNREAD
    write(data, target)
    _tell(document, target, len(made), homeless, wording)
    return CLEAN


def _tell(report: DocumentReport, target: Path, count: int, homeless: int, wording: Wording) -> None:
    from gouji.renderers.escaping import safe

    print(safe(wording("annotate.written", path=report.path, target=target.as_posix(), count=count)))
    if homeless:
        say(wording("annotate.homeless", path=report.path, count=homeless))
