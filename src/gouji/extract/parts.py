"""Lists of parts under a whole: the words that announce them, how far they run, what they claim."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gouji.extract.layout import Region
from gouji.extract.naming import inherit_measure
from gouji.extract.paragraph import Paragraph
from gouji.frozen import frozen, replace
from gouji.ledger import MOVEMENTS, PREVIOUS, Binding, Statement
from gouji.quantity.dates import YEAR
from gouji.quantity.figure import Figure


@frozen
class Opener:
    """A word that announces parts: where it ends, in which sentence and how deep, and what it claims."""

    start: int
    end: int
    sentence: int
    depth: int
    exhaustive: bool
    group: str


@dataclass(slots=True)
class PartList:
    """Parts being gathered under a whole."""

    whole: int | None
    opener: Opener
    parts: list[int] = field(default_factory=list)
    beyond: list[int] = field(default_factory=list)


def openers_in(paragraph: Paragraph, sentence: int) -> list[Opener]:
    """The words of a sentence that announce parts, in order; of several before one figure (其中包括：) the last speaks."""
    region = paragraph.layout.sentences[sentence]
    positions = paragraph.in_sentence(sentence)
    last: dict[int, Opener] = {}
    for start, end, group, exhaustive in sorted(_announcements(paragraph, region)):
        following = paragraph.after(end)
        if (
            positions
            and positions[0] <= following <= positions[-1]
            and following not in paragraph.columns
            and not _tells_again(paragraph, start, end, following)
        ):
            last[following] = Opener(start, end, sentence, 0, exhaustive, group)
    return [replace(opener, depth=paragraph.depth_at(opener.start, sentence)) for opener in last.values()]


def _announcements(paragraph: Paragraph, region: Region) -> Iterator[tuple[int, int, str, bool]]:
    taken: set[int] = set()
    for group in ("classified", "parts_follow", "parts_follow_loosely"):
        operator = paragraph.glossary.operators[group]
        for match in paragraph.find(operator, region):
            if match.start() in taken or paragraph.plain.endswith(paragraph.glossary.operators["not_with"].words, 0, match.start()):
                continue
            taken.update(range(match.start(), match.end()))
            yield match.start(), match.end(), group, operator.exhaustive
    for position in paragraph.in_sentence_of(region):
        figure = paragraph.mentions[position].figure
        colon = figure.end if paragraph.plain[figure.end : figure.end + 1] in (":", "：") else paragraph.mentions[position].follow.end
        if paragraph.plain[colon : colon + 1] in ("，", ",") and (spent := _SPENT_ON.match(paragraph.plain, colon)) and _spends(paragraph, spent):
            yield spent.end(), spent.end(), "colon", True  # 项目支出74.35万元，用在了三个方面：A22.80万元，B35.15万元，C16.40万元
            continue
        if paragraph.plain[colon : colon + 1] in (":", "：") and colon - figure.end <= _NOUN and colon not in taken:
            yield colon + 1, colon + 1, "colon", True
    for match in paragraph.find(paragraph.glossary.operators["within"], region):
        if match.end() - 1 not in taken and paragraph.plain[match.end() : match.end() + 1] in (",", "，"):
            yield match.start(), match.end(), "within", False


_SPENT_ON = re.compile(r"[，,][^，,。；;：:\d]{2,12}[:：]")


def _spends(paragraph: Paragraph, clause: re.Match[str]) -> bool:
    """Whether the clause before a colon says what a sum was spent on."""
    return paragraph.glossary.operators["spent_on"].pattern.search(clause.group()) is not None


_NOUN = 6  # characters of what is counted, between a figure and the colon that opens its list


def _tells_again(paragraph: Paragraph, start: int, end: int, following: int) -> bool:
    """`先付30%即258万元` tells one figure twice; a word inside a figure's own print is none."""
    before = paragraph.mentions[following - 1].figure.end if following else -1
    again = paragraph.plain[start:end] in paragraph.glossary.operators["told_again"].words
    return before >= start or (again and paragraph.mentions[following].figure.lead == end)


