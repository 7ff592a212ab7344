"""Equations and bounds: claims over the roles of a statement, or over facts that the ledger joins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gouji.checks.draft import Case, Draft
from gouji.checks.join import BOUNDS, Join, same_period, subject_of
from gouji.checks.judging import Reading, judge
from gouji.document.model import Span
from gouji.frozen import frozen, replace
from gouji.ledger import MOVEMENTS, TO_DATE, WHOLE, Fact
from gouji.quantity.exact import digits_one_slip_apart
from gouji.quantity.interval import Interval
from gouji.report import Reach, Severity
from gouji.rulebook.claim import Claim, Name, parse_claim
from gouji.rulebook.pack import FACTS

_LISTS = frozenset({"parts", "part_growths", "increases", "decreases"})
_NEAR = ("row", "sentence")
_MOST_READINGS = 4  # the default and at most three alternatives (law 3)
_WEAKER: dict[Severity, Severity] = {"error": "warning", "warning": "note", "note": "note"}
_SEVERITY: tuple[Mapping[Severity, Severity], ...] = ({}, {}, {"error": "warning"}, _WEAKER)  # by how far apart the figures stand: _TIERS


def equation(case: Case) -> Iterator[Draft]:
    """One relation for each statement or anchor fact that fills a claim of the rule."""
    yield from (_from_facts(case) if case.rule.over == FACTS else _from_statements(case))


def _from_statements(case: Case) -> Iterator[Draft]:
    drafts = list(_each_statement(case))
    wrong_throughout = _misread(case, drafts) if case.rule.over in _FOOTINGS else frozenset()
    for draft in drafts:
        if _footed(case, draft) in wrong_throughout and draft.outcome == "inconsistent":
            draft = replace(draft, severity="note")
        yield draft


_FOOTINGS = frozenset({"footing", "crossfooting"})
_SYSTEMATIC = {"footing": 2, "crossfooting": 3}


def _footed(case: Case, draft: Draft) -> tuple[int, int]:
    """What the sums of a table have in common: the total row of its columns, or the total column of its rows."""
    row = case.facts[draft.facts[0]].row or (0, 0)
    return row if case.rule.over == "footing" else (row[0], 0)


def _misread(case: Case, drafts: list[Draft]) -> frozenset[tuple[int, int]]:
    """Totals that fit in none of several columns or rows are made of something else (满意和基本满意合计): that is no slip of the pen. It may be
    a total that was not mended when a row was added, too: a note."""
    tried: dict[tuple[int, int], list[bool]] = {}
    for draft in drafts:
        tried.setdefault(_footed(case, draft), []).append(draft.outcome == "consistent")
    return frozenset(where for where, fits in tried.items() if len(fits) >= _SYSTEMATIC[case.rule.over or ""] and not any(fits))


def _each_statement(case: Case) -> Iterator[Draft]:
    for statement in case.ledger.statements:
        if statement.kind != case.rule.over:
            continue
        claims = case.rule.claims if statement.formula is None else (_as_written(case, statement.formula, statement.span),)
        claim = next((claim for claim in claims if all(statement.bindings[0].role(name.key) for name in claim.names)), None)
        if claim is None:
            continue
        readings = [
            Reading(claim, {name: binding.role(name.key) for name in claim.names}, number, _reach(binding.reach), _LISTS, binding.scale, binding.as_printed)
            for number, binding in enumerate(statement.bindings[:_MOST_READINGS])
            if all(binding.role(name.key) for name in claim.names)
        ]
        if readings and not _trivial(case, readings[0]):
            draft = judge(case, readings, statement.span, firm=statement.firm, doubt=statement.doubt, severity=_severity(case, readings[0]))
            yield _weighed(case, draft) if statement.kind == "composition" and _falls_short(case, draft) else draft


def _as_written(case: Case, formula: str, span: Span) -> Claim:
    """The claim that the text itself writes out, shown as it is printed there."""
    names = {name.key: name.text for claim in case.rule.claims for name in claim.names}
    claim = parse_claim(formula, case.glossary.words["mean"][0], lambda word, subject: (word, None))
    result = claim.names[0]
    said = replace(result, text=names[result.key])
    return replace(claim, text=case.text(span), left=said, names=(said, *claim.names[1:]))


def _weighed(case: Case, draft: Draft) -> Draft:
    """`馆藏文物32,514件，其中一级文物41件、二级文物186件、三级文物1,927件`: counts that make not a quarter of the whole are some of its kinds."""
    whole = case.facts[draft.facts[0]]
    asked = draft.expected.interval if draft.expected else None
    some = asked is not None and asked.high is not None and 4 * asked.high < whole.figure.base_value
    if some and asked is not None and whole.dimension == "count" and not digits_one_slip_apart(str(whole.figure.base_value), str(asked.high)):
        return replace(draft, outcome="undetermined", reason="list-may-be-partial")
    return replace(draft, severity="warning")


def _falls_short(case: Case, draft: Draft) -> bool:
    """Parts that make less than the whole may have a lawful reason (one left out as too small): a warning is honest, an error is not."""
    whole = case.facts[draft.facts[0]].interval
    asked = draft.expected.interval if draft.expected else None
    return draft.severity == "error" and asked is not None and asked.high is not None and whole.low is not None and asked.high < whole.low


def _reach(reach: str) -> Reach:
    return reach  # type: ignore[return-value]  # extractors use the words of the contract


def _trivial(case: Case, reading: Reading) -> bool:
    """A list whose parts are all half-lines (`≥90%`) can contradict nothing."""
    return any(case.facts[fact_id].interval == Interval(None, None) for fact_id in reading.ids)


def _severity(case: Case, reading: Reading) -> Severity:
    """A column that adds up binds as firmly as a sentence; a whole in the paragraph before does not."""
    severity = case.rule.severity
    tabled = all(case.facts[fact_id].row is not None for fact_id in reading.ids)
    return severity if reading.reach in _NEAR or tabled else _WEAKER[severity]


def _from_facts(case: Case) -> Iterator[Draft]:
    drafts = list(_judged(case))
    holding: dict[tuple[str, ...], list[Fact]] = {}
    for draft in drafts:
        if draft.outcome == "consistent":
            holding.setdefault(_partners(draft), []).append(case.facts[draft.facts[0]])
    for draft in drafts:
        if draft.outcome == "inconsistent" and (fitting := holding.get(_partners(draft))):
            result = case.facts[draft.facts[0]]
            if result.dimension == "ratio":
                draft = replace(draft, outcome="undetermined", reason="another-rate-fits")  # 配套资金到位率70%，全部资金到位率92.5%
            elif any(fact.sentence == result.sentence for fact in fitting):
                draft = replace(draft, outcome="undetermined", reason="another-result-fits")  # 未支出资金242.39万元，结转下年164.06万元
        if draft.outcome == "inconsistent" and _made_of_them(case, Join.of(case), draft):
            draft = replace(draft, outcome="undetermined", reason="another-result-fits")
        yield draft


def _made_of_them(case: Case, join: Join, draft: Draft) -> bool:
    """Whether all of a relation's figures but one are the parts that the text says make up yet another whole, and do."""
    facts = frozenset(draft.facts)
    wholes = {fact_id for left_out in facts for fact_id in join.wholes_of.get(facts - {left_out}, ())} - facts
    if not wholes:
        return False
    parts = next(facts - {left_out} for left_out in facts if set(join.wholes_of.get(facts - {left_out}, ())) & wholes)
    made = sum((case.facts[part].interval for part in parts), Interval.exact(0))
    return any(made.meets(case.facts[whole].interval) for whole in wholes)


