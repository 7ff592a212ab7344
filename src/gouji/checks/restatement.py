"""The same fact told twice: in two places of the text, or as an indicator's value and in the body."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction

from gouji.checks.draft import NOTHING, Case, Draft, Supposed, interval_of
from gouji.checks.join import same_period, subject_of
from gouji.checks.solving import Equation, Leaf
from gouji.checks.tellings import own_words, tellings
from gouji.checks.wording import expected_of
from gouji.frozen import replace
from gouji.ledger import MOVEMENTS, TO_DATE, WHOLE, Fact, Indicator
from gouji.quantity.exact import digits_one_slip_apart
from gouji.quantity.interval import Interval
from gouji.report import Outcome, Severity

_RESOLVED = ("own", "topic")
_LEAST_SHARED = 3  # characters that open names must share
_SCORE_RATE = "score_rate"
_LINK = 2  # characters between a name and its number: 达到
_LEAST_PRACTISED = 2  # rows that show that a rate is scored by its own value


def restatement(case: Case) -> Iterator[Draft]:
    """Consecutive tellings of one fact: a chain, so that the odd one out breaks both its links."""
    groups = tellings(case)
    told_in_prose = (fact for group in groups.values() for fact in group if fact.row is None and not fact.part)
    several = {fact.measure for fact in told_in_prose if subject_of(fact) not in case.glossary.subjects}
    for (measure, _), group in groups.items():
        yield from _chain(case, group, of_one_body=measure not in several)
    yield from _indicators(case, groups)
    yield from _goals(case)
    yield from _twice(case)
    yield from _marks(case)
    yield from _marked_by_value(case)


def _over_unsure(group: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Tellings whose names are firm, over those between them whose names are not."""
    firm = [fact for fact in group if fact.source not in ("weak", "open")]
    beside = set(itertools.pairwise(fact.id for fact in group))
    return ((one, other) for one, other in itertools.pairwise(firm) if (one.id, other.id) not in beside and not one.interval.meets(other.interval))


_SURE_DIGITS = 5  # that two figures share but for one slip of the pen are no chance


def one_slip_apart(one: Fact, other: Fact) -> bool:
    """Whether two prints in one unit differ by a digit, two digits in each other's place, or a digit that is dropped or doubled."""
    if one.figure.unit != other.figure.unit or one.figure.base_value == other.figure.base_value:
        return False
    mine, theirs = ("".join(filter(str.isdigit, fact.number)) for fact in (one, other))
    return max(len(mine), len(theirs)) >= _SURE_DIGITS and digits_one_slip_apart(mine, theirs)


def _leading_words(case: Case, fact: Fact) -> str:
    """A figure's own words, else those that its sentence opens with: `教育支出年初预算866.18万元，决算969.42万元`."""
    if fact.dimension != "money":
        return own_words(case, fact)
    first = min(case.in_sentence(fact), key=lambda other: other.span.start, default=fact)
    return own_words(case, fact) or own_words(case, first)


def _qualified_apart(case: Case, one: Fact, other: Fact) -> bool:
    """`一般公共服务支出年初预算1484.22万元` beside `教育支出年初预算866.18万元`: words that no glossary has, and different ones."""
    mine, theirs = (_leading_words(case, fact) if fact.row is None else "" for fact in (one, other))
    if one_slip_apart(one, other) or one.dimension not in ("money", "ratio"):
        return False
    if one.dimension == other.dimension == "ratio" and not (mine and theirs):
        return max(len(mine), len(theirs)) >= _LEAST_SHARED  # 竞技体育支出执行率97.8%
    return max(len(mine), len(theirs)) > 1 and mine not in theirs and theirs not in mine


