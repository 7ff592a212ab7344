"""What stands beneath the message of a finding: formula, arithmetic, value expected, the other figures, repairs, each with its label."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from gouji.frozen import frozen
from gouji.quantity.elision import elided
from gouji.renderers.places import pointer, spot
from gouji.renderers.words import Wording
from gouji.report import Change, DocumentReport, FactView, Finding, Repair, Report, Suppression

MOST_RELATED = 4
MOST_ARITHMETIC = 3
MOST_REPAIRS = 4
MOST_CANDIDATES = 6


@frozen
class Known:
    """A figure and the document that it stands in."""

    document: DocumentReport
    view: FactView


class Figures:
    """The figures of a report by their ids. Ids are a document's own, but in a dossier, whose files may call one another's figures."""

    def __init__(self, report: Report) -> None:
        documents = report.documents
        pooled = any(view.fact.id.startswith("d") for document in documents for view in document.figures[:1])
        self._shared = _known(documents) if pooled else None

    def of(self, document: DocumentReport) -> Mapping[str, Known]:
        """The figures that the findings of `document` may name."""
        return _known([document]) if self._shared is None else self._shared


def _known(documents: Iterable[DocumentReport]) -> dict[str, Known]:
    return {view.fact.id: Known(document, view) for document in documents for view in document.figures}


class Notes:
    """The notes on the findings of one document."""

    def __init__(self, document: DocumentReport, figures: Mapping[str, Known], wording: Wording) -> None:
        self.document, self.figures, self.wording = document, figures, wording
        self.order = {relation.id: number for number, relation in enumerate(document.relations)}

    def of(self, finding: Finding, shown: Collection[str] = (), related: bool = True) -> list[tuple[str, str]]:
        """(label, text) in the order to be shown. The figures in `shown` are before the reader's eyes already; `related`: name the others."""
        notes = [("formula", finding.formula)]
        notes += [("arithmetic", text) for text in self.arithmetic(finding)]
        notes += [("expected", self._expected(finding)), ("candidates", self._candidates(finding))]
        notes += [("related", text) for text in self._related(finding, shown)] if related else []
        notes += [("repair", self._repair(repair)) for repair in finding.repairs[:MOST_REPAIRS]]
        more = len(finding.repairs) - MOST_REPAIRS
        notes += [("repair", self.wording("finding.more", count=more) if more > 0 else None)]
        notes += [("limit", self.wording("finding.cut-short") if finding.cut_short else None)]
        notes += [("decisive", self.wording("finding.decisive") if finding.decisive else None)]
        return [(label, text) for label, text in notes if text]

    def lines(self, finding: Finding, related: bool = True) -> list[str]:
        """The same as `label: text`, for places that have no columns."""
        return [f"{self.wording(f'label.{label}')}: {text}" for label, text in self.of(finding, related=related)]

    def arithmetic(self, finding: Finding) -> list[str]:
        """The arithmetic of the broken relations that the message does not tell already."""
        relations = (self.document.relations[number] for number in sorted(self.order[i] for i in finding.relations if i in self.order))
        told = (relation.arithmetic for relation in relations if relation.arithmetic and relation.arithmetic not in finding.message)
        return [text for text in dict.fromkeys(map(elided, told)) if text not in finding.message][:MOST_ARITHMETIC]

    def others(self, finding: Finding) -> list[Known]:
        """The figures that the first is held against, and those that share the doubt with it."""
        return [self.figures[i] for i in dict.fromkeys((*finding.figures, *finding.candidates)) if i in self.figures and i != finding.figures[0]]

    def summary(self, known: Known) -> str:
        """A figure with its name: `项目支出 执行数 3899.62万元`; `农渠 6.9公里`, which is subject and concept in one."""
        fact = known.view.fact
        return " ".join(dict.fromkeys(part for part in (fact.aspects.subject, fact.concept, fact.text) if part))

    def accepted(self, suppression: Suppression) -> str:
        """Why, and by whom, a finding was accepted."""
        key = "finding.accepted-by" if suppression.by else "finding.accepted"
        return self.wording(key, by=suppression.by, reason=suppression.reason)

    def _expected(self, finding: Finding) -> str | None:
        tried = self.wording("list.comma").join(self.wording(f"convention.{convention}") for convention in finding.conventions)
        if not finding.expected or not tried:
            return finding.expected
        return self.wording("finding.expected", expected=finding.expected, tried=tried)

    def _candidates(self, finding: Finding) -> str:
        shown = finding.candidates[: MOST_CANDIDATES // 2] if len(finding.candidates) > MOST_CANDIDATES else finding.candidates
        texts = self.wording("list.comma").join(self.figures[i].view.fact.text if i in self.figures else i for i in shown)
        if len(finding.candidates) > MOST_CANDIDATES:
            return self.wording("finding.among", count=len(finding.candidates), texts=texts)
        return texts and self.wording("finding.candidates", texts=texts)

    def _related(self, finding: Finding, shown: Collection[str]) -> list[str]:
        named = {i for i in finding.candidates if i in self.figures and self.figures[i].document is self.document}
        others = [known for known in self.others(finding) if known.view.fact.id not in named.union(shown)]
        lines = [f"{self.summary(known)} ({self._where(known)})" for known in others[:MOST_RELATED]]
        more = len(others) - MOST_RELATED
        return [*lines, self.wording("finding.more", count=more)] if more > 0 else lines

    def _where(self, known: Known) -> str:
        place = known.view.place
        return spot(place, self.wording) if known.document is self.document else pointer(known.document.path, place, self.wording)

    def _repair(self, repair: Repair) -> str:
        key = "finding.repair-breaking" if repair.breaks else "finding.repair"
        cause = self.wording(f"cause.{repair.cause}")
        counts = {"restores": len(repair.restores), "breaks": len(repair.breaks)}
        return self.wording(key, before=repair.before, after=repair.after, cause=cause, **counts) + self._also(repair)

    def _also(self, repair: Repair) -> str:
        """The other figures to be changed, each with its place, and with its new value where that is another."""
        texts = self.wording("list.comma").join(
            self.wording(
                "finding.change" if change.after == repair.after else "finding.change-to", text=change.before, after=change.after, where=self._at(change)
            )
            for change in repair.also
        )
        return texts and self.wording("finding.also", texts=texts)

    def _at(self, change: Change) -> str:
        return self._where(self.figures[change.figure]) if change.figure in self.figures else change.figure
