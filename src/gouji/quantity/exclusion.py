"""Numbers that are no figures: dates, document numbers, ordinals, list marks, codes, telephone numbers, slogans."""

from __future__ import annotations

import re
from functools import cache

from gouji.quantity.grammar import past_blank
from gouji.quantity.numeral import HAN_NUMERAL
from gouji.quantity.unit import unit_end


def _after(*words: str) -> str:
    """A look-behind for words of several lengths."""
    return "(?:" + "|".join(f"(?<={w})" for w in words) + ")"


_YEAR = r"(?:19|20)(?:\d\d|\d[xX×*○]|[xX×*○_]{2})"
_JOIN = r"\s?[-~—–、至到和及]{1,2}\s?"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_SERIES = r"\d{1,4}(?:\.\d{1,3}){0,3}(?:[-~、至]\d{1,4}){0,9}"
_NO_FIGURE_AHEAD = r"(?!\d|[-~至.,]\d|\s?(?:万|亿))"

_BEFORE_NUMBER = ("表", "图", "附件", "附表", "附录", "指标", "标段", "注", "序号", "编号", "阶段", "No.", "NO.")
_NUMBERED = tuple(f"{kind}:" for kind in ("账号", "帐号", "代码", "编号", "编码", "证号", "索引号"))
_LABELS = ("电话", "电话:", "电话: ", "传真:", "邮编", "邮编:", "手机:", "专线", "热线", *_NUMBERED)
# where a list mark may stand: at the head of a clause
_CLAUSE = r"(?:(?<=^)|(?<=^\s)|(?<=\s\s)|(?<=[。;!?！？…])|(?<=[。;!?！？…]\s))"

_KINDS = {
    # 2023年 2021-2022年 2021、2022年 20xx年 2023年3月
    "year": rf"{_YEAR}(?:\s?年?{_JOIN}{_YEAR}){{0,9}}\s?年(?:\s?{_JOIN}?{_MONTH}\s?月(?:\s?{_DAY}\s?[日号])?)?",
    # 2021-2022 without 年; 2021-2025规划
    "years": rf"{_YEAR}{_JOIN}{_YEAR}{_NO_FIGURE_AHEAD}",
    # 12月28日, 3月, 1-12月, 3月-5月
    "month": rf"{_MONTH}\s?(?:月?{_JOIN}{_MONTH}\s?)?月(?:\s?{_DAY}(?:{_JOIN}{_DAY})?\s?[日号])?",
    # 28日, yet 30日内 and 45日 are spans of time
    "day": rf"{_DAY}(?:{_JOIN}{_DAY})?\s?日(?!以?内|均)",
    # 2021.3.25, 2021-03-25, 2021/3/25
    "dotted": rf"{_YEAR}(?P<sep>[.\-/]){_MONTH}(?P=sep){_DAY}(?![\d%.])",
    # 2021.3, 2021.10-2022.5
    "dotted month": rf"{_YEAR}[./](?:[1-9]|{_MONTH}(?={_JOIN}{_YEAR}))(?![\d.])",
    # 2021325日: a date that lost its characters
    "broken": r"20[0-3]\d{3,5}\s?日",
    # 20211228
    "packed": rf"20[0-3]\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]){_NO_FIGURE_AHEAD}",
    # 9:30, 14:00-16:00
    "clock": r"\d{1,2}:\d{2}(?::\d{2})?(?![\d.:])",
    # 9时30分, 8点
    "hour": r"\d{1,2}(?:时(?:\d{1,2}分)?|点(?:\d{1,2}分|半)?)(?![段间])",
    # B÷A×100%: a formula
    "per cent of a formula": r"(?<=[×*xX✕])\s?100\s?%",
    # 1:1.5 as a proportion
    "proportion": r"\d{1,2}:\d{1,2}(?:\.\d+)?(?![\d.:])",
    # 第一季度, 2季度
    "quarter": r"[1-4]\s?季度",
    # 〔2020〕10号 【2020】118号 (2020)10号 [2020]第10号
    "document": rf"(?<=[〔【\[(〈]){_YEAR}\s?[〕】\]〉)](?:\s?第?\s?\d{{1,5}}(?:-\d{{1,4}})?\s?号)?",
    # 118号, 3号楼, 2#
    "number": r"\d{1,8}(?:[-、至]\d{1,8})?\s?[号#]",
    # 第3条, 第一批, 第 2 期, 第1-3名
    "ordinal": rf"{_after('第', '第 ')}(?:{_SERIES}|[{HAN_NUMERAL}]+)",
    # 表1, 附件2, 指标1, 标段3
    "label": rf"{_after(*_BEFORE_NUMBER)}\s?{_SERIES}{_NO_FIGURE_AHEAD}",
    # 1. 2、 3) at the head of a clause; “12、8、5.5万元” goes on with a digit
    "mark": rf"{_CLAUSE}\d{{1,2}}(?:[.、．]|\s?\))(?!\s?\d)",
    # “包括:1、人员经费，2、…”, yet not “预算:10、执行…”
    "mark within": r"(?:(?<=:)1|(?<=[，,])[1-9])[.、．](?!\s?\d)",
    # “…情况1.严格审核”: a point before a word is no decimal point
    "pointed mark": r"\d{1,2}[.．]\s?(?=[\u4e00-\u9fff](?![个名人户]))(?!\d)",
    # 1.2023年… and 2.5个…: a mark before a year or a whole number of things
    "mark before a figure": r"(?<!.)\d{1,2}[.、．](?=\s?(?:19|20)\d\d\s?年|\d{1,4}\s?(?:个(?!百|千|月|小|工|亿)|[名人户家](?!次)))",
    # 1.2.3
    "section": r"\d{1,3}(?:\.\d{1,3}){2,5}(?![\d.])",
    # (1), yet (50) behind a heading is its weight
    "bracketed": r"(?<=\()\s?[12]?\d\s?(?=\))",
    # PM2.5, ISO9001, COVID-19, GB/T 123, A12-3
    "code": rf"{_after('[A-Za-z_#]', '[A-Za-z]-', '/[A-Z] ', 'GB ', 'ISO ', 'IP ')}[\d.]*\d(?:[-/][\dA-Za-z]+)*",
    # 3-01-02-118
    "hyphened": r"\d{1,8}(?:-\d{1,8}){2,}",
    # 0991-1234567, 13812345678, 400-123-4567
    "telephone": rf"(?:0\d{{2,3}}[- ]\d{{7,8}}|1[3-9]\d{{9}}|[48]00-\d{{3}}-?\d{{4}}){_NO_FIGURE_AHEAD}",
    # 电话:4711
    "labelled": rf"{_after(*_LABELS)}[\d-]+",
    # 12345热线, 863计划, 985高校
    "proper": r"(?:12345|110|119|120|122|211|985|863|973|315)(?=热线|平台|电话|报警|工程|高校|院校|计划|投诉|急救|晚会)",
    # 007, 0123: nobody prints an amount so
    "zero": r"0\d+(?![\d.]*[.,]\d)",
    # 1/3
    "fraction": r"[1-9]/[1-9](?![\d./])",
}  # fmt: skip

