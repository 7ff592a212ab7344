"""Indicators in sentences of the eighth set, results counted with their names, people and offices."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planting.draft import Draft
from planting.styles.eighth.words import Unit
from planting.styles.indicators import Manner, Row
from planting.styles.seventh.goals import missed

Teller = Callable[[Row, str], str]
AIMS = {"≥": ("≥{}", "大于等于{}", "达到{}以上", "不低于{}"), "=": ("={}", "等于{}", "{}", "{}"), "≤": ("≤{}", "小于等于{}", "控制在{}以内", "不高于{}")}


def manner(d: Draft, midyear: float = 0.2, completion: float = 0.5) -> Manner:
    """How the sentences of a report tell their indicators."""
    rated = d.chance(completion)
    return Manner(midyear=d.chance(midyear), completion=rated, capped=rated and d.chance(0.25), padded=d.chance(0.15))


def why(row: Row) -> str:
    """Why a target was missed or passed by far, as a sentence of its own."""
    spec = row.spec
    if spec.remedy:
        return f"未完成原因：{spec.cause}。改进措施：{spec.remedy}。"
    return f"偏差原因：{spec.cause}。" if spec.cause else ""


def _verdict(row: Row) -> str:
    if row.spec.op == "≤":
        return "控制在目标值以内"
    return "未达到年初目标" if row.spec.remedy else "达到年初目标"


def _quoted(row: Row, aim: str) -> str:
    name, weight, score = row.spec.name, row.weight, row.score
    if row.target is None:
        return f"“{name}”指标，预期目标为{row.spec.words[0]}，实际完成情况为{row.spec.words[1]}，权重{weight}，得{score}。"
    mid = f"年中监控值为{row.midyear}，" if row.midyear else ""
    rate = f"指标完成率{row.completion}，" if row.completion else ""
    return f"“{name}”指标，预期目标{aim}，{mid}实际完成{row.actual}，{rate}权重{weight}，得{score}。{why(row)}"


def _colons(row: Row, aim: str) -> str:
    name, weight, score = row.spec.name, row.weight, row.score
    if row.target is None:
        return f"{name}（{weight}）：目标值为“{row.spec.words[0]}”，完成情况为“{row.spec.words[1]}”，自评得{score}。"
    mid = f"6月末完成值{row.midyear}，" if row.midyear else ""
    rate = f"，完成率为{row.completion}" if row.completion else ""
    return f"{name}（{weight}）：目标值{aim}，{mid}年末完成值{row.actual}{rate}，自评得{score}。{why(row)}"


def _ran(row: Row, aim: str) -> str:
    name, weight, score = row.spec.name, row.weight, row.score
    if row.target is None:
        return f"{name}{row.spec.words[1]}，达到年初目标，该指标满分{weight}，实得{score}。"
    mid = f"上半年{'完成' if row.spec.cumulative else '为'}{row.midyear}，" if row.midyear else ""
    rate = f"，完成比例{row.completion}" if row.completion else ""
    return f"{name}年初目标{aim}，{mid}全年实际{row.actual}{rate}，{_verdict(row)}，该指标满分{weight}，实得{score}。{why(row)}"


TELLERS: tuple[Teller, ...] = (_quoted, _colons, _ran)


def teller_of(d: Draft) -> Callable[[Row], str]:
    """One way of telling indicators, and of telling their targets, for a whole report."""
    teller, style = d.rng.choice(TELLERS), d.rng.randrange(4)

    def tell(row: Row) -> str:
        return teller(row, AIMS[row.spec.op][style].format(row.target) if row.target else "")

    return tell


def by_kind(d: Draft, rows: Sequence[Row], tell: Callable[[Row], str]) -> None:
    """The indicators of one first level under their second levels."""
    for number, second in enumerate(dict.fromkeys(row.spec.second for row in rows)):
        own = [tell(row) for row in rows if row.spec.second == second]
        d.say(f"{number + 1}.{second}。" + "".join(f"（{at + 1}）{text}" if len(own) > 1 else text for at, text in enumerate(own)))


def results(d: Draft, rows: Sequence[Row], lead: str) -> str:
    """How many indicators reached their targets, and which did not; `lead` says what is counted."""
    bad = missed(rows)
    whole, good, poor = d.count(len(rows), "项"), d.count(len(rows) - len(bad), "项"), d.count(len(bad), "项")
    d.relate("count", whole, number=len(rows))
    d.relate("sum", whole, good, poor)
    names = d.counted(poor, [row.spec.name for row in bad])
    return d.one(
        f"{lead}共{whole}，已完成{good}，未完成{poor}，为{names}。",
        f"{lead}{whole}，其中完成年初目标的{good}，未完成年初目标的{poor}（{names}）。",
    )


def offices(d: Draft, unit: Unit) -> str:
    """Offices and, where it has some, affiliates, counted with their names."""
    domain = unit.field.domain
    some = tuple(d.rng.sample(domain.offices, d.rng.randint(4, len(domain.offices))))
    many = d.count(len(some), "个")
    names = d.counted(many, some)
    text = d.one(f"{unit.name}内设机构{many}，分别是{names}", f"我单位现有内设科室{many}，包括{names}")
    if len(domain.affiliates) < 2:
        return text + "。"
    below = d.count(len(domain.affiliates), "个")
    return text + d.one(f"；所属预算单位{below}，分别是", f"。下设事业单位{below}，为") + d.counted(below, domain.affiliates) + "。"


def people(d: Draft, year: int, here: int, kinds: tuple[str, str] = ("行政人员", "事业人员")) -> str:
    """Posts, people in them by kind and, in some, people without a post."""
    own, extra = here * d.rng.randint(30, 60) // 100, d.rng.randint(2, 15)
    posts, now, one, two = d.count(here + d.rng.randint(1, 12), "名"), d.count(here, "人"), d.count(own, "人"), d.count(here - own, "人")
    d.relate("at-most", now, posts)
    d.relate("sum", now, one, two)
    text = d.one(
        f"核定编制{posts}。截至{year}年12月31日，实有在编人员{now}，其中：{kinds[0]}{one}，{kinds[1]}{two}",
        f"编制数{posts}，{year}年末在编在职人员{now}（{kinds[0]}{one}、{kinds[1]}{two}）",
    )
    if d.chance(0.35):
        all_, more = d.count(here + extra, "人"), d.count(extra, "人")
        d.relate("sum", all_, now, more)
        text += d.one(f"；另有编外聘用人员{more}，在岗人员合计{all_}", f"，编外人员{more}，在岗人员共{all_}")
    return text + "。"
