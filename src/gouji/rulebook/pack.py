"""Rules as data: one YAML file a family, validated like source."""

from __future__ import annotations

import re
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from gouji.frozen import frozen
from gouji.rulebook.claim import Claim, ClaimError, parse_claim
from gouji.rulebook.glossary import Glossary, load_glossary
from gouji.rulebook.guard import RULES, check_bounds, check_options, check_slots
from gouji.rulebook.location import rules_directory
from gouji.rulebook.shapes import check_shapes
from gouji.rulebook.source import PackError, Source, read_source

__all__ = ["PackError", "Rule", "Rulebook", "load_rulebook", "load_rules"]

Severity = Literal["error", "warning", "note"]
Text = dict[str, str]
FACTS = "facts"
_CODE = re.compile(r"[A-Z]{2}\d\d")
_SLUG = re.compile(r"[a-z]+(-[a-z]+)*")
_TEXTS, _LANGS = ("title", "why", "message"), ("zh", "en")
_REQUIRED = ("code", "name", "title", "check", "severity", "why", "basis", "message", "examples")
_OPTIONAL = ("over", "anchor", "claims", "default", "doubt", "circumstantial", "words", "options", "within", "formula", "unless", "template")
# The algorithms a rule may name, and whether each takes claims.
_CHECKS = {
    "equation": True,
    "bound": True,
    "ceiling": True,
    "restatement": False,
    "enumeration": False,
    "lists": False,
    "completion": False,
    "full-marks": False,
    "missed": False,
    "over-completion": False,
    "mislabelled": False,
    "midyear": False,
    "marks": False,
    "weights": False,
    "scores": False,
    "execution-score": False,
    "grade": False,
    "copied-rate": False,
    "damaged-unit": False,
    "wording": False,
    "brackets": False,
    "repair": False,
    "low-execution": False,
    "no-execution-weight": False,
    "numbering": False,
    "empty-section": False,
    "sweeping-claim": False,
    "retired-in-establishment": False,
    "renamed-parts": False,
    "thrift-over-ceiling": False,
    "blanks": False,
    "template-text": False,
    "placeholders": False,
    "dates": False,
    "periods": False,
    "missing-sections": False,
    "all-reached": False,
    "half-done": False,
    "whole-count": False,
    "shares-of-whole": False,
    "contrary": False,
    "capped": False,
    "whole-number": False,
    "one-value": False,
    "equal-to-targets": False,
    "one-cause": False,
    "same-paragraph": False,
    "cost-floor": False,
    "counts-in-percent": False,
    "template-columns": False,
    "template-sections": False,
}


@frozen
class Rule:
    """One sentence of the domain. `over`: facts, or the kind of statement whose roles the claims name; `claims` are its readings in order of preference;
    `template`: it is a sentence about forms still to be filled in, and runs under --template only."""

    code: str
    name: str
    title: Text
    check: str
    severity: Severity
    why: Text
    basis: str
    message: Text
    passing: tuple[str, ...]
    failing: tuple[str, ...]
    over: str = FACTS
    anchors: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    default: bool = True
    doubt: bool = False
    circumstantial: bool = False
    template: bool = False
    formula: str = ""
    unless: tuple[str, ...] = ()
    within: str = "document"
    words: tuple[str, ...] = ()
    options: dict[str, Any] = field(default_factory=dict, hash=False)


@frozen
class Rulebook:
    """The glossary and every rule, in code order."""

    glossary: Glossary
    rules: tuple[Rule, ...]

    def rule(self, code: str) -> Rule:
        """The rule with this code. Raises KeyError."""
        return next(rule for rule in self.rules if rule.code == code)


def load_rules(packs: tuple[Path, ...] = ()) -> tuple[Rule, ...]:
    """Every shipped rule and those of `packs`, in code order."""
    return load_rulebook(packs=packs).rules


