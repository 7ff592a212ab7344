"""A finding as a card: what is wrong, the sentence, how it was worked out, what it should be, and what each repair would mend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gouji.document.model import Place
from gouji.renderers.columns import window
from gouji.renderers.escaping import safe
from gouji.renderers.html.index import Entry, located, named
from gouji.renderers.html.markup import Markup, joined, tag
from gouji.renderers.quotes import within
from gouji.renderers.words import Wording
from gouji.renderers.words import operand as operand_name
from gouji.report import FactView, Finding, Operand, Parameter, Relation, Repair, Suppression, Words
from gouji.rulebook.pack import Rule

_EXCERPT = 96  # columns of a quote beside an operand
_MOST_ROWS = 6  # figures of one operand that have a row each; of a longer sum only the numbers are shown


class Proof:
    """The cards of a document's findings; `rules` by code say what each rule is called and on what it stands."""

    def __init__(self, entry: Entry, wording: Wording, rules: Mapping[str, Rule]) -> None:
        self.entry, self.wording, self.rules = entry, wording, rules

    def cards(self) -> Markup:
        """All of them, in the order of the document."""
        return joined(self.card(number, finding) for number, finding in enumerate(self.entry.report.findings, start=1))

    def card(self, number: int, finding: Finding) -> Markup:
        """One finding: its head, and under it what opens when it is chosen."""
        title = self._title(finding.code)
        head = tag(
            "button",
            tag("span", str(number), class_="no"),
            tag("span", self.wording(f"severity.{finding.severity}"), class_="severity"),
            tag("span", finding.code, class_="code", title=finding.name),
            tag("span", title, class_="title"),
            tag("span", self._at(finding.place), class_="where"),
            tag("span", finding.message, class_="message"),
            type="button", class_="head", aria_expanded="false",
        )  # fmt: skip
        return tag(
            "article", head, tag("div", *self._proof(finding), class_="proof"), class_=f"finding {finding.severity}{' accepted' if finding.suppressed else ''}",
            id=self.entry.finding_key(number), data_code=finding.code, data_severity=finding.severity,
        )  # fmt: skip

    def _proof(self, finding: Finding) -> Iterator[Markup]:
        yield tag("blockquote", self._quoted(finding), lang="zh")
        if finding.suppressed:
            yield self._accepted(finding.suppressed)
        if finding.decisive:
            yield tag("p", self.wording("finding.decisive"), class_="decisive")
        for repair in finding.repairs:
            yield self._repair(repair)
        if finding.expected and not finding.repairs:
            yield self._line("label.expected", tag("b", finding.expected))
        if finding.candidates:
            texts = ", ".join(self._text(figure) for figure in finding.candidates)
            yield self._line("label.candidates", self.wording("finding.candidates", texts=texts))
        broken = self.entry.broken(finding)
        for relation in broken:
            yield self._relation(relation)
        if not broken:
            yield from self._alone(finding)
        if finding.conventions:
            tried = ", ".join(self.wording(f"convention.{convention}") for convention in finding.conventions)
            yield self._line("label.tried", tried)
        yield from self._authority(finding)

    def _quoted(self, finding: Finding) -> Markup:
        """The sentence with what the finding points at marked in it: its figure, else its words."""
        quote, view = finding.quote, self._view(finding.figures[0]) if finding.figures else None
        if view is not None:
            return _with_mark(quote, *within(quote, view))
        words = self.entry.words(finding.span) if finding.span else ""
        start = max(quote.find(words), 0)
        return _with_mark(quote, start, start + len(words) if words in quote else start)

    def _accepted(self, suppressed: Suppression) -> Markup:
        until = self.wording("html.until", until=suppressed.until) if suppressed.until else None
        return self._line("html.accepted", " · ".join(part for part in (suppressed.reason, suppressed.by, until) if part))

    def _alone(self, finding: Finding) -> Iterator[Markup]:
        """A finding that breaks no relation: what it looked at."""
        if finding.formula:
            yield self._line("label.formula", finding.formula)
        rows = [row for figure in finding.figures for row in self._figures("", (figure,))]
        if rows:
            yield tag("table", *rows, class_="operands")

    def _authority(self, finding: Finding) -> Iterator[Markup]:
        rule = self.rules.get(finding.code)
        if rule is not None:
            yield self._line("html.why", rule.why[self.wording.lang])
            yield self._line("html.basis", rule.basis)
        yield tag("p", f"{finding.code} {finding.name} · {finding.fingerprint}", class_="mark")

    def _repair(self, repair: Repair) -> Markup:
        change = tag("p", tag("del", repair.before), " → ", tag("ins", repair.after), " ", tag("span", self.wording(f"cause.{repair.cause}"), class_="cause"))
        return tag("div", change, *self._effects("restores", repair.restores), *self._effects("breaks", repair.breaks), class_="repair")

    def _effects(self, kind: str, relations: Sequence[str]) -> Iterator[Markup]:
        """The relations that a repair mends or breaks, each by its formula."""
        if relations:
            known = (self.entry.relations.get(identity) for identity in relations)
            formulas = [tag("li", tag("span", relation.rule, class_="code"), " ", relation.formula) for relation in known if relation]
            yield tag("ul", tag("li", self.wording(f"html.{kind}", count=len(relations)), class_="lead"), *formulas, class_=kind)

    def _relation(self, relation: Relation) -> Markup:
        outcome = tag("span", self.wording(f"outcome.{relation.outcome}"), class_=f"outcome {relation.outcome}")
        lines = [
            tag("p", tag("span", relation.rule, class_="code", title=self._title(relation.rule)), " ", tag("b", relation.formula), " ", outcome),
            tag("p", relation.arithmetic, class_="arithmetic") if relation.arithmetic else "",
            self._line("label.expected", relation.expected.text) if relation.expected else "",
            self._line("html.convention", self.wording(f"convention.{relation.convention}")) if relation.convention else "",
            self._line("html.reach", self.wording(f"reach.{relation.reach}")),
        ]
        rows = [
            row for place, (role, operand) in enumerate(relation.operands) for row in self._operand(relation, place, operand_name(role, self.wording), operand)
        ]
        return tag("section", *lines[:2], tag("table", *rows, class_="operands"), *lines[2:], class_="relation")

    def _operand(self, relation: Relation, place: int, role: str, operand: Operand) -> Iterator[Markup]:
        match operand:
            case Words(text, at):
                target = self.entry.words_key(relation.id, place) if operand.span is not None else None
                yield self._row(role, self._go(target, _excerpt(text)), "", self._at(at), "")
            case Parameter(value, basis):
                yield self._row(role, value, basis, "", "")
            case tuple() if len(operand) > _MOST_ROWS:
                yield self._row(role, joined(self._chip(figure) for figure in operand), "", "", "")
            case tuple():
                yield from self._figures(role, operand)
            case _:
                yield from self._figures(role, (operand,))

    def _figures(self, role: str, figures: Sequence[str]) -> Iterator[Markup]:
        for nth, figure in enumerate(figures):
            found = self.entry.find(figure)
            role = "" if nth else role
            if found is None:
                yield self._row(role, figure, "", "", "")
                continue
            owner, view = found
            status = tag("i", class_=f"dot {view.status}", title=self.wording(f"figure.{view.status}"))
            go = self._go(self.entry.key(figure), view.fact.text)
            yield self._row(role, joined([status, go]), named(view), located(self.entry, owner, view.place, self.wording), _excerpted(view))

    def _chip(self, figure: str) -> Markup:
        """A figure among many: its text alone, its name and place when pointed at."""
        found = self.entry.find(figure)
        if found is None:
            return tag("span", figure, class_="chip")
        owner, view = found
        said = f"{named(view)} {located(self.entry, owner, view.place, self.wording)}".strip()
        return tag("span", self._go(self.entry.key(figure), view.fact.text, said), class_="chip")

    def _row(self, role: str, what: str, name: str, where: str, quote: str) -> Markup:
        said = [tag("span", part, class_=kind) for part, kind in ((name, "name"), (where, "where")) if part]
        quoted = [tag("q", quote, lang="zh")] if quote else []
        return tag("tr", tag("th", role, scope="row"), tag("td", tag("span", what, class_="what"), *said, *quoted))

    def _go(self, key: str | None, label: str, said: str | None = None) -> Markup:
        return tag("button", label, type="button", class_="go", data_go=key, title=said) if key else tag("span", label)

    def _line(self, key: str, value: str) -> Markup:
        return tag("p", tag("span", self.wording(key), class_="label"), value, class_="line")

    def _title(self, code: str) -> str:
        rule = self.rules.get(code)
        return rule.title[self.wording.lang] if rule else ""

    def _at(self, place: Place) -> str:
        return located(self.entry, self.entry, place, self.wording)

    def _view(self, figure: str) -> FactView | None:
        found = self.entry.find(figure)
        return found[1] if found else None

    def _text(self, figure: str) -> str:
        view = self._view(figure)
        return view.fact.text if view else figure


def _excerpted(view: FactView) -> Markup:
    """As much of a figure's sentence as fits beside it."""
    return _with_mark(*window(safe(view.quote), *within(view.quote, view), _EXCERPT))


def _with_mark(text: str, start: int, end: int) -> Markup:
    return joined([text[:start], *([tag("mark", text[start:end])] if end > start else []), text[end:]])


def _excerpt(text: str) -> str:
    return window(safe(text), 0, 0, _EXCERPT)[0]
