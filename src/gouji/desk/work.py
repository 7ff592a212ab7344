"""What is done in a process of its own: documents checked, pages drawn, results read. Functions of plain values, so that any pool can run them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from gouji.desk import sealed
from gouji.desk.force import Force, accepted, for_files
from gouji.desk.rows import Found, Summary
from gouji.report import DocumentReport, Report, Suppression

GRAIN = 2.0, 16  # pixels a point, greys


@dataclass(frozen=True, slots=True)
class Order:
    """A check to be made: the files with the names they are shown under, several as one dossier; `base` is what the files of the result begin with.

    A result that is there and only `told_anew`, in another language, is told by the settings that it was made with, whatever is in force now.
    """

    files: tuple[tuple[Path, str], ...]
    lang: str
    base: Path
    key: bytes
    force: Force = field(default_factory=Force)
    told_anew: bool = False


def warm() -> None:
    """Loads what every file needs."""
    import gouji.audit
    from gouji.readers import docx, pdf, xlsx  # noqa: F401
    from gouji.renderers.html import page  # noqa: F401
    from gouji.rulebook.pack import load_rulebook
    from gouji.rulebook.profile import load_profiles

    assert gouji.audit
    load_rulebook()
    load_profiles()


def check(order: Order) -> tuple[Summary, ...]:
    """Checks the files, writes the report and what the review shows of each, and sums each up."""
    from gouji import intake
    from gouji.desk import pieces
    from gouji.intake import Met
    from gouji.renderers.html.index import entries
    from gouji.renderers.words import Wording

    force = in_force(order)
    settings = for_files(force, order.files, order.lang)
    met = [Met(path, shown, named=True) for path, shown in order.files]
    report = intake.inspect(met, settings)
    report = Report(tuple(replace(document, source=None) for document in report.documents))
    for entry, (path, _) in zip(entries(report), order.files, strict=True):
        sealed.write(view_path(order.base, order.lang, entry.number), pieces.cut(entry, path, Wording(order.lang), force.settings.packs), order.key)
    sealed.write(report_path(order.base, order.lang), sealed.pack(report), order.key)
    if not order.told_anew:
        sealed.write(_force_path(order.base), sealed.pack(force), order.key)
    today = datetime.now().astimezone().date()
    return tuple(summed(document, own) for document, own in zip(report.documents, accepted(force, report, today), strict=True))


def in_force(order: Order) -> Force:
    """What the files are checked with."""
    kept = sealed.read(_force_path(order.base), order.key) if order.told_anew else None
    found = sealed.unpack(kept) if kept is not None else order.force
    assert isinstance(found, Force)
    return found if all(pack.is_file() for pack in found.settings.packs) else order.force


def _force_path(base: Path) -> Path:
    return base.with_name(f"{base.name}.force")


def report_path(base: Path, lang: str) -> Path:
    return base.with_name(f"{base.name}.{lang}.report")


def view_path(base: Path, lang: str, place: int) -> Path:
    return base.with_name(f"{base.name}.{lang}.{place}.view")


def picture(source: Path, number: int) -> bytes | None:
    """A page of a PDF as WebP."""
    from gouji.renderers.html import pictures

    return pictures.picture(source, number, pictures.Grain(*GRAIN))


def summed(document: DocumentReport, accepted: Mapping[str, Suppression]) -> Summary:
    """What the overview shows of a document; `accepted` are findings that a file of acceptances accepts."""
    severities = Counter(finding.severity for finding in document.findings)
    about, texts = document.about, {view.fact.id: view.fact.text for view in document.figures}
    troubles: Sequence[str] = [problem.message for problem in document.problems if problem.loses] or [problem.message for problem in document.problems]
    return Summary(
        format=document.format,
        status=document.status,
        pages=document.pages,
        unit=about.unit if about else None,
        project=about.project if about else None,
        year=about.year if about else None,
        score=texts.get(about.score) if about and about.score else None,
        rescored=about.recomputed_score if about else None,
        grade=about.grade if about else None,
        regraded=about.recomputed_grade if about else None,
        errors=severities["error"],
        warnings=severities["warning"],
        notes=severities["note"],
        decisive=sum(finding.decisive for finding in document.findings),
        figures=document.coverage.figures,
        verified=document.coverage.verified,
        contradicted=document.coverage.contradicted,
        unchecked=document.coverage.unchecked,
        problem=troubles[0] if troubles and document.status not in ("checked", "unchecked") else None,
        findings=tuple(
            Found(number, finding.fingerprint, finding.code, finding.severity, finding.decisive, accepted.get(finding.fingerprint))
            for number, finding in enumerate(document.findings, start=1)
        ),
    )
