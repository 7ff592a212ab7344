"""预算执行和绩效运行监控 of the first months of a year: pace against time, by nature and project, goals so far, 三公, what is expected."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import Report, unit_of
from planting.styles.indicators import PERCENT, Spec, round_to
from planting.styles.money import cents
from planting.styles.sixth import goals, phrases, words
from planting.styles.sixth.goals import Group
from planting.styles.sixth.phrases import HAN
from planting.styles.sixth.words import Unit

SHAPE: tuple[Group, ...] = (("产出指标", 50, goals.FULLER), ("效益指标", 30, goals.SAFE), ("满意度指标", 10, goals.PLEASED))
PERIODS = ((6, 50, "1—6月", "上半年"), (9, 75, "1—9月", "前三季度"), (6, 50, "1-6月", "上半年"))
LATE = ("部分内容仍在履行采购程序", "合同约定年底集中支付", "验收后方可支付主要款项", "前期论证时间较长，实施方案批复较晚")


@dataclass(frozen=True, slots=True)
class Time:
    """The months gone, the share of the year that they are in per cent, and what the period is called."""

    months: int
    pace: int
    span: str
    name: str


@dataclass(frozen=True, slots=True)
class Purse:
    """Budget, adjustment and what was spent so far, by nature, in 元."""

    opening: Fraction
    basic: Fraction
    basic_spent: Fraction
    projects: tuple[tuple[str, Fraction, Fraction], ...]

    @property
    def project(self) -> Fraction:
        return sum((given for _, given, _ in self.projects), Fraction(0))

    @property
    def project_spent(self) -> Fraction:
        return sum((used for _, _, used in self.projects), Fraction(0))

    @property
    def final(self) -> Fraction:
        return self.basic + self.project

    @property
    def spent(self) -> Fraction:
        return self.basic_spent + self.project_spent


def report(seed: int) -> Report:
    """One report of the first months of a year."""
    d = words.begun("monitoring", seed, "txt")
    if seed % 5 == 4:
        words.laid(d, "docx")
    unit, time = words.unit(d.rng), Time(*d.rng.choice(PERIODS))
    purse = _purse(d, unit, time)
    d.title(
        d.one(
            f"{unit.name}{unit.year}年{time.span}预算执行情况及绩效运行监控报告",
            f"{unit.name}关于{unit.year}年{time.name}绩效运行监控情况的报告",
            f"{unit.year}年{time.span}{unit.name}部门预算执行和绩效监控情况",
        )
    )
    d.say(
        d.one(
            "根据预算绩效管理有关要求，我单位对部门预算执行和绩效目标实现程度开展了“双监控”，现报告如下。",
            "按照财政部门统一安排，我单位组织开展绩效运行监控工作，情况如下。",
        )
    )
    final, spent = _paced(d, unit, time, purse)
    _projects(d, unit, time, purse)
    _others(d, unit, time)
    _goals(d, unit, time)
    _expected(d, time, purse, final, spent)
    return d.finished()


def _purse(d: Draft, unit: Unit, time: Time) -> Purse:
    while True:
        basic = d.amount(420, 4200)
        names = d.rng.sample(unit.field.domain.projects, d.rng.randint(3, 4))
        given = sorted((d.amount(40, 900) for _ in names), reverse=True)
        slow = d.rng.randint(1, len(names) - 1)
        spans = [(time.pace - 30, time.pace - 4) if at < slow else (time.pace + 3, min(time.pace + 24, 98)) for at in range(len(names))]
        paces = [d.rng.randint(low * 100, high * 100) for low, high in spans]
        d.rng.shuffle(paces)
        made = tuple((name, cut, cents(cut * Fraction(pace, 10000))) for name, cut, pace in zip(names, given, paces, strict=True))
        early = cents(basic * Fraction(d.rng.randint(time.pace * 10 - 35, time.pace * 10 + 45), 1000))
        final = basic + sum(given, Fraction(0))
        opening = cents(final * Fraction(d.rng.randint(880, 985), 1000)) if d.chance(0.8) else cents(final * Fraction(d.rng.randint(1015, 1080), 1000))
        purse = Purse(opening, basic, early, made)
        if abs(purse.spent / purse.final * 100 - time.pace) > 1 and abs(purse.basic_spent / basic * 100 - time.pace) > 1:
            return purse


def _paced(d: Draft, unit: Unit, time: Time, purse: Purse) -> tuple[Ref, Ref]:
    d.heading("一、预算执行总体情况")
    opening, final = d.money(purse.opening), d.money(purse.final)
    moved = d.money(purse.final - purse.opening, words=d.rng.choice((("追加", "压减"), ("调增", "调减"), ("增加", "减少"))), role="change")
    d.relate("sum", final, opening, moved)
    d.say(
        d.one(
            f"{unit.year}年年初部门预算批复{opening}，执行中{moved}，调整后预算{final}。",
            f"年初预算{opening}，截至{time.months}月底{moved}，目前预算总额为{final}。",
        )
    )
    again, spent, rate = d.again(final), d.money(purse.spent), d.rate(purse.spent / purse.final)
    d.relate("ratio", rate, spent, again)
    due = d.figure(Fraction(time.pace, 100), "%", 0, exact=True, role="target")
    gap = d.rate(purse.spent / purse.final - Fraction(time.pace, 100), bare=True, words=d.rng.choice((("快", "慢"), ("高", "低"))), role="change")
    d.relate("sum", rate, due, gap)
    d.say(
        d.one(
            f"截至{time.months}月底，累计支出{spent}，占调整后预算{again}的{rate}，比序时进度（{due}）{gap}个百分点。",
            f"{time.span}累计支出{spent}，预算执行进度{rate}（预算总额{again}），较{due}的序时进度{gap}个百分点。",
        )
    )
    last = cents(purse.spent * Fraction(d.rng.choice((*range(800, 970), *range(1030, 1180))), 1000))
    if d.chance(0.7):
        now = d.again(spent)
        d.say(f"{time.span}支出{now}" + phrases.versus(d, now, last, "上年同期") + "。")
    _season(d, time, spent)
    pairs = (("基本支出", purse.basic, purse.basic_spent), ("项目支出", purse.project, purse.project_spent))
    refs = [(name, d.money(given), d.money(used), d.rate(used / given)) for name, given, used in pairs]
    whole, done = d.again(final), d.again(spent)
    d.relate("sum", whole, *[given for _, given, _, _ in refs])
    d.relate("sum", done, *[used for _, _, used, _ in refs])
    for _, given, used, own in refs:
        d.relate("ratio", own, used, given)
    d.say(
        f"按支出类型看，预算{whole}、支出{done}，其中："
        + d.one("；".join(f"{n}预算{g}，已支出{u}，进度{r}" for n, g, u, r in refs), "；".join(f"{n}执行{u}，占其预算{g}的{r}" for n, g, u, r in refs))
        + "。"
    )
    return final, spent


def _season(d: Draft, time: Time, spent: Ref) -> None:
    """What was spent in each quarter so far."""
    value, again = d.figures[spent.id].value, d.again(spent)
    names = ("一季度", "二季度", "三季度")[: time.months // 3]
    some = [d.money(cut) for cut in d.shares(value, len(names), 0.7)]
    d.relate("sum", again, *some)
    d.say(f"从季度看，{'，'.join(f'{name}支出{ref}' for name, ref in zip(names, some, strict=True))}，累计{again}。")


def _projects(d: Draft, unit: Unit, time: Time, purse: Purse) -> None:
    d.heading("二、重点项目支出进度")
    number = d.count(len(purse.projects), "个")
    names = d.counted(number, [name for name, _, _ in purse.projects])
    given, used = (_same(d, value) for value in (purse.project, purse.project_spent))
    d.say(f"纳入监控的项目共{number}，包括{names}，预算合计{given}，已支出{used}。")
    refs = []
    for at, (name, plan, out) in enumerate(purse.projects):
        one, two, rate = d.money(plan), d.money(out), d.rate(out / plan)
        d.relate("ratio", rate, two, one)
        refs.append((one, two))
        why = f"，{d.one('进度滞后的原因是', '主要是')}{d.one(*LATE)}" if out / plan * 100 < time.pace and d.chance(0.5) else ""
        d.say(f"{at + 1}.{name}。预算{one}，{d.one(time.span, f'截至{time.months}月底')}支出{two}，支出进度{rate}{why}。")
    d.relate("sum", given, *[one for one, _ in refs])
    d.relate("sum", used, *[two for _, two in refs])
    slow = [name for name, plan, out in purse.projects if out / plan * 100 < time.pace]
    fast = [name for name, plan, out in purse.projects if out / plan * 100 >= time.pace]
    ahead, behind, all_ = d.count(len(fast), "个"), d.count(len(slow), "个"), d.again(number)
    d.relate("sum", all_, ahead, behind)
    good, bad = d.counted(ahead, fast), d.counted(behind, slow)
    d.say(f"{all_}项目中，支出进度快于序时进度的{ahead}，为{good}；慢于序时进度的{behind}，为{bad}。")


def _same(d: Draft, value: Fraction) -> Ref:
    return d.again(Ref(next(figure.id for figure in d.figures if figure.value == value and figure.unit == "万元")))


def _others(d: Draft, unit: Unit, time: Time) -> None:
    """三公 and purchases so far."""
    d.heading("三、“三公”经费和政府采购执行情况")
    kinds = (("公务用车运行维护费", d.amount(6, 24)), ("公务接待费", d.amount(1, 6)))
    plans = [value for _, value in kinds]
    outs = [cents(value * Fraction(d.rng.randint(time.pace - 26, time.pace - 3), 100)) for value in plans]
    limit, used, rate = d.money(sum(plans, Fraction(0))), d.money(sum(outs, Fraction(0))), d.rate(sum(outs, Fraction(0)) / sum(plans, Fraction(0)))
    d.relate("ratio", rate, used, limit)
    refs = [(name, d.money(plan), d.money(out)) for (name, _), plan, out in zip(kinds, plans, outs, strict=True)]
    d.relate("sum", limit, *[plan for _, plan, _ in refs])
    d.relate("sum", used, *[out for _, _, out in refs])
    d.say(
        f"全年“三公”经费预算{limit}，{time.span}支出{used}，占全年预算的{rate}。其中："
        + "；".join(f"{name}预算{plan}，支出{out}" for name, plan, out in refs)
        + "；无因公出国（境）经费预算。"
    )
    if d.chance(0.6):
        plan = d.amount(30, 600)
        done = cents(plan * Fraction(d.rng.randint(25, 92), 100))
        all_, part, left, share = d.money(plan), d.money(done), d.money(plan - done), d.rate(done / plan)
        d.relate("sum", all_, part, left)
        d.relate("ratio", share, part, all_)
        d.say(f"政府采购计划{all_}，已完成采购{part}，尚未实施{left}，采购计划完成率{share}。")


def _goals(d: Draft, unit: Unit, time: Time) -> None:
    d.heading("四、绩效目标实现程度")
    specs, _ = goals.plan(d, unit.field, SHAPE, 1)
    some = [spec for spec in specs if spec.output]
    late = max(range(len(some)), key=lambda at: (some[at].target or 0) / unit_of(some[at].unit)[1])  # so many that none is a small share
    fast, slow, told = [], [], []
    for at, spec in enumerate(some):
        text, ahead = _goal(d, time, spec, at == late)
        told.append(f"{at + 1}.{text}")
        (fast if ahead else slow).append(spec.name)
    all_, good, bad = d.count(len(some), "项"), d.count(len(fast), "项"), d.count(len(slow), "项")
    d.relate("sum", all_, good, bad)
    names = d.counted(bad, slow)
    d.say(f"本次监控数量类指标{all_}，其中达到或超过序时进度的{good}，低于序时进度的{bad}，低于序时进度的指标为{names}。具体情况如下：")
    for text in told:
        d.say(text)
    rates = [spec for spec in specs if spec.unit == "%" and spec.target is not None and not spec.name.endswith("满意度") and spec.ratio >= 1]
    for spec in rates:
        assert spec.target is not None and spec.actual is not None
        target = d.figure(spec.target, "%", 0, exact=True, role="target")
        actual = d.figure(spec.actual, "%", spec.places, role="actual")
        d.relate("at-most", target, actual)
        d.relate("bound", actual, number=1)
        d.say(f"{spec.name}年度目标{'为' if spec.op == '=' else '不低于'}{target}，监控期内为{actual}，达到目标要求。")


def _goal(d: Draft, time: Time, spec: Spec, late: bool) -> tuple[str, bool]:
    """Target, what is done so far, its share and what is expected; and whether it keeps pace."""
    assert spec.target is not None and spec.output is not None
    share = d.rng.randint(time.pace - 28, time.pace - 5) if late else d.rng.randint(time.pace + 2, min(time.pace + 26, 99))
    grain = unit_of(spec.unit)[1] / 10**spec.output.places
    value = max(round_to(spec.target * share * PERCENT, grain), grain)
    ahead = value / spec.target * 100 >= time.pace
    counted = spec.output.places == 0
    target = d.figure(spec.target, spec.unit, 0, exact=True, role="target")
    done = d.figure(value, spec.unit, spec.output.places, exact=counted, role="midyear", trim=True)
    rate = d.rate(value / spec.target, role="completion")
    d.relate("ratio", rate, done, target)
    d.relate("at-most", done, target)
    lead = d.one(
        f"{spec.name}：年度目标{target}，{time.span}完成{done}，完成年度目标的{rate}", f"{spec.name}：全年目标值{target}，目前实际值{done}，完成率{rate}"
    )
    if ahead or d.chance(0.4):
        return lead + ("，预计能够完成年度目标。" if ahead else "，下一步将加快推进，确保完成年度目标。"), ahead
    less = max(round_to(spec.target * Fraction(d.rng.randint(86, 97), 100), grain), value)
    if less >= spec.target:
        return lead + "，预计年底可以完成。", ahead
    hoped, short = (
        d.figure(less, spec.unit, spec.output.places, exact=counted, trim=True),
        d.figure(spec.target - less, spec.unit, spec.output.places, exact=counted, trim=True),
    )
    again = d.again(target)
    d.relate("at-most", done, hoped)
    d.relate("sum", again, hoped, short)
    return lead + f"，预计全年完成{hoped}，比年度目标{again}少{short}，拟按程序申请调整。", ahead


def _expected(d: Draft, time: Time, purse: Purse, final: Ref, spent: Ref) -> None:
    d.heading(f"{HAN[4]}、全年预计及下一步措施")
    value = cents(purse.final * Fraction(d.rng.randint(9300, 9890), 10000))
    value = max(value, purse.spent)
    more, whole, rate, left = d.money(value - purse.spent), d.money(value), d.rate(value / purse.final), d.money(purse.final - value)
    again, plan = d.again(spent), d.again(final)
    d.relate("sum", whole, again, more)
    d.relate("ratio", rate, whole, plan)
    d.relate("sum", plan, whole, left)
    rest = "下半年" if time.months == 6 else "第四季度"
    d.say(
        d.one(
            f"已支出{again}，预计{rest}支出{more}，全年支出{whole}，占预算{plan}的{rate}，预计结余{left}。",
            f"预计{rest}还需支出{more}，加上已支出的{again}，全年预计支出{whole}，预算{plan}的执行率为{rate}，年末预计结转{left}。",
        )
    )
    d.say(d.one("下一步将逐项目梳理用款计划，对进度较慢的项目实行重点督办。", "下一步将加强预算执行分析，督促有关部门加快支出进度。"))
