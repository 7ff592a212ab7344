"""Consistent reports in several styles, one error in each copy: what gouji finds, whom it blames, what it would put right, what it says of the clean.

    python benchmarks/planted.py [--errors 1200] [--clean 300] [--seed 0] [--wordings first|second|third|fourth|fifth|sixth|seventh|eighth|ninth] [--style NAME]
                                 [--kind NAME] [--workers 2] [--show missed|blamed|unrepaired|alarms|unseen] [--keep FOLDER]

The reports, their relations and the judgement whether an error can be seen are made by `planting/`, with arithmetic of its own. An error counts if it
breaks at least one printed relation under every lawful reading. Blame and first repair are scored where at least two broken relations have no other
figure in common; elsewhere the figure must be among those named.
"""

from __future__ import annotations

import argparse
import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from planting.score import Clean, Job, Outcome, Result, jobs, run
from planting.slips import KINDS
from planting.styles import STYLES, WORDINGS

SHOWN = ("missed", "blamed", "unrepaired", "alarms", "unseen")


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} % ({part}/{whole})" if whole else "–"


def row(name: str, outcomes: Sequence[Outcome], clean: Sequence[Clean]) -> str:
    """One line of the table."""
    sure = [outcome for outcome in outcomes if outcome.standing == "blameable"]
    open_ = [outcome for outcome in outcomes if outcome.standing == "ambiguous"]
    repairable = [outcome for outcome in sure if outcome.repaired is not None]
    told = [outcome for outcome in outcomes if outcome.told]
    findings = f"{sum(outcome.findings for outcome in told) / len(told):.2f}" if told else "–"
    cells = [
        name,
        percent(sum(outcome.named for outcome in outcomes), len(outcomes)),
        percent(sum(outcome.told for outcome in outcomes), len(outcomes)),
        percent(sum(outcome.blamed for outcome in sure), len(sure)),
        percent(sum(outcome.repaired is True for outcome in repairable), len(repairable)),
        percent(sum(outcome.named for outcome in open_), len(open_)),
        findings,
    ]
    if clean:
        figures = sum(report.figures for report in clean)
        cells += [f"{sum(bool(report.alarms) for report in clean)}/{len(clean)}", percent(sum(report.verified for report in clean), figures)]
    return "| " + " | ".join(cells) + " |"


HEAD = ("named", "anything said", "blamed", "first repair", "ambiguous: named", "findings")
TWINS = ("clean with an alarm", "coverage of clean")


def head(first: str, twins: bool) -> list[str]:
    cells = [first, *HEAD, *(TWINS if twins else ())]
    return ["| " + " | ".join(cells) + " |", "| --- " * len(cells) + "|"]


def tables(results: Sequence[Result]) -> Iterator[str]:
    """Markdown: all, by style, by kind; then what nothing could show."""
    outcomes = [outcome for result in results for outcome in result.outcomes]
    clean = [result.clean for result in results]
    yield from head("style", True)
    yield row("all", outcomes, clean)
    for style in dict.fromkeys(report.style for report in clean):
        yield row(f"`{style}`", [outcome for outcome in outcomes if outcome.style == style], [report for report in clean if report.style == style])
    yield ""
    yield from head("kind", False)
    for kind in KINDS:
        some = [outcome for outcome in outcomes if outcome.kind == kind]
        if some:
            yield row(kind, some, ())
    unseen: Counter[str] = sum((result.unseen for result in results), Counter())
    probed = [outcome for result in results for outcome in result.probed]
    yield ""
    yield f"Errors drawn that no relation can show, not counted above: {sum(unseen.values())}" + "".join(f", {kind} {count}" for kind, count in unseen.items())
    yield f"{len(probed)} of them were checked: something was said of {sum(outcome.told for outcome in probed)}"


def shown(results: Sequence[Result], what: str) -> Iterator[str]:
    """The cases asked for, each with the text around, what was written for what, and what was said."""
    if what == "alarms":
        for result in results:
            for told, quote in zip(result.clean.alarms, result.clean.quotes, strict=True):
                yield f"\n{result.clean.style} {result.clean.seed} clean: {told.code} {told.severity}: {told.message}"
                yield f"    {quote}\n    {' | '.join(told.figures)}"
        return
    if what == "unseen":
        yield from (line for result in results for outcome in result.probed if outcome.told for line in _case(outcome))
        return
    chosen = {
        "missed": lambda outcome: not outcome.named,
        "blamed": lambda outcome: outcome.standing == "blameable" and outcome.named and not outcome.blamed,
        "unrepaired": lambda outcome: outcome.standing == "blameable" and outcome.blamed and outcome.repaired is False,
    }[what]
    for outcome in (outcome for result in results for outcome in result.outcomes):
        if chosen(outcome):
            yield from _case(outcome)


def _case(outcome: Outcome) -> Iterator[str]:
    yield f"\n{outcome.style} {outcome.seed} {outcome.kind} ({outcome.standing}) at {outcome.where}: {outcome.words[0]} → {outcome.words[1]}"
    yield f"    {outcome.context}"
    yield from (f"    breaks {relation}" for relation in outcome.broken[:4])
    for told in outcome.said:
        yield f"    said {told.code} {told.severity}: {told.message}"
        yield f"         figures {' | '.join(told.figures)}; repairs {'; '.join(told.repairs[:3]) or '–'}"
    if not outcome.said:
        yield "    nothing said"


def measure(todo: Sequence[Job], workers: int) -> list[Result]:
    """The results of all jobs, in their order whatever the number of workers."""
    if workers == 1:
        return [run(job) for job in todo]
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(run, todo, chunksize=4))


def main() -> None:
    """Plants, checks and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=int, default=1200, help="errors that count, at least about so many")
    parser.add_argument("--clean", type=int, default=300, help="clean reports in which they are planted")
    parser.add_argument("--seed", type=int, default=0, help="the first seed of each style")
    parser.add_argument("--wordings", choices=list(WORDINGS), default="first", help="which of the independent sets of styles")
    parser.add_argument("--style", choices=list(STYLES), action="append")
    parser.add_argument("--kind", choices=KINDS, action="append")
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--show", choices=SHOWN, action="append", default=[])
    parser.add_argument("--keep", metavar="FOLDER", help="write the files there and leave them")
    given = parser.parse_args()
    if given.keep:
        Path(given.keep).mkdir(parents=True, exist_ok=True)
    start = time.perf_counter()
    todo = jobs(given.errors, given.clean, given.seed, given.style or WORDINGS[given.wordings], given.kind or KINDS, given.keep)
    results = measure(todo, max(1, given.workers))
    for what in given.show:
        print(f"## {what}", *shown(results, what), "", sep="\n")
    print(*tables(results), sep="\n")
    print(f"\n{sum(len(result.outcomes) for result in results)} errors in {len(results)} reports, {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
