"""What the order and headings of a report show: numbering, sections left empty, sweeping claims beside details that contradict them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from gouji.checks.draft import Case, Draft, Named, Supposed
from gouji.checks.records import records
from gouji.document.model import Span
from gouji.document.outline import Mark, mark_of, ordinal_value
from gouji.ledger import UNDER, Fact

_RATES = frozenset({"execution_rate", "usage_rate", "disbursement_rate"})
_SHORT_HEADING = 20
_FEWEST_PARTS = 3


def _never(supposed: Supposed) -> bool:
    return False


def told(case: Case, span: Span, values: dict[str, str], facts: tuple[str, ...] = (), holds: Callable[[Supposed], bool] = _never) -> Draft:
    """A relation of words alone, or of words and one figure: a finding of its own, unless another value of the figure makes it hold."""
    return Draft(
        rule=case.rule,
        outcome="inconsistent" if facts else "undetermined",
        formula=case.rule.formula,
        operands=((case.rule.title["zh"], Named(case.text(span), span)), *(((case.facts[facts[0]].concept or "", facts[0]),) if facts else ())),
        facts=facts,
        reach="section",
        severity=case.rule.severity,
        span=span,
        holds=holds,
        reason="wording",
        suspect=facts[0] if facts else None,
        standalone=True,
        values=values,
    )


def numbering(case: Case) -> Iterator[Draft]:
    """Marks of one depth under one heading count on: 1. 2. 3. 4. 4. repeats one. A list may begin anew at one."""
    last: dict[int, tuple[int, str]] = {}
    for index in case.blocks:
        mark = mark_of(case.plain[index])
        if mark is None:
            continue
        for depth in [depth for depth in last if depth > mark.depth]:
            del last[depth]
        value = ordinal_value(mark.ordinal)
        if value is None:
            continue
        before = last.get(mark.depth)
        if before is not None and value != 1 and value in (before[0], before[0] + 2) and _same_form(mark, before[1]):
            kind = "repeated" if value == before[0] else "skipped"
            yield told(case, Span(index, 0, mark.end), {"mark": mark.text, "before": before[1], "kind": case.rule.options["kinds"][kind]})
        last[mark.depth] = (value, mark.text)


def _same_form(mark: Mark, before: str) -> bool:
    return mark.text[0].isdigit() == before[0].isdigit() and mark.text[-1] == before[-1]


def empty_section(case: Case) -> Iterator[Draft]:
    """A heading such as 未完成的绩效目标 with nothing under it."""
    marks = {index: mark_of(case.plain[index]) for index in case.blocks}
    for index, mark in marks.items():
        if mark is None:
            continue
        words = case.plain[index][mark.end :].strip("。:： ")
        if len(words) > _SHORT_HEADING or not any(words.endswith(word) for word in case.rule.words):
            continue
        following = marks.get(index + 1)
        if index + 1 not in marks or (following is not None and following.depth <= mark.depth):
            yield told(case, Span(index, 0, len(case.plain[index])), {"heading": words})


def sweeping_claim(case: Case) -> Iterator[Draft]:
    """`资金已全面拨付使用` beside an item whose execution rate is 0%: told of the rate."""
    rates: dict[int, list[Fact]] = {}
    for fact in case.ledger.facts:
        if fact.measure in _RATES:
            rates.setdefault(fact.span.block, []).append(fact)
    for index in rates:
        claim = next((word for word in case.rule.words if word in case.plain[index]), None)
        if claim is None:
            continue
        at = case.plain[index].index(claim)
        clause = re.split("[，,；;。]", case.plain[index][:at])[-1]
        if clause.startswith(case.glossary.operators["among"].words):
            continue  # 其中中央、省级资金全部支出完毕，县级…执行率91.62%
        for fact in rates[index]:
            low = fact.figure.exact.high
            if fact.span.start > at and low is not None and low < 1:
                yield told(case, Span(index, at, at + len(claim)), {"claim": claim, "rate": fact.text, "name": fact.concept or ""}, (fact.id,))
                break


def retired_in_establishment(case: Case) -> Iterator[Draft]:
    """`编制人员205人。其中，在职…、离休2人、退休75人`: the retired fill no post."""
    for statement in case.ledger.statements:
        if statement.kind != "composition":
            continue
        whole = case.facts[statement.bindings[0].role("whole")[0]]
        parts = [case.facts[fact_id] for fact_id in statement.bindings[0].role("parts")]
        retired = [part for part in parts if any(word in (part.aspects.subject or "") for word in case.rule.words)]
        if retired and any(word in (whole.cue or "") for word in case.rule.options["cues"]):
            values = {"whole": whole.text, "cue": whole.cue or "", "retired": "、".join(f"{_last(part.aspects.subject)}{part.text}" for part in retired)}
            yield told(case, whole.sentence, values, (whole.id, *(part.id for part in retired)))


def _last(subject: str | None) -> str:
    return (subject or "").rpartition(UNDER)[2]


def renamed_parts(case: Case) -> Iterator[Draft]:
    """The same amounts in the same order under other names: 自治区资金98.6、地方匹配资金859.6 and then 地方资金98.6、其他资金859.6."""
    facts = case.ledger.facts
    values = [fact.figure.base_value for fact in facts]
    opening: dict[tuple[Fraction, ...], list[int]] = {}  # where three amounts follow one another
    for at, fact in enumerate(facts[: 1 - _FEWEST_PARTS]):
        if fact.dimension == "money":
            opening.setdefault(tuple(values[at : at + _FEWEST_PARTS]), []).append(at)
    for statement in case.ledger.statements:
        if statement.kind != "composition":
            continue
        parts = [case.facts[fact_id] for fact_id in statement.bindings[0].role("parts")]
        if len(parts) < _FEWEST_PARTS or any(part.dimension != "money" for part in parts):
            continue
        run = [part.figure.base_value for part in parts]
        last = case.order[parts[0].id] - len(run)
        start = next((at for at in opening.get(tuple(run[:_FEWEST_PARTS]), ()) if at > last or values[at : at + len(run)] == run), None)
        if start is None or start > last or facts[start].sentence == parts[0].sentence:
            continue
        renamed = [(old, new) for old, new in zip(facts[start : start + len(run)], parts, strict=True) if _other_name(_called(case, old), _called(case, new))]
        if renamed and len(renamed) < len(run):
            old, new = renamed[0]
            shown = {"amount": new.text, "old": _called(case, old), "new": _called(case, new)}
            yield told(case, new.sentence, shown, tuple(fact.id for pair in renamed for fact in reversed(pair)))


def _called(case: Case, fact: Fact) -> str:
    own = _last(fact.aspects.subject)
    return case.glossary.subjects.get(own, own) or fact.concept or ""


def _other_name(old: str, new: str) -> bool:
    short, long = sorted((old, new), key=len)
    return bool(short) and short not in long


def thrift_over_ceiling(case: Case) -> Iterator[Draft]:
    """A cause of thrift beside a value that overshoots its ceiling."""
    for record in records(case):
        cause = record.indicator.cause or ""
        if record.has("target", "actual") and record.comparable() and record.ceiling and record.missed() and any(word in cause for word in case.rule.words):
            target, actual = record.fact("target"), record.fact("actual")
            if target is not None and actual is not None:
                values = {"indicator": record.name, "cause": cause, "actual": actual.text, "target": target.text}
                yield told(case, record.indicator.span, values, (actual.id, target.id), record.reached)


def missing_sections(case: Case) -> Iterator[Draft]:
    """A report in sections that lacks one its genre asks for; forms and short texts have none to lack."""
    headings = [case.plain[index] for index in case.blocks if (mark := mark_of(case.plain[index])) and len(case.plain[index]) - mark.end <= _SHORT_HEADING]
    if len(headings) < int(case.rule.options["least"]):
        return
    words, sections = "".join(headings), case.rule.options["sections"]
    missing = [name for name, alike in sections.items() if not any(word in words for word in alike)]
    if 2 * len(missing) < len(sections):  # a text that lacks more is an excerpt
        for name in missing:
            yield told(case, Span(case.blocks.start, 0, max(1, len(case.plain[case.blocks.start]))), {"section": name})


def all_reached(case: Case) -> Iterator[Draft]:
    """`各项指标均已完成` in the text, and an indicator that was missed."""
    words = [word for word in case.rule.words if word in case.whole]
    claim = next(((index, word) for index in case.blocks for word in words if word in case.plain[index]), None) if words else None
    missed = next((record for record in records(case) if record.has("target", "actual") and record.comparable() and record.missed()), None)
    if claim is None or missed is None:
        return
    index, word = claim
    at = case.plain[index].index(word)
    actual = missed.fact("actual")
    assert actual is not None
    yield told(case, Span(index, at, at + len(word)), {"claim": word, "indicator": missed.name, "actual": actual.text}, (actual.id,), missed.reached)


def half_done(case: Case) -> Iterator[Draft]:
    """`基本完成` and `尚未完工` of one thing in one paragraph."""
    done, undone = ([word for word in case.rule.options[kind] if word in case.whole] for kind in ("done", "undone"))
    for index in case.blocks if done and undone else ():
        plain = case.plain[index]
        first, second = (next((word for word in words if word in plain), None) for words in (done, undone))
        if first is not None and second is not None:
            at = plain.index(second)
            yield told(case, Span(index, at, at + len(second)), {"done": first, "undone": second})
