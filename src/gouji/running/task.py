"""One file of a run: from what is met to what is published of it. The same function runs in this process, in a child and on a cluster."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import Any, Literal

from gouji import __version__, intake
from gouji.frozen import frozen
from gouji.intake import Met
from gouji.report import DocumentReport
from gouji.settings import Settings
from gouji.tally import Gist, gist

View = Literal["report", "json", "jsonl", "terminal", "concise"]
PLAIN_COLUMNS = 80


@frozen
class Order:
    """What is wanted of each file of a run; `columns` is the width of the terminal view."""

    settings: Settings = field(default_factory=Settings)
    view: View = "report"
    columns: int = PLAIN_COLUMNS


@frozen
class Outcome:
    """What came of one file: its gist, and its view: text for `json` and `jsonl`, lines for `terminal` and `concise`, else the DocumentReport."""

    gist: Gist
    view: Any


def perform(met: Met, order: Order) -> Outcome:
    """The outcome of one file, or of the files of a dossier. Raises nothing but MemoryError."""
    if met.together:
        return _dossier(met, order)
    document = intake.inspect_one(met, order.settings)
    if any(problem.code == "no-memory" for problem in document.problems):
        raise MemoryError
    try:
        return told(document, order)
    except MemoryError:
        raise
    except Exception as error:
        return told(intake.failed(met, order.settings, error), order)


def _dossier(met: Met, order: Order) -> Outcome:
    try:
        report = intake.inspect(met.together, order.settings)
    except MemoryError:
        raise
    except Exception as error:
        return told(intake.failed(met, order.settings, error), order)
    return Outcome(gist(report.documents[0]), report)


def told(document: DocumentReport, order: Order) -> Outcome:
    """A document as it is wanted."""
    return Outcome(gist(document), _VIEWS[order.view](document, order))


def _json(document: DocumentReport, order: Order) -> str:
    from gouji.renderers import json

    return json.entry(document)


def _jsonl(document: DocumentReport, order: Order) -> str:
    from gouji.renderers import json

    return json.line(document, __version__)


def _terminal(document: DocumentReport, order: Order) -> Any:
    from gouji.renderers import terminal

    return terminal.entry(document, order.settings.lang, order.columns, template=order.settings.template).lines


def _concise(document: DocumentReport, order: Order) -> Any:
    from gouji.renderers import terminal

    return terminal.concise_entry(document, order.settings.lang, order.columns, template=order.settings.template).lines


_VIEWS: dict[View, Callable[[DocumentReport, Order], Any]] = {
    "report": lambda document, order: document,
    "json": _json,
    "jsonl": _jsonl,
    "terminal": _terminal,
    "concise": _concise,
}
