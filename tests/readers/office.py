"""LibreOffice, where it is installed: one document in another format."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def converted(data: bytes, suffix: str, to: str, folder: Path) -> bytes:
    """`data`, a file named `.suffix`, as LibreOffice saves it in the format `to`; skips the test where there is none."""
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    source = folder / f"source.{suffix}"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run([office, "--headless", profile, "--convert-to", to, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=120)
    return (folder / f"source.{to.split(':')[0]}").read_bytes()
