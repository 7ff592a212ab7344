"""Movements: 同比增长, 比上年A增加d, 由A提高到B; what stood before, what stands now, by how much and at what rate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gouji.extract.paragraph import Paragraph
from gouji.frozen import replace
from gouji.ledger import MOVEMENTS, PREVIOUS, WHOLE, Binding, Statement
from gouji.quantity.dates import YEAR

_RATES = {"rise", "fall"}
_AMOUNTS = {"increase", "decrease"}
_ADJUSTS = {"adjustment_up": "increase", "adjustment_down": "decrease"}


@dataclass(slots=True)
class _Movement:
    """One level and what is said of its movement, being gathered left to right."""

    now: int | None = None
    before: int | None = None
    said: dict[str, int] = field(default_factory=dict)
    several: bool = False  # amounts in a row: none of them makes the next level alone

    def complete(self) -> bool:
        levels = (self.now is not None) + (self.before is not None)
        return levels + len(self.said) >= 3 or (levels == 2 and bool(self.said)) or (levels == 1 and len(self.said) == 2)


def changes(paragraph: Paragraph) -> list[Statement]:
    """Every movement a paragraph states with enough figures to check it; growths are bound to their levels in `paragraph.growth_of`."""
    return [statement for _, positions in paragraph.by_sentence() for statement in (*_sentence(paragraph, positions), *_compared(paragraph, positions))]


def _compared(paragraph: Paragraph, positions: list[int]) -> Iterator[Statement]:
    """`年初预算A，决算B，决算比年初预算减少d`; `预算为A，支出决算为B，比预算节省d`: two measures that a comparison names, told before it in the sentence."""
    for at, position in enumerate(positions):
        measure, phrase = paragraph.names[position].measure, paragraph.mentions[position].phrase
        found = next(paragraph.find(paragraph.glossary.operators["compare"], phrase), None)
        if measure not in _AMOUNTS or found is None or paragraph.mentions[position].figure.dimension == "points":
            continue
        told = [*paragraph.in_sentence(paragraph.mentions[position].sentence - 1), *positions[:at]]
        earlier = [p for p in told if paragraph.same_kind(p, position) and paragraph.names[p].measure not in MOVEMENTS]
        before = _told_as(paragraph, earlier, found.end(), phrase.end, _BUDGETED)
        now = _told_as(paragraph, earlier, phrase.start, found.start(), _SPENT) if found.start() > phrase.start else _last_of(paragraph, earlier, _SPENT)
        if before is None or now is None or before == now:
            continue
        roles = (("now", (paragraph.ids[now],)), ("before", (paragraph.ids[before],)), (measure, (paragraph.ids[position],)))
        yield Statement("change", (Binding(roles),), paragraph.span(paragraph.mentions[min(now, before)].figure.start, paragraph.mentions[position].figure.end))


_BUDGETED, _SPENT = frozenset({"opening_budget", "final_budget", "limit_price"}), frozenset({"executed", "disbursed", "contract"})


def _told_as(paragraph: Paragraph, earlier: list[int], start: int, end: int, family: frozenset[str]) -> int | None:
    """The last figure before that bears a measure of a family which the words of a region name."""
    keys = {alias.key for hit in paragraph.glossary.hits(paragraph.plain[start:end]) for alias in hit.aliases if alias.facet == "measure"} & family
    if not keys:
        return None
    called = _last_of(paragraph, earlier, frozenset(keys))
    return called if called is not None else _last_of(paragraph, earlier, family)


def _last_of(paragraph: Paragraph, earlier: list[int], family: frozenset[str]) -> int | None:
    return next((p for p in reversed(earlier) if paragraph.names[p].measure in family), None)


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
        if measure in _ADJUSTS and current.before is not None and position + 1 in positions and _to_alone(paragraph, position + 1):
            measure = _ADJUSTS[measure]
        if measure in MOVEMENTS and not _levels_to(paragraph, position):
            if measure in current.said or (measure in _AMOUNTS and _AMOUNTS & current.said.keys()):
                yield from _stated(paragraph, current)
                current = _Movement(current.now, several=True)
            current.said[measure] = position
            if current.now is not None and measure in _RATES and position not in paragraph.growth_of.values():
                paragraph.growth_of.setdefault(current.now, position)
            continue
        if _is_share(paragraph, position) or _aside_rate(paragraph, positions, position, current):
            continue
        if _base_in_bracket(paragraph, position, current):
            current.before = position
            continue
        if not _is_level(paragraph, position) or _sets_against_target(paragraph, position):
            continue  # 比例为13.1%，高于目标值12.5%，比上年的11.9%提高1.2个百分点
        if _is_base(paragraph, position, current.now):
            if _names_another(paragraph, position, current.now):
                yield from _stated(paragraph, current)
                current = _Movement()
            elif current.before is not None or current.said:
                yield from _stated(paragraph, current)
                current = _Movement(None if _from(paragraph, position) else current.now)
            elif _from(paragraph, position):
                current = _Movement()
            current.before = position
            continue
        if current.before == position - 1 and current.now is None and not current.said and _set_against(paragraph, position - 1):
            current.now = position
            continue
        if (
            current.now is not None
            and current.before is None
            and current.said
            and not current.several
            and paragraph.has("afterwards", paragraph.mentions[position].phrase)
        ):
            current.before, current.now = current.now, position
            continue
        if _levels_to(paragraph, position) and current.before is not None and current.now is None:
            current.now = position
            continue
        if _saves(paragraph, positions, position, current):
            current.before, current.now = current.now, position
            continue
        yield from _stated(paragraph, current)
        current = _Movement(position)
    yield from _stated(paragraph, current)


def _sets_against_target(paragraph: Paragraph, position: int) -> bool:
    """`高于目标值12.5%`."""
    return paragraph.names[position].measure == "target" and paragraph.phrase(position).strip().startswith(paragraph.glossary.words["beyond_target"])


def movements(paragraph: Paragraph) -> list[Statement]:
    """`在年初预算A基础上，基本支出增加b、项目支出压减c，形成调整后预算D`: a level, several amounts that move it, and the level that they make."""
    return [statement for _, positions in paragraph.by_sentence() for statement in _moved(paragraph, positions)]


def _moved(paragraph: Paragraph, positions: list[int]) -> Iterator[Statement]:
    start: int | None = None
    moves: dict[str, list[int]] = {}
    for position in positions:
        measure = paragraph.names[position].measure or ""
        move = _ADJUSTS.get(measure, measure)
        if start is not None and move in _AMOUNTS and paragraph.mentions[position].depth > paragraph.mentions[start].depth:
            continue  # 年中追加573.85万元（上级补助544.25万元、退役士兵安置29.60万元）
        moves_it = move in _AMOUNTS and start is not None and paragraph.same_kind(start, position) and not _levels_to(paragraph, position)
        if moves_it and not paragraph.has("compare", paragraph.mentions[position].phrase):
            moves.setdefault(move, []).append(position)
            continue
        amounts = sum(map(len, moves.values()))
        alone = [p for where in moves.values() for p in where]
        of_part = amounts == 1 and paragraph.names[alone[0]].subject not in (None, WHOLE)
        enough = amounts >= _SEVERAL or of_part or (amounts == 1 and paragraph.names[alone[0]].measure in _AMOUNTS)
        made = start is not None and (_makes(paragraph, position) or _budgets(paragraph, start, position))
        if start is not None and amounts and enough and made and paragraph.same_kind(start, position):
            yield _movement(paragraph, start, moves, position)
        start, moves = (position if _is_level(paragraph, position) else None), {}


_SEVERAL = 2


def _budgets(paragraph: Paragraph, start: int, end: int) -> bool:
    """`年初预算…，执行中净减少…，全年预算数…`"""
    return (paragraph.names[start].measure, paragraph.names[end].measure) == ("opening_budget", "final_budget")


def _makes(paragraph: Paragraph, position: int) -> bool:
    phrase = paragraph.mentions[position].phrase
    return _levels_to(paragraph, position) or paragraph.has("afterwards", phrase) or paragraph.has("made_by_moves", phrase)


def _movement(paragraph: Paragraph, start: int, moves: dict[str, list[int]], end: int) -> Statement:
    roles = {"now": [end], "before": [start], "increases": moves.get("increase", []), "decreases": moves.get("decrease", [])}
    filled = tuple((role, tuple(paragraph.ids[position] for position in where)) for role, where in roles.items() if where)
    return Statement("movements", (Binding(filled),), paragraph.span(paragraph.mentions[start].figure.start, paragraph.mentions[end].figure.end))


def _base_in_bracket(paragraph: Paragraph, position: int, current: _Movement) -> bool:
    """`接待游客826.4万人次，同比增长12.5%（上年734.6万人次）`."""
    if current.now is None or current.before is not None or not paragraph.mentions[position].depth:
        return False
    if not current.said and (current.now != position - 1 or paragraph.mentions[current.now].depth):
        return False  # 运行经费2117.93万元（上年1689.47万元，增长25.4%）
    return paragraph.names[position].period == PREVIOUS and paragraph.same_kind(position, current.now)


def _aside_rate(paragraph: Paragraph, positions: list[int], position: int, current: _Movement) -> bool:
    """`全年预算69.55万元，决算数58.15万元，完成83.62%，节约11.40万元`: the rate between two levels and what was saved is no level."""
    if current.before is None or current.now is None or current.said or paragraph.mentions[position].figure.dimension != "ratio":
        return False
    return position + 1 in positions and paragraph.names[position + 1].measure in _AMOUNTS


def _saves(paragraph: Paragraph, positions: list[int], position: int, current: _Movement) -> bool:
    """`控制价1524.36万元，中标价1447.82万元，节约76.54万元`: two levels in a row, then what was saved from one to the other."""
    after = position + 1
    if after + 1 in positions and paragraph.names[after].measure != "fall" and paragraph.mentions[after].figure.dimension == "ratio":
        after += 1  # 全年预算69.55万元，决算数58.15万元，完成83.62%，节约11.40万元
    if current.now is None or current.now != position - 1 or current.before is not None or current.said or after not in positions:
        return False
    told = paragraph.same_kind(position, after) or paragraph.mentions[after].figure.dimension == "ratio"
    return told and paragraph.same_kind(current.now, position) and paragraph.has("saved", paragraph.mentions[after].phrase)


def _is_level(paragraph: Paragraph, position: int) -> bool:
    mention = paragraph.mentions[position]
    if paragraph.names[position].measure in _ADJUSTS:
        return False  # 核减312.75万元，审定5,305.65万元，核减率5.57%
    return (
        mention.depth == 0 and mention.figure.dimension not in ("points", "bare", "damaged") and paragraph.names[position].measure != "unit_price"
    ) or _from(paragraph, position)


def _is_share(paragraph: Paragraph, position: int) -> bool:
    if paragraph.names[position].measure == "share" or paragraph.is_share_base(position):
        return True
    return position > 0 and paragraph.mentions[position].figure.dimension == "ratio" and paragraph.is_share_base(position - 1)  # 占本年支出2849.88万元的91.1%


def _ends_in(paragraph: Paragraph, position: int, key: str) -> bool:
    """Whether the last words before the figure, dates and 的 aside (`由2020年的`, `提高到2021年的`), are of an operator group."""
    return paragraph.namer.undated(paragraph.phrase(position)).endswith(paragraph.glossary.operators[key].words)


def _from(paragraph: Paragraph, position: int) -> bool:
    return _ends_in(paragraph, position, "from")


def _set_against(paragraph: Paragraph, position: int) -> bool:
    """`与全年预算69.55万元相比，决算数58.15万元少支11.40万元`."""
    follow = paragraph.words(paragraph.mentions[position].follow).strip()
    return follow.startswith(paragraph.glossary.words["set_against"])


def _levels_to(paragraph: Paragraph, position: int) -> bool:
    return _ends_in(paragraph, position, "to") or _to_alone(paragraph, position)


def _to_alone(paragraph: Paragraph, position: int) -> bool:
    """`由90万元追加26.8万元至116.8万元`."""
    return paragraph.phrase(position).strip() in paragraph.glossary.words["to_alone"]


def _is_base(paragraph: Paragraph, position: int, now: int | None) -> bool:
    """`比上年2665.56万元`, `较2021年的100万元`: a comparison and an earlier time; or an earlier time alone, behind the level it belongs to."""
    if _from(paragraph, position) or paragraph.opens_with(position, "compare"):
        return True  # 比年初1271.30万元
    if now is not None and now == position - 1 and paragraph.same_kind(now, position) and _stood_before(paragraph, position):
        return True
    period = paragraph.names[position].period
    if period is None:
        return False
    if paragraph.has("compare", paragraph.mentions[position].phrase):
        return True
    if now is None or not paragraph.same_kind(now, position) or paragraph.mentions[now].depth:
        return False
    stands = paragraph.names[now].period
    earlier = period == PREVIOUS or (stands is not None and stands.isdigit() and period.isdigit() and int(period) == int(stands) - 1)
    told = paragraph.namer.strip(paragraph.phrase(position))
    earlier = earlier or (stands is None and period.isdigit() and told in ("", *paragraph.glossary.words["bare_numbers"]))  # …14764万元，2023年度为15932万元
    start = paragraph.layout.sentences[paragraph.mentions[position].sentence].start
    if period.isdigit() and any(int(year) < int(period) for year in YEAR.findall(paragraph.plain, start, paragraph.mentions[position].figure.start)):
        return False  # 2022年3298人，…退出63人，2023年为3476人，比上年增长5.40%
    return earlier and stands != PREVIOUS and position not in paragraph.parts_of and not _other_subject(paragraph, now, position)


def _stood_before(paragraph: Paragraph, position: int) -> bool:
    """`平均月工资4,120元，参加培训前3,460元，提高660元`."""
    phrase, words = paragraph.phrase(position).strip(), paragraph.glossary.words
    return phrase.endswith(words["until_then"]) and not phrase.endswith(words["not_until_then"])


def _names_another(paragraph: Paragraph, base: int, now: int | None) -> bool:
    """`…退出2,902人，年末领取待遇人数比上年末的67,760人净增1,384人`: what is compared is named right before 比, and is nothing told before."""
    phrase = paragraph.mentions[base].phrase
    compare = next(paragraph.find(paragraph.glossary.operators["compare"], phrase), None)
    if compare is None or now is None or paragraph.names[base].measure is not None:
        return False
    named = paragraph.namer.strip(re.split("[，,；;：:]", paragraph.plain[phrase.start : compare.start()])[-1])
    return len(named) >= _LEAST_NAMED and named not in paragraph.phrase(now) and not paragraph.glossary.hits(named)


_LEAST_NAMED = 5


def _other_subject(paragraph: Paragraph, now: int, position: int) -> bool:
    one, other = paragraph.names[now].subject, paragraph.names[position].subject
    return other is not None and one != other


def _stated(paragraph: Paragraph, movement: _Movement) -> Iterator[Statement]:
    if not movement.complete():
        return
    levels = [p for p in (movement.now, movement.before) if p is not None]
    if len(levels) == 2 and not paragraph.same_kind(*levels):
        return
    if movement.now is not None and movement.before is None and _stood_earlier(paragraph, movement.now, movement.said):
        movement.now, movement.before = None, movement.now
    said = {measure: p for measure, p in movement.said.items() if measure in _RATES or _amount_fits(paragraph, p, levels)}
    if not said or len(levels) + len(said) < 3:
        return
    if movement.now is not None and movement.before is not None:
        paragraph.names[movement.before] = replace(paragraph.names[movement.before], noun=paragraph.names[movement.now].noun)
    roles = [("now", movement.now), ("before", movement.before), *said.items()]
    filled = [(role, position) for role, position in roles if position is not None]
    positions = [position for _, position in filled]
    span = paragraph.span(paragraph.mentions[min(positions)].figure.start, paragraph.mentions[max(positions)].figure.end)
    bindings = [Binding(tuple((_role(paragraph, role, position), (paragraph.ids[position],)) for role, position in filled))]
    if movement.now in paragraph.parts_of:  # 全年18.42万元，其中接待费4.26万元…，较上年下降7.20%: of the last part, or of them all
        whole = paragraph.parts_of[movement.now]
        over = [(role, whole if role == "now" else position) for role, position in filled]
        bindings.append(Binding(tuple((_role(paragraph, role, position), (paragraph.ids[position],)) for role, position in over)))
    doubt = "another-basis" if _on_another_basis(paragraph, positions) or _in_other_units(paragraph, levels, said) else None
    yield Statement("change", tuple(bindings), span, firm=doubt is None, doubt=doubt)


def _stood_earlier(paragraph: Paragraph, level: int, said: dict[str, int]) -> bool:
    """`2021年活产数3,266人，2022年减少352人，下降10.78%`: the level is the base."""
    stood = paragraph.names[level].period or ""
    if stood == PREVIOUS:
        return True  # 完成预算的82.64%，上年数为17.05万元，减少2.87万元，下降16.84%
    sentence = paragraph.mentions[level].sentence
    beside = paragraph.in_sentence(sentence)
    moved = {paragraph.names[p].period or "" for p in (*said.values(), *beside)}  # 2022年…实际支出8.69万元，…，2021年数为10.26万元，减少1.57万元
    first = min(said.values())
    moved.update(YEAR.findall(paragraph.plain, paragraph.mentions[level].figure.end, paragraph.mentions[first].figure.start)[-1:])
    region = paragraph.layout.sentences[sentence]
    stood = stood or next(
        iter(YEAR.findall(paragraph.plain, region.start, paragraph.mentions[level].figure.start)[-1:]), ""
    )  # 2022年305户、632.40万元，2023年减少73.40万元
    if beside[0] == level:  # 2022年度总计3355.86万元。总计2021年为3649.95万元，与上年相比减少294.09万元
        moved.update(YEAR.findall(paragraph.plain, 0, paragraph.layout.sentences[sentence].start)[-1:])
    if beside[0] == level and paragraph.names[level].period == stood:
        moved.add(paragraph.namer.known.year or "")  # 2022年为6,405万人次，增加507万人次，同比增长7.92% in a report on 2023
    return stood.isdigit() and any(period.isdigit() and int(period) == int(stood) + 1 for period in moved)


def _on_another_basis(paragraph: Paragraph, positions: list[int]) -> bool:
    """`剔除该因素后，2024年同口径增加58.53万元，增长11.37%`: not of the level as it is printed."""
    start, end = paragraph.mentions[min(positions)].figure.end, paragraph.mentions[max(positions)].figure.end
    return any(word in paragraph.plain[start:end] for word in paragraph.glossary.words["another_basis"])


def _in_other_units(paragraph: Paragraph, levels: list[int], said: dict[str, int]) -> bool:
    """`平均每平方米8.71元，比自管时少45.78万元，下降10.26%`: who tells a mean in 元 does not tell its movement in 万元."""
    if not any(paragraph.names[level].measure == "average" for level in levels):
        return False
    units = {paragraph.mentions[p].figure.unit for p in (*levels, *(p for measure, p in said.items() if measure in _AMOUNTS))}
    return len({unit.symbol for unit in units if unit is not None and unit.dimension == "money"}) > 1


def _role(paragraph: Paragraph, role: str, position: int) -> str:
    if role in _AMOUNTS and paragraph.mentions[position].figure.dimension == "points":
        return "points_up" if role == "increase" else "points_down"
    return role


def _amount_fits(paragraph: Paragraph, amount: int, levels: list[int]) -> bool:
    points = paragraph.mentions[amount].figure.dimension == "points"
    return all(paragraph.mentions[level].figure.dimension == "ratio" if points else paragraph.same_kind(amount, level) for level in levels)


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
