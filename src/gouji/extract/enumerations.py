"""Counts and the names that follow or precede them: 5个科室，分别为…; …等5个; 2个项目：X，预算…；Y，预算…."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.extract.layout import Region
from gouji.extract.paragraph import Paragraph
from gouji.ledger import Enumeration, Statement
from gouji.quantity.numeral import HAN_NUMERAL, numeral

_COLON = re.compile(r"[:：]")
_LIST_END = re.compile(r"[，,；;。！？:：]")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_OTHER_THING = re.compile(r"[;；]")
_LONGEST_COUNT = 200
_BESIDE = re.compile(r"(?<=[”」》])(?=[“「《])")  # “南油1号”“南油4号”
_LINK = re.compile(r"[，,:：、\s]*")


def enumerations(paragraph: Paragraph, compositions: list[Statement]) -> list[Enumeration]:
    """Every count that stands beside its names, and every amount that names what it was spent on."""
    found: list[Enumeration] = []
    for position, mention in enumerate(paragraph.mentions):
        figure = mention.figure
        if figure.dimension == "count" and figure.qualifier == "exact" and 1 < figure.value <= _LONGEST_COUNT and figure.value.denominator == 1:
            found += (
                _after(paragraph, position) or _in_bracket(paragraph, position) or _before(paragraph, position) or _itemised(paragraph, position, compositions)
            )
    found += _spendings(paragraph)
    return found


def _after(paragraph: Paragraph, position: int) -> list[Enumeration]:
    """`共有5个科室，分别为甲、乙…`; `事业单位2个，即甲、乙`."""
    mention = paragraph.mentions[position]
    stop = paragraph.mentions[position + 1].figure.lead if position + 1 < len(paragraph) else len(paragraph.plain)
    respectively = paragraph.glossary.operators["respectively"].pattern
    sentence_end = paragraph.layout.sentences[mention.sentence].end
    match = respectively.search(paragraph.plain, mention.figure.end, min(stop, sentence_end, mention.follow.end + 12))
    if match is None:
        return _behind_colon(paragraph, position, min(stop, sentence_end))
    if _LIST_END.search(paragraph.plain[mention.figure.end : match.start()].rstrip("，,:： ")):
        return []
    start = match.end() + len(_LINK.match(paragraph.plain[match.end() :]).group())  # type: ignore[union-attr]  # the pattern matches the empty string
    end = _end_of_list(paragraph.plain, start, sentence_end)
    if end > stop:
        return []
    names, open_ended, alternatives = split_names(paragraph, paragraph.plain[start:end])
    if len(names) < 2:
        return []
    noun = paragraph.namer.noun(mention)
    return [Enumeration(paragraph.ids[position], names, paragraph.span(start, end), noun, open_ended, alternatives=alternatives)]


def _behind_colon(paragraph: Paragraph, position: int, stop: int) -> list[Enumeration]:
    """`所属二级预算单位4家：指挥中心、园林所、环卫所、路灯所。`: nothing but names between the counted noun and the end of the sentence."""
    mention = paragraph.mentions[position]
    plain = paragraph.plain
    if mention.follow.end >= len(plain) or plain[mention.follow.end] not in ":：" or stop < paragraph.layout.sentences[mention.sentence].end:
        return []
    start, end = mention.follow.end + 1, len(plain[:stop].rstrip("。；; "))
    names, open_ended, alternatives = split_names(paragraph, plain[start:end])
    if len(names) < 2 or _LIST_END.search(plain[start:end]) or any(len(name) > _LONGEST_LISTED for name in names):
        return []
    return [Enumeration(paragraph.ids[position], names, paragraph.span(start, end), paragraph.namer.noun(mention), open_ended, alternatives=alternatives)]


_LONGEST_LISTED = 25


def _in_bracket(paragraph: Paragraph, position: int) -> list[Enumeration]:
    """`抽查2个乡镇（白石镇、双河镇）`: names alone in the bracket behind the counted noun."""
    mention = paragraph.mentions[position]
    end = mention.follow.end
    close = min((at for mark in ")）" if (at := paragraph.plain.find(mark, end)) >= 0), default=-1)
    if end >= len(paragraph.plain) or paragraph.plain[end] not in "(（" or close < 0 or paragraph.after(end) < paragraph.after(close):
        return []
    names, open_ended, alternatives = split_names(paragraph, paragraph.plain[end + 1 : close])
    if len(names) < 2 or _LIST_END.search(paragraph.plain[end + 1 : close]) or all(len(name) == 1 for name in names):
        return []  # 服务7个县（市、区）
    noun = paragraph.namer.noun(mention)
    return [Enumeration(paragraph.ids[position], names, paragraph.span(end + 1, close), noun, open_ended, alternatives=alternatives)]


def _end_of_list(plain: str, start: int, stop: int) -> int:
    masked = _BRACKETS.sub(lambda match: "x" * len(match.group()), plain[start:stop])
    match = _LIST_END.search(masked)
    return start + match.start() if match else stop


def _before(paragraph: Paragraph, position: int) -> list[Enumeration]:
    """`内设办公室、预算股等2个股室`: the list may be complete or only begin (等)."""
    mention = paragraph.mentions[position]
    and_so_on = paragraph.glossary.operators["and_so_on"].words
    phrase_end = mention.figure.lead
    clause = paragraph.layout.clauses[mention.clause].start
    earlier = paragraph.mentions[position - 1].figure.end if position else 0
    words = paragraph.plain[max(clause, earlier) : phrase_end].rstrip()
    introduced, words = _introduced(paragraph, words)
    open_ended = words.endswith(and_so_on)
    summed = words.endswith(paragraph.glossary.operators["total_loosely"].words)  # 在柳林镇、东坝镇、北关街道共3个乡镇（街道）实施
    if words.strip() in ("", *_totals(paragraph)) and _opens_clause(paragraph, clause):
        return _in_clause_before(paragraph, position, clause)
    if "、" not in words or words.endswith(paragraph.glossary.operators["respectively"].words):
        return []  # 行政编制、参公编制分别为45名、35名: the first of their values
    words = _without(words, and_so_on) if open_ended else words
    names, _, alternatives = split_names(paragraph, paragraph.namer.strip(words))
    start = max(clause, earlier)
    noun = paragraph.namer.noun(mention)
    places = paragraph.glossary.words["places"]
    alike = sum(name.endswith(places) or name[-1] == names[-1][-1] for name in names)
    summed = summed and 2 * alike > len(names)  # 产出、效益、满意度指标共8项
    if len(names) < 2 or not (open_ended or introduced or summed or all(name[-1] in noun for name in names)):
        return []  # `新建水渠、道路12处` lists kinds; `石桥镇、柳坪乡2个乡镇` lists what is counted
    return [Enumeration(paragraph.ids[position], names, paragraph.span(start, phrase_end), noun, open_ended, alternatives=alternatives)]


def _totals(paragraph: Paragraph) -> tuple[str, ...]:
    return paragraph.glossary.operators["total"].words + paragraph.glossary.operators["total_loosely"].words


def _opens_clause(paragraph: Paragraph, clause: int) -> bool:
    return clause > 0 and paragraph.plain[clause - 1] in "，,"


def _in_clause_before(paragraph: Paragraph, position: int, clause: int) -> list[Enumeration]:
    """`机关设有甲科、乙科、丙科，共3个科室`, `项目点分布在甲镇、乙村，合计2个`: the names stand in the clause before, behind the word that introduces them."""
    mention = paragraph.mentions[position]
    start = max(region.start for region in paragraph.layout.clauses if region.start < clause)
    words = paragraph.plain[start : clause - 1]
    introduced, listed = _introduced(paragraph, words)
    if not introduced or paragraph.has_figure(start, clause):
        return []
    names, open_ended, alternatives = split_names(paragraph, listed)
    if len(names) < 2 or any(len(name) > _LONGEST_LISTED for name in names):
        return []
    noun = paragraph.namer.noun(mention)
    return [Enumeration(paragraph.ids[position], names, paragraph.span(start, clause - 1), noun, open_ended, alternatives=alternatives)]


def _introduced(paragraph: Paragraph, words: str) -> tuple[bool, str]:
    """`生态护林补助涉及林口、石桥2个乡镇`: the list begins behind the word that introduces it."""
    head, mark, tail = words.partition("、")
    found = max((at + len(word) for word in paragraph.glossary.words["list_openers"] if (at := head.rfind(word)) >= 0), default=None)
    return (False, words) if found is None or not mark else (True, f"{head[found:]}{mark}{tail}")


def _without(words: str, endings: tuple[str, ...]) -> str:
    ending = max((ending for ending in endings if words.endswith(ending)), key=len)
    return words[: -len(ending)]


def _itemised(paragraph: Paragraph, position: int, compositions: list[Statement]) -> list[Enumeration]:
    """`共计2个项目，预算金额A：分别为X，预算金额a；Y，预算金额b`: the items are the subjects of the parts that follow in the sentence."""
    mention = paragraph.mentions[position]
    position_of = {fact_id: p for p, fact_id in enumerate(paragraph.ids)}
    for statement in compositions:
        parts = [position_of[fact_id] for fact_id in statement.bindings[0].role("parts") if fact_id in position_of]
        if statement.kind != "composition" or not parts or parts[0] < position or paragraph.mentions[parts[0]].sentence != mention.sentence:
            continue
        if (
            position in paragraph.parts_of
            or position in paragraph.parts_of.values()
            or _counts_alike(paragraph, position, parts[0])
            or parts[0] - position > _FIGURES_BETWEEN
        ):
            return []  # 12个项目，其中道路7个、水利5个: the count is divided, not listed
        between = Region(mention.figure.end, paragraph.mentions[parts[0]].figure.start)
        if _OTHER_THING.search(paragraph.plain, between.start, between.end):
            return []  # 立项课题29项；培训3800人次，按地点分：…
        names = [paragraph.item_names.get(part) or paragraph.namer.strip(paragraph.phrase(part)) for part in parts]
        introduced = paragraph.has("respectively", between) or _COLON.search(paragraph.plain, between.start, between.end)
        if introduced and all(names) and len(set(names)) == len(names):
            listed = tuple(name for name in names if name)
            return [Enumeration(paragraph.ids[position], listed, statement.span, paragraph.namer.noun(mention), False)]
    return []


_FIGURES_BETWEEN = 4  # from a count of items to the first of them: the wholes that they share may stand between


def _counts_alike(paragraph: Paragraph, one: int, other: int) -> bool:
    first, second = paragraph.mentions[one].figure.unit, paragraph.mentions[other].figure.unit
    return first is not None and second is not None and first.base == second.base


def _spendings(paragraph: Paragraph) -> Iterator[Enumeration]:
    """`项目支出195.28万元，主要用于X、Y及Z`."""
    operator = paragraph.glossary.operators["spent_on"]
    for match in operator.pattern.finditer(paragraph.plain):
        position = paragraph.after(match.start()) - 1
        if position < 0 or paragraph.mentions[position].figure.dimension != "money":
            continue
        gap = paragraph.plain[paragraph.mentions[position].figure.end : match.start()].strip("，, ")
        end = _end_of_list(paragraph.plain, match.end(), len(paragraph.plain))
        following = paragraph.after(match.end())
        if gap or (following < len(paragraph) and paragraph.mentions[following].figure.start < end):
            continue
        names, open_ended, alternatives = split_names(paragraph, paragraph.plain[match.end() : end])
        if len(names) > 1:
            span = paragraph.span(match.end(), end)
            yield Enumeration(None, names, span, "", open_ended, of=paragraph.ids[position], alternatives=alternatives)


def split_names(paragraph: Paragraph, words: str) -> tuple[tuple[str, ...], bool, tuple[tuple[str, ...], ...]]:
    """The names in a list, whether it ends in 等, and the readings in which joining words divide otherwise.

    `大河镇和柳林镇` are two where the words before 和 end like the other names; `人事和财务科` is one. Only the last item may hold two names.
    """
    and_so_on = paragraph.glossary.operators["and_so_on"].words
    words = words.strip()
    match = re.search("(?:" + "|".join(and_so_on) + r")[^、]{0,8}$", words)
    open_ended = match is not None and match.start() > 0
    if match is not None and match.start() > 0:
        words = words[: match.start()]
    masked = _BRACKETS.sub(lambda match: match.group().replace("、", "\0"), words)  # 办公室（承担财务、后勤工作）
    items = [item.replace("\0", "、").strip() for item in masked.split("、") if item.strip()]
    if not items:
        return (), open_ended, ()
    items = [name for item in items for quoted in _BESIDE.split(item) for name in _counted_through(paragraph, quoted)]
    halves = _halves(paragraph, items)
    joined, divided = tuple(items), (*items[:-1], *halves)
    if len(halves) == 1:
        return joined, open_ended, ()
    if _ends_alike(paragraph, halves[0], [*items[:-1], halves[1]]):
        return divided, open_ended, (joined,)
    return joined, open_ended, (divided,)


def _counted_through(paragraph: Paragraph, item: str) -> list[str]:
    """`第一至第五检察部` are five."""
    words = paragraph.glossary.words
    ordinal, through = ("|".join(map(re.escape, words[key])) for key in ("ordinal", "to_alone"))
    match = re.match(rf"(?:{ordinal})(?P<first>[{HAN_NUMERAL}\d]{{1,2}})(?:{through})(?:{ordinal})?(?P<last>[{HAN_NUMERAL}\d]{{1,2}})(?P<name>.+)", item)
    ends = (numeral(match["first"]), numeral(match["last"])) if match else (None, None)
    if match is None or ends[0] is None or ends[1] is None or not 0 < ends[1].value - ends[0].value < _LONGEST_COUNT:
        return [item]
    return [f"{number}{match['name']}" for number in range(int(ends[0].value), int(ends[1].value) + 1)]


def _halves(paragraph: Paragraph, items: list[str]) -> tuple[str, ...]:
    last = items[-1]
    for at in range(1, len(last) - 1):
        for joiner in sorted(paragraph.glossary.words["joiners"], key=len, reverse=True):
            if last.startswith(joiner, at) and at + len(joiner) < len(last) and at > 1:
                return last[:at], last[at + len(joiner) :]
    return (last,)


def _ends_alike(paragraph: Paragraph, name: str, others: list[str]) -> bool:
    endings = paragraph.glossary.words["entity_endings"]
    if any(name.endswith(ending) for ending in endings):
        return True
    return sum(name[-1] == other[-1] for other in others) * 2 >= len(others)
