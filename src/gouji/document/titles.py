"""Whose report a title announces: the unit, the project and the scope that it names, and whether they are another's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from gouji.frozen import frozen, replace
from gouji.rulebook.location import load

_ASIDE = re.compile(r"\([^()]*\)")  # 绩效自评表（2023年度）
_YEAR = r"(?:(?:19|20)[\dxX]{2}|[〇零一二三四五六七八九]{4})"  # 2023, 20xx, 二〇二三
_COUNTED = re.compile(r"(?:19|20)\d{2}")
_NUMBER = r"[\d一二三四五六七八九十]{0,3}[:.、]?"  # 附件2：
_SENTENCE = re.compile("[。；;，,]")
_LONGEST_TITLE = 80
_LONGEST_NAME = 60


@frozen
class Title:
    """What a title says of whose report it heads, empty where unsaid; a form has lines of its own to say so."""

    unit: str = ""
    project: str = ""
    scope: str = ""
    year: str = ""
    is_form: bool = False

    @property
    def names_something(self) -> bool:
        """Whether a unit or a project is named at all."""
        return bool(self.unit or self.project)

    def names_another(self, than: Title) -> bool:
        """Whether this is the title of another report than `than` heads. What one leaves unsaid or says in fewer words is no difference: the form
        attached to a report (`项目支出绩效自评表`) is a part of it."""
        if any(mine and theirs and mine != theirs for mine, theirs in ((self.scope, than.scope), (self.year, than.year))):
            return True
        return _differ(self.unit, than.unit) or _differ(self.project, than.project)

    def with_more_from(self, other: Title) -> Title:
        """The two titles of one report together: each name in its fuller form."""
        unit, project = max(self.unit, other.unit, key=len), max(self.project, other.project, key=len)
        return replace(self, unit=unit, project=project, scope=self.scope or other.scope, year=self.year or other.year)


def title_of(words: str) -> Title | None:
    """What a line says as a title, None where it is none: `words` is a line without its outline mark, widths folded."""
    if len(words) > _LONGEST_TITLE or _SENTENCE.search(words):
        return None
    known = _wordings()
    line = _bare(words)
    if not line.endswith((*known.titles, *known.forms)):
        return None
    scopes = {name for name, forms in known.scopes.items() if any(form in line for form in forms)}
    unit, project = _split(line)
    return Title(unit, project, _only(scopes), _only(set(_COUNTED.findall(line))), line.endswith(known.forms))


def _only(said: set[str]) -> str:
    return said.pop() if len(said) == 1 else ""


def scope_of(heading: str) -> str:
    """The scope that a heading tells of its whole report (`三、部门单位整体支出绩效分析`), else nothing."""
    return next((scope for scope in _wordings().heading_scopes if scope in heading), "")


def unit_of(words: str) -> str:
    """The unit that a line names if that is all it says (`第二章 某县水利局`), else nothing."""
    known = _wordings()
    line = known.date.sub("", _bare(words))
    return line if known.body.fullmatch(line) or known.place.fullmatch(line) else ""


def named_below(lines: Sequence[str]) -> Title:
    """What the first lines of a form name: `项目名称：…`, or a cell 项目名称 and its neighbour."""
    said = {key: _labelled(label, lines) for key, label in _wordings().labels.items()}
    return Title(said["unit"], said["project"])


def _labelled(label: re.Pattern[str], lines: Sequence[str]) -> str:
    for line, after in zip(lines, [*lines, ""][1:], strict=True):
        if match := label.match(line):
            return _name(_bare((match.group(1) or after)[:_LONGEST_NAME]))
    return ""


def is_attachment(words: str) -> bool:
    """Whether a line is nothing but the mark of an attachment: `附件2`."""
    return _wordings().attachment.fullmatch(words.strip()) is not None


def _bare(words: str) -> str:
    """A line without spaces, asides and the mark of an attachment."""
    line = _ASIDE.sub("", re.sub(r"\s", "", words))
    match = _wordings().attachment.match(line)
    return line[match.end() :] if match else line


def _split(line: str) -> tuple[str, str]:
    """The unit and the project: what leads up to the first word for a body, else for a place, and what follows it."""
    known = _wordings()
    name = _name(known.date.sub("", line))
    match = known.body.match(name) or known.place.match(name)
    return (match.group(), name[match.end() :]) if match else ("", name)


def _name(words: str) -> str:
    """Words without those at their end that are no part of a name."""
    while ending := next((ending for ending in _wordings().endings if words.endswith(ending)), ""):
        words = words.removesuffix(ending)
    return words


def _differ(one: str, other: str) -> bool:
    """Two names of which neither is the other in fewer words: 区商务局 is 临溪区商务局, 水利局 is not 商务局."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return not all(character in rest for character in short)


@frozen
class _Wordings:
    titles: tuple[str, ...]
    forms: tuple[str, ...]
    scopes: dict[str, tuple[str, ...]]
    heading_scopes: tuple[str, ...]
    attachment: re.Pattern[str]
    date: re.Pattern[str]
    body: re.Pattern[str]
    place: re.Pattern[str]
    endings: tuple[str, ...]
    labels: dict[str, re.Pattern[str]]


@cache
def _wordings() -> _Wordings:
    data = load("structure.yaml")["reports"]
    endings = [*data["titles"], *data["forms"], *data["fillers"], *(form for forms in data["scopes"] for form in forms)]
    return _Wordings(
        titles=tuple(data["titles"]),
        forms=tuple(data["forms"]),
        heading_scopes=tuple(data["heading_scopes"]),
        scopes={forms[0]: tuple(forms) for forms in data["scopes"]},
        attachment=re.compile(rf"(?:{_one_of(data['attachments'])}){_NUMBER}"),
        date=re.compile(rf"{_YEAR}(?:(?:{_one_of(data['until'])}){_YEAR})?(?:{_one_of(data['years'])})?"),
        body=re.compile(rf".{{2,24}}?(?:{_one_of(data['bodies'])})"),
        place=re.compile(rf".{{1,8}}?(?:{_one_of(data['places'])})"),
        endings=tuple(sorted(endings, key=len, reverse=True)),
        labels={key: re.compile(rf"(?:{_one_of(data[f'{key}_labels'])})(?:$|\s*[::]\s*([^\s:，。]*))") for key in ("unit", "project")},
    )


def _one_of(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
