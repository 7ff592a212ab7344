"""Counts against the names beside them; two lists of what one amount paid for."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gouji.checks.draft import Case, Draft, Named, Supposed, interval_of
from gouji.checks.solving import Leaf, equation
from gouji.ledger import Enumeration, Fact
from gouji.quantity.interval import Interval
from gouji.report import Expected, Outcome

_PAIR = 2  # names joined by one 和
_SHARED = 4  # characters in a row by which two names are the same thing


def enumeration(case: Case) -> Iterator[Draft]:
    """A count equals the number of names listed; a list that ends in 等 may be shorter, never longer."""
    for listed in case.ledger.enumerations:
        if listed.count is None:
            continue
        count = case.facts[listed.count]
        sizes = (len(listed.names), *(len(names) for names in listed.alternatives))
        said = count.figure.base_value
        if len(listed.names) == _PAIR and said > _PAIR + 1 and listed.span.start < count.span.start:
            continue  # 编制水资源公报和简报10期
        if listed.open_ended and len(listed.names) < said and not any(size == said for size in sizes):
            continue

        def holds(supposed: Supposed, count: object = count, sizes: tuple[int, ...] = sizes) -> bool:
            return any(Fraction(size) in interval_of(count, supposed) for size in sizes)  # type: ignore[arg-type]

        fits = [n for n, size in enumerate(sizes) if size == said]
        outcome: Outcome = "consistent" if fits else "inconsistent"
        names = "、".join(listed.names)
        size = Fraction(sizes[0])
        yield Draft(
            rule=case.rule,
            outcome=outcome,
            formula=case.rule.formula,
            operands=((listed.noun or case.rule.title["zh"], count.id), ("names", Named(names, listed.span))),
            facts=(count.id,),
            reach="sentence",
            severity=case.rule.severity,
            span=listed.span,
            holds=holds,
            solve=equation(Leaf(count.id), Interval(size, size), case.facts).solve,
            reading=fits[0] if fits else 0,
            convention="rounded" if fits else None,
            expected=Expected(Interval(size, size), f"{sizes[0]}{count.figure.unit.symbol if count.figure.unit else ''}"),
            arithmetic=f"{sizes[fits[0]] if fits else sizes[0]} {'=' if fits else '≠'} {count.text}",
            suspect=count.id,
            values={"count": count.text, "noun": listed.noun, "size": str(sizes[0]), "names": names},
        )


def lists(case: Case) -> Iterator[Draft]:
    """`项目支出195.28万元，主要用于甲、乙及丙` beside `2个项目…：分别为甲…；丁…`: two lists of what the same amount paid for."""
    spent = [e for e in case.ledger.enumerations if e.of is not None and not e.open_ended]
    counted = [e for e in case.ledger.enumerations if e.count is not None and e.noun.endswith(case.rule.words)]
    sentences = _by_amount(case, counted) if spent else {}
    for left in spent:
        amount = case.facts[left.of or ""]
        right = _nearest(case, left, sentences.get(_amount(amount), []))
        if right is not None and right.count is not None:
            count = case.facts[right.count]
            both = _paired(left.names, right.names)
            same = both == len(left.names) == len(right.names)
            outcome: Outcome = "consistent" if same else ("inconsistent" if len(left.names) != len(right.names) else "undetermined")
            yield Draft(
                rule=case.rule,
                outcome=outcome,
                formula=case.rule.formula,
                operands=(
                    (count.concept or "", count.id),
                    ("one list", Named("、".join(left.names), left.span)),
                    ("other list", Named("、".join(right.names), right.span)),
                ),
                facts=(count.id, amount.id),
                reach="document",
                severity=case.rule.severity,
                span=count.sentence,
                holds=lambda s: False,
                suspect=count.id,
                standalone=True,
                reason=None if outcome != "undetermined" else "names-differ",
                values={
                    "amount": amount.text,
                    "one": "、".join(left.names),
                    "other": "、".join(right.names),
                    "sizes": f"{len(left.names)}/{len(right.names)}",
                    "count": count.text,
                },
            )


_Amount = tuple[str, str, Fraction]


def _amount(fact: Fact) -> _Amount:
    return fact.role, fact.dimension, fact.figure.base_value


def _by_amount(case: Case, counted: list[Enumeration]) -> dict[_Amount, list[Enumeration]]:
    """The counted lists by the amounts that stand in the sentences of their counts."""
    found: dict[_Amount, list[Enumeration]] = {}
    for listed in counted:
        for amount in {_amount(fact) for fact in case.in_sentence(case.facts[listed.count or ""])}:
            found.setdefault(amount, []).append(listed)
    return found


def _nearest(case: Case, left: Enumeration, same_amount: list[Enumeration]) -> Enumeration | None:
    """The counted list of the same amount, told again in another sentence, that stands nearest, in blocks."""
    sentence = case.facts[left.of or ""].sentence
    found = [right for right in same_amount if case.facts[right.count or ""].sentence != sentence]
    return min(found, key=lambda right: abs(right.span.block - left.span.block), default=None)


def _paired(left: tuple[str, ...], right: tuple[str, ...]) -> int:
    rest = list(right)
    pairs = 0
    for name in left:
        match = next((other for other in rest if _alike(name, other)), None)
        if match is not None:
            rest.remove(match)
            pairs += 1
    return pairs


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if short in long:
        return True
    return any(short[at : at + _SHARED] in long for at in range(len(short) - _SHARED + 1))
