"""One paragraph under extraction: its layout, the names of its figures, their ids."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from gouji.document.model import Block, Span
from gouji.document.outline import Section
from gouji.extract.layout import Layout, Mention, Region, lay_out
from gouji.extract.naming import Known, Name, Namer
from gouji.frozen import replace
from gouji.quantity.figure import Figure
from gouji.rulebook.glossary import Glossary, Operator

NOTHING_COMPUTED: Mapping[int, tuple[int, int]] = {}
NOT_ADDITIVE = frozenset({"ratio", "points", "unit_price", "bare", "other"})


class Paragraph:
    """Mutable while its extractors run; nothing of it outlives `extract`. `computed`: where numbers stand that are reckoned with, and
    the words that name each; bare ones are kept."""

    def __init__(
        self,
        index: int,
        block: Block,
        figures: list[Figure],
        section: Section,
        glossary: Glossary,
        first_id: int,
        known: Known,
        computed: Mapping[int, tuple[int, int]] = NOTHING_COMPUTED,
    ) -> None:
        self.index = index
        self.block = block
        self.section = section
        self.glossary = glossary
        plain = self.plain = block.plain
        self.layout: Layout = lay_out(plain, figures)
        self.namer = Namer(glossary, self.layout, known)
        mentions = [_renamed(mention, computed) for mention in self.layout.mentions] if computed else self.layout.mentions
        named = [(mention, self.namer.own(mention)) for mention in mentions]
        kept = [(mention, name) for mention, name in named if mention.figure.dimension != "bare" or self._says_what(name) or mention.figure.start in computed]
        self.mentions: list[Mention] = [mention for mention, _ in kept]
        self.names: list[Name] = [name for _, name in kept]
        self.ids = [f"f{first_id + offset}" for offset in range(len(kept))]
        self._phrases = [self.words(mention.phrase) for mention in self.mentions]
        self._by_sentence: dict[int, list[int]] = {}
        for position, mention in enumerate(self.mentions):
            self._by_sentence.setdefault(mention.sentence, []).append(position)
        self._starts = [mention.figure.start for mention in self.mentions]
        self.first_label = next((mention for mention in self.mentions if mention.label is not None), None)
        self.parts_of: dict[int, int] = {}
        self.growth_of: dict[int, int] = {}
        self.item_names: dict[int, str] = {}
        self.slipped: dict[int, bool] = {}
        self.in_record: set[int] = set()
        self.paid: dict[int, int] = {}
        self.bound: set[int] = set()
        self.columns: set[int] = set()
        self.within_named: set[int] = set()
        self.computed = {position for position, mention in enumerate(self.mentions) if mention.figure.start in computed}

    @staticmethod
    def _says_what(name: Name) -> bool:
        return name.measure is not None and name.source in ("own", "label")

    def __len__(self) -> int:
        return len(self.mentions)

    def words(self, region: Region) -> str:
        return self.plain[region.start : region.end]

    def phrase(self, position: int) -> str:
        return self._phrases[position]

    def has_figure(self, start: int, stop: int) -> bool:
        """Whether a figure starts between two offsets."""
        at = self.after(start)
        return at < len(self) and self.mentions[at].figure.start < stop

    def in_sentence(self, sentence: int) -> list[int]:
        """The positions of the figures of one sentence."""
        return self._by_sentence.get(sentence, [])

    def in_sentence_of(self, region: Region) -> list[int]:
        """The positions of the figures that start in a region."""
        return list(range(self.after(region.start), self.after(region.end)))

    def by_sentence(self) -> Iterator[tuple[int, list[int]]]:
        """Each sentence that has figures, with their positions."""
        return iter(self._by_sentence.items())

    def after(self, offset: int) -> int:
        """The position of the first figure that starts at or after a character offset."""
        return bisect_right(self._starts, offset - 1)

    def find(self, operator: Operator, region: Region) -> Iterator[re.Match[str]]:
        """Operator words in a region, outside figures."""
        return operator.pattern.finditer(self.plain, region.start, region.end)

    def has(self, key: str, region: Region) -> bool:
        """Whether a region holds a word of an operator group."""
        return self.glossary.operators[key].pattern.search(self.plain, region.start, region.end) is not None

    def depth_at(self, offset: int, sentence: int) -> int:
        start = self.layout.sentences[sentence].start
        opened = sum(self.plain.count(mark, start, offset) for mark in "(（")
        return max(0, opened - sum(self.plain.count(mark, start, offset) for mark in ")）"))

    def at(self, offset: int) -> int | None:
        """The position of the figure that starts at a character offset."""
        position = self.after(offset)
        return position if position < len(self) and self._starts[position] == offset else None

    def opens_with(self, position: int, key: str) -> bool:
        """Whether a figure's phrase begins with a word of an operator group."""
        return self.phrase(position).strip().startswith(self.glossary.operators[key].words)

    def is_share_base(self, position: int) -> bool:
        """`占一般公共预算支出1033.33万元的1.8%`: a base, neither a level nor a part."""
        after = position + 1
        if not self.opens_with(position, "share_of") or after >= len(self) or self.mentions[after].figure.dimension != "ratio":
            return False
        return self.plain[self.mentions[position].figure.end : self.mentions[after].figure.lead].strip() in self.glossary.words["of"]

    def crosses_segment(self, start: int, end: int) -> bool:
        """Whether a ；stands between two offsets."""
        return any(mark in self.plain[start:end] for mark in "；;")

    def span(self, start: int, end: int) -> Span:
        return Span(self.index, start, end)

    def sentence_span(self, sentence: int) -> Span:
        region = self.layout.sentences[sentence]
        return self.span(region.start, region.end)

    def additive(self, position: int) -> bool:
        """Whether a figure can be a whole or a part of a sum."""
        name = self.names[position]
        return self.mentions[position].figure.dimension not in NOT_ADDITIVE and name.measure not in ("unit_price", "average")

    def same_kind(self, left: int, right: int) -> bool:
        """Whether two figures measure in one dimension (persons with persons, 万元 with 元)."""
        one, other = self.mentions[left].figure, self.mentions[right].figure
        if one.dimension != other.dimension:
            return "damaged" in (one.dimension, other.dimension) and {one.dimension, other.dimension} <= {"damaged", "money"}
        if one.dimension != "count":
            return True
        if one.unit is None or other.unit is None or one.unit.base != other.unit.base:
            return False
        nouns = [self.namer.strip(self.words(self.mentions[position].follow)) for position in (left, right)]
        return not all(nouns) or nouns[0] in nouns[1] or nouns[1] in nouns[0]


def _renamed(mention: Mention, computed: Mapping[int, tuple[int, int]]) -> Mention:
    """A number of a formula with the words that are its own."""
    words = computed.get(mention.figure.start)
    return mention if words is None else replace(mention, phrase=Region(*words), follow=Region(mention.figure.end, mention.figure.end), label=None, boundary="")
