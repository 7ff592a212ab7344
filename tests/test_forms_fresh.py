"""The forms under fixtures/forms: built from their sources, sound, and the planted errors really are errors. The program under test has no part in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FORMS = Path(__file__).parents[1] / "fixtures" / "forms"
sys.path.insert(0, str(FORMS))

from relations import Ties  # noqa: E402
from source import load, names  # noqa: E402


def test_built_forms_are_what_their_sources_give() -> None:
    run = subprocess.run([sys.executable, str(FORMS / "build.py"), "--check"], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("name", names())
def test_every_relation_of_a_form_holds(name: str) -> None:
    relations = Ties(load(name)).all()
    assert relations
    assert [str(relation) for relation in relations if not relation.holds] == []
