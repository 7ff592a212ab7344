"""What the fifth set says besides figures, and its indicators: how satisfied people are is told by a survey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from planting.draft import Draft
from planting.model import Layout, printed_number, unit_of
from planting.styles.fifth.fields import DOMAINS
from planting.styles.indicators import PERCENT, Spec, parts_of, plan, round_to
from planting.styles.manner import settle
from planting.styles.money import Budget, drawn
from planting.styles.words import Unit

PLACES = ("安陵", "云溪", "宜河", "平桥", "锦屏川", "南浦", "舒河", "石泉湾", "义安", "会川", "临沙", "泰和坪", "丰乐", "康平岭")
LEVELS = ("县", "县", "区", "市")
# Why a target was missed, and what is done about it.
MISSES = (
    ("部分采购事项周期较长，相关任务顺延至下年实施", "提前做好采购准备，合理安排实施计划"),
    ("年初编制绩效目标时对政策调整预估不足", "提高绩效目标编制质量，合理设置指标值"),
    ("符合条件的实施对象较年初有所减少", "加强前期摸底调查，做好数据测算"),
    ("部分子项目前期手续办理时间较长，实施进度滞后", "提前办理项目前期手续，加快项目实施进度"),
    ("单位人员紧缺，部分工作推进缓慢", "统筹调配工作力量，加强工作督导"),
    ("个别承担单位重视程度不够，工作进度偏慢", "加强对承担单位的指导和考核"),
)
OVERS = (
    "年初指标值设定偏低，今后将结合实际科学设定",
    "因上级下达追加任务，实际完成量大于年初计划",
    "主要是工作任务较年初计划增加",
)
UNSPENT = (
    "主要原因是项目尚未完成决算审计，剩余款项待审计后支付",
    "主要原因是部分款项未达到合同约定的付款条件",
    "主要原因是严格控制支出，节约了项目资金",
    "主要原因是部分工作年底前尚未结算",
    "主要原因是据实结算，实际支出小于预算",
)
PROBLEMS = (
    "一是预算编制的准确性还需提高，个别项目测算依据不够充分；二是绩效指标细化、量化程度不够。",
    "部分项目前期谋划不够充分，各季度支出不够均衡，预算执行的均衡性有待加强。",
    "绩效管理意识有待增强，财务人员与业务人员之间的沟通协作不够，绩效监控作用发挥不充分。",
    "个别绩效指标设置与年度工作任务结合不够紧密，难以全面反映项目产出和效果。",
)
PLANS = (
    "一是科学编制预算，提高预算编制的准确性和完整性；二是加强绩效运行监控，发现问题及时纠偏。",
    "加强绩效目标审核，做到指标与任务相匹配，并将自评结果作为以后年度预算安排的参考依据。",
    "提前谋划年度项目，合理安排各季度支出，定期分析预算执行情况。",
    "组织开展预算绩效管理培训，提高全员绩效意识，推动绩效管理与业务工作深度融合。",
)


@dataclass(frozen=True, slots=True)
class Survey:
    """Sheets sent, valid and satisfied, and the indicator that they answer."""

    spec: str
    sent: int
    valid: int
    glad: int


def unit(rng: Random) -> Unit:
    """A budget unit of an invented place in a year."""
    return Unit(rng.choice(PLACES), rng.choice(LEVELS), rng.choice(DOMAINS), rng.randint(2019, 2024))


def begun(style: str, seed: int, layout: str) -> Draft:
    """A new report with its manner of printing settled."""
    d = Draft(style, seed)
    settle(d, layout)
    d.places = d.rng.choice((2, 2, 2, 2, 2, 4, 6) if layout == "txt" else (2, 2, 2, 2, 4))
    d.rate_places = 0 if d.rates == "rounded" and d.chance(0.1) else d.rate_places
    return d


def laid(d: Draft, layout: str) -> None:
    """Another format of file; wrapped lines and blanks are for text."""
    d.layout = Layout(layout, d.layout.wrap if layout == "txt" else 0, d.layout.typed)
    d.gap = d.gap if layout == "txt" else ""


def budgeted(d: Draft, names: tuple[str, ...], low: int, high: int, ordered: bool = True) -> Budget:
    """A budget none of whose rates looks full in print and is not."""
    while True:
        made = drawn(d, names, low, high, ordered)
        rates = [made.rate, *[part.rate for part in made.parts]]
        if all(rate == 1 or int(printed_number(rate, PERCENT, 0)) < 100 for rate in rates):
            return made


def planned(d: Draft, unit: Unit, *, outputs: int, effects: int, people: int = 1, missed: int = 1) -> tuple[list[Spec], Survey]:
    """Indicators with causes of this set, and the survey behind the first on satisfaction."""
    specs = plan(d, unit.domain, outputs=outputs, effects=effects, people=people, missed=missed)
    misses = d.rng.sample(MISSES, len(MISSES))
    made: list[Spec] = []
    for spec in map(_halved, specs):
        why, step = misses.pop() if spec.ratio < 1 else (d.one(*OVERS) if spec.cause else "", "")
        made.append(replace(spec, cause=why, remedy=step))
    place = next(place for place, spec in enumerate(made) if spec.first == "满意度指标")
    made[place], survey = _surveyed(d, made[place])
    return made, survey


def _halved(spec: Spec) -> Spec:
    """The value of the middle of the year with as many places as that of the year."""
    if spec.midyear is None or spec.unit == "%":
        return spec
    return replace(spec, midyear=round_to(spec.midyear, unit_of(spec.unit)[1] / 10**spec.places))


def _surveyed(d: Draft, spec: Spec) -> tuple[Spec, Survey]:
    assert spec.target is not None
    sent = d.rng.choice((50, 60, 80, 100, 100, 110, 120, 150, 180, 200, 200, 250, 300, 400, 500))
    valid = sent - d.rng.choice((0, 0, d.rng.randint(1, sent // 12)))
    least = int(spec.target * valid) + 1
    glad = d.rng.randint(least, max(least, valid - 1))
    share = Fraction(glad, valid)
    whole = (share * 100).denominator == 1
    return replace(spec, op="≥", actual=share, places=0 if whole else 2), Survey(spec.name, sent, valid, glad)


def weighed(d: Draft, specs: Sequence[Spec], total: int) -> list[Spec]:
    """The same indicators with weights that add up to `total`, scored anew in proportion; none that was missed has all points."""
    while True:
        weights = parts_of(d.rng, total, len(specs))
        made = [
            replace(spec, weight=weight, score=round_to(weight * min(spec.ratio, Fraction(1)), d.granule)) for spec, weight in zip(specs, weights, strict=True)
        ]
        if all(spec.ratio >= 1 or spec.score < spec.weight for spec in made):
            return made


def graded(score: Fraction, words: Sequence[str] = ("优", "良")) -> str:
    """The word for a total."""
    return words[0] if score >= 90 else words[1]
