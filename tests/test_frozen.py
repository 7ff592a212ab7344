"""What `frozen` makes is what dataclass would make of the same class, but for the time it takes."""

from __future__ import annotations

import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from gouji.frozen import frozen, replace


@frozen
class Kept:
    """A value with a default, a made one, one left out of comparison, and one left out of the hash."""

    name: str
    number: int = 1
    rows: tuple[str, ...] = field(default_factory=tuple)
    note: str = field(default="", compare=False)
    options: dict[str, int] = field(default_factory=dict, hash=False)


@frozen
class One:
    """A value of one field, which says itself how it is shown."""

    name: str

    def __repr__(self) -> str:
        return f"<{self.name}>"


def test_a_value_has_what_was_given_and_the_defaults() -> None:
    assert (Kept("a").number, Kept("a").rows, Kept("a", 2, note="x").note) == (1, (), "x")
    assert Kept("a").options is not Kept("a").options
    assert repr(Kept("a")) == "Kept(name='a', number=1, rows=(), note='', options={})"
    assert repr(One("a")) == "<a>"


@pytest.mark.parametrize("change", [lambda value: setattr(value, "name", "b"), lambda value: delattr(value, "name"), lambda value: setattr(value, "new", 1)])
def test_no_value_changes(change: Callable[[Any], None]) -> None:
    for value in (Kept("a"), replace(Kept("a"), number=2), pickle.loads(pickle.dumps(Kept("a")))):
        with pytest.raises(dataclasses.FrozenInstanceError):
            change(value)


def test_values_are_equal_and_hashed_by_the_fields_that_count() -> None:
    assert Kept("a", note="x") == Kept("a", note="y") != Kept("a", 2)
    assert hash(Kept("a", note="x", options={"b": 1})) == hash(Kept("a"))
    assert One("a") == One("a") != Kept("a")
    assert {One("a"), One("a")} == {One("a")}


def test_a_changed_copy_keeps_all_else() -> None:
    value = Kept("a", 2, ("r",), "n", {"o": 1})
    assert replace(value, name="b") == dataclasses.replace(value, name="b") == Kept("b", 2, ("r",), "n", {"o": 1})
    assert type(replace(value)) is Kept
    assert pickle.loads(pickle.dumps(value)) == value
    with pytest.raises(AttributeError):
        replace(value, nothing=1)


def test_a_value_of_another_kind_is_copied_as_ever() -> None:
    @dataclass(frozen=True)
    class Other:
        name: str

    assert replace(Other("a"), name="b") == Other("b")


def test_a_type_is_a_dataclass_for_who_asks() -> None:
    assert dataclasses.is_dataclass(Kept)
    assert [each.name for each in dataclasses.fields(Kept)] == ["name", "number", "rows", "note", "options"]
