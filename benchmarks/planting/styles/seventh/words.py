"""What the seventh set says besides figures: invented places, causes and remedies, problems and advice."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from planting.draft import Draft
from planting.model import Layout
from planting.styles.manner import settle
from planting.styles.seventh.fields import FIELDS, Field

PLACES = (
    "清溪",
    "永宁",
    "云台",
    "丹阳湖",
    "松江口",
    "白石",
    "金河",
    "长岭",
    "望江",
    "富春",
    "仙居岭",
    "龙城",
    "凤山",
    "阜安",
    "东阿",
    "南屏",
    "宁远川",
    "罗平",
)
LEVELS = ("县", "市", "区", "市")
COUNTIES = ("安平县", "桂东县", "新河区", "宁川县", "高新区", "华阳县", "南岗区", "宜君县", "石城县", "崇义县", "北辰区")
VILLAGES = ("前进村", "红星村", "大坪村", "柳树沟村", "双河村", "东岭村", "杨家湾村", "石桥村", "五里村", "白马村", "新民村", "沙坝村", "李家庄村", "梅林村")
HAN = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
# Why a number was missed, and what is done about it.
SHORT = (
    ("项目资金下达时间较晚，实施周期较短", "提前谋划项目，做好前期准备工作"),
    ("受天气等客观因素影响，部分工作未能按计划开展", "合理安排工作进度，尽快完成剩余任务"),
    ("项目招投标程序耗时较长，开工时间推迟", "加快项目前期手续办理，督促施工单位抓紧实施"),
    ("年初目标设置过高，与实际情况存在偏差", "下一年度根据工作实际科学设置指标值"),
    ("实际申报数量少于年初预计数量", "加强摸底调查，提高绩效目标编制的准确性"),
    ("相关单位工作衔接不够紧密，完成数量低于预期", "加强沟通协调，及时解决实施中的问题"),
)
# The same for shares and for satisfaction.
SLOW = (
    ("个别环节审核把关不严，相关工作滞后", "明确办理时限和责任人，加强跟踪督办"),
    ("基层经办人员变动频繁，业务不够熟练", "组织业务培训，强化日常指导"),
    ("个别单位重视程度不够，任务落实不到位", "加大督促检查力度，压实工作责任"),
)
DOUBTS = (
    ("宣传力度不够，部分群众对政策知晓度不高", "拓宽宣传渠道，提高政策知晓率"),
    ("服务水平与群众需求存在一定差距", "广泛听取群众意见，改进工作方法"),
)
SURPLUS = ("年初目标值设置偏低", "实际工作量增加，超出年初预期", "上级临时增加任务", "工作推进较快，超额完成年初目标")
UNSPENT = (
    "主要原因：部分项目未到付款节点",
    "主要原因：项目质保金尚未支付",
    "主要原因：财政资金紧张，部分支付申请未能在年底前拨付",
    "主要原因：部分项目跨年度实施，资金结转下年继续使用",
)
FLAWS = (
    "绩效目标设置不够科学，部分指标值偏低，未能充分体现项目产出和效果。",
    "预算编制的精细化程度有待提高，部分支出科目年中调整较多。",
    "部分项目前期准备不充分，资金支付的均衡性不够。",
    "绩效管理意识不强，业务科室参与绩效管理的主动性不够。",
    "档案资料整理不及时，部分佐证材料不齐全。",
)
STEPS = (
    "强化预算绩效管理理念，将绩效管理贯穿预算编制、执行、监督全过程。",
    "细化预算编制，提高预算编制的科学性和准确性。",
    "加强项目前期论证，加快项目实施进度，提高资金使用效益。",
    "健全内部控制制度，规范资金支付审批程序，确保资金安全。",
    "加大绩效评价结果应用力度，将评价结果作为下年度预算安排的重要依据。",
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A budget unit of an invented place in a year."""

    place: str
    level: str
    field: Field
    year: int

    @property
    def region(self) -> str:
        return self.place + self.level

    @property
    def name(self) -> str:
        return self.region + self.field.domain.bureau


def unit(rng: Random, organ: bool = False, regional: bool = False) -> Unit:
    """A unit of any field, of those of departments, or of a city whose money goes to counties."""
    field = rng.choice([field for field in FIELDS if (field.organ or not organ) and (field.regional or not regional)])
    level = "市" if regional or field.domain.bureau == "中心血站" else rng.choice(LEVELS)
    return Unit(rng.choice(PLACES), level, field, rng.randint(2018, 2024))


def begun(style: str, seed: int, layout: str) -> Draft:
    """A new report with its manner of printing settled."""
    d = Draft(style, seed)
    settle(d, layout)
    d.places = d.rng.choice((2, 2, 2, 2, 2, 2, 4, 6) if layout == "txt" else (2, 2, 2, 2, 4))
    return d


def unwrapped(d: Draft) -> None:
    """Typed tables need their lines whole."""
    d.layout = Layout(d.layout.format, 0, d.layout.typed)
    d.gap = ""


def graded(score: Fraction, words: tuple[str, str] = ("优", "良")) -> str:
    """The word for a total."""
    return words[0] if score >= 90 else words[1]


def closing(d: Draft, first: int, heads: tuple[str, str] | None = None) -> None:
    """Problems and what is to be done, under the headings that follow."""
    one, two = heads or (d.one("存在的问题", "存在的主要问题", "存在的问题及原因分析"), d.one("下一步工作措施", "改进措施", "有关建议", "下一步改进措施"))
    d.heading(f"{HAN[first]}、{one}")
    for number, text in enumerate(d.rng.sample(FLAWS, 2)):
        d.say(f"{number + 1}.{text}")
    d.heading(f"{HAN[first + 1]}、{two}")
    for number, text in enumerate(d.rng.sample(STEPS, 2)):
        d.say(f"{number + 1}.{text}")