def load_rulebook(directory: Path | None = None, packs: tuple[Path, ...] = ()) -> Rulebook:
    """The rulebook of a directory (default: the one shipped), with the packs of a bureau's own. Raises PackError with file, line and column."""
    return _loaded(directory, packs, tuple(map(_stamp, packs)))


def _stamp(path: Path) -> tuple[str, int, int] | None:
    """What changes when a pack does; None where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return str(path.absolute()), stat.st_mtime_ns, stat.st_size


@cache
def _loaded(directory: Path | None, packs: tuple[Path, ...], stamps: object) -> Rulebook:
    directory = directory or rules_directory()
    glossary = load_glossary(directory)
    rules: dict[str, Rule] = {}
    shipped: list[Rule] = []
    for path in (*sorted((directory / "packs").glob("*.yaml")), *packs):
        source = read_source(path)
        own = path in packs
        for index, entry in enumerate(_entries(source)):
            rule = _rule(source, index, _in_both(entry) if own else entry, glossary)
            if own:
                check_slots(source, ("rules", index), rule, shipped)
                check_options(source, ("rules", index), rule, shipped)
            if rule.code in rules:
                raise source.error(("rules", index, "code"), f"code {rule.code} stands twice")
            rules[rule.code] = rule
        shipped = shipped if own else list(rules.values())
    return Rulebook(glossary, tuple(rules[code] for code in sorted(rules)))


def _entries(source: Source) -> list[Any]:
    data = source.data
    if not isinstance(data, dict) or not isinstance(data.get("rules", []), list):
        raise source.error((), "a pack is a table with one key, rules, that holds a list")
    for key in data:
        if key != "rules":
            raise source.unknown((key,), "key", key, ("rules",))
    if len(data.get("rules") or ()) > RULES:
        raise source.error(("rules",), f"{len(data['rules'])} rules; a pack has at most {RULES}")
    return list(data.get("rules") or [])


def _in_both(entry: Any) -> Any:
    """An entry of a bureau's own pack, which may have its texts in one language: it stands for both."""
    if not isinstance(entry, dict):
        return entry
    return {key: _text(value) if key in _TEXTS else value for key, value in entry.items()}


def _text(value: Any) -> Any:
    if isinstance(value, str):
        return dict.fromkeys(_LANGS, value)
    if isinstance(value, dict) and len(value) == 1 and set(value) <= set(_LANGS):
        return dict.fromkeys(_LANGS, next(iter(value.values())))
    return value


def _rule(source: Source, index: int, entry: dict[str, Any], glossary: Glossary) -> Rule:
    at = ("rules", index)
    if not isinstance(entry, dict):
        raise source.error(at, "a rule is a table of keys and values")
    known = {*_REQUIRED, *_OPTIONAL}
    for key in entry:
        if key not in known:
            raise source.unknown((*at, key), "key", key, known)
    for key in _REQUIRED:
        if key not in entry:
            raise source.error(at, f"rule {entry.get('code', '?')} has no {key!r}")
    check_shapes(source, at, entry)
    check_bounds(source, at, entry)
    _check_words(source, at, entry)
    over = entry.get("over", FACTS)
    if over != FACTS and over not in glossary.roles:
        raise source.unknown((*at, "over"), "kind of statement", over, (FACTS, *glossary.roles))
    claims = tuple(_claim(source, (*at, "claims", n), text, over, glossary) for n, text in enumerate(entry.get("claims", ())))
    if _CHECKS[entry["check"]] != bool(claims):
        raise source.error(at, f"check {entry['check']!r} " + ("needs claims" if _CHECKS[entry["check"]] else "takes no claims"))
    _check_slots(source, at, entry, claims)
    anchors = _anchors(source, at, entry, claims, glossary)
    examples = entry["examples"]
    return Rule(
        code=entry["code"],
        name=entry["name"],
        title=entry["title"],
        check=entry["check"],
        severity=entry["severity"],
        why=entry["why"],
        basis=entry["basis"],
        message=entry["message"],
        passing=tuple(examples["pass"]),
        failing=tuple(examples.get("fail") or ()),
        over=over,
        anchors=anchors,
        claims=claims,
        default=entry.get("default", True),
        doubt=bool(entry.get("doubt", False)),
        circumstantial=bool(entry.get("circumstantial", False)),
        template=entry.get("template", False),
        within=entry.get("within", "document"),
        words=tuple(entry.get("words", ())),
        formula=entry.get("formula", entry["title"]["zh"]),
        unless=_measures(source, (*at, "unless"), entry.get("unless", ()), glossary),
        options=entry.get("options", {}),
    )


