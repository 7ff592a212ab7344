"""A long volume joined from many reports: the findings of its parts, in time that grows as its pages do. Prints pages, seconds, ratios.

    python benchmarks/joined.py [--pages 100] [--write volume.txt]

Each part is one of our reports (and of those that lie beside a development checkout) with the name of its place changed, under a chapter of its own. A
part is checked by itself, as a file, and all of them together as one file; what is said must be the same.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, cycle, islice
from pathlib import Path

from gouji.audit import check_document
from gouji.readers import read, read_bytes
from gouji.report import DocumentReport
from gouji.settings import Settings

ROOT = Path(__file__).parents[1]
OURS = sorted((ROOT / "fixtures" / "reports").glob("*/report.txt"))
SHARED = ROOT.parent / "shared" / "reports"
BESIDE = [path for path in (SHARED / "seed" / "report.txt", *sorted((SHARED / "real" / "inputs").glob("*.txt"))) if path.exists()]
PAGE = 540  # characters
TENS = ("", "十", "二十", "三十", "四十", "五十", "六十", "七十", "八十", "九十")
ONES = "〇一二三四五六七八九"
FIRST, SECOND = "云石青白松丹临安新东南北西龙凤金玉兰梅桂", "岭渡原沙坪霞江河湖屏塘泉山溪田皋坞林湾浦"
PLACE = re.compile("(.{1,6}?)([省市县区乡])")
UNTITLED = ("区商务局", "2023年度部门整体支出绩效自评报告")  # the seed report: whose it is, and the title it came without


@dataclass(frozen=True)
class Part:
    """One unit's report: its chapter heading in a volume and its paragraphs, title first."""

    chapter: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)


def places(seed: int = 1) -> list[str]:
    """Invented names of places in random order, no two alike."""
    names = [one + other for one in FIRST for other in SECOND]
    random.Random(seed).shuffle(names)
    return names


def part_of(paragraphs: Sequence[str], place: str) -> Part:
    """A report as another place would have written it."""
    match = PLACE.match(paragraphs[0])
    if match is None:
        own, title = UNTITLED
        return Part(place + own, (f"{place}{own}{title}", *(line.replace(own, place + own) for line in paragraphs)))
    moved = tuple(line.replace(match.group(), place + match.group(2)) for line in paragraphs)
    return Part(re.split(r"\s*\d", moved[0])[0], moved)


def parts(sources: Sequence[Path], seed: int = 1) -> Iterator[Part]:
    """The sources in turn, each time of another place; as many parts as there are names of places."""
    texts = [[block.text for block in read(source).blocks] for source in sources]
    for paragraphs, place in zip(cycle(texts), places(seed), strict=False):
        yield part_of(paragraphs, place)


def joined(volume: Sequence[Part]) -> str:
    """The parts as one text, each under its chapter."""
    return "\n".join(f"第{numeral(number)}章　{part.chapter}\n{part.text}" for number, part in zip(count(1), volume, strict=False))


def numeral(number: int) -> str:
    """1 to 999 in Chinese."""
    hundreds, rest = divmod(number, 100)
    ones = ONES[rest % 10] if rest % 10 else ""
    tens = TENS[rest // 10] or (ONES[0] if ones and hundreds else "")
    return f"{ONES[hundreds]}百{tens}{ones}".replace("百十", "百一十") if hundreds else tens + ones


def pages(text: str) -> float:
    """The length of a text in pages of 540 characters."""
    return len(re.sub(r"\s", "", text)) / PAGE


def volume_of(length: float, sources: Sequence[Path], seed: int = 1) -> list[Part]:
    """As many parts as make a volume of `length` pages."""
    found: list[Part] = []
    total = 0.0
    for part in parts(sources, seed):
        if total >= length:
            break
        found.append(part)
        total += pages(part.text)
    return found


def check(text: str) -> DocumentReport:
    return check_document(read_bytes(text.encode(), "-"), "-", "", Settings())


def said(report: DocumentReport) -> Counter[tuple[str, ...]]:
    """The findings without ids and places: code, severity, figures, message."""
    text = {view.fact.id: view.fact.text for view in report.figures}
    return Counter((finding.code, finding.severity, " ".join(text[i] for i in finding.figures), finding.message) for finding in report.findings)


def compared(report: DocumentReport) -> Counter[tuple[str, ...]]:
    """The relations without ids and places: rule, outcome, formula, figures, reach."""
    text = {view.fact.id: view.fact.text for view in report.figures}
    found: Counter[tuple[str, ...]] = Counter()
    for relation in report.relations:
        ids = [one for _, operand in relation.operands for one in (operand if isinstance(operand, tuple) else (operand,)) if isinstance(one, str)]
        found[relation.rule, relation.outcome, relation.formula, " ".join(text[i] for i in ids), relation.reach] += 1
    return found


def union(counted: Sequence[Counter[tuple[str, ...]]]) -> Counter[tuple[str, ...]]:
    """What all parts say."""
    return sum(counted, Counter())


def seconds(text: str, rounds: int) -> tuple[float, DocumentReport]:
    """The least processor time of a whole check, reading included, and its report."""
    best, report = float("inf"), None
    for _ in range(rounds):
        start = time.process_time()
        report = check(text)
        best = min(best, time.process_time() - start)
    assert report is not None
    return best, report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=float, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--own", action="store_true", help="our own reports only")
    parser.add_argument("--write", type=Path, help="the volume, to look at")
    arguments = parser.parse_args()
    sources = OURS if arguments.own else OURS + BESIDE
    check(joined(list(islice(parts(sources), 1))))
    print(f"{len(sources)} sources; best of {arguments.rounds}")
    print("   pages  parts  figures    seconds   s/page  of a part  findings  missing  added")
    for fraction in (1 / 8, 1 / 4, 1 / 2, 1, 2):
        volume = volume_of(arguments.pages * fraction, sources)
        single = [seconds(part.text, arguments.rounds) for part in volume]
        whole, report = seconds(joined(volume), arguments.rounds)
        alone = union([said(found) for _, found in single])
        length = sum(pages(part.text) for part in volume)
        missing, added = (sum(difference.values()) for difference in (alone - said(report), said(report) - alone))
        print(
            f"{length:8.1f} {len(volume):6} {len(report.figures):8} {whole:10.3f} {whole / length:8.4f} {whole / sum(t for t, _ in single):10.2f}"
            f" {sum(alone.values()):9} {missing:8} {added:6}"
        )
    if arguments.write:
        arguments.write.write_text(joined(volume_of(arguments.pages, sources)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
