"""Excerpts of real, published documents, labelled by hand: how much of what holds is verified, and how much of it is flagged."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys

import pytest

from support import NO_REAL, SHARED

SCORER = SHARED / "real" / "score.py"
LEAST_HELD = 0.92
MOST_FALSE_ALARMS = 0
pytestmark = pytest.mark.skipif(not SCORER.exists(), reason=NO_REAL)


def test_text_excerpts() -> None:
    """At least 92 % of the relations that hold are verified, without a false alarm."""
    program = shlex.join([sys.executable, "-m", "gouji", "check"])
    command = [sys.executable, str(SCORER), "--cmd", program, "--ext", "txt", "--jobs", "2"]
    done = subprocess.run(command, capture_output=True, timeout=300, check=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    output = done.stdout.decode("utf-8")
    match = re.search(r"holds verified (\d+)/(\d+) · false alarms (\d+)", output)
    assert match, output
    held, all_, false = map(int, match.groups())
    assert false <= MOST_FALSE_ALARMS, output
    assert held / all_ >= LEAST_HELD, output
