"""The rules for people and programs: a table of all, a page for one, a manual, data."""

from __future__ import annotations

import json
from collections.abc import Iterable

from gouji.renderers.columns import padded, width
from gouji.renderers.sheet import Sheet
from gouji.renderers.words import Wording
from gouji.rulebook.manual import remarks, sections
from gouji.rulebook.pack import Rule


def table(rules: Iterable[Rule], lang: str, columns: int) -> Sheet:
    """Code, name, severity and title of each rule, in the order of their codes; `*` marks those that are off by default."""
    wording = Wording(lang)
    page = Sheet(columns)
    rules = sorted(rules, key=lambda rule: rule.code)
    rows = [tuple(wording(f"manual.{heading}") for heading in ("code", "name", "severity", "title"))]
    for rule in rules:
        mark = "" if rule.default else "*"
        rows.append((rule.code + mark, rule.name, wording(f"severity.{rule.severity}"), rule.title[lang]))
    widths = [max(width(row[column]) for row in rows) + 2 for column in range(3)]
    for row in rows:
        cells = "".join(padded(cell, columns) for cell, columns in zip(row, widths, strict=False))
        page.put(cells, row[3], hang=min(sum(widths), page.columns // 2))
    if not all(rule.default for rule in rules):
        page.gap()
        page.put(f"* {wording('manual.optional')}")
    return page


def explanation(rule: Rule, lang: str, columns: int) -> Sheet:
    """What a rule checks, why, on whose authority, how it says so, and the examples it is tested by."""
    wording = Wording(lang)
    page = Sheet(columns)
    page.put((f"{rule.code} {rule.name}", "strong"), f" ({wording(f'severity.{rule.severity}')})")
    for remark in remarks(rule):
        page.put(wording(f"manual.{remark}"))
    for section in sections(rule):
        page.gap()
        page.put((wording(f"manual.{section.heading}"), "strong"))
        for paragraph in section.paragraphs[lang]:
            for line in paragraph.strip().splitlines():
                page.put(line, indent=2)
    return page


def markdown(rules: Iterable[Rule], lang: str) -> str:
    """A manual of all rules in one file, a section a rule, for a handbook or a wiki."""
    wording = Wording(lang)
    lines = [f"# {wording('manual.index')}"]
    for rule in sorted(rules, key=lambda rule: rule.code):
        lines += ["", f"## {rule.code} {rule.name}", "", f"{wording(f'severity.{rule.severity}')}"]
        lines += [f"{wording(f'manual.{remark}')}" for remark in remarks(rule)]
        for section in sections(rule):
            lines += ["", f"**{wording(f'manual.{section.heading}')}**"]
            for paragraph in section.paragraphs[lang]:
                lines += ["", *(_fenced(paragraph) if section.literal else [paragraph.strip()])]
    return "\n".join(lines) + "\n"


def _fenced(text: str) -> list[str]:
    return ["```text", text.strip(), "```"]


def data(rules: Iterable[Rule]) -> str:
    """All rules as indented JSON: `{"schema": "gouji-rules/1", "rules": [...]}`, texts in both languages, in the order of their codes."""
    entries = [
        {
            "code": rule.code,
            "name": rule.name,
            "severity": rule.severity,
            "default": rule.default,
            "template": rule.template,
            "confirms_only": rule.doubt,
            "check": rule.check,
            "within": rule.within,
            "title": rule.title,
            "why": rule.why,
            "basis": rule.basis,
            "claims": [claim.text for claim in rule.claims],
            "formula": rule.formula,
            "message": rule.message,
            "examples": {"pass": list(rule.passing), "fail": list(rule.failing)},
        }
        for rule in sorted(rules, key=lambda rule: rule.code)
    ]
    return json.dumps({"schema": "gouji-rules/1", "rules": entries}, ensure_ascii=False, indent=2) + "\n"
