"""Arithmetic that a report writes out is read as it stands, and done again."""

from __future__ import annotations

import pytest

from gouji.examples import checked
from gouji.extract.written import figures_of, formulas
from gouji.quantity.figure import read
from gouji.quantity.width import fold
from gouji.settings import Settings

READ = {
    "执行率=951.23÷1010.32×100%=94.15%。": [("result = a ÷ b × 100%", ["951.23", "1010.32"], "94.15%")],
    "（951.23/1,010.32）×100%＝94.15%": [("result = (a ÷ b) × 100%", ["951.23", "1,010.32"], "94.15%")],
    "得分=权重×完成率=5×98.91%=4.95分": [("result = a × b", ["5", "98.91%"], "4.95分")],
    "120元×35人×3天=12600元=1.26万元": [("result = a × b × c", ["120元", "35人", "3天"], "12600元"), ("result = a", ["12600元"], "1.26万元")],
    "得分20-3.5=16.5分": [("result = a − b", ["20", "3.5"], "16.5分")],
    "（本年-上年）/上年×100%=（4.18-4.63）/4.63×100%=-9.72%": [("result = (a − b) ÷ c × 100%", ["4.18", "4.63", "4.63"], "-9.72%")],
    "2024年执行数951.23万元（决算）÷预算数1010.32万元＝94.15%，其余": [("result = a ÷ b", ["951.23万元", "1010.32万元"], "94.15%")],
    "((((((2))))))×((3+4))=14": [("result = a × (b + c)", ["2", "3", "4"], "14")],
    "12个×0.5分/个=6分": [("result = a × b", ["12个", "0.5分/个"], "6分")],
    # nothing that can be reckoned
    "A=3，B=5": [],
    "落实“100-1=0”的要求": [],
    "执行率=执行数÷预算数×100%": [],
    "3+2=": [],
    "2×3=6+1": [],
}


@pytest.mark.parametrize(("text", "expected"), READ.items())
def test_formulas_are_read(text: str, expected: list[tuple[str, list[str], str]]) -> None:
    plain = fold(text)
    found = formulas(plain)
    assert [(each.claim, [plain[term.start : term.end] for term in each.terms], plain[each.result.start : each.result.end]) for each in found] == expected


def test_the_label_names_the_result() -> None:
    """The rate behind the formula is held against the amounts told before it."""
    report = checked("项目全年预算1010.32万元，实际支出915.23万元，预算执行率＝951.23÷1010.32×100%＝94.15%。", Settings())
    assert [finding.code for finding in report.findings] == ["BX01"]


@pytest.mark.parametrize("count", [2_000, 4_000])
def test_long_lines_of_signs_are_read_in_linear_time(count: int) -> None:
    assert formulas("1+" * count + "=1") == []
    assert formulas("(" * count + "1=1" + ")" * count) == []
    assert len(formulas("1×1=1，" * count)) == count


def test_a_formula_of_brackets_is_no_crash() -> None:
    """Twenty-five terms, each within six brackets, and as many nested to the left: what their claim is written as stays short enough to be parsed."""
    for formula in ("((((((1))))))+" * 13 + "1=3", "((((((1+1)+1)+1)+1)+1)+1)+" * 3 + "1=3", "+".join(["(((((1+1)))))"] * 12) + "=3"):
        assert [finding.code for finding in checked(f"得分={formula}分。", Settings()).findings][:1] == ["PR02"]


def test_the_numbers_of_many_formulas_are_found_in_linear_time() -> None:
    """A paragraph of 20,000 formulas: each figure is looked up among the terms, not held against every one."""
    plain = "1×1=1，" * 20_000
    found, figures = formulas(plain), read(plain)
    assert len(figures_of(found, figures, plain, plain)) == 60_000
