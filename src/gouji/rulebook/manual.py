"""The manual of the rules, written from their packs: a page a rule, an index, and the tables in the READMEs.

python -m gouji.rulebook.manual            writes it into the checkout of the working directory
python -m gouji.rulebook.manual --check    writes nothing; exits with 1 and names what is stale
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from gouji.rulebook.pack import PackError, Rule, load_rulebook
from gouji.rulebook.source import read_source

LANGS = ("zh", "en")
READMES = {"README.md": "en", "README.zh-CN.md": "zh"}
FOLDER = Path("docs", "rules")
INDEX = FOLDER / "README.md"
BEGIN, END = "<!-- rules:begin -->", "<!-- rules:end -->"
FRESH, STALE, WRONG = 0, 1, 2
_PAGE = "[A-Z][A-Z][0-9][0-9]-*.md"
_BETWEEN = re.compile(rf"(?<={re.escape(BEGIN)}\n).*?(?={re.escape(END)})", re.DOTALL)
_BOTH = " · "

Say = Callable[..., str]


class ManualError(Exception):
    """The manual cannot be written: no checkout here, or a README without its markers."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of what is said of a rule: the key of its heading under `manual.`, its paragraphs by language; `literal`: to be shown as it is."""

    heading: str
    paragraphs: Mapping[str, tuple[str, ...]]
    literal: bool = False


def sections(rule: Rule) -> tuple[Section, ...]:
    """What there is to say of a rule, in the order of every view of it; nothing that is empty."""
    formulas = "\n".join(claim.text for claim in rule.claims) or rule.formula
    said = formulas != rule.title["zh"]  # a rule without a formula has its title in its place
    every = (
        Section("what", _by_language(rule.title)),
        Section("why", _by_language(rule.why)),
        Section("basis", dict.fromkeys(LANGS, (rule.basis,))),
        Section("claims", dict.fromkeys(LANGS, (formulas,) if said else ()), literal=True),
        Section("message", _by_language(rule.message)),
        Section("passing", dict.fromkeys(LANGS, rule.passing), literal=True),
        Section("failing", dict.fromkeys(LANGS, rule.failing), literal=True),
    )
    return tuple(section for section in every if any(any(texts) for texts in section.paragraphs.values()))


def remarks(rule: Rule) -> tuple[str, ...]:
    """The keys under `manual.` of what a reader must know before the rest: off by default, only under --template, never reported, seldom more than a note."""
    said = {"optional": not rule.default, "template": rule.template, "doubt": rule.doubt, "circumstantial": rule.circumstantial}
    return tuple(key for key, holds in said.items() if holds)


def pages(root: Path) -> dict[Path, str]:
    """Every file of the manual and what it should hold, by path from the root of the checkout. Raises PackError and ManualError."""
    say = _wording(root)
    rules = load_rulebook(root / "rules").rules  # refuses what is wrong before anything else looks into the packs
    packs = _packs(root)
    found = {FOLDER / _file(rule): _page(rule, packs[rule.code], say) for rule in rules}
    found[INDEX] = _index(rules, say)
    for name, lang in READMES.items():
        found[Path(name)] = _with_table(root / name, _table(rules, (lang,), f"{FOLDER.as_posix()}/", say))
    return found


def stale(root: Path) -> list[Path]:
    """What `write` would change: pages that differ, are missing, or belong to no rule any more."""
    wanted = pages(root)
    differing = [path for path, text in wanted.items() if not (root / path).is_file() or (root / path).read_text(encoding="utf-8") != text]
    return sorted([*differing, *_orphans(root, wanted)])


def write(root: Path) -> list[Path]:
    """Makes the manual of a checkout fresh, and gives the paths that were not."""
    wanted, old = pages(root), stale(root)
    for path in old:
        target = root / path
        if path in wanted:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(wanted[path], encoding="utf-8", newline="\n")
        else:
            target.unlink()
    return old


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command in the checkout that holds the working directory, and gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m gouji.rulebook.manual", description="Writes the manual of the rules from their packs.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 and name what is stale")
    check = parser.parse_args(arguments).check
    try:
        root = _checkout(Path.cwd())
        old = stale(root) if check else write(root)
    except (ManualError, PackError) as error:
        print(error, file=sys.stderr)
        return WRONG
    for path in old:
        print(f"{'stale' if check else 'written'}: {path.as_posix()}")
    return STALE if check and old else FRESH


