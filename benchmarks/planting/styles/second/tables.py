"""Tables that go with a form: budget to final accounts by item, by quarter, by economic category, by site, this year and last."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.model import unit_of
from planting.styles.indicators import Row, round_to
from planting.styles.money import before, cents
from planting.styles.second.words import SITES

Rows = list[tuple[str, ...]]
ITEMS = ("系统开发与运维", "专用设备购置", "房屋修缮", "购买服务", "聘用人员劳务", "补助发放", "检测鉴定", "宣传与印刷", "培训与会议", "其他支出")
CATEGORIES = (
    ("30201", "办公费"),
    ("30202", "印刷费"),
    ("30211", "差旅费"),
    ("30213", "维修（护）费"),
    ("30216", "培训费"),
    ("30226", "劳务费"),
    ("30227", "委托业务费"),
    ("31003", "专用设备购置"),
)


def tie(d: Draft, ref: Ref, other: Ref) -> None:
    """The total of a table is the amount told elsewhere."""
    quantity = d.figures[other.id].quantity
    for figure in [figure for figure in d.figures if figure.quantity == quantity]:
        d.relate("equal", ref, Ref(figure.id))


def cut_after(d: Draft, model: Sequence[Fraction], total: Fraction) -> list[Fraction]:
    """A total cut in the proportions of another one, the rest in the first place."""
    whole = sum(model, Fraction(0))
    made = [cents(part * total / whole) for part in model[1:]]
    return [total - sum(made), *made]


def placed(d: Draft, total: tuple[str, ...], rows: Rows) -> Rows:
    """The total before or behind its parts."""
    return [total, *rows] if d.chance(0.4) else [*rows, total]


def accounts(d: Draft, opening: Ref, final: Ref, spent: Ref) -> Rows:
    """Opening budget, adjustment, adjusted budget, final accounts, carried over; by item."""
    names = d.rng.sample(ITEMS, d.rng.randint(3, 6))
    adjusted = d.shares(d.figures[final.id].value, len(names))
    opened = cut_after(d, adjusted, d.figures[opening.id].value)
    used = cut_after(d, adjusted, d.figures[spent.id].value)
    head = (
        "序号",
        d.one("支出事项", "项目内容"),
        "年初预算",
        d.one("预算调整数（+、-）", "调整额"),
        "调整预算",
        d.one("决算数", "支出决算"),
        d.one("年末结转结余", "结转结余"),
    )
    told = [_account(d, *values) for values in zip(opened, adjusted, used, strict=True)]
    whole = _account(d, *(d.figures[ref.id].value for ref in (opening, final, spent)))
    for place, total in enumerate(whole):
        d.relate("sum", total, *[line[place] for line in told])
    for place, ref in ((0, opening), (2, final), (3, spent)):
        tie(d, whole[place], ref)
    rows: Rows = [(str(number + 1), name, *line) for number, (name, line) in enumerate(zip(names, told, strict=True))]
    return [head, *placed(d, ("", "合计", *whole), rows)]


def _account(d: Draft, opened: Fraction, adjusted: Fraction, used: Fraction) -> tuple[Ref, ...]:
    values = (opened, adjusted - opened, adjusted, used, adjusted - used)
    first, moved, final, spent, left = (d.money(value, bare=True, role="change" if place == 1 else "value") for place, value in enumerate(values))
    d.relate("sum", final, first, moved)
    d.relate("sum", final, spent, left)
    return first, moved, final, spent, left


def quarters(d: Draft, spent: Ref, parts: Sequence[tuple[str, Fraction]]) -> Rows:
    """What was spent in each quarter, by source, and how far the year had gone."""
    head = (d.one("资金来源", "来源渠道"), "一季度", "二季度", "三季度", "四季度", d.one("全年合计", "累计支出"))
    told: list[list[Ref]] = []
    for _, value in parts:
        cells = [d.money(share, bare=True) for share in d.shares(value, 4, 0.6)]
        year = d.money(value, bare=True)
        d.relate("sum", year, *cells)
        told.append([*cells, year])
    sums = [sum((d.figures[line[place].id].value for line in told), Fraction(0)) for place in range(5)]
    total = [d.money(value, bare=True) for value in sums]
    for place, ref in enumerate(total):
        if len(told) > 1:
            d.relate("sum", ref, *[line[place] for line in told])
        else:
            d.relate("equal", ref, told[0][place])
    d.relate("sum", total[4], *total[:4])
    tie(d, total[4], spent)
    rows: Rows = [(name, *line) for (name, _), line in zip(parts, told, strict=True)]
    return [head, *placed(d, ("合计", *total), rows)]


def categories(d: Draft, spent: Ref) -> Rows:
    """What was spent by economic category, with the share of each."""
    chosen = sorted(d.rng.sample(CATEGORIES, d.rng.randint(3, 6)))
    value = d.figures[spent.id].value
    shares = d.shares(value, len(chosen))
    bare = d.chance(0.5)
    head = (
        d.one("科目编码", "经济分类编码"),
        d.one("科目名称", "支出经济分类"),
        d.one("支出金额（万元）", "决算数（万元）"),
        "占比（%）" if bare else d.one("占比", "所占比重"),
    )
    whole, all_ = d.money(value, bare=True), d.rate(Fraction(1), bare=bare)
    tie(d, whole, spent)
    rows: Rows = []
    refs, rates = [], []
    for (code, name), share in zip(chosen, shares, strict=True):
        ref, rate = d.money(share, bare=True), d.rate(share / value, role="share", bare=bare)
        d.relate("ratio", rate, ref, whole)
        refs.append(ref)
        rates.append(rate)
        rows.append((code, name, ref, rate))
    d.relate("sum", whole, *refs)
    d.relate("sum", all_, *rates)
    return [head, *placed(d, ("", "合计", whole, all_), rows)]


def years(d: Draft, spent: Ref, year: int) -> Rows:
    """Last year's accounts beside this year's: change and growth, by item."""
    names = d.rng.sample(ITEMS, d.rng.randint(3, 5))
    now = d.shares(d.figures[spent.id].value, len(names))
    last = [before(d, value) for value in now]
    head = ("项目", f"{year - 1}年决算数", f"{year}年决算数", d.one("增减额", "比上年增减"), d.one("增减率", "增减幅度"))
    told = [_year(d, *values) for values in zip(last, now, strict=True)]
    whole = _year(d, sum(last, Fraction(0)), sum(now, Fraction(0)))
    for place in range(3):
        d.relate("sum", whole[place], *[line[place] for line in told])
    tie(d, whole[1], spent)
    return [head, *placed(d, ("合计", *whole), [(name, *line) for name, line in zip(names, told, strict=True)])]


def _year(d: Draft, last: Fraction, now: Fraction) -> tuple[Ref, ...]:
    old, new, moved = d.money(last, bare=True, role="last"), d.money(now, bare=True), d.money(now - last, bare=True, role="change")
    rate = d.rate(now / last - 1, role="growth")
    d.relate("sum", new, old, moved)
    d.relate("growth", rate, new, old)
    d.relate("ratio", rate, moved, old)
    return old, new, moved, rate


def sites(d: Draft, row: Row) -> Rows:
    """Planned and done by site, of what an indicator counts."""
    assert row.target and row.actual and row.spec.target and row.spec.actual and row.spec.output
    output, factor = row.spec.output, unit_of(row.spec.unit)[1]
    names = d.rng.sample(SITES, d.rng.randint(3, 6))
    weights = [d.rng.uniform(0.5, 1.5) for _ in names]
    whole = row.spec.target / factor
    planned = [max(Fraction(int(whole * Fraction(weight / sum(weights)))), Fraction(1)) for weight in weights[1:]]
    planned = [whole - sum(planned), *planned]
    grain = Fraction(1, 10**row.spec.places)
    done = [round_to(part * row.spec.actual / row.spec.target, grain) for part in planned[1:]]
    done = [row.spec.actual / factor - sum(done), *done]
    head = (d.one("实施地点", "责任单位"), f"年度任务（{output.unit}）", f"实际完成（{output.unit}）", d.one("任务完成率", "完成比例"), d.one("责任人", "备注"))
    told = [_site(d, row, *values) for values in zip(planned, done, strict=True)]
    total = _site(d, row, whole, row.spec.actual / factor)
    for place in (0, 1):
        d.relate("sum", total[place], *[line[place] for line in told])
    tie(d, total[0], row.target)
    tie(d, total[1], row.actual)
    return [head, *placed(d, ("合计", *total, ""), [(name, *line, "") for name, line in zip(names, told, strict=True)])]


def _site(d: Draft, row: Row, planned: Fraction, done: Fraction) -> tuple[Ref, Ref, Ref]:
    factor = unit_of(row.spec.unit)[1]
    one = d.figure(planned * factor, row.spec.unit, 0, exact=True, bare=True, role="target")
    other = d.figure(done * factor, row.spec.unit, row.spec.places, exact=row.spec.places == 0, bare=True, role="actual")
    rate = d.rate(done / planned, role="completion")
    d.relate("ratio", rate, other, one)
    return one, other, rate
