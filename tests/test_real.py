"""Excerpts of real, published documents, labelled by hand: how much of what holds is verified, and how much of it is flagged."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys

import pytest

from support import NO_REAL, SHARED

SCORER = SHARED / "real" / "score.py"
LEAST_HELD = 0.70
MOST_FALSE_ALARMS = 1
pytestmark = pytest.mark.skipif(not SCORER.exists(), reason=NO_REAL)


def test_text_excerpts() -> None:
    """At least 70 % of the relations that hold are verified, with at most one false alarm."""
    program = shlex.join([sys.executable, "-m", "gouji", "check"])
    done = subprocess.run([sys.executable, str(SCORER), "--cmd", program, "--ext", "txt", "--jobs", "2"], capture_output=True, timeout=300, check=True)
    output = done.stdout.decode("utf-8")
    match = re.search(r"holds verified (\d+)/(\d+) · false alarms (\d+)", output)
    assert match, output
    held, all_, false = map(int, match.groups())
    assert false <= MOST_FALSE_ALARMS, output
    assert held / all_ >= LEAST_HELD, output
