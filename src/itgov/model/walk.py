"""Walking through a record: every value with its route of keys and the marks of its field.

This is how references, amounts and visibility are found without a list of them
kept by hand: a new field is seen as soon as it is declared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args, get_origin

from itgov.model.money import Money
from itgov.model.record import Part, RefTo, Shown

Route = tuple[str | int, ...]
Mark = RefTo | Money | Shown
_MARKS = (RefTo, Money, Shown)


def leaves(part: Part, route: Route = ()) -> Iterator[tuple[Route, Any, tuple[Mark, ...]]]:
    """Every value that is not a block or a list, with its route and marks; ids that are keys of a mapping come too.

    Such a key stands at the route of its entry. Fields left out are passed over.
    """
    for name in type(part).model_fields:
        value = getattr(part, name)
        if value is not None:
            yield from _descend(value, (*route, name), marks_of(type(part), name))


def references(part: Part) -> Iterator[tuple[Route, str, RefTo]]:
    """Every reference to another record: its route, the id, and the kinds it may be of."""
    for route, value, marks in leaves(part):
        for mark in marks:
            if isinstance(mark, RefTo) and isinstance(value, str):
                yield route, value, mark


def amounts(part: Part) -> Iterator[tuple[Route, int]]:
    """Every amount in the record with its route, in öre."""
    for route, value, marks in leaves(part):
        if type(value) is int and any(isinstance(mark, Money) for mark in marks):
            yield route, value


@cache
def marks_of(part: type[Part], name: str) -> tuple[Mark, ...]:
    """The marks anywhere in the annotation of one field."""
    info = part.model_fields[name]
    return tuple(mark for mark in info.metadata if isinstance(mark, _MARKS)) + tuple(_marks_in(info.annotation))


def _marks_in(annotation: Any) -> Iterator[Mark]:
    for mark in getattr(annotation, "__metadata__", ()):
        if isinstance(mark, _MARKS):
            yield mark
    origin = get_origin(annotation)
    arguments = get_args(annotation)
    if origin is not None and getattr(annotation, "__metadata__", None) is not None:
        arguments = (annotation.__origin__,)
    for argument in arguments:
        yield from _marks_in(argument)


def _descend(value: Any, route: Route, marks: tuple[Mark, ...]) -> Iterator[tuple[Route, Any, tuple[Mark, ...]]]:
    if isinstance(value, Part):
        yield from leaves(value, route)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _descend(item, (*route, index), marks)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if isinstance(key, str):
                yield (*route, key), key, marks
            yield from _descend(item, (*route, str(key)), marks)
    else:
        yield route, value, marks
