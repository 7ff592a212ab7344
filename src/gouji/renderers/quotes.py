"""Where a figure stands in the sentence that is quoted around it."""

from __future__ import annotations

from gouji.report import FactView


def within(quote: str, view: FactView) -> tuple[int, int]:
    """Start and end of the figure in `quote`, (0, 0) where it is not in it."""
    span, sentence, text = view.fact.span, view.fact.sentence, view.fact.text
    start, end = span.start - sentence.start, span.end - sentence.start
    if span.block == sentence.block and start >= 0 and "".join(quote[start:end].split()) == text:
        return start, end
    start = quote.find(text)
    return (start, start + len(text)) if start >= 0 else (0, 0)
