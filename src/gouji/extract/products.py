"""Unit price × quantity, and one sum told in two units."""

from __future__ import annotations

from gouji.extract.paragraph import Paragraph
from gouji.ledger import Binding, Statement
from gouji.quantity.unit import PERSON, VISIT, unit


def products(paragraph: Paragraph) -> list[Statement]:
    """`任务1万亩…补助费197万元（每亩197元）`; `购树苗2.4万株，单价15元，共支付36万元`: a unit price, the quantity counted in its unit, the sum of money."""
    found = []
    for position, name in enumerate(paragraph.names):
        if name.measure != "unit_price" or name.cue is None or paragraph.glossary.operators["per_month"].pattern.search(name.cue.word):
            continue
        quantity = _quantity(paragraph, position)
        if quantity is None:
            continue
        total = _product_total(paragraph, position, quantity)
        if total is None:
            continue
        roles = (("total", (paragraph.ids[total],)), ("price", (paragraph.ids[position],)), ("quantity", (paragraph.ids[quantity],)))
        start, end = min(total, position, quantity), max(total, position, quantity)
        span = paragraph.span(paragraph.mentions[start].figure.start, paragraph.mentions[end].figure.end)
        sentence = paragraph.in_sentence(paragraph.mentions[position].sentence)
        alone = sorted((total, position, quantity)) == [p for p in sentence if paragraph.mentions[p].figure.dimension != "ratio"]
        found.append(Statement("product", (Binding(roles),), span, firm=alone, doubt=None if alone else "quantity-may-be-another"))
    return found


def _quantity(paragraph: Paragraph, price: int) -> int | None:
    """The nearest figure counted in what the price is per (每亩 → 亩); 单价 names no unit: the nearest count before it."""
    mention = paragraph.mentions[price]
    cue = paragraph.names[price].cue
    word = cue.word if cue is not None else ""
    per = next((found for part in (word[1:], word[:1]) if part and (found := unit(part)) is not None), None)
    order: list[int] = [*range(price - 1, -1, -1), *range(price + 1, len(paragraph))]
    for position in order:
        other = paragraph.mentions[position]
        if not mention.sentence - 1 <= other.sentence <= mention.sentence:
            continue
        if per is not None and _counted_in(paragraph, position, per.base):
            return position
        if per is None and other.figure.dimension == "count":
            return position
    return None


def _product_total(paragraph: Paragraph, price: int, quantity: int) -> int | None:
    """The sum in front of the bracket the price stands in; else the first sum after price and quantity in the sentence; else the one right before."""
    mention = paragraph.mentions[price]
    if mention.depth:
        total = price - 1
        return total if total >= 0 and _is_sum(paragraph, total) and not paragraph.mentions[total].depth else None
    sentence = paragraph.in_sentence(mention.sentence)
    after = [p for p in sentence if p > max(price, quantity) and _is_sum(paragraph, p)]
    before = [p for p in sentence if p == price - 1 and _is_sum(paragraph, p)]
    found = after + before
    return found[0] if found else None


def _is_sum(paragraph: Paragraph, position: int) -> bool:
    return paragraph.mentions[position].figure.dimension == "money" and paragraph.names[position].measure != "unit_price"


def _counted_in(paragraph: Paragraph, position: int, base: str) -> bool:
    own = paragraph.mentions[position].figure.unit
    return own is not None and own.base in (base, *_VISITS.get(base, ()))


_VISITS = {PERSON: (VISIT,)}  # 人均 over 386人次


def conversions(paragraph: Paragraph) -> list[Statement]:
    """`43,500.00元（4.35万元）`, `386,215.40元，即38.62万元`: one sum told in two units, nothing but the bracket or 即 between."""
    found = []
    again = ("", *paragraph.glossary.operators["told_again"].words)
    for position in range(1, len(paragraph)):
        one, other = paragraph.mentions[position - 1], paragraph.mentions[position]
        between = paragraph.plain[one.figure.end : other.figure.lead]
        if not paragraph.same_kind(position - 1, position) or one.figure.unit == other.figure.unit or one.figure.dimension != "money":
            continue
        bracketed = between in ("(", "（") and paragraph.plain[other.figure.end : other.figure.end + 1] in (")", "）")
        if bracketed or between.strip("，, ") in again[1:]:
            roles = (("before", (paragraph.ids[position - 1],)), ("again", (paragraph.ids[position],)))
            found.append(Statement("conversion", (Binding(roles),), paragraph.span(one.figure.start, other.figure.end)))
    return found
