"""The rules for people: a table of all, a page for one."""

from __future__ import annotations

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
