"""A folder of many reports: what a second worker is worth, what a warm cache is worth, and whether all of them say the same. Prints medians and ratios.

    python benchmarks/folders.py [--files 1000] [--rounds 3]

The reports are our fixtures, in all their formats, each copy a file of its own. Every run is the whole command in a process of its own.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path

FIXTURES = Path(__file__).parents[1] / "fixtures"
SOURCES = sorted(
    path for path in [*FIXTURES.glob("forms/*"), *FIXTURES.glob("reports/*/report.*")] if path.suffix in (".pdf", ".docx", ".xlsx", ".html", ".txt")
)


def write(folder: Path, count: int) -> None:
    """`count` reports in folders of a hundred, no two of the same bytes."""
    for number, source in enumerate(islice(cycle(SOURCES), count)):
        target = folder / f"{number // 100:03}" / f"{number:05}-{source.stem}{source.suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(VARIED[source.suffix](source.read_bytes(), number))


def _zip(data: bytes, number: int) -> bytes:
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as archive:
        archive.comment = f"copy {number}".encode()
    return target.getvalue()


def _text(data: bytes, number: int) -> bytes:
    return data + f"\n\n附注{number}。\n".encode()


VARIED: dict[str, Callable[[bytes, int], bytes]] = {
    ".pdf": lambda data, number: data + f"% copy {number}\n".encode(),
    ".docx": _zip,
    ".xlsx": _zip,
    ".html": lambda data, number: data + f"<!-- copy {number} -->\n".encode(),
    ".txt": _text,
}


def run(folder: Path, *options: str) -> tuple[float, float, str]:
    """Wall seconds, processor seconds of the whole family of processes, and the digest of what was printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "gouji", "check", str(folder), "--format", "jsonl", *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1, 3) or not done.stdout:
        raise SystemExit(f"{options}: exit {done.returncode}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, hashlib.sha256(done.stdout).hexdigest()


def rounds(folder: Path, count: int, scratch: Path) -> dict[str, list[tuple[float, float, str]]]:
    """The runs of each kind, taken in turn, so that a machine that slows down slows all of them."""
    found: dict[str, list[tuple[float, float, str]]] = {}
    for turn in range(count):
        cache = scratch / f"cache-{turn}"
        kinds: Sequence[tuple[str, tuple[str, ...]]] = [(f"{workers} workers", ("--workers", str(workers))) for workers in (1, 2, 4)]
        kinds = [*kinds, ("cold cache", ("--cache", str(cache))), ("warm cache", ("--cache", str(cache)))]
        for name, options in kinds:
            found.setdefault(name, []).append(run(folder, *options))
        shutil.rmtree(cache)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "reports"
        write(folder, arguments.files)
        found = rounds(folder, arguments.rounds, Path(scratch))
    wall = {name: statistics.median(wall for wall, _, _ in runs) for name, runs in found.items()}
    print(f"{arguments.files} reports, {os.cpu_count()} processors, median of {arguments.rounds}")
    for name, runs in found.items():
        processor = statistics.median(processor for _, processor, _ in runs)
        print(f"{name:12} {wall[name]:8.2f} s   {processor:8.2f} s of processor   {1000 * processor / arguments.files:6.1f} ms a report")
    print(f"two workers are {wall['1 workers'] / wall['2 workers']:.2f} times as fast as one")
    print(f"a warm cache takes {wall['warm cache'] / wall['cold cache']:.3f} of a cold one")
    digests = {digest for runs in found.values() for _, _, digest in runs}
    print("the same bytes from 1, 2 and 4 workers, cold and warm" if len(digests) == 1 else f"DIFFERENT OUTPUTS: {len(digests)}")


if __name__ == "__main__":
    main()
