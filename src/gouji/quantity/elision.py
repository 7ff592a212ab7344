"""Long arithmetic made short enough to read."""

from __future__ import annotations

_SUM, _MOST_TERMS, _FIRST, _LAST = " + ", 8, 3, 2


def elided(text: str) -> str:
    """Arithmetic for people: the middle of a long sum left out, its beginning, its end and the number of its terms kept (`1 + 2 + 3 + …(21)… + 9 = 50`)."""
    terms = text.split(_SUM)
    if len(terms) <= _MOST_TERMS:
        return text
    return _SUM.join([*terms[:_FIRST], f"…({len(terms) - _FIRST - _LAST})…", *terms[-_LAST:]])
