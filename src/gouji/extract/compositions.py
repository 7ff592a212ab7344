"""Wholes and their parts: 其中, 合计, brackets, labels, 由…组成, 各."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gouji.extract.layout import Region
from gouji.extract.naming import inherit_measure
from gouji.extract.paragraph import Paragraph
from gouji.ledger import MOVEMENTS, PREVIOUS, Binding, Statement


@dataclass(frozen=True, slots=True)
class _Opener:
    """A word that announces parts: where it ends, in which sentence and how deep, and what it claims."""

    start: int
    end: int
    sentence: int
    depth: int
    exhaustive: bool
    group: str


@dataclass(slots=True)
class _List:
    """Parts being gathered under a whole."""

    whole: int | None
    opener: _Opener
    parts: list[int] = field(default_factory=list)
    beyond: list[int] = field(default_factory=list)
    stop: int = 0


def compositions(paragraph: Paragraph) -> list[Statement]:
    """Every composition a paragraph states; the parts' measures are inherited from their wholes on the way."""
    found: list[Statement] = []
    for sentence, positions in paragraph.by_sentence():
        openers = list(_openers(paragraph, sentence))
        found += _lists(paragraph, sentence, openers)
        found += _labelled(paragraph, sentence, openers)
        found += _bracketed(paragraph, positions)
        found += _totals(paragraph, positions)
        found += _made_of(paragraph, sentence, positions)
        found += _spent(paragraph, sentence, positions)
        found += _each(paragraph, positions)
    return _unique(found)


def _unique(statements: list[Statement]) -> list[Statement]:
    """The same whole and parts told by two cues (其中 inside a bracket) are one statement."""
    seen: dict[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], Statement] = {}
    for statement in statements:
        key = (statement.kind, statement.bindings[0].roles)
        if key not in seen or (statement.firm and not seen[key].firm):
            seen[key] = statement
    return list(seen.values())


def _openers(paragraph: Paragraph, sentence: int) -> Iterator[_Opener]:
    region = paragraph.layout.sentences[sentence]
    figures = [(m.figure.start, m.figure.end) for m in paragraph.mentions if m.sentence == sentence]
    leads = [(m.figure.lead, m.figure.end) for m in paragraph.mentions if m.sentence == sentence]
    found: list[_Opener] = []
    for group in ("parts_follow", "classified", "parts_follow_loosely"):
        operator = paragraph.glossary.operators[group]
        for match in paragraph.find(operator, region):
            if any(start <= match.start() < end for start, end in figures):
                continue
            if any(opener.start <= match.start() < opener.end for opener in found):
                continue
            if paragraph.plain.endswith(paragraph.glossary.operators["not_with"].words, 0, match.start()):
                continue
            if any(end == match.start() or lead == match.end() for lead, end in leads):
                continue  # 先付30%即258万元 tells one figure twice
            depth = paragraph.depth_at(match.start(), sentence)
            found.append(_Opener(match.start(), match.end(), sentence, depth, operator.exhaustive, group))
    for match in re.finditer(rf"(?:{paragraph.glossary.operators['within'].pattern.pattern})(?=[,，])", paragraph.plain[region.start : region.end]):
        start, end = region.start + match.start(), region.start + match.end()
        if not any(opener.end == end for opener in found):
            found.append(_Opener(start, end, sentence, 0, False, "within"))
    yield from sorted(found, key=lambda opener: opener.start)


def _lists(paragraph: Paragraph, sentence: int, openers: list[_Opener]) -> Iterator[Statement]:
    done_to = -1
    for number, opener in enumerate(openers):
        if opener.start < done_to:
            continue
        for whole, reach in _wholes_for(paragraph, opener):
            lists: list[_List] = []
            _gather(paragraph, _List(whole, opener), openers[number + 1 :], lists)
            for found in lists:
                yield from _stated(paragraph, found, reach if found.opener is opener else "sentence")
                done_to = max(done_to, found.opener.start + 1)


