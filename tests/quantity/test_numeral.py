"""Numerals: value and last printed place, and the laws that tie them to their print."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.quantity.numeral import last_place, numeral

DIGITS = "零一二三四五六七八九"

# print = value by place
READ = """
1200 = 1200 by 1; 1,200 = 1200 by 1; １，２００ = 1200 by 1; 18 189 = 18189 by 1; 0 = 0 by 1
1．5 = 1.5 by 1/10; 1.20 = 1.2 by 1/100; 0.00 = 0 by 1/100
1.2亿 = 120000000 by 10000000; 12万 = 120000 by 10000; 1.2万 = 12000 by 1000; 5百万 = 5000000 by 1000000
3万5千 = 35000 by 1000; 1亿2000万 = 120000000 by 10000; 2万3000 = 23000 by 1; 1亿2千万 = 120000000 by 10000000
十 = 10 by 10; 十二 = 12 by 1; 两 = 2 by 1; 半 = 1/2 by 1/2; 二十 = 20 by 10; 一百零五 = 105 by 1
一千二百 = 1200 by 100; 一千零二十 = 1020 by 10; 壹仟贰佰 = 1200 by 100
十二万三千 = 123000 by 1000; 一万零三百 = 10300 by 100; 一亿零五十万 = 100500000 by 100000
"""
CASES = [re.split(" = | by ", case.strip()) for case in READ.replace("\n", ";").split(";") if case.strip()]
NONE = ["", "1,20", "1.2.3", "2万30", "abc", "1e5", "²", "1" * 31, "一" * 31]
NONE += ["二三十", "一百二", "一万二", "二〇二三", "万", "千", "百", "十百", "几十"]


@pytest.mark.parametrize(("text", "value", "place"), CASES)
def test_reads(text: str, value: str, place: str) -> None:
    read = numeral(text)
    assert read is not None
    assert (read.value, read.place) == (Fraction(value), Fraction(place))


@pytest.mark.parametrize("text", NONE)
def test_passes_over_what_is_not_beyond_doubt(text: str) -> None:
    assert numeral(text) is None


@pytest.mark.parametrize(
    ("value", "place", "step"),
    [("5000", "1", "1000"), ("1140", "1", "10"), ("12.50", "1/100", "1/10"), ("0", "1", "1")],
)
def test_step_is_the_place_of_the_last_digit_that_is_not_zero(value: str, place: str, step: str) -> None:
    assert last_place(Fraction(value), Fraction(place)) == Fraction(step)
    assert last_place(-Fraction(value), Fraction(place)) == Fraction(step)


@given(st.integers(0, 10**15), st.integers(0, 6))
def test_print_and_reading_are_inverse(units: int, decimals: int) -> None:
    value = Fraction(units, 10**decimals)
    printed = f"{units // 10**decimals:,}" + (f".{units % 10**decimals:0{decimals}d}" if decimals else "")
    wide = printed.translate({ord("0") + i: 0xFF10 + i for i in range(10)})
    for text in (printed, printed.replace(",", ""), printed.replace(",", " "), wide):
        read = numeral(text)
        assert read is not None
        assert (read.value, read.place) == (value, Fraction(1, 10**decimals))


def under_ten_thousand(n: int) -> str:
    out, gap = "", False
    for rank, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // rank % 10
        gap = gap or (digit == 0 and bool(out))
        if digit:
            out += ("零" if gap else "") + DIGITS[digit] + name
            gap = False
    return out


def in_words(n: int) -> str:
    out = ""
    for great, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = n // great % 10**4
        if part:
            out += ("零" if out and part < 1000 else "") + under_ten_thousand(part) + name
    return out


@given(st.integers(1, 10**11))
def test_words_and_reading_are_inverse(n: int) -> None:
    read = numeral(in_words(n))
    assert read is not None, in_words(n)
    assert read.value == n
    assert n % read.place == 0