def lists(paragraph: Paragraph, sentence: int, openers: list[Opener]) -> Iterator[Statement]:
    """What the openers of a sentence state, nested lists and two-measure lists taken apart."""
    done_to = -1
    for number, opener in enumerate(openers):
        if opener.start < done_to or (opener.group == "classified" and _only_points_ahead(paragraph, opener, openers[number + 1 :])):
            continue
        for whole, reach in _wholes_for(paragraph, opener):
            lists: list[PartList] = []
            _gather(paragraph, PartList(whole, opener), openers[number + 1 :], lists)
            for found in lists:
                yield from stated(paragraph, found, reach if found.opener is opener else "sentence")
                done_to = max(done_to, found.opener.start + 1)


def _only_points_ahead(paragraph: Paragraph, opener: Opener, later: Sequence[Opener]) -> bool:
    """`从资金来源看，全年支出3626.8万元，其中：…`: the first figure is the whole of the list that 其中 opens."""
    first = paragraph.after(opener.end)
    opened = any(paragraph.after(other.start) == first + 1 and other.start >= paragraph.mentions[first].figure.end for other in later)
    return opened and paragraph.names[first].firm and paragraph.names[first].measure in _SPENT | _GIVEN


_FIRST_PARTS = 3  # `两个林场的8789亩`: the first figure after the opener may count something else


def _wholes_for(paragraph: Paragraph, opener: Opener) -> Iterator[tuple[int, str]]:
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


def _whole_before(paragraph: Paragraph, opener: Opener, first: int) -> tuple[int | None, str]:
    """The nearest figure before the opener that could hold the parts; failing one in the sentence, in the sentence before it."""
    named = _named_whole(paragraph, opener, first) if opener.group == "within" else None
    if named is not None:
        paragraph.within_named.add(opener.start)
        return named, "sentence" if paragraph.mentions[named].sentence == opener.sentence else "section"
    candidates = list(_candidates(paragraph, opener, first))
    if opener.group == "classified" and not candidates:
        behind = (p for p in paragraph.in_sentence(opener.sentence) if p > first and _is_common_total(paragraph, p) and paragraph.same_kind(p, first))
        candidates = [(p, "sentence") for p in behind][:1]
    chosen = next((c for c in candidates if _same_measure(paragraph, c[0], first)), None)
    if chosen is None and candidates and candidates[0][1] == "section":  # 支出决算14.18万元，预算为17.16万元，完成…。其中：公务用车11.16万元
        chosen = next((c for c in candidates if paragraph.names[c[0]].measure in _SPENT), None)
    chosen = chosen or next(iter(candidates), None)
    if chosen is not None:
        return chosen
    if opener.group == "within":
        return next(((p, "section") for p in range(first - 1, -1, -1) if _may_hold(paragraph, p, first)), (None, "section"))
    return None, "sentence"


def _is_common_total(paragraph: Paragraph, position: int) -> bool:
    """`按来源分…；按性质分…，两种口径总额均为3,055.18万元`."""
    phrase = paragraph.mentions[position].phrase
    return paragraph.has("each", phrase) or paragraph.has("total", phrase)


def _candidates(paragraph: Paragraph, opener: Opener, first: int) -> Iterator[tuple[int, str]]:
    """Figures before the opener that could hold the parts, nearest first: in the sentence, else in the one before that it opens."""
    reached: int | None = None
    for position in range(paragraph.after(opener.start) - 1, -1, -1):
        mention = paragraph.mentions[position]
        if mention.sentence < opener.sentence - 1 or (reached is not None and mention.sentence != reached):
            return
        if mention.depth > opener.depth or (position in paragraph.parts_of and mention.depth == opener.depth) or not _may_hold(paragraph, position, first):
            continue
        if _of_another_item(paragraph, position, opener, first):
            continue
        if mention.sentence != opener.sentence and not _sentence_opens_with(paragraph, opener) and opener.group != "classified":
            return
        reached = mention.sentence
        yield position, "sentence" if mention.sentence == opener.sentence else "section"


