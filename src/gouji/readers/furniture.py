"""Page numbers, running heads, and the joining of wrapped lines into paragraphs: shared by every reader that sees lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, cached_property
from itertools import pairwise
from unicodedata import east_asian_width

from gouji.document.titles import is_attachment, title_of
from gouji.frozen import frozen
from gouji.quantity.width import fold
from gouji.readers.border import Traced
from gouji.rulebook.location import load

_NUMERAL = "[一二三四五六七八九十百]{1,4}"
_MARKS = (
    f"第(?:{_NUMERAL}|[0-9]{{1,2}})[章节部分条]",  # 第一章
    f"{_NUMERAL}[、．.](?![0-9])",  # 一、
    f"[（(]{_NUMERAL}[）)]",  # （一）
    "[0-9０-９]{1,2}[.．、](?![0-9０-９])",  # 1. but not 1.5
    "[（(][0-9０-９]{1,2}[）)]",  # （1）
    "[0-9]{1,2}[）)]",  # 1）
    "[①-⑳]",
    "[◆●■★▪•]",
)
_MARK = re.compile(rf"\s*(?:{'|'.join(_MARKS)})")
_NUMBERED_HEADING = re.compile(rf"\s*(?:{'|'.join(_MARKS[1:3])})")
_CLOSERS = "”’\"'）)》」』】]*"
_STOP = re.compile(rf"[。！？!?…][{_CLOSERS}$")
_ENDED = re.compile(rf"[。！？!?…；;：:][{_CLOSERS}$")
_COLON = re.compile("[：:]$")
_OPEN = re.compile(r"[，,、（(《“‘「『【\[≥≤＝=><＞＜+＋×÷\-－~～/0-9０-９.．]$")
_CONTINUES = re.compile(r"[，,、。．.；;：:！!？?）)》”’」』】\]％%‰℃㎡/]")
_IN_SENTENCE = re.compile("[，,。；;：:！？0-9０-９]")
_UNIT = re.compile(r"[0-9０-９A-Za-z.,，%％]+|.")
_NO_LINE_START = re.compile("[，,、。．；;：:！!？?）)》”’」』】％%‰]*")
_DIGITS = re.compile(r"[0-9０-９]+")


@frozen
class Line:
    """A printed line: its characters without indentation, its left and right edge in columns (a Chinese character is two)."""

    traced: Traced
    start: float
    end: float
    blanks: int = 0
    page: int = 1
    fresh: bool = False  # something else stands before it, as a table does: no paragraph goes on here

    @property
    def text(self) -> str:
        return self.traced.text


@frozen
class _Wordings:
    headings: tuple[str, ...]
    continuations: tuple[str, ...]
    going_on: tuple[str, ...]
    titles: tuple[str, ...]
    page_number: re.Pattern[str]
    counting_number: re.Pattern[str]


@cache
def _wordings() -> _Wordings:
    data = load("structure.yaml")
    return _Wordings(
        tuple(data["heading_endings"]),
        tuple(data["heading_continuations"]),
        tuple(data["paragraph_continuations"]),
        tuple(data["title_endings"]),
        _page_number(data["page_numbers"], r"\d{1,4}"),
        _page_number(data["counting_page_numbers"], r"(\d{1,4})"),
    )


def _page_number(forms: Sequence[str], number: str) -> re.Pattern[str]:
    escaped = (re.escape(form).replace(r"\{n\}", number).replace(r"\{m\}", r"\d{1,4}") for form in sorted(forms, key=len))
    return re.compile("|".join(escaped), re.IGNORECASE)


def columns(text: str) -> int:
    """The width of `text` in columns: two for a Chinese character, one for a letter."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def first_word(text: str) -> str:
    """The opening of `text` that no line break divides: a number or a character, with the punctuation that may not begin a line."""
    word = _UNIT.match(text)
    tail = _NO_LINE_START.match(text, word.end()) if word else None
    return text[: tail.end()] if tail else ""


def is_marked(text: str) -> bool:
    """Whether `text` opens with an outline mark: 一、 （一） 1. （1）."""
    return _MARK.match(text) is not None


def is_heading(text: str) -> bool:
    """Whether `text` is a bare heading: an outline mark, a short phrase, no figure, no punctuation but a last colon (`（一）指标一：`)."""
    mark = _MARK.match(text)
    return mark is not None and columns(text) <= 80 and not _IN_SENTENCE.search(_COLON.sub("", text[mark.end() :].rstrip()))


def _is_title(plain: str) -> bool:
    """Whether a line is the title of a report or the mark of an attachment and nothing else."""
    return is_attachment(plain) or title_of(plain) is not None


def splits(before: str, after: str) -> bool:
    """Whether a line break that an author typed inside a paragraph separates two statements."""
    if _OPEN.search(before) or _CONTINUES.match(after):
        return False
    return bool(_ENDED.search(before)) or is_marked(after) or is_heading(before)


