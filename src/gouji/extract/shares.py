"""Shares: 占B的r, 完成B的r, a share behind a part of a list, a rate of the two counts before it."""

from __future__ import annotations

import itertools
import re
from fractions import Fraction

from gouji.extract.paragraph import Paragraph
from gouji.frozen import replace
from gouji.ledger import MOVEMENTS, PREVIOUS, Binding, Statement


def shares_in_order(paragraph: Paragraph) -> list[Statement]:
    """`A1047.11万元、B243.65万元、C874.04万元，占比分别为48.37%、11.26%、40.38%`: as many parts of one whole before as shares behind."""
    found = []
    for _, positions in paragraph.by_sentence():
        for at, position in enumerate(positions):
            phrase = paragraph.mentions[position].phrase
            if paragraph.mentions[position].figure.dimension != "ratio" or not (paragraph.has("bare_share", phrase) and paragraph.has("respectively", phrase)):
                continue
            run = list(itertools.takewhile(lambda p: paragraph.mentions[p].figure.dimension == "ratio", positions[at:]))
            parts = [p for p in positions[:at] if p in paragraph.parts_of][-len(run) :]
            if len(run) < 2 or len(parts) != len(run) or len({paragraph.parts_of[p] for p in parts}) > 1:
                continue
            for told, part in zip(run, parts, strict=True):
                paragraph.bound.add(told)
                found.append(share(paragraph, told, part, paragraph.parts_of[part]))
    return found


def shares_of_base_in_order(paragraph: Paragraph) -> list[Statement]:
    """`基本支出A、项目支出B，分别占支出总额T的59.97%、40.03%`: the whole between 占 and the shares, the parts right before it."""
    found = []
    for _, positions in paragraph.by_sentence():
        for at, base in enumerate(positions[:-1]):
            run = list(itertools.takewhile(lambda p: paragraph.mentions[p].figure.dimension == "ratio", positions[at + 1 :]))
            parts = positions[max(0, at - len(run)) : at]
            phrase = paragraph.mentions[base].phrase
            in_order = paragraph.has("bare_share", phrase) and paragraph.has("respectively_each", phrase)
            if len(run) < 2 or len(parts) != len(run) or not in_order or not all(paragraph.same_kind(base, p) for p in parts):
                continue
            paragraph.bound |= set(run)
            for told, part in zip(run, parts, strict=True):
                found.append(share(paragraph, told, part, base))
    return found


def shares(paragraph: Paragraph) -> list[Statement]:
    """`A18.6万元，占B1033.33万元的1.8%`; `其中A320万元，占40%`; `A为3万元，占B的90%` where B is named earlier; `完成年初预算580万元的105.57%`."""
    found = []
    for _, positions in paragraph.by_sentence():
        for at, position in enumerate(positions):
            if paragraph.mentions[position].figure.dimension != "ratio" or position in paragraph.in_record or position in paragraph.bound:
                continue
            bound = (
                _between(paragraph, positions, at)
                or _paid(paragraph, positions, at)
                or _of_its_whole(paragraph, positions, at)
                or _of_named_part(paragraph, positions, at)
                or _named_base(paragraph, position)
            )
            bound_by_rate = bound is None
            bound = bound or _open_rate(paragraph, positions, at)
            if bound is None or ((bound_by_rate or not bound[2]) and _beyond(paragraph, *bound[:2])):
                continue
            part, whole, firm = bound
            others = _other_wholes(paragraph, positions, part, whole) if bound_by_rate else ()
            found.append(share(paragraph, position, part, whole, *others, firm=firm and not others))
    return found


def _beyond(paragraph: Paragraph, part: int, whole: int) -> bool:
    """A rate in no glossary whose part is greater than what seemed its whole is of another whole (累计采集11,380件 behind 全年1,650件)."""
    return paragraph.mentions[part].figure.base_value > paragraph.mentions[whole].figure.base_value


_MOST_WHOLES = 3


