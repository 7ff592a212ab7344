"""Document → Ledger for running text: names, statements, inheritance, records, in that order, a paragraph at a time."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from gouji.document.model import Document
from gouji.document.outline import Section, mark_of, outline
from gouji.extract.breakdown import breakdowns
from gouji.extract.changes import changes, movements, weighted_growths
from gouji.extract.compositions import compositions
from gouji.extract.contraries import contraries
from gouji.extract.enumerations import enumerations
from gouji.extract.indicators import indicators
from gouji.extract.itemized import itemized
from gouji.extract.layout import Region
from gouji.extract.levels import levels
from gouji.extract.naming import Known, Name, inherit_measure, topic
from gouji.extract.paragraph import Paragraph
from gouji.extract.points import mark_forecasts, mark_hundreds
from gouji.extract.products import conversions, mark_differences, mark_prices, products
from gouji.extract.scores import execution_scores, grades, score_sums, scores_told_first
from gouji.extract.shares import (
    balances,
    mark_shares_left,
    remainders,
    shares,
    shares_in_order,
    shares_of_base_in_order,
    shares_of_parts,
    shares_of_sums,
    unnamed_bases,
)
from gouji.extract.tables import indicators_with, statements_with, tables, year_of
from gouji.extract.tallies import tallies
from gouji.extract.written import figures_of, formulas, phrases_of, written
from gouji.frozen import replace
from gouji.ledger import MOVEMENTS, TO_DATE, UNDER, WHOLE, Aspects, Enumeration, Fact, Grade, Indicator, Ledger, Source, Statement
from gouji.quantity.dates import YEAR
from gouji.quantity.figure import read
from gouji.rulebook.glossary import Glossary

_ADJUSTED = frozenset({"adjustment_up", "adjustment_down", "increase", "decrease"})
_NOT_CARRIED = MOVEMENTS | {"share", "unit_price", "average"}


def extract(document: Document, glossary: Glossary, sections: Sequence[Section] | None = None) -> Ledger:
    """Everything that the paragraphs of a document state; a pure function of its arguments. `sections` is its outline, made where it is not given."""
    facts: list[Fact] = []
    tabled = tables(document, glossary)
    cells: dict[str, str] = {}
    statements: list[Statement] = []
    records: list[Indicator] = []
    listed: list[Enumeration] = []
    graded: list[Grade] = []
    sections = outline(document) if sections is None else sections
    known = Known(year=year_of(document))
    for index, (block, section) in enumerate(zip(document.blocks, sections, strict=True)):
        if index in tabled.facts:
            fact = tabled.facts[index]
            cells[fact.id] = f"f{len(facts) + 1}"
            facts.append(replace(fact, id=cells[fact.id]))
            continue
        if index in tabled.silent:
            continue
        if not any(map(str.isdigit, block.plain)) and not glossary.worth_reading(block.plain):
            continue
        figures = read(block.text, block.plain)
        if not figures and not glossary.grade_words_in(block.plain):
            continue
        sums = formulas(block.plain)
        if sums:
            figures = figures_of(sums, figures, block.text, block.plain)
        paragraph = Paragraph(index, block, figures, section, glossary, len(facts) + 1, known, phrases_of(sums, block.plain))
        if not len(paragraph) and not glossary.grade_words_in(block.plain):
            continue
        _topics(paragraph)
        mark_prices(paragraph)
        mark_differences(paragraph)
        mark_shares_left(paragraph)
        mark_hundreds(paragraph)
        mark_forecasts(paragraph)
        _columns(paragraph)
        found = compositions(paragraph)
        moved = changes(paragraph)
        found += moved + movements(paragraph) + contraries(paragraph, moved) + products(paragraph) + conversions(paragraph) + weighted_growths(paragraph, found)
        told_here = indicators(paragraph, section.headings[-1] if section.headings else None, len(records) + 1)
        if told_here and records and _goes_on(paragraph, records[-1], told_here[0]):
            records[-1] = replace(records[-1], weight=told_here[0].weight, score=told_here[0].score)
            told_here = told_here[1:]
        records += told_here
        found += shares_in_order(paragraph) + shares_of_base_in_order(paragraph) + tallies(paragraph)
        found += breakdowns(paragraph) + shares(paragraph)
        found += shares_of_sums(paragraph) + shares_of_parts(paragraph) + remainders(paragraph) + unnamed_bases(paragraph) + balances(paragraph)
        found += execution_scores(paragraph) + scores_told_first(paragraph) + score_sums(paragraph) + written(paragraph, sums)
        _bracketed_targets(paragraph)
        _inherit(paragraph)
        subjects = _subjects(paragraph)
        listed += enumerations(paragraph, found)
        graded += grades(paragraph)
        told = _facts(paragraph, subjects)
        facts += [replace(fact, role="target") for fact in told] if index in tabled.goals else told
        statements += found
    of_project = tabled.of_project
    if of_project:
        facts = [replace(fact, aspects=replace(fact.aspects, subject=WHOLE)) if fact.aspects.subject == "project" else fact for fact in facts]
    statements += statements_with(tabled, cells)
    statements += itemized([block.plain for block in document.blocks], facts)
    leveled = levels([block.plain for block in document.blocks], facts, records)
    records, statements = leveled.records, statements + leveled.statements
    records = [
        replace(record, id=f"i{number}")
        for number, record in enumerate(sorted([*records, *indicators_with(tabled, cells)], key=lambda record: (record.span.block, record.span.start)), start=1)
    ]
    return Ledger(
        tuple(facts),
        tuple(records),
        tuple(statements),
        tuple(listed),
        tuple(graded),
        tuple(sorted(tabled.blanks, key=lambda blank: (blank.span.block, blank.measure))),
        tuple(tabled.headers),
        of_project,
        leveled.heads,
    )


def _goes_on(paragraph: Paragraph, before: Indicator, first: Indicator) -> bool:
    """`…指标完成率87.00%。偏差原因：…。` over `该指标分值14分，自评得分12分。`: a hard wrap behind 。 tore the points from their indicator."""
    points = first.weight and first.score and not (first.target or first.actual or first.completion)
    lacks = before.span.block == paragraph.span(0, 0).block - 1 and before.table is None and not before.weight and not before.score and before.actual
    return bool(points and lacks) and paragraph.plain.startswith(paragraph.glossary.words["goes_on"])


def _bracketed_targets(paragraph: Paragraph) -> None:
    """`全年铺设雨污管网37.59公里（年度目标37公里）`: the target is of what stands before the bracket."""
    for position in range(1, len(paragraph)):
        name, before = paragraph.names[position], paragraph.names[position - 1]
        inside = paragraph.mentions[position].depth > paragraph.mentions[position - 1].depth
        if (
            name.measure == "target"
            and inside
            and before.source == "open"
            and paragraph.same_kind(position - 1, position)
            and position not in paragraph.in_record
        ):
            paragraph.names[position] = replace(name, noun=before.noun, source="weak")


def _inherit(paragraph: Paragraph) -> None:
    """Measures pass from item to item joined by 、 (never a change, share or unit price); a growth takes the noun of its level."""
    for position in range(1, len(paragraph)):
        name, before = paragraph.names[position], paragraph.names[position - 1]
        mention = paragraph.mentions[position]
        if name.measure is not None or mention.boundary != "、" or before.measure in _NOT_CARRIED | {None}:
            continue
        if (
            mention.sentence == paragraph.mentions[position - 1].sentence
            and paragraph.same_kind(position - 1, position)
            and position - 1 not in paragraph.in_record
        ):
            paragraph.names[position] = inherit_measure(name, before, "sibling")
    for level, growth in paragraph.growth_of.items():
        paragraph.names[growth] = replace(paragraph.names[growth], noun=paragraph.names[level].noun)


def _topics(paragraph: Paragraph) -> None:
    """The name of a thing funded that stands before its figures in a clause of its own: `驻社区补助项目，预算金额为5.78万元`."""
    layout, namer = paragraph.layout, paragraph.namer
    entities: list[tuple[int, int, int, str]] = []
    for clause, sentence in zip(layout.clauses, layout.clause_sentence, strict=True):
        at = paragraph.after(clause.start)
        if at < len(paragraph) and paragraph.mentions[at].figure.start < clause.end:
            continue
        words = namer.strip(_unmark(paragraph.words(clause).strip("，,；;。：: ")))
        if namer.is_entity(words):
            entities.append((clause.start, clause.end, sentence, words))
    begins = [begin for begin, *_ in entities]
    for position, mention in enumerate(paragraph.mentions):
        last = bisect_left(begins, mention.figure.start) - 1
        if last >= 0 and begins[last] >= _segment_start(paragraph, position) and entities[last][2] == mention.sentence:
            paragraph.item_names[position] = entities[last][3]


def _columns(paragraph: Paragraph) -> None:
    """`预算分别为210万元、96万元，支出分别为…，执行率分别为…`: lists of one length are columns; the figures of a row are one item's."""
    for _, positions in paragraph.by_sentence():
        groups = [group for position in positions if (group := _listed(paragraph, position, positions))]
        alike = [group for group in groups if sum(len(other) == len(group) for other in groups) > 1]
        for group in alike:
            paragraph.columns.update(group)
            for number, position in enumerate(group, start=1):
                paragraph.item_names[position] = f"{paragraph.words(paragraph.layout.sentences[paragraph.mentions[position].sentence])[:8]}#{number}"
                if position != group[0]:
                    paragraph.names[position] = inherit_measure(paragraph.names[position], paragraph.names[group[0]], "sibling")
        for group in groups:
            _dated(paragraph, group)