def _chain(case: Case, group: list[Fact], *, of_one_body: bool) -> Iterator[Draft]:
    rows = {fact.aspects.period for fact in group if fact.row is not None}  # 2022年 | 2023年 in a table are two facts, not one told in two ways
    told = [fact for fact in group if fact.row is None or len(rows) == 1]
    values = {fact.interval for fact in told}
    scattered = len(values) > 2 and len(values) * 2 > len(told)
    group = _of_this_year(group)
    for earlier, later in (*itertools.pairwise(group), *_over_unsure(group)):
        if not same_period(earlier, later) or _of_two_tables_or_rows(earlier, later):
            continue  # the rows of one table tell each of another thing
        if _of_unknown_unit(earlier, later):
            continue
        if earlier.sentence == later.sentence and not earlier.interval.meets(later.interval):
            continue  # two figures of one name in one sentence are two things the names do not tell apart
        if not earlier.interval.meets(later.interval) and _tells_a_part(case, earlier, later):
            continue
        if not earlier.interval.meets(later.interval) and (_each_backed(case, earlier, later) or _of_unit_and_project(case, earlier, later)):
            continue
        alike_counts = earlier.span.block == later.span.block and later.dimension == "count"  # 在编96人…，年末实有人数共146人
        apart = scattered or alike_counts or _of_several_years(rows, earlier, later) or _qualified_apart(case, earlier, later)
        doubt = "names-do-not-tell-apart" if apart else _doubt(earlier, later, of_one_body)
        if doubt == "weak-name" and one_slip_apart(earlier, later) and subject_of(earlier) == subject_of(later):
            doubt = None  # 实际支出5166.84万元 beside 部门整体支出5166.81万元
        yield _draft(case, later, earlier, doubt, case.rule.severity)


def _of_unknown_unit(one: Fact, other: Fact) -> bool:
    """`1992.97万元` beside 1992.97 in a table that does not say what it counts in."""
    return (one.figure.unit is None) != (other.figure.unit is None)


def _tells_a_part(case: Case, one: Fact, other: Fact) -> bool:
    """The form of one project beside the 合计 of the table that lists them all: its sum is one of those that make up the total."""
    if one.row is None or other.row is None:
        return False  # a total in the text that is one of its parts is wrong
    parts: set[tuple[str, Fraction]] = set()
    for statement in case.ledger.statements:
        if statement.kind == "footing" and (whole := statement.bindings[0].role("whole")) and whole[0] in (one.id, other.id):
            parts |= {(whole[0], case.facts[part].figure.base_value) for part in statement.bindings[0].role("parts")}
    return (one.id, other.figure.base_value) in parts or (other.id, one.figure.base_value) in parts


def _of_several_years(rows: set[str | None], one: Fact, other: Fact) -> bool:
    """The 总体支出率 of three years beside the row of one of them."""
    return len(rows) > 1 and (one.row is None) != (other.row is None) and one.dimension == "ratio"


def _of_unit_and_project(case: Case, one: Fact, other: Fact) -> bool:
    """The accounts of a unit (本年收入合计, 总计) in the file of one of its projects are not the project's."""
    if one.row is None and other.row is None:
        return False
    words = case.glossary.words["incomes"]
    incomes = {fact.row[0] for fact in case.ledger.facts if fact.row is not None and any(word in fact.noun for word in words)}
    mine, theirs = (fact.row is not None and fact.row[0] in incomes for fact in (one, other))
    return mine != theirs and (case.ledger.of_project or None not in (one.row, other.row))


def _each_backed(case: Case, one: Fact, other: Fact) -> bool:
    """`批复5135.26万元，支付4780.93万元，执行进度93.10%` and `执行率93.80%，决算数20903.18万元，调整预算数22285.80万元`: each follows from its own."""
    if one.dimension != "ratio" or one.interval.meets(other.interval):
        return False
    mine, theirs = (set(_amounts_behind(case, fact)) for fact in (one, other))
    return bool(mine) and bool(theirs) and not mine & theirs