def _other_wholes(paragraph: Paragraph, positions: list[int], part: int, whole: int) -> tuple[int, ...]:
    """`活产数2,914人，产后访视2,798人，产后访视率96.02%；早孕建册2,725人，早孕建册率93.51%`: nothing says of which of the counts before it."""
    if paragraph.parts_of.get(part) == whole:
        before = part - 1  # 其中春季600份合格509份，合格率84.83%
        return (before,) if before != whole and before in positions and paragraph.same_kind(before, part) else ()
    earlier = (p for p in reversed(positions) if p < part and p != whole and p not in paragraph.parts_of and paragraph.additive(p))
    alike = (p for p in earlier if paragraph.same_kind(p, part) and paragraph.names[p].measure not in MOVEMENTS)
    return tuple(itertools.islice(alike, _MOST_WHOLES))


def share(paragraph: Paragraph, told: int, part: int, *wholes: int, firm: bool = True) -> Statement:
    """The statement that a printed share is that of a part in a whole, or in one of several; not `firm` where nothing says of which."""
    every = tuple(_roles(paragraph, told, part, whole) for whole in wholes)
    whole = wholes[0]
    span = paragraph.span(paragraph.mentions[min(part, whole)].figure.start, paragraph.mentions[told].figure.end)
    return Statement("share", tuple(map(Binding, every)), span, firm=firm, doubt=None if firm else "base-unsaid")


