"""Desks in folders of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .desks import Desk, entered, opened


@pytest.fixture(scope="package")
def working(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk whose hands work, one for all tests that need any."""
    home, access, app = opened(tmp_path_factory.mktemp("desk") / "home")
    with entered(app, access) as client:
        yield Desk(client, home, access, app)


@pytest.fixture
def idle(tmp_path: Path) -> Iterator[Desk]:
    """A desk whose hands were never called: what it takes in waits."""
    home, access, app = opened(tmp_path / "home")
    yield Desk(entered(app, access), home, access, app)
    home.close()
