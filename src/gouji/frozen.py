"""Frozen: what `dataclass(frozen=True, slots=True)` makes, made in a third of the time, for the types of which a report has thousands."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")

_UNSET = object()


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """The class as a dataclass with slots that cannot be changed; of one without bases or fields that `__init__` does not take.

    The `__init__` that dataclass writes goes through `object.__setattr__` for each field, which was a sixth of the time that a check took. This one
    has the new object pass for one of an open class with the same slots while its fields are set, which costs the same however many there are.
    """
    made = dataclass(frozen=True, slots=True, init=False)(cls)
    own = fields(made)  # type: ignore[arg-type]  # it has just been made one
    said: dict[str, Any] = {
        "melt": object.__setattr__,
        "Made": made,
        "Open": type("Open", (), {"__slots__": tuple(each.name for each in own)}),
        "unset": _UNSET,
    }
    parameters, body = ["self"], ["melt(self, '__class__', Open)"]
    for each in own:
        value, default = each.name, ""
        if each.default_factory is not MISSING:
            said[f"make_{each.name}"], default = each.default_factory, "=unset"
            value = f"make_{each.name}() if {each.name} is unset else {each.name}"
        elif each.default is not MISSING:
            said[f"default_{each.name}"], default = each.default, f"=default_{each.name}"
        parameters.append(each.name + default)
        body.append(f"self.{each.name} = {value}")
    exec("\n    ".join([f"def __init__({', '.join(parameters)}):", *body, "self.__class__ = Made"]), said)
    made.__init__ = said["__init__"]  # type: ignore[method-assign]  # as dataclass itself does
    return made
