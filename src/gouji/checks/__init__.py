"""Algorithms that judge what the ledger states; one family a file, named by the rules' `check:`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gouji.checks import blanks, dates, equation, explanation, lists, marks, phrases, records, restatement, structure, templates, totals
from gouji.checks.draft import Case, Draft

CHECKS: dict[str, Callable[[Case], Iterator[Draft]]] = {
    "equation": equation.equation,
    "bound": equation.equation,
    "ceiling": equation.equation,
    "restatement": restatement.restatement,
    "enumeration": lists.enumeration,
    "lists": lists.lists,
    "completion": records.completion,
    "full-marks": marks.full_marks,
    "missed": records.missed,
    "over-completion": records.over_completion,
    "mislabelled": records.mislabelled,
    "midyear": records.midyear,
    "marks": marks.marks,
    "copied-rate": records.copied_rate,
    "weights": totals.weights,
    "scores": totals.scores,
    "execution-score": totals.execution_score,
    "grade": totals.grade,
    "low-execution": explanation.low_execution,
    "no-execution-weight": totals.no_execution_weight,
    "wording": phrases.wording,
    "brackets": phrases.brackets,
    "damaged-unit": phrases.damaged_unit,
    "numbering": structure.numbering,
    "empty-section": structure.empty_section,
    "sweeping-claim": structure.sweeping_claim,
    "retired-in-establishment": structure.retired_in_establishment,
    "renamed-parts": structure.renamed_parts,
    "thrift-over-ceiling": structure.thrift_over_ceiling,
    "blanks": blanks.blanks,
    "template-text": blanks.template_text,
    "placeholders": blanks.placeholders,
    "dates": dates.dates,
    "periods": dates.periods,
    "missing-sections": structure.missing_sections,
    "all-reached": structure.all_reached,
    "half-done": structure.half_done,
    "template-columns": templates.columns,
    "template-sections": templates.sections,
    "repair": lambda case: iter(()),  # its findings come from diagnosis
}
