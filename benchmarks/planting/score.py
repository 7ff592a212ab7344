"""What gouji makes of a report with an error and of its clean twin: detection, blame, repair, findings, false alarms, coverage."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import gouji
from gouji.report import DocumentReport, FactView, Finding
from planting.model import Figure, Report, unit_of
from planting.render import Spot, Written, write
from planting.slips import KINDS, TRUNCATED, Class, Error, plant
from planting.styles import STYLES

ALARMS = ("error", "warning")
LESS, MORE, MINUS = ("减少", "下降", "调减", "降低", "净减", "降幅", "核减", "压减"), ("增加", "增长", "上升", "追加", "净增", "增幅", "调增"), ("-", "−", "－")
RARE = ("sign", "copied-target", "midyear-above-year", "impossible-share", TRUNCATED)
NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(亿元|万元|元|%|[\u4e00-\u9fff（）]*)")


@dataclass(frozen=True, slots=True)
class Told:
    """An error or warning in words, for people to read."""

    code: str
    severity: str
    message: str
    figures: tuple[str, ...]
    repairs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one planted error. `named`: an error or warning has the figure among its own; `told`: there is a new one at all; `blamed`: the first
    that names it names it first; `repaired`: its first repair is the true value, None where no value is to be repaired."""

    style: str
    seed: int
    kind: str
    standing: Class
    named: bool
    told: bool
    blamed: bool
    repaired: bool | None
    findings: int
    words: tuple[str, str]
    where: str
    context: str
    broken: tuple[str, ...]
    said: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Clean:
    """What was said of a clean report."""

    style: str
    seed: int
    figures: int
    verified: int
    alarms: tuple[Told, ...]
    quotes: tuple[str, ...]
    status: str


@dataclass(frozen=True, slots=True)
class Job:
    """One clean report and the kinds of errors to plant in it: so many that count, tried from `first` on; `kinds` narrows them."""

    style: str
    seed: int
    errors: int
    first: int
    kinds: tuple[str, ...] = KINDS
    keep: str | None = None


@dataclass(slots=True)
class Result:
    """What a job gave; `unseen` are errors that nothing in the report can show, by kind, and `probed` those of them that were checked."""

    clean: Clean
    outcomes: list[Outcome] = field(default_factory=list)
    unseen: Counter[str] = field(default_factory=Counter)
    probed: list[Outcome] = field(default_factory=list)


def checked(written: Written, path: Path) -> DocumentReport:
    """The file through gouji, in this process."""
    path.write_bytes(written.content)
    return gouji.check(path).documents[0]


def alarms(document: DocumentReport) -> list[Finding]:
    return [finding for finding in document.findings if finding.severity in ALARMS]


def stands_at(view: FactView, spot: Spot) -> bool:
    """Whether a figure that gouji read is the one at the spot: its number begins there, or its unit or number word reaches into it."""
    place, begin = view.place, view.fact.figure.start
    if spot.line is not None:
        return place.line == spot.line and place.column is not None and spot.column is not None and -3 <= place.column - spot.column <= 0
    if spot.paragraph is not None:
        return place.paragraph == spot.paragraph and spot.start - 3 <= begin < spot.end
    return place.cell is not None and (place.cell.sheet, place.cell.ref) == (spot.sheet, spot.ref) and spot.start - 3 <= begin < spot.end


def _views(document: DocumentReport) -> dict[str, FactView]:
    return {view.fact.id: view for view in document.figures}


def _told(finding: Finding, views: dict[str, FactView]) -> Told:
    texts = tuple(views[key].fact.figure.text if key in views else key for key in finding.figures)
    repairs = tuple(f"{repair.before} → {repair.after} ({repair.cause})" for repair in finding.repairs)
    return Told(finding.code, finding.severity, finding.message, texts, repairs)


def _key(finding: Finding, views: dict[str, FactView]) -> tuple[str, tuple[str, ...]]:
    return finding.code, _told(finding, views).figures


def value_of(text: str, like: Figure) -> tuple[Fraction, Fraction] | None:
    """The ends of what a repair says, in base units; a bare number has the unit of the figure. Where a word stands for the sign, the number is read after
    the word that is printed, unless the repair brings its own: `-2.58` behind 减少 is an increase."""
    found = list(NUMBER.finditer(text))
    if not found:
        return None
    factors = [unit_of(match[2] or like.unit)[1] if match[2] in ("亿元", "万元", "元", "%", "") else unit_of(like.unit)[1] for match in found]
    sign = -1 if text.startswith(MINUS) or any(word in text for word in LESS) else 1
    if like.words and like.negative and not any(word in text for word in (*LESS, *MORE)):
        sign = -sign
    values = [Fraction(match[1].replace(",", "")) * factor * sign for match, factor in zip(found, factors, strict=True)]
    return min(values), max(values)


