"""Tables of the fourth set: outlay by item, progress by quarter, contracts, fees by standard, income and outlay side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.styles.money import cents

Rows = list[tuple[str, ...]]
ITEMS = ("办公费", "印刷费", "咨询费", "差旅费", "维修（护）费", "租赁费", "会议费", "培训费", "专用材料费", "劳务费", "委托业务费", "专用设备购置")
CONTRACTS = ("设备采购合同", "系统运维服务合同", "宣传制作合同", "场地租赁合同", "技术服务合同", "监理服务合同", "印刷服务合同", "第三方检测合同")
FEES = ("授课专家劳务费", "评审专家劳务费", "值班人员补助", "辅助人员劳务费", "志愿者补贴", "现场工作人员误餐补助")


def tie(d: Draft, ref: Ref, other: Ref) -> None:
    """An amount is the one told elsewhere, in all places."""
    quantity = d.figures[other.id].quantity
    for figure in [figure for figure in d.figures if figure.quantity == quantity and figure.id != ref.id]:
        d.relate("equal", ref, Ref(figure.id))


def placed(d: Draft, total: tuple[str, ...], rows: Rows) -> Rows:
    """The total behind its parts, or before them."""
    return [*rows, total] if d.chance(0.65) else [total, *rows]


def spending(d: Draft, given: Sequence[Fraction], total: Fraction) -> list[Fraction]:
    """What was spent of each item: nothing beyond what it was given, all together `total`."""
    whole = sum(given, Fraction(0))
    made = [cents(part * total / whole) for part in given]
    made[0] += total - sum(made, Fraction(0))
    for at in range(len(made) - 1):
        moved = cents(min(given[at] - made[at], made[at + 1] / 10) * Fraction(d.rng.randint(0, 80), 100))
        made[at] += moved
        made[at + 1] -= moved
    return made


def outlay(d: Draft, final: Ref, spent: Ref) -> Rows:
    """Budget, accounts, rate and rest by item."""
    names = [*d.rng.sample(ITEMS, d.rng.randint(3, 5)), "其他支出"]
    given = sorted(d.shares(d.figures[final.id].value, len(names)), reverse=True)
    used = spending(d, given, d.figures[spent.id].value)
    head = (
        "序号",
        d.one("支出内容", "经济科目"),
        d.one("预算数", "预算金额"),
        d.one("支出数", "实际支出"),
        d.one("执行率", "支出进度"),
        d.one("结余", "结转结余"),
    )
    told = [_spent(d, *values) for values in zip(given, used, strict=True)]
    whole = _spent(d, d.figures[final.id].value, d.figures[spent.id].value)
    for place in (0, 1, 3):
        d.relate("sum", whole[place], *[line[place] for line in told])
    tie(d, whole[0], final)
    tie(d, whole[1], spent)
    return [head, *placed(d, ("", "合计", *whole), [(str(at + 1), name, *line) for at, (name, line) in enumerate(zip(names, told, strict=True))])]


def _spent(d: Draft, given: Fraction, used: Fraction) -> tuple[Ref, Ref, Ref, Ref]:
    one, two, rate, left = d.money(given, bare=True), d.money(used, bare=True), d.rate(used / given), d.money(given - used, bare=True)
    d.relate("sum", one, two, left)
    d.relate("ratio", rate, two, one)
    return one, two, rate, left


def progress(d: Draft, final: Ref, spent: Ref) -> Rows:
    """What was spent in each quarter, since January, and how much of the budget that is."""
    budget, value = d.figures[final.id].value, d.figures[spent.id].value
    head = (
        d.one("季度", "时间"),
        d.one("全年预算数", "预算总额"),
        d.one("本季支出", "当季支出数"),
        d.one("累计支出", "累计支出数"),
        d.one("累计执行率", "累计支出进度"),
    )
    rows: Rows = []
    sofar = Fraction(0)
    above: Ref | None = None
    for name, share in zip(("第一季度", "第二季度", "第三季度", "第四季度"), d.shares(value, 4, 0.6), strict=True):
        sofar += share
        plan, now, all_, rate = d.again(final, bare=True), d.money(share, bare=True), d.money(sofar, bare=True), d.rate(sofar / budget)
        d.relate("sum", all_, *([above, now] if above is not None else [now]))
        d.relate("ratio", rate, all_, plan)
        above = all_
        rows.append((name, plan, now, all_, rate))
    assert above is not None
    tie(d, above, spent)
    return [head, *rows]


def contracts(d: Draft, limit: Fraction) -> Rows:
    """Value, paid, unpaid and share paid of some contracts, in 元."""
    names = d.rng.sample(CONTRACTS, d.rng.randint(3, 5))
    values = [Fraction(int(cut / 1000) * 10) for cut in d.shares(limit * 100, len(names))]
    paid = [Fraction(int(value * d.rng.choice((30, 50, 60, 70, 80, 90, 95)) / 100)) if d.chance(0.7) else value for value in values]
    head = (
        "序号",
        "合同名称",
        d.one("合同金额（元）", "合同价款（元）"),
        d.one("已付金额（元）", "累计已付（元）"),
        d.one("未付金额（元）", "剩余应付（元）"),
        d.one("付款比例", "付款进度"),
    )
    told = [_contract(d, *pair) for pair in zip(values, paid, strict=True)]
    whole = _contract(d, sum(values, Fraction(0)), sum(paid, Fraction(0)))
    for place in range(3):
        d.relate("sum", whole[place], *[line[place] for line in told])
    rows: Rows = [(str(at + 1), name, *line) for at, (name, line) in enumerate(zip(names, told, strict=True))]
    return [head, *rows, ("", "合计", *whole)]


def _contract(d: Draft, value: Fraction, paid: Fraction) -> tuple[Ref, Ref, Ref, Ref]:
    how = {"exact": True, "bare": True, "grouped": d.grouped}
    one, two, left = (d.figure(amount, "元", 0, **how) for amount in (value, paid, value - paid))  # type: ignore[arg-type]
    rate = d.rate(paid / value)
    d.relate("sum", one, two, left)
    d.relate("ratio", rate, two, one)
    return one, two, left, rate


def fees(d: Draft, limit: Fraction) -> tuple[Rows, Ref, Ref]:
    """Heads, the standard for one and what was paid, in 元; gives the totals of heads and money."""
    names = d.rng.sample(FEES, d.rng.randint(3, 5))
    rows: Rows = []
    heads: list[Ref] = []
    sums: list[Ref] = []
    for name in names:
        each = d.rng.choice((50, 80, 100, 120, 150, 200, 300))
        number = d.rng.randint(6, max(9, min(260, int(limit / each / len(names)))))
        count, cost = d.count(number, "人次", bare=True), d.figure(each, "元", 0, exact=True, bare=True, role="price")
        amount = d.figure(each * number, "元", 0, exact=True, bare=True, grouped=d.grouped)
        d.relate("product", amount, cost, count)
        heads.append(count)
        sums.append(amount)
        rows.append((name, count, cost, amount))
    many = d.count(sum(int(d.figures[ref.id].value) for ref in heads), "人次", bare=True)
    total = d.figure(sum(d.figures[ref.id].value for ref in sums), "元", 0, exact=True, bare=True, grouped=d.grouped)
    d.relate("sum", many, *heads)
    d.relate("sum", total, *sums)
    head = (d.one("项目", "发放类别"), d.one("人次", "发放人次"), d.one("标准（元/人次）", "发放标准（元/人次）"), d.one("金额（元）", "发放金额（元）"))
    return [head, *rows, ("合计", many, "—", total)], many, total


def balance(d: Draft, final: Ref, spent: Ref) -> Rows:
    """Income and outlay of the whole unit side by side: what was there and came in is what went out and what is left."""
    plan, value = d.figures[final.id].value, d.figures[spent.id].value
    project = value + d.amount(5, 400)
    basic, more_left, old = (cents(project * Fraction(d.rng.randint(low, high), 1000)) for low, high in ((1300, 3000), (20, 120), (20, 150)))
    left = plan - value + more_left
    had = basic + project + left
    other = cents(plan * Fraction(d.rng.randint(650, 800), 1000))  # no less than other means of the project, which are at most two thirds
    state, more, came, brought, all_in = (d.money(value, bare=True) for value in (had - old - other, other, had - old, old, had))
    one, two, gone, kept, all_out = (d.money(value, bare=True) for value in (basic, project, basic + project, left, had))
    d.relate("sum", came, state, more)
    d.relate("sum", all_in, came, brought)
    d.relate("sum", gone, one, two)
    d.relate("sum", all_out, gone, kept)
    d.relate("equal", all_in, all_out)
    word = d.one("金额", "决算数")
    return [
        ("收入项目", word, "支出项目", word),
        (d.one("财政拨款收入", "一般公共预算财政拨款"), state, "基本支出", one),
        ("其他收入", more, "项目支出", two),
        ("本年收入合计", came, "本年支出合计", gone),
        (d.one("上年结转和结余", "年初结转和结余"), brought, "年末结转和结余", kept),
        ("总计", all_in, "总计", all_out),
    ]


def fitting(sources: Sequence[str]) -> tuple[str, ...]:
    """The tables of money that do not contradict a fund block with these sources."""
    return tuple(kind for kind in MONEY if kind != "balance" or "上年结转资金" not in sources)


Maker = Callable[[Draft, Ref, Ref], Rows]
MONEY: dict[str, tuple[str, Maker]] = {
    "outlay": ("项目资金支出明细表", outlay),
    "progress": ("分季度支出进度表", progress),
    "balance": ("单位收入支出决算总表", balance),
}