def _dated(paragraph: Paragraph, group: list[int]) -> None:
    """`2021年、2022年、2023年救助人数分别为236人、271人、320人`: as many years as figures."""
    sentence = paragraph.layout.sentences[paragraph.mentions[group[0]].sentence]
    end = paragraph.mentions[group[0]].figure.start
    start = max(sentence.start, *(paragraph.plain.rfind(mark, sentence.start, end) + 1 for mark in "，,；;"))
    years = YEAR.findall(paragraph.plain, start, end)
    if len(years) == len(group) and len(set(years)) == len(years):
        for position, year in zip(group, years, strict=True):
            paragraph.names[position] = replace(paragraph.names[position], period=year)


def _listed(paragraph: Paragraph, position: int, positions: list[int]) -> list[int]:
    """The bare figures joined by 、 that begin at one behind 分别为; () where none begin."""
    if not paragraph.phrase(position).strip().endswith(paragraph.glossary.operators["respectively"].words):
        return []
    group = [position]
    for later in positions[positions.index(position) + 1 :]:
        bare = paragraph.phrase(later).strip() in ("", *paragraph.glossary.words["joiners"])
        if not bare or paragraph.mentions[later].boundary not in ("、", "figure") or not paragraph.same_kind(position, later):
            break
        group.append(later)
    return group if len(group) > 1 else []