_FIRST_PARTS = 3  # `两个林场的8789亩`: the first figure after the opener may count something else


def _wholes_for(paragraph: Paragraph, opener: _Opener) -> Iterator[tuple[int, str]]:
    """One whole for each kind of figure among the first parts: `项目12个，总投资3400万元，其中：道路7个，投资2150万元；…` is two lists."""
    first = paragraph.after(opener.end)
    seen: list[int] = []
    for position in range(first, min(first + _FIRST_PARTS, len(paragraph))):
        if paragraph.mentions[position].sentence != opener.sentence:
            break
        if any(paragraph.same_kind(position, other) for other in seen):
            continue
        seen.append(position)
        whole, reach = _whole_before(paragraph, opener, position)
        if whole is not None:
            yield whole, reach


def _whole_before(paragraph: Paragraph, opener: _Opener, first: int) -> tuple[int | None, str]:
    """The nearest figure before the opener that could hold the parts; failing one in the sentence, in the sentence before it."""
    for position in range(paragraph.after(opener.start) - 1, -1, -1):
        mention = paragraph.mentions[position]
        if mention.sentence < opener.sentence - 1:
            break
        if mention.depth > opener.depth or not _may_hold(paragraph, position, first):
            continue
        if opener.group == "classified" and mention.sentence == opener.sentence and paragraph.crosses_segment(mention.figure.end, opener.start):
            return None, "sentence"
        if mention.sentence == opener.sentence:
            return position, "sentence"
        if _sentence_opens_with(paragraph, opener):
            return position, "section"
    if opener.group == "within":
        return next(((p, "section") for p in range(first - 1, -1, -1) if _may_hold(paragraph, p, first)), (None, "section"))
    return None, "sentence"


def _sentence_opens_with(paragraph: Paragraph, opener: _Opener) -> bool:
    start = paragraph.layout.sentences[opener.sentence].start
    return not paragraph.plain[start : opener.start].strip("（( ") or opener.group == "within"


def _may_hold(paragraph: Paragraph, whole: int, part: int) -> bool:
    if not paragraph.same_kind(whole, part):
        return False
    if _moved_only(paragraph, whole, part):
        return False
    dimension = paragraph.mentions[part].figure.dimension
    if dimension in ("ratio", "score"):
        return _is_mean(paragraph, whole) or dimension == "score"
    return paragraph.additive(whole) and paragraph.additive(part)


def _moved_only(paragraph: Paragraph, whole: int, part: int) -> bool:
    """`到馆41.6万人次，比上年增加3.4万人次，其中少儿15.6万人次`: the part of a level is no part of its increase."""
    if paragraph.names[whole].period == PREVIOUS and paragraph.names[part].period != PREVIOUS and _is_compared(paragraph, whole):
        return True
    if paragraph.names[whole].measure not in MOVEMENTS or paragraph.names[part].measure in MOVEMENTS:
        return False
    sentence = paragraph.mentions[whole].sentence
    return any(
        paragraph.mentions[p].sentence == sentence and paragraph.same_kind(p, whole) and paragraph.names[p].measure not in MOVEMENTS for p in range(whole)
    )


def _is_compared(paragraph: Paragraph, position: int) -> bool:
    return paragraph.opens_with(position, "compare")


def _is_mean(paragraph: Paragraph, whole: int) -> bool:
    """Whether a mean is spoken of in the whole's own segment, before it."""
    mention = paragraph.mentions[whole]
    sentence = paragraph.layout.sentences[mention.sentence]
    cut = max(paragraph.plain.rfind(mark, sentence.start, mention.figure.start) for mark in "；;")
    return paragraph.has("mean", Region(max(sentence.start, cut + 1), mention.figure.end))


