"""The automatic numbers of a DOCX (一、 （一） 1.), computed from numbering.xml as Word prints them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"

_DIGITS = "〇一二三四五六七八九"
_HEAVENLY = "甲乙丙丁戊己庚辛壬癸"
_EARTHLY = "子丑寅卯辰巳午未申酉戌亥"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_MOST_LEVELS = 9


def chinese(number: int, digits: str = _DIGITS, ten: str = "十", hundred: str = "百") -> str:
    """`number` as Chinese counts it: 十二, 二十, 一百零三; beyond 999 in plain digits."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = digits[hundreds] + hundred if hundreds else ""
    if hundreds and not tens and ones:
        return f"{head}零{digits[ones]}"
    lead = "" if not tens else ten if tens == 1 and not hundreds and digits is _DIGITS else digits[tens] + ten
    return head + lead + (digits[ones] if ones else "")


def _letters(number: int) -> str:
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number < 260 else str(number)


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * min(count, 10)
    return out


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 0 < number <= 20 else str(number)


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": lambda n: "".join(chr(0xFF10 + int(digit)) for digit in str(n)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": lambda n: f"{n}.",
    "decimalEnclosedParen": lambda n: f"({n})",
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": lambda n: "".join(_DIGITS[int(digit)] for digit in str(n)),
    "ideographTraditional": lambda n: _HEAVENLY[(n - 1) % 10],
    "ideographZodiac": lambda n: _EARTHLY[(n - 1) % 12],
    "ideographEnclosedCircle": lambda n: chr(0x3220 + n - 1) if 0 < n <= 10 else str(n),
    "chineseLegalSimplified": lambda n: chinese(n, _LEGAL, "拾", "佰"),
    "lowerLetter": _letters,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "none": lambda n: "",
    "bullet": lambda n: "",
}


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted; `number` must be called once a numbered paragraph, in document order."""

    lists: dict[str, dict[int, _Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def number(self, list_id: str, level: int) -> str:
        """What list `list_id` prints before its next paragraph on `level` (0 = outermost); empty for bullets and unknown lists."""
        levels = self.lists.get(list_id)
        if levels is None or level not in levels:
            return ""
        count = self.counts.setdefault(self.abstract.get(list_id, list_id), {})
        for restarted, start in self.restarts.pop(list_id, {}).items():
            count[restarted] = start - 1
        count[level] = count.get(level, levels[level].start - 1) + 1
        for deeper in [other for other in count if other > level]:
            del count[deeper]
        return re.sub("%([1-9])", lambda slot: self._printed(levels, count, int(slot.group(1)) - 1), levels[level].text)

    @staticmethod
    def _printed(levels: dict[int, _Level], count: dict[int, int], level: int) -> str:
        shape = levels.get(level, _Level())
        return _FORMS.get(shape.form, str)(max(count.setdefault(level, shape.start), 0))


def read(root: Any) -> Numbering:
    """The lists that the root element of numbering.xml declares."""
    shapes = {element.get(f"{W}abstractNumId"): _levels(element) for element in root.iterfind(f"{W}abstractNum")}
    numbering = Numbering()
    for element in root.iterfind(f"{W}num"):
        list_id, shape = element.get(f"{W}numId"), element.find(f"{W}abstractNumId")
        if list_id is None or shape is None:
            continue
        levels = dict(shapes.get(shape.get(VAL), {}))
        for override in element.iterfind(f"{W}lvlOverride"):
            level = _integer(override.get(f"{W}ilvl"))
            levels.update(_levels(override))
            if (start := override.find(f"{W}startOverride")) is not None:
                numbering.restarts.setdefault(list_id, {})[level] = _integer(start.get(VAL), 1)
        numbering.lists[list_id] = levels
        numbering.abstract[list_id] = str(shape.get(VAL))
    return numbering


def _levels(element: Any) -> dict[int, _Level]:
    levels = {}
    for level in element.iterfind(f"{W}lvl"):
        form, text, start = (level.find(f"{W}{name}") for name in ("numFmt", "lvlText", "start"))
        levels[_integer(level.get(f"{W}ilvl"))] = _Level(
            "decimal" if form is None else form.get(VAL, "decimal"),
            "" if text is None else text.get(VAL, ""),
            1 if start is None else _integer(start.get(VAL), 1),
        )
    return {level: shape for level, shape in levels.items() if 0 <= level < _MOST_LEVELS}


def _integer(text: str | None, default: int = 0) -> int:
    try:
        return int(text or default)
    except ValueError:
        return default
