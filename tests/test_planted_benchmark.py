"""The benchmark of planted errors, sampled: its reports, its errors and its places, held against files read back by other libraries."""

from __future__ import annotations

import io
import sys
from fractions import Fraction
from functools import cache
from itertools import combinations
from pathlib import Path
from random import Random

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

from planting import laws, score, slips
from planting.interval import Interval
from planting.model import TOKEN, Figure, Paragraph, Report, printed_number
from planting.render import Spot, Written, write
from planting.styles import FIRST, STYLES, WORDINGS
from planting.styles.eighth.fields import DOMAINS as EIGHTH
from planting.styles.fields import DOMAINS
from planting.styles.fifth.fields import DOMAINS as FIFTH
from planting.styles.fourth.fields import DOMAINS as LATEST
from planting.styles.ninth.fields import DOMAINS as NINTH
from planting.styles.second.fields import DOMAINS as OTHERS
from planting.styles.seventh.fields import DOMAINS as SEVENTH
from planting.styles.sixth.fields import DOMAINS as SIXTH
from planting.styles.third.fields import DOMAINS as FURTHER

SEEDS = range(7000, 7003)
LONGEST_SET_PHRASE = 20  # `基本支出，包括人员经费、公用经费。` is what every account says
SAMPLE = [(style, seed) for style in STYLES for seed in SEEDS]


@cache
def report(style: str, seed: int) -> Report:
    return STYLES[style](seed)


@cache
def planted(style: str, seed: int) -> tuple[slips.Error, ...]:
    errors = [slips.plant(report(style, seed), kind, Random(f"{style}/{seed}/{kind}"))[0] for kind in slips.KINDS]
    return tuple(error for error in errors if error is not None)


def read_at(written: Written, spot: Spot) -> str:
    """What another library reads where the spot points, from its start on."""
    if written.suffix == ".txt":
        lines = written.content.decode().split("\n")
        assert spot.line is not None and spot.column is not None
        rest = [lines[spot.line - 1][spot.column - 1 :], *lines[spot.line :]]
        return "".join(rest[:6])
    if written.suffix == ".docx":
        body = docx.Document(io.BytesIO(written.content)).element.body
        assert spot.paragraph is not None
        paragraph = list(body.iter(qn("w:p")))[spot.paragraph - 1]
        return "".join(text.text or "" for text in paragraph.iter(qn("w:t")))[spot.start :]
    cell = openpyxl.load_workbook(io.BytesIO(written.content))[spot.sheet][spot.ref]
    return _as_shown(cell)[spot.start :]


def _as_shown(cell: object) -> str:
    """A cell as Excel shows it, for the formats that the benchmark writes."""
    value, shape = cell.value, cell.number_format  # type: ignore[attr-defined]
    if isinstance(value, str):
        return value
    percent, plain = shape.endswith("%"), shape.rstrip("%")
    places = len(plain.partition(".")[2]) if "0" in plain else 0
    number = Fraction(str(value)) * (100 if percent else 1)
    text = printed_number(number, Fraction(1), places)
    head, dot, tail = text.partition(".")
    grouped = f"{int(head):,}" if "," in plain else head
    return ("-" if number < 0 else "") + grouped + dot + tail + ("%" if percent else "")


@pytest.mark.parametrize(("style", "seed"), SAMPLE)
def test_a_clean_report_holds_by_its_own_arithmetic(style: str, seed: int) -> None:
    clean = report(style, seed)
    assert laws.broken(clean) == []
    assert 25 <= len(clean.figures) <= 160
    assert len(clean.relations) >= 20


def test_clean_reports_round_lawfully_and_so_do_not_always_add_up_to_the_last_digit() -> None:
    def apart(clean: Report) -> bool:
        sums = [[clean.figures[key].printed for key in relation.figures] for relation in clean.relations if relation.kind == "sum"]
        return any(whole != sum(parts) for whole, *parts in sums)

    assert sum(apart(report(style, seed)) for style, seed in SAMPLE) >= len(SAMPLE) / 5


