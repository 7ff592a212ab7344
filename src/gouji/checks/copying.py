"""Signs of figures or words that were copied, not measured: notes, one for each table or report, never one for each row."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from gouji.checks.ceilings import counts_in_percent
from gouji.checks.draft import Case, Draft
from gouji.checks.records import Record, records
from gouji.document.titles import Title, title_of
from gouji.frozen import replace
from gouji.ledger import WHOLE, Fact
from gouji.quantity.exact import exact

_ALIKE = 3  # indicators of one value, or of one cause, before it is told
_EQUAL = 6  # indicators that reached their targets to the digit
_SLOTS = ("midyear", "actual", "completion")
_EXECUTION = frozenset({"execution_rate", "usage_rate", "disbursement_rate", "in_place_rate"})
_OF_UNIT = frozenset({"establishment", "staff"})
_SHOWN = 3
_SMALL = range(2, 13)


def one_value(case: Case) -> Iterator[Draft]:
    """One value of odd digits as actual value or completion of three indicators: 97.37% is rarely the answer to three questions."""
    for group in value_groups(case):
        records_of, facts = [record for record, _ in group], [fact for _, fact in group]
        yield _note(case, records_of, facts, {"value": facts[0].text})


def value_groups(case: Case) -> list[list[tuple[Record, Fact]]]:
    """Indicators of different names in which one and the same odd percentage stands, with the figure; those that are the execution rate aside."""
    if "value groups" not in case.shared:
        case.shared["value groups"] = [group for group in _of_one_value(case) if _are_several(group)]
    found: list[list[tuple[Record, Fact]]] = case.shared["value groups"]
    return found


def _of_one_value(case: Case) -> Iterable[list[tuple[Record, Fact]]]:
    found: dict[Fraction, list[tuple[Record, Fact]]] = {}
    for record in records(case):
        facts = [fact for slot in _SLOTS if (fact := record.fact(slot)) is not None and fact.dimension == "ratio"]
        if any(fact.topic_measure in _EXECUTION for fact in facts):
            continue
        for value in dict.fromkeys(fact.figure.base_value for fact in facts if _is_odd(fact)):
            found.setdefault(value, []).append((record, next(fact for fact in facts if fact.figure.base_value == value)))
    return found.values()


def _is_odd(fact: Fact) -> bool:
    """Two places of a per cent, and no small fraction: 97.37%, not 97.5%, nor 66.67%, which is two of three in any table."""
    if (fact.figure.base_value * 1000).denominator == 1:
        return False
    return not any(exact(round(fact.figure.base_value * whole), whole) in fact.figure.measured for whole in _SMALL)


def _are_several(group: Sequence[tuple[Record, Fact]]) -> bool:
    """Three names; where all reached the same of the same target, the values are equal for that."""
    names = {record.name for record, _ in group}
    plain = {(record.indicator.target and record.case.facts[record.indicator.target].figure.base_value, fact.measure) for record, fact in group}
    return len(names) >= _ALIKE and (len(plain) > 1 or any(measure == "actual" for _, measure in plain))


def copied_rate(case: Case) -> Iterator[Draft]:
    """An indicator that reached exactly the report's execution rate, to the digit, may have been copied from it; where three did, they are told as one."""
    told = {record.indicator.id for group in value_groups(case) for record, _ in group}
    rates = {fact.figure.value: fact for fact in reversed(case.ledger.facts) if fact.measure == "execution_rate" and fact.figure.value.denominator != 1}
    for record in records(case):
        actual = record.fact("actual")
        if actual is None or actual.dimension != "ratio" or actual.topic_measure == "execution_rate" or actual.figure.value not in rates:
            continue
        if record.indicator.id in told:
            continue
        source = rates[actual.figure.value]
        yield Draft(
            rule=case.rule,
            outcome="undetermined",
            formula=case.rule.formula,
            operands=((case.glossary.measures["actual"].zh, actual.id), (source.concept or "", source.id)),
            facts=(actual.id, source.id),
            reach="document",
            severity=case.rule.severity,
            span=record.indicator.span,
            holds=lambda s: False,
            reason="same-digits",
            suspect=actual.id,
            standalone=True,
            values={"indicator": record.name, "actual": actual.text, "source": source.concept or ""},
        )


def equal_to_targets(case: Case) -> Iterator[Draft]:
    """All measured values of a table, or of a text, equal their targets to the digit; 100% of 100% says nothing, for none can be above."""
    for group in _by_table(case, (record for record in records(case) if _is_measured(record))):
        pairs = [(record, actual, target) for record in group if (actual := record.fact("actual")) and (target := record.fact("target"))]
        if all(actual.figure.base_value == target.figure.base_value for _, actual, target in pairs):
            telling = [(record, actual) for record, actual, target in pairs if not (target.dimension == "ratio" and target.figure.base_value == 1)]
            if len(telling) >= _EQUAL:
                yield _note(case, [record for record, _ in telling], [actual for _, actual in telling], {})


def _is_measured(record: Record) -> bool:
    target = record.fact("target")
    return target is not None and target.figure.qualifier in ("at_least", "at_most") and record.comparable()


