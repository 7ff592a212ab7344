"""Scores outside indicator records: the score of the execution rate, total scores and their grades."""

from __future__ import annotations

from dataclasses import replace

from gouji.extract.paragraph import Paragraph
from gouji.ledger import Binding, Grade, Statement

_GRADE_REACH = 30  # characters between a score and its grade word


def execution_scores(paragraph: Paragraph) -> list[Statement]:
    """`执行率为98.91%，得9.89分`: a score right after an execution rate in its sentence, with a weight between them if one is printed."""
    found = []
    for position, name in enumerate(paragraph.names):
        if name.measure != "score" or position in paragraph.in_record:
            continue
        rate = weight = None
        for before in range(position - 1, -1, -1):
            if paragraph.mentions[before].sentence != paragraph.mentions[position].sentence:
                break
            measure = paragraph.names[before].measure
            if measure == "weight" and weight is None:
                weight = before
            elif measure == "execution_rate":
                rate = before
                break
            else:
                break
        if rate is None:
            continue
        paragraph.names[position] = replace(name, noun=paragraph.glossary.measures["execution_rate"].zh, source="record")
        roles = [("score", (paragraph.ids[position],)), ("rate", (paragraph.ids[rate],))]
        if weight is not None:
            roles.append(("weight", (paragraph.ids[weight],)))
        span = paragraph.span(paragraph.mentions[rate].figure.start, paragraph.mentions[position].figure.end)
        found.append(Statement("execution_score", (Binding(tuple(roles)),), span))
    return found


def grades(paragraph: Paragraph) -> list[Grade]:
    """Grade words (优, 良好 …) that stand behind 等级, 等次, 结果 …, each with the score before it in its sentence."""
    glossary = paragraph.glossary
    found = []
    for match in glossary.grade.finditer(paragraph.plain):
        word = match.group("grade")
        start = match.start("grade")
        before = paragraph.after(start) - 1
        score = None
        if before >= 0:
            mention = paragraph.mentions[before]
            close = start - mention.figure.end <= _GRADE_REACH and paragraph.plain.find("。", mention.figure.end, start) < 0
            if close and mention.figure.dimension in ("score", "bare"):
                score = paragraph.ids[before]
        found.append(Grade(word, paragraph.span(start, match.end("grade")), score))
    return found
