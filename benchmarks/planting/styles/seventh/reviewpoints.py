"""What a finance bureau marks besides outputs and effects: how a project was decided and run, and why points were taken off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planting.draft import Draft
from planting.styles.indicators import Manner, marks


@dataclass(frozen=True, slots=True)
class Point:
    """One point: second level, name, weight, what was expected, and what is said where points are taken off."""

    second: str
    name: str
    weight: int
    aim: str
    flaw: str


DECISION = (
    Point("项目立项", "立项依据充分性", 4, "充分", "政策依据引用不完整"),
    Point("项目立项", "立项程序规范性", 4, "规范", "事前绩效评估未开展"),
    Point("绩效目标", "绩效目标合理性", 4, "合理", "目标与年度工作计划衔接不够"),
    Point("资金投入", "预算编制科学性", 3, "科学", "部分县区未编制明细预算"),
)
RUNNING = (
    Point("资金管理", "资金使用合规性", 4, "合规", "个别县区支出凭证附件不全"),
    Point("组织实施", "管理制度健全性", 4, "健全", "项目资金管理细则未及时修订"),
    Point("组织实施", "制度执行有效性", 4, "有效", "项目档案归集不及时"),
)


def marked(d: Draft, points: Sequence[Point], manner: Manner, flaws: int) -> list[tuple[str, ...]]:
    """Lines of points: second level, name, weight, aim, value, score, reason; `flaws` of them are half a point or one short."""
    chosen = set(d.rng.sample(range(len(points)), flaws))
    made: list[tuple[str, ...]] = []
    for place, point in enumerate(points):
        off = d.rng.choice((Fraction(1, 2), Fraction(1))) if place in chosen else Fraction(0)
        weight, score = marks(d, point.weight, manner, "weight"), marks(d, point.weight - off, manner)
        d.relate("at-most", score, weight)
        why = ""
        if off:
            taken = d.figure(off, "分", 1, trim=True, exact=True, role="deduction")
            d.relate("sum", weight, score, taken)
            why = f"{point.flaw}，扣{taken}"
        made.append((point.second, point.name, weight, point.aim, f"基本{point.aim}" if off else point.aim, score, why))
    return made
