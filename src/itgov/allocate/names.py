"""What people call the records that tables name: in full, or short where an administration has a short name."""

from __future__ import annotations

from itgov.model.administration import Administration
from itgov.model.city import City


def full_name(city: City, record_id: str) -> str:
    """The record's name; its id where there is no such record."""
    record = city.get(record_id)
    return record.name if record else record_id


def short_name(city: City, record_id: str) -> str:
    """An administration's short name, another record's name; its id where there is no such record."""
    record = city.get(record_id)
    return record.short_name if isinstance(record, Administration) else full_name(city, record_id)