def _of_another_item(paragraph: Paragraph, position: int, opener: Opener, first: int | None = None) -> bool:
    """Points before a ；are another item's (预算执行率10分得9.31分；产出指标50分，其中…), and what was planned has no parts (举办312场，目标300场。其中…)."""
    mention = paragraph.mentions[position]
    among = paragraph.plain[opener.start : opener.end] in paragraph.glossary.operators["among"].words
    if among and mention.figure.dimension == "score" and paragraph.crosses_segment(mention.figure.end, opener.start):
        return True
    if first is not None and paragraph.names[position].period == PREVIOUS != paragraph.names[first].period:
        return True  # 支出决算15.25万元，…，上年数为18.76万元。其中：公务用车13.95万元
    listed = paragraph.phrase(position).strip() in paragraph.glossary.words["joiners"]  # …分别只有6.1万人次和5.8万人次，一、三季度分别为12.2万人次…
    listed = listed or paragraph.has("respectively_each", mention.phrase)
    return listed or _is_planned(paragraph, position) or paragraph.names[position].measure == "target"


def _same_measure(paragraph: Paragraph, whole: int, part: int) -> bool:
    """`支出1801.57万元，结余60.83万元。其中基本支出…`: the parts are spent, so they are no parts of the balance."""
    mine, theirs = paragraph.names[whole].measure, paragraph.names[part].measure
    return mine is not None and mine == theirs


def _named_whole(paragraph: Paragraph, opener: Opener, first: int) -> int | None:
    """`基本支出中，人员经费…`: the whole is the figure that the words before 中 call."""
    start = paragraph.layout.sentences[opener.sentence].start
    clause = max((paragraph.plain.rfind(mark, start, opener.start) for mark in "，,；;：:"), default=-1)
    words = paragraph.namer.strip(paragraph.plain[max(start, clause + 1) : opener.start])
    if len(words) < _SHORTEST_NAME:
        return None
    called = [p for p in range(first - 1, -1, -1) if words in paragraph.phrase(p) and _may_hold(paragraph, p, first)]
    years = YEAR.findall(paragraph.plain, max(start, clause + 1), opener.start)
    if years:  # 三年共拨付补贴28,500万元，其中…2023年9,500万元。2023年补贴中，12月底前拨付8,075万元
        dated = [p for p in range(first - 1, -1, -1) if paragraph.names[p].period == years[-1] and _may_hold(paragraph, p, first)]
        called = [p for p in called if p in dated] or dated or [p for p in called if paragraph.names[p].period is None]
    return next(iter(called), None)


_SHORTEST_NAME = 2


def _sentence_opens_with(paragraph: Paragraph, opener: Opener) -> bool:
    start = paragraph.layout.sentences[opener.sentence].start
    return not paragraph.plain[start : opener.start].strip("（( ") or opener.group == "within"


def _may_hold(paragraph: Paragraph, whole: int, part: int) -> bool:
    if not paragraph.same_kind(whole, part):
        return False
    if _moved_only(paragraph, whole, part) or (_is_compared(paragraph, whole) and not _same_measure(paragraph, whole, part)):
        return False
    dimension = paragraph.mentions[part].figure.dimension
    if dimension in ("ratio", "score"):
        return _is_mean(paragraph, whole) or dimension == "score"
    standard = paragraph.names[whole].measure == "unit_price" and paragraph.mentions[whole].figure.dimension == "money"  # 补助标准84元，其中中央67.2元…
    standard = standard and not (
        whole and paragraph.mentions[whole].boundary == "、" and paragraph.names[whole - 1].measure == "unit_price"
    )  # A每座5万元、B每座2.5万元
    return (paragraph.additive(whole) or standard) and paragraph.additive(part)


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


