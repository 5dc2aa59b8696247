"""How much of a year somebody shares a delivery, said beside its name: who leaves in July pays for seven months."""

from __future__ import annotations

from itgov.allocate.cost import presence_of
from itgov.message import Message, msg
from itgov.model.city import City

_MONTHS = 12


def months_of(city: City, source_id: str, administration: str, year: int) -> int | None:
    """The months of the year in which it shares the delivery, 1 to 11; None where it is all of them, or none.

    A shared system has no such times: all who use it share it all the year.
    """
    delivery = city.deliveries.get(source_id)
    if delivery is None or not any(one.administration == administration for one in delivery.excluded):
        return None
    part = presence_of(city, delivery, year).get(administration, 0) * _MONTHS
    return int(part) if 0 < part < _MONTHS else None


def with_months(name: str, city: City, source_id: str, administration: str, year: int) -> str | Message:
    """The name, of the delivery or of who shares it, with the months where they are not the whole year."""
    months = months_of(city, source_id, administration, year)
    return name if months is None else msg("{name} ({months} of 12 months)", name=name, months=months)