def _gather(paragraph: Paragraph, current: _List, later: list[_Opener], done: list[_List]) -> int:
    """Collects the parts of one list, and of the lists inside it; returns the position after the last figure it took."""
    opener, whole = current.opener, current.whole
    assert whole is not None
    position = paragraph.after(opener.end)
    depth = group = None
    inner = [o for o in later if o.depth == opener.depth]
    done.append(current)
    while position < len(paragraph):
        mention = paragraph.mentions[position]
        if mention.sentence != opener.sentence or mention.depth < opener.depth:
            break
        if depth is None:
            depth, group = mention.depth, mention.group
        if opener.depth and mention.group != group and mention.depth <= opener.depth:
            break
        nested = next(
            (
                o
                for o in inner
                if current.parts and current.parts[-1] < paragraph.after(o.start) <= position and o.start > paragraph.mentions[current.parts[-1]].figure.start
            ),
            None,
        )
        if nested is not None:
            inner = [o for o in inner if o.start > nested.start]
            last = _last_additive_before(paragraph, nested.start)
            if last != current.parts[-1]:
                break
            sub = _List(last, nested)
            position = _gather_inner(paragraph, sub, inner, done, current)
            continue
        if mention.depth > depth or not paragraph.same_kind(whole, position) or not _counts(paragraph, position, whole):
            position += 1
            continue
        if _foreign(paragraph, position, current) or _heads_another(paragraph, position, current, inner, done):
            break
        if _past_the_list(paragraph, position, current):
            current.beyond.append(position)
            position += 1
            continue
        current.parts.append(position)
        position += 1
    current.stop = position
    return position


def _heads_another(paragraph: Paragraph, position: int, current: _List, later: list[_Opener], done: list[_List]) -> bool:
    """`A，其中a、b；B，其中c、d`: behind ；a figure that opens a list of its own is another whole, unless a part before it did so too."""
    if not current.parts or paragraph.mentions[position].segment == paragraph.mentions[current.parts[0]].segment:
        return False
    if any(found is not current and found.whole in current.parts for found in done):
        return False
    return any(paragraph.after(opener.start) == position + 1 and opener.start > paragraph.mentions[position].figure.start for opener in later)


def _past_the_list(paragraph: Paragraph, position: int, current: _List) -> bool:
    """Two parts or more joined by ， or 、 and then a ；: the list ended there (；按规定收回的6.7万元不在其列); the longer reading is kept as the other one."""
    alike = [part for part in current.parts if paragraph.names[part].measure == paragraph.names[position].measure or not paragraph.names[position].cue]
    if len(alike) < 2:
        return bool(current.beyond)
    segments = {paragraph.mentions[part].segment for part in alike}
    return len(segments) == 1 and paragraph.mentions[position].segment not in segments


def _gather_inner(paragraph: Paragraph, sub: _List, later: list[_Opener], done: list[_List], outer: _List) -> int:
    """An inner list ends at ； or at a figure whose subject is a sibling of the outer parts (人员、公用 | 项目支出)."""
    done.append(sub)
    position = paragraph.after(sub.opener.end)
    segment = paragraph.mentions[position].segment if position < len(paragraph) else -1
    assert sub.whole is not None
    while position < len(paragraph):
        mention = paragraph.mentions[position]
        if mention.sentence != sub.opener.sentence or mention.segment != segment or _sibling_of(paragraph, position, outer):
            break
        if paragraph.same_kind(sub.whole, position) and _counts(paragraph, position, sub.whole):
            if _foreign(paragraph, position, sub):
                break
            sub.parts.append(position)
        position += 1
    sub.stop = position
    return position


def _sibling_of(paragraph: Paragraph, position: int, outer: _List) -> bool:
    subject = paragraph.names[position].subject
    siblings = paragraph.glossary.siblings(subject) if subject else ()
    return any(paragraph.names[part].subject in siblings for part in outer.parts)


def _last_additive_before(paragraph: Paragraph, offset: int) -> int | None:
    return next((p for p in range(paragraph.after(offset) - 1, -1, -1) if paragraph.additive(p)), None)


