"""Scores outside indicator records: the score of the execution rate, total scores and their grades."""

from __future__ import annotations

from gouji.extract.paragraph import Paragraph
from gouji.extract.parts import is_band
from gouji.frozen import replace
from gouji.ledger import Binding, Grade, Statement

_GRADE_REACH = 30  # characters between a score and its grade word


def execution_scores(paragraph: Paragraph) -> list[Statement]:
    """`执行率为98.91%，得9.89分`: a score right after an execution rate in its sentence, with a weight between them if one is printed."""
    found = []
    for position, name in enumerate(paragraph.names):
        if name.measure != "score":
            continue
        rate = weight = None
        for before in range(position - 1, -1, -1):
            if paragraph.mentions[before].sentence != paragraph.mentions[position].sentence and not _goes_on(paragraph, before, position):
                break
            measure = paragraph.names[before].measure
            if measure == "weight" and weight is None:
                weight = before
            elif measure == "execution_rate":
                rate = before
                break
            elif paragraph.mentions[before].figure.dimension != "money":
                break  # 执行率95.73%（4794.85万元÷5008.72万元），权重10分
        if rate is None or (
            weight is None and paragraph.mentions[rate].segment != paragraph.mentions[position].segment and not _goes_on(paragraph, rate, position)
        ):
            continue  # 执行率为93.91%；自评得分98分: the whole report's
        if weight is None and position + 1 < len(paragraph) and paragraph.names[position + 1].measure == "weight" and paragraph.mentions[position + 1].depth:
            weight = position + 1  # 得分9.36分（分值10分）
        weight = weight if weight is not None else _weight_in_heading(paragraph, rate)
        paragraph.names[position] = replace(name, noun=paragraph.glossary.measures["execution_rate"].zh, source="record")
        roles = [("score", (paragraph.ids[position],)), ("rate", (paragraph.ids[rate],))]
        if weight is not None:
            paragraph.names[weight] = replace(paragraph.names[weight], noun=paragraph.glossary.measures["execution_rate"].zh, source="record")
            roles.append(("weight", (paragraph.ids[weight],)))
        span = paragraph.span(paragraph.mentions[rate].figure.start, paragraph.mentions[position].figure.end)
        found.append(Statement("execution_score", (Binding(tuple(roles)),), span))
    return found


def scores_told_first(paragraph: Paragraph) -> list[Statement]:
    """`预算执行情况得9.36分，满分10分。全年预算…，全年支出…，执行率达93.57%。`: the points in the opening words, the rate in the next sentence."""
    opening = paragraph.in_sentence(0)
    rates = [p for p in paragraph.in_sentence(1) if paragraph.names[p].measure == "execution_rate"]
    marks = {paragraph.names[p].measure: p for p in opening}
    if len(opening) != len(marks) or marks.keys() != {"score", "weight"} or len(rates) != 1 or not _opens_with_execution(paragraph):
        return []
    for position in opening:
        paragraph.names[position] = replace(paragraph.names[position], noun=paragraph.glossary.measures["execution_rate"].zh, source="record")
    roles = tuple((role, (paragraph.ids[position],)) for role, position in (("score", marks["score"]), ("rate", rates[0]), ("weight", marks["weight"])))
    span = paragraph.span(paragraph.mentions[opening[0]].figure.start, paragraph.mentions[rates[0]].figure.end)
    return [Statement("execution_score", (Binding(roles),), span)]


def _opens_with_execution(paragraph: Paragraph) -> bool:
    opening = paragraph.glossary.hits(paragraph.plain[: paragraph.mentions[0].figure.start])
    return any(alias.key in ("executed", "execution_rate", "final_budget") for hit in opening for alias in hit.aliases)


def _goes_on(paragraph: Paragraph, rate: int, score: int) -> bool:
    """`…执行率为97.03%。满分10分，自评得9.7分`: the next sentence names nothing before its points."""
    sentence = paragraph.mentions[score].sentence
    first = paragraph.in_sentence(sentence)[0]
    start = paragraph.layout.sentences[sentence].start
    return paragraph.mentions[rate].sentence == sentence - 1 and rate == first - 1 and paragraph.mentions[first].figure.start - start <= _ONLY_POINTS


_ONLY_POINTS = 5  # 该项满分


def _weight_in_heading(paragraph: Paragraph, rate: int) -> int | None:
    """`（一）预算执行情况（10分）。…执行率91.42%，按比例计9.14分`: the points in the bracket of the words that open the paragraph."""
    first = paragraph.mentions[0]
    if rate == 0 or first.figure.dimension != "score":
        return None
    if first.depth == 0 and paragraph.names[0].measure not in ("weight", "full_marks"):
        return None
    return 0 if _opens_with_execution(paragraph) else None


