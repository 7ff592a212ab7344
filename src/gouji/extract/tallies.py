"""Counts over counts: questionnaires sent, returned and answered; shares of a number of answers; shares that make up one whole."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from gouji.extract.paragraph import Paragraph
from gouji.ledger import Binding, Statement

_FEWEST_PARTS = 3
_MOST_BASES = 3  # what a share may be of, where the text does not say: law 3


def tallies(paragraph: Paragraph) -> list[Statement]:
    """What a paragraph counts: `surveys`, `counted_shares`, `answered_shares`, `shares_of_whole`. Shares that are bound here are in `paragraph.bound`."""
    if not any(mention.figure.dimension == "ratio" or mention.figure.dimension == "count" for mention in paragraph.mentions):
        return []
    return surveys(paragraph) + counted_shares(paragraph) + satisfied_shares(paragraph) + answered_shares(paragraph) + shares_of_whole(paragraph)


def surveys(paragraph: Paragraph) -> list[Statement]:
    """`共发放问卷300份，回收有效问卷268份`: a single number sent, the number returned right behind it."""
    sent = [p for p in range(len(paragraph)) if _is_sent(paragraph, p)]
    after = sent[0] + 1 if len(sent) == 1 else len(paragraph)
    if after >= len(paragraph) or not (_is_returned(paragraph, after) and paragraph.same_kind(sent[0], after)):
        return []
    apart = paragraph.mentions[after].sentence - paragraph.mentions[sent[0]].sentence
    within = after + 1 < len(paragraph) and paragraph.mentions[after + 1].depth > paragraph.mentions[after].depth  # 回收150份（含上期50份）
    if apart > 1 or within or paragraph.mentions[after].depth != paragraph.mentions[sent[0]].depth or not _is_plain_count(paragraph, after, sent[0]):
        return []
    return [_statement(paragraph, "survey", [(("returned", after), ("sent", sent[0]))])]


def counted_shares(paragraph: Paragraph) -> list[Statement]:
    """`回收有效问卷54份，满意份数占有效问卷的95.37%`: the share of a number of answers that is not printed, of one that is."""
    found = []
    for position in range(1, len(paragraph)):
        if paragraph.mentions[position].figure.dimension != "ratio" or position in paragraph.in_record:
            continue
        counter, base = _counted(paragraph, position)
        if counter is None or paragraph.mentions[position].figure.qualifier != "exact":
            continue
        bases = _bases(paragraph, position, counter, base)
        if bases:
            found.append(_statement(paragraph, "tally", [(("share", position), ("whole", whole)) for whole in bases]))
    return found


def satisfied_shares(paragraph: Paragraph) -> list[Statement]:
    """`有效问卷272份，群众满意率为91.84%`: the rate of those satisfied is a number of answers over those that came back."""
    found = []
    for position in range(1, len(paragraph)):
        mention = paragraph.mentions[position]
        if mention.figure.dimension != "ratio" or mention.figure.qualifier != "exact" or position in paragraph.in_record or position in paragraph.bound:
            continue
        name = paragraph.namer.strip(paragraph.phrase(position))
        if not name.endswith(paragraph.glossary.words["satisfied_rates"]) or _is_graded(paragraph, position) or _graded_answers(paragraph, position):
            continue
        bases = _bases(paragraph, position, paragraph.glossary.words["sheet"][0], None)
        if len(bases) == 1:
            found.append(_statement(paragraph, "tally", [(("share", position), ("whole", bases[0]))]))
    return found


def answered_shares(paragraph: Paragraph) -> list[Statement]:
    """`回收有效问卷268份，其中“满意”267份，满意度99.63%`: where nothing is graded, satisfaction is the satisfied over those who answered."""
    words = paragraph.glossary.words
    found = []
    for position in range(2, len(paragraph)):
        pleased, name = position - 1, paragraph.namer.strip(paragraph.phrase(position))
        if paragraph.mentions[position].figure.dimension != "ratio" or position in paragraph.in_record or position in paragraph.bound:
            continue
        if not name.endswith(words["satisfaction"]) or _is_graded(paragraph, position) or not _is_satisfied(paragraph, pleased):
            continue
        if paragraph.mentions[pleased].sentence != paragraph.mentions[position].sentence or _graded_answers(paragraph, position):
            continue
        whole = paragraph.parts_of.get(pleased, pleased - 1)
        if not (_is_returned(paragraph, whole) and _is_plain_count(paragraph, pleased, whole)):
            continue
        paragraph.bound.add(position)
        found.append(_statement(paragraph, "share", [(("share", position), ("part", pleased), ("whole", whole))]))
        if pleased not in paragraph.parts_of:
            found.append(_statement(paragraph, "part", [(("whole", whole), ("parts", pleased))]))
    return found


def shares_of_whole(paragraph: Paragraph) -> list[Statement]:
    """`中央资金占45%、省级资金占40%、市级资金占15%`: shares of parts that exclude one another, by their names or as the wording says."""
    found = []
    for _, positions in paragraph.by_sentence():
        for run in _runs(paragraph, positions):
            shared = _are_siblings(paragraph, run)
            if shared or _makes_up(paragraph, run):
                span = paragraph.span(paragraph.mentions[run[0]].figure.start, paragraph.mentions[run[-1]].figure.end)
                roles = (("parts", tuple(paragraph.ids[position] for position in run)),)
                found.append(Statement("shares_of_whole", (Binding(roles),), span, firm=shared))
    return found


def _statement(paragraph: Paragraph, kind: str, bound: Sequence[Sequence[tuple[str, int]]]) -> Statement:
    positions = [position for roles in bound for _, position in roles]
    span = paragraph.span(paragraph.mentions[min(positions)].figure.start, paragraph.mentions[max(positions)].figure.end)
    bindings = tuple(Binding(tuple((role, (paragraph.ids[position],)) for role, position in roles)) for roles in bound)
    return Statement(kind, bindings, span)  # type: ignore[arg-type]  # the callers name kinds of the ledger


def _says(paragraph: Paragraph, position: int, key: str) -> bool:
    phrase = paragraph.phrase(position)
    return any(word in phrase for word in paragraph.glossary.words[key])


def _is_form(paragraph: Paragraph, position: int) -> bool:
    """Whether a count is of questionnaires: 问卷300份, 300份问卷."""
    told = paragraph.phrase(position) + paragraph.words(paragraph.mentions[position].follow)
    return paragraph.mentions[position].figure.dimension == "count" and any(word in told for word in paragraph.glossary.words["survey_forms"])


def _is_sent(paragraph: Paragraph, position: int) -> bool:
    return _is_form(paragraph, position) and _says(paragraph, position, "survey_sent")


def _is_returned(paragraph: Paragraph, position: int) -> bool:
    told = _says(paragraph, position, "survey_returned") and not _says(paragraph, position, "survey_sent")
    return told and paragraph.mentions[position].figure.dimension in ("count", "people")


def _is_plain_count(paragraph: Paragraph, *positions: int) -> bool:
    """Whether each figure is a number of things as it stands, no 约, no 1.2万份, and all of one kind."""
    figures = [paragraph.mentions[position].figure for position in positions]
    counted = all(figure.qualifier == "exact" and figure.unit is not None and figure.unit.counted and figure.base_value.denominator == 1 for figure in figures)
    return counted and all(paragraph.same_kind(positions[0], position) for position in positions)


def _counted(paragraph: Paragraph, position: int) -> tuple[str | None, str | None]:
    """What a share counts (份 of `满意份数占有效问卷的`) and what it calls its base, None where it calls it nothing; no graded or averaged answers."""
    phrase = paragraph.phrase(position).strip()
    shares = sorted(paragraph.glossary.operators["bare_share"].words, key=len, reverse=True)
    said = next(((word, share) for word in paragraph.glossary.words["counted_by"] for share in shares if phrase.find(word + share) > 0), None)
    if said is None or _is_graded(paragraph, position):
        return None, None
    base = paragraph.glossary.without_end(phrase.partition("".join(said))[2].strip())
    if not base:  # 占比为, 占比达到
        return said[0][0], None
    for ending in paragraph.glossary.words["base_endings"]:  # 有效问卷总数
        base = base.removesuffix(ending)
    return said[0][0], base


def _bases(paragraph: Paragraph, position: int, counter: str, base: str | None) -> list[int]:
    """The counts that a share may be of, the nearest first: those called by the name of its base; where it has none those returned, else the only one."""
    sentence = paragraph.mentions[position].sentence
    before = itertools.takewhile(lambda p: paragraph.mentions[p].sentence >= sentence - 1, range(position - 1, -1, -1))
    alike = [p for p in before if _unit(paragraph, p) == counter]
    if not all(_is_plain_count(paragraph, p) for p in alike):
        return []
    if base is not None:
        return [p for p in alike if base and base in paragraph.phrase(p)][:_MOST_BASES]
    returned = [p for p in alike if _is_returned(paragraph, p) or _says(paragraph, p, "survey_valid")]
    if returned:
        others = (p for p in alike if p not in returned and not _is_sent(paragraph, p))  # 收回问卷54份，村民问卷20份: the share may be of these
        return [] if next(others, None) is not None else returned[:_MOST_BASES]
    alone = len(alike) == 1 and paragraph.mentions[alike[0]].sentence == sentence and paragraph.has("among", paragraph.mentions[position].phrase)
    return alike if alone and not _is_sent(paragraph, alike[0]) else []


def _unit(paragraph: Paragraph, position: int) -> str | None:
    unit = paragraph.mentions[position].figure.unit
    return unit.base if unit is not None else None


def _is_graded(paragraph: Paragraph, position: int) -> bool:
    """`非常满意、满意、基本满意`, `综合满意度`, `满意度得分`: answers weighed or averaged."""
    return _says(paragraph, position, "graded_answers")


def _is_satisfied(paragraph: Paragraph, position: int) -> bool:
    told = paragraph.namer.strip(paragraph.phrase(position)).strip("“”\"'")
    return told.endswith(paragraph.glossary.words["satisfied"]) and not told.endswith(paragraph.glossary.words["dissatisfied"])


def _graded_answers(paragraph: Paragraph, position: int) -> bool:
    """Whether other counts around a share are grades of satisfaction: 基本满意20份."""
    sentence = paragraph.mentions[position].sentence
    near = [p for p in range(len(paragraph)) if abs(paragraph.mentions[p].sentence - sentence) <= 1 and p != position]
    return any(_is_graded(paragraph, p) for p in near if paragraph.mentions[p].figure.dimension in ("count", "people"))


def _runs(paragraph: Paragraph, positions: list[int]) -> list[list[int]]:
    """Shares in a row of one base that is called alike or not at all: `甲占45%、乙占40%`, `占比分别为45%、40%、15%`."""
    runs: list[list[int]] = []
    for position in positions:
        kind = _share_of(paragraph, position)
        if kind is not None and runs and _continues(paragraph, runs[-1], position) and kind in (_share_of(paragraph, runs[-1][0]), ""):
            runs[-1].append(position)
        elif kind:
            runs.append([position])
    return [run for run in runs if len(run) > 1 and not any(_says(paragraph, position, "several_answers") for position in run)]


def _continues(paragraph: Paragraph, run: list[int], position: int) -> bool:
    """Whether a figure is right behind a run, and nothing between begins another list or another year."""
    between = paragraph.plain[paragraph.mentions[run[-1]].figure.end : paragraph.mentions[position].figure.start]
    anew = any(word in between for word in paragraph.glossary.words["made_up"]) or paragraph.names[position].period != paragraph.names[run[0]].period
    return run[-1] == position - 1 and not anew


def _share_of(paragraph: Paragraph, position: int) -> str | None:
    """The words of a share from 占 on; "" where it only continues a list; None where it is no share, or one within a part (其中)."""
    phrase = paragraph.phrase(position).strip()
    mention = paragraph.mentions[position]
    if mention.figure.dimension != "ratio" or position in paragraph.in_record or paragraph.has("among", mention.phrase):
        return None
    if phrase in ("", *paragraph.glossary.words["joiners"]):
        return "" if mention.boundary in ("、", "figure") else None
    share = next((word for word in paragraph.glossary.operators["bare_share"].words if word in phrase), None)
    return phrase[phrase.index(share) :] if share is not None else None


def _are_siblings(paragraph: Paragraph, run: list[int]) -> bool:
    """Whether the parts are those of one partition, each named once: 中央, 省级, 市级."""
    hits = [hit for position in run for hit in paragraph.namer.within(paragraph.mentions[position].phrase)]
    keys = [alias.key for hit in hits for alias in hit.aliases if alias.facet == "subject"]
    told = len(keys) == len(set(keys)) == len(run)
    return told and any(set(keys) <= set(group) for group in paragraph.glossary.partitions) and set(keys).isdisjoint(paragraph.glossary.words["overlapping"])


def _makes_up(paragraph: Paragraph, run: list[int]) -> bool:
    """`资金构成：甲占45%，乙占40%，丙占15%`: the sentence says that its shares make up one thing."""
    sentence = paragraph.layout.sentences[paragraph.mentions[run[0]].sentence]
    opening = paragraph.plain[sentence.start : paragraph.mentions[run[0]].figure.start]
    return any(word in opening for word in paragraph.glossary.words["made_up"]) and len(run) >= _FEWEST_PARTS