def _counts(paragraph: Paragraph, position: int, whole: int) -> bool:
    name = paragraph.names[position]
    if paragraph.is_share_base(position):
        return False
    if name.measure in ("unit_price", "share", "midyear", "weight") and name.measure != paragraph.names[whole].measure:
        return False
    return name.measure not in MOVEMENTS or name.measure == paragraph.names[whole].measure


def _foreign(paragraph: Paragraph, position: int, current: _List) -> bool:
    """A figure firmly named as something else than the whole ends the list (…，已拨付270万元), unless that measure has a whole of its own before the list."""
    assert current.whole is not None
    name, whole = paragraph.names[position], paragraph.names[current.whole]
    if not name.firm or name.measure is None:
        return False
    if whole.firm and whole.measure is not None:
        if paragraph.glossary.akin(name.measure, whole.measure):
            return False
    elif not current.parts or all(paragraph.names[part].measure == name.measure for part in current.parts):
        return False
    return _own_whole(paragraph, position, current) is None


def _own_whole(paragraph: Paragraph, position: int, current: _List) -> int | None:
    measure = paragraph.names[position].measure
    start = paragraph.after(current.opener.start)
    sentence = current.opener.sentence
    for p in range(start - 1, -1, -1):
        if paragraph.mentions[p].sentence < sentence:
            break
        if paragraph.names[p].measure == measure and paragraph.same_kind(p, position):
            return p
    return None


def _stated(paragraph: Paragraph, found: _List, reach: str) -> Iterator[Statement]:
    """One statement a measure: 预算金额为A，执行金额B：分别为X，预算金额a，执行金额b… is two compositions."""
    for whole, parts in _by_measure(paragraph, found):
        if not parts:
            continue
        for part in parts:
            paragraph.parts_of.setdefault(part, whole)
            if not paragraph.names[part].firm and paragraph.names[whole].measure not in MOVEMENTS | {None}:
                paragraph.names[part] = inherit_measure(paragraph.names[part], paragraph.names[whole], "whole")
        beyond = [p for p in found.beyond if whole == found.whole and not paragraph.names[p].firm]
        yield _statement(paragraph, whole, parts, found.opener, reach, beyond)


def _by_measure(paragraph: Paragraph, found: _List) -> list[tuple[int, list[int]]]:
    assert found.whole is not None
    groups: dict[int, list[int]] = {}
    for part in found.parts:
        name = paragraph.names[part]
        whole = found.whole
        if name.says_measure and name.measure != paragraph.names[whole].measure:
            own = _own_whole(paragraph, part, found)
            if own is not None:
                whole = own
        groups.setdefault(whole, []).append(part)
    return list(groups.items())


def _statement(paragraph: Paragraph, whole: int, parts: list[int], opener: _Opener, reach: str, beyond: Sequence[int] = ()) -> Statement:
    end = paragraph.mentions[parts[-1]].figure.end
    span = paragraph.span(paragraph.mentions[whole].figure.start if reach == "sentence" else opener.start, end)
    roles = (("whole", (paragraph.ids[whole],)), ("parts", tuple(paragraph.ids[part] for part in parts)))
    binding: tuple[Binding, ...] = (Binding(roles, reach),)
    if beyond:
        longer = (roles[0], ("parts", tuple(paragraph.ids[part] for part in (*parts, *beyond))))
        binding = (*binding, Binding(longer, reach))
    if _is_mean(paragraph, whole) and paragraph.mentions[whole].figure.dimension in ("score", "ratio"):
        return Statement("mean", binding, span, firm=True)
    if len(parts) == 1:
        return Statement("part", binding, span, firm=opener.exhaustive and reach == "sentence" and paragraph.mentions[whole].figure.dimension != "count")
    doubt = _doubt(paragraph, parts, opener, reach)
    return Statement("composition", binding, span, firm=doubt is None, doubt=doubt)