def _partners(draft: Draft) -> tuple[str, ...]:
    """The figures that a result is computed from."""
    return tuple(sorted(draft.facts[1:]))


def _judged(case: Case) -> Iterator[Draft]:
    join = Join.of(case)
    seen: set[tuple[str, ...]] = set()
    for anchor in join.bearing(case.rule.anchors):
        if anchor.part and anchor.row is None and anchor.dimension == "money" and case.rule.claims[0].names[0].key == _measure(case, anchor):
            continue  # 年末结转结余69.18万元（结转下年37.65万元，财政收回31.53万元）: the part is not what is left
        if case.rule.check in BOUNDS and _satisfied_nearby(case, join, anchor):
            continue
        found = sorted(_bindings(case, join, anchor), key=lambda binding: (binding.tier, binding.number))
        found = [binding for binding in found if _is_open(binding, found[0])][:_MOST_READINGS]
        if found and case.rule.check not in BOUNDS:
            found += _of_one_name(join, found[0])
        if not found or found[0].key in seen:
            continue
        seen.add(found[0].key)
        readings = [Reading(binding.claim, binding.facts, number, binding.reach) for number, binding in enumerate(found)]
        firm, doubt, severity = _firmness(case, join, found)
        draft = judge(case, readings, anchor.sentence, firm=firm, doubt=doubt, severity=severity)
        yield replace(draft, suspect=anchor.id if case.rule.claims[0].names[0].key == _measure(case, anchor) else draft.suspect)


def _is_open(binding: _JoinBinding, default: _JoinBinding) -> bool:
    """Whether a reading is as near as the default one, or the likelier one in general: 执行数 beside 到位资金 may be held against a budget told above,
    beside its budget it is not held against 下达资金 told above."""
    return binding.tier <= max(default.tier, _TIERS["paragraph"]) or binding.number < default.number


