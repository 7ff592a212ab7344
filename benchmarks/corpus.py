"""Whole reports written by hand in many voices, and errors planted in them by hand: false alarms on the clean, detection and blame on the broken.

    python benchmarks/corpus.py [FOLDER] [--file NAME] [--from N] [--kind KIND] [--show missed|alarms|blamed]

FOLDER (`fixtures/reports/corpus`) holds the clean documents and `planted.yaml`, a list of edits: `old` stands once in `file` and becomes `new`; `wrong` is
the figure that is wrong afterwards, with words before it where the figure alone stands twice in `new`. An edit is *detected* by any error or warning that
the clean document has not, *named* by one that has the wrong figure among its own, *first* if the first that names it names it first.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

import gouji
from gouji.report import DocumentReport, FactView, Finding

FOLDER = Path(__file__).parents[1] / "fixtures" / "reports" / "corpus"
ALARMS = ("error", "warning")
SHOWN = ("missed", "alarms", "blamed")
REACH = 3  # columns by which an operator, sign or number word may stand before the digits of a figure
DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Edit:
    """One planted error, as `planted.yaml` has it."""

    file: str
    old: str
    new: str
    kind: str
    wrong: str
    right: str
    why: str

    def applied(self, text: str) -> str:
        """The document with the error. Raises ValueError where `old` does not stand in it exactly once."""
        if text.count(self.old) != 1:
            raise ValueError(f"{self.file}: {self.old!r} stands {text.count(self.old)} times")
        return text.replace(self.old, self.new)

    def spot(self, text: str) -> tuple[int, int]:
        """Line and column, from 1, of the wrong figure after the edit; `text` is the clean document."""
        begin = text.index(self.old) + self.new.index(self.wrong)
        digit = DIGIT.search(self.wrong)
        before = self.applied(text)[: begin + (digit.start() if digit else 0)]
        return before.count("\n") + 1, len(before) - before.rfind("\n")


@dataclass(frozen=True, slots=True)
class Told:
    """An error or warning in words, and whether the wrong figure is among its figures or their first."""

    words: str
    key: tuple[str, tuple[str, ...]]
    names: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was said of one edit beyond what is said of the clean document."""

    edit: Edit
    place: str
    said: tuple[Told, ...]

    @property
    def naming(self) -> list[Told]:
        return [told for told in self.said if told.names]

    @property
    def first(self) -> bool:
        return bool(self.naming) and self.naming[0].first


def edits(folder: Path) -> list[Edit]:
    """The planted errors of a folder."""
    return [Edit(**entry) for entry in yaml.safe_load((folder / "planted.yaml").read_text(encoding="utf-8"))]


def checked(text: str, path: Path) -> DocumentReport:
    """The text through gouji, in this process."""
    path.write_text(text, encoding="utf-8", newline="\n")
    return gouji.check(path).documents[0]


def stands_at(view: FactView, spot: tuple[int, int]) -> bool:
    """Whether a figure that gouji read begins at the spot or close before it."""
    place = view.place
    return place.line == spot[0] and place.column is not None and 0 <= spot[1] - place.column <= REACH


def _told(finding: Finding, views: dict[str, FactView], at: set[str]) -> Told:
    texts = tuple(views[key].fact.figure.text if key in views else key for key in finding.figures)
    words = f"{finding.code} {finding.severity} {finding.message}\n         {' | '.join(texts)}  ({finding.quote.strip()[:80]})"
    names = bool(at & {*finding.figures, *finding.candidates})
    return Told(words, (finding.code, texts), names, bool(finding.figures) and finding.figures[0] in at)


def said(document: DocumentReport, spot: tuple[int, int] | None = None) -> list[Told]:
    """The errors and warnings of a document."""
    views = {view.fact.id: view for view in document.figures}
    at = {key for key, view in views.items() if spot is not None and stands_at(view, spot)}
    return [_told(finding, views, at) for finding in document.findings if finding.severity in ALARMS]


def fresh(broken: Sequence[Told], clean: Sequence[Told]) -> Iterator[Told]:
    """What is said of the broken document only."""
    known = Counter(told.key for told in clean)
    for told in broken:
        if known[told.key]:
            known[told.key] -= 1
        else:
            yield told


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} % ({part}/{whole})" if whole else "–"


