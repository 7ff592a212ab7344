"""Units of printed figures: 元 万元 % ‰ 个百分点 分 人 个 亩 …, each with its dimension, factor and base."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache

from gouji.frozen import frozen
from gouji.quantity.exact import exact, exactly


def _words(*lines: str) -> tuple[str, ...]:
    return tuple(word for line in lines for word in line.split())


MULTIPLIERS = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8,
    "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, "百": 10**2,
}  # fmt: skip

# dimension: (base, {symbol: factor}). 亩 and 平方米 are kept apart: an 亩 is 2000/3 m², and no printed area ties to such a fraction.
_DIMENSIONS: dict[str, tuple[str, dict[str, Fraction | int]]] = {
    "money": ("元", {"元": 1, "块钱": 1}),
    "usd": ("美元", {"美元": 1}),
    "eur": ("欧元", {"欧元": 1}),
    "hkd": ("港元", {"港元": 1}),
    "jpy": ("日元", {"日元": 1}),
    "ratio": ("1", {"%": Fraction(1, 100), "‰": Fraction(1, 1000), "‱": Fraction(1, 10000), "倍": 1}),
    "points": ("1", {"个百分点": Fraction(1, 100), "百分点": Fraction(1, 100), "个千分点": Fraction(1, 1000), "千分点": Fraction(1, 1000)}),
    "score": ("分", {"分": 1}),
    "area": ("亩", {"亩": 1, "公顷": 15, "平方公里": 1500, "平方千米": 1500, "km²": 1500}),
    "floor_area": ("平方米", {"平方米": 1, "平米": 1, "平方": 1, "㎡": 1, "m²": 1, "m2": 1}),
    "length": (
        "米",
        {"米": 1, "延米": 1, "延长米": 1, "m": 1, "公里": 1000, "千米": 1000, "km": 1000, "海里": 1852}
        | {"厘米": Fraction(1, 100), "cm": Fraction(1, 100), "毫米": Fraction(1, 1000), "mm": Fraction(1, 1000)},
    ),
    "weight": (
        "公斤",
        {"吨": 1000, "公斤": 1, "千克": 1, "kg": 1}
        | {"斤": Fraction(1, 2), "克": Fraction(1, 1000)}
        | {"毫克": Fraction(1, 10**6), "mg": Fraction(1, 10**6), "微克": Fraction(1, 10**9), "μg": Fraction(1, 10**9)},
    ),
    "volume": ("立方米", {"立方米": 1, "立方": 1, "m³": 1, "m3": 1, "升": Fraction(1, 1000), "毫升": Fraction(1, 10**6)}),
    "power": ("千瓦", {"千瓦": 1, "kW": 1, "兆瓦": 1000, "MW": 1000}),
    "energy": ("千瓦时", {"千瓦时": 1, "kWh": 1}),
    "data": ("GB", {"GB": 1, "TB": 1024, "MB": Fraction(1, 1024)}),
    "age": ("岁", {"岁": 1, "周岁": 1}),
    "time": ("天", {"天": 1, "日": 1, "周": 7, "星期": 7, "小时": Fraction(1, 24), "个小时": Fraction(1, 24), "分钟": Fraction(1, 1440)}),
    # neither divides into days
    "time/月": ("月", {"个月": 1, "年": 12, "个年度": 12}),
    "time/工作日": ("工作日", {"个工作日": 1, "工作日": 1}),
}
_MEASURED = {
    symbol: (dimension.partition("/")[0], exactly(factor), base) for dimension, (base, symbols) in _DIMENSIONS.items() for symbol, factor in symbols.items()
}

_PEOPLE = ("人", "名", "位")
# Each unit of counting is its own base, so that 3家 never meets 3个.
_COUNTED = _words(
    "台套 件套 台次 人份 人次 户次 场次 班次 车次 剂次 针次 件次 频次 项次 例次 套次 家次 批次 期次 亩次 标段 标箱 课时 学时 工日 人天 床位 车位 机位 座席",
    "对 个 户 家 项 场 次 期 批 件 台 套 辆 条 处 座 所 栋 幢 份 篇 种 只 头 株 棵 匹 羽 尾 本 册 张 幅 块 片 间 口 眼 艘 架 枚 支 道 根 组",
    "队 班 盏 层 宗 例 起 趟 站 瓶 袋 箱 桶 盒 剂 节 讲 集 部 首 轮 遍 款 类 门 枝 颗 孔 樘 把 顶 面 副 笔 扇",
    "页 卷 盆 杆 桩 窝 页次 册次 架次 艘次 卷次 字",
)
_SPELLINGS = {"棟": "栋"}

# Words that merely begin like a unit: 3分别, 5人均, 2家庭, 10年度.
_NOT_UNIT = dict(
    pair.split(":")
    for line in (
        "元:旦素宵月件器宝 倍:增数 分:点别类为布级工支包批层配散析发队局院校公店行之项值期管段 亩:产均 米:粮线",
        "天:然气 日:常均 周:年边期围转末 年:度底末初级均鉴龄代轻会检报 升:级学值 克:服 块:钱",
        "对:接口照比策应象外内此于标 人:均口员才工大民社力事防代居文类 名:单称录额义 位:于置居次 户:籍口均外型主数 家:庭长具乡电政属畜禽装居访用",
        "项:目 场:所地馆景站均 次:年日月要序生品均性级 期:限间末初刊望 件:均 台:账风湾阶 套:取用餐 条:件例款文",
        "处:理置于分级室 座:谈 所:有需以属在得长 份:额 种:植养类子业 只:有要能是占 头:部号 册:封 幅:度 片:区 间:接隔距",
        "本:年次单级部项市县省区局科金地报月期文着校院人 口:径罩岸号腔粮感头 架:构 支:出付持行撑部援 道:路德理",
        "面:积向对临上试 根:据本治 组:织长成建 队:伍员长 班:子 层:面级次 例:如外会行 起:草到来步点始 部:门分署队级",
        "节:约能水余日假点省 轮:流换椅训 款:项式额 门:诊槛店户口禁 批:复准发示 类:似别型 把:握关 站:点 集:中体团",
        "页:岩面码眉脚 卷:宗烟入帘 盆:地景栽腔 字:号体样段 桩:基 首:次先批要 讲:话解座 顶:层 副:职县科局处高书主 笔:者记试录迹译墨直",
    )
    for pair in line.split()
)

# What stands over a stroke, and what under it that is no unit by itself: 元/月, 次/10万公顷.
_OVER = _words("元 次 人 人次 件 个 户 吨 公斤 千克 kg 斤 克 毫克 微克 mg μg 株 台 辆 张 头 千瓦时 立方米 升 米")
_UNDER = _words("月 床日 学年 学期 季度 季 课 车 村 生 L 标准煤")


@frozen
class Unit:
    """A unit as printed: `factor` turns a value into `base` units, exactly; `counted`: numbers are whole and unrounded (人, not 万人).

    Two figures may be compared where dimension *and* base agree: months and days share a dimension, not a base. The dimension
    `damaged` keeps every printed character (万亩元) so that a rule can show it.
    """

    symbol: str
    dimension: str
    factor: Fraction
    base: str
    counted: bool

    def __hash__(self) -> int:
        return hash(self.symbol)  # all else follows from it


_SYMBOLS = frozenset({*_MEASURED, *_PEOPLE, *_COUNTED, *_SPELLINGS})
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
_NOT_BEHIND = {word: frozenset(_NOT_UNIT.get(word, _LETTERS if word[-1].isascii() and word[-1].isalnum() else "")) for word in {*_SYMBOLS, *_OVER, *_UNDER}}
_DIGITS = frozenset("0123456789")
_MOST_DIGITS = 4
_STROKES = ("/", "·")
_LONGEST_PRICED = max(map(len, _OVER))


def _by_first(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words by their first character, longest first, so that 公里 is not cut to 公."""
    table: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda w: (-len(w), w)):
        table.setdefault(word[0], []).append(word)
    return {first: tuple(found) for first, found in table.items()}


