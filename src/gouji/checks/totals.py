"""Σ of weights and scores against their totals; the score of the execution rate; the grade."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gouji.checks.draft import NOTHING, Case, Draft, Named, Supposed, interval_of
from gouji.checks.records import Record, records
from gouji.checks.solving import Leaf, Node, Tree, equation
from gouji.checks.solving import total as total_of
from gouji.checks.wording import decimal, expected_of
from gouji.frozen import replace
from gouji.ledger import Fact
from gouji.quantity.interval import Interval
from gouji.report import Expected, Outcome, Parameter, Severity
from gouji.rulebook.profile import Band

_FEWEST = 3  # fewer records than this are no scoring table


class Sheet:
    """The records of one scoring table, or of the running text, with its total and the points of its execution rate."""

    def __init__(self, case: Case, table: int | None, found: list[Record], *, only: bool) -> None:
        self.case, self.records = case, found
        self.execution = self._execution(table, only)
        if self.execution is not None:
            self.records = [record for record in found if record.indicator.score != self.execution[0].id]  # its points are counted once
        self.execution_weight = self._execution_weight(table, only)
        if table is None and case.ledger.levels and _sum(self.weights, NOTHING) == Interval.exact(case.profile.parameters["total_weight"].value):
            self.execution = self.execution_weight = None  # 过程（20分） holds the points of its 预算执行率（4分）
        own = [fact for fact in case.ledger.facts if fact.measure == "total_score" and not fact.part and table_of(fact) == table]
        other = [fact for fact in case.ledger.facts if fact.measure == "total_score" and not fact.part and fact.row is None] if only else []
        full = case.profile.parameters["total_weight"].value
        told = [*own, *other]
        self.total = next((fact for fact in told if fact.figure.base_value != full), told[0] if told else None)  # 指标体系总分100分，…综合得分96.4分
        self.tabled = table is not None
        self.leveled = table is None and bool(case.ledger.levels)

    def _execution(self, table: int | None, only: bool) -> tuple[Fact, Fact | None] | None:
        """The score of the execution rate and its printed weight."""
        for statement in self.case.ledger.statements:
            if statement.kind == "execution_score":
                binding = statement.bindings[0]
                score, weight = self.case.facts[binding.role("score")[0]], binding.role("weight")
                if table_of(score) == table or (only and table is None):
                    return score, self.case.facts[weight[0]] if weight else None
        return None

    def _execution_weight(self, table: int | None, only: bool) -> Fact | None:
        """The printed weight of the execution rate, whether its score is filled in or not."""
        if self.execution is not None:
            return self.execution[1]
        if table is None:
            return None
        rate = self.case.glossary.measures["execution_rate"].zh
        entered = [fact for fact in self.case.ledger.facts if fact.measure == "weight" and fact.source == "record" and fact.concept == rate and fact.row]
        own = (fact for fact in entered if table_of(fact) == table)
        return next(own, next(iter(entered), None) if only else None)

    @property
    def weights(self) -> list[Fact]:
        return [fact for record in self.records if (fact := record.fact("weight")) is not None]

    @property
    def scores(self) -> list[Fact]:
        return [fact for record in self.records if (fact := record.fact("score")) is not None]


def table_of(fact: Fact) -> int | None:
    """The table a fact stands in, None for prose."""
    return fact.row[0] if fact.row is not None else None


def sheets(case: Case) -> list[Sheet]:
    """Each scoring table of its own, and the running text as one."""
    found: dict[int | None, list[Record]] = {}
    for record in records(case):
        found.setdefault(record.indicator.table, []).append(record)
    if None in found and case.ledger.levels:
        found[None] = [Record(case, level) for level in case.ledger.levels]  # the hundred is made up of levels, and each of them is held to its indicators
    return [Sheet(case, table, members, only=len(found) == 1) for table, members in found.items()]


def _sum(facts: list[Fact], supposed: Supposed) -> Interval:
    total = Interval.exact(0)
    for fact in facts:
        total = total + interval_of(fact, supposed)
    return total


def weights(case: Case) -> Iterator[Draft]:
    """Σ分值 = 100, with or without the execution rate's own points."""
    for sheet in sheets(case):
        yield from _weights_of(case, sheet)


