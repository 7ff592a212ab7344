"""Tables of the third set: what each town was given, what was bought, what was paid by standard, three years, means by item."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planting.draft import Draft, Ref
from planting.styles.money import before, cents
from planting.styles.second.tables import Rows, cut_after, placed, tie
from planting.styles.third.words import TOWNS

GOODS = (
    ("台式计算机", "台", 4200, 6800),
    ("便携式打印机", "台", 1200, 2900),
    ("执法记录仪", "部", 1500, 3200),
    ("移动终端", "部", 2600, 5200),
    ("发电机组", "台", 8600, 46000),
    ("高清摄像机", "台", 9800, 52000),
    ("办公桌椅", "套", 900, 2400),
    ("空调", "台", 3100, 7600),
    ("防护服", "套", 380, 1900),
)
ITEMS = ("工程建设", "设备采购", "技术服务", "运行维护", "人员劳务", "宣传培训", "监督检查", "专家评审")


def towns(d: Draft, final: Ref, spent: Ref) -> Rows:
    """What each town was given, paid and kept, and its rate."""
    names = d.rng.sample(TOWNS, d.rng.randint(3, 6))
    given = d.shares(d.figures[final.id].value, len(names))
    used = uneven(d, given, cut_after(d, given, d.figures[spent.id].value))
    rate = d.one("执行率", "支出率", "资金使用率")
    head = ("序号", d.one("乡镇（街道）", "实施区域"), d.one("分配资金", "下达资金"), d.one("已支出", "实际支出"), d.one("未支出", "结余资金"), rate)
    told = [_town(d, *values) for values in zip(given, used, strict=True)]
    whole = _town(d, d.figures[final.id].value, d.figures[spent.id].value)
    for place in range(3):
        d.relate("sum", whole[place], *[line[place] for line in told])
    tie(d, whole[0], final)
    tie(d, whole[1], spent)
    return [head, *placed(d, ("", "合计", *whole), [(str(at + 1), name, *line) for at, (name, line) in enumerate(zip(names, told, strict=True))])]


def uneven(d: Draft, given: Sequence[Fraction], used: list[Fraction]) -> list[Fraction]:
    """The same total spent at other rates, none of it beyond what was given."""
    made = list(used)
    for at in range(len(made) - 1):
        moved = cents(min(given[at] - made[at], made[at + 1] / 12) * Fraction(d.rng.randint(0, 90), 100))
        made[at] += moved
        made[at + 1] -= moved
    return made


def _town(d: Draft, given: Fraction, used: Fraction) -> tuple[Ref, ...]:
    one, two, left, rate = d.money(given, bare=True), d.money(used, bare=True), d.money(given - used, bare=True), d.rate(used / given)
    d.relate("sum", one, two, left)
    d.relate("ratio", rate, two, one)
    return one, two, left, rate


def goods(d: Draft, limit: Fraction) -> tuple[Rows, Ref]:
    """What was bought: number, price and amount in 元; gives the total as well, in 元."""
    chosen = d.rng.sample(GOODS, d.rng.randint(3, 5))
    rows: Rows = []
    refs: list[Ref] = []
    for place, (name, measure, low, high) in enumerate(chosen):
        price = d.rng.randint(low // 10, high // 10) * 10
        number = d.rng.randint(2, max(3, min(40, int(limit / 8 / price))))
        count, cost = d.count(number, measure, bare=True), d.figure(price, "元", 0, exact=True, bare=True, role="price", grouped=d.grouped)
        amount = d.figure(price * number, "元", 0, exact=True, bare=True, grouped=d.grouped)
        d.relate("product", amount, cost, count)
        refs.append(amount)
        rows.append((str(place + 1), name, measure, count, cost, amount))
    total = d.figure(sum(d.figures[ref.id].value for ref in refs), "元", 0, exact=True, bare=True, grouped=d.grouped)
    d.relate("sum", total, *refs)
    head = ("序号", d.one("设备名称", "物资名称"), "单位", "数量", "单价（元）", d.one("金额（元）", "总价（元）"))
    return [head, *rows, ("", "合计", "", "", "", total)], total


def grants(d: Draft, limit: Fraction) -> tuple[Rows, Ref, Ref]:
    """Persons by town, the year's standard for one and the amount in 万元, all together within `limit` in 元; gives the totals of persons and money."""
    names = d.rng.sample(TOWNS, d.rng.randint(3, 6))
    each = d.rng.choice((600, 720, 960, 1200, 1500, 1800, 2400, 3600))
    most = max(14, min(320, int(limit / each / len(names))))
    people: list[Ref] = []
    amounts: list[Ref] = []
    rows: Rows = []
    for name in names:
        number = d.rng.randint(8, most)
        count, cost = d.count(number, "人", bare=True), d.figure(each, "元", 0, exact=True, bare=True, role="price")
        amount = d.money(Fraction(each * number), bare=True)
        d.relate("product", amount, cost, count)
        people.append(count)
        amounts.append(amount)
        rows.append((name, count, cost, amount))
    all_ = d.count(sum(int(d.figures[ref.id].value) for ref in people), "人", bare=True)
    total = d.money(sum((d.figures[ref.id].value for ref in amounts), Fraction(0)), bare=True)
    d.relate("sum", all_, *people)
    d.relate("sum", total, *amounts)
    head = (d.one("乡镇（街道）", "发放区域"), d.one("发放人数（人）", "补助人数（人）"), "年补助标准（元/人）", d.one("补助金额（万元）", "发放金额（万元）"))
    return [head, *placed(d, ("合计", all_, "", total), rows)], all_, total


