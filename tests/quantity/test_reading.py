"""What `read` and `fold` promise for any text, and the three intervals of a figure."""

from __future__ import annotations

import time
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.quantity.figure import Figure, fold, read
from gouji.quantity.interval import Interval
from gouji.quantity.unit import unit

ALPHABET = (
    "0123456789０９.,，、．%％‰-－—~至到万亿千百十一二三两半元亩个人分年月日号第约近超不足于多余几以上下单位财≥≦=<>()（）〔〕【】[] \u3000\n/:：。；A2m²㎡①x"
)
prose = st.one_of(st.text(ALPHABET, max_size=60), st.text(max_size=40))


def one(text: str) -> Figure:
    (figure,) = read(text)
    return figure


@settings(max_examples=600)
@given(prose)
def test_never_raises_and_spans_are_ordered_and_disjoint(text: str) -> None:
    end = 0
    for figure in read(text):
        assert end <= figure.lead <= figure.start < figure.end <= len(text)
        assert figure.text == "".join(text[figure.start : figure.end].split())
        assert figure.place > 0
        end = figure.end


@settings(max_examples=400)
@given(prose)
def test_intervals_hold_what_was_printed(text: str) -> None:
    for figure in read(text):
        factor = figure.unit.factor if figure.unit else 1
        assert figure.base_value == figure.value * factor
        assert figure.measured & figure.lawful == figure.measured
        if figure.qualifier == "exact":
            assert figure.exact == Interval.exact(figure.base_value)
            assert figure.base_value in figure.measured
        if figure.qualifier == "range":
            assert figure.upper is not None
            assert figure.upper * factor in figure.measured


@settings(max_examples=400)
@given(prose)
def test_fold_keeps_length_and_settles(text: str) -> None:
    plain = fold(text)
    assert len(plain) == len(text)
    assert len(fold(plain)) == len(text)
    assert read(text, plain) == read(text)


@given(st.integers(0, 10**9), st.integers(0, 4))
def test_a_true_value_is_within_its_rounded_print(units: int, decimals: int) -> None:
    """Rounded to two decimals of 万元, a sum of 元 stays inside the measured interval; truncated, inside the lawful one."""
    true = Fraction(units, 10**decimals)
    for printed, part in ((round(true / 100), "measured"), (int(true / 100), "lawful")):
        figure = one(f"支出{printed // 100}.{printed % 100:02d}万元")
        assert true in getattr(figure, part)


@given(st.integers(1, 10**6))
def test_another_unit_keeps_the_amount(wan: int) -> None:
    in_wan, in_yuan, in_yi = one(f"支出{wan}.00万元"), one(f"支出{wan}0000元"), one(f"支出{wan // 10000}.{wan % 10000:04d}亿元")
    assert in_wan.base_value == in_yuan.base_value == in_yi.base_value
    assert in_wan.measured.meets(in_yuan.measured)


@given(st.integers(1, 10**6).filter(lambda n: not 1900 <= n < 2100))  # 2021.5 alone is a month
def test_a_header_unit_reads_a_bare_number_as_if_printed(n: int) -> None:
    bare, printed = one(f"支出{n}.5"), one(f"支出{n}.5万元")
    moved = bare.in_unit(unit("万元"), ellipsis=False)
    assert replace(moved, text=printed.text, end=printed.end) == printed


def test_stipulated_and_lawful_readings() -> None:
    rate = one("执行率95%")
    assert rate.exact == Interval.exact(Fraction(95, 100))
    assert rate.lawful == Interval(Fraction(945, 1000), Fraction(96, 100), high_open=True)
    assert one("下降-95%").lawful == Interval(Fraction(-96, 100), Fraction(-945, 1000), low_open=True)
    assert one("≥95%").exact == one("≥95%").lawful == Interval(Fraction(95, 100), None)
    assert one("不超过3个").exact == Interval(None, Fraction(3))
    assert one("11人").lawful == Interval.exact(11)


def test_number_words_work_on_the_size_of_a_negative_number() -> None:
    assert one("近-20%").measured == Interval(Fraction(-20, 100), Fraction(-10, 100), low_open=True)
    assert one("≥-20%").measured == Interval(Fraction(-20, 100), None)


@pytest.mark.parametrize(
    ("text", "lead", "start", "end"),
    [
        ("目标≥ 95 %。", 2, 4, 8),
        ("约12人", 0, 1, 4),
        ("下降-5%", 2, 2, 5),
        ("小于等于 3 次", 0, 5, 8),
        ("达5%以上", 1, 1, 5),
        ("节约5元", 2, 2, 4),
    ],
)
def test_spans(text: str, lead: int, start: int, end: int) -> None:
    figure = one(text)
    assert (figure.lead, figure.start, figure.end) == (lead, start, end)


def test_floorless_under_survives_a_change_of_unit() -> None:
    assert one("小于30").in_unit(unit("%")).measured == Interval(None, Fraction(30, 100), high_open=True)
    assert one("不足30、").in_unit(unit("%")).measured == Interval(Fraction(20, 100), Fraction(30, 100), high_open=True)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2000", 2000),
        (" 2023 ", 2023),
        ("-1,950", -1950),
        ("１２", 12),
        ("(1,950)", -1950),
        ("2000万元", 2000),
        ("2021.5", Fraction("2021.5")),
    ],
)
def test_a_number_that_fills_its_cell_is_a_figure(cell: str, value: Fraction) -> None:
    assert [f.value for f in read(cell, cell=True)] == [value]


@pytest.mark.parametrize("cell", ["2023年", "1.", "(1)", "指标1", "2021-2022"])
def test_a_cell_is_no_licence(cell: str) -> None:
    assert read(cell, cell=True) == []


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("１２．５％", "12.5%"),
        ("１，２００", "1,200"),
        ("12，345", "12，345"),
        ("（一）：；", "(一):;"),
        ("≧≦═＞＜～", "≥≤=><~"),
        ("－3、3—5、—3", "-3、3-5、—3"),
        ("第\u2f00、\uf900", "第一、豈"),
        ("a\u3000b\u00a0c", "a b c"),
        ("㎡①Ⅷ，。句．末", "㎡①Ⅷ，。句．末"),
    ],
)
def test_fold(text: str, plain: str) -> None:
    assert fold(text) == plain


HOSTILE = ["1", "1,0,", "1 ", "(", "1-", "1.", "1/", "1:", "1,111", "1 111 ", "１，２００", "1、", "2023、", "第1-", "单位:"]
HOSTILE += ["一", "二万三千", "1万", "3元", "1元/", "约"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear_in_hostile_text(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    began = time.process_time()
    read(text)
    assert time.process_time() - began < 4