def _gather(paragraph: Paragraph, current: PartList, later: list[Opener], done: list[PartList]) -> int:
    """Collects the parts of one list, and of the lists inside it; returns the position after the last figure it took."""
    opener, whole = current.opener, current.whole
    assert whole is not None
    position = paragraph.after(opener.end)
    depth = group = None
    inner = [o for o in later if o.depth == opener.depth and o.group != "classified"]
    views = [o.start for o in later if o.group == "classified"]
    done.append(current)
    while position < len(paragraph):
        mention = paragraph.mentions[position]
        if mention.sentence != opener.sentence or mention.depth < opener.depth:
            break
        if depth is None:
            depth, group = mention.depth, mention.group
        if opener.depth and mention.group != group and mention.depth <= opener.depth:
            break
        if any(opener.end < start <= mention.figure.start for start in views):
            break  # 按岗位分…；按学历分…: another view of the same whole
        if position == whole or (opener.group == "classified" and _is_common_total(paragraph, position)):
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
            sub = PartList(last, nested)
            position = _gather_inner(paragraph, sub, inner, done, current)
            continue
        if mention.depth > depth or not paragraph.same_kind(whole, position) or not counts(paragraph, position, whole):
            position += 1
            continue
        if _is_bare_list(paragraph, current.parts) and mention.boundary in ("，", ",") and len(paragraph.phrase(position).strip()) > _SHORTEST_NAME:
            break  # 分别为86.4万元、52.8万元和31.6万元，年内按合同约定支付136.64万元
        if current.parts and _compares_a_part(paragraph, position, whole):
            position += 1
            continue
        if foreign(paragraph, position, current) or _heads_another(paragraph, position, current, inner, done):
            break
        if _past_the_list(paragraph, position, current):
            current.beyond.append(position)
            position += 1
            continue
        current.parts.append(position)
        position += 1
    return position


def _compares_a_part(paragraph: Paragraph, position: int, whole: int) -> bool:
    """`其中：运行费5.192万元，较2022年度4.8691万元增加0.3229万元；接待费…`: what a part was the year before, and the list goes on behind ；."""
    earlier = paragraph.names[position].period
    if earlier is None or earlier == paragraph.names[whole].period or paragraph.names[position].measure in MOVEMENTS:
        return False
    if earlier == PREVIOUS:
        return True
    if not paragraph.has("compare", paragraph.mentions[position].phrase):
        return False
    mention = paragraph.mentions[position]
    return paragraph.crosses_segment(mention.figure.end, paragraph.layout.sentences[mention.sentence].end)


def _is_bare_list(paragraph: Paragraph, parts: list[int]) -> bool:
    """Whether a list of two or more gives figures alone, without names."""
    joiners = ("", *paragraph.glossary.words["joiners"])
    return len(parts) > 1 and all(paragraph.phrase(part).strip() in joiners for part in parts[1:])


def _heads_another(paragraph: Paragraph, position: int, current: PartList, later: list[Opener], done: list[PartList]) -> bool:
    """`A，其中a、b；B，其中c、d`: behind ；a figure that opens a list of its own is another whole, unless a part before it did so too."""
    if not current.parts or paragraph.mentions[position].segment == paragraph.mentions[current.parts[0]].segment:
        return False
    if any(found is not current and found.whole in current.parts for found in done):
        return False
    return any(paragraph.after(opener.start) == position + 1 and opener.start > paragraph.mentions[position].figure.start for opener in later)


def _past_the_list(paragraph: Paragraph, position: int, current: PartList) -> bool:
    """Two parts or more joined by ， or 、 and then a ；: the list ended there (；按规定收回的6.7万元不在其列); the longer reading is kept as the other one."""
    joined = [part for part in current.parts if paragraph.mentions[part].boundary == "、"]
    if joined and current.parts[-1] == joined[-1] and paragraph.mentions[position].boundary in ("，", ","):
        return True  # 小麦10.2万亩、玉米12.8万亩、杂粮1.6万亩，复种面积31.5万亩
    alike = [part for part in current.parts if paragraph.names[part].measure == paragraph.names[position].measure or not paragraph.names[position].cue]
    if len(alike) < 2:
        return bool(current.beyond)
    segments = {paragraph.mentions[part].segment for part in alike}
    return len(segments) == 1 and paragraph.mentions[position].segment not in segments


def _gather_inner(paragraph: Paragraph, sub: PartList, later: list[Opener], done: list[PartList], outer: PartList) -> int:
    """An inner list ends at ； or at a figure whose subject is a sibling of the outer parts (人员、公用 | 项目支出)."""
    done.append(sub)
    position = paragraph.after(sub.opener.end)
    segment = paragraph.mentions[position].segment if position < len(paragraph) else -1
    assert sub.whole is not None
    while position < len(paragraph):
        mention = paragraph.mentions[position]
        if mention.sentence != sub.opener.sentence or mention.segment != segment or _sibling_of(paragraph, position, outer):
            break
        if paragraph.same_kind(sub.whole, position) and counts(paragraph, position, sub.whole):
            if foreign(paragraph, position, sub):
                break
            sub.parts.append(position)
        position += 1
    return position