def three_years(d: Draft, spent: Ref, year: int) -> Rows:
    """What was spent on each item in three years, added up both ways; the last year is the report's."""
    names = d.rng.sample(ITEMS, d.rng.randint(3, 4))
    now = d.shares(d.figures[spent.id].value, len(names))
    last = [before(d, value) for value in now]
    first = [before(d, value) for value in last]
    head = (d.one("支出内容", "支出方向"), f"{year - 2}年", f"{year - 1}年", f"{year}年", d.one("三年合计", "累计"))
    told = [_row(d, values) for values in zip(first, last, now, strict=True)]
    whole = _row(d, [sum(column, Fraction(0)) for column in (first, last, now)])
    for place in range(4):
        d.relate("sum", whole[place], *[line[place] for line in told])
    tie(d, whole[2], spent)
    return [head, *placed(d, ("合计", *whole), [(name, *line) for name, line in zip(names, told, strict=True)])]


def _row(d: Draft, values: Sequence[Fraction]) -> list[Ref]:
    refs = [d.money(value, bare=True) for value in values]
    total = d.money(sum(values, Fraction(0)), bare=True)
    d.relate("sum", total, *refs)
    return [*refs, total]


def means(d: Draft, final: Ref, spent: Ref) -> Rows:
    """What came in each half of the year, what of it was spent and carried out, and the rate; by item."""
    names = d.rng.sample(ITEMS, d.rng.randint(3, 5))
    ready = d.shares(d.figures[final.id].value, len(names))
    used = uneven(d, ready, cut_after(d, ready, d.figures[spent.id].value))
    early = [cents(value * Fraction(d.rng.randint(3000, 7500), 10000)) for value in ready]
    head = (
        d.one("支出项目", "明细项目"),
        "上半年下达",
        "下半年下达",
        d.one("全年下达合计", "下达资金小计"),
        "实际支出",
        d.one("结转下年", "年末结转"),
        "执行率",
    )
    told = [_mean(d, *values) for values in zip(early, ready, used, strict=True)]
    whole = _mean(d, *(sum(column, Fraction(0)) for column in (early, ready, used)))
    for place in range(5):
        d.relate("sum", whole[place], *[line[place] for line in told])
    tie(d, whole[2], final)
    tie(d, whole[3], spent)
    return [head, *placed(d, ("合计", *whole), [(name, *line) for name, line in zip(names, told, strict=True)])]


def _mean(d: Draft, early: Fraction, ready: Fraction, used: Fraction) -> tuple[Ref, ...]:
    one, new, sum_, out, left = (d.money(value, bare=True) for value in (early, ready - early, ready, used, ready - used))
    rate = d.rate(used / ready)
    d.relate("sum", sum_, one, new)
    d.relate("sum", sum_, out, left)
    d.relate("ratio", rate, out, sum_)
    return one, new, sum_, out, left, rate
