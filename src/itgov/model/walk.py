"""Walking through a record: every value with its route of keys and the marks of its field.

This is how references, amounts and visibility are found without a list of them
kept by hand: a new field is seen as soon as it is declared. Fields that cannot
hold what is looked for are passed over; which those are is worked out once a type.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any, get_args, get_origin

from itgov.model.money import Money
from itgov.model.period import Period
from itgov.model.record import Part, RefTo, Shown

Route = tuple[str | int, ...]
Mark = RefTo | Money | Shown
Sought = Any
"""A mark, or a type of value."""
_MARKS = (RefTo, Money, Shown)


def leaves(
    part: Part, route: Route = (), sought: Sought | None = None
) -> Iterator[tuple[Route, Any, tuple[Mark, ...]]]:
    """Every value that is not a block or a list, with its route and marks; ids that are keys of a mapping come too.

    Such a key stands at the route of its entry. Fields left out are passed over, and with `sought`
    those that can hold nothing with that mark, or of that type.
    """
    for name, marks in _fields(type(part), sought):
        value = getattr(part, name)
        if value is not None:
            yield from _descend(value, (*route, name), marks, sought)


def references(part: Part) -> tuple[tuple[Route, str, RefTo], ...]:
    """Every reference to another record: its route, the id, and the kinds it may be of."""
    # Several rules ask about one record after the other: the latest answer serves them all. Parts never change.
    if _latest[0] is not part:
        found = tuple(
            (route, value, mark)
            for route, value, marks in leaves(part, sought=RefTo)
            for mark in marks
            if isinstance(mark, RefTo) and isinstance(value, str)
        )
        _latest[:] = [part, found]
    answer: tuple[tuple[Route, str, RefTo], ...] = _latest[1]
    return answer


_latest: list[Any] = [None, ()]


def referred(part: Part, field: str) -> set[str]:
    """The ids that one field refers to, at any depth: what `references` finds there, without the routes."""
    found: set[str] = set()
    _refer((part.__dict__[field],), found)
    return found


def _refer(values: Iterable[Any], found: set[str]) -> None:
    # No generators here: this runs over every record of a city before a single rule does.
    for value in values:
        kind: Any = type(value)
        if kind is str:
            found.add(value)
        elif kind is tuple:
            if value:
                _refer(value, found)
        elif kind in _SINGLE:
            continue
        elif _is_part(kind):
            held = value.__dict__
            _refer([held[name] for name, _ in _fields(kind, RefTo)], found)
        elif isinstance(value, Mapping):
            _refer(value, found)
            _refer(value.values(), found)


def all_fit(part: Part, kind_of: Mapping[str, str]) -> bool:
    """Whether every reference names something that is there, and is of a kind that it may name."""
    # As `_refer`: almost every record is right, and only one that is not must be walked with its routes.
    held = part.__dict__
    for name, kinds in _nameable(type(part)):
        value = held[name]
        if value and not _fits(value, kinds, kind_of):
            return False
    return True


def _fits(value: Any, kinds: frozenset[str], kind_of: Mapping[str, str]) -> bool:
    kind: Any = type(value)
    if kind is str:
        # Where no kind may be named the text is no reference.
        return not kinds or kind_of.get(value) in kinds
    if _is_part(kind):
        return all_fit(value, kind_of)
    if kind is not tuple:
        if kind in _SINGLE or not isinstance(value, Mapping):
            return True
        value = (*value, *value.values())
    for item in value:  # noqa: SIM110  a generator for every list would cost more than all that is asked of it
        if not _fits(item, kinds, kind_of):
            return False
    return True


@cache
def _nameable(part: type[Part]) -> tuple[tuple[str, frozenset[str]], ...]:
    """The fields that can refer to records, each with the kinds that it may name in itself."""
    return tuple((name, _kinds(marks)) for name, marks in _fields(part, RefTo))


def _kinds(marks: tuple[Mark, ...]) -> frozenset[str]:
    named = [frozenset(mark.kinds) for mark in marks if isinstance(mark, RefTo)]
    return frozenset.intersection(*named) if named else frozenset()


def amounts(part: Part) -> Iterator[tuple[Route, int]]:
    """Every amount in the record with its route, in öre."""
    for route, value, marks in leaves(part, sought=Money):
        if type(value) is int and any(isinstance(mark, Money) for mark in marks):
            yield route, value


def periods(part: Part) -> Iterator[tuple[Route, Period]]:
    """Every planning period in the record with its route."""
    for route, value, _ in leaves(part, sought=Period):
        if isinstance(value, Period):
            yield route, value


def texts(part: Part) -> Iterator[tuple[Route, str]]:
    """Every text in the record with its route, ids and words from a fixed choice among them."""
    for route, value, _ in leaves(part, sought=str):
        if isinstance(value, str):
            yield route, value


def words_of(part: Part) -> list[str]:
    """Every text in the record, in the order of `texts` without routes: what a rule sifts before it looks closer."""
    found: list[str] = []
    _gather(part.__dict__.values(), found)
    return found


def _gather(values: Iterable[Any], found: list[str]) -> None:
    # No generators here: this runs over every record of a city.
    for value in values:
        kind: Any = type(value)
        if kind is str:
            found.append(value)
        elif kind is tuple:
            if value:
                _gather(value, found)
        elif kind in _SINGLE:
            continue
        elif _is_part(kind):
            _gather(value.__dict__.values(), found)
        elif isinstance(value, Mapping):
            for key, item in value.items():
                _gather((key, item), found)


def words_under(part: Part, names: frozenset[str]) -> list[str]:
    """Every text that stands under a field with one of those names, at any depth."""
    found: list[str] = []
    _gather_under(part, names, found)
    return found


def _gather_under(part: Part, names: frozenset[str], found: list[str]) -> None:
    held = part.__dict__
    for name in _leading_to(type(part), names):
        value = held[name]
        if not value:
            continue
        if name in names:
            _gather((value,), found)
            continue
        inner = value.values() if isinstance(value, Mapping) else value if type(value) is tuple else (value,)
        for one in inner:
            kind: Any = type(one)
            if _is_part(kind):
                _gather_under(one, names, found)


@cache
def _leading_to(part: type[Part], names: frozenset[str]) -> tuple[str, ...]:
    """The fields with one of the names, and those that hold blocks with such a field."""
    return tuple(
        name
        for name, info in part.model_fields.items()
        if name in names
        or any(issubclass(kind, Part) and _leading_to(kind, names) for kind in _types_in(info.annotation))
    )


_SINGLE = frozenset({type(None), bool, int, date, Period, Fraction})
"""Types of values that hold no text and nothing else: passed over before the slower questions."""


@cache
def _is_part(kind: type) -> bool:
    return issubclass(kind, Part)


def kinds_at(part: type[Part], route: Route) -> frozenset[str]:
    """The kinds of record that may be named where a route of keys leads; none where the field names no records."""
    found: frozenset[str] = frozenset()
    current: type[Part] | None = part
    for step in route:
        if current is not None and isinstance(step, str) and step in current.model_fields:
            marks = marks_of(current, step)
            found = frozenset(kind for mark in marks if isinstance(mark, RefTo) for kind in mark.kinds)
            current = next(
                (kind for kind in _types_in(current.model_fields[step].annotation) if issubclass(kind, Part)), None
            )
    return found


def fields_with(part: type[Part], sought: Sought) -> tuple[str, ...]:
    """The names of the fields that can hold a value with that mark, or of that type, at any depth."""
    return tuple(name for name, _ in _fields(part, sought))


@cache
def marks_of(part: type[Part], name: str) -> tuple[Mark, ...]:
    """The marks anywhere in the annotation of one field."""
    info = part.model_fields[name]
    return tuple(mark for mark in info.metadata if isinstance(mark, _MARKS)) + tuple(_marks_in(info.annotation))


@cache
def _fields(part: type[Part], sought: Any) -> tuple[tuple[str, tuple[Mark, ...]], ...]:
    return tuple(
        (name, marks_of(part, name))
        for name in part.model_fields
        if not isinstance(sought, type) or _holds(part, name, sought)
    )


def _holds(part: type[Part], name: str, sought: Sought) -> bool:
    if any(isinstance(mark, sought) for mark in marks_of(part, name)):
        return True
    return any(
        kind is sought or (issubclass(kind, Part) and bool(_fields(kind, sought)))
        for kind in _types_in(part.model_fields[name].annotation)
    )


def _types_in(annotation: Any) -> Iterator[type]:
    if inspect.isclass(annotation):
        yield annotation
    elif isinstance(annotation, str):
        yield str
    for argument in get_args(annotation):
        yield from _types_in(argument)


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


def _descend(
    value: Any, route: Route, marks: tuple[Mark, ...], sought: Sought | None
) -> Iterator[tuple[Route, Any, tuple[Mark, ...]]]:
    if isinstance(value, Part):
        yield from leaves(value, route, sought)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _descend(item, (*route, index), marks, sought)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if isinstance(key, str):
                yield (*route, key), key, marks
            yield from _descend(item, (*route, str(key)), marks, sought)
    else:
        yield route, value, marks
