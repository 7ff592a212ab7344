"""Unit price × quantity, and one sum told in two units."""

from __future__ import annotations

import re
from fractions import Fraction

from gouji.extract.paragraph import Paragraph
from gouji.frozen import replace
from gouji.ledger import MOVEMENTS, PREVIOUS, Binding, Statement
from gouji.quantity.exact import exact
from gouji.quantity.unit import MONTH, PERSON, VEHICLE, VISIT, Unit, unit


def products(paragraph: Paragraph) -> list[Statement]:
    """`任务1万亩…补助费197万元（每亩197元）`; `每人每月110元…1,265名…12个月，共计166.98万元`: a unit price, what it is counted in, the sum of money."""
    found = []
    for position, name in enumerate(paragraph.names):
        if name.measure not in ("unit_price", "average") and paragraph.mentions[position].figure.dimension != "unit_price":
            continue
        if paragraph.mentions[position].figure.qualifier != "exact" or _gives_way(paragraph, position):
            continue  # 500元至800元不等
        if position in paragraph.computed:
            continue
        units, time, factor = _per(paragraph, position)
        quantity = _quantity(paragraph, position, units)
        times = _times(paragraph, position, time) if time is not None else None
        if quantity is None or (time is not None and times is None and time != YEARLY):
            continue
        total = _product_total(paragraph, position, max(quantity, times or 0))
        if total is None:
            continue
        roles = [("total", (paragraph.ids[total],)), ("price", (paragraph.ids[position],)), ("quantity", (paragraph.ids[quantity],))]
        if times is not None:
            roles.append(("times", (paragraph.ids[times],)))
        used = {total, position, quantity, *([times] if times is not None else [])}
        span = paragraph.span(paragraph.mentions[min(used)].figure.start, paragraph.mentions[max(used)].figure.end)
        sentence = paragraph.in_sentence(paragraph.mentions[position].sentence)
        alone = used >= {p for p in sentence if paragraph.mentions[p].figure.dimension != "ratio" and p not in paragraph.parts_of}
        told = total == max(used) and any(word in paragraph.phrase(total) for word in paragraph.glossary.words["product_totals"])
        alone = alone or (told and total == max(used - {total}) + 1 and units != [])
        alone = alone or _right_behind(paragraph, position, quantity, total)
        scale = (("quantity", 1 / factor),) if factor != 1 else ()
        others = _other_quantities(paragraph, position, quantity, total)
        alone = alone and (not others or paragraph.mentions[position].depth > 0)
        whole = _whole_roles(paragraph, position, times)
        bindings = [Binding(tuple(roles), scale=scale, as_printed=whole)]
        for other in others:  # 现有护林员142名，其中专职38名、兼职104名。专职护林员每人每月2,400元，全年发12个月，共109.44万元
            bindings.append(
                Binding(tuple((role, (paragraph.ids[other],) if role == "quantity" else ids) for role, ids in roles), scale=scale, as_printed=whole)
            )
        found.append(Statement("product", tuple(bindings), span, firm=alone, doubt=None if alone else "quantity-may-be-another"))
    return found


def _whole_roles(paragraph: Paragraph, price: int, times: int | None) -> tuple[str, ...]:
    """A standard of 2,400元 and its 12个月 are no more and no less; a mean is rounded."""
    told = [("price", price if paragraph.names[price].measure == "unit_price" else None), ("times", times)]
    return tuple(role for role, position in told if position is not None and paragraph.mentions[position].figure.place.denominator == 1)


def _other_quantities(paragraph: Paragraph, price: int, quantity: int, total: int) -> list[int]:
    """Other counts of the same things, nearest first, told with the price or in the two sentences before."""
    sentence = paragraph.mentions[price].sentence
    near = (p for p in range(len(paragraph)) if sentence - 2 <= paragraph.mentions[p].sentence <= sentence and p not in (price, quantity, total))
    alike = [p for p in near if paragraph.mentions[p].figure.dimension == "count" and _counted_alike(paragraph, p, quantity)]
    return sorted(alike, key=lambda p: abs(p - price))[:_MOST_QUANTITIES]


_MOST_QUANTITIES = 3


def _counted_alike(paragraph: Paragraph, one: int, other: int) -> bool:
    mine, theirs = paragraph.mentions[one].figure.unit, paragraph.mentions[other].figure.unit
    return mine is not None and theirs is not None and mine.base == theirs.base


def _gives_way(paragraph: Paragraph, price: int) -> bool:
    """`由每亩5元提高到每亩8元`: the price that was."""
    after = price + 1
    if after >= len(paragraph) or not paragraph.same_kind(price, after):
        return False  # 由每座2.5万元提高到3万元
    return any(word in paragraph.phrase(after) for word in paragraph.glossary.operators["to"].words)


