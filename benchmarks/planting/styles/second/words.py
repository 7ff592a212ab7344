"""What the second set says besides figures: places, parts, causes and remedies, problems and measures; and indicators with its own causes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random

from planting.draft import Draft
from planting.model import Layout
from planting.styles.fields import Domain
from planting.styles.indicators import Spec, plan
from planting.styles.manner import settle
from planting.styles.second.fields import DOMAINS
from planting.styles.words import Unit

PLACES = ("怀源", "武川岭", "泾阳湾", "普照", "栖霞岭", "澄湖", "荔波湾", "岚山口", "汝河", "绥宁坪", "乐安", "洮北", "庐阳浦", "永昌", "景泰川", "德兴")
LEVELS = ("县", "市", "区", "县")
SITES = (
    "朝阳社区",
    "光明社区",
    "红旗村",
    "幸福村",
    "新华街道",
    "滨河街道",
    "青山镇",
    "古城镇",
    "杨家集镇",
    "梅岭乡",
    "水磨沟乡",
    "西湖村",
    "建设路社区",
    "沙坪镇",
)
CAUSES = (
    "实施过程中遇连续高温和强降水，有效作业时间减少",
    "采购环节出现流标并重新组织招标，实施周期相应顺延",
    "服务对象数量较年初测算有所减少",
    "上级任务于下半年调整，年初测算口径与实际有差异",
    "承接单位人员力量不足，推进速度未达预期",
    "部分任务跨年度实施，其余部分安排在次年一季度完成",
    "施工用地协调耗时较长，个别点位未能如期开工",
)
STEPS = (
    "拟进一步细化任务分解，逐月通报进展",
    "后续将与承接单位建立周调度机制，尽快补齐差额",
    "编制下一年度目标时将充分测算，提高目标与实际的匹配度",
    "将提前启动采购程序，为项目实施留足时间",
    "今后加强业务科室与财务部门的协同，及时研究解决堵点问题",
)
EXTRA = (
    "上级临时增加任务，实际工作量大于年初计划",
    "年度中期扩大了实施范围，完成量相应增加",
    "群众参与意愿强于预期，实际完成量超出计划",
    "年初计划编制时留有余量，实际推进顺利",
)
LEFTOVER = (
    "未支出部分系工程按合同约定分期付款",
    "差额部分主要为采购节约资金",
    "未形成支出的原因是部分票据年底前未能完成审核",
    "剩余资金主要为质保金及待结算工程款",
    "预算未全部执行，系严格压减会议、差旅等开支所致",
)
WEAK = (
    "指标设置与项目核心产出的关联度还不够紧密，部分效益指标难以量化。",
    "资金支出进度前慢后快，均衡性有待改善。",
    "业务科室参与绩效管理的主动性不足，重支出轻绩效的观念仍然存在。",
    "佐证材料的归集整理不够规范，个别资料留存不全。",
)
BETTER = (
    "健全目标编制会商机制，由财务和业务人员共同论证指标与指标值。",
    "建立支出进度月度通报制度，对进度滞后的项目及时约谈提醒。",
    "将绩效自评结果作为内部考核和下年度项目排序的重要参考。",
    "组织专题培训，提高项目管理人员的绩效业务能力。",
)
DEEDS = ("已按序时进度完成支付", "实施效果良好", "各项任务有序推进", "款项支付手续齐全")


def unit(rng: Random, *bureaux: str) -> Unit:
    """A budget unit of an invented place in a year."""
    chosen: Domain = rng.choice([domain for domain in DOMAINS if not bureaux or domain.bureau in bureaux])
    return Unit(rng.choice(PLACES), rng.choice(LEVELS), chosen, rng.randint(2018, 2024))


def begun(style: str, seed: int, layout: str) -> Draft:
    """A new report with its manner of printing settled."""
    d = Draft(style, seed)
    settle(d, layout)
    d.gap = d.gap if layout == "txt" else ""
    d.places = d.rng.choice((2, 2, 2, 2, 4))
    if layout != "txt":
        d.layout = Layout(layout, 0, d.layout.typed)
    return d


def planned(d: Draft, domain: Domain, *, outputs: int, effects: int, people: int = 1, missed: int = 1, total: int = 90) -> list[Spec]:
    """Indicators with the causes of this set."""
    specs = plan(d, domain, outputs=outputs, effects=effects, people=people, missed=missed, total=total)
    causes = d.rng.sample(CAUSES, len(CAUSES))
    how = d.one("{}满意度", "{}对工作开展情况满意度", "{}综合满意率")
    made: list[Spec] = []
    for spec in specs:
        name = how.format(spec.name.removesuffix("满意度")) if spec.first == "满意度指标" else spec.name
        if spec.ratio < 1:
            made.append(replace(spec, name=name, cause=causes.pop(), remedy=d.one(*STEPS)))
        else:
            made.append(replace(spec, name=name, cause=d.one(*EXTRA) if spec.cause else ""))
    return made


def graded(score: Fraction, words: Sequence[str] = ("优", "良")) -> str:
    """The word for a total."""
    return words[0] if score >= 90 else words[1]
