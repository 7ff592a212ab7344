"""Indicators in sentences of the third set, under first or second levels with the weights and marks of these."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planting.draft import Draft, Ref
from planting.styles.indicators import Manner, Row
from planting.styles.third.clauses import ORDINALS

Teller = Callable[[Draft, Row, int], str]
GOALS = {"≥": ("≥{}", "不低于{}", "达到{}以上"), "=": ("{}", "{}", "达到{}"), "≤": ("≤{}", "不超过{}", "控制在{}以内")}


def manner(d: Draft) -> Manner:
    """How the sentences of a report tell their indicators."""
    return Manner(midyear=d.chance(0.3), completion=d.chance(0.5), padded=d.chance(0.15))


def aim(row: Row, style: int) -> str:
    """The target with its operator."""
    return GOALS[row.spec.op][style].format(row.target)


def because(row: Row) -> str:
    """Cause and remedy of a deviation."""
    spec = row.spec
    if spec.ratio < 1:
        return f"未完成原因：{spec.cause}。改进措施：{spec.remedy}。"
    return f"超出目标的原因：{spec.cause}。" if spec.cause else ""


def _paired(d: Draft, row: Row, style: int) -> str:
    if row.target is None:
        return f"{row.spec.name}，年度目标为“{row.spec.words[0]}”，经核查已达到预期，分值{row.weight}，自评得分{row.score}。"
    mid = f"（1—6月完成{row.midyear}）" if row.midyear else ""
    rate = f"，完成率{row.completion}" if row.completion else ""
    return f"{row.spec.name}，年初目标值{aim(row, style)}，实际完成值{row.actual}{mid}{rate}，分值{row.weight}，自评得分{row.score}。{because(row)}"


def _narrated(d: Draft, row: Row, style: int) -> str:
    if row.target is None:
        return f"项目实施后，{row.spec.name}{row.spec.words[1]}，与预期一致。该指标满分{row.weight}，得{row.score}。"
    mid = f"6月底监控时为{row.midyear}，" if row.midyear else ""
    rate = f"，指标完成率为{row.completion}" if row.completion else ""
    return f"{row.spec.name}目标为{aim(row, style)}，{mid}年底实际为{row.actual}{rate}。该指标满分{row.weight}，得{row.score}。{because(row)}"


def _bracketed(d: Draft, row: Row, style: int) -> str:
    if row.target is None:
        return f"{row.spec.name}（{row.weight}）：{row.spec.words[1]}。得分{row.score}。"
    mid = f"，上半年{row.midyear}" if row.midyear else ""
    rate = f"，完成率{row.completion}" if row.completion else ""
    return f"{row.spec.name}（{row.weight}）：指标值{aim(row, style)}{mid}，全年完成{row.actual}{rate}。得分{row.score}。{because(row)}"


TELLERS: tuple[Teller, ...] = (_paired, _narrated, _bracketed)


def level(d: Draft, rows: Sequence[Row]) -> tuple[Ref, Ref]:
    """Weight and marks of a level: the sums of its rows'."""
    made: list[Ref] = []
    for role, refs in (("heading", [row.weight for row in rows]), ("level", [row.score for row in rows])):
        places = max(d.figures[ref.id].places for ref in refs)
        total = d.figure(sum(d.figures[ref.id].value for ref in refs), "分", places, trim=True, exact=True, role=role)
        d.relate("sum", total, *refs)
        made.append(total)
    d.relate("at-most", made[1], made[0])
    return made[0], made[1]


def tell(d: Draft, rows: Sequence[Row], first: int = 0) -> list[tuple[str, Ref]]:
    """All indicators under their first levels, numbered on from `first`; gives the marks by level."""
    teller, style, deep = d.rng.choice(TELLERS), d.rng.randrange(3), d.chance(0.4)
    marks: list[tuple[str, Ref]] = []
    for place, name in enumerate(dict.fromkeys(row.spec.first for row in rows)):
        some = [row for row in rows if row.spec.first == name]
        weight, score = level(d, some)
        marks.append((name, score))
        d.heading(f"（{ORDINALS[first + place]}）" + d.one(f"{name}（分值{weight}，得分{score}）", f"{name}。分值{weight}，自评{score}。"), 2)
        seconds = list(dict.fromkeys(row.spec.second for row in some))
        for number, second in enumerate(seconds):
            own = [row for row in some if row.spec.second == second]
            told = [teller(d, row, style) for row in own]
            if deep:
                d.say(f"{number + 1}.{second}。" + "".join(f"（{at + 1}）{text}" if len(told) > 1 else text for at, text in enumerate(told)))
            else:
                for text in told:
                    d.say(f"{second}——{text}")
    return marks


def closed(d: Draft, total: Ref, marks: Sequence[tuple[str, Ref]]) -> str:
    """The total as the sum of its parts, told again."""
    again = d.again(total)
    some = [(name.removesuffix("指标"), d.again(ref, role="told")) for name, ref in marks]
    d.relate("sum", again, *[ref for _, ref in some])
    told = "，".join(f"{name}得分{ref}" for name, ref in some)
    return d.one(f"其中{told}，总分{again}。", f"{told}，各项相加总得分为{again}。", f"自评总分{again}由以下部分组成：{told}。")
