"""What the ninth set says besides figures: places, causes and remedies, problems and measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random

from planting.draft import Draft, Ref
from planting.styles.eighth.words import HAN, Unit
from planting.styles.indicators import Spec
from planting.styles.money import Budget, drawn
from planting.styles.seventh.fields import Field

PLACES = ("兴隆", "凤台", "石泉", "宁远", "大坪", "青峰", "沙河", "文昌", "万泉", "龙湖", "柳林", "安平", "通河", "三江", "东湖", "岚山", "永和", "白云")
# Why a number was missed, and what is done about it.
LATE = (
    ("实施方案批复时间较晚，实际开工时间推迟", "提前做好项目前期准备"),
    ("部分任务因前期论证调整，未能全部实施", "科学合理设定年度指标值"),
    ("年初目标设定偏高，与实际情况存在一定差距", "结合历年完成情况合理设置目标"),
    ("项目招标采购程序耗时较长，年底前未能全部完成", "加快采购进度，督促供应商按期履约"),
    ("受客观条件影响，部分工作推迟到下一年度开展", "细化工作安排，明确时间节点"),
)
SLACK = (
    ("基层单位报送不及时，影响整体进度", "强化督促指导，建立工作台账"),
    ("个别环节审核把关不严", "严格审核程序，落实岗位责任"),
    ("经办人员业务不够熟练", "开展业务培训，提升履职能力"),
)
DOUBT = (
    ("个别服务对象对工作内容了解不够", "加强政策解读，畅通沟通渠道"),
    ("服务措施与服务对象需求衔接不够紧密", "广泛听取意见，优化服务方式"),
)
MORE = ("年初指标值设定偏低", "工作推进力度加大，实际完成数高于计划数", "根据工作需要增加了任务量", "上级年中增加任务")
REASONS = ("主要原因是人员工资调整", "主要是上级下达专项资金变化", "主要原因是部分项目实施内容较上年有变化", "原因是年度任务安排与上年不同")
UNPAID = ("个别项目尾款未达到付款条件", "合同约定分期付款，余款下年支付", "部分项目跨年度实施", "项目验收较晚，未能在年底前完成支付")
FLAWS = (
    "绩效目标编制质量有待提高，个别指标值与实际工作结合不够紧密。",
    "预算编制的精细化程度不够，支出内容有待进一步细化。",
    "绩效管理意识有待加强，业务科室参与绩效管理的主动性不足。",
    "绩效运行监控不够到位，资料收集不够完整。",
    "项目管理制度有待进一步健全。",
)
STEPS = (
    "进一步强化绩效管理理念，落实绩效管理主体责任。",
    "科学编制部门预算，细化预算支出内容。",
    "完善绩效指标体系，提高指标设置的科学性。",
    "加强项目跟踪管理，及时掌握项目实施和资金支付情况。",
    "认真做好绩效自评结果的运用和公开工作。",
)
GRADES = (("优", "良"), ("优秀", "良好"))


def unit(rng: Random, fields: Sequence[Field], levels: Sequence[str] = ("县", "市", "区")) -> Unit:
    """A unit of one of the fields in an invented place and a year."""
    return Unit(rng.choice(PLACES) + rng.choice(levels), rng.choice(fields), rng.randint(2021, 2024))


def spending(d: Draft, names: tuple[str, ...], low: int, high: int) -> Budget:
    """A budget adjusted by an amount that shows, and not wholly spent."""
    while True:
        budget = drawn(d, names, low, high)
        if budget.rate * 1000 < 988 and abs(budget.adjusted) * 150 > budget.budget:
            return budget


def reworded(d: Draft, specs: Sequence[Spec]) -> list[Spec]:
    """The same indicators with the causes and remedies of this set."""
    pools = {kind: d.rng.sample(some, len(some)) for kind, some in {"people": DOUBT, "output": LATE, "rate": SLACK}.items()}
    made = []
    for spec in specs:
        cause, remedy = (d.one(*MORE) if spec.cause else ""), ""
        if spec.op == "≤" and spec.actual:
            spec = replace(spec, midyear=Fraction(int(spec.actual * Fraction(d.rng.randint(930, 1000), 1000))))
        if spec.remedy:
            cause, remedy = pools["people" if spec.name.endswith("满意度") else "output" if spec.output else "rate"].pop()
        made.append(replace(spec, cause=cause, remedy=remedy))
    return made


def graded(d: Draft, total: Ref) -> str:
    """The word for a total: 90 and more, 80 and more; says so."""
    good, fair = d.rng.choice(GRADES)
    high = d.figures[total.id].printed >= 90
    d.relate("grade", total, number=90 if high else 80)
    return good if high else fair


def closing(d: Draft, first: int) -> None:
    """Problems and measures under headings of their own."""
    d.heading(f"{HAN[first]}、{d.one('存在的问题', '存在的问题和不足', '自评发现的主要问题')}")
    for number, text in enumerate(d.rng.sample(FLAWS, 2)):
        d.say(f"{number + 1}.{text}")
    d.heading(f"{HAN[first + 1]}、{d.one('改进措施', '下一步改进措施和建议', '下一步工作安排')}")
    for number, text in enumerate(d.rng.sample(STEPS, 2)):
        d.say(f"{number + 1}.{text}")
