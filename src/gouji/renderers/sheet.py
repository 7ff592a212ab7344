"""Sheet: the lines a view puts on a terminal, never wider than its columns."""

from __future__ import annotations

from dataclasses import dataclass, field

from rich.text import Text

from gouji.renderers.columns import wrapped
from gouji.renderers.escaping import inert, safe

NARROWEST = 40
STYLES = {
    "error": "bold red", "warning": "bold yellow", "note": "bold cyan",
    "verified": "green", "contradicted": "red", "unchecked": "dim",
    "consistent": "green", "inconsistent": "red", "undetermined": "dim",
    "faint": "dim", "strong": "bold", "witness": "cyan", "repair": "green",
}  # fmt: skip


@dataclass(slots=True)
class Sheet:
    """Lines so far, `columns` wide at most; styles show on a terminal and are nothing in plain text."""

    columns: int
    lines: list[Text] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.columns = max(self.columns, NARROWEST)

    def put(self, *parts: str | tuple[str, str], indent: int = 0, hang: int | None = None) -> None:
        """Adds a paragraph of plain or (text, style name) parts; its further lines are indented by `hang`."""
        text = Text()
        for part in parts:
            words, style = (part, "") if isinstance(part, str) else part
            text.append(safe(words), STYLES.get(style, ""))
        self.lines.extend(map(_inert, wrapped(text, self.columns, indent, indent if hang is None else hang)))

    def gap(self) -> None:
        """Adds an empty line, if the last one is not empty already."""
        if self.lines and self.lines[-1].plain:
            self.lines.append(Text())

    def plain(self) -> str:
        """All lines without styles."""
        return "".join(f"{line.plain}\n" for line in self.lines)


def _inert(line: Text) -> Text:
    plain = inert(line.plain)
    return line if plain == line.plain else Text(plain, spans=line.spans)
