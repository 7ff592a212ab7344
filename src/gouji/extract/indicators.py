"""Indicator records in prose: target, mid-year, actual, completion, weight, score, cause, remedy, in any order and wording."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from gouji.document.outline import mark_of
from gouji.extract.naming import Name
from gouji.extract.paragraph import Paragraph
from gouji.extract.planned import is_due, items_apart, mark_planned
from gouji.extract.points import alone_in_bracket, mark_actuals, mark_lesser_totals, mark_midyears, mark_targets_of_rates, mark_totals, mark_weights
from gouji.frozen import replace
from gouji.ledger import MOVEMENTS, Indicator

SLOTS = ("target", "midyear", "actual", "completion", "weight", "score")
_MOST_CLAUSES = 60  # of one sentence, searched for the name of an indicator
_CAUSE_END = re.compile(r"[。；;]")
_LINK = re.compile(r"^[:：,，\s]*")
_POINTS_BEHIND = re.compile(r"[(（][^()（）]*\d[^()（）]*[)）]$")  # 清运量（8分）
_SCALE = re.compile(r"^\s*[/／]\s*$")


@dataclass(slots=True)
class _Record:
    """One indicator being gathered."""

    topic: str
    level: str | None
    slots: dict[str, int] = field(default_factory=dict)
    last: int = 0
    slip: bool = False

    def substantial(self) -> bool:
        values = sum(slot in self.slots for slot in ("target", "actual", "completion"))
        return values >= 2 or ("weight" in self.slots and "score" in self.slots) or (values == 1 and "score" in self.slots)


def indicators(paragraph: Paragraph, heading: str | None, first: int) -> list[Indicator]:
    """The records of one paragraph, numbered from `first`; the names of their figures become slot names."""
    mark_weights(paragraph)
    mark_actuals(paragraph)
    mark_midyears(paragraph)
    mark_targets_of_rates(paragraph)
    mark_totals(paragraph)
    mark_lesser_totals(paragraph)
    mark_planned(paragraph)
    records: list[_Record] = []
    current: _Record | None = None
    for position in range(len(paragraph)):
        slot = _slot(paragraph, position, paragraph.names[position])
        if slot is None or _scores_execution(paragraph, position, slot) or _half_way(paragraph, position, slot):
            continue
        if slot == "score" and paragraph.has("respectively_each", paragraph.mentions[position].phrase):
            continue  # 资金管理（12分）和组织实施（8分）两项，分别得9.2分和7分
        topic, level = _named(paragraph, *_topic(paragraph, position, heading))
        if current is not None and _on_another_scale(paragraph, current, position, slot):
            current.slots["score"], current.last = position, position
            continue
        if current is None or _begins_anew(paragraph, current, position, slot, topic):
            current = _Record(topic, level)
            records.append(current)
        if slot in current.slots:
            slot = _second(current, slot, position)
            if slot is None:
                continue
        current.slots.setdefault(slot, position)
        current.last = position
    for record in records:
        _take_pair_named(paragraph, record)
    records += _completions(paragraph, records)
    found: list[Indicator] = []
    for record in records:
        if record.substantial():
            if _is_block(paragraph, record):
                continue
            found.append(_indicator(paragraph, record, f"i{first + len(found)}"))
    return found


def _take_pair_named(paragraph: Paragraph, record: _Record) -> None:
    """`目标3期180人次，完成3期186人次，完成率按人次103.33%`: of two plans and two results those that the rate names; where it names none, it is of either."""
    target, actual, completion = (record.slots.get(slot) for slot in ("target", "actual", "completion"))
    if target is None or actual is None or completion is None or not target + 1 < actual < actual + 1 < completion:
        return
    plan, done = target + 1, actual + 1
    if paragraph.phrase(plan).strip() or paragraph.phrase(done).strip() or not paragraph.same_kind(plan, done):
        return
    unit = paragraph.mentions[plan].figure.unit
    if unit is not None and unit.symbol in paragraph.phrase(completion):
        record.slots |= {"target": plan, "actual": done}
    else:
        del record.slots["completion"]


def _half_way(paragraph: Paragraph, position: int, slot: str) -> bool:
    """`上半年建成24座，占年度目标的40%；全年建成63座`: how far the target was met by the middle of the year."""
    if slot != "completion" or position == 0 or position + 1 >= len(paragraph):
        return False
    return paragraph.names[position - 1].measure == "midyear" and paragraph.names[position + 1].measure == "actual"


def _completions(paragraph: Paragraph, records: list[_Record]) -> list[_Record]:
    """`完成20.9万亩，…；年度目标20万亩，完成率104.5%`: a completion rate that no record holds, its plan and what was done, in either order."""
    held = {position for record in records if record.substantial() for position in record.slots.values()}
    for record in records:
        if record.substantial() and "completion" in record.slots and ("actual" in record.slots) != ("target" in record.slots):
            held -= set(record.slots.values())
    found = []
    for position, name in enumerate(paragraph.names):
        if name.measure != "completion" or position in held:
            continue
        sentence = paragraph.mentions[position].sentence
        near = [p for p in range(max(0, position - _NEAR), position) if paragraph.mentions[p].sentence >= sentence - 1 and p not in held]
        near = [
            p
            for p in near
            if paragraph.mentions[p].depth == 0
            and (p not in paragraph.parts_of or _is_plan(paragraph, p))
            and paragraph.mentions[p].figure.dimension not in ("score", "bare")
            and paragraph.names[p].measure not in MOVEMENTS
        ]
        plan = next((p for p in reversed(near) if _is_plan(paragraph, p)), None)
        if plan is None or (done := _done_of(paragraph, plan, near, sentence)) is None:
            continue
        holder = next((record for record in records if record.slots.get("completion") == position and record.substantial()), None)
        if holder is not None:
            holder.slots |= {"target": plan, "actual": done}
            continue
        found.append(_Record(_topic(paragraph, min(plan, done), None)[0], None, {"target": plan, "actual": done, "completion": position}, position))
    for record in [record for record in records if not record.substantial()]:
        if any(set(record.slots.values()) & set(other.slots.values()) for other in found):
            records.remove(record)
    return found


def _done_of(paragraph: Paragraph, plan: int, near: list[int], sentence: int) -> int | None:
    """What was done of a plan: told with the rate or the plan, else the only figure of its kind before (举办展览14个；赴外地展出2个。年初目标12个: which?)."""
    others = [p for p in reversed(near) if p != plan and not _is_plan(paragraph, p) and paragraph.mentions[p].figure.dimension != "ratio"]
    alike = [p for p in others if paragraph.same_kind(p, plan)]
    if alike and others[0] not in alike and others[0] > plan:
        return None  # 计划举办8期，培训480人；实际举办8期，培训490人，完成计划的102.08%
    for told in (sentence, paragraph.mentions[plan].sentence):
        if beside := [p for p in alike if paragraph.mentions[p].sentence == told]:
            return beside[0]
    return alike[0] if len(alike) == 1 else None


_NEAR = 8  # figures before a completion rate among which its plan and result are looked for


def _is_plan(paragraph: Paragraph, position: int) -> bool:
    phrase, plans = paragraph.phrase(position), paragraph.glossary.words["plans"]
    follow = paragraph.words(paragraph.mentions[position].follow).strip().removeprefix(paragraph.glossary.words["of"][0])
    return paragraph.names[position].measure == "target" or any(word in phrase for word in plans) or follow.startswith(plans)


def _scores_execution(paragraph: Paragraph, position: int, slot: str) -> bool:
    """`预算执行率为90.27%，该项分值10分，得9.03分`: the points of the execution rate, told apart from indicators."""
    if slot not in ("weight", "score"):
        return False
    for before in range(position - 1, -1, -1):
        if paragraph.mentions[before].sentence != paragraph.mentions[position].sentence:
            return False
        if paragraph.names[before].measure != "weight":
            return paragraph.names[before].measure == "execution_rate"
    return False


def _slot(paragraph: Paragraph, position: int, name: Name) -> str | None:
    if name.measure in SLOTS and name.source in ("own", "label", "record"):
        return name.measure
    if is_due(paragraph, position) or (position and is_due(paragraph, position - 1)):
        return None
    if _operator_target(paragraph, position):
        return "target"
    if _plain_actual(paragraph, position):
        return "actual"
    return None


def _operator_target(paragraph: Paragraph, position: int) -> bool:
    """`飞行时长≥928小时，实际飞行时长909.93小时`: a figure printed with ≥ or ≤ whose neighbour says what was reached."""
    figure = paragraph.mentions[position].figure
    if paragraph.names[position].firm:
        return False
    signed = figure.lead != figure.start and paragraph.plain[figure.lead] in "≥≤"
    phrase, planned = paragraph.phrase(position).strip(), paragraph.glossary.words["planned"]
    if not signed and not phrase.startswith(planned) and not phrase.endswith(planned) and not any(word in phrase for word in paragraph.glossary.words["plans"]):
        return False
    after = position + 1
    return after < len(paragraph) and _reached(paragraph, after, position)


def _plain_actual(paragraph: Paragraph, position: int) -> bool:
    if position == 0 or (paragraph.names[position].firm and paragraph.names[position].measure not in _LOOSE):
        return False
    named = paragraph.names[position - 1].measure == "target" and paragraph.names[position - 1].firm
    return (named and _reached(paragraph, position, position - 1)) or _operator_target(paragraph, position - 1)


_LOOSE = frozenset({"executed", "disbursed"})  # `实际支出` beside a target is what was reached


def _reached(paragraph: Paragraph, position: int, target: int) -> bool:
    mention = paragraph.mentions[position]
    if mention.segment != paragraph.mentions[target].segment or not paragraph.same_kind(position, target):
        return False
    phrase = paragraph.phrase(position).strip()
    return phrase.startswith(paragraph.glossary.words["reached"]) or any(word in phrase for word in paragraph.glossary.words["really"])


def _on_another_scale(paragraph: Paragraph, current: _Record, position: int, slot: str) -> bool:
    """`问卷平均得分91.85分，该指标权重8分，折算得7.35分`: the mark behind the weight is the one given."""
    given, weight = current.slots.get("score"), current.slots.get("weight")
    if slot != "score" or given is None or weight is None or given > weight:
        return False
    first, full, mark = (paragraph.mentions[p].figure.value for p in (given, weight, position))
    if not mark <= full < first:
        return False
    return (
        paragraph.mentions[position].sentence == paragraph.mentions[weight].sentence
        and paragraph.mentions[position].segment == paragraph.mentions[weight].segment
    )


def _begins_anew(paragraph: Paragraph, current: _Record, position: int, slot: str, topic: str) -> bool:
    if slot == "target" and slot in current.slots:
        return True
    if slot in ("target", "actual") and current.slots.keys() == {"completion"}:
        return paragraph.crosses_segment(paragraph.mentions[current.last].figure.end, paragraph.mentions[position].figure.start)
    if slot in ("target", "actual", "weight") and current.slots.keys() & {"weight", "score"} and items_apart(paragraph, current.last, position):
        return True  # 产出指标设置分值50分，自评得45.79分。①数字化加工页数，计划470万页…
    if slot in ("target", "actual") and _heads_a_level(paragraph, current):
        return True
    if topic != current.topic and slot in ("target", "actual", "weight", "score") and (slot in current.slots or _labelled_anew(paragraph, current, position)):
        return True
    if slot == "completion" and {"target", "actual"} <= current.slots.keys() and position - current.last > 1:
        # 新建职工书屋目标5家，实际5家；职工技能竞赛目标10项，受疫情影响只举办7项，完成率70%
        return paragraph.crosses_segment(paragraph.mentions[current.last].figure.end, paragraph.mentions[position].figure.start)
    if slot in current.slots and slot in ("actual", "weight", "score"):
        return paragraph.mentions[position].segment != paragraph.mentions[current.last].segment
    return False


def _heads_a_level(paragraph: Paragraph, record: _Record) -> bool:
    """`（三）产出指标（分值40分，得分38分）数量指标——…`: the points in the bracket of a heading that runs on into its first indicator."""
    if record.slots.keys() != {"weight", "score"} or mark_of(paragraph.plain) is None:
        return False
    first, last = (paragraph.mentions[p] for p in sorted(record.slots.values()))
    behind = paragraph.plain[last.figure.end : last.figure.end + 2]
    return first.depth == last.depth == 1 and first.sentence == 0 and behind[:1] in (")", "）") and behind[1:] not in ("", *_SEPARATORS)


_SEPARATORS = tuple(",，:：;；。、")


def _is_block(paragraph: Paragraph, record: _Record) -> bool:
    """`（二）产出指标完成情况（满分40分，得38分）`: the points of a block of indicators, no indicator of its own."""
    levels = paragraph.glossary.words["levels"]
    named = record.topic.startswith(levels) or (_unmarked(paragraph.plain).startswith(levels) and len(paragraph) == len(record.slots))
    return named and not record.slots.keys() & {"target", "actual", "completion"}


def _labelled_anew(paragraph: Paragraph, current: _Record, position: int) -> bool:
    label = paragraph.mentions[position].label
    return (
        label is not None
        and label.start > paragraph.mentions[current.last].figure.end
        and label.end - label.start > 3
        and not _is_aside_label(paragraph, position)
    )


def _is_aside_label(paragraph: Paragraph, position: int) -> bool:
    """`偏差原因：` and `得分：` label a slot, not another indicator."""
    label = paragraph.mentions[position].label
    assert label is not None
    words = paragraph.words(label)
    hits = paragraph.glossary.hits(words)
    slot_word = any(alias.facet == "measure" and alias.key in SLOTS for hit in hits for alias in hit.aliases)
    return slot_word or any(word in words for key in ("cause", "remedy") for word in paragraph.glossary.words[key])


def _second(current: _Record, slot: str, position: int) -> str | None:
    """Of two completion rates and no actual value, the first is the actual value (`X指标完成率为99.38%，该指标完成率为104.61%`)."""
    if slot == "completion" and "actual" not in current.slots:
        current.slots["actual"] = current.slots.pop("completion")
        current.slip = True
        return "completion"
    return None


def _named(paragraph: Paragraph, topic: str, level: str | None) -> tuple[str, str | None]:
    """`数量指标——处置案件宗数` is 处置案件宗数, of the level 数量指标; `“聘用人数”指标` is 聘用人数."""
    prefix = next((word for word in paragraph.glossary.words["levels"] if topic.startswith(word) and topic[len(word) :].startswith(_DASHES)), "")
    name = topic.removeprefix(prefix).lstrip("".join(_DASHES)) if prefix else topic
    quoted = _QUOTED.fullmatch(name)
    return (quoted.group(1) if quoted is not None else name) or topic, prefix or level


_DASHES = ("—", "-", "－", "–")
_QUOTED = re.compile(r"[“\"「]([^“”\"「」]+)[”\"」][^“”]{0,4}")


def _topic(paragraph: Paragraph, position: int, heading: str | None) -> tuple[str, str | None]:
    """The indicator's name and its level: the label, else the first clause without figures, else the phrase before the first slot word, else the heading."""
    mention = paragraph.mentions[position]
    levels = paragraph.glossary.words["levels"]
    if alone_in_bracket(paragraph, position) and (name := _item_name(paragraph, paragraph.phrase(position))):
        return name, None  # （2）培训灾害信息员人数（9分）：指标值…
    label = _nearest_label(paragraph, position)
    level = None
    if label:
        bare = _POINTS_BEHIND.sub("", _unmarked(label))
        if bare in levels:
            level = bare
        elif not _says_slot(paragraph, bare) and not _is_ordinal(paragraph, bare):
            return bare, None
    first = bisect_left(paragraph.layout.clause_sentence, mention.sentence)
    for clause in paragraph.layout.clauses[first : min(mention.clause, first + _MOST_CLAUSES)]:
        words = _item_name(paragraph, paragraph.words(clause))
        if words and not paragraph.has_figure(clause.start, clause.end) and words not in levels and len(words) <= 40:
            return words, level
    noun = _noun_before_slot(paragraph, position)
    noun = "" if _is_ordinal(paragraph, noun) else noun  # 该指标
    return noun or _opening_name(paragraph, mention.sentence) or heading or "", level


