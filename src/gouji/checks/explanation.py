"""What a form wants explained: an execution rate below its line."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.draft import Case, Draft
from gouji.checks.structure import told
from gouji.frozen import replace
from gouji.ledger import Fact
from gouji.report import Parameter

_REACHED = ("exact", "about", "near", "over")


def low_execution(case: Case) -> Iterator[Draft]:
    """The report's execution rate is below the line of its form and no cause is told; where no form is known to draw a line, nothing is asked."""
    line = case.profile.parameters.get("explain_below")
    rates = [fact for fact in case.ledger.facts if fact.measure == "execution_rate" and _was_reached(case, fact)]
    rate = next((fact for fact in rates if not fact.part), None)
    if line is None or rate is None or rate.figure.base_value >= line.value or _on_nothing(case, rate):
        return
    if _explained(case, {fact.span.block for fact in rates if fact.figure.base_value == rate.figure.base_value}):
        return
    limit = f"{int(line.value * 100)}%"
    draft = told(case, rate.sentence, {"rate": rate.text, "limit": limit}, (rate.id,))
    yield replace(draft, operands=((rate.concept or "", rate.id), (case.rule.title["zh"], Parameter(line.text, line.basis))))


def _was_reached(case: Case, rate: Fact) -> bool:
    """It is what was executed, not a line that a form draws: 执行率未达到90%的."""
    before = case.plain[rate.span.block][: rate.span.start]
    return not rate.stipulated and rate.figure.qualifier in _REACHED and not before.endswith(tuple(case.rule.options["bounds"]))


def _on_nothing(case: Case, rate: Fact) -> bool:
    """0.00% of a budget of 0.00 is the rule of the form, not a failure to spend."""
    beside = [fact for fact in case.ledger.facts if fact.sentence == rate.sentence or (rate.row is not None and fact.row == rate.row)]
    return rate.figure.value == 0 and not any(fact.dimension != "ratio" and fact.figure.value for fact in beside)


def _explained(case: Case, told_at: set[int]) -> bool:
    """A line of the form for the cause is filled; or a cause is told where the rate is told, in the paragraph behind it, or wherever the rate is named."""
    options = case.rule.options
    for index in case.blocks:
        text = case.plain[index]
        line = next((word for word in options["lines"] if word in text), None)
        if line is not None and _answer(case, index, line).strip(" :。") not in options["nothing"]:
            return True
        near = index in told_at or (index - 1 in told_at and case.tables[index] is None) or any(word in text for word in options["about"])
        if line is None and near and _tells_cause(case, text):
            return True
    return False


def _answer(case: Case, index: int, line: str) -> str:
    """What stands behind the words of a line: in its own block, else in the next cell of its table or in the paragraph below."""
    own = case.plain[index].partition(line)[2].strip(" :")
    if own or index + 1 not in case.blocks or case.tables[index + 1] != case.tables[index]:
        return own
    return case.plain[index + 1]


def _tells_cause(case: Case, text: str) -> bool:
    for word in case.rule.options["except"]:
        text = text.replace(word, "")
    return any(word in text for word in case.rule.words)
