"""Points in prose: which are weights, which full marks, which values were reached; told before the records are gathered."""

from __future__ import annotations

from gouji.extract.paragraph import Paragraph
from gouji.extract.planned import items_apart
from gouji.frozen import replace
from gouji.ledger import TO_DATE


def mark_weights(paragraph: Paragraph) -> None:
    """`按10分权重计算得9.60分`: the word behind the figure names it."""
    aliases = paragraph.glossary.words["weight_behind"]
    for position, name in enumerate(paragraph.names):
        mention = paragraph.mentions[position]
        if mention.figure.dimension != "score":
            continue
        before = paragraph.names[position - 1] if position else None
        bare = paragraph.phrase(position).strip() in ("", *paragraph.glossary.words["joiners"])
        if before is not None and before.measure in ("score", "weight") and before.firm and mention.boundary in ("、", "figure") and bare:
            paragraph.names[position] = replace(name, measure=before.measure, source=before.source)  # 得分分别为13分、22.5分
            continue
        if paragraph.words(mention.follow).strip().startswith(aliases) or _is_full(paragraph, position) or _bracketed_weight(paragraph, position):
            paragraph.names[position] = replace(name, measure="weight", source="label")


def _bracketed_weight(paragraph: Paragraph, position: int) -> bool:
    """`预算编制完整性（4分），收支全部纳入部门预算，得4分`: points alone in the bracket behind a name, and the points given further on."""
    mention = paragraph.mentions[position]
    if not alone_in_bracket(paragraph, position) or paragraph.names[position].firm:
        return False
    for after in range(position + 1, len(paragraph)):
        if (
            paragraph.mentions[after].sentence > mention.sentence + _SENTENCES_OF_ITEM
            or items_apart(paragraph, position, after)
            or paragraph.names[after].measure == "weight"
        ):
            return False
        if paragraph.names[after].measure == "score":
            return paragraph.names[after].firm
    return False


_SENTENCES_OF_ITEM = 4  # …（9分）。年度指标值…，全年实际完成…。偏差原因：…。改进措施：…。本指标得8分


def alone_in_bracket(paragraph: Paragraph, position: int) -> bool:
    figure = paragraph.mentions[position].figure
    around = paragraph.plain[max(figure.lead - 1, 0) : figure.lead], paragraph.plain[figure.end : figure.end + 1]
    return around in (("(", ")"), ("（", "）"))


def _is_full(paragraph: Paragraph, position: int) -> bool:
    """`项目决策20分，得18.00分`: points without a word of their own right before the points given."""
    after = position + 1
    if after + 1 < len(paragraph) and paragraph.names[after].measure == "deduction":
        after += 1  # 本项16分，扣2分，得14分
    if paragraph.names[position].firm or after >= len(paragraph) or not _is_given(paragraph, after):
        return False
    one, other = paragraph.mentions[position], paragraph.mentions[after]
    told = paragraph.phrase(after).strip()
    may_be = other.figure.value <= one.figure.value or any(word in paragraph.phrase(position) for word in paragraph.glossary.words["sets_points"])
    return one.segment == other.segment and one.depth == other.depth and may_be and len(told) <= _JUST_GIVEN


def _is_given(paragraph: Paragraph, position: int) -> bool:
    """`得40分`; `本次自评得分40分` is a total's wording, but no report is scored out of less than a hundred."""
    name = paragraph.names[position]
    before = paragraph.mentions[position - 1].figure.value
    return name.firm and (name.measure == "score" or (name.measure == "total_score" and before < _FULL_MARKS))


_JUST_GIVEN = 5  # 得, 自评得, 自评得分


def mark_actuals(paragraph: Paragraph) -> None:
    """`本次评价X为100%` is the actual value of X, whatever measure X itself is called by."""
    markers = paragraph.glossary.words["actual_markers"]
    for position, name in enumerate(paragraph.names):
        phrase = paragraph.phrase(position).strip()
        if phrase.startswith(markers) and name.measure not in ("weight", "score", "total_score"):
            paragraph.slipped[position] = name.measure == "completion" and not _topic_is_completion(paragraph, position)
            paragraph.names[position] = replace(name, measure="actual", source="record")


