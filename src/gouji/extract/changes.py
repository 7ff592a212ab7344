"""Movements: 同比增长, 比上年A增加d, 由A提高到B; what stood before, what stands now, by how much and at what rate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gouji.extract.layout import Region
from gouji.extract.paragraph import Paragraph
from gouji.ledger import MOVEMENTS, PREVIOUS, Binding, Statement
from gouji.quantity.unit import unit

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


def _sentence(paragraph: Paragraph, positions: list[int]) -> Iterator[Statement]:
    current = _Movement()
    for position in positions:
        measure = paragraph.names[position].measure
        if measure in MOVEMENTS and not _levels_to(paragraph, position):
            if measure in current.said:
                yield from _stated(paragraph, current)
                current = _Movement(current.now)
            current.said[measure] = position
            if current.now is not None and measure in _RATES:
                paragraph.growth_of.setdefault(current.now, position)
            continue
        if _is_share(paragraph, position):
            continue
        if not _is_level(paragraph, position):
            continue
        if _is_base(paragraph, position):
            if current.before is not None or current.said:
                yield from _stated(paragraph, current)
                current = _Movement(None if _from(paragraph, position) else current.now)
            elif _from(paragraph, position):
                current = _Movement()
            current.before = position
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
    return paragraph.names[position].measure == "share" or _words_before(paragraph, position, "share_of")


def _words_before(paragraph: Paragraph, position: int, key: str) -> bool:
    phrase = paragraph.phrase(position).strip()
    return phrase.startswith(paragraph.glossary.operators[key].words)


def _from(paragraph: Paragraph, position: int) -> bool:
    """`由600元`, `从上年的10万元`: the last words before the figure."""
    phrase = paragraph.phrase(position)
    words = paragraph.glossary.operators["from"].words
    return phrase.endswith(words) or (bool(phrase) and any(phrase.startswith(word) for word in words) and paragraph.names[position].period is not None)


def _levels_to(paragraph: Paragraph, position: int) -> bool:
    return paragraph.phrase(position).endswith(paragraph.glossary.operators["to"].words)


def _is_base(paragraph: Paragraph, position: int) -> bool:
    """`比上年2665.56万元`, `较2021年的100万元`: a comparison word and an earlier time in the figure's own phrase."""
    if _from(paragraph, position):
        return True
    name = paragraph.names[position]
    return name.period is not None and paragraph.has("compare", paragraph.mentions[position].phrase) and (name.period == PREVIOUS or name.period.isdigit())


def _stated(paragraph: Paragraph, movement: _Movement) -> Iterator[Statement]:
    if not movement.complete():
        return
    levels = [p for p in (movement.now, movement.before) if p is not None]
    if len(levels) == 2 and not paragraph.same_kind(*levels):
        return
    said = {measure: p for measure, p in movement.said.items() if measure in _RATES or _amount_fits(paragraph, p, levels)}
    if not said or len(levels) + len(said) < 3:
        return
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
    """`A18.6万元，占B1033.33万元的1.8%`: the share, the whole between 占 and it, the nearest level before as the part."""
    found = []
    for _, positions in paragraph.by_sentence():
        for at, position in enumerate(positions[1:], start=1):
            whole = positions[at - 1]
            if paragraph.mentions[position].figure.dimension != "ratio" or not _words_before(paragraph, whole, "share_of"):
                continue
            between = Region(paragraph.mentions[whole].figure.end, paragraph.mentions[position].figure.lead)
            if between.end - between.start > _WIDEST_LINK:
                continue
            part = next((p for p in reversed(positions[: at - 1]) if paragraph.same_kind(p, whole) and paragraph.names[p].measure not in MOVEMENTS), None)
            if part is None or paragraph.mentions[part].depth != paragraph.mentions[whole].depth:
                continue
            roles = (("share", (paragraph.ids[position],)), ("part", (paragraph.ids[part],)), ("whole", (paragraph.ids[whole],)))
            span = paragraph.span(paragraph.mentions[part].figure.start, paragraph.mentions[position].figure.end)
            found.append(Statement("share", (Binding(roles),), span))
    return found


_WIDEST_LINK = 3  # 占1033.33万元的1.8%: only 的 or 的比例 stand between


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
    """`任务1万亩…补助费197万元（每亩197元）`: a unit price in the bracket behind a sum of money, and the nearest quantity before counted in its unit."""
    found = []
    for position, name in enumerate(paragraph.names):
        mention = paragraph.mentions[position]
        if name.measure != "unit_price" or name.cue is None or not mention.depth or position == 0:
            continue
        total = position - 1
        if paragraph.mentions[total].depth or paragraph.mentions[total].figure.dimension != "money":
            continue
        per = unit(name.cue.word[1:])
        quantity = next((p for p in range(total - 1, -1, -1) if per is not None and _counted_in(paragraph, p, per.base)), None)
        if quantity is None or paragraph.mentions[quantity].sentence < mention.sentence - 1:
            continue
        roles = (("total", (paragraph.ids[total],)), ("price", (paragraph.ids[position],)), ("quantity", (paragraph.ids[quantity],)))
        span = paragraph.span(paragraph.mentions[quantity].figure.start, mention.figure.end)
        found.append(Statement("product", (Binding(roles),), span, firm=False, doubt="quantity-may-be-another"))
    return found


def _counted_in(paragraph: Paragraph, position: int, base: str) -> bool:
    own = paragraph.mentions[position].figure.unit
    return own is not None and own.base == base
