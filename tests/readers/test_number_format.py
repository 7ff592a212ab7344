"""What a workbook stores and what Excel shows of it, format code by format code."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.readers.number_format import DAYS_TO_1904, builtin, compiled

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '

NUMBERS = [
    # General: at most eleven characters, the noise of floats gone
    ("General", "0", "0"),
    ("General", "412.49", "412.49"),
    ("General", "0.30000000000000004", "0.3"),
    ("General", "86.230000000000004", "86.23"),
    ("General", "0.8623", "0.8623"),
    ("General", "-5", "-5"),
    ("General", "1.0E-3", "0.001"),
    ("General", "0.00001", "0.00001"),
    ("General", "1.23456789E-5", "1.23457E-05"),
    ("General", "0.123456789012", "0.123456789"),
    ("General", "1234567.891234", "1234567.891"),
    ("General", "12345678901", "12345678901"),
    ("General", "12345678901.5", "12345678902"),
    ("General", "123456789012", "1.23457E+11"),
    ("General", "99999999999.9", "1E+11"),
    ('General"人"', "12", "12人"),
    # places: rounded half up, by the fifteen digits that Excel keeps
    ("0", "2.5", "3"),
    ("0", "-2.5", "-3"),
    ("0.00", "412.4", "412.40"),
    ("0.00", "1.0049999999999999", "1.01"),
    ("0.00", "0.28499999999999998", "0.29"),
    ("0.00", "-0.001", "-0.00"),
    ("0.0#", "1", "1.0"),
    ("0.0#", "1.25", "1.25"),
    ("#.##", "5", "5."),
    (".00", "1.5", "1.50"),
    ("000000", "123", "000123"),
    ("0000-0000", "12345678", "1234-5678"),
    ("#", "0", ""),
    ("???.???", "1.5", "  1.5  "),
    ("0.00", "1E+20", "100000000000000000000.00"),
    # thousands, and commas that scale
    ("#,##0", "1234567.5", "1,234,568"),
    ("#,##0.00", "999.995", "1,000.00"),
    ("#,##0.00", "0.5", "0.50"),
    ("0,000", "5", "0,005"),
    ("#,##0,", "1234567", "1,235"),
    ('0.00,,"M"', "1234567", "1.23M"),
    ('0\\.0,"万"', "123456", "12.3万"),
    ('0!.0,"万"', "-123456", "-12.3万"),
    # per cent
    ("0%", "0.985", "99%"),
    ("0%", "1.0049999999999999", "101%"),
    ("0.00%", "0.8623", "86.23%"),
    ("0.0%", "0.8623", "86.2%"),
    ("0.00%", "-0.1", "-10.00%"),
    ('0.0"%"', "86.23", "86.2%"),
    # sections, colours, conditions
    ("0.00_);(0.00)", "-12.3", "(12.30)"),
    ("0.00_);(0.00)", "12.3", "12.30 "),
    ("#,##0;[Red]-#,##0", "-1234", "-1,234"),
    ("[红色]0", "7", "7"),
    ('0;-0;"无"', "0", "无"),
    ("0;;", "-5", ""),
    (";;;", "5", ""),
    ('[>=60]"合格";"不合格"', "59.9", "不合格"),
    ('[=1]"是";[=0]"否";0.0', "1", "是"),
    ('[=1]"是";[=0]"否";0.0', "0.25", "0.3"),
    ("[>=100]0;[<0]0.00;0.0", "-5", "5.00"),
    ("[>100]0;0.0", "-5", "-5.0"),
    ('[=1]"是";[=0]"否"', "2", "2"),
    # words
    ('"约"0.0"万元"', "12.34", "约12.3万元"),
    ("0元", "12", "12元"),
    ('0.00"元/人"', "1.5", "1.50元/人"),
    ('"¥"#,##0.00', "-5", "-¥5.00"),
    ("[$¥-804]#,##0.00", "1234.5", "¥1,234.50"),
    ("[DBNum2][$-804]General", "12.5", "12.5"),
    (ACCOUNTING, "1234.5", " 1,234.50 "),
    (ACCOUNTING, "-1234.5", " -1,234.50 "),
    (ACCOUNTING, "0", " -   "),
    ("@", "12.50", "12.5"),
    # powers of ten
    ("0.00E+00", "12345", "1.23E+04"),
    ("0.00E+00", "9.999", "1.00E+01"),
    ("##0.0E+0", "12345", "12.3E+3"),
    ("0E-0", "0.001", "1E-3"),
    # what is not known is General
    ("# ?/?", "1.5", "1.5"),
    ("0.0.0", "1.25", "1.25"),
    ("0 foo", "1.25", "1.25"),
    ('0"', "1.25", "1.25"),
    ("[NatNum3]0", "1.25", "1.25"),
    ("0;0;0;@;0", "1.25", "1.25"),
    ("0" * 300, "1.25", "1.25"),
    # what is no number is shown as it is
    ("0.00", "1.5.2", "1.5.2"),
    ("0.00", "INF", "INF"),
]

DATES = [
    ("yyyy-mm-dd", "45291", "2023-12-31"),
    ('yyyy"年"m"月"d"日"', "45291", "2023年12月31日"),
    ("yyyy.m.d", "45292.9", "2024.1.1"),
    ("[$-804]yyyy/m/d;@", "45291", "2023/12/31"),
    ("e年", "45291", "2023年"),
    ("yy-m", "45291", "23-12"),
    ("d-mmm-yy", "45291", "31-Dec-23"),
    ("mmmm", "45291", "December"),
    ("[$-804]mmmm", "45291", "十二月"),
    ("dddd", "45291", "Sunday"),
    ("[$-804]dddd", "45291", "星期日"),
    ("aaaa", "45292", "星期一"),
    ("[$-F800]dddd\\,\\ mmmm\\ dd", "45291", "2023年12月31日"),
    ("yyyy/m/d h:mm", "45291.999999", "2024/1/1 0:00"),
    ("h:mm", "0.75", "18:00"),
    ("h:mm AM/PM", "0.75", "6:00 PM"),
    ('上午/下午h"时"mm"分"', "0.25", "上午6时00分"),
    ("mm:ss.0", "0.00001", "00:00.9"),
    ("[h]:mm", "1.5", "36:00"),
    ("[mm]:ss", "0.05", "72:00"),
    ("yyyy-m-d", "1", "1900-1-1"),
    ("yyyy-m-d", "60", "1900-2-29"),
    ("yyyy-m-d", "61", "1900-3-1"),
    ("yyyy-m-d", "0", "1900-1-0"),
    ("yyyy-m-d", "-1", "-1"),
    ("yyyy-m-d", "2958466", "2958466"),
    ("yyyy0", "45291", "45291"),
]

BUILTIN = [
    (1, "412.5", "413"),
    (2, "412.5", "412.50"),
    (3, "1234.5", "1,235"),
    (4, "1234.5", "1,234.50"),
    (9, "0.86", "86%"),
    (10, "0.8623", "86.23%"),
    (11, "12345", "1.23E+04"),
    (14, "45291", "2023/12/31"),
    (22, "45291.5", "2023/12/31 12:00"),
    (31, "45291", "2023年12月31日"),
    (38, "-1234", "-1,234"),
    (43, "-1234.5", " -1,234.50 "),
    (44, "1234.5", " ¥1,234.50 "),
    (46, "1.5", "36:00:00"),
    (49, "1.5", "1.5"),
    (57, "45291", "2023年12月"),
    (99, "1.5", "1.5"),
]


@pytest.mark.parametrize(("code", "stored", "shown"), NUMBERS)
def test_numbers_are_shown_by_their_format(code: str, stored: str, shown: str) -> None:
    assert compiled(code).number(stored) == shown


@pytest.mark.parametrize(("code", "stored", "shown"), DATES)
def test_dates_are_shown_by_their_format(code: str, stored: str, shown: str) -> None:
    assert compiled(code).number(stored) == shown


@pytest.mark.parametrize(("number", "stored", "shown"), BUILTIN)
def test_formats_that_a_workbook_does_not_spell_out(number: int, stored: str, shown: str) -> None:
    assert compiled(builtin(number)).number(stored) == shown


def test_a_workbook_may_count_its_days_from_1904() -> None:
    assert compiled("yyyy-m-d").number("43829", DAYS_TO_1904) == "2023-12-31"
    assert compiled("0").number("43829", DAYS_TO_1904) == "43829"


@pytest.mark.parametrize(
    ("code", "shown"),
    [("0.00", "合格"), ("@", "合格"), (ACCOUNTING, " 合格 "), ('0;0;0;"评为"@', "评为合格"), (";;;", ""), ('0;"评为"@', "评为合格"), ("@" * 200, "合格")],
)
def test_words_are_shown_by_the_section_for_text(code: str, shown: str) -> None:
    assert compiled(code).text("合格") == shown


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4), st.integers(0, 4))
def test_the_shown_number_is_the_stored_one_rounded(value: Decimal, places: int) -> None:
    code = "#,##0" + ("." + "0" * places if places else "")
    shown = compiled(code).number(str(value))
    assert Decimal(shown.replace(",", "")) == value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert len(shown.partition(".")[2]) == places


@given(st.text('0#?.,%;@"\\_*[]$-804>=<1eE+/ymdhsaAP年Red General', max_size=20), st.floats(allow_nan=False, allow_infinity=False))
def test_no_code_stops_a_number_from_being_shown(code: str, value: float) -> None:
    assert isinstance(compiled(code).number(repr(value)), str)
    assert isinstance(compiled(code).text("甲"), str)
