"""The words reports use: measures, subjects, periods, fillers, operators; compiled to one pattern each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Literal

from gouji.frozen import frozen
from gouji.quantity.figure import Figure
from gouji.quantity.unit import PERSON
from gouji.rulebook.location import rules_directory
from gouji.rulebook.source import Source, read_source

_HAN_DIGITS = frozenset("一二三四五六七八九十百千万亿两半壹贰叁肆伍陆柒捌玖拾佰仟")
Facet = Literal["measure", "subject", "period"]
_KNOWN_SECTIONS = {
    "measures",
    "subjects",
    "partitions",
    "families",
    "headings",
    "periods",
    "fillers",
    "operators",
    "indicators",
    "documents",
    "names",
    "statements",
    "grades",
    "tables",
}


@frozen
class Measure:
    """What a number measures. `dimensions` None admits any figure; `exact`: laid down, not measured (law 2)."""

    key: str
    zh: str
    role: str
    dimensions: frozenset[str] | None
    exact: bool

    def admits(self, figure: Figure) -> bool:
        """Whether a figure of this kind may bear the name."""
        return self.dimensions is None or bool(self.dimensions & dimensions_of(figure))


@frozen
class Alias:
    """One meaning of a word: which table it belongs to, under which key, and whether the word alone says so."""

    facet: Facet
    key: str
    strong: bool


@frozen
class Hit:
    """An alias found in a text."""

    start: int
    end: int
    word: str
    aliases: tuple[Alias, ...]


@frozen
class Operator:
    """Words that tie figures together, in their group; `exhaustive`: what they introduce is claimed to be complete."""

    words: tuple[str, ...]
    pattern: re.Pattern[str]
    exhaustive: bool
    closing: tuple[str, ...] = ()


@frozen
class TableWords:
    """What the headers and row labels of tables say, beside the measures."""

    columns: dict[str, str]
    totals: tuple[tuple[str, ...], ...]
    marks_totals: tuple[str, ...]
    of_which: tuple[str, ...]
    unit_note: re.Pattern[str]
    absent: frozenset[str]
    plain_totals: frozenset[str]
    rest: tuple[str, ...]
    views: tuple[str, ...]
    goal_heads: tuple[str, ...]
    result_heads: tuple[str, ...]
    plan_heads: tuple[str, ...]
    project_labels: tuple[str, ...]
    project_titles: tuple[str, ...]
    whole_titles: tuple[str, ...]

    def without_total(self, words: str) -> str:
        """A label without the total that it ends in (全年下达 of 全年下达合计)."""
        endings = [word for group in self.totals for word in group if len(word) > 1 and words.endswith(word)]
        return words.removesuffix(max(endings, key=len, default=""))

    def total_level(self, words: str) -> int | None:
        """How high a total a label names (小计 0, 合计 1, 总计 2), None where it names none."""
        found = [(len(word), level) for level, group in enumerate(self.totals) for word in group if words == word or (len(word) > 1 and words.endswith(word))]
        return max(found)[1] if found else None


@frozen
class Glossary:
    """Everything the extractors know of words."""

    source: Source
    measures: dict[str, Measure]
    by_name: dict[str, str]
    subjects: dict[str, str]
    partitions: tuple[tuple[str, ...], ...]
    families: tuple[frozenset[str], ...]
    headings: dict[str, tuple[str, ...]]
    operators: dict[str, Operator]
    leading: re.Pattern[str]
    trailing: tuple[str, ...]
    words: dict[str, tuple[str, ...]]
    roles: dict[str, dict[str, str]]
    documents: dict[str, Any]
    grade: re.Pattern[str]
    tables: TableWords
    _aliases: dict[str, tuple[Alias, ...]]
    _firsts: frozenset[str]
    _lengths: dict[str, tuple[int, ...]]  # by the first two characters, longest first: a dictionary walk beats one alternation of 600 words about tenfold

    def meant(self, word: str, names: Iterable[str]) -> str:
        """The one name among `names` of a measure that reports call `word`; empty where there is none, or several."""
        keys = {alias.key for alias in self._aliases.get(word, ()) if alias.facet == "measure"}
        found = {self.measures[key].zh for key in keys} & set(names)
        return found.pop() if len(found) == 1 else ""

    def hits(self, plain: str) -> list[Hit]:
        """Every alias in a text, longest first at each place, none inside another."""
        aliases, firsts, lengths, rates = self._aliases, self._firsts, self._lengths, self.words["rate_ending"]  # 累计支出率 is not 累计支出
        found: list[Hit] = []
        past, end = 0, len(plain)
        for at, character in enumerate(plain):
            if at < past or character not in firsts:
                continue
            for length in lengths.get(plain[at : at + 2]) or lengths.get(character, ()):
                stop = at + length
                meaning = aliases.get(plain[at:stop]) if stop <= end else None
                if meaning is not None and (not plain.startswith(rates, stop) or plain.endswith(rates, at, stop)):
                    found.append(Hit(at, stop, plain[at:stop], meaning))
                    past = stop
                    break
        return found

    def without_end(self, words: str) -> str:
        """Words without the fillers at their end, as far as these go back.

        From the end on, and each place once: 共计 is 共 and 计 as well, and a pattern tries every way to read a row of them.
        """
        if not words.endswith(self.trailing):
            return words
        seen, ends = {len(words)}, [len(words)]
        while ends:
            end = ends.pop()
            for filler in self.trailing if words.endswith(self.trailing, 0, end) else ():
                if words.endswith(filler, 0, end) and (start := end - len(filler)) not in seen:
                    seen.add(start)
                    ends.append(start)
        return words[: min(seen)]

    def worth_reading(self, plain: str) -> bool:
        """Whether a text without digits may still state something: a figure in Chinese numerals, or a grade."""
        return self.grade_words_in(plain) or not _HAN_DIGITS.isdisjoint(plain)

    def grade_words_in(self, plain: str) -> bool:
        """Whether a grade is given in the text."""
        return self.grade.search(plain) is not None

    def siblings(self, key: str) -> tuple[str, ...]:
        """The partition a subject belongs to, or ()."""
        return next((partition for partition in self.partitions if key in partition), ())

    def akin(self, measure: str, other: str) -> bool:
        """Whether a part may bear the one measure under a whole that bears the other."""
        return measure == other or any(measure in family and other in family for family in self.families)

    def heading_subject(self, heading: str) -> str | None:
        """The subject that a heading lends: that of the longest of its words the heading holds."""
        found = [(len(word), subject) for subject, words in self.headings.items() for word in words if word in heading]
        return max(found)[1] if found else None


def dimensions_of(figure: Figure) -> frozenset[str]:
    """The dimension names that a glossary entry may use for this figure: its own, and `people` for persons."""
    if figure.unit is not None and figure.dimension == "count" and figure.unit.base == PERSON:
        return _PEOPLE
    return _single(figure.dimension)


_PEOPLE = frozenset({"count", "people"})


@cache
def _single(dimension: str) -> frozenset[str]:
    return frozenset({dimension})


def _grade_pattern(data: dict[str, list[str]]) -> re.Pattern[str]:
    """`评价结果为“优”`, `自评等级：良好`: an introducing word, at most a few linking characters, the grade."""
    introducing, words = one_of(data["introduced_by"]).pattern, one_of(data["words"]).pattern
    linking = "".join(data["linking"])
    within = one_of(data["not_before"]).pattern
    return re.compile(rf"(?:{introducing})[{linking}:：“”\"'‘’\s]{{0,5}}(?P<grade>{words})(?!{within})")


@cache
def load_glossary(directory: Path | None = None) -> Glossary:
    """The glossary of a rules directory (default: the one shipped). Raises PackError."""
    return _compile(read_source((directory or rules_directory()) / "glossary.yaml"))


def one_of(words: list[str] | tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of literal words, longest first."""
    return re.compile("|".join(_literal(word) for word in sorted(words, key=lambda w: (-len(w), w))) or r"(?!)")


