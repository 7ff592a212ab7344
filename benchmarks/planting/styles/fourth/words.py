"""What the fourth set says besides figures, and its indicators: how satisfied people are is told by a survey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from planting.draft import Draft
from planting.model import Layout, printed_number, unit_of
from planting.styles.fields import Domain
from planting.styles.fourth.fields import DOMAINS, HIGHER
from planting.styles.indicators import PERCENT, Spec, plan, round_to
from planting.styles.manner import settle
from planting.styles.money import Budget, drawn
from planting.styles.words import Unit

PLACES = ("阳泉河", "梅川", "古浪坪", "长宁湾", "宝塔", "永济", "黑山口", "怀仁", "澄江", "碧水", "洪泽湾", "定安", "通渭川", "镇平", "南漳", "景和")
LEVELS = ("县", "县", "县", "区", "市")
DISTRICTS = ("东风街道", "胜利街道", "新城街道", "中和镇", "金龙镇", "杨柳镇", "青山镇", "白马乡", "清水乡", "红旗镇", "文峰镇", "双河口镇", "万安镇", "沙坪乡")
COLLEGES = ("文学院", "数学与统计学院", "外国语学院", "教育科学学院", "体育学院", "音乐学院", "美术学院", "物理与电子工程学院", "化学化工学院", "生命科学学院")
# Why a target was missed, and what is done about it.
MISSES = (
    ("政府采购程序耗时较长，合同签订时间晚于预期", "加强与采购代理机构的沟通，尽早启动采购程序"),
    ("年中人员变动较大，部分工作未能按计划开展", "合理安排人员力量，确保年度任务如期完成"),
    ("年初设定指标时对实际需求估计过高", "在编制绩效目标时加强测算，提高指标值的准确性"),
    ("承担单位前期准备不足，启动时间较晚", "督促承担单位提前做好准备工作，按计划推进"),
    ("资金下达时间较晚，年底前未能全部实施完毕", "积极与财政部门衔接，资金下达后尽快组织实施"),
    ("实施对象数量较年初摸底时减少", "做实年初摸底工作，合理确定目标值"),
)
OVERS = (
    "年初目标值设置偏低，下年度将根据实际情况合理设置",
    "年中新增工作任务，完成量超过预期",
    "工作推进较快，完成情况好于年初预计",
    "上级部门加大了支持力度，任务量有所增加",
)
UNSPENT = (
    "主要原因是部分项目按合同进度付款，尾款未到支付时间",
    "主要原因是落实过紧日子要求，压减了一般性支出",
    "主要原因是项目通过政府采购节约了资金",
    "主要原因是部分资金年底下达，当年来不及支付",
    "主要原因是部分工作推迟开展，相应支出结转至下年",
)
PROBLEMS = (
    "绩效指标设置不够科学，部分指标值与实际完成情况存在偏差。",
    "预算编制不够精细，年中预算调整较多。",
    "部分项目支出进度偏慢，资金使用效益有待进一步提高。",
    "绩效管理工作机制不够健全，业务科室参与度不高。",
)
PLANS = (
    "进一步提高预算编制的科学性和精细化水平，减少年中调整。",
    "加强绩效目标管理，结合历年完成情况合理设定指标值。",
    "加大预算执行力度，定期通报支出进度，提高资金使用效益。",
    "强化业务培训，压实业务科室的绩效管理责任。",
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
    domain = rng.choice(DOMAINS)
    return Unit(rng.choice(PLACES), "市" if domain.bureau in HIGHER else rng.choice(LEVELS), domain, rng.randint(2018, 2024))


def begun(style: str, seed: int, layout: str) -> Draft:
    """A new report with its manner of printing settled; rates in whole per cent in some."""
    d = Draft(style, seed)
    settle(d, layout)
    d.places = d.rng.choice((2, 2, 2, 2, 2, 4, 6) if layout == "txt" else (2, 2, 2, 2, 4))
    d.rate_places = 0 if d.rates == "rounded" and d.chance(0.08) else d.rate_places
    return d


def laid(d: Draft, layout: str) -> None:
    """The file's format where a style has several; wrapped lines and blanks are for text."""
    d.layout = Layout(layout, d.layout.wrap if layout == "txt" else 0, d.layout.typed)
    d.gap = d.gap if layout == "txt" else ""


def budgeted(d: Draft, names: tuple[str, ...], low: int, high: int, ordered: bool = True) -> Budget:
    """A budget none of whose rates looks full in print and is not."""
    while True:
        made = drawn(d, names, low, high, ordered)
        rates = [made.rate, *[part.rate for part in made.parts]]
        if all(rate == 1 or int(printed_number(rate, PERCENT, 0)) < 100 for rate in rates):
            return made


def planned(d: Draft, domain: Domain, *, outputs: int, effects: int, people: int = 1, missed: int = 1) -> tuple[list[Spec], Survey]:
    """Indicators with causes of this set, and the survey behind the first on satisfaction."""
    specs = plan(d, domain, outputs=outputs, effects=effects, people=people, missed=missed)
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
    sent = d.rng.choice((50, 60, 80, 90, 100, 120, 150, 160, 180, 200, 240, 300, 350, 400))
    valid = sent - d.rng.choice((0, d.rng.randint(1, sent // 12)))
    least = int(spec.target * valid) + 1
    glad = d.rng.randint(min(least, valid - 1), valid - 1)
    glad = max(glad, least)
    share = Fraction(glad, valid)
    whole = (share * 100).denominator == 1
    return replace(spec, op="≥", actual=share, places=0 if whole else 2), Survey(spec.name, sent, valid, glad)


def graded(score: Fraction, words: Sequence[str] = ("优", "良")) -> str:
    """The word for a total."""
    return words[0] if score >= 90 else words[1]