def _doubt(paragraph: Paragraph, parts: list[int], opener: _Opener, reach: str) -> str | None:
    if not opener.exhaustive:
        return "list-may-be-partial"
    if _counts_of_states(paragraph, parts, opener):
        return "classes-may-overlap"
    last = paragraph.mentions[parts[-1]]
    if paragraph.words(last.follow).startswith(paragraph.glossary.operators["and_so_on"].words):
        return "list-may-be-partial"
    if reach != "sentence" and not all(paragraph.names[part].cue for part in parts):
        return None if len(parts) > 1 and _all_same_measure(paragraph, parts) else "whole-in-another-sentence"
    return None


def _counts_of_states(paragraph: Paragraph, parts: list[int], opener: _Opener) -> bool:
    """`其中已验收18个，正在组织验收4个`, `其中女性148人，35岁以下205人`: counts after 其中 may be partial or overlap; 分别为 and staff lists may not."""
    if paragraph.mentions[parts[0]].figure.dimension != "count" or opener.group != "parts_follow" or any(paragraph.names[p].measure in _STAFF for p in parts):
        return False
    return paragraph.plain[opener.start : opener.end] in paragraph.glossary.operators["among"].words


_STAFF = frozenset({"establishment", "staff"})


def _all_same_measure(paragraph: Paragraph, parts: list[int]) -> bool:
    return len({paragraph.names[part].measure for part in parts}) == 1


def _labelled(paragraph: Paragraph, sentence: int, openers: list[_Opener]) -> Iterator[Statement]:
    """`硬化4970平方米，挡墙960立方米。其中硬化：甲村700…；挡墙：甲村360…`: each label finds its whole by its words, in this sentence or the one before."""
    by_label: dict[tuple[int, int], list[int]] = {}
    for position in paragraph.in_sentence(sentence):
        label = paragraph.mentions[position].label
        if label is not None:
            by_label.setdefault((label.start, label.end), []).append(position)
    for (start, end), parts in by_label.items():
        words = paragraph.plain[start:end]
        for opener in openers:
            if start <= opener.start < end:
                words = paragraph.plain[opener.end : end]
        words = paragraph.namer.strip(words)
        parts = [part for part in parts if paragraph.same_kind(parts[0], part) and paragraph.additive(part)]
        if len(parts) < 2 or len(words) < 2:
            continue
        whole = _called(paragraph, words, parts[0], sentence)
        if whole is not None:
            roles = (("whole", (paragraph.ids[whole],)), ("parts", tuple(paragraph.ids[part] for part in parts)))
            for part in parts:
                paragraph.parts_of.setdefault(part, whole)
            reach = "sentence" if paragraph.mentions[whole].sentence == sentence else "section"
            yield Statement("composition", (Binding(roles, reach),), paragraph.span(start, paragraph.mentions[parts[-1]].figure.end))


def _called(paragraph: Paragraph, words: str, part: int, sentence: int) -> int | None:
    for position in range(part - 1, -1, -1):
        mention = paragraph.mentions[position]
        if mention.sentence < sentence - 1:
            return None
        if mention.figure.end <= paragraph.mentions[part].phrase.start and words in paragraph.phrase(position) and paragraph.same_kind(position, part):
            return position
    return None


