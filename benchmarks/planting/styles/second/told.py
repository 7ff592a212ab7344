"""Indicators told in sentences by other writers than those of the first set; one manner throughout a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planting.draft import Draft, Ref
from planting.styles.indicators import Manner, Row
from planting.styles.second.statements import HAN

Teller = Callable[[Draft, Row, int], str]
FRAMES = {"≥": ("{}以上", "不少于{}", "≧{}"), "=": ("{}", "{}", "＝{}"), "≤": ("{}以内", "不高于{}", "≦{}")}


def goal(d: Draft, row: Row, style: int) -> str:
    """The target with its operator: 300人以上, 不少于300人, ≧300人."""
    assert row.target is not None
    return FRAMES[row.spec.op][style].format(row.target)


def reason(row: Row) -> str:
    """Cause and remedy where the target was missed, or passed by far."""
    spec = row.spec
    if spec.ratio < 1:
        return f"未达预期，原因：{spec.cause}；{spec.remedy}。"
    return f"完成值高于目标值，系{spec.cause}。" if spec.cause else ""


def lost(d: Draft, row: Row) -> Ref:
    """The marks that an indicator lost."""
    weight, score = d.figures[row.weight.id], d.figures[row.score.id]
    gone = d.figure(weight.value - score.value, "分", score.places, trim=True, exact=True, role="deducted", bare=weight.bare)
    d.relate("sum", row.weight, row.score, gone)
    return gone


def _deducted(d: Draft, row: Row, style: int) -> str:
    """Weight, what was taken off and what is left."""
    marks = f"本项{row.weight}，扣{lost(d, row)}，得{row.score}" if row.spec.score < row.spec.weight else f"本项{row.weight}，不扣分，得{row.score}"
    if row.target is None:
        return f"{row.spec.name}：预期{row.spec.words[0]}，实际{row.spec.words[1]}，达成预期。{marks}。"
    mid = f"，其中上半年{row.midyear}" if row.midyear else ""
    rate = f"，折合完成率{row.completion}" if row.completion else ""
    return f"{row.spec.name}：预期{goal(d, row, style)}，全年实现{row.actual}{mid}{rate}。{reason(row)}{marks}。"


def _settled(d: Draft, row: Row, style: int) -> str:
    """What was reached, then what had been set, then the marks."""
    if row.target is None:
        return f"“{row.spec.name}”指标（{row.weight}）：设定值为“{row.spec.words[0]}”，经查阅资料和座谈了解，已实现，计{row.score}。"
    mid = f"，6月末监控值为{row.midyear}" if row.midyear else ""
    rate = f"，相当于设定值的{row.completion}" if row.completion else ""
    return f"“{row.spec.name}”指标（{row.weight}）：截至12月底已达{row.actual}，设定值为{goal(d, row, style)}{mid}{rate}，计{row.score}。{reason(row)}"


def _asked(d: Draft, row: Row, style: int) -> str:
    """Short clauses with the marks as given of all."""
    if row.target is None:
        return f"{row.spec.name}，目标为{row.spec.words[0]}，评价期内{row.spec.words[1]}，得{row.score}（满分{row.weight}）。"
    mid = f"1—6月{row.midyear}，" if row.midyear else ""
    rate = f"，计划完成率{row.completion}" if row.completion else ""
    return f"{row.spec.name}，计划{goal(d, row, style)}，{mid}全年{row.actual}{rate}，得{row.score}（满分{row.weight}）。{reason(row)}"


TELLERS: tuple[Teller, ...] = (_deducted, _settled, _asked)


def say(d: Draft, rows: Sequence[Row]) -> list[Ref]:
    """A paragraph a first level, or one an indicator under a heading with the level's weight and marks; gives the marks by level."""
    teller, style = d.rng.choice(TELLERS), d.rng.randrange(3)
    gathered = d.chance(0.4)
    totals: list[Ref] = []
    for place, first in enumerate(dict.fromkeys(row.spec.first for row in rows)):
        some = [row for row in rows if row.spec.first == first]
        weight, score = _level(d, some)
        totals.append(score)
        lead = f"{first}设置分值{weight}，自评得{score}。" if gathered else f"（{HAN[place]}）{first}完成情况（满分{weight}，得{score}）"
        told = [teller(d, row, style) for row in some]
        if gathered:
            d.say(lead + "".join(f"{'①②③④⑤⑥⑦⑧⑨⑩'[number]}{text}" for number, text in enumerate(told)))
            continue
        d.heading(lead, 2)
        for number, text in enumerate(told):
            d.say(f"{number + 1}.{text}")
    return totals


def _level(d: Draft, rows: Sequence[Row]) -> tuple[Ref, Ref]:
    """Weight and marks of a first level, the sums of its rows'."""
    made: list[Ref] = []
    for role, refs in (("heading", [row.weight for row in rows]), ("level", [row.score for row in rows])):
        places = max(d.figures[ref.id].places for ref in refs)
        whole = d.figure(sum(d.figures[ref.id].value for ref in refs), "分", places, trim=True, exact=True, role=role)
        d.relate("sum", whole, *refs)
        made.append(whole)
    d.relate("at-most", made[1], made[0])
    return made[0], made[1]


def concluded(d: Draft, total: Ref, execution: Ref, levels: Sequence[Ref], names: Sequence[str]) -> None:
    """The total as the sum of its levels, told once more."""
    again, first = d.again(total), d.again(execution, role="told")
    some = [("预算执行", first), *[(name.removesuffix("指标"), d.again(level)) for name, level in zip(names, levels, strict=True)]]
    d.relate("sum", again, *[ref for _, ref in some])
    told = "、".join(f"{name}{ref}" for name, ref in some)
    d.say(d.one(f"各部分得分为：{told}，合计{again}。", f"综合得分{again}，其中{told}。", f"得分构成：{told}，总计{again}。"))


def manner(d: Draft) -> Manner:
    """How the sentences of a report tell their indicators."""
    completion = d.chance(0.5)
    return Manner(midyear=d.chance(0.35), completion=completion, padded=d.chance(0.2))
