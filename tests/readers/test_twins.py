"""One source in several formats gives the same blocks."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from gouji.readers import read, read_bytes

from .build import docx, p
from .rewrap import rewrap
from .test_text import ROOT, SOURCE

FIXTURE = ROOT / "fixtures/reports/commerce"
SEED = ROOT.parent / "shared/reports/seed"


def commerce() -> bytes:
    return docx(
        "".join(p(line, '<w:ind w:firstLineChars="200" w:firstLine="480"/>' if number else '<w:jc w:val="center"/>') for number, line in enumerate(SOURCE))
    )


def test_docx_of_our_own_report() -> None:
    assert [block.text for block in read_bytes(commerce(), "x").blocks] == SOURCE


def test_fixture_files_are_of_this_source() -> None:
    """report.docx and report.txt beside the source are made by `python -m tests.readers.test_twins` and never edited."""
    for name in ("report.docx", "report.txt"):
        assert [block.text for block in read(FIXTURE / name).blocks] == SOURCE


def test_pdf_of_our_own_report(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "report.docx").write_bytes(commerce())
    command = [
        office,
        "--headless",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "report.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    assert [block.text for block in read(tmp_path / "report.pdf").blocks] == SOURCE


@pytest.mark.skipif(not SEED.exists(), reason="the seed report lies beside a development checkout only")
def test_the_seed_report_reads_the_same_in_its_three_formats() -> None:
    blocks = {suffix: [block.text for block in read(SEED / f"report.{suffix}").blocks] for suffix in ("docx", "txt", "pdf")}
    assert blocks["txt"] == blocks["docx"]
    assert blocks["pdf"] == blocks["docx"]


if __name__ == "__main__":
    (FIXTURE / "report.docx").write_bytes(commerce())
    (FIXTURE / "report.txt").write_text(rewrap(SOURCE, 2), encoding="utf-8", newline="\n")
