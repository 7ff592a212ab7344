"""Indicators in sentences and in rows of the ninth set, surveys, results counted, people and offices, points in all."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planting.draft import Draft, Ref
from planting.model import UP
from planting.styles.eighth.words import HAN, Unit
from planting.styles.indicators import Manner, Row, add_up, execution_score, marks, round_to, total_of
from planting.styles.ninth import words
from planting.styles.seventh.goals import Survey, missed
from planting.styles.seventh.phrases import told
from planting.styles.seventh.told import execution, level

AIMS = {"≥": ("≥{}", "{}以上", "不少于{}", "至少{}"), "=": ("={}", "{}", "{}", "{}"), "≤": ("≤{}", "{}以内", "不超过{}", "不高于{}")}
Lines = list[tuple[str, ...]]


def manner(d: Draft, midyear: float = 0.2, completion: float = 0.5) -> Manner:
    """How the sentences of a report tell their indicators."""
    rated = d.chance(completion)
    return Manner(midyear=d.chance(midyear), completion=rated, capped=rated and d.chance(0.25), padded=d.chance(0.15))


def _why(row: Row) -> str:
    spec = row.spec
    if spec.remedy:
        return f"未达标原因是{spec.cause}，下一步{spec.remedy}。"
    return f"超额完成原因：{spec.cause}。" if spec.cause else ""


def _dashed(row: Row, aim: str) -> str:
    name, weight, score = row.spec.name, row.weight, row.score
    if row.target is None:
        return f"{name}，目标值：{row.spec.words[0]}；完成值：{row.spec.words[1]}；分值{weight}，得分{score}。"
    mid = f"半年完成值：{row.midyear}；" if row.midyear else ""
    rate = f"完成率：{row.completion}；" if row.completion else ""
    return f"{name}，目标值：{aim}；{mid}完成值：{row.actual}；{rate}分值{weight}，得分{score}。{_why(row)}"


def _flowing(row: Row, aim: str) -> str:
    name, weight, score = row.spec.name, row.weight, row.score
    if row.target is None:
        return f"{name}分值{weight}，项目实施后{name}{row.spec.words[1]}，自评{score}。"
    mid = f"上半年{'累计' if row.spec.cumulative else '达到'}{row.midyear}，" if row.midyear else ""
    rate = f"，指标完成率{row.completion}" if row.completion else ""
    return f"{name}分值{weight}，年度指标值为{aim}，{mid}实际完成值为{row.actual}{rate}，自评{score}。{_why(row)}"


def _planned(row: Row, aim: str) -> str:
    name, weight, score = row.spec.name, row.weight, row.score
    if row.target is None:
        return f"{name}：计划{row.spec.words[0]}，实际{row.spec.words[1]}。（{weight}，得{score}）"
    mid = f"6月底{row.midyear}，" if row.midyear else ""
    rate = f"，完成率{row.completion}" if row.completion else ""
    return f"{name}：计划{aim}，{mid}实际{row.actual}{rate}。（{weight}，得{score}）{_why(row)}"


TELLERS = (_dashed, _flowing, _planned)


def teller_of(d: Draft) -> Callable[[Row], str]:
    """One way of telling indicators, and of telling their targets, for a whole report."""
    teller, style = d.rng.choice(TELLERS), d.rng.randrange(4)

    def tell(row: Row) -> str:
        return teller(row, AIMS[row.spec.op][style].format(row.target) if row.target else "")

    return tell


def levels(d: Draft, rows: Sequence[Row], headed: bool = True) -> list[tuple[str, Ref, Ref]]:
    """All indicators under their first levels; gives the name, weight and points of each level."""
    tell, made = teller_of(d), []
    style = d.rng.randrange(3)
    for place, name in enumerate(dict.fromkeys(row.spec.first for row in rows)):
        some = [row for row in rows if row.spec.first == name]
        full, got = level(d, [row.weight for row in some], [row.score for row in some])
        made.append((name, full, got))
        lead = (f"本项满分{full}，自评得分{got}。", f"该项指标分值{full}，得分{got}。", f"设定分值{full}，实际得分{got}。")[style]
        if headed:
            d.heading(f"（{HAN[place]}）{name}", 2)
            d.say(lead)
        else:
            d.say(f"（{HAN[place]}）{name}{'：' if style == 0 else '。'}{lead}")
        for number, second in enumerate(dict.fromkeys(row.spec.second for row in some)):
            own = [tell(row) for row in some if row.spec.second == second]
            d.say(f"{number + 1}.{second}：" + "".join(f"{mark}{text}" if len(own) > 1 else text for mark, text in zip("①②③④⑤⑥", own, strict=False)))
    return made


def concluded(d: Draft, rows: Sequence[Row], manner: Manner, means: tuple[Ref, Ref, Ref]) -> tuple[Ref, Ref, Ref]:
    """Weight and points of execution, ten and in proportion, and the points in all; `means` are budget, outlay and rate as they stand beside them."""
    weight, score = marks(d, 10, manner, "weight"), marks(d, execution_score(d, d.figures[means[2].id].value), manner)
    execution(d, weight, score, means)
    total = marks(d, total_of([row.spec for row in rows], d.figures[score.id].value), manner, "total")
    add_up(d, rows, total, (weight, score))
    return weight, score, total


def listed(d: Draft, rows: Sequence[Row], reasons: bool, fourth: str = "") -> Lines:
    """The rows of a form: levels, name, target, value, `fourth` (midyear, completion or nothing), weight, points, and why in the last."""
    made: Lines = []
    above = ("", "")
    for row in rows:
        spec, here = row.spec, (row.spec.first, row.spec.second)
        heads = (UP if here[0] == above[0] else here[0], UP if here == above else here[1])
        cells: tuple[str, ...] = (AIMS[spec.op][0].format(row.target), row.actual) if row.target and row.actual else spec.words
        extra: tuple[str, ...] = ()
        if fourth:
            shown = row.midyear if fourth == "midyear" else row.completion
            extra = (shown or ("—" if fourth == "midyear" else "100%"),)
        why = (f"{spec.cause}；{spec.remedy}" if spec.remedy else spec.cause,) if reasons else ()
        made.append((*heads, spec.name, *cells, *extra, row.weight, row.score, *why))
        above = here
    return made


def results(d: Draft, rows: Sequence[Row], lead: str, unit: str = "个") -> str:
    """How many indicators reached their targets, and which did not; `lead` says what is counted."""
    bad = missed(rows)
    whole, good, poor = d.count(len(rows), unit), d.count(len(rows) - len(bad), unit), d.count(len(bad), unit)
    d.relate("count", whole, number=len(rows))
    d.relate("sum", whole, good, poor)
    names = d.counted(poor, [row.spec.name for row in bad])
    return d.one(
        f"{lead}{whole}，其中{good}达到目标值，{poor}未达到目标值（{names}）。",
        f"{lead}共{whole}，完成{good}，未完成{poor}，未完成的是{names}。",
        f"{lead}{whole}，已完成年度目标的{good}，尚未完成的{poor}，具体为{names}。",
    )


def surveyed(d: Draft, survey: Survey, rows: Sequence[Row]) -> str:
    """The survey behind the indicator on satisfaction; one sentence."""
    row = next(row for row in rows if row.spec.name == survey.spec)
    assert row.actual is not None
    who, share = survey.spec.removesuffix("满意度"), told(d, row.actual)
    sent, back, glad = d.count(survey.sent, "份"), d.count(survey.valid, "份"), survey.answers[0]
    d.relate("at-most", back, sent)
    d.relate("bound", share, number=1)
    lead = d.one(f"向{who}发放满意度调查问卷{sent}，回收有效问卷{back}", f"对{who}开展问卷调查，发出问卷{sent}，收回有效问卷{back}")
    if d.chance(0.6):
        rate = d.rate(d.figures[back.id].value / d.figures[sent.id].value)
        d.relate("ratio", rate, back, sent)
        lead += f"，有效回收率{rate}"
    style = d.rng.randrange(3)
    if style == 0:
        d.relate("whole-count", share, back)
        return f"{lead}，经统计，{survey.spec}为{share}。"
    if style == 1:
        one = d.count(glad, "份")
        d.relate("ratio", share, one, back)
        d.relate("at-most", one, back)
        return f"{lead}，其中表示满意的{one}，{survey.spec}达{share}。"
    pairs = [(name, d.count(number, "份")) for name, number in zip(("满意", "基本满意", "不满意"), survey.answers, strict=True) if number]
    d.relate("sum", back, *[ref for _, ref in pairs])
    d.relate("ratio", share, pairs[0][1], back)
    note = "（基本满意不计入）" if len(pairs) > 1 and pairs[1][0] == "基本满意" else ""
    return f"{lead}，其中{'、'.join(name + ref for name, ref in pairs)}，{survey.spec}{share}{note}。"


def grown(d: Draft, row: Row, year: int) -> str:
    """What was done this year and the year before, without the full stop."""
    assert row.actual is not None and row.spec.output is not None
    now = told(d, row.actual)
    figure, act = d.figures[now.id], row.spec.output.verb
    grain = figure.step
    last = round_to(figure.value * d.rng.choice((*range(82, 96), *range(106, 121))) / 100, grain)
    if abs(figure.value - last) < 4 * grain:
        return f"全年{act}{now}"
    old = d.figure(last, row.spec.unit, figure.places, exact=figure.exact, role="last")
    rate = d.rate(figure.value / last - 1, words=("增长", "下降"), role="growth")
    d.relate("growth", rate, now, old)
    return d.one(f"{year}年{act}{now}，比上年的{old}{rate}", f"全年{act}{now}，上年为{old}，同比{rate}")


def offices(d: Draft, unit: Unit) -> str:
    """Offices and affiliates, counted with their names; one sentence."""
    domain = unit.field.domain
    some = tuple(d.rng.sample(domain.offices, d.rng.randint(4, len(domain.offices))))
    many, below = d.count(len(some), "个"), d.count(len(domain.affiliates), "个")
    names, others = d.counted(many, some), d.counted(below, domain.affiliates)
    return d.one(f"{unit.name}设{many}内设机构，即{names}；下属机构{below}，即{others}。", f"内设机构{many}：{names}。下属机构{below}：{others}。")


def people(d: Draft, year: int, here: int, kinds: tuple[str, str] = ("行政编制", "事业编制"), least: int = 30) -> str:
    """Posts by kind and people in them, with those retired in some; one sentence."""
    whole = here + d.rng.randint(1, 9)
    own = whole * d.rng.randint(least, least + 25) // 100
    posts, one, two, now = d.count(whole, "名"), d.count(own, "名"), d.count(whole - own, "名"), d.count(here, "人")
    d.relate("sum", posts, one, two)
    d.relate("at-most", now, posts)
    text = d.one(
        f"编制总数{posts}，其中{kinds[0]}{one}、{kinds[1]}{two}；{year}年末实有在职人员{now}",
        f"共有编制{posts}（{kinds[0]}{one}，{kinds[1]}{two}），年末在职{now}",
    )
    if d.chance(0.5):
        old = d.rng.randint(4, 40)
        gone, all_ = d.count(old, "人"), d.count(here + old, "人")
        d.relate("sum", all_, now, gone)
        text += d.one(f"，退休{gone}，在职和退休人员共{all_}", f"，退休人员{gone}，合计{all_}")
    return text + "。"


def grade(d: Draft, total: Ref, name: str) -> str:
    """The points in all and the word for them; one sentence."""
    word = words.graded(d, total)
    return d.one(
        f"经自评，{name}自评得分{total}，评价等级为{word}。",
        f"{name}绩效自评总得分为{total}，自评等级：{word}。",
        f"对照评分标准，{name}综合评价得分{total}，评定等级为“{word}”。",
    )