def _sibling_of(paragraph: Paragraph, position: int, outer: PartList) -> bool:
    subject = paragraph.names[position].subject
    siblings = paragraph.glossary.siblings(subject) if subject else ()
    return any(paragraph.names[part].subject in siblings for part in outer.parts)


def _last_additive_before(paragraph: Paragraph, offset: int) -> int | None:
    return next((p for p in range(paragraph.after(offset) - 1, -1, -1) if paragraph.additive(p)), None)


def counts(paragraph: Paragraph, position: int, whole: int) -> bool:
    """Whether a figure may be a part at all: no unit price, share base or movement under a level."""
    name, figure = paragraph.names[position], paragraph.mentions[position].figure
    if paragraph.is_share_base(position) or is_band(figure):
        return False  # 自评为优（90分及以上）
    if name.measure in _NO_PARTS and name.measure != paragraph.names[whole].measure and not (name.measure == "weight" and _is_hundred(paragraph, whole)):
        return False
    if _given_beside_spent(paragraph, position, whole):
        return False
    return name.measure not in MOVEMENTS or name.measure == paragraph.names[whole].measure or _is_work(paragraph, position)


def is_band(figure: Figure) -> bool:
    """`90分及以上`: points that tell a grade from another."""
    return figure.dimension == "score" and figure.qualifier in _BANDS


_BANDS = frozenset({"at_least", "at_most", "over", "under", "range"})
_NO_PARTS = frozenset({"unit_price", "average", "share", "midyear", "weight", "deduction"})  # 总得分93.4分，失分项为：…（扣2分）


def _is_hundred(paragraph: Paragraph, whole: int) -> bool:
    figure = paragraph.mentions[whole].figure
    return figure.dimension == "score" and figure.value == _FULL_MARKS


def _given_beside_spent(paragraph: Paragraph, position: int, whole: int) -> bool:
    """`全年支出…中：项目支出安排9,745.94万元，支出9,489.62万元`: what was given is no part beside what was spent."""
    after = position + 1
    if paragraph.names[whole].measure not in _SPENT or after >= len(paragraph):
        return False
    if paragraph.names[position].measure not in _GIVEN and not _spent_of_it(paragraph, after):
        return False
    beside = paragraph.mentions[position].segment == paragraph.mentions[after].segment and paragraph.same_kind(position, after)
    return beside and paragraph.names[after].measure in _SPENT


def _spent_of_it(paragraph: Paragraph, position: int) -> bool:
    """`中央资金2534.12万元，支出2240.93万元，执行率为88.43%`: spent, and nothing else is said of the amount but its rate."""
    cue, rate = paragraph.names[position].cue, position + 1
    bare = cue is not None and paragraph.phrase(position).strip().lstrip("，,") == cue.word
    return bare and rate < len(paragraph) and paragraph.names[rate].measure in ("execution_rate", "usage_rate", "disbursement_rate")


_SPENT = frozenset({"executed", "disbursed"})
_GIVEN = frozenset({"final_budget", "opening_budget", "allocated"})


def _is_work(paragraph: Paragraph, position: int) -> bool:
    """`旅游厕所提升185万元`: what was improved is a thing paid for, no movement of the sum."""
    cue, phrase = paragraph.names[position].cue, paragraph.phrase(position).strip()
    return cue is not None and cue.word in paragraph.glossary.words["works"] and not phrase.startswith(cue.word) and phrase.endswith(cue.word)


