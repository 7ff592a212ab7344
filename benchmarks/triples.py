"""Budget, executed, rate: true triples that must pass and false ones that must be found, in ordinary sentences. Prints counts.

    python benchmarks/triples.py [--true 20000] [--false 5000] [--seed 1]

Each number is printed to its own places and in its own unit, rounded or truncated. What is true is known from exact values before anything is
printed; what is false is so for all numbers that the printed ones may stand for, rounded or truncated.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from gouji.audit import check_document
from gouji.document.model import Document
from gouji.document.plain import block
from gouji.report import Finding
from gouji.settings import Settings

UNITS = {"元": 1, "万元": 10**4, "亿元": 10**8}
PERCENT = Fraction(1, 100)
MOST_PLACES = 6
WORDINGS = (
    "全年预算数为{budget}，全年执行数为{executed}，预算执行率为{rate}。",
    "2023年预算{budget}，执行{executed}，执行率{rate}。",
    "本项目全年预算{budget}，实际支出{executed}，预算执行率{rate}。",
    "我单位2023年全年预算金额为{budget}，执行金额为{executed}，执行率为{rate}。",
    "项目年度预算{budget}，截至12月31日实际执行{executed}，执行率为{rate}。",
    "2023年基本支出全年预算总额{budget}。实际支出{executed}，基本支出预算执行率{rate}。",
    "截至年底，项目到位资金{budget}，实际支出{executed}，预算执行率达到{rate}。",
    "省级下达资金{budget}，累计拨付{executed}，资金拨付率{rate}。",
    "上级下达补助资金{budget}，实际使用{executed}，资金使用率为{rate}。",
    "调整后全年预算数{budget}，全年实际支出资金{executed}，预算执行率为{rate}。",
)


@dataclass(frozen=True)
class Print:
    """A number as it is printed: `units` in the last place, of which there are `places`, in a unit of `factor` base units."""

    units: int
    places: int
    factor: Fraction
    symbol: str

    @property
    def place(self) -> Fraction:
        return self.factor / 10**self.places

    @property
    def low(self) -> Fraction:
        """The least number that is rounded to this print."""
        return (self.units - Fraction(1, 2)) * self.place

    @property
    def high(self) -> Fraction:
        """The end of the numbers that are truncated to this print."""
        return (self.units + 1) * self.place

    def text(self, grouped: bool) -> str:
        digits = str(self.units).rjust(self.places + 1, "0")
        whole, decimals = (digits[: -self.places], "." + digits[-self.places :]) if self.places else (digits, "")
        return (f"{int(whole):,}" if grouped else whole) + decimals + self.symbol


@dataclass(frozen=True)
class Triple:
    """Three prints in a sentence."""

    budget: Print
    executed: Print
    rate: Print
    wording: str
    grouped: bool

    @property
    def sentence(self) -> str:
        money = {name: getattr(self, name).text(self.grouped) for name in ("budget", "executed")}
        return self.wording.format(rate=self.rate.text(False), **money)

    @property
    def is_false(self) -> bool:
        """No budget, executed amount and rate that these prints may stand for fit together."""
        if self.budget.low <= 0:
            return False
        return self.executed.low / self.budget.high >= self.rate.high or self.executed.high / self.budget.low <= self.rate.low


def printed(value: Fraction, factor: Fraction, symbol: str, dice: random.Random) -> Print:
    """`value` to random places, rounded (halves up) or truncated."""
    places = dice.randint(0, MOST_PLACES)
    scaled = value / factor * 10**places
    return Print(int(scaled + Fraction(1, 2)) if dice.random() < 0.5 else int(scaled), places, factor, symbol)


def amount(value: Fraction, dice: random.Random) -> Print:
    symbol = dice.choice(list(UNITS))
    return printed(value, Fraction(UNITS[symbol]), symbol, dice)


def true_triple(dice: random.Random) -> Triple:
    """Ten thousand to ten thousand million yuan, to the fen; executed from nothing to a fifth beyond the budget."""
    budget = Fraction(int(10 ** dice.uniform(6, 12)), 100)
    executed = Fraction(int(budget * 100 * Fraction(dice.randint(1, 12 * 10**5), 10**6)), 100)
    return Triple(amount(budget, dice), amount(executed, dice), printed(executed / budget, PERCENT, "%", dice), dice.choice(WORDINGS), dice.random() < 0.2)


def false_triple(dice: random.Random) -> Triple:
    """A true triple with one of its prints changed until no true triple could be printed so."""
    while True:
        triple = true_triple(dice)
        name = dice.choice(("budget", "executed", "rate"))
        wrong: Print = getattr(triple, name)
        moved = wrong.units + dice.choice((-1, 1)) * dice.randint(1, max(1, wrong.units // dice.choice((1, 2, 10, 100, 1000))))
        changed = replace(triple, **{name: replace(wrong, units=moved)})
        if moved > 0 and changed.is_false:
            return changed


def alarms(sentence: str) -> list[Finding]:
    """The errors and warnings of a report that is this sentence."""
    report = check_document(Document("txt", (block(sentence),)), "report", "", Settings())
    return [finding for finding in report.findings if finding.severity != "note"]


def false_alarms(count: int, dice: random.Random) -> Iterator[tuple[str, list[Finding]]]:
    """The true triples, of `count`, that are flagged."""
    for _ in range(count):
        sentence = true_triple(dice).sentence
        if found := alarms(sentence):
            yield sentence, found


def misses(count: int, dice: random.Random) -> Iterator[str]:
    """The false triples, of `count`, that are not."""
    for _ in range(count):
        sentence = false_triple(dice).sentence
        if not alarms(sentence):
            yield sentence


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--true", type=int, default=20_000, dest="sound")
    parser.add_argument("--false", type=int, default=5_000, dest="wrong")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=10, help="how many of each kind of failure to print")
    arguments = parser.parse_args()
    start = time.perf_counter()
    flagged = list(false_alarms(arguments.sound, random.Random(arguments.seed)))
    missed = list(misses(arguments.wrong, random.Random(arguments.seed + 1)))
    print(f"seed {arguments.seed}, {time.perf_counter() - start:.0f} s")
    print(f"{arguments.sound} true triples, {len(flagged)} flagged; {arguments.wrong} false triples, {len(missed)} missed")
    print("flagged by code:", dict(Counter(finding.code for _, found in flagged for finding in found)))
    print("missed by wording:", dict(Counter(shape(sentence) for sentence in missed)))
    for sentence, found in flagged[: arguments.show]:
        print(f"flagged: {sentence}\n    {'; '.join(f'{finding.code} {finding.message}' for finding in found)}")
    for sentence in missed[: arguments.show]:
        print(f"missed: {sentence}")


def shape(sentence: str) -> str:
    """A sentence without its numbers."""
    return "".join(character for character in sentence if character not in "0123456789.,%元万亿")


if __name__ == "__main__":
    main()
