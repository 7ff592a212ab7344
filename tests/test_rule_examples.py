"""The examples in the rules' own files, run through the real pipeline: what passes is not flagged, what fails is."""

from __future__ import annotations

import pytest

from gouji import examples
from gouji.report import DocumentReport
from gouji.rulebook.pack import Rule, load_rules
from gouji.settings import Settings
from support import alarms, told

RULES = load_rules()
PASSING = [pytest.param(rule, text, id=f"{rule.code}-{number}") for rule in RULES for number, text in enumerate(rule.passing, 1)]
FAILING = [pytest.param(rule, text, id=f"{rule.code}-{number}") for rule in RULES for number, text in enumerate(rule.failing, 1)]


def checked(rule: Rule, text: str) -> DocumentReport:
    """An example checked by the rules that are on by default and by its own; that of a rule about templates, as a template."""
    return examples.checked(text, Settings(extend_select=(rule.code,), template=rule.template))


@pytest.mark.parametrize(("rule", "text"), PASSING)
def test_a_passing_example_is_not_flagged(rule: Rule, text: str) -> None:
    """Neither by its own rule, nor as an error or warning by any other."""
    report = checked(rule, text)
    assert not told(finding for finding in report.findings if finding.code == rule.code)
    assert not told(alarms(report))


@pytest.mark.parametrize(("rule", "text"), FAILING)
def test_a_failing_example_is_flagged(rule: Rule, text: str) -> None:
    """By its own rule, with its own severity or a weaker one, never a stronger."""
    report = checked(rule, text)
    own = [finding for finding in report.findings if finding.code == rule.code]
    assert own, told(report.findings)
    ranks = {"error": 0, "warning": 1, "note": 2}
    assert min(ranks[finding.severity] for finding in own) >= ranks[rule.severity]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_message_has_all_its_words(rule: Rule) -> None:
    """Every failing example can be told in both languages, no slot left empty or unfilled."""
    for text in rule.failing:
        for lang in ("zh", "en"):
            report = examples.checked(text, Settings(extend_select=(rule.code,), lang=lang, template=rule.template))
            for finding in report.findings:
                assert "{" not in finding.message and "「」" not in finding.message and "None" not in finding.message, finding.message