def right(after: str, true: Figure, printed: Figure) -> bool:
    """Whether a repair gives the true value: exactly, or within what the true print may stand for (scores are rounded too); an interval must hold it and be
    no wider than two steps. `printed` is the figure with the error."""
    ends = value_of(after, printed if printed.words else true)
    if ends is None:
        return False
    low, high = ends
    if low < high:
        return low <= true.printed <= high and high - low <= 2 * true.step
    span = replace(true, exact=False).interval if true.role in ("score", "total") else true.interval
    return low == true.printed or span.low <= low <= span.high


def _outcome(error: Error, written: Written, document: DocumentReport, before: Counter[tuple[str, tuple[str, ...]]]) -> Outcome:
    views, spot = _views(document), written.spots[error.figure]
    at = {key for key, view in views.items() if stands_at(view, spot)}
    counted = Counter(before)
    fresh: list[Finding] = []
    for finding in alarms(document):
        key = _key(finding, views)
        if counted[key]:
            counted[key] -= 1
        else:
            fresh.append(finding)
    naming = [finding for finding in fresh if at & {*finding.figures, *finding.candidates}]
    first = naming[0] if naming else None
    return Outcome(
        error.clean.style,
        error.clean.seed,
        error.kind,
        error.standing,
        bool(naming),
        bool(fresh),
        first is not None and bool(first.figures) and first.figures[0] in at,
        _repaired(error, first, at),
        len(fresh),
        error.words,
        _where(spot),
        _context(spot),
        tuple(_relation(error, relation.figures, relation.kind) for relation in error.breaks),
        tuple(_told(finding, views) for finding in fresh),
    )


def _repaired(error: Error, first: Finding | None, at: set[str]) -> bool | None:
    if error.kind == TRUNCATED:
        return None
    if first is None or not first.repairs:
        return False
    return first.repairs[0].figure in at and right(first.repairs[0].after, error.before, error.after)


def _relation(error: Error, figures: Sequence[int], kind: str) -> str:
    return f"{kind}: " + " | ".join(error.planted.figures[key].text for key in figures)


def _where(spot: Spot) -> str:
    if spot.line is not None:
        return f"{spot.line}:{spot.column}"
    return f"¶{spot.paragraph}:{spot.start}" if spot.paragraph is not None else f"{spot.sheet}!{spot.ref}"


def _context(spot: Spot) -> str:
    return f"{spot.block[max(0, spot.start - 60) : spot.start]}【{spot.text}】{spot.block[spot.end : spot.end + 60]}"


def _clean(report: Report, document: DocumentReport) -> Clean:
    views, said = _views(document), alarms(document)
    coverage = document.coverage
    told = tuple(_told(finding, views) for finding in said)
    return Clean(report.style, report.seed, coverage.figures, coverage.verified, told, tuple(finding.quote for finding in said), document.status)


def run(job: Job) -> Result:
    """One clean report, checked; then each error planted in it, checked."""
    report = STYLES[job.style](job.seed)
    with TemporaryDirectory() as temporary:
        folder = Path(job.keep or temporary)
        name = f"{job.style}-{job.seed}"
        twin = write(report)
        document = checked(twin, folder / f"{name}-clean{twin.suffix}")
        result = Result(_clean(report, document))
        before = Counter(_key(finding, _views(document)) for finding in alarms(document))
        for error in _errors(job, report, result):
            written = write(error.planted)
            path = folder / f"{name}-{error.kind}{written.suffix}"
            outcome = _outcome(error, written, checked(written, path), before)
            (result.outcomes if error.counts else result.probed).append(outcome)
    return result


def _errors(job: Job, report: Report, result: Result) -> Iterator[Error]:
    """Errors that count, as many as the job asks for; and of those that nothing can show the first of a report."""
    made = 0
    shown = False
    for kind in _order(job):
        if made >= job.errors:
            return
        error, unseen = plant(report, kind, Random(f"{job.style}/{job.seed}/{kind}"))
        if unseen:
            result.unseen[kind] += len(unseen)
        if unseen and not shown:
            shown = True
            yield unseen[0]
        if error is not None:
            made += 1
            yield error


def _order(job: Job) -> list[str]:
    """The kinds in turn, those that few reports have a place for oftener; what a report has no place for is made up from the others at random."""
    turn = [kind for kind in (*KINDS, *RARE, *RARE) if kind in job.kinds]
    first = [turn[(job.first + step) % len(turn)] for step in range(min(job.errors, len(turn)))]
    others = list(job.kinds)
    Random(f"{job.style}/{job.seed}").shuffle(others)
    return list(dict.fromkeys([*first, *others]))


def jobs(errors: int, clean: int, seed: int, styles: Iterable[str], kinds: Sequence[str], keep: str | None) -> list[Job]:
    """As many clean reports as asked for, the styles in turn, each with its part of the errors; the kinds in turn as well."""
    names = list(styles)
    each = -(-errors // max(clean, 1))
    return [Job(names[number % len(names)], seed + number // len(names), each, number // len(names) * each, tuple(kinds), keep) for number in range(clean)]
