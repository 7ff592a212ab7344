"""What the tests of annotated copies share: a call, and what must not change by it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from gouji import audit
from gouji.cli import main
from gouji.readers import read_bytes
from gouji.report import DocumentReport
from gouji.settings import Settings
from support import ROOT, ledger_of

FORMS = ROOT / "fixtures" / "forms"
FARMLAND = ROOT / "fixtures" / "reports" / "farmland" / "report.txt"


def copied(folder: Path, name: str, data: bytes, *options: str, code: int = 0) -> bytes:
    """The annotated copy of `data`, a file called `name`; the file itself must stay as it is. `code` is what the call exits with."""
    source = folder / name
    source.write_bytes(data)
    assert main(["annotate", str(source), *options]) == code
    assert source.read_bytes() == data
    return (folder / f"{source.stem}.gouji{source.suffix}").read_bytes()


def again(folder: Path, name: str, *options: str) -> bytes:
    """The copy that is beside the file called `name`, annotated once more."""
    copy = (folder / name).with_suffix(f".gouji{Path(name).suffix}")
    assert main(["annotate", str(copy), *options]) == 0
    assert not list(folder.glob("*.gouji.gouji.*"))
    return copy.read_bytes()


def checked(data: bytes) -> DocumentReport:
    """The report of a file that is named in the call, places and all."""
    return audit.check_document(read_bytes(data, "report"), "report", "", Settings())


def ledger(data: bytes) -> list[str]:
    """What is understood of a file."""
    return ledger_of(checked(data))


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def is_inserted_into(old: bytes, new: bytes) -> bool:
    """Whether `new` is `old` with more in between."""
    rest = iter(new)
    return all(byte in rest for byte in old)