def _unmark(words: str) -> str:
    mark = mark_of(words)
    return words[mark.end :] if mark else words


def _segment_start(paragraph: Paragraph, position: int) -> int:
    mention = paragraph.mentions[position]
    sentence = paragraph.layout.sentences[mention.sentence]
    cut = max(paragraph.plain.rfind(mark, sentence.start, mention.figure.start) for mark in "；;")
    return max(sentence.start, cut + 1)


def _subjects(paragraph: Paragraph) -> list[tuple[str | None, Source]]:
    """Own words > item of a list > topic of the sentence > of the paragraph > heading; parts never become the topic."""
    glossary = paragraph.glossary
    heading = next((s for h in reversed(paragraph.section.headings) if (s := glossary.heading_subject(h) or _entity_heading(paragraph, h))), None)
    found: list[tuple[str | None, Source]] = []
    opening = _opening_entity(paragraph)
    topic: str | None = opening
    sentence_topic: str | None = None
    sentence = -1
    for position, (mention, name) in enumerate(zip(paragraph.mentions, paragraph.names, strict=True)):
        if mention.sentence != sentence:
            topic, sentence_topic, sentence = sentence_topic or topic, None, mention.sentence
            total = paragraph.has("total", mention.phrase) and not paragraph.opens_with(position, "among")
            if name.firm and name.subject is None and total:
                topic = opening  # 上年结转项目资金208.64万元。全年预算数合计5,853.00万元
        if name.cue is not None and name.cue.word in glossary.words["overall_rates"] and sentence_topic is None:
            topic = opening  # …；项目支出126.12万元，执行率95.40%。总体执行率97.64%
        part = position in paragraph.parts_of
        item = paragraph.item_names.get(position)
        subject: tuple[str | None, Source]
        if position in paragraph.columns:
            subject = (item, "own")
        elif name.subject is not None and not (name.subject == WHOLE and item):
            subject = (name.subject, "own")
        elif _rate_of_part(paragraph, position):
            subject = found[position - 1]
        elif item:
            subject = (item, "own")
        elif paragraph.is_share_base(position):
            subject = (None, "none")  # 占本年支出5324.43万元的84.20%: not what the share is of
        elif part and _goes_on_of_part(paragraph, position):
            subject = found[position - 1]
        elif part and name.source in ("whole", "open", "sibling", "weak") and name.noun and not (sentence_topic and _only_measures(paragraph, name.noun)):
            subject = (name.noun, "own")
        elif sentence_topic:
            subject = (sentence_topic, "topic")
        elif topic:
            subject = (topic, "topic")
        else:
            subject = (heading, "heading") if heading else (None, "none")
        if subject[0] and subject[1] == "own" and not part and name.measure not in _ADJUSTED:  # 基本支出核减…，形成调整后预算… of the whole
            sentence_topic = subject[0]
        found.append(_under_whole(paragraph, position, subject, found))
    return found


