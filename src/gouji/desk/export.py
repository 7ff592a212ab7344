"""What goes out: copies with the findings in them, the findings list, HTML, JSON; with what was accepted marked as accepted."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from gouji import __version__
from gouji.desk import names, sealed, work
from gouji.desk.force import Force, for_files
from gouji.desk.rows import Decision
from gouji.renderers import formats
from gouji.renderers.words import Wording
from gouji.report import DocumentReport, Report, Suppression

_EPOCH = (1980, 1, 1, 0, 0, 0)
_OPINIONS = {"open": "", "confirmed": "confirmed", "accepted": "accepted"}  # by verdict, as the findings list calls it
MEDIA = {
    "pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "html": "text/html; charset=utf-8", "json": "application/json",
    "zip": "application/zip",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Given:
    """A document to be exported: what its result begins with and its place in it, the file, the name it is shown under, what was decided about it."""

    base: Path
    place: int
    source: Path
    name: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """An export to be written to `target`; `together` are, by result, all files of it in order, for results that must be made anew."""

    form: str
    given: tuple[Given, ...]
    together: tuple[tuple[Path, tuple[tuple[Path, str], ...]], ...]
    lang: str
    target: Path
    key: bytes
    title: str
    force: Force = field(default_factory=Force)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the name for whoever takes it, and the documents that had to be left out; empty `name` where nothing was written."""

    name: str
    skipped: tuple[str, ...] = ()


def known_forms(forms: Sequence[str]) -> tuple[str, ...]:
    """Those of `forms` that this installation can write."""
    return tuple(form for form in forms if form in ("annotated", "all") or form in formats.FORMATS)


def export(order: Order) -> Written:
    """Writes what is asked for, one file after the other: the pictures and copies of a thousand reports are never all in memory."""
    skipped: list[str] = []
    files = _kept(_FORMS[order.form](order) if order.form in _FORMS else _everything(order), skipped)
    first, second = next(files, None), next(files, None)
    if first is None:
        return Written("", tuple(skipped))
    if second is None:
        order.target.write_bytes(first[1])
        return Written(names.for_file(first[0]), tuple(skipped))
    taken: set[str] = set()
    with zipfile.ZipFile(order.target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in chain((first, second), files):
            folder, _, last = name.rpartition("/")
            unlike = names.unlike(f"{folder}/{names.for_file(last)}".lstrip("/"), taken)
            archive.writestr(zipfile.ZipInfo(unlike, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return Written(f"{names.for_file(order.title)}.zip", tuple(skipped))


Files = Iterator[tuple[str, bytes | None]]


def _kept(files: Files, skipped: list[str]) -> Iterator[tuple[str, bytes]]:
    """The files that there are; the names of the others go to `skipped`."""
    for name, data in files:
        if data is None:
            skipped.append(name)
        else:
            yield name, data


def _documents(order: Order, whole: bool) -> Iterator[tuple[Given, DocumentReport]]:
    """The documents as they were reported, their accepted findings marked; with their text only where the `whole` of them is asked for."""
    files = dict(order.together)
    base, report = None, Report(())
    for given in order.given:
        if given.base != base:
            base, report = given.base, _report(order, given.base, files[given.base])
        document = report.documents[given.place]
        accepted = {each.fingerprint: Suppression(each.reason, each.by or None, None) for each in given.decisions if each.verdict == "accepted"}
        findings = tuple(replace(finding, suppressed=accepted.get(finding.fingerprint, finding.suppressed)) for finding in document.findings)
        document = replace(document, findings=findings, source=given.source)
        yield given, document if whole else replace(document, document=None, ledger=None)


def _report(order: Order, base: Path, files: tuple[tuple[Path, str], ...]) -> Report:
    path = work.report_path(base, order.lang)
    content = sealed.read(path, order.key)
    if content is None:  # in this language, or by this version, nobody asked for it yet
        work.check(work.Order(files, order.lang, base, order.key, order.force, told_anew=True))
        content = sealed.read(path, order.key)
    assert content is not None
    report = sealed.unpack(content)
    assert isinstance(report, Report)
    return report


def _annotated(order: Order) -> Files:
    for given, document in _documents(order, whole=True):
        copy = annotated(given.source, document, order.lang, order.force)
        if copy is None:
            yield given.name, None
        else:
            yield f"{given.name.rpartition('.')[0] or given.name}.gouji.{copy[0]}", copy[1]


def annotated(source: Path, document: DocumentReport, lang: str, force: Force) -> tuple[str, bytes] | None:
    """The kind and the bytes of a copy with the findings in it; None for what no copy can be made of."""
    from gouji import audit
    from gouji.annotate import copies
    from gouji.annotate.remark import remarks
    from gouji.readers.problems import Unreadable

    if document.document is None:
        return None
    try:
        original = copies.opened(source)
        if original is None:
            return None
        if original.own:  # the marks of an earlier run are taken out of what is written into, and so must not be in what was read
            opened = audit.open_bytes(original.data, document.path)
            if isinstance(opened, DocumentReport):
                return None
            settings = for_files(force, ((source, document.path),), lang).at(source)
            document = audit.check_document(opened.document, document.path, opened.sha256, settings)
        made = remarks(document, Wording(lang), notes=False, suggest=False)
        return original.kind, copies.annotated(original, document, made, Wording(lang), __version__)[0]
    except Unreadable:
        return None


def _pages(order: Order) -> Files:
    """One HTML file a document, or a dossier: what its documents say of one another is in it."""
    by_result: dict[Path, list[Given]] = {}
    for given in order.given:
        by_result.setdefault(given.base, []).append(given)
    for each in by_result.values():
        report = Report(tuple(document for _, document in _documents(replace(order, given=tuple(each)), whole=True)))
        yield f"{each[0].name}.html", formats.render("html", report, order.lang, __version__, order.force.settings.packs)


def _list(order: Order) -> Files:
    """The findings list and its working paper, of all documents together, with what was decided."""
    from gouji.renderers import xlsx

    opinions = {(place, each.fingerprint): (_OPINIONS[each.verdict], _remarks(each)) for place, given in enumerate(order.given) for each in given.decisions}
    yield f"{order.title}.xlsx", xlsx.render(_together(order), order.lang, __version__, order.force.settings.packs, opinions)


def _together(order: Order) -> Report:
    return Report(tuple(document for _, document in _documents(order, whole=False)))


def _remarks(decision: Decision) -> str:
    """What was written about a finding; why it was accepted stands with the acceptance."""
    by = decision.by if decision.verdict == "confirmed" or decision.comment else ""
    return " · ".join(part for part in (decision.comment, by if decision.verdict != "accepted" else "") if part)


def _json(order: Order) -> Files:
    """The JSON of all documents together."""
    yield f"{order.title}.json", formats.render("json", _together(order), order.lang, __version__, order.force.settings.packs)


def _everything(order: Order) -> Files:
    for form in known_forms(tuple(_FORMS)):
        for name, data in _FORMS[form](replace(order, form=form)):
            if data is not None:
                yield f"{form}/{name}", data


_FORMS = {"annotated": _annotated, "xlsx": _list, "html": _pages, "json": _json}


def compared(old: Order, new: Order) -> str:
    """What changed between two documents, as markup."""
    from gouji.comparison import compare, load
    from gouji.desk.pages.compare import compared as told

    versions = [load(formats.render("json", _together(order), order.lang, __version__)) for order in (old, new)]
    return str(told(compare(*versions), Wording(new.lang)))