def _weights_of(case: Case, sheet: Sheet) -> Iterator[Draft]:
    facts = sheet.weights
    if len(facts) < _FEWEST or len(facts) != len(sheet.records):
        return
    full = case.profile.parameters["total_weight"]
    known = case.profile.execution_weight
    execution = sheet.execution
    printed = sheet.execution_weight
    extra = Interval.exact(printed.figure.base_value) if printed else Interval.exact(known.value if known else 0)

    # Where the execution rate is scored apart, its points belong to the hundred: indicators that make 100 alone would hide ten too many.
    counted = printed is not None or (sheet.execution is not None and known is not None)

    def holds(supposed: Supposed) -> bool:
        total = _sum(facts, supposed)
        with_execution = total + (interval_of(printed, supposed) if printed else extra)
        return full.value in with_execution or (not counted and full.value in total)

    fits = holds(NOTHING)
    alone = not counted and full.value in _sum(facts, NOTHING)
    definite = case.template or printed or (known and execution) or _sum(facts, NOTHING).low > full.value  # type: ignore[operator]  # weights have no open ends
    definite = definite and (sheet.tabled or case.template or _scores_add_up(sheet))
    outcome: Outcome = "consistent" if fits else ("inconsistent" if definite else "undetermined")
    operands: list[tuple[str, str | tuple[str, ...] | Named | Parameter]] = [(case.glossary.measures["weight"].zh, tuple(fact.id for fact in facts))]
    terms = [fact.text for fact in facts]
    if not alone and printed:
        operands.append((case.glossary.measures["execution_rate"].zh, printed.id))
        terms.insert(0, printed.text)
    elif not alone and known:
        operands.append((case.glossary.measures["execution_rate"].zh, Parameter(known.text, known.basis)))
        terms.insert(0, known.text)
    operands.append((case.rule.title["zh"], Parameter(full.text, full.basis)))
    total = _sum(facts, NOTHING) + (extra if not alone else 0)
    shown = f"{' + '.join(terms)} = {_plain(total)}"
    ids = tuple(fact.id for fact in facts) + ((printed.id,) if printed and not alone else ())
    yield Draft(
        rule=case.rule,
        outcome=outcome,
        formula=f"Σ{case.glossary.measures['weight'].zh} = {full.text}",
        operands=tuple(operands),
        facts=ids,
        reach="document",
        severity=case.rule.severity,
        span=sheet.records[0].indicator.span,
        holds=holds,
        solve=equation(total_of([Leaf(i) for i in ids] if printed or alone else [*map(Leaf, ids), extra]), Interval.exact(full.value), case.facts).solve,
        convention="rounded" if fits else None,
        arithmetic=shown,
        standalone=not fits and full.value in _sum(facts, NOTHING),  # no figure is wrong: the execution rate's points were left out of the hundred
        reason=None if outcome != "undetermined" else "list-may-be-partial",
        suspect=ids[0],
        values={"total": _plain(total), "full": full.text},
    )


def _scores_add_up(sheet: Sheet) -> bool:
    """Whether the marks of a running text make its total: then none of its indicators went unheard, and weights that do not make a hundred are wrong."""
    if sheet.total is None:
        return False
    marks, extra = _sum(sheet.scores, NOTHING), _sum([sheet.execution[0]] if sheet.execution else [], NOTHING)
    return any(each.meets(sheet.total.figure.lawful) for each in (marks, marks + extra))


def _plain(interval: Interval) -> str:
    assert interval.low is not None
    value = interval.low
    digits = next(d for d in range(13) if (value * 10**d).denominator == 1 or d == 12)
    return decimal(value, digits)


def scores(case: Case) -> Iterator[Draft]:
    """Total = Σ得分, with or without the execution rate's score."""
    for sheet in sheets(case):
        yield from _scores_of(case, sheet)


