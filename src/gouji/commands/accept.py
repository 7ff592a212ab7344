"""`gouji accept`, `gouji baseline`: findings that somebody answers for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from gouji.commands.accepting import applied, day, kept, names
from gouji.commands.asked import asked
from gouji.commands.call import CLEAN, UNREAD, near
from gouji.commands.console import complain, show, write
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
    from gouji.acceptance import Acceptance, Acceptances, Applied
    from gouji.config.resolve import InForce
    from gouji.report import Finding

Found = tuple[str, "Finding"]  # the path of its document, as the acceptances see it

_SHORTEST = 6  # characters that may stand for a fingerprint
_UNREAD = ("partial", "unreadable")
PathsArgument = Annotated[list[str], typer.Argument(metavar="PATH", help="A file, a folder (searched recursively), or - for text on standard input.")]
ReasonOption = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why it is right as it is.")]
ByOption = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who answers for it.")]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="YYYY-MM-DD", help="The last day on which it holds.")]


def accept(
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="REPORT", help="The file with the findings; several with --together.")],
    finding: Annotated[
        list[str] | None, typer.Option("--finding", metavar="FINGERPRINT|CODE", help="What to accept; without it, what there is is listed.")
    ] = None,
    reason: ReasonOption = None,
    by: ByOption = None,
    until: UntilOption = None,
    select: SelectOption = None,
    extend_select: ExtendSelectOption = None,
    ignore: IgnoreOption = None,
    profile: ProfileOption = None,
    together: TogetherOption = None,
    template: TemplateOption = None,
    packs: PacksOption = None,
    lang: MaybeLangOption = None,
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
) -> None:
    """Accept findings: write down, in gouji.accept.yaml, that they were looked at, why they stand and who says so."""
    with asked(paths[0], context.params) as force:
        day(until, "--until")
        if finding and not (reason or "").strip():
            raise CallError("reason-wanted")
        store, _, found = _run(paths, force, None)
        if not finding:
            _list(found, force.settings)
            return
        chosen = [pair for asked_for in finding for pair in _chosen(asked_for, found)]
        _add(store, chosen, force.settings, reason or "", by, until)


def baseline(
    context: typer.Context,
    paths: PathsArgument,
    prune: Annotated[bool, typer.Option("--prune", help="Add nothing; drop the entries that are no longer used.")] = False,
    reason: ReasonOption = None,
    by: ByOption = None,
    until: UntilOption = None,
    today: TodayOption = None,
    select: SelectOption = None,
    extend_select: ExtendSelectOption = None,
    ignore: IgnoreOption = None,
    profile: ProfileOption = None,
    together: TogetherOption = None,
    template: TemplateOption = None,
    packs: PacksOption = None,
    lang: MaybeLangOption = None,
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
) -> None:
    """Accept all present findings, for a first adoption: only what is new is told from then on."""
    with asked(paths[0], context.params) as force:
        from gouji.renderers.words import Wording

        day(until, "--until")
        store, outcome, found = _run(paths, force, day(today))
        if prune:
            _drop(store, outcome.unused, force.settings)
        else:
            _add(
                store,
                [(name, each) for name, each in found if each.suppressed is None],
                force.settings,
                reason or Wording(force.settings.lang)("accept.baseline"),
                by,
                until,
            )
        from gouji.tally import tally

        complain(tally(outcome.report), force.settings)
        unread = any(document.status in _UNREAD for document in outcome.report.documents)
        raise typer.Exit(UNREAD if unread else CLEAN)


def _run(paths: Sequence[str], force: InForce, today: str | None) -> tuple[Acceptances, Applied, list[Found]]:
    """The acceptances, what they make of the report of `paths`, and its findings in order."""
    from gouji import intake
    from gouji.running import run

    store = kept(force, paths[0])
    met = intake.files(paths)
    outcome = applied(run.gather(met, force.settings, Execution()), met, store, force.settings, today)
    documents = zip(outcome.report.documents, names(store, met), strict=True)
    return store, outcome, [(name, finding) for document, name in documents for finding in document.findings]


def _chosen(asked_for: str, found: Sequence[Found]) -> Iterator[Found]:
    """The findings with a code or name, or the one with a fingerprint or its beginning. Raises CallError where there is none, or are two."""
    same = [pair for pair in found if asked_for.upper() == pair[1].code or asked_for.lower() == pair[1].name]
    if not same:
        same = [pair for pair in found if pair[1].fingerprint == asked_for] or [pair for pair in found if _begins(pair[1], asked_for)]
        if len({pair[1].fingerprint for pair in same}) > 1:
            raise CallError("findings-alike", value=asked_for, choices=", ".join(dict.fromkeys(pair[1].fingerprint for pair in same)))
    if not same:
        known = {word for _, finding in found for word in (finding.code, finding.name, finding.fingerprint)}
        raise CallError("no-such-finding", near=near(asked_for, sorted(known)) or near(asked_for.upper(), sorted(known)), value=asked_for)
    yield from same


def _begins(finding: Finding, asked_for: str) -> bool:
    return len(asked_for) >= _SHORTEST and finding.fingerprint.startswith(asked_for.lower())


def _add(store: Acceptances, chosen: Sequence[Found], settings: Settings, reason: str, by: str | None, until: str | None) -> None:
    """Writes an entry for each; one that is there for the same finding in the same file gives way to it."""
    from gouji.acceptance import Acceptance

    entries = list(dict.fromkeys(Acceptance(name, finding.fingerprint, reason, by, until, finding.code, finding.message) for name, finding in chosen))
    same = {(entry.path, entry.fingerprint) for entry in entries}
    _rewrite(store, [entry for entry in store.entries if (entry.path, entry.fingerprint) in same], entries, settings)
    _report("written", store, entries, settings)


def _drop(store: Acceptances, unused: Sequence[Acceptance], settings: Settings) -> None:
    _rewrite(store, unused, (), settings)
    _report("dropped", store, unused, settings)


def _rewrite(store: Acceptances, drop: Sequence[Acceptance], add: Sequence[Acceptance], settings: Settings) -> None:
    from gouji.acceptance import rewritten
    from gouji.renderers.words import Wording
    from gouji.rulebook.source import PackError

    if not drop and not add:
        return
    text = store.path.read_text(encoding="utf-8") if store.path.is_file() else ""
    try:
        text = rewritten(store.path, text, drop, add, Wording(settings.lang)("accept.header"))
    except PackError as error:
        raise CallError("acceptances", error=error) from error
    write(text.encode("utf-8"), store.path)


def _report(key: str, store: Acceptances, entries: Sequence[Acceptance], settings: Settings) -> None:
    from gouji.config.resolve import shown
    from gouji.renderers.sheet import Sheet
    from gouji.renderers.words import Wording

    wording = Wording(settings.lang)

    def view(columns: int) -> Sheet:
        page = Sheet(columns)
        page.put((wording(f"accept.{key}", count=len(entries), file=shown(store.path)), "strong"))
        for entry in entries:
            page.put(f"{entry.fingerprint} {entry.code or ''} {entry.path}: {entry.finding or ''}", indent=2, hang=4)
        return page

    show(view)


def _list(found: Sequence[Found], settings: Settings) -> None:
    """The findings with their fingerprints, and why those that are accepted are."""
    from gouji.renderers.sheet import Sheet
    from gouji.renderers.words import Wording

    wording = Wording(settings.lang)

    def view(columns: int) -> Sheet:
        page = Sheet(columns)
        page.put((wording("accept.list" if found else "accept.none"), "strong"))
        for name, finding in found:
            page.put((finding.fingerprint, "strong"), f" {finding.code} {name}: {finding.message}", indent=2, hang=4)
            if finding.suppressed is not None:
                page.put((wording("accept.because", reason=finding.suppressed.reason), "faint"), indent=4, hang=6)
        return page

    show(view)