def _right_behind(paragraph: Paragraph, price: int, quantity: int, total: int) -> bool:
    """`公务接待费5.78万元，…接待49批次，491人次，人均117.72元`: the mean right behind what it is counted in, and one amount before that may be divided."""
    if paragraph.names[price].measure != "average" or (quantity != price - 1 and (quantity, total) != (price - 2, price - 1)):
        return False
    sentence = paragraph.in_sentence(paragraph.mentions[price].sentence)
    others = [
        p
        for p in sentence
        if p != price and paragraph.same_kind(p, total) and paragraph.names[p].measure not in MOVEMENTS and paragraph.names[p].period != PREVIOUS
    ]
    return others == [total]


_PIECE = re.compile(r"[^\d，,。；;：:、()（）]{1,3}")


def mark_prices(paragraph: Paragraph) -> None:
    """`平均每册40元`, `单车平均2.75万元`, `人均办案37.2件`: so much per thing is a unit price, whatever thing it is."""
    for position, name in enumerate(paragraph.names):
        phrase = paragraph.phrase(position).strip()
        said = phrase[1:] if phrase.startswith(paragraph.glossary.words["month"]) else phrase
        averaged = said.startswith(paragraph.glossary.words["per_means"])
        if averaged and paragraph.mentions[position].figure.dimension in ("money", "count", "area"):
            paragraph.names[position] = replace(name, measure="average", source="own")
            continue
        if name.firm or paragraph.mentions[position].figure.dimension != "money":
            continue
        pieces = re.split("|".join(paragraph.glossary.words["per_each"]), paragraph.phrase(position))[1:]
        known = [_counting(paragraph, match.group()) for piece in pieces if (match := _PIECE.match(piece))]
        if any(each is not None and each.dimension != "time" for each in known):
            averaged = paragraph.has("mean", paragraph.mentions[position].phrase)
            paragraph.names[position] = replace(name, measure="average" if averaged else "unit_price", source="own")


def mark_differences(paragraph: Paragraph) -> None:
    """`比计划的3.20万亩多0.08万亩`, `比计划多10人`: what one thing is more than another is neither of them."""
    words = paragraph.glossary.words
    for position, name in enumerate(paragraph.names):
        phrase = paragraph.phrase(position).strip()
        measure = "increase" if phrase.endswith(words["more_than"]) else "decrease" if phrase.endswith(words["less_than"]) else None
        if measure is None or phrase.endswith(words["extremes"]) or paragraph.mentions[position].figure.dimension in ("ratio", "points", "bare"):
            continue
        own = paragraph.has("compare", paragraph.mentions[position].phrase)
        base = position - 1 if not own and position else position
        beside = paragraph.mentions[base].sentence == paragraph.mentions[position].sentence
        if beside and paragraph.same_kind(base, position) and paragraph.has("compare", paragraph.mentions[base].phrase):
            paragraph.names[position] = replace(name, measure=measure, source="own")


YEARLY = "year"  # a price per year is paid once in a report of one year


def _per(paragraph: Paragraph, position: int) -> tuple[list[str], str | None, Fraction]:
    """What a price is per: the bases of things (每亩, 元/套, 人均), the base of a time (每月), and how many base units one thing is (每公里)."""
    mention = paragraph.mentions[position]
    symbol = mention.figure.unit.symbol if mention.figure.unit is not None else ""
    words = re.split(r"[/·]", symbol)[1:] if mention.figure.dimension == "unit_price" else []
    words += [
        match.group() for piece in re.split("|".join(paragraph.glossary.words["per_each"]), paragraph.phrase(position))[1:] if (match := _PIECE.match(piece))
    ]
    cue = paragraph.names[position].cue
    phrase = paragraph.phrase(position).strip()
    said = phrase[1:] if phrase.startswith(paragraph.glossary.words["month"]) else phrase
    mean = next((word for word in paragraph.glossary.words["per_means"] if said.startswith(word)), cue.word if cue is not None else "")
    if not words and mean:
        words = [mean[1:], mean[:1], mean]
    bases: list[str] = []
    factor: Fraction = exact(1)
    monthly = phrase.startswith(paragraph.glossary.words["month"]) or any(word in phrase for word in paragraph.glossary.words["monthly"])
    time: str | None = MONTH.base if monthly else None
    for word in words:
        known = _counting(paragraph, word)
        if known is None:
            continue
        if known.dimension == "time":
            time = YEARLY if word.startswith(paragraph.glossary.words["year"]) else known.base
        else:
            bases.append(known.base)
            factor = known.factor
    return bases, time, factor


def _counting(paragraph: Paragraph, word: str) -> Unit | None:
    """The unit that a word after 每 begins with: 亩, 名学生, 生."""
    word = word.strip()
    if word.startswith(paragraph.glossary.words["persons"]):
        return unit(PERSON)
    if word.startswith(paragraph.glossary.words["vehicles"]):
        return VEHICLE
    if word.startswith(paragraph.glossary.words["month"]):
        return MONTH
    return next((found for end in range(len(word), 0, -1) if (found := unit(word[:end])) is not None and found.dimension != "money"), None)


