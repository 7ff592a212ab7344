"""Budget, executed, rate: a sample of what `benchmarks/triples.py` runs in full."""

from __future__ import annotations

import random
import sys
from fractions import Fraction

from support import ROOT, told

sys.path.append(str(ROOT / "benchmarks"))
from triples import Print, Triple, false_alarms, misses  # a script, not a package

SEED = 20_230_101


def test_true_triples_are_never_flagged() -> None:
    """Rounded or truncated, to any places, in any unit: 1,500 sentences without an error or warning."""
    assert not [(sentence, told(found)) for sentence, found in false_alarms(1_500, random.Random(SEED))]


def test_false_triples_are_always_found() -> None:
    """500 sentences in which the printed numbers cannot be those of any true triple."""
    assert not list(misses(500, random.Random(SEED)))


def test_a_triple_is_false_only_where_no_convention_saves_it() -> None:
    """The yardstick itself: 425 of 700 is 60.71 %, so that 61 % fits when rounded and 60 % when truncated."""

    def triple(executed: int, rate: int) -> Triple:
        money, percent = Fraction(10_000), Fraction(1, 100)
        return Triple(Print(700, 0, money, "万元"), Print(executed, 0, money, "万元"), Print(rate, 0, percent, "%"), "", False)

    assert not triple(425, 61).is_false
    assert not triple(425, 60).is_false
    assert triple(425, 62).is_false
    assert triple(445, 61).is_false
