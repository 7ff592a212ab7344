"""Figure: a printed number with its unit and the interval it stands for; `read` finds all figures of a paragraph."""

from __future__ import annotations

from fractions import Fraction

from gouji.frozen import frozen
from gouji.quantity.bounds import plain_bounds, worded_bounds
from gouji.quantity.exact import exact
from gouji.quantity.exclusion import AMOUNT_NAMED, YEAR_LIKE, no_figure_end
from gouji.quantity.grammar import BARE_BEFORE, BRACKETED, DIGIT_RUN, HAN_FIGURE, HAN_RUN, RANGE_JOINT, START, Print, filling, is_han, printed_figure
from gouji.quantity.interval import Interval
from gouji.quantity.lists import hand_back_units
from gouji.quantity.numeral import HAN_NUMERAL, Numeral, numeral
from gouji.quantity.unit import MULTIPLIERS, Unit, unit
from gouji.quantity.width import fold
from gouji.quantity.wording import LEADS, TAILS, Meaning, Qualifier, lead_before

__all__ = ["Figure", "Qualifier", "fold", "read"]

_ONE = exact(1)
_MAX_BARE_DIGITS = 11


@frozen
class Figure:
    """A printed number.

    `start` and `end` bound sign, numeral, unit and what is attached behind (多, 以上); `lead` is where a leading word (约, ≥, 不低于)
    begins, else `start`. `text` is the print of [start, end) without blanks. `value`, `place` (one unit in the last printed place) and
    `upper` (the second end of a range, of which `value` is the first) are in the printed unit and signed; `base_value` and the three
    intervals are in `unit.base`.

    `measured` is what a spent, reached or computed number may be: half a place either side, widened by number words, counts as they
    stand. `exact` is the stipulated reading: the number itself, or the half-line that ≥ and 不超过 describe. `lawful` adds to `measured`
    what truncation could have cut off. `ellipsis`: the unit was not printed here but at the end of the list.
    """

    start: int
    end: int
    text: str
    value: Fraction
    place: Fraction
    unit: Unit | None
    dimension: str
    qualifier: Qualifier
    lead: int
    ellipsis: bool
    upper: Fraction | None
    base_value: Fraction
    measured: Interval
    exact: Interval
    lawful: Interval

    def in_unit(self, unit: Unit | None, ellipsis: bool = True) -> Figure:
        """The same print read in another unit: a bare number in a column headed 万元, or before the 万元 that ends its list."""
        meaning: Meaning = "below" if self.qualifier == "under" and self.exact.low is None else self.qualifier
        return _figure(self.start, self.end, self.text, Numeral(self.value, self.place), unit, meaning, self.lead, self.upper, ellipsis)


def _figure(
    start: int,
    end: int,
    text: str,
    number: Numeral,
    unit: Unit | None,
    meaning: Meaning,
    lead: int,
    upper: Fraction | None = None,
    ellipsis: bool = False,
) -> Figure:
    value, place = number.value, number.place
    factor = unit.factor if unit else _ONE
    base = value if factor == 1 else value * factor
    if meaning == "exact":
        whole = (
            unit is not None and place.denominator == 1 and ((unit.counted and place < 1000) or (value == 0 and unit.dimension == "money" and unit.factor == 1))
        )
        measured, exact, lawful = plain_bounds(base, place if factor == 1 else place * factor, whole)
    else:
        measured = exact = lawful = worded_bounds(value, place, meaning, upper).scaled(factor)
    qualifier: Qualifier = "under" if meaning == "below" else meaning
    dimension = unit.dimension if unit else "bare"
    return Figure(
        start, end, text, number.value, place, unit, dimension, qualifier, lead, ellipsis, upper, base, measured, exact, lawful
    )  # fmt: skip


def read(text: str, plain: str | None = None, *, cell: bool = False) -> list[Figure]:
    """All figures of one paragraph, in order and disjoint. `plain` is `fold(text)`, computed where it is not given.

    With `cell`, the text is that of a table cell: a number that fills it is a figure even where prose would call it a year (2000) or a
    list mark. Never raises and takes linear time, whatever the text.
    """
    plain = fold(text) if plain is None else plain
    if cell and (alone := _alone(text, plain)) is not None:
        return [alone]
    if (negative := _negative_cell(text, plain)) is not None:
        return [negative]
    found: list[Figure] = []
    floor = 0
    while (m := START.search(plain, floor)) is not None:
        at = m.start()
        if (skipped := no_figure_end(plain, at)) > at:
            floor = skipped
        elif (figure := (_digits if plain[at] <= "9" else _han)(text, plain, at, floor)) is not None:
            found.append(figure)
            floor = figure.end
        else:
            run = (DIGIT_RUN if plain[at] <= "9" else HAN_RUN).match(plain, at)
            floor = run.end() if run else at + 1
    return hand_back_units(found, plain)


def _digits(text: str, plain: str, at: int, floor: int) -> Figure | None:
    """The figure whose first digit stands at `at`; nothing before `floor` belongs to it."""
    m = printed_figure(plain, at)
    if m is None or (number := _number(m)) is None:
        return None
    start = _signed_start(plain, at, floor, certain=bool(m.symbol) or "." in m.number)
    upper = None
    last = _range_end(plain, m, start) or m
    if last is not m:
        number, upper = _range(number, m, last)
    elif not m.symbol and not _is_bare_figure(plain, m, start):
        return None
    if plain[start] == "-":
        number = Numeral(-number.value, number.place)
    meaning, lead = _meaning(plain, start, "" if last.rank else last.symbol, last.many, last.tail)
    meaning = "exact" if upper is None and meaning == "range" else "range" if upper is not None else meaning
    printed = _printed(text, start, last.stop)
    return _figure(start, last.stop, printed, number, unit(last.symbol) if last.symbol else None, meaning, max(lead, floor), upper)


