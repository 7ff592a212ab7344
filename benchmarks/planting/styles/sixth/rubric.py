"""What a third party marks besides outputs and effects: how a project was decided and how it was run, with what it found at each point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.styles.indicators import Manner, execution_score, marks


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the rubric: second level, name, weight, what is said where all is well and where marks are taken off."""

    second: str
    name: str
    weight: int
    well: str
    flaw: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A point as printed: weight, score and what was found."""

    point: Point
    weight: Ref
    score: Ref
    found: str


DECISION = (
    Point("项目立项", "立项依据充分性", 3, "项目立项符合国家法律法规和行业发展规划，与部门职责相符", "立项依据中缺少行业规划支撑材料"),
    Point("项目立项", "立项程序规范性", 3, "项目按规定程序申请设立，审批文件符合相关要求", "项目事前未开展集体决策，会议纪要缺失"),
    Point("绩效目标", "绩效目标合理性", 4, "绩效目标与项目内容相符，预期产出符合正常业绩水平", "绩效目标未完整反映项目主要内容"),
    Point("绩效目标", "绩效指标明确性", 4, "绩效指标清晰、细化、可衡量", "部分效益指标未量化，可衡量性不足"),
    Point("资金投入", "预算编制科学性", 3, "预算编制经过测算，依据充分", "预算测算明细不够具体，缺少单价依据"),
    Point("资金投入", "资金分配合理性", 3, "资金分配依据充分，额度与实际需要相适应", "资金分配与年度工作量匹配度不高"),
)
RUNNING = (
    Point("资金管理", "资金使用合规性", 4, "资金拨付审批程序完整，支出符合项目批复用途", "个别报销凭证附件不齐全"),
    Point("组织实施", "管理制度健全性", 4, "单位已制定财务和业务管理制度，内容合法合规", "项目管理办法尚未修订，部分条款已不适用"),
    Point("组织实施", "制度执行有效性", 4, "项目实施遵守相关制度，合同、验收等资料齐全并及时归档", "个别合同未明确验收标准，档案归集不及时"),
)
ARRIVAL, PACE = 4, 4  # weights of the rate of arrival and of the rate of execution


def mark(d: Draft, points: Sequence[Point], manner: Manner, flaws: int) -> list[Marked]:
    """Points with their marks; `flaws` of them are a half mark or a whole one short."""
    chosen = set(d.rng.sample(range(len(points)), flaws))
    made: list[Marked] = []
    for place, point in enumerate(points):
        off = Fraction(0)
        if place in chosen:
            off = Fraction(1) if d.granule == 1 or d.chance(0.5) else Fraction(1, 2)
        weight, score = marks(d, point.weight, manner, "weight"), marks(d, point.weight - off, manner)
        d.relate("at-most", score, weight)
        made.append(Marked(point, weight, score, _found(d, point, off, (weight, score))))
    return made


def _found(d: Draft, point: Point, off: Fraction, refs: tuple[Ref, Ref]) -> str:
    if not off:
        return point.well
    if d.chance(0.4):
        return point.flaw
    taken = d.figure(off, "分", 1, trim=True, exact=True, role="deduction")
    d.relate("sum", refs[0], refs[1], taken)
    return f"{point.flaw}，扣{taken}"


def arrived(d: Draft, manner: Manner, means: tuple[Ref, Ref, Ref]) -> tuple[Ref, Ref]:
    """Weight and marks of arrival; `means` are what came, what was due and the rate."""
    weight, score = marks(d, ARRIVAL, manner, "weight"), marks(d, execution_score(d, d.figures[means[2].id].value, ARRIVAL), manner)
    d.relate("at-most", score, weight)
    d.relate("execution-score", score, weight, means[2])
    return weight, score


def paced(d: Draft, manner: Manner, rate: Ref) -> tuple[Ref, Ref]:
    """Weight and marks of execution."""
    weight, score = marks(d, PACE, manner, "weight"), marks(d, execution_score(d, d.figures[rate.id].value, PACE), manner)
    d.relate("at-most", score, weight)
    d.relate("execution-score", score, weight, rate)
    return weight, score