def foreign(paragraph: Paragraph, position: int, current: PartList) -> bool:
    """A figure firmly named as something else than the whole ends the list (…，已拨付270万元), unless that measure has a whole of its own before the list."""
    assert current.whole is not None
    name, whole = paragraph.names[position], paragraph.names[current.whole]
    if current.parts and paragraph.has("compare", paragraph.mentions[position].phrase) and name.period is not None and name.period != whole.period:
        return True  # …，较上年19.85万元下降7.20%
    opens_another = paragraph.phrase(position).strip().startswith(paragraph.glossary.words["next_items"])
    if current.parts and (
        opens_another or (name.subject is not None and name.subject in set(paragraph.glossary.siblings(whole.subject or "")) - {whole.subject})
    ):
        return True  # 一是基本支出…，包括人员…和公用…；二是项目支出…
    if current.parts and _left_the_post(paragraph, position, current.whole):
        return True  # 在职人员31人，其中行政在职12人，事业在职19人，退休人员20人
    if current.parts and _is_planned(paragraph, position):
        return True  # …、乡道8.6公里，计划23.4公里；超额完成年初120场的目标
    if _is_work(paragraph, position):
        return False
    if current.opener.group == "classified":
        return False  # 来源有三：上年结转…，本年拨款…，其余…: sources bear names of their own
    if not name.firm or name.measure is None:
        return False
    if whole.firm and whole.measure is not None:
        if paragraph.glossary.akin(name.measure, whole.measure) or (whole.measure in _FUNDED and name.measure in _SOURCES):
            return False
    elif not current.parts or all(paragraph.names[part].measure == name.measure for part in current.parts):
        return False
    return _own_whole(paragraph, position, current) is None


_FUNDED = frozenset({"executed", "final_budget"})
_SOURCES = frozenset({"current_income", "carried_in"})  # 实际支出235.45万元（其中：当年财政拨款152.51万元，上年结转资金82.94万元）


def _left_the_post(paragraph: Paragraph, position: int, whole: int) -> bool:
    """The retired are none of those in post."""
    words = paragraph.glossary.words
    in_post = any(word in paragraph.phrase(whole) for word in words["in_post"])
    return in_post and any(word in paragraph.phrase(position) for word in words["retired"])


def _is_planned(paragraph: Paragraph, position: int) -> bool:
    plans = paragraph.glossary.words["plans"]
    follow = paragraph.words(paragraph.mentions[position].follow).strip().removeprefix(paragraph.glossary.words["of"][0])
    return paragraph.phrase(position).strip().startswith(plans) or follow.startswith(plans)


def _own_whole(paragraph: Paragraph, position: int, current: PartList) -> int | None:
    measure = paragraph.names[position].measure
    start = paragraph.after(current.opener.start)
    sentence = current.opener.sentence
    whole = paragraph.mentions[current.whole].sentence if current.whole is not None else sentence
    for p in range(start - 1, -1, -1):
        if paragraph.mentions[p].sentence < min(sentence, whole):
            break
        if paragraph.names[p].measure == measure and paragraph.same_kind(p, position):
            return p if paragraph.mentions[p].figure.dimension != "score" or not _of_another_item(paragraph, p, current.opener) else None
    return None


def stated(paragraph: Paragraph, found: PartList, reach: str) -> Iterator[Statement]:
    """One statement a measure: 预算金额为A，执行金额B：分别为X，预算金额a，执行金额b… is two compositions."""
    for whole, parts in _by_measure(paragraph, found):
        if paragraph.mentions[whole].figure.dimension == "score":
            parts = _of_one_scale(paragraph, whole, parts)
        if not parts:
            continue
        for part in parts:
            paragraph.parts_of.setdefault(part, whole)
            if not paragraph.names[part].firm and paragraph.names[whole].measure not in MOVEMENTS | {None}:
                paragraph.names[part] = inherit_measure(paragraph.names[part], paragraph.names[whole], "whole")
        beyond = [p for p in found.beyond if whole == found.whole and not paragraph.names[p].firm]
        kept = _before_total(paragraph, parts)
        whole_of_parts = composition(paragraph, whole, kept, found.opener, reach, beyond, shorter=kept != parts)
        yield whole_of_parts
        if whole_of_parts.doubt == "classes-may-overlap" and _named_alike(paragraph, parts):
            yield replace(whole_of_parts, kind="partial", firm=True, doubt=None)


def _before_total(paragraph: Paragraph, parts: list[int]) -> list[int]:
    """`实有在编人员116人，其中：行政人员44人，事业人员72人，编外人员10人，在岗人员共126人`: the list ends before a total, which may be of more."""
    words = (*paragraph.glossary.operators["total"].words, *paragraph.glossary.operators["total_loosely"].words)
    totals = [at for at, part in enumerate(parts) if paragraph.phrase(part).strip().endswith(words)]
    return parts[: totals[0]] if totals and totals[0] > 1 else parts


