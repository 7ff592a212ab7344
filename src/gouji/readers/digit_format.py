"""Numbers of a workbook: a value and the placeholders of a format code, or General → the text that Excel shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_UP, Context, Decimal
from itertools import islice

_WIDE = Context(prec=1_500, rounding=ROUND_HALF_UP, Emax=MAX_EMAX, Emin=MIN_EMIN)
_GENERAL_WIDTH = 11  # characters, the point included
_PADDING = {"0": "0", "?": " ", "#": ""}


class Unknown(Exception):  # noqa: N818  (it says that a format code is not known, not that the program failed)
    """A format code that is not known here."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a format code; `text` is the code of a date part, and of anything else what it prints."""

    kind: str
    text: str


_PERCENT = Token("literal", "%")


@dataclass(frozen=True, slots=True)
class GeneralPicture:
    """`General`, alone or beside words: `General"人"`; a section without placeholders prints its words only."""

    tokens: tuple[Token, ...]

    def show(self, value: Decimal) -> str:
        """What stands for `value`, which is not negative."""
        return "".join(general(value) if token.kind in ("general", "words") else token.text for token in self.tokens)


@dataclass(frozen=True, slots=True)
class DigitPicture:
    """Placeholders: `whole` and `part` are the runs of those before and after the point.

    The value is shown times 10 ** `shift`, in steps of `unit`.
    """

    tokens: tuple[Token, ...]
    whole: tuple[str, ...]
    part: tuple[str, ...]
    grouped: bool
    shift: int
    unit: Decimal
    scientific: bool

    def show(self, value: Decimal) -> str:
        """What stands for `value`, which is not negative, rounded half up to the last placeholder."""
        value, power = value.scaleb(self.shift, _WIDE) if self.shift else value, 0
        if self.scientific:
            value, power = self._mantissa(value)
        before, _, after = f"{value.quantize(self.unit, context=_WIDE):f}".partition(".")
        whole, part = iter(self._whole(before.lstrip("0"))), iter(self._part(after))
        return "".join(self._piece(token, whole, part, power) for token in self.tokens)

    def _piece(self, token: Token, whole: Iterator[str], part: Iterator[str], power: int) -> str:
        match token.kind:
            case "whole":
                return next(whole)
            case "part":
                return next(part)
            case "point" if not self.whole:
                return next(whole) + token.text
            case "exponent":
                sign = "-" if power < 0 else token.text[1].strip("-")
                return f"E{sign}{abs(power):0{len(token.text) - 2}d}"
            case _:
                return token.text

    def _mantissa(self, value: Decimal) -> tuple[Decimal, int]:
        """`##0.0E+0` steps its powers by three: as many as it has placeholders before the point."""
        step = max(len("".join(self.whole)), 1)
        power = value.adjusted() // step * step if value else 0
        if value.scaleb(-power, _WIDE).quantize(self.unit, context=_WIDE) >= 10**step:
            power += step
        return value.scaleb(-power, _WIDE), power

    def _whole(self, digits: str) -> list[str]:
        """What each run before the point prints; the first one prints all the digits that have no placeholder of their own."""
        holders = "".join(self.whole)
        missing = max(len(holders) - len(digits), 0)
        if not missing and len(self.whole) == 1:
            return [f"{int(digits):,}" if self.grouped and digits else digits]
        printed = [*(_PADDING[holder] for holder in holders[:missing]), *digits]
        if self.grouped:
            for index in range(len(printed) - 4, -1, -3):
                printed[index] += "," if printed[index].strip() else printed[index]
        runs: list[str] = []
        for run in reversed(self.whole[1:]):
            runs.append("".join(printed[-len(run) :]))
            del printed[-len(run) :]
        return ["".join(printed), *reversed(runs)]

    def _part(self, digits: str) -> list[str]:
        """What each run after the point prints: `#` and `?` no zeros at the end."""
        holders = "".join(self.part)
        shown = max(len(digits.rstrip("0")), holders.rfind("0") + 1)
        if shown == len(digits) and len(self.part) == 1:
            return [digits]
        printed = iter([*digits[:shown], *(_PADDING[holder] for holder in holders[shown:])])
        return ["".join(islice(printed, len(run))) for run in self.part]


def general(value: Decimal) -> str:
    """`value` as the format General shows it in a cell that is wide enough: at most eleven characters and a sign."""
    sign, size = "-" if value < 0 else "", abs(value)
    power = size.adjusted() if size else 0
    places = max(_GENERAL_WIDTH - 2 - max(power, 0), 0)
    plain = size.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)
    tiny = power < -4 and plain != size  # 0.00001 is shown as it is, 0.0000123456789 as 1.23457E-05
    if power < _GENERAL_WIDTH and plain.adjusted() < _GENERAL_WIDTH and not tiny:
        return sign + _without_zeros(f"{plain:f}")
    rounded = Context(prec=6, rounding=ROUND_HALF_UP).create_decimal(size)
    power = rounded.adjusted()
    return f"{sign}{_without_zeros(f'{rounded.scaleb(-power):f}')}E{'-' if power < 0 else '+'}{abs(power):02d}"


def _without_zeros(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def digits(tokens: list[Token]) -> DigitPicture:
    """The picture of a section with placeholders; raises Unknown for what it cannot be read as."""
    side, grouped, shift = "whole", False, 0
    settled: list[Token] = []
    for index, token in enumerate(tokens):
        after_digit = index > 0 and tokens[index - 1].kind in ("digit", "comma")
        before_digit = index + 1 < len(tokens) and tokens[index + 1].kind == "digit"
        match token.kind:
            case "digit":
                run = settled.pop().text if settled and settled[-1].kind == side else ""
                settled.append(Token(side, run + token.text))
            case "comma" if after_digit and not before_digit:
                shift -= 3  # `0.00,,"M"`: shown in millions
            case "comma" if after_digit and side == "whole":
                grouped = True
            case "point" if side == "whole":
                side = "part"
                settled.append(token)
            case "comma" | "point" | "fraction" | "general" | "words":
                raise Unknown
            case _:
                shift += 2 * (token == _PERCENT)
                settled.append(token)
    whole, part = (tuple(token.text for token in settled if token.kind == side) for side in ("whole", "part"))
    unit = Decimal(1).scaleb(-len("".join(part)))
    return DigitPicture(tuple(settled), whole, part, grouped, shift, unit, any(token.kind == "exponent" for token in settled))
