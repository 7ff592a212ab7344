"""Units handed back through a list: “预算10、执行9.5万元”, “3.2、4.1、1.7(单位:万元)”."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from gouji.quantity.unit import unit

if TYPE_CHECKING:
    from gouji.quantity.figure import Figure

_MAX_GAP = 20
_GAP = (
    r"\s?(?P<joint>[、/]|[,，]|、?以及|和|与|及)\s?"  # 12、8和5.5万元; 23.5/24分
    r"(?P<words>[\u4e00-\u9fff]{0,12}?)"  # 预算10、执行9.5万元
    r"(?:为|是)?:?\s?"  # 预算:10、执行:9.5万元
)
_NOTE = r"单位\s?:\s?(?P<unit>[百千万亿]{0,2}[\u4e00-\u9fff%]{1,3})"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compiled where a report has a bare number: a class of so many characters takes as long as a page."""
    return re.compile(_GAP), re.compile(_NOTE)


def hand_back_units(found: list[Figure], plain: str) -> list[Figure]:
    """Gives each bare number the unit that ends its list, or that a note behind it names in the same sentence."""
    if all(f.unit is not None for f in found):
        return found
    note = _patterns()[1].search(plain)
    noted = unit(note["unit"]) if note else None
    for i in range(len(found) - 1, -1, -1):
        figure = found[i]
        if figure.unit is not None:
            continue
        following = found[i + 1] if i + 1 < len(found) else None
        if following is not None and following.unit is not None and _is_list(figure, following, plain):
            found[i] = figure.in_unit(following.unit)
        elif note and noted and _reaches(figure.end, note.start(), plain):
            found[i] = figure.in_unit(noted)
    return found


def _reaches(end: int, note: int, plain: str) -> bool:
    return 0 <= note - end <= 200 and "。" not in plain[end:note]


def _is_list(a: Figure, b: Figure, plain: str) -> bool:
    if b.lead - a.end > _MAX_GAP or b.unit is None or (m := _patterns()[0].fullmatch(plain, a.end, b.lead)) is None:
        return False
    if not m["words"]:
        return True
    if m["joint"] in ",，/":
        return False
    # “分值10、执行率95%” is no list of rates: both labels must end alike
    return b.dimension != "ratio" or plain[a.lead - 1 : a.lead] == m["words"][-1:]
