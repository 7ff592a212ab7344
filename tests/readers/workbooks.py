"""Small workbooks for the tests, written byte by byte so that nothing but what a test names is in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from .build import package

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_FORMAT = "application/vnd.openxmlformats-officedocument"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OWN_FORMATS = 164  # the first numFmtId that a workbook may define


def cell(ref: str, value: str | None = None, style: int = 0, formula: str | None = None, kind: str = "n") -> str:
    """A cell; kind "inline" for a text of its own, "s" for the index of a shared one; `formula` may be a whole element."""
    if kind == "inline":
        return f'<c r="{ref}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(value or "")}</t></is></c>'
    written = "" if formula is None else formula if formula.startswith("<f") else f"<f>{escape(formula)}</f>"
    return f'<c r="{ref}" s="{style}" t="{kind}">{written}{"" if value is None else f"<v>{escape(value)}</v>"}</c>'


def text(ref: str, words: str) -> str:
    """A cell of words."""
    return cell(ref, words, kind="inline")


def row(number: int, *cells: str, attributes: str = "") -> str:
    """A row, 1-based."""
    return f'<row r="{number}" {attributes}>{"".join(cells)}</row>'


def sheet(*rows: str, before: str = "", merged: Sequence[str] = (), after: str = "") -> str:
    """A worksheet; `before` stands where columns are described, `after` at its end."""
    merges = f"<mergeCells>{''.join(f'<mergeCell ref={quoteattr(ref)}/>' for ref in merged)}</mergeCells>" if merged else ""
    return f'{_HEAD}<worksheet xmlns="{S}" xmlns:r="{_R}">{before}<sheetData>{"".join(rows)}</sheetData>{merges}{after}</worksheet>'


def workbook(
    sheets: Mapping[str, str],
    codes: Iterable[str | int] = (),
    strings: Iterable[str] = (),
    hidden: Iterable[str] = (),
    properties: str = "",
    calculation: str = "",
) -> bytes:
    """An .xlsx of `sheets`; style n + 1 has the n-th of `codes` (a numFmtId where it is a number); `strings` are the insides of shared <si>."""
    own = [code for code in codes if isinstance(code, str)]
    numbers = [0, *(code if isinstance(code, int) else _OWN_FORMATS + own.index(code) for code in codes)]
    formats = "".join(f'<numFmt numFmtId="{_OWN_FORMATS + n}" formatCode={quoteattr(code)}/>' for n, code in enumerate(own))
    styles = "".join(f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' for number in numbers)
    listed = "".join(
        f"<sheet name={quoteattr(name)} sheetId='{n}' r:id='s{n}'{' state=' + quoteattr('hidden') if name in set(hidden) else ''}/>"
        for n, name in enumerate(sheets, 1)
    )
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_FORMAT}.spreadsheetml.worksheet+xml"/>' for n in range(1, len(sheets) + 1)
    )
    targets = "".join(f'<Relationship Id="s{n}" Type="{_R}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in range(1, len(sheets) + 1))
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_FORMAT}.spreadsheetml.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_FORMAT}.spreadsheetml.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_FORMAT}.spreadsheetml.sharedStrings+xml"/>{kinds}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_RELATIONS}"><Relationship Id="r" Type="{_R}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{S}" xmlns:r="{_R}"><workbookPr {properties}/><sheets>{listed}</sheets><calcPr {calculation}/></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{targets}'
        f'<Relationship Id="styles" Type="{_R}/styles" Target="styles.xml"/>'
        f'<Relationship Id="strings" Type="{_R}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f'{_HEAD}<styleSheet xmlns="{S}"><numFmts count="{len(own)}">{formats}</numFmts><fonts count="1"><font/></fonts>'
        f'<fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="{len(numbers)}">{styles}</cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'{_HEAD}<sst xmlns="{S}">{"".join(f"<si>{inside}</si>" for inside in strings)}</sst>',
    }
    files |= {f"xl/worksheets/sheet{n}.xml": content for n, content in enumerate(sheets.values(), 1)}
    return package(files)


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package, to be changed and packed again."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
