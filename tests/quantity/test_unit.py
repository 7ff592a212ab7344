"""Units: dimension, factor, base; and what only looks like a unit."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from gouji.quantity.unit import Unit, unit

# symbol = dimension: factor base
UNITS = """
元 = money: 1 元; 万元 = money: 10000 元; 百万元 = money: 1000000 元; 千万元 = money: 10000000 元
亿元 = money: 100000000 元; 万亿元 = money: 1000000000000 元; 亿美元 = usd: 100000000 美元
% = ratio: 1/100 1; ‰ = ratio: 1/1000 1; 倍 = ratio: 1 1; 个百分点 = points: 1/100 1; 分 = score: 1 分
亩 = area: 1 亩; 万亩 = area: 10000 亩; 公顷 = area: 15 亩; 万㎡ = floor_area: 10000 平方米
千米 = length: 1000 米; 千克 = weight: 1 公斤; 吨 = weight: 1000 公斤; 万立方米 = volume: 10000 立方米
小时 = time: 1/24 天; 个月 = time: 1 月; 年 = time: 12 月; 岁 = age: 1 岁
名 = count: 1 人; 万人 = count: 10000 人; 人次 = count: 1 人次; 棟 = count: 1 栋
万元/亩 = unit_price: 10000 元/亩; 元/人/月 = unit_price: 1 元/人/月; 次/10万公顷 = other: 1 次/10万公顷
万亩元 = damaged: 10000 万亩元; %万元 = damaged: 1 %万元
"""
CASES = [re.split(" = |: | ", case.strip()) for case in UNITS.replace("\n", ";").split(";") if case.strip()]


@pytest.mark.parametrize(("symbol", "dimension", "factor", "base"), CASES)
def test_units(symbol: str, dimension: str, factor: str, base: str) -> None:
    assert unit(symbol) == Unit(symbol, dimension, Fraction(factor), base, dimension == "count" and factor == "1")


@pytest.mark.parametrize("symbol", ["", "万", "元旦", "钱", "分别", "/亩", "元/", "米元米"])
def test_no_units(symbol: str) -> None:
    assert unit(symbol) is None


def test_blanks_around_a_unit_do_not_matter() -> None:
    assert unit(" 万元 ") == unit("万元")
