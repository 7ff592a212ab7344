"""A report built by hand, with one of everything that a report may hold."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from gouji.document.model import Box, CellRef, Place, Problem, Span
from gouji.ledger import Aspects, Fact, Indicator
from gouji.quantity.figure import read
from gouji.quantity.interval import Interval
from gouji.report import (
    About,
    Coverage,
    DocumentReport,
    Expected,
    FactView,
    Finding,
    Parameter,
    Relation,
    Repair,
    Report,
    Words,
)

QUOTE = "全年预算数412.49万元，执行数407.98万元，预算执行率89.91%。"
NAMES = (("final_budget", "全年预算数", "budget"), ("executed", "执行数", "executed"), ("execution_rate", "预算执行率", "rate"))
LINE = Place(line=12, column=23, section="三(六)")


def views(quote: str = QUOTE, place: Place = LINE) -> tuple[FactView, ...]:
    sentence = Span(0, 0, len(quote))
    found = []
    for number, (figure, (measure, concept, role)) in enumerate(zip(read(quote), NAMES, strict=True), 1):
        aspects = Aspects(subject="部门整体", period="2023", subject_source="own")
        span = Span(0, figure.start, figure.end)
        fact = Fact(f"f{number}", span, sentence, figure, measure, concept, role, aspects, "own", False, figure.dimension)
        found.append(FactView(fact, place, quote, "contradicted" if number == 3 else "unchecked"))
    return tuple(found)


def document() -> DocumentReport:
    rate = Relation(
        id="r1",
        rule="BX01",
        outcome="inconsistent",
        formula="预算执行率 = 执行数 ÷ 预算数",
        operands=(("预算执行率", "f3"), ("执行数", "f2"), ("预算数", "f1")),
        reach="sentence",
        expected=Expected(Interval(Fraction(1, 3), Fraction(2, 3)), "98.90%–98.92%"),
        arithmetic="407.98 ÷ 412.49 = 98.91%",
    )
    listed = Relation(
        id="r2",
        rule="EN01",
        outcome="consistent",
        formula="Σ = 合计",
        operands=(("parts", ("f1", "f2")), ("name", Words("办公室", LINE)), ("weight", Parameter("10", "profile xinjiang"))),
        reach="row",
        reading=1,
        convention="rounded",
    )
    finding = Finding(
        code="BX01",
        name="execution-rate-mismatch",
        severity="error",
        message="预算执行率写作89.91%，按执行数和预算数计算是98.91%",
        figures=("f3", "f1"),
        place=LINE,
        quote=QUOTE,
        relations=("r1",),
        formula="预算执行率 = 执行数 ÷ 预算数",
        expected="98.90%–98.92%",
        conventions=("rounded", "truncated"),
        repairs=(Repair("f3", "89.91%", "98.91%", "transposition", ("r1",)),),
        decisive=True,
        fingerprint="ab12",
    )
    indicator = Indicator("i1", ("产出指标", "质量指标", "验收"), Span(0, 0, 5), target="f1", score="f3", cause="无", words=(("actual", "合格"),))
    return DocumentReport(
        path="甲/report.txt",
        format="txt",
        sha256="00ff",
        pages=None,
        status="partial",
        problems=(
            Problem("no-text-layer", True, "第2页没有文字", Place(boxes=(Box(2, 0.0, 1.006, 595.276, -0.001),))),
            Problem("tracked-changes", False, "修订已按接受处理"),
        ),
        profile="xinjiang",
        about=About("整体支出自评报告", unit="某某局", year="2023", budget="f1", grade="优", recomputed_score="99.82", recomputed_grade="优"),
        coverage=Coverage(3, 3, 0, 1, 2, 1, 1, 0),
        figures=views(),
        indicators=((indicator, replace(LINE, cell=CellRef(1, None, "C7"))),),
        relations=(rate, listed),
        findings=(finding,),
    )


@pytest.fixture
def report() -> Report:
    return Report((document(),))


@pytest.fixture
def bare() -> DocumentReport:
    """A file of which nothing was read."""
    return DocumentReport(
        path="b.txt",
        format="txt",
        sha256=None,
        pages=None,
        status="unchecked",
        problems=(),
        profile=None,
        about=None,
        coverage=Coverage(0, 0, 0, 0, 0, 0, 0, 0),
        figures=(),
        indicators=(),
        relations=(),
        findings=(),
    )