# A walk through dictionaries: as one regular expression, these words take longer to compile than a report takes to be read.
_PLAIN, _PRICED, _BELOW = _by_first(_SYMBOLS), _by_first(_OVER), _by_first(_UNDER)
_TIMES: dict[str, tuple[str, ...]] = {}
for _word in MULTIPLIERS:
    _TIMES[_word[0]] = (*_TIMES.get(_word[0], ()), _word)
_FIRST = frozenset({*_PLAIN, *_PRICED, *_TIMES})


def unit_end(plain: str, at: int) -> int:
    """Where the unit ends that begins at `at` of a folded text: 元/人·月, 万亩元 (damaged), 万元; -1 where none begins."""
    return next(unit_ends(plain, at), -1)


def unit_ends(plain: str, at: int) -> Iterator[int]:
    """Every end that a unit at `at` may have, likeliest first."""
    if plain[at : at + 1] not in _FIRST:
        return
    starts = _scaled_starts(plain, at)
    ahead = plain[at : starts[0] + _LONGEST_PRICED + 1]
    if "/" in ahead or "·" in ahead:
        for start in starts:
            for over in _words_at(_PRICED, plain, start):
                yield from _under_strokes(plain, over, 3)
    yield from _damaged_ends(plain, starts)
    for start in starts:
        yield from _words_at(_PLAIN, plain, start)