def row(name: str, outcomes: Sequence[Outcome]) -> str:
    """One line of the table of edits."""
    told = [outcome for outcome in outcomes if outcome.said]
    others = sum(len(outcome.said) - len(outcome.naming) for outcome in outcomes)
    cells = (
        name,
        percent(len(told), len(outcomes)),
        percent(sum(bool(outcome.naming) for outcome in outcomes), len(outcomes)),
        percent(sum(outcome.first for outcome in outcomes), len(outcomes)),
        str(others),
    )
    return "| " + " | ".join(cells) + " |"


def table(first: str, groups: dict[str, list[Outcome]]) -> Iterator[str]:
    yield f"| {first} | detected | named | first | other alarms |"
    yield "| --- " * 5 + "|"
    yield from (row(name, outcomes) for name, outcomes in groups.items())


def grouped(outcomes: Sequence[Outcome], attribute: str) -> dict[str, list[Outcome]]:
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(getattr(outcome.edit, attribute), []).append(outcome)
    return dict(sorted(groups.items()))


CHOSEN = {
    "missed": lambda outcome: not outcome.said,
    "alarms": lambda outcome: len(outcome.said) > len(outcome.naming),
    "blamed": lambda outcome: bool(outcome.said) and not outcome.first,
}


def case(outcome: Outcome) -> Iterator[str]:
    """An edit and all that was said of it."""
    edit = outcome.edit
    yield f"\n{edit.file}:{outcome.place} {edit.kind}: {edit.old!r} → {edit.new!r}"
    yield f"    {edit.right} → {edit.wrong.strip()}: {edit.why}"
    yield from (f"    {'names' if told.names else 'other'} {told.words}" for told in outcome.said)
    if not outcome.said:
        yield "    nothing said"


def number(source: Path) -> int:
    """The number that a document's name begins with. Raises ValueError where it begins with none."""
    return int(source.name.partition("-")[0])


def measure(folder: Path, only: str | None, kind: str | None, least: int | None = None) -> tuple[dict[str, DocumentReport], list[Outcome]]:
    """Every clean document by name, checked; every edit of them, checked."""
    clean: dict[str, DocumentReport] = {}
    outcomes = []
    planted = [edit for edit in edits(folder) if kind in (None, edit.kind)]
    with TemporaryDirectory() as temporary:
        for source in sorted(folder.glob("*.txt")):
            if (only is not None and only not in source.name) or (least is not None and number(source) < least):
                continue
            text, path = source.read_text(encoding="utf-8"), Path(temporary) / source.name
            clean[source.name] = checked(text, path)
            before = said(clean[source.name])
            for edit in (edit for edit in planted if edit.file == source.name):
                spot = edit.spot(text)
                after = said(checked(edit.applied(text), path), spot)
                outcomes.append(Outcome(edit, f"{spot[0]}:{spot[1]}", tuple(fresh(after, before))))
    return clean, outcomes


def clean_lines(clean: dict[str, DocumentReport]) -> Iterator[str]:
    """Each alarm on a clean document, then how many have one, and how many figures were verified."""
    alarmed = {name: said(document) for name, document in clean.items()}
    for name, alarms in alarmed.items():
        yield from (f"{name} clean: {told.words}" for told in alarms)
    figures = sum(document.coverage.figures for document in clean.values())
    verified = sum(document.coverage.verified for document in clean.values())
    with_one = sum(bool(alarms) for alarms in alarmed.values())
    yield f"clean documents with an alarm: {with_one}/{len(clean)}, alarms: {sum(map(len, alarmed.values()))}"
    yield f"figures of the clean documents verified: {percent(verified, figures)}"


def main() -> None:
    """Checks all and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER, metavar="FOLDER")
    parser.add_argument("--file", metavar="NAME", help="only documents with this in their names")
    parser.add_argument("--from", type=int, metavar="N", dest="least", help="only documents whose number is at least N")
    parser.add_argument("--kind", help="only errors of this kind")
    parser.add_argument("--show", choices=SHOWN, action="append", default=[])
    given = parser.parse_args()
    clean, outcomes = measure(given.folder, given.file, given.kind, given.least)
    for what in given.show:
        chosen = (outcome for outcome in outcomes if CHOSEN[what](outcome))
        print(f"## {what}", *(line for outcome in chosen for line in case(outcome)), "", sep="\n")
    print(*clean_lines(clean), "", sep="\n")
    print(*table("kind", {"all": outcomes, **grouped(outcomes, "kind")}), "", sep="\n")
    print(*table("document", grouped(outcomes, "file")), sep="\n")


if __name__ == "__main__":
    main()
