"""`gouji new-rule`, `gouji test-rules`: packs of a bureau's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gouji.commands.asked import asked
from gouji.commands.call import CLEAN, FOUND, all_rules
from gouji.commands.console import show, write
from gouji.commands.options import ConfigOption, IsolatedOption, MaybeLangOption
from gouji.settings import CallError

if TYPE_CHECKING:
    from gouji.config.resolve import InForce
    from gouji.examples import Outcome
    from gouji.renderers.sheet import Sheet

HERE = "."
_SKELETON = "skeleton.yaml"
_CODE, _NAME = re.compile(r"[A-Z]{2}\d\d"), re.compile(r"[a-z]+(-[a-z]+)*")
_INDENT = re.compile(r"^( *)- ", re.MULTILINE)


def new_rule(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="Two capital letters and two digits, never used before; gouji's own never begin with Z.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="What is wrong, in lower-case words with hyphens: paid-exceeds-received.")],
    pack: Annotated[str, typer.Option("--pack", metavar="FILE", help="The pack to put it into; a new one is begun.")] = "our-rules.yaml",
    lang: MaybeLangOption = None,
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
) -> None:
    """Begin a rule of your own: a skeleton to be filled in, at the end of a pack."""
    with asked(HERE, context.params) as force:
        path = Path(pack)
        _unused(code, name, path, force)
        text = path.read_text(encoding="utf-8") if path.exists() else "rules:\n"
        write(_appended(path, text, code, name).encode("utf-8"), path)
        _say(force, "begun", code=code, file=path.as_posix())


def test_rules(
    context: typer.Context,
    packs: Annotated[list[str], typer.Argument(metavar="PACK", help="A file of rules.")],
    lang: MaybeLangOption = None,
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
) -> None:
    """Test packs of your own: whether they are valid, and whether every example passes or fails as it says."""
    # the packs of the settings file stand beside those of the call
    with asked(HERE, {**context.params, "packs": None}) as force:
        from gouji.examples import trial

        paths = [Path(pack) for pack in packs]
        every = tuple(dict.fromkeys([*paths, *(pack for pack in force.settings.packs if not any(_same(pack, path) for path in paths))]))
        rules = all_rules(every)
        outcomes = [outcome for path in paths for outcome in trial(path, path.as_posix(), rules, every)]
        _report(outcomes, paths, force)
        raise typer.Exit(FOUND if any(outcome.fails for outcome in outcomes) else CLEAN)


def _unused(code: str, name: str, path: Path, force: InForce) -> None:
    """Raises CallError for a code or a name that is none, or that a rule has already."""
    if not _CODE.fullmatch(code):
        raise CallError("no-rule-code", code=code)
    if not _NAME.fullmatch(name):
        raise CallError("no-rule-name", name=name)
    for rule in all_rules(force.settings.packs):
        if code == rule.code or name == rule.name:
            raise CallError("rule-taken", code=rule.code, name=rule.name)
    if path.exists() and re.search(rf"^\s*(- )?code: {code}\b", path.read_text(encoding="utf-8"), re.MULTILINE):
        raise CallError("rule-taken", code=code, name=path.as_posix())


def _appended(path: Path, text: str, code: str, name: str) -> str:
    """The text of a pack with the skeleton of a rule at its end, indented as its rules are."""
    from gouji.rulebook.location import rules_directory

    skeleton = (rules_directory() / _SKELETON).read_text(encoding="utf-8").replace("CODE", code).replace("NAME", name)
    own = _INDENT.search(text)
    indent = own[1] if own else "  "
    lines = [f"{indent}{line.removeprefix('  ')}" for line in skeleton.splitlines()]
    if not re.search(r"^rules:[ \t]*(#.*)?$", text, re.MULTILINE):
        raise CallError("no-pack", path=path)
    return text.rstrip("\n") + "\n" + "\n".join(lines) + "\n"


def _same(left: Path, right: Path) -> bool:
    return left.exists() and right.exists() and left.samefile(right)


def _say(force: InForce, key: str, **slots: object) -> None:
    from gouji.renderers.sheet import Sheet
    from gouji.renderers.words import Wording

    def view(columns: int) -> Sheet:
        page = Sheet(columns)
        page.put(Wording(force.settings.lang)(f"packs.{key}", **slots))
        return page

    show(view)


def _report(outcomes: Sequence[Outcome], paths: Sequence[Path], force: InForce) -> None:
    from gouji.renderers.sheet import Sheet
    from gouji.renderers.words import Wording
    from gouji.rulebook.source import read_source

    wording = Wording(force.settings.lang)
    entries = [entry for path in paths for entry in read_source(path).data.get("rules") or ()]
    examples = sum(len(entry["examples"].get(kind) or ()) for entry in entries for kind in ("pass", "fail"))

    def view(columns: int) -> Sheet:
        page = Sheet(columns)
        for outcome in outcomes:
            style = "error" if outcome.fails else "note"
            page.put(f"{outcome.at}: ", (outcome.rule, style), f" {wording(f'packs.{outcome.fault}')}", hang=2)
            page.put(outcome.text.replace("\n", " / "), indent=4)
            for told in outcome.told:
                page.put(("= ", "faint"), told, indent=4, hang=6)
            page.gap()
        failed = sum(outcome.fails for outcome in outcomes)
        page.put(wording("packs.failed" if failed else "packs.passed", rules=len(entries), examples=examples, failed=failed))
        return page

    show(view)
