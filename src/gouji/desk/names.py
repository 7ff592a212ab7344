"""What an uploaded file is called. A name is shown and never used as a path: on the disk every file is called by a number."""

from __future__ import annotations

import re
import zipfile

from gouji.desk import limits
from gouji.renderers.escaping import safe

_SEPARATORS = re.compile(r"[/\\]+")
_NOT_IN_FILES = re.compile(r'[<>:"|?*]')
_DRIVE = re.compile(r"^[A-Za-z]:$")
_SUFFIXES = frozenset({"pdf", "docx", "doc", "xlsx", "xls", "html", "htm", "txt", "md", "markdown"})
_NO_DOCUMENTS = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_FOLDERS_OF_SYSTEMS = frozenset({"__macosx"})
_LOCK = "~$"  # what Word puts beside a file that is open
_DEVICES = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_UTF8 = 0x800
_NAMELESS = "-"


def shown(name: str) -> str:
    """A name from outside as it is shown, folders before it: no way up, no drive, nothing that is not to be seen, not longer than bearable."""
    parts = [_part(part) for part in _SEPARATORS.split(safe(name.encode("utf-8", "replace").decode("utf-8")))]
    kept = [part for part in parts if part and part.strip(".") and not _DRIVE.match(part)]
    return "/".join(kept)[-limits.NAME :].lstrip("/") or _NAMELESS


def is_no_document(name: str) -> bool:
    """Whether a file in a folder or an archive is one that systems and programs leave there."""
    *folders, last = _SEPARATORS.split(name)
    return not last or last.lower() in _NO_DOCUMENTS or last.startswith((_LOCK, "._")) or any(folder.lower() in _FOLDERS_OF_SYSTEMS for folder in folders)


def suffix(name: str) -> str:
    """The suffix with its point if it is one of a document, else nothing: the readers tell Markdown by it and go by the content for all else."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return f".{ending}" if ending in _SUFFIXES else ""


def in_archive(entry: zipfile.ZipInfo) -> str:
    """The name of an entry as it was meant: archives made on a Chinese Windows have theirs in GBK, which zip readers take for something else."""
    if entry.flag_bits & _UTF8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


def for_file(name: str) -> str:
    """The last part of a shown name as a file of any system may be called."""
    last = _NOT_IN_FILES.sub("_", name.rpartition("/")[2]).strip(" .") or _NAMELESS
    return f"_{last}" if _DEVICES.match(last) else last


def unlike(name: str, taken: set[str]) -> str:
    """`name`, numbered where another file has it; it is taken from then on."""
    stem, point, ending = name.rpartition(".")
    stem, ending = (stem, point + ending) if stem else (name, "")
    candidate, number = name, 1
    while candidate.lower() in taken:
        number += 1
        candidate = f"{stem} ({number}){ending}"
    taken.add(candidate.lower())
    return candidate


def _part(part: str) -> str:
    part = part.strip()
    if len(part) <= limits.NAME_PART:
        return part
    ending = suffix(part)
    return part[: limits.NAME_PART - len(ending)] + ending
