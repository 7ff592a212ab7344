"""Tables of the sixth set: money by region, by project, by quarter and by item; answers of a survey; and ties to what is told elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import LEFT
from planting.styles.money import cents
from planting.styles.sixth.goals import Survey

Rows = list[tuple[str, ...]]


def tie(d: Draft, ref: Ref, other: Ref) -> None:
    """An amount is the one told elsewhere, in all places."""
    quantity = d.figures[other.id].quantity
    for figure in [figure for figure in d.figures if figure.quantity == quantity and figure.id != ref.id]:
        d.relate("equal", ref, Ref(figure.id))


def same(d: Draft, value: Fraction, **how: object) -> Ref:
    """An amount already told, told once more."""
    return d.again(Ref(next(figure.id for figure in d.figures if figure.value == value and figure.unit == "万元" and not figure.qualifier)), **how)  # type: ignore[arg-type]


def spending(d: Draft, given: Sequence[Fraction], total: Fraction) -> list[Fraction]:
    """What was spent of each, nothing beyond what it was given, all together `total`."""
    whole = sum(given, Fraction(0))
    made = [cents(part * total / whole) for part in given]
    for at in range(1, len(made)):
        free = 0 if total > whole * Fraction(99, 100) else d.rng.randint(0, 60)  # what is all but spent must not look spent
        moved = cents(min(given[at - 1] - made[at - 1], made[at] / 12) * Fraction(free, 100))
        made[at - 1] += moved
        made[at] -= moved
    short = total - sum(made, Fraction(0))
    place = next(at for at in range(len(made)) if given[at] - made[at] >= short)
    made[place] += short
    return made


def line(d: Draft, given: Fraction, used: Fraction) -> tuple[Ref, Ref, Ref, Ref]:
    """Given, used, rate and rest of one line, in 万元 of the heading."""
    one, two, rate, left = d.money(given, bare=True), d.money(used, bare=True), d.rate(used / given), d.money(given - used, bare=True)
    d.relate("sum", one, two, left)
    d.relate("ratio", rate, two, one)
    return one, two, rate, left


def detailed(d: Draft, head: tuple[str, ...], names: Sequence[str], given: Fraction, used: Fraction, numbered: bool = True) -> tuple[Rows, Ref, Ref]:
    """Lines by name with their total, above or below; gives the totals of what was given and used."""
    plans = sorted(d.shares(given, len(names)), reverse=True)
    lines = [line(d, *pair) for pair in zip(plans, spending(d, plans, used), strict=True)]
    whole = line(d, given, used)
    for place in (0, 1, 3):
        d.relate("sum", whole[place], *[cells[place] for cells in lines])
    if numbered:
        rows: Rows = [(str(at + 1), name, *cells) for at, (name, cells) in enumerate(zip(names, lines, strict=True))]
        end: tuple[str, ...] = ("合计", LEFT, *whole)
    else:
        rows, end = [(name, *cells) for name, cells in zip(names, lines, strict=True)], (d.one("合计", "全市合计" if "县" in head[0] else "合计"), *whole)
    return [head, *([*rows, end] if d.chance(0.7) else [end, *rows])], whole[0], whole[1]


def regions(d: Draft, counties: Sequence[str], given: Fraction, used: Fraction) -> tuple[Rows, Ref, Ref]:
    """What each county got and spent."""
    names = (d.one("下达资金", "分配资金"), d.one("支出资金", "实际支出"), d.one("执行率", "支出进度"), d.one("结转资金", "结余结转"))
    head = (d.one("县（区）", "县（区）名称"), f"{names[0]}（万元）", f"{names[1]}（万元）", names[2], f"{names[3]}（万元）")
    return detailed(d, head, counties, given, used, numbered=False)


def quarters(d: Draft, final: Ref, spent: Ref) -> Rows:
    """What was spent in each quarter, since January, and the rate of both."""
    budget, value = d.figures[final.id].value, d.figures[spent.id].value
    rows: Rows = [("期间", d.one("当期支出", "本期支出数"), d.one("累计支出", "年初至期末累计"), "累计执行进度")]
    sofar, above, some = Fraction(0), None, []
    plan = d.again(final, bare=True)
    for name, share in zip(("1—3月", "4—6月", "7—9月", "10—12月"), d.shares(value, 4, 0.6), strict=True):
        sofar += share
        now, all_, rate = d.money(share, bare=True), d.money(sofar, bare=True), d.rate(sofar / budget)
        d.relate("sum", all_, *([above, now] if above is not None else [now]))
        d.relate("ratio", rate, all_, plan)
        above = all_
        some.append(now)
        rows.append((name, now, all_, rate))
    assert above is not None
    tie(d, above, spent)
    end, last = d.again(spent, bare=True), d.rate(value / budget)
    d.relate("sum", end, *some)
    d.relate("ratio", last, end, plan)
    return [*rows, ("全年", end, d.again(end, bare=True), last), ("全年预算数", plan, LEFT, LEFT)]


def answered(d: Draft, survey: Survey, actual: Ref) -> str:
    """The survey in a sentence, with what each share was counted from."""
    sent, back, glad, share = d.count(survey.sent, "份"), d.count(survey.valid, "份"), d.count(survey.glad, "份"), d.again(actual)
    d.relate("at-most", back, sent)
    d.relate("ratio", share, glad, back)
    d.relate("bound", share, number=1)
    who = survey.spec.removesuffix("满意度")
    return d.one(
        f"满意度由问卷调查得出：向{who}发放问卷{sent}，回收有效问卷{back}，其中满意{glad}，满意度{share}。",
        f"为核实满意度情况，共向{who}发放{sent}调查问卷，有效回收{back}，选择满意的{glad}，{survey.spec}为{share}。",
    )


QUESTIONS = ("工作效率", "服务态度", "实施效果", "政策知晓情况", "总体评价")


def answers(d: Draft, survey: Survey, actual: Ref) -> Rows:
    """Answers by question, each with all valid sheets; the last is the overall one, whose share is the satisfaction told elsewhere."""
    glad = d.one("满意及以上小计（份）", "非常满意和满意合计（份）")
    head = (
        "调查内容",
        "非常满意（份）",
        "满意（份）",
        "一般（份）",
        "不满意（份）",
        d.one("有效问卷（份）", "有效份数（份）"),
        glad,
        d.one("满意率", "满意度"),
    )
    rows: Rows = [head]
    for name in (*d.rng.sample(QUESTIONS[:-1], d.rng.randint(2, 3)), QUESTIONS[-1]):
        counts = survey.answers if name == QUESTIONS[-1] else _shuffled(d, survey)
        some = [d.count(number, "份", bare=True) for number in counts]
        back = d.count(survey.valid, "份", bare=True)
        share = d.again(actual) if name == QUESTIONS[-1] else d.rate(Fraction(counts[0] + counts[1], survey.valid), 2, role="share")
        d.relate("sum", back, *some)
        d.relate("bound", share, number=1)
        both = d.count(counts[0] + counts[1], "份", bare=True)
        d.relate("sum", both, *some[:2])
        d.relate("ratio", share, both, back)
        rows.append((name, *some, back, both, share))
    return rows


def _shuffled(d: Draft, survey: Survey) -> tuple[int, int, int, int]:
    poor = d.rng.randint(0, 2)
    fair = d.rng.randint(1, max(2, survey.valid // 9))
    glad = survey.valid - poor - fair
    very = glad * d.rng.randint(45, 80) // 100
    return very, glad - very, fair, poor
