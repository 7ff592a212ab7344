"""A department's workbook: 部门整体支出绩效自评表 with its tasks, projects by quarter, and the three public outlays."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import LEFT, UP, Report
from planting.styles.eighth import phrases, public, words
from planting.styles.eighth.fields import ORGANS
from planting.styles.eighth.words import Unit
from planting.styles.indicators import Manner, Row, add_up, execution_score, marks, printed, total_of
from planting.styles.money import Budget, drawn
from planting.styles.seventh import goals
from planting.styles.seventh.goals import DONE, GLAD, SOCIAL, Group, Survey
from planting.styles.seventh.told import AIMS, execution
from planting.styles.sheets import spread

GROUPS: tuple[tuple[Group, ...], ...] = (
    (("产出指标", 50, (("数量指标", "output"), *DONE)), ("效益指标", 30, SOCIAL), ("满意度指标", 10, GLAD)),
    (("产出指标", 50, (*DONE, ("成本指标", "cap"))),
     ("效益指标", 30, (("社会效益指标", "benefit"), ("社会效益指标", "benefit"), ("可持续影响指标", "lasting"))), ("满意度指标", 10, GLAD)),
)  # fmt: skip
WIDTH = 8
Rows = list[tuple[str, ...]]
Line = tuple[Ref, Ref, Ref, Ref]


def report(seed: int) -> Report:
    """One workbook of a department."""
    d = words.begun("taskbook", seed, "xlsx")
    unit = words.unit(d.rng, ORGANS)
    names = d.rng.sample(unit.field.domain.projects, 3)
    while True:
        budget = drawn(d, ("保障机关正常运转", *names), 900, 4200)
        if budget.rate < Fraction(993, 1000):
            break
    rated = d.chance(0.4)
    manner = Manner(midyear=not rated and d.chance(0.6), completion=rated, capped=rated and d.chance(0.3), bare_marks=True, padded=d.chance(0.2))
    specs, survey = goals.plan(d, unit.field, d.rng.choice(GROUPS), d.rng.randint(1, 2))
    rows = [printed(d, spec, manner) for spec in words.reworded(d, specs)]
    tasks, lines = _tasks(d, budget)
    whole, projects = lines[-1], list(zip(names, lines[1:-1], strict=True))
    body = [*_head(unit), *tasks, *_points(d, rows, manner, survey, whole)]
    d.table(body, d.one("整体自评表", "部门整体自评", "附件1"))
    d.table(_quarters(d, unit, projects), d.one("项目支出进度", "项目明细", "附件2"))
    if d.chance(0.4):
        return d.finished()
    last, now, plan = public.outlays(d, budget.parts[0].spent / 6)
    heads = (
        "项目",
        f"{unit.year - 1}年决算数",
        f"{unit.year}年预算数",
        f"{unit.year}年决算数",
        "增减额",
        d.one("增减率", "增减幅度"),
        d.one("完成预算比例", "预算完成率"),
    )
    title = spread(len(heads), (f"{unit.year}年度“三公”经费支出情况表（单位：万元）", len(heads)))
    d.table([title, heads, *public.table(d, last, now, plan)], d.one("三公经费", "附件3"))
    return d.finished()


def _head(unit: Unit) -> Rows:
    return [
        spread(WIDTH, (f"{unit.year}年度部门整体支出绩效自评表", WIDTH)),
        spread(WIDTH, ("部门名称", 1), (unit.name, 4), ("金额单位", 1), ("万元", 2)),
        spread(WIDTH, ("部门职能", 1), (f"{unit.field.domain.duty}。", WIDTH - 1)),
    ]


def _tasks(d: Draft, budget: Budget) -> tuple[Rows, list[Line]]:
    """What the department had to do, with opening and final budget, outlay and rate; gives the figures of each line and of all."""
    heads = (
        "年度主要任务",
        d.one("任务名称", "任务"),
        LEFT,
        "年初预算数",
        d.one("全年预算数（A）", "调整后预算数"),
        d.one("全年执行数（B）", "执行数"),
        "执行率",
        "结余",
    )
    made: Rows = [heads]
    lines: list[Line] = []
    for part, opened in zip(budget.parts, budget.opened, strict=True):
        lines.append(_line(d, opened, part.budget, part.spent))
        made.append((UP, part.name, LEFT, *lines[-1], _left(d, lines[-1])))
    lines.append(_line(d, budget.opening, budget.budget, budget.spent))
    for place in range(3):
        d.relate("sum", lines[-1][place], *[line[place] for line in lines[:-1]])
    return [*made, (UP, d.one("金额合计", "合计"), LEFT, *lines[-1], _left(d, lines[-1]))], lines


def _line(d: Draft, opened: Fraction, planned: Fraction, used: Fraction) -> Line:
    one, two, three, rate = d.money(opened, bare=True), d.money(planned, bare=True), d.money(used, bare=True), d.rate(used / planned)
    d.relate("ratio", rate, three, two)
    return one, two, three, rate


def _left(d: Draft, line: Line) -> Ref:
    left = d.money(d.figures[line[1].id].value - d.figures[line[2].id].value, bare=True)
    d.relate("sum", line[1], line[2], left)
    return left


def _points(d: Draft, rows: Sequence[Row], manner: Manner, survey: Survey, whole: Line) -> Rows:
    """The indicators with their points, and what they come to in words."""
    weight, score = marks(d, 10, manner, "weight"), marks(d, execution_score(d, d.figures[whole[3].id].value), manner)
    rate = d.again(whole[3])
    execution(d, weight, score, (whole[1], whole[2], rate))
    full, total = marks(d, 100, manner, "weight"), marks(d, total_of([row.spec for row in rows], d.figures[score.id].value), manner, "total")
    add_up(d, rows, total, (weight, score), full)
    fourth = "完成率" if manner.completion else "年中监控值" if manner.midyear else "指标性质"
    made: Rows = [("一级指标", "二级指标", "三级指标", d.one("年度指标值", "目标值"), d.one("实际完成值", "全年完成值"), fourth, "分值", "得分")]
    made.append(("预算执行", "预算执行率", "预算执行率", "100%", rate, "—", weight, score))
    above = ("", "")
    for row in rows:
        here = (row.spec.first, row.spec.second)
        heads = (UP if here[0] == above[0] else here[0], UP if here == above else here[1])
        cells = (AIMS[row.spec.op][0].format(row.target), row.actual) if row.target and row.actual else row.spec.words
        made.append((*heads, row.spec.name, *cells, _fourth(row, manner), row.weight, row.score))
        above = here
    made.append(spread(WIDTH, ("总分", 6), (full, 1), (total, 1)))
    made.append(spread(WIDTH, (d.one("偏差原因及改进措施", "未完成原因及改进措施"), 1), (_reasons(rows), WIDTH - 1)))
    made.append(spread(WIDTH, (d.one("自评结论", "自评情况说明"), 1), (_verdict(d, rows, survey, whole, total), WIDTH - 1)))
    return made


def _fourth(row: Row, manner: Manner) -> str:
    if manner.completion:
        return row.completion or "100%"
    if manner.midyear:
        return row.midyear or "—"
    return "定量" if row.target else "定性"


def _reasons(rows: Sequence[Row]) -> str:
    return "".join(f"{row.spec.name}：{row.spec.cause}，{row.spec.remedy}。" for row in rows if row.spec.remedy)


def _verdict(d: Draft, rows: Sequence[Row], survey: Survey, whole: Line, total: Ref) -> str:
    """Money, survey and points in one cell."""
    final, spent, rate = (phrases.told(d, ref) for ref in (whole[1], whole[2], whole[3]))
    d.relate("ratio", rate, spent, final)
    text = d.one(f"全年预算{final}，实际支出{spent}，预算执行率{rate}。", f"本年度部门预算数{final}，执行数{spent}，完成预算的{rate}。")
    text += phrases.surveyed(d, survey, rows)
    again = phrases.told(d, total)
    return text + d.one(f"自评得分{again}，评价等级为{words.graded(d, total)}。", f"综合自评得分为{again}，等级“{words.graded(d, total)}”。")


def _quarters(d: Draft, unit: Unit, projects: Sequence[tuple[str, Line]]) -> Rows:
    """What was spent on each project by quarter, and on all."""
    heads = (
        d.one("项目名称", "项目"),
        "全年预算数",
        *(f"{number}季度" for number in ("一", "二", "三", "四")),
        d.one("全年支出合计", "支出合计"),
        d.one("支出进度", "执行率"),
    )
    made: Rows = [spread(len(heads), (f"{unit.year}年度项目支出进度表（单位：万元）", len(heads))), heads]
    columns: list[list[Ref]] = []
    for name, line in projects:
        value = d.figures[line[2].id].value
        some = [d.money(cut, bare=True) for cut in d.shares(value, 4, 0.6)]
        due, used, rate = d.again(line[1], bare=True), d.again(line[2], bare=True), d.again(line[3])
        d.relate("sum", used, *some)
        d.relate("ratio", rate, used, due)
        columns.append([due, *some, used])
        made.append((name, due, *some, used, rate))
    ends = [d.money(sum((d.figures[ref.id].value for ref in column), Fraction(0)), bare=True) for column in zip(*columns, strict=True)]
    for end, column in zip(ends, zip(*columns, strict=True), strict=True):
        d.relate("sum", end, *column)
    d.relate("sum", ends[5], *ends[1:5])
    rate = d.rate(d.figures[ends[5].id].value / d.figures[ends[0].id].value)
    d.relate("ratio", rate, ends[5], ends[0])
    return [*made, ("合计", *ends, rate)]