def _of_one_scale(paragraph: Paragraph, whole: int, parts: list[int]) -> list[int]:
    """`得分94.5分，其中：执行率10分，得9.4分；…`: weights stand beside the marks; a hundred (总分100分，其中：权重20分，得18.5分；…) is made of the weights."""
    marks = [part for part in parts if paragraph.names[part].measure == "score"]
    weights = [part for part in parts if paragraph.names[part].measure == "weight"]
    if weights and _is_hundred(paragraph, whole):
        return weights
    return marks or parts


_FULL_MARKS = 100


def _named_alike(paragraph: Paragraph, parts: list[int]) -> bool:
    """`公办幼儿园41所、民办幼儿园24所`: kinds of one thing do not overlap, so that they cannot exceed it."""
    names = [paragraph.namer.strip(paragraph.phrase(part)) for part in parts]
    return len(set(names)) == len(names) > 1 and all(len(name) > _SHORTEST_NAME and name[-_SHORTEST_NAME:] == names[0][-_SHORTEST_NAME:] for name in names)


def _by_measure(paragraph: Paragraph, found: PartList) -> list[tuple[int, list[int]]]:
    assert found.whole is not None
    groups: dict[int, list[int]] = {}
    for part in found.parts:
        name = paragraph.names[part]
        whole = found.whole
        if name.says_measure and name.measure != paragraph.names[whole].measure and found.opener.start not in paragraph.within_named:
            own = _own_whole(paragraph, part, found)
            if own is not None:
                whole = own
        groups.setdefault(whole, []).append(part)
    return list(groups.items())


def composition(paragraph: Paragraph, whole: int, parts: list[int], opener: Opener, reach: str, beyond: Sequence[int] = (), shorter: bool = False) -> Statement:
    """The statement that a whole and its parts make; `beyond` are figures that only a longer reading of the list takes in; `shorter`: its last may
    belong to what follows."""
    end = paragraph.mentions[parts[-1]].figure.end
    span = paragraph.span(paragraph.mentions[whole].figure.start if reach == "sentence" else opener.start, end)
    roles = (("whole", (paragraph.ids[whole],)), ("parts", tuple(paragraph.ids[part] for part in parts)))
    binding: tuple[Binding, ...] = (Binding(roles, reach),)
    if beyond:
        longer = (roles[0], ("parts", tuple(paragraph.ids[part] for part in (*parts, *beyond))))
        binding = (*binding, Binding(longer, reach))
    others = _beside(paragraph, whole, opener) if opener.group == "classified" and reach == "section" else []
    binding = (*binding, *(Binding((("whole", (paragraph.ids[other],)), roles[1]), reach) for other in others))
    if others:
        return Statement("composition", binding, span, firm=False, doubt="whole-in-another-sentence")
    if shorter and len(parts) > 2:
        binding = (*binding, Binding((roles[0], ("parts", tuple(paragraph.ids[part] for part in parts[:-1]))), reach))
    if _is_mean(paragraph, whole) and paragraph.mentions[whole].figure.dimension in ("score", "ratio"):
        return Statement("mean", binding, span, firm=True)
    if len(parts) == 1:
        return Statement("part", binding, span, firm=opener.exhaustive and reach == "sentence" and paragraph.mentions[whole].figure.dimension != "count")
    doubt = _doubt(paragraph, whole, parts, opener, reach)
    return Statement("composition", binding, span, firm=doubt is None, doubt=doubt)


def _beside(paragraph: Paragraph, whole: int, opener: Opener) -> list[int]:
    """`救助1,864人次。站内1,217人次，站外647人次。按救助结果划分，…`: what else may be divided, told in the two sentences before."""
    near = range(paragraph.after(opener.start) - 1, -1, -1)
    alike = (p for p in near if p != whole and paragraph.same_kind(p, whole) and _may_hold(paragraph, p, whole) and paragraph.names[p].measure != "target")
    return [p for p in alike if paragraph.mentions[p].sentence >= opener.sentence - 2][:_MOST_BESIDE]


_MOST_BESIDE = 3