def mark_forecasts(paragraph: Paragraph) -> None:
    """`预计年底可支出796.00万元，执行率99.50%` is nothing spent yet."""
    for position, name in enumerate(paragraph.names):
        if name.measure not in _DONE:
            continue
        mention = paragraph.mentions[position]
        before = paragraph.plain[paragraph.layout.sentences[mention.sentence].start : mention.figure.start]
        if any(word in before for word in paragraph.glossary.words["forecast"]):
            paragraph.names[position] = replace(name, measure=None, source="open")


_DONE = frozenset({"executed", "disbursed", "execution_rate", "balance"})


def mark_targets_of_rates(paragraph: Paragraph) -> None:
    """`隐患整改完成率目标95%` is what the rate was to be."""
    for position, name in enumerate(paragraph.names):
        if name.measure == "completion" and paragraph.phrase(position).strip().endswith(paragraph.glossary.words["plans"]):
            paragraph.names[position] = replace(name, measure="target")


def mark_midyears(paragraph: Paragraph) -> None:
    """`1—6月完成值：58座，完成值：111座`: what was reached by the middle of the year."""
    for position, name in enumerate(paragraph.names):
        if name.measure == "actual" and (name.period or "").startswith(TO_DATE):
            paragraph.names[position] = replace(name, measure="midyear")


def mark_totals(paragraph: Paragraph) -> None:
    """`满分100分，自评得分96.47分` announces the total, not an indicator of a hundred points."""
    for position in range(1, len(paragraph)):
        full, given = paragraph.names[position - 1], paragraph.names[position]
        same_sentence = paragraph.mentions[position - 1].sentence == paragraph.mentions[position].sentence
        if (
            full.measure in ("weight", "total_score")
            and given.measure in ("score", "total_score")
            and same_sentence
            and paragraph.mentions[position - 1].depth == paragraph.mentions[position].depth
            and _announces(paragraph, position - 1)
        ):
            paragraph.names[position - 1] = replace(full, measure="full_marks")
            paragraph.names[position] = replace(given, measure="total_score")


def mark_hundreds(paragraph: Paragraph) -> None:
    """`指标体系总分100分，其中：决策类指标权重20分，得分18.5分`: the hundred that weights make up."""
    for position, name in enumerate(paragraph.names[:-1]):
        if name.measure == "total_score" and paragraph.mentions[position].figure.value == _FULL_MARKS and paragraph.names[position + 1].measure == "weight":
            paragraph.names[position] = replace(name, measure="full_marks")


def mark_lesser_totals(paragraph: Paragraph) -> None:
    """`产出指标满分为50分，本次自评得分为47分`: out of less than a hundred it is no report's total."""
    for position, name in enumerate(paragraph.names):
        if name.measure != "total_score":
            continue
        beside = [other for other in (position - 1, position + 1) if 0 <= other < len(paragraph) and paragraph.names[other].measure == "weight"]
        mine = paragraph.mentions[position]
        near = [other for other in beside if paragraph.mentions[other].sentence == mine.sentence and paragraph.mentions[other].segment == mine.segment]
        if any(mine.figure.value <= paragraph.mentions[other].figure.value < _FULL_MARKS for other in near):
            paragraph.names[position] = replace(name, measure="score")


def _announces(paragraph: Paragraph, position: int) -> bool:
    cue = paragraph.names[position].cue
    return paragraph.mentions[position].figure.value == _FULL_MARKS and cue is not None and cue.word in paragraph.glossary.words["total_cues"]


_FULL_MARKS = 100


def _topic_is_completion(paragraph: Paragraph, position: int) -> bool:
    label = paragraph.mentions[position].label or (paragraph.first_label.label if paragraph.first_label else None)
    completion = paragraph.glossary.measures["completion"].zh
    return label is not None and paragraph.words(label).rstrip().endswith(completion)
