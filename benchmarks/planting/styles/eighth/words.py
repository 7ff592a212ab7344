"""What the eighth set says besides figures: invented places, causes and remedies, problems and advice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from planting.draft import Draft, Ref
from planting.model import Layout
from planting.styles.indicators import Spec
from planting.styles.manner import settle
from planting.styles.seventh.fields import Field

PLACES = (
    "锦屏",
    "安澜",
    "永昌",
    "瑞丰",
    "北川口",
    "长泽",
    "静海湾",
    "平陵",
    "上河",
    "玉泉",
    "怀德",
    "广平川",
    "祁阳湖",
    "泰和",
    "新野",
    "临江",
    "嘉陵",
    "双河",
)
COUNTIES = ("南华县", "云阳区", "西乡县", "东平县", "清河区", "五台县", "宜川县", "高陵区", "长丰县", "永修县", "丰宁县", "海城区")
HAN = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
GRADES = (("优", "良"), ("优秀", "良好"))
# Why a number was missed, and what is done about it.
LATE = (
    ("资金下达较晚，部分工作未能在年内完成", "加强与财政部门沟通，及时拨付资金"),
    ("项目实施过程中部分需求发生变化，实际完成数低于计划数", "做好前期调研，合理编制年度计划"),
    ("施工和采购周期较长，部分任务结转下年实施", "加快项目实施进度，确保按期完成"),
    ("年中工作重点调整，该项任务有所压减", "统筹安排各项工作任务"),
    ("符合条件的对象减少，实际工作量相应减少", "动态掌握服务对象情况，及时调整目标"),
)
SLACK = (
    ("部分资料报送不及时，审核时间较长", "加强日常管理，定期通报工作进度"),
    ("工作人员变动，部分工作衔接不到位", "加强业务培训，明确岗位职责"),
    ("个别事项涉及部门较多，办理周期长", "建立协调机制，提高工作效率"),
)
DOUBT = (
    ("宣传引导不够深入，个别对象对政策不够了解", "加大政策宣传力度，提升服务水平"),
    ("服务还不够精细，与服务对象期望存在差距", "认真收集意见建议，不断改进服务"),
)
MORE = ("相关工作开展较为顺利", "年中新增工作任务", "实际需求高于预期", "工作力度加大，完成情况好于预期")
REASONS = ("主要原因是人员增减变动及工资政策性调整", "主要是项目支出较上年有所变化", "主要原因是上级专项转移支付资金变化", "主要是年度重点工作任务有所调整")
UNPAID = ("部分项目款项按合同约定结转下年支付", "部分项目尚未完成结算", "年末国库集中支付系统关闭，部分款项未及时支付", "部分质保金未到支付期限")
FLAWS = (
    "绩效指标设置不够细化、量化，个别指标可衡量性不强。",
    "预算编制不够精准，预算执行中存在调整事项。",
    "对预算执行情况的分析不够深入。",
    "绩效管理专业人员缺乏，业务能力有待提升。",
    "项目资料收集整理不够规范，绩效佐证材料有待完善。",
)
# What is wrong where decision and process were marked one by one, so that no mark is gainsaid.
OUTSIDE = ("绩效管理专业人员缺乏，业务能力有待提升。", "对预算执行情况的分析不够深入。", "绩效自评结果的应用还不够充分。")
STEPS = (
    "加强预算编制管理，提高预算编制的准确性和完整性。",
    "进一步完善绩效指标体系，合理设定绩效目标。",
    "加快预算执行进度，定期对支出情况进行分析。",
    "加强业务培训，提高绩效管理人员的业务水平。",
    "加强评价结果应用，将评价结果与预算安排相结合。",
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A budget unit of an invented place in a year."""

    region: str
    field: Field
    year: int

    @property
    def name(self) -> str:
        return self.region + self.field.domain.bureau


def unit(rng: Random, fields: Sequence[Field], levels: Sequence[str] = ("县", "市", "区")) -> Unit:
    """A unit of one of the fields; years in which all of them went by these names."""
    return Unit(rng.choice(PLACES) + rng.choice(levels), rng.choice(fields), rng.randint(2021, 2023))


def begun(style: str, seed: int, layout: str) -> Draft:
    """A new report with its manner of printing settled."""
    d = Draft(style, seed)
    settle(d, layout)
    d.places = d.rng.choice((2, 2, 2, 2, 2, 2, 4, 6) if layout == "txt" else (2, 2, 2, 2, 2, 6))
    d.trim = d.trim or d.places == 6
    return d


def unwrapped(d: Draft) -> None:
    """Tables need their lines whole."""
    d.layout = Layout(d.layout.format, 0, d.layout.typed)
    d.gap = ""


def reworded(d: Draft, specs: Sequence[Spec]) -> list[Spec]:
    """The same indicators with the causes and remedies of this set."""
    pools = {kind: d.rng.sample(some, len(some)) for kind, some in {"people": DOUBT, "output": LATE, "rate": SLACK}.items()}
    made = []
    for spec in specs:
        cause, remedy = (d.one(*MORE) if spec.cause else ""), ""
        if spec.remedy:
            cause, remedy = pools["people" if spec.name.endswith("满意度") else "output" if spec.output else "rate"].pop()
        made.append(replace(spec, cause=cause, remedy=remedy))
    return made


def graded(d: Draft, total: Ref) -> str:
    """The word for a total: 90 and more, 80 and more."""
    good, fair = d.rng.choice(GRADES)
    return good if d.figures[total.id].value >= Fraction(90) else fair


def closing(d: Draft, first: int, flaws: Sequence[str] = FLAWS) -> None:
    """Problems and what is to be done, under the headings that follow."""
    d.heading(f"{HAN[first]}、{d.one('存在的主要问题', '存在问题', '存在的问题及原因')}")
    for number, text in enumerate(d.rng.sample(flaws, 2)):
        d.say(f"（{HAN[number]}）{text}")
    d.heading(f"{HAN[first + 1]}、{d.one('下一步工作打算', '改进措施及建议', '下一步改进措施', '有关工作建议')}")
    for number, text in enumerate(d.rng.sample(STEPS, 2)):
        d.say(f"（{HAN[number]}）{text}")