_GAP = r"[^，,。；;：:、\d]{1,8}?"


def _literal(word: str) -> str:
    """A word as a pattern: … stands for a few characters of the same clause (按…分)."""
    return _GAP.join(re.escape(piece) for piece in word.split("…"))


def _compile(source: Source) -> Glossary:
    data = source.data
    for section in data:
        if section not in _KNOWN_SECTIONS:
            raise source.unknown((section,), "section", section, _KNOWN_SECTIONS)
    aliases: dict[str, list[Alias]] = {}
    measures = {key: _measure(source, key, entry, aliases) for key, entry in data["measures"].items()}
    for key, entry in data["subjects"].items():
        _add(aliases, "subject", key, entry["words"], strong=True)
    for key, words in data["periods"].items():
        _add(aliases, "period", key, words, strong=True)
    _require_subjects(source, data)
    return Glossary(
        source=source,
        measures=measures,
        by_name={measure.zh: key for key, measure in measures.items()},
        subjects={key: entry["zh"] for key, entry in data["subjects"].items()},
        partitions=tuple(tuple(partition) for partition in data["partitions"]),
        families=tuple(frozenset(family) for family in data["families"]),
        headings={key: tuple(words) for key, words in data["headings"].items()},
        operators={key: _operator(entry) for key, entry in data["operators"].items()},
        leading=re.compile(f"(?:{one_of(data['fillers']['leading']).pattern})+"),
        trailing=tuple(data["fillers"]["trailing"]),
        words={key: tuple(words) for section in ("names", "indicators") for key, words in data[section].items()},
        roles=data["statements"],
        documents=data["documents"],
        grade=_grade_pattern(data["grades"]),
        tables=_table_words(data["tables"]),
        _aliases={word: tuple(found) for word, found in aliases.items()},
        _firsts=frozenset(word[0] for word in aliases),
        _lengths=_lengths_by_beginning(aliases),
    )


