"""How long gouji takes beside what a common extractor needs. Prints medians and ratios, each ratio within one run.

    python benchmarks/speed.py [report.pdf] [--rounds 5] [--pages 300]

In this process, in turn, after one round to warm up: reading, checking, both, and pdfplumber's characters, and its characters, lines and tables. Then the
same for the report again and again on so many pages, with a form on every tenth, all of fixtures/forms in turn, with seconds a page and the peak memory
of a process of its own. Last the whole command, start to exit, beside a Python that imports pdfplumber and extracts the text; both with compiled modules,
as installed.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import pdfplumber

from gouji import audit
from gouji.audit import Opened
from gouji.settings import Settings

FORMS = sorted(path for path in (Path(__file__).parents[1] / "fixtures" / "forms").glob("*.pdf") if not path.stem.startswith("dossier"))
FORM = Path(__file__).parents[1] / "fixtures" / "forms" / "xinjiang.pdf"
EXTRACT = "import sys, pdfplumber\nwith pdfplumber.open(sys.argv[1]) as pdf:\n    for page in pdf.pages:\n        page.extract_text()"
PEAK = "import gouji, resource, sys; gouji.check(sys.argv[1]); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
BOTH, READ, CHECK = "gouji, reading + checking", "gouji, reading", "gouji, checking"
CHARACTERS, TABLES = "pdfplumber, characters", "pdfplumber, characters + lines + tables"
TABLE_EVERY = 10


def opened(path: Path) -> Opened:
    found = audit.open_file(path, path.name, named=True)
    if not isinstance(found, Opened):
        raise SystemExit(f"{path}: not read: {found.problems}")
    return found


def check(found: Opened) -> None:
    audit.check_document(found.document, found.shown, found.sha256, Settings())


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


def seconds(runner: Callable[[], object]) -> float:
    start = time.perf_counter()
    runner()
    return time.perf_counter() - start


def medians(runners: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Seconds by name; all run in turn, so that what slows the machine slows each of them."""
    times: dict[str, list[float]] = {name: [] for name in runners}
    for _ in range(rounds):
        for name, runner in runners.items():
            times[name].append(seconds(runner))
    return {name: statistics.median(found) for name, found in times.items()}


def in_process(path: Path, rounds: int) -> dict[str, float]:
    """Medians for one file, printed."""
    found = opened(path)
    check(found)
    runners = {
        BOTH: lambda: check(opened(path)),
        READ: lambda: opened(path),
        CHECK: lambda: check(found),
        CHARACTERS: lambda: characters(path),
        TABLES: lambda: tables(path),
    }
    times = medians(runners, rounds)
    for name, median in times.items():
        print(f"  {name:42} {median * 1000:9.1f} ms   reading + checking is {times[BOTH] / median:5.2f} of it")
    print(f"  checking is {times[CHECK] / times[READ]:.2f} of reading")
    return times


def repeated(path: Path, pages: int, tables: Sequence[Path]) -> bytes:
    """A PDF of so many pages: those of `path` again and again, every tenth the first page of one of `tables`, in turn."""
    import pikepdf

    with pikepdf.open(path) as source, ExitStack() as stack, pikepdf.new() as out:
        forms = [stack.enter_context(pikepdf.open(table)) for table in tables]
        for number in range(pages):
            turn, place = divmod(number, TABLE_EVERY)
            out.pages.append(forms[turn % len(forms)].pages[0] if place == TABLE_EVERY - 1 else source.pages[number % len(source.pages)])
        data = io.BytesIO()
        out.save(data, deterministic_id=True)
        return data.getvalue()


def page_count(path: Path) -> int:
    with pdfplumber.open(path) as pdf:
        return len(pdf.pages)


def whole_command(path: Path, rounds: int, scratch: Path) -> None:
    """Start to exit. A checkout under PYTHONDONTWRITEBYTECODE has no compiled modules, so a place is given for them, and the first round is not counted."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {"PYTHONPYCACHEPREFIX": str(scratch)}
    program = shutil.which("gouji", path=str(Path(sys.executable).parent)) or "gouji"

    def runs(*command: str) -> Callable[[], object]:
        return lambda: subprocess.run([*command, str(path)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)

    runners = {"gouji check": runs(program, "check"), "pdfplumber, import + extract_text": runs(sys.executable, "-c", EXTRACT)}
    medians(runners, 1)
    ours, theirs = medians(runners, rounds).values()
    print(f"the whole command, start to exit: gouji check {ours * 1000:.0f} ms, pdfplumber {theirs * 1000:.0f} ms: {ours / theirs:.2f} of it")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pdf", nargs="?", type=Path, default=FORM)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=int, default=300, help="of the long report; 0 for none")
    parser.add_argument("--table", type=Path, action="append", help="every tenth page of the long report; by default all of fixtures/forms in turn")
    asked = parser.parse_args()
    print(f"{asked.pdf}: median of {asked.rounds}")
    times = in_process(asked.pdf, asked.rounds)
    with tempfile.TemporaryDirectory() as folder:
        whole_command(asked.pdf, asked.rounds, Path(folder))
        if asked.pages:
            long = Path(folder) / "long.pdf"
            long.write_bytes(repeated(asked.pdf, asked.pages, asked.table or FORMS))
            print(f"the same on {asked.pages} pages, every tenth with a table: median of {asked.rounds}")
            lengthy = in_process(long, asked.rounds)
            a_page = lengthy[BOTH] / asked.pages / (times[BOTH] / page_count(asked.pdf))
            print(f"  seconds a page are {a_page:.2f} of the short report's")
            peak = subprocess.run([sys.executable, "-c", PEAK, str(long)], capture_output=True, text=True, check=True).stdout.strip()
            print(f"  peak memory {peak} MiB")


if __name__ == "__main__":
    main()