def grades(paragraph: Paragraph) -> list[Grade]:
    """Grade words (优, 良好 …) that stand behind 等级, 等次, 结果 …, each with the score before it in its sentence."""
    glossary = paragraph.glossary
    found = []
    for match in glossary.grade.finditer(paragraph.plain):
        word = match.group("grade")
        start = match.start("grade")
        found.append(Grade(word, paragraph.span(start, match.end("grade")), _graded(paragraph, start)))
    return found


def _graded(paragraph: Paragraph, grade: int) -> str | None:
    """The total in the sentence before the grade, else the score close before it; a full score in brackets or a band (90分以上) is neither."""
    positions = [
        p
        for p in range(paragraph.after(grade))
        if paragraph.plain.find("。", paragraph.mentions[p].figure.end, grade) < 0
        and paragraph.mentions[p].figure.qualifier == "exact"
        and _may_be_graded(paragraph, p)
    ]
    wholes = [p for p in positions if p in paragraph.parts_of.values()]
    positions = [p for p in positions if p not in paragraph.parts_of]
    totals = [p for p in positions if paragraph.names[p].measure == "total_score"]
    near = wholes[-1:] or [p for p in positions if grade - paragraph.mentions[p].figure.end <= _GRADE_REACH]
    sentence = paragraph.plain.rfind("。", 0, grade) + 1
    alone = sum(1 for _ in paragraph.glossary.grade.finditer(paragraph.plain, sentence, _end(paragraph.plain, grade))) == 1
    chosen = (totals[-1:] or near[-1:]) if alone else near[-1:]  # `甲91.75分，等次优秀；乙81分，等次良好` grades each
    return paragraph.ids[chosen[0]] if chosen else None


def _end(plain: str, start: int) -> int:
    stop = plain.find("。", start)
    return stop if stop >= 0 else len(plain)


def _may_be_graded(paragraph: Paragraph, position: int) -> bool:
    return paragraph.mentions[position].figure.dimension in ("score", "bare") and paragraph.names[position].measure not in ("weight", "full_marks", "target")


def score_sums(paragraph: Paragraph) -> list[Statement]:
    """`产出得30分、效益得22.4分，综合得分52.4分`: the scores of a paragraph that are no indicator's, and the total in the same sentence or the next."""
    found = []
    for position, name in enumerate(paragraph.names):
        if name.measure != "total_score" and not _totals_marks(paragraph, position):
            continue
        sentence = paragraph.mentions[position].sentence
        nearby = [*paragraph.in_sentence(sentence - 1), *paragraph.in_sentence(sentence)]
        parts = [p for p in nearby if p != position and _gives_marks(paragraph, p) and not is_band(paragraph.mentions[p].figure)]
        unnamed = [p for p in paragraph.in_sentence(sentence) if p < position and _unnamed_marks(paragraph, p)]
        if unnamed and len(parts) < _FEWEST_SCORES:
            parts = sorted({*parts, *unnamed})
        if name.measure is None and len(parts) >= _FEWEST_SCORES:
            paragraph.names[position] = replace(name, measure="total_score", source="label")
        if len(parts) < _FEWEST_SCORES or position in paragraph.parts_of or any(p in paragraph.parts_of for p in parts):
            continue
        roles = (("whole", (paragraph.ids[position],)), ("parts", tuple(paragraph.ids[p] for p in parts)))
        reach = "sentence" if all(paragraph.mentions[p].sentence == sentence for p in parts) else "section"
        start, end = min(position, *parts), max(position, *parts)
        span = paragraph.span(paragraph.mentions[start].figure.start, paragraph.mentions[end].figure.end)
        found.append(Statement("composition", (Binding(roles, reach),), span, firm=len(parts) > _FEWEST_SCORES, doubt="list-may-be-partial"))
    return found


_FEWEST_SCORES = 2


def _totals_marks(paragraph: Paragraph, position: int) -> bool:
    """`…自评得9.7分。合计96.7分`: a sum of marks that is called no more than a sum."""
    mention = paragraph.mentions[position]
    return paragraph.names[position].measure is None and mention.figure.dimension == "score" and paragraph.has("total", mention.phrase)


def _unnamed_marks(paragraph: Paragraph, position: int) -> bool:
    """`投入类14分，过程类23.5分，…，总得分…`: marks of named kinds in the sentence of their total."""
    mention = paragraph.mentions[position]
    deducted = any(word in paragraph.phrase(position) for word in paragraph.glossary.words["deducted"])
    return paragraph.names[position].measure is None and mention.figure.dimension == "score" and mention.depth == 0 and not deducted


def _gives_marks(paragraph: Paragraph, position: int) -> bool:
    return paragraph.names[position].measure == "score" and paragraph.mentions[position].figure.dimension in ("score", "bare")
