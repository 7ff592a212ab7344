"""What the header cells of a table say: the measure or part its column plays, the unit, the period, the group."""

from __future__ import annotations

import re

from gouji.document.model import Block
from gouji.frozen import frozen
from gouji.ledger import MOVEMENTS, PREVIOUS
from gouji.quantity.dates import YEAR
from gouji.quantity.figure import Figure, read
from gouji.quantity.unit import POINT, Unit, unit
from gouji.rulebook.glossary import Glossary

LABELS = frozenset({"level1", "level2", "name", "label", "cause", "remedy", "nature", "measure_unit", "ordinal", "year"})  # columns that hold no amounts
SLOTS = ("target", "midyear", "actual", "completion", "weight", "score")
_BRACKETED = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_BEHIND_STROKE = re.compile(r"[/／]([^/／]{1,4})$")  # 金额/万元
_DATED = re.compile(r"\d{4}\D{0,2}")  # 2023年 before 预算数
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d(?!\d)")


@frozen
class Head:
    """A header cell. `slot` is the part its column plays in a table (level1, name, target, weight, change …), `measure` the glossary's measure."""

    words: str
    slot: str | None
    measure: str | None
    period: str | None
    unit: Unit | None
    total: int | None = None

    @property
    def known(self) -> bool:
        return self.slot is not None or self.measure is not None

    @property
    def heads_amounts(self) -> bool:
        """Whether it says what the numbers under it are, not what names them."""
        return self.measure is not None or (self.slot is not None and self.slot not in LABELS)


def squeeze(plain: str) -> str:
    """Words of a cell without blanks: 合  计 is 合计."""
    return "".join(plain.split())


def head_of(plain: str, glossary: Glossary) -> Head:
    """What a header cell says."""
    words = squeeze(plain)
    base = _BRACKETED.sub("", words).strip(":：")
    printed = _unit(words)
    if printed is None and (stroke := _BEHIND_STROKE.search(base)) and (printed := unit(stroke.group(1))) is not None:
        base = base[: stroke.start()]
    if base.endswith("%"):
        base, printed = base[:-1], unit("%")
    slot = glossary.tables.columns.get(base)
    total = glossary.tables.total_level(base)
    measure = _measure(base, glossary) if base not in glossary.tables.plain_totals else None
    if measure is None and total is not None and slot is None:
        measure = _measure(glossary.tables.without_total(base), glossary)  # 全年下达合计
    if slot in SLOTS or (slot is None and measure in SLOTS):
        slot = measure = slot or measure
    elif slot is not None:
        measure = None if slot in LABELS else measure
    return Head(base, slot, measure, _period(base, glossary), printed, total)


def _unit(words: str) -> Unit | None:
    for content in _BRACKETED.findall(words):
        _, _, last = content.rpartition(":")
        if (found := unit(last.rpartition("：")[2] or content)) is not None:
            return found
    return None


def _measure(words: str, glossary: Glossary) -> str | None:
    """The last measure whose word ends the header (`2023年全年执行数`)."""
    for hit in reversed(glossary.hits(words)):
        if hit.end < len(words):
            return None
        for alias in hit.aliases:
            alone = hit.start == 0 or _DATED.fullmatch(words[: hit.start]) is not None
            firm = alias.strong and hit.end - hit.start > 1  # 全年合计 is no 计
            if alias.facet == "measure" and (firm or alone) and (hit.start == 0 or alias.key not in MOVEMENTS):
                return alias.key
    return None


def _period(words: str, glossary: Glossary) -> str | None:
    if any(alias.facet == "period" and alias.key == PREVIOUS for hit in glossary.hits(words) for alias in hit.aliases):
        return PREVIOUS
    years = YEAR.findall(words) or _YEAR_ALONE.findall(words)
    return years[-1] if years else None


def note_unit(plain: str, glossary: Glossary) -> Unit | None:
    """`单位：万元` above a table or in its corner."""
    words = squeeze(plain)
    for match in glossary.tables.unit_note.finditer(words):
        printed = match.group("unit")
        for end in range(len(printed), 0, -1):
            if (found := unit(printed[:end])) is not None and found.dimension in ("money", "ratio"):
                return found
    return _bracketed_unit(words, glossary)


def _bracketed_unit(words: str, glossary: Glossary) -> Unit | None:
    """`具体如下表（万元，人）：`: units alone in the bracket that ends the line above."""
    found = _UNITS_ALONE.search(words)
    pieces = [unit(piece) for piece in re.split("[，,、/]", found.group(1))] if found else []
    if not pieces or None in pieces:
        return None
    return next((each for each in pieces if each is not None and each.dimension == "money"), None)


_UNITS_ALONE = re.compile(r"[(（]([^()（）\d]{1,12})[)）][:：]?$")
_IN_BRACKETS = re.compile(r"[(（][^()（）\d]{0,6}$")


def bracketed_points(block: Block) -> Figure | None:
    """The points in the brackets of a label: `产出指标（50分）`, `得分（满分10分）`."""
    found = [figure for figure in read(block.text, block.plain) if figure.dimension in ("score", "bare")]
    if len(found) != 1 or not _IN_BRACKETS.search(block.plain[: found[0].start]):
        return None
    return found[0].in_unit(POINT, ellipsis=False) if found[0].dimension == "bare" else found[0]