def _opening_name(paragraph: Paragraph, sentence: int) -> str | None:
    """`指标二：修缮文物点数量。该指标满分5分…`, `1.治理河道长度。年初目标≥17公里…`: a first sentence that is nothing but a name."""
    opening = paragraph.layout.sentences[0]
    if not sentence or paragraph.has_figure(opening.start, opening.end) or opening.end - opening.start > _LONGEST_NAME:
        return None
    words = _item_name(paragraph, paragraph.words(opening))
    return words if words and not any(mark in words for mark in "，,；;") else None


def _item_name(paragraph: Paragraph, words: str) -> str:
    """Words without the ordinal or the label before them: 五是…, 指标二：…, 1.…"""
    words = words.strip("，,：:；;。 ")
    label, colon, rest = words.replace("：", ":").partition(":")
    if colon and _is_ordinal(paragraph, label):
        words = rest
    words = _unmarked(words)
    ordinal = next((word for word in paragraph.glossary.words["item_ordinals"] if words.startswith(word)), "")
    return words.removeprefix(ordinal).strip("，,：:；;。 ")


def _is_ordinal(paragraph: Paragraph, words: str) -> bool:
    """Whether a label only counts its item: 指标, 指标十一."""
    return any(words.startswith(word) and len(words) <= len(word) + _LONGEST_ORDINAL for word in paragraph.glossary.words["item_labels"])


