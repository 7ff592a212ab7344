"""Wholes and their parts: 其中, 合计, brackets, labels, 由…组成, 各."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.extract.breakdown import is_opened
from gouji.extract.layout import Region
from gouji.extract.paragraph import Paragraph
from gouji.extract.parts import Opener, PartList, composition, counts, foreign, lists, loose, openers_in, stated
from gouji.ledger import TO_DATE, Binding, Statement
from gouji.quantity.numeral import numeral


def compositions(paragraph: Paragraph) -> list[Statement]:
    """Every composition a paragraph states; the parts' measures are inherited from their wholes on the way."""
    found: list[Statement] = []
    for sentence, positions in paragraph.by_sentence():
        openers = openers_in(paragraph, sentence)
        found += lists(paragraph, sentence, openers)
        found += _labelled(paragraph, sentence, openers)
        found += _bracketed(paragraph, positions)
        found += _totals(paragraph, positions)
        found += _across(paragraph, sentence, positions)
        found += _mean_behind(paragraph, positions)
        found += _made_of(paragraph, sentence, positions)
        found += _spent(paragraph, sentence, positions)
        found += _each(paragraph, positions)
        found += _left_over(paragraph, positions)
    return _unique(found)


def _unique(statements: list[Statement]) -> list[Statement]:
    """The same whole and parts told by two cues (其中 inside a bracket) are one statement."""
    seen: dict[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], Statement] = {}
    for statement in statements:
        key = (statement.kind, statement.bindings[0].roles)
        if key not in seen or (statement.firm and not seen[key].firm):
            seen[key] = statement
    return list(seen.values())


def _labelled(paragraph: Paragraph, sentence: int, openers: list[Opener]) -> Iterator[Statement]:
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
        parts = [p for p in inside if p not in paragraph.parts_of and paragraph.same_kind(whole, p) and paragraph.additive(p) and counts(paragraph, p, whole)]
        bracket = Region(paragraph.mentions[whole].figure.end, paragraph.mentions[inside[0]].figure.start)
        if len(parts) < 2 or not between.startswith(("(", "（")) or paragraph.has("aside_out", bracket) or not paragraph.additive(whole):
            continue
        if any(word in paragraph.phrase(whole) for word in paragraph.glossary.words["net"]):
            continue  # 比上年末净增2,317人（当年新参保2,480人，死亡及注销163人）
        if any(
            foreign(paragraph, p, PartList(whole, Opener(bracket.start, bracket.start, paragraph.mentions[whole].sentence, 0, True, "bracket"))) for p in parts
        ):
            continue
        loosely = paragraph.has("parts_follow_loosely", bracket)
        opener = Opener(bracket.start, bracket.start, paragraph.mentions[whole].sentence, 0, not loosely, "bracket")
        yield from stated(paragraph, PartList(whole, opener, parts), "sentence")


def _across(paragraph: Paragraph, sentence: int, positions: list[int]) -> Iterator[Statement]:
    """`A预算320万元…；B预算185万元…。两个项目预算合计505万元`: a total of as many like amounts as its words count, wherever in the paragraph."""
    number: int | None = None
    for position in positions:
        phrase = paragraph.mentions[position].phrase
        total = paragraph.has("total", phrase) or paragraph.has("total_loosely", phrase)
        clause = paragraph.layout.clauses[paragraph.mentions[position].clause]
        match = paragraph.glossary.operators["all_of"].pattern.search(paragraph.plain, clause.start, phrase.end) if total else None
        if match is not None:
            counted = numeral(match.group()[0])
            number = int(counted.value) if counted is not None else 0
        follows = (
            number is not None and paragraph.names[position].measure is not None and not paragraph.mentions[position].depth
        )  # 两项合计预算205万元，支出194.9万元
        if number is None or not (total or follows) or not paragraph.additive(position):
            continue
        earlier = [p for p in range(positions[0]) if _may_add(paragraph, p, position)] + [
            p for p in positions if p < position and _may_add(paragraph, p, position)
        ]
        parts = _like(paragraph, position, earlier[-_MOST_ACROSS:], number)
        if len(parts) > 1:
            roles = (("whole", (paragraph.ids[position],)), ("parts", tuple(paragraph.ids[p] for p in parts)))
            span = paragraph.span(paragraph.mentions[parts[0]].figure.start, paragraph.mentions[position].figure.end)
            within = all(paragraph.mentions[p].sentence == sentence for p in parts)
            firm = len(parts) == number
            yield Statement(
                "composition", (Binding(roles, "sentence" if within else "section"),), span, firm=firm, doubt=None if firm else "total-may-cover-more"
            )


_MOST_ACROSS = 40


