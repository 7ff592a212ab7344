"""What reports say besides figures: invented places, causes and remedies, problems and measures."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from planting.styles.fields import DOMAINS, Domain

PLACES = (
    "临江",
    "清溪",
    "云岭",
    "白鹭",
    "青泉",
    "石桥",
    "安和",
    "松原湖",
    "龙湾",
    "永丰",
    "南屏",
    "凤栖",
    "望江",
    "金沙湾",
    "枫林",
    "东湖",
    "西岭",
    "宁川",
    "桃源口",
    "沙河",
)
LEVELS = ("县", "区", "市", "县", "区")
TOWNS = (
    "城关镇",
    "河口镇",
    "双桥镇",
    "大坪乡",
    "新民乡",
    "白云镇",
    "三溪镇",
    "石门乡",
    "柳林镇",
    "高峰乡",
    "太和镇",
    "东坝镇",
    "黄泥乡",
    "长岭镇",
    "南塘街道",
    "北关街道",
)


MISSES = (
    "受持续降雨天气影响，部分任务进度滞后",
    "部分任务受招标流程影响，开工时间推迟",
    "年底部分工作受客观条件限制未能全部完成",
    "前期调研不够充分，年初目标设定偏高",
    "部分对象外出务工，未能按计划参与",
    "部分验收手续尚在办理，未计入本年度完成数",
    "供货单位交货延迟，部分内容结转下年实施",
)
REMEDIES = (
    "下一步将加强调度，倒排工期，确保任务按期完成",
    "今后将做深做细前期论证，科学设定年度目标",
    "下年度将提前谋划，加快推进相关工作",
    "下一步加强与相关单位沟通衔接，压实责任",
    "将强化过程监控，发现偏差及时纠正",
)
UNSPENT = (
    "主要原因是部分项目尚未办理竣工决算，尾款结转下年支付",
    "主要原因是厉行节约，压减一般性支出",
    "未执行部分主要为工程质量保证金，按合同约定于下年度支付",
    "主要原因是部分采购通过公开招标节约了资金",
    "主要原因是年底国库集中支付关账较早，部分款项未能支付",
)
OVERS = (
    "实际需求高于预期，完成情况好于年初计划",
    "年初目标设定较为保守，实际推进较好",
    "各乡镇积极性较高，超额完成年度任务",
    "通过优化实施方式，扩大了受益范围",
)
PROBLEMS = (
    "绩效目标编制的科学性有待提高，个别指标量化程度不够。",
    "预算执行进度不够均衡，上半年支出进度偏慢。",
    "绩效管理专业力量薄弱，业务人员对绩效管理政策掌握不够深入。",
    "项目前期准备工作不够充分，影响了资金支付进度。",
    "部分项目档案资料收集整理不够及时、完整。",
)
MEASURES = (
    "进一步强化绩效理念，把绩效管理贯穿预算编制、执行、监督全过程。",
    "加强预算执行动态监控，加快支出进度，提高资金使用效益。",
    "加大业务培训力度，提升相关人员绩效管理水平。",
    "完善项目管理制度，夯实前期基础工作，确保项目按计划推进。",
    "强化绩效评价结果应用，将评价结果与下年度预算安排挂钩。",
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A budget unit of an invented place in a year."""

    place: str
    level: str
    domain: Domain
    year: int

    @property
    def region(self) -> str:
        return self.place + self.level

    @property
    def name(self) -> str:
        return self.region + self.domain.bureau


def unit(rng: Random) -> Unit:
    return Unit(rng.choice(PLACES), rng.choice(LEVELS), rng.choice(DOMAINS), rng.randint(2019, 2024))
