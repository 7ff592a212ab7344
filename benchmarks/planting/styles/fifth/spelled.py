"""Indicators in sentences of the fifth set: by level with weights and marks, or without any as in reports on transfers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planting.draft import Draft, Ref
from planting.model import unit_of
from planting.styles.fifth.phrases import HAN
from planting.styles.indicators import Manner, Row, Spec

Teller = Callable[[Row, str], str]
AIMS = {"≥": ("≥{}", "不低于{}", "{}及以上"), "=": ("={}", "{}", "{}"), "≤": ("≤{}", "不超过{}", "{}以内")}


def manner(d: Draft) -> Manner:
    """How the sentences of a report tell their indicators."""
    completion = d.chance(0.55)
    return Manner(midyear=d.chance(0.25), completion=completion, capped=completion and d.chance(0.2), padded=d.chance(0.2))


def because(spec: Spec, style: int) -> str:
    """Why a target was missed or passed by far, and what is to be done."""
    if spec.ratio < 1:
        return (
            f"未完成原因：{spec.cause}。改进措施：{spec.remedy}。",
            f"存在偏差的原因是{spec.cause}，下一步将{spec.remedy}。",
            f"偏差原因分析：{spec.cause}；下一步改进措施：{spec.remedy}。",
        )[style]
    return f"偏差原因：{spec.cause}。" if spec.cause else ""


def aim(row: Row, style: int) -> str:
    """The target with its operator."""
    return AIMS[row.spec.op][style].format(row.target)


def _valued(row: Row, target: str) -> str:
    if row.target is None:
        return f"“{row.spec.name}”指标，设定目标值为“{row.spec.words[0]}”，实际完成值为“{row.spec.words[1]}”，分值{row.weight}，得分{row.score}。"
    mid = f"，上半年完成值为{row.midyear}" if row.midyear else ""
    rate = f"，完成率为{row.completion}" if row.completion else ""
    return f"“{row.spec.name}”指标，设定目标值为{target}{mid}，实际完成值为{row.actual}{rate}，分值{row.weight}，得分{row.score}。"


def _listed(row: Row, target: str) -> str:
    if row.target is None:
        return f"{row.spec.name}，年度目标为{row.spec.words[0]}，实际达到{row.spec.words[1]}的效果。满分{row.weight}，自评得{row.score}。"
    mid = f"年中监控完成{row.midyear}，" if row.midyear else ""
    rate = f"，指标完成率{row.completion}" if row.completion else ""
    return f"{row.spec.name}，年度目标为{target}，{mid}全年完成{row.actual}{rate}。满分{row.weight}，自评得{row.score}。"


def _headed(row: Row, target: str) -> str:
    if row.target is None:
        return f"{row.spec.name}（{row.weight}）：计划{row.spec.words[0]}，实际{row.spec.words[1]}，得{row.score}。"
    mid = f"截至6月底{row.midyear}，" if row.midyear else ""
    rate = f"（完成率{row.completion}）" if row.completion else ""
    return f"{row.spec.name}（{row.weight}）：计划{target}，{mid}实际{row.actual}{rate}，得{row.score}。"


def _closed(row: Row, target: str) -> str:
    if row.target is None:
        return f"{row.spec.name}指标值为“{row.spec.words[0]}”，已实现“{row.spec.words[1]}”的目标，自评得分{row.score}，该指标分值为{row.weight}。"
    mid = f"，1-6月完成{row.midyear}" if row.midyear else ""
    rate = f"，完成率{row.completion}" if row.completion else ""
    return f"{row.spec.name}指标值{target}{mid}，年末完成值{row.actual}{rate}，自评得分{row.score}，该指标分值为{row.weight}。"


TELLERS: tuple[Teller, ...] = (_valued, _listed, _headed, _closed)


def summed(d: Draft, refs: Sequence[Ref], role: str) -> Ref:
    """The sum of weights or marks."""
    places = max(d.figures[ref.id].places for ref in refs)
    total = d.figure(sum(d.figures[ref.id].value for ref in refs), "分", places, trim=True, exact=True, role=role)
    d.relate("sum", total, *refs)
    return total


def pair(d: Draft, weights: Sequence[Ref], scores: Sequence[Ref]) -> tuple[Ref, Ref]:
    """Weight and marks of some indicators together."""
    weight, score = summed(d, weights, "heading"), summed(d, scores, "level")
    d.relate("at-most", score, weight)
    return weight, score


def tell(d: Draft, rows: Sequence[Row], first: int = 0) -> list[tuple[str, Ref]]:
    """All indicators under their first levels, numbered on from `first`; gives the marks by level."""
    teller, style, shape = d.rng.choice(TELLERS), d.rng.randrange(3), d.rng.randrange(3)
    made: list[tuple[str, Ref]] = []
    for place, name in enumerate(dict.fromkeys(row.spec.first for row in rows)):
        some = [row for row in rows if row.spec.first == name]
        d.heading(f"（{HAN[first + place]}）{name}分析", 2)
        if len(some) > 1 or d.chance(0.5):
            weight, score = pair(d, [row.weight for row in some], [row.score for row in some])
            made.append((name, score))
            d.say(d.one(f"{name}总分值{weight}，自评得{score}。", f"{name}共计{weight}，自评得分{score}。", f"{name}满分为{weight}，本次自评得分为{score}。"))
        else:
            made.append((name, some[0].score))
        for text in _paragraphs(some, [teller(row, aim(row, style) if row.target else "") + because(row.spec, style) for row in some], shape):
            d.say(text)
    return made


def _paragraphs(rows: Sequence[Row], told: Sequence[str], shape: int) -> list[str]:
    """Indicators under their second levels: a paragraph for each, one for each second level, or numbered through."""
    if shape == 0:
        return [f"（{at + 1}）{row.spec.second}：{text}" for at, (row, text) in enumerate(zip(rows, told, strict=True))]
    made: list[str] = []
    for number, second in enumerate(dict.fromkeys(row.spec.second for row in rows)):
        own = [text for row, text in zip(rows, told, strict=True) if row.spec.second == second]
        if shape == 1:
            made.append(f"{number + 1}.{second}。" + "".join(f"指标{at + 1}：{text}" if len(own) > 1 else text for at, text in enumerate(own)))
        else:
            made += [f"{number + 1}.{second}：", *own]
    return made


def unmarked(d: Draft, spec: Spec, completion: bool) -> tuple[Ref, Ref, Ref | None]:
    """Target, value and rate of completion of an indicator that has neither weight nor marks."""
    assert spec.target is not None and spec.actual is not None
    stated = spec.target * 100 if spec.unit == "%" else spec.target / unit_of(spec.unit)[1]
    target = d.figure(spec.target, spec.unit, 0 if stated.denominator == 1 else 2, trim=True, role="target", exact=True)
    actual = d.figure(spec.actual, spec.unit, spec.places, role="actual", exact=spec.places == 0 and spec.unit != "%")
    if spec.unit == "%":
        d.relate("bound", actual, number=1)
    if not completion:
        return target, actual, None
    rate = d.rate(d.figures[actual.id].printed / d.figures[target.id].printed, role="completion")
    d.relate("completion", rate, actual, target)
    return target, actual, rate


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
    told = "，".join(f"{name}得{ref}" for name, ref in some)
    return d.one(f"综合自评得分{again}，其中{told}。", f"满分100分，自评得分{again}，具体为：{told}。", f"各部分得分情况为：{told}，合计得分{again}。")
