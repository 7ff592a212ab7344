"""Word files: a comment on each figure at fault, and the repairs as tracked changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from gouji.annotate.package import XML, Edition
from gouji.annotate.remark import Remark, Suggestion
from gouji.annotate.runs import CutRun, contiguous
from gouji.annotate.source import Source, attribute, content
from gouji.document.model import Span
from gouji.readers.marks import AUTHOR
from gouji.readers.numbering import W
from gouji.readers.origins import DocxLocator, RunPart
from gouji.readers.wordml import Parts
from gouji.renderers.words import Wording
from gouji.report import DocumentReport

_URI = W[1:-1]
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_ID, _AUTHOR = f"{W}id", f"{W}author"
_RANGES = {f"{W}commentRangeStart", f"{W}commentRangeEnd"}
_REFERENCE = f"{W}commentReference"
_NOTES = {"footnote": f"{W}footnoteReference", "endnote": f"{W}endnoteReference"}
# Where Word keeps no change of ours: in what others inserted or moved, and in what a field computes anew
_UNCHANGEABLE = {f"{W}{name}" for name in ("ins", "del", "moveTo", "moveFrom", "fldSimple", "txbxContent")}


class _Stretch(NamedTuple):
    """Characters `start` to `end` of a run; None stands for its whole length."""

    run: Any
    start: int | None
    end: int | None


def annotated(data: bytes, remarks: Sequence[Remark], report: DocumentReport, wording: Wording, mark: str) -> tuple[bytes, int]:
    """The file with its remarks as comments and suggestions, marked with `mark`, and how many remarks had no place in it. Raises Unreadable."""
    locator = report.document.locator if report.document else None
    assert isinstance(locator, DocxLocator)
    copy = _Copy(Edition(data, "docx"), locator)
    placed = [copy.take(remark) for remark in remarks]
    return copy.finish(mark), placed.count(False)


def stripped(data: bytes) -> bytes:
    """The file without the comments and suggestions that an earlier run wrote into it."""
    edition = Edition(data, "docx")
    main = Parts(edition.package).main
    part = edition.related(main, "comments")
    own = list(_own(edition.source(part))) if part and part in edition else []
    for comment in own:
        edition.source(part or "").remove(comment)
    _strip(edition.source(main), {comment.get(_ID) for comment in own})
    return edition.result()


def _own(comments: Source) -> Iterator[Any]:
    return (comment for comment in comments.root.iter(f"{W}comment") if comment.get(_AUTHOR) == AUTHOR)


def _strip(source: Source, comments: set[str]) -> None:
    for element in source.elements:
        if element.tag in _RANGES and element.get(_ID) in comments:
            source.remove(element)
        elif element.tag == _REFERENCE and element.get(_ID) in comments:
            run = element.getparent()
            alone = run.tag == f"{W}r" and all(child is element or child.tag == f"{W}rPr" for child in run)
            source.remove(run if alone else element)
        elif element.tag == f"{W}ins" and element.get(_AUTHOR) == AUTHOR:
            source.remove(element)
        elif element.tag == f"{W}del" and element.get(_AUTHOR) == AUTHOR:
            _reinstate(source, element)


def _reinstate(source: Source, deletion: Any) -> None:
    """Takes a deletion away and leaves what it struck out."""
    extent = source.extents[deletion]
    source.replace(extent.start, extent.inner, b"")
    source.replace(extent.close, extent.end, b"")
    for text in deletion.iter(f"{W}delText"):
        inner = source.extents[text]
        for start, end in ((inner.start, inner.inner), (inner.close, inner.end)):
            source.replace(start, end, source.data[start:end].replace(b"delText", b"t", 1))


@dataclass(slots=True)
class _Copy:
    """A Word file being annotated."""

    edition: Edition
    locator: DocxLocator
    main: str = ""
    runs: list[Any] = field(default_factory=list)
    cut: dict[Any, CutRun] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    changed: list[Span] = field(default_factory=list)
    modified: str | None = None
    kept: Source | None = None
    next_comment: int = 0
    next_change: int = 0
    fields: set[Any] = field(default_factory=set)
    w: str = ""
    declared: str = ""

    def __post_init__(self) -> None:
        self.main = Parts(self.edition.package).main
        source = self.source
        self.runs = [element for element in source.elements if element.tag == f"{W}r"]
        self.fields = set(_in_fields(source.root))
        self.w, self.declared = source.prefix(_URI)
        self.modified = self.edition.modified()
        part = self.edition.related(self.main, "comments")
        self.kept = self.edition.source(part) if part and part in self.edition else None
        # ranges whose comment is gone are met in files that other programs saved: they must not come to hold one of ours
        taken = [*(self.kept.root if self.kept else ()), *source.root.iter(*_RANGES, _REFERENCE)]
        self.next_comment = max(map(_number, taken), default=-1) + 1
        self.next_change = max(map(_number, source.elements), default=-1) + 1

    @property
    def source(self) -> Source:
        return self.edition.source(self.main)

    def take(self, remark: Remark) -> bool:
        """Writes a remark; False where there is no place for it."""
        stretches = self._stretches(remark.span) if remark.span else []
        if not stretches:
            return False
        if remark.suggestion is not None:
            self._suggest(remark.suggestion)
        w, identity = self.w, f'{self.declared} {self.w}id="{self.next_comment}"'
        self._at(stretches[0]).start(stretches[0].start, f"<{w}commentRangeStart{identity}/>")
        reference = f"<{w}r{self.declared}><{w}commentReference{identity}/></{w}r>"
        self._at(stretches[-1]).end(stretches[-1].end, f"<{w}commentRangeEnd{identity}/>{reference}")
        w, declared = self.kept.prefix(_URI) if self.kept else ("w:", "")
        self.comments.append(_comment(w, f'{declared} {w}id="{self.next_comment}" {w}initials="{AUTHOR}"{self._signed(w)}', remark))
        self.next_comment += 1
        return True

    def finish(self, mark: str) -> bytes:
        """The file with all that was taken."""
        for cut in self.cut.values():
            cut.write()
        self._write_comments()
        self.edition.mark(mark)
        return self.edition.result()

    def _write_comments(self) -> None:
        if not self.comments:
            return
        body = "".join(self.comments)
        if self.kept:
            self.kept.append(self.kept.root, body)
            return
        part = f"{self.main.rpartition('/')[0]}/comments.xml".lstrip("/")
        self.edition.add(part, f'{XML}<w:comments xmlns:w="{_URI}">{body}</w:comments>', _TYPE)
        self.edition.relate(self.main, _KIND, part)

    def _stretches(self, span: Span) -> list[_Stretch]:
        """The runs that print `span`; for a footnote the run that refers to it, for a text box the run that holds it."""
        parts = self.locator.runs(span) or ()
        stretches = [self._stretch(part) for part in parts if part.run >= 0]
        return [stretch for stretch in stretches if stretch is not None]

    def _stretch(self, part: RunPart) -> _Stretch | None:
        if part.part != self.main:
            run = self._reference(part)
            return None if run is None else _Stretch(run, None, None)
        run = self.runs[part.run]
        outer = list(run.iterancestors(f"{W}r"))
        return _Stretch(outer[-1], None, None) if outer else _Stretch(run, part.start, part.end)

    def _reference(self, part: RunPart) -> Any:
        """The run of the body that refers to the note in which a run stands."""
        root = self.edition.source(part.part).root
        run = next((run for number, run in enumerate(root.iter(f"{W}r")) if number == part.run), None)
        for kind, tag in _NOTES.items():
            note = next(run.iterancestors(f"{W}{kind}"), None) if run is not None else None
            if note is not None:
                found = (each.getparent() for each in self.source.root.iter(tag) if each.get(_ID) == note.get(_ID))
                return next((each for each in found if each.tag == f"{W}r"), None)
        return None

    def _at(self, stretch: _Stretch) -> CutRun:
        if stretch.run not in self.cut:
            self.cut[stretch.run] = CutRun(self.source, stretch.run)
        return self.cut[stretch.run]

    def _suggest(self, suggestion: Suggestion) -> None:
        """Strikes out what stands there and puts the suggested words behind it; where Word would not keep that, nothing is done."""
        stretches = self._stretches(suggestion.span)
        if not self._is_changeable(stretches) or any(_overlap(suggestion.span, other) for other in self.changed):
            return
        self.changed.append(suggestion.span)
        for stretch in stretches:
            cut = self._at(stretch)
            cut.strike(cut.before(stretch.start), cut.behind(stretch.end), f"{self.w}del{self._change()}")
        first, last = self._at(stretches[0]), self._at(stretches[-1])
        run = f"<{self.w}r>{first.properties()}<{self.w}t>{content(suggestion.text)}</{self.w}t></{self.w}r>"
        last.end(stretches[-1].end, f"<{self.w}ins{self._change()}>{run}</{self.w}ins>")

    def _is_changeable(self, stretches: Sequence[_Stretch]) -> bool:
        runs = [stretch.run for stretch in stretches]
        if not runs or not contiguous(runs) or any(run in self.fields for run in runs) or any(stretch.start is None for stretch in stretches):
            return False
        if any(above.tag in _UNCHANGEABLE for above in runs[0].iterancestors()):
            return False
        cuts = [(self._at(stretch), stretch) for stretch in stretches]
        return all(cut.is_plain(cut.before(stretch.start), cut.behind(stretch.end)) for cut, stretch in cuts)

    def _change(self) -> str:
        identity = self.next_change
        self.next_change += 1
        return f'{self.declared} {self.w}id="{identity}"{self._signed(self.w)}'

    def _signed(self, w: str) -> str:
        """Who wrote it, and when: the document's own date, since no other may enter."""
        return f' {w}author="{AUTHOR}"' + (f" {w}date={attribute(self.modified)}" if self.modified else "")


def _comment(w: str, attributes: str, remark: Remark) -> str:
    """A comment: its title in bold, a paragraph for each line."""
    bold = f"<{w}rPr><{w}b/></{w}rPr>"
    lines = [(bold, remark.title), *(("", line) for line in (remark.message, *remark.lines))]
    paragraphs = "".join(f'<{w}p><{w}r>{look}<{w}t xml:space="preserve">{content(line)}</{w}t></{w}r></{w}p>' for look, line in lines)
    return f"<{w}comment{attributes}>{paragraphs}</{w}comment>"


def _in_fields(root: Any) -> Iterator[Any]:
    """The runs between the begin and the end of a complex field: what stands there is computed anew."""
    depth = 0
    for run in root.iter(f"{W}r"):
        kinds = [each.get(f"{W}fldCharType") for each in run.iter(f"{W}fldChar")]
        if depth or kinds:
            yield run
        depth = max(depth + kinds.count("begin") - kinds.count("end"), 0)


def _number(element: Any) -> int:
    text = element.get(_ID) or ""
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def _overlap(one: Span, other: Span) -> bool:
    return one.block == other.block and one.start < other.end and other.start < one.end
