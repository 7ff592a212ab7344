"""Arithmetic that the text writes out: `951.23÷1010.32×100%=94.15%`, `得分=10×95.2%=9.52分`, `120元×35人×3天=12600元`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import accumulate, islice

from gouji.extract.paragraph import Paragraph
from gouji.frozen import frozen, replace
from gouji.ledger import Binding, Statement
from gouji.quantity.exact import exact
from gouji.quantity.figure import Figure, read
from gouji.quantity.unit import unit_end

_EQUALS = re.compile(r"[=≈]")
_BOUNDARY = re.compile(r"[。;!?:、“”\"<>≤≥]|[，,](?!\d{3}(?!\d))|(?<!\d)[，,]")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_NAME = re.compile(r"[^\W\d_]{0,16}?(?=[\d(])")
_NOTE = re.compile(r"\([^()\d=]{1,20}\)")
_SIGNS = {"×": "×", "*": "×", "x": "×", "X": "×", "✕": "×", "·": "×", "÷": "÷", "/": "÷", "+": "+", "-": "−", "−": "−", "–": "−"}
_PER_THING = re.compile(r"/[^\W\d_]{1,3}(?=\s*(?:[×*xX✕÷=≈)+-]|$))")  # 0.5分/个
_OPENING = re.compile(r"(?<![\d.,])\d|\(")
_MOST_OPENINGS = 4
_LONGEST = 200  # characters of one formula
_MOST_TERMS = 24
_DEEPEST = 6
_QUOTES = ("“", "”", '"')
_PER_CENT = ("100%", "100")  # ×100 before a result in per cent says how it is told


@frozen
class Term:
    """A number of a formula where it stands, its unit with it."""

    start: int
    end: int


@frozen
class Formula:
    """One equation as written: its result, its terms in order, and how they are joined, in the claim language: `result = a × b`."""

    start: int
    end: int
    result: Term
    terms: tuple[Term, ...]
    claim: str
    label: tuple[int, int] | None = None


class _Parser:
    """Reads one side of an equation; None wherever it is none."""

    def __init__(self, plain: str, at: int, end: int) -> None:
        self.plain, self.at, self.end = plain, at, end
        self.terms: list[Term] = []

    def side(self) -> str | None:
        found = self._sum(0)
        self._blank()
        return found if self.at == self.end and len(self.terms) > 1 else None

    def _blank(self) -> None:
        while self.at < self.end and self.plain[self.at].isspace():
            self.at += 1

    def _take(self, signs: str) -> str:
        self._blank()
        sign = _SIGNS.get(self.plain[self.at], "") if self.at < self.end else ""
        if sign and sign in signs:
            self.at += 1
            return sign
        return ""

    def _sum(self, depth: int) -> str | None:
        return self._joined("+−", lambda: self._product(depth))

    def _product(self, depth: int) -> str | None:
        return self._joined("×÷", lambda: self._atom(depth))

    def _joined(self, signs: str, inner: Callable[[], str | None]) -> str | None:
        found = inner()
        while found is not None and (sign := self._take(signs)):
            other = inner()
            found = f"{found} {sign} {other}" if other is not None else None
        return found

    def _atom(self, depth: int) -> str | None:
        self._blank()
        name = _NAME.match(self.plain, self.at, self.end)
        if name is None or depth > _DEEPEST or len(self.terms) > _MOST_TERMS:
            return None
        self.at = name.end()
        if self.plain[self.at] == "(":
            self.at += 1
            found = self._sum(depth + 1)
            self._blank()
            if found is None or self.at >= self.end or self.plain[self.at] != ")":
                return None
            self.at += 1
            return found if _is_one(found) else f"({found})"
        return self._number()

    def _number(self) -> str | None:
        term = number_at(self.plain, self.at, self.end)
        if term is None:
            return None
        self.at = term.end
        note = _NOTE.match(self.plain, self.at, self.end)
        if note is not None:
            self.at = note.end()
        if self.terms and self._is_rate_of_hundred(term):
            return "100%"
        self.terms.append(term)
        return role(len(self.terms) - 1)

    def _is_rate_of_hundred(self, term: Term) -> bool:
        """The ×100% of `B÷A×100%`, which turns a share into per cent."""
        before = self.plain[: term.start].rstrip()[-1:]
        return self.plain[term.start : term.end] in _PER_CENT and _SIGNS.get(before) == "×" and not self.plain[self.at : self.end].strip()


def _is_one(claim: str) -> bool:
    """Whether a claim is one number or one bracket, which more brackets around it would only make too long to parse."""
    depths = list(accumulate((mark == "(") - (mark == ")") for mark in claim))
    return " " not in claim or (claim.startswith("(") and min(depths[:-1]) > 0)


def role(number: int) -> str:
    """What the claim calls the term of a number: a, b, c."""
    return chr(ord("a") + number) if number < 26 else f"a{chr(ord('a') + number - 26)}"


def number_at(plain: str, at: int, end: int) -> Term | None:
    """The number with its unit that begins at an offset."""
    found = _NUMBER.match(plain, at, end)
    if found is None:
        return None
    after = found.end()
    blank = after + (plain[after : after + 1] == " ")
    stop = after + 1 if plain.startswith("%", after) else max(unit_end(plain, blank), after)
    per = _PER_THING.match(plain, stop, end) if stop > after else None
    return Term(at, per.end() if per else min(stop, end))


def formulas(plain: str) -> list[Formula]:
    """The equations between numbers that a paragraph writes out, in order. Linear: each stretch between two boundaries is read once."""
    found: list[Formula] = []
    for start, end in _stretches(plain):
        if plain[start - 1 : start] in _QUOTES and plain[end : end + 1] in _QUOTES:
            continue  # “100-1=0”
        cuts = [match.start() for match in _EQUALS.finditer(plain, start, end)]
        begins = [start, *(cut + 1 for cut in cuts)]
        label = None
        for begin, cut in zip(begins, cuts, strict=False):
            before = found[-1].result if found else None
            again = before is not None and begin <= before.start and before.end == cut
            side = ((before,), role(0)) if again and before else _side(plain, begin, cut)
            if side is None:
                label = label or (begin, cut)
                continue
            terms, claim = side
            result = _result(plain, cut + 1, end)
            if result is not None:
                found.append(Formula(terms[0].start, result.end, result, terms, f"result = {claim}", label))
    return found


def _side(plain: str, start: int, end: int) -> tuple[tuple[Term, ...], str] | None:
    """The terms and the joint of what stands before an =: words may open it."""
    for begin in _openings(plain, start, end):
        parser = _Parser(plain, begin, end)
        claim = parser.side()
        if claim is not None:
            return tuple(parser.terms), claim
    return None


def _openings(plain: str, start: int, end: int) -> Iterator[int]:
    """Where an expression may begin: at its first number or bracket, or, behind a year in its name, at the next ones."""
    return (match.start() for match in islice(_OPENING.finditer(plain, start, end), _MOST_OPENINGS))


def _result(plain: str, at: int, end: int) -> Term | None:
    """The one number behind an =, which nothing is added to."""
    at += len(plain[at:end]) - len(plain[at:end].lstrip())
    minus = plain[at : at + 1] in ("-", "−", "–")
    term = number_at(plain, at + minus, end)
    if term is None:
        return None
    after = plain[term.end : end].lstrip()[:1]
    return None if after in _SIGNS else Term(at, term.end)


def _stretches(plain: str) -> Iterator[tuple[int, int]]:
    """The stretches that hold an =, from boundary to boundary, within their bracket."""
    done = 0
    for match in _EQUALS.finditer(plain):
        if match.start() < done:
            continue
        start, end = _back(plain, match.start(), done), _on(plain, match.end())
        yield start, end
        done = end


def _back(plain: str, at: int, floor: int) -> int:
    depth, least = 0, max(floor, at - _LONGEST)
    while at > least:
        mark = plain[at - 1]
        depth += (mark == ")") - (mark == "(")
        if depth < 0 or _is_boundary(plain, at - 1):
            return at
        at -= 1
    return at


def _on(plain: str, at: int) -> int:
    depth, most = 0, min(len(plain), at + _LONGEST)
    while at < most:
        mark = plain[at]
        depth += (mark == "(") - (mark == ")")
        if depth < 0 or _is_boundary(plain, at):
            return at
        at += 1
    return at


def _is_boundary(plain: str, at: int) -> bool:
    return _BOUNDARY.match(plain, at) is not None


def figures_of(found: Sequence[Formula], figures: list[Figure], text: str, plain: str) -> list[Figure]:
    """The figures of a paragraph with the numbers of its formulas among them as they are joined there: `20-3.5` is no range, `=10` no year."""
    terms = {term.start: term for formula in found for term in (*formula.terms, formula.result)}
    starts = sorted(terms)

    def is_term(figure: Figure) -> bool:
        before = bisect_left(starts, figure.end)
        return before > 0 and terms[starts[before - 1]].end > figure.start

    kept = [figure for figure in figures if not is_term(figure)]
    own = [_figure(term, text, plain) for term in terms.values()]
    return sorted([*kept, *(figure for figure in own if figure is not None)], key=lambda figure: figure.start)


def _figure(term: Term, text: str, plain: str) -> Figure | None:
    number = read(text[term.start : term.end], plain[term.start : term.end], cell=True)
    if not number:
        return None
    return replace(number[0], start=term.start, end=term.end, lead=term.start, text="".join(text[term.start : term.end].split()))


_JOINTS = re.compile(r"[=≈×*✕·÷/+()−–-]")


def phrases_of(found: Sequence[Formula], plain: str) -> dict[int, tuple[int, int]]:
    """By the offset of each number of a formula the words that name it: a term's own, the result's before the first = or before the first bare term."""
    phrases: dict[int, tuple[int, int]] = {}
    for formula in found:
        for term in formula.terms:
            phrases.setdefault(term.start, (_own_words(plain, formula.start - _LONGEST, term.start), term.start))
        first = formula.terms[0]
        bare = first.end - first.start == len(_number_of(plain, first))
        words = formula.label or (phrases[first.start] if bare else None)
        if words is not None and formula.label is None:
            phrases[first.start] = (first.start, first.start)
        phrases[formula.result.start] = words or (formula.result.start, formula.result.start)
    return phrases


def _number_of(plain: str, term: Term) -> str:
    found = _NUMBER.match(plain, term.start)
    return found.group() if found else ""


def _own_words(plain: str, floor: int, at: int) -> int:
    """Where the words begin that stand right before a term, behind the sign or the boundary before it."""
    start = at
    while start > max(floor, 0) and not _JOINTS.match(plain, start - 1) and not _is_boundary(plain, start - 1):
        start -= 1
    return start


def written(paragraph: Paragraph, found: Sequence[Formula]) -> list[Statement]:
    """A statement for each formula whose numbers were all read."""
    return [statement for formula in found if (statement := _statement(paragraph, formula)) is not None]


def _statement(paragraph: Paragraph, formula: Formula) -> Statement | None:
    positions = [paragraph.at(term.start) for term in (formula.result, *formula.terms)]
    if None in positions:
        return None
    known = [position for position in positions if position is not None]
    names = ["result", *(role(number) for number in range(len(formula.terms)))]
    roles = tuple((name, (paragraph.ids[position],)) for name, position in zip(names, known, strict=True))
    figures = [paragraph.mentions[position].figure for position in known]
    whole = tuple(name for name, figure in zip(names[1:], figures[1:], strict=True) if _is_whole(figure, formula))
    bindings = tuple(Binding(roles, scale=scale, as_printed=whole) for scale in _scales(names, figures))
    return Statement("written", bindings, paragraph.span(formula.start, formula.end), formula=formula.claim)


def _is_whole(figure: Figure, formula: Formula) -> bool:
    """Whether a number is no more and no less than it says: the 120元 of 120元×3天 is, the 951万元 of 951万元÷1010万元 is rounded."""
    if figure.dimension in ("bare", "score") and not {"×", "÷"} & set(formula.claim):
        return True  # 20-3.5=16.5
    return figure.place.denominator == 1 and figure.dimension != "ratio" and (figure.dimension in ("bare", "score") or "÷" not in formula.claim)


Scale = tuple[tuple[str, Fraction], ...]


def _scales(names: Sequence[str], figures: Sequence[Figure]) -> list[Scale]:
    """What each number counts in: as its unit says; where bare numbers stand beside units (`2.5×3=7.5万元`), first as printed."""
    factors = [(name, _factor(figure)) for name, figure in zip(names, figures, strict=True)]
    printed = tuple((name, exact(1) / factor) for name, factor in factors if factor != 1)
    if not printed:
        return [()]
    bare = any(figure.dimension == "bare" for figure in figures)
    return [printed, ()] if bare else [(), printed]


def _factor(figure: Figure) -> Fraction:
    """How many base units the unit of a figure is; of a rate it is no matter."""
    return exact(1) if figure.unit is None or figure.dimension in ("ratio", "points") else figure.unit.factor