def _left_over(paragraph: Paragraph, positions: list[int]) -> Iterator[Statement]:
    """`未支出资金242.39万元，结转下年继续使用164.06万元，收回财政统筹78.32万元`: what was left, and the two ways that it went."""
    words = paragraph.glossary.words
    for whole, one, other in zip(positions, positions[1:], positions[2:], strict=False):
        alike = paragraph.same_kind(whole, one) and paragraph.same_kind(whole, other) and paragraph.mentions[one].depth == paragraph.mentions[other].depth
        if paragraph.names[whole].measure != "balance" or not alike or whole in paragraph.parts_of or {one, other} & paragraph.parts_of.keys():
            continue
        ways = [{key for key in ("kept_on", "given_back") if any(word in _said(paragraph, part) for word in words[key])} for part in (one, other)]
        if not all(ways) or len(ways[0] | ways[1]) < len(ways):
            continue
        paragraph.parts_of |= {one: whole, other: whole}
        roles = (("whole", (paragraph.ids[whole],)), ("parts", (paragraph.ids[one], paragraph.ids[other])))
        yield Statement(
            "composition", (Binding(roles),), paragraph.span(paragraph.mentions[whole].figure.start, paragraph.mentions[other].figure.end), firm=True
        )


def _said(paragraph: Paragraph, position: int) -> str:
    """The words around an amount up to the next: `余下78.32万元结转次年`."""
    return paragraph.phrase(position) + paragraph.words(paragraph.mentions[position].follow)


def _mean_behind(paragraph: Paragraph, positions: list[int]) -> Iterator[Statement]:
    """`得分分别为92.50分、89.00分、86.40分，平均得分89.30分`: the items joined by 、 and right before their mean."""
    for at, position in enumerate(positions):
        if not paragraph.has("mean", paragraph.mentions[position].phrase):
            continue
        items: list[int] = []
        for before in reversed(positions[:at]):
            if not paragraph.same_kind(before, position) or (items and paragraph.mentions[items[0]].boundary not in ("、", "figure")):
                break
            items.insert(0, before)
        if len(items) > 1 and paragraph.has("respectively_each", paragraph.mentions[items[0]].phrase):
            roles = (("whole", (paragraph.ids[position],)), ("parts", tuple(paragraph.ids[p] for p in items)))
            yield Statement("mean", (Binding(roles),), paragraph.span(paragraph.mentions[items[0]].figure.start, paragraph.mentions[position].figure.end))


def _may_add(paragraph: Paragraph, part: int, total: int) -> bool:
    return (
        paragraph.same_kind(part, total)
        and paragraph.additive(part)
        and part not in paragraph.parts_of
        and not paragraph.mentions[part].depth
        and counts(paragraph, part, total)
        and not paragraph.has("total", paragraph.mentions[part].phrase)
        and _takes_off(paragraph, part) == _takes_off(paragraph, total)
    )


def _takes_off(paragraph: Paragraph, position: int) -> bool:
    """`扣2.5分…扣3分，两类合计扣5.5分`: what was taken off adds up apart from what was given."""
    return paragraph.mentions[position].figure.dimension == "score" and any(word in paragraph.phrase(position) for word in paragraph.glossary.words["taken"])


def _like(paragraph: Paragraph, total: int, earlier: list[int], number: int) -> list[int]:
    """The amounts that a total sums: those of its measure, else those that are called alike, else all there are, if their number is the one told."""
    measure = paragraph.names[total].measure
    groups: list[list[int]] = []
    if measure is not None:
        groups.append([p for p in earlier if paragraph.names[p].measure == measure])
    else:
        keys = dict.fromkeys(paragraph.names[p].measure or paragraph.namer.strip(paragraph.phrase(p))[-2:] for p in reversed(earlier))
        groups += [[p for p in earlier if (paragraph.names[p].measure or paragraph.namer.strip(paragraph.phrase(p))[-2:]) == key] for key in keys]
        groups.append(earlier)
    return next((group for group in groups if len(group) > 1 and (not number or len(group) == number)), [])


