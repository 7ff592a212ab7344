"""Which concept and which subject a figure has: alias, label, subject words, open noun; inheritance is the caller's."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from gouji.extract.layout import Layout, Mention, Region
from gouji.frozen import frozen, replace
from gouji.ledger import MOVEMENTS, PREVIOUS, TO_DATE, WHOLE, Source
from gouji.quantity.dates import DATE, UNTIL_MONTH, YEAR, undated
from gouji.quantity.figure import Figure
from gouji.rulebook.glossary import Glossary, Hit, Measure

_NAME_NOISE = re.compile(r"[\s“”\"'《》\[\]【】]+")
_ITEM_MARK = re.compile(r"^\s*\(?\d{1,2}[.、)](?!\d)")  # 1.购置图书18052册；2.修缮…
LONGEST_NAME = 24
_FUNDING = frozenset({"fiscal", "transfers"})  # “三公”经费财政拨款支出决算 is of the 三公经费, whoever paid
_LAST_MONTH = 12
_LEAST_OWN = 3  # characters of no glossary that name a project before 项目预算
_NAME_BEHIND = 12  # `项目资金235.50万元于当年3月全部到位`


@frozen
class Name:
    """What a figure is called, facet by facet, and how each facet is known. `noun` is the open name; `cue` the alias that named the measure."""

    measure: str | None
    source: Source
    noun: str
    subject: str | None
    subject_source: Source
    period: str | None
    cue: Hit | None

    @property
    def says_measure(self) -> bool:
        """Named by words that are no subject at the same time (the 支出 of 基本支出 tells nothing where a whole gives the measure)."""
        return self.cue is not None and all(alias.facet != "subject" for alias in self.cue.aliases)

    @property
    def firm(self) -> bool:
        """Named by a strong alias of its own or of its label."""
        return self.measure is not None and self.source in ("own", "label", "record")


@dataclass(slots=True)
class Known:
    """What was found out about words that come back all over a document; `year`: the one that its title tells."""

    stripped: dict[str, str] = field(default_factory=dict)
    entities: dict[str, bool] = field(default_factory=dict)
    year: str | None = None


class Namer:
    """Names the figures of one paragraph; holds its alias hits."""

    def __init__(self, glossary: Glossary, layout: Layout, known: Known | None = None) -> None:
        self.glossary = glossary
        self.known = known or Known()
        self.layout = layout
        self.hits = glossary.hits(layout.plain)
        self._starts = [hit.start for hit in self.hits]
        self._aside_starts = [aside.start for aside in layout.asides]

    def within(self, region: Region) -> list[Hit]:
        """The hits inside a region, left to right, those in brackets without figures left out."""
        found = []
        for hit in self.hits[bisect_left(self._starts, region.start) :]:
            if hit.start >= region.end:
                break
            if hit.end <= region.end and not self._aside(hit, region):
                found.append(hit)
        return found

    def _aside(self, hit: Hit, region: Region) -> bool:
        at = bisect_right(self._aside_starts, hit.start) - 1
        return at >= 0 and self.layout.asides[at].start >= region.start and hit.start < self.layout.asides[at].end

    def own(self, mention: Mention) -> Name:
        """The name that a figure's own phrase (or its label) gives it."""
        hits = self.within(mention.phrase)
        hit, measure, source = self._measure(mention, hits)
        subject, subject_source = self._subject(mention, hits, hit)
        noun = self.noun(mention, hits)
        if measure is None and noun:
            source = "open"
        return Name(measure.key if measure else None, source, noun, subject, subject_source, self._period(mention, hits), hit)

    def _measure(self, mention: Mention, hits: list[Hit]) -> tuple[Hit | None, Measure | None, Source]:
        strong = self._rightmost(mention, hits, strong=True)
        if strong and strong[1].role == "rate" and self._is_punctual(mention.phrase.start, strong[0]):
            return None, None, "none"
        if strong and (budget := self._budget_of_project(mention, hits, strong[0])) is not None:
            return (*budget, "weak")
        if strong:
            return (*strong, "own")
        if mention.label is not None and mention.boundary == ":":
            label = self._rightmost(mention, self.within(mention.label), strong=True)
            if label and self._ends_label(label[0], mention.label) and not self._is_punctual(mention.label.start, label[0]):
                return (*label, "label")
        behind = Region(mention.follow.start, min(mention.follow.end, mention.follow.start + _NAME_BEHIND))
        following = self._named_behind(mention, behind) if mention.figure.dimension == "money" and not hits else None
        if following and following[1].key not in MOVEMENTS:
            return (*following, "label")
        weak = self._rightmost(mention, hits, strong=False)
        if (
            weak
            and weak[1].key == "final_budget"
            and any(word in self.layout.plain[mention.phrase.start : weak[0].end] for word in self.glossary.words["at_the_start"])
        ):
            return weak[0], self.glossary.measures["opening_budget"], "own"  # 年初批复部门预算
        if weak:
            return (*weak, "own" if self._says_a_rate(mention, *weak) else "weak")
        return None, None, "none"

    def _is_punctual(self, start: int, hit: Hit) -> bool:
        """`养老金按时足额发放率` is no rate of money."""
        words = self.layout.plain[start : hit.end]
        return any(word in words for word in self.glossary.words["punctual"])

    def _budget_of_project(self, mention: Mention, hits: list[Hit], strong: Hit) -> tuple[Hit, Measure] | None:
        """`科技创新券兑付项目预算2,616.52万元`: 兑付 belongs to the project's name, 预算 says what the figure is."""
        last = self._rightmost(mention, hits, strong=False)
        if last is None or last[1].role != "budget" or last[0].start < strong.end or self.layout.plain[last[0].end : mention.phrase.end].strip():
            return None
        between = self.layout.plain[strong.end : last[0].start] + last[0].word
        return last if any(ending in between for ending in self.glossary.words["projects"]) else None

    def _named_behind(self, mention: Mention, behind: Region) -> tuple[Hit, Measure] | None:
        """`100万元预算`, `在2600.09万元的预算规模内实际列支…`: the first word behind a figure that may name it, if it is a sure one."""
        hits = self.within(behind)
        first = next((hit for hit in hits if any(alias.facet == "measure" for alias in hit.aliases)), None)
        if first is not None and (weak := self._rightmost(mention, [first], strong=False)) and weak[1].role == "budget":
            return weak
        return self._rightmost(mention, hits, strong=True)

    def _says_a_rate(self, mention: Mention, hit: Hit, measure: Measure) -> bool:
        """`省级资金执行86.43%`: the word of an amount right before a rate can only mean its rate."""
        return measure.role == "rate" and not self.layout.plain[hit.end : mention.phrase.end].strip()

    def _ends_label(self, hit: Hit, label: Region) -> bool:
        """`综合得分：` names what follows; `自评结果如下：` only announces it."""
        rest = self.layout.plain[hit.end : label.end].strip()
        return not rest or rest.startswith("(")

    def _rightmost(self, mention: Mention, hits: list[Hit], *, strong: bool) -> tuple[Hit, Measure] | None:
        for hit in reversed(hits):
            for alias in hit.aliases:
                if alias.facet == "measure" and alias.strong is strong:
                    measure = self.glossary.measures[alias.key]
                    if measure.admits(mention.figure):
                        return hit, measure
        return None

    def _subject(self, mention: Mention, hits: list[Hit], cue: Hit | None) -> tuple[str | None, Source]:
        found = [alias.key for hit in hits for alias in hit.aliases if alias.facet == "subject"]
        if not found and mention.label is not None and mention.boundary == ":":
            found = [alias.key for hit in self.within(mention.label) for alias in hit.aliases if alias.facet == "subject"]
        particular = [key for key in found if key != WHOLE]
        entity = self._entity(mention, cue) if cue else None
        if entity:
            return entity, "own"
        if particular:
            return next((key for key in reversed(particular) if key not in _FUNDING), particular[-1]), "own"
        return (WHOLE, "own") if found else (None, "none")

    def _entity(self, mention: Mention, cue: Hit) -> str | None:
        """`蔬菜直销店建设资金预算50万元`: the words before the measure, where they end like the name of a thing funded."""
        words = self.strip(self.layout.plain[mention.phrase.start : max(cue.start, mention.phrase.start)])
        begun = next((ending for ending in self.glossary.words["projects"] if cue.word.startswith(ending)), "")
        words = words + begun if words else words  # 农田宜机化改造|项目预算安排
        return words if self.is_entity(words) else self._before_a_budget(mention, cue)

    def _before_a_budget(self, mention: Mention, cue: Hit) -> str | None:
        """`田间工程设施管护项目预算安排366.76万元`: 项目预算 is no word of its own behind a name that no glossary has."""
        for hit in self.within(Region(mention.phrase.start, cue.start)):
            ending = next((ending for ending in self.glossary.words["projects"] if hit.word.startswith(ending) and hit.word != ending), None)
            words = self.strip(self.layout.plain[mention.phrase.start : hit.start])
            named = len(words) - sum(known.end - known.start for known in self.glossary.hits(words))
            if ending and named >= _LEAST_OWN and self.is_entity(words + ending):
                return words + ending
        return None

    def is_entity(self, words: str) -> bool:
        """Whether words look like the name of a project, fund or body, and are not themselves glossary words."""
        if (known := self.known.entities.get(words)) is None:
            known = self.known.entities[words] = self._is_entity(words)
        return known

    def _is_entity(self, words: str) -> bool:
        names = self.glossary.words
        if len(words) < 3 or len(words) > LONGEST_NAME or words in names["not_entities"]:
            return False
        if not words.endswith(names["entity_endings"]):
            return False
        return not any(hit.start == 0 and hit.end == len(words) for hit in self.glossary.hits(words))

    def opening_period(self, mention: Mention) -> str | None:
        """`2021年6月底，项目支出…，支出进度26.43%`: the part of a year that a sentence opens with, for its first figure and all that follow."""
        opening = Region(self.layout.sentences[mention.sentence].start, mention.phrase.start)
        period = self._period_of(opening, self.within(opening))
        return period if (period or "").startswith(TO_DATE) else None

    def _period(self, mention: Mention, hits: list[Hit]) -> str | None:
        own = self._period_of(mention.phrase, hits)
        if own is None and mention.label is not None and mention.boundary == ":":  # 1—6月完成值：58座
            labelled = self._period_of(mention.label, self.within(mention.label))
            return labelled if (labelled or "").startswith(TO_DATE) else None
        return own

    def _period_of(self, region: Region, hits: list[Hit]) -> str | None:
        if any(alias.facet == "period" and alias.key == PREVIOUS for hit in hits for alias in hit.aliases):
            return PREVIOUS
        if any(alias.facet == "period" and alias.key == "midyear" for hit in hits for alias in hit.aliases):
            return f"{TO_DATE}6"
        month = UNTIL_MONTH.search(self.layout.plain, region.start, region.end)
        until = next(filter(None, month.groups())) if month is not None else None
        if until is not None and int(until) < _LAST_MONTH:
            return f"{TO_DATE}{until}"
        years = YEAR.findall(self.layout.plain, region.start, region.end)
        return years[-1] if years else None

    def noun(self, mention: Mention, hits: list[Hit] | None = None) -> str:
        """The open name: the phrase without what comes before its last comparison, fillers and dates; for `5个科室` the noun after."""
        plain = self.layout.plain
        start = mention.phrase.start
        words = _ITEM_MARK.sub("", self._without_asides(Region(start, mention.phrase.end)))
        name = self.strip(self._object(words))
        base = self.glossary.operators["share_of"].words[0]
        name = name.removeprefix(base) if words.strip().startswith(base) else name
        if not name and mention.label is not None and mention.boundary == ":":
            name = self.strip(plain[mention.label.start : mention.label.end])
        if not name or (mention.figure.dimension == "count" and mention.follow.end > mention.follow.start and not self._moves(mention.follow)):
            follow = self.strip(plain[mention.follow.start : min(mention.follow.end, mention.follow.start + LONGEST_NAME)])
            name = follow or name
        return name[-LONGEST_NAME:]

    def _object(self, words: str) -> str:
        """What the last verb of a phrase takes: `批发零售企业完成零售额` names 零售额."""
        for verb in self.glossary.words["verbs"]:
            _, found, tail = words.rpartition(verb)
            if found and len(tail) > 1 and not tail.startswith(self.glossary.words["rate_ending"]):
                words = tail
        return words

    def _moves(self, region: Region) -> bool:
        """Whether the words behind a figure tell of a movement (`比上年38.2万人次增加`), not of a thing."""
        return any(alias.key in MOVEMENTS for hit in self.within(region) for alias in hit.aliases)

    def _without_asides(self, region: Region) -> str:
        plain = self.layout.plain
        pieces, at = [], region.start
        for aside in self.layout.asides[bisect_left(self._aside_starts, region.start) :]:
            if aside.start >= region.end:
                break
            if aside.end <= region.end:
                pieces.append(plain[at : aside.start])
                at = aside.end
        pieces.append(plain[at : region.end])
        return "".join(pieces)

    def split(self, words: str) -> list[str]:
        """Names joined by 、 or a joining word, without blanks."""
        joiners = "|".join(("、", *self.glossary.words["joiners"]))
        return [name for name in re.split(joiners, words) if name.strip()]

    def undated(self, words: str) -> str:
        """Words without the date (and 的) that ends them."""
        return undated(words.strip())

    def strip(self, words: str) -> str:
        """Words without dates, quotes and fillers at their ends."""
        if (known := self.known.stripped.get(words)) is None:
            known = self.known.stripped[words] = self._strip(words)
        return known

    def _strip(self, words: str) -> str:
        words = _NAME_NOISE.sub("", words)
        start = self._past_front(words, 0)
        words = self.glossary.without_end(words[start:])
        at, before = 0, -1
        while at > before:
            at, before = self._past_front(words, at), at
        return words[at:]

    def _past_front(self, words: str, at: int) -> int:
        """Behind the date and the fillers that stand at `at`."""
        date = DATE.match(words, at)
        at = date.end() if date else at
        leading = self.glossary.leading.match(words, at)
        return leading.end() if leading else at


def topic(glossary: Glossary, words: str, figure: Figure) -> tuple[str | None, str | None]:
    """What an indicator's name says of its value: the last measure in it that the figure may bear, and the last subject."""
    measure = subject = None
    punctual = any(word in words for word in glossary.words["punctual"])  # 工资按月发放率 is no rate of money
    for hit in glossary.hits(words):
        for alias in hit.aliases:
            if alias.facet == "subject":
                subject = alias.key
            elif alias.facet == "measure" and glossary.measures[alias.key].admits(figure) and glossary.measures[alias.key].dimensions is not None:
                measure = None if punctual and glossary.measures[alias.key].role == "rate" else alias.key
    return measure, subject


def inherit_measure(name: Name, giver: Name, source: Source) -> Name:
    """`name` with the measure of its whole or sibling."""
    return replace(name, measure=giver.measure, source=source)
