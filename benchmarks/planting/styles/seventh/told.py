"""Indicators in sentences of the seventh set, levels with their points, results counted, and the conclusion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.styles.indicators import Manner, Row
from planting.styles.seventh.goals import missed
from planting.styles.seventh.words import HAN

Teller = Callable[[Draft, Row, int], str]
AIMS = {"≥": ("≥{}", "不低于{}", "不少于{}"), "=": ("={}", "{}", "{}"), "≤": ("≤{}", "不超过{}", "不高于{}")}


def manner(d: Draft) -> Manner:
    """How the sentences of a report tell their indicators."""
    completion = d.chance(0.5)
    return Manner(midyear=d.chance(0.15), completion=completion, capped=completion and d.chance(0.2), padded=d.chance(0.15))


def aim(row: Row, style: int) -> str:
    """The target with its operator."""
    return AIMS[row.spec.op][0 if style == 2 and row.spec.unit == "%" else style].format(row.target)


def because(row: Row) -> str:
    """Why a target was missed or passed by far, as a sentence of its own."""
    spec = row.spec
    if spec.remedy:
        return f"偏差原因：{spec.cause}；改进措施：{spec.remedy}。"
    return f"偏差原因：{spec.cause}。" if spec.cause else ""


def _plain(d: Draft, row: Row, style: int) -> str:
    name, weight, score = row.spec.name, row.weight, row.score
    if row.target is None:
        return f"{name}：年度目标值为“{row.spec.words[0]}”，实际“{row.spec.words[1]}”，分值{weight}，得分{score}。"
    mid = f"上半年{'完成' if row.spec.cumulative else '为'}{row.midyear}，" if row.midyear else ""
    rate = f"，完成率{row.completion}" if row.completion else ""
    return f"{name}：年度目标值{aim(row, style)}，{mid}实际完成值{row.actual}{rate}，分值{weight}，得分{score}。{because(row)}"


def _marked(d: Draft, row: Row, style: int) -> str:
    name, weight, score = row.spec.name, row.weight, row.score
    if row.target is None:
        return f"{name}（{weight}）。目标为{row.spec.words[0]}，通过项目实施，{name}{row.spec.words[1]}，自评得{score}。"
    mid = f"，6月底{'完成' if row.spec.cumulative else '为'}{row.midyear}" if row.midyear else ""
    rate = f"，目标完成率{row.completion}" if row.completion else ""
    return f"{name}（{weight}）。指标值{aim(row, style)}{mid}，全年完成{row.actual}{rate}，自评得{score}。{because(row)}"


def _listed(d: Draft, row: Row, style: int) -> str:
    name, weight, score = row.spec.name, row.weight, row.score
    if row.target is None:
        return f"{name}，预期值：{row.spec.words[0]}，完成值：{row.spec.words[1]}；指标分值{weight}，自评得分{score}。"
    mid = f"1—6月完成值：{row.midyear}，" if row.midyear else ""
    rate = f"，完成比例：{row.completion}" if row.completion else ""
    return f"{name}，预期值：{aim(row, style)}，{mid}完成值：{row.actual}{rate}；指标分值{weight}，自评得分{score}。{because(row)}"


TELLERS: tuple[Teller, ...] = (_plain, _marked, _listed)


def summed(d: Draft, refs: Sequence[Ref], role: str, bare: bool = False) -> Ref:
    """The sum of weights or points."""
    places = max(d.figures[ref.id].places for ref in refs)
    total = d.figure(sum((d.figures[ref.id].value for ref in refs), Fraction(0)), "分", places, trim=True, exact=True, role=role, bare=bare)
    d.relate("sum", total, *refs)
    return total


def level(d: Draft, weights: Sequence[Ref], scores: Sequence[Ref], bare: bool = False) -> tuple[Ref, Ref]:
    """Weight and points of some indicators together."""
    weight, score = summed(d, weights, "heading", bare), summed(d, scores, "level", bare)
    d.relate("at-most", score, weight)
    return weight, score


def tell(d: Draft, rows: Sequence[Row], first: int) -> list[tuple[str, Ref]]:
    """All indicators under their first levels, numbered on from `first`; gives the points by level."""
    teller, style = d.rng.choice(TELLERS), d.rng.randrange(3)
    made: list[tuple[str, Ref]] = []
    for place, name in enumerate(dict.fromkeys(row.spec.first for row in rows)):
        some = [row for row in rows if row.spec.first == name]
        weight, score = level(d, [row.weight for row in some], [row.score for row in some])
        made.append((name, score))
        d.heading(f"（{HAN[first + place]}）{name}完成情况", 2)
        d.say(d.one(f"{name}满分{weight}，自评得{score}。", f"{name}分值{weight}，自评得分{score}。", f"该部分分值{weight}，得{score}。"))
        for number, second in enumerate(dict.fromkeys(row.spec.second for row in some)):
            own = [teller(d, row, style) for row in some if row.spec.second == second]
            d.say(f"{number + 1}.{second}。" + "".join(f"（{at + 1}）{text}" if len(own) > 1 else text for at, text in enumerate(own)))
    return made


def execution(d: Draft, weight: Ref, score: Ref, means: tuple[Ref, Ref, Ref]) -> None:
    """The points of execution hang on budget, spent and rate."""
    final, spent, rate = means
    d.relate("ratio", rate, spent, final)
    d.relate("execution-score", score, weight, rate)
    d.relate("at-most", score, weight)


def levels_told(d: Draft, total: Ref, levels: Sequence[tuple[str, Ref]]) -> str:
    """The levels that make the total, told again, without the full stop."""
    some = [(name, d.again(ref, role="told", bare=False)) for name, ref in levels]
    d.relate("sum", total, *[ref for _, ref in some])
    return "、".join(f"{name}{ref}" for name, ref in some)


def results(d: Draft, rows: Sequence[Row]) -> str:
    """How many indicators reached their targets, and which did not."""
    bad = missed(rows)
    whole, good, poor = d.count(len(rows), "个"), d.count(len(rows) - len(bad), "个"), d.count(len(bad), "个")
    d.relate("count", whole, number=len(rows))
    d.relate("sum", whole, good, poor)
    names = d.counted(poor, [row.spec.name for row in bad])
    return d.one(
        f"除预算执行率指标外，共设置三级指标{whole}，其中完成{good}，未完成{poor}，未完成指标为{names}。",
        f"共设置绩效指标{whole}（不含预算执行率），达到预期目标的{good}，未达到预期目标的{poor}，分别为{names}。"
        if len(bad) > 1
        else f"共设置绩效指标{whole}（不含预算执行率），达到预期目标的{good}，未达到预期目标的{poor}，即{names}。",
    )