def _totals(paragraph: Paragraph, positions: list[int]) -> Iterator[Statement]:
    """`A100万元、B50万元，合计150万元`: a total that names nothing of its own sums its siblings back to the last total."""
    start = 0
    for at, position in enumerate(positions):
        phrase = paragraph.mentions[position].phrase
        outright = paragraph.has("total", phrase)
        if not (outright or paragraph.has("total_loosely", phrase)) or not paragraph.additive(position) or paragraph.mentions[position].depth:
            continue
        if _to_date_behind(paragraph, position, positions[start:at]):
            continue
        parts = [p for p in positions[start:at] if _adds_to(paragraph, p, position) and not _of_another_list(paragraph, p, position)]
        marks = [p for p in parts if not _is_full(paragraph, p, position)]
        parts = marks if marks and paragraph.mentions[position].figure.dimension == "score" else parts
        start = at + 1
        of_them = outright and _sums_its_kind(paragraph, position, parts)
        at_places = _at_places(paragraph, parts) or _by_quarters(paragraph, parts)
        if len(parts) < 2 or not (of_them or at_places or (paragraph.names[position].subject in (None, "whole") and not _other_words(paragraph, position))):
            continue
        wholes = {paragraph.parts_of[p] for p in parts if p in paragraph.parts_of}
        listed = [p for p in parts if parts[-1] in paragraph.parts_of and paragraph.parts_of.get(p) == paragraph.parts_of[parts[-1]]]
        if len(listed) > 1 and listed[-1] == position - 1 and wholes & set(parts):
            parts = listed  # 发放150份，收回150份，其中“非常满意”63份、“满意”44份，合计107份
        elif wholes & set(parts):
            parts = [p for p in parts if p not in wholes]
        opener = Opener(phrase.start, phrase.end, paragraph.mentions[position].sentence, 0, True, "total")
        if paragraph.names[position].measure is None:
            kept = _of_one_measure(paragraph, parts)
            parts = kept if not outright or len(kept) == len(parts) else []
        if len(parts) < 2:
            continue
        if (outright or at_places) and not (paragraph.opens_with(position, "subtotal") and paragraph.mentions[position].figure.dimension == "score"):
            yield composition(paragraph, position, parts, opener, "sentence")
        else:
            yield loose(paragraph, position, parts, paragraph.mentions[parts[0]].figure.start, "total-may-cover-more")


def _to_date_behind(paragraph: Paragraph, total: int, before: list[int]) -> bool:
    """`三季度512.75万元，四季度392.61万元；上半年累计支出559.54万元`: a total of half a year behind the quarters of the other half."""
    if not (paragraph.names[total].period or "").startswith(TO_DATE) and "-" not in (paragraph.names[total].period or ""):
        return False
    late = paragraph.glossary.words["quarters"][2:4]
    return any(word in paragraph.phrase(p) for p in before for word in late)


def _is_full(paragraph: Paragraph, position: int, total: int) -> bool:
    """The 20分 of `数量指标20分，得19分`, not the 9.76分 of `…得10分，加预算执行率9.76分，合计99.61分`."""
    after = position + 1
    if paragraph.names[position].measure in ("weight", "full_marks") or after == total:
        return paragraph.names[position].measure in ("weight", "full_marks")
    one, other = paragraph.mentions[position], paragraph.mentions[after]
    return paragraph.names[position].measure != "score" and paragraph.names[after].measure == "score" and one.segment == other.segment


def _of_another_list(paragraph: Paragraph, part: int, total: int) -> bool:
    """`道路7.9公里，其中A3.2公里、B4.7公里；管道C6,420米、D5,180米，共计11,600米`; `执行率得9.31分；…得6.58分，其余…，小计48.58分`."""
    if is_opened(paragraph, part):
        return True  # 结余资金319.16万元中，桂东县93.07万元、北辰区92.55万元，两地合计185.62万元
    if not paragraph.crosses_segment(paragraph.mentions[part].figure.end, paragraph.mentions[total].figure.start):
        return False
    apart = paragraph.mentions[part].figure.unit != paragraph.mentions[total].figure.unit
    return apart or part in paragraph.parts_of or paragraph.opens_with(total, "subtotal")


def _sums_its_kind(paragraph: Paragraph, position: int, parts: list[int]) -> bool:
    """`货物类采购A，工程类采购B，服务类采购C，全年政府采购支出合计T`; `…，以上政府采购支出合计T`: called as its parts are, or by 以上."""
    words = paragraph.phrase(position)
    if any(word in words for word in paragraph.glossary.words["the_above"]):
        return True
    endings = {paragraph.namer.strip(paragraph.phrase(part))[-_NOUN:] for part in parts}
    ending = endings.pop() if len(endings) == 1 else ""
    return len(ending) == _NOUN and ending in words and not any(alias.facet == "measure" for hit in paragraph.glossary.hits(ending) for alias in hit.aliases)


_NOUN = 2


def _at_places(paragraph: Paragraph, parts: list[int]) -> bool:
    """`上坝镇2845条、五里铺镇1475条，共排查隐患4320条`: the parts are called by nothing but the places."""
    places = paragraph.glossary.words["places"]
    names = [paragraph.phrase(part).strip() for part in parts]
    return len(parts) > 1 and all(name.endswith(places) and len(name) <= _LONGEST_PLACE for name in names)