def _amounts_behind(case: Case, rate: Fact) -> Iterator[tuple[Fraction, Fraction]]:
    """The pairs of amounts of a rate's sentence whose ratio it is."""
    beside = case.in_sentence(rate) if rate.row is None else [fact for fact in case.ledger.facts if fact.row == rate.row]
    amounts = [fact for fact in beside if fact.dimension == "money" and fact.figure.base_value > 0][:_MOST_AMOUNTS]
    for part, whole in itertools.permutations(amounts, 2):
        if (part.interval / whole.interval).meets(rate.interval):
            yield part.figure.base_value, whole.figure.base_value


_MOST_AMOUNTS = 8


def _of_two_tables_or_rows(one: Fact, other: Fact) -> bool:
    """Rows of one table, and columns of two tables of which only one names its year, tell each of another thing."""
    if one.row is None or other.row is None:
        return False
    return one.row[0] == other.row[0] or one.aspects.period != other.aspects.period


def _of_this_year(group: list[Fact]) -> list[Fact]:
    """Where years are told apart, the last of them and what names none; never what was so by the middle of a year beside the whole year's."""
    years = {period for fact in group if (period := fact.aspects.period or "").isdigit()}
    kept = [fact for fact in group if fact.aspects.period not in years - {max(years, default="")}]
    kept = [fact for fact in kept if not (fact.aspects.period or "").startswith(TO_DATE) and not (fact.part and subject_of(fact) == WHOLE)]
    first = {fact.sentence: fact.id for fact in reversed(kept)}  # `三公经费25.55万元，…分别为2.39万元、23.16万元`: of one sentence the first
    return [fact for fact in kept if fact.row is not None or first[fact.sentence] == fact.id]


def _doubt(one: Fact, other: Fact, of_one_body: bool = False) -> str | None:
    """Why a clash would prove nothing. Where no figure of the measure belongs to a named project, an unsaid subject is the reporting unit itself."""
    if "weak" in (one.source, other.source) or "open" in (one.source, other.source):
        return "weak-name"
    sources = {one.aspects.subject_source, other.aspects.subject_source}
    whole = subject_of(one) == subject_of(other) == WHOLE
    if not (of_one_body and whole) and ("none" in sources or not sources & set(_RESOLVED)):
        return "subject-unsaid"
    return None


def _indicators(case: Case, groups: dict[tuple[str, str], list[Fact]]) -> Iterator[Draft]:
    """An indicator's actual value and the body text: by the measure its name holds, else by the characters of open names."""
    open_names = [fact for fact in case.ledger.facts if _tells_by_name(case, fact)]
    names = _OpenNames(open_names)
    measures: dict[str, list[str]] = {}
    for measure, subject in groups:
        measures.setdefault(subject, []).append(measure)
    for indicator in case.ledger.indicators:
        if indicator.actual is None:
            continue
        actual = case.facts[indicator.actual]
        if actual.topic_measure in case.rule.words:
            subject = subject_of(actual)
            family = [measure for measure in measures.get(subject, ()) if case.glossary.akin(measure, actual.topic_measure or "")]
            told = [fact for measure in family for fact in groups[measure, subject] if same_period(actual, fact)]
            told = [fact for fact in told if fact.measure == actual.topic_measure] or told
            if told:
                nearest = next((fact for fact in told if fact.interval.meets(actual.interval)), told[-1])
                yield _draft(case, actual, nearest, _doubt(nearest, nearest), case.rule.severity)
            continue
        found = _open_match(case, case.indicator_name(indicator), actual, names)
        if found is not None:
            one_form = indicator.table is not None and indicator.table == case.tables[found.span.block]
            alike = _stem(case, case.indicator_name(indicator)) == _stem(case, _open_name(found)) or _names_whom(case, case.indicator_name(indicator), found)
            yield _draft(case, actual, found, None, "warning" if one_form or alike else "note")


def _names_whom(case: Case, name: str, fact: Fact) -> bool:
    """`向科技特派员发放问卷90份…，满意度为95.56%` and the indicator 科技特派员满意度: the sentence names what the figure's own words leave out."""
    rest = name.removesuffix(_open_name(fact))
    return rest != name and len(rest) >= _LEAST_SHARED and rest in case.text(fact.sentence)