def _only_measures(paragraph: Paragraph, noun: str) -> bool:
    """`项目支出安排…，支出…`: a name that is a measure's word and no more says of nobody whose it is."""
    return any(hit.start == 0 and hit.end == len(noun) and any(alias.facet == "measure" for alias in hit.aliases) for hit in paragraph.glossary.hits(noun))


def _goes_on_of_part(paragraph: Paragraph, position: int) -> bool:
    """`其中：基本支出预算4,098.00万元，支出4,098.00万元，执行率100.00%`: what was spent of the part right before it."""
    before = position - 1
    if before not in paragraph.parts_of or not _only_measures(paragraph, paragraph.names[position].noun):
        return False
    one, other = paragraph.mentions[before], paragraph.mentions[position]
    return one.sentence == other.sentence and one.segment == other.segment


def _rate_of_part(paragraph: Paragraph, position: int) -> bool:
    """`其中基本支出…；项目支出699.17万元，执行率92.00%`: a rate right behind a part that has a segment of its own is the part's."""
    before = position - 1
    whole = paragraph.parts_of.get(before)
    if whole is None or paragraph.mentions[position].figure.dimension != "ratio" or position in paragraph.parts_of:
        return False
    segment = paragraph.mentions[before].segment
    return paragraph.mentions[position].segment == segment and paragraph.mentions[whole].segment != segment


def _opening_entity(paragraph: Paragraph) -> str | None:
    """`（一）非遗传习补助。年初下达48万元…`, `（三）“三公”经费。全年支出…`: a marked paragraph that opens with a name and no figure is about what it names."""
    mark = mark_of(paragraph.plain)
    first = paragraph.layout.clauses[0]
    if mark is None or (len(paragraph) and paragraph.mentions[0].figure.start < first.end):
        return None
    opening = paragraph.plain[mark.end : first.end].strip("。，：:, ")
    return paragraph.glossary.heading_subject(opening) or _entity_heading(paragraph, opening)


def _entity_heading(paragraph: Paragraph, heading: str) -> str | None:
    """`1.冷链物流中心建设项目` as a heading: the figures under it are that project's."""
    words = paragraph.namer.strip(heading)
    words = next((words.removesuffix(tail) for tail in paragraph.glossary.words["report_tails"] if words.endswith(tail)), words)
    return words if paragraph.namer.is_entity(words) else None


def _under_whole(paragraph: Paragraph, position: int, subject: tuple[str | None, Source], found: list[tuple[str | None, Source]]) -> tuple[str | None, Source]:
    """A part's subject is its own within its whole's: the 中央资金 of one project is not that of another."""
    whole = paragraph.parts_of.get(position)
    if whole is None or whole >= len(found) or subject[1] != "own":
        return subject
    over = found[whole][0]
    return subject if over in (None, WHOLE, subject[0]) else (f"{over}{UNDER}{subject[0]}", "own")