@pytest.mark.parametrize("style", STYLES)
def test_a_seed_gives_one_report_and_another_seed_another(style: str) -> None:
    first, again, other = (write(STYLES[style](seed)) for seed in (7001, 7001, 7002))
    assert first.content == again.content
    assert first.content != other.content


@pytest.mark.parametrize(("style", "seed"), SAMPLE)
def test_every_figure_stands_in_the_file_where_its_spot_says(style: str, seed: int) -> None:
    clean = report(style, seed)
    written = write(clean)
    assert set(written.spots) == {figure.id for figure in clean.figures}
    chosen = list(clean.figures) if written.suffix == ".txt" else Random(seed).sample(list(clean.figures), 6)
    for figure in chosen:
        expected = figure.shown + figure.tail
        assert read_at(written, written.spots[figure.id])[: len(expected)] == expected


@pytest.mark.parametrize(("style", "seed"), SAMPLE[::2])
def test_a_planted_error_stands_at_its_spot_and_is_the_only_change(style: str, seed: int) -> None:
    for error in planted(style, seed)[:: 1 if style == "prose" else 4]:
        clean, changed = write(error.clean), write(error.planted)
        expected = error.after.shown + error.after.tail
        assert read_at(changed, changed.spots[error.figure])[: len(expected)] == expected
        texts = [{key: spot.block for key, spot in file.spots.items()} for file in (clean, changed)]
        differing = {texts[0][key] for key in texts[0] if texts[0][key] != texts[1][key]}
        assert len(differing) == 1


@pytest.mark.parametrize(("style", "seed"), SAMPLE)
def test_an_error_that_counts_breaks_relations_of_the_planted_figure_and_no_others(style: str, seed: int) -> None:
    for error in planted(style, seed):
        assert error.counts
        assert error.words[0] != error.words[1]
        assert set(error.breaks) <= set(laws.broken(error.planted))
        if error.after.role not in ("score", "total"):  # the steps of scores are read from all of them
            assert all(error.figure in relation.figures for relation in error.breaks)


@pytest.mark.parametrize("wordings", WORDINGS)
def test_every_kind_of_error_finds_a_place_in_some_style(wordings: str) -> None:
    assert {error.kind for style in WORDINGS[wordings] for seed in SEEDS for error in planted(style, seed)} == set(slips.KINDS)


def test_no_two_sets_of_wordings_share_a_field_or_a_sentence_of_more_than_a_set_phrase() -> None:
    def sentences(wordings: str) -> set[str]:
        blocks = [block for style in WORDINGS[wordings] for seed in SEEDS for block in report(style, seed).blocks]
        told = [block.text for block in blocks if isinstance(block, Paragraph) and block.level == 9]
        return {bare for bare in (TOKEN.sub("", text) for text in told if TOKEN.search(text)) if len(bare) > LONGEST_SET_PHRASE}

    for one, other in combinations(WORDINGS, 2):
        assert not sentences(one) & sentences(other)
    for told in (lambda field: {field.bureau}, lambda field: set(field.projects), lambda field: {output.name for output in field.outputs}):
        for first, second in combinations((DOMAINS, OTHERS, FURTHER, LATEST, FIFTH, SIXTH, SEVENTH, EIGHTH, NINTH), 2):
            assert not set().union(*map(told, first)) & set().union(*map(told, second))


def test_an_error_is_blameable_only_where_two_broken_relations_share_no_other_figure() -> None:
    errors = [error for style, seed in SAMPLE for error in planted(style, seed)]
    own = [error for error in errors if all(error.figure in relation.figures for relation in error.breaks)]  # the steps of scores bind others too
    for error in own:
        shared = [set(relation.figures) for relation in error.breaks]
        alone = all(any(other not in figures for figures in shared) for other in set().union(*shared) - {error.figure})
        assert (error.standing == "blameable") == (len(shared) > 1 and alone)
    assert {error.standing for error in errors} == {"blameable", "ambiguous"}


