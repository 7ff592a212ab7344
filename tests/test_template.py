"""Forms that are not filled in yet: with --template blanks are right and all else is checked, without it blanks are findings."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from gouji import cli
from gouji.commands.call import CLEAN, FOUND, UNREAD
from gouji.readers import read_bytes
from gouji.report import DocumentReport
from gouji.rulebook.pack import load_rulebook
from gouji.settings import Settings
from support import alarms, check, check_lines, told

FORMS = Path(__file__).parents[1] / "fixtures" / "forms"
sys.path.insert(0, str(FORMS))
made_of = importlib.util.spec_from_file_location("forms_build", FORMS / "build.py")  # `build` is also the name of a package
assert made_of and made_of.loader
build = importlib.util.module_from_spec(made_of)
made_of.loader.exec_module(build)

from source import Form, Table, load, names  # noqa: E402

while str(FORMS) in sys.path:
    sys.path.remove(str(FORMS))

FILLED_IN = {"original", "final", "executed", "rate", "score", "actual", "midyear", "completion", "coefficient", "adjusted", "cause", "share", "grade"}
A_SENTENCE = 30
WITH_TABLES = [name for name in names() if load(name).tables]
MADE = [(name, suffix) for name in WITH_TABLES for suffix in load(name).formats if suffix != "pdf"]
TEMPLATE = Settings(template=True)


def emptied(form: Form) -> Form:
    """The form as it is handed out: what is measured, scored or told is blank, names, targets and weights stand."""
    return replace(form, body=tuple(_emptied(block) if isinstance(block, Table) else block for block in form.body))


def _emptied(table: Table) -> Table:
    grid = [list(line) for line in table.grid]
    open_cells = [
        (row, column)
        for section in set(table.sections)
        for word, column in table.columns_of(section).items()
        if word in FILLED_IN
        for row in table.rows_of(section)
    ]
    for row, column in open_cells:
        if grid[row - 1][column - 1] not in ("<", "^"):
            grid[row - 1][column - 1] = ""
    kept = [["" if len(text) > A_SENTENCE or text.startswith("{total:") else text for text in line] for line in grid]
    return replace(table, grid=tuple(tuple(line) for line in kept))


def rewritten(form: Form, old: str, new: str) -> Form:
    """The form with the first cell that is `old` saying something else."""
    for number, table in enumerate(form.tables, start=1):
        for cell in table.cells:
            if cell.raw == old:
                return form.edited({"table": number, "cell": [cell.row, cell.column]}, old, new)
    raise AssertionError(f"no cell is {old!r}")


def checked(form: Form, settings: Settings = TEMPLATE, suffix: str = "docx") -> DocumentReport:
    return check(read_bytes(build.MAKE[suffix](form), f"form.{suffix}"), settings)


def codes(report: DocumentReport) -> list[str]:
    return [finding.code for finding in alarms(report)]


# --- the forms of the regions, emptied ---


@pytest.mark.parametrize(("name", "suffix"), MADE)
def test_an_emptied_form_is_right_as_a_template(name: str, suffix: str) -> None:
    assert told(alarms(checked(emptied(load(name)), suffix=suffix))) == []


@pytest.mark.parametrize(("name", "suffix"), MADE)
def test_an_emptied_form_is_left_blank_as_a_report(name: str, suffix: str) -> None:
    """One finding for the table, nothing else."""
    assert codes(checked(emptied(load(name)), Settings(), suffix)) == ["BL01"]


@pytest.mark.parametrize("name", WITH_TABLES)
def test_the_command_exits_with_nought_for_a_right_template(name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "form.docx"
    path.write_bytes(build.MAKE["docx"](emptied(load(name))))
    assert cli.main(["check", "--template", str(path)]) == CLEAN
    assert "按空表核对" in capfd.readouterr().out
    assert cli.main(["check", str(path)]) in (FOUND, UNREAD)
    assert "按空表核对" not in capfd.readouterr().out


def test_a_template_without_figures_is_called_empty(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "form.docx"
    path.write_bytes(build.MAKE["docx"](emptied(load("anhui-transfer"))))
    assert cli.main(["check", "--template", "--lang", "en", str(path)]) == CLEAN
    said = capfd.readouterr().out
    assert "checked as a template" in said
    assert "does not mean that it is right" not in said


def test_the_command_exits_with_one_for_a_wrong_template(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    path.write_bytes(build.MAKE["docx"](rewritten(emptied(load("chongqing")), "15", "20")))
    assert cli.main(["check", "--template", str(path)]) == FOUND
    assert cli.main(["check", "--template", "--fail-on", "never", str(path)]) == CLEAN


@pytest.mark.parametrize("name", WITH_TABLES)
def test_a_form_filled_in_as_a_sample_is_a_right_template(name: str) -> None:
    assert told(alarms(checked(load(name)))) == []


# --- weights ---


@pytest.mark.parametrize(("name", "old", "new"), [("chongqing", "15", "20"), ("hubei-university", "8", "9"), ("default", "8", "9"), ("sichuan", "10", "5")])
def test_weights_of_a_template_make_a_hundred(name: str, old: str, new: str) -> None:
    assert set(codes(checked(rewritten(emptied(load(name)), old, new)))) & {"SC02", "SC07"}


TABLE = """\
项目支出绩效自评表
项目资金 | 预算数 | 执行数 | 分值 | 执行率 | 得分
年度资金总额 |  |  | {points} |  |
总体目标 |  |  |  |  |
三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
培训人次 | ≥400人次 |  | 40 |  |
合格率 | ≥95% |  | 40 |  |
满意度 | ≥90% |  | {last} |  |
"""


@pytest.mark.parametrize(
    ("points", "last", "found"),
    [("10", "10", []), ("", "20", []), ("10", "20", ["SC02"]), ("", "10", ["SC02"]), ("20", "10", ["SC02"])],
)
def test_the_points_of_the_execution_rate_belong_to_the_hundred(points: str, last: str, found: list[str]) -> None:
    assert codes(check_lines(TABLE.format(points=points, last=last), TEMPLATE)) == found


def test_weights_short_of_a_hundred_are_no_finding_in_a_report() -> None:
    """The rate's points may be told elsewhere; a template has nowhere else."""
    assert "SC02" not in codes(check_lines(TABLE.format(points="", last="10"), Settings()))


