"""Seeded damage to PDF and Word files: whether each ends in a named problem, or is read as it was. Prints counts by outcome and the cases that are neither.

    python benchmarks/mutations.py [--count 2000] [--seed 0] [--workers 1] [--show 10]

A mutant is named by its seed and number alone: `--seed 3 --only 1234` makes the same one again, `--write FILE` keeps it. Damage that nothing in the file tells
of (a letter in a word that is not packed) reads as another report, not as a broken one: those are counted as `altered`, and shown.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gouji.intake import Met
from gouji.report import DocumentReport
from gouji.running.bounds import Bounds
from gouji.running.pool import Pool
from gouji.running.task import Order

FORMS = Path(__file__).parents[1] / "fixtures" / "forms"
SOURCES = tuple(FORMS / f"{name}.{suffix}" for suffix in ("pdf", "docx") for name in ("dossier-form", "xinjiang", "hunan", "default"))
SECONDS, MEBIBYTES = 30, 1024
_WORDS = (b"obj", b"endobj", b"stream", b"endstream", b"xref", b"trailer", b"startxref", b"/Length", b"/Filter", b"/Kids", b"/Count", b"/W", b"PK\x01\x02")
_EXTREMES = (b"-1", b"0", b"4294967295", b"99999999999999999999", b"<<", b">>", b"[", b"]", b"(", b"%", b"\xff\xff\xff\xff", b"\0\0\0\0")


@dataclass(frozen=True, slots=True)
class Mutant:
    """Damaged bytes, and of which file and how they were made."""

    number: int
    source: Path
    how: str
    data: bytes


def mutants(seed: int, numbers: range, sources: tuple[Path, ...] = SOURCES) -> Iterator[Mutant]:
    """The mutants of a seed; each depends on its number only."""
    wholes = {source: source.read_bytes() for source in sources}
    for number in numbers:
        chance = random.Random(f"{seed}/{number}")
        source = sources[number % len(sources)]
        how = chance.choice(sorted(KINDS))
        data = bytearray(wholes[source])
        KINDS[how](data, chance)
        yield Mutant(number, source, how, bytes(data))


def _flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 1, 1, 4, 32))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def _lose(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    del data[at : at + chance.choice((1, 2, 16, 512, 4096))]


def _double(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    data[at:at] = data[at : at + chance.choice((1, 16, 512, 4096))]


def _blank(data: bytearray, chance: random.Random) -> None:
    at, size = chance.randrange(len(data)), chance.choice((16, 512, 4096))
    data[at : at + size] = bytes(len(data[at : at + size]))


def _swap(data: bytearray, chance: random.Random) -> None:
    size = chance.choice((16, 512, 4096))
    one, other = sorted(chance.randrange(len(data)) for _ in range(2))
    if one + size <= other <= len(data) - size:
        data[one : one + size], data[other : other + size] = data[other : other + size], data[one : one + size]
    else:
        data[one] ^= 0xFF


def _disturb(data: bytearray, chance: random.Random) -> None:
    """Something extreme where the structure of the file stands."""
    places = [at for word in _WORDS if (at := data.find(word, chance.randrange(len(data)))) >= 0]
    at = (chance.choice(places) if places else chance.randrange(len(data))) + chance.randrange(12)
    extreme = chance.choice(_EXTREMES)
    data[at : at + chance.choice((0, len(extreme)))] = extreme


KINDS: dict[str, Callable[[bytearray, random.Random], None]] = {
    "flip": _flip,
    "cut": _cut,
    "lose": _lose,
    "double": _double,
    "blank": _blank,
    "swap": _swap,
    "disturb": _disturb,
}


def said(report: DocumentReport) -> tuple[str, ...]:
    """The figures of a report in their order."""
    return tuple(view.fact.text for view in report.figures)


def outcome(report: DocumentReport, whole: tuple[str, ...]) -> str:
    """What came of a mutant: a losing problem (`named`), the report as it was (`whole`), other figures without a word (`altered`, and `emptied` where fewer
    than half of them are left), or a fault of ours (`failed`)."""
    codes = {problem.code for problem in report.problems}
    if codes & {"over-time", "crashed"} or any("(" in problem.message and ".py:" in problem.message for problem in report.problems):
        return "failed"
    if any(problem.loses for problem in report.problems):
        return "failed" if report.status == "checked" else "named"
    found = said(report)
    if found == whole:
        return "whole"
    return "emptied" if 2 * len(found) < len(whole) and report.status == "checked" else "altered"


def judged(seed: int, numbers: range, workers: int = 1, sources: tuple[Path, ...] = SOURCES) -> Iterator[tuple[Mutant, str, DocumentReport]]:
    """Each mutant with its outcome and its report, read in bounded children."""
    with Pool(Order(), Bounds(SECONDS, MEBIBYTES), workers) as pool:
        wholes = {source: said(came.view) for source, came in zip(sources, pool.outcomes([Met(path, path.name, True) for path in sources]), strict=True)}
        made = list(mutants(seed, numbers, sources))
        met = (Met(mutant.source, mutant.source.name, True, mutant.data) for mutant in made)
        for mutant, came in zip(made, pool.outcomes(met), strict=True):
            yield mutant, outcome(came.view, wholes[mutant.source]), came.view


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--show", type=int, default=10, help="cases of each doubtful outcome")
    parser.add_argument("--only", type=int, help="one mutant, with all that was said of it")
    parser.add_argument("--write", type=Path, help="where to keep the mutant of --only")
    asked = parser.parse_args()
    if asked.only is not None:
        return _one(asked)
    counts: Counter[tuple[str, str]] = Counter()
    shown: Counter[str] = Counter()
    begun, slowest = time.monotonic(), 0.0
    for first in range(0, asked.count, 500):
        last = time.monotonic()
        for mutant, came, report in judged(asked.seed, range(first, min(first + 500, asked.count)), asked.workers):
            slowest, last = max(slowest, time.monotonic() - last), time.monotonic()
            counts[mutant.source.suffix, came] += 1
            if came in ("failed", "emptied", "altered") and shown[came] < asked.show:
                shown[came] += 1
                print(
                    f"  {came} #{mutant.number} {mutant.how} {mutant.source.name}: {report.status}",
                    *(problem.message for problem in report.problems),
                    flush=True,
                )
    for (suffix, came), count in sorted(counts.items()):
        print(f"{suffix:6} {came:8} {count:6}")
    print(f"{sum(counts.values())} mutants of seed {asked.seed} in {time.monotonic() - begun:.0f} s, the slowest {slowest:.1f} s")
    return 1 if any(came in ("failed", "emptied") for _, came in counts) else 0


def _one(asked: argparse.Namespace) -> int:
    for mutant, came, report in judged(asked.seed, range(asked.only, asked.only + 1)):
        print(mutant.source.name, mutant.how, came, report.status, *(f"\n  {problem.code}: {problem.message}" for problem in report.problems))
        print(f"  {len(report.figures)} figures: {' '.join(said(report))[:300]}")
        if asked.write:
            asked.write.write_bytes(mutant.data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