def _scores_of(case: Case, sheet: Sheet) -> Iterator[Draft]:
    facts, total = sheet.scores, sheet.total
    if total is None or len(facts) < _FEWEST:
        return
    extra = sheet.execution[0] if sheet.execution else None
    included = extra is not None and sheet.tabled and sheet.execution is not None and sheet.execution[1] is not None

    def holds(supposed: Supposed) -> bool:
        stated = interval_of(total, supposed, lawful=True)
        alone = _sum(facts, supposed)
        return (not included and alone.meets(stated)) or (extra is not None and (alone + interval_of(extra, supposed)).meets(stated))

    fits = holds(NOTHING)
    alone = not included and _sum(facts, NOTHING).meets(total.figure.lawful)
    terms = ([extra] if extra is not None and not alone else []) + facts
    value = _sum(terms, NOTHING)
    complete = included or (_complete(case, sheet) and len(facts) == len(sheet.records))
    assert value.low is not None
    sure = complete or (value.low > total.figure.base_value and (sheet.tabled or sheet.leveled))
    outcome: Outcome = "consistent" if fits else ("inconsistent" if sure else "undetermined")
    names = case.glossary.measures
    yield Draft(
        rule=case.rule,
        outcome=outcome,
        formula=f"{names['total_score'].zh} = Σ{names['score'].zh}",
        operands=((names["total_score"].zh, total.id), (names["score"].zh, tuple(fact.id for fact in terms))),
        facts=(total.id, *(fact.id for fact in terms)),
        reach="document",
        severity=case.rule.severity,
        span=total.sentence,
        holds=holds,
        solve=equation(Leaf(total.id), total_of([Leaf(fact.id) for fact in terms]), case.facts).solve,
        convention="rounded" if fits else None,
        expected=expected_of(total, value),
        arithmetic=f"{' + '.join(fact.text for fact in terms)} = {_plain(value)}",
        reason=None if outcome != "undetermined" else "list-may-be-partial",
        suspect=total.id,
        standalone=included and not fits and _sum(facts, NOTHING).meets(total.figure.lawful),
        values={"total": total.text, "expected": expected_of(total, value).text},
    )


def _complete(case: Case, sheet: Sheet) -> bool:
    """Whether the printed weights are all there: they make the full total, with the execution rate's points or without."""
    full = case.profile.parameters["total_weight"].value
    known = case.profile.execution_weight
    execution = sheet.execution
    own = execution[1].figure.base_value if execution and execution[1] else (known.value if known else Fraction(0))
    total = _sum(sheet.weights, NOTHING).low
    return total is not None and full in (total, total + own)


def execution_score(case: Case) -> Iterator[Draft]:
    """得分 = 分值 × 执行率; the weight printed, or the profile's."""
    known = case.profile.execution_weight
    finest = min((fact.figure.place for fact in case.ledger.facts if fact.measure == "score"), default=Fraction(1))
    for statement in case.ledger.statements:
        if statement.kind != "execution_score":
            continue
        binding = statement.bindings[0]
        score, rate = case.facts[binding.role("score")[0]], case.facts[binding.role("rate")[0]]
        printed = case.facts[binding.role("weight")[0]] if binding.role("weight") else None
        if printed is None and known is None:
            continue

        def earned(supposed: Supposed, lawful: bool, rate: Fact = rate, printed: Fact | None = printed) -> Interval:
            points = interval_of(printed, supposed) if printed else Interval.exact(known.value)  # type: ignore[union-attr]  # one of the two is there
            return points * interval_of(rate, supposed, lawful=lawful)

        def holds(supposed: Supposed, score: Fact = score, earned=earned) -> bool:  # type: ignore[no-untyped-def]
            return any(earned(supposed, lawful).meets(_given(score, supposed, lawful, finest)) for lawful in (False, True))

        fits = holds(NOTHING)
        expected = expected_of(replace(score, figure=replace(score.figure, place=min(score.figure.place, finest))), earned(NOTHING, False))
        points = printed.text if printed else known.text  # type: ignore[union-attr]
        names = case.glossary.measures
        earned_of: Tree = Leaf(printed.id) if printed else Interval.exact(known.value)  # type: ignore[union-attr]  # as above
        weight_operand: str | Parameter = printed.id if printed else Parameter(known.text, known.basis)  # type: ignore[union-attr]
        yield Draft(
            rule=case.rule,
            outcome="consistent" if fits else "inconsistent",
            formula=f"{names['score'].zh} = {names['weight'].zh} × {names['execution_rate'].zh}",
            operands=((names["score"].zh, score.id), (names["weight"].zh, weight_operand), (names["execution_rate"].zh, rate.id)),
            facts=(score.id, rate.id) + ((printed.id,) if printed else ()),
            reach="sentence",
            severity=case.rule.severity,
            span=statement.span,
            holds=holds,
            solve=equation(Leaf(score.id), Node("×", earned_of, Leaf(rate.id)), case.facts, rounded=score.id).solve,
            convention="rounded" if fits else None,
            expected=expected,
            arithmetic=f"{points} × {rate.text} = {expected.text}",
            suspect=score.id,
            values={"score": score.text, "rate": rate.text, "expected": expected.text},
        )


