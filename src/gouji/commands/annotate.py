"""`gouji annotate`: reads, checks, and writes the findings into a copy of each file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from gouji import __version__
from gouji.commands.call import UNREAD, choice, known
from gouji.commands.checking import exit_code
from gouji.commands.console import complain, say, write
from gouji.commands.options import LangOption
from gouji.settings import LANGS, CallError, Execution, Lang, Settings, parse_codes

if TYPE_CHECKING:
    from gouji.annotate.copies import Original
    from gouji.renderers.words import Wording
    from gouji.report import DocumentReport


def annotate(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="A .docx, .xlsx or PDF.")],
    output: Annotated[str | None, typer.Option(metavar="FILE", help="Write the copy there instead of NAME.gouji.docx beside its FILE.")] = None,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Word files: also write in, as tracked changes, the values that the other figures ask for.")
    ] = False,
    notes: Annotated[bool, typer.Option("--notes", help="Mark notes, too, not only errors and warnings.")] = False,
    select: Annotated[list[str] | None, typer.Option(metavar="CODE[,CODE]", help="Run these rules (codes, prefixes) instead of the default set.")] = None,
    extend_select: Annotated[list[str] | None, typer.Option(metavar="CODE[,CODE]", help="Run these rules too.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="CODE[,CODE]", help="Leave these rules out; the longest prefix wins.")] = None,
    profile: Annotated[str | None, typer.Option(metavar="NAME", help="Scoring profile; by default chosen from the report itself.")] = None,
    lang: LangOption = "zh",
) -> None:
    """Annotate reports: write what does not tie out into a copy of each file, at the figures."""
    settings = Settings(
        select=None if select is None else parse_codes(select),
        extend_select=parse_codes(extend_select or ()),
        ignore=parse_codes(ignore or ()),
        fail_on="never",
        profile=profile,
        lang=cast(Lang, choice("--lang", lang, LANGS)),
    )
    known(settings)
    from gouji.renderers.words import Wording

    wording = Wording(lang)
    originals = [_opened(Path(file), wording) for file in dict.fromkeys(files)]
    targets = _targets(originals, output)
    codes = [_annotate(original, target, settings, wording, notes, suggest) for original, target in zip(originals, targets, strict=True)]
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


def _annotate(original: Original | str, target: Path, settings: Settings, wording: Wording, notes: bool, suggest: bool) -> int:
    """Annotates one file and gives the exit code."""
    if isinstance(original, str):
        say(original)
        return UNREAD
    from gouji.annotate.copies import annotated
    from gouji.annotate.remark import remarks
    from gouji.intake import Met
    from gouji.readers.problems import Unreadable
    from gouji.running import run
    from gouji.tally import tally

    name = original.path.as_posix()
    checked = run.gather([Met(original.path, name, named=True, content=original.data)], settings, Execution())
    (report,) = checked.documents
    complain(tally(checked), replace(settings, output=target))
    if report.document is not None:
        made = remarks(report, wording, notes=notes, suggest=suggest)
        try:
            data, homeless = annotated(original, report, made, wording, __version__)
        except Unreadable as error:
            say(f"{name}: {error.problem.message}")
            return UNREAD
        write(data, target)
        _tell(report, target, len(made), homeless, wording)
    return exit_code(tally(checked), settings)


def _tell(report: DocumentReport, target: Path, count: int, homeless: int, wording: Wording) -> None:
    from gouji.renderers.escaping import safe

    print(safe(wording("annotate.written", path=report.path, target=target.as_posix(), count=count)))
    if homeless:
        say(wording("annotate.homeless", path=report.path, count=homeless))
