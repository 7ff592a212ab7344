"""Rates that nothing can lift above a whole: satisfaction, passes, accuracy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from gouji.checks.draft import NOTHING, Case, Draft, Supposed, interval_of
from gouji.checks.records import SIGN, Record, records
from gouji.document.model import Span
from gouji.frozen import frozen, replace
from gouji.ledger import MOVEMENTS, Fact
from gouji.quantity.interval import Interval
from gouji.report import Severity

_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_OTHER = MOVEMENTS | {"completion", "target", "share", "weight", "score"}
_WHOLE = "100%"


@frozen
class _Capped:
    """A value of a rate that cannot pass 100 %, by what it is called; `severity` None: that of the rule, `doubt`: what else it may be."""

    fact: Fact
    name: str
    span: Span
    severity: Severity | None = None
    doubt: str | None = None


def capped(case: Case) -> Iterator[Draft]:
    """No value of such a rate is above 100 %; where values are told as parts of the plan (an indicator of a count that reached 83%), this is but noted."""
    told = {rate.fact.id: rate for rate in (*_of_prose(case), *_of_records(case))}
    for rate in sorted(told.values(), key=lambda rate: case.order[rate.fact.id]):
        yield _draft(case, rate)


def _draft(case: Case, rate: _Capped) -> Draft:
    def holds(supposed: Supposed) -> bool:
        low = interval_of(rate.fact, supposed).low
        return low is None or low <= 1

    kept = holds(NOTHING)
    return Draft(
        rule=case.rule,
        outcome="consistent" if kept else ("undetermined" if rate.doubt else "inconsistent"),
        formula=case.rule.formula,
        operands=((rate.name, rate.fact.id),),
        facts=(rate.fact.id,),
        reach="row" if rate.fact.row is not None else "sentence",
        severity=rate.severity or case.rule.severity,
        span=rate.span,
        holds=holds,
        solve=lambda fact, supposed, *, lawful=False: Interval(None, Fraction(1)),
        reason=None if kept else rate.doubt,
        arithmetic=f"{rate.fact.text} {SIGN['consistent' if kept else 'inconsistent']} {_WHOLE}",
        suspect=rate.fact.id,
        bound=True,
        standalone=rate.doubt is not None,
        values={"name": rate.name, "value": rate.fact.text},
    )


def fractions(case: Case) -> Iterator[Draft]:
    """`乡镇2.3笔`: what is counted one by one, and is no average, is a whole number."""
    singles, averages = set(case.rule.words), case.glossary.words["averages"]
    for fact in case.ledger.facts:
        unit = fact.figure.unit
        if unit is None or not unit.counted or unit.symbol not in singles or fact.measure in ("average", "unit_price") or fact.figure.qualifier != "exact":
            continue
        if fact.figure.base_value.denominator == 1:
            continue
        said = case.text(replace(fact.sentence, end=fact.span.start))
        if not any(word in said or word in fact.noun for word in averages):
            yield _fraction(case, fact)


def _fraction(case: Case, fact: Fact) -> Draft:
    def holds(supposed: Supposed) -> bool:
        told = interval_of(fact, supposed)
        return None in (told.low, told.high) or floor(told.high) >= ceil(told.low)  # type: ignore[arg-type]  # None is told before

    return Draft(
        rule=case.rule,
        outcome="inconsistent",
        formula=case.rule.formula,
        operands=((fact.noun or fact.concept or "", fact.id),),
        facts=(fact.id,),
        reach="row" if fact.row is not None else "sentence",
        severity=case.rule.severity,
        span=fact.sentence,
        holds=holds,
        suspect=fact.id,
        bound=True,
        values={"value": fact.text},
    )


def _of_prose(case: Case) -> Iterator[_Capped]:
    """`满意度达到102%`: the name of the rate right before its value."""
    for fact in case.ledger.facts:
        if fact.dimension != "ratio" or fact.row is not None or fact.stipulated or fact.figure.qualifier != "exact" or fact.measure in _OTHER:
            continue
        before = case.plain[fact.span.block][fact.sentence.start : fact.figure.lead].rstrip(" :：")
        linking = next((word for word in sorted(case.glossary.words["reached_by"], key=len, reverse=True) if before.endswith(word)), "")
        name = _capped_name(case, before.removesuffix(linking))
        if name is not None and not any(word in before for word in case.glossary.words["plans"]):
            doubt, own = _doubt(case, name), fact.concept or ""
            yield _Capped(fact, own if own.endswith(name) else name, fact.span, "note" if doubt else None, doubt)


def _of_records(case: Case) -> Iterator[_Capped]:
    """The actual values of indicators; beside no completion rate a table's column may hold another thing than its head says, so less is said."""
    found = [record for record in records(case) if (fact := record.fact("actual")) is not None and fact.dimension == "ratio"]
    of_plan = {record.indicator.table for record in found if counts_in_percent(record)}
    for record in found:
        fact = record.fact("actual")
        name = _capped_name(case, _unplanned(case, _ASIDE.sub("", record.name)))
        if fact is None or name is None or fact.figure.qualifier != "exact" or _called_a_rate(record, fact):
            continue
        doubt = "value-of-plan" if record.indicator.table in of_plan else _doubt(case, name)
        alone = record.indicator.table is not None and not record.has("completion")
        yield _Capped(fact, record.name, record.indicator.span, "note" if doubt else "warning" if alone else None, doubt)


def _called_a_rate(record: Record, fact: Fact) -> bool:
    """`实际完成率105%` alone may be the completion."""
    return (fact.cue or "").endswith(record.case.glossary.words["rate_ending"]) and not record.has("completion")


def counts_in_percent(record: Record) -> bool:
    """An indicator of a count or an amount whose value is a percentage: `培训人次`, 82%."""
    actual, target = record.fact("actual"), record.fact("target")
    name = _ASIDE.sub("", record.name)
    told = actual is not None and actual.dimension == "ratio" and target is not None and target.dimension == "ratio"
    return told and name.endswith(record.case.glossary.words["amount_names"])


def _unplanned(case: Case, name: str) -> str:
    """`满意度目标95%，实际102%`: the name of the indicator without the word for its target."""
    return name.removesuffix(next((word for word in case.glossary.words["plans"] if name.endswith(word)), ""))


def _capped_name(case: Case, words: str) -> str | None:
    """The capped rate that words end in; None where they end in none."""
    words = words.rstrip(' ”"')
    suffix = next((suffix for suffix in case.glossary.words["item_suffixes"] if words.endswith(suffix)), "")
    words = words.removesuffix(suffix)
    return next((name for name in (*case.glossary.words["capped_rates"], *case.glossary.words["seldom_above"]) if words.endswith(name)), None)


def _doubt(case: Case, name: str) -> str | None:
    return "may-exceed" if name in case.glossary.words["seldom_above"] else None
