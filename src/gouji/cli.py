"""The command line: parses, calls, exits. Everything heavy is imported by the command that needs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from io import TextIOWrapper
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO, TypeVar, cast

import typer

from gouji import __version__
from gouji.settings import FAIL_ON, FORMATS, LANGS, PLANNED_FORMATS, CallError, FailOn, Lang, Settings, parse_codes

if TYPE_CHECKING:
    from gouji.intake import Met
    from gouji.renderers.sheet import Sheet
    from gouji.report import Report
    from gouji.rulebook.pack import Rule

Loaded = TypeVar("Loaded")

CLEAN, FOUND, BAD_CALL, UNREAD = 0, 1, 2, 3
INTERRUPTED = 130
PLAIN_COLUMNS = 80
WIDEST = 120
UNREAD_STATUSES = {"partial", "unchecked", "unreadable"}
SEVERITIES = ("note", "warning", "error")
# The root of typer's errors of call; typer carries click under a private name in some releases and needs it installed in others.
TyperError = typer.BadParameter.__mro__[2]

app = typer.Typer(
    name="gouji",
    help="Recomputes every relation that the figures of a Chinese performance self-evaluation report state or imply.",
    epilog="Exit codes: 0 nothing found, 1 something found, 2 wrong call, 3 a document was not read or not checked.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

LangOption = Annotated[str, typer.Option("--lang", metavar="|".join(LANGS), help="Language of the messages.")]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and gives the exit code; every error is one line on standard error."""
    _accept_any_character(sys.stdout, sys.stderr)
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        return int(app(list(arguments), prog_name="gouji", standalone_mode=False) or CLEAN)
    except CallError as error:
        return _refuse(_lang(arguments), error)
    except (KeyboardInterrupt, typer.Abort):
        _refuse(_lang(arguments), CallError("interrupted"))
        return INTERRUPTED
    except Exception as error:
        return _give_up(error, arguments)


@app.callback(invoke_without_command=True)
def _program(context: typer.Context, version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False) -> None:
    if version:
        print(f"gouji {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help(), file=sys.stderr)
        raise typer.Exit(BAD_CALL)


@app.command()
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
    lang: LangOption = "zh",
) -> None:
    """Check reports: recompute what their figures state, and say what does not tie out."""
    _built(format)
    settings = Settings(
        select=None if select is None else parse_codes(select),
        extend_select=parse_codes(extend_select or ()),
        ignore=parse_codes(ignore or ()),
        fail_on=cast(FailOn, _choice("--fail-on", fail_on, FAIL_ON)),
        profile=profile,
        template=template,
        together=together,
        lang=cast(Lang, _choice("--lang", lang, LANGS)),
        format=_choice("--format", format, FORMATS),
        output=None if output is None else Path(output),
    )
    _known(settings)
    from gouji import intake

    met = [file for file in intake.files(paths) if not _is_own_output(settings.output, file)]
    if settings.output:
        _writable(settings.output, met)
    report = intake.inspect(met, settings)
    _publish(report, settings)
    _complain(report, settings)
    raise typer.Exit(exit_code(report, settings))


@app.command()
def rules(lang: LangOption = "zh") -> None:
    """List all rules: code, name, severity, title."""
    from gouji.renderers import manual

    _choice("--lang", lang, LANGS)
    _show(lambda columns: manual.table(_rules(), lang, columns))


@app.command()
def explain(code: Annotated[str, typer.Argument(metavar="CODE", help="A rule's code or name.")], lang: LangOption = "zh") -> None:
    """Explain a rule: what it checks, why, on whose authority, with examples."""
    from gouji.renderers import manual

    _choice("--lang", lang, LANGS)
    known = _rules()
    rule = next((rule for rule in known if code.upper() == rule.code or code.lower() == rule.name), None)
    if rule is None:
        raise CallError("unknown-code", near=_near_rule(code, known), option="explain", code=code)
    _show(lambda columns: manual.explanation(rule, lang, columns))


@app.command()
def trace(file: Annotated[str, typer.Argument(metavar="FILE", help="A file, or - for text on standard input.")], lang: LangOption = "zh") -> None:
    """Show what was understood: every figure, its name, and the relations that hold it."""
    from gouji import intake
    from gouji.renderers import trace as view

    settings = Settings(lang=cast(Lang, _choice("--lang", lang, LANGS)))
    if Path(file).is_dir():
        raise CallError("one-file", path=file)
    _rules()  # a broken pack is the caller's to mend, and said before anything is read
    report = intake.inspect(intake.files([file]), settings)
    _show(lambda columns: view.sheet(report.documents[0], lang, columns))
    _complain(report, settings)
    raise typer.Exit(UNREAD if report.documents[0].status == "unreadable" else CLEAN)


def exit_code(report: Report, settings: Settings) -> int:
    """What the contract asks a run to exit with: unread before found before clean. Under `--template`, a form without figures is right."""
    unread = UNREAD_STATUSES - {"unchecked"} if settings.template else UNREAD_STATUSES
    if any(document.status in unread for document in report.documents):
        return UNREAD
    failing = () if settings.fail_on == "never" else SEVERITIES[SEVERITIES.index(settings.fail_on) :]
    return FOUND if any(finding.severity in failing for document in report.documents for finding in document.findings) else CLEAN


# --- is the call right ---


def _built(format: str) -> None:
    if format in PLANNED_FORMATS:
        raise CallError("unbuilt-format", format=format, choices=", ".join(FORMATS))


