"""What the sixth set says besides figures: invented places, firms, causes and remedies, problems and advice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from planting.draft import Draft
from planting.model import Layout
from planting.styles.manner import settle
from planting.styles.money import Budget, drawn
from planting.styles.sixth.fields import FIELDS, Field

OFFICIAL = ("人民检察院", "公安局")
OWN = ("自筹", "自有", "其他", "单位")
PLACES = ("江陵湾", "淮川", "柳河", "汉丰", "陇平", "翠屏山", "泾源里", "滨海川", "玉泉岭", "博望", "青阳港", "天桥岭", "隆昌坪", "兴化湖", "武安川", "绥宁")
LEVELS = ("县", "市", "区", "县", "市")
COUNTIES = ("安远县", "东昌县", "南川区", "北屯区", "平湖县", "高平县", "新城区", "西林县", "丰润区", "长河县", "永兴县", "临泽县")
TOWNS = ("城东街道", "城西街道", "解放路街道", "曙光街道", "大河镇", "马家店镇", "龙泉镇", "桃园镇", "丰乐镇", "石佛镇", "兴隆乡", "白杨乡", "三合乡", "平安镇")
FIRMS = ("正源会计师事务所", "中立信管理咨询有限公司", "恒信工程咨询有限公司", "华诚会计师事务所", "众达绩效评价咨询有限公司")
# Why a target was missed, and what is done about it.
MISSES = (
    ("年初目标值设定时对业务量预判不够准确", "结合近三年业务数据合理测算目标值"),
    ("采购文件论证时间较长，合同签订较晚", "提前编制采购需求，压缩前期工作时间"),
    ("年中工作任务调整，部分活动未能开展", "根据任务变化及时按程序调整绩效目标"),
    ("部分事项跨年度实施，年底尚未办结", "倒排时间节点，按月通报工作进展"),
    ("业务人员紧张，工作推进未达预期", "统筹调配工作力量，加强过程督导"),
    ("合作单位配合不够紧密，实施进度滞后", "完善沟通会商机制，明确各方责任"),
)
OVERS = (
    "当年业务需求增长较快，完成情况超过预期",
    "上级新增工作部署，完成数量相应增加",
    "年初设定目标值时较为保守，下年将适当提高",
    "通过优化工作流程提高了效率，超额完成任务",
)
# The same for a share that was missed, and for satisfaction.
LAGS = (
    ("个别事项审核流程较长，办理时间有所延后", "优化审核流程，明确各环节办理时限"),
    ("日常检查督促不够到位，个别环节存在疏漏", "加强日常检查和过程管理，及时整改存在的问题"),
    ("基层工作力量不足，少数事项未达到标准", "加强业务培训和技术指导，提高工作质量"),
)
GRIEVANCES = (
    ("服务流程和便民措施与服务对象期望还有差距", "认真听取意见建议，持续改进服务方式"),
    ("政策宣传解释不够充分，部分服务对象了解不全面", "加大政策宣传力度，畅通意见反馈渠道"),
)
# Why money was left: to be paid in the next year, or saved.
CARRIED = (
    "主要原因是部分合同约定跨年付款，剩余款项按进度在下年支付",
    "主要原因是资金下达较晚，部分工作尚在实施",
    "主要原因是个别项目验收手续未办理完毕，尾款暂未支付",
    "主要原因是年底部分票据未及时取得，相关费用在下年结算",
)
SAVED = (
    "主要原因是项目实施过程中严格控制成本",
    "主要原因是落实过紧日子要求，压减了一般性开支",
    "主要原因是部分工作实际开支小于预算安排",
)
PROBLEMS = (
    "部分业务人员对绩效管理政策理解不深，绩效自评质量有待提高。",
    "效益类指标偏少，对项目长期效果的反映不够全面。",
    "绩效指标的量化程度还不够，个别指标值与实际工作结合不紧密。",
    "支出计划编制不够细化，预算执行的计划性有待增强。",
    "项目管理资料归集不够及时，部分过程性资料不够完整。",
    "对绩效目标的动态跟踪不够，发现偏差后调整不够及时。",
)
ADVICE = (
    "建议结合历史数据和年度工作计划科学设定绩效目标，做到量化、可考核。",
    "建议加快前期手续办理，合理安排用款计划，提高预算执行的均衡性。",
    "建议完善项目档案管理制度，明确专人负责资料收集、整理和归档。",
    "建议建立绩效运行定期分析机制，发现问题及时纠偏。",
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A budget unit of an invented place in a year; a school is called after the place alone."""

    place: str
    level: str
    field: Field
    year: int

    @property
    def region(self) -> str:
        return self.place + self.level

    @property
    def name(self) -> str:
        return (self.place if self.field.private else self.region) + self.field.domain.bureau


def unit(rng: Random) -> Unit:
    """A unit of any field."""
    field = rng.choice(FIELDS)
    return Unit(rng.choice(PLACES), "市" if field.private else rng.choice(LEVELS), field, rng.randint(2019, 2024))


def city(rng: Random) -> Unit:
    """A unit of a city whose earmark goes to counties."""
    return Unit(rng.choice(PLACES), "市", rng.choice([field for field in FIELDS if field.counties]), rng.randint(2019, 2024))


def begun(style: str, seed: int, layout: str) -> Draft:
    """A new report with its manner of printing settled."""
    d = Draft(style, seed)
    settle(d, layout)
    d.places = d.rng.choice((2, 2, 2, 2, 2, 4, 6) if layout == "txt" else (2, 2, 2, 2, 4))
    return d


def laid(d: Draft, layout: str) -> None:
    """The file's format where a style has several; wrapped lines and blanks are for text."""
    d.layout = Layout(layout, d.layout.wrap if layout == "txt" else 0, d.layout.typed)
    d.gap = d.gap if layout == "txt" else ""


def budgeted(d: Draft, names: tuple[str, ...], low: int, high: int, ordered: bool = True) -> Budget:
    """A budget with named parts that was not wholly spent in some reports."""
    return drawn(d, names, low, high, ordered)


def fitting(unit: Unit, sources: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The sources that a unit may have: an office of justice has no money of its own."""
    official = unit.field.domain.bureau in OFFICIAL
    return [names for names in sources if not (official and any(word in name for name in names for word in OWN))]


def graded(score: Fraction, words: Sequence[str] = ("优", "良")) -> str:
    """The word for a total."""
    return words[0] if score >= 90 else words[1]
