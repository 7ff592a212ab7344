"""Indicators in sentences of the sixth set, levels with their marks, and the conclusion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.styles.indicators import Manner, Row
from planting.styles.sixth.phrases import HAN

Teller = Callable[[Draft, Row, int], str]
AIMS = {"≥": ("≥{}", "不低于{}", "大于或等于{}"), "=": ("={}", "{}", "等于{}"), "≤": ("≤{}", "不超过{}", "小于或等于{}")}


def manner(d: Draft) -> Manner:
    """How the sentences of a report tell their indicators."""
    completion = d.chance(0.55)
    return Manner(midyear=d.chance(0.2), completion=completion, capped=completion and d.chance(0.15), padded=d.chance(0.2))


def aim(row: Row, style: int) -> str:
    """The target with its operator."""
    return AIMS[row.spec.op][style].format(row.target)


def because(row: Row) -> str:
    """Why a target was missed or passed by far, and what is to be done, as a sentence of its own."""
    spec = row.spec
    if spec.ratio < 1 and spec.remedy:
        return f"未完成原因：{spec.cause}。改进措施：{spec.remedy}。"
    return f"超额完成原因：{spec.cause}。" if spec.cause else ""


def lost(d: Draft, row: Row, spare: str = "未扣分") -> str:
    """The marks taken off, as what is left of the weight."""
    weight, score = d.figures[row.weight.id].value, d.figures[row.score.id].value
    if weight == score:
        return spare
    off = d.figure(weight - score, "分", d.figures[row.score.id].places, trim=True, exact=True, role="deduction")
    d.relate("sum", row.weight, row.score, off)
    return f"扣{off}"


def _yearly(d: Draft, row: Row, style: int) -> str:
    name, weight, score = row.spec.name, row.weight, row.score
    if row.target is None:
        return f"{name}，目标值为{row.spec.words[0]}，完成情况为{row.spec.words[1]}，权重{weight}，自评{score}。"
    mid = f"，1—6月{'完成' if row.spec.cumulative else '为'}{row.midyear}" if row.midyear else ""
    rate = f"，目标完成率{row.completion}" if row.completion else ""
    return f"{name}，目标值{aim(row, style)}{mid}，年末完成值{row.actual}{rate}，权重{weight}，自评{score}。{because(row)}"


def _reasoned(d: Draft, row: Row, style: int) -> str:
    name, weight, score = row.spec.name, row.weight, row.score
    if row.target is None:
        return f"“{name}”指标满分{weight}，预期{row.spec.words[0]}，经核实为{row.spec.words[1]}，得{score}。"
    mid = f"年中监控时为{row.midyear}，" if row.midyear else ""
    rate = f"，完成比例{row.completion}" if row.completion else ""
    return f"“{name}”指标满分{weight}，预期值{aim(row, style)}，{mid}实际值{row.actual}{rate}，{lost(d, row)}，得{score}。{because(row)}"


def _bracketed(d: Draft, row: Row, style: int) -> str:
    name, weight, score = row.spec.name, row.weight, row.score
    if row.target is None:
        return f"{name}（分值{weight}，得分{score}）：目标为{row.spec.words[0]}，实际{row.spec.words[1]}。"
    mid = f"，上半年为{row.midyear}" if row.midyear else ""
    rate = f"，指标完成率{row.completion}" if row.completion else ""
    return f"{name}（分值{weight}，得分{score}）：年度目标{aim(row, style)}{mid}，全年实际{row.actual}{rate}。{because(row)}"


TELLERS: tuple[Teller, ...] = (_yearly, _reasoned, _bracketed)


def summed(d: Draft, refs: Sequence[Ref], role: str, bare: bool = False) -> Ref:
    """The sum of weights or marks."""
    places = max(d.figures[ref.id].places for ref in refs)
    total = d.figure(sum((d.figures[ref.id].value for ref in refs), Fraction(0)), "分", places, trim=True, exact=True, role=role, bare=bare)
    d.relate("sum", total, *refs)
    return total


def level(d: Draft, weights: Sequence[Ref], scores: Sequence[Ref], bare: bool = False) -> tuple[Ref, Ref]:
    """Weight and marks of some indicators together."""
    weight, score = summed(d, weights, "heading", bare), summed(d, scores, "level", bare)
    d.relate("at-most", score, weight)
    return weight, score


def tell(d: Draft, rows: Sequence[Row], first: int) -> list[tuple[str, Ref]]:
    """All indicators under their first levels, numbered on from `first`; gives the marks by level."""
    teller, style, shape = d.rng.choice(TELLERS), d.rng.randrange(3), d.rng.randrange(2)
    made: list[tuple[str, Ref]] = []
    for place, name in enumerate(dict.fromkeys(row.spec.first for row in rows)):
        some = [row for row in rows if row.spec.first == name]
        weight, score = level(d, [row.weight for row in some], [row.score for row in some])
        made.append((name, score))
        d.heading(f"（{HAN[first + place]}）{name}", 2)
        d.say(d.one(f"{name}共{weight}，自评得分合计{score}。", f"该类指标权重{weight}，得分{score}。", f"{name}总分值{weight}，实际得分{score}。"))
        for number, second in enumerate(dict.fromkeys(row.spec.second for row in some)):
            own = [teller(d, row, style) for row in some if row.spec.second == second]
            if shape:
                d.say(f"{number + 1}.{second}。" + "".join(f"（{at + 1}）{text}" if len(own) > 1 else text for at, text in enumerate(own)))
                continue
            for at, text in enumerate(own):
                d.say(f"{number + 1}.{second}——{text}" if not at else text)
    return made


def execution(d: Draft, weight: Ref, score: Ref, means: tuple[Ref, Ref, Ref]) -> None:
    """The marks of execution hang on budget, spent and rate."""
    final, spent, rate = means
    d.relate("ratio", rate, spent, final)
    d.relate("execution-score", score, weight, rate)
    d.relate("at-most", score, weight)


def levels_told(d: Draft, total: Ref, levels: Sequence[tuple[str, Ref]]) -> str:
    """The total as the sum of its levels, told again, without the full stop."""
    some = [(name, d.again(ref, role="told")) for name, ref in levels]
    d.relate("sum", total, *[ref for _, ref in some])
    return "，".join(f"{name}{ref}" for name, ref in some)
