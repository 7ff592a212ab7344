"""The hostile set: what each broken or hostile file costs and what is said of it. Prints seconds, peak memory, status and problem of each.

    python benchmarks/broken.py [--only NAME] [--seconds 30] [--memory 1024]

Exits 1 where a file costs more than it may, ends in a fault of ours, or is called checked though it must not be.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from gouji.intake import Met
from gouji.running.bounds import Bounds
from gouji.running.pool import Pool
from gouji.running.task import Order
from gouji.settings import Settings
from hostile import CASES, fault


def peak(pid: int) -> int:
    """The MiB that a process had at most."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) >> 10


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="files with this in their name")
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--memory", type=int, default=1024)
    asked = parser.parse_args()
    wrong, slowest = 0, 0.0
    for name, case in CASES.items():
        if asked.only not in name:
            continue
        data = case.data()
        begun = time.monotonic()
        with Pool(Order(Settings(lang="en")), Bounds(asked.seconds, asked.memory)) as pool:
            (outcome,) = pool.outcomes([Met(Path(name), name, True, data)])
            used = peak(pool.children[0].process.pid) if pool.children else 0
        seconds = time.monotonic() - begun
        slowest = max(slowest, seconds)
        report = outcome.view
        ill = fault(case, report) or ("too slow" if seconds > asked.seconds + 2 else "")
        wrong += bool(ill)
        codes = " ".join(f"{problem.code}{'!' if problem.loses else ''}" for problem in report.problems)
        print(f"{name:24} {len(data):10,} B {seconds:5.1f} s {used or 'dead':>5} MiB {report.status:10} {codes} {'<-- ' + ill if ill else ''}", flush=True)
        if ill:
            print(*(f"    {problem.message}" for problem in report.problems), sep="\n")
    print(f"slowest {slowest:.1f} s, wrong {wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
