"""What the models say about a value: which keys it has and in which order, whether it is an amount, or text."""

from __future__ import annotations

import inspect
import types
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import PlainValidator

from itgov.model.money import Money
from itgov.model.record import Part
from itgov.model.scalar import parse_id, parse_text, parse_year


@dataclass(frozen=True, slots=True)
class Meant:
    """The type of a value with its marks; `annotation` is None where no model knows the value."""

    annotation: Any = None
    marks: tuple[Any, ...] = ()

    @property
    def part(self) -> type[Part] | None:
        """The model of a block of keys."""
        return self.annotation if inspect.isclass(self.annotation) and issubclass(self.annotation, Part) else None

    @property
    def is_amount(self) -> bool:
        """Whether it is money."""
        return any(isinstance(mark, Money) for mark in self.marks)

    @property
    def is_text(self) -> bool:
        """Whether it is free text or an id, which other YAML readers should take for text, too."""
        return _is_read_by(self, parse_text, parse_id)

    @property
    def is_flag(self) -> bool:
        """Whether it is true or false."""
        return self.annotation is bool

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of a block in the order of its model; none where keys are free."""
        return tuple(self.part.model_fields) if self.part is not None else ()

    @property
    def by_year(self) -> bool:
        """Whether the keys are years."""
        arguments = get_args(self.annotation)
        return len(arguments) == 2 and _is_read_by(meant(arguments[0]), parse_year)

    def entry(self, key: str) -> Meant:
        """What the value of one key is meant to be."""
        if self.part is not None:
            info = self.part.model_fields.get(key)
            return meant(info.annotation, *info.metadata) if info is not None else Meant()
        arguments = get_args(self.annotation)
        return meant(arguments[1]) if get_origin(self.annotation) is Mapping and len(arguments) == 2 else Meant()

    def item(self) -> Meant:
        """What an item of a list is meant to be."""
        arguments = get_args(self.annotation)
        return meant(arguments[0]) if get_origin(self.annotation) is tuple and arguments else Meant()


def meant(annotation: Any, *marks: Any) -> Meant:
    """A type of a model's field, freed of its marks and of “or nothing”."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation, marks = annotation.__origin__, (*annotation.__metadata__, *marks)
        elif get_origin(annotation) in {Union, types.UnionType}:
            choices = [choice for choice in get_args(annotation) if choice is not type(None)]
            if len(choices) != 1:
                return Meant(annotation, marks)
            annotation = choices[0]
        else:
            return Meant(annotation, marks)


def _is_read_by(value: Meant, *parsers: Any) -> bool:
    return any(isinstance(mark, PlainValidator) and mark.func in parsers for mark in value.marks)
