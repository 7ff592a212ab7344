"""What the third set says besides figures, and its indicators: causes of its own, a ceiling in some, weights as the report divides them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random

from planting.draft import Draft
from planting.model import Layout
from planting.styles.fields import Domain
from planting.styles.indicators import Spec, parts_of, plan, round_to
from planting.styles.manner import settle
from planting.styles.third.fields import CEILINGS, DOMAINS
from planting.styles.words import Unit

PLACES = (
    "蒲阳",
    "兰陵溪",
    "望都口",
    "石泉湾",
    "鹤山坪",
    "新岚",
    "建水河",
    "罗源浦",
    "双清",
    "隆平",
    "和顺川",
    "东阿岭",
    "麻江口",
    "桐柏湾",
    "富川坪",
    "嘉禾岭",
)
LEVELS = ("县", "县", "区", "市")
TOWNS = (
    "上坝镇",
    "官渡镇",
    "龙潭乡",
    "和平镇",
    "马鞍镇",
    "花桥镇",
    "团结乡",
    "五里铺镇",
    "茶亭镇",
    "响水乡",
    "大湾镇",
    "桂林街道",
    "凤山街道",
    "平安镇",
    "老街镇",
)
CAUSES = (
    "项目前期手续办理时间较长，实际开工晚于计划",
    "下半年受汛期影响，野外作业时间缩短",
    "部分标段因供应商履约不力被解除合同，重新采购耽误了工期",
    "符合条件的对象申请数低于预计",
    "年中机构职能调整，部分工作移交其他单位承担",
    "上级配套资金到位较晚，部分任务顺延至下年度",
)
REMEDIES = (
    "下一步将提前做好项目储备，资金下达后立即组织实施",
    "已督促承接单位制定补救计划，预计下年一季度完成",
    "今后在编制目标时充分考虑客观因素，合理确定指标值",
    "将强化部门会商，及时协调解决实施中的堵点",
    "下年度将按月调度任务进展，对滞后事项挂牌督办",
)
OVERS = ("上级年中追加任务，工作量相应增加", "群众需求较旺，实际完成数高于计划", "年初指标值设置偏于稳妥", "工作机制理顺后效率提高，超额完成任务")
UNSPENT = (
    "主要是部分合同尚未达到付款节点",
    "主要是执行中落实过紧日子要求，压缩了非刚性支出",
    "主要是采购成交价低于预算价",
    "主要是第四季度下达的资金来不及形成支出",
    "主要是工程尾款需待审计结算后支付",
)
PROBLEMS = (
    "一是绩效指标设定还不够细化，个别效益指标缺乏可衡量的标准。",
    "一是部分项目支出集中在第四季度，执行均衡性不够。",
    "一是业务与财务衔接不够紧密，绩效监控流于形式的情况仍有发生。",
    "一是项目资料归档不够及时，个别佐证材料不够完整。",
)
PLANS = (
    "一要做实事前绩效评估，提高目标编制质量；二要强化跟踪监控，对偏离目标的及时纠偏。",
    "一要细化预算编制，增强预算的科学性和准确性；二要加快支出进度，防止资金沉淀。",
    "一要完善内控制度，规范资金支付流程；二要加强结果应用，把自评结果与预算安排挂钩。",
)


def unit(rng: Random) -> Unit:
    """A budget unit of an invented place in a year."""
    return Unit(rng.choice(PLACES), rng.choice(LEVELS), rng.choice(DOMAINS), rng.randint(2019, 2024))


def begun(style: str, seed: int, layout: str) -> Draft:
    """A new report with its manner of printing settled."""
    d = Draft(style, seed)
    settle(d, layout)
    d.places = d.rng.choice((2, 2, 2, 2, 4, 6) if layout == "txt" else (2, 2, 2, 4))
    return d


def laid(d: Draft, layout: str) -> None:
    """The file's format where a style has several; wrapped lines and blanks are for text."""
    d.layout = Layout(layout, d.layout.wrap if layout == "txt" else 0, d.layout.typed)
    d.gap = d.gap if layout == "txt" else ""


def planned(d: Draft, domain: Domain, *, outputs: int, effects: int, people: int = 1, missed: int = 1, total: int = 90) -> list[Spec]:
    """Indicators with causes and names of this set; in some reports a ceiling takes the place of the one on time."""
    specs = plan(d, domain, outputs=outputs, effects=effects, people=people, missed=missed, total=total)
    causes = d.rng.sample(CAUSES, len(CAUSES))
    pleased = d.one("{}满意度", "{}对项目实施的满意度", "{}满意程度")
    made: list[Spec] = []
    for spec in specs:
        name = pleased.format(spec.name.removesuffix("满意度")) if spec.first == "满意度指标" else spec.name
        why, step = (causes.pop(), d.one(*REMEDIES)) if spec.ratio < 1 else (d.one(*OVERS) if spec.cause else "", "")
        made.append(replace(spec, name=name, cause=why, remedy=step))
    return _limited(d, domain, made) if d.chance(0.35) else made


def _limited(d: Draft, domain: Domain, specs: list[Spec]) -> list[Spec]:
    name, measure, low, high = CEILINGS[domain.bureau]
    limit = d.rng.randint(low, high)
    reached = limit - d.rng.randint(0, max(1, limit // 4))
    place = next(place for place, spec in enumerate(specs) if spec.second == "时效指标")
    specs[place] = replace(
        specs[place], name=name, op="≤", unit=measure, places=0, target=Fraction(limit), actual=Fraction(reached), midyear=Fraction(limit),
        score=Fraction(specs[place].weight), cause="", remedy="",
    )  # fmt: skip
    return specs


def weighed(d: Draft, specs: Sequence[Spec], shares: dict[str, int]) -> list[Spec]:
    """The same indicators with other weights, so many by first level, and scored by them; drawn anew until what is missed also loses marks."""
    while True:
        weights: list[int] = []
        for first, share in shares.items():
            weights += parts_of(d.rng, share, sum(spec.first == first for spec in specs))
        made = [
            replace(spec, weight=weight, score=Fraction(weight) if spec.ratio >= 1 else round_to(weight * spec.ratio, d.granule))
            for spec, weight in zip(specs, weights, strict=True)
        ]
        if all(spec.ratio >= 1 or spec.score < spec.weight for spec in made):
            return made


def graded(score: Fraction, words: Sequence[str] = ("优", "良")) -> str:
    """The word for a total."""
    return words[0] if score >= 90 else words[1]
