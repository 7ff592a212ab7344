"""What is done in a process of its own: documents checked, pages drawn, results read. Functions of plain values, so that any pool can run them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from gouji.desk import sealed
from gouji.desk.rows import Found, Summary
from gouji.report import DocumentReport, Report
from gouji.settings import Lang, Settings

GRAIN = 2.0, 16  # pixels a point, greys


@dataclass(frozen=True, slots=True)
class Order:
    """A check to be made: the files with the names they are shown under, several as one dossier; `base` is what the files of the result begin with."""

    files: tuple[tuple[Path, str], ...]
    lang: str
    base: Path
    key: bytes


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

    settings = Settings(fail_on="never", lang=cast(Lang, order.lang), together=len(order.files) > 1)
    met = [Met(path, shown, named=True) for path, shown in order.files]
    report = intake.inspect(met, settings)
    report = Report(tuple(replace(document, source=None) for document in report.documents))
    for entry, (path, _) in zip(entries(report), order.files, strict=True):
        sealed.write(view_path(order.base, order.lang, entry.number), pieces.cut(entry, path, Wording(order.lang)), order.key)
    sealed.write(report_path(order.base, order.lang), sealed.pack(report), order.key)
    return tuple(summed(document) for document in report.documents)


def report_path(base: Path, lang: str) -> Path:
    return base.with_name(f"{base.name}.{lang}.report")


def view_path(base: Path, lang: str, place: int) -> Path:
    return base.with_name(f"{base.name}.{lang}.{place}.view")


def picture(source: Path, number: int) -> bytes | None:
    """A page of a PDF as WebP."""
    from gouji.renderers.html import pictures

    return pictures.picture(source, number, pictures.Grain(*GRAIN))


def summed(document: DocumentReport) -> Summary:
    """What the overview shows of a document."""
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
            Found(number, finding.fingerprint, finding.code, finding.severity, finding.decisive) for number, finding in enumerate(document.findings, start=1)
        ),
    )
