"""A record among the others: what it points to, and what points to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from itgov.finding import SETTINGS
from itgov.model.city import City
from itgov.model.kinds import KINDS
from itgov.model.record import Part
from itgov.model.walk import Route, references


@dataclass(frozen=True, slots=True)
class Pointing:
    """One reference: the record `holder` (or SETTINGS) names `target` at `route`."""

    holder: str
    route: Route
    target: str


def holders(city: City, wanted: str) -> Iterator[tuple[str, Part]]:
    """The settings, and every record that names the record `wanted` anywhere in it, kind by kind and then by id."""
    yield SETTINGS, city.settings
    for kind in KINDS:
        for record in city.pointing(wanted, kind.type):
            yield record.id, record


def pointing_to(city: City, wanted: str) -> tuple[Pointing, ...]:
    """Every reference to the record `wanted`, in the settings and then kind by kind, in the order of the fields."""
    return tuple(
        dict.fromkeys(
            Pointing(holder, route, value)
            for holder, part in holders(city, wanted)
            for route, value, _ in references(part)
            if value == wanted
        )
    )


def pointed_from(city: City, record_id: str) -> tuple[Pointing, ...]:
    """Every reference that a record makes, in the order of its fields; none where no record has the id."""
    record = city.get(record_id)
    if record is None:
        return ()
    return tuple(dict.fromkeys(Pointing(record_id, route, value) for route, value, _ in references(record)))