def _goals(case: Case) -> Iterator[Draft]:
    """`目标1：购置图书14700册` in the overall goal and the target of the indicator 购置图书册数; `抽检农产品673批次` and what 农产品抽检批次 reached."""
    recorded = {fact_id for indicator in case.ledger.indicators for fact_id in (indicator.target, indicator.actual) if fact_id}
    told = [fact for fact in case.ledger.facts if fact.source in ("open", "weak") and fact.row is None and fact.id not in recorded]
    by_name: dict[str, list[Fact]] = {}
    for fact in told:
        for key in _keys(case, _open_name(fact)):
            by_name.setdefault(key, []).append(fact)
    for indicator in case.ledger.indicators if by_name else ():
        if indicator.table is None or None in (indicator.target, indicator.actual):
            continue
        target, actual = case.facts[indicator.target or ""], case.facts[indicator.actual or ""]
        names = {fact.id: fact for key in _keys(case, case.indicator_name(indicator)) for fact in by_name.get(key, ()) if _same_kind(fact, actual)}
        goals = [fact for fact in names.values() if fact.role == "target"]
        results = [fact for fact in names.values() if fact.role != "target" and _tells_by_name(case, fact)]
        moved = any(goal.figure.base_value == target.figure.base_value for goal in goals)  # the goal of the start beside the goal as adjusted
        for goal in goals:
            yield _draft(case, target, goal, "another-time" if moved else None, "warning")
        for result in results:
            yield _draft(case, actual, result, None, "warning")


def _keys(case: Case, name: str) -> set[str]:
    """What a name is without the words that only say that something is counted, in whatever order its characters stand (抽检农产品, 农产品抽检)."""
    suffixes = [word for word in case.glossary.words["name_suffixes"] if name.endswith(word) and len(name) >= len(word) + _LEAST_SHARED]
    return {"".join(sorted(stem)) for stem in (name, *(name.removesuffix(word) for word in suffixes)) if len(stem) > _LEAST_SHARED}


def _twice(case: Case) -> Iterator[Draft]:
    """An indicator that both the text and a scoring table tell, once each: `受理案件数年度目标为60件，实际完成52件` and its row."""
    told: dict[tuple[str, bool], list[Indicator]] = {}
    for indicator in case.ledger.indicators:
        told.setdefault((_plan_stem(case, indicator), indicator.table is not None), []).append(indicator)
    for (name, tabled), rows in told.items():
        texts = told.get((name, False), [])
        if not tabled or len(name) < _LEAST_SHARED or len(rows) != 1 or len(texts) != 1:
            continue
        pairs = [(getattr(rows[0], slot), getattr(texts[0], slot)) for slot in ("target", "actual")]
        facts = [(case.facts[one], case.facts[other]) for one, other in pairs if one and other and _same_kind(case.facts[one], case.facts[other])]
        alike = [one.figure.base_value == other.figure.base_value for one, other in facts]
        doubt = None if any(alike) else "names-do-not-tell-apart"  # neither target nor value agrees: another thing of the same name
        for one, other in facts:
            yield _draft(case, one, other, doubt, "warning")


def _plan_stem(case: Case, indicator: Indicator) -> str:
    name = case.indicator_name(indicator)
    planned = next((word for word in case.glossary.words["planned"] if name.startswith(word)), "")
    return _stem(case, name.removeprefix(planned))


def _tells_by_name(case: Case, fact: Fact) -> bool:
    """Whether a figure of the text tells what was reached under a name of its own: no goal, no cell, nothing 取消 or 推迟."""
    named = (fact.source in ("open", "weak") or fact.measure in MOVEMENTS) and not _of_an_earlier_year(case, fact)
    return named and fact.role != "target" and fact.row is None and not any(word in _open_name(fact) for word in case.glossary.words["undone"])