def _choice(option: str, value: str, choices: Sequence[str]) -> str:
    if value not in choices:
        raise CallError("unknown-choice", near=_near(value, choices), option=option, value=value, choices=", ".join(choices))
    return value


def _known(settings: Settings) -> None:
    """Raises CallError for a rule or a profile that does not exist."""
    known = _rules()
    options = {"--select": settings.select or (), "--extend-select": settings.extend_select, "--ignore": settings.ignore}
    for option, codes in options.items():
        for code in codes:
            if not any(rule.code.startswith(code) for rule in known):
                raise CallError("unknown-code", near=_near_rule(code, known), option=option, code=code)
    if settings.profile is not None:
        from gouji.rulebook.profile import load_profiles

        _choice("--profile", settings.profile, sorted(_loaded(load_profiles)))


def _rules() -> tuple[Rule, ...]:
    from gouji.rulebook.pack import load_rules

    return _loaded(load_rules)


def _loaded(load: Callable[[], Loaded]) -> Loaded:
    from gouji.rulebook.source import PackError

    try:
        return load()
    except PackError as error:
        raise CallError("rule-pack", error=error) from error


def _near_rule(code: str, known: Iterable[Rule]) -> str:
    """The code, or the code of the name, that is nearest to what was asked for."""
    codes = {word: rule.code for rule in known for word in (rule.code, rule.name)}
    return codes.get(_near(code.lower(), codes) or _near(code.upper(), codes), "")


def _near(value: str, choices: Iterable[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(value, list(choices), n=1, cutoff=0.5)), "")


def _writable(output: Path, met: Iterable[Met]) -> None:
    """Raises CallError where `--output` would overwrite something to be checked, or cannot be written at all."""
    if output.is_dir() or not output.absolute().parent.is_dir():
        raise CallError("output-folder", path=output)
    if any(_same(output, file) for file in met):
        raise CallError("output-is-input", path=output)


def _same(output: Path, file: Met) -> bool:
    return not file.is_standard_input and output.exists() and file.path.exists() and output.samefile(file.path)


def _is_own_output(output: Path | None, file: Met) -> bool:
    """Whether a file met in a folder is the JSON report of an earlier run, about to be written anew."""
    if output is None or file.named or not _same(output, file):
        return False
    with file.path.open("rb") as stream:
        return b'"schema": "gouji/' in stream.read(64).replace(b'":"', b'": "')


# --- what is said, and where ---


def _publish(report: Report, settings: Settings) -> None:
    if settings.format == "terminal":
        from gouji.renderers import terminal

        _show(lambda columns: terminal.sheet(report, settings.lang, columns, template=settings.template), settings.output)
        return
    from gouji.renderers import json

    render = {"json": json.render, "jsonl": json.render_lines}[settings.format]
    # a file name that is no text in its file system becomes \udcXX, which JSON reads back as it was
    _write(render(report, __version__).encode("utf-8", "backslashreplace"), settings.output)


def _show(view: Callable[[int], Sheet], output: Path | None = None) -> None:
    """Prints a view: as wide as the terminal and in colour on one, plain and in 80 columns elsewhere."""
    if output is not None:
        _write(view(PLAIN_COLUMNS).plain().encode("utf-8", "backslashreplace"), output)
    elif not sys.stdout.isatty():
        _write(view(PLAIN_COLUMNS).plain().encode(sys.stdout.encoding or "utf-8", "backslashreplace"), None)
    else:
        from rich.console import Console

        console = Console(highlight=False)
        for line in view(min(console.width, WIDEST)).lines:
            console.print(line, no_wrap=True, overflow="ignore", crop=False)


def _write(data: bytes, output: Path | None) -> None:
    if output is not None:
        try:
            output.write_bytes(data)
        except OSError as error:
            raise CallError("unwritable", path=output, error=error.strerror) from error
        return
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    except BrokenPipeError:
        # `gouji check … | head`: nobody listens any more, and Python must not try again when it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(report: Report, settings: Settings) -> None:
    """One line on standard error for each loss that the reader of the report may not see there."""
    seen = settings.format == "terminal" and settings.output is None
    for document in report.documents:
        for problem in document.problems:
            if problem.loses and (problem.code == "internal" or not seen):
                _say(f"{document.path}: {problem.message}")


def _refuse(lang: str, error: CallError) -> int:
    from gouji.renderers.words import Wording

    wording = Wording(lang)
    nearest = wording("call.nearest", nearest=error.near) if error.near else ""
    _say(wording(f"call.{error.key}", nearest=nearest, **error.slots))
    return BAD_CALL


def _give_up(error: Exception, arguments: Sequence[str]) -> int:
    if isinstance(error, TyperError):
        _say(cast(typer.BadParameter, error).format_message())
        return BAD_CALL
    from gouji.intake import origin
    from gouji.renderers.words import Wording

    _say(Wording(_lang(arguments))("problem.internal", error=f"{error!r} {origin(error)}"))
    return UNREAD


def _say(message: str) -> None:
    print("gouji:", " ".join(message.split()), file=sys.stderr)


def _lang(arguments: Sequence[str]) -> str:
    """The language asked for, for errors that come before the arguments are understood."""
    return "en" if "--lang=en" in arguments or ("--lang", "en") in pairwise(arguments) else "zh"


def _accept_any_character(*streams: TextIO) -> None:
    """Lets a console that knows no Chinese show escapes instead of failing."""
    for stream in streams:
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