# --- what is read ---


def _checkout(folder: Path) -> Path:
    for root in (folder, *folder.parents):
        if (root / "rules" / "packs").is_dir() and (root / "README.md").is_file():
            return root
    raise ManualError(f"{folder} is in no checkout: there is no rules/packs in it or above it")


def _packs(root: Path) -> dict[str, str]:
    """The pack that each code stands in: `{"BX01": "rules/packs/budget.yaml"}`."""
    files = sorted((root / "rules" / "packs").glob("*.yaml"))
    return {entry["code"]: f"rules/packs/{file.name}" for file in files for entry in read_source(file).data.get("rules") or ()}


def _wording(root: Path) -> Say:
    """The messages of this checkout, in one language or in all: `say("manual.why")` is `为什么 · Why`. An unknown key is a KeyError."""
    groups = read_source(root / "rules" / "messages.yaml").data

    def say(key: str, langs: Iterable[str] = LANGS, default: str | None = None) -> str:
        group, name = key.split(".")
        if default is not None and name not in groups.get(group, {}):
            return default
        return _BOTH.join(str(groups[group][name][lang]) for lang in langs)

    return say


def _orphans(root: Path, wanted: Mapping[Path, str]) -> list[Path]:
    return [FOLDER / path.name for path in (root / FOLDER).glob(_PAGE) if FOLDER / path.name not in wanted]


# --- what is written ---


def _page(rule: Rule, pack: str, say: Say) -> str:
    facts = [f"{say('manual.severity')}: {say(f'severity.{rule.severity}')}"]
    facts += [say(f"manual.{key}") for key in remarks(rule) or ("default",)]
    lines = [_notice(pack), f"# {rule.code} {rule.name}", f"[{say('manual.index')}](README.md)", _bullets(facts)]
    for section in sections(rule):
        lines += [f"## {say(f'manual.{section.heading}')}", *_shown(section)]
    return _joined(lines)


def _shown(section: Section) -> Iterator[str]:
    """The paragraphs of a section, Chinese first, and once where both languages have the same."""
    for text in dict.fromkeys(text.strip() for lang in LANGS for text in section.paragraphs[lang]):
        yield f"```text\n{text}\n```" if section.literal else text


def _index(rules: Iterable[Rule], say: Say) -> str:
    lines = [_notice("rules/packs/"), f"# {say('manual.index')}", say("manual.introduction", ("zh",)), say("manual.introduction", ("en",))]
    for family, members in groupby(rules, key=lambda rule: rule.code[:2]):
        lines += [f"## {say(f'family.{family}', default=family)}", _table(tuple(members), LANGS, "", say)]
    return _joined(lines)


def _table(rules: Sequence[Rule], langs: Sequence[str], folder: str, say: Say) -> str:
    """Code (with a link to its page), name, severity, title; `*` behind the codes that are off by default."""
    heads = [say(f"manual.{column}", langs) for column in ("code", "name", "severity", "title")]
    rows = [heads, ["---"] * len(heads)]
    for rule in rules:
        code = f"[{rule.code}]({folder}{_file(rule)}){'' if rule.default else ' *'}"
        rows.append([code, f"`{rule.name}`", say(f"severity.{rule.severity}", langs), "<br>".join(rule.title[lang] for lang in langs)])
    table = "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)
    return table if all(rule.default for rule in rules) else f"{table}\n\n\\* {say('manual.optional', langs)}"


def _with_table(readme: Path, table: str) -> str:
    text = readme.read_text(encoding="utf-8") if readme.is_file() else ""
    if not _BETWEEN.search(text):
        raise ManualError(f"{readme}: there is no {BEGIN} with {END} below it")
    return _BETWEEN.sub(lambda _: f"\n{table}\n\n", text, count=1)


def _notice(source: str) -> str:
    return f"<!-- Written by python -m gouji.rulebook.manual: change {source} instead. -->"


def _file(rule: Rule) -> str:
    return f"{rule.code}-{rule.name}.md"


def _bullets(facts: Iterable[str]) -> str:
    return "\n".join(f"- {fact}" for fact in facts)


def _joined(paragraphs: Iterable[str]) -> str:
    return "\n\n".join(paragraphs) + "\n"


def _by_language(text: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {lang: (text[lang],) for lang in LANGS}


if __name__ == "__main__":
    sys.exit(main())