def _given(score: Fact, supposed: Supposed, lawful: bool, finest: Fraction) -> Interval:
    """What a mark may have been before it was rounded: to whole points only where the report gives no mark with decimals."""
    if score.id in supposed or finest >= 1 or score.figure.place < 1:
        return interval_of(score, supposed, lawful=lawful, measured=True)
    given = score.figure.base_value
    return Interval(given, given + finest, False, True) if lawful else Interval.around(given, finest / 2)


def grade(case: Case) -> Iterator[Draft]:
    """A grade against its total: sound in the usual bands, a note where only a regional set allows it, an error where no set does."""
    bound = any(given.score for given in case.ledger.grades)
    for given in case.ledger.grades:
        if given.score is None and bound:
            continue  # 评价等级为良的项目1个, where 部门整体支出得分90.8分，等级为“优”
        score = case.facts[given.score] if given.score else next((f for f in case.ledger.facts if f.measure == "total_score" and not f.part), None)
        if score is None or score.figure.base_value > 100:
            continue
        allowing = [n for n, (_, bands) in enumerate(case.profile.grades) if _allowed(bands, given.word, score.figure.exact)]
        known = any(band.word == given.word for _, bands in case.profile.grades for band in bands)
        if not known:
            continue
        usual = _grade_for(case.profile.grades[0][1], score.figure.base_value, given.word)
        severity: Severity = "note" if allowing else "error"
        basis = case.profile.grades[allowing[0] if allowing else 0][0]

        def holds(supposed: Supposed, score: Fact = score, word: str = given.word) -> bool:
            return _allowed(case.profile.grades[0][1], word, interval_of(score, supposed))

        yield Draft(
            rule=case.rule,
            outcome="consistent" if 0 in allowing else "inconsistent",
            formula=case.rule.formula,
            operands=((score.concept or "", score.id), (case.rule.title["zh"], Named(given.word, given.span))),
            facts=(score.id,),
            reach="sentence" if given.score else "document",
            severity=severity,
            span=given.span,
            holds=holds,
            expected=Expected(score.figure.exact, usual or ""),
            suspect=score.id,
            bound=True,
            standalone=True,
            values={"grade": given.word, "score": score.text, "expected": usual or "", "basis": basis},
        )


def _allowed(bands: tuple[Band, ...], word: str, score: Interval) -> bool:
    if score.low is None or score.high is None:
        return True
    return any(band.word == word and score.high >= band.low and (band.high is None or score.low < band.high) for band in bands)


def _grade_for(bands: tuple[Band, ...], value: Fraction, like: str) -> str | None:
    fitting = [band.word for band in bands if value >= band.low and (band.high is None or value < band.high)]
    return next((word for word in fitting if len(word) == len(like)), fitting[0] if fitting else None)


def no_execution_weight(case: Case) -> Iterator[Draft]:
    """The whole 100 points go to indicators, none to the execution rate: the usual split gives it ten."""
    for sheet in sheets(case) if case.profile.scores_execution else ():
        yield from _nothing_for_execution(case, sheet)


def _nothing_for_execution(case: Case, sheet: Sheet) -> Iterator[Draft]:
    found = [record for record in sheet.records if record.has("score")]
    total = sheet.total
    if total is None or len(found) < _FEWEST or sheet.execution is not None:
        return
    facts = [fact for record in found if (fact := record.fact("weight") or record.fact("score")) is not None]
    about_execution = any(_about_execution(case, record) for record in found)
    if about_execution or _sum(facts, NOTHING) != Interval.exact(case.profile.parameters["total_weight"].value):
        return
    yield Draft(
        rule=case.rule,
        outcome="undetermined",
        formula=case.rule.formula,
        operands=((case.glossary.measures["score"].zh, tuple(fact.id for fact in facts)),),
        facts=(total.id, *(fact.id for fact in facts)),
        reach="document",
        severity=case.rule.severity,
        span=total.sentence,
        holds=lambda s: False,
        reason="usual-split",
        suspect=total.id,
        standalone=True,
        values={"full": case.profile.parameters["total_weight"].text},
    )


def _about_execution(case: Case, record: Record) -> bool:
    actual = record.fact("actual") or record.fact("score")
    return actual is not None and actual.topic_measure == "execution_rate"
