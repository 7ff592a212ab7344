"""What a report says of itself: kind, unit, year, budget, score, grade; and the score and grade that follow from its own figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import fields, replace
from fractions import Fraction

from gouji.checks.draft import Draft
from gouji.checks.wording import decimal
from gouji.diagnose.blame import Verdict
from gouji.ledger import WHOLE, Fact, Ledger
from gouji.report import About
from gouji.rulebook.glossary import Glossary
from gouji.rulebook.profile import Profile

OTHER = "other"  # the kind of a document that is none of those known
_TITLE_BLOCKS = 6  # title, subtitle and the first paragraphs


def about(plain: Sequence[str], ledger: Ledger, verdicts: Sequence[Verdict], profile: Profile, glossary: Glossary) -> About:
    """The summary that one report gives of itself, from the plain text of its blocks; ids of facts where they are figures."""
    opening, whole = list(plain[:_TITLE_BLOCKS]), "\n".join(plain)
    total = _first(ledger, "total_score")
    grade = next((given.word for given in ledger.grades), None)
    score, recomputed = _recomputed(ledger, total, verdicts), None
    if score is not None and grade is not None:
        recomputed = next(
            (band.word for band in profile.grades[0][1] if len(band.word) == len(grade) and score >= band.low and (band.high is None or score < band.high)),
            None,
        )
    return About(
        kind=_kind(opening, whole, glossary),
        unit=_unit(opening, whole, glossary),
        year=_year(opening, whole, glossary),
        budget=_id(_first(ledger, "final_budget")),
        executed=_id(_first(ledger, "executed")),
        score=_id(total),
        grade=grade,
        recomputed_score=None if score is None else _shown(score),
        recomputed_grade=recomputed,
    )


def alike(told: Sequence[About]) -> About:
    """What all reports of a volume say alike; a volume has no unit, budget or score of its own."""
    first, *others = told
    differing = {field.name: None for field in fields(About) if any(getattr(other, field.name) != getattr(first, field.name) for other in others)}
    return replace(first, **{**differing, **({"kind": OTHER} if "kind" in differing else {})})  # type: ignore[arg-type]  # only the kind may not be None


def _kind(opening: list[str], whole: str, glossary: Glossary) -> str:
    for text in ("\n".join(opening[:2]), whole):
        for kind, words in glossary.documents["kinds"].items():
            if any(word in text for word in words):
                return str(kind)
    return OTHER


def _unit(opening: list[str], whole: str, glossary: Glossary) -> str | None:
    """The first body named at the start of the title or of a sentence."""
    endings = "|".join(glossary.documents["unit_endings"])
    pattern = re.compile(rf"(?:^|\n)(?P<unit>[^\s，。、；：:,;\d]{{2,24}}?(?:{endings}))(?=[\d，,。\s]|$)")
    match = pattern.search("\n".join(opening)) or pattern.search(whole)
    return match.group("unit") if match else None


def _year(opening: list[str], whole: str, glossary: Glossary) -> str | None:
    pattern = re.compile(rf"((?:19|20)\d\d)\s*{glossary.documents['year'][0]}")
    for text in ("\n".join(opening[:2]), whole):
        years: Counter[str] = Counter(pattern.findall(text))
        if years:
            return min(years, key=lambda year: (-years[year], year))
    return None


def _first(ledger: Ledger, measure: str) -> Fact | None:
    found = [fact for fact in ledger.facts if fact.measure == measure and not fact.part]
    return next((fact for fact in found if fact.aspects.subject in (WHOLE, None)), found[0] if found else None)


def _id(fact: Fact | None) -> str | None:
    return fact.id if fact else None


def _recomputed(ledger: Ledger, total: Fact | None, verdicts: Sequence[Verdict]) -> Fraction | None:
    """The stated total less what was given beyond proportion, each mark to two decimals."""
    if total is None:
        return None
    facts = {fact.id: fact for fact in ledger.facts}
    score = _total_of_scores(verdicts) or total.figure.base_value
    for draft in (draft for verdict in verdicts for draft in verdict.broken if _overpaid(draft, verdict)):
        earned = draft.expected.interval.high if draft.expected else None
        if earned is not None:
            low = draft.expected.interval.low if draft.expected and draft.expected.interval.low is not None else earned
            score -= facts[draft.facts[0]].figure.base_value - Fraction(decimal((earned + low) / 2, 2))
    return score


def _total_of_scores(verdicts: Sequence[Verdict]) -> Fraction | None:
    """Where the total is at fault, what its scores make."""
    for verdict in verdicts:
        for draft in verdict.broken:
            if draft.rule.check == "scores" and draft.outcome == "inconsistent" and draft.expected is not None and not verdict.candidates:
                return draft.expected.interval.low
    return None


def _overpaid(draft: Draft, verdict: Verdict) -> bool:
    return draft.rule.check == "full-marks" and verdict.fact == draft.facts[0]


def _shown(score: Fraction) -> str:
    return decimal(score, next(digits for digits in range(13) if (score * 10**digits).denominator == 1 or digits == 12))
