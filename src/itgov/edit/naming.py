"""Where a record names another one: as a value or as the key of a mapping, and the edit that gives it another id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from itgov.edit.splice import CannotEdit, Change, Edit, Route, Source
from itgov.message import msg
from itgov.model.record import Part
from itgov.model.walk import references
from itgov.store.spans import Span


@dataclass(frozen=True, slots=True)
class Naming:
    """One place: with `key`, the last step of `route` is itself the id."""

    route: Route
    key: bool


def namings(part: Part, wanted: str) -> tuple[Naming, ...]:
    """Every place in a record that names the record `wanted`, in the order of its fields."""
    found = (Naming(route, is_key(part, route)) for route, value, _ in references(part) if value == wanted)
    return tuple(dict.fromkeys(found))


def is_key(part: Part, route: Route) -> bool:
    """Whether the last step of a route is a free key of a mapping, not the name of a field or a place in a list."""
    holder: Any = part
    for step in route[:-1]:
        if isinstance(holder, Part):
            holder = getattr(holder, str(step))
        elif isinstance(holder, Mapping):
            holder = next(value for key, value in holder.items() if str(key) == step)
        else:
            holder = holder[step]
    return isinstance(holder, Mapping)


def id_edit(source: Source, top: Span, naming: Naming, old: str, new: str) -> Edit:
    """The edit that writes `new` where `old` stands, quotes kept; raises CannotEdit where an alias stands there."""
    owner = top.at(naming.route[:-1])
    last = naming.route[-1]
    found: Span | None = None
    if owner is not None and naming.key:
        # An id may be written with spaces round it, in quotes.
        found = next((key for key, _ in owner.entries if key.text is not None and key.text.strip() == last), None)
    elif owner is not None:
        found = owner.value(last) if isinstance(last, str) else owner.item(last)
    if found is None or found.text is None or found.anchored:
        raise _ambiguous(source, top, naming.route)
    route = (*naming.route[:-1], found.text) if naming.key else naming.route
    raw = source.text[found.start : found.end]
    if (at := _place_in(raw, found, old)) is None:
        quote = "'" if found.style == "single" else '"'
        return Edit(source.path, found.start, found.end, f"{quote}{new}{quote}", Change(route, new, naming.key))
    start = found.start + at
    change = Change(route, found.text.replace(old, new, 1), naming.key)
    return Edit(source.path, start, start + len(old), new, change)


def _place_in(raw: str, found: Span, old: str) -> int | None:
    """Where in the written value the id begins; None where it is spelled with escapes."""
    # The head of a literal block may hold a figure of its own, which an id may be, too.
    head = raw.find("\n") + 1 if found.style in {"literal", "folded"} else 0
    inner = raw[1:-1] if found.style in {"single", "double"} else raw[head:]
    return raw.index(old, head) if inner.strip() == old else None


def _ambiguous(source: Source, top: Span, route: Route) -> CannotEdit:
    nearest = top
    for count in range(1, len(route) + 1):
        nearest = top.at(route[:count]) or nearest
    spot = source.spot(nearest.start)
    return CannotEdit(
        msg(
            "{where}: the id stands behind an anchor or an alias, so it cannot be changed here alone",
            where=f"{spot.path}:{spot.line}:{spot.column}",
        ),
        msg("write the value out in each place, then run again"),
    )