def _lengths_by_beginning(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The lengths of words by their first two characters; a word of one character may stand before any second one."""
    single = {word for word in words if len(word) == 1}
    lengths: dict[str, set[int]] = {word: {1} for word in single}
    for word in words:
        lengths.setdefault(word[:2], {1} if word[0] in single else set()).add(len(word))
    return {beginning: tuple(sorted(found, reverse=True)) for beginning, found in lengths.items()}


def _table_words(data: dict[str, Any]) -> TableWords:
    notes = "|".join(re.escape(word) for word in data["unit_note"])
    return TableWords(
        columns={word: slot for slot, words in data["columns"].items() for word in words},
        totals=tuple(tuple(words) for words in data["totals"]),
        marks_totals=tuple(data["marks_totals"]),
        of_which=tuple(data["of_which"]),
        unit_note=re.compile(rf"(?:{notes})[:：]?(?:{'|'.join(data['currency'])})?(?P<unit>.{{1,4}})"),
        absent=frozenset(data["absent"]),
        plain_totals=frozenset([*data["plain_totals"], *(word for words in data["totals"] for word in words)]),
        rest=tuple(data["rest"]),
        views=tuple(data["views"]),
        goal_heads=tuple(data["goal_heads"]),
        result_heads=tuple(data["result_heads"]),
        plan_heads=tuple(data["plan_heads"]),
        project_labels=tuple(data["project_labels"]),
        project_titles=tuple(data["project_titles"]),
        whole_titles=tuple(data["whole_titles"]),
    )


_MEASURE_KEYS = {"zh", "role", "dimension", "exact", "strong", "weak"}


def _measure(source: Source, key: str, entry: dict[str, Any], aliases: dict[str, list[Alias]]) -> Measure:
    for name in entry:
        if name not in _MEASURE_KEYS:
            raise source.unknown(("measures", key, name), "key", name, _MEASURE_KEYS)
    for name in ("zh", "role", "dimension"):
        if name not in entry:
            raise source.error(("measures", key), f"measure {key!r} has no {name!r}")
    _add(aliases, "measure", key, [entry["zh"], *entry.get("strong", ())], strong=True)
    _add(aliases, "measure", key, entry.get("weak", ()), strong=False)
    dimensions = None if entry["dimension"] == "any" else frozenset(entry["dimension"])
    return Measure(key, entry["zh"], entry["role"], dimensions, bool(entry.get("exact")))


def _add(aliases: dict[str, list[Alias]], facet: Facet, key: str, words: Any, *, strong: bool) -> None:
    for word in words:
        alias = Alias(facet, key, strong)
        found = aliases.setdefault(word, [])
        if alias not in found:
            found.append(alias)


def _operator(entry: dict[str, Any]) -> Operator:
    words = tuple(entry["words"])
    return Operator(words, one_of(words), bool(entry.get("exhaustive")), tuple(entry.get("closing", ())))


def _require_subjects(source: Source, data: dict[str, Any]) -> None:
    for index, partition in enumerate(data["partitions"]):
        for place, key in enumerate(partition):
            if key not in data["subjects"]:
                raise source.unknown(("partitions", index, place), "subject", key, data["subjects"])
    for key in data["headings"]:
        if key not in data["subjects"]:
            raise source.unknown(("headings", key), "subject", key, data["subjects"])