def _bracketed(paragraph: Paragraph, positions: list[int]) -> Iterator[Statement]:
    """`编制10名（行政4名，事业6名）`: two or more figures of the whole's kind in the bracket right behind it."""
    groups: dict[int, list[int]] = {}
    for position in positions:
        groups.setdefault(paragraph.mentions[position].group, []).append(position)
    for group, inside in groups.items():
        whole = inside[0] - 1
        if not group or whole < 0 or paragraph.mentions[whole].depth != paragraph.mentions[inside[0]].depth - 1:
            continue
        between = paragraph.plain[paragraph.mentions[whole].figure.end : paragraph.mentions[inside[0]].phrase.start].strip()
        parts = [p for p in inside if p not in paragraph.parts_of and paragraph.same_kind(whole, p) and paragraph.additive(p) and _counts(paragraph, p, whole)]
        bracket = Region(paragraph.mentions[whole].figure.end, paragraph.mentions[inside[0]].figure.start)
        if len(parts) < 2 or not between.startswith(("(", "（")) or paragraph.has("aside_out", bracket) or not paragraph.additive(whole):
            continue
        if any(
            _foreign(paragraph, p, _List(whole, _Opener(bracket.start, bracket.start, paragraph.mentions[whole].sentence, 0, True, "bracket"))) for p in parts
        ):
            continue
        loosely = paragraph.has("parts_follow_loosely", bracket)
        opener = _Opener(bracket.start, bracket.start, paragraph.mentions[whole].sentence, 0, not loosely, "bracket")
        yield from _stated(paragraph, _List(whole, opener, parts), "sentence")


def _totals(paragraph: Paragraph, positions: list[int]) -> Iterator[Statement]:
    """`A100万元、B50万元，合计150万元`: a total that names nothing of its own sums its siblings back to the last total."""
    start = 0
    for at, position in enumerate(positions):
        phrase = paragraph.mentions[position].phrase
        outright = paragraph.has("total", phrase)
        if not (outright or paragraph.has("total_loosely", phrase)) or not paragraph.additive(position) or paragraph.mentions[position].depth:
            continue
        parts = [p for p in positions[start:at] if _adds_to(paragraph, p, position)]
        start = at + 1
        if len(parts) < 2 or paragraph.names[position].subject not in (None, "whole") or _other_words(paragraph, position):
            continue
        wholes = {paragraph.parts_of[p] for p in parts if p in paragraph.parts_of}
        if wholes & set(parts):
            parts = [p for p in parts if p not in wholes]
        opener = _Opener(phrase.start, phrase.end, paragraph.mentions[position].sentence, 0, True, "total")
        measures = {paragraph.names[p].measure for p in parts if paragraph.names[p].firm}
        if paragraph.names[position].measure is None and len(measures) > 1:
            continue
        if outright:
            yield _statement(paragraph, position, parts, opener, "sentence")
        else:
            yield _loose(paragraph, position, parts, paragraph.mentions[parts[0]].figure.start, "total-may-cover-more")


def _other_words(paragraph: Paragraph, position: int) -> bool:
    """Whether a total's phrase names something besides the total and its measure (`项目支出共计50万元` sums nothing before it)."""
    mention, name = paragraph.mentions[position], paragraph.names[position]
    words = paragraph.phrase(position)
    if name.cue is not None:
        words = words.replace(name.cue.word, "")
    words = paragraph.glossary.operators["total"].pattern.sub("", words)
    return len(paragraph.namer.strip(words)) > 2 and mention.boundary != "figure"


def _adds_to(paragraph: Paragraph, part: int, total: int) -> bool:
    if not paragraph.same_kind(part, total) or not paragraph.additive(part) or paragraph.mentions[part].depth:
        return False
    name, whole = paragraph.names[part], paragraph.names[total]
    if not _counts(paragraph, part, total):
        return False
    return not (name.measure and whole.measure and name.source != "open" and name.measure != whole.measure)


def _made_of(paragraph: Paragraph, sentence: int, positions: list[int]) -> Iterator[Statement]:
    """`由A100万元和B50万元组成`."""
    operator = paragraph.glossary.operators["made_of"]
    region = paragraph.layout.sentences[sentence]
    for match in paragraph.find(operator, region):
        ends = [end for word in operator.closing if (end := paragraph.plain.find(word, match.end(), region.end)) >= 0]
        if not ends:
            continue
        inside = [p for p in positions if match.end() <= paragraph.mentions[p].figure.start < min(ends) and paragraph.additive(p)]
        before = [p for p in positions if paragraph.mentions[p].figure.end <= match.start() and paragraph.additive(p)]
        if len(inside) >= 2 and before and all(paragraph.same_kind(before[-1], p) for p in inside):
            opener = _Opener(match.start(), match.end(), sentence, 0, True, "made_of")
            yield from _stated(paragraph, _List(before[-1], opener, inside), "sentence")


