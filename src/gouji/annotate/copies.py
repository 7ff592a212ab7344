"""Copies: which files can be annotated, where their copies lie, and which of them are ours to write over."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from gouji.annotate.remark import Remark
from gouji.readers import marks, sniff
from gouji.readers.limits import Package
from gouji.readers.problems import Unreadable
from gouji.renderers.words import Wording
from gouji.report import DocumentReport

Kind = Literal["docx", "xlsx", "pdf"]
KINDS: tuple[Kind, ...] = ("docx", "xlsx", "pdf")
SUFFIX = ".gouji"


@dataclass(frozen=True, slots=True)
class Original:
    """A file to be annotated: `data` is without the marks of an earlier run; `own` where it is itself a copy that was annotated."""

    path: Path
    kind: Kind
    data: bytes
    own: bool

    @property
    def origin(self) -> Path:
        """The path of the file that it is a copy of, by its name; its own where it is none."""
        return self.path.with_name(f"{self.path.stem.removesuffix(SUFFIX)}{self.path.suffix}") if self.own else self.path

    @property
    def target(self) -> Path:
        """Where its copy lies: beside it; a copy is its own."""
        named = self.path.stem.endswith(SUFFIX) and self.own
        return self.path if named else self.path.with_name(f"{self.path.stem}{SUFFIX}.{self.kind}")


def opened(path: Path) -> Original | None:
    """The file at `path`; None where it is of no kind that can be annotated. Raises OSError, Unreadable."""
    data = path.read_bytes()
    kind = next((kind for kind in KINDS if kind == sniff.kind(data)), None)
    if kind is None or (kind == "xlsx" and "xl/workbook.bin" in Package(data, "xlsx")):
        return None
    own, writer = is_own(data, kind), _writer(kind)
    return Original(path, kind, writer.stripped(data) if own else data, own)


def is_own(data: bytes, kind: Kind) -> bool:
    """Whether `data` carries the mark of an annotated copy. Raises Unreadable."""
    return marks.in_pdf_bytes(data) if kind == "pdf" else marks.in_package(Package(data, kind))


def is_foreign(target: Path) -> bool:
    """Whether something lies at `target` that this program did not make. Raises OSError."""
    if not target.exists():
        return False
    if not target.is_file():
        return True
    try:
        data = target.read_bytes()
        kind = sniff.kind(data)
        return not any(kind == known and is_own(data, known) for known in KINDS)
    except Unreadable:
        return True


def annotated(original: Original, report: DocumentReport, remarks: tuple[Remark, ...], wording: Wording, mark: str) -> tuple[bytes, int]:
    """The copy, marked with `mark`, and how many remarks had no place in it. Raises Unreadable."""
    copy: tuple[bytes, int] = _writer(original.kind).annotated(original.data, remarks, report, wording, mark)
    return copy


def _writer(kind: Kind) -> Any:
    """The module that writes a kind of file, imported when it is needed: a Word file wants nothing of the library that writes PDF."""
    module: ModuleType
    match kind:
        case "docx":
            from gouji.annotate import docx as module
        case "xlsx":
            from gouji.annotate import xlsx as module
        case "pdf":
            from gouji.annotate import pdf as module
    return module