def _quantity(paragraph: Paragraph, price: int, bases: list[str]) -> int | None:
    """The nearest figure counted in what the price is per, wholes before their parts; for a price per nothing said the nearest count before it."""
    mention = paragraph.mentions[price]
    order: list[int] = [*range(price - 1, -1, -1), *range(price + 1, len(paragraph))]
    near = [p for p in order if mention.sentence - 1 <= paragraph.mentions[p].sentence <= mention.sentence]
    wholes = [p for p in near if p not in paragraph.parts_of and paragraph.mentions[p].depth <= mention.depth]
    for group in (wholes, near):
        for position in group:
            if bases and any(_counted_in(paragraph, position, base) for base in bases):
                return position
            if not bases and paragraph.mentions[position].figure.dimension == "count":
                return position
    return None


def _times(paragraph: Paragraph, price: int, base: str) -> int | None:
    """How many months or days a price per month or day is paid for, in its sentence."""
    found = [p for p in paragraph.in_sentence(paragraph.mentions[price].sentence) if _counted_in(paragraph, p, base)]
    return min(found, key=lambda p: abs(p - price), default=None)


def _product_total(paragraph: Paragraph, price: int, quantity: int) -> int | None:
    """The sum in front of the bracket the price stands in; else the first sum after price and quantity in the sentence; else the one right before."""
    mention = paragraph.mentions[price]
    if mention.depth:
        total = price - 1
        return total if total >= 0 and _is_sum(paragraph, total) and not paragraph.mentions[total].depth else None
    sentence = paragraph.in_sentence(mention.sentence)
    wanted = _is_sum if mention.figure.dimension in ("money", "unit_price") else (lambda paragraph, p: paragraph.same_kind(p, price))
    mean = paragraph.names[price].measure == "average"
    after = [p for p in sentence if p > max(price, quantity) and wanted(paragraph, p)]
    before = [p for p in reversed(sentence) if p < price and wanted(paragraph, p) and (mean or p == price - 1) and not paragraph.opens_with(p, "compare")]
    found = before + after if mean else after + before
    levels = [p for p in found if paragraph.names[p].measure not in MOVEMENTS and paragraph.names[p].period != PREVIOUS]
    found = [p for p in levels if paragraph.names[p].measure not in ("opening_budget", "final_budget")] or levels or found
    return found[0] if found else (_called_alike(paragraph, price) if mean else None)


def _called_alike(paragraph: Paragraph, price: int) -> int | None:
    """`…，运行费23.02万元。年末公务用车7辆，车均运行费3.29万元`: the sum of the sentence before that has the name of the mean."""
    phrase = paragraph.phrase(price).strip()
    word = next((word for word in paragraph.glossary.words["per_means"] if phrase.startswith(word)), "")
    name = paragraph.namer.strip(phrase.removeprefix(word))
    if len(name) < _SHORTEST_NAME:
        return None
    before = paragraph.in_sentence(paragraph.mentions[price].sentence - 1)
    alike = [p for p in before if _is_sum(paragraph, p) and paragraph.namer.strip(paragraph.phrase(p)).endswith(name)]
    exact = [p for p in alike if paragraph.namer.strip(paragraph.phrase(p)) == name]
    return next(iter(exact or alike), None) if len(exact or alike) == 1 else None


_SHORTEST_NAME = 3


def _is_sum(paragraph: Paragraph, position: int) -> bool:
    return (
        paragraph.mentions[position].figure.dimension == "money"
        and paragraph.names[position].measure != "unit_price"
        and paragraph.mentions[position].figure.dimension == "money"
    )


def _counted_in(paragraph: Paragraph, position: int, base: str) -> bool:
    own = paragraph.mentions[position].figure.unit
    return own is not None and own.base in (base, *_VISITS.get(base, ()))


_VISITS = {PERSON: (VISIT,)}  # 人均 over 386人次


_CONVERTED = ("money", "area", "length", "weight", "floor_area")


def conversions(paragraph: Paragraph) -> list[Statement]:
    """`43,500.00元（4.35万元）`, `386,215.40元，即38.62万元`: one sum told in two units, nothing but the bracket or 即 between."""
    found = []
    again = ("", *paragraph.glossary.operators["told_again"].words)
    for position in range(1, len(paragraph)):
        one, other = paragraph.mentions[position - 1], paragraph.mentions[position]
        between = paragraph.plain[one.figure.end : other.figure.lead]
        if not paragraph.same_kind(position - 1, position) or one.figure.unit == other.figure.unit or one.figure.dimension not in _CONVERTED:
            continue
        bracketed = between in ("(", "（") and paragraph.plain[other.figure.end : other.figure.end + 1] in (")", "）")
        if bracketed or between.strip("，, ") in again[1:]:
            roles = (("before", (paragraph.ids[position - 1],)), ("again", (paragraph.ids[position],)))
            found.append(Statement("conversion", (Binding(roles),), paragraph.span(one.figure.start, other.figure.end)))
    return found
