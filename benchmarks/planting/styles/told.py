"""Indicators told in sentences, in the manners of different regions; one manner throughout a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planting.draft import Draft
from planting.styles.indicators import Manner, Row

HAN = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四")
OPS = {"≥": ("大于等于", "不低于", "≥"), "=": ("等于", "=", "为"), "≤": ("小于等于", "不超过", "≤")}


def _aside(d: Draft, row: Row, dot: str = "。") -> str:
    """Cause and remedy where the target was missed, or passed by far."""
    spec = row.spec
    if spec.ratio < 1:
        return d.one(f"偏差原因：{spec.cause}；改进措施：{spec.remedy}{dot}", f"未达标原因主要是{spec.cause}，{spec.remedy}{dot}")
    return d.one(f"偏差原因：{spec.cause}{dot}", f"超额完成的原因是{spec.cause}{dot}") if spec.cause else ""


def _labelled(d: Draft, row: Row, op: Callable[[Row], str], number: int) -> str:
    """Every value by its label, one sentence after another, as in the north-west."""
    if row.target is None:
        target, actual = row.spec.words
        value = f"年度指标值为“{target}”，年末实际完成情况为“{actual}”，已达到预期目标。"
        return f"{HAN[number]}是{row.spec.name}，{value}该指标分值{row.weight}，自评得分{row.score}。"
    mid = f"年中监控完成值{row.midyear}，" if row.midyear else ""
    rate = f"，指标完成率{row.completion}" if row.completion else ""
    return (
        f"{HAN[number]}是{row.spec.name}，年度指标值{op(row)}{row.target}，{mid}年末实际完成值{row.actual}{rate}。"
        f"{_aside(d, row)}该指标分值{row.weight}，自评得分{row.score}。"
    )


def _short(d: Draft, row: Row, op: Callable[[Row], str], number: int) -> str:
    """Target, value and marks in one breath."""
    head = f"（{number + 1}）{row.spec.name}："
    if row.target is None:
        return f"{head}目标为{row.spec.words[0]}，实际{row.spec.words[1]}，分值{row.weight}，得{row.score}。"
    mid = f"，上半年完成{row.midyear}" if row.midyear else ""
    rate = f"，完成率{row.completion}" if row.completion else ""
    return f"{head}目标值{op(row)}{row.target}{mid}，实际完成{row.actual}{rate}，分值{row.weight}，得{row.score}。{_aside(d, row)}"


def _planned(d: Draft, row: Row, op: Callable[[Row], str], number: int) -> str:
    """What was planned and what was done, then the marks in brackets."""
    if row.target is None:
        return f"{number + 1}.{row.spec.name}。通过项目实施，{row.spec.name}{row.spec.words[1]}，达到年初设定目标。（满分{row.weight}，自评{row.score}）"
    mid = f"6月底完成{row.midyear}，" if row.midyear else ""
    rate = f"，完成率为{row.completion}" if row.completion else ""
    value = f"年初目标{op(row)}{row.target}，{mid}截至年末实际完成{row.actual}{rate}。{_aside(d, row)}"
    return f"{number + 1}.{row.spec.name}。{value}（满分{row.weight}，自评{row.score}）"


def _full(d: Draft, row: Row, op: Callable[[Row], str], number: int) -> str:
    """The marks first, the value as their reason."""
    head = f"指标{HAN[number]}：{row.spec.name}。该指标满分{row.weight}，自评得{row.score}。"
    if row.target is None:
        return f"{head}预期目标“{row.spec.words[0]}”，经综合评定，实际达成情况为“{row.spec.words[1]}”。"
    mid = f"年中执行监控时完成{row.midyear}，" if row.midyear else ""
    rate = f"，完成年初目标的{row.completion}" if row.completion else ""
    return f"{head}年初设定指标值{op(row)}{row.target}，{mid}全年实际完成值为{row.actual}{rate}。{_aside(d, row)}"


TELLERS = (_labelled, _short, _planned, _full)


def sentences(d: Draft, rows: Sequence[Row]) -> list[str]:
    """One paragraph an indicator."""
    teller = d.rng.choice(TELLERS)
    style = d.rng.randrange(3)

    def op(row: Row) -> str:
        words = OPS[row.spec.op]
        return words[style]

    return [teller(d, row, op, number) for number, row in enumerate(rows)]


def manner(d: Draft) -> Manner:
    """How the sentences of a report tell their indicators."""
    completion = d.chance(0.6)
    return Manner(midyear=d.chance(0.4), completion=completion, capped=completion and d.chance(0.25), padded=d.chance(0.25))
