"""Seeded damage to PDF and Word files, a sample of `benchmarks/mutations.py`; and coverage-guided fuzzing of texts for some seconds."""

from __future__ import annotations

import importlib.util
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from support import ROOT

sys.path.append(str(ROOT / "benchmarks"))

import fuzz
import mutations

COUNT = 160


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux only")
def test_damage_is_named_or_does_no_harm_and_nothing_unreadable_is_called_checked() -> None:
    found = list(mutations.judged(2023, range(COUNT), workers=2))
    wrong = [(mutant.number, mutant.how, mutant.source.name, came) for mutant, came, _ in found if came not in ("named", "whole")]
    counts = Counter((mutant.source.suffix, came) for mutant, came, _ in found)
    assert wrong == []
    assert len(found) == COUNT and min(counts[suffix, "named"] for suffix in (".pdf", ".docx")) > COUNT // 4


def test_a_mutant_is_the_same_whenever_it_is_made() -> None:
    (one,) = mutations.mutants(5, range(37, 38))
    *_, other = mutations.mutants(5, range(20, 38))
    assert one == other and one.data != one.source.read_bytes()


@pytest.mark.parametrize("seed", range(4))
def test_a_text_of_our_words_in_any_order_has_a_report(seed: int) -> None:
    chance, words = random.Random(seed), fuzz.words()
    for _ in range(25):
        pieces = chance.choices(words, k=chance.randrange(1, 60)) + chance.choices("0123456789.,%万元亿：、，。\n|", k=chance.randrange(60))
        chance.shuffle(pieces)
        assert fuzz.tried("".join(pieces).encode()) in ("checked", "unchecked", "partial", "unreadable", "skipped")


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris is installed on Linux only")
def test_seconds_of_fuzzing_find_nothing(tmp_path: Path) -> None:
    command = [sys.executable, ROOT / "benchmarks" / "fuzz.py", "--seconds", "4"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=120, encoding="utf-8", errors="replace")
    assert done.returncode == 0, done.stderr[-3_000:]
    assert "stat::number_of_executed_units" in done.stderr and not list(tmp_path.glob("crash-*"))