def figure(number: str, unit: str = "万元", **more: object) -> Figure:
    return Figure(0, Fraction(0), number, unit, 2, "rounded", "value", 0, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        (figure("214.2"), 2141500, 2143000),
        (figure("5", "%"), Fraction(45, 1000), Fraction(6, 100)),
        (figure("12", "个", exact=True), 12, 12),
        (figure("5200", qualifier="约"), 51000000, 53000000),
        (figure("400", "人次", qualifier="余"), 400, 500),
        (figure("3.20", negative=True, words=("增加", "减少")), -32100, -31950),
    ],
)
def test_a_printed_figure_may_be_rounded_or_cut_off(printed: Figure, low: Fraction, high: Fraction) -> None:
    assert printed.interval == Interval(Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    ("after", "verdict"),
    [
        ("412.49万元", True),
        ("4124900元", True),
        ("0.04亿元", False),
        ("412.49", True),
        ("412.487万元–412.492万元", True),
        ("400万元–420万元", False),
        ("421.49万元", False),
    ],
)
def test_a_repair_is_right_if_it_gives_what_the_true_figure_may_stand_for(after: str, verdict: bool) -> None:
    assert score.right(after, figure("412.49"), figure("421.49")) is verdict


def test_a_repair_of_a_sign_is_read_after_the_word_that_is_printed() -> None:
    true = figure("2.58", words=("增加", "减少"))
    flipped = figure("2.58", words=("增加", "减少"), negative=True)
    assert score.right("-2.58万元", true, flipped)
    assert score.right("增加2.58万元", true, flipped)
    assert not score.right("2.58万元", true, flipped)


def test_a_share_that_no_whole_number_gives_is_impossible() -> None:
    assert not laws._whole_count(laws.Case(laws.Relation("whole-count", (0, 1)), [figure("95.10", "%").interval, Interval.of(54)], 0, Fraction(1)))
    assert laws._whole_count(
        laws.Case(laws.Relation("whole-count", (0, 1)), [figure("96.29", "%").interval, Interval.of(54)], 0, Fraction(1))
    )  # 52 of 54, cut off


def test_a_job_checks_the_clean_twin_and_as_many_errors_as_asked_for() -> None:
    result = score.run(score.Job("prose", 7003, 3, 0))
    assert result.clean.status == "checked"
    assert result.clean.figures > 25
    assert len(result.outcomes) == 3
    assert all(outcome.broken for outcome in result.outcomes)


FEWEST_NAMED, FEWEST_BLAMED, FEWEST_REPAIRED, MOST_FINDINGS = Fraction(92, 100), Fraction(88, 100), Fraction(80, 100), Fraction(12, 10)


def test_a_sample_of_planted_errors_is_found_blamed_and_mended_and_the_clean_reports_are_left_alone() -> None:
    """A tenth of benchmarks/planted.py; the floors are lower than the figures of the whole, which benchmarks/README.md has."""
    results = [score.run(job) for job in score.jobs(120, 30, 500, FIRST, slips.KINDS, None)]
    outcomes = [outcome for result in results for outcome in result.outcomes]
    sure = [outcome for outcome in outcomes if outcome.standing == "blameable"]
    mended = [outcome.repaired for outcome in sure if outcome.repaired is not None]
    told = [outcome for outcome in outcomes if outcome.told]
    assert [result.clean.alarms for result in results if result.clean.alarms] == []
    assert Fraction(sum(outcome.named for outcome in outcomes), len(outcomes)) >= FEWEST_NAMED
    assert Fraction(sum(outcome.blamed for outcome in sure), len(sure)) >= FEWEST_BLAMED
    assert Fraction(sum(mended), len(mended)) >= FEWEST_REPAIRED
    assert Fraction(sum(outcome.findings for outcome in told), len(told)) <= MOST_FINDINGS
