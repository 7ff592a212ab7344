"""How long a check takes beside what a common extractor needs for the characters alone. Prints medians and ratios.

    python benchmarks/speed.py [report.pdf] [--rounds 5]

`gouji` reads, understands and checks; the two pdfplumber rows only extract. All run in this process, in turn, after one round to warm up.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber

import gouji

FORM = Path(__file__).parents[1] / "fixtures" / "forms" / "xinjiang.pdf"


def check(path: Path) -> None:
    (document,) = gouji.check(path).documents
    if document.status == "unreadable":
        raise SystemExit(f"{path}: not read: {document.problems}")


def characters(path: Path) -> None:
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            _ = page.chars
            page.close()


def tables(path: Path) -> None:
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            _ = page.chars, page.lines, page.extract_tables()
            page.close()


RUNNERS: dict[str, Callable[[Path], None]] = {
    "gouji.check, reading included": check,
    "pdfplumber, characters": characters,
    "pdfplumber, characters + lines + tables": tables,
}


def seconds(runner: Callable[[Path], None], path: Path) -> float:
    start = time.perf_counter()
    runner(path)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pdf", nargs="?", type=Path, default=FORM)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    for runner in RUNNERS.values():
        runner(arguments.pdf)
    times: dict[str, list[float]] = {name: [] for name in RUNNERS}
    for _ in range(arguments.rounds):
        for name, runner in RUNNERS.items():
            times[name].append(seconds(runner, arguments.pdf))
    medians = {name: statistics.median(found) for name, found in times.items()}
    ours = next(iter(medians.values()))
    print(f"{arguments.pdf}: median of {arguments.rounds}")
    for name, median in medians.items():
        print(f"{name:42} {median * 1000:9.1f} ms   gouji is {ours / median:5.2f} of it")


if __name__ == "__main__":
    main()