def _facts(paragraph: Paragraph, subjects: list[tuple[str | None, Source]]) -> list[Fact]:
    glossary = paragraph.glossary
    facts = []
    goals = {number for number, region in enumerate(paragraph.layout.sentences) if _opens_a_goal(paragraph, region)}
    period: str | None = None
    sentence = -1
    within = paragraph.sentence_span(0)
    for position, (mention, name) in enumerate(zip(paragraph.mentions, paragraph.names, strict=True)):
        if mention.sentence != sentence:
            within = paragraph.sentence_span(mention.sentence)
            period, sentence = paragraph.namer.opening_period(mention) if position not in paragraph.in_record else None, mention.sentence
        own = name.period
        if own is not None and (own.isdigit() or (own.startswith(TO_DATE) and position not in paragraph.in_record)):
            period = own
        measure = glossary.measures[name.measure] if name.measure else None
        role = (
            "target"
            if measure is None and mention.sentence in goals
            else measure.role
            if measure
            else ("count" if mention.figure.dimension == "count" else "value")
        )
        concept = _concept(paragraph, position, measure.zh if measure else None)
        subject, source = subjects[position]
        topic_measure, topic_subject = topic(glossary, name.noun, mention.figure) if name.measure == "actual" else (None, None)
        aspects = Aspects(subject=subject, period=own or period, subject_source=source)
        facts.append(
            Fact(
                id=paragraph.ids[position],
                span=paragraph.span(mention.figure.start, mention.figure.end),
                sentence=within,
                figure=mention.figure,
                measure=name.measure,
                concept=concept,
                role=role,
                aspects=aspects,
                source=name.source,
                stipulated=bool(measure and measure.exact),
                dimension=mention.figure.dimension,
                cue=name.cue.word if name.cue else None,
                clause=mention.clause,
                part=position in paragraph.parts_of,
                noun=_noun(name),
                topic_measure=topic_measure,
                topic_subject=topic_subject,
            )
        )
    return facts


def _opens_a_goal(paragraph: Paragraph, sentence: Region) -> bool:
    """`2024年度绩效目标为：发送短信360万条；检查重点单位180家`: a sentence that opens with what was meant to be and says nothing of what was reached."""
    first = next(iter(paragraph.in_sentence_of(sentence)), None)
    if first is None:
        return False
    opening = paragraph.plain[sentence.start : paragraph.mentions[first].figure.start]
    words = paragraph.glossary.words
    said = paragraph.words(sentence)
    if _announces_goals(paragraph, opening):
        return not any(word in said for word in words["really"])
    opening = re.split("[，,；;]", opening)[-1]  # 按照批复的绩效目标，2020年计划检查人防工程390处
    if len(opening) > _GOAL_WITHIN:
        return False
    return any(word in opening for word in words["goal_openers"]) and not any(word in said for word in words["really"]) and not _tells_results(paragraph, said)


def _announces_goals(paragraph: Paragraph, opening: str) -> bool:
    """`下达的绩效目标为：`, `计划完成以下目标：完成资格认证17600人；…`: behind such a colon 完成 tells what is to be done."""
    head, colon, _ = opening.replace(":", "：").partition("：")
    last = re.split("[，,；;]", head)[-1].removesuffix(paragraph.glossary.words["linking"][0])
    return bool(colon) and last.endswith(paragraph.glossary.words["goal_nouns"])


def _tells_results(paragraph: Paragraph, said: str) -> bool:
    """`计划培训300人，完成310人`."""
    return any(mark + word in said for word in paragraph.glossary.words["reached"] for mark in "，,；;：:")


_GOAL_WITHIN = 36  # characters before the first figure of a sentence that opens with its goals


def _noun(name: Name) -> str:
    """What the figure's words call beside its measure: 产出类 of 产出类得分26.64分."""
    cue = name.cue.word if name.cue is not None else ""
    return name.noun.removesuffix(cue) or name.noun


def _concept(paragraph: Paragraph, position: int, measure: str | None) -> str | None:
    name = paragraph.names[position]
    if name.source == "record":
        return name.noun or measure
    if name.measure in MOVEMENTS:
        return name.noun or measure
    return measure or name.noun or None
