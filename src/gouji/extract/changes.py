"""Movements: 同比增长, 比上年A增加d, 由A提高到B; what stood before, what stands now, by how much and at what rate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from gouji.extract.paragraph import Paragraph
from gouji.ledger import MOVEMENTS, PREVIOUS, Binding, Statement
from gouji.quantity.unit import PERSON, VISIT, unit

_RATES = {"rise", "fall"}
_AMOUNTS = {"increase", "decrease"}


@dataclass(slots=True)
class _Movement:
    """One level and what is said of its movement, being gathered left to right."""

    now: int | None = None
    before: int | None = None
    said: dict[str, int] = field(default_factory=dict)

    def complete(self) -> bool:
        levels = (self.now is not None) + (self.before is not None)
        return levels + len(self.said) >= 3 or (levels == 2 and bool(self.said)) or (levels == 1 and len(self.said) == 2)


def changes(paragraph: Paragraph) -> list[Statement]:
    """Every movement a paragraph states with enough figures to check it; growths are bound to their levels in `paragraph.growth_of`."""
    return [statement for _, positions in paragraph.by_sentence() for statement in _sentence(paragraph, positions)]


def _respectively(paragraph: Paragraph, positions: list[int]) -> None:
    """`出口9.31亿元，进口3.15亿元，分别增长11.2%和4.6%`: as many levels before as rates behind, in order."""
    for at, position in enumerate(positions):
        name = paragraph.names[position]
        if name.measure not in _RATES or not paragraph.has("respectively_each", paragraph.mentions[position].phrase):
            continue
        run = [position]
        for later in positions[at + 1 :]:
            joined = paragraph.words(paragraph.mentions[later].phrase).strip() in ("", *paragraph.glossary.words["joiners"])
            if paragraph.mentions[later].figure.dimension != "ratio" or not joined:
                break
            run.append(later)
        levels = [p for p in positions[:at] if paragraph.additive(p)][-len(run) :]
        if len(run) < 2 or len(levels) != len(run):
            continue
        for level, growth in zip(levels, run, strict=True):
            paragraph.names[growth] = replace(name, noun=paragraph.names[level].noun, subject=paragraph.names[level].subject)
            paragraph.growth_of[level] = growth


def _sentence(paragraph: Paragraph, positions: list[int]) -> Iterator[Statement]:
    _respectively(paragraph, positions)
    current = _Movement()
    for position in positions:
        measure = paragraph.names[position].measure
        if measure in MOVEMENTS and not _levels_to(paragraph, position):
            if measure in current.said:
                yield from _stated(paragraph, current)
                current = _Movement(current.now)
            current.said[measure] = position
            if current.now is not None and measure in _RATES and position not in paragraph.growth_of.values():
                paragraph.growth_of.setdefault(current.now, position)
            continue
        if _is_share(paragraph, position):
            continue
        if not _is_level(paragraph, position):
            continue
        if _is_base(paragraph, position, current.now):
            if current.before is not None or current.said:
                yield from _stated(paragraph, current)
                current = _Movement(None if _from(paragraph, position) else current.now)
            elif _from(paragraph, position):
                current = _Movement()
            current.before = position
            continue
        if current.now is not None and current.before is None and current.said and paragraph.has("afterwards", paragraph.mentions[position].phrase):
            current.before, current.now = current.now, position
            continue
        if _levels_to(paragraph, position) and current.before is not None and current.now is None:
            current.now = position
            continue
        yield from _stated(paragraph, current)
        current = _Movement(position)
    yield from _stated(paragraph, current)


def _is_level(paragraph: Paragraph, position: int) -> bool:
    mention = paragraph.mentions[position]
    return (
        mention.depth == 0 and mention.figure.dimension not in ("points", "bare", "damaged") and paragraph.names[position].measure != "unit_price"
    ) or _from(paragraph, position)


def _is_share(paragraph: Paragraph, position: int) -> bool:
    return paragraph.names[position].measure == "share" or paragraph.is_share_base(position)


def _ends_in(paragraph: Paragraph, position: int, key: str) -> bool:
    """Whether the last words before the figure, dates and 的 aside (`由2020年的`, `提高到2021年的`), are of an operator group."""
    return paragraph.namer.undated(paragraph.phrase(position)).endswith(paragraph.glossary.operators[key].words)


def _from(paragraph: Paragraph, position: int) -> bool:
    return _ends_in(paragraph, position, "from")


def _levels_to(paragraph: Paragraph, position: int) -> bool:
    return _ends_in(paragraph, position, "to")


def _is_base(paragraph: Paragraph, position: int, now: int | None) -> bool:
    """`比上年2665.56万元`, `较2021年的100万元`: a comparison and an earlier time; or an earlier time alone, behind the level it belongs to."""
    if _from(paragraph, position) or paragraph.opens_with(position, "compare"):
        return True  # 比年初1271.30万元
    period = paragraph.names[position].period
    if period is None:
        return False
    if paragraph.has("compare", paragraph.mentions[position].phrase):
        return True
    if now is None or not paragraph.same_kind(now, position) or paragraph.mentions[now].depth:
        return False
    stands = paragraph.names[now].period
    earlier = period == PREVIOUS or (stands is not None and stands.isdigit() and int(period) == int(stands) - 1)
    return earlier and stands != PREVIOUS and position not in paragraph.parts_of and not _other_subject(paragraph, now, position)


def _other_subject(paragraph: Paragraph, now: int, position: int) -> bool:
    one, other = paragraph.names[now].subject, paragraph.names[position].subject
    return other is not None and one != other


def _stated(paragraph: Paragraph, movement: _Movement) -> Iterator[Statement]:
    if not movement.complete():
        return
    levels = [p for p in (movement.now, movement.before) if p is not None]
    if len(levels) == 2 and not paragraph.same_kind(*levels):
        return
    said = {measure: p for measure, p in movement.said.items() if measure in _RATES or _amount_fits(paragraph, p, levels)}
    if not said or len(levels) + len(said) < 3:
        return
    if movement.now is not None and movement.before is not None:
        paragraph.names[movement.before] = replace(paragraph.names[movement.before], noun=paragraph.names[movement.now].noun)
    roles = [("now", movement.now), ("before", movement.before), *said.items()]
    filled = [(role, position) for role, position in roles if position is not None]
    positions = [position for _, position in filled]
    span = paragraph.span(paragraph.mentions[min(positions)].figure.start, paragraph.mentions[max(positions)].figure.end)
    renamed = tuple((_role(paragraph, role, position), (paragraph.ids[position],)) for role, position in filled)
    yield Statement("change", (Binding(renamed),), span)


def _role(paragraph: Paragraph, role: str, position: int) -> str:
    if role in _AMOUNTS and paragraph.mentions[position].figure.dimension == "points":
        return "points_up" if role == "increase" else "points_down"
    return role


def _amount_fits(paragraph: Paragraph, amount: int, levels: list[int]) -> bool:
    points = paragraph.mentions[amount].figure.dimension == "points"
    return all(paragraph.mentions[level].figure.dimension == "ratio" if points else paragraph.same_kind(amount, level) for level in levels)


def shares(paragraph: Paragraph) -> list[Statement]:
    """`A18.6万元，占B1033.33万元的1.8%`; `其中A320万元，占40%`; `A为3万元，占B的90%` where B is named earlier; `完成年初预算580万元的105.57%`."""
    found = []
    for _, positions in paragraph.by_sentence():
        for at, position in enumerate(positions):
            if paragraph.mentions[position].figure.dimension != "ratio" or position in paragraph.in_record:
                continue
            bound = (
                _between(paragraph, positions, at)
                or _of_its_whole(paragraph, positions, at)
                or _named_base(paragraph, position)
                or _open_rate(paragraph, positions, at)
            )
            if bound is None:
                continue
            part, whole, firm = bound
            roles = (("share", (paragraph.ids[position],)), ("part", (paragraph.ids[part],)), ("whole", (paragraph.ids[whole],)))
            span = paragraph.span(paragraph.mentions[min(part, whole)].figure.start, paragraph.mentions[position].figure.end)
            found.append(Statement("share", (Binding(roles),), span, firm=firm, doubt=None if firm else "base-unsaid"))
    return found


_Share = tuple[int, int, bool]  # part, whole, whether the wording says so outright


def _between(paragraph: Paragraph, positions: list[int], at: int) -> _Share | None:
    """`占1033.33万元的1.8%`: the whole stands between 占 and the share, only 的 behind it; the part is the nearest level before."""
    if at < 1 or not paragraph.opens_with(positions[at - 1], "share_of"):
        return None
    whole = positions[at - 1]
    between = paragraph.plain[paragraph.mentions[whole].figure.end : paragraph.mentions[positions[at]].figure.lead].strip()
    if between not in paragraph.glossary.words["of"]:
        return None
    part = next((p for p in reversed(positions[: at - 1]) if paragraph.same_kind(p, whole) and paragraph.names[p].measure not in MOVEMENTS), None)
    if part is None or paragraph.mentions[part].depth != paragraph.mentions[whole].depth:
        return None
    return part, whole, True


def _of_its_whole(paragraph: Paragraph, positions: list[int], at: int) -> _Share | None:
    """`全年支出800万元，其中人员支出320万元，占40%`: a share without a base behind a part of a list."""
    part = positions[at - 1] if at else None
    phrase = paragraph.namer.strip(paragraph.phrase(positions[at]))
    if part is None or part not in paragraph.parts_of or (phrase and phrase not in paragraph.glossary.operators["bare_share"].words):
        return None
    if not paragraph.has("share_of", paragraph.mentions[positions[at]].phrase):
        return None
    return part, paragraph.parts_of[part], True


def _named_base(paragraph: Paragraph, position: int) -> _Share | None:
    """`授予中小企业合同金额293.76万元，占政府采购支出总额的90%`: the base is the nearest earlier figure called by the words between 占 and 的."""
    phrase = paragraph.phrase(position).strip()
    opening = next((word for word in sorted(paragraph.glossary.operators["share_of"].words, key=len, reverse=True) if phrase.startswith(word)), None)
    ending = next((word for word in paragraph.glossary.words["of"] if phrase.endswith(word)), None)
    if opening is None or ending is None:
        return None
    base = phrase[len(opening) : -len(ending)]
    sentence = paragraph.mentions[position].sentence
    part = next((p for p in range(position - 1, -1, -1) if paragraph.additive(p) and paragraph.names[p].measure not in MOVEMENTS), None)
    if part is None or len(base) < _SHORTEST_BASE or paragraph.mentions[part].sentence != sentence:
        return None
    for whole in range(part - 1, -1, -1):
        mention = paragraph.mentions[whole]
        if mention.sentence < sentence - 1:
            break
        if base in paragraph.phrase(whole) and paragraph.same_kind(whole, part):
            return part, whole, base not in paragraph.phrase(part)
    return None


_SHORTEST_BASE = 2


def _open_rate(paragraph: Paragraph, positions: list[int], at: int) -> _Share | None:
    """`受理1600件，办结1536件，结案率96%`: a rate in no glossary, of the two counts right before it; nothing says so outright."""
    name = paragraph.names[positions[at]]
    if name.measure not in (None, "completion") or (not name.noun.endswith(paragraph.glossary.words["rate_ending"]) and name.measure is None):
        return None
    before = [p for p in positions[:at] if paragraph.additive(p)][-2:]
    if len(before) < 2 or not paragraph.same_kind(*before) or paragraph.mentions[before[1]].figure.dimension != "count":
        return None
    return before[1], before[0], False


def weighted_growths(paragraph: Paragraph, compositions: list[Statement]) -> list[Statement]:
    """A whole and all its parts, each with its growth: the growths must agree on the year before (80.2% from 81.7% on 40.48 and 73.6% on 8.89)."""
    position_of = {fact_id: position for position, fact_id in enumerate(paragraph.ids)}
    found = []
    for statement in compositions:
        if statement.kind != "composition":
            continue
        whole, parts = (statement.bindings[0].role(role) for role in ("whole", "parts"))
        growths = [paragraph.growth_of.get(position_of[fact_id]) for fact_id in (*whole, *parts) if fact_id in position_of]
        if len(growths) != len(parts) + 1 or None in growths:
            continue
        ids = [paragraph.ids[growth] for growth in growths if growth is not None]
        roles = (("growth", (ids[0],)), ("whole", whole), ("part_growths", tuple(ids[1:])), ("parts", parts))
        found.append(Statement("weighted_growth", (Binding(roles, statement.bindings[0].reach),), statement.span, statement.firm, statement.doubt))
    return found


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