def _kinds_of(paragraph: Paragraph, whole: int, parts: list[int]) -> bool:
    """`配备网格员148人，其中专职网格员103人，兼职网格员45人`: kinds of the very thing counted."""
    return _named_alike(paragraph, parts) and paragraph.namer.strip(paragraph.phrase(parts[0]))[-_SHORTEST_NAME:] in paragraph.phrase(whole)


def _ends_in_others(paragraph: Paragraph, parts: list[int]) -> bool:
    """`其中机要通信用车2辆、执法执勤用车4辆、其他用车1辆`: kinds of one thing, and all that are of none of these."""
    last = paragraph.namer.strip(paragraph.phrase(parts[-1]))
    return last.startswith(paragraph.glossary.words["others"]) and len(last) > _SHORTEST_NAME and _named_alike(paragraph, parts)


def _doubt(paragraph: Paragraph, whole: int, parts: list[int], opener: Opener, reach: str) -> str | None:
    if not opener.exhaustive and not (opener.start in paragraph.within_named and len(parts) > 1):
        return "list-may-be-partial"
    if _counts_of_states(paragraph, parts, opener) and not _kinds_of(paragraph, whole, parts) and not _ends_in_others(paragraph, parts):
        return "classes-may-overlap"
    if any(paragraph.has("each", paragraph.mentions[part].phrase) for part in parts):
        return "list-may-be-partial"  # 市、县两级各承担10%，均为9,131.52万元: told once, paid twice
    last = paragraph.mentions[parts[-1]]
    if paragraph.words(last.follow).strip().startswith(paragraph.glossary.operators["and_so_on"].words) or _goes_on_unnumbered(paragraph, parts[-1]):
        return "list-may-be-partial"
    if paragraph.has("weighted", paragraph.layout.sentences[paragraph.mentions[whole].sentence]):
        return "mean-may-be-weighted"
    if reach != "sentence" and not all(paragraph.names[part].cue for part in parts):
        return None if len(parts) > 1 and _all_same_measure(paragraph, parts) else "whole-in-another-sentence"
    return None


def _goes_on_unnumbered(paragraph: Paragraph, last: int) -> bool:
    """`…差旅费约30万元，其余为会议等零星支出`: the rest is named without its sum."""
    sentence = paragraph.layout.sentences[paragraph.mentions[last].sentence]
    rest = paragraph.glossary.operators["rest"].pattern
    for match in re.finditer(r"[，,]", paragraph.plain[paragraph.mentions[last].figure.end : sentence.end]):
        at = paragraph.mentions[last].figure.end + match.end()
        following = paragraph.after(at)
        stop = paragraph.mentions[following].figure.start if following < len(paragraph) else sentence.end
        if (found := rest.match(paragraph.plain, at)) and paragraph.plain[found.end() : min(stop, sentence.end)].strip():
            end = paragraph.plain.find("，", at, sentence.end)
            return stop >= (end if end >= 0 else sentence.end)
    return False


def _counts_of_states(paragraph: Paragraph, parts: list[int], opener: Opener) -> bool:
    """`其中已验收18个，正在组织验收4个`, `其中女性148人，35岁以下205人`: counts after 其中 may be partial or overlap; 分别为 and staff lists may not."""
    if paragraph.mentions[parts[0]].figure.dimension != "count" or opener.group != "parts_follow" or any(paragraph.names[p].measure in _STAFF for p in parts):
        return False
    return paragraph.plain[opener.start : opener.end] in paragraph.glossary.operators["among"].words


_STAFF = frozenset({"establishment", "staff"})


def _all_same_measure(paragraph: Paragraph, parts: list[int]) -> bool:
    return len({paragraph.names[part].measure for part in parts}) == 1


def loose(paragraph: Paragraph, whole: int, parts: list[int], start: int, doubt: str) -> Statement:
    """A composition that the wording does not claim outright, for `doubt`."""
    for part in parts:
        paragraph.parts_of.setdefault(part, whole)
    roles = (("whole", (paragraph.ids[whole],)), ("parts", tuple(paragraph.ids[part] for part in parts)))
    span = paragraph.span(paragraph.mentions[whole].figure.start, paragraph.mentions[parts[-1]].figure.end)
    return Statement("composition", (Binding(roles),), span, firm=False, doubt=doubt)
