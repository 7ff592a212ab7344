"""Shares: 占B的r, 完成B的r, a share behind a part of a list, a rate of the two counts before it."""

from __future__ import annotations

from gouji.extract.paragraph import Paragraph
from gouji.ledger import MOVEMENTS, Binding, Statement


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
