"""Number formats of a workbook: a stored number and a format code → the text that Excel shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_UP, Context, Decimal
from functools import cache, lru_cache
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from gouji.readers.date_format import DATE_KINDS, DatePicture
from gouji.readers.digit_format import DigitPicture, GeneralPicture, Token, Unknown, digits, general
from gouji.rulebook.location import load

DAYS_TO_1904 = 1_462
"""What a workbook that counts its days from 1904 (an old Mac) leaves out of a serial number."""

# Excel keeps 15 digits of a number when it shows it: 1.005, stored as 1.0049999999999999, is shown as 1.01 by `0.00`
_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_UP, Emax=MAX_EMAX, Emin=MIN_EMIN)
_STORED = re.compile(r"-?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,3})?", re.ASCII)
_LONGEST_CODE = 255  # Excel's own limit

_CONDITION = re.compile(r"\[(?P<sign><=|>=|<>|=|<|>)\s*(?P<bound>-?\d{1,15}(?:\.\d{1,15})?)\s*\]", re.ASCII)
_COMPARISONS: dict[str, Callable[[Decimal, Decimal], bool]] = {"<=": le, ">=": ge, "<>": ne, "=": eq, "<": lt, ">": gt}
_CURRENCY = re.compile(r"\[\$(?P<sign>[^\]-]*)(?:-(?P<locale>[^\]]*))?\]")
# `[Red]`, `[Color 12]`, the colours of localized editions, and `[DBNum1]`, which prints the same value in Chinese numerals
_SILENT = re.compile(r"\[(?:black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d{1,2}|dbnum\d|[^\x00-\x7f]+\d{0,2})\]", re.IGNORECASE)
_CHINESE = 0x04  # the primary language of the locales 804, 404, C04, 1004, 1404


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a code between semicolons: the numbers it is for (None: all), and whether it prints them without their sign."""

    test: tuple[str, Decimal] | None
    unsigned: bool
    picture: GeneralPicture | DigitPicture | DatePicture

    def admits(self, value: Decimal) -> bool:
        """Whether `value` is shown by this section, no earlier one being for it."""
        return self.test is None or _COMPARISONS[self.test[0]](value, self.test[1])


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A format code: its sections for numbers, and the pieces of the one for text, None where text is shown as it is."""

    sections: tuple[Section, ...]
    words: tuple[Token, ...] | None = None

    def number(self, stored: str, epoch: int = 0) -> str:
        """What Excel shows for the number `stored`, `epoch` days being added to a date; General where no section is for it."""
        if not _STORED.fullmatch(stored):
            return stored
        value = _FIFTEEN.create_decimal(stored)
        for section in self.sections:
            if not section.admits(value):
                continue
            if isinstance(section.picture, DatePicture):
                return section.picture.show(value + epoch) or general(value)
            shown = section.picture.show(abs(value))
            return f"-{shown}" if value < 0 and not section.unsigned else shown
        return general(value)

    def text(self, text: str) -> str:
        """What Excel shows for `text`."""
        return text if self.words is None else "".join(text if token.kind in ("words", "general") else token.text for token in self.words)


@lru_cache(maxsize=4_096)
def compiled(code: str) -> NumberFormat:
    """The format of a code; General where it has anything that is not known."""
    try:
        return _compiled(code) if len(code) <= _LONGEST_CODE else GENERAL
    except Unknown:
        return GENERAL


def builtin(number: int) -> str:
    """The code of a numFmtId that a workbook does not spell out."""
    code: str = _data()["builtin"].get(number, "General")
    return code


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = load("number_formats.yaml")
    return data


@cache
def _grammar() -> re.Pattern[str]:
    half_day = re.escape(_data()["half-day-code"])
    return re.compile(
        r'(?P<quoted>"[^"]*")'
        r"|(?P<escaped>\\.?|!.)"  # `0!.0,"万"`: Chinese editions escape with ! too
        r"|(?P<space>_.?)|(?P<fill>\*.?)"
        r"|(?P<elapsed>\[(?:h+|m+|s+)\])|(?P<bracket>\[[^\]]*\])"
        r"|(?P<general>general)"
        rf"|(?P<halfday>am/pm|a/p|{half_day})"
        r"|(?P<exponent>e[+-][0#?]+)"
        r"|(?P<subsecond>(?:(?<=s)|(?<=s\]))\.0{1,3})"
        r"|(?P<date>y+|m+|d+|h+|s+|a{3,4}|e+)"
        r"|(?P<fraction>(?<=[0#?])\s*/\s*(?=[0-9#?]))"
        r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<words>@)|(?P<section>;)"
        r'|(?P<literal>[^a-z"\[\]])',
        re.IGNORECASE | re.DOTALL,
    )


def _compiled(code: str) -> NumberFormat:
    parts: list[list[Token]] = [[]]
    for token in _tokens(code):
        if token.kind == "section":
            parts.append([])
        else:
            parts[-1].append(token)
    if len(parts) > 4:
        raise Unknown
    words = parts.pop() if len(parts) == 4 or any(token.kind == "words" for token in parts[-1]) else None
    return NumberFormat(tuple(_sections(parts)) or GENERAL.sections, None if words is None else _words(words))


def _tokens(code: str) -> Iterator[Token]:
    at = 0
    while at < len(code):
        match = _grammar().match(code, at)
        if match is None:
            raise Unknown
        at, kind = match.end(), match.lastgroup or ""
        yield Token(kind, _printed(kind, match.group()))


def _printed(kind: str, text: str) -> str:
    match kind:
        case "quoted":
            return text[1:-1]
        case "escaped":
            return text[1:]
        case "space":
            return " "
        case "fill":
            return ""
        case _:
            return text


def _sections(parts: list[list[Token]]) -> Iterator[Section]:
    """The sections for numbers, each with the condition it states, else with the one that its position implies."""
    zero, last = Decimal(0), len(parts) - 1
    implied = {0: None, 1: (">=", zero), 2: (">", zero)}.get(last), ("<", zero) if last == 2 else None
    tests = [_condition(part) or (implied[index] if index < 2 else None) for index, part in enumerate(parts)]
    for index, (part, test) in enumerate(zip(parts, tests, strict=True)):
        left = index == last == 1 and test is None and tests[0] in ((">=", zero), (">", zero))
        yield Section(test, left or _is_negative_only(test), _picture(part))


def _condition(part: list[Token]) -> tuple[str, Decimal] | None:
    """The condition of a section, taken out of it."""
    for index, token in enumerate(part):
        if token.kind == "bracket" and (match := _CONDITION.fullmatch(token.text)):
            del part[index]
            return match["sign"], Decimal(match["bound"])
    return None


def _is_negative_only(test: tuple[str, Decimal] | None) -> bool:
    return test is not None and test[0] in ("<", "<=", "=") and (test[1] < 0 or (test[0] == "<" and test[1] == 0))


def _words(part: list[Token]) -> tuple[Token, ...]:
    tokens, _ = _settled(part)
    if sum(token.kind in ("words", "general") for token in tokens) > 1:  # `@@@@…` makes much of a long text
        raise Unknown
    return tuple(tokens)


def _picture(part: list[Token]) -> GeneralPicture | DigitPicture | DatePicture:
    tokens, locale = _settled(part)
    if locale in _data()["system"]:
        return _picture(list(_tokens(_data()["system"][locale])))
    kinds = {token.kind for token in tokens}
    if kinds & DATE_KINDS:
        if kinds & {"digit", "general", "exponent", "words"}:
            raise Unknown
        chinese = _is_chinese(locale) or any(_speaks_chinese(token) for token in tokens)
        return DatePicture(tuple(tokens), _data()["words"]["zh" if chinese else "en"])
    if "digit" in kinds:
        return digits(tokens)
    return GeneralPicture(tuple(tokens))


def _settled(part: list[Token]) -> tuple[list[Token], str]:
    """The tokens of a section with its brackets read, and the locale that they name."""
    tokens: list[Token] = []
    locale = ""
    for token in part:
        if token.kind != "bracket":
            tokens.append(token)
        elif match := _CURRENCY.fullmatch(token.text):
            tokens.append(Token("literal", match["sign"]))
            locale = (match["locale"] or "").lower() or locale
        elif not _SILENT.fullmatch(token.text):
            raise Unknown
    return tokens, locale


def _is_chinese(locale: str) -> bool:
    try:
        return int(locale, 16) & 0x3FF == _CHINESE
    except ValueError:
        return locale.startswith("zh")


def _speaks_chinese(token: Token) -> bool:
    return token.text == _data()["half-day-code"] if token.kind == "halfday" else token.kind == "date" and token.text[0] in "aA"


GENERAL = NumberFormat((Section(None, False, GeneralPicture((Token("general", ""),))),))
"""What a cell without a format has."""
