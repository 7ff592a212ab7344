"""What words alone show: terms, brackets, units that are no units."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gouji.checks.draft import Case, Draft, Named, Supposed
from gouji.document.model import Span
from gouji.document.outline import mark_of


def wording(case: Case) -> Iterator[Draft]:
    """A term that has a right form: told once, where it first stands."""
    for wrong, right in case.rule.options["terms"].items():
        for index in case.blocks:
            at = case.plain[index].find(wrong)
            if at >= 0:
                yield _words(case, Span(index, at, at + len(wrong)), {"wrong": wrong, "right": right})
                break


def brackets(case: Case) -> Iterator[Draft]:
    """Headings of one depth in （一） and (一)."""
    first: dict[int, tuple[str, int]] = {}
    told: set[int] = set()
    for index in case.blocks:
        printed = case.text(Span(index, 0, min(8, len(case.plain[index]))))
        mark = mark_of(case.plain[index])
        if mark is None or printed[:1] not in ("(", "（"):
            continue
        form = printed[0]
        seen = first.setdefault(mark.depth, (form, index))
        if seen[0] != form and mark.depth not in told:
            told.add(mark.depth)
            yield _words(case, Span(index, 0, mark.end), {"wrong": printed[: mark.end], "right": case.text(Span(seen[1], 0, mark.end))})


def _words(case: Case, span: Span, values: dict[str, str]) -> Draft:
    return Draft(
        rule=case.rule,
        outcome="undetermined",
        formula=case.rule.formula,
        operands=((case.rule.title["zh"], Named(case.text(span), span)),),
        facts=(),
        reach="sentence",
        severity=case.rule.severity,
        span=span,
        holds=lambda s: False,
        reason="wording",
        standalone=True,
        values=values,
    )


def damaged_unit(case: Case) -> Iterator[Draft]:
    """`3万亩元`, `112.4%万元`: a unit that is two units."""
    for fact in case.ledger.facts:
        if fact.dimension == "damaged":
            yield Draft(
                rule=case.rule,
                outcome="inconsistent",
                formula=case.rule.formula,
                operands=((fact.concept or case.rule.title["zh"], fact.id),),
                facts=(fact.id,),
                reach="sentence",
                severity=case.rule.severity,
                span=fact.sentence,
                holds=_supposed(fact.id),
                suspect=fact.id,
                standalone=True,
                values={"figure": fact.text},
            )


def _supposed(fact_id: str) -> Callable[[Supposed], bool]:
    return lambda supposed: fact_id in supposed