def one_cause(case: Case) -> Iterator[Draft]:
    """The same words as the cause of every missed target."""
    missed = [r for r in records(case) if r.has("target", "actual") and r.comparable() and r.missed() and r.indicator.cause]
    for group in _by_table(case, missed):
        causes = {record.indicator.cause for record in group}
        facts = [fact for record in group if (fact := record.fact("actual")) is not None]
        if len(group) >= _ALIKE and len(causes) == 1:
            yield _note(case, group, facts, {"cause": group[0].indicator.cause or ""})


def cost_floor(case: Case) -> Iterator[Draft]:
    """Cost indicators whose target is a floor: the more is spent, the better it is reached."""
    levels, others = case.rule.words, tuple(case.rule.options["except"])
    found = [
        record
        for record in records(case)
        if (target := record.fact("target")) is not None
        and target.figure.qualifier == "at_least"
        and any(level in record.indicator.path[:-1] for level in levels)
        and not any(word in record.name for word in others)
    ]
    for group in _by_table(case, found):
        yield _note(case, group, [fact for record in group if (fact := record.fact("target")) is not None], {})


def counts_told_in_percent(case: Case) -> Iterator[Draft]:
    """Counts, amounts and days with targets in per cent: what was counted cannot be seen."""
    for group in _by_table(case, (record for record in records(case) if counts_in_percent(record))):
        yield _note(case, group, [fact for record in group if (fact := record.fact("target")) is not None], {})


def _by_table(case: Case, found: Iterator[Record] | Sequence[Record]) -> list[list[Record]]:
    """The indicators of each table, and those of the running text."""
    groups: dict[int | None, list[Record]] = {}
    for record in found:
        groups.setdefault(record.indicator.table, []).append(record)
    return list(groups.values())


def _note(case: Case, found: Sequence[Record], facts: Sequence[Fact], values: dict[str, str]) -> Draft:
    names = list(dict.fromkeys(record.name for record in found))
    return Draft(
        rule=case.rule,
        outcome="undetermined",
        formula=case.rule.formula,
        operands=((case.rule.title["zh"], tuple(dict.fromkeys(fact.id for fact in facts))),),
        facts=tuple(dict.fromkeys(fact.id for fact in facts)),
        reach="document",
        severity=case.rule.severity,
        span=found[0].indicator.span,
        holds=lambda supposed: False,
        reason="may-be-copied",
        suspect=facts[0].id,
        standalone=True,
        values={"count": str(len(names)), "names": "、".join(names[:_SHOWN]) + "…" * (len(names) > _SHOWN), **values},
    )


def same_paragraph(case: Case) -> Iterator[Draft]:
    """Two reports of a dossier that share paragraphs of figures word for word, under the names of two units or of two projects: one note for the two."""
    paragraphs: dict[str, list[list[Fact]]] = {}
    for facts in _paragraphs(case):
        paragraphs.setdefault("".join(case.plain[facts[0].span.block].split()), []).append(facts)
    groups = [group for group in paragraphs.values() if len(group) > 1]
    titles = _titles(case) if groups else {}
    shared: dict[tuple[Title, Title], list[tuple[list[Fact], list[Fact]]]] = {}
    for first, *others in groups:
        for other in others:
            one, another = titles[first[0].span.block], titles[other[0].span.block]
            if one is not None and another is not None and _is_anothers(one, another, other):
                shared.setdefault((one, another), []).append((first, other))
    for (named, other_named), pairs in shared.items():
        yield _copied(case, named, other_named, pairs)


def _paragraphs(case: Case) -> Iterator[list[Fact]]:
    """The paragraphs with several figures, by their facts; what a paragraph of one or two figures says is often said twice."""
    facts = (fact for fact in case.ledger.facts if fact.row is None)
    for _, group in itertools.groupby(facts, key=lambda fact: fact.span.block):
        if len(found := list(group)) >= _ALIKE:
            yield found


def _titles(case: Case) -> dict[int, Title | None]:
    """By block the nearest title before it that names a unit or a project; of which year and scope a report is says nothing of whose it is."""
    found: dict[int, Title | None] = {}
    last: Title | None = None
    for block in case.blocks:
        title = title_of(case.plain[block])
        last = replace(title, scope="", year="") if title is not None and title.names_something else last
        found[block] = last
    return found


def _is_anothers(one: Title, other: Title, facts: Sequence[Fact]) -> bool:
    """Whether two titles name two units; or two projects of one, whose reports may all tell alike how many work there, but not what was spent."""
    if not one.names_another(other):
        return False
    of_unit = any(fact.measure in _OF_UNIT or fact.aspects.subject == WHOLE for fact in facts)
    return not of_unit or replace(one, project="").names_another(replace(other, project=""))


def _copied(case: Case, one: Title, another: Title, pairs: Sequence[tuple[list[Fact], list[Fact]]]) -> Draft:
    first, other = pairs[0]
    facts = tuple(fact.id for fact in (*other, *first))
    return Draft(
        rule=case.rule,
        outcome="undetermined",
        formula=case.rule.formula,
        operands=((case.rule.title["zh"], facts),),
        facts=facts,
        reach="dossier",
        severity=case.rule.severity,
        span=other[0].sentence,
        holds=lambda supposed: False,
        reason="may-be-copied",
        suspect=other[0].id,
        standalone=True,
        values={"count": str(len(pairs)), "one": one.unit + one.project, "other": another.unit + another.project},
    )
