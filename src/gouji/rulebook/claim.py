"""The claim language: `执行率 = 执行数 ÷ 全年预算数`, `整体 = Σ部分`, `实有人数 ≤ 编制数`; parsed once, evaluated on intervals.

claim      = sum ("=" | "≤" | "≥") sum
sum        = product (("+" | "−") product)*
product    = atom (("×" | "÷") atom)*
atom       = number | number "%" | name | name "（" subject "）" | "Σ" atom | "平均" atom | "(" sum ")"
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from fractions import Fraction
from functools import partial
from operator import add, itemgetter, mul, sub, truediv
from typing import Literal

from gouji.frozen import frozen
from gouji.quantity.exact import exact, exactly
from gouji.quantity.interval import Interval

Value = Interval | tuple[Interval, ...]
Comparison = Literal["=", "≤", "≥"]
Side = Callable[[Sequence[Value]], Interval]

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?%?)|(?P<operator>[=≤≥+−×÷()Σ])|(?P<name>[^\s=≤≥+−×÷()Σ（）\d][^\s=≤≥+−×÷()Σ（）]*)(?:（(?P<subject>(?:[^（）]|（[^（）]*）)*)）)?)"
)


class ClaimError(ValueError):
    """A claim does not parse or names nothing known; `offset` is where."""

    def __init__(self, message: str, offset: int, word: str = "") -> None:
        super().__init__(message)
        self.offset = offset
        self.word = word


@frozen
class Name:
    """A role of the claim: its key in the glossary, the subject it is narrowed to, and how it is written."""

    key: str
    subject: str | None
    text: str


@frozen
class Number:
    """A number and how it is written: `0.3`, `30%`."""

    value: Fraction
    text: str


@frozen
class Apply:
    """An operation on one or two terms: + − × ÷ sum mean."""

    operation: str
    terms: tuple[Term, ...]


Term = Name | Number | Apply


@frozen
class Claim:
    """`left comparison right`; `names` in order of appearance, each once. `sides` are what the left and the right come to, given the values of the
    names in this order: laid out once, asked for thousands of values."""

    text: str
    left: Term
    comparison: Comparison
    right: Term
    names: tuple[Name, ...]
    sides: tuple[Side, Side] = field(compare=False, repr=False)

    @property
    def is_bound(self) -> bool:
        """A mere bound (≤, ≥) verifies nothing."""
        return self.comparison != "="

    @property
    def computes(self) -> bool:
        """A result that is multiplied or divided out is rounded when it is printed, whatever it is called (得分 = 分值 × 得分系数)."""
        return isinstance(self.right, Apply) and self.right.operation in ("×", "÷")

    def fits(self, left: Interval, right: Interval) -> bool:
        """Whether some numbers inside the intervals of its sides satisfy the claim."""
        if self.comparison == "=":
            return left.meets(right)
        small, large = (left, right) if self.comparison == "≤" else (right, left)
        return small.low is None or large.high is None or small.low <= large.high


def _side(term: Term, places: Mapping[Name, int]) -> Side:
    """The interval of a term; a list that stands alone is its sum."""
    value = _value(term, places)

    def side(values: Sequence[Value]) -> Interval:
        found = value(values)
        return _total(found) if isinstance(found, tuple) else found

    return side


def _value(term: Term, places: Mapping[Name, int]) -> Callable[[Sequence[Value]], Value]:
    if isinstance(term, Name):
        return itemgetter(places[term])
    if isinstance(term, Number):
        number = Interval.exact(term.value)
        return lambda values: number
    inner = [_value(each, places) for each in term.terms]
    if term.operation in _AGGREGATES:
        return partial(_aggregate, _AGGREGATES[term.operation], inner[0])
    return partial(_apply, _ARITHMETIC[term.operation], inner[0], inner[1])


def _aggregate(operation: Callable[[tuple[Interval, ...]], Interval], inner: Callable[[Sequence[Value]], Value], values: Sequence[Value]) -> Interval:
    found = inner(values)
    return operation(found if isinstance(found, tuple) else (found,))


def _apply(
    operation: Callable[[Interval, Interval], Interval],
    left: Callable[[Sequence[Value]], Value],
    right: Callable[[Sequence[Value]], Value],
    values: Sequence[Value],
) -> Value:
    return _elementwise(operation, left(values), right(values))


def _elementwise(operation: Callable[[Interval, Interval], Interval], left: Value, right: Value) -> Value:
    """Lists pair up; a single value meets each element of a list (`1 + 部分增长率`)."""
    if not isinstance(left, tuple):
        return tuple(operation(left, other) for other in right) if isinstance(right, tuple) else operation(left, right)
    if isinstance(right, tuple):
        return tuple(operation(one, other) for one, other in zip(left, right, strict=True))
    return tuple(operation(one, right) for one in left)


def _total(values: tuple[Interval, ...]) -> Interval:
    total = values[0]
    for value in values[1:]:
        total = total + value
    return total


def _mean(values: tuple[Interval, ...]) -> Interval:
    return _total(values).scaled(exact(1, len(values)))


_AGGREGATES: dict[str, Callable[[tuple[Interval, ...]], Interval]] = {"Σ": _total, "mean": _mean}
_ARITHMETIC: dict[str, Callable[[Interval, Interval], Interval]] = {"+": add, "−": sub, "×": mul, "÷": truediv}


# What a keyboard has in place of the signs of a claim.
_KEYBOARD = {"<=": "≤", ">=": "≥", "<": "≤", ">": "≥", "-": "−", "*": "×", "/": "÷"}


_LONGEST = 200  # characters of a claim


def _number(text: str) -> Number:
    value = exactly(Fraction(text.removesuffix("%")))
    return Number(value / 100 if text.endswith("%") else value, text)


class _Parser:
    def __init__(self, text: str, mean: str, resolve: Callable[[str, str | None], tuple[str, str | None] | None]) -> None:
        self.text = text
        self.mean = mean
        self.resolve = resolve
        self.tokens = self._tokens()
        self.at = 0
        self.names: dict[Name, None] = {}

    def _tokens(self) -> list[re.Match[str]]:
        tokens, at = [], 0
        while at < len(self.text.rstrip()):
            match = _TOKEN.match(self.text, at)
            if match is None:
                raise ClaimError(f"cannot read {self.text[at:]!r}", at)
            tokens.append(match)
            at = match.end()
        return tokens

    def claim(self) -> Claim:
        left = self.sum()
        comparison = self._take("=", "≤", "≥")
        if comparison is None:
            raise ClaimError("expected =, ≤ or ≥", self._offset())
        right = self.sum()
        if self.at != len(self.tokens):
            raise ClaimError("unexpected words at the end", self._offset())
        places = {name: place for place, name in enumerate(self.names)}
        sides = _side(left, places), _side(right, places)
        return Claim(self.text, left, comparison, right, tuple(self.names), sides)  # type: ignore[arg-type]  # _take gave one of the three

    def sum(self) -> Term:
        term = self.product()
        while operator := self._take("+", "−"):
            term = Apply(operator, (term, self.product()))
        return term

    def product(self) -> Term:
        term = self.atom()
        while operator := self._take("×", "÷"):
            term = Apply(operator, (term, self.atom()))
        return term

    def atom(self) -> Term:
        if self._take("("):
            term = self.sum()
            if not self._take(")"):
                raise ClaimError("expected )", self._offset())
            return term
        if self._take("Σ"):
            return Apply("Σ", (self.atom(),))
        if self.at >= len(self.tokens) or self.tokens[self.at].group("operator"):
            raise ClaimError("expected a name or a number", self._offset())
        token = self.tokens[self.at]
        self.at += 1
        if token.group("number"):
            return _number(token.group("number"))
        return self._name(token)

    def _name(self, token: re.Match[str]) -> Term:
        word, subject = token.group("name"), token.group("subject")
        if word == self.mean:
            return Apply("mean", (self.atom(),))
        resolved = self.resolve(word, subject)
        if resolved is None:
            raise ClaimError(f"unknown name {word!r}", token.start("name"), word)
        name = Name(resolved[0], resolved[1], word if subject is None else f"{word}（{subject}）")
        self.names[name] = None
        return name

    def _take(self, *operators: str) -> str | None:
        if self.at < len(self.tokens) and self.tokens[self.at].group("operator") in operators:
            self.at += 1
            return self.tokens[self.at - 1].group("operator")
        return None

    def _offset(self) -> int:
        return self.tokens[self.at].start() if self.at < len(self.tokens) else len(self.text)


def parse_claim(text: str, mean: str, resolve: Callable[[str, str | None], tuple[str, str | None] | None]) -> Claim:
    """Parses a claim; `resolve` turns a written name (and subject) into its keys or None, `mean` is the word for an average. Raises ClaimError."""
    if len(text) > _LONGEST:
        raise ClaimError(f"{len(text)} characters; a claim has at most {_LONGEST}", 0)
    try:
        return _Parser(text, mean, resolve).claim()
    except ClaimError as error:
        hint = next((f"write {sign} for {typed}" for typed, sign in _KEYBOARD.items() if typed in text), None)
        if hint is None:
            raise
        raise ClaimError(f"{hint}: {error}", error.offset) from None


def show(term: Term, text_of: Callable[[Name], str], mean: str) -> str:
    """A term with its figures filled in: `407.98万元 ÷ 412.49万元`."""
    if isinstance(term, Name):
        return text_of(term)
    if isinstance(term, Number):
        return term.text
    if term.operation == "Σ":
        return show(term.terms[0], text_of, mean)
    if term.operation == "mean":
        return f"{mean}({show(term.terms[0], text_of, mean)})"
    left, right = (show(inner, text_of, mean) for inner in term.terms)
    if term.operation in "×÷":
        left, right = (_wrap(inner, shown) for inner, shown in zip(term.terms, (left, right), strict=True))
    elif term.operation == "−":
        right = _wrap(term.terms[1], right)
    return f"{left} {term.operation} {right}"


def _wrap(term: Term, shown: str) -> str:
    return f"({shown})" if isinstance(term, Apply) and term.operation in "+−" else shown