def _of_an_earlier_year(case: Case, fact: Fact) -> bool:
    """The 236人 of `2021年、2022年、2023年救助人数分别为236人、271人、320人`."""
    mine = fact.aspects.period or ""
    beside = (other.aspects.period or "" for other in case.in_sentence(fact))
    return mine.isdigit() and any(other.isdigit() and int(other) > int(mine) for other in beside)


def _marks(case: Case) -> Iterator[Draft]:
    """Marks told in the text and in a scoring table: `产出类得分26.64分` and the row 产出; those of the execution rate."""
    rows: dict[str, list[Fact]] = {}
    for indicator in case.ledger.indicators:
        if indicator.table is not None and indicator.score is not None:
            rows.setdefault(_item(case, case.indicator_name(indicator)), []).append(case.facts[indicator.score])
    for fact in case.ledger.facts:
        if fact.measure == "score" and fact.row is not None and fact.concept == case.glossary.measures["execution_rate"].zh:
            rows.setdefault(_item(case, fact.concept), []).append(fact)
    for fact in case.ledger.facts:
        if fact.measure != "score" or fact.row is not None:
            continue
        told = rows.get(_item(case, fact.concept if fact.concept == case.glossary.measures["execution_rate"].zh else fact.noun), [])
        if told and len({each.figure.value for each in told}) == 1:
            yield _draft(case, fact, told[0], None, case.rule.severity)


def _marked_by_value(case: Case) -> Iterator[Draft]:
    """Where a scoring table prints as score rate what the text tells of each rate (按期交付率68.00%), the one row that prints another."""
    rates = {fact.row: fact for fact in case.ledger.facts if fact.measure == _SCORE_RATE and fact.row is not None}
    told = [fact for fact in case.ledger.facts if rates and fact.dimension == "ratio" and fact.row is None and fact.role != "target"]
    before = {fact.id: case.text(replace(fact.sentence, end=fact.span.start)) for fact in told}
    pairs: list[tuple[Fact, Fact]] = []
    for indicator in case.ledger.indicators:
        row = case.facts[indicator.score].row if indicator.score else None
        rate = rates.get(row) if row is not None else None
        name = case.indicator_name(indicator)
        values = [fact for fact in told if name in before[fact.id][-len(name) - _LINK :]]
        if rate is not None and indicator.actual is None and len(name) > _LEAST_SHARED and len(values) == 1:
            pairs.append((rate, values[0]))
    apart = [pair for pair in pairs if pair[0].figure.base_value != pair[1].figure.base_value]
    if len(apart) == 1 and len(pairs) - len(apart) >= _LEAST_PRACTISED:
        yield _draft(case, *apart[0], None, "warning")


def _item(case: Case, name: str) -> str:
    """The name of a scored item without the words that only say so (产出类, 产出指标)."""
    for _ in range(2):
        suffix = next((word for word in case.glossary.words["item_suffixes"] if name.endswith(word) and len(name) > len(word) + 1), "")
        name = name.removesuffix(suffix)
    return name


class _OpenNames:
    """Facts by the characters of their open names, so that an indicator's name is not held against every one of them."""

    def __init__(self, facts: list[Fact]) -> None:
        self.facts = facts
        self.opening: dict[str, list[int]] = {}
        self.holding: dict[str, list[int]] = {}
        for number, fact in enumerate(facts):
            name = _open_name(fact)
            if name:
                self.opening.setdefault(name[0], []).append(number)
            for character in set(name):
                self.holding.setdefault(character, []).append(number)

    def like(self, name: str) -> list[Fact]:
        """In reading order, the facts whose name may be contained in `name` or contain it."""
        shorter = {number for character in set(name) for number in self.opening.get(character, ())}
        longer = min((self.holding.get(character, []) for character in name), key=len, default=[])
        return [self.facts[number] for number in sorted(shorter.union(longer))]