def _check_slots(source: Source, at: tuple[str | int, ...], entry: dict[str, Any], claims: tuple[Claim, ...]) -> None:
    """The slots of a message are the names of its claims, or words every finding has; checks without claims fill slots of their own."""
    if not claims:
        return
    known = {name.text for claim in claims for name in claim.names} | {"arithmetic", "expected", "figure", "name", "repair"}
    for language, message in entry["message"].items():
        for slot in re.findall(r"{(.*?)}", message):
            if slot not in known:
                raise source.unknown((*at, "message", language), "slot", slot, known)


def _check_words(source: Source, at: tuple[str | int, ...], entry: dict[str, Any]) -> None:
    if not _CODE.fullmatch(entry["code"]):
        raise source.error((*at, "code"), f"code {entry['code']!r} is not two capital letters and two digits")
    if not _SLUG.fullmatch(entry["name"]):
        raise source.error((*at, "name"), f"name {entry['name']!r} is not words-in-kebab-case")
    if entry["check"] not in _CHECKS:
        raise source.unknown((*at, "check"), "check", entry["check"], _CHECKS)
    if entry["severity"] not in get_args(Severity):
        raise source.unknown((*at, "severity"), "severity", entry["severity"], get_args(Severity))
    for key in _TEXTS:
        for language in _LANGS:
            if language not in entry[key]:
                raise source.error((*at, key), f"{key} has no {language!r}")
    for key in ("pass",) if entry.get("doubt") else ("pass", "fail"):  # a rule in doubt tells nothing, so nothing can fail
        if not entry["examples"].get(key):
            raise source.error((*at, "examples"), f"examples lack {key!r}: a rule shows what passes and what fails")


def _claim(source: Source, at: tuple[str | int, ...], text: str, over: str, glossary: Glossary) -> Claim:
    names = {zh: key for key, zh in glossary.roles[over].items()} if over != FACTS else glossary.by_name
    subjects = {zh: key for key, zh in glossary.subjects.items()}

    def resolve(word: str, subject: str | None) -> tuple[str, str | None] | None:
        if word not in names or (subject is not None and subject not in subjects):
            return None
        return names[word], subjects[subject] if subject else None

    try:
        return parse_claim(text, glossary.words["mean"][0], resolve)
    except ClaimError as error:
        if error.word:
            raise source.unknown(at, "name", error.word, names, glossary.meant(error.word, names)) from None
        raise source.error(at, f"{error} in {text[:80]!r}") from None


def _anchors(source: Source, at: tuple[str | int, ...], entry: dict[str, Any], claims: tuple[Claim, ...], glossary: Glossary) -> tuple[str, ...]:
    """The measures whose facts start a search for the others: as said, else the name that stands alone on the left."""
    if "anchor" in entry:
        words = entry["anchor"] if isinstance(entry["anchor"], list) else [entry["anchor"]]
        return _measures(source, (*at, "anchor"), words, glossary)
    return tuple(dict.fromkeys(claim.names[0].key for claim in claims))


def _measures(source: Source, at: tuple[str | int, ...], words: list[str] | tuple[str, ...], glossary: Glossary) -> tuple[str, ...]:
    for word in words:
        if word not in glossary.by_name:
            raise source.unknown(at, "measure", word, glossary.by_name)
    return tuple(glossary.by_name[word] for word in words)
