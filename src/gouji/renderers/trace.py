"""What was understood of a document, paragraph by paragraph: every figure, its name, and the relations that hold it."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby

from gouji.quantity.interval import Interval
from gouji.renderers.columns import padded
from gouji.renderers.decimals import decimal
from gouji.renderers.places import pointer
from gouji.renderers.sheet import Sheet
from gouji.renderers.words import Wording
from gouji.report import DocumentReport, FactView, Relation

_ID_COLUMNS = 6


def sheet(document: DocumentReport, lang: str, columns: int) -> Sheet:
    """Figures under the text they stand in, relations under their figures, as styled lines."""
    wording = Wording(lang)
    page = Sheet(columns)
    page.put((document.path, "strong"))
    for problem in document.problems:
        page.put(f"{wording('label.problem')} {problem.code}: {problem.message}", indent=2, hang=4)
    if not document.figures:
        page.put(wording("trace.unread" if document.status == "unreadable" else "trace.none"), indent=2)
    holding = _holding(document.relations)
    for block, views in groupby(document.figures, key=lambda view: view.fact.span.block):
        group = list(views)
        page.gap()
        page.put((pointer(document.path, group[0].place, wording), "faint"))
        page.put(_text(document, block, group[0]), indent=2)
        for view in group:
            _figure(view, holding[view.fact.id], page, wording)
    return page


def _text(document: DocumentReport, block: int, view: FactView) -> str:
    return document.document.blocks[block].text if document.document else view.quote


def _holding(relations: tuple[Relation, ...]) -> defaultdict[str, list[Relation]]:
    """The relations that hold each figure, by its id."""
    holding: defaultdict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        operands = [operand for _, operand in relation.operands]
        ids = {fact for operand in operands for fact in (operand if isinstance(operand, tuple) else (operand,)) if isinstance(fact, str)}
        for fact in ids:
            holding[fact].append(relation)
    return holding


def _figure(view: FactView, relations: list[Relation], page: Sheet, wording: Wording) -> None:
    fact, aspects = view.fact, view.fact.aspects
    names = (fact.concept or wording("trace.unbound"), fact.role, aspects.subject, aspects.period, aspects.basis, aspects.scope)
    name = " / ".join(part for part in names if part)
    status = (wording(f"figure.{view.status}"), view.status)
    inner = 4 + _ID_COLUMNS
    page.put(padded(fact.id, _ID_COLUMNS), (fact.text, "strong"), f"  {name}  {_interval(fact.interval)}  ", status, indent=4, hang=inner)
    for relation in relations:
        outcome = (wording(f"outcome.{relation.outcome}"), relation.outcome)
        rest = ": ".join(part for part in (relation.formula, relation.arithmetic, relation.reason) if part)
        page.put(f"{relation.id} {relation.rule} ", outcome, f" {rest}", indent=inner, hang=inner + 2)


def _interval(interval: Interval) -> str:
    """`[4124850, 4124950]` in base units; round brackets for open and infinite ends."""
    low = "(-inf" if interval.low is None else f"{'(['[not interval.low_open]}{decimal(interval.low, 'low')}"
    high = "inf)" if interval.high is None else f"{decimal(interval.high, 'high')}{')]'[not interval.high_open]}"
    return f"{low}, {high}"