_LONGEST_NAME = 40
_LONGEST_ORDINAL = 3


def _nearest_label(paragraph: Paragraph, position: int) -> str | None:
    mention = paragraph.mentions[position]
    if mention.label is not None and not _is_aside_label(paragraph, position):
        return paragraph.words(mention.label)
    first = paragraph.first_label
    if first is None or first.label is None or first.label.start > mention.figure.start:
        return None
    return paragraph.words(first.label)


def _says_slot(paragraph: Paragraph, words: str) -> bool:
    return any(
        alias.facet == "measure" and alias.key in SLOTS and alias.strong and hit.end == len(words) and hit.start == 0
        for hit in paragraph.glossary.hits(words)
        for alias in hit.aliases
    )


def _unmarked(words: str) -> str:
    words = words.strip()
    mark = mark_of(words)
    return words[mark.end :].strip() if mark else words


def _noun_before_slot(paragraph: Paragraph, position: int) -> str:
    name = paragraph.names[position]
    mention = paragraph.mentions[position]
    end = name.cue.start if name.cue is not None and name.cue.start >= mention.phrase.start else mention.phrase.end
    return paragraph.namer.strip(paragraph.plain[mention.phrase.start : end])


def _indicator(paragraph: Paragraph, record: _Record, identity: str) -> Indicator:
    positions = sorted(record.slots.values())
    for slot, position in record.slots.items():
        paragraph.names[position] = replace(paragraph.names[position], measure=slot, source="record", noun=record.topic)
        paragraph.in_record.add(position)
    if any(paragraph.slipped.get(position) for position in positions):
        record.slip = True
    start = paragraph.mentions[positions[0]].phrase.start
    end = paragraph.mentions[positions[-1]].figure.end
    ids = {slot: paragraph.ids[position] for slot, position in record.slots.items()}
    path = tuple(part for part in (record.level, record.topic) if part)
    stop = _end_of_item(paragraph, positions[-1])
    cause = _explanation(paragraph, start, stop, "cause")
    remedy = _explanation(paragraph, start, stop, "remedy")
    return Indicator(
        identity,
        path,
        paragraph.span(start, end),
        target=ids.get("target"),
        midyear=ids.get("midyear"),
        actual=ids.get("actual"),
        completion=ids.get("completion"),
        weight=ids.get("weight"),
        score=ids.get("score"),
        cause=cause,
        remedy=remedy,
        mislabelled=record.slip,
    )


def _end_of_item(paragraph: Paragraph, position: int) -> int:
    """Where the next item of a list (②…) begins behind a figure, the end of the paragraph where none does."""
    behind = paragraph.layout.sentences[paragraph.mentions[position].sentence + 1 :]
    return next((region.start for region in behind if mark_of(paragraph.words(region).strip()) is not None), len(paragraph.plain))


def _explanation(paragraph: Paragraph, start: int, stop: int, key: str) -> str | None:
    """The words after `偏差原因：` or `改进措施：`, up to the end of their sentence or the other label."""
    words = paragraph.glossary.words[key]
    other = paragraph.glossary.words["remedy" if key == "cause" else "cause"]
    found = [(at, word) for word in words if (at := paragraph.plain.find(word, start, stop)) >= 0]
    if not found:
        return None
    at, word = min(found, key=lambda pair: (pair[0], -len(pair[1])))
    rest = paragraph.plain[at + len(word) : stop]
    rest = _LINK.sub("", rest)
    match = _CAUSE_END.search(rest)
    rest = rest[: match.start()] if match else rest
    cut = min((position for word in other if (position := rest.find(word)) >= 0), default=len(rest))
    return rest[:cut].strip("，, ") or None