def _spent(paragraph: Paragraph, sentence: int, positions: list[int]) -> Iterator[Statement]:
    """`第一批1300万元，用于X（723万元）和Y（577万元）`; `共24047万元，将2.4亿元用于X，47万元用于Y`."""
    operator = paragraph.glossary.operators["spent_on"]
    region = paragraph.layout.sentences[sentence]
    uses = list(paragraph.find(operator, region))
    for match in uses:
        before = [p for p in positions if paragraph.mentions[p].figure.end <= match.start() and paragraph.additive(p) and not paragraph.mentions[p].depth]
        if not before:
            continue
        whole = before[-1]
        segment = paragraph.mentions[whole].segment
        inside = []
        for p in positions[positions.index(whole) + 1 :]:
            mention = paragraph.mentions[p]
            if mention.segment != segment or (not mention.depth and paragraph.same_kind(whole, p)):
                break
            if mention.depth and paragraph.same_kind(whole, p):
                inside.append(p)
        if len(inside) >= 2:
            yield _loose(paragraph, whole, inside, match.start(), "spent-on-may-be-partial")
    spent = [p for p in positions if any(paragraph.mentions[p].figure.end <= u.start() < paragraph.mentions[p].follow.end for u in uses)]
    if len(spent) >= 2 and paragraph.additive(spent[0]):
        whole_position = next((p for p in reversed(positions) if p < spent[0] and paragraph.additive(p)), None)
        parts = [p for p in spent if whole_position is not None and paragraph.same_kind(whole_position, p)]
        if whole_position is not None and len(parts) >= 2:
            yield _loose(paragraph, whole_position, parts, paragraph.mentions[parts[0]].figure.start, "spent-on-may-be-partial")


def _loose(paragraph: Paragraph, whole: int, parts: list[int], start: int, doubt: str) -> Statement:
    for part in parts:
        paragraph.parts_of.setdefault(part, whole)
    roles = (("whole", (paragraph.ids[whole],)), ("parts", tuple(paragraph.ids[part] for part in parts)))
    span = paragraph.span(paragraph.mentions[whole].figure.start, paragraph.mentions[parts[-1]].figure.end)
    return Statement("composition", (Binding(roles),), span, firm=False, doubt=doubt)


def _each(paragraph: Paragraph, positions: list[int]) -> Iterator[Statement]:
    """`资金160万元，分别下达甲县、乙市各80万元`: as many equal parts as names stand before 各."""
    each = paragraph.glossary.operators["each"].words
    for at, position in enumerate(positions):
        mention = paragraph.mentions[position]
        phrase = paragraph.phrase(position)
        if not phrase.endswith(each) or not paragraph.additive(position):
            continue
        clause = paragraph.layout.clauses[mention.clause].start
        names = paragraph.namer.split(paragraph.plain[clause : mention.figure.lead])
        whole = next((p for p in reversed(positions[:at]) if paragraph.same_kind(p, position) and paragraph.additive(p)), None)
        if len(names) < 2 or whole is None or paragraph.names[whole].measure == "unit_price":
            continue
        whole = next((p for p in reversed(positions[:at]) if paragraph.same_kind(p, position) and not _is_standard(paragraph, p)), None)
        if whole is None:
            continue
        roles = (("whole", (paragraph.ids[whole],)), ("parts", (paragraph.ids[position],) * len(names)))
        span = paragraph.span(paragraph.mentions[whole].figure.start, mention.figure.end)
        yield Statement("composition", (Binding(roles),), span)


def _is_standard(paragraph: Paragraph, position: int) -> bool:
    return paragraph.names[position].measure == "unit_price"