def _roles(paragraph: Paragraph, told: int, part: int, whole: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ("share", (paragraph.ids[told],)), ("part", (paragraph.ids[part],)), ("whole", (paragraph.ids[whole],))


_Share = tuple[int, int, bool]  # part, whole, whether the wording says so outright


def _between(paragraph: Paragraph, positions: list[int], at: int) -> _Share | None:
    """`占1033.33万元的1.8%`: the whole stands between 占 and the share, only 的 behind it; the part is the nearest level before."""
    if at < 1 or not paragraph.opens_with(positions[at - 1], "share_of"):
        return None
    whole = positions[at - 1]
    between = paragraph.plain[paragraph.mentions[whole].figure.end : paragraph.mentions[positions[at]].figure.lead].strip()
    if between not in paragraph.glossary.words["of"]:
        return None
    before = [p for p in reversed(positions[: at - 1]) if paragraph.same_kind(p, whole) and paragraph.names[p].measure not in MOVEMENTS]
    if paragraph.names[whole].period != PREVIOUS:
        before = [
            p for p in before if paragraph.names[p].period != PREVIOUS
        ] or before  # 上半年104.5万人次，比去年同期96.4万人次…，完成全年目标200万人次的52.25%
    if paragraph.opens_with(whole, "fulfils"):
        before = [p for p in before if p not in paragraph.parts_of] or before  # 蓄水池38口，其中…17口，完成年初目标38口的100%
    part = next(iter(before), None)
    if part is None or paragraph.mentions[part].depth != paragraph.mentions[whole].depth:
        return None
    return part, whole, True


def _of_its_whole(paragraph: Paragraph, positions: list[int], at: int) -> _Share | None:
    """`全年支出800万元，其中人员支出320万元，占40%`: a share without a base behind a part of a list."""
    part = positions[at - 1] if at else None
    phrase = paragraph.namer.strip(paragraph.phrase(positions[at]))
    if part is None or (phrase and phrase not in paragraph.glossary.operators["bare_share"].words):
        return None
    if not any(paragraph.has(word, paragraph.mentions[positions[at]].phrase) for word in ("share_of", "bare_share")):
        return None
    if part in paragraph.parts_of:
        return part, paragraph.parts_of[part], True
    before = (p for p in reversed(positions[: at - 1]) if paragraph.additive(p) and paragraph.same_kind(p, part) and p not in paragraph.parts_of)
    whole = next((p for p in before if not _has_share(paragraph, p)), None)
    return (part, whole, False) if whole is not None and paragraph.additive(part) else None


def _of_named_part(paragraph: Paragraph, positions: list[int], at: int) -> _Share | None:
    """`使用资金1906.93万元，其中上级专项资金执行1095.41万元、…，上级专项资金占比57.44%`: a part of a list, called by its name again."""
    phrase = paragraph.phrase(positions[at]).strip()
    ending = next((word for word in paragraph.glossary.operators["bare_share"].words if phrase.endswith(word)), "")
    name = paragraph.namer.strip(phrase.removesuffix(ending)) if ending else ""
    if len(name) < _LEAST_NAME:
        return None
    called = [p for p in positions[:at] if name in paragraph.phrase(p) and p in paragraph.parts_of]
    return (called[0], paragraph.parts_of[called[0]], True) if len(called) == 1 else None


_LEAST_NAME = 3


def mark_shares_left(paragraph: Paragraph) -> None:
    """`未支出资金199.47万元，占全年预算的5.14%`: what is left is a share of the budget, and no rate of its execution."""
    bases = paragraph.glossary.operators["bare_share"].words
    for position in range(1, len(paragraph)):
        name, before = paragraph.names[position], paragraph.names[position - 1]
        if name.measure == "execution_rate" and before.measure in _LEFT and name.cue is not None and name.cue.word.startswith(bases):
            paragraph.names[position] = replace(name, measure="share")


_LEFT = frozenset({"balance", "shortfall", "adjustment_down", "adjustment_up"})


def _has_share(paragraph: Paragraph, position: int) -> bool:
    """`A3.73万元，占9.60%；B32.10万元，占82.70%`: A is a part as B is."""
    behind = position + 1
    return behind < len(paragraph) and paragraph.phrase(behind).strip().lstrip("，,") in paragraph.glossary.operators["bare_share"].words


def _named_base(paragraph: Paragraph, position: int) -> _Share | None:
    """`授予中小企业合同金额293.76万元，占政府采购支出总额的90%`: the base is the nearest earlier figure called by the words between 占 and 的."""
    phrase = paragraph.phrase(position).strip()
    opening = next((word for word in sorted(paragraph.glossary.operators["share_of"].words, key=len, reverse=True) if phrase.startswith(word)), None)
    ending = next((word for word in paragraph.glossary.words["of"] if phrase.endswith(word)), None)
    if opening is None:
        return None
    base = phrase[len(opening) : len(phrase) - len(ending or "")]
    sentence = paragraph.mentions[position].sentence
    part = next((p for p in range(position - 1, -1, -1) if paragraph.additive(p) and paragraph.names[p].measure not in MOVEMENTS), None)
    if part in paragraph.parts_of and opening in paragraph.glossary.operators["fulfils"].words:
        part = paragraph.parts_of[part]  # 实际营建680亩，其中…青石95亩，完成任务的104.62%
    if part is None or len(base) < _SHORTEST_BASE or paragraph.mentions[part].sentence != sentence:
        return None
    earlier = [p for p in range(part - 1, -1, -1) if paragraph.mentions[p].sentence >= sentence - 1 and paragraph.same_kind(p, part)]
    earlier = [p for p in earlier if paragraph.names[p].measure not in MOVEMENTS]  # 比财政总投资节约308.64万元 is no 财政总投资
    if paragraph.names[part].period != PREVIOUS:
        earlier = [p for p in earlier if paragraph.names[p].period != PREVIOUS]  # 医疗收入较上年的986.20万元增加52.55万元
    called = [p for p in earlier if base in paragraph.phrase(p)] or [p for p in earlier if p not in paragraph.parts_of and _is_called(paragraph, p, base)]
    if called:
        return part, called[0], base not in paragraph.phrase(part)
    behind = (p for p in paragraph.in_sentence(sentence) if p > position and base in paragraph.phrase(p) and paragraph.same_kind(p, part))
    return next(((part, p, True) for p in behind), None)


def _is_called(paragraph: Paragraph, position: int, words: str) -> bool:
    """Whether words name the measure a figure firmly bears (合同价 for 合同金额518万元)."""
    measure = paragraph.names[position].measure
    hits = [hit for hit in paragraph.glossary.hits(words) if hit.start == 0 and hit.end == len(words)]
    return measure is not None and any(alias.key == measure for hit in hits for alias in hit.aliases)


_SHORTEST_BASE = 2


def _paid(paragraph: Paragraph, positions: list[int], at: int) -> _Share | None:
    """`合同总价236.80万元，预付30%即71.04万元，验收后支付60%计142.08万元`: a rate, the sum it comes to, and the price before them."""
    rate, paid = positions[at], positions[at] + 1
    if paid not in positions or paragraph.mentions[paid].figure.dimension != "money":
        return None
    between = paragraph.plain[paragraph.mentions[rate].figure.end : paragraph.mentions[paid].figure.lead].strip()
    if between not in paragraph.glossary.operators["part_of_price"].words or paragraph.names[rate].measure in _NO_PART:
        return None
    hits = [alias.key for hit in paragraph.namer.within(paragraph.mentions[rate].phrase) for alias in hit.aliases if alias.facet == "measure"]
    called = [p for p in range(rate) if paragraph.names[p].measure in hits and paragraph.names[p].firm and _may_be_price(paragraph, p, positions)]
    whole = called[-1] if called else next((p for p in range(rate - 1, -1, -1) if _may_be_price(paragraph, p, positions)), None)
    if whole is None or paragraph.mentions[whole].sentence < paragraph.mentions[rate].sentence - 1 or _beyond(paragraph, paid, whole):
        return None
    paragraph.paid[paid] = whole
    return paid, whole, True


_NO_PART = frozenset({"execution_rate", "rise", "fall", "completion", "in_place_rate", "usage_rate"})


def _may_be_price(paragraph: Paragraph, position: int, positions: list[int]) -> bool:
    mention = paragraph.mentions[position]
    if position and paragraph.mentions[position - 1].figure.dimension == "ratio":
        between = paragraph.plain[paragraph.mentions[position - 1].figure.end : mention.figure.lead].strip()
        if between in paragraph.glossary.operators["part_of_price"].words and between:
            return False  # 初验后付40%，计187.20万元
    return mention.figure.dimension == "money" and position not in paragraph.paid and paragraph.names[position].measure != "unit_price" and not mention.depth


def remainders(paragraph: Paragraph) -> list[Statement]:
    """`…支付60%计142.08万元，剩余23.68万元`; `3,218件，到期的3,190件…；其余28件`: what is left makes up the whole with what was named before it."""
    found = []
    for _, positions in paragraph.by_sentence():
        for at, position in enumerate(positions):
            if not paragraph.opens_with(position, "rest") or not paragraph.additive(position) or position in paragraph.parts_of:
                continue
            whole, parts, firm = _left_of(paragraph, positions[:at], position)
            if whole is None or not parts:
                continue
            roles = (("whole", (paragraph.ids[whole],)), ("parts", tuple(paragraph.ids[p] for p in (*parts, position))))
            span = paragraph.span(paragraph.mentions[whole].figure.start, paragraph.mentions[position].figure.end)
            found.append(Statement("composition", (Binding(roles),), span, firm=firm, doubt=None if firm else "list-may-be-partial"))
    return found


def _left_of(paragraph: Paragraph, before: list[int], position: int) -> tuple[int | None, list[int], bool]:
    paid = [p for p in before if p in paragraph.paid]
    if paid:
        whole = paragraph.paid[paid[-1]]
        return whole, [p for p in paid if paragraph.paid[p] == whole], True
    alike = [p for p in before if paragraph.same_kind(p, position) and paragraph.additive(p) and paragraph.mentions[p].depth == 0]
    return (alike[0], alike[1:], False) if alike else (None, [], False)


def shares_of_sums(paragraph: Paragraph) -> list[Statement]:
    """`人员经费2876.41万元，占基本支出的88.65%；公用经费368.27万元，占基本支出的11.35%`: shares of one base that is not printed: the sum of its parts."""
    by_base: dict[str, list[tuple[int, int]]] = {}
    for position in range(1, len(paragraph)):
        phrase = paragraph.phrase(position).strip()
        if paragraph.mentions[position].figure.dimension != "ratio" or not phrase.startswith(paragraph.glossary.operators["bare_share"].words):
            continue
        if paragraph.additive(position - 1) and position - 1 not in paragraph.parts_of:
            by_base.setdefault(phrase, []).append((position - 1, position))
    found = []
    for pairs in by_base.values():
        if len(pairs) < 2 or not all(paragraph.same_kind(pairs[0][0], part) for part, _ in pairs):
            continue
        whole_share = sum((paragraph.mentions[share].figure.base_value for _, share in pairs), Fraction(0))
        if abs(whole_share - 1) > _ROUNDINGS * len(pairs) and not _all_of_which(paragraph, [part for part, _ in pairs]):
            continue
        if abs(whole_share - 1) > _LAST_DIGITS and _is_told(paragraph, [part for part, _ in pairs]):
            continue
        everything = tuple(paragraph.ids[part] for part, _ in pairs)
        for part, share in pairs:
            roles = (("share", (paragraph.ids[share],)), ("part", (paragraph.ids[part],)), ("parts", everything))
            span = paragraph.span(paragraph.mentions[part].figure.start, paragraph.mentions[share].figure.end)
            found.append(Statement("share_of_sum", (Binding(roles),), span))
    return found


def _all_of_which(paragraph: Paragraph, parts: list[int]) -> bool:
    """`其中：出国费0万元，公务用车…42.82万元，占94.53%，接待费2.48万元，占5.47%`: every part of a list, but nought, with its share."""
    sentence = paragraph.mentions[parts[0]].sentence
    region = paragraph.layout.sentences[sentence]
    opens = next(iter(paragraph.find(paragraph.glossary.operators["parts_follow"], region)), None)
    if opens is None or paragraph.after(opens.end()) > parts[0]:
        return False
    listed = [p for p in paragraph.in_sentence(sentence) if paragraph.same_kind(p, parts[0]) and paragraph.additive(p) and p >= paragraph.after(opens.end())]
    return [p for p in listed if paragraph.mentions[p].figure.value] == parts


def _is_told(paragraph: Paragraph, parts: list[int]) -> bool:
    """`毕业198人，升入普通高中121人，占61.11%；中职76人，占38.38%`: what the shares are of may stand before them."""
    sentence = paragraph.in_sentence(paragraph.mentions[parts[0]].sentence)
    before = (p for p in sentence if p < parts[0] and p not in parts and paragraph.same_kind(p, parts[0]) and paragraph.additive(p))
    return any(paragraph.mentions[p].figure.value for p in before)


_ROUNDINGS = Fraction(1, 100)
_LAST_DIGITS = Fraction(1, 1000)


def shares_of_parts(paragraph: Paragraph) -> list[Statement]:
    """`非常满意112份、满意58份…，非常满意和满意两项合计占93.89%`: the share of parts called by their names."""
    found = []
    joiners = re.compile("|".join(("、", *paragraph.glossary.words["joiners"])))
    for position in range(len(paragraph)):
        if paragraph.mentions[position].figure.dimension != "ratio" or not joiners.search(paragraph.phrase(position)):
            continue
        pieces = joiners.split(paragraph.phrase(position).strip())
        listed = [p for p in range(position) if p in paragraph.parts_of and paragraph.mentions[p].sentence >= paragraph.mentions[position].sentence - 1]
        chosen = [_longest_named(paragraph, piece, listed) for piece in pieces]
        parts = [p for p in chosen if p is not None]
        if len(parts) != len(pieces) or len(set(parts)) < 2 or len({paragraph.parts_of[p] for p in parts}) > 1:
            continue
        whole = paragraph.parts_of[parts[0]]
        roles = (("share", (paragraph.ids[position],)), ("parts", tuple(paragraph.ids[p] for p in parts)), ("whole", (paragraph.ids[whole],)))
        span = paragraph.span(paragraph.mentions[whole].figure.start, paragraph.mentions[position].figure.end)
        found.append(Statement("share_of_parts", (Binding(roles),), span))
    return found


def _longest_named(paragraph: Paragraph, words: str, listed: list[int]) -> int | None:
    named = [p for p in listed if (noun := paragraph.namer.strip(paragraph.phrase(p))) and words.strip().startswith(noun)]
    return max(named, key=lambda p: len(paragraph.namer.strip(paragraph.phrase(p))), default=None)


def _open_rate(paragraph: Paragraph, positions: list[int], at: int) -> _Share | None:
    """`受理1600件，办结1536件，结案率96%`: a rate in no glossary, of the two counts right before it; nothing says so outright."""
    name = paragraph.names[positions[at]]
    if name.measure not in (None, "completion") or (not name.noun.endswith(paragraph.glossary.words["rate_ending"]) and name.measure is None):
        return None
    bracketed = _in_bracket_behind(paragraph, positions, at)
    if bracketed is not None:
        return bracketed
    due = _due_and_done(paragraph, positions, at)
    if due is not None:
        return due
    counted = [p for p in positions[:at] if paragraph.additive(p) and paragraph.mentions[p].figure.dimension not in ("money", "score", "time", "age")]
    done = next((p for p in reversed(counted) if _tells_of(paragraph, p, positions[at])), None)
    if done is not None:
        whole = paragraph.parts_of.get(done) or next(
            (p for p in reversed(counted) if p < done and p not in paragraph.parts_of and paragraph.same_kind(p, done)), None
        )
        if whole is None:
            return None
        return done, whole, name.measure == "completion" or _says_all(paragraph, positions[at], done, whole)
    before = [p for p in counted if p not in paragraph.parts_of][-2:]
    if len(before) < 2 or not paragraph.same_kind(*before):
        return None
    return before[1], before[0], False


def _due_and_done(paragraph: Paragraph, positions: list[int], at: int) -> _Share | None:
    """`应免生猪18,600头、实免17,856头，免疫密度96%`: what was due and what was done, right before the rate."""
    if at < 2:
        return None
    due, done = positions[at - 2], positions[at - 1]
    first, second = paragraph.phrase(due).strip(), paragraph.phrase(done).strip()
    words = paragraph.glossary.words
    if paragraph.same_kind(due, done) and any(word in first for word in words["due"]) and any(second.startswith(word) for word in words["actually"]):
        return done, due, True
    return None


def unnamed_bases(paragraph: Paragraph) -> list[Statement]:
    """`补助资金1,320万元，其中…。当年支出1,214.4万元，执行率92%`: where nothing in the paragraph is called a budget, the rate is on what stands before."""
    if any(name.measure in _BASES for name in paragraph.names):
        return []
    found = []
    for position, name in enumerate(paragraph.names):
        if name.measure not in ("execution_rate", "usage_rate", "disbursement_rate") or position in paragraph.bound:
            continue
        spent = next((p for p in range(position - 1, -1, -1) if paragraph.names[p].measure in _SPENT or _really(paragraph, p)), None)
        if spent is None or paragraph.mentions[spent].sentence != paragraph.mentions[position].sentence:
            continue
        bases = [p for p in range(spent) if paragraph.mentions[p].figure.dimension == "money" and p not in paragraph.parts_of and paragraph.additive(p)]
        bases = [p for p in bases if paragraph.names[p].measure not in (*_SPENT, *MOVEMENTS, "balance")]
        if not bases or paragraph.mentions[bases[-1]].sentence < paragraph.mentions[spent].sentence - 1:
            continue
        whole = bases[-1]
        firm = whole in paragraph.parts_of.values() and len(bases) == 1
        roles = (("share", (paragraph.ids[position],)), ("part", (paragraph.ids[spent],)), ("whole", (paragraph.ids[whole],)))
        span = paragraph.span(paragraph.mentions[whole].figure.start, paragraph.mentions[position].figure.end)
        found.append(Statement("share", (Binding(roles),), span, firm=firm, doubt=None if firm else "base-unsaid"))
    return found


def _really(paragraph: Paragraph, position: int) -> bool:
    """`计划金额92.00万元，实际采购金额87.86万元，政府采购执行率95.5%`."""
    phrase = paragraph.phrase(position)
    return paragraph.mentions[position].figure.dimension == "money" and any(word in phrase for word in paragraph.glossary.words["really"])


_BASES = frozenset({"final_budget", "opening_budget", "funds_in_place", "allocated", "available", "due", "investment", "contract"})
_SPENT = ("executed", "disbursed")


def balances(paragraph: Paragraph) -> list[Statement]:
    """`防治资金70.00万元，支出66.50万元，结余3.50万元`: funds of no measure's name, what was spent of them, what is left, in one breath."""
    found = []
    for _, positions in paragraph.by_sentence():
        money = [p for p in positions if paragraph.mentions[p].figure.dimension == "money" and paragraph.mentions[p].depth == 0]
        for source, spent, rest in zip(money, money[1:], money[2:], strict=False):
            measures = [paragraph.names[p].measure for p in (source, spent, rest)]
            if measures[0] is None and measures[1] in _SPENT and measures[2] == "balance" and source not in paragraph.parts_of:
                roles = (("rest", (paragraph.ids[rest],)), ("source", (paragraph.ids[source],)), ("spent", (paragraph.ids[spent],)))
                found.append(
                    Statement("balance", (Binding(roles),), paragraph.span(paragraph.mentions[source].figure.start, paragraph.mentions[rest].figure.end))
                )
    return found


def _says_all(paragraph: Paragraph, rate: int, done: int, whole: int) -> bool:
    """`落实毕业去向2,964人，毕业去向落实率95%`, not 按时办结率 of all that was 办结: what qualifies the rate stands before its figures too."""
    words = paragraph.namer.strip(paragraph.phrase(rate))
    ending = next((ending for ending in paragraph.glossary.words["rate_ending"] if words.endswith(ending)), "")
    qualifier = words[: len(words) - len(ending)][:-2]
    return qualifier in paragraph.phrase(done) or qualifier in paragraph.phrase(whole)


def _in_bracket_behind(paragraph: Paragraph, positions: list[int], at: int) -> _Share | None:
    """`健康管理率93.52%（应管理7240人，实际管理6771人）`: both figures stand in the bracket behind the rate, the smaller demand first."""
    inside = [p for p in positions[at + 1 : at + 3] if paragraph.mentions[p].depth > paragraph.mentions[positions[at]].depth]
    if len(inside) < 2 or not paragraph.same_kind(*inside) or inside[0] != positions[at] + 1:
        return None
    due = [p for p in inside if paragraph.phrase(p).strip().startswith(paragraph.glossary.words["due"])]
    if len(due) != 1:
        return None
    return next(p for p in inside if p != due[0]), due[0], True


def _tells_of(paragraph: Paragraph, count: int, rate: int) -> bool:
    """`共设指标20个，其中完成18个，完成率90%`: the count whose words hold what the rate is called by, and do not deny it."""
    words = paragraph.namer.strip(paragraph.phrase(rate))
    ending = next((ending for ending in paragraph.glossary.words["rate_ending"] if words.endswith(ending)), None)
    stem = words[: -len(ending)][-2:] if ending else ""
    phrase = paragraph.phrase(count)
    return len(stem) > 1 and stem in phrase and not phrase[: phrase.index(stem)].endswith(paragraph.glossary.operators["not_with"].words)