def without_furniture(lines: Sequence[Line], at_edge: Sequence[bool], pages: int) -> list[Line]:
    """The lines without page numbers and running heads, which stand at the edge of a page (`at_edge`).

    A page number has a form of `rules/structure.yaml`; a bare number is one only at page edges, where it counts up page by page.
    A running head is text that, digits masked, comes back on at least half of the `pages` and on three or more; a numbered heading (`一、基本概况`) or the
    end of a sentence is none, however many parts of a volume begin or end with it.
    """
    edge = [index for index, stands in enumerate(at_edge) if stands]
    running = [index for index in edge if not _STOP.search(lines[index].text) and not _NUMBERED_HEADING.match(lines[index].text)]
    seen = Counter(text for text, _ in {(masked(lines[index]), lines[index].page) for index in running})
    repeated = {text for text, count in seen.items() if count >= max(3, pages / 2)}
    dropped = {index for index in running if masked(lines[index]) in repeated} | _page_numbers(lines, edge)
    return [line for index, line in enumerate(lines) if index not in dropped]


def _page_numbers(lines: Sequence[Line], edge: Sequence[int]) -> set[int]:
    words = _wordings()
    short = {index: re.sub(r"\s", "", line.text) for index, line in enumerate(lines) if len(line.text) < 24}
    numbered = {index for index, text in short.items() if words.page_number.fullmatch(text)}
    matches = [(index, words.counting_number.fullmatch(short[index])) for index in edge if index in short]
    counting = [(index, int(match.group(1))) for index, match in matches if match]
    if len(counting) > 1 and all(0 < after - before < 3 for (_, before), (_, after) in pairwise(counting)):
        numbered.update(index for index, _ in counting)
    return numbered


def masked(line: Line) -> str:
    """The text of a line without blanks and with 0 for every number, which is what running heads have in common."""
    return _DIGITS.sub("0", re.sub(r"\s", "", line.text))


def paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines gathered into paragraphs: a break inside a word, a number or a sentence means nothing. Each report of a volume has a layout of its own."""
    starts = [0, *(index for index in range(1, len(lines)) if _begins_report(lines[index - 1].text, lines[index].text)), len(lines)]
    return [paragraph for start, end in pairwise(starts) for paragraph in _gathered(lines[start:end])]


def _begins_report(before: str, text: str) -> bool:
    """Whether a line is a whole title of a report: it says whose, and nothing above goes on with it."""
    if not (_STOP.search(before) or is_marked(before)):
        return False
    title = title_of(fold(text))
    return title is not None and title.names_something


def _gathered(lines: Sequence[Line]) -> list[list[Line]]:
    layout = _Layout(lines)
    gathered: list[list[Line]] = []
    for index, line in enumerate(lines):
        if gathered and layout.joins(index, gathered[-1], first=len(gathered) == 1):
            gathered[-1].append(line)
        else:
            gathered.append([line])
    return gathered


class _Layout:
    """What the shape of all lines tells: are they wrapped at all, how far do they reach, do indentation or blank lines mark paragraphs?"""

    WINDOW = 15

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines

    def joins(self, index: int, gathered: list[Line], first: bool) -> bool:
        """Whether line `index` goes on with the paragraph `gathered`, which ends with the line before it."""
        before, line = self.lines[index - 1], self.lines[index]
        if line.fresh:
            return False
        if _CONTINUES.match(line.text):
            return True
        if not self.wrapped:
            return before.text[-1] in "，、"
        if line.text.startswith(_wordings().going_on):
            return True
        if _OPEN.search(before.text):
            return not (before.text[-1].isdigit() and _NUMBERED_HEADING.match(line.text))  # 附件1 over 一、基本概况
        if _COLON.search(before.text) and line.text[0].isdigit() and not is_marked(line.text):
            return True  # …；县级资金： over 1451.624107万元。
        sofar = "".join(part.text for part in gathered[:4])
        short = self._is_short(index - 1, line)
        if is_marked(line.text) and (short or _ENDED.search(before.text) or before.text.endswith(_wordings().titles) or is_heading(sofar)):
            return self._is_inline_mark(line.text, sofar) and not short
        if is_heading(sofar):
            return not (short or self._indented(index) or self._has_lost_indent(index) or self._ends_heading(before.text, line.text))
        if first and not _STOP.search(before.text) and len(gathered) < 4:
            return not before.text.endswith(_wordings().titles) and (not short or self._is_torn_title(index))
        return self._sentence_goes_on(index, before, short)

    def _sentence_goes_on(self, index: int, before: Line, short: bool) -> bool:
        if self._indented(index) or self._spaced(index):
            return False
        if _STOP.search(before.text):
            text = self.lines[index].text
            return not (short or self._has_lost_indent(index) or self._opens_like_others(text) or _is_title(fold(text)))
        if _COLON.search(before.text):
            return not short
        return not (short and before.end < 0.6 * self.reach[index - 1])

    @staticmethod
    def _is_inline_mark(mark: str, sofar: str) -> bool:
        """`问题：（1）…；` with `（2）` at the start of the next line: the list runs on in its paragraph."""
        opening = _MARK.match(mark)
        shape = re.sub(f"{_NUMERAL}|[0-9]+", "#", opening.group().strip()) if opening else ""
        return bool(shape) and shape in re.sub(f"{_NUMERAL}|[0-9]+", "#", sofar[1:]) and shape != re.sub(f"{_NUMERAL}|[0-9]+", "#", sofar[:6])[: len(shape)]

    @staticmethod
    def _ends_heading(heading: str, following: str) -> bool:
        words = _wordings()
        return bool(_COLON.search(heading)) or (heading.endswith(words.headings) and not following.startswith(words.continuations))

    def _is_short(self, index: int, following: Line) -> bool:
        """Whether the first word of the following line would have fitted at the end of this one."""
        return self.lines[index].end + (columns(first_word(following.text)) or 2) <= self.reach[index]

    def _indented(self, index: int) -> bool:
        return self.indents_tell and self.lines[index].start - self.margin >= 2

    def _has_lost_indent(self, index: int) -> bool:
        """A line that is short though its sentence goes on was the first of its paragraph before the copy lost its indentation."""
        if self.indents_tell or index + 1 >= len(self.lines) or _ENDED.search(self.lines[index].text):
            return False
        after = self.lines[index + 1]
        return not is_marked(after.text) and 3 <= self.reach[index] - self.lines[index].end <= 6 and self._is_short(index, after)

    def _is_torn_title(self, index: int) -> bool:
        """`…绩效自` / `评报告`: a title that is short by no more than a lost indentation and ends on the next line."""
        return self.reach[index - 1] - self.lines[index - 1].end <= 6 and self.lines[index].text.endswith(_wordings().titles)

    def _opens_like_others(self, text: str) -> bool:
        """Parallel paragraphs open alike (`综上所述，` `强化…`): all there is to go by where a paragraph fills its last line."""
        return not self.indents_tell and text[:2] in self.openings

    def _spaced(self, index: int) -> bool:
        return self.blanks_tell and self.lines[index].blanks > self.usual_blanks

    @cached_property
    def wrapped(self) -> bool:
        """Most lines of a hard-wrapped text end in mid-sentence; where each line is a paragraph, hardly any does."""
        titled = bool(self.lines) and not _IN_SENTENCE.search(_DIGITS.sub("", self.lines[0].text))
        bodies = [line.text for line in self.lines[titled:] if not is_heading(line.text)]
        unfinished = sum(1 for text in bodies if not _ENDED.search(text))
        return unfinished > 0.25 * len(bodies)

    @cached_property
    def reach(self) -> list[float]:
        """For each line, how far right the lines around it go: the second widest, so that one odd line does not count."""
        ends = [line.end for line in self.lines]
        return [sorted(ends[max(0, index - self.WINDOW) : index + self.WINDOW + 1])[-2:][0] for index in range(len(ends))]

    @cached_property
    def openings(self) -> frozenset[str]:
        """The two characters that more than one paragraph of running text surely opens with."""
        seen = Counter(
            line.text[:2]
            for index, (before, line) in enumerate(pairwise(self.lines))
            if not is_marked(line.text) and (is_heading(before.text) or _STOP.search(before.text)) and self._is_short(index, line)
        )
        return frozenset(opening for opening, count in seen.items() if count > 1 and not _DIGITS.search(opening))

    @cached_property
    def margin(self) -> float:
        """The leftmost start that is no exception: indented first lines may well outnumber the others."""
        starts = Counter(round(line.start) for line in self.lines)
        return min(start for start, count in starts.items() if count >= min(max(starts.values()), max(2, len(self.lines) // 12)))

    @cached_property
    def usual_blanks(self) -> int:
        return Counter(line.blanks for line in self.lines[1:]).most_common(1)[0][0] if len(self.lines) > 1 else 0

    @cached_property
    def indents_tell(self) -> bool:
        """Indentation marks paragraphs where no line that is sure to go on is followed by an indented one."""
        indented = [index for index in range(1, len(self.lines)) if 2 <= self.lines[index].start - self.margin <= 8]
        return len(indented) > 1 and sum(map(self._surely_goes_on, indented)) <= len(indented) // 20

    @cached_property
    def blanks_tell(self) -> bool:
        spaced = [index for index in range(1, len(self.lines)) if self.lines[index].blanks > self.usual_blanks]
        return len(spaced) > 2 and not any(map(self._surely_goes_on, spaced))

    def _surely_goes_on(self, index: int) -> bool:
        before = self.lines[index - 1].text
        return not _ENDED.search(before) and not is_heading(before) and not is_marked(self.lines[index].text) and not before.endswith(_wordings().titles)