def _number(m: Print) -> Numeral | None:
    return numeral(m.number + m.rank)


def _signed_start(plain: str, at: int, floor: int, certain: bool) -> int:
    """Takes in a sign: after 下降 or a bracket, but not in 2021-118, A-3 or 附件-3."""
    if at <= floor or plain[at - 1] not in "-+":
        return at
    before = plain[at - 2] if at > 1 else " "
    if before in "-%)—" or (before.isalnum() and (before.isascii() or not certain or before in HAN_NUMERAL)):
        return at
    return at - 1


def _range_end(plain: str, m: Print, start: int) -> Print | None:
    """The second number of 5-10%, 3至5个; none after 由 and 从, which tell of a change, nor after 追加 in 追加26.8万元至116.8万元."""
    if m.tail or (joint := RANGE_JOINT.match(plain, m.stop)) is None or plain[max(0, start - 1) : start] in ("由", "从", "自"):
        return None
    if plain.endswith(_MOVED, 0, start) and joint.group().strip() in ("至", "到"):
        return None
    if no_figure_end(plain, joint.end()) >= 0 or (last := printed_figure(plain, joint.end())) is None or _number(last) is None:
        return None
    if m.symbol not in ("", last.symbol):
        return None
    if not last.symbol and (YEAR_LIKE.fullmatch(m.number) or is_han(plain, last.stop)):
        return None
    return last


def _range(first: Numeral, m: Print, last: Print) -> tuple[Numeral, Fraction]:
    """Both ends in the unit of the second: the 3万 of “3万-5万元” is 3 of 万元."""
    second = _number(last)
    assert second is not None  # _range_end saw to it
    if m.rank and not last.rank and last.symbol.startswith(m.rank):
        times = MULTIPLIERS[m.rank]
        first = Numeral(first.value / times, first.place / times)
    return Numeral(first.value, min(first.place, second.place)), second.value


_MOVED = ("追加", "调增", "调减", "增加", "减少", "核减", "核增", "提高", "降低", "压减", "上升", "下降", "增长")
_RECENT = ("年", "个月", "天", "日", "周", "个年度")  # 近3年: the last three years


def _meaning(plain: str, start: int, symbol: str, many: bool, tail: str) -> tuple[Meaning, int]:
    """What the words around say and where they begin; a word before the number outweighs one behind it."""
    word, lead = lead_before(plain, start)
    said = LEADS.get(word, "exact")
    if said == "near" and symbol in _RECENT:
        said, lead = "exact", start
    if said != "exact":
        return said, lead
    return "many" if many else TAILS.get(tail, "exact"), lead


def _is_bare_figure(plain: str, m: Print, start: int) -> bool:
    """A number without unit is a figure where nothing says that it is a year, a code, a label or half a word (3镇2乡)."""
    number, end = m.number, m.stop
    if m.rank:
        return m.rank not in ("千", "百", "十万") or not is_han(plain, end)
    if m.tail or plain[start] == "-" or "." in number or "," in number:
        return not (plain[end : end + 1].isascii() and plain[end : end + 1].isalpha())
    if len(number) > _MAX_BARE_DIGITS or (YEAR_LIKE.fullmatch(number) and not _names_an_amount(plain, start)):
        return False
    return BARE_BEFORE.match(plain, end) is not None


def _names_an_amount(plain: str, start: int) -> bool:
    return bool(lead_before(plain, start)[0] or AMOUNT_NAMED.search(plain[max(0, start - 4) : start]))


def _han(text: str, plain: str, at: int, floor: int) -> Figure | None:
    """The figure in Chinese numerals that begins at `at`."""
    m = HAN_FIGURE.match(plain, at)
    if m is None:
        return None
    digits, symbol = m["number"] or m["long"], m["unit"] or m["long_unit"]
    if digits[-1] in "万亿" and not set(digits[:-1]) & set("万亿"):
        digits, symbol = digits[:-1], digits[-1] + symbol
    number = numeral(digits)
    if number is None or digits == "一":
        return None
    meaning, lead = _meaning(plain, at, m["unit"] or "", bool(m["many"]), m["tail"] or "")
    return _figure(at, m.end(), _printed(text, at, m.end()), number, unit(symbol), meaning, max(lead, floor))


def _alone(text: str, plain: str) -> Figure | None:
    m = filling(plain) if len(plain) <= 60 else None
    if m is None or m.symbol in ("年", "日") or (number := numeral(m.number)) is None:
        return None
    number = Numeral(-number.value if m.negative else number.value, number.place)
    of = unit(m.symbol) if m.symbol else None
    return _figure(m.start, m.end, _printed(text, m.start, m.end), number, of, "exact", m.start)


def _negative_cell(text: str, plain: str) -> Figure | None:
    """(221.50) alone in a cell is how accounts print a negative number; (1) is a list mark, (2021) a year."""
    start = plain.find("(", 0, 4)
    if start < 0 or len(plain) > 60 or (m := BRACKETED.fullmatch(plain.strip())) is None or (number := numeral(m[1])) is None:
        return None
    if len(m[1]) < 3 or YEAR_LIKE.fullmatch(m[1]):
        return None
    end = start + len(m[0])
    of = unit(m["unit"]) if m["unit"] else None
    return _figure(start, end, _printed(text, start, end), Numeral(-number.value, number.place), of, "exact", start)


def _printed(text: str, start: int, end: int) -> str:
    return "".join(text[start:end].split())