def _of_one_name(join: Join, default: _JoinBinding) -> list[_JoinBinding]:
    """The default with another figure of one sentence, or row, that bears the same name: 上半年下达 | 下半年下达 | 全年下达合计, 实有81人，其中在职75人."""
    taken = set(default.key)
    readings: list[_JoinBinding] = []
    for name in default.claim.names[1:]:
        chosen = join.case.facts[default.facts[name][0]]
        told = join.in_row(chosen, name.key) if chosen.row is not None else join.by_block.get((chosen.span.block, name.key), ())
        for fact in told:
            if fact.id not in taken and fact.measure in (name.key, None) and (chosen.row is not None or fact.sentence == chosen.sentence):
                facts = {each: ((fact.id,) if each == name else ids) for each, ids in default.facts.items()}
                readings.append(replace(default, facts=facts, number=default.number + len(readings) + 1))
    return readings[:_MOST_OF_ONE_NAME]


_MOST_OF_ONE_NAME = 4


def _measure(case: Case, fact: Fact) -> str | None:
    """The anchor measure a fact bears: its own, or the one that its indicator is named by."""
    return fact.measure if fact.measure in case.rule.anchors else fact.topic_measure if fact.topic_measure in case.rule.anchors else None


def _satisfied_nearby(case: Case, join: Join, anchor: Fact) -> bool:
    """`实有131人（含退休14人），在职在编117人` beside 编制120: where a narrower count of the same sentence keeps the bound, the wider one is no breach."""
    for other in join.by_block.get((anchor.span.block, anchor.measure or ""), ()):
        mine, theirs = anchor.interval.high, other.interval.high
        if other.id != anchor.id and mine is not None and theirs is not None and theirs < mine:
            return True
    return False


@frozen
class _JoinBinding:
    claim: Claim
    facts: dict[Name, tuple[str, ...]]
    number: int
    tier: int
    reach: Reach

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(sorted(fact_id for ids in self.facts.values() for fact_id in ids))


_MOVED = frozenset({"adjustment_up", "adjustment_down"})


def _other_terms(case: Case, join: Join, binding: _JoinBinding, facts: list[Fact]) -> bool:
    """Whether the paragraph names a term that the claim leaves out (上年结转 beside 结转 = 下达 − 支出), or takes something off (扣除…后为)."""
    own = set(binding.key)
    result = binding.facts[binding.claim.names[0]]
    if case.rule.unless and result in join.listed:
        return True  # 可用资金…，来源有三：…: the text itself lists what makes it up
    block = facts[0].span.block
    if any(fact.measure == term and fact.id not in own for term in case.rule.unless for fact in join.by_block.get((block, term), ())):
        return True
    carried = join.by_block.get((block, "carried_in"), ()) if facts[0].measure == "final_budget" else ()
    if any(subject_of(fact) != subject_of(facts[0]) for fact in carried):
        return True  # 年初4,286.50万元，追加1,357.86万元。上年结转项目资金208.64万元。全年预算数合计5,853.00万元
    sentence = facts[0].sentence
    row = facts[0].row
    moved = [fact for fact in facts if fact.measure in _MOVED and fact.row is None]
    first, last = min(fact.span.start for fact in moved or facts), max(fact.span.start for fact in facts)
    beside = (other for fact in moved for other in case.in_sentence(fact) if first < other.span.start < last)
    if any(other.dimension == "money" and other.id not in own and not other.part and other.measure in _MOVED | MOVEMENTS | {None} for other in beside):
        return True  # 追加人员经费18.05万元，…追加专项13.20万元，…收回4.60万元，调整后全年预算为313.05万元
    if case.rule.unless and row is not None and row in join.rows_of_unknown_money:
        return True  # 年初预算 | 调整额 | 调整预算 | 决算数 | 结转结余: a column of money that is not known may be the one
    if any(fact.measure in _MOVED and fact.aspects.subject not in (None, WHOLE) and fact.aspects.subject_source == "own" for fact in facts):
        return True  # 基本支出核减930.12万元、项目支出核减115.14万元，形成调整后预算…
    if any(word in case.plain[sentence.block][sentence.start : sentence.end] for word in case.glossary.words["batches"]):
        return True  # 首批500万元，第二批300万元，累计到位800万元
    return case.glossary.operators["taken_off"].pattern.search(case.plain[sentence.block], sentence.start, sentence.end) is not None


def _in_full(case: Case, rate: Fact) -> bool:
    """`960万元已全部拨付，资金拨付率100%`: a rate of a hundred beside words that say all, whatever else is printed."""
    plain = case.plain[rate.sentence.block][rate.sentence.start : rate.sentence.end]
    return rate.dimension == "ratio" and rate.figure.base_value == 1 and any(word in plain for word in case.glossary.words["in_full"])