# Kinds that a unit behind them makes figures: 2020-2022 are years, 2020-2022元 are not. What each would be without the unit is asked of those after it.
_UNLESS_UNIT = ("years", "dotted month", "packed", "clock", "proportion", "label", "telephone", "fraction")
# “表1、2个” is 表1 and 2个: the number before a comma ends the label, too
_SHORTER = {"label": rf"{_after(*_BEFORE_NUMBER)}\s?\d{{1,4}}(?:\.\d{{1,3}}){{0,3}}(?:[-~、至]\d{{1,4}}){{0,8}}(?=、\d)"}


@cache
def _kinds(after: str) -> re.Pattern[str]:
    """The kinds behind one of them, or all; those that no unit may follow bear their names."""
    names = list(_KINDS)
    rest = names[names.index(after) + 1 :] if after else names
    marked = [_KINDS[name] + (f"(?P<{_group(name)}>)" if name in _UNLESS_UNIT else "") for name in rest]
    return re.compile("|".join([*([_SHORTER[after]] if after in _SHORTER else ()), *marked]) or r"(?!)", re.ASCII)


def _group(name: str) -> str:
    return name.replace(" ", "_")


_BY_GROUP = {_group(name): name for name in _UNLESS_UNIT}


def no_figure_end(plain: str, at: int) -> int:
    """Where that ends which begins at the first digit or numeral `at` and is to be passed over; -1 where nothing such begins there."""
    m = _kinds("").match(plain, at)
    while m is not None and m.lastgroup in _BY_GROUP and unit_end(plain, past_blank(plain, m.end())) >= 0:
        m = _kinds(_BY_GROUP[m.lastgroup]).match(plain, at)
    return m.end() if m is not None else -1


YEAR_LIKE = re.compile(r"(?:19|20)\d\d")
AMOUNT_NAMED = re.compile(r"(?<=[数额费款值])[:为]?\s?$")  # “预算数为2000” names no year
