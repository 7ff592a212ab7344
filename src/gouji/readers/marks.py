"""What marks a file as an annotated copy that this program made, and what of such a copy is no part of the report."""

from __future__ import annotations

from typing import Any

from gouji.document.model import Problem
from gouji.readers.limits import Package
from gouji.readers.numbering import W
from gouji.readers.pdfium import library, raw
from gouji.readers.problems import OWN_COPY, problem
from gouji.readers.wordml import parse

AUTHOR = "gouji"  # of comments, tracked changes and annotations
PROPERTY = "gouji"  # a custom property of a package, an entry of a PDF's Info
LEGEND = "GoujiLegend"  # the marked content that holds all of a legend page
CUSTOM_PROPERTIES = "docProps/custom.xml"
_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_SUGGESTED = {f"{W}ins", f"{W}del"}


def in_package(package: Package) -> bool:
    """Whether a package carries the mark."""
    if CUSTOM_PROPERTIES not in package:
        return False
    return any(each.get("name") == PROPERTY for each in parse(package, CUSTOM_PROPERTIES).iter(_PROPERTY))


def in_pdf(opened: Any) -> bool:
    """Whether an open PDF carries the mark."""
    # the length counts the two zero bytes at the end
    return bool(raw().FPDF_GetMetaText(opened, PROPERTY.encode(), None, 0) > 2)


def in_pdf_bytes(data: bytes) -> bool:
    """Whether a PDF carries the mark; one that cannot be opened does not."""
    pypdfium2 = library()
    try:
        with pypdfium2.PdfDocument(data) as opened:
            return in_pdf(opened)
    except pypdfium2.PdfiumError:
        return False


def said(own: bool) -> list[Problem]:
    """What is said of an annotated copy: whose marks they are, and that they were left out."""
    return [problem(OWN_COPY)] if own else []


def is_legend(page: Any) -> bool:
    """Whether an open page of a PDF is a legend: its first object is marked as part of one."""
    pdfium = raw()
    first = pdfium.FPDFPage_GetObject(page, 0)
    return bool(first) and any(_name(pdfium, pdfium.FPDFPageObj_GetMark(first, at)) == LEGEND for at in range(pdfium.FPDFPageObj_CountMarks(first)))


def _name(pdfium: Any, mark: Any) -> str:
    import ctypes

    buffer, length = (ctypes.c_ushort * 64)(), ctypes.c_ulong()
    if not pdfium.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), ctypes.byref(length)):
        return ""
    return bytes(buffer)[: max(length.value - 2, 0)].decode("utf-16-le")


def without_suggestions(root: Any) -> Any:
    """A part of a Word file whose own suggestions are undone: they are questions to the author, who has not answered them yet."""
    for change in [each for each in root.iter(*_SUGGESTED) if each.get(f"{W}author") == AUTHOR]:
        parent = change.getparent()
        if parent is None:
            continue
        at = parent.index(change)
        kept = list(change) if change.tag == f"{W}del" else []
        for text in (text for run in kept for text in run.iter(f"{W}delText")):
            text.tag = f"{W}t"
        parent[at : at + 1] = kept
    return root
