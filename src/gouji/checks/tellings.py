"""The figures that tell one fact, gathered by what they measure and whose they are; what only seems to tell it is left out."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.draft import Case
from gouji.checks.join import subject_of
from gouji.document.model import Span
from gouji.ledger import Fact

Tellings = dict[tuple[str, str], list[Fact]]  # by measure and subject, in reading order

_NEAR = 14  # characters before a figure that may say over how many years it is
_LEAST_OWN = 3  # characters of no glossary that name somebody
_HEADS = frozenset({"staff", "establishment"})
_INCOMES = frozenset({"income", "current_income"})
_PLANS = frozenset({"opening_budget", "final_budget"})


def tellings(case: Case) -> Tellings:
    """The figures of the rule's measures that may be held against one another."""
    found: Tellings = {}
    for fact in _told(case):
        found.setdefault((fact.measure or "", subject_of(fact)), []).append(fact)
    return {(measure, subject): _called_so(case, measure, group) for (measure, subject), group in found.items()}


def _told(case: Case) -> Iterator[Fact]:
    told = set(case.rule.words)
    multiplied = _in_role(case, "product", "total")  # 每人500元，对430人进行补助，共支付21.50万元: that item's, whatever else was paid
    bases = _in_role(case, "share", "whole")  # 占本年支出2644.47万元的67.7%, under a heading of 财政拨款
    for fact in case.ledger.facts:
        if fact.measure not in told or None in (fact.interval.low, fact.interval.high):
            continue
        if fact.id in multiplied or (fact.id in bases and fact.aspects.subject is None):
            continue
        if not (_of_other_years(case, fact) or _is_reckoned(case, fact) or _of_some(case, fact) or _of_another_income(case, fact)):
            yield fact


def _in_role(case: Case, kind: str, role: str) -> set[str]:
    return {fact_id for statement in case.ledger.statements if statement.kind == kind for fact_id in statement.bindings[0].role(role)}


def _of_other_years(case: Case, fact: Fact) -> bool:
    """`2022年支出1351.63万元，历年累计支出1968.92万元`."""
    before = _before(case, fact) if fact.row is None else ""
    return any(word in before for word in case.glossary.words["over_years"])


def _is_reckoned(case: Case, fact: Fact) -> bool:
    """`不含上年结转，按年初预算3,900.00万元计算，执行率为95.75%`."""
    sentence = case.text(fact.sentence) if fact.row is None else ""
    return any(word in sentence for word in case.glossary.words["reckoned"])


def _of_some(case: Case, fact: Fact) -> bool:
    """`专职消防员在岗38人`, `其中：粮库智能化升级项目预算139.89万元`: words of its own stand before the measure's."""
    return (fact.measure in _HEADS or fact.part) and len(own_words(case, fact)) >= _LEAST_OWN


def _of_another_income(case: Case, fact: Fact) -> bool:
    """`旅游收入79.6亿元` is no unit's, `年初预算收入1126.4万元` is planned."""
    if fact.measure in _PLANS:
        return _plans_income(case, fact)
    if fact.measure not in _INCOMES:
        return False
    planned = fact.row is None and any(alias.key in _PLANS for hit in case.glossary.hits(_before(case, fact)) for alias in hit.aliases)
    return planned or (fact.row is None and bool(own_words(case, fact)))


def _plans_income(case: Case, fact: Fact) -> bool:
    """`土地使用权出让收入年初预算15.60亿元，经批准调整为12.80亿元` is nothing to be spent."""
    if fact.row is not None:
        return False
    said = case.text(Span(fact.span.block, fact.sentence.start, fact.span.start))
    budgets = (hit for hit in case.glossary.hits(said) if any(alias.key in _PLANS for alias in hit.aliases))
    return any(said[: hit.start].endswith(case.glossary.words["incomes"]) for hit in budgets)


def own_words(case: Case, fact: Fact) -> str:
    """What no glossary has of a figure's name."""
    rest = fact.noun
    for hit in reversed(case.glossary.hits(rest)):
        rest = rest[: hit.start] + rest[hit.end :]
    return rest


def _called_so(case: Case, measure: str, group: list[Fact]) -> list[Fact]:
    """The tellings that surely are of the measure: `年初预算1214.42万元` beside `财政批复预算资金1208.74万元`, where what only was approved may be the
    adjusted; `自评总分100分` beside `总得分97.80分`, where a hundred are what there was to be had."""
    if measure == "total_score":
        full, given = case.profile.parameters["total_weight"].value, case.glossary.measures["score"].zh
        return [fact for fact in group if fact.figure.base_value != full or given in _before(case, fact)] or group
    if measure != "opening_budget":
        return group
    words = case.glossary.words["at_the_start"]
    return [fact for fact in group if fact.row is not None or any(word in _before(case, fact) for word in words)] or group


def _before(case: Case, fact: Fact) -> str:
    start = max(fact.sentence.start, fact.span.start - _NEAR)
    return case.text(Span(fact.span.block, start, fact.span.start))