def _scaled_starts(plain: str, at: int) -> list[int]:
    """Where the unit itself may begin: behind 万, or at once."""
    return [*(at + len(times) for times in _TIMES.get(plain[at : at + 1], ()) if plain.startswith(times, at)), at]


def _words_at(table: dict[str, tuple[str, ...]], plain: str, at: int) -> Iterator[int]:
    """The ends of the words that stand at `at` and are not the beginning of others (元旦)."""
    for word in table.get(plain[at : at + 1], ()):
        end = at + len(word)
        if plain.startswith(word, at) and plain[end : end + 1] not in _NOT_BEHIND[word]:
            yield end


def _under_strokes(plain: str, at: int, most: int) -> Iterator[int]:
    """What stands under one to three strokes, each with a number only before 万, 千, 百: never 20分/20分."""
    if not most or not plain.startswith(_STROKES, at):
        return
    for start in _below_starts(plain, at + 1):
        for table in (_BELOW, _PLAIN):
            for end in _words_at(table, plain, start):
                yield from _under_strokes(plain, end, most - 1)
                yield end


def _below_starts(plain: str, at: int) -> list[int]:
    number = at
    while number - at < _MOST_DIGITS and plain[number : number + 1] in _DIGITS:
        number += 1
    return [*_scaled_starts(plain, number)[:-1], at]


def _damaged_ends(plain: str, starts: Iterable[int]) -> Iterator[int]:
    """万亩元, %万元: two units run together."""
    for start in starts:
        for end in _words_at(_PLAIN, plain, start):
            for again in _scaled_starts(plain, end):
                if plain.startswith("元", again) and plain[again + 1 : again + 2] not in _NOT_BEHIND["元"]:
                    yield again + 1
            if plain.startswith(("%", "‰"), end):
                yield end + 1


VISIT = "人次"  # the base of people counted by visit
PERSON = "人"  # the base of 名, 位, 人
USUAL_MONEY = ("元", "万元", "亿元")
MONEY_SCALE = (*USUAL_MONEY, "千元", "百万元")  # the units a sum of money is printed in, likeliest first


@lru_cache(maxsize=4096)
def unit(symbol: str) -> Unit | None:
    """The unit that `symbol` stands for: 万元, %, 个百分点, 万平方米, 元/亩, 万亩元 (damaged). None where it is no unit."""
    symbol = symbol.strip()
    if symbol in _MEASURED:
        return _scaled(symbol, symbol, 1)
    starts = _scaled_starts(symbol, 0)
    for start in starts:
        if symbol[start:] in _SYMBOLS:
            return _scaled(symbol, symbol[start:], MULTIPLIERS.get(symbol[:start], 1))
    for start in starts:
        for over in _words_at(_PRICED, symbol, start):
            if symbol.startswith(_STROKES, over) and len(symbol) > over + 1:
                return _per(symbol, symbol[start:over], symbol[over:], MULTIPLIERS.get(symbol[:start], 1))
    damaged = len(symbol) in _damaged_ends(symbol, starts)
    return Unit(symbol, "damaged", exact(MULTIPLIERS.get(symbol[0], 1)), symbol, False) if damaged else None


def _scaled(symbol: str, name: str, times: int) -> Unit:
    if name in _MEASURED:
        dimension, factor, base = _MEASURED[name]
        return Unit(symbol, dimension, factor * times, base, False)
    base = "人" if name in _PEOPLE else _SPELLINGS.get(name, name)
    return Unit(symbol, "count", exact(times), base, times == 1)


def _per(symbol: str, over: str, under: str, times: int) -> Unit:
    above = _scaled(over, over, times)
    return Unit(symbol, "unit_price" if above.dimension == "money" else "other", above.factor, above.base + under, False)


def _named(symbol: str) -> Unit:
    dimension, factor, base = _MEASURED[symbol]
    return Unit(symbol, dimension, factor, base, False)


VEHICLE = Unit("辆", "count", exact(1), "辆", True)
PERCENT, TIMES, POINT, MONTH = _named("%"), _named("倍"), _named("分"), _named("个月")
