"""A relation that was judged once is asked again under supposed values, and answers as if it had been judged anew."""

from __future__ import annotations

from itertools import product

from gouji.checks import CHECKS
from gouji.checks.draft import Case, Draft, interval_of
from gouji.checks.join import Join
from gouji.diagnose.repair import Facts
from gouji.document.outline import outline
from gouji.extract.prose import extract
from gouji.quantity.interval import Interval
from gouji.readers import read_bytes
from gouji.rulebook.pack import Rule, load_rulebook
from gouji.rulebook.profile import choose_profile, load_profiles

TEXT = "2023年度，项目支出全年预算数412.49万元，执行数407.98万元，预算执行率98.91%。"
BOOK = load_rulebook()
DOCUMENT = read_bytes(TEXT.encode(), "report.txt")
LEDGER = extract(DOCUMENT, BOOK.glossary)
FACTS = Facts(LEDGER.facts)


def case(rule: Rule, shared: dict[str, object]) -> Case:
    sections = tuple(section.path for section in outline(DOCUMENT))
    plain = tuple(block.plain for block in DOCUMENT.blocks)
    order = {fact_id: place for place, fact_id in enumerate(FACTS)}
    profile = choose_profile(TEXT, load_profiles())
    blocks, tables = range(len(plain)), tuple(None for _ in plain)
    return Case(rule, LEDGER, FACTS, order, BOOK.glossary, profile, lambda span: TEXT[span.start : span.end], blocks, plain, sections, tables, shared=shared)


def judged(code: str) -> Draft:
    rule = next(rule for rule in BOOK.rules if rule.code == code)
    (draft,) = CHECKS[rule.check](case(rule, {}))
    return draft


def test_a_rate_holds_under_exactly_the_values_that_make_it_true_in_whatever_order_it_is_asked() -> None:
    draft = judged("BX01")
    rate, executed, budget = draft.facts
    values = {
        rate: [None, Interval.exact(1), FACTS[rate].interval],
        executed: [None, Interval.exact(4_124_900), Interval.exact(1)],
        budget: [None, Interval.exact(4_079_800), FACTS[budget].interval],
    }
    for _ in range(2):  # the second time from what is remembered
        for chosen in product(*values.values()):
            supposed = {fact_id: value for fact_id, value in zip(values, chosen, strict=True) if value is not None}
            now = {fact_id: interval_of(FACTS[fact_id], supposed) for fact_id in values}
            assert draft.holds(supposed) == now[rate].meets(now[executed] / now[budget]), supposed


def test_what_is_supposed_of_other_figures_changes_nothing() -> None:
    draft = judged("BX01")
    assert draft.outcome == "consistent"
    assert draft.holds({"f99": Interval.exact(1)})


def test_a_figure_is_solved_for_from_the_others() -> None:
    draft = judged("BX01")
    assert draft.solve is not None
    solved = draft.solve(draft.facts[1], {draft.facts[0]: Interval.exact(1), draft.facts[2]: Interval.exact(4_000_000)})
    assert solved is not None
    assert 4_000_000 in solved


def test_all_rules_of_a_report_share_one_join() -> None:
    shared: dict[str, object] = {}
    one, other = (Join.of(case(rule, shared)) for rule in BOOK.rules[:2])
    assert one is other
    assert Join.of(case(BOOK.rules[0], {})) is not one
