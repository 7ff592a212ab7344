"""Indicators in sentences of the fourth set, under first levels with their weights and marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planting.draft import Draft, Ref
from planting.styles.fourth.phrases import HAN
from planting.styles.indicators import Manner, Row

Teller = Callable[[Draft, Row, int], str]
AIMS = {"≥": ("≥{}", "大于等于{}", "不少于{}"), "=": ("={}", "等于{}", "{}"), "≤": ("≤{}", "小于等于{}", "不高于{}")}


def manner(d: Draft) -> Manner:
    """How the sentences of a report tell their indicators."""
    completion = d.chance(0.6)
    return Manner(midyear=d.chance(0.25), completion=completion, capped=completion and d.chance(0.15), padded=d.chance(0.2))


def aim(row: Row, style: int) -> str:
    """The target with its operator."""
    words = AIMS[row.spec.op][style]
    if row.spec.unit == "%" and "不少于" in words:
        words = "不低于{}"
    return words.format(row.target)


def because(row: Row) -> str:
    """Why a target was missed or passed by far, and what is to be done."""
    spec = row.spec
    if spec.ratio < 1:
        return f"偏差原因：{spec.cause}；改进措施：{spec.remedy}。"
    return f"偏差原因：{spec.cause}。" if spec.cause else ""


def _plain(d: Draft, row: Row, style: int) -> str:
    if row.target is None:
        return f"{row.spec.name}：指标值为{row.spec.words[0]}，实际完成情况为{row.spec.words[1]}，分值{row.weight}，得分{row.score}。"
    mid = f"，上半年完成{row.midyear}" if row.midyear else ""
    rate = f"，完成率{row.completion}" if row.completion else ""
    return f"{row.spec.name}：指标值{aim(row, style)}{mid}，实际完成{row.actual}{rate}，分值{row.weight}，得分{row.score}。{because(row)}"


def _filed(d: Draft, row: Row, style: int) -> str:
    if row.target is None:
        return f"{row.spec.name}，年初目标值为“{row.spec.words[0]}”，实际完成值为“{row.spec.words[1]}”，自评得分{row.score}（满分{row.weight}）。"
    mid = f"，年中监控完成值{row.midyear}" if row.midyear else ""
    rate = f"{'，指标完成率' if row.spec.op == '≤' else '，完成年初目标的'}{row.completion}" if row.completion else ""
    return f"{row.spec.name}，年初目标值{aim(row, style)}{mid}，实际完成值{row.actual}{rate}，自评得分{row.score}（满分{row.weight}）。{because(row)}"


def _weighed(d: Draft, row: Row, style: int) -> str:
    if row.target is None:
        return f"{row.spec.name}（{row.weight}）。通过项目实施，{row.spec.name}{row.spec.words[1]}，达到预期指标。本指标得{row.score}。"
    mid = f"6月底已完成{row.midyear}，" if row.midyear else ""
    rate = f"，指标完成率{row.completion}" if row.completion else ""
    return f"{row.spec.name}（{row.weight}）。年度指标值{aim(row, style)}，{mid}全年实际完成{row.actual}{rate}。{because(row)}本指标得{row.score}。"


TELLERS: tuple[Teller, ...] = (_plain, _filed, _weighed)


def summed(d: Draft, refs: Sequence[Ref], role: str) -> Ref:
    """The sum of weights or marks."""
    places = max(d.figures[ref.id].places for ref in refs)
    total = d.figure(sum(d.figures[ref.id].value for ref in refs), "分", places, trim=True, exact=True, role=role)
    d.relate("sum", total, *refs)
    return total


def pair(d: Draft, rows: Sequence[Row]) -> tuple[Ref, Ref]:
    """Weight and marks of some rows together."""
    weight, score = summed(d, [row.weight for row in rows], "heading"), summed(d, [row.score for row in rows], "level")
    d.relate("at-most", score, weight)
    return weight, score


def tell(d: Draft, rows: Sequence[Row], first: int = 0) -> list[tuple[str, Ref]]:
    """All indicators under their first levels, numbered on from `first`; gives the marks by level."""
    teller, style, shape = d.rng.choice(TELLERS), d.rng.randrange(3), d.rng.randrange(3)
    made: list[tuple[str, Ref]] = []
    for place, name in enumerate(dict.fromkeys(row.spec.first for row in rows)):
        some = [row for row in rows if row.spec.first == name]
        weight, score = pair(d, some)
        made.append((name, score))
        d.heading(f"（{HAN[first + place]}）{name}完成情况", 2)
        d.say(d.one(f"{name}分值{weight}，自评得分{score}。", f"该部分共{weight}，得分{score}。", f"{name}满分{weight}，实得{score}。"))
        for number, second in enumerate(dict.fromkeys(row.spec.second for row in some)):
            own = [row for row in some if row.spec.second == second]
            for text in _seconds(d, second, number, [(row, teller(d, row, style)) for row in own], shape):
                d.say(text)
    return made


def _seconds(d: Draft, second: str, number: int, told: Sequence[tuple[Row, str]], shape: int) -> list[str]:
    if shape == 0:
        return [f"{number + 1}.{second}：{text}" for _, text in told[:1]] + [text for _, text in told[1:]]
    if shape == 1 and len(told) > 1:
        many = d.count(len(told), "项")
        d.relate("count", many, number=len(told))
        return [f"{number + 1}.{second}。共设置{many}指标。" + "".join(f"（{at + 1}）{text}" for at, (_, text) in enumerate(told))]
    return [f"{number + 1}.{second}。" + "".join(f"（{at + 1}）{text}" if len(told) > 1 else text for at, (_, text) in enumerate(told))]


def execution(d: Draft, score: Ref, weight: Ref, means: tuple[Ref, Ref, Ref]) -> None:
    """The marks of execution hang on budget, accounts and rate."""
    final, spent, rate = means
    d.relate("ratio", rate, spent, final)
    d.relate("execution-score", score, weight, rate)
    d.relate("at-most", score, weight)


def concluded(d: Draft, total: Ref, levels: Sequence[tuple[str, Ref]]) -> str:
    """The total as the sum of its levels, told again."""
    again = d.again(total)
    some = [(name, d.again(ref, role="told")) for name, ref in levels]
    d.relate("sum", again, *[ref for _, ref in some])
    told = "、".join(f"{name}得分{ref}" for name, ref in some)
    return d.one(f"自评总得分{again}，其中：{told}。", f"总分100分，自评得分{again}，其中{told}。", f"{told}，总得分{again}。")