def _stem(case: Case, name: str) -> str:
    """A name without the words that only say that something is counted: 排查企业 of 排查企业数量."""
    suffix = next((word for word in case.glossary.words["name_suffixes"] if name.endswith(word) and len(name) > len(word) + _LEAST_SHARED), "")
    return name.removesuffix(suffix)


def _open_match(case: Case, topic: str, actual: Fact, names: _OpenNames) -> Fact | None:
    """The one fact whose open name is contained, character by character in order, in the indicator's name (or the reverse), the longest such."""
    wants_movement = actual.topic_measure in MOVEMENTS
    stem = topic
    if wants_movement:
        hits = [hit for hit in case.glossary.hits(topic) if any(alias.key == actual.topic_measure for alias in hit.aliases)]
        stem = topic[: hits[-1].start] if hits else topic
    stem = _stem(case, stem)
    best: list[tuple[int, Fact]] = []
    for fact in names.like(stem):
        if (fact.measure in MOVEMENTS) != wants_movement or (wants_movement and fact.measure != actual.topic_measure) or not _same_kind(fact, actual):
            continue
        if fact.source == "weak" and _stem(case, fact.noun) != stem:
            continue  # 应急物资采购支出 is the indicator 应急物资采购成本 only where nothing else is said
        short, long = sorted((_open_name(fact), stem), key=len)
        if len(short) >= _LEAST_SHARED and _contained(short, long):
            best.append((len(short), fact))
    length = max((size for size, _ in best), default=0)
    longest = [fact for size, fact in best if size == length]
    return longest[-1] if len({_open_name(fact) for fact in longest}) == 1 else None


def _open_name(fact: Fact) -> str:
    """What a fact is called beside any measure that its words only may mean."""
    return fact.noun if fact.source == "weak" and fact.measure not in MOVEMENTS else fact.concept or ""


def _same_kind(one: Fact, other: Fact) -> bool:
    if one.dimension != other.dimension:
        return False
    mine, theirs = one.figure.unit, other.figure.unit
    return mine is None or theirs is None or mine.base == theirs.base


def _contained(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)


def _said(fact: Fact, supposed: Supposed, lawful: bool) -> Interval:
    """What a telling says: of a goal its own number, not all that would reach it."""
    if fact.role == "target" and fact.id not in supposed and fact.figure.qualifier in _REACHED:
        return Interval.exact(fact.figure.base_value)
    return interval_of(fact, supposed, lawful=lawful)


_REACHED = frozenset({"exact", "at_least", "at_most", "over", "under"})


def _draft(case: Case, later: Fact, earlier: Fact, doubt: str | None, severity: Severity) -> Draft:
    def holds(supposed: Supposed) -> bool:
        return _said(later, supposed, True).meets(_said(earlier, supposed, True))  # what rounding allows, truncation allows as well

    fits = holds(NOTHING)
    outcome: Outcome = "consistent" if fits else ("undetermined" if doubt else "inconsistent")
    name = later.concept or earlier.concept or ""
    return Draft(
        rule=case.rule,
        outcome=outcome,
        formula=f"{name} = {name}",
        operands=((name, later.id), (case.rule.title["zh"], earlier.id)),
        facts=(later.id, earlier.id),
        reach="section" if later.span.block == earlier.span.block else "document",
        severity=severity,
        span=later.sentence,
        holds=holds,
        reads=frozenset((later.id, earlier.id)),
        solve=Equation(Leaf(later.id), Leaf(earlier.id), lambda fact, supposed, lawful: _said(case.facts[fact], supposed, lawful)).solve,
        convention="rounded" if fits else None,
        expected=expected_of(later, _said(earlier, NOTHING, False)),
        arithmetic=f"{earlier.text} {'=' if fits else '≠'} {later.text}",
        reason=None if outcome != "undetermined" else doubt,
        values={"name": name, "later": later.text, "earlier": earlier.text},
    )