_LONGEST_PLACE = 12


def _by_quarters(paragraph: Paragraph, parts: list[int]) -> bool:
    """`一季度支出a，二季度支出b，三季度支出c，四季度支出d，全年共支出T`: every quarter, or either half, once."""
    quarters = paragraph.glossary.words["quarters"]
    told = [next((number for number, word in enumerate(quarters) if word in paragraph.phrase(part)), None) for part in parts]
    return told in ([0, 1, 2, 3], [4, 5])


def _of_one_measure(paragraph: Paragraph, parts: list[int]) -> list[int]:
    """`合同金额518万元，…支付103.60万元，支付155.40万元，累计…`: the last figures that are firmly of one measure."""
    last = next((paragraph.names[p].measure for p in reversed(parts) if paragraph.names[p].firm), None)
    kept: list[int] = []
    for part in reversed(parts):
        if paragraph.names[part].firm and paragraph.names[part].measure != last:
            break
        kept.append(part)
    return kept[::-1]


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
    if not counts(paragraph, part, total):
        return False
    return not (name.measure and whole.measure and name.source != "open" and not paragraph.glossary.akin(name.measure, whole.measure))


def _made_of(paragraph: Paragraph, sentence: int, positions: list[int]) -> Iterator[Statement]:
    """`由A100万元和B50万元组成`."""
    operator = paragraph.glossary.operators["made_of"]
    region = paragraph.layout.sentences[sentence]
    for match in paragraph.find(operator, region):
        ends = [end for word in operator.closing if (end := paragraph.plain.find(word, match.end(), region.end)) >= 0]
        if not ends:
            continue
        inside = [p for p in positions if match.end() <= paragraph.mentions[p].figure.start < min(ends) and paragraph.additive(p)]
        inside = [p for p in inside if paragraph.mentions[p].depth == paragraph.mentions[inside[0]].depth]
        before = [p for p in positions if paragraph.mentions[p].figure.end <= match.start() and paragraph.additive(p)]
        after = [p for p in positions if paragraph.mentions[p].figure.start >= min(ends) and paragraph.additive(p)]
        before = before or after[:1]
        if len(inside) >= 2 and before and all(paragraph.same_kind(before[-1], p) for p in inside):
            opener = Opener(match.start(), match.end(), sentence, 0, True, "made_of")
            yield from stated(paragraph, PartList(before[-1], opener, inside), "sentence")


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
            yield loose(paragraph, whole, inside, match.start(), "spent-on-may-be-partial")
    spent = [p for p in positions if any(paragraph.mentions[p].figure.end <= u.start() < paragraph.mentions[p].follow.end for u in uses)]
    if len(spent) >= 2 and paragraph.additive(spent[0]):
        whole_position = next((p for p in reversed(positions) if p < spent[0] and paragraph.additive(p)), None)
        parts = [p for p in spent if whole_position is not None and paragraph.same_kind(whole_position, p)]
        if whole_position is not None and len(parts) >= 2:
            yield loose(paragraph, whole_position, parts, paragraph.mentions[parts[0]].figure.start, "spent-on-may-be-partial")


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
        if whole is None and len(names) > 1:
            yield from _each_then_all(paragraph, positions, at, len(names))
        if len(names) < 2 or whole is None or paragraph.names[whole].measure == "unit_price" or mention.boundary == "、":
            continue  # 护理员17人、厨师3人、院长和会计各1人
        whole = next((p for p in reversed(positions[:at]) if paragraph.same_kind(p, position) and not _is_standard(paragraph, p)), None)
        if whole is None:
            continue
        roles = (("whole", (paragraph.ids[whole],)), ("parts", (paragraph.ids[position],) * len(names)))
        span = paragraph.span(paragraph.mentions[whole].figure.start, mention.figure.end)
        yield Statement("composition", (Binding(roles),), span)


def _each_then_all(paragraph: Paragraph, positions: list[int], at: int, number: int) -> Iterator[Statement]:
    """`安排东宁区、西华区各65万元，共130万元`."""
    position = positions[at]
    whole = next((p for p in positions[at + 1 :] if paragraph.same_kind(p, position)), None)
    if whole is None or not (paragraph.has("total", paragraph.mentions[whole].phrase) or paragraph.has("total_loosely", paragraph.mentions[whole].phrase)):
        return
    roles = (("whole", (paragraph.ids[whole],)), ("parts", (paragraph.ids[position],) * number))
    yield Statement("composition", (Binding(roles),), paragraph.span(paragraph.mentions[position].figure.start, paragraph.mentions[whole].figure.end))


def _is_standard(paragraph: Paragraph, position: int) -> bool:
    return paragraph.names[position].measure == "unit_price"
