"""Edition: a package (.docx, .xlsx) in which some parts are changed or new, and every other one is as it was."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any

from gouji.annotate.source import Source, attribute
from gouji.document.model import Format
from gouji.readers import marks
from gouji.readers.limits import Package

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CORE = "{http://purl.org/dc/terms/}modified"
_CORE_PART = "docProps/core.xml"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_CUSTOM_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_VARIANT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_USER_PROPERTIES = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_NEVER = (1980, 1, 1, 0, 0, 0)  # the oldest date a zip can tell
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Edition:
    """A package being changed. Raises Unreadable where a part is damaged."""

    def __init__(self, data: bytes, format: Format) -> None:
        self.data, self.format = data, format
        self.package = Package(data, format)
        self._sources: dict[str, Source] = {}
        self._new: dict[str, bytes] = {}
        self._identities: dict[str, set[str]] = {}

    def __contains__(self, part: str) -> bool:
        return part in self.package or part in self._new

    def source(self, part: str) -> Source:
        """A part to be changed; a new one can be, too."""
        if part not in self._sources:
            new = self._new.get(part)
            self._sources[part] = Source.of(self.package, part) if new is None else Source(new, _parsed(new))
        return self._sources[part]

    def add(self, part: str, content: str, content_type: str | None = None) -> None:
        """Takes in a part that was not there; what it is need not be said where its extension tells."""
        self._new[part] = content.encode()
        if content_type is not None:
            types = self.source("[Content_Types].xml")
            prefix, declared = types.naming()
            types.append(types.root, f'<{prefix}Override{declared} PartName={attribute("/" + part)} ContentType="{content_type}"/>')

    def relate(self, part: str, kind: str, target: str) -> str:
        """Says that `part` ("" for the package) refers to the part `target`, and gives the id of the reference."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        relative = posixpath.relpath(f"/{target}", f"/{folder}")
        if relations not in self:
            self.add(relations, f'{XML}<Relationships xmlns="{_RELATIONS}"></Relationships>')
        source = self.source(relations)
        taken = {each.get("Id") for each in source.root} | self._identities.setdefault(relations, set())
        identity = next(name for name in (f"rGouji{number}" for number in range(1, len(taken) + 2)) if name not in taken)
        self._identities[relations].add(identity)
        prefix, declared = source.naming()
        source.append(source.root, f'<{prefix}Relationship{declared} Id="{identity}" Type="{kind}" Target={attribute(relative)}/>')
        return identity

    def related(self, part: str, kind: str) -> str | None:
        """The name of the part of a kind (the last word of its type) that `part` refers to."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        for each in self.source(relations).root if relations in self else ():
            if each.get("Type", "").rsplit("/", 1)[-1] == kind and each.get("TargetMode") != "External":
                return posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
        return None

    def default(self, extension: str, content_type: str) -> None:
        """Says what parts of an extension are, where that is not said."""
        types = self.source("[Content_Types].xml")
        if not any(each.get("Extension", "").lower() == extension for each in types.root):
            prefix, declared = types.naming()
            # behind the other defaults, for readers that want them first
            first = types.extents[types.root[0]].start if len(types.root) else types.extents[types.root].close
            types.insert(first, f'<{prefix}Default{declared} Extension="{extension}" ContentType="{content_type}"/>')

    def mark(self, value: str) -> None:
        """Marks the package as an annotated copy, once."""
        if marks.in_package(self.package):
            return
        text = f'fmtid="{_USER_PROPERTIES}" pid="%d" name="{marks.PROPERTY}"'
        if marks.CUSTOM_PROPERTIES in self.package:
            source = self.source(marks.CUSTOM_PROPERTIES)
            number = max([1, *(int(each.get("pid", "1")) for each in source.root if each.get("pid", "").isdecimal())]) + 1
            prefix, declared = source.naming()
            source.append(source.root, f'<{prefix}property{declared} {text % number}><vt:lpwstr xmlns:vt="{_VARIANT}">{value}</vt:lpwstr></{prefix}property>')
            return
        body = f"<property {text % 2}><vt:lpwstr>{value}</vt:lpwstr></property>"
        self.add(marks.CUSTOM_PROPERTIES, f'{XML}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VARIANT}">{body}</Properties>', _CUSTOM_TYPE)
        self.relate("", _CUSTOM_KIND, marks.CUSTOM_PROPERTIES)

    def modified(self) -> str | None:
        """When the document itself says that it was last changed: the only date that enters."""
        if _CORE_PART not in self.package:
            return None
        found = self.source(_CORE_PART).root.find(_CORE)
        return None if found is None else found.text

    def result(self) -> bytes:
        """The package: parts in their order, new ones behind them."""
        changed = {part: source.result() for part, source in self._sources.items()}
        written = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.data)) as old, zipfile.ZipFile(written, "w") as new:
            for entry in old.infolist():
                new.writestr(_like(entry), changed[entry.filename] if entry.filename in changed else self.package.read(entry.filename))
            for part, content in self._new.items():
                new.writestr(_entry(part), changed.get(part, content))
        return written.getvalue()


def _parsed(data: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(data)


def _like(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    copied = zipfile.ZipInfo(entry.filename, max(entry.date_time, _NEVER))
    copied.compress_type, copied.external_attr, copied.create_system = entry.compress_type, entry.external_attr, entry.create_system
    return copied


def _entry(part: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(part, _NEVER)
    entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
    return entry