def test_a_row_without_a_weight_leaves_the_sum_open() -> None:
    assert codes(check_lines(TABLE.format(points="10", last=""), TEMPLATE)) == []


def test_the_weight_of_a_block_is_that_of_its_rows() -> None:
    form = emptied(load("default"))
    assert codes(checked(rewritten(form, "产出指标\n（50分）", "产出指标\n（55分）"))) == ["SC07"]


def test_sample_figures_of_a_template_tie_out() -> None:
    assert codes(check_lines("填表示例：全年预算数412.49万元，执行数407.98万元，预算执行率89.91%。", TEMPLATE))


# --- columns and sections ---


@pytest.mark.parametrize(
    ("name", "old", "said"),
    [
        ("default", "实际完成值", "实际完成值"),
        ("default", "年度指标值", "指标值"),
        ("hunan", "三级指标", None),
        ("yunnan", "三级指标", "指标名称"),
        ("anhui-transfer", "全年实际完成值", "实际完成值"),
        ("chongqing", "指标得分（分）", "得分"),
        ("chongqing", "指标权重（分）", "分值"),
        ("xinjiang", "年度完成值", "实际完成值"),
    ],
)
def test_a_column_that_is_missing_is_named(name: str, old: str, said: str | None) -> None:
    """A department's own form may name its indicators on two levels."""
    found = [finding for finding in checked(rewritten(emptied(load(name)), old, "")).findings if finding.code == "TP01"]
    assert [finding.message for finding in found] == ([f"指标表没有“{said}”栏。"] if said else [])


@pytest.mark.parametrize("name", ["default", "yunnan", "sichuan", "anhui-transfer"])
def test_a_column_of_an_unknown_name_is_not_missing(name: str) -> None:
    old = {"default": "实际完成值", "yunnan": "实际完成值", "sichuan": "完成值", "anhui-transfer": "全年实际完成值"}[name]
    assert "TP01" not in codes(checked(rewritten(emptied(load(name)), old, "截至年末实际达到数")))


@pytest.mark.parametrize(
    ("name", "old", "said"),
    [
        ("default", "全年执行数", "执行数"),
        ("default", "执行率", "执行率"),
        ("yunnan", "执行率", "执行率"),
        ("anhui-transfer", "全年预算数（A）", "预算数"),
        ("hubei-university", "执行率（B/A）", "执行率"),
    ],
)
def test_a_section_that_is_missing_is_named(name: str, old: str, said: str) -> None:
    found = [finding.message for finding in checked(rewritten(emptied(load(name)), old, "")).findings if finding.code == "TP02"]
    assert found == [f"缺少：{said}。"]


def test_a_form_without_a_goal_is_told_so_but_a_departments_own_may_lack_it() -> None:
    text = "{title}\n项目资金 | 预算数 | 执行数 | 执行率\n年度资金总额 |  |  | \n三级指标 | 年度指标值 | 实际完成值 | 偏差原因\n培训人次 | ≥400人次 |  | "
    assert [finding.message for finding in alarms(check_lines(text.format(title="项目支出绩效自评表（2023年度）"), TEMPLATE))] == ["缺少：总体目标。"]
    assert codes(check_lines(text.format(title="部门整体支出绩效自评表"), TEMPLATE)) == []


def test_what_is_no_form_needs_no_columns() -> None:
    """A declaration of goals, a key of weights, a table of amounts."""
    for text in (
        "项目绩效目标申报表\n一级指标 | 三级指标 | 指标值 | 分值\n产出指标 | 培训人次 | ≥400人次 | 50\n效益指标 | 合格率 | ≥95% | 50",
        "评分标准\n一级指标 | 三级指标 | 分值 | 评分标准\n产出指标 | 培训人次 | 50 | 按比例\n效益指标 | 合格率 | 50 | 按比例",
        "项目 | 预算数（万元） | 决算数（万元）\n甲项目 | 20.50 | 20.10",
        "关于开展绩效自评的通知\n一、时间安排\n二、工作要求\n附件：\n1.项目支出绩效自评表",
    ):
        assert codes(check_lines(text, TEMPLATE)) == [], text


def test_rules_about_templates_leave_reports_alone() -> None:
    form = rewritten(emptied(load("default")), "实际完成值", "")
    assert not {"TP01", "TP02"} & {finding.code for finding in checked(form, Settings(extend_select=("TP",))).findings}


def test_rules_about_templates_say_so() -> None:
    rules = {rule.code for rule in load_rulebook().rules if rule.template}
    assert rules == {"TP01", "TP02"}