_REACHES: tuple[Reach, ...] = ("sentence", "section", "section", "document")
_TIERS = {"sentence": 0, "paragraph": 1, "section": 2, "document": 3}


def _bindings(case: Case, join: Join, anchor: Fact) -> Iterator[_JoinBinding]:
    measure = _measure(case, anchor)
    for number, claim in enumerate(case.rule.claims):
        anchored = next((name for name in claim.names if name.key == measure), None)
        if anchored is None or not join.fits_subject(anchor, anchored.subject):
            continue
        if any(name.key not in join.by_measure for name in claim.names if name is not anchored):
            continue
        facts: dict[Name, tuple[str, ...]] = {anchored: (anchor.id,)}
        tier = 0
        for name in claim.names:
            if name is anchored:
                continue
            found = join.nearest(
                anchor,
                name.key,
                name.subject,
                taken={i for ids in facts.values() for i in ids},
                most=_TIERS["document" if anchor.topic_measure else case.rule.within],
                unsaid=case.rule.check not in BOUNDS,
            )
            if found is None:
                break
            fact, distance = found
            facts[name] = (fact.id,)
            tier = max(tier, distance)
        else:
            yield _JoinBinding(claim, {name: facts[name] for name in claim.names}, number, tier, _REACHES[tier])


def _of_another_item(case: Case, facts: list[Fact]) -> bool:
    """`…未达标，扣1.5分；“门诊患者满意度”…，5分得4.67分`: points on either side of a ；."""
    if any(fact.dimension != "score" or fact.row is not None for fact in facts) or len({fact.span.block for fact in facts}) > 1:
        return False
    start, end = min(fact.span.end for fact in facts), max(fact.span.start for fact in facts)
    return start < end and any(mark in case.text(replace(facts[0].span, start=start, end=end)) for mark in "；;")


def _several_in_sentence(join: Join, facts: list[Fact]) -> bool:
    """`首批500万元，第二批300万元，累计到位800万元，到位率100%`: two amounts of one name in the sentence of the result, neither a part of the other."""
    result = facts[0]
    if result.dimension != "ratio":
        return False
    for fact in facts[1:]:
        told = join.by_block.get((result.span.block, fact.measure or ""), ())
        alike = (other for other in told if other.sentence == fact.sentence == result.sentence and not other.part and subject_of(other) == subject_of(fact))
        if len({other.figure.base_value for other in alike if same_period(fact, other)}) > 1:
            return True
    return False


def _well_named(fact: Fact, name: Name, of_parts: bool) -> bool:
    """By words of its own, or by 支出 behind the very subject that a claim on nothing but subjects asks for (公务接待费支出)."""
    if fact.source in ("own", "label", "whole", "record"):
        return True
    return of_parts and fact.aspects.subject == name.subject and fact.aspects.subject_source == "own"


def _firmness(case: Case, join: Join, found: list[_JoinBinding]) -> tuple[bool, str | None, Severity]:
    """A broken default is told outright when its names are firm, or when the wording leaves no other binding in the
    sentence (预算700万元，执行425万元，执行率61%)."""
    default = found[0]
    facts = [case.facts[fact_id] for ids in default.facts.values() for fact_id in ids]
    severity = _SEVERITY[default.tier].get(case.rule.severity, case.rule.severity)
    of_parts = all(name.subject not in (None, WHOLE) for name in default.facts)
    weak = any(not _well_named(case.facts[fact_id], name, of_parts) for name, ids in default.facts.items() for fact_id in ids)
    if case.rule.doubt or _other_terms(case, join, default, facts):
        return False, "may-have-other-terms", severity
    if _in_full(case, facts[0] if facts[0].dimension == "ratio" else facts[-1]):
        return False, "all-of-it", severity
    others = [binding for binding in found if binding.tier == 0 and not set(binding.key) <= set(default.key)]
    if len({fact.aspects.period for fact in facts if fact.aspects.period and fact.aspects.period.startswith(TO_DATE)}) and any(
        not (fact.aspects.period or "").startswith(TO_DATE) for fact in facts
    ):
        return False, "another-time", severity
    if weak and (default.tier > 0 or others):
        return False, "weak-name", severity
    if _of_another_item(case, facts):
        return False, "another-item", severity
    if _several_in_sentence(join, facts):
        return False, "names-do-not-tell-apart", severity
    if default.tier >= _TIERS["section"] and any(fact.aspects.subject is None and not join.is_whole(fact) for fact in facts):
        return False, "subject-unsaid", severity
    if default.tier == _TIERS["section"] and not all(join.is_alone(facts[0], fact) for fact in facts):
        return False, "names-do-not-tell-apart", severity
    return True, None, severity
