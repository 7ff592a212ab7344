"""The collector looks seldom while a document is checked, and as before when it is done."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from gouji.collecting import ALLOCATIONS, seldom


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_it_looks_seldom_within_and_as_before_behind_whatever_happens() -> None:
    gc.set_threshold(700, 10, 10)
    with pytest.raises(KeyError), seldom():
        assert gc.get_threshold() == (ALLOCATIONS, 10, 10)
        raise KeyError
    assert gc.get_threshold() == (700, 10, 10)


@pytest.mark.parametrize("own", [0, ALLOCATIONS + 1], ids=["off", "less often yet"])
def test_a_program_that_collects_less_is_left_alone(own: int) -> None:
    gc.set_threshold(own, 10, 10)
    with seldom():
        assert gc.get_threshold()[0] == own
    assert gc.get_threshold()[0] == own
