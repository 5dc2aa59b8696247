"""Keys that are locked or agreed, and would be changed: who agreed to another split than the workbook's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.key import Key
from itgov.workbook.intake import Changed

REMEDY = msg("a change needs a new agreement: when there is one, write it in the key's file (`agreed`, `locked_on`)")


@dataclass(frozen=True, slots=True)
class LockedKey:
    """A key that somebody agreed to, and the years for which the workbook says something else."""

    key: Key
    years: tuple[int, ...]
    agreed: tuple[str, ...]
    """Each agreement as people say it: body, day and registry number."""

    @property
    def message(self) -> Message:
        """Which key, for which years, locked when and agreed by whom."""
        said = {"key": self.key.name, "id": self.key.id, "years": ", ".join(map(str, self.years))}
        bodies = ", ".join(self.agreed)
        if self.key.locked_on is None:
            return msg("the key “{key}” ({id}) is agreed for {years}, by {bodies}", bodies=bodies, **said)
        day = self.key.locked_on.isoformat()
        if not self.agreed:
            return msg("the key “{key}” ({id}) was locked on {day} for {years}", day=day, **said)
        return msg("the key “{key}” ({id}) was locked on {day} for {years}, agreed by {bodies}",
                   day=day, bodies=bodies, **said)  # fmt: skip


def locked_keys(city: City, changes: Iterable[Changed]) -> tuple[LockedKey, ...]:
    """The keys among the changes that are locked or agreed for a year that changes, by id.

    A value by year changes its own year, all else every year that the key is valid for.
    """
    years: dict[str, set[int]] = {}
    for one in changes:
        key = city.keys.get(one.entry.record)
        if key is not None and (key.locked_on is not None or key.agreed):
            route = one.entry.route
            touched = {int(route[1])} if route[0] == "per_year" else set(key.valid_for)
            years.setdefault(key.id, set()).update(touched & set(key.valid_for))
    return tuple(
        LockedKey(city.keys[name], tuple(sorted(years[name])), _agreed(city, city.keys[name]))
        for name in sorted(years)
        if years[name]
    )


def _agreed(city: City, key: Key) -> tuple[str, ...]:
    found = []
    for one in key.agreed:
        body = city.get(one.body)
        said = (body.name if body is not None else one.body, one.on.isoformat(), one.registry_number)
        found.append(" ".join(part for part in said if part))
    return tuple(found)
