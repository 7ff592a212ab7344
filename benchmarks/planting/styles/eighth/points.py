"""What a project is marked for besides outputs and effects: how it was decided and run, and why points were taken off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.styles.eighth import phrases
from planting.styles.indicators import Manner, Row, execution_score, marks
from planting.styles.seventh.reviewpoints import Point
from planting.styles.seventh.told import execution

DECIDED = (
    Point("项目立项", "立项依据充分性", 4, "项目符合国家法律法规、行业发展规划和部门职责", "立项依据资料收集不齐全"),
    Point("项目立项", "立项程序规范性", 4, "项目按照规定的程序申请设立，审批文件、材料符合要求", "项目前期可行性论证不够深入"),
    Point("绩效目标", "绩效目标合理性", 3, "绩效目标与实际工作内容相关，预期产出和效果符合正常水平", "绩效目标未完整反映项目效益"),
    Point("绩效目标", "绩效指标明确性", 3, "绩效目标已细化分解为具体的绩效指标", "部分绩效指标未量化"),
    Point("资金投入", "预算编制科学性", 3, "预算内容与项目内容匹配，预算额度测算依据较为充分", "预算测算依据不够详细"),
    Point("资金投入", "资金分配合理性", 3, "资金分配与项目实际相适应", "资金分配依据不够充分"),
)
RUN = (
    Point("资金管理", "资金使用合规性", 4, "资金使用符合财务管理制度，不存在截留、挤占、挪用等情况", "个别支付凭证附件不完整"),
    Point("组织实施", "管理制度健全性", 3, "已制定相应的财务和业务管理制度", "项目管理制度未及时更新"),
    Point("组织实施", "制度执行有效性", 4, "项目实施遵守相关法律法规和管理规定，资料归档及时", "项目档案资料归档不及时"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """The points of one first level: weights and scores in the order in which they are told."""

    name: str
    weights: list[Ref]
    scores: list[Ref]


def told(d: Draft, points: Sequence[Point], name: str, manner: Manner, flaws: int) -> Part:
    """One sentence for each point; `flaws` of them lose half a point or one."""
    chosen, made, style = set(d.rng.sample(range(len(points)), flaws)), Part(name, [], []), d.rng.randrange(2)
    lines: dict[str, list[str]] = {}
    for place, point in enumerate(points):
        off = d.rng.choice((Fraction(1, 2), Fraction(1))) if place in chosen else Fraction(0)
        weight, score = marks(d, point.weight, manner, "weight"), marks(d, point.weight - off, manner)
        d.relate("at-most", score, weight)
        made.weights.append(weight)
        made.scores.append(score)
        lines.setdefault(point.second, []).append(_line(d, point, (weight, score), off, style))
    for second, some in lines.items():
        d.say(f"{second}。" + "".join(some))
    return made


def _line(d: Draft, point: Point, marked: tuple[Ref, Ref], off: Fraction, style: int) -> str:
    weight, score = marked
    if not off:
        return f"{point.name}：{point.aim}，{'该指标不扣分' if style else '符合评分标准'}，指标满分{weight}，得{score}。"
    taken = d.figure(off, "分", 1, trim=True, exact=True, role="deduction")
    d.relate("sum", weight, score, taken)
    return f"{point.name}：{point.flaw}，扣{taken}，指标满分{weight}，得{score}。"


def moneyed(d: Draft, part: Part, manner: Manner, trios: Sequence[tuple[str, int, tuple[Ref, Ref, Ref]]]) -> None:
    """The rates of arrival and execution with their points; each trio is whole, part and rate as told before."""
    said = []
    for name, full, trio in trios:
        whole, some, rate = (phrases.told(d, ref) for ref in trio)
        weight, score = marks(d, full, manner, "weight"), marks(d, execution_score(d, d.figures[rate.id].value, full), manner)
        execution(d, weight, score, (whole, some, rate))
        part.weights.append(weight)
        part.scores.append(score)
        said.append(f"{name}：{name}为{rate}（{some}÷{whole}），指标满分{weight}，得{score}。")
    d.say("资金到位和支出。" + "".join(said))


def of_rows(name: str, rows: Sequence[Row]) -> Part:
    return Part(name, [row.weight for row in rows], [row.score for row in rows])
